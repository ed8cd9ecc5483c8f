//! A small city with keys that follow from nothing but the profile, so that every target makes the same objects.

use motcua::crypto::directory::Directory;
use motcua::crypto::packet::Expected;
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{Entropy, Error, enrolment, hash, packet, sign};
use motcua::json::{Object, Value};
use motcua::types::Record;
use motcua::types::jose::{FlattenedJws, SealedObject};
use motcua::types::keys::{DirectoryKey, Enrolment, EnrolmentScope, KeyDirectory, KeyStatus, KeyUse};
use motcua::types::party::{Party, PartyRole, Person, PersonId};
use motcua::types::submission::{Auth, Channel, ProcedureRef, Submission, SubmissionType};

/// SHA-256 over a counter: no randomness at all.
pub(crate) struct Stream(pub(crate) Vec<u8>, pub(crate) u32);

impl Entropy for Stream {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for block in out.chunks_mut(32) {
            self.1 = self.1.wrapping_add(1);
            let bytes = hash::sha256(&[self.0.as_slice(), &self.1.to_be_bytes()].concat());
            block.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte);
        }
        Ok(())
    }
}

pub(crate) const NOW: i64 = 1_790_000_000;
pub(crate) const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
pub(crate) const AGENCY: &str = "H29.12.34";

pub(crate) struct City {
    pub(crate) root: SigningKey,
    pub(crate) portal: SigningKey,
    pub(crate) citizen: SigningKey,
    pub(crate) other: SigningKey,
    pub(crate) unit: OpeningKey,
    pub(crate) second: OpeningKey,
    pub(crate) directory: Directory,
    pub(crate) entropy: Stream,
}

impl City {
    pub(crate) fn new(curve25519: bool) -> Result<Self, Error> {
        let (signing, opening) = if curve25519 {
            (Algorithm::Ed25519, Algorithm::X25519)
        } else {
            (Algorithm::P256, Algorithm::P256)
        };
        let mut entropy = Stream(vec![u8::from(curve25519)], 0);
        let mut key = || SigningKey::generate(signing, &mut entropy);
        let (root, portal, citizen, other) = (key()?, key()?, key()?, key()?);
        let unit = OpeningKey::generate(opening, &mut entropy)?;
        let second = OpeningKey::generate(opening, &mut entropy)?;
        let entry = |jwk: motcua::types::jose::Jwk, usage, agency: &str| DirectoryKey {
            kid: jwk.kid.clone().unwrap_or_default(),
            jwk,
            agency: agency.to_owned(),
            unit: Some("commune".to_owned()),
            usage,
            nbf: NOW - 1_000_000,
            exp: NOW + 1_000_000,
            status: KeyStatus::Active,
            from: None,
            succeeds: Vec::new(),
        };
        let payload = KeyDirectory {
            v: 1,
            seq: 1,
            iat: NOW - 100,
            exp: NOW + 1_000_000,
            keys: vec![
                entry(portal.public(), KeyUse::Sign, AGENCY),
                entry(unit.public(), KeyUse::Seal, AGENCY),
                entry(second.public(), KeyUse::Seal, "H29.56.78"),
            ],
        };
        let jws = root.sign_payload(sign::Kind::Keys, &payload.to_value()?)?;
        let directory = Directory::open(sign::to_json(&jws).as_bytes(), &root.public(), NOW, 0)?;
        Ok(Self { root, portal, citizen, other, unit, second, directory, entropy })
    }

    pub(crate) fn enrolment(&self) -> Enrolment {
        Enrolment {
            v: 1,
            person: "person:3f".into(),
            name: "Nguyễn Thị Minh".into(),
            kid: self.citizen.kid().to_owned(),
            jwk: self.citizen.public(),
            scope: EnrolmentScope::Device,
            level: 2,
            idp: "vneid".into(),
            auth_time: NOW - 60,
            claims: hash::sha256_text(b"{}"),
            agency: None,
            roles: Vec::new(),
            nbf: NOW - 3600,
            exp: NOW + 3600,
        }
    }

    pub(crate) fn enrol(&self, record: &Enrolment) -> Result<String, Error> {
        let jws = self.portal.sign_payload(sign::Kind::Enrol, &record.to_value()?)?;
        Ok(sign::to_compact(&jws))
    }

    pub(crate) fn submission(&self) -> Result<Submission, Error> {
        let request = enrolment::begin(&self.enrolment(), &self.portal.public())?;
        let enrolment = sign::to_compact(&self.portal.sign(&request)?);
        let data: Object = [("fullName", "Nguyễn Thị Minh")].into_iter().collect();
        let person = Person {
            name: "Nguyễn Thị Minh".into(),
            birth_date: Some("1990".into()),
            id: PersonId::CitizenId { number: "079190001234".into() },
        };
        Ok(Submission {
            v: 1,
            kind: SubmissionType::Submission,
            dossier: DOSSIER.into(),
            procedure: procedure(),
            aud: vec![AGENCY.into()],
            nonce: "n-0001".into(),
            iat: NOW - 10,
            channel: Channel::Online,
            auth: Auth::Key { enrolment },
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
        })
    }

    pub(crate) fn sign(&self, submission: &Submission) -> Result<FlattenedJws, Error> {
        self.citizen.sign_payload(sign::Kind::Submission, &submission.to_value()?)
    }

    pub(crate) fn packet(&mut self) -> Result<SealedObject, Error> {
        let jws = self.sign(&self.submission()?)?;
        let recipients = [self.unit.public()];
        packet::seal_submission(&jws, &procedure(), DOSSIER, &recipients, &mut self.entropy)
    }
}

pub(crate) fn procedure() -> ProcedureRef {
    ProcedureRef { code: "1.001193".into(), version: "1".into(), hash: hash::sha256_text(b"procedure") }
}

pub(crate) fn expected() -> Expected {
    Expected {
        aud: AGENCY.into(),
        nonce: "n-0001".into(),
        dossier: Some(DOSSIER.into()),
        procedure: Some(procedure()),
        now: NOW,
        skew: 300,
        max_age: 3600,
        allowed_auth: vec![(PartyRole::Applicant, vec!["key".to_owned()])],
        min_assurance: 2,
        revoked: Vec::new(),
        transfers: Vec::new(),
    }
}
