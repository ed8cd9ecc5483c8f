//! One check of one identifier, as a form asks for it at each keystroke.

use std::hint::black_box;

use motcua::vn::id::{self, Context};

use crate::measure::{Goal, Group};

/// A usual value of every kind.
const VALUES: &[(&str, &str)] = &[
    ("agencyCode", "000.00.01.H29"),
    ("citizenId", "079200000001"),
    ("date", "17/05/1990"),
    ("dossierCode", "000.00.01.H29-260310-0420"),
    ("email", "an.nguyen@example.vn"),
    ("fullName", "Nguyễn Thị Hòa"),
    ("oldIdCard", "023456789"),
    ("passport", "C1234567"),
    ("phone", "0901 234 567"),
    ("procedureCode", "1.001193.000.00.00.H29"),
    ("taxCode", "0314409058-002"),
];

pub(super) fn groups() -> Result<Vec<Group>, String> {
    if let Some(kind) = id::KINDS.iter().find(|kind| VALUES.iter().all(|(known, _)| known != *kind)) {
        return Err(format!("no value of kind {kind} is measured"));
    }
    let mut checks = Group::new("one check of an identifier");
    for (kind, text) in VALUES {
        checks = checks
            .case(*kind, move || id::check(black_box(kind), black_box(text), &Context::default()))
            .goal(Goal::Nanoseconds(1_000.0));
    }
    Ok(vec![checks])
}
