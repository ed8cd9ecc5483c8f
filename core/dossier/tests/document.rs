//! Papers: issued from the log, drawn in both languages, and safe whatever a person typed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{Log, OFFICE, action, city};
use motcua_dossier::document::{Lang, Layouts, STYLE, article, issue, page};
use motcua_dossier::{Error, workflow};
use motcua_json::{Object, Value};
use motcua_types::Record;
use motcua_types::deadline::{Due, Term, TermUnit};
use motcua_types::document::{Addressee, DocumentFacts, DossierDocument, Office};
use motcua_types::event::{ActorRole, DossierEvent};
use motcua_types::fee::FeeState;
use motcua_types::procedure::{Procedure, Text};

const LANGS: [Lang; 2] = [Lang::Vi, Lang::En];
const FORMS: [&str; 6] = ["01", "02", "03", "04", "05", "06"];

fn text(vi: &str, en: &str) -> Text {
    Text { vi: vi.to_owned(), en: en.to_owned() }
}

/// The shipped birth registration.
fn birth() -> Procedure {
    let text = include_bytes!("../../forms/procedures/1.001193.json");
    Record::from_value(&motcua_json::parse(text, &motcua_json::Policy::PROFILE).unwrap()).unwrap()
}

fn facts() -> DocumentFacts {
    let some = |text: &str| Some(text.to_owned());
    DocumentFacts {
        office: Office {
            superior: Some(text("Ủy ban nhân dân phường Sài Gòn", "People's Committee of Sài Gòn Ward")),
            name: text("Trung tâm Phục vụ hành chính công", "Public Administration Service Centre"),
            place: text("Thành phố Hồ Chí Minh", "Hồ Chí Minh City"),
            address: some("45-47 Lê Duẩn"),
            phone: some("028 3823 0000"),
            email: None,
        },
        addressee: Addressee {
            name: "Nguyễn Thị Minh Khai".to_owned(),
            address: some("12 Nguyễn Huệ, phường Sài Gòn, Thành phố Hồ Chí Minh"),
            phone: some("0901 234 567"),
            email: some("khai@example.vn"),
        },
        papers: vec!["Tờ khai đăng ký khai sinh".to_owned(), "Giấy chứng sinh".to_owned()],
        return_by: some("post"),
        return_address: some("12 Nguyễn Huệ, phường Sài Gòn, Thành phố Hồ Chí Minh"),
        register: some("15/TNHS"),
    }
}

/// A dossier that went through acceptance and a request for papers.
fn dossier() -> (common::City, motcua_types::dossier::DossierState) {
    let city = city();
    let mut log = Log::open(&city);
    let action = action(&log.state, 2, ActorRole::Reception);
    let mut change = workflow::check(&city.workflow, &log.state, &action, log.at).unwrap().change;
    change.code = Some("H29.01.15-261118-0001".to_owned());
    change.officer_name = Some("Trần Văn Bình".to_owned());
    change.due = Some(Due {
        start: "2026-11-18T18:07:40+07:00".to_owned(),
        due: "2026-11-23T17:00:00+07:00".to_owned(),
        term: Term {
            amount: 3,
            unit: TermUnit::WorkingDay,
            cutoff: None,
            legal_basis: "Luật Hộ tịch, Điều 16".to_owned(),
        },
        steps: Vec::new(),
    });
    log.push(&city.office, OFFICE, &[DossierEvent::Status(change)]);
    log.act(5, ActorRole::Processing);
    let state = log.state.clone();
    drop(log);
    (city, state)
}

/// A paper with everything that any form names.
fn full(form: &str) -> DossierDocument {
    let (city, state) = dossier();
    let mut document = issue("06", &state, &city.workflow, &birth(), facts(), common::NOW + 600).unwrap();
    form.clone_into(&mut document.form);
    document.items = vec!["Giấy chứng sinh bản chính".to_owned(), "Giấy tờ chứng minh nơi cư trú".to_owned()];
    document.received = Some("2026-11-18T18:07:40+07:00".to_owned());
    document.due = Some("2026-11-23T17:00:00+07:00".to_owned());
    document.new_due = Some("2027-02-03T11:30:00+07:00".to_owned());
    document.officer = Some("Trần Văn Bình".to_owned());
    document.fee =
        Some(FeeState { due: 1_258_000, requested: 8_000, paid: 9_000, refunded: 1_000, exempt: 5_000 });
    let mut reason = Object::new();
    reason.insert("text", text("Hồ sơ còn thiếu giấy tờ.", "The dossier lacks papers.").to_value().unwrap());
    reason.insert("note", "Bản chụp bị mờ, không đọc được số.");
    document.reason = Some(Record::from_value(&Value::Object(reason)).unwrap());
    document
}

#[test]
fn papers_say_what_the_log_says() {
    let (city, state) = dossier();
    let issue = |form: &str| issue(form, &state, &city.workflow, &birth(), facts(), common::NOW + 600);
    let receipt = issue("01").unwrap();
    assert_eq!(receipt.due.as_deref(), Some("2026-11-23T17:00:00+07:00"));
    assert_eq!(receipt.received.as_deref(), Some("2026-11-18T18:07:40+07:00"));
    assert_eq!(receipt.code.as_deref(), Some("H29.01.15-261118-0001"));
    assert_eq!(receipt.event.as_ref(), Some(&state.history[2].hash));
    let layouts = Layouts::shipped().unwrap();
    let drawn = article(&receipt, Lang::Vi, &layouts).unwrap();
    for wanted in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "<h1>Giấy tiếp nhận hồ sơ và hẹn trả kết quả</h1>",
        "<strong>H29.01.15-261118-0001</strong>",
        "18 giờ 07 phút, ngày 18 tháng 11 năm 2026",
        "<strong>17 giờ 00 phút, ngày 23 tháng 11 năm 2026</strong>",
        "<li>Giấy chứng sinh</li>",
        "Qua dịch vụ bưu chính công ích",
        "Trần Văn Bình",
        "Thành phố Hồ Chí Minh, ngày 18 tháng 11 năm 2026",
        "chưa được đối chiếu với mẫu ban hành",
    ] {
        assert!(drawn.contains(wanted), "{wanted} in {drawn}");
    }
    assert!(!drawn.contains("đồng"), "no fee, no line about it");
    let request = issue("02").unwrap();
    assert_eq!(request.items, ["Giấy chứng sinh"]);
    assert!(article(&request, Lang::En, &layouts).unwrap().contains("<li>Giấy chứng sinh</li>"));
    assert_eq!(issue("06").unwrap().steps.len(), 3);
    assert_eq!(issue("03"), Err(Error::DocumentForm), "nobody refused");
    assert_eq!(issue("99"), Err(Error::DocumentForm));
}

#[test]
fn every_form_draws_everything_in_both_languages() {
    let layouts = Layouts::shipped().unwrap();
    assert!(layouts.forms().eq(FORMS));
    for form in FORMS {
        let document = full(form);
        for lang in LANGS {
            let drawn = page(&document, lang, &layouts).unwrap();
            balanced(&drawn);
            let body = drawn.split("</style>").nth(1).unwrap();
            assert!(!body.contains(['{', '}']), "{form}: a placeholder is left");
            assert!(drawn.contains(&format!("<html lang=\"{}\">", lang.tag())));
            for word in ["<script", "javascript:", "http:", "https:", "onload", "url("] {
                assert!(!drawn.contains(word), "{form}: {word}");
            }
        }
    }
    let drawn = article(&full("01"), Lang::Vi, &layouts).unwrap();
    assert!(drawn.contains("1.258.000 đồng") && drawn.contains("5.000 đồng"), "{drawn}");
    assert!(article(&full("01"), Lang::En, &layouts).unwrap().contains("1,258,000 VND"));
    // A month of one digit has a zero only in January and February.
    assert!(article(&full("04"), Lang::Vi, &layouts).unwrap().contains("ngày 03 tháng 02 năm 2027"));
}

#[test]
fn what_a_form_needs_must_be_there() {
    let layouts = Layouts::shipped().unwrap();
    let refused = |document: &DossierDocument| article(document, Lang::Vi, &layouts).unwrap_err();
    let without = |form: &str, change: fn(&mut DossierDocument)| {
        let mut document = full(form);
        change(&mut document);
        document
    };
    for document in [
        without("01", |paper| paper.code = None),
        without("01", |paper| paper.due = Some("soon".to_owned())),
        without("01", |paper| paper.issued = String::new()),
        without("02", |paper| paper.items.clear()),
        without("03", |paper| paper.reason = None),
        without("04", |paper| paper.new_due = None),
        without("06", |paper| paper.steps.clear()),
    ] {
        assert_eq!(refused(&document), Error::DocumentIncomplete, "form {}", document.form);
    }
    assert_eq!(refused(&without("01", |paper| paper.form = "07".to_owned())), Error::DocumentForm);
    assert_eq!(refused(&without("01", |paper| paper.v = 2)), Error::DocumentForm);
    // What is only told if it is known is left out with its label.
    let drawn = article(&without("01", |paper| paper.addressee.phone = None), Lang::Vi, &layouts).unwrap();
    assert!(!drawn.contains("Số điện thoại"));
}

#[test]
fn what_people_type_stays_text() {
    let layouts = Layouts::shipped().unwrap();
    let hostile = "<img src=x onerror=alert(1)>\"'&{code}\u{202e}\u{0}\n</article>";
    let safe = "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;{code} &lt;/article&gt;";
    for form in FORMS {
        let mut document = full(form);
        document.addressee = Addressee {
            name: hostile.to_owned(),
            address: Some(hostile.to_owned()),
            phone: Some(hostile.to_owned()),
            email: Some(hostile.to_owned()),
        };
        document.items = vec![hostile.to_owned()];
        document.papers = vec![hostile.to_owned()];
        document.officer = Some(hostile.to_owned());
        document.code = Some(hostile.to_owned());
        for step in &mut document.steps {
            step.unit = hostile.to_owned();
        }
        let drawn = page(&document, Lang::Vi, &layouts).unwrap();
        balanced(&drawn);
        assert!(drawn.contains(safe) && !drawn.contains("<img") && !drawn.contains('\u{202e}'), "{form}");
    }
    assert!(!format!("{:?}", full("01")).contains("Khai"), "no name in a Debug output");
}

#[test]
fn layouts_of_ones_own_are_read_strictly() {
    let good = r#"{"words":{},"note":{"vi":"a","en":"b"},"forms":[{"form":"01","title":{"vi":"a","en":"b"},"needs":[],"blocks":[{"text":{"vi":"{name}","en":"{name}"}}]}]}"#;
    let read = |text: &str| {
        Layouts::from_value(&motcua_json::parse(text.as_bytes(), &motcua_json::Policy::PROFILE).unwrap())
    };
    let own = read(good).unwrap();
    assert!(article(&full("01"), Lang::En, &own).unwrap().contains("<p>Nguyễn Thị Minh Khai</p>"));
    for (from, to) in [
        (r#""en":"b"},"forms""#, r#""de":"b"},"forms""#),
        (r#"{"text":"#, r#"{"script":"#),
        (r#""needs":[]"#, r#""needs":[1]"#),
        (r#""words":{}"#, r#""words":{"nation":"x"}"#),
        (r#""form":"01""#, r#""form":1"#),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(read(&good.replace(from, to)).unwrap_err(), Error::DocumentLayout, "{to}");
    }
}

/// The style reaches nothing outside of a paper, and fetches nothing.
#[test]
fn the_style_keeps_to_itself() {
    let rules = STYLE.lines().filter(|line| !line.starts_with('@'));
    for rule in rules {
        let selector = rule.split('{').next().unwrap();
        assert!(selector.split(',').all(|part| part.starts_with(".motcua-document")), "{rule}");
    }
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains("</"));
}

/// Every element that is opened is closed, in order.
fn balanced(page: &str) {
    let mut open = Vec::new();
    for tag in page.split('<').skip(1) {
        let name: String = tag.chars().take_while(|c| !matches!(c, '>' | ' ')).collect();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed), "{page}"),
            None if name == "!doctype" || name == "meta" => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// Writes the pages for a look: `MOTCUA_OUT=folder cargo test -p motcua-dossier --test document`.
#[test]
fn pages_for_a_look() {
    let Some(folder) = std::env::var_os("MOTCUA_OUT") else { return };
    let layouts = Layouts::shipped().unwrap();
    for form in FORMS {
        for lang in LANGS {
            let name = format!("{form}-{}.html", lang.tag());
            let drawn = page(&full(form), lang, &layouts).unwrap();
            std::fs::write(std::path::Path::new(&folder).join(name), drawn).unwrap();
        }
    }
}
