//! The evals of the suite, a file each.

pub mod hello;
pub mod llsq;
pub mod lse;

use serde_json::value::RawValue;

use crate::response::Evaluation;

/// A function that the suite asks for.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&RawValue) -> Result<Evaluation, String>,
}

const MODULES: [(&str, &[Function]); 3] =
    [("hello", &hello::FUNCTIONS), ("llsq", &llsq::FUNCTIONS), ("lse", &lse::FUNCTIONS)];

/// The functions of the module of that name.
pub(crate) fn module(name: &str) -> Option<&'static [Function]> {
    MODULES.iter().find(|(module, _)| *module == name).map(|(_, functions)| *functions)
}

/// Says that `wrong`, if it is.
fn refuse_if(wrong: bool, message: impl Into<String>) -> Result<(), String> {
    if wrong { Err(message.into()) } else { Ok(()) }
}
