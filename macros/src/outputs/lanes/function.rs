//! The functions that run in lanes: compositions of transforms, of which values are kept once and derivatives in every lane.

use crate::ir::{Dim, Func, Place, Val};
use crate::outputs::context::{Context, array_results, finished, keep};
use crate::outputs::outcome::Outcome;
use crate::outputs::product::direction_seeds;
use crate::outputs::space::Kind;
use crate::outputs::vector::own_results;
use crate::transform::forward::forward;
use crate::transform::lanes::{Marks, lanes};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// A function with lanes. Its array results: numbers in lanes, then arrays that are there once, then arrays in lanes.
pub(super) struct Laned {
    pub(super) func: Func,
    pub(super) numbers: usize,
    pub(super) arrays: usize,
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

    fn in_lanes(self, ctx: &Context<'_>, mut func: Func, width: usize) -> Option<Laned> {
        let (numbers, arrays) = (self.scalars[1].len(), self.arrays[0].len());
        let counts = [self.scalars[0].len(), numbers, arrays, self.arrays[1].len()].into_iter();
        let results = counts.zip([false, true, false, true]).flat_map(|(n, wide)| std::iter::repeat_n(wide, n));
        let marks = Marks {
            params: (0..func.params.len()).map(|k| k >= ctx.leaves.len()).collect(),
            results: results.collect(),
        };
        keep(&mut func, self.scalars.concat(), self.arrays.concat());
        let func = lanes(func, &marks, Dim::Lit(width as u64))?;
        Some(Laned { func: finished(func), numbers, arrays })
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
    kept.in_lanes(ctx, func, width)
}

/// Value and tangents; or the tangents alone.
pub(super) fn tangents(ctx: &Context<'_>, outcome: &Outcome, with_value: bool, width: usize) -> Option<Laned> {
    let func = forward(ctx.func(), &direction_seeds(ctx, ctx.func()), 1).func;
    let mut kept = Kept::of(&func, own_results(ctx), with_value);
    let mut numbers = outcome.parts.iter().filter(|part| matches!(part.kind, Kind::Scalar));
    kept.scalars[1].retain(|_| numbers.next().is_some_and(|part| part.active));
    kept.in_lanes(ctx, func, width)
}

/// Value and adjoints of the parameters; or the adjoints alone.
pub(super) fn adjoints(ctx: &Context<'_>, with_value: bool, width: usize) -> Option<Laned> {
    let func = drop_dead(reverse(ctx.func(), &ctx.selected(), Seeds::Given, ArrayAdjoint::Result).func);
    Kept::of(&func, own_results(ctx), with_value).in_lanes(ctx, func, width)
}
