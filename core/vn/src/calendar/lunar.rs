//! The Vietnamese lunisolar calendar, computed for UTC+7.
//!
//! Days off come from the table; this only proves the table and answers for people who think in lunar dates. A month
//! begins on the day of the new moon, the eleventh month holds the winter solstice, and of thirteen months between two
//! solstices the first without a principal solar term repeats the number before it. Computed for UTC+7 this differs
//! from the Chinese calendar in some years (1985, 2007, 2030). The State computes it for UTC+7 since 1968 (Decision
//! 121/CP of 8 August 1967); before that, calendars printed in Vietnam were not all of one zone.
//!
//! New moons and the Sun's longitude: J. Meeus, *Astronomical Algorithms*, 2nd ed., chapters 49 and 25.

use crate::date::Date;

/// A day of the lunisolar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LunarDate {
    /// Year, by the Gregorian year in which it begins.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 30.
    pub day: u8,
    /// Whether the month is the second of its number.
    pub leap: bool,
}

/// 1970-01-01T00:00Z as a Julian day.
const UNIX_JULIAN: f64 = 2_440_587.5;
/// UTC+7 in days.
const ZONE: f64 = 7.0 / 24.0;
/// Dynamical less universal time, in days; within half a minute of it from 1970 to 2050.
const DELTA_T: f64 = 66.0 / 86_400.0;
const SYNODIC_MONTH: f64 = 29.530_588_861;

/// The lunar date of a day from 1900 to 2100, the years for which the series are this good; `None` outside.
pub fn from_solar(date: Date) -> Option<LunarDate> {
    if !(1900..=2100).contains(&date.year()) {
        return None;
    }
    let day = date.to_days();
    // The lunar year that this day may belong to runs from one eleventh month to the next.
    let mut solstice_year = date.year();
    let mut last = eleventh_month(solstice_year)?;
    if day < new_moon_day(last) {
        solstice_year -= 1;
        last = eleventh_month(solstice_year)?;
    }
    let next = eleventh_month(solstice_year + 1)?;
    let current = (last..next).rev().find(|moon| new_moon_day(*moon) <= day)?;
    let leap =
        if next - last == 13 { (last + 1..next).find(|moon| !has_principal_term(*moon)) } else { None };
    let repeated = leap.is_some_and(|leap| current >= leap);
    let number = (10 + current - last - i64::from(repeated)).rem_euclid(12) + 1;
    let year = if number >= 11 && current - last < 2 + i64::from(repeated) {
        solstice_year
    } else {
        solstice_year + 1
    };
    Some(LunarDate {
        year,
        month: u8::try_from(number).ok()?,
        day: u8::try_from(day - new_moon_day(current) + 1).ok()?,
        leap: leap == Some(current),
    })
}

/// The new moon that begins the month with the winter solstice of a year.
fn eleventh_month(year: i32) -> Option<i64> {
    let mut moment = Date::new(year, 12, 21)?.to_days() as f64 + UNIX_JULIAN;
    for _ in 0..4 {
        let ahead = (270.0 - sun_longitude(moment) + 180.0).rem_euclid(360.0) - 180.0;
        moment += ahead * 365.2422 / 360.0;
    }
    let solstice = local_day(moment);
    let guess = ((moment - 2_451_550.1) / SYNODIC_MONTH).floor() as i64;
    (guess - 1..=guess + 1).rev().find(|moon| new_moon_day(*moon) <= solstice)
}

/// Whether the Sun passes a multiple of 30° during a month.
fn has_principal_term(moon: i64) -> bool {
    let sector = |moon| {
        let midnight = new_moon_day(moon) as f64 + UNIX_JULIAN - ZONE;
        (sun_longitude(midnight) / 30.0).floor()
    };
    sector(moon) != sector(moon + 1)
}

/// Local day of a Julian day in universal time, counted from 1970-01-01.
fn local_day(julian: f64) -> i64 {
    (julian + ZONE - UNIX_JULIAN).floor() as i64
}

/// Local day of a new moon, counted from the one of 2000-01-06.
fn new_moon_day(moon: i64) -> i64 {
    let k = moon as f64;
    let t = k / 1236.85;
    let e = 1.0 - 0.002_516 * t;
    let sun = 2.5534 + 29.105_356_70 * k - 0.000_001_4 * t * t;
    let anomaly = 201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t;
    let latitude = 160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t;
    let node = 124.7746 - 1.563_755_88 * k;
    let sin = |degrees: f64| degrees.to_radians().sin();
    let mean = 2_451_550.097_66 + SYNODIC_MONTH * k + 0.000_154_37 * t * t;
    let correction = -0.407_20 * sin(anomaly)
        + 0.172_41 * e * sin(sun)
        + 0.016_08 * sin(2.0 * anomaly)
        + 0.010_39 * sin(2.0 * latitude)
        + 0.007_39 * e * sin(anomaly - sun)
        - 0.005_14 * e * sin(anomaly + sun)
        + 0.002_08 * e * e * sin(2.0 * sun)
        - 0.001_11 * sin(anomaly - 2.0 * latitude)
        - 0.000_57 * sin(anomaly + 2.0 * latitude)
        + 0.000_56 * e * sin(2.0 * anomaly + sun)
        - 0.000_42 * sin(3.0 * anomaly)
        + 0.000_42 * e * sin(sun + 2.0 * latitude)
        + 0.000_38 * e * sin(sun - 2.0 * latitude)
        - 0.000_24 * e * sin(2.0 * anomaly - sun)
        - 0.000_17 * sin(node);
    local_day(mean + correction - DELTA_T)
}

/// Apparent longitude of the Sun in degrees, 0 to 360, at a Julian day in universal time.
fn sun_longitude(julian: f64) -> f64 {
    let t = (julian + DELTA_T - 2_451_545.0) / 36_525.0;
    let sin = |degrees: f64| degrees.to_radians().sin();
    let anomaly = 357.529_11 + 35_999.050_29 * t - 0.000_153_7 * t * t;
    let mean = 280.466_46 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let centre = (1.914_602 - 0.004_817 * t) * sin(anomaly)
        + (0.019_993 - 0.000_101 * t) * sin(2.0 * anomaly)
        + 0.000_289 * sin(3.0 * anomaly);
    let aberration_and_nutation = -0.005_69 - 0.004_78 * sin(125.04 - 1934.136 * t);
    (mean + centre + aberration_and_nutation).rem_euclid(360.0)
}
