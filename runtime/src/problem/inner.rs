//! What objectives that hold another one hand on to it.

/// Values and derivatives of `Objective` for a type whose field `inner` is an objective `O`, and whose points are those of `O`.
macro_rules! derivatives_of_inner {
    () => {
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
    };
}
pub(super) use derivatives_of_inner;
