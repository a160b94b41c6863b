use chainrule::differentiable;

// E29
#[differentiable]
fn f(x: f64) -> f64 {
    static SCALE: f64 = 2.0;
    x * SCALE
}

static mut TURNS: f64 = 0.0;

// E29
#[differentiable]
fn counted(x: f64) -> f64 {
    unsafe { TURNS += 1.0 };
    x * x
}

thread_local! {
    static SCALE: std::cell::Cell<f64> = const { std::cell::Cell::new(2.0) };
}

// E29
#[differentiable]
fn of_this_thread(x: f64) -> f64 {
    x * SCALE.with(|scale| scale.get())
}

// E29
#[differentiable]
fn sets(x: f64) -> f64 {
    SCALE.set(x);
    x * x
}

fn main() {}
