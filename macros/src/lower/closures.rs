//! Closures: their bodies are read anew at each call, with the names that were known where they were written.

use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ExprCall, ExprClosure, ExprPath, Pat, ReturnType, UnOp};

use super::calls::of_array;
use super::expr::{first_span, peel};
use super::fence::{self, MAX_DEPTH};
use super::iter::Chain;
use super::reader::{Binding, Frame, Reader};
use super::steps::Temp;
use super::types::{Kind, TyId};
use super::written;

/// As many calls of closures are read in one function.
const MAX_CALLS: usize = 200;

/// What can be called with values: a closure, or a function by its path.
#[derive(Clone)]
pub(super) enum Callable {
    Closure(Rc<Closure>),
    Path(Rc<ExprPath>),
}

pub(super) struct Closure {
    pub(super) written: ExprClosure,
    /// The names that it sees.
    pub(super) scopes: Vec<HashMap<Ident, Binding>>,
    /// A `move` closure that changes what it has captured: a copy of it has a state of its own.
    has_state: bool,
    /// One type for all calls.
    pub(super) params: Vec<TyId>,
    result: TyId,
    depth: usize,
}

/// An argument of a call.
#[derive(Clone)]
pub(super) enum Argument {
    Value(Temp),
    Callable(Callable),
}

impl Reader<'_> {
    /// The same for something that is handed over, or gets another name.
    pub(super) fn callable(&mut self, expr: &Expr) -> Option<Callable> {
        let callable = self.called(expr)?;
        if let (Expr::Path(path), Callable::Closure(closure)) = (peel(expr), &callable)
            && closure.has_state
        {
            self.copied_state(first_span(path));
        }
        Some(callable)
    }

    fn copied_state(&mut self, span: Span) {
        let help = "hand over `&mut` of it, or leave out `move`";
        self.errors.not_yet(span, "copies of closures that change what they have captured", help);
    }

    /// What an expression names or is, if that is something to call: the value of a closure is never looked at otherwise.
    pub(super) fn called(&mut self, expr: &Expr) -> Option<Callable> {
        match peel(expr) {
            Expr::Closure(closure) => Some(self.closure(closure)),
            Expr::Reference(reference) => self.called(&reference.expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.called(&unary.expr),
            Expr::Path(path) => match path.path.get_ident().and_then(|name| self.lookup(name)) {
                Some(Binding::Callable(callable)) => Some(callable),
                Some(Binding::Var(_) | Binding::Constant(_) | Binding::Alias(_) | Binding::Iterator(_)) => None,
                None => is_function_name(path).then(|| Callable::Path(Rc::new(path.clone()))),
            },
            _ => None,
        }
    }

    /// `let f = |x| ..;`, or another name for what is called. Whether it was one.
    pub(super) fn bind_callable(&mut self, pat: &Pat, init: &Expr) -> bool {
        let name = match pat {
            Pat::Ident(name) => name,
            Pat::Type(typed) => match &*typed.pat {
                Pat::Ident(name) => name,
                _ => return false,
            },
            _ => return false,
        };
        let Some(mut callable) = self.callable(init) else { return false };
        if let (Callable::Path(path), Pat::Ident(_)) = (&callable, pat)
            && !of_float(path)
        {
            // Without a type, it may be a constant as well.
            return false;
        }
        if let Callable::Closure(closure) = &mut callable
            && let (Some(_), Some(closure)) = (name.mutability, Rc::get_mut(closure))
        {
            // What is called needs `mut` only where it changes something of its own.
            closure.has_state = closure.written.capture.is_some();
        }
        self.bind_name(&name.ident, Binding::Callable(callable));
        true
    }

    pub(super) fn closure(&mut self, closure: &ExprClosure) -> Callable {
        if let Some(token) = &closure.asyncness {
            self.errors.refuse(token.span, "`async` closures cannot be differentiated", "write a plain closure");
        }
        let body = closure.body.to_token_stream();
        self.scopes.push(HashMap::new());
        if closure.capture.is_some() {
            self.capture(body.clone());
        }
        let scopes = self.scopes.clone();
        self.scopes.pop();
        let params = closure.inputs.iter().map(|_| self.types.fresh(Kind::Open)).collect();
        let result = self.types.fresh(Kind::Open);
        let depth = fence::nesting(&body);
        Callable::Closure(Rc::new(Closure {
            written: closure.clone(),
            scopes,
            has_state: false,
            params,
            result,
            depth,
        }))
    }

    /// `move`: the variables that are named have the values of now, and are the closure's own.
    fn capture(&mut self, body: TokenStream) {
        let mut after_dot = false;
        for tree in body {
            match &tree {
                TokenTree::Group(group) => self.capture(group.stream()),
                TokenTree::Ident(name) if !after_dot => {
                    let own = self.scopes.last().is_some_and(|scope| scope.contains_key(name));
                    match self.lookup(name) {
                        Some(Binding::Var(var)) if !own => {
                            let value = self.read_var(var, name.span());
                            self.bind_name_to(name, self.vars[var.at()].mutable, value);
                        }
                        Some(Binding::Callable(Callable::Closure(closure))) if closure.has_state => {
                            self.copied_state(name.span());
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
            after_dot = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '.');
        }
    }

    /// The arguments of a call of something that takes closures.
    pub(super) fn arguments<'e>(&mut self, args: impl IntoIterator<Item = &'e Expr>) -> Vec<Argument> {
        let argument = |arg| match self.callable(arg) {
            Some(callable) => Argument::Callable(callable),
            None => Argument::Value(self.expr(arg)),
        };
        args.into_iter().map(argument).collect()
    }

    pub(super) fn call_callable(&mut self, callable: &Callable, call: &ExprCall) -> Temp {
        let span = first_span(&call.func);
        match callable {
            Callable::Closure(closure) => {
                let args = self.arguments(&call.args);
                self.call_closure(closure, args, span)
            }
            Callable::Path(path) => self.path_call(path, call),
        }
    }

    /// A call with values that are there.
    pub(super) fn apply(&mut self, callable: &Callable, args: Vec<Temp>, span: Span) -> Temp {
        match callable {
            Callable::Closure(closure) => {
                let args = args.into_iter().map(Argument::Value).collect();
                self.call_closure(closure, args, span)
            }
            Callable::Path(path) => self.call_of(path, &args),
        }
    }

    pub(super) fn call_closure(&mut self, closure: &Closure, args: Vec<Argument>, span: Span) -> Temp {
        let Some((frame, read)) = self.inside(closure, args, span, |r, body| r.arm(|r| r.expr(body))) else {
            return self.poison(span);
        };
        let value = self.returned(&frame, read, span);
        self.has_result_type(closure, value);
        value
    }

    /// A closure that gives an iterator: what it gives for an item.
    pub(super) fn iterator_of(&mut self, callable: &Callable, item: Temp, span: Span) -> Option<Chain> {
        let Callable::Closure(closure) = callable else {
            let help = "write a closure, as in `|row| row.iter()`";
            self.errors.not_yet(span, "functions that give iterators", help);
            return None;
        };
        let args = vec![Argument::Value(item)];
        let (frame, chain) = self.inside(closure, args, span, Reader::iterator_block)?;
        if frame.returns_early {
            self.errors.not_yet(span, "closures that `return` an iterator", "let it be the last expression");
            return None;
        }
        chain
    }

    /// Reads the body of a closure with its parameters bound.
    fn inside<T>(
        &mut self,
        closure: &Closure,
        args: Vec<Argument>,
        span: Span,
        read: impl FnOnce(&mut Self, &Expr) -> T,
    ) -> Option<(Frame, T)> {
        if args.len() != closure.written.inputs.len() {
            self.errors.leave_to_rustc();
            return None;
        }
        let depth = self.frame.depth + closure.depth;
        if self.closure_calls >= MAX_CALLS || depth > MAX_DEPTH {
            self.too_many_calls(depth > MAX_DEPTH, span);
            return None;
        }
        self.closure_calls += 1;
        let frame = self.inner_frame(depth);
        let frame = std::mem::replace(&mut self.frame, frame);
        let scopes = std::mem::replace(&mut self.scopes, closure.scopes.clone());
        let labels = std::mem::take(&mut self.labels);
        self.scopes.push(HashMap::new());
        self.bind_arguments(closure, args);
        let value = read(self, &closure.written.body);
        self.labels = labels;
        self.scopes = scopes;
        Some((std::mem::replace(&mut self.frame, frame), value))
    }

    fn too_many_calls(&mut self, deep: bool, span: Span) {
        let what = if deep {
            format!("calls of closures nested deeper than {MAX_DEPTH} levels")
        } else {
            format!("more than {MAX_CALLS} calls of closures")
        };
        if std::mem::replace(&mut self.closure_calls, usize::MAX) < usize::MAX {
            self.errors.not_yet(span, &what, "make it an annotated `fn`");
        }
    }

    fn inner_frame(&mut self, depth: usize) -> Frame {
        Frame { result: self.hidden_var(), returned: self.flag(), returns_early: false, depth }
    }

    fn bind_arguments(&mut self, closure: &Closure, args: Vec<Argument>) {
        for ((pat, ty), arg) in closure.written.inputs.iter().zip(&closure.params).zip(args) {
            match arg {
                Argument::Value(value) => {
                    self.unify(*ty, self.ty(value));
                    self.bind(pat, value);
                }
                Argument::Callable(callable) => self.bind_argument(pat, callable),
            }
        }
    }

    fn has_result_type(&mut self, closure: &Closure, value: Temp) {
        if self.temps[value.at()].never {
            return;
        }
        if let ReturnType::Type(_, ty) = &closure.written.output {
            let ty = written::read(ty, self.origins, &mut self.dims).kind(&mut self.types);
            self.unify(ty, self.ty(value));
        }
        self.unify(closure.result, self.ty(value));
    }

    fn bind_argument(&mut self, pat: &Pat, callable: Callable) {
        match pat {
            Pat::Ident(name) => self.bind_name(&name.ident, Binding::Callable(callable)),
            Pat::Type(typed) => self.bind_argument(&typed.pat, callable),
            Pat::Reference(inner) => self.bind_argument(&inner.pat, callable),
            Pat::Wild(_) => {}
            other => self.errors.not_yet(first_span(other), "patterns for closures", "give it a name"),
        }
    }
}

/// `g`, `m::g`, `f64::sin`: constants are shouted, and types begin with a capital.
fn is_function_name(path: &ExprPath) -> bool {
    let last = path.path.segments.last().expect("a path has a segment");
    (path.qself.is_none() || of_array(path))
        && last.ident.to_string().starts_with(|c: char| c.is_lowercase() || c == '_')
}

/// `f64::sin`
fn of_float(path: &ExprPath) -> bool {
    let parent = path.path.segments.iter().rev().nth(1).and_then(|s| written::scalar(&s.ident.to_string()));
    parent.is_some_and(crate::ir::Ty::is_float)
}
