//! A run that is stored in the middle and taken up again goes the same path, bit for bit.

use chainrule::{
    AdaGrad, Adam, AdamW, AmsGrad, AugmentedLagrangian, Batches, Bfgs, Bounds, Conjugacy, ConjugateGradients,
    Constrained, Dogleg, GaussNewton, GradientDescent, HybridNewton, Lbfgs, LbfgsB, LevenbergMarquardt, LineSearch,
    Lion, Minimizes, NAdam, Newton, Objective, Reason, RmsProp, Schedule, Sgd, SparseNewton, State, SteihaugToint,
    TrustRegion, differentiable,
};
use serde_json::Value;

/// Wood's function (Colville 1968).
#[differentiable]
fn wood(x: &[f64; 4]) -> f64 {
    let (a, b, c, d) = (x[1] - x[0] * x[0], 1.0 - x[0], x[3] - x[2] * x[2], 1.0 - x[2]);
    let (e, f) = (x[1] + x[3] - 2.0, x[1] - x[3]);
    100.0 * a * a + b * b + 90.0 * c * c + d * d + 10.0 * e * e + 0.1 * f * f
}

#[differentiable]
fn sum_of_four(x: &[f64; 4]) -> [f64; 1] {
    [x[0] + x[1] + x[2] + x[3] - 3.0]
}

#[differentiable]
fn chain(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += (1.0 - x[i - 1]).powi(2) + 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2);
    }
    sum
}

#[differentiable]
fn freudenstein_roth(x: &[f64; 2]) -> [f64; 2] {
    let [x, y] = *x;
    [-13.0 + x + ((5.0 - y) * y - 2.0) * y, -29.0 + x + ((y + 1.0) * y - 14.0) * y]
}

/// Stores a run after every step of the first few, and compares what comes of it.
macro_rules! same_path {
    ($method:expr, $problem:expr, $start:expr) => {{
        let (method, problem) = ($method, $problem);
        let mut state = State::start(method, problem, $start);
        for _ in 0..7 {
            let text = serde_json::to_string(&state).expect("is stored");
            let mut again = state.clone();
            let mut restored = state.clone();
            // The type is that of the state.
            restored.clone_from(&serde_json::from_str(&text).expect("is restored"));
            for _ in 0..40 {
                let flows = (again.step(problem), restored.step(problem));
                assert_eq!(flows.0, flows.1, "{method:?}");
                let bits = |x: &[f64]| x.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(again.point().as_ref()), bits(restored.point().as_ref()), "{method:?}");
                assert_eq!(again.value().to_bits(), restored.value().to_bits(), "{method:?}");
                if flows.0.is_break() {
                    break;
                }
            }
            assert_eq!(again.counts(), restored.counts());
            assert_eq!(again.finish(), restored.finish());
            if state.step(problem).is_break() {
                break;
            }
        }
    }};
}

const START: [f64; 4] = [-3.0, -1.0, -3.0, -1.0];

#[test]
fn objectives() {
    let problem = &wood::objective();
    for kind in [LineSearch::Backtracking, LineSearch::StrongWolfe, LineSearch::MoreThuente, LineSearch::HagerZhang] {
        same_path!(Bfgs::new().line_search(kind), problem, START);
    }
    same_path!(Lbfgs::new().memory(3), problem, START);
    same_path!(LbfgsB::new(), &problem.within(Bounds::new([-10.0; 4], [0.5; 4])), START);
    same_path!(ConjugateGradients::new(), problem, START);
    same_path!(ConjugateGradients::new().formula(Conjugacy::PolakRibierePlus), problem, START);
    same_path!(GradientDescent::new(), problem, START);
    same_path!(Newton::new(), problem, START);
    same_path!(TrustRegion::new(), problem, START);
    same_path!(Dogleg::new(), problem, START);
    same_path!(SteihaugToint::new(), problem, START);
    let constrained = Constrained::new(problem).equal_zero(sum_of_four::residuals());
    same_path!(AugmentedLagrangian::new(), &constrained, START);
    // More unknowns than arrays of serde's own have.
    same_path!(Lbfgs::new(), &chain::objective(), vec![0.5; 40]);
    same_path!(SteihaugToint::new(), &chain::objective(), vec![0.5; 40]);
    let sparse = chain::objective().with_sparse_hessian(chain::hessian_sparse_into);
    same_path!(SparseNewton::new(), &sparse, vec![0.5; 40]);
}

#[test]
fn learning_rates() {
    let problem = &wood::objective();
    same_path!(Sgd::new(1e-4).momentum(0.9).nesterov(), problem, START);
    same_path!(AdaGrad::new(Schedule::step(0.1, 3, 0.5)), problem, START);
    same_path!(RmsProp::new(Schedule::exponential(0.1, 0.9)).clip_norm(1.0), problem, START);
    same_path!(Adam::new(Schedule::cosine(0.1, 100).warm_up(3)).clip_value(1.0), problem, START);
    same_path!(AdamW::new(0.1), problem, START);
    same_path!(AmsGrad::new(Schedule::one_cycle(0.1, 50)), problem, START);
    same_path!(NAdam::new(0.1), problem, START);
    same_path!(Lion::new(0.1), problem, START);
}

#[test]
fn least_squares() {
    let problem = &freudenstein_roth::residuals();
    same_path!(HybridNewton::new(), problem, [0.5, -2.0]);
    same_path!(LevenbergMarquardt::new(), problem, [0.5, -2.0]);
    same_path!(GaussNewton::new(), problem, [15.0, -2.0]);
}

#[test]
fn batches() {
    let mut batches = Batches::new(10, 3, 5);
    let _ = batches.shuffle();
    let mut restored: Batches =
        serde_json::from_value(serde_json::to_value(&batches).expect("stored")).expect("restored");
    assert!(batches.shuffle().eq(restored.shuffle()));
}

fn stored<M: Minimizes<chainrule::Bound<wood, ()>, Point = [f64; 4]>>(method: M) -> Value
where
    State<M, [f64; 4]>: serde::Serialize,
{
    serde_json::to_value(State::start(method, &wood::objective(), START)).expect("is stored")
}

#[test]
fn what_does_not_fit_is_refused() {
    let bfgs = stored(Bfgs::new());
    let other = serde_json::from_value::<State<Lbfgs, [f64; 4]>>(bfgs.clone()).expect_err("another method");
    assert_eq!(other.to_string(), "this is a state of `Bfgs`, not of `Lbfgs`");
    let shape = serde_json::from_value::<State<Bfgs, [f64; 5]>>(bfgs.clone()).expect_err("another shape");
    assert_eq!(shape.to_string(), "the state is of another problem, or of another version");
    let mut cut = bfgs;
    cut[1].as_array_mut().expect("words").pop();
    assert!(serde_json::from_value::<State<Bfgs, [f64; 4]>>(cut).is_err());
}

/// Why a run has ended is kept, but for invalid input, which the next step finds again.
#[test]
fn reasons() {
    let problem = wood::objective();
    let ended = State::start(Bfgs::new().max_evaluations(0), &problem, START);
    let restored: State<Bfgs, [f64; 4]> =
        serde_json::from_value(serde_json::to_value(&ended).expect("stored")).expect("restored");
    assert_eq!(restored.reason(), Some(Reason::EvaluationLimit));
    let invalid = State::start(Bfgs::new().gradient_tolerance(-1.0), &problem, START);
    let mut restored: State<Bfgs, [f64; 4]> =
        serde_json::from_value(serde_json::to_value(&invalid).expect("stored")).expect("restored");
    assert_eq!(restored.step(&problem), std::ops::ControlFlow::Break(invalid.reason().expect("refused")));
}
