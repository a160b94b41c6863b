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
}

impl SigParam {
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
