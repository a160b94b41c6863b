//! Products with a direction: `jvp` and `vjp` of a scalar function, and gradient and Hessian-vector product in one pass.

use proc_macro2::{Ident, Span, TokenStream};

use super::context::{Context, array_results, finished, keep};
use super::gradient::{Out, into_docs, lend, listed, out_params, outs, with_alloc, write_scalars};
use super::method::{Extra, Method};
use super::space::{Form, Kind, Space};
use super::workspace::{self, Borrowed};
use crate::emit::Held;
use crate::ir::{Func, Param};
use crate::signature::Access;
use crate::transform::forward::{Seed, forward};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};

/// Seeds for the parameters of a function: a direction for the selected ones, and nothing for what a transform added.
pub(super) fn direction_seeds(ctx: &Context<'_>, func: &Func) -> Vec<Seed> {
    let seed = |at: usize| match ctx.leaves.get(at) {
        Some(leaf) if leaf.selected => Seed::Param,
        Some(leaf) if leaf.access != Access::Read => Seed::Fresh,
        _ => Seed::None,
    };
    (0..func.params.len()).map(seed).collect()
}

fn direction(ctx: &Context<'_>) -> Extra {
    Extra { name: ctx.name("v"), ty: ctx.space.direction() }
}

// ---- first order

pub(super) fn jvp(ctx: &Context<'_>) -> Vec<TokenStream> {
    let float = ctx.value_float();
    let func = finished(forward(ctx.func(), &direction_seeds(ctx, ctx.func()), 1).func);
    let v = ctx.name("v");
    let mut emitter = ctx.emitter_of_buffers(&func);
    let unpack = ctx.bind_point(&mut emitter, &ctx.space, &v, &func.params[ctx.leaves.len()..], Held::Shared);
    let emitted = emitter.emit();
    let (head, first, yields) = (ctx.head(&func, &emitted), &emitted.first, &emitted.yields);
    let unread = unread(&ctx.space, &func.params[ctx.leaves.len()..], &emitted, &v);
    let (value, tangent) = (&yields[0], &yields[1]);
    let with_value = Method {
        name: "value_and_jvp",
        alias: None,
        docs: vec![format!("Value of {}, and its derivative along `{v}`.", ctx.link())],
        extras: vec![direction(ctx)],
        result: code!((#float, #float)),
        body: code!(#unpack #head #unread #first (#value, #tangent)),
    };
    let args = ctx.arguments();
    let alone = Method {
        name: "jvp",
        alias: Some("directional_derivative"),
        docs: vec![format!("The derivative of {} along `{v}`: the gradient times `{v}`.", ctx.link())],
        extras: vec![direction(ctx)],
        result: float,
        body: code!(__Own::value_and_jvp(#args, #v).1),
    };
    let both = workspace::forms(ctx, with_value);
    let alone = workspace::alone(ctx, alone, "value_and_jvp", &code!(.1));
    alone.iter().chain(&both).map(|m| ctx.method(m)).collect()
}

/// Of the tangents of the parameters, those of the selected ones; what is written has a copy, which reads them.
fn selected_dots(ctx: &Context<'_>, dots: &[Param]) -> Vec<Param> {
    let seeded = ctx.leaves.iter().filter(|leaf| leaf.selected || leaf.access != Access::Read);
    seeded.zip(dots).filter(|(leaf, _)| leaf.selected).map(|(_, dot)| dot.clone()).collect()
}

fn unread_dots(ctx: &Context<'_>, func: &Func, emitted: &crate::emit::Emitted, v: &Ident) -> TokenStream {
    unread(&ctx.space, &selected_dots(ctx, &func.params[ctx.leaves.len()..]), emitted, v)
}

/// `let _ = v;` where a direction is not read at all.
pub(super) fn unread(space: &Space, added: &[Param], emitted: &crate::emit::Emitted, v: &Ident) -> TokenStream {
    let lets = space.parts.iter().enumerate().zip(added).filter_map(|((k, _), param)| {
        let read = match param {
            Param::Scalar(v) => emitted.uses.vals.contains(v),
            Param::Elements(vals) => vals.iter().any(|v| emitted.uses.vals.contains(v)),
            Param::Array(p) => emitted.uses.places.contains(p),
        };
        let name = space.part_name(v, "dot", k);
        (!read).then(|| code!(let _ = #name;))
    });
    code!(#(#lets)*)
}

/// The gradient times a number: `w` is the adjoint of the result.
pub(super) fn vjp(ctx: &Context<'_>) -> Vec<TokenStream> {
    let (names, float, ty) = (super::gradient::names(ctx), ctx.value_float(), ctx.space.gradient(&ctx.krate));
    let (w, args) = (ctx.name("w"), ctx.arguments());
    let with_value = Ident::new(names.with_value, Span::mixed_site());
    let (pattern, scaled) = scaled(ctx, &w);
    let result = code!((#float, #ty));
    let body = code! { let (value, #pattern) = __Own::#with_value(#args); #scaled };
    let extra = || Extra { name: w.clone(), ty: float.clone() };
    let whole = Method {
        name: "value_and_vjp",
        alias: None,
        docs: vec![format!("Value of {}, and its {} times `{w}`.", ctx.link(), names.what)],
        extras: vec![extra()],
        result,
        body,
    };
    let alone = Method {
        name: "vjp",
        alias: None,
        docs: vec![format!("The {} of {} times `{w}`, the adjoint of the result.", names.what, ctx.link())],
        extras: vec![extra()],
        result: ty,
        body: code!(__Own::value_and_vjp(#args, #w).1),
    };
    if ctx.space.has_slices() {
        vec![with_alloc(ctx, &[alone, whole])]
    } else {
        [alone, whole].iter().map(|m| ctx.method(m)).collect()
    }
}

/// A pattern for the gradient, and the statements that end with the value and the scaled gradient.
fn scaled(ctx: &Context<'_>, w: &Ident) -> (TokenStream, TokenStream) {
    let g = ctx.name("g");
    if ctx.space.form() == Form::Scalar {
        return (code!(#g), code!((value, #w * #g)));
    }
    if let Form::Scalars(_) = ctx.space.form() {
        return (code!(mut #g), code!(for entry in &mut #g { *entry *= #w; } (value, #g)));
    }
    let names: Vec<Ident> = (0..ctx.space.parts.len()).map(|k| ctx.space.part_name(&g, "bar", k)).collect();
    let scales = names.iter().zip(&ctx.space.parts).map(|(name, part)| {
        if let Kind::Scalar = part.kind {
            return code!(#name *= #w;);
        }
        let all = part.elements_mut(name);
        code!(for entry in #all { *entry *= #w; })
    });
    let pattern = ctx.space.assembled(names.iter().map(|name| code!(mut #name)));
    let whole = ctx.space.assembled(names.iter().map(|name| code!(#name)));
    (pattern, code!(#(#scales)* (value, #whole)))
}

// ---- second order

/// Gradient and Hessian-vector product: the tangent of the reverse sweep.
pub(super) fn hvp_func(ctx: &Context<'_>, arrays: ArrayAdjoint) -> Func {
    let gradient = reverse(ctx.returned(), &ctx.selected(), Seeds::One, arrays).func;
    let gradient = crate::transform::simplify::dead::drop_dead(gradient);
    let scalars = gradient.block(gradient.body).yields.len();
    let places = array_results(&gradient).len();
    let mut func = forward(&gradient, &direction_seeds(ctx, &gradient), 1).func;
    let yields = &func.block(func.body).yields;
    let kept = [&yields[1..scalars], &yields[scalars + 1..]].concat();
    let arrays = array_results(&func);
    debug_assert_eq!(arrays.len(), 2 * places, "each adjoint array has a tangent");
    keep(&mut func, kept, arrays);
    finished(func)
}

pub(super) fn hvp(ctx: &Context<'_>, func: &Func) -> Vec<TokenStream> {
    if ctx.space.has_slices() { hvp_into(ctx, func) } else { hvp_owned(ctx, func) }
}

fn hvp_owned(ctx: &Context<'_>, func: &Func) -> Vec<TokenStream> {
    let (v, args, ty) = (ctx.name("v"), ctx.arguments(), ctx.space.gradient(&ctx.krate));
    let mut emitter = ctx.emitter_of_buffers(func);
    let unpack = ctx.bind_direction(&mut emitter, &v, &func.params[ctx.leaves.len()..]);
    let emitted = emitter.emit();
    let arrays: Vec<Ident> = array_results(func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (scalars, places) = (emitted.yields.len() / 2, arrays.len() / 2);
    let gradient = Context::point_value(&ctx.space, func, &emitted.yields[..scalars], &arrays[..places]);
    let product = Context::point_value(&ctx.space, func, &emitted.yields[scalars..], &arrays[places..]);
    let (head, first, unread) = (ctx.head(func, &emitted), &emitted.first, unread_dots(ctx, func, &emitted, &v));
    let both = Method {
        name: "gradient_and_hvp",
        alias: None,
        docs: vec![format!("Gradient of {}, and its Hessian times `{v}`, in one pass.", ctx.link())],
        extras: vec![direction(ctx)],
        result: code!((#ty, #ty)),
        body: code!(#unpack #head #unread #first (#gradient, #product)),
    };
    let alone = Method {
        name: "hvp",
        alias: Some("hessp"),
        docs: vec![format!("The Hessian of {} times `{v}`.", ctx.link())],
        extras: vec![direction(ctx)],
        result: ty.clone(),
        body: code!(__Own::gradient_and_hvp(#args, #v).1),
    };
    let mut methods = workspace::alone(ctx, alone, "gradient_and_hvp", &code!(.1));
    methods.extend(workspace::forms(ctx, both));
    if ctx.space.form() == Form::Scalar {
        methods.extend(second_derivative(ctx));
    }
    methods.iter().map(|m| ctx.method(m)).collect()
}

fn second_derivative(ctx: &Context<'_>) -> Vec<Method> {
    let (float, args, last) = (ctx.space.float(), ctx.arguments(), ctx.workspace());
    let method = Method {
        name: "second_derivative",
        alias: Some("hessian"),
        docs: vec![format!("The second derivative of {}.", ctx.link())],
        extras: Vec::new(),
        result: code!(#float),
        body: code!(__Own::hvp(#args, 1.0)),
    };
    let with = ctx
        .has_workspaces()
        .then(|| workspace::with_workspace(ctx, &method, code!(__Own::hvp_with(#args, 1.0, #last))));
    std::iter::once(method).chain(with).collect()
}

fn names(outs: &[Out]) -> Vec<Ident> {
    outs.iter().map(|out| out.name.clone()).collect()
}

fn hvp_into(ctx: &Context<'_>, func: &Func) -> Vec<TokenStream> {
    let (v, args, ty) = (ctx.name("v"), ctx.arguments(), ctx.space.gradient(&ctx.krate));
    let (gradients, products) = (outs(ctx, &ctx.space, "g", "bar"), outs(ctx, &ctx.space, "out", "out"));
    let mut extras = vec![direction(ctx)];
    extras.extend(out_params(&gradients));
    extras.extend(out_params(&products));
    let listed_both = format!("{} and {}", listed(&gradients), listed(&products));
    let both_into = Method {
        name: "gradient_and_hvp_into",
        alias: None,
        docs: into_docs(format!("Gradient of {} and its Hessian times `{v}`, written to {listed_both}.", ctx.link())),
        extras,
        result: TokenStream::new(),
        body: hvp_into_body(ctx, func, &v, &gradients, &products),
    };
    let Borrowed { lets: borrows, lent: borrowed, gives } = workspace::borrowed(ctx, &ctx.space, &names(&gradients));
    let (whole, last) = workspace::inside(ctx, "gradient_and_hvp_into");
    let (g_lets, g_lent, g_whole) = lend(&ctx.space, &gradients);
    let (p_lets, p_lent, p_whole) = lend(&ctx.space, &products);
    let mut extras = vec![direction(ctx)];
    extras.extend(out_params(&products));
    let lent_on = products.iter().map(|o| &o.name);
    let alone_into = Method {
        name: "hvp_into",
        alias: None,
        docs: into_docs(format!("The Hessian of {} times `{v}`, written to {}.", ctx.link(), listed(&products))),
        extras,
        result: TokenStream::new(),
        body: code! {
            #borrows
            __Own::#whole(#args, #v, #borrowed #(#lent_on,)* #last);
            #gives
        },
    };
    let both = Method {
        name: "gradient_and_hvp",
        alias: None,
        docs: vec![format!("Gradient of {}, and its Hessian times `{v}`, in one pass.", ctx.link())],
        extras: vec![direction(ctx)],
        result: code!((#ty, #ty)),
        body: code!(#g_lets #p_lets __Own::gradient_and_hvp_into(#args, #v, #g_lent, #p_lent); (#g_whole, #p_whole)),
    };
    let alone = Method {
        name: "hvp",
        alias: Some("hessp"),
        docs: vec![format!("The Hessian of {} times `{v}`.", ctx.link())],
        extras: vec![direction(ctx)],
        result: ty,
        body: code!(__Own::gradient_and_hvp(#args, #v).1),
    };
    // The gradient goes along with the product, so without a heap only the form that takes both is there.
    let both_into = workspace::forms(ctx, both_into);
    let into = both_into.iter().map(|m| ctx.method(m));
    let mut methods = vec![alone, both];
    methods.extend(workspace::forms(ctx, alone_into));
    std::iter::once(with_alloc(ctx, &methods)).chain(into).collect()
}

fn hvp_into_body(ctx: &Context<'_>, func: &Func, v: &Ident, gradients: &[Out], products: &[Out]) -> TokenStream {
    let mut emitter = ctx.emitter_of_buffers(func);
    let inputs = ctx.leaves.len();
    // After the inputs: the adjoint arrays, then the directions with the tangents of the adjoint arrays behind them.
    let arrays = ctx.space.parts.iter().filter(|p| matches!(func.params[p.param], Param::Array(_))).count();
    let (bars, rest) = func.params[inputs..].split_at(arrays);
    let seeded = ctx.leaves.iter().filter(|leaf| leaf.selected || leaf.access != Access::Read).count();
    let (dots, bar_dots) = rest.split_at(seeded);
    let unpack = ctx.bind_direction(&mut emitter, v, dots);
    for (outs, places) in [(gradients, bars), (products, bar_dots)] {
        let mut places = places.iter();
        for (out, part) in outs.iter().zip(&ctx.space.parts) {
            emitter.reserve(&out.name.to_string());
            if matches!(func.params[part.param], Param::Array(_))
                && let Some(Param::Array(place)) = places.next()
            {
                emitter.bind_place(*place, out.name.clone(), part.held());
            }
        }
    }
    let emitted = emitter.emit();
    let checks = [
        ctx.length_checks(&ctx.space, |k| gradients[k].name.clone()),
        ctx.length_checks(&ctx.space, |k| products[k].name.clone()),
    ];
    let scalars = emitted.yields.len() / 2;
    let writes = [
        write_scalars(&ctx.space, func, gradients, &emitted.yields[..scalars]),
        write_scalars(&ctx.space, func, products, &emitted.yields[scalars..]),
    ];
    let (head, first) = (ctx.head(func, &emitted), &emitted.first);
    let unread = unread(&ctx.space, &selected_dots(ctx, dots), &emitted, v);
    code!(#unpack #(#checks)* #head #unread #first #(#writes)*)
}
