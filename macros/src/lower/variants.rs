//! Patterns of the user's own enums and structs, which only rustc understands: which names they bind.

use syn::punctuated::Punctuated;
use syn::{FieldPat, Ident, Pat, PatIdent, PatRest, PatStruct, PatWild, Token};

/// The names that a pattern binds, each once, in order. `is_constant` knows the names that stand for constants.
pub(super) fn names(pat: &Pat, is_constant: &dyn Fn(&PatIdent) -> bool) -> Vec<PatIdent> {
    let mut found = Vec::new();
    collect(pat, is_constant, &mut found);
    found
}

fn collect(pat: &Pat, is_constant: &dyn Fn(&PatIdent) -> bool, found: &mut Vec<PatIdent>) {
    let mut all = |pats: &mut dyn Iterator<Item = &Pat>| pats.for_each(|p| collect(p, is_constant, found));
    match pat {
        Pat::Ident(name) => {
            if let Some((_, inner)) = &name.subpat {
                all(&mut std::iter::once(&**inner));
            }
            if !is_constant(name) && found.iter().all(|f| f.ident != name.ident) {
                found.push(name.clone());
            }
        }
        Pat::Paren(inner) => all(&mut std::iter::once(&*inner.pat)),
        Pat::Reference(inner) => all(&mut std::iter::once(&*inner.pat)),
        Pat::Type(inner) => all(&mut std::iter::once(&*inner.pat)),
        Pat::Or(cases) => all(&mut cases.cases.iter()),
        Pat::Tuple(tuple) => all(&mut tuple.elems.iter()),
        Pat::Slice(slice) => all(&mut slice.elems.iter()),
        Pat::TupleStruct(tuple) => all(&mut tuple.elems.iter()),
        Pat::Struct(fields) => all(&mut fields.fields.iter().map(|f| &*f.pat)),
        // These bind nothing, or `stranger` finds them.
        _ => {}
    }
}

/// A pattern in this one that may bind names which cannot be seen.
pub(super) fn stranger(pat: &Pat) -> Option<&Pat> {
    match pat {
        Pat::Ident(name) => name.subpat.as_ref().and_then(|(_, inner)| stranger(inner)),
        Pat::Paren(inner) => stranger(&inner.pat),
        Pat::Reference(inner) => stranger(&inner.pat),
        Pat::Type(inner) => stranger(&inner.pat),
        Pat::Or(cases) => cases.cases.iter().find_map(stranger),
        Pat::Tuple(tuple) => tuple.elems.iter().find_map(stranger),
        Pat::Slice(slice) => slice.elems.iter().find_map(stranger),
        Pat::TupleStruct(tuple) => tuple.elems.iter().find_map(stranger),
        Pat::Struct(fields) => fields.fields.iter().find_map(|field| stranger(&field.pat)),
        Pat::Wild(_) | Pat::Rest(_) | Pat::Lit(_) | Pat::Path(_) | Pat::Range(_) => None,
        other => Some(other),
    }
}

/// The pattern with `_` for every name but one.
pub(super) fn only(pat: &Pat, kept: Option<&Ident>, is_constant: &dyn Fn(&PatIdent) -> bool) -> Pat {
    let mut pat = pat.clone();
    strip(&mut pat, kept, is_constant);
    pat
}

fn strip(pat: &mut Pat, kept: Option<&Ident>, is_constant: &dyn Fn(&PatIdent) -> bool) {
    let inner = |p: &mut Pat| strip(p, kept, is_constant);
    match pat {
        Pat::Ident(name) if is_constant(name) => {}
        Pat::Ident(name) if kept == Some(&name.ident) => {
            name.mutability = None;
            if let Some((_, sub)) = &mut name.subpat {
                inner(sub);
            }
        }
        Pat::Ident(name) => match name.subpat.take() {
            Some((_, sub)) => {
                *pat = *sub;
                strip(pat, kept, is_constant);
            }
            None => *pat = Pat::Wild(PatWild { attrs: Vec::new(), underscore_token: <Token![_]>::default() }),
        },
        Pat::Paren(p) => inner(&mut p.pat),
        Pat::Reference(p) => inner(&mut p.pat),
        Pat::Type(p) => inner(&mut p.pat),
        Pat::Or(cases) => cases.cases.iter_mut().for_each(inner),
        Pat::Tuple(tuple) => tuple.elems.iter_mut().for_each(inner),
        Pat::Slice(slice) => slice.elems.iter_mut().for_each(inner),
        Pat::TupleStruct(tuple) => tuple.elems.iter_mut().for_each(inner),
        Pat::Struct(fields) => strip_fields(fields, kept, is_constant),
        // These bind nothing, or were refused.
        _ => {}
    }
}

/// What would be `x: _` is left out, for `..`.
fn strip_fields(pat: &mut PatStruct, kept: Option<&Ident>, is_constant: &dyn Fn(&PatIdent) -> bool) {
    let fields = std::mem::take(&mut pat.fields).into_iter().filter_map(|mut field| {
        strip(&mut field.pat, kept, is_constant);
        (!matches!(&*field.pat, Pat::Wild(_))).then_some(field)
    });
    let stripped: Punctuated<FieldPat, Token![,]> = fields.collect();
    pat.fields = stripped;
    pat.rest.get_or_insert_with(|| PatRest { attrs: Vec::new(), dot2_token: <Token![..]>::default() });
    if !pat.fields.is_empty() {
        pat.fields.push_punct(<Token![,]>::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::{ToTokens, quote};
    use syn::parse::Parser;

    #[test]
    fn one_name_is_kept() {
        let tokens = quote!(Shape::Disc(Point { x, y: b @ 1..=3, .. }, r) | Shape::Ring(mut r, .., x, b, MAX));
        let pat = Pat::parse_multi.parse2(tokens).expect("a pattern");
        let constant = |p: &PatIdent| p.ident == "MAX";
        let found: Vec<String> = names(&pat, &constant).iter().map(|n| n.ident.to_string()).collect();
        assert_eq!(found, ["x", "b", "r"]);
        let kept = |name: &str| {
            let name = Ident::new(name, proc_macro2::Span::call_site());
            only(&pat, Some(&name), &constant).to_token_stream().to_string()
        };
        let x = quote!(Shape::Disc(Point { x, y: 1..=3, .. }, _) | Shape::Ring(_, .., x, _, MAX));
        let r = quote!(Shape::Disc(Point { y: 1..=3, .. }, r) | Shape::Ring(r, .., _, _, MAX));
        assert_eq!((kept("x"), kept("r")), (x.to_string(), r.to_string()));
    }
}
