//! Dates in Vietnamese words.

use super::PartialDate;
use crate::words::number;

/// `ngày … tháng … năm …`, as much as is known. Days 1 to 10 are `mùng`; the fourth month is `tư`.
pub(super) fn in_words(date: PartialDate) -> String {
    let spoken = |n: u64| number(n).unwrap_or_default();
    let month = |n: u8| if n == 4 { "tư".to_owned() } else { spoken(u64::from(n)) };
    let year = format!("năm {}", spoken(u64::try_from(date.year()).unwrap_or_default()));
    match date {
        PartialDate::Year(_) => year,
        PartialDate::YearMonth(_, m) => format!("tháng {} {year}", month(m)),
        PartialDate::Full(date) => {
            let mung = if date.day() <= 10 { "mùng " } else { "" };
            let day = spoken(u64::from(date.day()));
            format!("ngày {mung}{day} tháng {} {year}", month(date.month()))
        }
    }
}
