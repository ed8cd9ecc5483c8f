// LocalAuthentication, as far as the sample names it.

open class LAContext {
    public init() {}
}

public struct LAError: Error {
    public enum Code: Int, Sendable {
        case authenticationFailed = -1
        case userCancel = -2
        case systemCancel = -4
        case passcodeNotSet = -5
        case biometryLockout = -8
        case appCancel = -9
        case notInteractive = -1004
    }

    public let code: Code
}
