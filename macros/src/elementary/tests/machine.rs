//! A small machine: builds derivatives of one elementary function, writes internal functions out, and runs the result.

use super::super::{any_by_name, expand, pull, row};
use crate::ir::{BinOp, BlockId, Builder, Const, ElemId, Func, Int, Op, Pure, Test, Ty, UnOp, Val};

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Num {
    F64(f64),
    F32(f32),
    Int(i128),
    Bool(bool),
}

impl Num {
    pub(super) fn float(self) -> f64 {
        match self {
            Self::F64(x) => x,
            Self::F32(x) => x.into(),
            other => panic!("{other:?} is not a float"),
        }
    }
    fn int(self) -> i128 {
        if let Self::Int(n) = self { n } else { panic!("{self:?} is not an integer") }
    }
    fn bool(self) -> bool {
        if let Self::Bool(b) = self { b } else { panic!("{self:?} is not a boolean") }
    }
}

/// An operand of the function under test.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given {
    /// A parameter of the derivative: known at run time.
    At(f64),
    /// A number in the source.
    Literal(f64),
}

impl Given {
    fn number(self) -> f64 {
        match self {
            Self::At(x) | Self::Literal(x) => x,
        }
    }
}

/// The derivative of a function with respect to these operands, one after the other, at these operands.
pub(super) fn derivative(name: &str, ty: Ty, given: &[Given], wrt: &[usize]) -> f64 {
    let (func, params) = derived(name, ty, given, wrt);
    run(&func, &params)
}

/// The value of a function, internal ones too.
pub(super) fn value(name: &str, ty: Ty, given: &[Given]) -> f64 {
    derivative(name, ty, given, &[])
}

/// The derivative as a straight-line function, and what its parameters are.
pub(super) fn derived(name: &str, ty: Ty, given: &[Given], wrt: &[usize]) -> (Func, Vec<Num>) {
    let id = any_by_name(name).expect("a function of the table");
    let mut b = Builder::new(|_, _, _| None);
    let mut params = Vec::new();
    let mut args = Vec::new();
    for (k, operand) in given.iter().enumerate() {
        let ty = if row(id).is_integer(k) { Ty::Int(Some(Int::I32)) } else { ty };
        let number = constant(operand.number(), ty);
        args.push(match operand {
            Given::At(_) => {
                params.push(evaluated(number, ty));
                b.scalar_param(ty, None)
            }
            Given::Literal(_) => b.constant(number, ty),
        });
    }
    let mut result = b.elem(id, args.clone());
    for (order, k) in wrt.iter().enumerate() {
        let seed = b.float(1.0, ty);
        result = if order == 0 {
            pull(&mut b, id, *k, seed, &args, result)
        } else {
            tangent(&mut b, args[*k], seed, result)
        }
        .unwrap_or_else(|| b.float(0.0, ty));
    }
    (expanded(&b.finish(vec![result])), params)
}

fn constant(x: f64, ty: Ty) -> Const {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number")]
    if ty.is_int() { Const::Int(x as i128) } else { Const::Float(x.to_bits()) }
}

/// Forward mode over everything built so far: the tangent of `of` where `wrt` has the tangent `seed`.
fn tangent(b: &mut Builder, wrt: Val, seed: Val, of: Val) -> Option<Val> {
    let insts = b.func.block(b.func.body).insts.clone();
    let mut dots = vec![None; b.func.vals.len()];
    dots[wrt.0 as usize] = Some(seed);
    for inst in insts {
        let Op::Pure(pure) = inst.op else { panic!("only values without effects") };
        dots[inst.outs[0].0 as usize] = pure_tangent(b, &pure, inst.outs[0], &|v: Val| dots[v.0 as usize]);
    }
    dots[of.0 as usize]
}

fn pure_tangent(b: &mut Builder, pure: &Pure, value: Val, dot: &dyn Fn(Val) -> Option<Val>) -> Option<Val> {
    match pure {
        Pure::Un(UnOp::Neg, a) => dot(*a).map(|a| b.neg(a)),
        Pure::Bin(BinOp::Add, x, y) => sum(b, dot(*x), dot(*y)),
        Pure::Bin(BinOp::Sub, x, y) => {
            let y = dot(*y).map(|y| b.neg(y));
            sum(b, dot(*x), y)
        }
        Pure::Bin(BinOp::Mul, x, y) => {
            let left = dot(*x).map(|d| b.mul(d, *y));
            let right = dot(*y).map(|d| b.mul(*x, d));
            sum(b, left, right)
        }
        Pure::Bin(BinOp::Div, x, y) => {
            let left = dot(*x).map(|d| b.div(d, *y));
            let right = dot(*y).map(|d| {
                let q = b.div(d, *y);
                let q = b.mul(q, value);
                b.neg(q)
            });
            sum(b, left, right)
        }
        Pure::Select(c, x, y) => select_tangent(b, *c, dot(*x), dot(*y)),
        Pure::Elem(id, args) => {
            let pulls = (0..args.len()).filter_map(|k| Some((k, dot(args[k])?))).collect::<Vec<_>>();
            pulls.into_iter().fold(None, |total, (k, d)| {
                let term = pull(b, *id, k, d, args, value);
                sum(b, total, term)
            })
        }
        _ => None,
    }
}

fn select_tangent(b: &mut Builder, c: Val, x: Option<Val>, y: Option<Val>) -> Option<Val> {
    let ty = b.ty(x.or(y)?);
    let zero = b.float(0.0, ty);
    Some(b.select(c, x.unwrap_or(zero), y.unwrap_or(zero)))
}

fn sum(b: &mut Builder, x: Option<Val>, y: Option<Val>) -> Option<Val> {
    match (x, y) {
        (Some(x), Some(y)) => Some(b.add(x, y)),
        (x, y) => x.or(y),
    }
}

/// The same function with every internal function written out.
fn expanded(func: &Func) -> Func {
    let mut b = Builder::new(|_, _, _| None);
    let mut new: Vec<Option<Val>> = vec![None; func.vals.len()];
    for param in &func.params {
        let crate::ir::Param::Scalar(v) = param else { panic!("only scalars") };
        new[v.0 as usize] = Some(b.scalar_param(func.ty(*v), None));
    }
    let body = func.block(func.body);
    for inst in &body.insts {
        let Op::Pure(pure) = &inst.op else { panic!("only values without effects") };
        let pure = pure.map(|v| new[v.0 as usize].expect("defined before"), |p| p);
        let whole = match &pure {
            Pure::Elem(id, args) => expand(&mut b, *id, args),
            _ => None,
        };
        let out = inst.outs[0];
        new[out.0 as usize] = Some(whole.unwrap_or_else(|| b.pure(pure, func.ty(out))));
    }
    let yields = body.yields.iter().map(|v| new[v.0 as usize].expect("defined")).collect();
    b.finish(yields)
}

fn run(func: &Func, params: &[Num]) -> f64 {
    let mut nums = vec![Num::Bool(false); func.vals.len()];
    for (param, num) in func.params.iter().zip(params) {
        let crate::ir::Param::Scalar(v) = param else { panic!("only scalars") };
        nums[v.0 as usize] = *num;
    }
    block(func, func.body, &mut nums).float()
}

/// Runs a block and gives what it yields.
fn block(func: &Func, id: BlockId, nums: &mut [Num]) -> Num {
    for inst in &func.block(id).insts {
        let out = inst.outs[0];
        let num = match &inst.op {
            Op::Pure(pure) => operation(pure, func.ty(out), &|v: Val| nums[v.0 as usize]),
            Op::If { cond, then, otherwise } => {
                let taken = if nums[cond.0 as usize].bool() { *then } else { *otherwise };
                block(func, taken, nums)
            }
            other => panic!("{other:?}"),
        };
        nums[out.0 as usize] = num;
    }
    nums[func.block(id).yields[0].0 as usize]
}

fn evaluated(c: Const, ty: Ty) -> Num {
    match c {
        Const::Float(bits) => in_type(f64::from_bits(bits), ty),
        Const::Int(n) => Num::Int(n),
        Const::Bool(b) => Num::Bool(b),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the numbers are of the type")]
fn in_type(x: f64, ty: Ty) -> Num {
    if ty == Ty::F32 { Num::F32(x as f32) } else { Num::F64(x) }
}

fn operation(pure: &Pure, ty: Ty, at: &dyn Fn(Val) -> Num) -> Num {
    match pure {
        Pure::Const(c) => evaluated(*c, ty),
        Pure::Un(UnOp::Neg, a) => match at(*a) {
            Num::F64(x) => Num::F64(-x),
            Num::F32(x) => Num::F32(-x),
            other => panic!("-{other:?}"),
        },
        Pure::Bin(op, a, b) => binary(*op, at(*a), at(*b)),
        Pure::Cast(a) => in_type(at(*a).int() as f64, ty),
        Pure::Select(c, a, b) => at(if at(*c).bool() { *a } else { *b }),
        Pure::Test(Test::IsNan, a) => Num::Bool(at(*a).float().is_nan()),
        Pure::Elem(id, args) => elementary(*id, &args.iter().map(|v| at(*v)).collect::<Vec<_>>()),
        other => panic!("{other:?}"),
    }
}

fn binary(op: BinOp, a: Num, b: Num) -> Num {
    macro_rules! arithmetic {
        ($kind:ident, $x:expr, $y:expr) => {
            match op {
                BinOp::Add => Num::$kind($x + $y),
                BinOp::Sub => Num::$kind($x - $y),
                BinOp::Mul => Num::$kind($x * $y),
                BinOp::Div => Num::$kind($x / $y),
                BinOp::Eq => Num::Bool($x == $y),
                BinOp::Ne => Num::Bool($x != $y),
                BinOp::Lt => Num::Bool($x < $y),
                BinOp::Le => Num::Bool($x <= $y),
                BinOp::Gt => Num::Bool($x > $y),
                BinOp::Ge => Num::Bool($x >= $y),
                _ => panic!("{op:?} of floats"),
            }
        };
    }
    match (a, b) {
        (Num::F64(x), Num::F64(y)) => arithmetic!(F64, x, y),
        (Num::F32(x), Num::F32(y)) => arithmetic!(F32, x, y),
        (Num::Bool(x), Num::Bool(y)) if op == BinOp::And => Num::Bool(x && y),
        (Num::Bool(x), Num::Bool(y)) if op == BinOp::Or => Num::Bool(x || y),
        other => panic!("{op:?} of {other:?}"),
    }
}

fn elementary(id: ElemId, args: &[Num]) -> Num {
    macro_rules! methods {
        ($kind:ident, $x:expr, $y:expr, $z:expr; $($one:ident)*; $($two:ident)*) => {
            match row(id).name {
                $(stringify!($one) => Num::$kind($x.$one()),)*
                $(stringify!($two) => Num::$kind($x.$two($y())),)*
                "powi" => Num::$kind($x.powi(i32::try_from(args[1].int()).expect("an i32"))),
                "clamp" => Num::$kind($x.clamp($y(), $z())),
                "mul_add" => Num::$kind($x.mul_add($y(), $z())),
                "%" => Num::$kind($x % $y()),
                other => panic!("no method {other}"),
            }
        };
    }
    macro_rules! in_type {
        ($kind:ident, $x:expr) => {{
            let operand = |k: usize| if let Num::$kind(y) = args[k] { y } else { panic!("mixed types") };
            methods!($kind, $x, (|| operand(1)), (|| operand(2));
                sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 exp_m1 ln ln_1p log2 log10 sqrt cbrt
                recip abs signum floor ceil round round_ties_even trunc fract to_degrees to_radians;
                atan2 log powf hypot max min copysign div_euclid rem_euclid midpoint)
        }};
    }
    match args[0] {
        Num::F64(x) => in_type!(F64, x),
        Num::F32(x) => in_type!(F32, x),
        other => panic!("{other:?} is not a float"),
    }
}

/// What operand `k` gets at these arguments when the value has `d`.
pub(super) fn seeded(name: &str, args: &[f64], k: usize, d: f64) -> f64 {
    let id = any_by_name(name).expect("a function of the table");
    let mut b = Builder::new(|_, _, _| None);
    let params: Vec<Val> = args.iter().map(|_| b.scalar_param(Ty::F64, None)).collect();
    let seed = b.float(d, Ty::F64);
    let value = b.elem(id, params.clone());
    let pulled = pull(&mut b, id, k, seed, &params, value).expect("a derivative");
    let func = expanded(&b.finish(vec![pulled]));
    run(&func, &args.iter().map(|x| Num::F64(*x)).collect::<Vec<_>>())
}
