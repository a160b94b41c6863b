//! The evals at sizes that the suite asks for, on inputs from seeds.

use chainrule_gradbench::evals::ba::{Errors, Observation, Scene, Sparse};
use chainrule_gradbench::evals::det::determinant;
use chainrule_gradbench::evals::gmm::{Wishart, log_posterior};
use chainrule_gradbench::evals::ht::{Hand, Seen, Tracking};
use chainrule_gradbench::evals::kmeans::{cost, direction};
use chainrule_gradbench::evals::llsq::half_squares;
use chainrule_gradbench::evals::lse::log_sum_exp;
use chainrule_gradbench::evals::lstm::loss;
use chainrule_gradbench::evals::ode::{last, solve};

use crate::clock::{Times, times};
use crate::random::Random;

/// Eval, size, and what measures it.
type Case = (&'static str, &'static str, fn() -> Times);

pub(crate) const CASES: [Case; 13] = [
    ("lse", "80000", || lse(80_000)),
    ("llsq", "512/128", || llsq(512, 128)),
    ("ode", "10000/10", || ode(10_000, 10)),
    ("det", "8", || det(8)),
    ("kmeans", "100/10000/8", || kmeans(100, 10_000, 8)),
    ("gmm", "2/5/1000", || gmm(2, 5, 1000)),
    ("gmm", "10/50/1000", || gmm(10, 50, 1000)),
    ("gmm", "64/25/1000", || gmm(64, 25, 1000)),
    ("lstm", "2/1024", || lstm(2, 1024)),
    ("lstm", "4/1024", || lstm(4, 1024)),
    ("ba", "49/7776/31843", || ba(49, 7776, 31_843)),
    ("ht", "26/100", || ht(10_000, 100)),
    ("ht", "26/100000", || ht(10_000, 100_000)),
];

fn lse(n: usize) -> Times {
    let x = Random::new(1).uniforms(n);
    times(|| log_sum_exp(&x), || log_sum_exp::gradient(&x))
}

fn llsq(n: usize, m: usize) -> Times {
    let x = Random::new(2).uniforms(m);
    times(|| half_squares(&x, n), || half_squares::gradient(&x, n))
}

fn ode(n: usize, steps: usize) -> Times {
    let x = Random::new(3).uniforms(n);
    times(|| solve(&x, steps), || last::gradient(&x, steps))
}

fn det(l: usize) -> Times {
    let a = Random::new(4).uniforms(l * l);
    times(|| determinant(&a, l), || determinant::gradient(&a, l))
}

fn kmeans(k: usize, n: usize, d: usize) -> Times {
    let points = Random::new(5).uniforms(n * d);
    let centroids = points[(n - k) * d..].to_vec();
    times(|| cost(&points, &centroids, d), || direction(&points, &centroids, d))
}

fn gmm(d: usize, k: usize, n: usize) -> Times {
    let mut random = Random::new(6);
    let (alpha, mu, q) = (random.signeds(k), random.uniforms(k * d), random.signeds(k * d));
    let l = random.signeds(k * d * (d - 1) / 2);
    let points = random.signeds(n * d);
    let prior = Wishart::new(d, 0, 1.0);
    times(
        || log_posterior(&alpha, &mu, &q, &l, &points, &prior),
        || log_posterior::gradient(&alpha, &mu, &q, &l, &points, &prior),
    )
}

fn lstm(layers: usize, characters: usize) -> Times {
    let (mut random, bits) = (Random::new(7), 14);
    let (main, extra) = (random.signeds(8 * layers * bits), random.signeds(3 * bits));
    let state = random.signeds(2 * layers * bits);
    let sequence: Vec<f64> = random.uniforms(characters * bits).iter().map(|u| u.round()).collect();
    times(|| loss(&main, &extra, &state, &sequence, bits), || loss::gradient(&main, &extra, &state, &sequence, bits))
}

fn ba(cameras: usize, points: usize, observations: usize) -> Times {
    let mut random = Random::new(8);
    let mut camera = || {
        let rotation: [f64; 3] = std::array::from_fn(|_| random.signed());
        let centre: [f64; 3] = std::array::from_fn(|_| 10.0 + random.uniform());
        [rotation, centre].concat().into_iter().chain([500.0, 1.0, 2.0, 1e-2, 1e-3])
    };
    let cameras: Vec<[f64; 11]> =
        (0..cameras).map(|_| camera().collect::<Vec<_>>().try_into().expect("eleven")).collect();
    let points: Vec<[f64; 3]> = (0..points).map(|_| std::array::from_fn(|_| random.signed())).collect();
    let weights = random.uniforms(observations);
    let seen = |i: usize| Observation { camera: i % cameras.len(), point: i % points.len(), feature: [100.0, 200.0] };
    let observations = (0..observations).map(seen).collect();
    let scene = Scene { cameras, points, weights, observations };
    let (mut errors, mut jacobian) = (Errors::default(), Sparse::default());
    times(|| scene.errors(&mut errors), || scene.jacobian(&mut jacobian))
}

fn ht(vertices: usize, seen: usize) -> Times {
    let mut random = Random::new(9);
    let corners: Vec<[usize; 3]> = (0..seen).map(|_| std::array::from_fn(|_| random.below(vertices))).collect();
    let points = (0..seen).map(|_| std::array::from_fn(|_| random.signed())).collect();
    let us = (0..seen).map(|_| [0.5 * random.uniform(), 0.5 * random.uniform()]).collect();
    let theta = std::array::from_fn(|_| random.signed());
    let (hand, corners) = hand(&mut random, vertices).of_corners(&corners);
    let tracking = Tracking { hand, seen: Seen { points, corners }, theta, us, free: true };
    times(|| tracking.residuals(), || tracking.jacobian())
}

/// A hand whose fingers have four bones each, on a wrist that has a forearm too.
fn hand(random: &mut Random, vertices: usize) -> Hand {
    const BONES: usize = 22;
    let parents = (0..BONES).map(|b| if b % 4 == 1 { 0 } else { b.saturating_sub(1) }).collect();
    let mut matrix = || {
        let mut matrix: [[f64; 4]; 4] = std::array::from_fn(|_| std::array::from_fn(|_| random.signed()));
        matrix[3] = [0.0, 0.0, 0.0, 1.0];
        matrix
    };
    let (relatives, inverses) = ((0..BONES).map(|_| matrix()).collect(), (0..BONES).map(|_| matrix()).collect());
    let mut weights = vec![0.0; vertices * BONES];
    for row in weights.chunks_exact_mut(BONES) {
        let (first, weight) = (random.below(BONES - 1), random.uniform());
        row[first] = weight;
        row[first + 1] = 1.0 - weight;
    }
    let vertices = (0..vertices).map(|_| [random.signed(), random.signed(), random.signed(), 1.0]).collect();
    Hand { parents, relatives, inverses, vertices, weights, mirrored: false }
}
