//! Data of a dossier at rest: its keys, documents in chunks, and data by classes.

use std::sync::{Arc, Mutex, PoisonError};

use motcua::crypto::attachment::{self, Assembler, Place};
use motcua::crypto::seal;
use motcua::flow::at_rest;
use motcua::json::{Value, to_canonical_string};
use motcua::types::audit::{AccessStatement, AuditRecord};
use motcua::types::office;

use crate::entropy::HostEntropy;
use crate::error::{MotCuaError, Result, of_code, refuse};
use crate::opening::OpeningKey;
use crate::pack::Pack;
use crate::records::{
    Access, Attachment, ChunkPlace, Jwk, OpenedChunk, OpenedData, OpenedField, ProcedureRef, SealedField,
};
use crate::sealing::{keys, part, sealed};
use crate::text::{document, write};

/// The key of a dossier's documents and data. Its bytes never leave the core and are wiped when the handle goes.
#[derive(uniffi::Object)]
pub struct DossierKey {
    inner: attachment::DossierKey,
}

/// A dossier key that was opened, and the record of the opening (JSON text), which the host keeps first.
#[derive(uniffi::Record)]
pub struct OpenedDossierKey {
    /// The key.
    pub key: Arc<DossierKey>,
    /// Who opened it, and why.
    pub audit: String,
}

/// Opens the sealed key (JSON text) of a dossier.
///
/// # Errors
/// `crypto/cannotOpen`, `crypto/context`, `crypto/access`.
#[uniffi::export]
pub fn open_dossier_key(
    object: String,
    key: &OpeningKey,
    dossier: String,
    access: Access,
) -> Result<OpenedDossierKey, MotCuaError> {
    let opened = attachment::DossierKey::open(&sealed(&object)?, key.opener(), &dossier, &access.into())
        .map_err(refuse)?;
    Ok(OpenedDossierKey { audit: write(&opened.audit)?, key: Arc::new(DossierKey { inner: opened.value }) })
}

#[uniffi::export]
impl DossierKey {
    /// A new key for a dossier.
    ///
    /// # Errors
    /// `crypto/entropy`, `crypto/context` if it is no dossier id.
    #[uniffi::constructor]
    pub fn generate(dossier: String) -> Result<Arc<Self>, MotCuaError> {
        let inner = attachment::DossierKey::generate(&dossier, &mut HostEntropy).map_err(refuse)?;
        Ok(Arc::new(Self { inner }))
    }

    /// The key itself, sealed to recipients (JSON text).
    ///
    /// # Errors
    /// `crypto/…`.
    pub fn seal(&self, recipients: Vec<Jwk>, procedure: ProcedureRef) -> Result<String, MotCuaError> {
        let sealed = self.inner.seal(&keys(recipients), &procedure.into(), &mut HostEntropy);
        Ok(seal::to_json(&sealed.map_err(refuse)?))
    }

    /// The key of one class of data, for a role that may see this class and no other.
    ///
    /// # Errors
    /// `crypto/context`.
    pub fn class_key(&self, data_class: String) -> Result<Arc<ClassKey>, MotCuaError> {
        Ok(Arc::new(ClassKey { inner: self.inner.class(&data_class).map_err(refuse)? }))
    }

    /// Opens parts of every class and puts them together.
    ///
    /// # Errors
    /// `crypto/cannotOpen`, `crypto/access`, `crypto/context`.
    pub fn open_data(&self, fields: Vec<SealedField>, access: Access) -> Result<OpenedData, MotCuaError> {
        together(at_rest::open_all(&parts(fields), &self.inner, &access.into())?)
    }

    /// Seals one chunk of a document, at most 4 MiB.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit, `crypto/entropy`.
    pub fn seal_chunk(&self, place: ChunkPlace, bytes: Vec<u8>) -> Result<Vec<u8>, MotCuaError> {
        let ChunkPlace { data_class, attachment, index, count, size } = &place;
        let place = Place { class: data_class, attachment, index: *index, count: *count, size: *size };
        self.inner.seal_chunk(&place, &bytes, &mut HostEntropy).map_err(refuse)
    }

    /// Opens one chunk. Whoever opens says who, in which role and what for.
    ///
    /// # Errors
    /// `crypto/chunk`, `crypto/cannotOpen`, `crypto/access`.
    pub fn open_chunk(
        &self,
        place: ChunkPlace,
        sealed: Vec<u8>,
        access: Access,
    ) -> Result<OpenedChunk, MotCuaError> {
        let key = self.inner.attachment(&place.data_class, &place.attachment).map_err(refuse)?;
        let opened = key.open(part(&place), &sealed, &access.into()).map_err(refuse)?;
        Ok(OpenedChunk { bytes: opened.value, audit: write(&opened.audit)? })
    }
}

/// The key of one class of a dossier's data. Its bytes never leave the core and are wiped when the handle goes.
#[derive(uniffi::Object)]
pub struct ClassKey {
    inner: attachment::ClassKey,
}

/// A class key that was opened, and the record of the opening (JSON text), which the host keeps first.
#[derive(uniffi::Record)]
pub struct OpenedClassKey {
    /// The key.
    pub key: Arc<ClassKey>,
    /// Who opened it, and why.
    pub audit: String,
}

/// Opens the sealed key (JSON text) of one class of a dossier's data.
///
/// # Errors
/// `crypto/cannotOpen`, `crypto/context`, `crypto/access`.
#[uniffi::export]
pub fn open_class_key(
    object: String,
    key: &OpeningKey,
    dossier: String,
    data_class: String,
    access: Access,
) -> Result<OpenedClassKey, MotCuaError> {
    let object = sealed(&object)?;
    let opened = attachment::ClassKey::open(&object, key.opener(), &dossier, &data_class, &access.into())
        .map_err(refuse)?;
    Ok(OpenedClassKey { audit: write(&opened.audit)?, key: Arc::new(ClassKey { inner: opened.value }) })
}

#[uniffi::export]
impl ClassKey {
    /// The class, `basic` or `sensitive:<kind>`.
    ///
    /// # Errors
    /// None in practice.
    pub fn data_class(&self) -> Result<String, MotCuaError> {
        Ok(self.inner.class().to_owned())
    }

    /// The key itself, sealed to recipients (JSON text).
    ///
    /// # Errors
    /// `crypto/…`.
    pub fn seal(&self, recipients: Vec<Jwk>, procedure: ProcedureRef) -> Result<String, MotCuaError> {
        let sealed = self.inner.seal(&keys(recipients), &procedure.into(), &mut HostEntropy);
        Ok(seal::to_json(&sealed.map_err(refuse)?))
    }

    /// Seals the value (JSON text) of a field, as compact JWE. Each change of the value takes the next version, from 1.
    ///
    /// # Errors
    /// `crypto/entropy`, `crypto/context`, `json/…`.
    pub fn seal_field(&self, pointer: String, version: u32, value: String) -> Result<String, MotCuaError> {
        let value = document(&value)?;
        self.inner.field_seal(&pointer, version, &value, &mut HostEntropy).map_err(refuse)
    }

    /// Opens a field.
    ///
    /// # Errors
    /// `crypto/cannotOpen`, `crypto/access`, `crypto/context`.
    pub fn open_field(
        &self,
        pointer: String,
        version: u32,
        jwe: String,
        access: Access,
    ) -> Result<OpenedField, MotCuaError> {
        let opened = self.inner.field_open(&pointer, version, &jwe, &access.into()).map_err(refuse)?;
        Ok(OpenedField { value: to_canonical_string(&opened.value), audit: write(&opened.audit)? })
    }

    /// Opens the parts of this class and leaves out the others.
    ///
    /// # Errors
    /// As [`ClassKey::open_field`].
    pub fn open_data(&self, fields: Vec<SealedField>, access: Access) -> Result<OpenedData, MotCuaError> {
        together(at_rest::open(&parts(fields), &[&self.inner], &access.into())?)
    }

    /// Begins to open a document that a signed manifest names.
    ///
    /// # Errors
    /// `crypto/access`, `crypto/context`.
    pub fn read_attachment(
        &self,
        manifest: Attachment,
        access: Access,
    ) -> Result<Arc<AttachmentReader>, MotCuaError> {
        let assembler = Assembler::new(&self.inner, &manifest.into(), &access.into()).map_err(refuse)?;
        Ok(Arc::new(AttachmentReader { inner: Mutex::new(Some(assembler)) }))
    }
}

/// A document that is opened chunk by chunk, in order. Nothing of it counts before [`AttachmentReader::finish`].
#[derive(uniffi::Object)]
pub struct AttachmentReader {
    inner: Mutex<Option<Assembler>>,
}

#[uniffi::export]
impl AttachmentReader {
    /// Opens the next chunk.
    ///
    /// # Errors
    /// `crypto/chunk`, `crypto/cannotOpen`; `boundary/type` after the end.
    pub fn push(&self, sealed: Vec<u8>) -> Result<Vec<u8>, MotCuaError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.as_mut().ok_or_else(|| of_code("boundary/type"))?.push(&sealed).map_err(refuse)
    }

    /// Checks that the chunks are the document that was signed; the record of the opening (JSON text). The last call.
    ///
    /// # Errors
    /// `crypto/attachment`; `boundary/type` after the end.
    pub fn finish(&self) -> Result<String, MotCuaError> {
        let assembler = self.inner.lock().unwrap_or_else(PoisonError::into_inner).take();
        write(&assembler.ok_or_else(|| of_code("boundary/type"))?.finish().map_err(refuse)?)
    }
}

#[uniffi::export]
impl Pack {
    /// Seals the data (JSON text) of a submission under `procedure`, part by part under the keys of their classes. Each
    /// change of the data takes the next `version`, from 1.
    ///
    /// # Errors
    /// `pack/noProcedure`, `crypto/entropy`, `json/…`.
    pub fn seal_data(
        &self,
        procedure: ProcedureRef,
        data: String,
        key: &DossierKey,
        version: u32,
    ) -> Result<Vec<SealedField>, MotCuaError> {
        let procedure = self.procedures().by_reference(&procedure.into())?;
        let sealed = at_rest::seal(procedure, &document(&data)?, &key.inner, version, &mut HostEntropy)?;
        Ok(sealed.into_iter().map(SealedField::from).collect())
    }
}

/// Names the sealed keys (JSON text each) of a dossier for destruction; the record (JSON text) of that, which the host
/// keeps before it deletes them.
///
/// # Errors
/// `crypto/access`, `crypto/context` if one of them belongs to another dossier.
#[uniffi::export]
pub fn shred(dossier: String, wraps: Vec<String>, access: Access) -> Result<String, MotCuaError> {
    let wraps = wraps.iter().map(|text| sealed(text)).collect::<Result<Vec<_>>>()?;
    write(&attachment::shred(&dossier, &wraps, &access.into()).map_err(refuse)?)
}

fn parts(fields: Vec<SealedField>) -> Vec<office::SealedField> {
    fields.into_iter().map(Into::into).collect()
}

fn together((data, audit): (Value, Vec<AuditRecord>)) -> Result<OpenedData> {
    let audit = audit.iter().map(write).collect::<Result<_>>()?;
    Ok(OpenedData { data: to_canonical_string(&data), audit })
}

impl From<Access> for AccessStatement {
    fn from(access: Access) -> Self {
        let Access { actor, role, purpose, at } = access;
        Self { actor, role, purpose, at }
    }
}
