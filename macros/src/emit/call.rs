//! Calls of other annotated functions, a function for each mode.
//!
//! The companions of `f` are hidden functions on its twin:
//! - `f::__tangent(args.., dots..) -> (value, tangent)`
//! - `f::__pullback(args..) -> (value, state)`; the state is a closure
//!   `state(arrays.., seeds.., sinks..)`, which takes every array argument again
//! - `f::__pullback_tangent(args.., dots..) -> (value, tangent, state)`; the state is a closure
//!   `state(arrays.., array dots.., seeds.., seed dots.., sinks.., sink dots..)`
//!
//! An array that the state keeps a copy of goes in as `Keep(a)`, and the second phase takes `Kept` in its place.
//! A result that is an array is part of the returned tuple, in the order of the results: scalars first.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::expr::Piece;
use super::place::mut_if;
use super::{Held, Printer};
use crate::ir::{Arg, Call, CallMode, Inst, Place, SinkArg, Val};

impl Printer<'_> {
    pub(super) fn call(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        match call.mode {
            CallMode::Value => self.value_statement(inst, call),
            CallMode::Tangent => self.companion(inst, call, "__tangent"),
            CallMode::Forward => self.companion(inst, call, "__pullback"),
            CallMode::ForwardTangent => self.companion(inst, call, "__pullback_tangent"),
            CallMode::Reverse | CallMode::ReverseTangent => self.reverse(inst, call),
        }
    }

    /// `f(x, &a)`
    pub(super) fn call_value(&mut self, call: &Call) -> Piece {
        let callee = self.origins.render(call.callee, &[]);
        let args = self.args(&call.args);
        Piece::atom(quote!(#callee(#(#args),*)))
    }

    fn value_statement(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        let value = self.call_value(call).tokens;
        self.bind_results(&inst.outs, &call.results, &value)
    }

    /// A companion that returns what it computes.
    fn companion(&mut self, inst: &Inst, call: &Call, name: &str) -> TokenStream {
        let callee = self.origins.render(call.callee, &[]);
        let name = Ident::new(name, Span::mixed_site());
        let mut args = self.args(&call.args);
        for (arg, _) in args.iter_mut().zip(&call.keep).filter(|(_, keep)| **keep) {
            let krate = &self.krate;
            *arg = quote!(#krate::__private::Keep(#arg));
        }
        args.extend(self.args(&call.dots));
        let places: Vec<Place> = call.results.iter().chain(&call.result_dots).copied().collect();
        self.bind_results(&inst.outs, &places, &quote!(#callee::#name(#(#args),*)))
    }

    /// The second phase: what it contributes goes into `&mut` variables and places.
    fn reverse(&mut self, inst: &Inst, call: &Call) -> TokenStream {
        let state = call.state.map(|s| self.tokens(s));
        let mut args = Vec::new();
        for part in [&call.args, &call.dots] {
            let arrays: Vec<Arg> =
                part.iter().copied().filter(|a| matches!(a, Arg::Array { .. } | Arg::Kept)).collect();
            args.extend(self.args(&arrays));
        }
        args.extend(self.args(&call.seeds));
        args.extend(self.args(&call.seed_dots));
        let mut outs = inst.outs.iter();
        let mut before = TokenStream::new();
        for sink in call.sinks.iter().chain(&call.sink_dots) {
            match sink {
                SinkArg::Scalar => {
                    let out = *outs.next().expect("a scalar sink has an output");
                    let (let_zero, name) = self.scalar_sink(out);
                    before.extend(let_zero);
                    args.push(quote!(&mut #name));
                }
                SinkArg::Array(place) => args.push(self.lend(*place)),
                SinkArg::Constant => args.push(self.constant()),
            }
        }
        quote!(#before (#state)(#(#args),*);)
    }

    fn scalar_sink(&mut self, out: Val) -> (TokenStream, Ident) {
        let ty = self.ty(self.plan.func.ty(out));
        let name = if self.plan.uses.live(out) { self.variable(out) } else { self.names.give("unused") };
        (quote!(let mut #name: #ty = 0.0;), name)
    }

    fn constant(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private::Constant)
    }

    /// A place that the callee adds to.
    fn lend(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        if self.held(p) == Held::Mutable { quote!(&mut *#name) } else { quote!(&mut #name) }
    }

    fn args(&mut self, args: &[Arg]) -> Vec<TokenStream> {
        args.iter()
            .map(|arg| match arg {
                Arg::Scalar(v) => self.tokens(*v),
                Arg::Array { place, borrowed } => self.array(*place, *borrowed),
                Arg::Kept => {
                    let krate = &self.krate;
                    quote!(#krate::__private::Kept)
                }
                Arg::Constant => self.constant(),
            })
            .collect()
    }

    fn array(&mut self, p: Place, borrowed: bool) -> TokenStream {
        let name = self.place_ident(p);
        match (borrowed, self.held(p)) {
            (true, Held::Shared) => quote!(#name),
            (true, Held::Mutable) => quote!(&*#name),
            (true, _) => quote!(&#name),
            (false, Held::Shared | Held::Mutable) => quote!(*#name),
            (false, _) => quote!(#name),
        }
    }

    /// `let (y, state, a) = ..;`: values first, then arrays.
    fn bind_results(&mut self, outs: &[Val], places: &[Place], value: &TokenStream) -> TokenStream {
        let mut patterns = Vec::new();
        let mut after = TokenStream::new();
        for v in outs {
            patterns.push(if !self.plan.uses.live(*v) {
                quote!(_)
            } else if self.webs.declares(*v) {
                self.pattern(*v)
            } else {
                let (name, new) = (self.variable(*v), self.names.give("t"));
                after.extend(quote!(#name = #new;));
                quote!(#new)
            });
        }
        for p in places {
            patterns.push(self.place_pattern(*p, &mut after));
        }
        match patterns.as_slice() {
            [] => quote!(#value;),
            [only] if only.to_string() == "_" => quote!(#value;),
            [only] => quote!(let #only = #value; #after),
            all => quote!(let (#(#all),*) = #value; #after),
        }
    }

    fn place_pattern(&mut self, p: Place, after: &mut TokenStream) -> TokenStream {
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
