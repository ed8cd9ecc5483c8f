//! Names, numbers and codes: verdict, codes, normal form and parts.
//!
//! A finding is `invalid` only where a law or the grammar of the code itself refuses the value; a structure that a
//! law no longer publishes, or a list that may have grown, gives a `warning`.

mod citizen;
mod codes;
mod date;
mod document;
mod email;
mod name;
mod phone;
mod tax;

use crate::Check;

/// Sex as the civil-status registers and the citizen number know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Sex {
    /// The word used in JSON: `male` or `female`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// The sex of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Male, Self::Female].into_iter().find(|sex| sex.as_str() == word)
    }
}

/// What the form knows already; everything is optional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Year of birth of the person.
    pub birth_year: Option<i32>,
    /// Sex of the person.
    pub sex: Option<Sex>,
    /// Whether the person is a foreigner.
    pub foreign: bool,
}

/// The kinds [`check`] knows.
pub const KINDS: &[&str] = &[
    "agencyCode",
    "citizenId",
    "date",
    "dossierCode",
    "email",
    "fullName",
    "oldIdCard",
    "passport",
    "phone",
    "procedureCode",
    "taxCode",
];

/// Checks a text as a value of a kind, in time linear in its length. `None` when the kind is not one of [`KINDS`].
///
/// | Kind | Rests on |
/// |---|---|
/// | `agencyCode` | Decision 20/2020/QĐ-TTg, Art. 4 |
/// | `citizenId` | Law 26/2023/QH15 (12 digits); structure: Decree 137/2015/NĐ-CP, Art. 13 |
/// | `date` | Decree 123/2015/NĐ-CP practice: a year or a month alone is a date too |
/// | `dossierCode` | Circular 01/2018/TT-VPCP, Art. 19 and the shapes seen since |
/// | `email` | RFC 5321 lengths, no national rule |
/// | `fullName` | Civil Code 91/2015/QH13, Art. 26 |
/// | `oldIdCard` | the nine digits of the identity card used until 2024 |
/// | `passport` | the series in use; ICAO 9303 for foreigners |
/// | `phone` | the national numbering plan |
/// | `procedureCode` | the national procedure database |
/// | `taxCode` | the tax-registration circulars; Law 108/2025/QH15 for the citizen number |
pub fn check(kind: &str, text: &str, ctx: &Context) -> Option<Check> {
    Some(match kind {
        "agencyCode" => codes::agency(text),
        "citizenId" => citizen::check(text, ctx),
        "date" => date::check(text),
        "dossierCode" => codes::dossier(text),
        "email" => email::check(text),
        "fullName" => name::check(text, ctx),
        "oldIdCard" => document::old_card(text),
        "passport" => document::passport(text, ctx),
        "phone" => phone::check(text, ctx),
        "procedureCode" => codes::procedure(text),
        "taxCode" => tax::check(text, ctx),
        _ => return None,
    })
}

/// The text without the separators people type inside numbers: spaces, dots and hyphens.
fn compact(text: &str) -> String {
    crate::text::normalize(text).chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
