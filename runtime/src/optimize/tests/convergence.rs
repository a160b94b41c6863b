//! Classical problems from their classical starts.

use core::cell::Cell;

use super::problems::{Rosenbrock, bowl, counted};
use crate::{
    check::check,
    differentiable,
    optimize::{Bfgs, Failure, GradientDescent, Lbfgs, LineSearch, Newton, Reason, Report, StepLength, minimize},
    problem::{Bound, Function, Objective, from_fns},
};

const START: [f64; 2] = [-1.2, 1.0];

type Outcome = Result<Report<[f64; 2]>, Failure<[f64; 2]>>;

fn rosenbrock() -> Bound<Rosenbrock, ()> {
    Bound::new(())
}

#[test]
fn o25_rosenbrock_derivatives() {
    let (mut g, mut h) = ([0.0; 2], [[0.0; 2]; 2]);
    Rosenbrock::value_gradient_hessian(&(), &START, &mut g, &mut h);
    let rows = [(g[0], -215.6), (g[1], -88.0), (h[0][0], 1330.0), (h[0][1], 480.0), (h[1][1], 200.0)];
    for (found, expected) in rows {
        approx::assert_ulps_eq!(found, expected, max_ulps = 4);
    }
    check(&rosenbrock(), &START).assert_ok();
}

#[test]
fn o25_rosenbrock_is_solved() {
    let rows: [(&str, Outcome, usize, f64); 5] = [
        ("bfgs", Bfgs::new().minimize(rosenbrock(), START), 45, 1e-12),
        ("l-bfgs", Lbfgs::new().minimize(rosenbrock(), START), 45, 1e-12),
        ("newton", Newton::new().minimize(rosenbrock(), START), 25, 1e-12),
        ("minimize", minimize(rosenbrock(), START), 25, 1e-12),
        ("gradient descent", GradientDescent::new().minimize(rosenbrock(), START), 200, 1e-7),
    ];
    for (name, result, iterations, tolerance) in rows {
        let report = result.expect(name);
        assert!(matches!(report.reason, Reason::Gradient | Reason::Value), "{name}: {report}");
        assert!(report.counts.iterations <= iterations, "{name}: {}", report.counts);
        assert!(report.point.iter().all(|x| (x - 1.0).abs() < tolerance), "{name}: {report}");
        assert!(!report.hessian_indefinite, "{name}");
    }
}

/// Every line search serves both quasi-Newton methods.
#[test]
fn line_searches_are_parts() {
    for kind in [LineSearch::Backtracking, LineSearch::StrongWolfe, LineSearch::MoreThuente, LineSearch::HagerZhang] {
        for start in [START, [10.0, -10.0], [-100.0, 50.0]] {
            let rows = [
                Bfgs::new().line_search(kind).minimize(rosenbrock(), start),
                Lbfgs::new().line_search(kind).minimize(rosenbrock(), start),
            ];
            for report in rows {
                let report = report.unwrap_or_else(|failure| panic!("{kind:?} from {start:?}: {failure}"));
                assert!(report.point.iter().all(|x| (x - 1.0).abs() < 1e-9), "{kind:?} from {start:?}: {report}");
            }
        }
    }
}

/// A loop of one's own takes the path of `minimize`, bit for bit.
#[test]
fn stepping_is_the_same_path() {
    let mut state = Bfgs::new().start(&rosenbrock(), START);
    while state.step(&rosenbrock()).is_continue() {}
    assert_eq!(state.finish(), Bfgs::new().minimize(rosenbrock(), START));
    let mut left = Newton::new().start(&rosenbrock(), START);
    assert!(left.step(&rosenbrock()).is_continue());
    assert_eq!(left.finish().expect_err("left").reason, Reason::Unfinished);
}

/// Steepest descent on a quadratic of condition 10: with exact steps the error would shrink by (9/11)² each time (Nocedal and Wright,
/// 2006, theorem 3.3).
#[test]
fn backtracking_descends() {
    let plain = GradientDescent::new().memory(1).steps(StepLength::Backtracking);
    let ellipse = |x: &[f64], g: &mut [f64], _: &mut [f64]| {
        g.copy_from_slice(&[x[0], 10.0 * x[1]]);
        0.5 * (x[0] * x[0] + 10.0 * x[1] * x[1])
    };
    let mut last = f64::INFINITY;
    let report = plain.minimize_observed(counted(ellipse), vec![10.0, 1.0], |progress| {
        assert!(progress.value < last);
        last = progress.value;
        core::ops::ControlFlow::Continue(())
    });
    assert!(report.expect("converges").counts.iterations < 200);
}

#[test]
fn gradient_descent_solves_from_far() {
    for memory in [1, 10] {
        let report = GradientDescent::new().memory(memory).minimize(rosenbrock(), [10.0, -10.0]).expect("converges");
        assert!(report.value < 1e-14, "{report}");
    }
}

#[test]
fn tolerances_on_step_and_value() {
    let by_step = Newton::new().gradient_tolerance(0.0).step_tolerance(1e-3).minimize(rosenbrock(), START);
    assert_eq!(by_step.expect("converges").reason, Reason::Step);
    let by_value = GradientDescent::new().value_tolerance(0.5).minimize(counted(bowl(1.0)), vec![0.0, 1.0]);
    assert!(by_value.is_ok());
}

/// An objective that offers products alone: the Hessian is assembled from columns.
struct Products {
    products: Cell<usize>,
}

impl Objective for Products {
    type Point = [f64; 3];
    const ORDER: u8 = 2;

    fn value(&self, x: &[f64; 3]) -> f64 {
        x[0].cosh() + x[1] * x[1] + x[0] * x[1] + (x[2] - 1.0).powi(4) + x[2] * x[2]
    }

    fn value_and_gradient(&self, x: &[f64; 3], g: &mut [f64; 3]) -> f64 {
        *g = [x[0].sinh() + x[1], 2.0 * x[1] + x[0], 4.0 * (x[2] - 1.0).powi(3) + 2.0 * x[2]];
        self.value(x)
    }

    fn gradient_and_hvp(&self, x: &[f64; 3], v: &[f64; 3], g: &mut [f64; 3], p: &mut [f64; 3]) {
        self.products.set(self.products.get() + 1);
        self.value_and_gradient(x, g);
        *p = [x[0].cosh() * v[0] + v[1], v[0] + 2.0 * v[1], (12.0 * (x[2] - 1.0).powi(2) + 2.0) * v[2]];
    }
}

#[test]
fn hessians_come_from_products() {
    let problem = Products { products: Cell::new(0) };
    check(&problem, &[0.5, -1.0, 2.0]).assert_ok();
    crate::check_product(&problem, &[0.5, -1.0, 2.0], &[1.0, 2.0, -3.0]).assert_ok();
    problem.products.set(0);
    let report = Newton::new().minimize(&problem, [3.0, -1.0, 2.0]).expect("converges");
    assert_eq!(problem.products.get(), 3 * report.counts.hessians);
    // 2 (x - 1)^3 + x = 0 has the root 0.410245...: with u = 1 - x, 2 u^3 + u = 1.
    let u = 1.0 - report.point[2];
    assert!((2.0 * u * u * u + u - 1.0).abs() < 1e-12 && report.point[0].abs() < 1e-9, "{report}");
}

#[test]
fn closures_of_order_two() {
    let f = |x: &[f64; 1]| x[0].powi(4);
    let fg = move |x: &[f64; 1], g: &mut [f64; 1]| {
        *g = [4.0 * x[0].powi(3)];
        f(x)
    };
    let fgh = move |x: &[f64; 1], g: &mut [f64; 1], h: &mut [[f64; 1]; 1]| {
        *h = [[12.0 * x[0] * x[0]]];
        fg(x, g)
    };
    let problem = from_fns(f, fg).with_hessian(fgh);
    check(&problem, &[1.5]).assert_ok();
    crate::check_product(&problem, &[1.5], &[2.0]).assert_ok();
    assert!(minimize(problem, [1.0]).expect("converges").value < 1e-10);
}

#[test]
fn bound_is_copy_and_shows_itself() {
    fn assert_send_sync<T: Send + Sync + Copy>(_: &T) {}
    let bound: Bound<Rosenbrock, ()> = Bound::new(());
    assert_send_sync(&bound);
    assert!(format!("{bound:?}").contains("Rosenbrock"));
}

/// Units that differ by 1e12, so that a step that suits one unknown does not move the other: the minimum is 0 at (1e6, 1e-6).
#[differentiable(crate = crate)]
fn units(x: &[f64; 2]) -> f64 {
    (1e-6 * x[0] - 1.0).powi(2) + (1e6 * x[1] - 1.0).powi(2)
}

/// Rosenbrock's valley through all unknowns, with a local minimum of 3.98662 (Shang and Qiu, 2006).
#[differentiable(crate = crate)]
fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2) + (1.0 - x[i - 1]).powi(2);
    }
    sum
}

#[test]
fn units_that_differ() {
    for outcome in [
        Bfgs::new().minimize(units::objective(), [0.0, 0.0]),
        Lbfgs::new().minimize(units::objective(), [0.0, 0.0]),
        Newton::new().minimize(units::objective(), [0.0, 0.0]),
    ] {
        let report = outcome.expect("converges");
        assert!(report.value < 1e-8, "{report}");
    }
}

/// The valley is long: some four iterations for each unknown.
#[test]
fn a_hundred_unknowns_by_default() {
    for n in [50, 128] {
        let start: Vec<f64> = (0..n).map(|i| if i % 2 == 0 { -1.2 } else { 1.0 }).collect();
        let report = minimize(chained::objective(), start).expect("converges");
        assert!(
            report.gradient_norm < 1e-8 && (report.value < 1e-12 || (report.value - 3.98662).abs() < 1e-4),
            "{n}: {}",
            report.value
        );
    }
}
