//! What stands in for the derivatives of a function that was refused: the same names, so that one mistake is one error.

use std::slice::from_ref;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Expr, FnArg, GenericParam, ItemFn, Pat, ReturnType, Type};

use crate::naming::{Home, Naming};
use crate::options::Options;

/// A parameter that looks active.
struct Point {
    kind: Kind,
    float: TokenStream,
}

enum Kind {
    Scalar,
    /// A struct: the type without references.
    Struct(Box<Type>),
    /// `[float; n]`, possibly nested: the type without references.
    Fixed(Box<Type>),
    Slice,
}

/// What the function gives, as far as its signature shows.
struct Outline<'a> {
    item: &'a ItemFn,
    krate: TokenStream,
    points: Vec<Point>,
    scalar: bool,
    result: &'a Type,
    /// Parameters as they are declared, all with a name.
    params: Vec<TokenStream>,
    naming: Naming,
    /// Whose derivative does not compile: a type without content.
    marker: TokenStream,
}

/// The function with a body that is understood; nothing where the result does not show one. The body that was refused may be too
/// deep to be copied.
pub(crate) fn stand_in(item: &ItemFn) -> Option<ItemFn> {
    let attrs = item.sig.inputs.iter().map(|input| match input {
        FnArg::Receiver(receiver) => &receiver.attrs,
        FnArg::Typed(typed) => &typed.attrs,
    });
    if attrs.flatten().any(|attr| attr.path().is_ident("active")) {
        return None;
    }
    let block = match &item.sig.output {
        ReturnType::Default => quote!({}),
        ReturnType::Type(_, result) => {
            let value = nothing(result)?;
            quote!({ #value })
        }
    };
    let block = syn::parse2(block).ok()?;
    Some(ItemFn { attrs: item.attrs.clone(), vis: item.vis.clone(), sig: item.sig.clone(), block })
}

/// A value of this type.
fn nothing(result: &Type) -> Option<TokenStream> {
    if float(result).is_some() {
        return Some(quote!(0.0));
    }
    match result {
        Type::Array(array) => {
            let (item, len) = (nothing(&array.elem)?, &array.len);
            Some(quote!([#item; #len]))
        }
        Type::Tuple(tuple) => {
            let items = tuple.elems.iter().map(nothing).collect::<Option<Vec<_>>>()?;
            Some(quote!((#(#items,)*)))
        }
        Type::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == "Vec") => Some(quote!(vec![])),
        _ => None,
    }
}

/// A twin with stubs; nothing where the signature does not say enough.
pub(crate) fn stubs(item: &ItemFn, options: &Options) -> TokenStream {
    let Some(outline) = Outline::of(item, options) else { return TokenStream::new() };
    let methods = outline.methods();
    match &options.home {
        Home::Module => {}
        Home::Impl => return quote!(#(#methods)*),
        Home::Block(block) => {
            let ((generics, _, bounds), ty, cfgs) = (block.generics.split_for_impl(), &block.ty, &block.cfgs);
            return quote!(#(#cfgs)* #[allow(dead_code, unused_variables, clippy::all, clippy::pedantic)] impl #generics #ty #bounds { #(#methods)* });
        }
    }
    let twin = options.name.as_ref().unwrap_or(&item.sig.ident);
    if crate::options::is_kept(twin) {
        return TokenStream::new();
    }
    let vis = &item.vis;
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        #[derive(Clone, Copy, Debug)]
        #vis struct #twin { _private: () }
        #[allow(dead_code, unused_variables, clippy::all, clippy::pedantic)]
        impl #twin { #(#methods)* }
    }
}

impl<'a> Outline<'a> {
    fn of(item: &'a ItemFn, options: &Options) -> Option<Self> {
        let sig = &item.sig;
        let type_generics = sig.generics.params.iter().any(|p| matches!(p, GenericParam::Type(_)));
        if type_generics || sig.asyncness.is_some() || sig.variadic.is_some() {
            return None;
        }
        let ReturnType::Type(_, result) = &sig.output else { return None };
        if matches!(**result, Type::ImplTrait(_)) {
            return None;
        }
        let krate = options.krate.as_ref().map_or_else(|| quote!(::chainrule), |path| quote!(#path));
        let (mut points, mut params) = (Vec::new(), Vec::new());
        for (k, input) in sig.inputs.iter().enumerate() {
            let typed = match input {
                FnArg::Typed(typed) => typed,
                FnArg::Receiver(receiver) => {
                    let mut receiver = receiver.clone();
                    if receiver.attrs.iter().any(|attr| attr.path().is_ident("active")) {
                        points.push(Point::structure(&receiver.ty, &krate));
                    }
                    receiver.attrs.clear();
                    params.push(quote!(#receiver));
                    continue;
                }
            };
            let name = match &*typed.pat {
                Pat::Ident(pat) => pat.ident.clone(),
                _ => Ident::new(&format!("arg{k}"), Span::mixed_site()),
            };
            let marked = typed.attrs.iter().any(|attr| attr.path().is_ident("constant"));
            let active = typed.attrs.iter().any(|attr| attr.path().is_ident("active"));
            let selected = options.wrt.is_empty() || options.wrt.contains(&name);
            if active && selected {
                points.push(Point::structure(&typed.ty, &krate));
            } else if !marked && selected && !options.constants.contains(&name) {
                points.extend(Point::of(&typed.ty));
            }
            let ty = &typed.ty;
            params.push(quote!(#name: #ty));
        }
        let scalar = float(result).is_some();
        let naming = Naming::new(&options.home, &sig.ident, options.name.as_ref());
        let marker = if let Home::Module = options.home { quote!(Self) } else { quote!(()) };
        (!points.is_empty()).then_some(Self { item, krate, points, scalar, result, params, naming, marker })
    }

    fn methods(&self) -> Vec<TokenStream> {
        let (value, gradient, direction) = (self.value(), self.gradient(), self.direction());
        let cotangent = if self.gives_a_struct() { quote!(&#value) } else { value.clone() };
        let mut methods = vec![
            self.method("jvp", &[quote!(direction: #direction)], &value),
            self.method("value_and_jvp", &[quote!(direction: #direction)], &quote!((#value, #value))),
            self.method("vjp", &[quote!(cotangent: #cotangent)], &gradient),
            self.method("value_and_vjp", &[quote!(cotangent: #cotangent)], &quote!((#value, #gradient))),
        ];
        if !self.scalar {
            let jacobian = self.jacobian();
            methods.push(self.method("jacobian", &[], &jacobian));
            methods.push(self.method("value_and_jacobian", &[], &quote!((#value, #jacobian))));
            return methods;
        }
        if let [Point { kind: Kind::Scalar, float }] = &self.points[..] {
            methods.push(self.method("derivative", &[], float));
            methods.push(self.method("second_derivative", &[], float));
            methods.push(self.method("value_and_derivative", &[], &quote!((#value, #float))));
            return methods;
        }
        methods.push(self.method("gradient", &[], &gradient));
        methods.push(self.method("value_and_gradient", &[], &quote!((#value, #gradient))));
        methods.push(self.method("hvp", &[quote!(direction: #direction)], &gradient));
        if let Some(hessian) = self.hessian() {
            methods.push(self.method("hessian", &[], &hessian));
            methods.push(self.method("value_and_hessian", &[], &quote!((#value, #gradient, #hessian))));
        }
        if let [Point { kind: Kind::Slice, float }] = &self.points[..] {
            let out = quote!(out: &mut [#float]);
            methods.push(self.method("gradient_into", from_ref(&out), &quote!(())));
            methods.push(self.method("value_and_gradient_into", from_ref(&out), &value));
            methods.push(self.method("hessian_into", from_ref(&out), &quote!(())));
            let krate = &self.krate;
            let sparse = quote!(#krate::SparseHessian<#float>);
            methods.push(self.method("hessian_sparse", &[], &sparse));
            methods.push(self.method("hessian_sparse_into", &[quote!(out: &mut #sparse)], &quote!(())));
            let lent = [out, quote!(workspace: &mut #krate::__private::Workspace)];
            methods.push(self.method("gradient_with", &lent, &quote!(())));
            methods.push(self.method("value_and_gradient_with", &lent, &value));
            methods.push(self.method("hessian_with", &lent, &quote!(())));
        }
        methods
    }

    fn method(&self, name: &str, more: &[TokenStream], result: &TokenStream) -> TokenStream {
        let name = self.naming.name(name, self.item.sig.fn_token.span);
        let (vis, params, marker) = (&self.item.vis, &self.params, &self.marker);
        let (generics, _, bounds) = self.item.sig.generics.split_for_impl();
        let krate = &self.krate;
        quote! {
            #[doc(hidden)]
            #[allow(dead_code, unused_variables)]
            #vis fn #name #generics (#(#params,)* #(#more,)*) -> #result #bounds {
                #krate::__private::not_differentiated::<#marker, _>()
            }
        }
    }

    fn gives_a_struct(&self) -> bool {
        let Type::Path(path) = self.result else { return false };
        float(self.result).is_none() && path.path.segments.last().is_some_and(|last| last.ident != "Vec")
    }

    /// The result as it is returned.
    fn value(&self) -> TokenStream {
        let result = self.result;
        quote!(#result)
    }

    /// Several numbers of one float type.
    fn all_scalars(&self) -> bool {
        let float = |p: &Point| p.float.to_string();
        self.points.iter().all(|p| matches!(p.kind, Kind::Scalar) && float(p) == float(&self.points[0]))
    }

    /// One rule: the derivative has the type of what it is taken with respect to.
    fn gradient(&self) -> TokenStream {
        match &self.points[..] {
            [point] => self.of_point(point),
            points if self.all_scalars() => {
                let (float, n) = (&points[0].float, points.len());
                quote!([#float; #n])
            }
            points => {
                let parts = points.iter().map(|p| self.of_point(p));
                quote!((#(#parts,)*))
            }
        }
    }

    /// A struct in it is lent.
    fn direction(&self) -> TokenStream {
        let part = |point: &Point| match &point.kind {
            Kind::Struct(ty) => quote!(&#ty),
            Kind::Scalar | Kind::Fixed(_) | Kind::Slice => self.of_point(point),
        };
        match &self.points[..] {
            [only] => part(only),
            points if points.iter().any(|p| matches!(p.kind, Kind::Struct(_))) => {
                let parts = points.iter().map(part);
                quote!((#(#parts,)*))
            }
            _ => self.gradient(),
        }
    }

    fn of_point(&self, point: &Point) -> TokenStream {
        let (float, krate) = (&point.float, &self.krate);
        match &point.kind {
            Kind::Scalar => quote!(#float),
            Kind::Fixed(ty) | Kind::Struct(ty) => quote!(#ty),
            Kind::Slice => quote!(#krate::__private::Vec<#float>),
        }
    }

    fn hessian(&self) -> Option<TokenStream> {
        let (gradient, krate) = (self.gradient(), &self.krate);
        match &self.points[..] {
            points if points.iter().any(|p| matches!(p.kind, Kind::Struct(_))) => {
                Some(quote!(#krate::__private::Vec<f64>))
            }
            [Point { kind: Kind::Fixed(ty), .. }] => {
                let Type::Array(array) = &**ty else { return None };
                let len = &array.len;
                Some(quote!([#gradient; #len]))
            }
            [Point { kind: Kind::Slice, float }] => Some(quote!(#krate::__private::Vec<#float>)),
            points if self.all_scalars() => {
                let n = points.len();
                Some(quote!([#gradient; #n]))
            }
            _ => None,
        }
    }

    /// A row for each entry of the result.
    fn jacobian(&self) -> TokenStream {
        let (gradient, krate, float) = (self.gradient(), &self.krate, &self.points[0].float);
        match self.result {
            Type::Array(array) => {
                let len: &Expr = &array.len;
                quote!([#gradient; #len])
            }
            Type::Tuple(tuple) => {
                let n = tuple.elems.len();
                quote!([#gradient; #n])
            }
            _ => quote!(#krate::__private::Vec<#float>),
        }
    }
}

impl Point {
    fn structure(ty: &Type, krate: &TokenStream) -> Self {
        let owned = match behind_refs(ty) {
            Type::Slice(syn::TypeSlice { elem, .. }) => syn::parse_quote!(#krate::__private::Vec<#elem>),
            owned => owned.clone(),
        };
        Self { kind: Kind::Struct(Box::new(owned)), float: quote!(f64) }
    }

    fn of(ty: &Type) -> Option<Self> {
        let ty = behind_refs(ty);
        if let Some(float) = float(ty) {
            return Some(Self { kind: Kind::Scalar, float });
        }
        match ty {
            Type::Array(array) => {
                let float = Self::of(&array.elem)?.float;
                Some(Self { kind: Kind::Fixed(Box::new(ty.clone())), float })
            }
            Type::Slice(slice) => Some(Self { kind: Kind::Slice, float: Self::of(&slice.elem)?.float }),
            Type::Path(path) => {
                let last = path.path.segments.last().filter(|s| s.ident == "Vec")?;
                let syn::PathArguments::AngleBracketed(generics) = &last.arguments else { return None };
                let Some(syn::GenericArgument::Type(elem)) = generics.args.first() else { return None };
                Some(Self { kind: Kind::Slice, float: Self::of(elem)?.float })
            }
            _ => None,
        }
    }
}

fn behind_refs(ty: &Type) -> &Type {
    match ty {
        Type::Reference(inner) => behind_refs(&inner.elem),
        Type::Paren(inner) => behind_refs(&inner.elem),
        Type::Group(inner) => behind_refs(&inner.elem),
        other => other,
    }
}

fn float(ty: &Type) -> Option<TokenStream> {
    let Type::Path(path) = behind_refs(ty) else { return None };
    let ident = path.path.get_ident()?;
    (ident == "f64" || ident == "f32").then(|| {
        let name = format_ident!("{}", ident);
        quote!(#name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn methods(item: &ItemFn) -> Vec<String> {
        let file: syn::File = syn::parse2(stubs(item, &Options::default())).expect("stubs are Rust");
        let methods =
            file.items.into_iter().filter_map(|item| if let syn::Item::Impl(i) = item { Some(i.items) } else { None });
        methods
            .flatten()
            .filter_map(|item| if let syn::ImplItem::Fn(f) = item { Some(f.sig.ident.to_string()) } else { None })
            .collect()
    }

    #[test]
    fn stubs_have_the_names_of_the_outputs() {
        assert!(
            methods(&parse_quote!(
                fn f(x: f64, y: f64) -> f64 {
                    x.foo()
                }
            ))
            .contains(&"hessian".to_owned())
        );
        assert!(
            methods(&parse_quote!(
                fn f(x: f64) -> f64 {
                    x.foo()
                }
            ))
            .contains(&"derivative".to_owned())
        );
        assert!(
            methods(&parse_quote!(
                fn f(x: &[f64]) -> [f64; 2] {
                    x.foo()
                }
            ))
            .contains(&"jacobian".to_owned())
        );
        assert!(
            methods(&parse_quote!(
                fn f<const N: usize>(x: &[[f64; N]; 2]) -> f64 {
                    x.foo()
                }
            ))
            .contains(&"hessian".to_owned())
        );
    }

    #[test]
    fn nothing_comes_of_a_hopeless_signature() {
        assert!(
            stubs(
                &parse_quote!(
                    fn f(x: f64) {}
                ),
                &Options::default()
            )
            .is_empty()
        );
        assert!(
            stubs(
                &parse_quote!(
                    fn f<T: Float>(x: T) -> T {
                        x
                    }
                ),
                &Options::default()
            )
            .is_empty()
        );
        assert!(
            stubs(
                &parse_quote!(
                    fn f(self) -> f64 {
                        1.0
                    }
                ),
                &Options::default()
            )
            .is_empty()
        );
    }
}
