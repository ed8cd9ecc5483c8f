//! From a JSON Schema document to [`Schema`], with every mistake noted at its place.

use motcua_json::sorted::{Map, Set};
use std::cell::OnceCell;

use motcua_json::{Object, Value, sort_by};
use motcua_scan::pattern::Pattern;
use motcua_types::report::Diagnostic;

use super::format::Format;
use super::graph;
use super::registry::{Registry, Vocabulary, position};
use super::{Additional, ContextRule, DynamicRef, Node, Options, Schema};
use crate::check::Checker;
use crate::logic::Expr;

/// Deepest nesting of schemas.
const MAX_DEPTH: usize = 48;

/// Most schemas of a form when every reference is written out: what a walk over a form visits at most.
const MAX_SIZE: u64 = 100_000;

const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

pub(super) fn type_bit(name: &str) -> u8 {
    TYPES.iter().position(|known| *known == name).map_or(0, |position| 1 << position)
}

impl Schema {
    /// Compiles the schema of a form: keywords that nobody knows, formats that nobody knows and definitions that lead
    /// back to themselves are mistakes, and formats are asserted.
    ///
    /// # Errors
    /// Diagnostics `procedure/…` with pointers into the schema.
    pub fn compile(document: &Value) -> Result<Self, Vec<Diagnostic>> {
        let mut checker = Checker::default();
        let schema = Self::build(document, &mut checker);
        if checker.is_clean() { Ok(schema) } else { Err(checker.finish()) }
    }

    /// Compiles any schema of draft 2020-12.
    ///
    /// # Errors
    /// Diagnostics `procedure/…` with pointers into the schema; those of another resource stand at the reference that
    /// led there.
    pub fn compile_draft(document: &Value, options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let mut checker = Checker::default();
        let schema = Self::read(document, Some(options), &mut checker);
        if checker.is_clean() { Ok(schema) } else { Err(checker.finish()) }
    }

    /// Compiles a form's schema inside a larger document.
    pub(crate) fn build(document: &Value, checker: &mut Checker) -> Self {
        Self::read(document, None, checker)
    }

    /// Compiles a form's schema, or with options any other.
    fn read(document: &Value, draft: Option<&Options>, checker: &mut Checker) -> Self {
        let meta = OnceCell::new();
        let none = Vec::new();
        let resources = draft.map_or(&none, |options| &options.resources);
        let mut compiler = Compiler {
            registry: Registry::new(document, resources, &meta),
            draft,
            nodes: Vec::new(),
            places: Vec::new(),
            ids: Map::new(),
            done: Set::new(),
            settled: Map::new(),
            waiting: Vec::new(),
            links: Vec::new(),
        };
        let root = compiler.schema(document, 0, checker, 0);
        compiler.others(checker);
        let anchors = compiler.anchors(checker);
        compiler.circles(checker);
        if draft.is_none() && graph::size(&compiler.nodes, root) > MAX_SIZE {
            checker.report("procedure/tooDeep", &[]);
            return Self { nodes: Vec::new(), root: 0, anchors, form: true };
        }
        Self { nodes: compiler.nodes, root, anchors, form: draft.is_none() }
    }
}

struct Compiler<'d> {
    registry: Registry<'d>,
    draft: Option<&'d Options>,
    nodes: Vec<Node>,
    /// Where each node stands in the document.
    places: Vec<String>,
    /// The node of each schema, by where that lies in memory.
    ids: Map<usize, usize>,
    /// Nodes that were read.
    done: Set<usize>,
    /// Vocabularies by resource; `None` where they cannot be had.
    settled: Map<usize, Option<Vocabulary>>,
    /// Schemas that something refers to, and the place of the reference. Those of the document itself are read on the
    /// way; the rest after it.
    waiting: Vec<(&'d Value, usize, String)>,
    /// References: from, to, and the text.
    links: Vec<(usize, usize, String)>,
}

impl<'d> Compiler<'d> {
    /// The number of a schema's node, read or not.
    fn node_of(&mut self, source: &'d Value) -> usize {
        let next = self.nodes.len();
        let id = *self.ids.get_or_insert_with(position(source), || next);
        if id == next {
            self.nodes.push(Node::default());
            self.places.push(String::new());
        }
        id
    }

    fn vocabulary(&mut self, resource: usize) -> Option<Vocabulary> {
        if let Some(known) = self.settled.get(&resource) {
            return *known;
        }
        let found = match self.draft {
            None => Some(()),
            Some(_) => self.registry.settle_vocabulary(resource),
        };
        let vocabulary =
            found.and_then(|()| self.registry.resources.get(resource).map(|resource| resource.vocabulary));
        self.settled.insert(resource, vocabulary);
        vocabulary
    }

    fn schema(&mut self, source: &'d Value, resource: usize, c: &mut Checker, depth: usize) -> usize {
        let id = self.node_of(source);
        if !self.done.insert(id) {
            return id;
        }
        let resource = self.registry.resource_of(source).unwrap_or(resource);
        if let Some(place) = self.places.get_mut(id) {
            *place = c.place().to_owned();
        }
        let mut node = Node { resource, ..Node::default() };
        let vocabulary = self.vocabulary(resource);
        match source {
            _ if depth > MAX_DEPTH => c.report("procedure/tooDeep", &[]),
            _ if vocabulary.is_none() => c.inside("$schema", |c| c.report("procedure/unresolvedRef", &[])),
            Value::Bool(all) => node.never = !all,
            Value::Object(object) => {
                for (keyword, value) in object.iter().filter(|(keyword, _)| applies(keyword, vocabulary)) {
                    c.inside(keyword, |c| {
                        if self.keyword(&mut node, id, object, keyword, value, c, depth).is_none() {
                            c.report("procedure/badKeyword", &[("keyword", keyword)]);
                        }
                    });
                }
            }
            _ => c.report("procedure/badKeyword", &[("keyword", "schema")]),
        }
        if let Some(slot) = self.nodes.get_mut(id) {
            *slot = node;
        }
        id
    }

    /// Reads one keyword; `None` when its value has the wrong shape.
    #[allow(clippy::too_many_arguments)]
    fn keyword(
        &mut self,
        node: &mut Node,
        id: usize,
        object: &'d Object,
        keyword: &'d str,
        value: &'d Value,
        c: &mut Checker,
        depth: usize,
    ) -> Option<()> {
        let below = depth + 1;
        let resource = node.resource;
        let one = |this: &mut Self, c: &mut Checker| this.schema(value, resource, c, below);
        match keyword {
            "$schema" | "$id" | "$comment" | "$anchor" | "$dynamicAnchor" | "title" | "description" => {
                value.as_str()?;
            }
            "examples" => {
                value.as_array()?;
            }
            "deprecated" | "readOnly" | "writeOnly" => {
                value.as_bool()?;
            }
            "$defs" => drop(self.named(value, resource, c, below)?),
            "default" => node.default = Some(value.clone()),
            "type" => node.types = types(value)?,
            "properties" => {
                node.properties = self.named(value, resource, c, below)?;
                sort_by(&mut node.properties, |a, b| a.cmp(b));
            }
            "patternProperties" => {
                for (name, schema) in value.as_object()?.iter() {
                    c.inside(name, |c| {
                        let pattern = self.pattern(name, c);
                        let id = self.schema(schema, resource, c, below);
                        node.pattern_properties.extend(pattern.map(|pattern| (pattern, id)));
                    });
                }
            }
            "required" => node.required = strings(value)?,
            "additionalProperties" => {
                node.additional = match value {
                    Value::Bool(true) => Additional::Open,
                    Value::Bool(false) => Additional::Forbidden,
                    _ => Additional::Node(one(self, c)),
                }
            }
            "propertyNames" => node.names = Some(one(self, c)),
            "minProperties" => node.min_properties = Some(count(value)?),
            "maxProperties" => node.max_properties = Some(count(value)?),
            "dependentRequired" => {
                for (name, list) in value.as_object()?.iter() {
                    node.dependent_required.push((name.to_owned(), strings(list)?));
                }
            }
            "dependentSchemas" => node.dependent_schemas = self.named(value, resource, c, below)?,
            "unevaluatedProperties" => node.unevaluated_properties = Some(one(self, c)),
            "unevaluatedItems" => node.unevaluated_items = Some(one(self, c)),
            "items" => node.items = Some(one(self, c)),
            "prefixItems" => node.prefix = self.list(value, resource, c, below)?,
            "contains" => node.contains = Some(one(self, c)),
            "minContains" => node.min_contains = Some(count(value)?),
            "maxContains" => node.max_contains = Some(count(value)?),
            "minItems" => node.min_items = Some(count(value)?),
            "maxItems" => node.max_items = Some(count(value)?),
            "uniqueItems" => node.unique = value.as_bool()?,
            "minLength" => node.min_length = Some(count(value)?),
            "maxLength" => node.max_length = Some(count(value)?),
            "minimum" => node.minimum = Some(value.as_number()?),
            "maximum" => node.maximum = Some(value.as_number()?),
            "exclusiveMinimum" => node.above = Some(value.as_number()?),
            "exclusiveMaximum" => node.below = Some(value.as_number()?),
            "multipleOf" => {
                node.multiple_of = Some(value.as_number().filter(|number| number.as_f64() > 0.0)?)
            }
            "enum" => node.choices = Some(value.as_array()?.to_vec()),
            "const" => node.constant = Some(value.clone()),
            "pattern" => node.pattern = self.pattern(value.as_str()?, c),
            "format" => self.format(node, value.as_str()?, c),
            "contentEncoding" | "contentMediaType" => {
                value.as_str()?;
            }
            "contentSchema" => {
                one(self, c);
            }
            "$vocabulary" => {
                value.as_object()?;
            }
            "vnCatalogue" if self.draft.is_none() => node.catalogue = Some(value.as_str()?.to_owned()),
            "vnContext" if self.draft.is_none() => {
                node.context = Some(Box::new(context(value.as_object()?, c)?));
            }
            "$ref" => node.reference = self.reference(id, resource, value.as_str()?, c).map(|(to, _)| to),
            "$dynamicRef" => {
                let found = self.reference(id, resource, value.as_str()?, c);
                node.dynamic = found.map(|(to, anchor)| DynamicRef { to, anchor });
            }
            "allOf" => node.all_of = self.list(value, resource, c, below)?,
            "anyOf" => node.any_of = self.list(value, resource, c, below)?,
            "oneOf" => node.one_of = self.list(value, resource, c, below)?,
            "not" => node.not = Some(one(self, c)),
            "if" => node.condition = Some(one(self, c)),
            // Without a condition they say nothing.
            "then" => {
                let then = one(self, c);
                node.then = object.get("if").map(|_| then);
            }
            "else" => {
                let otherwise = one(self, c);
                node.otherwise = object.get("if").map(|_| otherwise);
            }
            _ if self.draft.is_some() => {}
            _ => c.report("procedure/unknownKeyword", &[("keyword", keyword)]),
        }
        Some(())
    }

    fn format(&self, node: &mut Node, name: &str, c: &mut Checker) {
        let asserted = match self.draft {
            None => true,
            Some(options) => {
                let vocabulary = self.settled.get(&node.resource).copied().flatten();
                options.assert_formats || vocabulary.is_some_and(|vocabulary| vocabulary.format_assertion)
            }
        };
        if asserted {
            node.format = Format::find(name, self.draft.is_some());
        }
        if node.format.is_none() && self.draft.is_none() {
            c.report("procedure/unknownFormat", &[("format", name)]);
        }
    }

    fn pattern(&self, text: &str, c: &mut Checker) -> Option<Pattern> {
        Pattern::compile(text)
            .inspect_err(|refusal| c.report("procedure/patternUnsupported", &[("reason", refusal.word())]))
            .ok()
    }

    fn named(
        &mut self,
        value: &'d Value,
        resource: usize,
        c: &mut Checker,
        depth: usize,
    ) -> Option<Vec<(String, usize)>> {
        let object = value.as_object()?;
        let all = object.iter().map(|(name, schema)| {
            let id = c.inside(name, |c| self.schema(schema, resource, c, depth));
            (name.to_owned(), id)
        });
        Some(all.collect())
    }

    fn list(
        &mut self,
        value: &'d Value,
        resource: usize,
        c: &mut Checker,
        depth: usize,
    ) -> Option<Vec<usize>> {
        let items = value.as_array().filter(|items| !items.is_empty())?;
        let all = items.iter().enumerate();
        Some(all.map(|(i, item)| c.at(i, |c| self.schema(item, resource, c, depth))).collect())
    }

    /// The node that a reference leads to, and the dynamic anchor if it was reached by one.
    fn reference(
        &mut self,
        from: usize,
        resource: usize,
        text: &'d str,
        c: &mut Checker,
    ) -> Option<(usize, Option<String>)> {
        let Some((target, home, anchor)) = self.registry.follow(resource, text) else {
            let name = text.strip_prefix("#/$defs/").unwrap_or(text);
            c.report("procedure/unresolvedRef", &[("name", name)]);
            return None;
        };
        let to = self.node_of(target);
        self.waiting.push((target, home, c.place().to_owned()));
        self.links.push((from, to, text.to_owned()));
        let known = |name: &String| {
            self.registry.resources.get(home).is_some_and(|resource| resource.dynamic.contains(name))
        };
        Some((to, anchor.filter(known)))
    }

    /// Reads what was referred to and is not part of the document's own tree.
    fn others(&mut self, c: &mut Checker) {
        while let Some((source, resource, place)) = self.waiting.pop() {
            if self.ids.get(&position(source)).is_some_and(|id| self.done.contains(id)) {
                continue;
            }
            let mut inner = Checker::default();
            self.schema(source, resource, &mut inner, 0);
            for found in inner.finish() {
                c.push(Diagnostic { pointer: place.clone(), ..found });
            }
        }
    }

    /// Dynamic anchors by resource.
    fn anchors(&mut self, c: &mut Checker) -> Vec<Map<String, usize>> {
        let mut all = Vec::new();
        let mut resource = 0;
        // Reading one may bring further resources in.
        while let Some(names) = self.registry.resources.get(resource).map(|known| known.dynamic.clone()) {
            let mut own = Map::new();
            for name in names {
                let Some(source) = self.registry.anchored(resource, &name) else { continue };
                // Nothing can be in scope of a resource that nothing refers to.
                if !self.nodes.iter().any(|node| node.resource == resource) {
                    continue;
                }
                own.insert(name, self.node_of(source));
                self.waiting.push((source, resource, String::new()));
            }
            self.others(c);
            all.push(own);
            resource += 1;
        }
        all
    }

    /// Reports and cuts schemas that apply themselves: to the same value without end, and in a form at all, since a
    /// form is finite and so its schema.
    fn circles(&mut self, c: &mut Checker) {
        for (from, to) in graph::circles(&self.nodes, self.draft.is_none()) {
            let link = self.links.iter().find(|(a, b, _)| (*a, *b) == (from, to));
            let name = link.map_or("", |(_, _, text)| text.strip_prefix("#/$defs/").unwrap_or(text));
            let mut pointer = self.places.get(from).cloned().unwrap_or_default();
            if link.is_some() {
                pointer.push_str("/$ref");
            }
            c.push_at(pointer, "procedure/recursiveRef", &[("name", name)]);
            match self.nodes.get_mut(from) {
                Some(node) if node.reference == Some(to) => node.reference = None,
                Some(node) => *node = Node::default(),
                None => {}
            }
        }
    }
}

/// Whether a keyword belongs to the vocabularies in use.
fn applies(keyword: &str, vocabulary: Option<Vocabulary>) -> bool {
    let Some(vocabulary) = vocabulary else { return false };
    match keyword {
        "type" | "enum" | "const" | "multipleOf" | "maximum" | "exclusiveMaximum" | "minimum"
        | "exclusiveMinimum" | "maxLength" | "minLength" | "pattern" | "maxItems" | "minItems"
        | "uniqueItems" | "maxContains" | "minContains" | "maxProperties" | "minProperties" | "required"
        | "dependentRequired" => vocabulary.validation,
        "unevaluatedItems" | "unevaluatedProperties" => vocabulary.unevaluated,
        "prefixItems"
        | "items"
        | "contains"
        | "additionalProperties"
        | "properties"
        | "patternProperties"
        | "dependentSchemas"
        | "propertyNames"
        | "if"
        | "then"
        | "else"
        | "allOf"
        | "anyOf"
        | "oneOf"
        | "not" => vocabulary.applicator,
        _ => true,
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
            "birthProvince" => rule.birth_province = expr,
            "proof" => rule.proof = expr,
            "on" => rule.on = expr,
            _ => return None,
        }
    }
    Some(rule)
}
