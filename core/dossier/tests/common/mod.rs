//! A small agency: a root, a portal and an office, all with real keys from a repeatable source.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_crypto::directory::Directory;
use motcua_crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua_crypto::{Entropy, Error, sign};
use motcua_dossier::{body, log, state, workflow};
use motcua_json::to_value;
use motcua_types::deadline::{Term, TermUnit};
use motcua_types::dossier::{Action, DossierState, EffectKind, Workflow};
use motcua_types::event::{Access, ActorRole, DossierEvent, Reason, Received, StatusChange, Transfer};
use motcua_types::jose::Jwk;
use motcua_types::keys::{DirectoryKey, KeyDirectory, KeyStatus, KeyUse};
use motcua_types::submission::Channel;
use motcua_vn::calendar::Calendar;

pub const NOW: i64 = 1_795_000_000;
pub const DOSSIER: &str = "urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10";
pub const DAY: i64 = 86_400;
pub const PORTAL: &str = "H29/portal";
pub const OFFICE: &str = "H29.01.15/commune";

/// SplitMix64: repeatable, and random enough for the health check.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

impl Entropy for Dice {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for chunk in out.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

pub struct City {
    pub directory: Directory,
    pub root: SigningKey,
    pub portal: SigningKey,
    pub office: SigningKey,
    /// An office of another agency.
    pub other: SigningKey,
    /// An office of the agency that took over the other's duties.
    pub heir: SigningKey,
    pub stranger: SigningKey,
    pub workflow: Workflow,
}

pub fn city() -> City {
    let mut dice = Dice(7);
    let mut key = || SigningKey::generate(Algorithm::Ed25519, &mut dice).unwrap();
    let (root, portal, office, stranger, other, heir) = (key(), key(), key(), key(), key(), key());
    let mut dice = Dice(8);
    let mut opening = || OpeningKey::generate(Algorithm::P256, &mut dice).unwrap().public();
    let entry = |jwk: Jwk, agency: &str, unit: &str, usage| DirectoryKey {
        kid: motcua_crypto::jwk::thumbprint(&jwk).unwrap(),
        jwk,
        agency: agency.to_owned(),
        unit: Some(unit.to_owned()),
        usage,
        nbf: NOW - 86_400,
        exp: NOW + 10 * 365 * 86_400,
        status: KeyStatus::Active,
        from: None,
        succeeds: Vec::new(),
    };
    let mut heir_key = entry(heir.public(), "H29.01.99", "commune", KeyUse::Sign);
    heir_key.succeeds = vec!["H29.01.20".to_owned()];
    let keys = vec![
        entry(portal.public(), "H29", "portal", KeyUse::Sign),
        entry(office.public(), "H29.01.15", "commune", KeyUse::Sign),
        entry(opening(), "H29.01.15", "commune", KeyUse::Seal),
        entry(other.public(), "H29.01.20", "commune", KeyUse::Sign),
        entry(opening(), "H29.01.20", "commune", KeyUse::Seal),
        heir_key,
        entry(opening(), "H29.01.99", "commune", KeyUse::Seal),
    ];
    let directory = directory(&root, keys);
    City { directory, root, portal, office, other, heir, stranger, workflow: workflow::default().unwrap() }
}

fn directory(root: &SigningKey, keys: Vec<DirectoryKey>) -> Directory {
    let payload = KeyDirectory { v: 1, seq: 1, iat: NOW - 86_400, exp: NOW + 400 * 86_400, keys };
    let jws = root.sign_payload(sign::Kind::Keys, &to_value(&payload).unwrap()).unwrap();
    Directory::open(sign::to_json(&jws).as_bytes(), &root.public(), NOW, 0).unwrap()
}

impl City {
    /// The same city after its directory was issued anew with changed signing keys.
    pub fn with(&self, mut change: impl FnMut(&mut DirectoryKey)) -> City {
        let mut keys = self.directory.payload().keys.clone();
        keys.iter_mut().filter(|key| key.usage == KeyUse::Sign).for_each(&mut change);
        City { directory: directory(&self.root, keys), ..city() }
    }
}

pub fn received(kind: &str) -> DossierEvent {
    DossierEvent::Received(Received {
        kind: kind.to_owned(),
        packet: motcua_crypto::hash::sha256_text(kind.as_bytes()),
        channel: Channel::Online,
        number: (kind == "submission").then(|| "TN-261118-000001".to_owned()),
    })
}

pub fn transferred(from: &str, to: &str) -> DossierEvent {
    DossierEvent::Transfer(Transfer {
        from: from.to_owned(),
        to: to.to_owned(),
        reason: Reason { code: "notCompetent".to_owned(), note: None, items: Vec::new() },
        packet_hash: motcua_crypto::hash::sha256_text(to.as_bytes()),
    })
}

pub fn accessed(purpose: &str) -> DossierEvent {
    DossierEvent::Access(Access {
        actor: ActorRole::Processing,
        officer: Some("officer-0001".to_owned()),
        purpose: purpose.to_owned(),
        classes: vec!["basic".to_owned()],
        object: None,
    })
}

pub fn registered() -> DossierEvent {
    status(1, ActorRole::Intake)
}

pub fn status(status: u32, actor: ActorRole) -> DossierEvent {
    DossierEvent::Status(StatusChange {
        status,
        actor,
        officer: None,
        officer_name: None,
        form: None,
        code: None,
        target: None,
        due: None,
        reason: None,
    })
}

/// The term of the office's procedures.
pub fn term() -> Term {
    Term {
        amount: 5,
        unit: TermUnit::WorkingDay,
        cutoff: Some("15:00".to_owned()),
        legal_basis: "Nghị định 61/2018/NĐ-CP".to_owned(),
    }
}

/// Signs the next event of a log.
pub fn event(key: &SigningKey, iss: &str, state: &DossierState, at: i64, bodies: &[DossierEvent]) -> String {
    let jti = format!("{}-{}", at, state.size);
    let claims = log::append(state, iss, at, &jti, "txn", body::encode(bodies).unwrap());
    let request = log::begin(&claims, &key.public()).unwrap();
    sign::to_compact(&key.sign(&request).unwrap())
}

/// A log that grows by events of the city's keys.
pub struct Log<'a> {
    pub city: &'a City,
    pub events: Vec<String>,
    pub state: DossierState,
    pub at: i64,
}

impl<'a> Log<'a> {
    pub fn open(city: &'a City) -> Self {
        let mut log = Self { city, events: Vec::new(), state: state::empty(DOSSIER), at: NOW };
        log.push(&city.portal, PORTAL, &[received("submission"), registered()]);
        log
    }

    pub fn push(&mut self, key: &SigningKey, iss: &str, bodies: &[DossierEvent]) {
        let event = event(key, iss, &self.state, self.at, bodies);
        log::extend(&mut self.state, std::slice::from_ref(&event), &self.city.directory, &self.city.workflow)
            .unwrap();
        self.events.push(event);
        self.at += 60;
    }

    pub fn supplement(&mut self) {
        let city = self.city;
        self.push(&city.portal, PORTAL, &[received("supplement")]);
    }

    /// Makes a change the way the desk does.
    pub fn act(&mut self, to: u32, actor: ActorRole) {
        let action = action(&self.state, to, actor);
        let applied = workflow::check(&self.city.workflow, &self.state, &action, self.at).unwrap();
        let mut change = applied.change;
        if applied.starts_clock {
            change.due = Some(motcua_dossier::due::due_date(Calendar::embedded(), &term(), self.at).unwrap());
        }
        if applied.effects.iter().any(|effect| effect.kind == EffectKind::Reappoint) {
            let day = action.new_due.as_deref().unwrap();
            change.due =
                Some(motcua_dossier::due::reappoint(Calendar::embedded(), &self.state, day).unwrap());
        }
        if applied.binds_code {
            change.code = Some(motcua_dossier::number::official("H29.01.15", self.at, 1).unwrap());
        }
        let city = self.city;
        self.push(&city.office, OFFICE, &[DossierEvent::Status(change)]);
    }
}

/// An action with everything that any change could ask for.
pub fn action(state: &DossierState, to: u32, actor: ActorRole) -> Action {
    let reason =
        Reason { code: "other".to_owned(), note: None, items: vec!["Giấy chứng sinh".to_owned()] };
    Action {
        to,
        actor,
        issuer: Some(OFFICE.to_owned()),
        officer: Some("officer-0001".to_owned()),
        reason: Some(reason),
        target: Some(OFFICE.to_owned()),
        new_due: Some("2026-12-31".to_owned()),
        seen: state.size,
    }
}
