//! Objectives that bring their Hessian as a sparse matrix.

use super::{Bounds, Objective, Point, inner::derivatives_of_inner};
use crate::sparse::SparseHessian;

/// An objective together with its Hessian as a [`SparseHessian`]: made by [`with_sparse_hessian`](Objective::with_sparse_hessian).
#[derive(Clone, Copy, Debug)]
pub struct WithSparseHessian<O, H> {
    inner: O,
    hessian: H,
}

impl<O, H> WithSparseHessian<O, H> {
    /// An objective with a closure that fills its Hessian at a point.
    pub const fn new(objective: O, hessian: H) -> Self {
        Self { inner: objective, hessian }
    }
}

impl<O, H> Objective for WithSparseHessian<O, H>
where
    O: Objective,
    H: Fn(&[f64], &mut SparseHessian),
{
    type Point = O::Point;
    const ORDER: u8 = O::ORDER;
    const SPARSE: bool = true;
    const BOUNDED: bool = O::BOUNDED;

    derivatives_of_inner! {}

    fn sparse_hessian(&self, x: &O::Point, hessian: &mut SparseHessian) {
        (self.hessian)(x.as_ref(), hessian);
    }

    fn bounds(&self) -> Option<&Bounds<O::Point>> {
        self.inner.bounds()
    }
}
