//! Roots and minima with numbers from elsewhere, and faults.

use super::{Brent, Halley, Newton};
use crate::{
    differentiable,
    optimize::{Part, Reason},
};

/// Wallis's cubic (1685); its root to 20 digits is 2.0945514815423265915.
#[differentiable(crate = crate)]
fn wallis(x: f64) -> f64 {
    x * x * x - 2.0 * x - 5.0
}

/// Its root is the omega constant, 0.56714329040978387300.
#[differentiable(crate = crate)]
fn omega(x: f64) -> f64 {
    x * x.exp() - 1.0
}

/// Dottie's number, 0.73908513321516064166.
#[differentiable(crate = crate)]
fn dottie(x: f64) -> f64 {
    x.cos() - x
}

/// A triple root at 1.
#[differentiable(crate = crate)]
fn triple(x: f64) -> f64 {
    (x - 1.0) * (x - 1.0) * (x - 1.0)
}

/// Newton's plain method runs away from it beyond 1.39.
#[differentiable(crate = crate)]
fn arctan(x: f64) -> f64 {
    x.atan()
}

#[test]
fn roots() {
    macro_rules! row {
        ($f:ident, $start:expr, $ends:expr, $root:expr, $tolerance:expr) => {
            [
                ("newton", Newton::new().root($f::value_and_derivative, $start), $root, $tolerance),
                (
                    "halley",
                    Halley::new().root($f::value_and_derivative, $f::second_derivative, $start),
                    $root,
                    $tolerance,
                ),
                ("brent", Brent::new().root($f, $ends.0, $ends.1), $root, $tolerance),
                ("brent, turned", Brent::new().root(|x| -$f(x), $ends.1, $ends.0), $root, $tolerance),
            ]
        };
    }
    let rows = [
        row!(wallis, 2.0, (2.0, 3.0), 2.094_551_481_542_326_6, 1e-15),
        row!(wallis, 30.0, (-10.0, 10.0), 2.094_551_481_542_326_6, 1e-15),
        row!(omega, 1.0, (-1.0, 1.0), 0.567_143_290_409_784, 1e-15),
        row!(omega, 20.0, (-5.0, 50.0), 0.567_143_290_409_784, 1e-15),
        row!(dottie, 0.5, (0.0, 1.0), 0.739_085_133_215_160_6, 1e-15),
        row!(triple, 3.0, (-1.0, 2.5), 1.0, 1e-5),
        row!(arctan, 30.0, (-1.0, 1e9), 0.0, 1e-15),
    ];
    for (number, row) in rows.into_iter().enumerate() {
        for (name, outcome, root, tolerance) in row {
            let report = outcome.unwrap_or_else(|failure| panic!("{number} {name}: {failure}"));
            assert!((report.point - root).abs() <= tolerance, "{number} {name}: {report}");
            assert!(matches!(report.reason, Reason::Zero | Reason::Step), "{number} {name}: {report}");
            assert!(report.counts.evaluations <= 170, "{number} {name}: {report}");
        }
    }
    // With three times the digits for each step there are fewer.
    let newton = Newton::new().root(omega::value_and_derivative, 3.0).expect("converges");
    let halley = Halley::new().root(omega::value_and_derivative, omega::second_derivative, 3.0).expect("converges");
    assert!(halley.counts.iterations < newton.counts.iterations, "{newton} {halley}");
    assert_eq!((newton.counts.hessians, halley.counts.hessians), (0, halley.counts.evaluations));
}

/// A root at zero itself, which relative tolerances cannot reach, and one among huge numbers.
#[test]
fn o17_scales() {
    let report = Brent::new().root(f64::sinh, -1.0, 2.0).expect("converges");
    assert!(report.point.abs() < 1e-300, "{report}");
    let report = Brent::new().root(|x| x - 1e300, 0.0, 1.7e308).expect("converges");
    assert!((report.point / 1e300 - 1.0).abs() < 1e-15, "{report}");
    let report = Brent::new().root(|x| if x < 0.3 { f64::NEG_INFINITY } else { f64::INFINITY }, 0.0, 1.0);
    assert!((report.expect("bisection").point - 0.3).abs() < 1e-15);
    let report = Newton::new().root(|x| (1e200 * (x - 3.0), 1e200), 1.0).expect("converges");
    assert_eq!(report.point, 3.0);
}

#[test]
fn minima() {
    let golden = 1.618_033_988_749_895;
    for (a, b) in [(0.0, 4.0), (4.0, 0.0), (1.6, 1.7), (-100.0, 1000.0)] {
        let report = Brent::new().minimum(|x| (x - golden) * (x - golden) + 3.0, a, b).expect("converges");
        assert!((report.point - golden).abs() < 1e-7 && report.value >= 3.0, "{report}");
    }
    // At an end, and with a kink.
    let report = Brent::new().minimum(|x| x, 1.0, 2.0).expect("converges");
    assert!((report.point - 1.0).abs() < 1e-7, "{report}");
    let report = Brent::new().minimum(|x: f64| (x - 0.3).abs(), -1.0, 1.0).expect("converges");
    assert!((report.point - 0.3).abs() < 1e-7, "{report}");
    // NaN counts as infinite: x ln x has its minimum at 1/e.
    let report = Brent::new().minimum(|x| x * x.ln(), -1.0, 2.0).expect("converges");
    assert!((report.point - (-1_f64).exp()).abs() < 1e-7, "{report}");
    let report = Newton::new().minimum(triple_well, |x| 12.0 * x * x - 2.0, 0.01).expect("converges");
    assert!((report.point - 0.5_f64.sqrt()).abs() < 1e-12, "{report}");
}

fn triple_well(x: f64) -> (f64, f64) {
    (x * x * x * x - x * x, 4.0 * x * x * x - 2.0 * x)
}

#[test]
fn faults() {
    let brent = Brent::new();
    let rows = [
        ("o01 ends", brent.root(|x| x, f64::NAN, 1.0), Reason::NonFiniteStart(Part::Coordinate(0))),
        ("o01 ends", brent.root(|x| x, 0.0, f64::INFINITY), Reason::NonFiniteStart(Part::Coordinate(1))),
        ("o01 value", brent.root(f64::ln, -1.0, 2.0), Reason::NonFiniteStart(Part::Value)),
        (
            "o02",
            brent.root(|x| if x == 0.0 || x == 1.0 { x - 0.5 } else { f64::NAN }, 0.0, 1.0),
            Reason::NonFiniteStuck,
        ),
        ("signs", brent.root(|x| x * x + 1.0, -1.0, 2.0), Reason::NoSignChange),
        ("o18", brent.max_evaluations(5).root(wallis, 0.0, 100.0), Reason::EvaluationLimit),
        ("o18", brent.max_evaluations(7).minimum(f64::cos, 0.0, 6.0), Reason::EvaluationLimit),
        ("o04", brent.minimum(|_| f64::NEG_INFINITY, 0.0, 1.0), Reason::Unbounded),
        ("o01", brent.minimum(|_| f64::NAN, 0.0, 1.0), Reason::NonFiniteStuck),
        ("o01", Newton::new().root(|_| (f64::NAN, 1.0), 1.0), Reason::NonFiniteStart(Part::Value)),
        ("o03", Newton::new().root(|x| (x, f64::NAN), 1.0), Reason::NonFiniteStart(Part::Gradient(0))),
        ("o10", Newton::new().root(|_| (1.0, 0.0), 1.0), Reason::SingularSystem),
        ("o12", Newton::new().root(|x| (x * x + 1.0, 2.0 * x), 0.7), Reason::LineSearchFailed),
        (
            "o12",
            Halley::new().root(wallis::value_and_derivative, wallis::second_derivative, -30.0),
            Reason::LineSearchFailed,
        ),
        ("o13", Newton::new().root(|x| (x - 1.0, -1.0), 3.0), Reason::LineSearchFailed),
        ("o18", Newton::new().max_evaluations(3).root(wallis::value_and_derivative, 100.0), Reason::EvaluationLimit),
        ("o18", Newton::new().max_evaluations(0).root(wallis::value_and_derivative, 100.0), Reason::EvaluationLimit),
        (
            "o02",
            Newton::new().root(|x| if x == 1.0 { (1.0, 1.0) } else { (f64::NAN, 1.0) }, 1.0),
            Reason::NonFiniteStuck,
        ),
    ];
    for (number, (name, outcome, reason)) in rows.into_iter().enumerate() {
        let failure = outcome.expect_err(name);
        assert_eq!((failure.reason, failure.report.reason), (reason, reason), "{number} {name}");
    }
    for tolerance in [-1.0, f64::NAN, f64::INFINITY] {
        let failure = brent.tolerance(tolerance).root(wallis, 0.0, 3.0).expect_err("invalid");
        assert!(failure.to_string().contains("`tolerance`") && failure.report.counts.evaluations == 0, "{failure}");
    }
    // NaN beyond a step is a step too long: ln from 4 begins with a step to -1.5.
    let report = Newton::new().root(|x| (x.ln(), 1.0 / x), 4.0).expect("converges");
    assert!((report.point - 1.0).abs() < 1e-15, "{report}");
    assert_eq!(brent.root(|x| x, 0.0, 5.0).expect("an end is a root").point, 0.0);
}
