use chainrule::differentiable;

macro_rules! make {
    ($name:ident, $x:ident) => {
        #[differentiable]
        fn $name($x: f64) -> f64 {
            let t = $x * 2.0;
            let x = t;
            x + $x
        }
    };
}

make!(f, x);

fn main() {}
