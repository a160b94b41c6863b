//! What an [`Origin`] stands for: the user's tokens and their span. The front end fills it, the emitter reads it.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

use crate::ir::Origin;

/// The user's pieces of source, by number. Entry 0 is nowhere, entry 1 the number of lanes of a companion, then come types of text.
pub(crate) struct Origins {
    sources: Vec<Source>,
}

struct Source {
    span: Span,
    /// Tokens with holes: the identifiers [`hole`] makes stand for operands.
    template: TokenStream,
    /// Of a callee: the path of its twin, where that is not the callee's own.
    twin: Option<TokenStream>,
}

/// The identifier that stands for operand number `k` in a template.
pub(crate) fn hole(k: usize) -> Ident {
    Ident::new(&format!("__chainrule_hole_{k}"), Span::mixed_site())
}

fn hole_number(ident: &Ident) -> Option<usize> {
    ident.to_string().strip_prefix("__chainrule_hole_")?.parse().ok()
}

/// Text, by the names of its types.
const TEXT: [&str; 3] = ["char", "str", "String"];

impl Origins {
    pub(crate) fn new() -> Self {
        let mut origins = Self { sources: Vec::new() };
        let text = TEXT.map(|name| TokenTree::Ident(Ident::new(name, Span::mixed_site())));
        for template in [TokenStream::new(), Self::lanes().into()].into_iter().chain(text.map(Into::into)) {
            origins.add(Span::mixed_site(), template);
        }
        origins
    }

    /// The type of this name, if it is one of text.
    pub(crate) fn of_text(name: &str) -> Option<Origin> {
        let at = (2..).zip(TEXT).find(|(_, text)| *text == name);
        at.map(|(at, _)| Origin(at))
    }

    pub(crate) fn is_text(origin: Origin) -> bool {
        TEXT.iter().any(|name| Self::of_text(name) == Some(origin))
    }

    /// How many lanes a companion has, where its caller says.
    pub(crate) fn lanes() -> TokenTree {
        Ident::new("__LANES", Span::mixed_site()).into()
    }

    pub(crate) fn add(&mut self, span: Span, template: TokenStream) -> Origin {
        self.sources.push(Source { span, template, twin: None });
        Origin(u32::try_from(self.sources.len() - 1).expect("fewer than 2^32 pieces of source"))
    }

    /// A function to be called, whose companions are on `twin`.
    pub(crate) fn add_callee(&mut self, span: Span, path: TokenStream, twin: Option<TokenStream>) -> Origin {
        let origin = self.add(span, path);
        self.sources[origin.0 as usize].twin = twin;
        origin
    }

    /// The path of the twin of a callee, where that is not the callee's own.
    pub(crate) fn twin(&self, callee: Origin) -> Option<TokenStream> {
        self.sources[callee.0 as usize].twin.clone()
    }

    /// A callee is `g::gradient`: its companions are on `<g>`.
    pub(crate) fn is_derivative(&self, callee: Origin) -> bool {
        self.twin(callee).is_some_and(|twin| is_of_derivative(&twin))
    }

    /// A callee is a product: its last argument, a direction or an adjoint, is borrowed by its companions.
    pub(crate) fn is_product(&self, callee: Origin) -> bool {
        let last = self.twin(callee).filter(is_of_derivative).and_then(|twin| twin.into_iter().last());
        last.is_some_and(|name| ["jvp", "vjp", "hvp"].contains(&name.to_string().as_str()))
    }

    pub(crate) fn span(&self, origin: Origin) -> Span {
        self.sources[origin.0 as usize].span
    }

    /// The tokens, with the operands in their holes.
    pub(crate) fn render(&self, origin: Origin, operands: &[TokenStream]) -> TokenStream {
        fill(self.sources[origin.0 as usize].template.clone(), &|k| operands.get(k).cloned())
    }
}

/// The path of a twin is that of `g::gradient`.
pub(crate) fn is_of_derivative(twin: &TokenStream) -> bool {
    matches!(twin.clone().into_iter().next(), Some(TokenTree::Punct(first)) if first.as_char() == '<')
}

/// The tokens, with something in each hole for which there is something.
pub(crate) fn fill(template: TokenStream, operand: &dyn Fn(usize) -> Option<TokenStream>) -> TokenStream {
    template
        .into_iter()
        .flat_map(|tree| match tree {
            TokenTree::Ident(ident) => match hole_number(&ident).and_then(operand) {
                Some(operand) => operand,
                None => TokenTree::Ident(ident).into(),
            },
            TokenTree::Group(group) => {
                let mut filled = Group::new(group.delimiter(), fill(group.stream(), operand));
                filled.set_span(group.span());
                TokenTree::Group(filled).into()
            }
            other => other.into(),
        })
        .collect()
}
