//! Bounds on the unknowns.

use super::{Fault, InvalidInput, Point};

/// Bounds `lower <= x <= upper` on the `n` unknowns, entry by entry; an infinite one does not bind, equal ones hold an unknown fixed.
///
/// A starting point that lies outside is projected: each entry is moved to its nearest bound.
///
/// ```
/// use chainrule::Bounds;
///
/// let box_of_two = Bounds::new([0.0, -1.0], [1.0, f64::INFINITY]);
/// assert_eq!(box_of_two.project([2.0, -3.0]), [1.0, -1.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "box constraints")]
pub struct Bounds<P> {
    lower: P,
    upper: P,
}

impl<P: Point> Bounds<P> {
    /// Both bounds. That they are in order is looked at when a run starts.
    pub const fn new(lower: P, upper: P) -> Self {
        Self { lower, upper }
    }

    /// Lower bounds alone.
    pub fn at_least(lower: P) -> Self {
        Self { upper: filled(&lower, f64::INFINITY), lower }
    }

    /// Upper bounds alone.
    pub fn at_most(upper: P) -> Self {
        Self { lower: filled(&upper, f64::NEG_INFINITY), upper }
    }

    /// The lower bounds.
    pub fn lower(&self) -> &[f64] {
        self.lower.as_ref()
    }

    /// The upper bounds.
    pub fn upper(&self) -> &[f64] {
        self.upper.as_ref()
    }

    /// The nearest point within; NaN stays.
    #[must_use]
    pub fn project(&self, mut x: P) -> P {
        self.confine(&mut x);
        x
    }

    /// The same in place.
    pub(crate) fn confine(&self, x: &mut P) {
        for (i, x) in x.as_mut().iter_mut().enumerate() {
            *x = self.clamp(i, *x);
        }
    }

    /// Entry `i` of a point, moved within.
    pub(crate) fn clamp(&self, i: usize, x: f64) -> f64 {
        let (lower, upper) = (self.lower()[i], self.upper()[i]);
        if x < lower {
            lower
        } else if x > upper {
            upper
        } else {
            x
        }
    }

    /// Asked when a run starts.
    ///
    /// # Errors
    /// If there are not `n` of each, if a lower one is above its upper one, or if one is NaN.
    pub fn validate(&self, n: usize) -> Result<(), InvalidInput> {
        InvalidInput::length("bounds", n, self.lower().len())?;
        InvalidInput::length("bounds", n, self.upper().len())?;
        for (index, (&lower, &upper)) in self.lower().iter().zip(self.upper()).enumerate() {
            let fine = lower <= upper && lower < f64::INFINITY && upper > f64::NEG_INFINITY;
            InvalidInput::check("bounds", fine, Fault::Crossed { index, lower, upper })?;
        }
        Ok(())
    }
}

fn filled<P: Point>(like: &P, value: f64) -> P {
    let mut point = like.zeros();
    point.as_mut().fill(value);
    point
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Fault};

    #[test]
    fn o21_bounds_are_checked() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        let rows = [
            ([0.0, 0.0], [1.0, 1.0], None),
            ([0.0, 2.0], [1.0, 2.0], None),
            ([-inf, -inf], [inf, inf], None),
            ([0.0, 1.5], [1.0, 1.0], Some(1)),
            ([nan, 0.0], [1.0, 1.0], Some(0)),
            ([0.0, 0.0], [1.0, nan], Some(1)),
            ([inf, 0.0], [inf, 1.0], Some(0)),
        ];
        for (lower, upper, bad) in rows {
            let found = Bounds::new(lower, upper).validate(2);
            let at = found.err().and_then(|invalid| match invalid.fault {
                Fault::Crossed { index, .. } => Some(index),
                _ => None,
            });
            assert_eq!(at, bad, "{lower:?} {upper:?}");
        }
        let short = Bounds::at_least(vec![0.0]).validate(2).expect_err("too short");
        assert_eq!(short.fault, Fault::Length { expected: 2, found: 1 });
    }

    #[test]
    fn o21_outside_is_projected() {
        assert_eq!(Bounds::at_least([0.0, 1.0]).project([-1.0, 5.0]), [0.0, 5.0]);
        assert_eq!(Bounds::at_most([0.0, 1.0]).project([-1.0, 5.0]), [-1.0, 1.0]);
    }
}
