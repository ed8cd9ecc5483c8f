//! The payload that somebody vouches for, and how they vouch (wire format v1).

use crate::Value;
use crate::party::Party;

record! {
    /// What a signed payload wants. Unknown kinds open but are not acted on.
    #[derive(Eq)]
    #[cfg_attr(
        feature = "wasm",
        tsify(type = "\"submission\" | \"supplement\" | \"withdrawal\" | \"consent\" | \"feedback\" | \"rating\" | \"complaint\" | (string & {})")
    )]
    pub enum SubmissionType {
        /// A new dossier.
        Submission,
        /// The answer to a request for more papers.
        Supplement,
        /// The applicant takes the dossier back.
        Withdrawal,
        /// Consent of another party.
        Consent,
        /// Feedback.
        Feedback,
        /// A satisfaction rating.
        Rating,
        /// A complaint.
        Complaint,
        /// A kind that this version does not know; preserved, not acted on.
        #[serde(untagged)]
        Other(String),
    }
}

impl SubmissionType {
    /// Whether this version knows what to do with it. What it does not know is kept and shown, never acted on.
    pub const fn is_known(&self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

record! {
    /// How the dossier came in.
    #[derive(Copy, Eq)]
    pub enum Channel {
        /// Through a portal or an app.
        Online,
        /// At the one-stop desk.
        Desk,
        /// By post.
        Post,
    }
}

record! {
    /// The exact text of the law that was shown: procedure, version and hash of its document.
    #[derive(Eq)]
    pub struct ProcedureRef {
        /// National code, for example `1.001193`.
        pub code: String,
        /// Version of the procedure document.
        pub version: String,
        /// `sha-256:<base64url>` over the canonical procedure document.
        pub hash: String,
    }
}

record! {
    personal
    /// Who vouches for the submission, and how. Whoever vouches signs the object.
    #[serde(tag = "by")]
    pub enum Auth {
        /// A device key that the portal has enrolled for the person.
        Key {
            /// Compact JWS `egov-enrol+jws`, scope `device`.
            enrolment: String,
        },
        /// The portal, for the length of one session. The portal signs an enrolment of a key that lives
        /// only as long as the session, with the claims it saw; so it never sees the form.
        Session {
            /// Compact JWS `egov-enrol+jws`, scope `session`.
            enrolment: String,
        },
        /// An officer at the desk, for a person who came with papers.
        Desk {
            /// Compact JWS `egov-enrol+jws`, scope `officer`.
            enrolment: String,
            /// Kind of the paper shown: `citizenCard`, `passport`, `other`.
            document: String,
            /// How the officer checked who it is: `face`, `chip`, `knownPerson`.
            check: String,
            /// `sha-256:<base64url>` of the scanned signed paper form.
            scan: String,
        },
        /// A certificate of a public certification authority: the person's enrolled key signs the object, and a
        /// co-signature beside it (JAdES B-B) is by the certificate.
        Ca {
            /// Compact JWS `egov-enrol+jws`, scope `device` or `session`.
            enrolment: String,
            /// `sha-256:<base64url>` of the signer's certificate.
            certificate: String,
        },
    }
}

record! {
    /// Where a prefilled value came from. A value that a person changed is `declared`.
    #[derive(Eq)]
    pub struct Provenance {
        /// JSON Pointer of the field.
        pub pointer: String,
        /// Source, for example `vneid`; `declared` when a person typed or changed it.
        pub source: String,
        /// When the source gave the value, RFC 3339.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub time: Option<String>,
        /// Class of the data: `basic` or `sensitive:<kind>`.
        #[serde(rename = "class")]
        pub class: String,
    }
}

record! {
    personal
    /// One attached document in the signed manifest.
    #[derive(Eq)]
    pub struct Attachment {
        /// Id unique within the submission.
        pub id: String,
        /// Which of the procedure's attachments it is.
        pub slot: String,
        /// File name as the person gave it.
        pub name: String,
        /// Media type found in the bytes.
        pub media: String,
        /// Size in bytes before sealing.
        pub size: u32,
        /// `sha-256:<base64url>` of the bytes before sealing.
        pub hash: String,
        /// Number of sealed chunks.
        pub chunks: u32,
    }
}

record! {
    personal
    /// The signed payload, wire format version 1.
    pub struct Submission {
        /// Always 1.
        pub v: u32,
        /// What it wants.
        #[serde(rename = "type")]
        pub kind: SubmissionType,
        /// Random id, `urn:uuid:…`, made by whoever files first.
        pub dossier: String,
        /// Procedure shown to the person.
        pub procedure: ProcedureRef,
        /// Agencies meant to act.
        pub aud: Vec<String>,
        /// Challenge of the intake.
        pub nonce: String,
        /// Time of signing, seconds since 1970 (NumericDate).
        pub iat: i64,
        /// How it came in.
        pub channel: Channel,
        /// Who vouches.
        pub auth: Auth,
        /// Everybody concerned.
        pub parties: Vec<Party>,
        /// The form's data, hidden fields pruned.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub data: Value,
        /// Where prefilled values came from.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub provenance: Vec<Provenance>,
        /// Manifest of the attached documents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub attachments: Vec<Attachment>,
        /// Hash of the event that this answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub of: Option<String>,
    }
}

record! {
    /// What a verified signature proves, in growing weight. Only the last is a digital signature in law.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Standing {
        /// The content is unchanged since a known device key signed it.
        Integrity,
        /// The portal vouches for the signed-in session.
        AuthenticatedSession,
        /// An officer vouches for what happened at the desk.
        DeskAttested,
        /// A certification authority's signature totally passed (Law 20/2023/QH15).
        SecuredDigitalSignature,
    }
}

impl Standing {
    /// The codes of what each standing means in words, with parameters `name` and `level`. The words call nothing
    /// below [`Standing::SecuredDigitalSignature`] a digital signature.
    pub const CODES: &'static [&'static str] = &[
        "standing/integrity",
        "standing/authenticatedSession",
        "standing/deskAttested",
        "standing/securedDigitalSignature",
    ];

    /// The code by which the message catalogues put it in words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Integrity => "standing/integrity",
            Self::AuthenticatedSession => "standing/authenticatedSession",
            Self::DeskAttested => "standing/deskAttested",
            Self::SecuredDigitalSignature => "standing/securedDigitalSignature",
        }
    }
}

record! {
    personal
    /// One verified signer.
    #[derive(Eq)]
    pub struct Signer {
        /// Role in the dossier in which this signer signs.
        pub role: crate::party::PartyRole,
        /// Thumbprint of the key, recomputed.
        pub kid: String,
        /// What the signature proves.
        pub standing: Standing,
        /// Reference of the person or officer from the enrolment.
        pub person: String,
        /// Display name from the enrolment.
        pub name: String,
        /// Assurance level of the login behind it, 0 when there was none.
        pub level: u32,
    }
}

record! {
    /// A signature of a packet that does not count, and why.
    #[derive(Eq)]
    pub struct RefusedSignature {
        /// Thumbprint or certificate hash, when it could be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub kid: Option<String>,
        /// Registered code.
        pub code: String,
    }
}

record! {
    /// A packet after opening: content that verified, and who vouched for it.
    pub struct OpenedPacket {
        /// The payload.
        pub payload: Submission,
        /// `sha-256:<base64url>` of the exact payload bytes.
        pub payload_hash: String,
        /// Every signer.
        pub signers: Vec<Signer>,
        /// Signatures that nobody required and that do not count.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub refused: Vec<RefusedSignature>,
    }
}

record! {
    /// What was recorded when a packet was accepted, by which it is opened again.
    #[derive(Eq)]
    pub struct Anchor {
        /// `sha-256:<base64url>` of the exact payload bytes.
        pub payload_hash: String,
        /// When it arrived, as the receipt says, seconds since 1970.
        pub at: i64,
    }
}

record! {
    /// The payload of somebody who has signed, with the request that another party sign it too. It travels
    /// sealed to that party, or is shown after login.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct CosignRequest {
        /// Always 1.
        pub v: u32,
        /// The signed submission.
        pub jws: crate::jose::FlattenedJws,
        /// Reference of the person asked, as a party of the payload has it.
        pub reference: String,
        /// When the request ends, seconds since 1970.
        pub exp: i64,
    }
}

record! {
    personal
    /// Payload of a refusal to co-sign (`egov-cosign+jws`), signed by the person asked.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct CosignRefusal {
        /// Always 1.
        pub v: u32,
        /// Always `refused`.
        pub answer: String,
        /// `sha-256:<base64url>` of the payload that is not co-signed.
        pub of: String,
        /// Dossier id.
        pub dossier: String,
        /// Compact JWS `egov-enrol+jws` of the signing key.
        pub enrolment: String,
        /// Time of signing, seconds since 1970.
        pub iat: i64,
    }
}

record! {
    personal
    /// A certificate's signature that the host has to judge: the core reads no certificate chains.
    #[derive(Eq)]
    pub struct CaCheck {
        /// `sha-256:<base64url>` of the signer's certificate.
        pub certificate: String,
        /// `ES256`, which the core has verified already, or `PS256`, which the host verifies too.
        pub alg: String,
        /// SubjectPublicKeyInfo of the certificate, DER, base64url.
        pub spki: String,
        /// The certificate and its issuers, DER, base64 as in `x5c`.
        pub chain: Vec<String>,
        /// The ASCII text that was signed.
        pub signed: String,
        /// The signature, base64url.
        pub signature: String,
        /// Time of signing as the signer claims it, seconds since 1970.
        pub iat: i64,
    }
}

record! {
    /// Outcome of validating a signature (ETSI EN 319 102-1).
    #[derive(Copy, Eq)]
    pub enum CaIndication {
        /// Everything holds.
        TotalPassed,
        /// It is not a valid signature.
        TotalFailed,
        /// It could not be found out.
        Indeterminate,
    }
}

record! {
    personal
    /// The host's answer to a [`CaCheck`]: chain up to a trusted root, validity, revocation, and for `PS256` the
    /// signature.
    #[derive(Eq)]
    pub struct CaAnswer {
        /// `certificate` of the check.
        pub certificate: String,
        /// Outcome.
        pub indication: CaIndication,
        /// Name of the subject as the certificate states it.
        pub subject: String,
    }
}
