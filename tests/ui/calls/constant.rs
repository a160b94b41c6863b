use chainrule::{constant, differentiable};

#[differentiable]
fn changes(x: f64) -> f64 {
    let mut y = x;
    let z = constant!({
        y += 1.0;
        y
    });
    y * z
}

#[differentiable]
fn leaves(x: f64) -> f64 {
    constant!(if x > 0.0 { return x } else { x })
}

#[differentiable]
fn copies(x: f64) -> f64 {
    let mut a = vec![x; 3];
    let held = constant!(a);
    a[0] = 1.0;
    a[0] + held[0]
}

mod theirs {
    macro_rules! constant {
        ($x:expr) => {
            2.0 * $x
        };
    }
    pub(crate) use constant;
}

#[differentiable]
fn another(x: f64) -> f64 {
    theirs::constant!(x) + x
}

fn main() {}
