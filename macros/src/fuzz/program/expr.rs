//! Making expressions. Arguments are kept where the functions are smooth, most of the time.

use super::ast::{Block, Cmp, Cond, Float, Int, IntOp, IntTy, Lvalue, Pat, Stmt};
use super::make::Maker;
use super::number::Arith;
use super::scope::{Kind, Var};

/// What functions ask of their argument.
#[derive(Clone, Copy)]
enum Domain {
    All,
    /// Not large, so that exponentials stay moderate.
    Small,
    Positive,
    Unit,
    AboveOne,
}

const UNARY: [(&str, Domain); 31] = [
    ("sin", Domain::All),
    ("cos", Domain::All),
    ("tan", Domain::Unit),
    ("asin", Domain::Unit),
    ("acos", Domain::Unit),
    ("atan", Domain::All),
    ("sinh", Domain::Small),
    ("cosh", Domain::Small),
    ("tanh", Domain::All),
    ("asinh", Domain::All),
    ("acosh", Domain::AboveOne),
    ("atanh", Domain::Unit),
    ("exp", Domain::Small),
    ("exp2", Domain::Small),
    ("exp_m1", Domain::Small),
    ("ln", Domain::Positive),
    ("log2", Domain::Positive),
    ("log10", Domain::Positive),
    ("ln_1p", Domain::Positive),
    ("sqrt", Domain::Positive),
    ("cbrt", Domain::Positive),
    ("recip", Domain::Positive),
    ("abs", Domain::All),
    ("signum", Domain::All),
    ("floor", Domain::All),
    ("ceil", Domain::All),
    ("round", Domain::All),
    ("trunc", Domain::All),
    ("fract", Domain::All),
    ("to_radians", Domain::All),
    ("to_degrees", Domain::Unit),
];

const BINARY: [(&str, Domain, Domain); 10] = [
    ("powf", Domain::Positive, Domain::Small),
    ("log", Domain::Positive, Domain::AboveOne),
    ("atan2", Domain::All, Domain::Positive),
    ("hypot", Domain::All, Domain::Positive),
    ("max", Domain::All, Domain::All),
    ("min", Domain::All, Domain::All),
    ("copysign", Domain::All, Domain::All),
    ("rem", Domain::All, Domain::Positive),
    ("rem_euclid", Domain::All, Domain::Positive),
    ("div_euclid", Domain::All, Domain::Positive),
];

fn arith(op: Arith, a: Float, b: Float) -> Float {
    Float::Arith(op, Box::new(a), Box::new(b))
}

/// There is no variable in it.
fn is_number(e: &Float) -> bool {
    match e {
        Float::Lit(_) => true,
        Float::Neg(a) => is_number(a),
        Float::Arith(_, a, b) => is_number(a) && is_number(b),
        Float::Method(_, args) => args.iter().all(is_number),
        _ => false,
    }
}

fn is_leaf(e: &Float) -> bool {
    matches!(e, Float::Lit(_) | Float::Var(_) | Float::Deref(_) | Float::Index(..))
}

fn lit(x: f64) -> Float {
    Float::Lit(x)
}

impl Maker {
    /// A float; `depth` bounds its height.
    pub(crate) fn float(&mut self, depth: usize) -> Float {
        if depth == 0 {
            return self.leaf();
        }
        match self.rng.below(20) {
            0..=1 => self.leaf(),
            2..=8 => self.sum_or_product(depth),
            9..=13 => self.unary(depth),
            14..=15 => self.binary(depth),
            16 => self.power_or_fused(depth),
            17 => Float::Neg(Box::new(self.float(depth - 1))),
            18 => self.call_or_leaf(depth),
            19 if self.features.chains && self.rng.chance(60) => self.apply_or_chain(depth),
            _ => self.compound(depth),
        }
    }

    pub(crate) fn literal(&mut self) -> f64 {
        match self.rng.below(4) {
            0 => *self.rng.pick(&[0.5, 1.0, 2.0, 0.25, 1.5, 3.0]),
            _ => (self.rng.float(0.1, 2.0) * 100.0).round() / 100.0,
        }
    }

    /// A variable, an element, an integer as a float, or a number.
    pub(crate) fn leaf(&mut self) -> Float {
        match self.rng.below(10) {
            0 => lit(self.literal()),
            1 => match self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Int { .. })) {
                Some(v) => Float::FromInt(Box::new(Int::Var(v.name))),
                None => self.variable(),
            },
            2..=5 => self.element().unwrap_or_else(|| self.variable()),
            _ => self.variable(),
        }
    }

    fn variable(&mut self) -> Float {
        let scalar = |v: &Var| !v.loose && matches!(v.kind, Kind::Float | Kind::Reference);
        match self.scope.pick(&mut self.rng, scalar) {
            Some(Var { name, kind: Kind::Reference, .. }) => Float::Deref(name),
            Some(v) => Float::Var(v.name),
            None => self.element().unwrap_or_else(|| lit(0.75)),
        }
    }

    /// An element of some array.
    pub(crate) fn element(&mut self) -> Option<Float> {
        let v = self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Array { .. }))?;
        let index = self.indices(&v);
        Some(Float::Index(v.name, index))
    }

    /// Indices that are inside an array.
    pub(crate) fn indices(&mut self, v: &Var) -> Vec<Int> {
        match &v.kind {
            Kind::Array { dims, .. } => dims.iter().map(|(least, _)| self.index(*least)).collect(),
            _ => Vec::new(),
        }
    }

    fn sum_or_product(&mut self, depth: usize) -> Float {
        let a = self.float(depth - 1);
        match self.rng.below(7) {
            0..=1 => arith(Arith::Add, a, self.float(depth - 1)),
            2 => arith(Arith::Sub, a, self.float(depth - 1)),
            3..=4 => arith(Arith::Mul, a, self.float(depth - 1)),
            5 => arith(Arith::Div, a, self.within(Domain::Positive, depth)),
            _ if is_leaf(&a) => arith(Arith::Mul, a.clone(), a),
            _ => arith(Arith::Mul, a, self.leaf()),
        }
    }

    fn within(&mut self, domain: Domain, depth: usize) -> Float {
        let e = self.float(depth - 1);
        // One in thirty is left as it is: what is not finite then is thrown away.
        if self.rng.below(30) == 0 {
            return e;
        }
        match domain {
            Domain::All => e,
            Domain::Small => arith(Arith::Mul, lit(0.5), Float::Method("sin", vec![e])),
            Domain::Positive => self.bounded_below(e, 0.7),
            Domain::Unit => arith(Arith::Mul, Float::Method("sin", vec![e]), lit(0.8)),
            Domain::AboveOne => self.bounded_below(e, 1.6),
        }
    }

    fn bounded_below(&mut self, e: Float, least: f64) -> Float {
        let square = match (is_leaf(&e), self.rng.below(3)) {
            (true, _) => arith(Arith::Mul, e.clone(), e),
            (_, 0) => return arith(Arith::Add, Float::Method("sin", vec![e]), lit(least + 1.0)),
            (_, 1) => return arith(Arith::Add, Float::Method("abs", vec![e]), lit(least)),
            _ => Float::Powi(Box::new(e), Box::new(Int::Lit(2))),
        };
        arith(Arith::Add, square, lit(least))
    }

    fn unary(&mut self, depth: usize) -> Float {
        let (name, domain) = *self.rng.pick(&UNARY);
        Float::Method(name, vec![self.within(domain, depth)])
    }

    fn binary(&mut self, depth: usize) -> Float {
        let (name, first, second) = *self.rng.pick(&BINARY);
        let a = self.within(first, depth);
        Float::Method(name, vec![a, self.within(second, depth)])
    }

    fn power_or_fused(&mut self, depth: usize) -> Float {
        let a = self.float(depth - 1);
        match self.rng.below(4) {
            0 => {
                let clamped = vec![a, lit(-0.9), lit(1.1)];
                Float::Method("clamp", clamped)
            }
            1 => Float::Method("mul_add", vec![a, self.float(depth - 1), self.leaf()]),
            // An optimized build computes the power of a number beforehand, and rounds it otherwise.
            _ if is_number(&a) => a,
            _ => {
                let small = |v: &Var| matches!(v.kind, Kind::Int { ty: IntTy::I32, lo: 0.., hi: ..=4 });
                let n = match self.scope.pick(&mut self.rng, small) {
                    Some(v) => Int::Var(v.name),
                    None => Int::Lit(self.rng.int(0, 4)),
                };
                Float::Powi(Box::new(a), Box::new(n))
            }
        }
    }

    /// A value by control flow: `if`, `match` or a block.
    fn compound(&mut self, depth: usize) -> Float {
        match self.rng.below(4) {
            0 | 1 => {
                let cond = self.cond(depth - 1);
                let then = self.value_block(depth - 1);
                Float::If(Box::new(cond), then, self.value_block(depth - 1))
            }
            2 => match self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Int { .. })) {
                Some(v) => {
                    let pats = self.pats();
                    let arms = pats.into_iter().map(|p| (p, self.value_block(depth - 1))).collect();
                    Float::Match(Box::new(Int::Var(v.name)), arms, self.value_block(depth - 1))
                }
                None => self.leaf(),
            },
            _ => Float::Block(self.value_block(depth - 1)),
        }
    }

    pub(crate) fn pats(&mut self) -> Vec<Pat> {
        match self.rng.below(3) {
            0 => vec![Pat::One(0), Pat::One(2)],
            1 => vec![Pat::Two(0, 1), Pat::Range(3, 5)],
            _ => vec![Pat::Range(1, 2)],
        }
    }

    /// A block with a few statements and a value.
    fn value_block(&mut self, depth: usize) -> Block {
        let scope = self.scope.depth();
        let mut stmts = Vec::new();
        if self.budget > 0 && self.rng.chance(30) {
            self.simple_stmt(&mut stmts);
        }
        let tail = Some(Box::new(self.float(depth)));
        self.scope.leave(scope);
        Block { stmts, tail }
    }

    // ---- conditions and integers

    pub(crate) fn cond(&mut self, depth: usize) -> Cond {
        match self.rng.below(12) {
            0 if self.rng.chance(10) => Cond::Lit(self.rng.chance(50)),
            0..=5 => {
                let cmp = *self.rng.pick(&[Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge]);
                let a = self.float(depth.min(2));
                Cond::Floats(cmp, a, if self.rng.chance(50) { lit(self.literal()) } else { self.leaf() })
            }
            6 | 7 => match self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Int { .. })) {
                Some(v) => {
                    let cmp = *self.rng.pick(&[Cmp::Lt, Cmp::Ge, Cmp::Eq, Cmp::Ne]);
                    Cond::Ints(cmp, Int::Var(v.name), Int::Lit(self.rng.int(0, 3)))
                }
                None => Cond::Floats(Cmp::Le, self.leaf(), lit(0.6)),
            },
            8 => match self.scope.pick(&mut self.rng, |v| v.kind == Kind::Bool) {
                Some(v) => Cond::Var(v.name),
                None => Cond::Floats(Cmp::Gt, self.leaf(), lit(0.3)),
            },
            9 if depth > 0 => Cond::Not(Box::new(self.cond(depth - 1))),
            10 if depth > 0 => Cond::And(Box::new(self.cond(depth - 1)), Box::new(self.cond(depth - 1))),
            11 if depth > 0 => Cond::Or(Box::new(self.cond(depth - 1)), Box::new(self.cond(depth - 1))),
            _ if self.rng.chance(30) => self.effect(),
            _ if self.features.chains && self.rng.chance(30) => self.quantified(),
            _ => Cond::Floats(Cmp::Lt, self.leaf(), lit(0.8)),
        }
    }

    /// `{ t += e; t < 0.8 }`
    fn effect(&mut self) -> Cond {
        let target = self.features.effects.then(|| self.scope.pick(&mut self.rng, |v| Self::is_target(v) && !v.loose));
        let Some(Var { name, .. }) = target.flatten() else { return Cond::Floats(Cmp::Lt, self.leaf(), lit(0.8)) };
        let op = *self.rng.pick(&[Arith::Add, Arith::Sub, Arith::Mul]);
        let stmts = vec![Stmt::Compound(op, Lvalue::Var(name.clone()), self.float(1))];
        let then = Cond::Floats(Cmp::Lt, Float::Var(name), lit(0.8));
        Cond::After(Block { stmts, tail: None }, Box::new(then))
    }

    /// An index in `0..bound`.
    pub(crate) fn index(&mut self, bound: i64) -> Int {
        let index = |v: &Var| matches!(v.kind, Kind::Int { .. });
        let Some(Var { name, kind: Kind::Int { ty, lo, hi }, .. }) = self.scope.pick(&mut self.rng, index) else {
            return Int::Lit(self.rng.int(0, bound - 1));
        };
        let bin = |op, a, b| Int::Bin(op, Box::new(a), Box::new(b));
        let i = match ty {
            IntTy::Usize => Int::Var(name),
            IntTy::I32 => Int::Cast(Box::new(Int::Var(name)), IntTy::Usize),
        };
        match self.rng.below(6) {
            0 => Int::Lit(self.rng.int(0, bound - 1)),
            1 if hi < bound => bin(IntOp::Sub, Int::Lit(bound - 1), i),
            2 if lo >= 1 && hi <= bound => bin(IntOp::Sub, i, Int::Lit(1)),
            3 if hi + 1 < bound => bin(IntOp::Add, i, Int::Lit(1)),
            4 if hi / 2 < bound => bin(IntOp::Div, i, Int::Lit(2)),
            5 => {
                let moved = bin(IntOp::Add, bin(IntOp::Mul, i, Int::Lit(self.rng.int(1, 3))), Int::Lit(1));
                bin(IntOp::Rem, moved, Int::Lit(bound))
            }
            _ if hi < bound => i,
            _ => bin(IntOp::Rem, i, Int::Lit(bound)),
        }
    }
}
