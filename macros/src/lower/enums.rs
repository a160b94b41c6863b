//! Enums whose variants hold active values: tuples of which variant it is, and a place for every value that some variant holds.
//! What variants there are is read off the tokens of the function. Enums of constants are rustc's alone.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{ExprStruct, Member, Pat, Path, Token};

use super::expr::first_span;
use super::pattern::{Elements, named_elements};
use super::reader::{Body, Reader};
use super::settle::Activity;
use super::steps::{Opaque, Rhs, Step, Temp, each_step};
use super::types::{Kind, TyId};
use crate::ir::{BinOp, Int, Ty};

/// An enum whose variants are taken apart.
#[derive(Clone)]
pub(super) struct Layout {
    /// Those that occur, by name.
    variants: Vec<Variant>,
    /// The types of whether it is which, and of every value.
    items: Vec<TyId>,
}

#[derive(Clone)]
struct Variant {
    name: String,
    /// The names of its values, which are numbers without them.
    fields: Vec<String>,
    /// The number of the first among the items.
    first: usize,
}

/// `Shape` of `Shape::Disc`, and `Disc`.
fn split(path: &Path) -> Option<(&Ident, &Ident)> {
    let mut segments = path.segments.iter().rev();
    let (variant, name) = (segments.next()?, segments.next()?);
    let camel = |name: &Ident| {
        let name = name.to_string();
        name.starts_with(char::is_uppercase) && (name.len() == 1 || name.contains(char::is_lowercase))
    };
    (camel(&variant.ident) && camel(&name.ident)).then_some((&name.ident, &variant.ident))
}

/// The enums that hold active values, by their names.
pub(super) fn holding_active(body: &Body, activity: &Activity) -> Vec<String> {
    let mut found = Vec::new();
    each_step(&body.steps, &mut |step| {
        if let Step::Def(_, rhs @ Rhs::Opaque { kind: Opaque::Function(name), .. }) = step
            && activity.any(rhs)
            && let Ok(path) = syn::parse_str::<Path>(name)
            && let Some((name, _)) = split(&path)
            && !super::calls::is_of_std_type(&name.to_string())
        {
            found.push(name.to_string());
        }
    });
    found
}

impl Reader<'_> {
    fn layout(&mut self, name: &Ident) -> Option<Layout> {
        let text = name.to_string();
        if !self.open_enums.contains(&text) {
            return None;
        }
        if let Some(known) = self.layouts.get(&text) {
            return Some(known.clone());
        }
        let mut variants: Vec<(String, Vec<String>)> = Vec::new();
        occurrences(self.source.clone(), &text, &mut variants);
        let tag = self.types.exact(Ty::Int(Some(Int::I32)));
        let mut layout = Layout { variants: Vec::new(), items: vec![tag] };
        for (name, fields) in variants {
            let first = layout.items.len();
            layout.items.extend(fields.iter().map(|_| self.types.fresh(Kind::Open)));
            layout.variants.push(Variant { name, fields, first });
        }
        self.layouts.insert(text, layout.clone());
        Some(layout)
    }

    /// `Shape::Disc(x)` of an enum that holds active values.
    pub(super) fn open_variant(&mut self, path: &Path, args: &[(Member, Temp)], span: Span) -> Option<Temp> {
        let (name, variant) = split(path)?;
        let layout = self.layout(name)?;
        let at = layout.variants.iter().position(|known| *variant == known.name)?;
        let tag = self.def(layout.items[0], span, Rhs::Int(i128::try_from(at).expect("few variants")));
        let mut items = vec![tag];
        for ty in &layout.items[1..] {
            let nothing = self.def(*ty, span, Rhs::Unit);
            self.temps[nothing.at()].never = true;
            items.push(nothing);
        }
        for (member, value) in args {
            let slot = layout.variants[at].slot(member)?;
            self.unify(layout.items[slot], self.ty(*value));
            items[slot] = *value;
        }
        let whole = self.def_kind(Kind::Tuple(layout.items.clone()), span, Rhs::Tuple(items.clone()));
        let root = self.ty(whole);
        self.types.note_enum(root);
        self.tuples.insert(whole, items);
        Some(whole)
    }

    /// `Shape::Rect { w: x, h: 2.0 }`
    pub(super) fn open_record(&mut self, literal: &ExprStruct, span: Span) -> Option<Temp> {
        let (name, _) = split(&literal.path)?;
        self.layout(name)?;
        let args = literal.fields.iter().map(|field| (field.member.clone(), self.expr(&field.expr)));
        let args: Vec<(Member, Temp)> = args.collect();
        self.open_variant(&literal.path, &args, span)
    }

    /// The pattern of a variant: whether the value is that, and the values with their patterns.
    pub(super) fn open_pattern<'p>(&mut self, pat: &'p Pat, value: Temp) -> Option<(Temp, Vec<(&'p Pat, Temp)>)> {
        let path = match pat {
            Pat::Path(path) => &path.path,
            Pat::TupleStruct(tuple) => &tuple.path,
            Pat::Struct(fields) => &fields.path,
            _ => return None,
        };
        let (name, variant) = split(path)?;
        let layout = self.layout(name)?;
        let (Kind::Open | Kind::Tuple(_)) = self.types.kind(self.ty(value)) else { return None };
        let whole = self.types.fresh(Kind::Tuple(layout.items.clone()));
        self.unify(whole, self.ty(value));
        let at = layout.variants.iter().position(|known| *variant == known.name)?;
        let span = first_span(pat);
        let tag = self.field(value, 0, span);
        let number = self.def(layout.items[0], span, Rhs::Int(i128::try_from(at).expect("few variants")));
        let test = self.bin(BinOp::Eq, tag, number, span);
        let mut parts = Vec::new();
        for (member, inner) in inner(pat, layout.variants[at].fields.len()) {
            let slot = layout.variants[at].slot(&member)?;
            let part = self.field(value, slot, first_span(inner));
            let refs = usize::from(self.refs(value) > 0);
            let part = if refs > 0 { self.same(part, refs, first_span(inner)) } else { part };
            let part = self.lent_like(value, part);
            parts.push((inner, part));
        }
        Some((test, parts))
    }
}

impl Variant {
    fn slot(&self, member: &Member) -> Option<usize> {
        let name = member.to_token_stream().to_string();
        self.fields.iter().position(|field| *field == name).map(|k| self.first + k)
    }
}

/// The patterns of a variant's values, of which there are `count`.
fn inner(pat: &Pat, count: usize) -> Vec<(Member, &Pat)> {
    match pat {
        Pat::TupleStruct(tuple) => numbered(&tuple.elems, count),
        Pat::Struct(fields) => fields.fields.iter().map(|field| (field.member.clone(), &*field.pat)).collect(),
        _ => Vec::new(),
    }
}

/// After `..` they are counted from the end.
fn numbered(elems: &Punctuated<Pat, Token![,]>, count: usize) -> Vec<(Member, &Pat)> {
    let Elements { front, back, .. } = named_elements(elems.iter());
    let front = front.into_iter().enumerate();
    let back = back.into_iter().enumerate().filter_map(|(k, pat)| Some((count.checked_sub(k + 1)?, pat)));
    front.chain(back).map(|(k, pat)| (Member::from(k), pat)).collect()
}

/// The variants of an enum that tokens name, with the values that they hold.
fn occurrences(tokens: TokenStream, name: &str, found: &mut Vec<(String, Vec<String>)>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for (k, tree) in trees.iter().enumerate() {
        if let TokenTree::Group(group) = tree {
            occurrences(group.stream(), name, found);
        }
        let [TokenTree::Ident(own), TokenTree::Punct(a), TokenTree::Punct(b), TokenTree::Ident(variant), rest @ ..] =
            &trees[k..]
        else {
            continue;
        };
        let starts = variant.to_string().starts_with(char::is_uppercase);
        if *own != name || a.as_char() != ':' || b.as_char() != ':' || !starts {
            continue;
        }
        let fields = match rest.first() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                let written = entries(&group.stream()).into_iter().filter(|entry| !is_rest(entry));
                (0..written.count()).map(|k| k.to_string()).collect()
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => names(&group.stream()),
            _ => Vec::new(),
        };
        let variant = variant.to_string();
        match found.iter_mut().find(|(known, _)| *known == variant) {
            Some((_, known)) => {
                let new: Vec<String> = fields.into_iter().filter(|field| !known.contains(field)).collect();
                known.extend(new);
            }
            None => found.push((variant, fields)),
        }
    }
}

/// `..`
fn is_rest(entry: &[TokenTree]) -> bool {
    let is_dot = |tree: &TokenTree| matches!(tree, TokenTree::Punct(dot) if dot.as_char() == '.');
    entry.len() == 2 && entry.iter().all(is_dot)
}

/// What stands between commas.
fn entries(tokens: &TokenStream) -> Vec<Vec<TokenTree>> {
    let mut all = vec![Vec::new()];
    for tree in tokens.clone() {
        match &tree {
            TokenTree::Punct(comma) if comma.as_char() == ',' => all.push(Vec::new()),
            _ => all.last_mut().expect("one entry").push(tree),
        }
    }
    all.retain(|entry| !entry.is_empty());
    all
}

/// `w` of `w: x`, and of `w`; `..` is none. What follows the braces of a `match` on a variant is no field.
fn names(tokens: &TokenStream) -> Vec<String> {
    let field = |entry: &Vec<TokenTree>| match entry.as_slice() {
        [TokenTree::Ident(name)] => Some(name.to_string()),
        [TokenTree::Ident(name), TokenTree::Punct(colon), ..] if colon.as_char() == ':' => Some(name.to_string()),
        _ => None,
    };
    entries(tokens).iter().filter_map(field).collect()
}

pub(super) type Layouts = HashMap<String, Layout>;
