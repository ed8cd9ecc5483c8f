//! The primitives natively, beside ring: signatures, key agreement and AES-256-GCM.

#[cfg(feature = "peers")]
use ring::{aead, rand::SystemRandom, signature, signature::KeyPair};

use std::hint::black_box;

use motcua::crypto::jwk::PublicKey;
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{Entropy, Error, hash};
use motcua_crypto::raw::{self, Gcm};

use crate::measure::Group;

/// SHA-256 over a counter: the same keys in every run.
struct Counter(u64);

impl Entropy for Counter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for chunk in out.chunks_mut(32) {
            self.0 += 1;
            let block = hash::sha256(&self.0.to_be_bytes());
            chunk.iter_mut().zip(block).for_each(|(slot, byte)| *slot = byte);
        }
        Ok(())
    }
}

const MESSAGE: &[u8] = &[7; 300];

/// The groups.
pub(super) fn groups() -> Result<Vec<Group>, String> {
    let refused = |error: Error| error.to_string();
    let mut groups = Vec::new();
    for (name, algorithm) in [("Ed25519", Algorithm::Ed25519), ("ES256", Algorithm::P256)] {
        let key = SigningKey::generate(algorithm, &mut Counter(1)).map_err(refused)?;
        let public = PublicKey::from_jwk(&key.public()).map_err(refused)?;
        let made = raw::sign(&key, MESSAGE).map_err(refused)?;
        let sign = Group::new(format!("{name}: sign 300 B"))
            .case("motcua", move || raw::sign(&key, black_box(MESSAGE)));
        let verify = Group::new(format!("{name}: verify 300 B"))
            .case("motcua", move || raw::verify(&public, black_box(MESSAGE), &made));
        groups.push(peer_signs(sign, algorithm)?);
        groups.push(peer_verifies(verify, algorithm)?);
    }
    for (name, algorithm) in [("X25519", Algorithm::X25519), ("P-256", Algorithm::P256)] {
        let mut counter = Counter(2);
        let key = OpeningKey::generate(algorithm, &mut counter).map_err(refused)?;
        let other = OpeningKey::generate(algorithm, &mut counter).map_err(refused)?;
        let other = PublicKey::from_jwk(&other.public()).map_err(refused)?;
        // ring gives keys of one use alone, so there is no fair peer.
        groups.push(
            Group::new(format!("{name}: agree")).case("motcua", move || raw::agree(&key, black_box(&other))),
        );
    }
    for size in [1 << 10, 64 << 10, 1 << 20] {
        let cipher = Gcm::new(&[3; 32]);
        let mut data = vec![0; size];
        let group = Group::new(format!("AES-256-GCM: seal {} KiB", size >> 10))
            .case("motcua", move || cipher.seal(&[1; 12], &[], black_box(&mut data)))
            .bytes(size);
        groups.push(peer_seals(group, size)?);
    }
    Ok(groups)
}

#[cfg(not(feature = "peers"))]
fn peer_signs(group: Group, _: Algorithm) -> Result<Group, String> {
    Ok(group)
}

#[cfg(not(feature = "peers"))]
fn peer_verifies(group: Group, _: Algorithm) -> Result<Group, String> {
    Ok(group)
}

#[cfg(not(feature = "peers"))]
fn peer_seals(group: Group, _: usize) -> Result<Group, String> {
    Ok(group)
}

#[cfg(feature = "peers")]
fn ring_p256() -> Result<signature::EcdsaKeyPair, String> {
    let (kind, random) = (&signature::ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let file = signature::EcdsaKeyPair::generate_pkcs8(kind, &random).map_err(|error| error.to_string())?;
    signature::EcdsaKeyPair::from_pkcs8(kind, file.as_ref(), &random).map_err(|error| error.to_string())
}

#[cfg(feature = "peers")]
fn ring_ed25519() -> Result<signature::Ed25519KeyPair, String> {
    signature::Ed25519KeyPair::from_seed_unchecked(&[5; 32]).map_err(|error| error.to_string())
}

#[cfg(feature = "peers")]
fn peer_signs(group: Group, algorithm: Algorithm) -> Result<Group, String> {
    if algorithm == Algorithm::Ed25519 {
        let key = ring_ed25519()?;
        return Ok(group.peer("ring", move || key.sign(black_box(MESSAGE))));
    }
    let (key, random) = (ring_p256()?, SystemRandom::new());
    Ok(group.peer("ring", move || key.sign(&random, black_box(MESSAGE))))
}

#[cfg(feature = "peers")]
fn peer_verifies(group: Group, algorithm: Algorithm) -> Result<Group, String> {
    let text = |error: ring::error::Unspecified| error.to_string();
    let (public, made, kind): (Vec<u8>, Vec<u8>, &'static dyn signature::VerificationAlgorithm) =
        if algorithm == Algorithm::Ed25519 {
            let key = ring_ed25519()?;
            (key.public_key().as_ref().to_vec(), key.sign(MESSAGE).as_ref().to_vec(), &signature::ED25519)
        } else {
            let key = ring_p256()?;
            let made = key.sign(&SystemRandom::new(), MESSAGE).map_err(text)?;
            let kind = &signature::ECDSA_P256_SHA256_FIXED;
            (key.public_key().as_ref().to_vec(), made.as_ref().to_vec(), kind)
        };
    let key = signature::UnparsedPublicKey::new(kind, public);
    key.verify(MESSAGE, &made).map_err(text)?;
    Ok(group.peer("ring", move || key.verify(black_box(MESSAGE), &made)))
}

#[cfg(feature = "peers")]
fn peer_seals(group: Group, size: usize) -> Result<Group, String> {
    let key = aead::UnboundKey::new(&aead::AES_256_GCM, &[3; 32]).map_err(|error| error.to_string())?;
    let key = aead::LessSafeKey::new(key);
    let mut data = vec![0; size];
    let seal = move || {
        let nonce = aead::Nonce::assume_unique_for_key([1; 12]);
        key.seal_in_place_separate_tag(nonce, aead::Aad::empty(), black_box(&mut data))
    };
    Ok(group.peer("ring", seal).bytes(size))
}
