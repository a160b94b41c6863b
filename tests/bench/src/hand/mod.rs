//! The opponents: for each problem the fastest derivative that we can write by hand, in safe Rust.
//!
//! They keep the promises that the generated code keeps. The value has the bits of the primal: sums that a user wrote run in the order
//! that the user wrote, and no `mul_add` replaces a product and a sum. Derivatives meet the same bounds of error: slopes of `tanh` and
//! of the logistic function are taken from the output only where that is accurate. Within that everything goes: fused loops, derivatives that are
//! gathered and not scattered, lengths that are asserted once, exponentials that are kept, sums of derivatives in several lanes.

pub mod calls;
pub mod chained;
pub mod gradbench;
pub mod least_squares;
pub mod lennard_jones;
pub mod linear;
pub mod log_sum_exp;
pub mod logistic;
pub mod mix;
pub mod mlp;
pub mod nested;
pub mod orbit_fit;
pub mod product;
pub mod recurrence;
pub mod rosenbrock;
pub mod shared;

/// The slope of `tanh` at `z`, where it is `t`: from the output while that is accurate.
#[inline]
pub(crate) fn tanh_slope(z: f64, t: f64) -> f64 {
    if t.abs() < 0.7 {
        1.0 - t * t
    } else {
        let q = (-2.0 * z.abs()).exp();
        4.0 * q / ((1.0 + q) * (1.0 + q))
    }
}
