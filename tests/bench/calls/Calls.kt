// One form as text, on the JVM: `Calls SCHEMA RECORDS [first]`, as in calls.mjs.
package vn.motcua.bench

import java.io.File
import vn.motcua.Schema

object Calls {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val schema = Schema.compile(File(arguments[0]).readText(), true)
        val records = File(arguments[1]).readLines()
        if (arguments.getOrNull(2) == "first") {
            println(schema.validate(records[0]).issues.size)
            return
        }
        while (readLine() != null) {
            var issues = 0
            val start = System.nanoTime()
            for (record in records) issues += schema.validate(record).issues.size
            println("${(System.nanoTime() - start).toDouble() / records.size} $issues")
        }
    }
}

/** What a start costs without us. */
object Empty {
    @JvmStatic
    fun main(arguments: Array<String>) = Unit
}
