//! One unit of the administration.

use crate::calendar::Mark as CalendarMark;
use crate::date::Date;
use crate::text::search_key;

/// How well a fact is known.
pub type Mark = CalendarMark;

/// Where a unit stands; since 2025-07-01 there are two levels (Resolution 202/2025/QH15 and those of each province).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Province or city under the central government.
    Province,
    /// District, until 2025-06-30.
    District,
    /// Commune.
    Commune,
}

impl Level {
    /// The word used in JSON: `province`, `district` or `commune`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }
}

/// What a unit is called before its name, in the lists of Decision 19/2025/QĐ-TTg and before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    City,
    /// Quận.
    UrbanDistrict,
    /// Huyện.
    RuralDistrict,
    /// Thị xã.
    Town,
    /// Thành phố thuộc tỉnh, or thuộc thành phố.
    ProvincialCity,
    /// Phường.
    Ward,
    /// Xã.
    Commune,
    /// Thị trấn.
    Township,
    /// Đặc khu.
    SpecialZone,
}

impl UnitKind {
    /// The words before the name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Province => "Tỉnh",
            Self::City | Self::ProvincialCity => "Thành phố",
            Self::UrbanDistrict => "Quận",
            Self::RuralDistrict => "Huyện",
            Self::Town => "Thị xã",
            Self::Ward => "Phường",
            Self::Commune => "Xã",
            Self::Township => "Thị trấn",
            Self::SpecialZone => "Đặc khu",
        }
    }

    /// Where such units stand.
    pub const fn level(self) -> Level {
        match self {
            Self::Province | Self::City => Level::Province,
            Self::UrbanDistrict | Self::RuralDistrict | Self::Town | Self::ProvincialCity => Level::District,
            Self::Ward | Self::Commune | Self::Township | Self::SpecialZone => Level::Commune,
        }
    }

    /// The kinds in the order of their letters.
    const ALL: [Self; 10] = [
        Self::Ward,
        Self::Commune,
        Self::Township,
        Self::SpecialZone,
        Self::UrbanDistrict,
        Self::RuralDistrict,
        Self::Town,
        Self::ProvincialCity,
        Self::Province,
        Self::City,
    ];

    /// The letter of a data file; those of provinces are our own.
    pub(super) fn letter(self) -> char {
        let at = Self::ALL.iter().position(|kind| *kind == self).unwrap_or_default();
        char::from(LETTERS.as_bytes().get(at).copied().unwrap_or_default())
    }

    /// The kind of a letter.
    pub(super) fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .zip(LETTERS.chars())
            .find(|(_, known)| letter.chars().eq([*known]))
            .map(|(kind, _)| kind)
    }
}

const LETTERS: &str = "PXTDQHSCNM";

/// A unit that another went into, by the text that [`Unit::basis`] names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// Its code.
    pub code: String,
    /// Whether the data set holds it to be the likeliest of several parts: a hint for the order of a list, no answer.
    pub likely: bool,
}

/// A unit while it keeps code, name and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Statistical code: two digits for a province, three for a district, five for a commune.
    pub code: String,
    /// What it is called before its name.
    pub kind: UnitKind,
    /// Its name without that.
    pub name: String,
    /// Code of its province, its own for a province.
    pub province: String,
    /// Code of its district; communes until 2025-06-30.
    pub district: Option<String>,
    /// First day; `None` when it is older than the tables.
    pub from: Option<Date>,
    /// Last day; `None` when it exists.
    pub until: Option<Date>,
    /// What it went into: one unit as a whole, or several as parts.
    pub becomes: Vec<Successor>,
    /// The text that the row rests on.
    pub basis: std::sync::Arc<str>,
    /// How well it is known.
    pub mark: Mark,
}

impl Unit {
    /// Kind and name: `Phường Sài Gòn`.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind.title(), self.name)
    }

    /// Where it stands.
    pub const fn level(&self) -> Level {
        self.kind.level()
    }

    /// Whether it exists on a day.
    pub fn exists(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

/// A name as words without diacritics; numbers without leading zeros.
pub(super) fn keys(name: &str) -> String {
    words(&search_key(name))
}

/// The words of a text with one space between them; numbers without leading zeros.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(number(word));
        }
    }
    out
}

/// `01` as `1`.
pub(super) fn number(word: &str) -> &str {
    if !word.bytes().all(|b| b.is_ascii_digit()) {
        return word;
    }
    let mut short = word;
    while let Some(rest) = short.strip_prefix('0').filter(|rest| !rest.is_empty()) {
        short = rest;
    }
    short
}
