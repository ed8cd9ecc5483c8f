//! A small city: a root, a portal, a commune with a unit, a citizen and an officer, in one of the two key
//! profiles.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_crypto::directory::Directory;
use motcua_crypto::packet::Expected;
use motcua_crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua_crypto::{Entropy, Error, enrolment, hash, packet, sign};
use motcua_json::{Object, Value};
use motcua_types::audit::AccessStatement;
use motcua_types::jose::{FlattenedJws, Jwk, SealedObject};
use motcua_types::keys::{DirectoryKey, Enrolment, EnrolmentScope, KeyDirectory, KeyStatus, KeyUse};
use motcua_types::party::{Party, PartyRole, Person, PersonId};
use motcua_types::submission::{Auth, Channel, ProcedureRef, Submission, SubmissionType};

/// SHA-256 over a counter.
pub struct Counter(pub u64);

impl Entropy for Counter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for block in out.chunks_mut(32) {
            self.0 += 1;
            block.copy_from_slice(&hash::sha256(&self.0.to_be_bytes())[..block.len()]);
        }
        Ok(())
    }
}

pub const NOW: i64 = 1_790_000_000;
pub const YEAR: i64 = 365 * 86_400;
pub const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
pub const AGENCY: &str = "H29.12.34";
/// Must never show in an error or in `Debug` of this crate.
pub const CANARY: &str = "Nguyễn Thị Bí Mật";

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Profile {
    /// P-256 for signing and sealing.
    Nist,
    /// Ed25519 and X25519.
    Curve,
}

pub const PROFILES: [Profile; 2] = [Profile::Nist, Profile::Curve];

/// An officer at work.
pub fn access() -> AccessStatement {
    AccessStatement {
        actor: "officer-7".into(),
        role: "officer".into(),
        purpose: "assessment".into(),
        at: NOW,
    }
}

pub struct City {
    pub root: SigningKey,
    pub portal: SigningKey,
    pub unit: OpeningKey,
    pub citizen: SigningKey,
    pub officer: SigningKey,
    pub entropy: Counter,
    pub directory: Directory,
}

impl City {
    pub fn new(profile: Profile) -> Self {
        let mut entropy = Counter(1000);
        let (signing, opening) = match profile {
            Profile::Nist => (Algorithm::P256, Algorithm::P256),
            Profile::Curve => (Algorithm::Ed25519, Algorithm::X25519),
        };
        let mut key = || SigningKey::generate(signing, &mut entropy).unwrap();
        let (root, portal, citizen, officer) = (key(), key(), key(), key());
        let unit = OpeningKey::generate(opening, &mut entropy).unwrap();
        let payload =
            directory(1, &[entry(portal.public(), KeyUse::Sign), entry(unit.public(), KeyUse::Seal)]);
        let directory = Directory::open(signed(&root, &payload).as_bytes(), &root.public(), NOW, 0).unwrap();
        Self { root, portal, unit, citizen, officer, entropy, directory }
    }

    /// The curve of the unit's key.
    pub fn unit_algorithm(&self) -> Algorithm {
        if self.unit.public().crv == "P-256" { Algorithm::P256 } else { Algorithm::X25519 }
    }

    /// The same city with another directory.
    pub fn with_directory(mut self, change: impl FnOnce(&mut KeyDirectory)) -> Self {
        let mut payload = self.directory.payload().clone();
        change(&mut payload);
        let text = signed(&self.root, &payload);
        self.directory = Directory::open(text.as_bytes(), &self.root.public(), NOW, 0).unwrap();
        self
    }

    pub fn enrolment(&self, scope: EnrolmentScope) -> Enrolment {
        let officer = scope == EnrolmentScope::Officer;
        let key = if officer { self.officer.public() } else { self.citizen.public() };
        Enrolment {
            v: 1,
            person: if officer { "officer:7" } else { "person:3f" }.into(),
            name: CANARY.into(),
            kid: key.kid.clone().unwrap(),
            jwk: key,
            scope,
            level: if officer { 0 } else { 2 },
            idp: "vneid".into(),
            auth_time: NOW - 60,
            claims: hash::sha256_text(b"{}"),
            agency: officer.then(|| AGENCY.into()),
            roles: if officer { vec!["reception".into()] } else { Vec::new() },
            nbf: NOW - 3600,
            exp: NOW + 3600,
        }
    }

    pub fn enrol(&self, enrolment: &Enrolment) -> String {
        let request = enrolment::begin(enrolment, &self.portal.public()).unwrap();
        sign::to_compact(&self.portal.sign(&request).unwrap())
    }

    pub fn submission(&self, auth: Auth, channel: Channel) -> Submission {
        let data: Object = [("fullName", CANARY), ("note", "x")].into_iter().collect();
        let person = Person {
            name: CANARY.into(),
            birth_date: Some("1990".into()),
            id: PersonId::CitizenId { number: "079190001234".into() },
        };
        Submission {
            v: 1,
            kind: SubmissionType::Submission,
            dossier: DOSSIER.into(),
            procedure: procedure(),
            aud: vec![AGENCY.into()],
            nonce: "n-0001".into(),
            iat: NOW - 10,
            channel,
            auth,
            parties: vec![Party {
                role: PartyRole::Applicant,
                person: Some(person),
                organisation: None,
                acts_for: None,
                basis: None,
                evidence: None,
                reference: None,
            }],
            data: data.into(),
            provenance: Vec::new(),
            attachments: Vec::new(),
            of: None,
        }
    }

    pub fn key_submission(&self) -> Submission {
        let enrolment = self.enrol(&self.enrolment(EnrolmentScope::Device));
        self.submission(Auth::Key { enrolment }, Channel::Online)
    }

    pub fn session_submission(&self) -> Submission {
        let enrolment = self.enrol(&self.enrolment(EnrolmentScope::Session));
        self.submission(Auth::Session { enrolment }, Channel::Online)
    }

    pub fn desk_submission(&self) -> Submission {
        let enrolment = self.enrol(&self.enrolment(EnrolmentScope::Officer));
        let auth = Auth::Desk {
            enrolment,
            document: "citizenCard".into(),
            check: "face".into(),
            scan: hash::sha256_text(b"scan"),
        };
        self.submission(auth, Channel::Desk)
    }

    pub fn seal(&mut self, submission: &Submission, key: &SigningKey) -> SealedObject {
        let jws = key.sign_payload(sign::Kind::Submission, &value(submission)).unwrap();
        self.seal_jws(&jws, submission)
    }

    pub fn seal_jws(&mut self, jws: &FlattenedJws, submission: &Submission) -> SealedObject {
        let recipients = [self.unit.public()];
        let (procedure, dossier) = (&submission.procedure, &submission.dossier);
        packet::seal_submission(jws, procedure, dossier, &recipients, &mut self.entropy).unwrap()
    }
}

/// The citizen's key, copied out so that the city can be borrowed mutably beside it.
pub fn copy(key: &SigningKey) -> SigningKey {
    SigningKey::from_private_jwk(&key.export_private_jwk()).unwrap()
}

pub fn procedure() -> ProcedureRef {
    ProcedureRef { code: "1.001193".into(), version: "1".into(), hash: hash::sha256_text(b"procedure") }
}

pub fn expected() -> Expected {
    let ways = ["key", "session", "desk"].map(String::from).to_vec();
    Expected {
        aud: AGENCY.into(),
        nonce: "n-0001".into(),
        dossier: Some(DOSSIER.into()),
        procedure: Some(procedure()),
        now: NOW,
        skew: 300,
        max_age: 3600,
        allowed_auth: vec![(PartyRole::Applicant, ways)],
        min_assurance: 2,
        revoked: Vec::new(),
        transfers: Vec::new(),
    }
}

pub fn entry(jwk: Jwk, usage: KeyUse) -> DirectoryKey {
    DirectoryKey {
        kid: jwk.kid.clone().unwrap(),
        jwk,
        agency: AGENCY.into(),
        unit: Some("commune".into()),
        usage,
        nbf: NOW - YEAR,
        exp: NOW + YEAR,
        status: KeyStatus::Active,
        from: None,
        succeeds: Vec::new(),
    }
}

pub fn directory(seq: i64, keys: &[DirectoryKey]) -> KeyDirectory {
    KeyDirectory { v: 1, seq, iat: NOW - 100, exp: NOW + YEAR, keys: keys.to_vec() }
}

pub fn value<T: motcua_types::Record>(record: &T) -> Value {
    record.to_value().unwrap()
}

pub fn signed(root: &SigningKey, payload: &KeyDirectory) -> String {
    sign::to_json(&root.sign_payload(sign::Kind::Keys, &value(payload)).unwrap())
}
