//! Companions of second derivatives that are called: `f::second_derivative` and `f::hessian`. They are contractions of the third
//! derivatives, which are symmetric in all three directions.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::super::Companions;
use super::{Cotangent, Nested, is_array};
use crate::outputs::space::{Form, Kind, Part};

/// `reason`: why there are no third derivatives, if there are none.
pub(super) fn methods(c: &Companions<'_>, reason: Option<&str>) -> Vec<TokenStream> {
    let of_number = c.ctx.space.form() == Form::Scalar;
    if !of_number && !has_rows(c) {
        return Vec::new();
    }
    let name = if of_number { "second_derivative" } else { "hessian" };
    let nested = Nested { c, name, with_value: false };
    match reason {
        Some(reason) => {
            let mut stubs = vec![nested.tangent_stub(reason), nested.pullback_stub(reason, false)];
            stubs.extend(of_number.then(|| nested.adjoint_stub(reason)));
            stubs
        }
        None if of_number => {
            let last = nested.pullback_stub("FourthOrder", true);
            vec![nested.second_tangent(), nested.second_pullback(), nested.second_adjoint(), last]
        }
        None => vec![nested.hessian_tangent(), nested.hessian_pullback(), nested.pullback_stub("FourthOrder", true)],
    }
}

/// The Hessian has a row for each number, which looks like the gradient.
pub(super) fn has_rows(c: &Companions<'_>) -> bool {
    let space = &c.ctx.space;
    match space.form() {
        Form::Scalars(_) => true,
        Form::Slice => matches!(&space.parts[0].kind, Kind::Slice(inner) if inner.is_empty()),
        Form::Fixed => matches!(&space.parts[0].kind, Kind::Fixed(sizes) if sizes.len() == 1),
        Form::Scalar | Form::Mixed => false,
    }
}

impl Nested<'_, '_> {
    fn second_tangent(&self) -> TokenStream {
        let (args, dots, float) = (self.args(true), self.dots(), self.c.ctx.space.float());
        let third = self.third(&self.as_dots(&Ident::new("one", Span::mixed_site())), &dots);
        let at = Literal::usize_unsuffixed(self.c.ctx.space.parts[0].param);
        let body = code!(let one = 1.0; (__Own::second_derivative(#(#args),*), #third.#at));
        let params = [self.c.arguments(), self.c.dots()].concat();
        self.item("tangent", &params, &code!((#float, #float)), &body)
    }

    fn second_adjoint(&self) -> TokenStream {
        let (args, w, sinks) = (self.args(true), self.seed("").w, self.sink_names("bar"));
        let body = code! {
            let (value, state) = __Own::__second_derivative_pullback(#(#args),*);
            (value, state(#(#args,)* #w, #(#sinks),*))
        };
        let (params, result) = self.adjoint_signature();
        self.item("adjoint", &params, &result, &body)
    }

    fn adjoint_stub(&self, reason: &str) -> TokenStream {
        let (params, result) = self.adjoint_signature();
        self.stub("adjoint", &params, &result, reason)
    }

    fn adjoint_signature(&self) -> (Vec<TokenStream>, TokenStream) {
        let Cotangent { pattern, ty, .. } = self.seed("");
        let sinks = self.sink_names("bar").into_iter().zip(self.sinks()).map(|(name, ty)| code!(#name: #ty));
        let (result, contribution) = (self.result(), self.c.contribution_type());
        ([self.c.arguments(), vec![code!(#pattern: #ty)], sinks.collect()].concat(), code!((#result, #contribution)))
    }

    fn second_pullback(&self) -> TokenStream {
        let (types, Cotangent { pattern, ty: seed_ty, w, .. }) = (self.c.types(), self.seed(""));
        let (sink_names, sinks) = (self.sink_names("bar"), self.sinks());
        let (contribution, captured) = (self.c.contribution_type(), self.c.captured());
        let one = Ident::new("one", Span::mixed_site());
        let third = self.third(&self.as_dots(&w), &self.as_dots(&one));
        let sum = self.summed(&[third], &sink_names, 0);
        let (args, arguments) = (self.args(true), self.c.second_arguments());
        let body = code! {
            let value = __Own::second_derivative(#(#args),*);
            let state = move |#(#arguments,)* #pattern: #seed_ty, #(#sink_names: #sinks),*| {
                let one = 1.0;
                let _ = (#(&#sink_names,)*);
                #sum
            };
            (value, state)
        };
        let state = code!(impl FnOnce(#(#types,)* #seed_ty, #(#sinks),*) -> #contribution + #captured);
        let result = self.result();
        self.item("pullback", &self.c.arguments(), &code!((#result, #state)), &body)
    }

    // ---- the Hessian, row by row

    /// The side of the Hessian, and a direction along axis `j`.
    pub(super) fn side(&self) -> (TokenStream, TokenStream) {
        let (space, krate) = (&self.c.ctx.space, &self.c.krate);
        let float = space.float();
        let part = &space.parts[0];
        let name = &part.name;
        match (&part.kind, space.form()) {
            (_, Form::Scalars(n)) => {
                let n = Literal::usize_unsuffixed(n);
                (code!(#n), code!(let mut axis: [#float; #n] = [0.0; #n]; axis[j] = 1.0; let axis = &axis;))
            }
            (Kind::Fixed(sizes), _) => {
                let n = &sizes[0].tokens;
                (code!(#n), code!(let mut axis: [#float; #n] = [0.0; #n]; axis[j] = 1.0; let axis = &axis;))
            }
            _ => {
                let axis = code! {
                    let mut axis: #krate::__private::Vec<#float> = #krate::__private::zeros(#name.len());
                    axis[j] = 1.0;
                    let axis = &axis;
                };
                (code!(#name.len()), axis)
            }
        }
    }

    /// The selected ones of the third derivatives, in the gradient's type.
    fn row(&self, third: &Ident) -> TokenStream {
        let entry = |part: &Part| {
            let k = Literal::usize_unsuffixed(part.param);
            code!(#third.#k)
        };
        let entries: Vec<TokenStream> = self.c.ctx.space.parts.iter().map(entry).collect();
        if let Form::Scalars(_) = self.c.ctx.space.form() { code!([#(#entries),*]) } else { code!(#(#entries)*) }
    }

    fn hessian_tangent(&self) -> TokenStream {
        let (args, dots, (n, axis)) = (self.args(true), self.dots(), self.side());
        let third = Ident::new("third", Span::mixed_site());
        let along = self.third(&self.as_dots(&Ident::new("axis", Span::mixed_site())), &dots);
        let (row, hessian) = (self.row(&third), self.hessian());
        let flat = self.c.ctx.space.form() == Form::Slice;
        let put = if flat {
            code!(hessian_dot[j * n..(j + 1) * n].copy_from_slice(&#row);)
        } else {
            code!(hessian_dot[j] = #row;)
        };
        let body = code! {
            let hessian = __Own::hessian(#(#args),*);
            let n = #n;
            let mut hessian_dot = hessian.clone();
            for j in 0..n {
                #axis
                let third = #along;
                #put
            }
            (hessian, hessian_dot)
        };
        let params = [self.c.arguments(), self.c.dots()].concat();
        self.item("tangent", &params, &code!((#hessian, #hessian)), &body)
    }

    /// The sum over the rows of the third derivatives along the axis and along the adjoint's row.
    fn hessian_pullback(&self) -> TokenStream {
        let (args, arguments, (n, axis)) = (self.args(true), self.c.second_arguments(), self.side());
        let (types, Cotangent { ty: seed_ty, w, .. }) = (self.c.types(), self.seed(""));
        let (names, sinks) = (self.sink_names("bar"), self.sinks());
        let (contribution, captured) = (self.c.contribution_type(), self.c.captured());
        let mixed = |name: &str| Ident::new(name, Span::mixed_site());
        let flat = self.c.ctx.space.form() == Form::Slice;
        let row = if flat { code!(&#w[j * n..(j + 1) * n]) } else { code!(&#w[j]) };
        let third = self.third(&self.as_dots(&mixed("axis")), &self.as_dots(&mixed("row")));
        let (lets, adds, entries) = self.added(&names);
        let state = code!(impl FnOnce(#(#types,)* #seed_ty, #(#sinks),*) -> #contribution + #captured);
        let hessian = self.hessian();
        let body = code! {
            let hessian = __Own::hessian(#(#args),*);
            let state = move |#(#arguments,)* #w: #seed_ty, #(#names: #sinks),*| {
                let _ = (#(&#names,)*);
                #lets
                let n = #n;
                for j in 0..n {
                    #axis
                    let row = #row;
                    let third = #third;
                    #adds
                }
                #entries
            };
            (hessian, state)
        };
        self.item("pullback", &self.c.arguments(), &code!((#hessian, #state)), &body)
    }

    /// Sums of numbers, what is added to them and to sinks, and the contributions in the end.
    fn added(&self, sinks: &[Ident]) -> (TokenStream, TokenStream, TokenStream) {
        let (mut lets, mut adds, mut entries) = (TokenStream::new(), TokenStream::new(), Vec::new());
        for ((k, m), sink) in self.leaves().iter().enumerate().zip(sinks) {
            let (at, float) = (Literal::usize_unsuffixed(k), Companions::float(m));
            match (m.active, is_array(m)) {
                (false, _) => entries.push(code!(())),
                (true, false) => {
                    let sum = Ident::new(&format!("sum{k}"), Span::mixed_site());
                    lets.extend(code!(let mut #sum: #float = 0.0;));
                    adds.extend(code!(#sum += third.#at;));
                    entries.push(code!(#sum));
                }
                (true, true) => {
                    let flat = (1..self.depth(m)).map(|_| code!(.as_flattened()));
                    let all = code!(third.#at #(#flat)*);
                    adds.extend(code!(for (i, entry) in #all.iter().enumerate() { #sink.add_at(i, *entry); }));
                    entries.push(code!(()));
                }
            }
        }
        (lets, adds, code!((#(#entries,)*)))
    }
}
