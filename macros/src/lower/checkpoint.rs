//! `#[checkpoint]` before a `for`: its adjoint keeps what every so many turns begin with, and runs the turns between again.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitInt, Meta, Token};

use super::reader::Reader;
use super::steps::{LoopKind, Segment, Step};
use crate::errors::Errors;

pub(crate) const NAME: &str = "checkpoint";

/// What comes after it is a `for`, maybe with a label.
pub(super) fn stands_before_loop(rest: &[TokenTree]) -> bool {
    let is_for = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Ident(word)) if word == "for");
    let labelled =
        matches!(rest.first(), Some(TokenTree::Punct(tick)) if tick.as_char() == '\'') && is_for(rest.get(3));
    is_for(rest.first()) || labelled
}

/// Before something else.
pub(super) fn misplaced(span: Span, errors: &mut Errors) {
    errors.refuse(span, "only a `for` loop can be checkpointed", "write `for _ in 0..n` with a `break`");
}

/// The code in brackets without these attributes: what the compiler gets to see of it. Functions inside have their own.
pub(crate) fn without(group: Group) -> Group {
    if !is_in(group.stream()) {
        return group;
    }
    let mut out: Vec<TokenTree> = Vec::new();
    let mut in_signature = false;
    for tree in group.stream() {
        let follows_hash = matches!(out.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
        let names_function = matches!(out.last(), Some(TokenTree::Ident(word)) if word == "fn");
        in_signature |= names_function && matches!(tree, TokenTree::Ident(_));
        match tree {
            TokenTree::Group(mark) if follows_hash && is_mark(&mark) => _ = out.pop(),
            TokenTree::Group(body) if in_signature && body.delimiter() == Delimiter::Brace => {
                in_signature = false;
                out.push(TokenTree::Group(body));
            }
            TokenTree::Group(inner) => out.push(TokenTree::Group(without(inner))),
            other => out.push(other),
        }
    }
    let mut stripped = Group::new(group.delimiter(), out.into_iter().collect());
    stripped.set_span(group.span());
    stripped
}

fn is_in(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Group(group) => is_mark(&group) || is_in(group.stream()),
        _ => false,
    })
}

fn is_mark(group: &Group) -> bool {
    group.delimiter() == Delimiter::Bracket
        && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == NAME)
}

impl Reader<'_> {
    /// How long the parts of a loop are, if it is checkpointed.
    pub(super) fn segment(&mut self, attrs: &[Attribute]) -> Option<(Segment, Span)> {
        let attr = attrs.iter().find(|attr| attr.path().is_ident(NAME))?;
        let span = attr.path().span();
        let help = "write `#[checkpoint]`, or `#[checkpoint(every = 100)]` for parts of a hundred turns";
        let every = match &attr.meta {
            Meta::Path(_) => return Some((Segment::Root, span)),
            Meta::List(list) => list.parse_args_with(|input: syn::parse::ParseStream<'_>| {
                let name: Ident = input.parse()?;
                let _: Token![=] = input.parse()?;
                let every: LitInt = input.parse()?;
                Ok((name, every))
            }),
            Meta::NameValue(_) => Err(syn::Error::new(span, help)),
        };
        match every {
            Ok((name, every)) if name == "every" && every.base10_parse::<u32>().is_ok_and(|n| n > 0) => {
                Some((Segment::Turns(every.base10_parse().expect("just parsed")), span))
            }
            _ => {
                self.errors.refuse(
                    span,
                    "a checkpointed loop has parts of a number of turns, written as a literal",
                    help,
                );
                None
            }
        }
    }

    /// The loop that these steps are is checkpointed.
    pub(super) fn in_segments(&mut self, from: usize, (segment, span): (Segment, Span)) {
        if mark(&mut self.out[from..], segment) != Some(1) {
            let help = "loop over a range, and take the items by their index";
            self.errors.not_yet(span, "checkpoints of loops over this iterator", help);
        }
    }
}

/// The number of counted loops; none where there is one without a range.
fn mark(steps: &mut [Step], segment: Segment) -> Option<usize> {
    let mut counted = 0;
    for step in steps {
        counted += match step {
            Step::Loop(inner) => match &mut inner.kind {
                LoopKind::For { range, .. } => {
                    range.segment = Some(segment);
                    1
                }
                LoopKind::While { .. } | LoopKind::Forever => return None,
            },
            Step::Block { body, .. } => mark(body, segment)?,
            _ => 0,
        };
    }
    Some(counted)
}
