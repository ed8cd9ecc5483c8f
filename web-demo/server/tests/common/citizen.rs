//! A citizen's portal: enrols a key, asks for a challenge, seals, sends.

use motcua::crypto::attachment::{CHUNK, DossierKey, Place, chunk_count};
use motcua::crypto::directory::Directory;
use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::{hash, pack, packet, sign};
use motcua::flow::{Draft, Prefilled, load_pack, prepare};
use motcua::forms::{CompiledProcedure, Library};
use motcua::json::{Object, Value, from_value, to_value};
use motcua::types::dossier::DossierState;
use motcua::types::jose::Jwk;
use motcua::types::submission::{Attachment, Auth, Channel, ProcedureRef, Submission, SubmissionType};
use motcua::vn::date::DateTime;

use super::http::{Client, Response};
use super::{Random, json, now};

/// What anybody may fetch: keys and procedures.
pub struct Public {
    pub directory: Directory,
    pub library: Library,
    pub agency: String,
}

impl Public {
    /// Fetches and verifies, as every portal does.
    pub fn fetch(client: &Client) -> Self {
        let config = client.get("/api/config").ok();
        let root: Jwk = from_value(config.get("root").unwrap()).unwrap();
        let directory = Directory::open(&client.get("/api/directory").body, &root, now(), 0).unwrap();
        let trust = pack::Trust::Directory(&directory);
        let pack =
            pack::open(&client.get("/api/pack").body, trust, now(), 0, motcua::ENGINE_VERSION).unwrap();
        let library = load_pack(&pack).unwrap();
        let agency = config.get("agency").and_then(Value::as_str).unwrap().to_owned();
        Self { directory, library, agency }
    }

    pub fn procedure(&self, code: &str) -> &CompiledProcedure {
        let today = DateTime::from_unix(now()).unwrap().date();
        self.library.procedure(code, today).expect("the procedure")
    }

    /// The log, by the workflow of the version that the answer names.
    pub fn log(&self, answer: &Value) -> DossierState {
        let events: Vec<String> = from_value(answer.get("events").unwrap()).unwrap();
        let reference = from_value(answer.get("procedure").unwrap()).unwrap();
        let procedure = self.library.by_reference(&reference).expect("the version").document();
        let workflow = self.library.workflow(&procedure.workflow).unwrap();
        let state = motcua::dossier::log::read_with(&events, &self.directory, workflow).unwrap();
        let receipt = from_value(answer.get("receipt").unwrap()).unwrap();
        motcua::dossier::receipt::covers(&receipt, &self.directory, &state).unwrap();
        state
    }
}

/// A file to attach.
pub struct File {
    pub slot: String,
    pub bytes: Vec<u8>,
}

/// A file of some size that looks like a PDF.
pub fn pdf(slot: &str, size: usize) -> File {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..size.saturating_sub(bytes.len())).map(|at| (at % 251) as u8));
    File { slot: slot.to_owned(), bytes }
}

/// A challenge.
#[derive(Clone)]
pub struct Challenge {
    pub nonce: String,
    pub aud: String,
    pub unit: String,
    /// The version that the packet must be about: for a supplement, that of the dossier.
    pub procedure: ProcedureRef,
}

impl Challenge {
    pub fn read(answer: &Value) -> Self {
        let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap().to_owned();
        let procedure = from_value(answer.get("procedure").unwrap()).unwrap();
        Self { nonce: text("nonce"), aud: text("aud"), unit: text("unit"), procedure }
    }
}

/// Sealed attachments of one submission.
pub struct Sealed {
    pub key: Value,
    pub manifest: Vec<Attachment>,
    pub chunks: Vec<(String, u32, Vec<u8>)>,
}

pub struct Citizen<'a> {
    pub client: Client,
    pub public: &'a Public,
    pub key: SigningKey,
    pub enrolment: String,
    pub scope: &'static str,
}

impl<'a> Citizen<'a> {
    /// Enrols a fresh key: `device` keeps it, `session` forgets it.
    pub fn enrol(client: Client, public: &'a Public, scope: &'static str) -> Self {
        let algorithm = if scope == "device" { Algorithm::P256 } else { Algorithm::Ed25519 };
        let key = SigningKey::generate(algorithm, &mut Random).unwrap();
        let mut body = Object::new();
        body.insert("jwk", to_value(&key.public()).unwrap());
        body.insert("scope", scope);
        let answer = client.post("/api/enrolments", &Value::Object(body)).ok();
        let enrolment = answer.get("enrolment").and_then(Value::as_str).unwrap().to_owned();
        Self { client, public, key, enrolment, scope }
    }

    pub fn challenge(&self, procedure: &str, dossier: &str, kind: &str) -> Response {
        let body = format!(r#"{{"procedure":"{procedure}","dossier":"{dossier}","type":"{kind}"}}"#);
        self.client.post("/api/challenges", &json(&body))
    }

    pub fn auth(&self) -> Auth {
        let enrolment = self.enrolment.clone();
        if self.scope == "device" { Auth::Key { enrolment } } else { Auth::Session { enrolment } }
    }

    /// The payload, judged by the version of the challenge; a supplement says which event it answers and when the dossier
    /// was filed.
    pub fn payload(
        &self,
        data: &Value,
        dossier: &str,
        challenge: &Challenge,
        manifest: &[Attachment],
        answers: Option<(&str, &str)>,
    ) -> Submission {
        let draft = Draft {
            dossier: dossier.to_owned(),
            auth: self.auth(),
            nonce: challenge.nonce.clone(),
            aud: vec![challenge.aud.clone()],
            attachments: manifest.to_vec(),
            channel: Channel::Online,
            kind: if answers.is_some() { SubmissionType::Supplement } else { SubmissionType::Submission },
            of: answers.map(|(of, _)| of.to_owned()),
            filed: answers.map(|(_, filed)| filed.to_owned()),
            references: Vec::new(),
        };
        let procedure = self.public.library.by_reference(&challenge.procedure).expect("the version");
        prepare(procedure, data, &Prefilled::default(), draft, now()).unwrap()
    }

    /// Body of `POST /api/submissions`.
    pub fn body(&self, payload: &Submission, challenge: &Challenge, sealed: Option<&Sealed>) -> Value {
        let jws = self.key.sign_payload(sign::Kind::Submission, &to_value(payload).unwrap()).unwrap();
        let recipients = self.public.directory.seal_keys(&challenge.aud, Some(&challenge.unit), now());
        let packet =
            packet::seal_submission(&jws, &payload.procedure, &payload.dossier, &recipients, &mut Random)
                .unwrap();
        body(&challenge.nonce, "packet", to_value(&packet).unwrap(), sealed)
    }

    /// Files a dossier in one go and returns its answer.
    pub fn file(&self, procedure: &str, data: &Value, files: &[File]) -> (String, Value) {
        let dossier = packet::new_dossier_id(&mut Random).unwrap();
        let challenge = Challenge::read(&self.challenge(procedure, &dossier, "submission").ok());
        let sealed = seal_files(self.public, &dossier, &challenge, files);
        upload(&self.client, "/api/dossiers", &dossier, &challenge, &sealed);
        let payload = self.payload(data, &dossier, &challenge, &sealed.manifest, None);
        let body = self.body(&payload, &challenge, Some(&sealed));
        let answer = self.client.post_with("/api/submissions", &[("idempotency-key", &dossier)], &body);
        (dossier, answer.ok())
    }

    pub fn state(&self, dossier: &str) -> DossierState {
        self.public.log(&self.client.get(&format!("/api/dossiers/{dossier}")).ok())
    }
}

/// The body of a submission on either side.
pub fn body(nonce: &str, name: &str, content: Value, sealed: Option<&Sealed>) -> Value {
    let mut body = Object::new();
    if name == "packet" {
        body.insert("nonce", nonce);
    }
    body.insert(name, content);
    if let Some(sealed) = sealed.filter(|sealed| !sealed.manifest.is_empty()) {
        body.insert("dossierKey", sealed.key.clone());
        let announced = sealed.manifest.iter().map(|attachment| {
            let text = format!(
                r#"{{"id":"{}","chunks":{},"size":{}}}"#,
                attachment.id, attachment.chunks, attachment.size
            );
            json(&text)
        });
        body.insert("attachments", Value::Array(announced.collect()));
    }
    Value::Object(body)
}

pub fn seal_files(public: &Public, dossier: &str, challenge: &Challenge, files: &[File]) -> Sealed {
    let procedure = public.library.by_reference(&challenge.procedure).expect("the version");
    let key = DossierKey::generate(dossier, &mut Random).unwrap();
    let recipients = public.directory.seal_keys(&challenge.aud, Some(&challenge.unit), now());
    let sealed_key = key.seal(&recipients, &procedure.reference(), &mut Random).unwrap();
    let sealed_key = to_value(&sealed_key).unwrap();
    let mut sealed = Sealed { key: sealed_key, manifest: Vec::new(), chunks: Vec::new() };
    for (place, file) in files.iter().enumerate() {
        let slot = procedure.document().attachments.iter().find(|slot| slot.id == file.slot).expect("a slot");
        let id = format!("a{place}");
        let size = file.bytes.len() as u32;
        let count = chunk_count(u64::from(size)) as u32;
        for (index, bytes) in file.bytes.chunks(CHUNK).enumerate() {
            let place = Place { class: &slot.data_class, attachment: &id, index: index as u32, count, size };
            sealed.chunks.push((
                id.clone(),
                index as u32,
                key.seal_chunk(&place, bytes, &mut Random).unwrap(),
            ));
        }
        sealed.manifest.push(Attachment {
            id,
            slot: file.slot.clone(),
            name: "giấy tờ.pdf".to_owned(),
            media: "application/pdf".to_owned(),
            size,
            hash: hash::sha256_text(&file.bytes),
            chunks: count,
        });
    }
    sealed
}

pub fn upload(client: &Client, base: &str, dossier: &str, challenge: &Challenge, sealed: &Sealed) {
    for (id, index, bytes) in &sealed.chunks {
        let path = format!("{base}/{dossier}/attachments/{id}/{index}?nonce={}", challenge.nonce);
        assert_eq!(client.put(&path, bytes).status, 204);
    }
}
