use chainrule::differentiable;

#[differentiable]
fn line(slope: f64) -> impl Fn(f64) -> f64 {
    move |x| slope * x
}

#[differentiable]
fn root(x: f64) -> Result<f64, String> {
    if x < 0.0 { Err("no root".to_owned()) } else { Ok(x.sqrt()) }
}

fn main() {
    let _ = line(2.0)(1.0) + root(2.0).unwrap();
}
