//! Vehicle plates (Circular 79/2024/TT-BCA, amended by 13/2025 and 51/2025; QCVN 08:2024/BCA).
//!
//! A plate typed without separators can have two readings: `59P12345` is a car's `59P-123.45` or an older motorbike's
//! `59P1-2345`. Separators decide; without them every reading is a part and nobody guesses. Plates follow their owner
//! and old numbers stay valid, so the province says where a plate was first issued and no more.

use super::{Context, Refusal, all_digits, cut, number, tables};
use crate::Check;

/// The series that may follow the province's number, in the order in which they are tried, and what bears them. `?` is
/// any letter that plates have, `#` a digit, `+` one from 1 to 9, `d` a Đ.
const SERIES: [(&str, &str); 12] = [
    ("Md+", "electric"),
    ("Md", "electric"),
    ("LD", "special"),
    ("DA", "special"),
    ("KT", "special"),
    ("HC", "special"),
    ("Td", "special"),
    ("MK", "special"),
    ("CD", "special"),
    ("??", "motorbike"),
    ("?", CAR),
    ("?#", "motorbike"),
];

/// What a car's series looks like can be a motorbike's and its first digit: both are then tried.
const CAR: &str = "car";

/// Diplomats, international organisations, their staff, and other foreigners.
const FOREIGN: [&str; 4] = ["NG", "QT", "CV", "NN"];

/// Letters that no series has: a digit misread.
const NO_LETTERS: &str = "IJOQRW";

/// No plate is longer; a text that is, is no plate.
const LONGEST: usize = 24;

/// One way to read a plate.
struct Reading<'a> {
    kind: &'static str,
    series: &'a str,
    serial: String,
}

pub(super) fn check(typed: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    if typed.chars().nth(LONGEST).is_some() {
        return Err("plate/form");
    }
    // The characters, one byte each; and a bit for each number of characters after which a separator stood.
    let (mut plate, mut breaks) = (String::new(), 0_u32);
    for c in typed.chars() {
        match c {
            ' ' | '.' | '-' => breaks |= 1 << plate.len(),
            'đ' | 'Đ' => plate.push('d'),
            c => plate.push(if c.is_ascii() { c } else { '_' }),
        }
    }
    // Those at the ends separate nothing.
    breaks &= (1_u32 << plate.len()).saturating_sub(2);
    let province = cut(&plate, 0, 2);
    let mut found = readings(&plate, breaks);
    let Some(last) = found.pop().filter(|_| all_digits(province)) else {
        let odd = plate.contains(|c| NO_LETTERS.contains(c));
        return Err(if odd { "plate/letter" } else { "plate/form" });
    };
    match found.pop() {
        None => {
            check.normalized = Some(last.shown(province));
            check.add("kind", last.kind);
            check.add("number", province);
            check.add("series", &last.series.replace('d', "Đ"));
            check.add("serial", &last.serial);
        }
        Some(other) => {
            check.add("number", province);
            for reading in [&other, &last] {
                check.add(reading.kind, &reading.shown(province));
            }
            check.warn("plate/ambiguous");
            check.normalized = Some(plate.clone());
        }
    }
    match tables::plate(number(province, 0, 2)) {
        Some(0) => check.add("issuer", "central"),
        Some(old) => {
            check.add_number("oldProvinceCode", old.into(), 2);
            if let Some(province) = tables::old_province(old.into()) {
                check.add_number("provinceCode", province.now.into(), 2);
            }
        }
        None => check.warn("plate/number"),
    }
    Ok(())
}

impl Reading<'_> {
    /// As it is written on the plate, on one line.
    fn shown(&self, province: &str) -> String {
        let Self { kind, series, serial } = self;
        let (head, tail) = (cut(serial, 0, 3), cut(serial, 3, 5));
        if *kind == "foreign" {
            [province, head, series, tail].join("-")
        } else {
            let dot = if serial.len() == 5 { "." } else { "" };
            [province, series, "-", head, dot, tail].concat().replace('d', "Đ")
        }
    }
}

/// Every reading that the separators allow: none, one, or a car and a motorbike.
fn readings(plate: &str, breaks: u32) -> Vec<Reading<'_>> {
    let mut found = Vec::new();
    // `NN-CCC-XX-NN` of foreign missions, also written `NN-XX-CCC-NN`: country and serial together, wherever they are cut.
    for (start, end) in [(2, 4), (5, 7)] {
        let serial = [cut(plate, 2, start), cut(plate, end, plate.len())].concat();
        if serial.len() == 5 && all_digits(&serial) && FOREIGN.contains(&cut(plate, start, end)) {
            found.push(Reading { kind: "foreign", series: cut(plate, start, end), serial });
            return found;
        }
    }
    for (shape, kind) in SERIES {
        let start = 2 + shape.len();
        let (series, serial) = (cut(plate, 2, start), cut(plate, start, plate.len()));
        // The two digits of an older serial may stand apart as well.
        let apart = if serial.len() == 4 { start + 2 } else { start + 3 };
        let fits = is_series(series, shape)
            && (serial.len() == 5 || serial.len() == 4 && shape != "Md+")
            && all_digits(serial)
            && breaks & !(1 << 2 | 1 << start | 1 << apart) == 0;
        if fits {
            found.push(Reading { kind, series, serial: serial.to_owned() });
            if kind != CAR {
                break;
            }
        }
    }
    found
}

fn is_series(series: &str, shape: &str) -> bool {
    series.len() == shape.len()
        && series.bytes().zip(shape.bytes()).all(|(b, shape)| match shape {
            b'?' => b.is_ascii_uppercase() && !NO_LETTERS.as_bytes().contains(&b),
            b'#' => b.is_ascii_digit(),
            b'+' => matches!(b, b'1'..=b'9'),
            _ => b == shape,
        })
}
