//! The evaluator.

use std::borrow::Cow;
use std::cell::Cell;

use motcua_json::Value;

use super::answer::{both, compare_pair, every, later, negate, strictly_equal, substr, to_text};
use super::time::Span;
use super::value::{Truth, Val, Why, loosely_equal};
use super::{Expr, Node, Op};

/// Steps for one expression. A form's rules take a few dozen each.
const BUDGET: u32 = 50_000;

/// Bytes of text that count as one step.
const TEXT_STEP: usize = 32;

/// What an expression sees: the data, and named values beside it such as `now`.
pub struct Scope<'a> {
    data: &'a Value,
    extra: &'a [(&'a str, Value)],
    steps: Cell<u32>,
}

impl<'a> Scope<'a> {
    /// A scope over data; `extra` names hide members of the data with the same name.
    pub fn new(data: &'a Value, extra: &'a [(&'a str, Value)]) -> Self {
        Self { data, extra, steps: Cell::new(BUDGET) }
    }

    /// Steps that the last expression took; at most the budget of 50,000.
    pub fn steps(&self) -> u32 {
        BUDGET - self.steps.get()
    }

    fn root(&self) -> Frame<'_> {
        Frame { scope: self, here: Here::Root }
    }
}

/// Gives the value of an expression.
///
/// # Errors
/// [`Why`] when it cannot be known.
pub fn evaluate(expr: &Expr, scope: &Scope<'_>) -> Result<Value, Why> {
    scope.steps.set(BUDGET);
    scope.root().eval(&expr.0).into_json()
}

/// Gives the truth of an expression.
pub fn truth(expr: &Expr, scope: &Scope<'_>) -> Truth {
    scope.steps.set(BUDGET);
    scope.root().eval(&expr.0).truth()
}

#[derive(Clone, Copy)]
enum Here<'a> {
    Root,
    Item(&'a Value),
    Reduce { current: &'a Value, accumulator: &'a Value },
}

#[derive(Clone, Copy)]
struct Frame<'a> {
    scope: &'a Scope<'a>,
    here: Here<'a>,
}

type Args<'n> = &'n [Node];

impl<'a> Frame<'a> {
    fn spend(&self, steps: usize) -> bool {
        let left = self.scope.steps.get();
        let rest = u32::try_from(steps).ok().and_then(|steps| left.checked_sub(steps));
        self.scope.steps.set(rest.unwrap_or(0));
        rest.is_some()
    }

    /// Pays for a walk through a value.
    fn walk(&self, value: &Value) -> Result<(), Why> {
        let paid = match value {
            Value::String(text) => self.spend(1 + text.len() / TEXT_STEP),
            Value::Array(items) => {
                return if self.spend(1) {
                    items.iter().try_for_each(|item| self.walk(item))
                } else {
                    Err(Why::Budget)
                };
            }
            Value::Object(object) => {
                return if self.spend(1 + object.len()) {
                    object.values().try_for_each(|item| self.walk(item))
                } else {
                    Err(Why::Budget)
                };
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => self.spend(1),
        };
        if paid { Ok(()) } else { Err(Why::Budget) }
    }

    /// A text is read from end to end by nearly every operator; lists and objects are paid for when they are walked.
    fn read(&self, value: &'a Value) -> Val<'a> {
        let paid =
            value.as_str().is_none_or(|text| text.len() < TEXT_STEP || self.spend(text.len() / TEXT_STEP));
        if paid { Val::Json(Cow::Borrowed(value)) } else { Val::Unknown(Why::Budget) }
    }

    /// A value of its own; a copy is paid for.
    fn owned(&self, value: Val<'a>) -> Result<Value, Why> {
        if let Val::Json(Cow::Borrowed(value)) = value {
            self.walk(value)?;
        }
        value.into_json()
    }

    fn eval(&self, node: &'a Node) -> Val<'a> {
        if !self.spend(1) {
            return Val::Unknown(Why::Budget);
        }
        match node {
            Node::Literal(value) => self.read(value),
            Node::Var { path, default } => match (self.lookup(path), default) {
                (Some(value), _) if !value.is_null() => self.read(value),
                (_, Some(default)) => self.eval(default),
                _ => Val::NULL,
            },
            Node::List(items) => {
                let values: Result<Vec<Value>, Why> =
                    items.iter().map(|item| self.owned(self.eval(item))).collect();
                values.map_or_else(Val::Unknown, |items| Val::own(Value::Array(items)))
            }
            Node::Op(op, args) => self.apply(*op, args),
        }
    }

    fn lookup(&self, path: &[String]) -> Option<&'a Value> {
        let (start, rest) = match (self.here, path.split_first()) {
            (Here::Item(item), _) => (item, path),
            (Here::Reduce { current, .. }, Some((first, rest))) if first == "current" => (current, rest),
            (Here::Reduce { accumulator, .. }, Some((first, rest))) if first == "accumulator" => {
                (accumulator, rest)
            }
            (Here::Reduce { .. }, _) => return None,
            (Here::Root, Some((first, rest))) => {
                match self.scope.extra.iter().find(|(name, _)| *name == first.as_str()) {
                    Some((_, value)) => (value, rest),
                    None => (self.scope.data, path),
                }
            }
            (Here::Root, None) => (self.scope.data, path),
        };
        rest.iter().try_fold(start, |value, token| match value {
            Value::Object(object) => object.get(token),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        })
    }

    fn arg(&self, args: Args<'a>, index: usize) -> Val<'a> {
        args.get(index).map_or(Val::NULL, |node| self.eval(node))
    }

    fn json(&self, args: Args<'a>, index: usize) -> Result<Cow<'a, Value>, Why> {
        match self.arg(args, index) {
            Val::Json(value) => Ok(value),
            other => other.into_json().map(Cow::Owned),
        }
    }

    fn apply(&self, op: Op, args: Args<'a>) -> Val<'a> {
        match op {
            Op::If | Op::Ternary => self.choose(args),
            Op::And | Op::Or => self.chain(args, op == Op::And),
            Op::Not => Val::from_truth(negate(self.arg(args, 0).truth())),
            Op::Truthy => Val::from_truth(self.arg(args, 0).truth()),
            Op::Equal => Val::from_truth(self.pairs(args, |a, b| self.equal(a, b, loosely_equal))),
            Op::NotEqual => Val::from_truth(self.pairs(args, |a, b| negate(self.equal(a, b, loosely_equal)))),
            Op::StrictEqual => Val::from_truth(self.pairs(args, |a, b| self.equal(a, b, strictly_equal))),
            Op::StrictNotEqual => {
                Val::from_truth(self.pairs(args, |a, b| negate(self.equal(a, b, strictly_equal))))
            }
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => {
                Val::from_truth(self.pairs(args, |a, b| compare_pair(op, a, b)))
            }
            Op::After | Op::Before | Op::NotAfter | Op::NotBefore => Val::from_truth(self.in_time(op, args)),
            Op::PlusTime => self.plus_time(args),
            Op::AgeAt => self.age(args),
            Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Remainder | Op::Min | Op::Max => {
                self.arithmetic(op, args)
            }
            Op::Map | Op::Filter | Op::Reduce | Op::All | Op::None | Op::Some => {
                self.over_items(op, args).unwrap_or_else(Val::Unknown)
            }
            Op::Missing | Op::MissingSome | Op::Merge | Op::In | Op::Cat | Op::Substr => {
                self.plain(op, args).map_or_else(Val::Unknown, Val::own)
            }
        }
    }

    fn choose(&self, args: Args<'a>) -> Val<'a> {
        let mut rest = args;
        loop {
            match rest {
                [] => return Val::NULL,
                [value] => return self.eval(value),
                [condition, value, tail @ ..] => match self.eval(condition).truth() {
                    Truth::True => return self.eval(value),
                    Truth::False => rest = tail,
                    Truth::Unknown(why) => return Val::Unknown(why),
                },
            }
        }
    }

    /// `and` and `or` after Kleene: a known decisive value decides, whatever else is unknown.
    fn chain(&self, args: Args<'a>, and: bool) -> Val<'a> {
        let decisive = if and { Truth::False } else { Truth::True };
        let mut unknown = None;
        let mut last = Val::NULL;
        for arg in args {
            let value = self.eval(arg);
            match value.truth() {
                truth if truth == decisive => return value,
                Truth::Unknown(why) => unknown = unknown.max(Some(why)),
                _ => last = value,
            }
        }
        unknown.map_or(last, Val::Unknown)
    }

    /// Each with the next one, from the left, until an answer is no.
    fn pairs(&self, args: Args<'a>, holds: impl Fn(&Val<'a>, &Val<'a>) -> Truth) -> Truth {
        let Some((first, rest)) = args.split_first() else { return Truth::True };
        let mut before = self.eval(first);
        let mut so_far = Truth::True;
        for arg in rest {
            let value = self.eval(arg);
            so_far = both(so_far, holds(&before, &value));
            if so_far == Truth::False {
                break;
            }
            before = value;
        }
        so_far
    }

    fn equal(&self, a: &Val<'a>, b: &Val<'a>, same: fn(&Value, &Value) -> bool) -> Truth {
        match (a, b) {
            (Val::Unknown(why), _) | (_, Val::Unknown(why)) => Truth::Unknown(*why),
            (Val::Json(a), Val::Json(b)) => match self.walk(a) {
                Ok(()) => same(a, b).into(),
                Err(why) => Truth::Unknown(why),
            },
            _ => match (a.bounds(), b.bounds()) {
                (Ok(Some((lo, hi))), Ok(Some((low, high)))) => {
                    if lo > high || hi < low {
                        Truth::False
                    } else if lo == hi && low == high {
                        Truth::True
                    } else {
                        Truth::Unknown(Why::Partial)
                    }
                }
                (Err(why), _) | (_, Err(why)) => Truth::Unknown(why),
                _ => Truth::False,
            },
        }
    }

    fn span(&self, node: &'a Node) -> Result<Span, Why> {
        match self.eval(node) {
            Val::Time(span) => Ok(span),
            Val::Json(value) => Span::parse(&value).ok_or(Why::Absent),
            Val::Unknown(why) => Err(why),
            Val::Range(..) => Err(Why::Absent),
        }
    }

    fn in_time(&self, op: Op, args: Args<'a>) -> Truth {
        let spans: Result<Vec<Span>, Why> = args.iter().map(|arg| self.span(arg)).collect();
        let spans = match spans {
            Ok(spans) => spans,
            Err(why) => return Truth::Unknown(why),
        };
        spans.windows(2).fold(Truth::True, |so_far, pair| match pair {
            [a, b] => both(
                so_far,
                match op {
                    Op::After => later(*a, *b),
                    Op::Before => later(*b, *a),
                    Op::NotAfter => negate(later(*a, *b)),
                    _ => negate(later(*b, *a)),
                },
            ),
            _ => so_far,
        })
    }

    fn plus_time(&self, args: Args<'a>) -> Val<'a> {
        let [date, amount, unit] = args else { return Val::Unknown(Why::Absent) };
        let (Node::Literal(amount), Node::Literal(unit)) = (amount, unit) else {
            return Val::Unknown(Why::Absent);
        };
        match (self.span(date), amount.as_i64(), unit.as_str()) {
            (Ok(span), Some(amount), Some(unit)) => {
                span.plus(amount, unit).map_or(Val::Unknown(Why::Absent), Val::Time)
            }
            (Err(why), ..) => Val::Unknown(why),
            _ => Val::Unknown(Why::Absent),
        }
    }

    /// Completed years between two dates, with the bounds that partial dates leave.
    fn age(&self, args: Args<'a>) -> Val<'a> {
        let [birth, on] = args else { return Val::Unknown(Why::Absent) };
        let (birth, on) = match (self.span(birth), self.span(on)) {
            (Ok(birth), Ok(on)) => (birth.days(), on.days()),
            (a, b) => return Val::Unknown(a.err().max(b.err()).unwrap_or(Why::Absent)),
        };
        match (birth, on) {
            (Some((first, last)), Some((from, to))) => {
                Val::Range(last.years_until(from).into(), first.years_until(to).into())
            }
            _ => Val::Unknown(Why::Absent),
        }
    }

    fn arithmetic(&self, op: Op, args: Args<'a>) -> Val<'a> {
        let mut numbers = Vec::with_capacity(args.len());
        for arg in args {
            match self.eval(arg).bounds() {
                Ok(Some((lo, hi))) if lo == hi => numbers.push(lo),
                Ok(Some(_)) => return Val::Unknown(Why::Partial),
                Ok(None) => return Val::NULL,
                Err(why) => return Val::Unknown(why),
            }
        }
        let result = match (op, numbers.as_slice()) {
            (Op::Subtract, [x]) => -x,
            (Op::Subtract, [x, rest @ ..]) => rest.iter().fold(*x, |left, y| left - y),
            (Op::Divide, [x]) => 1.0 / x,
            (Op::Divide, [x, rest @ ..]) => rest.iter().fold(*x, |left, y| left / y),
            (Op::Remainder, [x, rest @ ..]) => rest.iter().fold(*x, |left, y| left % y),
            (Op::Multiply, all) => all.iter().product(),
            (Op::Min, all) => all.iter().copied().fold(f64::INFINITY, f64::min),
            (Op::Max, all) => all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            (_, all) => all.iter().sum(),
        };
        Val::number(result)
    }

    fn over_items(&self, op: Op, args: Args<'a>) -> Result<Val<'a>, Why> {
        let list = self.json(args, 0)?;
        let items = list.as_array().unwrap_or_default();
        let Some(body) = args.get(1) else { return Ok(Val::NULL) };
        let at = |item: &Value| -> Result<Value, Why> {
            let frame = Frame { scope: self.scope, here: Here::Item(item) };
            // The copy is paid for by the frame that made it.
            frame.owned(frame.eval(body))
        };
        let holds = |item: &Value| Frame { scope: self.scope, here: Here::Item(item) }.eval(body).truth();
        Ok(match op {
            Op::Map => Val::own(Value::Array(items.iter().map(at).collect::<Result<_, _>>()?)),
            Op::Filter => {
                let mut kept = Vec::new();
                for item in items {
                    match holds(item) {
                        Truth::True => {
                            self.walk(item)?;
                            kept.push(item.clone());
                        }
                        Truth::False => {}
                        Truth::Unknown(why) => return Err(why),
                    }
                }
                Val::own(Value::Array(kept))
            }
            Op::Reduce => {
                let mut accumulator = self.owned(self.arg(args, 2))?;
                for current in items {
                    let here = Here::Reduce { current, accumulator: &accumulator };
                    let frame = Frame { scope: self.scope, here };
                    let next = frame.owned(frame.eval(body))?;
                    accumulator = next;
                }
                Val::own(accumulator)
            }
            Op::Some => Val::from_truth(negate(every(items, |item| negate(holds(item))))),
            Op::None => Val::from_truth(every(items, |item| negate(holds(item)))),
            // As in the standard implementation, nothing can be said of all items of an empty list.
            _ if items.is_empty() => Val::own(false),
            _ => Val::from_truth(every(items, holds)),
        })
    }

    fn plain(&self, op: Op, args: Args<'a>) -> Result<Value, Why> {
        match op {
            Op::Missing => {
                let mut names = Vec::new();
                for index in 0..args.len() {
                    match self.owned(self.arg(args, index))? {
                        Value::Array(items) => names.extend(items),
                        name => names.push(name),
                    }
                }
                Ok(Value::Array(self.missing(names)))
            }
            Op::MissingSome => {
                let need = self.json(args, 0)?.as_i64().unwrap_or(0);
                let names = self.owned(self.arg(args, 1))?.as_array().unwrap_or_default().to_vec();
                let (all, missing) = (names.len(), self.missing(names));
                let found = i64::try_from(all - missing.len()).unwrap_or(i64::MAX);
                Ok(Value::Array(if found >= need { Vec::new() } else { missing }))
            }
            Op::Merge => {
                let mut merged = Vec::new();
                for index in 0..args.len() {
                    match self.owned(self.arg(args, index))? {
                        Value::Array(items) => merged.extend(items),
                        item => merged.push(item),
                    }
                }
                if self.spend(merged.len()) { Ok(Value::Array(merged)) } else { Err(Why::Budget) }
            }
            Op::In => {
                let (needle, hay) = (self.json(args, 0)?, self.json(args, 1)?);
                Ok(Value::Bool(match (&*needle, &*hay) {
                    (Value::String(needle), Value::String(hay)) => hay.contains(needle.as_str()),
                    (needle, Value::Array(items)) => {
                        // A comparison looks no further than the smaller of the two.
                        for item in items {
                            if !self.spend(1) {
                                return Err(Why::Budget);
                            }
                            if item.type_name() == needle.type_name() {
                                self.walk(needle)?;
                                if item == needle {
                                    return Ok(Value::Bool(true));
                                }
                            }
                        }
                        false
                    }
                    _ => false,
                }))
            }
            Op::Cat => {
                let mut text = String::new();
                for index in 0..args.len() {
                    let part = self.json(args, index)?;
                    self.walk(&part)?;
                    text.push_str(&to_text(&part));
                }
                Ok(text.into())
            }
            _ => {
                let text = self.json(args, 0)?;
                self.walk(&text)?;
                let text = to_text(&text);
                let start = self.json(args, 1)?.as_i64().unwrap_or(0);
                let length = if args.len() > 2 { self.json(args, 2)?.as_i64() } else { None };
                Ok(substr(&text, start, length).into())
            }
        }
    }

    fn missing(&self, names: Vec<Value>) -> Vec<Value> {
        let absent = |name: &Value| {
            let path: Vec<String> = to_text(name).split('.').map(str::to_owned).collect();
            !self.spend(path.len())
                || self
                    .lookup(&path)
                    .is_none_or(|value| value.is_null() || value.as_str().is_some_and(str::is_empty))
        };
        names.into_iter().filter(absent).collect()
    }
}
