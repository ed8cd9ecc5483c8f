//! When a result is due, by law: the count itself is in `motcua-vn`, this module reads from a log where it starts, what
//! does not count, and what was promised since.
//!
//! | | |
//! |---|---|
//! | starts | with the change that the workflow says starts it: acceptance, whose moment is on the receipt (Decree 309/2026/NĐ-CP on Art. 17(3)) |
//! | starts again from zero | when a requested supplement is complete (Decree 61/2018/NĐ-CP, Art. 19) |
//! | stands still | in statuses whose clock is `paused`, and in outages of up to 24 hours (Decree 301/2026/NĐ-CP) |
//! | is given anew | once, by an apology at least one day before (Decree 61/2018/NĐ-CP, Art. 19) |
//!
//! The on-time index of Decision 766/QĐ-TTg counts otherwise and is in [`kpi`](crate::kpi); neither is derived from the
//! other.

mod walk;

use motcua_types::deadline::{Due, DueStep, NextStep, Term, TermStanding, TermUnit};
use motcua_types::dossier::{ClockState, DossierState, Side, Workflow};
use motcua_types::report::Param;
use motcua_vn::calendar::Calendar;
use motcua_vn::date::{Date, DateTime, TimeOfDay};
use motcua_vn::deadline::{self as count, Pause};

use crate::Error;
use crate::error::{PAUSED_NOW, REAPPOINTED, RESTARTED};
use walk::Walk;

pub(crate) use walk::changes;

const ONCE: &str = "Nghị định 61/2018/NĐ-CP, Điều 19";

/// An outage of the systems, in seconds since 1970; only its first 24 hours pause the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// When it began.
    pub from: i64,
    /// When it was over.
    pub to: i64,
}

/// The longest outage that pauses a term, in seconds (Decree 301/2026/NĐ-CP).
const LONGEST_OUTAGE: i64 = 24 * 3600;

/// What a standing is computed from, beside the dossier.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Working days and office hours.
    pub calendar: &'a Calendar,
    /// The workflow.
    pub workflow: &'a Workflow,
    /// The procedure's term.
    pub term: &'a Term,
    /// Outages of the systems.
    pub outages: &'a [Outage],
}

/// The due date of a term that counts from acceptance (`accepted_at` in seconds since 1970).
///
/// # Errors
/// [`Error::CalendarNotCovered`] when the count touches days that the calendar does not know; [`Error::Term`]
/// when the term's cut-off or the moment cannot be read.
pub fn due_date(calendar: &Calendar, term: &Term, accepted_at: i64) -> Result<Due, Error> {
    counted(calendar, term, moment(accepted_at)?, &[])
}

/// How a dossier stands with its term at a moment (`now` in seconds since 1970): what is due, what comes next, and by
/// when. While the term is paused, the due date is the one that it has if it goes on now, which is the one to put
/// into the event that resumes it.
///
/// # Errors
/// As [`due_date`].
pub fn standing(rules: &Rules<'_>, state: &DossierState, now: i64) -> Result<TermStanding, Error> {
    let walk = Walk::of(rules.workflow, state);
    let due = in_force(rules, &walk, now)?;
    let today = moment(now)?;
    let reference = walk.ended.filter(|_| walk.clock == ClockState::Ended).map_or(Ok(today), moment)?;
    let limit = due.as_ref().and_then(|due| DateTime::parse(&due.due));
    let between = |after: Date, until: Date| {
        count::working_days_between(rules.calendar, after, until).map_err(|_| Error::CalendarNotCovered)
    };
    let overdue = limit.is_some_and(|limit| reference.unix() > limit.unix());
    let done = walk.clock == ClockState::Ended;
    let days_left = match limit {
        Some(limit) if !done => between(today.date(), limit.date())?,
        _ => 0,
    };
    let days_late = match limit {
        Some(limit) if overdue => between(limit.date(), reference.date())?,
        _ => 0,
    };
    let mut next = timers(rules, state, now)?;
    if let Some(due) = due.as_ref().filter(|_| walk.clock == ClockState::Running) {
        next.push(NextStep {
            party: Side::Agency,
            id: "result".to_owned(),
            by: due.due.clone(),
            overdue,
            legal_basis: due.term.legal_basis.clone(),
            mark: None,
            then: None,
        });
    }
    motcua_json::sort_by(&mut next, |a, b| a.by.cmp(&b.by));
    Ok(TermStanding {
        clock: walk.clock,
        due,
        reappointed: walk.promised.is_some(),
        starts: walk.starts,
        days_left,
        overdue,
        days_late,
        next,
    })
}

/// The new due date of an apology, to put into the event that gives it.
///
/// # Errors
/// [`Error::NewDueRequired`] when there is no due date in force or the day is not after it; those of [`due_date`].
pub fn reappoint(calendar: &Calendar, state: &DossierState, day: &str) -> Result<Due, Error> {
    let old = state.due.as_ref().ok_or(Error::NewDueRequired)?;
    let limit = DateTime::parse(&old.due).ok_or(Error::Term)?;
    let day = Date::parse_iso(day).ok().filter(|day| *day > limit.date()).ok_or(Error::NewDueRequired)?;
    let start = DateTime::parse(&old.start).ok_or(Error::Term)?;
    promised(calendar, &old.term, start, day, &[])
}

/// The due date in force, if the term runs, is paused, or has ended.
fn in_force(rules: &Rules<'_>, walk: &Walk, now: i64) -> Result<Option<Due>, Error> {
    let Some(started) = walk.started else { return Ok(None) };
    if !matches!(walk.clock, ClockState::Running | ClockState::Paused | ClockState::Ended) {
        return Ok(None);
    }
    let start = moment(started)?;
    let mut pauses = walk.pauses.clone();
    pauses.extend(walk.paused_since.map(|from| (from, now)));
    pauses.extend(rules.outages.iter().map(|o| (o.from, o.to.min(o.from.saturating_add(LONGEST_OUTAGE)))));
    let since = walk.promised.map_or(started, |(at, _)| at);
    let pauses = united(pauses, since)?;
    let mut due = match walk.promised {
        Some((_, day)) => promised(rules.calendar, rules.term, start, day, &pauses)?,
        None => counted(rules.calendar, rules.term, start, &pauses)?,
    };
    if walk.starts > 1 {
        due.steps.insert(0, own(RESTARTED, Vec::new(), ONCE));
    }
    if let Some(from) = walk.paused_since {
        let basis = rules.workflow.legal_basis.first().map_or("", String::as_str);
        due.steps.push(own(PAUSED_NOW, vec![Param::new("from", moment(from)?.to_rfc3339())], basis));
    }
    Ok(Some(due))
}

/// Pauses in order and apart, as far as they lie after a moment.
fn united(mut spans: Vec<(i64, i64)>, since: i64) -> Result<Vec<Pause>, Error> {
    motcua_json::sort_by(&mut spans, |a, b| a.cmp(b));
    let mut apart: Vec<(i64, i64)> = Vec::new();
    for (from, to) in spans {
        let from = from.max(since);
        if to <= from {
            continue;
        }
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    apart.into_iter().map(|(from, to)| Ok(Pause { from: moment(from)?, to: moment(to)? })).collect()
}

/// Time limits of the workflow that run in the present status.
fn timers(rules: &Rules<'_>, state: &DossierState, now: i64) -> Result<Vec<NextStep>, Error> {
    let running = rules.workflow.timers.iter().filter(|timer| timer.during.contains(&state.status));
    let mut next = Vec::new();
    for timer in running {
        let Some(start) = walk::last_entry(rules.workflow, state, &timer.from) else { continue };
        let due = counted(rules.calendar, &timer.term, moment(start)?, &[])?;
        let limit = DateTime::parse(&due.due).map_or(i64::MAX, DateTime::unix);
        next.push(NextStep {
            party: timer.party,
            id: timer.id.clone(),
            by: due.due,
            overdue: now > limit,
            legal_basis: timer.term.legal_basis.clone(),
            mark: Some(timer.mark.clone()),
            then: timer.then,
        });
    }
    Ok(next)
}

fn moment(seconds: i64) -> Result<DateTime, Error> {
    DateTime::from_unix(seconds).ok_or(Error::Term)
}

fn counted(calendar: &Calendar, term: &Term, start: DateTime, pauses: &[Pause]) -> Result<Due, Error> {
    let cutoff = match &term.cutoff {
        Some(text) => Some(TimeOfDay::parse(text).ok_or(Error::Term)?),
        None => None,
    };
    let unit = match term.unit {
        TermUnit::SameDay => count::Unit::SameDay,
        TermUnit::WorkingDay => count::Unit::WorkingDay,
        TermUnit::CalendarDay => count::Unit::CalendarDay,
        TermUnit::WorkingHour => count::Unit::WorkingHour,
        TermUnit::Month => count::Unit::Month,
        TermUnit::Hour => count::Unit::Hour,
        TermUnit::Minute => count::Unit::Minute,
    };
    let term_of_count = count::Term { amount: term.amount, unit, cutoff };
    let counted =
        count::due_after(calendar, start, term_of_count, pauses).map_err(|_| Error::CalendarNotCovered)?;
    Ok(record(counted, term))
}

fn promised(
    calendar: &Calendar,
    term: &Term,
    start: DateTime,
    day: Date,
    pauses: &[Pause],
) -> Result<Due, Error> {
    let moved = count::moved(calendar, start, day, pauses).map_err(|_| Error::CalendarNotCovered)?;
    let mut due = record(moved, term);
    due.steps.insert(0, own(REAPPOINTED, vec![Param::new("date", day.to_string())], ONCE));
    Ok(due)
}

fn record(counted: count::Due, term: &Term) -> Due {
    Due {
        start: counted.start.to_rfc3339(),
        due: counted.due.to_rfc3339(),
        term: term.clone(),
        steps: counted.steps.into_iter().map(step).collect(),
    }
}

fn own(code: &str, params: Vec<Param>, legal_basis: &str) -> DueStep {
    DueStep { code: code.to_owned(), params, legal_basis: legal_basis.to_owned() }
}

/// The day of a step travels as the parameter `date`, in ISO form.
fn step(step: count::Step) -> DueStep {
    let date = step.date.map(|date| Param::new("date", date.to_string()));
    let others = step.params.into_iter().map(|(name, value)| Param::new(name, value));
    DueStep {
        code: step.code.to_owned(),
        params: date.into_iter().chain(others).collect(),
        legal_basis: step.legal_basis.to_owned(),
    }
}
