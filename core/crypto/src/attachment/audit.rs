//! Openings leave a record.

use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};

use crate::{Error, ErrorKind};

/// Something that was opened, and the record of the opening, which the host keeps before it uses the thing.
#[derive(Debug)]
pub struct Opened<T> {
    /// What was opened.
    pub value: T,
    /// Who opened it, and why.
    pub audit: AuditRecord,
}

/// Refuses an access that does not say who, as what and why.
pub(super) fn check(access: &AccessStatement) -> Result<(), Error> {
    let said = |text: &str| {
        (1..=128).contains(&text.chars().count())
            && !text.chars().any(char::is_control)
            && !text.trim().is_empty()
    };
    if said(&access.actor) && said(&access.role) && said(&access.purpose) {
        Ok(())
    } else {
        Err(ErrorKind::Access.into())
    }
}

/// A record without details.
pub(super) fn record(access: &AccessStatement, kind: AuditedKind, dossier: &str) -> AuditRecord {
    AuditRecord {
        v: 1,
        access: access.clone(),
        kind,
        dossier: dossier.to_owned(),
        kid: None,
        class: None,
        name: None,
        version: None,
        wraps: Vec::new(),
    }
}
