//! Half a sum of squares as an objective.

use alloc::{vec, vec::Vec};

use super::{Bounds, Objective, Point, Residuals};

/// Half the sum of the squares of residuals, for methods that take an [`Objective`]: its gradient is `J' r`, its Hessian
/// `J' J + sum r_i H_i`. Each call takes room for residuals and Jacobian from the heap.
///
/// ```
/// use chainrule::{Newton, SumOfSquares, differentiable};
///
/// #[differentiable]
/// fn rosenbrock(x: &[f64; 2]) -> [f64; 2] {
///     [10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]
/// }
///
/// let report = Newton::new().minimize(SumOfSquares(rosenbrock::residuals()), [-1.2, 1.0])?;
/// assert!(report.value < 1e-20);
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SumOfSquares<R>(pub R);

impl<R: Residuals> SumOfSquares<R> {
    /// Writes the gradient; the value, the residuals and the Jacobian.
    fn first_order(&self, x: &R::Point, gradient: &mut R::Point) -> (f64, Vec<f64>, Vec<f64>) {
        let (m, n) = (self.0.len(), x.as_ref().len());
        let (mut r, mut jacobian) = (vec![0.0; m], vec![0.0; m * n]);
        self.0.residuals_and_jacobian(x, &mut r, &mut jacobian);
        let g = gradient.as_mut();
        g.fill(0.0);
        for (row, r) in jacobian.chunks_exact(n.max(1)).zip(&r) {
            g.iter_mut().zip(row).for_each(|(g, j)| *g += r * j);
        }
        (half_squares(&r), r, jacobian)
    }
}

#[inline]
fn half_squares(r: &[f64]) -> f64 {
    0.5 * r.iter().map(|r| r * r).sum::<f64>()
}

impl<R: Residuals> Objective for SumOfSquares<R> {
    type Point = R::Point;
    const ORDER: u8 = R::ORDER;
    const BOUNDED: bool = R::BOUNDED;

    fn value(&self, x: &R::Point) -> f64 {
        let mut r = vec![0.0; self.0.len()];
        self.0.residuals(x, &mut r);
        half_squares(&r)
    }

    fn value_and_gradient(&self, x: &R::Point, gradient: &mut R::Point) -> f64 {
        self.first_order(x, gradient).0
    }

    fn gradient_and_hvp(&self, x: &R::Point, v: &R::Point, gradient: &mut R::Point, product: &mut R::Point) {
        let mut hessian = x.matrix();
        self.value_gradient_hessian(x, gradient, &mut hessian);
        let v = v.as_ref();
        let rows = R::Point::flat(&hessian).chunks_exact(v.len().max(1));
        for (p, row) in product.as_mut().iter_mut().zip(rows) {
            *p = row.iter().zip(v).map(|(h, v)| h * v).sum();
        }
    }

    fn value_gradient_hessian(
        &self,
        x: &R::Point,
        gradient: &mut R::Point,
        hessian: &mut <R::Point as Point>::Matrix,
    ) -> f64 {
        let n = x.as_ref().len().max(1);
        let (value, r, jacobian) = self.first_order(x, gradient);
        let h = R::Point::flat_mut(hessian);
        self.0.curvature(x, &r, h);
        for row in jacobian.chunks_exact(n) {
            for (sums, a) in h.chunks_exact_mut(n).zip(row) {
                sums.iter_mut().zip(row).for_each(|(sum, b)| *sum += a * b);
            }
        }
        value
    }

    fn bounds(&self) -> Option<&Bounds<R::Point>> {
        self.0.bounds()
    }
}
