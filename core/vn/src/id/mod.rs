//! Names, numbers and codes: verdict, codes, normal form and parts.
//!
//! A finding is `invalid` only where a law or the grammar of the code itself refuses the value; a structure that a
//! law no longer publishes, or a list that may have grown, gives a `warning`.

mod chip;
mod citizen;
mod codes;
mod date;
mod document;
mod dossier;
mod email;
mod insurance;
mod mrz;
mod name;
mod phone;
mod plate;
pub(crate) mod tables;
mod tax;
mod vietqr;

pub use dossier::DossierGrammar;
pub use vietqr::{VietQr, VietQrError};

use crate::Check;
use crate::date::Date;
use crate::place::Gazetteer;

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
    /// Province where the birth was registered, which is neither the place of birth nor the residence: its code before
    /// 2025 or today's.
    pub birth_province: Option<u8>,
    /// Whether the person is a foreigner.
    pub foreign: bool,
    /// Whether the value is to prove who somebody is at [`Context::on`], and not only to tell what is in an old record.
    pub proof: bool,
    /// The day the dossier is judged at.
    pub on: Option<Date>,
}

/// A kind and its check.
type Kind = (&'static str, fn(&str, &Context) -> Check);

const TABLE: [Kind; 22] = [
    ("agencyCode", |text, _| codes::agency(text)),
    ("businessCode", tax::check),
    ("chipCardQr", |text, _| chip::check(text)),
    ("citizenId", citizen::check),
    ("date", |text, _| date::check(text)),
    ("dossierCode", |text, _| DossierGrammar::builtin().check(text)),
    ("drivingLicence", |text, _| document::driving_licence(text)),
    ("email", |text, _| email::check(text)),
    ("foreignerNumber", |text, _| document::foreigner(text)),
    ("fullName", name::check),
    ("healthInsurance", |text, _| insurance::health(text)),
    ("mrz", |text, _| mrz::check(text)),
    ("oldIdCard", document::old_card),
    ("passport", document::passport),
    ("phone", phone::check),
    ("placeCode", place_code),
    ("placeId", |text, _| citizen::place(text)),
    ("plate", |text, _| plate::check(text)),
    ("procedureCode", |text, _| codes::procedure(text)),
    ("socialInsurance", |text, _| insurance::social(text)),
    ("taxCode", tax::check),
    ("vietQr", |text, _| vietqr::check(text)),
];

/// The kinds [`check`] knows, sorted.
pub const KINDS: &[&str] = &{
    let mut names = [""; TABLE.len()];
    let (mut rows, mut at): (&[Kind], usize) = (&TABLE, 0);
    while let ([row, rest @ ..], Some((name, _))) = (rows, names.split_at_mut(at).1.split_first_mut()) {
        *name = row.0;
        (rows, at) = (rest, at + 1);
    }
    names
};

/// Checks a text as a value of a kind, in time linear in its length. `None` when the kind is not one of [`KINDS`].
///
/// | Kind | Rests on |
/// |---|---|
/// | `agencyCode` | Decision 20/2020/QĐ-TTg, Art. 4 |
/// | `businessCode` | the tax code, which is the code of enterprises, households and co-operatives (Law 59/2020/QH14, Art. 29) |
/// | `chipCardQr` | the QR code of the cards of 2021 to 2024, as printed |
/// | `citizenId` | Law 26/2023/QH15 (12 digits); structure: Decree 137/2015/NĐ-CP, Art. 13 |
/// | `date` | Decree 123/2015/NĐ-CP practice: a year or a month alone is a date too |
/// | `dossierCode` | Circular 01/2018/TT-VPCP, Art. 19 and the shapes seen since |
/// | `drivingLicence` | twelve digits as printed; structure not public |
/// | `email` | RFC 5321 lengths, no national rule |
/// | `foreignerNumber` | Decree 69/2024/NĐ-CP; structure not public |
/// | `fullName` | Civil Code 91/2015/QH13, Art. 26 |
/// | `healthInsurance` | Decision 1666/QĐ-BHXH (10 digits), Decision 1351/QĐ-BHXH (15 characters) |
/// | `mrz` | ICAO Doc 9303 parts 3 and 5, TD1 |
/// | `oldIdCard` | the nine digits of the identity card; Law 26/2023/QH15, Art. 46 |
/// | `passport` | the series in use; ICAO 9303 for foreigners |
/// | `phone` | the national numbering plan |
/// | `placeCode` | Decision 19/2025/QĐ-TTg and the catalogue before it, as [`crate::place`] knows them |
/// | `placeId` | Decree 326/2026/NĐ-CP |
/// | `plate` | Circular 79/2024/TT-BCA |
/// | `procedureCode` | the national procedure database |
/// | `socialInsurance` | Decision 595/QĐ-BHXH |
/// | `taxCode` | the tax-registration circulars; Law 108/2025/QH15 for the citizen number |
/// | `vietQr` | EMVCo merchant-presented mode; see [`VietQr`] |
pub fn check(kind: &str, text: &str, ctx: &Context) -> Option<Check> {
    let at = TABLE.binary_search_by_key(&kind, |(name, _)| name).ok()?;
    TABLE.get(at).map(|(_, check)| check(text, ctx))
}

/// A statistical code of two digits (province) or five (commune). The 34 provinces are a closed list; of the communes only
/// those of Thành phố Hồ Chí Minh are built in, so an unknown one is no more than a warning.
fn place_code(text: &str, ctx: &Context) -> Check {
    let code = compact(text);
    if !matches!(code.len(), 2 | 5) || !all_digits(&code) {
        return Check::invalid("placeCode/form");
    }
    let gazetteer = Gazetteer::builtin();
    let mut check = Check::valid(code.clone());
    let unit = match ctx.on {
        Some(on) => gazetteer.by_code(&code, on).next(),
        None => {
            let units = || gazetteer.of_code(&code);
            units().find(|unit| unit.until.is_none()).or_else(|| units().last())
        }
    };
    match unit {
        Some(unit) => {
            check = check.with("level", unit.level().as_str()).with("name", unit.full_name());
        }
        None if gazetteer.of_code(&code).next().is_some() => check.warn("placeCode/notInForce"),
        None if code.len() == 2 => check.refuse("placeCode/unknown"),
        None => check.warn("placeCode/notListed"),
    }
    check
}

/// The text without the separators people type inside numbers: spaces, dots and hyphens.
fn compact(text: &str) -> String {
    crate::text::normalize(text).chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
