/// Points in a row of coordinates.
#[differentiable(gradient)]
fn pairs(x: &[f64]) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() / 3 {
        let p = &x[3 * i..3 * i + 3];
        for j in 0..i {
            let q = &x[3 * j..3 * j + 3];
            let mut r2 = 0.0;
            for k in 0..3 {
                let d = p[k] - q[k];
                r2 += d * d;
            }
            energy += 1.0 / r2;
        }
    }
    energy
}

#[differentiable(gradient)]
fn neighbours(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for w in x.windows(2) {
        s += w[0] * w[1];
    }
    s
}
