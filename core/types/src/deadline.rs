//! Due dates with their reasons.

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
