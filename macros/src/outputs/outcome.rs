//! What a function returns: its type, its parts, and what is made of each side of it.

use proc_macro2::{Ident, TokenStream};

use super::compound::Struct;
use super::context::Context;
use super::jacobian::columns_len;
use super::space::{Kind, array, elements, float, is_same, kind, product, tuple, widened, widest};
use crate::emit::{Emitter, Held};
use crate::ir::{Param, ResultItem};
use crate::origins::Origins;
use crate::signature::Shape;
use crate::transform::activity;

/// The result of a function.
pub(super) struct Outcome {
    krate: TokenStream,
    /// That of the Jacobian: the widest of all that is there.
    pub(super) float: TokenStream,
    pub(super) shape: Shape,
    pub(super) parts: Vec<ResultPart>,
}

/// A number, an array or a struct that is returned.
pub(super) struct ResultPart {
    pub(super) float: TokenStream,
    /// That of a struct, which has as many numbers as only the run knows, is a slice.
    pub(super) kind: Kind,
    /// It has a derivative.
    pub(super) active: bool,
    pub(super) record: Option<Struct>,
}

impl ResultPart {
    pub(super) fn of(shape: &Shape, ctx: &Context<'_>) -> Self {
        let (float, kind, active, record) = match shape {
            Shape::Scalar { ty, .. } => (scalar(*ty), Kind::Scalar, ty.is_float(), None),
            Shape::Array { elem, dims, .. } => (float(*elem), kind(dims, &ctx.lowered.origins), elem.is_float(), None),
            Shape::Record(record) => {
                let ty = shape.float().unwrap_or(crate::ir::Ty::F64);
                (float(ty), Kind::Slice(Vec::new()), true, Some(Struct::of(record, ctx)))
            }
            Shape::Function(_) | Shape::Other => (code!(()), Kind::Scalar, false, None),
            Shape::Tuple { .. } => unreachable!("a tuple has parts"),
        };
        Self { float, kind, active, record }
    }
}

/// A part of an adjoint of the result.
pub(super) struct Unit<'o> {
    pub(super) name: Ident,
    pub(super) kind: &'o Kind,
    pub(super) float: &'o TokenStream,
}

/// What of a result is written down.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    Value,
    /// The same with `()` for what has no derivative.
    Tangent,
    /// As a parameter: an array may be borrowed.
    Seed,
}

impl Outcome {
    /// Nothing for a function whose one result is a number, and which writes nothing.
    pub(super) fn of(ctx: &Context<'_>) -> Option<Self> {
        let scalar = matches!(ctx.lowered.signature.result, Shape::Scalar { .. });
        (!scalar).then(|| Self::any(ctx))
    }

    pub(super) fn any(ctx: &Context<'_>) -> Self {
        Self::of_shape(ctx.lowered.signature.result.clone(), ctx)
    }

    pub(super) fn of_shape(shape: Shape, ctx: &Context<'_>) -> Self {
        let mut parts = Vec::new();
        shape.fold(&mut |leaf| parts.push(ResultPart::of(leaf, ctx)), &|_| ());
        let written = ctx.written();
        let results = parts.iter().filter(|p| p.active).map(|p| &p.float);
        let floats = results.chain(written.iter().map(|(_, part)| &part.float));
        let float = widest(floats.chain(ctx.space.parts.iter().map(|part| &part.float)));
        Self { float, krate: ctx.krate.clone(), shape, parts }
    }

    /// Nothing is returned.
    pub(super) fn is_nothing(&self) -> bool {
        self.parts.is_empty()
    }

    /// Something for each part, put together as the result is.
    pub(super) fn assembled(&self, items: impl IntoIterator<Item = TokenStream>) -> TokenStream {
        let mut items = items.into_iter();
        self.shape.fold(&mut |_| items.next().unwrap_or_default(), &|items| tuple(&items))
    }

    pub(super) fn type_on(&self, ctx: &Context<'_>, side: Side) -> TokenStream {
        self.typed(ctx, side, &TokenStream::clone)
    }

    /// With something in the place of each number.
    fn typed(&self, ctx: &Context<'_>, side: Side, number: &dyn Fn(&TokenStream) -> TokenStream) -> TokenStream {
        self.assembled(self.parts.iter().map(|part| {
            let (float, krate) = (&number(&part.float), &ctx.krate);
            if let Some(record) = &part.record {
                let ty = record.ty();
                return if side == Side::Seed { record.seed() } else { ty.clone() };
            }
            match &part.kind {
                _ if side != Side::Value && !part.active => code!(()),
                Kind::Scalar => float.clone(),
                Kind::Fixed(sizes) => array(float, sizes),
                Kind::Slice(inner) => {
                    let row = array(float, inner);
                    if side == Side::Seed { code!(&[#row]) } else { code!(#krate::__private::Vec<#row>) }
                }
            }
        }))
    }

    pub(super) fn ty(&self, ctx: &Context<'_>) -> TokenStream {
        self.type_on(ctx, Side::Value)
    }

    pub(super) fn tangent(&self, ctx: &Context<'_>) -> TokenStream {
        self.type_on(ctx, Side::Tangent)
    }

    /// The same for several directions at a time.
    pub(super) fn tangent_in_lanes(&self, ctx: &Context<'_>) -> TokenStream {
        let lanes = Origins::lanes();
        self.typed(ctx, Side::Tangent, &|float| code!([#float; #lanes]))
    }

    /// The one array that is the whole result.
    pub(super) fn one_array(&self) -> bool {
        matches!((&self.shape, &self.parts[..]), (Shape::Array { .. }, [ResultPart { kind: Kind::Fixed(_), .. }]))
    }

    /// The adjoint of the result, as a parameter.
    pub(super) fn seed(&self, ctx: &Context<'_>) -> TokenStream {
        let ty = self.type_on(ctx, Side::Seed);
        if self.one_array() { code!(impl ::core::borrow::Borrow<#ty>) } else { ty }
    }

    /// The number of scalars that are returned, if that is in their types.
    pub(super) fn size(&self) -> Option<(TokenStream, Option<usize>)> {
        let active = || self.parts.iter().filter(|part| part.active);
        let literal = |part: &ResultPart| match &part.kind {
            Kind::Scalar => Some(1),
            Kind::Fixed(sizes) => sizes.iter().map(|s| s.literal).product(),
            Kind::Slice(_) => None,
        };
        if let Some(n) = active().map(literal).sum::<Option<usize>>() {
            let tokens = proc_macro2::Literal::usize_unsuffixed(n);
            return Some((code!(#tokens), Some(n)));
        }
        match active().collect::<Vec<_>>()[..] {
            [ResultPart { kind: Kind::Fixed(sizes), .. }] if sizes.len() == 1 => Some((sizes[0].tokens.clone(), None)),
            _ => None,
        }
    }

    /// For each array that is returned, whether it is a `Vec` of its own.
    pub(super) fn arrays(&self) -> Vec<bool> {
        let mut arrays = Vec::new();
        for part in &self.parts {
            match &part.record {
                // The lengths of lists are compared by themselves.
                Some(record) => {
                    let leaves = record.leaves().into_iter().filter(|leaf| leaf.part.active);
                    let leaves: Vec<_> = leaves.collect();
                    arrays.extend(leaves.iter().filter(|leaf| !matches!(leaf.part.kind, Kind::Scalar)).map(|_| false));
                    arrays.extend(record.has_rest().then_some(false));
                }
                None if matches!(part.kind, Kind::Scalar) => {}
                None => arrays.push(matches!(part.kind, Kind::Slice(_))),
            }
        }
        arrays
    }

    /// A value of the result's type from what was emitted.
    pub(super) fn value(&self, scalars: &[TokenStream], arrays: &[Ident]) -> TokenStream {
        self.of_emitted(Side::Value, scalars, arrays)
    }

    pub(super) fn of_emitted(&self, side: Side, scalars: &[TokenStream], arrays: &[Ident]) -> TokenStream {
        let (mut scalars, mut arrays) = (scalars.iter(), arrays.iter());
        self.assembled(self.parts.iter().map(|part| {
            if let Some(record) = &part.record {
                return record.value(&self.krate, &mut scalars, &mut arrays);
            }
            let item = match part.kind {
                Kind::Scalar => scalars.next().cloned(),
                _ => arrays.next().map(|name| code!(#name)),
            };
            if side == Side::Tangent && !part.active { code!(()) } else { item.unwrap_or_default() }
        }))
    }

    pub(super) fn tangent_value(&self, scalars: &[TokenStream], arrays: &[Ident]) -> TokenStream {
        self.of_emitted(Side::Tangent, scalars, arrays)
    }

    /// The adjoint of the result as the second phase of a companion takes it: arrays are borrowed.
    pub(super) fn companion_seed(&self, ctx: &Context<'_>) -> TokenStream {
        let alone = !matches!(self.shape, Shape::Tuple { .. });
        self.assembled(self.parts.iter().map(|part| {
            let (float, krate) = (&part.float, &ctx.krate);
            if let Some(record) = &part.record {
                let ty = record.ty();
                return code!(&#ty);
            }
            match &part.kind {
                _ if !part.active => code!(()),
                Kind::Scalar => float.clone(),
                Kind::Fixed(sizes) => {
                    let owned = array(float, sizes);
                    code!(&#owned)
                }
                Kind::Slice(inner) => {
                    let row = array(float, inner);
                    if alone { code!(&[#row]) } else { code!(&#krate::__private::Vec<#row>) }
                }
            }
        }))
    }

    /// The pattern of such an adjoint, and what takes the structs in it apart.
    pub(super) fn seed_pattern(&self, scalars: &[Ident], arrays: &[Ident], of: &str) -> (TokenStream, TokenStream) {
        let (mut scalars, mut arrays, mut lets) = (scalars.iter().cloned(), arrays.iter().cloned(), TokenStream::new());
        let pattern = self.parts.iter().enumerate().map(|(k, part)| {
            if let Some(record) = &part.record {
                let name = Ident::new(&format!("{of}_{k}"), proc_macro2::Span::mixed_site());
                lets.extend(record.taken_apart(&self.krate, &name, &mut scalars, &mut arrays));
                return code!(#name);
            }
            let name = if let Kind::Scalar = part.kind { scalars.next() } else { arrays.next() };
            if part.active { code!(#name) } else { code!(_) }
        });
        let pattern: Vec<TokenStream> = pattern.collect();
        (self.assembled(pattern), lets)
    }

    /// Compares the lengths of lists in an adjoint of the result with those in the result, whose arrays these are.
    pub(super) fn checked_lists(&self, w: &Ident, arrays: &[Ident]) -> TokenStream {
        let (_, names) = self.names(&w.to_string());
        let whole = !matches!(self.shape, Shape::Tuple { .. });
        let (mut at, mut checks) = (0, TokenStream::new());
        for (part, name) in self.parts.iter().zip(&names) {
            let Some(record) = &part.record else {
                at += usize::from(!matches!(part.kind, Kind::Scalar));
                continue;
            };
            let leaves = record.leaves();
            let count = leaves.iter().filter(|leaf| !matches!(leaf.part.kind, Kind::Scalar)).count();
            let count = count + usize::from(record.has_rest());
            if let Some(name) = if whole { Some(w) } else { name.as_ref() } {
                checks.extend(record.checked_lengths(name, arrays.get(at..at + count).unwrap_or_default()));
            }
            at += count;
        }
        checks
    }

    /// Holds that what varies in structs is in fields that have a derivative.
    pub(super) fn checked(&self, ctx: &Context<'_>, of: &Ident) -> TokenStream {
        if self.parts.iter().all(|part| part.record.is_none()) {
            return TokenStream::new();
        }
        let mut varies = varies(ctx).into_iter();
        let (pattern, names) = self.names("part");
        let mut checks = TokenStream::new();
        for (part, name) in self.parts.iter().zip(&names) {
            let (Some(record), Some(name)) = (&part.record, name) else {
                let _ = varies.next();
                continue;
            };
            for leaf in record.leaves() {
                if varies.next() == Some(true) && !record.is_list() {
                    checks.extend(Struct::varies(&self.krate, name, &leaf));
                }
            }
            if record.has_rest() {
                let _ = varies.next();
            }
        }
        let names = names.iter().flatten();
        let krate = &self.krate;
        if checks.is_empty() {
            return checks;
        }
        code! {
            #[allow(unused_imports)]
            use #krate::__private::TupleFields as _;
            let #pattern = &#of;
            #(let _ = #names;)*
            #checks
        }
    }

    /// A pattern with a name for each part that has a derivative.
    pub(super) fn names(&self, of: &str) -> (TokenStream, Vec<Option<Ident>>) {
        let name = |k: usize| Ident::new(&format!("{of}_{k}"), proc_macro2::Span::mixed_site());
        let names = self.parts.iter().enumerate().map(|(k, part)| part.active.then(|| name(k)));
        let names: Vec<Option<Ident>> = names.collect();
        let pattern = names.iter().map(|name| name.as_ref().map_or_else(|| code!(_), |name| code!(#name)));
        (self.assembled(pattern.collect::<Vec<_>>()), names)
    }

    /// Its scalars, one after the other, for `put`.
    pub(super) fn put(&self, value: &Ident) -> TokenStream {
        if let (false, [part]) = (matches!(self.shape, Shape::Tuple { .. }), &self.parts[..]) {
            return self.put_part(part, value);
        }
        let (pattern, names) = self.names("part");
        let one = |(name, part): (&Option<Ident>, &ResultPart)| name.as_ref().map(|name| self.put_part(part, name));
        let puts = names.iter().zip(&self.parts).filter_map(one);
        if self.is_nothing() { code!() } else { code!(let #pattern = #value; #(#puts)*) }
    }

    fn put_part(&self, part: &ResultPart, name: &Ident) -> TokenStream {
        if part.record.is_none() {
            return put(&part.kind, name, &part.float, &self.float);
        }
        let (krate, float) = (&self.krate, &self.float);
        // The numbers of a struct are seen as `f64`, in which an `f32` is itself.
        let entry = if is_same(float, &code!(f64)) { code!(entry) } else { code!(entry as #float) };
        code!(#krate::Differentiable::each(&#name, &mut |entry| put(#entry));)
    }

    /// The number of its scalars, as an expression over the value.
    pub(super) fn count(&self, value: &Ident) -> TokenStream {
        let (pattern, names) = self.names("part");
        let whole = !matches!(self.shape, Shape::Tuple { .. });
        let dynamic = self.is_vec();
        let terms =
            self.parts.iter().zip(&names).filter(|(part, _)| part.active).map(|(part, name)| match &part.kind {
                Kind::Scalar => code!(1),
                Kind::Fixed(sizes) => product(sizes),
                Kind::Slice(_) if part.record.is_some() => {
                    let (name, krate) = (if whole { Some(value) } else { name.as_ref() }, &self.krate);
                    let of = if whole { code!(&#name) } else { code!(#name) };
                    code!(#krate::Differentiable::dimension(#of))
                }
                Kind::Slice(inner) => {
                    let name = if whole { Some(value) } else { name.as_ref() };
                    let rows = inner.iter().map(|size| &size.tokens);
                    code!(#name.len() #(* #rows)*)
                }
            });
        let terms: Vec<TokenStream> = terms.collect();
        match (terms.is_empty(), dynamic && !whole) {
            (true, _) => code!(0),
            (_, true) => code!({ let #pattern = &#value; #(let _ = #names;)* #(#terms)+* }),
            (_, false) if terms.len() > 1 => code!((#(#terms)+*)),
            (_, false) => code!(#(#terms)*),
        }
    }

    /// An adjoint of the result to be set entry by entry: a local and its kind for each part that has one, and the whole.
    pub(super) fn units(&self, of: &str) -> Option<(Vec<Unit<'_>>, TokenStream)> {
        let (_, names) = self.names(of);
        let units = names
            .iter()
            .zip(&self.parts)
            .filter_map(|(name, part)| Some(Unit { name: name.clone()?, kind: &part.kind, float: &part.float }));
        let whole = self.assembled(names.iter().map(|name| name.as_ref().map_or_else(|| code!(()), |n| code!(#n))));
        (!self.is_vec()).then(|| (units.collect(), if self.one_array() { code!(&#whole) } else { whole }))
    }

    /// The number of its scalars; nothing where a `Vec` is returned.
    pub(super) fn fixed_count(&self) -> Option<TokenStream> {
        (!self.is_vec()).then(|| self.count(&Ident::new("value", proc_macro2::Span::mixed_site())))
    }

    /// The Jacobian is an array of arrays.
    pub(super) fn is_square_form(&self, ctx: &Context<'_>) -> bool {
        self.size().is_some() && columns_len(ctx).is_some()
    }

    /// An emitter of a function with this result: local `Vec`s come from a workspace, if there are forms with one.
    pub(super) fn emitter<'f>(&self, ctx: &'f Context<'_>, func: &'f crate::ir::Func) -> Emitter<'f> {
        if self.is_vec() { ctx.emitter(func) } else { ctx.emitter_of_buffers(func) }
    }

    /// A `Vec` is returned, maybe in a tuple.
    pub(super) fn is_vec(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.kind, Kind::Slice(_)))
    }
}

/// For each number and array that is returned, whether it varies.
fn varies(ctx: &Context<'_>) -> Vec<bool> {
    let (func, marks) = (ctx.func(), ctx.leaves.iter().map(|leaf| leaf.active).collect::<Vec<_>>());
    let varied = activity::varied(func, &marks);
    let mut yields = func.block(func.body).yields.iter();
    let varies = func.results.iter().map(|item| match item {
        ResultItem::Scalar => yields.next().is_some_and(|v| varied.val(*v)),
        ResultItem::Array(place) => varied.place(*place),
    });
    varies.collect()
}

fn scalar(ty: crate::ir::Ty) -> TokenStream {
    match ty {
        crate::ir::Ty::Int(Some(int)) => {
            let name = Ident::new(int.name(), proc_macro2::Span::mixed_site());
            code!(#name)
        }
        crate::ir::Ty::Bool => code!(bool),
        ty => float(ty),
    }
}

/// Every scalar of a value of one float type, for a `put` that takes another.
pub(super) fn put(kind: &Kind, value: &Ident, from: &TokenStream, to: &TokenStream) -> TokenStream {
    let entry = widened(code!(*entry), from, to);
    match kind {
        Kind::Scalar => {
            let entry = widened(code!(#value), from, to);
            code!(put(#entry);)
        }
        Kind::Fixed(sizes) => {
            let all = elements(value, sizes);
            code!(for entry in #all { put(#entry); })
        }
        Kind::Slice(inner) => {
            let rows = inner.iter().map(|_| code!(.as_flattened()));
            let all = if inner.is_empty() { code!(&#value) } else { code!(#value #(#rows)*) };
            code!(for entry in #all { put(#entry); })
        }
    }
}

/// Binds the adjoints of arrays in a companion; gives their names.
pub(super) fn bind_arrays(emitter: &mut Emitter<'_>, w: &Ident, params: &[Param]) -> Vec<Ident> {
    let many = params.len() > 1;
    let bind = |(k, param): (usize, &Param)| {
        let name = if many { Ident::new(&format!("{w}_{k}"), w.span()) } else { w.clone() };
        emitter.reserve(&name.to_string());
        if let Param::Array(p) = param {
            emitter.bind_place(*p, name.clone(), Held::Shared);
        }
        name
    };
    params.iter().enumerate().map(bind).collect()
}
