//! Running maxima and minima go back without a tape: to the element that was chosen, and to all that share it as the policy of ties says.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use allocation_counter::measure;
use chainrule::differentiable;

#[differentiable]
fn largest(x: &[f64]) -> f64 {
    x.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b))
}

#[differentiable]
fn smallest_in_any_order(x: &[f64], y: f64) -> f64 {
    let mut m = y;
    for v in x {
        m = v.min(m);
    }
    m * m
}

/// By hand, with a tape: a tie shares by halves, and a NaN is never chosen.
fn step_by_step(x: &[f64]) -> Vec<f64> {
    let (mut m, mut before) = (f64::NEG_INFINITY, Vec::new());
    for v in x {
        before.push(m);
        m = m.max(*v);
    }
    let (mut m_bar, mut g) = (1.0, vec![0.0; x.len()]);
    for (k, v) in x.iter().enumerate().rev() {
        let chosen = before[k].max(*v);
        let (is_old, is_new) = (chosen == before[k], chosen == *v);
        g[k] = if is_new { m_bar * if is_old { 0.5 } else { 1.0 } } else { 0.0 };
        m_bar *= if is_old { if is_new { 0.5 } else { 1.0 } } else { 0.0 };
    }
    g
}

#[test]
fn the_chosen_element_has_all() {
    assert_eq!(largest::gradient(&[1.0, 4.0, 2.0]), [0.0, 1.0, 0.0]);
    assert_eq!(largest::gradient(&[4.0, 1.0, 2.0]), [1.0, 0.0, 0.0]);
    assert_eq!(largest::gradient(&[1.0, 2.0, 4.0]), [0.0, 0.0, 1.0]);
    assert_eq!(largest::gradient(&[]), [0.0; 0]);
    assert_eq!(largest::gradient(&[-7.0]), [1.0]);
}

#[test]
fn ties_share_by_halves_as_step_by_step() {
    let all = [0.0, -0.0, 1.0, f64::NAN, f64::NEG_INFINITY, f64::INFINITY];
    for code in 0..6usize.pow(4) {
        let x: Vec<f64> = (0..4).map(|k| all[code / 6usize.pow(k) % 6]).collect();
        assert_eq!(largest::gradient(&x), step_by_step(&x), "{x:?}");
    }
    assert_eq!(largest::gradient(&[2.0, 2.0, 1.0, 2.0]), [0.25, 0.25, 0.0, 0.5]);
    // What it began with is one of those that share.
    assert_eq!(largest::gradient(&[f64::NEG_INFINITY; 2]), [0.25, 0.5]);
    assert_eq!(largest::gradient(&[f64::NAN, 3.0, f64::NAN]), [0.0, 1.0, 0.0]);
}

#[test]
fn what_it_began_with_takes_part() {
    let (by_x, by_y) = smallest_in_any_order::gradient(&[3.0, 2.0, 5.0], 1.0);
    assert_eq!((by_x, by_y), (vec![0.0; 3], 2.0));
    let (by_x, by_y) = smallest_in_any_order::gradient(&[3.0, 1.0, 1.0], 1.0);
    assert_eq!((by_x, by_y), (vec![0.0, 0.5, 1.0], 0.5));
    assert_eq!(smallest_in_any_order::hessian(&[3.0, 2.0], 7.0), [0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0]);
}

#[differentiable]
fn wave(x: f64) -> f64 {
    x * x.exp()
}

/// Elements that are dear to compute are on a tape; what the maximum was in between is not.
#[differentiable]
fn largest_wave(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v.exp()).fold(f64::NEG_INFINITY, f64::max)
}

#[differentiable]
fn largest_called_wave(x: &[f64]) -> f64 {
    x.iter().map(|v| wave(*v)).fold(f64::NEG_INFINITY, f64::max)
}

#[differentiable]
fn largest_waves_of_rows(x: &[[f64; 3]]) -> f64 {
    let mut sum = 0.0;
    for row in x {
        let mut top = 0.0_f64;
        for k in 1..3 {
            top = (row[k - 1] * row[k].exp()).max(top);
        }
        sum += top * top;
    }
    sum
}

#[test]
fn computed_elements_are_kept_and_share_as_others_do() {
    let all = [0.0, -0.0, 1.0, f64::NAN, 2.0, f64::NEG_INFINITY];
    for code in 0..6usize.pow(4) {
        let x: Vec<f64> = (0..4).map(|k| all[code / 6usize.pow(k) % 6]).collect();
        let waves: Vec<f64> = x.iter().map(|v| wave(*v)).collect();
        let slope = |v: f64| v.exp() * (1.0 + v);
        let share = step_by_step(&waves);
        let expected: Vec<f64> =
            x.iter().zip(&share).map(|(v, s)| if *s == 0.0 { 0.0 } else { slope(*v) * s }).collect();
        let near = |g: Vec<f64>| g.iter().zip(&expected).all(|(g, e)| (g - e).abs() <= 1e-14 * e.abs());
        assert!(near(largest_wave::gradient(&x)), "{x:?}");
        assert!(near(largest_called_wave::gradient(&x)), "{x:?}");
    }
}

#[test]
fn computed_elements_have_second_derivatives() {
    let bend = |v: f64| v.exp() * (2.0 + v);
    assert_eq!(largest_wave::hessian(&[0.5, 1.0]), [0.0, 0.0, 0.0, bend(1.0)]);
    assert_eq!(largest_called_wave::hvp(&[0.5, 1.0], &[3.0, 2.0]), [0.0, 2.0 * bend(1.0)]);
    let x = [[1.0, 0.5, -2.0], [0.0, 1.0, 0.3], [-1.0, 2.0, -3.0]];
    let (_, gradient) = largest_waves_of_rows::value_and_gradient(&x);
    let tops = [1.0 * 0.5_f64.exp(), 1.0 * 0.3_f64.exp(), 2.0 * (-3.0_f64).exp()];
    let slopes = [[0.5_f64.exp(), tops[0], 0.0], [0.0, 0.3_f64.exp(), tops[1]], [0.0, (-3.0_f64).exp(), tops[2]]];
    for ((row, slopes), top) in gradient.iter().zip(slopes).zip(tops) {
        for (g, slope) in row.iter().zip(slopes) {
            assert!((g - 2.0 * top * slope).abs() <= 1e-14, "{gradient:?}");
        }
    }
}

/// The least in a loop that asks: the first of several that are equal has all.
#[differentiable(constant(points))]
fn nearest_by_hand(points: &[f64], centers: &[f64], d: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..points.len() / d {
        let mut best = f64::INFINITY;
        for j in 0..centers.len() / d {
            let mut distance = 0.0;
            for k in 0..d {
                let difference = points[i * d + k] - centers[j * d + k];
                distance += difference * difference;
            }
            if distance < best {
                best = distance;
            }
        }
        total += best;
    }
    total
}

/// The greatest, and where it was; what comes after it in the turn goes on.
#[differentiable]
fn greatest_and_where(x: &[f64], w: &[f64]) -> f64 {
    let (mut best, mut at, mut sum) = (0.5, 0, 0.0);
    for i in 0..x.len() {
        let y = x[i].exp() * w[i];
        if y > best {
            best = y;
            at = i;
        }
        sum += x[i] * w[i];
    }
    best * w[at] + sum
}

/// The best of each turn begins with that of the turn before, scaled.
#[differentiable]
fn fading_best(x: &[f64]) -> f64 {
    let mut best = 0.1;
    for v in x {
        best *= 0.9;
        let y = v.sin();
        if y > best {
            best = y * y;
        }
    }
    best
}

#[test]
fn the_first_of_equals_has_all_where_a_loop_asks() {
    let points = [0.0, 0.0, 4.0, 0.0, 0.0, 5.0];
    // Both centers are as far from the first point; the second point is at the second center; the third is nearer to the first.
    let centers = [-2.0, 0.0, 2.0, 0.0];
    let (value, g) = nearest_by_hand::value_and_gradient(&points, &centers, 2);
    assert_eq!(value, 4.0 + 4.0 + 29.0);
    assert_eq!(g, [-4.0 - 4.0, -10.0, -4.0, 0.0]);
    let (g, h) = nearest_by_hand::gradient_and_hvp(&points, &centers, 2, &[1.0; 4]);
    assert_eq!((g, h), (vec![-8.0, -10.0, -4.0, 0.0], vec![4.0, 4.0, 2.0, 2.0]));
    assert_eq!(nearest_by_hand::gradient(&points, &[f64::NAN; 4], 2), [0.0; 4]);
}

#[test]
fn loops_that_ask_agree_with_differences() {
    let w = [1.5, 2.0, 0.7, 1.6, -1.0];
    for x in [[0.3, -0.2, 0.9, 0.4, 0.1], [-3.0; 5], [1.2, 0.1, -0.4, 0.3, -2.0]] {
        let (by_x, by_w) = greatest_and_where::gradient(&x, &w);
        for k in 0..5 {
            let at = |h: f64| {
                let (mut moved_x, mut moved_w) = (x, w);
                moved_x[k] += h;
                moved_w[k] += h;
                (greatest_and_where(&moved_x, &w), greatest_and_where(&x, &moved_w))
            };
            let (plus, minus) = (at(1e-6), at(-1e-6));
            assert!((by_x[k] - (plus.0 - minus.0) / 2e-6).abs() < 1e-8, "{x:?} {k}");
            assert!((by_w[k] - (plus.1 - minus.1) / 2e-6).abs() < 1e-8, "{x:?} {k}");
        }
    }
    fading_best::check(&[0.2, 0.7, 0.3, 1.2, 0.1, 0.05]);
    fading_best::check(&[-0.2, -0.7]);
    nearest_by_hand::check(&[0.3, 0.1, 0.8, 0.5, 0.4, 0.4], &[0.1, 0.2, 0.7, 0.9], 2);
}

#[test]
fn one_tape_holds_the_elements() {
    let x: Vec<f64> = (0..1000).map(|k| f64::from(k % 37)).collect();
    let mut g = vec![0.0; 1000];
    let used = measure(|| _ = largest_called_wave::gradient_into(&x, &mut g));
    assert!(used.bytes_max <= 8 * 2000, "{used:?}");
}

#[test]
fn what_is_nowhere_equal_to_itself_is_not_counted() {
    for n in 0..4 {
        let (by_x, _) = smallest_in_any_order::gradient(&vec![f64::NAN; n], f64::NAN);
        assert!(by_x.iter().all(|g| *g == 0.0 || g.is_nan()), "{by_x:?}");
    }
    assert_eq!(largest::gradient(&[f64::NAN, f64::NAN]), [0.0, 0.0]);
}

/// A row of which every product is NaN is passed by, in the value and on the way back.
#[differentiable]
fn unless_nan(rows: &[[f64; 2]]) -> f64 {
    let mut sum = 0.0;
    for row in rows {
        let mut m = row[0];
        for v in row {
            m = m.max(*v);
        }
        if m.is_nan() {
            continue;
        }
        sum += m * m;
    }
    sum
}

#[differentiable]
fn width(x: &[f64]) -> f64 {
    let (mut hi, mut lo) = (x[0], x[0]);
    for &v in x {
        hi = hi.max(v);
        lo = lo.min(v);
    }
    hi - lo
}

#[test]
fn where_everything_is_nan_nothing_panics() {
    let n = f64::NAN;
    assert_eq!(unless_nan::gradient(&[[1.0, 2.0], [n, n]])[0], [0.0, 4.0]);
    let h = unless_nan::hessian(&[[1.0, 2.0], [n, n]]);
    assert_eq!((h[5], h[0]), (2.0, 0.0));
    let _ = (width::gradient(&[n, n]), width::hessian(&[n, n]), width::hessian_sparse(&[n]));
    assert_eq!(width::gradient(&[1.0, n, 3.0]), [-1.0, 0.0, 1.0]);
}

/// Rows of a matrix: an extremum for each, of elements that are computed.
#[differentiable]
fn of_rows(a: &[[f64; 3]], w: &[f64; 3]) -> f64 {
    let mut sum = 0.0;
    for row in a {
        let mut m = f64::INFINITY;
        for k in 0..3 {
            m = m.min((row[k] - w[k]).powi(2));
        }
        sum += m;
    }
    sum
}

/// Of every other element, backwards, to the last one inclusive.
#[differentiable]
fn strided(x: &[f64], last: usize) -> f64 {
    let mut m = x[0];
    for i in (0..=last).rev().step_by(2) {
        m = m.max(x[i] * x[0]);
    }
    m.exp()
}

/// The maximum is read on the way, or changed otherwise: these keep what they need.
#[differentiable]
fn read_on_the_way(x: &[f64]) -> f64 {
    let (mut m, mut sum) = (0.0, 0.0);
    for v in x {
        m = f64::max(m, *v);
        sum += m * v;
    }
    let mut decayed = 0.0;
    for v in x {
        decayed = f64::max(0.5 * decayed, *v);
    }
    sum + decayed
}

/// The loop carries something else, whose adjoint does not stop where the extremum is found.
#[differentiable]
fn beside_a_recurrence(x: &[f64], a: f64) -> f64 {
    let (mut m, mut t) = (f64::NEG_INFINITY, 0.0);
    for v in x {
        m = m.max(*v);
        t = (a * t + v).sin();
    }
    m * t
}

#[test]
fn loops_of_all_kinds_agree_with_differences() {
    let x = [0.3, -0.7, 1.9, 0.2, 1.1, -2.0, 0.6];
    of_rows::check(&[[1.0, 2.0, 0.3], [-1.0, 0.2, 0.1]], &[0.4, 0.5, -2.0]);
    for last in 0..7 {
        strided::check(&x, last);
    }
    read_on_the_way::check(&x);
    beside_a_recurrence::check(&x, 0.8);
    smallest_in_any_order::check(&x, 0.1);
}

/// Log-sum-exp: all that the way back needs is in the gradient.
#[differentiable]
fn log_sum_exp(x: &[f64]) -> f64 {
    let m = x.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b));
    let s: f64 = x.iter().map(|v| (v - m).exp()).sum();
    m + s.ln()
}

#[test]
fn a_softmax_needs_no_memory() {
    let (x, mut g) = (vec![0.5, 3.0, -1.0, 3.0, 2.0], vec![f64::NAN; 5]);
    assert_eq!(measure(|| _ = log_sum_exp::value_and_gradient_into(&x, &mut g)).count_total, 0);
    let value = log_sum_exp(&x);
    for (g, x) in g.iter().zip(&x) {
        assert!((g - (x - value).exp()).abs() < 1e-15);
    }
    log_sum_exp::check(&[0.5, 3.0, -1.0, 2.0]);
}

/// The gradient is written where the tape stood; another array is read in between, and the order of turns is another.
#[differentiable]
fn scaled(x: &[f64], y: &[f64]) -> f64 {
    let (mut s, mut t) = (0.0, 1.0);
    for i in 0..x.len() {
        s += x[i].exp() * y[i];
    }
    for i in 0..x.len() {
        t += x[i].sin() * y[i];
    }
    s / t
}

#[test]
fn tapes_that_stand_in_gradients_are_not_mixed_up() {
    let (x, y) = ([0.1, 0.4, -0.3], [1.5, 0.2, 0.9]);
    let (_, (by_x, by_y)) = scaled::value_and_gradient(&x, &y);
    let (s, t) = ((0..3).map(|i| x[i].exp() * y[i]).sum::<f64>(), 1.0 + (0..3).map(|i| x[i].sin() * y[i]).sum::<f64>());
    for i in 0..3 {
        let expected_x = x[i].exp() * y[i] / t - s / (t * t) * x[i].cos() * y[i];
        let expected_y = x[i].exp() / t - s / (t * t) * x[i].sin();
        assert!((by_x[i] - expected_x).abs() < 1e-14 && (by_y[i] - expected_y).abs() < 1e-14);
    }
}

/// A sum that begins with the other zero, beside a choice: every zero that is added has its say.
#[differentiable]
fn zeros_are_added(x: &[f64], start: f64) -> f64 {
    let (mut last, mut sum) = (1.0, start);
    for v in x {
        let positive = *v > 0.0;
        last = if positive { *v } else { last };
        sum += if positive { *v } else { 0.0 };
    }
    sum / last
}

#[test]
fn a_turn_that_adds_a_zero_is_no_turn_that_changes_nothing() {
    for x in [&[-1.0, -2.0][..], &[], &[-1.0, 0.5]] {
        for start in [-0.0, 0.0, 1.5] {
            let value = zeros_are_added(x, start);
            assert_eq!(zeros_are_added::value_and_gradient(x, start).0.to_bits(), value.to_bits());
            assert_eq!(zeros_are_added::value_and_jvp(x, start, (x, 1.0)).0.to_bits(), value.to_bits());
        }
    }
}

/// What decides is read after it was added to.
#[differentiable]
fn weights_that_move(x: &[f64], w: f64) -> f64 {
    let mut seen = vec![0.0; x.len()];
    let mut m = w;
    for i in 0..x.len() {
        seen[i] += x[i];
        m = if seen[i] > m { seen[i] * w } else { m };
    }
    m * m
}

#[test]
fn a_condition_sees_what_the_turn_has_written() {
    weights_that_move::check(&[0.5, 2.0, 0.1, 7.0, 3.0], 1.5);
}
