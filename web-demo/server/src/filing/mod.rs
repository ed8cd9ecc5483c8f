//! From a challenge to a stored packet: what intake and desk do in the same way.

mod challenge;
mod chunks;
mod ledger;
mod parcel;
mod repeat;

pub use challenge::{CHALLENGE_TERM, dossier_id, open_challenge, procedure_of, reference};
pub use chunks::{CHUNK_LIMIT, put_chunk};
pub use ledger::{Ledger, Registrar, log_answer, read_log, store};
pub use parcel::{Announced, Parcel, inspect, sealed};
pub use repeat::{answered, is_idempotency_key, remember};

/// Whether a text is an attachment id that may stand in a path.
fn is_attachment_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
