//! The table that a schema is compiled to: one rule for each place that a document can have.

use motcua_json::{Policy, Value};

use crate::pattern::Pattern;
use crate::quoted::Quoted;

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
    /// None of several schemas holds.
    AnyOf,
    /// None of several schemas holds, or more than one.
    OneOf,
    /// A schema holds that must not.
    Not,
}

impl Finding {
    /// Every finding with its code, in the order of their numbers.
    pub const CODES: [&str; 19] = [
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
        "form/anyOf",
        "form/oneOf",
        "form/not",
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
    /// Number of its field.
    pub field: usize,
    /// Rule of its value.
    pub rule: usize,
    /// It may not be there.
    pub forbidden: bool,
    /// A [`Side`] of the rule looks at it.
    pub watched: bool,
    /// Of a [view](Rule::view): which member of the place it is. Elsewhere its own number.
    pub slot: usize,
}

/// What other members may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// Anything.
    #[default]
    Any,
    /// None is allowed; an issue bears this field.
    Forbidden(usize),
    /// What this rule says.
    Rule(usize),
}

/// What an object must be.
#[derive(Clone, Debug, Default)]
pub struct ObjectRule {
    /// Members by name, in the order of the bytes of their names; those of a [view](Rule::view) in the order of RFC 8785.
    /// At most [`MAX_MEMBERS`].
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
    pub(crate) predictions: usize,
    /// The members' names as they mostly stand in a text; [`Table::new`] sets them.
    pub(crate) quoted: Vec<Quoted>,
}

impl ObjectRule {
    /// Says nothing.
    pub(crate) const NONE: Self = Self {
        members: Vec::new(),
        required: Vec::new(),
        dependent: Vec::new(),
        others: Others::Any,
        min: None,
        max: None,
        predictions: usize::MAX,
        quoted: Vec::new(),
    };

    /// Whether nothing is said of any object.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty() && self.others == Others::Any && self.min.is_none() && self.max.is_none()
    }
}

/// Most members that an [`ObjectRule`] can name.
pub const MAX_MEMBERS: usize = 256;

/// What stands beside the keywords of a schema: other schemas about the same value. Numbers are rules.
#[derive(Clone, Debug)]
pub enum Side {
    /// Everything that a rule says: of `$ref` and `allOf`.
    All(usize),
    /// One of them holds.
    Any(Vec<usize>),
    /// Exactly one of them holds.
    One(Vec<usize>),
    /// It does not hold.
    Not(usize),
    /// `if`, `then` and `else`.
    If(usize, Option<usize>, Option<usize>),
    /// Of an object with this member of the place.
    Dependent(usize, usize),
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
    /// What stands beside it, in the order of its issues.
    pub sides: Vec<Side>,
    /// The schema that judges the value as a tree, in place of everything here.
    pub whole: Option<usize>,
    /// Number of its field.
    pub field: usize,
    /// What lies below it has that field too.
    pub lost: bool,
    /// It stands beside another rule, and looks at such members of an object alone as are watched for it; so they are
    /// all that is read again.
    pub view: bool,
}

impl Rule {
    /// Allows anything.
    pub(crate) const ANY: Self = Self {
        never: false,
        types: 0,
        choices: None,
        constant: None,
        text: None,
        number: None,
        array: None,
        object: None,
        sides: Vec::new(),
        whole: None,
        field: 0,
        lost: false,
        view: false,
    };

    /// Whether it allows anything.
    pub(crate) const fn says_nothing(&self) -> bool {
        matches!(
            self,
            Self {
                never: false,
                types: 0,
                choices: None,
                constant: None,
                text: None,
                number: None,
                array: None,
                object: None,
                whole: None,
                ..
            }
        ) && self.sides.is_empty()
    }
}

/// A place that a document can have.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Where it stands, as a JSON Pointer with `*` for any index or name.
    pub pointer: String,
    /// Fields of its members.
    pub members: Vec<(String, usize)>,
    /// The field of every other member.
    pub others: Option<usize>,
    /// The field of its items.
    pub items: Option<usize>,
}

impl Field {
    /// The field of a member.
    pub fn member(&self, name: &str) -> Option<usize> {
        let known = self.members.iter().find(|(known, _)| known == name);
        known.map(|(_, field)| *field).or(self.others)
    }
}

/// Rules by number, and fields. Rule 0 and field 0 are the document's.
#[derive(Clone, Debug)]
pub struct Table {
    pub(crate) rules: Vec<Rule>,
    fields: Vec<Field>,
    pub(crate) policy: Policy,
    pub(crate) predictions: usize,
    /// Number of each finding's code.
    pub(crate) codes: [u32; Finding::CODES.len()],
}

impl Table {
    /// Takes the rules and the fields; `code` gives the number of a code.
    pub fn new(mut rules: Vec<Rule>, fields: Vec<Field>, policy: Policy, code: impl Fn(&str) -> u32) -> Self {
        let mut predictions = 0;
        for object in rules.iter_mut().filter_map(|rule| rule.object.as_mut()) {
            object.predictions = predictions;
            object.quoted = object.members.iter().map(|member| Quoted::new(&member.name)).collect();
            // One for each member, and one for the first.
            predictions += object.members.len() + 1;
        }
        Self { rules, fields, policy, predictions, codes: Finding::CODES.map(code) }
    }

    /// Where each field stands, as a JSON Pointer with `*` for any index or name.
    pub fn fields(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.pointer.clone()).collect()
    }

    /// The field of what a pointer names in a value, or of what lies around it; `from` is the value's own.
    pub fn field(&self, from: usize, mut value: Option<&Value>, pointer: &str) -> usize {
        let mut here = from;
        for token in pointer.split('/').skip(1) {
            let Some(field) = self.fields.get(here) else { break };
            let token = token.replace("~1", "/").replace("~0", "~");
            let below = match value {
                Some(Value::Array(_)) => field.items,
                _ => field.member(&token),
            };
            let Some(next) = below else { break };
            here = next;
            value = value.and_then(|value| match value {
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                Value::Object(object) => object.get(&token),
                _ => None,
            });
        }
        here
    }
}
