package vn.motcua

import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

class PacketTest {
    private val now = Fixture.now
    private val pack = Fixture.pack()
    private val directory = Fixture.directory()
    private val phone = PlatformKey()
    private val enrolment = Fixture.enrolment(phone.publicKey)
    private val dossier = Packets.newDossierId()
    private val procedure = pack.reference(Fixture.BIRTH, now)

    private fun refusal(call: () -> Unit): String = assertThrows(MotCuaException::class.java, call).code

    private fun file(): String {
        val request = PrepareRequest(dossier, Fixture.form, Auth.Key(enrolment), "n-1", listOf(Fixture.WARD))
        val payload = pack.prepare(Fixture.BIRTH, request, Situation(now))
        val signed = phone.signed(SignedKind.SUBMISSION, payload)
        val recipients = directory.sealKeys(Fixture.WARD, null, now)
        assertEquals(2, recipients.size)
        return Packets.seal(signed, procedure, dossier, recipients)
    }

    private fun expected(nonce: String = "n-1") =
        Expected(Fixture.WARD, nonce, now, pack.signers(Fixture.BIRTH, now), dossier, procedure)

    @Test
    fun `a packet opens for the office, with who vouched for it`() {
        val packet = file()
        assertFalse(packet.contains("Minh"))
        val opened = Packets.open(packet, Fixture.softSealing, directory, expected())
        val signer = opened.signers.single()
        assertEquals("filer", signer.role)
        assertEquals(Standing.INTEGRITY, signer.standing)
        assertEquals("person:3f", signer.person)
        assertEquals(phone.keyId, signer.keyId)
        assertTrue(opened.payload.contains(dossier))
        assertEquals(MotCua.contentHash(opened.payload.toByteArray()), opened.payloadHash)
        assertFalse(opened.toString().contains("Mai"))
    }

    @Test
    fun `a key that the host holds opens it in two steps`() {
        val packet = file()
        val request = Packets.beginOpen(packet, Fixture.sealing.publicKey)
        assertEquals(Fixture.sealing.keyId, request.keyId)
        val secret = Fixture.sealing.agree(request)
        val opened = Packets.finishOpen(request, secret, directory, expected())
        assertEquals(Packets.open(packet, Fixture.softSealing, directory, expected()), opened)
        assertArrayEquals("the secret is wiped", ByteArray(32), secret)

        val wrong = ByteArray(32) { 1 }
        assertEquals("crypto/cannotOpen", refusal { Packets.finishOpen(request, wrong, directory, expected()) })
        assertEquals("crypto/cannotOpen", refusal { Packets.beginOpen(packet, PlatformKey().publicKey) })
    }

    @Test
    fun `what is not expected is refused`() {
        val packet = file()
        val open = { expected: Expected -> Packets.open(packet, Fixture.softSealing, directory, expected) }
        assertEquals("packet/wrongNonce", refusal { open(expected("n-2")) })
        assertEquals("packet/wrongAudience", refusal { open(expected().copy(agency = "H01")) })
        assertEquals("packet/expired", refusal { open(expected().copy(now = now.plusSeconds(3 * 86_400))) })
        val revoked = listOf(Revocation(phone.keyId, now.minusSeconds(1)))
        assertEquals("packet/revoked", refusal { open(expected().copy(revoked = revoked)) })
        assertTrue(refusal { open(expected().copy(signers = emptyList())) }.startsWith("packet/"))
        OpeningKey.generate(AgreementAlgorithm.P256).use { stranger ->
            assertEquals(
                "crypto/cannotOpen",
                refusal { Packets.open(packet, stranger, directory, expected()) },
            )
        }
        assertTrue(refusal { Packets.open("{}", Fixture.softSealing, directory, expected()) }.contains('/'))
    }

    @Test
    fun `a form with errors is not prepared`() {
        val request = PrepareRequest(dossier, "{}", Auth.Key(enrolment), "n-1", listOf(Fixture.WARD))
        val refused =
            assertThrows(MotCuaException::class.java) { pack.prepare(Fixture.BIRTH, request, Situation(now)) }
        assertEquals("form/invalid", refused.code)
        assertTrue(refused.params.containsKey("issue"))
    }

    @Test
    fun `an enrolment says whose key it is`() {
        val found = directory.verifyEnrolment(enrolment, now)
        assertEquals("person:3f", found.person)
        assertEquals(phone.keyId, found.keyId)
        assertEquals("device", found.scope)
        assertFalse(found.toString().contains("Mai"))
        assertTrue(refusal { directory.verifyEnrolment(enrolment, now.plusSeconds(86_400)) }.contains('/'))
    }

    @Test
    fun `documents go in chunks under the key of the dossier`() {
        val bytes = ByteArray(5000) { (it % 251).toByte() }
        val place = ChunkPlace("basic", "a1", 0, DossierKey.chunkCount(bytes.size.toLong()), bytes.size.toLong())
        val access = Access("officer-1", "officer", "assessment", now)
        DossierKey.generate(dossier).use { key ->
            val sealed = key.sealChunk(place, bytes)
            assertEquals(bytes.size + 28, sealed.size)
            assertTrue(DossierKey.chunkToJwe(place, sealed).contains("\"ciphertext\""))
            val wrapped = key.seal(listOf(Fixture.softSealing.publicKey), procedure)
            val opened = DossierKey.open(wrapped, Fixture.softSealing, dossier, access)
            assertTrue(opened.audit.contains("officer-1"))
            opened.value.use { theirs ->
                assertArrayEquals(bytes, theirs.openChunk(place, sealed, access).value)
                assertEquals(
                    "crypto/cannotOpen",
                    refusal { theirs.openChunk(place.copy(attachment = "a2"), sealed, access) },
                )
                assertEquals(
                    "crypto/access",
                    refusal { theirs.openChunk(place, sealed, access.copy(purpose = "")) },
                )
            }
        }
        Sha256().use { hash ->
            hash.update(bytes.copyOf(1000)).update(bytes.copyOfRange(1000, 5000))
            assertEquals(MotCua.contentHash(bytes), hash.digest())
        }
    }

    @Test
    fun `keys rest in a vault and stay behind their handles`() {
        val secret = VaultSecret.Passphrase("mật khẩu dài")
        val (box, keyId) =
            Vault.create(secret).use { vault ->
                SoftwareKey.generate(KeyAlgorithm.ED25519).use { key ->
                    vault.sealKey("device", key) to MotCua.thumbprint(key.publicKey)
                }
            }
        assertEquals("vault/cannotOpen", refusal { Vault.unlock(box, VaultSecret.Passphrase("other")).openKey("device", box) })
        Vault.unlock(box, secret).use { vault ->
            vault.openKey("device", box).use { assertEquals(keyId, MotCua.thumbprint(it.publicKey)) }
            assertTrue(refusal { vault.open("device", box) }.startsWith("vault/"))
        }
    }
}
