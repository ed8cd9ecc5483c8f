//! The layouts of papers as data: which facts and sentences a form has, in both languages.

use motcua_json::{Object, Policy, Value};
use motcua_types::procedure::Text;

use super::values::Lang;
use crate::Error;

const SOURCE: &str = include_str!("../../data/documents.json");

/// Layouts of the forms that an office issues.
#[derive(Clone, Debug)]
pub struct Layouts {
    words: Vec<(String, Text)>,
    pub(super) note: Text,
    forms: Vec<Layout>,
}

/// The layout of one form.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    form: String,
    pub(super) title: Text,
    /// What the paper must have; names joined by `|` are choices.
    pub(super) needs: Vec<String>,
    pub(super) blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub(super) enum Block {
    /// Labels with their values; one whose value is missing is left out.
    Facts(Vec<Fact>),
    /// A sentence; left out when a value of it is missing.
    Text(Text),
    /// A numbered list of `papers` or `items`.
    List { papers: bool, heading: Text },
    /// The table of the control slip.
    Steps { heading: Text, columns: Vec<Text> },
    /// Places to sign, side by side.
    Sign(Vec<Sign>),
}

#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) label: Text,
    pub(super) value: String,
    pub(super) strong: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Sign {
    pub(super) title: Text,
    pub(super) hint: Text,
    pub(super) name: String,
}

impl Layouts {
    /// The layouts that ship with the product: forms 01 to 06 of Circular 03/2025/TT-VPCP. Names of forms are those of
    /// the circular; layout and wording are marked `uncertain`, and each paper says so.
    ///
    /// # Errors
    /// [`Error::DocumentLayout`] if the shipped document is broken, which a test rules out.
    pub fn shipped() -> Result<Self, Error> {
        let value =
            motcua_json::parse(SOURCE.as_bytes(), &Policy::PROFILE).map_err(|_| Error::DocumentLayout)?;
        Self::from_value(&value)
    }

    /// Reads layouts of one's own.
    ///
    /// # Errors
    /// [`Error::DocumentLayout`] when they are none.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        read(value).ok_or(Error::DocumentLayout)
    }

    /// Numbers of the forms.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|layout| layout.form.as_str())
    }

    /// Name of a form.
    pub fn title(&self, form: &str) -> Option<&Text> {
        self.find(form).map(|layout| &layout.title)
    }

    pub(super) fn find(&self, form: &str) -> Option<&Layout> {
        self.forms.iter().find(|layout| layout.form == form)
    }

    /// A word that stands on every paper, or names a way of return.
    pub(super) fn word(&self, name: &str, lang: Lang) -> Option<String> {
        let (_, text) = self.words.iter().find(|(known, _)| known == name)?;
        Some(lang.pick(text).to_owned())
    }
}

fn read(value: &Value) -> Option<Layouts> {
    let words = value.get("words")?.as_object()?.iter();
    Some(Layouts {
        words: words.map(|(name, word)| Some((name.to_owned(), text(word)?))).collect::<Option<_>>()?,
        note: text(value.get("note")?)?,
        forms: list(value, "forms", layout)?,
    })
}

fn layout(value: &Value) -> Option<Layout> {
    Some(Layout {
        form: string(value, "form")?,
        title: text(value.get("title")?)?,
        needs: list(value, "needs", |need| need.as_str().map(str::to_owned))?,
        blocks: list(value, "blocks", block)?,
    })
}

fn block(value: &Value) -> Option<Block> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (kind, body) = object.iter().next()?;
    Some(match kind {
        "facts" => Block::Facts(list(value, kind, fact)?),
        "text" => Block::Text(text(body)?),
        "list" => {
            let papers = match body.get("of")?.as_str()? {
                "papers" => true,
                "items" => false,
                _ => return None,
            };
            Block::List { papers, heading: text(body.get("heading")?)? }
        }
        "steps" => {
            let columns = list(body, "columns", text)?;
            Block::Steps { heading: text(body.get("heading")?)?, columns }
        }
        "sign" => Block::Sign(list(value, kind, sign)?),
        _ => return None,
    })
}

fn fact(value: &Value) -> Option<Fact> {
    Some(Fact {
        label: text(value.get("label")?)?,
        value: string(value, "value")?,
        strong: value.get("strong").and_then(Value::as_bool).unwrap_or_default(),
    })
}

fn sign(value: &Value) -> Option<Sign> {
    Some(Sign {
        title: text(value.get("title")?)?,
        hint: text(value.get("hint")?)?,
        name: string(value, "name")?,
    })
}

fn text(value: &Value) -> Option<Text> {
    value.as_object().filter(|object: &&Object| object.len() == 2)?;
    Some(Text { vi: string(value, "vi")?, en: string(value, "en")? })
}

fn string(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn list<T>(value: &Value, name: &str, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.get(name)?.as_array()?.iter().map(read).collect()
}
