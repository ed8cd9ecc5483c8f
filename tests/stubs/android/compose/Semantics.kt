package androidx.compose.ui.semantics

import androidx.compose.ui.Modifier

interface SemanticsPropertyReceiver

var SemanticsPropertyReceiver.contentDescription: String
    get() = kotlin.error("a stub")
    set(value) = kotlin.error("a stub")

fun SemanticsPropertyReceiver.error(description: String): Unit = kotlin.error("a stub")

fun Modifier.semantics(
    mergeDescendants: Boolean = false,
    properties: SemanticsPropertyReceiver.() -> Unit,
): Modifier = kotlin.error("a stub")
