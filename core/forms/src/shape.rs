//! What the schema of a form says of the places in its data: which there are, and what can stand there.
//!
//! Read from the schema's own text, for the checks that a document gets when it is loaded. What a keyword leaves open
//! stays open: nothing is refused on a guess.

use motcua_json::Value;

/// Kinds of values, as bits.
pub(crate) const NULL: u8 = 1;
pub(crate) const BOOL: u8 = 2;
pub(crate) const NUMBER: u8 = 4;
pub(crate) const TEXT: u8 = 8;
pub(crate) const LIST: u8 = 16;
pub(crate) const OBJECT: u8 = 32;
pub(crate) const ANY: u8 = 63;

/// Schemas looked at for one place, and references followed on the way; more leave the question open.
const MOST: usize = 256;

/// References that lead to one list of choices.
const MAX_REFERENCES: usize = 8;

/// The schemas that can apply at one place.
#[derive(Clone)]
pub(crate) struct Shape<'d> {
    document: &'d Value,
    /// `None`: anything may stand here.
    schemas: Option<Vec<&'d Value>>,
}

impl<'d> Shape<'d> {
    /// The whole data.
    pub(crate) fn root(document: &'d Value) -> Self {
        Self { document, schemas: Some(vec![document]) }
    }

    /// The place one step down; `None` where the data can have none.
    pub(crate) fn step(&self, token: &str) -> Option<Self> {
        let Some(all) = self.all() else { return Some(self.open()) };
        let index = token.parse::<usize>().ok();
        let mut below = Vec::new();
        for schema in all {
            if let Some(property) = schema.get("properties").and_then(|known| known.get(token)) {
                below.push(property);
            } else if schema.get("patternProperties").is_some() {
                return Some(self.open());
            } else if let Some(more @ Value::Object(_)) = schema.get("additionalProperties") {
                below.push(more);
            }
            if let Some(index) = index {
                let prefix = schema.get("prefixItems").and_then(|prefix| prefix.at(index));
                below.extend(prefix.or_else(|| schema.get("items")));
            }
        }
        (!below.is_empty()).then_some(Self { document: self.document, schemas: Some(below) })
    }

    /// Any item of the list that stands here.
    pub(crate) fn item(&self) -> Self {
        let Some(all) = self.all() else { return self.open() };
        let mut below = Vec::new();
        for schema in all {
            below.extend(schema.get("items"));
            below.extend(schema.get("prefixItems").and_then(Value::as_array).unwrap_or_default());
        }
        if below.is_empty() { self.open() } else { Self { document: self.document, schemas: Some(below) } }
    }

    /// Kinds that can stand here when something does.
    pub(crate) fn kinds(&self) -> u8 {
        let Some(schemas) = &self.schemas else { return ANY };
        schemas.iter().fold(0, |kinds, schema| kinds | self.kinds_of(schema, &mut MOST.clone()))
    }

    /// The only values that can stand here, where the schema lists them.
    pub(crate) fn choices(&self) -> Option<Vec<&'d Value>> {
        let mut choices = Vec::new();
        for schema in self.schemas.as_ref()? {
            let mut schema = *schema;
            for _ in 0..MAX_REFERENCES {
                match schema.get("$ref") {
                    Some(reference) if schema.get("enum").is_none() => schema = self.definition(reference)?,
                    _ => break,
                }
            }
            let (listed, one) = (schema.get("enum").and_then(Value::as_array), schema.get("const"));
            choices.extend(listed.or_else(|| one.map(std::slice::from_ref))?);
        }
        Some(choices)
    }

    /// Whether a text here can be a date or a time: a format says so, or none says otherwise.
    pub(crate) fn can_be_date(&self) -> bool {
        let Some(all) = self.all() else { return true };
        let formats: Vec<&str> =
            all.iter().filter_map(|schema| schema.get("format").and_then(Value::as_str)).collect();
        match self.choices() {
            Some(choices) => choices.iter().any(|choice| super::logic::analyse::is_date(choice)),
            None => {
                formats.is_empty()
                    || formats.iter().any(|name| matches!(*name, "date" | "date-time" | "vn-partial-date"))
            }
        }
    }

    fn open(&self) -> Self {
        Self { document: self.document, schemas: None }
    }

    /// All schemas that can apply here, references and alternatives written out. `None` when anything may stand here.
    fn all(&self) -> Option<Vec<&'d Value>> {
        let mut waiting = self.schemas.clone()?;
        let mut all: Vec<&Value> = Vec::new();
        while let Some(schema) = waiting.pop() {
            if all.len() == MOST {
                return None;
            }
            if all.iter().any(|seen| std::ptr::eq(*seen, schema)) {
                continue;
            }
            all.push(schema);
            if schema.get("$dynamicRef").is_some() {
                return None;
            }
            if let Some(reference) = schema.get("$ref") {
                waiting.push(self.definition(reference)?);
            }
            for name in ["then", "else"] {
                waiting.extend(schema.get(name));
            }
            for name in ["allOf", "anyOf", "oneOf"] {
                waiting.extend(schema.get(name).and_then(Value::as_array).unwrap_or_default());
            }
            let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
            waiting.extend(dependent.into_iter().flat_map(|object| object.values()));
        }
        Some(all)
    }

    fn definition(&self, reference: &Value) -> Option<&'d Value> {
        self.document.pointer(reference.as_str()?.strip_prefix('#')?)
    }

    fn kinds_of(&self, schema: &'d Value, left: &mut usize) -> u8 {
        let Some(rest) = left.checked_sub(1) else { return ANY };
        *left = rest;
        let mut kinds = ANY;
        match schema.get("type") {
            Some(Value::String(name)) => kinds &= kind_named(name),
            Some(Value::Array(names)) => {
                kinds &= names.iter().filter_map(Value::as_str).fold(0, |all, name| all | kind_named(name));
            }
            _ => {}
        }
        if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
            kinds &= choices.iter().fold(0, |all, choice| all | kind_of(choice));
        }
        if let Some(constant) = schema.get("const") {
            kinds &= kind_of(constant);
        }
        if let Some(target) = schema.get("$ref").and_then(|reference| self.definition(reference)) {
            kinds &= self.kinds_of(target, left);
        }
        for part in schema.get("allOf").and_then(Value::as_array).unwrap_or_default() {
            kinds &= self.kinds_of(part, left);
        }
        kinds
    }
}

fn kind_named(name: &str) -> u8 {
    match name {
        "null" => NULL,
        "boolean" => BOOL,
        "integer" | "number" => NUMBER,
        "string" => TEXT,
        "array" => LIST,
        "object" => OBJECT,
        _ => ANY,
    }
}

/// The kind of a value.
pub(crate) fn kind_of(value: &Value) -> u8 {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOL,
        Value::Number(_) => NUMBER,
        Value::String(_) => TEXT,
        Value::Array(_) => LIST,
        Value::Object(_) => OBJECT,
    }
}
