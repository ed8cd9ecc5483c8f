//! `dossier.apply`, `kpi.compute`, and `deadline.due` over events
//!
//! `workflow` is the id of a shipped workflow or a document; without it the one-stop workflow. `events` are bodies that
//! nobody had to sign: `{at, event: {type, body}, issuer?}`.

use motcua::dossier::{due, kpi, state, workflow};
use motcua::json::{Object, Value, from_value, to_value};
use motcua::types::deadline::Term;
use motcua::types::dossier::{Action, DossierState, Effect, HistoryEntry, Workflow};
use motcua::types::event::DossierEvent;
use motcua::types::kpi::OnTime;
use motcua::vn::calendar::Calendar;
use motcua::vn::date::DateTime;

use crate::args::{Answer, Args};

fn bad() -> String {
    "conformance/badArgs".to_owned()
}

fn record<T: serde::Serialize>(value: &T) -> Result<Value, String> {
    to_value(value).map_err(|error| error.code().to_owned())
}

fn known(args: &Args<'_>) -> Result<Workflow, String> {
    match args.optional("workflow") {
        Some(Value::String(id)) => workflow::shipped(id),
        Some(document) => workflow::from_value(document),
        None => workflow::default(),
    }
    .map_err(|error| error.code().to_owned())
}

fn seconds(value: &Value) -> Result<i64, String> {
    value.as_str().and_then(DateTime::parse).map(DateTime::unix).ok_or_else(bad)
}

fn entry(value: &Value, seq: u32) -> Result<HistoryEntry, String> {
    let event: DossierEvent = value.get("event").and_then(|event| from_value(event).ok()).ok_or_else(bad)?;
    let text = |name| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(HistoryEntry { seq, at: text("at"), issuer: text("issuer"), hash: String::new(), event })
}

/// What a list of events amounts to.
fn replay(workflow: &Workflow, events: &[Value]) -> Result<DossierState, String> {
    let mut state = state::empty("urn:uuid:00000000-0000-4000-8000-000000000000");
    for event in events {
        let entry = entry(event, state.size)?;
        state::advance(workflow, &mut state, entry).map_err(|error| error.code().to_owned())?;
        state.size += 1;
    }
    Ok(state)
}

/// The state without its history, which the request holds.
fn short(state: &DossierState) -> Result<Value, String> {
    let mut value = record(state)?;
    if let Value::Object(members) = &mut value {
        members.remove("history");
    }
    Ok(value)
}

/// With `state`: what an `action` leads to. With `events`: the state that they amount to with one more `event`, and the
/// effects of that one; the answer's state leaves the history out.
pub(super) fn apply(args: &Args<'_>) -> Answer {
    let known = known(args)?;
    let mut answer = Object::new();
    if args.optional("state").is_none() {
        let before = replay(&known, args.list("events")?)?;
        let next = entry(args.value("event")?, before.size)?;
        let mut after = before.clone();
        let effects: Vec<Effect> = match &next.event {
            DossierEvent::Status(change) => workflow::effects(&known, &before, change),
            _ => Vec::new(),
        };
        state::advance(&known, &mut after, next).map_err(|error| error.code().to_owned())?;
        after.size += 1;
        answer.insert("state", short(&after)?);
        answer.insert("effects", record(&effects)?);
        return Ok(Value::Object(answer));
    }
    let state: DossierState = args.record("state")?;
    let action: Action = args.record("action")?;
    let applied = workflow::check(&known, &state, &action, args.moment("now")?)
        .map_err(|error| error.code().to_owned())?;
    answer.insert("change", record(&applied.change)?);
    answer.insert("startsClock", applied.starts_clock);
    answer.insert("bindsCode", applied.binds_code);
    answer.insert("remarks", applied.remarks.iter().map(|code| Value::from(*code)).collect::<Vec<_>>());
    Ok(Value::Object(answer))
}

/// How the dossier of `events` stands with a term at `at`; `outages` are pairs of moments.
pub(super) fn standing(args: &Args<'_>, term: &Term) -> Answer {
    let known = known(args)?;
    let outages = match args.optional("outages") {
        None => Vec::new(),
        Some(_) => args
            .list("outages")?
            .iter()
            .map(|span| {
                let end = |index: usize| span.as_array().and_then(|span| span.get(index)).ok_or_else(bad);
                Ok(due::Outage { from: seconds(end(0)?)?, to: seconds(end(1)?)? })
            })
            .collect::<Result<_, String>>()?,
    };
    let rules = due::Rules { calendar: Calendar::embedded(), workflow: &known, term, outages: &outages };
    let state = replay(&known, args.list("events")?)?;
    let standing =
        due::standing(&rules, &state, args.moment("at")?).map_err(|error| error.code().to_owned())?;
    record(&standing)
}

/// Index 2.1 of Decision 766/QĐ-TTg over `dossiers` (`{events, term?}`) up to `periodEnd`; `appointment` is `first` or
/// `last`.
pub(super) fn compute(args: &Args<'_>) -> Answer {
    let known = known(args)?;
    let appointment = match args.optional_text("appointment")? {
        None | Some("first") => kpi::Appointment::First,
        Some("last") => kpi::Appointment::Last,
        Some(_) => return Err(bad()),
    };
    let period_end = args.moment("periodEnd")?;
    let mut found: Vec<OnTime> = Vec::new();
    for dossier in args.list("dossiers")? {
        let events = dossier.get("events").and_then(Value::as_array).ok_or_else(bad)?;
        let term: Option<Term> = match dossier.get("term") {
            Some(term) => Some(from_value(term).map_err(|_| bad())?),
            None => None,
        };
        let rules = kpi::Rules {
            calendar: Calendar::embedded(),
            workflow: &known,
            term: term.as_ref(),
            appointment,
            period_end,
        };
        let on_time = kpi::kpi_on_time(&rules, &replay(&known, events)?);
        found.push(on_time.map_err(|error| error.code().to_owned())?);
    }
    let mut answer = Object::new();
    answer.insert("rate", record(&kpi::rate(found.iter().map(|one| one.verdict)))?);
    answer.insert("dossiers", record(&found)?);
    Ok(Value::Object(answer))
}
