//! Fits against certified results: National Institute of Standards and Technology, Statistical Reference Datasets,
//! nonlinear regression. The certified values carry eleven digits.

use super::Fit;
use crate::{
    optimize::{Failure, Reason},
    problem::{Curve, Fault, Model},
};

/// `b0 (1 - exp(-b1 x))`: the models of Misra1a and `BoxBOD`.
struct Rise;

impl Model<f64> for Rise {
    type Point = [f64; 2];

    fn predict(b: &[f64; 2], x: &f64) -> f64 {
        b[0] * (1.0 - (-b[1] * x).exp())
    }

    fn predict_and_gradient(b: &[f64; 2], x: &f64, gradient: &mut [f64; 2]) -> f64 {
        let decay = (-b[1] * x).exp();
        *gradient = [1.0 - decay, b[0] * x * decay];
        b[0] * (1.0 - decay)
    }
}

/// `b0 (x^2 + b1 x) / (x^2 + b2 x + b3)`: the model of MGH09, with a parameter vector.
struct Kowalik;

impl Model<f64> for Kowalik {
    type Point = Vec<f64>;

    fn predict(b: &Vec<f64>, x: &f64) -> f64 {
        b[0] * (x * x + b[1] * x) / (x * x + b[2] * x + b[3])
    }

    fn predict_and_gradient(b: &Vec<f64>, x: &f64, gradient: &mut Vec<f64>) -> f64 {
        let (top, bottom) = (x * x + b[1] * x, x * x + b[2] * x + b[3]);
        let value = b[0] * top / bottom;
        gradient.copy_from_slice(&[top / bottom, b[0] * x / bottom, -value * x / bottom, -value / bottom]);
        value
    }
}

const MISRA1A_X: [f64; 14] =
    [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0];
const MISRA1A_Y: [f64; 14] =
    [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78];
const BOXBOD_X: [f64; 6] = [1.0, 2.0, 3.0, 5.0, 7.0, 10.0];
const BOXBOD_Y: [f64; 6] = [109.0, 149.0, 149.0, 191.0, 213.0, 224.0];
const MGH09_X: [f64; 11] = [4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
const MGH09_Y: [f64; 11] = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];

/// Eleven printed digits leave half a unit of the last one.
const CERTIFIED: f64 = 1e-10;

fn agree(name: &str, found: &[f64], certified: &[f64]) {
    assert_eq!(found.len(), certified.len(), "{name}");
    for (found, certified) in found.iter().zip(certified) {
        assert!((found - certified).abs() <= CERTIFIED * certified.abs(), "{name}: {found} is not {certified}");
    }
}

/// Name, predictors, observations, starts, certified parameters, their standard deviations, rss, degrees of freedom.
type Row = (&'static str, &'static [f64], &'static [f64], [[f64; 2]; 2], [f64; 2], [f64; 2], f64, usize);

const RISES: [Row; 2] = [
    (
        "Misra1a",
        &MISRA1A_X,
        &MISRA1A_Y,
        [[500.0, 0.0001], [250.0, 0.0005]],
        [2.389_421_291_8e2, 5.501_564_318_1e-4],
        [2.707_007_524_1, 7.266_868_843_6e-6],
        1.245_513_889_4e-1,
        12,
    ),
    (
        "BoxBOD",
        &BOXBOD_X,
        &BOXBOD_Y,
        [[1.0, 1.0], [100.0, 0.75]],
        [2.138_094_088_9e2, 5.472_374_854_2e-1],
        [1.235_451_517_6e1, 1.045_599_323_7e-1],
        1.168_008_876_6e3,
        4,
    ),
];

#[test]
fn nist_rises() {
    for (name, xs, ys, starts, certified, deviations, rss, dof) in RISES {
        for start in starts {
            let fit = Curve::<Rise, f64>::new(xs, ys).fit(start).expect(name);
            agree(name, &fit.parameters, &certified);
            agree(name, &fit.standard_errors, &deviations);
            agree(name, &[fit.rss], &[rss]);
            assert_eq!((fit.degrees_of_freedom, fit.rank), (dof, 2), "{name}");
        }
    }
}

#[test]
fn nist_mgh09_from_both_starts() {
    for start in [[25.0, 39.0, 41.5, 39.0], [0.25, 0.39, 0.415, 0.39]] {
        let fit = Curve::<Kowalik, f64>::new(&MGH09_X, &MGH09_Y).fit(start.to_vec()).expect("converges");
        agree(
            "MGH09",
            &fit.parameters,
            &[1.928_069_345_8e-1, 1.912_823_287_3e-1, 1.230_565_069_3e-1, 1.360_623_306_8e-1],
        );
        agree(
            "MGH09",
            &fit.standard_errors,
            &[1.143_531_222_7e-2, 1.963_322_091_1e-1, 8.084_203_123_2e-2, 9.002_554_230_8e-2],
        );
        agree("MGH09", &[fit.rss], &[3.075_056_038_5e-4]);
    }
}

type Outcome = Result<Fit<[f64; 2]>, Failure<[f64; 2]>>;

fn misra1a() -> Curve<'static, Rise, f64> {
    Curve::new(&MISRA1A_X, &MISRA1A_Y)
}

#[test]
fn weights_and_deviations_say_the_same() {
    let sigma: Vec<f64> = (1..=14).map(f64::from).collect();
    let weights: Vec<f64> = sigma.iter().map(|s| (s * s).recip()).collect();
    let by_weights = misra1a().weights(&weights).fit([250.0, 5e-4]).expect("converges");
    let by_deviations = misra1a().deviations(&sigma).fit([250.0, 5e-4]).expect("converges");
    agree("weights", &by_weights.parameters, &by_deviations.parameters);
    agree("weights", &by_weights.standard_errors, &by_deviations.standard_errors);
    // Equal weights change neither parameters nor their errors.
    let equal = misra1a().weights(&[4.0; 14]).fit([250.0, 5e-4]).expect("converges");
    agree("equal", &equal.parameters, &RISES[0].4);
    agree("equal", &equal.standard_errors, &RISES[0].5);
    agree("equal", &[equal.rss], &[4.0 * RISES[0].6]);
}

#[test]
fn o05_lengths_that_differ_are_named() {
    let short = [1.0; 13];
    let rows: [(Outcome, &str); 3] = [
        (Curve::<Rise, f64>::new(&MISRA1A_X, &short).fit([1.0, 1.0]), "ys"),
        (misra1a().weights(&short).fit([1.0, 1.0]), "weights"),
        (misra1a().deviations(&short).fit([1.0, 1.0]), "deviations"),
    ];
    for (result, field) in rows {
        let failure = result.expect_err(field);
        let Reason::InvalidInput(invalid) = failure.reason else { panic!("{failure}") };
        assert_eq!((invalid.field, invalid.fault), (field, Fault::Length { expected: 14, found: 13 }));
        assert_eq!(failure.report.counts.evaluations, 0);
        assert_eq!(failure.to_string(), format!("invalid input: `{field}` must have length 14, has length 13"));
    }
}

#[test]
fn o20_weights_must_be_positive() {
    let mut weights = [1.0; 14];
    weights[3] = -1.0;
    let failure = misra1a().weights(&weights).fit([1.0, 1.0]).expect_err("a weight is negative");
    assert!(failure.to_string().contains("entry 3 is -1"), "{failure}");
}

#[test]
fn o07_as_many_observations_as_parameters() {
    let fit = Curve::<Rise, f64>::new(&BOXBOD_X[..2], &BOXBOD_Y[..2]).fit([100.0, 0.75]).expect("converges");
    assert!(fit.rss < 1e-20);
    assert_eq!(fit.degrees_of_freedom, 0);
    assert!(fit.standard_errors.iter().all(|e| e.is_nan()));
}

#[test]
fn the_table_is_tidy() {
    let fit = misra1a().fit([250.0, 0.0005]).expect("converges");
    let table = fit.to_string();
    let expected = "\
parameter           estimate     std. error         t
b[0]             238.9421292          2.707     88.27
b[1]         0.0005501564318    7.267e-6        75.71
";
    let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
    assert!(words(&table).starts_with(&words(expected)), "{table}");
    assert!(table.contains("residual standard deviation 0.1018788 on 12 degrees of freedom"), "{table}");
    assert!((fit.correlation(0, 1) - fit.correlation(1, 0)).abs() < 1e-15 && fit.correlation(0, 1) < -0.99);
}
