import Foundation
import XCTest

@testable import MotCua

final class SigningTests: XCTestCase {
    private let payload = #"{"b":1,"a":"á"}"#

    // RFC 8037 appendix A.3.
    func testAThumbprintOfTheStandard() throws {
        let key = PublicJWK(keyType: "OKP", curve: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        XCTAssertEqual(try MotCua.thumbprint(key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    // FIPS 180-4, the message "abc".
    func testAHashOfTheStandard() {
        XCTAssertEqual(
            try MotCua.contentHash(Data("abc".utf8)), "sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
    }

    func testTwoSteps() throws {
        for (algorithm, name) in [(SoftwareKey.Algorithm.ed25519, "EdDSA"), (.p256, "ES256")] {
            let key = try SoftwareKey(algorithm)
            let request = try MotCua.beginSign(.submission, payload: payload, key: try key.publicKey)
            XCTAssertEqual(request.algorithm, name)
            XCTAssertEqual(request.keyID, try MotCua.thumbprint(try key.publicKey))
            let signed = try key.sign(request)
            XCTAssertEqual(try MotCua.toCompact(signed.json), signed.compact)
            XCTAssertTrue(signed.compact.hasPrefix(String(decoding: request.bytes, as: UTF8.self) + "."))

            let other = try SoftwareKey(algorithm)
            XCTAssertThrowsError(try other.sign(request)) {
                XCTAssertEqual(($0 as? MotCuaError)?.code, "crypto/signingRequest")
            }
            XCTAssertThrowsError(try MotCua.finishSign(request, signature: Data([1, 2, 3]))) {
                XCTAssertEqual(($0 as? MotCuaError)?.code, "crypto/signatureFormat")
            }
        }
    }

    private struct Answering: Signer {
        let answer: @Sendable (SigningRequest) throws -> SignerAnswer
        func sign(_ request: SigningRequest) async throws -> SignerAnswer { try answer(request) }
    }

    func testASignerThatSaysNoIsAResult() async throws {
        let key = try SoftwareKey(.p256)
        let jwk = try key.publicKey
        for (answer, wanted) in [(SignerAnswer.cancelled, SigningResult.cancelled), (.locked, .locked)] {
            let result = try await MotCua.sign(
                .submission, payload: payload, key: jwk, with: Answering { _ in answer })
            XCTAssertEqual(result, wanted)
        }
        let signed = try await MotCua.sign(
            .submission, payload: payload, key: jwk,
            with: Answering { request in
                // The last part of the compact text is the signature, base64url.
                let part = try key.sign(request).compact.split(separator: ".")[2]
                let text = part.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
                return .signature(Data(base64Encoded: text + "==") ?? Data())
            })
        guard case .signed(let object) = signed else { return XCTFail("not signed") }
        XCTAssertEqual("\(object)", "SignedObject")
    }

    func testRefusalsSpeakBothLanguages() {
        XCTAssertThrowsError(try MotCua.thumbprint(PublicJWK(keyType: "OKP", curve: "Ed25519", x: "!"))) {
            let refused = $0 as? MotCuaError
            XCTAssertEqual(refused?.code, "crypto/base64")
            XCTAssertNotEqual(refused?.localized(.vietnamese), refused?.localized(.english))
        }
        XCTAssertNil(MotCua.message("area/unknown"))
    }

    func testCanonicalTextIsThatOfRFC8785() throws {
        XCTAssertEqual(try MotCua.canonicalize(#" { "b" : 1.0, "a": "á" } "#), #"{"a":"á","b":1}"#)
    }
}
