//! A procedure document, checked and compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use motcua_crypto::hash::sha256_text;
use motcua_json::{Pointer, Value, canonicalize, from_value};
use motcua_types::party::Party;
use motcua_types::procedure::{Procedure, Rule};
use motcua_types::report::{Diagnostic, FormState, Issue, Param, Report};
use motcua_types::submission::{Attachment, Channel, ProcedureRef, Provenance};
use motcua_vn::date::{Date, TimeOfDay};

use crate::attachments::Slot;
use crate::catalogue::CatalogueTable;
use crate::check::Checker;
use crate::logic::{Expr, Scope, paths};
use crate::messages::{Length, render};
use crate::parties::PartyReader;
use crate::plan::{MAX_STEPS, Plan};
use crate::schema::Schema;
use crate::ui::Layout;
use crate::{prefill, state};

/// Tables by name.
pub(crate) type Catalogues = BTreeMap<String, Arc<CatalogueTable>>;

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
        let document: Procedure = from_value(source).map_err(|error| {
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

fn validity(document: &Procedure, c: &mut Checker) -> Option<(Date, Date)> {
    let mut date = |name: &str, text: &str| {
        let date = Date::parse_iso(text).ok();
        if date.is_none() {
            c.inside(name, |c| c.report("procedure/badDate", &[]));
        }
        date
    };
    let from = date("validFrom", &document.valid_from);
    let to = document.valid_to.as_ref().map_or(Some(Date::MAX), |to| date("validTo", to));
    if document.deadline.cutoff.as_ref().is_some_and(|cutoff| TimeOfDay::parse(cutoff).is_none()) {
        c.inside("deadline", |c| c.inside("cutoff", |c| c.report("procedure/badDate", &[])));
    }
    Some((from?, to?))
}

fn check_catalogues(schema: &Schema, layout: &Layout, known: &Catalogues, c: &mut Checker) {
    let missing: BTreeSet<&str> = schema.catalogues().filter(|name| !known.contains_key(*name)).collect();
    for name in missing {
        c.inside("form", |c| c.report("procedure/unknownCatalogue", &[("catalogue", name)]));
    }
    for (name, place) in layout.catalogues.iter().filter(|(name, _)| !known.contains_key(name)) {
        let tokens = Pointer::parse(&format!("/ui{place}")).unwrap_or_default();
        within(c, tokens.tokens(), |c| c.report("procedure/unknownCatalogue", &[("catalogue", name)]));
    }
}

fn within(c: &mut Checker, tokens: &[String], work: impl FnOnce(&mut Checker)) {
    match tokens.split_first() {
        None => work(c),
        // The depth is that of a layout, which is bounded.
        Some((first, rest)) => {
            c.inside(first, |c| within(c, rest, Box::new(work) as Box<dyn FnOnce(&mut Checker)>))
        }
    }
}

/// The parts of a document that refer to its schema.
struct Build<'d> {
    schema: &'d Schema,
    document: &'d Procedure,
}

impl Build<'_> {
    /// Compiles an expression and checks what it reads.
    fn expr(&self, rule: &Value, c: &mut Checker) -> Expr {
        let expr = Expr::build(rule, c);
        self.reads(&expr, c);
        expr
    }

    fn reads(&self, expr: &Expr, c: &mut Checker) {
        let mut read = Vec::new();
        paths(&expr.0, &mut read);
        for path in read {
            match path {
                [first, slot] if first == "attachments" => {
                    if self.document.attachments.iter().all(|known| known.id != *slot) {
                        c.report("procedure/unknownSlot", &[("slot", slot)]);
                    }
                }
                [first] if RESERVED.contains(&first.as_str()) => {}
                path if self.schema.knows(path) => {}
                path => c.report("procedure/unknownField", &[("field", &path.join("."))]),
            }
        }
    }

    fn pointer(&self, text: &str, c: &mut Checker) -> Pointer {
        match Pointer::parse(text) {
            Err(_) => c.report("procedure/badPointer", &[]),
            Ok(pointer) if self.schema.knows(pointer.tokens()) => return pointer,
            Ok(_) => c.report("procedure/unknownField", &[("field", text)]),
        }
        Pointer::root()
    }

    fn rules(&self, c: &mut Checker) -> Vec<Expr> {
        let mut ids = BTreeSet::new();
        each(&self.document.rules, "rules", c, |rule, c| {
            if !ids.insert(rule.id.as_str()) {
                c.report("procedure/duplicateId", &[("id", &rule.id)]);
            }
            each(&rule.affects, "affects", c, |pointer, c| self.pointer(pointer, c));
            c.inside("assert", |c| self.expr(&rule.assert, c))
        })
    }

    fn requirements(&self, c: &mut Checker) -> Vec<(String, Expr)> {
        each(&self.document.requirements, "requirements", c, |rule, c| {
            c.inside("target", |c| self.pointer(&rule.target, c));
            (rule.target.clone(), c.inside("when", |c| self.expr(&rule.when, c)))
        })
    }

    fn slots(&self, c: &mut Checker) -> Vec<Slot> {
        let mut ids = BTreeSet::new();
        each(&self.document.attachments, "attachments", c, |definition, c| {
            if !ids.insert(definition.id.as_str()) {
                c.report("procedure/duplicateId", &[("id", &definition.id)]);
            }
            let slot = Slot::build(definition, c);
            for (name, expr) in slot.expressions() {
                c.inside(name, |c| self.reads(expr, c));
            }
            slot
        })
    }

    fn parties(&self, c: &mut Checker) -> Vec<PartyReader> {
        each(&self.document.parties, "parties", c, |rule, c| {
            c.inside("from", |c| self.pointer(&rule.from, c));
            each(&rule.basis, "basis", c, |choice, c| {
                let slot = choice
                    .evidence
                    .as_ref()
                    .filter(|id| self.document.attachments.iter().all(|known| known.id != **id));
                if let Some(slot) = slot {
                    c.inside("evidence", |c| c.report("procedure/unknownSlot", &[("slot", slot)]));
                }
            });
            let reader = PartyReader::build(rule, c);
            for (place, expr) in reader.expressions() {
                within(c, &place, |c| self.reads(expr, c));
            }
            reader
        })
    }

    fn plan(&self, c: &mut Checker) -> Option<Plan> {
        let document = self.document;
        let shows = each(&document.visibility, "visibility", c, |rule, c| {
            let target = c.inside("target", |c| self.pointer(&rule.target, c));
            (target, c.inside("when", |c| self.expr(&rule.when, c)))
        });
        let computes = each(&document.computed, "computed", c, |rule, c| {
            let target = c.inside("target", |c| self.pointer(&rule.target, c));
            (target, c.inside("value", |c| self.expr(&rule.value, c)))
        });
        if shows.len() + computes.len() > MAX_STEPS {
            c.inside("visibility", |c| c.report("procedure/tooDeep", &[]));
            return None;
        }
        if !c.is_clean() {
            return None;
        }
        let count = shows.len();
        Plan::build(shows, computes)
            .map_err(|stuck| {
                for index in stuck {
                    let (list, index) =
                        if index < count { ("visibility", index) } else { ("computed", index - count) };
                    c.inside(list, |c| c.at(index, |c| c.report("procedure/cycle", &[])));
                }
            })
            .ok()
    }

    fn pointers(&self, c: &mut Checker) {
        let document = self.document;
        each(&document.data_class, "dataClass", c, |entry, c| {
            c.inside("pointer", |c| self.pointer(&entry.pointer, c))
        });
        each(&document.prefill, "prefill", c, |entry, c| {
            c.inside("pointer", |c| self.pointer(&entry.pointer, c))
        });
        each(&document.index, "index", c, |pointer, c| self.pointer(pointer, c));
        let mut codes = BTreeSet::new();
        each(&document.reasons, "reasons", c, |reason, c| {
            if !codes.insert(reason.code.as_str()) {
                c.report("procedure/duplicateId", &[("id", &reason.code)]);
            }
        });
        for name in RESERVED.into_iter().filter(|name| self.schema.knows(&[name])) {
            c.inside("form", |c| {
                c.inside("properties", |c| c.inside(name, |c| c.report("procedure/reservedName", &[])))
            });
        }
    }

    fn context(&self, c: &mut Checker) {
        for expr in self.schema.expressions() {
            c.inside("form", |c| self.reads(expr, c));
        }
    }

    /// A field that must be filled needs a control, or a value that is computed.
    fn reachable(&self, layout: &Layout, c: &mut Checker) {
        let required = self.schema.required(&Value::Object(motcua_json::Object::new()), &|_, _| true);
        let computed = |field: &str| {
            let field = Pointer::parse(field).unwrap_or_default();
            let targets = self.document.computed.iter().filter_map(|rule| Pointer::parse(&rule.target).ok());
            targets.into_iter().any(|target| field.starts_with(&target))
        };
        for field in required.iter().filter(|field| !layout.has_control(field) && !computed(field)) {
            c.inside("ui", |c| c.report("procedure/noControl", &[("field", field)]));
        }
    }
}

fn each<'d, T, R>(
    items: &'d [T],
    name: &str,
    c: &mut Checker,
    mut work: impl FnMut(&'d T, &mut Checker) -> R,
) -> Vec<R> {
    c.inside(name, |c| items.iter().enumerate().map(|(index, item)| c.at(index, |c| work(item, c))).collect())
}
