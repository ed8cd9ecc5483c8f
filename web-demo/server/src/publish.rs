//! A change of law: documents that come after the product was built.

use std::path::{Path, PathBuf};

use motcua::crypto::pack;
use motcua::flow::load_pack;
use motcua::json::{self, Policy, Value};

use crate::app::told;
use crate::keys::Layout;
use crate::{clock, init};

/// Adds procedure documents to the pack of the data directory and signs it with the next number. What was there stays, so
/// dossiers that are under way keep their version; a server reads the new pack when it starts.
///
/// # Errors
/// A sentence for the terminal; the old pack is then untouched.
pub(crate) fn run(layout: &Layout, files: &[PathBuf]) -> Result<(), String> {
    let publisher = layout.signing("root/pack.jwk")?;
    let text = layout.read("public/pack.jws")?;
    let trust = pack::Trust::Key(&publisher.public());
    let mut pack = pack::open(&text, trust, clock::now(), 0, motcua::ENGINE_VERSION)
        .map_err(|error| format!("public/pack.jws: {}", error.code()))?;
    pack.seq += 1;
    for file in files {
        let body = document(file)?;
        let member = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let path = format!("procedures/{}-{}.json", member("code"), member("version"));
        pack.items.push(pack::item(path, body));
    }
    load_pack(&pack).map_err(|found| format!("the pack is refused:{}", told(&found)))?;
    init::issue_pack(layout, &publisher, &pack)
}

fn document(file: &Path) -> Result<Value, String> {
    let text = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    json::parse(&text, &Policy::PROFILE).map_err(|error| format!("{}: {error}", file.display()))
}
