//! Data of an accepted dossier at rest: every part sealed under the key of its class of personal data, so that a role
//! which was given one class sees that class and no other.

use motcua_crypto::attachment::{ClassKey, DossierKey};
use motcua_crypto::{Entropy, Error};
use motcua_forms::CompiledProcedure;
use motcua_json::pointer::{Pointer, escape};
use motcua_json::{Object, Value};
use motcua_types::audit::{AccessStatement, AuditRecord};
use motcua_types::office::SealedField;
use motcua_types::{ErrorCode, Failure};

use crate::ToFailure;

/// Seals the data of a submission, part by part: a part is the largest one that the procedure gives a single class.
/// Each change of the data takes the next `version`, from 1.
///
/// # Errors
/// As [`ClassKey::field_seal`].
pub fn seal(
    procedure: &CompiledProcedure,
    data: &Value,
    key: &DossierKey,
    version: u32,
    entropy: &mut dyn Entropy,
) -> Result<Vec<SealedField>, Failure> {
    let mut parts = Vec::new();
    split(procedure, String::new(), data, &mut parts);
    let sealed = parts.into_iter().map(|(place, value)| {
        let class = procedure.class_of(&place);
        let jwe = key.class(class)?.field_seal(&place, version, value, entropy)?;
        Ok(SealedField { class: class.to_owned(), pointer: place, version, jwe })
    });
    sealed.collect::<Result<_, Error>>().map_err(|error| error.to_failure())
}

/// The parts of a value that have one class each. A list is one part.
fn split<'v>(
    procedure: &CompiledProcedure,
    place: String,
    value: &'v Value,
    parts: &mut Vec<(String, &'v Value)>,
) {
    let below = format!("{place}/");
    let mixed = procedure.document().data_class.iter().any(|entry| entry.pointer.starts_with(&below));
    match value {
        Value::Object(object) if mixed => {
            for (name, member) in object {
                split(procedure, format!("{below}{}", escape(name)), member, parts);
            }
        }
        _ => parts.push((place, value)),
    }
}

/// Opens the parts whose class is among `keys` and puts them together, with one record for each opening. Parts of other
/// classes are left out.
///
/// # Errors
/// As [`ClassKey::field_open`]; `crypto/context` when a part has no place in the data.
pub fn open(
    fields: &[SealedField],
    keys: &[&ClassKey],
    access: &AccessStatement,
) -> Result<(Value, Vec<AuditRecord>), Failure> {
    let mut data = Value::Object(Object::new());
    let mut records = Vec::new();
    for field in fields {
        let Some(key) = keys.iter().find(|key| key.class() == field.class) else { continue };
        let opened = key
            .field_open(&field.pointer, field.version, &field.jwe, access)
            .map_err(|error| error.to_failure())?;
        records.push(opened.audit);
        put(&mut data, &field.pointer, opened.value).ok_or_else(|| Failure::new(ErrorCode::CryptoContext))?;
    }
    Ok((data, records))
}

/// [`open`] with the key of the dossier: parts of every class.
///
/// # Errors
/// As [`open`]; `crypto/context` for a part whose class is no name of one.
pub fn open_all(
    fields: &[SealedField],
    key: &DossierKey,
    access: &AccessStatement,
) -> Result<(Value, Vec<AuditRecord>), Failure> {
    let mut keys: Vec<ClassKey> = Vec::new();
    for field in fields {
        if keys.iter().all(|known| known.class() != field.class) {
            keys.push(key.class(&field.class).map_err(|error| error.to_failure())?);
        }
    }
    open(fields, &keys.iter().collect::<Vec<_>>(), access)
}

/// Puts a value at its place; objects on the way are made.
fn put(root: &mut Value, place: &str, value: Value) -> Option<()> {
    let mut at = root;
    for name in Pointer::parse(place).ok()?.tokens() {
        let Value::Object(object) = at else { return None };
        if object.get(name).is_none() {
            object.insert(name.as_str(), Object::new());
        }
        at = object.get_mut(name)?;
    }
    *at = value;
    Some(())
}
