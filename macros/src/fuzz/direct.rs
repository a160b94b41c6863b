//! Another front end, for tests of what comes after it: programs straight into the language between, without tokens.
//! It knows no jumps, and carries every variable that can change through every branch and loop.

use super::program::ast::{Block, Float, Fun, IntTy, Lvalue, ParamTy, Program, Ret, Stmt};
use super::program::number::{Arith, Width};
use crate::ir::build::Builder;
use crate::ir::node as ir;
use crate::ir::types::{Dim, Int as Bits, Origin, Ty};
use crate::ir::{Func, Init, Op, Param, Place, PlaceInfo, PlaceKind, ResultItem, Val};
use crate::transform::simplify::rules::rules;

mod expr;
mod flow;
mod names;

use expr::arith;

const I32: Ty = Ty::Int(Some(Bits::I32));

#[derive(Clone, Copy)]
enum Bind {
    Scalar { val: Val, mutable: bool },
    Array(Place),
}

struct Direct<'a> {
    program: &'a Program,
    b: Builder,
    ty: Ty,
    env: Vec<(&'a str, Bind)>,
    /// Builds jumps as if they were not there.
    jumpless: bool,
}

/// Whether every name means something where it is used; a program that was made smaller may have lost a declaration.
pub(crate) fn resolves(program: &Program) -> bool {
    let all = || program.funs.iter().for_each(|fun| drop(build(program, fun, true)));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(all)).is_ok()
}

/// The function, and for each of its parameters whether it is active. Callees are named by their number, from 1.
pub(crate) fn direct(program: &Program, fun: &Fun) -> (Func, Vec<bool>) {
    build(program, fun, false)
}

fn build(program: &Program, fun: &Fun, jumpless: bool) -> (Func, Vec<bool>) {
    let ty = if program.width == Width::F32 { Ty::F32 } else { Ty::F64 };
    let mut d = Direct { program, b: Builder::new(rules), ty, env: Vec::new(), jumpless };
    fun.params.iter().for_each(|p| d.param(&p.name, p.ty, p.mutable));
    let active = fun.params.iter().map(|p| p.ty.is_float() && !p.constant).collect();
    fun.body.stmts.iter().for_each(|s| d.stmt(s));
    let (yields, result) = match &fun.ret {
        Ret::Scalar => {
            (vec![d.float(fun.body.tail.as_ref().expect("a scalar function has a tail"))], vec![ResultItem::Scalar])
        }
        Ret::Maybe { limit, other } => {
            let value = d.float(fun.body.tail.as_ref().expect("a scalar function has a tail"));
            let (limit, other) = (d.b.float(*limit, ty), d.b.float(*other, ty));
            let none = d.b.bin(ir::BinOp::Gt, value, limit);
            (vec![d.b.select(none, other, value)], vec![ResultItem::Scalar])
        }
        Ret::Array { name, .. } => (Vec::new(), vec![ResultItem::Array(d.array(name))]),
        Ret::Nothing => (Vec::new(), Vec::new()),
    };
    d.b.func.results = result;
    (d.b.finish(yields), active)
}

impl<'a> Direct<'a> {
    fn param(&mut self, name: &'a str, ty: ParamTy, mutable: bool) {
        let lit = |n: usize| Dim::Lit(n as u64);
        let dims = match ty {
            ParamTy::Array(n) | ParamTy::ArrayRef(n) => vec![lit(n)],
            ParamTy::MatrixRef(r, c) => vec![lit(r), lit(c)],
            ParamTy::Slice | ParamTy::Lent => vec![Dim::Dyn],
            _ => {
                let scalar = match ty {
                    ParamTy::Usize => Ty::USIZE,
                    ParamTy::I32 => I32,
                    ParamTy::Bool => Ty::Bool,
                    _ => self.ty,
                };
                let val = self.b.scalar_param(scalar, None);
                self.env.push((name, Bind::Scalar { val, mutable }));
                return;
            }
        };
        let place = self.place(dims.clone(), PlaceKind::Input);
        self.b.func.params.push(Param::Array(place));
        self.env.push((name, Bind::Array(place)));
        if mutable {
            let copy = self.local(dims, Vec::new(), Init::Copy(place));
            self.env.push((name, Bind::Array(copy)));
        }
    }

    fn place(&mut self, dims: Vec<Dim>, kind: PlaceKind) -> Place {
        self.b.new_place(PlaceInfo { elem: self.ty, dims, kind, hint: None, origin: Origin::NOWHERE, shape: 0 })
    }

    fn local(&mut self, dims: Vec<Dim>, sizes: Vec<Val>, init: Init) -> Place {
        let place = self.place(dims, PlaceKind::Local);
        self.b.alloc(place, sizes, init);
        place
    }

    // ---- names

    fn bind(&self, name: &str) -> Bind {
        self.env.iter().rev().find(|(n, _)| *n == name).expect("a program uses the names that it declares").1
    }

    fn scalar(&self, name: &str) -> Val {
        match self.bind(name) {
            Bind::Scalar { val, .. } => val,
            Bind::Array(_) => unreachable!("{name} is a scalar"),
        }
    }

    fn array(&self, name: &str) -> Place {
        match self.bind(name) {
            Bind::Array(place) => place,
            Bind::Scalar { .. } => unreachable!("{name} is an array"),
        }
    }

    fn declare(&mut self, name: &'a str, val: Val, mutable: bool) {
        self.env.push((name, Bind::Scalar { val, mutable }));
    }

    fn assign(&mut self, target: &'a Lvalue, value: Val) {
        match target {
            Lvalue::Var(name) | Lvalue::Deref(name) => self.set(name, value),
            Lvalue::Index(name, index) => {
                let index = self.index(index);
                self.b.store(self.array(name), index, value);
            }
        }
    }

    fn set(&mut self, name: &str, value: Val) {
        let bind = self.env.iter_mut().rev().find(|(n, _)| *n == name);
        if let Some((_, Bind::Scalar { val, .. })) = bind {
            *val = value;
        }
    }

    /// Everything that can change, in order.
    fn carried(&self) -> Vec<Val> {
        let mutable = |bind: &Bind| if let Bind::Scalar { val, mutable: true } = bind { Some(*val) } else { None };
        self.env.iter().filter_map(|(_, bind)| mutable(bind)).collect()
    }

    fn restore(&mut self, vals: &[Val]) {
        let mut vals = vals.iter();
        for (_, bind) in &mut self.env {
            if let Bind::Scalar { val, mutable: true } = bind {
                *val = *vals.next().expect("as many as were carried");
            }
        }
    }

    /// Builds an arm: its own yields, then what is carried.
    fn arm(&mut self, build: impl FnOnce(&mut Self) -> Vec<Val>) -> (ir::BlockId, Vec<Val>) {
        let env = self.env.clone();
        self.b.open(Vec::new());
        let mut yields = build(self);
        self.env.truncate(env.len());
        yields.extend(self.carried());
        self.env = env;
        (self.b.close(yields.clone()), yields)
    }

    /// A branch; gives its own yields.
    fn branch(
        &mut self,
        cond: Val,
        then: impl FnOnce(&mut Self) -> Vec<Val>,
        otherwise: impl FnOnce(&mut Self) -> Vec<Val>,
    ) -> Vec<Val> {
        let carried = self.carried().len();
        let (then, yields) = self.arm(then);
        let (otherwise, _) = self.arm(otherwise);
        let tys: Vec<Ty> = yields.iter().map(|v| self.b.ty(*v)).collect();
        let outs = self.b.push(Op::If { cond, then, otherwise }, &tys);
        let own = outs.len() - carried;
        self.restore(&outs[own..]);
        outs[..own].to_vec()
    }

    // ---- statements

    fn unit(&mut self, block: &'a Block) {
        let depth = self.env.len();
        block.stmts.iter().for_each(|s| self.stmt(s));
        self.env.truncate(depth);
    }

    fn value(&mut self, block: &'a Block) -> Val {
        let depth = self.env.len();
        block.stmts.iter().for_each(|s| self.stmt(s));
        let value = self.float(block.tail.as_ref().expect("a block with a value"));
        self.env.truncate(depth);
        value
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Let { name, mutable, init, .. } => {
                let val = match init {
                    Some(e) => self.float(e),
                    None => self.b.float(0.0, self.ty),
                };
                self.declare(name, val, *mutable || init.is_none());
            }
            Stmt::LetTuple { names, inits, .. } => {
                let vals: Vec<Val> = inits.iter().map(|e| self.float(e)).collect();
                names.iter().zip(vals).for_each(|((name, mutable), v)| self.declare(name, v, *mutable));
            }
            Stmt::LetSinCos { sin, cos, of } => {
                let x = self.float(of);
                let (s, c) = (self.elem("sin", vec![x]), self.elem("cos", vec![x]));
                self.declare(sin, s, false);
                self.declare(cos, c, false);
            }
            Stmt::LetInt { name, mutable, ty, init } => {
                let val = self.int(init, if *ty == IntTy::I32 { I32 } else { Ty::USIZE });
                self.declare(name, val, *mutable);
            }
            Stmt::LetBool { name, init } => {
                let val = self.cond(init);
                self.declare(name, val, false);
            }
            Stmt::LetArray { name, init, .. } => {
                let place = self.array_init(init);
                self.env.push((name, Bind::Array(place)));
            }
            Stmt::AssignArray { name, init } => {
                let from = self.array_init(init);
                let to = self.array(name);
                self.b.push(Op::Copy { to, from }, &[]);
            }
            Stmt::AssignInt { name, value } => {
                let ty = self.b.ty(self.scalar(name));
                let val = self.int(value, ty);
                self.set(name, val);
            }
            Stmt::Assign(target, e) => {
                let value = self.float(e);
                self.assign(target, value);
            }
            Stmt::Compound(op, target, e) => self.compound(*op, target, e),
            Stmt::AssignTuple(targets, values) => {
                let values: Vec<Val> = values.iter().map(|e| self.float(e)).collect();
                targets.iter().zip(values).for_each(|(t, v)| self.assign(t, v));
            }
            Stmt::Scope(block) => self.unit(block),
            _ => self.control(stmt),
        }
    }

    fn compound(&mut self, op: Arith, target: &'a Lvalue, e: &'a Float) {
        let value = self.float(e);
        let old = match target {
            Lvalue::Var(name) | Lvalue::Deref(name) => self.scalar(name),
            Lvalue::Index(name, index) => self.element(name, index),
        };
        let new = self.b.bin(arith(op), old, value);
        self.assign(target, new);
    }
}
