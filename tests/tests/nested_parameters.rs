//! Parameters and results that are lists of tuples, of rows and of structs.
//!
//! Expected numbers are worked out by hand beside each row; differences are the second witness.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs().max(1.0)
}

/// Value, gradient, tangents along the axes, the product of Hessian and vector against the Hessian; and differences of all.
macro_rules! of_lists {
    ($($id:ident: $f:ident($x:expr $(, $arg:expr)*) = $value:expr => $expected:expr;)*) => {$(
        #[test]
        fn $id() {
            let expected: Vec<f64> = $expected.to_vec();
            let (value, gradient) = $f::value_and_gradient($x $(, $arg)*);
            assert_eq!(value.to_bits(), $f($x $(, $arg)*).to_bits(), "the value is {value:?}");
            assert!(near(value, $value), "the value is {value:?}");
            let flat = gradient.flatten();
            assert!(flat.iter().zip(&expected).all(|(a, b)| near(*a, *b)), "{gradient:?}");
            assert_eq!(flat.len(), expected.len());
            let n = flat.len();
            let mut other = gradient.clone();
            assert_eq!($f::value_and_gradient_into($x $(, $arg)*, &mut other).to_bits(), value.to_bits());
            assert_eq!(other, gradient);
            let (_, _, hessian) = $f::value_and_hessian($x $(, $arg)*);
            assert_eq!(hessian.len(), n * n);
            for i in 0..n {
                let mut unit = vec![0.0; n];
                unit[i] = 1.0;
                let v = gradient.with_flat(&unit);
                let tangent = $f::jvp($x $(, $arg)*, &v);
                assert!(near(tangent, expected[i]), "forward: {tangent:?}");
                let twice = $f::vjp($x $(, $arg)*, 2.0).flatten();
                assert!(near(twice[i], 2.0 * expected[i]), "backward: {twice:?}");
                let product = $f::hvp($x $(, $arg)*, &v).flatten();
                for j in 0..n {
                    assert!(near(product[j], hessian[i * n + j]), "{product:?} is not in {hessian:?}");
                    assert_eq!(hessian[i * n + j].to_bits(), hessian[j * n + i].to_bits());
                }
            }
            $f::check($x $(, $arg)*);
        }
    )*};
}

// ---- tuples

#[differentiable]
fn bonds(points: &[(f64, f64)], #[constant] k: f64) -> f64 {
    let mut sum = 0.0;
    for i in 1..points.len() {
        let (dx, dy) = (points[i].0 - points[i - 1].0, points[i].1 - points[i - 1].1);
        sum += k * (dx * dx + dy * dy);
    }
    sum
}

#[differentiable]
fn areas(points: &[(f64, f64)]) -> f64 {
    points.windows(2).map(|w| w[0].0 * w[1].1 - w[1].0 * w[0].1).sum()
}

#[differentiable]
fn volumes(points: &[(f64, f64, f64)]) -> f64 {
    let mut total = 0.0;
    for (x, y, z) in points {
        total += x * y * z;
    }
    total
}

#[differentiable]
fn of_copies(points: &[(f64, f64)]) -> f64 {
    let mut all = points.to_vec();
    for i in 1..all.len() {
        all[i].0 *= all[i - 1].0;
    }
    let p = all[all.len() - 1];
    p.0 * p.1
}

#[differentiable]
fn by_patterns(points: &[(f64, f64)]) -> f64 {
    let mut s = 0.0;
    for (k, &(x, y)) in points.iter().enumerate() {
        if k % 2 == 0 {
            s += x.sin() * y;
        } else {
            s -= x * y * y;
        }
    }
    for p in points {
        s += p.0;
    }
    s
}

#[differentiable]
fn triangle(p: &[(f64, f64); 3]) -> f64 {
    (p[1].0 - p[0].0) * (p[2].1 - p[0].1) - (p[2].0 - p[0].0) * (p[1].1 - p[0].1)
}

#[differentiable]
fn looped_triangle(p: [(f64, f64); 3]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        let j = (i + 1) % 3;
        s += p[i].0 * p[j].1 - p[j].0 * p[i].1;
    }
    s
}

#[differentiable]
fn owned(points: Vec<(f64, f64)>) -> f64 {
    points.iter().map(|(x, y)| x * x * y).sum()
}

#[differentiable]
fn lent_vec(points: &Vec<(f64, f64)>) -> f64 {
    points.iter().map(|p| p.0 * p.1).fold(1.0, |a, b| a * b)
}

#[differentiable]
fn charges(q: &[([f64; 3], f64)]) -> f64 {
    let mut energy = 0.0;
    for i in 0..q.len() {
        for j in 0..i {
            let mut d2 = 0.0;
            for k in 0..3 {
                d2 += (q[i].0[k] - q[j].0[k]).powi(2);
            }
            energy += q[i].1 * q[j].1 / d2.sqrt();
        }
    }
    energy
}

#[differentiable]
fn nested(p: &[((f64, f64), f64)]) -> f64 {
    p.iter().map(|((a, b), c)| a * b + c * c * a).sum()
}

#[differentiable]
fn chained(points: &[(f64, f64)]) -> f64 {
    let mut state = 1.0;
    for (a, b) in points.iter() {
        state = (a * state).sin() + b * state;
    }
    state
}

of_lists! {
    // 2 (1 + 4) + 2 (9 + 1)
    t1_bonds: bonds(&[(0.0, 1.0), (1.0, 3.0), (4.0, 2.0)], 2.0) = 30.0 =>
        [-4.0, -8.0, 4.0 - 12.0, 8.0 + 4.0, 12.0, -4.0];
    t1_no_bonds: bonds(&[], 2.0) = 0.0 => [0.0; 0];
    // 0·3 - 1·1 + 1·2 - 4·3
    t1_windows: areas(&[(0.0, 1.0), (1.0, 3.0), (4.0, 2.0)]) = -11.0 => [3.0, -1.0, -1.0 + 2.0, 0.0 - 4.0, -3.0, 1.0];
    t1_three_parts: volumes(&[(2.0, 3.0, 5.0), (1.0, 4.0, 7.0)]) = 58.0 => [15.0, 10.0, 6.0, 28.0, 7.0, 4.0];
    // x0 x1 x2 y2
    t1_copies_change: of_copies(&[(2.0, 9.0), (3.0, 8.0), (5.0, 7.0)]) = 210.0 => [105.0, 0.0, 70.0, 0.0, 42.0, 30.0];
    t1_patterns: by_patterns(&[(0.0, 2.0), (3.0, 4.0)]) = -48.0 + 3.0 => [2.0 + 1.0, 0.0, -16.0 + 1.0, -24.0];
    // 3·4 - 1·2
    t1_fixed: triangle(&[(1.0, 1.0), (4.0, 3.0), (2.0, 5.0)]) = 12.0 - 2.0 =>
        [3.0 - 5.0, 2.0 - 4.0, 5.0 - 1.0, 1.0 - 2.0, 1.0 - 3.0, 4.0 - 1.0];
    t1_fixed_by_value: looped_triangle([(1.0, 1.0), (4.0, 3.0), (2.0, 5.0)]) = 10.0 =>
        [3.0 - 5.0, 2.0 - 4.0, 5.0 - 1.0, 1.0 - 2.0, 1.0 - 3.0, 4.0 - 1.0];
    t1_by_value: owned(vec![(2.0, 3.0), (5.0, 7.0)]) = 12.0 + 175.0 => [12.0, 4.0, 70.0, 25.0];
    t1_vec: lent_vec(&vec![(2.0, 3.0), (5.0, 7.0)]) = 210.0 => [105.0, 70.0, 42.0, 30.0];
    // 2·3 / 5
    t1_arrays_in_tuples: charges(&[([0.0, 0.0, 0.0], 2.0), ([3.0, 0.0, 4.0], 3.0)]) = 1.2 =>
        [6.0 * 3.0 / 125.0, 0.0, 6.0 * 4.0 / 125.0, 0.6, -6.0 * 3.0 / 125.0, 0.0, -6.0 * 4.0 / 125.0, 0.4];
    t1_nested: nested(&[((2.0, 3.0), 5.0), ((1.0, 4.0), 7.0)]) = 56.0 + 53.0 =>
        [28.0, 2.0, 20.0, 53.0, 1.0, 14.0];
    t1_recurrence: chained(&[(0.0, 2.0), (0.0, 3.0)]) = 6.0 => [1.0 * 3.0, 1.0 * 3.0, 2.0, 2.0];
}

#[differentiable]
fn weighted(terms: &[(f64, usize)], x: &[f64]) -> f64 {
    let mut s = 0.0;
    for (w, k) in terms {
        s += w * x[*k] * x[*k];
    }
    s
}

#[test]
fn t1_integers_have_nothing_in_their_place() {
    let (terms, x) = ([(2.0, 1), (3.0, 0), (5.0, 1)], [7.0, 11.0]);
    let (value, (terms_bar, x_bar)) = weighted::value_and_gradient(&terms, &x);
    assert_eq!(value, 2.0 * 121.0 + 3.0 * 49.0 + 5.0 * 121.0);
    let terms_bar: Vec<(f64, ())> = terms_bar;
    assert_eq!(terms_bar, [(121.0, ()), (49.0, ()), (121.0, ())]);
    assert_eq!(x_bar, [42.0, 14.0 * 11.0]);
    let v: (&[(f64, ())], &[f64]) = (&[(1.0, ()), (0.0, ()), (0.0, ())], &[1.0, 0.0]);
    assert_eq!(weighted::jvp(&terms, &x, v), 121.0 + 42.0);
    assert_eq!(weighted::hvp(&terms, &x, v), (vec![(0.0, ()), (14.0, ()), (0.0, ())], vec![6.0, 22.0]));
    let h = weighted::hessian(&terms, &x);
    let expected = [
        [0.0, 0.0, 0.0, 0.0, 22.0],
        [0.0, 0.0, 0.0, 14.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 22.0],
        [0.0, 14.0, 0.0, 6.0, 0.0],
        [22.0, 0.0, 22.0, 0.0, 14.0],
    ];
    assert_eq!(h, expected.as_flattened());
}

#[differentiable]
fn in_single(p: &[(f32, f32)]) -> f32 {
    p.iter().map(|(a, b)| a * b).sum()
}

#[differentiable]
fn of_any_size<const N: usize>(p: &[(f64, f64); N]) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += p[i].0 * p[i].1;
    }
    s
}

#[differentiable(wrt(k))]
fn reported(p: &[(f64, f64)], k: f64) -> f64 {
    p.iter().map(|(a, b)| k * a * b).sum()
}

#[differentiable(constant(data))]
fn fit(a: f64, b: f64, data: &[(f64, f64)]) -> f64 {
    data.iter().map(|(x, y)| (a * x + b - y).powi(2)).sum()
}

#[differentiable]
fn scaled(p: [(f64, f64); 2], k: f64, q: &[(f64, f64)]) -> f64 {
    let mut s = 0.0;
    for (a, b) in p.iter().zip(q) {
        s += k * (a.0 * b.1 - a.1 * b.0);
    }
    s
}

#[test]
fn t1_other_widths_sizes_and_selections() {
    let single: (f32, Vec<(f32, f32)>) = in_single::value_and_gradient(&[(2.0, 3.0), (5.0, 7.0)]);
    assert_eq!(single, (41.0, vec![(3.0, 2.0), (7.0, 5.0)]));
    let any: [(f64, f64); 2] = of_any_size::gradient(&[(2.0, 3.0), (5.0, 7.0)]);
    assert_eq!(any, [(3.0, 2.0), (7.0, 5.0)]);
    assert_eq!(of_any_size::hessian(&[(2.0, 3.0)]), [0.0, 1.0, 1.0, 0.0]);
    assert_eq!(reported::value_and_gradient(&[(2.0, 3.0), (5.0, 7.0)], 2.0), (82.0, 41.0));
    reported::check(&[(2.0, 3.0), (5.0, 7.0)], 2.0);
    assert_eq!(fit::gradient(1.0, 0.0, &[(1.0, 2.0), (2.0, 5.0)]), [-2.0 - 12.0, -2.0 - 6.0]);
    let (p, q) = ([(2.0, 3.0), (5.0, 7.0)], [(1.0, 4.0), (6.0, 8.0)]);
    let (value, (p_bar, k_bar, q_bar)) = scaled::value_and_gradient(p, 2.0, &q);
    assert_eq!(value, 2.0 * (8.0 - 3.0 + 40.0 - 42.0));
    assert_eq!((p_bar, k_bar), ([(8.0, -2.0), (16.0, -12.0)], 3.0));
    assert_eq!(q_bar, [(-6.0, 4.0), (-14.0, 10.0)]);
    scaled::check(p, 2.0, &q);
}

#[test]
#[should_panic(expected = "`points_dot` has length 1, but points has 2")]
fn t1_directions_have_the_length_of_the_point() {
    let _ = bonds::jvp(&[(0.0, 1.0), (1.0, 3.0)], 1.0, &[(1.0, 1.0)]);
}

// ---- rows

#[differentiable]
fn products(rows: &[Vec<f64>]) -> f64 {
    rows.iter().map(|row| row.iter().product::<f64>()).sum()
}

#[differentiable]
fn indexed(rows: &Vec<Vec<f64>>) -> f64 {
    let mut s = 0.0;
    for i in 0..rows.len() {
        for j in 0..rows[i].len() {
            s += rows[i][j] * rows[i][0] * (i + j) as f64;
        }
    }
    s
}

#[differentiable]
fn consumed(rows: Vec<Vec<f64>>) -> f64 {
    let mut s = 1.0;
    for row in &rows {
        let mut t = 0.0;
        for x in row {
            t += x * x;
        }
        s *= t;
    }
    s
}

#[differentiable]
fn of_slices(rows: &[&[f64]]) -> f64 {
    rows.iter().flat_map(|row| row.iter()).map(|x| x * x).sum()
}

#[differentiable]
fn two_rows(rows: &[Vec<f64>; 2]) -> f64 {
    rows[0].iter().zip(&rows[1]).map(|(a, b)| a * b).sum()
}

#[differentiable]
fn layers(w: &[Vec<f64>], #[constant] x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for row in w {
        let m = a.len();
        let n = row.len() / m;
        a = (0..n).map(|j| (0..m).map(|i| row[j * m + i] * a[i]).sum::<f64>()).map(|z| z * z).collect();
    }
    a.iter().sum()
}

#[differentiable]
fn along(paths: &[Vec<(f64, f64)>]) -> f64 {
    let mut s = 0.0;
    for path in paths {
        for i in 1..path.len() {
            s += path[i - 1].0 * path[i].1;
        }
    }
    s
}

#[differentiable]
fn vectors(groups: &[Vec<[f64; 2]>]) -> f64 {
    groups.iter().map(|g| g.iter().map(|v| v[0] * v[1]).product::<f64>()).sum()
}

of_lists! {
    // 6 + 5 + 1 + 7·11
    t2_rows: products(&[vec![2.0, 3.0], vec![5.0], vec![], vec![7.0, 11.0]]) = 89.0 => [3.0, 2.0, 1.0, 11.0, 7.0];
    t2_no_rows: products(&[]) = 0.0 => [0.0; 0];
    // 0 + 3·2 + 2·4·2, then 1·25
    t2_indices: indexed(&vec![vec![2.0, 3.0, 4.0], vec![5.0]]) = 6.0 + 16.0 + 25.0 => [3.0 + 8.0, 2.0, 4.0, 10.0];
    t2_by_value: consumed(vec![vec![1.0, 2.0], vec![3.0]]) = 45.0 => [18.0, 36.0, 30.0];
    t2_slices: of_slices(&[&[1.0, 2.0], &[], &[3.0]]) = 14.0 => [2.0, 4.0, 6.0];
    t2_fixed: two_rows(&[vec![2.0, 3.0], vec![5.0, 7.0]]) = 31.0 => [5.0, 7.0, 2.0, 3.0];
    // the numbers of squares_in_layers in `ragged.rs`
    t2_layers: layers(&[vec![1.0, 2.0, 1.0, -1.0], vec![3.0, 4.0]], &[2.0, 3.0]) = 38416.0 =>
        [392.0 * 48.0 * 2.0, 392.0 * 48.0 * 3.0, 392.0 * -8.0 * 2.0, 392.0 * -8.0 * 3.0, 392.0 * 64.0, 392.0];
    t2_rows_of_tuples: along(&[vec![(2.0, 3.0), (5.0, 7.0), (11.0, 13.0)], vec![(1.0, 1.0)]]) = 14.0 + 65.0 =>
        [7.0, 0.0, 13.0, 2.0, 0.0, 5.0, 0.0, 0.0];
    t2_rows_of_arrays: vectors(&[vec![[2.0, 3.0], [5.0, 7.0]], vec![[1.0, 4.0]]]) = 210.0 + 4.0 =>
        [105.0, 70.0, 42.0, 30.0, 4.0, 1.0];
}

#[test]
#[should_panic(expected = "row 1 of `rows_dot` has length 2, but that of rows has 1")]
fn t2_directions_have_the_shape_of_the_point() {
    let _ = products::jvp(&[vec![2.0, 3.0], vec![5.0]], &[vec![1.0, 1.0], vec![1.0, 1.0]]);
}

// ---- structs

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Ball {
    place: [f64; 2],
    radius: f64,
    inner: Point,
    #[constant]
    colour: f64,
    count: usize,
}

#[differentiable]
fn length2(#[active] points: &[Point]) -> f64 {
    let mut s = 0.0;
    for i in 1..points.len() {
        s += (points[i].x - points[i - 1].x).powi(2) + (points[i].y - points[i - 1].y).powi(2);
    }
    s
}

#[differentiable]
fn iterated(#[active] points: &[Point; 2]) -> f64 {
    points.iter().map(|p| p.x * p.y).product()
}

#[differentiable]
fn by_value(#[active] points: Vec<Point>) -> f64 {
    let mut s = 1.0;
    for Point { x, y } in &points {
        s += x * x * y * s;
    }
    s
}

#[differentiable(constant(balls.colour))]
fn balls(#[active] balls: &[Ball], k: f64) -> f64 {
    let mut s = 0.0;
    for b in balls {
        s += k * b.radius * b.place[0] * b.place[1] + b.inner.x * b.colour * b.count as f64;
    }
    s
}

of_lists! {
    t3_structs: length2(&[Point { x: 0.0, y: 1.0 }, Point { x: 1.0, y: 3.0 }, Point { x: 4.0, y: 2.0 }]) = 15.0 =>
        [-2.0, -4.0, 2.0 - 6.0, 4.0 + 2.0, 6.0, -2.0];
    t3_fixed: iterated(&[Point { x: 2.0, y: 3.0 }, Point { x: 5.0, y: 7.0 }]) = 210.0 => [105.0, 70.0, 42.0, 30.0];
    // 1, then 1 + 12, then 13 + 25·7·13
    t3_by_value: by_value(vec![Point { x: 2.0, y: 3.0 }, Point { x: 5.0, y: 7.0 }]) = 13.0 * 176.0 =>
        [12.0 * 176.0, 4.0 * 176.0, 70.0 * 13.0, 25.0 * 13.0];
}

#[test]
fn t3_fields_of_all_kinds() {
    let ball = |r: f64| Ball { place: [2.0, 3.0], radius: r, inner: Point { x: 5.0, y: 7.0 }, colour: 11.0, count: 2 };
    let all = [ball(1.0), ball(4.0)];
    let (value, (balls_bar, k_bar)) = balls::value_and_gradient(&all, 0.5);
    assert_eq!(value, 3.0 + 110.0 + 12.0 + 110.0);
    assert_eq!(k_bar, 30.0);
    assert_eq!(balls_bar[1].place, [6.0, 4.0]);
    assert_eq!(balls_bar[0].radius, 3.0);
    assert_eq!(balls_bar[0].inner, Point { x: 22.0, y: 0.0 });
    assert_eq!((balls_bar[0].colour, balls_bar[0].count), (11.0, 2));
    balls::check(&all, 0.5);
    let n = 11;
    let h = balls::hessian(&all, 0.5);
    assert_eq!(h.len(), n * n);
    // radius of the second, its first coordinate; and k
    assert_eq!((h[7 * n + 5], h[7 * n + 10]), (1.5, 6.0));
}

// ---- results

/// Value, tangents along the axes, adjoints of the axes, and the Jacobian.
macro_rules! give_lists {
    ($($id:ident: $f:ident($x:expr $(, $arg:expr)*) = $value:expr => $expected:expr;)*) => {$(
        #[test]
        fn $id() {
            let expected: Vec<Vec<f64>> = $expected.iter().map(|row| row.to_vec()).collect();
            let (value, jacobian) = $f::value_and_jacobian($x $(, $arg)*);
            assert_eq!(value, $f($x $(, $arg)*));
            assert_eq!(value, $value);
            let (m, n) = (value.flatten().len(), expected.first().map_or(0, Vec::len));
            assert_eq!(m, expected.len());
            let jacobian: &[f64] = &jacobian;
            assert_eq!(jacobian.len(), m * n);
            for i in 0..m {
                for j in 0..n {
                    assert!(near(jacobian[i * n + j], expected[i][j]), "{jacobian:?}");
                }
            }
            assert_eq!($f::jacobian($x $(, $arg)*), jacobian);
            for i in 0..m {
                let mut unit = vec![0.0; m];
                unit[i] = 1.0;
                let (again, row) = $f::value_and_vjp($x $(, $arg)*, &value.with_flat(&unit));
                assert_eq!(again, value);
                let row = row.flatten();
                for j in 0..n {
                    assert!(near(row[j], expected[i][j]), "backward: {row:?}");
                }
            }
        }
    )*};
}

#[differentiable]
fn circle(x: &[f64], r: f64) -> Vec<(f64, f64)> {
    x.iter().map(|t| (r * t, r * t * t)).collect()
}

#[differentiable]
fn corners(x: f64, y: f64) -> [(f64, f64); 3] {
    [(x, y), (x * y, 2.0), (y * y, x)]
}

#[differentiable]
fn looped_corners(x: f64, y: f64) -> [(f64, f64); 3] {
    let mut p = [(0.0, 0.0); 3];
    for i in 0..3 {
        p[i] = (x * i as f64, y * x);
    }
    p
}

#[differentiable]
fn powers(x: &[f64]) -> Vec<Vec<f64>> {
    let mut rows = Vec::new();
    for (n, a) in x.iter().enumerate() {
        let mut row = Vec::new();
        let mut p = 1.0;
        for _ in 0..n {
            p *= a;
            row.push(p);
        }
        rows.push(row);
    }
    rows
}

#[differentiable]
fn outer(x: &[f64]) -> Vec<Vec<f64>> {
    let n = x.len();
    let mut m = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..n {
            m[i][j] = x[i] * x[j];
        }
    }
    m
}

#[differentiable]
fn squared(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    rows.iter().map(|row| row.iter().map(|x| x * x).collect()).collect()
}

#[differentiable]
fn moved(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    points.iter().map(|(x, y)| (x * y, x - y)).collect()
}

#[differentiable]
fn replaced_rows(rows: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let mut rows = rows;
    rows[0] = vec![rows[1][0] * 2.0, 1.0, rows[0][0]];
    rows.swap(0, 1);
    rows
}

#[differentiable]
fn early(x: &[f64], #[constant] k: usize) -> Vec<Vec<f64>> {
    let mut rows = Vec::new();
    for (i, a) in x.iter().enumerate() {
        if i == k {
            rows.push(vec![a * a, 1.0]);
            break;
        }
        rows.push(vec![*a]);
    }
    rows
}

#[differentiable]
fn rows_of_pairs(x: f64, y: f64) -> Vec<Vec<(f64, f64)>> {
    vec![vec![(x, y)], vec![(x * y, y), (1.0, x)]]
}

#[differentiable]
fn triples(x: &[f64; 2]) -> Vec<([f64; 2], f64)> {
    vec![([x[0], x[1]], x[0] * x[1]), ([1.0, x[0] * x[0]], 3.0)]
}

#[differentiable]
fn handed_through(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    points.to_vec()
}

give_lists! {
    t4_tuples: circle(&[2.0, 3.0], 5.0) = [(10.0, 20.0), (15.0, 45.0)] =>
        [[5.0, 0.0, 2.0], [20.0, 0.0, 4.0], [0.0, 5.0, 3.0], [0.0, 30.0, 9.0]];
    t4_fixed: corners(2.0, 3.0) = [(2.0, 3.0), (6.0, 2.0), (9.0, 2.0)] =>
        [[1.0, 0.0], [0.0, 1.0], [3.0, 2.0], [0.0, 0.0], [0.0, 6.0], [1.0, 0.0]];
    t4_fixed_in_a_loop: looped_corners(2.0, 3.0) = [(0.0, 6.0), (2.0, 6.0), (4.0, 6.0)] =>
        [[0.0, 0.0], [3.0, 2.0], [1.0, 0.0], [3.0, 2.0], [2.0, 0.0], [3.0, 2.0]];
    t4_rows: powers(&[2.0, 3.0, 5.0]) = [vec![], vec![3.0], vec![5.0, 25.0]] =>
        [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 10.0]];
    t4_a_grid: outer(&[2.0, 3.0]) = [[4.0, 6.0], [6.0, 9.0]] =>
        [[4.0, 0.0], [3.0, 2.0], [3.0, 2.0], [0.0, 6.0]];
    t4_rows_of_rows: squared(&[vec![2.0, 3.0], vec![], vec![5.0]]) = [vec![4.0, 9.0], vec![], vec![25.0]] =>
        [[4.0, 0.0, 0.0], [0.0, 6.0, 0.0], [0.0, 0.0, 10.0]];
    t4_tuples_of_tuples: moved(&[(2.0, 3.0), (5.0, 7.0)]) = [(6.0, -1.0), (35.0, -2.0)] =>
        [[3.0, 2.0, 0.0, 0.0], [1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 7.0, 5.0], [0.0, 0.0, 1.0, -1.0]];
    t4_exchanged: replaced_rows(vec![vec![2.0], vec![3.0, 5.0]]) = [vec![3.0, 5.0], vec![6.0, 1.0, 2.0]] =>
        [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 2.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]];
    t4_early: early(&[2.0, 3.0], 0) = [vec![4.0, 1.0]] => [[4.0, 0.0], [0.0, 0.0]];
    t4_late: early(&[2.0, 3.0], 2) = [vec![2.0], vec![3.0]] => [[1.0, 0.0], [0.0, 1.0]];
    t4_rows_of_tuples: rows_of_pairs(2.0, 3.0) = [vec![(2.0, 3.0)], vec![(6.0, 3.0), (1.0, 2.0)]] =>
        [[1.0, 0.0], [0.0, 1.0], [3.0, 2.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]];
    t4_arrays_in_tuples: triples(&[2.0, 3.0]) = [([2.0, 3.0], 6.0), ([1.0, 4.0], 3.0)] =>
        [[1.0, 0.0], [0.0, 1.0], [3.0, 2.0], [0.0, 0.0], [4.0, 0.0], [0.0, 0.0]];
    t4_as_it_came: handed_through(&[(2.0, 3.0)]) = [(2.0, 3.0)] => [[1.0, 0.0], [0.0, 1.0]];
}

#[test]
fn t4_tangents_have_the_shape_of_the_result() {
    let (value, tangent) = powers::value_and_jvp(&[2.0, 3.0, 5.0], &[1.0, 2.0, 3.0]);
    assert_eq!(value, [vec![], vec![3.0], vec![5.0, 25.0]]);
    assert_eq!(tangent, [vec![], vec![2.0], vec![3.0, 30.0]]);
    let tangent: Vec<(f64, f64)> = moved::jvp(&[(2.0, 3.0)], &[(1.0, 10.0)]);
    assert_eq!(tangent, [(23.0, -9.0)]);
    let tangent: [(f64, f64); 3] = corners::jvp(2.0, 3.0, [1.0, 1.0]);
    assert_eq!(tangent, [(1.0, 1.0), (5.0, 0.0), (6.0, 1.0)]);
}

#[differentiable]
fn beside_a_number(x: &[f64]) -> (Vec<(f64, f64)>, f64) {
    (x.iter().map(|t| (t * t, 1.0)).collect(), x[0] * x[1])
}

#[test]
fn t4_in_a_tuple() {
    let (list, product) = beside_a_number::jvp(&[2.0, 3.0], &[1.0, 0.0]);
    assert_eq!((list, product), (vec![(4.0, 0.0), (0.0, 0.0)], 3.0));
    assert_eq!(beside_a_number::vjp(&[2.0, 3.0], (&[(1.0, 5.0), (1.0, 5.0)], 10.0)), [34.0, 26.0]);
    assert_eq!(beside_a_number::jacobian(&[2.0, 3.0]), [4.0, 0.0, 0.0, 0.0, 0.0, 6.0, 0.0, 0.0, 3.0, 2.0]);
}

#[test]
#[should_panic(expected = "row 1 of `w` has length 2, but that of the result has 1")]
fn t4_adjoints_have_the_shape_of_the_result() {
    let _ = powers::vjp(&[2.0, 3.0], &[vec![], vec![1.0, 1.0]]);
}

// ---- calls

#[differentiable]
fn handed_on(points: &[(f64, f64)], k: f64) -> f64 {
    bonds(points, 2.0) * k + areas(points)
}

#[differentiable]
fn of_made(x: &[f64]) -> f64 {
    let points: Vec<(f64, f64)> = x.iter().map(|t| (*t, t * t)).collect();
    areas(&points)
}

#[differentiable]
fn of_fixed(x: f64, y: f64) -> f64 {
    let p = [(x, y), (x * y, 2.0), (1.0, x)];
    triangle(&p) + looped_triangle(p) + areas(&p)
}

#[differentiable]
fn of_parts(points: &[(f64, f64)]) -> f64 {
    areas(&points[..2]) * areas(&points[1..])
}

#[differentiable]
fn in_a_loop(points: &[(f64, f64)]) -> f64 {
    let mut s = 1.0;
    for k in 0..2 {
        s = s * areas(points) + k as f64;
    }
    s
}

#[differentiable]
fn changing(x: &[f64]) -> f64 {
    let mut points = vec![(x[0], 1.0), (x[1], x[0])];
    let first = areas(&points);
    points[0].0 = x[0] * x[1];
    first * areas(&points)
}

#[differentiable]
fn of_charges(q: &[([f64; 3], f64)], k: f64) -> f64 {
    k * charges(q)
}

#[differentiable]
fn of_weights(w: &[f64]) -> f64 {
    let terms: Vec<(f64, usize)> = w.iter().enumerate().map(|(k, w)| (w * w, k)).collect();
    weighted(&terms, w)
}

#[differentiable]
fn consumed_twice(x: &[f64]) -> f64 {
    let points: Vec<(f64, f64)> = x.iter().map(|t| (*t, t * t)).collect();
    owned(points.clone()) + owned(points)
}

#[differentiable]
fn of_rows(rows: &[Vec<f64>]) -> f64 {
    products(rows) * indexed(&rows.to_vec())
}

#[differentiable]
fn of_made_rows(x: &[f64]) -> f64 {
    let mut rows = Vec::new();
    for i in 0..x.len() {
        rows.push(x[..i + 1].to_vec());
    }
    products(&rows)
}

#[differentiable]
fn of_rows_of_tuples(x: &[f64]) -> f64 {
    let rows = vec![vec![(x[0], x[1]), (x[1], x[0] * x[0])], vec![(1.0, x[0]), (x[0], x[1]), (2.0, x[1])]];
    along(&rows)
}

#[differentiable]
fn of_structs(#[active] points: &[Point]) -> f64 {
    length2(points) * points[0].x
}

#[differentiable]
fn of_made_structs(x: &[f64]) -> f64 {
    let points: Vec<Point> = x.iter().map(|t| Point { x: *t, y: t * t }).collect();
    length2(&points)
}

#[differentiable]
fn norm(#[active] p: &Point) -> f64 {
    p.x * p.y
}

#[differentiable]
fn of_elements(#[active] points: &[Point]) -> f64 {
    points.iter().map(|p| norm(p)).product()
}

#[differentiable]
fn of_given(x: &[f64], r: f64) -> f64 {
    let points = circle(x, r);
    points.iter().map(|(a, b)| a * b).sum()
}

#[differentiable]
fn of_given_and_handed_on(x: &[f64], r: f64) -> f64 {
    areas(&circle(x, r))
}

#[differentiable]
fn of_given_rows(x: &[f64]) -> f64 {
    let rows = powers(x);
    rows.iter().map(|row| row.iter().sum::<f64>()).sum::<f64>() + rows[2][1] * rows[1][0]
}

#[differentiable]
fn of_rows_handed_on(x: &[f64]) -> f64 {
    products(&powers(x))
}

#[differentiable]
fn of_given_corners(x: f64, y: f64) -> f64 {
    let c = corners(x, y);
    let [a, b, _] = looped_corners(y, x);
    c[1].0 * c[2].1 + a.1 * b.0
}

#[differentiable]
fn of_given_in_a_loop(x: &[f64], r: f64) -> f64 {
    let mut s = r;
    for _ in 0..2 {
        let points = circle(x, s);
        s = points[0].0 + points[1].1;
    }
    s
}

#[differentiable]
fn mapped(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    squared(&squared(rows))
}

of_lists! {
    // 2 (1 + 4) + 2 (9 + 1) = 30, and -11
    t5_handed_on: first_of_two(&[(0.0, 1.0), (1.0, 3.0), (4.0, 2.0)]) = 30.0 * 3.0 - 11.0 =>
        [-12.0 + 3.0, -24.0 - 1.0, -24.0 + 1.0, 36.0 - 4.0, 36.0 - 3.0, -12.0 + 1.0];
    // 2·9 - 3·4, 3·25 - 5·9: a b² - b a²
    t5_made: of_made(&[2.0, 3.0, 5.0]) = 6.0 + 30.0 => [9.0 - 12.0, 12.0 - 4.0 + 25.0 - 30.0, 30.0 - 9.0];
    // (0·3 - 1·1) (1·2 - 4·3)
    t5_parts: of_parts(&[(0.0, 1.0), (1.0, 3.0), (4.0, 2.0)]) = 10.0 =>
        [-30.0, 10.0, 10.0 - 2.0, 0.0 + 4.0, 3.0, -1.0];
    // a² + 1
    t5_in_a_loop: in_a_loop(&[(0.0, 1.0), (1.0, 3.0), (4.0, 2.0)]) = 122.0 =>
        [-66.0, 22.0, -22.0, 88.0, 66.0, -22.0];
    // (x0² - x1) (x0² x1 - x1)
    t5_changing: changing(&[2.0, 3.0]) = 9.0 => [4.0 * 9.0 + 12.0, -9.0 + 3.0];
    // w⁴
    t5_with_integers: of_weights(&[2.0, 3.0]) = 97.0 => [32.0, 108.0];
    // 2 t⁴
    t5_by_value: consumed_twice(&[2.0, 3.0]) = 2.0 * 97.0 => [64.0, 216.0];
    // (6 + 5) (3·2 + 25)
    t5_rows: of_rows(&[vec![2.0, 3.0], vec![5.0]]) = 11.0 * 31.0 => [93.0 + 33.0, 62.0 + 22.0, 31.0 + 110.0];
    // 2 + 2·3 + 2·3·5
    t5_made_rows: of_made_rows(&[2.0, 3.0, 5.0]) = 38.0 => [1.0 + 3.0 + 15.0, 2.0 + 10.0, 6.0];
    // x0³ + x1 + x0 x1
    t5_rows_of_tuples: of_rows_of_tuples(&[2.0, 3.0]) = 17.0 => [15.0, 3.0];
    t5_structs: of_structs(&[Point { x: 2.0, y: 1.0 }, Point { x: 3.0, y: 3.0 }]) = 10.0 => [5.0 - 4.0, -8.0, 4.0, 8.0];
    // (b - a)² + (b² - a²)²
    t5_made_structs: of_made_structs(&[2.0, 3.0]) = 26.0 => [-2.0 - 40.0, 2.0 + 60.0];
    t5_elements: of_elements(&[Point { x: 2.0, y: 3.0 }, Point { x: 5.0, y: 7.0 }]) = 210.0 => [105.0, 70.0, 42.0, 30.0];
    // 3 + 5 + 25 + 25·3
    t5_given_rows: of_given_rows(&[2.0, 3.0, 5.0]) = 108.0 => [0.0, 1.0 + 25.0, 11.0 + 30.0];
    // 1 + 3 + 125
    t5_given_rows_handed_on: of_rows_handed_on(&[2.0, 3.0, 5.0]) = 129.0 => [0.0, 1.0, 75.0];
}

#[differentiable]
fn first_of_two(points: &[(f64, f64)]) -> f64 {
    handed_on(points, 3.0)
}

#[test]
fn t5_numbers_beside_lists() {
    let points = [(0.0, 1.0), (1.0, 3.0), (4.0, 2.0)];
    assert_eq!(handed_on::gradient(&points, 3.0).1, 30.0);
    handed_on::check(&points, 3.0);
    // twice (xy - x) (x - y) - (1 - x) (2 - y), and 2x - xy² + x²y - 2
    let x_bar = 2.0 * (2.0 * -1.0 + 4.0 - 1.0) + 2.0 - 9.0 + 12.0;
    let y_bar = 2.0 * (2.0 * -1.0 - 4.0 - 1.0) - 12.0 + 4.0;
    assert_eq!(of_fixed::value_and_gradient(2.0, 3.0), (-14.0, [x_bar, y_bar]));
    of_fixed::check(2.0, 3.0);
    let q = [([0.0, 0.0, 0.0], 2.0), ([3.0, 0.0, 4.0], 3.0)];
    assert_eq!(of_charges::gradient(&q, 5.0).1, 1.2);
    of_charges::check(&q, 5.0);
    // Σ r² t³
    assert_eq!(of_given::value_and_gradient(&[2.0, 3.0], 5.0), (25.0 * 35.0, (vec![300.0, 675.0], 350.0)));
    of_given::check(&[2.0, 3.0], 5.0);
    // r² (a b² - b a²)
    assert_eq!(of_given_and_handed_on::value_and_gradient(&[2.0, 3.0], 5.0), (150.0, (vec![-75.0, 200.0], 60.0)));
    of_given_and_handed_on::check(&[2.0, 3.0], 5.0);
    // x² y + x y²
    assert_eq!(of_given_corners::value_and_gradient(2.0, 3.0), (12.0 + 18.0, [12.0 + 9.0, 4.0 + 12.0]));
    of_given_corners::check(2.0, 3.0);
    // r (a + b²)²
    assert_eq!(of_given_in_a_loop::value_and_gradient(&[2.0, 3.0], 5.0), (605.0, (vec![110.0, 660.0], 121.0)));
    of_given_in_a_loop::check(&[2.0, 3.0], 5.0);
}

give_lists! {
    t5_twice: mapped(&[vec![2.0, 3.0], vec![5.0]]) = [vec![16.0, 81.0], vec![625.0]] =>
        [[32.0, 0.0, 0.0], [0.0, 108.0, 0.0], [0.0, 0.0, 500.0]];
}

// ---- beside other parameters

#[differentiable]
fn layer(w: &[Vec<f64>], bias: Vec<f64>, x: &[[f64; 2]]) -> f64 {
    let mut s = 0.0;
    for (row, b) in w.iter().zip(&bias) {
        for p in x {
            s += (row[0] * p[0] + row[1] * p[1] + b).powi(2);
        }
    }
    s
}

#[differentiable]
fn of_layer(w: &[Vec<f64>], x: &[[f64; 2]]) -> f64 {
    layer(w, vec![1.0, w[0][0]], x)
}

#[differentiable]
fn ball_and_points(#[active] ball: &Ball, points: &[(f64, f64)], #[active] others: &[Point]) -> f64 {
    let mut s = ball.radius;
    for (p, o) in points.iter().zip(others) {
        s *= p.0 * o.x - p.1 * ball.place[0];
    }
    s
}

struct Net {
    scale: f64,
}

#[differentiable]
impl Net {
    fn energy(&self, points: &[(f64, f64)]) -> f64 {
        points.iter().map(|(x, y)| self.scale * x * y).sum()
    }

    fn twice(&self, points: &[(f64, f64)]) -> f64 {
        self.energy(points) * self.energy(points)
    }
}

#[test]
fn t6_beside_others() {
    let (w, bias, x) = ([vec![1.0, 2.0], vec![3.0, 4.0]], vec![0.5, 0.25], [[1.0, -1.0], [0.5, 2.0]]);
    // -0.5, 5; -0.75, 9.75
    let (value, (w_bar, bias_bar, x_bar)) = layer::value_and_gradient(&w, bias.clone(), &x);
    assert_eq!(value, 0.25 + 25.0 + 0.5625 + 95.0625);
    assert_eq!(w_bar, [vec![-1.0 + 5.0, 1.0 + 20.0], vec![-1.5 + 9.75, 1.5 + 39.0]]);
    assert_eq!(bias_bar, [9.0, 18.0]);
    assert_eq!(x_bar, [[-1.0 - 4.5, -2.0 - 6.0], [10.0 + 58.5, 20.0 + 78.0]]);
    let h = layer::hessian(&w, bias.clone(), &x);
    assert_eq!(h.len(), 100);
    // w[0][0] with itself, and with bias[0]
    assert_eq!((h[0], h[4]), (2.0 + 0.5, 3.0));
    let (mut w_bar, bias_bar, x_bar) = layer::gradient(&w, vec![1.0, 1.0], &x);
    w_bar[0][0] += bias_bar[1];
    assert_eq!(of_layer::gradient(&w, &x), (w_bar, x_bar));
    let ball = Ball { place: [2.0, 3.0], radius: 0.5, inner: Point { x: 5.0, y: 7.0 }, colour: 11.0, count: 2 };
    let (points, others) = ([(1.0, 2.0), (3.0, 5.0)], [Point { x: 7.0, y: 1.0 }, Point { x: 8.0, y: 1.0 }]);
    // (7 - 4) (24 - 10) / 2
    let (value, (ball_bar, points_bar, others_bar)) = ball_and_points::value_and_gradient(&ball, &points, &others);
    assert_eq!((value, ball_bar.radius, ball_bar.place), (21.0, 42.0, [0.5 * (-2.0 * 14.0 - 5.0 * 3.0), 0.0]));
    assert_eq!(points_bar, [(49.0, -14.0), (12.0, -3.0)]);
    assert_eq!(others_bar, [Point { x: 7.0, y: 0.0 }, Point { x: 4.5, y: 0.0 }]);
    ball_and_points::check(&ball, &points, &others);
    let net = Net { scale: 2.0 };
    assert_eq!(net.energy_gradient(&[(2.0, 3.0)]), [(6.0, 4.0)]);
    assert_eq!(net.twice_gradient(&[(2.0, 3.0)]), [(144.0, 96.0)]);
    assert_eq!(net.twice_hvp(&[(2.0, 3.0)], &[(1.0, 0.0)]), [(72.0, 96.0)]);
}

// ---- programs

#[differentiable]
fn recursive(points: &[(f64, f64)]) -> f64 {
    if points.is_empty() { 0.0 } else { points[0].0 * points[0].1 + recursive(&points[1..]) }
}

#[differentiable]
fn matrix_product(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (n, m, k) = (a.len(), b[0].len(), b.len());
    let mut c = vec![vec![0.0; m]; n];
    for i in 0..n {
        for j in 0..m {
            for l in 0..k {
                c[i][j] += a[i][l] * b[l][j];
            }
        }
    }
    c
}

#[differentiable]
fn trace_of_cube(a: &[Vec<f64>]) -> f64 {
    let square = matrix_product(a, a);
    let cube = matrix_product(&square, a);
    (0..cube.len()).map(|i| cube[i][i]).sum()
}

#[differentiable]
fn log_sum_exp(rows: &[Vec<f64>]) -> f64 {
    rows.iter()
        .map(|r| {
            let m = r.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            m + r.iter().map(|x| (x - m).exp()).sum::<f64>().ln()
        })
        .sum()
}

#[differentiable]
fn collected_structs(#[active] p: &[Point]) -> f64 {
    let mut q: Vec<Point> = p.iter().map(|p| Point { x: p.y, y: p.x * p.y }).collect();
    q.push(Point { x: 1.0, y: p[0].x });
    q[0].x *= 2.0;
    q.iter().map(|p| p.x * p.y).sum()
}

#[differentiable]
fn second_moments(p: &[(f64, f64)]) -> [f64; 2] {
    let mut s = [0.0; 2];
    for (x, y) in p {
        s[0] += x * y;
        s[1] += x * x - y;
    }
    s
}

of_lists! {
    t7_recursion: recursive(&[(2.0, 3.0), (5.0, 7.0)]) = 41.0 => [3.0, 2.0, 7.0, 5.0];
    // 3 (A²)ᵀ; A² = ((7, 10), (15, 22))
    t7_matrices: trace_of_cube(&[vec![1.0, 2.0], vec![3.0, 4.0]]) = 37.0 + 118.0 => [21.0, 45.0, 30.0, 66.0];
    t7_softmax: log_sum_exp(&[vec![0.5], vec![0.0, 0.0]]) = 0.5 + 2.0_f64.ln() => [1.0, 0.5, 0.5];
    // 2 x0 y0² + x1 y1² + x0
    t7_structs: collected_structs(&[Point { x: 2.0, y: 3.0 }, Point { x: 5.0, y: 7.0 }]) = 36.0 + 245.0 + 2.0 =>
        [18.0 + 1.0, 24.0, 49.0, 70.0];
}

#[test]
fn t7_several_numbers_of_a_list() {
    let p = [(2.0, 3.0), (5.0, 7.0)];
    assert_eq!(second_moments::jacobian(&p), [3.0, 2.0, 7.0, 5.0, 4.0, -1.0, 10.0, -1.0]);
    assert_eq!(second_moments::vjp(&p, [1.0, 2.0]), [(11.0, 0.0), (27.0, 3.0)]);
    assert_eq!(second_moments::jvp(&p, &[(1.0, 0.0), (0.0, 1.0)]), [8.0, 3.0]);
}
