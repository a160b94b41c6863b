//! Indices of the form `v + c`.

use super::edit::Editor;
use crate::ir::{BinOp, Inst, Pure, Val};

/// A value plus a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Affine {
    pub(super) base: Val,
    pub(super) offset: i128,
}

impl Editor {
    /// What a value is, as far as sums with numbers go.
    pub(super) fn affine(&self, v: Val) -> Affine {
        let mut sum = Affine { base: v, offset: 0 };
        while let Some((base, by)) = self.plus_number(sum.base) {
            sum = Affine { base, offset: sum.offset + by };
        }
        sum
    }

    fn plus_number(&self, v: Val) -> Option<(Val, i128)> {
        match self.definition(v)? {
            Pure::Bin(BinOp::Add, x, y) => match (self.known_int(*x), self.known_int(*y)) {
                (_, Some(n)) => Some((*x, n)),
                (Some(n), None) => Some((*y, n)),
                (None, None) => None,
            },
            Pure::Bin(BinOp::Sub, x, y) => Some((*x, -self.known_int(*y)?)),
            _ => None,
        }
    }

    /// `v + c`, with the numbers in `v` taken together.
    pub(super) fn shifted(&mut self, to: &mut Vec<Inst>, v: Val, c: i128) -> Val {
        let ty = self.func.ty(v);
        if let Some(n) = self.known_int(v) {
            return if c == 0 { v } else { self.int(to, n + c, ty) };
        }
        let Affine { base, offset } = self.affine(v);
        match offset + c {
            _ if c == 0 => v,
            0 => base,
            sum => {
                let by = self.int(to, sum.abs(), ty);
                let op = if sum > 0 { BinOp::Add } else { BinOp::Sub };
                self.pure(to, Pure::Bin(op, base, by), ty)
            }
        }
    }
}
