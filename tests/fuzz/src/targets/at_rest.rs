//! Fields, chunks, boxes of a vault and packs: nothing opens but what was sealed or signed, and no bytes panic. The
//! first byte says which reader gets the rest.

use std::sync::OnceLock;

use motcua::crypto::attachment::{AttachmentKey, ClassKey, DossierKey, Part};
use motcua::crypto::pack::{self, Trust};
use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::vault::{Secret, Vault};
use motcua::crypto::{Error, sign};
use motcua::json::{Policy, Value, parse, to_canonical_string};
use motcua::types::Record;
use motcua::types::audit::AccessStatement;
use motcua::types::pack::Pack;
use motcua::types::vault::VaultBox;

use super::Counter;
use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "at-rest",
    seeds: || {
        let world = world();
        vec![
            [b"f", world.field.as_bytes()].concat(),
            [b"c", world.chunk.as_slice()].concat(),
            [b"v", world.sealed.as_bytes()].concat(),
            [b"p", world.pack.as_bytes()].concat(),
        ]
    },
    words: &[
        ".",
        "..",
        "\"v\":1",
        "\"kdf\":\"argon2id\"",
        "\"m\":",
        "\"t\":",
        "\"p\":",
        "\"salt\":",
        "\"jwe\":",
        "\"protected\":",
        "\"payload\":",
        "\"signature\":",
        "eyJhbGciOiJkaXIi",
        "4294967295",
        "==",
        "AAAA",
    ],
    run,
};

const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
const PRF: Secret<'static> = Secret::Prf(&[7; 32]);
const PART: Part = Part { index: 0, count: 2, size: 100 };

struct World {
    class: ClassKey,
    attachment: AttachmentKey,
    vault: Vault,
    signer: SigningKey,
    field: String,
    chunk: Vec<u8>,
    sealed: String,
    pack: String,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| make().expect("the world is made of good parts"))
}

fn make() -> Result<World, Error> {
    let mut entropy = Counter(0);
    let dossier = DossierKey::generate(DOSSIER, &mut entropy)?;
    let class = dossier.class("basic")?;
    let attachment = class.attachment("a1")?;
    let vault = Vault::create(PRF, &mut entropy)?;
    let signer = SigningKey::generate(Algorithm::Ed25519, &mut entropy)?;
    let field = class.field_seal("/a", 1, &Value::from("b"), &mut entropy)?;
    let chunk = attachment.seal(PART, &[5; 60], &mut entropy)?;
    let sealed = to_canonical_string(&vault.seal("draft", &Value::from("b"), &mut entropy)?.to_value()?);
    let payload = Pack {
        v: 1,
        id: "fuzz".to_owned(),
        seq: 3,
        valid_from: "2026-01-01".to_owned(),
        min_engine: "0.1".to_owned(),
        items: vec![pack::item("a.json", Value::from("b"))],
    };
    let request = pack::begin(&payload, &signer.public())?;
    let pack = sign::to_json(&signer.sign(&request)?);
    Ok(World { class, attachment, vault, signer, field, chunk, sealed, pack })
}

fn run(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let world = world();
    let access = AccessStatement {
        actor: "fuzz".to_owned(),
        role: "test".to_owned(),
        purpose: "fuzzing".to_owned(),
        at: 0,
    };
    match kind {
        b'f' => {
            let Ok(text) = std::str::from_utf8(rest) else { return };
            let opened = world.class.field_open("/a", 1, text, &access).is_ok();
            assert_eq!(opened, text == world.field, "a field opens as it was sealed");
        }
        b'c' => {
            let opened = world.attachment.open(PART, rest, &access).is_ok();
            assert_eq!(opened, rest == world.chunk, "a chunk opens as it was sealed");
        }
        b'v' => vault(world, rest),
        b'p' => {
            let opened = pack::open(rest, Trust::Key(&world.signer.public()), 0, 0, "0.1");
            if let Ok(pack) = opened {
                // White space around the members is all that may differ.
                let same = parse(rest, &Policy::PROFILE)
                    .is_ok_and(|value| to_canonical_string(&value) == world.pack);
                assert!(same && pack.seq == 3, "a pack is what was signed");
                let newer = pack::open(rest, Trust::Key(&world.signer.public()), 0, 4, "0.1");
                assert_eq!(newer.err().map(|error| error.code()), Some("pack/rollback"));
            }
        }
        _ => {}
    }
}

fn vault(world: &World, bytes: &[u8]) {
    let Ok(value) = parse(bytes, &Policy::PROFILE) else { return };
    let Ok(sealed) = VaultBox::from_value(&value) else { return };
    let opened = Vault::unlock(&sealed, PRF).and_then(|vault| vault.open("draft", &sealed));
    let same = to_canonical_string(&value) == world.sealed;
    assert_eq!(opened.is_ok(), same, "a box opens as it was sealed");
    assert!(world.vault.open_key("draft", &sealed).is_err(), "a draft is no key");
}
