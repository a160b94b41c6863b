//! The point that a function is differentiated at: the selected parameters, and the types that go with them.
//!
//! One rule: the derivative has the type of what it is taken with respect to.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;

use crate::emit::Held;
use crate::ir::{Dim, Param, Ty};
use crate::lower::Lowered;
use crate::origins::Origins;
use crate::signature::{Leaf, Shape, SigParam};

/// A selected parameter, or a part of one.
pub(super) struct Part {
    /// Its number among the parameters of the function in the language.
    pub(super) param: usize,
    pub(super) name: Ident,
    /// The parameter that it belongs to, and the fields that lead to it: `p.0`.
    pub(super) access: TokenStream,
    pub(super) float: TokenStream,
    pub(super) kind: Kind,
    /// Its type, owned, if it is a struct that is handed to calls.
    pub(super) whole: Option<TokenStream>,
}

#[derive(Clone)]
pub(super) enum Kind {
    Scalar,
    /// An array whose size is in its type; outermost dimension first.
    Fixed(Vec<Size>),
    /// A slice or a `Vec` of scalars, or of arrays of these sizes.
    Slice(Vec<Size>),
}

/// How the parts are put together.
enum Tree {
    Part(usize),
    /// `()` stands for what has no derivative.
    Nothing,
    Tuple(Vec<Tree>),
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
    /// One for each selected parameter.
    roots: Vec<Tree>,
}

/// How the point looks as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// One `f64`.
    Scalar,
    /// Several `f64`, as `[f64; n]`; or several `f32`.
    Scalars(usize),
    /// One array.
    Fixed,
    /// One slice.
    Slice,
    /// A tuple in the order of the signature.
    Mixed,
}

impl Space {
    /// The point of the selected parameters that `takes` wants.
    pub(super) fn of(lowered: &Lowered, takes: impl Fn(&SigParam) -> bool) -> Self {
        Self::made_of(lowered, |param| param.selected && takes(param))
    }

    /// All parameters that have a derivative, selected or not.
    pub(super) fn of_active(lowered: &Lowered) -> Self {
        Self::made_of(lowered, |param| param.active)
    }

    fn made_of(lowered: &Lowered, takes: impl Fn(&SigParam) -> bool) -> Self {
        let (leaves, params) = (lowered.signature.leaves(), &lowered.signature.params);
        let mut space = Self { parts: Vec::new(), apart: lowered.outer.is_some(), roots: Vec::new() };
        let mut all = leaves.iter().enumerate();
        for param in params {
            let selected = takes(param);
            let mut leaf = |_: &Shape| {
                let (at, leaf) = all.next().expect("a part for each shape");
                if !(selected && leaf.active) {
                    return Tree::Nothing;
                }
                let part = Part::of(at, leaf, &param.name, &lowered.origins);
                let is_whole = matches!(&leaf.shape, Shape::Array { dims, .. } if dims[..] == [Dim::Whole]);
                let whole = is_whole.then(|| super::structs::owned(&param.ty));
                space.parts.push(Part { whole, ..part });
                Tree::Part(space.parts.len() - 1)
            };
            let root = param.shape.fold(&mut leaf, &Tree::Tuple).seen_through(&param.shape);
            if selected {
                space.roots.push(root);
            }
        }
        space
    }

    /// The parts are fields of structs.
    pub(super) fn is_apart(&self) -> bool {
        self.apart
    }

    pub(super) fn form(&self) -> Form {
        let scalar = |tree: &Tree| matches!(tree, Tree::Part(k) if matches!(self.parts[*k].kind, Kind::Scalar));
        match self.roots.as_slice() {
            _ if self.apart => Form::Mixed,
            [Tree::Part(_)] => match self.parts[0].kind {
                Kind::Scalar => Form::Scalar,
                Kind::Fixed(_) => Form::Fixed,
                Kind::Slice(_) => Form::Slice,
            },
            roots if roots.len() > 1 && roots.iter().all(scalar) && self.one_width() => Form::Scalars(roots.len()),
            _ => Form::Mixed,
        }
    }

    /// Something for each part, put together as the point is: `((a, b), c)`.
    pub(super) fn assembled(&self, items: impl IntoIterator<Item = TokenStream>) -> TokenStream {
        let items: Vec<TokenStream> = items.into_iter().collect();
        let roots: Vec<TokenStream> = self.roots.iter().map(|root| root.assembled(&items)).collect();
        if let [only] = roots.as_slice() { only.clone() } else { tuple(&roots) }
    }

    pub(super) fn has_slices(&self) -> bool {
        self.apart || self.parts.iter().any(|p| matches!(p.kind, Kind::Slice(_)))
    }

    /// The float type; the widest, should they differ.
    pub(super) fn float(&self) -> TokenStream {
        widest(self.parts.iter().map(|p| &p.float))
    }

    /// All numbers in it are of one float type.
    pub(super) fn one_width(&self) -> bool {
        self.parts.windows(2).all(|pair| is_same(&pair[0].float, &pair[1].float))
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
            Form::Mixed => self.assembled(self.parts.iter().map(|p| p.gradient(krate))),
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
            Form::Mixed => self.assembled(self.parts.iter().map(Part::direction)),
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

impl Tree {
    /// What is in an `Option` has its derivative without one around it: zero where there is nothing.
    fn seen_through(self, shape: &Shape) -> Self {
        match (self, shape) {
            (Self::Tuple(mut trees), Shape::Tuple { items, option: true, .. }) => {
                let content = trees.pop().expect("an option is a pair");
                content.seen_through(&items[1])
            }
            (Self::Tuple(trees), Shape::Tuple { items, .. }) => {
                Self::Tuple(trees.into_iter().zip(items).map(|(tree, shape)| tree.seen_through(shape)).collect())
            }
            (tree, _) => tree,
        }
    }

    fn assembled(&self, items: &[TokenStream]) -> TokenStream {
        match self {
            Self::Part(k) => items[*k].clone(),
            Self::Nothing => code!(()),
            Self::Tuple(trees) => tuple(&trees.iter().map(|tree| tree.assembled(items)).collect::<Vec<_>>()),
        }
    }
}

/// `(a, b)`, and `(a,)` of one.
pub(super) fn tuple(items: &[TokenStream]) -> TokenStream {
    if let [only] = items { code!((#only,)) } else { code!((#(#items),*)) }
}

impl Kind {
    pub(super) fn literal_len(&self) -> Option<usize> {
        match self {
            Self::Scalar => Some(1),
            Self::Fixed(sizes) => sizes.iter().map(|s| s.literal).product(),
            Self::Slice(_) => None,
        }
    }
}

impl Part {
    pub(super) fn of(param: usize, leaf: &Leaf, whole: &Ident, origins: &Origins) -> Self {
        let (ty, kind) = match &leaf.shape {
            Shape::Scalar { ty, .. } => (*ty, Kind::Scalar),
            Shape::Array { elem, dims, .. } => (*elem, kind(dims, origins)),
            Shape::Tuple { .. } | Shape::Record(_) | Shape::Function(_) | Shape::Other => {
                unreachable!("only floats are selected")
            }
        };
        let fields = leaf.path.iter().map(|k| syn::Index::from(*k));
        Self { param, name: leaf.name.clone(), access: code!(#whole #(.#fields)*), float: float(ty), kind, whole: None }
    }

    /// The type, owned.
    pub(super) fn owned(&self) -> TokenStream {
        if let Some(ty) = &self.whole {
            return ty.clone();
        }
        let float = &self.float;
        match &self.kind {
            Kind::Scalar => float.clone(),
            Kind::Fixed(sizes) => array(float, sizes),
            Kind::Slice(inner) => {
                let row = array(float, inner);
                code!([#row])
            }
        }
    }

    fn gradient(&self, krate: &TokenStream) -> TokenStream {
        match &self.kind {
            Kind::Slice(inner) => {
                let row = array(&self.float, inner);
                code!(#krate::__private::Vec<#row>)
            }
            _ => self.owned(),
        }
    }

    fn direction(&self) -> TokenStream {
        let owned = self.owned();
        match self.kind {
            Kind::Slice(_) => code!(&#owned),
            _ => owned,
        }
    }

    /// How what takes its adjoint is held.
    pub(super) fn held(&self) -> Held {
        if self.whole.is_some() { Held::Sink } else { Held::Mutable }
    }

    pub(super) fn literal_len(&self) -> Option<usize> {
        self.kind.literal_len()
    }

    /// The number of scalars in it.
    pub(super) fn len(&self) -> TokenStream {
        let access = &self.access;
        match &self.kind {
            Kind::Scalar => code!(1),
            Kind::Fixed(sizes) => product(sizes),
            Kind::Slice(inner) if inner.is_empty() => code!(#access.len()),
            Kind::Slice(inner) => {
                let row = product(inner);
                code!(#access.len() * #row)
            }
        }
    }

    /// `&g`, or `g.as_flattened()`: what a loop over something of its type runs over to see every scalar.
    pub(super) fn elements(&self, of: &Ident) -> TokenStream {
        match &self.kind {
            Kind::Scalar => code!([&#of]),
            Kind::Fixed(sizes) => elements(of, sizes),
            Kind::Slice(inner) => flattened(of, inner.len(), false),
        }
    }

    /// The same for a loop that writes.
    pub(super) fn elements_mut(&self, of: &Ident) -> TokenStream {
        match &self.kind {
            Kind::Scalar => code!([&mut #of]),
            Kind::Fixed(sizes) => flattened(of, sizes.len() - 1, true),
            Kind::Slice(inner) => flattened(of, inner.len(), true),
        }
    }
}

/// `&a`, `&mut a`, `a.as_flattened()` or `a.as_flattened_mut()`
fn flattened(of: &Ident, rows: usize, mutable: bool) -> TokenStream {
    match (rows, mutable) {
        (0, false) => code!(&#of),
        (0, true) => code!(&mut #of),
        (rows, false) => (0..rows).fold(code!(#of), |inner, _| code!(#inner.as_flattened())),
        (rows, true) => (0..rows).fold(code!(#of), |inner, _| code!(#inner.as_flattened_mut())),
    }
}

pub(super) fn kind(dims: &[Dim], origins: &Origins) -> Kind {
    match dims {
        [Dim::Whole] => Kind::Slice(Vec::new()),
        [Dim::Dyn, inner @ ..] => Kind::Slice(sizes(inner, origins).expect("rows of a slice have one size")),
        dims => Kind::Fixed(sizes(dims, origins).expect("an array has a size")),
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
        n => flattened(array, n - 1, false),
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
        Dim::Dyn | Dim::Inferred | Dim::Whole => None,
    };
    dims.iter().map(size).collect()
}

pub(super) fn float(ty: Ty) -> TokenStream {
    if ty == Ty::F32 { code!(f32) } else { code!(f64) }
}

/// The float type that holds numbers of all these; `f64` if there are none.
pub(super) fn widest<'f>(floats: impl Iterator<Item = &'f TokenStream>) -> TokenStream {
    let mut floats = floats.peekable();
    let narrow = floats.peek().is_some() && floats.all(|ty| is_same(ty, &code!(f32)));
    float(if narrow { Ty::F32 } else { Ty::F64 })
}

pub(super) fn is_same(a: &TokenStream, b: &TokenStream) -> bool {
    a.to_string() == b.to_string()
}

/// A number of one float type in another, which holds it: `f64::from(x)`.
pub(super) fn widened(number: TokenStream, from: &TokenStream, to: &TokenStream) -> TokenStream {
    if is_same(from, to) { number } else { code!(#to::from(#number)) }
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
