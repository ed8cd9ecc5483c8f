//! Answers about single values that a person typed, places, days, and codes of transfers.

use crate::procedure::Text;

record! {
    /// How good a value is.
    #[derive(Copy, Eq)]
    pub enum ValueVerdict {
        /// Nothing to say.
        Valid,
        /// Unusual, but no law refuses it: show a hint, let the person go on.
        Warning,
        /// Cannot be what it claims to be.
        Invalid,
    }
}

record! {
    personal
    /// A named part read out of a value: the province of a citizen number, the branch of a tax code.
    #[derive(Eq)]
    pub struct ValuePart {
        /// Name, one of those that the kind has.
        pub name: String,
        /// What stands there.
        pub value: String,
    }
}

record! {
    personal
    /// The answer about one value.
    #[derive(Eq)]
    pub struct CheckedValue {
        /// The worst of all findings.
        pub verdict: ValueVerdict,
        /// What was found, registered codes in the order of finding.
        pub codes: Vec<String>,
        /// The form to store; absent when the value is invalid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub normalized: Option<String>,
        /// Parts, in a fixed order for each kind.
        pub parts: Vec<ValuePart>,
    }
}

record! {
    personal
    /// What the form knows already of the person; everything is optional.
    #[derive(Default, Eq)]
    pub struct ValueContext {
        /// Birth date: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub birth_date: Option<String>,
        /// `male` or `female`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub sex: Option<String>,
        /// Code of the province where the birth was registered, of before 2025 or of today.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub birth_province: Option<String>,
        /// Whether the person is a foreigner.
        #[serde(default)]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub foreign: bool,
        /// Whether the value is to prove who somebody is, on the day `on`.
        #[serde(default)]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub proof: bool,
        /// The day that the dossier is judged at, ISO.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub on: Option<String>,
    }
}

record! {
    /// A unit of the administration.
    #[derive(Eq)]
    pub struct PlaceUnit {
        /// Statistical code: two digits for a province, three for a district, five for a commune.
        pub code: String,
        /// Kind and name: `Phường Sài Gòn`.
        pub name: String,
    }
}

record! {
    /// A unit that a text or code may mean.
    #[derive(Eq)]
    pub struct PlaceCandidate {
        /// The unit, as it was or is called.
        pub unit: PlaceUnit,
        /// `province`, `district` or `commune`.
        pub level: String,
        /// Its district, for a commune until 2025-06-30.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub district: Option<PlaceUnit>,
        /// Its province; absent for a province.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub province: Option<PlaceUnit>,
        /// First day, ISO; absent when it is older than the tables.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub from: Option<String>,
        /// Last day, ISO; absent when it exists.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub until: Option<String>,
        /// 1 to 100: for the order of a list, no probability.
        pub score: u8,
        /// The units that stand for it on the day asked for; several mean that the citizen must choose.
        pub units: Vec<PlaceUnit>,
        /// The text that the row rests on.
        pub basis: String,
        /// `verified`, `derived` or `uncertain`.
        pub mark: String,
    }
}

record! {
    /// What a text or code may mean on a day.
    #[derive(Eq)]
    pub struct PlaceAnswer {
        /// The likeliest first, at most ten.
        pub candidates: Vec<PlaceCandidate>,
        /// What to tell the person: `place/unknown`, `place/several`, `place/changed`, `place/divided`, `place/notOnDay`,
        /// `place/tooLong`.
        pub codes: Vec<String>,
    }
}

record! {
    personal
    /// A bank transfer that a VietQR code asks for.
    #[derive(Eq)]
    pub struct TransferCode {
        /// BIN of the bank, six digits.
        pub bank: String,
        /// Account, or card number when `toCard`: 1 to 19 letters and digits.
        pub account: String,
        /// Whether the account is a card number.
        #[serde(default)]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub to_card: bool,
        /// Amount in đồng, whole, 1 to 13 digits; absent lets the payer choose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub amount: Option<String>,
        /// Purpose, such as a dossier code: up to 25 ASCII letters, digits, spaces and `-./`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub purpose: Option<String>,
        /// Number of the bill, like the purpose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub bill: Option<String>,
    }
}

record! {
    /// Whether offices work on a day, and what says so.
    #[derive(Eq)]
    pub struct DayAnswer {
        /// Whether it is a working day of state bodies.
        pub working: bool,
        /// `weekend`, `statutory`, `leave`, `compensatory`, `swap`, or `makeup` for a Saturday that is worked; absent for an
        /// ordinary working day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reason: Option<String>,
        /// The holiday.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub name: Option<Text>,
        /// The weekday given off for which this day is worked, ISO.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub in_place_of: Option<String>,
        /// The law or notice that it rests on; absent for the weekly rest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub legal_basis: Option<String>,
        /// How well that is known: `verified`, `derived`, `assumed` or `uncertain`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub mark: Option<String>,
    }
}
