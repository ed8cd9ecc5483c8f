//! `text.*`, `words.*`, `calendar.*` and `deadline.*`: Vietnamese text, days and terms.

use motcua::Failure;
use motcua::dossier::due::due_date;
use motcua::failure::of_code;
use motcua::json::Value;
use motcua::types::deadline::Term;
use motcua::value;
use motcua::vn::calendar::{Calendar, lunar};
use motcua::vn::date::{Date, PartialDate};
use motcua::vn::{id, text, words};

use super::{Op, give, members, refuse};
use crate::params::Kind::{Flag, Moment, Record, Text, Whole};
use crate::params::{Param, Params, may, need};

const TEXT: Param = need("text", Text);
const ON: Param = need("on", Text);

pub(super) const OPS: &[Op] = &[
    Op {
        name: "value.kinds",
        about: "every kind that value.check knows",
        params: &[],
        result: "text[]",
        run: |_, _| Ok(id::KINDS.iter().copied().map(Value::from).collect()),
    },
    Op {
        name: "text.normalize",
        about: "the text as it is stored: NFC, blanks and odd signs put right",
        params: &[TEXT],
        result: "text",
        run: |_, params| Ok(text::normalize(params.text("text")?).into()),
    },
    Op {
        name: "text.searchKey",
        about: "what texts are found by: no diacritics, no case",
        params: &[TEXT],
        result: "text",
        run: |_, params| Ok(text::search_key(params.text("text")?).into()),
    },
    Op {
        name: "text.matchKey",
        about: "what equal texts share however they were typed: lower case, one place for the tone, tones kept",
        params: &[TEXT],
        result: "text",
        run: |_, params| Ok(text::fold_tones(params.text("text")?).into()),
    },
    Op {
        name: "text.registerCase",
        about: "a name as registers write it",
        params: &[TEXT],
        result: "text",
        run: |_, params| Ok(text::register_case(params.text("text")?).into()),
    },
    Op {
        name: "text.inspect",
        about: "what is odd about a text: old encodings, stray signs",
        params: &[TEXT],
        result: "CheckedValue",
        run: |_, params| give(&value::inspect_text(params.text("text")?)),
    },
    Op {
        name: "text.compare",
        about: "-1, 0 or 1 in Vietnamese order; people are ordered by given name",
        params: &[need("one", Text), need("other", Text), may("people", Flag)],
        result: "number",
        run: |_, params| {
            let compare = if params.flag("people") { text::compare_people } else { text::compare };
            Ok(Value::from(compare(params.text("one")?, params.text("other")?) as i64))
        },
    },
    Op {
        name: "words.money",
        about: "an amount of đồng in Vietnamese words",
        params: &[need("dong", Whole)],
        result: "text",
        run: |_, params| words::money(params.count("dong")?).map(Value::from).ok_or_else(|| wrong("dong")),
    },
    Op {
        name: "words.date",
        about: "a date, or what is known of one, in Vietnamese words",
        params: &[need("date", Text)],
        result: "text",
        run: |_, params| Ok(PartialDate::parse(params.text("date")?).map_err(refuse)?.in_words().into()),
    },
    Op {
        name: "calendar.day",
        about: "whether offices work on a day, and what says so",
        params: &[ON],
        result: "DayAnswer",
        run: |_, params| {
            let on = day(params, "on")?.to_string();
            give(&value::office_day(Calendar::embedded(), &on)?)
        },
    },
    Op {
        name: "calendar.addWorkingDays",
        about: "the working day so many working days after a day",
        params: &[need("from", Text), need("count", Whole)],
        result: "text",
        run: |_, params| {
            let found = Calendar::embedded().add_working_days(day(params, "from")?, params.count("count")?);
            Ok(found.map_err(refuse)?.to_string().into())
        },
    },
    Op {
        name: "calendar.workingDaysBetween",
        about: "working days after a day, until another",
        params: &[need("after", Text), need("until", Text)],
        result: "whole",
        run: |_, params| {
            let (after, until) = (day(params, "after")?, day(params, "until")?);
            let days = Calendar::embedded().working_days_between(after, until).map_err(refuse)?;
            Ok(i64::from(days).into())
        },
    },
    Op {
        name: "calendar.lunarDay",
        about: "a day in the lunar calendar; null outside of its table",
        params: &[ON],
        result: "{year, month, day, leap} | null",
        run: |_, params| {
            let found = lunar::from_solar(day(params, "on")?);
            Ok(found.map_or(Value::Null, |found| {
                members([
                    ("year", i64::from(found.year).into()),
                    ("month", i64::from(found.month).into()),
                    ("day", i64::from(found.day).into()),
                    ("leap", found.leap.into()),
                ])
            }))
        },
    },
    Op {
        name: "deadline.due",
        about: "the due date of a term from the moment of acceptance, with its explanation",
        params: &[need("term", Record("Term")), need("acceptedAt", Moment)],
        result: "Due",
        run: |_, params| {
            let term: Term = params.record("term")?;
            give(&due_date(Calendar::embedded(), &term, params.moment("acceptedAt")?).map_err(refuse)?)
        },
    },
];

fn wrong(name: &str) -> Failure {
    of_code("boundary/type").at(format!("/params/{name}"))
}

fn day(params: &Params<'_>, name: &str) -> Result<Date, Failure> {
    Date::parse_iso(params.text(name)?).map_err(|_| wrong(name))
}
