//! Doubles from decimal digits and back, exactly: whole numbers of any length in place of tables.
//!
//! The standard library does the same faster, with 12 KB of powers that do not compress and as much code. What forms
//! hold is met by the short way: up to 15 digits and small powers of ten are one multiplication.

use std::cmp::Ordering;

/// Reads `[+-]digits[.digits][e[+-]digits]`, to the nearest double, of two equally near ones to the even one. Infinite
/// beyond the largest double; `None` for any other text.
pub fn parse_double(text: &str) -> Option<f64> {
    let (negative, text) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let end = text.iter().position(|b| matches!(b, b'e' | b'E')).unwrap_or(text.len());
    let (mantissa, exponent) = text.split_at_checked(end)?;
    let exponent = if exponent.is_empty() { 0 } else { read_exponent(exponent.get(1..)?)? };
    let size = Decimal::read(mantissa, exponent)?.to_double();
    Some(if negative { -size } else { size })
}

/// Saturates: no text is long enough to need more.
fn read_exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let mut size = 0;
    for digit in digits {
        size = (size * 10 + i64::from(value(*digit)?)).min(1_000_000_000_000_000);
    }
    (!digits.is_empty()).then_some(if negative { -size } else { size })
}

fn value(digit: u8) -> Option<u8> {
    digit.is_ascii_digit().then(|| digit - b'0')
}

/// More digits than any point halfway between two doubles has: of what follows, only whether there is something.
const ENOUGH: usize = 800;

/// Digits without leading zeros, times a power of ten.
struct Decimal {
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    fn read(mantissa: &[u8], exponent: i64) -> Option<Self> {
        let mut decimal = Self { digits: Vec::new(), exponent };
        let (mut any, mut point) = (false, false);
        for &byte in mantissa {
            if byte == b'.' && !point {
                point = true;
                continue;
            }
            let digit = value(byte)?;
            any = true;
            decimal.exponent -= i64::from(point);
            if decimal.digits.len() <= ENOUGH {
                if digit != 0 || !decimal.digits.is_empty() {
                    decimal.digits.push(digit);
                }
            } else {
                decimal.exponent += 1;
                if let Some(last) = decimal.digits.last_mut().filter(|_| digit != 0) {
                    // Not zero: more than what stands before it.
                    *last |= 1;
                }
            }
        }
        while decimal.digits.last() == Some(&0) {
            decimal.digits.pop();
            decimal.exponent += 1;
        }
        any.then_some(decimal)
    }

    fn to_double(&self) -> f64 {
        let Ok(len) = i64::try_from(self.digits.len()) else { return f64::INFINITY };
        if len == 0 || len + self.exponent < -330 {
            return 0.0;
        }
        if len + self.exponent > 310 {
            return f64::INFINITY;
        }
        if let Some(short) = self.short() {
            return short;
        }
        let mut above = Big(Vec::new());
        for digit in &self.digits {
            above.multiply_add(10, (*digit).into());
        }
        let mut below = Big(vec![1]);
        let scaled = if self.exponent < 0 { &mut below } else { &mut above };
        for _ in 0..self.exponent.abs() {
            scaled.multiply_add(10, 0);
        }
        quotient(above, below)
    }

    /// What one multiplication or division of doubles gives exactly rounded.
    fn short(&self) -> Option<f64> {
        if self.digits.len() > 15 || self.exponent.abs() > 22 {
            return None;
        }
        let digits = self.digits.iter().fold(0.0, |sum, digit| sum * 10.0 + f64::from(*digit));
        let power = (0..self.exponent.abs()).fold(1.0, |power, _| power * 10.0);
        Some(if self.exponent < 0 { digits / power } else { digits * power })
    }
}

/// The double nearest to `above / below`, neither of them zero.
fn quotient(mut above: Big, mut below: Big) -> f64 {
    // The quotient lies in [2^power, 2^(power + 1)).
    let mut power = above.bits() - below.bits();
    if power < 0 {
        above.shift(-power)
    } else {
        below.shift(power)
    }
    if above.compare(&below).is_lt() {
        power -= 1;
        above.shift(1);
    }
    if power < -1075 {
        // Nearer to zero than to the smallest double.
        return 0.0;
    }
    // A double has 53 bits, and fewer below 2^-1022.
    let bits = (power + 1075).clamp(0, 53);
    let mut mantissa = 0_u64;
    for _ in 0..bits {
        mantissa <<= 1;
        if above.compare(&below).is_ge() {
            above.subtract(&below);
            mantissa |= 1;
        }
        above.shift(1);
    }
    let rest = match above.compare(&below) {
        Ordering::Equal => mantissa & 1,
        Ordering::Greater => 1,
        Ordering::Less => 0,
    };
    // Where rounding carries, it carries into the exponent, and at last into infinity.
    let exponent = u64::try_from(power + 1022).unwrap_or_default();
    f64::from_bits(((exponent << 52) + mantissa + rest).min(f64::INFINITY.to_bits()))
}

/// The shortest digits that read back as a double, of several the nearest, of two equally near ones the even one
/// (ECMA-262 section 6.1.6.1.20).
pub(crate) struct Shortest {
    /// From 0 to 9, the first of them not 0.
    pub(crate) digits: Vec<u8>,
    /// Power of ten of the first digit.
    pub(crate) exponent: i32,
}

impl Shortest {
    /// `x` is finite and above zero. Dragon4 (Steele and White; Burger and Dybvig).
    pub(crate) fn of(x: f64) -> Self {
        let (fraction, field) = (x.to_bits() & ((1 << 52) - 1), (x.to_bits() >> 52) as i32 & 0x7FF);
        let (mantissa, power) =
            if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
        // Both ways of a rounding to the even one lead to an even mantissa.
        let takes_ends = mantissa % 2 == 0;
        // x is rest/unit, and what lies within low/unit below and high/unit above it reads back as x.
        let (mut rest, mut unit) = (Big::from(mantissa), Big(vec![1]));
        let (mut low, mut high) = (Big(vec![1]), Big(vec![1]));
        rest.shift(1 + power.max(0));
        unit.shift(1 - power.min(0));
        low.shift(power.max(0));
        high.shift(power.max(0));
        // Below a power of two, doubles lie twice as close.
        if fraction == 0 && field > 1 {
            rest.shift(1);
            unit.shift(1);
            high.shift(1);
        }
        // At most one too small: log10 of the power of two that x is not below.
        let mut exponent = ((f64::from(power + 63 - mantissa.leading_zeros() as i32)
            * std::f64::consts::LOG10_2)
            .ceil()) as i32;
        for _ in 0..exponent.abs() {
            if exponent > 0 {
                unit.multiply_add(10, 0);
            } else {
                rest.multiply_add(10, 0);
                low.multiply_add(10, 0);
                high.multiply_add(10, 0);
            }
        }
        let reaches = |rest: &Big, high: &Big, unit: &Big| {
            let order = rest.plus(high).compare(unit);
            order.is_gt() || takes_ends && order.is_eq()
        };
        if reaches(&rest, &high, &unit) {
            exponent += 1;
        } else {
            rest.multiply_add(10, 0);
            low.multiply_add(10, 0);
            high.multiply_add(10, 0);
        }
        let mut digits = Vec::with_capacity(17);
        loop {
            let mut digit = 0;
            while rest.compare(&unit).is_ge() {
                rest.subtract(&unit);
                digit += 1;
            }
            let order = rest.compare(&low);
            let down = order.is_lt() || takes_ends && order.is_eq();
            let up = reaches(&rest, &high, &unit);
            if down || up {
                let rounds_up = match rest.plus(&rest).compare(&unit) {
                    _ if !down => true,
                    _ if !up => false,
                    Ordering::Less => false,
                    Ordering::Equal => digit % 2 == 1,
                    Ordering::Greater => true,
                };
                digits.push(digit + u8::from(rounds_up));
                return Self { digits, exponent: exponent - 1 };
            }
            digits.push(digit);
            rest.multiply_add(10, 0);
            low.multiply_add(10, 0);
            high.multiply_add(10, 0);
        }
    }
}

/// A whole number of any length, its lowest 32 bits first, without zeros at the end.
struct Big(Vec<u32>);

impl From<u64> for Big {
    fn from(n: u64) -> Self {
        let mut big = Self(vec![n as u32, (n >> 32) as u32]);
        big.trim();
        big
    }
}

impl Big {
    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// How many bits it has.
    fn bits(&self) -> i32 {
        let zeros = self.0.last().map_or(0, |top| top.leading_zeros());
        self.0.len() as i32 * 32 - zeros as i32
    }

    fn multiply_add(&mut self, factor: u32, add: u32) {
        let mut carry = u64::from(add);
        for word in &mut self.0 {
            carry += u64::from(*word) * u64::from(factor);
            *word = carry as u32;
            carry >>= 32;
        }
        if carry != 0 {
            self.0.push(carry as u32);
        }
    }

    /// Multiplies by a power of two that is not negative.
    fn shift(&mut self, bits: i32) {
        self.multiply_add(1 << (bits % 32), 0);
        if !self.0.is_empty() {
            self.0.splice(0..0, std::iter::repeat_n(0, (bits / 32) as usize));
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    fn plus(&self, other: &Self) -> Self {
        let mut sum = Vec::with_capacity(self.0.len() + 1);
        let mut carry = 0;
        for at in 0..self.0.len().max(other.0.len()) {
            carry += u64::from(self.word(at)) + u64::from(other.word(at));
            sum.push(carry as u32);
            carry >>= 32;
        }
        sum.push(carry as u32);
        let mut sum = Self(sum);
        sum.trim();
        sum
    }

    /// Takes away what is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (at, word) in self.0.iter_mut().enumerate() {
            let less = u64::from(other.word(at)) + borrow;
            let difference = u64::from(*word).wrapping_sub(less);
            *word = difference as u32;
            borrow = difference >> 63;
        }
        self.trim();
    }

    fn word(&self, at: usize) -> u32 {
        self.0.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shortest(x: f64) -> String {
        let Shortest { digits, exponent } = Shortest::of(x);
        let mut text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        if text.len() > 1 {
            text.insert(1, '.');
        }
        format!("{text}e{exponent}")
    }

    fn same(text: &str) {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(parse_double(text).map(f64::to_bits), Some(expected.to_bits()), "{text}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn digits_are_those_of_the_standard_library(bits in 1..0x7FF0_0000_0000_0000_u64) {
            let x = f64::from_bits(bits);
            let (ours, theirs) = (shortest(x), format!("{x:e}"));
            // Where two are equally near, ECMAScript takes the even one and the standard library the larger.
            let tie = ours != theirs && ours.parse() == Ok(x) && ours.len() == theirs.len();
            prop_assert!(ours == theirs || tie, "{} {}", ours, theirs);
            same(&ours);
            same(&format!("{x}"));
            // Halfway to the next one, and a little beside it.
            let half = format!("{:.1100}", x / 2.0 + f64::from_bits(bits + 1) / 2.0);
            same(&half);
            same(&format!("{half}1"));
        }

        #[test]
        fn texts_are_read_as_the_standard_library_reads_them(
            text in "[+-]?[0-9]{0,25}\\.?[0-9]{0,25}([eE][+-]?[0-9]{0,3})?"
        ) {
            prop_assert_eq!(parse_double(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }

        #[test]
        fn numbers_near_the_ends_are_read_exactly(digits in 1..u64::MAX, exponent in -345..312_i32) {
            same(&format!("{digits}e{exponent}"));
        }
    }

    #[test]
    fn edges() {
        for text in [
            "5e-324",
            "2.47e-324",
            "2.4703282292062328e-324",
            "1.7976931348623159e308",
            "0e999999999999",
            "2.2250738585072011e-308",
            "9007199254740993",
            "1e23",
            "-0",
            "1e-400",
            "1e400",
        ] {
            same(text);
        }
        same(&format!("0.{}1", "0".repeat(340)));
        same(&format!("1{}.5", "0".repeat(900)));
        for x in [
            5e-324,
            f64::MIN_POSITIVE,
            f64::MAX,
            1e23,
            9007199254740992.0,
            4503599627370496.5,
            2f64.powi(-44),
        ] {
            assert_eq!(shortest(x).parse(), Ok(x));
            assert!(shortest(x).len() <= format!("{x:e}").len());
        }
        for text in ["", ".", "e1", "1e", "1e+", "inf", "NaN", "1_0", " 1", "1.2.3", "--1"] {
            assert_eq!(parse_double(text), None, "{text}");
        }
    }
}
