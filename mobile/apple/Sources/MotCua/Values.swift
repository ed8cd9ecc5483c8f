import Foundation
internal import MotCuaFFI

/// How good a value is.
public enum ValueVerdict: Hashable, Sendable {
    /// Nothing to say.
    case valid
    /// Unusual, but no law refuses it: show a hint, let the person go on.
    case warning
    /// Cannot be what it claims to be.
    case invalid
}

/// The answer about one value.
public struct CheckedValue: Hashable, Sendable, PersonalData {
    /// The worst of all findings.
    public let verdict: ValueVerdict
    /// What was found, in the order of finding; ``MotCua/message(_:params:language:form:)`` has their sentences.
    public let codes: [String]
    /// The form to store; nil when the value is invalid.
    public let normalized: String?
    /// Named parts read out of the value.
    public let parts: [String: String]

    init(_ ffi: MotCuaFFI.CheckedValue) {
        verdict =
            switch ffi.verdict {
            case .valid: .valid
            case .warning: .warning
            case .invalid: .invalid
            }
        codes = ffi.codes
        normalized = ffi.normalized
        parts = Dictionary(ffi.parts.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

/// What the form knows already of the person.
public struct ValueContext: Hashable, Sendable, PersonalData {
    /// `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
    public var birthDate: String?
    /// `male` or `female`.
    public var sex: String?
    /// Code of the province where the birth was registered.
    public var birthProvince: String?
    /// Whether the person is a foreigner.
    public var isForeign: Bool
    /// Whether the value is to prove who somebody is, on the day `on`.
    public var isProof: Bool
    /// The day that the dossier is judged at, ISO.
    public var on: String?

    public init(
        birthDate: String? = nil,
        sex: String? = nil,
        birthProvince: String? = nil,
        isForeign: Bool = false,
        isProof: Bool = false,
        on: String? = nil
    ) {
        self.birthDate = birthDate
        self.sex = sex
        self.birthProvince = birthProvince
        self.isForeign = isForeign
        self.isProof = isProof
        self.on = on
    }

    var ffi: MotCuaFFI.ValueContext {
        MotCuaFFI.ValueContext(
            birthDate: birthDate, sex: sex, birthProvince: birthProvince, foreign: isForeign, proof: isProof, on: on)
    }
}

/// Identifiers: numbers of people, companies, passports, vehicles, parcels of land, …
public enum Identifiers {
    /// Kinds that ``check(_:as:context:)`` knows.
    public static var kinds: [String] {
        get throws(MotCuaError) { try core { try MotCuaFFI.valueKinds() } }
    }

    /// Checks a text as a value of a kind. Whatever is wrong with the text is data in the answer.
    public static func check(
        _ text: String, as kind: String, context: ValueContext = ValueContext()
    ) throws(MotCuaError) -> CheckedValue {
        try core { CheckedValue(try MotCuaFFI.checkValue(kind: kind, text: text, context: context.ffi)) }
    }
}

/// Vietnamese text.
public enum Texts {
    /// What is odd about a text: signs that nobody sees, an old encoding, letters taken apart.
    public static func inspect(_ text: String) throws(MotCuaError) -> CheckedValue {
        try core { CheckedValue(try MotCuaFFI.inspectText(text: text)) }
    }

    /// A text in normal form C with single spaces, as it is stored.
    public static func normalize(_ text: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.normalizeText(text: text) }
    }

    /// Key under which a text is found whatever its accents and case.
    public static func searchKey(_ text: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.searchKey(text: text) }
    }

    /// What equal texts share however they were typed: lower case, one place for the tone, tones kept.
    public static func matchKey(_ text: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.matchKey(text: text) }
    }

    /// A name as civil registers write it.
    public static func registerCase(_ name: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.registerCase(name: name) }
    }

    /// Order of two texts in a Vietnamese list; of people the given name counts first.
    public static func compare(
        _ one: String, _ other: String, people: Bool = false
    ) throws(MotCuaError) -> ComparisonResult {
        let order = try core { try MotCuaFFI.compareTexts(one: one, other: other, people: people) }
        return order < 0 ? .orderedAscending : order > 0 ? .orderedDescending : .orderedSame
    }

    /// An amount in đồng in words; nil above what has words.
    public static func moneyInWords(_ dong: UInt64) throws(MotCuaError) -> String? {
        try core { try MotCuaFFI.moneyInWords(dong: dong) }
    }

    /// A date (`yyyy-mm-dd`, `yyyy-mm` or `yyyy`) in words, as registers write it.
    public static func dateInWords(_ date: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.dateInWords(date: date) }
    }
}

/// A unit of the administration.
public struct PlaceUnit: Hashable, Sendable {
    /// Statistical code: two digits for a province, three for a district, five for a commune.
    public let code: String
    /// Kind and name.
    public let name: String

    init(_ ffi: MotCuaFFI.PlaceUnit) {
        code = ffi.code
        name = ffi.name
    }
}

/// A unit that a text or code may mean.
public struct PlaceCandidate: Hashable, Sendable {
    /// The unit, as it was or is called.
    public let unit: PlaceUnit
    /// `province`, `district` or `commune`.
    public let level: String
    /// Its district, for a commune until 2025-06-30.
    public let district: PlaceUnit?
    /// Its province; nil for a province.
    public let province: PlaceUnit?
    /// First day, ISO; nil when it is older than the tables.
    public let validFrom: String?
    /// Last day, ISO; nil when it exists.
    public let validUntil: String?
    /// 1 to 100: for the order of a list, no probability.
    public let score: Int
    /// The units that stand for it on the day asked for; several mean that the citizen must choose.
    public let units: [PlaceUnit]
    /// The text that the row rests on.
    public let basis: String
    /// `verified`, `derived` or `uncertain`.
    public let mark: String

    init(_ ffi: MotCuaFFI.PlaceCandidate) {
        unit = PlaceUnit(ffi.unit)
        level = ffi.level
        district = ffi.district.map(PlaceUnit.init)
        province = ffi.province.map(PlaceUnit.init)
        validFrom = ffi.validFrom
        validUntil = ffi.validUntil
        score = Int(ffi.score)
        units = ffi.units.map(PlaceUnit.init)
        basis = ffi.basis
        mark = ffi.mark
    }
}

/// What a text or code may mean on a day.
public struct PlaceAnswer: Hashable, Sendable {
    /// The likeliest first, at most ten.
    public let candidates: [PlaceCandidate]
    /// What to tell the person.
    public let codes: [String]

    init(_ ffi: MotCuaFFI.PlaceAnswer) {
        candidates = ffi.candidates.map(PlaceCandidate.init)
        codes = ffi.codes
    }
}

/// Places of Vietnam, before and after the reform of 2025. Days are ISO, `yyyy-mm-dd`.
public enum Places {
    /// What a text means on a day: an address or any part of one, with or without diacritics.
    public static func resolve(_ text: String, on day: String) throws(MotCuaError) -> PlaceAnswer {
        try core { PlaceAnswer(try MotCuaFFI.resolvePlace(text: text, on: day)) }
    }

    /// What a statistical code means on a day.
    public static func resolveCode(_ code: String, on day: String) throws(MotCuaError) -> PlaceAnswer {
        try core { PlaceAnswer(try MotCuaFFI.resolvePlaceCode(code: code, on: day)) }
    }
}

/// Places with more communes than are built in, which are all provinces and the communes of Ho Chi Minh City.
public final class Gazetteer: Sendable {
    private let ffi: MotCuaFFI.Places

    /// What is built in, and the rows of a file. Refuses with `place/data` and the line that cannot be read.
    public init(rows: String) throws(MotCuaError) {
        ffi = try core { try MotCuaFFI.Places.create(rows: rows) }
    }

    /// As ``Places/resolve(_:on:)``.
    public func resolve(_ text: String, on day: String) throws(MotCuaError) -> PlaceAnswer {
        try core { PlaceAnswer(try ffi.resolve(text: text, on: day)) }
    }

    /// As ``Places/resolveCode(_:on:)``.
    public func resolveCode(_ code: String, on day: String) throws(MotCuaError) -> PlaceAnswer {
        try core { PlaceAnswer(try ffi.resolveCode(code: code, on: day)) }
    }
}

/// What the calendar says of a day.
public struct WorkingDay: Hashable, Sendable {
    /// Whether offices work.
    public let isWorking: Bool
    /// `weekend`, the kind of a holiday, or `makeup`; nil on a plain weekday.
    public let reason: String?
    /// Name of the holiday.
    public let name: LocalizedText?
    /// Law or notice.
    public let legalBasis: String?
}

/// A day of the lunisolar calendar.
public struct LunarDay: Hashable, Sendable {
    /// Year.
    public let year: Int
    /// Month, 1 to 12.
    public let month: Int
    /// Day, 1 to 30.
    public let day: Int
    /// Whether the month is the second of its number.
    public let isLeap: Bool
}

/// Working days and due dates. Days are ISO, `yyyy-mm-dd`; those outside of the tables refuse with `calendar/…`.
public enum WorkCalendar {
    /// Whether offices work on a day, and why not.
    public static func day(_ day: String) throws(MotCuaError) -> WorkingDay {
        try core {
            let found = try MotCuaFFI.workingDay(on: day)
            return WorkingDay(
                isWorking: found.working, reason: found.reason, name: found.name.map(LocalizedText.init),
                legalBasis: found.legalBasis)
        }
    }

    /// The day that lies so many working days after another.
    public static func addWorkingDays(_ count: UInt32, to day: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.addWorkingDays(from: day, count: count) }
    }

    /// Working days after one day, up to and with another.
    public static func workingDays(after: String, until: String) throws(MotCuaError) -> Int {
        try core { Int(try MotCuaFFI.workingDaysBetween(after: after, until: until)) }
    }

    /// The due date of a term (JSON text as in a procedure's `deadline`) that counts from acceptance.
    public static func dueDate(term: String, acceptedAt: Date) throws(MotCuaError) -> Due {
        try core { Due(try MotCuaFFI.dueDate(term: term, acceptedAt: acceptedAt.seconds)) }
    }

    /// The day of the lunisolar calendar, for 1900 to 2100; it gives no verdict.
    public static func lunarDay(_ day: String) throws(MotCuaError) -> LunarDay? {
        try core {
            try MotCuaFFI.lunarDay(on: day).map {
                LunarDay(year: Int($0.year), month: Int($0.month), day: Int($0.day), isLeap: $0.leap)
            }
        }
    }
}

/// A bank transfer that a VietQR code asks for.
public struct TransferCode: Hashable, Sendable, PersonalData {
    /// BIN of the bank, six digits.
    public var bank: String
    /// Account, or card number when `toCard`.
    public var account: String
    /// Amount in đồng, whole; nil lets the payer choose.
    public var amount: String?
    /// Purpose: up to 25 ASCII letters, digits, spaces and `-./`.
    public var purpose: String?
    /// Number of the bill, like the purpose.
    public var bill: String?
    /// Whether the account is a card number.
    public var toCard: Bool

    public init(
        bank: String,
        account: String,
        amount: String? = nil,
        purpose: String? = nil,
        bill: String? = nil,
        toCard: Bool = false
    ) {
        self.bank = bank
        self.account = account
        self.amount = amount
        self.purpose = purpose
        self.bill = bill
        self.toCard = toCard
    }

    /// Reads the text of a VietQR code.
    public init(reading text: String) throws(MotCuaError) {
        let found = try core { try MotCuaFFI.readTransferCode(text: text) }
        self.init(
            bank: found.bank, account: found.account, amount: found.amount, purpose: found.purpose, bill: found.bill,
            toCard: found.toCard)
    }

    /// The text to be drawn as a QR code.
    public func write() throws(MotCuaError) -> String {
        try core {
            try MotCuaFFI.writeTransferCode(
                transfer: MotCuaFFI.TransferCode(
                    bank: bank, account: account, toCard: toCard, amount: amount, purpose: purpose, bill: bill))
        }
    }
}

/// Papers of a dossier as HTML: no script, no link, every text escaped.
public enum Papers {
    /// A whole page with its style. `paper` is what ``EventLog/issueDocument(_:pack:procedure:facts:now:)`` gave.
    public static func page(_ paper: String, language: Language) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.renderDocument(paper: paper, language: language.ffi, page: true) }
    }

    /// One `<article class="motcua-document">`, which needs ``style``.
    public static func article(_ paper: String, language: Language) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.renderDocument(paper: paper, language: language.ffi, page: false) }
    }

    /// CSS of the articles, for screen and print.
    public static var style: String {
        get throws(MotCuaError) { try core { try MotCuaFFI.documentStyle() } }
    }
}

/// Proofs over trees of entries (RFC 6962). Hashes are `sha-256:<base64url>`; a wrong proof refuses with `merkle/…`.
public enum Proofs {
    /// Checks that an entry stands at `index`, from 0, in the tree of `size` entries.
    public static func verifyInclusion(
        _ entry: Data, index: UInt64, size: UInt64, proof: [String], root: String
    ) throws(MotCuaError) {
        try core {
            try MotCuaFFI.verifyInclusion(entry: entry, index: index, size: size, proof: proof, root: root)
        }
    }

    /// Checks that the tree of `oldSize` entries is a beginning of the one of `newSize`.
    public static func verifyConsistency(
        oldSize: UInt64, newSize: UInt64, oldRoot: String, newRoot: String, proof: [String]
    ) throws(MotCuaError) {
        try core {
            try MotCuaFFI.verifyConsistency(
                oldSize: oldSize, newSize: newSize, oldRoot: oldRoot, newRoot: newRoot, proof: proof)
        }
    }
}

/// How records are read: as signed documents (texts in normal form C, integers within ±(2^53-1)), or as any JSON.
public enum RecordPolicy: Hashable, Sendable { case profile, rfc8259 }

extension RecordPolicy {
    var ffi: MotCuaFFI.RecordPolicy {
        switch self {
        case .profile: .profile
        case .rfc8259: .rfc8259
        }
    }
}

/// A compiled JSON Schema (draft 2020-12).
public final class Schema: Sendable {
    private let ffi: MotCuaFFI.Schema

    /// Compiles a schema (JSON text); nothing is fetched.
    ///
    /// `resources` are further schemas (JSON text) by their address, for references that lead out; one that leads nowhere
    /// refuses with `procedure/unresolvedRef`. `assertFormats` makes `format` count.
    public init(
        _ schema: String,
        resources: [String: String] = [:],
        assertFormats: Bool = false,
        policy: RecordPolicy = .profile
    ) throws(MotCuaError) {
        ffi = try core {
            try MotCuaFFI.compileSchema(
                schema: schema, resources: resources, assertFormats: assertFormats, policy: policy.ffi)
        }
    }

    /// Every code by its number in packed answers. The numbers belong to this version.
    public static var errorCodes: [String] {
        get throws(MotCuaError) { try core { try MotCuaFFI.errorCodes() } }
    }

    /// Fields by their number in packed answers: JSON Pointers, with `*` for any index or name.
    public var fields: [String] {
        get throws(MotCuaError) { try core { try ffi.fields() } }
    }

    /// Findings of one record (JSON text), each with its place.
    public func validate(_ record: String) throws(MotCuaError) -> Report {
        try core { Report(try ffi.validate(record: record)) }
    }

    /// Findings of one record (JSON text), packed: field, code, again and again. What is no JSON is a finding too.
    public func check(_ record: String) throws(MotCuaError) -> [UInt32] {
        try core { try ffi.check(record: record) }
    }

    /// Begins a batch of records.
    public func batch() throws(MotCuaError) -> SchemaBatch {
        try core { SchemaBatch(try ffi.batch()) }
    }
}

/// Records as NDJSON bytes, in chunks that may be cut anywhere, at most 1 MiB a record. Memory does not grow.
public final class SchemaBatch: Sendable {
    private let ffi: MotCuaFFI.SchemaBatch

    init(_ ffi: MotCuaFFI.SchemaBatch) { self.ffi = ffi }

    /// Findings of the records that end in these bytes: record (from 0), field, code, again and again.
    public func feed(_ chunk: Data) throws(MotCuaError) -> [UInt32] {
        try core { try ffi.feed(chunk: chunk) }
    }

    /// Findings of a last record without a line feed.
    public func finish() throws(MotCuaError) -> [UInt32] {
        try core { try ffi.finish() }
    }

    /// Number of records so far.
    public var records: Int {
        get throws(MotCuaError) { try core { Int(try ffi.records()) } }
    }

    /// Number of records so far that had findings.
    public var failed: Int {
        get throws(MotCuaError) { try core { Int(try ffi.failed()) } }
    }
}
