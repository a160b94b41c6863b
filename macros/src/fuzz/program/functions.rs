//! The values of the elementary functions, by name, as the standard library computes them.

use super::number::Width;

macro_rules! values {
    ($function:ident, $float:ty) => {
        fn $function(name: &str, args: &[$float]) -> Option<$float> {
            match args {
                [x] => values!(@unary name, *x, $float,
                    sqrt cbrt exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh tanh
                    asinh acosh atanh abs signum floor ceil round round_ties_even trunc fract recip
                    to_degrees to_radians),
                [x, y] => match name {
                    "rem" => Some(x % y),
                    _ => values!(@binary name, *x, *y, $float,
                        powf atan2 hypot max min copysign log rem_euclid div_euclid midpoint),
                },
                [x, y, z] => match name {
                    "mul_add" => Some(x.mul_add(*y, *z)),
                    "clamp" if y <= z => Some(x.clamp(*y, *z)),
                    _ => None,
                },
                _ => None,
            }
        }
    };
    (@unary $name:ident, $x:expr, $float:ty, $($f:ident)*) => {
        match $name {
            $(stringify!($f) => Some(<$float>::$f($x)),)*
            _ => None,
        }
    };
    (@binary $name:ident, $x:expr, $y:expr, $float:ty, $($f:ident)*) => {
        match $name {
            $(stringify!($f) => Some(<$float>::$f($x, $y)),)*
            _ => None,
        }
    };
}

values!(value_f64, f64);
values!(value_f32, f32);

#[allow(clippy::cast_possible_truncation)]
pub(crate) fn value(name: &str, args: &[f64], w: Width) -> Option<f64> {
    match w {
        Width::F64 => value_f64(name, args),
        Width::F32 => {
            let args: Vec<f32> = args.iter().map(|x| *x as f32).collect();
            value_f32(name, &args).map(f64::from)
        }
    }
}

#[allow(clippy::cast_possible_truncation)]
pub(crate) fn powi(x: f64, n: i32, w: Width) -> f64 {
    match w {
        Width::F64 => x.powi(n),
        Width::F32 => f64::from((x as f32).powi(n)),
    }
}
