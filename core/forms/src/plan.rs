//! Visibility and computed values, in an order in which each sees the final state of what it reads.

use motcua_json::sorted::Set;

use motcua_json::pointer::{Pointer, remove, set};
use motcua_json::{Object, Value, sort_by};
use motcua_types::report::ComputedValue;
use motcua_vn::text::normalize;

use crate::logic::{Expr, Node, Op, Reads, Scope, Truth, Why, evaluate, truth};

/// Most rules of one procedure: the order is found in quadratic time.
pub(crate) const MAX_STEPS: usize = 1000;

pub(crate) enum Kind {
    Show(Expr),
    Compute(Expr),
}

pub(crate) struct Step {
    pub(crate) target: Pointer,
    pub(crate) kind: Kind,
    /// What its expression reads.
    pub(crate) reads: Reads,
    /// Position in the document, visibility before computed values.
    pub(crate) index: usize,
}

/// All visibility rules and computed values of a procedure.
pub(crate) struct Plan {
    /// In the order in which they run.
    pub(crate) steps: Vec<Step>,
    shows: usize,
}

/// Data after the plan ran.
pub(crate) struct Applied {
    pub(crate) data: Value,
    /// Hidden targets, in the order of the document.
    pub(crate) hidden: Vec<String>,
    /// Values computed, in the order of the document.
    pub(crate) computed: Vec<ComputedValue>,
    /// What each step did, in the order of the plan.
    pub(crate) done: Vec<Done>,
}

/// What a step of the plan did.
#[derive(Clone, PartialEq)]
pub(crate) enum Done {
    /// Whether it hid its target.
    Hid(bool),
    /// What it put there.
    Put(Option<Value>),
}

impl Plan {
    /// Puts the rules in order.
    ///
    /// # Errors
    /// Positions of the rules that wait for each other: visibility first, then computed values.
    pub(crate) fn build(
        shows: Vec<(Pointer, Expr)>,
        computes: Vec<(Pointer, Expr)>,
    ) -> Result<Self, Vec<usize>> {
        let count = shows.len();
        let shown = shows.into_iter().map(|(target, expr)| (target, Kind::Show(expr)));
        let computed = computes.into_iter().map(|(target, expr)| (target, Kind::Compute(expr)));
        let all: Vec<Step> = shown
            .chain(computed)
            .enumerate()
            .map(|(index, (target, kind))| {
                let (Kind::Show(expr) | Kind::Compute(expr)) = &kind;
                Step { target, reads: Reads::of(expr), kind, index }
            })
            .collect();
        let mut waits: Vec<Set<usize>> = all
            .iter()
            .map(|step| {
                let mut waits = Set::new();
                waits.extend(all.iter().filter(|other| step.needs(other)).map(|other| other.index));
                waits
            })
            .collect();
        let mut left: Vec<Option<Step>> = all.into_iter().map(Some).collect();
        let mut steps = Vec::with_capacity(left.len());
        while let Some(next) =
            left.iter().zip(&waits).position(|(step, waits)| step.is_some() && waits.is_empty())
        {
            for waiting in &mut waits {
                waiting.remove(&next);
            }
            steps.extend(left.get_mut(next).and_then(Option::take));
        }
        let stuck: Vec<usize> = left.iter().flatten().map(|step| step.index).collect();
        if stuck.is_empty() { Ok(Self { steps, shows: count }) } else { Err(stuck) }
    }

    /// Removes what is hidden and puts in what is computed.
    pub(crate) fn apply(&self, data: &Value, extra: &[(&str, Value)]) -> Applied {
        let mut data = clean(data).unwrap_or_else(|| Value::Object(Object::new()));
        let mut hidden = vec![None; self.shows];
        let mut computed = Vec::new();
        let mut done = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let target = step.target.to_string();
            match &step.kind {
                Kind::Show(when) => {
                    let hide = hides(when, &Scope::new(&data, extra));
                    done.push(Done::Hid(hide));
                    if hide {
                        take(&mut data, &step.target);
                        if let Some(slot) = hidden.get_mut(step.index) {
                            *slot = Some(target);
                        }
                    }
                }
                Kind::Compute(value) => {
                    let value = compute(value, &Scope::new(&data, extra))
                        .filter(|value| set(&mut data, &target, value.clone()).is_ok());
                    done.push(Done::Put(value.clone()));
                    if let Some(value) = value {
                        computed.push((step.index, ComputedValue { pointer: target, value }));
                    }
                }
            }
        }
        sort_by(&mut computed, |(a, _), (b, _)| a.cmp(b));
        Applied {
            data,
            hidden: hidden.into_iter().flatten().collect(),
            computed: computed.into_iter().map(|(_, value)| value).collect(),
            done,
        }
    }

    /// For a target that copies another field, that field.
    pub(crate) fn source(&self, target: &str) -> Option<String> {
        let step = self
            .steps
            .iter()
            .find(|s| matches!(s.kind, Kind::Compute(_)) && s.target.to_string() == target)?;
        let Kind::Compute(expr) = &step.kind else { return None };
        copied(&expr.0).map(|path| path.iter().collect::<Pointer>().to_string())
    }
}

/// Whether a condition hides its target.
pub(crate) fn hides(when: &Expr, scope: &Scope<'_>) -> bool {
    matches!(truth(when, scope), Truth::False | Truth::Unknown(Why::Absent))
}

/// The value of a computed field.
pub(crate) fn compute(value: &Expr, scope: &Scope<'_>) -> Option<Value> {
    evaluate(value, scope).ok().and_then(|value| clean(&value))
}

/// Removes a place, and the objects above it that hold nothing more: nothing is written of them, and a rule that reads
/// them sees nothing.
fn take(data: &mut Value, target: &Pointer) {
    let removed = remove(data, &target.to_string());
    let mut above = target.parent().filter(|_| removed.is_some());
    while let Some(place) = above.filter(|place| !place.is_root()) {
        let text = place.to_string();
        let holder = place.parent().unwrap_or_default().to_string();
        let empty = matches!(data.pointer(&text), Some(Value::Object(object)) if object.is_empty());
        if !empty || !matches!(data.pointer(&holder), Some(Value::Object(_))) {
            break;
        }
        remove(data, &text);
        above = place.parent();
    }
}

impl Step {
    fn needs(&self, other: &Self) -> bool {
        if self.reads.touch(other.target.tokens()) {
            return true;
        }
        match (&self.kind, &other.kind) {
            // A computed value stands although its field is hidden, so it comes after.
            (Kind::Compute(_), Kind::Show(_)) => self.target.starts_with(&other.target),
            (Kind::Show(_), Kind::Compute(_)) => {
                self.target.starts_with(&other.target) && self.target != other.target
            }
            _ => false,
        }
    }
}

/// The path of `{"var": path}`, bare or as the only value of an `if` whose other branch is `null`.
fn copied(node: &Node) -> Option<&[String]> {
    match node {
        Node::Var { path, default: None } if !path.is_empty() => Some(path),
        Node::Op(Op::If | Op::Ternary, args) => match args.as_slice() {
            [_, value] => copied(value),
            [_, value, Node::Literal(Value::Null)] => copied(value),
            _ => None,
        },
        _ => None,
    }
}

/// The value without what is not filled (`null`, blank text, objects with nothing in them), its texts in normal form
/// line by line. `None` when nothing is left.
pub(crate) fn clean(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => {
            let text = if text.contains('\n') {
                let lines: Vec<String> = text.lines().map(normalize).collect();
                lines.join("\n").trim().to_owned()
            } else {
                normalize(text)
            };
            (!text.is_empty()).then_some(Value::String(text))
        }
        Value::Array(items) => {
            Some(Value::Array(items.iter().map(|item| clean(item).unwrap_or_default()).collect()))
        }
        Value::Object(object) => {
            let kept: Object =
                object.iter().filter_map(|(name, value)| Some((name.to_owned(), clean(value)?))).collect();
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        plain => Some(plain.clone()),
    }
}
