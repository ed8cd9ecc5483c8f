//! What an office or a second signer works with: packets to open, requests to co-sign, data at rest.

use crate::event::Transfer;
use crate::jose::SealedObject;
use crate::keys::{Enrolment, Revocation};
use crate::procedure::SignerRule;
use crate::submission::{CosignRequest, ProcedureRef, Submission};

const fn skew() -> i64 {
    300
}

record! {
    /// What a packet must be. Every value comes from the records of whoever opens it, never from the packet.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct ExpectedPacket {
        /// The agency that it must be addressed to: the opener's own, or the first of `transfers`.
        pub aud: String,
        /// The challenge that was given for it.
        pub nonce: String,
        /// The dossier, when it is known already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub dossier: Option<String>,
        /// The procedure, version and text, when it is known already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub procedure: Option<ProcedureRef>,
        /// Who must sign, and how each may vouch: `signers` of the procedure. Empty allows nothing.
        pub signers: Vec<SignerRule>,
        /// Lowest assurance level of the login behind `key` and `session`.
        #[serde(default)]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub min_assurance: u32,
        /// How old the signature may be on arrival, in seconds.
        pub max_age: i64,
        /// How far a signer's clock may be ahead, in seconds; 300 when left out.
        #[serde(default = "skew")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub skew: i64,
        /// Enrolled keys that were revoked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub revoked: Vec<Revocation>,
        /// How the packet came from the agency addressed to its present holder: verified events, in order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub transfers: Vec<Transfer>,
    }
}

record! {
    /// A packet that changes hands, and what the holder's signed event has to say about it.
    #[derive(Eq)]
    pub struct TransferredPacket {
        /// The same content, sealed to the receiver.
        pub sealed: SealedObject,
        /// Body of the event. The receiver opens the packet with it in [`ExpectedPacket::transfers`].
        pub transfer: Transfer,
    }
}

record! {
    personal
    /// A request to co-sign that was read: the first signature verified, and it is still open.
    pub struct CosignInvitation {
        /// The request in clear; the further steps take it, and verify it anew.
        pub request: CosignRequest,
        /// What is to be signed, to be shown whole first.
        pub payload: Submission,
        /// `sha-256:<base64url>` of the exact payload bytes.
        pub payload_hash: String,
        /// Who has signed and asks.
        pub by: Enrolment,
    }
}

record! {
    /// A part of a dossier's data at rest, sealed under the key of its class.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct SealedField {
        /// JSON Pointer of the part.
        pub pointer: String,
        /// Class of the data, `basic` or `sensitive:<kind>`.
        #[serde(rename = "class")]
        pub class: String,
        /// Version of the value; each change takes the next.
        pub version: u32,
        /// Compact JWE, `typ` `egov-field+jwe`.
        pub jwe: String,
    }
}
