//! Functions as parameters, and as arguments: `outputs::function` says what is handed over in place of one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Printer;
use super::call::{constant, wholes};
use super::record::firsts;
use crate::ir::{Call, CallMode, Form, Origin, Place, SinkArg, Val};
use crate::naming::Callee;
use crate::origins::Origins;

/// A function that is an argument: an annotated one, and what it gets beside its own arguments.
struct Handed {
    path: Origin,
    refs: usize,
    /// The number of its own arguments; nothing of one that is named, and has captured nothing.
    arity: Option<usize>,
    parts: std::ops::Range<usize>,
    captured: Vec<Form>,
}

impl Handed {
    /// What is captured, as it was written, or what goes along with it, from what there is for all parts of the call.
    fn captured(&self, parts: &[TokenStream], with_refs: bool) -> Vec<TokenStream> {
        wholes(&self.captured, &parts[self.parts.clone()], with_refs, &mut |_, _| constant())
    }
}

/// What takes the adjoints of what functions have captured.
#[derive(Default)]
pub(super) struct Captured {
    /// Statements before the call, and after it.
    pub(super) before: TokenStream,
    pub(super) after: TokenStream,
    /// For each argument that is a function, what is handed over.
    pub(super) given: Vec<Option<TokenStream>>,
}

/// `f(x)` of a parameter `f`.
pub(super) fn is_applied(call: &Call, origins: &Origins) -> bool {
    matches!(Callee::of(origins.render(call.callee, &[])), Callee::Applied)
}

impl Printer<'_> {
    pub(super) fn is_applied(&self, call: &Call) -> bool {
        is_applied(call, self.origins)
    }

    pub(super) fn is_function(&self, p: Place) -> bool {
        self.functions.contains(&p)
    }

    /// The value, and its tangent where there are tangents; the state is nothing.
    pub(super) fn applied(
        &mut self,
        call: &Call,
        mut args: Vec<TokenStream>,
        mut dots: Vec<TokenStream>,
    ) -> TokenStream {
        let function = args.remove(0);
        if call.mode == CallMode::Forward {
            return quote!((#function(#(#args),*), ()));
        }
        let tangent = dots.remove(0);
        let value = quote!(#tangent(#(#args,)* #(#dots),*));
        if call.mode == CallMode::Tangent {
            return value;
        }
        let [value_name, dot_name] = ["value", "dot"].map(|name| self.names.give(name));
        quote!({ let (#value_name, #dot_name) = #value; (#value_name, #dot_name, ()) })
    }

    fn handed(call: &Call) -> Vec<Option<Handed>> {
        let handed = |(first, form): (usize, &Form)| match form {
            Form::Function { refs, path, arity, captured } => {
                let parts = first..first + form.parts().len();
                Some(Handed { path: *path, refs: *refs, arity: *arity, parts, captured: captured.clone() })
            }
            _ => None,
        };
        firsts(&call.forms.args).map(handed).collect()
    }

    fn companion_of(&self, path: Origin, companion: Option<&str>) -> TokenStream {
        Callee::of(self.origins.render(path, &[])).path(companion, &TokenStream::new())
    }

    fn own_arguments(&mut self, n: usize) -> Vec<Ident> {
        (0..n).map(|_| self.names.give("arg")).collect()
    }

    /// `|x| f(x, k)`
    pub(super) fn function_values(&mut self, call: &Call, parts: &[TokenStream]) -> Vec<Option<TokenStream>> {
        if matches!(call.mode, CallMode::Reverse | CallMode::ReverseTangent) {
            return Self::handed(call).into_iter().map(|handed| handed.map(|_| constant())).collect();
        }
        let handed = Self::handed(call);
        let value = |handed: Handed| {
            let function = self.companion_of(handed.path, None);
            // A companion takes a reference to any function.
            let refs = if call.mode == CallMode::Value { handed.refs } else { 1 };
            let refs = std::iter::repeat_n(quote!(&), refs);
            let Some(n) = handed.arity else { return quote!(#(#refs)* #function) };
            let (own, captured) = (self.own_arguments(n), handed.captured(parts, true));
            quote!(#(#refs)* |#(#own),*| #function(#(#own,)* #(#captured),*))
        };
        let mut value = value;
        handed.into_iter().map(|handed| handed.map(&mut value)).collect()
    }

    /// `&|x, x_dot| f::__tangent(x, k, x_dot, k_dot)`
    pub(super) fn function_tangents(
        &mut self,
        call: &Call,
        parts: &[TokenStream],
        dots: &[TokenStream],
    ) -> Vec<Option<TokenStream>> {
        let handed = Self::handed(call);
        let mut tangent = |handed: Handed| {
            let function = self.companion_of(handed.path, Some("__tangent"));
            let Some(n) = handed.arity else { return quote!(&#function) };
            let (own, own_dots) = (self.own_arguments(n), self.own_arguments(n));
            let (captured, captured_dots) = (handed.captured(parts, true), handed.captured(dots, false));
            quote!(&|#(#own,)* #(#own_dots),*| #function(#(#own,)* #(#captured,)* #(#own_dots,)* #(#captured_dots),*))
        };
        handed.into_iter().map(|handed| handed.map(&mut tangent)).collect()
    }

    /// What the second phase of a call takes in place of the functions: it adds to what they have captured.
    pub(super) fn function_sinks(
        &mut self,
        call: &Call,
        [parts, dots]: [&[TokenStream]; 2],
        [sinks, sink_dots]: [&[TokenStream]; 2],
        outs: [&[Option<Val>]; 2],
    ) -> Captured {
        let mut captured = Captured::default();
        let sides = if call.mode == CallMode::ReverseTangent { 2 } else { 1 };
        for handed in Self::handed(call) {
            let given = handed.map(|handed| {
                let name = if sides == 2 { "__adjoint_tangent" } else { "__adjoint" };
                let function = self.companion_of(handed.path, Some(name));
                let Some(n) = handed.arity else { return quote!(&#function) };
                let own = self.own_arguments(n);
                let own_dots = if sides == 2 { self.own_arguments(n) } else { Vec::new() };
                let seeds: Vec<Ident> = (0..sides).map(|_| self.names.give("w")).collect();
                let own_sinks: Vec<Vec<Ident>> = (0..sides).map(|_| self.own_arguments(n)).collect();
                let range = handed.parts.clone();
                let arguments = handed.captured(parts, true);
                let tangents = if sides == 2 { handed.captured(dots, false) } else { Vec::new() };
                let (mut all_sinks, mut patterns, mut adds, mut returned) =
                    (TokenStream::new(), Vec::new(), TokenStream::new(), Vec::new());
                for (side, own_sink) in own_sinks.iter().enumerate() {
                    let given = handed.captured([sinks, sink_dots][side], false);
                    all_sinks.extend(quote!(#(#own_sink,)* #(#given,)*));
                    let contributed = self.own_arguments(n);
                    let list = [&call.sinks, &call.sink_dots][side];
                    let entries = range.clone().map(|k| {
                        let (SinkArg::Scalar, Some(out)) = (list[k], outs[side][k]) else { return quote!(_) };
                        let (cell, entry) = (self.names.give("captured"), self.names.give("part"));
                        captured.before.extend(quote!(let #cell = ::core::cell::Cell::new(0.0);));
                        adds.extend(quote!(#cell.set(#cell.get() + #entry);));
                        let mut after = TokenStream::new();
                        let pattern = self.out(out, &mut after);
                        captured.after.extend(quote!(let #pattern = #cell.get(); #after));
                        quote!(#entry)
                    });
                    let entries: Vec<TokenStream> = entries.collect();
                    let entries = wholes(&handed.captured, &entries, false, &mut |_, _| quote!(_));
                    patterns.push(quote!((#(#contributed,)* #(#entries,)*)));
                    returned.push(quote!((#(#contributed,)*)));
                }
                let call =
                    quote!(#function(#(#own,)* #(#arguments,)* #(#own_dots,)* #(#tangents,)* #(#seeds,)* #all_sinks));
                let own_sinks = own_sinks.iter().flatten();
                let head = quote!(|#(#own,)* #(#own_dots,)* #(#seeds,)* #(#own_sinks),*|);
                if sides == 2 {
                    return quote!(&#head { let (#(#patterns),*) = #call; #adds (#(#returned),*) });
                }
                let value = self.names.give("value");
                quote!(&#head { let (#value, #(#patterns),*) = #call; #adds (#value, #(#returned),*) })
            });
            captured.given.push(given);
        }
        captured
    }
}
