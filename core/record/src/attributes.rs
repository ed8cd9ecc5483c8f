//! The attributes of serde that records use.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path};

/// What stands above a struct or an enum.
#[derive(Default)]
pub(crate) struct Record {
    /// Names of fields of a struct, and of variants of an enum, are in camelCase.
    pub(crate) camel: bool,
    /// The same for the fields of an enum's variants.
    pub(crate) camel_fields: bool,
    /// An unknown member is refused.
    pub(crate) strict: bool,
    /// The member that names an enum's variant.
    pub(crate) tag: Option<String>,
    /// The member that holds the variant's content.
    pub(crate) content: Option<String>,
}

impl Record {
    pub(crate) fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut record = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("rename_all") {
                record.camel = camel(&meta)?;
            } else if meta.path.is_ident("rename_all_fields") {
                record.camel_fields = camel(&meta)?;
            } else if meta.path.is_ident("deny_unknown_fields") {
                record.strict = true;
            } else if meta.path.is_ident("tag") {
                record.tag = Some(text(&meta)?);
            } else if meta.path.is_ident("content") {
                record.content = Some(text(&meta)?);
            } else {
                return Err(meta.error("no record has this"));
            }
            Ok(())
        })?;
        Ok(record)
    }
}

/// What is put where a member is absent.
pub(crate) enum Absent {
    /// Nothing: it must be there.
    Refused,
    /// The default of its type.
    Default,
    /// What a function gives.
    Call(Path),
}

/// When a member is not written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Skip {
    Never,
    None,
    Empty,
}

/// What stands above a field or a variant.
pub(crate) struct Member {
    pub(crate) rename: Option<String>,
    pub(crate) absent: Absent,
    pub(crate) skip: Skip,
    /// A variant that takes every other text.
    pub(crate) untagged: bool,
}

impl Member {
    pub(crate) fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut member = Self { rename: None, absent: Absent::Refused, skip: Skip::Never, untagged: false };
        each(attributes, |meta| {
            if meta.path.is_ident("rename") {
                member.rename = Some(text(&meta)?);
            } else if meta.path.is_ident("untagged") {
                member.untagged = true;
            } else if meta.path.is_ident("default") {
                let is_bare = !meta.input.peek(syn::Token![=]);
                member.absent =
                    if is_bare { Absent::Default } else { Absent::Call(literal(&meta)?.parse()?) };
            } else if meta.path.is_ident("skip_serializing_if") {
                member.skip = match text(&meta)?.as_str() {
                    "Option::is_none" => Skip::None,
                    "Vec::is_empty" => Skip::Empty,
                    _ => return Err(meta.error("only Option::is_none and Vec::is_empty")),
                };
            } else {
                return Err(meta.error("no member of a record has this"));
            }
            Ok(())
        })?;
        Ok(member)
    }
}

fn each(
    attributes: &[Attribute],
    mut read: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    attributes
        .iter()
        .filter(|one| one.path().is_ident("serde"))
        .try_for_each(|one| one.parse_nested_meta(&mut read))
}

fn literal(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    Ok(literal(meta)?.value())
}

fn camel(meta: &ParseNestedMeta<'_>) -> syn::Result<bool> {
    match text(meta)?.as_str() {
        "camelCase" => Ok(true),
        _ => Err(meta.error("records are in camelCase")),
    }
}

/// A name of Rust as it is on the wire: `birth_date` and `BirthDate` are `birthDate`.
pub(crate) fn wire(name: &str, camel: bool) -> String {
    if !camel {
        return name.to_owned();
    }
    let mut out = String::new();
    let mut raise = false;
    for c in name.chars() {
        match c {
            '_' => raise = true,
            c if out.is_empty() => out.push(c.to_ascii_lowercase()),
            c if raise => {
                out.push(c.to_ascii_uppercase());
                raise = false;
            }
            c => out.push(c),
        }
    }
    out
}
