//! Assignments, and their order at the end of a block.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Printer;
use super::expr::compound;
use super::plan::Form;
use crate::ir::{BinOp, Ty, Val};

/// What the end of a block does with a value.
#[derive(Clone, Copy)]
pub(super) struct Assign {
    /// A value of the variable that is assigned.
    pub(super) to: Val,
    pub(super) from: Val,
}

impl Printer<'_> {
    /// `v = ..;`
    pub(super) fn assign_computed(&mut self, v: Val) -> TokenStream {
        let name = self.variable(v);
        let target = quote!(#name);
        let web = self.webs.of(v);
        let same = move |me: &Self, w: Val| me.plan.form(w) == Form::Own && me.webs.of(w) == web;
        if let Some((op, rest)) = self.step(v, &same) {
            return self.stepped(&target, op, rest);
        }
        let value = self.computed(v, false).tokens;
        quote!(#target = #value;)
    }

    /// `target = value;`, or `target += ..;` where the value begins with what the target holds.
    pub(super) fn assignment(
        &mut self,
        target: &TokenStream,
        v: Val,
        same: &dyn Fn(&Self, Val) -> bool,
    ) -> TokenStream {
        let v = self.plan.uses.canon(v);
        if self.plan.form(v) == Form::Inline
            && let Some((op, rest)) = self.step(v, same)
        {
            return self.stepped(target, op, rest);
        }
        let value = self.tokens(v);
        // What a place holds already is not written to it again.
        if value.to_string() == target.to_string() { TokenStream::new() } else { quote!(#target = #value;) }
    }

    /// How a value is made from what its target holds: `target op rest`.
    pub(super) fn step(&self, v: Val, same: &dyn Fn(&Self, Val) -> bool) -> Option<(BinOp, Val)> {
        let (op, a, b) = self.plan.binary(v)?;
        if op.is_comparison() || matches!(self.plan.func.ty(v), Ty::Bool) {
            return None;
        }
        if same(self, a) {
            return Some((op, b));
        }
        (matches!(op, BinOp::Add | BinOp::Mul) && same(self, b)).then_some((op, a))
    }

    fn stepped(&mut self, target: &TokenStream, op: BinOp, rest: Val) -> TokenStream {
        let (op, rest) = match (op, self.signed(rest)) {
            (BinOp::Add, (BinOp::Sub, inner)) => (BinOp::Sub, inner),
            (BinOp::Sub, (BinOp::Sub, inner)) => (BinOp::Add, inner),
            (op, _) => (op, rest),
        };
        let (op, rest) = (compound(op), self.tokens(rest));
        quote!(#target #op #rest;)
    }

    // ---- at the end of a block

    /// Assigns all at once: what one of them reads is not overwritten before.
    /// `after` is read when all are done; it comes back as tokens.
    pub(super) fn assign_all(&mut self, assigns: &[Assign], after: &[Val]) -> (TokenStream, Vec<TokenStream>) {
        let mut pending: Vec<Assign> = assigns.iter().copied().filter(|a| !self.is_there(*a)).collect();
        let targets: BTreeSet<u32> = pending.iter().map(|a| self.webs.of(a.to)).collect();
        let mut out = TokenStream::new();
        let mut late = Vec::new();
        for v in after {
            let tokens = self.tokens(*v);
            if self.reads(*v).is_disjoint(&targets) {
                late.push(tokens);
            } else {
                let name = self.names.give("t");
                out.extend(quote!(let #name = #tokens;));
                late.push(quote!(#name));
            }
        }
        while !pending.is_empty() {
            let Some(free) = (0..pending.len()).find(|k| self.is_free(&pending, *k)) else {
                out.extend(self.assign_together(&pending));
                break;
            };
            let assign = pending.remove(free);
            out.extend(self.assign(assign));
        }
        (out, late)
    }

    /// Whether the variable holds the value anyway.
    pub(super) fn is_there(&self, assign: Assign) -> bool {
        let from = self.plan.uses.canon(assign.from);
        self.plan.form(from) == Form::Own && self.webs.of(from) == self.webs.of(assign.to)
    }

    fn is_free(&self, pending: &[Assign], k: usize) -> bool {
        let web = self.webs.of(pending[k].to);
        pending.iter().enumerate().all(|(j, other)| j == k || !self.reads(other.from).contains(&web))
    }

    fn assign_together(&mut self, pending: &[Assign]) -> TokenStream {
        let targets: Vec<Ident> = pending.iter().map(|a| self.variable(a.to)).collect();
        let values: Vec<TokenStream> = pending.iter().map(|a| self.tokens(a.from)).collect();
        quote!((#(#targets),*) = (#(#values),*);)
    }

    pub(super) fn assign(&mut self, assign: Assign) -> TokenStream {
        let name = self.variable(assign.to);
        let web = self.webs.of(assign.to);
        let same = move |me: &Self, v: Val| me.plan.form(v) == Form::Own && me.webs.of(v) == web;
        self.assignment(&quote!(#name), assign.from, &same)
    }

    /// The variables that are read where a value is written.
    fn reads(&self, v: Val) -> BTreeSet<u32> {
        let mut webs = BTreeSet::new();
        let mut stack = vec![self.plan.uses.canon(v)];
        while let Some(v) = stack.pop() {
            match self.plan.form(v) {
                Form::Own => {
                    webs.insert(self.webs.of(v));
                }
                _ => stack.extend(self.plan.parts(v)),
            }
        }
        webs
    }
}
