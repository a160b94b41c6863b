use chainrule::differentiable;

// E30
#[differentiable]
fn adds(x: f64, #[out] y: &mut f64) {
    *y += x;
}

// E30
#[differentiable]
fn shifts(x: &[f64], #[out] y: &mut [f64]) {
    for i in 1..x.len() {
        y[i] = y[i - 1] * x[i];
    }
}

fn main() {}
