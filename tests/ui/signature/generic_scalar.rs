use chainrule::differentiable;

trait Field: Copy + std::ops::Add<Output = Self> {
    fn sin(self) -> Self;
}

#[differentiable]
fn f<T: Field>(x: T) -> T {
    x.sin() + x
}

#[differentiable]
fn integral<F: Fn(f64) -> f64>(f: F, a: f64) -> f64 {
    f(a) * a
}

fn main() {}
