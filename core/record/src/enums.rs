//! Enums: a text, or an object whose variant stands in a member.

use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{DataEnum, Error, Fields, Variant};

use crate::attributes::{Member, Record, wire};
use crate::structs::List;
use crate::table::{self, Entry};

/// How an enum is read and written.
pub(crate) fn body(data: &DataEnum, record: &Record) -> syn::Result<(Tokens, Tokens)> {
    if record.strict {
        let first = data.variants.first();
        return Err(Error::new_spanned(first, "an enum takes unknown members"));
    }
    let mut named = Vec::new();
    let mut other = None;
    for variant in &data.variants {
        let Member { rename, untagged, .. } = Member::read(&variant.attrs)?;
        if untagged {
            other = Some(variant);
        } else if other.is_some() {
            return Err(Error::new_spanned(variant, "what takes every other text comes last"));
        } else {
            named.push((variant, rename.unwrap_or_else(|| wire(&variant.ident.to_string(), record.camel))));
        }
    }
    let names = list(&named)?;
    match (&record.tag, &record.content, other) {
        (None, None, None) => words(&named, &names),
        (None, None, Some(other)) => open_words(&named, &names, other),
        (Some(tag), None, None) => tagged(&named, &names, tag, record.camel_fields),
        (Some(tag), Some(content), None) => with_content(&named, &names, tag, content),
        _ => Err(Error::new_spanned(&data.variants, "no record is such an enum")),
    }
}

type Named<'a> = (&'a Variant, String);

/// The names as one text, in the order of the variants.
fn list(named: &[Named<'_>]) -> syn::Result<String> {
    for (variant, name) in named {
        if name.contains(',') {
            return Err(Error::new_spanned(variant, "a name has no comma"));
        }
    }
    Ok(named.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(","))
}

/// The patterns that a variant's place in the list is matched by; the first one takes everything else.
fn places<'a>(named: &[Named<'a>]) -> impl Iterator<Item = (&'a Variant, usize)> {
    let mut places: Vec<_> =
        named.iter().map(|(variant, _)| *variant).enumerate().map(|(at, v)| (v, at)).collect();
    places.reverse();
    places.into_iter()
}

fn pattern(at: usize) -> Tokens {
    if at == 0 { quote!(_) } else { quote!(#at) }
}

fn unit(variant: &Variant) -> syn::Result<()> {
    match variant.fields {
        Fields::Unit => Ok(()),
        _ => Err(Error::new_spanned(variant, "a variant without a tag has no content")),
    }
}

fn words(named: &[Named<'_>], names: &str) -> syn::Result<(Tokens, Tokens)> {
    let (reads, writes) = arms(named)?;
    let read = quote!(match reader.variant(#names) { #(#reads,)* });
    let write = quote!(writer.variant(#names, match self { #(#writes,)* }););
    Ok((read, write))
}

fn open_words(named: &[Named<'_>], names: &str, other: &Variant) -> syn::Result<(Tokens, Tokens)> {
    let (reads, writes) = arms(named)?;
    let other = &other.ident;
    let read = quote! {
        match reader.variant_or_text(#names) {
            Ok(at) => match at { #(#reads,)* },
            Err(text) => Self::#other(text),
        }
    };
    let write = quote! {
        let at = match self {
            #(#writes,)*
            Self::#other(text) => return ::motcua_json::record::Part::write(text, writer),
        };
        writer.variant(#names, at);
    };
    Ok((read, write))
}

fn arms(named: &[Named<'_>]) -> syn::Result<(Vec<Tokens>, Vec<Tokens>)> {
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    for (variant, at) in places(named) {
        unit(variant)?;
        let (ident, pattern) = (&variant.ident, pattern(at));
        reads.push(quote!(#pattern => Self::#ident));
        writes.push(quote!(Self::#ident => #at));
    }
    Ok((reads, writes))
}

fn tagged(named: &[Named<'_>], names: &str, tag: &str, camel: bool) -> syn::Result<(Tokens, Tokens)> {
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    for (variant, at) in places(named) {
        let (ident, pattern) = (&variant.ident, pattern(at));
        match &variant.fields {
            Fields::Unit => {
                reads.push(quote!(#pattern => Self::#ident));
                writes.push(quote!(Self::#ident => writer.open_tagged("", #tag, #names, #at)));
            }
            Fields::Named(fields) => {
                let list = List::of(fields, camel)?;
                let table = list.table(fields)?;
                let (field_reads, field_writes, bound) = (list.reads(), list.writes(), list.names());
                reads
                    .push(quote!(#pattern => { reader.members(#table); Self::#ident { #(#field_reads),* } }));
                writes.push(quote!(Self::#ident { #(#bound),* } => {
                    writer.open_tagged(#table, #tag, #names, #at);
                    #(#field_writes)*
                }));
            }
            Fields::Unnamed(_) => {
                return Err(Error::new_spanned(variant, "content without a name has nowhere to stand"));
            }
        }
    }
    Ok(around(&reads, &writes, tag, names))
}

fn with_content(named: &[Named<'_>], names: &str, tag: &str, content: &str) -> syn::Result<(Tokens, Tokens)> {
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    for (variant, at) in places(named) {
        let (ident, pattern) = (&variant.ident, pattern(at));
        if !matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
            return Err(Error::new_spanned(variant, "a variant has one content"));
        }
        let entry = Entry {
            name: content.to_owned(),
            rank: 0,
            may_miss: false,
            skips_none: false,
            skips_empty: false,
        };
        let table = table::literal([&entry], ident.span())?;
        reads.push(quote!(#pattern => { reader.members(#table); Self::#ident(::motcua_json::record::Part::read(reader)) }));
        writes.push(quote!(Self::#ident(content) => {
            writer.open_tagged(#table, #tag, #names, #at);
            ::motcua_json::record::Part::write(content, writer);
        }));
    }
    Ok(around(&reads, &writes, tag, names))
}

fn around(reads: &[Tokens], writes: &[Tokens], tag: &str, names: &str) -> (Tokens, Tokens) {
    let read = quote! {
        let record = match reader.open_tagged(#tag, #names) { #(#reads,)* };
        reader.close();
        record
    };
    let write = quote! {
        match self { #(#writes,)* }
        writer.close();
    };
    (read, write)
}
