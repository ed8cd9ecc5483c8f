//! Office hours.

use super::Mark;
use crate::date::TimeOfDay;

/// The sessions of a working day, in order and apart. Each agency publishes its own; no text that fixes them for all was
/// found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingHours {
    sessions: Vec<(TimeOfDay, TimeOfDay)>,
    mark: Mark,
    legal_basis: String,
}

impl WorkingHours {
    /// Hours from sessions `(opens, closes)`; `None` when there is none, one is empty, or they are not in order.
    pub fn new(sessions: Vec<(TimeOfDay, TimeOfDay)>, mark: Mark) -> Option<Self> {
        let mut free_from = None;
        for (opens, closes) in &sessions {
            if opens >= closes || free_from.is_some_and(|t| *opens < t) {
                return None;
            }
            free_from = Some(*closes);
        }
        free_from.map(|_| Self { sessions, mark, legal_basis: String::new() })
    }

    /// Reads `07:30-11:30,13:00-17:00`.
    pub fn parse(text: &str, mark: Mark) -> Option<Self> {
        let session = |s: &str| {
            let (opens, closes) = s.split_once('-')?;
            Some((TimeOfDay::parse(opens)?, TimeOfDay::parse(closes)?))
        };
        Self::new(text.split(',').map(session).collect::<Option<_>>()?, mark)
    }

    /// 07:30–11:30 and 13:00–17:00. No text that fixes the hours of Ho Chi Minh City was found: configure them.
    pub fn assumed() -> Self {
        const fn at(hour: u8, minute: u8) -> TimeOfDay {
            match TimeOfDay::new(hour, minute) {
                Some(time) => time,
                None => TimeOfDay::MIDNIGHT,
            }
        }
        let sessions = vec![(at(7, 30), at(11, 30)), (at(13, 0), at(17, 0))];
        Self { sessions, mark: Mark::Assumed, legal_basis: String::new() }
    }

    /// The same hours with the law or notice that they rest on.
    #[must_use]
    pub fn resting_on(mut self, legal_basis: String) -> Self {
        self.legal_basis = legal_basis;
        self
    }

    /// The sessions, in order.
    pub fn sessions(&self) -> &[(TimeOfDay, TimeOfDay)] {
        &self.sessions
    }

    /// How sure the hours are.
    pub const fn mark(&self) -> Mark {
        self.mark
    }

    /// Law or notice that sets the hours, or a word on why there is none; may be empty.
    pub fn legal_basis(&self) -> &str {
        &self.legal_basis
    }

    /// Seconds of the day at which the first session opens.
    pub fn opens(&self) -> u32 {
        self.sessions.first().map_or(0, |(opens, _)| opens.seconds())
    }

    /// Seconds of the day at which the last session closes.
    pub fn closes(&self) -> u32 {
        self.sessions.last().map_or(0, |(_, closes)| closes.seconds())
    }
}
