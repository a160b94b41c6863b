//! Structs as results of calls: taken apart, and the adjoints of them put together.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Printer;
use super::record::{Leaf, Leaves};
use super::state::arrays_given;
use crate::ir::{Arg, Call, CallMode, Const, Form, Record, Val};

/// Names for a result and everything in it.
#[derive(Default)]
pub(super) struct NamedResult {
    pub(super) pattern: TokenStream,
    /// For each array, zeros in its shape.
    pub(super) zeros: Vec<TokenStream>,
    pub(super) records: Vec<Ident>,
}

impl Printer<'_> {
    /// Takes a struct apart that a call has given, or its tangent. The outputs and places are asked for in order.
    pub(super) fn unpack(
        &mut self,
        name: &Ident,
        record: &Record,
        tangent: bool,
        next: &mut dyn FnMut(&mut Self, bool, &mut TokenStream) -> Option<TokenStream>,
    ) -> TokenStream {
        if let Some(list) = &record.list {
            return self.unpack_list(name, record, list, next);
        }
        let Leaves { leaves, rest } = self.leaves_of(record, 0);
        let (mut kinds, mut lets, krate) = (TokenStream::new(), TokenStream::new(), self.krate.clone());
        // What has lost a field cannot be asked for the kinds of the others.
        let asks_first = rest.is_none() && leaves.len() > 1 && leaves.iter().any(|leaf| leaf.is_array);
        for leaf in &leaves {
            let mut after = TokenStream::new();
            let Some(pattern) = next(self, leaf.is_array, &mut after) else { continue };
            if pattern.to_string() == "_" {
                continue;
            }
            let path = leaf.path();
            let mut value = quote!(#name #path);
            if leaf.is_array && rest.is_some() {
                value = quote!(::core::clone::Clone::clone(&#value));
            }
            if tangent {
                let mut kind = self.kind_of(name, leaf);
                if asks_first {
                    let asked = self.names.give("kind");
                    kinds.extend(quote!(let #asked = #kind;));
                    kind = quote!(#asked);
                }
                value = quote!(#krate::__private::Kind::tangent(#kind, #value));
            }
            lets.extend(quote!(let #pattern = #value; #after));
        }
        if rest.is_some() {
            let mut after = TokenStream::new();
            let pattern = next(self, true, &mut after).filter(|pattern| pattern.to_string() != "_");
            lets.extend(pattern.map(|pattern| quote!(let #pattern = #name; #after)));
        }
        quote!(#kinds #lets)
    }

    /// What a result is called as a whole, its parts, and the structs in it.
    pub(super) fn named_result(&mut self, form: &Form, name: &str) -> NamedResult {
        let mut named = NamedResult::default();
        let pattern = self.name_result(form, name, &mut named);
        NamedResult { pattern, ..named }
    }

    fn name_result(&mut self, form: &Form, name: &str, named: &mut NamedResult) -> TokenStream {
        match form {
            Form::Tuple { items, .. } => {
                let items: Vec<TokenStream> = items.iter().map(|item| self.name_result(item, name, named)).collect();
                if let [only] = items.as_slice() { quote!((#only,)) } else { quote!((#(#items),*)) }
            }
            Form::Record { record, .. } => {
                let (whole, krate) = (self.names.give(name), self.krate.clone());
                if let Some(list) = &record.list {
                    let zeros = self.zeros_of_list(&whole, record, list);
                    named.zeros.extend(zeros);
                    named.records.push(whole.clone());
                    return quote!(#whole);
                }
                let Leaves { leaves, rest } = self.leaves_of(record, 0);
                named.zeros.extend(leaves.iter().filter(|leaf| leaf.is_array).map(|leaf| {
                    let path = leaf.path();
                    quote!(#krate::__private::zeros_like(&#whole #path))
                }));
                named.zeros.extend(rest.map(|_| quote!(#krate::Differentiable::zero_like(&#whole))));
                named.records.push(whole.clone());
                quote!(#whole)
            }
            Form::Unseen => {
                let whole = self.names.give(name);
                quote!(#whole)
            }
            Form::Scalar { .. } | Form::Array | Form::Function { .. } | Form::Widened => {
                let part = self.names.give(name);
                if *form == Form::Array {
                    let krate = &self.krate;
                    named.zeros.push(quote!(#krate::__private::zeros_like(&#part)));
                }
                quote!(#part)
            }
        }
    }

    // ---- adjoints of results

    /// The adjoint of a result in which there are structs: statements that make them, and what is handed over.
    pub(super) fn packed_seed(&mut self, call: &Call, seeds: &[Arg], dots: bool) -> (TokenStream, TokenStream) {
        let form = call.forms.result.clone();
        let kinds = form.parts();
        let scalars = kinds.iter().filter(|part| ***part != Form::Array).count();
        let (mut scalar, mut array) = (0, scalars);
        let ordered: Vec<Arg> = kinds
            .iter()
            .map(|part| {
                let at = if **part == Form::Array { &mut array } else { &mut scalar };
                *at += 1;
                seeds[*at - 1]
            })
            .collect();
        let (mut lets, mut at, mut number) = (TokenStream::new(), 0, 1 + arrays_given(call));
        let whole = self.seed_part(call, &form, &ordered, &mut at, &mut number, dots, &mut lets);
        (lets, whole)
    }

    #[expect(clippy::too_many_arguments, reason = "a walk over the parts with everything that it counts")]
    fn seed_part(
        &mut self,
        call: &Call,
        form: &Form,
        seeds: &[Arg],
        at: &mut usize,
        number: &mut usize,
        dots: bool,
        lets: &mut TokenStream,
    ) -> TokenStream {
        match form {
            Form::Tuple { items, .. } => {
                let items = items.iter().map(|item| self.seed_part(call, item, seeds, at, number, dots, lets));
                let items: Vec<TokenStream> = items.collect();
                if let [only] = items.as_slice() { quote!((#only,)) } else { quote!((#(#items),*)) }
            }
            Form::Record { record, .. } => {
                let name = self.names.give(if dots { "given_bar_dot" } else { "given_bar" });
                let zero = self.of_state(call, *number);
                *number += 1;
                // The tangent of the adjoint follows, and takes what is there.
                let both = call.mode == CallMode::ReverseTangent && !dots;
                let zero = if both { quote!(::core::clone::Clone::clone(&#zero)) } else { zero };
                let sets = match &record.list {
                    Some(list) => self.seed_list(&name, record, list, &seeds[*at..]),
                    None => self.seed_struct(&name, record, seeds, *at),
                };
                *at += record.parts().len();
                lets.extend(quote!(let mut #name = #zero; #sets));
                quote!(&#name)
            }
            Form::Unseen => self.unseen(),
            Form::Scalar { .. } | Form::Array | Form::Function { .. } | Form::Widened => {
                *at += 1;
                self.seed(seeds[*at - 1], false)
            }
        }
    }

    fn seed_struct(&mut self, name: &Ident, record: &Record, seeds: &[Arg], first: usize) -> TokenStream {
        let Leaves { leaves, rest } = self.leaves_of(record, first);
        let (mut sets, krate) = (TokenStream::new(), self.krate.clone());
        if let Some(Arg::Array { place, .. }) = rest.map(|at| seeds[at]) {
            let from = self.slice(place);
            sets.extend(quote!(#krate::Differentiable::add_scaled(&mut #name, 1.0, #from);));
        }
        for leaf in &leaves {
            let path = leaf.path();
            match seeds[leaf.at] {
                Arg::Scalar(v) if !self.is_zero(v) => {
                    let v = self.tokens(v);
                    sets.extend(quote!(#name #path += #v;));
                }
                Arg::Array { place, .. } => {
                    let (from, to) = (self.slice(place), self.elements_of(name, leaf, place));
                    sets.extend(quote!(#krate::__private::add_all(#to, #from);));
                }
                _ => {}
            }
        }
        sets
    }

    fn is_zero(&self, v: Val) -> bool {
        matches!(self.plan.known(v), Some(Const::Float(0)))
    }

    /// `.inner.k`, where a struct is looked at for one number alone.
    pub(super) fn only_path(&self, record: &Record) -> TokenStream {
        self.leaves_of(record, 0).leaves.first().map(Leaf::path).unwrap_or_default()
    }
}
