//! When a result is due.
//!
//! The count follows the Civil Code 91/2015/QH13: the day of the event is not counted (Art. 147), a term that ends on
//! a closed day ends with the next working day, a term in months ends on the matching day or the month's last
//! (Art. 148). A dossier received after the cut-off counts as received when offices next open (Decree 61/2018/NĐ-CP,
//! Art. 18; civil status: Law 60/2014/QH13, Art. 5(3)). Every step is kept, so that a person can be told why.
//!
//! `start` is the moment of reception printed on the receipt (Decree 309/2026/NĐ-CP on Art. 17(3)), not of the click.

use crate::calendar::{Calendar, CalendarError, Mark, Reason};
use crate::date::{Date, DateTime, TimeOfDay};

const EVENT_DAY: &str = "Bộ luật Dân sự 91/2015/QH13, Điều 147";
const TERM_END: &str = "Bộ luật Dân sự 91/2015/QH13, Điều 148";
const CUTOFF: &str = "Nghị định 61/2018/NĐ-CP, Điều 18";
const SAME_DAY: &str = "Luật Hộ tịch 60/2014/QH13, Điều 5 khoản 3";
const HOLIDAYS: &str = "Bộ luật Lao động 45/2019/QH14, Điều 111 và Điều 112";
const RECEIPT: &str = "Nghị định 309/2026/NĐ-CP (sửa Điều 17 khoản 3 Nghị định 118/2025/NĐ-CP)";
const HOURS: &str = "Giờ làm việc do cơ quan công bố";
const HOURS_ASSUMED: &str = "Giờ làm việc giả định, chưa có công bố của cơ quan";

/// The cut-off in general use: 15:00.
pub const CUTOFF_15: Option<TimeOfDay> = TimeOfDay::new(15, 0);

/// What a term is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// By the end of the day of reception; the amount is not read.
    SameDay,
    /// Working days.
    WorkingDay,
    /// Calendar days, the end pushed off closed days.
    CalendarDay,
    /// Hours of office time.
    WorkingHour,
    /// Calendar months, the end pushed off closed days.
    Month,
}

impl Unit {
    /// The word used in data: `sameDay`, `workingDay`, `calendarDay`, `workingHour` or `month`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameDay => "sameDay",
            Self::WorkingDay => "workingDay",
            Self::CalendarDay => "calendarDay",
            Self::WorkingHour => "workingHour",
            Self::Month => "month",
        }
    }

    /// The unit of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::SameDay, Self::WorkingDay, Self::CalendarDay, Self::WorkingHour, Self::Month]
            .into_iter()
            .find(|unit| unit.as_str() == word)
    }
}

/// A length of time given to an office. An amount of 0 is the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// Reception at or after it, or on a closed day, counts from the next opening. `None`: no such rule, the day of
    /// reception is the day of the event whenever it was.
    pub cutoff: Option<TimeOfDay>,
}

/// One step of the count, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happened; its message takes the parameters.
    pub code: &'static str,
    /// The day it is about.
    pub date: Option<Date>,
    /// Parameters by name.
    pub params: Vec<(&'static str, String)>,
    /// The rule.
    pub legal_basis: &'static str,
}

/// A due moment and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// When the count starts.
    pub start: DateTime,
    /// The end of it: the close of offices on a working day, or for working hours a moment within them.
    pub due: DateTime,
    /// In order.
    pub steps: Vec<Step>,
}

/// Counts a term from the moment of reception.
///
/// # Errors
/// `calendar/notCovered` when the count touches a day the calendar does not know.
pub fn due(calendar: &Calendar, start: DateTime, term: Term) -> Result<Due, CalendarError> {
    let mut count = Count { calendar, steps: Vec::new() };
    let start = count.starts_at(start, term)?;
    let (first, _) = start.local();
    let end = match term.unit {
        _ if term.amount == 0 => count.same_day(start)?,
        Unit::SameDay => count.same_day(start)?,
        Unit::WorkingHour => {
            let due = count.working_hours(start, term.amount)?;
            return Ok(Due { start, due, steps: count.steps });
        }
        Unit::WorkingDay => count.working_days(first, term.amount)?,
        Unit::CalendarDay => {
            let end = first.add_days(i64::from(term.amount)).ok_or(CalendarError::OutOfRange)?;
            count.push("deadline/counted", Some(end), amount(term.amount, term.unit), EVENT_DAY);
            count.off_closed_days(end)?
        }
        Unit::Month => {
            let months = i32::try_from(term.amount).map_err(|_| CalendarError::OutOfRange)?;
            let end = first.add_months(months).ok_or(CalendarError::OutOfRange)?;
            count.push("deadline/counted", Some(end), amount(term.amount, term.unit), TERM_END);
            count.off_closed_days(end)?
        }
    };
    let due = count.end_of_hours(end);
    Ok(Due { start, due, steps: count.steps })
}

struct Count<'a> {
    calendar: &'a Calendar,
    steps: Vec<Step>,
}

impl Count<'_> {
    fn push(
        &mut self,
        code: &'static str,
        date: Option<Date>,
        params: Vec<(&'static str, String)>,
        legal_basis: &'static str,
    ) {
        self.steps.push(Step { code, date, params, legal_basis });
    }

    /// Applies the cut-off to the moment of reception.
    fn starts_at(&mut self, received: DateTime, term: Term) -> Result<DateTime, CalendarError> {
        let (date, second) = received.local();
        let working = self.calendar.is_working_day(date)?.working;
        let start = match term.cutoff {
            Some(_) if !working => {
                self.push("deadline/receivedOnClosedDay", Some(date), Vec::new(), CUTOFF);
                self.opening_after(date)?
            }
            Some(cutoff) if second >= cutoff.seconds() => {
                self.push("deadline/afterCutoff", Some(date), vec![("cutoff", cutoff.to_string())], CUTOFF);
                self.opening_after(date)?
            }
            _ => received,
        };
        self.push("deadline/startsAt", Some(start.date()), vec![("at", start.to_rfc3339())], RECEIPT);
        Ok(start)
    }

    /// Who says when offices are open; hours that nobody has published say so.
    fn hours_basis(&self) -> &'static str {
        if self.calendar.hours().mark() == Mark::Assumed { HOURS_ASSUMED } else { HOURS }
    }

    fn opening_after(&mut self, date: Date) -> Result<DateTime, CalendarError> {
        let next = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
        let day = self.off_closed_days(next)?;
        Ok(DateTime::from_local(day, self.calendar.hours().opens()))
    }

    /// The day itself if it is worked, else the next that is.
    fn off_closed_days(&mut self, from: Date) -> Result<Date, CalendarError> {
        let mut date = from;
        while !self.is_open(date, TERM_END)? {
            date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
        }
        Ok(date)
    }

    /// Whether a day is worked, with a step when that is not what its weekday says.
    fn is_open(&mut self, date: Date, basis: &'static str) -> Result<bool, CalendarError> {
        let day = self.calendar.is_working_day(date)?;
        match day.reason {
            None => {}
            Some(Reason::Weekend) => {
                self.push(
                    "deadline/closedDaySkipped",
                    Some(date),
                    vec![("reason", "weekend".to_owned())],
                    basis,
                );
            }
            Some(Reason::Holiday(holiday)) => {
                let params = vec![
                    ("reason", "holiday".to_owned()),
                    ("nameVi", holiday.name_vi.clone()),
                    ("nameEn", holiday.name_en.clone()),
                    ("basis", holiday.legal_basis.clone()),
                    ("mark", holiday.mark.as_str().to_owned()),
                ];
                self.push("deadline/closedDaySkipped", Some(date), params, HOLIDAYS);
            }
            Some(Reason::Makeup(makeup)) => {
                let params = vec![
                    ("inPlaceOf", makeup.in_place_of.to_string()),
                    ("basis", makeup.legal_basis.clone()),
                ];
                self.push("deadline/makeupDayCounted", Some(date), params, HOLIDAYS);
            }
        }
        Ok(day.working)
    }

    /// The event day is not counted; of the days after it only the worked ones are.
    fn working_days(&mut self, first: Date, number: u32) -> Result<Date, CalendarError> {
        let mut date = first;
        let mut left = number;
        while left > 0 {
            date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
            if self.is_open(date, EVENT_DAY)? {
                left -= 1;
            }
        }
        self.push("deadline/counted", Some(date), amount(number, Unit::WorkingDay), EVENT_DAY);
        Ok(date)
    }

    fn same_day(&mut self, start: DateTime) -> Result<Date, CalendarError> {
        let (date, second) = start.local();
        let mut day = date;
        if second >= self.calendar.hours().closes() && self.calendar.is_working_day(date)?.working {
            let closes = clock(self.calendar.hours().closes());
            self.push("deadline/afterHours", Some(date), vec![("closes", closes)], SAME_DAY);
            day = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
        }
        let day = self.off_closed_days(day)?;
        self.push("deadline/sameDay", Some(day), Vec::new(), SAME_DAY);
        Ok(day)
    }

    /// Spends office time from the start on, session by session.
    fn working_hours(&mut self, start: DateTime, number: u32) -> Result<DateTime, CalendarError> {
        let (mut date, mut from) = start.local();
        let mut left = u64::from(number) * 3600;
        loop {
            if self.is_open(date, TERM_END)? {
                for (opens, closes) in self.calendar.hours().sessions() {
                    let begin = from.max(opens.seconds());
                    let free = u64::from(closes.seconds().saturating_sub(begin));
                    if let Some(rest) = free.checked_sub(left) {
                        let end = closes.seconds() - u32::try_from(rest).unwrap_or_default();
                        let due = DateTime::from_local(date, end);
                        let mut params = amount(number, Unit::WorkingHour);
                        params.push(("at", due.to_rfc3339()));
                        self.push("deadline/counted", Some(date), params, self.hours_basis());
                        return Ok(due);
                    }
                    left -= free;
                }
            }
            date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
            from = 0;
        }
    }

    fn end_of_hours(&mut self, date: Date) -> DateTime {
        let hours = self.calendar.hours();
        let (closes, mark) = (hours.closes(), hours.mark());
        let params = vec![("closes", clock(closes)), ("mark", mark.as_str().to_owned())];
        self.push("deadline/endOfHours", Some(date), params, self.hours_basis());
        DateTime::from_local(date, closes)
    }
}

/// A number with its unit, for the messages of both languages.
fn amount(number: u32, unit: Unit) -> Vec<(&'static str, String)> {
    let (vi, en) = match unit {
        Unit::SameDay => ("ngày", "days"),
        Unit::WorkingDay => ("ngày làm việc", "working days"),
        Unit::CalendarDay => ("ngày", "calendar days"),
        Unit::WorkingHour => ("giờ làm việc", "working hours"),
        Unit::Month => ("tháng", "months"),
    };
    vec![("amount", number.to_string()), ("unitVi", vi.to_owned()), ("unitEn", en.to_owned())]
}

fn clock(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}
