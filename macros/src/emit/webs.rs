//! Which values share a variable.
//!
//! The parameter and the output of a carried variable are one variable. Around these, values are joined where one takes the
//! other's place: the initial value that nobody reads again, the new value that is yielded, the output of an `if` that one
//! arm only passes on. Two values can share a variable if neither is read after the other came into being.

use std::cmp::Ordering;

use super::plan::{Form, Plan};
use super::uses::{Def, Slot, slots};
use crate::ir::{BlockId, Inst, Op, Val};

/// A moment in the text.
#[derive(Clone, Copy, Debug)]
struct Point {
    time: u32,
    block: BlockId,
}

pub(super) struct Webs {
    of: Vec<u32>,
    /// In the order in which they come into being: the first one is declared.
    members: Vec<Vec<Val>>,
    assigned: Vec<bool>,
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
    /// Whether a variable is assigned after its declaration.
    pub(super) fn mutable(&self, web: u32) -> bool {
        self.assigned[web as usize]
    }
}

struct Weaver<'p, 'a> {
    plan: &'p Plan<'a>,
    webs: Webs,
    /// When each instruction starts, and when its outputs are there.
    starts: Vec<Vec<u32>>,
    outs: Vec<Vec<u32>>,
    begins: Vec<u32>,
    ends: Vec<u32>,
    reads: Vec<Vec<Point>>,
    suspended: u32,
}

impl<'p, 'a> Weaver<'p, 'a> {
    fn new(plan: &'p Plan<'a>) -> Self {
        let func = plan.func;
        let vals = u32::try_from(func.vals.len()).expect("fewer than 2^32 values");
        let webs = Webs {
            of: (0..vals).collect(),
            members: (0..vals).map(|v| vec![Val(v)]).collect(),
            assigned: vec![false; func.vals.len()],
        };
        let per_inst = || func.blocks.iter().map(|b| vec![0; b.insts.len()]).collect::<Vec<Vec<u32>>>();
        let mut weaver = Self {
            plan,
            webs,
            starts: per_inst(),
            outs: per_inst(),
            begins: vec![0; func.blocks.len()],
            ends: vec![0; func.blocks.len()],
            reads: vec![Vec::new(); func.vals.len()],
            suspended: u32::MAX,
        };
        weaver.number(func.body, &mut 0);
        weaver.read(func.body);
        weaver
    }

    fn weave(mut self) -> Webs {
        let body = self.plan.func.body;
        self.join_block(body);
        self.find_assigned(body);
        self.webs
    }

    // ---- time

    fn number(&mut self, block: BlockId, clock: &mut u32) {
        let mut tick = || {
            *clock += 1;
            *clock
        };
        self.begins[block.0 as usize] = tick();
        for at in 0..self.plan.func.block(block).insts.len() {
            let inst = &self.plan.func.block(block).insts[at];
            *clock += 1;
            self.starts[block.0 as usize][at] = *clock;
            if matches!(inst.op, Op::Suspend { .. }) {
                self.suspended = *clock;
            }
            for inner in inst.op.blocks() {
                self.number(inner, clock);
            }
            *clock += 1;
            self.outs[block.0 as usize][at] = *clock;
        }
        *clock += 1;
        self.ends[block.0 as usize] = *clock;
    }

    /// Notes when each variable is read: what is written where it is used is read there.
    fn read(&mut self, block: BlockId) {
        let func = self.plan.func;
        for at in self.plan.statements(block) {
            let inst = &func.block(block).insts[at];
            let point = Point { time: self.starts[block.0 as usize][at], block };
            self.plan.parts_of(inst).into_iter().for_each(|v| self.read_at(v, point));
            if self.plan.logic(inst).is_none() {
                inst.op.blocks().into_iter().for_each(|b| self.read(b));
            }
        }
        let point = Point { time: self.ends[block.0 as usize], block };
        self.plan.uses.ends(block).into_iter().for_each(|v| self.read_at(v, point));
    }

    fn read_at(&mut self, v: Val, point: Point) {
        let mut stack = vec![self.plan.uses.canon(v)];
        while let Some(v) = stack.pop() {
            match self.plan.form(v) {
                Form::Own => self.reads[v.0 as usize].push(point),
                Form::Atom => {}
                Form::Inline | Form::Repeat => stack.extend(self.plan.parts(v)),
            }
        }
    }

    /// When a value comes into being.
    fn birth(&self, v: Val) -> Point {
        match self.plan.uses.def(v) {
            Def::Param => Point { time: 0, block: self.plan.func.body },
            Def::Block(block, _) => Point { time: self.begins[block.0 as usize], block },
            Def::Inst(block, at, _) => {
                let single = self.plan.func.block(block).insts[at].op.blocks().is_empty();
                let times = if single { &self.starts } else { &self.outs };
                Point { time: times[block.0 as usize][at], block }
            }
        }
    }

    /// The block in which the variable of a value is declared, if the value declares it.
    fn home(&self, v: Val) -> BlockId {
        let block = self.birth(v).block;
        match self.plan.uses.def(v) {
            Def::Block(..) => self.plan.uses.parent(block).map_or(block, |p| p.block),
            _ => block,
        }
    }

    fn enclosing(&self, block: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(block), |b| self.plan.uses.parent(*b).map(|p| p.block))
    }

    fn is_inside(&self, inner: BlockId, outer: BlockId) -> bool {
        self.enclosing(inner).any(|b| b == outer)
    }

    /// Whether a value that exists at this moment is read later.
    fn is_read_after(&self, v: Val, moment: Point) -> bool {
        let born = self.birth(v);
        self.reads[v.0 as usize].iter().any(|read| {
            (read.time > moment.time && !self.excludes(moment.block, read.block))
                || self.comes_round(moment.block, read.block, born.block)
        })
    }

    /// Whether the blocks are in different arms of an `if`.
    fn excludes(&self, a: BlockId, b: BlockId) -> bool {
        let parents = |b| self.enclosing(b).filter_map(|b| self.plan.uses.parent(b)).collect::<Vec<_>>();
        let (of_a, of_b) = (parents(a), parents(b));
        let common = of_a.iter().rev().zip(of_b.iter().rev()).find(|(p, q)| p != q);
        common.is_some_and(|(p, q)| {
            let inst = &self.plan.func.block(p.block).insts[p.at];
            p.block == q.block && p.at == q.at && matches!(inst.op, Op::If { .. })
        })
    }

    /// Whether a loop holds both the moment and the read, but not the birth of the value: the read comes round again.
    fn comes_round(&self, moment: BlockId, read: BlockId, born: BlockId) -> bool {
        self.enclosing(moment).filter_map(|b| self.plan.uses.parent(b)).any(|p| {
            let op = &self.plan.func.block(p.block).insts[p.at].op;
            let holds = |b| op.blocks().into_iter().any(|inner| self.is_inside(b, inner));
            matches!(op, Op::For { .. } | Op::While { .. }) && holds(read) && !holds(born)
        })
    }

    // ---- joining

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
            let outside = |v: &Val| self.birth(*v).time < self.birth(*out).time && self.is_inside(block, self.home(*v));
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
            Def::Block(block, 0) => self.plan.uses.parent(block).is_some_and(|p| {
                matches!(self.plan.func.block(p.block).insts[p.at].op, Op::For { .. })
            }),
            Def::Inst(block, at, _) => matches!(self.plan.func.block(block).insts[at].op, Op::Suspend { .. }),
            _ => false,
        };
        self.plan.form(v) == Form::Own && self.plan.uses.live(v) && !index && !self.plan.is_paired(v)
    }

    /// A variable has one name: values that the user named differently stay apart.
    fn hints_agree(&self, a: u32, b: u32) -> bool {
        let users = |web: u32| {
            let hints = self.webs.members(web).iter().filter_map(|v| self.plan.func.val(*v).hint.as_ref());
            hints.filter(|h| h.users).map(|h| h.text.clone()).next()
        };
        match (users(a), users(b)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether the first of the two declares a variable that all the others can see, in the same phase.
    fn is_declared_around(&self, a: u32, b: u32) -> bool {
        let all = || self.webs.members(a).iter().chain(self.webs.members(b));
        let first = *all().min_by_key(|v| self.birth(**v).time).expect("a web has members");
        let home = self.home(first);
        let late = |v: &Val| self.birth(*v).time > self.suspended;
        all().all(|v| self.is_inside(self.birth(*v).block, home) && late(v) == late(&first))
    }

    fn are_apart(&self, a: u32, b: u32) -> bool {
        let pairs = || self.webs.members(a).iter().flat_map(|v| self.webs.members(b).iter().map(move |w| (*v, *w)));
        pairs().all(|(v, w)| {
            let (a, b) = (self.birth(v), self.birth(w));
            match a.time.cmp(&b.time) {
                Ordering::Less => !self.is_read_after(v, b),
                Ordering::Equal => false,
                Ordering::Greater => !self.is_read_after(w, a),
            }
        })
    }

    fn unite(&mut self, a: Val, b: Val) {
        let (a, b) = (self.webs.of(a), self.webs.of(b));
        if a == b {
            return;
        }
        let moved = std::mem::take(&mut self.webs.members[b as usize]);
        moved.iter().for_each(|v| self.webs.of[v.0 as usize] = a);
        let mut all = std::mem::take(&mut self.webs.members[a as usize]);
        all.extend(moved);
        // The parameter of a loop comes into being inside it, but is declared before.
        all.sort_by_key(|v| self.birth(*v).time);
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
