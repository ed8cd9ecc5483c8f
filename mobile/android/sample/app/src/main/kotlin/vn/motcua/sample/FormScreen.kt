package vn.motcua.sample

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** A form. Everything that is decided is decided in [FormModel]; this draws it. */
@Composable
fun FormScreen(model: FormModel) {
    var fields by remember { mutableStateOf(model.visible) }
    Column(Modifier.padding(16.dp).verticalScroll(rememberScrollState())) {
        LinearProgressIndicator(progress = { model.progress }, modifier = Modifier.fillMaxWidth())
        for (field in fields) {
            OutlinedTextField(
                value = field.value,
                onValueChange = { text ->
                    model.type(field.pointer, text)
                    fields = model.visible
                },
                label = { Text(field.label) },
                supportingText = { Text(field.error ?: field.hint) },
                isError = field.error != null,
                modifier =
                    Modifier.fillMaxWidth().semantics {
                        contentDescription = field.spoken
                        field.error?.let { error(it) }
                    },
            )
        }
    }
}
