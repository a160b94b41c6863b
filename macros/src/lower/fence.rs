//! What is refused, and what to write instead.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Attribute, Expr};

use crate::errors::Errors;

/// Levels of nesting that are read.
pub(super) const MAX_DEPTH: usize = 256;

/// The first token that is nested too deep, if there is one. Counts groups, and runs of prefix operators; never recurses itself.
pub(crate) fn depth(tokens: &TokenStream) -> Option<Span> {
    let mut stack = vec![tokens.clone().into_iter()];
    let mut run = 0;
    while let Some(top) = stack.last_mut() {
        let Some(tree) = top.next() else {
            stack.pop();
            run = 0;
            continue;
        };
        run = if is_prefix(&tree) { run + 1 } else { 0 };
        if run > MAX_DEPTH || stack.len() > MAX_DEPTH {
            return Some(tree.span());
        }
        if let TokenTree::Group(group) = tree {
            stack.push(group.stream().into_iter());
        }
    }
    None
}

/// Levels of nesting.
pub(super) fn nesting(tokens: &TokenStream) -> usize {
    let mut stack = vec![tokens.clone().into_iter()];
    let (mut deepest, mut run) = (1, 0);
    while let Some(top) = stack.last_mut() {
        let Some(tree) = top.next() else {
            stack.pop();
            run = 0;
            continue;
        };
        run = if is_prefix(&tree) { run + 1 } else { 0 };
        deepest = deepest.max(stack.len()).max(run);
        if let TokenTree::Group(group) = tree {
            stack.push(group.stream().into_iter());
        }
    }
    deepest
}

fn is_prefix(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '-' | '!' | '*' | '&' | '|' | '<'),
        TokenTree::Ident(ident) => ident == "return" || ident == "break" || ident == "move" || ident == "mut",
        _ => false,
    }
}

pub(crate) fn report_depth(span: Span, errors: &mut Errors) {
    let message = format!("expression nested deeper than {MAX_DEPTH} levels");
    errors.refuse(span, message, "split it with `let`");
}

/// Why a construct is refused.
pub(super) enum Refusal {
    NotYet { what: &'static str, help: &'static str },
    Never { message: &'static str, help: &'static str },
}

impl Refusal {
    pub(super) fn report(&self, span: Span, errors: &mut Errors) {
        match self {
            Self::NotYet { what, help } => errors.not_yet(span, what, help),
            Self::Never { message, help } => errors.refuse(span, *message, help),
        }
    }
}

const fn not_yet(what: &'static str, help: &'static str) -> Refusal {
    Refusal::NotYet { what, help }
}

const fn never(message: &'static str, help: &'static str) -> Refusal {
    Refusal::Never { message, help }
}

/// The token of an expression that lowering has no arm for, and why.
pub(super) fn refused(expr: &Expr) -> (Span, Refusal) {
    let plain_fn = "move the computation into a plain `fn`";
    let refusal = match expr {
        Expr::Async(_) => never("`async` blocks cannot be differentiated", plain_fn),
        Expr::Await(e) => {
            return (
                e.await_token.span,
                never("`.await` cannot be differentiated", "await before the call and pass the value"),
            );
        }
        Expr::Closure(e) => {
            let help = "bind it with `let` and call it, or make it an annotated `fn`";
            return (e.or1_token.spans[0], not_yet("closures as values", help));
        }
        Expr::Const(_) => not_yet("`const` blocks", "name the constant outside of the function"),
        Expr::Infer(_) => not_yet("`_` in this place", "name the value"),
        Expr::Range(_) => not_yet("ranges as values", "write the range in the head of a `for`"),
        Expr::RawAddr(_) => never("raw pointers cannot be differentiated", "use slices"),
        Expr::Struct(_) => not_yet("struct literals", "keep the numbers in variables or in an array"),
        Expr::Try(e) => {
            return (e.question_token.span, not_yet("`?` operators", "handle the error before the call"));
        }
        Expr::TryBlock(_) => never("`try` blocks cannot be differentiated", plain_fn),
        Expr::Unsafe(_) => never(
            "`unsafe` code cannot be differentiated",
            "use the safe form, or a function with `derivative = ..` around it",
        ),
        Expr::Yield(_) => never("`yield` cannot be differentiated", plain_fn),
        _ => not_yet("expressions of this kind", "write it with arithmetic, `let`, `if` and loops"),
    };
    (super::signature::first_span(expr), refusal)
}

/// The attributes of an expression that lowering has an arm for.
pub(super) fn attributes(expr: &Expr) -> &[Attribute] {
    match expr {
        Expr::Array(e) => &e.attrs,
        Expr::Assign(e) => &e.attrs,
        Expr::Binary(e) => &e.attrs,
        Expr::Block(e) => &e.attrs,
        Expr::Break(e) => &e.attrs,
        Expr::Call(e) => &e.attrs,
        Expr::Cast(e) => &e.attrs,
        Expr::Continue(e) => &e.attrs,
        Expr::Field(e) => &e.attrs,
        Expr::ForLoop(e) => &e.attrs,
        Expr::If(e) => &e.attrs,
        Expr::Index(e) => &e.attrs,
        Expr::Lit(e) => &e.attrs,
        Expr::Loop(e) => &e.attrs,
        Expr::Macro(e) => &e.attrs,
        Expr::Match(e) => &e.attrs,
        Expr::MethodCall(e) => &e.attrs,
        Expr::Path(e) => &e.attrs,
        Expr::Reference(e) => &e.attrs,
        Expr::Repeat(e) => &e.attrs,
        Expr::Return(e) => &e.attrs,
        Expr::Tuple(e) => &e.attrs,
        Expr::Unary(e) => &e.attrs,
        Expr::While(e) => &e.attrs,
        _ => &[],
    }
}
