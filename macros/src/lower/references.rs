//! Mutable references: other names for what can stand on the left of `=`, with the indices of when they were taken.

use proc_macro2::Span;
use syn::{Expr, ExprReference};

use super::assign::Target;
use super::expr::{first_span, peel};
use super::reader::{Binding, Reader};
use super::steps::{End, Rhs, Step, Temp, Var};

/// How a part of a variable was come by, so that it can be read again, or written to.
#[derive(Clone, Copy)]
pub(super) enum Access {
    Variable(Var),
    Element(Temp, Temp),
    Field(Temp, usize),
    Part(Temp, Option<Temp>, End),
    Same(Temp),
}

impl Reader<'_> {
    /// `&mut place`, or `&mut value` of something new.
    pub(super) fn borrow_mut(&mut self, reference: &ExprReference) -> Temp {
        let span = first_span(reference);
        let inner = peel(&reference.expr);
        if let Expr::Path(path) = inner
            && let Some(Binding::Alias(_)) = path.path.get_ident().and_then(|name| self.lookup(name))
        {
            return self.not_yet(span, "references to references", "pass the reference itself");
        }
        let mut value = match inner {
            // A slice, even if it is all of the array: the reference can move on to a part of it.
            Expr::Index(index) if is_full_range(&index.index) => {
                let base = self.expr(&index.expr);
                self.cut(base, None, End::Open, true, span)
            }
            _ => self.expr(inner),
        };
        if self.temps[value.at()].poisoned {
            return value;
        }
        if is_moved(inner) && !self.is_exclusive(value) && self.refs(value) == 0 {
            let new = self.anew(value, span);
            return self.exclusive(new, span);
        }
        if self.temps[value.at()].access.is_none() {
            if let Expr::Path(_) | Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) = inner {
                return self.not_yet(span, "`&mut` references to this", "assign to a variable or an element of one");
            }
            value = self.anew(value, span);
        }
        self.exclusive(value, span)
    }

    /// `&value`
    pub(super) fn borrow(&mut self, reference: &ExprReference) -> Temp {
        let (inner, span) = (peel(&reference.expr), first_span(reference));
        let value = self.expr(inner);
        let value = if is_moved(inner) { self.moved(value, span) } else { value };
        self.same(value, self.refs(value) + 1, span)
    }

    /// An array by value: no longer what it was read from.
    pub(super) fn moved(&mut self, value: Temp, span: Span) -> Temp {
        let read = self.temps[value.at()].access.is_some() && self.refs(value) == 0 && !self.is_exclusive(value);
        if read && self.is_array(value) { self.anew(value, span) } else { value }
    }

    /// A variable of its own for a value.
    fn anew(&mut self, value: Temp, span: Span) -> Temp {
        let var = self.new_var(None, self.ty(value), true);
        self.out.push(Step::Bind(var, value));
        self.read_var(var, span)
    }

    /// A mutable reference to a part of a variable.
    pub(super) fn exclusive(&mut self, value: Temp, span: Span) -> Temp {
        let refs = if self.temps[value.at()].exclusive { self.refs(value) } else { self.refs(value) + 1 };
        let temp = self.same(value, refs, span);
        self.temps[temp.at()].exclusive = true;
        temp
    }

    /// What a pattern takes of a `&mut` is a `&mut`.
    pub(super) fn lent_like(&mut self, whole: Temp, part: Temp) -> Temp {
        if !self.is_exclusive(whole) || self.is_exclusive(part) {
            return part;
        }
        self.exclusive(part, self.temps[part.at()].span)
    }

    pub(super) fn is_exclusive(&self, temp: Temp) -> bool {
        self.temps[temp.at()].exclusive
    }

    /// What a name that stands for a mutable reference refers to now.
    pub(super) fn through(&mut self, alias: Temp, span: Span) -> Temp {
        let value = self.again(alias, span);
        self.temps[value.at()].exclusive = true;
        value
    }

    /// Whether a name for it is no variable of its own: not for parts, which can be assigned anew.
    pub(super) fn is_alias(&mut self, temp: Temp) -> bool {
        self.is_exclusive(temp) && !self.is_part(temp)
    }

    pub(super) fn is_part(&mut self, temp: Temp) -> bool {
        if self.is_number(temp) {
            return false;
        }
        match self.temps[temp.at()].access {
            Some(Access::Same(inner)) => self.is_part(inner),
            Some(Access::Part(..)) => true,
            // A variable that is a reference itself is a part, or all, of an array.
            Some(Access::Variable(var)) => self.vars[var.at()].refs > 0 || !self.vars[var.at()].lenders.is_empty(),
            Some(Access::Element(..) | Access::Field(..)) | None => false,
        }
    }

    /// Reads the same part of the same variable: it may have changed since.
    pub(super) fn again(&mut self, temp: Temp, span: Span) -> Temp {
        let Some(access) = self.temps[temp.at()].access else { return temp };
        match access {
            Access::Variable(var) => self.read_var(var, span),
            Access::Element(base, index) => {
                let base = self.again(base, span);
                self.index(base, index, span)
            }
            Access::Field(base, k) => {
                let base = self.again(base, span);
                self.field(base, k, span)
            }
            Access::Part(base, lo, end) => {
                let base = self.again(base, span);
                self.cut(base, lo, end, true, span)
            }
            Access::Same(inner) => {
                let refs = self.refs(temp);
                let inner = self.again(inner, span);
                self.same(inner, refs, span)
            }
        }
    }

    /// What is assigned to through a reference; nothing where it is not known what that is.
    pub(super) fn referent(&mut self, temp: Temp, span: Span) -> Option<Target> {
        match self.temps[temp.at()].access? {
            Access::Variable(var) => Some(Target::Variable { var, path: Vec::new() }),
            Access::Element(base, index) => {
                let base = self.again(base, span);
                Some(Target::Element { base, index })
            }
            Access::Field(base, k) => match self.referent(base, span)? {
                Target::Variable { var, mut path } => {
                    path.push(k);
                    Some(Target::Variable { var, path })
                }
                element @ (Target::Element { .. } | Target::ElementField { .. }) => Some(element.field(k)),
                Target::Several(_) | Target::Nothing => None,
            },
            Access::Same(inner) => self.referent(inner, span),
            Access::Part(..) => None,
        }
    }

    /// The variables whose content a write to a part changes.
    pub(super) fn owners(&self, temp: Temp) -> Vec<Var> {
        if let Some(parts) = self.tuples.get(&temp) {
            return parts.iter().flat_map(|part| self.owners(*part)).collect();
        }
        let Some(root) = self.temps[temp.at()].root else { return Vec::new() };
        let lenders = &self.vars[root.at()].lenders;
        if lenders.is_empty() { vec![root] } else { lenders.clone() }
    }

    /// Remembers whose content a variable that takes a reference stands for.
    pub(super) fn lend(&mut self, var: Var, value: Temp) {
        let behind = self.temps[value.at()].root.is_some_and(|root| !self.vars[root.at()].lenders.is_empty());
        if self.is_number(value) || self.refs(value) == 0 && !behind && !self.tuples.contains_key(&value) {
            return;
        }
        for owner in self.owners(value) {
            if owner != var && !self.vars[var.at()].lenders.contains(&owner) {
                self.vars[var.at()].lenders.push(owner);
            }
        }
    }

    /// The variable is a reference to something else already.
    pub(super) fn lends_otherwise(&self, var: Var, value: Temp) -> bool {
        let lenders = &self.vars[var.at()].lenders;
        !lenders.is_empty() && *lenders != self.owners(value)
    }

    /// A mutable reference that would be kept in a value: what it stands for could not be followed.
    pub(super) fn keeps_reference(&mut self, value: Temp) -> bool {
        let parts = self.tuples.get(&value).cloned().unwrap_or_default();
        self.is_alias(value) || parts.into_iter().any(|part| self.keeps_reference(part))
    }

    pub(super) fn refuse_kept(&mut self, value: Temp) {
        let span = self.temps[value.at()].span;
        let help = "use the reference where it is taken, or choose an index";
        self.errors.not_yet(span, "mutable references as values", help);
        self.spoil(value);
    }

    /// A mutable reference among the arguments of something that does not take one.
    pub(super) fn lent_out(&mut self, args: &[Temp]) -> Option<Temp> {
        let arg = args.iter().copied().find(|arg| self.is_exclusive(*arg))?;
        let span = self.temps[arg.at()].span;
        Some(self.not_yet(span, "`&mut` arguments of a call", "return the new values, and assign them"))
    }

    /// `std::mem::replace(place, value)`: what was there before.
    pub(super) fn replace(&mut self, place: &Expr, value: &Expr, span: Span) -> Temp {
        let (place, value) = (self.expr(place), self.expr(value));
        let Some(target) = self.referent(place, span).filter(|_| self.is_exclusive(place)) else {
            return self.not_yet(span, "`replace` of this", "write `replace(&mut x, value)` of a variable");
        };
        let old = self.read_target(&target, span);
        let old = self.def(self.ty(old), span, Rhs::Copied(old));
        self.write_target(&target, value);
        old
    }

    /// `std::mem::take(place)` of a number.
    pub(super) fn take(&mut self, place: &Expr, span: Span) -> Temp {
        let place = self.expr(place);
        let target = self.referent(place, span).filter(|_| self.is_exclusive(place));
        let Some(target) = target.filter(|_| self.is_number(place)) else {
            return self.not_yet(span, "`take` of this", "write `replace(&mut x, value)`, and say what it leaves");
        };
        let old = self.read_target(&target, span);
        let zero = if self.is_integer(place) { Rhs::Int(0) } else { Rhs::Float(super::reader::text("0.0")) };
        let zero = self.def(self.ty(old), span, zero);
        self.write_target(&target, zero);
        old
    }

    /// `std::mem::swap(a, b)`
    pub(super) fn swap(&mut self, a: &Expr, b: &Expr, span: Span) -> Temp {
        if let (Some(a), Some(b)) = (self.named_reference(a), self.named_reference(b)) {
            return self.swap_references(a, b, span);
        }
        let (a, b) = (self.expr(a), self.expr(b));
        let targets = (self.referent(a, span), self.referent(b, span));
        let (Some(to_a), Some(to_b)) = targets else {
            return self.not_yet(span, "`swap` of these", "write `swap(&mut x, &mut y)` of two variables");
        };
        if !self.is_exclusive(a) || !self.is_exclusive(b) {
            self.errors.leave_to_rustc();
            return self.poison(span);
        }
        self.exchange(&to_a, &to_b, span);
        self.unit(span)
    }

    /// Two places exchange what they hold.
    pub(super) fn exchange(&mut self, a: &Target, b: &Target, span: Span) {
        let (x, y) = (self.read_target(a, span), self.read_target(b, span));
        self.unify_temps(x, y);
        let is_reference = |r: &Self, t: Temp| r.refs(t) > 0;
        if self.is_array(x) && !is_reference(self, x) && !is_reference(self, y) {
            for owner in [self.owners(x), self.owners(y)].concat() {
                self.assigned.push(owner);
            }
            self.out.push(Step::Swap(x, y));
            return;
        }
        self.write_target(a, y);
        self.write_target(b, x);
    }

    /// `&mut r`, where `r` is a name for a reference.
    fn named_reference(&mut self, expr: &Expr) -> Option<Temp> {
        let Expr::Reference(reference) = peel(expr) else { return None };
        let Expr::Path(path) = peel(&reference.expr) else { return None };
        match path.path.get_ident().and_then(|name| self.lookup(name)) {
            Some(Binding::Alias(temp)) if reference.mutability.is_some() => Some(temp),
            _ => None,
        }
    }

    /// Two references to whole variables change places: the contents do, which only the references see from now on.
    fn swap_references(&mut self, a: Temp, b: Temp, span: Span) -> Temp {
        let (a, b) = (self.referent(a, span), self.referent(b, span));
        let (Some(a), Some(b)) = (a, b) else {
            return self.not_yet(span, "`swap` of these references", "swap what they refer to");
        };
        for target in [&a, &b] {
            match target {
                Target::Variable { var, path } if path.is_empty() => self.shuffled.push(*var),
                _ => return self.not_yet(span, "`swap` of these references", "swap what they refer to"),
            }
        }
        self.exchange(&a, &b, span);
        self.unit(span)
    }
}

/// `..`
fn is_full_range(index: &Expr) -> bool {
    matches!(peel(index), Expr::Range(range) if range.start.is_none() && range.end.is_none())
}

/// `{ x }`, `f(x)` or `(x, y).0`: no longer what it was read from.
fn is_moved(mut expr: &Expr) -> bool {
    loop {
        expr = match peel(expr) {
            Expr::Field(field) => &field.base,
            Expr::Index(index) => &index.expr,
            Expr::Path(_) | Expr::Unary(_) | Expr::Reference(_) | Expr::Macro(_) => return false,
            _ => return true,
        }
    }
}
