//! `motcua open`: a packet, opened at the desk and verified against what the desk expects.

use motcua::crypto::packet::{self, Expected, allowed_auth};
use motcua::crypto::seal;
use motcua::json::{Value, to_canonical_string, to_value};
use motcua::types::Record as _;
use motcua::types::submission::{OpenedPacket, Signer};

use super::validate::procedure;
use crate::args::Call;
use crate::outcome::{Outcome, Stop};
use crate::output::{self, Existing, Readers};
use crate::{input, keyfile, text, trust};

/// A signer's clock may be this many seconds ahead.
const SKEW: i64 = 300;

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let (now, file) = (input::now(call)?, call.operand());
    let sealed = seal::parse(&input::bytes(file)?).map_err(|error| Stop::refused(file, &error))?;
    let directory = trust::directory(call, now)?;
    let procedure = procedure(call, now)?;
    let key = keyfile::opening(call, call.required("key")?)?;
    let expected = Expected {
        aud: call.required("aud")?.to_owned(),
        nonce: call.required("nonce")?.to_owned(),
        dossier: call.option("dossier").map(str::to_owned),
        procedure: Some(procedure.reference()),
        now,
        skew: SKEW,
        max_age: call.number("max-age")?.unwrap_or(3600),
        allowed_auth: allowed_auth(&procedure.document().signers),
        min_assurance: procedure.document().min_assurance,
        revoked: Vec::new(),
        transfers: Vec::new(),
    };
    let opened =
        packet::open(&sealed, &key, &directory, &expected).map_err(|error| Stop::refused(file, &error))?;
    give(call, file, &opened)
}

fn give(call: &Call, file: &str, opened: &OpenedPacket) -> Result<Outcome, Stop> {
    let refuse = |error: motcua::json::Error| Stop::refused(file, &error);
    let payload = opened.payload.to_value().map_err(refuse)?;
    let mut members = vec![
        ("dossier", opened.payload.dossier.as_str().into()),
        ("payloadHash", opened.payload_hash.as_str().into()),
        ("signers", to_value(&opened.signers).map_err(refuse)?),
    ];
    let mut lines = format!("{file}: {}\n", call.lang.pick("gói mở được", "the packet opens"));
    lines += &text::table(&[
        (call.lang.pick("hồ sơ", "dossier"), &opened.payload.dossier),
        (call.lang.pick("băm", "hash"), &opened.payload_hash),
    ]);
    lines.extend(opened.signers.iter().map(|signer| line(call, signer)));
    match call.option("output") {
        // The data of a person: nobody else on this machine reads it.
        Some(name) => {
            let text = to_canonical_string(&payload) + "\n";
            output::file(name, text.as_bytes(), Readers::Owner, Existing::Replace)?;
            members.push(("file", name.into()));
        }
        None => {
            lines = lines + &to_canonical_string(&payload) + "\n";
            members.push(("payload", payload));
        }
    }
    Ok(Outcome::of(lines, members))
}

/// A signer, with the sentence that says what the signature proves.
fn line(call: &Call, signer: &Signer) -> String {
    let word =
        to_value(&signer.standing).ok().as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let params = [("name", signer.name.clone()), ("level", signer.level.to_string())]
        .map(|(name, value)| motcua::types::report::Param::new(name, value));
    let sentence = text::message(&format!("standing/{word}"), &params, call.lang);
    text::table(&[(call.lang.pick("người ký", "signer"), &sentence)])
}
