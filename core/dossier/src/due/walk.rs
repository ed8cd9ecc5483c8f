//! What a history says about the term, in one pass.

use motcua_types::dossier::{ClockState, DossierState, Workflow};
use motcua_types::event::{DossierEvent, StatusChange};
use motcua_vn::date::{Date, DateTime};

use crate::workflow;

/// The changes of status that the workflow knows: from where, when, and the change.
pub(crate) fn changes<'a>(
    workflow: &'a Workflow,
    state: &'a DossierState,
) -> impl Iterator<Item = (u32, i64, &'a StatusChange)> {
    let known = state.history.iter().filter_map(|entry| match &entry.event {
        DossierEvent::Status(change) if workflow::status(workflow, change.status).is_some() => {
            Some((DateTime::parse(&entry.at)?.unix(), change))
        }
        _ => None,
    });
    known.scan(0, |before, (at, change)| Some((core::mem::replace(before, change.status), at, change)))
}

/// When one of the statuses was entered last.
pub(super) fn last_entry(workflow: &Workflow, state: &DossierState, codes: &[u32]) -> Option<i64> {
    changes(workflow, state)
        .filter(|(from, _, change)| *from != change.status && codes.contains(&change.status))
        .map(|(_, at, _)| at)
        .last()
}

/// The term so far.
pub(super) struct Walk {
    pub(super) clock: ClockState,
    /// How many times it began.
    pub(super) starts: u32,
    /// When it began last.
    pub(super) started: Option<i64>,
    /// Time since then that does not count and is over.
    pub(super) pauses: Vec<(i64, i64)>,
    /// Beginning of a pause that is not over.
    pub(super) paused_since: Option<i64>,
    /// When a new date was promised, and which.
    pub(super) promised: Option<(i64, Date)>,
    /// When the work was done or dropped.
    pub(super) ended: Option<i64>,
}

impl Walk {
    pub(super) fn of(workflow: &Workflow, state: &DossierState) -> Self {
        let mut walk = Self {
            clock: ClockState::NotStarted,
            starts: 0,
            started: None,
            pauses: Vec::new(),
            paused_since: None,
            promised: None,
            ended: None,
        };
        for (from, at, change) in changes(workflow, state) {
            walk.step(workflow, from, at, change);
        }
        walk
    }

    fn step(&mut self, workflow: &Workflow, from: u32, at: i64, change: &StatusChange) {
        let Some(to) = workflow::status(workflow, change.status) else { return };
        let transition = workflow::transition(workflow, from, change.status);
        if transition.is_some_and(|t| t.starts_clock) {
            self.begin(Some(at));
            self.starts = self.starts.saturating_add(1);
        } else if to.clock == ClockState::NotStarted {
            self.begin(None);
        } else if transition.is_some_and(|t| t.reappoints) {
            let day = change.due.as_ref().and_then(|due| DateTime::parse(&due.due)).map(DateTime::date);
            self.promised = day.map(|day| (at, day));
        }
        let waits = matches!(to.clock, ClockState::Paused | ClockState::Stopped);
        match self.paused_since {
            None if waits && self.started.is_some() => self.paused_since = Some(at),
            Some(since) if !waits => {
                self.pauses.push((since, at));
                self.paused_since = None;
            }
            _ => {}
        }
        let over = matches!(to.clock, ClockState::Ended | ClockState::Cancelled);
        self.ended = if over { self.ended.or(Some(at)) } else { None };
        self.clock = to.clock;
    }

    fn begin(&mut self, at: Option<i64>) {
        self.started = at;
        self.pauses.clear();
        self.paused_since = None;
        self.promised = None;
    }
}
