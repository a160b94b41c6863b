//! Making programs: a few helpers, then the function that is asked for, and the inputs to ask it with.

use super::ast::{ArrayInit, Block, Float, Fun, Input, Lvalue, Param, ParamTy, Program, Ret, Stmt};
use super::number::{Arith, Width};
use super::print;
use super::rng::Rng;
use super::scope::{Form, Kind, Scope, Var};
use super::witness::{self, Witness};

/// Parts of the language that can be left out.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct Features {
    pub(crate) vecs: bool,
    pub(crate) jumps: bool,
    pub(crate) whiles: bool,
    pub(crate) calls: bool,
    pub(crate) returns: bool,
    /// Conditions that change variables.
    pub(crate) effects: bool,
    /// Chains of adaptors of iterators, and closures.
    pub(crate) chains: bool,
    /// Methods that change arrays, parts of arrays, mutable references.
    pub(crate) changes: bool,
    /// Functions that give an `Option`.
    pub(crate) options: bool,
}

impl Features {
    pub(crate) const ALL: Self = Self {
        vecs: true,
        jumps: true,
        whiles: true,
        calls: true,
        returns: true,
        effects: true,
        chains: true,
        changes: true,
        options: true,
    };

    /// Everything but the features named, apart by commas.
    pub(crate) fn without(names: &str) -> Self {
        let has = |name: &str| !names.split(',').any(|n| n.trim() == name);
        Self {
            vecs: has("vecs"),
            jumps: has("jumps"),
            whiles: has("whiles"),
            calls: has("calls"),
            returns: has("returns"),
            effects: has("effects"),
            chains: has("chains"),
            changes: has("changes"),
            options: has("options"),
        }
    }
}

pub(crate) struct Maker {
    pub(crate) rng: Rng,
    pub(crate) features: Features,
    pub(crate) funs: Vec<Fun>,
    pub(crate) scope: Scope,
    /// Statements that may still be made.
    pub(crate) budget: i32,
    /// Blocks of statements around the one being made.
    pub(crate) nesting: usize,
    /// Loops around it.
    pub(crate) loops: usize,
    /// Whether a scalar can be returned here.
    pub(crate) returns: bool,
}

/// A program with inputs at which it has derivatives that can be trusted.
pub(crate) struct Case {
    pub(crate) program: Program,
    pub(crate) inputs: Vec<Input>,
    pub(crate) witness: Witness,
}

/// The program of a seed: the first of its attempts that is well-conditioned and curved, or else that is well-conditioned.
/// `None` where none is.
pub(crate) fn case(seed: u64, features: Features) -> Option<Case> {
    let mut fallback = None;
    for attempt in 0..40 {
        let (program, inputs) = attempt_at(seed.wrapping_mul(1000).wrapping_add(attempt), seed, features);
        if let Ok(witness) = witness::witness(&program, &inputs) {
            let curved = is_curved(&witness);
            let case = Case { program, inputs, witness };
            if curved {
                return Some(case);
            }
            fallback = fallback.or(Some(case));
        }
    }
    fallback
}

/// Half of the inputs matter, and some of them not just linearly.
fn is_curved(witness: &Witness) -> bool {
    let matter = witness.gradient.iter().filter(|g| **g != 0.0).count();
    2 * matter >= witness.gradient.len() && witness.hessian.iter().flatten().any(|h| *h != 0.0)
}

fn attempt_at(seed: u64, name: u64, features: Features) -> (Program, Vec<Input>) {
    let mut rng = Rng::new(seed);
    let width = if rng.chance(12) { Width::F32 } else { Width::F64 };
    let helpers = if features.calls { [0, 0, 1, 2][rng.below(4)] } else { 0 };
    let mut maker = Maker {
        rng,
        features,
        funs: Vec::new(),
        scope: Scope::default(),
        budget: 0,
        nesting: 0,
        loops: 0,
        returns: true,
    };
    for k in 0..helpers {
        let mut fun = maker.function(format!("p{name}_h{k}"), 4, k == 1);
        if matches!(fun.ret, Ret::Scalar) && maker.features.options && maker.rng.chance(40) {
            fun.ret = Ret::Maybe { limit: maker.literal(), other: maker.literal() };
        }
        maker.funs.push(fun);
    }
    if features.calls && features.changes && maker.rng.chance(30) {
        let fun = maker.lent_function(format!("p{name}_w"));
        maker.funs.push(fun);
    }
    let fun = maker.function(format!("p{name}"), 14, false);
    let inputs = fun.params.iter().map(|p| maker.input(p.ty)).collect();
    maker.funs.push(fun);
    (Program { width, funs: maker.funs }, inputs)
}

impl Maker {
    fn function(&mut self, name: String, budget: i32, array: bool) -> Fun {
        self.scope = Scope::default();
        self.budget = budget;
        self.returns = !array && self.features.returns;
        let params = self.params();
        let mut body = Block::default();
        if self.rng.chance(60) {
            let stmt = self.let_array();
            body.stmts.push(stmt);
        }
        let out = array.then(|| self.out(&mut body.stmts));
        let count = 2 + self.rng.below(usize::try_from(budget).expect("a budget is positive"));
        self.stmts(&mut body.stmts, count);
        let ret = match out {
            Some(len) => Ret::Array { name: "out".to_owned(), len },
            None => Ret::Scalar,
        };
        if ret.is_number() {
            body.tail = Some(Box::new(self.tail()));
        }
        Fun { name, params, ret, body }
    }

    /// A function that changes what its last parameter lends to it.
    fn lent_function(&mut self, name: String) -> Fun {
        self.scope = Scope::default();
        self.budget = 4;
        let scalar = self.rng.chance(50);
        self.returns = scalar && self.features.returns;
        let mut params = self.params();
        let lent = Param { name: "lent".to_owned(), ty: ParamTy::Lent, mutable: false, constant: false };
        let v = described(&lent).mutable(true);
        params.push(lent);
        self.scope.declare(v.clone());
        let mut body = Block::default();
        let target = Lvalue::Index(v.name.clone(), self.indices(&v));
        body.stmts.push(Stmt::Compound(*self.rng.pick(&[Arith::Add, Arith::Mul]), target, self.float(2)));
        self.stmts(&mut body.stmts, 3);
        body.tail = scalar.then(|| Box::new(self.tail()));
        Fun { name, params, ret: if scalar { Ret::Scalar } else { Ret::Nothing }, body }
    }

    /// The array that a function returns; nothing else has its name.
    fn out(&mut self, stmts: &mut Vec<Stmt>) -> usize {
        let len = 2 + self.rng.below(2);
        let items = (0..len).map(|_| self.float(2)).collect();
        let n = i64::try_from(len).expect("arrays are small");
        self.scope.declare(Var::new("out", Kind::Array { dims: vec![(n, n)], form: Form::Array }).mutable(true));
        stmts.push(Stmt::LetArray { name: "out".to_owned(), mutable: true, init: ArrayInit::Items(items) });
        len
    }

    fn params(&mut self) -> Vec<Param> {
        let count = 1 + self.rng.below(4);
        let names = ["x", "y", "xs", "k"];
        let mut params: Vec<Param> = names[..count].iter().map(|name| self.param(name)).collect();
        if !params.iter().any(|p| p.ty.is_float() && !p.constant) {
            params[0] = Param { name: "x".to_owned(), ty: ParamTy::Float, mutable: false, constant: false };
        }
        for p in &params {
            self.scope.declare(described(p));
        }
        params
    }

    fn param(&mut self, name: &str) -> Param {
        let n = 2 + self.rng.below(3);
        let ty = match self.rng.below(14) {
            0..=4 => ParamTy::Float,
            5 => ParamTy::Array(n),
            6 | 7 => ParamTy::ArrayRef(n),
            8 => ParamTy::MatrixRef(2, n),
            9 | 10 => ParamTy::Slice,
            11 => ParamTy::Usize,
            12 => ParamTy::I32,
            _ => ParamTy::Bool,
        };
        let constant = !ty.is_float() || self.rng.chance(12);
        let mutable = matches!(ty, ParamTy::Float | ParamTy::Array(_)) && self.rng.chance(25) && !constant;
        Param { name: name.to_owned(), ty, mutable, constant }
    }

    /// The result: a sum in which much of what was computed takes part.
    fn tail(&mut self) -> Float {
        let mut sum = Float::Method("cos", vec![self.float(2)]);
        let mut terms: Vec<Float> = Vec::new();
        for v in self.scope.all(|v| v.mutable) {
            match v.kind {
                Kind::Float => terms.push(Float::Var(v.name)),
                Kind::Array { .. } => {
                    let index = self.indices(&v);
                    terms.push(Float::Index(v.name, index));
                }
                _ => {}
            }
        }
        for term in terms {
            let factor = Box::new(Float::Lit(self.literal()));
            let term = if self.rng.chance(50) { term } else { Float::Arith(Arith::Mul, factor, Box::new(term)) };
            sum = Float::Arith(Arith::Add, Box::new(sum), Box::new(term));
        }
        sum
    }

    pub(crate) fn evident_float(&mut self) -> Float {
        let e = self.float(2);
        if evident(&e) { e } else { Float::Method("sin", vec![e]) }
    }

    fn input(&mut self, ty: ParamTy) -> Input {
        match ty {
            ParamTy::Float => Input::Float(self.number()),
            ParamTy::Array(n) | ParamTy::ArrayRef(n) => self.array(vec![n]),
            ParamTy::MatrixRef(rows, columns) => self.array(vec![rows, columns]),
            ParamTy::Slice | ParamTy::Lent => {
                let n = 2 + self.rng.below(4);
                self.array(vec![n])
            }
            ParamTy::Usize | ParamTy::I32 => Input::Int(self.rng.int(0, 3)),
            ParamTy::Bool => Input::Bool(self.rng.chance(50)),
        }
    }

    /// A number with few bits, so that it is the same in either width.
    fn number(&mut self) -> f64 {
        (self.rng.float(-1.5, 1.5) * 1024.0).round() / 1024.0
    }

    fn array(&mut self, dims: Vec<usize>) -> Input {
        let data = (0..dims.iter().product()).map(|_| self.number()).collect();
        Input::Array { dims, data }
    }
}

/// Whether rustc sees the width of an expression in the expression.
pub(crate) fn evident(e: &Float) -> bool {
    !print::ambiguous(e)
}

/// What a parameter is within the function.
fn described(param: &Param) -> Var {
    let len = |n: usize| i64::try_from(n).map(|n| (n, n)).expect("arrays are small");
    let kind = match param.ty {
        ParamTy::Float => Kind::Float,
        ParamTy::Array(n) => Kind::Array { dims: vec![len(n)], form: Form::Array },
        ParamTy::ArrayRef(n) => Kind::Array { dims: vec![len(n)], form: Form::ArrayRef },
        ParamTy::MatrixRef(r, c) => Kind::Array { dims: vec![len(r), len(c)], form: Form::ArrayRef },
        ParamTy::Slice => Kind::Array { dims: vec![(2, 5)], form: Form::Slice },
        ParamTy::Lent => Kind::Array { dims: vec![(2, 5)], form: Form::SliceMut },
        ParamTy::Usize => Kind::Int { ty: super::ast::IntTy::Usize, lo: 0, hi: 3 },
        ParamTy::I32 => Kind::Int { ty: super::ast::IntTy::I32, lo: 0, hi: 3 },
        ParamTy::Bool => Kind::Bool,
    };
    Var { constant: param.constant, ..Var::new(&param.name, kind).mutable(param.mutable) }
}
