package vn.motcua

import java.time.Instant
import vn.motcua.ffi.Access as FfiAccess
import vn.motcua.ffi.AttachmentReader as FfiAttachmentReader
import vn.motcua.ffi.ChunkPlace as FfiChunkPlace
import vn.motcua.ffi.ClassKey as FfiClassKey
import vn.motcua.ffi.DossierKey as FfiDossierKey
import vn.motcua.ffi.OpenedData as FfiOpenedData
import vn.motcua.ffi.SealedField as FfiSealedField
import vn.motcua.ffi.Sha256 as FfiSha256
import vn.motcua.ffi.chunkCount as ffiChunkCount
import vn.motcua.ffi.chunkToJwe as ffiChunkToJwe
import vn.motcua.ffi.openClassKey as ffiOpenClassKey
import vn.motcua.ffi.openDossierKey as ffiOpenDossierKey
import vn.motcua.ffi.shred as ffiShred

/**
 * Place of a chunk.
 *
 * @property dataClass class of personal data of the slot, such as `basic`
 * @property attachment id of the attachment
 * @property index number of the chunk, from 0
 * @property count number of chunks, from [DossierKey.chunkCount]
 * @property size size of the whole attachment in bytes
 */
public data class ChunkPlace(
    val dataClass: String,
    val attachment: String,
    val index: Int,
    val count: Int,
    val size: Long,
) {
    init {
        require(index >= 0 && count >= 0 && size in 0..UInt.MAX_VALUE.toLong()) { "place" }
    }

    internal fun toFfi(): FfiChunkPlace =
        FfiChunkPlace(dataClass, attachment, index.toUInt(), count.toUInt(), size.toUInt())
}

/** Who opens personal data, in which [role] and what for: references of the host, not names. */
public data class Access(val actor: String, val role: String, val purpose: String, val at: Instant) {
    internal fun toFfi(): FfiAccess = FfiAccess(actor, role, purpose, at.epochSecond)
}

/** Something that was opened, and the record of the opening (JSON text), which the host keeps first. */
public class Opened<T> internal constructor(public val value: T, public val audit: String)

/**
 * A part of a dossier's data at rest, sealed under the key of its class.
 *
 * @property pointer JSON Pointer of the part
 * @property dataClass `basic` or `sensitive:<kind>`
 * @property version version of the value; each change takes the next
 * @property jwe compact JWE
 */
public data class SealedField(val pointer: String, val dataClass: String, val version: Int, val jwe: String) {
    init {
        require(version >= 0) { "version" }
    }

    internal constructor(ffi: FfiSealedField) : this(ffi.pointer, ffi.dataClass, ffi.version.toInt(), ffi.jwe)

    internal fun toFfi(): FfiSealedField = FfiSealedField(pointer, dataClass, version.toUInt(), jwe)
}

/** Parts that were opened and put together, and a record (JSON text) of each opening, which the host keeps first. */
public data class OpenedData(val data: String, val audits: List<String>) {
    internal constructor(ffi: FfiOpenedData) : this(ffi.data, ffi.audit)

    /** Without the data. */
    override fun toString(): String = "OpenedData(${audits.size} parts)"
}

/** The key of a dossier's documents and data. Its bytes never leave the core and are wiped with it. */
public class DossierKey private constructor(internal val ffi: FfiDossierKey) : AutoCloseable {
    /** The key itself, sealed to [recipients]; JSON text. */
    public fun seal(recipients: List<PublicJwk>, procedure: ProcedureRef): String =
        core { ffi.seal(recipients.map { it.toFfi() }, procedure.toFfi()) }

    /** The key of one class of data (`basic`, `sensitive:…`), for a role that may see this class and no other. */
    public fun classKey(dataClass: String): ClassKey = core { ClassKey(ffi.classKey(dataClass)) }

    /** Opens parts of every class and puts them together. */
    public fun openData(fields: List<SealedField>, access: Access): OpenedData =
        core { OpenedData(ffi.openData(fields.map { it.toFfi() }, access.toFfi())) }

    /** Seals one chunk of a document, at most 4 MiB. */
    public fun sealChunk(place: ChunkPlace, bytes: ByteArray): ByteArray = core { ffi.sealChunk(place.toFfi(), bytes) }

    /** Opens one chunk. Whoever opens says who, in which role and what for. */
    public fun openChunk(place: ChunkPlace, sealed: ByteArray, access: Access): Opened<ByteArray> =
        core { ffi.openChunk(place.toFfi(), sealed, access.toFfi()).let { Opened(it.bytes, it.audit) } }

    /** Wipes the key; later calls throw [IllegalStateException]. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** A new key for a dossier. */
        @JvmStatic
        public fun generate(dossier: String): DossierKey = core { DossierKey(FfiDossierKey.generate(dossier)) }

        /** Opens the sealed key (JSON text) of a dossier. */
        @JvmStatic
        public fun open(sealed: String, key: OpeningKey, dossier: String, access: Access): Opened<DossierKey> =
            core {
                val opened = ffiOpenDossierKey(sealed, key.ffi, dossier, access.toFfi())
                Opened(DossierKey(opened.key), opened.audit)
            }

        /**
         * Names the sealed [keys] (JSON text each) of a dossier for destruction. Keep the record (JSON text), then delete
         * the keys everywhere: nothing else opens what lies under them.
         */
        @JvmStatic
        public fun shred(dossier: String, keys: List<String>, access: Access): String =
            core { ffiShred(dossier, keys, access.toFfi()) }

        /** Number of chunks that a document of so many bytes is sealed in. */
        @JvmStatic
        public fun chunkCount(size: Long): Int {
            require(size >= 0) { "size" }
            return core { ffiChunkCount(size.toULong()).toInt() }
        }

        /** A sealed chunk as flattened JWE (JSON text), the same ciphertext in another wrapping. */
        @JvmStatic
        public fun chunkToJwe(place: ChunkPlace, sealed: ByteArray): String =
            core { ffiChunkToJwe(place.toFfi(), sealed) }
    }
}

/** The key of one class of a dossier's data. Its bytes never leave the core and are wiped with it. */
public class ClassKey internal constructor(private val ffi: FfiClassKey) : AutoCloseable {
    /** The class, `basic` or `sensitive:<kind>`. */
    public val dataClass: String by lazy { core { ffi.dataClass() } }

    /** The key itself, sealed to [recipients]; JSON text. */
    public fun seal(recipients: List<PublicJwk>, procedure: ProcedureRef): String =
        core { ffi.seal(recipients.map { it.toFfi() }, procedure.toFfi()) }

    /** Seals the [value] (JSON text) of a field. Each change of the value takes the next [version], from 1. */
    public fun sealField(pointer: String, version: Int, value: String): SealedField {
        require(version >= 0) { "version" }
        return core { SealedField(pointer, dataClass, version, ffi.sealField(pointer, version.toUInt(), value)) }
    }

    /** Opens a field: its value as JSON text. */
    public fun openField(field: SealedField, access: Access): Opened<String> =
        core {
            val opened = ffi.openField(field.pointer, field.version.toUInt(), field.jwe, access.toFfi())
            Opened(opened.value, opened.audit)
        }

    /** Opens the parts of this class and leaves out the others. */
    public fun openData(fields: List<SealedField>, access: Access): OpenedData =
        core { OpenedData(ffi.openData(fields.map { it.toFfi() }, access.toFfi())) }

    /** Begins to open a document that a signed manifest names. */
    public fun readAttachment(manifest: Attachment, access: Access): AttachmentReader =
        core { AttachmentReader(ffi.readAttachment(manifest.toFfi(), access.toFfi())) }

    /** Wipes the key; later calls throw [IllegalStateException]. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** Opens the sealed key (JSON text) of one class of a dossier's data. */
        @JvmStatic
        public fun open(
            sealed: String,
            key: OpeningKey,
            dossier: String,
            dataClass: String,
            access: Access,
        ): Opened<ClassKey> =
            core {
                val opened = ffiOpenClassKey(sealed, key.ffi, dossier, dataClass, access.toFfi())
                Opened(ClassKey(opened.key), opened.audit)
            }
    }
}

/** A document that is opened chunk by chunk, in order. Nothing of it counts before [finish]. */
public class AttachmentReader internal constructor(private val ffi: FfiAttachmentReader) : AutoCloseable {
    /** Opens the next chunk. */
    public fun push(sealed: ByteArray): ByteArray = core { ffi.push(sealed) }

    /**
     * Checks that the chunks are the document that was signed, and gives the record of the opening (JSON text). Refuses
     * with `crypto/attachment` when they are not. The last call.
     */
    public fun finish(): String = core { ffi.finish() }

    /** Wipes the key; later calls throw [IllegalStateException]. */
    override fun close(): Unit = ffi.close()
}

/** SHA-256 of a file in pieces. */
public class Sha256 : AutoCloseable {
    private val ffi = core { FfiSha256() }

    /** Takes the next bytes. */
    public fun update(bytes: ByteArray): Sha256 = apply { core { ffi.update(bytes) } }

    /** `sha-256:<base64url>` of everything so far; the hash starts anew. */
    public fun digest(): String = core { ffi.digest() }

    /** Frees the memory at once. */
    override fun close(): Unit = ffi.close()
}
