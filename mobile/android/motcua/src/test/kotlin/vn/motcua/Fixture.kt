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

    fun signed(kind: SignedKind, payload: String): SignedObject =
        (MotCua.sign(kind, payload, publicKey, this) as SigningResult.Signed).signedObject
}

/** A directory and a pack with the procedures of the repository, signed anew for every run. */
internal object Fixture {
    const val BIRTH: String = "1.001193"
    val now: Instant = Instant.parse("2026-10-05T02:00:00Z")
    val root: PlatformKey = PlatformKey()
    val agency: PlatformKey = PlatformKey()

    val directoryText: String = root.signed(SignedKind.KEYS, directoryPayload()).json
    val packText: String = agency.signed(SignedKind.PACK, packPayload()).json

    fun directory(): KeyDirectory = KeyDirectory.open(directoryText, root.publicKey, now)

    fun pack(): Pack = directory().use { Pack.open(packText, it, now) }

    private fun directoryPayload(): String {
        val key = agency.publicKey
        val jwk = """{"kty":"EC","crv":"P-256","x":"${key.x}","y":"${key.y}"}"""
        val from = now.epochSecond - 60
        val until = now.epochSecond + 3600
        return """{"v":1,"seq":7,"iat":$from,"exp":$until,"keys":[{"kid":"${agency.keyId}","jwk":$jwk,""" +
            """"agency":"H29","use":"sign","nbf":$from,"exp":$until,"status":"active"}]}"""
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
