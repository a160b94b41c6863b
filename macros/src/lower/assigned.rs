//! Whether a variable is assigned to, as its tokens show.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// Somewhere in these tokens the name, or a part of it, stands on the left of `=`.
pub(super) fn is_assigned(tokens: TokenStream, name: &Ident) -> bool {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    (0..trees.len()).any(|at| match &trees[at] {
        TokenTree::Group(group) => is_assigned(group.stream(), name),
        TokenTree::Ident(here) if here == name && !is_bound(&trees[..at]) => begins_an_assignment(&trees[at + 1..]),
        _ => false,
    })
}

/// `let mut`
fn is_bound(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Ident(keyword), TokenTree::Ident(mutable)] if keyword == "let" && mutable == "mut")
}

/// `.field[i] =`, `+=`
fn begins_an_assignment(after: &[TokenTree]) -> bool {
    match after {
        [TokenTree::Punct(dot), TokenTree::Ident(_) | TokenTree::Literal(_), rest @ ..] if dot.as_char() == '.' => {
            begins_an_assignment(rest)
        }
        [TokenTree::Group(index), rest @ ..] if index.delimiter() == Delimiter::Bracket => begins_an_assignment(rest),
        [TokenTree::Punct(equals), next, ..] if equals.as_char() == '=' => {
            !matches!(next, TokenTree::Punct(next) if "=>".contains(next.as_char()))
        }
        [TokenTree::Punct(op), TokenTree::Punct(equals), ..] => {
            "+-*/%^&|".contains(op.as_char()) && equals.as_char() == '='
        }
        _ => false,
    }
}
