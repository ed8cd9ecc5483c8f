package vn.motcua

import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

class PackTest {
    private val now = Fixture.now

    private fun refusal(call: () -> Unit): String = assertThrows(MotCuaException::class.java, call).code

    @Test
    fun `a pack says what it holds`() {
        Fixture.pack().use { pack ->
            assertEquals(3L, pack.info.seq)
            val birth = pack.info.procedures.single { it.code == Fixture.BIRTH }
            assertEquals("Đăng ký khai sinh", birth.nameVi)
            assertTrue("provinces" in pack.info.catalogues)
        }
    }

    @Test
    fun `an empty form is a report and not an exception`() {
        Fixture.pack().use { pack ->
            val report = pack.validate(Fixture.BIRTH, "{}", now)
            assertFalse(report.valid)
            val missing = report.at("/child/fullName").single()
            assertEquals("form/required", missing.code)
            assertEquals(Severity.ERROR, missing.severity)
            val vi = pack.message(Fixture.BIRTH, missing, now)
            val en = pack.message(Fixture.BIRTH, missing, now, Language.ENGLISH)
            assertTrue(!vi.isNullOrBlank() && !en.isNullOrBlank())
            assertNotEquals(vi, en)
        }
    }

    @Test
    fun `text that is no document is refused with its place`() {
        Fixture.pack().use { pack ->
            assertEquals("json/duplicateKey", refusal { pack.validate(Fixture.BIRTH, """{"a":1,"a":2}""", now) })
            assertEquals("json/loneSurrogate", refusal { pack.validate(Fixture.BIRTH, """{"a":"\ud800"}""", now) })
            assertEquals("json/syntax", refusal { pack.validate(Fixture.BIRTH, "{", now) })
            assertEquals("json/depth", refusal { pack.validate(Fixture.BIRTH, "[".repeat(100_000), now) })
            assertEquals("pack/noProcedure", refusal { pack.validate("9.999999", "{}", now) })
            val situation = Situation(now)
            assertEquals("json/utf8", refusal { pack.validate(Fixture.BIRTH, byteArrayOf(-1), situation) })
            val bytes = Fixture.form.toByteArray()
            assertEquals(pack.validate(Fixture.BIRTH, Fixture.form, now), pack.validate(Fixture.BIRTH, bytes, situation))
        }
    }

    @Test
    fun `directories and packs that were tampered with or replaced are refused`() {
        val stranger = PlatformKey()
        assertEquals(
            "keys/wrongRoot",
            refusal { KeyDirectory.open(Fixture.directoryText, stranger.publicKey, now) },
        )
        assertEquals("keys/rollback", refusal { KeyDirectory.open(Fixture.directoryText, Fixture.root.publicKey, now, 8) })
        assertEquals(
            "keys/expired",
            refusal { KeyDirectory.open(Fixture.directoryText, Fixture.root.publicKey, now.plusSeconds(7200)) },
        )
        Fixture.directory().use { directory ->
            assertEquals(7L, directory.seq)
            assertEquals("pack/rollback", refusal { Pack.open(Fixture.packText, directory, now, 4) })
            val foreign = stranger.signed(SignedKind.PACK, """{"v":1}""").json
            assertEquals("pack/signer", refusal { Pack.open(foreign, directory, now) })
        }
    }

    @Test
    fun `a pack gives its documents`() {
        Fixture.pack().use { pack ->
            val reference = pack.reference(Fixture.BIRTH, now)
            assertEquals(MotCua.contentHash(pack.procedure(Fixture.BIRTH, now).toByteArray()), reference.hash)
            assertTrue(pack.workflow("one-stop").contains("\"transitions\""))
            assertEquals("pack/noWorkflow", refusal { pack.workflow("none") })
            assertEquals("pack/noCatalogue", refusal { pack.catalogue("none") })
            assertEquals("Phường Bến Thành", pack.search("communes-79", "ben thanh", "79", 5).first().nameVi)
            assertEquals(listOf("filer"), pack.signers(Fixture.BIRTH, now).map { it.role })
        }
    }

    @Test
    fun `a reviewed form is valid and evaluates`() {
        Fixture.pack().use { pack ->
            val state = pack.evaluate(Fixture.BIRTH, Fixture.form, Situation(now))
            assertTrue(state.report.valid)
            assertEquals(state.report, pack.validate(Fixture.BIRTH, Fixture.form, Situation(now)))
            assertTrue("/child/fullName" in state.required)
            assertTrue(state.sections.size > 3 && state.sections.all { it.errors == 0 })
        }
    }

    @Test
    fun `claims of a login fill the form and are marked`() {
        Fixture.pack().use { pack ->
            val claims = """{"name":"Trần Thị Bình","citizenId":"079190000012","idp":"vneid","authTime":${Fixture.from}}"""
            val prefilled = pack.prefill(Fixture.BIRTH, claims, now)
            assertTrue(prefilled.data.contains("Trần Thị Bình"))
            assertTrue(prefilled.provenance.contains("vneid"))
            assertFalse(prefilled.toString().contains("Bình"))
        }
    }

    @Test
    fun `threads share a pack`() {
        Fixture.pack().use { pack ->
            val expected = pack.validate(Fixture.BIRTH, "{}", now)
            val pool = Executors.newFixedThreadPool(4)
            try {
                val work = List(40) { Callable { pack.validate(Fixture.BIRTH, "{}", now) } }
                pool.invokeAll(work).forEach { assertEquals(expected, it.get()) }
            } finally {
                pool.shutdown()
            }
        }
    }

    @Test
    fun `a closed pack says so`() {
        val pack = Fixture.pack()
        pack.close()
        assertThrows(IllegalStateException::class.java) { pack.validate(Fixture.BIRTH, "{}", now) }
    }
}
