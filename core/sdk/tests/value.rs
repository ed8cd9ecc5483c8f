//! Values, places and transfers as records.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua::ErrorCode;
use motcua::types::Record;
use motcua::types::value::{TransferCode, ValueContext, ValueVerdict};
use motcua::value::{
    add_working_days, check_value, inspect_text, office_day, read_transfer_code, resolve_place,
    resolve_place_code, working_days_between, write_transfer_code,
};
use motcua::vn::calendar::Calendar;
use motcua::vn::id::KINDS;
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

/// What is none of them is refused by every kind, and the answer holds nothing to store.
#[test]
fn no_kind_takes_anything() {
    for kind in KINDS {
        let found = check_value(kind, "😀", &ValueContext::default()).unwrap();
        assert_eq!((found.verdict, &found.normalized), (ValueVerdict::Invalid, &None), "{kind}");
    }
    let found = inspect_text("NguyÔn V¨n An");
    assert_eq!((found.verdict, found.codes), (ValueVerdict::Warning, vec!["text/tcvn3".to_owned()]));
}

#[test]
fn days_of_offices() {
    let calendar = Calendar::embedded();
    let tet = office_day(calendar, "2026-02-17").unwrap();
    assert_eq!((tet.working, tet.reason.as_deref()), (false, Some("statutory")));
    assert!(tet.legal_basis.unwrap().contains("Điều 112") && tet.name.unwrap().vi.contains("Tết"));
    let weekend = office_day(calendar, "2026-11-21").unwrap();
    assert_eq!((weekend.working, weekend.reason.as_deref(), weekend.mark), (false, Some("weekend"), None));
    assert!(office_day(calendar, "2026-11-20").unwrap().working);
    assert_eq!(add_working_days(calendar, "2026-11-20", 1).unwrap(), "2026-11-23");
    assert_eq!(working_days_between(calendar, "2026-11-20", "2026-11-23"), Ok(1));
    for refused in [
        office_day(calendar, "2031-01-01").map(|_| ()),
        add_working_days(calendar, "2026-11-20", u32::MAX).map(|_| ()),
    ] {
        assert_eq!(refused.unwrap_err().code, ErrorCode::CalendarNotCovered);
    }
    assert_eq!(office_day(calendar, "today").unwrap_err().code, ErrorCode::BoundaryType);
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
