//! Numbers and sums of money in Vietnamese words.
//!
//! The words are those of the northern standard that schoolbooks and registers use: `linh` before a lone unit (the
//! South says `lẻ`), `nghìn` (`ngàn`), `tỷ`; `mốt`, `tư` and `lăm` after tens, `bốn` after `linh`. No law fixes the
//! choice. Dates are written by [`Date::in_words`](crate::date::Date::in_words).

/// The greatest number that has words here: 999,999,999,999,999,999, below a billion billions.
pub const GREATEST: u64 = 999_999_999_999_999_999;

const UNITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// A number in words, as registers write the numbers of a birth date (Circular 04/2020/TT-BTP, Art. 30–31): 21 `hai mươi
/// mốt`, 15 `mười lăm`, 24 `hai mươi tư`, 105 `một trăm linh năm`, 2,000,000,000,000 `hai nghìn tỷ`. `None` above
/// [`GREATEST`].
///
/// Groups of zeros are left out; the hundreds of a later group are spoken even when there are none: 2005 is
/// `hai nghìn không trăm linh năm`.
pub fn number(n: u64) -> Option<String> {
    if n > GREATEST {
        return None;
    }
    if n == 0 {
        return Some(unit(0).to_owned());
    }
    let mut words = Vec::new();
    below_billion(n / BILLION, &mut words);
    if !words.is_empty() {
        words.push("tỷ");
    }
    below_billion(n % BILLION, &mut words);
    Some(words.join(" "))
}

/// A sum in đồng in words: `một triệu hai trăm nghìn đồng`. The đồng is the unit of money (Law
/// 46/2010/QH12, Art. 16); its hào and xu are out of use, so there are no fractions. `None` above [`GREATEST`].
pub fn money(dong: u64) -> Option<String> {
    number(dong).map(|words| words + " đồng")
}

fn unit(n: u64) -> &'static str {
    usize::try_from(n).ok().and_then(|n| UNITS.get(n)).copied().unwrap_or_default()
}

fn below_billion(n: u64, words: &mut Vec<&'static str>) {
    for (group, name) in [(n / 1_000_000, "triệu"), (n / 1000 % 1000, "nghìn"), (n % 1000, "")] {
        if group == 0 {
            continue;
        }
        below_thousand(group, !words.is_empty(), words);
        if !name.is_empty() {
            words.push(name);
        }
    }
}

fn below_thousand(n: u64, speak_hundreds: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
    let hundreds_spoken = hundreds > 0 || speak_hundreds;
    if hundreds_spoken {
        words.extend([unit(hundreds), "trăm"]);
    }
    match (tens, ones) {
        (0, 0) => {}
        (0, _) if hundreds_spoken => words.extend(["linh", unit(ones)]),
        (0, _) => words.push(unit(ones)),
        (1, 0) => words.push("mười"),
        (1, 5) => words.extend(["mười", "lăm"]),
        (1, _) => words.extend(["mười", unit(ones)]),
        (_, 0) => words.extend([unit(tens), "mươi"]),
        (_, 1) => words.extend([unit(tens), "mươi", "mốt"]),
        (_, 4) => words.extend([unit(tens), "mươi", "tư"]),
        (_, 5) => words.extend([unit(tens), "mươi", "lăm"]),
        _ => words.extend([unit(tens), "mươi", unit(ones)]),
    }
}
