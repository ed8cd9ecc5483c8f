//! From text to [`Value`], with a stack of its own so that no input can exhaust the program's.

use crate::lexer::Lexer;
use crate::object::compare_names;
use crate::sort::sort_by;
use crate::{Error, ErrorKind, Object, Pointer, Policy, Value};

/// Reads one JSON document.
///
/// Time is linear in the text (names within an object are sorted); memory is bounded by a small multiple of it.
///
/// # Errors
/// `json/syntax`, `json/utf8`, `json/duplicateKey`, `json/loneSurrogate`, `json/number`, `json/depth`,
/// `json/tooLarge`, `json/trailing`, and under [`Policy::PROFILE`] also `json/noncharacter`, `json/notNfc` and
/// `json/integerRange`. Every error has an offset, and (up to 1 KiB) the pointer to the value that was being
/// read.
pub fn parse(bytes: &[u8], policy: &Policy) -> Result<Value, Error> {
    let mut parser = Parser {
        lexer: Lexer::new(bytes, policy).map_err(|error| error.with_pointer(String::new()))?,
        policy,
        open: Vec::new(),
        items: Vec::new(),
        members: Vec::new(),
    };
    parser.document().map_err(|error| {
        let pointer = parser.pointer();
        error.with_pointer(pointer)
    })
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    policy: &'a Policy,
    /// The arrays and objects that are open, outermost first.
    open: Vec<Open>,
    /// The items so far of all open arrays, and likewise the members: each container takes its own off the end
    /// when it closes, in exactly the memory it needs.
    items: Vec<Value>,
    members: Vec<Member>,
}

enum Open {
    /// An array whose items start at this index.
    Array(usize),
    /// An object whose members start at this index. The last of them is still without its value.
    Object(usize),
}

struct Member {
    name: String,
    /// Where its name stands in the text.
    offset: usize,
    value: Value,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Value, Error> {
        loop {
            if let Some(value) = self.value()?
                && let Some(root) = self.place(value)?
            {
                return match self.lexer.peek_token() {
                    None => Ok(root),
                    Some(_) => Err(self.lexer.fail(ErrorKind::Trailing)),
                };
            }
        }
    }

    /// Reads a scalar or an empty container whole; of any other container the opening, and then `None`.
    fn value(&mut self) -> Result<Option<Value>, Error> {
        let value = match self.lexer.peek_token() {
            Some(b'"') => Value::String(self.lexer.string()?.into_owned()),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.lexer.number()?),
            Some(b'{') => {
                self.enter()?;
                if self.lexer.peek_token() != Some(b'}') {
                    self.open.push(Open::Object(self.members.len()));
                    self.name()?;
                    return Ok(None);
                }
                self.lexer.bump();
                Value::Object(Object::new())
            }
            Some(b'[') => {
                self.enter()?;
                if self.lexer.peek_token() != Some(b']') {
                    self.open.push(Open::Array(self.items.len()));
                    return Ok(None);
                }
                self.lexer.bump();
                Value::Array(Vec::new())
            }
            Some(b'n') => self.lexer.literal("null", Value::Null)?,
            Some(b't') => self.lexer.literal("true", Value::Bool(true))?,
            Some(b'f') => self.lexer.literal("false", Value::Bool(false))?,
            _ => return Err(self.lexer.fail(ErrorKind::Syntax)),
        };
        Ok(Some(value))
    }

    /// Goes past an opening bracket, if there may be one more level.
    fn enter(&mut self) -> Result<(), Error> {
        if self.open.len() >= self.policy.max_depth {
            return Err(self.lexer.fail(ErrorKind::Depth));
        }
        self.lexer.bump();
        Ok(())
    }

    /// A member name and the colon behind it.
    fn name(&mut self) -> Result<(), Error> {
        if self.lexer.peek_token() != Some(b'"') {
            return Err(self.lexer.fail(ErrorKind::Syntax));
        }
        let offset = self.lexer.offset();
        let name = self.lexer.string()?.into_owned();
        if name.len() > self.policy.max_name_bytes {
            return Err(Error::at_offset(ErrorKind::TooLarge, offset));
        }
        self.members.push(Member { name, offset, value: Value::Null });
        if self.lexer.peek_token() != Some(b':') {
            return Err(self.lexer.fail(ErrorKind::Syntax));
        }
        self.lexer.bump();
        Ok(())
    }

    /// Puts a value into the innermost open container, and closes those that end with it. Returns the value
    /// that belongs to no container: the document.
    fn place(&mut self, mut value: Value) -> Result<Option<Value>, Error> {
        loop {
            match self.open.last() {
                None => return Ok(Some(value)),
                Some(&Open::Array(start)) => {
                    self.items.push(value);
                    match self.lexer.peek_token() {
                        Some(b',') => {
                            self.lexer.bump();
                            return Ok(None);
                        }
                        Some(b']') => value = Value::Array(self.items.drain(start..).collect()),
                        _ => return Err(self.lexer.fail(ErrorKind::Syntax)),
                    }
                }
                Some(&Open::Object(start)) => {
                    if let Some(member) = self.members.last_mut() {
                        member.value = value;
                    }
                    match self.lexer.peek_token() {
                        Some(b',') => {
                            if self.members.len() - start >= self.policy.max_members {
                                return Err(self.lexer.fail(ErrorKind::TooLarge));
                            }
                            self.lexer.bump();
                            self.name()?;
                            return Ok(None);
                        }
                        Some(b'}') => value = Value::Object(self.close_object(start)?),
                        _ => return Err(self.lexer.fail(ErrorKind::Syntax)),
                    }
                }
            }
            self.lexer.bump();
            self.open.pop();
        }
    }

    fn close_object(&mut self, start: usize) -> Result<Object, Error> {
        let members = self.members.get(start..).unwrap_or_default();
        let in_order = |a: &Member, b: &Member| compare_names(&a.name, &b.name).is_lt();
        if !members.is_sorted_by(in_order) {
            let mut sorted: Vec<Member> = self.members.drain(start..).collect();
            sort_by(&mut sorted, |a, b| compare_names(&a.name, &b.name));
            self.members.append(&mut sorted);
            let members = self.members.get(start..).unwrap_or_default();
            // Of several repeats the one that comes first in the text is told.
            let repeats = members.windows(2).filter_map(|pair| match pair {
                [a, b] if a.name == b.name => Some((b.offset, &b.name)),
                _ => None,
            });
            if let Some((offset, name)) = repeats.min() {
                let name = name.clone();
                self.members.truncate(start);
                self.members.push(Member { name, offset, value: Value::Null });
                return Err(Error::at_offset(ErrorKind::DuplicateKey, offset));
            }
        }
        Ok(Object::from_sorted(
            self.members.drain(start..).map(|member| (member.name, member.value)).collect(),
        ))
    }

    /// Where reading has come to. Each open container tells how far it is: an array by its number of items, an
    /// object by its last name. From the inside out, as what an inner container has collected starts where the
    /// share of its outer one ends.
    fn pointer(&self) -> String {
        let (mut items, mut members) = (self.items.len(), self.members.len());
        let mut tokens = Vec::with_capacity(self.open.len());
        for open in self.open.iter().rev() {
            match *open {
                Open::Array(start) => {
                    tokens.push((items - start).to_string());
                    items = start;
                }
                Open::Object(start) => {
                    let own = self.members.get(start..members).unwrap_or_default();
                    tokens.extend(own.last().map(|member| member.name.clone()));
                    members = start;
                }
            }
        }
        tokens.into_iter().rev().collect::<Pointer>().to_string()
    }
}
