//! Three people register a birth, over HTTP, with the native core on both sides.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::time::Instant;

use common::citizen::{Challenge, Citizen, Public, pdf, seal_files, upload};
use common::forms::{self, BIRTH};
use common::officer::Officer;
use common::server::{Folder, Server};
use common::{Random, code, now, told};
use motcua::crypto::packet;
use motcua::json::{Value, from_value};
use motcua::types::event::DossierEvent;
use motcua::types::submission::{Channel, OpenedPacket, Standing};

fn opened(officer: &Officer<'_>, dossier: &str) -> OpenedPacket {
    let shown = officer.show(dossier);
    assert_eq!(
        shown.pointer("/report/valid").and_then(Value::as_bool),
        Some(true),
        "{:?}",
        shown.get("openError")
    );
    from_value(shown.get("opened").unwrap()).unwrap()
}

#[test]
fn a_mother_files_with_her_own_key() {
    let started = Instant::now();
    let folder = Folder::new();
    let server = Server::start(&folder.0, &[]);
    let public = Public::fetch(&server.client());
    let hoa = Citizen::enrol(server.signed_in("hoa"), &public, "device");
    let procedure = public.procedure(BIRTH);

    // First the form is wrong, and says where.
    let mut data = forms::mother();
    let right = data.pointer("/child/birthDate").cloned().unwrap();
    *data.pointer_mut("/child/birthDate").unwrap() = "2026-02-30".into();
    *data.pointer_mut("/requester/id/number").unwrap() = "07919800012".into();
    let report = procedure.validate(&data, &[], Channel::Online, now());
    let wrong: Vec<&str> = report.issues.iter().map(|issue| issue.pointer.as_str()).collect();
    assert!(!report.valid && wrong.contains(&"/child/birthDate") && wrong.contains(&"/requester/id/number"));
    assert!(wrong.contains(&"/attachments/birthCertificate"), "{wrong:?}");
    *data.pointer_mut("/child/birthDate").unwrap() = right;
    *data.pointer_mut("/requester/id/number").unwrap() = "079198000123".into();

    // She attaches the certificate in three chunks, signs, seals, sends; the answer is lost on the way.
    let dossier = packet::new_dossier_id(&mut Random).unwrap();
    let challenge = Challenge::read(&hoa.challenge(BIRTH, &dossier, "submission").ok());
    let sealed = seal_files(&public, &dossier, &challenge, &[pdf("birthCertificate", 2_500_000)]);
    upload(&hoa.client, "/api/dossiers", &dossier, &challenge, &sealed);
    upload(&hoa.client, "/api/dossiers", &dossier, &challenge, &sealed);
    let payload = hoa.payload(&data, &dossier, &challenge, &sealed.manifest, None);
    let body = hoa.body(&payload, &challenge, Some(&sealed));
    let bytes = motcua::json::canonicalize(&body);
    let headers = [("x-motcua", "1"), ("idempotency-key", "hoa-first-try")];
    hoa.client.send_and_hang_up("POST", "/api/submissions", &headers, &bytes);
    let again = hoa.client.post_with("/api/submissions", &headers[1..], &body);
    let once_more = hoa.client.post_with("/api/submissions", &headers[1..], &body);
    assert_eq!((again.ok(), once_more.status), (once_more.ok(), 200), "nothing twice");
    let answer = again.ok();
    let number = answer.get("number").and_then(Value::as_str).unwrap();
    assert!(number.starts_with("TN-"), "{number}");
    let state = public.log(&answer);
    assert_eq!((state.status, state.size, state.number.as_deref()), (1, 1, Some(number)));
    assert_eq!(
        hoa.client.get("/api/dossiers").ok().pointer("/dossiers").unwrap().as_array().unwrap().len(),
        1
    );

    // The officer sees what the signature proves, reads the certificate, and asks for a better scan.
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    let packet = opened(&lan, &dossier);
    assert_eq!(packet.payload.data.pointer("/child/fullName").unwrap().as_str(), Some("Lê Ngọc Minh Anh"));
    assert_eq!((packet.signers[0].standing, packet.signers[0].level), (Standing::Integrity, 2));
    let file = lan.client.get(&format!("/api/desk/dossiers/{dossier}/attachments/a0"));
    assert_eq!((file.status, &file.body), (200, &pdf("birthCertificate", 2_500_000).bytes));
    assert!(file.header("content-disposition").unwrap().starts_with("attachment;"));
    // Who opened the document, and what for, stands in a record of its own.
    let record = r#"SELECT count(*) FROM audits WHERE record LIKE '%"purpose":"assessment"%"name":"a0"%'"#;
    assert_eq!(common::database::count(&folder.0, record), 1);
    let listed = lan.client.get("/api/desk/dossiers").ok();
    assert_eq!(listed.pointer("/dossiers/0/filer").unwrap().as_str(), Some("Nguyễn Thị Hoa"));
    assert_eq!(listed.pointer("/dossiers/0/subject").unwrap().as_str(), Some("Lê Ngọc Minh Anh"));
    assert_eq!(lan.actions(&dossier), [2, 5, 3, 7]);
    lan.act(&dossier, 5, r#"{"code":"unclearPaper","note":"Ảnh bị mờ","items":["Giấy chứng sinh chụp rõ"]}"#);
    assert_eq!(lan.actions(&dossier), [7, 8], "nothing to accept before the supplement");

    // She reads the request and answers it.
    let request = hoa.state(&dossier);
    assert_eq!(request.request.as_ref().unwrap().items, ["Giấy chứng sinh chụp rõ"]);
    let of = request.request_event.clone().unwrap();
    let filed = request.history[0].at.clone();
    let challenge = Challenge::read(&hoa.challenge(BIRTH, &dossier, "supplement").ok());
    let sealed = seal_files(&public, &dossier, &challenge, &[pdf("birthCertificate", 900_000)]);
    upload(&hoa.client, "/api/dossiers", &dossier, &challenge, &sealed);
    let payload = hoa.payload(&data, &dossier, &challenge, &sealed.manifest, Some((&of, &filed)));
    let body = hoa.body(&payload, &challenge, Some(&sealed));
    let sent = hoa.client.post_with("/api/submissions", &[("idempotency-key", "hoa-supplement")], &body);
    assert!(public.log(&sent.ok()).supplement_waiting);

    // Accepted, with a due date that explains itself; settled; returned.
    let shown = lan.show(&dossier);
    assert_eq!(shown.pointer("/packets").unwrap().as_array().unwrap().len(), 2);
    assert_eq!(shown.pointer("/attachments/0/size").unwrap().as_i64(), Some(900_000));
    let accepted = lan.act(&dossier, 2, "");
    let due = accepted.due.clone().unwrap();
    assert!(due.due >= due.start && !due.steps.is_empty());
    let official = accepted.code.clone().unwrap();
    assert!(official.starts_with("H29.01.15-"), "{official}");
    let DossierEvent::Status(change) = &accepted.history.last().unwrap().event else { panic!("a status") };
    assert_eq!(
        (change.form.as_deref(), change.officer.as_deref()),
        (Some("01"), Some("person:officer-0001"))
    );
    lan.act(&dossier, 9, "");
    lan.act(&dossier, 10, "");
    let end = hoa.state(&dossier);
    assert_eq!((end.status, end.size, end.supplement_requests), (10, 6, 1));
    let log = server.log();
    for personal in ["Hoa", "079198000123", "Minh Anh", &dossier[9..], number, &official, "0912345678"] {
        assert!(!log.contains(personal), "the log holds {personal}");
    }
    told(
        "mother, own key, wrong form, supplement, lost line",
        started,
        &format!("{number} {official} due {}", due.due),
    );
}

#[test]
fn an_uncle_files_with_an_authorisation() {
    let started = Instant::now();
    let folder = Folder::new();
    let server = Server::start(&folder.0, &[]);
    let public = Public::fetch(&server.client());
    let nam = Citizen::enrol(server.signed_in("nam"), &public, "session");
    let data = forms::uncle();
    let report = public.procedure(BIRTH).validate(&data, &[], Channel::Online, now());
    let places: Vec<&str> = report.issues.iter().map(|issue| issue.pointer.as_str()).collect();
    assert!(
        places.contains(&"/attachments/authorisation") && places.contains(&"/attachments/fatherPassport")
    );

    let files =
        [pdf("birthCertificate", 300_000), pdf("authorisation", 1_048_576), pdf("fatherPassport", 40_000)];
    let (dossier, answer) = nam.file(BIRTH, &data, &files);
    assert_eq!(public.log(&answer).status, 1);
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    let packet = opened(&lan, &dossier);
    assert_eq!(packet.signers[0].standing, Standing::AuthenticatedSession);
    let filer =
        packet.payload.parties.iter().find(|party| party.evidence.is_some()).expect("an authorised filer");
    assert_eq!(filer.evidence.as_deref(), Some("a1"), "the authorisation proves his right");
    let accepted = lan.act(&dossier, 2, "");
    lan.act(&dossier, 4, "");
    lan.act(&dossier, 9, "");
    lan.act(&dossier, 10, "");
    assert_eq!(nam.state(&dossier).status, 10);
    // Somebody else's dossier does not exist for her.
    let hoa = server.signed_in("hoa");
    assert_eq!(code(&hoa.get(&format!("/api/dossiers/{dossier}"))), "host/notFound");
    told("uncle, authorisation, father with a passport", started, &accepted.code.unwrap());
}

#[test]
fn an_officer_files_from_paper() {
    let started = Instant::now();
    let folder = Folder::new();
    let server = Server::start(&folder.0, &[]);
    let public = Public::fetch(&server.client());
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    let mut binh = server.signed_in("binh");
    let none = binh.get("/api/dossiers").ok();
    assert_eq!(none.pointer("/dossiers").unwrap().as_array().unwrap().len(), 0);

    // The form is wrong at first: the server says where, and stores nothing.
    let files = || [pdf("paperForm", 700_000), pdf("birthCertificate", 200_000)];
    let mut wrong = forms::paper();
    wrong.as_object_mut().unwrap().get_mut("child").unwrap().as_object_mut().unwrap().remove("sex");
    let dossier = packet::new_dossier_id(&mut Random).unwrap();
    let refused =
        lan.client.post("/api/desk/submissions", &lan.paper_body(BIRTH, &wrong, &dossier, &files()));
    assert_eq!(code(&refused), "form/invalid");
    assert_eq!(refused.json().pointer("/report/issues/0/pointer").unwrap().as_str(), Some("/child/sex"));
    assert_eq!(
        lan.client.get("/api/desk/dossiers").ok().pointer("/dossiers").unwrap().as_array().unwrap().len(),
        0
    );

    let (dossier, answer) = lan.file_paper(BIRTH, &forms::paper(), &files());
    let state = public.log(&answer);
    assert_eq!((state.status, state.channel), (1, Some(Channel::Desk)));
    let packet = opened(&lan, &dossier);
    assert_eq!(
        (packet.signers[0].standing, packet.signers[0].name.as_str()),
        (Standing::DeskAttested, "Phạm Thị Lan")
    );
    let accepted = lan.act(&dossier, 2, "");
    lan.act(&dossier, 9, "");

    // Later she signs in for the first time, and finds it.
    binh.sign_in("binh");
    let found = binh.get("/api/dossiers").ok();
    assert_eq!(found.pointer("/dossiers/0/dossier").unwrap().as_str(), Some(dossier.as_str()));
    assert_eq!(found.pointer("/dossiers/0/channel").unwrap().as_str(), Some("desk"));
    let seen = public.log(&binh.get(&format!("/api/dossiers/{dossier}")).ok());
    assert_eq!((seen.status, seen.code.clone()), (9, accepted.code));
    told("officer from paper, found by the citizen later", started, &seen.code.unwrap());
}
