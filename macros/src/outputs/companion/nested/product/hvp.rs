//! `H v`: the Hessian times a direction.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::super::lot::{Lot, flattened};
use super::super::{Nested, absent, constant, flat_mut, is_array, suffixed};
use super::depth;
use crate::outputs::space::Kind;

impl Nested<'_, '_> {
    pub(super) fn hvp_tangent(&self, v: &Lot<'_>) -> TokenStream {
        let (args, again) = (self.args(true), v.again());
        let v_dots = self.by_leaves(&v.dots(), absent);
        let (lets, sinks) = self.local_sinks();
        let second = self.at(&v_dots, &code!(_), [&code!(1.0), &code!(0.0)], [&self.no_sinks(), &sinks]);
        let third = self.third(&self.towards(&v.parts()), &self.dots());
        let (names, mut sums) = (self.part_names(), TokenStream::new());
        for ((part, name), number) in self.c.ctx.space.parts.iter().zip(&names).zip(self.numbers(&code!(bars))) {
            let at = Literal::usize_unsuffixed(part.param);
            sums.extend(match &part.kind {
                Kind::Scalar => code!(let #name = #number + third.#at;),
                kind => {
                    let bar = suffixed(&self.leaves()[part.param], "bar");
                    let (all, flat) = (flat_mut(&bar, depth(kind)), flattened(kind));
                    code! {
                        for (sum, more) in (#all).iter_mut().zip(&third.#at #flat) { *sum += *more; }
                        let #name = #bar;
                    }
                }
            });
        }
        let whole = self.point(names.iter().map(|name| code!(#name)).collect());
        let body = code! {
            let given = __Own::hvp(#(#args,)* #again);
            #lets
            #second
            let third = #third;
            #sums
            (given, #whole)
        };
        self.tangent_of(Some(v), &body)
    }

    pub(super) fn part_names(&self) -> Vec<Ident> {
        let parts = 0..self.c.ctx.space.parts.len();
        parts.map(|k| Ident::new(&format!("part_{k}"), Span::mixed_site())).collect()
    }

    /// A value of the gradient's type from its parts.
    pub(super) fn point(&self, parts: Vec<TokenStream>) -> TokenStream {
        let space = &self.c.ctx.space;
        if let crate::outputs::space::Form::Scalars(_) = space.form() {
            code!([#(#parts),*])
        } else {
            space.assembled(parts)
        }
    }

    pub(super) fn hvp_pullback(&self, v: &Lot<'_>) -> TokenStream {
        let (args, again) = (self.args(true), v.again());
        let along = self.as_dots(&Ident::new("s", Span::mixed_site()));
        let sinks = self.by_leaves(&v.sinks(), |_| constant());
        let second = self.at(&along, &code!(_), [&code!(1.0), &code!(0.0)], [&self.no_sinks(), &sinks]);
        let third = self.third(&along, &self.towards(&v.parts()));
        let mut adds_third = TokenStream::new();
        for (k, m) in self.leaves().iter().enumerate().filter(|(_, m)| m.active && is_array(m)) {
            let (at, sink) = (Literal::usize_unsuffixed(k), suffixed(m, "bar"));
            let flat = (1..self.depth(m)).map(|_| code!(.as_flattened()));
            adds_third.extend(code!(#sink.add_all(&third.#at #(#flat)*[..]);));
        }
        let (adds, last) = v.contributed(&self.numbers(&code!(bars)));
        let entries = self.entries(&code!(third), &last);
        let own = code!(__Own::hvp(#(#args,)* #again));
        self.pullback_of(Some(v), &own, &code!(#second let third = #third; #adds_third #adds #entries))
    }
}
