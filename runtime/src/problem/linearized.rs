//! The Gauss-Newton model of a sum of squares, in its pieces.

use alloc::vec;
use alloc::vec::Vec;

use super::{Point, Residuals};

/// A sum of squares at a point, with its residuals replaced by their tangents: `½‖r + J s‖²` for a step `s`.
///
/// J. Nocedal and S. Wright, *Numerical Optimization*, 2nd ed. (2006), section 10.3. With `m` residuals and `n` unknowns:
#[derive(Clone, Debug)]
pub struct Linearized<P: Point> {
    /// The `m` residuals `r`.
    pub residuals: Vec<f64>,
    /// The `m * n` Jacobian `J`, row after row.
    pub jacobian: Vec<f64>,
    /// `JᵀJ`, the `n` by `n` matrix of the normal equations.
    pub normal: P::Matrix,
    /// `Jᵀr`, the gradient of `½‖r‖²`.
    pub gradient: P,
}

impl<P: Point> Linearized<P> {
    pub(super) fn of<R: Residuals<Point = P> + ?Sized>(problem: &R, x: &P) -> Self {
        let (m, n) = (problem.len(), x.as_ref().len());
        let (mut residuals, mut jacobian) = (vec![0.0; m], vec![0.0; m * n]);
        problem.residuals_and_jacobian(x, &mut residuals, &mut jacobian);
        let (mut normal, mut gradient) = (x.matrix(), x.zeros());
        if n > 0 {
            let (square, slope) = (P::flat_mut(&mut normal), gradient.as_mut());
            for (row, r) in jacobian.chunks_exact(n).zip(&residuals) {
                add_row(square, slope, row, *r);
            }
            mirror(square, n);
        }
        Self { residuals, jacobian, normal, gradient }
    }

    /// `½‖r‖²`
    #[must_use]
    pub fn value(&self) -> f64 {
        0.5 * self.residuals.iter().map(|r| r * r).sum::<f64>()
    }

    /// `½‖r + J s‖²`: what the model says of a step of `n` entries.
    ///
    /// # Panics
    /// If the step is of another length.
    #[must_use]
    pub fn predicted(&self, step: &[f64]) -> f64 {
        let n = self.gradient.as_ref().len();
        assert_eq!(step.len(), n, "a step has an entry for each unknown");
        let at = |i: usize| self.jacobian[i * n..(i + 1) * n].iter().zip(step).map(|(j, s)| j * s).sum::<f64>();
        0.5 * self.residuals.iter().enumerate().map(|(i, r)| (r + at(i)) * (r + at(i))).sum::<f64>()
    }
}

/// The share of a row in the upper triangle of `JᵀJ`, and in `Jᵀr`.
#[inline]
fn add_row(square: &mut [f64], slope: &mut [f64], row: &[f64], r: f64) {
    let n = row.len();
    for (i, a) in row.iter().enumerate() {
        slope[i] += a * r;
        let entries = &mut square[i * n + i..(i + 1) * n];
        entries.iter_mut().zip(&row[i..]).for_each(|(entry, b)| *entry += a * b);
    }
}

fn mirror(square: &mut [f64], n: usize) {
    for i in 1..n {
        for j in 0..i {
            square[i * n + j] = square[j * n + i];
        }
    }
}
