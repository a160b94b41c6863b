use super::{SparseFactor, ldl::Ldl};
use crate::sparse::SparseHessian;

/// The matrix of given entries on and below the diagonal.
fn matrix(n: usize, entries: impl Iterator<Item = (usize, usize, f64)>) -> SparseHessian {
    let mut matrix = SparseHessian::new();
    matrix.fill(n, entries);
    matrix
}

/// The five-point stencil of a square grid, plus `shift` on the diagonal; node `(i, j)` has the number `number(i, j)`.
fn grid(side: usize, shift: f64, number: impl Fn(usize, usize) -> usize) -> SparseHessian {
    let mut entries = Vec::new();
    for i in 0..side {
        for j in 0..side {
            let here = number(i, j);
            entries.push((here, here, 4.0 + shift));
            if i + 1 < side {
                entries.push((here, number(i + 1, j), -1.0));
            }
            if j + 1 < side {
                entries.push((here, number(i, j + 1), -1.0));
            }
        }
    }
    matrix(side * side, entries.into_iter())
}

fn residual(a: &SparseHessian, shift: &[f64], x: &[f64], b: &[f64]) -> f64 {
    let product = a.multiply(x);
    product.iter().zip(x).zip(shift).zip(b).map(|(((p, x), s), b)| (p + s * x - b).abs()).fold(0.0, f64::max)
}

#[test]
fn solves_what_it_factors() {
    let scattered = |i: usize, j: usize| (i * 17 + j) * 101 % 289;
    let star = matrix(50, (0..50).map(|i| (i, i, 60.0)).chain((1..50).map(|i| (i, 0, 1.0))));
    let dense = matrix(
        9,
        (0..9).flat_map(|i| (0..=i).map(move |j| (i, j, if i == j { 10.0 } else { 1.0 / (1 + i + j) as f64 }))),
    );
    let apart = matrix(3, [(0, 0, 2.0), (2, 2, 4.0), (1, 1, 8.0)].into_iter());
    for a in [grid(17, 0.5, scattered), star, dense, apart] {
        let n = a.dimension();
        let shift: Vec<f64> = (0..n).map(|i| (i % 3) as f64).collect();
        let b: Vec<f64> = (0..n).map(|i| ((i * 7 % 11) as f64) - 5.0).collect();
        let (mut factor, mut x) = (SparseFactor::default(), b.clone());
        assert!(factor.factor(&a, |i| shift[i]));
        factor.solve(&mut x);
        assert!(residual(&a, &shift, &x, &b) < 1e-13, "{n}");
    }
}

/// Eigenvalues of the grid are `4 - 2 cos(p pi / (side + 1)) - 2 cos(q pi / (side + 1))`: the least tells up to where a shift leaves it definite.
#[test]
fn tells_definite_matrices() {
    let least = 4.0 - 4.0 * (std::f64::consts::PI / 21.0).cos();
    let a = grid(20, 0.0, |i, j| i * 20 + j);
    let mut factor = SparseFactor::default();
    for (shift, expected) in [(-0.999, true), (-1.001, false), (0.0, true), (-3.0, false), (f64::NAN, false)] {
        assert_eq!(factor.factor(&a, |_| shift * least), expected, "{shift}");
    }
    assert!(!factor.factor(&matrix(2, [(0, 0, 1.0), (1, 0, 1.0), (1, 1, 1.0)].into_iter()), |_| 0.0), "singular");
    assert!(!factor.factor(&matrix(2, [(1, 0, 1.0)].into_iter()), |_| 0.0), "no diagonal");
    assert!(factor.factor(&matrix(0, [].into_iter()), |_| 0.0), "no unknowns");
}

/// In the order of its rows, or in whatever order, a grid of 60 x 60 nodes fills the band of 60: 216 000 entries and 13 million multiplications.
#[test]
fn a_grid_fills_in_little() {
    for number in [|i: usize, j: usize| i * 60 + j, |i: usize, j: usize| (i * 60 + j) * 1009 % 3600] {
        let work = Ldl::new(&grid(60, 0.0, number)).work();
        assert!(work < 4.5e6, "{work}");
    }
}

/// A hub that all others are joined with, first in the order of the user, would fill the whole matrix.
#[test]
fn arrows_do_not_fill_in() {
    for n in [30, 3000] {
        let arrow = matrix(n, (0..n).map(|i| (i, i, 2.0)).chain((1..n).map(|i| (i, 0, 0.01))));
        assert_eq!(Ldl::new(&arrow).work(), (n - 1) as f64, "{n}");
    }
}
/// Both factorizations solve the same systems and tell the same matrices apart.
#[cfg(feature = "faer")]
#[test]
fn supernodes_agree() {
    let scattered = |i: usize, j: usize| (i * 30 + j) * 101 % 900;
    let holes = matrix(4, [(0, 0, 3.0), (2, 0, 1.0), (3, 3, 2.0), (2, 1, 0.5)].into_iter());
    for (a, shifts) in [(grid(30, 0.5, scattered), [0.0, 7.0, -0.6]), (holes, [1.0, 3.0, 0.0])] {
        let n = a.dimension();
        let (mut own, mut other) = (Ldl::new(&a), super::supernodes::Supernodes::new(&a).expect("memory"));
        for (shift, definite) in shifts.into_iter().zip([true, true, false]) {
            let diagonal = |i: usize| shift * (1.0 + 0.1 * (i % 3) as f64);
            assert_eq!(own.factor(a.values(), diagonal), definite, "{n} {shift}");
            assert_eq!(other.factor(a.values(), diagonal), definite, "{n} {shift}");
            if definite {
                let mut x: Vec<f64> = (0..n).map(|i| ((i * 7 % 11) as f64) - 5.0).collect();
                let mut y = x.clone();
                own.solve(&mut x);
                other.solve(&mut y);
                assert!(x.iter().zip(&y).all(|(x, y)| (x - y).abs() < 1e-12), "{n} {shift}");
            }
        }
    }
}
