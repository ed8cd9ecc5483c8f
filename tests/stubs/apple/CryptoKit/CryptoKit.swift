// CryptoKit, as far as the sample names it.

import Foundation
import LocalAuthentication
import Security

public enum P256 {
    public enum Signing {
        public struct PublicKey: Sendable {
            public var rawRepresentation: Data { fatalError("a stub") }
        }

        public struct ECDSASignature: Sendable {
            public var rawRepresentation: Data { fatalError("a stub") }
        }
    }
}

public enum SecureEnclave {
    public enum P256 {
        public enum Signing {
            public struct PrivateKey: Sendable {
                public init(
                    compactRepresentable: Bool = true, accessControl: SecAccessControl,
                    authenticationContext: LAContext? = nil
                ) throws { fatalError("a stub") }

                public init(dataRepresentation: Data, authenticationContext: LAContext? = nil) throws {
                    fatalError("a stub")
                }

                public var dataRepresentation: Data { fatalError("a stub") }
                public var publicKey: CryptoKit.P256.Signing.PublicKey { fatalError("a stub") }

                public func signature<D: DataProtocol>(for data: D) throws -> CryptoKit.P256.Signing.ECDSASignature {
                    fatalError("a stub")
                }
            }
        }
    }
}
