//! The table of a fit.

use core::fmt;

use super::Fit;
use crate::problem::Point;

impl<P: Point> fmt::Display for Fit<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (estimates, errors) = (self.parameters.as_ref(), self.standard_errors.as_ref());
        writeln!(f, "{:<9} {:>18} {:>14} {:>9}", "parameter", "estimate", "std. error", "t")?;
        for (i, (estimate, error)) in estimates.iter().zip(errors).enumerate() {
            let name = format!("b[{i}]");
            let (estimate, t) = (significant(*estimate, 10), significant(estimate / error, 4));
            if self.at_bound[i] {
                writeln!(f, "{name:<9} {estimate:>18} {:>14}", "at its bound")?;
                continue;
            }
            writeln!(f, "{name:<9} {estimate:>18} {:>14} {t:>9}", significant(*error, 4))?;
        }
        let free = self.at_bound.iter().filter(|held| !**held).count();
        if self.rank < free {
            writeln!(f, "the data determine only {} of {free} parameters", self.rank)?;
        }
        writeln!(
            f,
            "\nresidual standard deviation {} on {} degrees of freedom",
            significant(self.residual_deviation, 7),
            self.degrees_of_freedom
        )?;
        let (rss, r_squared) = (significant(self.rss, 7), significant(self.r_squared, 6));
        writeln!(f, "residual sum of squares {rss}, R² {r_squared}")?;
        write!(f, "{} after {}", self.report.reason, self.report.counts)
    }
}

/// A number to so many significant digits: plain where that is short, else with an exponent.
#[inline]
fn significant(x: f64, digits: usize) -> String {
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
    let scientific = format!("{x:.*e}", digits - 1);
    // How many digits stand behind the point, if the exponent is zero.
    let behind = digits - 1;
    let (negative, exponent) = exponent(&scientific);
    let places = match (negative, exponent) {
        (false, e) if e <= behind => behind - e,
        (true, e) if e <= 4 => behind + e,
        _ => return scientific,
    };
    format!("{x:.places$}")
}

/// The exponent at the end of a number: whether it is negative, and its size.
#[inline]
fn exponent(scientific: &str) -> (bool, usize) {
    let (mut size, mut unit) = (0, 1);
    for byte in scientific.bytes().rev() {
        match byte {
            b'e' => break,
            b'-' => return (true, size),
            _ => size += unit * usize::from(byte - b'0'),
        }
        unit *= 10;
    }
    (false, size)
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn digits_are_significant() {
        let rows = [
            (238.942_129_18, 6, "238.942"),
            (5.501_564e-4, 5, "0.00055016"),
            (5.501_564e-5, 5, "5.5016e-5"),
            (-1234.5, 4, "-1234"),
            (123_456.0, 4, "1.235e5"),
            (0.999_999, 3, "1.00"),
            (0.0, 3, "0"),
            (f64::NAN, 3, "NaN"),
        ];
        for (x, digits, text) in rows {
            assert_eq!(significant(x, digits), text);
        }
    }
}
