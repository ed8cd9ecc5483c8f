//! Objects whose members are always unique and always in canonical order.

use std::cmp::Ordering;
use std::fmt;

use crate::Value;

/// The members of a JSON object, sorted by name in the order of RFC 8785 section 3.2.3 (UTF-16 code units).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Object {
    members: Vec<(String, Value)>,
}

/// Orders names by their UTF-16 code units, without converting them.
pub fn compare_names(a: &str, b: &str) -> Ordering {
    // UTF-8 sorts by code point. UTF-16 differs in one thing: characters above U+FFFF (lead bytes F0-F4) are
    // surrogates and come before U+E000-U+FFFF (lead bytes EE and EF). So those two leads are moved to the end.
    const fn rank(byte: u8) -> u8 {
        if matches!(byte, 0xEE | 0xEF) { byte + 0x10 } else { byte }
    }
    let differing = a.bytes().zip(b.bytes()).find(|(x, y)| x != y);
    match differing {
        Some((x, y)) => rank(x).cmp(&rank(y)),
        None => a.len().cmp(&b.len()),
    }
}

/// So many members are looked at one by one.
const FEW: usize = 16;

impl Object {
    /// An object without members.
    pub const fn new() -> Self {
        Self { members: Vec::new() }
    }

    /// Takes members that are already unique and in order.
    pub(crate) fn from_sorted(members: Vec<(String, Value)>) -> Self {
        debug_assert!(members.is_sorted_by(|a, b| compare_names(&a.0, &b.0).is_lt()));
        Self { members }
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.members.binary_search_by(|(other, _)| compare_names(other, name))
    }

    /// Where a member is. Names of a few members mostly differ in length, so that one look at each is less than halving.
    fn position(&self, name: &str) -> Option<usize> {
        if self.members.len() <= FEW {
            self.members.iter().position(|(other, _)| other == name)
        } else {
            self.find(name).ok()
        }
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.position(name).and_then(|at| self.members.get(at)).map(|(_, value)| value)
    }

    /// The value of a member, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.position(name)?;
        self.members.get_mut(at).map(|(_, value)| value)
    }

    /// Whether there is such a member.
    pub fn contains_key(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// Sets a member and returns the value it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        // Names mostly arrive in order: the last one tells without a search.
        if self.members.last().is_none_or(|(last, _)| compare_names(last, &name).is_lt()) {
            self.members.push((name, value));
            return None;
        }
        match self.find(&name) {
            Ok(at) => self.members.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                self.members.insert(at, (name, value));
                None
            }
        }
    }

    /// The value of a member; the member is made, as null, where absent. Never `None`.
    pub(crate) fn get_or_null(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.find(name).unwrap_or_else(|at| {
            self.members.insert(at, (name.to_owned(), Value::Null));
            at
        });
        self.members.get_mut(at).map(|(_, value)| value)
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.find(name).ok().map(|at| self.members.remove(at).1)
    }

    /// Keeps only the members for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        self.members.retain_mut(|(name, value)| keep(name, value));
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The members in canonical order.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.members.iter())
    }

    /// The members in canonical order, their values open to change.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut Value)> {
        self.members.iter_mut().map(|(name, value)| (name.as_str(), value))
    }

    /// The names in canonical order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.members.iter().map(|(name, _)| name.as_str())
    }

    /// The values in the canonical order of their names.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.members.iter().map(|(_, value)| value)
    }
}

/// Iterator over the members of an [`Object`].
#[derive(Clone)]
pub struct Iter<'a>(std::slice::Iter<'a, (String, Value)>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(name, value)| (name.as_str(), value))
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = (&'a str, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

/// Where a name comes twice, the last value stays.
impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut object = Self::new();
        object.extend(members);
        object
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Object {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

/// Only its size: names and values of documents stay out of logs.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Object({} members)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_utf16() {
        let names = [
            "",
            "\r",
            "1",
            "a",
            "aa",
            "\u{80}",
            "ö",
            "€",
            "\u{D7FF}",
            "😂",
            "\u{10FFFF}",
            "\u{E000}",
            "דּ",
            "\u{FFFD}",
        ];
        for a in names {
            for b in names {
                let expected = a.encode_utf16().cmp(b.encode_utf16());
                assert_eq!(compare_names(a, b), expected, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn members_stay_sorted_and_unique() {
        let mut object = Object::new();
        for name in ["b", "a", "c", "b"] {
            object.insert(name, name);
        }
        assert_eq!(object.insert("a", 1), Some(Value::from("a")));
        assert_eq!(object.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(object.remove("b"), Some(Value::from("b")));
        assert_eq!(object.remove("b"), None);
        *object.get_or_null("z").unwrap() = Value::from(true);
        assert_eq!(object.get("z").and_then(Value::as_bool), Some(true));
        object.retain(|name, _| name != "a");
        assert_eq!(object.keys().rev().collect::<Vec<_>>(), ["z", "c"]);
        assert_eq!(format!("{object:?}"), "Object(2 members)");
    }
}
