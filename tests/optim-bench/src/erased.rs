//! Problems of every size under one type, with points that are `Vec<f64>`.

use chainrule::{Objective, Residuals};

/// Residuals and their derivatives on slices; row-major.
pub trait Erased {
    fn residuals(&self, x: &[f64], r: &mut [f64]);
    fn jacobian(&self, x: &[f64], r: &mut [f64], jacobian: &mut [f64]);
    fn curvature(&self, x: &[f64], w: &[f64], curvature: &mut [f64]);
    fn len(&self) -> usize;
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<R: Residuals> Erased for R
where
    R::Point: for<'a> TryFrom<&'a [f64]>,
{
    fn residuals(&self, x: &[f64], r: &mut [f64]) {
        Residuals::residuals(self, &point::<R>(x), r);
    }

    fn jacobian(&self, x: &[f64], r: &mut [f64], jacobian: &mut [f64]) {
        self.residuals_and_jacobian(&point::<R>(x), r, jacobian);
    }

    fn curvature(&self, x: &[f64], w: &[f64], curvature: &mut [f64]) {
        const { assert!(R::ORDER >= 2) }
        Residuals::curvature(self, &point::<R>(x), w, curvature);
    }

    fn len(&self) -> usize {
        Residuals::len(self)
    }
}

fn point<R: Residuals>(x: &[f64]) -> R::Point
where
    R::Point: for<'a> TryFrom<&'a [f64]>,
{
    R::Point::try_from(x).unwrap_or_else(|_| panic!("a point of {} entries", x.len()))
}

/// A least-squares problem of any size; as an [`Objective`] it is the sum of the squares, with no factor of a half.
pub struct Problem {
    inner: Box<dyn Erased + Send + Sync>,
}

impl Problem {
    pub fn new(inner: impl Erased + Send + Sync + 'static) -> Self {
        Self { inner: Box::new(inner) }
    }
}

impl Residuals for Problem {
    type Point = Vec<f64>;

    fn len(&self) -> usize {
        self.inner.len()
    }

    fn residuals(&self, x: &Vec<f64>, r: &mut [f64]) {
        self.inner.residuals(x, r);
    }

    fn residuals_and_jacobian(&self, x: &Vec<f64>, r: &mut [f64], jacobian: &mut [f64]) {
        self.inner.jacobian(x, r, jacobian);
    }

    const ORDER: u8 = 2;

    fn curvature(&self, x: &Vec<f64>, w: &[f64], curvature: &mut [f64]) {
        self.inner.curvature(x, w, curvature);
    }
}

impl Objective for Problem {
    type Point = Vec<f64>;
    const ORDER: u8 = 2;

    fn value(&self, x: &Vec<f64>) -> f64 {
        let mut r = vec![0.0; Residuals::len(self)];
        self.inner.residuals(x, &mut r);
        r.iter().map(|r| r * r).sum()
    }

    fn value_and_gradient(&self, x: &Vec<f64>, gradient: &mut Vec<f64>) -> f64 {
        let (m, n) = (Residuals::len(self), x.len());
        let (mut r, mut jacobian) = (vec![0.0; m], vec![0.0; m * n]);
        self.inner.jacobian(x, &mut r, &mut jacobian);
        gradient.fill(0.0);
        for (row, r) in jacobian.chunks_exact(n).zip(&r) {
            gradient.iter_mut().zip(row).for_each(|(g, j)| *g += 2.0 * r * j);
        }
        r.iter().map(|r| r * r).sum()
    }

    fn gradient_and_hvp(&self, x: &Vec<f64>, v: &Vec<f64>, gradient: &mut Vec<f64>, product: &mut Vec<f64>) {
        let n = x.len();
        let mut hessian = vec![0.0; n * n];
        self.value_gradient_hessian(x, gradient, &mut hessian);
        for (p, row) in product.iter_mut().zip(hessian.chunks_exact(n)) {
            *p = row.iter().zip(v).map(|(h, v)| h * v).sum();
        }
    }

    /// `2 (J' J + sum r_i H_i)`.
    fn value_gradient_hessian(&self, x: &Vec<f64>, gradient: &mut Vec<f64>, hessian: &mut Vec<f64>) -> f64 {
        let (m, n) = (Residuals::len(self), x.len());
        let (mut r, mut jacobian) = (vec![0.0; m], vec![0.0; m * n]);
        self.inner.jacobian(x, &mut r, &mut jacobian);
        self.inner.curvature(x, &r, hessian);
        for row in jacobian.chunks_exact(n) {
            for i in 0..n {
                for j in 0..n {
                    hessian[i * n + j] += row[i] * row[j];
                }
            }
        }
        hessian.iter_mut().for_each(|h| *h *= 2.0);
        self.value_and_gradient(x, gradient)
    }
}
