//! Robust losses for least squares: what a residual that is far off costs less than its square.

use super::{Bounds, InvalidInput, Residuals};
use crate::differentiable;

/// A loss `c^2 rho((r / c)^2)` in place of the square of a residual `r`; `c` is where it begins to differ: the size that residuals
/// have which are in order.
///
/// | loss | rho(z) | |
/// |---|---|---|
/// | `Huber` | z up to 1, then 2 √z − 1 | Huber, "Robust estimation of a location parameter" (1964) |
/// | `SoftL1` | 2 (√(1 + z) − 1) | Charbonnier and others (1994): smooth between squares and magnitudes |
/// | `Cauchy` | ln(1 + z) | far residuals hardly count |
/// | `Arctan` | arctan z | bounded |
/// | `Tukey` | (1 − (1 − z)³) / 3 up to 1, then 1/3 | Beaton and Tukey (1974): from `c` on residuals do not count at all |
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[doc(alias = "robust")]
#[doc(alias = "M-estimator")]
pub enum Loss {
    /// Squares, then magnitudes.
    Huber(f64),
    /// A smooth passage from squares to magnitudes.
    SoftL1(f64),
    /// Logarithms.
    Cauchy(f64),
    /// Bounded, by the arc tangent.
    Arctan(f64),
    /// Bounded; nothing beyond `c` counts.
    Tukey(f64),
}

#[differentiable(crate = crate)]
#[inline]
fn huber(z: f64) -> f64 {
    if z <= 1.0 { z } else { 2.0 * z.sqrt() - 1.0 }
}

#[differentiable(crate = crate)]
#[inline]
fn soft_l1(z: f64) -> f64 {
    2.0 * z / (1.0 + (1.0 + z).sqrt())
}

#[differentiable(crate = crate)]
#[inline]
fn cauchy(z: f64) -> f64 {
    z.ln_1p()
}

#[differentiable(crate = crate)]
#[inline]
fn arctan(z: f64) -> f64 {
    z.atan()
}

#[differentiable(crate = crate)]
#[inline]
fn tukey(z: f64) -> f64 {
    if z <= 1.0 { z * (1.0 - z + z * z / 3.0) } else { 1.0 / 3.0 }
}

/// `rho` and its first two derivatives.
type Rho = fn(f64) -> [f64; 3];

macro_rules! rho {
    ($loss:ident) => {
        |z| {
            let (value, slope) = $loss::value_and_derivative(z);
            [value, slope, $loss::second_derivative(z)]
        }
    };
}

/// The residual whose square is the loss, and its first two derivatives with respect to the plain one.
#[derive(Clone, Copy, Debug)]
struct Softened {
    value: f64,
    slope: f64,
    bend: f64,
}

/// Below this, `rho(z) / z` is 1 to the last digit.
const TINY: f64 = 1e-18;

impl Loss {
    #[inline]
    fn parts(self) -> (Rho, f64) {
        match self {
            Self::Huber(c) => (rho!(huber), c),
            Self::SoftL1(c) => (rho!(soft_l1), c),
            Self::Cauchy(c) => (rho!(cauchy), c),
            Self::Arctan(c) => (rho!(arctan), c),
            Self::Tukey(c) => (rho!(tukey), c),
        }
    }

    /// The loss of a residual.
    ///
    /// ```
    /// use chainrule::Loss;
    ///
    /// assert_eq!(Loss::Huber(2.0).of(1.0), 1.0);
    /// assert_eq!(Loss::Huber(2.0).of(-10.0), 36.0);
    /// ```
    #[must_use]
    #[inline]
    pub fn of(self, residual: f64) -> f64 {
        let (rho, c) = self.parts();
        c * c * rho((residual / c) * (residual / c))[0]
    }

    /// With `u = r / c`, `t = ±√rho(u²)`: `t t' = rho' u`, and `t'^2 + t t'' = rho' + 2 u² rho''`.
    #[inline]
    fn soften(self, r: f64) -> Softened {
        let (rho, c) = self.parts();
        let u = r / c;
        let z = u * u;
        let [value, slope, bend] = rho(z);
        if z <= TINY {
            return Softened { value: r, slope: 1.0, bend: 1.5 * bend * u / c };
        }
        let t = value.sqrt().copysign(u);
        let t_slope = slope * u / t;
        let t_bend = if z < 1e-6 { 1.5 * bend * u } else { (slope + 2.0 * z * bend - t_slope * t_slope) / t };
        Softened { value: c * t, slope: t_slope, bend: t_bend / c }
    }
}

/// Residuals under a robust [`Loss`]: made by `robust` of residuals and curves.
///
/// Each residual is replaced by one whose square is its loss, so that every method for least squares minimizes the sum of the
/// losses, exactly, with its own safeguards. Curvature, where a method asks for it, takes a heap.
#[derive(Clone, Copy, Debug)]
pub struct Robust<R> {
    pub(crate) inner: R,
    loss: Loss,
}

impl<R> Robust<R> {
    /// Residuals under a loss.
    #[inline]
    pub const fn new(residuals: R, loss: Loss) -> Self {
        Self { inner: residuals, loss }
    }
}

impl<R: Residuals> Residuals for Robust<R> {
    type Point = R::Point;

    #[inline]
    fn len(&self) -> usize {
        self.inner.len()
    }

    #[inline]
    fn residuals(&self, x: &R::Point, r: &mut [f64]) {
        self.inner.residuals(x, r);
        r.iter_mut().for_each(|r| *r = self.loss.soften(*r).value);
    }

    #[inline]
    fn residuals_and_jacobian(&self, x: &R::Point, r: &mut [f64], jacobian: &mut [f64]) {
        self.inner.residuals_and_jacobian(x, r, jacobian);
        for (r, row) in r.iter_mut().zip(jacobian.chunks_exact_mut(x.as_ref().len().max(1))) {
            let soft = self.loss.soften(*r);
            *r = soft.value;
            row.iter_mut().for_each(|j| *j *= soft.slope);
        }
    }

    const ORDER: u8 = R::ORDER;

    /// `sum w_i (t' H_i + t'' J_i J_i')`.
    #[inline]
    fn curvature(&self, x: &R::Point, w: &[f64], curvature: &mut [f64]) {
        let (m, n) = (self.len(), x.as_ref().len());
        let (mut r, mut jacobian) = (vec![0.0; m], vec![0.0; m * n]);
        self.inner.residuals_and_jacobian(x, &mut r, &mut jacobian);
        let soft: Vec<Softened> = r.iter().map(|r| self.loss.soften(*r)).collect();
        r.iter_mut().zip(&soft).zip(w).for_each(|((r, soft), w)| *r = w * soft.slope);
        self.inner.curvature(x, &r, curvature);
        for ((row, soft), w) in jacobian.chunks_exact(n.max(1)).zip(&soft).zip(w) {
            for (sums, a) in curvature.chunks_exact_mut(n.max(1)).zip(row) {
                sums.iter_mut().zip(row).for_each(|(sum, b)| *sum += w * soft.bend * a * b);
            }
        }
    }

    const BOUNDED: bool = R::BOUNDED;

    #[inline]
    fn bounds(&self) -> Option<&Bounds<R::Point>> {
        self.inner.bounds()
    }

    #[inline]
    fn validate(&self) -> Result<(), InvalidInput> {
        InvalidInput::between("loss", self.loss.parts().1, 0.0, f64::INFINITY)?;
        self.inner.validate()
    }
}

#[cfg(test)]
mod tests {
    use super::Loss;

    const LOSSES: [fn(f64) -> Loss; 5] = [Loss::Huber, Loss::SoftL1, Loss::Cauchy, Loss::Arctan, Loss::Tukey];

    /// The square of the softened residual is the loss; its derivatives agree with central differences.
    #[test]
    fn softened_residuals() {
        for loss in LOSSES {
            for c in [0.1, 1.0, 7.0] {
                for u in [-40.0, -3.0, -0.7, -1e-2, -1e-5, 0.0, 1e-12, 1e-4, 0.3, 0.99, 1.01, 2.0, 1e5] {
                    let (loss, r) = (loss(c), u * c);
                    let soft = loss.soften(r);
                    assert!((soft.value * soft.value - loss.of(r)).abs() <= 1e-15 * loss.of(r), "{loss:?} {r}");
                    let h = 1e-5 * r.abs().max(1e-3 * c);
                    let (left, right) = (loss.soften(r - h), loss.soften(r + h));
                    let slope = (right.value - left.value) / (2.0 * h);
                    assert!((slope - soft.slope).abs() < 1e-6, "{loss:?} {r}: {slope} {}", soft.slope);
                    let bend = (right.slope - left.slope) / (2.0 * h);
                    assert!((bend - soft.bend).abs() * c < 1e-4, "{loss:?} {r}: {bend} {}", soft.bend);
                }
            }
        }
    }

    /// Values of `rho` at z = 4, worked out by hand.
    #[test]
    fn losses() {
        let expected = [3.0, 2.0 * (5_f64.sqrt() - 1.0), 5_f64.ln(), 4_f64.atan(), 1.0 / 3.0];
        for (loss, expected) in LOSSES.iter().zip(expected) {
            assert!((loss(1.0).of(-2.0) - expected).abs() < 1e-15, "{:?}", loss(1.0));
            assert!((loss(3.0).of(6.0) / 9.0 - expected).abs() < 1e-15);
        }
    }
}
