//! What a run hands back.

use core::fmt;

use crate::problem::InvalidInput;

/// Why a run stopped. The first four mean that it converged.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// Converged: the gradient is within its tolerance.
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
const REASONS: [Reason; 17] = [
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

/// A run that did not converge: why, and the best that it found.
#[derive(Clone, Debug, PartialEq)]
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
        match self {
            Self::Coordinate(i) => write!(f, "coordinate {i}"),
            Self::Value => f.write_str("the value"),
            Self::Gradient(i) => write!(f, "component {i} of the gradient"),
            Self::Hessian { row, column } => write!(f, "entry ({row}, {column}) of the Hessian"),
            Self::Residual(i) => write!(f, "residual {i}"),
            Self::Jacobian { row, column } => write!(f, "entry ({row}, {column}) of the Jacobian"),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { iterations, evaluations, gradients, .. } = *self;
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        write!(f, "{iterations} iteration{}, {evaluations} evaluation{}", plural(iterations), plural(evaluations))?;
        write!(f, " ({gradients} with derivatives)")
    }
}

impl<P> Report<P> {
    /// A run that ended: with success or without, as the reason says.
    pub(crate) fn into_result(self) -> Result<Self, Failure<P>> {
        #[cfg_attr(not(feature = "alloc"), expect(clippy::useless_conversion))]
        if self.reason.is_converged() { Ok(self) } else { Err(Failure { reason: self.reason, report: self.into() }) }
    }

    /// The same with a point of another type.
    pub(crate) fn map<Q>(self, change: impl FnOnce(P) -> Q) -> Report<Q> {
        let Self { point, value, gradient_norm, reason, counts, hessian_indefinite } = self;
        Report { point: change(point), value, gradient_norm, reason, counts, hessian_indefinite }
    }
}

impl<P: fmt::Debug> fmt::Display for Report<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.reason)?;
        writeln!(f, "  value     {:e}", self.value)?;
        writeln!(f, "  gradient  {:.3e}", self.gradient_norm)?;
        writeln!(f, "  point     {:?}", self.point)?;
        if self.hessian_indefinite {
            writeln!(f, "  the Hessian is indefinite: a saddle, not a minimum")?;
        }
        write!(f, "  after     {}", self.counts)
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

impl<P: fmt::Debug> core::error::Error for Failure<P> {}
