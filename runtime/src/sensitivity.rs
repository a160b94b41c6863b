//! How a solution moves with parameters: the implicit function theorem on generated derivatives.
//!
//! A root `x` of `r(x, p) = 0` moves by `dx/dp = -(dr/dx)^-1 dr/dp`; a minimizer of `f(x, p)` is a root of its gradient, and moves by
//! `dx/dp = -H_xx^-1 H_xp` (Dontchev and Rockafellar, *Implicit Functions and Solution Mappings*, 2009, theorem 1B.1). The blocks stand
//! side by side in the Jacobian and in the Hessian that the macro writes, where `x` comes before `p` in the signature.
//!
//! ```
//! use chainrule::{Newton, differentiable, sensitivity};
//!
//! /// The energy of two coupled springs under a load.
//! #[differentiable]
//! fn energy(x: &[f64; 2], p: &[f64; 3]) -> f64 {
//!     let [stiffness, coupling, load] = *p;
//!     0.5 * stiffness * (x[0] * x[0] + x[1] * x[1]) + 0.25 * coupling * (x[1] - x[0]).powi(4) - load * x[1]
//! }
//!
//! /// The same with the parameters held.
//! #[differentiable]
//! fn held(x: &[f64; 2], #[constant] p: &[f64; 3]) -> f64 {
//!     energy(x, p)
//! }
//!
//! let p = [2.0, 1.0, 3.0];
//! let x = Newton::new().minimize(held::objective(&p), [0.0, 0.0])?.point;
//! let moves: [[f64; 3]; 2] = sensitivity::of_minimizer(&energy::hessian(&x, &p)).expect("a strict minimum");
//!
//! // A stronger load moves both masses; a difference of two solutions says the same.
//! let more = Newton::new().minimize(held::objective(&[2.0, 1.0, 3.0 + 1e-6]), x)?.point;
//! for i in 0..2 {
//!     assert!(((more[i] - x[i]) / 1e-6 - moves[i][2]).abs() < 1e-5);
//! }
//! # Ok::<(), chainrule::Failure<[f64; 2]>>(())
//! ```
//!
//! A minimizer within bounds moves otherwise than one without: what stands at a bound stays ([`of_minimizer_within`]). Under constraints it is a root of the
//! conditions of Karush, Kuhn and Tucker, with the multipliers of the constraints that bind among its unknowns: [`of_root`] of their Jacobian.

use alloc::{vec, vec::Vec};
use core::fmt;

use crate::{
    linalg::{ldl, lu, lu_solve, sqrt},
    problem::{Bounds, Point},
};

/// Why there is no derivative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoSensitivity {
    /// The derivative with respect to the unknowns is singular, or not finite: the theorem does not apply.
    Singular,
    /// The Hessian with respect to the unknowns is not positive definite: the point is no strict minimum.
    NotAMinimum,
    /// This unknown stands at a bound, and the gradient does not press it there: it leaves the bound one way and not the other.
    LeavesBound(usize),
}

impl fmt::Display for NoSensitivity {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Singular => f.write_str("the derivative with respect to the unknowns is singular"),
            Self::NotAMinimum => f.write_str("the Hessian with respect to the unknowns is not positive definite"),
            Self::LeavesBound(i) => write!(f, "unknown {i} stands at a bound where its slope is zero"),
        }
    }
}

impl core::error::Error for NoSensitivity {}

/// The derivative `n * q` of a root with respect to `q` parameters, from the Jacobian `n * (n + q)` of `n` residuals with respect to `n`
/// unknowns, then parameters.
///
/// # Errors
/// [`NoSensitivity::Singular`].
///
/// ```
/// use chainrule::{differentiable, sensitivity};
///
/// /// Kepler's equation.
/// #[differentiable]
/// fn kepler(x: &[f64; 1], p: &[f64; 2]) -> [f64; 1] {
///     [x[0] - p[0] * x[0].sin() - p[1]]
/// }
///
/// let (x, e) = (2.0_f64, 0.3);
/// let p = [e, x - e * x.sin()];
/// let [[by_e, by_mean]] = sensitivity::of_root(&kepler::jacobian(&[x], &p))?;
/// assert!((by_mean - 1.0 / (1.0 - e * x.cos())).abs() < 1e-15 && (by_e - x.sin() * by_mean).abs() < 1e-15);
/// # Ok::<(), sensitivity::NoSensitivity>(())
/// ```
pub fn of_root<const N: usize, const Q: usize, const M: usize>(
    jacobian: &[[f64; M]; N],
) -> Result<[[f64; Q]; N], NoSensitivity> {
    const { assert!(N + Q == M, "the Jacobian has a column for each unknown, then one for each parameter") }
    let mut moves = [[0.0; Q]; N];
    let (mut block, mut pivots, mut column) = ([[0.0; N]; N], [0; N], [0.0; N]);
    let room = Room { block: block.as_flattened_mut(), pivots: &mut pivots, column: &mut column };
    solve(N, Q, jacobian.as_flattened(), moves.as_flattened_mut(), room)?;
    Ok(moves)
}

/// The derivative `n * q` of a minimizer with respect to `q` parameters, from the Hessian over `n` unknowns, then parameters. No unknown may stand at a
/// bound: for that there is [`of_minimizer_within`].
///
/// # Errors
/// [`NoSensitivity::NotAMinimum`], and [`NoSensitivity::Singular`] where something is not finite.
pub fn of_minimizer<const N: usize, const Q: usize, const M: usize>(
    hessian: &[[f64; M]; M],
) -> Result<[[f64; Q]; N], NoSensitivity> {
    const { assert!(N + Q == M, "the Hessian is over the unknowns, then the parameters") }
    let mut block = [[0.0; N]; N];
    is_minimum(N, M, hessian.as_flattened(), block.as_flattened_mut())?;
    let mut rows = [[0.0; M]; N];
    rows.copy_from_slice(&hessian[..N]);
    of_root(&rows)
}

/// The same of a minimizer `x` within bounds, with the gradient with respect to the `n` unknowns: those that the gradient presses against a
/// bound stay there, and the others move as if those were constants.
///
/// J. Bonnans and A. Shapiro, *Perturbation Analysis of Optimization Problems* (2000), section 5.1: there is a derivative under strict
/// complementarity.
///
/// # Errors
/// [`NoSensitivity::LeavesBound`] where an unknown stands at a bound and its slope is zero to within rounding; else those of [`of_minimizer`].
///
/// ```
/// use chainrule::{Bounds, LbfgsB, Objective, differentiable, sensitivity};
///
/// #[differentiable]
/// fn cost(x: &[f64; 2], p: &[f64; 2]) -> f64 {
///     (x[0] - p[0]).powi(2) + (x[1] - p[1] * x[0]).powi(2)
/// }
///
/// #[differentiable]
/// fn held(x: &[f64; 2], #[constant] p: &[f64; 2]) -> f64 {
///     cost(x, p)
/// }
///
/// let (p, bounds) = ([3.0, 2.0], Bounds::new([0.0, 0.0], [1.0, 9.0]));
/// let x = LbfgsB::new().minimize(held::objective(&p).within(bounds), [0.5, 0.5])?.point;
/// let moves: [[f64; 2]; 2] =
///     sensitivity::of_minimizer_within(&x, &held::gradient(&x, &p), &cost::hessian(&x, &p), &bounds).expect("pressed");
/// // x[0] stays at 1, and x[1] = p[1] x[0].
/// for (found, expected) in moves.as_flattened().iter().zip([0.0, 0.0, 0.0, 1.0]) {
///     assert!((found - expected).abs() < 1e-12);
/// }
/// # Ok::<(), chainrule::Failure<[f64; 2]>>(())
/// ```
pub fn of_minimizer_within<const N: usize, const Q: usize, const M: usize>(
    x: &[f64; N],
    gradient: &[f64; N],
    hessian: &[[f64; M]; M],
    bounds: &Bounds<[f64; N]>,
) -> Result<[[f64; Q]; N], NoSensitivity> {
    let mut reduced = *hessian;
    hold(x, gradient, M, reduced.as_flattened_mut(), bounds)?;
    of_minimizer(&reduced)
}

/// [`of_minimizer_within`] of a Hessian that is flat, row after row, over the unknowns `x`, then `q` parameters.
///
/// # Errors
/// Those of [`of_minimizer_within`].
///
/// # Panics
/// If the Hessian's length is not `(n + q)^2`, or gradient and bounds are not of length `n`.
pub fn of_minimizer_within_flat<P: Point>(
    x: &[f64],
    gradient: &[f64],
    q: usize,
    hessian: &[f64],
    bounds: &Bounds<P>,
) -> Result<Vec<f64>, NoSensitivity> {
    let n = x.len();
    let lengths = [gradient.len(), bounds.lower().len(), bounds.upper().len()];
    assert!(lengths == [n; 3], "gradient and bounds have lengths {lengths:?}, and there are {n} unknowns");
    let mut reduced = hessian.to_vec();
    assert!(
        hessian.len() == (n + q) * (n + q),
        "a Hessian of length {} is not over {n} and {q} numbers",
        hessian.len()
    );
    hold(x, gradient, n + q, &mut reduced, bounds)?;
    of_minimizer_flat(n, q, &reduced)
}

/// [`of_root`] of a Jacobian that is flat, row after row.
///
/// # Errors
/// [`NoSensitivity::Singular`].
///
/// # Panics
/// If the Jacobian is not that of `n` residuals with respect to at least `n` numbers.
#[inline]
pub fn of_root_flat(n: usize, jacobian: &[f64]) -> Result<Vec<f64>, NoSensitivity> {
    let m = jacobian.len().checked_div(n).unwrap_or(0);
    assert!(
        m * n == jacobian.len() && m >= n,
        "a Jacobian of length {} has no {n} rows of at least {n}",
        jacobian.len()
    );
    let mut moves = vec![0.0; n * (m - n)];
    let (mut block, mut pivots, mut column) = (vec![0.0; n * n], vec![0; n], vec![0.0; n]);
    solve(n, m - n, jacobian, &mut moves, Room { block: &mut block, pivots: &mut pivots, column: &mut column })?;
    Ok(moves)
}

/// [`of_minimizer`] of a Hessian that is flat, row after row, over `n` unknowns, then `q` parameters.
///
/// # Errors
/// [`NoSensitivity::NotAMinimum`], and [`NoSensitivity::Singular`] where something is not finite.
///
/// # Panics
/// If the Hessian's length is not `(n + q)^2`.
#[inline]
pub fn of_minimizer_flat(n: usize, q: usize, hessian: &[f64]) -> Result<Vec<f64>, NoSensitivity> {
    let m = n + q;
    assert!(hessian.len() == m * m, "a Hessian of length {} is not over {n} and {q} numbers", hessian.len());
    is_minimum(n, m, hessian, &mut vec![0.0; n * n])?;
    of_root_flat(n, &hessian[..n * m])
}

/// Makes the equations of unknowns that are pressed against a bound those of numbers that stay.
fn hold<P: Point>(
    x: &[f64],
    gradient: &[f64],
    m: usize,
    hessian: &mut [f64],
    bounds: &Bounds<P>,
) -> Result<(), NoSensitivity> {
    for (j, g) in gradient.iter().enumerate() {
        let (below, above) = (x[j] <= bounds.lower()[j], x[j] >= bounds.upper()[j]);
        if !below && !above {
            continue;
        }
        let row = &hessian[j * m..(j + 1) * m];
        let size: f64 = row.iter().zip(x).map(|(h, x)| (h * x).abs()).sum();
        let fixed = below && above;
        let pressed = if below { *g } else { -g };
        if !fixed && (pressed.is_nan() || pressed <= sqrt(f64::EPSILON) * size) {
            return Err(NoSensitivity::LeavesBound(j));
        }
        for k in 0..m {
            (hessian[j * m + k], hessian[k * m + j]) = (0.0, 0.0);
        }
        hessian[j * m + j] = 1.0;
    }
    Ok(())
}

/// Work space.
struct Room<'a> {
    block: &'a mut [f64],
    pivots: &'a mut [usize],
    column: &'a mut [f64],
}

/// Writes `-A^-1 B` for rows `[A, B]` of length `n + q`.
#[inline]
fn solve(n: usize, q: usize, rows: &[f64], moves: &mut [f64], room: Room<'_>) -> Result<(), NoSensitivity> {
    let Room { block, pivots, column } = room;
    for (a, row) in block.chunks_exact_mut(n.max(1)).zip(rows.chunks_exact((n + q).max(1))) {
        a.copy_from_slice(&row[..n]);
    }
    if !lu(n, block, pivots) || is_rounding(n, block, rows, n + q) {
        return Err(NoSensitivity::Singular);
    }
    for k in 0..q {
        for (i, c) in column.iter_mut().enumerate() {
            *c = -rows[i * (n + q) + n + k];
        }
        lu_solve(n, block, pivots, column);
        for (i, c) in column.iter().enumerate() {
            if !c.is_finite() {
                return Err(NoSensitivity::Singular);
            }
            moves[i * q + k] = *c;
        }
    }
    Ok(())
}

/// Whether a pivot is nothing but rounding beside the largest entry of its column.
#[inline]
fn is_rounding(n: usize, lu: &[f64], rows: &[f64], m: usize) -> bool {
    (0..n).any(|j| {
        let largest = (0..n).map(|i| rows[i * m + j].abs()).fold(0.0, f64::max);
        lu[j * n + j].abs() <= n as f64 * f64::EPSILON * largest
    })
}

#[inline]
fn is_minimum(n: usize, m: usize, hessian: &[f64], block: &mut [f64]) -> Result<(), NoSensitivity> {
    for (a, row) in block.chunks_exact_mut(n.max(1)).zip(hessian.chunks_exact(m.max(1))) {
        a.copy_from_slice(&row[..n]);
    }
    if block.iter().any(|h| !h.is_finite()) {
        return Err(NoSensitivity::Singular);
    }
    if ldl(n, block) { Ok(()) } else { Err(NoSensitivity::NotAMinimum) }
}

#[cfg(test)]
mod tests {
    use super::{
        NoSensitivity, of_minimizer, of_minimizer_flat, of_minimizer_within, of_minimizer_within_flat, of_root,
        of_root_flat,
    };
    use crate::Bounds;

    /// `x0 p0 + x1 = 0`, `x1 p1 = p2`: `x1 = p2 / p1`, `x0 = -p2 / (p0 p1)`, at p = (2, 4, 8).
    const JACOBIAN: [[f64; 5]; 2] = [[2.0, 1.0, -1.0, 0.0, 0.0], [0.0, 4.0, 0.0, 2.0, -1.0]];

    #[test]
    fn roots() {
        let expected = [[0.5, 0.25, -0.125], [0.0, -0.5, 0.25]];
        assert_eq!(of_root(&JACOBIAN), Ok(expected));
        assert_eq!(of_root_flat(2, JACOBIAN.as_flattened()).as_deref(), Ok(expected.as_flattened()));
        assert_eq!(of_root_flat(0, &[]), Ok(vec![]));
    }

    /// `f = (x - p)^2 + q x`: `x = p - q / 2`.
    #[test]
    fn minimizers() {
        let hessian = [[2.0, -2.0, 1.0], [-2.0, 2.0, 0.0], [1.0, 0.0, 0.0]];
        assert_eq!(of_minimizer(&hessian), Ok([[1.0, -0.5]]));
        assert_eq!(of_minimizer_flat(1, 2, hessian.as_flattened()), Ok(vec![1.0, -0.5]));
    }

    /// `(x0 - p)^2 + (x1 - p x0)^2` at p = 2: without bounds x1 = p x0 and x0 = p; within x0 <= 1 it stays, and x1 moves with `x0 = 1`.
    #[test]
    fn bounds_that_hold() {
        let hessian = [[10.0, -4.0, 2.0], [-4.0, 2.0, -2.0], [2.0, -2.0, 4.0]];
        let (inf, within) = (f64::INFINITY, of_minimizer_within::<2, 1, 3>);
        let below = |at: f64| Bounds::new([-inf, -inf], [at, inf]);
        assert_eq!(within(&[1.0, 2.0], &[-2.0, 0.0], &hessian, &below(1.0)), Ok([[0.0], [1.0]]));
        let flat = of_minimizer_within_flat(&[1.0, 2.0], &[-2.0, 0.0], 1, hessian.as_flattened(), &below(1.0));
        assert_eq!(flat, Ok(vec![0.0, 1.0]));
        // A bound that does not bind changes nothing; one that the slope leads away from is no minimum; one without slope has two answers.
        assert_eq!(within(&[1.0, 2.0], &[0.0, 0.0], &hessian, &below(5.0)), of_minimizer(&hessian));
        assert_eq!(within(&[1.0, 2.0], &[2.0, 0.0], &hessian, &below(1.0)), Err(NoSensitivity::LeavesBound(0)));
        assert_eq!(within(&[1.0, 2.0], &[-1e-9, 0.0], &hessian, &below(1.0)), Err(NoSensitivity::LeavesBound(0)));
        // What is fixed stays, whatever its slope.
        let fixed = Bounds::new([1.0, -inf], [1.0, inf]);
        assert_eq!(within(&[1.0, 2.0], &[0.0, 0.0], &hessian, &fixed), Ok([[0.0], [1.0]]));
        assert!(NoSensitivity::LeavesBound(1).to_string().contains("unknown 1"));
    }

    #[test]
    fn refusals() {
        let singular = [[1.0, 2.0, 1.0], [2.0, 4.0, 1.0]];
        assert_eq!(of_root::<2, 1, 3>(&singular), Err(NoSensitivity::Singular));
        // Singular but for rounding: 0.1 + 0.2 is not 0.3.
        let nearly = [[0.1 + 0.2, 0.3, 1.0], [0.3, 0.3, 1.0]];
        assert_eq!(of_root::<2, 1, 3>(&nearly), Err(NoSensitivity::Singular));
        assert_eq!(of_root::<1, 1, 2>(&[[f64::NAN, 1.0]]), Err(NoSensitivity::Singular));
        assert_eq!(of_root::<1, 1, 2>(&[[1.0, f64::INFINITY]]), Err(NoSensitivity::Singular));
        assert_eq!(of_minimizer::<1, 1, 2>(&[[-1.0, 1.0], [1.0, 0.0]]), Err(NoSensitivity::NotAMinimum));
        assert_eq!(of_minimizer::<1, 1, 2>(&[[0.0, 1.0], [1.0, 0.0]]), Err(NoSensitivity::NotAMinimum));
        assert_eq!(of_minimizer_flat(1, 1, &[f64::NAN; 4]), Err(NoSensitivity::Singular));
        assert!(NoSensitivity::NotAMinimum.to_string().contains("not positive definite"));
    }
}
