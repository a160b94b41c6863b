//! A Rust file of random programs that check their own derivatives.

use std::fmt::Write;

use super::ast::{Input, Param, ParamTy, Program};
use super::make::{self, Case, Features};
use super::number::Width;
use super::print;
use super::witness;

/// What every such file begins with. Derivatives of any shape are flattened in the order of the signature.
const HEAD: &str = "\
#![allow(unused, dead_code, non_snake_case, clippy::all, clippy::pedantic)]

use chainrule::differentiable;
use std::hint::black_box;

trait Flat {
    fn numbers(&self, out: &mut Vec<f64>);
}
impl Flat for f64 {
    fn numbers(&self, out: &mut Vec<f64>) {
        out.push(*self);
    }
}
impl Flat for f32 {
    fn numbers(&self, out: &mut Vec<f64>) {
        out.push(f64::from(*self));
    }
}
impl<T: Flat, const N: usize> Flat for [T; N] {
    fn numbers(&self, out: &mut Vec<f64>) {
        self.iter().for_each(|x| x.numbers(out));
    }
}
impl<T: Flat> Flat for Vec<T> {
    fn numbers(&self, out: &mut Vec<f64>) {
        self.iter().for_each(|x| x.numbers(out));
    }
}
macro_rules! tuples {
    ($(($($t:ident $k:tt),*))*) => {$(
        impl<$($t: Flat),*> Flat for ($($t,)*) {
            fn numbers(&self, out: &mut Vec<f64>) {
                $(self.$k.numbers(out);)*
            }
        }
    )*};
}
tuples!((A 0) (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3));

/// Prints the bits, so that two builds can be compared, and holds the numbers against the expected ones.
fn agree(what: &str, found: &impl Flat, expected: &[u64], tolerance: f64) {
    let mut flat = Vec::new();
    found.numbers(&mut flat);
    let bits: Vec<u64> = flat.iter().map(|x| x.to_bits()).collect();
    println!(\"{what} {bits:x?}\");
    let expected: Vec<f64> = expected.iter().map(|bits| f64::from_bits(*bits)).collect();
    assert_eq!(flat.len(), expected.len(), \"{what}: {flat:?} against {expected:?}\");
    for (k, (a, b)) in flat.iter().zip(&expected).enumerate() {
        let close = (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0);
        assert!(close, \"{what}: entry {k} is {a}, expected {b}\");
    }
}

/// With a workspace there are the same bits, the second time too.
fn again<T: Copy + Flat, const N: usize>(what: &str, found: &[T; N], with: impl Fn(&mut [T], &mut chainrule::Workspace)) {
    let mut workspace = chainrule::Workspace::new();
    let bits = |numbers: &[T; N]| {
        let mut flat = Vec::new();
        numbers.numbers(&mut flat);
        flat.iter().map(|x| x.to_bits()).collect::<Vec<u64>>()
    };
    for turn in 0..2 {
        let mut out = *found;
        with(&mut out, &mut workspace);
        assert_eq!(bits(&out), bits(found), \"{what}, turn {turn}\");
    }
}

/// The value beside a derivative has the bits of the function's own.
fn same(what: &str, found: impl Flat, plain: &impl Flat) {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    found.numbers(&mut a);
    plain.numbers(&mut b);
    assert_eq!(a[0].to_bits(), b[0].to_bits(), \"{what}: the value is {:?}, not {:?}\", a[0], b[0]);
}
";

/// A file with `count` programs from `seed` on: each with a test, and a `main` that runs them all.
pub(crate) fn module(seed: u64, count: usize) -> String {
    module_of(seed, count, Features::ALL)
}

pub(crate) fn module_of(seed: u64, count: usize, features: Features) -> String {
    let seeds = seed..seed.wrapping_add(count as u64);
    file(&seeds.filter_map(|seed| make::case(seed, features)).collect::<Vec<_>>())
}

/// A file with these programs.
pub(crate) fn file(cases: &[Case]) -> String {
    let mut out = HEAD.to_owned();
    let mut checks = String::new();
    for case in cases {
        out.push('\n');
        out.push_str(&annotated(&case.program));
        out.push_str(&test(case));
        let name = &case.program.funs.last().expect("a program has a function").name;
        let _ = writeln!(checks, "        (\"{name}\", {name}_agrees),");
    }
    let _ =
        writeln!(out, "\nfn main() {{\n    let checks: [(&str, fn()); {}] = [\n{checks}    ];{MAIN}}}", cases.len());
    out
}

/// The source of a program. The last function has its second order however long it is.
fn annotated(program: &Program) -> String {
    let source = print::source(program, "#[differentiable]");
    let (before, after) = source.rsplit_once("#[differentiable]").expect("the last function is annotated");
    format!("{before}#[differentiable(order = 2)]{after}")
}

/// The first and the second derivative, by name.
fn orders(shapes: &[ParamTy]) -> (&'static str, &'static str) {
    if matches!(shapes, [ParamTy::Float]) { ("derivative", "second_derivative") } else { ("gradient", "hessian") }
}

/// The rest of `main`: a program that fails does not hide the others.
const MAIN: &str = "
    let failed = checks.iter().filter(|(_, check)| std::panic::catch_unwind(check).is_err());
    let failed: Vec<&str> = failed.map(|(name, _)| *name).collect();
    assert!(failed.is_empty(), \"wrong: {failed:?}\");
";

fn test(case: &Case) -> String {
    let fun = case.program.funs.last().expect("a program has a function");
    let (name, width) = (&fun.name, case.program.width);
    let shapes = shapes(&fun.params);
    let args = arguments(&fun.params, &case.inputs, width);
    let tolerance = witness::tolerance(width);
    let along = direction(case.witness.gradient.len());
    let v = point(case, &shapes, &along);
    let truth = &case.witness;
    let product: Vec<f64> = truth.hessian.iter().map(|row| dot(row, &along)).collect();
    let half: Vec<f64> = truth.gradient.iter().map(|g| 0.5 * g).collect();
    let (first, second) = orders(&shapes);

    let mut out = format!("\n#[cfg_attr(test, test)]\nfn {name}_agrees() {{\n");
    let mut line = |text: String| writeln!(out, "    {text}").expect("a string can grow");
    line(format!("let plain = {name}({args});"));
    line(format!("agree(\"{name}\", &plain, {}, {tolerance:e});", bits(&[truth.value])));
    // An output: its name, what it takes beside the arguments, and what is expected of its last part.
    let mut rows = vec![
        (format!("value_and_{first}"), String::new(), truth.gradient.clone()),
        ("value_and_jvp".to_owned(), format!(", {v}"), vec![dot(&truth.gradient, &along)]),
        ("value_and_vjp".to_owned(), ", 0.5".to_owned(), half),
    ];
    if second == "hessian" {
        rows.push(("value_and_hessian".to_owned(), String::new(), truth.hessian.concat()));
    }
    for (output, extra, expected) in rows {
        let pattern = if output.ends_with("hessian") { "(value, _, found)" } else { "(value, found)" };
        line(format!("let {pattern} = {name}::{output}({args}{extra});"));
        line(format!("same(\"{name}::{output}\", value, &plain);"));
        line(format!("agree(\"{name}::{output}\", &found, {}, {tolerance:e});", bits(&expected)));
    }
    line(format!("let second = {name}::{second}({args});"));
    line(format!("agree(\"{name}::{second}\", &second, {}, {tolerance:e});", bits(&truth.hessian.concat())));
    line(format!("let (gradient, product) = {name}::gradient_and_hvp({args}, {v});"));
    for (found, expected) in [("gradient", &truth.gradient), ("product", &product)] {
        line(format!("agree(\"{name}::gradient_and_hvp {found}\", &{found}, {}, {tolerance:e});", bits(expected)));
    }
    if shapes.contains(&ParamTy::Slice) {
        let label = format!("{name}::hessian_sparse");
        line(format!("let mut sparse = {label}({args});"));
        let hessian = bits(&truth.hessian.concat());
        line(format!("agree(\"{label}\", &sparse.to_dense(), {hessian}, {tolerance:e});"));
        line(format!("let first = sparse.clone();\n    {label}_into({args}, &mut sparse);"));
        line(format!("agree(\"{label}_into\", &sparse.to_dense(), {hessian}, {tolerance:e});"));
        line(format!("assert_eq!(sparse.columns(), first.columns(), \"{label}_into\");"));
    }
    if matches!(shapes.as_slice(), [ParamTy::Slice]) {
        let n = along.len();
        let rows = [
            ("gradient_into", n, String::new(), truth.gradient.clone()),
            ("hessian_into", n * n, String::new(), truth.hessian.concat()),
            ("hvp_into", n, format!(", {v}"), product.clone()),
        ];
        for (output, len, extra, expected) in rows {
            line(format!("let mut out = [{}::NAN; {len}];", width.name()));
            line(format!("{name}::{output}({args}{extra}, &mut out);"));
            line(format!("agree(\"{name}::{output}\", &out, {}, {tolerance:e});", bits(&expected)));
            let with = output.replace("_into", "_with");
            line(format!("let with = |out: &mut [_], space: &mut _| {name}::{with}({args}{extra}, out, space);"));
            line(format!("again(\"{name}::{with}\", &out, with);"));
        }
    }
    out.push_str("}\n");
    out
}

fn shapes(params: &[Param]) -> Vec<ParamTy> {
    params.iter().filter(|p| !p.constant).map(|p| p.ty).collect()
}

/// A direction in which every input takes part; few bits, so that it is the same in either width.
fn direction(n: usize) -> Vec<f64> {
    (0..n).map(|k| [0.5, -0.25, 0.75, 1.0, -0.625][k % 5]).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A direction as the twin takes it: one number, an array of numbers, an array, a slice, or a tuple of these.
fn point(case: &Case, shapes: &[ParamTy], along: &[f64]) -> String {
    let params = &case.program.funs.last().expect("a program has a function").params;
    let width = case.program.width;
    let mut rest = along;
    let mut parts = Vec::new();
    for (param, input) in params.iter().zip(&case.inputs).filter(|(p, _)| !p.constant) {
        let dims: &[usize] = if let Input::Array { dims, .. } = input { dims } else { &[] };
        let (own, others) = rest.split_at(dims.iter().product());
        rest = others;
        let borrow = if param.ty == ParamTy::Slice { "&" } else { "" };
        parts.push(match dims {
            [] => format!("{:?}_{}", own[0], width.name()),
            _ => format!("{borrow}{}", literal(dims, own, width)),
        });
    }
    match parts.as_slice() {
        [part] => part.clone(),
        _ if shapes.iter().all(|ty| *ty == ParamTy::Float) => format!("[{}]", parts.join(", ")),
        _ => format!("({})", parts.join(", ")),
    }
}

fn bits(values: &[f64]) -> String {
    let all: Vec<String> = values.iter().map(|x| format!("{:#018x}", x.to_bits())).collect();
    format!("&[{}]", all.join(", "))
}

/// The arguments, hidden from the optimizer: what is computed at compile time may round differently.
fn arguments(params: &[Param], inputs: &[Input], width: Width) -> String {
    let all: Vec<String> = params
        .iter()
        .zip(inputs)
        .map(|(param, input)| match input {
            Input::Float(x) => format!("black_box({x:?}_{})", width.name()),
            Input::Int(n) => format!("black_box({n})"),
            Input::Bool(b) => format!("black_box({b})"),
            Input::Array { dims, data } => {
                let borrow = if matches!(param.ty, ParamTy::Array(_)) { "" } else { "&" };
                format!("{borrow}black_box({})", literal(dims, data, width))
            }
        })
        .collect();
    all.join(", ")
}

fn literal(dims: &[usize], data: &[f64], width: Width) -> String {
    let items: Vec<String> = match dims {
        [_, columns] => data.chunks(*columns).map(|row| literal(&[*columns], row, width)).collect(),
        _ => data.iter().map(|x| format!("{x:?}_{}", width.name())).collect(),
    };
    format!("[{}]", items.join(", "))
}
