use chainrule::differentiable;
#[differentiable]
pub(crate) fn move_capture(x: f64, y: f64) -> f64 {
    let mut k = x;
    let f = move |u: f64| u * k;
    k = y * y;
    f(3.0) * k
}
#[differentiable]
pub(crate) fn fn_mut(x: f64, y: f64) -> f64 {
    let mut acc = 0.0;
    let mut add = |v: f64| {
        acc += v * v;
        acc
    };
    add(x);
    add(y);
    add(x * y);
    acc * acc
}
#[differentiable]
pub(crate) fn closure_of_closure(x: f64, y: f64) -> f64 {
    let sq = |u: f64| u * u;
    let f = |u: f64, v: f64| -> f64 {
        if u > v {
            return sq(u) - v;
        }
        sq(v) + u
    };
    let (a, b) = (f(x, y), f(y, x));
    a * b + f(a, b)
}
#[differentiable]
pub(crate) fn closure_tuple(x: f64, y: f64) -> f64 {
    let rot = |(a, b): (f64, f64), t: f64| (a * t.cos() - b * t.sin(), a * t.sin() + b * t.cos());
    let p = rot((x, y), 0.3);
    let q = rot(p, x);
    q.0 * q.1
}
#[differentiable]
pub(crate) fn flat(x: &[f64]) -> f64 {
    (0..x.len()).flat_map(|i| (0..i).map(move |j| x[i] * x[j] * (i + 2 * j) as f64)).sum()
}
#[differentiable]
pub(crate) fn zip3(x: &[f64]) -> f64 {
    x.iter().zip(x.iter().skip(1)).zip(x.iter().skip(2)).map(|((a, b), c)| a * b * c - b).sum()
}
#[differentiable]
pub(crate) fn fold_tuple(x: &[f64]) -> f64 {
    let (s, p) = x.iter().fold((0.0, 1.0), |(s, p), v| (s + v, p * v));
    s * p
}
#[differentiable]
pub(crate) fn welford(x: &[f64]) -> f64 {
    let (mut m, mut s) = (0.0, 0.0);
    for (i, v) in x.iter().enumerate() {
        let d = v - m;
        m += d / (i + 1) as f64;
        s += d * (v - m);
    }
    (s / (x.len() - 1) as f64).sqrt()
}
#[differentiable]
pub(crate) fn reduce_max(x: &[f64]) -> f64 {
    let m = x.iter().copied().reduce(f64::max).unwrap();
    let n = x.iter().cloned().reduce(|a, b| a.min(b)).unwrap_or(0.0);
    m * n
}
#[differentiable]
pub(crate) fn min_by(x: &[f64]) -> f64 {
    let m = x.iter().min_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    m * m + x[0]
}
#[differentiable]
pub(crate) fn filter_map(x: &[f64]) -> f64 {
    x.iter().filter_map(|v| if *v > 0.0 { Some(v.sqrt()) } else { None }).sum()
}
#[differentiable]
pub(crate) fn square(x: f64) -> f64 {
    x * x
}
#[differentiable]
pub(crate) fn mapped(x: &[f64]) -> f64 {
    x.iter().copied().map(square).sum::<f64>() + x.iter().map(|v| v.abs()).map(f64::sqrt).sum::<f64>()
}
#[differentiable]
pub(crate) fn pos(x: &[f64]) -> f64 {
    match x.iter().position(|v| *v > 1.0) {
        Some(i) => x[i] * x[0],
        None => x[0],
    }
}
#[differentiable]
pub(crate) fn pairwise(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for (a, b) in x.iter().zip(&x[1..]) {
        s += (a - b).powi(2);
    }
    for w in x.windows(3) {
        s += w[0] * w[2];
    }
    for (i, c) in x.chunks(2).enumerate() {
        s += i as f64 * c[0];
    }
    s
}
#[differentiable]
pub(crate) fn matmul<const N: usize>(a: &[[f64; N]; N]) -> f64 {
    let mut c = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..N {
            for k in 0..N {
                c[i][j] += a[i][k] * a[k][j];
            }
        }
    }
    let mut t = 0.0;
    for i in 0..N {
        t += c[i][i];
    }
    t
}
#[differentiable]
pub(crate) fn tuple_match(x: f64, y: f64) -> f64 {
    match (x > 0.0, y > 1.0) {
        (true, true) => x * y,
        (true, false) => x / y,
        (false, _) => y,
    }
}
#[differentiable]
pub(crate) fn state_machine(x: f64, n: usize) -> f64 {
    let mut s = 0;
    let mut v = x;
    for _ in 0..n {
        s = match s {
            0 => {
                v = v * v;
                1
            }
            1 => {
                v += x;
                2
            }
            _ => {
                v = v.sin();
                0
            }
        };
    }
    v
}
#[differentiable]
pub(crate) fn bubble(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let n = a.len();
    for i in 0..n {
        for j in 0..n - 1 - i {
            if a[j] > a[j + 1] {
                a.swap(j, j + 1);
            }
        }
    }
    a.iter().enumerate().map(|(i, v)| (i + 1) as f64 * v * v).sum()
}
#[differentiable]
pub(crate) fn gauss(m: &[f64; 6]) -> f64 {
    let mut a = [[m[0], m[1], m[2]], [m[3], m[4], m[5]]];
    let f = a[1][0] / a[0][0];
    for j in 0..3 {
        let t = a[0][j];
        a[1][j] -= f * t;
    }
    let y = a[1][2] / a[1][1];
    let x = (a[0][2] - a[0][1] * y) / a[0][0];
    x * x + y
}
#[differentiable]
pub(crate) fn conv(x: &[f64], #[constant] k: &[f64]) -> f64 {
    let n = x.len() - k.len() + 1;
    let y: Vec<f64> = (0..n).map(|i| k.iter().enumerate().map(|(j, w)| w * x[i + j]).sum()).collect();
    y.iter().map(|v| v.max(0.0)).map(|v| v * v).sum()
}
#[differentiable]
pub(crate) fn ode(y0: &[f64; 2], mu: f64) -> f64 {
    let f = |y: [f64; 2]| [y[1], mu * (1.0 - y[0] * y[0]) * y[1] - y[0]];
    let h = 0.05;
    let mut y = *y0;
    for _ in 0..20 {
        let k1 = f(y);
        let mid = [y[0] + 0.5 * h * k1[0], y[1] + 0.5 * h * k1[1]];
        let k2 = f(mid);
        for i in 0..2 {
            y[i] += h * k2[i];
        }
    }
    y[0] * y[0] + y[1]
}
#[differentiable]
pub(crate) fn verlet(p: &[f64; 4]) -> f64 {
    let mut q = [p[0], p[1]];
    let mut v = [p[2], p[3]];
    let acc = |q: &[f64; 2]| {
        let r3 = (q[0] * q[0] + q[1] * q[1]).powf(1.5);
        [-q[0] / r3, -q[1] / r3]
    };
    let mut a = acc(&q);
    for _ in 0..10 {
        for i in 0..2 {
            q[i] += 0.1 * v[i] + 0.005 * a[i];
        }
        let b = acc(&q);
        for i in 0..2 {
            v[i] += 0.05 * (a[i] + b[i]);
        }
        a = b;
    }
    q[0] * v[1] - q[1] * v[0] + q[0]
}
#[differentiable]
pub(crate) fn hmm(p: &[f64]) -> f64 {
    let (a, b) = (p[0], p[1]);
    let t = [[a, 1.0 - a], [1.0 - b, b]];
    let e = [[0.7, 0.3], [p[2], 1.0 - p[2]]];
    let obs = [0usize, 1, 1, 0];
    let mut al = [0.5 * e[0][0], 0.5 * e[1][0]];
    for &o in &obs[1..] {
        let mut n = [0.0; 2];
        for j in 0..2 {
            for i in 0..2 {
                n[j] += al[i] * t[i][j];
            }
            n[j] *= e[j][o];
        }
        al = n;
    }
    al.iter().sum::<f64>().ln()
}
#[differentiable]
pub(crate) fn lerp_table(x: f64) -> f64 {
    const T: [f64; 5] = [0.0, 1.0, 4.0, 9.0, 16.0];
    let i = (0..4).find(|&k| x < (k + 1) as f64).unwrap_or(3);
    let w = x - i as f64;
    T[i] * (1.0 - w) + T[i + 1] * w + x.powi(2)
}
#[differentiable]
pub(crate) fn det_rec(m: &[f64; 9]) -> f64 {
    m[0] * minor(m, 0) - m[1] * minor(m, 1) + m[2] * minor(m, 2)
}
#[differentiable]
pub(crate) fn minor(m: &[f64; 9], c: usize) -> f64 {
    let cols: [usize; 2] = match c {
        0 => [1, 2],
        1 => [0, 2],
        _ => [0, 1],
    };
    m[3 + cols[0]] * m[6 + cols[1]] - m[3 + cols[1]] * m[6 + cols[0]]
}
#[differentiable]
pub(crate) fn fib(x: f64, n: u32) -> f64 {
    if n < 2 { x } else { fib(x, n - 1) * 0.5 + fib(x * 0.9, n - 2) }
}
#[differentiable]
pub(crate) fn sum_rec(x: &[f64]) -> f64 {
    if x.len() == 1 {
        x[0] * x[0]
    } else {
        let m = x.len() / 2;
        sum_rec(&x[..m]) * sum_rec(&x[m..])
    }
}
#[differentiable]
pub(crate) fn geo(x: f64) -> f64 {
    let mut s = 0.0;
    let mut t = 1.0;
    'a: loop {
        for _ in 0..3 {
            s += t;
            t *= x;
            if t < 1e-3 {
                break 'a;
            }
        }
        s *= 1.01;
    }
    s
}
#[differentiable]
pub(crate) fn dot_fn(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
#[differentiable]
pub(crate) fn self_dot(x: &[f64]) -> f64 {
    let n = x.len() / 2;
    dot_fn(&x[..n], &x[n..2 * n]) + dot_fn(x, x)
}
#[differentiable]
pub(crate) fn inplace(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 1..a.len() {
        let (l, r) = a.split_at_mut(i);
        r[0] += l[i - 1] * 0.5;
    }
    for c in a.chunks_exact_mut(2) {
        let t = c[0];
        c[0] = c[1] * t;
        c[1] = t;
    }
    a.rotate_left(1);
    a.iter_mut().rev().enumerate().for_each(|(i, v)| *v *= 1.0 + i as f64);
    a.iter().map(|v| v.sin()).sum()
}
#[differentiable]
pub(crate) fn let_else(x: f64, #[constant] k: Option<f64>) -> f64 {
    let Some(k) = k else { return x };
    k * x * x
}
#[cfg(test)]
mod tests {
    two_case!(move_capture, 1.2, 0.7);
    two_case!(fn_mut, 1.2, 0.7);
    two_case!(closure_of_closure, 1.2, 0.7);
    two_case!(closure_tuple, 1.2, 0.7);
    two_case!(tuple_match, 1.2, 0.7);
    slice_case!(flat, [1.0, 2.0, 0.5]);
    slice_case!(zip3, [1.0, 2.0, 0.5, 3.0]);
    slice_case!(fold_tuple, [1.0, 2.0, 0.5]);
    slice_case!(welford, [1.0, 2.0, 0.5]);
    slice_case!(reduce_max, [1.0, 2.0, 0.5]);
    slice_case!(min_by, [1.0, 2.0, 0.5]);
    slice_case!(filter_map, [1.0, -2.0, 0.5]);
    slice_case!(mapped, [1.0, -2.0, 0.5]);
    slice_case!(pos, [0.3, 2.0, 0.5]);
    slice_case!(pairwise, [0.3, 2.0, 0.5, 1.0]);
    slice_case!(bubble, [0.3, 2.0, 0.5, 1.0]);
    slice_case!(hmm, [0.3, 0.6, 0.5]);
    slice_case!(sum_rec, [0.3, 0.6, 0.5, 1.2, 1.1]);
    slice_case!(self_dot, [0.3, 0.6, 0.5, 1.2]);
    slice_case!(inplace, [0.3, 0.6, 0.5, 1.2]);
    array_case!(gauss, [2.0, 1.0, 0.5, 1.0, 3.0, 0.2]);
    array_case!(verlet, [1.0, 0.2, 0.1, 0.9]);
    array_case!(det_rec, [2.0, 1.0, 0.5, 1.0, 3.0, 0.2, 0.1, 0.4, 0.9]);
    scalar_case!(lerp_table, 1.5, 2.2);
    scalar_case!(geo, 0.5);
    #[test]
    fn matmul() {
        let a = [[1.0, 2.0], [3.0, 4.0]];
        let g = super::matmul::gradient(&a);
        assert_eq!(g, [[2.0, 6.0], [4.0, 8.0]]);
        let h = super::matmul::hvp(&a, &[[1.0, 0.0], [0.0, 0.0]]);
        assert_eq!(h, [[2.0, 0.0], [0.0, 0.0]]);
    }
    #[test]
    fn state() {
        for n in 0..7 {
            crate::agreement::agree(
                &|x| super::state_machine(x[0], n),
                &|x| vec![super::state_machine::derivative(x[0], n)],
                Some(&|x| vec![super::state_machine::second_derivative(x[0], n)]),
                &[0.8],
                "state",
            );
        }
    }
    #[test]
    fn fib() {
        for n in 0..9 {
            crate::agreement::agree(
                &|x| super::fib(x[0], n),
                &|x| vec![super::fib::derivative(x[0], n)],
                Some(&|x| vec![super::fib::second_derivative(x[0], n)]),
                &[0.8],
                "fib",
            );
        }
    }
    #[test]
    fn ode() {
        let f = |x: &[f64]| super::ode(&[x[0], x[1]], x[2]);
        crate::agreement::agree(
            &f,
            &|x| {
                let (a, b) = super::ode::gradient(&[x[0], x[1]], x[2]);
                vec![a[0], a[1], b]
            },
            Some(&|x| super::ode::hessian(&[x[0], x[1]], x[2]).concat()),
            &[1.0, 0.3, 0.8],
            "ode",
        );
    }
    #[test]
    fn conv() {
        let k = [0.5, -1.0];
        crate::agreement::agree(
            &|x| super::conv(x, &k),
            &|x| super::conv::gradient(x, &k),
            Some(&|x| super::conv::hessian(x, &k)),
            &[1.0, 0.3, 0.8, 0.2],
            "conv",
        );
    }
    #[test]
    fn let_else() {
        assert_eq!(super::let_else::derivative(2.0, Some(3.0)), 12.0);
        assert_eq!(super::let_else::derivative(2.0, None), 1.0);
    }
}
