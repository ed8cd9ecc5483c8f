//! Challenges: what the next submission of a session must be about.

use motcua::forms::CompiledProcedure;
use motcua::types::submission::ProcedureRef;

use crate::app::App;
use crate::problem::{Outcome, Problem};
use crate::store::{ChallengeRow, Side, Tx};
use crate::web::Call;

/// How long a challenge holds, in seconds: time to sign and send, not to fill in the form.
pub const CHALLENGE_TERM: i64 = 1800;

/// The dossier id of a path: a UUID, or the whole `urn:uuid:…`.
///
/// # Errors
/// `host/notFound`.
pub fn dossier_id(text: &str) -> Outcome<String> {
    let text = text.strip_prefix("urn:uuid:").or(text.strip_prefix("urn%3Auuid%3A")).unwrap_or(text);
    if is_uuid(text) { Ok(format!("urn:uuid:{text}")) } else { Err(Problem::new("host/notFound")) }
}

/// A random UUID in lower case (RFC 9562, version 4), the only form that the SDK makes.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

/// The challenge with a nonce, if this session got it on this side and may still use it.
///
/// # Errors
/// `submission/nonceUnknown`, `submission/nonceUsed`, `submission/nonceExpired`.
pub fn open_challenge(tx: &dyn Tx, call: &Call<'_>, nonce: &str, side: Side) -> Outcome<ChallengeRow> {
    let session = call.session()?;
    let challenge = tx.challenge(nonce)?.filter(|row| row.session == session.row.id && row.side == side);
    let challenge = challenge.ok_or(Problem::new("submission/nonceUnknown"))?;
    if challenge.used.is_some() {
        return Err(Problem::new("submission/nonceUsed"));
    }
    if call.now >= challenge.expires {
        return Err(Problem::new("submission/nonceExpired"));
    }
    Ok(challenge)
}

/// The procedure that a challenge names.
///
/// # Errors
/// `packet/wrongProcedure` when the pack no longer holds it.
pub fn procedure_of<'a>(app: &'a App, challenge: &ChallengeRow) -> Outcome<&'a CompiledProcedure> {
    app.library
        .by_reference(&reference(challenge))
        .map(AsRef::as_ref)
        .ok_or(Problem::new("packet/wrongProcedure"))
}

/// The procedure reference that a challenge names.
pub fn reference(challenge: &ChallengeRow) -> ProcedureRef {
    ProcedureRef {
        code: challenge.procedure.clone(),
        version: challenge.version.clone(),
        hash: challenge.hash.clone(),
    }
}
