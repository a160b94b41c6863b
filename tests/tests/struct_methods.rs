//! What methods of structs give is known where their block came before, as it is of functions.

#![allow(
    unreachable_pub,
    clippy::style,
    clippy::complexity,
    clippy::perf,
    clippy::pedantic,
    reason = "programs as people write them"
)]

use chainrule::{Differentiable, differentiable};

mod plane {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    pub struct V {
        pub x: f64,
        pub y: f64,
    }

    #[differentiable]
    impl V {
        pub fn dot(#[active] self, #[active] o: V) -> f64 {
            self.x * o.x + self.y * o.y
        }

        pub fn perp(#[active] self) -> Self {
            Self { x: -self.y, y: self.x }
        }

        pub fn sum(#[active] &self) -> f64 {
            self.x + self.y
        }

        pub fn twisted(#[active] &self, #[active] o: V) -> f64 {
            let p = self.perp();
            o.dot(p) * p.sum()
        }
    }
}

use plane::V;

#[differentiable]
fn by_value(#[active] a: &V, #[active] b: &V) -> f64 {
    let p = b.perp();
    a.dot(p)
}

#[differentiable]
fn by_a_path(#[active] a: &plane::V, #[active] b: plane::V) -> f64 {
    a.dot(b.perp().perp())
}

#[differentiable]
fn of_a_literal(x: f64, y: f64) -> f64 {
    let p = V { x, y: x * y }.perp();
    p.sum() * p.x
}

const A: V = V { x: 1.0, y: 2.0 };
const B: V = V { x: 3.0, y: 5.0 };

#[test]
fn results_of_methods_are_known() {
    // -a.x b.y + a.y b.x
    assert_eq!(by_value::gradient(&A, &B), (V { x: -5.0, y: 3.0 }, V { x: 2.0, y: -1.0 }));
    let hessian = by_value::hessian(&A, &B);
    assert_eq!(hessian[2..4], [0.0, -1.0]);
    assert_eq!(hessian[6..8], [1.0, 0.0]);
    assert_eq!(by_a_path::gradient(&A, B), (V { x: -3.0, y: -5.0 }, V { x: -1.0, y: -2.0 }));
    // -x y (x - x y)
    assert_eq!(of_a_literal::gradient(2.0, 3.0), [-2.0 * 2.0 * 3.0 * (1.0 - 3.0), -4.0 * (1.0 - 6.0)]);
}

#[test]
fn inside_of_the_block_too() {
    // (o.y x - o.x y) (x - y)
    let (x, o) = A.twisted_gradient(B);
    assert_eq!(x, V { x: 5.0 * -1.0 + (5.0 - 6.0), y: -3.0 * -1.0 - (5.0 - 6.0) });
    assert_eq!(o, V { x: -2.0 * -1.0, y: -1.0 });
}
