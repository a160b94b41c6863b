//! `Jᵀ w`: an adjoint times the Jacobian.

use proc_macro2::{Ident, Span, TokenStream};

use super::super::Nested;
use super::super::lot::Lot;

impl Nested<'_, '_> {
    pub(super) fn vjp_tangent(&self, w: &Lot<'_>) -> TokenStream {
        let (args, again, outcome) = (self.args(true), w.again(), &self.c.outcome);
        let (made, w_dot) = w.made_of_dots(&self.c.krate);
        let (lets, sinks) = self.local_sinks();
        let (seed, seed_dot) = (outcome.assembled(w.parts()), outcome.assembled(w_dot));
        let second = self.at(&self.dots(), &code!(value_turned), [&seed, &seed_dot], [&self.no_sinks(), &sinks]);
        let gradient = self.gradient_of(&Ident::new("bars", Span::mixed_site()));
        let body = code! {
            let given = __Own::value_and_vjp(#(#args,)* #again);
            #made
            #lets
            #second
            (given, (value_turned, #gradient))
        };
        self.tangent_of(Some(w), &body)
    }

    pub(super) fn vjp_pullback(&self, w: &Lot<'_>) -> TokenStream {
        let (args, again, outcome) = (self.args(true), w.again(), &self.c.outcome);
        let seed = outcome.assembled(w.parts());
        let along = self.as_dots(&Ident::new("s", Span::mixed_site()));
        let none = self.no_sinks();
        let second = self.at(&along, &code!(dot), [&seed, &code!(value_w)], [&none, &self.own_sinks()]);
        let names: Vec<Ident> =
            (0..outcome.parts.len()).map(|k| Ident::new(&format!("dot_{k}"), Span::mixed_site())).collect();
        let parts: Vec<TokenStream> = names.iter().map(|name| code!(#name)).collect();
        let pattern = outcome.assembled(parts.clone());
        let (added, (adds, last)) = (w.added(&parts), w.contributed(&parts));
        let entries = self.entries(&code!(bars), &last);
        let own = code!(__Own::value_and_vjp(#(#args,)* #again));
        self.pullback_of(Some(w), &own, &code!(#second let #pattern = dot; #added #adds #entries))
    }
}
