//! Assignment: to variables, to parts of them, to elements, and to several at once.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Expr, ExprAssign, Member, UnOp};

use super::expr::{first_span, peel};
use super::reader::{Binding, Reader};
use super::steps::{Rhs, Step, Temp, Var};
use super::types::Kind;

/// What can stand on the left of `=`.
pub(super) enum Target {
    Variable {
        var: Var,
        path: Vec<usize>,
    },
    Element {
        base: Temp,
        index: Temp,
    },
    /// A field of an element.
    ElementField {
        base: Temp,
        index: Temp,
        path: Vec<usize>,
    },
    Several(Vec<(Target, Part)>),
    /// `_`, or something that was refused.
    Nothing,
}

/// Which part of the value a target takes.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Field(usize),
    Element(usize),
}

impl Target {
    /// A field of an element.
    pub(super) fn field(self, k: usize) -> Self {
        match self {
            Self::Element { base, index } => Self::ElementField { base, index, path: vec![k] },
            Self::ElementField { base, index, mut path } => {
                path.push(k);
                Self::ElementField { base, index, path }
            }
            other => other,
        }
    }
}

impl Reader<'_> {
    pub(super) fn assign(&mut self, assign: &ExprAssign) -> Temp {
        let value = self.expr(&assign.right);
        let target = self.target(&assign.left);
        self.write_target(&target, value);
        self.unit(assign.eq_token.span)
    }

    pub(super) fn target(&mut self, expr: &Expr) -> Target {
        let expr = peel(expr);
        match expr {
            Expr::Infer(_) => Target::Nothing,
            Expr::Path(path) => {
                match path.path.get_ident().and_then(|name| self.lookup(name)) {
                    Some(Binding::Var(var)) => return Target::Variable { var, path: Vec::new() },
                    Some(Binding::Alias(_)) => {
                        let help = "take another reference with `let`";
                        self.errors.not_yet(first_span(expr), "mutable references that are assigned anew", help);
                        return Target::Nothing;
                    }
                    Some(Binding::Constant(_) | Binding::Callable(_) | Binding::Iterator(_)) | None => {}
                }
                let help = "keep the value in a variable of the function";
                self.errors.refuse(first_span(expr), "global state cannot be differentiated through", help);
                Target::Nothing
            }
            Expr::Field(field) => match (self.member_target(field), &field.member) {
                (Some(target), _) => target,
                (None, Member::Unnamed(index)) => self.field_target(&field.base, index.index as usize),
                (None, Member::Named(name)) => self.element_member(field, name.span()),
            },
            Expr::Index(index) => {
                let base = self.expr(&index.expr);
                if let Expr::Range(_) = peel(&index.index) {
                    return self.unsupported_target(index.span(), "assignments to parts of slices");
                }
                let at = self.expr(&index.index);
                Target::Element { base, index: at }
            }
            Expr::Tuple(tuple) => {
                let parts = tuple.elems.iter().enumerate().map(|(k, e)| (self.target(e), Part::Field(k)));
                Target::Several(parts.collect())
            }
            Expr::Array(array) => {
                let parts = array.elems.iter().enumerate().map(|(k, e)| (self.target(e), Part::Element(k)));
                Target::Several(parts.collect())
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                let target = self.expr(&unary.expr);
                let of_poisoned = self.temps[target.at()].root.is_some_and(|root| self.vars[root.at()].poisoned);
                if of_poisoned || self.is_spoiled(target) {
                    return Target::Nothing;
                }
                if let Some(target) = self.referent(target, first_span(expr)).filter(|_| self.is_exclusive(target)) {
                    return target;
                }
                self.unsupported_target(first_span(expr), "assignments through references")
            }
            other => self.unsupported_target(first_span(other), "assignments of this kind"),
        }
    }

    /// `p.x`, if `p` is a struct with a derivative.
    fn member_target(&mut self, field: &syn::ExprField) -> Option<Target> {
        let mut root = peel(&field.base);
        while let Expr::Field(inner) = root {
            root = peel(&inner.base);
        }
        let Expr::Path(path) = root else { return None };
        let name = path.path.get_ident()?;
        let root = match self.lookup(name)? {
            Binding::Var(var) => self.vars[var.at()].ty,
            Binding::Alias(alias) => self.ty(alias),
            Binding::Constant(_) | Binding::Callable(_) | Binding::Iterator(_) => return None,
        };
        if let Member::Named(_) = &field.member
            && self.is_given_type(root)
        {
            let record = self.types.record();
            self.unify(root, record);
        }
        if !matches!(self.types.kind(root), Kind::Record(_)) {
            return None;
        }
        let Target::Variable { var, mut path } = self.whole_target(&field.base) else { return None };
        let target = Target::Variable { var, path: path.clone() };
        let base = self.read_target(&target, field.member.span());
        path.push(self.types.member(self.ty(base), &field.member)?.0);
        Some(Target::Variable { var, path })
    }

    /// `v[i].x`, if the elements are structs with a derivative.
    fn element_member(&mut self, field: &syn::ExprField, span: Span) -> Target {
        let element = self.whole_target(&field.base);
        let known = match &element {
            Target::Element { .. } | Target::ElementField { .. } => {
                let base = self.read_target(&element, span);
                self.types.member(self.ty(base), &field.member)
            }
            Target::Variable { .. } | Target::Several(_) | Target::Nothing => None,
        };
        match known {
            Some((k, _)) => element.field(k),
            None => {
                let help = "begin with a literal, `let mut p = Params { ..p0 };`, or keep the number in a variable";
                self.errors.not_yet(span, "assignments to fields of structs", help);
                Target::Nothing
            }
        }
    }

    /// What a field is assigned in: a variable, or what a name refers to.
    fn whole_target(&mut self, base: &Expr) -> Target {
        let name = if let Expr::Path(path) = peel(base) { path.path.get_ident() } else { None };
        match name.and_then(|name| self.lookup(name)) {
            Some(Binding::Alias(alias)) => self.referent(alias, first_span(base)).unwrap_or(Target::Nothing),
            _ => self.target(base),
        }
    }

    fn field_target(&mut self, base: &Expr, index: usize) -> Target {
        match self.whole_target(base) {
            Target::Variable { var, mut path } => {
                path.push(index);
                Target::Variable { var, path }
            }
            Target::Nothing => Target::Nothing,
            Target::Several(_) => self.unsupported_target(first_span(base), "assignments of this kind"),
            element => element.field(index),
        }
    }

    fn unsupported_target(&mut self, span: Span, what: &str) -> Target {
        self.errors.not_yet(span, what, "keep the number in a variable or in an array");
        Target::Nothing
    }

    pub(super) fn read_target(&mut self, target: &Target, span: Span) -> Temp {
        match target {
            Target::Variable { var, path } => {
                let whole = self.read_var(*var, span);
                path.iter().fold(whole, |base, k| self.field(base, *k, span))
            }
            Target::Element { base, index } => self.index(*base, *index, span),
            Target::ElementField { base, index, path } => {
                let whole = self.index(*base, *index, span);
                path.iter().fold(whole, |base, k| self.field(base, *k, span))
            }
            Target::Several(_) | Target::Nothing => self.poison(span),
        }
    }

    pub(super) fn write_target(&mut self, target: &Target, value: Temp) {
        let span = self.temps[value.at()].span;
        match target {
            Target::Variable { var, path } if path.is_empty() => self.write_var(*var, value),
            Target::Variable { var, path } => {
                let old = self.read_target(target, span);
                self.unify_temps(old, value);
                self.assigned.push(*var);
                self.out.push(Step::Write { var: *var, path: path.clone(), value });
            }
            Target::Element { base, index } => self.store(*base, *index, value),
            Target::ElementField { base, index, path } => {
                let whole = self.index(*base, *index, span);
                let new = self.with_field(whole, path, value, span);
                self.store(*base, *index, new);
            }
            Target::Several(parts) => {
                let items: Vec<Temp> = parts.iter().map(|(_, part)| self.part_of(value, *part, span)).collect();
                for ((target, _), item) in parts.iter().zip(items) {
                    self.write_target(target, item);
                }
            }
            Target::Nothing => {}
        }
    }

    /// A tuple with another part at the end of a path of fields.
    fn with_field(&mut self, whole: Temp, path: &[usize], value: Temp, span: Span) -> Temp {
        let Some((k, rest)) = path.split_first() else { return value };
        if let Kind::Record(_) = self.types.kind(self.ty(whole)) {
            let old = self.field(whole, *k, span);
            let new = self.with_field(old, rest, value, span);
            self.unify_temps(old, new);
            return self.def(self.ty(whole), span, Rhs::Record { fields: vec![(*k, new)], rest: Some(whole) });
        }
        let Some(count) = self.parts_of_tuple(whole) else {
            let help = "write the type of the array: `let mut a: Vec<(f64, f64)> = ..`";
            return self.not_yet(span, "assignments to fields of elements of an unknown type", help);
        };
        let old = self.field(whole, *k, span);
        let new = self.with_field(old, rest, value, span);
        self.unify_temps(old, new);
        let items = (0..count).map(|at| if at == *k { new } else { self.field(whole, at, span) }).collect();
        self.tuple(items, span)
    }

    fn parts_of_tuple(&mut self, temp: Temp) -> Option<usize> {
        match self.types.kind(self.ty(temp)) {
            Kind::Tuple(items) => Some(items.len()),
            _ => None,
        }
    }

    /// A part of a value that is assigned to several: an array is what it is before the first is assigned to.
    fn part_of(&mut self, value: Temp, part: Part, span: Span) -> Temp {
        let item = match part {
            Part::Field(k) => self.field(value, k, span),
            Part::Element(k) => self.index_at(value, k, span),
        };
        let is_place = self.is_array(item) && self.temps[item.at()].root.is_some();
        if is_place { self.def(self.ty(item), span, Rhs::Copied(item)) } else { item }
    }

    /// `base[index] = value`
    pub(super) fn store(&mut self, base: Temp, index: Temp, value: Temp) {
        self.is_element(base, self.ty(value), index);
        self.assigned.extend(self.owners(base));
        self.out.push(Step::Store { base, index, value });
    }
}
