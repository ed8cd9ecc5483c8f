//! Every procedure of the pack, filed and settled over HTTP. A form of the reviewed cases of each is what is filed, on the
//! day of that case.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;
#[path = "../../../core/sdk/tests/common/law.rs"]
mod law;

use std::path::PathBuf;
use std::time::Instant;

use common::citizen::{Citizen, File, Public, pdf};
use common::officer::Officer;
use common::server::{Folder, Server};
use motcua::json::{Value, from_value};
use motcua::types::event::DossierEvent;
use motcua::types::submission::OpenedPacket;

const REASON: &str = r#"{"code":"other","note":"Ghi chú của cán bộ"}"#;

/// How an office takes a dossier to its end, by workflow: the next status, and whether a reason is given.
fn way(workflow: &str) -> &'static [(u32, bool)] {
    match workflow {
        "one-stop" => &[(2, false), (4, false), (9, false), (10, false)],
        // With the verification by another body on the way.
        "civil-status" => &[(2, false), (15, true), (4, false), (9, false), (10, false)],
        "feedback-1022" => &[(2, false), (10, true), (14, false)],
        other => panic!("no way through {other}"),
    }
}

fn cases() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/forms")
}

/// The first case of a folder that is filed online and has no error.
fn good_case(folder: &str) -> Value {
    let mut files: Vec<_> =
        std::fs::read_dir(cases().join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let good = |case: &Value| {
        case.pointer("/expect/valid").and_then(Value::as_bool) == Some(true)
            && case.get("channel").and_then(Value::as_str) == Some("online")
    };
    files.iter().map(|file| law::read(file)).find(good).expect("a good case")
}

fn slots(case: &Value) -> Vec<String> {
    let files = case.get("attachments").and_then(Value::as_array).unwrap();
    files.iter().map(|file| file.get("slot").and_then(Value::as_str).unwrap().to_owned()).collect()
}

#[test]
fn every_procedure_is_filed_and_settled() {
    let folders = law::read(&cases().join("procedures.json"));
    let mut filed = Vec::new();
    for (folder, code) in folders.as_object().unwrap().iter() {
        let (code, case, started) = (code.as_str().unwrap(), good_case(folder), Instant::now());
        let moment = case.get("now").and_then(Value::as_str).unwrap();
        common::set_time(moment);
        let data = Folder::new();
        let server = Server::start(&data.0, &["--clock", moment]);
        let public = Public::fetch(&server.client());
        let document = public.procedure(code).document();
        // Somebody whose account is just good enough.
        let account = if document.min_assurance == 1 { "khang" } else { "hoa" };
        let citizen = Citizen::enrol(server.signed_in(account), &public, "device");

        let files: Vec<File> = slots(&case).iter().map(|slot| pdf(slot, 3000)).collect();
        let (dossier, answer) = citizen.file(code, case.get("data").unwrap(), &files);
        let state = public.log(&answer);
        assert_eq!(state.status, 1, "{code}");

        let lan = Officer { client: server.signed_in("lan"), public: &public };
        let shown = lan.show(&dossier);
        assert_eq!(shown.pointer("/report/valid").and_then(Value::as_bool), Some(true), "{code}");
        let opened: OpenedPacket = from_value(shown.get("opened").unwrap()).unwrap();
        assert_eq!(opened.payload.procedure.code, code);
        let roles: Vec<_> = opened.payload.parties.iter().map(|party| party.role).collect();
        assert!(!roles.is_empty() && opened.signers.len() == 1, "{code}: {roles:?}");
        assert_eq!(opened.payload.attachments.len(), files.len());

        // The clock starts where the workflow says so, and the date explains itself.
        for (to, reason) in way(&document.workflow) {
            lan.act(&dossier, *to, if *reason { REASON } else { "" });
        }
        let end = citizen.state(&dossier);
        let due = end.history.iter().find_map(|entry| match &entry.event {
            DossierEvent::Status(change) => change.due.clone(),
            _ => None,
        });
        let due = due.unwrap_or_else(|| panic!("{code}: no due date"));
        assert!(due.due > due.start && !due.term.legal_basis.is_empty(), "{code}: {due:?}");
        let last = public.library.workflow(&document.workflow).unwrap().statuses.iter();
        assert!(
            last.clone().any(|status| status.code == end.status && status.terminal),
            "{code}: {}",
            end.status
        );
        common::told(
            &format!("{folder} ({code}), filed and settled"),
            started,
            &format!("{} events, due {}", end.size, due.due),
        );
        filed.push(code.to_owned());
    }

    // Nothing that ships is left out.
    let mut all: Vec<String> = law::shipped()
        .into_iter()
        .filter(|(path, _)| path.starts_with("procedures/"))
        .map(|(_, document)| document.get("code").and_then(Value::as_str).unwrap().to_owned())
        .collect();
    all.sort();
    filed.sort();
    assert_eq!(filed, all);
}
