//! Operations without effects.

use std::rc::Rc;

use super::value::{limits, width};
use super::{Binding, Eval, Frame, Interp, Value};
use crate::elementary;
use crate::fuzz::program::number::{Arith, Number};
use crate::ir::build::Builder;
use crate::ir::node::{BinOp, Const, ElemId, Func, Pure, ResultItem, Test, UnOp};
use crate::ir::types::{Int, Ty};

impl<S: Number> Interp<'_, S> {
    pub(super) fn pure(&self, func: &Func, frame: &Frame<S>, pure: &Pure, ty: Ty) -> Eval<Value<S>> {
        match pure {
            Pure::Const(Const::Float(bits)) => Ok(Value::Float(S::real(width(ty).round(f64::from_bits(*bits))))),
            Pure::Const(Const::Int(n)) => Ok(Value::Int(*n)),
            Pure::Const(Const::Bool(b)) => Ok(Value::Bool(*b)),
            Pure::Un(op, a) => unary(*op, frame.get(*a)?, ty),
            Pure::Bin(op, a, b) => binary(*op, frame.get(*a)?, frame.get(*b)?, ty),
            Pure::Elem(id, args) => self.elementary(*id, &frame.gets(args)?, ty),
            Pure::Test(test, a) => Ok(Value::Bool(tested(*test, frame.get(*a)?.float()?.value()))),
            Pure::Cast(a) => cast(frame.get(*a)?, ty),
            Pure::Select(c, a, b) => frame.get(if frame.get(*c)?.bool()? { *a } else { *b }).cloned(),
            // What goes with a constant is as long as anybody wants.
            Pure::Len(p, _) if frame.is_constant(*p) => Ok(Value::Int(i128::from(u64::MAX))),
            Pure::Len(p, axis) => {
                let dims = &frame.array(*p)?.dims;
                let n = dims.get(usize::from(*axis)).ok_or_else(|| format!("{p} has no axis {axis}"))?;
                Ok(Value::Int(i128::try_from(*n).expect("lengths are small")))
            }
            Pure::Opaque(..) => Err(format!("an opaque expression in {}", func.vals.len())),
        }
    }

    fn elementary(&self, id: ElemId, args: &[Value<S>], ty: Ty) -> Eval<Value<S>> {
        let row = elementary::row(id);
        if row.is_internal() {
            return self.formula(id, args, ty);
        }
        let name = if row.name == "%" { "rem" } else { row.name };
        if let [x, Value::Int(n)] = args {
            let n = i32::try_from(*n).map_err(|_| format!("the exponent {n}"))?;
            return Ok(Value::Float(x.float()?.powi(n, width(ty))));
        }
        let floats: Vec<S> = args.iter().map(Value::float).collect::<Eval<_>>()?;
        S::function(name, &floats, width(ty)).map(Value::Float).ok_or_else(|| format!("{name} of {args:?}"))
    }

    /// An internal function is what its formula says.
    fn formula(&self, id: ElemId, args: &[Value<S>], ty: Ty) -> Eval<Value<S>> {
        let known = self.formulas.borrow().get(&(id, ty)).cloned();
        let func = match known {
            Some(func) => func,
            None => Rc::new(formula(id, ty)?),
        };
        self.formulas.borrow_mut().insert((id, ty), Rc::clone(&func));
        let mut outcome = self.run(&func, args.iter().cloned().map(Binding::Scalar).collect())?;
        outcome.scalars.pop().ok_or_else(|| "a formula without a value".to_owned())
    }
}

fn formula(id: ElemId, ty: Ty) -> Eval<Func> {
    let row = elementary::row(id);
    let mut b = Builder::new(|_, _, _| None);
    let operand = |k| if row.is_integer(k) { Ty::Int(Some(Int::I32)) } else { ty };
    let args: Vec<_> = (0..row.arity).map(|k| b.scalar_param(operand(k), None)).collect();
    let value = elementary::expand(&mut b, id, &args).ok_or_else(|| format!("{} has no formula", row.name))?;
    let mut func = b.finish(vec![value]);
    func.results = vec![ResultItem::Scalar];
    Ok(func)
}

fn unary<S: Number>(op: UnOp, a: &Value<S>, ty: Ty) -> Eval<Value<S>> {
    match (op, a) {
        (UnOp::Neg, Value::Float(s)) => Ok(Value::Float(s.neg())),
        (UnOp::Neg, Value::Int(n)) => ranged(n.checked_neg(), ty),
        (UnOp::Not, Value::Bool(b)) => Ok(Value::Bool(!b)),
        (UnOp::Not, Value::Int(n)) if limits(ty).0 == 0 => Ok(Value::Int(limits(ty).1 ^ n)),
        (UnOp::Not, Value::Int(n)) => Ok(Value::Int(!n)),
        _ => Err(format!("{op:?} of {a:?}")),
    }
}

fn binary<S: Number>(op: BinOp, a: &Value<S>, b: &Value<S>, ty: Ty) -> Eval<Value<S>> {
    match (a, b) {
        (Value::Float(x), Value::Float(y)) if op.is_comparison() => {
            Ok(Value::Bool(compared(op, &x.value(), &y.value())))
        }
        (Value::Int(x), Value::Int(y)) if op.is_comparison() => Ok(Value::Bool(compared(op, x, y))),
        (Value::Bool(x), Value::Bool(y)) if op.is_comparison() => Ok(Value::Bool(compared(op, x, y))),
        (Value::Float(x), Value::Float(y)) => Ok(Value::Float(S::arith(arith(op)?, *x, *y, width(ty)))),
        (Value::Int(x), Value::Int(y)) => integers(op, *x, *y, ty),
        (Value::Bool(x), Value::Bool(y)) => Ok(Value::Bool(match op {
            BinOp::And => *x && *y,
            BinOp::Or => *x || *y,
            BinOp::Xor => x != y,
            _ => return Err(format!("{op:?} of truth values")),
        })),
        _ => Err(format!("{op:?} of {a:?} and {b:?}")),
    }
}

fn arith(op: BinOp) -> Eval<Arith> {
    match op {
        BinOp::Add => Ok(Arith::Add),
        BinOp::Sub => Ok(Arith::Sub),
        BinOp::Mul => Ok(Arith::Mul),
        BinOp::Div => Ok(Arith::Div),
        _ => Err(format!("{op:?} of floats")),
    }
}

fn compared<T: PartialOrd>(op: BinOp, a: &T, b: &T) -> bool {
    match op {
        BinOp::Eq => a == b,
        BinOp::Ne => a != b,
        BinOp::Lt => a < b,
        BinOp::Le => a <= b,
        BinOp::Gt => a > b,
        _ => a >= b,
    }
}

fn integers<S: Number>(op: BinOp, a: i128, b: i128, ty: Ty) -> Eval<Value<S>> {
    let shift = u32::try_from(b).ok();
    let value = match op {
        BinOp::Add => a.checked_add(b),
        BinOp::Sub => a.checked_sub(b),
        BinOp::Mul => a.checked_mul(b),
        BinOp::Div => a.checked_div(b),
        BinOp::Rem => a.checked_rem(b),
        BinOp::And => Some(a & b),
        BinOp::Or => Some(a | b),
        BinOp::Xor => Some(a ^ b),
        BinOp::Shl => return Ok(Value::Int(wrapped(shift.and_then(|s| a.checked_shl(s)).ok_or("a shift")?, ty))),
        BinOp::Shr => shift.and_then(|s| a.checked_shr(s)),
        _ => None,
    };
    ranged(value, ty)
}

fn ranged<S: Number>(value: Option<i128>, ty: Ty) -> Eval<Value<S>> {
    let (lo, hi) = limits(ty);
    let inside = value.filter(|n| (lo..=hi).contains(n));
    inside.map(Value::Int).ok_or_else(|| format!("overflow or division by zero in {ty}"))
}

fn wrapped(n: i128, ty: Ty) -> i128 {
    let (lo, hi) = limits(ty);
    match hi.checked_sub(lo).and_then(|d| d.checked_add(1)) {
        Some(count) => (n - lo).rem_euclid(count) + lo,
        None => n,
    }
}

#[allow(clippy::cast_possible_truncation)]
fn cast<S: Number>(a: &Value<S>, ty: Ty) -> Eval<Value<S>> {
    let int = |n: i128| match ty {
        Ty::F32 => Value::Float(S::real(f64::from(n as f32))),
        Ty::F64 => Value::Float(S::real(n as f64)),
        _ => Value::Int(wrapped(n, ty)),
    };
    Ok(match a {
        Value::Float(s) if ty.is_float() => Value::Float(s.cast(width(ty))),
        // A cast of a float saturates, and takes NaN to zero.
        Value::Float(s) if ty.is_int() => Value::Int((s.value() as i128).clamp(limits(ty).0, limits(ty).1)),
        Value::Int(n) => int(*n),
        Value::Bool(b) if ty == Ty::Bool => Value::Bool(*b),
        Value::Bool(b) => int(i128::from(*b)),
        _ => return Err(format!("{a:?} as {ty}")),
    })
}

fn tested(test: Test, x: f64) -> bool {
    match test {
        Test::IsNan => x.is_nan(),
        Test::IsFinite => x.is_finite(),
        Test::IsInfinite => x.is_infinite(),
        Test::IsNormal => x.is_normal(),
        Test::IsSignPositive => x.is_sign_positive(),
        Test::IsSignNegative => x.is_sign_negative(),
    }
}
