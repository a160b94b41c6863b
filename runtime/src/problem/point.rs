//! The points that optimizers move.

use core::fmt::Debug;

use super::Start;

/// A point that an optimizer moves: `[f64; N]`, or `Vec<f64>` with the `alloc` feature.
///
/// The square matrix that goes with it holds Hessians and covariances: `[[f64; N]; N]`, or a row-major `Vec<f64>` of `n * n`.
pub trait Point: Clone + AsRef<[f64]> + AsMut<[f64]> + Debug + Start<Self> {
    /// The `n` by `n` matrix that goes with a point of length `n`.
    type Matrix: Clone + Debug;

    /// The length of all points of this type, if they have one: what a program cannot reach by it is not compiled.
    #[doc(hidden)]
    const LENGTH: Option<usize> = None;

    /// A point of the same length, all zero.
    #[must_use]
    fn zeros(&self) -> Self;

    /// The zero `n` by `n` matrix.
    #[must_use]
    fn matrix(&self) -> Self::Matrix;

    /// The entries of a matrix, row after row.
    fn flat(m: &Self::Matrix) -> &[f64];

    /// The entries of a matrix, row after row, to be written.
    fn flat_mut(m: &mut Self::Matrix) -> &mut [f64];
}

impl<const N: usize> Point for [f64; N] {
    type Matrix = [[f64; N]; N];
    const LENGTH: Option<usize> = Some(N);

    #[inline]
    fn zeros(&self) -> Self {
        [0.0; N]
    }

    #[inline]
    fn matrix(&self) -> Self::Matrix {
        [[0.0; N]; N]
    }

    #[inline]
    fn flat(m: &Self::Matrix) -> &[f64] {
        m.as_flattened()
    }

    #[inline]
    fn flat_mut(m: &mut Self::Matrix) -> &mut [f64] {
        m.as_flattened_mut()
    }
}

#[cfg(feature = "alloc")]
impl Point for alloc::vec::Vec<f64> {
    type Matrix = Self;

    #[inline]
    fn zeros(&self) -> Self {
        alloc::vec![0.0; self.len()]
    }

    #[inline]
    fn matrix(&self) -> Self::Matrix {
        alloc::vec![0.0; self.len() * self.len()]
    }

    #[inline]
    fn flat(m: &Self::Matrix) -> &[f64] {
        m
    }

    #[inline]
    fn flat_mut(m: &mut Self::Matrix) -> &mut [f64] {
        m
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::Point;

    #[test]
    fn arrays_and_vectors_agree() {
        let mut fixed = [1.0, 2.0].matrix();
        let mut dynamic = vec![1.0, 2.0].matrix();
        <[f64; 2]>::flat_mut(&mut fixed)[1] = 3.0;
        Vec::flat_mut(&mut dynamic)[1] = 3.0;
        assert_eq!(<[f64; 2]>::flat(&fixed), Vec::<f64>::flat(&dynamic));
        assert_eq!(fixed[0][1], 3.0);
        assert_eq!([5.0, 6.0].zeros().as_slice(), vec![5.0, 6.0].zeros());
    }
}
