package androidx.activity

import android.content.res.AssetManager
import android.os.Bundle

open class ComponentActivity {
    val assets: AssetManager = error("a stub")

    protected open fun onCreate(savedInstanceState: Bundle?): Unit = error("a stub")
}
