//! JSON numbers: exact integers where a double is exact, doubles elsewhere.

use std::fmt;

/// 2^53-1, the largest integer that every JSON implementation keeps (RFC 7493 section 2.2).
pub const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// A finite number. Whole numbers within ±(2^53-1) are integers however they were written, so `1`, `1.0` and
/// `10e-1` are equal, and negative zero is zero, as RFC 8785 writes them.
#[derive(Clone, Copy, PartialEq)]
pub struct Number(Repr);

#[derive(Clone, Copy, PartialEq)]
enum Repr {
    Integer(i64),
    /// Finite, and not a whole number within ±(2^53-1).
    Double(f64),
}

impl Number {
    /// The number as an integer, if it is one within ±(2^53-1).
    pub const fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Integer(n) => Some(n),
            Repr::Double(_) => None,
        }
    }

    /// The number as a non-negative integer, if it is one up to 2^53-1.
    pub const fn as_u64(&self) -> Option<u64> {
        match self.0 {
            Repr::Integer(n) if n >= 0 => Some(n.unsigned_abs()),
            _ => None,
        }
    }

    /// The number as a double; exact.
    pub const fn as_f64(&self) -> f64 {
        match self.0 {
            Repr::Integer(n) => n as f64,
            Repr::Double(x) => x,
        }
    }

    /// Whether the number is whole (of any size), which is what JSON Schema calls an integer.
    pub fn is_integer(&self) -> bool {
        match self.0 {
            Repr::Integer(_) => true,
            Repr::Double(x) => x.fract() == 0.0,
        }
    }

    /// A double as a number; `None` for infinities and NaN.
    pub fn from_f64(x: f64) -> Option<Self> {
        if !x.is_finite() {
            return None;
        }
        let whole = x as i64;
        if is_safe(whole) && whole as f64 == x {
            Some(Self(Repr::Integer(whole)))
        } else {
            Some(Self(Repr::Double(x)))
        }
    }

    /// An integer as a number, if it is within ±(2^53-1).
    pub fn from_integer<N: TryInto<i64>>(n: N) -> Option<Self> {
        n.try_into().ok().filter(|&n| is_safe(n)).map(|n| Self(Repr::Integer(n)))
    }
}

/// No number is a NaN.
impl Eq for Number {}

const fn is_safe(n: i64) -> bool {
    n.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs()
}

/// Integers beyond ±(2^53-1) become the nearest double; see [`Number::from_integer`] to refuse them instead.
impl From<i64> for Number {
    fn from(n: i64) -> Self {
        if is_safe(n) { Self(Repr::Integer(n)) } else { Self(Repr::Double(n as f64)) }
    }
}

impl From<i32> for Number {
    fn from(n: i32) -> Self {
        Self(Repr::Integer(n.into()))
    }
}

impl From<u32> for Number {
    fn from(n: u32) -> Self {
        Self(Repr::Integer(n.into()))
    }
}

impl TryFrom<f64> for Number {
    type Error = crate::Error;

    fn try_from(x: f64) -> Result<Self, Self::Error> {
        Self::from_f64(x).ok_or(crate::Error::new(crate::ErrorKind::Number))
    }
}

/// As RFC 8785 (ECMAScript) writes it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Vec::with_capacity(24);
        crate::es6::write_number(*self, &mut text);
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

/// Only that it is a number: values of documents stay out of logs.
impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_doubles_are_integers() {
        assert_eq!(Number::from_f64(1.0), Some(Number::from(1)));
        assert_eq!(Number::from_f64(-0.0).unwrap().as_i64(), Some(0));
        assert_eq!(Number::from_f64(9007199254740991.0).unwrap().as_i64(), Some(MAX_SAFE_INTEGER));
        assert_eq!(Number::from_f64(9007199254740992.0).unwrap().as_i64(), None);
        assert!(Number::from_f64(1e300).unwrap().is_integer());
        assert!(!Number::from_f64(1.5).unwrap().is_integer());
    }

    #[test]
    fn what_no_double_holds_is_refused() {
        for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Number::try_from(x).unwrap_err().code(), "json/number");
        }
        assert!(Number::from_integer(MAX_SAFE_INTEGER + 1).is_none());
        assert!(Number::from_integer(u64::MAX).is_none());
        assert!(Number::from_integer(i64::MIN).is_none());
        assert_eq!(Number::from(i64::MIN).as_f64(), -(2f64.powi(63)));
    }
}
