//! JsonLogic with CertLogic's date operators.
//!
//! An expression is compiled once ([`Expr::compile`]) and evaluated over data in a [`Scope`]. Own additions:
//! `{"ageAt": [birthDate, onDate]}` counts completed years. Dates may be partial (`1990`, `1990-05`); a question
//! that such a date cannot answer is [`Truth::Unknown`], never a guess. There is no operator with a side effect, and
//! every evaluation ends within its step budget: a step for each operation, and
//! more for long texts, lists that are walked and values that are copied.

pub(crate) mod analyse;
mod answer;
mod compile;
mod eval;
mod reads;
pub(crate) mod time;
mod value;

pub use eval::{Scope, evaluate, truth};
pub(crate) use reads::Reads;
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
    Equal "==" 2 64;
    StrictEqual "===" 2 64;
    NotEqual "!=" 2 64;
    StrictNotEqual "!==" 2 64;
    Not "!" 0 1;
    Truthy "!!" 0 1;
    Or "or" 1 64;
    And "and" 1 64;
    Less "<" 2 64;
    LessEqual "<=" 2 64;
    Greater ">" 2 64;
    GreaterEqual ">=" 2 64;
    Min "min" 1 64;
    Max "max" 1 64;
    Add "+" 0 64;
    Subtract "-" 1 64;
    Multiply "*" 0 64;
    Divide "/" 1 64;
    Remainder "%" 2 64;
    Map "map" 2 2;
    Filter "filter" 2 2;
    Reduce "reduce" 2 3;
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
