//! Newton's and Halley's methods, kept from running away.

use super::{Settings, Tally, shared_settings};
use crate::{
    optimize::{self, Failure, Part, Reason, Report},
    problem::from_fns,
};

/// Newton's method from a guess: for a root by the derivative, for a minimum by two.
///
/// A step that does not bring the function nearer to zero is shortened until it does, and a step out of a bracket that was seen on the way
/// is replaced by the bracket's middle (Dennis and Schnabel, *Numerical Methods for Unconstrained Optimization*, 1983, chapter 2).
#[derive(Clone, Copy, Debug)]
pub struct Newton {
    settings: Settings,
}

/// Halley's method for a root, from a guess by two derivatives: three times the digits with each step, where Newton's has twice.
///
/// Halley (1694); Gander, "On Halley's iteration method" (1985). Safe as [`Newton`] is.
#[derive(Clone, Copy, Debug)]
pub struct Halley {
    settings: Settings,
}

impl Default for Newton {
    fn default() -> Self {
        Self::new()
    }
}

impl Default for Halley {
    fn default() -> Self {
        Self::new()
    }
}

impl Newton {
    /// The defaults: to the last digit, 200 evaluations.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(2.0 * f64::EPSILON) }
    }

    shared_settings! { "Converged once a step is at most this, relative to the point; default two units in the last place." }

    /// A root, from a function that gives value and derivative: `f::value_and_derivative`.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point: [`Reason::LineSearchFailed`] where no step brings the function nearer to zero, as
    /// at a minimum above it, [`Reason::SingularSystem`] where the derivative is zero.
    pub fn root(&self, mut f: impl FnMut(f64) -> (f64, f64), start: f64) -> Result<Report<f64>, Failure<f64>> {
        solve(self.settings, 1, start, &mut |x| {
            let (value, slope) = f(x);
            [value, slope, value / slope]
        })
    }

    /// A minimum, from `f::value_and_derivative` and `f::second_derivative`: [`crate::Newton`] with one unknown, whose line search keeps
    /// it from maxima.
    ///
    /// # Errors
    /// A [`Failure`] with the reason and the best point.
    ///
    /// ```
    /// use chainrule::{differentiable, scalar};
    ///
    /// #[differentiable]
    /// fn well(x: f64) -> f64 {
    ///     x.powi(4) - x * x
    /// }
    ///
    /// let best = scalar::Newton::new().minimum(well::value_and_derivative, well::second_derivative, 0.1)?;
    /// assert!((best.point - 0.5_f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), chainrule::Failure<f64>>(())
    /// ```
    pub fn minimum(
        &self,
        f: impl Fn(f64) -> (f64, f64),
        second: impl Fn(f64) -> f64,
        start: f64,
    ) -> Result<Report<f64>, Failure<f64>> {
        let first = |x: &[f64; 1], g: &mut [f64; 1]| {
            let (value, slope) = f(x[0]);
            g[0] = slope;
            value
        };
        let problem =
            from_fns(|x: &[f64; 1]| f(x[0]).0, first).with_hessian(|x, g: &mut [f64; 1], h: &mut [[f64; 1]; 1]| {
                h[0][0] = second(x[0]);
                first(x, g)
            });
        let newton = optimize::Newton::new()
            .gradient_tolerance(0.0)
            .step_tolerance(self.settings.tolerance)
            .max_iterations(usize::MAX)
            .max_evaluations(self.settings.max_evaluations);
        match newton.minimize(problem, [start]) {
            Ok(report) => report.map(|x| x[0]).into_result(),
            Err(failure) => failure.report.map(|x| x[0]).into_result(),
        }
    }
}

impl Halley {
    /// The defaults: to the last digit, 200 evaluations.
    #[must_use]
    pub const fn new() -> Self {
        Self { settings: Settings::new(2.0 * f64::EPSILON) }
    }

    shared_settings! { "Converged once a step is at most this, relative to the point; default two units in the last place." }

    /// A root, from functions that give value and derivative, and the second derivative: `f::value_and_derivative` and
    /// `f::second_derivative`.
    ///
    /// # Errors
    /// As [`Newton::root`].
    pub fn root(
        &self,
        mut f: impl FnMut(f64) -> (f64, f64),
        mut second: impl FnMut(f64) -> f64,
        start: f64,
    ) -> Result<Report<f64>, Failure<f64>> {
        solve(self.settings, 2, start, &mut |x| {
            let (value, slope) = f(x);
            let newton = value / slope;
            let bend = 1.0 - 0.5 * newton * (second(x) / slope);
            // Where the parabola turns, it is of no use.
            [value, slope, if bend > 0.5 && bend < 2.0 { newton / bend } else { newton }]
        })
    }
}

/// The share of the promised approach to zero that makes a step acceptable.
const SUFFICIENT: f64 = 1e-4;

/// Whoever comes nearer to zero by less than this share, by a shortened step, has stopped at a minimum above it.
const STUCK: f64 = 1e-8;

/// How often a step is shortened.
const HALVINGS: usize = 60;

/// Value, slope, and the step to be taken off.
type Local = [f64; 3];

#[inline]
fn solve(
    settings: Settings,
    order: u8,
    start: f64,
    f: &mut dyn FnMut(f64) -> Local,
) -> Result<Report<f64>, Failure<f64>> {
    let mut tally = Tally::new(settings, start);
    let mut slope = f64::NAN;
    let reason = iterate(&mut tally, order, start, f, &mut slope).unwrap_or_else(|reason| reason);
    tally.report(reason, slope.abs())
}

#[inline]
fn iterate(
    tally: &mut Tally,
    order: u8,
    start: f64,
    f: &mut dyn FnMut(f64) -> Local,
    slope: &mut f64,
) -> Result<Reason, Reason> {
    tally.check(&[start])?;
    tally.count(order)?;
    let mut x = start;
    let mut here = f(x);
    if !here[0].is_finite() {
        return Err(Reason::NonFiniteStart(Part::Value));
    }
    if here[1].is_nan() {
        return Err(Reason::NonFiniteStart(Part::Gradient(0)));
    }
    tally.offer(x, here[0], f64::abs);
    // The nearest points below and above zero that were seen.
    let mut bracket = [f64::NAN; 2];
    loop {
        *slope = here[1];
        if here[0] == 0.0 {
            return Ok(Reason::Zero);
        }
        tally.counts.iterations += 1;
        bracket[usize::from(here[0] > 0.0)] = x;
        let [a, b] = bracket;
        let between = |x: f64| (x - a) * (x - b) < 0.0;
        let bracketed = !a.is_nan() && !b.is_nan();
        let mut step = -here[2];
        if bracketed && !between(x + step) {
            step = 0.5 * a + 0.5 * b - x;
        }
        if !step.is_finite() {
            return Err(Reason::SingularSystem);
        }
        let mut finite = false;
        let mut next = None;
        let mut share = 1.0;
        for _ in 0..HALVINGS {
            let trial = x + step;
            if trial == x {
                break;
            }
            tally.count(order)?;
            let there = f(trial);
            let fine = there[0].is_finite() && !there[1].is_nan();
            finite |= fine;
            let crosses = bracketed && (there[0] > 0.0) != (here[0] > 0.0);
            let nearer = there[0].abs() < (1.0 - SUFFICIENT * share) * here[0].abs();
            if fine && (nearer || crosses) {
                let worthwhile = crosses || share == 1.0 || there[0].abs() < (1.0 - STUCK) * here[0].abs();
                next = worthwhile.then_some((trial, there));
                break;
            }
            // The least of the parabola through the squares.
            let ratio = there[0] / here[0];
            let factor = if fine { (1.0 + ratio * ratio).recip().clamp(0.1, 0.5) } else { 0.25 };
            (step, share) = (factor * step, factor * share);
        }
        let Some((trial, there)) = next else {
            // No step is better: at the last digit, or stuck.
            let settled = here[2].abs() <= 4.0 * f64::EPSILON * x.abs() + tally.near(x);
            return match (settled, finite) {
                (true, _) => Ok(Reason::Step),
                (_, true) => Err(Reason::LineSearchFailed),
                _ => Err(Reason::NonFiniteStuck),
            };
        };
        tally.offer(trial, there[0], f64::abs);
        (x, here) = (trial, there);
        if step.abs() <= tally.near(x) {
            *slope = here[1];
            return Ok(Reason::Step);
        }
    }
}
