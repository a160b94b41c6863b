use std::ops::{Add, Div, Mul, Neg, Sub};

use num_dual::{Dual64, DualNum, HyperDual64};

/// Numbers that the problems are written for.
pub trait Scalar:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// The number alone.
    fn value(&self) -> f64;
    /// `e` to its power.
    #[must_use]
    fn exp(self) -> Self;
    /// The natural logarithm.
    #[must_use]
    fn ln(self) -> Self;
    /// The natural logarithm of one more.
    #[must_use]
    fn ln_1p(self) -> Self;
    /// The sine.
    #[must_use]
    fn sin(self) -> Self;
    /// The cosine.
    #[must_use]
    fn cos(self) -> Self;
    /// The hyperbolic tangent.
    #[must_use]
    fn tanh(self) -> Self;
    /// The square root.
    #[must_use]
    fn sqrt(self) -> Self;
}

/// Numbers that have the methods, on themselves or through a trait that takes references.
macro_rules! scalar {
    ($number:ty, $value:expr, |$x:ident| $($name:ident = $call:expr),+) => {
        impl Scalar for $number {
            #[inline]
            fn value(&self) -> f64 {
                let value: fn(&Self) -> f64 = $value;
                value(self)
            }
            $(#[inline]
            fn $name(self) -> Self {
                let $x = self;
                $call
            })+
        }
    };
}

scalar!(
    f64,
    |x| *x,
    |x| exp = x.exp(),
    ln = x.ln(),
    ln_1p = x.ln_1p(),
    sin = x.sin(),
    cos = x.cos(),
    tanh = x.tanh(),
    sqrt = x.sqrt()
);

macro_rules! dual {
    ($($number:ty),+) => {$(
        scalar!($number, |x| x.re, |x| exp = DualNum::exp(&x), ln = DualNum::ln(&x), ln_1p = DualNum::ln_1p(&x),
            sin = DualNum::sin(&x), cos = DualNum::cos(&x), tanh = DualNum::tanh(&x), sqrt = DualNum::sqrt(&x));
    )+};
}

dual!(Dual64, HyperDual64);
