import Foundation
import MotCua

// Loads a pack, validates a form, signs and seals it, verifies the log of a dossier, co-signs, and keeps data by class: what
// an app or an office does, on the command line. Its arguments are a folder with the files and a file for the packet.
guard CommandLine.arguments.count == 3 else { exit(2) }
let folder = CommandLine.arguments[1]

func file(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

let now = Date(timeIntervalSince1970: 1_791_165_600)
let birth = try file("procedure.txt")
let directory = try KeyDirectory(
    try file("directory.json"), root: try PublicJWK(json: try file("root.json")), now: now)
let pack = try await Pack.load(try file("pack.json"), directory: directory, now: now)
print("pack \(try pack.info.id) \(try pack.info.seq)")
print("empty \(try pack.validate(birth, data: "{}", now: now).issues[0].code)")
let form = try file("form.json")
print("valid \(try pack.validate(birth, data: form, now: now).isValid)")

let dossier = try Packets.newDossierID()
let request = PrepareRequest(
    dossier: dossier, data: form, auth: .session(enrolment: "enrolment.of.portal"), nonce: "n-1",
    audience: ["H29.01.15"])
let payload = try pack.prepare(birth, request: request, situation: Situation(now: now))
let key = try SoftwareKey(.ed25519)
let step = try MotCua.beginSign(.submission, payload: payload, key: try key.publicKey)
print("signed \(step.algorithm)")
let recipients = try directory.sealKeys(agency: "H29.01.15", now: now)
let packet = try Packets.seal(
    try key.sign(step), procedure: try pack.reference(birth, now: now), dossier: dossier, recipients: recipients)
try packet.write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)
print("sealed \(recipients.count)")

var events = try file("log.txt").split(separator: "\n").map(String.init)
let log = try EventLog(verifying: events, directory: directory, pack: pack)
let state = try log.state
print("log \(state.dossier) \(state.status) \(state.size) \(state.head)")
print("next \(try log.status?.next.en ?? "")")
events.append(events.removeLast().dropLast(4) + "AAAA")
do {
    _ = try EventLog(verifying: events, directory: directory, pack: pack)
} catch {
    print("refused \(error.code)")
}

let vault = try await Vault.unlock(try file("vault-key.json"), secret: .device(Data(repeating: 7, count: 32)))
let hers = try vault.openKey("hers", box: try file("vault-key.json"))
let (cosign, enrolment) = (CosignRequest(json: try file("cosign.json")), try file("enrolment.txt"))
print("asked \(try Cosigning.read(cosign, directory: directory, now: now).askedBy.person)")
let begun = try Cosigning.begin(cosign, enrolment: enrolment, directory: directory, now: now)
let signature = try Cosigning.finish(
    cosign, signed: try hers.sign(begun), enrolment: enrolment, directory: directory, now: now)
print("cosigned \(try Cosigning.verify(signature, of: cosign, directory: directory, now: now).person)")

let (dossierKey, procedure) = (try DossierKey(dossier: dossier), try pack.reference(birth, now: now))
let fields = try pack.sealData(form, procedure: procedure, key: dossierKey, version: 1)
let ward = try vault.openOpeningKey("ward", box: try file("vault-opening-key.json"))
let handed = try dossierKey.classKey("basic").seal(to: [try ward.publicKey], procedure: procedure)
let officer = Access(actor: "officer-1", role: "officer", purpose: "assessment", at: now)
let basic = try ClassKey.open(handed, key: ward, dossier: dossier, dataClass: "basic", access: officer).value
print("parts \(fields.count) basic \(try basic.openData(fields, access: officer).audits.count)")
let record = try DossierKey.shred(dossier: dossier, keys: [handed], access: officer)
print("shredded \(record.components(separatedBy: "sha-256:").count - 1)")
