//! Types as the user wrote them.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, GenericArgument, Lit, PathArguments, Type};

use super::dims::Dims;
use super::types::{Kind, TyId, Types};
use crate::ir::{Dim, Int, Origin, Ty};
use crate::origins::Origins;

/// A type as written, as far as the macro knows it.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Written {
    Scalar(Ty),
    Array {
        elem: Box<Written>,
        dim: Dim,
        vec: bool,
    },
    Tuple(Vec<Written>),
    /// An `Option` of numbers.
    Option(Box<Written>),
    Ref(Box<Written>),
    RefMut(Box<Written>),
    Unit,
    Infer,
    /// `char`, `str`, `String`: never active.
    Text(Origin),
    /// Any other type.
    Other(Origin),
}

pub(super) fn read(ty: &Type, origins: &mut Origins, dims: &mut Dims) -> Written {
    match ty {
        Type::Paren(inner) => read(&inner.elem, origins, dims),
        Type::Group(inner) => read(&inner.elem, origins, dims),
        Type::Reference(inner) => {
            let target = Box::new(read(&inner.elem, origins, dims));
            if inner.mutability.is_some() { Written::RefMut(target) } else { Written::Ref(target) }
        }
        Type::Array(array) => {
            let elem = Box::new(read(&array.elem, origins, dims));
            Written::Array { elem, dim: dims.of(&array.len, origins), vec: false }
        }
        Type::Slice(slice) => {
            let elem = Box::new(read(&slice.elem, origins, dims));
            Written::Array { elem, dim: Dim::Dyn, vec: false }
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => Written::Unit,
        Type::Tuple(tuple) => Written::Tuple(tuple.elems.iter().map(|t| read(t, origins, dims)).collect()),
        Type::Infer(_) => Written::Infer,
        Type::Path(path) if path.qself.is_none() => read_path(path, origins, dims),
        other => Written::Other(origins.add(other.span(), other.to_token_stream())),
    }
}

fn read_path(ty: &syn::TypePath, origins: &mut Origins, dims: &mut Dims) -> Written {
    let last = ty.path.segments.last().expect("a path has a segment");
    let name = last.ident.to_string();
    let primitive =
        ty.path.segments.len() == 1 || ty.path.segments.iter().rev().nth(1).is_some_and(|s| s.ident == "primitive");
    if let (PathArguments::None, true) = (&last.arguments, primitive) {
        if let Some(scalar) = scalar(&name) {
            return Written::Scalar(scalar);
        }
        if let Some(text) = Origins::of_text(&name) {
            return Written::Text(text);
        }
    }
    if let (PathArguments::AngleBracketed(generics), "Vec") = (&last.arguments, name.as_str())
        && let Some(GenericArgument::Type(elem)) = generics.args.first()
    {
        return Written::Array { elem: Box::new(read(elem, origins, dims)), dim: Dim::Dyn, vec: true };
    }
    if let (PathArguments::AngleBracketed(generics), "Option") = (&last.arguments, name.as_str())
        && let Some(GenericArgument::Type(content)) = generics.args.first()
    {
        let content = read(content, origins, dims);
        if content.is_plain() || matches!(&content, Written::Ref(inner) if matches!(**inner, Written::Scalar(_))) {
            return Written::Option(Box::new(content));
        }
    }
    Written::Other(origins.add(ty.span(), ty.to_token_stream()))
}

pub(super) fn scalar(name: &str) -> Option<Ty> {
    match name {
        "f64" => Some(Ty::F64),
        "f32" => Some(Ty::F32),
        "bool" => Some(Ty::Bool),
        _ => Int::from_name(name).map(|int| Ty::Int(Some(int))),
    }
}

impl Written {
    /// The type for inference.
    pub(super) fn kind(&self, types: &mut Types) -> TyId {
        let kind = match self {
            Self::Ref(inner) | Self::RefMut(inner) => return inner.kind(types),
            Self::Scalar(ty) => Kind::Exact(*ty),
            Self::Array { elem, dim, .. } => Kind::Array(elem.kind(types), *dim),
            Self::Tuple(items) => Kind::Tuple(items.iter().map(|t| t.kind(types)).collect()),
            Self::Option(content) => {
                let content = content.kind(types);
                types.option(content)
            }
            Self::Unit => Kind::Unit,
            Self::Infer => Kind::Open,
            Self::Text(origin) | Self::Other(origin) => Kind::Other(*origin),
        };
        types.fresh(kind)
    }

    /// References around the type.
    pub(super) fn refs(&self) -> usize {
        match self {
            Self::Ref(inner) | Self::RefMut(inner) => 1 + inner.refs(),
            _ => 0,
        }
    }

    pub(super) fn behind_refs(&self) -> &Self {
        match self {
            Self::Ref(inner) | Self::RefMut(inner) => inner.behind_refs(),
            other => other,
        }
    }

    pub(super) fn is_mutable_ref(&self) -> bool {
        match self {
            Self::RefMut(_) => true,
            Self::Ref(inner) => inner.is_mutable_ref(),
            _ => false,
        }
    }

    /// Holds nothing but integers, booleans and text: a constant without being marked so.
    pub(super) fn holds_no_float(&self) -> bool {
        match self {
            Self::Scalar(ty) => !ty.is_float(),
            Self::Text(_) | Self::Unit => true,
            Self::Array { elem, .. } => elem.holds_no_float(),
            Self::Tuple(items) => items.iter().all(Self::holds_no_float),
            Self::Ref(inner) | Self::RefMut(inner) | Self::Option(inner) => inner.holds_no_float(),
            Self::Infer | Self::Other(_) => false,
        }
    }

    /// Made of numbers alone, by value.
    fn is_plain(&self) -> bool {
        match self {
            Self::Scalar(_) | Self::Infer => true,
            Self::Array { elem: inner, vec, .. } => !vec && inner.is_plain(),
            Self::Option(inner) => inner.is_plain(),
            Self::Tuple(items) => items.iter().all(Self::is_plain),
            Self::Ref(_) | Self::RefMut(_) | Self::Unit | Self::Text(_) | Self::Other(_) => false,
        }
    }

    /// Scalar type of the elements and the extents, if it is an array of scalars. The inner ones of a nested array have one size.
    pub(super) fn array_of_scalars(&self) -> Option<(Ty, Vec<Dim>)> {
        let mut dims = Vec::new();
        let mut at = self;
        while let Self::Array { elem, dim, .. } = at {
            dims.push(*dim);
            at = elem;
        }
        match at {
            Self::Scalar(ty) if !dims.is_empty() && !dims[1..].contains(&Dim::Dyn) => Some((*ty, dims)),
            _ => None,
        }
    }
}

/// A number in the source, such as `3` or `3_usize`.
pub(super) fn literal_length(len: &Expr) -> Option<u64> {
    match len {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => int.base10_parse().ok(),
            _ => None,
        },
        Expr::Paren(inner) => literal_length(&inner.expr),
        Expr::Group(inner) => literal_length(&inner.expr),
        _ => None,
    }
}

/// `P` of `&&P`
pub(super) fn without_refs(ty: &Type) -> &Type {
    match ty {
        Type::Reference(inner) => without_refs(&inner.elem),
        Type::Paren(inner) => without_refs(&inner.elem),
        Type::Group(inner) => without_refs(&inner.elem),
        other => other,
    }
}

/// The type itself, or that of the elements of a list.
pub(super) fn element(ty: &Type) -> &Type {
    match without_refs(ty) {
        Type::Slice(slice) => element(&slice.elem),
        Type::Array(array) => element(&array.elem),
        Type::Path(path) => match path.path.segments.last().map(|last| (&last.ident, &last.arguments)) {
            Some((name, PathArguments::AngleBracketed(generics))) if name == "Vec" => match generics.args.first() {
                Some(GenericArgument::Type(inner)) => element(inner),
                _ => ty,
            },
            _ => without_refs(ty),
        },
        other => other,
    }
}

/// Where a type begins.
pub(super) fn first_span(ty: &Type) -> Span {
    ty.to_token_stream().into_iter().next().map_or_else(Span::call_site, |tree| tree.span())
}

/// A type as a person would write it.
pub(super) fn display(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    let tight = [(" :: ", "::"), ("& ", "&"), (" < ", "<"), (" >", ">"), (" ,", ","), (" ;", ";"), ("* ", "*")];
    tight.into_iter().fold(text, |text, (loose, tight)| text.replace(loose, tight))
}

/// A `&mut` among the items of a tuple.
pub(super) fn mutable_inside(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Paren(inner) => mutable_inside(&inner.elem),
        Type::Group(inner) => mutable_inside(&inner.elem),
        Type::Reference(inner) => mutable_inside(&inner.elem),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(|item| match item {
            Type::Reference(reference) if reference.mutability.is_some() => Some(item),
            item => mutable_inside(item),
        }),
        _ => None,
    }
}
