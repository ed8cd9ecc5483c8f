//! Codes that hosts give: servers around the core, and the bindings' loaders. They stand in the same
//! registry as the core's, so that every frontend shows the same sentence for the same refusal.

/// Codes of servers that receive, store and settle dossiers.
pub const SERVER_CODES: &[&str] = &[
    "host/badRequest",
    "host/conflict",
    "host/csrf",
    "host/forbidden",
    "host/notFound",
    "host/rateLimited",
    "host/shredded",
    "host/stillOpen",
    "host/storage",
    "host/storageFull",
    "host/tooLarge",
    "host/unauthenticated",
    "submission/attachmentMissing",
    "submission/chunkMismatch",
    "submission/idempotencyConflict",
    "submission/nonceExpired",
    "submission/nonceUnknown",
    "submission/nonceUsed",
    "submission/wrongAudience",
];

/// Codes of the bindings: loading, misuse, and a fault in the core itself.
pub const RUNTIME_CODES: &[&str] = &[
    "boundary/type",
    "custody/locked",
    "custody/unsupported",
    "pack/noCatalogue",
    "pack/noProcedure",
    "pack/noWorkflow",
    "runtime/freed",
    "runtime/instanceLost",
    "runtime/internal",
    "runtime/notInitialised",
    "runtime/panic",
    "runtime/wasmNotFound",
    "runtime/wasmUnavailable",
];

/// Codes of the protocol that carries the API as lines of JSON.
pub const RPC_CODES: &[&str] = &["rpc/tooLong", "rpc/unknownOp", "rpc/version"];

/// Codes of the conformance entry.
pub const CONFORMANCE_CODES: &[&str] = &["conformance/badArgs", "conformance/unknownOp"];
