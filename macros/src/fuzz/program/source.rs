//! A Rust file of random programs that check their own derivatives.

use std::fmt::Write;

use super::ast::{Input, Param, ParamTy};
use super::make::{self, Case, Features};
use super::number::Width;
use super::print;
use super::witness;

/// What every such file begins with. Derivatives of any shape are flattened in the order of the signature.
const HEAD: &str = "\
#![allow(unused, dead_code, non_snake_case, clippy::all, clippy::pedantic)]

use chainrule::differentiable;

trait Flat {
    fn push(&self, out: &mut Vec<f64>);
}
impl Flat for f64 {
    fn push(&self, out: &mut Vec<f64>) {
        out.push(*self);
    }
}
impl Flat for f32 {
    fn push(&self, out: &mut Vec<f64>) {
        out.push(f64::from(*self));
    }
}
impl<T: Flat, const N: usize> Flat for [T; N] {
    fn push(&self, out: &mut Vec<f64>) {
        self.iter().for_each(|x| x.push(out));
    }
}
impl<T: Flat> Flat for Vec<T> {
    fn push(&self, out: &mut Vec<f64>) {
        self.iter().for_each(|x| x.push(out));
    }
}
macro_rules! tuples {
    ($(($($t:ident $k:tt),*))*) => {$(
        impl<$($t: Flat),*> Flat for ($($t,)*) {
            fn push(&self, out: &mut Vec<f64>) {
                $(self.$k.push(out);)*
            }
        }
    )*};
}
tuples!((A 0) (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3));

fn agree(what: &str, found: &impl Flat, expected: &[u64], tolerance: f64) {
    let mut flat = Vec::new();
    found.push(&mut flat);
    let expected: Vec<f64> = expected.iter().map(|bits| f64::from_bits(*bits)).collect();
    assert_eq!(flat.len(), expected.len(), \"{what}: {flat:?} against {expected:?}\");
    for (k, (a, b)) in flat.iter().zip(&expected).enumerate() {
        let close = (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0);
        assert!(close, \"{what}: entry {k} is {a}, expected {b}\");
    }
}
";

/// A file with `count` programs from `seed` on: each with a test, and a `main` that runs them all.
pub(crate) fn module(seed: u64, count: usize) -> String {
    module_of(seed, count, Features::ALL)
}

pub(crate) fn module_of(seed: u64, count: usize, features: Features) -> String {
    let mut out = HEAD.to_owned();
    let mut names = Vec::new();
    for seed in seed..seed.wrapping_add(count as u64) {
        let Some(case) = make::case(seed, features) else { continue };
        out.push('\n');
        out.push_str(&print::source(&case.program, "#[differentiable]"));
        out.push_str(&test(&case));
        names.push(case.program.funs.last().expect("a program has a function").name.clone());
    }
    let calls: Vec<String> = names.iter().map(|name| format!("    {name}_agrees();\n")).collect();
    let _ = writeln!(out, "\nfn main() {{\n{}    println!(\"{} programs agree\");\n}}", calls.concat(), names.len());
    out
}

fn test(case: &Case) -> String {
    let fun = case.program.funs.last().expect("a program has a function");
    let (name, width) = (&fun.name, case.program.width);
    let args = arguments(&fun.params, &case.inputs, width);
    let tolerance = witness::tolerance(width);
    let gradient = bits(&case.witness.gradient);
    let hessian = bits(&case.witness.hessian.concat());
    let (first, second) = match shapes(&fun.params).as_slice() {
        [ParamTy::Float] => ("derivative", "second_derivative"),
        _ => ("gradient", "hessian"),
    };
    let mut out = format!("\n#[cfg_attr(test, test)]\nfn {name}_agrees() {{\n");
    let mut line = |text: String| writeln!(out, "    {text}").expect("a string can grow");
    line(format!("let plain = {name}({args});"));
    line(format!("agree(\"{name}\", &plain, {}, {tolerance:e});", bits(&[case.witness.value])));
    line(format!("let (value, first) = {name}::value_and_{first}({args});"));
    line(format!("assert_eq!(value.to_bits(), plain.to_bits(), \"{name}: the value beside the {first}\");"));
    line(format!("agree(\"{name}::{first}\", &first, {gradient}, {tolerance:e});"));
    line(format!("agree(\"{name}::{second}\", &{name}::{second}({args}), {hessian}, {tolerance:e});"));
    if let Some((direction, expected)) = direction(case, &shapes(&fun.params)) {
        let jvp = format!("{name}::jvp({args}, {direction})");
        line(format!("agree(\"{name}::jvp\", &{jvp}, {}, {tolerance:e});", bits(&[expected])));
    }
    out.push_str("}\n");
    out
}

fn shapes(params: &[Param]) -> Vec<ParamTy> {
    params.iter().filter(|p| !p.constant).map(|p| p.ty).collect()
}

/// A direction and the derivative along it, where every active parameter is a scalar.
fn direction(case: &Case, shapes: &[ParamTy]) -> Option<(String, f64)> {
    if shapes.iter().any(|ty| *ty != ParamTy::Float) {
        return None;
    }
    let along: Vec<f64> = (0..shapes.len()).map(|k| 0.5 - 0.25 * k as f64).collect();
    let expected = along.iter().zip(&case.witness.gradient).map(|(v, g)| v * g).sum();
    let text = if shapes.len() == 1 { format!("{:?}", along[0]) } else { format!("{along:?}") };
    Some((text, expected))
}

fn bits(values: &[f64]) -> String {
    let all: Vec<String> = values.iter().map(|x| format!("{:#018x}", x.to_bits())).collect();
    format!("&[{}]", all.join(", "))
}

fn arguments(params: &[Param], inputs: &[Input], width: Width) -> String {
    let all: Vec<String> = params
        .iter()
        .zip(inputs)
        .map(|(param, input)| match input {
            Input::Float(x) => format!("{x:?}_{}", width.name()),
            Input::Int(n) => n.to_string(),
            Input::Bool(b) => b.to_string(),
            Input::Array { dims, data } => {
                let borrow = if matches!(param.ty, ParamTy::Array(_)) { "" } else { "&" };
                format!("{borrow}{}", literal(dims, data, width))
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
