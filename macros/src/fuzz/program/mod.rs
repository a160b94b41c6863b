//! Random programs: what they are, how they are made, what they compute and how they are written down.
//! Nothing here knows the macro, so that tests of other crates can include this folder by its path.

pub(crate) mod ast;
pub(crate) mod calls;
pub(crate) mod chains;
pub(crate) mod changes;
pub(crate) mod expr;
pub(crate) mod flow;
pub(crate) mod functions;
pub(crate) mod hyper;
pub(crate) mod make;
pub(crate) mod number;
pub(crate) mod partials;
pub(crate) mod print;
pub(crate) mod rng;
pub(crate) mod scope;
pub(crate) mod shrink;
pub(crate) mod source;
pub(crate) mod stmt;
pub(crate) mod truth;
pub(crate) mod witness;
