//! Deletion by destroying keys.

use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};
use motcua_types::jose::SealedObject;

use super::audit;
use crate::{Error, ErrorKind, seal};

/// Names every sealed copy of a dossier's keys for destruction. The host keeps the record, then deletes the objects
/// everywhere, backups included: without them nothing of the dossier can be opened again, wherever copies of its
/// fields and documents lie. A packet, or a request to co-sign, that is kept has its content beside a sealed key of its
/// own, so it is one of them.
///
/// # Errors
/// `crypto/access`; `crypto/context` if an object is none of this dossier, or there is none; those of
/// [`seal::inspect`].
pub fn shred(dossier: &str, wraps: &[SealedObject], access: &AccessStatement) -> Result<AuditRecord, Error> {
    audit::check(access)?;
    if wraps.is_empty() {
        return Err(ErrorKind::Context.into());
    }
    for wrap in wraps {
        let context = seal::inspect(wrap)?;
        if context.dossier != dossier {
            return Err(ErrorKind::Context.into());
        }
    }
    let wraps = wraps.iter().map(seal::digest).collect();
    Ok(AuditRecord { wraps, ..audit::record(access, AuditedKind::Shredding, dossier) })
}
