//! What depends on what in a form, found once for a procedure.
//!
//! The data of a form is a tree of objects. Where an object's schema says nothing but which members it has, each member
//! can be judged alone: a [`Unit`], with a small schema of its own. What it says beside that is a [`Clause`], which stands,
//! like everything else, with the units that it reads.

use motcua_json::sorted::{Map, Set};

use motcua_json::{Object, Value};

use super::clause::{CLAUSES, Clause, Reader, clauses};
use crate::logic::{Expr, Reads};
use crate::plan::Kind;
use crate::procedure::CompiledProcedure;
use crate::schema::Schema;

/// Deepest nesting of objects that are taken apart.
pub(super) const MAX_DEPTH: usize = 16;

/// Keywords of a schema that only names members.
const PLAIN: [&str; 13] = [
    "$schema",
    "$id",
    "$comment",
    "title",
    "description",
    "examples",
    "default",
    "$defs",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "vnContext",
];

/// Keywords that say nothing of the members of a value.
const SCALAR: [&str; 17] = [
    "$comment",
    "title",
    "description",
    "examples",
    "default",
    "type",
    "enum",
    "const",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "format",
    "vnCatalogue",
];

/// An object whose members are judged one by one.
pub(crate) struct Group {
    pub(crate) place: Vec<String>,
    pub(crate) parent: Option<usize>,
    /// Whether the object above must have it.
    pub(crate) required: bool,
    /// The members that it may have; `None` when it may have any.
    pub(crate) members: Option<Set<String>>,
}

/// A part of the data that is judged alone.
pub(crate) struct Unit {
    pub(crate) place: Vec<String>,
    pub(crate) pointer: String,
    /// Pointer of the object it is in.
    pub(crate) above: String,
    pub(crate) group: usize,
    /// Schema of an object with this member alone.
    pub(crate) schema: Schema,
    pub(crate) required: bool,
    /// Whether a change can change which fields below it must be filled.
    pub(crate) branches: bool,
    /// What the context of its formats reads.
    pub(crate) context: Reads,
    /// Steps of the plan whose target is at, above or below it, in the order of the plan.
    pub(crate) steps: Vec<usize>,
    /// Whether one of them writes below it.
    pub(crate) written_below: bool,
    /// What reads it.
    pub(crate) readers: Readers,
    /// Whether nothing does, so that another value concerns the unit alone.
    pub(crate) alone: bool,
}

/// Positions of what reads a unit.
#[derive(Default, PartialEq)]
pub(crate) struct Readers {
    /// Steps of the plan.
    pub(crate) steps: Vec<usize>,
    /// Units, by their context.
    pub(crate) units: Vec<usize>,
    /// Clauses, in the order in which a validation comes to them.
    pub(crate) clauses: Vec<usize>,
    /// Conditional requirements, by their condition or target.
    pub(crate) requirements: Vec<usize>,
    pub(crate) rules: Vec<usize>,
    /// Whether the attachment slots do.
    pub(crate) slots: bool,
}

/// The dependencies of a procedure.
pub(crate) struct Index {
    pub(crate) groups: Vec<Group>,
    pub(crate) units: Vec<Unit>,
    /// Those of an object before those of the one around it, otherwise as a validation comes to them.
    pub(crate) clauses: Vec<Clause>,
    by_pointer: Map<String, usize>,
    regular: bool,
}

impl Index {
    pub(crate) fn build(procedure: &CompiledProcedure) -> Self {
        let form = &procedure.document.form;
        if !is_regular(form) {
            let (groups, units, clauses) = Default::default();
            return Self { groups, units, clauses, by_pointer: Map::new(), regular: false };
        }
        let (groups, units, clauses) = Default::default();
        let mut builder = Builder { definitions: Definitions(form.get("$defs")), groups, units, clauses };
        let contexts: Vec<&Value> = form.get("vnContext").into_iter().collect();
        builder.group(form, Vec::new(), None, true, &contexts, 0);
        let Builder { groups, mut units, clauses, .. } = builder;
        let requirements: Vec<Reads> =
            procedure.requirements.iter().map(|(_, when)| Reads::of(when)).collect();
        let targets: Vec<Vec<String>> = procedure
            .requirements
            .iter()
            .map(|(target, _)| motcua_json::Pointer::parse(target).unwrap_or_default().tokens().to_vec())
            .collect();
        let rules: Vec<Reads> = procedure.rules.iter().map(Reads::of).collect();
        let slots: Vec<Reads> =
            procedure.slots.iter().flat_map(|slot| slot.expressions()).map(Reads::of).collect();
        let contexts: Vec<Reads> = units.iter().map(|unit| unit.context.clone()).collect();
        for unit in &mut units {
            let place = unit.place.as_slice();
            let touching = |reads: &[Reads]| -> Vec<usize> {
                reads.iter().enumerate().filter(|(_, reads)| reads.touch(place)).map(|(i, _)| i).collect()
            };
            let near = |target: &[String]| target.starts_with(place) || place.starts_with(target);
            let steps = || procedure.plan.steps.iter().enumerate();
            unit.steps = steps().filter(|(_, step)| near(step.target.tokens())).map(|(i, _)| i).collect();
            unit.written_below = procedure.plan.steps.iter().any(|step| {
                let target = step.target.tokens();
                matches!(step.kind, Kind::Compute(_))
                    && target.len() > place.len()
                    && target.starts_with(place)
            });
            unit.readers = Readers {
                steps: steps().filter(|(_, step)| step.reads.touch(place)).map(|(i, _)| i).collect(),
                units: touching(&contexts),
                clauses: clauses
                    .iter()
                    .enumerate()
                    .filter(|(_, clause)| clause.reads.touch(place))
                    .map(|(index, _)| index)
                    .collect(),
                requirements: (0..targets.len())
                    .filter(|i| {
                        requirements.get(*i).is_some_and(|reads| reads.touch(place))
                            || targets.get(*i).is_some_and(|target| near(target))
                    })
                    .collect(),
                rules: touching(&rules),
                slots: slots.iter().any(|reads| reads.touch(place)),
            };
            unit.alone = !unit.branches && unit.readers == Readers::default();
        }
        let by_pointer =
            units.iter().enumerate().map(|(index, unit)| (unit.pointer.clone(), index)).collect();
        Self { groups, units, clauses, by_pointer, regular: true }
    }

    /// Whether the form can be judged part by part.
    pub(crate) fn is_regular(&self) -> bool {
        self.regular
    }

    /// The unit at a pointer.
    pub(crate) fn unit_at(&self, pointer: &str) -> Option<usize> {
        self.by_pointer.get(pointer).copied()
    }

    /// The unit at or above a pointer.
    pub(crate) fn unit_of(&self, pointer: &str) -> Option<usize> {
        let mut place = pointer;
        loop {
            if let Some(index) = self.by_pointer.get(place) {
                return Some(*index);
            }
            place = place.rsplit_once('/')?.0;
        }
    }

    /// Units at, above or below a place.
    pub(crate) fn near(&self, place: &[String]) -> Vec<usize> {
        let near = |unit: &Unit| unit.place.starts_with(place) || place.starts_with(&unit.place);
        self.units.iter().enumerate().filter(|(_, unit)| near(unit)).map(|(index, _)| index).collect()
    }
}

/// What references lead to, by name.
#[derive(Clone, Copy)]
pub(super) struct Definitions<'d>(Option<&'d Value>);

impl<'d> Definitions<'d> {
    /// Where a `$ref` leads.
    pub(super) fn get(self, reference: &Value) -> Option<&'d Value> {
        let name = reference.as_str()?.strip_prefix("#/$defs/")?;
        self.0?.get(name)
    }
}

struct Builder<'d> {
    definitions: Definitions<'d>,
    groups: Vec<Group>,
    units: Vec<Unit>,
    clauses: Vec<Clause>,
}

impl<'d> Builder<'d> {
    /// Takes an object apart. `contexts` are the `vnContext` above, outermost first.
    fn group(
        &mut self,
        schema: &'d Value,
        place: Vec<String>,
        parent: Option<usize>,
        required: bool,
        contexts: &[&'d Value],
        depth: usize,
    ) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let needed: Set<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        let names = || properties.iter().flat_map(|all| all.keys()).map(str::to_owned);
        let group = self.groups.len();
        let members = closed.then(|| names().collect());
        self.groups.push(Group { place: place.clone(), parent, required, members });
        // A required member that nobody describes is asked for all the same.
        let described: Set<String> = names().collect();
        let all: Vec<String> = names()
            .chain(needed.iter().filter(|name| !described.contains(**name)).map(|name| (*name).to_owned()))
            .collect();
        for name in all {
            let member = properties.and_then(|all| all.get(&name));
            let mut place = place.clone();
            place.push(name.clone());
            let required = needed.contains(name.as_str());
            match member.and_then(|member| self.plain(member, contexts)) {
                Some((inner, contexts)) if depth < MAX_DEPTH => {
                    self.group(inner, place, Some(group), required, &contexts, depth + 1);
                }
                _ => self.unit(&name, member, place, group, required, contexts),
            }
        }
        for clause in clauses(schema) {
            self.clause(clause, &place, group, contexts);
        }
    }

    fn clause(&mut self, schema: Value, place: &[String], group: usize, contexts: &[&'d Value]) {
        let groups = &self.groups;
        let is_group = |place: &[String]| groups.iter().any(|group| group.place == place);
        let mut reader =
            Reader { definitions: self.definitions, is_group: &is_group, reads: Reads::default() };
        contexts.iter().for_each(|rules| reader.reads.add_rules(rules));
        reader.schema(&schema, &mut place.to_vec(), 0);
        let reads = reader.reads;
        let mut names = Set::new();
        self.references(&schema, &mut names, &mut Reads::default(), 0);
        let schema = self.compiled(schema, contexts, &names);
        let pointer = place.iter().collect::<motcua_json::Pointer>().to_string();
        self.clauses.push(Clause { group, place: place.to_vec(), pointer, schema, reads });
    }

    /// A schema under the contexts around it, with the definitions that it names.
    fn compiled(&self, mut schema: Value, contexts: &[&'d Value], names: &Set<String>) -> Schema {
        for rules in contexts.iter().rev() {
            let wrapped = [("vnContext", (*rules).clone()), ("allOf", Value::Array(vec![schema]))];
            schema = Value::Object(wrapped.into_iter().collect());
        }
        if let Some(all) = self.definitions.0.filter(|_| !names.is_empty())
            && let Some(object) = schema.as_object_mut()
        {
            let named = names.iter().filter_map(|name| Some((name.clone(), all.get(name)?.clone())));
            object.insert("$defs", Value::Object(named.collect::<Object>()));
        }
        // The procedure was compiled from the same schemas, so this finds nothing new.
        Schema::build(&schema, &mut crate::check::Checker::default())
    }

    /// The schema that names the members, and the contexts at it, where it says nothing else.
    fn plain(&self, schema: &'d Value, contexts: &[&'d Value]) -> Option<(&'d Value, Vec<&'d Value>)> {
        let mut contexts = contexts.to_vec();
        let mut schema = schema;
        for _ in 0..MAX_DEPTH {
            contexts.extend(schema.get("vnContext"));
            let object = schema.as_object()?;
            if let Some(reference) = object.get("$ref") {
                let bare =
                    object.keys().all(|name| matches!(name, "$ref" | "vnContext" | "title" | "description"));
                schema = if bare { self.definitions.get(reference)? } else { return None };
                continue;
            }
            return self.names_members(schema).then_some((schema, contexts));
        }
        None
    }

    fn names_members(&self, schema: &Value) -> bool {
        schema.as_object().is_some_and(|object| {
            !object.keys().any(|name| matches!(name, "$defs" | "$id")) && names_members(object)
        })
    }

    fn unit(
        &mut self,
        name: &str,
        member: Option<&'d Value>,
        place: Vec<String>,
        group: usize,
        required: bool,
        contexts: &[&'d Value],
    ) {
        let mut object = Object::new();
        object.insert("type", "object");
        if let Some(member) = member {
            let properties: Object = [(name, member.clone())].into_iter().collect();
            object.insert("properties", Value::Object(properties));
        }
        if required {
            object.insert("required", Value::Array(vec![name.into()]));
        }
        let mut context = Reads::default();
        contexts.iter().for_each(|rules| context.add_rules(rules));
        let mut names = Set::new();
        if let Some(member) = member {
            self.references(member, &mut names, &mut context, 0);
        }
        let schema = self.compiled(Value::Object(object), contexts, &names);
        let pointer: motcua_json::Pointer = place.iter().collect();
        let above = pointer.parent().unwrap_or_default().to_string();
        self.units.push(Unit {
            pointer: pointer.to_string(),
            above,
            place,
            group,
            schema,
            required,
            branches: member.is_none_or(|member| !self.is_scalar(member)),
            context,
            steps: Vec::new(),
            written_below: false,
            readers: Readers::default(),
            alone: false,
        });
    }

    /// Whether the schema says nothing of members.
    fn is_scalar(&self, schema: &Value) -> bool {
        schema.as_object().is_some_and(|object| match object.get("$ref") {
            Some(reference) => {
                object.len() == 1
                    && self
                        .definitions
                        .get(reference)
                        .and_then(Value::as_object)
                        .is_some_and(|object| object.keys().all(|name| SCALAR.contains(&name)))
            }
            None => object.keys().all(|name| SCALAR.contains(&name)),
        })
    }

    /// Names of the definitions that a schema leads to, and what its contexts read.
    fn references(&self, schema: &Value, names: &mut Set<String>, context: &mut Reads, depth: usize) {
        if depth > 4 * MAX_DEPTH {
            return;
        }
        match schema {
            Value::Array(items) => {
                items.iter().for_each(|item| self.references(item, names, context, depth + 1));
            }
            Value::Object(object) => {
                for (name, value) in object.iter() {
                    if name == "vnContext" {
                        context.add_rules(value);
                    }
                    let target = value.as_str().filter(|_| name == "$ref");
                    if let Some(target) = target.and_then(|text| text.strip_prefix("#/$defs/"))
                        && names.insert(target.to_owned())
                        && let Some(found) = self.definitions.get(value)
                    {
                        self.references(found, names, context, depth + 1);
                    }
                    self.references(value, names, context, depth + 1);
                }
            }
            _ => {}
        }
    }
}

/// Whether the whole schema can be taken apart: its root names members, and every reference leads to a definition by its
/// name.
fn is_regular(form: &Value) -> bool {
    form.as_object().is_some_and(names_members) && references_are_names(form, true, 0)
}

/// Whether a schema is that of an object whose members can be judged one by one, and the rest as clauses.
fn names_members(object: &Object) -> bool {
    // A required member that only another part describes would be asked for by that description.
    let described = |name: &Value| {
        let name = name.as_str().unwrap_or_default();
        object.get("properties").is_some_and(|all| all.get(name).is_some())
    };
    let required = object.get("required").and_then(Value::as_array).unwrap_or_default();
    object.keys().all(|name| PLAIN.contains(&name) || CLAUSES.contains(&name))
        && object.get("type").and_then(Value::as_str) == Some("object")
        && !matches!(object.get("additionalProperties"), Some(Value::Object(_)))
        && (!object.contains_key("allOf") || required.iter().all(described))
}

fn references_are_names(schema: &Value, root: bool, depth: usize) -> bool {
    match schema {
        _ if depth > 4 * MAX_DEPTH => false,
        Value::Array(items) => items.iter().all(|item| references_are_names(item, false, depth + 1)),
        Value::Object(object) => object.iter().all(|(name, value)| match name {
            "$dynamicRef" | "$anchor" | "$dynamicAnchor" => false,
            "$id" => root || !matches!(value, Value::String(_)),
            "$ref" => match value.as_str() {
                Some(text) => {
                    text.strip_prefix("#/$defs/").is_some_and(|name| !name.contains(['/', '~', '%']))
                }
                None => references_are_names(value, false, depth + 1),
            },
            "$defs" if !root => false,
            _ => references_are_names(value, false, depth + 1),
        }),
        _ => true,
    }
}

impl Reads {
    /// Adds what the rules of a `vnContext` read.
    pub(super) fn add_rules(&mut self, rules: &Value) {
        for rule in rules.as_object().into_iter().flat_map(|object| object.values()) {
            let expr = Expr::build(rule, &mut crate::check::Checker::default());
            let more = Self::of(&expr);
            self.everything |= more.everything;
            self.paths.extend(more.paths);
        }
    }
}
