//! `differentiate!`: derivatives of closures.

use chainrule::{differentiate, minimize};

#[test]
fn of_numbers() {
    let f = differentiate!(|x: f64, y: f64| x * y.sin());
    assert_eq!(f.value(2.0, 0.0), 0.0);
    assert_eq!(f.value_and_gradient(2.0, 0.0), (0.0, [0.0, 2.0]));
    assert_eq!(f.hessian(2.0, 0.0), [[0.0, 1.0], [1.0, 0.0]]);
    assert_eq!(f.hvp(2.0, 0.0, [1.0, 0.0]), [0.0, 1.0]);
    f.check(0.3, 0.7);
    let g = differentiate!(|x: f64| {
        let s = x.exp();
        s * s
    });
    assert_eq!((g.derivative(0.0), g.second_derivative(0.0)), (2.0, 4.0));
}

#[test]
fn of_arrays_and_constants() {
    let f = differentiate!(|x: &[f64; 2], #[constant] k: f64| [x[0] * x[1] * k, x[0] * x[0]]);
    assert_eq!(f.jacobian(&[1.0, 2.0], 3.0), [[6.0, 3.0], [2.0, 0.0]]);
    let sum = differentiate!(|x: &[f64]| -> f64 { x.iter().map(|x| x * x).sum() });
    let mut g = [0.0; 2];
    sum.gradient_into(&[1.0, 2.0], &mut g);
    assert_eq!((sum.gradient(&[1.0, 2.0]), g), (vec![2.0, 4.0], [2.0, 4.0]));
    let pair = differentiate!(|x: f64, y: f64| (x * y, x + y));
    assert_eq!(pair.jacobian(2.0, 3.0), [[3.0, 2.0], [1.0, 1.0]]);
}

#[test]
fn of_single_precision() {
    let f = differentiate!(|x: f32, y: f32| x * y);
    assert_eq!(f.gradient(2.0, 3.0), [3.0_f32, 2.0]);
}

/// It is handed on like any value.
#[test]
fn minimized() {
    let f = differentiate!(|x: f64, y: f64| (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2));
    let best = minimize(f.objective(), [-1.2, 1.0]).expect("it has a minimum");
    assert!((best.point[0] - 1.0).abs() < 1e-8);
    let copy = f;
    assert_eq!(copy.value(1.0, 1.0), f.value(1.0, 1.0));
    assert_eq!(differentiate!(move |x: f64| x.exp()).derivative(0.0), 1.0);
}
