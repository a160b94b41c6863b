//! Where something else than zero can come to, from the beginning to the end.

use super::{AT, EVERY, Marks, Row, Scopes, Span, Table, marked, row, shifted};
use crate::elementary;
use crate::ir::{BinOp, BlockId, Func, Init, Inst, Op, Param, Place, Pure, Val};
use crate::transform::activity::Activity;

pub(super) fn held(func: &Func, wide: &Activity, scopes: &Scopes, marks: &Marks) -> Table {
    let mut held = Held { func, wide, scopes, table: Table::of(func) };
    for (param, first) in marked(func, marks) {
        held.param(param, first);
    }
    loop {
        held.table.changed = false;
        held.block(func.body);
        if !held.table.changed {
            return held.table;
        }
    }
}

struct Held<'a> {
    func: &'a Func,
    wide: &'a Activity,
    scopes: &'a Scopes,
    table: Table,
}

impl Held<'_> {
    fn param(&mut self, param: &Param, first: Option<u64>) {
        match (param, first) {
            (Param::Scalar(v), _) => self.table.add(*v, Span::ALL),
            (Param::Elements(vals), _) => vals.iter().for_each(|v| self.table.add(*v, Span::ALL)),
            (Param::Array(p), Some(first)) => self.table.add_row(*p, Row { parts: AT, first }),
            (Param::Array(p), None) => self.table.add_row(*p, Row::ALL),
        }
    }

    fn block(&mut self, block: BlockId) {
        let func = self.func;
        func.block(block).insts.iter().for_each(|inst| self.inst(inst));
    }

    /// The lanes of a value where it is a term: what is the same in all lanes is zero or anything.
    fn of(&self, v: Val) -> Span {
        match self.wide.val(v) {
            true => self.table.val(v),
            false if self.scopes.zeros.contains(&v) => Span::NONE,
            false => Span::ALL,
        }
    }

    fn any(&self, vals: &[Val]) -> Span {
        vals.iter().fold(Span::NONE, |span, v| span.or(self.of(*v)))
    }

    fn inst(&mut self, inst: &Inst) {
        let func = self.func;
        match &inst.op {
            Op::Pure(pure) if self.wide.val(inst.outs[0]) => self.table.add(inst.outs[0], self.pure(pure)),
            Op::Load { place, index } if self.wide.place(*place) => {
                let span = self.scopes.at(self.table.row(*place), index);
                self.table.add(inst.outs[0], span);
            }
            Op::Store { place, index, value } | Op::Accumulate { place, index, value } if self.wide.place(*place) => {
                self.table.add_row(*place, row(func, *place, index, self.of(*value)));
            }
            Op::Fill { place, value, .. }
            | Op::Push { place, value }
            | Op::Alloc { place, init: Init::Fill(value), .. }
                if self.wide.place(*place) =>
            {
                self.everywhere(*place, self.of(*value));
            }
            Op::Alloc { place, init: Init::Items(items), .. } if self.wide.place(*place) => {
                self.everywhere(*place, self.any(items));
            }
            Op::Alloc { place, init: Init::Copy(from), .. } => self.pass(*from, *place),
            Op::Copy { to, from } | Op::AccumulateAll { to, from } => self.pass(*from, *to),
            Op::Swap { a, b } => {
                self.pass(*a, *b);
                self.pass(*b, *a);
            }
            Op::Pop { place } if self.wide.place(*place) => {
                let span = self.scopes.at(self.table.row(*place), &[]);
                self.table.add(inst.outs[0], span);
            }
            Op::If { then, otherwise, .. } => self.branch(inst, [*then, *otherwise]),
            Op::For { .. } => self.counted(inst),
            Op::While { inits, head, body } => self.repeated(inst, inits, [*head, *body]),
            Op::Call(_) => self.opaque(inst),
            // What is wide in them is zero or has no lanes; what the guards above let through touches nothing wide.
            Op::Alloc { init: Init::Empty | Init::Scratch | Init::ZerosLike(_), .. }
            | Op::Alloc { init: Init::Fill(_) | Init::Items(_) | Init::FromState(..), .. }
            | Op::Lengthen { .. }
            | Op::Assert { .. }
            | Op::Effect { .. }
            | Op::Suspend { .. }
            | Op::Splice(_)
            | Op::Pure(_)
            | Op::Load { .. }
            | Op::Store { .. }
            | Op::Accumulate { .. }
            | Op::Fill { .. }
            | Op::Push { .. }
            | Op::Pop { .. } => {}
            Op::Window { .. } => unreachable!("only finished functions have windows"),
        }
    }

    /// Of an operation that is linear in what is wide; all lanes of another one.
    fn pure(&self, pure: &Pure) -> Span {
        match pure {
            Pure::Un(_, x) | Pure::Cast(x) | Pure::Bin(BinOp::Div, x, _) => self.of(*x),
            Pure::Bin(BinOp::Add | BinOp::Sub, x, y) | Pure::Select(_, x, y) => self.any(&[*x, *y]),
            Pure::Bin(BinOp::Mul, x, y) => self.of(*x).and(self.of(*y)),
            Pure::Elem(id, args) if *id == elementary::internal("absorbing") => self.of(args[0]),
            _ => Span::ALL,
        }
    }

    fn everywhere(&mut self, p: Place, span: Span) {
        self.table.add_row(p, row(self.func, p, &[], span));
    }

    fn pass(&mut self, from: Place, to: Place) {
        if !self.wide.place(to) {
            return;
        }
        let axes = |p: Place| self.func.place(p).dims.len();
        let from = if self.wide.place(from) { self.table.row(from) } else { Row::ALL };
        let fits = axes(to) == 1 || from.parts == 0 || from.parts == EVERY;
        self.table.add_row(to, if fits { from } else { Row::ALL });
    }

    fn opaque(&mut self, inst: &Inst) {
        let places = inst.op.written().into_iter().filter(|p| self.wide.place(*p));
        places.for_each(|p| self.table.add_row(p, Row::ALL));
        inst.outs.iter().filter(|v| self.wide.val(**v)).for_each(|v| self.table.add(*v, Span::ALL));
    }

    fn branch(&mut self, inst: &Inst, arms: [BlockId; 2]) {
        for arm in arms {
            self.block(arm);
            self.join(&inst.outs, &self.func.block(arm).yields);
        }
    }

    /// What comes out of blocks, as it can be told there.
    fn join(&mut self, outs: &[Val], from: &[Val]) {
        for (out, v) in outs.iter().zip(from).filter(|(out, _)| self.wide.val(**out)) {
            self.table.add(*out, self.scopes.seen_by(*out, self.of(*v)));
        }
    }

    fn counted(&mut self, inst: &Inst) {
        let Op::For { range, inits, body, exits } = &inst.op else { unreachable!("a counted loop") };
        let block = self.func.block(*body);
        let (index, params) = (block.params[0], &block.params[1..]);
        let yields = &block.yields[usize::from(*exits)..];
        self.join(params, inits);
        self.block(*body);
        for (param, v) in params.iter().zip(yields).filter(|(param, _)| self.wide.val(**param)) {
            let next = shifted(range, self.scopes.seen_by(*param, self.of(*v)), index, true);
            self.table.add(*param, next);
        }
        self.join(&inst.outs, inits);
        self.join(&inst.outs, yields);
    }

    fn repeated(&mut self, inst: &Inst, inits: &[Val], blocks: [BlockId; 2]) {
        let [head, body] = blocks.map(|block| self.func.block(block));
        self.join(&head.params, inits);
        self.block(blocks[0]);
        self.join(&body.params, &head.yields[1..]);
        self.block(blocks[1]);
        self.join(&head.params, &body.yields);
        self.join(&inst.outs, &head.yields[1..]);
    }
}
