//! Values, places and transfers as records.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua::ErrorCode;
use motcua::types::Record;
use motcua::types::value::{TransferCode, ValueContext, ValueVerdict};
use motcua::value::{
    check_value, read_transfer_code, resolve_place, resolve_place_code, write_transfer_code,
};
use motcua::vn::place::Gazetteer;

#[test]
fn a_value_beside_what_the_form_knows() {
    let context = ValueContext {
        birth_date: Some("1999-05-17".into()),
        sex: Some("male".into()),
        birth_province: Some("79".into()),
        ..ValueContext::default()
    };
    let found = check_value("citizenId", "079 200 000 001", &context).unwrap();
    assert_eq!(
        (found.verdict, found.codes.as_slice()),
        (ValueVerdict::Warning, &["citizenId/birthYearMismatch".to_owned()][..])
    );
    assert_eq!(found.normalized.as_deref(), Some("079200000001"));
    assert!(found.parts.iter().any(|part| part.name == "provinceCode" && part.value == "79"));
    assert!(!format!("{found:?} {context:?}").contains("0792"));

    let misuse = |kind: &str, context: &ValueContext| check_value(kind, "x", context).unwrap_err().code;
    assert_eq!(misuse("shoeSize", &ValueContext::default()), ErrorCode::BoundaryType);
    for bad in [
        ValueContext { sex: Some("m".into()), ..ValueContext::default() },
        ValueContext { birth_date: Some("?".into()), ..ValueContext::default() },
        ValueContext { birth_province: Some("x".into()), ..ValueContext::default() },
        ValueContext { on: Some("2026-02-30".into()), ..ValueContext::default() },
    ] {
        assert_eq!(misuse("citizenId", &bad), ErrorCode::BoundaryType);
    }
}

#[test]
fn places_on_a_day() {
    let places = Gazetteer::builtin();
    let found = resolve_place(places, "P. Bến Nghé, Q.1, TP.HCM", "2026-11-20").unwrap();
    let first = &found.candidates[0];
    assert_eq!(
        (first.unit.code.as_str(), first.level.as_str(), found.codes[0].as_str()),
        ("26740", "commune", "place/changed")
    );
    assert_eq!(first.district.as_ref().unwrap().name, "Quận 1");
    assert_eq!(first.units[0].name, "Phường Sài Gòn");
    let province = resolve_place_code(places, "79", "2026-11-20").unwrap();
    assert!(province.candidates[0].province.is_none());
    // As JSON and back: nothing is lost.
    let text = found.to_value().unwrap();
    assert_eq!(motcua::types::value::PlaceAnswer::from_value(&text).unwrap(), found);
    assert_eq!(resolve_place(places, "x", "today").unwrap_err().code, ErrorCode::BoundaryType);
}

#[test]
fn transfers() {
    let transfer = TransferCode {
        bank: "970403".into(),
        account: "0011012345678".into(),
        to_card: false,
        amount: Some("75000".into()),
        purpose: Some("H29.01.15-261118-0001".into()),
        bill: None,
    };
    let text = write_transfer_code(&transfer).unwrap();
    assert_eq!(read_transfer_code(&text).unwrap(), transfer);
    let changed = text.replace("75000", "95000");
    assert_eq!(read_transfer_code(&changed).unwrap_err().code, ErrorCode::VietQrCrc);
    let long = TransferCode { purpose: Some("A".repeat(26)), ..transfer };
    assert_eq!(write_transfer_code(&long).unwrap_err().code, ErrorCode::VietQrPurpose);
}
