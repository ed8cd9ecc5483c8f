//! The table of operations. Order is the order of the documentation.

mod crypto;
mod document;
mod dossier;
mod forms;
mod json;
mod log;
mod packet;
mod raw;
mod rest;
mod schema;
mod time;
mod vn;

use motcua::json::{Object, Value};

use crate::args::{Answer, Args};

type Operation = fn(&Args<'_>) -> Answer;

const TABLE: &[(&str, Operation)] = &[
    ("json.canonicalize", json::canonicalize),
    ("json.pointer", json::pointer),
    ("text.normalize", vn::normalize),
    ("text.searchKey", vn::search_key),
    ("text.fold", vn::fold),
    ("text.registerCase", vn::register_case),
    ("text.compare", vn::compare),
    ("text.comparePeople", vn::compare_people),
    ("text.inspect", vn::inspect),
    ("words.number", vn::number),
    ("words.money", vn::money),
    ("words.date", vn::date),
    ("id.check", vn::check),
    ("place.resolve", vn::resolve),
    ("time.check", time::check),
    ("calendar.isWorkingDay", time::is_working_day),
    ("calendar.day", time::day),
    ("calendar.addWorkingDays", time::add_working_days),
    ("calendar.workingDaysBetween", time::working_days_between),
    ("calendar.lunar", time::lunar),
    ("deadline.due", time::due),
    ("schema.validate", schema::validate),
    ("logic.evaluate", forms::logic),
    ("form.validate", forms::validate),
    ("form.validateMany", forms::validate_many),
    ("form.session", forms::session),
    ("draft.migrate", forms::migrate),
    ("procedure.check", forms::check),
    ("message.render", forms::render),
    ("ed25519.sign", raw::ed25519_sign),
    ("ed25519.verify", raw::ed25519_verify),
    ("x25519.agree", raw::x25519_agree),
    ("hkdf.derive", raw::hkdf_derive),
    ("aesGcm.seal", raw::gcm_seal),
    ("aesGcm.open", raw::gcm_open),
    ("aesKw.wrap", raw::kw_wrap),
    ("aesKw.unwrap", raw::kw_unwrap),
    ("jwk.import", crypto::import),
    ("jwk.thumbprint", crypto::thumbprint),
    ("jws.sign", crypto::sign_payload),
    ("jws.verify", crypto::verify),
    ("log.append", log::append),
    ("jwe.decrypt", crypto::decrypt),
    ("packet.inspect", packet::inspect),
    ("packet.seal", packet::seal_submission),
    ("packet.open", packet::open),
    ("field.open", rest::open_field),
    ("attachment.open", rest::open_attachment),
    ("vault.open", rest::open_vault),
    ("hostile.refusals", crate::hostile::refusals),
    ("hostile.mutations", crate::hostile::mutations),
    ("merkle.inclusion", log::inclusion),
    ("merkle.consistency", log::consistency),
    ("dossier.apply", dossier::apply),
    ("document.render", document::render),
    ("kpi.compute", dossier::compute),
];

/// An operation whose refusal says more than a code: further members of the answer stand beside it.
type Explained = fn(&Args<'_>) -> Result<Value, (String, Object)>;

const EXPLAINED: &[(&str, Explained)] = &[("log.verify", log::verify)];

/// The answer of the operation of a name, if there is one.
pub(crate) fn answer(name: &str, args: &Args<'_>) -> Option<Result<Value, (String, Object)>> {
    if let Some((_, operation)) = EXPLAINED.iter().find(|(known, _)| *known == name) {
        return Some(operation(args));
    }
    let (_, operation) = TABLE.iter().find(|(known, _)| *known == name)?;
    Some(operation(args).map_err(|code| (code, Object::new())))
}

/// Names of all operations, in the order of the documentation.
pub fn names() -> impl Iterator<Item = &'static str> {
    let explained = EXPLAINED.iter().map(|(name, _)| *name);
    TABLE.iter().map(|(name, _)| *name).chain(explained)
}
