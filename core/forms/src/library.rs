//! Everything that a pack holds, compiled.

use motcua_json::sorted::{Map, Set};
use std::sync::Arc;

use motcua_json::{Error, Policy, Value};
use motcua_types::Record;
use motcua_types::dossier::Workflow;
use motcua_types::pack::{Catalogue, CatalogueEntry, Pack, PackInfo, PackItem, ProcedureSummary};
use motcua_types::procedure::Procedure;
use motcua_types::report::{Diagnostic, Param, Report};
use motcua_types::submission::{Attachment, Channel, ProcedureRef};
use motcua_vn::calendar::Calendar;
use motcua_vn::date::Date;

use crate::catalogue::CatalogueTable;
use crate::procedure::{Catalogues, CompiledProcedure};

/// Procedures, catalogues, workflows and the calendar of one pack.
pub struct Library {
    info: PackInfo,
    procedures: Vec<Arc<CompiledProcedure>>,
    catalogues: Arc<Catalogues>,
    workflows: Map<String, Workflow>,
    calendar: Calendar,
}

impl Library {
    /// Compiles a pack whose signature was checked before. Items by path: `procedures/*`, `catalogues/*`,
    /// `workflows/*`, and `calendar.json`, whose `rows` are the lines of [`Calendar::parse`]; without one the
    /// calendar is the embedded one.
    ///
    /// # Errors
    /// Every mistake in every item, with pointers into the pack.
    pub fn from_pack(pack: &Pack) -> Result<Self, Vec<Diagnostic>> {
        Self::load(pack, true)
    }

    /// Compiles documents that come without a pack, for a host that vouches for them itself and only fills in forms: the
    /// procedures' workflows need not be there.
    ///
    /// # Errors
    /// Every mistake, with pointers below `/procedures` and `/catalogues`.
    pub fn of_forms(procedures: &[Value], catalogues: &[Value]) -> Result<Self, Vec<Diagnostic>> {
        let named = |folder: &'static str, bodies: &[Value]| -> Vec<PackItem> {
            let item = |(at, body): (usize, &Value)| PackItem {
                path: format!("{folder}/{at}"),
                hash: String::new(),
                body: body.clone(),
            };
            bodies.iter().enumerate().map(item).collect()
        };
        let mut items = named("procedures", procedures);
        items.extend(named("catalogues", catalogues));
        let (id, valid_from, min_engine) = (String::new(), String::new(), String::new());
        let pack = Pack { v: 1, id, seq: 0, valid_from, min_engine, items };
        Self::load(&pack, false).map_err(|mut found| {
            for one in &mut found {
                one.pointer = without_pack(&pack, &one.pointer);
            }
            found
        })
    }

    fn load(pack: &Pack, with_workflows: bool) -> Result<Self, Vec<Diagnostic>> {
        let mut loader = Loader::default();
        for (index, item) in pack.items.iter().enumerate() {
            loader.take(index, item);
        }
        let Loader { mut found, procedures: sources, catalogues, workflows, calendar, .. } = loader;
        let catalogues = Arc::new(catalogues);
        let mut procedures = Vec::new();
        let mut versions = Set::new();
        for (index, source) in sources {
            match CompiledProcedure::build(source, Some(&catalogues)) {
                Ok(procedure) => {
                    let document = procedure.document();
                    if with_workflows && !workflows.contains_key(&document.workflow) {
                        let params = vec![Param::new("workflow", document.workflow.as_str())];
                        found.push(diagnostic("procedure/unknownWorkflow", index, "/body/workflow", params));
                    }
                    if !versions.insert((document.code.clone(), document.version.clone())) {
                        found.push(diagnostic("pack/duplicateItem", index, "/body/version", Vec::new()));
                    }
                    procedures.push(Arc::new(procedure));
                }
                Err(inner) => found.extend(inner.into_iter().map(|inner| Diagnostic {
                    pointer: format!("/items/{index}/body{}", inner.pointer),
                    ..inner
                })),
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let info = PackInfo {
            id: pack.id.clone(),
            seq: pack.seq,
            valid_from: pack.valid_from.clone(),
            procedures: procedures.iter().map(|procedure| summary(procedure.document())).collect(),
            catalogues: catalogues.keys().cloned().collect(),
        };
        let calendar = calendar.unwrap_or_else(|| Calendar::embedded().clone());
        Ok(Self { info, procedures, catalogues, workflows, calendar })
    }

    /// What the pack holds.
    pub fn info(&self) -> &PackInfo {
        &self.info
    }

    /// All procedures, all versions, in the order of the pack.
    pub fn procedures(&self) -> &[Arc<CompiledProcedure>] {
        &self.procedures
    }

    /// The version of a procedure that is in force on a day; the one that came into force last, if there are more.
    /// Shared, so that a [session](crate::FormSession) outlives the library.
    pub fn procedure(&self, code: &str, on: Date) -> Option<&Arc<CompiledProcedure>> {
        let in_force = self.procedures.iter().filter(|p| p.document().code == code && p.in_force(on));
        in_force.max_by_key(|procedure| procedure.document().valid_from.clone())
    }

    /// Exactly the document that a dossier was filed under.
    pub fn by_reference(&self, reference: &ProcedureRef) -> Option<&Arc<CompiledProcedure>> {
        self.procedures.iter().find(|procedure| procedure.reference() == *reference)
    }

    /// A catalogue.
    pub fn catalogue(&self, name: &str) -> Option<&Catalogue> {
        self.catalogues.get(name).map(|table| table.catalogue())
    }

    /// Searches a catalogue; see [`CatalogueTable::search`]. An unknown name finds nothing.
    pub fn search(&self, name: &str, query: &str, parent: Option<&str>, limit: usize) -> Vec<CatalogueEntry> {
        self.catalogues.get(name).map(|table| table.search(query, parent, limit)).unwrap_or_default()
    }

    /// A workflow.
    pub fn workflow(&self, id: &str) -> Option<&Workflow> {
        self.workflows.get(id)
    }

    /// The calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}

impl CompiledProcedure {
    /// Reads a document under the profile of signed documents, then validates it.
    ///
    /// # Errors
    /// `json/…` when the text is not such a document.
    pub fn validate_text(
        &self,
        text: &[u8],
        attachments: &[Attachment],
        channel: Channel,
        now: i64,
    ) -> Result<Report, Error> {
        let data = motcua_json::parse(text, &Policy::PROFILE)?;
        Ok(self.validate(&data, attachments, channel, now))
    }
}

#[derive(Default)]
struct Loader<'p> {
    found: Vec<Diagnostic>,
    paths: Set<&'p str>,
    procedures: Vec<(usize, &'p Value)>,
    catalogues: Catalogues,
    workflows: Map<String, Workflow>,
    calendar: Option<Calendar>,
}

impl<'p> Loader<'p> {
    fn take(&mut self, index: usize, item: &'p PackItem) {
        if !self.paths.insert(&item.path) {
            self.found.push(diagnostic("pack/duplicateItem", index, "/path", Vec::new()));
        }
        match item.path.split_once('/') {
            Some(("procedures", _)) => self.procedures.push((index, &item.body)),
            Some(("catalogues", _)) => {
                if let Some(catalogue) = self.record::<Catalogue>(index, item) {
                    let name = catalogue.name.clone();
                    if self.catalogues.insert(name, Arc::new(CatalogueTable::new(catalogue))).is_some() {
                        self.found.push(diagnostic("pack/duplicateItem", index, "/body/name", Vec::new()));
                    }
                }
            }
            Some(("workflows", _)) => {
                if let Some(workflow) = self.record::<Workflow>(index, item)
                    && self.workflows.insert(workflow.id.clone(), workflow).is_some()
                {
                    self.found.push(diagnostic("pack/duplicateItem", index, "/body/id", Vec::new()));
                }
            }
            None if item.path == "calendar.json" => {
                self.calendar = calendar(&item.body);
                if self.calendar.is_none() {
                    self.found.push(diagnostic("pack/badItem", index, "/body/rows", Vec::new()));
                }
            }
            _ => self.found.push(diagnostic("pack/unknownItem", index, "/path", Vec::new())),
        }
    }

    fn record<T: Record>(&mut self, index: usize, item: &PackItem) -> Option<T> {
        T::from_value(&item.body)
            .map_err(|error| {
                let place = format!("/body{}", error.pointer().unwrap_or_default());
                self.found.push(diagnostic(
                    "pack/badItem",
                    index,
                    &place,
                    vec![Param::new("cause", error.code())],
                ));
            })
            .ok()
    }
}

fn calendar(body: &Value) -> Option<Calendar> {
    let rows: Option<Vec<&str>> = body.get("rows")?.as_array()?.iter().map(Value::as_str).collect();
    Calendar::parse(&rows?.join("\n")).ok()
}

/// A pointer into a pack as one into the lists that it was made of.
fn without_pack(pack: &Pack, pointer: &str) -> String {
    let place = || {
        let (index, rest) = pointer.strip_prefix("/items/")?.split_once('/')?;
        let item = pack.items.get(index.parse::<usize>().ok()?)?;
        Some(format!("/{}{}", item.path, rest.strip_prefix("body")?))
    };
    place().unwrap_or_else(|| pointer.to_owned())
}

fn summary(document: &Procedure) -> ProcedureSummary {
    ProcedureSummary {
        code: document.code.clone(),
        version: document.version.clone(),
        valid_from: document.valid_from.clone(),
        name: document.name.clone(),
    }
}

fn diagnostic(code: &str, index: usize, place: &str, params: Vec<Param>) -> Diagnostic {
    Diagnostic { code: code.to_owned(), pointer: format!("/items/{index}{place}"), params }
}
