//! How far the hand is from what was seen of it.

use chainrule::differentiable;

use super::hand::{Hand, positions};

/// What was seen of the hand.
#[derive(Debug)]
pub struct Seen {
    /// Where.
    pub points: Vec<[f64; 3]>,
    /// Between which vertices of the skin.
    pub corners: Vec<[usize; 3]>,
}

/// From the skin to each point that was seen, where `us` say how near that is to the corners.
#[differentiable(constant(us, hand, seen))]
#[must_use]
pub fn residuals(theta: &[f64; 26], us: &[[f64; 2]], hand: &Hand, seen: &Seen) -> Vec<[f64; 3]> {
    let positions: Vec<[f64; 3]> = positions(theta, hand);
    let mut residuals = vec![[0.0; 3]; us.len()];
    for i in 0..us.len() {
        let [a, b, c] = seen.corners[i];
        residuals[i] = residual(&us[i], &positions[a], &positions[b], &positions[c], &seen.points[i]);
    }
    residuals
}

/// From the place in a triangle whose barycentric coordinates begin with `u`, to a point that was seen.
#[differentiable(constant(seen), wrt(u))]
#[must_use]
pub fn residual(u: &[f64; 2], a: &[f64; 3], b: &[f64; 3], c: &[f64; 3], seen: &[f64; 3]) -> [f64; 3] {
    let rest = 1.0 - u[0] - u[1];
    std::array::from_fn(|i| seen[i] - (u[0] * a[i] + u[1] * b[i] + rest * c[i]))
}
