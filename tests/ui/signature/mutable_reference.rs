use chainrule::differentiable;

#[differentiable]
fn grows(x: &mut Vec<f64>, y: f64) {
    x.push(y * y);
}

#[differentiable]
fn counts(x: f64, n: &mut usize) -> f64 {
    *n += 1;
    x
}

#[differentiable]
fn out_by_value(x: f64, #[out] y: f64) -> f64 {
    x * y
}

fn main() {}
