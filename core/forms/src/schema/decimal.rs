//! `multipleOf` over the decimal texts of numbers, exactly: 0.3 is a multiple of 0.1.

use motcua_json::Number;

/// Whether `number` is a whole multiple of `step`.
pub(super) fn is_multiple(number: Number, step: Number) -> bool {
    let (Some((a, a_exp)), Some((b, b_exp))) = (decimal(number), decimal(step)) else { return true };
    if a == 0 {
        return true;
    }
    if b == 0 {
        return false;
    }
    match a_exp.checked_sub(b_exp) {
        Some(up @ 0..) => times_power(a % b, up.unsigned_abs(), b) == 0,
        // The step has tens that the number must have too.
        Some(down) => {
            let tens = 10_u128.checked_pow(down.unsigned_abs()).and_then(|tens| tens.checked_mul(b));
            tens.is_some_and(|tens| a % tens == 0)
        }
        None => false,
    }
}

/// `a * 10^exp mod m`; all below 2^57, so no product overflows.
fn times_power(a: u128, mut exp: u32, m: u128) -> u128 {
    let (mut result, mut base) = (a % m, 10 % m);
    while exp > 0 {
        if exp & 1 == 1 {
            result = result * base % m;
        }
        base = base * base % m;
        exp >>= 1;
    }
    result
}

/// Digits and exponent of the shortest decimal text, without sign.
fn decimal(number: Number) -> Option<(u128, i32)> {
    let text = number.to_string();
    let text = text.trim_start_matches('-');
    let (digits, exp) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let exp: i32 = exp.parse().ok()?;
    let all = format!("{whole}{fraction}");
    let kept = all.trim_end_matches('0');
    let zeros = i32::try_from(all.len() - kept.len()).ok()?;
    let places = i32::try_from(fraction.len()).ok()?;
    let digits = if kept.is_empty() { 0 } else { kept.parse().ok()? };
    Some((digits, exp - places + zeros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples_are_exact() {
        let ask = |a: f64, b: f64| is_multiple(Number::from_f64(a).unwrap(), Number::from_f64(b).unwrap());
        for (a, b) in [
            (0.3, 0.1),
            (4.5, 1.5),
            (0.0075, 0.0001),
            (12_391_239_123.0, 1.0),
            (0.0, 7.0),
            (1e308, 0.5),
            (-6.0, 3.0),
        ] {
            assert!(ask(a, b), "{a} {b}");
        }
        for (a, b) in
            [(0.31, 0.1), (35.0, 1.5), (0.00751, 0.0001), (1.0, 1e308), (5e-324, 1.0), (1e308, 0.123_456_789)]
        {
            assert!(!ask(a, b), "{a} {b}");
        }
    }
}
