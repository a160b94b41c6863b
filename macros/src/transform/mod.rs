//! From functions to functions: derivatives, and what makes them small.

pub(crate) mod activity;
pub(crate) mod chain;
pub(crate) mod copy;
pub(crate) mod expand;
pub(crate) mod forward;
pub(crate) mod lanes;
pub(crate) mod reverse;
mod rule;
pub(crate) mod shapes;
pub(crate) mod simplify;
