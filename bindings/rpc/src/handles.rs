//! What lives longer than a call.

use std::collections::BTreeMap;
use std::sync::Arc;

use motcua::Failure;
use motcua::crypto::attachment::{ClassKey, DossierKey};
use motcua::crypto::directory::Directory;
use motcua::crypto::hash::Sha256Stream;
use motcua::crypto::software::{OpeningKey, SigningKey};
use motcua::crypto::vault::Vault;
use motcua::failure::of_code;
use motcua::flow::{EventLog, Procedures};
use motcua::forms::FormSession;
use motcua::forms::batch::{Batch, Checker};
use motcua::json::{Object, Value};
use motcua::vn::place::Gazetteer;

/// A compiled schema, and how its records are read.
pub(crate) struct Schema {
    pub(crate) checker: Arc<Checker>,
}

/// A running batch under a schema.
pub(crate) struct Running {
    pub(crate) checker: Arc<Checker>,
    pub(crate) batch: Batch,
}

macro_rules! handles {
    ($($variant:ident $name:literal $get:ident $get_mut:ident $held:ty;)*) => {
        pub(crate) enum Held { $($variant(Box<$held>),)* }

        $(impl From<$held> for Held {
            fn from(held: $held) -> Self { Self::$variant(Box::new(held)) }
        })*

        impl Held {
            const fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name,)* }
            }
        }

        impl Handles {
            $(#[allow(dead_code)] // some kinds are only ever changed
            pub(crate) fn $get(&self, id: &str) -> Result<&$held, Failure> {
                match self.held(id)? {
                    Held::$variant(held) => Ok(held),
                    _ => Err(of_code("boundary/type")),
                }
            }

            #[allow(dead_code)] // of most kinds nothing changes
            pub(crate) fn $get_mut(&mut self, id: &str) -> Result<&mut $held, Failure> {
                self.held(id)?;
                match number(id).and_then(|number| self.held.get_mut(&number)) {
                    Some(Held::$variant(held)) => Ok(held),
                    _ => Err(of_code("boundary/type")),
                }
            })*
        }
    };
}

handles! {
    Directory "directory" directory directory_mut Directory;
    Pack "pack" pack pack_mut Procedures;
    EventLog "eventLog" event_log event_log_mut EventLog;
    Form "form" form form_mut FormSession;
    SigningKey "signingKey" signing_key signing_key_mut SigningKey;
    OpeningKey "openingKey" opening_key opening_key_mut OpeningKey;
    DossierKey "dossierKey" dossier_key dossier_key_mut DossierKey;
    ClassKey "classKey" class_key class_key_mut ClassKey;
    Vault "vault" vault vault_mut Vault;
    Schema "schema" schema schema_mut Schema;
    Batch "batch" batch batch_mut Running;
    Hash "hash" hash hash_mut Sha256Stream;
    Places "places" places places_mut Gazetteer;
}

/// The handles of one caller, by number. Numbers are never used again.
#[derive(Default)]
pub(crate) struct Handles {
    held: BTreeMap<u64, Held>,
    next: u64,
    /// Numbers below this one were lost with a panic.
    first: u64,
}

fn number(id: &str) -> Option<u64> {
    id.rsplit_once('-')?.1.parse().ok()
}

impl Handles {
    /// Keeps something; its handle stands in the answer under the name of its kind.
    pub(crate) fn keep(&mut self, held: impl Into<Held>) -> Object {
        let held = held.into();
        let kind = held.kind();
        self.next += 1;
        let id = format!("{kind}-{}", self.next);
        self.held.insert(self.next, held);
        [(kind, Value::from(id))].into_iter().collect()
    }

    /// Frees a handle; whether it was still held.
    pub(crate) fn free(&mut self, id: &str) -> Result<bool, Failure> {
        match self.held(id) {
            Ok(_) => Ok(number(id).and_then(|number| self.held.remove(&number)).is_some()),
            Err(failure) if failure.code.as_str() == "boundary/type" => Err(failure),
            Err(_) => Ok(false),
        }
    }

    /// Drops everything.
    pub(crate) fn lose(&mut self) {
        self.held.clear();
        self.first = self.next + 1;
    }

    fn held(&self, id: &str) -> Result<&Held, Failure> {
        let number = number(id).filter(|number| (1..=self.next).contains(number));
        let number = number.ok_or_else(|| of_code("boundary/type"))?;
        match self.held.get(&number) {
            Some(held) if id == format!("{}-{number}", held.kind()) => Ok(held),
            Some(_) => Err(of_code("boundary/type")),
            None if number < self.first => Err(of_code("runtime/instanceLost")),
            None => Err(of_code("runtime/freed")),
        }
    }
}
