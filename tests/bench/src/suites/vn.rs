//! One check of one identifier, as a form asks for it at each keystroke.

use std::hint::black_box;

use motcua::vn::date::Date;
use motcua::vn::id::{self, Context};
use motcua::vn::place::Gazetteer;

use crate::measure::{Goal, Group};

/// A usual value of every kind.
const VALUES: &[(&str, &str)] = &[
    ("agencyCode", "000.00.01.H29"),
    ("businessCode", "0314409058"),
    ("chipCardQr", "079200000001|023456789|Nguyễn Văn An|17052000|Nam|12 Lê Lợi, Bến Nghé, Quận 1|01062021"),
    ("citizenId", "079200000001"),
    ("date", "17/05/1990"),
    ("dossierCode", "000.00.01.H29-260310-0420"),
    ("drivingLicence", "790123456789"),
    ("email", "an.nguyen@example.vn"),
    ("foreignerNumber", "VN1234567"),
    ("fullName", "Nguyễn Thị Hòa"),
    ("healthInsurance", "DN4791234567890"),
    ("mrz", "IDVNM2000000015079200000001<<5\n0005175M4005173VNM<<<<<<<<<<<8\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"),
    ("oldIdCard", "023456789"),
    ("passport", "C1234567"),
    ("phone", "0901 234 567"),
    ("placeCode", "26740"),
    ("placeId", "003999000123"),
    ("plate", "59P1-234.56"),
    ("procedureCode", "1.001193.000.00.00.H29"),
    ("socialInsurance", "7912345678"),
    ("taxCode", "0314409058-002"),
    (
        "vietQr",
        "00020101021238540010A00000072701240006970436011098895593570208QRIBFTTA53037045405100005802VN62320828day la noi dung chuyen khoan6304EEF5",
    ),
];

pub(super) fn groups() -> Result<Vec<Group>, String> {
    if let Some(kind) = id::KINDS.iter().find(|kind| VALUES.iter().all(|(known, _)| known != *kind)) {
        return Err(format!("no value of kind {kind} is measured"));
    }
    let mut checks = Group::new("one check of an identifier");
    for (kind, text) in VALUES {
        checks = checks.case(*kind, move || id::check(black_box(kind), black_box(text), &Context::default()));
        // Two are not one identifier but a text that holds several.
        if !matches!(*kind, "chipCardQr" | "mrz") {
            checks = checks.goal(Goal::Nanoseconds(1_000.0));
        }
    }
    let on = Date::parse_iso("2026-11-20").map_err(|error| error.to_string())?;
    let mut places = Group::new("one address to candidates");
    for text in ["q.1 tphcm", "12 Điện Biên Phủ, P.25, Q. Bình Thạnh, TP HCM"] {
        places = places.case(text, move || Gazetteer::builtin().resolve(black_box(text), on));
    }
    Ok(vec![checks, places])
}
