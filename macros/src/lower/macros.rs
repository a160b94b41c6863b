//! Macros that the front end sees through.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Macro, Pat, Token};

use super::expr::{first_span, peel};
use super::reader::Reader;
use super::steps::{Length, Step, Temp};
use crate::ir::Dim;
use crate::origins::hole;

/// Kept as they are: for their effect, once, where the value is computed. The number counts the arguments before the format string.
const KEPT: [(&str, usize); 10] = [
    ("assert", 1),
    ("debug_assert", 1),
    ("assert_eq", 2),
    ("assert_ne", 2),
    ("debug_assert_eq", 2),
    ("debug_assert_ne", 2),
    ("print", 0),
    ("println", 0),
    ("eprint", 0),
    ("eprintln", 0),
];

const DIVERGING: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

impl Reader<'_> {
    pub(super) fn macro_call(&mut self, invocation: &Macro) -> Temp {
        let span = first_span(&invocation.path);
        let name = invocation.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        let tokens = invocation.tokens.clone();
        match name.as_str() {
            "vec" => self.vec_macro(tokens, span),
            "matches" => match MatchesInput::parse.parse2(tokens) {
                Ok(input) => self.matches_macro(&input.value, &input.pat, input.guard.as_ref()),
                Err(error) => self.syntax(&error, span),
            },
            name if DIVERGING.contains(&name) => self.effect(invocation, 0, true, span),
            name => {
                if let Some((_, leading)) = KEPT.iter().find(|(kept, _)| *kept == name) {
                    return self.effect(invocation, *leading, false, span);
                }
                let message = format!("cannot see through the macro `{name}!`");
                self.refuse(span, message, "expand it by hand, or move it out of the function")
            }
        }
    }

    fn syntax(&mut self, error: &syn::Error, span: Span) -> Temp {
        self.errors.syntax(error);
        self.poison(span)
    }

    fn vec_macro(&mut self, tokens: TokenStream, span: Span) -> Temp {
        match VecInput::parse.parse2(tokens) {
            Ok(VecInput::List(items)) => {
                let items = self.exprs(&items);
                self.array(items, true, span)
            }
            Ok(VecInput::Repeat(parts)) => {
                let (item, len) = (self.expr(&parts.0), self.expr(&parts.1));
                self.expect(len, super::types::Kind::Exact(crate::ir::Ty::USIZE));
                self.repeat(item, Length::Run(len), Dim::Dyn, span)
            }
            Err(error) => self.syntax(&error, span),
        }
    }

    /// `assert!(x > 0.0, "x is {}", x)`: the operands are values, the rest stays as written.
    fn effect(&mut self, invocation: &Macro, leading: usize, diverges: bool, span: Span) -> Temp {
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let arguments = match parser.parse2(invocation.tokens.clone()) {
            Ok(arguments) => arguments,
            Err(error) => return self.syntax(&error, span),
        };
        let format = arguments.iter().nth(leading);
        if let Some(format) = format.filter(|e| names_variables(e)) {
            let help = "write `{}` and pass the value as an argument";
            return self.not_yet(first_span(format), "variables inside a format string", help);
        }
        let mut args = Vec::new();
        let mut parts: Vec<TokenStream> = Vec::new();
        for (k, argument) in arguments.iter().enumerate() {
            if k == leading {
                parts.push(argument.to_token_stream());
                continue;
            }
            if let Expr::Assign(named) = peel(argument) {
                return self.not_yet(first_span(named), "named arguments of a format string", "pass them in order");
            }
            let h = hole(args.len());
            args.push(self.expr(argument));
            parts.push(h.to_token_stream());
        }
        if format.is_none() && leading == 1 {
            // Without a message, the failed condition is quoted as the user wrote it.
            let said = format!("assertion failed: {}", arguments.to_token_stream());
            parts.extend([quote!("{}"), quote!(#said)]);
        }
        let path = &invocation.path;
        let template = quote!(#path!(#(#parts),*));
        self.out.push(Step::Effect { template, span, args });
        if diverges { self.never(span) } else { self.unit(span) }
    }
}

/// `"{x}"` reads a variable that the expansion may not have.
fn names_variables(format: &Expr) -> bool {
    let Expr::Lit(lit) = peel(format) else { return true };
    let Lit::Str(text) = &lit.lit else { return true };
    let text = text.value().replace("{{", "").replace("}}", "");
    text.split('{').skip(1).any(|piece| {
        let (name, rest) = piece.split_once(':').unwrap_or((piece.split('}').next().unwrap_or(""), ""));
        let width = rest.split('}').next().unwrap_or("").contains('$');
        width || name.starts_with(|c: char| c.is_alphabetic() || c == '_')
    })
}

enum VecInput {
    List(Vec<Expr>),
    Repeat(Box<(Expr, Expr)>),
}

impl Parse for VecInput {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self::List(Vec::new()));
        }
        let first: Expr = input.parse()?;
        if input.parse::<Option<Token![;]>>()?.is_some() {
            return Ok(Self::Repeat(Box::new((first, input.parse()?))));
        }
        let mut items = vec![first];
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            items.push(input.parse()?);
        }
        Ok(Self::List(items))
    }
}

struct MatchesInput {
    value: Expr,
    pat: Pat,
    guard: Option<Expr>,
}

impl Parse for MatchesInput {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.parse::<Option<Token![if]>>()?.is_some() { Some(input.parse()?) } else { None };
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { value, pat, guard })
    }
}
