//! From JSON to [`Expr`], with every mistake noted at its place.

use motcua_json::Value;
use motcua_types::report::Diagnostic;

use super::{Expr, Node, Op};
use crate::check::Checker;

/// Deepest nesting of an expression.
const MAX_DEPTH: usize = 32;

impl Expr {
    /// Compiles a rule.
    ///
    /// # Errors
    /// `procedure/unknownOperator`, `procedure/wrongArity`, `procedure/badRule`, `procedure/tooDeep`, each with the
    /// pointer into the rule.
    pub fn compile(rule: &Value) -> Result<Self, Vec<Diagnostic>> {
        let mut checker = Checker::default();
        let expr = Self::build(rule, &mut checker);
        if checker.is_clean() { Ok(expr) } else { Err(checker.finish()) }
    }

    /// Compiles a rule inside a larger document; a broken part becomes `null`.
    pub(crate) fn build(rule: &Value, checker: &mut Checker) -> Self {
        Self(node(rule, checker, 0))
    }
}

fn broken() -> Node {
    Node::Literal(Value::Null)
}

fn node(rule: &Value, checker: &mut Checker, depth: usize) -> Node {
    if depth > MAX_DEPTH {
        checker.report("procedure/tooDeep", &[]);
        return broken();
    }
    match rule {
        Value::Array(items) => Node::List(
            items.iter().enumerate().map(|(i, item)| checker.at(i, |c| node(item, c, depth + 1))).collect(),
        ),
        Value::Object(object) if object.len() == 1 => {
            object.iter().next().map_or_else(broken, |(name, args)| operation(name, args, checker, depth))
        }
        // As in the standard implementation, an object with any other number of members is a value.
        plain => Node::Literal(plain.clone()),
    }
}

fn operation(name: &str, args: &Value, checker: &mut Checker, depth: usize) -> Node {
    checker.inside(name, |c| {
        if name == "var" {
            return var(args, c, depth);
        }
        let Some((op, min, max)) = Op::find(name) else {
            c.report("procedure/unknownOperator", &[("operator", name)]);
            return broken();
        };
        let args: Vec<Node> = match args {
            Value::Array(items) => {
                items.iter().enumerate().map(|(i, arg)| c.at(i, |c| node(arg, c, depth + 1))).collect()
            }
            single => vec![node(single, c, depth + 1)],
        };
        if args.len() < min || args.len() > max {
            let (min, max) = (min.to_string(), max.to_string());
            c.report("procedure/wrongArity", &[("operator", name), ("min", &min), ("max", &max)]);
            return broken();
        }
        if op == Op::PlusTime && !plus_time_is_static(&args) {
            c.report("procedure/badRule", &[("operator", name)]);
        }
        Node::Op(op, args)
    })
}

/// A path that is known at load, so that every field a rule reads can be checked.
fn var(args: &Value, checker: &mut Checker, depth: usize) -> Node {
    let (path, default) = match args {
        Value::Array(items) => match items.as_slice() {
            [] => (None, None),
            [path] => (Some(path), None),
            [path, default] => (Some(path), Some(default)),
            _ => {
                checker.report("procedure/wrongArity", &[("operator", "var"), ("min", "0"), ("max", "2")]);
                return broken();
            }
        },
        single => (Some(single), None),
    };
    let path = match path {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) if text.is_empty() => Vec::new(),
        Some(Value::String(text)) => text.split('.').map(str::to_owned).collect(),
        Some(Value::Number(number)) if number.as_u64().is_some() => {
            number.as_u64().map(|n| n.to_string()).into_iter().collect()
        }
        Some(_) => {
            checker.report("procedure/badRule", &[("operator", "var")]);
            return broken();
        }
    };
    let default = default.map(|default| Box::new(checker.at(1, |c| node(default, c, depth + 1))));
    Node::Var { path, default }
}

fn plus_time_is_static(args: &[Node]) -> bool {
    let [_, Node::Literal(amount), Node::Literal(unit)] = args else { return false };
    amount.as_i64().is_some_and(|n| n.unsigned_abs() <= 1_000_000)
        && matches!(unit.as_str(), Some("year" | "month" | "day" | "hour"))
}
