package vn.motcua.sample

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import vn.motcua.Fixture
import vn.motcua.Language

/** Label, hint and error of each field reach what TalkBack reads. */
class FormModelTest {
    private val name = FieldText("/child/fullName", "Họ, chữ đệm, tên", "Như trong giấy chứng sinh")
    private val father = FieldText("/father/fullName", "Họ tên cha")

    private fun model(language: Language = Language.VIETNAMESE) =
        FormModel(Fixture.pack(), Fixture.BIRTH, listOf(name, father), Fixture.now, language)

    @Test
    fun `a field that nobody touched has no error, and says what it is`() {
        model().use { form ->
            val field = form.visible.first()
            assertNull(field.error)
            assertTrue(field.required)
            assertEquals("Họ, chữ đệm, tên. bắt buộc. Như trong giấy chứng sinh", field.spoken)
            assertFalse(form.valid)
        }
    }

    @Test
    fun `an error is beside the field and is heard in whole sentences`() {
        model().use { form ->
            form.type(name.pointer, "")
            val field = form.visible.first()
            assertNotNull(field.error)
            assertTrue(field.spoken.startsWith("Họ, chữ đệm, tên. bắt buộc. Như trong giấy chứng sinh. "))
            assertTrue(field.spoken.length > "Họ, chữ đệm, tên. bắt buộc. Như trong giấy chứng sinh. ".length)
            model(Language.ENGLISH).use { english ->
                english.type(name.pointer, "")
                assertNotEquals(field.error, english.visible.first().error)
            }
            val before = form.progress
            form.type(name.pointer, "Trần Minh An")
            assertNull(form.visible.first().error)
            assertTrue(form.progress > before)
            assertFalse(form.visible.first().toString().contains("An"))
        }
    }

    @Test
    fun `what the procedure hides is not on the screen`() {
        model().use { form ->
            form.type("/parentage", "fatherUnknown")
            assertEquals(listOf(name.pointer), form.visible.map { it.pointer })
        }
    }
}
