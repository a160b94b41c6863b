//! The factorization of `faer`, which works on dense blocks: where a factor fills in much, that is several times faster.

use alloc::{sync::Arc, vec, vec::Vec};

use faer::{
    Conj, MatMut, Par, Side, Spec,
    dyn_stack::{MemBuffer, MemStack},
    linalg::cholesky::llt::factor::LltRegularization,
    sparse::{
        SparseColMatRef, SymbolicSparseColMatRef,
        linalg::cholesky::{
            CholeskySymbolicParams, LltRef, SymbolicCholesky, SymmetricOrdering, factorize_symbolic_cholesky,
        },
    },
};

use crate::sparse::SparseHessian;

/// The Cholesky factor of matrices with one pattern, in one thread, so that the same input gives the same bits.
#[derive(Clone, Debug)]
pub(super) struct Supernodes {
    /// The upper triangle by columns, with all of the diagonal.
    starts: Vec<usize>,
    rows: Vec<usize>,
    /// Where the matrix has each entry, if it has.
    sources: Vec<Option<usize>>,
    entries: Vec<f64>,
    symbolic: Arc<SymbolicCholesky<usize>>,
    values: Vec<f64>,
}

impl Supernodes {
    /// `None` where there is not memory enough.
    pub(super) fn new(matrix: &SparseHessian) -> Option<Self> {
        let n = matrix.dimension();
        let (mut starts, mut rows, mut sources) = (vec![0], Vec::new(), Vec::new());
        for i in 0..n {
            // Row `i` of the lower triangle is column `i` of the upper one.
            let first = matrix.row_starts()[i];
            for (at, &j) in matrix.row_columns(i).iter().enumerate().filter(|(_, j)| **j < i) {
                rows.push(j);
                sources.push(Some(first + at));
            }
            rows.push(i);
            sources.push(matrix.row_columns(i).last().filter(|j| **j == i).map(|_| matrix.row_starts()[i + 1] - 1));
            starts.push(rows.len());
        }
        let pattern = SymbolicSparseColMatRef::new_checked(n, n, &starts, None, &rows);
        let symbolic = factorize_symbolic_cholesky(
            pattern,
            Side::Upper,
            SymmetricOrdering::Amd,
            CholeskySymbolicParams::default(),
        )
        .ok()?;
        let values = vec![0.0; symbolic.len_val()];
        Some(Self { entries: vec![0.0; rows.len()], starts, rows, sources, symbolic: Arc::new(symbolic), values })
    }

    /// Factors the matrix plus a diagonal; whether that is numerically positive definite.
    pub(super) fn factor(&mut self, values: &[f64], shift: impl Fn(usize) -> f64) -> bool {
        for (entry, source) in self.entries.iter_mut().zip(&self.sources) {
            *entry = source.map_or(0.0, |at| values[at]);
        }
        for (i, end) in self.starts[1..].iter().enumerate() {
            self.entries[end - 1] += shift(i);
        }
        let n = self.symbolic.nrows();
        let pattern = SymbolicSparseColMatRef::new_checked(n, n, &self.starts, None, &self.rows);
        let matrix = SparseColMatRef::new(pattern, &self.entries);
        let room = self.symbolic.factorize_numeric_llt_scratch::<f64>(Par::Seq, Spec::default());
        let Ok(mut memory) = MemBuffer::try_new(room) else { return false };
        let factor = self.symbolic.factorize_numeric_llt(
            &mut self.values,
            matrix,
            Side::Upper,
            LltRegularization::default(),
            Par::Seq,
            MemStack::new(&mut memory),
            Spec::default(),
        );
        factor.is_ok()
    }

    /// Solves with the last factor, overwriting `b`.
    pub(super) fn solve(&self, b: &mut [f64]) {
        let n = b.len();
        let mut memory = MemBuffer::new(self.symbolic.solve_in_place_scratch::<f64>(1, Par::Seq));
        let factor = LltRef::new(&*self.symbolic, &self.values);
        let rhs = MatMut::from_column_major_slice_mut(b, n, 1);
        factor.solve_in_place_with_conj(Conj::No, rhs, Par::Seq, MemStack::new(&mut memory));
    }
}
