//! Wrong derivatives are found, by name.

use super::{CheckReport, Quantity, check, check_gradient, check_hessian, check_jacobian};
use crate::problem::{from_fns, residuals_from_fns};

fn f(x: &[f64; 2]) -> f64 {
    x[0].sin() * x[1] + x[1].exp()
}

fn gradient(x: &[f64; 2]) -> [f64; 2] {
    [x[0].cos() * x[1], x[0].sin() + x[1].exp()]
}

/// Checks `f` with errors added to value, gradient and Hessian.
fn with_errors(value: f64, first: [f64; 2], second: [[f64; 2]; 2]) -> CheckReport {
    let fg = move |x: &[f64; 2], g: &mut [f64; 2]| {
        *g = gradient(x);
        g.iter_mut().zip(first).for_each(|(g, e)| *g += e);
        f(x) + value
    };
    let fgh = move |x: &[f64; 2], g: &mut [f64; 2], h: &mut [[f64; 2]; 2]| {
        let cross = x[0].cos();
        *h = [[-x[0].sin() * x[1], cross], [cross, x[1].exp()]];
        h.as_flattened_mut().iter_mut().zip(second.as_flattened()).for_each(|(h, e)| *h += e);
        fg(x, g);
        f(x)
    };
    check(&from_fns(f, fg).with_hessian(fgh), &[0.7, -1.3])
}

#[test]
fn names_the_entry_that_is_off() {
    let rows = [
        (1e-15, [0.0; 2], [[0.0; 2]; 2], Quantity::Value, 0, 0),
        (0.0, [1e-4, 0.0], [[0.0; 2]; 2], Quantity::Gradient, 0, 0),
        (0.0, [0.0, -1e-5], [[0.0; 2]; 2], Quantity::Gradient, 0, 1),
        (0.0, [0.0; 2], [[0.0, 0.0], [1e-4, 0.0]], Quantity::Hessian, 1, 0),
        (0.0, [0.0; 2], [[0.0, 0.0], [0.0, f64::NAN]], Quantity::Hessian, 1, 1),
    ];
    for (value, first, second, quantity, row, column) in rows {
        let report = with_errors(value, first, second);
        let [found] = report.mismatches.as_slice() else { panic!("{report}") };
        assert_eq!((found.quantity, found.row, found.column), (quantity, row, column), "{report}");
    }
    with_errors(0.0, [0.0; 2], [[0.0; 2]; 2]).assert_ok();
}

#[test]
#[should_panic(expected = "1 of 8 entries are off:\n  gradient[1]: given")]
fn assert_ok_lists_them() {
    with_errors(0.0, [0.0, 1.0], [[0.0; 2]; 2]).assert_ok();
}

/// The derivative is zero, and the gradient has there what rounding leaves of numbers as large as the others.
#[test]
fn what_rounding_leaves_is_no_derivative() {
    let third = 1.0 / 3.0;
    let left = move |x: &[f64; 2]| (x[0] * third + x[1]) - x[1] - x[0] * third;
    let value = |x: &[f64; 2]| 0.5 * x[1] * x[1];
    let gradient = move |x: &[f64; 2], g: &mut [f64; 2]| {
        *g = [left(x), x[1]];
        value(x)
    };
    let hessian = move |x: &[f64; 2], g: &mut [f64; 2], h: &mut [[f64; 2]; 2]| {
        *h = [[0.0, 0.0], [0.0, 1.0]];
        gradient(x, g)
    };
    for x0 in [0.1, 0.2, 0.3, 0.7, 1.1, 1.9] {
        let report = check(&from_fns(value, gradient).with_hessian(hessian), &[x0, 1.7]);
        report.assert_ok();
    }
}

#[test]
fn far_from_one_and_at_an_edge() {
    for x in [1e-7, 1.0, 1e7] {
        let ln = from_fns(
            |x: &[f64; 1]| x[0].ln(),
            |x: &[f64; 1], g: &mut [f64; 1]| {
                *g = [x[0].recip()];
                x[0].ln()
            },
        );
        check_gradient(&ln, &[x]).assert_ok();
    }
}

#[test]
fn transposed_jacobians_are_found() {
    let r = |x: &[f64; 2], r: &mut [f64]| r.copy_from_slice(&[x[0] * x[1], x[0] + 3.0 * x[1]]);
    let wrong = move |x: &[f64; 2], out: &mut [f64], j: &mut [f64]| {
        r(x, out);
        j.copy_from_slice(&[x[1], 1.0, x[0], 3.0]);
    };
    let report = check_jacobian(&residuals_from_fns(2, r, wrong), &[2.0, 5.0]);
    let places: Vec<_> = report.mismatches.iter().map(|m| (m.row, m.column)).collect();
    assert_eq!((places, report.checked), (vec![(1, 0), (0, 1)], 6));
}

#[test]
fn hessian_alone() {
    let square = |x: &[f64; 1]| x[0] * x[0];
    let fg = move |x: &[f64; 1], g: &mut [f64; 1]| {
        *g = [2.0 * x[0]];
        square(x)
    };
    let fgh = move |x: &[f64; 1], g: &mut [f64; 1], h: &mut [[f64; 1]; 1]| {
        *h = [[1.0]];
        fg(x, g)
    };
    let report = check_hessian(&from_fns(square, fg).with_hessian(fgh), &[3.0]);
    assert!((report.mismatches[0].difference - 2.0).abs() < 1e-9, "{report}");
    assert!(report.to_string().contains("hessian[0][0]: given 1e0"), "{report}");
}
