//! Free text to candidates.
//!
//! The text is cut into words; every run of words that is the name of a unit is a hit. Hits support one another: a province
//! or district that is named too, the word for the kind (`P.`, `quận`), diacritics that agree. The score adds these up in
//! points out of 100, so that an application can offer a list; it is no probability.

use super::unit::{self, Level, Unit, number};
use super::{Gazetteer, sorted};
use crate::date::Date;
use crate::text::{fold_tones, normalize, search_key};

/// Longest text, in characters. An address on a form has a tenth of it.
const MAX_CHARS: usize = 500;

/// Most runs of words that are looked at; an address has a few.
const MAX_HITS: usize = 300;

/// Points below which a candidate is not shown, and says nothing of others.
const ENOUGH: i32 = 30;

/// How far behind the likeliest a candidate may be to be shown.
const BEHIND: i32 = 40;

/// Longest list of candidates.
const MAX_CANDIDATES: usize = 10;

/// A unit that a text may mean.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The unit, as it was or is called.
    pub unit: &'a Unit,
    /// 1 to 100.
    pub score: u8,
    /// The units that stand for it on the day asked for: itself, one that it went into or was made from, or several, of
    /// which the citizen must choose.
    pub units: Vec<&'a Unit>,
}

/// What a text or code may mean on a day.
#[derive(Clone, Debug)]
pub struct Resolution<'a> {
    /// The likeliest first.
    pub candidates: Vec<Candidate<'a>>,
    /// What to tell the person: `place/tooLong`, `place/unknown`, `place/several` (more than one is as likely),
    /// `place/changed` (the likeliest is another unit on that day), `place/divided` (it is several: ask),
    /// `place/notOnDay` (nothing stands for it on that day).
    pub codes: Vec<&'static str>,
}

/// A word of the text.
struct Word {
    /// Without diacritics.
    key: String,
    /// Lower case with diacritics, tones in one place.
    typed: String,
    /// Whether a comma, a semicolon or a line end stands before it.
    after_break: bool,
}

/// A run of words that is the name of a unit.
#[derive(Clone, Copy)]
struct Hit<'a> {
    unit: &'a Unit,
    start: usize,
    end: usize,
    /// Whether the word before the name is that of its kind; `None` when there is none.
    kind: Option<bool>,
    spelling: i32,
}

impl Gazetteer {
    /// What a code means on a day: the units that have it then, or had it on another day.
    pub fn resolve_code(&self, code: &str, on: Date) -> Resolution<'_> {
        let any = self.by_code(code, on).next().is_some();
        let units = self.of_code(code).filter(|unit| !any || unit.exists(on));
        self.answer(units.map(|unit| (100, unit)).collect(), on)
    }

    /// What a text means on a day: an address, or any part of one, with or without diacritics and with the usual
    /// abbreviations. Takes time linear in the text; more than 500 characters are not looked at.
    pub fn resolve(&self, text: &str, on: Date) -> Resolution<'_> {
        // The count stops as soon as it is too large.
        if text.chars().nth(MAX_CHARS).is_some() {
            return Resolution { candidates: Vec::new(), codes: vec!["place/tooLong"] };
        }
        let hits = self.hits(&words(text));
        let mut scored: Vec<(i32, &Hit<'_>)> = Vec::with_capacity(hits.len());
        for hit in &hits {
            scored.push((self.score(&hits, hit, on), hit));
        }
        let mut found = Vec::new();
        for (score, hit) in &scored {
            // A province or district that only says where another candidate lies is none itself.
            let only_says_where = scored.iter().any(|(other_score, other)| {
                let behind = hit.start > other.end || (other.kind == Some(true) && other.apart(hit));
                *other_score >= ENOUGH && behind && self.lies_in(other.unit, hit.unit)
            });
            if !only_says_where {
                found.push((*score, hit.unit));
            }
        }
        self.answer(found, on)
    }

    fn answer<'a>(&'a self, found: Vec<(i32, &'a Unit)>, on: Date) -> Resolution<'a> {
        // What comes first: points, what exists on the day, the larger unit, what exists today, the smaller code.
        let rank = |at: usize| {
            let (score, unit) = found.get(at)?;
            let level = unit.level() as i32;
            let order =
                -score * 16 + i32::from(!unit.exists(on)) * 8 + level * 2 + i32::from(unit.until.is_some());
            Some((order, unit.code.as_str()))
        };
        let order = sorted(found.len(), &|a, b| rank(a) < rank(b));
        let best = found.iter().map(|(score, _)| *score).max().unwrap_or_default();
        let mut candidates: Vec<Candidate<'a>> = Vec::new();
        for (score, unit) in order.iter().filter_map(|at| found.get(*at)) {
            // The same unit under an earlier name or kind says nothing new.
            let same = |known: &Candidate<'_>| {
                known.unit.code == unit.code
                    && known.unit.name == unit.name
                    && known.unit.level() == unit.level()
            };
            if score + BEHIND < best || *score < ENOUGH || candidates.iter().any(same) {
                continue;
            }
            if candidates.len() == MAX_CANDIDATES {
                break;
            }
            let score = u8::try_from((*score).clamp(1, 100)).unwrap_or(100);
            candidates.push(Candidate { unit, score, units: self.on_day(unit, on) });
        }
        let mut codes = Vec::new();
        match candidates.as_slice() {
            [] => codes.push("place/unknown"),
            [first, rest @ ..] => {
                if rest.first().is_some_and(|second| second.score == first.score) {
                    codes.push("place/several");
                }
                match first.units.as_slice() {
                    [only] if core::ptr::eq(*only, first.unit) => {}
                    [_] => codes.push("place/changed"),
                    [] => codes.push("place/notOnDay"),
                    _ => codes.push("place/divided"),
                }
            }
        }
        Resolution { candidates, codes }
    }

    fn hits(&self, words: &[Word]) -> Vec<Hit<'_>> {
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for start in 0..words.len() {
            let mut key = String::new();
            for (end, word) in words.iter().enumerate().skip(start).take(self.longest) {
                if end > start {
                    if word.after_break {
                        break;
                    }
                    key.push(' ');
                }
                key.push_str(&word.key);
                let name = |at: &usize| self.names.get(*at).map(|(name, unit)| (name.as_str(), *unit));
                let first = self.by_name.partition_point(|at| name(at) < Some((&key, 0)));
                for (known, unit) in self.by_name.iter().skip(first).filter_map(name) {
                    if known != key || hits.len() == MAX_HITS {
                        break;
                    }
                    let Some(unit) = self.units.get(unit) else { continue };
                    let kind = kind_before(words, start).map(|kinds| kinds.contains(unit.kind.letter()));
                    // "12 Nguyễn Huệ" does not mean Phường 12.
                    if key.bytes().all(|b| b.is_ascii_digit()) && kind != Some(true) {
                        continue;
                    }
                    let spelling = spelling(words.get(start..=end).unwrap_or_default(), unit);
                    hits.push(Hit { unit, start, end, kind, spelling });
                }
            }
        }
        // "Bà Rịa - Vũng Tàu" does not mean Vũng Tàu.
        let spans: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.start, hit.end)).collect();
        hits.retain(|hit| !spans.iter().any(|(start, end)| hit.inside(*start, *end)));
        hits
    }

    /// What the rest of the text says for or against a hit, in points.
    fn score(&self, hits: &[Hit<'_>], hit: &Hit<'_>, on: Date) -> i32 {
        let unit = hit.unit;
        let mut score = 40 + hit.spelling;
        score += match hit.kind {
            Some(true) => 25,
            Some(false) => -25,
            None => 0,
        };
        if unit.exists(on) {
            score += 10;
        }
        let districts = if unit.until.is_some() { (15, -20) } else { (5, -10) };
        for (level, (fits, other)) in [(Level::Province, (10, -40)), (Level::District, districts)] {
            let mut points = 0;
            // Larger units count where addresses have them: behind, or with their kind before them.
            for larger in hits {
                if larger.unit.level() == level
                    && level < unit.level()
                    && larger.apart(hit)
                    && (larger.start > hit.end || larger.kind == Some(true))
                {
                    points = other;
                    if self.lies_in(unit, larger.unit) {
                        points = fits;
                        break;
                    }
                }
            }
            score += points;
        }
        score
    }

    /// Whether a unit is or was part of a larger one.
    fn lies_in(&self, small: &Unit, large: &Unit) -> bool {
        let of_63 = |unit: &Unit| unit.from.is_none();
        let went_into = |unit: &Unit, code: &str| unit.becomes.iter().any(|next| next.code == code);
        if small.level() <= large.level() {
            false
        } else if large.level() == Level::District {
            match (&small.district, small.from) {
                (Some(code), _) => *code == large.code && small.until == large.until,
                (None, Some(from)) => self.on_day(large, from).iter().any(|part| core::ptr::eq(*part, small)),
                (None, None) => false,
            }
        } else if of_63(small) == of_63(large) {
            small.province == large.code
        } else if of_63(large) {
            went_into(large, &small.province)
        } else {
            self.of_code(&small.province).any(|old| of_63(old) && went_into(old, &large.code))
        }
    }
}

impl Hit<'_> {
    /// Whether two hits share no word.
    fn apart(&self, other: &Self) -> bool {
        self.end < other.start || other.end < self.start
    }

    /// Whether it is a part of a longer run.
    fn inside(&self, start: usize, end: usize) -> bool {
        start <= self.start && self.end <= end && end - start > self.end - self.start
    }
}

/// Runs of letters and runs of digits.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = String::new();
    let mut after_break = false;
    let mut close = |open: &mut String, after_break: &mut bool| {
        let key = search_key(open);
        if !key.is_empty() {
            let key = number(&key).to_owned();
            words.push(Word { key, typed: fold_tones(open), after_break: core::mem::take(after_break) });
        }
        open.clear();
    };
    // A line end is white space to `normalize`, and an end to an address.
    for line in text.split(['\n', ',', ';']) {
        for c in normalize(line).chars() {
            let inside = c.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&c);
            let turns = open.chars().last().is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit());
            if !inside || turns {
                close(&mut open, &mut after_break);
            }
            if inside {
                open.push(c);
            }
        }
        close(&mut open, &mut after_break);
        after_break = true;
    }
    words
}

/// The one or two words before a name, without diacritics, and the letters of the kinds they stand for.
const KINDS: &[(&str, &str)] = &[
    ("thi tran", "T"),
    ("tt", "T"),
    ("dac khu", "D"),
    ("dk", "D"),
    // Many a town became a city and is still called a town.
    ("thi xa", "SC"),
    ("tx", "SC"),
    ("thanh pho", "CM"),
    ("tp", "CM"),
    ("phuong", "P"),
    ("p", "P"),
    ("f", "P"),
    ("ward", "P"),
    ("xa", "X"),
    ("x", "X"),
    ("commune", "X"),
    ("quan", "Q"),
    ("q", "Q"),
    ("huyen", "H"),
    ("h", "H"),
    ("district", "QH"),
    ("tinh", "N"),
    ("t", "N"),
    ("province", "N"),
];

/// The kinds that the words before a name stand for, as letters; `None` when they stand for none.
fn kind_before(words: &[Word], start: usize) -> Option<&'static str> {
    let before = |back: usize| {
        let at = start.checked_sub(back)?;
        // All words from there to the name are on one side of every comma.
        let together = words.get(at + 1..=start)?.iter().all(|word| !word.after_break);
        together.then(|| words.get(at).map(|word| word.key.as_str())).flatten()
    };
    let one = before(1)?;
    let two = before(2).unwrap_or_default();
    for (known, letters) in KINDS {
        match known.split_once(' ') {
            Some(known) if known == (two, one) => return Some(letters),
            None if *known == one => return Some(letters),
            _ => {}
        }
    }
    None
}

/// Points for diacritics that agree, are absent, or differ.
fn spelling(typed: &[Word], unit: &Unit) -> i32 {
    let mut written = String::new();
    for word in typed {
        written.push(' ');
        written.push_str(&word.typed);
    }
    if unit::words(&written) == unit::words(&fold_tones(&unit.name)) {
        15
    } else if written.is_ascii() {
        8
    } else {
        -25
    }
}
