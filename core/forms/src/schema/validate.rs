//! Validation of a value against a compiled schema; collects every issue.

use motcua_json::pointer::escape;
use motcua_json::{Number, Object, Value, sort_by, to_canonical_string};
use motcua_types::report::{Issue, Param, Severity};

use motcua_scan::pattern::Pattern;

use super::compile::type_bit;
use super::decimal::is_multiple;
use super::marks::Marks;
use super::{Additional, Context, Node, Resolver, Schema};
use crate::logic::Scope;

/// Steps that any document may take. A form takes some hundreds; only nested alternatives reach this.
pub(crate) const BUDGET: u64 = 500_000;

/// Further steps for each value of a document, so that a long list is no reason to stop.
const PER_VALUE: u64 = 64;

/// Characters of a text that count as one step, and likewise marks of `unevaluated…`.
const PER_STEP: usize = 16;

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
        let mut run = Run::new(self, scope, resolver, value);
        let mut issues = Vec::new();
        run.visit(self.root, value, &Context::default(), Some(&mut issues), None);
        if run.steps == 0 {
            run.issue(&mut Some(&mut issues), "form/tooComplex", Severity::Error, Vec::new());
        }
        (issues, run.normal)
    }

    /// Checks a part of a document, whose place in it is `base`. `None` where the budget does not suffice.
    pub(crate) fn validate_part(
        &self,
        value: &Value,
        base: &str,
        scope: &Scope<'_>,
        resolver: &dyn Resolver,
    ) -> Option<Part> {
        self.part(self.root, value, base, Context::default(), scope, resolver)
    }

    /// Checks the value of a member of the objects that the schema is about, without the object. `base` is the place of the
    /// value. `None` where the budget does not suffice.
    pub(crate) fn validate_member(
        &self,
        name: &str,
        value: &Value,
        base: &str,
        scope: &Scope<'_>,
        resolver: &dyn Resolver,
    ) -> Option<Part> {
        let mut context = Context::default();
        let mut next = Some(self.root);
        while let Some(node) = next.and_then(|id| self.node(id)) {
            if let Some(rule) = &node.context {
                context = rule.resolve(&context, scope);
            }
            if let Some((_, id)) = node.properties.iter().find(|(known, _)| known == name) {
                return self.part(*id, value, base, context, scope, resolver);
            }
            next = node.all_of.first().copied();
        }
        Some(Part::default())
    }

    fn part(
        &self,
        id: usize,
        value: &Value,
        base: &str,
        context: Context,
        scope: &Scope<'_>,
        resolver: &dyn Resolver,
    ) -> Option<Part> {
        let mut run = Run { base, ..Run::new(self, scope, resolver, value) };
        let whole = run.steps;
        let mut issues = Vec::new();
        run.visit(id, value, &context, Some(&mut issues), None);
        (run.steps > 0).then(|| Part { issues, normal: run.normal, steps: whole - run.steps })
    }

    /// Checks a value against a schema of the draft, which knows no tables and no other fields. Also gives the number
    /// of steps that were taken: at most half a million, and 64 for each value of the document.
    pub fn check(&self, value: &Value) -> (Vec<Issue>, u64) {
        let scope = Scope::new(value, &[]);
        let mut run = Run::new(self, &scope, &NoTables, value);
        let whole = run.steps;
        let mut issues = Vec::new();
        run.visit(self.root, value, &Context::default(), Some(&mut issues), None);
        if run.steps == 0 {
            run.issue(&mut Some(&mut issues), "form/tooComplex", Severity::Error, Vec::new());
        }
        (issues, whole - run.steps)
    }

    /// What one schema says of a value; takes its steps off what is `left` of [`BUDGET`]. `None` where it does not suffice.
    pub(crate) fn judge(&self, id: usize, value: &Value, left: &mut u64) -> Option<Vec<Issue>> {
        let scope = Scope::new(value, &[]);
        let mut run = Run::new(self, &scope, &NoTables, value);
        let own = run.steps.saturating_sub(BUDGET);
        run.steps = own.saturating_add(*left);
        let mut issues = Vec::new();
        run.visit(id, value, &Context::default(), Some(&mut issues), None);
        *left = run.steps.min(*left);
        (run.steps > 0).then_some(issues)
    }

    /// Codes that the format of a schema gives for a text, and whether each is an error.
    pub(crate) fn format_codes(&self, id: usize, text: &str, found: &mut dyn FnMut(&str, bool)) {
        if let Some(format) = self.node(id).and_then(|node| node.format) {
            let (refused, codes, _) = format.check(text, &Context::default());
            codes.into_iter().for_each(|code| found(code, refused));
        }
    }

    /// Pointers of the fields that must be filled, given what is filled; objects are replaced by their fields.
    pub(crate) fn required_fields(
        &self,
        value: &Value,
        scope: &Scope<'_>,
        resolver: &dyn Resolver,
    ) -> Vec<String> {
        let holds = |id: usize, value: &Value| {
            let mut run = Run::new(self, scope, resolver, value);
            run.visit(id, value, &Context::default(), None, None)
        };
        self.required(value, &holds)
    }
}

/// No table is at hand.
struct NoTables;

impl Resolver for NoTables {
    fn catalogue_has(&self, _: &str, _: &str) -> Option<bool> {
        None
    }
}

/// What is found in a part of a document; places are those in the document.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) issues: Vec<Issue>,
    pub(crate) normal: Normal,
    /// Steps that it took.
    pub(crate) steps: u64,
}

impl Part {
    /// Whether nothing is said of it.
    pub(crate) fn is_silent(&self) -> bool {
        self.issues.is_empty() && self.normal.is_empty()
    }
}

struct Run<'s> {
    schema: &'s Schema,
    scope: &'s Scope<'s>,
    resolver: &'s dyn Resolver,
    steps: u64,
    depth: usize,
    /// Whether a reference can depend on the way to it.
    dynamic: bool,
    /// Resources on the way to here, outermost first: the dynamic scope.
    resources: Vec<usize>,
    /// Where the value stands in the document.
    base: &'s str,
    /// Where the visit is in the value.
    place: String,
    normal: Normal,
}

/// Where issues go; `None` only asks whether the value is valid.
type Sink<'i> = Option<&'i mut Vec<Issue>>;

impl<'s> Run<'s> {
    fn new(schema: &'s Schema, scope: &'s Scope<'s>, resolver: &'s dyn Resolver, value: &Value) -> Self {
        Self {
            schema,
            scope,
            resolver,
            steps: BUDGET + PER_VALUE * values(value),
            depth: 0,
            dynamic: schema.anchors.iter().any(|names| !names.is_empty()),
            resources: Vec::new(),
            base: "",
            place: String::new(),
            normal: Vec::new(),
        }
    }

    /// Takes steps off the budget.
    fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_sub(u64::try_from(steps).unwrap_or(u64::MAX));
    }

    fn issue(&self, sink: &mut Sink<'_>, code: &str, severity: Severity, params: Vec<Param>) {
        if let Some(issues) = sink {
            issues.push(Issue { code: code.to_owned(), pointer: self.pointer(), severity, params });
        }
    }

    fn pointer(&self) -> String {
        [self.base, &self.place].concat()
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

    /// Whether the value has no error. `marks` learns which members or items were judged.
    fn visit(
        &mut self,
        id: usize,
        value: &Value,
        context: &Context,
        mut sink: Sink<'_>,
        marks: Option<&mut Marks>,
    ) -> bool {
        if self.steps == 0 || self.depth >= MAX_DEPTH {
            self.steps = 0;
            return false;
        }
        self.steps -= 1;
        let schema = self.schema;
        let Some(node) = schema.node(id) else { return false };
        self.depth += 1;
        let entered = self.dynamic && self.resources.last() != Some(&node.resource);
        if entered {
            self.resources.push(node.resource);
        }
        let context = match &node.context {
            Some(rule) => rule.resolve(context, self.scope),
            None => *context,
        };
        let valid = if node.unevaluated_properties.is_some() || node.unevaluated_items.is_some() {
            let mut own = Marks::of(value);
            let valid = self.all(node, value, &context, &mut sink, &mut Some(&mut own))
                && self.unevaluated(node, value, &context, &mut sink, &mut own);
            if let Some(marks) = marks {
                marks.merge(&own);
            }
            valid
        } else {
            let mut marks = marks;
            self.all(node, value, &context, &mut sink, &mut marks)
        };
        if entered {
            self.resources.pop();
        }
        self.depth -= 1;
        valid
    }

    /// Every keyword but those that ask what the others have judged.
    fn all(
        &mut self,
        node: &'s Node,
        value: &Value,
        context: &Context,
        sink: &mut Sink<'_>,
        marks: &mut Option<&mut Marks>,
    ) -> bool {
        let valid = self.own(node, value, context, sink, marks);
        self.combined(node, value, context, sink, marks) && valid
    }

    /// Keywords about the value itself and its parts.
    fn own(
        &mut self,
        node: &'s Node,
        value: &Value,
        context: &Context,
        sink: &mut Sink<'_>,
        marks: &mut Option<&mut Marks>,
    ) -> bool {
        if node.never {
            return self.fail(sink, "form/unknownField", Vec::new());
        }
        if node.types != 0 && node.types & types_of(value) == 0 {
            return self.fail(sink, "form/type", vec![Param::new("type", type_names(node.types))]);
        }
        let mut valid = true;
        if let Some(choices) = &node.choices {
            self.spend(choices.len() / PER_STEP);
            if !choices.contains(value) {
                valid = self.fail(sink, "form/enum", Vec::new());
            }
        }
        if node.constant.as_ref().is_some_and(|constant| constant != value) {
            valid = self.fail(sink, "form/const", Vec::new());
        }
        let inner = match value {
            Value::String(text) => self.text(node, text, context, sink),
            Value::Number(number) => self.number(node, *number, sink),
            Value::Array(items) => self.array(node, items, context, sink, marks),
            Value::Object(object) => self.object(node, object, context, sink, marks),
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
        if let Some(pattern) = &node.pattern
            && !self.finds(pattern, text)
        {
            valid = self.fail(sink, "form/pattern", Vec::new());
        }
        if let Some(format) = node.format.filter(|_| valid) {
            let (refused, codes, normal) = format.check(text, context);
            if let Some(normal) = normal.filter(|normal| sink.is_some() && normal != text) {
                self.normal.push((self.pointer(), normal));
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

    fn finds(&mut self, pattern: &Pattern, text: &str) -> bool {
        self.spend((text.len() / (4 * PER_STEP)).saturating_mul(pattern.steps()));
        pattern.matches(text)
    }

    fn number(&self, node: &Node, number: Number, sink: &mut Sink<'_>) -> bool {
        let x = number.as_f64();
        let broken = [
            ("form/minimum", node.minimum.filter(|limit| x < limit.as_f64())),
            ("form/maximum", node.maximum.filter(|limit| x > limit.as_f64())),
            ("form/exclusiveMinimum", node.above.filter(|limit| x <= limit.as_f64())),
            ("form/exclusiveMaximum", node.below.filter(|limit| x >= limit.as_f64())),
        ];
        let mut valid = true;
        for (code, limit) in broken {
            if let Some(limit) = limit {
                valid = self.fail(sink, code, vec![Param::new("limit", limit.to_string())]);
            }
        }
        if let Some(step) = node.multiple_of.filter(|step| !is_multiple(number, *step)) {
            valid = self.fail(sink, "form/multipleOf", vec![Param::new("step", step.to_string())]);
        }
        valid
    }

    fn array(
        &mut self,
        node: &'s Node,
        items: &[Value],
        context: &Context,
        sink: &mut Sink<'_>,
        marks: &mut Option<&mut Marks>,
    ) -> bool {
        let length = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let mut valid = self.bound(sink, "form/minItems", node.min_items.filter(|min| length < *min));
        valid &= self.bound(sink, "form/maxItems", node.max_items.filter(|max| length > *max));
        if node.unique && !self.are_unique(items) {
            valid = self.fail(sink, "form/uniqueItems", Vec::new());
        }
        if !node.prefix.is_empty() || node.items.is_some() {
            for (index, item) in items.iter().enumerate() {
                let Some(id) = node.prefix.get(index).copied().or(node.items) else { break };
                valid &=
                    self.inside(&index.to_string(), |run| run.visit(id, item, context, reborrow(sink), None));
                if let Some(marks) = marks {
                    marks.set(index);
                }
                if self.steps == 0 {
                    return false;
                }
            }
        }
        if let Some(id) = node.contains {
            let mut count = 0;
            for (index, item) in items.iter().enumerate() {
                if self.visit(id, item, context, None, None) {
                    count += 1;
                    if let Some(marks) = marks {
                        marks.set(index);
                    }
                }
            }
            let least = node.min_contains.unwrap_or(1);
            valid &= self.bound(sink, "form/contains", Some(least).filter(|least| count < *least));
            valid &= self.bound(sink, "form/maxContains", node.max_contains.filter(|most| count > *most));
        }
        valid
    }

    /// Equal items have equal canonical texts.
    fn are_unique(&mut self, items: &[Value]) -> bool {
        self.spend(items.len());
        let mut texts: Vec<String> = items.iter().map(to_canonical_string).collect();
        sort_by(&mut texts, |a, b| a.cmp(b));
        texts.windows(2).all(|pair| pair.first() != pair.last())
    }

    fn object(
        &mut self,
        node: &'s Node,
        object: &Object,
        context: &Context,
        sink: &mut Sink<'_>,
        marks: &mut Option<&mut Marks>,
    ) -> bool {
        let count = u64::try_from(object.len()).unwrap_or(u64::MAX);
        let mut valid =
            self.bound(sink, "form/minProperties", node.min_properties.filter(|min| count < *min));
        valid &= self.bound(sink, "form/maxProperties", node.max_properties.filter(|max| count > *max));
        for name in node.required.iter().filter(|name| !object.contains_key(name)) {
            let child = self.schema.property(node, name).filter(|id| self.schema.is_object(*id));
            let child = child.filter(|_| self.schema.form);
            valid &= self.inside(name, |run| match child {
                Some(id) => run.visit(id, &Value::Object(Object::new()), context, reborrow(sink), None),
                None => run.fail(sink, "form/required", Vec::new()),
            });
        }
        for (_, names) in node.dependent_required.iter().filter(|(name, _)| object.contains_key(name)) {
            for name in names.iter().filter(|name| !object.contains_key(name)) {
                valid = self.inside(name, |run| run.fail(sink, "form/required", Vec::new()));
            }
        }
        for (index, (name, value)) in object.iter().enumerate() {
            if let Some(id) = node.names
                && !self.visit(id, &Value::from(name), context, None, None)
            {
                valid = self.inside(name, |run| run.fail(sink, "form/propertyName", Vec::new()));
            }
            let judged = self.member(node, name, value, context, sink);
            valid &= judged != Some(false);
            if let Some(marks) = marks.as_mut().filter(|_| judged.is_some()) {
                marks.set(index);
            }
            if self.steps == 0 {
                return false;
            }
        }
        valid
    }

    /// Whether one member is valid; `None` where no keyword judges it.
    fn member(
        &mut self,
        node: &'s Node,
        name: &str,
        value: &Value,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Option<bool> {
        let position = node.properties.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok();
        let mut judged = None;
        if let Some((_, id)) = position.and_then(|position| node.properties.get(position)) {
            judged = Some(self.inside(name, |run| run.visit(*id, value, context, reborrow(sink), None)));
        }
        for (pattern, id) in &node.pattern_properties {
            if self.finds(pattern, name) {
                let valid = self.inside(name, |run| run.visit(*id, value, context, reborrow(sink), None));
                judged = Some(valid && judged != Some(false));
            }
        }
        if judged.is_some() {
            return judged;
        }
        match node.additional {
            Additional::Any => None,
            Additional::Open => Some(true),
            Additional::Forbidden => {
                Some(self.inside(name, |run| run.fail(sink, "form/unknownField", Vec::new())))
            }
            Additional::Node(id) => {
                Some(self.inside(name, |run| run.visit(id, value, context, reborrow(sink), None)))
            }
        }
    }

    /// A schema that applies to the same value: what it judged counts only when it holds.
    fn beside(
        &mut self,
        id: usize,
        value: &Value,
        context: &Context,
        sink: Sink<'_>,
        marks: &mut Option<&mut Marks>,
    ) -> bool {
        let Some(marks) = marks else { return self.visit(id, value, context, sink, None) };
        self.spend(marks.len() / PER_STEP);
        let mut own = marks.empty();
        let valid = self.visit(id, value, context, sink, Some(&mut own));
        if valid {
            marks.merge(&own);
        }
        valid
    }

    /// Keywords that apply other schemas to the same value.
    fn combined(
        &mut self,
        node: &'s Node,
        value: &Value,
        context: &Context,
        sink: &mut Sink<'_>,
        marks: &mut Option<&mut Marks>,
    ) -> bool {
        let mut valid = true;
        let dynamic = node.dynamic.as_ref().map(|dynamic| self.dynamic_target(dynamic));
        for id in node.reference.into_iter().chain(dynamic).chain(node.all_of.iter().copied()) {
            valid &= self.beside(id, value, context, reborrow(sink), marks);
        }
        // With marks every branch is asked, since each that holds judges members.
        let ask_all = marks.is_some();
        if !node.any_of.is_empty() {
            let mut found = false;
            for id in &node.any_of {
                found |= self.beside(*id, value, context, None, marks);
                if found && !ask_all {
                    break;
                }
            }
            if !found {
                valid = self.fail(sink, "form/anyOf", Vec::new());
            }
        }
        if !node.one_of.is_empty() {
            let mut found = 0;
            for id in &node.one_of {
                found += usize::from(self.beside(*id, value, context, None, marks));
            }
            if found != 1 {
                valid = self.fail(sink, "form/oneOf", Vec::new());
            }
        }
        if node.not.is_some_and(|id| self.visit(id, value, context, None, None)) {
            valid = self.fail(sink, "form/not", Vec::new());
        }
        if let Some(condition) = node.condition {
            let holds = self.beside(condition, value, context, None, marks);
            if let Some(id) = if holds { node.then } else { node.otherwise } {
                valid &= self.beside(id, value, context, reborrow(sink), marks);
            }
        }
        if let Value::Object(object) = value {
            for (_, id) in node.dependent_schemas.iter().filter(|(name, _)| object.contains_key(name)) {
                valid &= self.beside(*id, value, context, reborrow(sink), marks);
            }
        }
        valid
    }

    /// Where a dynamic reference leads from here: to the anchor of the outermost resource that has it.
    fn dynamic_target(&self, dynamic: &super::DynamicRef) -> usize {
        let named = dynamic.anchor.as_ref().and_then(|name| {
            self.resources.iter().find_map(|resource| self.schema.anchors.get(*resource)?.get(name).copied())
        });
        named.unwrap_or(dynamic.to)
    }

    /// Keywords about what no other has judged.
    fn unevaluated(
        &mut self,
        node: &'s Node,
        value: &Value,
        context: &Context,
        sink: &mut Sink<'_>,
        marks: &mut Marks,
    ) -> bool {
        let mut valid = true;
        match (value, node.unevaluated_properties, node.unevaluated_items) {
            (Value::Object(object), Some(id), _) => {
                for (_, (name, value)) in object.iter().enumerate().filter(|(index, _)| !marks.has(*index)) {
                    valid &= self.inside(name, |run| run.visit(id, value, context, reborrow(sink), None));
                }
                marks.all();
            }
            (Value::Array(items), _, Some(id)) => {
                for (index, item) in items.iter().enumerate().filter(|(index, _)| !marks.has(*index)) {
                    valid &= self
                        .inside(&index.to_string(), |run| run.visit(id, item, context, reborrow(sink), None));
                }
                marks.all();
            }
            _ => {}
        }
        valid
    }
}

/// Number of values in a value, itself included.
fn values(value: &Value) -> u64 {
    if !matches!(value, Value::Array(_) | Value::Object(_)) {
        return 1;
    }
    let mut count = 0;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        count += 1;
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => open.extend(object.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    count
}

fn reborrow<'i>(sink: &'i mut Sink<'_>) -> Sink<'i> {
    sink.as_mut().map(|issues| &mut **issues)
}

/// The types that a value has, as [`type_bit`] numbers them.
fn types_of(value: &Value) -> u8 {
    match value {
        Value::Null => 1,
        Value::Bool(_) => 1 << 1,
        Value::Number(number) if number.is_integer() => 1 << 2 | 1 << 3,
        Value::Number(_) => 1 << 3,
        Value::String(_) => 1 << 4,
        Value::Array(_) => 1 << 5,
        Value::Object(_) => 1 << 6,
    }
}

fn type_names(types: u8) -> String {
    let names = ["null", "boolean", "integer", "number", "string", "array", "object"];
    names.into_iter().filter(|name| types & type_bit(name) != 0).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_numbered_in_one_way() {
        let values = ["null", "true", "1.5", "\"\"", "[]", "{}"];
        for value in
            values.map(|text| motcua_json::parse(text.as_bytes(), &motcua_json::Policy::RFC8259).unwrap())
        {
            assert_eq!(types_of(&value), type_bit(value.type_name()));
        }
        assert_eq!(types_of(&1.into()), type_bit("integer") | type_bit("number"));
    }
}
