//! Objectives that bring their Hessian as a sparse matrix.

use super::{Bounds, Objective, Point};
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

    fn value(&self, x: &O::Point) -> f64 {
        self.inner.value(x)
    }

    fn value_and_gradient(&self, x: &O::Point, gradient: &mut O::Point) -> f64 {
        self.inner.value_and_gradient(x, gradient)
    }

    fn gradient_and_hvp(&self, x: &O::Point, v: &O::Point, gradient: &mut O::Point, product: &mut O::Point) {
        self.inner.gradient_and_hvp(x, v, gradient, product);
    }

    fn value_gradient_hessian(
        &self,
        x: &O::Point,
        gradient: &mut O::Point,
        hessian: &mut <O::Point as Point>::Matrix,
    ) -> f64 {
        self.inner.value_gradient_hessian(x, gradient, hessian)
    }

    fn sparse_hessian(&self, x: &O::Point, hessian: &mut SparseHessian) {
        (self.hessian)(x.as_ref(), hessian);
    }

    fn bounds(&self) -> Option<&Bounds<O::Point>> {
        self.inner.bounds()
    }
}
