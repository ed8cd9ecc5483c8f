//! Numbers and dates in Vietnamese words.

use super::Date;

const UNITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

fn unit(n: u32) -> &'static str {
    usize::try_from(n).ok().and_then(|n| UNITS.get(n)).copied().unwrap_or_default()
}

/// A number from 0 to 999,999,999 in words: 21 `hai mươi mốt`, 15 `mười lăm`, 24 `hai mươi tư`, 105 `một trăm linh
/// năm`. `None` beyond.
pub fn number_in_words(n: u32) -> Option<String> {
    if n > 999_999_999 {
        return None;
    }
    if n == 0 {
        return Some(unit(0).to_owned());
    }
    let mut words = Vec::new();
    for (group, name) in [(n / 1_000_000, "triệu"), (n / 1000 % 1000, "nghìn"), (n % 1000, "")] {
        if group == 0 {
            continue;
        }
        // After a higher group the hundreds are spoken even when there are none: 2005 `hai nghìn không trăm linh năm`.
        below_thousand(group, !words.is_empty(), &mut words);
        if !name.is_empty() {
            words.push(name);
        }
    }
    Some(words.join(" "))
}

fn below_thousand(n: u32, speak_hundreds: bool, words: &mut Vec<&'static str>) {
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

/// Days 1 to 10 are `mùng`; the fourth month is `tư`.
pub(super) fn date_in_words(date: Date) -> String {
    let spoken = |n: u32| number_in_words(n).unwrap_or_default();
    let day = u32::from(date.day());
    let mung = if day <= 10 { "mùng " } else { "" };
    let month = if date.month() == 4 { "tư".to_owned() } else { spoken(u32::from(date.month())) };
    let year = spoken(u32::try_from(date.year()).unwrap_or_default());
    format!("ngày {mung}{} tháng {month} năm {year}", spoken(day))
}
