//! Hessians: entry by entry where the function is straight enough, else several columns at a time; with calls, one direction at a
//! time.

use proc_macro2::{Ident, Span, TokenStream};

use super::context::{Context, Start, finished, keep, widen};
use super::gradient::{into_docs, with_alloc};
use super::lanes;
use super::method::{Extra, Method};
use super::space::{Form, Kind, Part, float, is_same};
use super::workspace::{self, Borrowed};
use crate::emit::Held;
use crate::ir::{Func, Op, Param, Ty};
use crate::transform::entries::{self, Target};
use crate::transform::forward::{Seed, forward};
use crate::transform::reverse::{ArrayAdjoint, Seeds, reverse};
use crate::transform::simplify::dead::drop_dead;

/// Beyond this many straight-line statements second order is not generated unless it is asked for.
pub(super) const LONG: usize = 500;

/// The most entries that are written out one by one.
const ENTRIES: usize = 400;

pub(super) fn methods(ctx: &Context<'_>) -> Vec<TokenStream> {
    match ctx.space.form() {
        Form::Scalar => Vec::new(),
        _ if ctx.space.has_slices() => flat_methods(ctx, true),
        _ => match ctx.space.literal_len() {
            Some(n) => literal_methods(ctx, n),
            None if ctx.space.form() == Form::Fixed => square_methods(ctx),
            None => flat_methods(ctx, false),
        },
    }
}

/// The Hessian for a point of `n` numbers, by the first of the ways that are open.
fn literal_methods(ctx: &Context<'_>, n: usize) -> Vec<TokenStream> {
    let size = proc_macro2::Literal::usize_unsuffixed(n);
    let entries = entries(ctx, n).map(|func| entries_body(ctx, &func, n));
    match entries.or_else(|| lanes::hessian_at_once(ctx, n)) {
        Some(body) => square(ctx, &code!(#size), body),
        None => square_methods(ctx),
    }
}

// ---- entry by entry

/// Value, gradient and the entries of the Hessian, if the function has no loops, calls or arrays.
fn entries(ctx: &Context<'_>, n: usize) -> Option<Func> {
    if n * n > ENTRIES || !is_flat(ctx) {
        return None;
    }
    let gradient = drop_dead(reverse(ctx.returned(), &ctx.selected(), Seeds::One, ArrayAdjoint::Result).func);
    let mut direction = 0;
    let mut seeds = Vec::new();
    for (param, selected) in gradient.params.iter().zip(ctx.selected()) {
        seeds.push(if selected { Seed::Unit(direction) } else { Seed::None });
        if selected {
            direction += if let Param::Elements(vals) = param { vals.len() } else { 1 };
        }
    }
    let mut func = forward(&gradient, &seeds, n).func;
    let yields = func.block(func.body).yields.clone();
    // After value and gradient, for each direction the tangents of both: row by row, as the upper triangle has it.
    let entry = |i: usize, j: usize| yields[(1 + i.max(j)) * (n + 1) + 1 + i.min(j)];
    let mut kept = yields[..=n].to_vec();
    kept.extend((0..n).flat_map(|i| (0..n).map(move |j| (i, j))).map(|(i, j)| entry(i, j)));
    keep(&mut func, kept, Vec::new());
    widen(&mut func, n + 1, &ctx.space.float());
    let func = finished(func);
    (statements(&func) <= LONG).then_some(func)
}

/// The function is straight-line code and branches over scalars.
fn is_flat(ctx: &Context<'_>) -> bool {
    let func = ctx.func();
    let mut flat = ctx.space.parts.iter().all(|part| !matches!(func.params[part.param], Param::Array(_)));
    func.each_inst(func.body, &mut |_, inst| {
        flat &=
            matches!(inst.op, Op::Pure(_) | Op::Load { .. } | Op::If { .. } | Op::Effect { .. } | Op::Assert { .. });
    });
    flat
}

/// How long a function is.
pub(super) fn statements(func: &Func) -> usize {
    let mut count = 0_usize;
    func.each_inst(func.body, &mut |_, _| count += 1);
    count.saturating_sub(func.repeated)
}

fn entries_body(ctx: &Context<'_>, func: &Func, n: usize) -> TokenStream {
    let emitted = ctx.emitter(func).emit();
    let gradient = Context::point_value(&ctx.space, func, &emitted.yields[1..=n], &[]);
    let rows = emitted.yields[n + 1..].chunks(n).map(|row| code!([#(#row),*]));
    let (head, first, value) = (ctx.head(func, &emitted), &emitted.first, &emitted.yields[0]);
    code!(#head #first (#value, #gradient, [#(#rows),*]))
}

// ---- into a square array

fn square_methods(ctx: &Context<'_>) -> Vec<TokenStream> {
    let size = match (&ctx.space.parts[..], ctx.space.literal_len()) {
        (_, Some(n)) => {
            let n = proc_macro2::Literal::usize_unsuffixed(n);
            code!(#n)
        }
        ([part], None) => match &part.kind {
            Kind::Fixed(sizes) if sizes.len() == 1 => sizes[0].tokens.clone(),
            _ => return flat_methods(ctx, false),
        },
        _ => return flat_methods(ctx, false),
    };
    let args = ctx.arguments_again();
    let Start { borrows, gives, .. } = ctx.start();
    let (with_value, last) = workspace::inside(ctx, super::gradient::names(ctx).with_value);
    let columns = columns(ctx, &code!(h.as_flattened_mut()), &size);
    let body = code! {
        #borrows
        let (value, gradient) = __Own::#with_value(#args, #last);
        let mut h = [[0.0; #size]; #size];
        #columns
        #gives
        (value, gradient, h)
    };
    square(ctx, &size, body)
}

fn square(ctx: &Context<'_>, size: &TokenStream, body: TokenStream) -> Vec<TokenStream> {
    let (float, gradient, args) = (ctx.space.float(), ctx.space.gradient(&ctx.krate), ctx.arguments());
    let value = ctx.value_float();
    let ty = code!([[#float; #size]; #size]);
    let whole = Method {
        name: "value_and_hessian",
        alias: None,
        docs: vec![format!("Value, gradient and Hessian of {}.", ctx.link())],
        extras: Vec::new(),
        result: code!((#value, #gradient, #ty)),
        body,
    };
    let alone = Method {
        name: "hessian",
        alias: None,
        docs: vec![format!("The Hessian of {}, symmetric.{}", ctx.link(), order(ctx))],
        extras: Vec::new(),
        result: ty,
        body: code!(__Own::value_and_hessian(#args).2),
    };
    let whole = workspace::forms(ctx, whole);
    let alone = workspace::alone(ctx, alone, "value_and_hessian", &code!(.2));
    alone.iter().chain(&whole).map(|m| ctx.method(m)).collect()
}

const ORDER: &str = "Rows and columns run over all parameters, flattened in the order of the signature";

/// What the rows of a square over several parameters are.
fn order(ctx: &Context<'_>) -> String {
    match ctx.space.form() {
        Form::Mixed if ctx.space.one_width() => format!(" {ORDER}."),
        Form::Mixed => format!(" {ORDER}, in the widest of their float types."),
        _ => String::new(),
    }
}

/// Statements that fill `h`, flat and row-major: entry by entry, several columns at a time, or a row for each direction.
fn columns(ctx: &Context<'_>, h: &TokenStream, size: &TokenStream) -> TokenStream {
    let krate = &ctx.krate;
    columns_in_one(ctx, h, size).unwrap_or_else(|| {
        let columns = directions(ctx, h, size);
        code!(#columns #krate::__private::mirror(#h, #size);)
    })
}

/// The same without calls of other outputs.
fn columns_in_one(ctx: &Context<'_>, h: &TokenStream, size: &TokenStream) -> Option<TokenStream> {
    let krate = &ctx.krate;
    if let Some((statements, mirrored)) = visible_entries(ctx, h) {
        let mirror = mirrored.then(|| code!(#krate::__private::mirror(#h, #size);));
        return Some(code!(#statements #mirror));
    }
    let columns = lanes::hessian_columns(ctx, h, size)?;
    Some(code!(#columns #krate::__private::mirror(#h, #size);))
}

/// The Hessian of a function that takes the parts of lists, row-major, if it needs no other output.
pub(super) fn of_parts(ctx: &Context<'_>) -> Option<TokenStream> {
    let columns = columns_in_one(ctx, &code!(h), &code!(n))?;
    let (float, n, h) = (ctx.space.float(), ctx.space.len(), Ident::new("h", Span::mixed_site()));
    let extras = vec![Extra { name: h, ty: code!(&mut [#float]) }];
    let body = code!(let n: usize = #n; #columns);
    let (docs, result) = (Vec::new(), TokenStream::new());
    Some(ctx.method(&Method { name: "hessian_into", alias: None, docs, extras, result, body }))
}

/// Statements that add the entries that can be seen to the zeros of `h`, and whether they have to be mirrored.
fn visible_entries(ctx: &Context<'_>, h: &TokenStream) -> Option<(TokenStream, bool)> {
    let square = ctx.name("h");
    let (statements, mirrored) = added_entries(ctx, Target::Square, &square)?;
    let lend = if square == h.to_string() { code!(#square.fill(0.0);) } else { code!(let #square = #h;) };
    Some((code!({ #lend #statements }), mirrored))
}

/// Statements that add the entries that can be seen to what has this name, and whether they have to be mirrored.
pub(super) fn added_entries(ctx: &Context<'_>, to: Target, name: &Ident) -> Option<(TokenStream, bool)> {
    (lanes::fits(ctx) && ctx.written().is_empty()).then_some(())?;
    let marks = ctx.selected();
    let gradient = drop_dead(reverse(ctx.returned(), &marks, Seeds::One, ArrayAdjoint::Out).func);
    let ty = if is_same(&ctx.space.float(), &float(Ty::F32)) { Ty::F32 } else { Ty::F64 };
    let entries = entries::entries(gradient, &marks, ty, to)?;
    let func = finished(entries.func);
    if statements(&func) > LONG {
        return None;
    }
    let held = match to {
        Target::Square => Held::Mutable,
        Target::Rows => Held::Entries,
    };
    let mut emitter = ctx.emitter_of_buffers(&func);
    emitter.reserve(&name.to_string());
    emitter.bind_place(entries.target, name.clone(), held);
    let emitted = emitter.emit();
    let (head, first) = (ctx.head(&func, &emitted), &emitted.first);
    Some((code!(#head #first), entries.mirrored))
}

/// Statements that fill the rows of `h`, flat and row-major, with a product for each direction.
fn directions(ctx: &Context<'_>, h: &TokenStream, size: &TokenStream) -> TokenStream {
    let args = ctx.arguments_again();
    let restore = ctx.start().restores;
    let (v, row) = (ctx.name("v"), ctx.name("row"));
    let (hvp, last) = workspace::inside(ctx, "hvp");
    if let Form::Scalars(_) = ctx.space.form() {
        return code! {
            for j in 0..#size {
                let mut #v = [0.0; #size];
                #v[j] = 1.0;
                #restore
                #h[j * #size..][..#size].copy_from_slice(&__Own::#hvp(#args, #v, #last));
            }
        };
    }
    if let [Part { kind: Kind::Slice(inner), .. }] = &ctx.space.parts[..]
        && ctx.space.form() == Form::Slice
        && inner.is_empty()
    {
        let (g, part) = (ctx.name("g"), &ctx.space.parts[0]);
        let Borrowed { lets, gives, .. } = workspace::borrowed_for(ctx, [(&v, part), (&g, part)].into_iter(), true);
        let (both, last) = workspace::inside(ctx, "gradient_and_hvp_into");
        return code! {
            #lets
            for k in 0..#size {
                #v[k] = 1.0;
                #restore
                __Own::#both(#args, &#v, &mut #g, &mut #h[k * #size..][..#size], #last);
                #v[k] = 0.0;
            }
            #gives
        };
    }
    let parts = &ctx.space.parts;
    let names: Vec<Ident> = (0..parts.len()).map(|k| ctx.space.part_name(&v, "dot", k)).collect();
    let rows: Vec<Ident> = (0..parts.len()).map(|k| ctx.space.part_name(&row, "row", k)).collect();
    let Borrowed { lets, gives, .. } = workspace::borrowed(ctx, &ctx.space, &names);
    let given = names.iter().zip(parts).map(|(name, part)| lend(name, &part.kind));
    let given = ctx.space.assembled(given);
    let taken = ctx.space.assembled(rows.iter().map(|row| code!(#row)));
    let float = ctx.space.float();
    let copies = rows.iter().zip(parts).map(|(row, part)| super::outcome::put(&part.kind, row, &part.float, &float));
    let copies = code!(#(#copies)*);
    let into = ctx.has_workspaces() && ctx.space.has_slices();
    let (lets_out, lent, gives_out) = if into {
        let Borrowed { lets, lent, gives } = workspace::borrowed(ctx, &ctx.space, &rows);
        (lets, lent, gives)
    } else {
        <(TokenStream, TokenStream, TokenStream)>::default()
    };
    let product = if into {
        code!(__Own::hvp_with(#args, #given, #lent #last);)
    } else {
        code!(let #taken = __Own::#hvp(#args, #given, #last);)
    };
    let sweeps = names.iter().zip(parts).map(|(name, part)| {
        let (one, none) = set(name, part);
        let sweep = code! {
            #one
            #restore
            #product
            #copies
            #none
        };
        let len = part.len();
        match part.kind {
            Kind::Scalar => code!({ #sweep }),
            _ => code!(for k in 0..#len { #sweep }),
        }
    });
    code! {
        let mut at = 0;
        let mut put = |entry| { #h[at] = entry; at += 1; };
        #lets
        #lets_out
        #(#sweeps)*
        #gives_out
        #gives
    }
}

/// The statements that set entry `j` of one part of a direction to one, and back to zero.
pub(super) fn set(name: &Ident, part: &Part) -> (TokenStream, TokenStream) {
    set_kind(name, &part.kind)
}

pub(super) fn set_kind(name: &Ident, kind: &Kind) -> (TokenStream, TokenStream) {
    let rows = match kind {
        Kind::Scalar => return (code!(#name = 1.0;), code!(#name = 0.0;)),
        Kind::Slice(inner) => inner.len(),
        Kind::Fixed(sizes) => sizes.len() - 1,
    };
    let flat = (0..rows).fold(code!(#name), |inner, _| code!(#inner.as_flattened_mut()));
    (code!(#flat[k] = 1.0;), code!(#flat[k] = 0.0;))
}

pub(super) fn lend(name: &Ident, kind: &Kind) -> TokenStream {
    match kind {
        Kind::Slice(_) => code!(&#name),
        _ => code!(#name),
    }
}

// ---- into a slice

fn flat_methods(ctx: &Context<'_>, heap: bool) -> Vec<TokenStream> {
    let (float, krate, args, n) = (ctx.space.float(), &ctx.krate, ctx.arguments(), ctx.space.len());
    let Start { notes: start, restores: restore, borrows, gives } = ctx.start();
    let again = ctx.arguments_again();
    let h = ctx.name("h");
    let columns = columns(ctx, &code!(#h), &code!(n));
    let into = Method {
        name: "hessian_into",
        alias: None,
        docs: into_docs(format!("The Hessian of {}, row-major, written to `{h}`.{}", ctx.link(), order(ctx))),
        extras: vec![Extra { name: h.clone(), ty: code!(&mut [#float]) }],
        result: TokenStream::new(),
        body: {
            let text = h.to_string();
            code! {
                let n: usize = #n;
                #krate::__private::same_length(#text, #h.len(), "the square of the number of parameters", n * n);
                #borrows
                #columns
                #gives
            }
        },
    };
    let alone = Method {
        name: "hessian",
        alias: None,
        docs: vec![format!("The Hessian of {}, symmetric and row-major: n times n entries.{}", ctx.link(), order(ctx))],
        extras: Vec::new(),
        result: code!(#krate::__private::Vec<#float>),
        body: code! {
            let n = #n;
            let mut h = #krate::__private::zeros::<#float>(n * n);
            __Own::hessian_into(#args, &mut h);
            h
        },
    };
    let (gradient, value) = (ctx.space.gradient(krate), ctx.value_float());
    let whole = Method {
        name: "value_and_hessian",
        alias: None,
        docs: vec![format!("Value, gradient and Hessian of {}; the Hessian is row-major.", ctx.link())],
        extras: Vec::new(),
        result: code!((#value, #gradient, #krate::__private::Vec<#float>)),
        body: code! {
            #start
            let (value, gradient) = __Own::value_and_gradient(#again);
            #restore
            (value, gradient, __Own::hessian(#args))
        },
    };
    let into = workspace::forms(ctx, into);
    if heap {
        let mut all = vec![alone, whole];
        all.extend(into);
        return vec![with_alloc(ctx, &all)];
    }
    let owned = with_alloc(ctx, &[alone, whole]);
    into.iter().map(|m| ctx.method(m)).chain([owned]).collect()
}
