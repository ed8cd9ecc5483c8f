//! JsonLogic with CertLogic's date operators.
//!
//! An expression is compiled once ([`Expr::compile`]) and evaluated over data in a [`Scope`]. Own additions:
//! `{"ageAt": [birthDate, onDate]}` counts completed years. Dates may be partial (`1990`, `1990-05`); a question
//! that such a date cannot answer is [`Truth::Unknown`], never a guess. There is no operator with a side effect, and
//! every evaluation ends within its step budget.

mod answer;
mod compile;
mod eval;
pub(crate) mod time;
mod value;

pub use eval::{Scope, evaluate, truth};
pub use value::{Truth, Why};

use motcua_json::Value;

/// A compiled expression.
#[derive(Clone, PartialEq)]
pub struct Expr(pub(crate) Node);

#[derive(Clone, PartialEq)]
pub(crate) enum Node {
    /// A value as it stands.
    Literal(Value),
    /// A member of the data by its path; the empty path is the data itself.
    Var { path: Vec<String>, default: Option<Box<Node>> },
    /// A list of expressions.
    List(Vec<Node>),
    /// An operator over its arguments.
    Op(Op, Vec<Node>),
}

macro_rules! operators {
    ($($variant:ident $name:literal $min:literal $max:literal;)*) => {
        /// The operators.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Op { $($variant),* }

        impl Op {
            /// Operator, fewest and most arguments of a name.
            fn find(name: &str) -> Option<(Op, usize, usize)> {
                Some(match name { $($name => (Op::$variant, $min, $max),)* _ => return None })
            }
        }
    };
}

operators! {
    Missing "missing" 0 64;
    MissingSome "missing_some" 2 2;
    If "if" 0 64;
    Ternary "?:" 3 3;
    Equal "==" 2 2;
    StrictEqual "===" 2 2;
    NotEqual "!=" 2 2;
    StrictNotEqual "!==" 2 2;
    Not "!" 1 1;
    Truthy "!!" 1 1;
    Or "or" 1 64;
    And "and" 1 64;
    Less "<" 2 3;
    LessEqual "<=" 2 3;
    Greater ">" 2 2;
    GreaterEqual ">=" 2 2;
    Min "min" 1 64;
    Max "max" 1 64;
    Add "+" 1 64;
    Subtract "-" 1 2;
    Multiply "*" 1 64;
    Divide "/" 2 2;
    Remainder "%" 2 2;
    Map "map" 2 2;
    Filter "filter" 2 2;
    Reduce "reduce" 3 3;
    All "all" 2 2;
    None "none" 2 2;
    Some "some" 2 2;
    Merge "merge" 0 64;
    In "in" 2 2;
    Cat "cat" 0 64;
    Substr "substr" 2 3;
    PlusTime "plusTime" 3 3;
    After "after" 2 3;
    Before "before" 2 3;
    NotAfter "not-after" 2 3;
    NotBefore "not-before" 2 3;
    AgeAt "ageAt" 2 2;
}

impl Op {
    /// Whether the second argument sees one item of the first as its data.
    const fn opens_scope(self) -> bool {
        matches!(self, Op::Map | Op::Filter | Op::Reduce | Op::All | Op::None | Op::Some)
    }
}

/// Paths (dotted in the source) that an expression reads from the form's data, outside of item scopes.
pub(crate) fn paths<'e>(node: &'e Node, out: &mut Vec<&'e [String]>) {
    match node {
        Node::Literal(_) => {}
        Node::Var { path, default } => {
            out.push(path);
            if let Some(default) = default {
                paths(default, out);
            }
        }
        Node::List(items) => items.iter().for_each(|item| paths(item, out)),
        Node::Op(op, args) => {
            let scoped = op.opens_scope();
            args.iter().enumerate().filter(|(i, _)| !scoped || *i != 1).for_each(|(_, arg)| paths(arg, out));
        }
    }
}
