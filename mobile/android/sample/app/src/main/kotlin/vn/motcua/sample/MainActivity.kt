package vn.motcua.sample

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.getValue
import androidx.compose.runtime.produceState
import java.time.Instant
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import vn.motcua.KeyDirectory
import vn.motcua.Pack
import vn.motcua.PublicJwk

/** Opens the pack that lies in the assets, and shows a form of it. */
class MainActivity : ComponentActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContent {
            // Opening compiles the procedures: not on the main thread.
            val model by produceState<FormModel?>(null) { value = withContext(Dispatchers.Default) { open() } }
            model?.let { FormScreen(it) }
        }
    }

    private fun open(): FormModel {
        val now = Instant.now()
        val pack =
            KeyDirectory.open(text("directory.jws"), PublicJwk.parse(text("root.jwk")), now).use { directory ->
                Pack.open(text("pack.jws"), directory, now)
            }
        // In earnest the person chooses, and labels come from the procedure's own layout.
        val procedure = pack.info.procedures.first { it.code.startsWith("x-feedback") }
        return FormModel(pack, procedure.code, FIELDS, now)
    }

    private fun text(asset: String): String = assets.open(asset).use { it.readBytes().decodeToString() }

    private companion object {
        val FIELDS =
            listOf(
                FieldText("/content", "Nội dung phản ánh", "Việc gì, từ khi nào"),
                FieldText("/place/detail", "Địa điểm"),
                FieldText("/sender/fullName", "Họ và tên"),
                FieldText("/sender/phone", "Số điện thoại"),
            )
    }
}
