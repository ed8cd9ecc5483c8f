//! Rows.

/// A signed-in session.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Hash of the token in the cookie.
    pub id: String,
    /// Account.
    pub account: String,
    /// Time of the login.
    pub created: i64,
    /// End.
    pub expires: i64,
}

/// Which side gave a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To a citizen.
    Intake,
    /// To an officer who files for somebody.
    Desk,
}

impl Side {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Desk => "desk",
        }
    }
}

/// A challenge: what the next submission must be about.
#[derive(Clone, Debug)]
pub struct ChallengeRow {
    /// Random nonce.
    pub nonce: String,
    /// Session that asked.
    pub session: String,
    /// Reference of the person or officer who asked.
    pub person: String,
    /// Side that gave it.
    pub side: Side,
    /// Dossier.
    pub dossier: String,
    /// Procedure code.
    pub procedure: String,
    /// Version of the procedure.
    pub version: String,
    /// Hash of the procedure document.
    pub hash: String,
    /// `submission`, `supplement` or `withdrawal`.
    pub kind: String,
    /// When it ends.
    pub expires: i64,
    /// When it was used.
    pub used: Option<i64>,
}

/// A sealed chunk of an attachment.
#[derive(Clone, Copy, Debug)]
pub struct ChunkRow<'a> {
    /// Nonce of the submission that it belongs to.
    pub nonce: &'a str,
    /// Attachment.
    pub attachment: &'a str,
    /// Number, from 0.
    pub index: u32,
    /// Sealed bytes.
    pub bytes: &'a [u8],
}

/// A dossier, as lists need it. The log is the truth; these are copies.
#[derive(Clone, Debug)]
pub struct DossierRow {
    /// Dossier id.
    pub id: String,
    /// Procedure code.
    pub procedure: String,
    /// Version of the procedure.
    pub version: String,
    /// Hash of the procedure document.
    pub hash: String,
    /// Provisional number.
    pub number: String,
    /// Official code.
    pub code: Option<String>,
    /// National status.
    pub status: u32,
    /// Number of events.
    pub size: u32,
    /// Due date, RFC 3339.
    pub due: Option<String>,
    /// `online` or `desk`.
    pub channel: String,
    /// A supplement arrived that nobody looked at.
    pub supplement_waiting: bool,
    /// When it came.
    pub created: i64,
    /// Last event.
    pub updated: i64,
}

/// A stored packet.
#[derive(Clone)]
pub struct PacketRow {
    /// Hash of the canonical packet.
    pub hash: String,
    /// Dossier.
    pub dossier: String,
    /// Place of the event that records its arrival.
    pub seq: u32,
    /// `submission`, `supplement` or `withdrawal`.
    pub kind: String,
    /// Nonce it answers.
    pub nonce: String,
    /// When it came.
    pub at: i64,
    /// Canonical sealed packet; empty once it was destroyed.
    pub body: Vec<u8>,
    /// Canonical sealed dossier key.
    pub dossier_key: Option<Vec<u8>>,
}

impl PacketRow {
    /// Whether its keys were destroyed. No packet is empty.
    pub const fn shredded(&self) -> bool {
        self.body.is_empty()
    }
}

/// The stored answer to an idempotency key.
#[derive(Clone)]
pub struct AnswerRow {
    /// Hash of the request that was answered.
    pub request: String,
    /// The answer's body.
    pub body: String,
    /// When.
    pub at: i64,
}
