package vn.motcua

import vn.motcua.ffi.documentStyle as ffiDocumentStyle
import vn.motcua.ffi.renderDocument as ffiRenderDocument
import vn.motcua.ffi.verifyConsistency as ffiVerifyConsistency
import vn.motcua.ffi.verifyInclusion as ffiVerifyInclusion

/** Papers of a dossier as HTML: no script, no link, every text escaped. */
public object Papers {
    /** A whole page with its style, for a print preview or a WebView. [paper] is what [EventLog.issueDocument] gave. */
    @JvmStatic
    public fun page(paper: String, language: Language): String =
        core { ffiRenderDocument(paper, language.toFfi(), true) }

    /** One `<article class="motcua-document">`, which needs [style]. */
    @JvmStatic
    public fun article(paper: String, language: Language): String =
        core { ffiRenderDocument(paper, language.toFfi(), false) }

    /** CSS of the articles, for screen and print. */
    @JvmStatic
    public val style: String
        get() = core { ffiDocumentStyle() }
}

/** Proofs over trees of entries (RFC 6962). Hashes are `sha-256:<base64url>`; a wrong proof refuses with `merkle/…`. */
public object Proofs {
    /** Checks that an [entry] stands at [index], from 0, in the tree of [size] entries. */
    @JvmStatic
    public fun verifyInclusion(entry: ByteArray, index: Long, size: Long, proof: List<String>, root: String) {
        require(index >= 0 && size >= 0) { "index" }
        core { ffiVerifyInclusion(entry, index.toULong(), size.toULong(), proof, root) }
    }

    /** Checks that the tree of [oldSize] entries is a beginning of the one of [newSize]. */
    @JvmStatic
    public fun verifyConsistency(
        oldSize: Long,
        newSize: Long,
        oldRoot: String,
        newRoot: String,
        proof: List<String>,
    ) {
        require(oldSize >= 0 && newSize >= 0) { "size" }
        core { ffiVerifyConsistency(oldSize.toULong(), newSize.toULong(), oldRoot, newRoot, proof) }
    }
}
