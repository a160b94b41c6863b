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

/// Ten times the statements take about ten times as long: 12 is what rounding and larger tables may add. A macro that is
/// optimized reads and differentiates ten thousand in two seconds; one that is not, as cargo builds it, takes ten times that.
#[test]
fn s01_ten_thousand_statements() {
    let time = |count: usize| {
        let source = statements(count);
        let before = busy();
        written(quote!(), &source);
        busy() - before
    };
    let count = if cfg!(debug_assertions) { 3_000 } else { 10_000 };
    // The least of three: what else the machine does makes none of them shorter.
    let least = |count: usize| (0..3).map(|_| time(count)).fold(f64::INFINITY, f64::min);
    let (part, whole) = (least(count / 10), least(count));
    println!("{part} s for {}, {whole} s for {count} statements", count / 10);
    assert!(whole <= 12.0 * part, "{part} s for {}, {whole} s for {count}", count / 10);
    assert!(cfg!(debug_assertions) || whole <= 2.0, "{whole} s");
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

/// A crate of five hundred: each takes what its size takes.
#[test]
fn s10_five_hundred_functions() {
    let sources: Vec<String> = (0..500).map(|k| statements(2 + k % 3)).collect();
    let before = busy();
    sources.iter().for_each(|source| _ = written(quote!(), source));
    let each = (busy() - before) / 500.0;
    println!("{each} s for each of 500 functions");
    assert!(cfg!(debug_assertions) || each <= 2e-3, "{each} s");
}

#[test]
fn s10_what_one_function_costs_does_not_depend_on_those_before_it() {
    let source = chain(10);
    let first = written(quote!(), &source);
    let all: usize = (0..50).map(|_| written(quote!(), &source)).sum();
    assert_eq!(all, 50 * first);
}
