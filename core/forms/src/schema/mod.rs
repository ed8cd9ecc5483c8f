//! JSON Schema 2020-12: the keywords that a form needs, compiled once.
//!
//! Keywords: `type`, `properties`, `required`, `additionalProperties`, `items`, `minItems`, `maxItems`, `enum`,
//! `const`, `minLength`, `maxLength`, `minimum`, `maximum`, `format`, `$ref` to `#/$defs/…`, `allOf`, `anyOf`, `oneOf`,
//! `not`, `if`/`then`/`else`; the annotations `$schema`, `$id`, `$comment`, `title`, `description`, `examples`,
//! `default`. Two of our own: `vnCatalogue` names the table whose codes are allowed, and `vnContext` tells the formats
//! below what the form knows already (`birthDate`, `sex`, `foreign`, each JsonLogic). Anything else is refused at load.

mod compile;
mod context;
mod format;
mod validate;
mod walk;

pub use context::{Context, Resolver};
pub use validate::Normal;

use motcua_json::Value;

use crate::logic::Expr;

/// A compiled schema.
#[derive(Clone)]
pub struct Schema {
    nodes: Vec<Node>,
    root: usize,
}

/// What a property not named may be.
#[derive(Clone, Default)]
enum Additional {
    #[default]
    Any,
    Forbidden,
    Node(usize),
}

#[derive(Clone, Default)]
struct Node {
    /// Nothing is valid (`false`).
    never: bool,
    /// Allowed types as bits; none set allows all.
    types: u8,
    properties: Vec<(String, usize)>,
    required: Vec<String>,
    additional: Additional,
    items: Option<usize>,
    min_items: Option<u64>,
    max_items: Option<u64>,
    choices: Option<Vec<Value>>,
    constant: Option<Value>,
    min_length: Option<u64>,
    max_length: Option<u64>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    format: Option<format::Format>,
    catalogue: Option<String>,
    context: Option<Box<ContextRule>>,
    default: Option<Value>,
    reference: Option<usize>,
    all_of: Vec<usize>,
    any_of: Vec<usize>,
    one_of: Vec<usize>,
    not: Option<usize>,
    condition: Option<usize>,
    then: Option<usize>,
    otherwise: Option<usize>,
}

#[derive(Clone, Default)]
struct ContextRule {
    birth_date: Option<Expr>,
    sex: Option<Expr>,
    foreign: Option<Expr>,
}

impl Node {
    /// Every schema directly below.
    fn children(&self) -> impl Iterator<Item = usize> {
        let additional = match self.additional {
            Additional::Node(id) => Some(id),
            Additional::Any | Additional::Forbidden => None,
        };
        let single =
            [self.items, self.reference, self.not, self.condition, self.then, self.otherwise, additional];
        let lists = self.all_of.iter().chain(&self.any_of).chain(&self.one_of).copied();
        self.properties.iter().map(|(_, id)| *id).chain(single.into_iter().flatten()).chain(lists)
    }
}

impl Schema {
    fn node(&self, id: usize) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// Schemas that apply at the same place without a condition: `$ref` and `allOf`.
    fn unconditional<'s>(&'s self, node: &'s Node) -> impl Iterator<Item = usize> + 's {
        node.reference.into_iter().chain(node.all_of.iter().copied())
    }

    /// All schemas that can apply at the same place.
    fn alternatives<'s>(&'s self, node: &'s Node) -> impl Iterator<Item = usize> + 's {
        let some = node.then.into_iter().chain(node.otherwise);
        self.unconditional(node)
            .chain(node.any_of.iter().copied())
            .chain(node.one_of.iter().copied())
            .chain(some)
    }

    /// Names of the catalogues used.
    pub(crate) fn catalogues(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().filter_map(|node| node.catalogue.as_deref())
    }
}
