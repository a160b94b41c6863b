//! A function of a generic scalar: what is differentiated is its instance for `f64`.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{GenericParam, Generics, ItemFn, Token, Type, TypeParam, TypeParamBound, WherePredicate};

use super::functions;
use crate::errors::Errors;

/// Traits that say of a type that it is a float, or that it can what `f64` can.
const UNDERSTOOD: [&str; 41] = [
    "Float",
    "FloatCore",
    "FloatConst",
    "Real",
    "Num",
    "NumOps",
    "NumRef",
    "NumAssign",
    "NumAssignOps",
    "NumCast",
    "Signed",
    "Zero",
    "One",
    "FromPrimitive",
    "ToPrimitive",
    "Add",
    "Sub",
    "Mul",
    "Div",
    "Rem",
    "Neg",
    "AddAssign",
    "SubAssign",
    "MulAssign",
    "DivAssign",
    "RemAssign",
    "Sum",
    "Product",
    "From",
    "Into",
    "Copy",
    "Clone",
    "Default",
    "PartialEq",
    "PartialOrd",
    "Debug",
    "Display",
    "LowerExp",
    "Send",
    "Sync",
    "Sized",
];

/// Constants that the traits give as functions.
const NUMBERS: [(&str, &str); 10] = [
    ("zero", "0.0"),
    ("default", "0.0"),
    ("one", "1.0"),
    ("epsilon", "f64::EPSILON"),
    ("infinity", "f64::INFINITY"),
    ("neg_infinity", "f64::NEG_INFINITY"),
    ("nan", "f64::NAN"),
    ("max_value", "f64::MAX"),
    ("min_value", "f64::MIN"),
    ("min_positive_value", "f64::MIN_POSITIVE"),
];

/// `FloatConst`: the names of `core::f64::consts`.
const CONSTANTS: [&str; 19] = [
    "E",
    "FRAC_1_PI",
    "FRAC_1_SQRT_2",
    "FRAC_2_PI",
    "FRAC_2_SQRT_PI",
    "FRAC_PI_2",
    "FRAC_PI_3",
    "FRAC_PI_4",
    "FRAC_PI_6",
    "FRAC_PI_8",
    "LN_10",
    "LN_2",
    "LOG10_2",
    "LOG10_E",
    "LOG2_10",
    "LOG2_E",
    "PI",
    "SQRT_2",
    "TAU",
];

/// The instance of a function that has type parameters. Reports bounds that are not understood.
pub(super) fn of(item: &ItemFn, errors: &mut Errors) -> Option<ItemFn> {
    let generics = &item.sig.generics;
    let scalars = || generics.type_params().filter(|param| !functions::is_function(param, generics));
    let mut understood = true;
    for param in scalars() {
        understood &= bounds_are_understood(param, &item.sig.generics, errors);
    }
    if !understood {
        return None;
    }
    let scalars: Vec<Ident> = scalars().map(|param| param.ident.clone()).collect();
    let mut instance = item.clone();
    instance.sig.generics = without_types(&item.sig.generics, &scalars);
    let tokens = Instance { scalars: &scalars }.stream(instance.into_token_stream());
    syn::parse2(tokens).map_err(|error| errors.syntax(&error)).ok()
}

fn bounds_are_understood(param: &TypeParam, generics: &Generics, errors: &mut Errors) -> bool {
    let help = "the derivatives are those of `f64`: bound it by `chainrule::Float`, by `num_traits::Float` and the operators of `std`, or write `f64`";
    let (mut any, mut all) = (false, true);
    for bound in bounds(param, generics) {
        let TypeParamBound::Trait(bound) = bound else { continue };
        let name = bound.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        any = true;
        if !UNDERSTOOD.contains(&name.as_str()) {
            all = false;
            errors.not_yet(bound.path.span(), "generic parameters of this bound", help);
        }
    }
    if !any {
        errors.not_yet(param.ident.span(), "generic parameters without a bound", help);
    }
    any && all
}

/// Those at the parameter, and those of the `where` clause.
pub(super) fn bounds<'a>(param: &'a TypeParam, generics: &'a Generics) -> impl Iterator<Item = &'a TypeParamBound> {
    let of_param = move |predicate: &'a WherePredicate| match predicate {
        WherePredicate::Type(predicate) if is_named(&predicate.bounded_ty, &param.ident) => Some(&predicate.bounds),
        _ => None,
    };
    let clauses = generics.where_clause.iter().flat_map(|clause| &clause.predicates).filter_map(of_param).flatten();
    param.bounds.iter().chain(clauses)
}

fn is_named(ty: &Type, name: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(name))
}

/// Without these type parameters.
pub(super) fn without_types(generics: &Generics, scalars: &[Ident]) -> Generics {
    let params: Punctuated<GenericParam, Token![,]> = generics
        .params
        .iter()
        .filter(|param| !matches!(param, GenericParam::Type(ty) if scalars.contains(&ty.ident)))
        .cloned()
        .collect();
    let mut clause = generics.where_clause.clone();
    if let Some(clause) = &mut clause {
        let is_kept = |predicate: &WherePredicate| match predicate {
            WherePredicate::Type(predicate) => !scalars.iter().any(|name| is_named(&predicate.bounded_ty, name)),
            _ => true,
        };
        clause.predicates = clause.predicates.iter().filter(|p| is_kept(p)).cloned().collect();
    }
    let clause = clause.filter(|clause| !clause.predicates.is_empty());
    if params.is_empty() {
        return Generics { where_clause: clause, ..Generics::default() };
    }
    Generics { params, where_clause: clause, ..generics.clone() }
}

struct Instance<'a> {
    scalars: &'a [Ident],
}

impl Instance<'_> {
    fn stream(&self, tokens: TokenStream) -> TokenStream {
        let mut tokens = tokens.into_iter().peekable();
        let mut out = TokenStream::new();
        while let Some(tree) = tokens.next() {
            match tree {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.stream(group.stream()));
                    inner.set_span(group.span());
                    out.extend([TokenTree::Group(inner)]);
                }
                TokenTree::Ident(name) if self.scalars.contains(&name) => out.extend(self.scalar(&name, &mut tokens)),
                other => out.extend([other]),
            }
        }
        out
    }

    /// `T`, or what is got from it: `T::zero()`, `T::from(2.0).unwrap()`.
    fn scalar(&self, name: &Ident, rest: &mut Peekable<IntoIter>) -> TokenStream {
        let float = Ident::new("f64", name.span());
        let mut ahead = rest.clone();
        let function = match [ahead.next(), ahead.next(), ahead.next(), ahead.next()] {
            [
                Some(TokenTree::Punct(a)),
                Some(TokenTree::Punct(b)),
                Some(TokenTree::Ident(f)),
                Some(TokenTree::Group(args)),
            ] if a.as_char() == ':' && b.as_char() == ':' && args.delimiter() == Delimiter::Parenthesis => {
                Some((f, args.stream()))
            }
            _ => None,
        };
        let Some((function, args)) = function else { return quote!(#float) };
        let made = if args.is_empty() { number(&function) } else { self.converted(&function, args, &mut ahead) };
        match made {
            Some(made) => {
                *rest = ahead;
                made
            }
            None => quote!(#float),
        }
    }

    /// `from(x).unwrap()`, `from_usize(n).unwrap()`: the number as a float.
    fn converted(&self, function: &Ident, args: TokenStream, rest: &mut Peekable<IntoIter>) -> Option<TokenStream> {
        let name = function.to_string();
        if name != "from" && !name.starts_with("from_") {
            return None;
        }
        let mut ahead = rest.clone();
        match [ahead.next(), ahead.next(), ahead.next()] {
            [Some(TokenTree::Punct(dot)), Some(TokenTree::Ident(unwrap)), Some(TokenTree::Group(_))]
                if dot.as_char() == '.' && (unwrap == "unwrap" || unwrap == "expect") =>
            {
                *rest = ahead;
            }
            // That of `chainrule::Float` gives the number itself.
            _ if name == "from_f64" => {}
            _ => return None,
        }
        let value = self.stream(args);
        Some(literal(&value).unwrap_or_else(|| quote_spanned!(function.span()=> ((#value) as f64))))
    }
}

/// `zero()`, `PI()`
fn number(function: &Ident) -> Option<TokenStream> {
    let (name, span) = (function.to_string(), function.span());
    if CONSTANTS.contains(&name.as_str()) {
        let name = Ident::new(&name, span);
        return Some(quote_spanned!(span=> ::core::f64::consts::#name));
    }
    let (_, text) = NUMBERS.iter().find(|(known, _)| *known == name)?;
    let tokens: TokenStream = text.parse().ok()?;
    Some(tokens.into_iter().map(|tree| at(tree, span)).collect())
}

fn at(mut tree: TokenTree, span: Span) -> TokenTree {
    tree.set_span(span);
    tree
}

/// A number that is written is the float of the same digits.
fn literal(value: &TokenStream) -> Option<TokenStream> {
    let lit: syn::Lit = syn::parse2(value.clone()).ok()?;
    let digits = match &lit {
        syn::Lit::Float(lit) if matches!(lit.suffix(), "" | "f64") => lit.base10_digits().to_string(),
        syn::Lit::Int(lit) => format!("{}.0", lit.base10_digits()),
        _ => return None,
    };
    let mut number: Literal = digits.parse().ok()?;
    number.set_span(lit.span());
    Some(quote!(#number))
}
