//! Input that no method can start from, said by the name of the field.

use core::fmt;

/// A setting or an argument that is out of order: which one, and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InvalidInput {
    /// The name of the setting or argument, as the builder's method or the parameter is called.
    pub field: &'static str,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with an input.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// It must be finite and at least `least`.
    TooSmall {
        /// What was given.
        value: f64,
        /// The least legal value.
        least: f64,
    },
    /// It must lie strictly between the two ends.
    Outside {
        /// What was given.
        value: f64,
        /// The lower end, not legal itself.
        above: f64,
        /// The upper end, not legal itself.
        below: f64,
    },
    /// It must be a count in this range.
    Count {
        /// What was given.
        value: usize,
        /// The least legal count.
        least: usize,
        /// The greatest legal count.
        most: usize,
    },
    /// Its length does not fit the others.
    Length {
        /// The length that the others call for.
        expected: usize,
        /// The length that was found.
        found: usize,
    },
    /// One of its entries must be positive and finite and is not.
    Entry {
        /// Where it stands.
        index: usize,
        /// What it is.
        value: f64,
    },
    /// A lower bound is above its upper one, or one of them is no bound.
    Crossed {
        /// Where they stand.
        index: usize,
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
    /// The method does not keep to it.
    NotKept,
}

impl InvalidInput {
    pub(crate) fn check(field: &'static str, fine: bool, fault: Fault) -> Result<(), Self> {
        if fine { Ok(()) } else { Err(Self { field, fault }) }
    }

    /// `found` must be `expected`.
    pub(crate) fn length(field: &'static str, expected: usize, found: usize) -> Result<(), Self> {
        let fault = Fault::Length { expected, found };
        if expected == found { Ok(()) } else { Err(Self { field, fault }) }
    }

    /// A tolerance is zero or positive, and finite.
    pub(crate) fn tolerance(field: &'static str, value: f64) -> Result<(), Self> {
        let fault = Fault::TooSmall { value, least: 0.0 };
        Self::check(field, value.is_finite() && value >= 0.0, fault)
    }

    /// A factor lies strictly between two ends.
    pub(crate) fn between(field: &'static str, value: f64, above: f64, below: f64) -> Result<(), Self> {
        let fault = Fault::Outside { value, above, below };
        Self::check(field, value > above && value < below, fault)
    }
}

impl fmt::Display for InvalidInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid input: `{}` {}", self.field, self.fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Words and numbers in turn; one place that writes them is compiled once.
        let (words, numbers): ([&str; 3], [&dyn fmt::Display; 3]) = match self {
            Self::TooSmall { value, least } => (["must be finite and at least ", ", got ", ""], [least, value, &""]),
            Self::Outside { value, above, below: f64::INFINITY } => {
                (["must be finite and above ", ", got ", ""], [above, value, &""])
            }
            Self::Outside { value, above, below } => {
                (["must lie strictly between ", " and ", ", got "], [above, below, value])
            }
            Self::Count { value, least, most: usize::MAX } => {
                (["must be at least ", ", got ", ""], [least, value, &""])
            }
            Self::Count { value, least, most } => (["must be from ", " to ", ", got "], [least, most, value]),
            Self::Length { expected, found } => (["must have length ", ", has length ", ""], [expected, found, &""]),
            Self::Crossed { index, lower, upper } => {
                (["must be in order, entry ", " is to lie between ", " and "], [index, lower, upper])
            }
            Self::NotKept => return f.write_str("are not kept by this method; `LbfgsB` keeps them"),
            Self::Entry { index, value } => {
                (["must hold positive finite numbers, entry ", " is ", ""], [index, value, &""])
            }
        };
        words.iter().zip(numbers).try_for_each(|(words, number)| write!(f, "{words}{number}"))
    }
}

impl core::error::Error for InvalidInput {}
