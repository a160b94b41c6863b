//! The shape of a row.

use super::expr::E;

/// `d` times a partial derivative, from the operands and the value.
pub(super) type Pull = for<'b> fn(E<'b>, &[E<'b>], E<'b>) -> E<'b>;
/// An internal function, from its operands.
pub(super) type Formula = for<'b> fn(&[E<'b>]) -> E<'b>;

/// An elementary function.
pub(crate) struct Row {
    /// The method that computes it; for an internal function, a name to read in a dump.
    pub(crate) name: &'static str,
    /// What `libm` calls it.
    pub(crate) libm: Option<&'static str>,
    pub(crate) arity: usize,
    /// Faster to compute again than to store.
    pub(crate) cheap: bool,
    /// The value is zero or more, wherever it exists.
    pub(crate) never_negative: bool,
    /// The value is finite where the operands are; of others it may be infinite, or NaN.
    pub(crate) finite: bool,
    /// The function of the same operand that the derivative consists of: with the value, it is there at little more cost.
    pub(crate) partner: Option<&'static str>,
    /// Where the value exists, in words.
    pub(crate) domain: &'static str,
    /// What the derivative is at kinks, jumps and edges, in words.
    pub(crate) policy: &'static str,
    /// Arguments where the derivative exists, and can be checked by differences.
    pub(crate) points: &'static [&'static [f64]],
    pub(super) operands: &'static [Operand],
    pub(super) formula: Option<Formula>,
}

/// An operand of a row, and how it is differentiated.
#[derive(Clone, Copy)]
pub(super) struct Operand {
    pub(super) pull: Option<Pull>,
    pub(super) pole: bool,
    integer: bool,
}

/// The partial is finite where the arguments are, unless it overflows.
pub(super) const fn smooth(pull: Pull) -> Operand {
    Operand { pull: Some(pull), pole: false, integer: false }
}

/// The partial is infinite or NaN at some finite arguments.
pub(super) const fn pole(pull: Pull) -> Operand {
    Operand { pull: Some(pull), pole: true, integer: false }
}

/// The partial is zero wherever it exists.
pub(super) const FLAT: Operand = Operand { pull: None, pole: false, integer: false };

/// A value that can be computed from the other operands and is there anyway: its share of the derivative is in theirs.
pub(super) const WITNESS: Operand = FLAT;

/// An `i32`, which has no derivative.
pub(super) const INTEGER: Operand = Operand { integer: true, ..FLAT };

impl Row {
    pub(super) const fn method(name: &'static str, operands: &'static [Operand]) -> Self {
        Self {
            name,
            libm: None,
            arity: operands.len(),
            cheap: false,
            never_negative: false,
            finite: false,
            partner: None,
            domain: "all numbers",
            policy: "",
            points: &[],
            operands,
            formula: None,
        }
    }

    pub(super) const fn internal(name: &'static str, formula: Formula, operands: &'static [Operand]) -> Self {
        let mut row = Self::method(name, operands);
        row.formula = Some(formula);
        row
    }

    pub(super) const fn libm(mut self, name: &'static str) -> Self {
        self.libm = Some(name);
        self
    }

    pub(super) const fn cheap(mut self) -> Self {
        self.cheap = true;
        self
    }

    pub(super) const fn never_negative(mut self) -> Self {
        self.never_negative = true;
        self
    }

    pub(super) const fn finite(mut self) -> Self {
        self.finite = true;
        self
    }

    pub(super) const fn partner(mut self, name: &'static str) -> Self {
        self.partner = Some(name);
        self
    }

    pub(super) const fn domain(mut self, words: &'static str) -> Self {
        self.domain = words;
        self
    }

    pub(super) const fn policy(mut self, words: &'static str) -> Self {
        self.policy = words;
        self
    }

    pub(super) const fn points(mut self, points: &'static [&'static [f64]]) -> Self {
        self.points = points;
        self
    }

    /// Only derivatives name it; it is written out before anything is emitted.
    pub(crate) fn is_internal(&self) -> bool {
        self.formula.is_some()
    }

    /// Whether operand `k` is an `i32`, and so never active.
    pub(crate) fn is_integer(&self, k: usize) -> bool {
        self.operands[k].integer
    }
}
