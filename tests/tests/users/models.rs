use chainrule::differentiable;
#[differentiable]
pub(crate) fn recursive(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * recursive(x, n - 1) }
}
#[differentiable]
pub(crate) fn options(x: f64, y: f64) -> f64 {
    let best: Option<f64> = if x > y { Some(x * y) } else { None };
    if let Some(b) = best { b * b } else { x }
}
#[derive(Clone, Copy)]
pub(crate) enum Kernel {
    Rbf { gamma: f64 },
    Poly(i32),
    Linear,
}
#[differentiable]
pub(crate) fn kernel(x: f64, y: f64, #[constant] k: Kernel) -> f64 {
    match k {
        Kernel::Rbf { gamma } => (-gamma * (x - y).powi(2)).exp(),
        Kernel::Poly(n) => (x * y + 1.0).powi(n),
        Kernel::Linear => x * y,
    }
}
#[differentiable]
pub(crate) fn tuple_param((a, b): (f64, f64), c: f64) -> f64 {
    a * b * c
}
#[differentiable]
pub(crate) fn casts(x: f64, n: usize) -> f64 {
    let y = x as f32;
    (y as f64) * n as f64 + x.floor()
}
#[differentiable]
pub(crate) fn printing(x: f64) -> f64 {
    let y = x * x;
    println!("{y} and {x:.3}");
    debug_assert!(y >= 0.0, "y was {y}");
    dbg!(y) + 1.0
}
#[differentiable]
pub(crate) fn polar(r: f64, t: f64) -> [f64; 2] {
    let (s, c) = t.sin_cos();
    [r * c, r * s]
}
#[differentiable]
pub(crate) fn uses_polar(r: f64, t: f64) -> f64 {
    let [a, b] = polar(r, t);
    a * a * b
}
#[differentiable]
pub(crate) fn two(x: f64, y: f64) -> (f64, f64) {
    (x * y, x + y.sin())
}
#[differentiable]
pub(crate) fn uses_two(x: f64, y: f64) -> f64 {
    let (a, b) = two(x, y);
    a * b
}
#[differentiable(order = 2)]
pub(crate) fn force(x: f64, y: f64) -> f64 {
    let g = potential::gradient(x, y);
    g[0] * g[0] + g[1] * g[1]
}
#[differentiable(order = 3)]
pub(crate) fn potential(x: f64, y: f64) -> f64 {
    x * x * y + (x * y).sin()
}
#[differentiable]
pub(crate) fn outs(x: &[f64], y: &mut [f64]) {
    for i in 0..x.len() {
        y[i] = x[i] * x[(i + 1) % x.len()];
    }
}
#[differentiable]
pub(crate) fn uses_outs(x: &[f64]) -> f64 {
    let mut y = vec![0.0; x.len()];
    outs(x, &mut y);
    y.iter().map(|v| v * v).sum()
}
pub(crate) struct Spring {
    pub k: f64,
    pub l0: f64,
}
impl Spring {
    #[differentiable]
    pub(crate) fn energy(&self, x: f64, y: f64) -> f64 {
        let r = x.hypot(y) - self.l0;
        0.5 * self.k * r * r
    }
}
#[differentiable]
pub(crate) fn points(p: &[[f64; 2]]) -> f64 {
    let mut s = 0.0;
    for i in 1..p.len() {
        let (dx, dy) = (p[i][0] - p[i - 1][0], p[i][1] - p[i - 1][1]);
        s += (dx * dx + dy * dy).sqrt();
    }
    s
}
#[differentiable]
pub(crate) fn matvec(a: &[[f64; 3]; 2], x: &[f64; 3]) -> f64 {
    let mut y = [0.0; 2];
    for (yi, row) in y.iter_mut().zip(a) {
        *yi = row.iter().zip(x).map(|(p, q)| p * q).sum();
    }
    y[0] * y[1]
}
#[differentiable]
pub(crate) fn quadratic(x: &[f64], #[constant] a: &[Vec<f64>]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        for j in 0..x.len() {
            s += x[i] * a[i][j] * x[j];
        }
    }
    s
}
#[cfg(test)]
mod tests {
    two_case!(options, 1.2, 0.7);
    two_case!(uses_polar, 1.2, 0.7);
    two_case!(uses_two, 1.2, 0.7);
    two_case!(force, 1.2, 0.7);
    scalar_case!(printing, 1.2);
    slice_case!(uses_outs, [1.0, 2.0, -0.5]);
    #[test]
    fn recursive() {
        crate::agreement::near(super::recursive::derivative(1.3, 5), 5.0 * 1.3f64.powi(4), 1e-14, "r");
        crate::agreement::near(super::recursive::second_derivative(1.3, 5), 20.0 * 1.3f64.powi(3), 1e-14, "r");
    }
    #[test]
    fn kernel() {
        use super::{Kernel, kernel};
        for k in [Kernel::Rbf { gamma: 0.4 }, Kernel::Poly(3), Kernel::Linear] {
            crate::agreement::agree(
                &|x| kernel(x[0], x[1], k),
                &|x| kernel::gradient(x[0], x[1], k).to_vec(),
                Some(&|x| kernel::hessian(x[0], x[1], k).concat()),
                &[1.2, 0.7],
                "kernel",
            );
        }
    }
    #[test]
    fn quadratic() {
        let a = [vec![2.0, 1.0], vec![0.5, 3.0]];
        assert_eq!(super::quadratic::gradient(&[1.0, 2.0], &a), [7.0, 13.5]);
        assert_eq!(super::quadratic::hessian(&[1.0, 2.0], &a), [4.0, 1.5, 1.5, 6.0]);
    }
    #[test]
    fn tuple_param() {
        assert_eq!(super::tuple_param::gradient((2.0, 3.0), 5.0), ((15.0, 10.0), 6.0));
    }
}
