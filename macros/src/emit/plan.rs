//! Decides, value by value, what is written where it is used and what gets a `let`.

use std::collections::{HashMap, HashSet};

use super::order::Order;
use super::uses::{Def, Site, Uses};
use crate::ir::{
    Arg, BinOp, BlockId, CallMode, Const, ElemId, Func, Inst, Op, Origin, Place, PlaceKind, Pure, UnOp, Val,
};
use crate::origins::Origins;

/// How a value appears in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// A parameter or a constant: written wherever it is used.
    Atom,
    /// Written where it is used, once.
    Inline,
    /// Short, and the same whenever it is evaluated: written wherever it is used, evaluated each time.
    Repeat,
    /// A variable.
    Own,
}

/// As many operations as one expression may have, a chain of additions or multiplications counting its longest member only.
const WIDTH: usize = 10;
/// As many members as such a chain may have; rustc gives up at some five thousand.
const CHAIN: usize = 1000;
/// A read that is repeated more often than this gets a name.
const REPEATS: usize = 3;

pub(super) struct Plan<'a> {
    pub(super) func: &'a Func,
    pub(super) uses: Uses<'a>,
    origins: &'a Origins,
    form: Vec<Form>,
    size: Vec<usize>,
    chain: Vec<usize>,
    /// Sines and cosines of the same value in the same block: one call gives both, where the first of them stood.
    pairs: HashMap<(BlockId, usize), (Val, Val)>,
    paired: HashSet<Val>,
    pub(super) order: Order,
}

impl<'a> Plan<'a> {
    pub(super) fn new(func: &'a Func, origins: &'a Origins) -> Self {
        let vals = func.vals.len();
        let mut plan = Self {
            func,
            uses: Uses::new(func),
            origins,
            form: vec![Form::Own; vals],
            size: vec![0; vals],
            chain: vec![1; vals],
            pairs: HashMap::new(),
            paired: HashSet::new(),
            order: Order::default(),
        };
        for v in (0..).map(Val).take(vals) {
            if plan.uses.def(v) == Def::Param {
                plan.form[v.0 as usize] = Form::Atom;
            }
        }
        plan.block(func.body);
        plan
    }

    // ---- answers

    pub(super) fn form(&self, v: Val) -> Form {
        self.form[v.0 as usize]
    }
    pub(super) fn size(&self, v: Val) -> usize {
        self.size[v.0 as usize]
    }
    pub(super) fn is_written_where_used(&self, v: Val) -> bool {
        matches!(self.form(v), Form::Inline | Form::Repeat)
    }
    /// The sine and the cosine that this instruction, the first of the two, computes.
    pub(super) fn pair(&self, block: BlockId, at: usize) -> Option<(Val, Val)> {
        self.pairs.get(&(block, at)).copied()
    }
    pub(super) fn is_paired(&self, v: Val) -> bool {
        self.paired.contains(&v)
    }
    /// Whether an instruction is a statement: it runs, and is not written elsewhere.
    pub(super) fn is_statement(&self, block: BlockId, at: usize) -> bool {
        let inst = &self.func.block(block).insts[at];
        let elsewhere = inst.outs.len() == 1 && self.form(inst.outs[0]) != Form::Own && self.uses.own(inst.outs[0]);
        let second = inst.outs.iter().any(|v| self.paired.contains(v)) && self.pair(block, at).is_none();
        self.uses.runs(block, at) && !elsewhere && !second
    }
    /// The statements of a block, in order.
    pub(super) fn statements(&self, block: BlockId) -> Vec<usize> {
        (0..self.func.block(block).insts.len()).filter(|at| self.is_statement(block, *at)).collect()
    }
    /// The operation that computes a value, however it appears.
    pub(super) fn pure(&self, v: Val) -> Option<&'a Pure> {
        match &self.uses.inst(v)?.op {
            Op::Pure(pure) => Some(pure),
            _ => None,
        }
    }
    pub(super) fn known(&self, v: Val) -> Option<Const> {
        match self.pure(self.uses.canon(v)) {
            Some(Pure::Const(c)) => Some(*c),
            _ => None,
        }
    }
    /// An operation between two operands with a sign of its own: `+`, `<`, and `%` of floats.
    pub(super) fn binary(&self, v: Val) -> Option<(BinOp, Val, Val)> {
        match self.pure(v)? {
            Pure::Bin(op, a, b) => Some((*op, self.uses.canon(*a), self.uses.canon(*b))),
            Pure::Elem(id, args) if is_remainder(*id) => {
                Some((BinOp::Rem, self.uses.canon(args[0]), self.uses.canon(args[1])))
            }
            _ => None,
        }
    }
    /// The value under a minus sign.
    pub(super) fn negated(&self, v: Val) -> Option<Val> {
        match self.pure(v)? {
            Pure::Un(UnOp::Neg, a) => Some(self.uses.canon(*a)),
            _ => None,
        }
    }

    /// What a value that is written where it is used is written with, in order.
    pub(super) fn parts(&self, v: Val) -> Vec<Val> {
        if !self.is_written_where_used(v) {
            return Vec::new();
        }
        let inst = self.uses.inst(v).expect("what is written where it is used is computed by an instruction");
        self.parts_of(inst)
    }

    pub(super) fn parts_of(&self, inst: &Inst) -> Vec<Val> {
        let mut parts = self.uses.operands(inst);
        if let Some(logic) = self.logic(inst) {
            parts.push(self.uses.canon(logic.arm));
        }
        parts
    }

    // ---- the walk

    fn block(&mut self, block: BlockId) {
        let func = self.func;
        let insts = &func.block(block).insts;
        self.note_walls(block);
        self.find_pairs(block);
        for (at, inst) in insts.iter().enumerate() {
            if !self.uses.runs(block, at) {
                continue;
            }
            for inner in inst.op.blocks() {
                self.block(inner);
            }
            self.place_operands(inst);
            if let [out] = inst.outs.as_slice() {
                self.form[out.0 as usize] = self.first_form(block, inst, *out);
            }
            self.measure(inst);
        }
        self.keep_order(block);
    }

    /// What a value would be if nothing stood in the way.
    fn first_form(&self, block: BlockId, inst: &Inst, v: Val) -> Form {
        let users = self.func.val(v).hint.as_ref().is_some_and(|h| h.users);
        let sites = self.uses.sites(v);
        let once = sites.len() == 1 && sites[0].block == block;
        let inline = |fits: bool| if fits && once && !users { Form::Inline } else { Form::Own };
        match &inst.op {
            Op::Pure(Pure::Const(_)) => Form::Atom,
            Op::Pure(Pure::Len(p, _)) if self.is_asked_while_lent(*p, v) => Form::Own,
            Op::Pure(Pure::Len(p, _)) if !users && sites.len() <= 2 && !self.leaves(*p) => Form::Repeat,
            Op::Pure(Pure::Opaque(origin, args, places)) => {
                if self.func.effects.contains(origin) {
                    Form::Own
                } else if args.is_empty() && places.is_empty() && is_path(self.origins, *origin) {
                    Form::Repeat
                } else {
                    inline(!self.func.ty(v).is_float())
                }
            }
            Op::Pure(_) => inline(!self.paired.contains(&v)),
            Op::Load { place, index } => {
                let kind = self.func.place(*place).kind;
                let fixed = matches!(kind, PlaceKind::Input | PlaceKind::Tangent);
                let short = index.iter().all(|i| self.size(self.uses.canon(*i)) == 0) && kind == PlaceKind::Input;
                let near = sites.len() <= REPEATS && sites.iter().all(|s| self.runs_no_oftener(*s, block));
                if fixed && short && near && !users && !once { Form::Repeat } else { inline(true) }
            }
            Op::Call(call) => {
                let reads_only =
                    call.args.iter().all(|a| !matches!(a, Arg::Array { borrowed: false, .. } | Arg::InOut(_)));
                inline(call.mode == CallMode::Value && call.results.is_empty() && reads_only)
            }
            Op::If { .. } => inline(self.logic(inst).is_some_and(|l| self.size(self.uses.canon(l.arm)) < WIDTH)),
            _ => Form::Own,
        }
    }

    /// The place is the caller's, and is gone when the second phase runs.
    fn leaves(&self, p: Place) -> bool {
        let insts = &self.func.block(self.func.body).insts;
        self.func.place(p).kind == PlaceKind::InOut && insts.iter().any(|inst| matches!(inst.op, Op::Suspend { .. }))
    }

    /// A length that says which part a call is given of an array, of which the same call has a part as `&mut`.
    fn is_asked_while_lent(&self, p: Place, v: Val) -> bool {
        self.uses.sites(v).iter().any(|site| {
            match self.func.block(site.block).insts.get(site.at).map(|inst| (&inst.op, inst.outs.as_slice())) {
                Some((op @ Op::Call(_), _)) => op.written().contains(&p),
                Some((Op::Pure(_), [out])) => self.is_asked_while_lent(p, *out),
                _ => false,
            }
        })
    }

    /// Whether a site is in this block, or below it in branches only.
    fn runs_no_oftener(&self, site: Site, block: BlockId) -> bool {
        let mut here = site.block;
        while here != block {
            let Some(parent) = self.uses.parent(here) else { return false };
            if !matches!(self.func.block(parent.block).insts[parent.at].op, Op::If { .. }) {
                return false;
            }
            here = parent.block;
        }
        true
    }

    /// The user's own pieces of source take names and numbers in their holes, no expressions.
    fn place_operands(&mut self, inst: &Inst) {
        if !matches!(inst.op, Op::Pure(Pure::Opaque(..)) | Op::Effect { .. }) {
            return;
        }
        for v in self.uses.operands(inst) {
            let load = matches!(self.uses.inst(v).map(|i| &i.op), Some(Op::Load { .. } | Op::Pure(Pure::Len(..))));
            if self.form(v) == Form::Inline && !load {
                self.make_own(v);
            }
        }
    }

    pub(super) fn make_own(&mut self, v: Val) {
        self.form[v.0 as usize] = Form::Own;
        self.size[v.0 as usize] = 0;
        self.chain[v.0 as usize] = 1;
    }

    /// Counts operations, and gives names to operands until the expression fits a line.
    fn measure(&mut self, inst: &Inst) {
        if matches!(inst.op, Op::If { .. }) && self.logic(inst).is_none() {
            return;
        }
        let mut parts = self.parts_of(inst);
        let head = match inst.outs.as_slice() {
            [out] => self.binary(*out).and_then(|(op, a, _)| self.continues(op, a).then_some(a)),
            _ => None,
        };
        if let Some(head) = head {
            parts.remove(0);
            if self.chain[head.0 as usize] >= CHAIN {
                self.make_own(head);
            }
        }
        let own_size = match &inst.op {
            Op::Pure(Pure::Select(..)) => WIDTH,
            Op::Pure(Pure::Const(_) | Pure::Len(..)) => 0,
            _ => 1,
        };
        while let Some(widest) = self.too_wide(&parts, own_size) {
            self.make_own(widest);
        }
        let Some(out) = inst.outs.first().filter(|o| self.is_written_where_used(**o)) else { return };
        let rest: usize = parts.iter().map(|v| self.size(*v)).sum();
        self.size[out.0 as usize] = own_size + rest + head.map_or(0, |h| self.size(h));
        self.chain[out.0 as usize] = 1 + head.map_or(0, |h| self.chain[h.0 as usize]);
    }

    /// Whether `a` is written as the beginning of the chain that goes on with `op`.
    pub(super) fn continues(&self, op: BinOp, a: Val) -> bool {
        let level = |op: BinOp| match op {
            BinOp::Add | BinOp::Sub => 1,
            BinOp::Mul | BinOp::Div | BinOp::Rem => 2,
            _ => 0,
        };
        self.form(a) == Form::Inline && level(op) > 0 && self.binary(a).is_some_and(|(o, ..)| level(o) == level(op))
    }

    /// The operand that needs a name, if one does: the widest, the later of equals.
    fn too_wide(&self, parts: &[Val], own_size: usize) -> Option<Val> {
        let total: usize = parts.iter().map(|v| self.size(*v)).sum();
        let base = if own_size > 1 { 1 } else { own_size };
        let widest = parts.iter().copied().filter(|v| self.form(*v) == Form::Inline).max_by_key(|v| self.size(*v))?;
        (total + base > WIDTH && self.size(widest) > 0).then_some(widest)
    }

    // ---- sines with cosines

    fn find_pairs(&mut self, block: BlockId) {
        let mut first: HashMap<(Val, &str), (usize, Val)> = HashMap::new();
        for (at, inst) in self.func.block(block).insts.iter().enumerate() {
            let Op::Pure(Pure::Elem(id, args)) = &inst.op else { continue };
            let (name, arg) = (elem_name(*id), self.uses.canon(args[0]));
            if !matches!(name, "sin" | "cos")
                || id.is_of_libm()
                || !self.uses.runs(block, at)
                || self.known(arg).is_some()
            {
                continue;
            }
            let v = inst.outs[0];
            first.entry((arg, name)).or_insert((at, v));
            let other = first.get(&(arg, if name == "sin" { "cos" } else { "sin" }));
            if let Some((start, w)) = other.copied().filter(|(_, w)| !self.paired.contains(w)) {
                self.pairs.insert((block, start), if name == "sin" { (v, w) } else { (w, v) });
                self.paired.extend([v, w]);
            }
        }
        let partners: Vec<(BlockId, usize)> = self
            .paired
            .iter()
            .filter_map(|v| if let Def::Inst(b, at, _) = self.uses.def(*v) { Some((b, at)) } else { None })
            .filter(|(b, at)| *b == block && self.pair(*b, *at).is_none())
            .collect();
        for (block, at) in partners {
            self.uses.forget(block, at);
        }
    }

    // ---- `&&` and `||`

    /// An `if` that asks two questions: `a && b` or `a || b`, with `b` asked in a block of its own.
    pub(super) fn logic(&self, inst: &Inst) -> Option<Logic> {
        let Op::If { cond, then, otherwise } = &inst.op else { return None };
        let [out] = inst.outs.as_slice() else { return None };
        let (yes, no) = (self.func.block(*then).yields[0], self.func.block(*otherwise).yields[0]);
        let is = |v: Val, b: bool| self.known(v) == Some(Const::Bool(b));
        let (and, arm, block) = match () {
            () if is(no, false) && !is(yes, true) => (true, yes, *then),
            () if is(yes, true) && !is(no, false) => (false, no, *otherwise),
            () => return None,
        };
        let other = if and { *otherwise } else { *then };
        let silent = self.statements(block).is_empty() && self.statements(other).is_empty();
        (self.uses.own(*out) && silent).then_some(Logic { and, cond: *cond, arm })
    }
}

/// `cond && arm` or `cond || arm`.
pub(super) struct Logic {
    pub(super) and: bool,
    pub(super) cond: Val,
    pub(super) arm: Val,
}

/// A path to a constant, or a literal.
fn is_path(origins: &Origins, origin: Origin) -> bool {
    matches!(
        syn::parse2::<syn::Expr>(origins.render(origin, &[])),
        Ok(syn::Expr::Path(syn::ExprPath { qself: None, .. }) | syn::Expr::Lit(_))
    )
}

pub(super) fn elem_name(id: ElemId) -> &'static str {
    crate::elementary::row(id).name
}

pub(super) fn is_remainder(id: ElemId) -> bool {
    elem_name(id) == "%"
}
