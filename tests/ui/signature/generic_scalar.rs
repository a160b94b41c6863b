use chainrule::differentiable;

trait Field: Copy + std::ops::Add<Output = Self> {
    fn sin(self) -> Self;
}

// E39, L18
#[differentiable]
fn f<T: Field>(x: T) -> T {
    x.sin() + x
}

#[differentiable]
fn integral<F: Fn(f64) -> f64>(f: F, a: f64) -> f64 {
    f(a) * a
}

// E39
#[differentiable]
fn unbounded<T>(x: T) -> T {
    x
}

fn main() {}
