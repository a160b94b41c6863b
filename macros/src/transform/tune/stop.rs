//! A loop that only hands adjoints on stops where there is nothing left to hand on: what a fold of `max` did not choose is not visited.

use super::edit::Editor;
use super::skip::{is_linear, seeds};
use crate::elementary;
use crate::ir::hash::{Map, Set};
use crate::ir::{BinOp, BlockId, Const, Init, Inst, Op, Place, Pure, Ty, UnOp, Val};

pub(super) fn stop(e: &mut Editor, mut insts: Vec<Inst>) -> Vec<Inst> {
    for at in 0..insts.len() {
        let Op::For { body, exits: false, .. } = insts[at].op else { continue };
        if hands_on(e, &insts, at, body) {
            add_exit(e, &mut insts[at], body);
        }
    }
    insts
}

/// The loop does nothing but to add to adjoints, and adds zeros when all that it carries is zero, which a choice may make it.
fn hands_on(e: &Editor, insts: &[Inst], at: usize, body: BlockId) -> bool {
    let block = e.func.block(body);
    let carried: Vec<Val> = floats(e, &block.params[1..]);
    !carried.is_empty() && ends_in_adjoints(e, &insts[at + 1..], &insts[at].outs) && {
        let own = own_stacks(e, &insts[..at], &insts[at + 1..]);
        let mut zeros = Zeros { e, own, known: carried.iter().map(|v| (*v, true)).collect() };
        let yields = floats(e, &block.yields);
        zeros.block(body) && yields.iter().all(|v| zeros.is(*v)) && yields.iter().all(|v| chooses(e, *v))
    }
}

/// The adjoints among what a loop carries; the rest counts.
fn floats(e: &Editor, vals: &[Val]) -> Vec<Val> {
    vals.iter().copied().filter(|v| e.func.ty(*v).is_float()).collect()
}

/// The stacks that come into being before the loop, and are not looked at after it: what is left on them does not matter.
fn own_stacks(e: &Editor, before: &[Inst], after: &[Inst]) -> Set<Place> {
    let born = |inst: &Inst| if let Op::Alloc { place, init: Init::Empty, .. } = inst.op { Some(place) } else { None };
    let mut stacks: Set<Place> = before.iter().filter_map(born).collect();
    let mut look = |inst: &Inst| {
        let read = inst.op.read();
        stacks.retain(|p| !read.contains(p));
    };
    for inst in after {
        look(inst);
        inst.op.blocks().into_iter().for_each(|block| e.func.each_inst(block, &mut |_, inner| look(inner)));
    }
    stacks
}

/// What comes out of the loop is added to adjoints, if it is read at all.
fn ends_in_adjoints(e: &Editor, after: &[Inst], outs: &[Val]) -> bool {
    let outs: Set<Val> = outs.iter().copied().collect();
    let mut adjoints = 0_usize;
    for inst in after {
        if let Op::Accumulate { value, .. } = &inst.op {
            adjoints += usize::from(outs.contains(value));
        }
    }
    let mut all = 0_usize;
    let mut count = |inst: &Inst| inst.op.operands(|v| all += usize::from(outs.contains(&v)));
    after.iter().for_each(&mut count);
    e.func.blocks.iter().flat_map(|b| &b.insts).for_each(&mut count);
    let yielded = e.func.blocks.iter().flat_map(|b| &b.yields).filter(|v| outs.contains(v)).count();
    all == adjoints && yielded == 0
}

/// Which values are zero where all that is carried is.
struct Zeros<'e> {
    e: &'e Editor,
    own: Set<Place>,
    known: Map<Val, bool>,
}

impl Zeros<'_> {
    /// Whether the block adds nothing but zeros, and does nothing else.
    fn block(&mut self, block: BlockId) -> bool {
        self.e.func.block(block).insts.iter().all(|inst| match &inst.op {
            Op::Pure(pure) => {
                let zero = self.pure(pure);
                self.known.insert(inst.outs[0], zero);
                true
            }
            Op::Load { .. } => true,
            Op::Pop { place } => self.own.contains(place),
            Op::Call(call) if is_linear(call) && seeds(call).iter().all(|v| self.is(*v)) => {
                self.known.extend(inst.outs.iter().map(|v| (*v, true)));
                true
            }
            Op::Accumulate { value, .. } => self.is(*value),
            Op::For { inits, body, exits: false, .. } => inits.is_empty() && self.block(*body),
            Op::If { then, otherwise, .. } => {
                let fine = self.block(*then) && self.block(*otherwise);
                let (yes, no) = (&self.e.func.block(*then).yields, &self.e.func.block(*otherwise).yields);
                for (out, (a, b)) in inst.outs.iter().zip(yes.iter().zip(no)) {
                    let zero = self.is(*a) && self.is(*b);
                    self.known.insert(*out, zero);
                }
                fine
            }
            _ => false,
        })
    }

    fn is(&self, v: Val) -> bool {
        self.is_number_zero(v) || self.known.get(&v).copied().unwrap_or(false)
    }

    fn pure(&self, pure: &Pure) -> bool {
        match pure {
            Pure::Bin(BinOp::Add | BinOp::Sub, x, y) | Pure::Select(_, x, y) => self.is(*x) && self.is(*y),
            Pure::Bin(BinOp::Mul, x, y) => self.is(*x) || self.is(*y),
            Pure::Bin(BinOp::Div, x, _) | Pure::Un(UnOp::Neg, x) | Pure::Cast(x) => self.is(*x),
            Pure::Elem(id, args) => elementary::row(*id).name == "absorbing" && self.is(args[0]),
            _ => false,
        }
    }

    fn is_number_zero(&self, v: Val) -> bool {
        is_number_zero(self.e, v)
    }
}

/// The value may become zero by a choice.
pub(super) fn chooses(e: &Editor, v: Val) -> bool {
    match e.definition(v) {
        Some(Pure::Select(_, x, y)) => [*x, *y].iter().any(|v| is_number_zero(e, *v) || chooses(e, *v)),
        Some(Pure::Bin(op, x, y)) if !op.is_comparison() => chooses(e, *x) || chooses(e, *y),
        Some(Pure::Un(_, x)) => chooses(e, *x),
        _ => false,
    }
}

fn is_number_zero(e: &Editor, v: Val) -> bool {
    matches!(e.definition(v), Some(Pure::Const(Const::Float(bits))) if f64::from_bits(*bits) == 0.0)
}

fn add_exit(e: &mut Editor, inst: &mut Inst, body: BlockId) {
    let mut insts = std::mem::take(&mut e.block_mut(body).insts);
    let mut all: Option<Val> = None;
    for v in floats(e, &e.func.block(body).yields) {
        let zero = e.zero(&mut insts, e.func.ty(v));
        let is_zero = e.pure(&mut insts, Pure::Bin(BinOp::Eq, v, zero), Ty::Bool);
        all = Some(match all {
            None => is_zero,
            Some(all) => e.pure(&mut insts, Pure::Bin(BinOp::And, all, is_zero), Ty::Bool),
        });
    }
    let block = e.block_mut(body);
    block.insts = insts;
    block.yields.insert(0, all.expect("something is carried"));
    if let Op::For { exits, .. } = &mut inst.op {
        *exits = true;
    }
}
