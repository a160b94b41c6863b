//! What programs are evaluated on: plain numbers, or numbers that carry derivatives.

use super::functions;

/// The precision that a value has in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Width {
    F64,
    F32,
}

impl Width {
    pub(crate) fn round(self, x: f64) -> f64 {
        match self {
            Self::F64 => x,
            #[allow(clippy::cast_possible_truncation)]
            Self::F32 => f64::from(x as f32),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::F64 => "f64",
            Self::F32 => "f32",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Arith {
    Add,
    Sub,
    Mul,
    Div,
}

impl Arith {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
        }
    }

    /// Rounding the `f64` result to `f32` gives the correctly rounded `f32` result for these four operations.
    pub(crate) fn apply(self, a: f64, b: f64, w: Width) -> f64 {
        w.round(match self {
            Self::Add => a + b,
            Self::Sub => a - b,
            Self::Mul => a * b,
            Self::Div => a / b,
        })
    }
}

/// A number; every operation has the precision of `Width` in its value.
pub(crate) trait Number: Copy + std::fmt::Debug + 'static {
    fn real(x: f64) -> Self;
    fn value(self) -> f64;
    fn neg(self) -> Self;
    fn cast(self, w: Width) -> Self;
    fn arith(op: Arith, a: Self, b: Self, w: Width) -> Self;
    /// `None`: there is no function of that name with so many arguments.
    fn function(name: &str, args: &[Self], w: Width) -> Option<Self>;
    fn powi(self, n: i32, w: Width) -> Self;
}

impl Number for f64 {
    fn real(x: f64) -> Self {
        x
    }
    fn value(self) -> f64 {
        self
    }
    fn neg(self) -> Self {
        -self
    }
    fn cast(self, w: Width) -> Self {
        w.round(self)
    }
    fn arith(op: Arith, a: Self, b: Self, w: Width) -> Self {
        op.apply(a, b, w)
    }
    fn function(name: &str, args: &[Self], w: Width) -> Option<Self> {
        functions::value(name, args, w)
    }
    fn powi(self, n: i32, w: Width) -> Self {
        functions::powi(self, n, w)
    }
}
