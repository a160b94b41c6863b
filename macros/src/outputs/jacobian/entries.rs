//! Jacobians entry by entry, where the function is straight enough: by columns, or by rows where that is shorter.

use proc_macro2::TokenStream;

use crate::ir::{Func, Init, Op, Param, Place, ResultItem, Val};
use crate::outputs::context::{Context, finished, keep, widen};
use crate::outputs::hessian::{LONG, statements};
use crate::outputs::outcome::{Outcome, ResultPart};
use crate::outputs::space::{Kind, nested};
use crate::transform::forward::{Seed, forward};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;
use crate::transform::units::at_units;

/// The body of `value_and_jacobian`, if the function is straight-line code over scalars whose results are scalars or a literal
/// array.
pub(super) fn body(ctx: &Context<'_>, outcome: &Outcome, n: usize, m: usize) -> Option<TokenStream> {
    let scalars = ctx.space.parts.iter().all(|part| !matches!(ctx.func().params[part.param], Param::Array(_)));
    if n * m > LONG || !scalars {
        return None;
    }
    let src = taken_apart(ctx.func().clone())?;
    let rows = if m < n { by_rows(ctx, outcome, &src) } else { None };
    let all = [rows, Some(by_columns(ctx, outcome, &src, n))];
    let shortest = all.into_iter().flatten().min_by_key(statements)?;
    (statements(&shortest) <= LONG).then(|| emitted(ctx, outcome, &shortest))
}

/// The function with the items of array results as numbers of their own, if it is flat then.
fn taken_apart(mut func: Func) -> Option<Func> {
    let mut lists: Vec<(Place, Vec<Val>)> = Vec::new();
    func.blocks[func.body.0 as usize].insts.retain(|inst| match &inst.op {
        Op::Alloc { place, init: Init::Items(items), .. } => {
            lists.push((*place, items.clone()));
            false
        }
        _ => true,
    });
    let mut scalars = func.block(func.body).yields.iter();
    let mut yields = Vec::new();
    for item in &func.results {
        match item {
            ResultItem::Scalar => yields.extend(scalars.next()),
            ResultItem::Array(p) => yields.extend(&lists.iter().find(|(place, _)| place == p)?.1),
        }
    }
    keep(&mut func, yields, Vec::new());
    let is_list = |p: Place| lists.iter().any(|(place, _)| *place == p);
    let mut reads = false;
    func.each_inst(func.body, &mut |_, inst| reads |= inst.op.read().into_iter().any(is_list));
    (!reads && is_flat(&func)).then_some(func)
}

/// Straight-line code and branches.
fn is_flat(func: &Func) -> bool {
    let mut flat = true;
    func.each_inst(func.body, &mut |_, inst| {
        flat &=
            matches!(inst.op, Op::Pure(_) | Op::Load { .. } | Op::If { .. } | Op::Effect { .. } | Op::Assert { .. });
    });
    flat
}

/// The extents of a part of a result that has a literal size.
fn numbers(part: &ResultPart) -> Vec<usize> {
    match &part.kind {
        Kind::Fixed(sizes) => sizes.iter().filter_map(|size| size.literal).collect(),
        _ => Vec::new(),
    }
}

/// Which of the numbers that are returned have a derivative.
fn active(outcome: &Outcome) -> Vec<usize> {
    let count = |part: &ResultPart| numbers(part).iter().product();
    let all = outcome.parts.iter().flat_map(|part| std::iter::repeat_n(part.active, count(part)));
    all.enumerate().filter(|(_, active)| *active).map(|(k, _)| k).collect()
}

/// The tangents along all axes.
fn by_columns(ctx: &Context<'_>, outcome: &Outcome, src: &Func, n: usize) -> Func {
    let mut direction = 0;
    let mut seeds = Vec::new();
    for (param, selected) in src.params.iter().zip(ctx.selected()) {
        seeds.push(if selected { Seed::Unit(direction) } else { Seed::None });
        if selected {
            direction += if let Param::Elements(vals) = param { vals.len() } else { 1 };
        }
    }
    let func = forward(src, &seeds, n).func;
    let own = src.results.len();
    let yields = func.block(func.body).yields.clone();
    let entries = active(outcome).into_iter().flat_map(|i| (0..n).map(move |j| (i, j)));
    let entries: Vec<Val> = entries.map(|(i, j)| yields[own * (1 + j) + i]).collect();
    kept(func, outcome, &yields[..own], &entries)
}

/// The adjoints of all results, if their sweeps are as straight as the function.
fn by_rows(ctx: &Context<'_>, outcome: &Outcome, src: &Func) -> Option<Func> {
    let own = src.results.len();
    let sweep = drop_dead(reverse(src, &ctx.selected(), Seeds::Given, ArrayAdjoint::Result).func);
    is_flat(&sweep).then_some(())?;
    let func = at_units(&sweep, ctx.leaves.len(), own);
    let yields = func.block(func.body).yields.clone();
    Some(kept(func, outcome, &yields[..own], &yields[own..]))
}

fn kept(mut func: Func, outcome: &Outcome, values: &[Val], entries: &[Val]) -> Func {
    keep(&mut func, [values, entries].concat(), Vec::new());
    widen(&mut func, values.len(), &outcome.float);
    finished(drop_dead(func))
}

fn emitted(ctx: &Context<'_>, outcome: &Outcome, func: &Func) -> TokenStream {
    let emitted = ctx.emitter(func).emit();
    let own: usize = outcome.parts.iter().map(|part| numbers(part).iter().product::<usize>()).sum();
    let mut values = &emitted.yields[..own];
    let parts = outcome.parts.iter().map(|part| {
        let sizes = numbers(part);
        let (items, rest) = values.split_at(sizes.iter().product());
        values = rest;
        nested(items, &sizes)
    });
    let value = outcome.assembled(parts.collect::<Vec<_>>());
    let rows = active(outcome).len();
    let n = (emitted.yields.len() - own) / rows.max(1);
    let rows = emitted.yields[own..].chunks(n.max(1)).map(|row| code!([#(#row),*]));
    let (head, first) = (ctx.head(func, &emitted), &emitted.first);
    code!(#head #first (#value, [#(#rows),*]))
}
