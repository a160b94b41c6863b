//! Adaptors: what they make of a chain.

use proc_macro2::Span;
use syn::{Expr, ExprMethodCall};

use super::{Chain, Counted, Item, Source, Stage};
use crate::ir::{BinOp, Ty};
use crate::lower::closures::Callable;
use crate::lower::expr::first_span;
use crate::lower::reader::Reader;
use crate::lower::steps::{Step, Temp, Var};
use crate::lower::types::Kind;

type Named = (&'static str, fn(Callable) -> Stage);

/// What adaptors with a closure do, once items may have been dropped.
const WITH_CLOSURE: [Named; 7] = [
    ("map", Stage::Map),
    ("inspect", Stage::Inspect),
    ("filter", Stage::Filter),
    ("filter_map", Stage::FilterMap),
    ("take_while", Stage::TakeWhile),
    ("map_while", Stage::MapWhile),
    ("flat_map", Stage::FlatMap),
];

impl Reader<'_> {
    pub(super) fn adapted(&mut self, chain: Chain, link: &ExprMethodCall) -> Option<Chain> {
        let span = link.method.span();
        let name = link.method.to_string();
        match (name.as_str(), link.args.first()) {
            ("copied" | "cloned", None) => Some(chain.plainly(Counted::copied, || Stage::Copied)),
            ("rev", None) => self.backwards(chain, span),
            ("enumerate", None) => Some(self.enumerated(chain, span)),
            ("flatten", None) => Some(chain.flattened()),
            ("take", Some(n)) => {
                let n = self.number_of_items(n);
                Some(self.limited(chain, n, span))
            }
            ("skip", Some(n)) => {
                let n = self.number_of_items(n);
                Some(self.later(chain, n, span))
            }
            ("step_by", Some(step)) => {
                let step = self.number_of_items(step);
                Some(self.sparse(chain, step, span))
            }
            ("zip", Some(other)) => self.side_by_side(chain, other, span),
            ("chain", Some(other)) => {
                let other = self.iterator(other)?;
                Some(Chain { source: Source::Joined(Box::new(chain), Box::new(other)), stages: vec![], guards: vec![] })
            }
            ("scan", Some(start)) if link.args.len() == 2 => {
                let start = self.expr(start);
                let state = self.state("state", start);
                self.with_closure(chain, &|f| Stage::Scan(state, f), &link.args[1])
            }
            (name, Some(f)) => match WITH_CLOSURE.iter().find(|(known, _)| *known == name) {
                Some((_, stage)) => self.with_closure(chain, stage, f),
                None if name == "skip_while" => {
                    let skipping = self.bool(true, span);
                    let skipping = self.state("skipping", skipping);
                    self.with_closure(chain, &|f| Stage::SkipWhile(f, skipping), f)
                }
                None => self.no_adaptor(name, span),
            },
            _ => self.no_adaptor(&name, span),
        }
    }

    fn with_closure(&mut self, mut chain: Chain, stage: &dyn Fn(Callable) -> Stage, f: &Expr) -> Option<Chain> {
        let f = self.function(f)?;
        let stage = stage(f);
        match (chain.counted(), &stage) {
            (Some(counted), Stage::Map(f)) => Some(Chain::of(counted.mapped(f.clone()))),
            (Some(counted), Stage::Inspect(f)) => Some(Chain::of(counted.inspected(f.clone()))),
            _ => {
                chain.stages.push(stage);
                Some(chain)
            }
        }
    }

    /// What is to be called with items.
    pub(super) fn function(&mut self, f: &Expr) -> Option<Callable> {
        let callable = self.callable(f);
        if callable.is_none() {
            let help = "write a closure, or the path of a function";
            self.errors.not_yet(first_span(f), "computed functions", help);
        }
        callable
    }

    fn no_adaptor(&mut self, name: &str, span: Span) -> Option<Chain> {
        self.errors.not_yet(span, &format!("iterators with `{name}`"), "write a loop");
        None
    }

    /// A variable that the loop carries along.
    pub(in crate::lower) fn state(&mut self, name: &str, start: Temp) -> Var {
        let var = self.made_var(name, self.ty(start));
        self.out.push(Step::Bind(var, start));
        var
    }

    fn backwards(&mut self, chain: Chain, span: Span) -> Option<Chain> {
        if !chain.stages.is_empty() || !chain.guards.is_empty() {
            return self.no_backwards(span, "after adaptors that drop items");
        }
        match chain.source {
            Source::Counted(counted) if counted.hi.is_some() => Some(Chain::of(counted.backwards(span))),
            Source::Counted(_) | Source::Successors(..) | Source::Asked(_) => self.no_backwards(span, "without an end"),
            Source::Once(_) => Some(chain),
            Source::Joined(a, b) => {
                let (b, a) = (self.backwards(*b, span)?, self.backwards(*a, span)?);
                Some(Chain { source: Source::Joined(Box::new(b), Box::new(a)), stages: vec![], guards: vec![] })
            }
        }
    }

    fn no_backwards(&mut self, span: Span, which: &str) -> Option<Chain> {
        self.errors.not_yet(span, &format!("backward iterators {which}"), "write a loop");
        None
    }

    fn enumerated(&mut self, mut chain: Chain, span: Span) -> Chain {
        match chain.counted() {
            Some(counted) => Chain::of(self.numbered(counted, span)),
            None => {
                let zero = self.number(0, span);
                chain.stages.push(Stage::Enumerate(self.state("number", zero)));
                chain
            }
        }
    }

    fn limited(&mut self, mut chain: Chain, n: Temp, span: Span) -> Chain {
        match chain.counted() {
            Some(counted) => Chain::of(self.taken(counted, n, span)),
            None => {
                self.guard(&mut chain, n, span);
                chain.stages.push(Stage::Take(self.state("left", n)));
                chain
            }
        }
    }

    /// Where there is nothing to take, no item is asked for.
    fn guard(&mut self, chain: &mut Chain, n: Temp, span: Span) {
        if self.literal_of(n).is_some_and(|n| n > 0) {
            return;
        }
        let zero = self.number(0, span);
        chain.guards.push(self.bin(BinOp::Gt, n, zero, span));
    }

    pub(super) fn later(&mut self, mut chain: Chain, n: Temp, span: Span) -> Chain {
        match chain.counted() {
            Some(counted) => Chain::of(self.skipped(counted, n, span)),
            None => {
                chain.stages.push(Stage::Skip(self.state("left", n)));
                chain
            }
        }
    }

    fn sparse(&mut self, mut chain: Chain, step: Temp, span: Span) -> Chain {
        match chain.counted() {
            Some(counted) => Chain::of(self.stepped(counted, step, span)),
            None => {
                let (zero, one) = (self.number(0, span), self.number(1, span));
                let between = self.bin(BinOp::Sub, step, one, span);
                chain.stages.push(Stage::StepBy(self.state("left", zero), between));
                chain
            }
        }
    }

    pub(super) fn side_by_side(&mut self, mut chain: Chain, other: &Expr, span: Span) -> Option<Chain> {
        let mut other = self.iterator(other)?;
        match (chain.counted(), other.counted()) {
            (Some(a), Some(b)) => Some(Chain::of(self.paired(a, b, span))),
            (None, Some(b)) => {
                let stage = self.beside(b, false, span);
                chain.stages.push(stage);
                Some(chain)
            }
            (Some(a), None) => {
                let a = self.by_position(a.leaves_out(span), span);
                if let Some(n) = a.hi {
                    self.guard(&mut other, n, span);
                }
                let stage = self.beside(a, true, span);
                other.stages.push(stage);
                Some(other)
            }
            (None, None) => {
                let help = "write a loop, or collect one of the two first";
                self.errors.not_yet(span, "`zip`s of two iterators that both drop items", help);
                None
            }
        }
    }

    fn beside(&mut self, other: Counted, left: bool, span: Span) -> Stage {
        let other = self.by_position(other, span);
        let zero = self.number(0, span);
        Stage::Zip { other, at: self.state("at", zero), left }
    }

    // ---- the same, item by item

    pub(in crate::lower) fn test_of(&mut self, f: &Callable, item: Temp, span: Span) -> Temp {
        let seen = self.same(item, self.refs(item) + 1, span);
        let holds = self.apply(f, vec![seen], span);
        self.expect(holds, Kind::Exact(Ty::Bool));
        holds
    }

    /// What a counter was, which goes on by one.
    pub(in crate::lower) fn counted_up(&mut self, var: Var, span: Span) -> Temp {
        let now = self.read_var(var, span);
        let one = self.number(1, span);
        let next = self.bin(BinOp::Add, now, one, span);
        self.write_var(var, next);
        now
    }

    /// What a counter is after it went down by one.
    pub(super) fn counted_down(&mut self, var: Var, span: Span) -> Temp {
        let now = self.read_var(var, span);
        let one = self.number(1, span);
        let next = self.bin(BinOp::Sub, now, one, span);
        self.write_var(var, next);
        next
    }

    pub(super) fn is_zero(&mut self, n: Temp, span: Span) -> Temp {
        let zero = self.number(0, span);
        self.bin(BinOp::Eq, n, zero, span)
    }
}

impl Chain {
    /// The loop over indices that it still is.
    pub(super) fn counted(&self) -> Option<Counted> {
        match &self.source {
            Source::Counted(counted) if self.stages.is_empty() && self.guards.is_empty() => Some(counted.clone()),
            _ => None,
        }
    }

    fn plainly(mut self, counted: fn(Counted) -> Counted, stage: fn() -> Stage) -> Self {
        if let Some(source) = self.counted() {
            return Self::of(counted(source));
        }
        self.stages.push(stage());
        self
    }

    /// `map(f).flatten()` is `flat_map(f)`.
    fn flattened(mut self) -> Self {
        let stage = match (self.stages.pop(), &mut self.source) {
            (Some(Stage::Map(f)), _) => Stage::FlatMap(f),
            (Some(last), _) => {
                self.stages.push(last);
                Stage::Flatten
            }
            (None, Source::Counted(Counted { item, .. })) => match item.clone() {
                Item::Mapped(inner, f) => {
                    *item = *inner;
                    Stage::FlatMap(f)
                }
                _ => Stage::Flatten,
            },
            (None, _) => Stage::Flatten,
        };
        self.stages.push(stage);
        self
    }
}
