//! An officer's desk.

use motcua::crypto::packet;
use motcua::json::{Value, from_value, to_value};
use motcua::types::dossier::{DossierState, Transition};
use motcua::types::submission::{Auth, Channel, Submission, SubmissionType};

use super::citizen::{Challenge, File, Public, body, seal_files, upload};
use super::http::{Client, Response};
use super::{Random, json, now};

pub struct Officer<'a> {
    pub client: Client,
    pub public: &'a Public,
}

impl Officer<'_> {
    pub fn show(&self, dossier: &str) -> Value {
        self.client.get(&format!("/api/desk/dossiers/{dossier}")).ok()
    }

    pub fn state(&self, dossier: &str) -> DossierState {
        let shown = self.show(dossier);
        let state: DossierState = from_value(shown.get("state").unwrap()).unwrap();
        assert_eq!(self.public.log(&shown), state, "the server's state is what the log says");
        state
    }

    pub fn actions(&self, dossier: &str) -> Vec<u32> {
        let actions: Vec<Transition> = from_value(self.show(dossier).get("actions").unwrap()).unwrap();
        actions.iter().map(|action| action.to).collect()
    }

    /// Asks for a change; `reason` is JSON or empty.
    pub fn try_act(&self, dossier: &str, to: u32, reason: &str, seen: u32) -> Response {
        let reason = if reason.is_empty() { String::new() } else { format!(r#","reason":{reason}"#) };
        let body = json(&format!(r#"{{"to":{to},"seen":{seen}{reason}}}"#));
        self.client.post(&format!("/api/desk/dossiers/{dossier}/actions"), &body)
    }

    pub fn act(&self, dossier: &str, to: u32, reason: &str) -> DossierState {
        let seen = self.state(dossier).size;
        let answer = self.try_act(dossier, to, reason, seen).ok();
        let state = self.public.log(&answer);
        assert_eq!(state.status, to);
        state
    }

    /// Body of `POST /api/desk/submissions`, with its attachments uploaded; the first file is the scan.
    pub fn paper_body(&self, code: &str, data: &Value, dossier: &str, files: &[File]) -> Value {
        let ask = json(&format!(r#"{{"procedure":"{code}","dossier":"{dossier}"}}"#));
        let challenge = Challenge::read(&self.client.post("/api/desk/challenges", &ask).ok());
        let sealed = seal_files(self.public, dossier, &challenge, files);
        upload(&self.client, "/api/desk/dossiers", dossier, &challenge, &sealed);
        let scan = sealed.manifest.first().map(|scan| scan.hash.clone()).unwrap_or_default();
        let payload = Submission {
            v: 1,
            kind: SubmissionType::Submission,
            dossier: dossier.to_owned(),
            procedure: challenge.procedure.clone(),
            aud: vec![challenge.aud.clone()],
            nonce: challenge.nonce.clone(),
            iat: now(),
            channel: Channel::Desk,
            auth: Auth::Desk {
                enrolment: String::new(),
                document: "citizenCard".to_owned(),
                check: "face".to_owned(),
                scan,
            },
            parties: Vec::new(),
            data: data.clone(),
            provenance: Vec::new(),
            attachments: sealed.manifest.clone(),
            of: None,
        };
        body(&challenge.nonce, "payload", to_value(&payload).unwrap(), Some(&sealed))
    }

    pub fn file_paper(&self, code: &str, data: &Value, files: &[File]) -> (String, Value) {
        let dossier = packet::new_dossier_id(&mut Random).unwrap();
        let body = self.paper_body(code, data, &dossier, files);
        (dossier, self.client.post("/api/desk/submissions", &body).ok())
    }
}
