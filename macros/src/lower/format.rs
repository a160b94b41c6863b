//! Format strings: which variables they name.

use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Expr, Ident, Lit, LitStr};

use super::expr::peel;

/// The text of a format string; nothing if it is not a literal.
pub(super) fn literal(format: &Expr) -> Option<&LitStr> {
    match peel(format) {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The names in `"{x:.digits$}"`: `x` and `digits`, each once.
pub(super) fn names(text: &LitStr) -> Vec<Ident> {
    let content = text.value().replace("{{", "").replace("}}", "");
    let mut found: Vec<Ident> = Vec::new();
    for piece in content.split('{').skip(1) {
        let piece = piece.split('}').next().unwrap_or_default();
        let (name, spec) = piece.split_once(':').unwrap_or((piece, ""));
        let widths = spec.split('$').rev().skip(1).map(last_word);
        for name in std::iter::once(name.trim()).chain(widths) {
            let Ok(mut name) = Ident::parse_any.parse_str(name) else { continue };
            name.set_span(text.span());
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// `digits` of `>8.digits`
fn last_word(spec: &str) -> &str {
    let end = spec.rfind(|c: char| !c.is_alphanumeric() && c != '_');
    end.map_or(spec, |end| &spec[end + spec[end..].chars().next().map_or(1, char::len_utf8)..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let text = LitStr::new(text, proc_macro2::Span::call_site());
        names(&text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_stand_before_colons_and_dollars() {
        assert_eq!(found("{} {0} {{no}} {x} {y:?} {x:>8.3}"), ["x", "y"]);
        assert_eq!(found("{x:>width$.digits$e} {0:2$} {:.*}"), ["x", "digits", "width"]);
        assert_eq!(found("{σ:é>1$} {type}"), ["σ", "type"]);
    }
}
