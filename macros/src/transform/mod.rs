//! From functions to functions: derivatives, and what makes them small.

pub(crate) mod activity;
pub(crate) mod chain;
pub(crate) mod copy;
pub(crate) mod entries;
pub(crate) mod expand;
pub(crate) mod forward;
pub(crate) mod lanes;
pub(crate) mod reverse;
mod rule;
pub(crate) mod shapes;
pub(crate) mod simplify;
mod tune;
pub(crate) mod units;

use crate::ir::Func;

/// What a derivative goes through when nothing more is to be derived from it.
pub(crate) fn finish(func: Func) -> Func {
    expand::expand(tune::tune(simplify::dead::drop_dead(func)))
}
