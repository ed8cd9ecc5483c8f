//! Keys of one profile, and small helpers.

use motcua::crypto::attachment::{AttachmentKey, ClassKey, DossierKey, Part};
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{Entropy, Error, hash};
use motcua::json::{Object, Value};
use motcua::types::audit::AccessStatement;

pub(crate) const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
pub(crate) const PROCEDURE: &str = "1.001193@1";
pub(crate) const POINTER: &str = "/child/fullName";
pub(crate) const VERSION: u32 = 3;
pub(crate) const PART: Part = Part { index: 1, count: 3, size: 9000 };
pub(crate) const CHUNK: usize = 3000;

/// SHA-256 over a counter.
pub(crate) struct Counter(pub(crate) u64);

impl Entropy for Counter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for block in out.chunks_mut(32) {
            self.0 += 1;
            for (slot, byte) in block.iter_mut().zip(hash::sha256(&self.0.to_be_bytes())) {
                *slot = byte;
            }
        }
        Ok(())
    }
}

/// One profile: what agencies use, or what devices use.
pub(crate) struct World {
    pub(crate) name: &'static str,
    pub(crate) signer: SigningKey,
    pub(crate) unit: OpeningKey,
    pub(crate) recovery: OpeningKey,
    pub(crate) dossier: DossierKey,
    pub(crate) class: ClassKey,
    pub(crate) attachment: AttachmentKey,
}

pub(crate) fn code(error: Error) -> String {
    error.code().to_owned()
}

pub(crate) fn worlds() -> Result<[World; 2], String> {
    Ok([
        world("p256", Algorithm::P256, Algorithm::P256, 1000)?,
        world("curve25519", Algorithm::Ed25519, Algorithm::X25519, 2000)?,
    ])
}

fn world(name: &'static str, signing: Algorithm, opening: Algorithm, seed: u64) -> Result<World, String> {
    let mut entropy = Counter(seed);
    let signer = SigningKey::generate(signing, &mut entropy).map_err(code)?;
    let unit = OpeningKey::generate(opening, &mut entropy).map_err(code)?;
    let recovery = OpeningKey::generate(opening, &mut entropy).map_err(code)?;
    let dossier = DossierKey::generate(DOSSIER, &mut entropy).map_err(code)?;
    let class = dossier.class("basic").map_err(code)?;
    let attachment = class.attachment("a1").map_err(code)?;
    Ok(World { name, signer, unit, recovery, dossier, class, attachment })
}

pub(crate) fn access() -> AccessStatement {
    AccessStatement {
        actor: "interop".to_owned(),
        role: "test".to_owned(),
        purpose: "interoperability".to_owned(),
        at: 1_790_000_000,
    }
}

/// What is signed and sealed: letters with marks, numbers, nesting.
pub(crate) fn content() -> Value {
    let mut inner = Object::new();
    inner.insert("fullName", "Lê Ngọc Minh Anh");
    inner.insert("weight", 3200);
    let mut outer = Object::new();
    outer.insert("v", 1);
    outer.insert("child", inner);
    Value::Object(outer)
}

/// Bytes of a document.
pub(crate) fn chunk() -> Vec<u8> {
    (0..CHUNK).map(|at| u8::try_from(at * 7 % 251).unwrap_or_default()).collect()
}

pub(crate) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(members.into_iter().collect())
}
