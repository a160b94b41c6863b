//! Parameters that are lists of tuples, of structs or of rows: what the elements have in one place is a parameter of its own.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, Type};

use super::records::Leaves;
use super::types::{Kind, TyId};
use super::written::{Written, without_refs};
use crate::ir::{Dim, Ty};
use crate::origins::Origins;
use crate::signature::{Fields, List, Listed, Record, Rows, Shape, SigParam};

/// A list of tuples or of rows, if it has a derivative.
pub(super) fn read(ty: &Written, origins: &Origins) -> Option<List> {
    if ty.holds_no_float() || ty.is_mutable_ref() {
        return None;
    }
    let Written::Array { elem, dim, .. } = ty.behind_refs() else { return None };
    let (item, rows) = match elem.behind_refs() {
        tuple @ Written::Tuple(_) if elem.refs() == 0 => (tuple, None),
        Written::Array { elem: item, dim: Dim::Dyn, vec } if elem.refs() == usize::from(!vec) => {
            (&**item, Some(Rows { lent: !vec, ..Rows::default() }))
        }
        _ => return None,
    };
    let tokens = derivative(item, origins)?;
    let (of_structs, has_constants) = (false, has_constants(item));
    Some(List { size: size(*dim), item: tokens, of_structs, has_constants, rows })
}

/// A list of structs.
pub(super) fn of_structs(ty: &Written, source: &Type) -> Option<List> {
    let Written::Array { elem, dim, .. } = ty.behind_refs() else { return None };
    let (Written::Other(_), Some(item)) = (&**elem, element(source)) else { return None };
    Some(List { size: size(*dim), item: quote!(#item), of_structs: true, has_constants: false, rows: None })
}

/// A list of lists of something that is not known.
pub(super) fn is_of_others(ty: &Written) -> bool {
    let Written::Array { elem, .. } = ty.behind_refs() else { return false };
    matches!(elem.behind_refs(), Written::Other(_)) || is_of_others(elem)
}

/// `P` of `&[P]`, `[P; N]` or `Vec<P>`
pub(super) fn element(ty: &Type) -> Option<&Type> {
    match without_refs(ty) {
        Type::Slice(slice) => Some(&slice.elem),
        Type::Array(array) => Some(&array.elem),
        Type::Path(path) => match &path.path.segments.last()?.arguments {
            PathArguments::AngleBracketed(generics) => generics.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(elem) => Some(elem),
                _ => None,
            }),
            PathArguments::None | PathArguments::Parenthesized(_) => None,
        },
        _ => None,
    }
}

/// A list of tuples or of rows as a result: all of it has a derivative.
pub(super) fn returned(ty: &Written, origins: &Origins) -> Option<Record> {
    let list = read(ty, origins).filter(|list| !list.has_constants)?;
    let Written::Array { elem, dim, vec } = ty else { return None };
    let rows = list.rows.as_ref();
    if size(*dim).is_none() && !vec || rows.is_some_and(|rows| rows.lent || list.size.is_some()) {
        return None;
    }
    let (item, outer) = match &**elem {
        Written::Array { elem, .. } if list.rows.is_some() => (&**elem, Dim::Dyn),
        tuple => (tuple, list.size.unwrap_or(Dim::Dyn)),
    };
    let mut fields = Vec::new();
    columns(item, &TokenStream::new(), outer, &mut fields);
    let rows = list.rows.is_some();
    if rows {
        fields.push((TokenStream::new(), column(Ty::USIZE, vec![Dim::Dyn])));
    }
    Some(Record { fields, list: Some(Listed { size: list.size, rows }), ..Record::default() })
}

/// An array for each part of an element, with what leads to it.
fn columns(item: &Written, path: &TokenStream, outer: Dim, fields: &mut Vec<(TokenStream, Shape)>) {
    if let Written::Tuple(items) = item {
        for (k, item) in items.iter().enumerate() {
            let k = syn::Index::from(k);
            columns(item, &quote!(#path.#k), outer, fields);
        }
        return;
    }
    let (elem, inner) = match item {
        Written::Scalar(ty) => (*ty, Vec::new()),
        array => array.array_of_scalars().expect("what has a derivative is made of numbers"),
    };
    fields.push((path.clone(), column(elem, std::iter::once(outer).chain(inner).collect())));
}

fn column(elem: Ty, dims: Vec<Dim>) -> Shape {
    let owned_vec = dims[0] == Dim::Dyn;
    Shape::Array { elem, dims, borrowed: false, owned_vec }
}

fn size(dim: Dim) -> Option<Dim> {
    matches!(dim, Dim::Lit(_) | Dim::Named(_)).then_some(dim)
}

/// The type of the derivative of an element: numbers, arrays of them, and tuples of those.
fn derivative(item: &Written, origins: &Origins) -> Option<TokenStream> {
    match item {
        Written::Scalar(ty) => match ty {
            Ty::F64 => Some(quote!(f64)),
            Ty::F32 => Some(quote!(f32)),
            Ty::Int(_) | Ty::Bool => Some(quote!(())),
            Ty::Other(_) | Ty::State => None,
        },
        Written::Array { elem, dim, vec: false } => {
            item.array_of_scalars()?;
            let inner = derivative(elem, origins)?;
            match dim {
                _ if elem.holds_no_float() => Some(quote!(())),
                Dim::Lit(n) => {
                    let n = proc_macro2::Literal::u64_unsuffixed(*n);
                    Some(quote!([#inner; #n]))
                }
                Dim::Named(origin) => {
                    let n = origins.render(*origin, &[]);
                    Some(quote!([#inner; #n]))
                }
                Dim::Dyn | Dim::Inferred | Dim::Whole => None,
            }
        }
        Written::Tuple(items) => {
            let items = items.iter().map(|item| derivative(item, origins)).collect::<Option<Vec<_>>>()?;
            Some(quote!((#(#items,)*)))
        }
        Written::Array { vec: true, .. }
        | Written::Option(_)
        | Written::Ref(_)
        | Written::RefMut(_)
        | Written::Unit
        | Written::Infer
        | Written::Text(_)
        | Written::Other(_) => None,
    }
}

fn has_constants(item: &Written) -> bool {
    match item {
        Written::Tuple(items) => items.iter().any(has_constants),
        item => item.holds_no_float(),
    }
}

impl Leaves<'_> {
    /// A parameter for each part of the elements of a list.
    pub(super) fn list(&mut self, ty: TyId, path: &str, list: List, span: Span) -> Option<Fields> {
        let Kind::Array(elem, _) = self.types.kind(ty) else { return None };
        let (item, outer) = match (&list.rows, self.types.kind(elem)) {
            (Some(_), Kind::Array(item, _)) => (item, Dim::Dyn),
            _ => (elem, list.size.unwrap_or(Dim::Dyn)),
        };
        if self.has_rest(item) {
            let help = "derive `Differentiable` for the struct before this function, in the same crate";
            self.errors.not_yet(span, "elements that are handed to calls while not all their fields are known", help);
            return None;
        }
        let mut column =
            |me: &mut Self, ty: TyId, path: &str, member: &syn::Member| me.column(ty, path, outer, member.span());
        let fields = self.fields_of(item, path, &mut column);
        let rows = match list.rows {
            Some(rows) => Some(Rows {
                lent: rows.lent,
                elements: match fields {
                    Some(_) => None,
                    None => Some(Box::new(self.column(item, &format!("{path}.elements"), outer, Span::call_site())?)),
                },
                offsets: Some(Box::new(self.parameter(Ty::USIZE, vec![Dim::Dyn], &format!("{path}.offsets")))),
            }),
            None => None,
        };
        let list = Some(List { rows, ..list });
        Some(Fields { list, ..fields.unwrap_or_default() })
    }

    /// Something is not known of it, or of a struct in it.
    fn has_rest(&mut self, ty: TyId) -> bool {
        let fields = self.types.fields(ty).unwrap_or_default();
        self.types.rest(ty).is_some() || fields.into_iter().any(|(.., field)| self.has_rest(field))
    }

    /// What all elements have in one place.
    fn column(&mut self, ty: TyId, path: &str, outer: Dim, span: Span) -> Option<SigParam> {
        let (scalar, inner) = self.scalars(ty, span)?;
        if inner.iter().any(|dim| matches!(dim, Dim::Dyn | Dim::Inferred | Dim::Whole)) {
            let help = "give it to a variable: `let w: [f64; 2] = p.w`";
            self.errors.refuse(span, "the size of this field is needed here", help);
            return None;
        }
        Some(self.parameter(scalar, std::iter::once(outer).chain(inner).collect(), path))
    }
}
