//! When a result is due.
//!
//! The count follows the Civil Code 91/2015/QH13: the day of the event is not counted (Art. 147), a term that ends on
//! a closed day ends with the next working day, a term in months ends on the matching day or the month's last
//! (Art. 148). A dossier received after the cut-off counts as received when offices next open (Decree 61/2018/NĐ-CP,
//! Art. 18; civil status: Law 60/2014/QH13, Art. 5(3)). Time that does not count (papers at another body, an outage)
//! moves the end by as many days as it holds, its first day not counted and its last one counted, by the same Art. 147.
//! For a term in working days a pause begins and ends when offices are open next, so a night moves nothing; one that
//! begins after the end moves nothing either. Every step is kept, so that a person can be told why.
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
const CLOCK: &str = "Bộ luật Dân sự 91/2015/QH13, Điều 146 và Điều 147";
const HOURS: &str = "Giờ làm việc do cơ quan công bố";
const HOURS_ASSUMED: &str = "Giờ làm việc giả định, chưa có công bố của cơ quan";

/// The cut-off in general use: 15:00 (Decree 61/2018/NĐ-CP, Art. 18).
pub const CUTOFF_15: Option<TimeOfDay> = TimeOfDay::new(15, 0);

/// What a term is counted in (Civil Code 91/2015/QH13, Art. 144–148).
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
    /// Hours by the clock, day and night.
    Hour,
    /// Minutes by the clock.
    Minute,
}

impl Unit {
    /// The word used in data: `sameDay`, `workingDay`, `calendarDay`, `workingHour`, `month`, `hour` or `minute`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameDay => "sameDay",
            Self::WorkingDay => "workingDay",
            Self::CalendarDay => "calendarDay",
            Self::WorkingHour => "workingHour",
            Self::Month => "month",
            Self::Hour => "hour",
            Self::Minute => "minute",
        }
    }

    /// The unit of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::SameDay,
            Self::WorkingDay,
            Self::CalendarDay,
            Self::WorkingHour,
            Self::Month,
            Self::Hour,
            Self::Minute,
        ]
        .into_iter()
        .find(|unit| unit.as_str() == word)
    }

    /// Seconds of one unit of the clock.
    const fn clock_seconds(self) -> Option<i64> {
        match self {
            Self::Hour => Some(3600),
            Self::Minute => Some(60),
            _ => None,
        }
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

/// One step of the count, for people to read, with the law it rests on.
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

/// Time that does not count; how it moves an end is derived from Art. 147 of the Civil Code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// When the count stops.
    pub from: DateTime,
    /// When it goes on.
    pub to: DateTime,
}

/// Counts a term from the moment of reception.
///
/// # Errors
/// `calendar/notCovered` when the count touches a day the calendar does not know.
pub fn due(calendar: &Calendar, start: DateTime, term: Term) -> Result<Due, CalendarError> {
    due_after(calendar, start, term, &[])
}

/// Counts a term whose count was interrupted. The pauses are in order and apart; those that begin at or after the due
/// moment move nothing.
///
/// # Errors
/// `calendar/notCovered` when the count touches a day the calendar does not know.
pub fn due_after(
    calendar: &Calendar,
    start: DateTime,
    term: Term,
    pauses: &[Pause],
) -> Result<Due, CalendarError> {
    let mut count = Count { calendar, steps: Vec::new() };
    if term.amount > 0
        && let Some(seconds) = term.unit.clock_seconds()
    {
        return count.by_the_clock(start, term, seconds, pauses);
    }
    let start = count.starts_at(start, term)?;
    let (first, _) = start.local();
    let end = match term.unit {
        _ if term.amount == 0 => End::Working(count.same_day(start)?),
        Unit::SameDay => End::Working(count.same_day(start)?),
        Unit::WorkingHour => {
            let mut due = count.office_time(start, u64::from(term.amount) * 3600)?;
            let mut params = amount(term.amount, term.unit);
            params.push(("at", due.to_rfc3339()));
            let basis = count.hours_basis();
            count.push("deadline/counted", Some(due.date()), params, basis);
            for pause in pauses.iter().filter(|pause| pause.to.unix() > pause.from.unix()) {
                if pause.from.unix() < due.unix() {
                    let lost = count.office_seconds(pause.from.max(start), pause.to)?;
                    if lost == 0 {
                        continue;
                    }
                    due = count.office_time(due, lost)?;
                    count.paused(*pause, due.date(), lost / 3600, Unit::WorkingHour);
                }
            }
            return Ok(Due { start, due, steps: count.steps });
        }
        Unit::WorkingDay => End::Working(count.working_days(first, term.amount)?),
        Unit::Month => {
            let months = i32::try_from(term.amount).map_err(|_| CalendarError::OutOfRange)?;
            let end = first.add_months(months).ok_or(CalendarError::OutOfRange)?;
            count.push("deadline/counted", Some(end), amount(term.amount, term.unit), TERM_END);
            End::Calendar(end)
        }
        // The clock's units of an amount above 0 are counted before this.
        Unit::CalendarDay | Unit::Hour | Unit::Minute => {
            let end = first.add_days(i64::from(term.amount)).ok_or(CalendarError::OutOfRange)?;
            count.push("deadline/counted", Some(end), amount(term.amount, term.unit), EVENT_DAY);
            End::Calendar(end)
        }
    };
    let day = count.after_pauses(end, start, pauses)?;
    let due = count.end_of_hours(day);
    Ok(Due { start, due, steps: count.steps })
}

/// Moves a due date that an office named, such as the new one of an apology, by pauses that begin before it, in working
/// days.
///
/// # Errors
/// `calendar/notCovered` when the count touches a day the calendar does not know.
pub fn moved(
    calendar: &Calendar,
    start: DateTime,
    day: Date,
    pauses: &[Pause],
) -> Result<Due, CalendarError> {
    let mut count = Count { calendar, steps: Vec::new() };
    let open = count.off_closed_days(day)?;
    let day = count.after_pauses(End::Working(open), start, pauses)?;
    let due = count.end_of_hours(day);
    Ok(Due { start, due, steps: count.steps })
}

/// Working days after one day up to and including another; 0 when it is not later.
///
/// # Errors
/// `calendar/notCovered`.
pub fn working_days_between(calendar: &Calendar, after: Date, until: Date) -> Result<u32, CalendarError> {
    let mut date = after;
    let mut days = 0;
    while date < until {
        date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
        days += u32::from(calendar.is_working_day(date)?.working);
    }
    Ok(days)
}

/// The last day of a term, by what its days are.
#[derive(Clone, Copy)]
enum End {
    /// A working day; pauses are measured in working days.
    Working(Date),
    /// Any day, not yet pushed off closed ones; pauses are measured in calendar days.
    Calendar(Date),
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

    /// The moment at which so much office time is spent from the start on, session by session.
    fn office_time(&mut self, start: DateTime, seconds: u64) -> Result<DateTime, CalendarError> {
        let (mut date, mut from) = start.local();
        let mut left = seconds;
        loop {
            if self.is_open(date, TERM_END)? {
                for (opens, closes) in self.calendar.hours().sessions() {
                    let begin = from.max(opens.seconds());
                    let free = u64::from(closes.seconds().saturating_sub(begin));
                    if free > 0
                        && let Some(rest) = free.checked_sub(left)
                    {
                        let end = closes.seconds() - u32::try_from(rest).unwrap_or_default();
                        return Ok(DateTime::from_local(date, end));
                    }
                    left -= free;
                }
            }
            date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
            from = 0;
        }
    }

    /// Office time between two moments.
    fn office_seconds(&self, from: DateTime, to: DateTime) -> Result<u64, CalendarError> {
        let (mut date, mut begin) = from.local();
        let (last, end) = to.local();
        let mut seconds = 0;
        while date <= last {
            let until = if date == last { end } else { u32::MAX };
            if self.calendar.is_working_day(date)?.working {
                for (opens, closes) in self.calendar.hours().sessions() {
                    let (opens, closes) = (opens.seconds().max(begin), closes.seconds().min(until));
                    seconds += u64::from(closes.saturating_sub(opens));
                }
            }
            date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
            begin = 0;
        }
        Ok(seconds)
    }

    /// Minutes and hours by the clock run on closed days too.
    fn by_the_clock(
        mut self,
        start: DateTime,
        term: Term,
        seconds: i64,
        pauses: &[Pause],
    ) -> Result<Due, CalendarError> {
        let after = |moment: DateTime, seconds: i64| {
            let end = moment.unix().checked_add(seconds).ok_or(CalendarError::OutOfRange)?;
            DateTime::from_unix(end).ok_or(CalendarError::OutOfRange)
        };
        self.push("deadline/startsAt", Some(start.date()), vec![("at", start.to_rfc3339())], RECEIPT);
        let mut due = after(start, i64::from(term.amount).saturating_mul(seconds))?;
        let mut params = amount(term.amount, term.unit);
        params.push(("at", due.to_rfc3339()));
        self.push("deadline/counted", Some(due.date()), params, CLOCK);
        for pause in pauses {
            let lost = pause.to.unix().saturating_sub(pause.from.max(start).unix());
            if lost > 0 && pause.from.unix() < due.unix() {
                due = after(due, lost)?;
                self.paused(*pause, due.date(), u64::try_from(lost / seconds).unwrap_or_default(), term.unit);
            }
        }
        Ok(Due { start, due, steps: self.steps })
    }

    /// The last day after the pauses, open.
    fn after_pauses(&mut self, end: End, start: DateTime, pauses: &[Pause]) -> Result<Date, CalendarError> {
        let mut end = end;
        let mut day = self.open_day(end)?;
        let closes = self.calendar.hours().closes();
        for pause in pauses {
            let due = DateTime::from_local(day, closes);
            if pause.from.unix() >= due.unix() || pause.to.unix() <= pause.from.unix() {
                continue;
            }
            let begin = pause.from.max(start);
            end = match end {
                End::Working(date) => {
                    let (from, to) = (self.office_day(begin)?, self.office_day(pause.to)?);
                    let lost = working_days_between(self.calendar, from, to)?;
                    if lost == 0 {
                        continue;
                    }
                    let mut date = date;
                    for _ in 0..lost {
                        date = self.calendar.next_working_day(date)?;
                    }
                    self.paused(*pause, date, u64::from(lost), Unit::WorkingDay);
                    End::Working(date)
                }
                End::Calendar(date) => {
                    let lost = begin.date().days_between(pause.to.date());
                    if lost <= 0 {
                        continue;
                    }
                    let date = date.add_days(lost).ok_or(CalendarError::OutOfRange)?;
                    self.paused(*pause, date, u64::try_from(lost).unwrap_or_default(), Unit::CalendarDay);
                    End::Calendar(date)
                }
            };
            day = self.open_day(end)?;
        }
        Ok(day)
    }

    /// The day on which offices are open next: the moment's own, unless it is closed or over.
    fn office_day(&self, moment: DateTime) -> Result<Date, CalendarError> {
        let (date, second) = moment.local();
        let open = self.calendar.is_working_day(date)?.working && second < self.calendar.hours().closes();
        if open { Ok(date) } else { self.calendar.next_working_day(date) }
    }

    fn open_day(&mut self, end: End) -> Result<Date, CalendarError> {
        match end {
            End::Working(date) => Ok(date),
            End::Calendar(date) => self.off_closed_days(date),
        }
    }

    fn paused(&mut self, pause: Pause, date: Date, number: u64, unit: Unit) {
        let mut params = vec![("from", pause.from.to_rfc3339()), ("to", pause.to.to_rfc3339())];
        params.extend(amount(u32::try_from(number).unwrap_or(u32::MAX), unit));
        self.push("deadline/paused", Some(date), params, EVENT_DAY);
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
        Unit::Hour => ("giờ", "hours"),
        Unit::Minute => ("phút", "minutes"),
    };
    vec![("amount", number.to_string()), ("unitVi", vi.to_owned()), ("unitEn", en.to_owned())]
}

fn clock(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}
