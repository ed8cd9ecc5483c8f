//! `#[derive(Part)]`: a record as a table of its members and one short call for each.
//!
//! serde's derive makes a visitor for every record, compiled anew for every format; in a WebAssembly module that was
//! the largest single thing. Here the names stand in a table, one reader and one writer for all records walk it
//! (`motcua_json::record`), and a record is only the list of its members' types. It obeys the same `#[serde(…)]`
//! attributes, so that whatever else reads them, such as TypeScript declarations, agrees; one that it does not know
//! does not compile.

mod attributes;
mod enums;
mod structs;
mod table;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Data, DeriveInput, Error, parse_macro_input};

/// Implements `motcua_json::record::Part`.
#[proc_macro_derive(Part, attributes(serde))]
pub fn derive_part(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    part(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn part(input: &DeriveInput) -> syn::Result<Tokens> {
    let name = &input.ident;
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.generics, "a record has no parameters"));
    }
    let record = attributes::Record::read(&input.attrs)?;
    let (read, write) = match &input.data {
        Data::Struct(data) => structs::body(data, &record)?,
        Data::Enum(data) => enums::body(data, &record)?,
        Data::Union(_) => return Err(Error::new_spanned(name, "a record is a struct or an enum")),
    };
    Ok(quote! {
        impl ::motcua_json::record::Part for #name {
            fn read(reader: &mut ::motcua_json::record::Reader<'_>) -> Self {
                #read
            }

            fn write(&self, writer: &mut ::motcua_json::record::Writer) {
                #write
            }
        }
    })
}
