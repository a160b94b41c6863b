//! No optimizer takes memory from the heap after the start of a run, where points are arrays.

use std::ops::ControlFlow;

use allocation_counter::measure;
use chainrule::{
    AdaGrad, Adam, AdamW, AmsGrad, AugmentedLagrangian, Bfgs, Bounds, ConjugateGradients, Constrained, Dogleg,
    GaussNewton, GradientDescent, HybridNewton, Lbfgs, LbfgsB, LevenbergMarquardt, LineSearch, Lion, Loss, Minimizes,
    NAdam, Newton, Objective, Residuals, RmsProp, Sgd, State, SteihaugToint, TrustRegion, differentiable, scalar,
};

/// Wood's function (Colville 1968).
#[differentiable]
fn wood(x: &[f64; 4]) -> f64 {
    let (a, b, c, d) = (x[1] - x[0] * x[0], 1.0 - x[0], x[3] - x[2] * x[2], 1.0 - x[2]);
    let (e, f) = (x[1] + x[3] - 2.0, x[1] - x[3]);
    100.0 * a * a + b * b + 90.0 * c * c + d * d + 10.0 * e * e + 0.1 * f * f
}

#[differentiable]
fn freudenstein_roth(x: &[f64; 2]) -> [f64; 2] {
    let [x, y] = *x;
    [-13.0 + x + ((5.0 - y) * y - 2.0) * y, -29.0 + x + ((y + 1.0) * y - 14.0) * y]
}

#[differentiable]
fn decay(b: &[f64; 2], #[constant] t: f64) -> f64 {
    b[0] * (-b[1] * t).exp()
}

#[differentiable]
fn sum_of_four(x: &[f64; 4]) -> [f64; 1] {
    [x[0] + x[1] + x[2] + x[3] - 3.0]
}

const START: [f64; 4] = [-3.0, -1.0, -3.0, -1.0];

/// At most a thousand steps; whether anything was allocated, and how many steps there were.
#[track_caller]
fn frugal<M: Minimizes<Q>, Q>(name: &str, method: M, problem: &Q, start: M::Point) {
    let mut state = State::start(method, problem, start);
    let mut steps = 0;
    let taken = measure(|| {
        while steps < 1000 && state.step(problem) == ControlFlow::Continue(()) {
            steps += 1;
        }
    });
    assert_eq!(taken.count_total, 0, "{name}: {taken:?} in {steps} steps");
    assert!(steps > 1, "{name} ended at once: {:?}", state.reason());
}

#[test]
fn objectives() {
    let problem = wood::objective();
    for kind in [LineSearch::Backtracking, LineSearch::StrongWolfe, LineSearch::MoreThuente, LineSearch::HagerZhang] {
        frugal("bfgs", Bfgs::new().line_search(kind), &problem, START);
        frugal("l-bfgs", Lbfgs::new().line_search(kind), &problem, START);
        frugal("l-bfgs-b", LbfgsB::new().line_search(kind), &problem, START);
        frugal("conjugate gradients", ConjugateGradients::new().line_search(kind), &problem, START);
    }
    frugal("descent", GradientDescent::new(), &problem, START);
    frugal("newton", Newton::new(), &problem, START);
    frugal("trust region", TrustRegion::new(), &problem, START);
    frugal("dogleg", Dogleg::new(), &problem, START);
    frugal("steihaug", SteihaugToint::new(), &problem, START);
    let bounded = problem.within(Bounds::new([-10.0; 4], [0.5; 4]));
    frugal("l-bfgs-b within bounds", LbfgsB::new(), &bounded, START);
    let constrained = Constrained::new(bounded).equal_zero(sum_of_four::residuals());
    frugal("augmented lagrangian", AugmentedLagrangian::new(), &constrained, START);
}

#[test]
fn learning_rates() {
    let problem = wood::objective();
    frugal("sgd", Sgd::new(1e-4).momentum(0.9).nesterov(), &problem, START);
    frugal("adagrad", AdaGrad::new(0.01), &problem, START);
    frugal("rmsprop", RmsProp::new(0.01), &problem, START);
    frugal("adam", Adam::new(0.01).clip_norm(10.0), &problem, START);
    frugal("adamw", AdamW::new(0.01).clip_value(10.0), &problem, START);
    frugal("amsgrad", AmsGrad::new(0.01), &problem, START);
    frugal("nadam", NAdam::new(0.01), &problem, START);
    frugal("lion", Lion::new(0.01), &problem, START);
}

#[test]
fn least_squares() {
    let problem = freudenstein_roth::residuals();
    frugal("hybrid", HybridNewton::new(), &problem, [0.5, -2.0]);
    frugal("levenberg-marquardt", LevenbergMarquardt::new(), &problem, [0.5, -2.0]);
    frugal("gauss-newton", GaussNewton::new(), &problem, [15.0, -2.0]);
    let (t, y) = ([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [2.96, 1.47, 0.80, 0.36, 0.19, 0.09]);
    let curve = decay::curve(&t, &y);
    frugal("hybrid, curve", HybridNewton::new(), &curve, [1.0, 1.0]);
    let bounded = curve.within(Bounds::at_least([0.0, 0.7]));
    frugal("hybrid, bounds", HybridNewton::new(), &bounded, [1.0, 1.0]);
    frugal("levenberg-marquardt, robust", LevenbergMarquardt::new(), &curve.robust(Loss::Cauchy(0.1)), [1.0, 1.0]);
}

#[test]
fn scalars() {
    let taken = measure(|| {
        let root = scalar::Brent::new().root(|x| x.cos() - x, 0.0, 1.0).expect("a root");
        let again = scalar::Newton::new().root(|x| (x.cos() - x, -x.sin() - 1.0), 0.5).expect("a root");
        assert!((root.point - again.point).abs() < 1e-15);
    });
    assert_eq!(taken.count_total, 0, "{taken:?}");
}
