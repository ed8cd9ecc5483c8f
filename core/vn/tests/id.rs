//! Identifiers: verdict, codes, normal form, parts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::id::{Context, KINDS, Sex, check};
use motcua_vn::{CODES, Check, Verdict};
use proptest::prelude::*;

fn plain(kind: &str, text: &str) -> Check {
    check(kind, text, &Context::default()).unwrap()
}

fn foreign(kind: &str, text: &str) -> Check {
    check(kind, text, &Context { foreign: true, ..Context::default() }).unwrap()
}

#[track_caller]
fn is(check: &Check, verdict: Verdict, codes: &[&str]) {
    assert_eq!((check.verdict, check.codes.as_slice()), (verdict, codes));
    assert_eq!(check.normalized.is_some(), verdict != Verdict::Invalid);
}

use Verdict::{Invalid, Valid, Warning};

#[test]
fn citizen_numbers() {
    let c = plain("citizenId", " 079 200 000 001 ");
    is(&c, Valid, &[]);
    assert_eq!(c.normalized.as_deref(), Some("079200000001"));
    for (part, value) in [
        ("provincePrefix", "079"),
        ("provinceCode", "79"),
        ("sex", "male"),
        ("century", "2000"),
        ("birthYear", "2000"),
    ] {
        assert_eq!(c.part(part), Some(value));
    }
    let c = plain("citizenId", "077301123456");
    is(&c, Valid, &[]);
    assert_eq!(
        (c.part("sex"), c.part("birthYear"), c.part("provinceCode")),
        (Some("female"), Some("2001"), Some("79"))
    );
    assert_eq!(plain("citizenId", "001085000123").part("birthYear"), Some("1985"));

    is(&plain("citizenId", "003085000123"), Warning, &["citizenId/provincePrefix"]);
    is(&plain("citizenId", "779085000123"), Warning, &["citizenId/provincePrefix"]);
    is(&plain("citizenId", "079999000000"), Warning, &["citizenId/century"]);
    is(&plain("citizenId", "07920000000"), Invalid, &["citizenId/length"]);
    is(&plain("citizenId", ""), Invalid, &["citizenId/length"]);
    is(&plain("citizenId", "07920000000O"), Invalid, &["citizenId/notDigits"]);
    is(&plain("citizenId", "٠79200000001"), Invalid, &["citizenId/notDigits"]);

    let ctx = Context { birth_year: Some(1999), sex: Some(Sex::Female), foreign: false };
    let c = check("citizenId", "079200000001", &ctx).unwrap();
    is(&c, Warning, &["citizenId/sexMismatch", "citizenId/birthYearMismatch"]);
}

#[test]
fn papers() {
    is(&plain("oldIdCard", "023 456 789"), Valid, &[]);
    is(&plain("oldIdCard", "02345678"), Invalid, &["oldIdCard/length"]);
    is(&plain("oldIdCard", "02345678x"), Invalid, &["oldIdCard/notDigits"]);
    let c = plain("passport", "c1234567");
    is(&c, Valid, &[]);
    assert_eq!(c.normalized.as_deref(), Some("C1234567"));
    is(&plain("passport", "AB123456"), Warning, &["passport/notVietnamese"]);
    is(&foreign("passport", "AB123456"), Valid, &[]);
    is(&foreign("passport", "1234"), Invalid, &["passport/form"]);
    is(&foreign("passport", "ABCDÉ123"), Invalid, &["passport/form"]);
}

#[test]
fn phones() {
    for typed in
        ["0901234567", "+84 901 234 567", "84901234567", "0084-901.234.567", "(090) 1234567", "+840901234567"]
    {
        let c = plain("phone", typed);
        is(&c, Valid, &[]);
        assert_eq!(c.normalized.as_deref(), Some("+84901234567"), "{typed}");
        assert_eq!((c.part("national"), c.part("type")), (Some("0901234567"), Some("mobile")));
    }
    let c = plain("phone", "+84 28 3829 7834");
    is(&c, Valid, &[]);
    assert_eq!((c.part("e164"), c.part("areaCode")), (Some("+842838297834"), Some("028")));
    assert_eq!(plain("phone", "0254 3 812345").part("oldProvinceCode"), Some("77"));
    let c = plain("phone", "01234567890");
    is(&c, Invalid, &["phone/retired"]);
    assert_eq!(c.part("suggestion"), Some("0834567890"));
    is(&plain("phone", "0559123456"), Valid, &[]);
    is(&plain("phone", "0951234567"), Warning, &["phone/unassigned"]);
    is(&plain("phone", "1900 1022"), Warning, &["phone/service"]);
    is(&plain("phone", "0401234567"), Invalid, &["phone/prefix"]);
    is(&plain("phone", "02531234567"), Invalid, &["phone/prefix"]);
    is(&plain("phone", "090123456"), Invalid, &["phone/length"]);
    is(&plain("phone", "38297834"), Invalid, &["phone/length"]);
    is(&plain("phone", "090123456a"), Invalid, &["phone/characters"]);
    is(&plain("phone", "+"), Invalid, &["phone/length"]);
    is(&plain("phone", "+1 202 555 0123"), Warning, &["phone/foreign"]);
    is(&foreign("phone", "+1 202 555 0123"), Valid, &[]);
}

#[test]
fn names() {
    let c = plain("fullName", "  NGUYỄN  Thị Hòa ");
    is(&c, Valid, &[]);
    assert_eq!(c.normalized.as_deref(), Some("NGUYỄN Thị Hòa"));
    assert_eq!(
        (c.part("familyName"), c.part("middleName"), c.part("givenName")),
        (Some("NGUYỄN"), Some("Thị"), Some("Hòa"))
    );
    for name in
        ["K'Dang Ê Ban", "Y-lăng Niê", "Y Bhĭm Čil", "Giàng A Pháo", "Nguyễn Zét", "H’Hen Niê", "Ksor Ơ̆ Ƀuôn"]
    {
        is(&plain("fullName", name), Valid, &[]);
    }
    assert_eq!(plain("fullName", "H’Hen Niê").normalized.as_deref(), Some("H'Hen Niê"));
    is(&plain("fullName", "An"), Warning, &["fullName/singleWord"]);
    is(&plain("fullName", "Nguyễn Văn 3"), Invalid, &["fullName/digit"]);
    is(&plain("fullName", "Nguyễn Văn ٣"), Invalid, &["fullName/digit"]);
    is(&plain("fullName", "Nguyễn 😀"), Invalid, &["fullName/character"]);
    is(&plain("fullName", "Nguyễn - An"), Invalid, &["fullName/character"]);
    is(&plain("fullName", "Nguyễn\u{202E} An"), Invalid, &["fullName/hiddenCharacter"]);
    is(&plain("fullName", "Nguyễn\u{0}An"), Invalid, &["fullName/hiddenCharacter"]);
    is(&plain("fullName", "Nguyễn Müller"), Invalid, &["fullName/letter"]);
    is(&plain("fullName", "Иван Петров"), Invalid, &["fullName/letter"]);
    is(&plain("fullName", " \u{200B} "), Invalid, &["fullName/empty"]);
    is(&plain("fullName", "Nguyễn A\u{301}\u{300}\u{303}\u{309}\u{323}"), Invalid, &["fullName/character"]);
    is(&plain("fullName", "NguyÔn Thanh"), Warning, &["fullName/legacyEncoding"]);
    is(&foreign("fullName", "Martin Luther King Jr."), Valid, &[]);
    is(&foreign("fullName", "Jürgen Müller"), Valid, &[]);
    is(&foreign("fullName", "Иван Петров"), Warning, &["fullName/notLatin"]);
    is(&foreign("fullName", "R2 D2"), Invalid, &["fullName/digit"]);
}

#[test]
fn addresses_of_mail() {
    let c = plain("email", " An.Nguyen+hs@Example.COM ");
    is(&c, Valid, &[]);
    assert_eq!(c.normalized.as_deref(), Some("An.Nguyen+hs@example.com"));
    is(&plain("email", "an@tênmiền.vn"), Valid, &[]);
    is(&plain("email", "nguyễn@example.com"), Warning, &["email/nonAsciiLocal"]);
    let bad = [
        "",
        "a",
        "a@",
        "@b.vn",
        "a@b",
        "a b@c.vn",
        "a..b@c.vn",
        ".a@c.vn",
        "a@-c.vn",
        "a@c..vn",
        "a@1.2.3.4",
        "a@b@c.vn",
    ];
    for bad in bad {
        is(&plain("email", bad), Invalid, &["email/form"]);
    }
    is(&plain("email", &format!("{}@c.vn", "a".repeat(65))), Invalid, &["email/tooLong"]);
    is(&plain("email", &format!("a@{}vn", "b.".repeat(200))), Invalid, &["email/tooLong"]);
}

#[test]
fn tax_codes() {
    for good in ["0100233488", "0314409058-002", "0312687878001", "01.00.112.437", "3100000048", "3100000030"]
    {
        is(&plain("taxCode", good), Valid, &[]);
    }
    assert_eq!(plain("taxCode", "0312687878001").normalized.as_deref(), Some("0312687878-001"));
    is(&plain("taxCode", "0100233480"), Warning, &["taxCode/checkDigit"]);
    // The digits before leave no check digit at all.
    for last in 0..10 {
        is(&plain("taxCode", &format!("310000007{last}")), Warning, &["taxCode/checkDigit"]);
    }
    is(&plain("taxCode", "0314409058-000"), Invalid, &["taxCode/branch"]);
    is(&plain("taxCode", "3100000009"), Invalid, &["taxCode/serial"]);
    assert_eq!(plain("taxCode", "0100000008").verdict, Invalid);
    is(&plain("taxCode", "12345"), Invalid, &["taxCode/length"]);
    is(&plain("taxCode", "VV34567890"), Invalid, &["taxCode/form"]);
    is(&plain("taxCode", "03144-09058002"), Invalid, &["taxCode/form"]);
    let c = plain("taxCode", "079200000001");
    is(&c, Valid, &[]);
    assert_eq!(c.part("type"), Some("citizen"));
}

#[test]
fn administration_codes() {
    for (code, shape, level_one, date, serial) in [
        ("000.00.01.H29-260310-0420", "local", "H29", "2026-03-10", "0420"),
        ("H15.50.05.13-261008-0975", "local", "H15", "2026-10-08", "0975"),
        ("38.98.h29-210519-0013", "local", "H29", "2021-05-19", "0013"),
        ("G09.20-20260609-0092637", "ministry", "G09", "2026-06-09", "0092637"),
    ] {
        let c = plain("dossierCode", code);
        is(&c, Valid, &[]);
        let parts = [("shape", shape), ("level1", level_one), ("date", date), ("serial", serial)];
        for (part, value) in parts {
            assert_eq!(c.part(part), Some(value), "{code}");
        }
    }
    is(&plain("dossierCode", "H29-260310"), Invalid, &["dossierCode/form"]);
    is(&plain("dossierCode", "000.00.01-260310-0420"), Invalid, &["dossierCode/agency"]);
    is(&plain("dossierCode", "H29.H15-260310-0420"), Invalid, &["dossierCode/agency"]);
    is(&plain("dossierCode", "H29-260230-0420"), Invalid, &["dossierCode/date"]);
    is(&plain("dossierCode", "H29-260310-042"), Invalid, &["dossierCode/serial"]);
    is(&plain("agencyCode", "000.00.01.H29"), Valid, &[]);
    is(&plain("agencyCode", "000.00.01"), Invalid, &["agencyCode/form"]);
    is(&plain("agencyCode", &format!("H29{}", ".00".repeat(11))), Invalid, &["agencyCode/length"]);
    is(&plain("procedureCode", "1.001193"), Valid, &[]);
    assert_eq!(plain("procedureCode", "1.001193.000.00.00.H29").part("level1"), Some("H29"));
    for bad in ["1.00119", "4.001193", "1.001193.000.00.00.H2", "1.001193.H29", "1001193", "1.0011935"] {
        is(&plain("procedureCode", bad), Invalid, &["procedureCode/form"]);
    }
}

#[test]
fn dates_may_be_partial() {
    for (typed, iso, precision) in
        [("29/02/2024", "2024-02-29", "day"), ("5/1990", "1990-05", "month"), (" 1990 ", "1990", "year")]
    {
        let c = plain("date", typed);
        is(&c, Valid, &[]);
        assert_eq!((c.normalized.as_deref(), c.part("precision")), (Some(iso), Some(precision)));
    }
    is(&plain("date", "31/02/2026"), Invalid, &["date/notReal"]);
    is(&plain("date", "hôm qua"), Invalid, &["date/form"]);
}

#[test]
fn the_list_of_kinds_and_codes_is_the_truth() {
    assert!(KINDS.iter().all(|kind| check(kind, "", &Context::default()).is_some()));
    assert!(check("shoeSize", "42", &Context::default()).is_none());
    assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
    assert!(!format!("{:?}", plain("citizenId", "079200000001")).contains("0792"));
}

proptest! {
    #[test]
    fn any_text_is_answered(
        s in any::<String>(),
        digits in "[0-9 .+-]{0,16}",
        code in "[A-Z0-9.-]{0,40}",
        name in "[a-zA-ZăâđễỮ'’ .\u{300}-\u{303}0-9-]{0,30}",
        foreign in any::<bool>(),
        birth_year in proptest::option::of(any::<i32>()),
    ) {
        let ctx = Context { birth_year, sex: None, foreign };
        for kind in KINDS {
            for text in [&s, &digits, &code, &name] {
                let c = check(kind, text, &ctx).unwrap();
                prop_assert!(c.codes.iter().all(|code| CODES.contains(code)));
                prop_assert_eq!(c.codes.is_empty(), c.verdict == Valid);
                prop_assert_eq!(c.normalized.is_none(), c.verdict == Invalid);
                // The stored form gets the same answer as the typed one.
                if let Some(stored) = &c.normalized {
                    let again = check(kind, stored, &ctx).unwrap();
                    prop_assert_eq!(&again.normalized, &c.normalized);
                    prop_assert_eq!(again.verdict, c.verdict);
                }
            }
        }
    }
}
