//! The due date of a procedure's term: records in, records out, the count itself in `motcua-vn`.

use motcua_types::deadline::{Due, DueStep, Term, TermUnit};
use motcua_types::report::Param;
use motcua_vn::calendar::Calendar;
use motcua_vn::date::{DateTime, TimeOfDay};
use motcua_vn::deadline as count;

use crate::Error;

/// The due date of a term that counts from acceptance (`accepted_at` in seconds since 1970).
///
/// # Errors
/// [`Error::CalendarNotCovered`] when the count touches days that the calendar does not know; [`Error::Term`]
/// when the term's cut-off or the moment cannot be read.
pub fn due_date(calendar: &Calendar, term: &Term, accepted_at: i64) -> Result<Due, Error> {
    let start = DateTime::from_unix(accepted_at).ok_or(Error::Term)?;
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
    };
    let counted = count::due(calendar, start, count::Term { amount: term.amount, unit, cutoff })
        .map_err(|_| Error::CalendarNotCovered)?;
    Ok(Due {
        start: counted.start.to_rfc3339(),
        due: counted.due.to_rfc3339(),
        term: term.clone(),
        steps: counted.steps.into_iter().map(step).collect(),
    })
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
