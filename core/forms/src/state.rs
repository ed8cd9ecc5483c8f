//! One evaluation: from data to report, visibility and progress.

use motcua_json::sorted::{Map, Set};

use motcua_json::{Pointer, Value};
use motcua_types::Record;
use motcua_types::report::{ComputedValue, FormState, Issue, Param, Report, SectionProgress, Severity};
use motcua_types::submission::{Attachment, Channel};
use motcua_vn::date::DateTime;

use crate::attachments;
use crate::logic::{Scope, Truth, Why, truth};
use crate::procedure::{Catalogues, CompiledProcedure};
use crate::schema::Resolver;
use crate::ui::Position;

/// Everything found in one evaluation.
pub(crate) struct Outcome {
    /// The data as it is signed.
    pub(crate) data: Value,
    pub(crate) hidden: Vec<String>,
    pub(crate) required: Vec<String>,
    pub(crate) computed: Vec<ComputedValue>,
    /// In the order of the form.
    pub(crate) issues: Vec<Issue>,
}

impl Outcome {
    pub(crate) fn report(self) -> Report {
        Report::new(self.issues)
    }
}

pub(crate) struct Tables<'a>(pub(crate) &'a Catalogues);

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
        ("channel", channel.to_value().unwrap_or_default()),
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
    for index in 0..procedure.requirements.len() {
        let (target, missing) = requirement(procedure, index, &scope, &data);
        required.extend(target.filter(|target| !required.contains(target)));
        issues.extend(missing);
    }
    let mut hidden = applied.hidden;
    let places = Places::new(&hidden, &applied.computed);
    required.retain(|pointer| places.is_asked(pointer));
    let mut issues: Vec<Issue> =
        issues.into_iter().filter_map(|issue| places.settle(procedure, issue)).collect();
    issues.extend((0..procedure.rules.len()).filter_map(|index| rule(procedure, index, &scope, &places)));
    let slots = attachments::check(&procedure.slots, attachments, channel, &scope);
    hidden.extend(slots.hidden);
    required.extend(slots.required);
    issues.extend(slots.issues);
    issues.extend(wrong_channel(procedure, channel));
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
    let Outcome { hidden, required, computed, issues, .. } = run(procedure, data, attachments, channel, now);
    let section = |pointer: &str| position(procedure, pointer).0;
    let asked = required.iter().map(|pointer| (section(pointer), pointer));
    let found = issues.iter().map(|issue| (section(&issue.pointer), issue));
    let sections = sections(procedure, asked, found);
    FormState { report: Report::new(issues), hidden, required, computed, sections }
}

/// Progress of every section; with each field and each issue, the section where it stands.
pub(crate) fn sections<'a>(
    procedure: &CompiledProcedure,
    required: impl Iterator<Item = (usize, &'a String)>,
    issues: impl Iterator<Item = (usize, &'a Issue)>,
) -> Vec<SectionProgress> {
    let errors: Vec<(usize, &Issue)> =
        issues.filter(|(_, issue)| issue.severity == Severity::Error).collect();
    let done = |pointer: &str| !errors.iter().any(|(_, issue)| is_at_or_below(&issue.pointer, pointer));
    let mut sections: Vec<SectionProgress> = procedure
        .layout
        .sections()
        .map(|section| SectionProgress { section: section.to_owned(), required: 0, done: 0, errors: 0 })
        .collect();
    for (section, pointer) in required {
        if let Some(section) = sections.get_mut(section) {
            section.required += 1;
            section.done += u32::from(done(pointer));
        }
    }
    for (section, _) in errors {
        if let Some(section) = sections.get_mut(section) {
            section.errors += 1;
        }
    }
    sections
}

/// Place of an issue among others: that of its field in the form, then errors before warnings, then the code.
pub(crate) type Key = (Position, String, u8, String, String);

/// The key of an issue. Two issues of one key are the same.
pub(crate) fn key(procedure: &CompiledProcedure, issue: &Issue) -> Key {
    let mut params = String::new();
    for param in &issue.params {
        params.push_str(&param.name);
        params.push('\0');
        params.push_str(&param.value);
        params.push('\0');
    }
    let weight = match issue.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    };
    (position(procedure, &issue.pointer), issue.pointer.clone(), weight, issue.code.clone(), params)
}

/// Where a field stands in the form.
pub(crate) fn position(procedure: &CompiledProcedure, pointer: &str) -> Position {
    procedure.layout.position(pointer, &procedure.slots)
}

/// Puts everything in the order of the form, each finding once.
fn order(procedure: &CompiledProcedure, issues: &mut Vec<Issue>, required: &mut Vec<String>) {
    let found: Map<Key, Issue> = issues.drain(..).map(|issue| (key(procedure, &issue), issue)).collect();
    issues.extend(found.into_values());
    let places: Set<(Position, String)> =
        required.drain(..).map(|pointer| (position(procedure, &pointer), pointer)).collect();
    required.extend(places.into_iter().map(|(_, pointer)| pointer));
}

/// What a rule finds.
pub(crate) fn rule(
    procedure: &CompiledProcedure,
    index: usize,
    scope: &Scope<'_>,
    places: &Places,
) -> Option<Issue> {
    let (rule, assert) = (procedure.document.rules.get(index)?, procedure.rules.get(index)?);
    let (code, severity) = match truth(assert, scope) {
        Truth::True | Truth::Unknown(Why::Absent) => return None,
        Truth::False => ("form/rule", rule.severity),
        Truth::Unknown(Why::Partial) => ("form/ruleUnknown", Severity::Warning),
        Truth::Unknown(Why::Budget) => ("form/ruleBudget", Severity::Error),
    };
    let asked = rule.affects.iter().find_map(|pointer| places.asked(procedure, pointer));
    let pointer = asked.or_else(|| rule.affects.first().cloned()).unwrap_or_default();
    Some(issue(code, &pointer, severity, vec![Param::new("rule", rule.id.as_str())]))
}

/// The field that a conditional requirement asks for now, and what it finds when the field is not there.
pub(crate) fn requirement(
    procedure: &CompiledProcedure,
    index: usize,
    scope: &Scope<'_>,
    data: &Value,
) -> (Option<String>, Option<Issue>) {
    let Some((target, when)) = procedure.requirements.get(index) else { return (None, None) };
    if truth(when, scope) != Truth::True {
        return (None, None);
    }
    let missing = data.pointer(target).is_none();
    (Some(target.clone()), missing.then(|| issue("form/required", target, Severity::Error, Vec::new())))
}

/// The finding of a channel that the procedure does not have.
pub(crate) fn wrong_channel(procedure: &CompiledProcedure, channel: Channel) -> Option<Issue> {
    let known = procedure.document.channels.contains(&channel);
    (!known).then(|| issue("form/channel", "", Severity::Error, Vec::new()))
}

/// Which fields are hidden or computed, by pointer.
pub(crate) struct Places {
    hidden: Vec<Pointer>,
    computed: Vec<Pointer>,
}

impl Places {
    pub(crate) fn new(hidden: &[String], computed: &[ComputedValue]) -> Self {
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
    pub(crate) fn is_asked(&self, pointer: &str) -> bool {
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
    pub(crate) fn settle(&self, procedure: &CompiledProcedure, mut issue: Issue) -> Option<Issue> {
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

/// Whether a pointer leads to a place or to something in it.
pub(crate) fn is_at_or_below(pointer: &str, place: &str) -> bool {
    pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn issue(code: &str, pointer: &str, severity: Severity, params: Vec<Param>) -> Issue {
    Issue { code: code.to_owned(), pointer: pointer.to_owned(), severity, params }
}
