//! Making calls of earlier functions.

use super::ast::{CallArg, Float, Int, ParamTy, Passing, Ret};
use super::make::Maker;
use super::scope::{Form, Kind, Var};

impl Maker {
    pub(super) fn call_or_leaf(&mut self, depth: usize) -> Float {
        let scalar = |ret: &Ret| matches!(ret, Ret::Scalar);
        match self.call(depth, scalar) {
            Some((fun, args)) => Float::Call(fun, args),
            None => self.leaf(),
        }
    }

    /// A call of an earlier function whose result is as wanted, if there are arguments for it.
    pub(crate) fn call(&mut self, depth: usize, wanted: impl Fn(&Ret) -> bool) -> Option<(usize, Vec<CallArg>)> {
        let funs: Vec<usize> = (0..self.funs.len()).filter(|k| wanted(&self.funs[*k].ret)).collect();
        if funs.is_empty() {
            return None;
        }
        let fun = *self.rng.pick(&funs);
        let params = self.funs[fun].params.clone();
        let args: Option<Vec<CallArg>> = params.iter().map(|p| self.call_arg(p.ty, p.constant, depth)).collect();
        Some((fun, args?))
    }

    fn call_arg(&mut self, ty: ParamTy, constant: bool, depth: usize) -> Option<CallArg> {
        Some(match ty {
            ParamTy::Float if constant => CallArg::Float(Float::Lit(self.literal())),
            ParamTy::Float => CallArg::Float(self.float(depth.saturating_sub(1))),
            ParamTy::Usize | ParamTy::I32 => CallArg::Int(Int::Lit(self.rng.int(0, 3))),
            ParamTy::Bool => CallArg::Bool(self.cond(1)),
            ParamTy::Array(n) => self.array_arg(&[n], Form::is_sized, false, constant)?,
            ParamTy::ArrayRef(n) => self.array_arg(&[n], Form::is_sized, true, constant)?,
            ParamTy::MatrixRef(rows, columns) => self.array_arg(&[rows, columns], Form::is_sized, true, constant)?,
            ParamTy::Slice => self.array_arg(&[2], |_| true, true, constant)?,
        })
    }

    /// An array for a parameter: of these lengths, or at least so long where any form will do.
    fn array_arg(&mut self, lens: &[usize], form: fn(Form) -> bool, borrowed: bool, constant: bool) -> Option<CallArg> {
        let fits = |v: &Var| match &v.kind {
            Kind::Array { dims, form: held } => {
                let exact = !form(Form::Slice);
                let lens = lens.iter().map(|n| i64::try_from(*n).expect("arrays are small"));
                let fits = |(n, (least, most)): (i64, &(i64, i64))| *least >= n && (!exact || *most == n);
                form(*held) && dims.len() == lens.len() && lens.zip(dims).all(fits) && (!constant || v.constant)
            }
            _ => false,
        };
        let v = self.scope.pick(&mut self.rng, fits)?;
        let reference = matches!(v.kind, Kind::Array { form, .. } if form.is_reference());
        let passing = match (borrowed, reference) {
            (true, false) => Passing::Borrow,
            (false, true) => Passing::Deref,
            _ => Passing::Plain,
        };
        Some(CallArg::Array(v.name, passing))
    }
}
