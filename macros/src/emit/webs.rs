//! Which values share a variable.
//!
//! The parameter and the output of a carried variable are one variable. Around these, values are joined where one takes the
//! other's place: the initial value that nobody reads again, the new value that is yielded, the output of an `if` that one
//! arm only passes on. Two values can share a variable if neither is read after the other came into being.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use super::moments::Moments;
use super::plan::{Form, Plan};
use super::uses::{Def, Parent, Slot, slots};
use crate::ir::{BlockId, Inst, Op, Val};

pub(super) struct Webs {
    of: Vec<u32>,
    /// In the order in which they come into being: the first one is declared.
    members: Vec<Vec<Val>>,
    assigned: Vec<bool>,
    /// Variables that begin as a parameter that nobody reads afterwards, and may take its name: `let mut x = x;`.
    shadows: HashMap<u32, Val>,
    /// The name that the user gave.
    users: Vec<Option<Rc<str>>>,
}

impl Webs {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        Weaver::new(plan).weave()
    }
    pub(super) fn of(&self, v: Val) -> u32 {
        self.of[v.0 as usize]
    }
    pub(super) fn members(&self, web: u32) -> &[Val] {
        &self.members[web as usize]
    }
    /// Whether this value is the one that its variable is declared with.
    pub(super) fn declares(&self, v: Val) -> bool {
        self.members(self.of(v))[0] == v
    }
    /// The parameter whose name a variable may take.
    pub(super) fn shadows(&self, web: u32) -> Option<Val> {
        self.shadows.get(&web).copied()
    }
    /// Whether a variable is assigned after its declaration.
    pub(super) fn mutable(&self, web: u32) -> bool {
        self.assigned[web as usize]
    }
}

struct Weaver<'p, 'a> {
    plan: &'p Plan<'a>,
    moments: Moments<'p, 'a>,
    webs: Webs,
    last_of_web: Vec<u32>,
}

impl<'p, 'a> Weaver<'p, 'a> {
    fn new(plan: &'p Plan<'a>) -> Self {
        let vals = &plan.func.vals;
        let all = (0..).map(Val).take(vals.len());
        let webs = Webs {
            of: all.clone().map(|v| v.0).collect(),
            members: all.map(|v| vec![v]).collect(),
            assigned: vec![false; vals.len()],
            shadows: HashMap::new(),
            users: vals.iter().map(|v| v.hint.as_ref().filter(|h| h.users).map(|h| h.text.clone())).collect(),
        };
        let moments = Moments::new(plan);
        Self { plan, last_of_web: moments.last_reads().to_vec(), moments, webs }
    }

    fn weave(mut self) -> Webs {
        let body = self.plan.func.body;
        self.join_block(body);
        self.find_assigned(body);
        // The second phase takes the parameters again, under their names: the first phase's variables need others.
        if self.plan.func.block(body).insts.iter().any(|inst| matches!(inst.op, Op::Suspend { .. })) {
            self.webs.shadows.clear();
        }
        self.webs
    }

    fn join_block(&mut self, block: BlockId) {
        let func = self.plan.func;
        for at in self.plan.statements(block) {
            let inst = &func.block(block).insts[at];
            self.join_slots(inst);
            if self.plan.logic(inst).is_none() {
                self.join_arms(block, inst);
                inst.op.blocks().into_iter().for_each(|b| self.join_block(b));
            }
            let named = matches!(inst.op, Op::Pure(_) | Op::Load { .. } | Op::Call(_) | Op::Pop { .. });
            for v in inst.outs.iter().filter(|v| named && self.plan.uses.live(**v)) {
                self.join_with_destination(block, *v);
            }
        }
    }

    fn living_slots(&self, inst: &Inst) -> Vec<Slot> {
        slots(self.plan.func, inst).into_iter().filter(|s| self.plan.uses.slot_lives(s)).collect()
    }

    fn join_slots(&mut self, inst: &Inst) {
        for slot in self.living_slots(inst) {
            let first = slot.params[0];
            slot.params[1..].iter().chain([&slot.out]).for_each(|v| self.unite(first, *v));
            self.try_join(self.plan.uses.canon(slot.init), first);
        }
    }

    /// An output of an `if` takes the variable that one arm passes on, or that it is assigned to next.
    fn join_arms(&mut self, block: BlockId, inst: &Inst) {
        let Op::If { then, otherwise, .. } = &inst.op else { return };
        let func = self.plan.func;
        for (k, out) in inst.outs.iter().enumerate().filter(|(_, o)| self.plan.uses.own(**o)) {
            let passed = [*then, *otherwise].map(|b| self.plan.uses.canon(func.block(b).yields[k]));
            let name = |v: Val| func.val(v).hint.as_ref().map(|h| &h.text);
            let outside = |v: &Val| {
                // A variable that begins as one thing does not end as another.
                name(*v).is_some()
                    && name(*v) == name(*out)
                    && self.moments.birth(*v).time < self.moments.birth(*out).time
                    && self.moments.is_inside(block, self.moments.home(*v))
            };
            let passed: Vec<Val> = passed.into_iter().filter(outside).collect();
            if !passed.into_iter().any(|v| self.try_join(v, *out)) {
                self.join_with_destination(block, *out);
            }
        }
    }

    /// A value that the block hands on to a variable declared before becomes that variable.
    fn join_with_destination(&mut self, block: BlockId, v: Val) {
        let Some(parent) = self.plan.uses.parent(block) else { return };
        let func = self.plan.func;
        let inst = &func.block(parent.block).insts[parent.at];
        let yields = &func.block(block).yields;
        let is_v = |y: &Val| self.plan.uses.canon(*y) == v;
        let target = match &inst.op {
            Op::If { .. } => {
                let outs = yields.iter().zip(&inst.outs).find(|(y, o)| is_v(y) && self.plan.uses.own(**o));
                outs.map(|(_, o)| *o).filter(|o| !self.webs.declares(*o))
            }
            _ => self.living_slots(inst).iter().find(|s| is_v(&s.nexts[parent.arm])).map(|s| s.params[0]),
        };
        if let Some(target) = target {
            self.try_join(target, v);
        }
    }

    fn try_join(&mut self, a: Val, b: Val) -> bool {
        let (web_a, web_b) = (self.webs.of(a), self.webs.of(b));
        if web_a == web_b {
            return true;
        }
        let fits = self.plan.func.ty(a) == self.plan.func.ty(b)
            && self.is_variable(a)
            && self.is_variable(b)
            && self.hints_agree(web_a, web_b)
            && self.is_declared_around(web_a, web_b)
            && self.are_apart(web_a, web_b);
        if fits {
            self.unite(a, b);
        }
        fits
    }

    fn is_variable(&self, v: Val) -> bool {
        let index = match self.plan.uses.def(v) {
            Def::Block(block, 0) => self
                .plan
                .uses
                .parent(block)
                .is_some_and(|p| matches!(self.plan.func.block(p.block).insts[p.at].op, Op::For { .. })),
            Def::Inst(block, at, _) => matches!(self.plan.func.block(block).insts[at].op, Op::Suspend { .. }),
            _ => false,
        };
        self.plan.form(v) == Form::Own && self.plan.uses.live(v) && !index && !self.plan.is_paired(v)
    }

    /// A variable has one name: values that the user named differently stay apart.
    fn hints_agree(&self, a: u32, b: u32) -> bool {
        match (&self.webs.users[a as usize], &self.webs.users[b as usize]) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether the first of the two declares a variable that all the others can see, in the same phase.
    fn is_declared_around(&self, a: u32, b: u32) -> bool {
        let first = |web: u32| self.webs.members(web)[0];
        let (outer, inner) =
            if self.moments.birth(first(a)).time <= self.moments.birth(first(b)).time { (a, b) } else { (b, a) };
        let home = self.moments.home(first(outer));
        let late = |v: Val| self.moments.birth(v).time > self.moments.suspended;
        late(first(a)) == late(first(b))
            && self.webs.members(inner).iter().all(|v| self.moments.is_inside(self.moments.birth(*v).block, home))
    }

    fn are_apart(&self, a: u32, b: u32) -> bool {
        let (a, b) = if self.webs.members(a).len() < self.webs.members(b).len() { (a, b) } else { (b, a) };
        let apart = |v: Val, w: Val| {
            let (one, other) = (self.moments.birth(v), self.moments.birth(w));
            match one.time.cmp(&other.time) {
                Ordering::Less => !self.moments.is_read_after(v, other),
                Ordering::Equal => false,
                Ordering::Greater => !self.moments.is_read_after(w, one),
            }
        };
        let few = self.webs.members(a);
        few.iter().all(|v| self.comes_after(*v, b) || self.webs.members(b).iter().all(|w| apart(*v, *w)))
    }

    /// Whether a value is born once, when all the values of a variable have been read for the last time.
    fn comes_after(&self, v: Val, web: u32) -> bool {
        let born = self.moments.birth(v);
        let repeats = |p: Parent| !matches!(self.plan.func.block(p.block).insts[p.at].op, Op::If { .. });
        let once = !self.moments.enclosing(born.block).filter_map(|b| self.plan.uses.parent(b)).any(repeats);
        let youngest = *self.webs.members(web).last().expect("a web has members");
        once && self.moments.birth(youngest).time < born.time && self.last_of_web[web as usize] <= born.time
    }

    fn unite(&mut self, a: Val, b: Val) {
        let (a, b) = (self.webs.of(a), self.webs.of(b));
        if a == b {
            return;
        }
        let (a, b) = if self.webs.members(a).len() < self.webs.members(b).len() { (b, a) } else { (a, b) };
        if self.webs.users[a as usize].is_none() {
            self.webs.users[a as usize] = self.webs.users[b as usize].take();
        }
        self.last_of_web[a as usize] = self.last_of_web[a as usize].max(self.last_of_web[b as usize]);
        let mut all = std::mem::take(&mut self.webs.members[a as usize]);
        for v in std::mem::take(&mut self.webs.members[b as usize]) {
            self.webs.of[v.0 as usize] = a;
            let at = all.partition_point(|w| self.moments.birth(*w).time <= self.moments.birth(v).time);
            all.insert(at, v);
        }
        self.webs.members[a as usize] = all;
    }

    // ---- `mut`

    fn find_assigned(&mut self, block: BlockId) {
        let func = self.plan.func;
        for at in self.plan.statements(block) {
            let inst = &func.block(block).insts[at];
            for slot in self.living_slots(inst) {
                let web = self.webs.of(slot.params[0]);
                let declared = self.webs.declares(slot.params[0]);
                let init = self.plan.uses.canon(slot.init);
                if declared && self.moments.ends_in(init, slot.params[0]) {
                    self.webs.shadows.insert(web, init);
                }
                self.assign(web, slot.nexts.iter().copied().chain((!declared).then_some(slot.init)));
            }
            for (k, out) in inst.outs.iter().enumerate().filter(|(_, o)| self.plan.uses.own(**o)) {
                let web = self.webs.of(*out);
                match &inst.op {
                    _ if self.webs.declares(*out) => {}
                    Op::If { then, otherwise, .. } => {
                        self.assign(web, [*then, *otherwise].map(|b| func.block(b).yields[k]));
                    }
                    Op::For { .. } | Op::While { .. } => {}
                    _ => self.webs.assigned[web as usize] = true,
                }
            }
            if self.plan.logic(inst).is_none() {
                inst.op.blocks().into_iter().for_each(|b| self.find_assigned(b));
            }
        }
    }

    fn assign(&mut self, web: u32, values: impl IntoIterator<Item = Val>) {
        let other = |v: Val| {
            let v = self.plan.uses.canon(v);
            self.plan.form(v) != Form::Own || self.webs.of(v) != web
        };
        if values.into_iter().any(other) {
            self.webs.assigned[web as usize] = true;
        }
    }
}
