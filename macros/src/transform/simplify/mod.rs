//! Makes functions smaller without changing what they mean.

pub(crate) mod dead;
mod factors;
pub(crate) mod polish;
pub(crate) mod rules;
pub(crate) mod terms;
