//! Functions as parameters: `f: impl Fn(f64) -> f64`, `&dyn Fn(..)`, `fn(..)`, or a type parameter that is bounded so.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, ItemFn, ParenthesizedGenericArguments, PathArguments, ReturnType, Type, TypeParamBound};

use super::instance;
use super::reader::Reader;
use super::signature;
use super::steps::{Rhs, Temp, Var};
use super::types::TyId;
use super::written;
use crate::signature::{Callback, Handing, Shape};

/// What a function that is a parameter is called with, for inference.
#[derive(Clone)]
pub(super) struct Heading {
    pub(super) params: Vec<TyId>,
    pub(super) result: TyId,
}

/// The name of the trait, the parameters and the result.
struct Written<'t> {
    name: String,
    span: Span,
    params: Vec<&'t Type>,
    result: Option<&'t Type>,
}

fn of_bound(bound: &TypeParamBound) -> Option<Written<'_>> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    let last = bound.path.segments.last()?;
    let PathArguments::Parenthesized(ParenthesizedGenericArguments { inputs, output, .. }) = &last.arguments else {
        return None;
    };
    let result = if let ReturnType::Type(_, ty) = output { Some(&**ty) } else { None };
    Some(Written { name: last.ident.to_string(), span: last.ident.span(), params: inputs.iter().collect(), result })
}

fn of_type<'t>(ty: &'t Type, generics: &'t Generics) -> Option<Written<'t>> {
    match ty {
        Type::Paren(inner) => of_type(&inner.elem, generics),
        Type::Group(inner) => of_type(&inner.elem, generics),
        Type::Reference(inner) if inner.mutability.is_none() => of_type(&inner.elem, generics),
        Type::ImplTrait(inner) => inner.bounds.iter().find_map(of_bound),
        Type::TraitObject(inner) => inner.bounds.iter().find_map(of_bound),
        Type::BareFn(bare) => {
            let result = if let ReturnType::Type(_, ty) = &bare.output { Some(&**ty) } else { None };
            let params = bare.inputs.iter().map(|arg| &arg.ty).collect();
            Some(Written { name: "Fn".to_owned(), span: bare.fn_token.span, params, result })
        }
        Type::Path(path) => {
            let name = path.path.get_ident()?;
            let param = generics.type_params().find(|param| param.ident == *name)?;
            instance::bounds(param, generics).find_map(of_bound)
        }
        _ => None,
    }
}

/// A type parameter that stands for functions.
pub(super) fn is_function(param: &syn::TypeParam, generics: &Generics) -> bool {
    instance::bounds(param, generics).any(|bound| of_bound(bound).is_some())
}

/// The function without the type parameters that stand for functions: companions take a reference to any function.
pub(super) fn without_type_parameters(mut item: ItemFn) -> ItemFn {
    let generics = item.sig.generics.clone();
    let functions: Vec<Ident> =
        generics.type_params().filter(|param| is_function(param, &generics)).map(|param| param.ident.clone()).collect();
    if !functions.is_empty() {
        item.sig.generics = instance::without_types(&generics, &functions);
    }
    item
}

impl signature::Reader<'_> {
    /// What is known of a parameter that is a function; reports what is not understood.
    pub(super) fn callback(&mut self, ty: &Type, generics: &Generics) -> Option<Result<(Callback, Heading), ()>> {
        let written = of_type(ty, generics)?;
        if written.name != "Fn" {
            let help = "take `impl Fn(..)`: a function that changes nothing of its own";
            self.errors.not_yet(written.span, &format!("`{}` functions as parameters", written.name), help);
            return Some(Err(()));
        }
        let handing = match ty {
            Type::BareFn(_) => Handing::Pointer,
            Type::Reference(inner) if !matches!(*inner.elem, Type::TraitObject(_)) => Handing::Reference,
            _ => Handing::Plain,
        };
        let mut callback = Callback {
            params: Vec::new(),
            types: Vec::new(),
            lent_types: Vec::new(),
            result: Shape::Other,
            gives: TokenStream::new(),
            handing,
        };
        let mut heading = Heading { params: Vec::new(), result: self.types.fresh(super::types::Kind::Unit) };
        for ty in &written.params {
            let known = written::read(ty, self.origins, self.dims);
            let shape = if known.holds_no_float() && signature::part(&known, false, self.origins).is_none() {
                Some(Shape::Other)
            } else {
                signature::part(&known, false, self.origins).filter(|shape| !matches!(shape, Shape::Tuple { .. }))
            };
            let Some(shape) = shape.filter(|_| !known.is_mutable_ref()) else {
                self.wrong(ty);
                return Some(Err(()));
            };
            heading.params.push(known.kind(self.types));
            callback.types.push(ty.to_token_stream());
            callback.lent_types.push(crate::signature::lent(ty, &shape).to_token_stream());
            callback.params.push(shape);
        }
        let Some(result) = written.result else {
            self.errors.not_yet(written.span, "functions that give nothing as parameters", "let it return a number");
            return Some(Err(()));
        };
        let known = written::read(result, self.origins, self.dims);
        let shape = signature::part(&known, true, self.origins);
        let Some(shape) = shape.filter(|shape| !matches!(shape, Shape::Record(_)) && !shape.holds_option()) else {
            self.wrong(result);
            return Some(Err(()));
        };
        heading.result = known.kind(self.types);
        callback.result = shape;
        callback.gives = result.to_token_stream();
        Some(Ok((callback, heading)))
    }

    fn wrong(&mut self, ty: &Type) {
        let what = format!("functions of `{}` as parameters", written::display(ty));
        let help = "numbers, arrays and slices go in, and numbers, arrays and tuples of these come out; or mark it `#[constant]`";
        self.errors.not_yet(written::first_span(ty), &what, help);
    }
}

impl Reader<'_> {
    /// `f(x)` of a parameter `f`.
    pub(super) fn applied_parameter(&mut self, var: Var, name: &Ident, args: &[Temp]) -> Option<Temp> {
        let heading = self.functions.get(&var)?.clone();
        let span = name.span();
        if heading.params.len() != args.len() {
            self.errors.leave_to_rustc();
            return Some(self.poison(span));
        }
        for (arg, ty) in args.iter().zip(&heading.params) {
            self.unify(self.ty(*arg), *ty);
        }
        let all: Vec<Temp> = std::iter::once(self.read_var(var, span)).chain(args.iter().copied()).collect();
        let lent = vec![false; all.len()];
        Some(self.def(heading.result, span, Rhs::Call { path: applied(name), twin: None, args: all, lent }))
    }
}

/// The callee of `f(x)`: its first argument is the function.
fn applied(name: &Ident) -> TokenStream {
    quote!((#name))
}

pub(super) fn shape(callback: Callback) -> Shape {
    Shape::Function(Rc::new(callback))
}
