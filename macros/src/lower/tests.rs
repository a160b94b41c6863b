//! What is understood, and what is refused.

#[macro_use]
mod programs;
mod closures;
mod iterators;
mod refusals;

use proc_macro2::TokenStream;

use super::{Lowered, lower};
use crate::errors::Errors;
use crate::ir::check::check;
use crate::ir::eval::{Alone, Array, Binding, Interp, Value};
use crate::ir::{Param, text};
use crate::options;

fn attempt(attribute: &str, source: &str) -> Result<Lowered, Vec<String>> {
    let mut errors = Errors::new();
    let attribute: TokenStream = attribute.parse().expect("the attribute is tokens");
    let options = options::parse(attribute, &mut errors);
    let item = syn::parse_str(source).unwrap_or_else(|e| panic!("{e}\n{source}"));
    let lowered = lower(&item, &options, |_, _, _| None, &mut errors);
    let messages = errors.into_messages();
    match lowered {
        Some(lowered) if messages.is_empty() => Ok(lowered),
        _ => Err(messages),
    }
}

fn lowered(source: &str) -> Lowered {
    let lowered = attempt("", source).unwrap_or_else(|errors| panic!("{}\n{source}", errors.join("\n")));
    if let Err(error) = check(&lowered.func) {
        panic!("{error}\n{source}\n{}", text::text(&lowered.func));
    }
    lowered
}

fn dump(source: &str) -> String {
    text::text(&lowered(source).func)
}

/// An argument.
#[derive(Clone)]
enum In {
    F(f64),
    I(i128),
    A(Vec<f64>),
}

/// What a function gives for these arguments: the scalars, then the elements of the arrays.
fn run(source: &str, inputs: &[In]) -> Vec<f64> {
    let lowered = lowered(source);
    let func = &lowered.func;
    let bindings = func.params.iter().zip(inputs).map(|(param, input)| match (param, input) {
        (_, In::F(x)) => Binding::Scalar(Value::Float(*x)),
        (_, In::I(n)) => Binding::Scalar(Value::Int(*n)),
        (Param::Elements(_) | Param::Array(_), In::A(xs)) => {
            Binding::Array(Array::floats(&[xs.len()], xs.iter().copied()))
        }
        (Param::Scalar(_), In::A(_)) => panic!("an array for a scalar"),
    });
    let outcome = Interp::<f64>::new(&Alone).run(func, bindings.collect());
    let outcome = outcome.unwrap_or_else(|e| panic!("{e}\n{source}\n{}", text::text(func)));
    let mut found = outcome.floats();
    for array in &outcome.arrays {
        found.extend(array.to_floats().expect("floats"));
    }
    found
}

/// The messages, without the help.
fn refusals(source: &str) -> Vec<String> {
    refusals_with("", source)
}

fn refusals_with(attribute: &str, source: &str) -> Vec<String> {
    let errors = attempt(attribute, source).err().unwrap_or_else(|| panic!("not refused: {source}"));
    errors.iter().map(|e| e.split("\n\n").next().unwrap_or_default().to_owned()).collect()
}
