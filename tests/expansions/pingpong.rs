#[differentiable(gradient)]
fn stencil(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut cur = x.to_vec();
    let mut next = vec![0.0; n];
    for _ in 0..steps {
        for i in 1..n - 1 {
            next[i] = cur[i] + 0.1 * (cur[i - 1] - 2.0 * cur[i] + cur[i + 1]).sin();
        }
        std::mem::swap(&mut cur, &mut next);
    }
    let mut s = 0.0;
    for v in cur.iter_mut() {
        *v *= 2.0;
    }
    for v in &cur[1..] {
        s += v * v;
    }
    s
}
