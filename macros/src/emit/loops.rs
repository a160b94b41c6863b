//! Loops.

use proc_macro2::TokenStream;
use quote::quote;

use super::Printer;
use super::assign::Assign;
use super::expr::Piece;
use super::uses::{Slot, slots};
use crate::ir::{BinOp, BlockId, Const, Inst, Op, Pure, Range, Ty, Val};

impl Printer<'_> {
    fn living_slots(&self, inst: &Inst) -> Vec<Slot> {
        slots(self.plan.func, inst).into_iter().filter(|s| self.plan.uses.slot_lives(s)).collect()
    }

    /// Brings the carried variables into being, or to their initial values.
    fn begin(&mut self, slots: &[Slot]) -> TokenStream {
        let there: Vec<Assign> = slots
            .iter()
            .filter(|s| !self.webs.declares(s.params[0]))
            .map(|s| Assign { to: s.params[0], from: s.init })
            .collect();
        let fresh: Vec<&Slot> = slots.iter().filter(|s| self.webs.declares(s.params[0])).collect();
        // New variables first: their initial values may be old values of the others.
        let mut out = TokenStream::new();
        for slot in fresh {
            let value = self.tokens(slot.init);
            let (pattern, ty) = (self.pattern(slot.params[0]), self.ascription(slot.params[0]));
            out.extend(quote!(let #pattern #ty = #value;));
        }
        out.extend(self.assign_all(&there, &[]).0);
        out
    }

    fn nexts(slots: &[Slot], arm: usize) -> Vec<Assign> {
        slots.iter().map(|s| Assign { to: s.params[0], from: s.nexts[arm] }).collect()
    }

    pub(super) fn counted(&mut self, inst: &Inst) -> TokenStream {
        let Op::For { range, body, exits, .. } = &inst.op else { unreachable!("a counted loop is a for") };
        let slots = self.living_slots(inst);
        let mut out = self.begin(&slots);
        let index = self.plan.func.block(*body).params[0];
        let range = self.range(range, index);
        let (index, inner) = self.scoped(|me| {
            let index = if me.plan.uses.live(index) { me.index(index) } else { quote!(_) };
            let nexts = Self::nexts(&slots, 0);
            let inner = if *exits {
                me.turn(*body, &nexts, me.plan.func.block(*body).yields[0])
            } else {
                let mut inner = me.block(*body);
                inner.extend(me.assign_all(&nexts, &[]).0);
                inner
            };
            (index, inner)
        });
        out.extend(quote!(for #index in #range { #inner }));
        out
    }

    fn index(&mut self, v: Val) -> TokenStream {
        let name = match &self.plan.func.val(v).hint {
            Some(hint) => self.names.give(&hint.text),
            None => self.names.index(),
        };
        self.variables.insert(self.webs.of(v), name.clone());
        quote!(#name)
    }

    // ---- the end of a turn

    /// A block in a loop that may be left after it.
    fn turn(&mut self, block: BlockId, nexts: &[Assign], stop: Val) -> TokenStream {
        let stop = self.plan.uses.canon(stop);
        if let Some(out) = self.early_exit(block, nexts, stop) {
            return out;
        }
        let mut out = self.block(block);
        out.extend(self.turn_end(nexts, stop));
        out
    }

    fn turn_end(&mut self, nexts: &[Assign], stop: Val) -> TokenStream {
        match self.plan.known(stop) {
            Some(Const::Bool(false)) => self.assign_all(nexts, &[]).0,
            Some(_) => {
                let mut out = self.assign_all(nexts, &[]).0;
                out.extend(quote!(break;));
                out
            }
            None => {
                let (mut out, late) = self.assign_all(nexts, &[stop]);
                let stop = self.as_condition(stop, &late[0]);
                out.extend(quote!(if #stop { break; }));
                out
            }
        }
    }

    fn as_condition(&mut self, v: Val, tokens: &TokenStream) -> TokenStream {
        let piece = self.value(v);
        if piece.tokens.to_string() == tokens.to_string() { piece.condition() } else { tokens.clone() }
    }

    /// Where the last thing in a turn is a branch that decides whether to stop, it stops by itself.
    fn early_exit(&mut self, block: BlockId, nexts: &[Assign], stop: Val) -> Option<TokenStream> {
        let func = self.plan.func;
        let mut statements = self.plan.statements(block);
        let at = statements.pop()?;
        let inst = &func.block(block).insts[at];
        let Op::If { cond, then, otherwise } = &inst.op else { return None };
        let outs: Vec<Val> = inst.outs.iter().copied().filter(|o| self.plan.uses.own(*o)).collect();
        let k = inst.outs.iter().position(|o| *o == stop)?;
        let there = nexts.iter().all(|a| self.is_there(*a));
        let joined = outs.iter().all(|o| *o == stop || !self.webs.declares(*o));
        if self.plan.logic(inst).is_some() || self.plan.uses.sites(stop).len() > 1 || !there || !joined {
            return None;
        }
        let mut out = self.statements(block, &statements);
        let stops = [*then, *otherwise].map(|b| self.plan.uses.canon(func.block(b).yields[k]));
        let leaves = stops.map(|v| self.plan.known(v) == Some(Const::Bool(true)));
        let arms = [*then, *otherwise].map(|b| self.arm_nexts(inst, b, stop));
        if leaves[0] {
            let condition = self.value(*cond).condition();
            let yes = self.scoped(|me| me.turn(*then, &arms[0], stops[0]));
            out.extend(quote!(if #condition { #yes }));
            out.extend(self.turn(*otherwise, &arms[1], stops[1]));
        } else if leaves[1] {
            let condition = self.opposite(*cond);
            let no = self.scoped(|me| me.turn(*otherwise, &arms[1], stops[1]));
            out.extend(quote!(if #condition { #no }));
            out.extend(self.turn(*then, &arms[0], stops[0]));
        } else {
            let condition = self.value(*cond).condition();
            let yes = self.scoped(|me| me.turn(*then, &arms[0], stops[0]));
            let no = self.scoped(|me| me.turn(*otherwise, &arms[1], stops[1]));
            out.extend(match (yes.is_empty(), no.is_empty()) {
                (_, true) => quote!(if #condition { #yes }),
                (true, false) => {
                    let condition = self.opposite(*cond);
                    quote!(if #condition { #no })
                }
                _ => quote!(if #condition { #yes } else { #no }),
            });
        }
        Some(out)
    }

    fn arm_nexts(&self, inst: &Inst, arm: BlockId, stop: Val) -> Vec<Assign> {
        let outs = inst.outs.iter().zip(&self.plan.func.block(arm).yields);
        outs.filter(|(o, _)| **o != stop && self.plan.uses.own(**o)).map(|(o, y)| Assign { to: *o, from: *y }).collect()
    }

    // ---- while

    pub(super) fn conditional(&mut self, inst: &Inst) -> TokenStream {
        let Op::While { head, body, .. } = &inst.op else { unreachable!("a conditional loop is a while") };
        let slots = self.living_slots(inst);
        let mut out = self.begin(&slots);
        let cond = self.plan.func.block(*head).yields[0];
        let (from_head, from_body) = (Self::nexts(&slots, 0), Self::nexts(&slots, 1));
        let silent = self.plan.statements(*head).is_empty() && from_head.iter().all(|a| self.is_there(*a));
        if silent {
            let condition = self.value(cond).condition();
            let inner = self.scoped(|me| {
                let mut inner = me.block(*body);
                inner.extend(me.assign_all(&from_body, &[]).0);
                inner
            });
            out.extend(quote!(while #condition { #inner }));
            return out;
        }
        let inner = self.scoped(|me| {
            let mut inner = me.block(*head);
            let (assigned, late) = me.assign_all(&from_head, &[cond]);
            inner.extend(assigned);
            let plain = me.tokens(cond).to_string() == late[0].to_string();
            let stop = if plain { me.opposite(cond) } else { Piece::atom(late[0].clone()).prefixed(&quote!(!)).tokens };
            inner.extend(quote!(if #stop { break; }));
            inner.extend(me.block(*body));
            inner.extend(me.assign_all(&from_body, &[]).0);
            inner
        });
        out.extend(quote!(loop { #inner }));
        out
    }

    // ---- ranges

    fn range(&mut self, range: &Range, index: Val) -> TokenStream {
        let lo = self.tokens(range.lo);
        let hi = if self.needs_suffix(range, index) { self.typed(range.hi) } else { self.value(range.hi).condition() };
        let dots = if range.inclusive { quote!(..=) } else { quote!(..) };
        let plain = quote!(#lo #dots #hi);
        let step = range.step.map(|s| {
            let s = self.tokens(s);
            quote!(.step_by(#s))
        });
        let rev = quote!(.rev());
        let rev_last = range.reversed.then_some(&rev);
        match (&step, range.reversed, range.step_after) {
            (None, false, _) => plain,
            (None, true, _) => quote!((#plain).rev()),
            (Some(step), _, false) => quote!((#plain) #step #rev_last),
            (Some(step), true, true) => quote!((#plain).rev() #step),
            (Some(step), false, true) => quote!((#plain).rev() #step .rev()),
        }
    }

    /// An index between two bare numbers has the type that rustc guesses, unless it indexes something; a method of it is found before that.
    fn needs_suffix(&self, range: &Range, index: Val) -> bool {
        let bare = |v: Val| self.is_bare(v);
        let needs = match self.plan.func.ty(index) {
            Ty::Int(None) => false,
            Ty::Int(Some(crate::ir::Int::I32)) => self.is_operand(index),
            _ => !self.indexes(index),
        };
        bare(range.lo) && bare(range.hi) && needs && self.plan.uses.live(index)
    }

    /// It stands in what the user wrote.
    fn is_operand(&self, v: Val) -> bool {
        self.plan.uses.sites(v).iter().any(|site| {
            let inst = self.plan.func.block(site.block).insts.get(site.at);
            matches!(inst.map(|i| &i.op), Some(Op::Pure(Pure::Opaque(..)) | Op::Effect { .. }))
        })
    }

    /// A number of no type, or one that is shifted.
    fn is_bare(&self, v: Val) -> bool {
        let v = self.plan.uses.canon(v);
        match self.plan.pure(v) {
            Some(Pure::Bin(BinOp::Shl | BinOp::Shr, shifted, _)) if self.plan.is_written_where_used(v) => {
                self.is_bare(*shifted)
            }
            _ => self.plan.known(v).is_some(),
        }
    }

    fn indexes(&self, v: Val) -> bool {
        let func = self.plan.func;
        let mut indexes = false;
        for site in self.plan.uses.sites(v) {
            if let Some(Op::Load { index, .. } | Op::Store { index, .. } | Op::Accumulate { index, .. }) =
                func.block(site.block).insts.get(site.at).map(|i| &i.op)
            {
                indexes |= index.iter().any(|i| self.plan.uses.canon(*i) == v);
            }
        }
        indexes && !self.is_operand(v)
    }
}
