package vn.motcua

import vn.motcua.ffi.RecordPolicy as FfiRecordPolicy
import vn.motcua.ffi.Schema as FfiSchema
import vn.motcua.ffi.SchemaBatch as FfiSchemaBatch
import vn.motcua.ffi.compileSchema as ffiCompileSchema
import vn.motcua.ffi.errorCodes as ffiErrorCodes

/** How records are read: as signed documents (texts in normal form C, integers within ±(2^53-1)), or as any JSON. */
public enum class RecordPolicy { PROFILE, RFC8259 }

/** A compiled JSON Schema (draft 2020-12), for back offices that judge records in bulk. */
public class Schema private constructor(private val ffi: FfiSchema) : AutoCloseable {
    /** Fields by their number in packed answers: JSON Pointers, with `*` for any index or name. */
    public val fields: List<String> by lazy { core { ffi.fields() } }

    /** Findings of one record (JSON text), each with its place. */
    public fun validate(record: String): Report = core { Report(ffi.validate(record)) }

    /** Findings of one record (JSON text), packed: field, code, again and again. What is no JSON is a finding too. */
    public fun check(record: String): IntArray = core { packed(ffi.check(record)) }

    /** Begins a batch of records. */
    public fun batch(): SchemaBatch = core { SchemaBatch(ffi.batch()) }

    /** Frees the memory at once; later calls throw [IllegalStateException]. Otherwise the collector does it. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** Every code by its number in packed answers. The numbers belong to this version. */
        @JvmStatic
        public val errorCodes: List<String> by lazy { core { ffiErrorCodes() } }

        /** Compiles a schema (JSON text); nothing is fetched. [assertFormats] makes `format` count. */
        @JvmStatic
        @JvmOverloads
        public fun compile(
            schema: String,
            assertFormats: Boolean = false,
            policy: RecordPolicy = RecordPolicy.PROFILE,
        ): Schema = compile(schema, emptyMap(), assertFormats, policy)

        /**
         * Compiles a schema whose references lead into [resources] too: further schemas (JSON text) by their address. One
         * that leads nowhere refuses with `procedure/unresolvedRef`.
         */
        @JvmStatic
        @JvmOverloads
        public fun compile(
            schema: String,
            resources: Map<String, String>,
            assertFormats: Boolean = false,
            policy: RecordPolicy = RecordPolicy.PROFILE,
        ): Schema = core { Schema(ffiCompileSchema(schema, resources, assertFormats, policy.toFfi())) }
    }
}

/** Records as NDJSON bytes, in chunks that may be cut anywhere, at most 1 MiB a record. Memory does not grow. */
public class SchemaBatch internal constructor(private val ffi: FfiSchemaBatch) : AutoCloseable {
    /** Findings of the records that end in these bytes: record (from 0), field, code, again and again. */
    public fun feed(chunk: ByteArray): IntArray = core { packed(ffi.feed(chunk)) }

    /** Findings of a last record without a line feed. */
    public fun finish(): IntArray = core { packed(ffi.finish()) }

    /** Number of records so far. */
    public val records: Int
        get() = core { ffi.records().toInt() }

    /** Number of records so far that had findings. */
    public val failed: Int
        get() = core { ffi.failed().toInt() }

    /** Frees the memory at once. */
    override fun close(): Unit = ffi.close()
}

private fun RecordPolicy.toFfi(): FfiRecordPolicy =
    when (this) {
        RecordPolicy.PROFILE -> FfiRecordPolicy.PROFILE
        RecordPolicy.RFC8259 -> FfiRecordPolicy.RFC8259
    }

private fun packed(numbers: List<UInt>): IntArray = IntArray(numbers.size) { numbers[it].toInt() }
