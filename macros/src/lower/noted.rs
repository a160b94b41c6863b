//! The steps of a body, noted one after the other: what all parts of the reader write them with.

use proc_macro2::{Span, TokenStream};

use super::assigned::is_assigned;
use super::reader::{RETURNED, Reader, Receiver};
use super::references::Access;
use super::steps::{Rhs, Role, Seq, Step, Temp, TempInfo, Var, VarInfo, Width};
use super::types::{Kind, TyId};
use crate::ir::{BinOp, Ty};

impl Reader<'_> {
    pub(super) fn temp(&mut self, ty: TyId, span: Span) -> Temp {
        self.temps.push(TempInfo {
            ty,
            span,
            refs: 0,
            poisoned: false,
            receiver: None,
            root: None,
            unused: false,
            told: false,
            ascribed: None,
            access: None,
            exclusive: false,
            never: false,
            width: Width::Known,
        });
        Temp(u32::try_from(self.temps.len() - 1).expect("fewer than 2^32 values"))
    }

    pub(super) fn def(&mut self, ty: TyId, span: Span, rhs: Rhs) -> Temp {
        let temp = self.temp(ty, span);
        if let Rhs::Int(n) = rhs {
            self.literals.insert(temp, n);
        }
        if self.depends_on_nothing(&rhs) {
            self.fixed.0.insert(temp);
        }
        self.out.push(Step::Def(temp, rhs));
        temp
    }

    fn depends_on_nothing(&self, rhs: &Rhs) -> bool {
        let mut fixed = match rhs {
            Rhs::Read(var) | Rhs::Whole(var) => self.fixed.1.contains(var),
            Rhs::Constant(_) => return true,
            _ => true,
        };
        rhs.operands(|t| fixed &= self.is_fixed(t));
        fixed
    }

    pub(super) fn is_fixed(&self, temp: Temp) -> bool {
        self.fixed.0.contains(&temp)
    }

    /// A variable that is given a value once, and depends on what that does.
    pub(super) fn note_fixed(&mut self, var: Var, value: Temp) {
        if self.is_fixed(value) && !self.vars[var.at()].mutable {
            self.fixed.1.insert(var);
        }
    }

    pub(super) fn def_kind(&mut self, kind: Kind, span: Span, rhs: Rhs) -> Temp {
        let ty = self.types.fresh(kind);
        self.def(ty, span, rhs)
    }

    pub(super) fn unit(&mut self, span: Span) -> Temp {
        self.def_kind(Kind::Unit, span, Rhs::Unit)
    }

    /// Stands for something that was refused.
    pub(super) fn poison(&mut self, span: Span) -> Temp {
        let temp = self.def_kind(Kind::Open, span, Rhs::Poison);
        self.temps[temp.at()].poisoned = true;
        temp
    }

    /// What was refused for another reason than its type is not reported again, nor is the chain of methods that it was part of.
    pub(super) fn spoil(&mut self, temp: Temp) {
        let mut at = Some(temp);
        while let Some(temp) = at {
            self.temps[temp.at()].poisoned = true;
            at = self.temps[temp.at()].receiver;
        }
    }

    /// It, or what a chain of methods before it was called on, was refused.
    pub(super) fn is_spoiled(&self, temp: Temp) -> bool {
        let mut chain = std::iter::successors(Some(temp), |temp| self.temps[temp.at()].receiver);
        chain.any(|temp| self.temps[temp.at()].poisoned)
    }

    pub(super) fn bin(&mut self, op: BinOp, a: Temp, b: Temp, span: Span) -> Temp {
        let ty = if op.is_comparison() { self.types.exact(Ty::Bool) } else { self.ty(a) };
        self.def(ty, span, Rhs::Bin(op, a, b))
    }

    pub(super) fn bool(&mut self, b: bool, span: Span) -> Temp {
        self.def_kind(Kind::Exact(Ty::Bool), span, Rhs::Bool(b))
    }

    pub(super) fn read_var(&mut self, var: Var, span: Span) -> Temp {
        let (ty, refs) = (self.vars[var.at()].ty, self.vars[var.at()].refs);
        let temp = self.def(ty, span, Rhs::Read(var));
        self.temps[temp.at()].refs = refs;
        self.temps[temp.at()].root = Some(var);
        self.temps[temp.at()].access = Some(Access::Variable(var));
        self.temps[temp.at()].exclusive = self.vars[var.at()].exclusive;
        self.temps[temp.at()].poisoned = self.vars[var.at()].poisoned;
        let temp = if self.constant { self.held(temp, span) } else { temp };
        self.note_receiver(var, temp);
        temp
    }

    fn note_receiver(&mut self, var: Var, temp: Temp) {
        if let Some(receiver) = self.aliases.get(&var) {
            self.receivers.insert(temp, receiver.clone());
        } else if self.is_param(var) && self.is_unchanged(var) {
            self.receivers.insert(temp, Receiver { root: temp, fields: TokenStream::new() });
        }
    }

    /// An element of a list that nobody looks into here, such as `self.layers`: a method of it may be annotated.
    fn note_element(&mut self, base: Temp, part: Temp) {
        let kind = self.types.kind(self.ty(part));
        if matches!(kind, Kind::Other(_)) || matches!(kind, Kind::Open) && self.receivers.contains_key(&base) {
            self.receivers.insert(part, Receiver { root: part, fields: TokenStream::new() });
        }
    }

    /// A constant, or a struct that stays as it came.
    fn is_unchanged(&mut self, var: Var) -> bool {
        match self.types.kind(self.vars[var.at()].ty) {
            Kind::Other(_) => true,
            Kind::Record(_) => !self.vars[var.at()].mutable,
            _ => false,
        }
    }

    /// The variable is `mut`, and nothing is assigned to it: there are methods that change it.
    pub(super) fn only_methods_change(&self, var: Var) -> bool {
        let VarInfo { name, mutable, .. } = &self.vars[var.at()];
        *mutable && name.as_ref().is_some_and(|name| !is_assigned(self.source.clone(), name))
    }

    /// A variable that is another name of a parameter, or of a field of one.
    pub(super) fn note_alias(&mut self, var: Var, value: Temp) {
        if let (false, Some(receiver)) = (self.vars[var.at()].mutable, self.receivers.get(&value)) {
            self.aliases.insert(var, receiver.clone());
        }
    }

    /// Parameters come first, after the variables that every function has.
    fn is_param(&self, var: Var) -> bool {
        (RETURNED.at() + 1..=RETURNED.at() + self.params).contains(&var.at())
    }

    /// Has the part of a value belong to the same variable.
    pub(super) fn reached(&mut self, base: Temp, part: Temp, access: Access) -> Temp {
        self.temps[part.at()].root = self.temps[base.at()].root;
        self.temps[part.at()].access = self.temps[base.at()].access.map(|_| access);
        part
    }

    pub(super) fn write_var(&mut self, var: Var, value: Temp) {
        if self.keeps_reference(value) {
            if !std::mem::replace(&mut self.vars[var.at()].poisoned, true) {
                self.refuse_kept(value);
            }
            return;
        }
        if self.is_exclusive(value) && self.lends_otherwise(var, value) {
            return self.refuse_kept(value);
        }
        self.unify(self.vars[var.at()].ty, self.ty(value));
        self.lend(var, value);
        self.vars[var.at()].exclusive |= self.is_exclusive(value);
        self.assigned.push(var);
        self.out.push(Step::Write { var, path: Vec::new(), value });
    }

    pub(super) fn index(&mut self, base: Temp, index: Temp, span: Span) -> Temp {
        let elem = self.types.fresh(Kind::Open);
        self.is_element(base, elem, index);
        let part = self.def(elem, span, Rhs::Index { base, index });
        self.note_element(base, part);
        self.reached(base, part, Access::Element(base, index))
    }

    /// Has a type be that of the elements of an array.
    pub(super) fn is_element(&mut self, base: Temp, elem: TyId, index: Temp) {
        match self.types.kind(self.ty(base)) {
            Kind::Array(ty, _) => {
                self.unify(elem, ty);
                self.expect(index, Kind::Exact(Ty::USIZE));
            }
            _ => self.projections.index(base, elem, self.ty(index)),
        }
    }

    pub(super) fn index_at(&mut self, base: Temp, k: usize, span: Span) -> Temp {
        let index = self.index_number(k, span);
        self.index(base, index, span)
    }

    pub(super) fn field(&mut self, base: Temp, index: usize, span: Span) -> Temp {
        if let Some(part) = self.tuples.get(&base).and_then(|parts| parts.get(index)) {
            return *part;
        }
        let ty = self.types.fresh(Kind::Open);
        match self.types.kind(self.ty(base)) {
            Kind::Tuple(items) if index < items.len() => self.unify(ty, items[index]),
            Kind::Record(record) => {
                let field = self.types.numbered(record, index);
                self.unify(ty, field);
            }
            _ => self.projections.field(base, index, ty),
        }
        let part = self.def(ty, span, Rhs::Field { base, index });
        self.reached(base, part, Access::Field(base, index))
    }

    /// The same value, held constant.
    pub(super) fn held(&mut self, value: Temp, span: Span) -> Temp {
        let temp = self.def(self.ty(value), span, Rhs::Constant(value));
        self.temps[temp.at()].refs = self.refs(value);
        self.temps[temp.at()].root = self.temps[value.at()].root;
        temp
    }

    /// The same value behind more or fewer references.
    pub(super) fn same(&mut self, value: Temp, refs: usize, span: Span) -> Temp {
        let temp = self.def(self.ty(value), span, Rhs::Same(value));
        self.temps[temp.at()].refs = refs;
        if let Some(receiver) = self.receivers.get(&value).cloned() {
            self.receivers.insert(temp, receiver);
        }
        self.reached(value, temp, Access::Same(value))
    }

    pub(super) fn refs(&self, temp: Temp) -> usize {
        self.temps[temp.at()].refs
    }

    /// Steps of a block of their own.
    pub(super) fn nested<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> (Seq, T) {
        let outer = std::mem::take(&mut self.out);
        let result = f(self);
        (std::mem::replace(&mut self.out, outer), result)
    }

    pub(super) fn flag(&mut self) -> Var {
        let ty = self.types.exact(Ty::Bool);
        let var = self.new_var(None, ty, true);
        self.vars[var.at()].role = Role::Flag;
        var
    }

    pub(super) fn exit(&mut self, flag: Var) {
        self.assigned.push(flag);
        self.out.push(Step::Exit(flag));
    }
}
