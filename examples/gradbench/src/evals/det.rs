//! `det`: a determinant, by expansion along the first row, again and again.

use chainrule::differentiable;
use serde::Deserialize;

use super::{Function, refuse_if};
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function { name: "primal", run: |input| run(input, Input::checked, |input| determinant(&input.a, input.ell)) },
    Function {
        name: "gradient",
        run: |input| run(input, Input::checked, |input| determinant::gradient(&input.a, input.ell)),
    },
];

#[derive(Deserialize)]
struct Input {
    #[serde(rename = "A")]
    a: Vec<f64>,
    ell: usize,
}

impl Input {
    fn checked(self) -> Result<Self, String> {
        refuse_if(!(1..=32).contains(&self.ell), "`ell` must be from 1 to 32")?;
        let (size, given) = (self.ell * self.ell, self.a.len());
        refuse_if(given != size, format!("`A` must have {size} numbers, not {given}"))?;
        Ok(self)
    }
}

/// The determinant of a matrix of `l` rows.
#[differentiable]
#[must_use]
pub fn determinant(a: &[f64], l: usize) -> f64 {
    minor(a, l, 0, (1 << l) - 1)
}

/// The determinant of the rows from `row` on, and of the columns whose bit is set.
#[differentiable]
fn minor(a: &[f64], l: usize, row: usize, columns: u64) -> f64 {
    let mut sum = 0.0;
    let mut sign = 1.0;
    let mut left = columns;
    if row + 1 == l {
        return a[row * l + columns.trailing_zeros() as usize];
    }
    while left != 0 {
        let column = left.trailing_zeros();
        left &= left - 1;
        sum += sign * a[row * l + column as usize] * minor(a, l, row + 1, columns & !(1 << column));
        sign = -sign;
    }
    sum
}
