//! Operations without effects.

use super::{Checker, Verdict, agree, ensure, is_bool, is_int, same};
use crate::elementary;
use crate::ir::node::{BinOp, Const, ElemId, Pure, UnOp, Val};
use crate::ir::types::Ty;

impl Checker<'_> {
    pub(super) fn pure(&self, pure: &Pure, outs: &[Ty]) -> Verdict {
        let &[out] = outs else { return Err(format!("{} outputs of an operation", outs.len())) };
        match pure {
            Pure::Const(c) => constant(*c, out),
            Pure::Un(op, a) => self.unary(*op, *a, out),
            Pure::Bin(op, a, b) => binary(*op, self.read(*a)?, self.read(*b)?, out),
            Pure::Elem(id, args) => self.elementary(*id, args, out),
            Pure::Test(_, a) => {
                ensure(self.read(*a)?.is_float(), || "a test of something else than a float".to_owned())?;
                same(&[out], &[Ty::Bool])
            }
            Pure::Cast(a) => {
                let from = self.read(*a)?;
                ensure(from != Ty::State && out != Ty::State, || "a cast of a state".to_owned())
            }
            Pure::Select(c, a, b) => {
                ensure(is_bool(self.read(*c)?), || "a choice by something else than a truth value".to_owned())?;
                same(&[self.read(*a)?, self.read(*b)?], &[out, out])
            }
            Pure::Len(p, axis) => {
                self.exists(*p)?;
                let dims = self.func.place(*p).dims.len();
                ensure(usize::from(*axis) < dims, || format!("axis {axis} of {dims}"))?;
                ensure(is_int(out), || format!("a length of type {out}"))
            }
            Pure::Opaque(_, _, places) => places.iter().try_for_each(|p| {
                self.exists(*p)?;
                ensure(!self.written[p.0 as usize], || format!("an opaque expression reads {p}, which is written"))
            }),
        }
    }

    fn unary(&self, op: UnOp, a: Val, out: Ty) -> Verdict {
        let ty = self.read(a)?;
        let fits = match op {
            UnOp::Neg => ty.is_float() || is_int(ty),
            UnOp::Not => is_bool(ty) || is_int(ty),
        };
        ensure(fits, || format!("{op:?} of type {ty}"))?;
        same(&[out], &[ty])
    }

    fn elementary(&self, id: ElemId, args: &[Val], out: Ty) -> Verdict {
        let row = elementary::row(id);
        ensure(args.len() == row.arity, || {
            format!("{} arguments, where {} takes {}", args.len(), row.name, row.arity)
        })?;
        ensure(out.is_float(), || format!("an elementary function of type {out}"))?;
        for (k, a) in args.iter().enumerate() {
            let ty = self.read(*a)?;
            let fits = if row.is_integer(k) { is_int(ty) } else { ty == out };
            ensure(fits, || format!("argument {k} of {} has type {ty}", row.name))?;
        }
        Ok(())
    }
}

fn binary(op: BinOp, a: Ty, b: Ty, out: Ty) -> Verdict {
    let shift = matches!(op, BinOp::Shl | BinOp::Shr);
    ensure(agree(a, b) || shift && is_int(a) && is_int(b), || format!("operands of types {a} and {b}"))?;
    let fits = match op {
        BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div => a.is_float() || is_int(a),
        BinOp::Rem | BinOp::Shl | BinOp::Shr => is_int(a),
        BinOp::And | BinOp::Or | BinOp::Xor => is_bool(a) || is_int(a),
        BinOp::Eq | BinOp::Ne | BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge => a != Ty::State,
    };
    ensure(fits, || format!("{op:?} of type {a}"))?;
    same(&[out], &[if op.is_comparison() { Ty::Bool } else { a }])
}

fn constant(c: Const, out: Ty) -> Verdict {
    let fits = match c {
        Const::Float(_) => out.is_float(),
        Const::Int(_) => is_int(out),
        Const::Bool(_) => is_bool(out),
    };
    ensure(fits, || format!("{c:?} of type {out}"))
}
