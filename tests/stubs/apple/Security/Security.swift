// Security, as far as the sample names it.

public typealias OSStatus = Int32

public let errSecInteractionNotAllowed: OSStatus = -25308

public final class SecAccessControl: Sendable {}

public struct SecAccessControlCreateFlags: OptionSet, Sendable {
    public let rawValue: UInt

    public init(rawValue: UInt) { self.rawValue = rawValue }

    public static let userPresence = Self(rawValue: 1 << 0)
    public static let privateKeyUsage = Self(rawValue: 1 << 30)
}

/// A `CFString`, which stands for itself as a `CFTypeRef`.
public final class CFString: Sendable {}

public let kSecAttrAccessibleWhenUnlockedThisDeviceOnly = CFString()

public func SecAccessControlCreateWithFlags(
    _ allocator: AnyObject?, _ protection: AnyObject, _ flags: SecAccessControlCreateFlags,
    _ error: UnsafeMutablePointer<AnyObject?>?
) -> SecAccessControl? { nil }
