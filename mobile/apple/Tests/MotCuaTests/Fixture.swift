import Foundation

@testable import MotCua

/// A directory and a pack with the procedures of the repository, signed anew for every run.
struct Fixture {
    static let birth = "1.001193"
    static let marriage = "1.000894"
    static let ward = "H29.01.15"
    static let otherWard = "H29.01.16"
    static let office = "H29.01.15/commune"
    static let portal = "H29/portal"
    // 2026-10-05T02:00:00Z
    static let now = Date(timeIntervalSince1970: 1_791_165_600)
    static let from = now.seconds - 60
    static let until = now.seconds + 3600

    let root: SoftwareKey
    let agency: SoftwareKey
    let portal: SoftwareKey
    let office: SoftwareKey
    let sealing: OpeningKey
    let otherSealing: OpeningKey
    let directoryText: String
    let packText: String

    init() throws {
        root = try SoftwareKey(.p256)
        agency = try SoftwareKey(.ed25519)
        portal = try SoftwareKey(.p256)
        office = try SoftwareKey(.ed25519)
        sealing = try OpeningKey(.x25519)
        otherSealing = try OpeningKey(.p256)
        let keys = [
            try Self.entry(try agency.publicKey, "H29", nil, "sign"),
            try Self.entry(try portal.publicKey, "H29", "portal", "sign"),
            try Self.entry(try office.publicKey, Self.ward, "commune", "sign"),
            try Self.entry(try sealing.publicKey, Self.ward, "commune", "seal"),
            try Self.entry(try otherSealing.publicKey, Self.otherWard, "commune", "seal"),
        ]
        let payload = #"{"v":1,"seq":7,"iat":\#(Self.from),"exp":\#(Self.until),"keys":[\#(keys.joined(separator: ","))]}"#
        directoryText = try Self.signed(root, .keys, payload).json
        packText = try Self.signed(agency, .pack, try Self.packPayload()).json
    }

    private static func entry(_ key: PublicJWK, _ agency: String, _ unit: String?, _ use: String) throws -> String {
        let place = unit.map { #""unit":"\#($0)","# } ?? ""
        return #"{"kid":"\#(try MotCua.thumbprint(key))","jwk":\#(json(key)),"agency":"\#(agency)",\#(place)"use":"\#(use)","#
            + #""nbf":\#(from),"exp":\#(until),"status":"active"}"#
    }

    static func json(_ key: PublicJWK) -> String {
        let y = key.y.map { #","y":"\#($0)""# } ?? ""
        return #"{"kty":"\#(key.keyType)","crv":"\#(key.curve)","x":"\#(key.x)"\#(y)}"#
    }

    /// What the portal signs for a device key.
    func enrolment(
        _ key: PublicJWK, person: String = "person:3f", name: String = "Nguyễn Thị Mai"
    ) throws -> String {
        let payload =
            #"{"v":1,"person":"\#(person)","name":"\#(name)","kid":"\#(try MotCua.thumbprint(key))","#
            + #""jwk":\#(Self.json(key)),"scope":"device","level":2,"idp":"vneid","authTime":\#(Self.from),"#
            + #""claims":"\#(try MotCua.contentHash(Data("{}".utf8)))","nbf":\#(Self.from),"exp":\#(Self.until)}"#
        return try Self.signed(portal, .enrol, payload).compact
    }

    /// The data of a reviewed form that needs no attachment, as canonical text.
    static func form() throws -> String { try form(of: "birth/21-electronic-proof.json") }

    /// A couple's, which he files.
    static func couple() throws -> String { try form(of: "marriage/01-first-marriage.json") }

    private static func form(of name: String) throws -> String {
        guard let folder = ProcessInfo.processInfo.environment["MOTCUA_CASES"] else {
            throw CocoaError(.fileNoSuchFile)
        }
        let path = "\(folder)/forms/\(name)"
        let text = try MotCua.canonicalize(try String(contentsOfFile: path, encoding: .utf8))
        // `data` stands between `channel` and `expect` in canonical order.
        guard let start = text.range(of: #","data":"#), let end = text.range(of: #","expect":"#) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return String(text[start.upperBound..<end.lowerBound])
    }

    static func signed(_ key: SoftwareKey, _ kind: SignedKind, _ payload: String) throws -> SignedObject {
        try key.sign(try MotCua.beginSign(kind, payload: payload, key: try key.publicKey))
    }

    func directory() throws -> KeyDirectory {
        try KeyDirectory(directoryText, root: try root.publicKey, now: Self.now)
    }

    func pack() throws -> Pack {
        try Pack(packText, directory: try directory(), now: Self.now)
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
            return #"{"path":"\#(path)","hash":"\#(try MotCua.contentHash(Data(body.utf8)))","body":\#(body)}"#
        }
        return #"{"v":1,"id":"test","seq":3,"validFrom":"2025-07-01","minEngine":"\#(try MotCua.engineVersion)","#
            + #""items":[\#(items.joined(separator: ","))]}"#
    }
}
