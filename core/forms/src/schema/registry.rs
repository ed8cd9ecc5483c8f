//! Where schemas stand: the resources of a document and of those handed in with it, their anchors, their vocabularies.

use motcua_json::sorted::{Map, Set};
use std::cell::OnceCell;

use motcua_json::{Policy, Value, parse, pointer};

use super::uri::{decode, resolve};

/// The meta-schemas of draft 2020-12 by their address, without titles, comments and defaults.
const META: &str = include_str!("meta.json");

/// The address of the draft.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/";

/// Deepest nesting of schemas that is looked into.
const MAX_DEPTH: usize = 64;

/// Which groups of keywords apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Vocabulary {
    pub(super) applicator: bool,
    pub(super) validation: bool,
    pub(super) unevaluated: bool,
    pub(super) format_assertion: bool,
}

impl Vocabulary {
    const DRAFT: Self =
        Self { applicator: true, validation: true, unevaluated: true, format_assertion: false };
}

/// A schema with an address of its own.
pub(super) struct Resource<'d> {
    address: String,
    root: &'d Value,
    anchors: Map<String, &'d Value>,
    pub(super) dynamic: Set<String>,
    pub(super) vocabulary: Vocabulary,
}

/// Everything that references can lead to.
pub(super) struct Registry<'d> {
    pub(super) resources: Vec<Resource<'d>>,
    by_address: Map<String, usize>,
    /// The resource of each schema, by where that lies in memory.
    positions: Map<usize, usize>,
    meta: &'d OnceCell<Value>,
    has_meta: bool,
}

/// What is known to hold a schema: by itself, as values of an object, as items of an array.
fn below<'d>(keyword: &str, value: &'d Value) -> Vec<&'d Value> {
    match keyword {
        "additionalProperties"
        | "propertyNames"
        | "items"
        | "contains"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema" => vec![value],
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" => value
            .as_object()
            .map(|object| object.iter().map(|(_, value)| value).collect())
            .unwrap_or_default(),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
            value.as_array().map(|items| items.iter().collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Where a value lies in memory: what tells one schema from another while documents are borrowed.
pub(super) fn position(value: &Value) -> usize {
    std::ptr::from_ref(value) as usize
}

impl<'d> Registry<'d> {
    pub(super) fn new(document: &'d Value, others: &'d [(String, Value)], meta: &'d OnceCell<Value>) -> Self {
        let mut registry = Self {
            resources: Vec::new(),
            by_address: Map::new(),
            positions: Map::new(),
            meta,
            has_meta: false,
        };
        registry.add("", document);
        for (address, other) in others {
            registry.add(address.trim_end_matches('#'), other);
        }
        registry
    }

    /// Adds a document and everything in it.
    fn add(&mut self, address: &str, document: &'d Value) {
        let resource = self.resource(address.to_owned(), document);
        self.index(document, resource, 0);
    }

    fn resource(&mut self, address: String, root: &'d Value) -> usize {
        let id = self.resources.len();
        self.by_address.get_or_insert_with(address.clone(), || id);
        self.resources.push(Resource {
            address,
            root,
            anchors: Map::new(),
            dynamic: Set::new(),
            vocabulary: Vocabulary::DRAFT,
        });
        id
    }

    fn index(&mut self, schema: &'d Value, mut resource: usize, depth: usize) {
        if let Some(id) = schema.get("$id").and_then(Value::as_str) {
            let base =
                self.resources.get(resource).map(|resource| resource.address.clone()).unwrap_or_default();
            let (address, _) = resolve(&base, id);
            let is_root =
                self.resources.get(resource).is_some_and(|known| position(known.root) == position(schema));
            resource = if is_root && depth == 0 {
                // A document may be reached by its own name and by the one it was handed in with.
                self.by_address.get_or_insert_with(address.clone(), || resource);
                if let Some(known) = self.resources.get_mut(resource) {
                    known.address = address;
                }
                resource
            } else {
                self.resource(address, schema)
            };
        }
        self.positions.insert(position(schema), resource);
        let Some(object) = schema.as_object().filter(|_| depth <= MAX_DEPTH) else { return };
        if let Some(known) = self.resources.get_mut(resource) {
            for keyword in ["$anchor", "$dynamicAnchor"] {
                if let Some(name) = object.get(keyword).and_then(Value::as_str) {
                    known.anchors.get_or_insert_with(name.to_owned(), || schema);
                    if keyword == "$dynamicAnchor" {
                        known.dynamic.insert(name.to_owned());
                    }
                }
            }
        }
        for (keyword, value) in object.iter() {
            for schema in below(keyword, value) {
                self.index(schema, resource, depth + 1);
            }
        }
    }

    /// The resource at an address.
    fn find(&mut self, address: &str) -> Option<usize> {
        let address = address.trim_end_matches('#');
        if let Some(known) = self.by_address.get(address) {
            return Some(*known);
        }
        if address.starts_with(DRAFT) && !self.has_meta {
            self.has_meta = true;
            let all = self.meta.get_or_init(|| parse(META.as_bytes(), &Policy::RFC8259).unwrap_or_default());
            for (address, document) in all.as_object().into_iter().flat_map(|all| all.iter()) {
                self.add(address, document);
            }
        }
        self.by_address.get(address).copied()
    }

    /// The resource that a schema belongs to.
    pub(super) fn resource_of(&self, schema: &Value) -> Option<usize> {
        self.positions.get(&position(schema)).copied()
    }

    /// The schema that a reference leads to, its resource, and the anchor's name where it was reached by one.
    pub(super) fn follow(
        &mut self,
        from: usize,
        reference: &'d str,
    ) -> Option<(&'d Value, usize, Option<String>)> {
        let base = self.resources.get(from)?.address.clone();
        let (address, fragment) = resolve(&base, reference);
        let resource = self.find(&address)?;
        let root = self.resources.get(resource)?.root;
        let fragment = decode(fragment)?;
        if fragment.is_empty() {
            return Some((root, resource, None));
        }
        if !fragment.starts_with('/') {
            let found = *self.resources.get(resource)?.anchors.get(&fragment)?;
            return Some((found, self.resource_of(found).unwrap_or(resource), Some(fragment)));
        }
        // The way may lead through other resources, whose base then counts.
        let mut here = resource;
        let mut end = 0;
        for token in fragment.split('/').skip(1) {
            end += token.len() + 1;
            let reached = pointer::get(root, fragment.get(..end)?)?;
            here = self.resource_of(reached).unwrap_or(here);
        }
        let found = pointer::get(root, &fragment)?;
        Some((found, here, None))
    }

    /// The schema that bears a dynamic anchor.
    pub(super) fn anchored(&self, resource: usize, name: &str) -> Option<&'d Value> {
        self.resources.get(resource)?.anchors.get(name).copied()
    }

    /// Reads which vocabularies the meta-schema of a resource asks for.
    ///
    /// # Errors
    /// `None` where the meta-schema is not at hand or asks for a vocabulary that is not known.
    pub(super) fn settle_vocabulary(&mut self, resource: usize) -> Option<()> {
        let root = self.resources.get(resource)?.root;
        let Some(dialect) = root.get("$schema").and_then(Value::as_str) else { return Some(()) };
        if dialect.trim_end_matches('#') == "https://json-schema.org/draft/2020-12/schema" {
            return Some(());
        }
        let meta = self.find(dialect)?;
        let Some(asked) = self.resources.get(meta)?.root.get("$vocabulary").and_then(Value::as_object) else {
            return Some(());
        };
        let mut vocabulary =
            Vocabulary { applicator: false, validation: false, unevaluated: false, format_assertion: false };
        for (address, required) in asked.iter() {
            match address.strip_prefix(DRAFT).and_then(|rest| rest.strip_prefix("vocab/")) {
                Some("applicator") => vocabulary.applicator = true,
                Some("validation") => vocabulary.validation = true,
                Some("unevaluated") => vocabulary.unevaluated = true,
                Some("format-assertion") => vocabulary.format_assertion = true,
                Some("core" | "meta-data" | "format-annotation" | "content") => {}
                _ if required.as_bool() == Some(true) => return None,
                _ => {}
            }
        }
        self.resources.get_mut(resource)?.vocabulary = vocabulary;
        Some(())
    }
}
