//! Keys and drafts at rest on a device.

record! {
    /// One sealed thing of a vault, and how its key is derived: plain JSON, so that it can lie in any store.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct VaultBox {
        /// Always 1.
        pub v: u32,
        /// `argon2id` (RFC 9106) of a passphrase, or `hkdf-sha256` of a WebAuthn PRF output.
        pub kdf: String,
        /// Argon2id: memory in KiB.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub m: Option<u32>,
        /// Argon2id: passes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub t: Option<u32>,
        /// Argon2id: lanes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub p: Option<u32>,
        /// 16 random bytes, base64url.
        pub salt: String,
        /// Compact JWE, `dir` with A256GCM, `typ` `egov-vault+jwe`.
        pub jwe: String,
    }
}
