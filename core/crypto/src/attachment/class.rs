//! The key of one class of a dossier's data: what a role is given that may see this class and no other.

use std::fmt;

use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};
use motcua_types::jose::{Jwk, SealedObject};
use motcua_types::submission::ProcedureRef;
use zeroize::Zeroizing;

use super::audit::{self, Opened};
use super::{AttachmentKey, open_secret, write_secret};
use crate::seal::Opener;
use crate::{Entropy, Error, ErrorKind, derive, seal};

/// What a key is for; no secret.
#[derive(Clone)]
pub(super) struct Label {
    pub(super) dossier: String,
    pub(super) class: String,
    /// Thumbprint of the dossier key that it comes from.
    pub(super) kid: String,
}

impl Label {
    pub(super) fn record(
        &self,
        access: &AccessStatement,
        kind: AuditedKind,
        name: Option<&str>,
    ) -> AuditRecord {
        AuditRecord {
            kid: Some(self.kid.clone()),
            class: Some(self.class.clone()),
            name: name.map(str::to_owned),
            ..audit::record(access, kind, &self.dossier)
        }
    }
}

/// A class key. Wiped when dropped.
pub struct ClassKey {
    pub(super) secret: Zeroizing<[u8; 32]>,
    pub(super) label: Label,
}

impl ClassKey {
    pub(super) fn new(secret: Zeroizing<[u8; 32]>, dossier: &str, class: &str, kid: &str) -> Self {
        let label = Label { dossier: dossier.to_owned(), class: class.to_owned(), kid: kid.to_owned() };
        Self { secret, label }
    }

    /// The key sealed to recipients, bound to the dossier and its procedure.
    ///
    /// # Errors
    /// As [`seal::seal`].
    pub fn seal(
        &self,
        recipients: &[Jwk],
        procedure: &ProcedureRef,
        entropy: &mut dyn Entropy,
    ) -> Result<SealedObject, Error> {
        let members = [("class", self.label.class.as_str()), ("kid", self.label.kid.as_str())];
        let plaintext = Zeroizing::new(write_secret(&self.secret, &members));
        let context =
            seal::context(seal::PURPOSE_CLASS_KEY, &self.label.dossier, &seal::procedure_name(procedure));
        seal::seal(&plaintext, context, recipients, entropy)
    }

    /// Opens the sealed key of `class` in `dossier`.
    ///
    /// # Errors
    /// Those of [`seal::open`]; `crypto/context` if it is another dossier's or class's, or no class key;
    /// `crypto/access`.
    pub fn open<'k>(
        object: &SealedObject,
        opener: impl Into<Opener<'k>>,
        dossier: &str,
        class: &str,
        access: &AccessStatement,
    ) -> Result<Opened<Self>, Error> {
        audit::check(access)?;
        let (secret, members) =
            open_secret(object, opener.into(), seal::PURPOSE_CLASS_KEY, dossier, &["class", "kid"])?;
        let [said, kid] = members.as_slice() else { return Err(ErrorKind::Shape.into()) };
        if said != class {
            return Err(ErrorKind::Context.into());
        }
        let value = Self::new(secret, dossier, class, kid);
        let audit = value.label.record(access, AuditedKind::ClassKey, None);
        Ok(Opened { value, audit })
    }

    /// The class.
    pub fn class(&self) -> &str {
        &self.label.class
    }

    /// The dossier.
    pub fn dossier(&self) -> &str {
        &self.label.dossier
    }

    /// The key of one attachment, with its cipher ready.
    ///
    /// # Errors
    /// `crypto/context` for an empty id, or one with a zero byte.
    pub fn attachment(&self, id: &str) -> Result<AttachmentKey, Error> {
        if id.is_empty() {
            return Err(ErrorKind::Context.into());
        }
        let secret = derive::key(&self.secret, "egov/v1/attach", &[&self.label.dossier, id])?;
        Ok(AttachmentKey::new(secret, self.label.clone(), id))
    }
}

impl fmt::Debug for ClassKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClassKey({} {})", self.label.dossier, self.label.class)
    }
}
