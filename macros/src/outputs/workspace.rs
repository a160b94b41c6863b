//! The forms with a workspace: `value_and_gradient_with(x, g, &mut workspace)`. Where a body takes buffers from it, the form without
//! is a call of this one; where none does, this one is a call of the form without, so that slices have it whatever the body is.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};

use super::companion::mentions;
use super::context::Context;
use super::method::{Extra, Method};
use super::space::{Kind, Part, Space, array};
use crate::ir::{Const, Dim, Func, Op, PlaceKind, Pure, Val};
use crate::transform::reverse::FEW_TURNS;

/// The forms that give no `Vec`, and the same with a workspace.
const NAMES: [(&str, &str); 24] = [
    ("value_and_gradient_into", "value_and_gradient_with"),
    ("gradient_into", "gradient_with"),
    ("value_and_gradient", "value_and_gradient_with"),
    ("gradient", "gradient_with"),
    ("value_and_derivative", "value_and_derivative_with"),
    ("derivative", "derivative_with"),
    ("second_derivative", "second_derivative_with"),
    ("gradient_and_hvp_into", "gradient_and_hvp_with"),
    ("gradient_and_hvp", "gradient_and_hvp_with"),
    ("hvp_into", "hvp_with"),
    ("hvp", "hvp_with"),
    ("hessian_into", "hessian_with"),
    ("hessian", "hessian_with"),
    ("hessian_sparse_into", "hessian_sparse_with"),
    ("value_and_hessian", "value_and_hessian_with"),
    ("value_and_jvp", "value_and_jvp_with"),
    ("jvp", "jvp_with"),
    ("value_and_vjp_into", "value_and_vjp_with"),
    ("value_and_vjp", "value_and_vjp_with"),
    ("vjp", "vjp_with"),
    ("value_and_jacobian_into", "value_and_jacobian_with"),
    ("value_and_jacobian", "value_and_jacobian_with"),
    ("jacobian_into", "jacobian_with"),
    ("jacobian", "jacobian_with"),
];

/// What is handed over for parts of a derivative that nobody else wants.
pub(super) struct Borrowed {
    pub(super) lets: TokenStream,
    /// `&mut g,` for each.
    pub(super) lent: TokenStream,
    pub(super) gives: TokenStream,
}

/// Memory for each part. While it is lent, the workspace can be handed on.
pub(super) fn borrowed(ctx: &Context<'_>, space: &Space, names: &[Ident]) -> Borrowed {
    borrowed_for(ctx, names.iter().zip(&space.parts), true)
}

/// The same for parts under these names; anew where nothing comes from a workspace.
pub(super) fn borrowed_for<'p>(
    ctx: &Context<'_>,
    parts: impl Iterator<Item = (&'p Ident, &'p Part)>,
    from_workspace: bool,
) -> Borrowed {
    let mut all = Borrowed { lets: TokenStream::new(), lent: TokenStream::new(), gives: TokenStream::new() };
    for (name, part) in parts {
        let (borrow, give) = if from_workspace { borrow(ctx, name, part) } else { fresh(ctx, name, part) };
        all.lets.extend(borrow);
        all.lent.extend(code!(&mut #name,));
        // What was taken last goes back first.
        let gives = &all.gives;
        all.gives = code!(#give #gives);
    }
    all
}

/// Zeros in the shape of a part, which are let go of.
fn fresh(ctx: &Context<'_>, name: &Ident, part: &Part) -> (TokenStream, TokenStream) {
    let zero = super::gradient::zero(ctx, part);
    (code!(let mut #name = #zero;), TokenStream::new())
}

/// The same of the workspace, if there is one, and the statement that gives them back.
fn borrow(ctx: &Context<'_>, name: &Ident, part: &Part) -> (TokenStream, TokenStream) {
    let workspace = ctx.workspace();
    match &part.kind {
        Kind::Slice(inner) if ctx.has_workspaces() => {
            let (row, like) = (array(&part.float, inner), &part.access);
            (code!(let mut #name = #workspace.lend::<#row>(#like.len());), code!(#workspace.take_back(#name);))
        }
        _ => fresh(ctx, name, part),
    }
}

/// The form of this name that is called inside a body, and the last argument: the workspace, where there is one.
pub(super) fn inside(ctx: &Context<'_>, name: &'static str) -> (Ident, TokenStream) {
    let workspace = ctx.workspace();
    if ctx.has_workspaces() {
        return (Ident::new(with_name(name), Span::mixed_site()), code!(#workspace));
    }
    (Ident::new(name, Span::mixed_site()), TokenStream::new())
}

fn with_name(name: &str) -> &'static str {
    NAMES.iter().find(|(form, _)| *form == name).map(|(_, with)| *with).expect("the form has one with a workspace")
}

/// A form that has the body of others, and the same with a workspace, where there is one.
pub(super) fn forms(ctx: &Context<'_>, method: Method) -> Vec<Method> {
    if !ctx.has_workspaces() {
        return vec![method];
    }
    let takes = mentions(&method.body, &ctx.workspace());
    let (krate, name) = (&ctx.krate, method.name);
    let (this, other) = if takes {
        (method.body.clone(), call(ctx, with_name(name), &method, &code!(&mut #krate::__private::Workspace::once())))
    } else {
        let workspace = ctx.workspace();
        let plain = call(ctx, name, &method, &TokenStream::new());
        (code!(let _ = #workspace; #plain), method.body.clone())
    };
    let with = with_workspace(ctx, &method, this);
    vec![Method { body: other, ..method }, with]
}

/// The same of a form that gives a part of what another one gives: `value_and_gradient_with(x, g, workspace)` and `.1`.
pub(super) fn alone(ctx: &Context<'_>, method: Method, of: &'static str, part: &TokenStream) -> Vec<Method> {
    if !ctx.has_workspaces() {
        return vec![method];
    }
    let workspace = ctx.workspace();
    let whole = call(ctx, with_name(of), &method, &code!(#workspace));
    let with = with_workspace(ctx, &method, code!(#whole #part));
    vec![method, with]
}

/// `__Own::name(x, g, last)`
fn call(ctx: &Context<'_>, name: &str, method: &Method, last: &TokenStream) -> TokenStream {
    let (args, name) = (ctx.arguments(), Ident::new(name, Span::mixed_site()));
    let extras = method.extras.iter().map(|extra| &extra.name);
    let args = (!args.is_empty()).then(|| code!(#args,));
    code!(__Own::#name(#args #(#extras,)* #last))
}

/// The method with one more parameter.
pub(super) fn with_workspace(ctx: &Context<'_>, method: &Method, body: TokenStream) -> Method {
    let (krate, workspace) = (&ctx.krate, ctx.workspace());
    let last = Extra { name: workspace.clone(), ty: code!(&mut #krate::__private::Workspace) };
    let docs = vec![format!(
        "The same as [`{}`](Self::{}), with memory from `{workspace}`.",
        method.name,
        ctx.naming.name(method.name, Span::mixed_site())
    )];
    let extras = method.extras.iter().map(Extra::again).chain([last]).collect();
    Method { name: with_name(method.name), alias: None, docs, extras, result: method.result.clone(), body }
}

/// A loop or a local array is as long as only the run knows.
pub(super) fn needs_heap(func: &Func) -> bool {
    let (mut known, mut many, mut needs) = (HashSet::new(), HashSet::<Val>::new(), false);
    func.each_inst(func.body, &mut |_, inst| match &inst.op {
        Op::Pure(pure) if is_known(func, pure, &known) => {
            known.extend(&inst.outs);
            many.extend(inst.outs.iter().filter(|_| is_many(func, pure)));
        }
        Op::While { .. } => needs = true,
        Op::For { range, exits, .. } => {
            needs |= !known.contains(&range.lo) || !known.contains(&range.hi) || *exits && many.contains(&range.hi);
        }
        Op::Alloc { place, .. } => {
            let info = func.place(*place);
            needs |= info.kind != PlaceKind::Local || info.dims.contains(&Dim::Dyn);
        }
        _ => {}
    });
    needs
}

/// More turns than a loop that may be left has room for on the stack.
fn is_many(func: &Func, pure: &Pure) -> bool {
    let turns = match pure {
        Pure::Const(Const::Int(n)) => Some(*n),
        Pure::Len(place, axis) => match func.place(*place).dims.get(usize::from(*axis)) {
            Some(Dim::Lit(n)) => Some(i128::from(*n)),
            _ => None,
        },
        _ => None,
    };
    turns.is_some_and(|n| n > i128::from(FEW_TURNS))
}

/// The compiler knows the value, given those that it knows.
fn is_known(func: &Func, pure: &Pure, known: &HashSet<Val>) -> bool {
    let mut operands = true;
    pure.operands(|v| operands &= known.contains(&v));
    match pure {
        Pure::Opaque(origin, ..) => func.constants.contains(origin),
        Pure::Len(place, axis) => {
            !matches!(func.place(*place).dims.get(usize::from(*axis)), None | Some(Dim::Dyn | Dim::Inferred))
        }
        _ => operands,
    }
}
