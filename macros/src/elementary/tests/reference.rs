//! Worst errors over the reference points, in units in the last place.

use std::collections::BTreeMap;

use super::machine::{Given, derivative};
use crate::ir::Ty;

/// A line of the reference file.
struct Point {
    name: String,
    ty: Ty,
    args: Vec<f64>,
    /// In the order of [`derivatives`]; none where there is no derivative.
    expected: Vec<Option<f64>>,
}

/// The orders of differentiation that a line holds.
fn derivatives(arity: usize) -> &'static [&'static [usize]] {
    if arity == 1 { &[&[0], &[0, 0]] } else { &[&[0], &[1], &[0, 0], &[0, 1], &[1, 1]] }
}

fn points() -> Vec<Point> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/reference/elementary.csv");
    let text = std::fs::read_to_string(path).expect("the reference file is there");
    text.lines().map(point).collect()
}

fn point(line: &str) -> Point {
    let fields: Vec<&str> = line.split(',').collect();
    let ty = if fields[1] == "f32" { Ty::F32 } else { Ty::F64 };
    let numbers: Vec<Option<f64>> = fields[2..].iter().map(|f| number(f, ty)).collect();
    let arity = if numbers.len() == 3 { 1 } else { 2 };
    let args = numbers[..arity].iter().map(|x| x.expect("an argument")).collect();
    Point { name: fields[0].into(), ty, args, expected: numbers[arity..].to_vec() }
}

fn number(field: &str, ty: Ty) -> Option<f64> {
    if field.is_empty() {
        None
    } else if ty == Ty::F32 {
        Some(field.parse::<f32>().expect("a number").into())
    } else {
        Some(field.parse().expect("a number"))
    }
}

/// Distance in units in the last place of the expected number.
pub(super) fn ulps(got: f64, expected: f64, ty: Ty) -> f64 {
    if got == expected || got.is_nan() && expected.is_nan() {
        return 0.0;
    }
    if !got.is_finite() || !expected.is_finite() {
        // The next number after the greatest is infinity.
        let greatest = if ty == Ty::F32 { f32::MAX.into() } else { f64::MAX };
        let near = |x: f64| x.abs() >= greatest * (1.0 - 8.0 * epsilon(ty));
        return if near(got) && near(expected) && got.signum() == expected.signum() { 1.0 } else { f64::INFINITY };
    }
    ((got - expected) / unit(expected, ty)).abs()
}

fn epsilon(ty: Ty) -> f64 {
    if ty == Ty::F32 { f32::EPSILON.into() } else { f64::EPSILON }
}

fn unit(x: f64, ty: Ty) -> f64 {
    let least = if ty == Ty::F32 { f32::from_bits(1).into() } else { f64::from_bits(1) };
    if x.abs() < 2.3e-308 {
        return least;
    }
    let power = f64::from_bits(x.abs().to_bits() & !((1 << 52) - 1));
    (power * epsilon(ty)).max(least)
}

/// Where the terms of a formula cancel by their nature: 4 epsilon of the sum of their magnitudes.
fn cancellation(point: &Point, wrt: &[usize]) -> f64 {
    let terms = |x: f64, y: f64| match (point.name.as_str(), wrt) {
        ("powf", [0, 1]) => {
            let v = x.powf(y) / x;
            v.abs() + (v * y * x.ln()).abs()
        }
        ("log", [1, 1]) => {
            let v = x.log(y) / (y * y * y.ln());
            v.abs() + (2.0 * v / y.ln()).abs()
        }
        ("logistic_slope", [0, 0]) => 0.125,
        _ => 0.0,
    };
    4.0 * epsilon(point.ty) * terms(point.args[0], *point.args.get(1).unwrap_or(&0.0))
}

/// What the catalogue exempts, because the standard library's own value is not accurate there.
fn exempt(point: &Point, expected: f64) -> bool {
    let (least, greatest) = if point.ty == Ty::F32 { (1.2e-38, 3.5e38) } else { (2.3e-308, 1e255) };
    match point.name.as_str() {
        "sin" | "cos" | "tan" => point.args[0].abs() > greatest,
        "hypot" => point.args.iter().any(|x| x.abs() < least),
        // A power that is subnormal has few digits, and its factors are large.
        "powf" => {
            let factors = (1.0 + point.args[1].abs()) * (1.0 + point.args[0].ln().abs());
            expected.abs() < least * factors * factors
        }
        _ => false,
    }
}

fn bound(name: &str, order: usize) -> f64 {
    let order = if name == "logistic_slope" { order + 1 } else { order };
    [4.0, 8.0, 16.0][order - 1]
}

struct Worst {
    ulps: f64,
    at: String,
}

fn worst(literal: bool) -> BTreeMap<(String, &'static str, Vec<usize>), Worst> {
    let mut worst = BTreeMap::new();
    for point in points() {
        let ty = if point.ty == Ty::F32 { "f32" } else { "f64" };
        for (wrt, expected) in derivatives(point.args.len()).iter().zip(&point.expected) {
            let Some(expected) = *expected else { continue };
            if exempt(&point, expected) || literal && (point.args.len() == 1 || wrt.contains(&1)) {
                continue;
            }
            let mut given: Vec<Given> = point.args.iter().map(|x| Given::At(*x)).collect();
            if literal {
                given[1] = Given::Literal(point.args[1]);
            }
            let got = derivative(&point.name, point.ty, &given, wrt);
            let mut error = ulps(got, expected, point.ty);
            if (got - expected).abs() <= cancellation(&point, wrt) {
                error = 0.0;
            }
            let entry = worst.entry((point.name.clone(), ty, wrt.to_vec())).or_insert(Worst { ulps: 0.0, at: String::new() });
            if error > entry.ulps {
                *entry = Worst { ulps: error, at: format!("{:?}: {got:e}, not {expected:e}", point.args) };
            }
        }
    }
    worst
}

fn check(worst: &BTreeMap<(String, &'static str, Vec<usize>), Worst>) {
    let mut failures = Vec::new();
    for ((name, ty, wrt), worst) in worst {
        let line = format!("{name:15} {ty} {wrt:?} {:8.2}  {}", worst.ulps, worst.at);
        println!("{line}");
        if worst.ulps > bound(name, wrt.len()) {
            failures.push(line);
        }
    }
    assert!(failures.is_empty(), "beyond the bounds:\n{}", failures.join("\n"));
}

#[test]
fn derivatives_are_within_bounds() {
    check(&worst(false));
}

#[test]
fn derivatives_with_second_operand_in_the_source_are_within_bounds() {
    check(&worst(true));
}
