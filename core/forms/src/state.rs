//! One evaluation: from data to report, visibility and progress.

use std::collections::BTreeSet;

use motcua_json::{Pointer, Value, sort_by, to_value};
use motcua_types::report::{ComputedValue, FormState, Issue, Param, Report, SectionProgress, Severity};
use motcua_types::submission::{Attachment, Channel};
use motcua_vn::date::DateTime;

use crate::attachments;
use crate::logic::{Scope, Truth, Why, truth};
use crate::procedure::{Catalogues, CompiledProcedure};
use crate::schema::Resolver;

/// Everything found in one evaluation.
pub(crate) struct Outcome {
    /// The data as it is signed.
    pub(crate) data: Value,
    hidden: Vec<String>,
    required: Vec<String>,
    computed: Vec<ComputedValue>,
    /// In the order of the form.
    issues: Vec<Issue>,
}

impl Outcome {
    pub(crate) fn report(self) -> Report {
        Report::new(self.issues)
    }
}

struct Tables<'a>(&'a Catalogues);

impl Resolver for Tables<'_> {
    fn catalogue_has(&self, catalogue: &str, code: &str) -> Option<bool> {
        self.0.get(catalogue).map(|table| table.has(code))
    }
}

/// What rules see beside the data. Times beyond the calendar read as the calendar's ends.
pub(crate) fn extra(attachments: &[Attachment], channel: Channel, now: i64) -> Vec<(&'static str, Value)> {
    let now = DateTime::from_unix(now)
        .or_else(|| DateTime::from_unix(if now < 0 { -62_167_000_000 } else { 253_402_000_000 }));
    let time = now.map(DateTime::to_rfc3339);
    vec![
        ("now", Value::from(time)),
        ("today", Value::from(now.map(|now| now.date().to_string()))),
        ("channel", to_value(&channel).unwrap_or_default()),
        ("attachments", attachments::counts(attachments)),
    ]
}

/// Evaluates once.
pub(crate) fn run(
    procedure: &CompiledProcedure,
    data: &Value,
    attachments: &[Attachment],
    channel: Channel,
    now: i64,
) -> Outcome {
    let extra = extra(attachments, channel, now);
    let tables = Tables(&procedure.catalogues);
    if !matches!(data, Value::Object(_) | Value::Null) {
        let issue = issue("form/type", "", Severity::Error, vec![Param::new("type", "object")]);
        let (hidden, required, computed) = Default::default();
        return Outcome { data: data.clone(), hidden, required, computed, issues: vec![issue] };
    }
    let applied = procedure.plan.apply(data, &extra);
    let mut data = applied.data;
    let (mut issues, normal) = {
        let scope = Scope::new(&data, &extra);
        procedure.schema.validate(&data, &scope, &tables)
    };
    for (pointer, text) in normal {
        // The pointer comes from the data itself.
        let _ = motcua_json::pointer::set(&mut data, &pointer, text.into());
    }
    let scope = Scope::new(&data, &extra);
    let mut required = procedure.schema.required_fields(&data, &scope, &tables);
    for (target, when) in &procedure.requirements {
        if truth(when, &scope) == Truth::True && !required.contains(target) {
            required.push(target.clone());
            if data.pointer(target).is_none() {
                issues.push(issue("form/required", target, Severity::Error, Vec::new()));
            }
        }
    }
    let mut hidden = applied.hidden;
    let places = Places::new(&hidden, &applied.computed);
    required.retain(|pointer| places.is_asked(pointer));
    let mut issues: Vec<Issue> =
        issues.into_iter().filter_map(|issue| places.settle(procedure, issue)).collect();
    issues.extend(rules(procedure, &scope, &places));
    let slots = attachments::check(&procedure.slots, attachments, channel, &scope);
    hidden.extend(slots.hidden);
    required.extend(slots.required);
    issues.extend(slots.issues);
    if !procedure.document.channels.contains(&channel) {
        issues.push(issue("form/channel", "", Severity::Error, Vec::new()));
    }
    order(procedure, &mut issues, &mut required);
    Outcome { data, hidden, required, computed: applied.computed, issues }
}

/// Evaluates, and counts the progress of every section.
pub(crate) fn evaluate(
    procedure: &CompiledProcedure,
    data: &Value,
    attachments: &[Attachment],
    channel: Channel,
    now: i64,
) -> FormState {
    let outcome = run(procedure, data, attachments, channel, now);
    let slots = slot_ids(procedure);
    let section_of = |pointer: &str| procedure.layout.position(pointer, &slots).0;
    let errors: Vec<&Issue> =
        outcome.issues.iter().filter(|issue| issue.severity == Severity::Error).collect();
    let done = |pointer: &str| !errors.iter().any(|issue| is_at_or_below(&issue.pointer, pointer));
    let mut sections: Vec<SectionProgress> = procedure
        .layout
        .sections()
        .map(|section| SectionProgress { section: section.to_owned(), required: 0, done: 0, errors: 0 })
        .collect();
    for pointer in &outcome.required {
        if let Some(section) = sections.get_mut(section_of(pointer)) {
            section.required += 1;
            section.done += u32::from(done(pointer));
        }
    }
    for issue in &errors {
        if let Some(section) = sections.get_mut(section_of(&issue.pointer)) {
            section.errors += 1;
        }
    }
    let Outcome { hidden, required, computed, issues, .. } = outcome;
    FormState { report: Report::new(issues), hidden, required, computed, sections }
}

fn slot_ids(procedure: &CompiledProcedure) -> Vec<&str> {
    procedure.slots.iter().map(|slot| slot.definition.id.as_str()).collect()
}

/// Order of the form; issues about one place stay in the order of finding.
fn order(procedure: &CompiledProcedure, issues: &mut Vec<Issue>, required: &mut Vec<String>) {
    let slots = slot_ids(procedure);
    let position = |pointer: &str| procedure.layout.position(pointer, &slots);
    let place = |pointer: &str| (position(pointer), pointer.to_owned());
    let mut placed: Vec<_> = issues.drain(..).map(|issue| (place(&issue.pointer), issue)).collect();
    sort_by(&mut placed, |(a, _), (b, _)| a.cmp(b));
    issues.extend(placed.into_iter().map(|(_, issue)| issue));
    let mut placed: Vec<_> = required.drain(..).map(|pointer| place(&pointer)).collect();
    sort_by(&mut placed, |a, b| a.cmp(b));
    required.extend(placed.into_iter().map(|(_, pointer)| pointer));
    let mut seen = BTreeSet::new();
    issues.retain(|issue| {
        let params: Vec<String> =
            issue.params.iter().map(|param| format!("{}\0{}", param.name, param.value)).collect();
        seen.insert((issue.code.clone(), issue.pointer.clone(), params))
    });
}

fn rules(procedure: &CompiledProcedure, scope: &Scope<'_>, places: &Places) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (rule, assert) in procedure.document.rules.iter().zip(&procedure.rules) {
        let (code, severity) = match truth(assert, scope) {
            Truth::True | Truth::Unknown(Why::Absent) => continue,
            Truth::False => ("form/rule", rule.severity),
            Truth::Unknown(Why::Partial) => ("form/ruleUnknown", Severity::Warning),
            Truth::Unknown(Why::Budget) => ("form/ruleBudget", Severity::Error),
        };
        let asked = rule.affects.iter().find_map(|pointer| places.asked(procedure, pointer));
        let pointer = asked.or_else(|| rule.affects.first().cloned()).unwrap_or_default();
        issues.push(issue(code, &pointer, severity, vec![Param::new("rule", rule.id.as_str())]));
    }
    issues
}

/// Which fields are hidden or computed, by pointer.
struct Places {
    hidden: Vec<Pointer>,
    computed: Vec<Pointer>,
}

impl Places {
    fn new(hidden: &[String], computed: &[ComputedValue]) -> Self {
        let parse = |text: &str| Pointer::parse(text).ok();
        Self {
            hidden: hidden.iter().filter_map(|text| parse(text)).collect(),
            computed: computed.iter().filter_map(|value| parse(&value.pointer)).collect(),
        }
    }

    fn computed_above(&self, pointer: &Pointer) -> Option<&Pointer> {
        self.computed.iter().find(|target| pointer.starts_with(target))
    }

    fn is_hidden(&self, pointer: &Pointer) -> bool {
        self.hidden.iter().any(|target| pointer.starts_with(target))
    }

    /// Whether a person is to fill the field now.
    fn is_asked(&self, pointer: &str) -> bool {
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        !self.is_hidden(&pointer) && self.computed_above(&pointer).is_none()
    }

    /// Where a person fills the field: there, or where a copied value was typed. `None` when nobody is asked.
    fn asked(&self, procedure: &CompiledProcedure, text: &str) -> Option<String> {
        let mut place = text.to_owned();
        // A copy of a copy of …: as many steps as there are copies, since copies do not go in circles.
        for _ in 0..=self.computed.len() {
            let pointer = Pointer::parse(&place).ok()?;
            let Some(target) = self.computed_above(&pointer) else {
                return (!self.is_hidden(&pointer)).then_some(place);
            };
            let target = target.to_string();
            place = format!("{}{}", procedure.plan.source(&target)?, place.strip_prefix(&target)?);
        }
        None
    }

    /// Moves a finding about a copied value to where it was typed, and leaves out what a hidden field lacks.
    fn settle(&self, procedure: &CompiledProcedure, mut issue: Issue) -> Option<Issue> {
        let pointer = Pointer::parse(&issue.pointer).unwrap_or_default();
        if let Some(place) = self.asked(procedure, &issue.pointer) {
            issue.pointer = place;
            return Some(issue);
        }
        // A computed value that copies nothing is checked where it stands.
        let target = self.computed_above(&pointer)?.to_string();
        procedure.plan.source(&target).is_none().then_some(issue)
    }
}

fn is_at_or_below(pointer: &str, place: &str) -> bool {
    pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn issue(code: &str, pointer: &str, severity: Severity, params: Vec<Param>) -> Issue {
    Issue { code: code.to_owned(), pointer: pointer.to_owned(), severity, params }
}
