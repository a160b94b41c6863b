//! Hessians and Jacobians several columns or rows at a time: of every shape of point and result, of loops, branches and arrays.
//! Truth is a product with one direction, which `shapes`, `vectors` and the random programs check against numbers from elsewhere;
//! and two matrices that are written down.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

/// Numbers without a pattern, in (0.2, 1.2).
fn numbers(n: usize) -> Vec<f64> {
    (0..n).map(|k| 0.2 + (0.618_033_988_749_894_9 * (k as f64 + 1.0)).fract()).collect()
}

fn array<const N: usize>() -> [f64; N] {
    numbers(N).try_into().expect("as many")
}

fn unit<const N: usize>(k: usize) -> [f64; N] {
    std::array::from_fn(|j| if j == k { 1.0 } else { 0.0 })
}

#[track_caller]
fn close(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len());
    for (k, (a, b)) in a.iter().zip(b).enumerate() {
        assert!((a - b).abs() <= 1e-13 * (1.0 + b.abs()), "entry {k} is {a}, expected {b}");
    }
}

// ---- Hessians

/// A chain with memory: every entry of the Hessian is there.
#[differentiable]
fn chain<const N: usize>(x: &[f64; N]) -> f64 {
    let (mut s, mut sum) = (0.5, 0.0);
    for v in x {
        s = (s * v).sin() + v;
        sum += s * s;
    }
    sum
}

#[differentiable]
fn chain_of_sixteen(x: &[f64; 16]) -> f64 {
    chain(x) + 1.0
}

#[differentiable]
fn at_once(x: &[f64; 7]) -> f64 {
    let (mut s, mut sum) = (0.5, 0.0);
    for v in x {
        s = (s * v).sin() + v;
        sum += s * s;
    }
    sum
}

#[differentiable]
fn in_windows(x: [f64; 18]) -> f64 {
    let (mut s, mut sum) = (0.5, 0.0);
    for v in x {
        s = (s * v).sin() + v;
        sum += s * s;
    }
    sum
}

#[differentiable]
fn of_slice(x: &[f64]) -> f64 {
    let (mut s, mut sum) = (0.5, 0.0);
    for v in x {
        s = (s * v).sin() + v;
        sum += s * s;
    }
    sum
}

#[differentiable]
fn of_vec(x: Vec<f64>) -> f64 {
    let mut p = 1.0;
    for v in &x {
        p *= 1.0 + v * v;
    }
    p
}

/// Branches that change, an early end, and a loop whose length the data decide.
#[differentiable]
fn flow(x: &[f64; 5], n: usize) -> f64 {
    let (mut a, mut b) = (x[0], x[1]);
    for i in 0..n {
        if a > 0.8 {
            a = a * x[i % 5] - 0.25 * b;
        } else if b < 0.6 {
            (a, b) = (b + x[2] * a, a * a);
        }
        b += 0.1 * a.exp();
        if b > 3.0 {
            break;
        }
    }
    while b > 1.0 {
        b *= 0.5 * x[4];
        a += b * b;
    }
    a * b
}

/// Local arrays that are filled, swapped, copied and changed.
#[differentiable]
fn arrays(x: &[f64; 6]) -> f64 {
    let mut now = [x[0]; 6];
    let mut next = *x;
    for step in 0..3 {
        for i in 1..5 {
            next[i] = now[i] + 0.1 * (now[i - 1] - 2.0 * now[i] + x[i]).sin();
        }
        std::mem::swap(&mut now, &mut next);
        if step == 1 {
            next = now;
            next.fill(x[5]);
        }
    }
    let mut rows = [[x[1], x[2]], [now[3] * x[3], next[4]]];
    rows[1][0] += rows[0][1];
    let total: f64 = rows.iter().flatten().map(|v| v * v * v).sum();
    total * now[2]
}

/// Two loops whose lengths only the run knows, one in the other.
#[differentiable]
fn nested(x: &[f64], turns: usize) -> f64 {
    let mut s = 1.0;
    for _ in 0..turns {
        for v in x {
            s = (s * v).sin() + 0.5 * v;
        }
    }
    s
}

#[differentiable]
fn rows(x: &[[f64; 2]], scale: f64) -> f64 {
    let mut s = scale;
    for [a, b] in x {
        s = s * a + (b * scale).cos();
    }
    s * s
}

#[differentiable]
fn mixed(a: f64, x: &[f64; 3], m: &[[f64; 2]; 2], b: f64) -> f64 {
    let mut s = a;
    for i in 0..3 {
        s += x[i] * (b * s).sin();
    }
    for row in m {
        s *= row[0] + row[1] * a;
    }
    s
}

#[differentiable]
fn scalars(a: f64, b: f64, #[constant] t: &[f64]) -> f64 {
    t.iter().map(|t| (a * (-b * t).exp() - 1.0).powi(2)).sum()
}

#[differentiable]
fn singles(x: &[f32; 4]) -> f32 {
    let mut p = 1.0;
    for v in x {
        p *= v + p * v;
    }
    p
}

macro_rules! square_of_products {
    ($($test:ident: $f:ident($x:expr $(, $arg:expr)*) of $n:literal;)+) => {$(
        #[test]
        fn $test() {
            let (value, gradient, h) = $f::value_and_hessian($x $(, $arg)*);
            assert_eq!(value.to_bits(), $f($x $(, $arg)*).to_bits());
            assert_eq!(gradient, $f::gradient($x $(, $arg)*));
            for k in 0..$n {
                close(&h[k], &$f::hvp($x $(, $arg)*, unit::<$n>(k)));
            }
        }
    )+};
}

square_of_products! {
    all_columns_at_once: at_once(&array::<7>()) of 7;
    columns_in_windows: in_windows(array::<18>()) of 18;
    generic_in_one_window: chain(&array::<3>()) of 3;
    generic_in_a_full_window: chain(&array::<8>()) of 8;
    generic_with_a_remainder: chain(&array::<11>()) of 11;
    a_call_goes_one_by_one: chain_of_sixteen(&array::<16>()) of 16;
    branches_and_ends: flow(&array::<5>(), 9) of 5;
    arrays_as_a_whole: arrays(&array::<6>()) of 6;
}

fn products_of_slice(n: usize, h: &[f64], product: impl Fn(&[f64]) -> Vec<f64>) {
    for k in 0..n {
        let mut v = vec![0.0; n];
        v[k] = 1.0;
        close(&h[k * n..][..n], &product(&v));
    }
}

#[test]
fn slices_of_every_length() {
    for n in [0, 1, 2, 7, 8, 9, 17] {
        let x = numbers(n);
        products_of_slice(n, &of_slice::hessian(&x), |v| of_slice::hvp(&x, v));
        products_of_slice(n, &of_vec::hessian(x.clone()), |v| of_vec::hvp(x.clone(), v));
        products_of_slice(n, &nested::hessian(&x, 3), |v| nested::hvp(&x, 3, v));
    }
}

#[test]
fn parts_follow_each_other() {
    let x = [[0.3, 0.9], [1.1, 0.4], [0.7, 0.2], [0.8, 0.6], [1.2, 0.5]];
    let product = |v: &[f64]| {
        let (rows, b) = (v[..10].as_chunks::<2>().0, v[10]);
        let (x_bar, scale_bar) = rows::hvp(&x, 0.7, (rows, b));
        [x_bar.as_flattened(), &[scale_bar]].concat()
    };
    products_of_slice(11, &rows::hessian(&x, 0.7), product);

    let m = [[0.4, 0.8], [0.5, 1.1]];
    let h = mixed::hessian(0.9, &array::<3>(), &m, 0.6);
    for k in 0..9 {
        let v = unit::<9>(k);
        let part = |from: usize| [v[from], v[from + 1]];
        let direction = (v[0], [v[1], v[2], v[3]], [part(4), part(6)], v[8]);
        let (a, x, m, b) = mixed::hvp(0.9, &array::<3>(), &m, 0.6, direction);
        close(&h[k], &[&[a], &x[..], m.as_flattened(), &[b]].concat());
    }

    let t = numbers(20);
    let h = scalars::hessian(0.9, 0.6, &t);
    for k in 0..2 {
        close(&h[k], &scalars::hvp(0.9, 0.6, &t, unit::<2>(k)));
    }
}

#[test]
fn single_precision() {
    let x = [0.5, 0.25, 1.5, 2.0];
    let h = singles::hessian(&x);
    for k in 0..4 {
        let mut v = [0.0; 4];
        v[k] = 1.0;
        for (a, b) in h[k].iter().zip(singles::hvp(&x, v)) {
            assert!((a - b).abs() <= 1e-5 * b.abs(), "{a}, expected {b}");
        }
    }
}

/// Half of the sum over all pairs of (x_i x_j)².
#[differentiable]
fn pairs(x: &[f64; 4]) -> f64 {
    let mut sum = 0.0;
    for i in 0..4 {
        for j in 0..4 {
            sum += x[i] * x[i] * x[j] * x[j];
        }
    }
    0.5 * sum
}

#[test]
fn a_hessian_that_is_written_down() {
    // f = (Σ x²)² / 2: its Hessian is 2 (Σ x²) I + 4 x xᵀ.
    let x = [1.0, 2.0, -1.0, 0.5];
    let norm: f64 = x.iter().map(|v| v * v).sum();
    let h = pairs::hessian(&x);
    for i in 0..4 {
        let row: Vec<f64> = (0..4).map(|j| 4.0 * x[i] * x[j] + if i == j { 2.0 * norm } else { 0.0 }).collect();
        assert_eq!(h[i][..], row);
    }
}

// ---- Jacobians

#[differentiable]
fn products(x: &[f64; 5]) -> [f64; 6] {
    let mut y = [0.0; 6];
    for i in 0..6 {
        for j in 0..5 {
            y[i] += (x[j] * x[(i + j) % 5]).sin();
        }
    }
    y
}

#[differentiable]
fn wide(x: &[f64; 19]) -> [f64; 20] {
    let mut y = [1.0; 20];
    for i in 0..19 {
        y[i + 1] = (y[i] * x[i]).cos();
    }
    y
}

#[differentiable]
fn few(x: &[f64; 20]) -> [f64; 3] {
    let mut y = [0.5; 3];
    for i in 0..20 {
        y[i % 3] = (y[i % 3] * x[i]).sin() + y[0];
    }
    y
}

#[differentiable]
fn many(x: &[f64; 40]) -> [f64; 18] {
    let mut y = [0.5; 18];
    for i in 0..40 {
        y[i % 18] += x[i] * y[(i + 5) % 18];
    }
    y
}

#[differentiable]
fn square<const N: usize>(x: &[f64; N]) -> [f64; N] {
    let mut y = [0.0; N];
    for i in 0..N {
        y[i] = x.iter().map(|v| (v * x[i]).exp()).sum();
    }
    y
}

#[differentiable]
fn to_vec(x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; x.len() + 1];
    for i in 0..x.len() {
        y[i + 1] = y[i] * x[i] + x[0];
    }
    y
}

/// The count has no derivative, and no row.
#[differentiable]
fn tuple(x: &[f64; 4], s: f64) -> (f64, u32, [f64; 2]) {
    let (mut sum, mut count, mut pair) = (s, 0, [1.0; 2]);
    for v in x {
        sum = (sum * v).sin();
        count += 1;
        pair[0] *= v * s;
        pair[1] += sum;
    }
    (sum, count, pair)
}

#[differentiable]
fn tuple_by_rows(x: &[f64; 12], s: f64) -> (f64, [f64; 2]) {
    let (mut sum, mut pair) = (s, [1.0; 2]);
    for v in x {
        sum = (sum * v).sin();
        pair[0] *= v * s;
        pair[1] += sum;
    }
    (sum, pair)
}

macro_rules! columns {
    ($($test:ident: $f:ident, $m:literal by $n:literal;)+) => {$(
        #[test]
        fn $test() {
            let x = array::<$n>();
            let (value, j) = $f::value_and_jacobian(&x);
            assert_eq!(value, $f(&x));
            let rows: [[f64; $n]; $m] = j;
            for k in 0..$n {
                let column: Vec<f64> = rows.iter().map(|row| row[k]).collect();
                close(&column, &$f::jvp(&x, unit::<$n>(k)));
            }
        }
    )+};
}

columns! {
    jacobian_at_once: products, 6 by 5;
    jacobian_in_windows_of_columns: wide, 20 by 19;
    jacobian_by_rows_at_once: few, 3 by 20;
    jacobian_in_windows_of_rows: many, 18 by 40;
    jacobian_of_generic_size: square, 3 by 3;
    jacobian_of_generic_size_with_a_remainder: square, 10 by 10;
}

#[test]
fn jacobian_of_a_vec() {
    for n in [1, 5, 8, 20] {
        let x = numbers(n);
        let j = to_vec::jacobian(&x);
        for k in 0..n {
            let mut v = vec![0.0; n];
            v[k] = 1.0;
            let column: Vec<f64> = (0..=n).map(|i| j[i * n + k]).collect();
            close(&column, &to_vec::jvp(&x, &v));
        }
    }
}

#[test]
fn jacobians_of_tuples() {
    let x = array::<4>();
    let (value, j) = tuple::value_and_jacobian(&x, 0.6);
    assert_eq!(value, tuple(&x, 0.6));
    for k in 0..5 {
        let v = unit::<5>(k);
        let (sum, (), pair) = tuple::jvp(&x, 0.6, ([v[0], v[1], v[2], v[3]], v[4]));
        close(&j.map(|row| row[k]), &[sum, pair[0], pair[1]]);
    }
    let x = array::<12>();
    let (value, j) = tuple_by_rows::value_and_jacobian(&x, 0.6);
    assert_eq!(value, tuple_by_rows(&x, 0.6));
    for i in 0..3 {
        let w = unit::<3>(i);
        let (x_bar, s_bar) = tuple_by_rows::vjp(&x, 0.6, (w[0], [w[1], w[2]]));
        close(&j[i], &[&x_bar[..], &[s_bar]].concat());
    }
}

/// y_i = Σ_j x_i x_j²: ∂y_i/∂x_k = 2 x_i x_k, and Σ x² more where i = k.
#[differentiable]
fn weighted(x: &[f64; 3]) -> [f64; 3] {
    let mut y = [0.0; 3];
    for i in 0..3 {
        for j in 0..3 {
            y[i] += x[i] * x[j] * x[j];
        }
    }
    y
}

#[test]
fn a_jacobian_that_is_written_down() {
    let x = [1.0, -2.0, 0.5];
    assert_eq!(weighted::jacobian(&x), [[7.25, -4.0, 1.0], [-4.0, 13.25, -2.0], [1.0, -2.0, 5.75]]);
}

// ---- what is written

#[differentiable]
fn writes(x: &[f64], #[out] y: &mut [f64]) {
    for i in 0..y.len() {
        y[i] = 0.0;
        for v in x {
            y[i] += (v * x[i % x.len()]).sin();
        }
    }
}

/// Reads what it writes: a column for each number of both.
#[differentiable]
fn changes(x: &[f64; 9], y: &mut [[f64; 2]; 5], z: &mut f64) -> [f64; 2] {
    let mut s = *z;
    for i in 0..9 {
        let (a, b) = (i % 5, i % 2);
        y[a][b] = (y[a][b] * x[i]).cos() + s;
        s += y[(a + 1) % 5][b] * x[i];
    }
    *z = s * s;
    [s, s * x[0]]
}

#[differentiable]
fn settles(x: &[f64; 4], y: &mut [f64; 3]) -> f64 {
    let mut s = 1.0;
    for i in 0..4 {
        s = (s * x[i]).sin() + y[i % 3];
        y[i % 3] *= s;
    }
    s
}

/// The room that it computes in is not part of the point.
#[differentiable]
fn with_room(x: &[f64; 6], #[out] room: &mut [f64; 6]) -> f64 {
    room[0] = x[0];
    for i in 1..6 {
        room[i] = (room[i - 1] * x[i]).sin() + x[i];
    }
    room.iter().map(|v| v * v).sum()
}

#[test]
fn jacobian_of_what_is_written() {
    for (m, n) in [(3, 1), (4, 8), (20, 11)] {
        let x = numbers(n);
        let (y, j) = writes::value_and_jacobian(m, &x);
        for k in 0..n {
            let (mut v, mut out, mut y_dot) = (vec![0.0; n], vec![0.0; m], vec![f64::NAN; m]);
            v[k] = 1.0;
            writes::jvp(&x, &mut out, &v, &mut y_dot);
            assert_eq!(y, out);
            let column: Vec<f64> = (0..m).map(|i| j[i * n + k]).collect();
            close(&column, &y_dot);
        }
    }
}

#[test]
fn jacobian_of_what_is_changed() {
    let (x, y, z) = (array::<9>(), [[0.3, 0.8], [0.9, 0.4], [0.5, 0.6], [1.1, 0.2], [0.7, 1.0]], 0.25);
    let (mut y_out, mut z_out) = (y, z);
    let (value, j) = changes::value_and_jacobian(&x, &mut y_out, &mut z_out);
    let (mut y_end, mut z_end) = (y, z);
    assert_eq!(value, changes(&x, &mut y_end, &mut z_end));
    assert_eq!((y_out, z_out), (y_end, z_end));
    for k in 0..20 {
        let v = unit::<20>(k);
        let part = |from: usize| [v[from], v[from + 1]];
        let along: [f64; 9] = v[..9].try_into().expect("nine of them");
        let (mut y_dot, mut z_dot) = ([part(9), part(11), part(13), part(15), part(17)], v[19]);
        let value_dot = changes::jvp(&x, &mut y.clone(), &mut z.clone(), along, &mut y_dot, &mut z_dot);
        let column: Vec<f64> = j.iter().map(|row| row[k]).collect();
        close(&column, &[&value_dot, y_dot.as_flattened(), &[z_dot]].concat());
    }
}

#[test]
fn hessian_beside_what_is_written() {
    let (x, mut room, mut left) = (array::<6>(), [0.0; 6], [0.0; 6]);
    let (value, _, h) = with_room::value_and_hessian(&x, &mut room);
    assert_eq!((value, room), (with_room(&x, &mut left), left));
    for k in 0..6 {
        close(&h[k], &with_room::hvp(&x, &mut room, unit::<6>(k)));
    }
}

#[test]
fn hessian_by_what_is_changed() {
    let (x, y) = (array::<4>(), [0.6, 0.9, 0.4]);
    let (mut y_out, mut y_end) = (y, y);
    let (value, gradient, h) = settles::value_and_hessian(&x, &mut y_out);
    assert_eq!((value, y_out), (settles(&x, &mut y_end), y_end));
    assert_eq!(gradient, settles::gradient(&x, &mut y.clone()));
    for k in 0..7 {
        let v = unit::<7>(k);
        let (x_bar, y_bar) = settles::hvp(&x, &mut y.clone(), ([v[0], v[1], v[2], v[3]], [v[4], v[5], v[6]]));
        close(&h[k], &[&x_bar[..], &y_bar].concat());
    }
}

// ---- straight-line code, entry by entry

/// Fewer rows than columns: by rows, though one arm has its own.
#[differentiable]
fn straight(x: &[f64; 5], k: u32) -> (f64, u32, [f64; 2]) {
    let a = x[0] * x[1].sin();
    let b = if a > x[2] { a * x[3] } else { x[2] / x[4] };
    (a + b, k, [a * b * x[4], 2.0 * b])
}

#[test]
fn jacobian_of_straight_line_code() {
    for x in [[0.3, 0.4, 0.9, 0.5, 1.5], [1.3, 1.4, 0.2, 0.5, 1.5]] {
        let (value, j) = straight::value_and_jacobian(&x, 7);
        assert_eq!(value, straight(&x, 7));
        for k in 0..5 {
            let (first, (), others) = straight::jvp(&x, 7, unit::<5>(k));
            close(&j.map(|row| row[k]), &[first, others[0], others[1]]);
        }
    }
}

/// More rows than columns, and one of them is an integer.
#[differentiable]
fn counted(x: f64, y: f64) -> (f64, u32, f64, f64) {
    (x * y, 3, x.sin(), y * y)
}

#[test]
fn an_integer_has_no_row() {
    assert_eq!(counted::jacobian(0.0, 2.0), [[2.0, 0.0], [1.0, 0.0], [0.0, 4.0]]);
}
