//! What iterators need: lengths, arrays that are filled later, and what accumulators begin with.

use proc_macro2::Span;

use super::Build;
use super::composed::Room;
use super::value::{Value, View};
use crate::ir::{BinOp, Dim, Init, PlaceKind, Ty, Val};
use crate::lower::steps::{Temp, Turns};
use crate::lower::types::{Kind, TyId};

impl Build<'_> {
    pub(super) fn turns(&mut self, out: Temp, turns: &Turns, span: Span) -> Value {
        let ty = self.ty(out);
        match turns {
            Turns::Number(value) => {
                let value = self.operand(*value);
                Value::Scalar(if self.b.ty(value) == ty { value } else { self.b.cast(value, ty) })
            }
            Turns::Distance(lo, hi) => Value::Scalar(self.distance(*lo, *hi)),
            Turns::Neutral(op) => Value::Scalar(self.neutral(*op, ty)),
            Turns::Room(len) => self.room(out, *len, span),
        }
    }

    /// An array of zeros, of this length or of that of its type.
    fn room(&mut self, out: Temp, len: Option<Temp>, span: Span) -> Value {
        let ty = self.body.temps[out.at()].ty;
        if self.layout(ty).is_some() {
            return self.composed_room(ty, len, span);
        }
        let shape = self.body.types.shape(ty);
        if shape.as_ref().is_some_and(|(_, dims)| dims[1..].contains(&Dim::Dyn)) {
            let help = "collect the numbers into one `Vec`, row by row";
            return self.not_yet(span, "`collect`s of rows of rows", help);
        }
        let Some((elem, dims)) = shape.filter(|(_, dims)| is_known(dims, len.is_some())) else {
            let help = "say its type where it is bound: `let a: [f64; 2] = ..`";
            self.errors.refuse(span, "the type of this array is needed here", help);
            return Value::Uninit;
        };
        let elem = self.body.types.solved(elem);
        if matches!(elem, Ty::Other(_)) {
            return self.not_yet(span, "arrays of this kind", "collect the numbers one by one");
        }
        let sizes = len.map(|n| self.operand(n)).into_iter().collect();
        let place = self.local(elem, dims);
        let zero = self.zero(elem);
        self.alloc(place, sizes, Init::Fill(zero));
        self.view(place)
    }

    /// Room for tuples, or for rows.
    fn composed_room(&mut self, ty: TyId, len: Option<Temp>, span: Span) -> Value {
        let len = match (len, self.body.types.kind(ty)) {
            (Some(len), _) => Some(self.operand(len)),
            (None, Kind::Array(_, Dim::Lit(n))) => Some(self.b.int(i128::from(n), Ty::USIZE)),
            (None, _) => None,
        };
        match len.and_then(|len| self.begun(ty, Room::Known(len), len)) {
            Some(room) => self.filled_later(&room),
            None => self.not_yet(span, "arrays of this kind", "collect the numbers one by one"),
        }
    }

    /// An array of which every element is written, and that whoever reads it takes.
    pub(super) fn filled_later(&mut self, array: &Value) -> Value {
        match array {
            Value::View(view) => {
                self.places[view.place.0 as usize].owned = false;
                let grows = self.b.func.place(view.place).kind == PlaceKind::Growing;
                Value::View(View { window: view.window.filter(|_| grows), ..view.clone() })
            }
            Value::Composed(layout, parts) => {
                Value::composed(*layout, parts.iter().map(|part| self.filled_later(part)).collect())
            }
            other => other.clone(),
        }
    }

    /// How many integers there are from `lo` to before `hi`.
    fn distance(&mut self, lo: Temp, hi: Temp) -> Val {
        let ty = self.ty(hi);
        let (lo, hi) = (self.operand(lo), self.operand(hi));
        let in_usize = |build: &mut Self, n| if ty == Ty::USIZE { n } else { build.b.cast(n, Ty::USIZE) };
        if self.known_int(lo) == Some(0) && ty.is_unsigned() {
            return in_usize(self, hi);
        }
        let some = self.b.bin(BinOp::Lt, lo, hi);
        let mut values = Vec::new();
        let then = self.arm(|build| {
            let n = build.minus(hi, lo);
            values.push(in_usize(build, n));
        });
        let otherwise = self.arm(|build| values.push(build.index_constant(0)));
        self.join(some, &then, &otherwise, &[(values[0], values[1])])[0]
    }

    fn neutral(&mut self, op: BinOp, ty: Ty) -> Val {
        let product = op == BinOp::Mul;
        if ty.is_int() {
            return self.b.int(i128::from(product), ty);
        }
        self.b.float(if product { 1.0 } else { -0.0 }, if ty.is_float() { ty } else { Ty::F64 })
    }
}

/// The lengths that the type does not say are given.
fn is_known(dims: &[Dim], given: bool) -> bool {
    let fixed = |dim: &Dim| matches!(dim, Dim::Lit(_) | Dim::Named(_));
    match dims {
        [first, rest @ ..] => (fixed(first) || given && *first == Dim::Dyn) && rest.iter().all(fixed),
        [] => false,
    }
}
