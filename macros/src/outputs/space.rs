//! The point that a function is differentiated at: the selected parameters, and the types that go with them.
//!
//! One rule: the derivative has the type of what it is taken with respect to.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;

use crate::ir::{Dim, Param, Ty};
use crate::lower::Lowered;
use crate::origins::Origins;
use crate::signature::{Shape, SigParam};

/// A selected parameter.
pub(super) struct Part {
    /// Its number in the signature.
    pub(super) param: usize,
    pub(super) name: Ident,
    pub(super) float: TokenStream,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Scalar,
    /// An array whose size is in its type; outermost dimension first.
    Fixed(Vec<Size>),
    /// A slice or a `Vec`.
    Slice,
}

/// A dimension in a type.
#[derive(Clone)]
pub(super) struct Size {
    pub(super) tokens: TokenStream,
    /// Its number, unless it is a name.
    pub(super) literal: Option<usize>,
}

pub(super) struct Space {
    pub(super) parts: Vec<Part>,
    /// The parts are fields of structs: each is written by itself.
    apart: bool,
}

/// How the point looks as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// One `f64`.
    Scalar,
    /// Several `f64`, as `[f64; n]`.
    Scalars(usize),
    /// One array.
    Fixed,
    /// One slice.
    Slice,
    /// A tuple in the order of the signature.
    Mixed,
}

impl Space {
    pub(super) fn of(lowered: &Lowered) -> Self {
        let params = lowered.signature.params.iter().enumerate().filter(|(_, p)| p.selected);
        let parts = params.map(|(at, p)| Part::of(at, p, &lowered.origins)).collect();
        Self { parts, apart: lowered.outer.is_some() }
    }

    /// All parameters that have a derivative, selected or not.
    pub(super) fn of_active(lowered: &Lowered) -> Self {
        let params = lowered.signature.params.iter().enumerate().filter(|(_, p)| p.active);
        let parts = params.map(|(at, p)| Part::of(at, p, &lowered.origins)).collect();
        Self { parts, apart: lowered.outer.is_some() }
    }

    pub(super) fn form(&self) -> Form {
        match self.parts.as_slice() {
            _ if self.apart => Form::Mixed,
            [Part { kind: Kind::Scalar, .. }] => Form::Scalar,
            [Part { kind: Kind::Fixed(_), .. }] => Form::Fixed,
            [Part { kind: Kind::Slice, .. }] => Form::Slice,
            parts if parts.iter().all(|p| matches!(p.kind, Kind::Scalar)) => Form::Scalars(parts.len()),
            _ => Form::Mixed,
        }
    }

    pub(super) fn has_slices(&self) -> bool {
        self.apart || self.parts.iter().any(|p| matches!(p.kind, Kind::Slice))
    }

    /// The float type; that of the first part, should they differ.
    pub(super) fn float(&self) -> TokenStream {
        self.parts.first().map_or_else(|| code!(f64), |p| p.float.clone())
    }

    /// The number of scalars in the point, where it is a literal.
    pub(super) fn literal_len(&self) -> Option<usize> {
        self.parts.iter().map(Part::literal_len).sum()
    }

    /// The number of scalars in the point, as an expression over the parameters.
    pub(super) fn len(&self) -> TokenStream {
        if let Some(n) = self.literal_len() {
            let n = proc_macro2::Literal::usize_unsuffixed(n);
            return code!(#n);
        }
        let lens = self.parts.iter().map(Part::len);
        lens.reduce(|sum, len| code!(#sum + #len)).unwrap_or_else(|| code!(0))
    }

    /// The type of a gradient.
    pub(super) fn gradient(&self, krate: &TokenStream) -> TokenStream {
        let float = self.float();
        match self.form() {
            Form::Scalars(n) => {
                let n = proc_macro2::Literal::usize_unsuffixed(n);
                code!([#float; #n])
            }
            Form::Mixed => {
                let parts = self.parts.iter().map(|p| p.gradient(krate));
                code!((#(#parts),*))
            }
            _ => self.parts[0].gradient(krate),
        }
    }

    /// The type of a direction, as a parameter.
    pub(super) fn direction(&self) -> TokenStream {
        let float = self.float();
        match self.form() {
            Form::Scalars(n) => {
                let n = proc_macro2::Literal::usize_unsuffixed(n);
                code!([#float; #n])
            }
            Form::Fixed => {
                let ty = self.parts[0].owned();
                code!(impl ::core::borrow::Borrow<#ty>)
            }
            Form::Mixed => {
                let parts = self.parts.iter().map(Part::direction);
                code!((#(#parts),*))
            }
            _ => self.parts[0].direction(),
        }
    }

    /// A name for something that belongs to part `k`: `v` alone, or `x_dot` in a tuple.
    pub(super) fn part_name(&self, whole: &Ident, suffix: &str, k: usize) -> Ident {
        if self.form() == Form::Mixed {
            let name = syn::ext::IdentExt::unraw(&self.parts[k].name);
            format_ident!("{}_{}", name, suffix, span = Span::mixed_site())
        } else {
            whole.clone()
        }
    }
}

impl Part {
    fn of(param: usize, sig: &SigParam, origins: &Origins) -> Self {
        let (ty, kind) = match &sig.shape {
            Shape::Scalar { ty, .. } => (*ty, Kind::Scalar),
            Shape::Array { elem, dims, .. } => (*elem, sizes(dims, origins).map_or(Kind::Slice, Kind::Fixed)),
            Shape::Other => unreachable!("a parameter of unknown type is not selected"),
        };
        Self { param, name: sig.name.clone(), float: float(ty), kind }
    }

    /// The type, owned.
    pub(super) fn owned(&self) -> TokenStream {
        let float = &self.float;
        match &self.kind {
            Kind::Scalar => float.clone(),
            Kind::Fixed(sizes) => array(float, sizes),
            Kind::Slice => code!([#float]),
        }
    }

    fn gradient(&self, krate: &TokenStream) -> TokenStream {
        let float = &self.float;
        match self.kind {
            Kind::Slice => code!(#krate::__private::Vec<#float>),
            _ => self.owned(),
        }
    }

    fn direction(&self) -> TokenStream {
        let float = &self.float;
        match self.kind {
            Kind::Slice => code!(&[#float]),
            _ => self.owned(),
        }
    }

    pub(super) fn literal_len(&self) -> Option<usize> {
        match &self.kind {
            Kind::Scalar => Some(1),
            Kind::Fixed(sizes) => sizes.iter().map(|s| s.literal).product(),
            Kind::Slice => None,
        }
    }

    /// The number of scalars in it.
    pub(super) fn len(&self) -> TokenStream {
        let name = &self.name;
        match &self.kind {
            Kind::Scalar => code!(1),
            Kind::Fixed(sizes) => product(sizes),
            Kind::Slice => code!(#name.len()),
        }
    }
}

/// `2 * 3`
pub(super) fn product(sizes: &[Size]) -> TokenStream {
    let mut product = TokenStream::new();
    for (k, size) in sizes.iter().enumerate() {
        let tokens = &size.tokens;
        product.extend(if k == 0 { code!(#tokens) } else { code!(* #tokens) });
    }
    product
}

/// `&a`, or `a.as_flattened()` for an array of arrays: what a loop runs over to see every element.
pub(super) fn elements(array: &Ident, sizes: &[Size]) -> TokenStream {
    match sizes.len() {
        0 | 1 => code!(&#array),
        n => (1..n).fold(code!(#array), |inner, _| code!(#inner.as_flattened())),
    }
}

/// `[[f64; 2]; 3]`
pub(super) fn array(float: &TokenStream, sizes: &[Size]) -> TokenStream {
    sizes.iter().rev().fold(float.clone(), |inner, size| {
        let size = &size.tokens;
        code!([#inner; #size])
    })
}

/// The dimensions as they stand in a type; nothing if one is known at run time only.
pub(super) fn sizes(dims: &[Dim], origins: &Origins) -> Option<Vec<Size>> {
    let size = |dim: &Dim| match dim {
        Dim::Lit(n) => {
            let literal = usize::try_from(*n).ok()?;
            let tokens = proc_macro2::Literal::usize_unsuffixed(literal);
            Some(Size { tokens: code!(#tokens), literal: Some(literal) })
        }
        Dim::Named(origin) => Some(Size { tokens: origins.render(*origin, &[]), literal: None }),
        Dim::Dyn | Dim::Inferred => None,
    };
    dims.iter().map(size).collect()
}

pub(super) fn float(ty: Ty) -> TokenStream {
    if ty == Ty::F32 { code!(f32) } else { code!(f64) }
}

/// The elements of an array parameter, row-major: the indices of each.
pub(super) fn positions(sizes: &[usize]) -> Vec<TokenStream> {
    let mut all = vec![TokenStream::new()];
    for size in sizes {
        let index = |before: &TokenStream| {
            let before = before.clone();
            (0..*size).map(move |k| {
                let k = proc_macro2::Literal::usize_unsuffixed(k);
                code!(#before [#k])
            })
        };
        all = all.iter().flat_map(index).collect();
    }
    all
}

/// Items, row-major, as an array expression.
pub(super) fn nested(items: &[TokenStream], sizes: &[usize]) -> TokenStream {
    match sizes {
        [] => items.first().cloned().unwrap_or_default(),
        [_] => code!([#(#items),*]),
        [_, inner @ ..] => {
            let each = inner.iter().product::<usize>().max(1);
            let rows = items.chunks(each).map(|row| nested(row, inner));
            code!([#(#rows),*])
        }
    }
}

/// The literal sizes of a parameter that is seen as its elements.
pub(super) fn literal_sizes(part: &Part, param: &Param) -> Vec<usize> {
    match (&part.kind, param) {
        (Kind::Fixed(sizes), Param::Elements(_)) => sizes.iter().filter_map(|s| s.literal).collect(),
        _ => Vec::new(),
    }
}
