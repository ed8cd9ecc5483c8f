//! Sealed chunks of attachments, stored under the challenge of the submission that they belong to.

use motcua::crypto::attachment::{MAX_CHUNK, OVERHEAD};

use super::{dossier_id, is_attachment_id, open_challenge};
use crate::problem::{Outcome, Problem};
use crate::store::{self, ChunkRow, Side};
use crate::web::{Answer, Call};

/// Largest attachment before sealing, in bytes.
const MAX_ATTACHMENT: u64 = 10 << 20;
/// Most sealed bytes under one challenge.
const MAX_STORED: u64 = 64 << 20;
/// Most chunks of one attachment.
const MAX_CHUNKS: u32 = 64;
/// Largest body of [`put_chunk`].
pub const CHUNK_LIMIT: usize = MAX_CHUNK + OVERHEAD;

/// `PUT …/attachments/{attachment}/{index}?nonce=N` of either side.
///
/// # Errors
/// Those of [`open_challenge`]; `submission/chunkMismatch` when other bytes stand there; `host/tooLarge`.
pub fn put_chunk(call: &Call<'_>, side: Side) -> Outcome<Answer> {
    let bad = || Problem::new("host/badRequest");
    let dossier = dossier_id(call.param("dossier")?)?;
    let attachment = call.param("attachment")?;
    let index: u32 = call.param("index")?.parse().map_err(|_| bad())?;
    let size = call.body.len();
    if !is_attachment_id(attachment) || index >= MAX_CHUNKS || size < OVERHEAD {
        return Err(bad());
    }
    let nonce = call.query("nonce")?;
    store::write(&*call.app.store, |tx| {
        let challenge = open_challenge(tx, call, nonce, side)?;
        if challenge.dossier != dossier {
            return Err(Problem::new("submission/nonceUnknown"));
        }
        if let Some(stored) = tx.chunk(nonce, attachment, index)? {
            let same = stored == call.body.as_ref();
            return if same { Ok(()) } else { Err(Problem::new("submission/chunkMismatch")) };
        }
        let sizes = tx.chunk_sizes(nonce, attachment)?;
        let plain: u64 = sizes.iter().map(|(_, size)| size.saturating_sub(OVERHEAD as u64)).sum();
        let more = size as u64;
        if plain + more - OVERHEAD as u64 > MAX_ATTACHMENT || tx.stored_bytes(nonce)? + more > MAX_STORED {
            return Err(Problem::new("host/tooLarge").with("limit", MAX_ATTACHMENT.to_string()));
        }
        tx.put_chunk(&ChunkRow { nonce, attachment, index, bytes: &call.body })
    })?;
    Ok(Answer::empty())
}
