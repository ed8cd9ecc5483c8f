//! Whether a dossier was settled on time, and the share of those that were, as index 2.1 of Decision 766/QĐ-TTg counts.
//!
//! The index is not the law's due date: where the law starts the term again after a supplement, the index subtracts the
//! time in which papers were supplied and compares with the date first promised; a second request counts as late
//! whatever the dates say. So this module never asks [`due`](crate::due).

use motcua_types::deadline::{Due, DueStep, Term};
use motcua_types::dossier::{DossierState, KpiState, Workflow};
use motcua_types::kpi::{KpiVerdict, OnTime, Rate};
use motcua_types::report::Param;
use motcua_vn::calendar::Calendar;
use motcua_vn::date::DateTime;

use crate::due::{changes, due_date};
use crate::{Error, workflow};

pub(crate) const ON_TIME: &str = "kpi/onTime";
pub(crate) const LATE: &str = "kpi/late";
pub(crate) const NOT_COUNTED: &str = "kpi/notCounted";
pub(crate) const MANY_REQUESTS: &str = "kpi/secondRequest";
pub(crate) const SUBTRACTED: &str = "kpi/supplementSubtracted";
pub(crate) const ENDS_AT_REQUEST: &str = "kpi/endsAtRequest";
pub(crate) const ENDS_AT_PERIOD: &str = "kpi/endsAtPeriod";
pub(crate) const BY_TERM: &str = "kpi/byTerm";

const BASIS: &str = "Quyết định 766/QĐ-TTg, chỉ số 2.1";

/// Which promise counts. The published formula names the date of appointment alone and not which one when there are
/// several: a setting, not law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Appointment {
    /// The date of the first acceptance, as the time of supplements is subtracted from the other side.
    #[default]
    First,
    /// The last date that was set, also by an apology.
    Last,
}

/// What the index is computed from, beside the dossier.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Working days, for dossiers without a date.
    pub calendar: &'a Calendar,
    /// The workflow.
    pub workflow: &'a Workflow,
    /// The longest time that the law allows, for dossiers without a date.
    pub term: Option<&'a Term>,
    /// Which promise counts.
    pub appointment: Appointment,
    /// End of the period in seconds since 1970; later events are not looked at.
    pub period_end: i64,
}

/// What the index says of a dossier.
///
/// # Errors
/// Those of [`due_date`], for a dossier without a date.
pub fn kpi_on_time(rules: &Rules<'_>, state: &DossierState) -> Result<OnTime, Error> {
    let facts = Facts::of(rules, state);
    let Some(start) = facts.start else { return not_counted(&facts) };
    let mut steps = Vec::new();
    let (end, by) = facts.end(rules.period_end);
    steps.extend(by.map(|code| Ok(step(code, vec![("at", written(end)?)]))).transpose()?);
    let due = match (&facts.promised, rules.term) {
        (Some(due), _) => DateTime::parse(&due.due).ok_or(Error::Term)?,
        (None, Some(term)) => {
            let due = due_date(rules.calendar, term, start)?;
            steps.push(step(BY_TERM, vec![("due", due.due.clone())]));
            DateTime::parse(&due.due).ok_or(Error::Term)?
        }
        (None, None) => return not_counted(&facts),
    };
    let supplied: i64 = facts
        .supplied
        .iter()
        .map(|(from, to)| (*to).min(end) - (*from).max(start).min(end))
        .filter(|span| *span > 0)
        .sum();
    let minutes = u32::try_from(supplied / 60).unwrap_or(u32::MAX);
    if minutes > 0 {
        steps.push(step(SUBTRACTED, vec![("minutes", minutes.to_string())]));
    }
    let late = end - supplied > due.unix();
    let verdict = if facts.requests > 1 {
        steps.push(step(MANY_REQUESTS, vec![("requests", facts.requests.to_string())]));
        KpiVerdict::Late
    } else {
        let code = if late { LATE } else { ON_TIME };
        steps.push(step(code, vec![("at", written(end - supplied)?), ("due", due.to_rfc3339())]));
        if late { KpiVerdict::Late } else { KpiVerdict::OnTime }
    };
    Ok(OnTime {
        verdict,
        end: Some(written(end)?),
        due: Some(due.to_rfc3339()),
        supplement_minutes: minutes,
        requests: facts.requests,
        steps,
    })
}

/// The share of dossiers on time, with two decimals of a percent, half rounded up. Anybody can recompute it from the
/// logs.
pub fn rate(verdicts: impl IntoIterator<Item = KpiVerdict>) -> Rate {
    let (mut on_time, mut late) = (0_u32, 0_u32);
    for verdict in verdicts {
        match verdict {
            KpiVerdict::OnTime => on_time = on_time.saturating_add(1),
            KpiVerdict::Late => late = late.saturating_add(1),
            KpiVerdict::NotCounted => {}
        }
    }
    let counted = u64::from(on_time) + u64::from(late);
    let share = (u64::from(on_time) * 10_000 + counted / 2).checked_div(counted);
    Rate { on_time, late, hundredths: share.and_then(|share| u32::try_from(share).ok()) }
}

/// What a history says that the index asks for.
struct Facts {
    /// First acceptance.
    start: Option<i64>,
    /// The date promised.
    promised: Option<Due>,
    requests: u32,
    /// Spans in which papers were supplied; the last may still be open.
    supplied: Vec<(i64, i64)>,
    /// Since when the dossier is over.
    closed: Option<i64>,
    /// Since when papers are being waited for.
    asked: Option<i64>,
}

impl Facts {
    fn of(rules: &Rules<'_>, state: &DossierState) -> Self {
        let mut facts = Self {
            start: None,
            promised: None,
            requests: 0,
            supplied: Vec::new(),
            closed: None,
            asked: None,
        };
        for (from, at, change) in changes(rules.workflow, state) {
            if at > rules.period_end {
                break;
            }
            let starts =
                workflow::transition(rules.workflow, from, change.status).is_some_and(|t| t.starts_clock);
            if starts {
                facts.start = facts.start.or(Some(at));
            }
            let sets = rules.appointment == Appointment::Last || (starts && facts.promised.is_none());
            if sets && change.due.is_some() {
                facts.promised.clone_from(&change.due);
            }
            let kpi = workflow::status(rules.workflow, change.status).map_or(KpiState::None, |to| to.kpi);
            match (facts.asked, kpi) {
                (None, KpiState::Request) => {
                    facts.requests = facts.requests.saturating_add(1);
                    facts.asked = Some(at);
                }
                (Some(since), kpi) if kpi != KpiState::Request => {
                    facts.supplied.push((since, at));
                    facts.asked = None;
                }
                _ => {}
            }
            facts.closed = if kpi == KpiState::Closed { facts.closed.or(Some(at)) } else { None };
        }
        // A single open request ends the count; a further one is still being answered.
        if let Some(since) = facts.asked.filter(|_| facts.requests > 1) {
            facts.supplied.push((since, rules.period_end));
        }
        facts
    }

    /// When the work counts as done, and why then when it is not done.
    fn end(&self, period_end: i64) -> (i64, Option<&'static str>) {
        match (self.closed, self.asked) {
            (Some(closed), _) => (closed, None),
            (None, Some(asked)) if self.requests == 1 => (asked, Some(ENDS_AT_REQUEST)),
            _ => (period_end, Some(ENDS_AT_PERIOD)),
        }
    }
}

fn not_counted(facts: &Facts) -> Result<OnTime, Error> {
    Ok(OnTime {
        verdict: KpiVerdict::NotCounted,
        end: None,
        due: None,
        supplement_minutes: 0,
        requests: facts.requests,
        steps: vec![step(NOT_COUNTED, Vec::new())],
    })
}

fn written(seconds: i64) -> Result<String, Error> {
    DateTime::from_unix(seconds).map(DateTime::to_rfc3339).ok_or(Error::Term)
}

fn step(code: &str, params: Vec<(&str, String)>) -> DueStep {
    let params = params.into_iter().map(|(name, value)| Param::new(name, value)).collect();
    DueStep { code: code.to_owned(), params, legal_basis: BASIS.to_owned() }
}
