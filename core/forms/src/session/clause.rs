//! What a schema says of an object beside naming its members: conditions, alternatives, dependencies.
//!
//! Each is judged over its whole object, and again only when something changes that it reads. All its findings join the
//! others: a validation of the whole finds the union too.

use motcua_json::{Object, Value};

use super::index::{Definitions, MAX_DEPTH};
use crate::logic::Reads;
use crate::schema::Schema;

/// Keywords of an object's schema that are judged as clauses.
pub(super) const CLAUSES: [&str; 12] = [
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "propertyNames",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
];

/// Keywords that read nothing.
const SILENT: [&str; 8] =
    ["$comment", "title", "description", "examples", "default", "deprecated", "readOnly", "$defs"];

/// A part of an object's schema.
pub(crate) struct Clause {
    pub(crate) group: usize,
    /// The object.
    pub(crate) place: Vec<String>,
    pub(crate) pointer: String,
    pub(crate) schema: Schema,
    /// What its verdict depends on.
    pub(crate) reads: Reads,
}

/// The clauses of an object's schema as schemas of their own, in the order in which a validation comes to them.
pub(super) fn clauses(schema: &Value) -> Vec<Value> {
    let with = |names: &[&str]| {
        let members = names.iter().filter_map(|name| Some(((*name).to_owned(), schema.get(name)?.clone())));
        Some(members.collect::<Object>()).filter(|object| !object.is_empty()).map(Value::Object)
    };
    let mut all: Vec<Value> = Vec::new();
    all.extend(with(&["minProperties", "maxProperties", "propertyNames"]));
    all.extend(with(&["dependentRequired"]));
    all.extend(schema.get("allOf").and_then(Value::as_array).into_iter().flatten().cloned());
    for name in ["anyOf", "oneOf", "not"] {
        all.extend(with(&[name]));
    }
    if schema.get("if").is_some() {
        all.extend(with(&["if", "then", "else"]));
    }
    let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
    for (name, below) in dependent.into_iter().flat_map(Object::iter) {
        let one: Object = [(name.to_owned(), below.clone())].into_iter().collect();
        all.push(Value::Object([("dependentSchemas", Value::Object(one))].into_iter().collect()));
    }
    all
}

/// Finds what a schema reads.
pub(super) struct Reader<'a> {
    pub(super) definitions: Definitions<'a>,
    /// Whether an object stands at a place whose coming and going is judged as a whole.
    pub(super) is_group: &'a dyn Fn(&[String]) -> bool,
    pub(super) reads: Reads,
}

impl Reader<'_> {
    /// Adds what a schema reads of the value at a place.
    pub(super) fn schema(&mut self, schema: &Value, place: &mut Vec<String>, depth: usize) {
        let object = match schema {
            Value::Bool(true) => return,
            Value::Object(object) if depth < 4 * MAX_DEPTH => object,
            _ => return self.reads.paths.push(place.clone()),
        };
        for (keyword, value) in object.iter() {
            match (keyword, value) {
                ("properties", Value::Object(members)) => {
                    for (name, below) in members.iter() {
                        place.push(name.to_owned());
                        self.schema(below, place, depth + 1);
                        place.pop();
                    }
                }
                ("required", Value::Array(names)) => self.names(names, place),
                ("dependentRequired", Value::Object(dependents)) => {
                    for (name, names) in dependents.iter() {
                        self.name(name, place);
                        self.names(names.as_array().unwrap_or_default(), place);
                    }
                }
                ("dependentSchemas", Value::Object(dependents)) => {
                    for (name, below) in dependents.iter() {
                        self.name(name, place);
                        self.schema(below, place, depth + 1);
                    }
                }
                ("if" | "then" | "else" | "not", below) => self.schema(below, place, depth + 1),
                ("allOf" | "anyOf" | "oneOf", Value::Array(all)) => {
                    all.iter().for_each(|below| self.schema(below, place, depth + 1));
                }
                ("$ref", reference) => match self.definitions.get(reference) {
                    Some(below) => self.schema(below, place, depth + 1),
                    None => self.reads.paths.push(place.clone()),
                },
                ("vnContext", rules) => self.reads.add_rules(rules),
                ("type", _) if (self.is_group)(place) => {}
                (silent, _) if SILENT.contains(&silent) => {}
                _ => self.reads.paths.push(place.clone()),
            }
        }
    }

    fn names(&mut self, names: &[Value], place: &[String]) {
        names.iter().filter_map(Value::as_str).for_each(|name| self.name(name, place));
    }

    /// Whether there is such a member.
    fn name(&mut self, name: &str, place: &[String]) {
        let mut below = place.to_vec();
        below.push(name.to_owned());
        if !(self.is_group)(&below) {
            self.reads.paths.push(below);
        }
    }
}
