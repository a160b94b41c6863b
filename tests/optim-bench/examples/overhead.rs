//! What solvers take for themselves: time for each evaluation beyond the user's function, and beside the factorization that an iteration needs.
//!
//! Points are arrays of 2 to 12 unknowns; the function is that of Rosenbrock through all of them. Times are the best of many runs, in nanoseconds; the factorizations are the one
//! that the method uses, and that of `nalgebra`, of a matrix of the same size. Ratios are those of an iteration to each.
#![allow(clippy::cast_precision_loss, reason = "counts are small")]

use std::{hint::black_box, time::Instant};

use chainrule::{
    __factorizations as factorizations, Bfgs, Counts, HybridNewton, Lbfgs, LevenbergMarquardt, Newton, Objective,
    Residuals, TrustRegion, differentiable,
};
use nalgebra::{DMatrix, SMatrix};

#[differentiable]
fn chained<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 1..N {
        sum += 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2) + (1.0 - x[i - 1]).powi(2);
    }
    sum
}

/// As many residuals as there are unknowns, and as many again.
macro_rules! residuals {
    ($($name:ident: $n:literal, $m:literal;)*) => {
        $(
            #[differentiable]
            fn $name(x: &[f64; $n]) -> [f64; $m] {
                let mut r = [0.0; $m];
                for i in 0..$n {
                    let before = if i > 0 { x[i - 1] } else { 1.0 };
                    r[2 * i] = 10.0 * (x[i] - before * before);
                    r[2 * i + 1] = 1.0 - x[i];
                }
                r
            }
        )*
    };
}

residuals! {
    squares_of_2: 2, 4;
    squares_of_4: 4, 8;
    squares_of_8: 8, 16;
    squares_of_12: 12, 24;
}

/// The best time of one call, in nanoseconds.
fn best(calls: usize, mut f: impl FnMut()) -> f64 {
    let round = |_| {
        let begun = Instant::now();
        (0..calls).for_each(|_| f());
        begun.elapsed().as_nanos() as f64 / calls as f64
    };
    (0..200).map(round).fold(f64::INFINITY, f64::min)
}

/// Times a run, and takes away what its evaluations take; for each evaluation, and for each iteration.
fn beyond(run: impl Fn() -> Counts, value: f64, first: f64, second: f64) -> [f64; 2] {
    let counts = run();
    let time = best(20, || _ = black_box(run()));
    let plain = counts.gradients - counts.hessians.min(counts.gradients);
    let values = counts.evaluations - counts.gradients;
    let theirs = values as f64 * value + plain as f64 * first + counts.hessians as f64 * second;
    [(time - theirs) / counts.evaluations as f64, (time - theirs) / counts.iterations as f64]
}

/// Times of factorizations: the method's own, and that of `nalgebra`.
type Factorizations = [f64; 2];

fn row(name: &str, n: usize, [evaluation, iteration]: [f64; 2], factorizations: Option<Factorizations>) {
    let beside = factorizations.map_or_else(String::new, |[own, other]| {
        format!("{own:>10.0} {:>8.1} {other:>10.0} {:>8.1}", iteration / own, iteration / other)
    });
    println!("{name:<20} {n:>3} {evaluation:>12.0} {iteration:>12.0} {beside}");
}

fn counts<P>(outcome: Result<chainrule::Report<P>, chainrule::Failure<P>>) -> Counts {
    outcome.map_or_else(|failure| failure.report.counts, |report| report.counts)
}

fn objectives<const N: usize>() {
    let start: [f64; N] = core::array::from_fn(|i| if i % 2 == 0 { -1.2 } else { 1.0 });
    let objective = chained::objective();
    let (mut g, mut h) = ([0.0; N], [[0.0; N]; N]);
    let value = best(2000, || _ = black_box(objective.value(black_box(&start))));
    let first = best(2000, || _ = black_box(objective.value_and_gradient(black_box(&start), &mut g)));
    let second = best(500, || _ = black_box(objective.value_gradient_hessian(black_box(&start), &mut g, &mut h)));
    let matrix = SMatrix::<f64, N, N>::from_fn(|i, j| if i == j { 4.0 + i as f64 } else { 0.3 });
    let other = best(500, || _ = black_box(black_box(matrix).cholesky()));
    let rows: [[f64; N]; N] = core::array::from_fn(|i| core::array::from_fn(|j| matrix[(i, j)]));
    let own = best(500, || {
        let mut a = black_box(rows);
        assert!(factorizations::symmetric(N, black_box(a.as_flattened_mut())));
    });
    row("Bfgs", N, beyond(|| counts(Bfgs::new().minimize(objective, start)), value, first, second), None);
    row("Lbfgs", N, beyond(|| counts(Lbfgs::new().minimize(objective, start)), value, first, second), None);
    let newton = beyond(|| counts(Newton::new().minimize(objective, start)), value, first, second);
    row("Newton", N, newton, Some([own, other]));
    let region = beyond(|| counts(TrustRegion::new().minimize(objective, start)), value, first, second);
    row("TrustRegion", N, region, Some([own, other]));
}

fn squares<const N: usize, const M: usize>(problem: impl Residuals<Point = [f64; N]> + Copy) {
    let start: [f64; N] = core::array::from_fn(|i| if i % 2 == 0 { -1.2 } else { 1.0 });
    let (mut r, mut j) = ([0.0; M], vec![0.0; M * N]);
    let value = best(2000, || problem.residuals(black_box(&start), &mut r));
    let first = best(500, || problem.residuals_and_jacobian(black_box(&start), &mut r, &mut j));
    let matrix = DMatrix::from_fn(M, N, |a, b| ((a * 7 + b * 3) % 5) as f64 + f64::from(u8::from(a == b)));
    let other = best(500, || _ = black_box(black_box(matrix.clone()).col_piv_qr()));
    let jacobian = matrix.transpose();
    let mut room = factorizations::LeastSquares::new(M, N);
    let own = best(500, || _ = black_box(room.factor(black_box(&[1.0; M]), black_box(jacobian.as_slice()))));
    let plain = beyond(|| counts(LevenbergMarquardt::new().minimize(problem, start)), value, first, first);
    row("LevenbergMarquardt", N, plain, Some([own, other]));
    let hybrid = beyond(|| counts(HybridNewton::new().minimize(problem, start)), value, first, first);
    row("HybridNewton", N, hybrid, Some([own, other]));
}

fn main() {
    println!(
        "{:<20} {:>3} {:>12} {:>12} {:>10} {:>8} {:>10} {:>8}",
        "method", "n", "evaluation", "iteration", "own", "ratio", "nalgebra", "ratio"
    );
    objectives::<2>();
    objectives::<4>();
    objectives::<8>();
    objectives::<12>();
    squares::<2, 4>(squares_of_2::residuals());
    squares::<4, 8>(squares_of_4::residuals());
    squares::<8, 16>(squares_of_8::residuals());
    squares::<12, 24>(squares_of_12::residuals());
}
