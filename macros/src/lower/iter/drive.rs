//! The loops that chains become.

use proc_macro2::Span;

use super::{Chain, Counted, Source, Stage};
use crate::ir::BinOp;
use crate::lower::reader::Reader;
use crate::lower::steps::{LoopKind, Rhs, Temp, Var};

/// As many parts of joined iterators are read in one function.
const MAX_REPEATS: usize = 64;

/// What is done with each item. The flag leaves the whole chain.
type Each<'f, 'r> = &'f mut dyn FnMut(&mut Reader<'r>, Temp, Var);

impl<'r> Reader<'r> {
    /// Pulls all items, one by one.
    pub(in crate::lower) fn drive(&mut self, chain: &Chain, span: Span, each: Each<'_, 'r>) {
        if chain.guards.is_empty() {
            self.unguarded(chain, span, each);
            return;
        }
        let (steps, ()) = self.nested(|r| r.unguarded(chain, span, each));
        let all = chain.guards.iter().copied().reduce(|a, b| self.bin(BinOp::And, a, b, span));
        if let Some(all) = all {
            self.push_if(all, steps, Vec::new());
        }
    }

    fn unguarded(&mut self, chain: &Chain, span: Span, each: Each<'_, 'r>) {
        match &chain.source {
            Source::Counted(counted) => self.turns(counted, span, &mut |r, item, leave| {
                r.stage(&chain.stages, item, leave, span, each);
            }),
            Source::Once(item) => self.leaving(|r, leave| r.stage(&chain.stages, *item, leave, span, each)),
            Source::Joined(a, b) => self.leaving(|r, leave| {
                for part in [a, b] {
                    if !r.may_repeat(span) {
                        return;
                    }
                    r.drive(part, span, &mut |r, item, _| r.stage(&chain.stages, item, leave, span, each));
                }
            }),
            Source::Successors(next, f) => self.forever_with(&mut |r, leave| {
                let option = r.read_var(*next, span);
                r.stage_while(
                    option,
                    &chain.stages,
                    leave,
                    span,
                    &mut |r, item| {
                        let seen = r.same(item, r.refs(item) + 1, span);
                        let after = r.apply(f, vec![seen], span);
                        if let Some(after) = r.known_option(after, span) {
                            r.write_var(*next, after);
                        }
                        item
                    },
                    each,
                );
            }),
            Source::Asked(f) => self.forever_with(&mut |r, leave| {
                let option = r.apply(f, vec![], span);
                r.stage_while(option, &chain.stages, leave, span, &mut |_, item| item, each);
            }),
        }
    }

    /// What is done with the items of joined iterators is read once for each of them: chains within chains multiply.
    fn may_repeat(&mut self, span: Span) -> bool {
        self.repeats += 1;
        if self.repeats == MAX_REPEATS {
            let help = "collect the items first, or make what is done with them an annotated `fn`";
            self.errors.not_yet(span, &format!("more than {MAX_REPEATS} parts of iterators that `chain` joins"), help);
        }
        self.repeats < MAX_REPEATS
    }

    /// A block that the flag leaves.
    fn leaving(&mut self, f: impl FnOnce(&mut Self, Var)) {
        let flag = self.flag();
        let (body, ()) = self.nested(|r| f(r, flag));
        self.push_left(body, flag);
    }

    fn turns(&mut self, counted: &Counted, span: Span, each: Each<'_, 'r>) {
        let Some(range) = counted.bounds() else { return self.endless(counted, span, each) };
        let index = self.temp(self.ty(range.hi), span);
        let begun = self.begin_turns();
        let (body, ()) = self.nested(|r| {
            let item = r.item_of(counted, index, span);
            each(r, item, begun.breaks);
        });
        let assigned = begun.assigned;
        self.end_turns(&begun, LoopKind::For { index, range }, body, true);
        self.copy_what_changes(&counted.copies, assigned);
    }

    /// Until the flag is raised.
    fn forever_with(&mut self, body: &mut dyn FnMut(&mut Self, Var)) {
        let begun = self.begin_turns();
        let (steps, ()) = self.nested(|r| body(r, begun.breaks));
        self.end_turns(&begun, LoopKind::Forever, steps, false);
    }

    /// Until something leaves it.
    fn endless(&mut self, counted: &Counted, span: Span, each: Each<'_, 'r>) {
        let at = self.state("at", counted.lo);
        let assigned = self.assigned.len();
        self.forever_with(&mut |r, leave| {
            let index = r.read_var(at, span);
            let one = r.def(r.ty(index), span, Rhs::Int(1));
            let next = r.bin(BinOp::Add, index, one, span);
            r.write_var(at, next);
            let item = r.item_of(counted, index, span);
            each(r, item, leave);
        });
        self.copy_what_changes(&counted.copies, assigned);
    }

    /// What the stages let through goes on to whoever wants the items.
    fn stage(&mut self, stages: &[Stage], item: Temp, leave: Var, span: Span, each: Each<'_, 'r>) {
        let Some((stage, rest)) = stages.split_first() else { return each(self, item, leave) };
        match stage {
            Stage::Map(f) => {
                let item = self.apply(f, vec![item], span);
                self.stage(rest, item, leave, span, each);
            }
            Stage::Inspect(f) => {
                self.inspected(f, item, span);
                self.stage(rest, item, leave, span, each);
            }
            Stage::Copied => {
                let item = self.dereferenced(item, span);
                self.stage(rest, item, leave, span, each);
            }
            Stage::Filter(f) => {
                let holds = self.test_of(f, item, span);
                self.stage_where(holds, rest, item, leave, span, each);
            }
            Stage::TakeWhile(f) => {
                let holds = self.test_of(f, item, span);
                let over = self.not(holds, span);
                self.leave_where(over, leave);
                self.stage(rest, item, leave, span, each);
            }
            Stage::SkipWhile(f, skipping) => {
                let before = self.read_var(*skipping, span);
                let still = self.short(false, before, span, |r| r.test_of(f, item, span));
                self.write_var(*skipping, still);
                let through = self.not(still, span);
                self.stage_where(through, rest, item, leave, span, each);
            }
            Stage::Enumerate(number) => {
                let number = self.counted_up(*number, span);
                let item = self.tuple(vec![number, item], span);
                self.stage(rest, item, leave, span, each);
            }
            Stage::Take(left) => {
                let left = self.counted_down(*left, span);
                self.stage(rest, item, leave, span, each);
                let last = self.is_zero(left, span);
                self.leave_where(last, leave);
            }
            Stage::Skip(left) => {
                let now = self.read_var(*left, span);
                let through = self.is_zero(now, span);
                let (rest, ()) = self.nested(|r| r.stage(rest, item, leave, span, each));
                let (down, ()) = self.nested(|r| _ = r.counted_down(*left, span));
                self.push_if(through, rest, down);
            }
            Stage::StepBy(left, between) => {
                let now = self.read_var(*left, span);
                let through = self.is_zero(now, span);
                let (rest, ()) = self.nested(|r| {
                    r.write_var(*left, *between);
                    r.stage(rest, item, leave, span, each);
                });
                let (down, ()) = self.nested(|r| _ = r.counted_down(*left, span));
                self.push_if(through, rest, down);
            }
            Stage::Zip { other, at, left } => self.beside_another(other, *at, *left, rest, item, leave, span, each),
            Stage::FilterMap(f) => {
                let option = self.apply(f, vec![item], span);
                if let Some(option) = self.known_option(option, span) {
                    let (present, item) = (self.present(option, span), self.content(option, span));
                    self.stage_where(present, rest, item, leave, span, each);
                }
            }
            Stage::MapWhile(f) => {
                let option = self.apply(f, vec![item], span);
                self.stage_while(option, rest, leave, span, &mut |_, item| item, each);
            }
            Stage::Scan(state, f) => {
                let state = self.read_var(*state, span);
                let state = self.exclusive(state, span);
                let option = self.apply(f, vec![state, item], span);
                self.stage_while(option, rest, leave, span, &mut |_, item| item, each);
            }
            Stage::FlatMap(f) => {
                if let Some(inner) = self.iterator_of(f, item, span) {
                    self.drive(&inner, span, &mut |r, item, _| r.stage(rest, item, leave, span, each));
                }
            }
            Stage::Flatten => {
                let inner = Chain::of(self.elements(item, span));
                self.drive(&inner, span, &mut |r, item, _| r.stage(rest, item, leave, span, each));
            }
        }
    }

    fn stage_where(&mut self, cond: Temp, rest: &[Stage], item: Temp, leave: Var, span: Span, each: Each<'_, 'r>) {
        let (then, ()) = self.nested(|r| r.stage(rest, item, leave, span, each));
        self.push_if(cond, then, Vec::new());
    }

    /// Goes on with what is in an `Option`, or leaves.
    fn stage_while(
        &mut self,
        option: Temp,
        rest: &[Stage],
        leave: Var,
        span: Span,
        taken: &mut dyn FnMut(&mut Self, Temp) -> Temp,
        each: Each<'_, 'r>,
    ) {
        let Some(option) = self.known_option(option, span) else { return };
        let absent = self.absent(option, span);
        self.leave_where(absent, leave);
        let item = self.content(option, span);
        let item = taken(self, item);
        self.stage(rest, item, leave, span, each);
    }

    pub(super) fn leave_where(&mut self, cond: Temp, leave: Var) {
        let (exit, ()) = self.nested(|r| r.exit(leave));
        self.push_if(cond, exit, Vec::new());
    }

    /// The left of a pair is pulled first: where the right is at its end, that has happened, and where the left is, nothing else does.
    #[expect(clippy::too_many_arguments, reason = "the fields of a stage, and what all stages take")]
    fn beside_another(
        &mut self,
        other: &Counted,
        at: Var,
        left: bool,
        rest: &[Stage],
        item: Temp,
        leave: Var,
        span: Span,
        each: Each<'_, 'r>,
    ) {
        let now = self.read_var(at, span);
        if let (Some(n), false) = (other.hi, left) {
            let over = self.bin(BinOp::Ge, now, n, span);
            self.leave_where(over, leave);
        }
        let now = self.counted_up(at, span);
        let beside = self.item_of(other, now, span);
        let pair = if left { vec![beside, item] } else { vec![item, beside] };
        let pair = self.tuple(pair, span);
        self.stage(rest, pair, leave, span, each);
        if let (Some(n), true) = (other.hi, left) {
            let next = self.read_var(at, span);
            let over = self.bin(BinOp::Ge, next, n, span);
            self.leave_where(over, leave);
        }
    }
}
