package vn.motcua

import java.time.Instant
import java.time.LocalDate
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

class ValuesTest {
    private fun refusal(call: () -> Unit): String = assertThrows(MotCuaException::class.java, call).code

    @Test
    fun identifiers() {
        assertTrue("citizenId" in Identifiers.kinds)
        val found = Identifiers.check("citizenId", "079195001234", ValueContext(birthDate = "1995-04-12", sex = "female"))
        assertEquals(ValueVerdict.VALID, found.verdict)
        assertEquals("079195001234", found.normalized)
        assertFalse(found.toString().contains("079195001234"))
        assertEquals(ValueVerdict.INVALID, Identifiers.check("citizenId", "07919500123").verdict)
        assertEquals("boundary/type", refusal { Identifiers.check("none", "1") })
    }

    @Test
    fun texts() {
        assertEquals("Trần", Texts.normalize("Tra\u0302\u0300n"))
        assertEquals(Texts.searchKey("ĐẶNG"), Texts.searchKey("dang"))
        assertTrue("text/notNfc" in Texts.inspect("Tra\u0302\u0300n").codes)
        assertEquals(listOf("cá", "cà chua", "dạ", "đá"), listOf("đá", "dạ", "cà chua", "cá").sortedWith(Texts.order))
        assertEquals(
            listOf("Trần Văn An", "Lê Văn Bình"),
            listOf("Lê Văn Bình", "Trần Văn An").sortedWith(Texts.orderOfPeople),
        )
        assertTrue(Texts.moneyInWords(1_000)!!.lowercase().contains("một nghìn"))
        assertEquals(Texts.matchKey("hòa"), Texts.matchKey("HOÀ"))
        assertFalse(Texts.matchKey("hòa") == Texts.matchKey("hoa"))
        assertTrue(Texts.dateInWords("2026-10-05").contains("hai nghìn không trăm hai mươi sáu"))
        assertEquals("date/notReal", refusal { Texts.dateInWords("2026-02-30") })
    }

    @Test
    fun places() {
        val day = LocalDate.of(2026, 10, 5)
        val found = Places.resolve("Ben Thanh, Quan 1, TP.HCM", day).candidates.first()
        assertTrue(found.units.isNotEmpty() && found.score in 1..100)
        assertEquals("79", Places.resolveCode("79", day).candidates.first().unit.code)
        assertTrue(Places.resolve("xyzzy", day).codes.isNotEmpty())
        val rows = "places;1\nfrom;2025-07-01;Văn bản mẫu;uncertain\nnow;99001;X;Ví Dụ Một;01\n"
        Places.load(rows).use { more ->
            assertEquals("99001", more.resolve("xã Ví Dụ Một, Hà Nội", day).candidates.first().unit.code)
            assertEquals("Xã Ví Dụ Một", more.resolveCode("99001", day).candidates.first().unit.name)
        }
        assertTrue(Places.resolveCode("99001", day).candidates.isEmpty())
        val bad = assertThrows(MotCuaException::class.java) { Places.load("places;2") }
        assertEquals("place/data" to "1", bad.code to bad.params["line"])
    }

    @Test
    fun calendar() {
        val holiday = WorkCalendar.day(LocalDate.of(2026, 9, 2))
        assertFalse(holiday.working)
        assertTrue(holiday.name!!.vi.isNotBlank() && holiday.legalBasis!!.isNotBlank())
        assertEquals("weekend", WorkCalendar.day(LocalDate.of(2026, 10, 4)).reason)
        assertEquals(LocalDate.of(2026, 10, 6), WorkCalendar.addWorkingDays(LocalDate.of(2026, 10, 2), 2))
        assertEquals(2, WorkCalendar.workingDaysBetween(LocalDate.of(2026, 10, 2), LocalDate.of(2026, 10, 6)))
        val due =
            WorkCalendar.dueDate(
                """{"amount":3,"unit":"workingDay","legalBasis":"x"}""",
                Instant.parse("2026-10-05T02:00:00Z"),
            )
        assertEquals("2026-10-08", due.due.toString().take(10))
        // Tết Bính Ngọ.
        assertEquals(LunarDay(2026, 1, 1, false), WorkCalendar.lunarDay(LocalDate.of(2026, 2, 17)))
        assertNull(WorkCalendar.lunarDay(LocalDate.of(2200, 1, 1)))
        assertTrue(refusal { WorkCalendar.day(LocalDate.of(1900, 1, 1)) }.contains('/'))
    }

    @Test
    fun `transfer codes`() {
        val code = TransferCode("970436", "0011001932418", amount = "8000", purpose = "H29-26-1")
        assertEquals(code, TransferCode.read(code.write()))
        assertFalse(code.toString().contains("0011001932418"))
        assertEquals("vietQr/crc", refusal { TransferCode.read(code.write().dropLast(1) + "Z") })
    }

    // RFC 6962 section 2.1: the hash of a tree of one entry is that of the entry, with a zero byte before it.
    @Test
    fun proofs() {
        val root = MotCua.contentHash(byteArrayOf(0) + "entry".toByteArray())
        Proofs.verifyInclusion("entry".toByteArray(), 0, 1, emptyList(), root)
        assertEquals("merkle/proof", refusal { Proofs.verifyInclusion("other".toByteArray(), 0, 1, emptyList(), root) })
        assertEquals("merkle/range", refusal { Proofs.verifyInclusion("entry".toByteArray(), 1, 1, emptyList(), root) })
        Proofs.verifyConsistency(1, 1, root, root, emptyList())
    }

    @Test
    fun schemas() {
        Schema.compile("""{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}""").use { schema ->
            assertTrue(schema.validate("""{"a":1}""").valid)
            val issue = schema.validate("""{"a":"1"}""").issues.single()
            assertEquals("/a", issue.pointer)
            assertEquals(0, schema.check("""{"a":1}""").size)
            val (field, code) = schema.check("""{"a":"1"}""").toList()
            assertEquals("/a" to issue.code, schema.fields[field] to Schema.errorCodes[code])
            assertEquals("json/syntax", Schema.errorCodes[schema.check("{")[1]])
            schema.batch().use { batch ->
                val records = """{"a":1}${'\n'}{}${'\n'}{"a":"x"}""".toByteArray()
                val packed = batch.feed(records.copyOf(5)) + batch.feed(records.copyOfRange(5, records.size)) + batch.finish()
                assertEquals(listOf(1, 2), packed.toList().chunked(3).map { it[0] })
                assertEquals(issue.code, Schema.errorCodes[packed[5]])
                assertEquals("/a", schema.fields[packed[4]])
                assertEquals(3, batch.records)
                assertEquals(2, batch.failed)
            }
        }
        assertTrue(refusal { Schema.compile("""{"type":1}""") }.startsWith("procedure/"))
    }

    @Test
    fun schemasBesideASchema() {
        val (ward, schema) = "https://example.org/ward" to """{"${'$'}ref":"https://example.org/ward"}"""
        Schema.compile(schema, mapOf(ward to """{"minLength":2,"format":"date"}""")).use {
            assertEquals("form/minLength", it.validate("\"a\"").issues.single().code)
            assertTrue(it.validate("\"ab\"").valid)
        }
        // What a resource says of formats counts where the schema's word does.
        Schema.compile(schema, mapOf(ward to """{"format":"date"}"""), assertFormats = true).use {
            assertFalse(it.validate("\"ab\"").valid)
        }
        for (resources in listOf(emptyMap(), mapOf("https://example.org/other" to "true"))) {
            val refused = assertThrows(MotCuaException::class.java) { Schema.compile(schema, resources) }
            assertEquals("procedure/unresolvedRef" to "/\$ref", refused.code to refused.pointer)
        }
        assertEquals("json/syntax", refusal { Schema.compile(schema, mapOf(ward to "{")) })
    }

    @Test
    fun howRecordsAreRead() {
        val (schema, record) = """{"properties":{"a":{"type":"integer"}}}""" to """{"a":9007199254740993}"""
        Schema.compile(schema).use { strict ->
            assertEquals("json/integerRange", refusal { strict.validate(record) })
            assertEquals("json/integerRange", Schema.errorCodes[strict.check(record)[1]])
        }
        Schema.compile(schema, policy = RecordPolicy.RFC8259).use { anyJson ->
            assertTrue(anyJson.validate(record).valid)
            assertEquals(0, anyJson.check(record).size)
            assertEquals("form/type", anyJson.validate("""{"a":1.25}""").issues.single().code)
        }
    }
}
