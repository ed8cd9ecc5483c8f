//! `kill -9` ten times at random moments while people are filing: nothing acknowledged is lost, nothing is filed
//! twice, and every log still verifies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use common::Random;
use common::citizen::{Challenge, Citizen, Public, pdf, seal_files};
use common::database;
use common::forms::{self, BIRTH};
use common::http::{Client, Response};
use common::officer::Officer;
use common::server::{Folder, Server};
use motcua::crypto::{Entropy, packet};
use motcua::json::{Value, canonicalize};

const ROUNDS: usize = 10;
const FILERS: usize = 3;

/// What was sent and what was heard.
#[derive(Default)]
struct Book {
    /// Requests by dossier: the body, and the answer if one came.
    sent: BTreeMap<String, (Vec<u8>, Option<Value>)>,
}

fn post(client: &Client, dossier: &str, body: &[u8]) -> std::io::Result<Response> {
    client.send("POST", "/api/submissions", &[("x-motcua", "1"), ("idempotency-key", dossier)], body)
}

/// Files one dossier after the other until the server is gone.
fn file_until_killed(hoa: &Citizen<'_>, book: &Mutex<Book>, stop: &AtomicBool) {
    let headers = [("x-motcua", "1")];
    while !stop.load(Ordering::Relaxed) {
        let dossier = packet::new_dossier_id(&mut Random).unwrap();
        let ask = format!(r#"{{"procedure":"{BIRTH}","dossier":"{dossier}","type":"submission"}}"#);
        let Ok(answer) = hoa.client.send("POST", "/api/challenges", &headers, ask.as_bytes()) else { return };
        let challenge = Challenge::read(&answer.ok());
        let sealed = seal_files(hoa.public, &dossier, &challenge, &[pdf("birthCertificate", 40_000)]);
        for (id, index, bytes) in &sealed.chunks {
            let path = format!("/api/dossiers/{dossier}/attachments/{id}/{index}?nonce={}", challenge.nonce);
            let Ok(stored) = hoa.client.send("PUT", &path, &headers, bytes) else { return };
            assert_eq!(stored.status, 204);
        }
        let payload = hoa.payload(&forms::mother(), &dossier, &challenge, &sealed.manifest, None);
        let body = canonicalize(&hoa.body(&payload, &challenge, Some(&sealed)));
        book.lock().unwrap().sent.insert(dossier.clone(), (body.clone(), None));
        let Ok(answer) = post(&hoa.client, &dossier, &body) else { return };
        let answer = answer.ok();
        book.lock().unwrap().sent.get_mut(&dossier).unwrap().1 = Some(answer);
    }
}

#[test]
fn nothing_acknowledged_is_lost() {
    let folder = Folder::new();
    let book = Mutex::new(Book::default());
    let mut cookie = None;
    let (mut kills, mut unheard, mut completed) = (0, 0, 0);
    for round in 0..=ROUNDS {
        let server = Server::start(&folder.0, &[]);
        let public = Public::fetch(&server.client());
        let mut client = server.client();
        match &cookie {
            None => drop(client.sign_in("hoa")),
            // Sessions outlive the process too.
            Some(_) => client.cookie.clone_from(&cookie),
        }
        cookie.clone_from(&client.cookie);

        // After each restart: what was acknowledged is there, with the same receipt; what was not heard of is sent
        // again and is then there once.
        {
            let mut book = book.lock().unwrap();
            for (dossier, (body, heard)) in &mut book.sent {
                let again = post(&client, dossier, body).unwrap();
                let answer = again.ok();
                match heard {
                    Some(answered) => assert_eq!((again.status, &answer), (200, &*answered), "round {round}"),
                    None if again.status == 200 => unheard += 1,
                    None => completed += 1,
                }
                assert_eq!(public.log(&answer).size, 1);
                *heard = Some(answer);
            }
            let dossiers = client.get("/api/dossiers").ok();
            assert_eq!(dossiers.pointer("/dossiers").unwrap().as_array().unwrap().len(), book.sent.len());
        }
        if round == ROUNDS {
            let lan = Officer { client: server.signed_in("lan"), public: &public };
            let book = book.lock().unwrap();
            let last = book.sent.keys().next_back().unwrap();
            assert_eq!(lan.show(last).pointer("/report/valid").and_then(Value::as_bool), Some(true));
            lan.act(last, 2, "");
            break;
        }

        let stop = AtomicBool::new(false);
        let filers: Vec<Citizen<'_>> =
            (0..FILERS).map(|_| Citizen::enrol(client.clone(), &public, "session")).collect();
        let before = book.lock().unwrap().sent.values().filter(|(_, heard)| heard.is_some()).count();
        std::thread::scope(|scope| {
            for filer in &filers {
                scope.spawn(|| file_until_killed(filer, &book, &stop));
            }
            let deadline = Instant::now() + Duration::from_secs(30);
            while book.lock().unwrap().sent.values().filter(|(_, heard)| heard.is_some()).count() == before {
                assert!(Instant::now() < deadline, "nobody could file");
                std::thread::sleep(Duration::from_millis(5));
            }
            let mut random = [0_u8; 2];
            Random.fill(&mut random).unwrap();
            std::thread::sleep(Duration::from_millis(u64::from(u16::from_le_bytes(random)) % 300));
            server.kill();
            kills += 1;
            stop.store(true, Ordering::Relaxed);
        });
    }
    let book = book.lock().unwrap();
    assert_eq!(kills, ROUNDS);
    assert_eq!(database::count(&folder.0, "SELECT count(*) FROM dossiers"), book.sent.len() as i64);
    assert_eq!(
        database::count(&folder.0, "SELECT count(DISTINCT number) FROM dossiers"),
        book.sent.len() as i64,
        "every number once"
    );
    std::io::Write::write_all(
        &mut std::io::stderr().lock(),
        format!(
            "KILL  | {kills} kills, {} submissions, {unheard} stored but unheard, {completed} sent again\n",
            book.sent.len()
        )
        .as_bytes(),
    )
    .unwrap();
}
