//! What was found by trying to break it, kept: the fifth part. Types of what calls give and of fields, which other attributes have seen.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

// ---- f(g(x)) where an array or a `Vec` goes by value

mod by_value {
    use super::*;

    #[differentiable]
    fn twist(x: [f64; 2]) -> [f64; 2] {
        [x[0] * x[1], x[1] * x[1]]
    }

    #[differentiable]
    fn product(x: [f64; 2]) -> f64 {
        x[0] * x[1]
    }

    #[differentiable]
    fn twice(x: [f64; 2]) -> [f64; 2] {
        twist(twist(x))
    }

    #[differentiable]
    fn of_twisted(x: [f64; 2]) -> f64 {
        product(twist(x))
    }

    #[differentiable]
    fn bound(x: [f64; 2]) -> f64 {
        let h = twist(x);
        product(h)
    }

    #[differentiable]
    fn squares(x: Vec<f64>) -> Vec<f64> {
        x.into_iter().map(|v| v * v).collect()
    }

    #[differentiable]
    fn fourth(x: Vec<f64>) -> f64 {
        squares(squares(x)).iter().sum()
    }

    #[test]
    fn arrays_go_from_call_to_call() {
        // (a b, b^2) twice is (a b^3, b^4).
        let x = [3.0, 2.0];
        assert_eq!(twice(x), [24.0, 16.0]);
        assert_eq!(twice::jacobian(x), [[8.0, 36.0], [0.0, 32.0]]);
        // a b^3
        for (value, gradient, hessian) in [of_twisted::value_and_hessian(x), bound::value_and_hessian(x)] {
            assert_eq!(value, 24.0);
            assert_eq!(gradient, [8.0, 36.0]);
            assert_eq!(hessian, [[0.0, 12.0], [12.0, 36.0]]);
        }
    }

    #[test]
    fn vecs_go_from_call_to_call() {
        let (value, gradient) = fourth::value_and_gradient(vec![1.0, 2.0, -1.0]);
        assert_eq!(value, 18.0);
        assert_eq!(gradient, [4.0, 32.0, -4.0]);
        assert_eq!(fourth::jvp(vec![1.0, 2.0, -1.0], &[1.0, 0.5, 1.0]), 16.0);
    }
}

// ---- matrices, tuples and options that calls give

mod given {
    use super::*;

    #[differentiable]
    fn shear(t: f64) -> [[f64; 2]; 2] {
        [[1.0, t], [t * t, 2.0]]
    }

    #[differentiable]
    fn entries(t: f64) -> f64 {
        let r = shear(t);
        r[0][1] * r[1][0] + r[1][1]
    }

    #[differentiable]
    fn determinant(t: f64) -> f64 {
        let [[a, b], [c, d]] = shear(t);
        a * d - b * c
    }

    #[differentiable]
    fn pair(x: f64) -> (f64, [f64; 2]) {
        (x * x, [x, 3.0 * x])
    }

    #[differentiable]
    fn taken_apart(x: f64) -> f64 {
        let (a, b) = pair(x);
        a * b[0] + b[1]
    }

    #[differentiable]
    fn by_number(x: f64) -> f64 {
        let p = pair(x);
        p.0 * p.1[0] + p.1.iter().sum::<f64>()
    }

    #[differentiable]
    fn root(x: f64) -> Option<f64> {
        if x > 0.0 { Some(x * x) } else { None }
    }

    #[differentiable]
    fn or(x: Option<f64>, y: f64) -> f64 {
        x.map_or(y, |v| v * y)
    }

    #[differentiable]
    fn handed_on(x: f64, y: f64) -> f64 {
        or(root(x), y)
    }

    #[differentiable]
    fn handed_on_later(x: f64, y: f64) -> f64 {
        let o = root(x);
        or(o, y) + o.unwrap_or(y)
    }

    #[test]
    fn matrices_are_read() {
        // t^3 + 2, and 2 - t^3
        assert_eq!(entries::value_and_derivative(2.0), (10.0, 12.0));
        assert_eq!(determinant::value_and_derivative(2.0), (-6.0, -12.0));
        assert_eq!(determinant::second_derivative(2.0), -12.0);
    }

    #[test]
    fn tuples_are_taken_apart() {
        // x^3 + 3 x, and x^3 + 4 x
        assert_eq!(taken_apart::value_and_derivative(2.0), (14.0, 15.0));
        assert_eq!(by_number::value_and_derivative(2.0), (16.0, 16.0));
    }

    #[test]
    fn options_are_handed_on() {
        assert_eq!(handed_on::value_and_gradient(2.0, 3.0), (12.0, [12.0, 4.0]));
        assert_eq!(handed_on::value_and_gradient(-2.0, 3.0), (3.0, [0.0, 1.0]));
        assert_eq!(handed_on::hessian(2.0, 3.0), [[6.0, 4.0], [4.0, 0.0]]);
        assert_eq!(handed_on_later::value_and_gradient(2.0, 3.0), (16.0, [16.0, 4.0]));
        assert_eq!(handed_on_later::value_and_gradient(-2.0, 3.0), (6.0, [0.0, 2.0]));
    }
}
