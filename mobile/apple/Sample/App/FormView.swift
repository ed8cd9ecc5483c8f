import SampleModel
import SwiftUI

/// A form. Everything that is decided is decided in `FormModel`; this draws it.
struct FormView: View {
    let model: FormModel
    @State private var fields: [FieldView] = []

    var body: some View {
        Form {
            ProgressView(value: model.progress)
            ForEach(fields, id: \.pointer) { field in
                VStack(alignment: .leading) {
                    Text(field.label)
                    TextField(
                        field.hint,
                        text: Binding(
                            get: { field.value },
                            set: { @MainActor text in
                                try? model.type(field.pointer, text)
                                fields = model.visible
                            })
                    )
                    .accessibilityLabel(field.label)
                    .accessibilityHint(field.spokenHint)
                    if let error = field.error {
                        Text(error).foregroundColor(.red).accessibilityHidden(true)
                    }
                }
            }
        }
        .onAppear { fields = model.visible }
    }
}
