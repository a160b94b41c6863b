//! Random programs through the macro.
pub(crate) mod program;
