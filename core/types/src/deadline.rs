//! Due dates with their reasons.

use crate::dossier::{ClockState, Side};
use crate::report::Param;

record! {
    /// Unit in which a procedure's term is counted.
    #[derive(Copy, Eq)]
    pub enum TermUnit {
        /// Within the day; after the cut-off, the next working day.
        SameDay,
        /// Working days.
        WorkingDay,
        /// Calendar days; an end on a closed day moves to the next working day.
        CalendarDay,
        /// Working hours.
        WorkingHour,
        /// Months.
        Month,
        /// Hours by the clock, day and night.
        Hour,
        /// Minutes by the clock.
        Minute,
    }
}

record! {
    /// A procedure's term.
    #[derive(Eq)]
    pub struct Term {
        /// How many units; 0 with `sameDay`.
        pub amount: u32,
        /// Unit.
        pub unit: TermUnit,
        /// Local time after which reception counts as the next working day, `HH:MM`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub cutoff: Option<String>,
        /// Article that sets the term.
        pub legal_basis: String,
    }
}

record! {
    /// One step of the explanation of a due date.
    #[derive(Eq)]
    pub struct DueStep {
        /// Registered code, `deadline/…`.
        pub code: String,
        /// Values for the message.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub params: Vec<Param>,
        /// Article behind the step.
        pub legal_basis: String,
    }
}

record! {
    /// A due date and why it is that one.
    #[derive(Eq)]
    pub struct Due {
        /// Moment from which the term counts, RFC 3339 in UTC+7.
        pub start: String,
        /// Moment by which the result is due, RFC 3339 in UTC+7.
        pub due: String,
        /// The term.
        pub term: Term,
        /// The reasons, in order.
        pub steps: Vec<DueStep>,
    }
}

record! {
    /// What comes next, and by when.
    #[derive(Eq)]
    pub struct NextStep {
        /// Who has to act.
        pub party: Side,
        /// What for: the name of a time limit of the workflow, or `result` for the procedure's term.
        pub id: String,
        /// Moment by which, RFC 3339 in UTC+7.
        pub by: String,
        /// Whether that moment has passed.
        pub overdue: bool,
        /// Article.
        pub legal_basis: String,
        /// `verified`, `derived` or `uncertain`; absent for the procedure's own term.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub mark: Option<String>,
        /// Status that the system sets once the moment has passed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub then: Option<u32>,
    }
}

record! {
    /// How a dossier stands with its term.
    pub struct TermStanding {
        /// What the term does now.
        pub clock: ClockState,
        /// Due date with every step of the count; while the term is paused, as if it ran again now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub due: Option<Due>,
        /// Whether that is the new date of an apology.
        pub reappointed: bool,
        /// How many times the term began, 0 before acceptance.
        pub starts: u32,
        /// Working days after today until the due day, 0 on it and later.
        pub days_left: u32,
        /// Whether the due moment has passed: now, or when the work was done.
        pub overdue: bool,
        /// Working days by which it is late, 0 within the due day.
        pub days_late: u32,
        /// What comes next, the earliest first.
        pub next: Vec<NextStep>,
    }
}
