//! Models to be fitted.

use proc_macro2::Ident;
use syn::Type;

use super::{Problem, Problems, first_order, second_order_bodies};
use crate::outputs::context::Context;
use crate::signature::Shape;

/// For a scalar function with constants: a model to be fitted.
pub(in crate::outputs) fn curve(ctx: &Context<'_>, second_order: bool) -> Option<Problems> {
    let problem =
        Problem::of(ctx).filter(|p| ctx.written().is_empty() && !p.constants.is_empty() && p.marker.is_none())?;
    let owned = ctx.params().iter().filter(|p| !p.selected).all(|p| {
        matches!(&p.shape, Shape::Scalar { refs: 0, .. } | Shape::Array { borrowed: false, owned_vec: false, .. })
    });
    owned.then_some(())?;
    let (krate, twin, point, vis) = (&ctx.krate, &ctx.twin, &problem.point.ty, &ctx.lowered.signature.item.vis);
    let single = problem.constants.len() == 1;
    let args = problem.call_args(&code!(b), |k| {
        let k = syn::Index::from(k);
        if single { code!(*x) } else { code!(x.#k) }
    });
    let tys: Vec<&Type> = problem.constants.iter().map(|c| &c.ty).collect();
    let predictor = if let [only] = tys.as_slice() { code!(#only) } else { code!((#(#tys),*)) };
    let first = first_order(ctx, &problem, &args);
    let unpacked = problem.unpacked(&code!(b));
    let second = second_order.then(|| {
        let (_, hessian) = second_order_bodies(ctx, &problem, &args);
        code! {
            const ORDER: u8 = 2;
            #[inline]
            fn predict_gradient_hessian(
                b: &#point, x: &#predictor, gradient: &mut #point, hessian: &mut <#point as #krate::problem::Point>::Matrix,
            ) -> f64 {
                #unpacked
                #hessian
            }
        }
    });
    let (function, generics, bounds, cfgs) = (ctx.function(), &problem.generics, &problem.bounds, ctx.cfgs());
    let implementation = problem.item(code! {
        #cfgs
        impl #generics #krate::problem::Model<#predictor> for #twin #bounds {
            type Point = #point;
            #[inline]
            fn predict(b: &#point, x: &#predictor) -> f64 { #unpacked #function(#args) }
            #[inline]
            fn predict_and_gradient(b: &#point, x: &#predictor, gradient: &mut #point) -> f64 { #unpacked #first }
            #second
        }
    });
    let name = Ident::new("curve", ctx.lowered.signature.item.sig.fn_token.span);
    let docs = format!("{} as a model of `ys` at `xs`, to be fitted.", ctx.link());
    let kept = ctx.kept_attributes();
    let curve = code!(#krate::problem::Curve<'chainrule, Self, #predictor>);
    let constructor = problem.item(code! {
        #[doc = #docs]
        #kept
        #[inline]
        #[must_use]
        #vis const fn #name<'chainrule>(xs: &'chainrule [#predictor], ys: &'chainrule [f64]) -> #curve {
            <#curve>::new(xs, ys)
        }
    });
    Some(Problems { methods: vec![constructor], impls: vec![implementation] })
}
