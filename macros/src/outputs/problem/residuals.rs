//! Residuals for least squares.

use proc_macro2::{Ident, Span, TokenStream};

use super::{Bound, Problem, Problems};
use crate::outputs::context::Context;
use crate::outputs::curvature::{Constants, Curvature, curvature};
use crate::outputs::outcome::Outcome;
use crate::outputs::space::Kind;
use crate::signature::Access;

/// For a vector-valued function.
pub(in crate::outputs) fn residuals(ctx: &Context<'_>, outcome: &Outcome) -> Option<Problems> {
    if !ctx.written().is_empty() {
        return written_residuals(ctx, outcome);
    }
    let mut problem = Problem::of(ctx)?;
    let unpacked = problem.unpacked(&code!(x));
    let first = usize::from(outcome.is_vec());
    let args = problem.call_args(&code!(x), |k| {
        let k = syn::Index::from(k + first);
        code!(c.#k)
    });
    if outcome.is_vec() {
        let name = ctx.name("m");
        problem.constants.insert(0, Bound { name, ty: syn::parse_quote!(usize) });
    }
    let function = ctx.function();
    let len = outcome.fixed_count().unwrap_or_else(|| code!(c.0));
    let put = outcome.put(&Ident::new("value", Span::mixed_site()));
    let copy = code! {
        let mut at = 0;
        let mut put = |entry| { r[at] = entry; at += 1; };
        #put
    };
    let both = if outcome.is_square_form(ctx) {
        code!(let (value, j) = __Own::value_and_jacobian(#args); jacobian.copy_from_slice(j.as_flattened());)
    } else {
        code!(let value = __Own::value_and_jacobian_into(#args, jacobian);)
    };
    let bodies = Bodies {
        first,
        len,
        residuals: code!(#unpacked let value = #function(#args); #copy),
        both: code!(#unpacked #both #copy),
    };
    let docs = if outcome.is_vec() {
        format!("{} with its constants, for least squares; `m` is how many residuals it returns.", ctx.link())
    } else {
        format!("{} with its constants, for least squares.", ctx.link())
    };
    let problems = vector_function(&problem, &bodies, outcome, &docs);
    // A struct or a list has its Jacobian in a `Vec` alone.
    let compound = outcome.parts.iter().any(|part| part.record.is_some());
    Some(if compound { problems.on_heap(&ctx.krate) } else { problems })
}

/// What the trait asks of a vector-valued function.
struct Bodies {
    /// How many constants come before those of the function.
    first: usize,
    len: TokenStream,
    residuals: TokenStream,
    both: TokenStream,
}

fn vector_function(problem: &Problem<'_>, bodies: &Bodies, outcome: &Outcome, docs: &str) -> Problems {
    let ctx = problem.ctx;
    let (krate, twin, point, tuple) = (&ctx.krate, &ctx.twin, &problem.point.ty, problem.tuple());
    let (generics, bounds, cfgs) = (&problem.generics, &problem.bounds, ctx.cfgs());
    let Bodies { first, len, residuals, both } = bodies;
    let constants = Constants { bound: &problem.constants, first: *first, marker: problem.marker.as_ref() };
    let second = curvature(ctx, outcome, point, &constants, &tuple);
    let members = second.as_ref().map(|second| &second.members);
    let implementation = code! {
        #cfgs
        impl #generics #krate::problem::VectorFunction<#tuple> for #twin #bounds {
            type Point = #point;
            #[inline]
            fn residual_len(c: &#tuple) -> usize { let _ = c; #len }
            #[inline]
            fn residuals(c: &#tuple, x: &#point, r: &mut [f64]) { let _ = c; #residuals }
            #[inline]
            fn residuals_and_jacobian(c: &#tuple, x: &#point, r: &mut [f64], jacobian: &mut [f64]) {
                let _ = c;
                #both
            }
            #members
        }
    };
    let implementation = problem.item(match second {
        Some(Curvature { item, .. }) => code!(#[allow(non_local_definitions)] const _: () = { #item #implementation };),
        None => implementation,
    });
    let constructor = problem.constructor("residuals", &code!(#krate::problem::BoundResiduals), docs);
    Problems { methods: vec![constructor], impls: vec![implementation] }
}

/// For a function that writes its residuals to one `#[out]` parameter, and returns nothing.
fn written_residuals(ctx: &Context<'_>, outcome: &Outcome) -> Option<Problems> {
    let mut problem = Problem::of(ctx)?;
    let written = ctx.written();
    let [(_, part)] = written.as_slice() else { return None };
    // Residuals go to a slice.
    let is_vec = ctx.params().iter().any(|sig| sig.access != Access::Read && sig.is_lent_vec());
    (outcome.is_nothing() && !is_vec).then_some(())?;
    let slice = match &part.kind {
        Kind::Slice(inner) if inner.is_empty() => true,
        Kind::Fixed(sizes) if sizes.len() == 1 => false,
        _ => return None,
    };
    problem.written = if slice { code!(r) } else { code!(r.try_into().expect("as many residuals as the array holds")) };
    let first = usize::from(slice);
    let args = problem.call_args(&code!(x), |k| {
        let k = syn::Index::from(k + first);
        code!(c.#k)
    });
    let docs = if slice {
        problem.constants.insert(0, Bound { name: ctx.name("m"), ty: syn::parse_quote!(usize) });
        format!("{} with its constants, for least squares; `m` is how many residuals it writes.", ctx.link())
    } else {
        format!("{} with its constants, for least squares.", ctx.link())
    };
    // The Jacobian is on the heap where the length of the residuals is not in their type.
    problem.point.heap |= slice;
    let (unpacked, function) = (problem.unpacked(&code!(x)), ctx.function());
    let bodies = Bodies {
        first,
        len: if slice { code!(c.0) } else { part.len() },
        residuals: code!(#unpacked #function(#args);),
        both: code!(#unpacked __Own::value_and_jacobian_into(#args, jacobian);),
    };
    Some(vector_function(&problem, &bodies, outcome, &docs))
}
