import Foundation
import XCTest

@testable import MotCua

/// Two people sign, one office hands on to another, and each role sees its classes of data.
final class OfficeTests: XCTestCase {
    private let now = Fixture.now
    private let bride = "person:bride"
    private let access = Access(actor: "officer-1", role: "officer", purpose: "assessment", at: Fixture.now)

    private func refusal<T>(_ call: () throws -> T) -> String? {
        do {
            _ = try call()
            return nil
        } catch {
            return (error as? MotCuaError)?.code
        }
    }

    /// A key of the second party between the two steps.
    private struct Holding: Signer {
        let key: SoftwareKey
        func sign(_ request: SigningRequest) async throws -> SignerAnswer {
            // The last part of the compact text is the signature, base64url.
            let part = try key.sign(request).compact.split(separator: ".")[2]
            let text = part.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
            return .signature(Data(base64Encoded: text + "==") ?? Data())
        }
    }

    private struct Saying: Signer {
        let answer: SignerAnswer
        func sign(_ request: SigningRequest) async throws -> SignerAnswer { answer }
    }

    /// He has filed a marriage and asks her.
    private struct Couple {
        let fixture: Fixture
        let pack: Pack
        let directory: KeyDirectory
        let dossier: String
        let procedure: ProcedureRef
        let filed: SignedObject
        let request: CosignRequest
        let hers: SoftwareKey
        let herEnrolment: String

        init(asking bride: String) throws {
            fixture = try Fixture()
            pack = try fixture.pack()
            directory = try fixture.directory()
            dossier = try Packets.newDossierID()
            procedure = try pack.reference(Fixture.marriage, now: Fixture.now)
            let his = try SoftwareKey(.p256)
            let enrolment = try fixture.enrolment(
                try his.publicKey, person: "person:groom", name: "Trần Văn Hùng")
            let form = PrepareRequest(
                dossier: dossier, data: try Fixture.couple(), auth: .key(enrolment: enrolment), nonce: "n-1",
                audience: [Fixture.ward],
                references: [PartyReference(role: "coApplicant", reference: bride)])
            let payload = try pack.prepare(
                Fixture.marriage, request: form, situation: Situation(now: Fixture.now))
            filed = try Fixture.signed(his, .submission, payload)
            request = try Cosigning.request(
                filed, reference: bride, until: Fixture.now.addingTimeInterval(1800))
            hers = try SoftwareKey(.ed25519)
            herEnrolment = try fixture.enrolment(try hers.publicKey, person: bride, name: "Nguyễn Thị Lan")
        }

        func answer() async throws -> CoSignature? {
            let result = try await Cosigning.sign(
                request, enrolment: herEnrolment, directory: directory, now: Fixture.now, with: Holding(key: hers))
            guard case .signed(let signature) = result else { return nil }
            return signature
        }

        func packet(_ signatures: [CoSignature]) throws -> String {
            try Packets.seal(
                filed, cosignatures: signatures, procedure: procedure, dossier: dossier,
                recipients: try directory.sealKeys(agency: Fixture.ward, now: Fixture.now))
        }

        var expected: Expected {
            let both = ["filer", "coApplicant"].map { SignerRule(role: $0, auth: ["key"]) }
            return Expected(
                agency: Fixture.ward, nonce: "n-1", now: Fixture.now, signers: both, dossier: dossier,
                procedure: procedure)
        }

        func open(_ packet: String) throws -> OpenedPacket {
            try Packets.open(packet, key: fixture.sealing, directory: directory, expected: expected)
        }
    }

    func testAMarriageIsSignedByBoth() async throws {
        let couple = try Couple(asking: bride)
        let directory = couple.directory
        XCTAssertEqual(
            refusal { try Cosigning.request(couple.filed, reference: "person:stranger", until: now) },
            "cosign/notAsked")
        let opening = try OpeningKey(.x25519)
        let sealed = try Cosigning.seal(couple.request, to: [try opening.publicKey])
        XCTAssertFalse(sealed.contains("Hùng"))
        let invitation = try Cosigning.open(sealed, key: opening, directory: directory, now: now)
        XCTAssertEqual(invitation.askedBy.person, "person:groom")
        XCTAssertTrue(invitation.payload.contains("Nguyễn Thị Lan"))
        XCTAssertEqual("\(invitation)", "CosignInvitation")
        XCTAssertEqual(try Cosigning.read(couple.request, directory: directory, now: now), invitation)
        XCTAssertEqual(
            refusal {
                try Cosigning.open(sealed, key: opening, directory: directory, now: now.addingTimeInterval(1800))
            }, "cosign/expired")

        let answer = try await couple.answer()
        let signature = try XCTUnwrap(answer)
        XCTAssertEqual(
            try Cosigning.verify(signature, of: couple.request, directory: directory, now: now).person, bride)
        let opened = try couple.open(try couple.packet([signature]))
        XCTAssertEqual(opened.signers.map(\.role), ["filer", "coApplicant"])
        XCTAssertEqual(opened.signers.map(\.person), ["person:groom", bride])
        XCTAssertEqual(refusal { try couple.open(try couple.packet([])) }, "packet/signerMissing")
    }

    func testASecondPartySaysNo() async throws {
        let couple = try Couple(asking: bride)
        let (directory, enrolment) = (couple.directory, couple.herEnrolment)
        let result = try await Cosigning.refuse(
            couple.request, enrolment: enrolment, directory: directory, now: now, with: Holding(key: couple.hers))
        guard case .signed(let refused) = result else { return XCTFail("not signed") }
        let refusal = try Cosigning.verifyRefusal(refused.json, of: couple.request, directory: directory)
        XCTAssertEqual(refusal.dossier, couple.dossier)
        XCTAssertEqual(refusal.at, now)
        XCTAssertEqual(
            self.refusal {
                try Cosigning.finish(
                    couple.request, signed: refused, enrolment: enrolment, directory: directory, now: now)
            }, "cosign/changed")
        let another = try couple.fixture.enrolment(try couple.hers.publicKey, person: "person:another")
        XCTAssertEqual(
            self.refusal {
                try Cosigning.begin(couple.request, enrolment: another, directory: directory, now: now)
            }, "cosign/wrongPerson")
        for (answer, wanted) in [(SignerAnswer.cancelled, CosignResult.cancelled), (.locked, .locked)] {
            let ended = try await Cosigning.sign(
                couple.request, enrolment: enrolment, directory: directory, now: now, with: Saying(answer: answer))
            XCTAssertEqual(ended, wanted)
        }
    }

    func testAPacketGoesToAnotherWardAndOpensThere() async throws {
        let couple = try Couple(asking: bride)
        let answer = try await couple.answer()
        let packet = try couple.packet([try XCTUnwrap(answer)])
        let (directory, fixture) = (couple.directory, couple.fixture)
        let moved = try Packets.transfer(
            packet, key: fixture.sealing, from: Fixture.ward, to: Fixture.otherWard, reason: "wrongAgency",
            recipients: try directory.sealKeys(agency: Fixture.otherWard, now: now))
        var told = couple.expected
        XCTAssertEqual(
            refusal {
                try Packets.open(moved.sealed, key: fixture.otherSealing, directory: directory, expected: told)
            }, "packet/notTransferred")
        told.transfers = [moved.transfer]
        let opened = try Packets.open(
            moved.sealed, key: fixture.otherSealing, directory: directory, expected: told)
        XCTAssertEqual(opened, try couple.open(packet))
        XCTAssertEqual(refusal { try couple.open(moved.sealed) }, "crypto/cannotOpen")
        XCTAssertTrue(
            try Packets.checks(packet, key: fixture.sealing, directory: directory, expected: couple.expected).isEmpty)

        let again = try Packets.rewrap(packet, key: fixture.sealing, recipients: [try fixture.sealing.publicKey])
        let anchor = Anchor(payloadHash: opened.payloadHash, at: now)
        XCTAssertEqual(
            try Packets.open(
                again, key: fixture.sealing, directory: directory, expected: couple.expected, anchor: anchor), opened)
        let wrong = Anchor(payloadHash: try MotCua.contentHash(Data([0])), at: now)
        XCTAssertEqual(
            refusal {
                try Packets.open(
                    again, key: fixture.sealing, directory: directory, expected: couple.expected, anchor: wrong)
            }?.prefix(7), "packet/")
    }

    func testARoleThatHasTheKeyOfOneClassSeesThatClass() throws {
        let couple = try Couple(asking: bride)
        let (dossier, data) = (couple.dossier, try Fixture.couple())
        let key = try DossierKey(dossier: dossier)
        let fields = try couple.pack.sealData(data, procedure: couple.procedure, key: key, version: 1)
        XCTAssertEqual(Set(fields.map(\.dataClass)), ["basic", "sensitive:a"])
        let whole = try key.openData(fields, access: access)
        XCTAssertEqual(whole.data, data)
        XCTAssertEqual(whole.audits.count, fields.count)
        XCTAssertEqual("\(whole)", "OpenedData")

        let theirs = couple.fixture.otherSealing
        let handed = try key.classKey("basic").seal(to: [try theirs.publicKey], procedure: couple.procedure)
        let opened = try ClassKey.open(handed, key: theirs, dossier: dossier, dataClass: "basic", access: access)
        XCTAssertTrue(opened.audit.contains("classKey"))
        let basic = opened.value
        let part = try basic.openData(fields, access: access).data
        XCTAssertTrue(part.contains("Nguyễn Thị Lan") && !part.contains("ethnicity"))
        let ethnicity = try XCTUnwrap(fields.first { $0.dataClass == "sensitive:a" })
        XCTAssertEqual(refusal { try basic.openField(ethnicity, access: access) }, "crypto/cannotOpen")
        let note = try basic.sealField("/note", version: 2, value: #""hồ sơ gấp""#)
        XCTAssertEqual(try basic.openField(note, access: access).value, #""hồ sơ gấp""#)

        let wraps = [handed, try key.seal(to: [try theirs.publicKey], procedure: couple.procedure)]
        let record = try DossierKey.shred(dossier: dossier, keys: wraps, access: access)
        XCTAssertTrue(record.contains("shredding"))
        XCTAssertEqual(record.components(separatedBy: "sha-256:").count, 3)
        let other = try DossierKey(dossier: dossier)
        XCTAssertEqual(refusal { try other.openData(fields, access: access) }, "crypto/cannotOpen")
    }

    func testADocumentIsComparedWithWhatWasSigned() throws {
        let dossier = try Packets.newDossierID()
        let bytes = Data((0..<5000).map { UInt8($0 % 251) })
        let manifest = Attachment(
            id: "a1", slot: "proof", name: "giấy.pdf", media: "application/pdf", size: 5000,
            hash: try MotCua.contentHash(bytes), chunks: 1)
        let key = try DossierKey(dossier: dossier)
        let place = ChunkPlace(dataClass: "basic", attachment: "a1", index: 0, count: 1, size: 5000)
        let sealed = try key.sealChunk(place, bytes: bytes)
        let reader = try key.classKey("basic").readAttachment(manifest, access: access)
        XCTAssertEqual(try reader.push(sealed), bytes)
        XCTAssertTrue(try reader.finish().contains("attachment"))
        XCTAssertEqual(refusal { try reader.finish() }, "boundary/type")
        let cut = try key.classKey("basic").readAttachment(manifest, access: access)
        XCTAssertEqual(refusal { try cut.finish() }, "crypto/attachment")
    }

    func testAnOpeningKeyRestsInAVault() async throws {
        let couple = try Couple(asking: bride)
        let vault = try await Vault.create(.device(Data(repeating: 7, count: 32)))
        let box = try vault.sealOpeningKey("unit", key: couple.fixture.sealing)
        let kept = try vault.openOpeningKey("unit", box: box)
        XCTAssertEqual(try kept.publicKey, try couple.fixture.sealing.publicKey)
        let agreement = try Packets.beginOpen(try couple.packet([]), key: try kept.publicKey)
        let agreed = try OpeningKey(agreed: Data(repeating: 1, count: 32), for: agreement)
        XCTAssertEqual(refusal { try vault.sealOpeningKey("agreed", key: agreed) }, "boundary/type")
        XCTAssertEqual(refusal { try vault.openOpeningKey("other", box: box) }, "vault/cannotOpen")
    }
}
