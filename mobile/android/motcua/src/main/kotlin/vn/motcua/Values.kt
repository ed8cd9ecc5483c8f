package vn.motcua

import java.time.Instant
import java.time.LocalDate
import vn.motcua.ffi.CheckedValue as FfiCheckedValue
import vn.motcua.ffi.PlaceAnswer as FfiPlaceAnswer
import vn.motcua.ffi.PlaceCandidate as FfiPlaceCandidate
import vn.motcua.ffi.PlaceUnit as FfiPlaceUnit
import vn.motcua.ffi.Places as FfiPlaces
import vn.motcua.ffi.TransferCode as FfiTransferCode
import vn.motcua.ffi.ValueContext as FfiValueContext
import vn.motcua.ffi.ValueVerdict as FfiValueVerdict
import vn.motcua.ffi.WorkingDay as FfiWorkingDay
import vn.motcua.ffi.addWorkingDays as ffiAddWorkingDays
import vn.motcua.ffi.checkValue as ffiCheckValue
import vn.motcua.ffi.compareTexts as ffiCompareTexts
import vn.motcua.ffi.dateInWords as ffiDateInWords
import vn.motcua.ffi.dueDate as ffiDueDate
import vn.motcua.ffi.inspectText as ffiInspectText
import vn.motcua.ffi.lunarDay as ffiLunarDay
import vn.motcua.ffi.matchKey as ffiMatchKey
import vn.motcua.ffi.moneyInWords as ffiMoneyInWords
import vn.motcua.ffi.normalizeText as ffiNormalizeText
import vn.motcua.ffi.readTransferCode as ffiReadTransferCode
import vn.motcua.ffi.registerCase as ffiRegisterCase
import vn.motcua.ffi.resolvePlace as ffiResolvePlace
import vn.motcua.ffi.resolvePlaceCode as ffiResolvePlaceCode
import vn.motcua.ffi.searchKey as ffiSearchKey
import vn.motcua.ffi.valueKinds as ffiValueKinds
import vn.motcua.ffi.workingDay as ffiWorkingDay
import vn.motcua.ffi.workingDaysBetween as ffiWorkingDaysBetween
import vn.motcua.ffi.writeTransferCode as ffiWriteTransferCode

/** How good a value is. */
public enum class ValueVerdict {
    /** Nothing to say. */
    VALID,

    /** Unusual, but no law refuses it: show a hint, let the person go on. */
    WARNING,

    /** Cannot be what it claims to be. */
    INVALID,
}

/**
 * The answer about one value.
 *
 * @property verdict the worst of all findings
 * @property codes what was found, in the order of finding; [MotCua.message] has their sentences
 * @property normalized the form to store; null when the value is invalid
 * @property parts named parts read out of the value, in a fixed order for each kind
 */
public data class CheckedValue(
    val verdict: ValueVerdict,
    val codes: List<String>,
    val normalized: String?,
    val parts: Map<String, String>,
) {
    internal constructor(ffi: FfiCheckedValue) : this(
        when (ffi.verdict) {
            FfiValueVerdict.VALID -> ValueVerdict.VALID
            FfiValueVerdict.WARNING -> ValueVerdict.WARNING
            FfiValueVerdict.INVALID -> ValueVerdict.INVALID
        },
        ffi.codes,
        ffi.normalized,
        ffi.parts.associate { it.name to it.value },
    )

    /** Without the value. */
    override fun toString(): String = "CheckedValue(verdict=$verdict, codes=$codes)"
}

/**
 * What the form knows already of the person.
 *
 * @property birthDate `yyyy`, `yyyy-mm` or `yyyy-mm-dd`
 * @property sex `male` or `female`
 * @property birthProvince code of the province where the birth was registered
 * @property foreign whether the person is a foreigner
 * @property proof whether the value is to prove who somebody is, on the day [on]
 * @property on the day that the dossier is judged at
 */
public data class ValueContext @JvmOverloads constructor(
    val birthDate: String? = null,
    val sex: String? = null,
    val birthProvince: String? = null,
    val foreign: Boolean = false,
    val proof: Boolean = false,
    val on: LocalDate? = null,
) {
    internal fun toFfi(): FfiValueContext =
        FfiValueContext(birthDate, sex, birthProvince, foreign, proof, on?.toString())

    /** Without the person. */
    override fun toString(): String = "ValueContext(on=$on)"
}

/** Identifiers: numbers of people, companies, passports, vehicles, parcels of land, … */
public object Identifiers {
    /** Kinds that [check] knows. */
    @JvmStatic
    public val kinds: List<String>
        get() = core { ffiValueKinds() }

    /** Checks a [text] as a value of a [kind]. Whatever is wrong with the text is data in the answer. */
    @JvmStatic
    @JvmOverloads
    public fun check(kind: String, text: String, context: ValueContext = ValueContext()): CheckedValue =
        core { CheckedValue(ffiCheckValue(kind, text, context.toFfi())) }
}

/** Vietnamese text. */
public object Texts {
    /** What is odd about a text: signs that nobody sees, an old encoding, letters taken apart. */
    @JvmStatic
    public fun inspect(text: String): CheckedValue = core { CheckedValue(ffiInspectText(text)) }

    /** A text in normal form C with single spaces, as it is stored. */
    @JvmStatic
    public fun normalize(text: String): String = core { ffiNormalizeText(text) }

    /** Key under which a text is found whatever its accents and case. */
    @JvmStatic
    public fun searchKey(text: String): String = core { ffiSearchKey(text) }

    /** What equal texts share however they were typed: lower case, one place for the tone, tones kept. */
    @JvmStatic
    public fun matchKey(text: String): String = core { ffiMatchKey(text) }

    /** A name as civil registers write it. */
    @JvmStatic
    public fun registerCase(name: String): String = core { ffiRegisterCase(name) }

    /** Order of texts in a Vietnamese list. */
    @JvmStatic
    public val order: Comparator<String> = Comparator { one, other -> core { ffiCompareTexts(one, other, false) } }

    /** Order of people in a Vietnamese list: the given name counts first. */
    @JvmStatic
    public val orderOfPeople: Comparator<String> =
        Comparator { one, other -> core { ffiCompareTexts(one, other, true) } }

    /** An amount in đồng in words; null above what has words. */
    @JvmStatic
    public fun moneyInWords(dong: Long): String? {
        require(dong >= 0) { "dong" }
        return core { ffiMoneyInWords(dong.toULong()) }
    }

    /** A date (`yyyy-mm-dd`, `yyyy-mm` or `yyyy`) in words, as registers write it. */
    @JvmStatic
    public fun dateInWords(date: String): String = core { ffiDateInWords(date) }
}

/** A unit of the administration: its statistical code, and kind and name. */
public data class PlaceUnit(val code: String, val name: String) {
    internal constructor(ffi: FfiPlaceUnit) : this(ffi.code, ffi.name)
}

/**
 * A unit that a text or code may mean.
 *
 * @property unit the unit, as it was or is called
 * @property level `province`, `district` or `commune`
 * @property validFrom first day; null when it is older than the tables
 * @property validUntil last day; null when it exists
 * @property score 1 to 100: for the order of a list, no probability
 * @property units the units that stand for it on the day asked for; several mean that the citizen must choose
 * @property basis the text that the row rests on
 * @property mark `verified`, `derived` or `uncertain`
 */
public data class PlaceCandidate(
    val unit: PlaceUnit,
    val level: String,
    val district: PlaceUnit?,
    val province: PlaceUnit?,
    val validFrom: LocalDate?,
    val validUntil: LocalDate?,
    val score: Int,
    val units: List<PlaceUnit>,
    val basis: String,
    val mark: String,
) {
    internal constructor(ffi: FfiPlaceCandidate) : this(
        PlaceUnit(ffi.unit),
        ffi.level,
        ffi.district?.let(::PlaceUnit),
        ffi.province?.let(::PlaceUnit),
        ffi.validFrom?.let(LocalDate::parse),
        ffi.validUntil?.let(LocalDate::parse),
        ffi.score.toInt(),
        ffi.units.map(::PlaceUnit),
        ffi.basis,
        ffi.mark,
    )
}

/** What a text or code may mean on a day: the likeliest first, and [codes] of what to tell the person. */
public data class PlaceAnswer(val candidates: List<PlaceCandidate>, val codes: List<String>) {
    internal constructor(ffi: FfiPlaceAnswer) : this(ffi.candidates.map(::PlaceCandidate), ffi.codes)
}

/** Places of Vietnam, before and after the reform of 2025. */
public object Places {
    /** What a [text] means on a day: an address or any part of one, with or without diacritics. */
    @JvmStatic
    public fun resolve(text: String, on: LocalDate): PlaceAnswer =
        core { PlaceAnswer(ffiResolvePlace(text, on.toString())) }

    /** What a statistical code means on a day. */
    @JvmStatic
    public fun resolveCode(code: String, on: LocalDate): PlaceAnswer =
        core { PlaceAnswer(ffiResolvePlaceCode(code, on.toString())) }

    /**
     * What is built in (all provinces, the communes of Ho Chi Minh City), and the [rows] of a file with more. Refuses with
     * `place/data` and the line that cannot be read.
     */
    @JvmStatic
    public fun load(rows: String): Gazetteer = core { Gazetteer(FfiPlaces.create(rows)) }
}

/** Places with more communes than are built in, from [Places.load]. */
public class Gazetteer internal constructor(private val ffi: FfiPlaces) : AutoCloseable {
    /** As [Places.resolve]. */
    public fun resolve(text: String, on: LocalDate): PlaceAnswer =
        core { PlaceAnswer(ffi.resolve(text, on.toString())) }

    /** As [Places.resolveCode]. */
    public fun resolveCode(code: String, on: LocalDate): PlaceAnswer =
        core { PlaceAnswer(ffi.resolveCode(code, on.toString())) }

    /** Frees the memory at once; later calls throw [IllegalStateException]. Otherwise the collector does it. */
    override fun close(): Unit = ffi.close()
}

/**
 * What the calendar says of a day.
 *
 * @property working whether offices work
 * @property reason `weekend`, the kind of a holiday, or `makeup`; null on a plain weekday
 * @property name name of the holiday
 * @property legalBasis law or notice
 */
public data class WorkingDay(val working: Boolean, val reason: String?, val name: LocalizedText?, val legalBasis: String?) {
    internal constructor(ffi: FfiWorkingDay) : this(ffi.working, ffi.reason, ffi.name?.let(::LocalizedText), ffi.legalBasis)
}

/** A day of the lunisolar calendar; [leap] says that the month is the second of its number. */
public data class LunarDay(val year: Int, val month: Int, val day: Int, val leap: Boolean)

/** Working days and due dates. Days outside of the tables refuse with `calendar/…`. */
public object WorkCalendar {
    /** Whether offices work on a day, and why not. */
    @JvmStatic
    public fun day(on: LocalDate): WorkingDay = core { WorkingDay(ffiWorkingDay(on.toString())) }

    /** The day that lies so many working days after another. */
    @JvmStatic
    public fun addWorkingDays(from: LocalDate, count: Int): LocalDate {
        require(count >= 0) { "count" }
        return LocalDate.parse(core { ffiAddWorkingDays(from.toString(), count.toUInt()) })
    }

    /** Working days after one day, up to and with another. */
    @JvmStatic
    public fun workingDaysBetween(after: LocalDate, until: LocalDate): Int =
        core { ffiWorkingDaysBetween(after.toString(), until.toString()).toInt() }

    /** The due date of a [term] (JSON text as in a procedure's `deadline`) that counts from acceptance. */
    @JvmStatic
    public fun dueDate(term: String, acceptedAt: Instant): Due = core { Due(ffiDueDate(term, acceptedAt.epochSecond)) }

    /** The day of the lunisolar calendar, for 1900 to 2100; it gives no verdict. */
    @JvmStatic
    public fun lunarDay(on: LocalDate): LunarDay? =
        core { ffiLunarDay(on.toString())?.let { LunarDay(it.year, it.month.toInt(), it.day.toInt(), it.leap) } }
}

/**
 * A bank transfer that a VietQR code asks for.
 *
 * @property bank BIN of the bank, six digits
 * @property account account, or card number when [toCard]
 * @property amount in đồng, whole; null lets the payer choose
 * @property purpose up to 25 ASCII letters, digits, spaces and `-./`
 * @property bill number of the bill, like the purpose
 */
public data class TransferCode @JvmOverloads constructor(
    val bank: String,
    val account: String,
    val amount: String? = null,
    val purpose: String? = null,
    val bill: String? = null,
    val toCard: Boolean = false,
) {
    /** The text to be drawn as a QR code. */
    public fun write(): String =
        core { ffiWriteTransferCode(FfiTransferCode(bank, account, toCard, amount, purpose, bill)) }

    /** Without the account. */
    override fun toString(): String = "TransferCode(bank=$bank)"

    public companion object {
        /** Reads the text of a VietQR code. */
        @JvmStatic
        public fun read(text: String): TransferCode =
            core {
                ffiReadTransferCode(text).let {
                    TransferCode(it.bank, it.account, it.amount, it.purpose, it.bill, it.toCard)
                }
            }
    }
}
