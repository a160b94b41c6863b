//! The opponents for the evals of `GradBench`, against dual and hyper-dual numbers.

use chainrule_bench::data;
use chainrule_bench::generic::gradbench as generic;
use chainrule_bench::hand::gradbench as hand;

mod support;

use support::{assert_bits, assert_close, gradient, hessian};

#[test]
fn det() {
    let a = data::uniform(30, 36, 0.0, 1.0);
    let mut g = vec![9.0; 36];
    assert_bits(hand::det::value_and_gradient(&a, 6, &mut g), generic::minor(&a, 6, 0, (1 << 6) - 1));
    assert_close(&g, &gradient(|a| generic::minor(a, 6, 0, (1 << 6) - 1), &a), 1e-13);
}

#[test]
fn kmeans() {
    for (k, d) in [(3, 2), (8, 3), (11, 5)] {
        let points = data::uniform(31, 40 * d, 0.0, 1.0);
        let centroids = &points[..k * d];
        let (mut g, mut h) = (vec![9.0; k * d], vec![9.0; k * d]);
        hand::kmeans::gradient_and_diagonal(&points, centroids, d, &mut g, &mut h);
        assert_close(&g, &gradient(|c| generic::kmeans(&points, c, d), centroids), 1e-14);
        let full = hessian(|c| generic::kmeans(&points, c, d), centroids);
        let diagonal: Vec<f64> = (0..k * d).map(|i| full[i * (k * d + 1)]).collect();
        assert_close(&h, &diagonal, 1e-14);
    }
}

#[test]
fn ode() {
    for (n, steps) in [(1, 3), (5, 2), (9, 7)] {
        let x = data::uniform(32, n, 0.5, 1.5);
        let mut g = vec![9.0; n];
        hand::ode::gradient(&x, steps, &mut g);
        assert_close(&g, &gradient(|x| generic::ode(x, steps), &x), 1e-14);
    }
}

#[test]
fn gmm() {
    for (k, d) in [(1, 1), (3, 2), (4, 7)] {
        let size = d * (d - 1) / 2;
        let all = data::uniform(33, k * (1 + 2 * d + size), -1.0, 1.0);
        let points = data::uniform(34, 20 * d, -1.0, 1.0);
        let (alpha, rest) = all.split_at(k);
        let (mu, rest) = rest.split_at(k * d);
        let (q, l) = rest.split_at(k * d);
        let mixture = hand::gmm::Mixture { alpha: alpha.into(), mu: mu.into(), q: q.into(), l: l.into() };
        let mut g = mixture.clone();
        hand::gmm::gradient(&mixture, &points, 0.7, 2.0, &mut g);
        let expected = gradient(|all| generic::gmm(all, k, &points, d, 0.7, 2.0), &all);
        assert_close(&[g.alpha, g.mu, g.q, g.l].concat(), &expected, 1e-13);
    }
}

#[test]
fn lstm() {
    let (b, layers) = (3, 2);
    let parameters = data::uniform(35, (8 * layers + 3) * b, -2.0, 2.0);
    let start = data::uniform(36, 2 * layers * b, -1.0, 1.0);
    let sequence: Vec<f64> = data::uniform(37, 12 * b, 0.0, 1.0).iter().map(|bit| bit.round()).collect();
    let (main, extra) = parameters.split_at(8 * layers * b);
    let (mut main_g, mut extra_g) = (vec![9.0; main.len()], vec![9.0; extra.len()]);
    hand::lstm::gradient(main, extra, &start, &sequence, b, &mut main_g, &mut extra_g);
    let expected = gradient(|all| generic::lstm(all, &start, &sequence, b), &parameters);
    assert_close(&[main_g, extra_g].concat(), &expected, 1e-13);
}

#[test]
fn ba() {
    let feature = [3.0, -4.0];
    for turned in [1.0, 0.0] {
        let mut v = [data::uniform(38, 3, -1.0, 1.0), data::uniform(39, 3, 5.0, 6.0)].concat();
        v.extend([500.0, 1.0, 2.0, 0.1, 0.02, 0.3, -0.4, 0.5, 0.8]);
        v[..3].iter_mut().for_each(|r| *r *= turned);
        let (camera, x) = (v[..11].try_into().expect("eleven"), v[11..14].try_into().expect("three"));
        let block = hand::ba::block(camera, x, v[14], &feature);
        for e in 0..2 {
            assert_close(&block[e], &gradient(|v| generic::ba(v, &feature)[e], &v), 1e-13);
        }
    }
}

#[test]
fn ht() {
    let bones = 22;
    let matrices = |seed| -> Vec<hand::ht::Matrix> {
        let rows: Vec<[f64; 4]> = data::rows(seed, 4 * bones, -1.0, 1.0);
        rows.as_chunks::<4>().0.iter().map(|m| [m[0], m[1], m[2], [0.0, 0.0, 0.0, 1.0]]).collect()
    };
    let parents: Vec<usize> = (0..bones).map(|b| if b % 4 == 1 { 0 } else { b.saturating_sub(1) }).collect();
    let (relatives, inverses) = (matrices(40), matrices(41));
    let vertices: Vec<[f64; 4]> = data::rows(42, 5, -1.0, 1.0).into_iter().map(|[x, y, z]| [x, y, z, 1.0]).collect();
    let mut weights = data::uniform(43, 5 * bones, -0.2, 0.5);
    weights.iter_mut().for_each(|weight| *weight = weight.max(0.0));
    let (corners, us) = ([[0, 1, 2], [2, 3, 4]], data::rows::<2>(44, 2, 0.0, 0.5));
    let theta = data::array::<26>(45, -1.0, 1.0);
    let parameters = [&theta[..], us.as_flattened()].concat();
    for mirrored in [false, true] {
        let hand = hand::ht::Hand {
            parents: &parents,
            relatives: &relatives,
            inverses: &inverses,
            vertices: &vertices,
            weights: &weights,
            mirrored,
        };
        let mut rows = vec![[9.0; 28]; 6];
        hand::ht::jacobian(&theta, &us, &hand, &corners, &mut rows);
        for (i, row) in rows.iter().enumerate() {
            let expected = gradient(|all| generic::ht(all, &hand, &corners, &[[0.1; 3]; 2])[i], &parameters);
            let own = 26 + 2 * (i / 3);
            assert_close(row, &[&expected[own..own + 2], &expected[..26]].concat(), 1e-13);
        }
    }
}

#[test]
fn det_of_three_rows() {
    // 3 x 3, worked out by hand: the gradient of a determinant is its matrix of cofactors.
    let a = [2.0, 0.0, 1.0, 1.0, 3.0, 2.0, 1.0, 1.0, 4.0];
    let mut g = [9.0; 9];
    assert_eq!(hand::det::value_and_gradient(&a, 3, &mut g), 18.0);
    assert_eq!(g, [10.0, -2.0, -2.0, 1.0, 7.0, -2.0, -3.0, -3.0, 6.0]);
}
