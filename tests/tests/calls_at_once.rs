//! Calls whose adjoint is known when they run, and what second phases count and compute again. Numbers are worked out by hand.

use chainrule::differentiable;

/// The determinant of the rows from `row` on, and of the columns whose bit is set.
#[differentiable]
fn minor(a: &[f64], n: usize, row: usize, columns: u32) -> f64 {
    if row == n {
        return 1.0;
    }
    let (mut sum, mut sign, mut left) = (0.0, 1.0, columns);
    while left != 0 {
        let column = left.trailing_zeros();
        left &= left - 1;
        sum += sign * a[row * n + column as usize] * minor(a, n, row + 1, columns & !(1 << column));
        sign = -sign;
    }
    sum
}

/// The gradient of a determinant are its cofactors, and their derivatives the entries of minors of size one.
#[test]
fn a_recursion_that_adds_in_a_loop_on_a_condition() {
    let a = [2.0, 0.0, 1.0, 3.0, 4.0, 5.0, 1.0, 1.0, 6.0];
    let cofactors = [19.0, -13.0, -1.0, 1.0, 11.0, -2.0, -4.0, -7.0, 8.0];
    assert_eq!(minor::value_and_gradient(&a, 3, 0, 7), (37.0, cofactors.to_vec()));
    let mut along = [0.0; 9];
    along[0] = 1.0;
    let row = [0.0, 0.0, 0.0, 0.0, 6.0, -1.0, 0.0, -5.0, 4.0];
    assert_eq!(minor::gradient_and_hvp(&a, 3, 0, 7, &along), (cofactors.to_vec(), row.to_vec()));
}

#[differentiable]
fn power(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * power(x, n - 1) }
}

#[differentiable]
fn series(x: f64, n: u32) -> f64 {
    let (mut sum, mut k) = (0.0, n);
    while k > 0 {
        sum += power(x, k);
        k -= 1;
    }
    sum
}

#[test]
fn a_series_of_powers() {
    assert_eq!(series::value_and_derivative(2.0, 3), (14.0, 17.0));
    assert_eq!(series::second_derivative(2.0, 3), 14.0);
}

#[differentiable]
fn squared_distance(p: &[f64], q: &[f64]) -> f64 {
    p.iter().zip(q).map(|(p, q)| (p - q) * (p - q)).sum()
}

#[differentiable(constant(point))]
fn nearest(point: &[f64], centres: &[f64]) -> f64 {
    centres.chunks_exact(point.len()).map(|centre| squared_distance(point, centre)).fold(f64::INFINITY, f64::min)
}

#[differentiable(constant(points))]
fn cost(points: &[f64], centres: &[f64], d: usize) -> f64 {
    points.chunks_exact(d).map(|point| nearest(point, centres)).sum()
}

/// A point pulls on the nearest centre alone; on two that are equally near, by half each.
#[test]
fn a_fold_of_min_goes_back_through_the_call_that_it_chose() {
    let centres = [0.0, 0.0, 4.0, 0.0, 9.0, 9.0];
    let (points, along) = ([1.0, 1.0, 2.0, 0.0, 4.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let gradient = vec![-4.0, -2.0, 2.0, -2.0, 0.0, 0.0];
    assert_eq!(cost::value_and_gradient(&points, &centres, 2), (2.0 + 4.0 + 1.0, gradient.clone()));
    let product = vec![3.0, 6.0, 9.0, 12.0, 0.0, 0.0];
    assert_eq!(cost::gradient_and_hvp(&points, &centres, 2, &along), (gradient, product));
}

#[differentiable]
fn root(x: f64) -> f64 {
    x.sqrt()
}

#[differentiable]
fn larger(x: f64, y: f64) -> f64 {
    root(x).max(y)
}

#[test]
fn what_was_not_chosen_hands_on_nothing() {
    assert_eq!(larger::gradient(0.0, 1.0), [0.0, 1.0]);
    assert_eq!(larger::gradient(4.0, 1.0), [0.25, 0.0]);
}

#[differentiable]
fn squared_norm(a: &[f64; 2]) -> f64 {
    a[0] * a[0] + a[1] * a[1]
}

/// The array changes after the call: what the call adds to its adjoint must come last.
#[differentiable]
fn changed_after(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let before = squared_norm(&a);
    a[0] = 3.0 * x;
    before + a[0] * a[1]
}

#[test]
fn an_array_that_changes_after_the_call() {
    assert_eq!(changed_after::gradient(2.0, 5.0), [19.0, 16.0]);
    assert_eq!(changed_after::hessian(2.0, 5.0), [[2.0, 3.0], [3.0, 2.0]]);
}

#[differentiable]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[differentiable]
fn neighbours(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 2 {
        sum += dot(&x[i..i + 2], &x[i + 1..i + 3]);
    }
    sum + dot(x, x)
}

#[test]
fn parts_that_overlap() {
    // x0 x1 + 2 x1 x2 + x2 x3, and the squares.
    assert_eq!(neighbours::gradient(&[1.0, 2.0, 3.0, 4.0]), [4.0, 11.0, 14.0, 11.0]);
    let product = neighbours::hvp(&[1.0, 2.0, 3.0, 4.0], &[1.0, 0.0, 0.0, 0.0]);
    assert_eq!(product, [2.0, 1.0, 0.0, 0.0]);
}

// ---- counters that are counted back

/// `y := L y`, the rows of what is below the diagonal of L one after the other, from the last to the first.
#[differentiable]
fn triangular(l: &[f64], x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    let mut at = 0;
    for i in 0..y.len() {
        for j in i + 1..y.len() {
            y[j] += l[at] * y[i];
            at += 1;
        }
    }
    y[y.len() - 1]
}

#[test]
fn a_counter_of_two_loops() {
    let (l_bar, x_bar) = triangular::gradient(&[2.0, 3.0, 5.0], &[7.0, 11.0, 13.0]);
    assert_eq!(l_bar, [35.0, 7.0, 25.0]);
    assert_eq!(x_bar, [13.0, 5.0, 1.0]);
    let along = (vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 0.0]);
    let (l_row, x_row) = triangular::hvp(&[2.0, 3.0, 5.0], &[7.0, 11.0, 13.0], (&along.0, &along.1));
    assert_eq!((l_row, x_row), (vec![0.0, 0.0, 7.0], vec![5.0, 0.0, 0.0]));
}

/// Pairs from the last to the first: `t := t a + b`.
#[differentiable]
fn down_in_twos(x: &[f64]) -> f64 {
    let (mut t, mut at) = (1.0, x.len());
    while at > 0 {
        at -= 2;
        t = t * x[at] + x[at + 1];
    }
    t
}

/// The same where the counter goes on after the loop, and by a step that only the run knows.
#[differentiable]
fn in_steps(x: &[f64], step: usize) -> f64 {
    let (mut t, mut at) = (1.0, 0);
    for _ in 0..2 {
        t *= x[at];
        at += step;
        t *= t;
    }
    t * x[at]
}

#[test]
fn counters_that_go_down_and_by_steps() {
    // (c + d) a + b
    assert_eq!(down_in_twos::gradient(&[2.0, 3.0, 5.0, 7.0]), [12.0, 1.0, 2.0, 2.0]);
    // (a² b)² c
    assert_eq!(in_steps::gradient(&[2.0, 0.0, 3.0, 0.0, 5.0], 2), [1440.0, 0.0, 480.0, 0.0, 144.0]);
}

/// What is added to an element leaves the adjoint of the element as it is. 1 stays 1, and 2 becomes 2 + 2 r + r².
#[differentiable]
fn compound(rate: f64, years: usize) -> f64 {
    let mut a = [1.0, 2.0];
    for k in 0..years {
        let i = k % 2;
        a[i] += a[i] * rate;
        a[i] -= rate;
    }
    a[0] + a[1]
}

#[test]
fn elements_that_are_added_to() {
    assert_eq!(compound::value_and_derivative(1.0, 4), (6.0, 4.0));
    assert_eq!(compound::second_derivative(1.0, 4), 2.0);
}

/// A local array that is whole by then is read again, by a call and by a loop.
#[differentiable]
fn settled(x: &[f64]) -> f64 {
    let mut squares = vec![0.0; x.len()];
    for i in 0..x.len() {
        squares[i] = x[i] * x[i];
    }
    let mut product = dot(&squares, x).sin();
    for i in 0..x.len() {
        product *= squares[i];
    }
    product
}

#[test]
fn arrays_that_are_whole() {
    let (x, y) = (0.5_f64, 0.25_f64);
    let cubes = x * x * x + y * y * y;
    let squares = x * x * y * y;
    let expected = [
        cubes.cos() * 3.0 * x * x * squares + cubes.sin() * 2.0 * x * y * y,
        cubes.cos() * 3.0 * y * y * squares + cubes.sin() * 2.0 * x * x * y,
    ];
    let found = settled::gradient(&[x, y]);
    approx::assert_relative_eq!(found[..], expected[..], max_relative = 1e-14);
    settled::check(&[x, y]);
}

/// The same as something that is called.
#[differentiable]
fn twice_settled(x: &[f64], n: usize) -> f64 {
    let mut t = 1.0;
    for k in 0..n {
        t = (t * settled(&x[k..k + 2]) + triangular(&x[..1], &x[k..k + 2])).cos();
    }
    t
}

#[test]
fn second_phases_compute_again() {
    twice_settled::check(&[0.5, 0.25, 0.75, 1.25], 3);
}
