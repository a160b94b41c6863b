//! Functions that ask for a `Vec` where a slice would do: they are differentiated as with slices, also through callers whose arrays are no `Vec`s.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, constant, differentiable};

/// No attribute: what is not differentiated asks for what it likes.
fn count(x: &Vec<f64>) -> usize {
    x.capacity().min(x.len())
}

/// The same program, for `Vec`s and for slices.
macro_rules! program {
    ($name:ident, $lent:ty, $changed:ty, $owned:ty, |$v:ident| $count:expr) => {
        mod $name {
            use super::*;

            #[differentiable]
            pub(super) fn squares(x: $lent) -> f64 {
                let $v = x;
                let n = $count;
                x.iter().map(|x| x * x).sum::<f64>() * n as f64
            }

            #[differentiable]
            pub(super) fn both(x: $lent, weights: $lent) -> f64 {
                squares(x) + plain(weights) * plain(x) + squares(weights)
            }

            #[differentiable]
            pub(super) fn plain(x: &[f64]) -> f64 {
                x.iter().map(|x| x.sin()).sum()
            }

            #[differentiable]
            pub(super) fn scale(x: $changed, by: f64) {
                for x in x.iter_mut() {
                    *x *= by;
                }
                raise(&mut *x, by);
            }

            #[differentiable]
            pub(super) fn raise(x: &mut [f64], by: f64) {
                x[0] += by * by;
            }

            #[differentiable]
            pub(super) fn ladder(x: $lent, n: usize) -> f64 {
                if n == 0 { squares(x) } else { ladder(x, n - 1) * x[0] }
            }

            #[differentiable]
            pub(super) fn applied<F: Fn($lent) -> f64>(f: F, a: f64, n: usize) -> f64 {
                let x: Vec<f64> = (0..n).map(|k| 1.0 + a * k as f64).collect();
                f(&x) + squares(&x)
            }

            #[differentiable(order = 3)]
            pub(super) fn cubes(x: $lent, weights: $lent) -> f64 {
                x.iter().zip(weights).map(|(x, w)| x * x * x * w).sum()
            }

            #[differentiable(order = 2)]
            pub(super) fn slope(x: $lent) -> f64 {
                let (to_x, to_weights) = cubes::gradient(x, x);
                to_x[0] * to_weights[1]
            }

            #[differentiable]
            pub(super) fn with_struct(#[active] cloud: &Cloud, x: $lent) -> f64 {
                squares(x) * cloud.charge + plain(&cloud.at) + cloud.at[0] * x[0]
            }

            #[differentiable]
            pub(super) fn inner(a: f64, n: usize) -> f64 {
                let mut x = vec![0.0; n];
                let mut weights = vec![0.0; n];
                for i in 0..n {
                    x[i] = a * (0.7 + i as f64).sin();
                    weights[i] = 0.1 * i as f64;
                }
                scale(&mut x, a * a);
                raise(&mut x, a);
                let y: Vec<f64> = x.iter().map(|x| 0.5 * x).collect();
                let cloud = Cloud { charge: a, at: x.clone() };
                let listed = both(&x, &weights) + both(&y, &x) + 0.1 * slope(&y);
                listed
                    + ladder(&y, 2)
                    + applied(squares, a, n)
                    + applied(|x: $lent| x[0] * a + plain(x), a, n)
                    + with_struct(&cloud, &y)
            }

            #[differentiable]
            pub(super) fn program(a: f64, b: f64, n: usize) -> f64 {
                inner(a * b, n) + b * inner(a, n + 15)
            }

            pub(super) fn owned(x: &[f64]) -> $owned {
                x.into()
            }
        }
    };
}

program!(of_vecs, &Vec<f64>, &mut Vec<f64>, Vec<f64>, |v| constant!(count(v)));
program!(of_slices, &[f64], &mut [f64], Box<[f64]>, |v| v.len());

#[derive(Clone, Debug, Differentiable)]
struct Cloud {
    charge: f64,
    at: Vec<f64>,
}

#[test]
fn vecs_are_differentiated_as_slices_are() {
    for n in [2, 4, 16, 17] {
        let (a, b) = (0.6, 0.9);
        assert_eq!(of_vecs::program(a, b, n).to_bits(), of_slices::program(a, b, n).to_bits());
        assert_eq!(of_vecs::program::gradient(a, b, n), of_slices::program::gradient(a, b, n));
        assert_eq!(of_vecs::program::hessian(a, b, n), of_slices::program::hessian(a, b, n));
        of_vecs::program::check(a, b, n);
    }
}

#[test]
fn vecs_are_taken_by_the_outputs() {
    let x = vec![0.3, -0.4, 0.8];
    let (vecs, slices) = (of_vecs::owned(&x), of_slices::owned(&x));
    assert_eq!(of_vecs::both::gradient(&vecs, &vecs), of_slices::both::gradient(&slices, &slices));
    assert_eq!(of_vecs::slope::gradient(&vecs), of_slices::slope::gradient(&slices));
    of_vecs::slope::check(&vecs);
    let cloud = Cloud { charge: 0.5, at: x };
    let (to_cloud, to_x) = of_vecs::with_struct::gradient(&cloud, &vecs);
    let (to_cloud_of_slices, to_x_of_slices) = of_slices::with_struct::gradient(&cloud, &slices);
    assert_eq!(
        (to_cloud.charge, to_cloud.at, to_x),
        (to_cloud_of_slices.charge, to_cloud_of_slices.at, to_x_of_slices)
    );
}

/// The lengths of what it writes are the caller's.
#[differentiable]
fn written(x: &[f64], #[out] y: &mut Vec<f64>) {
    for i in 0..x.len() {
        y[i] = x[i] * x[i];
    }
}

struct Spring {
    k: f64,
}

#[differentiable]
impl Spring {
    fn force(&self, x: &Vec<f64>, out: &mut Vec<f64>) {
        for i in 0..x.len() {
            out[i] = -self.k * x[i];
        }
    }
}

#[differentiable]
fn pulled(#[constant] spring: &Spring, x: &Vec<f64>) -> f64 {
    let mut forces = vec![0.0; x.len()];
    spring.force(x, &mut forces);
    forces.iter().sum()
}

#[test]
fn vecs_that_are_written() {
    assert_eq!(written::jacobian(2, &[3.0, -1.0]), [6.0, 0.0, 0.0, -2.0]);
    assert_eq!(pulled::gradient(&Spring { k: 2.0 }, &vec![0.3, 0.4]), [-2.0, -2.0]);
    pulled::check(&Spring { k: 2.0 }, &vec![0.3, 0.4]);
}

/// Lists and numbers in one.
#[derive(Clone, Debug, Differentiable)]
struct Motion {
    at: Vec<f64>,
    time: f64,
    speeds: Vec<f64>,
}

#[differentiable]
fn motion(x: &[f64]) -> Motion {
    Motion { at: x.to_vec(), time: x[0] * x[1], speeds: x.iter().map(|x| x.sin()).collect() }
}

#[differentiable]
fn by_fields(x: &[f64]) -> f64 {
    let now = motion(x);
    now.at[0] * now.time + now.speeds[1]
}

#[differentiable]
fn by_pattern(x: &[f64]) -> f64 {
    let Motion { at, time, speeds } = motion(x);
    at[1] * time * speeds[0] + by_fields(x)
}

#[test]
fn structs_with_lists_are_taken_apart() {
    by_fields::check(&[0.3, 0.8]);
    by_pattern::check(&[0.3, 0.8]);
    // ∂(x₀² x₁ + sin x₁)
    let slopes = by_fields::gradient(&[0.5, 0.0]);
    assert_eq!(slopes, [0.0, 0.25 + 1.0]);
}
