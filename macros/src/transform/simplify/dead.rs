//! Drops what does not reach a result, an effect, or a parameter that is written.

use crate::ir::hash::Set as HashSet;
use crate::ir::{Block, BlockId, Func, Inst, Op, Param, Place, PlaceKind, ResultItem, Val};

/// The function without dead instructions, dead carried values and dead outputs; splices are flattened.
pub(crate) fn drop_dead(mut func: Func) -> Func {
    flatten(&mut func);
    let live = Live::find(&func);
    for block in 0..func.blocks.len() {
        let id = BlockId(u32::try_from(block).expect("fewer than 2^32 blocks"));
        let insts = std::mem::take(&mut func.blocks[block].insts);
        let kept = insts.into_iter().enumerate().filter(|(at, _)| live.insts.contains(&(id, *at)));
        func.blocks[block].insts = kept.map(|(_, inst)| inst).collect();
    }
    for block in 0..func.blocks.len() {
        for at in 0..func.blocks[block].insts.len() {
            let mut inst = func.blocks[block].insts[at].clone();
            narrow(&mut func, &live, &mut inst);
            func.blocks[block].insts[at] = inst;
        }
    }
    func
}

/// Puts the instructions of every splice where it stands.
fn flatten(func: &mut Func) {
    for block in 0..func.blocks.len() {
        if func.blocks[block].insts.iter().any(|i| matches!(i.op, Op::Splice(_))) {
            let insts = std::mem::take(&mut func.blocks[block].insts);
            let mut flat = Vec::with_capacity(insts.len());
            insts.into_iter().for_each(|inst| unsplice(func, inst, &mut flat));
            func.blocks[block].insts = flat;
        }
    }
}

fn unsplice(func: &mut Func, inst: Inst, flat: &mut Vec<Inst>) {
    let Op::Splice(inner) = inst.op else { return flat.push(inst) };
    let insts = std::mem::take(&mut func.blocks[inner.0 as usize].insts);
    insts.into_iter().for_each(|inst| unsplice(func, inst, flat));
}

/// Takes dead outputs off an `If` or a loop, with the yields and parameters that go with them.
fn narrow(func: &mut Func, live: &Live, inst: &mut Inst) {
    let keep: Vec<bool> = match &inst.op {
        Op::If { .. } => inst.outs.iter().map(|v| live.has(*v)).collect(),
        Op::For { body, .. } | Op::While { body, .. } => {
            let params = &func.block(*body).params;
            let carried = &params[params.len() - inst.outs.len()..];
            inst.outs.iter().zip(carried).map(|(out, param)| live.has(*out) || live.has(*param)).collect()
        }
        _ => return,
    };
    if keep.iter().all(|k| *k) {
        return;
    }
    retain(&mut inst.outs, &keep, 0);
    match &mut inst.op {
        Op::If { then, otherwise, .. } => {
            for arm in [*then, *otherwise] {
                retain(&mut block_mut(func, arm).yields, &keep, 0);
            }
        }
        Op::For { inits, body, exits, .. } => {
            retain(inits, &keep, 0);
            retain(&mut block_mut(func, *body).params, &keep, 1);
            retain(&mut block_mut(func, *body).yields, &keep, usize::from(*exits));
        }
        Op::While { inits, head, body } => {
            retain(inits, &keep, 0);
            retain(&mut block_mut(func, *head).params, &keep, 0);
            retain(&mut block_mut(func, *head).yields, &keep, 1);
            retain(&mut block_mut(func, *body).params, &keep, 0);
            retain(&mut block_mut(func, *body).yields, &keep, 0);
        }
        _ => {}
    }
}

fn block_mut(func: &mut Func, block: BlockId) -> &mut Block {
    &mut func.blocks[block.0 as usize]
}

/// Keeps the first `skip` items and of the others those that `keep` says.
fn retain<T>(items: &mut Vec<T>, keep: &[bool], skip: usize) {
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        at <= skip || keep[at - 1 - skip]
    });
}

type Site = (BlockId, usize);

struct Live {
    vals: Vec<bool>,
    places: Vec<bool>,
    insts: HashSet<Site>,
    work: Vec<Val>,
}

/// Where everything is defined and written.
struct Index {
    /// The instruction, and which output of it; or the parameter of which block.
    definitions: Vec<Option<Definition>>,
    writers: Vec<Vec<Site>>,
    /// What brings a place into being.
    births: Vec<Vec<Site>>,
    effects: Vec<Site>,
    /// The instruction that a block belongs to.
    owners: Vec<Option<Site>>,
}

#[derive(Clone, Copy)]
enum Definition {
    Output(Site, usize),
    Parameter(BlockId, usize),
}

impl Live {
    fn find(func: &Func) -> Self {
        let index = Index::of(func);
        let mut live = Self {
            vals: vec![false; func.vals.len()],
            places: vec![false; func.places.len()],
            insts: HashSet::default(),
            work: Vec::new(),
        };
        live.roots(func, &index);
        while let Some(v) = live.work.pop() {
            live.reach(func, &index, v);
        }
        live
    }

    fn has(&self, v: Val) -> bool {
        self.vals[v.0 as usize]
    }

    fn roots(&mut self, func: &Func, index: &Index) {
        func.block(func.body).yields.iter().for_each(|v| self.val(*v));
        for item in &func.results {
            if let ResultItem::Array(place) = item {
                self.place(func, index, *place);
            }
        }
        for param in &func.params {
            if let Param::Array(place) = param
                && matches!(func.place(*place).kind, PlaceKind::InOut | PlaceKind::Sink)
            {
                self.place(func, index, *place);
            }
        }
        for site in &index.effects {
            self.inst(func, index, *site);
        }
    }

    fn val(&mut self, v: Val) {
        if !std::mem::replace(&mut self.vals[v.0 as usize], true) {
            self.work.push(v);
        }
    }

    fn place(&mut self, func: &Func, index: &Index, p: Place) {
        if !std::mem::replace(&mut self.places[p.0 as usize], true) {
            for site in &index.writers[p.0 as usize] {
                self.inst(func, index, *site);
            }
        }
    }

    fn inst(&mut self, func: &Func, index: &Index, site: Site) {
        if !self.insts.insert(site) {
            return;
        }
        if let Some(owner) = index.owners[site.0.0 as usize] {
            self.inst(func, index, owner);
        }
        let op = &func.block(site.0).insts[site.1].op;
        match op {
            // What is carried is live by itself or not at all; the range and the conditions always are.
            Op::For { range, body, exits, .. } => {
                [Some(range.lo), Some(range.hi), range.step, range.segment]
                    .into_iter()
                    .flatten()
                    .for_each(|v| self.val(v));
                if *exits {
                    self.val(func.block(*body).yields[0]);
                }
            }
            Op::While { head, .. } => self.val(func.block(*head).yields[0]),
            _ => op.operands(|v| self.val(v)),
        }
        for p in op.read().into_iter().chain(op.written()) {
            self.place(func, index, p);
        }
        if let Some(p) = op.measured() {
            for birth in &index.births[p.0 as usize] {
                self.inst(func, index, *birth);
            }
        }
    }

    fn reach(&mut self, func: &Func, index: &Index, v: Val) {
        match index.definitions[v.0 as usize] {
            None => {}
            Some(Definition::Output(site, k)) => {
                self.inst(func, index, site);
                self.carried(func, site, k);
            }
            Some(Definition::Parameter(block, k)) => {
                let site = index.owners[block.0 as usize].expect("a block with parameters belongs to an instruction");
                self.inst(func, index, site);
                match &func.block(site.0).insts[site.1].op {
                    Op::For { .. } if k == 0 => {}
                    Op::For { .. } => self.carried(func, site, k - 1),
                    _ => self.carried(func, site, k),
                }
            }
        }
    }

    /// Output `k` of an instruction is wanted, or the value it carries.
    fn carried(&mut self, func: &Func, site: Site, k: usize) {
        match &func.block(site.0).insts[site.1].op {
            Op::If { then, otherwise, .. } => {
                self.val(func.block(*then).yields[k]);
                self.val(func.block(*otherwise).yields[k]);
            }
            Op::For { inits, body, exits, .. } => {
                self.val(inits[k]);
                self.val(func.block(*body).yields[k + usize::from(*exits)]);
            }
            Op::While { inits, head, body } => {
                self.val(inits[k]);
                self.val(func.block(*head).params[k]);
                self.val(func.block(*head).yields[k + 1]);
                self.val(func.block(*body).params[k]);
                self.val(func.block(*body).yields[k]);
            }
            _ => {}
        }
    }
}

impl Index {
    fn of(func: &Func) -> Self {
        let mut index = Self {
            definitions: vec![None; func.vals.len()],
            writers: vec![Vec::new(); func.places.len()],
            births: vec![Vec::new(); func.places.len()],
            effects: Vec::new(),
            owners: vec![None; func.blocks.len()],
        };
        index.block(func, func.body);
        index
    }

    fn block(&mut self, func: &Func, block: BlockId) {
        for (k, v) in func.block(block).params.iter().enumerate() {
            self.definitions[v.0 as usize] = Some(Definition::Parameter(block, k));
        }
        for (at, inst) in func.block(block).insts.iter().enumerate() {
            for (k, v) in inst.outs.iter().enumerate() {
                self.definitions[v.0 as usize] = Some(Definition::Output((block, at), k));
            }
            for p in inst.op.written() {
                self.writers[p.0 as usize].push((block, at));
                if inst.op.born().contains(&p) {
                    self.births[p.0 as usize].push((block, at));
                }
            }
            let acts = match &inst.op {
                Op::Effect { .. } | Op::Assert { .. } | Op::Suspend { .. } => true,
                Op::Pure(pure) => func.is_effect(pure),
                _ => false,
            };
            if acts {
                self.effects.push((block, at));
            }
            for inner in inst.op.blocks() {
                self.owners[inner.0 as usize] = Some((block, at));
                self.block(func, inner);
            }
        }
    }
}
