//! Data of a dossier at rest: its keys, documents in chunks, and fields.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect, Uint8Array};
use motcua::Failure;
use motcua::crypto::attachment::{self, Assembler, Opened, Part, Place};
use motcua::flow::at_rest;
use motcua::json::Value;
use motcua::types::audit::{AccessStatement, AuditRecord};
use motcua::types::jose::{Jwk, SealedObject};
use motcua::types::office::SealedField;
use motcua::types::submission::{Attachment, ProcedureRef};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::boundary::{document, give, give_list, plain, read, read_any, refuse, wrong_type};
use crate::entropy::HostEntropy;
use crate::open::OpeningKey;
use crate::pack::Pack;
use crate::wipe::{Secret, wiping};

/// What was opened, and the record of it.
fn opened<T>(opened: Opened<T>, handle: impl FnOnce(T) -> JsValue) -> Result<Array, JsValue> {
    Ok(Array::of2(&handle(opened.value), give(&opened.audit)?.js_value().as_ref()))
}

/// Parts put together: the data, and the records of the openings.
fn together(opened: Result<(Value, Vec<AuditRecord>), Failure>) -> Result<Array, JsValue> {
    let (data, records) = opened.map_err(refuse)?;
    Ok(Array::of2(&plain(&data)?, &give_list(&records)?))
}

/// A sealed chunk as flattened JWE.
///
/// # Errors
/// `crypto/chunk`.
#[wasm_bindgen(js_name = chunkToJwe)]
pub fn chunk_to_jwe(
    attachment: &str,
    index: u32,
    count: u32,
    size: u32,
    sealed: &[u8],
) -> Result<JsValue, JsValue> {
    plain(&Part { index, count, size }.to_jwe(attachment, sealed).map_err(refuse)?)
}

/// `crypto.subtle.importKey` with the bytes of an AES-GCM key, which are wiped once they are taken: it copies them
/// before it returns (Web Cryptography API, `importKey`).
fn import(key: &[u8; 32]) -> Result<JsValue, JsValue> {
    let member = |object: &JsValue, name: &str| Reflect::get(object, &name.into());
    let subtle = member(&member(&js_sys::global(), "crypto")?, "subtle")?;
    let import: Function = member(&subtle, "importKey")?.dyn_into().map_err(|_| wrong_type())?;
    let bytes = Uint8Array::from(key.as_slice());
    let uses = Array::of1(&"encrypt".into());
    let arguments = Array::of5(&"raw".into(), &bytes, &"AES-GCM".into(), &false.into(), &uses);
    let promise = import.apply(&subtle, &arguments);
    bytes.fill(0, 0, bytes.length());
    promise
}

/// The key of a dossier's documents.
#[wasm_bindgen]
pub struct DossierKey {
    inner: Secret<attachment::DossierKey>,
}

/// A new key for a dossier.
///
/// # Errors
/// `crypto/entropy`, `crypto/context`.
#[wasm_bindgen(js_name = generateDossierKey)]
pub fn generate_dossier_key(dossier: &str) -> Result<DossierKey, JsValue> {
    let key = wiping(|| attachment::DossierKey::generate(dossier, &mut HostEntropy)).map_err(refuse)?;
    Ok(DossierKey { inner: Secret::new(key) })
}

#[wasm_bindgen]
impl DossierKey {
    /// The key, sealed to recipients.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn seal(
        &self,
        recipients: &JsValue,
        procedure: &Ts<ProcedureRef>,
    ) -> Result<Ts<SealedObject>, JsValue> {
        let recipients: Vec<Jwk> = read_any(recipients)?;
        let procedure = read(procedure)?;
        give(&wiping(|| self.inner.seal(&recipients, &procedure, &mut HostEntropy)).map_err(refuse)?)
    }

    /// Seals one chunk of a document.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = sealChunk)]
    pub fn seal_chunk(
        &self,
        class: &str,
        attachment: &str,
        index: u32,
        count: u32,
        size: u32,
        bytes: &[u8],
    ) -> Result<Vec<u8>, JsValue> {
        let place = Place { class, attachment, index, count, size };
        wiping(|| self.inner.seal_chunk(&place, bytes, &mut HostEntropy)).map_err(refuse)
    }

    /// The key of one attachment inside of WebCrypto, not extractable: a promise of a `CryptoKey`. Its bytes are in
    /// JavaScript's memory only while WebCrypto takes its copy of them.
    ///
    /// # Errors
    /// Refusals of the core; what the host throws where it has no WebCrypto.
    #[wasm_bindgen(js_name = platformKey)]
    pub fn platform_key(&self, class: &str, attachment: &str) -> Result<JsValue, JsValue> {
        wiping(|| self.inner.attachment(class, attachment).map_err(refuse)?.lend(import))
    }

    /// What that key encrypts one chunk with: 12 bytes of vector, then the additional data.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = beginChunk)]
    pub fn begin_chunk(
        &self,
        class: &str,
        attachment: &str,
        index: u32,
        count: u32,
        size: u32,
        length: u32,
    ) -> Result<Vec<u8>, JsValue> {
        let part = Part { index, count, size };
        let begun = wiping(|| {
            self.inner.attachment(class, attachment)?.begin(part, length as usize, &mut HostEntropy)
        });
        let begun = begun.map_err(refuse)?;
        Ok([begun.iv.as_slice(), &begun.authenticated].concat())
    }
}

#[wasm_bindgen]
impl DossierKey {
    /// The key of one class of data.
    ///
    /// # Errors
    /// `crypto/context`.
    #[wasm_bindgen(js_name = classKey)]
    pub fn class_key(&self, class: &str) -> Result<ClassKey, JsValue> {
        let key = wiping(|| self.inner.class(class)).map_err(refuse)?;
        Ok(ClassKey { inner: Secret::new(key) })
    }

    /// Opens parts (`SealedField[]`) of every class: data, and records of the openings.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = openData)]
    pub fn open_data(&self, fields: &JsValue, access: &Ts<AccessStatement>) -> Result<Array, JsValue> {
        let (fields, access): (Vec<SealedField>, _) = (read_any(fields)?, read(access)?);
        together(wiping(|| at_rest::open_all(&fields, &self.inner, &access)))
    }
}

/// Opens the sealed key of a dossier: the key, and the record of it.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = openDossierKey)]
pub fn open_dossier_key(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    dossier: &str,
    access: &Ts<AccessStatement>,
) -> Result<Array, JsValue> {
    let (sealed, access) = (read(sealed)?, read(access)?);
    let found = wiping(|| attachment::DossierKey::open(&sealed, key.opener(), dossier, &access));
    opened(found.map_err(refuse)?, |key| DossierKey { inner: Secret::new(key) }.into())
}

/// The key of one class of a dossier's data.
#[wasm_bindgen]
pub struct ClassKey {
    inner: Secret<attachment::ClassKey>,
}

/// Opens the sealed key of a class: the key, and the record of it.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = openClassKey)]
pub fn open_class_key(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    dossier: &str,
    class: &str,
    access: &Ts<AccessStatement>,
) -> Result<Array, JsValue> {
    let (sealed, access) = (read(sealed)?, read(access)?);
    let found = wiping(|| attachment::ClassKey::open(&sealed, key.opener(), dossier, class, &access));
    opened(found.map_err(refuse)?, |key| ClassKey { inner: Secret::new(key) }.into())
}

#[wasm_bindgen]
impl ClassKey {
    /// The key, sealed to recipients.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn seal(
        &self,
        recipients: &JsValue,
        procedure: &Ts<ProcedureRef>,
    ) -> Result<Ts<SealedObject>, JsValue> {
        let recipients: Vec<Jwk> = read_any(recipients)?;
        let procedure = read(procedure)?;
        give(&wiping(|| self.inner.seal(&recipients, &procedure, &mut HostEntropy)).map_err(refuse)?)
    }

    /// Seals the value (JSON text) of a field.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = sealField)]
    pub fn seal_field(&self, pointer: &str, version: u32, value: &str) -> Result<String, JsValue> {
        let value = document(value)?;
        wiping(|| self.inner.field_seal(pointer, version, &value, &mut HostEntropy)).map_err(refuse)
    }

    /// Opens a field: its value, and the record of it.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = openField)]
    pub fn open_field(
        &self,
        pointer: &str,
        version: u32,
        jwe: &str,
        access: &Ts<AccessStatement>,
    ) -> Result<Array, JsValue> {
        let access = read(access)?;
        let found = wiping(|| self.inner.field_open(pointer, version, jwe, &access)).map_err(refuse)?;
        let value = plain(&found.value)?;
        opened(found, |_| value)
    }

    /// Opens the parts (`SealedField[]`) of this class: data, and records of the openings.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = openData)]
    pub fn open_data(&self, fields: &JsValue, access: &Ts<AccessStatement>) -> Result<Array, JsValue> {
        let (fields, access): (Vec<SealedField>, _) = (read_any(fields)?, read(access)?);
        together(wiping(|| at_rest::open(&fields, &[&self.inner], &access)))
    }

    /// Begins to open an attachment that a signed manifest names.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = readAttachment)]
    pub fn read_attachment(
        &self,
        manifest: &Ts<Attachment>,
        access: &Ts<AccessStatement>,
    ) -> Result<AttachmentReader, JsValue> {
        let (manifest, access) = (read(manifest)?, read(access)?);
        let assembler = wiping(|| Assembler::new(&self.inner, &manifest, &access)).map_err(refuse)?;
        Ok(AttachmentReader { inner: Secret::new(RefCell::new(Some(assembler))) })
    }
}

/// An attachment that is opened chunk by chunk.
#[wasm_bindgen]
pub struct AttachmentReader {
    inner: Secret<RefCell<Option<Assembler>>>,
}

#[wasm_bindgen]
impl AttachmentReader {
    /// Opens the next chunk.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn push(&self, sealed: &[u8]) -> Result<Vec<u8>, JsValue> {
        let mut inner = self.inner.borrow_mut();
        let assembler = inner.as_mut().ok_or_else(wrong_type)?;
        wiping(|| assembler.push(sealed)).map_err(refuse)
    }

    /// Checks that the chunks are the document that was signed. Nothing can be read afterwards.
    ///
    /// # Errors
    /// `crypto/attachment`.
    pub fn finish(&self) -> Result<Ts<AuditRecord>, JsValue> {
        let assembler = self.inner.borrow_mut().take().ok_or_else(wrong_type)?;
        give(&wiping(|| assembler.finish()).map_err(refuse)?)
    }
}

#[wasm_bindgen]
impl Pack {
    /// Seals the data (JSON text) of a submission under `procedure`, part by part by their classes: `SealedField[]`.
    ///
    /// # Errors
    /// `pack/noProcedure`; refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = sealData)]
    pub fn seal_data(
        &self,
        procedure: &Ts<ProcedureRef>,
        data: &str,
        key: &DossierKey,
        version: u32,
    ) -> Result<JsValue, JsValue> {
        let procedure = self.procedures().by_reference(&read(procedure)?).map_err(refuse)?;
        let data = document(data)?;
        let fields = wiping(|| at_rest::seal(procedure, &data, &key.inner, version, &mut HostEntropy));
        give_list(&fields.map_err(refuse)?)
    }
}

/// Names the sealed keys of a dossier for destruction.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen]
pub fn shred(
    dossier: &str,
    wraps: &JsValue,
    access: &Ts<AccessStatement>,
) -> Result<Ts<AuditRecord>, JsValue> {
    let wraps: Vec<SealedObject> = read_any(wraps)?;
    give(&attachment::shred(dossier, &wraps, &read(access)?).map_err(refuse)?)
}
