//! Problems written by hand, with the sources of their minima.

use core::cell::Cell;

use crate::{
    problem::{Function, Objective, Point},
    sparse::SparseHessian,
};

/// Rosenbrock, "An automatic method for finding the greatest or least value of a function" (1960); the minimum is 0 at (1, 1).
pub(super) struct Rosenbrock;

impl Function<()> for Rosenbrock {
    type Point = [f64; 2];
    const ORDER: u8 = 2;

    fn value((): &(), x: &[f64; 2]) -> f64 {
        let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
        a * a + 100.0 * b * b
    }

    fn value_and_gradient(c: &(), x: &[f64; 2], gradient: &mut [f64; 2]) -> f64 {
        let b = x[1] - x[0] * x[0];
        *gradient = [-2.0 * (1.0 - x[0]) - 400.0 * x[0] * b, 200.0 * b];
        Self::value(c, x)
    }

    fn gradient_and_hvp(c: &(), x: &[f64; 2], v: &[f64; 2], gradient: &mut [f64; 2], product: &mut [f64; 2]) {
        let mut h = x.matrix();
        Self::value_gradient_hessian(c, x, gradient, &mut h);
        *product = h.map(|row| row[0] * v[0] + row[1] * v[1]);
    }

    fn value_gradient_hessian(c: &(), x: &[f64; 2], gradient: &mut [f64; 2], hessian: &mut [[f64; 2]; 2]) -> f64 {
        let cross = -400.0 * x[0];
        *hessian = [[2.0 - 400.0 * (x[1] - 3.0 * x[0] * x[0]), cross], [cross, 200.0]];
        Self::value_and_gradient(c, x, gradient)
    }
}

/// Any function with its gradient and Hessian, of a point that is a `Vec`; counts its calls.
pub(super) struct Counted<F> {
    pub(super) function: F,
    pub(super) calls: Cell<usize>,
    pub(super) lowest: Cell<f64>,
}

/// Writes gradient and row-major Hessian; returns the value.
pub(super) trait Written: Fn(&[f64], &mut [f64], &mut [f64]) -> f64 {}
impl<F: Fn(&[f64], &mut [f64], &mut [f64]) -> f64> Written for F {}

pub(super) fn counted<F: Written>(function: F) -> Counted<F> {
    Counted { function, calls: Cell::new(0), lowest: Cell::new(f64::INFINITY) }
}

impl<F: Written> Counted<F> {
    fn call(&self, x: &[f64], g: &mut [f64], h: &mut [f64]) -> f64 {
        self.calls.set(self.calls.get() + 1);
        let value = (self.function)(x, g, h);
        self.lowest.set(self.lowest.get().min(value));
        value
    }
}

impl<F: Written> Objective for Counted<F> {
    type Point = Vec<f64>;
    const ORDER: u8 = 2;

    fn value(&self, x: &Vec<f64>) -> f64 {
        self.call(x, &mut x.zeros(), &mut x.matrix())
    }

    fn value_and_gradient(&self, x: &Vec<f64>, gradient: &mut Vec<f64>) -> f64 {
        self.call(x, gradient, &mut x.matrix())
    }

    fn gradient_and_hvp(&self, x: &Vec<f64>, v: &Vec<f64>, gradient: &mut Vec<f64>, product: &mut Vec<f64>) {
        let mut h = x.matrix();
        self.call(x, gradient, &mut h);
        for (p, row) in product.iter_mut().zip(h.chunks_exact(v.len())) {
            *p = row.iter().zip(v).map(|(h, v)| h * v).sum();
        }
    }

    fn value_gradient_hessian(&self, x: &Vec<f64>, gradient: &mut Vec<f64>, hessian: &mut Vec<f64>) -> f64 {
        self.call(x, gradient, hessian)
    }

    const SPARSE: bool = true;

    fn sparse_hessian(&self, x: &Vec<f64>, hessian: &mut SparseHessian) {
        let mut h = x.matrix();
        self.call(x, &mut x.zeros(), &mut h);
        hessian.fill_from(&h, x.len());
    }
}

/// `scale * x^2 / 2` in each coordinate.
pub(super) fn bowl(scale: f64) -> impl Written {
    move |x, g, h| {
        let n = x.len();
        for i in 0..n {
            g[i] = scale * x[i];
            h[i * n + i] = scale;
        }
        x.iter().map(|x| 0.5 * scale * x * x).sum()
    }
}
