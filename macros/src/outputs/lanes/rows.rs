//! Where the lanes end: rows of numbers, and the matrices they belong in.

use proc_macro2::{Ident, Literal, TokenStream};

use super::function::Laned;
use crate::ir::Param;
use crate::outputs::context::Context;
use crate::outputs::outcome::Outcome;
use crate::outputs::space::Kind;

/// A row of lanes for each number, or for each element of an array.
pub(super) enum Rows {
    Numbers(Vec<Ident>),
    /// `axes` come before the lanes.
    Array {
        name: Ident,
        axes: usize,
    },
}

impl Rows {
    /// All of them as one slice.
    pub(super) fn slice(&self) -> TokenStream {
        match self {
            Self::Numbers(names) => code!(&[#(#names),*]),
            Self::Array { name, axes: 1 } => code!(&#name),
            Self::Array { name, axes } => (1..*axes).fold(code!(#name), |inner, _| code!(#inner.as_flattened())),
        }
    }

    /// Rows after others, with these axes before the lanes.
    pub(super) fn add(all: &mut Vec<Self>, name: &Ident, axes: usize) {
        let name = name.clone();
        match (all.last_mut(), axes) {
            (Some(Self::Numbers(names)), 0) => names.push(name),
            (_, 0) => all.push(Self::Numbers(vec![name])),
            _ => all.push(Self::Array { name, axes }),
        }
    }
}

pub(super) fn axes(kind: &Kind) -> usize {
    match kind {
        Kind::Scalar => 0,
        Kind::Fixed(sizes) => sizes.len(),
        Kind::Slice(inner) => 1 + inner.len(),
    }
}

/// The rows of a gradient: those of its scalars and elements, and its arrays.
pub(super) fn of_point(ctx: &Context<'_>, laned: &Laned, numbers: &[Ident], arrays: &[Ident]) -> Vec<Rows> {
    let (mut numbers, mut arrays) = (numbers.iter(), arrays.iter());
    let mut rows = Vec::new();
    for part in &ctx.space.parts {
        let count = match &laned.func.params[part.param] {
            Param::Scalar(_) => 1,
            Param::Elements(vals) => vals.len(),
            Param::Array(_) => {
                let name = arrays.next().expect("an array for each part that is one");
                Rows::add(&mut rows, name, axes(&part.kind));
                continue;
            }
        };
        numbers.by_ref().take(count).for_each(|name| Rows::add(&mut rows, name, 0));
    }
    rows
}

/// The rows of a tangent of what is returned.
pub(super) fn of_result(outcome: &Outcome, numbers: &[Ident], arrays: &[Ident]) -> Vec<Rows> {
    let (mut numbers, mut arrays) = (numbers.iter(), arrays.iter());
    let mut rows = Vec::new();
    for part in outcome.parts.iter().filter(|part| part.active) {
        let axes = axes(&part.kind);
        let name = if axes == 0 { numbers.next() } else { arrays.next() };
        Rows::add(&mut rows, name.expect("a name for each part"), axes);
    }
    rows
}

/// A statement for each, of a function that takes the row it begins at and gives the next one.
pub(super) fn one_after_the_other<R>(all: &[R], call: impl Fn(&R, TokenStream) -> TokenStream) -> TokenStream {
    let last = all.len().saturating_sub(1);
    let at = |k: usize| if k == 0 { code!(0) } else { code!(at) };
    let statements = all.iter().enumerate().map(|(k, rows)| {
        let call = call(rows, at(k));
        if k == last { code!(#call;) } else { code!(let at = #call;) }
    });
    code!(#(#statements)*)
}

/// A flat matrix with `n` columns, and the first column, or row, of it that the lanes stand for.
pub(super) struct Target<'t> {
    pub(super) matrix: &'t TokenStream,
    pub(super) n: &'t TokenStream,
    pub(super) first: &'t TokenStream,
}

impl Target<'_> {
    /// Statements that write the lanes as columns.
    pub(super) fn columns(&self, ctx: &Context<'_>, rows: &[Rows]) -> TokenStream {
        let (Self { matrix, n, first }, krate) = (self, &ctx.krate);
        one_after_the_other(rows, |rows, at| {
            let slice = rows.slice();
            code!(#krate::__private::put_columns(#matrix, #n, #first, #at, #slice))
        })
    }

    /// Statements that write the lanes as rows.
    pub(super) fn rows(&self, ctx: &Context<'_>, rows: &[Rows]) -> TokenStream {
        let (Self { matrix, n, first }, krate) = (self, &ctx.krate);
        one_after_the_other(rows, |rows, at| {
            let slice = rows.slice();
            code!(#krate::__private::put_rows(#matrix, #n, #first, #at, #slice))
        })
    }
}

/// A matrix of `m` rows and `n` columns, whose columns are all lanes.
pub(super) fn of_columns(ctx: &Context<'_>, rows: &[Rows], m: &TokenStream, n: &TokenStream) -> TokenStream {
    match rows {
        [Rows::Array { name, axes: 1 }] => code!(#name),
        [Rows::Numbers(names)] => code!([#(#names),*]),
        _ => {
            let target = Target { matrix: &code!(matrix.as_flattened_mut()), n, first: &code!(0) };
            let puts = target.columns(ctx, rows);
            code!({ let mut matrix = [[0.0; #n]; #m]; #puts matrix })
        }
    }
}

/// A matrix of `m` rows and `n` columns, whose rows are all lanes.
pub(super) fn of_rows(ctx: &Context<'_>, rows: &[Rows], m: usize, n: &TokenStream) -> TokenStream {
    let m = Literal::usize_unsuffixed(m);
    if let [Rows::Numbers(names)] = rows {
        return code!(::core::array::from_fn(|k| [#(#names[k]),*]));
    }
    let target = Target { matrix: &code!(matrix.as_flattened_mut()), n, first: &code!(0) };
    let puts = target.rows(ctx, rows);
    code!({ let mut matrix = [[0.0; #n]; #m]; #puts matrix })
}
