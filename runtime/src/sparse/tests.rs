use alloc::vec::Vec;

use super::SparseHessian;

/// A matrix filled with terms.
fn filled(n: usize, terms: &[(usize, usize, f64)]) -> SparseHessian {
    let mut h = SparseHessian::new();
    fill(&mut h, n, terms);
    h
}

fn fill(h: &mut SparseHessian, n: usize, terms: &[(usize, usize, f64)]) {
    h.begin(n);
    terms.iter().for_each(|(row, column, value)| h.add(*row, *column, *value));
    h.finish();
}

/// Terms all over the lower triangle, some entries many times, in an order that jumps.
fn scattered(n: usize, count: usize) -> Vec<(usize, usize, f64)> {
    let step = |k: usize, by: usize| (k * by + k * k) % n;
    let entry = |k| (step(k, 7).max(step(k, 3)), step(k, 7).min(step(k, 3)), 0.1 + k as f64);
    (0..count).map(entry).collect()
}

fn dense(n: usize, terms: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut all = alloc::vec![0.0; n * n];
    for (row, column, value) in terms {
        all[row * n + column] += value;
        if row != column {
            all[column * n + row] += value;
        }
    }
    all
}

#[test]
fn the_first_fill_and_the_next_give_the_bits_of_a_dense_one() {
    for count in [0, 1, 7, 500, 5000] {
        let terms = scattered(31, count);
        let mut h = filled(31, &terms);
        assert_eq!(h.to_dense(), dense(31, &terms), "{count} terms");
        let again = h.clone();
        fill(&mut h, 31, &terms);
        assert_eq!(h, again, "{count} terms once more");
    }
}

#[test]
fn rows_are_compressed_and_ascending() {
    let h = filled(4, &[(3, 1, 1.0), (0, 0, 2.0), (3, 0, 3.0), (2, 2, 4.0), (3, 1, 0.5)]);
    assert_eq!(h.row_starts(), [0, 1, 1, 2, 4]);
    assert_eq!(h.columns(), [0, 2, 0, 1]);
    assert_eq!(h.values(), [2.0, 4.0, 3.0, 1.5]);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(0, 0, 2.0), (2, 2, 4.0), (3, 0, 3.0), (3, 1, 1.5)]);
}

#[test]
fn what_is_above_the_diagonal_is_left_to_its_mirror_image() {
    let h = filled(2, &[(0, 1, 5.0), (1, 0, 3.0)]);
    assert_eq!((h.nnz(), h.get(0, 1), h.get(1, 0)), (1, 3.0, 3.0));
}

#[test]
fn an_entry_that_is_new_joins_and_one_that_is_not_met_stays_as_a_zero() {
    let mut h = filled(3, &[(0, 0, 1.0), (2, 0, 2.0), (2, 2, 3.0)]);
    fill(&mut h, 3, &[(0, 0, 1.0), (2, 1, 7.0), (2, 2, 3.0), (1, 1, 8.0)]);
    assert_eq!(h.columns(), [0, 1, 0, 1, 2]);
    assert_eq!(h.values(), [1.0, 8.0, 0.0, 7.0, 3.0]);
}

#[test]
fn many_terms_of_few_entries_take_little_memory() {
    let terms: Vec<_> = (0..1_000_000).map(|k| (k % 2, 0, 1.0)).collect();
    let h = filled(2, &terms);
    assert_eq!(h.values(), [500_000.0, 500_000.0]);
    assert!(h.fresh.capacity() <= 4096, "{}", h.fresh.capacity());
}

#[test]
fn another_dimension_is_another_pattern() {
    let mut h = filled(3, &[(2, 0, 2.0)]);
    fill(&mut h, 2, &[(1, 0, 4.0)]);
    assert_eq!((h.dimension(), h.to_dense()), (2, alloc::vec![0.0, 4.0, 4.0, 0.0]));
    fill(&mut h, 0, &[]);
    assert_eq!((h.dimension(), h.nnz(), h.to_dense()), (0, 0, Vec::new()));
    h.clear();
    assert_eq!(h, SparseHessian::new());
}

#[test]
fn the_product_is_that_of_the_dense_matrix() {
    let (n, terms) = (13, scattered(13, 40));
    let (h, all) = (filled(n, &terms), dense(n, &terms));
    let v: Vec<f64> = (0..n).map(|k| 1.0 + k as f64).collect();
    for (row, product) in all.chunks(n).zip(h.multiply(&v)) {
        let expected: f64 = row.iter().zip(&v).map(|(a, b)| a * b).sum();
        assert!((product - expected).abs() <= 1e-12 * expected.abs(), "{product} {expected}");
    }
}

#[test]
fn of_a_dense_matrix_what_is_not_zero_is_held() {
    let mut h = SparseHessian::new();
    h.fill_from(&[1.0, 2.0, 0.0, 2.0, 0.0, f64::NAN, 0.0, f64::NAN, 0.0], 3);
    assert_eq!(h.iter().map(|(row, column, _)| (row, column)).collect::<Vec<_>>(), [(0, 0), (1, 0), (2, 1)]);
    assert!(h.get(1, 2).is_nan());
}

#[test]
fn numbers_that_stand_elsewhere_are_put_in_order() {
    let some = filled(3, &[(0, 0, 1.0), (1, 0, 2.0), (2, 1, 3.0)]);
    let mut h = SparseHessian::new();
    h.fill_in_order(&some, &[3, 0, 1], 4);
    assert_eq!(h.iter().collect::<Vec<_>>(), [(1, 0, 3.0), (3, 0, 2.0), (3, 3, 1.0)]);
}

#[test]
#[should_panic = "there is no row 2 in a matrix of dimension 2"]
fn an_entry_beyond_the_matrix_is_a_panic() {
    filled(2, &[(2, 0, 1.0)]);
}
