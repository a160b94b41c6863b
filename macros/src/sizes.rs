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

/// Straight-line code that reads and changes one variable.
fn statements(count: usize) -> String {
    let mut body = String::from("let mut t = x;");
    for k in 0..count {
        match k % 3 {
            0 => write!(body, "t = t + t * {k}.5e-5;"),
            1 => write!(body, "let y = t * x; t += y;"),
            _ => write!(body, "t = (t * y).sin();"),
        }
        .expect("text can be written");
    }
    format!("fn long(x: f64, y: f64) -> f64 {{ {body} t }}")
}

/// Seconds that this thread has run, where the system tells: what else runs on the machine does not count.
pub(crate) fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed().as_secs_f64(), |n| n * 1e-9)
}

static BEGUN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);

/// Ten times the statements take ten times as long, and not longer than two seconds.
#[test]
fn s01_ten_thousand_statements() {
    let time = |attribute: TokenStream, count: usize| {
        let source = statements(count);
        let before = busy();
        written(attribute, &source);
        busy() - before
    };
    for a in [quote!(gradient), quote!(jvp), quote!()] {
        println!("{a}: {} s", time(a.clone(), 1000));
    }
    let (thousand, ten_thousand) = (time(quote!(), 1_000), time(quote!(), 10_000));
    println!("{thousand} s, {ten_thousand} s");
    assert!(
        ten_thousand <= 2.0 && ten_thousand <= 12.0 * thousand,
        "{thousand} s for 1000, {ten_thousand} s for 10 000"
    );
}

/// Terms that cancel, swap and meet again: rules that undo each other would not come to an end.
#[test]
fn s09_rules_do_not_chase_each_other() {
    let chase = |turns: usize| {
        let mut body = String::from("let mut t = x;");
        for k in 0..turns {
            let line = "t = (t + y) - (y + t) + (t * y - y * t) + t / y * y - (x - (y - (x - t))) * {k}.0;";
            body.push_str(&line.replace("{k}", &k.to_string()));
        }
        format!("fn chase(x: f64, y: f64) -> f64 {{ {body} t }}")
    };
    let (half, whole) = (written(quote!(order = 2), &chase(50)), written(quote!(order = 2), &chase(100)));
    assert!(10 * whole <= 21 * half, "{half} tokens for 50 turns, {whole} for 100");
    assert_eq!(whole, written(quote!(order = 2), &chase(100)));
}

#[test]
fn s10_what_one_function_costs_does_not_depend_on_those_before_it() {
    let source = chain(10);
    let first = written(quote!(), &source);
    let all: usize = (0..50).map(|_| written(quote!(), &source)).sum();
    assert_eq!(all, 50 * first);
}
