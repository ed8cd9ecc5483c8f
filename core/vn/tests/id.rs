//! Identifiers: verdict, codes, normal form, parts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::date::Date;
use motcua_vn::id::{Context, DossierGrammar, KINDS, Sex, VietQr, check};
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
        ("provinceName", "Thành phố Hồ Chí Minh"),
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

    let ctx = Context { birth_year: Some(1999), sex: Some(Sex::Female), ..Context::default() };
    let c = check("citizenId", "079200000001", &ctx).unwrap();
    is(&c, Warning, &["citizenId/sexMismatch", "citizenId/birthYearMismatch"]);
    // Registered in Bình Dương: its own code and that of the province it went into both fit.
    let registered = |province| Context { birth_province: Some(province), ..Context::default() };
    for (province, codes) in [(74, &[][..]), (79, &[]), (77, &["citizenId/provinceMismatch"])] {
        let c = check("citizenId", "074200000001", &registered(province)).unwrap();
        assert_eq!(c.codes, codes, "{province}");
    }
}

/// Twelve digits again, and nothing in them says that they are a place's: the field does.
#[test]
fn identifiers_of_places() {
    is(&plain("placeId", "003 999 000 123"), Valid, &[]);
    assert_eq!(plain("placeId", "003999000123").part("sex"), None);
    is(&plain("placeId", "00399900012"), Invalid, &["placeId/length"]);
    is(&plain("placeId", "00399900012x"), Invalid, &["placeId/notDigits"]);
    let c = plain("placeCode", "79");
    is(&c, Valid, &[]);
    assert_eq!(c.part("name"), Some("Thành phố Hồ Chí Minh"));
    assert_eq!(plain("placeCode", "26740").part("name"), Some("Phường Sài Gòn"));
    is(&plain("placeCode", "03"), Invalid, &["placeCode/unknown"]);
    is(&plain("placeCode", "00001"), Warning, &["placeCode/notListed"]);
    is(&plain("placeCode", "7"), Invalid, &["placeCode/form"]);
    let on = |text| Context { on: Some(Date::parse_iso(text).unwrap()), ..Context::default() };
    is(&check("placeCode", "77", &on("2025-06-30")).unwrap(), Valid, &[]);
    is(&check("placeCode", "77", &on("2025-07-01")).unwrap(), Warning, &["placeCode/notInForce"]);
    assert_eq!(check("placeCode", "26740", &on("2024-01-01")).unwrap().part("name"), Some("Phường Bến Nghé"));
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
    // In a field of history the card's number is as good as ever; as proof it ended with 2024.
    let proof = |on| Context { proof: true, on: Some(Date::parse_iso(on).unwrap()), ..Context::default() };
    is(&check("oldIdCard", "023456789", &proof("2024-12-31")).unwrap(), Valid, &[]);
    is(&check("oldIdCard", "023456789", &proof("2025-01-01")).unwrap(), Invalid, &["oldIdCard/expired"]);
    is(&plain("foreignerNumber", "vn 1234567"), Valid, &[]);
    is(&plain("foreignerNumber", "1"), Invalid, &["foreignerNumber/form"]);
    is(&plain("drivingLicence", "790 123 456 789"), Valid, &[]);
    is(&plain("drivingLicence", "AB123456"), Warning, &["drivingLicence/notTwelveDigits"]);
    is(&plain("drivingLicence", "số 1"), Invalid, &["drivingLicence/form"]);
}

#[test]
fn insurance() {
    is(&plain("socialInsurance", "79 1234 5678"), Valid, &[]);
    is(&plain("socialInsurance", "791234567"), Invalid, &["socialInsurance/length"]);
    is(&plain("socialInsurance", ""), Invalid, &["socialInsurance/length"]);
    is(&plain("socialInsurance", "791234567A"), Invalid, &["socialInsurance/notDigits"]);
    is(&plain("healthInsurance", "7912345678"), Valid, &[]);
    let c = plain("healthInsurance", "dn 4 79 1234567890");
    is(&c, Valid, &[]);
    assert_eq!(c.normalized.as_deref(), Some("DN4791234567890"));
    let parts =
        ["type", "group", "benefit", "oldProvinceCode", "socialInsurance"].map(|part| c.part(part).unwrap());
    assert_eq!(parts, ["card", "DN", "4", "79", "1234567890"]);
    let c = plain("healthInsurance", "TE1790000000001");
    is(&c, Valid, &[]);
    assert_eq!((c.part("type"), c.part("socialInsurance")), (Some("child"), None));
    is(&plain("healthInsurance", "DN4031234567890"), Warning, &["healthInsurance/province"]);
    is(&plain("healthInsurance", "DN6791234567890"), Invalid, &["healthInsurance/form"]);
    is(&plain("healthInsurance", "DN479123456789"), Invalid, &["healthInsurance/length"]);
    is(&plain("healthInsurance", "DN47912345"), Invalid, &["healthInsurance/form"]);
}

#[test]
fn plates() {
    for (typed, stored, kind) in [
        ("30a-123.45", "30A-123.45", "car"),
        ("30A 12345", "30A-123.45", "car"),
        ("51F1234", "51F-1234", "car"),
        ("59P123456", "59P1-234.56", "motorbike"),
        ("59-P1 23456", "59P1-234.56", "motorbike"),
        ("59P1-2345", "59P1-2345", "motorbike"),
        ("59AB-123.45", "59AB-123.45", "motorbike"),
        ("59mđ1-234.56", "59MĐ1-234.56", "electric"),
        ("59MĐ12345", "59MĐ-123.45", "electric"),
        ("51LD-123.45", "51LD-123.45", "special"),
        ("80TĐ12345", "80TĐ-123.45", "special"),
        ("41-001-NG-12", "41-001-NG-12", "foreign"),
        ("80NG00112", "80-001-NG-12", "foreign"),
    ] {
        let c = plain("plate", typed);
        is(&c, Valid, &[]);
        assert_eq!((c.normalized.as_deref(), c.part("kind")), (Some(stored), Some(kind)), "{typed}");
    }
    // Eight characters without separators: a car of today or a motorbike of once.
    let c = plain("plate", "59P12345");
    is(&c, Warning, &["plate/ambiguous"]);
    assert_eq!((c.part("car"), c.part("motorbike")), (Some("59P-123.45"), Some("59P1-2345")));
    assert_eq!(c.normalized.as_deref(), Some("59P12345"));
    for number in [41, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59] {
        assert_eq!(plain("plate", &format!("{number}A-123.45")).part("oldProvinceCode"), Some("79"));
    }
    for (number, province) in [("61", "74"), ("72", "77")] {
        let c = plain("plate", &format!("{number}A-123.45"));
        assert_eq!((c.part("oldProvinceCode"), c.part("provinceCode")), (Some(province), Some("79")));
    }
    assert_eq!(plain("plate", "80A-123.45").part("issuer"), Some("central"));
    for never in [42, 44, 45, 46, 87, 91, 96, 13, 10] {
        is(&plain("plate", &format!("{never}A-123.45")), Warning, &["plate/number"]);
    }
    is(&plain("plate", "30O-123.45"), Invalid, &["plate/letter"]);
    for bad in ["", "30", "30A", "30A-123.456", "A30-12345", "30A-12.345", "3OA-12345x", &"30A".repeat(99)] {
        is(&plain("plate", bad), Invalid, &[if bad.contains('O') { "plate/letter" } else { "plate/form" }]);
    }
}

#[test]
fn codes_of_chip_cards() {
    let c = plain(
        "chipCardQr",
        "079200000001|023456789|Nguyễn Văn An|17052000|Nam|12 Lê Lợi, Bến Nghé, Quận 1|01062021",
    );
    is(&c, Valid, &[]);
    for (part, value) in [
        ("citizenId", "079200000001"),
        ("oldIdCard", "023456789"),
        ("fullName", "Nguyễn Văn An"),
        ("birthDate", "2000-05-17"),
        ("sex", "male"),
        ("residence", "12 Lê Lợi, Bến Nghé, Quận 1"),
        ("issueDate", "2021-06-01"),
    ] {
        assert_eq!(c.part(part), Some(value), "{part}");
    }
    let c = plain("chipCardQr", "079200000001||Nguyễn Thị An|17051999|Nữ|12 Lê Lợi|01062021");
    is(&c, Warning, &["citizenId/sexMismatch", "citizenId/birthYearMismatch"]);
    is(&plain("chipCardQr", "079200000001||An B|17052000|Nam|x|01061999"), Warning, &["chipCardQr/order"]);
    is(&plain("chipCardQr", "07920000000||An B|17052000|Nam|x|01062021"), Invalid, &["citizenId/length"]);
    is(&plain("chipCardQr", "079200000001||An B|31022000|Nam|x|01062021"), Invalid, &["chipCardQr/date"]);
    is(&plain("chipCardQr", "079200000001||An B|17052000|M|x|01062021"), Invalid, &["chipCardQr/sex"]);
    is(&plain("chipCardQr", "079200000001|x"), Invalid, &["chipCardQr/fields"]);
    is(&plain("chipCardQr", "1|2|3|4|5|6|7|8"), Invalid, &["chipCardQr/fields"]);
}

/// The specimen of ICAO Doc 9303 part 5, and a Vietnamese card made for this test.
#[test]
fn machine_readable_zones() {
    let specimen =
        "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let c = plain("mrz", specimen);
    is(&c, Valid, &[]);
    for (part, value) in [
        ("documentNumber", "D23145890"),
        ("issuer", "UTO"),
        ("nationality", "UTO"),
        ("expiryDate", "2012-04-15"),
        ("surname", "ERIKSSON"),
        ("givenNames", "ANNA MARIA"),
        ("sex", "female"),
        ("birthDateDigits", "740812"),
    ] {
        assert_eq!(c.part(part), Some(value), "{part}");
    }
    let vn = "IDVNM2000000015079200000001<<5\n0005175M4005173VNM<<<<<<<<<<<8\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<";
    let c = plain("mrz", vn);
    is(&c, Valid, &[]);
    assert_eq!((c.part("citizenId"), c.part("birthDate")), (Some("079200000001"), Some("2000-05-17")));
    let older =
        "IDVNM2000000015079200000001<<5\n9905175M4005173VNM<<<<<<<<<<<4\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<";
    is(&plain("mrz", older), Warning, &["citizenId/birthYearMismatch"]);
    is(&plain("mrz", &specimen.replace("7408122", "7508122")), Invalid, &["mrz/checkDigit"]);
    is(&plain("mrz", &specimen.replace("D2314", "D2315")), Invalid, &["mrz/checkDigit"]);
    is(&plain("mrz", &specimen.replace("I<UTO", "P<UTO")), Invalid, &["mrz/documentType"]);
    is(&plain("mrz", &specimen.replace("ANNA", "ANNÀ")), Invalid, &["mrz/characters"]);
    is(&plain("mrz", &specimen[..60]), Invalid, &["mrz/length"]);
    is(&plain("mrz", &"<".repeat(90)), Invalid, &["mrz/documentType"]);
    is(&plain("mrz", ""), Invalid, &["mrz/length"]);
}

/// Three published codes, each recomputed.
#[test]
fn transfers() {
    let published = [
        (
            "00020101021238540010A00000072701240006970436011098895593570208QRIBFTTA53037045405100005802VN62320828day la noi dung chuyen khoan6304EEF5",
            "10000",
            "day la noi dung chuyen khoan",
        ),
        (
            "00020101021238570010A00000072701270006970422011371045208946240208QRIBFTTA5303704540430005802VN62180814TT1BQG8F khanh6304D4F6",
            "3000",
            "TT1BQG8F khanh",
        ),
    ];
    for (text, amount, purpose) in published {
        let qr = VietQr::read(text).unwrap();
        assert_eq!((qr.amount.as_deref(), qr.purpose.as_deref()), (Some(amount), Some(purpose)));
        is(&plain("vietQr", text), Valid, &[]);
    }
    // The third published code has a right checksum and an account one digit longer than the length before it says:
    // whose money goes where is not guessed.
    let misfit =
        "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5";
    assert_eq!(VietQr::read(misfit).unwrap_err().code(), "vietQr/form");
    assert_eq!(VietQr::read(&misfit.replace("F4E5", "F4E6")).unwrap_err().code(), "vietQr/crc");
    let qr = VietQr {
        bank: "970403".into(),
        account: "001101234567".into(),
        to_card: false,
        amount: Some("75000".into()),
        purpose: Some("h29.01.15-261118-0001".into()),
        bill: None,
    };
    let text = qr.write().unwrap();
    let read = VietQr::read(&text).unwrap();
    assert_eq!(read.purpose.as_deref(), Some("H29.01.15-261118-0001"));
    assert_eq!(
        (read.bank, read.account, read.amount),
        (qr.bank.clone(), qr.account.clone(), qr.amount.clone())
    );
    assert!(!format!("{qr:?}").contains("0011"));

    let refused = |change: fn(&mut VietQr)| {
        let mut bad = qr.clone();
        change(&mut bad);
        bad.write().unwrap_err().code()
    };
    assert_eq!(refused(|qr| qr.bank.push('0')), "vietQr/bank");
    assert_eq!(refused(|qr| qr.account.push('-')), "vietQr/account");
    assert_eq!(refused(|qr| qr.account = "1".repeat(20)), "vietQr/account");
    assert_eq!(refused(|qr| qr.amount = Some("1.5".into())), "vietQr/amount");
    assert_eq!(refused(|qr| qr.amount = Some("0".into())), "vietQr/amount");
    assert_eq!(refused(|qr| qr.purpose = Some("đóng lệ phí".into())), "vietQr/purpose");
    assert_eq!(refused(|qr| qr.purpose = Some("A".repeat(26))), "vietQr/purpose");
    assert_eq!(refused(|qr| qr.bill = Some(String::new())), "vietQr/purpose");

    is(&plain("vietQr", &published[0].0.replace("EEF5", "EEF6")), Invalid, &["vietQr/crc"]);
    is(&plain("vietQr", &published[0].0.replace("988955", "988965")), Invalid, &["vietQr/crc"]);
    for bad in [
        "",
        "0",
        "00020",
        "000201",
        "0002010002016304ABCD",
        "00ab01",
        &published[0].0[..60],
        "00039é6304ABCD",
        "6304é",
    ] {
        is(&plain("vietQr", bad), Invalid, &["vietQr/form"]);
    }
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
    for (number, kind) in
        [("1900 1022", "premium"), ("18001091", "tollFree"), ("1022", "short"), ("113", "short")]
    {
        let c = plain("phone", number);
        is(&c, Warning, &["phone/service"]);
        assert_eq!(c.part("type"), Some(kind));
    }
    // As written until 2017.
    for (old, now) in [
        ("061 3 822 933", "02513822933"),
        ("0650 3822933", "02743822933"),
        ("04 3825 3825", "02438253825"),
        ("0710 3822933", "02923822933"),
        ("020 3822933", "02143822933"),
    ] {
        let c = plain("phone", old);
        is(&c, Invalid, &["phone/retiredAreaCode"]);
        assert_eq!(c.part("suggestion"), Some(now), "{old}");
        is(&plain("phone", now), Valid, &[]);
    }
    assert_eq!(plain("phone", "069 2345678").part("type"), Some("private"));
    is(&plain("phone", "0121234567"), Invalid, &["phone/prefix"]);
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
        ("000.00.01.H29-260310-0420", "circular2018", "H29", "2026-03-10", "0420"),
        ("H15.50.05.13-261008-0975", "agencyFirst", "H15", "2026-10-08", "0975"),
        ("38.98.h29-210519-0013", "agencyLast", "H29", "2021-05-19", "0013"),
        ("G09.20-20260609-0092637", "ministry", "G09", "2026-06-09", "0092637"),
    ] {
        let c = plain("dossierCode", code);
        is(&c, Valid, &[]);
        let parts = [("shape", shape), ("level1", level_one), ("date", date), ("serial", serial)];
        for (part, value) in parts {
            assert_eq!(c.part(part), Some(value), "{code}");
        }
    }
    assert_eq!(plain("dossierCode", "00.H29.01-260310-0420").part("shape"), Some("other"));
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

/// A rule announced for all of the country is read as data.
#[test]
fn dossier_codes_follow_their_table() {
    let uniform = DossierGrammar::parse("# from 2027\nshape;uniform;first;1;1;8;6;6\n").unwrap();
    let c = uniform.check("H29-20270104-000042");
    is(&c, Valid, &[]);
    assert_eq!(c.part("shape"), Some("uniform"));
    is(&uniform.check("H29.01-20270104-000042"), Invalid, &["dossierCode/agency"]);
    is(&uniform.check("H29-270104-000042"), Invalid, &["dossierCode/date"]);
    is(&uniform.check("H29-20270104-0042"), Invalid, &["dossierCode/serial"]);
    for bad in [
        "shape;x;first;1;1;7;6;6",
        "shape;x;first;2;1;6;6;6",
        "shape;x;middle;1;1;6;6;6",
        "form;x",
        "shape;x;first;1;1;6;6;10",
    ] {
        assert_eq!(DossierGrammar::parse(&format!("\n{bad}")), Err(2), "{bad}");
    }
    let builtin = include_str!("../data/dossier-codes.txt");
    assert_eq!(DossierGrammar::parse(builtin).as_ref(), Ok(DossierGrammar::builtin()));
    assert_eq!(builtin.lines().filter(|line| line.starts_with("shape;")).count(), 6);
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
    assert!(KINDS.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
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
        let ctx = Context { birth_year, foreign, ..Context::default() };
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
