//! Sealed objects: what opens is what was sealed, and what can be inspected can be written.

use std::sync::OnceLock;

use motcua::crypto::software::{Algorithm, OpeningKey};
use motcua::crypto::{seal, stock};

use super::Counter;
use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "jwe-reader",
    seeds,
    words: &[
        "\"protected\":",
        "\"recipients\":[",
        "\"header\":{",
        "\"encrypted_key\":",
        "\"aad\":",
        "\"iv\":",
        "\"tag\":",
        "\"ciphertext\":",
        "\"epk\":{",
        "\"kid\":",
        "\"alg\":\"dir\"",
        "\"d\":\"AA\"",
        "=",
        "-",
        "_",
        "{",
        "}",
        "]",
        ",",
        "\"",
        "null",
        ".",
    ],
    run,
};

const CONTENT: &[u8] = br#"{"jws":{},"cosign":[]}"#;

struct Sealed {
    keys: Vec<OpeningKey>,
    stock: Vec<stock::StockOpeningKey>,
    texts: Vec<String>,
}

fn sealed() -> Option<&'static Sealed> {
    static MADE: OnceLock<Option<Sealed>> = OnceLock::new();
    MADE.get_or_init(make).as_ref()
}

fn make() -> Option<Sealed> {
    let (mut keys, mut stock, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for algorithm in [Algorithm::X25519, Algorithm::P256] {
        let key = OpeningKey::generate(algorithm, &mut Counter(9)).ok()?;
        let dossier = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
        let bound = seal::context(seal::PURPOSE_SUBMISSION, dossier, "1.001193@1");
        let object = seal::seal(CONTENT, bound, &[key.public()], &mut Counter(10)).ok()?;
        texts.push(seal::to_json(&object));
        stock.push(stock::StockOpeningKey::from_value(&key.export_private_jwk()).ok()?);
        keys.push(key);
    }
    Some(Sealed { keys, stock, texts })
}

fn seeds() -> Vec<Vec<u8>> {
    sealed().map(|made| made.texts.iter().map(|text| text.clone().into_bytes()).collect()).unwrap_or_default()
}

fn run(bytes: &[u8]) {
    let Some(made) = sealed() else { return };
    if let Ok(object) = seal::parse(bytes) {
        let again = seal::parse(seal::to_json(&object).as_bytes());
        assert!(again.as_ref() == Ok(&object), "what was read is written and read back");
        let inspected = seal::inspect(&object);
        for key in &made.keys {
            match seal::open(&object, key) {
                Ok((plaintext, context)) => {
                    assert!(plaintext == CONTENT, "only what was sealed opens");
                    assert!(inspected.as_ref() == Ok(&context), "both ways see the same context");
                }
                Err(error) => assert!(
                    inspected.is_err() || error.code() == "crypto/cannotOpen",
                    "one code for everything that fails with a key"
                ),
            }
            if let Ok(request) = seal::begin_open(&object, &key.public()) {
                assert!(request.kid == key.kid());
            }
        }
    }
    if let Ok((plaintext, _)) = stock::decrypt(bytes, &made.stock) {
        assert!(*plaintext == CONTENT, "only what was sealed opens");
    }
}
