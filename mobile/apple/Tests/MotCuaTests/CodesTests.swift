import Foundation
import MotCua
import XCTest

final class CodesTests: XCTestCase {
    func testTheRegistryIsTheOneOfEveryOtherBinding() throws {
        let path = try XCTUnwrap(ProcessInfo.processInfo.environment["MOTCUA_CODES"])
        let registry = try String(contentsOfFile: path, encoding: .utf8)
        XCTAssertEqual(try Schema.errorCodes, registry.split(separator: "\n").map(String.init))
    }
}
