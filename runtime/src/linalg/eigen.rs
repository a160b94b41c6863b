//! Eigenvalues and eigenvectors of a symmetric matrix.
//!
//! Householder's reduction to three diagonals, then implicit QL steps with Wilkinson's shift: Martin, Reinsch and Wilkinson,
//! "Householder's tridiagonalization of a symmetric matrix" (1968); Bowdler, Martin, Reinsch and Wilkinson, "The QR and QL
//! algorithms for symmetric matrices" (1968); Golub and Van Loan, *Matrix Computations*, 8.3.

use super::{
    norm::rotate,
    shared::{add_multiple, dot, hypot, norm},
};

/// QL steps for one eigenvalue; two or three are usual.
const STEPS: usize = 60;

/// Writes the eigenvalues of the symmetric `n * n` matrix `a`, and in step with them the eigenvectors, one a row; in no order.
/// `a` is destroyed, `off` is work space of length `n`. The entries must be finite.
pub(crate) fn eigen(n: usize, a: &mut [f64], values: &mut [f64], vectors: &mut [f64], off: &mut [f64]) {
    #[cfg(feature = "faer")]
    if n >= super::large::LARGE && super::large::eigen(n, a, values, vectors) {
        return;
    }
    by_ql(n, a, values, vectors, off);
}

/// The same, whatever the size.
pub(super) fn by_ql(n: usize, a: &mut [f64], values: &mut [f64], vectors: &mut [f64], off: &mut [f64]) {
    tridiagonalize(n, a, values, off);
    accumulate(n, a, vectors);
    for k in 0..n {
        for _ in 0..STEPS {
            let mut end = k;
            while end + 1 < n && !is_negligible(values, off, end) {
                end += 1;
            }
            if end == k {
                break;
            }
            step(n, vectors, values, off, k, end);
        }
    }
}

fn is_negligible(values: &[f64], off: &[f64], e: usize) -> bool {
    off[e].abs() <= f64::EPSILON * (values[e].abs() + values[e + 1].abs())
}

/// `A = Q T Q'`: writes the diagonal of `T`, and the entries beside it (`off[i]` between `i` and `i + 1`). The reflectors `v` of
/// which `Q` is made stay right of the diagonal of `A`.
fn tridiagonalize(n: usize, a: &mut [f64], diagonal: &mut [f64], off: &mut [f64]) {
    for k in 0..n {
        let (upper, block) = a.split_at_mut((k + 1) * n);
        let (head, v) = upper[k * n + k..].split_at_mut(1);
        diagonal[k] = head[0];
        off[k] = v.first().copied().unwrap_or(0.0);
        let size = norm(v);
        if v.len() < 2 || size == 0.0 {
            v.fill(0.0);
            continue;
        }
        let signed = if v[0] < 0.0 { -size } else { size };
        v.iter_mut().for_each(|v| *v /= signed);
        v[0] += 1.0;
        off[k] = -signed;
        reflect_both_sides(n, block, v, &mut diagonal[k + 1..]);
    }
}

/// `A <- H A H` on the last rows and columns, with `H = I - v v' / v_0`; `block` holds the rows, `p` is work space.
fn reflect_both_sides(n: usize, block: &mut [f64], v: &[f64], p: &mut [f64]) {
    let first = n - v.len();
    for (p, row) in p.iter_mut().zip(block.chunks_exact(n)) {
        *p = dot(&row[first..], v) / v[0];
    }
    let half = dot(p, v) / (2.0 * v[0]);
    add_multiple(p, -half, v);
    for (i, row) in block.chunks_exact_mut(n).enumerate() {
        for (a, (vj, pj)) in row[first..].iter_mut().zip(v.iter().zip(&*p)) {
            *a -= v[i] * pj + p[i] * vj;
        }
    }
}

/// `Q'`, the product of the reflectors; from the last, so that what is not the identity is a block that grows.
fn accumulate(n: usize, a: &[f64], q: &mut [f64]) {
    q.fill(0.0);
    (0..n).for_each(|i| q[i * n + i] = 1.0);
    for k in (0..n).rev() {
        let v = &a[k * n + k + 1..(k + 1) * n];
        if v.first().is_none_or(|v| *v == 0.0) {
            continue;
        }
        for row in q[(k + 1) * n..].chunks_exact_mut(n) {
            let row = &mut row[k + 1..];
            let product = dot(row, v) / v[0];
            add_multiple(row, -product, v);
        }
    }
}

/// One QL step with an implicit shift on the block from `k` to `end`.
fn step(n: usize, rows: &mut [f64], values: &mut [f64], off: &mut [f64], k: usize, end: usize) {
    let half = (values[k + 1] - values[k]) / (2.0 * off[k]);
    let radius = hypot(half, 1.0);
    let signed = if half < 0.0 { -radius } else { radius };
    let mut g = values[end] - values[k] + off[k] / (half + signed);
    let (mut sin, mut cos, mut p) = (1.0, 1.0, 0.0);
    for i in (k..end).rev() {
        let (f, b) = (sin * off[i], cos * off[i]);
        let length = hypot(f, g);
        off[i + 1] = length;
        if length == 0.0 {
            values[i + 1] -= p;
            off[end] = 0.0;
            return;
        }
        (sin, cos) = (f / length, g / length);
        g = values[i + 1] - p;
        let r = (values[i] - g) * sin + 2.0 * cos * b;
        p = sin * r;
        values[i + 1] = g + p;
        g = cos * r - b;
        let (upper, lower) = rows.split_at_mut((i + 1) * n);
        rotate(&mut upper[i * n..], &mut lower[..n], [cos, -sin]);
    }
    values[k] -= p;
    off[k] = g;
    off[end] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::eigen;

    /// `A v = lambda v` and `V V' = I`, for matrices of every size.
    #[test]
    fn matrices_come_apart() {
        for n in 0..14 {
            let entry = |i: usize, j: usize| {
                let (i, j) = (i.min(j) as f64, i.max(j) as f64);
                (1.3 * i * j + 0.7 * j - i).sin() * 10.0 / (1.0 + (i - j).abs())
            };
            let a: Vec<f64> = (0..n * n).map(|k| entry(k / n, k % n)).collect();
            check(n, &a);
            check(n, &vec![0.0; n * n]);
            check(n, &(0..n * n).map(|k| if k / n == k % n { 3.0 - (k % 3) as f64 } else { 0.0 }).collect::<Vec<_>>());
            check(n, &vec![1.0; n * n]);
            check(n, &a.iter().map(|a| a * 1e-170).collect::<Vec<_>>());
        }
    }

    fn check(n: usize, a: &[f64]) {
        let (mut rows, mut values, mut off) = (vec![0.0; n * n], vec![0.0; n], vec![0.0; n]);
        eigen(n, &mut a.to_vec(), &mut values, &mut rows, &mut off);
        let size = a.iter().fold(0.0, |m: f64, a| m.max(a.abs())) * n as f64;
        for i in 0..n {
            let v = &rows[i * n..(i + 1) * n];
            for j in 0..n {
                let av: f64 = (0..n).map(|k| a[j * n + k] * v[k]).sum();
                assert!((av - values[i] * v[j]).abs() <= 1e-14 * size, "{n}: {av} {}", values[i] * v[j]);
                let product: f64 = v.iter().zip(&rows[j * n..]).map(|(a, b)| a * b).sum();
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-14, "{n}: {product}");
            }
        }
    }

    /// The second difference on n points has the eigenvalues 4 sin^2(k pi / (2 n + 2)).
    #[test]
    fn second_difference() {
        let n = 12;
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            a[i * n + i] = 2.0;
            if i + 1 < n {
                (a[i * n + i + 1], a[(i + 1) * n + i]) = (-1.0, -1.0);
            }
        }
        let (mut values, mut off) = (vec![0.0; n], vec![0.0; n]);
        eigen(n, &mut a, &mut values, &mut vec![0.0; n * n], &mut off);
        values.sort_by(f64::total_cmp);
        for (k, value) in values.iter().enumerate() {
            let angle = (k + 1) as f64 * core::f64::consts::PI / (2 * n + 2) as f64;
            assert!((value - 4.0 * angle.sin().powi(2)).abs() < 1e-14, "{value}");
        }
    }
}
