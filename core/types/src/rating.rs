//! How people rate the handling of a dossier.

use crate::procedure::Text;

record! {
    /// A band of a rating.
    #[derive(Eq)]
    pub struct RatingBand {
        /// Fewest points in tenths that belong to it.
        pub from: u32,
        /// Stable name.
        pub id: String,
        /// Name for people.
        pub name: Text,
    }
}

record! {
    /// A scheme of rating as data.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct RatingScheme {
        /// Id: `officer` or `agency`.
        pub id: String,
        /// Texts of law.
        pub legal_basis: Vec<String>,
        /// `verified`, `derived` or `uncertain`.
        pub mark: String,
        /// What is uncertain about it, and where its numbers come from.
        pub note: String,
        /// Most indices that one rating answers.
        pub indices: u32,
        /// Most points of one index; the fewest are 0.
        pub most: u32,
        /// Bands from the best to the worst.
        pub bands: Vec<RatingBand>,
    }
}

record! {
    /// What many ratings amount to.
    #[derive(Eq)]
    pub struct RatingSummary {
        /// How many there are.
        pub count: u32,
        /// Mean of their points in tenths, halves rounded up; 0 without any.
        pub tenths: u32,
        /// Id of the band; absent without any rating.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub band: Option<String>,
    }
}
