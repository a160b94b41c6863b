use chainrule::differentiable;

// E35, L05
#[differentiable]
fn f(x: f64) -> f64 {
    let mut y = x;
    #[cfg(all())]
    {
        y *= x;
    }
    y
}

// E35
#[differentiable]
fn arms(x: f64, n: usize) -> f64 {
    match n {
        #[cfg(any())]
        0 => x,
        #[cfg(all())]
        0 => 2.0 * x,
        _ => x * x,
    }
}

struct Point {
    x: f64,
    y: f64,
}

// E35
#[differentiable]
fn parts(x: f64) -> f64 {
    let list = [x, #[cfg(any())] 2.0 * x];
    let point = Point { #[cfg(any())] x, #[cfg(all())] x: list[0], y: 1.0 };
    let Point { #[cfg(all())] x, y } = point;
    #[cfg(any())]
    (x * y);
    x * y
}

fn main() {}
