#[differentiable(gradient)]
fn blocks(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut s = crate::dot(&x[..3], &x[3..6]);
    for i in 1..a.len() {
        s += crate::dot(&a[..i], &x[i..]);
        a[i] *= s;
    }
    s
}
