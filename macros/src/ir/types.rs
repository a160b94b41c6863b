//! Types of values and extents of places.

/// Where something came from: a number that only the front end can turn into tokens or a span. Zero is nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub(crate) struct Origin(pub(crate) u32);

impl Origin {
    pub(crate) const NOWHERE: Self = Self(0);
    /// The number of lanes of a companion, where its caller says.
    pub(crate) const LANES: Self = Self(1);
}

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Ty {
    F64,
    F32,
    Bool,
    /// An integer; `None` where the body leaves the width to inference.
    Int(Option<Int>),
    /// Anything else: inactive, carried through. The origin is its type as written, if it was.
    Other(Origin),
    /// What the first phase of a call hands to its second.
    State,
}

impl Ty {
    pub(crate) fn is_float(self) -> bool {
        matches!(self, Self::F64 | Self::F32)
    }
    pub(crate) fn is_int(self) -> bool {
        matches!(self, Self::Int(_))
    }
    /// A type in which differences of two of these integers do not overflow.
    pub(crate) fn wide(self) -> Self {
        match self {
            Self::Int(None | Some(Int::I8 | Int::I16 | Int::I32)) => Self::Int(Some(Int::I64)),
            Self::Int(Some(Int::I64 | Int::Isize)) => Self::Int(Some(Int::I128)),
            other => other,
        }
    }
    pub(crate) fn is_unsigned(self) -> bool {
        use Int::{U8, U16, U32, U64, U128, Usize};
        matches!(self, Self::Int(Some(Usize | U8 | U16 | U32 | U64 | U128)))
    }
    pub(crate) const USIZE: Self = Self::Int(Some(Int::Usize));
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Int {
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
}

impl Int {
    const NAMES: [(&'static str, Self); 12] = [
        ("i8", Self::I8),
        ("i16", Self::I16),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("i128", Self::I128),
        ("isize", Self::Isize),
        ("u8", Self::U8),
        ("u16", Self::U16),
        ("u32", Self::U32),
        ("u64", Self::U64),
        ("u128", Self::U128),
        ("usize", Self::Usize),
    ];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|(_, i)| *i)
    }

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, i)| *i == self).map_or("usize", |(n, _)| n)
    }
}

/// The extent of a place along one axis.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Dim {
    /// A number in the source.
    Lit(u64),
    /// A constant of the source or a const generic parameter: a path, or an expression of constants.
    Named(Origin),
    /// Known at run time only: a slice or a `Vec`.
    Dyn,
    /// Only rustc knows: an array returned by a call, of a type that is not written down.
    Inferred,
    /// A struct, of which nothing is known: it is handed to calls, and nothing else is done with it.
    Whole,
}
