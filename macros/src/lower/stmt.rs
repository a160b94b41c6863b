//! Statements and blocks.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprBlock, ExprReturn, Local, Pat, Stmt};

use super::defaults;
use super::expr::{first_span, peel};
use super::reader::{Binding, RESULT, Reader};
use super::steps::{Flow, Step, Temp};
use super::types::Kind;
use super::written;

impl Reader<'_> {
    /// The body of the function: its value is the result.
    pub(super) fn function_block(&mut self, block: &Block) {
        let declared = self.out.len();
        let value = self.scope(|r| r.statements(&block.stmts, true));
        let end = block.brace_token.span.close();
        let falls = self.flow().falls;
        if self.frame.returns_early {
            self.out.insert(declared, Step::Declare(RESULT));
        }
        if !falls {
            self.never_returns(block);
            return;
        }
        let value = value.unwrap_or_else(|| self.unit(end));
        if self.temps[value.at()].never {
            self.never_returns(block);
            return;
        }
        self.unify(self.vars[RESULT.at()].ty, self.ty(value));
        let last = if self.frame.returns_early {
            Step::Write { var: RESULT, path: Vec::new(), value }
        } else {
            Step::Bind(RESULT, value)
        };
        self.out.push(last);
    }

    fn never_returns(&mut self, block: &Block) {
        if !self.frame.returns_early {
            let help = "return a value on some path";
            self.errors.refuse(block.brace_token.span.open(), "the function never returns a value", help);
        }
    }

    /// The value of the last expression; nothing where there is none. At the end of the function, a `return` is only that.
    fn statements(&mut self, stmts: &[Stmt], whole_function: bool) -> Option<Temp> {
        let (last, before) = stmts.split_last()?;
        self.items(stmts, whole_function);
        for stmt in before {
            self.statement(stmt);
        }
        match last {
            Stmt::Expr(expr, semicolon) => match peel(expr) {
                Expr::Return(ExprReturn { expr: Some(value), .. }) if whole_function => Some(self.expr(value)),
                _ if semicolon.is_none() => Some(self.expr(expr)),
                _ => {
                    self.statement(last);
                    None
                }
            },
            Stmt::Macro(invocation) if invocation.semi_token.is_none() => Some(self.macro_call(&invocation.mac)),
            Stmt::Local(_) | Stmt::Item(_) | Stmt::Macro(_) => {
                self.statement(last);
                None
            }
        }
    }

    /// Reads a block up to its last expression, whose names stay known.
    pub(super) fn before_last<'b>(&mut self, block: &'b Block) -> Option<&'b Expr> {
        let Some((Stmt::Expr(last, None), before)) = block.stmts.split_last() else {
            self.errors.leave_to_rustc();
            return None;
        };
        self.items(&block.stmts, false);
        for stmt in before {
            self.statement(stmt);
        }
        Some(last)
    }

    fn statement(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Local(local) => self.local(local),
            // Read before the statements: an item is known in its whole block.
            Stmt::Item(_) => {}
            Stmt::Expr(expr, _) => self.for_effect(expr),
            Stmt::Macro(invocation) => {
                let value = self.macro_call(&invocation.mac);
                self.discard(value);
            }
        }
    }

    pub(super) fn discard(&mut self, value: Temp) {
        if self.types.kind(self.ty(value)) == Kind::Open {
            self.out.push(Step::Discard(value));
        }
    }

    fn local(&mut self, local: &Local) {
        let Some(init) = &local.init else {
            self.deferred(&local.pat);
            return;
        };
        if init.diverge.is_none()
            && (self.bind_callable(&local.pat, &init.expr) || self.bind_iterator(&local.pat, &init.expr))
        {
            return;
        }
        let value = self.expr(&defaults::of_local(local, &init.expr));
        match &init.diverge {
            None => self.bind(&local.pat, value),
            Some((_, otherwise)) => self.let_else(&local.pat, value, otherwise),
        }
    }

    /// `let y;`
    fn deferred(&mut self, pat: &Pat) {
        match pat {
            Pat::Type(typed) => {
                let ty = written::read(&typed.ty, self.origins, &mut self.dims).kind(&mut self.types);
                if let Pat::Ident(name) = &*typed.pat {
                    self.declare(name, ty);
                } else {
                    self.errors.not_yet(first_span(pat), "patterns without a value", "declare one variable at a time");
                }
            }
            Pat::Ident(name) => {
                let ty = self.types.fresh(Kind::Open);
                self.declare(name, ty);
            }
            Pat::Tuple(tuple) => tuple.elems.iter().for_each(|pat| self.deferred(pat)),
            Pat::Paren(inner) => self.deferred(&inner.pat),
            _ => self.errors.not_yet(first_span(pat), "patterns without a value", "declare one variable at a time"),
        }
    }

    fn declare(&mut self, name: &syn::PatIdent, ty: super::types::TyId) {
        let var = self.new_var(Some(name.ident.clone()), ty, true);
        self.out.push(Step::Declare(var));
        self.bind_name(&name.ident, Binding::Var(var));
    }

    fn let_else(&mut self, pat: &Pat, value: Temp, otherwise: &Expr) {
        let Some(test) = self.test(pat, value) else {
            self.bind(pat, value);
            return;
        };
        let (otherwise, _) = self.nested(|r| r.expr(otherwise));
        self.push_if(test, Vec::new(), otherwise);
        self.bind_matched(pat, value);
    }

    pub(super) fn block_expr(&mut self, block: &ExprBlock) -> Temp {
        match &block.label {
            Some(label) => self.labelled_block(&label.name.ident, &block.block),
            None => self.block(&block.block),
        }
    }

    pub(super) fn block(&mut self, block: &Block) -> Temp {
        let end = block.brace_token.span.close();
        let value = self.scope(|r| r.statements(&block.stmts, false));
        value.unwrap_or_else(|| self.end_of(end))
    }

    /// A block whose value nobody looks at.
    pub(super) fn block_for_effect(&mut self, block: &Block) {
        self.scope(|r| {
            r.items(&block.stmts, false);
            block.stmts.iter().for_each(|stmt| r.statement(stmt));
        });
    }

    /// The value of a block without a last expression: `()`, or anything if its end is never reached.
    fn end_of(&mut self, span: Span) -> Temp {
        if self.flow().falls {
            return self.unit(span);
        }
        self.never(span)
    }

    /// The value of something that never has one.
    pub(super) fn never(&mut self, span: Span) -> Temp {
        let temp = self.def_kind(Kind::Open, span, super::steps::Rhs::Unit);
        self.temps[temp.at()].never = true;
        temp
    }

    pub(super) fn return_expr(&mut self, exit: &ExprReturn) -> Temp {
        let span = exit.return_token.span;
        let value = match &exit.expr {
            Some(value) => self.expr(value),
            None => self.unit(span),
        };
        if self.flow().falls && !self.temps[value.at()].never {
            self.leave_with(value);
        }
        self.never(exit.span())
    }

    /// The function, or the closure, gives this value here.
    pub(super) fn leave_with(&mut self, value: Temp) {
        self.frame.returns_early = true;
        self.write_var(self.frame.result, value);
        self.exit(self.frame.returned);
    }

    /// A sequence of its own, its value and how it is left.
    pub(super) fn arm(&mut self, f: impl FnOnce(&mut Self) -> Temp) -> (Vec<Step>, Temp, Flow) {
        let (steps, value) = self.nested(f);
        let flow = Flow::of(&steps);
        (steps, value, flow)
    }
}
