import Foundation
internal import MotCuaFFI

/// A refusal: misuse, refused input or failed cryptography. A form that is not valid is none; that is a ``Report``.
///
/// Holds nothing that a person typed, so it may be logged.
public struct MotCuaError: Error, Hashable, Sendable {
    /// Registered code, `area/name`; stable.
    public let code: String
    /// Where in the input, as a JSON Pointer (RFC 6901).
    public let pointer: String?
    /// Values for the placeholders of the code's sentence.
    public let params: [String: String]

    /// The sentence for this refusal, fit for the person in front of the screen.
    public func localized(_ language: Language, form: MessageForm = .short) -> String {
        MotCua.message(code, params: params, language: language, form: form) ?? code
    }
}

/// Calls the core and gives its refusals their public type.
func core<T>(_ call: () throws -> T) throws(MotCuaError) -> T {
    do {
        return try call()
    } catch MotCuaFFI.MotCuaError.Refused(let code, let pointer, let params) {
        throw MotCuaError(code: code, pointer: pointer, params: params.dictionary)
    } catch {
        // A fault of ours that was caught at the border.
        throw MotCuaError(code: "runtime/panic", pointer: nil, params: [:])
    }
}

/// Runs a slow call off the caller's actor.
func elsewhere<T: Sendable>(
    _ call: @escaping @Sendable () throws(MotCuaError) -> T
) async throws(MotCuaError) -> T {
    let task = Task.detached(priority: .userInitiated) { () -> Result<T, MotCuaError> in
        do throws(MotCuaError) {
            return .success(try call())
        } catch {
            return .failure(error)
        }
    }
    return try await task.value.get()
}

/// A value that holds what a person typed or is called: neither printed nor reflected, so that no log can show it.
public protocol PersonalData: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension PersonalData {
    public var description: String { "\(type(of: self))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension [MotCuaFFI.Param] {
    var dictionary: [String: String] {
        Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

extension [String: String] {
    var ffi: [MotCuaFFI.Param] {
        map { MotCuaFFI.Param(name: $0.key, value: $0.value) }
    }
}
