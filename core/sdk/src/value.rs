//! Single values: identifiers, texts, places, days, codes of transfers. The same answers as [`crate::vn`], as records that
//! cross to any host.

use motcua_types::procedure::Text;
use motcua_types::value::{
    CheckedValue, DayAnswer, PlaceAnswer, PlaceCandidate, PlaceUnit, TransferCode, ValueContext, ValuePart,
    ValueVerdict,
};
use motcua_types::{ErrorCode, Failure};
use motcua_vn::calendar::{Calendar, Reason};
use motcua_vn::date::{Date, PartialDate};
use motcua_vn::id::{self, Context, Sex, VietQr, VietQrError};
use motcua_vn::place::{Gazetteer, PlaceError, Resolution, Unit};
use motcua_vn::{Check, Verdict, text};

use crate::failure::{ToFailure, of_code};

impl ToFailure for VietQrError {
    fn to_failure(&self) -> Failure {
        of_code(self.code())
    }
}

impl ToFailure for PlaceError {
    fn to_failure(&self) -> Failure {
        of_code(self.code()).with("line", self.line.to_string())
    }
}

/// Checks a text as a value of a kind (one of [`motcua_vn::id::KINDS`]), in time linear in its length.
///
/// # Errors
/// `boundary/type` for an unknown kind, or a member of the context that is not as described. Whatever is wrong with the
/// text is data in the answer.
pub fn check_value(kind: &str, text: &str, context: &ValueContext) -> Result<CheckedValue, Failure> {
    let misuse = || Failure::new(ErrorCode::BoundaryType);
    let sex = context.sex.as_deref().map(|word| Sex::from_word(word).ok_or_else(misuse)).transpose()?;
    let birth = context.birth_date.as_deref().map(PartialDate::parse).transpose().map_err(|_| misuse())?;
    let province = context.birth_province.as_deref().map(str::parse).transpose().map_err(|_| misuse())?;
    let on = context.on.as_deref().map(day).transpose()?;
    let context = Context {
        birth_year: birth.map(PartialDate::year),
        sex,
        birth_province: province,
        foreign: context.foreign,
        proof: context.proof,
        on,
    };
    Ok(checked(id::check(kind, text, &context).ok_or_else(misuse)?))
}

/// What is odd about a text: stray signs, blanks, an old encoding; see [`motcua_vn::text::inspect`].
pub fn inspect_text(text: &str) -> CheckedValue {
    checked(text::inspect(text))
}

fn checked(found: Check) -> CheckedValue {
    let part = |(name, value): (&str, String)| ValuePart { name: name.to_owned(), value };
    CheckedValue {
        verdict: match found.verdict {
            Verdict::Valid => ValueVerdict::Valid,
            Verdict::Warning => ValueVerdict::Warning,
            Verdict::Invalid => ValueVerdict::Invalid,
        },
        codes: found.codes.into_iter().map(str::to_owned).collect(),
        normalized: found.normalized,
        parts: found.parts.into_iter().map(part).collect(),
    }
}

/// What a text means on a day (ISO): an address or any part of one, with or without diacritics.
///
/// # Errors
/// `boundary/type` when `on` is no day. That nothing was found is data in the answer.
pub fn resolve_place(places: &Gazetteer, text: &str, on: &str) -> Result<PlaceAnswer, Failure> {
    Ok(answer(places, &places.resolve(text, day(on)?)))
}

/// What a statistical code means on a day (ISO); see [`resolve_place`].
///
/// # Errors
/// `boundary/type` when `on` is no day.
pub fn resolve_place_code(places: &Gazetteer, code: &str, on: &str) -> Result<PlaceAnswer, Failure> {
    Ok(answer(places, &places.resolve_code(code, day(on)?)))
}

/// The text of a VietQR code, to be drawn as a QR code.
///
/// # Errors
/// `vietQr/*` for the first member that is not as described.
pub fn write_transfer_code(transfer: &TransferCode) -> Result<String, Failure> {
    let TransferCode { bank, account, to_card, amount, purpose, bill } = transfer.clone();
    VietQr { bank, account, to_card, amount, purpose, bill }.write().map_err(|error| error.to_failure())
}

/// Reads the text of a VietQR code.
///
/// # Errors
/// `vietQr/*` for the first thing that is wrong; `vietQr/crc` when it was misread or changed.
pub fn read_transfer_code(text: &str) -> Result<TransferCode, Failure> {
    let VietQr { bank, account, to_card, amount, purpose, bill } =
        VietQr::read(text).map_err(|error| error.to_failure())?;
    Ok(TransferCode { bank, account, to_card, amount, purpose, bill })
}

/// Whether offices work on a day (ISO), and what says so.
///
/// # Errors
/// `boundary/type` when `on` is no day, `calendar/notCovered` for a year that the calendar knows nothing of.
pub fn office_day(calendar: &Calendar, on: &str) -> Result<DayAnswer, Failure> {
    let found = calendar.is_working_day(day(on)?).map_err(|error| error.to_failure())?;
    let mut answer = DayAnswer {
        working: found.working,
        reason: None,
        name: None,
        in_place_of: None,
        legal_basis: None,
        mark: None,
    };
    let (reason, legal_basis, mark) = match found.reason {
        None => return Ok(answer),
        Some(Reason::Weekend) => ("weekend", None, None),
        Some(Reason::Holiday(holiday)) => {
            answer.name = Some(Text { vi: holiday.name_vi.clone(), en: holiday.name_en.clone() });
            (holiday.kind.as_str(), Some(&holiday.legal_basis), Some(holiday.mark))
        }
        Some(Reason::Makeup(makeup)) => {
            answer.in_place_of = Some(makeup.in_place_of.to_string());
            ("makeup", Some(&makeup.legal_basis), Some(makeup.mark))
        }
    };
    answer.reason = Some(reason.to_owned());
    answer.legal_basis = legal_basis.cloned();
    answer.mark = mark.map(|mark| mark.as_str().to_owned());
    Ok(answer)
}

/// The working day that many working days after a day (both ISO).
///
/// # Errors
/// As [`office_day`].
pub fn add_working_days(calendar: &Calendar, from: &str, count: u32) -> Result<String, Failure> {
    let found = calendar.add_working_days(day(from)?, count).map_err(|error| error.to_failure())?;
    Ok(found.to_string())
}

/// How many working days lie after a day, until another and with it (both ISO).
///
/// # Errors
/// As [`office_day`].
pub fn working_days_between(calendar: &Calendar, after: &str, until: &str) -> Result<u32, Failure> {
    calendar.working_days_between(day(after)?, day(until)?).map_err(|error| error.to_failure())
}

fn day(text: &str) -> Result<Date, Failure> {
    Date::parse_iso(text).map_err(|_| Failure::new(ErrorCode::BoundaryType))
}

fn answer(places: &Gazetteer, found: &Resolution<'_>) -> PlaceAnswer {
    let candidates = found.candidates.iter().map(|candidate| {
        let of = candidate.unit;
        let other = |larger: Option<&Unit>| larger.filter(|larger| !core::ptr::eq(*larger, of)).map(unit);
        PlaceCandidate {
            unit: unit(of),
            level: of.level().as_str().to_owned(),
            district: other(places.district_of(of)),
            province: other(places.province_of(of)),
            from: of.from.map(|day| day.to_string()),
            until: of.until.map(|day| day.to_string()),
            score: candidate.score,
            units: candidate.units.iter().map(|part| unit(part)).collect(),
            basis: of.basis.to_string(),
            mark: of.mark.as_str().to_owned(),
        }
    });
    PlaceAnswer {
        candidates: candidates.collect(),
        codes: found.codes.iter().map(|code| (*code).to_owned()).collect(),
    }
}

fn unit(unit: &Unit) -> PlaceUnit {
    PlaceUnit { code: unit.code.clone(), name: unit.full_name() }
}
