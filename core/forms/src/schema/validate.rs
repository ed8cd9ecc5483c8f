//! Validation of a value against a compiled schema; collects every issue.

use motcua_json::pointer::escape;
use motcua_json::{Object, Value};
use motcua_types::report::{Issue, Param, Severity};

use super::compile::type_bit;
use super::{Additional, Context, Node, Resolver, Schema};
use crate::logic::Scope;

/// Schema visits for one document. A form takes some hundreds; only nested alternatives reach this.
const BUDGET: u32 = 500_000;

/// Deepest value looked into.
const MAX_DEPTH: usize = 256;

/// Pointers of texts that have a normal form other than what was typed, with that form.
pub type Normal = Vec<(String, String)>;

impl Schema {
    /// Checks a value. Pointers of the issues are relative to it; missing members stand at their own place. A
    /// required object that is absent counts as empty, so the issues name its members. The second result lists texts whose
    /// format knows a normal form.
    pub fn validate(
        &self,
        value: &Value,
        scope: &Scope<'_>,
        resolver: &dyn Resolver,
    ) -> (Vec<Issue>, Normal) {
        let mut run = Run::new(self, scope, resolver);
        let mut issues = Vec::new();
        run.visit(self.root, value, &Context::default(), Some(&mut issues));
        if run.steps == 0 {
            issues.push(Issue {
                code: "form/tooComplex".to_owned(),
                pointer: String::new(),
                severity: Severity::Error,
                params: Vec::new(),
            });
        }
        (issues, run.normal)
    }

    /// Pointers of the fields that must be filled, given what is filled; objects are replaced by their fields.
    pub(crate) fn required_fields(
        &self,
        value: &Value,
        scope: &Scope<'_>,
        resolver: &dyn Resolver,
    ) -> Vec<String> {
        let holds = |id: usize, value: &Value| {
            let mut run = Run::new(self, scope, resolver);
            run.visit(id, value, &Context::default(), None)
        };
        self.required(value, &holds)
    }
}

struct Run<'s> {
    schema: &'s Schema,
    scope: &'s Scope<'s>,
    resolver: &'s dyn Resolver,
    steps: u32,
    depth: usize,
    place: String,
    normal: Normal,
}

/// Where issues go; `None` only asks whether the value is valid.
type Sink<'i> = Option<&'i mut Vec<Issue>>;

impl<'s> Run<'s> {
    fn new(schema: &'s Schema, scope: &'s Scope<'s>, resolver: &'s dyn Resolver) -> Self {
        Self { schema, scope, resolver, steps: BUDGET, depth: 0, place: String::new(), normal: Vec::new() }
    }

    fn issue(&self, sink: &mut Sink<'_>, code: &str, severity: Severity, params: Vec<Param>) {
        if let Some(issues) = sink {
            issues.push(Issue { code: code.to_owned(), pointer: self.place.clone(), severity, params });
        }
    }

    fn fail(&self, sink: &mut Sink<'_>, code: &str, params: Vec<Param>) -> bool {
        self.issue(sink, code, Severity::Error, params);
        false
    }

    fn inside<R>(&mut self, token: &str, work: impl FnOnce(&mut Self) -> R) -> R {
        let len = self.place.len();
        self.place.push('/');
        self.place.push_str(&escape(token));
        let result = work(self);
        self.place.truncate(len);
        result
    }

    /// Whether the value has no error.
    fn visit(&mut self, id: usize, value: &Value, context: &Context, mut sink: Sink<'_>) -> bool {
        if self.steps == 0 || self.depth >= MAX_DEPTH {
            self.steps = 0;
            return false;
        }
        self.steps -= 1;
        let schema = self.schema;
        let Some(node) = schema.node(id) else { return false };
        self.depth += 1;
        let context = match &node.context {
            Some(rule) => rule.resolve(context, self.scope),
            None => *context,
        };
        let valid = self.own(node, value, &context, &mut sink);
        let valid = self.combined(node, value, &context, &mut sink) && valid;
        self.depth -= 1;
        valid
    }

    /// Keywords about the value itself and its parts.
    fn own(&mut self, node: &'s Node, value: &Value, context: &Context, sink: &mut Sink<'_>) -> bool {
        if node.never {
            return self.fail(sink, "form/unknownField", Vec::new());
        }
        if node.types != 0 && node.types & types_of(value) == 0 {
            return self.fail(sink, "form/type", vec![Param::new("type", type_names(node.types))]);
        }
        let mut valid = true;
        if node.choices.as_ref().is_some_and(|choices| !choices.contains(value)) {
            valid = self.fail(sink, "form/enum", Vec::new());
        }
        if node.constant.as_ref().is_some_and(|constant| constant != value) {
            valid = self.fail(sink, "form/const", Vec::new());
        }
        let inner = match value {
            Value::String(text) => self.text(node, text, context, sink),
            Value::Number(number) => self.number(node, number.as_f64(), sink),
            Value::Array(items) => self.array(node, items, context, sink),
            Value::Object(object) => self.object(node, object, context, sink),
            Value::Null | Value::Bool(_) => true,
        };
        valid && inner
    }

    fn text(&mut self, node: &Node, text: &str, context: &Context, sink: &mut Sink<'_>) -> bool {
        let mut valid = true;
        if node.min_length.is_some() || node.max_length.is_some() {
            let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            valid &= self.bound(sink, "form/minLength", node.min_length.filter(|min| length < *min));
            valid &= self.bound(sink, "form/maxLength", node.max_length.filter(|max| length > *max));
        }
        if let Some(format) = node.format.filter(|_| valid) {
            let (refused, codes, normal) = format.check(text, context);
            if let Some(normal) = normal.filter(|normal| sink.is_some() && normal != text) {
                self.normal.push((self.place.clone(), normal));
            }
            for code in codes {
                let severity = if refused { Severity::Error } else { Severity::Warning };
                self.issue(sink, code, severity, Vec::new());
            }
            valid &= !refused;
        }
        if let Some(name) = &node.catalogue
            && self.resolver.catalogue_has(name, text) == Some(false)
        {
            valid = self.fail(sink, "form/catalogue", vec![Param::new("catalogue", name.as_str())]);
        }
        valid
    }

    fn bound(&self, sink: &mut Sink<'_>, code: &str, broken: Option<u64>) -> bool {
        broken.is_none_or(|limit| self.fail(sink, code, vec![Param::new("limit", limit.to_string())]))
    }

    fn number(&self, node: &Node, number: f64, sink: &mut Sink<'_>) -> bool {
        let limit = |limit: f64| vec![Param::new("limit", limit.to_string())];
        let low = node
            .minimum
            .filter(|min| number < *min)
            .is_none_or(|min| self.fail(sink, "form/minimum", limit(min)));
        let high = node
            .maximum
            .filter(|max| number > *max)
            .is_none_or(|max| self.fail(sink, "form/maximum", limit(max)));
        low && high
    }

    fn array(&mut self, node: &Node, items: &[Value], context: &Context, sink: &mut Sink<'_>) -> bool {
        let length = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let mut valid = self.bound(sink, "form/minItems", node.min_items.filter(|min| length < *min));
        valid &= self.bound(sink, "form/maxItems", node.max_items.filter(|max| length > *max));
        if let Some(id) = node.items {
            for (index, item) in items.iter().enumerate() {
                valid &= self.inside(&index.to_string(), |run| run.visit(id, item, context, reborrow(sink)));
                if self.steps == 0 {
                    return false;
                }
            }
        }
        valid
    }

    fn object(&mut self, node: &'s Node, object: &Object, context: &Context, sink: &mut Sink<'_>) -> bool {
        let mut valid = true;
        for name in node.required.iter().filter(|name| !object.contains_key(name)) {
            let child = self.schema.property(node, name).filter(|id| self.schema.is_object(*id));
            valid &= self.inside(name, |run| match child {
                Some(id) => run.visit(id, &Value::Object(Object::new()), context, reborrow(sink)),
                None => run.fail(sink, "form/required", Vec::new()),
            });
        }
        for (name, value) in object.iter() {
            let id = match (
                node.properties.binary_search_by(|(known, _)| known.as_str().cmp(name)),
                &node.additional,
            ) {
                (Ok(position), _) => node.properties.get(position).map(|(_, id)| *id),
                (Err(_), Additional::Node(id)) => Some(*id),
                (Err(_), Additional::Any) => None,
                (Err(_), Additional::Forbidden) => {
                    valid = self.inside(name, |run| run.fail(sink, "form/unknownField", Vec::new()));
                    None
                }
            };
            if let Some(id) = id {
                valid &= self.inside(name, |run| run.visit(id, value, context, reborrow(sink)));
            }
            if self.steps == 0 {
                return false;
            }
        }
        valid
    }

    /// Keywords that apply other schemas to the same value.
    fn combined(&mut self, node: &Node, value: &Value, context: &Context, sink: &mut Sink<'_>) -> bool {
        let mut valid = true;
        for id in self.schema.unconditional(node).collect::<Vec<_>>() {
            valid &= self.visit(id, value, context, reborrow(sink));
        }
        if !node.any_of.is_empty() && !node.any_of.iter().any(|id| self.visit(*id, value, context, None)) {
            valid = self.fail(sink, "form/anyOf", Vec::new());
        }
        if !node.one_of.is_empty()
            && node.one_of.iter().filter(|id| self.visit(**id, value, context, None)).count() != 1
        {
            valid = self.fail(sink, "form/oneOf", Vec::new());
        }
        if node.not.is_some_and(|id| self.visit(id, value, context, None)) {
            valid = self.fail(sink, "form/not", Vec::new());
        }
        if let Some(condition) = node.condition {
            let holds = self.visit(condition, value, context, None);
            if let Some(id) = if holds { node.then } else { node.otherwise } {
                valid &= self.visit(id, value, context, reborrow(sink));
            }
        }
        valid
    }
}

fn reborrow<'i>(sink: &'i mut Sink<'_>) -> Sink<'i> {
    sink.as_mut().map(|issues| &mut **issues)
}

fn types_of(value: &Value) -> u8 {
    match value {
        Value::Number(number) if number.is_integer() => type_bit("integer") | type_bit("number"),
        other => type_bit(other.type_name()),
    }
}

fn type_names(types: u8) -> String {
    let names = ["null", "boolean", "integer", "number", "string", "array", "object"];
    names.into_iter().filter(|name| types & type_bit(name) != 0).collect::<Vec<_>>().join(" ")
}
