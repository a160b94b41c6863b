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

/// Ten times the statements take about ten times as long: 12 is what rounding and larger tables may add, and what is left
/// out of the longer one, its second order, takes off.
#[test]
fn s01_ten_thousand_statements() {
    let count = 3_000;
    let (mut tokens, mut seconds) = ([0; 2], [0.0; 2]);
    for (k, count) in [count / 10, count].into_iter().enumerate() {
        let source = statements(count);
        // The least of three: what else the machine does makes none of them shorter.
        let time = || {
            let before = busy();
            tokens[k] = written(quote!(), &source);
            busy() - before
        };
        seconds[k] = std::iter::repeat_with(time).take(3).fold(f64::INFINITY, f64::min);
    }
    println!("{tokens:?} tokens, {seconds:?} s");
    assert!(tokens[1] <= 10 * tokens[0], "{tokens:?} tokens");
    assert!(seconds[1] <= 12.0 * seconds[0], "{seconds:?} s");
}

#[test]
fn s01_the_second_order_too() {
    let tokens = [200, 2_000].map(|count| written(quote!(order = 2), &statements(count)));
    assert!(tokens[1] <= 11 * tokens[0], "{tokens:?} tokens");
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
