//! Types that other attributes have seen, as those of values here.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{ExprPath, GenericArgument, PathArguments, Type};

use super::reader::Reader;
use super::steps::{Rhs, Temp};
use super::types::{Kind, TyId, Types};
use super::written::{literal_length, scalar};
use crate::ir::Dim;
use crate::known;
use crate::naming::Home;

impl Reader<'_> {
    /// A call, with what is known of the type that it gives.
    pub(super) fn call_giving(&mut self, hint: Option<Type>, span: Span, rhs: Rhs) -> Temp {
        let told = hint.and_then(|hint| result(&hint, &mut self.types));
        if let Some(ty) = told {
            return self.def(ty, span, rhs);
        }
        let out = self.def_kind(Kind::Open, span, rhs);
        self.given.push(self.ty(out));
        out
    }

    /// What was seen of a function that is called with something that varies: only one that is annotated can be.
    pub(super) fn hint(&self, path: &ExprPath, args: &[Temp]) -> Option<Type> {
        if args.iter().all(|arg| self.is_fixed(*arg)) {
            return None;
        }
        let names: Vec<String> = path.path.segments.iter().map(|s| s.ident.to_string()).collect();
        match names.as_slice() {
            [name] if !self.is_inner(name) => known::result(name),
            [.., owner, name] if owner.starts_with(char::is_uppercase) => {
                let owner = if owner == "Self" { self.own_type()? } else { owner.clone() };
                known::result(&format!("{owner}::{name}"))
            }
            _ => None,
        }
    }

    /// What was seen of a method of a struct.
    pub(super) fn method_hint(&mut self, receiver: Temp, name: &syn::Ident) -> Option<Type> {
        let owner = self.types.name_of(self.ty(receiver))?;
        known::result(&format!("{owner}::{name}"))
    }

    /// Names a struct after its type, if its definition was seen.
    pub(super) fn name_struct(&mut self, ty: TyId, path: &impl ToTokens) {
        let Ok(written) = syn::parse2::<Type>(path.to_token_stream()) else { return };
        let own = self.own_type();
        name_struct(ty, &written, own.as_deref(), &mut self.types);
    }

    fn own_type(&self) -> Option<String> {
        match &self.own.home {
            Home::Block(block) => Some(known::last_name(&block.ty)),
            Home::Module | Home::Impl => None,
        }
    }

    /// The name is that of a function inside of this one.
    fn is_inner(&self, name: &str) -> bool {
        declares(self.source.clone(), name)
    }
}

/// `fn name` in the tokens, but for the first: that is the function itself.
fn declares(tokens: TokenStream, name: &str) -> bool {
    use proc_macro2::TokenTree::{Group, Ident};
    let mut after_fn = false;
    tokens.into_iter().any(|tree| match tree {
        Ident(word) => {
            let declared = after_fn && word == name;
            after_fn = word == "fn";
            declared
        }
        Group(group) => declares(group.stream(), name),
        _ => false,
    })
}

/// Names a struct after its type, if its definition was seen.
pub(super) fn name_struct(ty: TyId, written: &Type, own: Option<&str>, types: &mut Types) {
    let name = known::last_name(written);
    let name = if name == "Self" { own.unwrap_or_default().to_owned() } else { name };
    if known::fields(&name).is_some() {
        types.name(ty, name);
    }
}

/// The type of what a call gives, if all of it is known here.
fn result(ty: &Type, types: &mut Types) -> Option<TyId> {
    told(ty, true, types)
}

/// The type of a field.
pub(super) fn field(ty: &Type, types: &mut Types) -> Option<TyId> {
    told(ty, false, types)
}

fn told(ty: &Type, options: bool, types: &mut Types) -> Option<TyId> {
    let kind = match ty {
        Type::Array(array) => {
            let elem = told(&array.elem, options, types).filter(|elem| types.fields(*elem).is_none())?;
            Kind::Array(elem, Dim::Lit(literal_length(&array.len)?))
        }
        Type::Tuple(tuple) => {
            Kind::Tuple(tuple.elems.iter().map(|item| told(item, options, types)).collect::<Option<_>>()?)
        }
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let name = last.ident.to_string();
            match (&last.arguments, scalar(&name)) {
                (PathArguments::None, Some(scalar)) => Kind::Exact(scalar),
                (PathArguments::None, None) => return structure(name, types),
                (PathArguments::AngleBracketed(generics), _) => {
                    let Some(GenericArgument::Type(inner)) = generics.args.first() else { return None };
                    let inner = told(inner, options, types).filter(|inner| types.fields(*inner).is_none())?;
                    match name.as_str() {
                        "Vec" => Kind::Array(inner, Dim::Dyn),
                        _ if options => types.option(inner),
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(types.fresh(kind))
}

fn structure(name: String, types: &mut Types) -> Option<TyId> {
    known::fields(&name)?;
    let ty = types.record();
    types.name(ty, name);
    Some(ty)
}
