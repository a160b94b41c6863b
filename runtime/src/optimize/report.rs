//! What a run hands back.

use core::fmt;

use crate::problem::InvalidInput;

/// Why a run stopped. The first four mean that it converged.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// Converged: the gradient is within its tolerance. It vanishes at minima, but also at saddles and where a curve pauses on its way down, as that of `x^3` at 0:
    /// a run that starts on one stays there. [`Report::hessian_indefinite`] tells the former. Far out on a slope that levels off, as that of `exp(-x)`, which has no
    /// minimum, it is within any tolerance too: look at the point.
    Gradient,
    /// Converged: the step is within its tolerance, or too small to change the point.
    Step,
    /// Converged: the value no longer falls by more than its tolerance, or by more than rounding.
    Value,
    /// Converged: a root, where the function is zero.
    Zero,
    /// The limit on iterations was reached.
    IterationLimit,
    /// The limit on evaluations was reached.
    EvaluationLimit,
    /// The limit on time was reached.
    TimeLimit,
    /// No step along a search direction lowers the value.
    LineSearchFailed,
    /// Something is NaN or infinite at the starting point.
    NonFiniteStart(Part),
    /// The constraints could not be met: however much their violation costs, it stays.
    Infeasible,
    /// The function has the same sign at both ends, so there need not be a root between them.
    NoSignChange,
    /// Every step, however short, leads to NaN or infinity.
    NonFiniteStuck,
    /// The linear system of a step could not be solved, even damped.
    SingularSystem,
    /// The trust region shrank to nothing without an acceptable step.
    TrustRegionTooSmall,
    /// The Jacobian is singular, or nearly so, where the residuals are not zero: its linear model promises what no step gives. That may be a minimum without
    /// a root, which second derivatives tell: those of [`HybridNewton`](crate::HybridNewton).
    SingularJacobian,
    /// The value, or the point, runs off to infinity; the report holds the last finite point.
    Unbounded,
    /// The observer asked to stop.
    Observer,
    /// A run that was stepped by hand was left before it ended.
    Unfinished,
    /// A setting, an argument, or the length of an output is out of order; it is named.
    InvalidInput(InvalidInput),
}

/// Which part of the problem is not finite at the starting point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// This coordinate of the point itself.
    Coordinate(usize),
    /// The value.
    Value,
    /// This entry of the gradient.
    Gradient(usize),
    /// This entry of the Hessian.
    Hessian {
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
    },
    /// This residual.
    Residual(usize),
    /// This entry of the Jacobian.
    Jacobian {
        /// Its row: the residual.
        row: usize,
        /// Its column: the unknown.
        column: usize,
    },
}

stored_enum! { Part {
    0 => Coordinate { 0: i },
    1 => Value {},
    2 => Gradient { 0: i },
    3 => Hessian { row: row, column: column },
    4 => Residual { 0: i },
    5 => Jacobian { row: row, column: column },
} }

/// The reasons by their numbers. One that names an input is not kept: the next step finds it again.
#[cfg(feature = "serde")]
const REASONS: [Reason; 18] = [
    Reason::Unfinished,
    Reason::Gradient,
    Reason::Step,
    Reason::Value,
    Reason::Zero,
    Reason::IterationLimit,
    Reason::EvaluationLimit,
    Reason::TimeLimit,
    Reason::LineSearchFailed,
    Reason::Infeasible,
    Reason::NoSignChange,
    Reason::NonFiniteStuck,
    Reason::SingularSystem,
    Reason::TrustRegionTooSmall,
    Reason::Unbounded,
    Reason::Observer,
    Reason::SingularJacobian,
    Reason::NonFiniteStart(Part::Value),
];

#[cfg(feature = "serde")]
impl crate::stored::Stored for Reason {
    fn write(&self, out: &mut Vec<u64>) {
        if let Self::NonFiniteStart(part) = self {
            (REASONS.len() - 1).write(out);
            return part.write(out);
        }
        REASONS.iter().position(|reason| reason == self).unwrap_or(0).write(out);
    }

    fn read(from: &mut crate::stored::Words<'_>) -> Option<Self> {
        let reason = *REASONS.get(usize::read(from)?)?;
        if matches!(reason, Self::NonFiniteStart(_)) {
            Part::read(from).map(Self::NonFiniteStart)
        } else {
            Some(reason)
        }
    }
}

/// How much work a run was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Iterations begun.
    pub iterations: usize,
    /// Calls of the problem of any kind; a call that gives value and derivatives together counts once.
    pub evaluations: usize,
    /// Those among them that gave a gradient or a Jacobian.
    pub gradients: usize,
    /// Those among them that gave a Hessian.
    pub hessians: usize,
}

stored! { Counts { iterations, evaluations, gradients, hessians } }

/// Where a run ended and what it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Report<P> {
    /// The best point: the one of lowest value, and among values that differ by rounding alone, of smallest gradient.
    pub point: P,
    /// The value there; half the sum of squares in least squares. NaN if nothing was evaluated.
    pub value: f64,
    /// The largest magnitude among the gradient's entries there; NaN if it was not evaluated.
    pub gradient_norm: f64,
    /// Why the run stopped.
    pub reason: Reason,
    /// Iterations and evaluations.
    pub counts: Counts,
    /// Whether the Hessian at the end was seen to have a negative eigenvalue: the point is then no minimum but a saddle.
    /// Only methods that form the Hessian can tell.
    pub hessian_indefinite: bool,
}

/// A run that did not converge: why, and the best that it found. Its `Debug` is what `main` and `unwrap` show: the reason in words, and the report.
#[derive(Clone, PartialEq)]
pub struct Failure<P> {
    /// Why the run stopped; the same as in the report.
    pub reason: Reason,
    /// The best finite point with its value, gradient norm and counts; boxed where there is a heap, so that results stay small.
    pub report: Boxed<Report<P>>,
}

#[cfg(feature = "alloc")]
pub(crate) type Boxed<T> = alloc::boxed::Box<T>;

#[cfg(not(feature = "alloc"))]
pub(crate) type Boxed<T> = T;

impl Reason {
    /// Whether it means success.
    #[must_use]
    pub const fn is_converged(&self) -> bool {
        matches!(self, Self::Gradient | Self::Step | Self::Value | Self::Zero)
    }
}

impl From<InvalidInput> for Reason {
    fn from(invalid: InvalidInput) -> Self {
        Self::InvalidInput(invalid)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Gradient => "converged: the gradient is within its tolerance",
            Self::Step => "converged: the step is within its tolerance",
            Self::Value => "converged: the value no longer falls",
            Self::Zero => "converged: a root",
            Self::Infeasible => "the constraints could not be met",
            Self::NoSignChange => "the function has the same sign at both ends",
            Self::IterationLimit => "the limit on iterations was reached",
            Self::EvaluationLimit => "the limit on evaluations was reached",
            Self::TimeLimit => "the limit on time was reached",
            Self::LineSearchFailed => {
                "the line search failed: the gradient is not a descent direction; check with check_gradient"
            }
            Self::NonFiniteStart(part) => return write!(f, "{part} is not finite at the starting point"),
            Self::NonFiniteStuck => "every step, however short, leads to NaN or infinity",
            Self::SingularSystem => "the linear system is singular, even damped",
            Self::TrustRegionTooSmall => {
                "the trust region shrank to nothing: no step lowers the value as the model promises; check the derivatives with check_jacobian"
            }
            Self::SingularJacobian => {
                "the Jacobian is singular here, or nearly: some unknowns are not determined, or this is a minimum where the residuals are not zero"
            }
            Self::Unbounded => "the problem is unbounded below",
            Self::Observer => "stopped by the observer",
            Self::Unfinished => "left before the run ended",
            Self::InvalidInput(invalid) => return invalid.fmt(f),
        };
        f.write_str(words)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, i, after) = match self {
            Self::Coordinate(i) => ("coordinate ", i, ""),
            Self::Value => return f.write_str("the value"),
            Self::Gradient(i) => ("component ", i, " of the gradient"),
            Self::Residual(i) => ("residual ", i, ""),
            Self::Hessian { row, column } | Self::Jacobian { row, column } => {
                let matrix = if matches!(self, Self::Hessian { .. }) { "Hessian" } else { "Jacobian" };
                return write!(f, "entry ({row}, {column}) of the {matrix}");
            }
        };
        write!(f, "{before}{i}{after}")
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { iterations, evaluations, gradients, .. } = *self;
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (of_iterations, of_evaluations) = (plural(iterations), plural(evaluations));
        write!(
            f,
            "{iterations} iteration{of_iterations}, {evaluations} evaluation{of_evaluations} ({gradients} with derivatives)"
        )
    }
}

impl<P> Report<P> {
    /// A run that ended: with success or without, as the reason says.
    pub(crate) fn into_result(self) -> Result<Self, Failure<P>> {
        #[cfg_attr(not(feature = "alloc"), expect(clippy::useless_conversion))]
        if self.reason.is_converged() { Ok(self) } else { Err(Failure { reason: self.reason, report: self.into() }) }
    }

    /// A line on what else the point may be than a minimum, or nothing.
    fn doubts(&self) -> &'static str {
        let stays = matches!(self.reason, Reason::Gradient) && self.counts.iterations == 0;
        match () {
            () if self.hessian_indefinite => "  the Hessian is indefinite: a saddle, not a minimum\n",
            () if !stays => "",
            () if self.gradient_norm == 0.0 => {
                "  it began there: a minimum, or a saddle that another start would leave\n"
            }
            () => "  it began there: a minimum, or the tolerance is too large for the units of the gradient\n",
        }
    }

    /// The same with a point of another type.
    pub(crate) fn map<Q>(self, change: impl FnOnce(P) -> Q) -> Report<Q> {
        let Self { point, value, gradient_norm, reason, counts, hessian_indefinite } = self;
        Report { point: change(point), value, gradient_norm, reason, counts, hessian_indefinite }
    }
}

/// The `Debug` of a value, of which only the beginning is written where it is long.
struct Beginning<'a, P>(&'a P);

/// So many characters are some twenty numbers with all digits.
const LONGEST: usize = 400;

impl<P: fmt::Debug> fmt::Display for Beginning<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Limited { out: f, left: LONGEST };
        let written = fmt::write(&mut out, format_args!("{:?}", self.0));
        if out.left == 0 { f.write_str("...") } else { written }
    }
}

/// Takes a number of bytes; what goes beyond them is an error.
struct Limited<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    left: usize,
}

impl fmt::Write for Limited<'_, '_> {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        if s.len() >= self.left {
            self.left = 0;
            return Err(fmt::Error);
        }
        self.left -= s.len();
        self.out.write_str(s)
    }
}

impl<P: fmt::Debug> fmt::Display for Report<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, gradient_norm, reason, counts, .. } = self;
        let (point, doubts) = (Beginning(&self.point), self.doubts());
        write!(f, "{reason}\n  value     {value:e}\n  gradient  {gradient_norm:.3e}\n  point     {point}\n{doubts}")?;
        write!(f, "  after     {counts}")
    }
}

impl<P> fmt::Display for Failure<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.reason)?;
        if matches!(self.reason, Reason::InvalidInput(_)) {
            return Ok(());
        }
        write!(f, " (best value {:e} after {})", self.report.value, self.report.counts)
    }
}

impl<P: fmt::Debug> fmt::Debug for Failure<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self.reason, Reason::InvalidInput(_)) {
            return write!(f, "{}", self.reason);
        }
        write!(f, "{}", self.report)
    }
}

impl<P: fmt::Debug> core::error::Error for Failure<P> {}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::{Counts, Reason, Report};

    fn report(point: Vec<f64>, reason: Reason, iterations: usize) -> Report<Vec<f64>> {
        let counts = Counts { iterations, evaluations: 3, gradients: 3, hessians: 0 };
        Report { point, value: 2.0, gradient_norm: 0.0, reason, counts, hessian_indefinite: false }
    }

    /// What `main` prints of an error: words, and not ten thousand numbers.
    #[test]
    fn failures_are_words() {
        let failure = report(vec![0.1; 10_000], Reason::IterationLimit, 7).into_result().expect_err("a limit");
        let words = format!("{failure:?}");
        assert!(words.starts_with("the limit on iterations was reached\n  value     2e0\n"), "{words}");
        assert!(words.len() < 700 && words.contains("...\n") && words.contains("7 iterations"), "{words}");
        assert!(report(vec![0.1; 3], Reason::Step, 1).to_string().contains("point     [0.1, 0.1, 0.1]\n"));
    }

    /// A run that begins where the gradient vanishes, as at 0 of `x^3`, has not seen a minimum.
    #[test]
    fn a_stationary_start_is_told() {
        for (reason, iterations, told) in
            [(Reason::Gradient, 0, true), (Reason::Gradient, 1, false), (Reason::Zero, 0, false)]
        {
            let words = report(vec![0.0], reason, iterations).to_string();
            assert_eq!(words.contains("it began there"), told, "{words}");
        }
    }
}
