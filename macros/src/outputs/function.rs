//! Functions as parameters: what companions take along with them.
//!
//! | in place of | is |
//! |---|---|
//! | the tangent | `&dyn Fn(args.., dots..) -> (value, tangent)` |
//! | the sink | `&dyn Fn(args.., seed, sinks..) -> (value, (contributions..))` |
//! | the sink, with tangents | `&dyn Fn(args.., dots.., seed, seed dot, sinks.., sink dots..) -> ((contributions..), (their tangents..))` |
//!
//! What the function has captured gets its adjoint from the last two themselves.

use proc_macro2::TokenStream;

use super::context::Context;
use super::outcome::Outcome;
use super::space::float;
use crate::signature::{Callback, Shape};

pub(super) struct Function<'c> {
    ctx: &'c Context<'c>,
    callback: &'c Callback,
    outcome: Outcome,
}

impl<'c> Function<'c> {
    pub(super) fn of(callback: &'c Callback, ctx: &'c Context<'c>) -> Self {
        Self { ctx, callback, outcome: Outcome::of_shape(callback.result.clone(), ctx) }
    }

    fn args(&self) -> &[TokenStream] {
        &self.callback.lent_types
    }

    /// For each argument, in the place of an array or of a number.
    fn each(&self, array: &str, scalar: impl Fn(TokenStream) -> TokenStream, none: &TokenStream) -> Vec<TokenStream> {
        let (krate, array) = (&self.ctx.krate, proc_macro2::Ident::new(array, proc_macro2::Span::mixed_site()));
        let one = |shape: &Shape| match shape {
            Shape::Scalar { ty, .. } if ty.is_float() => scalar(float(*ty)),
            Shape::Array { elem, .. } if elem.is_float() => {
                let float = float(*elem);
                code!(#krate::__private::#array<'_, #float>)
            }
            _ => none.clone(),
        };
        self.callback.params.iter().map(one).collect()
    }

    fn dots(&self) -> Vec<TokenStream> {
        let krate = &self.ctx.krate;
        self.each("Dot", |float| float, &code!(#krate::__private::Constant))
    }

    fn sinks(&self) -> Vec<TokenStream> {
        let krate = &self.ctx.krate;
        let constant = code!(#krate::__private::Constant);
        self.each("Sink", |_| constant.clone(), &constant)
    }

    fn contributions(&self) -> TokenStream {
        let one = |shape: &Shape| match shape {
            Shape::Scalar { ty, .. } if ty.is_float() => float(*ty),
            _ => code!(()),
        };
        let entries = self.callback.params.iter().map(one);
        code!((#(#entries,)*))
    }

    pub(super) fn tangent(&self) -> TokenStream {
        let (args, dots, ty, dot) =
            (self.args(), self.dots(), self.outcome.ty(self.ctx), self.outcome.tangent(self.ctx));
        code!(&dyn ::core::ops::Fn(#(#args,)* #(#dots),*) -> (#ty, #dot))
    }

    pub(super) fn adjoint(&self) -> TokenStream {
        let (args, sinks, ty) = (self.args(), self.sinks(), self.outcome.ty(self.ctx));
        let (seed, contributions) = (self.outcome.companion_seed(self.ctx), self.contributions());
        code!(&dyn ::core::ops::Fn(#(#args,)* #seed, #(#sinks),*) -> (#ty, #contributions))
    }

    pub(super) fn adjoint_tangent(&self) -> TokenStream {
        let (args, dots, sinks) = (self.args(), self.dots(), self.sinks());
        let (seed, contributions) = (self.outcome.companion_seed(self.ctx), self.contributions());
        code! {
            &dyn ::core::ops::Fn(#(#args,)* #(#dots,)* #seed, #seed, #(#sinks,)* #(#sinks),*) -> (#contributions, #contributions)
        }
    }
}
