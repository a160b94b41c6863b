//! `impl Add for V`: an operator is differentiated as a hidden method of the struct that does the same.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{FnArg, GenericArgument, ImplItem, ImplItemFn, ItemImpl, PathArguments, ReturnType, Type, parse_quote};

use crate::naming::{self, Operator};

/// An operator as a method, and the method itself, whose name is hidden.
pub(super) struct Method {
    pub(super) owner: Type,
    /// What is differentiated.
    pub(super) read: ImplItemFn,
    /// What others call for the value.
    pub(super) hidden: TokenStream,
    /// What its derivatives are called.
    pub(super) public: Ident,
}

/// The operator of a block, if it is the `impl` of one.
pub(super) fn method(block: &ItemImpl) -> Option<Method> {
    let (_, path, _) = block.trait_.as_ref().filter(|_| block.generics.type_params().next().is_none())?;
    let last = path.segments.last()?;
    let operator = naming::operator_of_trait(&last.ident.to_string())?;
    let method = block.items.iter().find_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == operator.method => Some(method),
        _ => None,
    })?;
    let left = (*block.self_ty).clone();
    let right = match &last.arguments {
        PathArguments::AngleBracketed(generics) => match generics.args.first()? {
            GenericArgument::Type(ty) => ty.clone(),
            _ => return None,
        },
        _ => left.clone(),
    };
    let owner = if is_number(behind(&left)) { behind(&right) } else { behind(&left) }.clone();
    let names = [operand(&left, &owner), operand(&right, &owner)];
    let public = naming::operator_name(operator, &names[0], (!operator.unary).then_some(&names[1]));
    let hidden = format_ident!("__operator_{public}");
    let output = output(block).unwrap_or_else(|| parse_quote!(Self));
    let written = Written { operator, left, right, owner: &owner, output, path: path.clone() };
    let (read, hidden) = (written.read(method, &hidden), written.hidden(&hidden, block));
    Some(Method { read, hidden, public: Ident::new(&public, method.sig.ident.span()), owner })
}

/// An operator as it is written.
struct Written<'a> {
    operator: &'a Operator,
    left: Type,
    right: Type,
    owner: &'a Type,
    output: Type,
    path: syn::Path,
}

impl Written<'_> {
    /// The method with its body, as it is to be read.
    fn read(&self, method: &ImplItemFn, name: &Ident) -> ImplItemFn {
        let mut read = method.clone();
        read.attrs.retain(|attr| !attr.path().is_ident("inline"));
        read.vis = parse_quote!(pub);
        read.sig.ident = Ident::new(&name.to_string(), method.sig.ident.span());
        let marked = read.sig.inputs.iter().any(is_marked);
        for input in &mut read.sig.inputs {
            self.mark(input, marked);
        }
        let (block, left) = (&read.block, Ident::new("__left", Span::mixed_site()));
        let body = renamed(block.to_token_stream(), &left);
        if self.operator.assigns {
            read.block = parse_quote!({ let mut __changed = self; let #left = &mut __changed; #body __changed });
        } else if let (true, Some(FnArg::Typed(right))) = (self.is_left_of_it(), read.sig.inputs.get(1)) {
            // A number has no methods of ours: it is one of what stands right of it.
            let (number, pattern) = (&self.left, &right.pat);
            let receiver = receiver_of(&right.attrs, &self.right, None);
            read.block = parse_quote!({ let #pattern = self; #body });
            read.sig.inputs = parse_quote!(#receiver, #left: #number);
        }
        let result = if self.operator.assigns { self.owner } else { &self.output };
        read.sig.output = ReturnType::Type(<syn::Token![->]>::default(), Box::new(result.clone()));
        read
    }

    fn is_left_of_it(&self) -> bool {
        is_number(behind(&self.left))
    }

    /// What is no number varies, unless marks say otherwise.
    fn mark(&self, input: &mut FnArg, marked: bool) {
        let mark = (!marked).then(|| parse_quote!(#[active]));
        match input {
            FnArg::Typed(typed) if !is_number(behind(&typed.ty)) => typed.attrs.extend(mark),
            FnArg::Receiver(receiver) => {
                receiver.attrs.extend(mark);
                let mutable = receiver.mutability.filter(|_| receiver.reference.is_none());
                *input = receiver_of(&receiver.attrs.clone(), &self.left, mutable);
            }
            FnArg::Typed(_) => {}
        }
    }

    /// `fn __operator_add(self, right: V) -> V { <V as Add>::add(self, right) }`
    fn hidden(&self, name: &Ident, block: &ItemImpl) -> TokenStream {
        let (generics, _, clause) = block.generics.split_for_impl();
        let cfgs = block.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
        let Self { left, right, owner, output, path, operator } = self;
        let method = Ident::new(operator.method, Span::mixed_site());
        let function = quote!(<#left as #path>::#method);
        let receiver = |ty: &Type| match ty {
            Type::Reference(reference) => {
                let lifetime = &reference.lifetime;
                quote!(& #lifetime self)
            }
            _ => quote!(self),
        };
        let (receiver, other, result, body) = match () {
            () if self.is_left_of_it() => (receiver(right), Some(left), output, quote!(#function(other, self))),
            () if operator.unary => (receiver(left), None, output, quote!(#function(self))),
            () if operator.assigns => {
                let body = quote!(let mut changed = self; #function(&mut changed, other); changed);
                (quote!(self), Some(right), *owner, body)
            }
            () => (receiver(left), Some(right), output, quote!(#function(self, other))),
        };
        let other = other.map(|ty| quote!(, other: #ty));
        quote! {
            #(#cfgs)*
            impl #generics #owner #clause {
                #[doc(hidden)]
                #[inline]
                #[must_use]
                pub fn #name(#receiver #other) -> #result { #body }
            }
        }
    }
}

/// What the hidden method is called on, by value or behind a reference.
fn receiver_of(attrs: &[syn::Attribute], ty: &Type, mutable: Option<syn::Token![mut]>) -> FnArg {
    let lent = matches!(ty, Type::Reference(_)).then(|| quote!(&));
    parse_quote!(#(#attrs)* #lent #mutable self)
}

/// `type Output = V;`
fn output(block: &ItemImpl) -> Option<Type> {
    block.items.iter().find_map(|item| match item {
        ImplItem::Type(output) if output.ident == "Output" => Some(output.ty.clone()),
        _ => None,
    })
}

fn is_marked(input: &FnArg) -> bool {
    let (FnArg::Typed(syn::PatType { attrs, .. }) | FnArg::Receiver(syn::Receiver { attrs, .. })) = input;
    attrs.iter().any(|attr| attr.path().is_ident("active") || attr.path().is_ident("constant"))
}

fn behind(ty: &Type) -> &Type {
    match ty {
        Type::Reference(reference) => behind(&reference.elem),
        Type::Paren(inner) => behind(&inner.elem),
        Type::Group(inner) => behind(&inner.elem),
        other => other,
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("f64") || path.path.is_ident("f32"))
}

/// What an operand is called in the name of the method: nothing where it is the struct itself.
fn operand(ty: &Type, owner: &Type) -> String {
    let lent = if matches!(ty, Type::Reference(_)) { "ref" } else { "" };
    let inner = behind(ty);
    let own = inner.to_token_stream().to_string();
    let own = if own == owner.to_token_stream().to_string() || own == "Self" {
        String::new()
    } else {
        match inner {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default(),
            _ => "other".to_owned(),
        }
    };
    naming::operand(!lent.is_empty(), &own)
}

/// The tokens with another name in the place of `self`.
fn renamed(tokens: TokenStream, name: &Ident) -> TokenStream {
    let rename = |tree| match tree {
        TokenTree::Ident(word) if word == "self" => TokenTree::Ident(Ident::new(&name.to_string(), name.span())),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), renamed(group.stream(), name));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        other => other,
    };
    tokens.into_iter().map(rename).collect()
}
