//! Branches and loops: what is wide leaves them and goes round in homes.

use super::group::End;
use super::spans::Span;
use super::{Home, Transform};
use crate::ir::{Block, BlockId, Inst, Op, PlaceKind, Val};
use crate::transform::activity::touches;
use crate::transform::copy;

impl Transform<'_> {
    pub(super) fn flow(&mut self, inst: &Inst) {
        if touches(self.src, &self.wide, inst) {
            self.flush(&[]);
        }
        match &inst.op {
            Op::If { cond, then, otherwise } => self.branch(inst, *cond, [*then, *otherwise]),
            Op::For { .. } => self.counted(inst),
            Op::While { .. } => self.repeated(inst),
            _ => unreachable!("a branch or a loop"),
        }
    }

    /// A home that held `before` takes a value.
    fn end(&self, home: Home, value: Val, before: Val) -> End {
        let span =
            self.spans.as_ref().map_or(Span::ALL, |spans| spans.ending(self.wide.val(value).then_some(value), before));
        End { home, value, span }
    }

    fn is_narrow(&self, vals: &[Val]) -> Vec<bool> {
        vals.iter().map(|v| !self.wide.val(*v)).collect()
    }

    /// Of some values, those whose place in a list is not wide.
    fn narrow_of(&self, vals: &[Val], narrow: &[bool]) -> Vec<Val> {
        vals.iter().zip(narrow).filter(|(_, narrow)| **narrow).map(|(v, _)| self.map.val(*v)).collect()
    }

    fn take_narrow_outs(&mut self, inst: &Inst, op: Op) {
        let outs: Vec<Val> = inst.outs.iter().copied().filter(|v| !self.wide.val(*v)).collect();
        let tys: Vec<_> = outs.iter().map(|v| self.src.ty(*v)).collect();
        for (old, new) in outs.into_iter().zip(self.b.push(op, &tys)) {
            copy::name(&mut self.b, self.src, old, new);
            self.map.vals.insert(old, new);
        }
    }

    // ---- branches

    fn branch(&mut self, inst: &Inst, cond: Val, arms: [BlockId; 2]) {
        let narrow = self.is_narrow(&inst.outs);
        let yields = arms.map(|arm| self.src.block(arm).yields.clone());
        let mut homes: Vec<Option<Home>> = Vec::new();
        for (k, out) in inst.outs.iter().enumerate() {
            let home = if narrow[k] {
                None
            } else {
                Some(self.home_of_branch(inst, *out, [yields[0][k], yields[1][k]], &homes))
            };
            homes.push(home);
        }
        let blocks = [0, 1].map(|arm| {
            let ends = homes.iter().zip(&inst.outs).zip(&yields[arm]);
            let ends: Vec<End> = ends.filter_map(|((h, out), v)| Some(self.end(h.clone()?, *v, *out))).collect();
            self.b.open(Vec::new());
            self.block(arms[arm], &ends);
            let yields = self.narrow_of(&yields[arm], &narrow);
            self.b.close(yields)
        });
        let op = Op::If { cond: self.map.val(cond), then: blocks[0], otherwise: blocks[1] };
        self.take_narrow_outs(inst, op);
        for (out, home) in inst.outs.iter().zip(homes) {
            self.homes.extend(home.map(|home| (*out, home)));
        }
    }

    /// An arm may pass on what nobody reads afterwards: then the output stays where that is.
    fn home_of_branch(&mut self, inst: &Inst, out: Val, passed: [Val; 2], taken: &[Option<Home>]) -> Home {
        let of = |me: &Self, v: Val| {
            let home = me.own_home(v)?;
            let within = me.reads_inside(inst, v) == me.facts.reads(v);
            (within && !taken.contains(&Some(home.clone()))).then_some(home)
        };
        if let Some(home) = passed.into_iter().find_map(|v| of(self, v)) {
            return home;
        }
        let place = self.row(out, &[], PlaceKind::Local);
        self.fresh_home(place);
        Home { place, index: Vec::new() }
    }

    /// The home of a value that came into being in this block, unless it is a parameter's.
    fn own_home(&self, v: Val) -> Option<Home> {
        let home = self.homes.get(&v)?;
        let own = self.b.func.place(home.place).kind == PlaceKind::Local && home.index.is_empty();
        (own && self.facts.is_born_in(v, self.here)).then(|| home.clone())
    }

    fn reads_inside(&self, inst: &Inst, v: Val) -> u32 {
        let mut reads = 0;
        for block in inst.op.blocks() {
            let block = self.src.block(block);
            reads += u32::try_from(block.yields.iter().filter(|y| **y == v).count()).expect("few yields");
            for inst in &block.insts {
                inst.op.operands(|w| reads += u32::from(w == v));
                reads += self.reads_inside(inst, v);
            }
        }
        reads
    }

    // ---- loops

    /// Homes for what a loop carries, where it is wide.
    fn carried(&mut self, inits: &[Val], params: &[Val]) -> Vec<Option<Home>> {
        let mut homes: Vec<Option<Home>> = Vec::new();
        for (init, param) in inits.iter().zip(params) {
            let home = self.wide.val(*param).then(|| match self.own_home(*init) {
                Some(home) if self.facts.reads(*init) == 1 => home,
                _ => self.new_home(*param, *init),
            });
            homes.push(home);
        }
        homes
    }

    fn settle(&mut self, vals: &[Val], homes: &[Option<Home>]) {
        for (v, home) in vals.iter().zip(homes) {
            self.homes.extend(home.clone().map(|home| (*v, home)));
        }
    }

    fn narrow_params(&mut self, params: &[Val]) -> Vec<Val> {
        let narrow: Vec<Val> = params.iter().copied().filter(|v| !self.wide.val(*v)).collect();
        narrow.into_iter().map(|v| copy::fresh(&mut self.b, self.src, &mut self.map, v)).collect()
    }

    /// Builds a block of a loop; `plain` of its yields are not carried.
    fn turn(&mut self, block: BlockId, params: Vec<Val>, homes: &[Option<Home>], plain: usize) -> BlockId {
        let Block { params: befores, yields, .. } = self.src.block(block).clone();
        let befores = &befores[befores.len() - homes.len()..];
        let ends = homes.iter().zip(befores).zip(&yields[plain..]);
        let ends: Vec<End> = ends.filter_map(|((h, before), v)| Some(self.end(h.clone()?, *v, *before))).collect();
        let narrow: Vec<bool> = homes.iter().map(Option::is_none).collect();
        self.b.open(params);
        self.block(block, &ends);
        let mut kept: Vec<Val> = yields[..plain].iter().map(|v| self.map.val(*v)).collect();
        kept.extend(self.narrow_of(&yields[plain..], &narrow));
        self.b.close(kept)
    }

    fn counted(&mut self, inst: &Inst) {
        let Op::For { range, inits, body, exits } = &inst.op else { unreachable!("a counted loop") };
        let params = self.src.block(*body).params.clone();
        let narrow = self.is_narrow(&params[1..]);
        let homes = self.carried(inits, &params[1..]);
        self.settle(&params[1..], &homes);
        let range = copy::range(range, |v| self.map.val(v));
        let kept = self.narrow_of(inits, &narrow);
        let copies = self.narrow_params(&params);
        let body = self.turn(*body, copies, &homes, usize::from(*exits));
        self.take_narrow_outs(inst, Op::For { range, inits: kept, body, exits: *exits });
        self.settle(&inst.outs, &homes);
    }

    fn repeated(&mut self, inst: &Inst) {
        let Op::While { inits, head, body } = &inst.op else { unreachable!("a while loop") };
        let params = [*head, *body].map(|block| self.src.block(block).params.clone());
        let narrow = self.is_narrow(&params[0]);
        let homes = self.carried(inits, &params[0]);
        let kept = self.narrow_of(inits, &narrow);
        params.iter().for_each(|params| self.settle(params, &homes));
        let copies = self.narrow_params(&params[0]);
        let head = self.turn(*head, copies, &homes, 1);
        let copies = self.narrow_params(&params[1]);
        let body = self.turn(*body, copies, &homes, 0);
        self.take_narrow_outs(inst, Op::While { inits: kept, head, body });
        self.settle(&inst.outs, &homes);
    }
}
