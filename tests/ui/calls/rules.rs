use chainrule::differentiable;

// E38
#[differentiable(derivative = d_wrong)]
fn wrong(x: f64, y: f64) -> f64 {
    x * y
}

fn d_wrong(x: f64, y: f64) -> f64 {
    y + x
}

#[differentiable(derivative = d_fewer)]
fn fewer(x: &[f64], n: usize) -> f64 {
    x[n]
}

fn d_fewer(x: &[f64]) -> Vec<f64> {
    x.to_vec()
}

#[differentiable(derivative = d_missing)]
fn missing(x: f64) -> f64 {
    x * x
}

#[differentiable(derivative = d_once)]
fn once(x: f64) -> f64 {
    x * x
}

fn d_once(x: f64) -> f64 {
    2.0 * x
}

#[differentiable(derivative = d_once, order = 2)]
fn not_annotated(x: f64) -> f64 {
    x * x
}

fn main() {
    once::second_derivative(1.0);
}
