package androidx.compose.foundation

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier

class ScrollState

@Composable
fun rememberScrollState(initial: Int = 0): ScrollState = error("a stub")

fun Modifier.verticalScroll(state: ScrollState, enabled: Boolean = true): Modifier = error("a stub")
