import Foundation
import XCTest

#if canImport(MotCuaConform)
    import func MotCuaConform.fault
#endif

@testable import MotCua

/// The whole way of a form: filled, sealed, opened, its log followed.
final class CitizenTests: XCTestCase {
    private let now = Fixture.now

    private func refusal<T>(_ call: () throws -> T) -> String? {
        do {
            _ = try call()
            return nil
        } catch {
            return (error as? MotCuaError)?.code
        }
    }

    func testAChangeSaysWhatChanged() throws {
        let pack = try Fixture().pack()
        let form = try pack.openForm(Fixture.birth, situation: Situation(now: now))
        let before = try form.state
        XCTAssertEqual(before.report.issues(at: "/child/fullName").count, 1)
        let change = try XCTUnwrap(try form.set("/child/fullName", text: "Tra\u{0302}\u{0300}n Minh An"))
        XCTAssertEqual(change.gone.map(\.pointer), ["/child/fullName"])
        XCTAssertEqual(change.sections.count, 1)
        XCTAssertTrue(try form.data.contains("Trần Minh An"))
        XCTAssertNil(try form.set("/child/fullName", text: "Trần Minh Ân"))
        try form.set("/child/fullName", json: "null")
        XCTAssertEqual(try form.state, before)
        XCTAssertEqual(refusal { try form.removeItem("/none", at: 0) }, "session/notAnItem")
    }

    func testADraftRestsInAVault() async throws {
        let pack = try Fixture().pack()
        let form = try pack.openForm(Fixture.birth, situation: Situation(now: now))
        try form.set("/child/fullName", text: "Trần Minh An")
        let secret = VaultSecret.device(Data(repeating: 7, count: 32))
        let box = try await Vault.create(secret).seal("birth", draft: try form.draft)
        XCTAssertFalse(box.contains("Minh"))
        let draft = try await Vault.unlock(box, secret: secret).open("birth", box: box)
        XCTAssertEqual(try pack.restoreForm(draft, now: now).state, try form.state)
        let migration = try pack.migrateDraft(draft, now: now)
        XCTAssertEqual(migration.kept, ["/child/fullName"])
        XCTAssertEqual("\(migration)", "Migration")
        do {
            _ = try await Vault.unlock(box, secret: .device(Data(repeating: 8, count: 32))).open("birth", box: box)
            XCTFail("another secret opened the vault")
        } catch {
            XCTAssertEqual((error as? MotCuaError)?.code, "vault/cannotOpen")
        }
        let key = try SoftwareKey(.ed25519)
        let vault = try await Vault.create(.passphrase("mật khẩu dài"))
        let kept = try vault.openKey("device", box: try vault.sealKey("device", key: key))
        XCTAssertEqual(try kept.publicKey, try key.publicKey)
    }

    func testAPacketOpensForTheOffice() throws {
        let fixture = try Fixture()
        let (pack, directory) = (try fixture.pack(), try fixture.directory())
        let phone = try SoftwareKey(.ed25519)
        let dossier = try Packets.newDossierID()
        let procedure = try pack.reference(Fixture.birth, now: now)
        let enrolment = try fixture.enrolment(try phone.publicKey)
        let request = PrepareRequest(
            dossier: dossier, data: try Fixture.form(), auth: .key(enrolment: enrolment), nonce: "n-1",
            audience: [Fixture.ward])
        let payload = try pack.prepare(Fixture.birth, request: request, situation: Situation(now: now))
        let signed = try Fixture.signed(phone, .submission, payload)
        let recipients = try directory.sealKeys(agency: Fixture.ward, now: now)
        let packet = try Packets.seal(signed, procedure: procedure, dossier: dossier, recipients: recipients)
        var expected = Expected(
            agency: Fixture.ward, nonce: "n-1", now: now, signers: try pack.signers(Fixture.birth, now: now),
            dossier: dossier, procedure: procedure)
        let opened = try Packets.open(packet, key: fixture.sealing, directory: directory, expected: expected)
        XCTAssertEqual(opened.signers.map(\.standing), [.integrity])
        XCTAssertEqual(opened.signers.first?.person, "person:3f")
        XCTAssertEqual(opened.payloadHash, try MotCua.contentHash(Data(opened.payload.utf8)))
        XCTAssertEqual("\(opened)", "OpenedPacket")

        let agreement = try Packets.beginOpen(packet, key: try fixture.sealing.publicKey)
        XCTAssertEqual(agreement.keyID, try MotCua.thumbprint(try fixture.sealing.publicKey))
        XCTAssertEqual(
            refusal {
                try Packets.finishOpen(
                    agreement, secret: Data(repeating: 1, count: 32), directory: directory, expected: expected)
            }, "crypto/cannotOpen")
        expected.nonce = "n-2"
        XCTAssertEqual(
            refusal { try Packets.open(packet, key: fixture.sealing, directory: directory, expected: expected) },
            "packet/wrongNonce")
        XCTAssertEqual(
            refusal {
                try pack.prepare(
                    Fixture.birth,
                    request: PrepareRequest(
                        dossier: dossier, data: "{}", auth: .key(enrolment: enrolment), nonce: "n", audience: []),
                    situation: Situation(now: now))
            }, "form/invalid")
    }

    func testDocumentsGoInChunks() throws {
        let fixture = try Fixture()
        let dossier = try Packets.newDossierID()
        let bytes = Data((0..<5000).map { UInt8($0 % 251) })
        let place = ChunkPlace(
            dataClass: "basic", attachment: "a1", index: 0, count: try DossierKey.chunkCount(size: 5000), size: 5000)
        let key = try DossierKey(dossier: dossier)
        let sealed = try key.sealChunk(place, bytes: bytes)
        let access = Access(actor: "officer-1", role: "officer", purpose: "assessment", at: now)
        let wrapped = try key.seal(
            to: [try fixture.sealing.publicKey],
            procedure: try fixture.pack().reference(Fixture.birth, now: now))
        let opened = try DossierKey.open(wrapped, key: fixture.sealing, dossier: dossier, access: access)
        XCTAssertEqual(try opened.value.openChunk(place, sealed: sealed, access: access).value, bytes)
        let stream = SHA256Stream()
        try stream.update(bytes.prefix(1000))
        try stream.update(bytes.dropFirst(1000))
        XCTAssertEqual(try stream.digest(), try MotCua.contentHash(bytes))
    }

    func testALogTellsWhereTheDossierStands() throws {
        let fixture = try Fixture()
        let (pack, directory) = (try fixture.pack(), try fixture.directory())
        let log = try EventLog(dossier: try Packets.newDossierID(), pack: pack)
        XCTAssertNil(try log.status)
        func event(_ key: SoftwareKey, _ issuer: String, _ at: Date, _ bodies: String) throws -> String {
            let request = try log.beginEvent(
                issuer: issuer, at: at, id: "event-\(try log.state.size)", transaction: "t", bodies: bodies,
                key: try key.publicKey)
            return try key.sign(request).compact
        }
        let opening = try log.apply(#"{"to":1,"actor":"intake","seen":0}"#, now: now)
        let received =
            #"{"type":"received","body":{"type":"submission","channel":"online","number":"TN-1","packet":""#
            + (try MotCua.contentHash(Data("packet".utf8))) + #""}}"#
        let first = try event(fixture.portal, Fixture.portal, now, "[\(received),\(opening.event)]")
        try log.extend([first], directory: directory)
        let later = now.addingTimeInterval(600)
        XCTAssertTrue(
            try log.actions([.reception], now: later, issuer: Fixture.office).contains { $0.to == 2 })
        let accepted = try log.apply(#"{"to":2,"actor":"reception","seen":1}"#, now: later)
        XCTAssertTrue(accepted.startsClock && accepted.bindsCode)
        let second = try event(fixture.office, Fixture.office, later, "[\(accepted.event)]")

        let whole = try EventLog(verifying: [first, second], directory: directory, pack: pack)
        let state = try whole.state
        XCTAssertEqual([state.status, state.size], [2, 2])
        XCTAssertEqual(state.holder, Fixture.ward)
        XCTAssertEqual(state.history.map(\.kind), ["received", "status", "status"])
        XCTAssertEqual(try whole.status?.clock, .running)
        let standing = try whole.standing(pack, procedure: Fixture.birth, now: later)
        let due = try XCTUnwrap(standing.due)
        XCTAssertGreaterThan(due.due, later)
        XCTAssertFalse(standing.isOverdue)
        XCTAssertTrue(
            try whole.standing(pack, procedure: Fixture.birth, now: due.due.addingTimeInterval(1)).isOverdue)

        let kept = try whole.checkpoint(at: later)
        XCTAssertEqual(
            refusal { try EventLog(verifying: [first], directory: directory, checkpoints: [kept]) }?.prefix(4), "log/")
        let receipt = try fixture.office.sign(try whole.beginReceipt(now: later, key: try fixture.office.publicKey))
        XCTAssertEqual(try whole.verifyReceipt(receipt.json, directory: directory), 2)
        XCTAssertEqual(try directory.receiptCheckpoint(receipt.json).size, 2)

        let facts =
            #"{"office":{"name":{"vi":"UBND","en":"Ward"},"place":{"vi":"TP","en":"City"}},"#
            + #""addressee":{"name":"<b>Mai</b>"}}"#
        let paper = try whole.issueDocument("06", pack: pack, procedure: Fixture.birth, facts: facts, now: later)
        let page = try Papers.page(paper, language: .vietnamese)
        XCTAssertTrue(page.contains("<html") && !page.contains("<b>Mai</b>") && !page.contains("<script"))
    }

    func testValues() throws {
        XCTAssertTrue(try Identifiers.kinds.contains("citizenId"))
        let found = try Identifiers.check("079195001234", as: "citizenId", context: ValueContext(sex: "female"))
        XCTAssertEqual(found.verdict, .valid)
        XCTAssertEqual("\(found)", "CheckedValue")
        XCTAssertEqual(try Identifiers.check("1", as: "citizenId").verdict, .invalid)
        XCTAssertEqual(try Texts.searchKey("ĐẶNG"), try Texts.searchKey("dang"))
        XCTAssertEqual(try Texts.compare("cá", "cà chua"), .orderedAscending)
        XCTAssertEqual(try Texts.matchKey("hòa"), try Texts.matchKey("HOÀ"))
        XCTAssertTrue(try Texts.dateInWords("2026-10-05").contains("hai nghìn không trăm hai mươi sáu"))
        let rows = "places;1\nfrom;2025-07-01;Văn bản mẫu;uncertain\nnow;99001;X;Ví Dụ Một;01\n"
        let more = try Gazetteer(rows: rows)
        XCTAssertEqual(try more.resolveCode("99001", on: "2026-10-05").candidates.first?.unit.name, "Xã Ví Dụ Một")
        XCTAssertEqual(refusal { try Gazetteer(rows: "places;2") }, "place/data")
        XCTAssertFalse(try Places.resolve("Ben Thanh, Quan 1, TP.HCM", on: "2026-10-05").candidates.isEmpty)
        XCTAssertFalse(try WorkCalendar.day("2026-09-02").isWorking)
        XCTAssertEqual(try WorkCalendar.addWorkingDays(2, to: "2026-10-02"), "2026-10-06")
        let lunar = try WorkCalendar.lunarDay("2026-02-17")
        XCTAssertEqual([lunar?.month, lunar?.day], [1, 1])
        let code = TransferCode(bank: "970436", account: "0011001932418", amount: "8000")
        XCTAssertEqual(try TransferCode(reading: try code.write()), code)
        let root = try MotCua.contentHash(Data([0]) + Data("entry".utf8))
        try Proofs.verifyInclusion(Data("entry".utf8), index: 0, size: 1, proof: [], root: root)
        XCTAssertEqual(
            refusal { try Proofs.verifyInclusion(Data("other".utf8), index: 0, size: 1, proof: [], root: root) },
            "merkle/proof")
        let schema = try Schema(#"{"required":["a"]}"#)
        XCTAssertFalse(try schema.validate("{}").isValid)
        let packed = try schema.check("{}")
        XCTAssertEqual(try schema.fields[Int(packed[0])], "/a")
        XCTAssertEqual(try schema.check(#"{"a":1}"#), [])
        let batch = try schema.batch()
        let issues = try batch.feed(Data("{}\n{".utf8)) + batch.finish()
        XCTAssertEqual(issues.count, 6)
        XCTAssertEqual(try Schema.errorCodes[Int(issues[5])], "json/syntax")
        XCTAssertEqual([try batch.records, try batch.failed], [2, 2])
    }

    func testSchemasBesideASchema() throws {
        let (ward, text) = ("https://example.org/ward", #"{"$ref":"https://example.org/ward"}"#)
        let schema = try Schema(text, resources: [ward: #"{"minLength":2,"format":"date"}"#])
        XCTAssertEqual(try schema.validate(#""a""#).issues.map(\.code), ["form/minLength"])
        XCTAssertTrue(try schema.validate(#""ab""#).isValid)
        // What a resource says of formats counts where the schema's word does.
        let asserted = try Schema(text, resources: [ward: #"{"format":"date"}"#], assertFormats: true)
        XCTAssertFalse(try asserted.validate(#""ab""#).isValid)
        for resources in [[:], ["https://example.org/other": "true"]] {
            XCTAssertEqual(refusal { _ = try Schema(text, resources: resources) }, "procedure/unresolvedRef")
        }
        XCTAssertEqual(refusal { _ = try Schema(text, resources: [ward: "{"]) }, "json/syntax")
    }

    func testHowRecordsAreRead() throws {
        let (text, record) = (#"{"properties":{"a":{"type":"integer"}}}"#, #"{"a":9007199254740993}"#)
        let strict = try Schema(text)
        XCTAssertEqual(refusal { _ = try strict.validate(record) }, "json/integerRange")
        XCTAssertEqual(try Schema.errorCodes[Int(strict.check(record)[1])], "json/integerRange")
        let anyJson = try Schema(text, policy: .rfc8259)
        XCTAssertTrue(try anyJson.validate(record).isValid)
        XCTAssertEqual(try anyJson.check(record), [])
        XCTAssertEqual(try anyJson.validate(#"{"a":1.25}"#).issues.map(\.code), ["form/type"])
    }

    #if canImport(MotCuaConform)
        func testAFaultOfOursIsCaughtAtTheBorder() {
            for _ in 0..<2 {
                XCTAssertEqual(refusal { try core { try fault() } }, "runtime/panic")
            }
        }
    #endif

    func testAPackLoadsElsewhere() async throws {
        let fixture = try Fixture()
        let pack = try await Pack.load(fixture.packText, directory: try fixture.directory(), now: now)
        XCTAssertEqual(try pack.info.seq, 3)
    }
}
