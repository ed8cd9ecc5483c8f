//! Conditions of a change that lie in the dossier's past, in its due date, or in who acts.

use motcua_types::dossier::{DossierState, Guard, Transition};
use motcua_vn::date::{Date, DateTime};

use crate::Error;

/// Whether every condition of a change holds for a unit (`issuer`) at a moment (`at`, seconds since 1970).
pub(super) fn all(transition: &Transition, state: &DossierState, issuer: &str, at: i64) -> Result<(), Error> {
    transition.guards.iter().try_for_each(|guard| holds(*guard, state, issuer, at))
}

fn holds(guard: Guard, state: &DossierState, issuer: &str, at: i64) -> Result<(), Error> {
    let (holds, refusal) = match guard {
        Guard::Arrived => (state.arrived > 0, Error::SupplementRequired),
        Guard::AllArrived => {
            let asked = state.request.as_ref().map_or(0, |request| request.items.len());
            (usize::try_from(state.arrived).is_ok_and(|arrived| arrived >= asked), Error::CosignRequired)
        }
        Guard::Accepted => (state.code.is_some(), Error::IllegalTransition),
        Guard::NeverAccepted => (state.code.is_none(), Error::IllegalTransition),
        Guard::NotReappointed => (state.reappointments == 0, Error::Reappointed),
        Guard::DayBeforeDue => {
            let today = DateTime::from_unix(at).map(DateTime::date);
            (today.zip(due_day(state)).is_some_and(|(today, due)| today < due), Error::ApologyTooLate)
        }
        Guard::Evidence => (state.evidence.is_some(), Error::EvidenceRequired),
        Guard::Receiver => {
            // The very unit, or any unit where a whole agency is named.
            let agency = issuer.split_once('/').map_or(issuer, |(agency, _)| agency);
            let target = state.target.as_deref().filter(|_| !issuer.is_empty());
            (target.is_some_and(|target| target == issuer || target == agency), Error::NotReceiver)
        }
    };
    if holds { Ok(()) } else { Err(refusal) }
}

/// Day of the due date in force.
pub(super) fn due_day(state: &DossierState) -> Option<Date> {
    state.due.as_ref().and_then(|due| DateTime::parse(&due.due)).map(DateTime::date)
}
