//! The end of a dossier's data, over HTTP: after its keys were destroyed nobody opens it, and its log still verifies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::path::Path;

use common::citizen::{Citizen, Public, pdf};
use common::database;
use common::forms::{self, BIRTH};
use common::http::{Client, Response};
use common::officer::Officer;
use common::server::{Folder, Server};
use common::{code, json};
use motcua::crypto::seal;
use motcua::json::Value;

fn shred(client: &Client, dossier: &str, purpose: &str, seen: u32) -> Response {
    let body = json(&format!(r#"{{"purpose":"{purpose}","seen":{seen}}}"#));
    client.post(&format!("/api/desk/dossiers/{dossier}/shredding"), &body)
}

/// Whether a text stands in the database or in one of its logs.
fn stored(data: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.to_string_lossy().contains("motcua.db"))
        .any(|path| std::fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes()))
}

#[test]
fn a_shredded_dossier_opens_for_nobody_and_its_log_verifies() {
    let folder = Folder::new();
    let server = Server::start(&folder.0, &[]);
    let public = Public::fetch(&server.client());
    let hoa = Citizen::enrol(server.signed_in("hoa"), &public, "device");
    let (dossier, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 300_000)]);
    let (other, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 1_000)]);
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    let document = format!("/api/desk/dossiers/{dossier}/attachments/a0");
    assert_eq!(lan.client.get(&document).status, 200);

    // Not before it is closed, not by whoever, not without a reason, not over a state that the officer has not seen.
    assert_eq!(code(&shred(&lan.client, &dossier, "retentionEnded", 1)), "host/stillOpen");
    lan.act(&dossier, 2, "");
    lan.act(&dossier, 9, "");
    lan.act(&dossier, 10, "");
    let before = lan.state(&dossier);
    let quan = server.signed_in("quan");
    for (client, wanted) in [
        (&quan, "dossier/roleNotAllowed"),
        (&hoa.client, "host/forbidden"),
        (&server.client(), "host/unauthenticated"),
    ] {
        assert_eq!(code(&shred(client, &dossier, "retentionEnded", before.size)), wanted);
    }
    assert_eq!(code(&shred(&lan.client, &dossier, "", before.size)), "crypto/access");
    assert_eq!(code(&shred(&lan.client, &dossier, "retentionEnded", before.size - 1)), "dossier/stale");
    let unknown = motcua::crypto::packet::new_dossier_id(&mut common::Random).unwrap();
    assert_eq!(code(&shred(&lan.client, &unknown, "retentionEnded", 1)), "host/notFound");
    assert_eq!(lan.client.get(&document).status, 200, "nothing was destroyed by what was refused");

    // What its keys look like in the file, to be searched for afterwards.
    let objects: Vec<_> =
        database::packets(&folder.0).iter().map(|body| seal::parse(body).unwrap()).collect();
    let keys: Vec<String> = objects.iter().map(|object| object.recipients[0].encrypted_key.clone()).collect();
    assert_eq!(keys.len(), 2);
    assert!(keys.iter().all(|key| stored(&folder.0, key)));

    let answer = shred(&lan.client, &dossier, "retentionEnded", before.size).ok();
    assert_eq!(public.log(&answer), before, "the log verifies, and says what it said");

    // The officer's own page, the document, the list: the state is there, the content is not.
    let shown = lan.show(&dossier);
    assert_eq!(shown.get("opened"), Some(&Value::Null));
    assert_eq!(shown.pointer("/openError/code").and_then(Value::as_str), Some("host/shredded"));
    assert_eq!(lan.state(&dossier), before);
    let gone = lan.client.get(&document);
    assert_eq!((gone.status, code(&gone)), (410, "host/shredded".to_owned()));
    let listed = lan.client.get("/api/desk/dossiers").ok();
    let row = listed.get("dossiers").and_then(Value::as_array).unwrap().iter();
    let row =
        row.filter(|row| row.get("dossier").and_then(Value::as_str) == Some(&dossier)).collect::<Vec<_>>();
    assert_eq!(row[0].get("subject").and_then(Value::as_str), Some(""), "no name is left in memory either");
    assert_eq!(hoa.state(&dossier), before, "she still sees that there was one, and how it ended");

    // In the files: the keys of this dossier nowhere, those of the other one where they were.
    let sealed = "SELECT count(*) FROM packets WHERE length(body) > 0 OR dossier_key IS NOT NULL";
    assert_eq!(database::count(&folder.0, sealed), 1);
    assert_eq!(keys.iter().map(|key| stored(&folder.0, key)).collect::<Vec<_>>(), [false, true]);
    assert_eq!(database::count(&folder.0, "SELECT count(DISTINCT nonce) FROM chunks"), 1);
    assert_eq!(lan.client.get(&format!("/api/desk/dossiers/{other}/attachments/a0")).status, 200);

    // Who did it and what for, with the packet and the key that came with it; asked again, no second record.
    let record = r#"SELECT count(*) FROM audits WHERE record LIKE '%"actor":"lan"%"purpose":"retentionEnded"%'
                    AND record LIKE '%"kind":"shredding"%' AND json_array_length(record, '$.wraps') = 2"#;
    assert_eq!(database::count(&folder.0, record), 1);
    shred(&lan.client, &dossier, "retentionEnded", before.size).ok();
    assert_eq!(database::count(&folder.0, "SELECT count(*) FROM audits WHERE record LIKE '%shredding%'"), 1);

    // And after a new start.
    server.kill();
    let server = Server::start(&folder.0, &[]);
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    assert_eq!(lan.state(&dossier), before);
    assert_eq!(code(&lan.client.get(&document)), "host/shredded");
}
