//! Partial derivatives by name, where they are asked for: `f::d_x(x, y)` is the gradient with respect to `x` alone, and the value is not
//! computed.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;

use super::context::{Context, array_results, finished};
use super::formula;
use super::gradient::{bind_outs, outs, with_formula, write_scalars};
use super::method::Method;
use super::space::Space;
use crate::ir::Func;
use crate::lower::Lowered;
use crate::options::Options;
use crate::signature::{Access, SigParam};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};

/// What they are asked for by.
pub(super) const NAME: &str = "partials";

/// The parameters that have one.
fn parameters<'s>(ctx: &'s Context<'_>) -> impl Iterator<Item = (usize, &'s SigParam)> {
    ctx.params().iter().enumerate().filter(|(_, p)| p.selected && p.access == Access::Read)
}

/// The name of the first, if there is one.
pub(super) fn first(ctx: &Context<'_>) -> Option<String> {
    parameters(ctx).next().map(|(_, param)| name(param))
}

fn name(param: &SigParam) -> String {
    format!("d_{}", param.name.unraw())
}

/// The methods, for a function with a scalar result.
pub(super) fn methods(ctx: &Context<'_>, lowered: &Lowered, options: &Options) -> Vec<TokenStream> {
    parameters(ctx).map(|(k, param)| method(&alone(lowered, options, k), param)).collect()
}

/// The function with nothing selected but one parameter.
fn alone<'a>(lowered: &'a Lowered, options: &Options, number: usize) -> Context<'a> {
    let mut ctx = Context::new(lowered, options);
    let name = &lowered.signature.params[number].name;
    ctx.space = Space::of(lowered, |p| p.name == *name);
    for leaf in &mut ctx.leaves {
        leaf.selected &= leaf.param == number;
    }
    ctx
}

fn method(ctx: &Context<'_>, param: &SigParam) -> TokenStream {
    let formula = formula::formula(ctx).map_or_else(Vec::new, |f| f.markdown());
    let docs = format!("The partial derivative of {} with respect to `{}`.", ctx.link(), param.name);
    let slices = ctx.space.has_slices();
    let method = Method {
        name: NAME,
        alias: None,
        docs: with_formula(docs, &formula),
        extras: Vec::new(),
        result: ctx.space.gradient(&ctx.krate),
        body: if slices { lent(ctx) } else { owned(ctx) },
    };
    let inputs: Vec<TokenStream> = ctx.params().iter().map(SigParam::declared).collect();
    let tokens = ctx.method_under(&name(param), &inputs, &method);
    let krate = &ctx.krate;
    if slices { code!(#krate::__private::with_alloc! { #tokens }) } else { tokens }
}

/// The adjoint of the parameter, without the value.
fn adjoint(ctx: &Context<'_>, arrays: ArrayAdjoint) -> Func {
    let mut func = reverse(ctx.returned(), &ctx.selected(), Seeds::One, arrays).func;
    func.results.remove(0);
    func.blocks[func.body.0 as usize].yields.remove(0);
    finished(func)
}

fn owned(ctx: &Context<'_>) -> TokenStream {
    let func = adjoint(ctx, ArrayAdjoint::Result);
    let emitted = ctx.emitter(&func).emit();
    let arrays: Vec<Ident> = array_results(&func).iter().map(|p| emitted.place_names[p].clone()).collect();
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    let gradient = Context::point_value(&ctx.space, &func, &emitted.yields, &arrays);
    code!(#head #first #gradient)
}

/// What is as long as a slice is made here, and written like that of a caller.
fn lent(ctx: &Context<'_>) -> TokenStream {
    let func = adjoint(ctx, ArrayAdjoint::Out);
    let outs = outs(ctx, &ctx.space, "g", "bar");
    let mut emitter = ctx.emitter(&func);
    bind_outs(ctx, &mut emitter, &func, &outs);
    let emitted = emitter.emit();
    let writes = write_scalars(&ctx.space, &func, &outs, &emitted.yields);
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    let names: Vec<&Ident> = outs.iter().map(|out| &out.name).collect();
    let owners: Vec<Ident> = names.iter().map(|name| ctx.name(&format!("{}_owned", IdentExt::unraw(*name)))).collect();
    let inits = outs.iter().map(|out| &out.init);
    let whole = ctx.space.assembled(owners.iter().map(|owner| code!(#owner)));
    code! {
        #(let mut #owners = #inits;)*
        #(let #names = &mut #owners;)*
        #head #first #writes
        #whole
    }
}
