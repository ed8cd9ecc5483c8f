//! Working days of Vietnamese state bodies.
//!
//! A working day is a weekday without a holiday, or a make-up Saturday (Labour Code 45/2019/QH14, Art. 111–112;
//! each year's exchanges of days are decided by notice). That makes it a table, not a formula: [`Calendar::embedded`]
//! carries 2020–2027 and [`Calendar::parse`] reads a newer one. Outside its years a calendar answers
//! `calendar/notCovered` and never guesses.

mod data;
mod hours;
pub mod lunar;

pub use hours::WorkingHours;

use crate::date::Date;
use crate::table::table;
use core::fmt;
use std::sync::OnceLock;

/// How sure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Read in the text or notice named.
    Verified,
    /// Follows from the law and the lunar calendar, or from press reports of the approval.
    Derived,
    /// A usual value where no text was found.
    Assumed,
    /// Proposed, adoption not found: ignored unless [`Calendar::include_uncertain`] asks for it.
    Uncertain,
}

impl Mark {
    /// The word used in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
            Self::Uncertain => "uncertain",
        }
    }
}

/// Why a day is off (Labour Code 45/2019/QH14, Art. 111–112).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HolidayKind {
    /// Named by the Labour Code, Art. 112, or a resolution of the National Assembly (28/2026/QH16).
    Statutory,
    /// A day joined to the Lunar New Year.
    Leave,
    /// Given for a holiday on a weekly rest day (Labour Code 45/2019/QH14, Art. 111).
    Compensatory,
    /// A weekday exchanged for a Saturday.
    Swap,
}

impl HolidayKind {
    /// The word used in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::Leave => "leave",
            Self::Compensatory => "compensatory",
            Self::Swap => "swap",
        }
    }
}

/// A day off, with the law or notice that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// Why it is off.
    pub kind: HolidayKind,
    /// Law or notice.
    pub legal_basis: String,
    /// How sure that is.
    pub mark: Mark,
}

/// A Saturday or Sunday worked in exchange for a weekday, by the notice that it names: no law fixes these days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakeupDay {
    /// The day worked.
    pub date: Date,
    /// The day given off for it.
    pub in_place_of: Date,
    /// The notice.
    pub legal_basis: String,
    /// How sure that is.
    pub mark: Mark,
}

/// What a calendar says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayKind<'a> {
    /// Whether offices work.
    pub working: bool,
    /// Why, when it is not simply a weekday.
    pub reason: Option<Reason<'a>>,
}

/// Why a day is off, or is worked although it is a weekend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// The weekly rest.
    Weekend,
    /// A holiday.
    Holiday(&'a Holiday),
    /// A make-up day.
    Makeup(&'a MakeupDay),
}

/// What can go wrong with a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The calendar knows nothing of this day.
    NotCovered(Date),
    /// The count runs past the last day that can be written.
    OutOfRange,
    /// A row of the data is not in the form described in the data file; line from 1, or 0 for a row that is missing.
    Data(usize),
}

impl CalendarError {
    /// The stable code: `calendar/notCovered` or `calendar/data`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotCovered(_) | Self::OutOfRange => "calendar/notCovered",
            Self::Data(_) => "calendar/data",
        }
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotCovered(date) => write!(f, "{}: {date}", self.code()),
            Self::Data(line) => write!(f, "{}: line {line}", self.code()),
            Self::OutOfRange => f.write_str(self.code()),
        }
    }
}

impl core::error::Error for CalendarError {}

/// Days off, make-up days and office hours of some years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Sorted by date.
    holidays: Vec<Holiday>,
    /// Sorted by date.
    makeup: Vec<MakeupDay>,
    hours: WorkingHours,
    covers: (i32, i32),
    uncertain: bool,
}

impl Calendar {
    /// A calendar from its rows. `covers` is the first and the last year in which a day without a row is an ordinary
    /// one. Rows marked [`Mark::Uncertain`] are kept but ignored.
    pub fn from_rows(
        mut holidays: Vec<Holiday>,
        mut makeup: Vec<MakeupDay>,
        hours: WorkingHours,
        covers: (i32, i32),
    ) -> Self {
        holidays.sort_by_key(|h| h.date);
        makeup.sort_by_key(|m| m.date);
        Self::in_order(holidays, makeup, hours, covers)
    }

    /// The same from rows that stand in the order of their days.
    fn in_order(
        holidays: Vec<Holiday>,
        makeup: Vec<MakeupDay>,
        hours: WorkingHours,
        covers: (i32, i32),
    ) -> Self {
        Self { holidays, makeup, hours, covers, uncertain: false }
    }

    /// Reads the text form described at the head of `data/calendar.txt`.
    ///
    /// # Errors
    /// `calendar/data` with the line.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        data::parse(text)
    }

    /// The calendar this build carries: 2020–2027.
    ///
    /// The office hours are an assumption (07:30–11:30, 13:00–17:00): each agency sets its own, so set them with
    /// [`Calendar::with_hours`].
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Calendar> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            // The tests read the same text; were it ever unreadable, no day would be covered and none guessed.
            data::parse(table!("calendar.txt")).unwrap_or_else(|_| {
                Self::in_order(Vec::new(), Vec::new(), WorkingHours::assumed(), (i32::MAX, i32::MIN))
            })
        })
    }

    /// The same calendar with an agency's own hours.
    #[must_use]
    pub fn with_hours(mut self, hours: WorkingHours) -> Self {
        self.hours = hours;
        self
    }

    /// Whether rows marked [`Mark::Uncertain`] count.
    #[must_use]
    pub fn include_uncertain(mut self, include: bool) -> Self {
        self.uncertain = include;
        self
    }

    /// Days off, sorted by date; uncertain rows too.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// Make-up days, sorted by date; uncertain rows too.
    pub fn makeup_days(&self) -> &[MakeupDay] {
        &self.makeup
    }

    /// Office hours.
    pub fn hours(&self) -> &WorkingHours {
        &self.hours
    }

    /// First and last year covered.
    pub fn covers(&self) -> (i32, i32) {
        self.covers
    }

    /// Whether offices work on a day, and why (Labour Code 45/2019/QH14, Art. 111–112, and the row's own basis).
    ///
    /// # Errors
    /// `calendar/notCovered`.
    pub fn is_working_day(&self, date: Date) -> Result<DayKind<'_>, CalendarError> {
        if !(self.covers.0..=self.covers.1).contains(&date.year()) {
            return Err(CalendarError::NotCovered(date));
        }
        Ok(if let Some(makeup) = self.makeup_on(date) {
            DayKind { working: true, reason: Some(Reason::Makeup(makeup)) }
        } else if let Some(holiday) = self.holiday_on(date) {
            DayKind { working: false, reason: Some(Reason::Holiday(holiday)) }
        } else if date.weekday().is_weekend() {
            DayKind { working: false, reason: Some(Reason::Weekend) }
        } else {
            DayKind { working: true, reason: None }
        })
    }

    /// The first working day after a day, to which a term that ends on a day off runs (Civil Code 91/2015/QH13, Art. 148).
    ///
    /// # Errors
    /// `calendar/notCovered` when the calendar ends before there is one.
    pub fn next_working_day(&self, after: Date) -> Result<Date, CalendarError> {
        let mut date = after;
        loop {
            date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
            if self.is_working_day(date)?.working {
                return Ok(date);
            }
        }
    }

    /// The working day that many working days after a day, which itself does not count (Civil Code 91/2015/QH13, Art.
    /// 147); 0 gives the day itself, whatever it is.
    ///
    /// # Errors
    /// `calendar/notCovered` when the calendar ends before.
    pub fn add_working_days(&self, from: Date, count: u32) -> Result<Date, CalendarError> {
        let mut date = from;
        for _ in 0..count {
            date = self.next_working_day(date)?;
        }
        Ok(date)
    }

    /// How many working days follow `after`, which is not counted (Civil Code 91/2015/QH13, Art. 147), up to and with
    /// `until`; none when it is not later.
    ///
    /// # Errors
    /// `calendar/notCovered` when the calendar does not know all of them.
    pub fn working_days_between(&self, after: Date, until: Date) -> Result<u32, CalendarError> {
        let mut days = 0;
        let mut date = after;
        while date < until {
            date = date.add_days(1).ok_or(CalendarError::OutOfRange)?;
            days += u32::from(self.is_working_day(date)?.working);
        }
        Ok(days)
    }

    fn counts(&self, mark: Mark) -> bool {
        self.uncertain || mark != Mark::Uncertain
    }

    fn holiday_on(&self, date: Date) -> Option<&Holiday> {
        let first = self.holidays.partition_point(|h| h.date < date);
        let rows = self.holidays.get(first..)?;
        rows.iter().take_while(|h| h.date == date).find(|h| self.counts(h.mark))
    }

    fn makeup_on(&self, date: Date) -> Option<&MakeupDay> {
        let first = self.makeup.partition_point(|m| m.date < date);
        let rows = self.makeup.get(first..)?;
        rows.iter().take_while(|m| m.date == date).find(|m| self.counts(m.mark))
    }
}
