//! Checkpointed loops: how long their parts are, and what cannot be run again.

use proc_macro2::Span;
use quote::quote;

use super::Build;
use crate::ir::{BlockId, Const, Dim, Op, PlaceKind, Pure, Range, Ty, Val};
use crate::lower::steps::{Segment, Var};
use crate::origins::hole;

impl Build<'_> {
    pub(super) fn segment(&mut self, segment: Segment, range: &Range, span: Span) -> Val {
        if let Segment::Turns(n) = segment {
            return self.b.int(i128::from(n), Ty::USIZE);
        }
        let turns = self.b.span(range);
        let turns = range.step.map_or(turns, |step| self.b.div(turns, step));
        if let Some(Const::Int(n)) = self.b.known(turns) {
            return self.b.int(n.isqrt().max(1), Ty::USIZE);
        }
        let n = hole(0);
        let origin = self.shared_origin(span, quote!(#n.isqrt().max(1)));
        let root = self.b.pure(Pure::Opaque(origin, vec![turns], Vec::new()), Ty::USIZE);
        self.b.name(root, "stride", false);
        root
    }

    fn named_var(&self, var: Var) -> Option<String> {
        self.body.vars[var.at()].name.as_ref().map(ToString::to_string)
    }

    /// Reports what of the body cannot be run again, or has no place where it is kept.
    pub(super) fn check_runs_again(&mut self, body: BlockId, inits: &[Val], span: Span) {
        let func = &self.b.func;
        let (mut effect, mut grows, mut unsized_array, mut given, mut born) = (false, false, false, false, Vec::new());
        let params: Vec<String> = self.body.params.iter().filter_map(|var| self.named_var(*var)).collect();
        func.each_inst(body, &mut |_, inst| {
            effect |= matches!(&inst.op, Op::Pure(pure) if func.is_effect(pure));
            if let Op::Call(call) = &inst.op {
                // It is called as `(g)`.
                let callee = self.origins.render(call.callee, &[]).to_string();
                given |= params.iter().any(|param| callee.trim_matches(['(', ')', ' ']) == param);
            }
            born.extend(inst.op.born());
        });
        func.each_inst(body, &mut |_, inst| {
            for p in inst.op.written().into_iter().filter(|p| !born.contains(p)) {
                let info = func.place(p);
                grows |= matches!(info.kind, PlaceKind::Growing | PlaceKind::Stack);
                unsized_array |= info.dims.iter().any(|dim| matches!(dim, Dim::Inferred | Dim::Whole));
            }
        });
        let foreign = inits.iter().any(|v| matches!(func.ty(*v), Ty::Other(_)));
        let rows: [(bool, &str, &str); 5] = [
            (
                effect,
                "calls that may have an effect in a checkpointed loop",
                "call them outside of the loop, or annotate the function",
            ),
            (given, "calls of function parameters in a checkpointed loop", "call an annotated function by its name"),
            (grows, "`Vec`s that grow in a checkpointed loop", "give them their length before the loop"),
            (
                unsized_array,
                "arrays of unwritten types that a checkpointed loop changes",
                "write its type where it begins: `let mut x: Vec<f64> = ..`",
            ),
            (
                foreign,
                "values of other types that a checkpointed loop changes",
                "keep what changes in numbers and arrays",
            ),
        ];
        for (_, what, help) in rows.into_iter().filter(|(found, ..)| *found) {
            self.not_yet(span, what, help);
        }
    }
}
