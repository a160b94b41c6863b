//! The signature of the user's function, as lowering understood it and outputs use it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Dim, Ty};
use crate::naming::Home;

/// The user's function apart from its body.
pub(crate) struct Signature {
    /// The function as written: visibility, generics, parameter types, attributes.
    pub(crate) item: syn::ItemFn,
    pub(crate) params: Vec<SigParam>,
    pub(crate) result: SigResult,
    pub(crate) home: Home,
}

/// A parameter.
#[derive(Clone)]
pub(crate) struct SigParam {
    /// Its name; made up (`arg0`) where the user wrote a pattern or `_`.
    pub(crate) name: Ident,
    /// Its type as written.
    pub(crate) ty: syn::Type,
    pub(crate) shape: Shape,
    /// A float, float array or float slice that is not `#[constant]`: it has a derivative.
    pub(crate) active: bool,
    /// Reported by the public outputs: active, and selected by `wrt` where that is given.
    pub(crate) selected: bool,
    /// Of a struct: the fields that are used, as parameters of their own.
    pub(crate) fields: Option<Fields>,
}

/// The fields of a struct that a function uses.
#[derive(Clone, Default)]
pub(crate) struct Fields {
    /// Each with its number among the names of all fields.
    pub(crate) items: Vec<(syn::Member, usize, Part)>,
    /// How many names of fields there are.
    pub(crate) count: usize,
}

#[derive(Clone)]
pub(crate) enum Part {
    Leaf(Box<SigParam>),
    Fields(Fields),
}

impl SigParam {
    /// A struct with a derivative; its fields are known when the body was read.
    pub(crate) fn structure(name: Ident, ty: syn::Type) -> Self {
        Self { name, ty, shape: Shape::Other, active: true, selected: true, fields: Some(Fields::default()) }
    }

    pub(crate) fn is_receiver(&self) -> bool {
        self.name == "self"
    }

    /// As it is declared: `x: f64`, `&self`.
    pub(crate) fn declared(&self) -> TokenStream {
        let Self { name, ty, .. } = self;
        match ty {
            syn::Type::Reference(reference) if self.is_receiver() => {
                let lifetime = &reference.lifetime;
                quote!(&#lifetime #name)
            }
            _ if self.is_receiver() => quote!(#name),
            _ => quote!(#name: #ty),
        }
    }
}

impl Signature {
    /// Every struct becomes the fields of it that are used. The parameters as they were.
    pub(crate) fn take_structs_apart(&mut self) -> Vec<SigParam> {
        let outer = std::mem::take(&mut self.params);
        self.params = outer
            .iter()
            .flat_map(|param| match &param.fields {
                Some(fields) => fields.leaves().into_iter().map(|(_, leaf)| leaf.clone()).collect(),
                None => vec![param.clone()],
            })
            .collect();
        outer
    }

    /// The float type of the result.
    pub(crate) fn float(&self) -> Ty {
        match &self.result {
            SigResult::Scalar(ty) | SigResult::Array { elem: ty, .. } => *ty,
            SigResult::Tuple(tys) => tys.first().copied().unwrap_or(Ty::F64),
        }
    }
}

impl Fields {
    /// Every field with its number, and the members that lead to it: `.inner.k`.
    pub(crate) fn leaves(&self) -> Vec<(TokenStream, &SigParam)> {
        let mut leaves = Vec::new();
        for (member, _, part) in &self.items {
            match part {
                Part::Leaf(leaf) => leaves.push((quote!(.#member), &**leaf)),
                Part::Fields(inner) => {
                    leaves.extend(inner.leaves().into_iter().map(|(path, leaf)| (quote!(.#member #path), leaf)));
                }
            }
        }
        leaves
    }
}

/// What a parameter or a result is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// A scalar that the macro knows: a float, an integer, a boolean. `refs` counts the `&` before it.
    Scalar { ty: Ty, refs: usize },
    /// An array or slice of scalars, maybe nested. `borrowed`: behind `&`. `owned_vec`: a `Vec` (a nested one is `Dyn` too).
    Array { elem: Ty, dims: Vec<Dim>, borrowed: bool, owned_vec: bool },
    /// A constant of any other type.
    Other,
}

/// What the function returns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum SigResult {
    /// One float.
    Scalar(Ty),
    /// An array of floats: `[f64; M]` or `Vec<f64>`.
    Array { elem: Ty, dims: Vec<Dim> },
    /// A tuple of floats.
    Tuple(Vec<Ty>),
}
