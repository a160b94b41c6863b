//! Expressions.

use super::{Direct, I32};
use crate::elementary;
use crate::fuzz::program::ast::{ArrayInit, CallArg, Cmp, Cond, Float, Int, IntOp, IntTy, ParamTy, Ret};
use crate::fuzz::program::number::Arith;
use crate::ir::node as ir;
use crate::ir::types::{Dim, Origin, Ty};
use crate::ir::{BinOp, Init, Op, Place, PlaceKind, Pure, Val};

impl<'a> Direct<'a> {
    pub(super) fn index(&mut self, index: &'a [Int]) -> Vec<Val> {
        index.iter().map(|i| self.int(i, Ty::USIZE)).collect()
    }

    pub(super) fn element(&mut self, name: &str, index: &'a [Int]) -> Val {
        let index = self.index(index);
        self.b.load(self.array(name), index)
    }

    pub(super) fn elem(&mut self, name: &str, args: Vec<Val>) -> Val {
        let id = elementary::by_name(name).unwrap_or_else(|| panic!("the table has no {name}"));
        self.b.elem(id, args)
    }

    pub(super) fn float(&mut self, e: &'a Float) -> Val {
        match e {
            Float::Lit(x) => self.b.float(*x, self.ty),
            Float::Var(name) | Float::Deref(name) => self.scalar(name),
            Float::Index(name, index) => self.element(name, index),
            Float::Neg(a) => {
                let a = self.float(a);
                self.b.neg(a)
            }
            Float::Arith(op, a, b) => {
                let a = self.float(a);
                let b = self.float(b);
                self.b.bin(arith(*op), a, b)
            }
            Float::Method(name, args) => {
                let args = args.iter().map(|a| self.float(a)).collect();
                self.elem(if *name == "rem" { "%" } else { name }, args)
            }
            Float::Powi(a, n) => {
                let a = self.float(a);
                let n = self.int(n, I32);
                self.elem("powi", vec![a, n])
            }
            Float::FromInt(n) => {
                let n = self.int(n, Ty::USIZE);
                self.b.cast(n, self.ty)
            }
            Float::If(cond, then, otherwise) => {
                let cond = self.cond(cond);
                self.branch(cond, |d| vec![d.value(then)], |d| vec![d.value(otherwise)])[0]
            }
            Float::Match(on, arms, rest) => {
                let on = self.int(on, Ty::USIZE);
                self.arms(on, arms, rest, &|d: &mut Self, block| vec![d.value(block)])[0]
            }
            Float::Block(block) => self.value(block),
            Float::Call(fun, args) => self.call(*fun, args, Vec::new())[0],
            Float::Apply(name, args) => {
                let args: Vec<Val> = args.iter().map(|e| self.float(e)).collect();
                let _ = (self.scalar(name), args);
                self.b.float(0.5, self.ty)
            }
            Float::Chain(chain) => self.chain_names(chain),
        }
    }

    pub(super) fn call(&mut self, fun: usize, args: &'a [CallArg], results: Vec<Place>) -> Vec<Val> {
        let params = &self.program.funs[fun].params;
        let mut made = Vec::new();
        for (arg, param) in args.iter().zip(params) {
            made.push(match arg {
                CallArg::Float(e) => ir::Arg::Scalar(self.float(e)),
                CallArg::Int(n) => {
                    let ty = if param.ty == ParamTy::I32 { I32 } else { Ty::USIZE };
                    ir::Arg::Scalar(self.int(n, ty))
                }
                CallArg::Bool(c) => ir::Arg::Scalar(self.cond(c)),
                CallArg::Lent(..) => unreachable!("calls that change arrays are not built"),
                CallArg::Array(name, _) => {
                    let borrowed = !matches!(param.ty, ParamTy::Array(_));
                    ir::Arg::Array { place: self.array(name), borrowed }
                }
            });
        }
        let outs = if results.is_empty() { vec![self.ty] } else { Vec::new() };
        let result = if results.is_empty() { ir::Form::Scalar { refs: 0 } } else { ir::Form::Array };
        let call = ir::Call {
            callee: Origin(u32::try_from(fun).expect("few functions") + 1),
            mode: ir::CallMode::Value,
            in_lanes: true,
            parts: Vec::new(),
            keep: Vec::new(),
            varies: Vec::new(),
            zeros: false,
            forms: ir::Forms::plain(&made, result),
            args: made,
            dots: Vec::new(),
            results,
            result_dots: Vec::new(),
            state: None,
            seeds: Vec::new(),
            seed_dots: Vec::new(),
            sinks: Vec::new(),
            sink_dots: Vec::new(),
        };
        self.b.push(Op::Call(Box::new(call)), &outs)
    }

    pub(super) fn copied(&mut self, from: Place) -> Place {
        let dims = self.b.func.place(from).dims.clone();
        let sizes: Vec<Val> =
            if dims == [Dim::Dyn] { vec![self.b.pure(Pure::Len(from, 0), Ty::USIZE)] } else { vec![] };
        self.local(dims, sizes, Init::Copy(from))
    }

    pub(super) fn array_init(&mut self, init: &'a ArrayInit) -> Place {
        let lit = |n: usize| Dim::Lit(n as u64);
        match init {
            ArrayInit::Repeat(e, n) => {
                let v = self.float(e);
                self.local(vec![lit(*n)], Vec::new(), Init::Fill(v))
            }
            ArrayInit::Grid(e, r, c) => {
                let v = self.float(e);
                self.local(vec![lit(*r), lit(*c)], Vec::new(), Init::Fill(v))
            }
            ArrayInit::Items(items) => {
                let vals: Vec<Val> = items.iter().map(|e| self.float(e)).collect();
                self.local(vec![lit(items.len())], Vec::new(), Init::Items(vals))
            }
            ArrayInit::Rows(rows) => {
                let vals: Vec<Val> = rows.iter().flatten().map(|e| self.float(e)).collect();
                self.local(vec![lit(rows.len()), lit(rows[0].len())], Vec::new(), Init::Items(vals))
            }
            ArrayInit::VecItems(items) => {
                let vals: Vec<Val> = items.iter().map(|e| self.float(e)).collect();
                let n = self.b.int(i128::try_from(vals.len()).expect("arrays are small"), Ty::USIZE);
                self.local(vec![Dim::Dyn], vec![n], Init::Items(vals))
            }
            ArrayInit::VecRepeat(e, n) => {
                let v = self.float(e);
                let n = self.int(n, Ty::USIZE);
                self.local(vec![Dim::Dyn], vec![n], Init::Fill(v))
            }
            ArrayInit::Copy(name, _) | ArrayInit::ToVec(name) => self.copied(self.array(name)),
            ArrayInit::Call(fun, args) => {
                let Ret::Array { len, .. } = self.program.funs[*fun].ret else { unreachable!("it returns an array") };
                let place = self.place(vec![lit(len)], PlaceKind::Local);
                self.call(*fun, args, vec![place]);
                place
            }
        }
    }

    /// An integer; numbers take the type of what stands beside them, `due` where nothing else says it.
    pub(super) fn int(&mut self, e: &'a Int, due: Ty) -> Val {
        match e {
            Int::Lit(n) => self.b.int(i128::from(*n), due),
            Int::Var(name) => self.scalar(name),
            Int::Len(name) => {
                let place = self.array(name);
                self.b.pure(Pure::Len(place, 0), Ty::USIZE)
            }
            Int::Cast(a, ty) => {
                let a = self.int(a, Ty::USIZE);
                self.b.cast(a, if *ty == IntTy::I32 { I32 } else { Ty::USIZE })
            }
            Int::Bin(op, a, b) => {
                let ty = self.int_ty(e).unwrap_or(due);
                let (a, b) = (self.int(a, ty), self.int(b, ty));
                let op = match op {
                    IntOp::Add => BinOp::Add,
                    IntOp::Sub => BinOp::Sub,
                    IntOp::Mul => BinOp::Mul,
                    IntOp::Div => BinOp::Div,
                    IntOp::Rem => BinOp::Rem,
                };
                self.b.bin(op, a, b)
            }
        }
    }

    pub(super) fn int_ty(&self, e: &Int) -> Option<Ty> {
        match e {
            Int::Lit(_) => None,
            Int::Var(name) => Some(self.b.ty(self.scalar(name))),
            Int::Len(_) | Int::Cast(_, IntTy::Usize) => Some(Ty::USIZE),
            Int::Cast(_, IntTy::I32) => Some(I32),
            Int::Bin(_, a, b) => self.int_ty(a).or_else(|| self.int_ty(b)),
        }
    }

    pub(super) fn cond(&mut self, c: &'a Cond) -> Val {
        match c {
            Cond::Lit(b) => self.b.bool(*b),
            Cond::Var(name) => self.scalar(name),
            Cond::Floats(cmp, a, b) => {
                let a = self.float(a);
                let b = self.float(b);
                self.b.bin(compare(*cmp), a, b)
            }
            Cond::Ints(cmp, a, b) => {
                let ty = self.int_ty(a).or_else(|| self.int_ty(b)).unwrap_or(Ty::USIZE);
                let (a, b) = (self.int(a, ty), self.int(b, ty));
                self.b.bin(compare(*cmp), a, b)
            }
            Cond::Not(a) => {
                let a = self.cond(a);
                self.b.pure(Pure::Un(ir::UnOp::Not, a), Ty::Bool)
            }
            Cond::And(a, b) => {
                let a = self.cond(a);
                self.branch(a, |d| vec![d.cond(b)], |d| vec![d.b.bool(false)])[0]
            }
            Cond::Chain(chain, _, item, cond) => {
                self.chain_names(chain);
                self.item_names(item, |d| d.cond(cond))
            }
            Cond::After(block, then) => {
                self.unit(block);
                self.cond(then)
            }
            Cond::Or(a, b) => {
                let a = self.cond(a);
                self.branch(a, |d| vec![d.b.bool(true)], |d| vec![d.cond(b)])[0]
            }
        }
    }
}

pub(super) fn arith(op: Arith) -> BinOp {
    match op {
        Arith::Add => BinOp::Add,
        Arith::Sub => BinOp::Sub,
        Arith::Mul => BinOp::Mul,
        Arith::Div => BinOp::Div,
    }
}

pub(super) fn compare(cmp: Cmp) -> BinOp {
    match cmp {
        Cmp::Lt => BinOp::Lt,
        Cmp::Le => BinOp::Le,
        Cmp::Gt => BinOp::Gt,
        Cmp::Ge => BinOp::Ge,
        Cmp::Eq => BinOp::Eq,
        Cmp::Ne => BinOp::Ne,
    }
}
