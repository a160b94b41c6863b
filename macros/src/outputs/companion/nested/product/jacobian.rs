//! `J`: row by row.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::super::{Nested, flat_mut, is_array, suffixed};
use super::{Rows, depth};
use crate::outputs::companion::Companions;
use crate::outputs::outcome::Unit;
use crate::outputs::space::{Kind, array};

impl Nested<'_, '_> {
    /// `for` every row `i`: `w` is the unit vector.
    pub(super) fn over_rows(&self, m: &TokenStream, body: &TokenStream) -> TokenStream {
        let Some((units, _)) = self.c.outcome.units("unit") else { unreachable!("the rows are counted") };
        let (krate, single) = (&self.c.krate, units.len() == 1);
        let mut lets = TokenStream::new();
        let mut at = 0;
        let mut refs = Vec::new();
        for Unit { name, kind, float } in &units {
            match kind {
                Kind::Scalar => {
                    let k = Literal::usize_unsuffixed(at);
                    at += 1;
                    lets.extend(code!(let #name: #float = if i == #k { 1.0 } else { 0.0 };));
                    refs.push(code!(#name));
                }
                kind => {
                    let ty = if let Kind::Fixed(sizes) = kind { array(float, sizes) } else { (*float).clone() };
                    let (all, from) = (flat_mut(name, depth(kind)), Literal::usize_unsuffixed(at));
                    let set = if single { code!((#all)[i] = 1.0;) } else { code!((#all)[i - #from] = 1.0;) };
                    let len = kind.literal_len();
                    at += len.unwrap_or(0);
                    lets.extend(code!(let mut #name = <#ty as #krate::__private::Zero>::ZERO;));
                    let to = Literal::usize_unsuffixed(at);
                    lets.extend(if single { set } else { code!(if (#from..#to).contains(&i) { #set }) });
                    refs.push(code!(&#name));
                }
            }
        }
        let unit = self.c.outcome.assembled(refs);
        code!(for i in 0..#m { #lets let w = #unit; #body })
    }

    pub(super) fn jacobian_tangent(&self, rows: &Rows) -> TokenStream {
        let args = self.args(true);
        let (lets, sinks) = self.local_sinks();
        let second = self.at(&self.dots(), &code!(_), [&code!(w), &self.zero()], [&self.no_sinks(), &sinks]);
        let row = self.gradient_of(&Ident::new("bars", Span::mixed_site()));
        let row = if self.c.ctx.space.form() == crate::outputs::space::Form::Scalar { code!([#row]) } else { row };
        let (dots, Rows { m, .. }) = (self.dots(), rows);
        let every = self.over_rows(m, &code!(#lets #second rows[i] = #row;));
        let body = code! {
            let given = __Own::value_and_jacobian(#(#args),*);
            let (_, value_turned) = __Own::__tangent(#(#args,)* #(#dots),*);
            let mut rows = given.1;
            #every
            (given, (value_turned, rows))
        };
        self.tangent_of(None, &body)
    }

    pub(super) fn jacobian_pullback(&self, Rows { m, .. }: &Rows) -> TokenStream {
        let (args, row) = (self.args(true), Ident::new("row", Span::mixed_site()));
        let (own_sinks, zero, none) = (self.own_sinks(), self.zero(), self.no_sinks());
        let scalar = self.c.ctx.space.form() == crate::outputs::space::Form::Scalar;
        let row_let = if scalar { code!(let row = s[i][0];) } else { code!(let row = &s[i];) };
        // The adjoint of the value comes along with the first row.
        let second = self.at(&self.as_dots(&row), &code!(_), [&code!(w), &code!(w_turned)], [&none, &own_sinks]);
        let (mut lets, mut adds, mut entries) = (TokenStream::new(), TokenStream::new(), Vec::new());
        for (k, m) in self.leaves().iter().enumerate() {
            if !m.active || is_array(m) {
                entries.push(code!(()));
                continue;
            }
            let (sum, float, k) = (suffixed(m, "sum"), Companions::float(m), Literal::usize_unsuffixed(k));
            lets.extend(code!(let mut #sum: #float = 0.0;));
            adds.extend(code!(#sum += bars.#k;));
            entries.push(code!(#sum));
        }
        let every =
            self.over_rows(m, &code!(#row_let let w_turned = if i == 0 { value_w } else { #zero }; #second #adds));
        let own = code!(__Own::value_and_jacobian(#(#args),*));
        self.pullback_of(None, &own, &code!(#lets #every (#(#entries,)*)))
    }
}
