//! A model and the data that it is fitted to.

use core::{fmt, marker::PhantomData};

use super::{InvalidInput, Point, Residuals, invalid::Fault};
use crate::linalg::sqrt;

/// What a differentiated model `fn m(b: &[f64; 2], #[constant] x: f64) -> f64` implements.
///
/// `X` is the predictor: the type of the constant, or the tuple of them where there are several.
pub trait Model<X> {
    /// The parameters: `[f64; N]` or `Vec<f64>`.
    type Point: Point;

    /// The value that the model predicts at `x`.
    fn predict(b: &Self::Point, x: &X) -> f64;

    /// The same; writes the gradient with respect to the parameters.
    fn predict_and_gradient(b: &Self::Point, x: &X, gradient: &mut Self::Point) -> f64;

    /// 1 with the gradient, 2 with the Hessian.
    const ORDER: u8 = 1;

    /// The same; writes the Hessian too. Below order 2 it is filled with NaN, and no method asks for it.
    fn predict_gradient_hessian(
        b: &Self::Point,
        x: &X,
        gradient: &mut Self::Point,
        hessian: &mut <Self::Point as Point>::Matrix,
    ) -> f64 {
        Self::Point::flat_mut(hessian).fill(f64::NAN);
        Self::predict_and_gradient(b, x, gradient)
    }
}

/// A model `F` with its data: what `m::curve(&xs, &ys)` returns.
///
/// As [`Residuals`] it is `r_i = s_i (y_i - model(b, x_i))`, observed minus predicted, with `s_i = 1` unless
/// [`weights`](Curve::weights) or [`deviations`](Curve::deviations) are given.
#[doc(alias = "curve_fit")]
#[doc(alias = "nls")]
pub struct Curve<'a, F, X> {
    xs: &'a [X],
    ys: &'a [f64],
    scale: Scale<'a>,
    model: PhantomData<fn() -> F>,
}

/// How residuals are scaled.
#[derive(Clone, Copy, Debug)]
enum Scale<'a> {
    One,
    Deviations(&'a [f64]),
    Weights(&'a [f64]),
}

impl Scale<'_> {
    fn at(self, i: usize) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Deviations(sigma) => sigma[i].recip(),
            Self::Weights(w) => sqrt(w[i]),
        }
    }

    #[inline]
    fn validate(self, m: usize) -> Result<(), InvalidInput> {
        match self {
            Self::One => Ok(()),
            Self::Deviations(sigma) => positive("deviations", sigma, m),
            Self::Weights(w) => positive("weights", w, m),
        }
    }
}

#[inline]
fn positive(field: &'static str, values: &[f64], m: usize) -> Result<(), InvalidInput> {
    InvalidInput::length(field, m, values.len())?;
    let bad = values.iter().position(|v| !(*v > 0.0 && v.is_finite()));
    bad.map_or(Ok(()), |index| Err(InvalidInput { field, fault: Fault::Entry { index, value: values[index] } }))
}

impl<'a, F, X> Curve<'a, F, X> {
    /// Joins a model with `m` predictors and `m` observations.
    ///
    /// Lengths that differ are told by the fit, as [`InvalidInput`] on `ys`.
    #[inline]
    #[must_use]
    pub const fn new(xs: &'a [X], ys: &'a [f64]) -> Self {
        Self { xs, ys, scale: Scale::One, model: PhantomData }
    }

    /// Weights: the sum of `w_i (y_i - model)^2` is minimized. All must be positive and finite.
    #[must_use]
    pub const fn weights(mut self, weights: &'a [f64]) -> Self {
        self.scale = Scale::Weights(weights);
        self
    }

    /// Standard deviations of the observations: the sum of `((y_i - model) / sigma_i)^2` is minimized. All must be
    /// positive and finite.
    #[must_use]
    pub const fn deviations(mut self, sigma: &'a [f64]) -> Self {
        self.scale = Scale::Deviations(sigma);
        self
    }

    /// The sum of squares about the (weighted) mean of the observations.
    #[cfg(feature = "std")]
    pub(crate) fn total_sum_of_squares(&self) -> f64 {
        let weighted = |i: usize| self.scale.at(i).powi(2);
        let weight: f64 = (0..self.ys.len()).map(weighted).sum();
        let mean = self.ys.iter().enumerate().map(|(i, y)| weighted(i) * (y / weight)).sum::<f64>();
        self.ys.iter().enumerate().map(|(i, y)| (self.scale.at(i) * (y - mean)).powi(2)).sum()
    }
}

impl<F, X> Clone for Curve<'_, F, X> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F, X> Copy for Curve<'_, F, X> {}

impl<F, X> fmt::Debug for Curve<'_, F, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Curve")
            .field("model", &format_args!("{}", core::any::type_name::<F>()))
            .field("observations", &self.ys.len())
            .field("scale", &self.scale)
            .finish()
    }
}

impl<F: Model<X>, X> Residuals for Curve<'_, F, X> {
    type Point = F::Point;

    fn len(&self) -> usize {
        self.ys.len()
    }

    fn residuals(&self, b: &F::Point, r: &mut [f64]) {
        for (i, r) in r.iter_mut().enumerate() {
            *r = self.scale.at(i) * (self.ys[i] - F::predict(b, &self.xs[i]));
        }
    }

    fn residuals_and_jacobian(&self, b: &F::Point, r: &mut [f64], jacobian: &mut [f64]) {
        let n = b.as_ref().len();
        let mut gradient = b.zeros();
        for (i, r) in r.iter_mut().enumerate() {
            let predicted = F::predict_and_gradient(b, &self.xs[i], &mut gradient);
            let scale = self.scale.at(i);
            *r = scale * (self.ys[i] - predicted);
            for (j, g) in jacobian[i * n..(i + 1) * n].iter_mut().zip(gradient.as_ref()) {
                *j = -scale * g;
            }
        }
    }

    const ORDER: u8 = F::ORDER;

    fn curvature(&self, b: &F::Point, w: &[f64], curvature: &mut [f64]) {
        let (mut gradient, mut hessian) = (b.zeros(), b.matrix());
        curvature.fill(0.0);
        for (i, w) in w.iter().enumerate() {
            F::predict_gradient_hessian(b, &self.xs[i], &mut gradient, &mut hessian);
            let weight = -self.scale.at(i) * w;
            for (sum, h) in curvature.iter_mut().zip(F::Point::flat(&hessian)) {
                *sum += weight * h;
            }
        }
    }

    fn validate(&self) -> Result<(), InvalidInput> {
        InvalidInput::length("ys", self.xs.len(), self.ys.len())?;
        self.scale.validate(self.ys.len())
    }
}
