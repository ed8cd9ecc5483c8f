//! JOSE objects as they travel (RFC 7515, 7516, 7517).

record! {
    /// A public key (RFC 7517): `OKP`/`Ed25519`, `OKP`/`X25519` or `EC`/`P-256`. A private member is refused
    /// wherever a public key is expected.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct Jwk {
        /// `OKP` or `EC`.
        pub kty: String,
        /// `Ed25519`, `X25519` or `P-256`.
        pub crv: String,
        /// Public value or x coordinate, base64url.
        pub x: String,
        /// y coordinate of an EC key, base64url.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub y: Option<String>,
        /// Thumbprint (RFC 7638); recomputed by the reader, never trusted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub kid: Option<String>,
        /// `EdDSA` or `ES256` when the producer says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub alg: Option<String>,
        /// `sig` or `enc` when the producer says so.
        #[serde(default, skip_serializing_if = "Option::is_none", rename = "use")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub usage: Option<String>,
    }
}

record! {
    personal
    /// Flattened JWS with embedded payload and no unprotected header.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct FlattenedJws {
        /// Protected header, base64url.
        pub protected: String,
        /// Payload, base64url; absent when detached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub payload: Option<String>,
        /// Signature, base64url.
        pub signature: String,
    }
}

record! {
    personal
    /// First half of two-step signing: the host signs `signing_input` with the key `kid`.
    #[derive(Eq)]
    pub struct SigningRequest {
        /// `EdDSA` or `ES256`.
        pub alg: String,
        /// Thumbprint of the key that must sign.
        pub kid: String,
        /// Protected header, base64url.
        pub protected: String,
        /// Payload, base64url.
        pub payload: String,
        /// The ASCII bytes to sign are exactly this text: `protected "." payload`.
        pub signing_input: String,
    }
}

record! {
    personal
    /// A detached signature beside a signed object, over the same payload bytes: a flattened JWS without
    /// `payload`, and the enrolment of the key that made it. Stock readers ignore the additional member
    /// (RFC 7515 section 7.2).
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct CoSignature {
        /// Protected header, base64url.
        pub protected: String,
        /// Signature, base64url.
        pub signature: String,
        /// Compact JWS `egov-enrol+jws` of the key; absent beside a certificate, which stands in the header.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub enrolment: Option<String>,
    }
}

record! {
    /// First half of opening with a key that the host holds: the host agrees a secret between `epk` and the
    /// key `kid` (ECDH), and gives it back.
    #[derive(Eq)]
    pub struct AgreementRequest {
        /// Thumbprint of the key that must agree.
        pub kid: String,
        /// The sender's ephemeral public key.
        pub epk: Jwk,
    }
}

record! {
    /// Header of one recipient of a sealed object.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct RecipientHeader {
        /// Thumbprint of the recipient's key.
        pub kid: String,
        /// Ephemeral public key.
        pub epk: Jwk,
        /// Read from stock producers that leave it out of the protected header; never written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub alg: Option<String>,
    }
}

record! {
    /// One recipient of a sealed object.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct Recipient {
        /// Header.
        pub header: RecipientHeader,
        /// Wrapped content key, base64url.
        #[serde(rename = "encrypted_key")]
        pub encrypted_key: String,
    }
}

record! {
    /// Sealed object: JWE in general JSON serialisation.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct SealedObject {
        /// Protected header, base64url.
        pub protected: String,
        /// One to sixteen recipients.
        pub recipients: Vec<Recipient>,
        /// Base64url of the canonical [`SealContext`].
        pub aad: String,
        /// 96-bit initialisation vector, base64url.
        pub iv: String,
        /// Ciphertext, base64url.
        pub ciphertext: String,
        /// 128-bit tag, base64url.
        pub tag: String,
    }
}

record! {
    /// What a sealed object is bound to, in clear and authenticated. Identifiers only, no personal data.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct SealContext {
        /// Always 1.
        pub v: u32,
        /// `submission`, `dossierKey`, `classKey` or `cosign`.
        pub purpose: String,
        /// Dossier id, `urn:uuid:…`.
        pub dossier: String,
        /// `<code>@<version>`.
        pub procedure: String,
        /// Sorted thumbprints of all recipients.
        pub rcpt: Vec<String>,
        /// Commitment to the content key; always written, checked when present.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub kc: Option<String>,
    }
}
