package vn.motcua

import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Test

class CodesTest {
    @Test
    fun `the registry is the one of every other binding`() {
        assertEquals(File(System.getProperty("motcua.codes")).readLines(), Schema.errorCodes)
    }
}
