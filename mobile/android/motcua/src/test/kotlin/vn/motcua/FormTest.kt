package vn.motcua

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

class FormTest {
    private val now = Fixture.now
    private val pack = Fixture.pack()

    private fun refusal(call: () -> Unit): String = assertThrows(MotCuaException::class.java, call).code

    @Test
    fun `a change says what changed and nothing else`() {
        pack.openForm(Fixture.BIRTH, Situation(now)).use { form ->
            val before = form.state
            assertFalse(before.report.valid)
            assertEquals(1, before.report.at("/child/fullName").size)

            val change = assertNotNullNow(form.setText("/child/fullName", "Trần Minh An"))
            assertEquals(listOf("/child/fullName"), change.gone.map { it.pointer })
            assertTrue(change.appeared.isEmpty())
            assertEquals(1, change.sections.size)
            assertEquals(
                before.sections.first { it.section == change.sections.single().section }.done + 1,
                change.sections.single().done,
            )

            assertNull("only the value changed", form.setText("/child/fullName", "Trần Minh Ân"))
            val emptied = assertNotNullNow(form.set("/child/fullName", "null"))
            assertEquals("form/required", emptied.appeared.single().code)
            assertEquals(before, form.state)
        }
    }

    private fun assertNotNullNow(change: FormChange?): FormChange = change.also { assertNotNull(it) } as FormChange

    @Test
    fun `what the keyboard decomposed is stored composed`() {
        pack.openForm(Fixture.BIRTH, Situation(now)).use { form ->
            form.setText("/child/fullName", "Tra\u0302\u0300n")
            assertTrue(form.data.contains("Trần"))
        }
    }

    @Test
    fun `a choice shows and requires other fields`() {
        pack.openForm(Fixture.BIRTH, Situation(now), Fixture.form).use { form ->
            assertTrue(form.state.report.valid)
            val change = assertNotNullNow(form.setText("/parentage", "fatherUnknown"))
            val after = form.state
            assertTrue(change.hidden.isNotEmpty() && after.hidden.containsAll(change.hidden))
            assertEquals(pack.evaluate(Fixture.BIRTH, form.data, Situation(now)), after)
        }
    }

    @Test
    fun `a draft goes through a vault and comes back`() {
        val draft =
            pack.openForm(Fixture.BIRTH, Situation(now)).use { form ->
                form.setText("/child/fullName", "Trần Minh An")
                form.draft
            }
        val box = Vault.create(VaultSecret.Device(ByteArray(32) { 7 })).use { it.seal("birth", draft) }
        assertFalse(box.contains("Minh"))
        Vault.unlock(box, VaultSecret.Device(ByteArray(32) { 7 })).use { vault ->
            pack.restoreForm(vault.open("birth", box), now).use { form ->
                assertTrue(form.data.contains("Trần Minh An"))
                assertTrue(form.state.report.at("/child/fullName").isEmpty())
            }
        }
        val migration = pack.migrateDraft(draft, now)
        assertEquals(listOf("/child/fullName"), migration.kept)
        assertTrue(migration.dropped.isEmpty())
        assertFalse(migration.toString().contains("Minh"))
    }

    @Test
    fun `lists and pointers that are none are refused`() {
        pack.openForm(Fixture.BIRTH, Situation(now)).use { form ->
            assertEquals("session/notAnItem", refusal { form.removeItem("/none", 0) })
            assertEquals("session/notAnItem", refusal { form.removeItem("/none", -1) })
            assertTrue(refusal { form.set("no pointer", "1") }.startsWith("json/"))
            assertEquals("json/syntax", refusal { form.set("/child/fullName", "{") })
        }
        assertEquals("boundary/type", refusal { pack.restoreForm("{}", now) })
    }

    @Test
    fun `what came in travels with the form`() {
        pack.openForm(Fixture.BIRTH, Situation(now), Fixture.form).use { form ->
            form.setChannel(Channel.DESK)
            form.setNow(now.plusSeconds(60))
            assertTrue(form.draft.contains(""""channel":"desk""""))
            assertEquals(MotCua.canonicalize(form.signed), form.signed)
        }
    }
}
