//! `packet.*`

use motcua::crypto::directory::Directory;
use motcua::crypto::packet::{self, Expected};
use motcua::crypto::software::OpeningKey;
use motcua::crypto::{jwk, seal, sign};
use motcua::json::{Object, Policy, Value, parse, to_value};
use motcua::types::event::Transfer;
use motcua::types::jose::Jwk;
use motcua::types::keys::Revocation;
use motcua::types::procedure::SignerRule;
use motcua::types::submission::ProcedureRef;

use super::crypto::{code, object};
use crate::args::{Answer, Args};
use crate::hostile::Stream;

fn json(error: motcua::json::Error) -> String {
    error.code().to_owned()
}

pub(super) fn inspect(args: &Args<'_>) -> Answer {
    let bytes = object(args, "packet")?;
    parse(&bytes, &Policy::PROFILE).map_err(json)?;
    let context = seal::parse(&bytes).and_then(|packet| seal::inspect(&packet)).map_err(code)?;
    to_value(&context).map_err(json)
}

/// `entropyB64` is stretched into all the randomness there is, so that the packet follows from the arguments.
pub(super) fn seal_submission(args: &Args<'_>) -> Answer {
    let jws = sign::parse_flattened(&object(args, "jws")?).map_err(code)?;
    let procedure: ProcedureRef = args.record("procedure")?;
    let keys = args.list("recipients")?.iter().map(|key| jwk::from_value(key).map_err(code));
    let keys = keys.collect::<Result<Vec<Jwk>, _>>()?;
    let mut entropy = Stream(args.bytes("entropyB64")?, 0);
    let sealed = packet::seal_submission(&jws, &procedure, args.text("dossier")?, &keys, &mut entropy);
    Ok(seal::to_value(&sealed.map_err(code)?))
}

/// `keys[]` are private keys that open, `directory` and `root` say who signs.
pub(super) fn open(args: &Args<'_>) -> Answer {
    let keys = args.list("keys")?.iter().map(|key| OpeningKey::from_private_jwk(key).map_err(code));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let wanted = Args::new(args.value("expected")?);
    let expected = expected(&wanted)?;
    let root = jwk::from_value(args.value("root")?).map_err(code)?;
    let directory = Directory::open(&object(args, "directory")?, &root, expected.now, 0).map_err(code)?;
    let sealed = seal::parse(&object(args, "packet")?).map_err(code)?;
    let context = seal::inspect(&sealed).map_err(code)?;
    let key = keys.iter().find(|key| context.rcpt.iter().any(|kid| kid == key.kid())).or(keys.first());
    let opened =
        packet::open(&sealed, key.ok_or("conformance/badArgs")?, &directory, &expected).map_err(code)?;
    let mut answer = Object::new();
    answer.insert("payload", to_value(&opened.payload).map_err(json)?);
    let signers = opened.signers.iter().map(|signer| {
        let mut one = Object::new();
        one.insert("role", to_value(&signer.role).map_err(json)?);
        one.insert("kid", signer.kid.as_str());
        one.insert("standing", to_value(&signer.standing).map_err(json)?);
        Ok(Value::Object(one))
    });
    answer.insert("signers", Value::Array(signers.collect::<Result<_, String>>()?));
    Ok(Value::Object(answer))
}

fn expected(args: &Args<'_>) -> Result<Expected, String> {
    let number = |name: &str, otherwise: i64| match args.optional(name) {
        None => Ok(otherwise),
        Some(value) => value.as_i64().ok_or("conformance/badArgs"),
    };
    let list = |name: &str| args.optional(name).is_some();
    let rules: Vec<SignerRule> = args.record("signers")?;
    Ok(Expected {
        aud: args.text("aud")?.to_owned(),
        nonce: args.text("nonce")?.to_owned(),
        dossier: args.optional_text("dossier")?.map(str::to_owned),
        procedure: if list("procedure") { Some(args.record("procedure")?) } else { None },
        now: args.moment("now")?,
        skew: number("skew", 300)?,
        max_age: number("maxAge", 3600)?,
        allowed_auth: rules.into_iter().map(|rule| (rule.role, rule.auth)).collect(),
        min_assurance: u32::try_from(number("minAssurance", 0)?).unwrap_or(u32::MAX),
        revoked: if list("revoked") { args.record::<Vec<Revocation>>("revoked")? } else { Vec::new() },
        transfers: if list("transfers") { args.record::<Vec<Transfer>>("transfers")? } else { Vec::new() },
    })
}
