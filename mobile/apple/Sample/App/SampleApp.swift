import Foundation
import MotCua
import SampleModel
import SwiftUI

/// Opens the pack that lies among the app's resources, and shows a form of it.
@main
struct SampleApp: App {
    @State private var model: FormModel?

    private static let fields = [
        FieldText(pointer: "/content", label: "Nội dung phản ánh", hint: "Việc gì, từ khi nào"),
        FieldText(pointer: "/place/detail", label: "Địa điểm"),
        FieldText(pointer: "/sender/fullName", label: "Họ và tên"),
        FieldText(pointer: "/sender/phone", label: "Số điện thoại"),
    ]

    var body: some Scene {
        WindowGroup {
            if let model {
                FormView(model: model)
            } else {
                ProgressView().task { model = try? await open() }
            }
        }
    }

    private func open() async throws -> FormModel {
        let root = try PublicJWK(json: Self.text("root.jwk"))
        let directory = try KeyDirectory(Self.text("directory.jws"), root: root, now: .now)
        // Compiles the procedures, away from the main actor.
        let pack = try await Pack.load(Self.text("pack.jws"), directory: directory, now: .now)
        // In earnest the person chooses, and labels come from the procedure's own layout.
        let codes = try pack.info.procedures.map(\.code)
        guard let procedure = codes.first(where: { $0.hasPrefix("x-feedback") }) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return try FormModel(pack: pack, procedure: procedure, fields: Self.fields, now: .now)
    }

    private static func text(_ resource: String) throws -> String {
        guard let url = Bundle.main.url(forResource: resource, withExtension: nil) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try String(contentsOf: url, encoding: .utf8)
    }
}
