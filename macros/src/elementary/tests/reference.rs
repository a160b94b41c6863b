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
    if arity == 1 { &[&[0], &[0, 0], &[0, 0, 0]] } else { &[&[0], &[1], &[0, 0], &[0, 1], &[1, 1]] }
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
    let arity = if numbers.len() == 4 { 1 } else { 2 };
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
        ("powf", [0, 1] | [1, 0]) => {
            let v = x.powf(y) / x;
            v.abs() + (v * y * x.ln()).abs()
        }
        ("log", [1, 1]) => {
            let v = x.log(y) / (y * y * y.ln());
            v.abs() + (2.0 * v / y.ln()).abs()
        }
        _ => 0.0,
    };
    4.0 * epsilon(point.ty) * terms(point.args[0], *point.args.get(1).unwrap_or(&0.0))
}

/// What the catalogue exempts, because the standard library's own value is not accurate there.
fn exempt(point: &Point, expected: f64) -> bool {
    let (least, greatest) = if point.ty == Ty::F32 { (1.2e-38, 3.4e38) } else { (2.3e-308, 1.7e308) };
    match point.name.as_str() {
        "sin" | "cos" | "tan" => point.args[0].abs() > 1e255,
        "hypot" => point.args.iter().any(|x| x.abs() < least),
        // Factors of the power make up for its underflow or overflow, which cost it its digits.
        "powf" => {
            let (x, y) = (point.args[0], point.args[1]);
            let large = (1.0 + y.abs()) * (1.0 + x.ln().abs());
            let small = (y * (y - 1.0)).abs().min(y.abs()).min(1.0);
            let overflows = x.powf(y) > greatest || expected.abs() > 0.3 * greatest * small;
            expected.abs() < least * large * large || overflows
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

type Table = BTreeMap<(String, &'static str, Vec<usize>), Worst>;

/// The worst errors, with the second operand known at run time or in the source.
fn worst(literal: bool) -> Table {
    let mut worst = Table::new();
    for point in points() {
        for (wrt, expected) in derivatives(point.args.len()).iter().zip(&point.expected) {
            let skipped = literal && (point.args.len() == 1 || wrt.contains(&1));
            let Some(expected) = expected.filter(|x| !skipped && !exempt(&point, *x)) else { continue };
            measure(&mut worst, &point, wrt, expected, literal);
            if *wrt == [0, 1] {
                measure(&mut worst, &point, &[1, 0], expected, literal);
            }
        }
    }
    worst
}

fn measure(worst: &mut Table, point: &Point, wrt: &[usize], expected: f64, literal: bool) {
    let mut given: Vec<Given> = point.args.iter().map(|x| Given::At(*x)).collect();
    if literal {
        given[1] = Given::Literal(point.args[1]);
    }
    let got = derivative(&point.name, point.ty, &given, wrt);
    let error = ulps(got, expected, point.ty);
    if error > bound(&point.name, wrt.len()) && (got - expected).abs() <= cancellation(point, wrt) {
        return;
    }
    let key = (point.name.clone(), if point.ty == Ty::F32 { "f32" } else { "f64" }, wrt.to_vec());
    let entry = worst.entry(key).or_insert(Worst { ulps: 0.0, at: String::new() });
    if error > entry.ulps {
        *entry = Worst { ulps: error, at: format!("{:?}: {got:e}, not {expected:e}", point.args) };
    }
}

fn check(worst: &Table) {
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
