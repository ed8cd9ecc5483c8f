//! Ed25519 (RFC 8032) and X25519 (RFC 7748) over `curve25519-dalek`.
//!
//! Signatures are verified by `ed25519-dalek`. Its signer, and `x25519-dalek`, keep a table of the base point in the
//! program: 30 KB of noise that every page would load. Here that table is built when a private key is first used, a few
//! milliseconds once, and serves Ed25519 and X25519 alike. The arithmetic stays that of `curve25519-dalek`; the tests
//! hold every answer against the two crates.

use std::fmt;
use std::sync::OnceLock;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT as BASE;
use curve25519_dalek::edwards::EdwardsBasepointTable;
use curve25519_dalek::montgomery::MontgomeryPoint;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use curve25519_dalek::traits::{BasepointTable, IsIdentity};
use ed25519_dalek::Signature;
use sha2::{Digest, Sha512};
use zeroize::{Zeroize, Zeroizing};

/// Multiples of the base point for secret scalars: every entry is looked at, whatever the scalar.
fn base_multiples() -> &'static EdwardsBasepointTable {
    static TABLE: OnceLock<EdwardsBasepointTable> = OnceLock::new();
    TABLE.get_or_init(|| EdwardsBasepointTable::create(&BASE))
}

/// The scalar that 32 secret bytes stand for (RFC 8032 section 5.1.5, RFC 7748 section 5). The base point has the order
/// that it is reduced by, so its multiple is the same.
fn clamped(bytes: &[u8; 32]) -> Scalar {
    let mut integer = clamp_integer(*bytes);
    let scalar = Scalar::from_bytes_mod_order(integer);
    integer.zeroize();
    scalar
}

/// SHA-512 of several parts, as a scalar.
fn hashed(parts: &[&[u8]]) -> Scalar {
    let mut hash = Sha512::new();
    for part in parts {
        hash.update(part);
    }
    let mut wide: [u8; 64] = hash.finalize().into();
    let scalar = Scalar::from_bytes_mod_order_wide(&wide);
    wide.zeroize();
    scalar
}

/// A public key of Ed25519.
#[derive(Clone)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// A key that is its own canonical encoding, and not of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).ok()?;
        (is_canonical(bytes) && !key.is_weak()).then_some(Self(key))
    }

    /// The 32 bytes of the key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether `signature` is one of this key over `message`: the equation without cofactor, `S` below the group
    /// order, and `R` the canonical encoding of a point that is not of small order.
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        is_canonical(signature.r_bytes()) && self.0.verify_strict(message, &signature).is_ok()
    }
}

/// Whether the `y` of an encoded point is below 2^255 − 19. The one other encoding that a point can have, a sign for an
/// `x` of 0, belongs to points of small order alone, which are refused anyway.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    let [low, middle @ .., high] = bytes;
    *low < 0xed || *high & 0x7f != 0x7f || middle.iter().any(|byte| *byte != 0xff)
}

/// A private key of Ed25519: its seed, and what is derived from it. Wiped when dropped.
pub struct SigningKey {
    seed: Zeroizing<[u8; 32]>,
    scalar: Zeroizing<Scalar>,
    prefix: Zeroizing<[u8; 32]>,
    public: VerifyingKey,
}

impl SigningKey {
    /// The key of a seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let hash: Zeroizing<[u8; 64]> = Zeroizing::new(Sha512::digest(seed).into());
        let mut low = Zeroizing::new([0u8; 32]);
        let mut prefix = Zeroizing::new([0u8; 32]);
        for (slot, byte) in low.iter_mut().chain(prefix.iter_mut()).zip(hash.iter()) {
            *slot = *byte;
        }
        let scalar = Zeroizing::new(clamped(&low));
        let public = VerifyingKey(ed25519_dalek::VerifyingKey::from(base_multiples() * &*scalar));
        Self { seed: Zeroizing::new(*seed), scalar, prefix, public }
    }

    /// The 32 bytes that the key is made of.
    pub const fn seed(&self) -> &Zeroizing<[u8; 32]> {
        &self.seed
    }

    /// The public key.
    pub const fn public(&self) -> &VerifyingKey {
        &self.public
    }

    /// Signs (RFC 8032 section 5.1.6).
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let nonce = Zeroizing::new(hashed(&[&*self.prefix, message]));
        let r = (base_multiples() * &*nonce).compress().to_bytes();
        let k = hashed(&[&r, self.public.as_bytes(), message]);
        let s = (k * *self.scalar + *nonce).to_bytes();
        let mut signature = [0u8; 64];
        for (slot, byte) in signature.iter_mut().zip(r.iter().chain(&s)) {
            *slot = *byte;
        }
        signature
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifyingKey").field(self.as_bytes()).finish()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed25519")
    }
}

/// The public key of an X25519 private one (RFC 7748 section 6.1).
pub fn x25519_public(secret: &[u8; 32]) -> [u8; 32] {
    let scalar = Zeroizing::new(clamped(secret));
    (base_multiples() * &*scalar).to_montgomery().to_bytes()
}

/// The shared secret; none when it does not depend on both keys (RFC 7748 section 6.1).
pub fn x25519(secret: &[u8; 32], public: &[u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
    let shared = MontgomeryPoint(*public).mul_clamped(*secret);
    (!shared.is_identity()).then(|| Zeroizing::new(shared.to_bytes()))
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::Signer;

    use super::*;
    use crate::hash::sha256;

    /// Bytes that look random and are the same in every run.
    fn noise(seed: u64) -> impl FnMut(&mut [u8]) {
        let mut count = 0u64;
        move |out| {
            for block in out.chunks_mut(32) {
                count += 1;
                let bytes = sha256(&[seed.to_be_bytes(), count.to_be_bytes()].concat());
                block.copy_from_slice(&bytes[..block.len()]);
            }
        }
    }

    fn hex<const N: usize>(text: &str) -> [u8; N] {
        let bytes: Vec<u8> =
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect();
        bytes.try_into().unwrap()
    }

    // RFC 8032 section 7.1, tests 1 to 3.
    #[test]
    fn rfc8032() {
        let cases: [(&str, &str, &[u8], &str); 3] = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                b"",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                b"\x72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                b"\xaf\x82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ];
        for (seed, public, message, signature) in cases {
            let key = SigningKey::from_seed(&hex(seed));
            assert_eq!(key.public().as_bytes(), &hex::<32>(public));
            assert_eq!(key.sign(message), hex::<64>(signature));
            assert!(key.public().verify(message, &hex(signature)));
        }
    }

    // As many messages as the series of RFC 8032's authors has, and of the same lengths.
    #[test]
    fn equal_to_ed25519_dalek() {
        let mut fill = noise(25);
        for length in 0..1024usize {
            let mut seed = [0u8; 32];
            fill(&mut seed);
            let mut message = vec![0u8; length];
            fill(&mut message);
            let theirs = ed25519_dalek::SigningKey::from_bytes(&seed);
            let ours = SigningKey::from_seed(&seed);
            assert_eq!(ours.public().as_bytes(), theirs.verifying_key().as_bytes());
            let signature = ours.sign(&message);
            assert_eq!(signature, theirs.sign(&message).to_bytes());
            assert!(ours.public().verify(&message, &signature));
            // One bit at a time, somewhere else in each round.
            let mut changed = signature;
            changed[length % 64] ^= 1 << (length % 8);
            let verdict = theirs
                .verifying_key()
                .verify_strict(&message, &ed25519_dalek::Signature::from_bytes(&changed))
                .is_ok();
            assert_eq!(ours.public().verify(&message, &changed), verdict);
        }
    }

    /// Every encoding of a point of small order, and some that are none: as key and as `R`.
    #[test]
    fn odd_keys_and_points_get_the_strict_verdict() {
        let mut odd: Vec<[u8; 32]> = curve25519_dalek::constants::EIGHT_TORSION
            .iter()
            .map(|point| point.compress().to_bytes())
            .collect();
        for low in 0xec..=0xff {
            for top in [0x7f, 0xff] {
                let mut bytes = [0xff; 32];
                bytes[0] = low;
                bytes[31] = top;
                odd.push(bytes);
            }
        }
        let key = SigningKey::from_seed(&[3; 32]);
        let good = key.sign(b"message");
        let theirs = ed25519_dalek::VerifyingKey::from_bytes(key.public().as_bytes()).unwrap();
        for bytes in odd {
            // Neither a weak key nor one with a second encoding is a key at all.
            assert!(VerifyingKey::from_bytes(&bytes).is_none(), "{bytes:?}");
            let mut signature = good;
            signature[..32].copy_from_slice(&bytes);
            assert!(!key.public().verify(b"message", &signature));
            let signature = ed25519_dalek::Signature::from_bytes(&signature);
            assert!(theirs.verify_strict(b"message", &signature).is_err());
        }
        // S + L is the same scalar with another encoding.
        let order = hex::<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        let mut carry = 0u16;
        let mut malleable = good;
        for (at, byte) in order.iter().enumerate() {
            carry += u16::from(malleable[32 + at]) + u16::from(*byte);
            malleable[32 + at] = carry as u8;
            carry >>= 8;
        }
        assert!(!key.public().verify(b"message", &malleable));
    }

    #[test]
    fn equal_to_x25519_dalek() {
        let mut fill = noise(7);
        for _ in 0..100 {
            let mut bytes = [0u8; 32];
            fill(&mut bytes);
            let theirs = x25519_dalek::StaticSecret::from(bytes);
            let public = x25519_public(&bytes);
            assert_eq!(public, x25519_dalek::PublicKey::from(&theirs).to_bytes());
            fill(&mut bytes);
            let shared = theirs.diffie_hellman(&bytes.into());
            let ours = x25519(theirs.as_bytes(), &bytes);
            assert_eq!(ours.map(|secret| *secret), Some(shared.to_bytes()));
        }
        assert!(x25519(&[9; 32], &[0; 32]).is_none());
    }
}
