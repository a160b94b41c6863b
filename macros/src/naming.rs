//! What the functions that belong to a function are called, and where they live.
//!
//! | the user's function | its gradient | a companion |
//! |---|---|---|
//! | `m::energy(x)` | `m::energy::gradient(x)` | `m::energy::__tangent` |
//! | `Spring::energy(x)` | `Spring::energy_gradient(x)` | `Spring::__energy_tangent` |
//! | `spring.energy(x)` | `spring.energy_gradient(x)` | `spring.__energy_tangent` |

mod operators;

pub(crate) use operators::{Operator, operand, operator_name, operator_of_symbol, operator_of_trait};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

/// Where a function stands.
#[derive(Clone, Default)]
pub(crate) enum Home {
    /// Among other items: its derivatives are functions on a type of its own.
    #[default]
    Module,
    /// In an `impl` block that is not seen: its derivatives follow it there.
    Impl,
    /// In an `impl` block that is annotated as a whole: its derivatives are in another one beside it.
    Block(Box<Block>),
}

/// An `impl` block, for derivatives beside it.
#[derive(Clone)]
pub(crate) struct Block {
    pub(crate) generics: syn::Generics,
    pub(crate) ty: syn::Type,
    pub(crate) trait_path: Option<syn::Path>,
    pub(crate) cfgs: Vec<syn::Attribute>,
}

/// The names of what belongs to one function.
pub(crate) struct Naming {
    /// Before public names and before companions, in an `impl` block.
    prefixes: Option<(String, String)>,
}

/// In the templates of outputs, `__Own::hvp` is the function of that output beside the one that is written.
const OWN: &str = "__Own";

impl Naming {
    pub(crate) fn new(home: &Home, function: &Ident, name: Option<&Ident>) -> Self {
        let text = |name: &Ident| name.unraw().to_string();
        let prefixes = match home {
            Home::Module => None,
            Home::Impl | Home::Block(_) => Some((text(name.unwrap_or(function)), text(function))),
        };
        Self { prefixes }
    }

    /// The names of functions that take the fields of structs: nobody calls them but those that take the structs.
    pub(crate) fn of_fields(home: &Home, function: &Ident) -> Self {
        let prefix = match home {
            Home::Module => "__fields".to_owned(),
            Home::Impl | Home::Block(_) => format!("__{}_fields", function.unraw()),
        };
        Self { prefixes: Some((prefix.clone(), prefix)) }
    }

    /// `gradient`, or `energy_gradient`.
    pub(crate) fn name(&self, output: &str, span: Span) -> Ident {
        let Some((public, own)) = &self.prefixes else { return Ident::new(output, span) };
        match output.strip_prefix("__") {
            Some(companion) => format_ident!("__{own}_{companion}", span = span),
            None if output.starts_with(char::is_uppercase) => {
                format_ident!("{}_{output}", public.to_uppercase(), span = span)
            }
            None => format_ident!("{public}_{output}", span = span),
        }
    }

    /// Has `__Own::hvp` mean what it stands for.
    pub(crate) fn resolved(&self, tokens: TokenStream) -> TokenStream {
        let mut tokens = tokens.into_iter();
        let mut out = TokenStream::new();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(own) if own == OWN => {
                    out.extend([TokenTree::Ident(Ident::new("Self", own.span()))]);
                    out.extend(tokens.by_ref().take(2));
                    if let Some(TokenTree::Ident(output)) = tokens.next() {
                        out.extend([TokenTree::Ident(self.name(&output.to_string(), output.span()))]);
                    }
                }
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.resolved(group.stream()));
                    inner.set_span(group.span());
                    out.extend([TokenTree::Group(inner)]);
                }
                other => out.extend([other]),
            }
        }
        out
    }
}

// ---- the other side: a function that is called

/// A function that is called, as its tokens show. A method begins with what leads from its first argument to its receiver.
pub(crate) enum Callee {
    /// `m::g`
    Function(TokenStream),
    /// `Spring::g`: the whole, the path up to the name, and the name.
    Associated { whole: TokenStream, before: TokenStream, name: Ident },
    /// `.inner.g`, or `&.inner.g` where that is not a reference yet: the fields, whether to borrow, the name.
    Method { fields: TokenStream, borrow: bool, name: Ident },
    /// `(f)`, a parameter: the first argument is what is called.
    Applied,
}

/// The tokens of a method that is called on a field of something.
pub(crate) fn method(fields: &TokenStream, borrow: bool, name: &Ident) -> TokenStream {
    let borrow = borrow.then(|| quote!(&));
    quote!(#borrow #fields . #name)
}

impl Callee {
    pub(crate) fn of(tokens: TokenStream) -> Self {
        let mut trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let is_punct = |tree: Option<&TokenTree>, c| matches!(tree, Some(TokenTree::Punct(p)) if p.as_char() == c);
        let borrow = is_punct(trees.first(), '&');
        if borrow {
            trees.remove(0);
        }
        if let [TokenTree::Group(_)] = trees.as_slice() {
            return Self::Applied;
        }
        if is_punct(trees.first(), '.')
            && let Some(TokenTree::Ident(name)) = trees.pop()
        {
            trees.pop();
            return Self::Method { fields: trees.into_iter().collect(), borrow, name };
        }
        match syn::parse2::<syn::ExprPath>(tokens.clone()) {
            Ok(syn::ExprPath { qself, path, .. }) if qself.is_some() || is_associated(&path) => {
                let name = path.segments.last().expect("a path has a segment").ident.clone();
                let before = trees.iter().rposition(|tree| matches!(tree, TokenTree::Ident(last) if *last == name));
                let before = trees.into_iter().take(before.unwrap_or(0)).collect();
                Self::Associated { whole: tokens, before, name }
            }
            _ => Self::Function(tokens),
        }
    }

    /// What stands before the arguments: the function itself, or one of its companions; a method is called on `receiver`.
    pub(crate) fn path(&self, companion: Option<&str>, receiver: &TokenStream) -> TokenStream {
        match (self, companion) {
            (Self::Function(path), None) => path.clone(),
            (Self::Function(path), Some(companion)) => {
                let companion = Ident::new(companion, Span::mixed_site());
                let (path, generics) = apart(path);
                quote!(#path::#companion #generics)
            }
            (Self::Applied, _) => receiver.clone(),
            (Self::Associated { whole, .. }, None) => whole.clone(),
            (Self::Associated { whole, before, name }, Some(companion)) => {
                let companion = companion_of(name, companion);
                let generics = apart(whole).1;
                quote!(#before #companion #generics)
            }
            (Self::Method { fields, name, .. }, None) => quote!(#receiver #fields . #name),
            (Self::Method { fields, name, .. }, Some(companion)) => {
                let companion = companion_of(name, companion);
                quote!(#receiver #fields . #companion)
            }
        }
    }

    /// Whether the first argument is what the method is called on.
    pub(crate) fn is_method(&self) -> bool {
        matches!(self, Self::Method { .. })
    }

    /// The receiver as the second phase takes it: by reference.
    pub(crate) fn lent(&self, receiver: &TokenStream) -> TokenStream {
        match self {
            Self::Method { fields, borrow: true, .. } => quote!(&#receiver #fields),
            Self::Method { fields, borrow: false, .. } => quote!(#receiver #fields),
            Self::Function(_) | Self::Associated { .. } | Self::Applied => receiver.clone(),
        }
    }
}

/// A path without its generic arguments, and those: a companion takes them in the place of the function.
fn apart(path: &TokenStream) -> (TokenStream, Option<TokenStream>) {
    let Ok(mut parsed) = syn::parse2::<syn::ExprPath>(path.clone()) else { return (path.clone(), None) };
    let Some(last) = parsed.path.segments.last_mut() else { return (path.clone(), None) };
    match std::mem::take(&mut last.arguments) {
        syn::PathArguments::AngleBracketed(arguments) => {
            // Derivatives are those of the instance for `f64`, which has no type to choose.
            let is_scalar = |argument: &&syn::GenericArgument| matches!(argument, syn::GenericArgument::Type(syn::Type::Path(ty)) if ty.path.is_ident("f64"));
            let arguments: Vec<_> = arguments.args.iter().filter(|argument| !is_scalar(argument)).collect();
            (quote!(#parsed), (!arguments.is_empty()).then(|| quote!(::<#(#arguments),*>)))
        }
        _ => (path.clone(), None),
    }
}

/// The path of a companion that has lanes: where the others are written, their number comes last.
pub(crate) fn in_lanes(path: TokenStream, lanes: &TokenStream) -> TokenStream {
    let mut trees: Vec<TokenTree> = path.into_iter().collect();
    let is_closing = |tree: &TokenTree| matches!(tree, TokenTree::Punct(p) if p.as_char() == '>');
    if let Some(closing) = trees.pop_if(|tree| is_closing(tree)) {
        trees.extend(quote!(, #lanes));
        trees.push(closing);
    }
    trees.into_iter().collect()
}

fn companion_of(name: &Ident, companion: &str) -> Ident {
    let prefix = (name.unraw().to_string(), name.unraw().to_string());
    Naming { prefixes: Some(prefix) }.name(companion, Span::mixed_site())
}

/// A path whose last but one segment is upper case, or `Self`, is a function of a type.
pub(crate) fn is_associated(path: &syn::Path) -> bool {
    let parent = path.segments.iter().rev().nth(1);
    parent.is_some_and(|parent| parent.ident.to_string().starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callee_is_known_by_its_tokens() {
        let cases = [
            (quote!(m::g), "m :: g :: __tangent"),
            (quote!(Spring::g), "Spring :: __g_tangent"),
            (quote!(Self::g::<3>), "Self :: __g_tangent :: < 3 >"),
            (quote!(m::g::<3>), "m :: g :: __tangent :: < 3 >"),
            (quote!(<m::g>::gradient), "< m :: g > :: __gradient_tangent"),
            (quote!(.g), "s . __g_tangent"),
            (quote!(& .inner.g), "s . inner . __g_tangent"),
        ];
        for (tokens, companion) in cases {
            assert_eq!(Callee::of(tokens).path(Some("__tangent"), &quote!(s)).to_string(), companion);
        }
    }

    #[test]
    fn the_number_of_lanes_comes_after_what_is_written() {
        let path = |path| in_lanes(path, &quote!(16)).to_string();
        assert_eq!(path(quote!(m::g::__tangents::<3>)), "m :: g :: __tangents :: < 3 , 16 >");
        assert_eq!(path(quote!(<m::g>::__tangents)), "< m :: g > :: __tangents");
    }

    #[test]
    fn own_names_have_the_prefix_of_the_block() {
        let energy = Ident::new("energy", Span::call_site());
        let free = Naming::new(&Home::Module, &energy, None);
        let method = Naming::new(&Home::Impl, &energy, None);
        let tokens = quote!(__Own::hvp(x));
        assert_eq!(free.resolved(tokens.clone()).to_string(), "Self :: hvp (x)");
        assert_eq!(method.resolved(tokens).to_string(), "Self :: energy_hvp (x)");
        assert_eq!(method.name("FORMULA", Span::call_site()), "ENERGY_FORMULA");
        assert_eq!(method.name("__pullback", Span::call_site()), "__energy_pullback");
    }
}
