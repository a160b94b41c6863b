//! Structs in a result: what they are made of.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::spanned::Spanned;

use super::context::Context;
use super::listed::List;
use super::outcome::ResultPart;
use super::space::{Kind, tuple};
use crate::signature::{Record, Shape};

/// A struct that is returned, or one in it.
pub(super) struct Struct {
    ty: TokenStream,
    literal: Option<TokenStream>,
    fields: Vec<(TokenStream, Field)>,
    /// After the fields there is a struct as a whole, which the other fields come from.
    rest: bool,
    list: Option<List>,
}

enum Field {
    Part(ResultPart),
    Tuple(Vec<Field>),
    Struct(Struct),
}

/// A number or an array in a struct.
pub(super) struct Leaf<'s> {
    pub(super) part: &'s ResultPart,
    before: TokenStream,
    member: TokenStream,
}

impl Leaf<'_> {
    /// `.inner.k`
    pub(super) fn path(&self) -> TokenStream {
        let Self { before, member, .. } = self;
        code!(#before . #member)
    }
}

impl Struct {
    pub(super) fn of(record: &Record, ctx: &Context<'_>) -> Self {
        let list = record.list.as_ref().map(|_| List::of(record, ctx));
        let ty = list.as_ref().map_or_else(|| record.ty.clone(), List::ty);
        let fields = record.fields.iter().map(|(member, shape)| (member.clone(), Field::of(shape, ctx)));
        Self { ty, literal: record.literal.clone(), fields: fields.collect(), rest: record.rest, list }
    }

    pub(super) fn ty(&self) -> &TokenStream {
        &self.ty
    }

    /// Its adjoint, as a parameter.
    pub(super) fn seed(&self) -> TokenStream {
        let ty = &self.ty;
        self.list.as_ref().map_or_else(|| code!(&#ty), List::seed)
    }

    pub(super) fn is_list(&self) -> bool {
        self.list.is_some()
    }

    /// Compares the lengths of an adjoint with those of the result, whose arrays these are.
    pub(super) fn checked_lengths(&self, of: &Ident, arrays: &[Ident]) -> TokenStream {
        self.list.as_ref().map(|list| list.check(of, arrays)).unwrap_or_default()
    }

    pub(super) fn has_rest(&self) -> bool {
        self.rest
    }

    /// Everything in it but the rest, in order.
    pub(super) fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        for (member, field) in &self.fields {
            field.leaves(&TokenStream::new(), member, &mut leaves);
        }
        leaves
    }

    /// A value, or a tangent, from its parts in order.
    pub(super) fn value<'t>(
        &self,
        krate: &TokenStream,
        scalars: &mut dyn Iterator<Item = &'t TokenStream>,
        arrays: &mut dyn Iterator<Item = &'t Ident>,
    ) -> TokenStream {
        if let Some(list) = &self.list {
            let names: Vec<Ident> = arrays.take(self.fields.len()).cloned().collect();
            return list.value(&names);
        }
        if let Some(path) = &self.literal {
            let fields = self.fields.iter().map(|(member, field)| {
                let value = field.value(krate, scalars, arrays);
                code!(#member: #value)
            });
            let fields: Vec<TokenStream> = fields.collect();
            return code!(#path { #(#fields),* });
        }
        let mut sets = TokenStream::new();
        self.sets(krate, &code!(whole), scalars, arrays, &mut sets);
        let rest = arrays.next();
        if sets.is_empty() { code!(#rest) } else { code!({ let mut whole = #rest; #sets whole }) }
    }

    /// `whole.inner.k = k;`
    fn sets<'t>(
        &self,
        krate: &TokenStream,
        whole: &TokenStream,
        scalars: &mut dyn Iterator<Item = &'t TokenStream>,
        arrays: &mut dyn Iterator<Item = &'t Ident>,
        sets: &mut TokenStream,
    ) {
        for (member, field) in &self.fields {
            match field {
                Field::Struct(inner) if inner.literal.is_none() && !inner.rest => {
                    inner.sets(krate, &code!(#whole . #member), scalars, arrays, sets);
                }
                field => {
                    let value = field.value(krate, scalars, arrays);
                    sets.extend(code!(#whole . #member = #value;));
                }
            }
        }
    }

    /// What a struct says about one of its fields: that it has a derivative, or none.
    pub(super) fn varies(krate: &TokenStream, of: &Ident, leaf: &Leaf<'_>) -> TokenStream {
        let (before, member) = (&leaf.before, &leaf.member);
        let here = Span::mixed_site().located_at(member.span());
        let text = member.to_string();
        let kind = format_ident!("__field_{}", text.trim_start_matches("r#"), span = here);
        let varies = Ident::new("varies", here);
        quote_spanned!(here=> #krate::__private::#varies(#of #before . #kind());)
    }

    /// Names for the parts of an adjoint that is lent as a struct: statements. A number that nobody asks for has no name.
    pub(super) fn taken_apart(
        &self,
        krate: &TokenStream,
        of: &Ident,
        scalars: &mut dyn Iterator<Item = Ident>,
        arrays: &mut dyn Iterator<Item = Ident>,
    ) -> TokenStream {
        let mut lets = TokenStream::new();
        if let Some(list) = &self.list {
            return list.taken_apart(of, arrays);
        }
        for leaf in self.leaves() {
            let path = leaf.path();
            match leaf.part.kind {
                Kind::Scalar => {
                    let name = scalars.next().filter(|_| leaf.part.active);
                    lets.extend(name.map(|name| code!(#[allow(unused_variables)] let #name = #of #path;)));
                }
                Kind::Fixed(_) => {
                    let name = arrays.next();
                    lets.extend(code!(#[allow(unused_variables)] let #name = &#of #path;));
                }
                Kind::Slice(_) => {
                    let name = arrays.next();
                    lets.extend(code!(#[allow(unused_variables)] let #name = &#of #path[..];));
                }
            }
        }
        if self.rest {
            let (name, leaves) = (arrays.next(), self.leaves());
            let paths = leaves.iter().filter(|leaf| leaf.part.active).map(Leaf::path);
            lets.extend(code! {
                #[allow(unused_variables)]
                let #name = &{
                    let mut rest = ::core::clone::Clone::clone(#of);
                    #(#krate::Differentiable::update(&mut rest #paths, &mut |_| 0.0);)*
                    rest
                };
            });
        }
        lets
    }
}

impl Field {
    fn of(shape: &Shape, ctx: &Context<'_>) -> Self {
        match shape {
            Shape::Record(record) => Self::Struct(Struct::of(record, ctx)),
            Shape::Tuple { items, .. } => Self::Tuple(items.iter().map(|item| Self::of(item, ctx)).collect()),
            shape => Self::Part(ResultPart::of(shape, ctx)),
        }
    }

    fn leaves<'s>(&'s self, before: &TokenStream, member: &TokenStream, leaves: &mut Vec<Leaf<'s>>) {
        let here = code!(#before . #member);
        match self {
            Self::Part(part) => leaves.push(Leaf { part, before: before.clone(), member: member.clone() }),
            Self::Tuple(items) => {
                for (k, item) in items.iter().enumerate() {
                    let k = syn::Index::from(k);
                    item.leaves(&here, &code!(#k), leaves);
                }
            }
            Self::Struct(inner) => {
                for (member, field) in &inner.fields {
                    field.leaves(&here, member, leaves);
                }
            }
        }
    }

    fn value<'t>(
        &self,
        krate: &TokenStream,
        scalars: &mut dyn Iterator<Item = &'t TokenStream>,
        arrays: &mut dyn Iterator<Item = &'t Ident>,
    ) -> TokenStream {
        match self {
            Self::Part(part) => match part.kind {
                Kind::Scalar => scalars.next().cloned().unwrap_or_default(),
                Kind::Fixed(_) => arrays.next().map(|name| code!(#name)).unwrap_or_default(),
                // The field may be an array whose size is not known here.
                Kind::Slice(_) => {
                    let name = arrays.next();
                    code!(#krate::__private::from_vec(#name))
                }
            },
            Self::Tuple(items) => {
                let items: Vec<TokenStream> = items.iter().map(|item| item.value(krate, scalars, arrays)).collect();
                tuple(&items)
            }
            Self::Struct(inner) => inner.value(krate, scalars, arrays),
        }
    }
}
