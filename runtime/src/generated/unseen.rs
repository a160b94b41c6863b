//! The adjoint of a part of a result that its caller does not look at. Of what type it is, the callee alone knows, which adds as
//! many of its elements as there are: none is zeros of any length.

use super::lend::Constant;

/// What has a zero without knowing more than its type.
#[diagnostic::on_unimplemented(
    message = "this call gives a struct with a derivative, and nobody looks at it",
    label = "its adjoint is not known",
    note = "give it a name, and read a field of it; or let a function of its own give what is looked at here"
)]
pub trait Unseen {
    /// Zeros.
    const NOTHING: Self;
}

/// Zeros.
#[must_use]
pub fn unseen<T: Unseen>() -> T {
    T::NOTHING
}

impl Unseen for () {
    const NOTHING: Self = ();
}

impl Unseen for Constant {
    const NOTHING: Self = Self;
}

impl Unseen for bool {
    const NOTHING: Self = false;
}

macro_rules! floats {
    ($($float:ident),*) => {$(
        impl Unseen for $float {
            const NOTHING: Self = 0.0;
        }

        impl Unseen for &[$float] {
            const NOTHING: Self = &[];
        }

        #[cfg(feature = "alloc")]
        impl Unseen for &alloc::vec::Vec<$float> {
            const NOTHING: Self = &alloc::vec::Vec::new();
        }

        impl<const N: usize> Unseen for &[$float; N] {
            const NOTHING: Self = &[0.0; N];
        }

        impl<const M: usize, const N: usize> Unseen for &[[$float; N]; M] {
            const NOTHING: Self = &[[0.0; N]; M];
        }

        impl<const L: usize, const M: usize, const N: usize> Unseen for &[[[$float; N]; M]; L] {
            const NOTHING: Self = &[[[0.0; N]; M]; L];
        }
    )*};
}

floats! { f32, f64 }

macro_rules! tuples {
    ($(($($item:ident)*))*) => {$(
        impl<$($item: Unseen),*> Unseen for ($($item,)*) {
            const NOTHING: Self = ($($item::NOTHING,)*);
        }
    )*};
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) }
