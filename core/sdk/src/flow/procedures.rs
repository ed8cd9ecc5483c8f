//! A pack, and which version of a procedure speaks.

use std::sync::Arc;

use motcua_crypto::directory::Directory;
use motcua_crypto::pack::{self, Trust};
use motcua_forms::{CompiledProcedure, Library};
use motcua_types::dossier::Workflow;
use motcua_types::pack::{Catalogue, CatalogueEntry};
use motcua_types::report::Diagnostic;
use motcua_types::submission::ProcedureRef;
use motcua_types::{ErrorCode, Failure};
use motcua_vn::date::{Date, DateTime};

use super::load_pack;
use crate::ENGINE_VERSION;
use crate::failure::{ToFailure, of_code, of_first};

/// A pack whose signature and every document were checked.
pub struct Procedures {
    library: Library,
}

impl Procedures {
    /// Opens a pack (`egov-pack+jws` as JSON text) that a signer of the directory signed. `now` in seconds since 1970,
    /// `min_seq` the highest number that the host has seen.
    ///
    /// # Errors
    /// `pack/…`, `crypto/…`, `json/…`; for mistakes in the documents the first of them, with its place.
    pub fn open(jws: &[u8], directory: &Directory, now: i64, min_seq: i64) -> Result<Self, Failure> {
        let pack = pack::open(jws, Trust::Directory(directory), now, min_seq, ENGINE_VERSION)
            .map_err(|error| error.to_failure())?;
        Self::of(load_pack(&pack))
    }

    /// What was loaded in another way, such as definitions that the host vouches for.
    ///
    /// # Errors
    /// The first of the mistakes, with its place.
    pub fn of(loaded: Result<Library, Vec<Diagnostic>>) -> Result<Self, Failure> {
        loaded.map(|library| Self { library }).map_err(first_mistake)
    }

    /// What the pack holds.
    pub const fn library(&self) -> &Library {
        &self.library
    }

    /// The version of a procedure that is in force at a moment, by the calendar of Vietnam.
    ///
    /// # Errors
    /// `pack/noProcedure`; `boundary/type` for a moment that no calendar has.
    pub fn at(&self, code: &str, now: i64) -> Result<&Arc<CompiledProcedure>, Failure> {
        let day = DateTime::from_unix(now).ok_or_else(|| Failure::new(ErrorCode::BoundaryType))?.date();
        self.library.procedure(code, day).ok_or_else(no_procedure)
    }

    /// The version in force on a day or at a moment (ISO); without one, the newest.
    ///
    /// # Errors
    /// `pack/noProcedure`; `boundary/type` for a text that is neither.
    pub fn on(&self, code: &str, on: Option<&str>) -> Result<&Arc<CompiledProcedure>, Failure> {
        let found = match on {
            Some(on) => {
                let day = Date::parse_iso(on).ok().or_else(|| DateTime::parse(on).map(DateTime::date));
                self.library.procedure(code, day.ok_or_else(|| Failure::new(ErrorCode::BoundaryType))?)
            }
            None => {
                let versions = self.library.procedures().iter().filter(|one| one.document().code == code);
                versions.max_by(|a, b| a.document().valid_from.cmp(&b.document().valid_from))
            }
        };
        found.ok_or_else(no_procedure)
    }

    /// Exactly the document that a dossier was filed under.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn by_reference(&self, reference: &ProcedureRef) -> Result<&Arc<CompiledProcedure>, Failure> {
        self.library.by_reference(reference).ok_or_else(no_procedure)
    }

    /// The version that a dossier was filed under, where one is named; otherwise the one in force at the moment.
    ///
    /// # Errors
    /// `pack/noProcedure`, also for a reference to another procedure.
    pub fn filed_under(
        &self,
        code: &str,
        reference: Option<&ProcedureRef>,
        now: i64,
    ) -> Result<&Arc<CompiledProcedure>, Failure> {
        let Some(reference) = reference else { return self.at(code, now) };
        if reference.code == code { self.by_reference(reference) } else { Err(no_procedure()) }
    }

    /// A catalogue.
    ///
    /// # Errors
    /// `pack/noCatalogue`.
    pub fn catalogue(&self, name: &str) -> Result<&Catalogue, Failure> {
        self.library.catalogue(name).ok_or_else(|| of_code("pack/noCatalogue"))
    }

    /// Entries of a catalogue by name; see [`Library::search`].
    ///
    /// # Errors
    /// `pack/noCatalogue`.
    pub fn search(
        &self,
        name: &str,
        query: &str,
        parent: Option<&str>,
        limit: usize,
    ) -> Result<Vec<CatalogueEntry>, Failure> {
        self.catalogue(name)?;
        Ok(self.library.search(name, query, parent, limit))
    }

    /// A workflow of the pack.
    ///
    /// # Errors
    /// `pack/noWorkflow`.
    pub fn workflow(&self, id: &str) -> Result<&Workflow, Failure> {
        self.library.workflow(id).ok_or_else(|| of_code("pack/noWorkflow"))
    }
}

/// All mistakes stand in the answer of `motcua procedure check`; a program that loads a pack needs the first.
fn first_mistake(found: Vec<Diagnostic>) -> Failure {
    of_first(found, "pack/badItem")
}

fn no_procedure() -> Failure {
    of_code("pack/noProcedure")
}
