//! From a compiled schema to the scanner's table.

use std::collections::BTreeSet;

use motcua_json::{Policy, Value};
use motcua_scan::table::{
    ArrayRule, Deep, MAX_MEMBERS, Member, NumberRule, ObjectRule, Others, Rule, Scalar, Table, TextRule,
};

use super::{Additional, Node, Schema};

/// Most rules of a table; what lies deeper is judged as a tree.
const MAX_RULES: usize = 4096;

impl Schema {
    /// The table for the scanner, and whether the scanner can judge whole records by it. Where it cannot, the table
    /// still tells the fields.
    pub(crate) fn table(&self, policy: Policy, code: impl Fn(&str) -> u32) -> (Table, bool) {
        let mut builder = Builder { schema: self, rules: Vec::new(), open: Vec::new() };
        builder.rule(self.root);
        let scannable = self.nodes.iter().all(|node| {
            // Where a dynamic reference leads depends on the way, and what a form knows on the whole record.
            let named = node.dynamic.as_ref().is_some_and(|dynamic| dynamic.anchor.is_some());
            !named && node.context.is_none() && node.catalogue.is_none()
        });
        (Table::new(builder.rules, policy, code), scannable)
    }

    /// Collects the members that a schema looks at in an object, where it looks at these alone.
    fn watches(&self, id: usize, names: &mut BTreeSet<String>, seen: &mut BTreeSet<usize>) -> bool {
        if !seen.insert(id) {
            return true;
        }
        let Some(node) = self.node(id) else { return false };
        let whole = !node.pattern_properties.is_empty()
            || node.names.is_some()
            || node.min_properties.is_some()
            || node.max_properties.is_some()
            || node.unevaluated_properties.is_some()
            || node.dynamic.is_some()
            || !matches!(node.additional, Additional::Any | Additional::Open)
            || node.constant.as_ref().is_some_and(|constant| constant.as_object().is_some())
            || node.choices.iter().flatten().any(|choice| choice.as_object().is_some());
        if whole {
            return false;
        }
        names.extend(node.properties.iter().map(|(name, _)| name.clone()));
        names.extend(node.required.iter().cloned());
        for (name, others) in &node.dependent_required {
            names.insert(name.clone());
            names.extend(others.iter().cloned());
        }
        names.extend(node.dependent_schemas.iter().map(|(name, _)| name.clone()));
        // Every one is asked: its names make fields in any case.
        let wide = node.in_place().filter(|id| !self.watches(*id, names, seen)).count();
        wide == 0
    }
}

struct Builder<'s> {
    schema: &'s Schema,
    rules: Vec<Rule>,
    /// Schemas around the one that is being read.
    open: Vec<usize>,
}

impl Builder<'_> {
    /// Adds the rule of a schema, and what lies below it.
    fn rule(&mut self, id: usize) -> usize {
        let number = self.rules.len();
        self.rules.push(Rule::default());
        let schema = self.schema;
        let whole = Rule { deep: Some(Deep::Whole(id)), ..Rule::default() };
        let mut target = id;
        // A schema that only refers to another is that other.
        while let Some(next) = schema.node(target).and_then(alias) {
            target = next;
        }
        let rule = match schema.node(target) {
            Some(node) if !self.open.contains(&target) && number < MAX_RULES && streams(node) => {
                self.open.push(target);
                let rule = self.stream(target, node);
                self.open.pop();
                rule
            }
            _ => whole,
        };
        if let Some(slot) = self.rules.get_mut(number) {
            *slot = rule;
        }
        number
    }

    /// A field that nothing is said about.
    fn field(&mut self) -> usize {
        self.rules.push(Rule::default());
        self.rules.len() - 1
    }

    fn stream(&mut self, id: usize, node: &Node) -> Rule {
        let mut named: BTreeSet<String> =
            node.dependent_schemas.iter().map(|(name, _)| name.clone()).collect();
        let mut seen = BTreeSet::new();
        // Names are collected also where they do not suffice: they make fields.
        let wide = node.in_place().filter(|id| !self.schema.watches(*id, &mut named, &mut seen)).count();
        let narrow = wide == 0 && node.dynamic.is_none();
        let tree = if narrow { Deep::Beside(id) } else { Deep::BesideAll(id) };
        let deep = beside(node).then_some(tree);
        Rule {
            never: node.never,
            types: node.types,
            choices: node.choices.as_ref().map(|all| all.iter().filter_map(scalar).collect()),
            constant: node.constant.as_ref().and_then(scalar),
            text: text(id, node),
            number: number(node),
            array: (node.items.is_some() || node.min_items.is_some() || node.max_items.is_some()).then(
                || ArrayRule {
                    min: node.min_items,
                    max: node.max_items,
                    items: node.items.map(|id| self.rule(id)),
                },
            ),
            object: Some(self.object(node, &named, narrow)).filter(|object| !object.is_empty()),
            deep,
        }
    }

    /// The rule of an object; `beside` names members that something beside the schema looks at, these alone if
    /// `narrow`.
    fn object(&mut self, node: &Node, beside: &BTreeSet<String>, narrow: bool) -> ObjectRule {
        let mut names = beside.clone();
        names.extend(node.properties.iter().map(|(name, _)| name.clone()));
        names.extend(node.required.iter().cloned());
        for (name, others) in &node.dependent_required {
            names.insert(name.clone());
            names.extend(others.iter().cloned());
        }
        let others = match node.additional {
            Additional::Any | Additional::Open => Others::Any,
            Additional::Forbidden => Others::Forbidden,
            Additional::Node(id) => Others::Rule(self.rule(id)),
        };
        let members: Vec<Member> = names
            .into_iter()
            .map(|name| {
                let own = node.properties.iter().find(|(known, _)| *known == name).map(|(_, id)| *id);
                let (rule, forbidden) = match (own, others) {
                    (Some(id), _) => (self.rule(id), false),
                    // Named by another keyword, and else as any other member.
                    (None, Others::Rule(rule)) => (rule, false),
                    (None, others) => (self.field(), others == Others::Forbidden),
                };
                Member {
                    quoted: quoted(&name),
                    watched: narrow && beside.contains(&name),
                    name,
                    field: rule,
                    rule,
                    forbidden,
                }
            })
            .collect();
        let slot = |name: &String| members.iter().position(|member| member.name == *name);
        let required = node.required.iter().filter_map(|name| {
            let child = self.schema.property(node, name).filter(|id| self.schema.is_object(*id));
            Some((slot(name)?, self.schema.form && child.is_some()))
        });
        let required = required.collect();
        let dependent = node
            .dependent_required
            .iter()
            .filter_map(|(name, others)| Some((slot(name)?, others.iter().filter_map(slot).collect())));
        let dependent = dependent.collect();
        ObjectRule {
            members,
            required,
            dependent,
            others,
            min: node.min_properties,
            max: node.max_properties,
            ..ObjectRule::default()
        }
    }
}

/// The schema that a schema stands for, if it says nothing itself.
fn alias(node: &Node) -> Option<usize> {
    let to = node.reference?;
    let bare = node.types == 0
        && !node.never
        && node.properties.is_empty()
        && node.required.is_empty()
        && matches!(node.additional, Additional::Any)
        && node.in_place().count() == 1
        && node.children().count() == 1
        && node.choices.is_none()
        && node.constant.is_none()
        && text(0, node).is_none()
        && number(node).is_none()
        && node.min_items.is_none()
        && node.max_items.is_none()
        && node.min_properties.is_none()
        && node.max_properties.is_none()
        && node.dependent_required.is_empty()
        && node.context.is_none()
        && node.catalogue.is_none()
        && !node.unique;
    bare.then_some(to)
}

/// Whether bytes suffice for what a schema says of the value itself.
fn streams(node: &Node) -> bool {
    let plain = |value: &Value| !matches!(value, Value::Array(_) | Value::Object(_));
    node.pattern_properties.is_empty()
        && node.names.is_none()
        && node.prefix.is_empty()
        && node.contains.is_none()
        && !node.unique
        && node.multiple_of.is_none()
        && node.unevaluated_items.is_none()
        && node.unevaluated_properties.is_none()
        && node.context.is_none()
        && node.catalogue.is_none()
        && node.choices.iter().flatten().all(plain)
        && node.constant.iter().all(plain)
        && node.properties.len() + node.required.len() + node.dependent_required.len() < MAX_MEMBERS / 4
}

/// Whether other schemas apply to the same value.
fn beside(node: &Node) -> bool {
    node.in_place().next().is_some() || node.dynamic.is_some()
}

fn scalar(value: &Value) -> Option<Scalar> {
    Some(match value {
        Value::Null => Scalar::Null,
        Value::Bool(value) => Scalar::Bool(*value),
        Value::Number(number) => Scalar::Number(number.as_f64()),
        Value::String(text) => Scalar::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

fn text(id: usize, node: &Node) -> Option<TextRule> {
    let any = node.min_length.is_some()
        || node.max_length.is_some()
        || node.pattern.is_some()
        || node.format.is_some();
    any.then(|| TextRule {
        min: node.min_length,
        max: node.max_length,
        pattern: node.pattern.clone(),
        // The judge knows a format by its schema.
        format: node.format.map(|_| id),
    })
}

fn number(node: &Node) -> Option<NumberRule> {
    let rule = NumberRule { min: node.minimum, max: node.maximum, above: node.above, below: node.below };
    (rule != NumberRule::default()).then_some(rule)
}

/// A name as it mostly stands in a text; empty where it needs escapes.
fn quoted(name: &str) -> Vec<u8> {
    let text = motcua_json::canonicalize(&Value::from(name));
    if text.contains(&b'\\') { Vec::new() } else { text }
}
