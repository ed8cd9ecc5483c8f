//! Answers about single values.

use motcua::types::value;

use super::Text;

/// How good a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ValueVerdict {
    /// Nothing to say.
    Valid,
    /// Unusual, but no law refuses it: show a hint, let the person go on.
    Warning,
    /// Cannot be what it claims to be.
    Invalid,
}

/// A named part read out of a value.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ValuePart {
    /// Name, one of those that the kind has.
    pub name: String,
    /// What stands there.
    pub value: String,
}

/// The answer about one value.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckedValue {
    /// The worst of all findings.
    pub verdict: ValueVerdict,
    /// What was found, registered codes in the order of finding.
    pub codes: Vec<String>,
    /// The form to store; absent when the value is invalid.
    pub normalized: Option<String>,
    /// Parts, in a fixed order for each kind.
    pub parts: Vec<ValuePart>,
}

impl From<value::CheckedValue> for CheckedValue {
    fn from(found: value::CheckedValue) -> Self {
        Self {
            verdict: match found.verdict {
                value::ValueVerdict::Valid => ValueVerdict::Valid,
                value::ValueVerdict::Warning => ValueVerdict::Warning,
                value::ValueVerdict::Invalid => ValueVerdict::Invalid,
            },
            codes: found.codes,
            normalized: found.normalized,
            parts: found
                .parts
                .into_iter()
                .map(|part| ValuePart { name: part.name, value: part.value })
                .collect(),
        }
    }
}

/// What the form knows already of the person; everything is optional.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ValueContext {
    /// Birth date: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
    pub birth_date: Option<String>,
    /// `male` or `female`.
    pub sex: Option<String>,
    /// Code of the province where the birth was registered.
    pub birth_province: Option<String>,
    /// Whether the person is a foreigner.
    pub foreign: bool,
    /// Whether the value is to prove who somebody is, on the day `on`.
    pub proof: bool,
    /// The day that the dossier is judged at, ISO.
    pub on: Option<String>,
}

impl From<ValueContext> for value::ValueContext {
    fn from(context: ValueContext) -> Self {
        let ValueContext { birth_date, sex, birth_province, foreign, proof, on } = context;
        Self { birth_date, sex, birth_province, foreign, proof, on }
    }
}

/// A unit of the administration.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PlaceUnit {
    /// Statistical code: two digits for a province, three for a district, five for a commune.
    pub code: String,
    /// Kind and name.
    pub name: String,
}

impl From<value::PlaceUnit> for PlaceUnit {
    fn from(unit: value::PlaceUnit) -> Self {
        Self { code: unit.code, name: unit.name }
    }
}

/// A unit that a text or code may mean.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PlaceCandidate {
    /// The unit, as it was or is called.
    pub unit: PlaceUnit,
    /// `province`, `district` or `commune`.
    pub level: String,
    /// Its district, for a commune until 2025-06-30.
    pub district: Option<PlaceUnit>,
    /// Its province; absent for a province.
    pub province: Option<PlaceUnit>,
    /// First day, ISO.
    pub valid_from: Option<String>,
    /// Last day, ISO; absent when it exists.
    pub valid_until: Option<String>,
    /// 1 to 100: for the order of a list, no probability.
    pub score: u32,
    /// The units that stand for it on the day asked for; several mean that the citizen must choose.
    pub units: Vec<PlaceUnit>,
    /// The text that the row rests on.
    pub basis: String,
    /// `verified`, `derived` or `uncertain`.
    pub mark: String,
}

/// What a text or code may mean on a day.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PlaceAnswer {
    /// The likeliest first, at most ten.
    pub candidates: Vec<PlaceCandidate>,
    /// What to tell the person.
    pub codes: Vec<String>,
}

impl From<value::PlaceAnswer> for PlaceAnswer {
    fn from(answer: value::PlaceAnswer) -> Self {
        let candidate = |found: value::PlaceCandidate| PlaceCandidate {
            unit: found.unit.into(),
            level: found.level,
            district: found.district.map(PlaceUnit::from),
            province: found.province.map(PlaceUnit::from),
            valid_from: found.from,
            valid_until: found.until,
            score: u32::from(found.score),
            units: found.units.into_iter().map(PlaceUnit::from).collect(),
            basis: found.basis,
            mark: found.mark,
        };
        Self { candidates: answer.candidates.into_iter().map(candidate).collect(), codes: answer.codes }
    }
}

/// A bank transfer that a VietQR code asks for.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TransferCode {
    /// BIN of the bank, six digits.
    pub bank: String,
    /// Account, or card number when `to_card`.
    pub account: String,
    /// Whether the account is a card number.
    pub to_card: bool,
    /// Amount in đồng, whole; absent lets the payer choose.
    pub amount: Option<String>,
    /// Purpose: up to 25 ASCII letters, digits, spaces and `-./`.
    pub purpose: Option<String>,
    /// Number of the bill, like the purpose.
    pub bill: Option<String>,
}

impl From<TransferCode> for value::TransferCode {
    fn from(code: TransferCode) -> Self {
        let TransferCode { bank, account, to_card, amount, purpose, bill } = code;
        Self { bank, account, to_card, amount, purpose, bill }
    }
}

impl From<value::TransferCode> for TransferCode {
    fn from(code: value::TransferCode) -> Self {
        let value::TransferCode { bank, account, to_card, amount, purpose, bill } = code;
        Self { bank, account, to_card, amount, purpose, bill }
    }
}

/// What the calendar says of a day.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WorkingDay {
    /// Whether offices work.
    pub working: bool,
    /// `weekend`, the kind of a holiday, or `makeup`; absent on a plain weekday.
    pub reason: Option<String>,
    /// Name of the holiday.
    pub name: Option<Text>,
    /// Law or notice.
    pub legal_basis: Option<String>,
}

impl From<value::DayAnswer> for WorkingDay {
    fn from(found: value::DayAnswer) -> Self {
        Self {
            working: found.working,
            reason: found.reason,
            name: found.name.map(|name| Text { vi: name.vi, en: name.en }),
            legal_basis: found.legal_basis,
        }
    }
}

/// A day of the lunisolar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LunarDay {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day, 1 to 30.
    pub day: u32,
    /// Whether the month is the second of its number.
    pub leap: bool,
}
