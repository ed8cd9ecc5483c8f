//! Who holds which key: the signed directory, and enrolments of people's keys.

use crate::jose::Jwk;

record! {
    /// What a key of the directory is for.
    #[derive(Copy, Eq)]
    pub enum KeyUse {
        /// Opening packets.
        Seal,
        /// Signing receipts, events, enrolments.
        Sign,
        /// Signing the directory itself.
        Root,
    }
}

record! {
    /// State of a key of the directory.
    #[derive(Copy, Eq)]
    pub enum KeyStatus {
        /// In use.
        Active,
        /// Opens old packets; nothing new is sealed to it.
        DecryptOnly,
        /// No longer used; what it signed within its time stays valid.
        Retired,
        /// Not to be trusted from the moment in `from`.
        Compromised,
    }
}

record! {
    /// One key of the directory.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct DirectoryKey {
        /// Thumbprint, recomputed by the reader.
        pub kid: String,
        /// The public key.
        pub jwk: Jwk,
        /// Agency identifier (Decision 20/2020/QĐ-TTg), for example `H29`.
        pub agency: String,
        /// Unit within the agency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub unit: Option<String>,
        /// Purpose.
        #[serde(rename = "use")]
        pub usage: KeyUse,
        /// Not before, seconds since 1970.
        pub nbf: i64,
        /// Expiry, seconds since 1970.
        pub exp: i64,
        /// State.
        pub status: KeyStatus,
        /// Since when the state holds, seconds since 1970.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub from: Option<i64>,
        /// Agencies whose duties this one took over.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub succeeds: Vec<String>,
    }
}

record! {
    /// Payload of the key directory (`egov-keys+jws`), signed by a root that the host has pinned.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct KeyDirectory {
        /// Always 1.
        pub v: u32,
        /// Grows with every issue; a smaller one is a rollback.
        pub seq: i64,
        /// Issued at, seconds since 1970.
        pub iat: i64,
        /// Expiry, seconds since 1970.
        pub exp: i64,
        /// The keys.
        pub keys: Vec<DirectoryKey>,
    }
}

record! {
    /// Why somebody can open a packet.
    #[derive(Copy, Eq)]
    pub enum RecipientPurpose {
        /// The unit that acts.
        Unit,
        /// The records authority, should the unit lose its key.
        Recovery,
    }
}

record! {
    /// Somebody to whom a packet is sealed, as the citizen is shown.
    #[derive(Eq)]
    pub struct NamedRecipient {
        /// Why.
        pub purpose: RecipientPurpose,
        /// Agency of the key, which may be a successor of the one asked for.
        pub agency: String,
        /// Unit of the key.
        pub unit: String,
        /// The key.
        pub jwk: Jwk,
    }
}

record! {
    /// A key that its holder or the portal withdrew.
    #[derive(Eq)]
    pub struct Revocation {
        /// Thumbprint of the key.
        pub kid: String,
        /// From when on nothing that arrives counts, seconds since 1970. What a receipt proves to be older stays
        /// valid.
        pub from: i64,
    }
}

record! {
    /// For how long and for what a key is enrolled.
    #[derive(Copy, Eq)]
    pub enum EnrolmentScope {
        /// A person's device, for months.
        Device,
        /// One signed-in session, for minutes.
        Session,
        /// An officer in a role of an agency.
        Officer,
    }
}

record! {
    personal
    /// Payload of an enrolment (`egov-enrol+jws`): the portal or agency says whose key this is.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct Enrolment {
        /// Always 1.
        pub v: u32,
        /// Stable reference of the person or officer; a dossier belongs to it, never to a key.
        pub person: String,
        /// Display name seen by whoever enrolled.
        pub name: String,
        /// Thumbprint of `jwk`, recomputed by the reader.
        pub kid: String,
        /// The enrolled public key.
        pub jwk: Jwk,
        /// What for.
        pub scope: EnrolmentScope,
        /// Assurance level of the login (Decree 69/2024/NĐ-CP): 1 or 2; 0 for officers.
        pub level: u32,
        /// Identity provider, for example `vneid`; the agency itself for officers.
        pub idp: String,
        /// Time of the login, seconds since 1970.
        pub auth_time: i64,
        /// `sha-256:<base64url>` over the canonical claims of the login.
        pub claims: String,
        /// Agency of an officer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub agency: Option<String>,
        /// Roles of an officer.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub roles: Vec<String>,
        /// Not before, seconds since 1970.
        pub nbf: i64,
        /// Expiry, seconds since 1970.
        pub exp: i64,
    }
}
