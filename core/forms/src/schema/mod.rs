//! JSON Schema draft 2020-12, compiled once.
//!
//! [`Schema::compile`] takes the schema of a form: every keyword of the draft, and two of our own: `vnCatalogue` names
//! the table whose codes are allowed, and `vnContext` tells the formats below what the form knows already (`birthDate`,
//! `sex`, `foreign`, `birthProvince`, where the birth was registered, `proof`, whether a paper is to prove who somebody
//! is, and `on`, the day that this is asked for; each JsonLogic). Formats are asserted; what nobody knows, and a definition that leads back to
//! itself, is refused at load.
//!
//! [`Schema::compile_draft`] takes any schema of the draft. `format` is an annotation there unless [`Options`] or the
//! vocabulary of the meta-schema asks for more; keywords that nobody knows are annotations; further resources are handed
//! in and never fetched.
//!
//! `pattern` is the linear-time part of ECMA-262 that [`motcua_scan::pattern`] states.

mod compile;
mod context;
mod decimal;
mod format;
mod graph;
mod marks;
mod registry;
mod rules;
mod text;
mod uri;
mod validate;
mod walk;

pub use context::{Context, Resolver};
pub use validate::Normal;
pub(crate) use validate::{BUDGET, Part};

use motcua_json::sorted::Map;

use motcua_json::{Number, Value};
use motcua_scan::pattern::Pattern;

use crate::logic::Expr;

/// How a schema of the draft is compiled.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Further resources by their address, for references that lead out of the document.
    pub resources: Vec<(String, Value)>,
    /// Whether `format` is asserted.
    pub assert_formats: bool,
}

/// A compiled schema.
#[derive(Clone)]
pub struct Schema {
    nodes: Vec<Node>,
    root: usize,
    /// Dynamic anchors by resource.
    anchors: Vec<Map<String, usize>>,
    /// Whether it is a form's: there a required object that is absent counts as empty.
    form: bool,
}

/// What a property not named may be.
#[derive(Clone, Default)]
enum Additional {
    #[default]
    Any,
    /// Anything, and the schema says so.
    Open,
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
    prefix: Vec<usize>,
    contains: Option<usize>,
    min_contains: Option<u64>,
    max_contains: Option<u64>,
    unique: bool,
    unevaluated_items: Option<usize>,
    choices: Option<Vec<Value>>,
    constant: Option<Value>,
    min_length: Option<u64>,
    max_length: Option<u64>,
    pattern: Option<Pattern>,
    minimum: Option<Number>,
    maximum: Option<Number>,
    /// `exclusiveMinimum`
    above: Option<Number>,
    /// `exclusiveMaximum`
    below: Option<Number>,
    multiple_of: Option<Number>,
    min_properties: Option<u64>,
    max_properties: Option<u64>,
    pattern_properties: Vec<(Pattern, usize)>,
    /// `propertyNames`
    names: Option<usize>,
    dependent_required: Vec<(String, Vec<String>)>,
    dependent_schemas: Vec<(String, usize)>,
    unevaluated_properties: Option<usize>,
    format: Option<format::Format>,
    catalogue: Option<String>,
    context: Option<Box<ContextRule>>,
    default: Option<Value>,
    /// The resource it belongs to.
    resource: usize,
    reference: Option<usize>,
    dynamic: Option<DynamicRef>,
    all_of: Vec<usize>,
    any_of: Vec<usize>,
    one_of: Vec<usize>,
    not: Option<usize>,
    condition: Option<usize>,
    then: Option<usize>,
    otherwise: Option<usize>,
}

/// `$dynamicRef`: where it leads as it stands, and the name to look for in the resources on the way.
#[derive(Clone)]
struct DynamicRef {
    to: usize,
    anchor: Option<String>,
}

#[derive(Clone, Default)]
struct ContextRule {
    birth_date: Option<Expr>,
    sex: Option<Expr>,
    foreign: Option<Expr>,
    birth_province: Option<Expr>,
    proof: Option<Expr>,
    on: Option<Expr>,
}

impl Node {
    /// Every schema directly below.
    fn children(&self) -> impl Iterator<Item = usize> {
        let additional = match self.additional {
            Additional::Node(id) => Some(id),
            Additional::Any | Additional::Open | Additional::Forbidden => None,
        };
        let single = [
            self.items,
            self.contains,
            self.unevaluated_items,
            self.unevaluated_properties,
            self.names,
            additional,
            self.dynamic.as_ref().map(|dynamic| dynamic.to),
        ];
        let named = self.properties.iter().map(|(_, id)| *id);
        let patterns = self.pattern_properties.iter().map(|(_, id)| *id);
        let prefix = self.prefix.iter().copied();
        named.chain(patterns).chain(prefix).chain(single.into_iter().flatten()).chain(self.in_place())
    }

    /// Schemas that apply to the same value. Where a dynamic reference leads is known only on the way.
    fn in_place(&self) -> impl Iterator<Item = usize> {
        let single = [self.reference, self.not, self.condition, self.then, self.otherwise];
        let lists = self.all_of.iter().chain(&self.any_of).chain(&self.one_of).copied();
        let dependent = self.dependent_schemas.iter().map(|(_, id)| *id);
        single.into_iter().flatten().chain(lists).chain(dependent)
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
