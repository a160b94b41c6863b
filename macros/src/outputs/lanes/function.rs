//! The functions that run in lanes: compositions of transforms, of which values are kept once and derivatives in every lane.

use proc_macro2::Ident;

use crate::emit::Emitted;
use crate::ir::{Dim, Func, Origin, Param, Place, Val};
use crate::outputs::context::{Context, array_results, finished, keep};
use crate::outputs::outcome::Outcome;
use crate::outputs::product::direction_seeds;
use crate::outputs::space::{Kind, Part};
use crate::outputs::vector::own_results;
use crate::signature::{Access, Leaf};
use crate::transform::forward::{Seed, forward};
use crate::transform::lanes::{Marks, Units, lanes};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// A function with lanes. Its array results: numbers in lanes, then arrays that are there once, then arrays in lanes.
pub(in crate::outputs) struct Laned {
    pub(in crate::outputs) func: Func,
    pub(super) numbers: usize,
    pub(super) arrays: usize,
    /// The lanes are all unit vectors, in order.
    pub(super) directed: bool,
}

impl Laned {
    /// The names of the arrays: those of its numbers in lanes, those of its values, and those of arrays in lanes.
    pub(in crate::outputs) fn names(&self, emitted: &Emitted) -> [Vec<Ident>; 3] {
        let mut names = array_results(&self.func).into_iter().map(|p| emitted.place_names[&p].clone());
        let numbers = names.by_ref().take(self.numbers).collect();
        let values = names.by_ref().take(self.arrays).collect();
        [numbers, values, names.collect()]
    }
}

/// What of a function is kept: values, then what gets lanes.
struct Kept {
    scalars: [Vec<Val>; 2],
    arrays: [Vec<Place>; 2],
}

impl Kept {
    /// Of a function that gives so many scalars and arrays of its own first; these are kept with the value only.
    fn of(func: &Func, (scalars, arrays): (usize, usize), with_value: bool) -> Self {
        let (yields, places) = (func.block(func.body).yields.clone(), array_results(func));
        let own = |n: usize| if with_value { n } else { 0 };
        Self {
            scalars: [yields[..own(scalars)].to_vec(), yields[scalars..].to_vec()],
            arrays: [places[..own(arrays)].to_vec(), places[arrays..].to_vec()],
        }
    }

    fn in_lanes(self, ctx: &Context<'_>, func: Func, width: usize) -> Option<Laned> {
        self.of_width(ctx, func, Dim::Lit(width as u64), Units::default())
    }

    /// With a lane for each direction. Of half a matrix, the rows end at the diagonal.
    fn in_all_lanes(self, ctx: &Context<'_>, func: Func, width: usize, half: bool) -> Option<Laned> {
        let firsts = firsts(ctx);
        let varies = |leaf: &&Leaf| leaf.selected || leaf.access != Access::Read;
        let mut units = Units { params: vec![None; ctx.leaves.len()], rows: Vec::new() };
        let leaves = ctx.leaves.iter().enumerate().filter(|(_, leaf)| varies(leaf));
        units
            .params
            .extend(leaves.map(|(at, _)| firsts.iter().find(|(param, _)| *param == at).map(|(_, first)| *first)));
        if half {
            units.rows = vec![None; self.scalars.concat().len() + self.arrays[0].len()];
            let arrays = firsts.iter().filter(|(param, _)| matches!(func.params[*param], Param::Array(_)));
            units.rows.extend(arrays.map(|(_, first)| Some(*first)));
        }
        self.of_width(ctx, func, Dim::Lit(width as u64), units)
    }

    fn of_width(self, ctx: &Context<'_>, mut func: Func, width: Dim, units: Units) -> Option<Laned> {
        let directed = !units.params.is_empty();
        let (numbers, arrays) = (self.scalars[1].len(), self.arrays[0].len());
        let counts = [self.scalars[0].len(), numbers, arrays, self.arrays[1].len()].into_iter();
        let results = counts.zip([false, true, false, true]).flat_map(|(n, wide)| std::iter::repeat_n(wide, n));
        let marks = Marks {
            params: (0..func.params.len()).map(|k| k >= ctx.leaves.len()).collect(),
            results: results.collect(),
            units,
        };
        keep(&mut func, self.scalars.concat(), self.arrays.concat());
        let func = lanes(func, &marks, width)?;
        Some(Laned { func: finished(func), numbers, arrays, directed })
    }
}

/// Value, gradient and products with the Hessian; or the products alone.
pub(super) fn products(ctx: &Context<'_>, with_value: bool, width: usize) -> Option<Laned> {
    let gradient = drop_dead(reverse(ctx.returned(), &ctx.selected(), Seeds::One, ArrayAdjoint::Result).func);
    let own = (gradient.block(gradient.body).yields.len(), array_results(&gradient).len());
    let func = forward(&gradient, &direction_seeds(ctx, &gradient), 1).func;
    let mut kept = Kept::of(&func, own, with_value);
    // The tangent of the value.
    kept.scalars[1].remove(0);
    if with_value { kept.in_all_lanes(ctx, func, width, true) } else { kept.in_lanes(ctx, func, width) }
}

/// The parameters that a point is made of, and the numbers of their first directions.
fn firsts(ctx: &Context<'_>) -> Vec<(usize, u64)> {
    let mut first = 0;
    let part = |part: &Part| {
        let at = first;
        first += part.kind.literal_len().expect("all lengths are literals") as u64;
        (part.param, at)
    };
    ctx.space.parts.iter().map(part).collect()
}

/// Value and tangents; or the tangents alone.
pub(super) fn tangents(ctx: &Context<'_>, outcome: &Outcome, with_value: bool, width: usize) -> Option<Laned> {
    let func = forward(ctx.func(), &direction_seeds(ctx, ctx.func()), 1).func;
    let kept = of_tangents(ctx, outcome, &func, with_value);
    if with_value { kept.in_all_lanes(ctx, func, width, false) } else { kept.in_lanes(ctx, func, width) }
}

/// The same for as many lanes as a caller says.
pub(in crate::outputs) fn tangents_of_companion(ctx: &Context<'_>, outcome: &Outcome, seeds: &[Seed]) -> Option<Laned> {
    let func = Func { reassociate: false, ..forward(ctx.func(), seeds, 1).func };
    of_tangents(ctx, outcome, &func, true).of_width(ctx, func, Dim::Named(Origin::LANES), Units::default())
}

fn of_tangents(ctx: &Context<'_>, outcome: &Outcome, func: &Func, with_value: bool) -> Kept {
    let mut kept = Kept::of(func, own_results(ctx), with_value);
    let mut numbers = outcome.parts.iter().filter(|part| matches!(part.kind, Kind::Scalar));
    kept.scalars[1].retain(|_| numbers.next().is_some_and(|part| part.active));
    kept
}

/// Value and adjoints of the parameters; or the adjoints alone.
pub(super) fn adjoints(ctx: &Context<'_>, with_value: bool, width: usize) -> Option<Laned> {
    let func = drop_dead(reverse(ctx.func(), &ctx.selected(), Seeds::Given, ArrayAdjoint::Result).func);
    Kept::of(&func, own_results(ctx), with_value).in_lanes(ctx, func, width)
}
