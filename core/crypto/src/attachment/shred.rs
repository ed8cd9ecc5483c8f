//! Deletion by destroying keys.

use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};
use motcua_types::jose::SealedObject;

use super::audit;
use crate::{Error, ErrorKind, seal};

/// Names every sealed copy of a dossier's keys for destruction. The host keeps the record, then deletes the objects
/// everywhere, backups included: without them nothing of the dossier can be opened again, wherever copies of its
/// fields and documents lie.
///
/// # Errors
/// `crypto/access`; `crypto/context` if an object is no sealed key of this dossier, or there is none; those of
/// [`seal::inspect`].
pub fn shred(dossier: &str, wraps: &[SealedObject], access: &AccessStatement) -> Result<AuditRecord, Error> {
    audit::check(access)?;
    if wraps.is_empty() {
        return Err(ErrorKind::Context.into());
    }
    for wrap in wraps {
        let context = seal::inspect(wrap)?;
        let key = [seal::PURPOSE_DOSSIER_KEY, seal::PURPOSE_CLASS_KEY].contains(&context.purpose.as_str());
        if !key || context.dossier != dossier {
            return Err(ErrorKind::Context.into());
        }
    }
    let wraps = wraps.iter().map(seal::digest).collect();
    Ok(AuditRecord { wraps, ..audit::record(access, AuditedKind::Shredding, dossier) })
}
