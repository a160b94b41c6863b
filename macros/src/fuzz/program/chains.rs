//! Making chains of adaptors of iterators, and calls of closures.

use super::ast::{Block, Chain, Cond, End, Float, Held, Int, IntTy, Item, Quantifier, Source, Stage, Stmt};
use super::make::Maker;
use super::scope::{Form, Kind, Var};

/// What a closure gets from a chain.
#[derive(Clone)]
enum Given {
    /// A float, or a reference to one.
    Float(bool),
    Int(i64),
    /// A part of an array, so long.
    Part(i64),
    Pair(Box<Given>, Box<Given>),
}

/// A chain as far as it is made.
struct Made {
    source: Source,
    stages: Vec<Stage>,
    given: Given,
    /// The most items that there can be.
    most: i64,
    /// It can be gone through from its end, and counted.
    counted: bool,
}

impl Maker {
    pub(super) fn apply_or_chain(&mut self, depth: usize) -> Float {
        if self.rng.chance(40)
            && let Some(call) = self.apply(depth)
        {
            return call;
        }
        match self.source() {
            Some(made) => self.ended(made),
            None => self.leaf(),
        }
    }

    fn apply(&mut self, depth: usize) -> Option<Float> {
        let v = self.scope.pick(&mut self.rng, |v| matches!(v.kind, Kind::Closure(_)))?;
        let Kind::Closure(count) = v.kind else { unreachable!("it is a closure") };
        let args = (0..count).map(|_| self.float(depth.saturating_sub(1))).collect();
        Some(Float::Apply(v.name, args))
    }

    /// `chain.any(|v| v > c)`
    pub(super) fn quantified(&mut self) -> Cond {
        let Some(made) = self.source() else { return Cond::Lit(true) };
        let made = self.staged(made);
        let quantifier = if self.rng.chance(50) { Quantifier::Any } else { Quantifier::All };
        let (item, cond) = self.closure(&made.given, |m| m.cond(1));
        let chain = Chain { source: made.source, stages: made.stages, named: false, end: End::Sum };
        Cond::Chain(Box::new(chain), quantifier, item, Box::new(cond))
    }

    fn source(&mut self) -> Option<Made> {
        let flat = |v: &Var| matches!(&v.kind, Kind::Array { dims, .. } if dims.len() == 1);
        let made = |source, given, most| Some(Made { source, stages: Vec::new(), given, most, counted: true });
        if self.rng.chance(25) {
            let (hi, most) = self.bound();
            let lo = self.rng.int(0, 1);
            return made(Source::Range(Int::Lit(lo), hi), Given::Int((most - 1).max(lo)), most);
        }
        let Var { name, kind: Kind::Array { dims, .. }, .. } = self.scope.pick(&mut self.rng, flat)? else {
            unreachable!("it is an array")
        };
        let most = dims[0].1;
        match self.rng.below(4) {
            0 => {
                let other = self.scope.pick(&mut self.rng, flat)?;
                let pair = Given::Pair(Box::new(Given::Float(true)), Box::new(Given::Float(true)));
                made(Source::Zip(name, other.name), pair, most)
            }
            1 => {
                let width = 1 + self.rng.below(3);
                let long = i64::try_from(width).expect("a small number");
                made(Source::Windows(name, width), Given::Part(long), most)
            }
            _ => {
                let copied = self.rng.chance(50);
                made(Source::Elements(name, copied), Given::Float(!copied), most)
            }
        }
    }

    fn staged(&mut self, mut made: Made) -> Made {
        for _ in 0..self.rng.below(3) {
            self.stage(&mut made);
        }
        made
    }

    fn stage(&mut self, made: &mut Made) {
        let stage = match self.rng.below(9) {
            0 => {
                made.given = Given::Pair(Box::new(Given::Int(made.most.max(1) - 1)), Box::new(made.given.clone()));
                Stage::Enumerate
            }
            1 if made.counted => Stage::Rev,
            2 => Stage::Skip(1 + self.rng.below(2)),
            3 => Stage::Take(1 + self.rng.below(4)),
            4 => Stage::StepBy(1 + self.rng.below(3)),
            5 => {
                made.counted = false;
                let (item, cond) = self.closure(&made.given, |m| m.cond(1));
                Stage::Filter(item, cond)
            }
            6 => {
                made.counted = false;
                let (item, cond) = self.closure(&made.given, |m| m.cond(1));
                Stage::TakeWhile(item, cond)
            }
            _ => {
                let (item, value) = self.closure(&made.given, Self::closure_value);
                made.given = Given::Float(false);
                Stage::Map(item, value)
            }
        };
        made.stages.push(stage);
    }

    fn closure_value(&mut self) -> Block {
        let mut stmts = Vec::new();
        let depth = self.scope.depth();
        if self.budget > 0 && self.rng.chance(20) {
            self.simple_stmt(&mut stmts);
        }
        let tail = Some(Box::new(self.evident_float()));
        self.scope.leave(depth);
        Block { stmts, tail }
    }

    fn ended(&mut self, made: Made) -> Float {
        let mut made = self.staged(made);
        if !matches!(made.given, Given::Float(_)) {
            let (item, value) = self.closure(&made.given, Self::closure_value);
            made.given = Given::Float(false);
            made.stages.push(Stage::Map(item, value));
        }
        let end = match (self.rng.below(6), &made.given) {
            (0, _) => End::Product,
            (1, Given::Float(false)) => End::Max(Float::Lit(self.literal())),
            (2 | 3, _) => self.fold(&made.given),
            _ => End::Sum,
        };
        let named = !made.stages.is_empty() && self.rng.chance(30);
        Float::Chain(Box::new(Chain { source: made.source, stages: made.stages, named, end }))
    }

    /// `.fold(init, |acc, v| (acc * c + v).sin())`
    fn fold(&mut self, given: &Given) -> End {
        let init = Float::Lit(self.literal());
        let acc = self.fresh();
        let depth = self.scope.depth();
        self.scope.declare(Var::new(&acc, Kind::Float));
        let (item, value) = self.closure(given, |m| Float::Method("sin", vec![m.float(2)]));
        self.scope.leave(depth);
        End::Fold(init, acc, item, Box::new(value))
    }

    /// A name that nothing has.
    fn fresh(&mut self) -> String {
        format!("q{}", self.scope.depth())
    }

    /// The inside of a closure of a chain. It changes nothing that is outside.
    fn closure<T>(&mut self, given: &Given, inside: impl FnOnce(&mut Self) -> T) -> (Item, T) {
        let depth = self.scope.depth();
        let mutable = self.scope.freeze();
        let item = self.item(given);
        let inside = self.jumpless(inside);
        self.scope.leave(depth);
        self.scope.thaw(&mutable);
        (item, inside)
    }

    fn item(&mut self, given: &Given) -> Item {
        let (kind, held) = match given {
            Given::Pair(a, b) => {
                let a = self.item(a);
                return Item::Pair(Box::new(a), Box::new(self.item(b)));
            }
            Given::Float(reference) => (Kind::Float, if *reference { Held::Reference } else { Held::Float }),
            Given::Int(most) => (Kind::Int { ty: IntTy::Usize, lo: 0, hi: *most }, Held::Index),
            Given::Part(long) => (Kind::Array { dims: vec![(*long, *long)], form: Form::Slice }, Held::Part),
        };
        let mut name = self.scope.name(&mut self.rng);
        if self.scope.visible().any(|v| v.name == name) {
            name = self.fresh();
        }
        self.scope.declare(Var::new(&name, kind));
        Item::Name(name, held)
    }

    /// Makes what no jump may leave.
    pub(super) fn jumpless<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let (loops, returns) = (std::mem::take(&mut self.loops), std::mem::take(&mut self.returns));
        let made = make(self);
        (self.loops, self.returns) = (loops, returns);
        made
    }

    /// `{ let f = |p| { .. }; .. }`: what the closure sees does not change while it is there, but for one variable that it
    /// may change itself, and that nobody else looks at.
    pub(super) fn with_closure(&mut self) -> Stmt {
        let params: Vec<String> = (0..=self.rng.below(2)).map(|k| format!("arg{k}")).collect();
        let outer = self.scope.freeze();
        let depth = self.scope.depth();
        let own = self.scope.pick(&mut self.rng, |v| v.kind == Kind::Float && !v.loose && !v.constant);
        let own = own.filter(|v| self.was_mutable(&v.name, &outer) && self.rng.chance(50));
        if let Some(own) = &own {
            self.scope.update(&own.name, |v| v.mutable = true);
        }
        params.iter().for_each(|p| self.scope.declare(Var::new(p, Kind::Float)));
        let (loops, returns) = (std::mem::take(&mut self.loops), std::mem::replace(&mut self.returns, true));
        let mut stmts = Vec::new();
        if self.rng.chance(50) {
            self.stmts(&mut stmts, 2);
        }
        let value = Block { stmts, tail: Some(Box::new(self.evident_float())) };
        (self.loops, self.returns) = (loops, returns);
        self.scope.leave(depth);
        if let Some(own) = &own {
            self.scope.update(&own.name, |v| v.kind = Kind::Pending);
        }
        let name = format!("f{depth}");
        self.scope.declare(Var::new(&name, Kind::Closure(params.len())));
        let mut body = self.block(3);
        body.stmts.insert(0, self.kept_call(&name, params.len()));
        self.scope.leave(depth);
        if let Some(own) = &own {
            self.scope.update(&own.name, |v| v.kind = Kind::Float);
        }
        self.scope.thaw(&outer);
        Stmt::Closure { name, mutable: own.is_some(), params, value, body }
    }

    fn was_mutable(&self, name: &str, outer: &[bool]) -> bool {
        self.scope.position(name).is_some_and(|at| outer[at])
    }

    /// `let v = f(..);`, so that every closure is called.
    fn kept_call(&mut self, name: &str, count: usize) -> Stmt {
        let args = (0..count).map(|_| self.leaf()).collect();
        Stmt::Let {
            name: format!("{name}_value"),
            mutable: false,
            typed: true,
            init: Some(Float::Apply(name.to_owned(), args)),
        }
    }
}
