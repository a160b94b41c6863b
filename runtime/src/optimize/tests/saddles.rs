//! Where the Hessian is indefinite or singular.

use super::{
    each::{Set, each},
    problems::counted,
};
use crate::optimize::{Dogleg, Newton, Reason, SparseNewton, SteihaugToint, TrustRegion};

/// `x^2 - y^2 + y^4`: a saddle at the origin, minima -1/4 at `(0, ±1/sqrt 2)`.
fn saddle(x: &[f64], g: &mut [f64], h: &mut [f64]) -> f64 {
    let (x, y) = (x[0], x[1]);
    g.copy_from_slice(&[2.0 * x, -2.0 * y + 4.0 * y * y * y]);
    h.copy_from_slice(&[2.0, 0.0, 0.0, -2.0 + 12.0 * y * y]);
    x * x - y * y + y * y * y * y
}

#[test]
fn o09_a_saddle_is_told() {
    for outcome in [
        Newton::new().minimize(counted(saddle), vec![1.0, 0.0]),
        Dogleg::new().minimize(counted(saddle), vec![1.0, 0.0]),
    ] {
        let report = outcome.expect("the gradient vanishes");
        assert_eq!((report.reason, report.point.as_slice()), (Reason::Gradient, [0.0, 0.0].as_slice()));
        assert!(report.hessian_indefinite);
    }
    // An exact step leaves the axis; a start on the saddle is told.
    let report = TrustRegion::new().minimize(counted(saddle), vec![1.0, 0.0]).expect("converges");
    assert!((report.value + 0.25).abs() < 1e-15 && !report.hessian_indefinite, "{report}");
    assert!(TrustRegion::new().minimize(counted(saddle), vec![0.0, 0.0]).expect("flat").hessian_indefinite);
    let report = SparseNewton::new().minimize(counted(saddle), vec![1.0, 0.0]).expect("converges");
    assert!((report.value + 0.25).abs() < 1e-15 && !report.hessian_indefinite, "{report}");
    assert!(SparseNewton::new().minimize(counted(saddle), vec![0.0, 0.0]).expect("flat").hessian_indefinite);
}

#[test]
fn o09_off_the_axis_it_goes_downhill() {
    for start in [[1.0, 1e-6], [1.0, -0.1], [0.0, 0.4], [5.0, 0.3]] {
        let last = core::cell::Cell::new(f64::INFINITY);
        let downhill = |progress: &crate::Progress<'_>| {
            let before = if progress.iteration == 1 { f64::INFINITY } else { last.get() };
            assert!(progress.value <= before, "uphill from {start:?}");
            last.set(progress.value);
            core::ops::ControlFlow::Continue(())
        };
        for outcome in [
            Newton::new().minimize_observed(counted(saddle), start.to_vec(), downhill),
            TrustRegion::new().minimize_observed(counted(saddle), start.to_vec(), downhill),
            Dogleg::new().minimize_observed(counted(saddle), start.to_vec(), downhill),
            SteihaugToint::new().minimize_observed(counted(saddle), start.to_vec(), downhill),
            SparseNewton::new().minimize_observed(counted(saddle), start.to_vec(), downhill),
        ] {
            let report = outcome.expect("converges");
            assert!((report.value + 0.25).abs() < 1e-15 && !report.hessian_indefinite, "{report}");
        }
    }
}

#[test]
fn o10_a_coordinate_without_effect() {
    let cylinder = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        g.copy_from_slice(&[x[0].sinh(), 0.0]);
        h.copy_from_slice(&[x[0].cosh(), 0.0, 0.0, 0.0]);
        x[0].cosh()
    };
    for run in each(Set::default(), cylinder, &[3.0, 5.0]) {
        let report = run.outcome.expect(run.name);
        assert!(report.point[0].abs() < 1e-7 && report.point[1] == 5.0, "{}: {report}", run.name);
        assert!(!report.hessian_indefinite, "{}", run.name);
    }
}

/// `(x + y)^2`: the Hessian is singular everywhere.
#[test]
fn o10_singular_hessian() {
    let valley = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        let s = x[0] + x[1];
        g.fill(2.0 * s);
        h.fill(2.0);
        s * s
    };
    for run in each(Set::default(), valley, &[3.0, 5.0]) {
        let report = run.outcome.expect(run.name);
        assert!(report.value < 1e-16 && !report.hessian_indefinite, "{}: {report}", run.name);
    }
}

/// Wood's function (Colville 1968), whose Hessian is indefinite near the usual start; the minimum is 0 at (1, 1, 1, 1).
#[test]
fn wood() {
    let wood = |x: &[f64], g: &mut [f64], h: &mut [f64]| {
        let (a, b, c, d) = (x[1] - x[0] * x[0], 1.0 - x[0], x[3] - x[2] * x[2], 1.0 - x[2]);
        let (e, f) = (x[1] + x[3] - 2.0, x[1] - x[3]);
        g.copy_from_slice(&[
            -400.0 * x[0] * a - 2.0 * b,
            200.0 * a + 20.0 * e + 0.2 * f,
            -360.0 * x[2] * c - 2.0 * d,
            180.0 * c + 20.0 * e - 0.2 * f,
        ]);
        h.fill(0.0);
        h[0] = -400.0 * (a - 2.0 * x[0] * x[0]) + 2.0;
        (h[1], h[4]) = (-400.0 * x[0], -400.0 * x[0]);
        (h[5], h[15]) = (220.2, 200.2);
        (h[7], h[13]) = (19.8, 19.8);
        h[10] = -360.0 * (c - 2.0 * x[2] * x[2]) + 2.0;
        (h[11], h[14]) = (-360.0 * x[2], -360.0 * x[2]);
        100.0 * a * a + b * b + 90.0 * c * c + d * d + 10.0 * e * e + 0.1 * f * f
    };
    let problem = counted(wood);
    crate::check::check(&problem, &vec![-3.0, -1.0, -3.0, -1.0]).assert_ok();
    for run in each(Set::default(), wood, &[-3.0, -1.0, -3.0, -1.0]) {
        let report = run.outcome.expect(run.name);
        assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-6), "{}: {report}", run.name);
    }
}
