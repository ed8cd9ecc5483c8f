//! The table of operations. Order is the order of the documentation.

mod crypto;
mod dossier;
mod forms;
mod json;
mod time;
mod vn;

use crate::args::{Answer, Args};

type Operation = fn(&Args<'_>) -> Answer;

const TABLE: &[(&str, Operation)] = &[
    ("json.canonicalize", json::canonicalize),
    ("json.pointer", json::pointer),
    ("text.normalize", vn::normalize),
    ("text.searchKey", vn::search_key),
    ("text.fold", vn::fold),
    ("text.compare", vn::compare),
    ("id.check", vn::check),
    ("time.check", time::check),
    ("calendar.isWorkingDay", time::is_working_day),
    ("deadline.due", time::due),
    ("form.validate", forms::validate),
    ("procedure.check", forms::check),
    ("message.render", forms::render),
    ("jwk.thumbprint", crypto::thumbprint),
    ("jws.verify", crypto::verify),
    ("packet.inspect", crypto::inspect_packet),
    ("log.verify", dossier::verify_log),
    ("dossier.apply", dossier::apply),
];

/// The operation of a name.
pub(crate) fn find(name: &str) -> Option<Operation> {
    TABLE.iter().find(|(known, _)| *known == name).map(|(_, operation)| *operation)
}

/// Names of all operations, in the order of the documentation.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _)| *name)
}
