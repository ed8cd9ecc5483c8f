//! A second party signs: asked, answered, refused, too late; and a certificate's signature that the host judges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{CANARY, City, DOSSIER, NOW, PROFILES, copy, expected, procedure, value};
use motcua_crypto::cosign::{self, Asked};
use motcua_crypto::packet::{self, Expected};
use motcua_crypto::software::{OpeningKey, SigningKey};
use motcua_crypto::{Error, b64, enrolment, hash, sign};
use motcua_json::{Object, Value, canonicalize};
use motcua_types::jose::{CoSignature, FlattenedJws, SealedObject};
use motcua_types::keys::{Enrolment, EnrolmentScope, KeyStatus, Revocation};
use motcua_types::party::{Party, PartyRole, Person, PersonId};
use motcua_types::submission::{
    Anchor, Auth, CaAnswer, CaIndication, Channel, CosignRequest, Standing, Submission,
};

const SPOUSE: &str = "person:9c";

/// A submission by two, signed by the first.
struct Two {
    city: City,
    spouse: SigningKey,
    enrolment: String,
    jws: FlattenedJws,
}

impl Two {
    fn new(profile: common::Profile) -> Self {
        let city = City::new(profile);
        let spouse = copy(&city.officer);
        let record = Enrolment {
            person: SPOUSE.into(),
            kid: spouse.kid().into(),
            jwk: spouse.public(),
            ..city.enrolment(EnrolmentScope::Session)
        };
        let enrolment = city.enrol(&record);
        let jws = city
            .citizen
            .sign_payload(sign::Kind::Submission, &value(&by_two(city.key_submission())))
            .unwrap();
        Self { city, spouse, enrolment, jws }
    }

    fn request(&self) -> CosignRequest {
        cosign::request(&self.jws, SPOUSE, NOW + 600).unwrap()
    }

    fn asked(&self) -> Asked {
        cosign::read_request(&self.request(), &self.city.directory, NOW).unwrap()
    }

    fn signature(&self) -> CoSignature {
        let request = cosign::begin(&self.asked(), &self.enrolment, &self.city.directory, NOW).unwrap();
        let signed = self.spouse.sign(&request).unwrap();
        let raw = b64::decode(&signed.signature).unwrap();
        cosign::finish(&request, &raw, &self.spouse.public(), &self.enrolment).unwrap()
    }

    fn seal(&mut self, cosign: &[CoSignature]) -> SealedObject {
        let recipients = [self.city.unit.public()];
        let (procedure, entropy) = (procedure(), &mut self.city.entropy);
        packet::seal_cosigned(&self.jws, cosign, &procedure, DOSSIER, &recipients, entropy).unwrap()
    }

    fn open(&self, object: &SealedObject, expected: &Expected) -> Result<Vec<Standing>, &'static str> {
        packet::open(object, &self.city.unit, &self.city.directory, expected)
            .map(|opened| opened.signers.iter().map(|signer| signer.standing).collect())
            .map_err(|error| error.code())
    }
}

fn by_two(mut submission: Submission) -> Submission {
    submission.parties.push(Party {
        role: PartyRole::CoApplicant,
        person: Some(Person {
            name: CANARY.into(),
            birth_date: None,
            id: PersonId::CitizenId { number: "079190009999".into() },
        }),
        organisation: None,
        acts_for: None,
        basis: None,
        evidence: None,
        reference: Some(SPOUSE.into()),
    });
    submission
}

fn both() -> Expected {
    let ways = || vec!["key".to_owned(), "session".to_owned()];
    Expected {
        allowed_auth: vec![(PartyRole::Applicant, ways()), (PartyRole::CoApplicant, ways())],
        ..expected()
    }
}

fn code<T>(outcome: Result<T, Error>) -> &'static str {
    outcome.err().map_or("none", |error| error.code())
}

#[test]
fn a_spouse_signs_what_was_sealed_to_them() {
    for profile in PROFILES {
        let mut two = Two::new(profile);
        let phone = OpeningKey::generate(
            if profile == PROFILES[0] {
                motcua_crypto::software::Algorithm::P256
            } else {
                motcua_crypto::software::Algorithm::X25519
            },
            &mut two.city.entropy,
        )
        .unwrap();
        let sealed = cosign::seal_request(&two.request(), &[phone.public()], &mut two.city.entropy).unwrap();
        let asked = cosign::open_request(&sealed, &phone, &two.city.directory, NOW).unwrap();
        assert_eq!(asked.submission.dossier, DOSSIER);
        assert_eq!(asked.by.kid, two.city.citizen.kid());
        assert!(!format!("{asked:?}").contains(CANARY));

        // What was sealed for the spouse is no packet, and a packet is no request.
        let as_packet = packet::open(&sealed, &phone, &two.city.directory, &both());
        assert_eq!(code(as_packet), "packet/purpose");
        let packet = two.seal(&[]);
        let as_request = cosign::open_request(&packet, &two.city.unit, &two.city.directory, NOW);
        assert_eq!(code(as_request), "packet/purpose");

        let answer = two.signature();
        let person = cosign::verify(&two.request(), &answer, &two.city.directory, NOW).unwrap();
        assert_eq!(person.person, SPOUSE);
        let object = two.seal(&[answer]);
        let opened = packet::open(&object, &two.city.unit, &two.city.directory, &both()).unwrap();
        let roles: Vec<_> = opened.signers.iter().map(|signer| (signer.role, signer.standing)).collect();
        assert_eq!(
            roles,
            [
                (PartyRole::Filer, Standing::Integrity),
                (PartyRole::CoApplicant, Standing::AuthenticatedSession)
            ]
        );
        assert!(opened.refused.is_empty());

        let anchor = Anchor { payload_hash: opened.payload_hash.clone(), at: NOW };
        let again = packet::reopen(&object, &two.city.unit, &two.city.directory, &both(), &anchor).unwrap();
        assert_eq!(again, opened);
    }
}

#[test]
fn a_required_signature_that_is_missing_or_bad_is_named() {
    for profile in PROFILES {
        let mut two = Two::new(profile);
        let bare = two.seal(&[]);
        assert_eq!(two.open(&bare, &both()), Err("packet/signerMissing"));
        let good = two.signature();

        // The same person's signature over another payload, or in another kind of object.
        let other = two.city.session_submission();
        let elsewhere = two.spouse.sign_payload(sign::Kind::Cosign, &value(&other)).unwrap();
        let as_submission = two.spouse.sign_payload(sign::Kind::Submission, &value(&other)).unwrap();
        let part = |jws: FlattenedJws| CoSignature {
            protected: jws.protected,
            signature: jws.signature,
            enrolment: good.enrolment.clone(),
        };
        let citizens = two.city.enrol(&two.city.enrolment(EnrolmentScope::Session));
        let by_the_first = {
            let jws = FlattenedJws { payload: None, ..two.jws.clone() };
            CoSignature { enrolment: Some(citizens.clone()), ..part(jws) }
        };
        let stranger = {
            let record = Enrolment {
                person: "person:00".into(),
                kid: two.spouse.kid().into(),
                jwk: two.spouse.public(),
                ..two.city.enrolment(EnrolmentScope::Session)
            };
            CoSignature { enrolment: Some(two.city.enrol(&record)), ..good.clone() }
        };
        let cases = [
            (part(elsewhere), "crypto/signature"),
            (part(as_submission), "crypto/typ"),
            (by_the_first, "crypto/typ"),
            (CoSignature { enrolment: Some(citizens), ..good.clone() }, "crypto/unknownKey"),
            (CoSignature { enrolment: None, ..good.clone() }, "packet/cosign"),
            (stranger, "packet/cosign"),
        ];
        for (cosignature, wanted) in cases {
            let object = two.seal(std::slice::from_ref(&cosignature));
            // Whose it would have been is not known, so the role is simply not filled ...
            assert_eq!(two.open(&object, &both()), Err("packet/signerMissing"));
            // ... and where nobody has to co-sign, the packet opens and says what does not count.
            let opened = packet::open(&object, &two.city.unit, &two.city.directory, &expected()).unwrap();
            assert_eq!(opened.signers.len(), 1);
            assert_eq!(opened.refused[0].code, wanted);
        }
        let object = two.seal(&[good.clone(), good.clone()]);
        let opened = packet::open(&object, &two.city.unit, &two.city.directory, &both()).unwrap();
        assert_eq!((opened.signers.len(), opened.refused[0].code.as_str()), (2, "packet/cosign"));

        let object = two.seal(&[good]);
        let revoked = Revocation { kid: two.spouse.kid().into(), from: NOW };
        assert_eq!(two.open(&object, &Expected { revoked: vec![revoked], ..both() }), Err("packet/revoked"));
        let strict = Expected { min_assurance: 3, ..both() };
        assert_eq!(two.open(&object, &strict), Err("packet/assuranceTooLow"));
        let only_keys =
            Expected { allowed_auth: vec![(PartyRole::CoApplicant, vec!["key".into()])], ..expected() };
        assert_eq!(two.open(&object, &only_keys), Err("packet/authNotAllowed"));
    }
}

#[test]
fn requests_end_and_are_for_one_person() {
    for profile in PROFILES {
        let two = Two::new(profile);
        let request = two.request();
        let directory = &two.city.directory;
        assert_eq!(code(cosign::request(&two.jws, "person:00", NOW)), "cosign/notAsked");
        assert_eq!(code(cosign::read_request(&request, directory, NOW + 600)), "cosign/expired");
        let newer = CosignRequest { v: 2, ..request.clone() };
        assert_eq!(code(cosign::read_request(&newer, directory, NOW)), "cosign/version");
        let other = CosignRequest { reference: "person:00".into(), ..request.clone() };
        assert_eq!(code(cosign::read_request(&other, directory, NOW)), "cosign/notAsked");

        let asked = two.asked();
        let citizens = two.city.enrol(&two.city.enrolment(EnrolmentScope::Session));
        assert_eq!(code(cosign::begin(&asked, &citizens, directory, NOW)), "cosign/wrongPerson");
        assert_eq!(code(cosign::begin(&asked, &two.enrolment, directory, NOW + 600)), "cosign/expired");
        let begun = cosign::begin(&asked, &two.enrolment, directory, NOW).unwrap();
        let key = two.spouse.public();
        assert_eq!(code(cosign::finish(&begun, &[7; 64], &key, &two.enrolment)), "crypto/signature");
        let no_cosign = sign::begin(sign::Kind::Submission, &Value::from(1), &key).unwrap();
        assert_eq!(code(cosign::finish(&no_cosign, &[7; 64], &key, &two.enrolment)), "crypto/typ");

        let answer = two.signature();
        assert_eq!(code(cosign::verify(&request, &answer, directory, NOW + 600)), "cosign/expired");
        // Known as stolen: the portal's key no longer says who anybody is.
        let portal = two.city.portal.kid().to_owned();
        let city = two.city.with_directory(|payload| {
            let key = payload.keys.iter_mut().find(|key| key.kid == portal).unwrap();
            (key.status, key.from) = (KeyStatus::Compromised, Some(NOW - 5));
        });
        assert_eq!(code(cosign::read_request(&request, &city.directory, NOW)), "keys/compromised");
        assert_eq!(code(cosign::verify(&request, &answer, &city.directory, NOW)), "keys/compromised");
    }
}

#[test]
fn a_spouse_may_say_no() {
    for profile in PROFILES {
        let two = Two::new(profile);
        let directory = &two.city.directory;
        let begun = cosign::begin_refusal(&two.asked(), &two.enrolment, directory, NOW).unwrap();
        let no = two.spouse.sign(&begun).unwrap();
        let refusal = cosign::verify_refusal(&no, &two.request(), directory).unwrap();
        assert_eq!((refusal.dossier.as_str(), refusal.answer.as_str()), (DOSSIER, "refused"));

        // It cannot be turned into a yes.
        let as_yes = CoSignature {
            protected: no.protected.clone(),
            signature: no.signature.clone(),
            enrolment: Some(two.enrolment.clone()),
        };
        assert_eq!(code(cosign::verify(&two.request(), &as_yes, directory, NOW)), "crypto/signature");
        // Nor is it about another form, or another person's.
        let other = two
            .city
            .citizen
            .sign_payload(sign::Kind::Submission, &value(&by_two(two.city.session_submission())))
            .unwrap();
        let elsewhere = cosign::request(&other, SPOUSE, NOW + 600).unwrap();
        assert_eq!(code(cosign::verify_refusal(&no, &elsewhere, directory)), "cosign/changed");
        let somebody = CosignRequest { reference: "person:00".into(), ..two.request() };
        assert_eq!(code(cosign::verify_refusal(&no, &somebody, directory)), "cosign/wrongPerson");
    }
}

const EC_KEY: &str = include_str!("data/signer-p256.pem");
const EC_CERTIFICATE: &str = include_str!("data/signer-p256.x5c");
const RSA_CERTIFICATE: &str = include_str!("data/signer-rsa.x5c");

fn certificate_hash(x5c: &str) -> String {
    hash::sha256_text(&b64::decode_standard(x5c).unwrap())
}

fn jades(alg: &str, x5c: &str, change: impl FnOnce(&mut Object)) -> String {
    let mut header = Object::new();
    header.insert("alg", alg);
    header.insert("cty", "json");
    header.insert("iat", NOW - 5);
    header.insert("x5c", Value::from(vec![Value::from(x5c)]));
    header.insert("x5t#S256", certificate_hash(x5c).trim_start_matches("sha-256:"));
    change(&mut header);
    b64::encode(&canonicalize(&header.into()))
}

/// A submission that rests on a certificate.
struct Certified {
    city: City,
    jws: FlattenedJws,
    signer: SigningKey,
}

impl Certified {
    fn new(profile: common::Profile, x5c: &str) -> Self {
        let city = City::new(profile);
        let enrolment = city.enrol(&city.enrolment(EnrolmentScope::Device));
        let auth = Auth::Ca { enrolment, certificate: certificate_hash(x5c) };
        let submission = city.submission(auth, Channel::Online);
        let jws = city.citizen.sign_payload(sign::Kind::Submission, &value(&submission)).unwrap();
        Self { city, jws, signer: SigningKey::from_pem(EC_KEY).unwrap() }
    }

    fn sign(&self, protected: String) -> CoSignature {
        let text = format!("{protected}.{}", self.jws.payload.as_deref().unwrap());
        let signature = sign_text(&self.signer, &text);
        CoSignature { protected, signature: b64::encode(&signature), enrolment: None }
    }

    fn seal(&mut self, cosign: &[CoSignature]) -> SealedObject {
        let recipients = [self.city.unit.public()];
        let entropy = &mut self.city.entropy;
        packet::seal_cosigned(&self.jws, cosign, &procedure(), DOSSIER, &recipients, entropy).unwrap()
    }
}

/// ES256 over any text, as a card signs what its driver is given.
fn sign_text(key: &SigningKey, text: &str) -> Vec<u8> {
    use p256::ecdsa::signature::Signer;
    let d = key.export_private_jwk().get("d").and_then(Value::as_str).map(str::to_owned).unwrap();
    let secret = p256::ecdsa::SigningKey::from_slice(&b64::decode(&d).unwrap()).unwrap();
    let signature: p256::ecdsa::Signature = secret.sign(text.as_bytes());
    signature.to_bytes().to_vec()
}

fn certified_only() -> Expected {
    Expected { allowed_auth: vec![(PartyRole::Applicant, vec!["ca".into()])], ..expected() }
}

fn answer(x5c: &str, indication: CaIndication) -> CaAnswer {
    CaAnswer { certificate: certificate_hash(x5c), indication, subject: CANARY.into() }
}

#[test]
fn a_certificate_counts_only_when_the_host_says_that_all_of_it_passed() {
    for profile in PROFILES {
        let mut case = Certified::new(profile, EC_CERTIFICATE);
        let cosign = case.sign(jades("ES256", EC_CERTIFICATE, |_| {}));
        let object = case.seal(&[cosign]);
        let begin =
            || packet::begin_open(&object, &case.city.unit, &case.city.directory, &certified_only()).unwrap();
        let opening = begin();
        let [check] = opening.checks() else { panic!("one check") };
        assert_eq!((check.alg.as_str(), check.iat), ("ES256", NOW - 5));
        assert_eq!(check.certificate, certificate_hash(EC_CERTIFICATE));
        assert_eq!(check.chain, [EC_CERTIFICATE]);
        assert!(!format!("{opening:?}").contains(CANARY));
        let opened = opening.finish(&[answer(EC_CERTIFICATE, CaIndication::TotalPassed)]).unwrap();
        let signer = opened.signers.last().unwrap();
        assert_eq!((signer.role, signer.standing), (PartyRole::Filer, Standing::SecuredDigitalSignature));
        assert_eq!(opened.signers[0].standing, Standing::Integrity);

        let refusals: [(&[CaAnswer], &str); 5] = [
            (&[], "packet/caUnchecked"),
            (&[answer(EC_CERTIFICATE, CaIndication::TotalFailed)], "packet/caFailed"),
            (&[answer(EC_CERTIFICATE, CaIndication::Indeterminate)], "packet/caIndeterminate"),
            (&[answer(RSA_CERTIFICATE, CaIndication::TotalPassed)], "packet/caUnchecked"),
            (
                &[
                    answer(EC_CERTIFICATE, CaIndication::TotalPassed),
                    answer(EC_CERTIFICATE, CaIndication::TotalPassed),
                ],
                "packet/caUnchecked",
            ),
        ];
        for (answers, wanted) in refusals {
            assert_eq!(code(begin().finish(answers)), wanted);
        }
        let without = packet::open(&object, &case.city.unit, &case.city.directory, &certified_only());
        assert_eq!(code(without), "packet/caUnchecked");
    }
}

#[test]
fn a_certificate_that_does_not_fit_never_reaches_the_host() {
    let mut case = Certified::new(PROFILES[0], EC_CERTIFICATE);
    let passed = [answer(EC_CERTIFICATE, CaIndication::TotalPassed)];
    let mut outcome = |protected: String| {
        let cosign = case.sign(protected);
        let object = case.seal(&[cosign]);
        let opening =
            packet::begin_open(&object, &case.city.unit, &case.city.directory, &certified_only()).unwrap();
        code(opening.finish(&passed))
    };
    let with = |name: &'static str, value: Value| {
        jades("ES256", EC_CERTIFICATE, move |header| {
            header.insert(name, value);
        })
    };
    let without = |name: &'static str| {
        jades("ES256", EC_CERTIFICATE, move |header| {
            header.remove(name);
        })
    };
    assert_eq!(outcome(with("typ", "jose".into())), "none");
    assert_eq!(outcome(with("typ", "egov-submission+jws".into())), "crypto/typ");
    assert_eq!(outcome(with("cty", "text".into())), "crypto/cty");
    assert_eq!(outcome(with("alg", "ES384".into())), "crypto/alg");
    assert_eq!(outcome(with("alg", "PS256".into())), "crypto/alg");
    assert_eq!(outcome(with("x5t#S256", "AA".into())), "crypto/certificate");
    assert_eq!(outcome(with("jku", "https://example.org".into())), "crypto/headerMember");
    assert_eq!(outcome(with("crit", Value::from(vec![Value::from("iat")]))), "crypto/crit");
    assert_eq!(outcome(with("iat", (NOW + 301).into())), "packet/fromFuture");
    assert_eq!(outcome(without("iat")), "crypto/header");
    assert_eq!(outcome(without("x5t#S256")), "crypto/header");
    assert_eq!(outcome(with("x5c", Value::from(vec![Value::from("AAAA")]))), "crypto/certificate");
    let many = vec![Value::from(EC_CERTIFICATE); 7];
    assert_eq!(outcome(with("x5c", Value::from(many))), "crypto/certificate");
    assert_eq!(outcome(jades("ES256", RSA_CERTIFICATE, |_| {})), "crypto/key");
    // The older header with a critical signing time is read.
    let older = |crit: Vec<Value>| {
        jades("ES256", EC_CERTIFICATE, move |header| {
            header.remove("iat");
            header.insert("sigT", "2026-09-21T13:33:20Z");
            header.insert("crit", Value::from(crit));
        })
    };
    assert_eq!(outcome(older(vec!["sigT".into()])), "none");
    assert_eq!(outcome(older(vec!["sigT".into(), "sigT".into()])), "crypto/crit");
    assert_eq!(outcome(older(Vec::new())), "crypto/crit");

    // A signature that is simply wrong.
    let mut wrong = case.sign(jades("ES256", EC_CERTIFICATE, |_| {}));
    wrong.signature = b64::encode(&[7; 64]);
    let object = case.seal(&[wrong]);
    let opening =
        packet::begin_open(&object, &case.city.unit, &case.city.directory, &certified_only()).unwrap();
    assert!(opening.checks().is_empty());
    assert_eq!(code(opening.finish(&passed)), "crypto/signature");
}

#[test]
fn rsa_is_the_hosts() {
    let mut case = Certified::new(PROFILES[0], RSA_CERTIFICATE);
    for alg in ["PS256", "RS256"] {
        let protected = jades(alg, RSA_CERTIFICATE, |_| {});
        let cosign = CoSignature { protected, signature: b64::encode(&[7; 256]), enrolment: None };
        let object = case.seal(std::slice::from_ref(&cosign));
        let opening =
            packet::begin_open(&object, &case.city.unit, &case.city.directory, &certified_only()).unwrap();
        let [check] = opening.checks() else { panic!("one check") };
        assert_eq!((check.alg.as_str(), check.signature.as_str()), (alg, cosign.signature.as_str()));
        assert_eq!(check.signed, format!("{}.{}", cosign.protected, case.jws.payload.as_deref().unwrap()));
        assert!(b64::decode(&check.spki).unwrap().len() > 256);
        assert_eq!(
            code(opening.finish(&[answer(RSA_CERTIFICATE, CaIndication::TotalFailed)])),
            "packet/caFailed"
        );
    }
    // Another certificate than the submission names fills no role.
    let mut case = Certified::new(PROFILES[0], RSA_CERTIFICATE);
    let cosign = case.sign(jades("ES256", EC_CERTIFICATE, |_| {}));
    let object = case.seal(&[cosign]);
    let opening =
        packet::begin_open(&object, &case.city.unit, &case.city.directory, &certified_only()).unwrap();
    let passed = [answer(EC_CERTIFICATE, CaIndication::TotalPassed)];
    assert_eq!(code(opening.finish(&passed)), "packet/signerMissing");
}

#[test]
fn an_enrolment_of_a_co_signer_is_checked_like_any() {
    let two = Two::new(PROFILES[0]);
    let signature = two.signature();
    let mut two = two;
    let outcome = |two: &mut Two, nbf: i64, exp: i64| {
        let record = Enrolment {
            person: SPOUSE.into(),
            kid: two.spouse.kid().into(),
            jwk: two.spouse.public(),
            nbf,
            exp,
            ..two.city.enrolment(EnrolmentScope::Session)
        };
        let request = enrolment::begin(&record, &two.city.portal.public()).unwrap();
        let enrolment = sign::to_compact(&two.city.portal.sign(&request).unwrap());
        let object = two.seal(&[CoSignature { enrolment: Some(enrolment), ..signature.clone() }]);
        let opened = packet::open(&object, &two.city.unit, &two.city.directory, &expected()).unwrap();
        opened.refused.first().map(|refused| refused.code.clone())
    };
    assert_eq!(outcome(&mut two, NOW - 5, NOW - 2), None, "in force between signing and arrival");
    assert_eq!(outcome(&mut two, NOW - 60, NOW - 10).as_deref(), Some("enrolment/expired"));
    assert_eq!(outcome(&mut two, NOW + 1, NOW + 9).as_deref(), Some("enrolment/notYetValid"));
}
