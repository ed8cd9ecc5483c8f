//! Sets of code points as sorted ranges.

/// Sorted, disjoint, not touching; both ends belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(Vec<(u32, u32)>);

const LAST: u32 = 0x10_FFFF;

const LETTER: &[u8] = include_bytes!("../../data/letter.bin");
const MARK: &[u8] = include_bytes!("../../data/mark.bin");
const UPPER: &[u8] = include_bytes!("../../data/upper.bin");
const LOWER: &[u8] = include_bytes!("../../data/lower.bin");
const DIGIT: &[u8] = include_bytes!("../../data/digit.bin");

impl Class {
    pub(super) fn one(c: char) -> Self {
        Self(vec![(u32::from(c), u32::from(c))])
    }

    pub(super) fn of(mut ranges: Vec<(u32, u32)>) -> Self {
        motcua_json::sort_by(&mut ranges, Ord::cmp);
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (from, to) in ranges {
            match merged.last_mut() {
                Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        Self(merged)
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    pub(super) fn contains(&self, c: u32) -> bool {
        let after = self.0.partition_point(|&(from, _)| from <= c);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|&(_, to)| c <= to)
    }

    pub(super) fn negated(&self) -> Self {
        let mut out = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for &(from, to) in &self.0 {
            if from > next {
                out.push((next, from - 1));
            }
            next = to + 1;
        }
        if next <= LAST {
            out.push((next, LAST));
        }
        Self(out)
    }

    pub(super) fn union(self, other: &Self) -> Self {
        let mut ranges = self.0;
        ranges.extend_from_slice(&other.0);
        Self::of(ranges)
    }

    /// Everything but line ends (ECMA-262 `LineTerminator`).
    pub(super) fn dot() -> Self {
        Self::of(vec![(0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029)]).negated()
    }

    /// What `\d`, `\w` and `\s` stand for, and negated in upper case.
    pub(super) fn shorthand(letter: char) -> Option<Self> {
        let ranges = match letter.to_ascii_lowercase() {
            'd' => vec![(0x30, 0x39)],
            'w' => vec![(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)],
            // WhiteSpace and LineTerminator: with the byte order mark, without U+0085.
            's' => vec![
                (0x09, 0x0D),
                (0x20, 0x20),
                (0xA0, 0xA0),
                (0x1680, 0x1680),
                (0x2000, 0x200A),
                (0x2028, 0x2029),
                (0x202F, 0x202F),
                (0x205F, 0x205F),
                (0x3000, 0x3000),
                (0xFEFF, 0xFEFF),
            ],
            _ => return None,
        };
        let class = Self::of(ranges);
        Some(if letter.is_ascii_uppercase() { class.negated() } else { class })
    }

    /// What stands in the braces of `\p{…}`.
    pub(super) fn property(name: &str) -> Option<Self> {
        let name = name.strip_prefix("General_Category=").or(name.strip_prefix("gc=")).unwrap_or(name);
        Some(match name {
            "L" | "Letter" => unpack(LETTER),
            "M" | "Mark" | "Combining_Mark" => unpack(MARK),
            "Lu" | "Uppercase_Letter" => unpack(UPPER),
            "Ll" | "Lowercase_Letter" => unpack(LOWER),
            "Nd" | "Decimal_Number" | "digit" => unpack(DIGIT),
            "ASCII" => Self::of(vec![(0, 0x7F)]),
            "Any" => Self::of(vec![(0, LAST)]),
            _ => return None,
        })
    }
}

/// Ranges of a table in `data`.
fn unpack(table: &[u8]) -> Class {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0u32, 0);
    for byte in table {
        number |= u32::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    let mut last = 0;
    let (pairs, _) = numbers.as_chunks::<2>();
    let ranges = pairs.iter().map(|&[gap, length]| {
        let from = last + gap;
        last = from + length;
        (from, last)
    });
    Class(ranges.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_what_they_are_named_after() {
        let has = |name: &str, c: char| Class::property(name).unwrap().contains(u32::from(c));
        for (name, inside, outside) in [
            ("L", "aZđễ中", "1 _\u{301}"),
            ("M", "\u{301}\u{93E}", "aễ"),
            ("Lu", "AĐỄ", "ađ中"),
            ("Ll", "ađễß", "AĐ1"),
            ("Nd", "09٣", "a½Ⅷ"),
        ] {
            assert!(inside.chars().all(|c| has(name, c)), "{name}");
            assert!(!outside.chars().any(|c| has(name, c)), "{name}");
        }
    }

    #[test]
    fn negation_and_union() {
        let class = Class::of(vec![(5, 9), (0, 2), (3, 4), (20, 20)]);
        assert_eq!(class.ranges(), [(0, 9), (20, 20)]);
        assert_eq!(class.negated().negated(), class);
        assert!(class.negated().contains(10) && !class.negated().contains(20));
        assert_eq!(class.clone().union(&class.negated()).ranges(), [(0, LAST)]);
    }
}
