//! Keys as JSON: a key that is taken has one thumbprint and comes back as it was.

use motcua::crypto::jwk::{self, PublicKey};
use motcua::crypto::software::{OpeningKey, SigningKey};
use motcua::crypto::{pem, stock};
use motcua::json::{Policy, parse};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "jwk-reader",
    seeds: || {
        super::texts(&[
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","use":"enc"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#,
            r#"{"kty":"OKP","crv":"X25519","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08","d":"XasIfmJKikt54X-Lg4AO5m87sSkmGLb9HC-LJ_-I4Os","kid":"Bob"}"#,
        ])
    },
    words: &[
        "\"kty\":\"OKP\"",
        "\"kty\":\"EC\"",
        "\"crv\":\"P-256\"",
        "\"crv\":\"Ed25519\"",
        "\"crv\":\"X25519\"",
        "\"x\":",
        "\"y\":",
        "\"d\":",
        "\"kid\":",
        "\"alg\":\"ES256\"",
        "\"use\":\"sig\"",
        "\"k\":\"AA\"",
        "AAAA",
        "=",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Ok(value) = parse(bytes, &Policy::PROFILE) else { return };
    if let Ok(key) = jwk::from_value(&value) {
        let thumbprint = jwk::thumbprint(&key);
        let read = PublicKey::from_jwk(&key);
        assert!(thumbprint.is_ok() && read.is_ok(), "a key that is taken has a thumbprint");
        if let (Ok(thumbprint), Ok(read)) = (thumbprint, read) {
            assert!(read.kid() == thumbprint && (read.can_sign() || read.can_seal()));
            let text = pem::write_public(&key).unwrap_or_default();
            let again = pem::read_public(&text).and_then(|key| jwk::thumbprint(&key));
            assert!(again.as_ref() == Ok(&thumbprint), "a key comes back from PEM");
        }
    }
    if let Ok(key) = SigningKey::from_private_jwk(&value) {
        let again = SigningKey::from_private_jwk(&key.export_private_jwk());
        assert!(again.is_ok_and(|again| again.kid() == key.kid()), "a private key comes back");
    }
    if let Ok(key) = OpeningKey::from_private_jwk(&value) {
        let again = OpeningKey::from_private_jwk(&key.export_private_jwk());
        assert!(again.is_ok_and(|again| again.kid() == key.kid()), "a private key comes back");
    }
    let _ = stock::StockKey::from_value(&value);
}
