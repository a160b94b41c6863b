//! `__adjoint`: both phases in one.

use proc_macro2::{Ident, Span, TokenStream};

use super::{Companions, Sinks, suffixed};
use crate::ir::{Inst, Op, Param};
use crate::outputs::context::finished_for_callers;
use crate::signature::{Access, Shape, SigParam};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};

impl Companions<'_> {
    /// Both phases in one, for callers that know the adjoint of the result; that is a number, and no argument is changed.
    pub(super) fn adjoint(&self) -> Option<TokenStream> {
        let scalar = matches!(self.ctx.lowered.signature.result, Shape::Scalar { .. });
        if !scalar || self.ctx.leaves.iter().any(|leaf| leaf.access != Access::Read) {
            return None;
        }
        let w = self.ctx.name("w");
        let (ty, seed_ty) = (self.outcome.ty(self.ctx), self.outcome.companion_seed(self.ctx));
        let params = [self.arguments(), vec![code!(#w: #seed_ty)], self.sinks("bar", Sinks::Once)].concat();
        let contribution = self.contribution_type();
        let result = code!((#ty, #contribution));
        let body = if self.is_short() { self.phases_in_turn(&w) } else { self.both_phases(&w) };
        Some(self.item("__adjoint", &params, &result, &body))
    }

    /// Straight-line code has nothing to fuse, and its arguments can be handed on twice.
    pub(super) fn is_short(&self) -> bool {
        let func = self.ctx.func();
        let is_straight = |inst: &Inst| inst.op.blocks().is_empty() && !matches!(inst.op, Op::Call(_));
        let handed_on = |sig: &SigParam| !sig.is_receiver() && crate::outputs::problem::is_copy(sig);
        func.rule.is_none()
            && func.block(func.body).insts.iter().all(is_straight)
            && self.ctx.params().iter().all(handed_on)
    }

    pub(super) fn phases_in_turn(&self, w: &Ident) -> TokenStream {
        let args = self.ctx.params().iter().map(|sig| &sig.name);
        let args: Vec<&Ident> = args.collect();
        let sinks = self.each(|_, leaf| {
            let name = suffixed(leaf, "bar");
            code!(#name)
        });
        code! {
            let (value, state) = __Own::__pullback(#(#args),*);
            (value, state(#(#args,)* #w, #(#sinks),*))
        }
    }

    pub(super) fn both_phases(&self, w: &Ident) -> TokenStream {
        let func = reverse(self.ctx.func(), &self.marks(), Seeds::Given, ArrayAdjoint::Sink).func;
        let func = finished_for_callers(func);
        let mut emitter = self.emitter(&func);
        let mut sinks = &func.params[self.ctx.leaves.len()..];
        if let [Param::Scalar(seed), rest @ ..] = sinks {
            emitter.reserve(&w.to_string());
            emitter.bind(*seed, code!(#w));
            sinks = rest;
        }
        self.bind_sinks(&mut emitter, &func, sinks, "bar");
        let emitted = emitter.emit();
        let value = self.result(&func, &emitted, &emitted.yields[..1], 0, false);
        let (adds, contributed) = self.contributions(&func, "bar", &emitted.yields[1..]);
        let (first, quiet) = (&emitted.first, self.quiet(false, &["bar"]));
        code!(#quiet #first #adds (#value, #contributed))
    }

    /// Whether the arguments can be handed over twice.
    pub(super) fn takes_copies(&self) -> bool {
        let params = self.ctx.params();
        params.iter().all(crate::outputs::problem::is_copy)
            && params.iter().all(|sig| sig.access == Access::Read && !sig.is_receiver())
    }

    /// Both phases, one after the other, for those who are handed this function as an argument.
    pub(super) fn phases_in_one(&self) -> Option<TokenStream> {
        self.takes_copies().then_some(())?;
        let (w, sinks) = (self.ctx.name("w"), self.sinks("bar", Sinks::Once));
        let (ty, seed_ty) = (self.outcome.ty(self.ctx), self.outcome.companion_seed(self.ctx));
        let params = [self.arguments(), vec![code!(#w: #seed_ty)], sinks].concat();
        let (contribution, body) = (self.contribution_type(), self.phases_in_turn(&w));
        Some(self.where_states_are(self.item("__adjoint", &params, &code!((#ty, #contribution)), &body)))
    }

    /// The same with tangents.
    pub(super) fn phases_in_one_with_tangents(&self) -> Option<TokenStream> {
        self.takes_copies().then_some(())?;
        let (w, w_dot) = (self.ctx.name("w"), self.ctx.name("w_dot"));
        let (sinks, sink_dots) = (self.sinks("bar", Sinks::WithTangents), self.sinks("bar_dot", Sinks::Tangents));
        let (names, dots) = (self.arguments_by_name(), self.names("dot"));
        let seed_ty = self.outcome.companion_seed(self.ctx);
        let seeds = vec![code!(#w: #seed_ty), code!(#w_dot: #seed_ty)];
        let params = [self.arguments(), self.dots(), seeds, sinks, sink_dots].concat();
        let (contribution, bars, bar_dots) = (self.contribution_type(), self.names("bar"), self.names("bar_dot"));
        let pullback = self.ctx.naming.name("__pullback_tangent", Span::mixed_site());
        let body = code! {
            let (_, _, state) = Self::#pullback(#(#names,)* #(#dots),*);
            state(#(#names,)* #(#dots,)* #w, #w_dot, #(#bars,)* #(#bar_dots),*)
        };
        let item = self.item("__adjoint_tangent", &params, &code!((#contribution, #contribution)), &body);
        Some(self.where_states_are(item))
    }

    /// The state of a function that calls itself is on the heap.
    pub(super) fn where_states_are(&self, item: TokenStream) -> TokenStream {
        let krate = &self.krate;
        if self.ctx.lowered.recursive { code!(#krate::__private::with_alloc! { #item }) } else { item }
    }
}
