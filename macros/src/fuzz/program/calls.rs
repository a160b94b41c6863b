//! Making calls of earlier functions.

use super::ast::{CallArg, Float, Fun, Int, ParamTy, Part, Passing, Ret, Stmt};
use super::make::Maker;
use super::scope::{Form, Kind, Var};

/// The last parameter is one that the function writes to.
fn lends(fun: &Fun) -> bool {
    fun.params.last().is_some_and(|p| p.ty == ParamTy::Lent)
}

impl Maker {
    pub(super) fn call_or_leaf(&mut self, depth: usize) -> Float {
        match self.call(depth, Ret::is_number) {
            Some((fun, args)) => Float::Call(fun, args),
            None => self.leaf(),
        }
    }

    /// A call of an earlier function whose result is as wanted, if there are arguments for it.
    pub(crate) fn call(&mut self, depth: usize, wanted: impl Fn(&Ret) -> bool) -> Option<(usize, Vec<CallArg>)> {
        let funs: Vec<usize> =
            (0..self.funs.len()).filter(|k| wanted(&self.funs[*k].ret) && !lends(&self.funs[*k])).collect();
        if funs.is_empty() {
            return None;
        }
        let fun = *self.rng.pick(&funs);
        let params = self.funs[fun].params.clone();
        let args: Option<Vec<CallArg>> = params.iter().map(|p| self.call_arg(p.ty, p.constant, depth)).collect();
        Some((fun, args?))
    }

    /// A call that is lent an array, or a part of one, to change it.
    pub(super) fn lend(&mut self) -> Option<Stmt> {
        let funs: Vec<usize> = (0..self.funs.len()).filter(|k| lends(&self.funs[*k])).collect();
        let long = |dims: &[(i64, i64)]| dims[0].0 == dims[0].1 && dims.iter().all(|(least, _)| *least >= 2);
        let fits = |v: &Var| v.mutable && matches!(&v.kind, Kind::Array { dims, .. } if long(dims));
        let v = self.scope.pick(&mut self.rng, fits).filter(|_| !funs.is_empty())?;
        let fun = *self.rng.pick(&funs);
        let Kind::Array { dims, form } = v.kind else { unreachable!("it is an array") };
        let part = match dims[..] {
            [(n, _)] if n > 2 && self.rng.chance(50) => {
                let lo = self.rng.int(0, n - 2);
                Some(Part::Range(Int::Lit(lo), Int::Lit(self.rng.int(lo + 2, n))))
            }
            [(rows, _), _, ..] => Some(Part::Row(self.index(rows))),
            _ => form.is_reference().then_some(Part::Whole),
        };
        let params = self.funs[fun].params.clone();
        let others = &params[..params.len() - 1];
        let args: Option<Vec<CallArg>> =
            self.hidden(&v.name, |m| others.iter().map(|p| m.call_arg(p.ty, p.constant, 2)).collect());
        let mut args = args?;
        args.push(CallArg::Lent(v.name, part));
        let name = matches!(self.funs[fun].ret, Ret::Scalar).then(|| self.scope.name(&mut self.rng));
        name.iter().for_each(|name| self.scope.declare(Var::new(name, Kind::Float)));
        Some(Stmt::Lend { name, fun, args })
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
            ParamTy::Lent => return None,
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
        let Kind::Array { form, .. } = v.kind else { unreachable!("it is an array") };
        let passing = match (borrowed, form.is_reference()) {
            (true, false) => Passing::Borrow,
            (false, true) => Passing::Deref,
            (true, true) if form == Form::SliceMut => Passing::Reborrow,
            _ => Passing::Plain,
        };
        Some(CallArg::Array(v.name, passing))
    }
}
