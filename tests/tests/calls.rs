//! Annotated functions that call each other. Numbers are worked out by hand, or by mpmath's `diff` at 60 digits.
// Numbers have the digits that their source gives.
#![allow(clippy::excessive_precision)]

use chainrule::differentiable;
use chainrule_tests::{derivatives, gradients, rows};

mod library {
    use chainrule::differentiable;

    #[differentiable]
    pub(super) fn cube(x: f64) -> f64 {
        x * x * x
    }

    pub(super) mod deep {
        #[chainrule::differentiable]
        pub(in super::super) fn scaled(x: f64, factor: f64) -> f64 {
            super::cube(x) * factor
        }
    }
}

use library::cube as third_power;
use library::deep::{self, scaled};

#[differentiable]
fn by_path(x: f64, y: f64) -> f64 {
    library::cube(x) + library::deep::scaled(y, x) + self::library::cube(y)
}

#[differentiable]
fn by_alias(x: f64, y: f64) -> f64 {
    third_power(x) + deep::scaled(y, x) + scaled(y, 1.0)
}

// ---- five deep

#[differentiable]
fn level_1(x: f64) -> f64 {
    x.sin()
}
#[differentiable]
fn level_2(x: f64) -> f64 {
    level_1(x) * x
}
#[differentiable]
fn level_3(x: f64) -> f64 {
    level_2(level_2(x)) + level_1(x)
}
#[differentiable]
fn level_4(x: f64) -> f64 {
    let a = level_3(x);
    a * a + level_1(a)
}
#[differentiable]
fn level_5(x: f64, y: f64) -> f64 {
    level_4(x * y) * y
}

// ---- arrays

#[differentiable]
fn weighted(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        s += a[i] * a[i] * b[i];
    }
    s
}

#[differentiable]
fn same_array_twice(x: &[f64; 3]) -> f64 {
    weighted(x, x)
}

#[differentiable]
fn same_local_twice(x: &[f64; 3]) -> f64 {
    let mut a = [0.0; 3];
    for i in 0..3 {
        a[i] = x[i] * x[2 - i];
    }
    weighted(&a, &a) + weighted(x, &a)
}

#[differentiable]
fn parameter_and_local(x: &[f64; 3]) -> f64 {
    let mut a = [0.0; 3];
    for i in 0..3 {
        a[i] = x[i] * x[2 - i];
    }
    weighted(x, &a)
}

#[differentiable]
fn step(p: &[f64; 2], #[constant] h: f64) -> [f64; 2] {
    [p[0] + h * p[1], p[1] - h * p[0] * p[0]]
}

#[differentiable]
fn trajectory(x: f64, v: f64, n: usize) -> f64 {
    let mut p = [x, v];
    for _ in 0..n {
        p = step(&p, 0.5);
    }
    p[0] * p[1]
}

#[differentiable]
fn polar(r: f64, angle: f64) -> (f64, f64) {
    (r * angle.cos(), r * angle.sin())
}

#[differentiable]
fn of_a_tuple(r: f64, angle: f64) -> f64 {
    let (x, y) = polar(r, angle);
    x * x * y
}

#[differentiable]
fn total<const N: usize>(x: &[f64; N]) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += x[i] * x[i] * (i + 1) as f64;
    }
    s
}

#[differentiable]
fn of_generic(x: &[f64; 2], y: f64) -> f64 {
    total(x) * total(&[y, y * y, x[0]])
}

#[differentiable]
fn generic_of_generic<const M: usize>(x: &[f64; M]) -> f64 {
    let t = total(x);
    t * t
}

#[differentiable]
fn first<'a>(x: &'a [f64], _y: &'a [f64]) -> f64 {
    x[0] * x[0]
}

#[differentiable]
#[allow(clippy::needless_lifetimes)]
fn with_lifetimes<'a, 'b>(x: &'a [f64], y: &'b [f64]) -> f64 {
    first(x, y) * first(y, x)
}

#[differentiable]
fn sum_of_slice(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for a in x {
        s += a * a;
    }
    s
}

#[differentiable]
fn cumulative(x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; x.len()];
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i] * x[i];
        y[i] = s;
    }
    y
}

#[differentiable]
fn of_a_vec(x: &[f64]) -> f64 {
    let y: Vec<f64> = cumulative(x);
    sum_of_slice(&y)
}

#[differentiable]
fn of_an_array_as_slice(x: &[f64; 2]) -> f64 {
    let y = [x[0] * x[1], x[0]];
    sum_of_slice(&y) + sum_of_slice(x)
}

// ---- in loops and branches

#[differentiable]
fn map(x: f64, r: f64) -> f64 {
    r * x * (1.0 - x)
}

#[differentiable]
fn logistic_map(x: f64, r: f64, n: usize) -> f64 {
    let mut x = x;
    let mut s = 0.0;
    for _ in 0..n {
        x = map(x, r);
        s += x * x;
    }
    s
}

#[differentiable]
fn in_a_branch(x: f64, y: f64) -> f64 {
    if third_power(x) > y { third_power(y) * x } else { x }
}

#[differentiable]
fn in_a_while(x: f64) -> f64 {
    let mut t = x;
    while third_power(t) < 100.0 {
        t = third_power(t) / 2.0;
    }
    t
}

#[differentiable]
fn with_integer(x: f64, n: i32, flag: bool) -> f64 {
    if flag { x.powi(n) } else { 0.0 }
}

#[differentiable]
fn passes_constants(x: f64) -> f64 {
    with_integer(x, 3, true) + with_integer(x, 2, false) + with_integer(2.0, 2, true) * x
}

#[differentiable]
fn argument_with_effect(x: f64) -> f64 {
    let mut a = x;
    scaled(
        {
            a += 1.0;
            a
        },
        a,
    )
}

#[differentiable]
fn result_unused(x: f64) -> f64 {
    let _ = third_power(x);
    third_power(2.0) * x
}

derivatives! {
    // t -> t^3 / 2 twice from 2: 4, then 32; 3/2 t^2 each.
    while_calls: in_a_while(2.0) => [144.0, 576.0], 4;
    constants: passes_constants(2.0) => [16.0, 12.0], 0;
    effects: argument_with_effect(1.0) => [32.0, 48.0], 0;
    unused: result_unused(3.0) => [8.0, 0.0], 0;
}

gradients! {
    paths: by_path(2.0, 3.0) => [39.0, 81.0], 0;
    aliases: by_alias(2.0, 3.0) => [39.0, 81.0], 0;
    depth_five: level_5(0.7, 1.3) => [10.659_737_399_403_741, 8.286_330_991_094_976_7], 8;
    array_twice: same_array_twice(&[1.0, 2.0, 3.0]) => [3.0, 12.0, 27.0], 0;
    local_twice: same_local_twice(&[1.0, 2.0, 3.0]) => [198.0, 224.0, 82.0], 0;
    parameter_with_local: parameter_and_local(&[1.0, 2.0, 3.0]) => [36.0, 32.0, 28.0], 0;
    loop_of_arrays: trajectory(1.0, 0.5, 3) => [-1.494_140_625, -2.607_421_875], 0;
    tuples: of_a_tuple(2.0, 0.3) => [3.236_541_348_866_468_8, 5.640_332_787_875_198_9], 8;
    generics: generic_of_generic(&[1.0, 2.0, 3.0]) => [144.0, 576.0, 1_296.0], 0;
    array_as_slice: of_an_array_as_slice(&[2.0, 3.0]) => [44.0, 30.0], 0;
    loops: logistic_map(0.3, 3.1, 10) => [0.535_256_735_854_381_1, 1.643_798_345_739_808_7], 256;
    branch_taken: in_a_branch(2.0, 3.0) => [27.0, 54.0], 0;
    branch_not_taken: in_a_branch(2.0, 9.0) => [1.0, 0.0], 0;
}

rows! {
    generics_mixed: of_generic::gradient(&[1.0, 2.0], 2.0) => ([132.0, 312.0], 612.0);
    generics_mixed_hvp: of_generic::hvp(&[1.0, 2.0], 2.0, ([0.0, 0.0], 1.0)) => ([136.0, 544.0], 882.0);
    lifetimes: with_lifetimes::gradient(&[2.0], &[3.0]) => (vec![36.0], vec![24.0]);
    lifetimes_hessian: with_lifetimes::hessian(&[2.0], &[3.0]) => vec![18.0, 24.0, 24.0, 8.0];
    vec_gradient: of_a_vec::gradient(&[1.0, 2.0]) => vec![24.0, 40.0];
    vec_hessian: of_a_vec::hessian(&[1.0, 2.0]) => vec![40.0, 16.0, 16.0, 52.0];
    local_twice_hessian: same_array_twice::hessian(&[1.0, 2.0, 3.0]) => [[6.0, 0.0, 0.0], [0.0, 12.0, 0.0], [0.0, 0.0, 18.0]];
}
