//! Branches: as values, as statements, and `else if`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Printer;
use super::assign::Assign;
use super::expr::{Piece, Prec};
use super::plan::Form;
use crate::ir::{BinOp, BlockId, Inst, Op, Pure, Val};

impl<'a> Printer<'a> {
    pub(super) fn branch(&mut self, inst: &'a Inst) -> TokenStream {
        let fresh: Vec<Val> = self.fresh(inst);
        if let [out] = fresh.as_slice() {
            let value = self.branch_value(inst, &fresh);
            let (pattern, ty) = (self.pattern(*out), self.ascription(*out));
            return quote!(let #pattern #ty = #value;);
        }
        if !fresh.is_empty() {
            let value = self.branch_value(inst, &fresh);
            let patterns: Vec<TokenStream> = fresh.iter().map(|v| self.pattern(*v)).collect();
            let tys = self.ascriptions(&fresh);
            return quote!(let (#(#patterns),*) #tys = #value;);
        }
        if let Some(statement) = self.branch_assigned(inst) {
            return statement;
        }
        self.branch_statement(inst)
    }

    /// `: (f64, _)`, where rustc would not know the type of a float.
    fn ascriptions(&mut self, outs: &[Val]) -> TokenStream {
        let unknown = |me: &Self, v: Val| me.plan.func.ty(v).is_float() && me.types.of_web(me.webs.of(v));
        if !outs.iter().any(|v| unknown(self, *v)) {
            return TokenStream::new();
        }
        let ty = |me: &mut Self, v: Val| if unknown(me, v) { me.ty(me.plan.func.ty(v)) } else { quote!(_) };
        let tys: Vec<TokenStream> = outs.iter().map(|v| ty(self, *v)).collect();
        quote!(: (#(#tys),*))
    }

    /// The outputs of a branch that are variables of their own.
    fn fresh(&self, inst: &Inst) -> Vec<Val> {
        inst.outs.iter().copied().filter(|v| self.plan.uses.own(*v) && self.webs.declares(*v)).collect()
    }

    fn arm_assigns(&self, inst: &Inst, arm: BlockId) -> Vec<Assign> {
        let outs = inst.outs.iter().zip(&self.plan.func.block(arm).yields);
        outs.filter(|(o, _)| self.plan.uses.own(**o) && !self.webs.declares(**o))
            .map(|(o, y)| Assign { to: *o, from: *y })
            .collect()
    }

    /// `x = if c { a } else { b };`, where both arms have nothing but a value.
    fn branch_assigned(&mut self, inst: &Inst) -> Option<TokenStream> {
        let Op::If { then, otherwise, .. } = &inst.op else { return None };
        let outs: Vec<Val> = inst.outs.iter().copied().filter(|v| self.plan.uses.own(*v)).collect();
        let [out] = outs.as_slice() else { return None };
        let plain = |block: &BlockId| {
            let web = self.webs.of(*out);
            let same = move |me: &Self, v: Val| me.plan.form(v) == Form::Own && me.webs.of(v) == web;
            let [assign] = self.arm_assigns(inst, *block).try_into().ok()?;
            let assign: Assign = assign;
            let from = self.plan.uses.canon(assign.from);
            let steps = self.plan.form(from) == Form::Inline && self.step(from, &same).is_some();
            (self.plan.statements(*block).is_empty() && !self.is_there(assign) && !steps).then_some(())
        };
        plain(then)?;
        plain(otherwise)?;
        let value = self.branch_value(inst, &[*out]);
        let name = self.variable(*out);
        Some(quote!(#name = #value;))
    }

    /// A branch for its effects, and for the variables that its arms assign.
    fn branch_statement(&mut self, inst: &'a Inst) -> TokenStream {
        let Op::If { cond, then, otherwise } = &inst.op else { unreachable!("a branch is an if") };
        if let Some((condition, inner, arm)) = self.nested_question(inst) {
            let (condition, yes) = (condition.condition(), self.arm_statement(inner, arm));
            return quote!(if #condition { #yes });
        }
        let yes = self.arm_statement(inst, *then);
        let condition = self.value(*cond);
        let nested = self.only_branch(inst, *otherwise);
        let no = match nested {
            Some(nested) => self.scoped(|me| me.branch_statement(nested)),
            None => self.arm_statement(inst, *otherwise),
        };
        match (yes.is_empty(), no.is_empty()) {
            (true, true) => TokenStream::new(),
            (true, false) => {
                let condition = self.opposite(*cond);
                quote!(if #condition { #no })
            }
            (false, true) => {
                let condition = condition.condition();
                quote!(if #condition { #yes })
            }
            (false, false) => {
                let condition = condition.condition();
                if nested.is_some() {
                    quote!(if #condition { #yes } else #no)
                } else {
                    quote!(if #condition { #yes } else { #no })
                }
            }
        }
    }

    /// `if a { if b { .. } }` with nothing else in it: `a && b`, and the innermost branch with its arm.
    fn nested_question(&mut self, inst: &'a Inst) -> Option<(Piece, &'a Inst, BlockId)> {
        let (mut here, mut condition) = (inst, None);
        loop {
            let Op::If { cond, then, otherwise } = &here.op else { unreachable!("a branch is an if") };
            if !self.is_silent(here, *otherwise) || self.is_silent(here, *then) {
                return None;
            }
            let asked = self.value(*cond);
            let all = match condition {
                None => asked,
                Some(before) => Piece::and(before, asked),
            };
            match self.only_branch(here, *then) {
                Some(inner) => (here, condition) = (inner, Some(all)),
                None => return (!std::ptr::eq(here, inst)).then_some((all, here, *then)),
            }
        }
    }

    /// Whether nothing is written for an arm.
    fn is_silent(&self, inst: &Inst, arm: BlockId) -> bool {
        self.plan.statements(arm).is_empty() && self.arm_assigns(inst, arm).into_iter().all(|a| self.is_there(a))
    }

    fn arm_statement(&mut self, inst: &Inst, arm: BlockId) -> TokenStream {
        self.scoped(|me| {
            let mut out = me.block(arm);
            let assigns = me.arm_assigns(inst, arm);
            out.extend(me.assign_all(&assigns, &[]).0);
            out
        })
    }

    /// The branch that is all there is in an arm and makes no variables: `else if`.
    fn only_branch(&self, inst: &Inst, arm: BlockId) -> Option<&'a Inst> {
        let func = self.plan.func;
        let [at] = self.plan.statements(arm).try_into().ok()?;
        let at: usize = at;
        let nested = &func.block(arm).insts[at];
        let branch = matches!(nested.op, Op::If { .. }) && self.plan.logic(nested).is_none();
        let nothing_left = self.arm_assigns(inst, arm).into_iter().all(|a| self.is_there(a));
        let alone = branch && nothing_left && self.fresh(nested).is_empty();
        let Op::If { then, .. } = &nested.op else { return None };
        // A branch that is turned round or of which nothing is left would not begin with `if`.
        (alone && !self.is_silent(nested, *then)).then_some(nested)
    }

    pub(super) fn opposite(&mut self, cond: Val) -> TokenStream {
        let cond = self.plan.uses.canon(cond);
        if self.plan.form(cond) == Form::Inline {
            if let Some(Pure::Un(_, inner)) = self.plan.pure(cond) {
                return self.value(*inner).condition();
            }
            if let Some((op, a, b)) = self.plan.binary(cond).filter(|(_, a, _)| self.plan.func.ty(*a).is_int())
                && let Some(op) = opposite_of(op)
            {
                let (a, b) = (self.value(a), self.value(b));
                return a.infix(op, b).condition();
            }
        }
        self.value(cond).prefixed(&quote!(!)).condition()
    }

    /// A branch for the values of these outputs.
    pub(super) fn branch_value(&mut self, inst: &Inst, fresh: &[Val]) -> TokenStream {
        let Op::If { cond, then, otherwise } = &inst.op else { unreachable!("a branch is an if") };
        let condition = self.value(*cond).condition();
        let (yes, _) = self.arm_value(inst, *then, fresh);
        let (no, is_if) = self.arm_value(inst, *otherwise, fresh);
        if is_if { quote!(if #condition { #yes } else #no) } else { quote!(if #condition { #yes } else { #no }) }
    }

    /// An arm with a value at its end, and whether it is nothing but another `if`.
    fn arm_value(&mut self, inst: &Inst, arm: BlockId, fresh: &[Val]) -> (TokenStream, bool) {
        let yields = &self.plan.func.block(arm).yields;
        let position = |v: &Val| inst.outs.iter().position(|o| o == v).expect("it is an output");
        let values: Vec<Val> = fresh.iter().map(|v| self.plan.uses.canon(yields[position(v)])).collect();
        let assigns: Vec<Assign> = self.arm_assigns(inst, arm).into_iter().filter(|a| !fresh.contains(&a.to)).collect();
        self.scoped(|me| {
            if let Some((before, nested)) = me.tail(arm, &values).filter(|_| assigns.is_empty()) {
                let only = before.is_empty();
                let mut out = me.statements(arm, &before);
                out.extend(me.branch_value(nested, &values));
                return (out, only);
            }
            let is_if = me.plan.statements(arm).is_empty() && assigns.is_empty();
            let mut out = me.block(arm);
            if let ([v], true) = (values.as_slice(), assigns.is_empty()) {
                let value = me.value(*v);
                out.extend(value.tokens);
                return (out, is_if && value.prec == Prec::If);
            }
            let (assigned, late) = me.assign_all(&assigns, &values);
            out.extend(assigned);
            out.extend(if let [one] = late.as_slice() { one.clone() } else { quote!((#(#late),*)) });
            (out, false)
        })
    }

    /// The branch at the end of a block whose outputs are just what the block gives: it needs no names for them.
    pub(super) fn tail(&self, block: BlockId, values: &[Val]) -> Option<(Vec<usize>, &'a Inst)> {
        let mut statements = self.plan.statements(block);
        let at = statements.pop()?;
        let inst = &self.plan.func.block(block).insts[at];
        let fits = matches!(inst.op, Op::If { .. })
            && self.plan.logic(inst).is_none()
            && self.fresh(inst) == values
            && values.iter().all(|v| self.plan.uses.sites(*v).len() == 1 && !self.has_users_name(*v));
        fits.then_some((statements, inst))
    }

    pub(super) fn has_users_name(&self, v: Val) -> bool {
        self.plan.func.val(v).hint.as_ref().is_some_and(|h| h.users)
    }
}

fn opposite_of(op: BinOp) -> Option<BinOp> {
    Some(match op {
        BinOp::Eq => BinOp::Ne,
        BinOp::Ne => BinOp::Eq,
        BinOp::Lt => BinOp::Ge,
        BinOp::Ge => BinOp::Lt,
        BinOp::Gt => BinOp::Le,
        BinOp::Le => BinOp::Gt,
        _ => return None,
    })
}
