package vn.motcua

import java.io.File
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.time.Instant
import java.util.Base64
import javax.crypto.KeyAgreement

/** A P-256 key of the Java platform: it signs in DER, exactly as the Android Keystore does. */
internal class PlatformKey : Signer {
    private val pair: KeyPair =
        KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()

    val publicKey: PublicJwk = PublicJwk.of(pair.public as ECPublicKey)

    val keyId: String = MotCua.thumbprint(publicKey)

    override fun sign(request: SigningRequest): SignerAnswer {
        val signature = Signature.getInstance("SHA256withECDSA")
        signature.initSign(pair.private)
        signature.update(request.bytes)
        return SignerAnswer.Signature(signature.sign())
    }

    /** ECDH with the ephemeral key, as a key store does it. */
    fun agree(request: AgreementRequest): ByteArray {
        val agreement = KeyAgreement.getInstance("ECDH")
        agreement.init(pair.private)
        agreement.doPhase(request.ephemeralPublicKey(), true)
        return agreement.generateSecret()
    }

    fun signed(kind: SignedKind, payload: String): SignedObject =
        (MotCua.sign(kind, payload, publicKey, this) as SigningResult.Signed).signedObject
}

/** A directory and a pack with the procedures of the repository, signed anew for every run. */
internal object Fixture {
    const val BIRTH: String = "1.001193"
    const val MARRIAGE: String = "1.000894"
    const val WARD: String = "H29.01.15"
    const val OTHER_WARD: String = "H29.01.16"
    const val OFFICE: String = "$WARD/commune"
    const val PORTAL: String = "H29/portal"
    val now: Instant = Instant.parse("2026-10-05T02:00:00Z")
    val from: Long = now.epochSecond - 60
    val until: Long = now.epochSecond + 3600
    val root: PlatformKey = PlatformKey()
    val agency: PlatformKey = PlatformKey()
    val portal: PlatformKey = PlatformKey()
    val office: PlatformKey = PlatformKey()
    val sealing: PlatformKey = PlatformKey()
    val softSealing: OpeningKey = OpeningKey.generate(AgreementAlgorithm.X25519)
    val otherSealing: OpeningKey = OpeningKey.generate(AgreementAlgorithm.P256)

    val directoryText: String = root.signed(SignedKind.KEYS, directoryPayload()).json
    val packText: String = agency.signed(SignedKind.PACK, packPayload()).json

    fun directory(): KeyDirectory = KeyDirectory.open(directoryText, root.publicKey, now)

    fun pack(): Pack = directory().use { Pack.open(packText, it, now) }

    private fun entry(key: PublicJwk, agency: String, unit: String?, use: String): String {
        val place = if (unit == null) "" else """"unit":"$unit","""
        return """{"kid":"${MotCua.thumbprint(key)}","jwk":${json(key)},"agency":"$agency",$place"use":"$use",""" +
            """"nbf":$from,"exp":$until,"status":"active"}"""
    }

    fun json(key: PublicJwk): String {
        val y = if (key.y == null) "" else ""","y":"${key.y}""""
        return """{"kty":"${key.keyType}","crv":"${key.curve}","x":"${key.x}"$y}"""
    }

    private fun directoryPayload(): String {
        val keys =
            listOf(
                entry(agency.publicKey, "H29", null, "sign"),
                entry(portal.publicKey, "H29", "portal", "sign"),
                entry(office.publicKey, WARD, "commune", "sign"),
                entry(sealing.publicKey, WARD, "commune", "seal"),
                entry(softSealing.publicKey, WARD, "records", "seal"),
                entry(otherSealing.publicKey, OTHER_WARD, "commune", "seal"),
            )
        return """{"v":1,"seq":7,"iat":$from,"exp":$until,"keys":[${keys.joinToString(",")}]}"""
    }

    /** What the portal signs for a device key. */
    fun enrolment(key: PublicJwk, person: String = "person:3f", name: String = "Nguyễn Thị Mai"): String =
        portal.signed(
            SignedKind.ENROL,
            """{"v":1,"person":"$person","name":"$name","kid":"${MotCua.thumbprint(key)}",""" +
                """"jwk":${json(key)},"scope":"device","level":2,"idp":"vneid","authTime":$from,""" +
                """"claims":"${MotCua.contentHash("{}".toByteArray())}","nbf":$from,"exp":$until}""",
        ).compact

    /** The data of a reviewed form that needs no attachment, as canonical text. */
    val form: String by lazy { formOf("birth/21-electronic-proof.json") }

    /** A couple's, which he files. */
    val couple: String by lazy { formOf("marriage/01-first-marriage.json") }

    private fun formOf(name: String): String {
        val case = MotCua.canonicalize(File(System.getProperty("motcua.cases"), "forms/$name").readText())
        // `data` stands between `channel` and `expect` in canonical order.
        return case.substringAfter(""","data":""").substringBefore(""","expect":""")
    }

    private fun packPayload(): String {
        val folder = File(System.getProperty("motcua.procedures"))
        val files = folder.walkTopDown().filter { it.extension == "json" }.sortedBy { it.path }
        val items =
            files.joinToString(",") { file ->
                val place = file.relativeTo(folder).invariantSeparatorsPath
                val body = MotCua.canonicalize(file.readText())
                """{"path":"${if ('/' in place) place else "procedures/$place"}","hash":"${hash(body)}","body":$body}"""
            }
        return """{"v":1,"id":"test","seq":3,"validFrom":"2025-07-01","minEngine":"${MotCua.engineVersion}",""" +
            """"items":[$items]}"""
    }

    private fun hash(text: String): String {
        val digest = MessageDigest.getInstance("SHA-256").digest(text.toByteArray())
        return "sha-256:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest)
    }
}
