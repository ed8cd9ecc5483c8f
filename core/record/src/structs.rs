//! Structs, and the fields of an enum's variants.

use proc_macro2::{Literal, TokenStream as Tokens};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{DataStruct, Error, Field, Fields, FieldsNamed, Ident, Type};

use crate::attributes::{Absent, Member, Record, Skip, wire};
use crate::table::{self, Entry};

/// How a struct is read and written.
pub(crate) fn body(data: &DataStruct, record: &Record) -> syn::Result<(Tokens, Tokens)> {
    let Fields::Named(named) = &data.fields else {
        return Err(Error::new_spanned(&data.fields, "the fields of a record have names"));
    };
    let list = List::of(named, record.camel)?;
    let (table, strict) = (list.table(named)?, record.strict);
    let (reads, writes) = (list.reads(), list.writes());
    let names = list.names();
    let read = quote! {
        reader.open(#table, #strict);
        let record = Self { #(#reads),* };
        reader.close();
        record
    };
    let write = quote! {
        let Self { #(#names),* } = self;
        writer.open(#table);
        #(#writes)*
        writer.close();
    };
    Ok((read, write))
}

/// Fields in the order in which a document has them.
pub(crate) struct List<'a>(Vec<One<'a>>);

struct One<'a> {
    entry: Entry,
    name: &'a Ident,
    ty: &'a Type,
    absent: Absent,
}

impl<'a> List<'a> {
    pub(crate) fn of(fields: &'a FieldsNamed, camel: bool) -> syn::Result<Self> {
        let mut list = Vec::new();
        for (rank, field) in fields.named.iter().enumerate() {
            list.push(One::of(rank, field, camel)?);
        }
        list.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
        Ok(Self(list))
    }

    pub(crate) fn table(&self, fields: &FieldsNamed) -> syn::Result<Literal> {
        table::literal(self.0.iter().map(|one| &one.entry), fields.span())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        self.0.iter().map(|one| one.name)
    }

    /// One `field: value` for each.
    pub(crate) fn reads(&self) -> impl Iterator<Item = Tokens> {
        self.0.iter().map(One::read)
    }

    /// One statement for each; the fields are bound by their names.
    pub(crate) fn writes(&self) -> impl Iterator<Item = Tokens> {
        self.0.iter().map(|One { name, .. }| quote!(::motcua_json::record::Part::write(#name, writer);))
    }
}

impl<'a> One<'a> {
    fn of(rank: usize, field: &'a Field, camel: bool) -> syn::Result<Self> {
        let name = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a field has a name"))?;
        let Member { rename, absent, skip, untagged } = Member::read(&field.attrs)?;
        if untagged {
            return Err(Error::new_spanned(field, "only a variant is untagged"));
        }
        let is_option = named(&field.ty, "Option");
        let entry = Entry {
            name: rename.unwrap_or_else(|| wire(&name.to_string(), camel)),
            rank,
            may_miss: is_option || !matches!(absent, Absent::Refused),
            skips_none: skip == Skip::None,
            skips_empty: skip == Skip::Empty,
        };
        Ok(Self { entry, name, ty: &field.ty, absent })
    }

    fn read(&self) -> Tokens {
        let Self { name, ty, absent, .. } = self;
        let part = quote!(::motcua_json::record::Part::read(reader));
        match absent {
            Absent::Call(otherwise) => quote!(#name: if reader.has_next() { #part } else { #otherwise() }),
            // What reads as nothing where nothing is needs no other default.
            Absent::Default if !["Option", "Vec", "String", "bool"].iter().any(|one| named(ty, one)) => {
                quote!(#name: if reader.has_next() { #part } else { ::core::default::Default::default() })
            }
            _ => quote!(#name: #part),
        }
    }
}

/// Whether the last word of a type's path is this.
fn named(ty: &Type, word: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == word))
}
