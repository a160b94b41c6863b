//! The rules by their formulas, and runs with learning rates.

use core::{cell::Cell, ops::ControlFlow};

use super::{AdaGrad, Adam, AdamW, AmsGrad, Batches, Lion, NAdam, RmsProp, Rule, Schedule, Sgd};
use crate::{
    optimize::{Bfgs, Failure, Part, Progress, Reason, Report},
    problem::{Objective, from_fns},
};

/// Gradients of three steps, from 1, at the rate 0.1.
const GRADIENTS: [f64; 3] = [0.5, -4.0, 0.1];

fn after_three<const K: usize>(rule: &impl Rule<K>) -> f64 {
    let (mut x, mut kept) = (1.0, [0.0; K]);
    for (k, g) in GRADIENTS.into_iter().enumerate() {
        x += rule.step(0.1, k)(x, g, &mut kept);
    }
    x
}

/// Expected numbers by the formulas of the sources, in 40 decimal digits.
#[test]
fn rules() {
    let rows = [
        ("sgd", after_three(&Sgd::new(1.0)), 1.34),
        ("momentum", after_three(&Sgd::new(1.0).momentum(0.9)), 1.614_5),
        ("nesterov", after_three(&Sgd::new(1.0).momentum(0.9).nesterov()), 1.893_05),
        ("adagrad", after_three(&AdaGrad::new(1.0)), 0.996_747_855_935_749_5),
        ("rmsprop", after_three(&RmsProp::new(1.0)), 0.989_527_202_051_897_5),
        ("adam", after_three(&Adam::new(1.0)), 1.014_588_986_629_712_8),
        ("adamw", after_three(&AdamW::new(1.0)), 1.011_726_352_964_324_8),
        ("amsgrad", after_three(&AmsGrad::new(1.0)), 1.014_579_552_046_424_5),
        ("nadam", after_three(&NAdam::new(1.0)), 1.001_028_666_801_628_1),
        ("lion", after_three(&Lion::new(1.0).weight_decay(0.5)), 0.962_125),
    ];
    for (name, found, expected) in rows {
        assert!((found - expected).abs() < 1e-14, "{name}: {found} {expected}");
    }
}

type Function = fn(&[f64; 2], &mut [f64; 2]) -> f64;
type Outcome = Result<Report<[f64; 2]>, Failure<[f64; 2]>>;

/// Rosenbrock's function.
fn valley(x: &[f64; 2], g: &mut [f64; 2]) -> f64 {
    let b = x[1] - x[0] * x[0];
    *g = [-2.0 * (1.0 - x[0]) - 400.0 * x[0] * b, 200.0 * b];
    (1.0 - x[0]) * (1.0 - x[0]) + 100.0 * b * b
}

fn objective(f: Function) -> impl Objective<Point = [f64; 2]> + Copy {
    from_fns(move |x: &[f64; 2]| f(x, &mut [0.0; 2]), f)
}

/// Settings in place of the methods' own.
#[derive(Clone, Copy)]
struct Set {
    rate: Schedule,
    clip_norm: Option<f64>,
    clip_value: Option<f64>,
    max_iterations: usize,
    max_evaluations: usize,
}

fn at(rate: impl Into<Schedule>) -> Set {
    let (max_iterations, max_evaluations) = (10_000, usize::MAX);
    Set { rate: rate.into(), clip_norm: None, clip_value: None, max_iterations, max_evaluations }
}

type Problem<'a> = &'a dyn Fn(&[f64; 2], &mut [f64; 2]) -> f64;
type Watch<'a> = &'a mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>;
type Minimize = fn(&Set, Problem<'_>, [f64; 2], Watch<'_>) -> Outcome;

macro_rules! methods {
    ($($name:literal: |$rate:ident| $method:expr;)*) => {
        const METHODS: &[(&str, Minimize)] = &[$(($name, |set, f, start, watch| {
            let $rate = set.rate;
            let mut method = $method.max_iterations(set.max_iterations).max_evaluations(set.max_evaluations);
            if let Some(most) = set.clip_norm {
                method = method.clip_norm(most);
            }
            if let Some(most) = set.clip_value {
                method = method.clip_value(most);
            }
            method.minimize_observed(from_fns(|x: &[f64; 2]| f(x, &mut [0.0; 2]), f), start, watch)
        }),)*];

        /// Where every method is after 80 epochs of batches.
        fn learn(data: &[f64], set: &Set, start: f64) -> Vec<(&'static str, f64)> {
            vec![$(($name, {
                let ($rate, calls) = (set.rate, Cell::new(0));
                let mut batches = Batches::new(data.len(), 8, 42);
                let mut state = $method.start(&Mean { data, batch: batches.all(), calls: &calls }, [start]);
                for _ in 0..80 {
                    for batch in batches.shuffle() {
                        assert!(state.step_batch(&Mean { data, batch, calls: &calls }).is_continue());
                    }
                }
                state.into_point()[0]
            }),)*]
        }
    };
}

methods! {
    "sgd": |rate| Sgd::new(rate);
    "momentum": |rate| Sgd::new(rate).momentum(0.9);
    "nesterov": |rate| Sgd::new(rate).momentum(0.9).nesterov();
    "adagrad": |rate| AdaGrad::new(rate);
    "rmsprop": |rate| RmsProp::new(rate);
    "adam": |rate| Adam::new(rate);
    "adamw": |rate| AdamW::new(rate);
    "amsgrad": |rate| AmsGrad::new(rate);
    "nadam": |rate| NAdam::new(rate);
    "lion": |rate| Lion::new(rate);
}

fn watched(
    set: &Set,
    f: Problem<'_>,
    start: [f64; 2],
    mut watch: impl FnMut(&Progress<'_>) -> ControlFlow<()>,
) -> Vec<(&'static str, Outcome)> {
    METHODS.iter().map(|(name, run)| (*name, run(set, f, start, &mut watch))).collect()
}

fn each(set: &Set, f: Problem<'_>, start: [f64; 2]) -> Vec<(&'static str, Outcome)> {
    watched(set, f, start, |_| ControlFlow::Continue(()))
}

fn all(rate: f64, f: Problem<'_>, start: [f64; 2]) -> Vec<(&'static str, Outcome)> {
    each(&at(rate), f, start)
}

#[test]
fn o01_start_not_finite() {
    for (name, outcome) in all(0.1, &|_, _| f64::NAN, [1.0, 2.0]) {
        let failure = outcome.expect_err(name);
        assert_eq!(failure.reason, Reason::NonFiniteStart(Part::Value), "{name}");
        assert_eq!((failure.report.point, failure.report.counts.evaluations), ([1.0, 2.0], 1), "{name}");
    }
}

/// `-ln x + x` by long steps, which lead across zero into NaN.
#[test]
fn o02_nan_means_too_long() {
    let log: Function = |x, g| {
        *g = [1.0 - 1.0 / x[0], x[1]];
        x[0] - x[0].ln() + 0.5 * x[1] * x[1]
    };
    for (name, outcome) in each(&Set { max_iterations: 400, ..at(Schedule::exponential(1.5, 0.97)) }, &log, [2.0, 0.0])
    {
        let report = outcome.unwrap_or_else(|failure| *failure.report);
        assert!(matches!(report.reason, Reason::IterationLimit | Reason::Gradient), "{name}: {report}");
        assert!((report.point[0] - 1.0).abs() < 1e-2, "{name}: {report}");
    }
    let island: Function = |x, g| {
        *g = [1.0; 2];
        if *x == [2.0, 2.0] { 5.0 } else { f64::NAN }
    };
    for (name, outcome) in all(0.1, &island, [2.0, 2.0]) {
        let failure = outcome.expect_err(name);
        assert_eq!((failure.reason, failure.report.value), (Reason::NonFiniteStuck, 5.0), "{name}");
    }
}

#[test]
fn o04_minus_infinity_and_o12_linear() {
    let pit: Function = |x, g| {
        *g = [1.0; 2];
        if x[0] < 0.0 { f64::NEG_INFINITY } else { x[0] }
    };
    for (name, outcome) in all(0.1, &pit, [0.25, 0.0]) {
        let failure = outcome.expect_err(name);
        assert_eq!(failure.reason, Reason::Unbounded, "{name}");
        assert!(failure.report.value.is_finite(), "{name}");
    }
    let slope: Function = |x, g| {
        *g = [3.0, 0.0];
        3.0 * x[0]
    };
    for (name, outcome) in all(0.1, &slope, [1.0, 0.0]) {
        let failure = outcome.expect_err(name);
        assert_eq!(failure.reason, Reason::IterationLimit, "{name}");
        assert!(failure.report.value < -1.0 && failure.report.value.is_finite(), "{name}");
    }
}

#[test]
fn o08_optimal_and_o11_flat() {
    for f in [valley as Function, |_, g| {
        *g = [0.0; 2];
        7.0
    }] {
        for (name, outcome) in all(0.1, &f, [1.0, 1.0]) {
            let report = outcome.expect(name);
            assert_eq!((report.reason, report.counts.iterations, report.counts.evaluations), (Reason::Gradient, 0, 1));
        }
    }
}

#[test]
fn o18_limits_are_exact_and_no_convergence() {
    for limit in 0..6 {
        for (name, outcome) in each(&Set { max_evaluations: limit, ..at(1e-3) }, &valley, [-1.2, 1.0]) {
            let failure = outcome.expect_err(name);
            let found = (failure.reason, failure.report.counts.evaluations);
            assert_eq!(found, (Reason::EvaluationLimit, limit), "{name}");
        }
        for (name, outcome) in each(&Set { max_iterations: limit, ..at(1e-3) }, &valley, [-1.2, 1.0]) {
            let failure = outcome.expect_err(name);
            let found = (failure.reason, failure.report.counts.iterations);
            assert_eq!(found, (Reason::IterationLimit, limit), "{name}");
        }
    }
    // A rate that goes to zero makes steps of length zero, which is no convergence either.
    let still = Sgd::new(Schedule::cosine(1e-4, 10)).max_iterations(50).minimize(objective(valley), [-1.2, 1.0]);
    assert_eq!(still.expect_err("not converged").reason, Reason::IterationLimit);
}

#[test]
fn o19_observers_stop() {
    let third = |p: &Progress<'_>| if p.iteration == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    for (name, outcome) in watched(&at(1e-3), &valley, [-1.2, 1.0], third) {
        let failure = outcome.expect_err(name);
        assert_eq!((failure.reason, failure.report.counts.iterations), (Reason::Observer, 3), "{name}");
    }
}

fn refused(outcome: Outcome) -> &'static str {
    let failure = outcome.expect_err("refused");
    assert_eq!(failure.report.counts.evaluations, 0);
    match failure.reason {
        Reason::InvalidInput(invalid) => invalid.field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn o20_settings_are_checked() {
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        for (field, set) in [
            ("learning_rate", at(bad)),
            ("clip_norm", Set { clip_norm: Some(bad), ..at(0.1) }),
            ("clip_value", Set { clip_value: Some(bad), ..at(0.1) }),
        ] {
            for (name, outcome) in each(&set, &valley, [1.0, 1.0]) {
                assert_eq!(refused(outcome), field, "{name}");
            }
        }
    }
    let problem = objective(valley);
    let start = [1.0, 1.0];
    for beta in [1.0, 1.5, -0.1, f64::NAN] {
        let rows = [
            ("momentum", Sgd::new(0.1).momentum(beta).minimize(problem, start)),
            ("decay", RmsProp::new(0.1).decay(beta).minimize(problem, start)),
            ("betas", Adam::new(0.1).betas(beta, 0.9).minimize(problem, start)),
            ("betas", AdamW::new(0.1).betas(0.9, beta).minimize(problem, start)),
            ("betas", AmsGrad::new(0.1).betas(0.9, beta).minimize(problem, start)),
            ("betas", NAdam::new(0.1).betas(beta, 0.9).minimize(problem, start)),
            ("betas", Lion::new(0.1).betas(beta, 0.9).minimize(problem, start)),
            ("epsilon", AdaGrad::new(0.1).epsilon(-beta.abs()).minimize(problem, start)),
            ("epsilon", Adam::new(0.1).epsilon(0.0).minimize(problem, start)),
            ("weight_decay", AdamW::new(0.1).weight_decay(-beta.abs()).minimize(problem, start)),
            ("weight_decay", Lion::new(0.1).weight_decay(f64::NAN).minimize(problem, start)),
        ];
        for (expected, outcome) in rows {
            assert_eq!(refused(outcome), expected);
        }
    }
}

#[test]
fn o22_the_same_path_twice_and_o23_the_best_is_kept() {
    let path = || {
        let mut all = Vec::new();
        for (name, run) in METHODS {
            let (lowest, mut seen) = (Cell::new(f64::INFINITY), Vec::new());
            let problem = |x: &[f64; 2], g: &mut [f64; 2]| {
                let value = valley(x, g);
                lowest.set(lowest.get().min(value));
                value
            };
            let set = Set { clip_norm: Some(1.0), max_iterations: 200, ..at(0.02) };
            let outcome = run(&set, &problem, [-1.2, 1.0], &mut |p| {
                seen.push(p.value.to_bits());
                ControlFlow::Continue(())
            });
            let report = outcome.unwrap_or_else(|failure| *failure.report);
            let value = valley(&report.point, &mut [0.0; 2]);
            assert_eq!((report.value, value), (lowest.get(), lowest.get()), "{name}");
            all.push((seen, report));
        }
        all
    };
    assert_eq!(path(), path());
}

#[test]
fn gradients_are_clipped() {
    let steep: Function = |x, g| {
        *g = [300.0, 400.0];
        300.0 * x[0] + 400.0 * x[1]
    };
    let plain = Sgd::new(1.0).max_iterations(1);
    for (method, point) in [(plain.clip_norm(5.0), [-3.0, -4.0]), (plain.clip_value(350.0), [-300.0, -350.0])] {
        let failure = method.minimize(objective(steep), [0.0, 0.0]).expect_err("one step");
        assert!(failure.report.point.iter().zip(point).all(|(a, b)| (a - b).abs() < 1e-12), "{failure:?}");
    }
}

/// The mean of `(x - d)^2 / 2` over a batch of data; its minimum over all is their mean.
struct Mean<'a> {
    data: &'a [f64],
    batch: &'a [usize],
    calls: &'a Cell<usize>,
}

impl Objective for Mean<'_> {
    type Point = [f64; 1];
    const ORDER: u8 = 1;

    fn value(&self, x: &[f64; 1]) -> f64 {
        self.value_and_gradient(x, &mut [0.0])
    }

    fn value_and_gradient(&self, x: &[f64; 1], g: &mut [f64; 1]) -> f64 {
        self.calls.set(self.calls.get() + 1);
        let errors = self.batch.iter().map(|&i| x[0] - self.data[i]);
        let n = self.batch.len() as f64;
        g[0] = errors.clone().sum::<f64>() / n;
        errors.map(|e| 0.5 * e * e).sum::<f64>() / n
    }
}

/// The path of plain stochastic gradient descent, by hand: each batch is evaluated once, and the point that is reported is the last.
#[test]
fn batches_are_evaluated_once() {
    let (data, calls) = ([1.0, 2.0, 6.0, 7.0], Cell::new(0));
    let on = |batch| Mean { data: &data, batch, calls: &calls };
    let mut state = Sgd::new(0.5).max_iterations(2).start(&on(&[0]), [0.0]);
    for batch in [&[1], &[2], &[3]] {
        assert!(state.step_batch(&on(batch)).is_continue());
    }
    // 0 -> 0.5 -> 0.5 + 0.75 -> 1.25 + 2.375.
    assert_eq!((state.point()[0], calls.get(), state.counts().iterations), (3.625, 4, 3));
    assert_eq!((state.value(), state.gradient()), (0.5 * 3.375 * 3.375, [-3.375].as_slice()));
    let failure = state.finish().expect_err("the loop was ours");
    assert_eq!((failure.reason, failure.report.point), (Reason::Unfinished, [3.625]));
}

/// A batch that fits perfectly, and the limit on iterations, end no loop over batches; the rate may be changed on the way.
#[test]
fn loops_over_batches_go_on() {
    let (data, calls) = ([3.0, 5.0], Cell::new(0));
    let on = |batch| Mean { data: &data, batch, calls: &calls };
    let mut state = Sgd::new(0.5).max_iterations(1).start(&on(&[0]), [3.0]);
    assert_eq!(state.reason(), Some(Reason::Gradient));
    for _ in 0..3 {
        assert!(state.step_batch(&on(&[0])).is_continue());
    }
    assert!(state.step_batch(&on(&[1])).is_continue());
    assert!(state.step_batch(&on(&[1])).is_continue());
    assert_eq!(state.point(), &[4.0]);
    *state.method_mut() = state.method_mut().learning_rate(0.25);
    assert!(state.step_batch(&on(&[1])).is_continue());
    assert_eq!(state.into_point(), [4.25]);
    // Methods that keep values evaluate first; where a batch leaves nothing to do they stay.
    let mut state = Bfgs::new().start(&on(&[0]), [0.0]);
    for batch in [&[0], &[0], &[1], &[1], &[1]] {
        assert!(state.step_batch(&on(batch)).is_continue());
    }
    assert!((state.point()[0] - 5.0).abs() < 1e-9, "{:?}", state.point());
}

#[test]
fn every_method_learns_from_batches() {
    let data: Vec<f64> = (0..64).map(|i| f64::from(i * i % 17)).collect();
    let mean = data.iter().sum::<f64>() / 64.0;
    for (name, x) in learn(&data, &at(Schedule::cosine(0.3, 640)), mean + 3.0) {
        // AdamW's decay pulls by a hundredth of the scale of a step.
        assert!((x - mean).abs() < 0.35, "{name}: {x} {mean}");
    }
}
