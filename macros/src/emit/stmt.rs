//! Statements: `let`, assignments, and branches.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::Printer;
use super::expr::compound;
use super::plan::Form;
use crate::ir::{BinOp, BlockId, Const, Inst, Op, Origin, Pure, Ty, Val};

/// What the end of a block does with a value.
#[derive(Clone, Copy)]
pub(super) struct Assign {
    /// A value of the variable that is assigned.
    pub(super) to: Val,
    pub(super) from: Val,
}

impl<'a> Printer<'a> {
    /// The statements of a block.
    pub(super) fn block(&mut self, block: BlockId) -> TokenStream {
        let statements = self.plan.statements(block);
        self.statements(block, &statements)
    }

    pub(super) fn statements(&mut self, block: BlockId, at: &[usize]) -> TokenStream {
        let mut out = TokenStream::new();
        for at in at {
            out.extend(self.statement(block, *at));
        }
        out
    }

    pub(super) fn statement(&mut self, block: BlockId, at: usize) -> TokenStream {
        let inst = &self.plan.func.block(block).insts[at];
        if let Some((sin, cos)) = self.plan.pair(block, at) {
            return self.sin_cos(inst, sin, cos);
        }
        match &inst.op {
            Op::Pure(_) | Op::Load { .. } => self.binding(inst.outs[0]),
            Op::Store { place, index, value } => self.store(*place, index, *value),
            Op::Accumulate { place, index, value } => self.accumulate(*place, index, *value),
            Op::Alloc { place, init, .. } => self.alloc(*place, init),
            Op::Copy { to, from } => self.copy(*to, *from),
            Op::AccumulateAll { to, from } => self.accumulate_all(*to, *from),
            Op::Fill { place, value } => self.fill(*place, *value),
            Op::Push { place, value } => self.push(*place, *value),
            Op::Pop { place } => {
                let value = self.pop(*place);
                self.bind_to(inst, &value)
            }
            Op::If { .. } if self.plan.logic(inst).is_some() => self.binding(inst.outs[0]),
            Op::If { .. } => self.branch(inst),
            Op::For { .. } => self.counted(inst),
            Op::While { .. } => self.conditional(inst),
            Op::Call(call) => self.call(inst, call),
            Op::Effect { origin, args } => self.effect(*origin, args),
            Op::Suspend { .. } => unreachable!("only the body is suspended, and the body knows"),
            Op::Splice(_) => unreachable!("a transform leaves no splices"),
        }
    }

    // ---- variables

    /// The name of a variable.
    pub(super) fn variable(&mut self, v: Val) -> Ident {
        let web = self.webs.of(v);
        if let Some(name) = self.variables.get(&web) {
            return name.clone();
        }
        let text = self.wish(web, v);
        let name = self.names.give(&text);
        self.variables.insert(web, name.clone());
        name
    }

    /// What a variable would like to be called: by the user, by a transform, by its meaning.
    fn wish(&self, web: u32, v: Val) -> String {
        let hints = || self.webs.members(web).iter().filter_map(|v| self.plan.func.val(*v).hint.as_ref());
        let hint = hints().find(|h| h.users).or_else(|| hints().next());
        hint.map_or_else(|| self.meaning(v).unwrap_or_else(|| "t".to_owned()), |h| h.text.to_string())
    }

    /// `sin_x`, `x_sq`, `inv_x`, `x_i`: what is computed from something that has a name.
    fn meaning(&self, v: Val) -> Option<String> {
        match &self.plan.uses.inst(v)?.op {
            Op::Pure(Pure::Elem(id, args)) => {
                let x = self.short_name(args[0])?;
                match super::plan::elem_name(*id) {
                    "powi" if self.is_const(args[1], Const::Int(2)) => Some(format!("{x}_sq")),
                    "powi" | "powf" => Some(format!("{x}_pow")),
                    "%" => None,
                    name if args.len() == 1 => Some(format!("{name}_{x}")),
                    _ => None,
                }
            }
            Op::Pure(Pure::Bin(BinOp::Mul, a, b)) if self.plan.uses.canon(*a) == self.plan.uses.canon(*b) => {
                Some(format!("{}_sq", self.short_name(*a)?))
            }
            Op::Pure(Pure::Bin(BinOp::Div, a, b)) if self.is_const(*a, Const::Float(1.0_f64.to_bits())) => {
                Some(format!("inv_{}", self.short_name(*b)?))
            }
            Op::Pure(Pure::Un(_, a)) if self.plan.func.ty(v) != Ty::Bool => {
                Some(format!("neg_{}", self.short_name(*a)?))
            }
            Op::Pure(Pure::Len(..)) => Some("n".to_owned()),
            Op::Load { .. } => self.short_name_of_load(v),
            _ => None,
        }
    }

    fn short_name(&self, v: Val) -> Option<String> {
        let v = self.plan.uses.canon(v);
        let name = match self.plan.form(v) {
            Form::Own => self.variables.get(&self.webs.of(v))?.to_string(),
            Form::Atom => self.bound.get(&v)?.to_string(),
            _ => self.short_name_of_load(v)?,
        };
        let plain = name.trim_start_matches(['*', ' ']).replace(" [", "[").replace(['[', '.'], "_").replace([']', ' '], "");
        (plain.len() <= 12 && syn::parse_str::<Ident>(&plain).is_ok()).then_some(plain)
    }

    /// `x_0`, `x_i`
    fn short_name_of_load(&self, v: Val) -> Option<String> {
        let Some(Op::Load { place, index }) = self.plan.uses.inst(v).map(|i| &i.op) else { return None };
        let mut name = self.places.get(place)?.0.to_string();
        for i in index {
            let i = self.plan.uses.canon(*i);
            let text = match self.plan.known(i) {
                Some(Const::Int(n)) if n >= 0 => n.to_string(),
                None if self.plan.form(i) == Form::Own => self.variables.get(&self.webs.of(i))?.to_string(),
                _ => return None,
            };
            name = format!("{name}_{text}");
        }
        Some(name)
    }

    /// `name`, or `mut name` where it is assigned later.
    pub(super) fn pattern(&mut self, v: Val) -> TokenStream {
        let mutable = self.mut_if(self.webs.mutable(self.webs.of(v)));
        let name = self.variable(v);
        quote!(#mutable #name)
    }

    /// `: f64`, where rustc would not know.
    pub(super) fn ascription(&mut self, v: Val) -> TokenStream {
        let ty = self.plan.func.ty(v);
        if let Some(Pure::Opaque(origin, ..)) = self.plan.pure(v) {
            if ty.is_float() {
                let name = Ident::new(if ty == Ty::F32 { "f32" } else { "f64" }, self.origins.span(*origin));
                return quote_spanned!(self.origins.span(*origin)=> : #name);
            }
        }
        if !self.types.of_web(self.webs.of(v)) {
            return TokenStream::new();
        }
        let ty = self.ty(ty);
        quote!(: #ty)
    }

    /// `let v = ..;`, or `v = ..;` where the variable is there already.
    fn binding(&mut self, v: Val) -> TokenStream {
        if !self.webs.declares(v) {
            return self.assign_computed(v);
        }
        let value = self.computed(v, false).tokens;
        let (pattern, ty) = (self.pattern(v), self.ascription(v));
        quote!(let #pattern #ty = #value;)
    }

    fn assign_computed(&mut self, v: Val) -> TokenStream {
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
    pub(super) fn assignment(&mut self, target: &TokenStream, v: Val, same: &dyn Fn(&Self, Val) -> bool) -> TokenStream {
        let v = self.plan.uses.canon(v);
        if self.plan.form(v) == Form::Inline {
            if let Some((op, rest)) = self.step(v, same) {
                return self.stepped(target, op, rest);
            }
        }
        let value = self.tokens(v);
        quote!(#target = #value;)
    }

    /// How a value is made from what its target holds: `target op rest`.
    fn step(&self, v: Val, same: &dyn Fn(&Self, Val) -> bool) -> Option<(BinOp, Val)> {
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

    /// Binds the outputs of an instruction to a value that gives them all.
    pub(super) fn bind_to(&mut self, inst: &Inst, value: &TokenStream) -> TokenStream {
        match inst.outs.as_slice() {
            [v] if self.plan.uses.live(*v) && self.webs.declares(*v) => {
                let pattern = self.pattern(*v);
                quote!(let #pattern = #value;)
            }
            [v] if self.plan.uses.live(*v) => {
                let name = self.variable(*v);
                quote!(#name = #value;)
            }
            _ => quote!(#value;),
        }
    }

    fn sin_cos(&mut self, inst: &Inst, sin: Val, cos: Val) -> TokenStream {
        let Op::Pure(Pure::Elem(_, args)) = &inst.op else { unreachable!("a sine is an elementary function") };
        let receiver = self.receiver(args[0]);
        let (sin, cos) = (self.pattern(sin), self.pattern(cos));
        quote!(let (#sin, #cos) = #receiver.sin_cos();)
    }

    fn effect(&mut self, origin: Origin, args: &[Val]) -> TokenStream {
        let operands: Vec<TokenStream> = args.iter().map(|a| self.operand(*a)).collect();
        let tokens = self.origins.render(origin, &operands);
        let ends = match tokens.clone().into_iter().last() {
            Some(TokenTree::Punct(p)) => p.as_char() == ';',
            Some(TokenTree::Group(g)) => {
                g.delimiter() == Delimiter::Brace && is_block(&tokens)
            }
            _ => false,
        };
        if ends { tokens } else { quote!(#tokens;) }
    }

    // ---- assignments at the end of a block

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

    // ---- branches

    fn branch(&mut self, inst: &Inst) -> TokenStream {
        let fresh: Vec<Val> = self.fresh(inst);
        if let [out] = fresh.as_slice() {
            let value = self.branch_value(inst, &fresh);
            let (pattern, ty) = (self.pattern(*out), self.ascription(*out));
            return quote!(let #pattern #ty = #value;);
        }
        if !fresh.is_empty() {
            let value = self.branch_value(inst, &fresh);
            let patterns: Vec<TokenStream> = fresh.iter().map(|v| self.pattern(*v)).collect();
            return quote!(let (#(#patterns),*) = #value;);
        }
        if let Some(statement) = self.branch_assigned(inst) {
            return statement;
        }
        self.branch_statement(inst)
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
    fn branch_statement(&mut self, inst: &Inst) -> TokenStream {
        let Op::If { cond, then, otherwise } = &inst.op else { unreachable!("a branch is an if") };
        let yes = self.arm_statement(inst, *then);
        let condition = self.value(*cond);
        let alone = self.only_branch(inst, *otherwise);
        let no = if let Some(nested) = alone { self.scoped(|me| me.branch_statement(nested)) } else { self.arm_statement(inst, *otherwise) };
        match (yes.is_empty(), no.is_empty()) {
            (true, true) => TokenStream::new(),
            (false, true) => {
                let condition = condition.condition();
                quote!(if #condition { #yes })
            }
            (true, false) => {
                let condition = self.opposite(*cond);
                quote!(if #condition { #no })
            }
            (false, false) => {
                let condition = condition.condition();
                if alone.is_some() { quote!(if #condition { #yes } else #no) } else { quote!(if #condition { #yes } else { #no }) }
            }
        }
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
        // An inner branch of which nothing is left would leave a bare `else`.
        (alone && self.does_something(nested)).then_some(nested)
    }

    /// Whether the first arm of a branch has statements, so that it is printed as `if` and not turned round.
    fn does_something(&self, inst: &Inst) -> bool {
        let Op::If { then, .. } = &inst.op else { return false };
        !self.plan.statements(*then).is_empty() || !self.arm_assigns(inst, *then).into_iter().all(|a| self.is_there(a))
    }

    pub(super) fn opposite(&mut self, cond: Val) -> TokenStream {
        let cond = self.plan.uses.canon(cond);
        if self.plan.form(cond) == Form::Inline {
            if let Some(Pure::Un(_, inner)) = self.plan.pure(cond) {
                return self.value(*inner).condition();
            }
            if let Some((op, a, b)) = self.plan.binary(cond).filter(|(_, a, _)| self.plan.func.ty(*a).is_int()) {
                if let Some(op) = opposite_of(op) {
                    let (a, b) = (self.value(a), self.value(b));
                    return a.infix(op, b).condition();
                }
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
        let assigns: Vec<Assign> =
            self.arm_assigns(inst, arm).into_iter().filter(|a| !fresh.contains(&a.to)).collect();
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
                return (out, is_if && value.is_if);
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

    pub(super) fn scoped<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        self.names.enter();
        let result = f(self);
        self.names.leave();
        result
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

/// Whether the user's statement is a block, which needs no semicolon.
fn is_block(tokens: &TokenStream) -> bool {
    use syn::Expr::{Block, ForLoop, If, Loop, Match, While};
    matches!(syn::parse2(tokens.clone()), Ok(syn::Stmt::Expr(Block(_) | ForLoop(_) | If(_) | Loop(_) | Match(_) | While(_), _)))
}
