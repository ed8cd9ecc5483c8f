//! Whether dossiers were settled on time, as index 2.1 of Decision 766/QĐ-TTg counts it.

use crate::deadline::DueStep;

record! {
    /// What the index says of a dossier.
    #[derive(Copy, Eq)]
    pub enum KpiVerdict {
        /// Counts as on time.
        OnTime,
        /// Counts as late.
        Late,
        /// Left out: not accepted yet, or nothing to compare with.
        NotCounted,
    }
}

record! {
    /// A dossier in the index, with the reasons.
    #[derive(Eq)]
    pub struct OnTime {
        /// Verdict.
        pub verdict: KpiVerdict,
        /// Moment at which the work counts as done, RFC 3339 in UTC+7.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub end: Option<String>,
        /// Moment it is compared with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub due: Option<String>,
        /// Whole minutes subtracted because the applicant was supplying papers.
        pub supplement_minutes: u32,
        /// How many times papers were asked for.
        pub requests: u32,
        /// The reasons, in order.
        pub steps: Vec<DueStep>,
    }
}

record! {
    /// A share of dossiers.
    #[derive(Eq)]
    pub struct Rate {
        /// Dossiers on time.
        pub on_time: u32,
        /// Dossiers late.
        pub late: u32,
        /// Share of those on time in hundredths of a percent, half rounded up; absent when none is counted, which is
        /// shown as "N/A" and scored as 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub hundredths: Option<u32>,
    }
}
