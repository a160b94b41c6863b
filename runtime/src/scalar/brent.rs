//! Brent's methods: no derivatives, two ends.

use super::{Settings, Tally, shared_settings};
use crate::{
    linalg::sqrt,
    optimize::{Failure, Part, Reason, Report},
};

/// Brent's methods for a root and for a minimum between two ends: interpolation where that helps, else bisection or the golden section,
/// so that they never fail on a continuous function.
///
/// Brent, *Algorithms for Minimization without Derivatives* (1973), chapters 4 and 5.
#[derive(Clone, Copy, Debug)]
#[doc(alias = "brentq")]
#[doc(alias = "root_scalar")]
#[doc(alias = "minimize_scalar")]
pub struct Brent {
    settings: Settings,
}

impl Default for Brent {
    fn default() -> Self {
        Self::new()
    }
}

/// `(3 - √5) / 2`.
const GOLDEN: f64 = 0.381_966_011_250_105_15;

impl Brent {
    /// The defaults: a root to the last digit, a minimum to the half of them that its value can tell; 200 evaluations.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(0.0) }
    }

    shared_settings! { "How near to the root or minimum, relative to it, is near enough; default 0: as near as rounding allows." }

    /// A root between `a` and `b`, where the function has different signs.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point: [`Reason::NoSignChange`] if the signs are the same, NaN at a trial point, or the
    /// limit on evaluations.
    pub fn root(&self, mut f: impl FnMut(f64) -> f64, a: f64, b: f64) -> Result<Report<f64>, Failure<f64>> {
        let mut tally = Tally::new(self.settings, a);
        let reason = zero(&mut tally, &mut f, a, b).unwrap_or_else(|reason| reason);
        tally.report(reason, f64::NAN)
    }

    /// A minimum between `a` and `b`: the one, where there is but one. Where the function is NaN it counts as infinite.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point, if no value is finite, or at the limit on evaluations.
    ///
    /// ```
    /// let best = chainrule::scalar::Brent::new().minimum(|x| (x - 2.0).cosh(), 0.0, 5.0)?;
    /// assert!((best.point - 2.0).abs() < 1e-7);
    /// # Ok::<(), chainrule::Failure<f64>>(())
    /// ```
    pub fn minimum(&self, mut f: impl FnMut(f64) -> f64, a: f64, b: f64) -> Result<Report<f64>, Failure<f64>> {
        let mut tally = Tally::new(self.settings, a);
        let reason = least(&mut tally, &mut f, a, b).unwrap_or_else(|reason| reason);
        tally.report(reason, f64::NAN)
    }
}

fn evaluate(tally: &mut Tally, f: &mut impl FnMut(f64) -> f64, x: f64) -> Result<f64, Reason> {
    tally.count(0)?;
    let value = f(x);
    if !value.is_nan() {
        tally.offer(x, value, f64::abs);
    }
    Ok(value)
}

/// Chapter 4. `b` is the best point, the root lies between it and `c`, and `a` is the point before.
fn zero(tally: &mut Tally, f: &mut impl FnMut(f64) -> f64, a: f64, b: f64) -> Result<Reason, Reason> {
    tally.check(&[a, b])?;
    let (mut a, mut b) = (a, b);
    let (mut fa, mut fb) = (evaluate(tally, f, a)?, evaluate(tally, f, b)?);
    if fa.is_nan() || fb.is_nan() {
        return Err(Reason::NonFiniteStart(Part::Value));
    }
    if fa == 0.0 || fb == 0.0 {
        return Ok(Reason::Zero);
    }
    if (fa > 0.0) == (fb > 0.0) {
        return Err(Reason::NoSignChange);
    }
    let (mut c, mut fc) = (a, fa);
    let (mut step, mut before) = (b - a, b - a);
    loop {
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let near = 2.0 * f64::EPSILON * b.abs() + 0.5 * tally.near(b);
        let half = 0.5 * c - 0.5 * b;
        if fb == 0.0 {
            return Ok(Reason::Zero);
        }
        if half.abs() <= near {
            return Ok(Reason::Step);
        }
        let proposed = interpolate([a, b, c], [fa, fb, fc]);
        let fits = before.abs() >= near && fa.abs() > fb.abs() && proposed.abs() < 0.5 * before.abs();
        let inside = proposed * half > 0.0 && proposed.abs() < 1.5 * half.abs() - 0.5 * near;
        (before, step) = if fits && inside { (step, proposed) } else { (half, half) };
        (a, fa) = (b, fb);
        b += if step.abs() > near { step } else { near.copysign(half) };
        fb = evaluate(tally, f, b)?;
        if fb.is_nan() {
            return Err(Reason::NonFiniteStuck);
        }
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            (step, before) = (b - a, b - a);
        }
    }
}

/// The step from `b` by the secant, or by inverse quadratic interpolation where there are three points; NaN where values overflow.
fn interpolate([a, b, c]: [f64; 3], [fa, fb, fc]: [f64; 3]) -> f64 {
    let s = fb / fa;
    if a == c {
        return s * (b - c) / (1.0 - s);
    }
    let (q, r) = (fa / fc, fb / fc);
    let p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1.0));
    -p / ((q - 1.0) * (r - 1.0) * (s - 1.0))
}

/// Chapter 5. `x` is the best point, `w` the second best, `v` the one before.
fn least(tally: &mut Tally, f: &mut impl FnMut(f64) -> f64, a: f64, b: f64) -> Result<Reason, Reason> {
    tally.check(&[a, b])?;
    let (mut a, mut b) = (a.min(b), a.max(b));
    let mut look = |tally: &mut Tally, x: f64| -> Result<f64, Reason> {
        tally.count(0)?;
        let value = f(x);
        if value == f64::NEG_INFINITY {
            return Err(Reason::Unbounded);
        }
        let value = if value.is_nan() { f64::INFINITY } else { value };
        tally.offer(x, value, |v| v);
        Ok(value)
    };
    let mut x = a + GOLDEN * (b - a);
    let mut fx = look(tally, x)?;
    let (mut w, mut v, mut fw, mut fv) = (x, x, fx, fx);
    let (mut step, mut before) = (0.0_f64, 0.0_f64);
    loop {
        let middle = 0.5 * a + 0.5 * b;
        let near = sqrt(f64::EPSILON) * x.abs() + tally.near(x) + 1e-300;
        if (x - middle).abs() <= 2.0 * near - 0.5 * (b - a) {
            return if fx.is_finite() { Ok(Reason::Step) } else { Err(Reason::NonFiniteStuck) };
        }
        let proposed = parabola([x, w, v], [fx, fw, fv]);
        let fits = before.abs() > near && proposed.abs() < 0.5 * before.abs();
        let inside = x + proposed > a && x + proposed < b;
        if fits && inside {
            (before, step) = (step, proposed);
            let u = x + step;
            if u - a < 2.0 * near || b - u < 2.0 * near {
                step = near.copysign(middle - x);
            }
        } else {
            before = if x < middle { b - x } else { a - x };
            step = GOLDEN * before;
        }
        let u = x + if step.abs() >= near { step } else { near.copysign(step) };
        let fu = look(tally, u)?;
        if fu <= fx {
            if u < x {
                b = x;
            } else {
                a = x;
            }
            (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu);
        } else {
            if u < x {
                a = u;
            } else {
                b = u;
            }
            if fu <= fw || w == x {
                (v, fv, w, fw) = (w, fw, u, fu);
            } else if fu <= fv || v == x || v == w {
                (v, fv) = (u, fu);
            }
        }
    }
}

/// The step from `x` to the least of the parabola through three points; NaN where there is none.
fn parabola([x, w, v]: [f64; 3], [fx, fw, fv]: [f64; 3]) -> f64 {
    let r = (x - w) * (fx - fv);
    let q = (x - v) * (fx - fw);
    let p = (x - v) * q - (x - w) * r;
    -p / (2.0 * (q - r))
}
