//! A step within a trust region, by factorizations of a sparse Hessian.
//!
//! Moré and Sorensen, "Computing a trust region step" (1983), algorithm 3.14 and lemma 3.4; Conn, Gould and Toint, *Trust-Region
//! Methods* (2000), section 7.3. With `z = D p`, `B = D^-1 H D^-1` and the scaled gradient `g`, the model is `g' z + 1/2 z' B z`. A step with
//! `(B + mu I) z = -g` and `B + mu I` definite makes it fall by `(-g' z + mu |z|^2) / 2`, and none within the radius `r` by more than
//! `(-g' z + mu r^2) / 2`.

use alloc::{vec, vec::Vec};

use super::ball::Promise;
use crate::{
    linalg::{SparseFactor, add_multiple, dot, max_abs, norm, sqrt},
    sparse::SparseHessian,
};

/// How near the length must come to the radius, and the fall to the best one.
const NEAR: f64 = 0.1;

/// Rounds of the iteration for `mu`; two or three are usual.
const ROUNDS: usize = 40;

/// A shift by this share of the matrix makes a singular one definite, and hardly changes a step.
const SLIGHT: f64 = 1e-10;

/// Rounds of inverse iteration for the direction of least curvature.
const INVERSE: usize = 3;

/// The factor, and where the last iteration for `mu` ended.
#[derive(Clone, Debug)]
pub(crate) struct SparseStep {
    factor: SparseFactor,
    shift: f64,
    lowest: Vec<f64>,
    work: Vec<f64>,
}

stored! { SparseStep { factor, shift, lowest, work } }

/// What a step is looked for in: the Hessian, the scaled gradient, the scales, the radius; and the unit of the value in which `mu` and falls are
/// measured, so that nothing overflows.
#[derive(Clone, Copy)]
struct Region<'a> {
    hessian: &'a SparseHessian,
    gradient: &'a [f64],
    scales: &'a [f64],
    radius: f64,
    unit: f64,
}

/// Where `mu` is known to lie, and the size of `B`.
#[derive(Clone, Copy)]
struct Interval {
    lower: f64,
    upper: f64,
    size: f64,
}

impl SparseStep {
    #[inline]
    pub(crate) fn new(n: usize) -> Self {
        let start = (0..n).map(|i| 1.0 + 0.1 * (i % 7) as f64).collect();
        Self { factor: SparseFactor::default(), shift: 0.0, lowest: start, work: vec![0.0; n] }
    }

    /// Writes a step `z` of length at most `radius` to within a tenth, for the scaled gradient.
    #[inline]
    pub(crate) fn within(
        &mut self,
        hessian: &SparseHessian,
        gradient: &[f64],
        scales: &[f64],
        radius: f64,
        z: &mut [f64],
    ) -> Promise {
        let (region, mut interval) = Region::new(hessian, gradient, scales, radius, &mut self.work);
        let mut mu = interval.lower;
        for _ in 0..ROUNDS {
            if !self.factor(&region, mu) {
                mu = interval.after_indefinite(mu, self.shift);
                continue;
            }
            self.solve(&region, z);
            if let Some(promise) = self.judge(&region, mu, z, &mut interval) {
                return promise;
            }
            mu = interval.inside(mu + self.correction(&region, z));
        }
        self.shortened(&region, interval.upper, z)
    }

    #[inline]
    fn factor(&mut self, region: &Region<'_>, mu: f64) -> bool {
        self.factor.factor(region.hessian, |i| region.unit * region.scales[i] * mu * region.scales[i])
    }

    /// `z = -(B + mu I)^-1 g`.
    #[inline]
    fn solve(&mut self, region: &Region<'_>, z: &mut [f64]) {
        z.iter_mut().zip(region.gradient).for_each(|(z, g)| *z = -g);
        self.apply_inverse(region, z);
    }

    #[inline]
    fn apply_inverse(&mut self, region: &Region<'_>, z: &mut [f64]) {
        z.iter_mut().zip(region.scales).for_each(|(z, d)| *z *= d);
        self.factor.solve(z);
        z.iter_mut().zip(region.scales).for_each(|(z, d)| *z *= d);
    }

    /// Whether the step will do; else narrows the interval by it.
    #[inline]
    fn judge(&mut self, region: &Region<'_>, mu: f64, z: &mut [f64], interval: &mut Interval) -> Option<Promise> {
        let (radius, length) = (region.radius, norm(z));
        let slope = -dot(region.gradient, z) / region.unit;
        let fall = 0.5 * (slope + mu * length * length);
        let promise = |fall: f64, is_bounded| Promise { fall: fall * region.unit, is_bounded };
        let best = 0.5 * (slope + mu * radius * radius);
        if length > radius {
            interval.lower = mu;
        } else if best - fall <= NEAR * NEAR * fall {
            return Some(promise(fall, false));
        }
        if (length - radius).abs() <= NEAR * radius {
            self.shift = mu;
            return Some(promise(fall, true));
        }
        if length < radius {
            interval.upper = mu;
            let curvature = self.find_lowest(region);
            let border = to_border(z, &self.lowest, radius);
            let lost = 0.5 * border * border * curvature;
            // A direction without slope or curvature is left alone.
            let bends = curvature - mu < -SLIGHT * interval.size;
            if bends && lost <= NEAR * best {
                self.shift = mu;
                add_multiple(z, border, &self.lowest);
                return Some(promise(best - lost, true));
            }
            interval.lower = interval.lower.max(mu - curvature);
        }
        None
    }

    /// The direction of least curvature, by inverse iteration; returns `u' (B + mu I) u`.
    #[inline]
    fn find_lowest(&mut self, region: &Region<'_>) -> f64 {
        let mut u = core::mem::take(&mut self.lowest);
        let mut curvature = 0.0;
        let size = norm(&u);
        u.iter_mut().for_each(|u| *u /= size);
        for _ in 0..INVERSE {
            self.work.copy_from_slice(&u);
            u.iter_mut().for_each(|u| *u *= region.unit);
            self.apply_inverse(region, &mut u);
            let size = norm(&u);
            curvature = dot(&u, &self.work) / size / size;
            u.iter_mut().for_each(|u| *u /= size);
        }
        self.lowest = u;
        curvature
    }

    /// Newton's correction to `mu` for `|z| = radius`, in Hebden's form.
    #[inline]
    fn correction(&mut self, region: &Region<'_>, z: &[f64]) -> f64 {
        let length = norm(z);
        let mut w = core::mem::take(&mut self.work);
        w.iter_mut().zip(z).for_each(|(w, z)| *w = z / length * region.unit);
        self.apply_inverse(region, &mut w);
        let square = w.iter().zip(z).map(|(w, z)| w * z).sum::<f64>() / length;
        self.work = w;
        (length - region.radius) / region.radius / square
    }

    /// Where the iteration did not end: the step for a shift that makes it short enough.
    #[inline]
    fn shortened(&mut self, region: &Region<'_>, mu: f64, z: &mut [f64]) -> Promise {
        if !self.factor(region, mu) {
            z.fill(f64::NAN);
            return Promise { fall: f64::NAN, is_bounded: true };
        }
        self.solve(region, z);
        let length = norm(z);
        let share = (region.radius / length).min(1.0);
        let slope = -dot(region.gradient, z);
        let mu = mu * region.unit;
        z.iter_mut().for_each(|z| *z *= share);
        Promise {
            fall: share * (1.0 - 0.5 * share) * slope + 0.5 * mu * share * share * length * length,
            is_bounded: true,
        }
    }

    /// Whether the Hessian has a negative eigenvalue that rounding cannot explain.
    #[inline]
    pub(crate) fn is_indefinite(&mut self, hessian: &SparseHessian) -> bool {
        let largest = max_abs(hessian.values());
        let rounding = 10.0 * hessian.dimension() as f64 * f64::EPSILON * largest;
        largest > 0.0 && !self.factor.factor(hessian, |_| rounding)
    }
}

impl<'a> Region<'a> {
    /// With the interval that Gershgorin's discs give.
    #[inline]
    fn new(
        hessian: &'a SparseHessian,
        gradient: &'a [f64],
        scales: &'a [f64],
        radius: f64,
        rest: &mut [f64],
    ) -> (Self, Interval) {
        let scaled = |i: usize, j: usize, h: f64| h / scales[i] / scales[j];
        let largest = hessian.iter().fold(0.0, |most: f64, (i, j, h)| most.max(scaled(i, j, h).abs()));
        let unit = largest.max(max_abs(gradient) / radius).clamp(f64::MIN_POSITIVE, f64::MAX);
        rest.fill(0.0);
        for (i, j, h) in hessian.iter().filter(|(i, j, _)| i != j) {
            let size = scaled(i, j, h).abs() / unit;
            rest[i] += size;
            rest[j] += size;
        }
        let (mut lowest, mut least, mut greatest) = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY);
        for (i, rest) in rest.iter().enumerate() {
            let diagonal = scaled(i, i, hessian.get(i, i)) / unit;
            lowest = lowest.min(diagonal);
            least = least.min(diagonal - rest);
            greatest = greatest.max(diagonal + rest);
        }
        let needed = norm(gradient) / unit / radius;
        let lower = (needed - greatest).max(-lowest).max(0.0);
        let size = greatest.abs().max(least.abs());
        let upper = (needed - least).max(lower).max(SLIGHT * size);
        (Self { hessian, gradient, scales, radius, unit }, Interval { lower, upper, size })
    }
}

impl Interval {
    /// A `mu` in the interval: the one that is asked for, if it is in there.
    #[inline]
    fn inside(&self, mu: f64) -> f64 {
        if mu > self.lower && mu < self.upper {
            return mu;
        }
        let share = 0.01 * (self.upper - self.lower);
        sqrt(self.lower * self.upper).max(self.lower + share)
    }

    /// The next `mu` where the matrix was not definite.
    #[inline]
    fn after_indefinite(&mut self, mu: f64, last: f64) -> f64 {
        self.lower = self.lower.max(mu);
        let slight = SLIGHT * self.size;
        if mu < slight && slight < self.upper { slight } else { self.inside(last) }
    }
}

/// The shorter way from `z` to the border along the line of the unit vector `u`.
#[inline]
fn to_border(z: &[f64], u: &[f64], radius: f64) -> f64 {
    let (along, length) = (dot(z, u), norm(z));
    let missing = (radius - length) * (radius + length);
    let root = sqrt(along * along + missing);
    missing / if along < 0.0 { along - root } else { along + root }
}
