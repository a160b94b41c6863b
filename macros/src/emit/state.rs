//! What the state of a call holds beside what the callee left there: for the second phase, which runs when much is gone.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::Printer;
use super::packed::Packs;
use super::record::{firsts, is_record, records};
use crate::ir::{Arg, Call, CallMode, Form, Part};

/// Whether the state of a call is a tuple, in which there is more than what the callee left.
pub(super) fn has_extras(call: &Call) -> bool {
    call.zeros || records(&call.forms.result) > 0 || !kept(call).is_empty()
}

/// Something that the second phase gets out of the state.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// The struct that is the argument of this number, and begins with this part.
    Struct(usize, usize),
    /// The part of an argument that is an array.
    Array(usize),
}

/// What is kept, in order.
pub(super) fn kept(call: &Call) -> Vec<Kept> {
    let mut all = Vec::new();
    for (k, (first, form)) in firsts(&call.forms.args).enumerate() {
        if is_record(form) {
            all.extend(is_kept(call, first, form).then_some(Kept::Struct(k, first)));
            continue;
        }
        let parts = first..first + form.parts().len();
        let is_kept = |k: &usize| call.keep.get(*k) == Some(&true) || matches!(call.args[*k], Arg::Kept { .. });
        all.extend(parts.filter(is_kept).map(Kept::Array));
    }
    all
}

pub(super) fn is_kept(call: &Call, first: usize, form: &Form) -> bool {
    let parts = first..first + form.parts().len();
    parts.clone().any(|k| call.keep.get(k) == Some(&true))
        || parts.into_iter().any(|k| matches!(call.args[k], Arg::Kept { .. }))
}

/// The number of arrays in the result of a call, of which there are zeros.
pub(super) fn arrays_given(call: &Call) -> usize {
    if call.zeros { call.forms.result.parts().into_iter().filter(|part| **part == Form::Array).count() } else { 0 }
}

/// Where in the state something is kept.
pub(super) fn kept_at(call: &Call, thing: Kept) -> usize {
    let at = kept(call).iter().position(|kept| *kept == thing).expect("it is kept");
    1 + arrays_given(call) + records(&call.forms.result) + at
}

impl Printer<'_> {
    /// A first phase whose state is a tuple: what the callee left, zeros in the shapes of arrays and structs that it gave, and the structs
    /// that the second phase will not be able to put together again.
    pub(super) fn with_extras(&mut self, call: &Call, packs: &Packs, value: &TokenStream) -> TokenStream {
        let state = self.names.give("state");
        let result = self.named_result(&call.forms.result, "result");
        let dot = (call.mode == CallMode::ForwardTangent).then(|| self.named_result(&call.forms.result, "result_dot"));
        let krate = &self.krate;
        let mut extras: Vec<TokenStream> = Vec::new();
        if call.zeros {
            extras.extend(result.zeros.iter().cloned());
        }
        extras.extend(result.records.iter().map(|name| quote!(#krate::Differentiable::zero_like(&#name))));
        let made = extras.len();
        extras.extend(self.kept_things(call, packs));
        let names: Vec<Ident> = (0..made).map(|_| self.names.give("zeros")).collect();
        let (zeros, kept) = extras.split_at(made);
        let wholes: Vec<&TokenStream> =
            [Some(&result), dot.as_ref()].into_iter().flatten().map(|r| &r.pattern).collect();
        quote!({
            let (#(#wholes,)* #state) = #value;
            #(let #names = #zeros;)*
            (#(#wholes,)* (#state, #(#names,)* #(#kept),*))
        })
    }

    /// Copies of what is kept, then of its tangents.
    fn kept_things(&mut self, call: &Call, packs: &Packs) -> Vec<TokenStream> {
        let mut things = Vec::new();
        for thing in kept(call) {
            things.push(match thing {
                Kept::Struct(k, _) => packs.name(k),
                Kept::Array(k) => self.copy_of(call.args[k], call.part(k)),
            });
        }
        if call.mode == CallMode::ForwardTangent {
            for thing in kept(call) {
                things.push(match thing {
                    Kept::Struct(k, _) => packs.dot_name(k),
                    Kept::Array(k) => self.copy_of(call.dots[k], call.part(k)),
                });
            }
        }
        things
    }

    /// A copy that the state owns; nothing of what is constant.
    fn copy_of(&mut self, arg: Arg, part: Option<&Part>) -> TokenStream {
        let Arg::Array { place, .. } = arg else { return quote!(()) };
        let krate = self.krate.clone();
        let content = match part {
            Some(part) => self.portion(place, part),
            None => self.content(place),
        };
        if self.is_struct(place) {
            return quote!(::core::clone::Clone::clone(&#content));
        }
        quote!(#krate::__private::keep(&#content))
    }

    /// An argument in a second phase that the first has kept.
    pub(super) fn kept(&mut self, call: &Call, k: usize, borrowed: bool) -> TokenStream {
        let kept = self.of_state(call, kept_at(call, Kept::Array(k)));
        if borrowed { quote!(&#kept) } else { kept }
    }

    /// The tangent of one.
    pub(super) fn kept_dot(&mut self, call: &Call, k: usize) -> TokenStream {
        let kept = self.of_state(call, kept_at(call, Kept::Array(k)) + self::kept(call).len());
        let krate = &self.krate;
        quote!(#krate::__private::lend(&#kept))
    }

    pub(super) fn of_state(&mut self, call: &Call, at: usize) -> TokenStream {
        let state = call.state.map(|s| self.tokens(s));
        let at = Literal::usize_unsuffixed(at);
        quote!(#state.#at)
    }
}
