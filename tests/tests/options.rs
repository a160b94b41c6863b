//! `Option`, enums and structs in a function, and the patterns that take them apart: rows C08, C09, C10 and C21 of the
//! catalogue. Numbers are worked out by hand.
// What is tested is written in the ways that style forbids.
#![allow(clippy::style, clippy::complexity, clippy::pedantic)]

use chainrule::differentiable;
use chainrule_tests::{derivatives, gradients, rows, same_bits};

// ---- C09: options of active numbers

#[differentiable]
fn largest(x: &[f64]) -> f64 {
    let mut best: Option<f64> = None;
    for v in x {
        if let Some(b) = best {
            if *v > b {
                best = Some(*v * 2.0);
            }
        } else {
            best = Some(*v);
        }
    }
    match best {
        Some(b) => b * b,
        None => 0.0,
    }
}

#[differentiable]
fn where_largest(x: &[f64; 4]) -> f64 {
    let mut at = None;
    for i in 0..4 {
        match at {
            None => at = Some(i),
            Some(j) if x[i] > x[j] => at = Some(i),
            Some(_) => {}
        }
    }
    let Some(k) = at else { return 0.0 };
    x[k] * x[k] * k as f64
}

#[differentiable]
fn reciprocal(x: f64, n: i32) -> f64 {
    let inverse = if x != 0.0 { Some(1.0 / x) } else { None };
    let y = match (inverse, n) {
        (Some(r), 0) => r,
        (Some(r), 1..=3) if r > 0.3 => r * x.powi(3),
        (Some(_), _) => x,
        (None, n) => f64::from(n) + x,
    };
    let Some(z) = inverse else {
        return y * 3.0;
    };
    y * z
}

#[differentiable]
fn methods(x: f64, n: usize) -> f64 {
    let o = (n > 0).then_some(x * x);
    let none: Option<f64> = None;
    let a = o.unwrap_or(x) + none.unwrap_or(3.0 * x) + none.unwrap_or_default();
    let b = if o.is_some() && !none.is_some() { o.unwrap() } else { -x };
    let c = o.or(Some(5.0 * x)).expect("there is one");
    let d = if let Some((p, q)) = o.zip(Some(x)) { p * q } else { 0.0 };
    let e = Some(o).flatten().unwrap_or(0.0);
    a + 10.0 * b + 100.0 * c + 1000.0 * d + 10000.0 * e
}

#[differentiable]
fn nested(x: f64, y: f64, n: i32) -> f64 {
    let inner = if n > 1 { Some((x, y * y)) } else { None };
    let outer = if n > 0 { Some(inner) } else { None };
    match outer {
        Some(Some((a, b))) if a > b => a * b,
        Some(Some((a, b))) => a / b,
        Some(None) => x * y,
        None => x - y,
    }
}

#[differentiable]
fn unwrapped(x: f64, n: usize) -> f64 {
    let v = [x, x * x, x * x * x];
    let t: &[f64] = &v;
    *t.get(n).expect("few") * t.first().unwrap() + t.last().copied().unwrap_or(0.0)
}

#[differentiable]
fn stacked(x: f64, n: usize) -> f64 {
    let mut todo = Some(n);
    let mut s = 1.0;
    while let Some(k) = todo {
        s = s * x + k as f64;
        todo = if k > 0 { k.checked_sub(2) } else { None };
    }
    s
}

#[differentiable]
fn drained(x: f64, n: i32) -> f64 {
    let mut pending = Some(x);
    let mut turns = 0;
    let mut s = 0.0;
    while let Some(v) = pending
        && turns < n
    {
        s += v * v;
        turns += 1;
        pending = if v < 10.0 { Some(v * x) } else { None };
    }
    s
}

#[differentiable]
fn chained(x: f64, o: Option<i32>, c: bool) -> f64 {
    let a = if x > 0.0 { Some(x * x) } else { None };
    if let Some(v) = a
        && let Some(n) = o
        && n > 1
        && c
    {
        v * f64::from(n)
    } else if let Some(v) = a
        && v > 4.0
    {
        v * v
    } else {
        x
    }
}

#[differentiable]
fn chained_without_else(x: f64, o: Option<i32>) -> f64 {
    let mut s = x;
    for i in 0..4 {
        if let Some(n) = o
            && i < n
        {
            if i == 2 {
                continue;
            }
            s *= x;
        }
    }
    s
}

/// Alternatives that bind the same names.
#[differentiable]
fn alternatives(x: f64, y: f64, n: i32) -> f64 {
    let a = if n & 1 > 0 { Some(x) } else { None };
    let b = if n & 2 > 0 { Some(y) } else { None };
    match (a, b) {
        (Some(v), None) | (None, Some(v)) => v * v,
        (Some(v), Some(w)) => v * w,
        (None, None) => x - y,
    }
}

/// What an option holds is chosen with it, also where it crosses loops and calls.
#[differentiable]
fn calls_options(x: &[f64; 3], y: f64) -> f64 {
    let a = largest(x);
    let b = if a > 1.0 { Some(reciprocal(y, 0)) } else { None };
    let mut s = 0.0;
    for i in 0..3 {
        let c = if i > 0 { b } else { None };
        s += c.unwrap_or(x[i]) * a;
    }
    s
}

// ---- C09: constant options

#[differentiable]
fn given(
    x: f64,
    #[constant] o: Option<f64>,
    #[constant] p: &Option<(f64, usize)>,
    #[constant] q: Option<Option<f64>>,
) -> f64 {
    let mut best = o;
    if let Some((w, n)) = p {
        for _ in 0..*n {
            best = Some(best.unwrap_or(0.0) + w * x);
        }
    }
    let z = match q {
        Some(Some(z)) => z * x,
        Some(None) => x,
        None => 1.0,
    };
    match best {
        Some(b) if b > 0.0 => b * x + z,
        Some(b) => b - z * x,
        None => z,
    }
}

#[differentiable]
fn given_by_name(x: f64, #[constant] name: Option<&str>, #[constant] by: Option<&f64>) -> f64 {
    let power = match name {
        Some("square") => 2,
        Some(_) => 3,
        None => 1,
    };
    if let Some(b) = by { x.powi(power) * b } else { x.powi(power) }
}

// ---- C09: enums

#[derive(Clone, Copy)]
enum Mode {
    Plain,
    Scale(f64),
    Power { n: i32, by: f64 },
    Two(f64, f64),
}

#[differentiable]
fn switched(x: f64, #[constant] mode: Mode) -> f64 {
    match mode {
        Mode::Plain => x,
        Mode::Scale(k) => k * x * x,
        Mode::Power { n: 0, .. } => 1.0 + x,
        Mode::Power { n, by } if by > 1.0 => by * x.powi(n),
        Mode::Power { n, .. } => x.powi(n + 1),
        Mode::Two(a, _) if a > 1.0 => a * x,
        Mode::Two(a, b) => (a * x + b).sin(),
    }
}

#[differentiable]
fn by_reference(x: f64, #[constant] mode: &Mode) -> f64 {
    let Mode::Scale(k) = mode else {
        if let &Mode::Power { n, by } = mode {
            return by * x.powi(n);
        }
        return match *mode {
            Mode::Plain => x,
            Mode::Two(ref a, _) | Mode::Power { by: ref a, n: _ } if *a > 1.0 => *a * x,
            _ => 0.0,
        };
    };
    let twice = if matches!(mode, Mode::Scale(k) if *k > 1.0) { 2.0 } else { 1.0 };
    x * x * k * twice
}

struct Point {
    x: f64,
    y: f64,
    weights: [f64; 2],
}

struct Pair(f64, f64);

#[differentiable]
fn taken_apart(x: f64, #[constant] p: &Point, #[constant] q: Point, #[constant] w: &Pair) -> f64 {
    let Point { x: px, y, weights } = p;
    let Point { y: ref qy, .. } = q;
    let Pair(first, _) = *w;
    let s = match *p {
        Point { x: 0.0, .. } => 1.0,
        Point { x: a, y: b, .. } => a + b * x,
    };
    let second = w.1;
    x * px + y * x * x + weights[1] * qy * x + first * x.powi(3) + s + second
}

// ---- C08, C10: patterns

#[differentiable]
fn patterns(x: f64, n: i32, t: [f64; 4]) -> f64 {
    const LIMIT: i32 = 7;
    let (a, .., d) = (x, x * x, n, x * x * x);
    let [.., c, e] = t;
    let y = match (n, x) {
        (1 | 2, _) => a,
        (m @ (3 | 4), v) => v * f64::from(m),
        (LIMIT, ref v) => v * 2.0,
        (.., 0.0..=1.0) => d,
        (i32::MIN..=0, -1.5) => e,
        (k, _) if k > 100 => c,
        (..) => 1.0,
    };
    y * x
}

/// The length of a slice is a part of its pattern.
#[differentiable]
fn lengths(xs: &[f64], #[constant] tag: &[i32]) -> f64 {
    let a = match xs {
        [] => 0.5,
        [x] => x * x,
        [x, 0.0] => 3.0 * x,
        [first, .., last] if xs.len() > 2 => first * last,
        [x, y] => x * y * y,
        _ => 7.0,
    };
    let b = if let [1, .., 2 | 3] = tag { 2.0 } else { 1.0 };
    let [head, ..] = xs else { return a };
    a * b + head
}

#[differentiable]
fn deferred(x: f64, n: i32) -> f64 {
    let (a, b);
    let c;
    match n {
        0 => {
            (a, b) = (x, x * x);
            c = None;
        }
        _ => {
            a = x * x;
            b = 1.0;
            c = Some(x);
        }
    }
    a * b + c.unwrap_or(2.0 * x)
}

derivatives! {
    c09_reciprocal: reciprocal(2.0, 0) => [-0.25, 0.375], 0;
    c09_guarded: reciprocal(2.0, 2) => [1.0, 0.0], 0;
    c09_or: reciprocal(4.0, 3) => [0.0, 0.0], 0;
    c09_none: reciprocal(0.0, 5) => [3.0, 0.0], 0;
    c09_methods: methods(2.0, 1) => [4.0 + 3.0 + 40.0 + 400.0 + 12_000.0 + 40_000.0, 2.0 + 20.0 + 200.0 + 12_000.0 + 20_000.0], 0;
    c09_methods_none: methods(2.0, 0) => [1.0 + 3.0 - 10.0 + 500.0, 0.0], 0;
    c09_elements: unwrapped(2.0, 1) => [24.0, 24.0], 0;
    c09_while: stacked(2.0, 5) => [35.0, 22.0], 0;
    c09_while_none: stacked(2.0, 0) => [1.0, 0.0], 0;
    c09_while_chain: drained(2.0, 3) => [4.0 + 32.0 + 192.0, 2.0 + 48.0 + 480.0], 0;
    c09_while_ends: drained(2.0, 100) => [4.0 + 32.0 + 192.0 + 1024.0, 2.0 + 48.0 + 480.0 + 3584.0], 0;
    c09_while_no_turn: drained(2.0, 0) => [0.0, 0.0], 0;
    c09_chain: chained(3.0, Some(2), true) => [12.0, 4.0], 0;
    c09_chain_second: chained(3.0, Some(1), true) => [108.0, 108.0], 0;
    c09_chain_else: chained(1.5, None, true) => [1.0, 0.0], 0;
    c09_chain_no_else: chained_without_else(2.0, Some(4)) => [32.0, 48.0], 0;
    c09_chain_no_else_none: chained_without_else(2.0, None) => [1.0, 0.0], 0;
    c09_given: given(2.0, Some(1.5), &None, None) => [1.5, 0.0], 0;
    c09_given_negative: given(2.0, Some(-1.5), &None, Some(None)) => [-4.0, -2.0], 0;
    c09_given_none: given(2.0, None, &None, Some(Some(5.0))) => [5.0, 0.0], 0;
    c09_given_pair: given(2.0, None, &Some((3.0, 2)), Some(Some(5.0))) => [24.0 + 5.0, 12.0], 0;
    c09_name: given_by_name(2.0, Some("square"), Some(&3.0)) => [12.0, 6.0], 0;
    c09_name_other: given_by_name(2.0, Some("cube"), None) => [12.0, 12.0], 0;
    c09_plain: switched(2.0, Mode::Plain) => [1.0, 0.0], 0;
    c09_scale: switched(2.0, Mode::Scale(3.0)) => [12.0, 6.0], 0;
    c09_power_none: switched(2.0, Mode::Power { n: 0, by: 9.0 }) => [1.0, 0.0], 0;
    c09_power: switched(2.0, Mode::Power { n: 3, by: 2.0 }) => [24.0, 24.0], 0;
    c09_power_small: switched(2.0, Mode::Power { n: 3, by: 1.0 }) => [32.0, 48.0], 0;
    c09_two: switched(2.0, Mode::Two(4.0, 0.0)) => [4.0, 0.0], 0;
    c09_two_small: switched(0.0, Mode::Two(1.0, 0.0)) => [1.0, 0.0], 0;
    c09_reference: by_reference(2.0, &Mode::Scale(3.0)) => [24.0, 12.0], 0;
    c09_reference_small: by_reference(2.0, &Mode::Scale(0.5)) => [2.0, 1.0], 0;
    c09_reference_power: by_reference(2.0, &Mode::Power { n: 3, by: 2.0 }) => [24.0, 24.0], 0;
    c09_reference_two: by_reference(2.0, &Mode::Two(4.0, 0.0)) => [4.0, 0.0], 0;
    c09_reference_else: by_reference(2.0, &Mode::Two(1.0, 0.0)) => [0.0, 0.0], 0;
    c08_fields: taken_apart(2.0, &Point { x: 3.0, y: 5.0, weights: [0.0, 7.0] }, Point { x: 0.0, y: 2.0, weights: [0.0; 2] }, &Pair(1.0, 9.0))
        => [3.0 + 20.0 + 14.0 + 12.0 + 5.0, 10.0 + 12.0], 0;
    deferred_none: deferred(2.0, 0) => [14.0, 12.0], 0;
    deferred_some: deferred(2.0, 1) => [5.0, 2.0], 0;
}

gradients! {
    c09_active: where_largest(&[1.0, 4.0, 9.0, 2.0]) => [0.0, 0.0, 36.0, 0.0], 0;
    c09_nested_above: nested(3.0, 1.0, 2) => [1.0, 6.0], 0;
    c09_nested_below: nested(2.0, 2.0, 2) => [0.25, -0.5], 0;
    c09_nested_outer: nested(2.0, 3.0, 1) => [3.0, 2.0], 0;
    c09_nested_none: nested(2.0, 3.0, 0) => [1.0, -1.0], 0;
    c09_alternatives_first: alternatives(2.0, 3.0, 1) => [4.0, 0.0], 0;
    c09_alternatives_second: alternatives(2.0, 3.0, 2) => [0.0, 6.0], 0;
    c09_alternatives_both: alternatives(2.0, 3.0, 3) => [3.0, 2.0], 0;
    c09_alternatives_none: alternatives(2.0, 3.0, 0) => [1.0, -1.0], 0;
}

rows! {
    // b = 2 x2, f = b^2; and the first where nothing is larger
    c09_largest: largest::gradient(&[1.0, 0.5, 3.0, 2.0]) => vec![0.0, 0.0, 72.0 / 3.0, 0.0];
    c09_first: largest::gradient(&[5.0, 0.5]) => vec![10.0, 0.0];
    c09_largest_hessian: largest::hessian(&[1.0, 3.0]) => vec![0.0, 0.0, 0.0, 8.0];
    c09_largest_empty: largest::value_and_gradient(&[]) => (0.0, vec![]);
    // (x0 + 2 / y^2) (2 x2)^2
    c09_calls: calls_options::gradient(&[1.0, 0.5, 3.0], 4.0) => ([36.0, 0.0, 27.0], -2.25);
    c09_calls_hessian: calls_options::hessian(&[1.0, 0.5, 3.0], 4.0) => [
        [0.0, 0.0, 24.0, 0.0], [0.0; 4], [24.0, 0.0, 9.0, -1.5], [0.0, 0.0, -1.5, 1.6875]];
    c08_or: patterns::gradient(3.0, 2, [0.0; 4]) => (6.0, [0.0; 4]);
    c08_bound: patterns::gradient(3.0, 4, [0.0; 4]) => (24.0, [0.0; 4]);
    c08_constant: patterns::gradient(3.0, 7, [0.0; 4]) => (12.0, [0.0; 4]);
    c08_float_range: patterns::gradient(0.5, 9, [0.0; 4]) => (0.5, [0.0; 4]);
    c08_float: patterns::gradient(-1.5, -9, [1.0, 2.0, 3.0, 4.0]) => (4.0, [0.0, 0.0, 0.0, -1.5]);
    c08_guard: patterns::gradient(2.0, 101, [1.0, 2.0, 3.0, 4.0]) => (3.0, [0.0, 0.0, 2.0, 0.0]);
    c08_rest: patterns::gradient(2.0, 9, [1.0, 2.0, 3.0, 4.0]) => (1.0, [0.0; 4]);
    c08_no_element: lengths::value_and_gradient(&[], &[]) => (0.5, vec![]);
    c08_one_element: lengths::value_and_gradient(&[3.0], &[]) => (12.0, vec![7.0]);
    c08_two_elements: lengths::value_and_gradient(&[3.0, 2.0], &[1, 2]) => (27.0, vec![9.0, 24.0]);
    c08_two_and_zero: lengths::value_and_gradient(&[3.0, 0.0], &[1]) => (12.0, vec![4.0, 0.0]);
    c08_four_elements: lengths::value_and_gradient(&[3.0, 0.0, 1.0, 5.0], &[1, 9, 3]) => (33.0, vec![11.0, 0.0, 0.0, 6.0]);
}

same_bits! {
    c09_values: [
        reciprocal::value_and_derivative(0.3, 0).0, methods::value_and_derivative(0.3, 1).0,
        drained::value_and_derivative(1.3, 9).0, given::value_and_derivative(0.3, Some(0.1), &Some((0.7, 3)), None).0,
        switched::value_and_derivative(0.3, Mode::Two(0.7, 0.1)).0, nested::value_and_gradient(0.3, 0.1, 2).0,
    ] => [
        reciprocal(0.3, 0), methods(0.3, 1), drained(1.3, 9), given(0.3, Some(0.1), &Some((0.7, 3)), None),
        switched(0.3, Mode::Two(0.7, 0.1)), nested(0.3, 0.1, 2),
    ];
}

#[test]
#[should_panic(expected = "few")]
fn c21_expect() {
    let _ = unwrapped::derivative(2.0, 3);
}

// ---- closures on options

#[differentiable]
fn mapped(x: f64, y: f64, n: i32) -> f64 {
    let scale = 2.0 * y;
    let o = (n > 0).then(|| x * x);
    let square = |v: f64| v * v;
    let a = o.map(|v| v * scale).unwrap_or_else(|| scale + x);
    let b = o.map(square).map_or(x, |v| v + y);
    let c = o.and_then(|v| if v > 1.0 { Some(v.ln()) } else { None }).map_or_else(|| y * y, f64::exp);
    let d = o.filter(|v| *v > 3.0).or_else(|| Some(3.0 * y)).unwrap();
    let e = if o.is_some_and(|v| v > y) { 1.0 } else { 2.0 };
    let f = if o.is_none_or(|v| v > y) { 1.0 } else { 2.0 };
    a + 10.0 * b + 100.0 * c + 1000.0 * d + e * x + f * y
}

#[differentiable]
fn recursive_sum(xs: &[f64]) -> f64 {
    match xs {
        [] => 0.0,
        [only] => *only,
        [first, rest @ .., last] => {
            let mut s = first * last;
            for v in rest {
                s += v * v;
            }
            s + rest.len() as f64 * first
        }
    }
}

#[differentiable]
fn clamped_neighbours(x: &[f64; 4]) -> f64 {
    let mut s = 0.0;
    for i in 0..4usize {
        let left = i.checked_sub(1).map_or(x[0], |k| x[k]);
        let right = x.get(i + 1).copied().unwrap_or(x[3]);
        s += (right - left) * x[i];
    }
    s
}

gradients! {
    // a + 10 b + 100 c + 1000 d + e x + f y with 2 x^2 y, x^4 + y, x^2, x^2, x, y
    c09_closures: mapped(2.0, 3.0, 1) => [24.0 + 320.0 + 400.0 + 4000.0 + 1.0, 8.0 + 10.0 + 1.0], 64;
    c09_closures_none: mapped(2.0, 3.0, 0) => [1.0 + 10.0 + 2.0, 2.0 + 600.0 + 3000.0 + 1.0], 0;
    // (x1 - x0) x0 + (x2 - x0) x1 + (x3 - x1) x2 + (x3 - x2) x3
    c09_get: clamped_neighbours(&[1.0, 2.0, 5.0, 7.0]) => [-2.0, 0.0 + 4.0 - 1.0 + 1.0 - 4.0 - 1.0 + 1.0, 2.0 + 5.0 - 7.0, 5.0 + 9.0], 0;
}

rows! {
    c08_slice_rest: recursive_sum::value_and_gradient(&[2.0, 3.0, 4.0, 5.0]) => (39.0, vec![7.0, 6.0, 8.0, 2.0]);
    c08_slice_two: recursive_sum::value_and_gradient(&[2.0, 5.0]) => (10.0, vec![5.0, 2.0]);
    c08_slice_one: recursive_sum::value_and_gradient(&[2.0]) => (2.0, vec![1.0]);
    c08_slice_none: recursive_sum::value_and_gradient(&[]) => (0.0, vec![]);
    c08_slice_hessian: recursive_sum::hessian(&[2.0, 3.0, 5.0]) => vec![0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 1.0, 0.0, 0.0];
}

// ---- what an arm computes is computed there alone, also where a tape wants to know how long it will be

#[derive(Clone)]
enum Act {
    Tanh,
    Leaky { slope: f64 },
    Poly(Vec<f64>),
}

struct Net {
    layers: Vec<Vec<f64>>,
    act: Act,
    scale: Option<f64>,
}

#[differentiable]
fn network(x: f64, #[constant] net: &Net) -> f64 {
    let mut h = x;
    for layer in net.layers.iter() {
        for w in layer.iter() {
            h = h * w + 0.1;
        }
        h = match &net.act {
            Act::Tanh => h.tanh(),
            Act::Leaky { slope } => {
                if h > 0.0 {
                    h
                } else {
                    slope * h
                }
            }
            Act::Poly(c) => {
                let mut s = 0.0;
                for i in 0..c.len() {
                    s = s * h + c[i];
                }
                s
            }
        };
    }
    if let Some(scale) = net.scale { h * scale } else { h }
}

#[differentiable]
fn guarded_bounds(x: f64, n: usize, m: usize) -> f64 {
    let mut s = x;
    for _ in 0..2 {
        if n > 0 {
            for _ in 0..n - 1 {
                s = s.sin() * x;
            }
        }
        if m > 0 {
            for _ in 0..n / m {
                s = s.cos() * x;
            }
        }
    }
    s
}

#[differentiable]
fn named_modes(x: f64, #[constant] name: &str, c: char, by: Option<usize>) -> f64 {
    let k = match name {
        "one" => 1.0,
        "two" | "deux" => 2.0,
        s if s.starts_with('t') => 3.0,
        _ => 4.0,
    };
    let f = match c {
        'a'..='f' => 0.5,
        _ => 2.0,
    };
    x.powi(2) * k * f * by.unwrap_or(3) as f64
}

#[test]
fn c09_arms_stay_apart() {
    let net = Net { layers: vec![vec![0.3, -0.2], vec![0.7]], act: Act::Tanh, scale: Some(2.0) };
    network::check(0.7, &net);
    network::check(0.7, &Net { act: Act::Leaky { slope: 0.1 }, layers: net.layers.clone(), scale: None });
    network::check(0.7, &Net { act: Act::Poly(vec![0.1, 0.5, 0.2]), ..net });
}

#[test]
fn c03_bounds_that_would_panic() {
    assert_eq!(guarded_bounds::value_and_derivative(0.5, 0, 0), (0.5, 1.0));
    guarded_bounds::check(0.5, 0, 2);
    guarded_bounds::check(0.5, 4, 0);
    guarded_bounds::check(0.5, 4, 2);
}

#[test]
fn c08_text() {
    named_modes::check(0.3, "deux", 'b', None);
    assert_eq!(named_modes::derivative(0.5, "three", 'z', Some(1)), 6.0);
}

// ---- options of short arrays, and methods that change an option

#[differentiable]
fn option_of_array(x: &[f64; 3], n: usize) -> f64 {
    let mut best: Option<([f64; 3], usize)> = None;
    for k in 0..n {
        let mut y = *x;
        y[k] *= x[0];
        let Some((old, _)) = best else {
            best = Some((y, k));
            continue;
        };
        if y[0] + y[1] + y[2] > old[0] + old[1] + old[2] {
            best = Some((y, k));
        }
    }
    match best {
        Some(([a, b, c], k)) => a * b * c + x[k],
        None => x[0],
    }
}

#[differentiable]
fn chosen_row(x: f64, n: usize) -> f64 {
    let row = match n {
        0 => None,
        1 => Some([x, x * x]),
        _ => Some([1.0, x]),
    };
    let mut s = 0.0;
    if let Some(row) = row {
        for i in 0..2 {
            s += row[i] * row[1 - i];
        }
    }
    s
}

#[differentiable]
fn taken(x: f64, n: usize) -> f64 {
    let label = format!("{n:02}");
    let mut slot = Some(x);
    let mut s = 0.0;
    for k in 0..n {
        if let Some(v) = slot.take() {
            s += v * v;
        } else {
            let old = slot.replace(s * x);
            assert!(old.is_none(), "{label}: {old:?} {k}");
        }
    }
    s
}

derivatives! {
    c09_row: chosen_row(2.0, 1) => [24.0, 24.0], 0;
    c09_row_other: chosen_row(2.0, 2) => [2.0, 0.0], 0;
    c09_row_none: chosen_row(2.0, 0) => [0.0, 0.0], 0;
    c09_taken: taken(2.0, 2) => [4.0, 2.0], 0;
    // x^2 + x^6
    c09_replaced: taken(2.0, 3) => [4.0 + 192.0, 2.0 + 480.0], 0;
}

gradients! {
    // (2 x0, ..) and (x0, x0 x1, ..): x0^2 x1 x2 either way
    c09_array: option_of_array(&[2.0, 3.0, 5.0], 3) => [60.0, 20.0, 12.0 + 1.0], 0;
    c09_array_first: option_of_array(&[2.0, 3.0, 5.0], 1) => [61.0, 20.0, 12.0], 0;
    c09_array_none: option_of_array(&[2.0, 3.0, 5.0], 0) => [1.0, 0.0, 0.0], 0;
}

/// What is borrowed from a parameter is not kept in the state of a companion.
#[differentiable]
fn borrowed(x: f64, #[constant] net: &Net) -> f64 {
    let layers = &net.layers;
    let Act::Poly(c) = &net.act else { return x };
    let mut s = x;
    for k in 0..layers.len() {
        for i in 0..c.len() {
            s = s.sin() * c[i] + layers[k][0];
        }
    }
    s
}

#[differentiable]
fn calls_borrowed(x: f64, #[constant] net: &Net) -> f64 {
    borrowed(x * x, net) * x
}

#[test]
fn c09_borrowed() {
    let net = Net { layers: vec![vec![0.3, -0.2], vec![0.7]], act: Act::Poly(vec![0.1, 0.5]), scale: None };
    borrowed::check(0.7, &net);
    calls_borrowed::check(0.7, &net);
    assert_eq!(borrowed::derivative(0.7, &Net { act: Act::Tanh, ..net }), 1.0);
}
