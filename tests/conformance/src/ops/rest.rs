//! `field.open`, `attachment.open`, `vault.open`

use motcua::crypto::attachment::{Assembler, ClassKey, DossierKey};
use motcua::crypto::software::OpeningKey;
use motcua::crypto::vault::{Secret, Vault};
use motcua::crypto::{b64, seal};
use motcua::json::{Object, Value};
use motcua::types::Record;
use motcua::types::audit::{AccessStatement, AuditRecord};
use motcua::types::submission::Attachment;
use motcua::types::vault::VaultBox;

use crate::args::{Answer, Args};

fn code(error: motcua::crypto::Error) -> String {
    error.code().to_owned()
}

/// The class key, from the sealed dossier key and the private key of one of its recipients.
fn class(args: &Args<'_>) -> Result<(ClassKey, AccessStatement), String> {
    let access: AccessStatement = args.record("access")?;
    let key = OpeningKey::from_private_jwk(args.value("key")?).map_err(code)?;
    let wrap = seal::from_value(args.value("dossierKey")?).map_err(code)?;
    let dossier = DossierKey::open(&wrap, &key, args.text("dossier")?, &access).map_err(code)?;
    Ok((dossier.value.class(args.text("class")?).map_err(code)?, access))
}

fn answer(name: &str, value: Value, audit: &AuditRecord) -> Answer {
    let mut answer = Object::new();
    answer.insert(name, value);
    answer.insert("audit", audit.to_value().map_err(|error| error.code().to_owned())?);
    Ok(Value::Object(answer))
}

pub(super) fn open_field(args: &Args<'_>) -> Answer {
    let (class, access) = class(args)?;
    let version: u32 = args.record("version")?;
    let opened =
        class.field_open(args.text("pointer")?, version, args.text("jwe")?, &access).map_err(code)?;
    answer("value", opened.value, &opened.audit)
}

pub(super) fn open_attachment(args: &Args<'_>) -> Answer {
    let (class, access) = class(args)?;
    let manifest: Attachment = args.record("manifest")?;
    let mut assembler = Assembler::new(&class, &manifest, &access).map_err(code)?;
    let mut bytes = Vec::new();
    for chunk in args.list("chunksB64")? {
        let sealed = chunk.as_str().and_then(|text| b64::decode(text).ok()).ok_or("conformance/badArgs")?;
        bytes.extend(assembler.push(&sealed).map_err(code)?);
    }
    let audit = assembler.finish().map_err(code)?;
    answer("plaintextB64", b64::encode(&bytes).into(), &audit)
}

pub(super) fn open_vault(args: &Args<'_>) -> Answer {
    let sealed: VaultBox = args.record("box")?;
    let name = args.text("name")?;
    let vault = match args.optional_text("passphrase")? {
        Some(text) => Vault::unlock(&sealed, Secret::Passphrase(text)),
        None => {
            let bytes: [u8; 32] = args.bytes("prfB64")?.try_into().map_err(|_| "conformance/badArgs")?;
            Vault::unlock(&sealed, Secret::Prf(&bytes))
        }
    };
    let value = vault.and_then(|vault| vault.open(name, &sealed)).map_err(code)?;
    Ok(Value::Object([("value", value)].into_iter().collect()))
}
