//! What a call gives: the patterns that take it.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::place::mut_if;
use super::super::{Held, Printer};
use super::bind;
use crate::ir::{Call, CallMode, Form, Place, Ty, Val};

/// A number that a call gives.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Value(Val),
    /// In lanes: an array.
    Lanes(Place),
}

impl Printer<'_> {
    /// `let (y, a, state) = ..;`
    pub(super) fn bind_results(&mut self, outs: &[Val], call: &Call, value: &TokenStream) -> TokenStream {
        let mut after = TokenStream::new();
        let is_state = |v: &&Val| self.plan.func.ty(**v) == Ty::State;
        let state: Vec<Val> = outs.iter().filter(is_state).copied().collect();
        let scalars: Vec<Val> = outs.iter().filter(|v| !is_state(v)).copied().collect();
        let (values, tangents) = match call.mode {
            CallMode::Tangent | CallMode::ForwardTangent => {
                let is_scalar = |part: &&Form| matches!(part, Form::Scalar { .. } | Form::Widened);
                scalars.split_at(call.forms.result.parts().into_iter().filter(is_scalar).count())
            }
            _ => (scalars.as_slice(), &[][..]),
        };
        let mut patterns = Vec::new();
        let numbers = |vals: &[Val]| vals.iter().copied().map(Number::Value).collect::<Vec<_>>();
        let mut sides = vec![(numbers(values), &call.results[..])];
        match call.mode {
            CallMode::Tangent | CallMode::ForwardTangent => sides.push((numbers(tangents), &call.result_dots)),
            CallMode::Tangents => {
                let (numbers, arrays) = call.result_dots.split_at(call.result_dots.len() - call.results.len());
                sides.push((numbers.iter().copied().map(Number::Lanes).collect(), arrays));
            }
            _ => {}
        }
        // The value of a call by itself is cast where it is written.
        let cast = call.mode == CallMode::Value && call.forms.result == Form::Widened;
        let form = if cast { &Form::Scalar { refs: 0 } } else { &call.forms.result };
        for (k, (numbers, places)) in sides.iter().enumerate() {
            patterns.push(self.result_pattern(form, k > 0, values, numbers, places, &mut after));
        }
        for v in &state {
            patterns.push(self.out(*v, &mut after));
        }
        match patterns.as_slice() {
            [only] => bind(only, value, &after),
            all => bind(&quote!((#(#all),*)), value, &after),
        }
    }

    /// The pattern for a result, or for its tangent, where integers have none.
    pub(super) fn result_pattern(
        &mut self,
        form: &Form,
        tangent: bool,
        values: &[Val],
        outs: &[Number],
        places: &[Place],
        after: &mut TokenStream,
    ) -> TokenStream {
        let (mut values, mut outs, mut places) = (values.iter(), outs.iter(), places.iter());
        let widened = *form == Form::Widened;
        let mut next = |me: &mut Self, is_array: bool, after: &mut TokenStream| {
            if is_array {
                return Some(me.place_pattern(*places.next().expect("a place for each array"), after));
            }
            let value = values.next().expect("an output for each number");
            if tangent && !me.plan.func.ty(*value).is_float() {
                return None;
            }
            Some(match *outs.next().expect("an output for each number") {
                Number::Lanes(place) => me.place_pattern(place, after),
                Number::Value(out) if widened => me.widened(out, after),
                Number::Value(out) => me.out(out, after),
            })
        };
        self.part_pattern(form, tangent, &mut next, after)
    }

    pub(super) fn part_pattern(
        &mut self,
        form: &Form,
        tangent: bool,
        next: &mut dyn FnMut(&mut Self, bool, &mut TokenStream) -> Option<TokenStream>,
        after: &mut TokenStream,
    ) -> TokenStream {
        match form {
            Form::Tuple { items, .. } => {
                let items = items.iter().map(|item| self.part_pattern(item, tangent, next, after));
                let items: Vec<TokenStream> = items.collect();
                if let [only] = items.as_slice() { quote!((#only,)) } else { quote!((#(#items),*)) }
            }
            Form::Record { record, .. } => {
                let name = self.names.give(if tangent { "given_dot" } else { "given" });
                let lets = self.unpack(&name, record, tangent, next);
                let used = !lets.is_empty();
                after.extend(lets);
                if used { quote!(#name) } else { quote!(_) }
            }
            Form::Unseen | Form::Function { .. } => quote!(_),
            Form::Scalar { .. } | Form::Widened => next(self, false, after).unwrap_or_else(|| quote!(_)),
            Form::Array => next(self, true, after).unwrap_or_else(|| quote!(_)),
        }
    }

    /// The pattern for an output of a call.
    pub(in crate::emit) fn out(&mut self, v: Val, after: &mut TokenStream) -> TokenStream {
        if !self.plan.uses.live(v) {
            return quote!(_);
        }
        if self.webs.declares(v) {
            return self.pattern(v);
        }
        let (name, new) = (self.variable(v), self.names.give("t"));
        after.extend(quote!(#name = #new;));
        quote!(#new)
    }

    /// The same for one that the callee may give in a narrower width.
    pub(super) fn widened(&mut self, v: Val, after: &mut TokenStream) -> TokenStream {
        if !self.plan.uses.live(v) {
            return quote!(_);
        }
        let name = self.variable(v);
        let declared = self.webs.declares(v).then(|| (quote!(let), mut_if(self.webs.mutable(self.webs.of(v)))));
        let (keyword, mutable) = declared.unzip();
        let new = if keyword.is_some() { name.clone() } else { self.names.give("t") };
        after.extend(quote!(#keyword #mutable #name = #new as f64;));
        quote!(#new)
    }

    pub(super) fn place_pattern(&mut self, p: Place, after: &mut TokenStream) -> TokenStream {
        if !self.plan.uses.named(p) {
            return quote!(_);
        }
        let name = self.place_ident(p);
        if self.is_local(p) && self.declared.insert(p) {
            let mutable = mut_if(self.is_written(p));
            return quote!(#mutable #name);
        }
        let new = self.names.give(&name.to_string());
        after.extend(if self.held(p) == Held::Mutable { quote!(*#name = #new;) } else { quote!(#name = #new;) });
        quote!(#new)
    }
}
