//! Several columns or rows of a derivative at a time, a lane for each: what generated code begins with, and where its results go.

/// Columns `first`, `first + 1` and so on of the identity matrix, a lane for each. `rows` are those from row `at` on; returns the
/// row after them.
#[inline]
pub fn unit_columns<T: Copy + From<u8>, const W: usize>(rows: &mut [[T; W]], at: usize, first: usize) -> usize {
    for (i, row) in rows.iter_mut().enumerate() {
        *row = [T::from(0); W];
        if let Some(entry) = (at + i).checked_sub(first).and_then(|lane| row.get_mut(lane)) {
            *entry = T::from(1);
        }
    }
    at + rows.len()
}

/// Writes columns `first`, `first + 1` and so on of a row-major matrix with `n` columns: `rows` are those from row `at` on.
/// Lanes beyond the last column are dropped. Returns the row after them.
///
/// # Panics
/// If the matrix is too small.
#[inline]
pub fn put_columns<T: Copy, const W: usize>(
    matrix: &mut [T],
    n: usize,
    first: usize,
    at: usize,
    rows: &[[T; W]],
) -> usize {
    let lanes = W.min(n - first);
    for (row, to) in rows.iter().zip(matrix[at * n..].chunks_exact_mut(n)) {
        to[first..first + lanes].copy_from_slice(&row[..lanes]);
    }
    at + rows.len()
}

/// Writes rows `first`, `first + 1` and so on of a row-major matrix with `n` columns: `columns` are those from column `at` on.
/// Lanes beyond the last row are dropped. Returns the column after them.
///
/// # Panics
/// If the matrix is too small.
#[inline]
pub fn put_rows<T: Copy, const W: usize>(
    matrix: &mut [T],
    n: usize,
    first: usize,
    at: usize,
    columns: &[[T; W]],
) -> usize {
    for (k, row) in matrix[first * n..].chunks_exact_mut(n).take(W).enumerate() {
        for (to, column) in row[at..at + columns.len()].iter_mut().zip(columns) {
            *to = column[k];
        }
    }
    at + columns.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_the_identity_go_where_they_belong() {
        let mut matrix = [0.0; 15];
        for first in [0, 2, 4] {
            let mut rows = [[9.0; 2]; 2];
            let mut others = [[9.0; 2]; 1];
            let at = unit_columns(&mut rows, 0, first);
            assert_eq!((at, unit_columns(&mut others, at, first)), (2, 3));
            let at = put_columns(&mut matrix, 5, first, 0, &rows);
            assert_eq!((at, put_columns(&mut matrix, 5, first, at, &others)), (2, 3));
        }
        assert_eq!(matrix, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    }

    #[test]
    fn rows_go_where_they_belong() {
        let mut matrix = [0.0_f32; 9];
        let at = put_rows(&mut matrix, 3, 0, 0, &[[1.0, 4.0], [2.0, 5.0]]);
        assert_eq!((at, put_rows(&mut matrix, 3, 0, at, &[[3.0, 6.0]])), (2, 3));
        put_rows(&mut matrix, 3, 2, 0, &[[7.0, 0.0], [8.0, 0.0], [9.0, 0.0]]);
        assert_eq!(matrix, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    }
}
