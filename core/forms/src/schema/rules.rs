//! From a compiled schema to the scanner's table.

use motcua_json::sorted::Set;

use motcua_json::pointer::escape;
use motcua_json::{Number, Policy, Value, compare_names, sort_by};
use motcua_scan::table::{
    ArrayRule, Field, MAX_MEMBERS, Member, NumberRule, ObjectRule, Others, Rule, Scalar, Side, Table,
    TextRule,
};

use super::{Additional, Node, Schema};

/// Most rules of a table; what lies deeper is judged as a tree.
const MAX_RULES: usize = 4096;

/// Most schemas about one value that the scanner judges; more are judged as a tree, where each costs a step.
const MAX_BESIDE: usize = 48;

impl Schema {
    /// The table for the scanner, and whether the scanner can judge whole records by it. Where it cannot, the table
    /// still tells the fields.
    pub(crate) fn table(&self, policy: Policy, code: impl Fn(&str) -> u32) -> (Table, bool) {
        let mut builder = Builder {
            schema: self,
            rules: Vec::new(),
            fields: Vec::new(),
            open: Vec::new(),
            later: Vec::new(),
        };
        builder.rule(self.root, &At::New(String::new()));
        builder.finish();
        let scannable = self.nodes.iter().all(|node| {
            // Where a dynamic reference leads depends on the way, and what a form knows on the whole record.
            let named = node.dynamic.as_ref().is_some_and(|dynamic| dynamic.anchor.is_some());
            !named && node.context.is_none() && node.catalogue.is_none()
        });
        (Table::new(builder.rules, builder.fields, policy, code), scannable)
    }

    /// Schemas that apply to the same value; a dynamic reference without a name leads where it says.
    fn beside<'s>(&'s self, node: &'s Node) -> impl Iterator<Item = usize> + 's {
        node.in_place().chain(node.dynamic.iter().map(|dynamic| dynamic.to))
    }

    /// Collects the members that a schema looks at in an object; whether it looks at these alone.
    fn watches(&self, id: usize, names: &mut Set<String>, seen: &mut Set<usize>) -> bool {
        if !seen.insert(id) {
            return true;
        }
        let Some(node) = self.node(id) else { return false };
        let whole = !node.pattern_properties.is_empty()
            || node.names.is_some()
            || node.min_properties.is_some()
            || node.max_properties.is_some()
            || node.unevaluated_properties.is_some()
            || !matches!(node.additional, Additional::Any | Additional::Open)
            || node.constant.as_ref().is_some_and(|constant| constant.as_object().is_some())
            || node.choices.iter().flatten().any(|choice| choice.as_object().is_some());
        names.extend(node.properties.iter().map(|(name, _)| name.clone()));
        names.extend(node.required.iter().cloned());
        for (name, others) in &node.dependent_required {
            names.insert(name.clone());
            names.extend(others.iter().cloned());
        }
        names.extend(node.dependent_schemas.iter().map(|(name, _)| name.clone()));
        // Every one is asked: its names make fields in any case.
        let wide = self.beside(node).filter(|id| !self.watches(*id, names, seen)).count();
        !whole && wide == 0
    }

    /// Number of schemas about the same value as this one, up to the most that count.
    fn weight(&self, id: usize, left: usize) -> usize {
        let Some(node) = self.node(id) else { return 1 };
        let mut sum = 1;
        for other in self.beside(node) {
            if sum > left {
                break;
            }
            sum += self.weight(other, left - sum.min(left));
        }
        sum
    }
}

/// Where a rule stands.
#[derive(Clone)]
enum At {
    /// At a place that no rule had so far, with its pointer.
    New(String),
    /// At a field that is there already.
    Old(usize),
    /// Below a field that knows nothing below it.
    Lost(usize),
}

/// A step down in a document.
#[derive(Clone, Copy)]
enum Step<'n> {
    Member(&'n str),
    /// Any other member.
    Others,
    Item,
}

struct Builder<'s> {
    schema: &'s Schema,
    rules: Vec<Rule>,
    fields: Vec<Field>,
    /// Schemas around the one that is being read.
    open: Vec<usize>,
    /// Rules with something beside them, which is built when all fields are known.
    later: Vec<Later>,
}

/// A rule by number, its schema, where it stands, and the schemas around it.
struct Later {
    rule: usize,
    id: usize,
    at: At,
    open: Vec<usize>,
}

impl Builder<'_> {
    /// Adds the rule of a schema, and what lies below it.
    fn rule(&mut self, id: usize, at: &At) -> usize {
        let number = self.reserve();
        let field = self.field(at);
        let schema = self.schema;
        let mut target = id;
        // A schema that only refers to another is that other.
        while let Some(next) = schema.node(target).and_then(alias) {
            target = next;
        }
        let rule = match schema.node(target) {
            Some(node) if self.takes(target, node) => {
                self.open.push(target);
                let rule = self.stream(target, node, at, field);
                if schema.beside(node).next().is_some() {
                    let at = if let At::New(_) = at { At::Old(field) } else { at.clone() };
                    self.later.push(Later { rule: number, id: target, at, open: self.open.clone() });
                }
                self.open.pop();
                rule
            }
            _ => Rule { whole: Some(id), ..Rule::default() },
        };
        self.put(number, Rule { field, lost: matches!(at, At::Lost(_)), ..rule });
        number
    }

    fn reserve(&mut self) -> usize {
        self.rules.push(Rule::default());
        self.rules.len() - 1
    }

    fn put(&mut self, number: usize, rule: Rule) {
        if let Some(slot) = self.rules.get_mut(number) {
            *slot = rule;
        }
    }

    /// Whether the scanner judges by a schema.
    fn takes(&self, id: usize, node: &Node) -> bool {
        !self.open.contains(&id)
            && self.rules.len() <= MAX_RULES
            && streams(node)
            && self.schema.weight(id, MAX_BESIDE) <= MAX_BESIDE
    }

    /// The field of a place; a new one for a new place.
    fn field(&mut self, at: &At) -> usize {
        match at {
            At::Old(field) | At::Lost(field) => *field,
            At::New(pointer) => {
                self.fields.push(Field { pointer: pointer.clone(), ..Field::default() });
                self.fields.len() - 1
            }
        }
    }

    /// The place one step below another, whose field is known.
    fn below(&self, at: &At, field: usize, step: Step<'_>) -> At {
        match (at, step) {
            (At::New(pointer), Step::Member(name)) => At::New(format!("{pointer}/{}", escape(name))),
            (At::New(pointer), Step::Others | Step::Item) => At::New(format!("{pointer}/*")),
            (At::Lost(field), _) => At::Lost(*field),
            (At::Old(_), step) => {
                let place = self.fields.get(field);
                let found = place.and_then(|place| match step {
                    Step::Member(name) => place.member(name),
                    Step::Others => place.others,
                    Step::Item => place.items,
                });
                found.map_or(At::Lost(field), At::Old)
            }
        }
    }

    /// Says what lies below a new place.
    fn note(&mut self, at: &At, field: usize, note: impl FnOnce(&mut Field)) {
        if let (At::New(_), Some(field)) = (at, self.fields.get_mut(field)) {
            note(field);
        }
    }

    fn field_of(&self, rule: usize) -> usize {
        self.rules.get(rule).map_or(0, |rule| rule.field)
    }

    /// Builds what stands beside rules.
    fn finish(&mut self) {
        while let Some(Later { rule, id, at, open }) = self.later.pop() {
            self.open = open;
            let place = self.rules.get(rule).and_then(|rule| rule.object.as_ref());
            let names = place.iter().flat_map(|object| &object.members).map(|member| member.name.clone());
            let names: Vec<String> = names.collect();
            let sides = self.sides(id, &at, &names);
            if let Some(rule) = self.rules.get_mut(rule) {
                rule.sides = sides;
            }
        }
    }

    /// What stands beside a schema, in the order of the validator of trees; `names` are the members of the place.
    fn sides(&mut self, id: usize, at: &At, names: &[String]) -> Vec<Side> {
        let schema = self.schema;
        let Some(node) = schema.node(id) else { return Vec::new() };
        let mut each =
            |ids: &[usize]| -> Vec<usize> { ids.iter().map(|id| self.side(*id, at, names)).collect() };
        let dynamic = node.dynamic.iter().map(|dynamic| dynamic.to);
        let all: Vec<usize> =
            node.reference.into_iter().chain(dynamic).chain(node.all_of.iter().copied()).collect();
        let mut sides: Vec<Side> = each(&all).into_iter().map(Side::All).collect();
        if !node.any_of.is_empty() {
            sides.push(Side::Any(each(&node.any_of)));
        }
        if !node.one_of.is_empty() {
            sides.push(Side::One(each(&node.one_of)));
        }
        sides.extend(each(node.not.as_slice()).into_iter().map(Side::Not));
        for condition in each(node.condition.as_slice()) {
            let (then, otherwise) = (each(node.then.as_slice()), each(node.otherwise.as_slice()));
            sides.push(Side::If(condition, then.first().copied(), otherwise.first().copied()));
        }
        for (name, id) in &node.dependent_schemas {
            if let Some(slot) = names.iter().position(|known| known == name) {
                sides.extend(each(&[*id]).into_iter().map(|rule| Side::Dependent(slot, rule)));
            }
        }
        sides
    }

    /// The rule of a schema that stands beside another: a view where watched members are all that it looks at, else a
    /// rule by which the value is read again.
    fn side(&mut self, id: usize, at: &At, names: &[String]) -> usize {
        let narrow = self.schema.watches(id, &mut Set::new(), &mut Set::new());
        let Some(node) = self.schema.node(id).filter(|node| narrow && self.takes(id, node)) else {
            return self.rule(id, at);
        };
        let number = self.reserve();
        let field = self.field(at);
        self.open.push(id);
        let mut rule = self.stream(id, node, at, field);
        rule.object = rule.object.map(|object| view(object, names));
        rule.sides = self.sides(id, at, names);
        self.open.pop();
        self.put(number, Rule { field, lost: matches!(at, At::Lost(_)), view: true, ..rule });
        number
    }

    fn stream(&mut self, id: usize, node: &Node, at: &At, field: usize) -> Rule {
        let mut named: Set<String> = node.dependent_schemas.iter().map(|(name, _)| name.clone()).collect();
        let mut seen = Set::new();
        for id in self.schema.beside(node) {
            self.schema.watches(id, &mut named, &mut seen);
        }
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
                    items: node.items.map(|id| {
                        let rule = self.rule(id, &self.below(at, field, Step::Item));
                        let below = self.field_of(rule);
                        self.note(at, field, |field| field.items = Some(below));
                        rule
                    }),
                },
            ),
            object: Some(self.object(node, named, at, field)).filter(|object| !object.is_empty()),
            ..Rule::default()
        }
    }

    /// The rule of an object; `beside` names members that something beside the schema looks at.
    fn object(&mut self, node: &Node, beside: Set<String>, at: &At, field: usize) -> ObjectRule {
        let mut names = beside.clone();
        names.extend(node.properties.iter().map(|(name, _)| name.clone()));
        names.extend(node.required.iter().cloned());
        for (name, others) in &node.dependent_required {
            names.insert(name.clone());
            names.extend(others.iter().cloned());
        }
        let (others, additional) = match node.additional {
            Additional::Any | Additional::Open => (Others::Any, None),
            Additional::Forbidden => {
                let below =
                    if let At::New(_) = at { At::Old(field) } else { self.below(at, field, Step::Others) };
                (Others::Forbidden(self.field(&below)), None)
            }
            Additional::Node(id) => {
                let rule = self.rule(id, &self.below(at, field, Step::Others));
                let below = self.field_of(rule);
                self.note(at, field, |field| field.others = Some(below));
                (Others::Rule(rule), Some(id))
            }
        };
        if others != Others::Any
            && let (At::Old(_), Some(place)) = (at, self.fields.get(field))
        {
            // What is said of all others is said of some that have a field of their own.
            names.extend(place.members.iter().map(|(name, _)| name.clone()));
        }
        let mut members = Vec::with_capacity(names.len());
        for (slot, name) in names.into_iter().enumerate() {
            let own = node.properties.iter().find(|(known, _)| *known == name).map(|(_, id)| *id);
            let place = self.below(at, field, Step::Member(&name));
            let rule = match (own.or(additional), others, &place) {
                // Named by another keyword, and else as any other member.
                (_, Others::Rule(rule), At::New(_)) if own.is_none() => rule,
                (Some(id), ..) => self.rule(id, &place),
                (None, ..) => {
                    let (rule, field) = (self.reserve(), self.field(&place));
                    self.put(rule, Rule { field, ..Rule::default() });
                    rule
                }
            };
            let below = self.field_of(rule);
            self.note(at, field, |field| field.members.push((name.clone(), below)));
            members.push(Member {
                watched: beside.contains(&name),
                forbidden: own.is_none() && matches!(others, Others::Forbidden(_)),
                field: below,
                name,
                rule,
                slot,
            });
        }
        let slot = |name: &String| members.iter().position(|member| member.name == *name);
        let required = node.required.iter().filter_map(|name| {
            let child = self.schema.property(node, name).filter(|id| self.schema.is_object(*id));
            Some((slot(name)?, self.schema.form && child.is_some()))
        });
        let dependent = node
            .dependent_required
            .iter()
            .filter_map(|(name, others)| Some((slot(name)?, others.iter().filter_map(slot).collect())));
        let mut rule = ObjectRule::default();
        (rule.required, rule.dependent) = (required.collect(), dependent.collect());
        (rule.members, rule.others) = (members, others);
        (rule.min, rule.max) = (node.min_properties, node.max_properties);
        rule
    }
}

/// What a rule says of the members of a place, which has these names; in the order of the issues.
fn view(mut object: ObjectRule, names: &[String]) -> ObjectRule {
    sort_by(&mut object.members, |a, b| compare_names(&a.name, &b.name));
    let now = |old: usize| object.members.iter().position(|member| member.slot == old).unwrap_or(old);
    for (slot, _) in &mut object.required {
        *slot = now(*slot);
    }
    for (slot, others) in &mut object.dependent {
        *slot = now(*slot);
        others.iter_mut().for_each(|slot| *slot = now(*slot));
    }
    for member in &mut object.members {
        member.slot = names.iter().position(|known| *known == member.name).unwrap_or(usize::MAX);
        member.watched = false;
    }
    object
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
    let rule = NumberRule {
        min: node.minimum.as_ref().map(Number::as_f64),
        max: node.maximum.as_ref().map(Number::as_f64),
        above: node.above.as_ref().map(Number::as_f64),
        below: node.below.as_ref().map(Number::as_f64),
    };
    (rule != NumberRule::default()).then_some(rule)
}
