//! Patterns: what they test, and what they bind.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Ident, Pat, PatIdent};

use super::expr::first_span;
use super::reader::{Binding, Reader};
use super::steps::{Opaque, Rhs, Step, Temp};
use super::types::Kind;
use super::written;
use crate::ir::{BinOp, Dim, Ty, UnOp};
use crate::origins::hole;

/// Where a pattern stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Every name is a new variable.
    Let,
    /// A name may be that of a constant.
    Arm,
}

impl Reader<'_> {
    /// `let pattern = value;`
    pub(super) fn bind(&mut self, pat: &Pat, value: Temp) {
        if is_irrefutable(pat) {
            self.bind_names(pat, value, Place::Let);
        } else if let Pat::Struct(_) | Pat::TupleStruct(_) = pat {
            self.test(pat, value);
        } else {
            self.errors.not_yet(first_span(pat), "patterns of this kind in a `let`", "use `match`");
        }
    }

    /// Binds the names of a pattern to the parts of a value that has passed its test.
    pub(super) fn bind_matched(&mut self, pat: &Pat, value: Temp) {
        self.bind_names(pat, value, Place::Arm);
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
                self.bind_names(&typed.pat, value, place);
            }
            Pat::Reference(inner) => {
                let target = self.same(value, self.refs(value).saturating_sub(1), first_span(pat));
                self.bind_names(&inner.pat, target, place);
            }
            Pat::Tuple(_) | Pat::Slice(_) => {
                for (inner, part) in self.parts(pat, value) {
                    self.bind_names(inner, part, place);
                }
            }
            // Tests only: `test` has refused those that would bind a name, and whatever is not listed here.
            _ => {}
        }
    }

    fn bind_ident(&mut self, pat: &PatIdent, value: Temp) {
        if let Some(by_ref) = &pat.by_ref {
            self.errors.not_yet(by_ref.span, "`ref` bindings", "bind the value, or take `&` of it");
        }
        self.bind_name_to(&pat.ident, pat.mutability.is_some(), value);
    }

    pub(super) fn bind_name_to(&mut self, name: &Ident, mutable: bool, value: Temp) {
        let var = self.new_var(Some(name.clone()), self.ty(value), mutable);
        self.vars[var.at()].refs = self.refs(value);
        self.vars[var.at()].poisoned = self.temps[value.at()].poisoned;
        self.out.push(Step::Bind(var, value));
        self.bind_name(name, Binding::Var(var));
    }

    /// `let x: ty`
    fn annotate(&mut self, ty: &syn::Type, value: Temp) {
        let kind = written::read(ty, self.origins, &mut self.dims).kind(&mut self.types);
        if self.types.unify(kind, self.ty(value)).is_err() {
            let text = ty.to_token_stream();
            let message = format!("the type `{text}` is not known here");
            let help = "write the primitive type, such as `f64`; an alias cannot be seen through";
            self.errors.refuse(written::first_span(ty), message, help);
            self.spoil(value);
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
        let rest = elems.iter().position(|p| matches!(p, Pat::Rest(_)));
        if rest.is_none() {
            self.shape_from_pattern(elems.len(), tuple, value);
        } else if rest != Some(elems.len() - 1) {
            let help = "put `..` last, and take the others by index";
            self.errors.not_yet(span, "`..` before other elements", help);
            return Vec::new();
        }
        let named = elems.iter().take(rest.unwrap_or(elems.len())).enumerate();
        named
            .map(|(k, inner)| {
                let part = if tuple { self.field(value, k, span) } else { self.index_at(value, k, span) };
                (inner, part)
            })
            .collect()
    }

    fn shape_from_pattern(&mut self, len: usize, tuple: bool, value: Temp) {
        let items: Vec<_> = (0..len).map(|_| self.types.fresh(Kind::Open)).collect();
        if tuple {
            self.expect(value, Kind::Tuple(items));
        } else if let Kind::Open = self.types.kind(self.ty(value)) {
            let elem = self.types.fresh(Kind::Open);
            self.expect(value, Kind::Array(elem, Dim::Inferred));
        }
    }

    /// Whether a value matches; nothing where it always does.
    pub(super) fn test(&mut self, pat: &Pat, value: Temp) -> Option<Temp> {
        let span = first_span(pat);
        match pat {
            Pat::Ident(ident) if self.is_constant(ident) => Some(self.matches(pat, value)),
            Pat::Ident(ident) => ident.subpat.as_ref().and_then(|(_, inner)| self.test(inner, value)),
            Pat::Wild(_) | Pat::Rest(_) => None,
            Pat::Paren(inner) => self.test(&inner.pat, value),
            Pat::Type(typed) => self.test(&typed.pat, value),
            Pat::Reference(inner) => self.test(&inner.pat, value),
            Pat::Lit(lit) => Some(self.literal_test(&lit.lit, value, span)),
            Pat::Range(range) => {
                let bounds = (range.start.as_ref().map(|e| self.expr(e)), range.end.as_ref().map(|e| self.expr(e)));
                let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
                self.within(value, bounds, inclusive, span)
            }
            Pat::Or(alternatives) => self.any_of(alternatives, value),
            Pat::Tuple(_) | Pat::Slice(_) => {
                let parts = self.parts(pat, value);
                let mut all = None;
                for (inner, part) in parts {
                    let test = self.test(inner, part);
                    all = self.both(all, test, span);
                }
                all
            }
            Pat::Path(_) => Some(self.matches(pat, value)),
            Pat::Struct(_) | Pat::TupleStruct(_) if !self.binds(pat) => Some(self.matches(pat, value)),
            Pat::Struct(_) | Pat::TupleStruct(_) => {
                let help = "take the number out before the call and pass it as a parameter";
                Some(self.not_yet(span, "patterns of structs and enums that bind a name", help))
            }
            Pat::Const(_) => Some(self.not_yet(span, "`const` blocks", "name the constant outside of the function")),
            Pat::Macro(_) => Some(self.not_yet(span, "macros in patterns", "write the pattern out")),
            _ => Some(self.not_yet(span, "patterns of this kind", "compare with `==`")),
        }
    }

    /// `-1` in a pattern is a literal, too.
    fn literal_test(&mut self, lit: &syn::Lit, value: Temp, span: Span) -> Temp {
        if let syn::Lit::Bool(b) = lit {
            self.expect(value, Kind::Exact(Ty::Bool));
            return if b.value { value } else { self.def(self.ty(value), span, Rhs::Un(UnOp::Not, value)) };
        }
        let literal = self.literal(lit);
        self.equal(value, literal, span)
    }

    fn any_of(&mut self, alternatives: &syn::PatOr, value: Temp) -> Option<Temp> {
        let span = first_span(alternatives);
        if alternatives.cases.iter().any(|case| self.binds(case)) {
            return Some(self.not_yet(span, "names in alternatives", "bind the name in front of them with `@`"));
        }
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

    /// A constant or a variant without content: only rustc knows which.
    fn matches(&mut self, pat: &Pat, value: Temp) -> Temp {
        let h = hole(0);
        let template = quote!(::core::matches!(#h, #pat));
        let rhs = Rhs::Opaque { kind: Opaque::Pattern, template, args: vec![value] };
        self.def_kind(Kind::Exact(Ty::Bool), pat.span(), rhs)
    }

    /// `MAX` in an arm is a constant, `max` a new name: what Rust decides by resolution, the naming convention decides here.
    fn is_constant(&self, pat: &PatIdent) -> bool {
        let bare = pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none();
        let name = pat.ident.to_string();
        let shouted = name.starts_with(char::is_uppercase) && name.len() > 1;
        bare && (shouted || matches!(self.lookup(&pat.ident), Some(Binding::Constant(_))))
    }

    fn binds(&self, pat: &Pat) -> bool {
        match pat {
            Pat::Ident(pat) => !self.is_constant(pat),
            Pat::Paren(inner) => self.binds(&inner.pat),
            Pat::Reference(inner) => self.binds(&inner.pat),
            Pat::Or(cases) => cases.cases.iter().any(|p| self.binds(p)),
            Pat::Tuple(tuple) => tuple.elems.iter().any(|p| self.binds(p)),
            Pat::Slice(slice) => slice.elems.iter().any(|p| self.binds(p)),
            Pat::TupleStruct(tuple) => tuple.elems.iter().any(|p| self.binds(p)),
            Pat::Struct(fields) => fields.fields.iter().any(|f| self.binds(&f.pat)),
            _ => false,
        }
    }
}

fn is_irrefutable(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(pat) => pat.subpat.as_ref().is_none_or(|(_, inner)| is_irrefutable(inner)),
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Paren(inner) => is_irrefutable(&inner.pat),
        Pat::Type(inner) => is_irrefutable(&inner.pat),
        Pat::Reference(inner) => is_irrefutable(&inner.pat),
        Pat::Tuple(tuple) => tuple.elems.iter().all(is_irrefutable),
        Pat::Slice(slice) => slice.elems.iter().all(is_irrefutable),
        _ => false,
    }
}
