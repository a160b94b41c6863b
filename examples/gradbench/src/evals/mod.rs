//! The evals of the suite, a file each.

pub mod ba;
mod descent;
pub mod det;
pub mod gmm;
pub mod hello;
pub mod ht;
pub mod kmeans;
pub mod llsq;
pub mod lse;
pub mod lstm;
mod mode;
pub mod ode;
pub mod particle;
pub mod saddle;

pub use mode::Mode;

use serde_json::value::RawValue;

use crate::response::Evaluation;

/// A function that the suite asks for.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&RawValue) -> Result<Evaluation, String>,
}

/// The modules that the suite asks for, and their functions.
const MODULES: [(&str, &[Function]); 12] = [
    ("ba", &ba::FUNCTIONS),
    ("det", &det::FUNCTIONS),
    ("gmm", &gmm::FUNCTIONS),
    ("hello", &hello::FUNCTIONS),
    ("ht", &ht::FUNCTIONS),
    ("kmeans", &kmeans::FUNCTIONS),
    ("llsq", &llsq::FUNCTIONS),
    ("lse", &lse::FUNCTIONS),
    ("lstm", &lstm::FUNCTIONS),
    ("ode", &ode::FUNCTIONS),
    ("particle", &particle::FUNCTIONS),
    ("saddle", &saddle::FUNCTIONS),
];

/// The functions of the module of that name.
pub(crate) fn module(name: &str) -> Option<&'static [Function]> {
    MODULES.iter().find(|(module, _)| *module == name).map(|(_, functions)| *functions)
}

/// Says that `wrong`, if it is.
fn refuse_if(wrong: bool, message: impl Into<String>) -> Result<(), String> {
    if wrong { Err(message.into()) } else { Ok(()) }
}
