//! A procedure document, checked and compiled.

use motcua_json::sorted::Map;
use std::sync::{Arc, OnceLock};

use motcua_crypto::hash::sha256_text;
use motcua_json::{Value, canonicalize};
use motcua_types::Record;
use motcua_types::party::Party;
use motcua_types::procedure::{Procedure, Rule};
use motcua_types::report::{Diagnostic, FormState, Issue, Param, Report};
use motcua_types::submission::{Attachment, Channel, ProcedureRef, Provenance};
use motcua_vn::date::Date;

use crate::attachments::Slot;
use crate::build::{Build, check_catalogues, validity};
use crate::catalogue::CatalogueTable;
use crate::check::Checker;
use crate::logic::{Expr, Scope};
use crate::messages::{Length, render};
use crate::parties::PartyReader;
use crate::plan::Plan;
use crate::schema::Schema;
use crate::session::Index;
use crate::ui::Layout;
use crate::{prefill, state};

/// Tables by name.
pub(crate) type Catalogues = Map<String, Arc<CatalogueTable>>;

/// Names that rules see beside the data.
pub(crate) const RESERVED: [&str; 4] = ["now", "today", "channel", "attachments"];

/// A procedure, ready to evaluate.
pub struct CompiledProcedure {
    pub(crate) document: Procedure,
    source: Value,
    reference: ProcedureRef,
    pub(crate) schema: Schema,
    pub(crate) plan: Plan,
    pub(crate) rules: Vec<Expr>,
    pub(crate) requirements: Vec<(String, Expr)>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) layout: Layout,
    parties: Vec<PartyReader>,
    pub(crate) catalogues: Arc<Catalogues>,
    valid: (Date, Date),
    index: OnceLock<Index>,
}

/// Every mistake in a procedure document, with its pointer. Names of catalogues and of the workflow are checked when
/// a pack is loaded.
pub fn check_procedure(document: &Value) -> Vec<Diagnostic> {
    CompiledProcedure::build(document, None).err().unwrap_or_default()
}

impl CompiledProcedure {
    /// Compiles a document alone. Fields that take their values from a catalogue then accept any code.
    ///
    /// # Errors
    /// Diagnostics with pointers into the document.
    pub fn compile(document: &Value) -> Result<Self, Vec<Diagnostic>> {
        Self::build(document, None)
    }

    pub(crate) fn build(
        source: &Value,
        catalogues: Option<&Arc<Catalogues>>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let document = Procedure::from_value(source).map_err(|error| {
            let pointer = error.pointer().unwrap_or_default().to_owned();
            vec![Diagnostic { code: error.code().to_owned(), pointer, params: Vec::new() }]
        })?;
        let mut c = Checker::default();
        let valid = validity(&document, &mut c);
        let schema = c.inside("form", |c| Schema::build(&document.form, c));
        let layout = c.inside("ui", |c| Layout::build(&document.ui, &schema, c));
        let build = Build { schema: &schema, document: &document };
        let rules = build.rules(&mut c);
        let requirements = build.requirements(&mut c);
        let slots = build.slots(&mut c);
        let parties = build.parties(&mut c);
        let plan = build.plan(&mut c);
        build.pointers(&mut c);
        build.context(&mut c);
        build.reachable(&layout, &mut c);
        if let Some(known) = catalogues {
            check_catalogues(&schema, &layout, known, &mut c);
        }
        match (plan, valid) {
            (Some(plan), Some(valid)) if c.is_clean() => {
                let reference = ProcedureRef {
                    code: document.code.clone(),
                    version: document.version.clone(),
                    hash: sha256_text(&canonicalize(source)),
                };
                let catalogues = catalogues.cloned().unwrap_or_default();
                let source = source.clone();
                Ok(Self {
                    document,
                    source,
                    reference,
                    schema,
                    plan,
                    rules,
                    requirements,
                    slots,
                    layout,
                    parties,
                    catalogues,
                    valid,
                    index: OnceLock::new(),
                })
            }
            _ => Err(c.finish()),
        }
    }

    /// The procedure as a record.
    pub fn document(&self) -> &Procedure {
        &self.document
    }

    /// The document as it was loaded.
    pub fn source(&self) -> &Value {
        &self.source
    }

    /// Code, version, and hash of the canonical document.
    pub fn reference(&self) -> ProcedureRef {
        self.reference.clone()
    }

    /// Whether the procedure is in force on a day.
    pub fn in_force(&self, on: Date) -> bool {
        self.valid.0 <= on && on <= self.valid.1
    }

    /// What depends on what; found when the first session opens.
    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::build(self))
    }

    /// Everything a renderer needs over data as it is now; `now` in seconds since 1970.
    pub fn evaluate(
        &self,
        data: &Value,
        attachments: &[Attachment],
        channel: Channel,
        now: i64,
    ) -> FormState {
        state::evaluate(self, data, attachments, channel, now)
    }

    /// The verdict on data; the same as the report of [`evaluate`](Self::evaluate).
    pub fn validate(&self, data: &Value, attachments: &[Attachment], channel: Channel, now: i64) -> Report {
        state::run(self, data, attachments, channel, now).report()
    }

    /// The data as it is signed: hidden and unfilled fields removed, computed values put in, texts in normal form.
    pub fn prune(&self, data: &Value, attachments: &[Attachment], channel: Channel, now: i64) -> Value {
        state::run(self, data, attachments, channel, now).data
    }

    /// Who is concerned, from pruned data.
    pub fn parties(
        &self,
        pruned: &Value,
        attachments: &[Attachment],
        channel: Channel,
        now: i64,
    ) -> Vec<Party> {
        let extra = state::extra(attachments, channel, now);
        let scope = Scope::new(pruned, &extra);
        let file_of =
            |slot: &str| attachments.iter().find(|file| file.slot == slot).map(|file| file.id.clone());
        self.parties.iter().filter_map(|party| party.read(pruned, &scope, &file_of)).collect()
    }

    /// What the form starts with: its defaults and the claims of the login (`name`, `citizenId`, `birthDate`, `idp`,
    /// `authTime`), and where each claim's value came from. `now` stands in for a missing `authTime`.
    pub fn prefill(&self, claims: &Value, now: i64) -> (Value, Vec<Provenance>) {
        let document = &self.document;
        prefill::fill(self.schema.defaults(), &document.prefill, &document.data_class, claims, now)
    }

    /// The provenance to sign: `initial` and `given` as [`prefill`](Self::prefill) gave them, `data` as pruned.
    pub fn provenance(&self, initial: &Value, given: &[Provenance], data: &Value) -> Vec<Provenance> {
        prefill::current(initial, given, data)
    }

    /// Class of personal data at a pointer, `basic` or `sensitive:<kind>`.
    pub fn class_of(&self, pointer: &str) -> &str {
        prefill::class_of(&self.document.data_class, pointer)
    }

    /// The rule behind an issue of code `form/rule`, with its legal basis.
    pub fn rule(&self, issue: &Issue) -> Option<&Rule> {
        if !issue.code.starts_with("form/rule") {
            return None;
        }
        let id = issue.params.iter().find(|param| param.name == "rule").map(|param| &param.value)?;
        self.document.rules.iter().find(|rule| rule.id == *id)
    }

    /// The sentence for an issue, in `vi` or `en`.
    pub fn message(&self, issue: &Issue, lang: &str, form: Length) -> Option<String> {
        match self.rule(issue) {
            Some(rule) if issue.code == "form/rule" => {
                Some(if lang == "en" { rule.message.en.clone() } else { rule.message.vi.clone() })
            }
            Some(rule) => {
                let text = if lang == "en" { &rule.message.en } else { &rule.message.vi };
                let mut params = issue.params.clone();
                params.push(Param::new("message", text.as_str()));
                render(&issue.code, &params, lang, form)
            }
            None => render(&issue.code, &issue.params, lang, form),
        }
    }
}
