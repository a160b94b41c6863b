//! The signature of the user's function, as lowering understood it and outputs use it.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use crate::ir::{Dim, Ty};
use crate::naming::Home;

/// The user's function apart from its body.
pub(crate) struct Signature {
    /// The function as written: visibility, generics, parameter types, attributes.
    pub(crate) item: syn::ItemFn,
    pub(crate) params: Vec<SigParam>,
    /// A scalar, an array, a `Vec`, or a tuple of these; a tuple without items where nothing is returned.
    pub(crate) result: Shape,
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
    pub(crate) access: Access,
    /// A float, float array or float slice that is not `#[constant]`, or a tuple with one: it has a derivative.
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
    /// The struct itself, where it is handed to calls.
    pub(crate) whole: Option<Box<SigParam>>,
    /// How many names of fields there are.
    pub(crate) count: usize,
    /// They are the fields of the elements of a list, each with one entry for each element.
    pub(crate) list: Option<List>,
}

/// A list whose elements are tuples, structs or rows.
#[derive(Clone)]
pub(crate) struct List {
    /// How many elements there are, if that is in the type.
    pub(crate) size: Option<Dim>,
    /// The derivative of an element; where elements are rows, of an element of those.
    pub(crate) item: TokenStream,
    /// That is a struct.
    pub(crate) of_structs: bool,
    /// There are integers and the like among its parts.
    pub(crate) has_constants: bool,
    /// The elements are rows.
    pub(crate) rows: Option<Rows>,
}

/// Rows of different lengths.
#[derive(Clone, Default)]
pub(crate) struct Rows {
    /// They are slices.
    pub(crate) lent: bool,
    /// All elements of all rows, where these are numbers or arrays.
    pub(crate) elements: Option<Box<SigParam>>,
    /// Where each row begins, and where the last one ends.
    pub(crate) offsets: Option<Box<SigParam>>,
}

#[derive(Clone)]
pub(crate) enum Part {
    Leaf(Box<SigParam>),
    Fields(Fields),
}

impl SigParam {
    /// A struct with a derivative, or a list of something; its fields are known when the body was read.
    pub(crate) fn structure(name: Ident, ty: syn::Type, list: Option<List>) -> Self {
        let (shape, access) = (Shape::Other, Access::Read);
        let fields = Some(Fields { list, ..Fields::default() });
        Self { name, ty, shape, access, active: true, selected: true, fields }
    }

    /// A struct with a derivative.
    pub(crate) fn is_struct(&self) -> bool {
        self.fields.is_some() && self.list().is_none()
    }

    /// What is known of a list of tuples, structs or rows.
    pub(crate) fn list(&self) -> Option<&List> {
        self.fields.as_ref()?.list.as_ref()
    }

    /// All of it, as one part.
    pub(crate) fn leaf(&self, param: usize) -> Leaf {
        Leaf {
            stem: self.name.clone(),
            param,
            name: self.name.clone(),
            path: Vec::new(),
            behind: false,
            shape: self.shape.clone(),
            access: self.access,
            active: self.active,
            selected: self.selected,
        }
    }

    pub(crate) fn is_receiver(&self) -> bool {
        self.name == "self"
    }

    /// It is `&Vec<..>` or `&mut Vec<..>`.
    pub(crate) fn is_lent_vec(&self) -> bool {
        self.shape.is_lent_vec()
    }

    /// The type for callers of companions: they may have a slice where the function asks for a `&Vec<..>`.
    pub(crate) fn lent_ty(&self) -> syn::Type {
        lent(&self.ty, &self.shape)
    }

    /// What a companion hands to whoever asks for the type that the user wrote.
    pub(crate) fn as_written(&self) -> TokenStream {
        let name = &self.name;
        if self.is_lent_vec() { quote!(&#name.to_vec()) } else { quote!(#name) }
    }

    /// As it is declared to callers of companions.
    pub(crate) fn lent(&self) -> TokenStream {
        Self { ty: self.lent_ty(), ..self.clone() }.declared()
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
        self.result.float().unwrap_or(Ty::F64)
    }
}

impl Fields {
    /// Every field, and the members that lead to it: `.inner.k`; those of the struct itself are none.
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
        let rows = self.list.iter().filter_map(|list| list.rows.as_ref());
        let rows = rows.flat_map(|rows| rows.elements.iter().chain(&rows.offsets));
        leaves.extend(rows.chain(&self.whole).map(|leaf| (TokenStream::new(), &**leaf)));
        leaves
    }
}

/// What the function does with a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    Read,
    /// `&mut`: what it holds at entry counts, and so does what it holds at the end.
    InOut,
    /// `#[out]`: what it holds at entry is not looked at.
    Out,
}

/// What a parameter or a result is.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A scalar that the macro knows: a float, an integer, a boolean. `refs` counts the `&` before it.
    Scalar { ty: Ty, refs: usize },
    /// An array or slice of scalars, maybe nested. `borrowed`: behind `&`. `owned_vec`: a `Vec` (a nested one is `Dyn` too).
    Array { elem: Ty, dims: Vec<Dim>, borrowed: bool, owned_vec: bool },
    /// A tuple with a derivative; an `Option` is a pair of whether there is a value, and the value.
    Tuple { items: Vec<Shape>, refs: usize, option: bool },
    /// A struct, as a result.
    Record(Rc<Record>),
    /// A function, as a parameter.
    Function(Rc<Callback>),
    /// A constant of any other type.
    Other,
}

/// A function that is a parameter: what it is called with, and what it gives.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub(crate) params: Vec<Shape>,
    /// The types of its parameters as written.
    pub(crate) types: Vec<TokenStream>,
    /// The same for callers of companions.
    pub(crate) lent_types: Vec<TokenStream>,
    pub(crate) result: Shape,
    /// That of its result.
    pub(crate) gives: TokenStream,
    pub(crate) handing: Handing,
}

/// How the user's function takes a function, of which companions have a reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Handing {
    Plain,
    /// As a reference to something whose size is known.
    Reference,
    /// As a pointer.
    Pointer,
}

impl Callback {
    /// A reference to any function of this kind.
    pub(crate) fn ty(&self) -> syn::Type {
        let (types, gives) = (&self.types, &self.gives);
        syn::parse_quote!(&dyn ::core::ops::Fn(#(#types),*) -> #gives)
    }
}

/// A struct that is returned, as far as the body says what is in it.
#[derive(Clone, Default, Debug)]
pub(crate) struct Record {
    /// Its type as written; nothing where it is a field of another.
    pub(crate) ty: TokenStream,
    /// The path of a literal with all fields; without one, they are put into a copy of the rest.
    pub(crate) literal: Option<TokenStream>,
    pub(crate) fields: Vec<(TokenStream, Shape)>,
    /// After the fields there is a struct as a whole, which the other fields come from.
    pub(crate) rest: bool,
    /// The fields are those of the elements of a list.
    pub(crate) list: Option<Listed>,
}

/// How a list that is returned is put together: from an array for each part of its elements, and where rows begin, if they are rows.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) size: Option<Dim>,
    pub(crate) rows: bool,
}

/// What a parameter is to the language: itself, or a part of a tuple.
pub(crate) struct Leaf {
    /// What the names of its tangent and its adjoint begin with.
    pub(crate) stem: Ident,
    /// The number of its parameter.
    pub(crate) param: usize,
    /// What bodies call it: `p`, or `p_0` once a tuple is taken apart.
    pub(crate) name: Ident,
    /// The fields that lead to it.
    pub(crate) path: Vec<usize>,
    /// A tuple around it is behind `&`.
    pub(crate) behind: bool,
    pub(crate) shape: Shape,
    pub(crate) access: Access,
    pub(crate) active: bool,
    pub(crate) selected: bool,
}

/// What goes along with a parameter has its name and one of these.
const SUFFIXES: [&str; 2] = ["_dot", "_bar"];

/// The name of a parameter, or one like it where another parameter is called as its tangent or its adjoint would be.
pub(crate) fn stem(name: &Ident, names: &[Ident]) -> Ident {
    let own = name.unraw().to_string();
    let texts: Vec<String> = names.iter().map(|n| n.unraw().to_string()).filter(|other| *other != own).collect();
    let is_taken = |stem: &str| {
        let begins = |other: &String| SUFFIXES.iter().any(|suffix| other.starts_with(&format!("{stem}{suffix}")));
        texts.iter().any(|other| other == stem || begins(other))
    };
    let stems = std::iter::once(own.clone()).chain((2..).map(|k| format!("{own}{k}")));
    let free = stems.into_iter().find(|stem| !is_taken(stem)).expect("few names are taken");
    Ident::new(&free, Span::mixed_site())
}

impl Signature {
    /// The parameters of the function in the language, in order.
    pub(crate) fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        for (k, sig) in self.params.iter().enumerate() {
            self.part(sig.leaf(k), &mut leaves);
        }
        let names: Vec<Ident> =
            self.params.iter().map(|p| &p.name).chain(leaves.iter().map(|l| &l.name)).cloned().collect();
        leaves.iter_mut().for_each(|leaf| leaf.stem = stem(&leaf.name, &names));
        leaves
    }

    fn part(&self, leaf: Leaf, leaves: &mut Vec<Leaf>) {
        if let Shape::Tuple { items, refs, option } = &leaf.shape {
            for (k, item) in items.iter().enumerate() {
                let path: Vec<usize> = leaf.path.iter().copied().chain([k]).collect();
                let name = self.unique(format!("{}_{k}", leaf.name.unraw()));
                let (active, selected) = (leaf.active && item.holds_float(), leaf.selected && item.holds_float());
                // An option is opened by value.
                let behind = !option && (leaf.behind || *refs > 0);
                let stem = name.clone();
                self.part(Leaf { stem, path, name, behind, shape: item.clone(), active, selected, ..leaf }, leaves);
            }
            return;
        }
        leaves.push(leaf);
    }

    fn unique(&self, mut name: String) -> Ident {
        while self.params.iter().any(|p| p.name == name) {
            name.push('_');
        }
        Ident::new(&name, Span::mixed_site())
    }
}

impl Shape {
    /// A float, or an array of them.
    pub(crate) fn is_float(&self) -> bool {
        match self {
            Self::Scalar { ty, .. } | Self::Array { elem: ty, .. } => ty.is_float(),
            Self::Tuple { .. } | Self::Record(_) | Self::Function(_) | Self::Other => false,
        }
    }

    /// The float type in it.
    pub(crate) fn float(&self) -> Option<Ty> {
        match self {
            Self::Scalar { ty, .. } | Self::Array { elem: ty, .. } => ty.is_float().then_some(*ty),
            Self::Tuple { items, .. } => items.iter().find_map(Self::float),
            Self::Record(record) => record.fields.iter().find_map(|(_, field)| field.float()),
            Self::Function(_) | Self::Other => None,
        }
    }

    /// It is a float, or holds one.
    pub(crate) fn holds_float(&self) -> bool {
        match self {
            Self::Tuple { items, .. } => items.iter().any(Self::holds_float),
            Self::Record(_) => true,
            other => other.is_float(),
        }
    }

    /// An `Option` is in it.
    pub(crate) fn holds_option(&self) -> bool {
        match self {
            Self::Tuple { items, option, .. } => *option || items.iter().any(Self::holds_option),
            Self::Scalar { .. } | Self::Array { .. } | Self::Record(_) | Self::Function(_) | Self::Other => false,
        }
    }

    /// `Option<content>`
    pub(crate) fn option(content: Self, refs: usize) -> Self {
        Self::Tuple { items: vec![Self::Scalar { ty: Ty::Bool, refs: 0 }, content], refs, option: true }
    }

    /// `&Vec<..>` or `&mut Vec<..>`
    fn is_lent_vec(&self) -> bool {
        matches!(self, Self::Array { borrowed: true, owned_vec: true, .. })
    }

    /// A `Vec` is in it.
    pub(crate) fn holds_vec(&self) -> bool {
        match self {
            Self::Tuple { items, .. } => items.iter().any(Self::holds_vec),
            Self::Array { owned_vec, .. } => *owned_vec,
            Self::Record(record) => record.fields.iter().any(|(_, field)| field.holds_vec()),
            Self::Scalar { .. } | Self::Function(_) | Self::Other => false,
        }
    }

    /// A tuple of something for each part, in order; what stands for a part that is none is up to `leaf`.
    pub(crate) fn fold<T>(&self, leaf: &mut dyn FnMut(&Self) -> T, tuple: &dyn Fn(Vec<T>) -> T) -> T {
        match self {
            Self::Tuple { items, .. } => {
                let items = items.iter().map(|item| item.fold(leaf, tuple)).collect();
                tuple(items)
            }
            other => leaf(other),
        }
    }
}

/// The type of a parameter for callers of companions.
pub(crate) fn lent(ty: &syn::Type, shape: &Shape) -> syn::Type {
    shape.is_lent_vec().then(|| slice_of_vec(ty)).flatten().unwrap_or_else(|| ty.clone())
}

/// `&[T]` of `&Vec<T>`.
fn slice_of_vec(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Reference(reference) = bare(ty) else { return None };
    let elem = element_of_vec(bare(&reference.elem))?;
    let mut slice = reference.clone();
    *slice.elem = syn::parse_quote!([#elem]);
    Some(syn::Type::Reference(slice))
}

/// `T` of `Vec<T>`.
fn element_of_vec(ty: &syn::Type) -> Option<&syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let syn::PathArguments::AngleBracketed(args) = &path.path.segments.last()?.arguments else { return None };
    args.args.iter().find_map(|arg| if let syn::GenericArgument::Type(ty) = arg { Some(ty) } else { None })
}

/// Without what macros and parentheses put around it.
fn bare(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Group(syn::TypeGroup { elem, .. }) | syn::Type::Paren(syn::TypeParen { elem, .. }) => bare(elem),
        _ => ty,
    }
}
