//! What is refused, and what to write instead.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::Expr;

use super::checkpoint;
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

/// Attributes that do not change what is compiled.
const HARMLESS: [&str; 9] = ["allow", "expect", "warn", "deny", "forbid", "doc", "inline", "rustfmt", "clippy"];

/// Words that begin an item, whose attributes stay with it.
const ITEMS: [&str; 16] = [
    "pub",
    "fn",
    "const",
    "static",
    "use",
    "type",
    "struct",
    "enum",
    "union",
    "trait",
    "impl",
    "mod",
    "extern",
    "unsafe",
    "async",
    "macro_rules",
];

/// Refuses attributes that change what is compiled. They are looked for in the tokens, so that no node can be forgotten
/// that may carry some.
pub(super) fn attributes(tokens: TokenStream, errors: &mut Errors) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let (mut rest, mut found) = (&trees[..], Vec::new());
    while let Some(tree) = rest.first() {
        if let Some((attribute, after)) = attribute(rest) {
            found.push(attribute);
            rest = after;
            continue;
        }
        if !begins_an_item(rest) {
            found.iter().for_each(|attribute| refuse_attribute(attribute, rest, errors));
        }
        found.clear();
        rest = match tree {
            TokenTree::Group(group) => {
                attributes(group.stream(), errors);
                &rest[1..]
            }
            TokenTree::Ident(word) if word == "fn" && is_ident(rest.get(1)) => after_body(rest),
            _ => &rest[1..],
        };
    }
    found.iter().for_each(|attribute| refuse_attribute(attribute, &[], errors));
}

/// `#[..]` or `#![..]`: what is in the brackets, and what comes after.
fn attribute(trees: &[TokenTree]) -> Option<(&Group, &[TokenTree])> {
    let is = |tree: &TokenTree, c| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == c);
    let (hash, rest) = trees.split_first()?;
    let rest = if is(rest.first()?, '!') { &rest[1..] } else { rest };
    match rest.split_first()? {
        (TokenTree::Group(group), after) if is(hash, '#') && group.delimiter() == Delimiter::Bracket => {
            Some((group, after))
        }
        _ => None,
    }
}

fn refuse_attribute(attribute: &Group, before: &[TokenTree], errors: &mut Errors) {
    let first = attribute.stream().into_iter().next();
    let name = first.as_ref().map(ToString::to_string).unwrap_or_default();
    let span = first.map_or_else(|| attribute.span(), |first| first.span());
    if name == checkpoint::NAME {
        if !checkpoint::stands_before_loop(before) {
            checkpoint::misplaced(span, errors);
        }
    } else if !HARMLESS.contains(&name.as_str()) {
        let help = "write one function for each configuration, or remove the attribute";
        errors.not_yet(span, &format!("`#[{name}]` attributes inside a function"), help);
    }
}

/// An item, and not a block such as `unsafe {}`.
fn begins_an_item(trees: &[TokenTree]) -> bool {
    let word = matches!(trees.first(), Some(TokenTree::Ident(word)) if ITEMS.iter().any(|item| word == item));
    word && !matches!(trees.get(1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

fn is_ident(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Ident(_)))
}

/// What comes after the body of an inner function, which is copied as it is.
fn after_body(trees: &[TokenTree]) -> &[TokenTree] {
    let is_body = |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let end = trees.iter().position(is_body).map_or(trees.len(), |body| body + 1);
    &trees[end..]
}
