//! What is asked for, from the end to the beginning.

use super::{AT, BEFORE, EVERY, Marks, Row, Scopes, Span, Table, row, shifted};
use crate::ir::{BlockId, Func, Init, Inst, Op, Place, PlaceKind, Pure, ResultItem, Val};
use crate::transform::activity::Activity;

pub(super) fn wanted(func: &Func, wide: &Activity, scopes: &Scopes, marks: &Marks) -> Table {
    let mut wanted = Wanted { func, wide, scopes, table: Table::of(func) };
    wanted.results(marks);
    loop {
        wanted.table.changed = false;
        wanted.block(func.body);
        if !wanted.table.changed {
            return wanted.table;
        }
    }
}

struct Wanted<'a> {
    func: &'a Func,
    wide: &'a Activity,
    scopes: &'a Scopes,
    table: Table,
}

impl Wanted<'_> {
    fn results(&mut self, marks: &Marks) {
        for (k, item) in self.func.results.iter().enumerate() {
            let ResultItem::Array(p) = item else { continue };
            let first = marks.units.rows.get(k).copied().flatten().filter(|_| self.func.place(*p).dims.len() == 1);
            self.table.add_row(*p, first.map_or(Row::ALL, |first| Row { parts: BEFORE | AT, first }));
        }
        let all = (0..).map(Place).take(self.func.places.len());
        all.filter(|p| self.func.place(*p).kind == PlaceKind::InOut).for_each(|p| self.table.add_row(p, Row::ALL));
        self.want_all(&self.func.block(self.func.body).yields);
    }

    fn want(&mut self, v: Val, span: Span) {
        if self.wide.val(v) {
            self.table.add(v, self.scopes.seen_by(v, span));
        }
    }

    fn want_all(&mut self, vals: &[Val]) {
        vals.iter().for_each(|v| self.want(*v, Span::ALL));
    }

    fn block(&mut self, block: BlockId) {
        let func = self.func;
        func.block(block).insts.iter().rev().for_each(|inst| self.inst(inst));
    }

    fn inst(&mut self, inst: &Inst) {
        match &inst.op {
            Op::Pure(pure) => self.pure(pure, inst.outs[0]),
            Op::Load { place, index } => {
                self.table.add_row(*place, row(self.func, *place, index, self.table.val(inst.outs[0])));
            }
            Op::Store { place, index, value } | Op::Accumulate { place, index, value } => {
                self.want(*value, self.scopes.at(self.table.row(*place), index));
            }
            Op::Fill { place, value, .. }
            | Op::Push { place, value }
            | Op::Alloc { place, init: Init::Fill(value), .. } => {
                self.want(*value, self.whole(*place));
            }
            Op::Alloc { place, init: Init::Items(items), .. } => {
                let span = self.whole(*place);
                items.iter().for_each(|v| self.want(*v, span));
            }
            Op::Alloc { place, init: Init::Copy(from), .. } => self.pass(*place, *from),
            Op::Copy { to, from } | Op::AccumulateAll { to, from } => self.pass(*to, *from),
            Op::Swap { a, b } => {
                self.pass(*a, *b);
                self.pass(*b, *a);
            }
            Op::Pop { place } => self.table.add_row(*place, row(self.func, *place, &[], self.table.val(inst.outs[0]))),
            Op::If { then, otherwise, .. } => self.branch(inst, [*then, *otherwise]),
            Op::For { .. } => self.counted(inst),
            Op::While { inits, head, body } => self.repeated(inst, inits, [*head, *body]),
            op => self.opaque(op),
        }
    }

    fn pure(&mut self, pure: &Pure, out: Val) {
        let span = self.table.val(out);
        pure.operands(|v| self.want(v, span));
    }

    fn whole(&self, p: Place) -> Span {
        self.scopes.at(self.table.row(p), &[])
    }

    fn pass(&mut self, to: Place, from: Place) {
        let row = self.table.row(to);
        let fits = self.func.place(from).dims.len() == 1 || row.parts == 0 || row.parts == EVERY;
        self.table.add_row(from, if fits { row } else { Row::ALL });
    }

    fn opaque(&mut self, op: &Op) {
        op.operands(|v| self.want(v, Span::ALL));
        op.read().into_iter().for_each(|p| self.table.add_row(p, Row::ALL));
    }

    fn branch(&mut self, inst: &Inst, arms: [BlockId; 2]) {
        for arm in arms {
            self.join(&inst.outs, &self.func.block(arm).yields);
            self.block(arm);
        }
    }

    /// What is wanted of outputs is wanted of these.
    fn join(&mut self, outs: &[Val], from: &[Val]) {
        for (out, v) in outs.iter().zip(from) {
            self.want(*v, self.table.val(*out));
        }
    }

    fn counted(&mut self, inst: &Inst) {
        let Op::For { range, inits, body, exits } = &inst.op else { unreachable!("a counted loop") };
        let block = self.func.block(*body);
        let (index, params) = (block.params[0], &block.params[1..]);
        let yields = &block.yields[usize::from(*exits)..];
        self.join(&inst.outs, yields);
        for (param, v) in params.iter().zip(yields) {
            self.want(*v, shifted(range, self.table.val(*param), index, false));
        }
        self.block(*body);
        self.join(params, inits);
        self.join(&inst.outs, inits);
    }

    fn repeated(&mut self, inst: &Inst, inits: &[Val], blocks: [BlockId; 2]) {
        let [head, body] = blocks.map(|block| self.func.block(block));
        self.join(&inst.outs, &head.yields[1..]);
        self.join(&head.params, &body.yields);
        self.block(blocks[1]);
        self.join(&body.params, &head.yields[1..]);
        self.block(blocks[0]);
        self.join(&head.params, inits);
    }
}
