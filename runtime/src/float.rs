//! What a generic scalar can do.

use std::fmt::{Debug, Display};
use std::iter::{Product, Sum};
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};

/// The methods of `f64` that the trait has, and the constants.
macro_rules! with_table {
    ($then:ident $($of:ident)?) => { $then! { $($of)?
        one { abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp exp2 exp_m1 floor fract ln ln_1p log10 log2 recip round
            signum sin sinh sqrt tan tanh to_degrees to_radians trunc }
        two { atan2 copysign hypot log max min powf rem_euclid }
        asks { is_finite is_infinite is_nan is_sign_negative is_sign_positive }
        gives { zero = ZERO, one = ONE, epsilon = EPSILON, infinity = INFINITY, neg_infinity = NEG_INFINITY, nan = NAN,
            max_value = MAX, min_value = MIN, min_positive_value = MIN_POSITIVE }
        constants { E PI TAU SQRT_2 FRAC_1_SQRT_2 LN_2 LN_10 LOG2_E LOG10_E FRAC_1_PI FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2
            FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8 }
    } };
}

macro_rules! declare {
    (
        one { $($one:ident)* }
        two { $($two:ident)* }
        asks { $($asks:ident)* }
        gives { $($gives:ident = $as:ident),* }
        constants { $($constant:ident)* }
    ) => {
        /// A scalar type: `f64` or `f32`. A function that is generic over it is differentiated as its instance for `f64`.
        ///
        /// It has the methods of `f64` that have a derivative, and gives the constants that a generic function cannot write.
        /// `num_traits::Float` is understood likewise.
        ///
        /// ```
        /// use chainrule::{Float, differentiable};
        ///
        /// #[differentiable]
        /// fn bell<T: Float>(x: T) -> T {
        ///     (-T::from_f64(0.5) * x * x).exp() / (T::from_f64(2.0) * T::PI()).sqrt()
        /// }
        ///
        /// assert_eq!(bell::derivative(0.0), 0.0);
        /// assert_eq!(bell(0.0_f32), 0.398_942_3);
        /// ```
        #[expect(non_snake_case, reason = "they are named like the constants")]
        pub trait Float:
            Copy
            + Default
            + Debug
            + Display
            + PartialOrd
            + Send
            + Sync
            + 'static
            + Neg<Output = Self>
            + Add<Output = Self>
            + Sub<Output = Self>
            + Mul<Output = Self>
            + Div<Output = Self>
            + Rem<Output = Self>
            + AddAssign
            + SubAssign
            + MulAssign
            + DivAssign
            + RemAssign
            + Sum
            + for<'a> Sum<&'a Self>
            + Product
            + for<'a> Product<&'a Self>
        {
            /// The number nearest to this one.
            #[must_use]
            fn from_f64(x: f64) -> Self;
            /// The same number as an `f64`.
            #[must_use]
            fn to_f64(self) -> f64;
            /// The sine and the cosine.
            #[must_use]
            fn sin_cos(self) -> (Self, Self);
            /// A power with a whole exponent.
            #[must_use]
            fn powi(self, n: i32) -> Self;
            /// The product with `a`, and `b` added to it, rounded once.
            #[must_use]
            fn mul_add(self, a: Self, b: Self) -> Self;
            /// The number itself between the bounds, else the nearer one.
            #[must_use]
            fn clamp(self, min: Self, max: Self) -> Self;
            $(#[doc = concat!("[`f64::", stringify!($one), "`]")] #[must_use] fn $one(self) -> Self;)*
            $(#[doc = concat!("[`f64::", stringify!($two), "`]")] #[must_use] fn $two(self, other: Self) -> Self;)*
            $(#[doc = concat!("[`f64::", stringify!($asks), "`]")] #[must_use] fn $asks(self) -> bool;)*
            $(#[doc = concat!("The constant `", stringify!($as), "`.")] #[must_use] fn $gives() -> Self;)*
            $(#[doc = concat!("[`", stringify!($constant), "`](std::f64::consts::", stringify!($constant), ")")]
                #[must_use] fn $constant() -> Self;)*
        }
    };
}

macro_rules! implement {
    (
        $float:ident
        one { $($one:ident)* }
        two { $($two:ident)* }
        asks { $($asks:ident)* }
        gives { $($gives:ident = $as:ident),* }
        constants { $($constant:ident)* }
    ) => {
        #[allow(clippy::cast_possible_truncation, clippy::cast_lossless, trivial_numeric_casts, reason = "of two widths")]
        impl Float for $float {
            #[inline]
            fn from_f64(x: f64) -> Self { x as Self }
            #[inline]
            fn to_f64(self) -> f64 { self as f64 }
            #[inline]
            fn sin_cos(self) -> (Self, Self) { Self::sin_cos(self) }
            #[inline]
            fn powi(self, n: i32) -> Self { Self::powi(self, n) }
            #[inline]
            fn mul_add(self, a: Self, b: Self) -> Self { Self::mul_add(self, a, b) }
            #[inline]
            fn clamp(self, min: Self, max: Self) -> Self { Self::clamp(self, min, max) }
            $(#[inline] fn $one(self) -> Self { Self::$one(self) })*
            $(#[inline] fn $two(self, other: Self) -> Self { Self::$two(self, other) })*
            $(#[inline] fn $asks(self) -> bool { Self::$asks(self) })*
            $(#[inline] fn $gives() -> Self { number!($float $as) })*
            $(#[inline] fn $constant() -> Self { std::$float::consts::$constant })*
        }
    };
}

macro_rules! number {
    ($float:ident ZERO) => {
        0.0
    };
    ($float:ident ONE) => {
        1.0
    };
    ($float:ident $name:ident) => {
        $float::$name
    };
}

with_table!(declare);
with_table!(implement f64);
with_table!(implement f32);
