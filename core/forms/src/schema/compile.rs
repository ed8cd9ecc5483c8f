//! From a JSON Schema document to [`Schema`], with every mistake noted at its place.

use std::collections::BTreeMap;

use motcua_json::{Object, Value, sort_by};
use motcua_types::report::Diagnostic;

use super::format::Format;
use super::{Additional, ContextRule, Node, Schema};
use crate::check::Checker;
use crate::logic::Expr;

/// Deepest nesting of schemas, references included.
const MAX_DEPTH: usize = 48;

/// Most schemas when every reference is written out: what a walk over a form visits at most.
const MAX_SIZE: u64 = 100_000;

const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

pub(super) fn type_bit(name: &str) -> u8 {
    TYPES.iter().position(|known| *known == name).map_or(0, |position| 1 << position)
}

impl Schema {
    /// Compiles a schema.
    ///
    /// # Errors
    /// Diagnostics `procedure/…` with pointers into the schema.
    pub fn compile(document: &Value) -> Result<Self, Vec<Diagnostic>> {
        let mut checker = Checker::default();
        let schema = Self::build(document, &mut checker);
        if checker.is_clean() { Ok(schema) } else { Err(checker.finish()) }
    }

    /// Compiles a schema inside a larger document.
    pub(crate) fn build(document: &Value, checker: &mut Checker) -> Self {
        let mut compiler =
            Compiler { document, nodes: Vec::new(), definitions: BTreeMap::new(), open: Vec::new() };
        let root = compiler.schema(document, checker, 0);
        if let Some(definitions) = document.get("$defs").and_then(Value::as_object) {
            // Also those that nothing refers to: a mistake in them is a mistake.
            for name in definitions.keys() {
                checker.inside("$defs", |c| compiler.definition(name, c, 0));
            }
        }
        if compiler.size(root) > MAX_SIZE {
            checker.report("procedure/tooDeep", &[]);
            return Self { nodes: Vec::new(), root: 0 };
        }
        Self { nodes: compiler.nodes, root }
    }
}

struct Compiler<'d> {
    document: &'d Value,
    nodes: Vec<Node>,
    definitions: BTreeMap<String, usize>,
    /// Definitions being compiled, outermost first.
    open: Vec<String>,
}

impl Compiler<'_> {
    /// Number of schemas below a node, references written out. Children come before their parents in the list.
    fn size(&self, root: usize) -> u64 {
        let mut sizes: Vec<u64> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let below = node
                .children()
                .filter_map(|id| sizes.get(id))
                .fold(1_u64, |sum, size| sum.saturating_add(*size));
            sizes.push(below);
        }
        sizes.get(root).copied().unwrap_or(0)
    }

    fn schema(&mut self, source: &Value, c: &mut Checker, depth: usize) -> usize {
        let mut node = Node::default();
        match source {
            _ if depth > MAX_DEPTH => c.report("procedure/tooDeep", &[]),
            Value::Bool(all) => node.never = !all,
            Value::Object(object) => {
                for (keyword, value) in object.iter() {
                    c.inside(keyword, |c| {
                        if self.keyword(&mut node, keyword, value, c, depth).is_none() {
                            c.report("procedure/badKeyword", &[("keyword", keyword)]);
                        }
                    });
                }
            }
            _ => c.report("procedure/badKeyword", &[("keyword", "schema")]),
        }
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Reads one keyword; `None` when its value has the wrong shape.
    fn keyword(
        &mut self,
        node: &mut Node,
        keyword: &str,
        value: &Value,
        c: &mut Checker,
        depth: usize,
    ) -> Option<()> {
        let below = depth + 1;
        match keyword {
            "$schema" | "$id" | "$comment" | "title" | "description" => drop(value.as_str()?),
            "examples" => drop(value.as_array()?),
            "$defs" => {
                value.as_object()?;
                if depth > 0 {
                    c.report("procedure/unknownKeyword", &[("keyword", keyword)]);
                }
            }
            "default" => node.default = Some(value.clone()),
            "type" => node.types = types(value)?,
            "properties" => {
                let object = value.as_object()?;
                for (name, schema) in object.iter() {
                    let id = c.inside(name, |c| self.schema(schema, c, below));
                    node.properties.push((name.to_owned(), id));
                }
                sort_by(&mut node.properties, |a, b| a.cmp(b));
            }
            "required" => node.required = strings(value)?,
            "additionalProperties" => {
                node.additional = match value {
                    Value::Bool(true) => Additional::Any,
                    Value::Bool(false) => Additional::Forbidden,
                    schema => Additional::Node(self.schema(schema, c, below)),
                }
            }
            "items" => node.items = Some(self.schema(value, c, below)),
            "minItems" => node.min_items = Some(count(value)?),
            "maxItems" => node.max_items = Some(count(value)?),
            "minLength" => node.min_length = Some(count(value)?),
            "maxLength" => node.max_length = Some(count(value)?),
            "minimum" => node.minimum = Some(value.as_f64()?),
            "maximum" => node.maximum = Some(value.as_f64()?),
            "enum" => node.choices = Some(value.as_array()?.to_vec()),
            "const" => node.constant = Some(value.clone()),
            "format" => {
                let name = value.as_str()?;
                node.format = Format::find(name);
                if node.format.is_none() {
                    c.report("procedure/unknownFormat", &[("format", name)]);
                }
            }
            "vnCatalogue" => node.catalogue = Some(value.as_str()?.to_owned()),
            "vnContext" => node.context = Some(Box::new(context(value.as_object()?, c)?)),
            "$ref" => {
                let name = value.as_str()?.strip_prefix("#/$defs/").map(str::to_owned);
                node.reference = match name {
                    Some(name) => self.reference(&name, c, below),
                    None => {
                        c.report("procedure/unresolvedRef", &[]);
                        None
                    }
                }
            }
            "allOf" => node.all_of = self.list(value, c, below)?,
            "anyOf" => node.any_of = self.list(value, c, below)?,
            "oneOf" => node.one_of = self.list(value, c, below)?,
            "not" => node.not = Some(self.schema(value, c, below)),
            "if" => node.condition = Some(self.schema(value, c, below)),
            "then" => node.then = Some(self.schema(value, c, below)),
            "else" => node.otherwise = Some(self.schema(value, c, below)),
            "pattern" | "patternProperties" => {
                c.report("procedure/patternUnsupported", &[("keyword", keyword)])
            }
            _ => c.report("procedure/unknownKeyword", &[("keyword", keyword)]),
        }
        Some(())
    }

    fn list(&mut self, value: &Value, c: &mut Checker, depth: usize) -> Option<Vec<usize>> {
        let items = value.as_array().filter(|items| !items.is_empty())?;
        Some(items.iter().enumerate().map(|(i, item)| c.at(i, |c| self.schema(item, c, depth))).collect())
    }

    /// The node of a definition. A definition that reaches itself is refused: a form is finite, and so its schema.
    fn reference(&mut self, name: &str, c: &mut Checker, depth: usize) -> Option<usize> {
        if self.open.iter().any(|open| open == name) {
            c.report("procedure/recursiveRef", &[("name", name)]);
            return None;
        }
        if self.document.get("$defs").and_then(|defs| defs.get(name)).is_none() {
            c.report("procedure/unresolvedRef", &[("name", name)]);
            return None;
        }
        if let Some(id) = self.definitions.get(name) {
            return Some(*id);
        }
        // Mistakes inside are noted where the definition stands, in the pass over all definitions.
        self.open.push(name.to_owned());
        let source = self.document.get("$defs").and_then(|defs| defs.get(name)).cloned().unwrap_or_default();
        let mut inner = Checker::default();
        let id = self.schema(&source, &mut inner, depth);
        self.open.pop();
        if inner.finish().iter().any(|found| found.code == "procedure/recursiveRef") {
            c.report("procedure/recursiveRef", &[("name", name)]);
        }
        self.definitions.insert(name.to_owned(), id);
        Some(id)
    }

    fn definition(&mut self, name: &str, c: &mut Checker, depth: usize) {
        let Some(source) = self.document.get("$defs").and_then(|defs| defs.get(name)).cloned() else {
            return;
        };
        self.open.push(name.to_owned());
        c.inside(name, |c| self.schema(&source, c, depth + 1));
        self.open.pop();
    }
}

fn types(value: &Value) -> Option<u8> {
    let names = match value {
        Value::String(name) => vec![name.clone()],
        list => strings(list)?,
    };
    let bits = names
        .iter()
        .map(|name| type_bit(name))
        .try_fold(0, |all, bit| if bit == 0 { None } else { Some(all | bit) })?;
    if bits == 0 { None } else { Some(bits) }
}

fn strings(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

fn count(value: &Value) -> Option<u64> {
    value.as_i64().and_then(|n| u64::try_from(n).ok())
}

fn context(object: &Object, c: &mut Checker) -> Option<ContextRule> {
    let mut rule = ContextRule::default();
    for (name, value) in object.iter() {
        let expr = Some(c.inside(name, |c| Expr::build(value, c)));
        match name {
            "birthDate" => rule.birth_date = expr,
            "sex" => rule.sex = expr,
            "foreign" => rule.foreign = expr,
            _ => return None,
        }
    }
    Some(rule)
}
