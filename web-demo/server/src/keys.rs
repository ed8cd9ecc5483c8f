//! The data directory: keys of each role, and what is public.
//!
//! ```text
//! root/    root.jwk pack.jwk                     only --init reads it; a city keeps it off line
//! intake/  portal.jwk index.key                  signs, finds; opens nothing
//! desk/    seal.jwk sign.jwk index.key officers/ opens and signs
//!          old/                                  opening keys that were replaced: for what was sealed to them
//! public/  root.jwk directory.jws pack.jws
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use motcua::crypto::attachment;
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::json::{self, Policy, Value};
use motcua::types::jose::{Jwk, SealedObject};

use crate::entropy::System;
use crate::files;

/// Paths of a data directory.
#[derive(Clone, Debug)]
pub struct Layout {
    base: PathBuf,
}

impl Layout {
    /// The layout below a folder.
    pub fn new(base: &Path) -> Self {
        Self { base: base.to_owned() }
    }

    /// A file or folder by its path in the layout.
    pub fn path(&self, name: &str) -> PathBuf {
        self.base.join(name)
    }

    /// Whether it is there.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(self.path(name)).map_err(|error| format!("{name}: {error}"))
    }

    /// Writes a private file.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        files::write_private(&self.path(name), bytes).map_err(|error| format!("{name}: {error}"))
    }

    /// Makes the folders of every role.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn make_folders(&self) -> Result<(), String> {
        for name in ["", "root", "intake", "desk", "desk/officers", "desk/old", "public"] {
            files::private_dir(&self.path(name)).map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(())
    }

    fn value(&self, name: &str) -> Result<Value, String> {
        json::parse(&self.read(name)?, &Policy::PROFILE).map_err(|error| format!("{name}: {error}"))
    }

    /// The pinned root.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn root(&self) -> Result<Jwk, String> {
        json::from_value(&self.value("public/root.jwk")?).map_err(|error| format!("public/root.jwk: {error}"))
    }

    /// A signing key.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn signing(&self, name: &str) -> Result<SigningKey, String> {
        SigningKey::from_private_jwk(&self.value(name)?).map_err(|error| format!("{name}: {}", error.code()))
    }

    /// A signing key, made when it is not there.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn signing_or_new(&self, name: &str, algorithm: Algorithm) -> Result<SigningKey, String> {
        if !self.has(name) {
            let key =
                SigningKey::generate(algorithm, &mut System).map_err(|error| error.code().to_owned())?;
            self.write(name, &json::canonicalize(&key.export_private_jwk()))?;
        }
        self.signing(name)
    }

    /// An opening key.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn opening(&self, name: &str) -> Result<OpeningKey, String> {
        OpeningKey::from_private_jwk(&self.value(name)?).map_err(|error| format!("{name}: {}", error.code()))
    }

    /// An opening key on P-256, made when it is not there.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn opening_or_new(&self, name: &str) -> Result<OpeningKey, String> {
        if !self.has(name) {
            let key = OpeningKey::generate(Algorithm::P256, &mut System)
                .map_err(|error| error.code().to_owned())?;
            self.write(name, &json::canonicalize(&key.export_private_jwk()))?;
        }
        self.opening(name)
    }

    /// The opening keys in a folder; none where there is no folder.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn openings(&self, folder: &str) -> Result<Vec<OpeningKey>, String> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else { return Ok(Vec::new()) };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        names.map(|name| self.opening(&format!("{folder}/{name}"))).collect()
    }

    /// The key of the blind index.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn index(&self, name: &str) -> Result<IndexKey, String> {
        let text = String::from_utf8(self.read(name)?).map_err(|_| format!("{name}: not text"))?;
        attachment::IndexKey::from_text(text.trim())
            .and_then(|key| key.field(INDEX_OWNER, INDEX_FIELD))
            .map(IndexKey)
            .map_err(|error| format!("{name}: {}", error.code()))
    }

    /// Makes the index key that intake and desk share, unless it is there.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn make_index(&self) -> Result<(), String> {
        if !self.has("intake/index.key") {
            let key = attachment::IndexKey::generate(&mut System).map_err(|error| error.code().to_owned())?;
            self.write("intake/index.key", key.export_text().as_bytes())?;
        }
        let key = self.read("intake/index.key")?;
        self.write("desk/index.key", &key)
    }
}

/// Whose index it is: intake and desk look the same people up.
const INDEX_OWNER: &str = "portal";
/// What is indexed, by its place in a submission.
const INDEX_FIELD: &str = "/parties/person/id/number";

/// Key of the blind index. It finds, and opens nothing.
pub struct IndexKey(attachment::FieldIndex);

impl IndexKey {
    /// The tag of a personal identification number.
    pub fn tag(&self, citizen_id: &str) -> String {
        self.0.tag(citizen_id.trim())
    }
}

/// What the intake holds.
pub struct IntakeKeys {
    /// Signs enrolments, acknowledgements and receipts.
    pub portal: SigningKey,
    /// Finds a person's dossiers.
    pub index: IndexKey,
}

impl IntakeKeys {
    /// Reads them.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn load(layout: &Layout) -> Result<Self, String> {
        Ok(Self { portal: layout.signing("intake/portal.jwk")?, index: layout.index("intake/index.key")? })
    }
}

/// What the desk holds.
pub struct DeskKeys {
    /// Opens what is sealed to the unit now.
    opening: OpeningKey,
    /// Opens what was sealed to keys that were replaced.
    old: Vec<OpeningKey>,
    /// Signs events, receipts and officers' enrolments.
    pub unit: SigningKey,
    /// Finds a person's dossiers.
    pub index: IndexKey,
    /// Officers' own keys by account.
    pub officers: BTreeMap<String, SigningKey>,
}

impl DeskKeys {
    /// Reads them.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn load<'a>(layout: &Layout, officers: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let officer = |id: &str| Ok((id.to_owned(), layout.signing(&format!("desk/officers/{id}.jwk"))?));
        Ok(Self {
            opening: layout.opening("desk/seal.jwk")?,
            old: layout.openings("desk/old")?,
            unit: layout.signing("desk/sign.jwk")?,
            index: layout.index("desk/index.key")?,
            officers: officers.map(officer).collect::<Result<_, String>>()?,
        })
    }

    /// The key that a sealed object is for; the present one where it is for none of them, which then refuses.
    pub fn opening_of(&self, object: &SealedObject) -> &OpeningKey {
        let is_for =
            |key: &&OpeningKey| object.recipients.iter().any(|recipient| recipient.header.kid == key.kid());
        self.old.iter().find(is_for).unwrap_or(&self.opening)
    }
}
