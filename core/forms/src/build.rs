//! The parts of a procedure document that refer to its schema, checked and compiled.

use motcua_json::sorted::Set;

use motcua_json::{Pointer, Value};
use motcua_types::procedure::Procedure;
use motcua_vn::date::{Date, TimeOfDay};

use crate::attachments::Slot;
use crate::check::Checker;
use crate::logic::Expr;
use crate::logic::analyse::{Analysis, Use};
use crate::parties::PartyReader;
use crate::plan::{MAX_STEPS, Plan};
use crate::procedure::{Catalogues, RESERVED};
use crate::schema::Schema;
use crate::ui::Layout;

/// Deepest nesting of a schema that is looked through for `vnContext`.
const MAX_DEPTH: usize = 64;

/// First and last day in force; also checks the other dates and times of the document.
pub(crate) fn validity(document: &Procedure, c: &mut Checker) -> Option<(Date, Date)> {
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

/// Notes catalogues that the pack does not have.
pub(crate) fn check_catalogues(schema: &Schema, layout: &Layout, known: &Catalogues, c: &mut Checker) {
    let mut missing = Set::new();
    missing.extend(schema.catalogues().filter(|name| !known.contains_key(*name)));
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
pub(crate) struct Build<'d> {
    pub(crate) schema: &'d Schema,
    pub(crate) document: &'d Procedure,
}

impl<'d> Build<'d> {
    /// Compiles an expression and checks what can be said of it without data.
    fn expr(&self, rule: &'d Value, usage: Use, c: &mut Checker) -> Expr {
        let before = c.count();
        let expr = Expr::build(rule, c);
        if c.count() == before {
            self.analyse(rule, usage, c);
        }
        expr
    }

    fn analyse(&self, rule: &'d Value, usage: Use, c: &mut Checker) {
        Analysis { document: self.document }.check(rule, usage, c);
    }

    fn pointer(&self, text: &str, c: &mut Checker) -> Pointer {
        match Pointer::parse(text) {
            Err(_) => c.report("procedure/badPointer", &[]),
            Ok(pointer) if self.schema.knows(pointer.tokens()) => return pointer,
            Ok(_) => c.report("procedure/unknownField", &[("field", text)]),
        }
        Pointer::root()
    }

    pub(crate) fn rules(&self, c: &mut Checker) -> Vec<Expr> {
        let mut ids = Set::new();
        each(&self.document.rules, "rules", c, |rule, c| {
            if !ids.insert(rule.id.as_str()) {
                c.report("procedure/duplicateId", &[("id", &rule.id)]);
            }
            each(&rule.affects, "affects", c, |pointer, c| self.pointer(pointer, c));
            c.inside("assert", |c| self.expr(&rule.assert, Use::Condition, c))
        })
    }

    pub(crate) fn requirements(&self, c: &mut Checker) -> Vec<(String, Expr)> {
        each(&self.document.requirements, "requirements", c, |rule, c| {
            c.inside("target", |c| self.pointer(&rule.target, c));
            (rule.target.clone(), c.inside("when", |c| self.expr(&rule.when, Use::Condition, c)))
        })
    }

    pub(crate) fn slots(&self, c: &mut Checker) -> Vec<Slot> {
        let mut ids = Set::new();
        each(&self.document.attachments, "attachments", c, |definition, c| {
            if !ids.insert(definition.id.as_str()) {
                c.report("procedure/duplicateId", &[("id", &definition.id)]);
            }
            let slot = Slot::build(definition, c);
            for (name, rule) in [("when", &definition.when), ("required", &definition.required)] {
                if let Some(rule) = rule {
                    // A slot that must always be filled says so with a plain `true`.
                    c.inside(name, |c| self.analyse(rule, Use::Value, c));
                }
            }
            slot
        })
    }

    pub(crate) fn parties(&self, c: &mut Checker) -> Vec<PartyReader> {
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
            if let Some(when) = &rule.when {
                c.inside("when", |c| self.analyse(when, Use::Condition, c));
            }
            each(&rule.basis, "basis", c, |choice, c| {
                if let Some(when) = &choice.when {
                    c.inside("when", |c| self.analyse(when, Use::Value, c));
                }
            });
            reader
        })
    }

    pub(crate) fn plan(&self, c: &mut Checker) -> Option<Plan> {
        let document = self.document;
        let shows = each(&document.visibility, "visibility", c, |rule, c| {
            let target = c.inside("target", |c| self.pointer(&rule.target, c));
            (target, c.inside("when", |c| self.expr(&rule.when, Use::Condition, c)))
        });
        let computes = each(&document.computed, "computed", c, |rule, c| {
            let target = c.inside("target", |c| self.pointer(&rule.target, c));
            (target, c.inside("value", |c| self.expr(&rule.value, Use::Value, c)))
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

    pub(crate) fn pointers(&self, c: &mut Checker) {
        let document = self.document;
        each(&document.data_class, "dataClass", c, |entry, c| {
            c.inside("pointer", |c| self.pointer(&entry.pointer, c))
        });
        each(&document.prefill, "prefill", c, |entry, c| {
            c.inside("pointer", |c| self.pointer(&entry.pointer, c))
        });
        each(&document.index, "index", c, |pointer, c| self.pointer(pointer, c));
        let mut codes = Set::new();
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

    pub(crate) fn context(&self, c: &mut Checker) {
        c.inside("form", |c| self.contexts(&self.document.form, c, 0));
    }

    fn contexts(&self, schema: &'d Value, c: &mut Checker, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match schema {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    c.at(index, |c| self.contexts(item, c, depth + 1));
                }
            }
            Value::Object(members) => {
                for (name, value) in members.iter() {
                    c.inside(name, |c| match value {
                        Value::Object(rules) if name == "vnContext" => {
                            for (name, rule) in rules.iter() {
                                c.inside(name, |c| self.analyse(rule, Use::Value, c));
                            }
                        }
                        value => self.contexts(value, c, depth + 1),
                    });
                }
            }
            _ => {}
        }
    }

    /// A field that must be filled needs a control, or a value that is computed.
    pub(crate) fn reachable(&self, layout: &Layout, c: &mut Checker) {
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
