package androidx.compose.foundation.layout

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.Dp

interface ColumnScope

@Composable
fun Column(modifier: Modifier = Modifier, content: @Composable ColumnScope.() -> Unit): Unit = error("a stub")

fun Modifier.fillMaxWidth(fraction: Float = 1f): Modifier = error("a stub")

fun Modifier.padding(all: Dp): Modifier = error("a stub")
