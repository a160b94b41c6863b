//! Chains of iterators, closures, and what changes arrays, as Rust source.

use super::super::ast::{Chain, Change, Cond, End, Held, Item, Part, Quantifier, Source, Stage, Stmt, Turnover};
use super::expr::{ANY, SUM, int};
use super::{Printer, lvalue};

impl Printer<'_> {
    pub(super) fn chain(&mut self, chain: &Chain) -> String {
        if chain.named {
            let (items, end) = (self.stages(chain), self.end("held", chain));
            return format!("({{ let held = {items}; {end} }})");
        }
        let head = self.stages(chain);
        self.end(&head, chain)
    }

    fn end(&mut self, head: &str, chain: &Chain) -> String {
        let float = self.program.width.name();
        match &chain.end {
            End::Sum => format!("{head}.sum::<{float}>()"),
            End::Product => format!("{head}.product::<{float}>()"),
            End::Max(init) => format!("{head}.fold({}, {float}::max)", self.typed(init)),
            End::Fold(init, acc, item, value) => {
                let init = self.typed(init);
                format!("{head}.fold({init}, |{acc}, {}| {})", pattern(item), self.float(value, ANY))
            }
        }
    }

    pub(super) fn quantified(&mut self, chain: &Chain, quantifier: Quantifier, item: &Item, cond: &Cond) -> String {
        let name = if quantifier == Quantifier::Any { "any" } else { "all" };
        format!("{}.{name}(|{}| {})", self.stages(chain), pattern(item), self.cond(cond, ANY))
    }

    fn stages(&mut self, chain: &Chain) -> String {
        let head = match &chain.source {
            Source::Elements(name, true) => format!("{name}.iter().copied()"),
            Source::Elements(name, false) => format!("{name}.iter()"),
            Source::Zip(a, b) => format!("{a}.iter().zip({b}.iter())"),
            Source::Range(lo, hi) => format!("({}..{})", int(lo, SUM), int(hi, SUM)),
            Source::Windows(name, n) => format!("{name}.windows({n})"),
        };
        chain.stages.iter().fold(head, |head, stage| match stage {
            Stage::Enumerate => format!("{head}.enumerate()"),
            Stage::Rev => format!("{head}.rev()"),
            Stage::Skip(n) => format!("{head}.skip({n})"),
            Stage::Take(n) => format!("{head}.take({n})"),
            Stage::StepBy(n) => format!("{head}.step_by({n})"),
            Stage::Filter(item, cond) => format!("{head}.filter(|&{}| {})", pattern(item), self.cond(cond, ANY)),
            Stage::TakeWhile(item, cond) => format!("{head}.take_while(|&{}| {})", pattern(item), self.cond(cond, ANY)),
            Stage::Map(item, block) => format!("{head}.map(|{}| {})", pattern(item), self.braces(block)),
        })
    }

    pub(super) fn changed(&mut self, stmt: &Stmt) -> String {
        match stmt {
            Stmt::Change(name, Change::Fill(e)) => format!("{name}.fill({});", self.float(e, ANY)),
            Stmt::Change(name, Change::Swap(i, j)) => format!("{name}.swap({}, {});", int(i, ANY), int(j, ANY)),
            Stmt::Change(name, Change::Exchanged(how, e)) => {
                let e = self.float(e, ANY);
                match how {
                    Turnover::Replaced => format!("{name} = {name}[1..].to_vec(); {name}.push({e});"),
                    Turnover::Collected => {
                        format!("{name}.push({e}); {name} = {name}.iter().skip(1).copied().collect();")
                    }
                    Turnover::Popped => format!("{name}.pop(); {name}.push({e});"),
                }
            }
            Stmt::Change(name, Change::Reverse) => format!("{name}.reverse();"),
            Stmt::Change(name, Change::RotateLeft(n)) => format!("{name}.rotate_left({n});"),
            Stmt::Change(name, Change::RotateRight(n)) => format!("{name}.rotate_right({n});"),
            Stmt::Lend { name: None, fun, args } => format!("{};", self.call(*fun, args)),
            Stmt::Lend { name: Some(name), fun, args } => format!("let {name} = {};", self.call(*fun, args)),
            Stmt::Exchange(a, b) => format!("std::mem::swap(&mut {a}, &mut {b});"),
            Stmt::Through { name, target, op, value } => {
                let value = self.float(value, ANY);
                format!("let {name} = &mut {}; *{name} {}= {value};", lvalue(target), op.symbol())
            }
            Stmt::ForMut { var, index, array, body } => {
                let body = self.braces(body);
                match index {
                    Some(index) => format!("for ({index}, {var}) in {array}.iter_mut().enumerate() {body}"),
                    None => format!("for {var} in {array}.iter_mut() {body}"),
                }
            }
            Stmt::Part { name, array, part: Part::Row(i), body } => {
                format!("{{ let {name} = &{array}[{}]; {} }}", int(i, ANY), self.braces(body))
            }
            Stmt::Part { name, array, part: Part::Range(lo, hi), body } => {
                format!("{{ let {name} = &{array}[{}..{}]; {} }}", int(lo, SUM), int(hi, SUM), self.braces(body))
            }
            Stmt::Split { names: [l, r], array, at, body } => {
                format!("{{ let ({l}, {r}) = {array}.split_at_mut({at}); {} }}", self.braces(body))
            }
            Stmt::Closure { name, mutable, params, value, body } => {
                let float = self.program.width.name();
                let params: Vec<String> = params.iter().map(|p| format!("{p}: {float}")).collect();
                let mutable = if *mutable { "mut " } else { "" };
                let optional = std::mem::take(&mut self.optional);
                let value = self.braces(value);
                self.optional = optional;
                format!("{{ let {mutable}{name} = |{}| {value}; {} }}", params.join(", "), self.braces(body))
            }
            _ => unreachable!("every other statement is printed elsewhere"),
        }
    }
}

fn pattern(item: &Item) -> String {
    match item {
        Item::Name(name, Held::Reference) => format!("&{name}"),
        Item::Name(name, Held::Float | Held::Index | Held::Part) => name.clone(),
        Item::Pair(a, b) => format!("({}, {})", pattern(a), pattern(b)),
    }
}
