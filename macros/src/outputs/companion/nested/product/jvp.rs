//! `J v`: the Jacobian times a direction.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::super::lot::{Lot, flattened};
use super::super::{Nested, absent, constant, flat_mut, is_array, suffixed};
use super::{calls, depth};
use crate::outputs::outcome::Unit;
use crate::outputs::space::{Kind, Part, array};

impl Nested<'_, '_> {
    pub(super) fn jvp_tangent(&self, v: &Lot<'_>) -> TokenStream {
        let (args, dots, again) = (self.args(true), self.dots(), v.again());
        let (along, v_dots) = (self.towards(&v.parts()), self.by_leaves(&v.dots(), absent));
        let own = code!(let given = __Own::value_and_jvp(#(#args,)* #again););
        let turned = code!(let (_, turned) = __Own::__tangent(#(#args,)* #(#v_dots),*););
        if self.is_scalar() {
            let (lets, sinks) = self.local_sinks();
            let second = self.at(&dots, &code!(value_turned), [&code!(1.0), &code!(0.0)], [&self.no_sinks(), &sinks]);
            let dot = self.dotted(&v.parts());
            let body = code! {
                #own
                #turned
                #lets
                #second
                let bent = #dot;
                (given, (value_turned, turned + bent))
            };
            return self.tangent_of(Some(v), &body);
        }
        let sum = self.sum_of_results();
        let bent = if calls(self.c) {
            self.bent_by_rows(&along)
        } else {
            code!(let bent = __Own::__second_tangent(#(#args,)* #(#along,)* #(#dots),*);)
        };
        let body = code! {
            #own
            #turned
            let (_, value_turned) = __Own::__tangent(#(#args,)* #(#dots),*);
            #bent
            #sum
            (given, (value_turned, bent))
        };
        self.tangent_of(Some(v), &body)
    }

    /// The second derivative of the result along a direction and the tangents, number by number.
    pub(super) fn bent_by_rows(&self, along: &[TokenStream]) -> TokenStream {
        let Some((units, whole)) = self.c.outcome.units("bent") else { unreachable!("the rows are counted") };
        let krate = &self.c.krate;
        let (lets, sinks) = self.local_sinks();
        let second = self.at(along, &code!(_), [&code!(w), &self.zero()], [&self.no_sinks(), &sinks]);
        let terms = self.leaves().iter().enumerate().filter(|(_, m)| m.active).map(|(k, m)| {
            let (dot, bar, k) = (suffixed(m, "dot"), suffixed(m, "bar"), Literal::usize_unsuffixed(k));
            if !is_array(m) {
                return code!(row += bars.#k * #dot;);
            }
            let flat = (1..self.depth(m)).map(|_| code!(.as_flattened()));
            code!(for (k, entry) in #bar #(#flat)*.iter().enumerate() { row += entry * #dot.at(k); })
        });
        let terms: Vec<TokenStream> = terms.collect();
        let (mut zeros, mut puts, mut at) = (TokenStream::new(), TokenStream::new(), 0);
        for Unit { name, kind, float } in &units {
            let ty = if let Kind::Fixed(sizes) = kind { array(float, sizes) } else { (*float).clone() };
            zeros.extend(code!(let mut #name = <#ty as #krate::__private::Zero>::ZERO;));
            let from = Literal::usize_unsuffixed(at);
            match kind {
                Kind::Scalar => puts.extend(code!(if i == #from { #name = row; })),
                kind => {
                    let all = flat_mut(name, depth(kind));
                    let index = if units.len() == 1 { code!(i) } else { code!(i.wrapping_sub(#from)) };
                    puts.extend(code!(if let Some(entry) = (#all).get_mut(#index) { *entry = row; }));
                }
            }
            at += kind.literal_len().unwrap_or(0);
        }
        let float = self.c.ctx.space.float();
        let m = self.c.outcome.fixed_count().unwrap_or_default();
        let every = self.over_rows(&m, &code!(#lets #second let mut row: #float = 0.0; #(#terms)* #puts));
        let whole = if self.c.outcome.one_array() {
            let name = &units[0].name;
            code!(#name)
        } else {
            whole
        };
        code!(#zeros #every let bent = #whole;)
    }

    /// The contributions in `bars`, and in the arrays of [`Nested::local_sinks`], times a direction.
    pub(super) fn dotted(&self, direction: &[TokenStream]) -> TokenStream {
        let bars = self.numbers(&code!(bars));
        let term = |((part, number), v): ((&Part, &TokenStream), &TokenStream)| match &part.kind {
            Kind::Scalar => code!(#number * #v),
            kind => {
                let (bar, flat) = (suffixed(&self.leaves()[part.param], "bar"), flattened(kind));
                let float = &part.float;
                code!(#bar #flat.iter().zip(&#v #flat).map(|(entry, along)| entry * along).sum::<#float>())
            }
        };
        let terms = self.c.ctx.space.parts.iter().zip(&bars).zip(direction).map(term);
        let terms: Vec<TokenStream> = terms.collect();
        code!(#(#terms)+*)
    }

    /// `bent += turned`
    pub(super) fn sum_of_results(&self) -> TokenStream {
        let outcome = &self.c.outcome;
        let (mut sums, mut whole) = (TokenStream::new(), Vec::new());
        let [bent, turned] = ["bent", "turned"].map(|of| {
            let names = (0..outcome.parts.len()).map(|k| Ident::new(&format!("{of}_{k}"), Span::mixed_site()));
            names.collect::<Vec<Ident>>()
        });
        for ((part, sum), more) in outcome.parts.iter().zip(&bent).zip(&turned) {
            whole.push(code!(#sum));
            sums.extend(match &part.kind {
                Kind::Scalar => code!(let #sum = #sum + #more;),
                kind => {
                    let (all, flat) = (flat_mut(sum, depth(kind)), flattened(kind));
                    code!(let mut #sum = #sum; for (sum, more) in (#all).iter_mut().zip(&#more #flat) { *sum += *more; })
                }
            });
        }
        let [bent, turned] = [&bent, &turned].map(|names| outcome.assembled(names.iter().map(|name| code!(#name))));
        let whole = outcome.assembled(whole);
        code!(let #bent = bent; let #turned = turned; #sums let bent = #whole;)
    }

    pub(super) fn jvp_pullback(&self, v: &Lot<'_>) -> TokenStream {
        let (args, again) = (self.args(true), v.again());
        let sinks = self.by_leaves(&v.sinks(), |_| constant());
        let second =
            self.at(&self.towards(&v.parts()), &code!(_), [&code!(s), &code!(value_w)], [&sinks, &self.own_sinks()]);
        let (adds, last) = v.contributed(&self.numbers(&code!(along)));
        let entries = self.entries(&code!(bars), &last);
        let own = code!(__Own::value_and_jvp(#(#args,)* #again));
        self.pullback_of(Some(v), &own, &code!(#second #adds #entries))
    }
}
