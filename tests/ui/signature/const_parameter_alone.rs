use chainrule::differentiable;

#[differentiable]
fn power_sum<const N: usize>(x: f64) -> f64 {
    let mut s = 0.0;
    for k in 0..N {
        s += x.powi(k as i32);
    }
    s
}

fn main() {}
