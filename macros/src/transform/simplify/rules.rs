//! The simplifying rules, tried in order whenever an operation is built.
//!
//! Each stands under its equation and is marked:
//! - `exact`: the same bits for every operand (not-a-number apart, whose sign and payload Rust leaves open);
//! - `rounds`: equal in real arithmetic, another rounding;
//! - `assumes finite`: equal where the operands are finite.
//!
//! What computes the user's value takes `exact` rules only. Derivative expressions take them all.

use crate::ir::{BinOp, Builder, Const, Pure, Ty, UnOp, Val};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Law {
    Exact,
    /// Exact, but it rewrites what the user wrote: for derivative expressions only.
    Tidy,
    Rounds,
    AssumesFinite,
}

type Rule = fn(&mut Builder, &Pure, Ty) -> Option<Val>;

/// The rules of [`crate::ir::Builder`], in the order in which they are tried.
pub(crate) fn rules(b: &mut Builder, pure: &Pure, ty: Ty) -> Option<Val> {
    let table = match pure {
        Pure::Un(..) => NEGATIONS,
        Pure::Bin(BinOp::Add, ..) => SUMS,
        Pure::Bin(BinOp::Sub, ..) => DIFFERENCES,
        Pure::Bin(BinOp::Mul, ..) => PRODUCTS,
        Pure::Bin(BinOp::Div, ..) => QUOTIENTS,
        Pure::Select(..) => CHOICES,
        Pure::Cast(_) => CASTS,
        _ => return None,
    };
    let loose = b.loose;
    table.iter().filter(|(law, _)| loose || *law == Law::Exact).find_map(|(_, rule)| rule(b, pure, ty))
}

const NEGATIONS: &[(Law, Rule)] = &[
    // -(-x) = x
    (Law::Exact, |b, p, _| match b.definition(un(p)?)? {
        Pure::Un(UnOp::Neg, x) if matches!(p, Pure::Un(UnOp::Neg, _)) => Some(*x),
        Pure::Un(UnOp::Not, x) if matches!(p, Pure::Un(UnOp::Not, _)) => Some(*x),
        _ => None,
    }),
    // -(c) = (-c)
    (Law::Tidy, |b, p, ty| {
        let c = b.known_float(un(p)?)?;
        Some(b.float(-c, ty))
    }),
    // -(x - y) = y - x, up to the sign of zero
    (Law::Rounds, |b, p, ty| {
        let &Pure::Bin(BinOp::Sub, x, y) = b.definition(un(p)?)? else { return None };
        ty.is_float().then(|| b.sub(y, x))
    }),
];

const SUMS: &[(Law, Rule)] = &[
    // x + (-0) = x, and n + 0 = n for integers
    (Law::Exact, |b, p, _| either(p, |x, y| is_identity_of_sum(b, y).then_some(x))),
    (Law::Tidy, fold),
    // x + 0 = x, up to the sign of zero
    (Law::Rounds, |b, p, _| either(p, |x, y| is(b, y, 0.0).then_some(x))),
    // x + (-y) = x - y
    (Law::Tidy, |b, p, ty| {
        let (x, y) = either(p, |x, y| negated(b, y).map(|y| (x, y)))?;
        ty.is_float().then(|| b.sub(x, y))
    }),
    // x + x = 2 * x
    (Law::Tidy, |b, p, ty| {
        let (x, y) = bin(p)?;
        (x == y && ty.is_float()).then(|| {
            let two = b.float(2.0, ty);
            b.mul(two, x)
        })
    }),
];

const DIFFERENCES: &[(Law, Rule)] = &[
    // x - 0 = x
    (Law::Exact, |b, p, _| bin(p).and_then(|(x, y)| (is_positive_zero(b, y) || is_int(b, y, 0)).then_some(x))),
    (Law::Tidy, fold),
    // 0 - x = -x, up to the sign of zero
    (Law::Rounds, |b, p, _| {
        let (x, y) = bin(p)?;
        is(b, x, 0.0).then(|| b.neg(y))
    }),
    // x - (-y) = x + y
    (Law::Tidy, |b, p, _| {
        let (x, y) = bin(p)?;
        negated(b, y).map(|y| b.add(x, y))
    }),
    // n * x - x = (n - 1) * x, of integers
    (Law::Exact, |b, p, ty| {
        let (product, x) = bin(p)?;
        let product = b.definition(product).filter(|p| matches!(p, Pure::Bin(BinOp::Mul, ..)))?;
        let Const::Int(n) = either(product, |y, n| (y == x).then(|| b.known(n)).flatten())? else { return None };
        let less = b.int(n.checked_sub(1).filter(|less| *less >= 0)?, ty);
        Some(b.mul(less, x))
    }),
    // x - x = 0
    (Law::AssumesFinite, |b, p, ty| {
        let (x, y) = bin(p)?;
        (x == y && ty.is_float()).then(|| b.float(0.0, ty))
    }),
];

const PRODUCTS: &[(Law, Rule)] = &[
    // x * 1 = x
    (Law::Exact, |b, p, _| either(p, |x, y| (is(b, y, 1.0) || is_int(b, y, 1)).then_some(x))),
    (Law::Tidy, fold),
    // n * 0 = 0, of integers
    (Law::Exact, |b, p, _| either(p, |_, y| is_int(b, y, 0).then_some(y))),
    // x * 0 = 0
    (Law::AssumesFinite, |b, p, ty| {
        either(p, |_, y| is(b, y, 0.0).then_some(()))?;
        Some(b.float(0.0, ty))
    }),
    // x * (-1) = -x
    (Law::Tidy, |b, p, _| {
        let x = either(p, |x, y| is(b, y, -1.0).then_some(x))?;
        Some(b.neg(x))
    }),
    // x * (-y) = -(x * y)
    (Law::Tidy, |b, p, ty| {
        let (x, y) = either(p, |x, y| negated(b, y).map(|y| (x, y)))?;
        ty.is_float().then(|| {
            let product = b.mul(x, y);
            b.neg(product)
        })
    }),
    // c * (d * x) = (c * d) * x, wherever d stands in the product
    (Law::Rounds, |b, p, ty| {
        let (c, x) = either(p, |x, c| Some((b.known_float(c)?, x)))?;
        absorb(b, c, x, ty, ABSORB)
    }),
    // x * c = c * x
    (Law::Tidy, |b, p, ty| {
        let (x, c) = bin(p)?;
        (ty.is_float() && b.known(c).is_some() && b.known(x).is_none()).then(|| b.mul(c, x))
    }),
];

const QUOTIENTS: &[(Law, Rule)] = &[
    // x / 1 = x
    (Law::Exact, |b, p, _| bin(p).and_then(|(x, y)| (is(b, y, 1.0) || is_int(b, y, 1)).then_some(x))),
    (Law::Tidy, fold),
    // 0 / x = 0
    (Law::AssumesFinite, |b, p, ty| {
        let (x, _) = bin(p)?;
        is(b, x, 0.0).then(|| b.float(0.0, ty))
    }),
    // (-x) / y = -(x / y)
    (Law::Tidy, |b, p, ty| {
        let (x, y) = bin(p)?;
        let x = negated(b, x)?;
        ty.is_float().then(|| {
            let quotient = b.div(x, y);
            b.neg(quotient)
        })
    }),
    // x / (-y) = -(x / y)
    (Law::Tidy, |b, p, ty| {
        let (x, y) = bin(p)?;
        let y = negated(b, y)?;
        ty.is_float().then(|| {
            let quotient = b.div(x, y);
            b.neg(quotient)
        })
    }),
];

const CASTS: &[(Law, Rule)] = &[
    // c as f32 = c, rounded
    (Law::Tidy, |b, p, ty| {
        let &Pure::Cast(x) = p else { return None };
        let c = b.known_float(x).filter(|_| ty.is_float())?;
        let cast = rounded(c, ty);
        (cast.is_finite() == c.is_finite()).then(|| b.float(cast, ty))
    }),
];

const CHOICES: &[(Law, Rule)] = &[
    // if c { x } else { x } = x
    (Law::Exact, |_, p, _| match p {
        Pure::Select(_, x, y) if x == y => Some(*x),
        _ => None,
    }),
    // if true { x } else { y } = x
    (Law::Exact, |b, p, _| match p {
        Pure::Select(c, x, y) => match b.known(*c)? {
            Const::Bool(c) => Some(if c { *x } else { *y }),
            _ => None,
        },
        _ => None,
    }),
];

/// c op d = the number it is
fn fold(b: &mut Builder, pure: &Pure, ty: Ty) -> Option<Val> {
    let Pure::Bin(op, x, y) = pure else { return None };
    let folded = fold_float(*op, b.known_float(*x)?, b.known_float(*y)?, ty)?;
    Some(b.float(folded, ty))
}

/// The operation on constants, rounded as the type rounds; nothing where the result is not an ordinary number.
fn fold_float(op: BinOp, x: f64, y: f64, ty: Ty) -> Option<f64> {
    let apply = |x: f64, y: f64| match op {
        BinOp::Add => Some(x + y),
        BinOp::Sub => Some(x - y),
        BinOp::Mul => Some(x * y),
        BinOp::Div => Some(x / y),
        _ => None,
    };
    // The exact result of one operation on two `f32` fits the rounding of `f64` well enough that rounding it again is right.
    let result = rounded(apply(x, y)?, ty);
    (result.is_normal() || result == 0.0 && op != BinOp::Mul && op != BinOp::Div).then_some(result)
}

#[expect(clippy::cast_possible_truncation, reason = "that is the rounding of the narrower type")]
fn rounded(x: f64, ty: Ty) -> f64 {
    if ty == Ty::F32 { f64::from(x as f32) } else { x }
}

/// How deep a product is searched for a constant.
const ABSORB: usize = 4;

/// `c * v`, with `c` multiplied into a constant that `v` has among its factors already.
fn absorb(b: &mut Builder, c: f64, v: Val, ty: Ty, depth: usize) -> Option<Val> {
    let Some(Pure::Bin(op @ (BinOp::Mul | BinOp::Div), x, y)) = b.definition(v) else { return None };
    let (op, x, y) = (*op, *x, *y);
    // What has a name of the user's is computed for itself, and so is the reciprocal: neither is computed again with another constant.
    if b.func.val(v).hint.as_ref().is_some_and(|h| h.users) || op == BinOp::Div && is(b, x, 1.0) {
        return None;
    }
    if let Some(d) = b.known_float(x) {
        let product = b.float(fold_float(BinOp::Mul, c, d, ty)?, ty);
        return Some(b.bin(op, product, y));
    }
    let x = absorb(b, c, x, ty, depth.checked_sub(1)?)?;
    Some(b.bin(op, x, y))
}

fn un(pure: &Pure) -> Option<Val> {
    if let Pure::Un(_, x) = pure { Some(*x) } else { None }
}

fn bin(pure: &Pure) -> Option<(Val, Val)> {
    if let Pure::Bin(_, x, y) = pure { Some((*x, *y)) } else { None }
}

/// Tries both orders of the operands.
fn either<R>(pure: &Pure, f: impl Fn(Val, Val) -> Option<R>) -> Option<R> {
    let (x, y) = bin(pure)?;
    f(x, y).or_else(|| f(y, x))
}

fn is(b: &Builder, v: Val, x: f64) -> bool {
    b.known_float(v) == Some(x)
}

fn is_int(b: &Builder, v: Val, n: i128) -> bool {
    b.known(v) == Some(Const::Int(n))
}

fn is_positive_zero(b: &Builder, v: Val) -> bool {
    b.known_float(v).is_some_and(|x| x.to_bits() == 0)
}

fn is_identity_of_sum(b: &Builder, v: Val) -> bool {
    b.known_float(v).is_some_and(|x| x.to_bits() == (-0.0_f64).to_bits()) || is_int(b, v, 0)
}

fn negated(b: &Builder, v: Val) -> Option<Val> {
    if let Pure::Un(UnOp::Neg, x) = b.definition(v)? { Some(*x) } else { None }
}
