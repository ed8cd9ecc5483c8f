package vn.motcua

import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import vn.motcua.conform.conform

/** Answers the conformance requests on standard input, one a line, with the test build of the native library. */
internal object Conform {
    private const val NOT_UTF8 = """{"code":"json/utf8","id":null,"ok":false}"""

    @JvmStatic
    fun main(arguments: Array<String>) {
        // `readLine` would also end a line at a carriage return; here only a line feed does.
        val input = System.`in`.readBytes()
        val output = System.out.buffered(1 shl 16)
        var from = 0
        while (from < input.size) {
            var end = from
            while (end < input.size && input[end] != '\n'.code.toByte()) end++
            output.write((answer(input.copyOfRange(from, end)) + "\n").toByteArray(Charsets.UTF_8))
            from = end + 1
        }
        output.flush()
    }

    private fun answer(line: ByteArray): String =
        try {
            conform(Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString())
        } catch (_: CharacterCodingException) {
            NOT_UTF8
        }
}
