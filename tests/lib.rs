//! Support code shared by the tests.

use approx::ulps_eq;

/// Numbers, and arrays and tuples of them, that can be compared up to rounding.
pub trait Close {
    /// Equal to within so many units in the last place. NaN equals NaN, and the zeros equal each other.
    fn close(&self, expected: &Self, ulps: u32) -> bool;

    /// The bits of all numbers, in order.
    fn bits(&self) -> Vec<u64>;
}

macro_rules! floats {
    ($($float:ty),*) => {$(
        impl Close for $float {
            fn close(&self, expected: &Self, ulps: u32) -> bool {
                self.is_nan() && expected.is_nan() || ulps_eq!(self, expected, epsilon = 0.0, max_ulps = ulps)
            }

            fn bits(&self) -> Vec<u64> {
                vec![self.to_bits().into()]
            }
        }
    )*};
}

floats!(f32, f64);

impl<T: Close, const N: usize> Close for [T; N] {
    fn close(&self, expected: &Self, ulps: u32) -> bool {
        self.iter().zip(expected).all(|(got, expected)| got.close(expected, ulps))
    }

    fn bits(&self) -> Vec<u64> {
        self.iter().flat_map(Close::bits).collect()
    }
}

impl<T: Close> Close for Vec<T> {
    fn close(&self, expected: &Self, ulps: u32) -> bool {
        self.len() == expected.len() && self.iter().zip(expected).all(|(got, expected)| got.close(expected, ulps))
    }

    fn bits(&self) -> Vec<u64> {
        self.iter().flat_map(Close::bits).collect()
    }
}

macro_rules! tuples {
    ($(($($name:ident $k:tt),+))*) => {$(
        impl<$($name: Close),+> Close for ($($name,)+) {
            fn close(&self, expected: &Self, ulps: u32) -> bool {
                $(self.$k.close(&expected.$k, ulps))&&+
            }

            fn bits(&self) -> Vec<u64> {
                [$(self.$k.bits()),+].concat()
            }
        }
    )*};
}

tuples! { (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) }

/// One `#[test]` a row: `id: found => expected, ulps;`, where no number of units in the last place means exactly.
#[macro_export]
macro_rules! rows {
    ($($id:ident: $found:expr => $expected:expr $(, $ulps:literal)?;)*) => {$(
        #[test]
        fn $id() {
            let (found, expected) = ($found, $expected);
            let close = $crate::Close::close(&found, &expected, [$($ulps,)? 0][0]);
            assert!(close, "{} is {found:?}, not {expected:?}", stringify!($found));
        }
    )*};
}

/// One `#[test]` a row: `id: found => expected;`, where every bit of every number must agree.
#[macro_export]
macro_rules! same_bits {
    ($($id:ident: $found:expr => $expected:expr;)*) => {$(
        #[test]
        fn $id() {
            let (found, expected) = ($found, $expected);
            let bits = $crate::Close::bits;
            assert_eq!(bits(&found), bits(&expected), "{} is {found:?}, not {expected:?}", stringify!($found));
        }
    )*};
}

/// Annotated functions of `f64`, one a line: `name(x, y) = expression;`.
#[macro_export]
macro_rules! functions {
    ($($name:ident($($x:ident),*) = $body:expr;)*) => {$(
        #[chainrule::differentiable]
        fn $name($($x: f64),*) -> f64 {
            $body
        }
    )*};
}

/// One `#[test]` a row: `id: f(x, y) => [df_dx, df_dy], ulps;` for functions of several numbers or of one array. Reverse mode
/// and forward mode are held against the expected numbers, 4 units in the last place where none are given, the value
/// against the bits of `f`, and everything, the second order too, against differences.
#[macro_export]
macro_rules! gradients {
    ($($id:ident: $f:ident($($arg:expr),*) => $expected:expr $(, $ulps:literal)?;)*) => {$(
        #[test]
        fn $id() {
            let (expected, ulps) = ($expected, [$($ulps,)? 4][0]);
            let (value, gradient) = $f::value_and_gradient($($arg),*);
            assert_eq!(value.to_bits(), $f($($arg),*).to_bits(), "the value is {value:?}");
            assert!($crate::Close::close(&gradient, &expected, ulps), "reverse: {gradient:?}, not {expected:?}");
            for i in 0..expected.len() {
                let mut v = expected.map(|_| 0.0);
                v[i] = 1.0;
                let (value, tangent) = $f::value_and_jvp($($arg,)* v);
                assert_eq!(value.to_bits(), $f($($arg),*).to_bits(), "the value is {value:?}");
                assert!($crate::Close::close(&tangent, &expected[i], ulps), "forward: {tangent:?}, not {:?}", expected[i]);
            }
            $f::check($($arg),*);
        }
    )*};
}

/// The same for functions of one number: `id: f(x, constants) => [first, second], ulps;`.
#[macro_export]
macro_rules! derivatives {
    ($($id:ident: $f:ident($x:expr $(, $constant:expr)*) => $expected:expr $(, $ulps:literal)?;)*) => {$(
        #[test]
        fn $id() {
            let (expected, ulps) = ($expected, [$($ulps,)? 4][0]);
            let (value, reverse) = $f::value_and_derivative($x $(, $constant)*);
            assert_eq!(value.to_bits(), $f($x $(, $constant)*).to_bits(), "the value is {value:?}");
            let (value, forward) = $f::value_and_jvp($x $(, $constant)*, 1.0);
            assert_eq!(value.to_bits(), $f($x $(, $constant)*).to_bits(), "the value is {value:?}");
            let second = $f::second_derivative($x $(, $constant)*);
            let close = $crate::Close::close;
            assert!(close(&reverse, &expected[0], ulps), "reverse: {reverse:?}, not {:?}", expected[0]);
            assert!(close(&forward, &expected[0], ulps), "forward: {forward:?}, not {:?}", expected[0]);
            assert!(close(&second, &expected[1], 2 * ulps), "second: {second:?}, not {:?}", expected[1]);
        }
    )*};
}

/// Annotated functions of another crate than that of the tests.
pub mod abroad {
    use chainrule::differentiable;

    /// A product with a sine.
    #[differentiable(order = 3)]
    #[must_use]
    pub fn wave(x: f64, k: f64) -> f64 {
        x * (k * x).sin()
    }

    /// `n` factors.
    #[differentiable]
    #[must_use]
    pub fn power(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { x * power(x, n - 1) }
    }
}

/// Value and gradient against numbers, all other outputs against these and against differences of them.
#[macro_export]
macro_rules! agrees {
    ($f:ident, $x:expr, $value:expr, $gradient:expr) => {{
        let x: Vec<f64> = $x.to_vec();
        let n = x.len();
        let near = |a: f64, b: f64, what: &str| {
            assert!((a - b).abs() <= 1e-12 * b.abs().max(1.0), "{}: {what}: {a} for {b}", stringify!($f));
        };
        let like = |a: f64, b: f64, what: &str| {
            assert!((a - b).abs() <= 1e-6 * b.abs().max(1.0), "{}: {what}: {a} for {b}", stringify!($f));
        };
        near($f(&x), $value, "value");
        let (value, gradient) = $f::value_and_gradient(&x);
        assert_eq!(value.to_bits(), $f(&x).to_bits());
        let (expected, hessian): ([f64; _], _) = ($gradient, $f::hessian(&x));
        let vjp = $f::vjp(&x, 2.0);
        for i in 0..n {
            let mut e = vec![0.0; n];
            e[i] = 1.0;
            near(gradient[i], expected[i], "gradient");
            near($f::jvp(&x, &e), expected[i], "jvp");
            near(vjp[i], 2.0 * expected[i], "vjp");
            let (hvp, h) = ($f::hvp(&x, &e), 1e-6);
            let at = |d: f64| {
                let mut x = x.clone();
                x[i] += d;
                $f::gradient(&x)
            };
            let (up, down) = (at(h), at(-h));
            for k in 0..n {
                near(hvp[k], hessian[i * n + k], "hvp");
                like(hvp[k], (up[k] - down[k]) / (2.0 * h), "Hessian");
            }
        }
    }};
}

/// Gradient, tangents and differences of a function of a slice agree; so do products with the Hessian and differences of the gradient.
///
/// # Panics
/// Where they do not.
pub fn modes_agree(
    x: &[f64],
    f: impl Fn(&[f64]) -> f64,
    gradient: impl Fn(&[f64]) -> Vec<f64>,
    jvp: impl Fn(&[f64], &[f64]) -> f64,
    hvp: impl Fn(&[f64], &[f64]) -> Vec<f64>,
) {
    let near = |a: f64, b: f64, by: f64, what: &str| {
        assert!((a - b).abs() <= by * b.abs().max(1.0), "{what} of {} numbers: {a} for {b}", x.len());
    };
    let g = gradient(x);
    for j in 0..x.len() {
        let mut v = vec![0.0; x.len()];
        v[j] = 1.0;
        let at = |h: f64| {
            let mut x = x.to_vec();
            x[j] += h;
            x
        };
        near((f(&at(1e-6)) - f(&at(-1e-6))) / 2e-6, g[j], 1e-7, "difference");
        near(jvp(x, &v), g[j], 1e-13, "tangent");
        let (product, plus, minus) = (hvp(x, &v), gradient(&at(1e-6)), gradient(&at(-1e-6)));
        for i in 0..x.len() {
            near(product[i], (plus[i] - minus[i]) / 2e-6, 1e-6, "product");
        }
    }
}

/// The code of the book and of the index of errors.
#[cfg(doctest)]
mod pages {
    macro_rules! pages {
        ($($name:ident: $path:literal;)*) => {$(
            #[doc = include_str!($path)]
            mod $name {}
        )*};
    }

    pages! {
        errors: "../docs/errors.md";
        first_derivative: "../book/src/first-derivative.md";
        fitting_data: "../book/src/fitting-data.md";
        training_a_network: "../book/src/training-a-network.md";
        your_own_optimizer: "../book/src/your-own-optimizer.md";
        custom_rules: "../book/src/custom-rules.md";
        how_it_works: "../book/src/how-it-works.md";
        coming_from: "../book/src/coming-from.md";
    }
}

/// Tests of functions of a slice: the value has the bits of the function, gradient and tangents are as expected, and `check` agrees.
#[macro_export]
macro_rules! of_slices {
    ($($id:ident: $f:ident($x:expr $(, $arg:expr)*) => $expected:expr;)*) => {$(
        #[test]
        fn $id() {
            let (x, expected): (&[f64], &[f64]) = (&$x, &$expected);
            let (value, gradient) = $f::value_and_gradient(x $(, $arg)*);
            assert_eq!(value.to_bits(), $f(x $(, $arg)*).to_bits(), "the value is {value:?}");
            assert_eq!(gradient.len(), expected.len());
            for i in 0..x.len() {
                assert!((gradient[i] - expected[i]).abs() <= 1e-13 * expected[i].abs().max(1.0), "{gradient:?}");
                let mut v = vec![0.0; x.len()];
                v[i] = 1.0;
                let tangent = $f::jvp(x $(, $arg)*, &v);
                assert!((tangent - expected[i]).abs() <= 1e-13 * expected[i].abs().max(1.0), "forward: {tangent:?}");
            }
            $f::check(x $(, $arg)*);
        }
    )*};
}

/// Tests that a function panics, and its derivatives with it.
#[macro_export]
macro_rules! panics {
    ($($id:ident: $f:ident($($arg:expr),*);)*) => {$(
        #[test]
        fn $id() {
            let panics = |f: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| f())).is_err();
            assert!(panics(&|| _ = $f($($arg),*)), "the function itself");
            assert!(panics(&|| _ = $f::value_and_gradient($($arg),*)), "its gradient");
            assert!(panics(&|| _ = $f::hessian($($arg),*)), "its Hessian");
        }
    )*};
}

/// What a slice gives in every mode, against differences of the function itself.
#[macro_export]
macro_rules! agree {
    ($($id:ident: $f:ident($x:expr $(, $arg:expr)*);)*) => {$(
        #[test]
        fn $id() {
            let x = $x;
            let (value, gradient) = $f::value_and_gradient(&x $(, $arg)*);
            assert_eq!(value.to_bits(), $f(&x $(, $arg)*).to_bits());
            $f::check(&x $(, $arg)*);
            let n = gradient.len();
            for i in 0..n {
                let mut v = x.clone();
                for (k, v) in v.iter_mut().enumerate() {
                    *v = if k == i { 1.0 } else { 0.0 };
                }
                let tangent = $f::jvp(&x $(, $arg)*, &v);
                assert!((tangent - gradient[i]).abs() <= 1e-12 * gradient[i].abs().max(1.0), "{tangent} {}", gradient[i]);
                let (hessian, product) = ($f::hessian(&x $(, $arg)*), $f::hvp(&x $(, $arg)*, &v));
                for j in 0..n {
                    let (a, b) = (hessian[i * n + j], product[j]);
                    assert!((a - b).abs() <= 1e-11 * a.abs().max(1.0), "{i} {j}: {a} {b}");
                }
            }
        }
    )*};
}
