//! Loops, and how they are left.

use proc_macro2::{Ident, Span};
use syn::{Block, ExprBreak, ExprContinue, ExprForLoop, ExprLoop, ExprWhile, Lifetime};

use super::branch::has_let;
use super::reader::{Frame, Label, Reader};
use super::steps::{Flow, Loop, LoopKind, Seq, Step, Temp, Var};
use super::types::Kind;
use crate::ir::{Ty, UnOp};

/// A loop whose body is being read.
pub(super) struct Begun {
    pub(super) breaks: Var,
    continues: Var,
    value: Var,
    /// Variables and assignments so far.
    vars: usize,
    pub(super) assigned: usize,
}

impl Reader<'_> {
    pub(super) fn for_loop(&mut self, inner: &ExprForLoop) -> Temp {
        let span = inner.for_token.span;
        let segment = self.segment(&inner.attrs);
        let Some(chain) = self.iterator(&inner.expr) else { return self.poison(span) };
        let from = self.out.len();
        self.drive(&chain, span, &mut |r, item, leave| r.for_body(inner, item, leave));
        if let Some(segment) = segment {
            self.in_segments(from, segment);
        }
        self.unit(span)
    }

    /// What a `for` does with an item; the flag leaves the loop.
    fn for_body(&mut self, inner: &ExprForLoop, item: Temp, leave: Var) {
        let next = self.flag();
        let name = inner.label.as_ref().map(|l| l.name.ident.clone());
        self.labels.push(Label { name, breaks: leave, continues: Some(next), value: None, is_loop: true });
        let (body, ()) = self.nested(|r| {
            r.scope(|r| {
                r.bind(&inner.pat, item);
                r.block_for_effect(&inner.body);
            });
        });
        self.labels.pop();
        self.push_left(body, next);
    }

    /// A sequence that an exit may leave for what comes after it.
    pub(super) fn push_left(&mut self, mut body: Seq, flag: Var) {
        let inner = Flow::of(&body);
        if !inner.exits.contains(&flag) {
            self.out.append(&mut body);
            return;
        }
        let flow = Flow { falls: true, exits: inner.without(&[flag]).exits };
        self.out.push(Step::Block { body, label: flag, flow });
    }

    pub(super) fn while_loop(&mut self, inner: &ExprWhile) -> Temp {
        let span = inner.while_token.span;
        if has_let(&inner.cond) {
            return self.while_let(inner);
        }
        let begun = self.begin(inner.label.as_ref().map(|l| &l.name));
        let (mut head, cond) = self.nested(|r| r.expr(&inner.cond));
        self.expect(cond, Kind::Exact(Ty::Bool));
        let (body, ()) = self.nested(|r| {
            r.block_for_effect(&inner.body);
        });
        if Flow::of(&head).exits.is_empty() {
            self.end(&begun, LoopKind::While { head, cond }, body, true);
            return self.unit(span);
        }
        let ty = self.types.exact(Ty::Bool);
        let (leave, ()) = self.nested(|r| {
            let done = r.def(ty, span, super::steps::Rhs::Un(UnOp::Not, cond));
            let (exit, ()) = r.nested(|r| r.exit(begun.breaks));
            r.push_if(done, exit, Vec::new());
        });
        head.extend(leave);
        head.extend(body);
        self.end(&begun, LoopKind::Forever, head, true);
        self.unit(span)
    }

    fn while_let(&mut self, inner: &ExprWhile) -> Temp {
        let span = inner.while_token.span;
        let begun = self.begin(inner.label.as_ref().map(|l| &l.name));
        let (body, ()) = self.nested(|r| {
            r.scope(|r| {
                r.while_all_hold(&inner.cond, begun.breaks, span);
                r.block_for_effect(&inner.body);
            });
        });
        self.end(&begun, LoopKind::Forever, body, true);
        self.unit(span)
    }

    pub(super) fn forever(&mut self, inner: &ExprLoop) -> Temp {
        let span = inner.loop_token.span;
        let declared = self.out.len();
        let begun = self.begin(inner.label.as_ref().map(|l| &l.name));
        let value = begun.value;
        let (body, ()) = self.nested(|r| {
            r.block_for_effect(&inner.body);
        });
        self.end(&begun, LoopKind::Forever, body, false);
        self.left_with(value, declared, span)
    }

    /// `'a: { .. }`
    pub(super) fn labelled_block(&mut self, name: &Ident, block: &Block) -> Temp {
        let span = block.brace_token.span.open();
        let declared = self.out.len();
        let (breaks, value) = (self.flag(), self.hidden_var());
        let label = Label { name: Some(name.clone()), breaks, continues: None, value: Some(value), is_loop: false };
        self.labels.push(label);
        let (body, last, flow) = self.arm(|r| r.block(block));
        self.labels.pop();
        self.push_block(body, breaks, value, flow.falls.then_some(last));
        self.left_with(value, declared, span)
    }

    /// A block that an exit can leave, with its last value where its end is reached.
    fn push_block(&mut self, mut body: Seq, label: Var, value: Var, last: Option<Temp>) {
        if let Some(last) = last.filter(|last| self.is_value(*last)) {
            let (write, ()) = self.nested(|r| r.write_var(value, last));
            body.extend(write);
        }
        let inner = Flow::of(&body);
        let flow = Flow { falls: inner.falls || inner.exits.contains(&label), exits: inner.without(&[label]).exits };
        self.out.push(Step::Block { body, label, flow });
    }

    /// The body of a closure, and what it gives by its end or by `return`.
    pub(super) fn returned(&mut self, frame: &Frame, (body, last, flow): (Seq, Temp, Flow), span: Span) -> Temp {
        if !frame.returns_early {
            self.out.extend(body);
            return last;
        }
        let declared = self.out.len();
        self.push_block(body, frame.returned, frame.result, flow.falls.then_some(last));
        self.left_with(frame.result, declared, span)
    }

    /// The value that `break` brings, if one does.
    fn left_with(&mut self, value: Var, declared: usize, span: Span) -> Temp {
        if self.types.kind(self.vars[value.at()].ty) == Kind::Open && !self.assigned.contains(&value) {
            let ended = self.out.last().is_some_and(|step| !Flow::of(std::slice::from_ref(step)).falls);
            return if ended { self.never(span) } else { self.unit(span) };
        }
        self.out.insert(declared, Step::Declare(value));
        self.read_var(value, span)
    }

    fn begin(&mut self, name: Option<&Lifetime>) -> Begun {
        let begun = self.begin_turns();
        let name = name.map(|l| l.ident.clone());
        let Begun { breaks, continues, value, .. } = begun;
        self.labels.push(Label { name, breaks, continues: Some(continues), value: Some(value), is_loop: true });
        begun
    }

    fn end(&mut self, begun: &Begun, kind: LoopKind, body: Seq, ends_by_itself: bool) {
        self.labels.pop();
        self.end_turns(begun, kind, body, ends_by_itself);
    }

    /// A loop that no label of the user's means.
    pub(super) fn begin_turns(&mut self) -> Begun {
        let (vars, assigned) = (self.vars.len(), self.assigned.len());
        let (breaks, continues, value) = (self.flag(), self.flag(), self.hidden_var());
        Begun { breaks, continues, value, vars, assigned }
    }

    pub(super) fn end_turns(&mut self, begun: &Begun, kind: LoopKind, body: Seq, ends_by_itself: bool) {
        let Begun { breaks, continues, value, vars, assigned } = *begun;
        let mut carried: Vec<Var> = self.assigned.drain(assigned..).collect();
        carried.sort_unstable();
        carried.dedup();
        // What the loop declares itself starts afresh in each turn; the value of a `break` comes from outside.
        carried.retain(|var| var.at() < vars || *var == value);
        self.assigned.extend(&carried);
        let body_flow = Flow::of(&body);
        let falls = ends_by_itself || body_flow.exits.contains(&breaks);
        let exits = body_flow.clone().without(&[breaks, continues]).exits;
        let flow = Flow { falls, exits };
        let inner = Loop { kind, body, carried, breaks, continues, body_flow, flow };
        self.out.push(Step::Loop(Box::new(inner)));
    }

    pub(super) fn break_expr(&mut self, exit: &ExprBreak) -> Temp {
        let span = exit.break_token.span;
        let value = exit.expr.as_ref().map(|e| self.expr(e));
        let Some(k) = self.label(exit.label.as_ref()) else { return self.lost(span) };
        let (flag, into) = (self.labels[k].breaks, self.labels[k].value);
        if let (Some(value), Some(into)) = (value, into)
            && self.is_value(value)
        {
            self.write_var(into, value);
        }
        self.exit(flag);
        self.never(span)
    }

    pub(super) fn continue_expr(&mut self, exit: &ExprContinue) -> Temp {
        let span = exit.continue_token.span;
        let Some(flag) = self.label(exit.label.as_ref()).and_then(|k| self.labels[k].continues) else {
            return self.lost(span);
        };
        self.exit(flag);
        self.never(span)
    }

    fn label(&self, name: Option<&Lifetime>) -> Option<usize> {
        self.labels.iter().rposition(|label| match name {
            Some(name) => label.name.as_ref() == Some(&name.ident),
            None => label.is_loop,
        })
    }

    fn lost(&mut self, span: Span) -> Temp {
        self.refuse(span, "there is no loop to leave here", "check the label")
    }
}
