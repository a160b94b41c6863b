//! Programs with arrays that change, as people write them: value bits, reverse and forward mode, second order, against differences.
#![allow(clippy::all, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

macro_rules! agree {
    ($($f:ident($x:expr $(, $arg:expr)*);)*) => { mod agreements { $(
        #[test]
        fn $f() {
            let x = $x;
            let (value, gradient) = super::$f::value_and_gradient(&x $(, $arg)*);
            assert_eq!(value.to_bits(), super::$f(&x $(, $arg)*).to_bits());
            super::$f::check(&x $(, $arg)*);
            let n = gradient.len();
            for i in 0..n {
                let mut v = x.clone();
                for (k, v) in v.iter_mut().enumerate() { *v = if k == i { 1.0 } else { 0.0 }; }
                let tangent = super::$f::jvp(&x $(, $arg)*, &v);
                assert!((tangent - gradient[i]).abs() <= 1e-11 * gradient[i].abs().max(1.0), "{tangent} {}", gradient[i]);
            }
            let h = 1e-6;
            for i in 0..n {
                let mut p = x.clone(); p[i] += h; let mut m = x.clone(); m[i] -= h;
                let d = (super::$f(&p $(, $arg)*) - super::$f(&m $(, $arg)*)) / (2.0 * h);
                assert!((d - gradient[i]).abs() <= 1e-5 * d.abs().max(1.0), "{i}: {d} {}", gradient[i]);
            }
        }
    )*}};
}

#[differentiable]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len().min(b.len()) {
        s += a[i] * b[i];
    }
    s
}

#[differentiable]
fn rhs(y: &[f64], k: f64) -> Vec<f64> {
    let n = y.len();
    let mut d = vec![0.0; n];
    for i in 0..n {
        d[i] = -k * y[i] * y[(i + 1) % n];
    }
    d
}

#[differentiable]
fn changed_in_chunks(x: &[f64], n: usize) -> f64 {
    let mut m = x.to_vec();
    for row in m.chunks_mut(n) {
        let k = row.len() - 1;
        row[k] *= row[0];
    }
    let mut s = 0.0;
    for w in m.windows(3) {
        s += w[0] * w[1] - w[2];
    }
    s
}

#[differentiable]
fn parts_of_parts(x: &[f64]) -> f64 {
    let (a, rest) = x.split_at(2);
    let (b, c) = rest.split_at(1);
    dot(a, c) * b[0] + dot(&rest[1..], a)
}

#[differentiable]
fn gauss_seidel(x: &[f64]) -> f64 {
    let mut u = x.to_vec();
    let n = u.len();
    for _ in 0..3 {
        for i in 1..n - 1 {
            u[i] = 0.5 * (u[i - 1] * u[i] + u[i + 1]);
        }
    }
    u[n / 2]
}

#[differentiable]
fn runge_kutta(x: &[f64], steps: usize) -> f64 {
    let h = 0.1;
    let mut y = x.to_vec();
    for _ in 0..steps {
        let k1 = rhs(&y, 1.5);
        let mut tmp = y.clone();
        for (t, k) in tmp.iter_mut().zip(&k1) {
            *t += 0.5 * h * k;
        }
        let k2 = rhs(&tmp, 1.5);
        for i in 0..y.len() {
            y[i] += h * k2[i];
        }
    }
    let mut s = 0.0;
    for v in &y {
        s += v * v;
    }
    s
}

#[differentiable]
fn bubble_sort(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let n = a.len();
    for i in 0..n {
        for j in 0..n - 1 - i {
            if a[j] > a[j + 1] {
                a.swap(j, j + 1);
            }
        }
    }
    let mut s = 0.0;
    for (i, v) in a.iter().enumerate() {
        s += v * (i as f64 + 1.0) * v;
    }
    s
}

#[differentiable]
fn insertion_sort(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 1..a.len() {
        let mut j = i;
        while j > 0 && a[j - 1] > a[j] {
            a.swap(j - 1, j);
            j -= 1;
        }
    }
    let mid = a.len() / 2;
    a[mid] * a[0] + a[mid - 1].sin()
}

#[differentiable]
fn butterflies(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let n = a.len();
    let mut len = 1;
    while len < n {
        for c in a.chunks_exact_mut(2 * len) {
            let (l, r) = c.split_at_mut(len);
            for (p, q) in l.iter_mut().zip(r.iter_mut()) {
                let t = *p;
                *p = t + *q;
                *q = t * *q;
            }
        }
        len *= 2;
    }
    a[0] * a[1] + a[n - 1]
}

#[differentiable]
fn replaced_in_turn(x: &[f64]) -> f64 {
    let mut prev = x[0];
    let mut s = 0.0;
    for i in 1..x.len() {
        let old = std::mem::replace(&mut prev, x[i] * s);
        s += old * x[i];
    }
    s + prev
}

#[differentiable]
fn outer_product(x: &[f64]) -> f64 {
    let mut m = [[0.0; 3]; 3];
    for (i, row) in m.iter_mut().enumerate() {
        for (j, v) in row.iter_mut().enumerate() {
            *v = x[i] * x[j] + if i == j { 1.0 } else { 0.0 };
        }
    }
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) + m[0][1] * m[1][0]
}

#[differentiable]
fn sums_behind_a_reference(x: &[f64]) -> f64 {
    let mut a = [x[0], x[1], x[2]];
    let r = &mut a;
    r[0] += 1.0;
    let s: f64 = r.iter().sum();
    r[1] *= s;
    let q = &mut r[2];
    *q *= s;
    *q += 1.0;
    a[0] * a[1] * a[2]
}

#[differentiable]
fn elements_changed_by_adaptors(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for v in a.iter_mut().skip(1).step_by(2) {
        *v *= *v;
    }
    for v in a.iter_mut().rev().take(2) {
        *v += 1.0;
    }
    a.iter_mut().for_each(|v| *v *= 1.5);
    for (v, w) in a.iter_mut().zip(x.iter().rev()) {
        *v *= w;
    }
    a.iter().sum()
}

#[differentiable]
fn collected_and_changed(x: &[f64]) -> f64 {
    let mut v: Vec<f64> = x.iter().map(|v| v * v).collect();
    v.reverse();
    v.rotate_left(1);
    let last = v.len() - 1;
    v.swap(0, last);
    *v.last_mut().unwrap() += x[0];
    v.iter().zip(x).map(|(a, b)| a * b).sum()
}

#[differentiable]
fn inner_and_outer_exchanged(x: &[f64]) -> f64 {
    let mut outer = [1.0, 2.0];
    let mut s = 0.0;
    for v in x {
        let mut inner = [*v, v * s];
        std::mem::swap(&mut outer, &mut inner);
        s += inner[0] * outer[1] + outer[0];
        outer[1] += inner[1];
    }
    s * outer[1]
}

#[differentiable]
fn grids_that_take_turns(x: &[f64], n: usize) -> f64 {
    let mut cur = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..n {
            cur[i][j] = x[i] * x[j];
        }
    }
    let mut next = cur.clone();
    for _ in 0..3 {
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                next[i][j] = 0.25 * (cur[i - 1][j] + cur[i + 1][j] + cur[i][j - 1] * cur[i][j + 1]);
            }
        }
        std::mem::swap(&mut cur, &mut next);
    }
    cur.swap(0, n - 1);
    let mut s = 0.0;
    for row in &cur {
        for v in row {
            s += v * v;
        }
    }
    s + dot(&cur[0], &cur[1])
}

#[differentiable]
fn time_warping(x: &[f64], m: usize) -> f64 {
    let (a, b) = x.split_at(m);
    let n = b.len();
    let mut dp = vec![vec![1e3_f64; n + 1]; m + 1];
    dp[0][0] = 0.0;
    for i in 1..=m {
        for j in 1..=n {
            let c = (a[i - 1] - b[j - 1]).powi(2);
            dp[i][j] = c + dp[i - 1][j].min(dp[i][j - 1]).min(dp[i - 1][j - 1]);
        }
    }
    dp[m][n]
}

#[differentiable]
fn pair_of_parts(x: &[f64], c: bool) -> f64 {
    let (p, q) = if c { (&x[..2], &x[2..]) } else { (&x[2..], &x[..2]) };
    let mut s = p[0] * q[1];
    for v in p {
        s *= v;
    }
    s + dot(p, q)
}

#[differentiable]
fn part_by_a_match(x: &[f64], k: usize) -> f64 {
    let s = match k {
        0 => &x[..1],
        1 => &x[1..],
        _ => x,
    };
    let mut p = 1.0;
    for v in s {
        p *= v;
    }
    p * s.len() as f64
}

#[differentiable]
fn popped_until_empty(x: &[f64]) -> f64 {
    let mut stack = Vec::new();
    for v in x {
        stack.push(v * v);
    }
    let mut s = 0.0;
    let mut w = 1.0;
    while let Some(v) = stack.pop() {
        s += w * v;
        w *= v;
    }
    s + w
}

#[differentiable]
fn const_generic<const N: usize>(x: &[f64; N]) -> f64 {
    let mut a = *x;
    let mut b = [0.0; N];
    b.copy_from_slice(x);
    b.reverse();
    for w in x.windows(2) {
        a[0] += w[0] * w[1];
    }
    std::mem::swap(&mut a, &mut b);
    for c in a.chunks_mut(2) {
        c[0] *= 2.0;
    }
    let mut s = 0.0;
    for i in 0..N {
        s += a[i] * b[i] * b[i];
    }
    s
}

#[differentiable]
fn closure_over_an_array(x: &[f64]) -> f64 {
    let mut y = [x[0], x[1], x[2], x[3]];
    let mut add = |i: usize, v: f64| y[i] += v;
    add(0, x[1]);
    add(2, x[0] * x[3]);
    let z = y;
    y[0] = 3.0;
    let t = [y, z];
    t[1][0] * t[0][2] + t[0][0] * z[2]
}

#[differentiable]
fn greatest_by_index(x: &[f64]) -> f64 {
    let mut best = 0;
    for i in 1..x.len() {
        if x[i] > x[best] {
            best = i;
        }
    }
    let idx = [best, 0, best, 1];
    let mut acc = vec![0.0; 3];
    for (k, &i) in idx.iter().enumerate() {
        acc[k % 3] += x[i] * x[k];
    }
    acc.iter().fold(1.0, |a, b| a * b)
}

#[differentiable]
fn parts_by_bisection(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let n = a.len();
    let mut lo = 0;
    let mut hi = n;
    let mut s = 1.0;
    while hi - lo > 1 {
        let mid = (lo + hi) / 2;
        let part = &mut a[lo..hi];
        part[0] *= s;
        let end = part.len() - 1;
        part[end] += part[0];
        s += part[end];
        if s > 2.0 {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    s * a[lo]
}

#[differentiable]
fn rows_and_references(x: &[f64]) -> f64 {
    let mut a = [[x[0], x[1]], [x[2], x[3]]];
    for k in 0..2 {
        let [p, q] = a[k];
        a[1 - k][k] += p * q;
        let row = a[k];
        a[k] = [row[1], row[0] * 2.0];
    }
    (a[0], a[1]) = (a[1], a[0]);
    let t = &mut a;
    let r = &mut t[1];
    r[0] *= r[1];
    a[0][0] * a[1][0] + a[1][1]
}

#[differentiable]
fn grown_behind_a_reference(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let b = &mut a;
    b[0] *= 2.0;
    b.push(x[1] * x[0]);
    b.extend_from_slice(&x[..2]);
    let c = b.clone();
    b.clear();
    b.push(c[3]);
    let s = a[0] * c.iter().sum::<f64>();
    a.resize(3, s);
    a[2] * a[1]
}

#[differentiable]
fn assigned_in_branches(x: &[f64]) -> f64 {
    let mut v = vec![1.0; 3];
    for k in 0..x.len() {
        if k % 2 == 0 {
            v = vec![x[k]; 3];
        } else {
            v[1] *= x[k];
        }
    }
    v[0] * v[1] + v[2]
}

#[differentiable]
fn two_buffers(x: &[f64]) -> f64 {
    let n = x.len();
    let mut p = x.to_vec();
    let mut q = vec![0.0; n];
    for k in 0..3 {
        let (src, dst) = (&p, &mut q);
        for i in 0..n {
            dst[i] = src[(i + 1) % n] * src[i];
        }
        p.copy_from_slice(&q);
        if k == 1 {
            continue;
        }
        q.fill(p[0]);
    }
    p[0] + q[1]
}

#[differentiable]
fn ends_of_parts(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let (first, rest) = a.split_first_mut().unwrap();
    *first *= rest[0];
    rest[1] += *first;
    let (init, last) = (&x[..2], x[x.len() - 1]);
    a[0] * a[2] * last + init[1]
}
agree! {
    changed_in_chunks(vec![0.5, 0.3, 0.7, 0.2, 0.9, 1.1], 3); parts_of_parts(vec![0.5, 0.3, 0.7, 0.2, 0.9]); gauss_seidel(vec![0.5, 0.3, 0.7, 0.2, 0.9]); runge_kutta(vec![0.5, 0.3, 0.7], 3);
    bubble_sort(vec![0.5, 0.3, 0.7, 0.2]); insertion_sort(vec![0.5, 0.3, 0.7, 0.2]); butterflies(vec![0.5, 0.3, 0.7, 0.2]); replaced_in_turn(vec![0.5, 0.3, 0.7, 0.2]); outer_product(vec![0.5, 0.3, 0.7]);
    sums_behind_a_reference(vec![0.5, 0.3, 0.7]); elements_changed_by_adaptors(vec![0.5, 0.3, 0.7, 0.2]); collected_and_changed(vec![0.5, 0.3, 0.7, 0.2]); inner_and_outer_exchanged(vec![0.5, 0.3, 0.7]); grids_that_take_turns(vec![0.5, 0.3, 0.7, 0.2], 4);
    time_warping(vec![0.5, 0.3, 0.7, 0.2, 0.45], 2); pair_of_parts(vec![0.5, 0.3, 0.7, 0.2], true); part_by_a_match(vec![0.5, 0.3, 0.7], 1); popped_until_empty(vec![0.5, 0.3, 0.7]);
    closure_over_an_array(vec![0.5, 0.3, 0.7, 0.2]); greatest_by_index(vec![0.5, 0.3, 0.7, 0.2]); parts_by_bisection(vec![0.5, 0.3, 0.7, 0.2, 1.3]); rows_and_references(vec![0.5, 0.3, 0.7, 0.2]); grown_behind_a_reference(vec![0.5, 0.3, 0.7]);
    assigned_in_branches(vec![0.5, 0.3, 0.7]); two_buffers(vec![0.5, 0.3, 0.7]); ends_of_parts(vec![0.5, 0.3, 0.7, 0.4]);
}

#[test]
fn const_generic_lengths() {
    let x = [0.5, 0.3, 0.7, 0.2];
    let (v, g) = const_generic::value_and_gradient(&x);
    assert_eq!(v, const_generic(&x));
    for i in 0..4 {
        let mut p = x;
        p[i] += 1e-6;
        let mut m = x;
        m[i] -= 1e-6;
        let d = (const_generic(&p) - const_generic(&m)) / 2e-6;
        assert!((d - g[i]).abs() < 1e-6);
    }
}
mod nests {
    use super::*;
    #[differentiable]
    fn windows_of_the_rest(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for k in 0..x.len() {
            for w in x[k..].windows(2) {
                s += w[0] * w[1] * (k as f64 + 1.0);
            }
        }
        for c in x[1..].chunks_exact(2) {
            s *= 1.0 + c[0] - c[1];
        }
        s
    }

    #[differentiable]
    fn early_returns(x: &[f64], n: usize) -> f64 {
        let (a, b) = x.split_at(n);
        if a.is_empty() {
            return b.iter().sum::<f64>() * b[0];
        }
        let mut acc = vec![0.0; a.len()];
        for (k, v) in a.iter().enumerate() {
            if *v > 0.6 {
                return acc[0] * v;
            }
            acc[k] = v * v;
            if k > 0 {
                acc[k - 1] += acc[k] * b[0];
            }
        }
        acc[0] * acc[acc.len() - 1]
    }

    #[differentiable]
    fn a_reference_that_moves_on(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let mut rest = &mut a[..];
        let mut w = 1.0;
        while rest.len() > 1 {
            rest[1] *= rest[0] + w;
            w += 0.5;
            rest = &mut rest[1..];
        }
        a[x.len() - 1] * a[0]
    }

    #[differentiable]
    fn power_iteration(x: &[f64], m: usize) -> f64 {
        let n = x.len();
        let mut v = vec![1.0; n];
        let mut w = vec![0.0; n];
        for _ in 0..m {
            for i in 0..n {
                w[i] = 0.0;
                for j in 0..n {
                    w[i] += x[i] * x[j] * v[j] + if i == j { v[j] } else { 0.0 };
                }
            }
            let norm = w.iter().map(|a| a * a).sum::<f64>().sqrt();
            w.iter_mut().for_each(|a| *a /= norm);
            std::mem::swap(&mut v, &mut w);
        }
        dot(&v, x)
    }

    #[differentiable]
    fn rolling_rows(x: &[f64]) -> f64 {
        let n = x.len();
        let mut prev = vec![0.0_f64; n + 1];
        for i in 0..n {
            let mut cur = prev.clone();
            for j in 1..=n {
                cur[j] = prev[j].max(cur[j - 1] * x[i] + prev[j - 1] + x[(i + j) % n]);
            }
            prev = cur;
        }
        prev[n]
    }

    #[differentiable]
    fn histogram_by_a_closure(x: &[f64]) -> f64 {
        let mut h = [0.0; 4];
        let bump = |h: &mut [f64; 4], i: usize, v: f64| {
            h[i % 4] += v * v;
        };
        for (i, v) in x.iter().enumerate() {
            bump(&mut h, i, *v);
        }
        let t = h[0];
        bump(&mut h, 2, t);
        h[0] * h[1] + h[2].sqrt()
    }

    #[differentiable]
    fn rows_are_copies(x: &[f64]) -> f64 {
        let mut m = [[x[0]; 3]; 2];
        let row = m[0];
        m[0][1] = x[1];
        m[1] = row;
        m[1][2] *= x[2];
        let k = 1;
        let mut pick = m[k];
        pick[0] = m[0][1] * 2.0;
        let r = &m[k];
        pick[0] * r[2] + r[0] + m[0][1]
    }

    #[differentiable]
    fn exchanged_in_branches(x: &[f64], c: bool) -> f64 {
        let mut a = x.to_vec();
        let mut b: Vec<f64> = x.iter().map(|v| v * 3.0).collect();
        if c {
            std::mem::swap(&mut a, &mut b);
        } else {
            a.reverse();
        }
        for i in 0..a.len() {
            if a[i] > 1.0 {
                std::mem::swap(&mut a, &mut b);
                a[i] *= b[i];
            }
        }
        a[0] * b[1] + a[1] * a[1]
    }

    #[differentiable]
    fn scattered_by_a_permutation(x: &[f64]) -> f64 {
        let p = [2usize, 0, 1];
        let mut q = [0usize; 3];
        for (i, &j) in p.iter().enumerate() {
            q[j] = i;
        }
        let mut y = [0.0; 3];
        for i in 0..3 {
            y[p[i]] = x[i] * x[q[i]];
        }
        y[0] * y[1] + y[2]
    }

    #[differentiable]
    fn indices_that_change(x: &[f64], k: usize) -> f64 {
        let mut idx: Vec<usize> = (0..x.len()).collect();
        idx.swap(0, k);
        idx.reverse();
        let mut s = 0.0;
        for w in idx.windows(2) {
            s += x[w[0]] * x[w[1]] * x[w[0]];
        }
        s
    }

    #[differentiable]
    fn vec_of_arrays(x: &[f64]) -> f64 {
        let mut grid = vec![[0.0; 2]; x.len()];
        for (g, v) in grid.iter_mut().zip(x) {
            g[0] = *v;
            g[1] = v * v;
        }
        grid.swap(0, 1);
        grid.reverse();
        let last = grid[grid.len() - 1];
        let (p, q) = grid.split_at_mut(1);
        p[0][1] *= q[0][0];
        q[0] = last;
        let mut s = 0.0;
        for [a, b] in &grid {
            s += a * b;
        }
        s + grid[1][0] * dot(&grid[0], &grid[1])
    }

    #[differentiable]
    fn pushed_and_popped_in_nests(x: &[f64]) -> f64 {
        let mut v = Vec::new();
        'outer: for i in 0..x.len() {
            for j in 0..x.len() {
                if v.len() > 4 {
                    break 'outer;
                }
                if j == i {
                    continue;
                }
                v.push(x[i] * x[j]);
                *v.last_mut().unwrap() += 1.0;
            }
        }
        while v.len() > 3 {
            let t = v.pop().unwrap();
            let n = v.len();
            v[n - 1] *= t;
        }
        let s: f64 = v.iter().sum();
        s * v[0]
    }
    agree! {
        windows_of_the_rest(vec![0.5, 0.3, 0.7, 0.2, 0.9]); early_returns(vec![0.5, 0.3, 0.7, 0.2], 2); a_reference_that_moves_on(vec![0.5, 0.3, 0.7, 0.2]); power_iteration(vec![0.5, 0.3, 0.7], 3); rolling_rows(vec![0.5, 0.3, 0.7]);
        histogram_by_a_closure(vec![0.5, 0.3, 0.7, 0.2, 0.8]); rows_are_copies(vec![0.5, 0.3, 0.7]); exchanged_in_branches(vec![0.5, 0.3, 0.7], true); scattered_by_a_permutation(vec![0.5, 0.3, 0.7]); indices_that_change(vec![0.5, 0.3, 0.7], 2); vec_of_arrays(vec![0.5, 0.3, 0.7]); pushed_and_popped_in_nests(vec![0.5, 0.3, 0.7]);
    }
}
mod structs {
    use super::*;
    #[derive(Clone, Copy, chainrule::Differentiable)]
    struct P {
        x: f64,
        y: f64,
    }

    #[differentiable]
    fn fields_of_a_struct(x: &[f64]) -> f64 {
        let mut p = P { x: x[0], y: x[1] };
        let r = &mut p.x;
        *r *= x[2];
        let q = &mut p;
        q.y += q.x;
        std::mem::swap(&mut p.x, &mut p.y);
        let mut acc = 0.0;
        let s = &mut acc;
        for v in x {
            *s += v * p.x;
            if *v > 0.4 {
                *s *= 2.0;
            }
        }
        acc + p.y
    }

    #[differentiable]
    fn parts_of_a_tuple(x: &[f64]) -> f64 {
        let mut t = (x[0], [x[1], x[2]]);
        let r = &mut t.1;
        r[0] *= 3.0;
        let u = &mut t.0;
        *u += 1.0;
        let w = &mut t.1[1];
        *w *= *w;
        std::mem::swap(&mut t.0, &mut t.1[0]);
        t.0 * t.1[0] + t.1[1]
    }
    agree! { fields_of_a_struct(vec![0.5, 0.3, 0.7]); parts_of_a_tuple(vec![0.5, 0.3, 0.7]); }
}
