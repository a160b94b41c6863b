//! The two modes of differentiation.

/// A mode of differentiation.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Along one direction at a time.
    Forward,
    /// All directions at once, backwards.
    Reverse,
}
