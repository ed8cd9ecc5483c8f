package androidx.compose.material3

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier

@Composable
fun LinearProgressIndicator(progress: () -> Float, modifier: Modifier = Modifier): Unit = error("a stub")

@Composable
fun OutlinedTextField(
    value: String,
    onValueChange: (String) -> Unit,
    modifier: Modifier = Modifier,
    enabled: Boolean = true,
    label: @Composable (() -> Unit)? = null,
    supportingText: @Composable (() -> Unit)? = null,
    isError: Boolean = false,
): Unit = error("a stub")

@Composable
fun Text(text: String, modifier: Modifier = Modifier): Unit = error("a stub")
