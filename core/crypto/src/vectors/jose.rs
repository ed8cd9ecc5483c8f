//! Keys and JOSE objects of published suites, through the readers of [`crate::stock`].

use motcua_json::Value;

use super::{cases, hex, load, number, text, wycheproof};
use crate::software::OpeningKey;
use crate::stock::{self, StockKey, StockOpeningKey};
use crate::{Error, b64, jwk, pem};

#[test]
fn x25519_of_jwks() {
    let Some(suite) = wycheproof("x25519_jwk") else { return };
    let (mut agreed, mut refused) = (0, 0);
    for (_, case) in cases(&suite) {
        let id = number(case, "tcId");
        let shared = StockOpeningKey::from_value(case.get("private").unwrap()).and_then(|key| {
            let mut public = case.get("public").unwrap().clone();
            if let Some(object) = public.as_object_mut() {
                object.remove("kid");
            }
            key.agree_with(&jwk::from_value(&public)?)
        });
        match shared {
            Ok(shared) => {
                assert_ne!(text(case, "result"), "invalid", "case {id}");
                assert_eq!(shared.to_vec(), hex(case, "shared"), "case {id}");
                agreed += 1;
            }
            // Points that are not canonical, or secrets that do not depend on both keys: never a plain case.
            Err(error) => {
                assert_ne!(text(case, "result"), "valid", "case {id} {error}");
                refused += 1;
            }
        }
    }
    assert_eq!(agreed + refused, number(&suite, "numberOfTests"));
    assert!(agreed >= 264, "{agreed}");
}

#[test]
fn json_web_signatures() {
    let Some(suite) = wycheproof("json_web_signature") else { return };
    let (mut verified, mut refused, mut outside) = (0, 0, 0);
    for (group, case) in cases(&suite) {
        let key = group.get("public").or_else(|| group.get("private")).unwrap();
        let keys = StockKey::from_value(key);
        let jws = match case.get("jws").unwrap() {
            Value::String(text) => text.clone().into_bytes(),
            object => motcua_json::canonicalize(object),
        };
        let id = number(case, "tcId");
        match keys {
            // HMAC, RSA and the larger curves.
            Err(error) => {
                let code = error.code();
                assert!(code.starts_with("json/") || code.starts_with("crypto/"), "{code}");
                outside += 1;
            }
            Ok(key) => match stock::verify(&jws, &[key], None) {
                Ok(_) => {
                    assert_eq!(text(case, "result"), "valid", "case {id}");
                    verified += 1;
                }
                Err(error) => {
                    assert_eq!(text(case, "result"), "invalid", "case {id} {error}");
                    refused += 1;
                }
            },
        }
    }
    assert_eq!(verified + refused + outside, number(&suite, "numberOfTests"));
    assert!(verified >= 1 && refused >= 35, "{verified} {refused} {outside}");
}

/// A file of the cookbook.
fn recipe(name: &str) -> Option<Value> {
    load(&format!("ietf-jose-cookbook/{name}.json"))
}

/// The serialisations of a recipe.
fn serialisations(recipe: &Value) -> Vec<Vec<u8>> {
    let output = recipe.get("output").unwrap().as_object().unwrap();
    output
        .iter()
        .map(|(_, value)| match value {
            Value::String(text) => text.clone().into_bytes(),
            object => motcua_json::canonicalize(object),
        })
        .collect()
}

#[test]
fn rfc8037_signature_key_and_agreement() {
    let Some(signing) = recipe("curve25519/jws") else { return };
    let mut public = signing.pointer("/input/key").unwrap().clone();
    public.as_object_mut().unwrap().remove("d");
    let keys = [StockKey::from_value(&public).unwrap()];
    let mut read = 0;
    for object in serialisations(&signing) {
        let verified = stock::verify(&object, &keys, None).unwrap();
        assert_eq!(verified.payload, text(signing.get("input").unwrap(), "payload").as_bytes());
        assert_eq!(verified.kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        read += 1;
    }
    assert_eq!(read, 3);

    // A private member in the ephemeral key's place, and direct agreement with AES-128: refused.
    let sealing = recipe("curve25519/ecdh-es").unwrap();
    let key = StockOpeningKey::from_value(sealing.pointer("/input/key").unwrap()).unwrap();
    let keys = [key];
    for object in serialisations(&sealing) {
        let code = stock::decrypt(&object, &keys).unwrap_err().code();
        // Its JSON forms have no `encrypted_key` at all.
        assert!(["crypto/enc", "crypto/shape"].contains(&code), "{code}");
    }
}

/// Nothing else of the cookbook lies in the profile; each is refused in every serialisation.
#[test]
fn the_rest_of_the_cookbook_is_outside() {
    let known = |error: Error| {
        let code = error.code();
        assert!(code.starts_with("crypto/") || code.starts_with("json/"), "{code}");
        code
    };
    let signed = [
        ("jws/4_1.rsa_v15_signature", "crypto/alg"),
        ("jws/4_2.rsa-pss_signature", "crypto/alg"),
        ("jws/4_3.ecdsa_signature", "crypto/alg"),
        ("jws/4_4.hmac-sha2_integrity_protection", "crypto/alg"),
        ("jws/4_5.signature_with_detached_content", "crypto/detached"),
        ("jws/4_6.protecting_specific_header_fields", "crypto/shape"),
        ("jws/4_7.protecting_content_only", "crypto/shape"),
        ("jws/4_8.multiple_signatures", "crypto/shape"),
        ("rfc7797/hmac-sha2_b64_false", "crypto/crit"),
        ("rfc7797/4.2.hmac-sha2_b64_false", "crypto/alg"),
    ];
    let mut count = 0;
    for (name, wanted) in signed {
        let Some(recipe) = recipe(name) else { return };
        for object in serialisations(&recipe) {
            let code = known(stock::verify(&object, &[], None).unwrap_err());
            // The payload of RFC 7797 stands in the open, so its text is none of base64url at all.
            assert!([wanted, "crypto/headerMember", "crypto/shape"].contains(&code), "{name} {code}");
            count += 1;
        }
    }
    let sealed = [
        "1.key_encryption_using_rsa_v15_and_aes-hmac-sha2",
        "2.key_encryption_using_rsa-oaep_with_aes-gcm",
        "3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2",
        "4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm",
        "5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2",
        "6.direct_encryption_using_aes-gcm",
        "7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2",
        "8.key_wrap_using_aes-keywrap_with_aes-gcm",
        "9.compressed_content",
        "10.including_additional_authentication_data",
        "11.protecting_specific_header_fields",
        "12.protecting_content_only",
        "13.encrypting_to_multiple_recipients",
    ];
    for name in sealed {
        for object in serialisations(&recipe(&format!("jwe/5_{name}")).unwrap()) {
            known(stock::decrypt(&object, &[]).unwrap_err());
            count += 1;
        }
    }
    let nested = recipe("6.nesting_signatures_and_encryption").unwrap();
    for object in serialisations(nested.get("sign").unwrap()) {
        assert_eq!(known(stock::verify(&object, &[], None).unwrap_err()), "crypto/alg");
        count += 1;
    }
    for object in serialisations(nested.get("encrypt").unwrap()) {
        known(stock::decrypt(&object, &[]).unwrap_err());
        count += 1;
    }
    for key in [
        "1.ec_public_key",
        "2.ec_private_key",
        "3.rsa_public_key",
        "4.rsa_private_key",
        "5.symmetric_key_mac_computation",
        "6.symmetric_key_encryption",
    ] {
        known(jwk::from_value(&recipe(&format!("jwk/3_{key}")).unwrap()).unwrap_err());
        count += 1;
    }
    assert!(count >= 60, "{count}");
}

#[test]
fn keys_of_the_suites_in_pem() {
    for (name, field) in [("ed25519", "publicKeyPem"), ("ecdsa_secp256r1_sha256_p1363", "publicKeyPem")] {
        let Some(suite) = wycheproof(name) else { return };
        for group in suite.get("testGroups").and_then(Value::as_array).unwrap() {
            let read = pem::read_public(text(group, field)).unwrap();
            if let Some(jwk) = group.get("publicKeyJwk") {
                assert_eq!(read.x, text(jwk, "x"));
            }
            assert_eq!(pem::write_public(&read).unwrap().trim_end(), text(group, field).trim_end());
        }
    }
}

impl StockOpeningKey {
    fn agree_with(&self, other: &motcua_types::jose::Jwk) -> Result<zeroize::Zeroizing<[u8; 32]>, Error> {
        self.key().agree_with(other)
    }
}

#[test]
fn objects_of_this_crate_are_read_as_stock_ones() {
    use crate::software::{Algorithm, SigningKey};
    use crate::testing::Counter;
    use crate::{seal, sign};
    for (signing, opening) in [(Algorithm::P256, Algorithm::P256), (Algorithm::Ed25519, Algorithm::X25519)] {
        let key = SigningKey::generate(signing, &mut Counter::new(1)).unwrap();
        let jws = key.sign_payload(sign::Kind::Receipt, &Value::from("x")).unwrap();
        let keys = [StockKey::from_value(&motcua_json::to_value(&key.public()).unwrap()).unwrap()];
        for text in [sign::to_json(&jws), sign::to_compact(&jws)] {
            let verified = stock::verify(text.as_bytes(), &keys, None).unwrap();
            assert_eq!((verified.kid.as_str(), verified.payload.as_slice()), (key.kid(), &b"\"x\""[..]));
            assert_eq!(verified.typ.as_deref(), Some("egov-receipt+jws"));
        }
        let compact = format!("{}..{}", jws.protected, jws.signature);
        assert!(stock::verify(compact.as_bytes(), &keys, Some(b"\"x\"")).is_ok());
        let error = stock::verify(compact.as_bytes(), &keys, Some(b"\"y\"")).unwrap_err();
        assert_eq!(error.code(), "crypto/signature");

        let unit = OpeningKey::generate(opening, &mut Counter::new(2)).unwrap();
        let bound = seal::context(
            seal::PURPOSE_SUBMISSION,
            "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e",
            "1.001193@1",
        );
        let object = seal::seal(b"content", bound, &[unit.public()], &mut Counter::new(3)).unwrap();
        let keys = [StockOpeningKey::from_value(&unit.export_private_jwk()).unwrap()];
        let (plaintext, kid) = stock::decrypt(seal::to_json(&object).as_bytes(), &keys).unwrap();
        assert_eq!((plaintext.as_slice(), kid.as_str()), (&b"content"[..], unit.kid()));
        let mut changed = object;
        changed.tag = b64::encode(&[7; 16]);
        let error = stock::decrypt(seal::to_json(&changed).as_bytes(), &keys).unwrap_err();
        assert_eq!(error.code(), "crypto/cannotOpen");
    }
}
