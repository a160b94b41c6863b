use chainrule::differentiable;

#[differentiable]
fn f(x: f64, y: f64) -> f64 {
    x * (y as i32) as f64
}

#[allow(dead_code)]
fn user() -> f64 {
    let [dx, dy] = f::gradient(1.0, 2.0);
    let h: [[f64; 2]; 2] = f::hessian(1.0, 2.0);
    f(1.0, 2.0) + dx + dy + h[0][1]
}

fn main() {}
