//! Figures as they were printed, and how well a computed number agrees with them.

use std::{fmt, str::FromStr};

/// A figure as it was printed, with as many digits as were printed.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its value.
    pub value: f64,
    digits: usize,
}

impl Figure {
    /// How many significant digits were printed.
    #[must_use]
    pub fn digits(&self) -> f64 {
        self.digits as f64
    }

    /// To how many digits a number agrees: the log relative error, and all that were printed if it rounds to the figure.
    #[must_use]
    pub fn agreement(&self, found: f64) -> f64 {
        if self.beside(found, 0) == self.value {
            return self.digits();
        }
        let relative = (found - self.value).abs() / self.value.abs();
        // `max` before `min`: it turns the NaN of a number that is none into no digits.
        (-relative.log10()).max(0.0).min(self.digits())
    }

    /// A number with so many digits more than were printed.
    #[must_use]
    pub fn beside(&self, x: f64, more: usize) -> f64 {
        format!("{x:.*e}", self.digits - 1 + more).parse().unwrap_or(f64::NAN)
    }
}

impl FromStr for Figure {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
        let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
        let digits = mantissa.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
        if digits == 0 { Err(format!("`{text}` has no significant digits")) } else { Ok(Self { value, digits }) }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.*e}", self.digits - 1, self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::Figure;

    #[test]
    fn printed_digits_are_counted() {
        for (text, digits) in [("2.3894212918E+02", 11.0), ("-0.2322", 4.0), ("15.0429", 6.0), ("0.0100", 3.0)] {
            assert_eq!(text.parse::<Figure>().expect(text).digits(), digits, "{text}");
        }
        assert!("0".parse::<Figure>().is_err() && "x".parse::<Figure>().is_err());
    }

    #[test]
    fn agreement_is_the_log_relative_error() {
        let figure: Figure = "2.000".parse().expect("a number");
        for (found, digits) in [(2.0004, 4.0), (2.002, 3.0), (2.2, 1.0), (-2.0, 0.0), (f64::NAN, 0.0)] {
            assert!((figure.agreement(found) - digits).abs() < 1e-9, "{found}: {}", figure.agreement(found));
        }
    }
}
