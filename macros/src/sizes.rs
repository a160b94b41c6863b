//! What is written grows with the function, and not faster: tokens are counted, so that nothing depends on the clock.

use std::fmt::Write;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::expand::expand;

/// Everything that the macro writes, in tokens.
fn written(attribute: TokenStream, source: &str) -> usize {
    let input: TokenStream = source.parse().expect("a function");
    let expanded = expand(attribute, &input);
    assert!(!expanded.to_string().contains("compile_error"), "{source} is refused");
    count(expanded)
}

fn count(tokens: TokenStream) -> usize {
    let one = |tree| if let TokenTree::Group(group) = tree { 1 + count(group.stream()) } else { 1 };
    tokens.into_iter().map(one).sum()
}

/// A product of `factors` elements of an array of `inputs`, as one expression.
fn product(factors: usize, inputs: usize) -> String {
    let mut body = String::from("x[0]");
    for k in 1..factors {
        write!(body, " * x[{}]", k % inputs).expect("text can be written");
    }
    format!("fn product(x: &[f64; {inputs}]) -> f64 {{ {body} }}")
}

/// The products of neighbours in an array, as one expression.
fn chain(inputs: usize) -> String {
    let mut body = String::from("x[0]");
    for k in 1..inputs {
        write!(body, " + x[{}] * x[{k}].sin()", k - 1).expect("text can be written");
    }
    format!("fn chain(x: &[f64; {inputs}]) -> f64 {{ {body} }}")
}

#[test]
fn s06_a_gradient_takes_a_constant_number_of_operations_for_each_factor() {
    let (half, whole) = (written(quote!(gradient), &product(400, 100)), written(quote!(gradient), &product(800, 200)));
    assert!(10 * whole <= 21 * half, "{half} tokens for 400 factors, {whole} for 800");
}

#[test]
fn s08_a_hessian_of_many_inputs_is_not_written_out_entry_by_entry() {
    let (half, whole) = (written(quote!(order = 2), &chain(50)), written(quote!(order = 2), &chain(100)));
    assert!(10 * whole <= 21 * half, "{half} tokens for 50 inputs, {whole} for 100");
}

#[test]
fn s10_what_one_function_costs_does_not_depend_on_those_before_it() {
    let source = chain(10);
    let first = written(quote!(), &source);
    let all: usize = (0..50).map(|_| written(quote!(), &source)).sum();
    assert_eq!(all, 50 * first);
}
