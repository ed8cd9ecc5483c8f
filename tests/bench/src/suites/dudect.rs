//! What is timed for leaks: every comparison of something secret. Each pair of classes differs in the place where the
//! comparison fails, and in nothing that work could depend on otherwise.

use std::hint::black_box;

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use motcua::crypto::vault::{Secret, Vault};
use motcua::crypto::{Entropy, Error, hash};
use motcua::json::Value;
use motcua::types::vault::VaultBox;
use motcua_crypto::raw::{self, Gcm};

use crate::leakage::Probe;

/// SHA-256 over a counter.
struct Counter(u64);

impl Counter {
    fn block(&mut self) -> [u8; 32] {
        self.0 += 1;
        hash::sha256(&self.0.to_be_bytes())
    }
}

impl Entropy for Counter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for chunk in out.chunks_mut(32) {
            let block = self.block();
            chunk.iter_mut().zip(block).for_each(|(slot, byte)| *slot = byte);
        }
        Ok(())
    }
}

/// Every probe. `MOTCUA_BENCH_QUICK=1` shows that they run, and measures nothing.
pub(crate) fn probes() -> Result<Vec<Probe>, String> {
    let quick = std::env::var_os("MOTCUA_BENCH_QUICK").is_some();
    let samples = |many: usize| if quick { 200 } else { many };
    let mut probes = vec![
        Probe { samples: samples(500_000), ..leaky() },
        Probe { samples: samples(1_000_000), ..tag() },
        Probe { samples: samples(500_000), ..unwrap() },
    ];
    probes.push(Probe { samples: samples(500_000), ..authenticator().map_err(|error| error.to_string())? });
    let slow = if quick { 4 } else { 1_000 };
    probes.push(Probe { samples: slow, ..passphrase().map_err(|error| error.to_string())? });
    Ok(probes)
}

/// A comparison as nobody should write it, to show that the report can find one.
fn leaky() -> Probe {
    let secret = hash::sha256(b"tag");
    let guess = |at: usize| {
        let mut guess = secret;
        if let Some(byte) = guess.get_mut(at) {
            *byte ^= 1;
        }
        guess
    };
    let guesses = [guess(0), guess(31)];
    let compare = |a: &[u8; 32], b: &[u8; 32]| {
        for (x, y) in a.iter().zip(b) {
            if black_box(*x) != black_box(*y) {
                return false;
            }
        }
        true
    };
    Probe {
        name: "a comparison that stops early (control)",
        classes: "wrong in the first byte, wrong in the last",
        leaks: true,
        samples: 0,
        run: Box::new(move |class| {
            let [first, last] = &guesses;
            black_box(compare(black_box(&secret), black_box(if class { last } else { first })));
        }),
    }
}

/// The tag of AES-256-GCM.
fn tag() -> Probe {
    let mut counter = Counter(1);
    let cipher = Gcm::new(&counter.block());
    let iv = [7; 12];
    let mut data = counter.block().to_vec();
    let tag = cipher.seal(&iv, b"context", &mut data).unwrap_or_default();
    let wrong = |at: usize| {
        let mut wrong = tag;
        if let Some(byte) = wrong.get_mut(at) {
            *byte ^= 1;
        }
        wrong
    };
    let tags = [wrong(0), wrong(15)];
    let mut scratch = data.clone();
    Probe {
        name: "AES-256-GCM: the tag",
        classes: "a tag that is wrong in the first byte, one in the last",
        leaks: false,
        samples: 0,
        run: Box::new(move |class| {
            let [first, last] = &tags;
            scratch.copy_from_slice(&data);
            let opened = cipher.open(
                &iv,
                b"context",
                black_box(&mut scratch),
                black_box(if class { last } else { first }),
            );
            let _ = black_box(opened);
        }),
    }
}

/// A wrapped key of RFC 3394 whose integrity check value differs in one byte from the one that is expected.
fn wrap_with(kek: &[u8; 32], key: &[u8; 32], check: [u8; 8]) -> [u8; 40] {
    let cipher = Aes256::new(kek.into());
    let mut a = check;
    let mut words: Vec<[u8; 8]> = key.as_chunks::<8>().0.to_vec();
    for round in 0..6u64 {
        for (at, word) in (1u64..).zip(words.iter_mut()) {
            let mut block = [0u8; 16];
            block.iter_mut().zip(a.iter().chain(word.iter())).for_each(|(slot, byte)| *slot = *byte);
            let mut block = block.into();
            cipher.encrypt_block(&mut block);
            let (head, tail) = block.split_at(8);
            let count = (4 * round + at).to_be_bytes();
            a.iter_mut().zip(head.iter().zip(count)).for_each(|(slot, (byte, t))| *slot = byte ^ t);
            word.copy_from_slice(tail);
        }
    }
    let mut out = [0u8; 40];
    let bytes = a.iter().chain(words.iter().flatten());
    out.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
    out
}

/// Unwrapping a content key.
fn unwrap() -> Probe {
    let mut counter = Counter(2);
    let (kek, key) = (counter.block(), counter.block());
    let check = |at: usize| {
        let mut check = [0xa6; 8];
        if let Some(byte) = check.get_mut(at) {
            *byte ^= 1;
        }
        check
    };
    let wraps = [wrap_with(&kek, &key, check(0)), wrap_with(&kek, &key, check(7))];
    Probe {
        name: "AES-256 key wrap: the integrity check",
        classes: "a check value that is wrong in the first byte, one in the last",
        leaks: false,
        samples: 0,
        run: Box::new(move |class| {
            let [first, last] = &wraps;
            let _ = black_box(raw::unwrap(&kek, black_box(if class { last } else { first })));
        }),
    }
}

/// A vault's box under an authenticator's secret, and secrets that are nearly it and not at all.
fn authenticator() -> Result<Probe, Error> {
    let mut counter = Counter(3);
    let secret = counter.block();
    let sealed =
        Vault::create(Secret::Prf(&secret), &mut counter)?.seal("d", &Value::from("draft"), &mut counter)?;
    let mut near = secret;
    if let Some(last) = near.last_mut() {
        *last ^= 1;
    }
    let far = counter.block();
    Ok(Probe {
        name: "vault: a secret of an authenticator",
        classes: "wrong in the last bit alone, wrong altogether",
        leaks: false,
        samples: 0,
        run: Box::new(move |class| {
            let guess = if class { &far } else { &near };
            let _ = black_box(Vault::unlock(&sealed, Secret::Prf(black_box(guess))));
        }),
    })
}

/// The same with a passphrase, at the least cost that a vault is read with.
fn passphrase() -> Result<Probe, Error> {
    let mut counter = Counter(4);
    let right = "mười hai con giáp";
    let sealed = Vault::create(Secret::Passphrase(right), &mut counter)?.seal(
        "d",
        &Value::from("draft"),
        &mut counter,
    )?;
    // The box does not open under other costs; whether it opens is not what is timed.
    let sealed = VaultBox { m: Some(19 << 10), t: Some(1), p: Some(1), ..sealed };
    Ok(Probe {
        name: "vault: a passphrase (Argon2id, 19 MiB, one pass)",
        classes: "wrong in the last letter, wrong altogether; as long",
        leaks: false,
        samples: 0,
        run: Box::new(move |class| {
            let guess = if class { "mưa rơi ngoài sân" } else { "mười hai con giáq" };
            let _ = black_box(Vault::unlock(&sealed, Secret::Passphrase(black_box(guess))));
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrap_is_the_one_that_unwraps() {
        let (kek, key) = ([1; 32], [2; 32]);
        let right = wrap_with(&kek, &key, [0xa6; 8]);
        assert_eq!(raw::wrap(&kek, &key).ok(), Some(right));
        assert!(raw::unwrap(&kek, &wrap_with(&kek, &key, [0xa7; 8])).is_err());
    }

    #[test]
    fn every_probe_runs() {
        let slow = authenticator().into_iter();
        for probe in [leaky(), tag(), unwrap()].into_iter().chain(slow) {
            let finding = Probe { samples: 50, ..probe }.measure();
            assert!(!crate::leakage::table(&[finding]).is_empty());
        }
        assert_eq!("mưa rơi ngoài sân".len(), "mười hai con giáq".len());
    }
}
