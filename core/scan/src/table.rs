//! The table that a schema is compiled to: one rule for each place that a document can have.

use std::collections::BTreeMap;

use motcua_json::Policy;

use crate::pattern::Pattern;

/// What the scanner finds by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Finding {
    /// A value of another type.
    Type,
    /// Not one of the choices.
    Enum,
    /// Not the one value.
    Const,
    /// Too short a text.
    MinLength,
    /// Too long a text.
    MaxLength,
    /// A text without the pattern.
    Pattern,
    /// Too small a number.
    Minimum,
    /// Too large a number.
    Maximum,
    /// Not above the limit.
    ExclusiveMinimum,
    /// Not below the limit.
    ExclusiveMaximum,
    /// Too few items.
    MinItems,
    /// Too many items.
    MaxItems,
    /// Too few members.
    MinProperties,
    /// Too many members.
    MaxProperties,
    /// A member is missing.
    Required,
    /// A member that may not be.
    UnknownField,
}

impl Finding {
    /// Every finding with its code, in the order of their numbers.
    pub const CODES: [&str; 16] = [
        "form/type",
        "form/enum",
        "form/const",
        "form/minLength",
        "form/maxLength",
        "form/pattern",
        "form/minimum",
        "form/maximum",
        "form/exclusiveMinimum",
        "form/exclusiveMaximum",
        "form/minItems",
        "form/maxItems",
        "form/minProperties",
        "form/maxProperties",
        "form/required",
        "form/unknownField",
    ];
}

/// A value that is no container.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// What a text must be.
#[derive(Clone, Debug, Default)]
pub struct TextRule {
    /// Fewest characters.
    pub min: Option<u64>,
    /// Most characters.
    pub max: Option<u64>,
    /// What must be found in it.
    pub pattern: Option<Pattern>,
    /// Number of a format that the [`Judge`](crate::Judge) knows; asked when the rest holds.
    pub format: Option<usize>,
}

/// What a number must be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NumberRule {
    /// Smallest.
    pub min: Option<f64>,
    /// Largest.
    pub max: Option<f64>,
    /// It must be above this.
    pub above: Option<f64>,
    /// It must be below this.
    pub below: Option<f64>,
}

/// What an array must be.
#[derive(Clone, Copy, Debug, Default)]
pub struct ArrayRule {
    /// Fewest items.
    pub min: Option<u64>,
    /// Most items.
    pub max: Option<u64>,
    /// Rule of each item.
    pub items: Option<usize>,
}

/// A member by name.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// The name in quotes, as it mostly stands in a text; empty where it needs escapes.
    pub quoted: Vec<u8>,
    /// Number of its field.
    pub field: usize,
    /// Rule of its value.
    pub rule: usize,
    /// It may not be there.
    pub forbidden: bool,
    /// It stands among the members that a [`Deep`] check looks at.
    pub watched: bool,
}

/// What other members may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// Anything.
    #[default]
    Any,
    /// None is allowed.
    Forbidden,
    /// What this rule says.
    Rule(usize),
}

/// What an object must be.
#[derive(Clone, Debug, Default)]
pub struct ObjectRule {
    /// Members by name, in the order of the bytes of their names. At most [`MAX_MEMBERS`].
    pub members: Vec<Member>,
    /// Members that must be there, in the order of the schema; with `true` the record is left to the other validator
    /// when it is missing.
    pub required: Vec<(usize, bool)>,
    /// Members that must be there when another is.
    pub dependent: Vec<(usize, Vec<usize>)>,
    /// The other members.
    pub others: Others,
    /// Fewest members.
    pub min: Option<u64>,
    /// Most members.
    pub max: Option<u64>,
    /// Where its predictions stand; [`Table::new`] sets it.
    pub predictions: usize,
}

impl ObjectRule {
    /// Whether nothing is said of any object.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty() && self.others == Others::Any && self.min.is_none() && self.max.is_none()
    }
}

/// Most members that an [`ObjectRule`] can name.
pub const MAX_MEMBERS: usize = 256;

/// What needs the value as a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deep {
    /// The whole of a schema, by its number.
    Whole(usize),
    /// What a schema says beside its own keywords, of an object the watched members alone.
    Beside(usize),
    /// The same, and of an object every member.
    BesideAll(usize),
}

/// What stands at one place.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Nothing is allowed.
    pub never: bool,
    /// Allowed types as bits, from the lowest: null, boolean, integer, number, string, array, object; none allows all.
    pub types: u8,
    /// The choices, of `enum`.
    pub choices: Option<Vec<Scalar>>,
    /// The one value, of `const`.
    pub constant: Option<Scalar>,
    /// Of a text.
    pub text: Option<TextRule>,
    /// Of a number.
    pub number: Option<NumberRule>,
    /// Of an array.
    pub array: Option<ArrayRule>,
    /// Of an object.
    pub object: Option<ObjectRule>,
    /// What needs a tree.
    pub deep: Option<Deep>,
}

/// Rules by number; each is a field of the document as well. Rule 0 is the document's.
#[derive(Clone, Debug)]
pub struct Table {
    pub(crate) rules: Vec<Rule>,
    pub(crate) policy: Policy,
    pub(crate) predictions: usize,
    /// Number of each finding's code.
    pub(crate) codes: [u32; Finding::CODES.len()],
}

impl Table {
    /// Takes the rules; `code` gives the number of a code.
    pub fn new(mut rules: Vec<Rule>, policy: Policy, code: impl Fn(&str) -> u32) -> Self {
        let mut predictions = 0;
        for object in rules.iter_mut().filter_map(|rule| rule.object.as_mut()) {
            object.predictions = predictions;
            // One for each member, and one for the first.
            predictions += object.members.len() + 1;
        }
        Self { rules, policy, predictions, codes: Finding::CODES.map(code) }
    }

    /// Where each field stands, as a JSON Pointer with `*` for any index or name.
    pub fn fields(&self) -> Vec<String> {
        let mut fields = vec![String::new(); self.rules.len()];
        let mut known = BTreeMap::from([(0, String::new())]);
        // Rules are numbered from the outside in.
        for (number, rule) in self.rules.iter().enumerate() {
            let place = known.get(&number).cloned().unwrap_or_default();
            let mut below = Vec::new();
            if let Some(object) = &rule.object {
                below.extend(
                    object.members.iter().map(|member| {
                        (member.field, motcua_json::pointer::escape(&member.name).into_owned())
                    }),
                );
                if let Others::Rule(rule) = object.others {
                    below.push((rule, "*".to_owned()));
                }
            }
            below.extend(rule.array.and_then(|array| array.items).map(|items| (items, "*".to_owned())));
            for (field, token) in below {
                known.entry(field).or_insert_with(|| format!("{place}/{token}"));
            }
            if let Some(slot) = fields.get_mut(number) {
                *slot = place;
            }
        }
        fields
    }

    /// The field at a pointer, or of what lies around it.
    pub fn field(&self, from: usize, pointer: &str) -> usize {
        let mut here = from;
        for token in pointer.split('/').skip(1) {
            let Some(rule) = self.rules.get(here) else { break };
            let member = rule.object.as_ref().and_then(|object| {
                let name = token.replace("~1", "/").replace("~0", "~");
                let found = object.members.iter().find(|member| member.name == name);
                match (found, object.others) {
                    (Some(member), _) => Some(member.field),
                    (None, Others::Rule(rule)) => Some(rule),
                    _ => None,
                }
            });
            let item = || {
                rule.array.and_then(|array| array.items).filter(|_| token.bytes().all(|b| b.is_ascii_digit()))
            };
            match member.or_else(item) {
                Some(next) => here = next,
                None => break,
            }
        }
        here
    }
}
