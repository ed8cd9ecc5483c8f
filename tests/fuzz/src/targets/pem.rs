//! Keys in PEM: a key that is taken is written in the one form there is, and read back.

use motcua::crypto::pem;
use motcua::crypto::software::{OpeningKey, SigningKey};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "pem-reader",
    seeds: || {
        super::texts(&[
            "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n",
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY-----\nMHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\noB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB\nZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PRIVATE KEY-----\n",
            "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\nYfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n-----END PUBLIC KEY-----\n",
        ])
    },
    words: &[
        "-----BEGIN ",
        "-----END ",
        "PUBLIC KEY-----",
        "PRIVATE KEY-----",
        "\n",
        "\r\n",
        "=",
        "+",
        "/",
        "MC",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(key) = pem::read_public(text) {
        let again = pem::write_public(&key).and_then(|text| pem::read_public(&text));
        assert!(again.as_ref() == Ok(&key), "a public key comes back");
    }
    if let Ok(key) = SigningKey::from_pem(text) {
        let again = SigningKey::from_pem(&key.export_private_pem());
        assert!(again.is_ok_and(|again| again.kid() == key.kid()), "a private key comes back");
    }
    if let Ok(key) = OpeningKey::from_pem(text) {
        let again = OpeningKey::from_pem(&key.export_private_pem());
        assert!(again.is_ok_and(|again| again.kid() == key.kid()), "a private key comes back");
    }
}
