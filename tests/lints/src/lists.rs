//! Lists of tuples, of structs and of rows.

use chainrule::{Differentiable, differentiable};

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Place {
    /// East.
    pub x: f64,
    /// North.
    pub y: f64,
}

/// The squared length of a path.
#[differentiable]
#[must_use]
pub fn length(points: &[(f64, f64)], k: f64) -> f64 {
    let mut sum = 0.0;
    for w in points.windows(2) {
        sum += k * ((w[1].0 - w[0].0).powi(2) + (w[1].1 - w[0].1).powi(2));
    }
    sum
}

/// The energy of charges.
#[differentiable]
#[must_use]
pub fn charges(q: &[([f64; 3], f64, usize)]) -> f64 {
    let mut sum = 0.0;
    for (place, charge, n) in q {
        sum += charge * (place[0] * place[1] + place[2]) * *n as f64;
    }
    sum
}

/// Twice the area of a triangle.
#[differentiable]
#[must_use]
pub fn triangle(p: &[(f64, f64); 3]) -> f64 {
    (p[1].0 - p[0].0) * (p[2].1 - p[0].1) - (p[2].0 - p[0].0) * (p[1].1 - p[0].1)
}

/// The sum of products.
#[differentiable]
#[must_use]
pub fn products(rows: &[Vec<f64>]) -> f64 {
    rows.iter().map(|row| row.iter().product::<f64>()).sum()
}

/// The sum of squares.
#[differentiable]
#[must_use]
pub fn squares(rows: &[&[f64]], pairs: &[Vec<(f64, f64)>]) -> f64 {
    let mut sum = 0.0;
    for row in rows {
        for x in *row {
            sum += x * x;
        }
    }
    for row in pairs {
        for (x, y) in row {
            sum += x * y;
        }
    }
    sum
}

/// The area that a path has below it.
#[differentiable]
#[must_use]
pub fn below(#[active] places: &[Place]) -> f64 {
    let mut sum = 0.0;
    for i in 1..places.len() {
        sum += (places[i].x - places[i - 1].x) * places[i].y;
    }
    sum
}

/// All powers of numbers.
#[differentiable]
#[must_use]
pub fn powers(x: &[f64]) -> Vec<Vec<f64>> {
    x.iter().map(|a| vec![*a, a * a, a * a * a]).collect()
}

/// A spiral.
#[differentiable]
#[must_use]
pub fn spiral(t: &[f64], r: f64) -> Vec<(f64, f64)> {
    t.iter().map(|t| (r * t * t.cos(), r * t * t.sin())).collect()
}

/// What calls them.
#[differentiable]
#[must_use]
pub fn all(t: &[f64], r: f64) -> f64 {
    let points = spiral(t, r);
    let rows = powers(t);
    length(&points, r) + products(&rows)
}

/// What hands its own on.
#[differentiable]
#[must_use]
pub fn on(points: &[(f64, f64)], #[active] places: &[Place]) -> f64 {
    length(points, 2.0) * below(places)
}
