//! Hessians of which only the entries that are computed are held.

mod pattern;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use core::ops::{AddAssign, Mul};

use pattern::Pattern;

/// A symmetric matrix of which only some entries are held: what `hessian_sparse` gives and `hessian_sparse_into` fills.
///
/// It holds the lower triangle by rows, the columns of a row in ascending order: the compressed sparse rows (CSR) of the lower triangle, and so the
/// compressed sparse columns (CSC) of the upper one. Each unordered pair is there once. What it does not hold is zero.
///
/// The first call finds the pattern. Later calls with the same matrix add to the entries that are there, and take no memory. Where a branch of the
/// function goes another way and an entry is new, it joins the pattern; an entry that nothing was added to is a zero that is held.
///
/// ```
/// use chainrule::{SparseHessian, differentiable};
///
/// /// A chain of springs that get stiffer: each pulls on two neighbours.
/// #[differentiable]
/// fn chain(x: &[f64]) -> f64 {
///     let mut energy = 0.0;
///     for i in 1..x.len() {
///         let stretch = x[i] - x[i - 1];
///         energy += stretch * stretch + stretch.powi(4);
///     }
///     energy
/// }
///
/// let mut x = vec![0.0; 1000];
/// let mut h = chain::hessian_sparse(&x);
/// assert_eq!((h.dimension(), h.nnz()), (1000, 1999));
/// assert_eq!((h.get(7, 7), h.get(7, 6), h.get(6, 7), h.get(7, 5)), (4.0, -2.0, -2.0, 0.0));
///
/// x[7] = 1.0;
/// chain::hessian_sparse_into(&x, &mut h);
/// assert_eq!(h.get(6, 7), -14.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SparseHessian<F = f64> {
    pattern: Pattern,
    values: Vec<F>,
    /// What was added to entries that are not in the pattern yet, in order.
    fresh: Vec<(usize, usize, F)>,
}

#[cfg(feature = "serde")]
impl crate::stored::Stored for SparseHessian {
    fn write(&self, out: &mut Vec<u64>) {
        self.pattern.write(out);
        self.values.write(out);
    }

    fn read(from: &mut crate::stored::Words<'_>) -> Option<Self> {
        use crate::stored::Stored;
        Some(Self { pattern: Stored::read(from)?, values: Stored::read(from)?, fresh: Vec::new() })
    }
}

impl<F> Default for SparseHessian<F> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F> SparseHessian<F> {
    /// Of no size and with no entries: the first function that fills it says how large it is.
    #[must_use]
    pub const fn new() -> Self {
        Self { pattern: Pattern::new(), values: Vec::new(), fresh: Vec::new() }
    }

    /// The number of rows, which is that of columns.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.pattern.rows()
    }

    /// The number of entries that are held, on the diagonal and below it.
    #[must_use]
    pub fn nnz(&self) -> usize {
        self.values.len()
    }

    /// Where each row begins in [`columns`](Self::columns) and [`values`](Self::values), and where the last one ends: `dimension + 1` numbers,
    /// or none before the first call.
    #[must_use]
    pub fn row_starts(&self) -> &[usize] {
        &self.pattern.starts
    }

    /// The column of each entry; it is at most the row.
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        &self.pattern.columns
    }

    /// The entries, row by row.
    #[must_use]
    pub fn values(&self) -> &[F] {
        &self.values
    }

    /// The columns of the entries of a row.
    #[inline]
    pub(crate) fn row_columns(&self, row: usize) -> &[usize] {
        &self.pattern.columns[self.pattern.row(row)]
    }

    /// Forgets pattern and entries, and keeps the memory.
    pub fn clear(&mut self) {
        self.pattern.reset(0);
        self.values.clear();
        self.fresh.clear();
    }
}

impl<F: Copy + Default + AddAssign + Mul<Output = F>> SparseHessian<F> {
    /// The entry of a row and a column, on either side of the diagonal; zero where it is not held.
    ///
    /// # Panics
    /// If there is no such row or column.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> F {
        let n = self.dimension();
        assert!(row < n && column < n, "there is no entry ({row}, {column}) in a matrix of dimension {n}");
        self.pattern.find(row.max(column), row.min(column)).map_or_else(F::default, |at| self.values[at])
    }

    /// Row, column and value of what is held, row by row: the lower triangle.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, F)> {
        (0..self.dimension())
            .flat_map(move |row| self.pattern.row(row).map(move |at| (row, self.pattern.columns[at], self.values[at])))
    }

    /// The product with a vector.
    ///
    /// # Panics
    /// If the vector has another length than a row.
    #[must_use]
    pub fn multiply(&self, v: &[F]) -> Vec<F> {
        let mut out = alloc::vec![F::default(); v.len()];
        self.multiply_into(v, &mut out);
        out
    }

    /// The same, written to `out`.
    ///
    /// # Panics
    /// If one of the vectors has another length than a row.
    pub fn multiply_into(&self, v: &[F], out: &mut [F]) {
        let n = self.dimension();
        assert!(
            v.len() == n && out.len() == n,
            "the matrix has dimension {n}, the vectors {} and {}",
            v.len(),
            out.len()
        );
        out.fill(F::default());
        for (row, column, value) in self.iter() {
            out[row] += value * v[column];
            if row != column {
                out[column] += value * v[row];
            }
        }
    }

    /// All entries, row-major.
    #[must_use]
    pub fn to_dense(&self) -> Vec<F> {
        let n = self.dimension();
        let mut dense = alloc::vec![F::default(); n * n];
        for (row, column, value) in self.iter() {
            dense[row * n + column] = value;
            dense[column * n + row] = value;
        }
        dense
    }
}

impl<F: Copy + Default + AddAssign + PartialEq> SparseHessian<F> {
    /// Fills it with terms of entries by row and column, on either side of the diagonal. Each unordered pair is meant once; terms of one entry are
    /// added up. The pattern stays as for generated code.
    ///
    /// ```
    /// use chainrule::SparseHessian;
    ///
    /// let mut h = SparseHessian::new();
    /// h.fill(3, [(0, 0, 2.0), (0, 1, -1.0), (1, 1, 2.0), (1, 1, 0.5)]);
    /// assert_eq!(h.to_dense(), [2.0, -1.0, 0.0, -1.0, 2.5, 0.0, 0.0, 0.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such row or column.
    pub fn fill(&mut self, dimension: usize, terms: impl IntoIterator<Item = (usize, usize, F)>) {
        self.begin(dimension);
        terms.into_iter().for_each(|(i, j, value)| self.add(i.max(j), i.min(j), value));
        self.finish();
    }
}

/// What generated code fills it with.
#[doc(hidden)]
impl<F: Copy + Default + AddAssign + PartialEq> SparseHessian<F> {
    /// Makes all entries zero. Another dimension has another pattern.
    #[inline]
    pub fn begin(&mut self, dimension: usize) {
        if self.dimension() != dimension {
            self.pattern.reset(dimension);
            self.values.clear();
        }
        self.values.fill(F::default());
        self.fresh.clear();
    }

    /// Adds to the entry, if it is not above the diagonal.
    #[inline]
    pub fn add(&mut self, row: usize, column: usize, value: F) {
        if row < column {
            return;
        }
        match self.pattern.find(row, column) {
            Some(at) => self.values[at] += value,
            None => self.add_fresh(row, column, value),
        }
    }

    #[cold]
    fn add_fresh(&mut self, row: usize, column: usize, value: F) {
        assert!(row < self.dimension(), "there is no row {row} in a matrix of dimension {}", self.dimension());
        self.fresh.push((row, column, value));
        // Many terms of few entries: the memory is a constant times what is held in the end.
        if self.fresh.len() > 1024 + 2 * self.values.len() {
            self.finish();
        }
    }

    /// Takes what is new into the pattern.
    #[inline]
    pub fn finish(&mut self) {
        if !self.fresh.is_empty() {
            self.pattern.join(&mut self.values, &mut self.fresh);
        }
    }

    /// Adds the entries of a column, on the diagonal and below it, that are not zero.
    pub fn add_column(&mut self, column: usize, entries: &[F]) {
        let below = entries.iter().enumerate().skip(column);
        below.filter(|(_, value)| **value != F::default()).for_each(|(row, value)| self.add(row, column, *value));
    }

    /// The entries of a dense one that are not zero.
    pub fn fill_from(&mut self, dense: &[F], dimension: usize) {
        self.begin(dimension);
        for (row, entries) in dense.chunks_exact(dimension.max(1)).enumerate() {
            let below = entries.iter().enumerate().take(row + 1);
            below
                .filter(|(_, value)| **value != F::default())
                .for_each(|(column, value)| self.add(row, column, *value));
        }
        self.finish();
    }

    /// The entries of one over some of the numbers, of which `order` says where they are among all.
    pub fn fill_in_order(&mut self, some: &SparseHessian<F>, order: &[usize], dimension: usize)
    where
        F: Mul<Output = F>,
    {
        self.begin(dimension);
        for (i, j, value) in some.iter() {
            let (row, column) = (order[i], order[j]);
            self.add(row.max(column), row.min(column), value);
        }
        self.finish();
    }
}
