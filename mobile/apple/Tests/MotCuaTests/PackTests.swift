import Foundation
import XCTest

@testable import MotCua

final class PackTests: XCTestCase {
    private let now = Fixture.now

    private func refusal<T>(_ call: () throws -> T) -> String? {
        do {
            _ = try call()
            return nil
        } catch {
            return (error as? MotCuaError)?.code
        }
    }

    func testAPackSaysWhatItHolds() throws {
        let info = try Fixture().pack().info
        XCTAssertEqual(info.seq, 3)
        XCTAssertEqual(info.procedures.first { $0.code == Fixture.birth }?.nameVi, "Đăng ký khai sinh")
        XCTAssertTrue(info.catalogues.contains("provinces"))
    }

    func testAnEmptyFormIsAReport() throws {
        let pack = try Fixture().pack()
        let report = try pack.validate(Fixture.birth, data: "{}", now: now)
        XCTAssertFalse(report.isValid)
        let missing = try XCTUnwrap(report.issues(at: "/child/fullName").first)
        XCTAssertEqual(missing.code, "form/required")
        XCTAssertEqual(missing.severity, .error)
        let vi = try XCTUnwrap(try pack.message(Fixture.birth, issue: missing, now: now))
        let en = try XCTUnwrap(try pack.message(Fixture.birth, issue: missing, now: now, language: .english))
        XCTAssertNotEqual(vi, en)
    }

    func testTextThatIsNoDocument() throws {
        let pack = try Fixture().pack()
        let cases = [
            (#"{"a":1,"a":2}"#, "json/duplicateKey"),
            (#"{"a":"\ud800"}"#, "json/loneSurrogate"),
            ("{", "json/syntax"),
            (String(repeating: "[", count: 100_000), "json/depth"),
        ]
        for (text, code) in cases {
            XCTAssertEqual(refusal { try pack.validate(Fixture.birth, data: text, now: now) }, code)
        }
        XCTAssertEqual(refusal { try pack.validate("9.999999", data: "{}", now: now) }, "pack/noProcedure")
        XCTAssertEqual(
            refusal { try pack.validate(Fixture.birth, data: Data([0xff]), situation: Situation(now: now)) },
            "json/utf8")
    }

    func testOldAndForeignObjects() throws {
        let fixture = try Fixture()
        let stranger = try SoftwareKey(.ed25519)
        let text = fixture.directoryText
        let root = try fixture.root.publicKey
        XCTAssertEqual(
            refusal { try KeyDirectory(text, root: try stranger.publicKey, now: now) }, "keys/wrongRoot")
        XCTAssertEqual(refusal { try KeyDirectory(text, root: root, now: now, minSeq: 8) }, "keys/rollback")
        XCTAssertEqual(
            refusal { try KeyDirectory(text, root: root, now: now.addingTimeInterval(7200)) }, "keys/expired")
        XCTAssertEqual(refusal { try KeyDirectory(text, root: root, now: .distantPast) }, "keys/notYetValid")
        let directory = try fixture.directory()
        XCTAssertEqual(try directory.seq, 7)
        XCTAssertEqual(
            refusal { try Pack(fixture.packText, directory: directory, now: now, minSeq: 4) }, "pack/rollback")
        let foreign = try Fixture.signed(stranger, .pack, #"{"v":1}"#).json
        XCTAssertEqual(refusal { try Pack(foreign, directory: directory, now: now) }, "pack/signer")
    }

    func testTasksShareAPack() async throws {
        let pack = try Fixture().pack()
        let now = now
        let wanted = try pack.validate(Fixture.birth, data: "{}", now: now)
        try await withThrowingTaskGroup(of: Report.self) { group in
            for _ in 0..<40 {
                group.addTask { try pack.validate(Fixture.birth, data: "{}", now: now) }
            }
            for try await report in group {
                XCTAssertEqual(report, wanted)
            }
        }
    }
}
