//! A change of law while dossiers are under way: the new version of a procedure is published to a server that was built
//! before it, and every dossier keeps the rules that it was filed under.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;
#[path = "../../../core/sdk/tests/common/law.rs"]
mod law;

use common::citizen::{Challenge, Citizen, Public, pdf, seal_files, upload};
use common::forms;
use common::officer::Officer;
use common::server::{Folder, Server, program};
use common::{now, set_time};
use law::BIRTH;
use motcua::forms::Length;
use motcua::json::{Value, canonicalize, from_value};
use motcua::types::report::Report;
use motcua::types::submission::{Channel, ProcedureRef};

/// The same program over the same data, on another day.
fn on(moment: &str, folder: &Folder) -> Server {
    set_time(moment);
    Server::start(&folder.0, &["--clock", moment])
}

fn version(shown: &Value) -> ProcedureRef {
    from_value(shown.get("procedure").unwrap()).unwrap()
}

fn verdict(shown: &Value) -> (bool, Vec<String>) {
    let report: Report = from_value(shown.get("report").unwrap()).unwrap();
    let rules =
        report.issues.iter().flat_map(|issue| issue.params.iter().filter(|param| param.name == "rule"));
    (report.valid, rules.map(|rule| rule.value.clone()).collect())
}

#[test]
fn a_new_version_of_birth_registration() {
    let folder = Folder::new();
    let server = on("2027-02-26T09:00:00+07:00", &folder);
    let before = Public::fetch(&server.client());
    let hoa = Citizen::enrol(server.signed_in("hoa"), &before, "device");

    // 26 February: she files 57 days after the birth, and the office asks for a better scan.
    let mut data = forms::mother();
    *data.pointer_mut("/child/birthDate").unwrap() = "2026-12-31".into();
    let (dossier, _) = hoa.file(BIRTH, &data, &[pdf("birthCertificate", 5000)]);
    let lan = Officer { client: server.signed_in("lan"), public: &before };
    let shown = lan.show(&dossier);
    let filed_under = version(&shown);
    assert_eq!((filed_under.version.as_str(), verdict(&shown)), ("1.0.0", (true, vec![])));
    lan.act(&dossier, 5, r#"{"code":"unclearPaper","note":"Ảnh bị mờ","items":["Giấy chứng sinh"]}"#);
    drop((hoa, lan, server));

    // The law changes on 1 March. What cannot be followed is refused and nothing changes; then it is published.
    let file = folder.path("birth-2027.json");
    let mut broken = law::birth_of_2027();
    *broken.pointer_mut("/workflow").unwrap() = "no-such".into();
    std::fs::write(&file, canonicalize(&broken)).unwrap();
    let publish = || program(&folder.0, &["--publish", file.to_str().unwrap()]).output().unwrap();
    let old_pack = std::fs::read(folder.path("public/pack.jws")).unwrap();
    let refused = publish();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && said.contains("procedure/unknownWorkflow at /items/"), "{said}");
    assert_eq!(std::fs::read(folder.path("public/pack.jws")).unwrap(), old_pack);
    std::fs::write(&file, canonicalize(&law::birth_of_2027())).unwrap();
    assert!(publish().status.success());
    // Renewing keys and pack does not lose what was published.
    assert!(program(&folder.0, &["--init"]).status().unwrap().success());

    // 2 March: whoever files now is asked what the new law asks, and the old form does not do.
    let server = on("2027-03-02T09:00:00+07:00", &folder);
    let public = Public::fetch(&server.client());
    let new = public.procedure(BIRTH);
    assert_eq!(new.document().version, "2.0.0");
    let old_form = new.validate(&data, &[], Channel::Online, now());
    assert!(
        old_form.issues.iter().any(|issue| issue.pointer == "/birthCount" && issue.code == "form/required")
    );
    let nam = Citizen::enrol(server.signed_in("nam"), &public, "session");
    let mut uncles = forms::uncle();
    uncles.as_object_mut().unwrap().insert("birthCount", 2);
    let papers = [pdf("birthCertificate", 900), pdf("authorisation", 900), pdf("fatherPassport", 900)];
    let (fresh, answer) = nam.file(BIRTH, &uncles, &papers);
    assert_eq!(version(&answer).version, "2.0.0");
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    let shown = lan.show(&fresh);
    let (valid, rules) = verdict(&shown);
    assert!(valid && rules.contains(&"manyChildren".to_owned()), "{rules:?}");
    let accepted = lan.act(&fresh, 2, "");
    assert!(
        accepted.due.clone().unwrap().due.starts_with("2027-03-04T"),
        "two working days: {:?}",
        accepted.due
    );
    lan.act(&fresh, 4, "");

    // 20 March: she answers the request of February. The challenge names the version of her dossier, the form is judged by
    // it and as of the day when she filed, on both sides.
    drop(server);
    let server = on("2027-03-20T10:00:00+07:00", &folder);
    let hoa = Citizen::enrol(server.signed_in("hoa"), &public, "device");
    let state = hoa.state(&dossier);
    let challenge = Challenge::read(&hoa.challenge(BIRTH, &dossier, "supplement").ok());
    assert_eq!(challenge.procedure, filed_under);
    let sealed = seal_files(&public, &dossier, &challenge, &[pdf("birthCertificate", 9000)]);
    upload(&hoa.client, "/api/dossiers", &dossier, &challenge, &sealed);
    let answers = (state.request_event.as_deref().unwrap(), state.history[0].at.as_str());
    let payload = hoa.payload(&data, &dossier, &challenge, &sealed.manifest, Some(answers));
    let sent = hoa.client.post_with(
        "/api/submissions",
        &[("idempotency-key", "answer-of-march")],
        &hoa.body(&payload, &challenge, Some(&sealed)),
    );
    assert!(public.log(&sent.ok()).supplement_waiting);
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    let shown = lan.show(&dossier);
    assert_eq!(
        (version(&shown), verdict(&shown)),
        (filed_under.clone(), (true, vec![])),
        "not late: filed in time"
    );
    let accepted = lan.act(&dossier, 2, "");
    // The old law's term: the same day, here the next working one because 20 March is a Saturday.
    assert!(accepted.due.clone().unwrap().due.starts_with("2027-03-22T"), "{:?}", accepted.due);
    lan.act(&dossier, 9, "");
    lan.act(&dossier, 10, "");
    assert_eq!(hoa.state(&dossier).status, 10);

    // The words for what the old version finds are those of the old version.
    let kept = public.library.by_reference(&filed_under).unwrap();
    let late = kept.validate(&data, &[], Channel::Online, now());
    let rule =
        late.issues.iter().find(|issue| issue.params.iter().any(|param| param.value == "lateRegistration"));
    assert!(kept.message(rule.unwrap(), "vi", Length::Short).unwrap().contains("60 ngày"));

    // Whoever puts the old pack back is noticed: the number that was seen last stands in the database.
    drop(server);
    std::fs::write(folder.path("public/pack.jws"), old_pack).unwrap();
    let refused = Server::try_start(&folder.0, &["--clock", "2027-03-20T11:00:00+07:00"]).err().unwrap();
    assert!(refused.contains("pack/rollback"), "{refused}");
}
