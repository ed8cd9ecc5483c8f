package vn.motcua

import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** Two people sign, one office hands on to another, and each role sees its classes of data. */
class OfficeTest {
    private val now = Fixture.now
    private val until = now.plusSeconds(1800)
    private val pack = Fixture.pack()
    private val directory = Fixture.directory()
    private val access = Access("officer-1", "officer", "assessment", now)
    private val dossier = Packets.newDossierId()
    private val procedure = pack.reference(Fixture.MARRIAGE, now)
    private val his = PlatformKey()
    private val hers = PlatformKey()
    private val herEnrolment = Fixture.enrolment(hers.publicKey, BRIDE, "Nguyễn Thị Lan")
    private val filed = signedByHim()
    private val request = Cosigning.request(filed, BRIDE, until)

    private fun refusal(call: () -> Unit): String = assertThrows(MotCuaException::class.java, call).code

    private fun signedByHim(): SignedObject {
        val enrolment = Fixture.enrolment(his.publicKey, "person:groom", "Trần Văn Hùng")
        val known = listOf(PartyReference("coApplicant", BRIDE))
        val form =
            PrepareRequest(dossier, Fixture.couple, Auth.Key(enrolment), "n-1", listOf(Fixture.WARD), references = known)
        return his.signed(SignedKind.SUBMISSION, pack.prepare(Fixture.MARRIAGE, form, Situation(now)))
    }

    private val both = listOf(SignerRule("filer", listOf("key")), SignerRule("coApplicant", listOf("key")))

    private fun expected(signers: List<SignerRule> = both) =
        Expected(Fixture.WARD, "n-1", now, signers, dossier, procedure)

    private fun packet(vararg signatures: CoSignature): String =
        Packets.seal(filed, procedure, dossier, directory.sealKeys(Fixture.WARD, null, now), signatures.toList())

    private fun answer(): CoSignature =
        (Cosigning.sign(request, herEnrolment, directory, now, hers) as CosignResult.Signed).signature

    @Test
    fun `a marriage is signed by both`() {
        assertEquals("cosign/notAsked", refusal { Cosigning.request(filed, "person:stranger", until) })
        OpeningKey.generate(AgreementAlgorithm.X25519).use { herOpening ->
            val sealed = Cosigning.seal(request, listOf(herOpening.publicKey))
            assertFalse(sealed.contains("Hùng"))
            val invitation = Cosigning.open(sealed, herOpening, directory, now)
            assertEquals("person:groom", invitation.askedBy.person)
            assertTrue(invitation.payload.contains("Nguyễn Thị Lan"))
            assertFalse(invitation.toString().contains("Lan") || request.toString().contains("payload"))
            assertEquals(invitation, Cosigning.read(request, directory, now))
            assertEquals("cosign/expired", refusal { Cosigning.open(sealed, herOpening, directory, until) })
            assertEquals("crypto/cannotOpen", refusal { Cosigning.open(sealed, Fixture.otherSealing, directory, now) })
        }
        val signature = answer()
        assertEquals(BRIDE, Cosigning.verify(request, signature, directory, now).person)
        val opened = Packets.open(packet(signature), Fixture.softSealing, directory, expected())
        assertEquals(listOf("filer", "coApplicant"), opened.signers.map { it.role })
        assertEquals(listOf("person:groom", BRIDE), opened.signers.map { it.person })
        assertEquals(
            "packet/signerMissing",
            refusal { Packets.open(packet(), Fixture.softSealing, directory, expected()) },
        )
    }

    @Test
    fun `a second party that says no, that is another, or whose key is locked`() {
        val refused = Cosigning.refuse(request, herEnrolment, directory, now, hers) as SigningResult.Signed
        val read = Cosigning.verifyRefusal(refused.signedObject.json, request, directory)
        assertEquals(CosignRefusal(MotCua.contentHash(payloadOf(filed)), dossier, now), read)
        assertEquals(
            "cosign/changed",
            refusal { Cosigning.finish(request, refused.signedObject, herEnrolment, directory, now) },
        )
        val another = Fixture.enrolment(hers.publicKey, "person:another")
        assertEquals("cosign/wrongPerson", refusal { Cosigning.begin(request, another, directory, now) })
        val locked = Cosigning.sign(request, herEnrolment, directory, now) { SignerAnswer.Locked }
        assertEquals(CosignResult.Locked, locked)
        val cancelled = Cosigning.sign(request, herEnrolment, directory, now) { SignerAnswer.Cancelled }
        assertEquals(CosignResult.Cancelled, cancelled)
    }

    private fun payloadOf(signed: SignedObject): ByteArray =
        java.util.Base64.getUrlDecoder().decode(signed.compact.split('.')[1])

    @Test
    fun `a packet goes to another ward and opens there`() {
        val packet = packet(answer())
        val theirs = directory.sealKeys(Fixture.OTHER_WARD, null, now)
        val agreed = OpeningKey.agreed(Packets.beginOpen(packet, Fixture.sealing.publicKey), secretFor(packet))
        val moved =
            agreed.use { Packets.transfer(packet, it, Fixture.WARD, Fixture.OTHER_WARD, "wrongAgency", theirs) }
        val open = { told: List<String> ->
            Packets.open(moved.sealed, Fixture.otherSealing, directory, expected().copy(transfers = told))
        }
        assertEquals("packet/notTransferred", refusal { open(emptyList()) })
        val opened = open(listOf(moved.transfer))
        assertEquals(2, opened.signers.size)
        assertEquals(Packets.open(packet, Fixture.softSealing, directory, expected()), opened)
        assertEquals(
            "crypto/cannotOpen",
            refusal { Packets.open(moved.sealed, Fixture.softSealing, directory, expected()) },
        )
        assertTrue(Packets.checks(packet, Fixture.softSealing, directory, expected()).isEmpty())

        // Accepted: opened again years later, when the nonce and the age count no more.
        val again = Packets.rewrap(packet, Fixture.softSealing, listOf(Fixture.softSealing.publicKey))
        val anchor = Anchor(opened.payloadHash, now)
        assertEquals(opened, Packets.open(again, Fixture.softSealing, directory, expected(), anchor))
        val wrong = anchor.copy(payloadHash = MotCua.contentHash(ByteArray(1)))
        assertTrue(
            refusal { Packets.open(again, Fixture.softSealing, directory, expected(), wrong) }.startsWith("packet/"),
        )
    }

    private fun secretFor(packet: String): ByteArray =
        Fixture.sealing.agree(Packets.beginOpen(packet, Fixture.sealing.publicKey))

    @Test
    fun `a role that has the key of one class sees that class`() {
        DossierKey.generate(dossier).use { key ->
            val fields = pack.sealData(procedure, Fixture.couple, key, 1)
            assertEquals(setOf("basic", "sensitive:a"), fields.map { it.dataClass }.toSet())
            assertFalse(fields.toString().contains("Lan"))
            val whole = key.openData(fields, access)
            assertEquals(Fixture.couple, whole.data)
            assertEquals(fields.size, whole.audits.size)
            assertFalse(whole.toString().contains("Lan"))

            val handed = key.classKey("basic").use { it.seal(listOf(Fixture.otherSealing.publicKey), procedure) }
            val opened = ClassKey.open(handed, Fixture.otherSealing, dossier, "basic", access)
            assertTrue(opened.audit.contains("\"classKey\""))
            opened.value.use { basic ->
                val part = basic.openData(fields, access)
                assertTrue(part.data.contains("Nguyễn Thị Lan"))
                assertFalse(part.data.contains("ethnicity"))
                val ethnicity = fields.first { it.dataClass == "sensitive:a" }
                assertEquals("crypto/cannotOpen", refusal { basic.openField(ethnicity, access) })
                assertEquals("crypto/access", refusal { basic.openData(fields, access.copy(purpose = "")) })
                val note = basic.sealField("/note", 2, "\"hồ sơ gấp\"")
                assertEquals("\"hồ sơ gấp\"", basic.openField(note, access).value)
                assertEquals("crypto/cannotOpen", refusal { basic.openField(note.copy(version = 3), access) })
            }
        }
    }

    @Test
    fun `a document is opened chunk by chunk and compared with what was signed`() {
        val bytes = ByteArray(5000) { (it % 251).toByte() }
        val count = DossierKey.chunkCount(bytes.size.toLong())
        val manifest =
            Attachment("a1", "proof", "giấy.pdf", "application/pdf", bytes.size.toLong(), MotCua.contentHash(bytes), count)
        DossierKey.generate(dossier).use { key ->
            val sealed = key.sealChunk(ChunkPlace("basic", "a1", 0, count, bytes.size.toLong()), bytes)
            key.classKey("basic").use { basic ->
                basic.readAttachment(manifest, access).use { reader ->
                    assertArrayEquals(bytes, reader.push(sealed))
                    assertTrue(reader.finish().contains("\"attachment\""))
                    assertEquals("boundary/type", refusal { reader.finish() })
                }
                basic.readAttachment(manifest, access).use { reader ->
                    assertEquals("crypto/attachment", refusal { reader.finish() })
                }
            }
        }
    }

    @Test
    fun `what is shredded is named and gone`() {
        val (fields, wraps) =
            DossierKey.generate(dossier).use { key ->
                pack.sealData(procedure, Fixture.couple, key, 1) to
                    listOf(
                        key.seal(listOf(Fixture.softSealing.publicKey), procedure),
                        key.classKey("basic").use { it.seal(listOf(Fixture.otherSealing.publicKey), procedure) },
                    )
            }
        val record = DossierKey.shred(dossier, wraps, access.copy(purpose = "retention"))
        assertTrue(record.contains("\"shredding\"") && record.contains("retention"))
        assertEquals(2, Regex("sha-256:").findAll(record).count())
        assertEquals("crypto/access", refusal { DossierKey.shred(dossier, wraps, access.copy(actor = "")) })
        assertTrue(refusal { DossierKey.shred(Packets.newDossierId(), wraps, access) }.startsWith("crypto/"))
        // No key that is left opens a part.
        DossierKey.generate(dossier).use { other ->
            assertEquals("crypto/cannotOpen", refusal { other.openData(fields, access) })
        }
    }

    @Test
    fun `an opening key rests in a vault`() {
        Vault.create(VaultSecret.Device(ByteArray(32) { 7 })).use { vault ->
            val box = vault.sealOpeningKey("unit", Fixture.softSealing)
            vault.openOpeningKey("unit", box).use { kept ->
                assertEquals(Fixture.softSealing.publicKey, kept.publicKey)
                assertEquals(2, Packets.open(packet(answer()), kept, directory, expected()).signers.size)
            }
            assertEquals("vault/cannotOpen", refusal { vault.openOpeningKey("other", box) })
            val packet = packet()
            OpeningKey.agreed(Packets.beginOpen(packet, Fixture.sealing.publicKey), secretFor(packet)).use {
                assertEquals("boundary/type", refusal { vault.sealOpeningKey("agreed", it) })
            }
        }
    }

    private companion object {
        const val BRIDE = "person:bride"
    }
}
