//! `#[derive(Differentiable)]`: the numbers of a struct are those of its fields, in order.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Index, Member, Type, parse_quote};

use crate::errors::Errors;
use crate::known;

/// Types that hold no number with a derivative.
const CONSTANT: [&str; 17] = [
    "bool",
    "char",
    "str",
    "String",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "PhantomData",
];

/// A field.
struct Part {
    member: Member,
    vis: syn::Visibility,
    span: Span,
    constant: bool,
}

/// The implementation, or what is wrong.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => {
            errors.syntax(&error);
            return errors.into_tokens();
        }
    };
    note(&input);
    let parts: Vec<Part> = match &input.data {
        Data::Struct(data) => data.fields.iter().enumerate().map(|(k, field)| part(k, field)).collect(),
        Data::Enum(data) => return refused(data.enum_token.span, "an enum", errors),
        Data::Union(data) => return refused(data.union_token.span, "a union", errors),
    };
    if errors.is_empty() { implementation(input, &parts) } else { errors.into_tokens() }
}

/// What functions of the struct are to know of it.
fn note(input: &DeriveInput) {
    let Data::Struct(data) = &input.data else { return };
    let fields = data.fields.iter().enumerate();
    let fields =
        fields.map(|(k, field)| (member(k, field), (!is_marked(field) || is_constant(&field.ty)).then_some(&field.ty)));
    let plain = input.generics.params.is_empty();
    known::note_struct(&input.ident.unraw().to_string(), plain.then(|| fields.collect()));
}

fn member(k: usize, field: &Field) -> Member {
    field.ident.clone().map_or_else(|| Member::Unnamed(Index::from(k)), Member::Named)
}

fn is_marked(field: &Field) -> bool {
    field.attrs.iter().any(|attr| attr.path().is_ident("constant"))
}

fn refused(span: Span, what: &str, mut errors: Errors) -> TokenStream {
    let message = format!("`Differentiable` cannot be derived for {what}");
    errors.refuse(span, message, "derive it for a struct; an enum can be a constant of the function");
    errors.into_tokens()
}

fn part(k: usize, field: &Field) -> Part {
    let member = member(k, field);
    let vis = field.vis.clone();
    Part {
        member,
        vis,
        span: field.ty.span().resolved_at(Span::mixed_site()),
        constant: is_marked(field) || is_constant(&field.ty),
    }
}

/// Integers and text, and references, arrays, options and tuples of them.
fn is_constant(ty: &Type) -> bool {
    match ty {
        Type::Reference(inner) => is_constant(&inner.elem),
        Type::Array(inner) => is_constant(&inner.elem),
        Type::Slice(inner) => is_constant(&inner.elem),
        Type::Paren(inner) => is_constant(&inner.elem),
        Type::Group(inner) => is_constant(&inner.elem),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_constant),
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last().expect("a path has a segment");
            if let (syn::PathArguments::AngleBracketed(args), "Vec" | "Option" | "Box") =
                (&last.arguments, last.ident.to_string().as_str())
            {
                let inner =
                    |arg: &syn::GenericArgument| matches!(arg, syn::GenericArgument::Type(ty) if is_constant(ty));
                return args.args.iter().all(inner);
            }
            CONSTANT.iter().any(|name| last.ident == name)
        }
        _ => false,
    }
}

fn implementation(mut input: DeriveInput, parts: &[Part]) -> TokenStream {
    for param in input.generics.type_params_mut() {
        param.bounds.push(parse_quote!(::chainrule::Differentiable));
    }
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let call = |method: &str, more: fn(&Member) -> TokenStream| -> TokenStream {
        let active = parts.iter().filter(|part| !part.constant);
        let calls = active.map(|Part { member, span, .. }| {
            let (method, more) = (proc_macro2::Ident::new(method, Span::mixed_site()), more(member));
            let receiver = if method == "each" { quote!(&self.#member) } else { quote!(&mut self.#member) };
            quote_spanned!(*span=> ::chainrule::Differentiable::#method(#receiver, #more);)
        });
        calls.collect()
    };
    let each = call("each", |_| quote!(see));
    let combine = call("combine", |member| quote!(&other.#member, change));
    let update = call("update", |_| quote!(change));
    let fields = parts.iter().map(|Part { member, vis, constant, .. }| {
        let text = match member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(at) => at.index.to_string(),
        };
        let name = proc_macro2::Ident::new(&format!("__field_{text}"), Span::call_site());
        let what = if *constant { quote!(Constant) } else { quote!(Active) };
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #name(&self) -> ::chainrule::__private::#what { ::chainrule::__private::#what }
        }
    });
    quote! {
        #[automatically_derived]
        impl #generics ::chainrule::Differentiable for #name #arguments #bounds {
            #[inline]
            fn each(&self, see: &mut impl ::core::ops::FnMut(f64)) { let _ = &see; #each }
            #[inline]
            fn combine(&mut self, other: &Self, change: &mut impl ::core::ops::FnMut(f64, f64) -> f64) {
                let _ = (other, &change);
                #combine
            }
            #[inline]
            fn update(&mut self, change: &mut impl ::core::ops::FnMut(f64) -> f64) { let _ = &change; #update }
        }
        #[automatically_derived]
        impl #generics ::chainrule::__private::Record for #name #arguments #bounds {}
        #[automatically_derived]
        impl #generics ::chainrule::__private::Adjoint for #name #arguments #bounds {
            type Cells<'chainrule> = ::core::cell::RefCell<&'chainrule mut Self> where Self: 'chainrule;
            #[inline]
            fn cells(&mut self) -> Self::Cells<'_> { ::core::cell::RefCell::new(self) }
        }
        #[automatically_derived]
        #[allow(dead_code, clippy::unused_self)]
        impl #generics #name #arguments #bounds { #(#fields)* }
    }
}
