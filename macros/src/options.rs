//! The arguments of the attribute: `#[differentiable(hessian, constant(data), name = Energy)]`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Lit, Token, parenthesized};

use crate::errors::Errors;
use crate::naming::Home;

/// What can be asked for by name. A row is a name and whether `value_and_` can stand before it.
const OUTPUTS: [(&str, bool); 15] = [
    ("derivative", true),
    ("second_derivative", false),
    ("gradient", true),
    ("partials", false),
    ("hessian", true),
    ("hessian_sparse", false),
    ("jacobian", true),
    ("jvp", true),
    ("vjp", true),
    ("hvp", false),
    ("gradient_and_hvp", false),
    ("objective", false),
    ("residuals", false),
    ("curve", false),
    ("check", false),
];

const SETTINGS: [&str; 10] =
    ["name", "crate", "constant", "wrt", "order", "recursive", "reassociate", "derivative", "associated", "allow"];

/// A parameter that varies, and that no result is computed from.
pub(crate) const UNUSED_PARAMETER: &str = "unused_parameter";

/// What is warned of, by the names with which it is allowed.
const WARNINGS: [&str; 1] = [UNUSED_PARAMETER];

/// The highest order of derivative that can be asked for.
const MAX_ORDER: u8 = 3;

#[derive(Default, Clone)]
pub(crate) struct Options {
    /// Name of the twin, where it is not that of the function.
    pub(crate) name: Option<Ident>,
    /// Path of the runtime crate.
    pub(crate) krate: Option<syn::Path>,
    /// The only outputs to generate; all where nothing is named.
    pub(crate) outputs: Option<Vec<Ident>>,
    /// Parameters without a derivative.
    pub(crate) constants: Vec<Ident>,
    /// Fields of struct parameters without a derivative: `p.scale`.
    pub(crate) constant_fields: Vec<FieldPath>,
    /// Parameters that the public outputs report; all active ones where nothing is named.
    pub(crate) wrt: Vec<Ident>,
    pub(crate) order: Option<u8>,
    /// It calls itself through others.
    pub(crate) recursive: bool,
    /// Its derivatives may add the terms of sums in another order.
    pub(crate) reassociate: bool,
    /// What is not warned of.
    pub(crate) allowed: Vec<Ident>,
    /// The function that gives its derivative.
    pub(crate) rule: Option<syn::Path>,
    /// It was a closure: nobody calls its derivatives but those of the function around it.
    pub(crate) is_closure: bool,
    /// Where the function stands, as far as it is known.
    pub(crate) home: Home,
}

impl Options {
    /// For a function that was a closure in this one.
    pub(crate) fn of_closure(&self) -> Self {
        let Self { krate, reassociate, .. } = self;
        Self { krate: krate.clone(), reassociate: *reassociate, order: Some(2), is_closure: true, ..Self::default() }
    }

    pub(crate) fn allows(&self, warning: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed == warning)
    }

    /// What is left for a function that stands in for one that was refused.
    pub(crate) fn of_stand_in(&self) -> Self {
        Self { rule: None, order: self.order.filter(|order| *order < MAX_ORDER), ..self.clone() }
    }
}

/// A field of a parameter, or a field of one.
#[derive(Clone)]
pub(crate) struct FieldPath {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// Reads the arguments; what is wrong with one of them does not hide the others.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    let arguments = match Punctuated::<Argument, Token![,]>::parse_terminated.parse2(tokens) {
        Ok(arguments) => arguments,
        Err(error) => {
            errors.syntax(&error);
            return options;
        }
    };
    let mut seen: Vec<String> = Vec::new();
    for argument in arguments {
        let key = argument.key.to_string();
        if seen.contains(&key) {
            errors.refuse(argument.key.span(), format!("option `{key}` given twice"), "remove one of them");
            continue;
        }
        seen.push(key);
        options.take(argument, errors);
    }
    options
}

struct Argument {
    key: Ident,
    value: Value,
}

enum Value {
    None,
    /// `key = tokens`, up to the next comma.
    Is(Span, TokenStream),
    /// `key(a, b)`
    List(Span, TokenStream),
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let key = input.call(syn::ext::IdentExt::parse_any)?;
        if input.peek(syn::token::Paren) {
            let content;
            let paren = parenthesized!(content in input);
            return Ok(Self { key, value: Value::List(paren.span.join(), content.parse()?) });
        }
        if input.parse::<Option<Token![=]>>()?.is_none() {
            return Ok(Self { key, value: Value::None });
        }
        let span = input.span();
        let mut tokens = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            tokens.extend([input.parse::<proc_macro2::TokenTree>()?]);
        }
        Ok(Self { key, value: Value::Is(span, tokens) })
    }
}

impl Options {
    fn take(&mut self, Argument { key, value }: Argument, errors: &mut Errors) {
        let text = key.to_string();
        match (text.as_str(), value) {
            ("name", Value::Is(span, tokens)) => self.name = read(tokens, span, "a name", "name = Energy", errors),
            ("crate", Value::Is(span, tokens)) => {
                self.krate =
                    read_with(syn::Path::parse_mod_style, tokens, span, "a path", "crate = my::chainrule", errors);
            }
            ("derivative", Value::Is(span, tokens)) => {
                self.rule =
                    read_with(syn::Path::parse_mod_style, tokens, span, "a path", "derivative = d_lookup", errors);
            }
            ("order", Value::Is(span, tokens)) => self.order = order(tokens, span, errors),
            ("constant", Value::List(span, tokens)) => {
                let (fields, rest) = fields(tokens);
                self.constant_fields = fields;
                if !rest.is_empty() || self.constant_fields.is_empty() {
                    self.constants = names(&text, rest, span, "parameters", "x", errors);
                }
            }
            ("wrt", Value::List(span, tokens)) => self.wrt = names(&text, tokens, span, "parameters", "x", errors),
            ("allow", Value::List(span, tokens)) => {
                self.allowed = names(&text, tokens, span, "warnings", UNUSED_PARAMETER, errors);
                self.allowed.iter().for_each(|name| refuse_unknown_warning(name, errors));
            }
            ("allow", _) => {
                let help = format!("write `allow({UNUSED_PARAMETER})`");
                errors.refuse(key.span(), "option `allow` needs a list of warnings", help);
            }
            ("name" | "crate" | "order", _) => {
                let example = match text.as_str() {
                    "name" => "Energy",
                    "crate" => "my::chainrule",
                    _ => "2",
                };
                errors.refuse(
                    key.span(),
                    format!("option `{text}` needs a value"),
                    format!("write `{text} = {example}`"),
                );
            }
            ("constant" | "wrt", _) => {
                let message = format!("option `{text}` needs a list of parameters");
                errors.refuse(key.span(), message, format!("write `{text}(x, y)`"));
            }
            ("recursive", Value::None) => self.recursive = true,
            ("reassociate", Value::None) => self.reassociate = true,
            ("associated", Value::None) => self.home = Home::Impl,
            ("recursive" | "reassociate" | "associated", Value::Is(..) | Value::List(..)) => {
                errors.refuse(key.span(), format!("option `{text}` takes no value"), format!("write `{text}` alone"));
            }
            (_, Value::None) if is_output(&text) => self.outputs.get_or_insert_default().push(key),
            (_, Value::Is(..) | Value::List(..)) if is_output(&text) => {
                errors.refuse(key.span(), format!("option `{text}` takes no value"), format!("write `{text}` alone"));
            }
            _ => unknown(&key, errors),
        }
    }
}

pub(crate) fn is_output(name: &str) -> bool {
    let valued = name.strip_prefix("value_and_");
    OUTPUTS.iter().any(|(output, with_value)| *output == name || (*with_value && Some(*output) == valued))
}

fn unknown(key: &Ident, errors: &mut Errors) {
    let text = key.to_string();
    let known = OUTPUTS.iter().map(|(name, _)| *name).chain(SETTINGS);
    let help = match nearest(&text, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the settings are `{}`; the rest names an output such as `gradient`", SETTINGS.join("`, `")),
    };
    errors.refuse(key.span(), format!("unknown option `{text}`"), help);
}

fn read<T: Parse>(tokens: TokenStream, span: Span, what: &str, example: &str, errors: &mut Errors) -> Option<T> {
    read_with(T::parse, tokens, span, what, example, errors)
}

fn read_with<T>(
    parser: impl Parser<Output = T>,
    tokens: TokenStream,
    span: Span,
    what: &str,
    example: &str,
    errors: &mut Errors,
) -> Option<T> {
    let found = describe(&tokens);
    let value = parser.parse2(tokens).ok();
    if value.is_none() {
        errors.refuse(span, format!("expected {what}, found {found}"), format!("write `{example}`"));
    }
    value
}

fn describe(tokens: &TokenStream) -> &'static str {
    match syn::parse2::<Lit>(tokens.clone()) {
        Ok(Lit::Str(_)) => "a string",
        Ok(Lit::Int(_)) => "an integer",
        Ok(Lit::Float(_)) => "a float",
        Ok(Lit::Bool(_)) => "a boolean",
        Ok(_) => "a literal",
        Err(_) if tokens.is_empty() => "nothing",
        Err(_) => "something else",
    }
}

fn order(tokens: TokenStream, span: Span, errors: &mut Errors) -> Option<u8> {
    let literal: syn::LitInt = read(tokens, span, "an integer", "order = 2", errors)?;
    let order = literal.base10_parse::<u8>().ok().filter(|order| (1..=MAX_ORDER).contains(order));
    if order.is_none() {
        errors.refuse(span, format!("order must be between 1 and {MAX_ORDER}"), "write `order = 2`");
    }
    order
}

fn names(key: &str, tokens: TokenStream, span: Span, what: &str, example: &str, errors: &mut Errors) -> Vec<Ident> {
    match Punctuated::<Ident, Token![,]>::parse_terminated.parse2(tokens) {
        Ok(names) if names.is_empty() => {
            let one = what.strip_suffix('s').unwrap_or(what);
            errors.refuse(span, format!("`{key}` needs at least one {one}"), format!("write `{key}({example})`"));
            Vec::new()
        }
        Ok(names) => names.into_iter().collect(),
        Err(error) => {
            let help = format!("write `{key}({example})`");
            errors.refuse(error.span(), format!("`{key}` lists names of {what}"), help);
            Vec::new()
        }
    }
}

fn refuse_unknown_warning(name: &Ident, errors: &mut Errors) {
    if !WARNINGS.iter().any(|warning| name == warning) {
        errors.refuse(
            name.span(),
            format!("unknown warning `{name}`"),
            format!("there is `{}`", WARNINGS.join("`, `")),
        );
    }
}

/// The entries that are fields, such as `p.scale`, and the others.
fn fields(tokens: TokenStream) -> (Vec<FieldPath>, TokenStream) {
    let (mut fields, mut rest, mut entry) = (Vec::new(), TokenStream::new(), TokenStream::new());
    let comma = TokenTree::Punct(proc_macro2::Punct::new(',', proc_macro2::Spacing::Alone));
    for tree in tokens.into_iter().chain([comma.clone()]) {
        if tree.to_string() != "," {
            entry.extend([tree]);
            continue;
        }
        let text = entry.to_string().replace(' ', "");
        match syn::parse2::<syn::ExprField>(entry.clone()) {
            Ok(_) => fields.push(FieldPath { text, span: first_span(&entry) }),
            Err(_) if entry.is_empty() => {}
            Err(_) => rest.extend(entry.clone().into_iter().chain([comma.clone()])),
        }
        entry = TokenStream::new();
    }
    (fields, rest)
}

fn first_span(tokens: &TokenStream) -> Span {
    tokens.clone().into_iter().next().map_or_else(Span::call_site, |tree| tree.span())
}

/// The candidate that is closest to a misspelt word, if one is close.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.len() / 3).max(1);
    let scored = candidates.into_iter().map(|c| (distance(word, c), c));
    scored.filter(|(d, _)| *d <= allowed).min_by_key(|(d, _)| *d).map(|(_, c)| c)
}

/// Insertions, deletions and replacements between two words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

/// Names that a twin would take away from the rest of the module.
const KEPT_NAMES: [&str; 21] = [
    "std", "core", "alloc", "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8",
    "u16", "u32", "u64", "u128", "usize", "Self",
];

pub(crate) fn is_kept(name: &Ident) -> bool {
    KEPT_NAMES.iter().any(|kept| name == kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    fn parsed(tokens: TokenStream) -> (Options, Vec<String>) {
        let mut errors = Errors::new();
        let options = parse(tokens, &mut errors);
        (options, errors.into_messages())
    }

    #[test]
    fn reads_every_option() {
        let (options, errors) =
            parsed(quote!(gradient, hvp, name = Energy, crate = a::b, constant(p, q), wrt(x), order = 3));
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(options.name.unwrap(), "Energy");
        assert_eq!(options.krate.unwrap().segments.len(), 2);
        assert_eq!(options.outputs.unwrap().len(), 2);
        assert_eq!((options.constants.len(), options.wrt.len(), options.order), (2, 1, Some(3)));
    }

    #[test]
    fn refuses_with_a_way_out() {
        let cases = [
            (quote!(gradent), "unknown option `gradent`\n\n  = help: did you mean `gradient`?"),
            (quote!(name = A, name = B), "option `name` given twice\n\n  = help: remove one of them"),
            (quote!(order = "2"), "expected an integer, found a string\n\n  = help: write `order = 2`"),
            (quote!(order = 0), "order must be between 1 and 3\n\n  = help: write `order = 2`"),
            (quote!(wrt()), "`wrt` needs at least one parameter\n\n  = help: write `wrt(x)`"),
            (quote!(wrt = x), "option `wrt` needs a list of parameters\n\n  = help: write `wrt(x, y)`"),
            (quote!(hessian = 1), "option `hessian` takes no value\n\n  = help: write `hessian` alone"),
        ];
        for (tokens, message) in cases {
            assert_eq!(parsed(tokens).1, [message]);
        }
    }

    #[test]
    fn one_mistake_does_not_hide_another() {
        assert_eq!(parsed(quote!(gradent, order = 9, name = Twin)).1.len(), 2);
        assert_eq!(parsed(quote!(gradent, name = Twin)).0.name.unwrap(), "Twin");
    }

    /// The page of the attribute has them all.
    #[test]
    fn every_option_is_documented() {
        let page = include_str!("lib.rs");
        for name in OUTPUTS.iter().map(|(name, _)| *name).chain(SETTINGS) {
            let is_there =
                [format!("`{name}`"), format!("`{name} ="), format!("`{name}(")].iter().any(|form| page.contains(form));
            assert!(is_there, "the page of the attribute does not have `{name}`");
        }
    }
}
