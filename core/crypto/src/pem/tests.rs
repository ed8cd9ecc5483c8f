use super::*;
use crate::software::Algorithm;
use crate::testing::Counter;

/// RFC 8410 sections 10.1 and 10.3.
const ED_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
const ED_PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
/// With attributes and the public key.
const ED_PRIVATE_LONG: &str = "-----BEGIN PRIVATE KEY-----\nMHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\noB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB\nZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PRIVATE KEY-----\n";
/// `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`, with the number of RFC 6979 appendix A.2.5.
const P256_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\nYfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n-----END PUBLIC KEY-----\n";

#[test]
fn the_keys_of_rfc_8410() {
    let public = read_public(ED_PUBLIC).unwrap();
    assert_eq!((public.kty.as_str(), public.crv.as_str()), ("OKP", "Ed25519"));
    assert_eq!(write_public(&public).unwrap(), ED_PUBLIC);
    for text in [ED_PRIVATE, ED_PRIVATE_LONG] {
        let key = SigningKey::from_pem(text).unwrap();
        assert_eq!(key.public().x, public.x);
        assert_eq!(*key.export_private_pem(), ED_PRIVATE);
        assert_eq!(OpeningKey::from_pem(text).unwrap_err().code(), "crypto/keyUse");
    }
}

#[test]
fn the_point_of_rfc_6979() {
    let public = read_public(P256_PUBLIC).unwrap();
    assert_eq!(public.x, "YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y");
    assert_eq!(write_public(&public).unwrap(), P256_PUBLIC);
}

#[test]
fn every_kind_of_key_comes_back() {
    for algorithm in [Algorithm::Ed25519, Algorithm::P256] {
        let key = SigningKey::generate(algorithm, &mut Counter::new(3)).unwrap();
        assert_eq!(read_public(&write_public(&key.public()).unwrap()).unwrap(), key.public());
        let text = key.export_private_pem();
        assert_eq!(SigningKey::from_pem(&text).unwrap().kid(), key.kid());
        assert_eq!(SigningKey::from_pem(&text.replace('\n', "\r\n")).unwrap().kid(), key.kid());
    }
    for algorithm in [Algorithm::X25519, Algorithm::P256] {
        let key = OpeningKey::generate(algorithm, &mut Counter::new(3)).unwrap();
        assert_eq!(read_public(&write_public(&key.public()).unwrap()).unwrap(), key.public());
        let text = key.export_private_pem();
        assert_eq!(OpeningKey::from_pem(&text).unwrap().kid(), key.kid());
        if algorithm == Algorithm::X25519 {
            assert_eq!(SigningKey::from_pem(&text).unwrap_err().code(), "crypto/keyUse");
        }
    }
}

#[test]
fn other_texts_are_no_keys() {
    let key = SigningKey::generate(Algorithm::P256, &mut Counter::new(3)).unwrap();
    let text = key.export_private_pem();
    let cases = [
        (String::new(), "crypto/pem"),
        (text.replace("PRIVATE", "ENCRYPTED PRIVATE"), "crypto/pem"),
        (text.replace("PRIVATE KEY", "EC PRIVATE KEY"), "crypto/pem"),
        (text.replace("END", "ENB"), "crypto/pem"),
        (format!("{}more", *text), "crypto/pem"),
        (format!("{}{}", *text, *text), "crypto/pem"),
        (format!("comment\n{}", *text), "crypto/pem"),
        (text.replacen("\nM", "\n-M", 1), "crypto/pem"),
        (text.replace("\n-----END", "=\n-----END"), "crypto/pem"),
        ("A".repeat(MAX_TEXT + 1), "crypto/tooLarge"),
        (P256_PUBLIC.replace("PUBLIC", "PRIVATE"), "crypto/key"),
    ];
    for (text, code) in cases {
        assert_eq!(SigningKey::from_pem(&text).unwrap_err().code(), code);
    }
    assert_eq!(read_public(ED_PRIVATE).unwrap_err().code(), "crypto/pem");
    let der = unwrap(&text, PRIVATE).unwrap();
    // Another secret beside the same public half.
    let secret_at = der.windows(34).position(|at| at[..2] == [4, 32]).unwrap() + 2;
    let mut other = der.clone();
    other[secret_at] ^= 1;
    assert_eq!(SigningKey::from_pem(&wrap(PRIVATE, &other)).unwrap_err().code(), "crypto/kidMismatch");
    for end in 0..der.len() {
        assert!(SigningKey::from_pem(&wrap(PRIVATE, &der[..end])).is_err());
    }
    let public = unwrap(P256_PUBLIC, PUBLIC).unwrap();
    for end in 0..public.len() {
        assert!(spki_key(&public[..end]).is_err());
    }
    for at in 0..public.len() {
        let mut changed = public.clone();
        changed[at] ^= 1;
        assert_eq!(spki_key(&changed).map(|_| ()).unwrap_err().code(), "crypto/key", "byte {at}");
    }
}
