import Foundation

@testable import MotCua

/// A directory and a pack with the procedures of the repository, signed anew for every run.
struct Fixture {
    static let birth = "1.001193"
    // 2026-10-05T02:00:00Z
    static let now = Date(timeIntervalSince1970: 1_791_165_600)

    let root: SoftwareKey
    let agency: SoftwareKey
    let directoryText: String
    let packText: String

    init() throws {
        root = try SoftwareKey(.p256)
        agency = try SoftwareKey(.ed25519)
        directoryText = try Self.signed(root, .keys, try Self.directoryPayload(agency.publicKey)).json
        packText = try Self.signed(agency, .pack, try Self.packPayload()).json
    }

    static func signed(_ key: SoftwareKey, _ kind: SignedKind, _ payload: String) throws -> SignedObject {
        try key.sign(try MotCua.beginSign(kind, payload: payload, key: key.publicKey))
    }

    func directory() throws -> KeyDirectory {
        try KeyDirectory(directoryText, root: root.publicKey, now: Self.now)
    }

    func pack() throws -> Pack {
        try Pack(packText, directory: try directory(), now: Self.now)
    }

    private static func directoryPayload(_ key: PublicJWK) throws -> String {
        let jwk = #"{"kty":"\#(key.keyType)","crv":"\#(key.curve)","x":"\#(key.x)"}"#
        let (from, until) = (now.seconds - 60, now.seconds + 3600)
        let entry =
            #"{"kid":"\#(try MotCua.thumbprint(key))","jwk":\#(jwk),"agency":"H29","use":"sign","#
            + #""nbf":\#(from),"exp":\#(until),"status":"active"}"#
        return #"{"v":1,"seq":7,"iat":\#(from),"exp":\#(until),"keys":[\#(entry)]}"#
    }

    private static func packPayload() throws -> String {
        guard let folder = ProcessInfo.processInfo.environment["MOTCUA_PROCEDURES"] else {
            throw CocoaError(.fileNoSuchFile)
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        let items = try names.sorted().map { name in
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            let body = try MotCua.canonicalize(text)
            let path = name.contains("/") ? name : "procedures/\(name)"
            return #"{"path":"\#(path)","hash":"\#(MotCua.contentHash(Data(body.utf8)))","body":\#(body)}"#
        }
        return #"{"v":1,"id":"test","seq":3,"validFrom":"2025-07-01","minEngine":"\#(MotCua.engineVersion)","#
            + #""items":[\#(items.joined(separator: ","))]}"#
    }
}
