import Foundation
import MotCua

// Loads a pack, validates a form, signs and seals it, and verifies the log of a dossier: what an app does, on the command
// line. Its arguments are a folder with the files and a file for the packet.
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
