use chainrule::differentiable;
#[differentiable]
pub(crate) fn mse(w: &[f64], #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    xs.iter()
        .zip(ys)
        .map(|(x, y)| {
            let p = w[0] + w[1] * x;
            (p - y).powi(2)
        })
        .sum::<f64>()
        / xs.len() as f64
}
#[differentiable]
pub(crate) fn logsumexp(x: &[f64]) -> f64 {
    let m = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    m + x.iter().map(|v| (v - m).exp()).sum::<f64>().ln()
}
#[differentiable]
pub(crate) fn softmax_entropy(x: &[f64]) -> f64 {
    let m = x.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
    let e: Vec<f64> = x.iter().map(|&v| (v - m).exp()).collect();
    let z: f64 = e.iter().sum();
    -e.iter()
        .map(|v| {
            let p = v / z;
            p * p.ln()
        })
        .sum::<f64>()
}
#[differentiable]
pub(crate) fn rosen(x: &[f64]) -> f64 {
    x.windows(2).map(|w| 100.0 * (w[1] - w[0] * w[0]).powi(2) + (1.0 - w[0]).powi(2)).sum()
}
#[differentiable]
pub(crate) fn horner(c: &[f64]) -> f64 {
    c.iter().rev().fold(0.0, |acc, &a| acc * 1.5 + a)
}
#[differentiable]
pub(crate) fn weighted(x: &[f64]) -> f64 {
    x.iter().enumerate().filter(|(i, _)| i % 2 == 0).map(|(i, v)| (i as f64 + 1.0) * v * v).sum()
}
#[differentiable]
pub(crate) fn positive(x: &[f64]) -> f64 {
    x.iter().filter(|v| **v > 0.0).map(|v| v.ln()).sum()
}
#[differentiable]
pub(crate) fn product(x: &[f64]) -> f64 {
    x.iter().product::<f64>() + x.iter().skip(1).take(2).product::<f64>()
}
#[differentiable]
pub(crate) fn norm2(x: &[f64; 3]) -> f64 {
    x.iter().map(|a| a * a).sum::<f64>().sqrt()
}
#[differentiable]
pub(crate) fn series(x: f64) -> f64 {
    (1..=10).map(|k| x.powi(k) / k as f64).sum()
}
#[differentiable]
pub(crate) fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a.iter().zip(b.iter()).map(|(x, y)| x * y).sum()
}
#[differentiable]
pub(crate) fn pairs(x: &[f64]) -> f64 {
    let mut e = 0.0;
    for (i, a) in x.iter().enumerate() {
        for b in &x[i + 1..] {
            let r = a - b;
            e += 1.0 / (r * r + 0.1);
        }
    }
    e
}
#[differentiable]
pub(crate) fn nested(x: &[f64]) -> f64 {
    (0..x.len()).map(|i| (0..i).map(|j| x[i] * x[j]).sum::<f64>()).sum()
}
#[differentiable]
pub(crate) fn arr_map(x: &[f64; 3]) -> f64 {
    let y = x.map(|v| v.sin());
    let z: [f64; 3] = std::array::from_fn(|i| y[i] * x[(i + 1) % 3]);
    z.iter().sum()
}
#[differentiable]
pub(crate) fn closure(x: f64, y: f64) -> f64 {
    let f = |a: f64, b: f64| a * b + x;
    f(x, y) * f(y, y)
}
#[differentiable]
pub(crate) fn simpson(a: f64, b: f64) -> f64 {
    let f = |t: f64| (t * t).sin() * a;
    let n = 20;
    let h = (b - a) / n as f64;
    let s: f64 = (1..n)
        .map(|i| {
            let c = if i % 2 == 1 { 4.0 } else { 2.0 };
            c * f(a + i as f64 * h)
        })
        .sum();
    (f(a) + s + f(b)) * h / 3.0
}
#[differentiable]
pub(crate) fn chunks(x: &[f64]) -> f64 {
    x.chunks(2).map(|c| c.iter().product::<f64>()).sum()
}
#[differentiable]
pub(crate) fn meanvar(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let var = x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
    mean / var.sqrt()
}
#[differentiable]
pub(crate) fn chained(x: &[f64]) -> f64 {
    x.iter()
        .chain(x.iter().rev())
        .step_by(2)
        .scan(1.0, |s, v| {
            *s *= *v;
            Some(*s)
        })
        .sum()
}
#[differentiable]
pub(crate) fn take_while(x: &[f64]) -> f64 {
    x.iter().take_while(|v| **v < 2.0).map(|v| v * v * v).sum()
}
#[differentiable]
pub(crate) fn unzip_max(x: &[f64]) -> f64 {
    let m = x.iter().fold(0.0_f64, |a, b| a.max(b.abs()));
    if x.iter().any(|v| *v > 3.0) { m } else { m * m }
}
#[differentiable]
pub(crate) fn mlp(w: &[f64], #[constant] input: &[f64]) -> f64 {
    let hidden: Vec<f64> = (0..3)
        .map(|i| {
            let z: f64 = input.iter().enumerate().map(|(j, x)| w[i * 2 + j] * x).sum();
            z.tanh()
        })
        .collect();
    hidden.iter().zip(&w[6..9]).map(|(h, v)| h * v).sum()
}
#[cfg(test)]
mod tests {
    slice_case!(logsumexp, [1.0, 2.0, 0.5]);
    slice_case!(softmax_entropy, [1.0, 2.0, 0.5]);
    slice_case!(rosen, [0.3, 0.7, -1.0, 2.0]);
    slice_case!(horner, [1.0, 2.0, 3.0]);
    slice_case!(weighted, [1.0, 2.0, 3.0]);
    slice_case!(positive, [1.0, -2.0, 3.0]);
    slice_case!(product, [1.5, -2.0, 3.0]);
    slice_case!(pairs, [1.5, -2.0, 3.0]);
    slice_case!(nested, [1.5, -2.0, 3.0]);
    slice_case!(chunks, [1.5, -2.0, 3.0]);
    slice_case!(meanvar, [1.5, -2.0, 3.0, 4.5]);
    slice_case!(chained, [1.5, -2.0, 3.0]);
    slice_case!(take_while, [1.5, -1.0, 3.0, 1.0]);
    slice_case!(unzip_max, [1.5, -2.0, 2.9]);
    array_case!(norm2, [1.0, 2.0, 0.5]);
    array_case!(arr_map, [1.0, 2.0, 0.5]);
    scalar_case!(series, 0.5, -0.3);
    two_case!(closure, 1.2, 0.7);
    two_case!(simpson, 0.4, 1.9);
    #[test]
    fn mse() {
        let (xs, ys) = ([0.0, 1.0, 2.0], [0.1, 1.3, 1.9]);
        crate::agreement::agree(
            &|w| super::mse(w, &xs, &ys),
            &|w| super::mse::gradient(w, &xs, &ys),
            Some(&|w| super::mse::hessian(w, &xs, &ys)),
            &[0.3, 0.8],
            "mse",
        );
    }
    #[test]
    fn mlp() {
        let x = [0.3, -0.9];
        crate::agreement::agree(
            &|w| super::mlp(w, &x),
            &|w| super::mlp::gradient(w, &x),
            Some(&|w| super::mlp::hessian(w, &x)),
            &[0.3, 0.8, -0.2, 0.5, 1.0, 0.1, -0.7, 0.4, 0.9],
            "mlp",
        );
    }
    #[test]
    fn dot() {
        assert_eq!(super::dot::gradient(&[1., 2., 3.], &[4., 5., 6.]), ([4., 5., 6.], [1., 2., 3.]));
    }
}
