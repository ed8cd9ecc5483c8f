//! Fees, notices, ratings and the way back of the result.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{Dice, Log, OFFICE, PORTAL, city, event};
use motcua_dossier::document::Lang;
use motcua_dossier::log::{LogError, read};
use motcua_dossier::{Error, fee, notification, rating, return_channel};
use motcua_json::{Policy, Value, parse, to_value};
use motcua_types::event::{ActorRole, DossierEvent};
use motcua_types::fee::{FeeAccount, FeeChange, FeeMoment, FeeState};
use motcua_types::notification::{Notice, Priority};
use motcua_types::report::Param;
use motcua_types::returning::{PostalAddress, ReturnChannel};
use motcua_vn::date::Date;

fn change(moment: FeeMoment, amount: i64) -> FeeChange {
    FeeChange { moment, amount, reason: Some("law".to_owned()), reference: Some(format!("FT-{amount}")) }
}

#[test]
fn a_fee_goes_through_its_moments() {
    use FeeMoment::{Due, Exempt, Paid, Refunded, Requested};
    let after = |changes: &[(FeeMoment, i64)]| {
        changes
            .iter()
            .try_fold(None, |fee, (moment, amount)| fee::apply(fee, &change(*moment, *amount)).map(Some))
    };
    let rest = |changes: &[(FeeMoment, i64)]| after(changes).map(|fee| fee::outstanding(&fee.unwrap()));
    assert_eq!(rest(&[(Due, 8_000)]), Ok(8_000));
    assert_eq!(rest(&[(Due, 8_000), (Requested, 8_000), (Paid, 8_000)]), Ok(0));
    assert_eq!(rest(&[(Due, 8_000), (Exempt, 3_000), (Requested, 5_000)]), Ok(5_000));
    // Paid twice by mistake: held until it is given back.
    let twice = [(Due, 8_000), (Paid, 8_000), (Paid, 8_000)];
    assert_eq!(rest(&twice), Ok(-8_000));
    assert_eq!(rest(&[&twice[..], &[(Refunded, 8_000)]].concat()), Ok(0));
    // Waived after it was paid.
    assert_eq!(rest(&[(Due, 8_000), (Paid, 8_000), (Exempt, 8_000), (Refunded, 8_000)]), Ok(0));
    for refused in [
        &[(Due, 0)][..],
        &[(Due, -1)],
        &[(Requested, 1)],
        &[(Due, 8_000), (Requested, 8_001)],
        &[(Due, 8_000), (Exempt, 8_001)],
        &[(Due, 8_000), (Paid, 100), (Refunded, 101)],
        &[(Due, fee::MAX_AMOUNT), (Due, 1)],
        &[(Paid, fee::MAX_AMOUNT), (Paid, 1)],
        &[(Due, fee::MAX_AMOUNT + 1)],
    ] {
        assert_eq!(after(refused), Err(Error::FeeAmount), "{refused:?}");
    }
    let bare = |moment| FeeChange { moment, amount: 1, reason: None, reference: Some(" ".to_owned()) };
    let owed = Some(FeeState { due: 5, paid: 5, ..FeeState::default() });
    assert_eq!(fee::apply(owed, &bare(Paid)), Err(Error::FeeReference));
    assert_eq!(fee::apply(owed, &bare(Refunded)), Err(Error::FeeReason));
    assert_eq!(fee::apply(owed, &bare(Exempt)), Err(Error::FeeReason));
    // A state from elsewhere cannot make the sums overflow.
    let odd =
        FeeState { due: i64::MIN, requested: i64::MAX, paid: i64::MAX, refunded: i64::MIN, exempt: i64::MAX };
    for moment in [Due, Requested, Paid, Refunded, Exempt] {
        let _ = fee::apply(Some(odd), &change(moment, i64::MAX));
        let _ = fee::outstanding(&odd);
    }
}

#[test]
fn what_is_owed_can_be_paid_by_a_qr_code() {
    let account = FeeAccount { bank: "970403".to_owned(), account: "0011012345678".to_owned() };
    let fee = FeeState { due: 8_000, exempt: 3_000, ..FeeState::default() };
    let text = fee::transfer(&fee, &account, "H29.01.15-261118-0001").unwrap();
    let read = motcua_vn::id::VietQr::read(&text).unwrap();
    assert_eq!(
        (read.amount.as_deref(), read.purpose.as_deref()),
        (Some("5000"), Some("H29.01.15-261118-0001"))
    );
    assert_eq!((read.bank.as_str(), read.account.as_str()), ("970403", "0011012345678"));
    let paid = FeeState { paid: 5_000, ..fee };
    assert_eq!(fee::transfer(&paid, &account, "H29-261118-0001"), Err(Error::FeeAmount));
    assert_eq!(fee::transfer(&fee, &account, &"1".repeat(26)), Err(Error::FeeTransfer));
    assert_eq!(fee::transfer(&fee, &account, "hồ sơ"), Err(Error::FeeTransfer));
    let odd = FeeAccount { bank: "97".to_owned(), ..account };
    assert_eq!(fee::transfer(&fee, &odd, "H29-261118-0001"), Err(Error::FeeTransfer));
    assert!(!format!("{odd:?}").contains("0011"), "no account in a Debug output");
}

#[test]
fn post_goes_to_communes_of_the_day() {
    let in_force = return_channel::known_to(motcua_vn::place::Gazetteer::builtin());
    let (before, today) = (Date::new(2025, 6, 30).unwrap(), Date::new(2026, 11, 23).unwrap());
    // Côn Đảo is a special zone of the city since the merger; before, it was none of its communes.
    assert!(in_force("79", "26732", today) && !in_force("79", "26732", before));
    assert!(!in_force("79", "99999", today) && !in_force("00", "26732", today));
    assert!(!in_force("01", "26732", today) || !in_force("79", "00000", today));
}

/// Whatever happens to a fee, the sums hold: nobody is asked for more than is owed, nobody gets back more than was paid.
#[test]
fn sums_hold_over_random_moments() {
    let mut dice = Dice(31);
    for _ in 0..500 {
        let mut fee: Option<FeeState> = None;
        for _ in 0..20 {
            let moments = [
                FeeMoment::Due,
                FeeMoment::Requested,
                FeeMoment::Paid,
                FeeMoment::Refunded,
                FeeMoment::Exempt,
            ];
            let next = change(moments[dice.below(5)], dice.below(10_000) as i64);
            if let Ok(after) = fee::apply(fee, &next) {
                fee = Some(after);
            }
            let held = fee.unwrap_or_default();
            assert!(held.refunded <= held.paid && held.exempt <= held.due, "{held:?}");
        }
    }
}

#[test]
fn money_moves_in_the_log_only_as_the_fee_allows() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    let fee = |moment, amount| DossierEvent::Fee(change(moment, amount));
    log.push(&city.office, OFFICE, &[fee(FeeMoment::Due, 8_000)]);
    log.push(&city.portal, PORTAL, &[fee(FeeMoment::Paid, 8_000)]);
    assert_eq!(fee::outstanding(&log.state.fee.unwrap()), 0);
    assert_eq!(fee::check(&log.state, &change(FeeMoment::Paid, 8_000)), Err(Error::FeeDuplicate));
    assert!(fee::check(&log.state, &change(FeeMoment::Paid, 7_999)).is_ok(), "another payment");
    let next = |key, iss, body| {
        let mut events = log.events.clone();
        events.push(event(key, iss, &log.state, log.at, &[body]));
        read(&events, &city.directory).map(|state| state.fee.unwrap())
    };
    let bad = |error| Err(LogError { error, first_bad: 4 });
    let too_much = fee(FeeMoment::Refunded, 8_001);
    assert_eq!(next(&city.office, OFFICE, too_much), bad(Error::LogIllegalFee));
    // Giving back and waiving are decisions of the office.
    assert_eq!(next(&city.portal, PORTAL, fee(FeeMoment::Refunded, 1)), bad(Error::LogUnknownIssuer));
    assert_eq!(next(&city.portal, PORTAL, fee(FeeMoment::Exempt, 1)), bad(Error::LogUnknownIssuer));
    assert_eq!(next(&city.office, OFFICE, fee(FeeMoment::Refunded, 1)).unwrap().refunded, 1);
}

fn params(pairs: &[(&str, &str)]) -> Vec<Param> {
    pairs.iter().map(|(name, value)| Param::new(*name, *value)).collect()
}

#[test]
fn notices_are_written_in_both_languages() {
    let templates = notification::shipped().unwrap();
    let all = params(&[
        ("code", "H29.01.15-261118-0001"),
        ("number", "TN-261118-000001"),
        ("due", "2026-11-23T17:00:00+07:00"),
        ("issued", "2026-11-18T18:00:00+07:00"),
        ("phone", "028 3823 0000"),
        ("agency", "Ủy ban nhân dân phường Sài Gòn"),
        ("procedure", "Đăng ký khai sinh"),
        ("amount", "1258000"),
        ("reason", "Hồ sơ còn thiếu giấy tờ."),
        ("notice", "Trạm bơm ngừng hoạt động từ 20 giờ."),
    ]);
    for template in &templates.templates {
        for lang in [Lang::Vi, Lang::En] {
            let notice = notification::write(&templates, &template.id, &all, lang).unwrap();
            assert!(!notice.push.contains(['{', '}']) && !notice.body.contains(['{', '}']));
            // What says something about a person stands behind the login only.
            for private in ["khai sinh", "1.258.000", "1,258,000", "thiếu giấy tờ", "Trạm bơm"] {
                assert!(!notice.push.contains(private), "{}: {}", template.id, notice.push);
            }
        }
    }
    let notice = notification::write(&templates, "accepted", &all, Lang::Vi).unwrap();
    assert_eq!(
        notice.push,
        "Hồ sơ H29.01.15-261118-0001 đã được tiếp nhận. Hẹn trả kết quả: 17 giờ 00 phút, ngày 23 tháng 11 năm 2026."
    );
    let pay = notification::write(&templates, "payment", &all, Lang::Vi).unwrap();
    assert!(pay.body.contains("cần nộp 1.258.000 đồng"), "{}", pay.body);
    let alert: Notice = notification::write(&templates, "alert", &all, Lang::En).unwrap();
    assert_eq!(alert.priority, Priority::Hot);
    for status in [1, 2, 3, 5, 6, 8, 9, 10] {
        assert!(notification::for_status(&templates, status).is_some(), "status {status}");
    }
    assert!(notification::for_status(&templates, 4).is_none());
    assert!(!format!("{alert:?}").contains("Trạm"), "no text in a Debug output");
}

#[test]
fn no_value_passes_as_another_kind() {
    let templates = notification::shipped().unwrap();
    let write = |code: &str, due: &str| {
        let pairs = params(&[("code", code), ("due", due), ("procedure", "x")]);
        notification::write(&templates, "accepted", &pairs, Lang::Vi).map(|notice| notice.push)
    };
    let due = "2026-11-23T17:00:00+07:00";
    assert!(write("H29-261118-0001", due).is_ok());
    for code in ["Nguyễn Thị Minh", "NGUYEN", "", "H29 261118", "h29-1", "<b>1</b>", &"1".repeat(61)] {
        assert_eq!(write(code, due), Err(Error::NotificationParam), "{code}");
    }
    for due in ["mai", "2026-11-23", "", "2026-02-30T00:00:00Z"] {
        assert_eq!(write("H29-1", due), Err(Error::NotificationParam), "{due}");
    }
    let missing = notification::write(&templates, "accepted", &[], Lang::Vi);
    assert_eq!(missing.unwrap_err(), Error::NotificationParam);
    assert_eq!(notification::write(&templates, "no", &[], Lang::Vi).unwrap_err(), Error::NotificationUnknown);
}

#[test]
fn templates_that_would_show_too_much_are_refused_at_load() {
    let document = |push_vi: &str, push_en: &str, body_vi: &str, body_en: &str| {
        let text = format!(
            r#"{{"version":"1","templates":[{{"id":"a","priority":"normal","push":{{"vi":"{push_vi}","en":"{push_en}"}},"body":{{"vi":"{body_vi}","en":"{body_en}"}}}}]}}"#
        );
        notification::from_value(&parse(text.as_bytes(), &Policy::PROFILE).unwrap()).map(|_| ())
    };
    assert_eq!(document("{code}", "{code}", "{procedure}", "{procedure}"), Ok(()));
    let refused = Err(Error::NotificationTemplate);
    for private in ["procedure", "amount", "reason", "notice", "name", "citizenId", "officer", ""] {
        let push = format!("{{{private}}}");
        assert_eq!(document(&push, &push, "x", "x"), refused, "{private}");
    }
    assert_eq!(document("x", "x", "{name}", "{name}"), refused, "unknown");
    assert_eq!(document("{code}", "{number}", "x", "x"), refused, "languages differ");
    assert_eq!(document("{code", "{code", "x", "x"), refused);
    assert_eq!(document("code}", "code}", "x", "x"), refused);
    assert_eq!(document(" ", "x", "x", "x"), refused);
    assert_eq!(document(&"ả".repeat(121), "x", "x", "x"), refused, "too long");
    let mut twice = to_value(&notification::shipped().unwrap()).unwrap();
    if let Some(list) = twice.get("templates").and_then(Value::as_array) {
        let doubled = [list, &list[..1]].concat();
        let Value::Object(object) = &mut twice else { panic!("an object") };
        object.insert("templates", Value::Array(doubled));
    }
    assert_eq!(notification::from_value(&twice).map(|_| ()), refused);
}

#[test]
fn results_come_back_only_as_offered_and_to_places_that_exist() {
    let merged = Date::new(2025, 7, 1).unwrap();
    // The old commune until the merger, the new one since.
    let in_force = |province: &str, commune: &str, on: Date| {
        province == "79" && if on < merged { commune == "26734" } else { commune == "26740" }
    };
    let post = |province: &str, commune: &str, detail: &str| ReturnChannel::Post {
        address: PostalAddress {
            province: province.to_owned(),
            commune: commune.to_owned(),
            detail: detail.to_owned(),
            recipient: None,
        },
    };
    let offered = ["desk".to_owned(), "post".to_owned()];
    let check = |channel: &ReturnChannel, on| return_channel::check(channel, &offered, on, &in_force);
    let (before, today) = (merged.add_days(-1).unwrap(), Date::new(2026, 11, 23).unwrap());
    assert_eq!(check(&ReturnChannel::Desk, today), Ok(()));
    assert_eq!(check(&ReturnChannel::Online, today), Err(Error::ReturnNotOffered));
    assert_eq!(check(&post("79", "26740", "12 Nguyễn Huệ"), today), Ok(()));
    assert_eq!(check(&post("79", "26740", "12 Nguyễn Huệ"), before), Err(Error::ReturnPlace));
    assert_eq!(check(&post("79", "26734", "12 Nguyễn Huệ"), before), Ok(()));
    assert_eq!(check(&post("79", "26734", "12 Nguyễn Huệ"), today), Err(Error::ReturnPlace));
    for (province, commune, detail) in
        [("79", "26740", " "), ("7", "26740", "x"), ("79", "2674", "x"), ("79", "2674Đ", "x")]
    {
        assert_eq!(check(&post(province, commune, detail), today), Err(Error::ReturnAddress), "{commune}");
    }
    let address = post("79", "26740", "12 Nguyễn Huệ");
    let read: ReturnChannel = motcua_json::from_value(&to_value(&address).unwrap()).unwrap();
    assert!(read == address && !format!("{read:?}").contains("Huệ"));
}

#[test]
fn ratings_add_up_to_bands() {
    let schemes = rating::shipped().unwrap();
    let [officer, agency] = &schemes[..] else { panic!("two schemes") };
    assert!(schemes.iter().all(|scheme| scheme.mark == "uncertain" && !scheme.note.is_empty()));
    let band = |scheme, ratings: &[Vec<u32>]| {
        let summary = rating::summarise(scheme, ratings).unwrap();
        (summary.tenths, summary.band.unwrap())
    };
    // The bounds of the bands, in points.
    let of = |points: u32| vec![(0..9).map(|at| 2.min(points.saturating_sub(at * 2))).collect::<Vec<_>>()];
    for (points, wanted) in [
        (18, "excellent"),
        (15, "excellent"),
        (14, "good"),
        (12, "good"),
        (11, "fair"),
        (9, "fair"),
        (8, "average"),
        (6, "average"),
        (5, "weak"),
        (0, "weak"),
    ] {
        assert_eq!(band(agency, &of(points)), (points * 10, wanted.to_owned()));
    }
    for (points, wanted) in [(5, "full"), (4, "most"), (3, "less")] {
        assert_eq!(band(officer, &of(points)).1, wanted);
    }
    // Means have one decimal; halves go up: 14.95 is 15.0, 14.94 is 14.9.
    let mixed = |fifteens: usize, of_twenty: usize| {
        let mut ratings = vec![of(15).remove(0); fifteens];
        ratings.extend(vec![of(14).remove(0); of_twenty - fifteens]);
        ratings
    };
    assert_eq!(band(agency, &mixed(19, 20)), (150, "excellent".to_owned()));
    assert_eq!(band(agency, &mixed(47, 50)), (149, "good".to_owned()));
    let none = rating::summarise(agency, &[]).unwrap();
    assert_eq!((none.count, none.band), (0, None));
    for scores in [&[][..], &[3], &[0; 10]] {
        assert_eq!(rating::points(agency, scores), Err(Error::RatingScore), "{scores:?}");
    }
    let mut broken = to_value(agency).unwrap();
    let Value::Object(object) = &mut broken else { panic!("an object") };
    object.insert("bands", Value::Array(Vec::new()));
    assert_eq!(rating::from_value(&broken), Err(Error::RatingScheme));
}
