use super::*;
use crate::software::{Algorithm, OpeningKey};
use crate::testing::Counter;

const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
const BOTH: [Algorithm; 2] = [Algorithm::P256, Algorithm::X25519];

fn keys(algorithm: Algorithm, count: u64) -> Vec<OpeningKey> {
    (0..count).map(|seed| OpeningKey::generate(algorithm, &mut Counter::new(seed + 1)).unwrap()).collect()
}

fn sealed(plaintext: &[u8], keys: &[OpeningKey]) -> SealedObject {
    let recipients: Vec<Jwk> = keys.iter().map(OpeningKey::public).collect();
    seal(plaintext, context(PURPOSE_SUBMISSION, DOSSIER, "1.001193@1"), &recipients, &mut Counter::new(99))
        .unwrap()
}

#[test]
fn every_recipient_opens_and_nobody_else() {
    for algorithm in BOTH {
        let mut keys = keys(algorithm, 4);
        let stranger = keys.pop().unwrap();
        let object = sealed(b"content", &keys);
        let bound = inspect(&object).unwrap();
        assert_eq!(bound.rcpt.len(), 3);
        for key in &keys {
            let (plaintext, context) = open(&object, key).unwrap();
            assert_eq!(plaintext, b"content");
            assert_eq!(context, bound);
        }
        assert_eq!(open(&object, &stranger).unwrap_err().code(), "crypto/cannotOpen");
        assert_eq!(parse(to_json(&object).as_bytes()).unwrap(), object);
    }
}

#[test]
fn a_key_of_the_host_opens_in_two_steps() {
    for algorithm in BOTH {
        let keys = keys(algorithm, 2);
        let object = sealed(b"content", &keys);
        for key in &keys {
            let request = begin_open(&object, &key.public()).unwrap();
            assert_eq!(request.kid, key.kid());
            let secret = key.agree_with(&request.epk).unwrap();
            let agreed = Opener::Agreed { kid: &request.kid, secret: secret.as_slice() };
            assert_eq!(open(&object, agreed).unwrap().0, b"content");
            assert!(!format!("{agreed:?}").contains(&format!("{:?}", secret.as_slice())));

            // One code for every answer that does not open.
            let other = keys.iter().find(|other| other.kid() != key.kid()).unwrap();
            let theirs = other.agree_with(&request.epk).unwrap();
            let long = [secret.as_slice(), &[0]].concat();
            for (kid, secret) in [
                (key.kid(), theirs.as_slice()),
                (key.kid(), &[0; 32]),
                (key.kid(), &secret[..31]),
                (key.kid(), &long),
                (key.kid(), &[]),
                (other.kid(), secret.as_slice()),
                ("", secret.as_slice()),
            ] {
                let error = open(&object, Opener::Agreed { kid, secret }).unwrap_err();
                assert_eq!(error, Error::new(ErrorKind::CannotOpen));
            }
        }
        let stranger = OpeningKey::generate(algorithm, &mut Counter::new(77)).unwrap();
        assert_eq!(begin_open(&object, &stranger.public()).unwrap_err().code(), "crypto/cannotOpen");
        let mut swapped = object.clone();
        let other = if algorithm == BOTH[0] { BOTH[1] } else { BOTH[0] };
        let ephemeral = OpeningKey::generate(other, &mut Counter::new(78)).unwrap();
        for recipient in &mut swapped.recipients {
            recipient.header.epk = Jwk { kid: None, ..ephemeral.public() };
        }
        let error = begin_open(&swapped, &keys[0].public()).unwrap_err();
        assert_eq!(error.code(), "crypto/cannotOpen");
    }
}

#[test]
fn curves_may_be_mixed() {
    let keys = [keys(Algorithm::P256, 1), keys(Algorithm::X25519, 1)].concat_keys();
    let object = sealed(b"content", &keys);
    for key in &keys {
        assert_eq!(open(&object, key).unwrap().0, b"content");
    }
}

trait ConcatKeys {
    fn concat_keys(self) -> Vec<OpeningKey>;
}

impl ConcatKeys for [Vec<OpeningKey>; 2] {
    fn concat_keys(self) -> Vec<OpeningKey> {
        self.into_iter().flatten().collect()
    }
}

#[test]
fn every_changed_byte_of_a_sealed_object_is_refused() {
    for algorithm in BOTH {
        let keys = keys(algorithm, 1);
        let text = to_json(&sealed(b"{}", &keys)).into_bytes();
        assert!(parse(&text).and_then(|object| open(&object, &keys[0])).is_ok());
        for at in 0..text.len() {
            for flip in [1u8, 0x20] {
                let mut changed = text.clone();
                changed[at] ^= flip;
                let opened = parse(&changed).and_then(|object| open(&object, &keys[0]));
                assert!(opened.is_err(), "byte {at} flip {flip}");
            }
        }
    }
}

#[test]
fn every_failure_at_work_with_a_key_has_the_same_error() {
    for algorithm in BOTH {
        let keys = keys(algorithm, 2);
        let object = sealed(b"content", &keys);
        let flip = |text: &str| {
            let mut bytes = b64::decode(text).unwrap();
            bytes[0] ^= 1;
            b64::encode(&bytes)
        };
        let mut changed = vec![object.clone(); 6];
        changed[0].tag = flip(&object.tag);
        changed[1].iv = flip(&object.iv);
        changed[2].ciphertext = flip(&object.ciphertext);
        for recipient in &mut changed[3].recipients {
            recipient.encrypted_key = flip(&recipient.encrypted_key);
        }
        let epks: Vec<Jwk> = object.recipients.iter().rev().map(|entry| entry.header.epk.clone()).collect();
        for (recipient, epk) in changed[4].recipients.iter_mut().zip(epks) {
            recipient.header.epk = epk;
        }
        let wrapped: Vec<String> = object.recipients.iter().rev().map(|e| e.encrypted_key.clone()).collect();
        for (recipient, key) in changed[5].recipients.iter_mut().zip(wrapped) {
            recipient.encrypted_key = key;
        }
        let errors: Vec<Error> = changed.iter().map(|object| open(object, &keys[0]).unwrap_err()).collect();
        assert!(errors.iter().all(|error| *error == Error::new(ErrorKind::CannotOpen)), "{errors:?}");
    }
}

#[test]
fn recipients_cannot_be_stripped_added_or_doubled() {
    let keys = keys(Algorithm::P256, 3);
    let object = sealed(b"content", &keys[..2]);
    let code = |object: &SealedObject| open(object, &keys[0]).unwrap_err().code();
    let mut stripped = object.clone();
    stripped.recipients.retain(|entry| entry.header.kid == keys[0].kid());
    assert_eq!(code(&stripped), "crypto/recipients");
    let mut added = object.clone();
    added.recipients.push(sealed(b"x", &keys[2..]).recipients[0].clone());
    assert_eq!(code(&added), "crypto/recipients");
    let mut doubled = object.clone();
    doubled.recipients.push(object.recipients[0].clone());
    assert_eq!(code(&doubled), "crypto/recipients");
    let mut reordered = object.clone();
    reordered.recipients.reverse();
    assert!(open(&reordered, &keys[0]).is_ok());
    let twice = [keys[0].public(), keys[0].public()];
    let same = seal(b"", context(PURPOSE_SUBMISSION, DOSSIER, "1@1"), &twice, &mut Counter::new(1));
    assert_eq!(same.unwrap_err().code(), "crypto/recipients");
}

#[test]
fn a_thousand_recipients_are_refused_before_any_work() {
    let keys = keys(Algorithm::P256, 1);
    let mut object = sealed(b"content", &keys);
    object.recipients = vec![object.recipients[0].clone(); 1000];
    assert_eq!(inspect(&object).unwrap_err().code(), "crypto/recipientCount");
    assert_eq!(parse(to_json(&object).as_bytes()).unwrap_err().code(), "crypto/recipientCount");
    object.recipients.clear();
    assert_eq!(inspect(&object).unwrap_err().code(), "crypto/recipientCount");
    let many = vec![keys[0].public(); 17];
    let refused = seal(b"", context(PURPOSE_SUBMISSION, DOSSIER, "1@1"), &many, &mut Counter::new(1));
    assert_eq!(refused.unwrap_err().code(), "crypto/recipientCount");
}

#[test]
fn open_parts_have_their_own_codes() {
    let keys = keys(Algorithm::X25519, 1);
    let object = sealed(b"content", &keys);
    let with_header =
        |header: &str| SealedObject { protected: b64::encode(header.as_bytes()), ..object.clone() };
    let full = r#""alg":"ECDH-ES+A256KW","cty":"json","enc":"A256GCM","typ":"egov-sealed+jwe""#;
    let headers = [
        (format!(r#"{{{full},"zip":"DEF"}}"#), "crypto/headerMember"),
        (format!(r#"{{{full},"apu":""}}"#), "crypto/headerMember"),
        (format!(r#"{{{full},"crit":[]}}"#), "crypto/crit"),
        (format!("{{{}}}", full.replace("ECDH-ES+A256KW", "dir")), "crypto/alg"),
        (format!("{{{}}}", full.replace("ECDH-ES+A256KW", "ECDH-ES")), "crypto/alg"),
        (format!("{{{}}}", full.replace("A256GCM", "A256CBC-HS512")), "crypto/enc"),
        (format!("{{{}}}", full.replace("sealed", "field")), "crypto/typ"),
        (format!("{{{}}}", full.replace("json", "text")), "crypto/cty"),
        (full.replace(r#""alg":"ECDH-ES+A256KW","#, "{") + "}", "crypto/alg"),
    ];
    for (header, code) in headers {
        assert_eq!(inspect(&with_header(&header)).unwrap_err().code(), code, "{header}");
    }
    let mut doubled = object.clone();
    doubled.recipients[0].header.alg = Some("ECDH-ES+A256KW".into());
    assert_eq!(inspect(&doubled).unwrap_err().code(), "crypto/header");
    for tag in ["", "AAAA", &object.tag[..16]] {
        assert_eq!(
            inspect(&SealedObject { tag: tag.into(), ..object.clone() }).unwrap_err().code(),
            "crypto/base64"
        );
    }
    let long_iv = SealedObject { iv: b64::encode(&[1; 16]), ..object.clone() };
    assert_eq!(inspect(&long_iv).unwrap_err().code(), "crypto/base64");
    let bound = String::from_utf8(b64::decode(&object.aad).unwrap()).unwrap();
    let contexts = [
        (bound.replace("\"v\":1", "\"v\":2"), "crypto/context"),
        (bound.replace("submission", "other"), "crypto/context"),
        (bound.replace("urn:uuid:0", "urn:uuid:X"), "crypto/context"),
        (bound.replace("1.001193@1", "1.001193"), "crypto/context"),
        (bound.replace("{\"dossier", "{ \"dossier"), "crypto/notCanonical"),
        (bound.replace("\"v\":1", "\"v\":1,\"x\":1"), "json/unknownMember"),
    ];
    for (text, code) in contexts {
        let changed = SealedObject { aad: b64::encode(text.as_bytes()), ..object.clone() };
        assert_eq!(inspect(&changed).unwrap_err().code(), code, "{text}");
    }
    let private = to_json(&object).replace("\"crv\":\"X25519\"", "\"crv\":\"X25519\",\"d\":\"AA\"");
    assert_eq!(parse(private.as_bytes()).unwrap_err().code(), "crypto/privateKey");
    let both = to_json(&object).replace("\"iv\":", "\"header\":{},\"iv\":");
    assert_eq!(parse(both.as_bytes()).unwrap_err().code(), "crypto/shape");
}

#[test]
fn an_algorithm_in_every_recipient_header_instead_of_the_protected_one_is_read() {
    let key = &keys(Algorithm::P256, 1)[0];
    let content_key = [5u8; 32];
    let wrapped = key_wrap::wrap(&content_key, key.public_key(), &mut Counter::new(3)).unwrap();
    let mut entry = recipient(key.public_key(), &wrapped);
    entry.header.alg = Some("ECDH-ES+A256KW".into());
    let bound =
        SealContext { rcpt: vec![key.kid().into()], ..context(PURPOSE_SUBMISSION, DOSSIER, "1.001193@1") };
    let protected = crate::header::write(&[("cty", "json"), ("enc", "A256GCM"), ("typ", "egov-sealed+jwe")]);
    let aad = b64::encode(&envelope::canonical_context(&bound));
    let mut data = b"stock".to_vec();
    let tag =
        gcm::encrypt(&content_key, &[1; 12], &envelope::authenticated(&protected, &aad), &mut data).unwrap();
    let object = SealedObject {
        protected,
        recipients: vec![entry],
        aad,
        iv: b64::encode(&[1; 12]),
        ciphertext: b64::encode(&data),
        tag: b64::encode(&tag),
    };
    // Without a commitment, as a stock library writes it.
    assert_eq!(open(&object, key).unwrap().0, b"stock");
}

#[test]
fn low_order_points_are_refused() {
    let keys = keys(Algorithm::X25519, 1);
    let mut object = sealed(b"content", &keys);
    object.recipients[0].header.epk.x = b64::encode(&[0; 32]);
    assert_eq!(open(&object, &keys[0]).unwrap_err().code(), "crypto/cannotOpen");
}

#[test]
fn contexts_with_personal_data_or_stuck_generators_are_not_sealed() {
    let recipients = [keys(Algorithm::P256, 1)[0].public()];
    let refused = |dossier: &str, procedure: &str| {
        let bound = context(PURPOSE_SUBMISSION, dossier, procedure);
        seal(b"", bound, &recipients, &mut Counter::new(1)).unwrap_err().code()
    };
    assert_eq!(refused("079095001234", "1@1"), "crypto/context");
    assert_eq!(refused(DOSSIER, "Nguyễn Văn A"), "crypto/context");
}

/// Multiplication in the field of GHASH (NIST SP 800-38D section 6.3).
fn multiply(x: u128, y: u128) -> u128 {
    let (mut z, mut v) = (0u128, y);
    for bit in 0..128 {
        if x >> (127 - bit) & 1 == 1 {
            z ^= v;
        }
        v = if v & 1 == 1 { v >> 1 ^ 0xe1 << 120 } else { v >> 1 };
    }
    z
}

fn power(x: u128, exponent: u128) -> u128 {
    let one = 1u128 << 127;
    (0..128).rev().fold(one, |out, bit| {
        let square = multiply(out, out);
        if exponent >> bit & 1 == 1 { multiply(square, x) } else { square }
    })
}

/// GHASH over additional data and ciphertext, both cut into blocks.
fn ghash(h: u128, aad: &[u8], data: &[u8]) -> u128 {
    let mut y = 0u128;
    let mut take = |block: &[u8]| {
        let mut padded = [0u8; 16];
        padded[..block.len()].copy_from_slice(block);
        y = multiply(y ^ u128::from_be_bytes(padded), h);
    };
    aad.chunks(16).for_each(&mut take);
    data.chunks(16).for_each(&mut take);
    let lengths = ((aad.len() as u128 * 8) << 64) | (data.len() as u128 * 8);
    take(&lengths.to_be_bytes());
    y
}

/// One ciphertext and tag that decrypt under two keys: the last block solves the one linear equation.
fn collide(keys: [&[u8; 32]; 2], iv: &[u8; 12], aad: &[u8], start: &[u8]) -> (Vec<u8>, [u8; 16]) {
    // The hash key is the block cipher at zero, and the tag mask its value at the first counter: both show
    // from encryptions that this crate can do itself.
    let parts = keys.map(|key| {
        let mask = u128::from_be_bytes(gcm::encrypt(key, iv, b"", &mut []).unwrap());
        // With nothing to hash, the tag is the mask. With one block of additional data a, it is
        // a*H^2 + len*H + mask; two such equations give H^2 and so H.
        let one = 1u128 << 127;
        let tag =
            |a: u128| u128::from_be_bytes(gcm::encrypt(key, iv, &a.to_be_bytes(), &mut []).unwrap()) ^ mask;
        let square = tag(0) ^ tag(one);
        (power(square, 1 << 127), mask)
    });
    let mut data = start.to_vec();
    data.extend([0u8; 16]);
    let [(h1, m1), (h2, m2)] = parts;
    let difference = ghash(h1, aad, &data) ^ m1 ^ ghash(h2, aad, &data) ^ m2;
    let factor = multiply(h1, h1) ^ multiply(h2, h2);
    let last = multiply(difference, power(factor, u128::MAX - 1));
    data[start.len()..].copy_from_slice(&last.to_be_bytes());
    let tag = ghash(h1, aad, &data) ^ m1;
    (data, tag.to_be_bytes())
}

#[test]
fn a_ciphertext_with_two_contents_is_stopped_by_the_commitment() {
    let keys = keys(Algorithm::P256, 2);
    let (first, second) = ([1u8; 32], [2u8; 32]);
    let iv = [9u8; 12];
    let mut rcpt: Vec<String> = keys.iter().map(|key| key.kid().to_owned()).collect();
    rcpt.sort();
    let craft = |kc: Option<String>| {
        let bound = SealContext { rcpt: rcpt.clone(), kc, ..context(PURPOSE_SUBMISSION, DOSSIER, "1@1") };
        let protected = envelope::protected();
        let aad = b64::encode(&envelope::canonical_context(&bound));
        let (data, tag) =
            collide([&first, &second], &iv, &envelope::authenticated(&protected, &aad), b"sixteen bytes ok");
        let wrap = |content_key: &[u8; 32], key: &OpeningKey| {
            recipient(
                key.public_key(),
                &key_wrap::wrap(content_key, key.public_key(), &mut Counter::new(4)).unwrap(),
            )
        };
        SealedObject {
            protected,
            recipients: vec![wrap(&first, &keys[0]), wrap(&second, &keys[1])],
            aad,
            iv: b64::encode(&iv),
            ciphertext: b64::encode(&data),
            tag: b64::encode(&tag),
        }
    };
    // Without a commitment the attack works: one object, two contents, both "authentic".
    let bare = craft(None);
    assert_ne!(open(&bare, &keys[0]).unwrap().0, open(&bare, &keys[1]).unwrap().0);
    // With one it works for the committed key only.
    let committed = craft(Some(derive::commitment(&first).unwrap()));
    assert!(open(&committed, &keys[0]).is_ok());
    assert_eq!(open(&committed, &keys[1]).unwrap_err(), Error::new(ErrorKind::CannotOpen));
}
