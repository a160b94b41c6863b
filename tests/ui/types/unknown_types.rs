use chainrule::differentiable;

type Real = f64;
struct Point {
    x: f64,
}

// E10, L26
#[differentiable]
fn f(x: Real, p: &Point, y: f64) -> f64 {
    x * p.x * y
}

struct Complex {
    re: f64,
    im: f64,
}

// E10
#[differentiable]
fn modulus(z: Complex) -> f64 {
    z.re.hypot(z.im)
}

// E10
#[differentiable]
fn of_an_object(f: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    f(x)
}

// E10
#[differentiable]
fn made(x: f64) -> Complex {
    Complex { re: x, im: x }
}

fn main() {}
