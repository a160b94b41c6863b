use chainrule::differentiable;

#[differentiable]
fn f(x: f64) -> f64 {
    let mut v = Vec::new();
    let mut y = x;
    while y < 9.0 {
        y *= 2.0;
        v.push(y);
    }
    v[0]
}

fn main() {}
