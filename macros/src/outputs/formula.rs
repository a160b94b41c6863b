//! The derivative as text: in the docs of the gradient, and as `FORMULA`.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;

use super::context::Context;
use super::gradient;
use super::space::{positions, sizes};
use crate::formula::{self, Formula, Names};
use crate::ir::{Func, Op, Param, Val};
use crate::naming::Home;
use crate::signature::{Leaf, Shape};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// The formula of the gradient of a scalar function, if it fits.
pub(super) fn formula(ctx: &Context<'_>) -> Option<Formula> {
    let selected = |k: usize| ctx.leaves[k].selected;
    let all: Vec<Vec<(Val, String)>> =
        ctx.leaves.iter().zip(&ctx.func().params).map(|(leaf, param)| printed(ctx, leaf, param)).collect();
    let variables: Vec<String> = all
        .iter()
        .enumerate()
        .filter(|(k, _)| selected(*k))
        .flat_map(|(_, p)| p.iter().map(|(_, t)| t.clone()))
        .collect();
    let whole = all.iter().enumerate().all(|(k, p)| !selected(k) || !p.is_empty());
    if !whole || !formula::may_fit(ctx.func(), variables.len()) {
        return None;
    }
    let func = drop_dead(reverse(ctx.returned(), &ctx.selected(), Seeds::One, ArrayAdjoint::Result).func);
    let params = all.iter().zip(&func.params).flat_map(|(printed, param)| printed.iter().zip(values(param)));
    let names: Names = params.map(|((_, text), v)| (v, text.clone())).collect();
    formula::gradient(&ctx.function().to_string(), &func, &ctx.lowered.origins, &names, &variables)
}

/// `x`, or `b[0]`, `b[1]`: the scalars that a parameter is seen as, in order.
fn printed(ctx: &Context<'_>, leaf: &Leaf, param: &Param) -> Vec<(Val, String)> {
    let fields = leaf.path.iter().map(|k| format!(".{k}"));
    let name = ctx.params()[leaf.param].name.unraw().to_string() + &fields.collect::<String>();
    match (param, &leaf.shape) {
        (Param::Scalar(v), _) => vec![(*v, name)],
        (Param::Elements(vals), Shape::Array { dims, .. }) => {
            let sizes = sizes(dims, &ctx.lowered.origins).unwrap_or_default();
            let sizes: Vec<usize> = sizes.iter().filter_map(|s| s.literal).collect();
            let at = positions(&sizes).into_iter().map(|at| at.to_string().replace(' ', ""));
            vals.iter().zip(at).map(|(v, at)| (*v, format!("{name}{at}"))).collect()
        }
        _ => Vec::new(),
    }
}

fn values(param: &Param) -> Vec<Val> {
    match param {
        Param::Scalar(v) => vec![*v],
        Param::Elements(vals) => vals.clone(),
        Param::Array(_) => Vec::new(),
    }
}

/// `f::FORMULA`: the formula, or a sentence that says where the derivative is.
pub(super) fn constant(ctx: &Context<'_>, formula: Option<&Formula>) -> TokenStream {
    let vis = &ctx.lowered.signature.item.vis;
    let names = gradient::names(ctx);
    let docs = format!("The {} of {}, as text to print.", names.what, ctx.link());
    let text = formula.map_or_else(
        || {
            let function = ctx.function().unraw();
            let why = if has_loop(ctx.func()) { "is a loop" } else { "is longer than a formula" };
            let derivative = match ctx.lowered.signature.home {
                Home::Module => format!("{}::{}", ctx.twin.unraw(), names.gradient),
                Home::Impl | Home::Block(_) => ctx.naming.name(names.gradient, Span::call_site()).to_string(),
            };
            format!("the derivative of `{function}` {why}: see `{derivative}`")
        },
        Formula::text,
    );
    let (name, kept) = (ctx.naming.name("FORMULA", Span::mixed_site()), ctx.kept_attributes());
    code! {
        #[doc = #docs]
        #kept
        #vis const #name: &'static str = #text;
    }
}

fn has_loop(func: &Func) -> bool {
    func.blocks.iter().flat_map(|b| &b.insts).any(|inst| matches!(inst.op, Op::For { .. } | Op::While { .. }))
}
