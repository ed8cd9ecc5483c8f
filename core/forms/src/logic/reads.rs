//! Which parts of the data an expression reads.

use motcua_json::Value;

use super::{Expr, Node, Op};

/// Paths into the data, outside of item scopes: what a body of `map` and its like reads stands below its list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reads {
    pub(crate) paths: Vec<Vec<String>>,
    /// Whether it may read anything, by names that only the data gives.
    pub(crate) everything: bool,
}

impl Reads {
    pub(crate) fn of(expr: &Expr) -> Self {
        let mut reads = Self::default();
        reads.node(&expr.0);
        reads
    }

    /// Whether a change at or below `place`, or above it, can be seen.
    pub(crate) fn touch(&self, place: &[String]) -> bool {
        self.everything || self.paths.iter().any(|path| path.starts_with(place) || place.starts_with(path))
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Literal(_) => {}
            Node::Var { path, default } => {
                self.paths.push(path.clone());
                if let Some(default) = default {
                    self.node(default);
                }
            }
            Node::List(items) => items.iter().for_each(|item| self.node(item)),
            Node::Op(op @ (Op::Missing | Op::MissingSome), args) => {
                for arg in args.iter().skip(usize::from(*op == Op::MissingSome)) {
                    self.names(arg);
                }
            }
            Node::Op(op, args) => {
                let scoped = op.opens_scope();
                args.iter()
                    .enumerate()
                    .filter(|(i, _)| !scoped || *i != 1)
                    .for_each(|(_, arg)| self.node(arg));
            }
        }
    }

    /// Names of `missing`.
    fn names(&mut self, node: &Node) {
        match node {
            Node::Literal(Value::String(name)) => self.paths.push(split(name)),
            Node::List(items) => items.iter().for_each(|item| self.names(item)),
            Node::Literal(_) => {}
            computed => {
                self.everything = true;
                self.node(computed);
            }
        }
    }
}

/// A dotted path.
pub(super) fn split(name: &str) -> Vec<String> {
    if name.is_empty() { Vec::new() } else { name.split('.').map(str::to_owned).collect() }
}
