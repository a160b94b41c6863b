//! `if` and `match`, as statements and as values.

use proc_macro2::Span;
use syn::{Arm, Block, Expr, ExprIf, ExprMatch, Pat};

use super::expr::{first_span, peel};
use super::fence::MAX_DEPTH;
use super::reader::Reader;
use super::rewrite;
use super::steps::{Flow, Step, Temp, Var};
use super::types::Kind;

/// Takes the value of whichever arm runs.
struct Join {
    var: Var,
    written: bool,
    /// Some arm comes to its end.
    ends: bool,
    /// Nobody looks at the value.
    dropped: bool,
}

/// `Shape::Disc(r)`, also as one of several.
fn is_variant(pat: &syn::Pat) -> bool {
    match pat {
        syn::Pat::Path(path) => super::records::is_variant(&path.path),
        syn::Pat::TupleStruct(tuple) => super::records::is_variant(&tuple.path),
        syn::Pat::Struct(fields) => super::records::is_variant(&fields.path),
        syn::Pat::Or(or) => or.cases.iter().any(is_variant),
        _ => false,
    }
}

impl Reader<'_> {
    pub(super) fn if_expr(&mut self, branch: &ExprIf) -> Temp {
        self.branch(branch, false)
    }

    pub(super) fn match_expr(&mut self, matched: &ExprMatch) -> Temp {
        self.choice(matched, false)
    }

    fn branch(&mut self, branch: &ExprIf, dropped: bool) -> Temp {
        let lent = rewrite::element_of(branch).filter(|lent| self.is_place_of_array(lent.array));
        if let Some(read) = lent.and_then(|lent| lent.read()) {
            return self.expr(&read);
        }
        self.joined(branch.if_token.span, dropped, |r, join| r.chain(branch, join, 0))
    }

    fn choice(&mut self, matched: &ExprMatch, dropped: bool) -> Temp {
        let value = self.expr(&matched.expr);
        if matches!(self.types.kind(self.ty(value)), Kind::Record(_))
            && matched.arms.iter().any(|arm| is_variant(&arm.pat))
        {
            let help = "take the numbers, and make the enum in the body: `let shape = Shape::Disc(r);`";
            return self.not_yet(super::expr::first_span(&matched.expr), "enums as active parameters", help);
        }
        self.joined(matched.match_token.span, dropped, |r, join| r.arms(&matched.arms, value, join, 0))
    }

    /// An array by its name, which can be read again and again.
    fn is_place_of_array(&mut self, place: &Expr) -> bool {
        // The steps are those of a reading that nobody asked for.
        let (_, value) = self.nested(|r| r.expr(place));
        self.is_array(value)
    }

    /// An expression for what it does.
    pub(super) fn for_effect(&mut self, expr: &Expr) {
        let value = match peel(expr) {
            Expr::If(branch) if branch.attrs.is_empty() => self.branch(branch, true),
            Expr::Match(matched) if matched.attrs.is_empty() => self.choice(matched, true),
            _ => self.expr(expr),
        };
        self.discard(value);
    }

    /// Runs arms that write to one variable, and reads it.
    fn joined(&mut self, span: Span, dropped: bool, arms: impl FnOnce(&mut Self, &mut Join)) -> Temp {
        let declared = self.out.len();
        let mut join = Join { var: self.hidden_var(), written: false, ends: false, dropped };
        self.vars[join.var.at()].at = Some(span);
        arms(self, &mut join);
        if join.written {
            self.out.insert(declared, Step::Declare(join.var));
            return self.read_var(join.var, span);
        }
        if !join.ends || self.out.last().is_some_and(|step| !Flow::of(std::slice::from_ref(step)).falls) {
            return self.never(span);
        }
        self.unit(span)
    }

    /// `if condition { .. } else { .. }` of things that are read already.
    pub(super) fn choose(
        &mut self,
        cond: Temp,
        span: Span,
        then: impl FnOnce(&mut Self) -> Temp,
        otherwise: impl FnOnce(&mut Self) -> Temp,
    ) -> Temp {
        self.joined(span, false, |r, join| {
            let (then, otherwise) = (r.join_arm(join, then), r.join_arm(join, otherwise));
            r.push_if(cond, then, otherwise);
        })
    }

    /// An arm: its steps, which end with its value.
    fn join_arm(&mut self, join: &mut Join, f: impl FnOnce(&mut Self) -> Temp) -> Vec<Step> {
        let (mut steps, value, flow) = self.arm(f);
        join.ends |= flow.falls && !self.temps[value.at()].never;
        if join.dropped {
            steps.extend(self.nested(|r| r.discard(value)).0);
        } else if flow.falls && self.is_value(value) {
            let (write, ()) = self.nested(|r| r.write_var(join.var, value));
            steps.extend(write);
            self.vars[join.var.at()].refs = self.refs(value);
            join.written = true;
        }
        steps
    }

    /// Neither `()` nor nothing at all.
    pub(super) fn is_value(&mut self, temp: Temp) -> bool {
        !self.temps[temp.at()].never && self.types.kind(self.ty(temp)) != Kind::Unit
    }

    fn chain(&mut self, branch: &ExprIf, join: &mut Join, depth: usize) {
        if depth > MAX_DEPTH {
            self.too_many(branch.if_token.span);
            return;
        }
        let conditions = conjuncts(&branch.cond);
        if conditions.len() > 1 {
            return self.let_chain(&conditions, branch, join, depth);
        }
        let (cond, pattern) = self.condition(&branch.cond);
        let wanted = branch.else_branch.is_some() && !join.dropped;
        let then = self.join_arm(join, |r| {
            r.scope(|r| {
                if let Some((pat, value)) = pattern {
                    r.bind_matched(pat, value);
                }
                r.then_block(&branch.then_branch, wanted)
            })
        });
        let otherwise = self.else_branch(branch, join, depth);
        match cond {
            Some(cond) => self.push_if(cond, then, otherwise),
            None => self.out.extend(then),
        }
    }

    fn else_branch(&mut self, branch: &ExprIf, join: &mut Join, depth: usize) -> Vec<Step> {
        match branch.else_branch.as_ref().map(|(_, e)| peel(e)) {
            None => {
                join.ends = true;
                Vec::new()
            }
            Some(Expr::If(next)) => self.nested(|r| r.chain(next, join, depth + 1)).0,
            Some(last) => {
                let dropped = join.dropped;
                self.join_arm(join, |r| r.arm_value(last, dropped))
            }
        }
    }

    /// `if let Some(a) = x && a > 0.0 { .. } else { .. }`: nested branches, and a block that is left where all hold.
    fn let_chain(&mut self, conditions: &[&Expr], branch: &ExprIf, join: &mut Join, depth: usize) {
        let has_else = branch.else_branch.is_some();
        let wanted = has_else && !join.dropped;
        let done = self.flag();
        let mut then = |r: &mut Self| {
            let then = r.join_arm(join, |r| r.then_block(&branch.then_branch, wanted));
            r.out.extend(then);
            if has_else && r.flow().falls {
                r.exit(done);
            }
        };
        let (mut body, ()) = self.nested(|r| r.where_all_hold(conditions, &mut then));
        body.extend(self.else_branch(branch, join, depth));
        if !has_else {
            self.out.extend(body);
            return;
        }
        let inner = Flow::of(&body);
        let falls = inner.falls || inner.exits.contains(&done);
        let flow = Flow { falls, exits: inner.without(&[done]).exits };
        self.out.push(Step::Block { body, label: done, flow });
    }

    fn where_all_hold(&mut self, conditions: &[&Expr], then: &mut dyn FnMut(&mut Self)) {
        let Some((first, rest)) = conditions.split_first() else { return then(self) };
        let (cond, pattern) = self.condition(first);
        let (inner, ()) = self.nested(|r| {
            r.scope(|r| {
                if let Some((pat, value)) = pattern {
                    r.bind_matched(pat, value);
                }
                r.where_all_hold(rest, then);
            });
        });
        match cond {
            Some(cond) => self.push_if(cond, inner, Vec::new()),
            None => self.out.extend(inner),
        }
    }

    /// Without an `else`, the block has no value that matters.
    /// What an arm gives; nothing where nobody looks at it.
    fn arm_value(&mut self, arm: &Expr, dropped: bool) -> Temp {
        if !dropped {
            return self.expr(arm);
        }
        match peel(arm) {
            Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => {
                self.block_for_effect(&block.block);
            }
            _ => self.for_effect(arm),
        }
        self.unit(first_span(arm))
    }

    fn then_block(&mut self, block: &Block, wanted: bool) -> Temp {
        if wanted {
            return self.block(block);
        }
        self.block_for_effect(block);
        self.unit(block.brace_token.span.close())
    }

    /// A condition, and what `if let` binds where it holds. No condition: it always does.
    pub(super) fn condition<'e>(&mut self, cond: &'e Expr) -> (Option<Temp>, Option<(&'e Pat, Temp)>) {
        if let Expr::Let(matched) = peel(cond) {
            let value = self.expr(&matched.expr);
            return (self.test(&matched.pat, value), Some((&matched.pat, value)));
        }
        let cond = self.expr(cond);
        self.expect(cond, Kind::Exact(crate::ir::Ty::Bool));
        (Some(cond), None)
    }

    /// The head of `while let`, which leaves the loop where the pattern does not match; its names are those of the open scope.
    pub(super) fn while_all_hold(&mut self, cond: &Expr, breaks: Var, span: Span) {
        for cond in conjuncts(cond) {
            let (test, pattern) = self.condition(cond);
            if let Some(test) = test {
                let failed = self.not(test, span);
                let (exit, ()) = self.nested(|r| r.exit(breaks));
                self.push_if(failed, exit, Vec::new());
            }
            if let Some((pat, value)) = pattern {
                self.bind_matched(pat, value);
            }
        }
    }

    fn too_many(&mut self, span: Span) {
        let what = format!("more than {MAX_DEPTH} alternatives");
        self.errors.not_yet(span, &what, "look the numbers up in a constant array");
    }

    /// The first arm whose pattern and guard hold. rustc has checked that there is one, so the last needs no test.
    fn arms(&mut self, arms: &[Arm], value: Temp, join: &mut Join, depth: usize) {
        let Some((arm, rest)) = arms.split_first() else { return };
        if depth > MAX_DEPTH {
            self.too_many(first_span(&arm.pat));
            return;
        }
        let test = self.test(&arm.pat, value);
        let guard = arm.guard.as_ref().map(|(_, guard)| &**guard);
        let cond = match (test, guard) {
            (test, None) if rest.is_empty() || test.is_none() => None,
            (test, None) => test,
            (test, Some(guard)) => Some(self.guarded(&arm.pat, test, guard, value)),
        };
        let dropped = join.dropped;
        let body = |r: &mut Self| {
            r.scope(|r| {
                r.bind_matched(&arm.pat, value);
                r.arm_value(&arm.body, dropped)
            })
        };
        let then = self.join_arm(join, body);
        let Some(cond) = cond else {
            self.out.extend(then);
            return;
        };
        let (otherwise, ()) = self.nested(|r| r.arms(rest, value, join, depth + 1));
        self.push_if(cond, then, otherwise);
    }

    /// `pattern if guard`: the guard sees what the pattern binds, and only where it matches.
    fn guarded(&mut self, pat: &Pat, test: Option<Temp>, guard: &Expr, value: Temp) -> Temp {
        let span = first_span(guard);
        let guard = |r: &mut Self| {
            r.scope(|r| {
                r.bind_matched(pat, value);
                r.expr(guard)
            })
        };
        match test {
            Some(test) => self.short(false, test, span, guard),
            None => {
                let guard = guard(self);
                self.expect(guard, Kind::Exact(crate::ir::Ty::Bool));
                guard
            }
        }
    }

    /// `matches!(value, pattern if guard)`
    pub(super) fn matches_macro(&mut self, value: &Expr, pat: &Pat, guard: Option<&Expr>) -> Temp {
        let span = first_span(pat);
        let value = self.expr(value);
        let test = self.test(pat, value);
        match guard {
            Some(guard) => self.guarded(pat, test, guard, value),
            None => test.unwrap_or_else(|| self.bool(true, span)),
        }
    }
}

/// `let p = x`, `a` and `b` of `let p = x && a && b`; a condition without `let` is whole.
fn conjuncts(cond: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    let mut at = peel(cond);
    while let Expr::Binary(binary) = at
        && let syn::BinOp::And(_) = binary.op
    {
        found.push(&*binary.right);
        at = peel(&binary.left);
    }
    found.push(at);
    found.reverse();
    if found.iter().any(|e| has_let(e)) { found } else { vec![cond] }
}

pub(super) fn has_let(cond: &Expr) -> bool {
    match peel(cond) {
        Expr::Let(_) => true,
        Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
            has_let(&binary.left) || has_let(&binary.right)
        }
        _ => false,
    }
}
