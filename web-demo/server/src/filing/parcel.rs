//! A parcel: a sealed packet with what belongs to it, and everything that can be known of it without a key.

use motcua::crypto::attachment::OVERHEAD;
use motcua::crypto::{jwk, seal};
use motcua::forms::CompiledProcedure;
use motcua::types::jose::SealedObject;
use motcua::types::submission::Channel;
use serde::Deserialize;

use super::{is_attachment_id, procedure_of, reference};
use crate::app::App;
use crate::problem::{Outcome, Problem};
use crate::store::{ChallengeRow, Tx};

/// Most attachments of one submission.
const MAX_ATTACHMENTS: usize = 20;

/// An attachment as announced beside a packet: nothing but sizes.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    /// Id.
    pub id: String,
    /// Number of chunks.
    pub chunks: u32,
    /// Size before sealing.
    pub size: u32,
}

/// A sealed packet with what belongs to it.
pub struct Parcel<'a> {
    /// The packet.
    pub packet: &'a SealedObject,
    /// The sealed dossier key, when there are attachments.
    pub dossier_key: Option<&'a SealedObject>,
    /// Announced attachments.
    pub attachments: &'a [Announced],
    /// How it came in.
    pub channel: Channel,
    /// Blind index tags of the people who may see the dossier.
    pub tags: Vec<String>,
}

/// Everything that can be known of a parcel without a key: it is bound to the challenge's dossier and procedure,
/// sealed to keys of the office and to nobody else, and every chunk is there.
///
/// # Errors
/// Refusals of [`seal::inspect`], `packet/envelope`, `submission/wrongAudience`, `submission/attachmentMissing`,
/// `submission/chunkMismatch`, `host/badRequest`.
pub fn inspect(
    app: &App,
    tx: &dyn Tx,
    challenge: &ChallengeRow,
    parcel: &Parcel<'_>,
    now: i64,
) -> Outcome<()> {
    let procedure = procedure_of(app, challenge)?;
    inspect_one(app, procedure, challenge, parcel.packet, seal::PURPOSE_SUBMISSION, now)?;
    if let Some(key) = parcel.dossier_key {
        inspect_one(app, procedure, challenge, key, seal::PURPOSE_DOSSIER_KEY, now)?;
    } else if !parcel.attachments.is_empty() {
        return Err(Problem::new("submission/attachmentMissing").at("/dossierKey"));
    }
    if parcel.attachments.len() > MAX_ATTACHMENTS {
        return Err(Problem::new("host/tooLarge")
            .at("/attachments")
            .with("limit", MAX_ATTACHMENTS.to_string()));
    }
    for (place, announced) in parcel.attachments.iter().enumerate() {
        let at = |code| Problem::new(code).at(format!("/attachments/{place}"));
        let twice = parcel.attachments.iter().take(place).any(|other| other.id == announced.id);
        if !is_attachment_id(&announced.id) || twice {
            return Err(at("host/badRequest"));
        }
        let sizes = tx.chunk_sizes(&challenge.nonce, &announced.id)?;
        let complete = sizes.iter().map(|(index, _)| *index).eq(0..announced.chunks) && announced.chunks > 0;
        if !complete {
            return Err(at("submission/attachmentMissing"));
        }
        let sealed: u64 = sizes.iter().map(|(_, size)| size).sum();
        if sealed != u64::from(announced.size) + OVERHEAD as u64 * u64::from(announced.chunks) {
            return Err(at("submission/chunkMismatch"));
        }
    }
    Ok(())
}

fn inspect_one(
    app: &App,
    procedure: &CompiledProcedure,
    challenge: &ChallengeRow,
    object: &SealedObject,
    purpose: &str,
    now: i64,
) -> Outcome<()> {
    let context = seal::inspect(object)?;
    let name = seal::procedure_name(&reference(challenge));
    if context.purpose != purpose || context.dossier != challenge.dossier || context.procedure != name {
        return Err(Problem::new("packet/envelope"));
    }
    let office = &app.city.office.agency;
    let recipients = &procedure.document().recipients;
    let kids = |unit: &str| -> Outcome<Vec<String>> {
        let keys = app.directory.seal_keys(office, Some(unit), now);
        keys.iter().map(|key| Ok(jwk::thumbprint(key)?)).collect()
    };
    let unit = kids(&recipients.unit)?;
    let mut allowed = unit.clone();
    if let Some(recovery) = &recipients.recovery {
        allowed.extend(kids(recovery)?);
    }
    let reaches = context.rcpt.iter().any(|kid| unit.contains(kid));
    if !reaches || !context.rcpt.iter().all(|kid| allowed.contains(kid)) {
        return Err(Problem::new("submission/wrongAudience"));
    }
    Ok(())
}

/// Reads a stored sealed object.
///
/// # Errors
/// Those of the reader.
pub fn sealed(bytes: &[u8]) -> Outcome<SealedObject> {
    Ok(seal::parse(bytes)?)
}
