//! The evals of `GradBench`, as the tool for it has them, at sizes that the suite asks for.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::items_after_statements,
    reason = "inputs are made of random numbers from 0 to 1, by helpers that stand where they are used"
)]

use chainrule_gradbench::evals::{ba, det, gmm, ht, kmeans, llsq, lse, lstm, ode};

use super::kept;
use crate::data;
use crate::hand::gradbench as hand;
use crate::harness::Case;

pub(super) fn cases() -> Vec<Box<dyn Case>> {
    vec![
        lse_case(80_000),
        llsq_case(512),
        ode_case(10_000, 10),
        det_case(8),
        kmeans_case(100, 10_000, 8),
        gmm_case(2, 5, 1000),
        gmm_case(10, 50, 1000),
        gmm_case(64, 25, 1000),
        lstm_case(2, 1024),
        lstm_case(4, 1024),
        ba_case(49, 7776, 31_843),
        ht_case(10_000, 100),
    ]
}

fn lse_case(n: usize) -> Box<dyn Case> {
    let x = kept(data::uniform(50, n, 0.0, 1.0));
    let contest = contest! { (format!("lse {n}"), "value and gradient", vec![0.0; n]) |g|
        primal => [lse::log_sum_exp](x),
        hand("direct") => [crate::hand::log_sum_exp::value_and_gradient](x, g),
        generated => [lse::log_sum_exp::value_and_gradient_into](x, g),
    };
    contest.boxed()
}

fn llsq_case(n: usize) -> Box<dyn Case> {
    let x = kept(data::uniform(51, 128, 0.0, 1.0));
    let contest = contest! { (format!("llsq {n}/128"), "value and gradient", vec![0.0; 128]) |g|
        primal => [llsq::half_squares](x, n),
        hand("in lanes") => [crate::hand::least_squares::value_and_gradient](x, n, g),
        hand("fused") => [crate::hand::least_squares::value_and_gradient_fused](x, n, g),
        generated => [llsq::half_squares::value_and_gradient_into](x, n, g),
    };
    contest.boxed()
}

fn ode_case(n: usize, steps: usize) -> Box<dyn Case> {
    let x = kept(data::uniform(52, n, 0.0, 1.0));
    let contest = contest! { (format!("ode {n}/{steps}"), "gradient", vec![0.0; n]) |g|
        primal => [ode::solve](x, steps),
        hand("one pass a step") => [hand::ode::gradient](x, steps, g),
        generated => [ode::last::gradient_into](x, steps, g),
    };
    contest.boxed()
}

fn det_case(l: usize) -> Box<dyn Case> {
    let a = kept(data::uniform(53, l * l, 0.0, 1.0));
    let contest = contest! { (format!("det {l}"), "value and gradient", vec![0.0; l * l]) |g|
        primal => [det::determinant](a, l),
        hand("adjoints go down") => [hand::det::value_and_gradient](a, l, g),
        generated => [det::determinant::value_and_gradient_into](a, l, g),
    };
    contest.boxed()
}

fn kmeans_case(k: usize, n: usize, d: usize) -> Box<dyn Case> {
    let points = kept(data::uniform(54, n * d, 0.0, 1.0));
    let centroids = &points[(n - k) * d..];
    let ones = kept(vec![1.0; k * d]);
    let out = (vec![0.0; k * d], vec![0.0; k * d]);
    let contest = contest! { (format!("kmeans {k}/{n}/{d}"), "gradient and hvp", out) |out|
        primal => [kmeans::cost](points, centroids, d),
        hand("in lanes") => [hand::kmeans::gradient_and_diagonal](points, centroids, d, &mut out.0, &mut out.1),
        generated => [kmeans::cost::gradient_and_hvp_into](points, centroids, d, ones, &mut out.0, &mut out.1),
    };
    contest.boxed()
}

fn gmm_case(d: usize, k: usize, n: usize) -> Box<dyn Case> {
    let mixture = hand::gmm::Mixture {
        alpha: data::uniform(55, k, -1.0, 1.0),
        mu: data::uniform(56, k * d, 0.0, 1.0),
        q: data::uniform(57, k * d, -1.0, 1.0),
        l: data::uniform(58, k * d * (d - 1) / 2, -1.0, 1.0),
    };
    let points = kept(data::uniform(59, n * d, -1.0, 1.0));
    let prior: &gmm::Wishart = Box::leak(Box::new(gmm::Wishart::new(d, 0, 1.0)));
    let out = mixture.clone();
    let m: &hand::gmm::Mixture = Box::leak(Box::new(mixture));
    let contest = contest! { (format!("gmm {d}/{k}/{n}"), "gradient", out) |g|
        primal => [gmm::log_posterior](&m.alpha, &m.mu, &m.q, &m.l, points, prior),
        hand("direct") => [hand::gmm::gradient](m, points, 1.0, 0.0, g),
        generated => [gmm::log_posterior::gradient_into](
            &m.alpha, &m.mu, &m.q, &m.l, points, prior, &mut g.alpha, &mut g.mu, &mut g.q, &mut g.l
        ),
    };
    contest.boxed()
}

fn lstm_case(layers: usize, characters: usize) -> Box<dyn Case> {
    let b = 14;
    let main = kept(data::uniform(60, 8 * layers * b, -1.0, 1.0));
    let extra = kept(data::uniform(61, 3 * b, -1.0, 1.0));
    let start = kept(data::uniform(62, 2 * layers * b, -1.0, 1.0));
    let sequence = kept(data::uniform(63, characters * b, 0.0, 1.0).iter().map(|bit| bit.round()).collect());
    let out = (vec![0.0; main.len()], vec![0.0; extra.len()]);
    let contest = contest! { (format!("lstm {layers}/{characters}"), "gradient", out) |g|
        primal => [lstm::loss](main, extra, start, sequence, b),
        hand("direct") => [hand::lstm::gradient](main, extra, start, sequence, b, &mut g.0, &mut g.1),
        generated => [lstm::loss::gradient_into](main, extra, start, sequence, b, &mut g.0, &mut g.1),
    };
    contest.boxed()
}

/// The blocks of the Jacobian of all observations; to put them into a sparse matrix is the same work for everybody.
fn ba_case(cameras: usize, points: usize, observations: usize) -> Box<dyn Case> {
    let turns: Vec<[f64; 3]> = data::rows(64, cameras, -1.0, 1.0);
    let centres: Vec<[f64; 3]> = data::rows(65, cameras, 10.0, 11.0);
    let camera = |(turn, centre): (&[f64; 3], &[f64; 3])| {
        let [r0, r1, r2] = *turn;
        let [c0, c1, c2] = *centre;
        [r0, r1, r2, c0, c1, c2, 500.0, 1.0, 2.0, 1e-2, 1e-3]
    };
    let cameras: &[[f64; 11]] = kept(turns.iter().zip(&centres).map(camera).collect());
    let points: &[[f64; 3]] = kept(data::rows(66, points, -1.0, 1.0));
    let weights = kept(data::uniform(67, observations, 0.0, 1.0));
    let feature = [100.0, 200.0];
    fn each<R>(
        cameras: &[[f64; 11]],
        points: &[[f64; 3]],
        weights: &[f64],
        mut of: impl FnMut(usize, &[f64; 11], &[f64; 3], f64) -> R,
    ) {
        for (i, &weight) in weights.iter().enumerate() {
            of(i, &cameras[i % cameras.len()], &points[i % points.len()], weight);
        }
    }
    let out = vec![[[0.0; 15]; 2]; observations];
    let contest = contest! { (format!("ba {}/{}/{observations}", cameras.len(), points.len()), "jacobian", out) |rows|
        primal => (each(cameras, points, weights, |i, camera, x, weight| {
            rows[i][0][..2].copy_from_slice(&ba::reprojection_error(camera, x, weight, &feature));
        })),
        hand("direct") => (each(cameras, points, weights, |i, camera, x, weight| {
            rows[i] = hand::ba::block(camera, x, weight, &feature);
        })),
        generated => (each(cameras, points, weights, |i, camera, x, weight| {
            rows[i] = ba::reprojection_error::jacobian(camera, x, weight, &feature);
        })),
    };
    contest.boxed()
}

fn ht_case(vertices: usize, seen: usize) -> Box<dyn Case> {
    const BONES: usize = 22;
    let corner = |u: [f64; 3]| u.map(|u| (u * vertices as f64) as usize);
    let corners: Vec<[usize; 3]> = data::rows(70, seen, 0.0, 1.0).into_iter().map(corner).collect();
    let points: Vec<[f64; 3]> = data::rows(71, seen, -1.0, 1.0);
    let us: Vec<[f64; 2]> = data::rows(72, seen, 0.0, 0.5);
    let theta: [f64; 26] = data::array(73, -1.0, 1.0);
    let matrices = |seed| -> Vec<hand::ht::Matrix> {
        let rows: Vec<[f64; 4]> = data::rows(seed, 4 * BONES, -1.0, 1.0);
        rows.as_chunks::<4>().0.iter().map(|m| [m[0], m[1], m[2], [0.0, 0.0, 0.0, 1.0]]).collect()
    };
    let mut weights = vec![0.0; vertices * BONES];
    for (row, [first, weight]) in weights.chunks_exact_mut(BONES).zip(data::rows::<2>(74, vertices, 0.0, 1.0)) {
        let first = (first * (BONES - 1) as f64) as usize;
        (row[first], row[first + 1]) = (weight, 1.0 - weight);
    }
    let whole = ht::Hand {
        parents: (0..BONES).map(|b| if b % 4 == 1 { 0 } else { b.saturating_sub(1) }).collect(),
        relatives: matrices(75),
        inverses: matrices(76),
        vertices: data::rows(77, vertices, -1.0, 1.0).into_iter().map(|[x, y, z]| [x, y, z, 1.0]).collect(),
        weights,
        mirrored: false,
    };
    let (hand, corners) = whole.of_corners(&corners);
    let tracking = ht::Tracking { hand, seen: ht::Seen { points, corners }, theta, us, free: true };
    let t: &ht::Tracking = Box::leak(Box::new(tracking));
    let view: &hand::ht::Hand = Box::leak(Box::new(hand::ht::Hand {
        parents: &t.hand.parents,
        relatives: &t.hand.relatives,
        inverses: &t.hand.inverses,
        vertices: &t.hand.vertices,
        weights: &t.hand.weights,
        mirrored: t.hand.mirrored,
    }));
    let contest = contest! { (format!("ht 26/{seen}"), "jacobian", vec![[0.0; 28]; 3 * seen]) |rows|
        primal => [ht::Tracking::residuals](t),
        hand("by finger") => [hand::ht::jacobian](&t.theta, &t.us, view, &t.seen.corners, rows),
        generated => (rows.as_flattened_mut().copy_from_slice(&t.jacobian().values)),
    };
    contest.boxed()
}
