//! Lists of tuples and of rows as results: how they are put together from an array for each part, and their adjoints taken apart.

use proc_macro2::{Ident, TokenStream};

use super::context::Context;
use super::space::{self, sizes};
use crate::signature::{Record, Shape};

/// A list that is returned.
pub(super) struct List {
    krate: TokenStream,
    /// The number of elements, if it is in the type.
    size: Option<TokenStream>,
    rows: bool,
    /// Each part of an element: what leads to it.
    paths: Vec<TokenStream>,
    /// The type of an element; where elements are rows, of an element of those.
    item: TokenStream,
}

impl List {
    pub(super) fn of(record: &Record, ctx: &Context<'_>) -> Self {
        let list = record.list.as_ref().expect("a list");
        let size = list.size.and_then(|size| sizes(&[size], &ctx.lowered.origins)?.into_iter().next());
        let parts = record.fields.len() - usize::from(list.rows);
        let fields = &record.fields[..parts];
        let leaves: Vec<TokenStream> = fields.iter().map(|(_, shape)| entry(shape, ctx)).collect();
        let paths: Vec<TokenStream> = fields.iter().map(|(path, _)| path.clone()).collect();
        let item = put_together(&paths, &leaves);
        Self { krate: ctx.krate.clone(), size: size.map(|size| size.tokens), rows: list.rows, paths, item }
    }

    fn row(&self) -> TokenStream {
        let (krate, item) = (&self.krate, &self.item);
        if self.rows { code!(#krate::__private::Vec<#item>) } else { item.clone() }
    }

    pub(super) fn ty(&self) -> TokenStream {
        let (krate, row) = (&self.krate, self.row());
        self.size.as_ref().map_or_else(|| code!(#krate::__private::Vec<#row>), |n| code!([#row; #n]))
    }

    /// The type of its adjoint as a parameter.
    pub(super) fn seed(&self) -> TokenStream {
        let row = self.row();
        self.size.as_ref().map_or_else(|| code!(&[#row]), |n| code!(&[#row; #n]))
    }

    /// A value, or a tangent, from an array for each part.
    pub(super) fn value(&self, arrays: &[Ident]) -> TokenStream {
        let (krate, columns) = (&self.krate, &arrays[..self.paths.len()]);
        let entries: Vec<TokenStream> = columns.iter().map(|name| code!(#name[k])).collect();
        let item = put_together(&self.paths, &entries);
        let vec = code!(collect::<#krate::__private::Vec<_>>());
        if let (true, [.., offsets]) = (self.rows, arrays) {
            let row = match (&self.paths[..], columns) {
                ([path], [only]) if path.is_empty() => code!(#only[#offsets[i]..#offsets[i + 1]].to_vec()),
                _ => code!((#offsets[i]..#offsets[i + 1]).map(|k| #item).#vec),
            };
            return match &self.size {
                Some(n) => code!(::core::array::from_fn::<_, #n, _>(|i| #row)),
                None => code!((0..#offsets.len() - 1).map(|i| #row).#vec),
            };
        }
        match (&self.size, columns.first()) {
            (Some(n), _) => code!(::core::array::from_fn::<_, #n, _>(|k| #item)),
            (None, first) => code!((0..#first.len()).map(|k| #item).#vec),
        }
    }

    /// Names for the parts of an adjoint: statements.
    pub(super) fn taken_apart(&self, of: &Ident, names: &mut dyn Iterator<Item = Ident>) -> TokenStream {
        let krate = &self.krate;
        let columns = self.paths.iter().zip(names).map(|(path, name)| {
            let column = match &self.size {
                Some(n) if !self.rows => code!(::core::array::from_fn::<_, #n, _>(|k| #of[k] #path)),
                _ => {
                    let items =
                        if self.rows { code!(#of.iter().flat_map(|row| row.iter())) } else { code!(#of.iter()) };
                    let parts =
                        if path.is_empty() { code!(#items.copied()) } else { code!(#items.map(|item| item #path)) };
                    code!(#parts.collect::<#krate::__private::Vec<_>>())
                }
            };
            code!(#[allow(unused_variables)] let #name = &#column;)
        });
        columns.collect()
    }

    /// An adjoint has the lengths of the result.
    pub(super) fn check(&self, of: &Ident, arrays: &[Ident]) -> TokenStream {
        let (krate, ours) = (&self.krate, of.to_string());
        match arrays {
            [.., offsets] if self.rows => code! {
                #krate::__private::same_rows(
                    #ours, #of.iter().map(|row| row.len()), "the result", #offsets.windows(2).map(|ends| ends[1] - ends[0]),
                );
            },
            [first, ..] if self.size.is_none() => {
                code!(#krate::__private::same_length(#ours, #of.len(), "the result", #first.len());)
            }
            _ => TokenStream::new(),
        }
    }
}

/// The type of what all elements have in one place.
fn entry(shape: &Shape, ctx: &Context<'_>) -> TokenStream {
    let Shape::Array { elem, dims, .. } = shape else { unreachable!("a part of a list is an array") };
    space::array(&space::float(*elem), &sizes(&dims[1..], &ctx.lowered.origins).unwrap_or_default())
}

/// A tuple of something for each part, as their paths say; the only one where it has none.
fn put_together(paths: &[TokenStream], parts: &[TokenStream]) -> TokenStream {
    let indices = |path: &TokenStream| -> Vec<String> {
        let text = path.to_string().replace(' ', "");
        text.split('.').filter(|index| !index.is_empty()).map(str::to_owned).collect()
    };
    let paths: Vec<Vec<String>> = paths.iter().map(indices).collect();
    nested(&paths, parts, 0)
}

fn nested(paths: &[Vec<String>], parts: &[TokenStream], depth: usize) -> TokenStream {
    if let ([path], [part]) = (paths, parts)
        && path.len() == depth
    {
        return part.clone();
    }
    let (mut items, mut from) = (Vec::new(), 0);
    while from < paths.len() {
        let same = paths[from..].iter().take_while(|path| path[depth] == paths[from][depth]).count();
        items.push(nested(&paths[from..from + same], &parts[from..from + same], depth + 1));
        from += same;
    }
    space::tuple(&items)
}
