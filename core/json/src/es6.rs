//! Numbers as ECMAScript writes them (`Number::toString`, ECMA-262 section 6.1.6.1.20), which RFC 8785 prescribes.

use crate::Number;
use crate::float::Shortest;

pub(crate) fn write_number(number: Number, out: &mut Vec<u8>) {
    match number.as_i64() {
        Some(n) => write_integer(n, out),
        None => write_double(number.as_f64(), out),
    }
}

pub(crate) fn write_integer(n: i64, out: &mut Vec<u8>) {
    if n < 0 {
        out.push(b'-');
    }
    let start = out.len();
    let mut rest = n.unsigned_abs();
    loop {
        out.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

fn write_double(x: f64, out: &mut Vec<u8>) {
    let Shortest { mut digits, exponent } = Shortest::of(x.abs());
    digits.iter_mut().for_each(|digit| *digit += b'0');
    let (first, fraction) = match digits.split_first() {
        Some((first, rest)) => (*first, rest),
        None => (b'0', &[][..]),
    };

    if x < 0.0 {
        out.push(b'-');
    }
    match exponent {
        // 123.45 or 1234500: the point lies within or after the digits.
        0..=20 => {
            let whole = usize::try_from(exponent).unwrap_or_default();
            let split = whole.min(fraction.len());
            let (before, after) = fraction.split_at_checked(split).unwrap_or((fraction, &[]));
            out.push(first);
            out.extend_from_slice(before);
            out.extend(std::iter::repeat_n(b'0', whole - split));
            if !after.is_empty() {
                out.push(b'.');
                out.extend_from_slice(after);
            }
        }
        // 0.000012345
        -6..=-1 => {
            let zeros = usize::try_from(-exponent - 1).unwrap_or_default();
            out.extend_from_slice(b"0.");
            out.extend(std::iter::repeat_n(b'0', zeros));
            out.push(first);
            out.extend_from_slice(fraction);
        }
        // 1.2345e+21
        _ => {
            out.push(first);
            if !fraction.is_empty() {
                out.push(b'.');
                out.extend_from_slice(fraction);
            }
            out.extend_from_slice(if exponent < 0 { b"e" } else { b"e+" });
            write_integer(exponent.into(), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn es6(x: f64) -> String {
        Number::from_f64(x).unwrap().to_string()
    }

    #[test]
    fn appendix_b_of_rfc_8785() {
        let rows: [(u64, &str); 24] = [
            (0x0000000000000000, "0"),
            (0x8000000000000000, "0"),
            (0x0000000000000001, "5e-324"),
            (0x8000000000000001, "-5e-324"),
            (0x7fefffffffffffff, "1.7976931348623157e+308"),
            (0xffefffffffffffff, "-1.7976931348623157e+308"),
            (0x4340000000000000, "9007199254740992"),
            (0xc340000000000000, "-9007199254740992"),
            (0x4430000000000000, "295147905179352830000"),
            (0x44b52d02c7e14af5, "9.999999999999997e+22"),
            (0x44b52d02c7e14af6, "1e+23"),
            (0x44b52d02c7e14af7, "1.0000000000000001e+23"),
            (0x444b1ae4d6e2ef4e, "999999999999999700000"),
            (0x444b1ae4d6e2ef4f, "999999999999999900000"),
            (0x444b1ae4d6e2ef50, "1e+21"),
            (0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"),
            (0x3eb0c6f7a0b5ed8d, "0.000001"),
            (0x41b3de4355555553, "333333333.3333332"),
            (0x41b3de4355555554, "333333333.33333325"),
            (0x41b3de4355555555, "333333333.3333333"),
            (0x41b3de4355555556, "333333333.3333334"),
            (0x41b3de4355555557, "333333333.33333343"),
            (0xbecbf647612f3696, "-0.0000033333333333333333"),
            (0x43143ff3c1cb0959, "1424953923781206.2"),
        ];
        for (bits, expected) in rows {
            assert_eq!(es6(f64::from_bits(bits)), expected, "{bits:016x}");
        }
    }

    #[test]
    fn ties_go_to_the_even_digit() {
        let mut ties = 0;
        for places in 1..24u32 {
            for seed in 1..4000u64 {
                // Doubles with one decimal place more than the shortest result may have: odd / 2^(places + 1).
                let odd = (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (11 + seed % 8)) | 1;
                let x = odd as f64 / f64::from_bits(u64::from(1023 + places + 1) << 52);
                let text = es6(x);
                assert_eq!(text.parse(), Ok(x), "{text}");
                let shown = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                if !text.contains('e') && shown == places as usize {
                    let (exact, last) = (format!("{x:.*}", shown + 1), text.as_bytes()[text.len() - 1]);
                    assert!(exact.ends_with('5') && exact.parse() == Ok(x), "{exact}");
                    assert_eq!(last % 2, 0, "{text} of {exact}");
                    let distance = digits(&exact).abs_diff(digits(&text) * 10);
                    assert_eq!(distance, 5, "{text} of {exact}");
                    ties += 1;
                }
            }
        }
        assert!(ties > 1000, "{ties}");
    }

    fn digits(text: &str) -> u128 {
        text.replace('.', "").parse().unwrap()
    }

    #[test]
    fn integers() {
        assert_eq!(es6(-42.0), "-42");
        assert_eq!(Number::from(-crate::MAX_SAFE_INTEGER).to_string(), "-9007199254740991");
        assert_eq!(es6(100.0), "100");
        assert_eq!(es6(1.5e20), "150000000000000000000");
    }
}
