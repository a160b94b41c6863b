//! The opponents against dual and hyper-dual numbers (Fike, Alonso 2011): the bits of the value, the derivatives to rounding.

use chainrule_bench::{data, generic, hand};

use num_dual::Dual64;

mod support;

use support::{assert_bits, assert_close, gradient, hessian};

const TIGHT: f64 = 1e-14;

#[test]
fn rosenbrock() {
    let at = [-1.2, 1.0];
    let (value, g) = hand::rosenbrock::value_and_gradient(at[0], at[1]);
    assert_bits(value, generic::rosenbrock(at[0], at[1]));
    // Worked out by hand: (-215.6, -88) and ((1330, 480), (480, 200)).
    assert_close(&g, &[-215.6, -88.0], TIGHT);
    assert_close(&hand::rosenbrock::gradient(at[0], at[1]), &[-215.6, -88.0], TIGHT);
    assert_close(hand::rosenbrock::hessian(at[0], at[1]).as_flattened(), &[1330.0, 480.0, 480.0, 200.0], TIGHT);
}

#[test]
fn chained() {
    for n in [2, 3, 10, 33] {
        let x = data::uniform(1, n, -2.0, 2.0);
        let (mut g, mut alone) = (vec![9.0; n], vec![9.0; n]);
        assert_bits(hand::chained::value_and_gradient(&x, &mut g), generic::chained(&x));
        hand::chained::gradient_gathered(&x, &mut alone);
        assert_close(&alone, &g, TIGHT);
        hand::chained::gradient(&x, &mut alone);
        let expected = gradient(generic::chained, &x);
        assert_close(&g, &expected, TIGHT);
        assert_close(&alone, &expected, TIGHT);
        assert_bits(hand::chained::value_and_gradient_fused(&x, &mut g), generic::chained(&x));
        assert_close(&g, &expected, TIGHT);
        let mut h = vec![9.0; n * n];
        hand::chained::hessian(&x, &mut h);
        assert_close(&h, &hessian(generic::chained, &x), TIGHT);
        let (mut diagonal, mut beside) = (vec![9.0; n], vec![9.0; n - 1]);
        hand::chained::hessian_band(&x, &mut diagonal, &mut beside);
        assert_close(&diagonal, &(0..n).map(|i| h[i * (n + 1)]).collect::<Vec<_>>(), TIGHT);
        assert_close(&beside, &(0..n - 1).map(|i| h[i * (n + 1) + 1]).collect::<Vec<_>>(), TIGHT);
    }
}

#[test]
fn shared() {
    let at = [0.7, -1.3];
    let (value, g) = hand::shared::value_and_gradient(at[0], at[1]);
    assert_bits(value, generic::shared(at[0], at[1]));
    assert_close(&g, &gradient(|x| generic::shared(x[0], x[1]), &at), TIGHT);
    let h = hand::shared::hessian(at[0], at[1]);
    assert_close(h.as_flattened(), &hessian(|x| generic::shared(x[0], x[1]), &at), TIGHT);
}

#[test]
fn logistic() {
    let (w, xs) = (data::array::<10>(2, -1.0, 1.0), data::rows(3, 100, -1.0, 1.0));
    let ys: Vec<f64> = data::uniform(4, 100, 0.0, 1.0).iter().map(|y| y.round()).collect();
    let (value, g) = hand::logistic::value_and_gradient(&w, &xs, &ys);
    assert_bits(value, generic::logistic(&w, &xs, &ys));
    assert_close(&g, &gradient(|w| generic::logistic(w, &xs, &ys), &w), TIGHT);
    let expected = hessian(|w| generic::logistic(w, &xs, &ys), &w);
    assert_close(hand::logistic::hessian(&w, &xs).as_flattened(), &expected, TIGHT);
    assert_close(hand::logistic::hessian_fused(&w, &xs).as_flattened(), &expected, TIGHT);
}

#[test]
fn product() {
    let mut x = data::array::<20>(5, 0.5, 2.0);
    for zero in [None, Some(3)] {
        if let Some(at) = zero {
            x[at] = 0.0;
        }
        let (value, g) = hand::product::value_and_gradient(&x);
        assert_bits(value, generic::product(&x));
        assert_close(&g, &gradient(generic::product, &x), TIGHT);
        assert_close(hand::product::hessian(&x).as_flattened(), &hessian(generic::product, &x), TIGHT);
    }
}

#[test]
fn nested() {
    let at = [0.4, 0.9];
    let (value, g) = hand::nested::value_and_gradient(at[0], at[1]);
    assert_bits(value, generic::nested(at[0], at[1]));
    assert_close(&g, &gradient(|x| generic::nested(x[0], x[1]), &at), TIGHT);
    let h = hand::nested::hessian(at[0], at[1]);
    assert_close(h.as_flattened(), &hessian(|x| generic::nested(x[0], x[1]), &at), TIGHT);
}

#[test]
fn mix() {
    let x = data::array::<16>(6, -1.0, 1.0);
    let got = hand::mix::jacobian(&x);
    for (i, row) in got.iter().enumerate() {
        let of = |x: &[Dual64]| generic::mix(x.try_into().expect("sixteen"))[i];
        assert_close(row, &gradient(of, &x), TIGHT);
    }
}

#[test]
fn log_sum_exp() {
    let x = data::uniform(7, 100, -3.0, 3.0);
    let mut g = vec![9.0; 100];
    assert_bits(hand::log_sum_exp::value_and_gradient(&x, &mut g), generic::log_sum_exp(&x));
    assert_close(&g, &gradient(generic::log_sum_exp, &x), TIGHT);
}

#[test]
fn least_squares() {
    let x = data::uniform(8, 32, 0.0, 1.0);
    let expected = gradient(|x| generic::least_squares(x, 51), &x);
    for run in [hand::least_squares::value_and_gradient, hand::least_squares::value_and_gradient_fused] {
        let mut g = vec![9.0; 32];
        assert_bits(run(&x, 51, &mut g), generic::least_squares(&x, 51));
        assert_close(&g, &expected, TIGHT);
    }
}

#[test]
fn recurrence() {
    let (p, x, y) = ([0.8, 1.1, -0.2], data::uniform(9, 200, -2.0, 2.0), data::uniform(10, 200, -1.0, 1.0));
    let expected = gradient(|p| generic::recurrence(p, &x, &y), &p);
    for run in [hand::recurrence::value_and_gradient, hand::recurrence::value_and_gradient_backwards] {
        let (value, g) = run(&p, &x, &y);
        assert_bits(value, generic::recurrence(&p, &x, &y));
        assert_close(&g, &expected, 1e-13);
    }
}

#[test]
fn lennard_jones() {
    let x = data::lattice(11, 20, 1.2);
    let expected = gradient(generic::lennard_jones, x.as_flattened());
    for run in [hand::lennard_jones::value_and_gradient, hand::lennard_jones::value_and_gradient_fused] {
        let mut g = vec![[9.0; 3]; 20];
        assert_bits(run(&x, &mut g), generic::lennard_jones(x.as_flattened()));
        assert_close(g.as_flattened(), &expected, 1e-13);
    }
}

#[test]
fn orbit_fit() {
    let (p, data) = ([0.7, 0.5, 0.4, 0.3], data::rows::<2>(12, 20, 0.5, 1.5));
    let expected = gradient(|p| generic::orbit_fit(p, &data), &p);
    for run in [hand::orbit_fit::value_and_gradient, hand::orbit_fit::value_and_gradient_backwards] {
        let (value, g) = run(&p, &data);
        assert_bits(value, generic::orbit_fit(&p, &data));
        assert_close(&g, &expected, 1e-13);
    }
}

#[test]
fn mlp() {
    let w = data::uniform(13, 144 + 272 + 17, -0.9, 0.9);
    let (xs, ys) = (data::rows(14, 32, -1.0, 1.0), data::uniform(15, 32, -1.0, 1.0));
    let (value, g) = hand::mlp::value_and_gradient(&weights(&w), &xs, &ys);
    assert_bits(value, generic::mlp(&w, &xs, &ys));
    let g = [g.0.as_flattened(), &g.1, g.2.as_flattened(), &g.3, &g.4, &[g.5]].concat();
    assert_close(&g, &gradient(|w| generic::mlp(w, &xs, &ys), &w), 1e-13);
}

fn weights(w: &[f64]) -> hand::mlp::Weights {
    let (first, rest) = w.split_at(128);
    let (b1, rest) = rest.split_at(16);
    let (second, rest) = rest.split_at(256);
    let at = |s: &[f64]| std::array::from_fn(|i| s[i]);
    let (b2, third) = rest.split_at(16);
    let rows8 = std::array::from_fn(|i| std::array::from_fn(|j| first[8 * i + j]));
    let rows16 = std::array::from_fn(|i| std::array::from_fn(|j| second[16 * i + j]));
    (rows8, at(b1), rows16, at(b2), at(third), third[16])
}
