//! Objects that we made, for peers to read.

use motcua::crypto::{b64, hash, seal, sign};
use motcua::json::{Value, canonicalize, to_canonical_string};
use motcua::types::submission::ProcedureRef;

use crate::orders;
use crate::world::{Counter, PART, POINTER, PROCEDURE, VERSION, World, chunk, code, content, object, worlds};

/// Prints everything.
pub(crate) fn run() -> Result<(), String> {
    let (mut items, mut wanted) = (Vec::new(), Vec::new());
    for world in &worlds()? {
        items.extend(objects(world)?);
        wanted.extend(orders::of(world)?);
    }
    println!(
        "{}",
        to_canonical_string(&object([("items", Value::Array(items)), ("orders", Value::Array(wanted))]))
    );
    Ok(())
}

fn objects(world: &World) -> Result<Vec<Value>, String> {
    let mut entropy = Counter(7_000);
    let json = |error: motcua::json::Error| error.code().to_owned();
    let public = motcua::json::to_value(&world.signer.public()).map_err(json)?;
    let plaintext = b64::encode(&canonicalize(&content()));
    let item = |kind: &str, form: &str, value: Value, content: &str, key: (&'static str, Value)| {
        object([
            ("name", Value::from(format!("{}/{kind}", world.name))),
            ("form", form.into()),
            ("object", value),
            ("plaintext", content.into()),
            key,
        ])
    };
    let mut items = Vec::new();
    for kind in [
        sign::Kind::Submission,
        sign::Kind::Receipt,
        sign::Kind::Keys,
        sign::Kind::Enrol,
        sign::Kind::Pack,
        sign::Kind::Decision,
        sign::Kind::Cosign,
        sign::Kind::Event,
    ] {
        let jws = world.signer.sign_payload(kind, &content()).map_err(code)?;
        let key = || ("jwk", public.clone());
        let compact = sign::to_compact(&jws).as_str().into();
        items.push(item(kind.typ(), "jws-compact", compact, &plaintext, key()));
        if kind != sign::Kind::Event {
            let flattened = sign::flattened_to_value(&jws);
            items.push(item(kind.typ(), "jws-flattened", flattened, &plaintext, key()));
        }
    }
    let recipients = [world.unit.public(), world.recovery.public()];
    let (procedure, version) = PROCEDURE.split_once('@').unwrap_or((PROCEDURE, ""));
    let procedure = ProcedureRef {
        code: procedure.to_owned(),
        version: version.to_owned(),
        hash: hash::sha256_text(PROCEDURE.as_bytes()),
    };
    for (reader, key) in [("unit", &world.unit), ("recovery", &world.recovery)] {
        let private = || ("jwk", key.export_private_jwk());
        let context = seal::context(seal::PURPOSE_SUBMISSION, world.dossier.dossier(), PROCEDURE);
        let sealed =
            seal::seal(&canonicalize(&content()), context, &recipients, &mut entropy).map_err(code)?;
        let name = format!("sealed to {reader}");
        items.push(item(&name, "jwe-general", seal::to_value(&sealed), &plaintext, private()));
        let wrap = world.dossier.seal(&recipients, &procedure, &mut entropy).map_err(code)?;
        let secret = seal::open(&wrap, key).map_err(code)?.0;
        let name = format!("dossier key to {reader}");
        items.push(item(&name, "jwe-general", seal::to_value(&wrap), &b64::encode(&secret), private()));
    }
    let field = world.class.field_seal(POINTER, VERSION, &content(), &mut entropy).map_err(code)?;
    items.push(item(
        "field",
        "jwe-compact",
        field.as_str().into(),
        &plaintext,
        ("derive", orders::derive_field()),
    ));
    let sealed = world.attachment.seal(PART, &chunk(), &mut entropy).map_err(code)?;
    let jwe = PART.to_jwe("a1", &sealed).map_err(code)?;
    let bytes = b64::encode(&chunk());
    items.push(item("chunk", "jwe-flattened", jwe, &bytes, ("derive", orders::derive_chunk())));
    Ok(items)
}
