//! A value, its gradient and its Hessian held against one another.

pub(crate) fn near(a: f64, b: f64, tol: f64, what: &str) {
    let ok = (a - b).abs() <= tol * (1.0 + a.abs().max(b.abs()));
    assert!(ok, "{what}: {a} against {b}");
}
/// Gradient against central differences of the value, Hessian against differences of the gradient.
pub(crate) fn agree(
    f: &dyn Fn(&[f64]) -> f64,
    g: &dyn Fn(&[f64]) -> Vec<f64>,
    h: Option<&dyn Fn(&[f64]) -> Vec<f64>>,
    x: &[f64],
    what: &str,
) {
    let n = x.len();
    let grad = g(x);
    assert_eq!(grad.len(), n, "{what}");
    let e = 1e-5;
    let at = |i: usize, d: f64| {
        let mut y = x.to_vec();
        y[i] += d;
        y
    };
    for i in 0..n {
        let d = (f(&at(i, e)) - f(&at(i, -e))) / (2.0 * e);
        near(grad[i], d, 1e-6, &format!("{what} gradient {i}"));
    }
    if let Some(h) = h {
        let hess = h(x);
        assert_eq!(hess.len(), n * n, "{what}");
        for i in 0..n {
            let (p, m) = (g(&at(i, e)), g(&at(i, -e)));
            for j in 0..n {
                near(hess[i * n + j], (p[j] - m[j]) / (2.0 * e), 1e-5, &format!("{what} hessian {i} {j}"));
            }
        }
    }
}

macro_rules! slice_case {
    ($f:ident, $x:expr) => {
        #[test]
        fn $f() {
            let x: &[f64] = &$x;
            crate::agreement::agree(
                &|x| super::$f(x),
                &|x| super::$f::gradient(x),
                Some(&|x| super::$f::hessian(x)),
                x,
                stringify!($f),
            );
            let (v, g) = super::$f::value_and_gradient(x);
            assert_eq!(v.to_bits(), super::$f(x).to_bits());
            assert_eq!(g, super::$f::gradient(x));
        }
    };
}

macro_rules! array_case {
    ($f:ident, $x:expr) => {
        #[test]
        fn $f() {
            let x = $x;
            crate::agreement::agree(
                &|x| super::$f(x.try_into().unwrap()),
                &|x| super::$f::gradient(x.try_into().unwrap()).to_vec(),
                Some(&|x| super::$f::hessian(x.try_into().unwrap()).concat()),
                &x,
                stringify!($f),
            );
            let (v, _) = super::$f::value_and_gradient((&x).try_into().unwrap());
            assert_eq!(v.to_bits(), super::$f((&x).try_into().unwrap()).to_bits());
        }
    };
}

macro_rules! scalar_case {
    ($f:ident, $($x:expr),+) => {
        #[test]
        fn $f() {
            for x in [$($x),+] {
                let x: f64 = x;
                crate::agreement::agree(&|x| super::$f(x[0]), &|x| vec![super::$f::derivative(x[0])], Some(&|x| vec![super::$f::second_derivative(x[0])]), &[x], stringify!($f));
                assert_eq!(super::$f::value_and_derivative(x).0.to_bits(), super::$f(x).to_bits());
            }
        }
    };
}

macro_rules! two_case {
    ($f:ident, $x:expr, $y:expr) => {
        #[test]
        fn $f() {
            crate::agreement::agree(
                &|x| super::$f(x[0], x[1]),
                &|x| super::$f::gradient(x[0], x[1]).to_vec(),
                Some(&|x| super::$f::hessian(x[0], x[1]).concat()),
                &[$x, $y],
                stringify!($f),
            );
            assert_eq!(super::$f::value_and_gradient($x, $y).0.to_bits(), super::$f($x, $y).to_bits());
        }
    };
}
