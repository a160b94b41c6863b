//! Expressions. The left spine of a long chain is walked in a loop, so that a sum of thousands of terms needs no deep stack.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Expr, Member, Stmt, UnOp as SynUnOp};

use super::fence;
use super::reader::{Binding, Reader, Receiver};
use super::rewrite::{is_rewritten, rewritten};
use super::steps::{Length, Opaque, Rhs, Temp};
use super::types::Kind;
use super::written::{self, Written};
use crate::ir::{Dim, Ty, UnOp};
use crate::naming;
use crate::origins::hole;

/// Parentheses are in the shape of the tree already.
pub(super) fn peel(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Paren(inner) => &inner.expr,
            Expr::Group(inner) => &inner.expr,
            other => return other,
        };
    }
}

impl Reader<'_> {
    /// What is evaluated first, where the expression is the next link of a chain.
    fn left_of<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        match expr {
            Expr::Binary(binary) if !super::ops::is_assignment(&binary.op) => Some(&binary.left),
            Expr::MethodCall(call) if !self.is_iterator(expr) && !self.is_consumer(call) && !is_rewritten(call) => {
                Some(&*call.receiver).filter(|receiver| !matches!(peel(receiver), Expr::Range(_)))
            }
            Expr::Field(field) => Some(&field.base),
            Expr::Index(index) => Some(&index.expr),
            Expr::Cast(cast) => Some(&cast.expr),
            _ => None,
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Temp {
        let mut spine = Vec::new();
        let mut at = peel(expr);
        while let Some(left) = self.left_of(at) {
            spine.push(at);
            at = peel(left);
        }
        let mut value = self.atom(at);
        while let Some(link) = spine.pop() {
            value = self.link(link, value);
        }
        value
    }

    pub(super) fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Vec<Temp> {
        exprs.into_iter().map(|e| self.expr(e)).collect()
    }

    /// An expression whose left part has been evaluated.
    fn link(&mut self, expr: &Expr, left: Temp) -> Temp {
        match expr {
            Expr::Binary(binary) => self.binary(binary, left),
            Expr::MethodCall(call) => self.method(call, left),
            Expr::Field(field) => self.field_access(field, left),
            Expr::Index(index) => self.index_access(index, left),
            Expr::Cast(cast) => self.cast(cast, left),
            _ => unreachable!("`left_of` lets nothing else through"),
        }
    }

    /// An expression that is not a chain.
    fn atom(&mut self, expr: &Expr) -> Temp {
        let span = first_span(expr);
        match expr {
            Expr::Lit(lit) => self.literal(&lit.lit),
            Expr::Path(path) => self.path(path),
            Expr::Unary(unary) => self.unary(unary),
            Expr::Reference(reference) if reference.mutability.is_none() => self.borrow(reference),
            Expr::Reference(reference) => self.borrow_mut(reference),
            Expr::Tuple(tuple) if tuple.elems.is_empty() => self.unit(span),
            Expr::Tuple(tuple) => {
                let items = self.exprs(&tuple.elems);
                self.tuple(items, span)
            }
            Expr::Array(array) => {
                let items = self.exprs(&array.elems);
                self.array(items, false, span)
            }
            Expr::Repeat(repeat) => {
                let item = self.expr(&repeat.expr);
                let dim = self.dims.of(&repeat.len, self.origins);
                self.repeat(item, Length::Fixed(dim), dim, span)
            }
            Expr::Block(block) => {
                let value = self.block_expr(block);
                // `{ a }` is a copy of an array, which may be changed without changing that.
                if let [Stmt::Expr(_, None)] = block.block.stmts.as_slice() { self.moved(value, span) } else { value }
            }
            Expr::If(branch) => self.if_expr(branch),
            Expr::Match(matched) => self.match_expr(matched),
            Expr::ForLoop(inner) => self.for_loop(inner),
            Expr::While(inner) => self.while_loop(inner),
            Expr::Loop(inner) => self.forever(inner),
            Expr::Break(exit) => self.break_expr(exit),
            Expr::Continue(exit) => self.continue_expr(exit),
            Expr::Return(exit) => self.return_expr(exit),
            Expr::Assign(assign) => self.assign(assign),
            Expr::Struct(literal) => self.record(literal),
            Expr::Try(tried) => self.tried(tried),
            Expr::Binary(binary) => self.compound_assign(binary),
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) if is_rewritten(call) => {
                let Some(read) = rewritten(call, &self.krate) else { unreachable!("the call is one of those") };
                self.expr(&read)
            }
            Expr::MethodCall(call) if self.is_consumer(call) => self.consume(call),
            Expr::MethodCall(call) => self.range_method(call),
            Expr::Macro(invocation) => self.macro_call(&invocation.mac),
            Expr::Let(_) => self.not_yet(span, "`let` conditions inside an expression", "nest two `if`s"),
            other => {
                let (span, refusal) = fence::refused(other);
                refusal.report(span, self.errors);
                self.poison(span)
            }
        }
    }

    pub(super) fn tuple(&mut self, items: Vec<Temp>, span: Span) -> Temp {
        let kind = Kind::Tuple(items.iter().map(|t| self.ty(*t)).collect());
        let tuple = self.def_kind(kind, span, Rhs::Tuple(items.clone()));
        self.tuples.insert(tuple, items);
        tuple
    }

    pub(super) fn array(&mut self, items: Vec<Temp>, vec: bool, span: Span) -> Temp {
        let elem = self.types.fresh(Kind::Open);
        for item in &items {
            self.unify(elem, self.ty(*item));
        }
        let dim = if vec { Dim::Dyn } else { Dim::Lit(items.len() as u64) };
        self.def_kind(Kind::Array(elem, dim), span, Rhs::Array(items))
    }

    pub(super) fn repeat(&mut self, item: Temp, len: Length, dim: Dim, span: Span) -> Temp {
        self.def_kind(Kind::Array(self.ty(item), dim), span, Rhs::Repeat { item, len })
    }

    fn path(&mut self, path: &syn::ExprPath) -> Temp {
        let span = first_span(path);
        if let Some(name) = path.path.get_ident().filter(|_| path.qself.is_none()) {
            match self.lookup(name) {
                Some(Binding::Var(var)) => {
                    if self.shuffled.contains(&var) {
                        let help = "use the references that were swapped";
                        return self.not_yet(span, "variables whose references were swapped", help);
                    }
                    return self.read_var(var, span);
                }
                Some(Binding::Alias(alias)) => return self.through(alias, span),
                Some(Binding::Callable(_)) => {
                    let help = "call it, or give it to another closure";
                    return self.not_yet(span, "closures as values", help);
                }
                Some(Binding::Iterator(_)) => {
                    return self.not_yet(span, "iterators as values", super::ops::ITERATOR_HELP);
                }
                Some(Binding::Constant(ty)) => {
                    return self.def(
                        ty,
                        span,
                        Rhs::Opaque { kind: Opaque::Constant, template: path.to_token_stream(), args: vec![] },
                    );
                }
                None => {}
            }
        }
        if path.path.segments.last().is_some_and(|s| s.ident == "None") {
            return self.none(span);
        }
        if let Some(variant) = self.open_variant(&path.path, &[], span) {
            return variant;
        }
        let kind = constant_kind(&path.path);
        let constant = self.def_kind(
            kind,
            path.span(),
            Rhs::Opaque { kind: Opaque::Constant, template: path.to_token_stream(), args: vec![] },
        );
        self.note_owner(constant, &path.path);
        constant
    }

    fn unary(&mut self, unary: &syn::ExprUnary) -> Temp {
        let span = first_span(unary);
        if let (SynUnOp::Neg(_), Expr::Lit(lit)) = (&unary.op, peel(&unary.expr))
            && let Some(negative) = self.negative_integer(&lit.lit, span)
        {
            return negative;
        }
        let value = self.expr(&unary.expr);
        if let (SynUnOp::Neg(_), Some(operator)) = (&unary.op, naming::operator_of_symbol("-", true))
            && let Some(negative) = self.of_structs(operator, value, None, span)
        {
            return negative;
        }
        match &unary.op {
            SynUnOp::Deref(_) => self.same(value, self.refs(value).saturating_sub(1), span),
            SynUnOp::Neg(_) => self.def(self.ty(value), span, Rhs::Un(UnOp::Neg, value)),
            SynUnOp::Not(_) => self.def(self.ty(value), span, Rhs::Un(UnOp::Not, value)),
            _ => self.not_yet(span, "operators of this kind", ""),
        }
    }

    fn field_access(&mut self, field: &syn::ExprField, base: Temp) -> Temp {
        if let Some(part) = self.member(base, &field.member) {
            return part;
        }
        match &field.member {
            Member::Unnamed(index) => self.field(base, index.index as usize, index.span),
            Member::Named(name) => {
                let h = hole(0);
                let template = quote!(#h.#name);
                let field = self.opaque(Opaque::Field, template, vec![base], name.span());
                if let Some(Receiver { root, fields }) = self.receivers.get(&base).cloned() {
                    self.receivers.insert(field, Receiver { root, fields: quote!(#fields.#name) });
                }
                field
            }
        }
    }

    /// The user's own tokens on values without derivative; the type is found from how it is used.
    pub(super) fn opaque(&mut self, kind: Opaque, template: TokenStream, args: Vec<Temp>, span: Span) -> Temp {
        self.def_kind(Kind::Open, span, Rhs::Opaque { kind, template, args })
    }

    fn index_access(&mut self, access: &syn::ExprIndex, base: Temp) -> Temp {
        match peel(&access.index) {
            Expr::Range(range) => self.range_of(base, range, access.span()),
            index => {
                let index = self.expr(index);
                self.index(base, index, access.bracket_token.span.open())
            }
        }
    }

    fn cast(&mut self, cast: &syn::ExprCast, value: Temp) -> Temp {
        let span = cast.as_token.span;
        let written = cast.ty.to_token_stream();
        match written::read(&cast.ty, self.origins, &mut self.dims) {
            Written::Scalar(ty) => {
                if ty.is_float() && is_float_literal(&cast.expr) {
                    // rustc reads the literal in the type that it is cast to.
                    self.expect(value, Kind::Exact(ty));
                }
                self.def_kind(Kind::Exact(ty), span, Rhs::Cast { value, written })
            }
            Written::Infer => self.def_kind(Kind::Open, span, Rhs::Cast { value, written }),
            _ => {
                let message = format!("a cast to `{written}` is not understood");
                self.refuse(written::first_span(&cast.ty), message, "write the primitive type, such as `f64`")
            }
        }
    }
}

/// `0.1`, or `-0.1`
fn is_float_literal(expr: &Expr) -> bool {
    match peel(expr) {
        Expr::Lit(lit) => matches!(lit.lit, syn::Lit::Float(_)),
        Expr::Unary(unary) => matches!(unary.op, SynUnOp::Neg(_)) && is_float_literal(&unary.expr),
        _ => false,
    }
}

/// What the path of a constant says about its type: those of the primitive types are known.
fn constant_kind(path: &syn::Path) -> Kind {
    let mut segments = path.segments.iter().rev().map(|s| s.ident.to_string());
    let name = segments.next().unwrap_or_default();
    let Some(ty) = segments.find_map(|s| written::scalar(&s)) else { return Kind::Open };
    match name.as_str() {
        "MANTISSA_DIGITS" | "DIGITS" | "RADIX" | "BITS" => Kind::Exact(Ty::Int(Some(crate::ir::Int::U32))),
        "MAX_EXP" | "MIN_EXP" | "MAX_10_EXP" | "MIN_10_EXP" => Kind::Exact(Ty::Int(Some(crate::ir::Int::I32))),
        _ if name.chars().any(char::is_lowercase) => Kind::Open,
        _ => Kind::Exact(ty),
    }
}

pub(super) fn first_span(tokens: &impl ToTokens) -> Span {
    super::signature::first_span(tokens)
}
