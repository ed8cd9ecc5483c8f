//! JSON Pointer (RFC 6901).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::policy::MAX_DEPTH;
use crate::{Error, ErrorKind, Object, Value};

/// A JSON Pointer as its unescaped tokens. The empty pointer is the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The pointer to the whole document.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// Reads the text form: empty, or tokens each led by `/` with `~0` and `~1` as the only escapes.
    ///
    /// # Errors
    /// `json/pointer` where the text has another form or more than 512 tokens.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut tokens = Vec::new();
        for token in split(text).ok_or(Error::new(ErrorKind::Pointer))? {
            if tokens.len() == MAX_DEPTH {
                return Err(Error::new(ErrorKind::Pointer));
            }
            tokens.push(unescape(token).ok_or(Error::new(ErrorKind::Pointer))?.into_owned());
        }
        Ok(Self(tokens))
    }

    /// The tokens, unescaped.
    pub fn tokens(&self) -> &[String] {
        &self.0
    }

    /// Whether this is the whole document.
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes down to a member.
    pub fn push(&mut self, name: impl Into<String>) {
        self.0.push(name.into());
    }

    /// Goes down to an item of an array.
    pub fn push_index(&mut self, index: usize) {
        self.0.push(index.to_string());
    }

    /// Goes up, and returns the token that was last.
    pub fn pop(&mut self) -> Option<String> {
        self.0.pop()
    }

    /// The pointer to a member below this one.
    #[must_use]
    pub fn join(&self, name: impl Into<String>) -> Self {
        let mut below = self.clone();
        below.push(name);
        below
    }

    /// The pointer one level up; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, above) = self.0.split_last()?;
        Some(Self(above.to_vec()))
    }

    /// The last token, unescaped.
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// Whether this place lies at or below `other`.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The value at this place.
    pub fn get<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        self.0.iter().try_fold(root, |value, token| child(value, token))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|token| write!(f, "/{}", escape(token)))
    }
}

impl FromStr for Pointer {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl<T: Into<String>> FromIterator<T> for Pointer {
    fn from_iter<I: IntoIterator<Item = T>>(tokens: I) -> Self {
        Self(tokens.into_iter().map(Into::into).collect())
    }
}

/// Writes `~` and `/` inside a token as `~0` and `~1`.
pub fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// The token behind an escaped one; `None` where a `~` is not followed by 0 or 1.
fn unescape(token: &str) -> Option<Cow<'_, str>> {
    if !token.contains('~') {
        return Some(Cow::Borrowed(token));
    }
    let mut parts = token.split('~');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        match part.as_bytes().first() {
            Some(b'0') => plain.push('~'),
            Some(b'1') => plain.push('/'),
            _ => return None,
        }
        plain.push_str(part.get(1..)?);
    }
    Some(Cow::Owned(plain))
}

/// The escaped tokens of a pointer; `None` where the text is neither empty nor led by `/`.
fn split(text: &str) -> Option<impl Iterator<Item = &str>> {
    let tokens = if text.is_empty() { None } else { Some(text.strip_prefix('/')?.split('/')) };
    Some(tokens.into_iter().flatten())
}

/// An array index as RFC 6901 section 4 has it: digits without a leading zero.
fn index(token: &str) -> Option<usize> {
    let plain = token == "0" || (token.bytes().all(|b| b.is_ascii_digit()) && !token.starts_with('0'));
    if plain { token.parse().ok() } else { None }
}

fn child<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Object(object) => object.get(token),
        Value::Array(items) => items.get(index(token)?),
        _ => None,
    }
}

fn child_mut<'v>(value: &'v mut Value, token: &str) -> Option<&'v mut Value> {
    match value {
        Value::Object(object) => object.get_mut(token),
        Value::Array(items) => items.get_mut(index(token)?),
        _ => None,
    }
}

/// The value that `text` names; `None` where there is nothing, or where `text` is not a pointer.
pub fn get<'v>(root: &'v Value, text: &str) -> Option<&'v Value> {
    split(text)?.try_fold(root, |value, token| child(value, &unescape(token)?))
}

/// The same as [`get`], to change the value.
pub fn get_mut<'v>(root: &'v mut Value, text: &str) -> Option<&'v mut Value> {
    split(text)?.try_fold(root, |value, token| child_mut(value, &unescape(token)?))
}

/// Sets the value at a place and returns the one it replaced, if that was not `null`. Missing objects on the way
/// are made (also in place of `null`); an array takes an index it has, or its length or `-` to append.
///
/// # Errors
/// `json/pointer` where the text is not a pointer, or the way leads through text, a number, a truth value or an
/// array without that index. The document is then as it was before.
pub fn set(root: &mut Value, text: &str, value: Value) -> Result<Option<Value>, Error> {
    let pointer = Pointer::parse(text)?;
    check_way(root, &pointer).ok_or_else(|| Error::new(ErrorKind::Pointer).with_pointer(text.to_owned()))?;
    // The same way again, now making what is missing.
    let place = pointer.0.iter().try_fold(root, |here, token| descend(here, token));
    let old = std::mem::replace(place.ok_or(Error::new(ErrorKind::Pointer))?, value);
    Ok(Some(old).filter(|old| !old.is_null()))
}

/// Whether `set` can go this way to its end.
fn check_way(root: &Value, pointer: &Pointer) -> Option<()> {
    let mut here = root;
    for token in pointer.tokens() {
        here = match here {
            Value::Null => return Some(()),
            Value::Object(object) => match object.get(token) {
                Some(next) => next,
                None => return Some(()),
            },
            Value::Array(items) => match append_index(token, items.len())? {
                at if at == items.len() => return Some(()),
                at => items.get(at)?,
            },
            _ => return None,
        };
    }
    Some(())
}

fn append_index(token: &str, len: usize) -> Option<usize> {
    if token == "-" { Some(len) } else { index(token).filter(|&at| at <= len) }
}

/// One step of `set`, making what is missing.
fn descend<'v>(here: &'v mut Value, token: &str) -> Option<&'v mut Value> {
    if here.is_null() {
        *here = Value::Object(Object::new());
    }
    match here {
        Value::Object(object) => object.get_or_null(token),
        Value::Array(items) => {
            let at = append_index(token, items.len())?;
            if at == items.len() {
                items.push(Value::Null);
            }
            items.get_mut(at)
        }
        _ => None,
    }
}

/// Takes the value at a place out of its object or array, later items moving up; at the root leaves `null`.
/// `None` where there is nothing, or where `text` is not a pointer.
pub fn remove(root: &mut Value, text: &str) -> Option<Value> {
    let Some((above, token)) = text.rsplit_once('/') else {
        return text.is_empty().then(|| root.take());
    };
    let token = unescape(token)?;
    match get_mut(root, above)? {
        Value::Object(object) => object.remove(&token),
        Value::Array(items) => {
            let at = index(&token).filter(|&at| at < items.len())?;
            Some(items.remove(at))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Policy, parse, to_canonical_string};

    fn value(text: &str) -> Value {
        parse(text.as_bytes(), &Policy::RFC8259).unwrap()
    }

    #[test]
    fn examples_of_rfc_6901() {
        let text =
            r#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#;
        let root = value(text);
        assert_eq!(get(&root, ""), Some(&root));
        assert_eq!(get(&root, "/foo/0"), Some(&Value::from("bar")));
        let rows = [
            ("/", 0),
            ("/a~1b", 1),
            ("/c%d", 2),
            ("/e^f", 3),
            ("/g|h", 4),
            ("/i\\j", 5),
            ("/k\"l", 6),
            ("/ ", 7),
            ("/m~0n", 8),
        ];
        for (pointer, expected) in rows {
            assert_eq!(get(&root, pointer), Some(&Value::from(expected)), "{pointer}");
            assert_eq!(Pointer::parse(pointer).unwrap().to_string(), pointer);
            assert_eq!(Pointer::parse(pointer).unwrap().get(&root), Some(&Value::from(expected)));
        }
    }

    #[test]
    fn what_is_not_a_pointer() {
        for text in ["foo", "/~", "/~2", "/a/~x", "#/a"] {
            assert_eq!(Pointer::parse(text).unwrap_err().code(), "json/pointer", "{text}");
            assert_eq!(get(&value("{}"), text), None);
        }
        let list = value("[0,1]");
        for text in ["/00", "/01", "/+1", "/-1", "/-", "/2", "/1x", "/ 1", "/18446744073709551616"] {
            assert_eq!(get(&list, text), None, "{text}");
        }
        assert!(Pointer::parse(&"/a".repeat(100_000)).is_err());
    }

    #[test]
    fn set_makes_objects_and_appends() {
        let mut root = Value::Null;
        assert_eq!(set(&mut root, "/child/name", "An".into()).unwrap(), None);
        assert_eq!(set(&mut root, "/child/name", "Bình".into()).unwrap(), Some("An".into()));
        set(&mut root, "/list", value("[]")).unwrap();
        set(&mut root, "/list/-", 1.into()).unwrap();
        set(&mut root, "/list/1/deep", 2.into()).unwrap();
        assert_eq!(to_canonical_string(&root), r#"{"child":{"name":"Bình"},"list":[1,{"deep":2}]}"#);
    }

    #[test]
    fn a_refused_set_changes_nothing() {
        let before = value(r#"{"a":{"b":"text"},"l":[1]}"#);
        for pointer in ["/a/b/c", "/l/3", "/l/x", "/new/~9", "bad"] {
            let mut root = before.clone();
            assert_eq!(set(&mut root, pointer, 1.into()).unwrap_err().code(), "json/pointer", "{pointer}");
            assert!(root == before, "{pointer}");
        }
    }

    #[test]
    fn removal() {
        let mut root = value(r#"{"a":[1,2,3],"b/c":null}"#);
        assert_eq!(remove(&mut root, "/a/1"), Some(2.into()));
        assert_eq!(remove(&mut root, "/a/2"), None);
        assert_eq!(remove(&mut root, "/b~1c"), Some(Value::Null));
        assert_eq!(remove(&mut root, "/a/0/x"), None);
        assert_eq!(remove(&mut root, "a"), None);
        assert_eq!(to_canonical_string(&root), r#"{"a":[1,3]}"#);
        remove(&mut root, "");
        assert!(root.is_null());
    }

    #[test]
    fn relatives() {
        let place = Pointer::parse("/a/b~1c").unwrap();
        assert_eq!(place.last(), Some("b/c"));
        assert_eq!(place.parent().unwrap().to_string(), "/a");
        assert_eq!(Pointer::root().parent(), None);
        assert!(place.starts_with(&place.parent().unwrap()) && place.starts_with(&Pointer::root()));
        assert!(!Pointer::parse("/ab").unwrap().starts_with(&Pointer::parse("/a").unwrap()));
    }
}
