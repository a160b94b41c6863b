//! Where a literal or a `let` must say its type, because rustc would not know it yet, or would guess another.
//!
//! rustc reads a function from top to bottom: a number without a suffix has a type as soon as it meets one that has.

use std::collections::{HashMap, HashSet};

use super::plan::{Form, Plan, is_remainder};
use super::uses::slots;
use super::webs::Webs;
use crate::ir::{BinOp, BlockId, Const, Init, Inst, Op, Place, PlaceKind, Pure, Ty, Val};

#[derive(Default)]
pub(super) struct Types {
    /// Variables that are declared with a type.
    webs: HashSet<u32>,
    /// Locals whose first number has a suffix.
    places: HashSet<Place>,
}

impl Types {
    pub(super) fn new(plan: &Plan<'_>, webs: &Webs) -> Self {
        let mut reader = Reader {
            plan,
            webs,
            types: Self::default(),
            known: HashSet::new(),
            known_places: HashSet::new(),
            windows: HashMap::new(),
        };
        reader.block(plan.func.body);
        reader.types
    }
    pub(super) fn of_web(&self, web: u32) -> bool {
        self.webs.contains(&web)
    }
    pub(super) fn of_place(&self, p: Place) -> bool {
        self.places.contains(&p)
    }
}

struct Reader<'p, 'a> {
    plan: &'p Plan<'a>,
    webs: &'p Webs,
    types: Types,
    known: HashSet<u32>,
    known_places: HashSet<Place>,
    windows: HashMap<Place, Place>,
}

impl Reader<'_, '_> {
    fn block(&mut self, block: BlockId) {
        let func = self.plan.func;
        for at in self.plan.statements(block) {
            let inst = &func.block(block).insts[at];
            self.ask_receivers(inst);
            self.begin(inst);
            if self.plan.logic(inst).is_none() {
                inst.op.blocks().into_iter().for_each(|b| self.block(b));
            }
            self.learn(inst);
        }
        self.end(block);
    }

    fn end(&mut self, block: BlockId) {
        for v in self.plan.uses.ends(block) {
            self.ask(v);
        }
        let func = self.plan.func;
        let Some(parent) = self.plan.uses.parent(block) else { return };
        let inst = &func.block(parent.block).insts[parent.at];
        for slot in slots(func, inst) {
            self.assign(slot.params[0], slot.nexts[parent.arm]);
        }
        if matches!(inst.op, Op::If { .. }) {
            for (out, v) in inst.outs.iter().zip(&func.block(block).yields) {
                self.assign(*out, *v);
            }
        }
    }

    /// Carried variables are declared before their loop.
    fn begin(&mut self, inst: &Inst) {
        for slot in slots(self.plan.func, inst) {
            if self.plan.uses.slot_lives(&slot) {
                let param = slot.params[0];
                if self.webs.declares(param) && !self.is_known(slot.init) {
                    self.declare(param);
                }
                self.assign(param, slot.init);
            }
        }
    }

    fn learn(&mut self, inst: &Inst) {
        match &inst.op {
            Op::Pure(Pure::Opaque(..)) | Op::Call(_) | Op::Pop { .. } | Op::Suspend { .. } => {
                self.known.extend(inst.outs.iter().map(|v| self.webs.of(*v)));
            }
            Op::Load { place, .. } => {
                if self.is_known_place(*place) {
                    self.known.insert(self.webs.of(inst.outs[0]));
                } else if self.webs.declares(inst.outs[0]) {
                    self.declare(inst.outs[0]);
                }
            }
            Op::Pure(_) => {
                let v = inst.outs[0];
                if self.tells(inst).into_iter().any(|p| self.is_known(p)) || self.says_its_type(v) {
                    self.known.insert(self.webs.of(v));
                } else if self.webs.declares(v) {
                    self.declare(v);
                }
            }
            Op::Alloc { place, init, .. } => self.learn_place(*place, init),
            Op::Window { place, of, .. } => {
                let whole = self.whole(*of);
                self.windows.insert(*place, whole);
            }
            Op::Store { place, value, .. } | Op::Accumulate { place, value, .. } | Op::Fill { place, value, .. }
                if self.is_known(*value) =>
            {
                let whole = self.whole(*place);
                self.known_places.insert(whole);
            }
            Op::Copy { to, .. } | Op::AccumulateAll { to, .. } => {
                self.known_places.insert(*to);
            }
            Op::If { .. } => {
                for out in inst.outs.iter().filter(|o| self.plan.uses.own(**o) && self.webs.declares(**o)) {
                    let web = self.webs.of(*out);
                    if !self.known.contains(&web) {
                        self.declare(*out);
                    }
                }
            }
            _ => {}
        }
    }

    fn learn_place(&mut self, place: Place, init: &Init) {
        let known = match init {
            Init::Fill(v) => self.is_known(*v),
            Init::Items(items) => items.iter().any(|v| self.is_known(*v)),
            Init::Scratch => false,
            _ => true,
        };
        if known {
            self.known_places.insert(place);
        } else if guessed_wrong(self.plan.func.place(place).elem) {
            self.types.places.insert(place);
        }
    }

    /// A variable that begins with a number of no type.
    fn declare(&mut self, v: Val) {
        if guessed_wrong(self.plan.func.ty(v)) {
            self.types.webs.insert(self.webs.of(v));
        }
    }

    fn assign(&mut self, to: Val, from: Val) {
        if self.is_known(from) {
            self.known.insert(self.webs.of(to));
        }
    }

    // ---- receivers

    fn ask_receivers(&mut self, inst: &Inst) {
        if let Some(v) = receiver(inst) {
            self.need(v);
        }
        if matches!(inst.op, Op::Pure(Pure::Opaque(..)) | Op::Effect { .. }) {
            self.plan.uses.operands(inst).into_iter().for_each(|v| self.need(v));
        }
        for v in self.plan.parts_of(inst) {
            self.ask(v);
        }
    }

    /// Finds the receivers of methods in what is written here.
    fn ask(&mut self, v: Val) {
        let mut stack = vec![self.plan.uses.canon(v)];
        while let Some(v) = stack.pop() {
            if !self.plan.is_written_where_used(v) {
                continue;
            }
            let inst = self.plan.uses.inst(v).expect("what is written where it is used is computed");
            if let Some(r) = receiver(inst) {
                self.need(r);
            }
            if matches!(inst.op, Op::Pure(Pure::Opaque(..))) {
                self.plan.parts(v).into_iter().for_each(|v| self.need(v));
            }
            stack.extend(self.plan.parts(v));
        }
    }

    /// The type of this must be known here.
    fn need(&mut self, v: Val) {
        if self.is_known(v) {
            return;
        }
        let mut stack = vec![self.plan.uses.canon(v)];
        while let Some(v) = stack.pop() {
            match self.plan.uses.inst(v).map(|i| &i.op) {
                Some(Op::Load { place, .. }) if self.plan.form(v) != Form::Own => {
                    let whole = self.whole(*place);
                    self.types.places.insert(whole);
                    self.known_places.insert(whole);
                }
                _ if self.plan.form(v) == Form::Own => {
                    self.types.webs.insert(self.webs.of(v));
                    self.known.insert(self.webs.of(v));
                }
                _ => stack.extend(self.plan.parts(v)),
            }
        }
    }

    /// What a part is a part of.
    fn whole(&self, p: Place) -> Place {
        self.windows.get(&p).copied().unwrap_or(p)
    }

    fn is_known_place(&self, p: Place) -> bool {
        let p = self.whole(p);
        self.plan.func.place(p).kind != PlaceKind::Local || self.known_places.contains(&p)
    }

    /// Whether rustc knows the type of what is written for a value.
    fn is_known(&self, v: Val) -> bool {
        let mut stack = vec![self.plan.uses.canon(v)];
        while let Some(v) = stack.pop() {
            let known = match self.plan.form(v) {
                Form::Own => self.known.contains(&self.webs.of(v)),
                Form::Atom => self.plan.known(v).is_none() || self.says_its_type(v),
                Form::Inline | Form::Repeat => match self.plan.uses.inst(v).map(|i| &i.op) {
                    Some(Op::Load { place, .. }) => self.is_known_place(*place),
                    _ if self.says_its_type(v) => true,
                    _ => {
                        let inst = self.plan.uses.inst(v).expect("what is written where it is used is computed");
                        stack.extend(self.tells(inst));
                        false
                    }
                },
            };
            if known {
                return true;
            }
        }
        false
    }

    /// The operands that have the type of the result.
    fn tells(&self, inst: &Inst) -> Vec<Val> {
        let mut parts = self.plan.parts_of(inst);
        match inst.op {
            Op::Pure(Pure::Select(..)) => _ = parts.remove(0),
            Op::Pure(Pure::Bin(BinOp::Shl | BinOp::Shr, ..)) => parts.truncate(1),
            _ => {}
        }
        parts
    }

    /// A value whose text has a type whatever its operands are.
    fn says_its_type(&self, v: Val) -> bool {
        match self.plan.pure(v) {
            Some(Pure::Const(Const::Float(bits))) => {
                let text = super::literal::constant(Const::Float(*bits), self.plan.func.ty(v), false);
                !text.literal
            }
            None | Some(Pure::Const(Const::Bool(_)) | Pure::Cast(_) | Pure::Len(..) | Pure::Opaque(..)) => true,
            Some(Pure::Elem(id, _)) => !is_remainder(*id),
            Some(Pure::Bin(op, ..)) => op.is_comparison(),
            Some(_) => self.plan.func.ty(v) == Ty::Bool,
        }
    }
}

/// Whether rustc would take another type for a number that nothing else constrains.
fn guessed_wrong(ty: Ty) -> bool {
    !matches!(ty, Ty::F64 | Ty::Bool | Ty::Int(None | Some(crate::ir::Int::I32)) | Ty::Other(_) | Ty::State)
}

fn receiver(inst: &Inst) -> Option<Val> {
    match &inst.op {
        Op::Pure(Pure::Elem(id, args)) if !is_remainder(*id) => Some(args[0]),
        Op::Pure(Pure::Test(_, v)) => Some(*v),
        _ => None,
    }
}
