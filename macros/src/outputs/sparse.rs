//! Hessians of which only the entries that can be seen are held; where none can, those that are not zero.

use proc_macro2::{Ident, TokenStream};

use super::context::{Context, Start};
use super::gradient::with_alloc;
use super::hessian::added_entries;
use super::method::{Extra, Method};
use super::space::{Form, Kind, Part};
use super::workspace;
use crate::transform::entries::Target;

/// Those of a function whose Hessian is a `Vec`, and of any where they are asked for.
pub(super) fn methods(ctx: &Context<'_>, asked: bool) -> Vec<TokenStream> {
    if ctx.space.form() == Form::Scalar || !asked && !has_flat_hessian(ctx) {
        return Vec::new();
    }
    let mut all = vec![alone(ctx)];
    all.extend(workspace::forms(ctx, into(ctx)));
    vec![with_alloc(ctx, &all)]
}

fn has_flat_hessian(ctx: &Context<'_>) -> bool {
    ctx.space.has_slices() || ctx.space.literal_len().is_none() && ctx.space.form() != Form::Fixed
}

fn matrix(ctx: &Context<'_>) -> TokenStream {
    let (krate, float) = (&ctx.krate, ctx.space.float());
    code!(#krate::SparseHessian<#float>)
}

fn alone(ctx: &Context<'_>) -> Method {
    let (ty, args) = (matrix(ctx), ctx.arguments());
    let body = code! {
        let mut h = <#ty>::new();
        __Own::hessian_sparse_into(#args, &mut h);
        h
    };
    let docs = vec![format!("The entries of the Hessian of {} that need not be zero.", ctx.link())];
    Method { name: "hessian_sparse", alias: None, docs, extras: Vec::new(), result: ty, body }
}

fn into(ctx: &Context<'_>) -> Method {
    let h = ctx.name("h");
    let body = filled(ctx, &h).unwrap_or_else(|| from_dense(ctx, &h));
    let first = format!("The entries of the Hessian of {} that need not be zero, written to `{h}`.", ctx.link());
    let docs = vec![first, String::new(), format!("`{h}` keeps its pattern, which grows where an entry is new.")];
    written_to(ctx, h, docs, body)
}

/// That of a function that takes the parts of lists, if its entries can be seen.
pub(super) fn of_parts(ctx: &Context<'_>) -> Option<TokenStream> {
    let h = ctx.name("h");
    let body = filled(ctx, &h)?;
    Some(ctx.method(&written_to(ctx, h, Vec::new(), body)))
}

fn written_to(ctx: &Context<'_>, h: Ident, docs: Vec<String>, body: TokenStream) -> Method {
    let ty = matrix(ctx);
    let extras = vec![Extra { name: h, ty: code!(&mut #ty) }];
    Method { name: "hessian_sparse_into", alias: None, docs, extras, result: TokenStream::new(), body }
}

fn filled(ctx: &Context<'_>, h: &Ident) -> Option<TokenStream> {
    let (statements, _) = added_entries(ctx, Target::Rows, h)?;
    let n = ctx.space.len();
    Some(code! {
        #h.begin(#n);
        #statements
        #h.finish();
    })
}

/// The structure is not to be seen: what is zero is found when all is computed.
fn from_dense(ctx: &Context<'_>, h: &Ident) -> TokenStream {
    let (krate, float, args, n) = (&ctx.krate, ctx.space.float(), ctx.arguments(), ctx.space.len());
    if let Form::Slice = ctx.space.form()
        && let [Part { kind: Kind::Slice(inner), .. }] = &ctx.space.parts[..]
        && inner.is_empty()
    {
        return by_columns(ctx, h);
    }
    if !has_flat_hessian(ctx) {
        return code!(#h.fill_from(__Own::hessian(#args).as_flattened(), #n););
    }
    code! {
        let n: usize = #n;
        let mut dense = #krate::__private::zeros::<#float>(n * n);
        __Own::hessian_into(#args, &mut dense);
        #h.fill_from(&dense, n);
    }
}

/// A product for each column: of a long slice, nobody has the memory for a dense one.
fn by_columns(ctx: &Context<'_>, h: &Ident) -> TokenStream {
    let (krate, float, args, n) = (&ctx.krate, ctx.space.float(), ctx.arguments_again(), ctx.space.len());
    let Start { borrows, restores, gives, .. } = ctx.start();
    let (product, last) = workspace::inside(ctx, "hvp_into");
    code! {
        let n: usize = #n;
        #h.begin(n);
        #borrows
        let mut v = #krate::__private::zeros::<#float>(n);
        let mut product = #krate::__private::zeros::<#float>(n);
        for column in 0..n {
            v[column] = 1.0;
            #restores
            __Own::#product(#args, &v, &mut product, #last);
            v[column] = 0.0;
            #h.add_column(column, &product);
        }
        #gives
        #h.finish();
    }
}
