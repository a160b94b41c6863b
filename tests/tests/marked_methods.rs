//! Methods of a block whose parameters are marked, and `self` not.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct V {
    x: f64,
    y: f64,
}

#[differentiable]
impl V {
    fn norm2(#[active] o: &V) -> f64 {
        o.x * o.x + o.y * o.y
    }
    fn cross(&self, #[active] o: &V) -> f64 {
        self.x * o.y - self.y * o.x
    }
    fn plus(#[active] a: &V, #[active] b: &V) -> Self {
        Self { x: a.x + b.x, y: a.y * b.y }
    }
    fn stretched(#[active] o: &V, s: f64) -> V {
        V { x: o.x * s, y: o.y * s * s }
    }
    /// Takes and gives no float, so it is as if it were not there.
    fn dimension(&self) -> usize {
        2
    }
}

const A: V = V { x: 1.0, y: 2.0 };
const B: V = V { x: 3.0, y: 5.0 };

#[test]
fn functions_of_a_type_with_a_marked_parameter() {
    assert_eq!(V::norm2_value_and_gradient(&B), (34.0, V { x: 6.0, y: 10.0 }));
    assert_eq!(V::norm2_hessian(&B), [2.0, 0.0, 0.0, 2.0]);
    assert_eq!(V::norm2_jvp(&B, &A), 26.0);
    assert_eq!(V::norm2_hvp(&B, &A), V { x: 2.0, y: 4.0 });
    assert_eq!(A.dimension(), 2);
}

#[test]
fn methods_of_a_constant_with_a_marked_parameter() {
    assert_eq!(A.cross_gradient(&B), V { x: -2.0, y: 1.0 });
    assert_eq!(A.cross_vjp(&B, 3.0), V { x: -6.0, y: 3.0 });
    assert_eq!(A.cross_hessian(&B), [0.0; 4]);
}

#[test]
fn results_of_the_type_itself() {
    assert_eq!(V::plus_jvp(&A, &B, (&V { x: 1.0, y: 0.0 }, &V { x: 1.0, y: 1.0 })), V { x: 2.0, y: 2.0 });
    assert_eq!(V::plus_vjp(&A, &B, &V { x: 1.0, y: 2.0 }), (V { x: 1.0, y: 10.0 }, V { x: 1.0, y: 4.0 }));
    assert_eq!(V::stretched_jacobian(&A, 3.0), [3.0, 0.0, 1.0, 0.0, 9.0, 12.0]);
}
