//! The user's own inactive expressions: paths to constants, fields, methods of integers, calls of other functions.

use std::rc::Rc;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::Build;
use super::value::{Foreign, PLACES, Value};
use crate::ir::{Const, Dim, Origin, Place, PlaceKind, Pure, Ty, Val};
use crate::lower::reader::{UnseenSelf, WHOLE_BLOCK};
use crate::lower::steps::Temp;
use crate::lower::types::{Kind, TyId};
use crate::origins::{fill, hole};

impl Build<'_> {
    /// A value computed by the user's tokens.
    pub(super) fn settle(&mut self, foreign: &Foreign, ty: Ty) -> Val {
        let tokens = Self::numbered(foreign);
        let span = foreign.span.unwrap_or_else(Span::mixed_site);
        let origin = if foreign.constant { self.shared_origin(span, tokens) } else { self.origins.add(span, tokens) };
        if foreign.partial && !self.b.func.partial.contains(&origin) {
            self.b.func.partial.push(origin);
        }
        if foreign.effect || foreign.args.iter().any(|v| self.is_fresh(*v)) {
            self.b.func.effects.push(origin);
        }
        let pure = Pure::Opaque(origin, foreign.args.clone(), foreign.places.clone());
        let v = self.b.pure(pure, ty);
        self.b.func.vals[v.0 as usize].origin = origin;
        v
    }

    /// A value of a type that only rustc knows, which an effect gave: what is read from it may be there once.
    fn is_fresh(&self, v: Val) -> bool {
        let effect = self.b.definition(v).is_some_and(|pure| self.b.func.is_effect(pure));
        effect && matches!(self.b.ty(v), Ty::Other(_))
    }

    /// The tokens, with the places numbered after the operands.
    pub(super) fn numbered(foreign: &Foreign) -> TokenStream {
        let args = foreign.args.len();
        fill(foreign.tokens.clone(), &|k| {
            let hole = hole(if k >= PLACES { args + k - PLACES } else { k });
            Some(quote!(#hole))
        })
    }

    /// A constant is one value, however often it is named.
    pub(super) fn shared_origin(&mut self, span: Span, tokens: TokenStream) -> Origin {
        let text = tokens.to_string();
        if let Some(origin) = self.body.dims.named(&text) {
            if !self.b.func.constants.contains(&origin) {
                self.b.func.constants.push(origin);
            }
            return origin;
        }
        *self.shared_origins.entry(text).or_insert_with(|| self.origins.add(span, tokens))
    }

    /// The user's template with the operands in it.
    pub(super) fn foreign(&mut self, template: TokenStream, args: &[Temp], constant: bool, span: Span) -> Value {
        let foreign = Foreign { constant, span: Some(span), ..Foreign::default() };
        self.filled(template, args, foreign)
    }

    /// The same of something that may panic.
    pub(super) fn partial(&mut self, template: TokenStream, args: &[Temp], constant: bool, span: Span) -> Value {
        let foreign = Foreign { constant, partial: true, span: Some(span), ..Foreign::default() };
        self.filled(template, args, foreign)
    }

    /// The same of something that may change what it looks at: it runs here, and once.
    pub(super) fn acting(&mut self, template: TokenStream, args: &[Temp], out: Temp) -> Value {
        let ty = self.ty(out);
        let foreign = Foreign { partial: true, effect: true, span: Some(self.span(out)), ..Foreign::default() };
        let Value::Foreign(foreign) = self.filled(template, args, foreign) else { return Value::Uninit };
        let v = self.settle(&foreign, ty);
        match self.body.types.kind(self.body.temps[out.at()].ty) {
            Kind::Array(..) | Kind::Tuple(_) => {
                let hole = hole(0);
                let named = Foreign { tokens: quote!(#hole), args: vec![v], span: foreign.span, ..Foreign::default() };
                Value::Foreign(Rc::new(named))
            }
            _ => Value::Scalar(v),
        }
    }

    /// The same as a statement, which runs where it stands.
    pub(super) fn statement(&mut self, template: TokenStream, args: &[Temp], span: Span) -> Value {
        let foreign = Foreign { statement: true, span: Some(span), ..Foreign::default() };
        self.filled(template, args, foreign)
    }

    fn filled(&mut self, template: TokenStream, args: &[Temp], mut foreign: Foreign) -> Value {
        let operands: Vec<TokenStream> = args.iter().map(|arg| self.embed(*arg, &mut foreign)).collect();
        foreign.tokens = fill(template, &|k| operands.get(k).cloned());
        Value::Foreign(Rc::new(foreign))
    }

    /// The tokens of an operand.
    fn embed(&mut self, temp: Temp, into: &mut Foreign) -> TokenStream {
        let (value, span) = (self.value(temp), self.span(temp));
        let borrow = if self.refs(temp) > 0 { quote!(&) } else { quote!() };
        if let Some(function) = self.functions.get(&temp).cloned() {
            return self.embed_function(&function, &borrow, into);
        }
        match &value {
            Value::Scalar(v) => {
                if let Some(digits) = self.loose(temp, *v) {
                    return quote!(#borrow #digits);
                }
                let hole = scalar_hole(*v, into);
                // A constant of an unknown type is bound as the reference that it is.
                if matches!(self.b.ty(*v), Ty::Other(_)) { quote!(#hole) } else { quote!(#borrow #hole) }
            }
            Value::View(view) | Value::Constant(view) if view.is_whole() => {
                let place = view.place;
                if !into.statement && self.b.func.place(place).kind != PlaceKind::Input {
                    self.stays(place, span);
                }
                let hole = place_hole(place, into);
                let fixed = self.b.func.place(place).dims.iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)));
                match (self.body.borrowed_places.contains(&place), self.refs(temp) > 0) {
                    (true, false) if fixed => quote!((*#hole)),
                    (true, _) => quote!(#hole),
                    (false, _) => quote!(#borrow #hole),
                }
            }
            // One axis: the others may be held in another way than the user's.
            Value::View(view) if view.index.is_empty() && self.b.func.place(view.place).dims.len() == 1 => {
                if self.b.func.place(view.place).kind != PlaceKind::Input {
                    return self.not_an_operand(span);
                }
                let window = self.whole_window(view);
                let (lo, hi) = (scalar_hole(window.lo, into), scalar_hole(window.hi, into));
                let hole = place_hole(view.place, into);
                quote!(#borrow #hole[#lo..#hi])
            }
            Value::Foreign(inner) => merge(inner, into),
            Value::Group(_) if self.body.types.is_struct(self.body.temps[temp.at()].ty) => self.whole_struct(span),
            Value::Group(items) => match self.embed_parts(items, self.body.temps[temp.at()].ty, into) {
                Some(parts) => quote!(#borrow #parts),
                None => self.not_an_operand(span),
            },
            // What was refused is not reported again.
            Value::Uninit if !self.errors.is_empty() => quote!(()),
            Value::Unit => quote!(()),
            Value::View(_)
            | Value::Constant(_)
            | Value::Composed(..)
            | Value::Repeat(_)
            | Value::Absent
            | Value::Uninit => self.not_an_operand(span),
        }
    }

    /// A function that is an argument of a call without a derivative.
    fn embed_function(&mut self, function: &super::Function, borrow: &TokenStream, into: &mut Foreign) -> TokenStream {
        let path = self.origins.render(function.path, &[]);
        let Some(n) = function.arity else { return quote!(#borrow #path) };
        let own: Vec<Ident> = (0..n).map(|k| Ident::new(&format!("arg{k}"), Span::mixed_site())).collect();
        let mut lent = |t: &Temp| {
            let and = self.is_lent_to_closures(*t).then(|| quote!(&));
            let value = self.embed(*t, into);
            quote!(#and #value)
        };
        let captured: Vec<TokenStream> = function.captured.iter().map(&mut lent).collect();
        quote!(#borrow |#(#own),*| #path(#(#own,)* #(#captured),*))
    }

    /// A number that nothing but the user's tokens gives a width.
    fn loose(&mut self, temp: Temp, v: Val) -> Option<TokenStream> {
        let ty = self.body.temps[temp.at()].ty;
        let x = self.b.known_float(v).filter(|x| x.is_finite())?;
        (self.body.types.kind(ty) == Kind::Float).then(|| {
            let digits = Literal::f64_unsuffixed(x.abs());
            if x.is_sign_negative() { quote!((-#digits)) } else { quote!(#digits) }
        })
    }

    /// A local array can be an operand if it is there in the whole function, and nothing changes it: that is seen at the end.
    fn stays(&mut self, place: Place, span: Span) {
        if self.places[place.0 as usize].outermost && self.b.func.place(place).dims.len() == 1 {
            self.lent_out.push((place, span));
        } else {
            self.refuse_lent(span);
        }
    }

    fn refuse_lent(&mut self, span: Span) {
        let help = "pass a parameter, or an array that nothing changes";
        self.not_yet(span, "arrays that change as arguments of functions without derivative", help);
    }

    /// Refuses operands that were changed after all.
    pub(super) fn check_lent(&mut self) {
        for (place, span) in std::mem::take(&mut self.lent_out) {
            let mut writes = 0;
            self.b.func.each_inst(self.b.func.body, &mut |_, inst| {
                writes += inst.op.written().iter().filter(|p| **p == place).count();
            });
            if writes > 1 {
                self.refuse_lent(span);
            }
        }
    }

    /// A tuple, an `Option` or an array of numbers.
    fn embed_parts(&mut self, items: &[Value], ty: TyId, into: &mut Foreign) -> Option<TokenStream> {
        if self.body.types.is_struct(ty) {
            return None;
        }
        let kind = self.body.types.kind(ty);
        let tys = match &kind {
            Kind::Tuple(tys) => tys.clone(),
            Kind::Array(elem, _) => vec![*elem; items.len()],
            _ => vec![ty; items.len()],
        };
        let nothing = self.body.types.content(ty).is_some() && matches!(items[1], Value::Uninit);
        if nothing && self.known_bool(&items[0]) == Some(false) {
            return Some(quote!(::core::option::Option::None));
        }
        let parts = items.iter().zip(tys).map(|(item, ty)| match item {
            Value::Scalar(v) => Some(scalar_hole(*v, into)),
            Value::Foreign(inner) => Some(merge(inner, into)),
            Value::Group(items) => self.embed_parts(items, ty, into),
            _ => None,
        });
        let parts = parts.collect::<Option<Vec<_>>>()?;
        let (option, tuple) = (self.body.types.content(ty).is_some(), matches!(kind, Kind::Tuple(_)));
        Some(match (option, items.first().and_then(|flag| self.known_bool(flag))) {
            (true, Some(false)) => {
                let content = self.body.types.content(ty).map(|content| self.body.types.solved(content));
                match content {
                    Some(scalar @ (Ty::F64 | Ty::F32 | Ty::Bool | Ty::Int(Some(_)))) => {
                        let scalar = Ident::new(&scalar.to_string(), Span::mixed_site());
                        quote!(None::<#scalar>)
                    }
                    _ => quote!(None),
                }
            }
            (true, present) => {
                let (flag, content) = (&parts[0], &parts[1]);
                if present.is_some() { quote!(Some(#content)) } else { quote!(#flag.then_some(#content)) }
            }
            (false, _) if tuple => quote!((#(#parts),*,)),
            (false, _) => quote!([#(#parts),*]),
        })
    }

    fn known_bool(&self, value: &Value) -> Option<bool> {
        let Value::Scalar(v) = value else { return None };
        match self.b.known(*v) {
            Some(Const::Bool(b)) => Some(b),
            _ => None,
        }
    }

    /// A part of a value of the user's own.
    pub(super) fn part_of(whole: &Value, template: TokenStream) -> Value {
        let mut part = Foreign { constant: true, ..Foreign::default() };
        let whole = match whole {
            Value::Scalar(v) => scalar_hole(*v, &mut part),
            Value::Foreign(inner) => merge(inner, &mut part),
            other => return other.clone(),
        };
        part.tokens = fill(template, &|_| Some(whole.clone()));
        Value::Foreign(Rc::new(part))
    }

    fn whole_struct(&mut self, span: Span) -> TokenStream {
        self.not_yet(span, "uses of a whole struct that has a derivative", "use its fields");
        quote!(())
    }

    fn not_an_operand(&mut self, span: Span) -> TokenStream {
        self.not_yet(span, "values of this kind in this place", "use numbers, or whole parameters");
        quote!(())
    }

    /// What rustc alone understands has no derivative. Whether that was said.
    pub(super) fn refuse_active(&mut self, args: &[Temp]) -> bool {
        let unknown = args.iter().find(|arg| matches!(self.ty(**arg), Ty::Other(_)));
        if let (Some(unknown), true) = (unknown, args.iter().any(|arg| self.activity.temp(*arg))) {
            let help = match self.body.unseen_self {
                UnseenSelf::No => {
                    "give it, or what goes into it, to a variable whose type is written: `let x: f64 = ..`"
                }
                UnseenSelf::Yes | UnseenSelf::Told => WHOLE_BLOCK,
            };
            self.errors.refuse(self.span(*unknown), "the type of this value is needed here", help);
            return true;
        }
        false
    }

    /// `left op right` of values whose types only rustc knows.
    pub(super) fn foreign_operator(&mut self, op: &TokenStream, args: &[Temp], span: Span) -> Value {
        if self.refuse_active(args) {
            return Value::Uninit;
        }
        let (a, b) = (hole(0), hole(1));
        let template = if args.len() == 1 { quote!((#op #a)) } else { quote!((#a #op #b)) };
        self.partial(template, args, false, span)
    }

    /// The same of a question, which has no derivative whatever it is asked of.
    pub(super) fn foreign_comparison(&mut self, op: &TokenStream, [a, b]: [Temp; 2], span: Span) -> Value {
        let (left, right) = (hole(0), hole(1));
        self.partial(quote!((#left #op #right)), &[a, b], false, span)
    }
}

/// Tokens within tokens: the operands of both, renumbered.
fn merge(inner: &Foreign, into: &mut Foreign) -> TokenStream {
    let (args, places) = (into.args.len(), into.places.len());
    into.args.extend(&inner.args);
    into.places.extend(&inner.places);
    into.constant &= inner.constant;
    into.partial |= inner.partial;
    into.effect |= inner.effect;
    fill(inner.tokens.clone(), &|k| {
        let moved = hole(if k >= PLACES { k + places } else { k + args });
        Some(quote!(#moved))
    })
}

pub(super) fn element(base: &Foreign, k: usize) -> Value {
    let tokens = &base.tokens;
    let k = Literal::usize_unsuffixed(k);
    Value::Foreign(Rc::new(Foreign { tokens: quote!(#tokens[#k]), ..base.clone() }))
}

fn place_hole(place: Place, into: &mut Foreign) -> TokenStream {
    into.places.push(place);
    let hole = hole(PLACES + into.places.len() - 1);
    quote!(#hole)
}

fn scalar_hole(v: Val, into: &mut Foreign) -> TokenStream {
    let k = into.args.iter().position(|a| *a == v).unwrap_or_else(|| {
        into.args.push(v);
        into.args.len() - 1
    });
    let hole = hole(k);
    quote!(#hole)
}
