//! What peers are to make: header, content and key of each object, in the profile of the format.

use motcua::crypto::{b64, sign};
use motcua::json::{Value, canonicalize, parse};

use crate::world::{CHUNK, DOSSIER, PART, POINTER, PROCEDURE, VERSION, World, chunk, code, content, object};

/// Members of an order. `name` says to the reader what it is.
pub(crate) fn of(world: &World) -> Result<Vec<Value>, String> {
    let signer = world.signer.export_private_jwk();
    let alg = if world.name == "p256" { "ES256" } else { "EdDSA" };
    let kid = world.signer.kid();
    let name = |kind: &str| Value::from(format!("{}/{kind}", world.name));
    let header = |typ: &str, cty: bool| {
        let mut members = vec![("alg", alg.into()), ("kid", kid.into()), ("typ", typ.into())];
        if cty {
            members.push(("cty", "json".into()));
        }
        object(members)
    };
    let payload = b64::encode(&canonicalize(&content()));
    let signed = |kind: &str, form: &str, typ: &str, cty: bool| {
        object([
            ("name", name(kind)),
            ("form", form.into()),
            ("protected", header(typ, cty)),
            ("payload", payload.as_str().into()),
            ("jwk", signer.clone()),
        ])
    };
    let mut recipients = [&world.unit, &world.recovery];
    recipients.sort_by(|a, b| a.kid().cmp(b.kid()));
    let context = object([
        ("v", 1.into()),
        ("purpose", "submission".into()),
        ("dossier", DOSSIER.into()),
        ("procedure", PROCEDURE.into()),
        ("rcpt", Value::Array(recipients.iter().map(|key| key.kid().into()).collect())),
    ]);
    let keys =
        recipients.iter().map(|key| motcua::json::to_value(&key.public()).map_err(|e| e.code().to_owned()));
    let sealed = object([
        ("name", name("sealed")),
        ("form", "jwe-general".into()),
        (
            "protected",
            object([
                ("alg", "ECDH-ES+A256KW".into()),
                ("enc", "A256GCM".into()),
                ("typ", "egov-sealed+jwe".into()),
                ("cty", "json".into()),
            ]),
        ),
        ("aad", b64::encode(&canonicalize(&context)).as_str().into()),
        ("plaintext", payload.as_str().into()),
        ("recipients", Value::Array(keys.collect::<Result<_, _>>()?)),
    ]);
    let field = object([
        ("name", name("field")),
        ("form", "jwe-compact".into()),
        (
            "protected",
            object([
                ("alg", "dir".into()),
                ("enc", "A256GCM".into()),
                ("kid", world.dossier.kid().into()),
                ("typ", "egov-field+jwe".into()),
            ]),
        ),
        ("plaintext", payload.as_str().into()),
        ("derive", derive_field()),
    ]);
    // The place of a chunk is what `toJwe` writes; its header and its `aad` are taken from there.
    let place = PART.to_jwe("a1", &[0; CHUNK + 28]).map_err(code)?;
    let text = |member: &str| place.get(member).and_then(Value::as_str).unwrap_or_default();
    let decoded = b64::decode(text("protected")).map_err(code)?;
    let protected = parse(&decoded, &motcua::json::Policy::PROFILE).map_err(|e| e.code().to_owned())?;
    let part = object([
        ("name", name("chunk")),
        ("form", "jwe-flattened".into()),
        ("protected", protected),
        ("aad", text("aad").into()),
        ("plaintext", b64::encode(&chunk()).as_str().into()),
        ("derive", derive_chunk()),
    ]);
    Ok(vec![
        signed("receipt", "jws-flattened", sign::Kind::Receipt.typ(), true),
        signed("enrolment", "jws-compact", sign::Kind::Enrol.typ(), true),
        signed("event", "jws-compact", sign::Kind::Event.typ(), false),
        sealed,
        field,
        part,
    ])
}

/// From the dossier key to the key of the field: HKDF-SHA-256 contexts, one after the other.
pub(crate) fn derive_field() -> Value {
    steps(&["egov/v1/field", DOSSIER, POINTER, &VERSION.to_string()])
}

/// From the dossier key to the key of the attachment.
pub(crate) fn derive_chunk() -> Value {
    steps(&["egov/v1/attach", DOSSIER, "a1"])
}

fn steps(last: &[&str]) -> Value {
    let class: &[&str] = &["egov/v1/class", DOSSIER, "basic"];
    let list = |parts: &[&str]| Value::Array(parts.iter().map(|part| Value::from(*part)).collect());
    Value::Array([class, last].into_iter().map(list).collect())
}
