//! Questions about a schema's shape: which fields there are, which must be filled, what stands there at first.

use motcua_json::pointer::escape;
use motcua_json::{Object, Value};

use super::{Node, Schema};

/// Whether a value satisfies a part of the schema.
pub(crate) type Holds<'a> = &'a dyn Fn(usize, &Value) -> bool;

impl Schema {
    /// The schema of a property that `node` itself, or what always applies with it, declares.
    pub(super) fn property(&self, node: &Node, name: &str) -> Option<usize> {
        let own = node.properties.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
        own.or_else(|| self.unconditional(node).find_map(|id| self.property(self.node(id)?, name)))
    }

    /// Whether the schema allows objects only.
    pub(super) fn is_object(&self, id: usize) -> bool {
        let Some(node) = self.node(id) else { return false };
        node.types == super::compile::type_bit("object")
            || self.unconditional(node).any(|id| self.is_object(id))
    }

    /// Whether the data can have a field at this path.
    pub(crate) fn knows<S: AsRef<str>>(&self, path: &[S]) -> bool {
        self.reaches(self.root, path)
    }

    fn reaches<S: AsRef<str>>(&self, id: usize, path: &[S]) -> bool {
        let Some(node) = self.node(id) else { return false };
        let Some((first, rest)) = path.split_first() else { return true };
        let token = first.as_ref();
        let property = node.properties.iter().find(|(name, _)| name == token).map(|(_, id)| *id);
        let item = node.items.filter(|_| !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit()));
        property.into_iter().chain(item).any(|id| self.reaches(id, rest))
            || self.alternatives(node).any(|id| self.reaches(id, path))
    }

    /// Pointers of the fields that must be filled, given what is filled; objects are replaced by their fields.
    pub(crate) fn required(&self, value: &Value, holds: Holds<'_>) -> Vec<String> {
        let mut out = Vec::new();
        self.required_at(self.root, value, &mut String::new(), holds, &mut out);
        let mut seen = motcua_json::sorted::Set::new();
        out.retain(|pointer| seen.insert(pointer.clone()));
        out
    }

    fn required_at(
        &self,
        id: usize,
        value: &Value,
        place: &mut String,
        holds: Holds<'_>,
        out: &mut Vec<String>,
    ) {
        let Some(node) = self.node(id) else { return };
        let empty = Value::Object(Object::new());
        for name in &node.required {
            let child = self.property(node, name).filter(|id| self.is_object(*id));
            below(place, name, |place| match child {
                Some(id) => self.required_at(id, value.get(name).unwrap_or(&empty), place, holds, out),
                None => out.push(place.clone()),
            });
        }
        for (name, id) in &node.properties {
            if let Some(present @ Value::Object(_)) =
                value.get(name).filter(|_| !node.required.contains(name))
            {
                below(place, name, |place| self.required_at(*id, present, place, holds, out));
            }
        }
        let mut also: Vec<usize> = self.unconditional(node).collect();
        if let Some(condition) = node.condition {
            also.extend(if holds(condition, value) { node.then } else { node.otherwise });
        }
        for id in also {
            self.required_at(id, value, place, holds, out);
        }
    }

    /// The data that a form starts with, from `default`.
    pub(crate) fn defaults(&self) -> Value {
        self.default_of(self.root).unwrap_or_else(|| Value::Object(Object::new()))
    }

    fn default_of(&self, id: usize) -> Option<Value> {
        let node = self.node(id)?;
        if let Some(value) = &node.default {
            return Some(value.clone());
        }
        let mut object = Object::new();
        for (name, id) in &node.properties {
            if let Some(value) = self.default_of(*id) {
                object.insert(name.as_str(), value);
            }
        }
        for id in self.unconditional(node) {
            match self.default_of(id) {
                Some(Value::Object(more)) => {
                    object.extend(more.iter().map(|(name, value)| (name.to_owned(), value.clone())));
                }
                Some(value) => return Some(value),
                None => {}
            }
        }
        if object.is_empty() { None } else { Some(Value::Object(object)) }
    }
}

fn below<R>(place: &mut String, name: &str, work: impl FnOnce(&mut String) -> R) -> R {
    let len = place.len();
    place.push('/');
    place.push_str(&escape(name));
    let result = work(place);
    place.truncate(len);
    result
}
