//! From the values of a function to mathematics, on one path through its branches.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::Names;
use super::cases::{Knowledge, Question};
use super::expr::{Expr, add, call, div, mul, name, neg, plain, sub, tidy};
use super::number::number;
use super::{notation, print, source, unraw};
use crate::elementary;
use crate::ir::{BinOp, Const, Func, Inst, Op, Origin, Param, Place, PlaceKind, Pure, Ty, UnOp, Val};
use crate::origins::Origins;

/// Why a value cannot be read.
pub(super) enum Stop {
    /// It depends on this.
    Ask(Question),
    /// It is no formula of a sensible size.
    GiveUp,
}

pub(super) type Reading<T> = Result<T, Stop>;

/// The largest expression, in nodes: a line of text has fewer, and sharing can only do so much.
const LARGEST: usize = 150;
/// The most nodes that are made before the text is given up: documentation may not cost more than the derivative.
const MOST_WORK: usize = 3000;

/// What a function says of itself, whatever the path.
pub(super) struct Source<'a> {
    pub(super) func: &'a Func,
    origins: &'a Origins,
    names: HashMap<Val, String>,
    pub(super) definitions: HashMap<Val, (&'a Inst, usize)>,
    /// Scalar places that are written once: what is written there.
    kept: HashMap<Place, Option<Val>>,
    /// What computes the user's value; its sums are in the user's order.
    primal: HashSet<Val>,
    /// The user's names that would be ambiguous.
    pub(super) ambiguous: HashSet<String>,
    /// The nodes made so far, over all paths.
    work: Cell<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(func: &'a Func, origins: &'a Origins, names: &Names) -> Self {
        let mut definitions = HashMap::new();
        let mut kept = HashMap::new();
        func.each_inst(func.body, &mut |_, inst| {
            definitions.extend(inst.outs.iter().enumerate().map(|(k, v)| (*v, (inst, k))));
            for place in inst.op.written() {
                match &inst.op {
                    Op::Alloc { .. } => {}
                    Op::Store { index, value, .. } if index.is_empty() => {
                        kept.entry(place).and_modify(|v| *v = None).or_insert(Some(*value));
                    }
                    _ => drop(kept.insert(place, None)),
                }
            }
        });
        let mut source = Self {
            func,
            origins,
            names: names.iter().map(|(v, n)| (*v, unraw(n))).collect(),
            definitions,
            kept,
            primal: HashSet::new(),
            work: Cell::new(0),
            ambiguous: names.values().map(|n| unraw(n.split('[').next().unwrap_or(n))).collect(),
        };
        source.add_params();
        source.find_primal();
        source
    }

    fn add_params(&mut self) {
        for param in &self.func.params {
            if let Param::Scalar(v) = param
                && let Some(hint) = &self.func.val(*v).hint
            {
                self.ambiguous.insert(unraw(&hint.text));
                self.names.entry(*v).or_insert_with(|| unraw(&hint.text));
            }
        }
    }

    fn find_primal(&mut self) {
        let mut open: Vec<Val> = self.func.block(self.func.body).yields.iter().take(1).copied().collect();
        while let Some(v) = open.pop() {
            if !self.primal.insert(v) {
                continue;
            }
            if let Some((inst, k)) = self.definitions.get(&v) {
                inst.op.operands(|v| open.push(v));
                let blocks = inst.op.blocks();
                open.extend(blocks.iter().filter_map(|b| self.func.block(*b).yields.get(*k)));
            }
        }
    }
}

/// Reads values with what a path knows.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) knowledge: Knowledge,
    read: HashMap<Val, Expr>,
    /// The user's `let`s that were come across, in the order of the source.
    pub(super) lets: std::collections::BTreeMap<Val, (String, Expr)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source<'a>, knowledge: Knowledge) -> Self {
        Self { source, knowledge, read: HashMap::new(), lets: std::collections::BTreeMap::new() }
    }

    pub(super) fn value(&mut self, v: Val) -> Reading<Expr> {
        if let Some(name_of) = self.source.names.get(&v) {
            return Ok(name(name_of));
        }
        if let Some(e) = self.read.get(&v) {
            return Ok(e.clone());
        }
        let e = self.definition(v)?;
        let size = e.size();
        self.source.work.set(self.source.work.get() + size);
        if size > LARGEST || self.source.work.get() > MOST_WORK {
            return Err(Stop::GiveUp);
        }
        let e = self.abbreviated(v, e);
        self.read.insert(v, e.clone());
        Ok(e)
    }

    /// The name that the user gave to the value, unless it would say less than the value.
    fn abbreviated(&mut self, v: Val, e: Expr) -> Expr {
        let Some(hint) = self.source.func.val(v).hint.as_ref().filter(|h| h.users) else { return e };
        let trivial = e.children().is_empty();
        let choice = !matches!(self.source.definitions[&v].0.op, Op::Pure(ref p) if !matches!(p, Pure::Select(..)));
        let text = unraw(&hint.text);
        if trivial || choice || self.source.ambiguous.contains(&text) {
            return e;
        }
        self.lets.insert(v, (text.clone(), e));
        name(&text)
    }

    fn definition(&mut self, v: Val) -> Reading<Expr> {
        let (inst, k) = *self.source.definitions.get(&v).ok_or(Stop::GiveUp)?;
        match &inst.op {
            Op::Pure(pure) => self.pure(v, pure),
            Op::If { cond, then, otherwise } => {
                let arm = if self.decide(*cond)? { then } else { otherwise };
                self.value(self.source.func.block(*arm).yields[k])
            }
            Op::Load { place, index } => self.load(*place, index),
            _ => Err(Stop::GiveUp),
        }
    }

    fn load(&mut self, place: Place, index: &[Val]) -> Reading<Expr> {
        let info = self.source.func.place(place);
        match info.kind {
            PlaceKind::Input => {
                let mut text = unraw(&info.hint.as_ref().ok_or(Stop::GiveUp)?.text);
                for i in index {
                    text = format!("{text}[{}]", print::text(&self.value(*i)?));
                }
                Ok(name(&text))
            }
            PlaceKind::Local if index.is_empty() => {
                let kept = self.source.kept.get(&place).copied().flatten();
                kept.map_or(Err(Stop::GiveUp), |v| self.value(v))
            }
            _ => Err(Stop::GiveUp),
        }
    }

    fn pure(&mut self, v: Val, pure: &Pure) -> Reading<Expr> {
        match pure {
            Pure::Const(c) => constant(*c, self.source.func.ty(v)).ok_or(Stop::GiveUp),
            Pure::Un(UnOp::Neg, x) => Ok(neg(&self.value(*x)?)),
            Pure::Bin(op, x, y) => self.arithmetic(v, *op, *x, *y),
            Pure::Elem(id, args) => {
                let args = args.iter().map(|x| self.value(*x)).collect::<Reading<Vec<_>>>()?;
                let name = elementary::row(*id).name;
                Ok(self.settled(name, &args).unwrap_or_else(|| notation::elementary(name, &args)))
            }
            Pure::Cast(x) if self.source.func.ty(v).is_float() || self.source.func.ty(*x).is_int() => self.value(*x),
            Pure::Select(c, x, y) => self.select(*c, *x, *y),
            Pure::Len(place, 0) => {
                let hint = self.source.func.place(*place).hint.as_ref().ok_or(Stop::GiveUp)?;
                Ok(name(&format!("{}.len()", hint.text)))
            }
            Pure::Opaque(origin, args, places) => self.opaque(*origin, args, places),
            _ => Err(Stop::GiveUp),
        }
    }

    fn arithmetic(&mut self, v: Val, op: BinOp, x: Val, y: Val) -> Reading<Expr> {
        let (ty, x, y) = (self.source.func.ty(v), self.value(x)?, self.value(y)?);
        let result = match op {
            BinOp::Add => add(&x, &y),
            BinOp::Sub => sub(&x, &y),
            BinOp::Mul => mul(&x, &y),
            BinOp::Div if ty.is_float() => div(&x, &y),
            BinOp::Rem if ty.is_int() => call("%", &[x, y]),
            _ => return Err(Stop::GiveUp),
        };
        Ok(if self.source.primal.contains(&v) { result } else { tidy(result) })
    }

    fn opaque(&mut self, origin: Origin, args: &[Val], places: &[Place]) -> Reading<Expr> {
        let mut operands = Vec::new();
        for arg in args {
            operands.push(print::text(&self.value(*arg)?));
        }
        for place in places {
            let hint = self.source.func.place(*place).hint.as_ref().ok_or(Stop::GiveUp)?;
            operands.push(hint.text.to_string());
        }
        source::expression(self.source.origins, origin, &operands).ok_or(Stop::GiveUp)
    }
}

fn constant(c: Const, ty: Ty) -> Option<Expr> {
    match c {
        Const::Float(bits) => Some(number(decimal(f64::from_bits(bits), ty))),
        #[expect(clippy::cast_precision_loss, reason = "small by the test before")]
        Const::Int(n) => (n.unsigned_abs() < 1 << 53).then(|| plain(n as f64)),
        Const::Bool(_) => None,
    }
}

/// The number that was written, where the type has rounded it.
fn decimal(x: f64, ty: Ty) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "an `f32` was widened, which loses nothing")]
    let narrow = x as f32;
    if ty == Ty::F32 { narrow.to_string().parse().unwrap_or(x) } else { x }
}
