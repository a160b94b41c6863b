//! Formulas over values of a function under construction, written with operators.

use std::cell::RefCell;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::any_by_name;
use crate::ir::{BinOp, BlockId, Builder, Const, Int, Op, Pure, Ty, Val};

/// A value, and the builder that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct E<'b> {
    builder: &'b RefCell<&'b mut Builder>,
    val: Val,
    /// Functions are those of `libm`.
    libm: bool,
}

/// What can stand beside a value: another one, or a number, which takes its type.
pub(super) trait Term<'b> {
    fn beside(self, other: E<'b>) -> E<'b>;
}

impl<'b> Term<'b> for E<'b> {
    fn beside(self, _: E<'b>) -> E<'b> {
        self
    }
}

impl<'b> Term<'b> for f64 {
    fn beside(self, other: E<'b>) -> E<'b> {
        other.number(self)
    }
}

impl<'b> E<'b> {
    pub(super) fn new(builder: &'b RefCell<&'b mut Builder>, val: Val, libm: bool) -> Self {
        Self { builder, val, libm }
    }

    pub(super) fn val(self) -> Val {
        self.val
    }

    fn build(self, f: impl FnOnce(&mut Builder) -> Val) -> Self {
        Self { val: f(&mut self.builder.borrow_mut()), ..self }
    }

    pub(super) fn ty(self) -> Ty {
        self.builder.borrow().ty(self.val)
    }

    fn bin<R: Term<'b>>(self, op: BinOp, other: R) -> Self {
        let other = other.beside(self);
        self.build(|b| b.bin(op, self.val, other.val))
    }

    /// A number in the type of this value.
    pub(super) fn number(self, x: f64) -> Self {
        let ty = self.ty();
        self.build(|b| b.float(rounded(x, ty), ty))
    }

    /// An `i32`.
    pub(super) fn integer(self, n: i32) -> Self {
        self.build(|b| b.int(n.into(), Ty::Int(Some(Int::I32))))
    }

    /// This integer, as a number in the type of `like`.
    pub(super) fn as_float(self, like: Self) -> Self {
        let ty = like.ty();
        self.build(|b| b.cast(self.val, ty))
    }

    /// The number that this is known to be.
    pub(super) fn known(self) -> Option<f64> {
        self.builder.borrow().known_float(self.val)
    }

    pub(super) fn known_integer(self) -> Option<i128> {
        match self.builder.borrow().known(self.val) {
            Some(Const::Int(n)) => Some(n),
            _ => None,
        }
    }

    /// Whether the number is never below zero, as far as its formula shows.
    pub(super) fn never_negative(self) -> bool {
        never_negative(&self.builder.borrow(), self.val, 8)
    }

    /// A function of the table.
    pub(super) fn call(self, name: &str, others: &[Self]) -> Self {
        if let (true, "powi", [n]) = (self.libm, name, others) {
            return self.call("powf", &[n.as_float(self)]);
        }
        let id = any_by_name(name).expect("rules call functions of the table");
        let id = if self.libm { id.of_libm() } else { id };
        let args = std::iter::once(self).chain(others.iter().copied()).map(Self::val).collect();
        self.build(|b| b.elem(id, args))
    }

    /// One of two formulas, of which only the one that is asked for is computed.
    pub(super) fn either(self, then: impl FnOnce() -> Self, otherwise: impl FnOnce() -> Self) -> Self {
        let (then, ty) = self.block(then);
        let (otherwise, _) = self.block(otherwise);
        self.build(|b| b.push(Op::If { cond: self.val, then, otherwise }, &[ty])[0])
    }

    fn block(self, formula: impl FnOnce() -> Self) -> (BlockId, Ty) {
        self.builder.borrow_mut().open(Vec::new());
        let value = formula();
        let ty = value.ty();
        (self.builder.borrow_mut().close(vec![value.val]), ty)
    }

    /// This where the condition holds, else 0.
    pub(super) fn only_if(self, condition: Self) -> Self {
        let zero = self.number(0.0);
        self.build(|b| b.select(condition.val, self.val, zero.val))
    }

    /// `instead` where the condition holds, else this; both are computed.
    pub(super) fn unless<R: Term<'b>>(self, condition: Self, instead: R) -> Self {
        let instead = instead.beside(self);
        self.build(|b| b.select(condition.val, instead.val, self.val))
    }
}

/// What the methods of the table are called in rules.
macro_rules! methods {
    ($($name:ident)*) => {
        impl E<'_> {
            $(pub(super) fn $name(self) -> Self {
                self.call(stringify!($name), &[])
            })*
        }
    };
}
methods!(sin cos exp ln sqrt sinh cosh tanh abs signum round asin_slope acosh_slope atan_slope asinh_slope atanh_slope
    logistic_slope non_negative);

macro_rules! comparisons {
    ($($name:ident $op:ident)*) => {
        impl<'b> E<'b> {
            $(pub(super) fn $name<R: Term<'b>>(self, other: R) -> Self {
                self.bin(BinOp::$op, other)
            })*
        }
    };
}
comparisons!(eq Eq ne Ne lt Lt gt Gt ge Ge and And or Or);

macro_rules! operators {
    ($($name:ident $method:ident)*) => {$(
        impl<'b, R: Term<'b>> $name<R> for E<'b> {
            type Output = Self;
            fn $method(self, other: R) -> Self {
                self.bin(BinOp::$name, other)
            }
        }
        impl<'b> $name<E<'b>> for f64 {
            type Output = E<'b>;
            fn $method(self, other: E<'b>) -> E<'b> {
                other.number(self).bin(BinOp::$name, other)
            }
        }
    )*};
}
operators!(Add add Sub sub Mul mul Div div);

impl Neg for E<'_> {
    type Output = Self;
    fn neg(self) -> Self {
        self.build(|b| b.neg(self.val))
    }
}

/// The number of this type that is nearest.
#[expect(clippy::cast_possible_truncation, reason = "rounding to the type is what is asked for")]
pub(super) fn rounded(x: f64, ty: Ty) -> f64 {
    if ty == Ty::F32 { f64::from(x as f32) } else { x }
}

fn never_negative(b: &Builder, v: Val, depth: u32) -> bool {
    let all = |operands: &[Val]| depth > 0 && operands.iter().all(|v| never_negative(b, *v, depth - 1));
    match b.definition(v) {
        Some(Pure::Const(Const::Float(bits))) => f64::from_bits(*bits) >= 0.0,
        Some(Pure::Bin(BinOp::Mul, x, y)) => x == y || all(&[*x, *y]),
        Some(Pure::Bin(BinOp::Add | BinOp::Div, x, y)) => all(&[*x, *y]),
        Some(Pure::Elem(id, _)) => super::row(*id).never_negative,
        _ => false,
    }
}
