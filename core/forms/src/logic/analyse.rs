//! What can be said of a rule before there is data: fields that do not exist, operators over values that they cannot
//! take, and conditions that always have the same answer.

use motcua_json::Value;
use motcua_types::procedure::Procedure;

use super::Op;
use super::reads::split;
use super::time::Span;
use super::value::{loosely_equal, truthy};
use crate::check::Checker;
use crate::shape::{ANY, BOOL, LIST, NULL, NUMBER, OBJECT, Shape, TEXT, kind_of};

/// Deepest nesting looked into; deeper rules are refused when they are compiled.
const MAX_DEPTH: usize = 32;

/// How a rule is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Its truth decides something; one answer for all data is a mistake.
    Condition,
    /// Its value is stored, or it stands among others.
    Value,
}

/// Truths that an expression can have over data, as bits.
const NO: u8 = 1;
const YES: u8 = 2;
const BOTH: u8 = 3;

/// Whether a value is a moment that date operators read.
pub(crate) fn is_date(value: &Value) -> bool {
    Span::parse(value).is_some()
}

/// What an expression gives.
struct Known<'d> {
    kinds: u8,
    truths: u8,
    /// Whether a text of it can be a date.
    date: bool,
    /// The value itself, for what stands in the rule.
    literal: Option<&'d Value>,
    /// Where in the data it stands.
    shape: Option<Shape<'d>>,
}

impl<'d> Known<'d> {
    fn of(kinds: u8) -> Self {
        Self { kinds, truths: BOTH, date: kinds & TEXT != 0, literal: None, shape: None }
    }

    fn truth(truths: u8) -> Self {
        Self { truths, ..Self::of(BOOL) }
    }

    fn literal(value: &'d Value) -> Self {
        let truths = if truthy(value) { YES } else { NO };
        Self { kinds: kind_of(value), truths, date: is_date(value), literal: Some(value), shape: None }
    }

    fn place(shape: Shape<'d>) -> Self {
        let (kinds, date) = (shape.kinds() | NULL, shape.can_be_date());
        Self { kinds, truths: BOTH, date, literal: None, shape: Some(shape) }
    }
}

/// What `var` sees.
#[derive(Clone)]
enum Here<'d> {
    Data,
    Item(Shape<'d>),
    Reduce {
        current: Shape<'d>,
    },
    /// Items of a list that only the data shows.
    Open,
}

/// The document that rules stand in.
#[derive(Clone, Copy)]
pub(crate) struct Analysis<'d> {
    pub(crate) document: &'d Procedure,
}

impl<'d> Analysis<'d> {
    /// Notes every mistake in a rule at its place.
    pub(crate) fn check(&self, rule: &'d Value, usage: Use, c: &mut Checker) {
        let before = c.count();
        let known = self.expression(rule, &Here::Data, c, 0);
        if usage == Use::Condition && c.count() == before && known.truths != BOTH {
            let holds = known.truths == YES;
            c.report("procedure/constantRule", &[("value", if holds { "true" } else { "false" })]);
        }
    }

    fn expression(&self, rule: &'d Value, here: &Here<'d>, c: &mut Checker, depth: usize) -> Known<'d> {
        if depth > MAX_DEPTH {
            return Known::of(ANY);
        }
        match rule {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    c.at(index, |c| self.expression(item, here, c, depth + 1));
                }
                let literal = items.iter().all(|item| !matches!(item, Value::Object(_) | Value::Array(_)));
                let truths = if items.is_empty() { NO } else { YES };
                Known { truths, literal: literal.then_some(rule), ..Known::of(LIST) }
            }
            Value::Object(object) if object.len() == 1 => match object.iter().next() {
                Some((name, args)) => c.inside(name, |c| self.operation(name, args, here, c, depth)),
                None => Known::of(ANY),
            },
            plain => Known::literal(plain),
        }
    }

    fn operation(
        &self,
        name: &str,
        args: &'d Value,
        here: &Here<'d>,
        c: &mut Checker,
        depth: usize,
    ) -> Known<'d> {
        if name == "var" {
            return self.var(args, here, c, depth);
        }
        // Names and numbers of arguments are noted when the rule is compiled.
        let Some((op, ..)) = Op::find(name) else { return Known::of(ANY) };
        if matches!(op, Op::Missing | Op::MissingSome) {
            self.names(args, here, c);
            return Known::of(LIST);
        }
        let list: Vec<&'d Value> = match args {
            Value::Array(items) => items.iter().collect(),
            single => vec![single],
        };
        let inside = |c: &mut Checker, index: usize, here: &Here<'d>| -> Known<'d> {
            let Some(arg) = list.get(index) else { return Known::of(NULL) };
            match args {
                Value::Array(_) => c.at(index, |c| self.expression(arg, here, c, depth + 1)),
                _ => self.expression(arg, here, c, depth + 1),
            }
        };
        if op.opens_scope() {
            let source = inside(c, 0, here);
            self.expect(&source, LIST | NULL, name, c, 0, args);
            let below = match (&source.shape, op) {
                (Some(shape), Op::Reduce) => Here::Reduce { current: shape.item() },
                (Some(shape), _) => Here::Item(shape.item()),
                (None, _) => Here::Open,
            };
            inside(c, 1, &below);
            if op == Op::Reduce {
                inside(c, 2, here);
                return Known::of(ANY);
            }
            return match op {
                Op::Filter => Known { shape: source.shape, ..Known::of(LIST) },
                Op::Map => Known::of(LIST),
                _ => Known::truth(BOTH),
            };
        }
        let known: Vec<Known<'d>> = (0..list.len()).map(|index| inside(c, index, here)).collect();
        self.result(op, name, args, &known, c)
    }

    fn result(&self, op: Op, name: &str, args: &'d Value, known: &[Known<'d>], c: &mut Checker) -> Known<'d> {
        let mut expect = |kinds: u8, date: bool| {
            for (index, arg) in known.iter().enumerate() {
                let fits = arg.kinds & kinds & !NULL != 0 || arg.literal.is_none() && arg.kinds == NULL;
                if !fits || date && arg.kinds & ANY & !NULL == TEXT && !arg.date {
                    at(c, args, index, |c| c.report("procedure/wrongType", &[("operator", name)]));
                }
            }
        };
        match op {
            Op::After | Op::Before | Op::NotAfter | Op::NotBefore => {
                expect(TEXT, true);
                Known::truth(BOTH)
            }
            Op::PlusTime => {
                if let Some(first) = known.first() {
                    self.expect_date(first, name, c, args);
                }
                Known { date: true, ..Known::of(TEXT) }
            }
            Op::AgeAt => {
                expect(TEXT, true);
                Known::of(NUMBER)
            }
            Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Remainder | Op::Min | Op::Max => {
                expect(NUMBER | BOOL | TEXT | NULL, false);
                Known::of(NUMBER)
            }
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => {
                expect(NUMBER | BOOL | TEXT, false);
                Known::truth(BOTH)
            }
            Op::Equal | Op::StrictEqual => Known::truth(self.equality(op, name, args, known, c)),
            Op::NotEqual | Op::StrictNotEqual => Known::truth(flip(self.equality(op, name, args, known, c))),
            Op::In => Known::truth(membership(known)),
            Op::Not => Known::truth(flip(known.first().map_or(BOTH, |arg| arg.truths))),
            Op::Truthy => Known::truth(known.first().map_or(BOTH, |arg| arg.truths)),
            Op::And | Op::Or => {
                let (decisive, rest) = if op == Op::And { (NO, YES) } else { (YES, NO) };
                let truths = if known.iter().any(|arg| arg.truths == decisive) {
                    decisive
                } else if known.iter().all(|arg| arg.truths == rest) {
                    rest
                } else {
                    BOTH
                };
                let kinds = known.iter().fold(0, |all, arg| all | arg.kinds);
                Known { truths, ..Known::of(kinds) }
            }
            Op::If | Op::Ternary => Known::of(ANY),
            Op::Merge => Known::of(LIST),
            Op::Cat | Op::Substr => Known::of(TEXT),
            _ => Known::of(ANY),
        }
    }

    fn expect(&self, arg: &Known<'_>, kinds: u8, name: &str, c: &mut Checker, index: usize, args: &Value) {
        if arg.kinds & kinds == 0 || arg.kinds & !NULL & kinds == 0 && arg.shape.is_some() {
            at(c, args, index, |c| c.report("procedure/wrongType", &[("operator", name)]));
        }
    }

    fn expect_date(&self, arg: &Known<'_>, name: &str, c: &mut Checker, args: &Value) {
        if arg.kinds & TEXT == 0 || arg.kinds & !NULL == TEXT && !arg.date {
            at(c, args, 0, |c| c.report("procedure/wrongType", &[("operator", name)]));
        }
    }

    /// Truths of an equality. Two kinds that are never equal are a mistake, a choice that a field does not have too.
    fn equality(&self, op: Op, name: &str, args: &Value, known: &[Known<'d>], c: &mut Checker) -> u8 {
        let [a, b] = known else { return BOTH };
        let (place, literal, index) = match (&a.shape, b.literal, &b.shape, a.literal) {
            (Some(place), Some(literal), ..) => (place, literal, 1),
            (_, _, Some(place), Some(literal)) => (place, literal, 0),
            _ => return BOTH,
        };
        if literal.is_null() {
            return BOTH;
        }
        let strict = matches!(op, Op::StrictEqual | Op::StrictNotEqual);
        let same = |choice: &&Value| if strict { *choice == literal } else { loosely_equal(choice, literal) };
        if let Some(choices) = place.choices() {
            if !choices.iter().any(same) {
                at(c, args, index, |c| c.report("procedure/neverEqual", &[("operator", name)]));
                return NO;
            }
            return BOTH;
        }
        let kinds = place.kinds();
        let alike = kinds & kind_of(literal) != 0
            || !strict && kinds & !(LIST | OBJECT) != 0 && kind_of(literal) & (LIST | OBJECT) == 0 && {
                // Numbers, flags and texts of digits can be equal.
                kinds & (NUMBER | BOOL) == 0 || !matches!(literal, Value::String(_)) || {
                    super::value::to_number(literal).is_some()
                }
            };
        if !alike {
            at(c, args, index, |c| c.report("procedure/neverEqual", &[("operator", name)]));
            return NO;
        }
        BOTH
    }

    fn var(&self, args: &'d Value, here: &Here<'d>, c: &mut Checker, depth: usize) -> Known<'d> {
        let (path, default) = match args {
            Value::Array(items) => match items.as_slice() {
                [] => (None, None),
                [path] => (Some(path), None),
                [path, default, ..] => (Some(path), Some(default)),
            },
            single => (Some(single), None),
        };
        let default = default.map(|default| c.at(1, |c| self.expression(default, here, c, depth + 1)));
        let path = match path {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(text)) => split(text),
            Some(Value::Number(number)) => number.as_u64().map(|n| n.to_string()).into_iter().collect(),
            Some(_) => return Known::of(ANY),
        };
        let known = match args {
            Value::Array(items) if !items.is_empty() => c.at(0, |c| self.path(&path, here, c)),
            _ => self.path(&path, here, c),
        };
        match default {
            // Where the field is not filled, the default stands.
            Some(default) => Known { kinds: known.kinds | default.kinds, shape: None, ..known },
            None => known,
        }
    }

    fn path(&self, path: &[String], here: &Here<'d>, c: &mut Checker) -> Known<'d> {
        let (start, rest) = match (here, path.split_first()) {
            (Here::Open, _) => return Known::of(ANY),
            (Here::Item(item), _) => (item.clone(), path),
            (Here::Reduce { current }, Some((first, rest))) if first == "current" => (current.clone(), rest),
            (Here::Reduce { .. }, _) => return Known::of(ANY),
            (Here::Data, Some((first, rest))) => match (first.as_str(), rest) {
                ("now" | "today", []) => return Known { date: true, ..Known::of(TEXT) },
                ("channel", []) => return Known::of(TEXT),
                ("attachments", []) => return Known::of(OBJECT),
                ("attachments", [slot]) => {
                    if self.document.attachments.iter().all(|known| known.id != *slot) {
                        c.report("procedure/unknownSlot", &[("slot", slot)]);
                    }
                    return Known::of(NUMBER | NULL);
                }
                _ => (Shape::root(&self.document.form), path),
            },
            (Here::Data, None) => (Shape::root(&self.document.form), path),
        };
        let mut shape = start;
        for token in rest {
            match shape.step(token) {
                Some(below) => shape = below,
                None => {
                    c.report("procedure/unknownField", &[("field", &path.join("."))]);
                    return Known::of(ANY);
                }
            }
        }
        Known::place(shape)
    }

    /// The names that `missing` asks for, as far as the rule itself gives them.
    fn names(&self, args: &'d Value, here: &Here<'d>, c: &mut Checker) {
        match args {
            Value::String(name) => drop(self.path(&split(name), here, c)),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    c.at(index, |c| self.names(item, here, c));
                }
            }
            _ => {}
        }
    }
}

const fn flip(truths: u8) -> u8 {
    match truths {
        NO => YES,
        YES => NO,
        other => other,
    }
}

/// Truths of `in` over a list that stands in the rule: no choice of the field is in it, or every one is.
fn membership(known: &[Known<'_>]) -> u8 {
    let [needle, hay] = known else { return BOTH };
    let (Some(shape), Some(hay)) = (&needle.shape, hay.literal.and_then(Value::as_array)) else {
        return BOTH;
    };
    match shape.choices() {
        // A field that is not filled is in no list, so the answer is never always yes.
        Some(choices)
            if !choices.iter().any(|choice| hay.contains(choice)) && !hay.contains(&Value::Null) =>
        {
            NO
        }
        _ => BOTH,
    }
}

/// Notes at an argument, which may stand alone without a list.
fn at(c: &mut Checker, args: &Value, index: usize, work: impl FnOnce(&mut Checker)) {
    match args {
        Value::Array(_) => c.at(index, work),
        _ => work(c),
    }
}
