import java.io.File
import java.time.Instant
import kotlin.system.exitProcess
import vn.motcua.Access
import vn.motcua.Auth
import vn.motcua.ClassKey
import vn.motcua.CosignRequest
import vn.motcua.Cosigning
import vn.motcua.DossierKey
import vn.motcua.EventLog
import vn.motcua.KeyAlgorithm
import vn.motcua.KeyDirectory
import vn.motcua.MotCua
import vn.motcua.MotCuaException
import vn.motcua.Pack
import vn.motcua.Packets
import vn.motcua.PrepareRequest
import vn.motcua.PublicJwk
import vn.motcua.SignedKind
import vn.motcua.Situation
import vn.motcua.SoftwareKey
import vn.motcua.Vault
import vn.motcua.VaultSecret

/**
 * Loads a pack, validates a form, signs and seals it, verifies the log of a dossier, co-signs, and keeps data by class: what
 * an app or an office does, on the command line. Its arguments are a folder with the files and a file for the packet.
 */
fun main(arguments: Array<String>) {
    if (arguments.size != 2) exitProcess(2)
    val file = { name: String -> File(arguments[0], name).readText() }
    val now = Instant.ofEpochSecond(1_791_165_600)
    val birth = file("procedure.txt")

    KeyDirectory.open(file("directory.json"), PublicJwk.parse(file("root.json")), now).use { directory ->
        Pack.open(file("pack.json"), directory, now).use { pack ->
            println("pack ${pack.info.id} ${pack.info.seq}")
            println("empty ${pack.validate(birth, "{}", now).issues.first().code}")
            val form = file("form.json")
            println("valid ${pack.validate(birth, form, now).valid}")

            val dossier = Packets.newDossierId()
            val auth = Auth.Session("enrolment.of.portal")
            val request = PrepareRequest(dossier, form, auth, nonce = "n-1", audience = listOf("H29.01.15"))
            val payload = pack.prepare(birth, request, Situation(now))
            val signed =
                SoftwareKey.generate(KeyAlgorithm.ED25519).use { key ->
                    val step = MotCua.beginSign(SignedKind.SUBMISSION, payload, key.publicKey)
                    println("signed ${step.algorithm}")
                    key.sign(step)
                }
            val recipients = directory.sealKeys("H29.01.15", now = now)
            File(arguments[1]).writeText(Packets.seal(signed, pack.reference(birth, now), dossier, recipients))
            println("sealed ${recipients.size}")

            val events = file("log.txt").lines().filter { it.isNotEmpty() }
            EventLog.verify(events, directory, pack).use { log ->
                val state = log.state
                println("log ${state.dossier} ${state.status} ${state.size} ${state.head}")
                println("next ${log.status?.next?.en}")
            }
            try {
                EventLog.verify(events.dropLast(1) + (events.last().dropLast(4) + "AAAA"), directory, pack)
            } catch (refused: MotCuaException) {
                println("refused ${refused.code}")
            }

            Vault.unlock(file("vault-key.json"), VaultSecret.Device(ByteArray(32) { 7 })).use { vault ->
                val cosign = CosignRequest(file("cosign.json"))
                val enrolment = file("enrolment.txt")
                println("asked ${Cosigning.read(cosign, directory, now).askedBy.person}")
                val step = Cosigning.begin(cosign, enrolment, directory, now)
                val answer = vault.openKey("hers", file("vault-key.json")).use { it.sign(step) }
                val signature = Cosigning.finish(cosign, answer, enrolment, directory, now)
                println("cosigned ${Cosigning.verify(cosign, signature, directory, now).person}")

                val procedure = pack.reference(birth, now)
                val officer = Access("officer-1", "officer", "assessment", now)
                val ward = vault.openOpeningKey("ward", file("vault-opening-key.json"))
                val (fields, handed) =
                    DossierKey.generate(dossier).use { key ->
                        pack.sealData(procedure, form, key, 1) to
                            key.classKey("basic").use { it.seal(listOf(ward.publicKey), procedure) }
                    }
                val basic = ClassKey.open(handed, ward, dossier, "basic", officer).value
                println("parts ${fields.size} basic ${basic.use { it.openData(fields, officer) }.audits.size}")
                ward.close()
                val record = DossierKey.shred(dossier, listOf(handed), officer)
                println("shredded ${Regex("sha-256:").findAll(record).count()}")
            }
        }
    }
}
