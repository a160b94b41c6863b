//! Secant steps for the approximate conditions of Wolfe.
//!
//! Hager and Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search", SIAM J. Optim. 16 (2005),
//! section 4, and "Algorithm 851" of ACM TOMS 32 (2006), for the bracket: the names of the steps are those of the papers.

use super::{Phi, Sample, Step, Wanted, interpolate};

/// Trials for one search.
const MAX_TRIALS: usize = 50;

/// How much a bracket must shrink in a round, else it is bisected.
const SHRINK: f64 = 0.66;

/// By what factor the search for a bracket goes on.
const EXPAND: f64 = 5.0;

/// Values may rise by this, relatively: they differ by rounding.
const LEVEL: f64 = 1e-12;

/// How a search ends before its rounds do: by an acceptable sample, or by one of the reasons of a run.
enum End {
    Accepted(Sample),
    Failed,
    Run(crate::optimize::Reason),
}

struct Bracket {
    a: Sample,
    b: Sample,
}

struct Search<'a, 'b> {
    wanted: &'a Wanted,
    phi: Phi<'b>,
    left: usize,
    ceiling: f64,
}

#[inline]
pub(super) fn find(wanted: &Wanted, phi: Phi<'_>) -> Step<Option<Sample>> {
    let ceiling = wanted.value + LEVEL * wanted.value.abs();
    let mut search = Search { wanted, phi, left: MAX_TRIALS, ceiling };
    let Err(end) = search.run();
    match end {
        End::Accepted(sample) => Ok(Some(sample)),
        End::Failed => Ok(None),
        End::Run(reason) => Err(reason),
    }
}

impl Search<'_, '_> {
    #[inline]
    fn run(&mut self) -> Result<core::convert::Infallible, End> {
        let mut bracket = self.bracket()?;
        loop {
            let width = bracket.b.length - bracket.a.length;
            let mut next = self.secant_twice(bracket)?;
            if next.b.length - next.a.length > SHRINK * width {
                let middle = 0.5 * (next.a.length + next.b.length);
                next = self.update(next, middle)?;
            }
            if next.b.length - next.a.length <= f64::EPSILON * next.b.length {
                return Err(End::Failed);
            }
            bracket = next;
        }
    }

    /// A sample, or the end of the search if it is acceptable.
    #[inline]
    fn sample(&mut self, length: f64) -> Result<Option<Sample>, End> {
        if self.left == 0 {
            return Err(End::Failed);
        }
        self.left -= 1;
        match (self.phi)(length) {
            Err(reason) => Err(End::Run(reason)),
            Ok(Some(at)) if self.wanted.accepts(&at) => Err(End::Accepted(at)),
            Ok(at) => Ok(at),
        }
    }

    /// A sample where everything is finite between finite ones: else it counts as too high.
    #[inline]
    fn inner(&mut self, length: f64) -> Result<Sample, End> {
        let missing = Sample { length, value: f64::INFINITY, slope: f64::NEG_INFINITY, gradient_norm: f64::NAN };
        Ok(self.sample(length)?.unwrap_or(missing))
    }

    /// B0 to B3: goes on until the slope turns, or the value rises.
    #[inline]
    fn bracket(&mut self) -> Result<Bracket, End> {
        let mut low = self.wanted.origin();
        let (mut length, mut longest) = (self.wanted.first, self.wanted.longest);
        loop {
            let Some(at) = self.sample(length)? else {
                longest = length;
                length = low.length + 0.25 * (length - low.length);
                continue;
            };
            if at.slope >= 0.0 {
                return Ok(Bracket { a: low, b: at });
            }
            if at.value > self.ceiling {
                return self.bisect(self.wanted.origin(), at);
            }
            if at.length >= self.wanted.longest {
                return Err(End::Accepted(at));
            }
            low = at;
            length = (EXPAND * length).min(if longest < self.wanted.longest {
                0.5 * (at.length + longest)
            } else {
                longest
            });
        }
    }

    /// U3: between a falling point that is low and one that is too high there is a rising one.
    #[inline]
    fn bisect(&mut self, mut a: Sample, mut b: Sample) -> Result<Bracket, End> {
        loop {
            if b.length - a.length <= f64::EPSILON * b.length {
                return Err(End::Failed);
            }
            let at = self.inner(0.5 * (a.length + b.length))?;
            if at.slope >= 0.0 {
                return Ok(Bracket { a, b: at });
            }
            if at.value <= self.ceiling {
                a = at;
            } else {
                b = at;
            }
        }
    }

    /// U0 to U2.
    #[inline]
    fn update(&mut self, bracket: Bracket, length: f64) -> Result<Bracket, End> {
        let Bracket { a, b } = bracket;
        if !(length > a.length && length < b.length) {
            return Ok(bracket);
        }
        let at = self.inner(length)?;
        if at.slope >= 0.0 {
            Ok(Bracket { a, b: at })
        } else if at.value <= self.ceiling {
            Ok(Bracket { a: at, b })
        } else {
            self.bisect(a, at)
        }
    }

    /// S1 to S4.
    #[inline]
    fn secant_twice(&mut self, bracket: Bracket) -> Result<Bracket, End> {
        let (old_a, old_b) = (bracket.a, bracket.b);
        let c = interpolate::secant(&old_a, &old_b);
        let next = self.update(bracket, c)?;
        let again = if c == next.b.length {
            interpolate::secant(&old_b, &next.b)
        } else if c == next.a.length {
            interpolate::secant(&old_a, &next.a)
        } else {
            return Ok(next);
        };
        self.update(next, again)
    }
}
