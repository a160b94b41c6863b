//! Public outputs of a function that gives an `Option<f64>`: what they give is there where the value is. They are calls of the companions, for which an `Option`
//! is a pair.

use proc_macro2::{Ident, Span, TokenStream};

use super::super::Companions;
use super::{Nested, constant};
use crate::ir::Ty;
use crate::outputs::context::Context;
use crate::outputs::method::{Extra, Method};
use crate::outputs::outcome::Outcome;
use crate::outputs::space::{Form, Kind};
use crate::signature::{Access, Shape, SigParam};

/// Methods with their names. `wants`: whether one of a name was asked for.
pub(in crate::outputs) fn methods(
    ctx: &Context<'_>,
    second_order: bool,
    wants: &dyn Fn(&str) -> bool,
) -> Vec<(&'static str, TokenStream)> {
    let c = Companions { ctx, outcome: Outcome::any(ctx), krate: ctx.krate.clone() };
    let of_number = ctx.space.form() == Form::Scalar;
    let name = if of_number { "derivative" } else { "gradient" };
    let nested = Nested { c: &c, name, with_value: true };
    if !is_plain(ctx) {
        return Vec::new();
    }
    let any = |names: &[&str]| names.iter().any(|name| wants(name));
    let mut methods = Vec::new();
    if of_number && any(&["derivative", "value_and_derivative"]) {
        methods.extend([nested.of_value("value_and_derivative"), nested.alone("derivative", "value_and_derivative")]);
    }
    if !of_number && any(&["gradient", "value_and_gradient"]) {
        methods.extend([nested.of_value("value_and_gradient"), nested.alone("gradient", "value_and_gradient")]);
    }
    if any(&["jvp", "value_and_jvp"]) {
        methods.extend(nested.tangents());
    }
    if second_order && any(&["hvp", "second_derivative"]) {
        methods.push(nested.product());
        methods.extend(of_number.then(|| nested.second_derivative()));
    }
    if second_order && wants("hessian") && super::second::has_rows(&c) {
        methods.push(Nested { name: "hessian", ..nested }.rows());
    }
    let krate = &ctx.krate;
    let gated = |method: Method| {
        let tokens = ctx.method(&method);
        let slices = ctx.space.has_slices();
        (method.name, if slices { code!(#krate::__private::with_alloc! { #tokens }) } else { tokens })
    };
    methods.into_iter().map(gated).collect()
}

/// Numbers and arrays in, a number out.
fn is_plain(ctx: &Context<'_>) -> bool {
    let number = match &ctx.lowered.signature.result {
        Shape::Tuple { items, option: true, .. } => {
            matches!(items.as_slice(), [_, Shape::Scalar { ty, .. }] if *ty == Ty::F64)
        }
        _ => false,
    };
    number
        && !ctx.space.parts.is_empty()
        && !ctx.space.is_apart()
        && ctx.space.one_width()
        && ctx.params().iter().all(|p| crate::outputs::problem::is_copy(p) && !SigParam::is_receiver(p))
        && ctx.leaves.iter().all(|leaf| leaf.path.is_empty() && leaf.access == Access::Read)
        && !ctx.space.parts.iter().any(|part| matches!(&part.kind, Kind::Slice(inner) if !inner.is_empty()))
}

impl Nested<'_, '_> {
    fn optional(&self, name: &'static str, what: &str, of: &TokenStream, body: TokenStream) -> Method {
        let docs = vec![format!("{what} {}, where there is one.", self.c.ctx.link())];
        Method { name, alias: None, docs, extras: Vec::new(), result: code!(::core::option::Option<#of>), body }
    }

    /// The first phase, the end where there is no value, and the second.
    fn of_value(&self, name: &'static str) -> Method {
        let (args, (lets, sinks)) = (self.args(true), self.local_sinks());
        let gradient = self.gradient_of(&Ident::new("bars", Span::mixed_site()));
        let float = self.c.ctx.value_float();
        let ty = self.derivative();
        let body = code! {
            let ((present, value), state) = __Own::__pullback(#(#args),*);
            if !present {
                return ::core::option::Option::None;
            }
            #lets
            let bars = state(#(#args,)* ((), 1.0), #(#sinks),*);
            let _ = bars;
            ::core::option::Option::Some((value, #gradient))
        };
        self.optional(name, &format!("Value and {} of", self.name), &code!((#float, #ty)), body)
    }

    fn alone(&self, name: &'static str, whole: &str) -> Method {
        let (args, whole) = (self.args(true), Ident::new(whole, Span::mixed_site()));
        let body = code!(__Own::#whole(#(#args),*).map(|(_, derivative)| derivative));
        self.optional(name, &format!("The {} of", self.name), &self.derivative(), body)
    }

    /// A direction as a parameter, and what makes tangents of the arguments of it.
    fn given(&self) -> (Extra, TokenStream, Vec<TokenStream>) {
        let (ctx, v) = (self.c.ctx, self.direction("v"));
        let (name, space) = (ctx.name("v"), &ctx.space);
        let unpack = match space.form() {
            Form::Fixed => {
                let ty = space.parts[0].owned();
                code!(let #name: &#ty = ::core::borrow::Borrow::borrow(&#name);)
            }
            Form::Mixed => {
                let pattern = v.pattern("");
                code!(let #pattern = #name;)
            }
            _ => code!(),
        };
        let dots = self.towards(&v.parts());
        (Extra { name, ty: space.direction() }, unpack, dots)
    }

    fn tangents(&self) -> [Method; 2] {
        let (args, (extra, unpack, dots)) = (self.args(true), self.given());
        let float = self.c.ctx.value_float();
        let body = code! {
            #unpack
            let ((present, value), (_, tangent)) = __Own::__tangent(#(#args,)* #(#dots),*);
            present.then_some((value, tangent))
        };
        let name = extra.name.clone();
        let alone = code!(__Own::value_and_jvp(#(#args,)* #name).map(|(_, tangent)| tangent));
        let whole =
            self.optional("value_and_jvp", "Value and derivative along a direction of", &code!((#float, #float)), body);
        let alone = self.optional("jvp", "The derivative along a direction of", &float, alone);
        [Method { extras: vec![extra.again()], ..whole }, Method { extras: vec![extra], ..alone }]
    }

    /// `H v` into arrays of its own, up to `bars`.
    fn product_along(&self, dots: &[TokenStream], lets: &TokenStream, sinks: &[TokenStream]) -> TokenStream {
        let args = self.args(true);
        let none = sinks.iter().map(|_| constant());
        code! {
            let ((present, _), _, second) = __Own::__pullback_tangent(#(#args,)* #(#dots),*);
            if !present {
                return ::core::option::Option::None;
            }
            #lets
            let bars = second(#(#args,)* #(#dots,)* ((), 1.0), ((), 0.0), #(#none,)* #(#sinks),*).1;
            let _ = bars;
        }
    }

    fn product(&self) -> Method {
        let ((extra, unpack, dots), (lets, sinks)) = (self.given(), self.local_sinks());
        let along = self.product_along(&dots, &lets, &sinks);
        let gradient = self.gradient_of(&Ident::new("bars", Span::mixed_site()));
        let body = code!(#unpack #along ::core::option::Option::Some(#gradient));
        let product = self.optional("hvp", "The Hessian times a direction of", &self.derivative(), body);
        Method { extras: vec![extra], ..product }
    }

    fn second_derivative(&self) -> Method {
        let (args, float) = (self.args(true), self.c.ctx.space.float());
        let body = code!(__Own::hvp(#(#args,)* 1.0));
        self.optional("second_derivative", "The second derivative of", &float, body)
    }

    /// The Hessian, row by row.
    fn rows(&self) -> Method {
        let ((n, axis), (lets, sinks), args) = (self.side(), self.local_sinks(), self.args(true));
        let hessian = self.derivative();
        let along = self.product_along(&self.as_dots(&Ident::new("axis", Span::mixed_site())), &lets, &sinks);
        let row = self.gradient_of(&Ident::new("bars", Span::mixed_site()));
        let (krate, float) = (&self.c.krate, self.c.ctx.space.float());
        let (zeros, put) = if self.c.ctx.space.form() == Form::Slice {
            let zeros = code!(#krate::__private::zeros::<#float>(n * n));
            (zeros, code!(hessian[j * n..(j + 1) * n].copy_from_slice(&#row);))
        } else {
            (code!(<#hessian as #krate::__private::Zero>::ZERO), code!(hessian[j] = #row;))
        };
        let body = code! {
            let _ = __Own::__value(#(#args),*)?;
            let n = #n;
            let mut hessian: #hessian = #zeros;
            for j in 0..n {
                #axis
                #along
                #put
            }
            ::core::option::Option::Some(hessian)
        };
        self.optional("hessian", "The Hessian of", &hessian, body)
    }
}
