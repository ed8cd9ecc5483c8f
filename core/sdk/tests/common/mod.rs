//! Two wards, a portal and the records authority, in one of the two key profiles.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua::crypto::directory::Directory;
use motcua::crypto::packet::Expected;
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{Entropy, Error, enrolment, hash, packet, sign};
use motcua::json::{Object, Value};
use motcua::types::Record;
use motcua::types::jose::{Jwk, SealedObject};
use motcua::types::keys::{DirectoryKey, Enrolment, EnrolmentScope, KeyDirectory, KeyStatus, KeyUse};
use motcua::types::party::{Party, PartyRole, Person, PersonId};
use motcua::types::submission::{Auth, Channel, ProcedureRef, Submission, SubmissionType};

pub const NOW: i64 = 1_790_000_000;
pub const DAY: i64 = 86_400;
pub const WARD: &str = "H29.12.34";
pub const OTHER_WARD: &str = "H29.56.78";
pub const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";

#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// P-256 for signing and sealing.
    Nist,
    /// Ed25519 and X25519.
    Curve,
}

pub const PROFILES: [Profile; 2] = [Profile::Nist, Profile::Curve];

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

pub fn code<T>(outcome: Result<T, Error>) -> &'static str {
    outcome.err().map_or("none", |error| error.code())
}

pub fn opening_key(profile: Profile, entropy: &mut Counter) -> OpeningKey {
    let curve = if profile == Profile::Nist { Algorithm::P256 } else { Algorithm::X25519 };
    OpeningKey::generate(curve, entropy).unwrap()
}

pub struct City {
    profile: Profile,
    root: SigningKey,
    portal: SigningKey,
    pub unit: OpeningKey,
    pub other_unit: OpeningKey,
    pub records: OpeningKey,
    pub directory: Directory,
    pub entropy: Counter,
}

impl City {
    pub fn new(profile: Profile) -> Self {
        let mut entropy = Counter(1000);
        let (root, portal) = (signing_key(profile, &mut entropy), signing_key(profile, &mut entropy));
        let mut opening = || opening_key(profile, &mut entropy);
        let (unit, other_unit, records) = (opening(), opening(), opening());
        let keys = vec![
            entry(portal.public(), KeyUse::Sign, WARD, "portal"),
            entry(unit.public(), KeyUse::Seal, WARD, "commune"),
            entry(other_unit.public(), KeyUse::Seal, OTHER_WARD, "commune"),
            entry(records.public(), KeyUse::Seal, WARD, "records"),
        ];
        let payload = KeyDirectory { v: 1, seq: 1, iat: NOW - 100, exp: NOW + 300 * DAY, keys };
        let directory = issue(&root, &payload);
        Self { profile, root, portal, unit, other_unit, records, directory, entropy }
    }

    pub fn signing_key(&mut self) -> SigningKey {
        signing_key(self.profile, &mut self.entropy)
    }

    /// The next issue of the directory.
    pub fn reissue(&mut self, change: impl FnOnce(&mut KeyDirectory)) {
        let mut payload = self.directory.payload().clone();
        payload.seq += 1;
        change(&mut payload);
        self.directory = issue(&self.root, &payload);
    }

    /// Lists a personal key in the directory, to withdraw it.
    pub fn list(&mut self, key: &SigningKey, status: KeyStatus, from: i64) {
        let listed =
            DirectoryKey { status, from: Some(from), ..entry(key.public(), KeyUse::Sign, WARD, "desk") };
        self.reissue(|directory| directory.keys.push(listed));
    }

    pub fn file(&mut self, phone: &SigningKey, kind: SubmissionType, at: i64) -> SealedObject {
        let recipients = [self.unit.public()];
        self.file_to(phone, kind, at, &recipients)
    }

    pub fn file_to(
        &mut self,
        phone: &SigningKey,
        kind: SubmissionType,
        at: i64,
        recipients: &[Jwk],
    ) -> SealedObject {
        let auth = Auth::Key { enrolment: self.enrol(phone, EnrolmentScope::Device) };
        self.seal(phone, &submission(kind, auth, Channel::Online, at), recipients)
    }

    pub fn file_at_desk(&mut self, officer: &SigningKey, at: i64) -> SealedObject {
        let auth = Auth::Desk {
            enrolment: self.enrol(officer, EnrolmentScope::Officer),
            document: "citizenCard".into(),
            check: "face".into(),
            scan: hash::sha256_text(b"scan"),
        };
        let recipients = [self.unit.public()];
        self.seal(officer, &submission(SubmissionType::Submission, auth, Channel::Desk, at), &recipients)
    }

    fn seal(&mut self, key: &SigningKey, submission: &Submission, recipients: &[Jwk]) -> SealedObject {
        let jws = key.sign_payload(sign::Kind::Submission, &submission.to_value().unwrap()).unwrap();
        packet::seal_submission(&jws, &submission.procedure, DOSSIER, recipients, &mut self.entropy).unwrap()
    }

    pub fn enrol(&self, key: &SigningKey, scope: EnrolmentScope) -> String {
        let officer = scope == EnrolmentScope::Officer;
        self.enrol_as(key, scope, if officer { "officer:7" } else { "person:3f" })
    }

    /// The portal's statement whose key it is, by the reference of the person.
    pub fn enrol_as(&self, key: &SigningKey, scope: EnrolmentScope, person: &str) -> String {
        let officer = scope == EnrolmentScope::Officer;
        let record = Enrolment {
            v: 1,
            person: person.into(),
            name: if officer { "Lê Văn Tám" } else { "Trần Thị Hoa" }.into(),
            kid: key.kid().into(),
            jwk: key.public(),
            scope,
            level: if officer { 0 } else { 2 },
            idp: "vneid".into(),
            auth_time: NOW - 60,
            claims: hash::sha256_text(b"{}"),
            agency: officer.then(|| WARD.into()),
            roles: if officer { vec!["reception".into()] } else { Vec::new() },
            nbf: NOW - 3600,
            exp: NOW + 100 * DAY,
        };
        sign::to_compact(
            &self.portal.sign(&enrolment::begin(&record, &self.portal.public()).unwrap()).unwrap(),
        )
    }
}

fn signing_key(profile: Profile, entropy: &mut Counter) -> SigningKey {
    let curve = if profile == Profile::Nist { Algorithm::P256 } else { Algorithm::Ed25519 };
    SigningKey::generate(curve, entropy).unwrap()
}

fn entry(jwk: Jwk, usage: KeyUse, agency: &str, unit: &str) -> DirectoryKey {
    DirectoryKey {
        kid: jwk.kid.clone().unwrap(),
        jwk,
        agency: agency.into(),
        unit: Some(unit.into()),
        usage,
        nbf: NOW - 300 * DAY,
        exp: NOW + 300 * DAY,
        status: KeyStatus::Active,
        from: None,
        succeeds: Vec::new(),
    }
}

fn issue(root: &SigningKey, payload: &KeyDirectory) -> Directory {
    let jws = root.sign_payload(sign::Kind::Keys, &payload.to_value().unwrap()).unwrap();
    Directory::open(sign::to_json(&jws).as_bytes(), &root.public(), NOW, payload.seq).unwrap()
}

pub fn procedure() -> ProcedureRef {
    ProcedureRef { code: "1.001193".into(), version: "1".into(), hash: hash::sha256_text(b"procedure") }
}

pub fn submission(kind: SubmissionType, auth: Auth, channel: Channel, iat: i64) -> Submission {
    let data: Object = [("fullName", "Trần Thị Hoa")].into_iter().collect();
    let person = Person {
        name: "Trần Thị Hoa".into(),
        birth_date: None,
        id: PersonId::CitizenId { number: "079190001234".into() },
    };
    Submission {
        v: 1,
        kind,
        dossier: DOSSIER.into(),
        procedure: procedure(),
        aud: vec![WARD.into()],
        nonce: "n-0001".into(),
        iat,
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
        data: Value::Object(data),
        provenance: Vec::new(),
        attachments: Vec::new(),
        of: None,
    }
}

/// What the desk expects of a packet that arrives at `now`.
pub fn expected(now: i64) -> Expected {
    Expected {
        aud: WARD.into(),
        nonce: "n-0001".into(),
        dossier: Some(DOSSIER.into()),
        procedure: Some(procedure()),
        now,
        skew: 300,
        max_age: DAY,
        allowed_auth: vec![(PartyRole::Applicant, vec!["key".into(), "desk".into()])],
        min_assurance: 0,
        revoked: Vec::new(),
        transfers: Vec::new(),
    }
}
