use chainrule::differentiable;

#[allow(non_upper_case_globals)]
const lower: i32 = 3;

#[differentiable]
fn f(x: f64, n: i32) -> f64 {
    match n {
        lower => x * x,
        _ => x,
    }
}

fn main() {}
