use chainrule::differentiable;

#[differentiable]
fn f(x: f64) -> f64 {
    let mut y = x;
    #[cfg(all())]
    {
        y *= x;
    }
    y
}

fn main() {}
