//! `#[differentiable(reassociate)]`: sums in lanes. Values and derivatives are those of the function but for rounding, at every length.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

fn points(n: usize) -> Vec<f64> {
    (0..n).map(|k| (k as f64 * 0.37).cos()).collect()
}

/// Sums of whole numbers are exact in any order.
fn whole(n: usize, seed: usize) -> Vec<f64> {
    (0..n).map(|k| ((k * 37 + seed * 11) % 17) as f64 - 8.0).collect()
}

#[differentiable(reassociate)]
fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i] * y[i];
    }
    s
}

#[test]
fn strips_and_what_they_leave_over_have_every_term_once() {
    for n in 0..40 {
        let (x, y) = (whole(n, 1), whole(n, 2));
        let (value, (by_x, by_y)) = dot::value_and_gradient(&x, &y);
        assert_eq!(value, dot(&x, &y), "{n}");
        assert_eq!((by_x, by_y), (y.clone(), x.clone()), "{n}");
        assert_eq!(dot::jvp(&x, &y, (&y, &x)), dot(&x, &x) + dot(&y, &y), "{n}");
    }
}

/// Two sums, one of them with two terms a turn; the loop begins where only the run knows.
#[differentiable(reassociate)]
fn two_sums(x: &[f64], from: usize) -> f64 {
    let (mut a, mut b) = (1.0, 0.0);
    for i in from..x.len() {
        a += x[i] * x[i - 1];
        b = x[i].powi(3) - x[i - 1] * 2.0 + b;
    }
    a * b
}

#[test]
fn a_range_that_begins_anywhere_and_may_be_empty() {
    for n in 0..30 {
        for from in 1..7 {
            two_sums::check(&points(n), from);
            let x = whole(n, from);
            assert_eq!(two_sums::value_and_gradient(&x, from).0, two_sums(&x, from), "{n} from {from}");
        }
    }
}

#[differentiable(reassociate)]
fn line(b: &[f64; 2], #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    xs.iter().zip(ys).map(|(x, y)| (b[0] + b[1] * x - y).powi(2)).sum()
}

#[differentiable(reassociate)]
fn least_squares(x: &[f64], #[constant] a: &[f64], #[constant] b: &[f64]) -> f64 {
    let n = x.len();
    let mut sum = 0.0;
    for i in 0..b.len() {
        let mut r = -b[i];
        for j in 0..n {
            r += a[i * n + j] * x[j];
        }
        sum += 0.5 * r * r;
    }
    sum
}

#[differentiable(reassociate)]
fn product_of_rows(m: &[[f64; 20]; 3], x: &[f64; 20]) -> [f64; 3] {
    let mut y = [0.0; 3];
    for i in 0..3 {
        for j in 0..20 {
            y[i] += m[i][j] * x[j];
        }
    }
    y
}

#[test]
fn fits_and_matrices_agree_with_differences_at_every_length() {
    for n in 1..20 {
        let (x, a) = (points(n), points(3 * n));
        least_squares::check(&x, &a, &[1.0, -2.0, 0.5]);
        line::check(&[0.5, 2.0], &x, &a);
        let h = least_squares::hessian(&x, &a, &[1.0, -2.0, 0.5]);
        let expected = (0..3).map(|i| a[i * n] * a[i * n + n - 1]).sum::<f64>();
        assert!((h[n - 1] - expected).abs() < 1e-12, "{n}");
    }
    let (m, x) = ([[0.5; 20], [1.5; 20], [-2.0; 20]], core::array::from_fn(|k| k as f64));
    let (value, by) = product_of_rows::value_and_jvp(&m, &x, ([[1.0; 20]; 3], [1.0; 20]));
    assert_eq!(value, product_of_rows(&m, &x));
    assert_eq!(by, [200.0, 220.0, 150.0]);
}

/// The way back of a loop that runs down runs up.
#[differentiable(reassociate)]
fn downwards(x: &[f64]) -> f64 {
    let (r, last) = (x[0], x.len() - 1);
    let mut y = x.to_vec();
    for k in (0..x.len()).rev() {
        y[last] = r * y[k];
    }
    y[last] + y[0]
}

#[test]
fn loops_that_run_down() {
    for n in 1..20 {
        downwards::check(&points(n));
    }
}

/// A recurrence is no sum, and one that is read on the way is none either.
#[differentiable(reassociate)]
fn not_sums(x: &[f64]) -> f64 {
    let (mut t, mut sum) = (0.5, 0.0);
    for i in 0..x.len() {
        t = t * 0.5 + x[i];
        sum += t * x[i];
    }
    let mut running = 0.0;
    for i in 0..x.len() {
        running += x[i];
        sum += running * running;
    }
    let mut left = 1.0;
    for i in 0..x.len() {
        left = x[i] - left;
    }
    sum + left
}

#[test]
fn what_is_no_sum_stays_as_it_is() {
    for n in 0..12 {
        let x = points(n);
        assert_eq!(not_sums::value_and_gradient(&x).0, not_sums(&x));
        not_sums::check(&x);
    }
}

#[differentiable(reassociate)]
fn written(x: &[f64], #[out] y: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        y[i] = x[i] * x[i];
        sum += y[i];
    }
    sum
}

/// A caller without the option goes through one with it.
#[differentiable]
fn through(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

#[test]
fn arrays_that_are_written_and_callers() {
    for n in 1..20 {
        let (x, mut y, mut y_bar) = (whole(n, 3), vec![0.0; n], vec![1.0; n]);
        let g = written::vjp(&x, &mut y, 1.0, &mut y_bar);
        assert_eq!(g, x.iter().map(|v| 4.0 * v).collect::<Vec<_>>());
        through::check(&points(n));
    }
}

#[differentiable(reassociate)]
fn single(x: &[f32]) -> f32 {
    let mut s = 0.0;
    for v in x {
        s += v * v;
    }
    s
}

#[test]
fn single_precision() {
    let x = [1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0];
    assert_eq!(single::value_and_gradient(&x), (91.0, x.iter().map(|v| 2.0 * v).collect::<Vec<f32>>()));
}

#[test]
fn the_terms_are_added_in_four_lanes() {
    // One in a lane of its own is not lost beside what is large.
    let mut x = vec![1.0; 8];
    x[0] = 1e16;
    let y = [1.0; 8];
    assert_eq!(dot(&x, &y), 1e16);
    assert!(dot::value_and_gradient(&x, &y).0 > 1e16);
}

/// Several loops of sums: that they are written twice does not count where long functions go without second derivatives.
#[differentiable(reassociate)]
fn many_sums(x: &[f64], #[constant] w: &[f64]) -> f64 {
    let mut total = 1.0;
    let mut s0 = 0.0;
    for i in 0..x.len() {
        s0 += (x[i] * 1.0 - w[i]) * x[i] * (0.5 + x[i]);
    }
    total *= 1.0 + 0.01 * s0;
    let mut s1 = 0.0;
    for i in 0..x.len() {
        s1 += (x[i] * 2.0 - w[i]) * x[i] * (0.5 + x[i]);
    }
    total *= 1.0 + 0.01 * s1;
    let mut s2 = 0.0;
    for i in 0..x.len() {
        s2 += (x[i] * 3.0 - w[i]) * x[i] * (0.5 + x[i]);
    }
    total *= 1.0 + 0.01 * s2;
    let mut s3 = 0.0;
    for i in 0..x.len() {
        s3 += (x[i] * 4.0 - w[i]) * x[i] * (0.5 + x[i]);
    }
    total *= 1.0 + 0.01 * s3;
    let mut s4 = 0.0;
    for i in 0..x.len() {
        s4 += (x[i] * 5.0 - w[i]) * x[i] * (0.5 + x[i]);
    }
    total *= 1.0 + 0.01 * s4;
    let mut s5 = 0.0;
    for i in 0..x.len() {
        s5 += (x[i] * 6.0 - w[i]) * x[i] * (0.5 + x[i]);
    }
    total *= 1.0 + 0.01 * s5;
    total
}

#[test]
fn strips_do_not_cost_the_second_order() {
    for n in [1, 5, 9] {
        let (x, w) = (points(n), vec![0.3; n]);
        many_sums::check(&x, &w);
        assert_eq!(many_sums::hessian(&x, &w).len(), n * n);
    }
}
