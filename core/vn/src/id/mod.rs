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
mod place;
mod plate;
pub(crate) mod tables;
mod tax;
mod vietqr;

pub use dossier::DossierGrammar;
pub use vietqr::{VietQr, VietQrError};

use crate::Check;
use crate::date::Date;
use crate::text::normalize;

/// Sex as the civil-status registers and the citizen number know it (Law 60/2014/QH13, Art. 14; Decree 137/2015/NĐ-CP,
/// Art. 13).
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
    /// Whether the value is to prove who somebody is at [`Context::on`], and not only to tell what is in an old record
    /// (Law 26/2023/QH15, Art. 46).
    pub proof: bool,
    /// The day the dossier is judged at.
    pub on: Option<Date>,
}

/// Why a value is refused: a code.
type Refusal = &'static str;

/// Looks at a value and says in the [`Check`] what it finds. The text it gets is the normal form, unless it gives another.
type Rule = fn(&str, &Context, &mut Check) -> Result<(), Refusal>;

/// What a rule gets of what was typed.
#[derive(Clone, Copy)]
enum Typed {
    /// All of it.
    Raw,
    /// Its normal form.
    Text,
    /// The same in ASCII capitals.
    Capitals,
    /// Its normal form without the separators that people type inside such numbers.
    Without(&'static str),
    /// The same in ASCII capitals.
    CapitalsWithout(&'static str),
}

struct Kind {
    name: &'static str,
    typed: Typed,
    rule: Rule,
}

const fn kind(name: &'static str, typed: Typed, rule: Rule) -> Kind {
    Kind { name, typed, rule }
}

const NUMBER: Typed = Typed::Without(" .-");
const CODE: Typed = Typed::CapitalsWithout(" .-");

static TABLE: [Kind; 22] = [
    kind("agencyCode", Typed::Capitals, codes::agency),
    kind("businessCode", Typed::Without(" ."), tax::check),
    kind("chipCardQr", Typed::Raw, chip::check),
    kind("citizenId", NUMBER, citizen::check),
    kind("date", Typed::Text, date::check),
    kind("dossierCode", Typed::Capitals, dossier::check),
    kind("drivingLicence", CODE, document::driving_licence),
    kind("email", Typed::Text, email::check),
    kind("foreignerNumber", CODE, document::foreigner),
    kind("fullName", Typed::Raw, name::check),
    kind("healthInsurance", CODE, insurance::health),
    kind("mrz", Typed::Raw, mrz::check),
    kind("oldIdCard", NUMBER, document::old_card),
    kind("passport", CODE, document::passport),
    kind("phone", Typed::Without(" .-()/"), phone::check),
    kind("placeCode", NUMBER, place::check),
    kind("placeId", NUMBER, citizen::place),
    kind("plate", Typed::Capitals, plate::check),
    kind("procedureCode", Typed::Capitals, codes::procedure),
    kind("socialInsurance", NUMBER, insurance::social),
    kind("taxCode", Typed::Without(" ."), tax::check),
    kind("vietQr", Typed::Raw, vietqr::check),
];

/// The kinds [`check`] knows, sorted.
pub const KINDS: &[&str] = &{
    let mut names = [""; TABLE.len()];
    let (mut rows, mut at): (&[Kind], usize) = (&TABLE, 0);
    while let ([row, rest @ ..], Some((name, _))) = (rows, names.split_at_mut(at).1.split_first_mut()) {
        *name = row.name;
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
    let at = TABLE.binary_search_by_key(&kind, |row| row.name).ok()?;
    TABLE.get(at).map(|row| row.check(text, ctx))
}

impl Kind {
    fn check(&self, text: &str, ctx: &Context) -> Check {
        let text = self.typed.of(text);
        let mut check = Check::new();
        if let Err(code) = (self.rule)(&text, ctx, &mut check) {
            check.refuse(code);
        }
        check.finish(text)
    }
}

impl Typed {
    fn of(self, text: &str) -> String {
        let (separators, capitals) = match self {
            Self::Raw => return text.to_owned(),
            Self::Text => ("", false),
            Self::Capitals => ("", true),
            Self::Without(separators) => (separators, false),
            Self::CapitalsWithout(separators) => (separators, true),
        };
        let mut text = normalize(text);
        text.retain(|c| !separators.bytes().any(|separator| c == char::from(separator)));
        if capitals {
            text.make_ascii_uppercase();
        }
        text
    }
}

/// That a text is so many digits.
fn digits(text: &str, count: usize, length: Refusal, not_digits: Refusal) -> Result<(), Refusal> {
    match text.len() {
        0 => Err(length),
        _ if !all_digits(text) => Err(not_digits),
        len if len == count => Ok(()),
        _ => Err(length),
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text has a shape: `#` is a digit, `A` a capital letter, anything else itself.
fn fits(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
            b'#' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            _ => byte == shape,
        })
}

/// A part of a text by its place; empty where there is none.
// One copy of what finds the borders of characters.
#[inline(never)]
fn cut(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to.min(text.len())).unwrap_or_default()
}

/// The number that stands in a part of a text; 0 where none does.
fn number(text: &str, from: usize, to: usize) -> u32 {
    crate::date::digits(cut(text, from, to), 9).unwrap_or_default()
}
