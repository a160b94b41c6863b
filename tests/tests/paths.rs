//! Calls by any path, alias or import (C20, L26, L27), of functions of this crate and another. Numbers are worked out by hand.

use chainrule::differentiable;
use chainrule_tests::abroad;

mod shapes {
    pub(super) mod inner {
        use chainrule::differentiable;

        #[differentiable(order = 3)]
        pub(in super::super) fn square(x: f64) -> f64 {
            x * x
        }
    }
    pub(super) use inner::square as quadratic;

    pub(super) mod prelude {
        pub(in super::super) use super::inner::square;
    }
}

use shapes::inner;
use shapes::inner::square as s;
use shapes::prelude::*;

/// The same function by six paths.
#[differentiable]
fn by_paths(x: f64) -> f64 {
    use shapes::inner::square as local;
    s(x) + square(x) + inner::square(x) + shapes::quadratic(x) + crate::shapes::inner::square(x) + local(x)
}

/// Its derivative by six paths.
#[differentiable(order = 2)]
fn derivatives_by_paths(x: f64) -> f64 {
    use shapes::inner::square as local;
    let first = s::derivative(x) + square::derivative(x) + inner::square::derivative(x);
    let second = shapes::quadratic::derivative(x) + crate::shapes::inner::square::derivative(x) + local::derivative(x);
    first * second
}

#[test]
fn c20_any_path() {
    assert_eq!(by_paths::value_and_derivative(3.0), (54.0, 36.0));
    assert_eq!(by_paths::second_derivative(3.0), 12.0);
    assert_eq!(derivatives_by_paths::value_and_derivative(3.0), (324.0, 216.0));
    assert_eq!(derivatives_by_paths::second_derivative(3.0), 72.0);
}

/// Of another crate: a call, a recursive function, a gradient.
#[differentiable(order = 2)]
fn traveller(x: f64, k: f64) -> f64 {
    let g = abroad::wave::gradient(x, k);
    abroad::wave(x, k) * abroad::power(k, 3) + g[0] * chainrule_tests::abroad::power(g[1], 2)
}

#[test]
fn c20_another_crate() {
    // At k = 0 the wave is 0, with x sin(k x) ≈ k x², so that g = (0, x²).
    let (value, g) = traveller::value_and_gradient(2.0, 0.0);
    assert_eq!((value, g), (0.0, [0.0, 4.0 * 16.0]));
    traveller::check(0.7, 1.3);
}

// ---- recursion on the rest of a slice

#[differentiable]
fn horner(x: f64, c: &[f64]) -> f64 {
    if c.is_empty() { 0.0 } else { c[0] + x * horner(x, &c[1..]) }
}

#[differentiable]
fn halves(c: &[f64]) -> f64 {
    let n = c.len();
    if n == 0 {
        return 1.0;
    }
    if n == 1 {
        return c[0];
    }
    halves(&c[..n / 2]) * halves(&c[n / 2..])
}

#[test]
fn c19_on_parts_of_a_slice() {
    // 1 + 2x + 3x²
    assert_eq!(horner::value_and_gradient(2.0, &[1.0, 2.0, 3.0]), (17.0, (14.0, vec![1.0, 2.0, 4.0])));
    assert_eq!(horner::hvp(2.0, &[1.0, 2.0, 3.0], (1.0, &[0.0; 3])), (6.0, vec![0.0, 1.0, 4.0]));
    assert_eq!(halves::value_and_gradient(&[2.0, 3.0, 5.0]), (30.0, vec![15.0, 10.0, 6.0]));
    assert_eq!(halves::hessian(&[2.0, 3.0, 5.0]), [0.0, 5.0, 3.0, 5.0, 0.0, 2.0, 3.0, 2.0, 0.0]);
}

mod counted {
    use std::cell::Cell;

    use chainrule::differentiable;

    thread_local! {
        static TURNS: Cell<usize> = const { Cell::new(0) };
    }

    fn tick(n: usize) -> usize {
        TURNS.with(|turns| turns.set(turns.get() + 1));
        n
    }

    fn turns<T>(run: impl FnOnce() -> T) -> usize {
        TURNS.with(|turns| turns.set(0));
        run();
        TURNS.with(Cell::get)
    }

    #[differentiable]
    fn leaf(x: f64, y: f64, k: usize) -> f64 {
        let n = tick(k);
        if n == 0 { x * y } else { x.sin() * y }
    }
    #[differentiable]
    fn once(x: f64, y: f64) -> f64 {
        leaf(x * y, y, 1) * x
    }
    #[differentiable]
    fn twice(x: f64, y: f64) -> f64 {
        once(x, y) + once(y, x)
    }
    #[differentiable]
    fn thrice(x: f64, y: f64) -> f64 {
        let a = twice(x, y);
        twice(a, y) * a
    }

    /// Whatever the depth of calls, each runs once for the value and for its derivatives in one direction.
    #[test]
    fn c20_costs_a_constant_times_the_value() {
        let value = turns(|| thrice(0.5, 0.25));
        assert_eq!(value, 4);
        assert_eq!(turns(|| thrice::gradient(0.5, 0.25)), value);
        assert_eq!(turns(|| thrice::jvp(0.5, 0.25, [1.0, 0.0])), value);
        assert_eq!(turns(|| thrice::hvp(0.5, 0.25, [1.0, 0.0])), value);
    }
}

/// A renamed crate, by the path that it has here.
mod facade {
    pub(super) use chainrule as autodiff;
}

#[differentiable(crate = facade::autodiff, order = 2)]
fn through_a_facade(x: f64, n: u32) -> f64 {
    if n == 0 { facade::autodiff::constant!(x) } else { s::derivative(x) * through_a_facade(x, n - 1) }
}

#[test]
fn l27_another_name_of_the_crate() {
    // (2x)² c with c held.
    assert_eq!(through_a_facade::value_and_derivative(3.0, 2), (108.0, 72.0));
    assert_eq!(through_a_facade::second_derivative(3.0, 2), 24.0);
}
