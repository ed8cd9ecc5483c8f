package vn.motcua

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

class SigningTest {
    private val payload = """{"b":1,"a":"á"}"""

    private fun refusal(call: () -> Unit): String = assertThrows(MotCuaException::class.java, call).code

    // RFC 8037 appendix A.3.
    @Test
    fun `a thumbprint of the standard`() {
        val key = PublicJwk("OKP", "Ed25519", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", MotCua.thumbprint(key))
    }

    @Test
    fun `a key of the platform signs in two steps`() {
        val key = PlatformKey()
        val request = MotCua.beginSign(SignedKind.SUBMISSION, payload, key.publicKey)
        assertEquals("ES256", request.algorithm)
        assertEquals(key.keyId, request.keyId)
        val signed = key.signed(SignedKind.SUBMISSION, payload)
        assertEquals(3, signed.compact.split('.').size)
        assertEquals(signed.compact, MotCua.toCompact(signed.json))
        assertTrue(signed.json.startsWith("{\"payload\":"))
    }

    @Test
    fun `a signature that is not one never leaves`() {
        val key = PlatformKey()
        val other = PlatformKey()
        val request = MotCua.beginSign(SignedKind.SUBMISSION, payload, key.publicKey)
        val wrong = (other.sign(request) as SignerAnswer.Signature).bytes
        assertEquals("crypto/signature", refusal { MotCua.finishSign(request, wrong) })
        assertEquals("crypto/signatureFormat", refusal { MotCua.finishSign(request, ByteArray(3)) })
    }

    @Test
    fun `a person who says no is a result`() {
        val key = PlatformKey().publicKey
        val cancelled = MotCua.sign(SignedKind.SUBMISSION, payload, key) { SignerAnswer.Cancelled }
        assertEquals(SigningResult.Cancelled, cancelled)
        assertEquals(SigningResult.Locked, MotCua.sign(SignedKind.SUBMISSION, payload, key) { SignerAnswer.Locked })
    }

    @Test
    fun `software keys sign their own requests only`() {
        for (algorithm in KeyAlgorithm.entries) {
            SoftwareKey.generate(algorithm).use { key ->
                val request = MotCua.beginSign(SignedKind.RECEIPT, payload, key.publicKey)
                assertEquals(3, key.sign(request).compact.split('.').size)
                SoftwareKey.generate(algorithm).use { other ->
                    assertEquals("crypto/signingRequest", refusal { other.sign(request) })
                }
            }
        }
    }

    // FIPS 180-4, the message "abc".
    @Test
    fun `a hash of the standard`() {
        assertEquals("sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0", MotCua.contentHash("abc".toByteArray()))
    }

    @Test
    fun `refusals speak both languages`() {
        val refused =
            assertThrows(MotCuaException::class.java) {
                MotCua.thumbprint(PublicJwk("OKP", "Ed25519", "!"))
            }
        assertEquals("crypto/base64", refused.code)
        assertTrue(refused.localized(Language.VIETNAMESE) != refused.localized(Language.ENGLISH))
        assertNull(MotCua.message("area/unknown"))
    }

    @Test
    fun `canonical text is that of RFC 8785`() {
        assertEquals("""{"a":"á","b":1}""", MotCua.canonicalize(""" { "b" : 1.0, "a": "á" } """))
        assertEquals("json/integerRange", refusal { MotCua.canonicalize("9007199254740993") })
    }
}
