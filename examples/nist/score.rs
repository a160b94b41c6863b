//! How well fits agree with the certified values.

use chainrule_examples::Figure;

use crate::{data::Set, fit::Fitted};

/// Every figure must agree to as many digits.
pub(crate) const REQUIRED: f64 = 6.0;

/// Digits of agreement of one fit, the worst of each kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Score {
    pub(crate) parameters: f64,
    /// Standard errors and residual sum of squares, where they can be compared.
    pub(crate) spread: Option<Spread>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) errors: f64,
    pub(crate) rss: f64,
}

impl Score {
    pub(crate) fn of(set: &Set, fitted: &Fitted) -> Self {
        let spread = set.rss.as_ref().filter(|_| !noiseless(set));
        Self {
            parameters: worst(&set.parameters, &fitted.parameters),
            spread: spread
                .map(|rss| Spread { errors: worst(&set.errors, &fitted.errors), rss: rss.agreement(fitted.rss) }),
        }
    }

    /// Whether every figure agrees as well as it must.
    pub(crate) fn is_reached(&self) -> bool {
        let spread = self.spread.is_none_or(|spread| spread.errors.min(spread.rss) >= REQUIRED);
        self.parameters >= REQUIRED && spread
    }
}

/// The observations of Lanczos1 lie on the curve to thirteen digits: its residuals, and the standard errors that follow from
/// them, are the rounding of double precision.
pub(crate) fn noiseless(set: &Set) -> bool {
    set.name == "Lanczos1"
}

fn worst(certified: &[Figure], found: &[f64]) -> f64 {
    certified.iter().zip(found).map(|(figure, found)| figure.agreement(*found)).fold(f64::INFINITY, f64::min)
}
