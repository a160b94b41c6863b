//! Patterns: what they test, and what they bind.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, Pat, PatIdent};

use super::expr::first_span;
use super::reader::{Binding, Reader};
use super::steps::{End, Opaque, Rhs, Role, Step, Temp, Var};
use super::types::Kind;
use super::{variants, written};
use crate::ir::{BinOp, Dim, Ty};
use crate::origins::hole;

/// Where a pattern stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Every name is a new variable.
    Let,
    /// A name may be that of a constant.
    Arm,
}

/// The elements of a tuple or slice pattern that are named, and where they are.
pub(super) struct Elements<'p> {
    pub(super) front: Vec<&'p Pat>,
    /// After a `..`, counted from the end: the last is the first.
    pub(super) back: Vec<&'p Pat>,
    rest: bool,
    /// `rest @ ..`
    name: Option<&'p Pat>,
}

impl Reader<'_> {
    /// `let pattern = value;`
    pub(super) fn bind(&mut self, pat: &Pat, value: Temp) {
        self.bind_all(pat, value, Place::Let);
    }

    /// Binds the names of a pattern to the parts of a value that has passed its test.
    pub(super) fn bind_matched(&mut self, pat: &Pat, value: Temp) {
        self.bind_all(pat, value, Place::Arm);
    }

    /// Every name is bound, or refused: one that is passed over would be that of another variable.
    fn bind_all(&mut self, pat: &Pat, value: Temp, place: Place) {
        let before = self.bound.len();
        self.bind_names(pat, value, place);
        let bound = self.bound.split_off(before);
        if !self.errors.is_empty() {
            return;
        }
        for name in self.names(pat).into_iter().filter(|name| !bound.contains(&name.ident)) {
            let help = "take the value apart in steps, by a pattern each";
            self.errors.not_yet(name.ident.span(), "names in patterns of this form", help);
        }
    }

    fn bind_names(&mut self, pat: &Pat, value: Temp, place: Place) {
        match pat {
            Pat::Ident(pat) => {
                if place == Place::Let || !self.is_constant(pat) {
                    self.bind_ident(pat, value);
                }
                if let Some((_, inner)) = &pat.subpat {
                    self.bind_names(inner, value, place);
                }
            }
            Pat::Paren(inner) => self.bind_names(&inner.pat, value, place),
            Pat::Type(typed) => {
                self.annotate(&typed.ty, value);
                let value = self.lent_by_type(&typed.ty, value);
                self.bind_names(&typed.pat, value, place);
            }
            Pat::Reference(inner) => {
                let target = self.same(value, self.refs(value).saturating_sub(1), first_span(pat));
                self.bind_names(&inner.pat, target, place);
            }
            Pat::Tuple(_) | Pat::Slice(_) => {
                if let (Pat::Slice(slice), Place::Let) = (pat, place) {
                    self.length_from_pattern(slice, value);
                }
                for (inner, part) in self.parts(pat, value) {
                    let part = self.seen_like(value, part);
                    self.bind_names(inner, part, place);
                }
            }
            Pat::TupleStruct(_) | Pat::Struct(_) if let Some((_, parts)) = self.open_pattern(pat, value) => {
                parts.into_iter().for_each(|(inner, part)| self.bind_names(inner, part, place));
            }
            Pat::TupleStruct(_) | Pat::Struct(_) => match (some(pat), place) {
                (Some(inner), _) if self.is_option(value) => {
                    let content = self.content(value, first_span(pat));
                    let content = self.lent_like(value, content);
                    self.bind_names(inner, content, place);
                }
                (_, Place::Let) => self.bind_fields(pat, value),
                (_, Place::Arm) => self.bind_payloads(pat, value),
            },
            Pat::Or(alternatives) => self.bind_alternatives(alternatives, value, place),
            Pat::Wild(_) | Pat::Rest(_) | Pat::Lit(_) | Pat::Path(_) | Pat::Range(_) => {}
            stranger => _ = self.strange(stranger),
        }
    }

    /// What a pattern takes of a reference is a reference.
    fn seen_like(&mut self, whole: Temp, part: Temp) -> Temp {
        let shared = self.refs(whole) > 0 && self.refs(part) == 0 && !self.is_exclusive(whole);
        if shared && !self.is_number(part) {
            return self.same(part, 1, self.temps[part.at()].span);
        }
        self.lent_like(whole, part)
    }

    fn bind_ident(&mut self, pat: &PatIdent, value: Temp) {
        let value = match (&pat.by_ref, &pat.mutability) {
            (Some(by_ref), Some(_)) => {
                let help = "bind the value, and assign to the variable that it comes from";
                self.not_yet(by_ref.span, "`ref mut` bindings", help)
            }
            (Some(_), None) => self.same(value, self.refs(value) + 1, pat.ident.span()),
            (None, _) => value,
        };
        self.bind_name_to(&pat.ident, pat.mutability.is_some(), value);
    }

    pub(super) fn bind_name_to(&mut self, name: &Ident, mutable: bool, value: Temp) {
        if self.is_alias(value) {
            self.bind_name(name, Binding::Alias(value));
            return;
        }
        if self.keeps_reference(value) {
            self.refuse_kept(value);
        }
        let var = self.new_var(Some(name.clone()), self.ty(value), mutable);
        self.lend(var, value);
        self.vars[var.at()].exclusive = self.is_exclusive(value);
        self.vars[var.at()].capacity = self.capacities.get(&value).copied();
        self.vars[var.at()].refs = self.refs(value);
        self.vars[var.at()].poisoned = self.temps[value.at()].poisoned;
        self.note_alias(var, value);
        self.note_fixed(var, value);
        self.out.push(Step::Bind(var, value));
        self.bind_name(name, Binding::Var(var));
    }

    /// `let Point { x, y } = p;` of a constant: its fields.
    fn bind_fields(&mut self, pat: &Pat, value: Temp) {
        let (h, refs) = (hole(0), self.refs(value));
        let fields: Vec<(TokenStream, &Pat)> = match pat {
            Pat::Struct(fields) => fields.fields.iter().map(|f| (f.member.to_token_stream(), &*f.pat)).collect(),
            Pat::TupleStruct(tuple) => {
                let named = tuple.elems.iter().take_while(|p| !matches!(p, Pat::Rest(_))).enumerate();
                named.map(|(k, p)| (syn::Index::from(k).to_token_stream(), p)).collect()
            }
            _ => Vec::new(),
        };
        if let Pat::TupleStruct(tuple) = pat
            && let Some(rest) = tuple.elems.iter().rev().skip(1).find(|p| matches!(p, Pat::Rest(_)))
        {
            return self.errors.not_yet(first_span(rest), "`..` before other fields", "name the fields, or put `_`");
        }
        for (member, inner) in fields {
            let span = first_span(inner);
            let known: Option<syn::Member> = syn::parse2(member.clone()).ok();
            if let Some(field) = known.and_then(|member| self.member(value, &member)) {
                let field = self.same(field, refs, span);
                let field = self.lent_like(value, field);
                self.bind_names(inner, field, Place::Let);
                continue;
            }
            let field = self.opaque(Opaque::Field, quote!(#h.#member), vec![value], span);
            let field = if refs > 0 { self.same(field, refs, span) } else { field };
            self.bind_names(inner, field, Place::Let);
        }
    }

    /// `Mode::Scale(k)` of a constant that has this form: each name is what it stands for there.
    fn bind_payloads(&mut self, pat: &Pat, value: Temp) {
        self.refuse_strangers(pat);
        for name in self.names(pat) {
            let pattern = variants::only(pat, Some(&name.ident), &|p| self.is_constant(p));
            let payload = Rhs::Payload { value, pattern: pattern.to_token_stream(), name: name.ident.clone() };
            let payload = self.def_kind(Kind::Open, name.ident.span(), payload);
            self.temps[payload.at()].refs = usize::from(self.refs(value) > 0 || name.by_ref.is_some());
            if let (Some(by_ref), Some(_)) = (&name.by_ref, &name.mutability) {
                self.errors.not_yet(by_ref.span, "`ref mut` bindings", "bind the value");
            }
            self.bind_name_to(&name.ident, name.mutability.is_some(), payload);
        }
    }

    /// `(Some(x), _) | (None, x)`: each name has the value of the alternative that holds.
    fn bind_alternatives(&mut self, alternatives: &syn::PatOr, value: Temp, place: Place) {
        let Some(first) = alternatives.cases.first() else { return };
        let bound: Vec<(Ident, bool, Var)> = self
            .names(first)
            .into_iter()
            .map(|name| (name.ident.clone(), name.mutability.is_some(), self.hidden_var()))
            .collect();
        if bound.is_empty() {
            return;
        }
        self.out.extend(bound.iter().map(|(.., var)| Step::Declare(*var)));
        let cases: Vec<&Pat> = alternatives.cases.iter().collect();
        self.bind_first(&cases, value, place, &bound);
        for (name, mutable, var) in bound {
            let value = self.read_var(var, name.span());
            self.bind_name_to(&name, mutable, value);
        }
    }

    fn bind_first(&mut self, cases: &[&Pat], value: Temp, place: Place, bound: &[(Ident, bool, Var)]) {
        let Some((case, rest)) = cases.split_first() else { return };
        let test = if rest.is_empty() { None } else { self.test(case, value) };
        let (then, ()) = self.nested(|r| {
            r.scope(|r| {
                r.bind_names(case, value, place);
                for (name, _, var) in bound {
                    let Some(Binding::Var(own)) = r.lookup(name) else { continue };
                    let value = r.read_var(own, name.span());
                    r.write_var(*var, value);
                    r.vars[var.at()].refs = r.refs(value);
                }
            });
        });
        let Some(test) = test else { return self.out.extend(then) };
        let (otherwise, ()) = self.nested(|r| r.bind_first(rest, value, place, bound));
        self.push_if(test, then, otherwise);
    }

    /// The names that a pattern binds.
    fn names(&self, pat: &Pat) -> Vec<PatIdent> {
        variants::names(pat, &|p| self.is_constant(p))
    }

    /// What a conversion gives may be a reference, which only the type that is written says.
    fn lent_by_type(&mut self, ty: &syn::Type, value: Temp) -> Temp {
        let is_made = self.temps[value.at()].root.is_some_and(|root| self.vars[root.at()].role == Role::Handover);
        match ty {
            syn::Type::Reference(_) if is_made && self.refs(value) == 0 => self.same(value, 1, first_span(ty)),
            _ => value,
        }
    }

    /// `let x: ty`
    fn annotate(&mut self, ty: &syn::Type, value: Temp) {
        let written = written::read(ty, self.origins, &mut self.dims);
        // What a call gives, and is of no type that is known, is a struct.
        let is_struct = self.is_given(value) || self.owner_of(value).is_some() && self.is_known_struct(ty);
        let record = matches!(written.behind_refs(), written::Written::Other(_)) && is_struct;
        let kind = if record { self.types.record() } else { written.kind(&mut self.types) };
        self.name_struct(kind, written::without_refs(ty));
        self.ascribe(ty, &written, value);
        if self.types.unify(kind, self.ty(value)).is_err() {
            let text = ty.to_token_stream();
            let message = format!("the type `{text}` is not known here");
            let help = "write the primitive type, such as `f64`; an alias cannot be seen through";
            self.errors.refuse(written::first_span(ty), message, help);
            self.spoil(value);
        }
    }

    /// What a method or a function of the user's gives may depend on the type that is written.
    fn ascribe(&mut self, ty: &syn::Type, written: &written::Written, value: Temp) {
        let made = matches!(
            self.out.last(),
            Some(Step::Def(last, Rhs::Method { .. } | Rhs::Opaque { kind: Opaque::Function(_), .. })) if *last == value
        );
        if made && written.refs() == 0 && self.types.kind(self.ty(value)) == Kind::Open {
            self.temps[value.at()].ascribed = Some(ty.to_token_stream());
        }
    }

    /// The parts that the elements of a tuple or slice pattern take.
    fn parts<'p>(&mut self, pat: &'p Pat, value: Temp) -> Vec<(&'p Pat, Temp)> {
        let span = first_span(pat);
        let (elems, tuple) = match pat {
            Pat::Tuple(tuple) => (&tuple.elems, true),
            Pat::Slice(slice) => (&slice.elems, false),
            _ => return Vec::new(),
        };
        let Elements { front, back, rest, name } = named_elements(elems.iter());
        if !rest {
            self.shape_from_pattern(front.len(), tuple, value);
        }
        let (before, after) = (front.len(), back.len());
        let mut parts: Vec<(&Pat, Temp)> = Vec::new();
        for (k, inner) in front.into_iter().enumerate() {
            let part = if tuple { self.field(value, k, span) } else { self.index_at(value, k, span) };
            parts.push((inner, part));
        }
        for (k, inner) in back.into_iter().enumerate() {
            let part = if tuple { self.field_from_end(value, k, span) } else { self.index_from_end(value, k, span) };
            parts.push((inner, part));
        }
        if let Some(name) = name {
            parts.push((name, self.rest_of_slice(value, before, after, span)));
        }
        parts
    }

    /// `rest` of `[a, rest @ .., z]`
    fn rest_of_slice(&mut self, value: Temp, before: usize, after: usize, span: Span) -> Temp {
        let lo = self.index_number(before, span);
        let end = if after == 0 {
            End::Open
        } else {
            let (length, after) = (self.length(value, span), self.index_number(after, span));
            End::At(self.operation(BinOp::Sub, length, after, span))
        };
        let part = self.cut(value, Some(lo), end, true, span);
        self.same(part, 1, span)
    }

    /// `z` of `(.., z)` for `k` = 0
    fn field_from_end(&mut self, value: Temp, k: usize, span: Span) -> Temp {
        match self.types.kind(self.ty(value)) {
            Kind::Tuple(items) if k < items.len() => self.field(value, items.len() - 1 - k, span),
            _ => self.not_yet(span, "`..` before other elements of a tuple of unknown type", "name the elements"),
        }
    }

    /// `z` of `[.., z]` for `k` = 0
    fn index_from_end(&mut self, value: Temp, k: usize, span: Span) -> Temp {
        if let Kind::Array(_, Dim::Lit(n)) = self.types.kind(self.ty(value))
            && let Some(k) = usize::try_from(n).ok().and_then(|n| n.checked_sub(k + 1))
        {
            return self.index_at(value, k, span);
        }
        let (length, back) = (self.length(value, span), self.index_number(k + 1, span));
        let index = self.operation(BinOp::Sub, length, back, span);
        self.index(value, index, span)
    }

    fn shape_from_pattern(&mut self, len: usize, tuple: bool, value: Temp) {
        let items: Vec<_> = (0..len).map(|_| self.types.fresh(Kind::Open)).collect();
        if tuple {
            let ty = self.ty(value);
            self.types.gradient_is_tuple(ty, items.clone());
            self.expect(value, Kind::Tuple(items));
        } else if let Kind::Open = self.types.kind(self.ty(value)) {
            let elem = self.types.fresh(Kind::Open);
            self.expect(value, Kind::Array(elem, Dim::Inferred));
        }
    }

    /// What a `let` takes apart without a rest is an array of that length.
    fn length_from_pattern(&mut self, slice: &syn::PatSlice, value: Temp) {
        let unknown = matches!(self.types.kind(self.ty(value)), Kind::Open | Kind::Array(_, Dim::Inferred));
        if unknown && !named_elements(slice.elems.iter()).rest {
            let elem = self.types.fresh(Kind::Open);
            self.expect(value, Kind::Array(elem, Dim::Lit(slice.elems.len() as u64)));
        }
    }

    /// Whether a value matches; nothing where it always does.
    pub(super) fn test(&mut self, pat: &Pat, value: Temp) -> Option<Temp> {
        let span = first_span(pat);
        if is_none(pat) || some(pat).is_some() {
            self.option_of_a_call(value);
        }
        match pat {
            Pat::Ident(ident) if self.is_constant(ident) => Some(self.named_test(pat, value)),
            Pat::Ident(ident) => {
                self.is_new(ident);
                ident.subpat.as_ref().and_then(|(_, inner)| self.test(inner, value))
            }
            Pat::Wild(_) | Pat::Rest(_) => None,
            Pat::Paren(inner) => self.test(&inner.pat, value),
            Pat::Type(typed) => self.test(&typed.pat, value),
            Pat::Reference(inner) => {
                let target = self.same(value, self.refs(value).saturating_sub(1), span);
                self.test(&inner.pat, target)
            }
            // Behind a reference or not, which a comparison would have to know.
            Pat::Lit(lit) if matches!(lit.lit, syn::Lit::Char(_)) => Some(self.matches(pat, value)),
            Pat::Range(range) if is_char(range.start.as_deref()) || is_char(range.end.as_deref()) => {
                Some(self.matches(pat, value))
            }
            Pat::Lit(lit) => Some(self.literal_test(&lit.lit, value, span)),
            Pat::Range(range) => {
                let bounds = (range.start.as_ref().map(|e| self.expr(e)), range.end.as_ref().map(|e| self.expr(e)));
                let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
                self.within(value, bounds, inclusive, span)
            }
            Pat::Or(alternatives) => self.any_of(alternatives, value),
            Pat::Tuple(_) => self.all_parts(pat, value),
            Pat::Slice(slice) => match self.length_test(slice, value) {
                None => self.all_parts(pat, value),
                // The elements are there only where the length is right.
                Some(length) => Some(self.short(false, length, span, |r| {
                    let parts = r.all_parts(pat, value);
                    parts.unwrap_or_else(|| r.bool(true, span))
                })),
            },
            Pat::Path(_) | Pat::TupleStruct(_) | Pat::Struct(_)
                if let Some((test, parts)) = self.open_pattern(pat, value) =>
            {
                let mut all = Some(test);
                for (inner, part) in parts {
                    let inner = self.test(inner, part);
                    all = self.both(all, inner, span);
                }
                all
            }
            Pat::Path(_) => Some(self.named_test(pat, value)),
            Pat::TupleStruct(_) | Pat::Struct(_) => match some(pat) {
                Some(inner) if self.is_option(value) => {
                    let (present, content) = (self.present(value, span), self.content(value, span));
                    let inner = self.test(inner, content);
                    self.both(Some(present), inner, span)
                }
                _ => {
                    self.names(pat).iter().for_each(|name| self.is_new(name));
                    Some(self.matches(&variants::only(pat, None, &|p| self.is_constant(p)), value))
                }
            },
            stranger => Some(self.strange(stranger)),
        }
    }

    /// A pattern whose names and tests only rustc knows.
    fn strange(&mut self, pat: &Pat) -> Temp {
        let (what, help) = match pat {
            Pat::Const(_) => ("`const` blocks", "name the constant outside of the function"),
            Pat::Macro(_) => ("macros in patterns", "write the pattern out"),
            _ => ("patterns of this kind", "compare with `==`"),
        };
        self.not_yet(first_span(pat), what, help)
    }

    fn refuse_strangers(&mut self, pat: &Pat) {
        if let Some(stranger) = variants::stranger(pat) {
            self.strange(stranger);
        }
    }

    fn all_parts(&mut self, pat: &Pat, value: Temp) -> Option<Temp> {
        let mut all = None;
        for (inner, part) in self.parts(pat, value) {
            let test = self.test(inner, part);
            all = self.both(all, test, first_span(pat));
        }
        all
    }

    /// Whether a slice is as long as its pattern; nothing where its type says so.
    fn length_test(&mut self, pat: &syn::PatSlice, value: Temp) -> Option<Temp> {
        let rest = pat.elems.iter().any(is_rest);
        let least = pat.elems.len() - usize::from(rest);
        // What is known of the type is the length of the array, of which a slice may be a part.
        if rest && least == 0 {
            return None;
        }
        let span = first_span(pat);
        self.shape_from_pattern(least, false, value);
        let (length, least) = (self.length(value, span), self.index_number(least, span));
        Some(self.operation(if rest { BinOp::Ge } else { BinOp::Eq }, length, least, span))
    }

    /// `-1` in a pattern is a literal, too.
    fn literal_test(&mut self, lit: &syn::Lit, value: Temp, span: Span) -> Temp {
        if let syn::Lit::Bool(b) = lit {
            self.expect(value, Kind::Exact(Ty::Bool));
            return if b.value { value } else { self.not(value, span) };
        }
        let literal = self.literal(lit);
        self.equal(value, literal, span)
    }

    fn any_of(&mut self, alternatives: &syn::PatOr, value: Temp) -> Option<Temp> {
        let span = first_span(alternatives);
        let mut any = None;
        for case in &alternatives.cases {
            let test = self.test(case, value)?;
            any = Some(match any {
                Some(any) => self.bin(BinOp::Or, any, test, span),
                None => test,
            });
        }
        any
    }

    /// `None`, or a constant or a variant that only rustc knows.
    fn named_test(&mut self, pat: &Pat, value: Temp) -> Temp {
        if is_none(pat) && self.is_option(value) {
            self.absent(value, first_span(pat))
        } else {
            self.matches(pat, value)
        }
    }

    fn matches(&mut self, pat: &Pat, value: Temp) -> Temp {
        let h = hole(0);
        let template = quote!(::core::matches!(#h, #pat));
        let rhs = Rhs::Opaque { kind: Opaque::Pattern, template, args: vec![value] };
        self.def_kind(Kind::Exact(Ty::Bool), pat.span(), rhs)
    }

    /// `MAX` in an arm is a constant, `max` a new name: what Rust decides by resolution, the naming convention decides here.
    /// A variable is never a pattern: its name is a new one.
    fn is_constant(&self, pat: &PatIdent) -> bool {
        is_bare(pat)
            && match self.lookup(&pat.ident) {
                Some(binding) => matches!(binding, Binding::Constant(_)),
                None => pat.ident.unraw().to_string().starts_with(char::is_uppercase),
            }
    }

    /// Where the convention says that a name is new, rustc has to agree.
    fn is_new(&mut self, pat: &PatIdent) {
        if is_bare(pat) {
            let name = &pat.ident;
            self.assert(quote!({ let #name = (); #name }));
        }
    }
}

/// `x`, which may be the name of a constant; `ref x`, `mut x` and `x @ ..` are not.
fn is_bare(pat: &PatIdent) -> bool {
    pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none()
}

/// `None`
fn is_none(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(name) => name.ident == "None",
        Pat::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "None"),
        _ => false,
    }
}

/// The pattern inside of `Some(..)`.
fn some(pat: &Pat) -> Option<&Pat> {
    match pat {
        Pat::TupleStruct(tuple) if tuple.elems.len() == 1 => {
            tuple.path.segments.last().filter(|s| s.ident == "Some").and_then(|_| tuple.elems.first())
        }
        _ => None,
    }
}

/// `..`, or `rest @ ..`
fn is_rest(pat: &Pat) -> bool {
    match pat {
        Pat::Rest(_) => true,
        Pat::Ident(name) => name.subpat.as_ref().is_some_and(|(_, inner)| matches!(&**inner, Pat::Rest(_))),
        _ => false,
    }
}

pub(super) fn named_elements<'p>(elems: impl DoubleEndedIterator<Item = &'p Pat> + Clone) -> Elements<'p> {
    let front = elems.clone().take_while(|p| !is_rest(p)).collect();
    let Some(rest) = elems.clone().find(|p| is_rest(p)) else {
        return Elements { front, back: Vec::new(), rest: false, name: None };
    };
    let back = elems.rev().take_while(|p| !is_rest(p)).collect();
    Elements { front, back, rest: true, name: matches!(rest, Pat::Ident(_)).then_some(rest) }
}

fn is_char(end: Option<&syn::Expr>) -> bool {
    matches!(end, Some(syn::Expr::Lit(lit)) if matches!(lit.lit, syn::Lit::Char(_)))
}
