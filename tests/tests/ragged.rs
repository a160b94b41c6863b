//! `Vec`s whose lengths change, `Vec`s of rows, and arrays of tuples.
//!
//! Expected numbers are worked out by hand beside each row; differences are the second witness.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]
#![allow(
    clippy::needless_range_loop,
    clippy::missing_asserts_for_indexing,
    clippy::ptr_arg,
    clippy::type_complexity,
    clippy::explicit_iter_loop,
    clippy::same_item_push,
    clippy::vec_init_then_push,
    clippy::assigning_clones,
    reason = "programs as people write them"
)]

use chainrule::differentiable;

/// Value, gradient, tangents along the axes, the product of Hessian and vector against the Hessian; and differences of all.
macro_rules! of_slices {
    ($($id:ident: $f:ident($x:expr $(, $arg:expr)*) = $value:expr => $expected:expr;)*) => {$(
        #[test]
        fn $id() {
            let (x, expected): (&[f64], &[f64]) = (&$x, &$expected);
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs().max(1.0);
            let (value, gradient) = $f::value_and_gradient(x $(, $arg)*);
            assert_eq!(value.to_bits(), $f(x $(, $arg)*).to_bits(), "the value is {value:?}");
            assert!(near(value, $value), "the value is {value:?}");
            assert_eq!(gradient.len(), expected.len());
            let n = x.len();
            let hessian = $f::hessian(x $(, $arg)*);
            for i in 0..n {
                assert!(near(gradient[i], expected[i]), "{gradient:?}");
                let mut v = vec![0.0; n];
                v[i] = 1.0;
                let tangent = $f::jvp(x $(, $arg)*, &v);
                assert!(near(tangent, expected[i]), "forward: {tangent:?}");
                let twice = $f::vjp(x $(, $arg)*, 2.0);
                assert!(near(twice[i], 2.0 * expected[i]), "backward: {twice:?}");
                let product = $f::hvp(x $(, $arg)*, &v);
                for j in 0..n {
                    assert!(near(product[j], hessian[i * n + j]), "{product:?} is not in {hessian:?}");
                }
            }
            $f::check(x $(, $arg)*);
        }
    )*};
}

// ---- replaced by another length

#[differentiable]
fn by_roots(r: &[f64], #[constant] x: f64) -> f64 {
    let mut c = vec![1.0];
    for root in r {
        let mut next = vec![0.0; c.len() + 1];
        for (i, k) in c.iter().enumerate() {
            next[i] -= root * k;
            next[i + 1] += k;
        }
        c = next;
    }
    c.iter().rev().fold(0.0, |s, k| s * x + k)
}

#[differentiable]
fn halved(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    while v.len() > 1 {
        v = v.chunks(2).map(|c| c.iter().product()).collect();
    }
    v[0]
}

#[differentiable]
fn shortened(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let mut s = 0.0;
    while v.len() > 1 {
        s += v[0] * v[1];
        v = v[1..].to_vec();
    }
    s
}

#[differentiable]
fn differences(x: &[f64]) -> f64 {
    let n = x.len();
    let mut v = x.to_vec();
    for k in 1..n {
        v = (0..n - k).map(|i| v[i + 1] - v[i]).collect();
    }
    v[0] * v[0]
}

#[differentiable]
fn squares_in_layers(p: &[f64], #[constant] x: &[f64], #[constant] sizes: &[usize]) -> f64 {
    let mut a = x.to_vec();
    let mut at = 0;
    for &n in sizes {
        let m = a.len();
        let w = &p[at..at + n * m];
        a = (0..n).map(|j| (0..m).map(|i| w[j * m + i] * a[i]).sum::<f64>()).map(|z| z * z).collect();
        at += n * m;
    }
    a.iter().sum()
}

#[differentiable]
fn of_constant_layers(x: &[f64], #[constant] layers: &[(Vec<Vec<f64>>, Vec<f64>)]) -> f64 {
    let mut a = x.to_vec();
    for (w, b) in layers {
        a = w.iter().zip(b).map(|(row, b)| row.iter().zip(&a).map(|(w, a)| w * a).sum::<f64>() + b).collect();
    }
    a.iter().map(|z| z * z).sum()
}

#[differentiable]
fn in_turns(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut b = vec![x[0]];
    for k in 0..3 {
        std::mem::swap(&mut a, &mut b);
        a.push(x[k] * x[1]);
    }
    // a = [x0, x0 x1, x2 x1], b = [x.., x1²]
    a[1] * b[x.len()] + a[2]
}

of_slices! {
    // (2 - 1)(2 - 3)(2 - 5) = 3; minus the product of the others
    r1_from_roots: by_roots([1.0, 3.0, 5.0], 2.0) = 3.0 => [-3.0, 3.0, 1.0];
    r1_products_of_pairs: halved([2.0, 3.0, 5.0, 7.0, 11.0]) = 2310.0 => [1155.0, 770.0, 462.0, 330.0, 210.0];
    r1_a_queue: shortened([2.0, 3.0, 5.0, 7.0]) = 6.0 + 15.0 + 35.0 => [3.0, 7.0, 10.0, 5.0];
    // the third difference: d = -x0 + 3 x1 - 3 x2 + x3 = -2 + 9 - 15 + 9 = 1
    r1_differences: differences([2.0, 3.0, 5.0, 9.0]) = 1.0 => [-2.0, 6.0, -6.0, 2.0];
    // z = (1·2 + 2·3, 1·2 - 1·3) = (8, -1), squares (64, 1), then (3·64 + 4·1)² = 196²;
    // 2·196·(64, 1) for the last, 2·196·(3·2·8, 4·2·(-1)) times x for the first
    r1_layers_of_sizes: squares_in_layers([1.0, 2.0, 1.0, -1.0, 3.0, 4.0], &[2.0, 3.0], &[2, 1]) = 38416.0 =>
        [392.0 * 48.0 * 2.0, 392.0 * 48.0 * 3.0, 392.0 * -8.0 * 2.0, 392.0 * -8.0 * 3.0, 392.0 * 64.0, 392.0];
    // (1, 2, 3) after the first: (x0 + x1, x0, 2 x1 + 1) at (2, 1) is (3, 2, 3); then 3 - 2 + 2·3 - 1 = 6, of (1, 4)
    r1_constant_layers: of_constant_layers([2.0, 1.0], &[
        (vec![vec![1.0, 1.0], vec![1.0, 0.0], vec![0.0, 2.0]], vec![0.0, 0.0, 1.0]),
        (vec![vec![1.0, -1.0, 2.0]], vec![-1.0]),
    ]) = 36.0 => [0.0, 12.0 * 5.0];
    // x0 x1³ + x1 x2
    r1_exchanged: in_turns([2.0, 3.0, 5.0]) = 54.0 + 15.0 => [27.0, 54.0 + 5.0, 3.0];
}

// ---- grown to a length that is not known before

#[differentiable]
fn until_small(x: &[f64]) -> f64 {
    let mut all = Vec::new();
    let mut y = x[0];
    while y > 1.0 {
        all.push(y * x[1]);
        y *= 0.5;
    }
    all.iter().sum::<f64>() * all.len() as f64
}

#[differentiable]
fn in_polish(x: &[f64], #[constant] program: &[i32]) -> f64 {
    let mut stack: Vec<f64> = Vec::new();
    for &op in program {
        match op {
            -1 => {
                let b = stack.pop().unwrap();
                let a = stack.pop().unwrap();
                stack.push(a + b);
            }
            -2 => {
                let b = stack.pop().unwrap();
                let a = stack.pop().unwrap();
                stack.push(a * b);
            }
            -3 => {
                let a = stack.pop().unwrap();
                stack.push(a.ln());
            }
            i => stack.push(x[i as usize]),
        }
    }
    stack.pop().unwrap()
}

#[differentiable]
fn announced_too_little(x: &[f64]) -> f64 {
    let mut v = Vec::with_capacity(1);
    let mut k = 0;
    while k < x.len() {
        v.push(x[k] * x[k]);
        k += 1;
    }
    v.iter().sum()
}

#[differentiable]
fn moved_about(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.insert(1, x[0] * x[1]);
    let first = v.remove(0);
    let second = v.swap_remove(0);
    v.extend(x.iter().map(|a| a + 1.0));
    v.retain(|a| *a > 4.0);
    // [x2, x1, then those of x + 1]: above 4 are x2 = 5 and x2 + 1
    first * second + v[0] * v[1]
}

#[differentiable]
fn flat(x: &[f64]) -> f64 {
    let all: Vec<f64> = x.iter().flat_map(|a| [*a, a * a]).collect();
    all[1] * all[2]
}

#[differentiable]
fn in_each_turn(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for k in 1..4 {
        let mut acc = Vec::new();
        let mut t = x[0] * k as f64;
        while t < 10.0 {
            acc.push(t * x[1]);
            t *= 2.0;
        }
        s += acc[acc.len() - 1];
    }
    s
}

of_slices! {
    // y = 5, 2.5, 1.25: 8.75 · 3 · 3; in x0 1.75 · 9, in x1 8.75 · 3
    r2_while: until_small([5.0, 3.0]) = 78.75 => [15.75, 26.25];
    // (x0 + x1) ln(x2)
    r2_stack: in_polish([2.0, 3.0, 1.0], &[0, 1, -1, 2, -3, -2]) = 0.0 => [0.0, 0.0, 5.0];
    r2_capacity_is_a_hint: announced_too_little([2.0, 3.0, 5.0]) = 38.0 => [4.0, 6.0, 10.0];
    // x0² x1 + x2 (x2 + 1)
    r2_insert_and_remove: moved_about([2.0, 3.0, 5.0]) = 12.0 + 30.0 => [12.0, 4.0, 11.0];
    r2_flat_map: flat([2.0, 3.0]) = 12.0 => [12.0, 4.0];
    // x0 = 3: 6, 6, 9, so 2 x0 x1 + 2 x0 x1 + 3 x0 x1
    r2_begun_in_a_loop: in_each_turn([3.0, 5.0]) = 105.0 => [35.0, 21.0];
}

// ---- rows

#[differentiable]
fn triangle(x: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for i in 0..x.len() {
        rows.push((0..=i).map(|j| x[i] * x[j]).collect());
    }
    rows.iter().flatten().sum()
}

#[differentiable]
fn vandermonde(x: &[f64]) -> f64 {
    let n = x.len();
    let mut m: Vec<Vec<f64>> = x.iter().map(|a| (0..n).map(|k| a.powi(k as i32)).collect()).collect();
    let mut det = 1.0;
    for k in 0..n {
        let mut best = k;
        for i in k + 1..n {
            if m[i][k].abs() > m[best][k].abs() {
                best = i;
            }
        }
        if best != k {
            m.swap(k, best);
            det = -det;
        }
        det *= m[k][k];
        for i in k + 1..n {
            let f = m[i][k] / m[k][k];
            for j in k..n {
                m[i][j] -= f * m[k][j];
            }
        }
    }
    det
}

#[differentiable]
fn replaced_rows(x: &[f64]) -> f64 {
    let mut m = vec![vec![0.0; 2]; 3];
    m[0] = x.to_vec();
    m[1][1] = x[1];
    m[2] = vec![x[0]];
    m[2] = m[0].iter().map(|a| a * a).collect();
    let copy = m.clone();
    m[0] = vec![1.0];
    // copy[0] = x, m[2] = x²
    copy[0][2] * m[2][2] * m[1][1] * m[0][0] * m[0].len() as f64
}

#[differentiable]
fn squared_matrix(x: &[f64]) -> f64 {
    let mut m: Vec<Vec<f64>> = vec![vec![x[0], x[1]], vec![0.0, x[2]]];
    for _ in 0..2 {
        m = (0..2).map(|i| (0..2).map(|j| (0..2).map(|k| m[i][k] * m[k][j]).sum::<f64>()).collect()).collect();
    }
    m[0][1]
}

#[differentiable]
fn table_of_differences(x: &[f64]) -> f64 {
    let mut table: Vec<Vec<f64>> = vec![x.to_vec()];
    while table[table.len() - 1].len() > 1 {
        let last = &table[table.len() - 1];
        let next: Vec<f64> = last.windows(2).map(|w| w[1] - w[0]).collect();
        table.push(next);
    }
    table.truncate(3);
    table.iter().map(|row| row[0]).product()
}

#[differentiable]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[differentiable]
fn rows_as_arguments(x: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for i in 1..x.len() {
        rows.push(x[..=i].to_vec());
    }
    rows.iter().map(|row| dot(row, row)).sum()
}

#[differentiable]
fn of_groups(x: &[f64], #[constant] groups: &[Vec<usize>]) -> f64 {
    groups.iter().map(|g| g.iter().map(|&i| x[i]).product::<f64>()).sum()
}

of_slices! {
    // x0² + x1 x0 + x1² + ..
    r3_pushed: triangle([2.0, 3.0, 5.0]) = 4.0 + 6.0 + 9.0 + 10.0 + 15.0 + 25.0 => [12.0, 13.0, 15.0];
    // (b - a)(c - a)(c - b) at (2, 3, 5) is 6
    r3_pivots: vandermonde([2.0, 3.0, 5.0]) = 6.0 => [-6.0 - 2.0, 6.0 - 3.0, 2.0 + 3.0];
    // x1 x2³
    r3_replaced: replaced_rows([2.0, 3.0, 5.0]) = 375.0 => [0.0, 125.0, 225.0];
    // the fourth power of [a b; 0 c]: b (a³ + a² c + a c² + c³) at (2, 3, 5) is 3 · 203
    r3_matrix_replaced: squared_matrix([2.0, 3.0, 5.0]) = 609.0 => [3.0 * (12.0 + 20.0 + 25.0), 203.0, 3.0 * (4.0 + 20.0 + 75.0)];
    // x0 (x1 - x0) (x2 - 2 x1 + x0) at (2, 3, 5) is 2 · 1 · 1
    r3_table: table_of_differences([2.0, 3.0, 5.0]) = 2.0 => [1.0 - 2.0 + 2.0, 2.0 - 4.0, 2.0];
    // 2 x0² + 2 x1² + x2²
    r3_arguments: rows_as_arguments([2.0, 3.0, 5.0]) = 8.0 + 18.0 + 25.0 => [8.0, 12.0, 10.0];
    r3_constant_rows: of_groups([2.0, 3.0, 5.0], &[vec![0, 1], vec![], vec![2, 1, 0]]) = 6.0 + 1.0 + 30.0 => [18.0, 12.0, 6.0];
}

// ---- tuples

#[differentiable]
fn pairs(x: &[f64]) -> f64 {
    let mut ps: Vec<(f64, f64)> = x.iter().map(|a| (*a, a * a)).collect();
    ps[0].1 += 1.0;
    for p in ps.iter_mut() {
        p.0 *= 2.0;
    }
    ps.swap(0, 1);
    let (a, b) = ps[1];
    // 2 x0 (x0² + 1) · x1²
    a * b * ps[0].1
}

#[differentiable]
fn orbit(x: &[f64], #[constant] steps: usize) -> f64 {
    let mut path = vec![(x[0], x[1])];
    for _ in 0..steps {
        let (q, p) = path[path.len() - 1];
        path.push((q + p, p - q));
    }
    path.iter().map(|&(q, p)| q * p).sum()
}

#[differentiable]
fn labelled(x: &[f64]) -> f64 {
    let mut found: Vec<(usize, f64, [f64; 2])> = Vec::new();
    let mut y = x[0];
    let mut k = 0;
    while y < 20.0 {
        found.push((k, y * x[1], [y, 1.0]));
        y *= 2.0;
        k += 1;
    }
    found.truncate(2);
    let mut s = 0.0;
    for (k, a, [b, one]) in &found {
        s += *k as f64 * a * b * one;
    }
    for w in found.windows(2) {
        s += w[0].1 * w[1].2[0];
    }
    s
}

#[differentiable]
fn nodes(x: &[f64]) -> f64 {
    [(1.0, x[0]), (2.0, x[1]), (x[0], 3.0)].iter().map(|(a, b)| a * b).sum::<f64>() * [(x[1], 0.0); 2][x.len() - 1].0
}

#[differentiable]
fn neighbours(x: &[f64], #[constant] data: &[(f64, f64)]) -> f64 {
    data.windows(2).map(|w| (w[1].0 - w[0].0) * (w[0].1 + w[1].1) * x[0]).sum()
}

#[differentiable]
fn lists_of_rows(x: &[f64]) -> f64 {
    let mut all: Vec<(Vec<f64>, f64)> = Vec::new();
    for i in 0..x.len() {
        all.push((x[..i].to_vec(), x[i]));
    }
    all[0].0 = vec![x[1]; 4];
    all.push((vec![x[0]], 1.0));
    all.iter().map(|(row, a)| row.iter().sum::<f64>() * a).sum()
}

of_slices! {
    // 2 (x0³ + x0) x1² at (2, 3)
    r4_fields: pairs([2.0, 3.0]) = 180.0 => [2.0 * 13.0 * 9.0, 2.0 * 10.0 * 6.0];
    // (q, p), (q + p, p - q), (2 p, -2 q): q p + p² - q² - 4 q p
    r4_path: orbit([2.0, 3.0], 2) = -18.0 + 5.0 => [-9.0 - 4.0, -6.0 + 6.0];
    // y = x0, 2 x0: 1 · 2 x0 x1 · 2 x0 + x0 x1 · 2 x0 = 6 x0² x1
    r4_mixed: labelled([2.0, 3.0]) = 72.0 => [72.0, 24.0];
    // (x0 + 2 x1 + 3 x0) x1
    r4_literals: nodes([2.0, 3.0]) = 42.0 => [12.0, 8.0 + 12.0];
    // (2 - 1)(10 + 20) + (4 - 2)(20 + 5)
    r4_constant_data: neighbours([3.0], &[(1.0, 10.0), (2.0, 20.0), (4.0, 5.0)]) = 240.0 => [80.0];
    // 4 x1 x0 + x0 x1 + (x0 + x1) x2 + x0
    r4_rows_in_tuples: lists_of_rows([2.0, 3.0, 5.0]) = 24.0 + 6.0 + 25.0 + 2.0 => [12.0 + 3.0 + 5.0 + 1.0, 8.0 + 2.0 + 5.0, 5.0];
}

// ---- called, and returned

#[differentiable]
fn in_a_loop(x: &[f64], #[constant] rounds: usize) -> f64 {
    (0..rounds).map(|k| halved(&x[k..]) * shortened(x)).sum()
}

#[differentiable]
fn convolved(a: &[f64], #[constant] times: usize) -> Vec<f64> {
    let mut c = vec![1.0];
    for _ in 0..times {
        let mut next = vec![0.0; c.len() + a.len() - 1];
        for i in 0..c.len() {
            for j in 0..a.len() {
                next[i + j] += c[i] * a[j];
            }
        }
        c = next;
    }
    c
}

of_slices! {
    // (x0 x1 x2 + x1 x2)(x0 x1 + x1 x2) at (2, 3, 5) is 45 · 21
    r5_called: in_a_loop([2.0, 3.0, 5.0], 2) = 945.0 =>
        [15.0 * 21.0 + 45.0 * 3.0, 15.0 * 21.0 + 45.0 * 7.0, 9.0 * 21.0 + 45.0 * 3.0];
}

#[test]
fn r5_returned() {
    // (a + b t)² = a² + 2 a b t + b² t²
    let a = [2.0, 3.0];
    assert_eq!(convolved(&a, 2), [4.0, 12.0, 9.0]);
    assert_eq!(convolved::jacobian(&a, 2), [4.0, 0.0, 6.0, 4.0, 0.0, 6.0]);
    assert_eq!(convolved::vjp(&a, 2, &[1.0, 10.0, 100.0]), [4.0 + 60.0, 40.0 + 600.0]);
    assert_eq!(convolved::jvp(&a, 2, &[1.0, 10.0]), [4.0, 6.0 + 40.0, 60.0]);
}

#[test]
#[should_panic(expected = "assertion failed")]
fn r6_an_index_beyond_what_is_there_panics() {
    #[differentiable]
    fn beyond(x: &[f64]) -> f64 {
        let mut v = x.to_vec();
        for _ in 0..2 {
            v = v[1..].to_vec();
        }
        // There was an element once.
        v[1]
    }
    let _ = beyond::gradient(&[1.0, 2.0, 3.0]);
}

#[test]
#[should_panic(expected = "assertion failed")]
fn r6_an_index_beyond_a_row_panics() {
    #[differentiable]
    fn beyond(x: &[f64]) -> f64 {
        let rows: Vec<Vec<f64>> = (1..3).map(|n| x[..n].to_vec()).collect();
        rows[0][1]
    }
    let _ = beyond::gradient(&[1.0, 2.0, 3.0]);
}

/// Rows of one list that are exchanged across its parts.
#[test]
fn rows_exchanged_across_parts() {
    #[differentiable]
    fn ping_pong(x: &[f64]) -> f64 {
        let n = x.len();
        let mut u = vec![vec![0.0; n], x.to_vec()];
        let (a, b) = u.split_at_mut(1);
        for i in 0..n {
            a[0][i] = b[0][i] * b[0][i];
        }
        std::mem::swap(&mut a[0], &mut b[0]);
        u[1][0] * u[0][1]
    }
    #[differentiable]
    fn of_all_kinds(x: &[f64]) -> f64 {
        let mut m = vec![x.to_vec(), vec![x[0], x[1], x[2] * 2.0], vec![x[1]], vec![x[2], x[0]]];
        let (p, q) = m[1..].split_at_mut(1);
        std::mem::swap(&mut p[0], &mut q[1]);
        let (first, rest) = m.split_first_mut().unwrap();
        std::mem::swap(first, &mut rest[1]);
        for pair in m.chunks_mut(2) {
            let (s, t) = pair.split_at_mut(1);
            std::mem::swap(&mut s[0], &mut t[0]);
        }
        let mut sum = 0.0;
        for (k, row) in m.iter().enumerate() {
            for (j, v) in row.iter().enumerate() {
                sum += v * v * (1.0 + k as f64 + 0.3 * j as f64);
            }
        }
        sum
    }
    #[differentiable]
    fn pairwise(x: &[f64]) -> f64 {
        let mut m = vec![x.to_vec(), vec![1.0; x.len()], vec![2.0 * x[0]; x.len()], x.to_vec()];
        let (p, q) = m.split_at_mut(2);
        for (u, v) in p.iter_mut().zip(q.iter_mut()) {
            std::mem::swap(u, v);
        }
        m[0][1] * m[1][0] + m[2][1] * m[3][0]
    }
    assert_eq!(ping_pong::value_and_gradient(&[3.0, 5.0]), (45.0, vec![30.0, 9.0]));
    let x = [3.0, 5.0, 0.5];
    assert_eq!(of_all_kinds::value_and_gradient(&x).0, of_all_kinds(&x));
    assert_eq!(pairwise::value_and_gradient(&x).0, pairwise(&x));
    of_all_kinds::check(&x);
    pairwise::check(&x);
}
