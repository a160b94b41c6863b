//! The user's own expressions, as one line of text.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::expr::{Expr, name};
use super::number::{euler, pi};
use crate::ir::Origin;
use crate::origins::Origins;

/// A piece of source with these operands in its holes, if they can be written there.
pub(super) fn expression(origins: &Origins, origin: Origin, operands: &[String]) -> Option<Expr> {
    let operands: Vec<TokenStream> = operands.iter().map(|text| text.parse().ok()).collect::<Option<_>>()?;
    let text = line(origins.render(origin, &operands));
    if text.is_empty() || text.contains(['`', '\n']) {
        return None;
    }
    Some(if is_atom(&text) { constant(&text) } else { Expr::Opaque(text.into()) })
}

/// The path of a constant says no more than its last segment.
fn constant(text: &str) -> Expr {
    let is_path = text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':');
    match text.rsplit_once("::") {
        Some((before, "PI")) if before.ends_with("consts") => pi(),
        Some((before, "E")) if before.ends_with("consts") => euler(),
        Some((_, last)) if is_path => name(last),
        _ => name(text),
    }
}

/// Nothing in it binds more loosely than a call.
fn is_atom(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().all(|c| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        depth > 0 || c.is_alphanumeric() || matches!(c, '_' | ':' | '.' | ')' | ']')
    })
}

/// Tokens with the spaces that a person would write.
fn line(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut glued = true;
    for tree in tokens {
        let tight = match &tree {
            TokenTree::Punct(p) => matches!(p.as_char(), '.' | ',' | ':' | ';' | '?'),
            TokenTree::Group(g) => g.delimiter() != Delimiter::Brace && ends_operand(&out),
            _ => false,
        };
        if !tight && !glued {
            out.push(' ');
        }
        glued = match &tree {
            TokenTree::Punct(p) => {
                let prefix = matches!(p.as_char(), '&' | '!' | '-' | '*') && !ends_operand(&out);
                prefix || matches!(p.as_char(), '.' | ':') || p.spacing() == proc_macro2::Spacing::Joint
            }
            _ => false,
        };
        match tree {
            TokenTree::Group(g) => {
                let (open, close) = match g.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out = format!("{out}{open}{}{close}", line(g.stream()));
            }
            other => out.push_str(&other.to_string()),
        }
    }
    out
}

/// An operand ends here: what follows is a call, an index, or a binary operator.
fn ends_operand(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '!'))
}
