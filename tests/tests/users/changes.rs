use chainrule::differentiable;
#[differentiable]
pub(crate) fn cholesky_logdet(a: &[f64; 9]) -> f64 {
    let n = 3;
    let mut l = [0.0; 9];
    for i in 0..n {
        for j in 0..=i {
            let mut s = a[i * n + j];
            for k in 0..j {
                s -= l[i * n + k] * l[j * n + k];
            }
            if i == j {
                l[i * n + i] = s.sqrt();
            } else {
                l[i * n + j] = s / l[j * n + j];
            }
        }
    }
    (0..n).map(|i| 2.0 * l[i * n + i].ln()).sum()
}
#[differentiable]
pub(crate) fn lu_det(m: &[f64; 9]) -> f64 {
    let mut a = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            a[i][j] = m[3 * i + j];
        }
    }
    let mut det = 1.0;
    for k in 0..3 {
        let mut p = k;
        for i in k + 1..3 {
            if a[i][k].abs() > a[p][k].abs() {
                p = i;
            }
        }
        if p != k {
            a.swap(p, k);
            det = -det;
        }
        det *= a[k][k];
        for i in k + 1..3 {
            let f = a[i][k] / a[k][k];
            for j in k..3 {
                a[i][j] -= f * a[k][j];
            }
        }
    }
    det
}
#[differentiable]
pub(crate) fn thomas(d: &[f64]) -> f64 {
    let n = d.len();
    let mut c = vec![0.0; n];
    let mut x = d.to_vec();
    c[0] = -1.0 / 4.0;
    x[0] = x[0] / 4.0;
    for i in 1..n {
        let m = 4.0 + c[i - 1];
        c[i] = -1.0 / m;
        x[i] = (x[i] + x[i - 1]) / m;
    }
    for i in (0..n - 1).rev() {
        x[i] -= c[i] * x[i + 1];
    }
    x.iter().map(|v| v * v).sum()
}
#[differentiable]
pub(crate) fn heat(u0: &[f64]) -> f64 {
    let n = u0.len();
    let mut u = u0.to_vec();
    let mut next = vec![0.0; n];
    for _ in 0..5 {
        next[0] = u[0];
        next[n - 1] = u[n - 1];
        for i in 1..n - 1 {
            next[i] = u[i] + 0.2 * (u[i - 1] - 2.0 * u[i] + u[i + 1]) + 0.01 * u[i] * u[i];
        }
        std::mem::swap(&mut u, &mut next);
    }
    u.iter().map(|v| v * v).sum()
}
#[differentiable]
pub(crate) fn prefix(x: &[f64]) -> f64 {
    let mut s = x.to_vec();
    for i in 1..s.len() {
        s[i] += s[i - 1] * s[i];
    }
    s[s.len() - 1]
}
#[differentiable]
pub(crate) fn scatter(x: &[f64]) -> f64 {
    let idx = [0, 2, 1, 0, 2];
    let mut h = [0.0; 3];
    for (k, &i) in idx.iter().enumerate() {
        h[i] += x[k % x.len()] * (k as f64 + 1.0);
    }
    h[0] * h[1] + h[2].powi(2)
}
#[differentiable]
pub(crate) fn refs(x: f64, y: f64) -> f64 {
    let mut a = [x, y, x * y];
    let r = &mut a[1];
    *r *= x;
    for v in a.iter_mut() {
        *v = v.sin();
    }
    let (l, rr) = a.split_at_mut(1);
    l[0] += rr[1];
    a[0] * a[1]
}
#[differentiable]
pub(crate) fn swaps(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y);
    std::mem::swap(&mut a, &mut b);
    let old = std::mem::replace(&mut a, b * 2.0);
    a * a * b + old
}
#[differentiable]
pub(crate) fn methods(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    a.reverse();
    a[1..].copy_from_slice(&x[..x.len() - 1]);
    let mut b = [0.0; 4];
    b.fill(a[0]);
    b[1] = a[1];
    b.swap(0, 1);
    b.iter().sum::<f64>() * a[2]
}
#[differentiable]
pub(crate) fn vecvec(x: &[f64]) -> f64 {
    let n = x.len();
    let mut k = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..n {
            k[i][j] = (-(x[i] - x[j]).powi(2)).exp();
        }
    }
    let mut s = 0.0;
    for row in &k {
        for v in row {
            s += v * v;
        }
    }
    s
}
#[differentiable]
pub(crate) fn bump(x: f64) -> f64 {
    let mut v = x;
    {
        let w = &mut v;
        *w += x * x;
    }
    v += 1.0;
    v * v
}
#[differentiable]
pub(crate) fn dp(x: &[f64]) -> f64 {
    let n = x.len();
    let mut best = vec![0.0; n + 1];
    for i in 1..=n {
        let take = x[i - 1] + if i >= 2 { best[i - 2] } else { 0.0 };
        best[i] = take.max(best[i - 1]);
    }
    best[n]
}
#[differentiable]
pub(crate) fn kalman(q: f64, r: f64) -> f64 {
    let zs = [0.39, 0.50, 0.48, 0.29, 0.25];
    let (mut x, mut p) = (0.0, 1.0);
    let mut nll = 0.0;
    for z in zs {
        p += q;
        let s = p + r;
        let k = p / s;
        let inn = z - x;
        nll += 0.5 * (s.ln() + inn * inn / s);
        x += k * inn;
        p *= 1.0 - k;
    }
    nll
}
#[differentiable]
pub(crate) fn pushing(x: &[f64]) -> f64 {
    let mut v = Vec::with_capacity(x.len());
    for a in x {
        v.push(a * a);
    }
    v.iter().sum::<f64>() * v[0]
}
#[cfg(test)]
mod tests {
    array_case!(cholesky_logdet, [4.0, 1.0, 0.5, 1.0, 3.0, 0.2, 0.5, 0.2, 2.0]);
    array_case!(lu_det, [1.0, 2.0, 0.5, 4.0, 3.0, 0.2, 0.5, 7.2, 2.0]);
    slice_case!(thomas, [1.0, 2.0, -1.0, 0.5]);
    slice_case!(heat, [1.0, 2.0, -1.0, 0.5, 0.3]);
    slice_case!(prefix, [1.0, 2.0, -1.0]);
    slice_case!(scatter, [1.0, 2.0, -1.0]);
    slice_case!(methods, [1.0, 2.0, -1.0]);
    slice_case!(vecvec, [1.0, 2.0, -1.0]);
    slice_case!(dp, [1.0, 2.5, 1.2, 4.0]);
    slice_case!(pushing, [1.0, 2.5, 1.2]);
    two_case!(refs, 0.8, 0.3);
    two_case!(swaps, 0.8, 0.3);
    two_case!(kalman, 0.1, 0.4);
    scalar_case!(bump, 0.7);
}
