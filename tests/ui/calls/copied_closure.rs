use chainrule::differentiable;

#[differentiable]
fn another_name(x: f64, y: f64) -> f64 {
    let mut t = x;
    let mut f = move |a: f64| {
        t += a;
        t * a
    };
    let mut g = f;
    f(y) + 10.0 * g(y)
}

#[differentiable]
fn handed_over(x: &[f64; 2]) -> f64 {
    let mut t = x[0];
    let mut f = move |a: &f64| {
        t += a;
        t * a
    };
    let s: f64 = x.iter().map(f).sum();
    s + f(&x[0])
}

#[differentiable]
fn captured(x: f64, y: f64) -> f64 {
    let mut t = x;
    let mut f = move |a: f64| {
        t += a;
        t * a
    };
    let mut g = move |b: f64| f(b) * 2.0;
    g(y) * f(y)
}

/// Lent, it keeps its state.
#[differentiable]
fn lent(x: &[f64; 2]) -> f64 {
    let mut t = x[0];
    let mut f = move |a: &f64| {
        t += a;
        t * a
    };
    let s: f64 = x.iter().map(&mut f).sum();
    s + f(&x[0])
}

fn main() {}
