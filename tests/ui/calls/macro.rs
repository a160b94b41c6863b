use chainrule::differentiable;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

// E11, L17
#[differentiable]
fn f(x: f64) -> f64 {
    square!(x) + 1.0
}

mod theirs {
    macro_rules! vec {
        ($($x:expr),*) => { 2.0 };
    }
    pub(crate) use vec;
}

// E11: a name of the standard library, but not its path.
#[differentiable]
fn of_a_module(x: f64) -> f64 {
    theirs::vec![x] * x
}

fn main() {}
