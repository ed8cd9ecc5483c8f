//! Storage as the server sees it: rows and operations, no SQL. [`Sqlite`] is the implementation of the
//! demonstration; PostgreSQL can join behind the same two traits.
//!
//! Nothing personal is stored in clear: packets and attachments are sealed, people are found by blind index,
//! sessions by the hash of their token.

mod rows;
mod schema;
mod sqlite;
mod sqlite_dossier;
mod sqlite_session;

pub use rows::{AnswerRow, ChallengeRow, ChunkRow, DossierRow, PacketRow, SessionRow, Side};
pub use sqlite::Sqlite;

use motcua::types::audit::AuditRecord;
use motcua::types::keys::Revocation;

use crate::problem::{Outcome, Problem};

/// Operations within one transaction. Each fails with `host/storageFull` when the database may not grow,
/// `host/conflict` when a row stands there already, and `host/storage` for everything else.
#[expect(clippy::missing_errors_doc, reason = "the same for all, said once above")]
pub trait Tx {
    /// A named value of the server itself.
    fn meta(&self, name: &str) -> Outcome<Option<String>>;
    /// Sets a named value.
    fn set_meta(&self, name: &str, value: &str) -> Outcome<()>;
    /// The next number of a series, from 1.
    fn next_serial(&self, series: &str) -> Outcome<u32>;

    /// Opens a session.
    fn put_session(&self, row: &SessionRow) -> Outcome<()>;
    /// A session by the hash of its token.
    fn session(&self, id: &str) -> Outcome<Option<SessionRow>>;
    /// Ends a session.
    fn delete_session(&self, id: &str) -> Outcome<()>;
    /// Remembers an enrolled key.
    fn put_enrolment(&self, kid: &str, person: &str, expires: i64) -> Outcome<()>;
    /// Revokes a key of a person from `at` on; false when the person has none of that name. One that is revoked already
    /// stays revoked since then.
    fn revoke(&self, kid: &str, person: &str, at: i64) -> Outcome<bool>;
    /// When a key was revoked.
    fn revoked_since(&self, kid: &str) -> Outcome<Option<i64>>;
    /// Keys that were revoked, and when.
    fn revoked(&self) -> Outcome<Vec<Revocation>>;

    /// Stores a challenge.
    fn put_challenge(&self, row: &ChallengeRow) -> Outcome<()>;
    /// A challenge by its nonce.
    fn challenge(&self, nonce: &str) -> Outcome<Option<ChallengeRow>>;
    /// Marks a challenge used; false when it was used before.
    fn use_challenge(&self, nonce: &str, at: i64) -> Outcome<bool>;
    /// Deletes sessions, and challenges with their chunks, that nobody can use any more.
    fn purge(&self, now: i64) -> Outcome<()>;

    /// Stores a sealed chunk. The caller has checked that the place is free.
    fn put_chunk(&self, row: &ChunkRow<'_>) -> Outcome<()>;
    /// The bytes of a sealed chunk.
    fn chunk(&self, nonce: &str, attachment: &str, index: u32) -> Outcome<Option<Vec<u8>>>;
    /// Number and length of the stored chunks of an attachment, in order.
    fn chunk_sizes(&self, nonce: &str, attachment: &str) -> Outcome<Vec<(u32, u64)>>;
    /// Bytes stored under a nonce.
    fn stored_bytes(&self, nonce: &str) -> Outcome<u64>;

    /// A dossier.
    fn dossier(&self, id: &str) -> Outcome<Option<DossierRow>>;
    /// Creates or updates a dossier.
    fn put_dossier(&self, row: &DossierRow) -> Outcome<()>;
    /// Every dossier, the last changed first.
    fn dossiers(&self) -> Outcome<Vec<DossierRow>>;
    /// Dossiers that carry a blind index tag, the last changed first.
    fn dossiers_of(&self, tag: &str) -> Outcome<Vec<DossierRow>>;
    /// Adds a blind index tag.
    fn add_tag(&self, dossier: &str, tag: &str) -> Outcome<()>;
    /// Whether a dossier carries a tag.
    fn has_tag(&self, dossier: &str, tag: &str) -> Outcome<bool>;

    /// Appends an event. Two events in one place conflict.
    fn add_event(&self, dossier: &str, seq: u32, compact: &str) -> Outcome<()>;
    /// The log of a dossier.
    fn events(&self, dossier: &str) -> Outcome<Vec<String>>;
    /// Stores the receipt over the first `size` events.
    fn put_receipt(&self, dossier: &str, size: u32, jws: &str) -> Outcome<()>;
    /// The last receipt.
    fn receipt(&self, dossier: &str) -> Outcome<Option<String>>;

    /// Stores a packet.
    fn put_packet(&self, row: &PacketRow) -> Outcome<()>;
    /// The packets of a dossier, oldest first.
    fn packets(&self, dossier: &str) -> Outcome<Vec<PacketRow>>;
    /// Notes that the desk opened a packet, and the hash of what was in it.
    fn put_opening(&self, packet: &str, payload_hash: &str, at: i64) -> Outcome<()>;
    /// Hash of what was in a packet when the desk first opened it.
    fn opening(&self, packet: &str) -> Outcome<Option<String>>;
    /// Destroys the packets of a dossier, the keys beside them and what lies under those. Their hashes stay.
    fn shred(&self, dossier: &str) -> Outcome<()>;
    /// Notes who opened or destroyed personal data of a dossier, and what for. Such notes are only ever added.
    fn put_audit(&self, record: &AuditRecord) -> Outcome<()>;

    /// The stored answer to an idempotency key.
    fn answer(&self, account: &str, key: &str) -> Outcome<Option<AnswerRow>>;
    /// Stores an answer.
    fn put_answer(&self, account: &str, key: &str, row: &AnswerRow) -> Outcome<()>;
}

/// Work inside a transaction.
pub type Work<'a> = &'a mut dyn FnMut(&dyn Tx) -> Outcome<()>;

/// A database. A write is one transaction that takes the write lock first; it is durable when `write` returns, and
/// nothing of it remains when the work fails.
pub trait Store: Send + Sync {
    /// Runs work that only reads, on one consistent state.
    ///
    /// # Errors
    /// What the work gives, or `host/storage`.
    fn read(&self, work: Work<'_>) -> Outcome<()>;
    /// Runs work that writes.
    ///
    /// # Errors
    /// What the work gives, `host/storageFull` when the database may not grow, or `host/storage`.
    fn write(&self, work: Work<'_>) -> Outcome<()>;
    /// Makes sure that what was deleted stands in no file of the database any more.
    ///
    /// # Errors
    /// `host/storage` while somebody still reads an older state; ask again.
    fn settle(&self) -> Outcome<()>;
}

/// [`Store::read`] with a result.
///
/// # Errors
/// The same.
pub fn read<T>(store: &dyn Store, work: impl FnOnce(&dyn Tx) -> Outcome<T>) -> Outcome<T> {
    once(work, |work| store.read(work))
}

/// [`Store::write`] with a result.
///
/// # Errors
/// The same.
pub fn write<T>(store: &dyn Store, work: impl FnOnce(&dyn Tx) -> Outcome<T>) -> Outcome<T> {
    once(work, |work| store.write(work))
}

fn once<T>(
    work: impl FnOnce(&dyn Tx) -> Outcome<T>,
    run: impl FnOnce(Work<'_>) -> Outcome<()>,
) -> Outcome<T> {
    let mut work = Some(work);
    let mut result = None;
    run(&mut |tx| {
        if let Some(work) = work.take() {
            result = Some(work(tx)?);
        }
        Ok(())
    })?;
    result.ok_or(Problem::new("host/storage"))
}
