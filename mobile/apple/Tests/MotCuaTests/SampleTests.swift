import Foundation
import XCTest

import SampleModel

@testable import MotCua

/// Label, hint and error of each field reach what VoiceOver reads.
final class SampleTests: XCTestCase {
    private let childName = FieldText(
        pointer: "/child/fullName", label: "Họ, chữ đệm, tên", hint: "Như trong giấy chứng sinh")
    private let father = FieldText(pointer: "/father/fullName", label: "Họ tên cha")

    private func model() throws -> FormModel {
        try FormModel(
            pack: try Fixture().pack(), procedure: Fixture.birth, fields: [childName, father], now: Fixture.now)
    }

    func testAFieldSaysWhatItIs() throws {
        let form = try model()
        let field = try XCTUnwrap(form.visible.first)
        XCTAssertNil(field.error)
        XCTAssertEqual(field.label, "Họ, chữ đệm, tên")
        XCTAssertEqual(field.spokenHint, "bắt buộc. Như trong giấy chứng sinh")
    }

    func testAnErrorIsShownAndHeard() throws {
        let form = try model()
        try form.type(childName.pointer, "")
        let field = try XCTUnwrap(form.visible.first)
        XCTAssertNotNil(field.error)
        XCTAssertTrue(field.spokenHint.hasPrefix("bắt buộc. Như trong giấy chứng sinh. "))
        let before = form.progress
        try form.type(childName.pointer, "Trần Minh An")
        XCTAssertNil(form.visible.first?.error)
        XCTAssertGreaterThan(form.progress, before)
        XCTAssertEqual("\(form.visible[0])", "FieldView")
    }

    func testWhatIsHiddenIsNotOnTheScreen() throws {
        let form = try model()
        try form.type("/parentage", "fatherUnknown")
        XCTAssertEqual(form.visible.map(\.pointer), [childName.pointer])
    }
}
