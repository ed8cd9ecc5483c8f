//! Vehicle plates (Circular 79/2024/TT-BCA, amended by 13/2025 and 51/2025; QCVN 08:2024/BCA).
//!
//! A plate typed without separators can have two readings: `59P12345` is a car's `59P-123.45` or an older motorbike's
//! `59P1-2345`. Separators decide; without them every reading is a part and nobody guesses. Plates follow their owner
//! and old numbers stay valid, so the province says where a plate was first issued and no more.

use super::tables;
use crate::{Check, text::normalize};

/// Series of special vehicles; `TĐ` and `MĐ` aside, all are of letters that a motorbike may have too.
const SPECIAL: [&str; 7] = ["LD", "DA", "KT", "HC", "TĐ", "MK", "CD"];

/// Diplomats, international organisations, their staff, and other foreigners.
const FOREIGN: [&str; 4] = ["NG", "QT", "CV", "NN"];

/// One way to read a plate.
struct Reading {
    kind: &'static str,
    /// Digits of the province, series, serial.
    number: String,
    series: String,
    serial: String,
}

/// No plate is longer; a text that is, is no plate.
const LONGEST: usize = 24;

pub(super) fn check(text: &str) -> Check {
    let typed = normalize(text).to_uppercase();
    if typed.chars().count() > LONGEST {
        return Check::invalid("plate/form");
    }
    // The characters, and after how many of them a separator stood.
    let (mut plate, mut breaks): (Vec<char>, Vec<usize>) = (Vec::new(), Vec::new());
    for c in typed.chars() {
        if matches!(c, ' ' | '.' | '-') {
            breaks.push(plate.len());
        } else {
            plate.push(c);
        }
    }
    breaks.retain(|at| (1..plate.len()).contains(at));
    let mut found = readings(&plate, &breaks);
    let Some(first) = found.pop() else {
        // Letters no series has: often a digit misread.
        let odd = plate.iter().any(|c| matches!(c, 'I' | 'J' | 'O' | 'Q' | 'R' | 'W'));
        return Check::invalid(if odd { "plate/letter" } else { "plate/form" });
    };
    let province = first.number.parse().ok().and_then(tables::plate);
    let mut check = match found.pop() {
        None => Check::valid(first.shown())
            .with("kind", first.kind)
            .with("number", first.number.clone())
            .with("series", first.series.clone())
            .with("serial", first.serial.clone()),
        Some(second) => {
            let mut check = Check::valid(plate.iter().collect())
                .with("number", first.number.clone())
                .with(second.kind, second.shown())
                .with(first.kind, first.shown());
            check.warn("plate/ambiguous");
            check
        }
    };
    match province {
        Some(0) => check = check.with("issuer", "central"),
        Some(old) => {
            check = check.with("oldProvinceCode", format!("{old:02}"));
            if let Some(province) = tables::old_province(u32::from(old)) {
                check = check.with("provinceCode", format!("{:02}", province.now));
            }
        }
        None => check.warn("plate/number"),
    }
    check
}

impl Reading {
    /// As it is written on the plate, on one line.
    fn shown(&self) -> String {
        let Self { kind, number, series, serial } = self;
        match serial.split_at_checked(3) {
            Some((head, tail)) if *kind == "foreign" => format!("{number}-{head}-{series}-{tail}"),
            Some((head, tail)) if serial.len() == 5 => format!("{number}{series}-{head}.{tail}"),
            _ => format!("{number}{series}-{serial}"),
        }
    }
}

/// Every reading that the separators allow: none, one, or a car and a motorbike.
fn readings(plate: &[char], breaks: &[usize]) -> Vec<Reading> {
    let digit = |c: &char| c.is_ascii_digit();
    let letter = |c: &char| c.is_ascii_uppercase() && !matches!(c, 'I' | 'J' | 'O' | 'Q' | 'R' | 'W');
    let Some((number, rest)) = plate.split_at_checked(2).filter(|(number, _)| number.iter().all(digit))
    else {
        return Vec::new();
    };
    let text = |part: &[char]| part.iter().collect::<String>();
    let number = text(number);
    if let Some(found) = foreign(rest) {
        let (series, serial) = found;
        return vec![Reading { kind: "foreign", number, series, serial }];
    }
    let mut found = Vec::new();
    let mut add = |kind: &'static str, series: usize| {
        let Some((series, serial)) = rest.split_at_checked(series) else { return };
        if !matches!(serial.len(), 4 | 5) || !serial.iter().all(digit) {
            return;
        }
        let start = 2 + series.len();
        let allowed = |at: &usize| {
            [2, start].contains(at) || (serial.len() == 5 && *at == start + 3)
                // The two digits of an older serial may stand apart as well.
                || (serial.len() == 4 && *at == start + 2)
        };
        if breaks.iter().all(allowed) {
            found.push(Reading { kind, number: number.clone(), series: text(series), serial: text(serial) });
        }
    };
    match rest {
        ['M', 'Đ', '1'..='9', tail @ ..] if tail.len() >= 5 => add("electric", 3),
        ['M', 'Đ', ..] => add("electric", 2),
        [a, b, ..] if SPECIAL.contains(&text(&[*a, *b]).as_str()) => add("special", 2),
        [a, b, ..] if letter(a) && letter(b) => add("motorbike", 2),
        [a, b, ..] if letter(a) && digit(b) => {
            add("car", 1);
            add("motorbike", 2);
        }
        _ => {}
    }
    found
}

/// `NN-CCC-XX-NN` of foreign missions, also written `NN-XX-CCC-NN`: the series, and country and serial together.
fn foreign(rest: &[char]) -> Option<(String, String)> {
    let rest: String = rest.iter().collect();
    let series = FOREIGN.into_iter().find(|series| {
        rest.strip_prefix(series).is_some_and(|tail| tail.len() == 5)
            || rest.find(series).is_some_and(|at| at == 3 && rest.len() == 7)
    })?;
    let serial = rest.replacen(series, "", 1);
    super::all_digits(&serial).then(|| (series.to_owned(), serial))
}
