//! The problems of Moré, Garbow and Hillstrom, "Testing unconstrained optimization software", ACM TOMS 7 (1981) 17-41,
//! with the minima that the paper prints and those that others have found since.

mod data;
pub mod fixed;
pub mod variable;

use self::{fixed as f, variable as v};
use crate::erased::Problem;

/// A problem with its size, its start, and its minima.
pub struct Instance {
    pub name: &'static str,
    pub start: Vec<f64>,
    /// The least sum of squares.
    pub global: f64,
    /// Other local minima, those at infinity among them.
    pub local: &'static [f64],
    pub problem: Problem,
}

/// What a run has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Global,
    Local,
    Nothing,
}

/// Sums of squares below this are zero.
const ZERO: f64 = 1e-10;

impl Instance {
    /// The start of the paper, times a factor.
    #[must_use]
    pub fn start(&self, factor: f64) -> Vec<f64> {
        self.start.iter().map(|x| factor * x).collect()
    }

    /// Which minimum a sum of squares is: to 1e-4, as digits are printed; where a minimum is zero, to 1e-10.
    #[must_use]
    pub fn reached(&self, squares: f64) -> Reached {
        let near = |minimum: f64| {
            let tolerance = if minimum == 0.0 { ZERO } else { 1e-4 * minimum };
            (squares - minimum).abs() <= tolerance
        };
        // Whatever lies below the least of the literature counts as that.
        if near(self.global) || squares < self.global {
            Reached::Global
        } else if self.local.iter().any(|&minimum| near(minimum)) {
            Reached::Local
        } else {
            Reached::Nothing
        }
    }
}

/// The factors of the starts.
pub const FACTORS: [f64; 3] = [1.0, 10.0, 100.0];

fn at(name: &'static str, problem: Problem, start: &[f64], global: f64, local: &'static [f64]) -> Instance {
    Instance { name, start: start.to_vec(), global, local, problem }
}

/// `(f(1), .., f(n))`.
fn each(n: usize, f: impl Fn(f64) -> f64) -> Vec<f64> {
    (1..=n).map(|j| f(j as f64)).collect()
}

/// A pattern, repeated.
fn again(pattern: &[f64], times: usize) -> Vec<f64> {
    pattern.repeat(times)
}

/// All 44 instances, in the order of the paper.
#[must_use]
pub fn instances() -> Vec<Instance> {
    let mut all = fixed();
    all.extend(sums_of_powers());
    all.extend(systems());
    all.extend(linear());
    all.extend(quadrature());
    all
}

fn fixed() -> Vec<Instance> {
    vec![
        at("Rosenbrock", Problem::new(f::rosenbrock::residuals()), &[-1.2, 1.0], 0.0, &[]),
        at("Freudenstein-Roth", Problem::new(f::freudenstein_roth::residuals()), &[0.5, -2.0], 0.0, &[48.984_253_679]),
        at("Powell badly scaled", Problem::new(f::powell_badly_scaled::residuals()), &[0.0, 1.0], 0.0, &[]),
        at("Brown badly scaled", Problem::new(f::brown_badly_scaled::residuals()), &[1.0, 1.0], 0.0, &[]),
        at("Beale", Problem::new(f::beale::residuals()), &[1.0, 1.0], 0.0, &[]),
        at("Jennrich-Sampson", Problem::new(f::jennrich_sampson::residuals()), &[0.3, 0.4], 124.362_182_355, &[]),
        at("helical valley", Problem::new(f::helical_valley::residuals()), &[-1.0, 0.0, 0.0], 0.0, &[]),
        at("Bard", Problem::new(f::bard::residuals()), &[1.0; 3], 8.214_877_306e-3, &[17.428_692_8]),
        at("Gaussian", Problem::new(f::gaussian::residuals()), &[0.4, 1.0, 0.0], 1.127_932_770e-8, &[]),
        at("Meyer", Problem::new(f::meyer::residuals()), &[0.02, 4000.0, 250.0], 87.945_855_171, &[]),
        at("Gulf", Problem::new(f::gulf::residuals()), &[5.0, 2.5, 0.15], 0.0, &[]),
        at("Box 3D", Problem::new(f::box_3d::residuals()), &[0.0, 10.0, 20.0], 0.0, &[]),
        at("Powell singular", Problem::new(f::powell_singular::residuals()), &[3.0, -1.0, 0.0, 1.0], 0.0, &[]),
        at("Wood", Problem::new(f::wood::residuals()), &[-3.0, -1.0, -3.0, -1.0], 0.0, &[]),
        at(
            "Kowalik-Osborne",
            Problem::new(f::kowalik_osborne::residuals()),
            &[0.25, 0.39, 0.415, 0.39],
            3.075_056_038e-4,
            &[1.027_34e-3],
        ),
        at("Brown-Dennis", Problem::new(f::brown_dennis::residuals()), &[25.0, 5.0, -5.0, -1.0], 85_822.201_626, &[]),
        at("Osborne 1", Problem::new(f::osborne_1::residuals()), &[0.5, 1.5, -1.0, 0.01, 0.02], 5.464_894_697e-5, &[]),
        at(
            "Biggs EXP6",
            Problem::new(f::biggs::residuals()),
            &[1.0, 2.0, 1.0, 1.0, 1.0, 1.0],
            0.0,
            &[5.655_649_9e-3, 0.306_366_8],
        ),
        at(
            "Osborne 2",
            Problem::new(f::osborne_2::residuals()),
            &[1.3, 0.65, 0.65, 0.7, 0.6, 3.0, 5.0, 7.0, 2.0, 4.5, 5.5],
            4.013_773_629e-2,
            &[1.789_813_6],
        ),
    ]
}

fn sums_of_powers() -> Vec<Instance> {
    let (penalty_1, penalty_2) = (v::penalty_1::residuals, v::penalty_2::residuals);
    let dimensioned = |n: usize| {
        let start = each(n, |j| 1.0 - j / n as f64);
        at("variably dimensioned", Problem::new(v::variably_dimensioned::residuals(n + 2)), &start, 0.0, &[])
    };
    vec![
        at("Watson 6", Problem::new(v::watson::residuals::<6>()), &[0.0; 6], 2.287_670_053e-3, &[]),
        at("Watson 9", Problem::new(v::watson::residuals::<9>()), &[0.0; 9], 1.399_760_138e-6, &[]),
        at("Watson 12", Problem::new(v::watson::residuals::<12>()), &[0.0; 12], 4.722_381_1e-10, &[]),
        at(
            "ext. Rosenbrock 10",
            Problem::new(v::extended_rosenbrock::residuals::<10>()),
            &again(&[-1.2, 1.0], 5),
            0.0,
            &[],
        ),
        at(
            "ext. Powell singular 12",
            Problem::new(v::extended_powell_singular::residuals::<12>()),
            &again(&[3.0, -1.0, 0.0, 1.0], 3),
            0.0,
            &[],
        ),
        at("penalty I 4", Problem::new(penalty_1(5)), &each(4, |j| j), 2.249_977_5e-5, &[]),
        at("penalty I 10", Problem::new(penalty_1(11)), &each(10, |j| j), 7.087_651_5e-5, &[]),
        at("penalty II 4", Problem::new(penalty_2(8)), &[0.5; 4], 9.376_293e-6, &[]),
        at("penalty II 10", Problem::new(penalty_2(20)), &[0.5; 10], 2.936_605e-4, &[]),
        dimensioned(10),
        dimensioned(20),
    ]
}

fn systems() -> Vec<Instance> {
    let nodes = each(10, |j| j / 11.0 * (j / 11.0 - 1.0));
    let trigonometric = Problem::new(v::trigonometric::residuals::<10>());
    let almost_linear = Problem::new(v::brown_almost_linear::residuals::<10>());
    vec![
        at("trigonometric 10", trigonometric, &[0.1; 10], 0.0, &[2.795_056_1e-5]),
        at("Brown almost linear 10", almost_linear, &[0.5; 10], 0.0, &[1.0]),
        at("Brown almost linear 40", Problem::new(v::brown_almost_linear::residuals::<40>()), &[0.5; 40], 0.0, &[1.0]),
        at("discrete boundary 10", Problem::new(v::discrete_boundary::residuals::<10>()), &nodes, 0.0, &[]),
        at("discrete integral 10", Problem::new(v::discrete_integral::residuals::<10>()), &nodes, 0.0, &[]),
        at("Broyden tridiagonal 10", Problem::new(v::broyden_tridiagonal::residuals::<10>()), &[-1.0; 10], 0.0, &[]),
        at("Broyden banded 10", Problem::new(v::broyden_banded::residuals::<10>()), &[-1.0; 10], 0.0, &[]),
    ]
}

/// Twenty functions of ten unknowns; the least values are `m - n`, `m (m - 1) / (2 (2 m + 1))` and
/// `(m^2 + 3 m - 6) / (2 (2 m - 3))`.
fn linear() -> Vec<Instance> {
    vec![
        at("linear, full rank", Problem::new(v::linear_full_rank::residuals(20)), &[1.0; 10], 10.0, &[]),
        at("linear, rank 1", Problem::new(v::linear_rank_1::residuals(20)), &[1.0; 10], 380.0 / 82.0, &[]),
        at("linear, zeros", Problem::new(v::linear_rank_1_zeros::residuals(20)), &[1.0; 10], 454.0 / 74.0, &[]),
    ]
}

fn quadrature() -> Vec<Instance> {
    let start = |n: usize| each(n, |j| j / (n + 1) as f64);
    vec![
        at("Chebyquad 7", Problem::new(v::chebyquad::residuals::<7>()), &start(7), 0.0, &[]),
        at("Chebyquad 8", Problem::new(v::chebyquad::residuals::<8>()), &start(8), 3.516_873_7e-3, &[]),
        at("Chebyquad 9", Problem::new(v::chebyquad::residuals::<9>()), &start(9), 0.0, &[]),
        at(
            "Chebyquad 10",
            Problem::new(v::chebyquad::residuals::<10>()),
            &start(10),
            4.772_713_7e-3,
            &[6.503_954_8e-3],
        ),
    ]
}
