//! The state of a run as a list of words, from which it goes on bit for bit: what the feature `serde` writes and reads.
//!
//! Every number goes as the bits that it has, NaN and infinities too, whatever the format makes of floats. A struct names all its
//! fields once, in [`stored!`]: one that is forgotten does not compile.

/// Says how a struct of a run is stored: by its fields, in order.
macro_rules! stored {
    ($name:ident { $($field:ident),* $(,)? }) => {
        stored! { @impl [] $name { $($field),* } }
    };
    ($name:ident<P $(, $other:ident)*> { $($field:ident),* $(,)? }) => {
        stored! { @impl [P: crate::stored::StoredPoint $(, $other: crate::stored::Stored)*] $name<P $(, $other)*> { $($field),* } }
    };
    ($name:ident<P, const $count:ident> { $($field:ident),* $(,)? }) => {
        stored! { @impl [P: crate::stored::StoredPoint, const $count: usize] $name<P, $count> { $($field),* } }
    };
    (@impl [$($generics:tt)*] $type:ty { $($field:ident),* }) => {
        #[cfg(feature = "serde")]
        impl<$($generics)*> crate::stored::Stored for $type {
            fn write(&self, out: &mut alloc::vec::Vec<u64>) {
                let Self { $($field),* } = self;
                $(crate::stored::Stored::write($field, out);)*
            }

            fn read(from: &mut crate::stored::Words<'_>) -> Option<Self> {
                Some(Self { $($field: crate::stored::Stored::read(from)?),* })
            }
        }
    };
}

/// The same for an enum: each variant with its number.
macro_rules! stored_enum {
    ($name:ident { $($number:literal => $variant:ident { $($field:tt: $value:ident),* },)* }) => {
        #[cfg(feature = "serde")]
        impl crate::stored::Stored for $name {
            fn write(&self, out: &mut alloc::vec::Vec<u64>) {
                match self {
                    $(Self::$variant { $($field: $value),* } => {
                        out.push($number);
                        $(crate::stored::Stored::write($value, out);)*
                    })*
                }
            }

            fn read(from: &mut crate::stored::Words<'_>) -> Option<Self> {
                match from.next()? {
                    $($number => Some(Self::$variant { $($field: crate::stored::Stored::read(from)?),* }),)*
                    _ => None,
                }
            }
        }
    };
}

#[cfg(feature = "serde")]
pub(crate) use words::*;

#[cfg(feature = "serde")]
mod words {
    use alloc::{string::String, vec::Vec};
    use core::time::Duration;
    use std::time::Instant;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::{
        optimize::{Batches, Method, State},
        problem::Point,
    };

    /// Words that are read from front to back.
    pub(crate) type Words<'a> = core::iter::Copied<core::slice::Iter<'a, u64>>;

    /// What can be stored as words.
    pub trait Stored: Sized {
        /// Adds the words.
        fn write(&self, out: &mut Vec<u64>);

        /// Takes them off; `None` where they are of something else.
        fn read(from: &mut Words<'_>) -> Option<Self>;
    }

    /// A point that can be stored, with its matrix.
    pub trait StoredPoint: Stored + Point<Matrix: Stored> {}
    impl<P: Stored + Point<Matrix: Stored>> StoredPoint for P {}

    impl Stored for f64 {
        fn write(&self, out: &mut Vec<u64>) {
            out.push(self.to_bits());
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            from.next().map(Self::from_bits)
        }
    }

    impl Stored for u64 {
        fn write(&self, out: &mut Vec<u64>) {
            out.push(*self);
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            from.next()
        }
    }

    impl Stored for usize {
        fn write(&self, out: &mut Vec<u64>) {
            out.push(*self as u64);
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            from.next()?.try_into().ok()
        }
    }

    impl Stored for bool {
        fn write(&self, out: &mut Vec<u64>) {
            out.push(u64::from(*self));
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            [false, true].get(usize::read(from)?).copied()
        }
    }

    impl Stored for Duration {
        fn write(&self, out: &mut Vec<u64>) {
            out.extend([self.as_secs(), u64::from(self.subsec_nanos())]);
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            Some(Self::new(from.next()?, from.next()?.try_into().ok()?))
        }
    }

    /// A clock starts anew.
    impl Stored for Instant {
        fn write(&self, _: &mut Vec<u64>) {}

        fn read(_: &mut Words<'_>) -> Option<Self> {
            Some(Self::now())
        }
    }

    impl<T: Stored> Stored for Option<T> {
        fn write(&self, out: &mut Vec<u64>) {
            self.is_some().write(out);
            self.iter().for_each(|value| value.write(out));
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
        }
    }

    impl<T: Stored> Stored for Vec<T> {
        fn write(&self, out: &mut Vec<u64>) {
            self.len().write(out);
            self.iter().for_each(|value| value.write(out));
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            let len = usize::read(from)?;
            // Each takes a word at least, so a length that is not true reserves no memory.
            (len <= from.len()).then(|| (0..len).map(|_| T::read(from)).collect())?
        }
    }

    impl<T: Stored, const N: usize> Stored for [T; N] {
        fn write(&self, out: &mut Vec<u64>) {
            self.iter().for_each(|value| value.write(out));
        }

        fn read(from: &mut Words<'_>) -> Option<Self> {
            let values: Vec<T> = (0..N).map(|_| T::read(from)).collect::<Option<_>>()?;
            values.try_into().ok()
        }
    }

    /// The name of a type, without its path and parameters.
    fn name<T>() -> &'static str {
        let whole = core::any::type_name::<T>();
        let plain = whole.split('<').next().unwrap_or(whole);
        plain.rsplit("::").next().unwrap_or(plain)
    }

    fn serialize<T: Stored, S: Serializer>(name: &str, value: &T, to: S) -> Result<S::Ok, S::Error> {
        let mut words = Vec::new();
        value.write(&mut words);
        (name, words).serialize(to)
    }

    fn deserialize<'a, T: Stored, D: Deserializer<'a>>(expected: &str, from: D) -> Result<T, D::Error> {
        let (found, words) = <(String, Vec<u64>)>::deserialize(from)?;
        if found != expected {
            return Err(D::Error::custom(format_args!("this is a state of `{found}`, not of `{expected}`")));
        }
        let mut words = words.iter().copied();
        let value = T::read(&mut words).filter(|_| words.len() == 0);
        value.ok_or_else(|| D::Error::custom("the state is of another problem, or of another version"))
    }

    impl<M: Method + Stored, P: StoredPoint> Serialize for State<M, P>
    where
        M::Memory<P>: Stored,
    {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            serialize(name::<M>(), self, to)
        }
    }

    impl<'a, M: Method + Stored, P: StoredPoint> Deserialize<'a> for State<M, P>
    where
        M::Memory<P>: Stored,
    {
        fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
            deserialize(name::<M>(), from)
        }
    }

    impl Serialize for Batches {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            serialize("Batches", self, to)
        }
    }

    impl<'a> Deserialize<'a> for Batches {
        fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
            deserialize("Batches", from)
        }
    }
}
