//! Every elementary function, compiled, against correctly rounded derivatives in `reference/elementary.csv`, which mpmath
//! computed: 4 units in the last place for the first derivative, 8 for the second, in `f64` and in `f32`.

use approx::ulps_eq;
use chainrule::differentiable;

const REFERENCE: &str = include_str!("../reference/elementary.csv");

/// A line of the reference: arguments, and derivatives where there is one.
struct Line {
    args: Vec<f64>,
    expected: Vec<Option<f64>>,
}

fn lines(name: &str, float: &str, arity: usize) -> Vec<Line> {
    let number = |field: &str| match float {
        "f32" => field.parse::<f32>().ok().map(f64::from),
        _ => field.parse::<f64>().ok(),
    };
    let read = |line: &str| {
        let (head, numbers) = line.split_at(line.match_indices(',').nth(1)?.0);
        let numbers: Vec<Option<f64>> =
            (head == format!("{name},{float}")).then(|| numbers[1..].split(',').map(number).collect())?;
        let args = numbers[..arity].iter().map(|x| x.expect("an argument")).collect();
        Some(Line { args, expected: numbers[arity..].to_vec() })
    };
    let lines: Vec<Line> = REFERENCE.lines().filter_map(read).collect();
    assert!(lines.len() >= 20, "{} lines for {name}", lines.len());
    lines
}

/// A number on the grid of its type, the greatest and infinity being neighbours.
fn close(float: &str, found: f64, expected: f64, ulps: u32) -> bool {
    let narrow = |x: f64| x.to_string().parse::<f32>().expect("a number of the type");
    if found.is_nan() || expected.is_nan() {
        found.is_nan() && expected.is_nan()
    } else if float == "f32" {
        ulps_eq!(narrow(found), narrow(expected), epsilon = 0.0, max_ulps = ulps)
    } else {
        ulps_eq!(found, expected, epsilon = 0.0, max_ulps = ulps)
    }
}

/// What the catalogue exempts, because the standard library's own value is not accurate there, or terms cancel.
fn exempt(name: &str, float: &str, order: &str, Line { args, .. }: &Line, found: f64, expected: f64) -> bool {
    let (least, greatest, epsilon) = if float == "f32" {
        (f64::from(f32::MIN_POSITIVE), f64::from(f32::MAX), f64::from(f32::EPSILON))
    } else {
        (f64::MIN_POSITIVE, f64::MAX, f64::EPSILON)
    };
    let (x, y) = (args[0], *args.get(1).unwrap_or(&0.0));
    let within = |terms: f64| (found - expected).abs() <= 4.0 * epsilon * terms;
    match (name, order) {
        ("sin" | "cos" | "tan", _) => x.abs() > 1e255,
        ("hypot", _) => args.iter().any(|x| x.abs() < least),
        ("log", "yy") => {
            let v = x.log(y) / (y * y * y.ln());
            within(v.abs() + (2.0 * v / y.ln()).abs())
        }
        ("powf", _) => {
            let large = (1.0 + y.abs()) * (1.0 + x.ln().abs());
            let small = (y * (y - 1.0)).abs().min(y.abs()).min(1.0);
            let v = x.powf(y) / x;
            expected.abs() < least * large * large
                || x.powf(y) > 0.99 * greatest
                || expected.abs() > 0.3 * greatest * small
                || (order == "xy" && within(v.abs() + (v * y * x.ln()).abs()))
        }
        _ => false,
    }
}

/// One derivative of one function: its name in the reference, the column, and how it is computed.
struct Case<'a> {
    name: &'a str,
    float: &'a str,
    arity: usize,
    order: &'a str,
    column: usize,
    found: &'a dyn Fn(&[f64]) -> f64,
}

fn check(case: &Case<'_>) {
    let Case { name, float, arity, order, column, found } = *case;
    let ulps = 4 * u32::try_from(order.len()).expect("an order");
    let mut failures = Vec::new();
    for line in lines(name, float, arity) {
        let Some(expected) = line.expected[column] else { continue };
        let found = found(&line.args);
        if !close(float, found, expected, ulps) && !exempt(name, float, order, &line, found, expected) {
            failures.push(format!("{:?}: {found:e}, not {expected:e}", line.args));
        }
    }
    assert!(failures.is_empty(), "{name} {float} {order}, {} points:\n{}", failures.len(), failures.join("\n"));
}

/// Arguments of the reference are numbers of the type.
fn narrowed(x: f64) -> f32 {
    x.to_string().parse().expect("a number of the type")
}

macro_rules! one {
    ($($name:ident: |$x:ident| $body:expr;)*) => {
        mod one64 {$(
            #[super::differentiable]
            pub(super) fn $name($x: f64) -> f64 { $body }
        )*}
        mod one32 {$(
            #[super::differentiable]
            pub(super) fn $name($x: f32) -> f32 { $body }
        )*}
        mod one {$(
            #[test]
            fn $name() {
                use super::{Case, check, narrowed, one32, one64};
                let name = stringify!($name);
                let wide = |order, column, found: &dyn Fn(f64) -> f64| {
                    check(&Case { name, float: "f64", arity: 1, order, column, found: &|a| found(a[0]) });
                };
                wide("x", 0, &one64::$name::derivative);
                wide("x", 0, &|x| one64::$name::jvp(x, 1.0));
                wide("xx", 1, &one64::$name::second_derivative);
                let narrow = |order, column, found: &dyn Fn(f32) -> f32| {
                    check(&Case { name, float: "f32", arity: 1, order, column, found: &|a| found(narrowed(a[0])).into() });
                };
                narrow("x", 0, &one32::$name::derivative);
                narrow("x", 0, &|x| one32::$name::jvp(x, 1.0));
                narrow("xx", 1, &one32::$name::second_derivative);
                for line in super::lines(name, "f64", 1) {
                    let x = line.args[0];
                    let values = [one64::$name::value_and_derivative(x).0, one64::$name::value_and_jvp(x, 1.0).0];
                    assert_eq!(values.map(f64::to_bits), [one64::$name(x).to_bits(); 2], "{x}");
                }
            }
        )*}
    };
}

macro_rules! two {
    ($($id:ident, $name:literal: |$x:ident, $y:ident| $body:expr;)*) => {
        mod two64 {$(
            #[super::differentiable]
            pub(super) fn $id($x: f64, $y: f64) -> f64 { $body }
        )*}
        mod two32 {$(
            #[super::differentiable]
            pub(super) fn $id($x: f32, $y: f32) -> f32 { $body }
        )*}
        mod two {$(
            #[test]
            fn $id() {
                use super::{Case, check, narrowed, two32, two64};
                let wide = |order, column, found: &dyn Fn(f64, f64) -> f64| {
                    check(&Case { name: $name, float: "f64", arity: 2, order, column, found: &|a| found(a[0], a[1]) });
                };
                let narrow = |order, column, found: &dyn Fn(f32, f32) -> f32| {
                    let found: &dyn Fn(&[f64]) -> f64 = &|a| found(narrowed(a[0]), narrowed(a[1])).into();
                    check(&Case { name: $name, float: "f32", arity: 2, order, column, found });
                };
                for (order, column, i) in [("x", 0, 0), ("y", 1, 1)] {
                    wide(order, column, &|x, y| two64::$id::gradient(x, y)[i]);
                    narrow(order, column, &|x, y| two32::$id::gradient(x, y)[i]);
                }
                for (order, column, i, j) in [("xx", 2, 0, 0), ("xy", 3, 0, 1), ("xy", 3, 1, 0), ("yy", 4, 1, 1)] {
                    wide(order, column, &|x, y| two64::$id::hessian(x, y)[i][j]);
                    narrow(order, column, &|x, y| two32::$id::hessian(x, y)[i][j]);
                }
                for line in super::lines($name, "f64", 2) {
                    let (x, y) = (line.args[0], line.args[1]);
                    assert_eq!(two64::$id::value_and_gradient(x, y).0.to_bits(), two64::$id(x, y).to_bits(), "{x} {y}");
                }
            }
        )*}
    };
}

one! {
    sin: |x| x.sin();
    cos: |x| x.cos();
    tan: |x| x.tan();
    asin: |x| x.asin();
    acos: |x| x.acos();
    atan: |x| x.atan();
    sinh: |x| x.sinh();
    cosh: |x| x.cosh();
    tanh: |x| x.tanh();
    asinh: |x| x.asinh();
    acosh: |x| x.acosh();
    atanh: |x| x.atanh();
    exp: |x| x.exp();
    exp2: |x| x.exp2();
    exp_m1: |x| x.exp_m1();
    ln: |x| x.ln();
    ln_1p: |x| x.ln_1p();
    log2: |x| x.log2();
    log10: |x| x.log10();
    sqrt: |x| x.sqrt();
    cbrt: |x| x.cbrt();
    recip: |x| x.recip();
    abs: |x| x.abs();
    fract: |x| x.fract();
    to_degrees: |x| x.to_degrees();
    to_radians: |x| x.to_radians();
}

two! {
    atan2, "atan2": |y, x| y.atan2(x);
    hypot, "hypot": |x, y| x.hypot(y);
    log, "log": |x, base| x.log(base);
    powf, "powf": |x, y| x.powf(y);
    remainder, "%": |x, y| x % y;
    rem_euclid, "rem_euclid": |x, y| x.rem_euclid(y);
}

#[differentiable]
fn powi(x: f64, n: i32) -> f64 {
    x.powi(n)
}

#[differentiable]
fn powi32(x: f32, n: i32) -> f32 {
    x.powi(n)
}

/// Whole powers: the exponent is a constant, and an integer.
#[test]
fn whole_powers() {
    let whole = |n: f64| n.to_string().parse::<i32>().expect("an integer");
    let case = |float, order, column, found: &dyn Fn(&[f64]) -> f64| {
        check(&Case { name: "powi", float, arity: 2, order, column, found });
    };
    case("f64", "x", 0, &|a| powi::derivative(a[0], whole(a[1])));
    case("f64", "xx", 2, &|a| powi::second_derivative(a[0], whole(a[1])));
    case("f32", "x", 0, &|a| powi32::derivative(narrowed(a[0]), whole(a[1])).into());
    case("f32", "xx", 2, &|a| powi32::second_derivative(narrowed(a[0]), whole(a[1])).into());
}
