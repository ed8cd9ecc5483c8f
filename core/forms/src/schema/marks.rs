//! Which members or items of a value were judged by a schema: what `unevaluatedProperties` and `unevaluatedItems` ask.

use motcua_json::Value;

/// One mark for each member (in the order of the object) or item.
#[derive(Clone, Debug)]
pub(super) struct Marks(Vec<bool>);

impl Marks {
    /// None judged yet.
    pub(super) fn of(value: &Value) -> Self {
        let len = match value {
            Value::Object(object) => object.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        Self(vec![false; len])
    }

    /// None judged, for the same value.
    pub(super) fn empty(&self) -> Self {
        Self(vec![false; self.0.len()])
    }

    pub(super) fn set(&mut self, at: usize) {
        if let Some(mark) = self.0.get_mut(at) {
            *mark = true;
        }
    }

    pub(super) fn all(&mut self) {
        self.0.fill(true);
    }

    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(true)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mark, other) in self.0.iter_mut().zip(&other.0) {
            *mark |= other;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
