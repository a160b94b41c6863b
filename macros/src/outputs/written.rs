//! Jacobians of functions that write to `&mut` parameters. A column for each selected parameter, and for what the in-out ones hold
//! at entry; a row for each number that is returned, then for what the written parameters hold at the end.

use proc_macro2::{Ident, TokenStream};

use super::context::{Context, Start, step_name};
use super::gradient::{into_docs, zero};
use super::jacobian::columns_len;
use super::lanes;
use super::method::{Extra, Method};
use super::outcome::{Outcome, put};
use super::space::{Form, Kind, Part, tuple};
use super::workspace::{self, Borrowed};
use crate::signature::{Access, SigParam};

pub(super) fn jacobian(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let heap = ctx.space.has_slices() || ctx.written().iter().any(|(_, part)| matches!(part.kind, Kind::Slice(_)));
    let into = into(ctx, outcome);
    let owned = owned(ctx, outcome);
    if heap || outcome.is_vec() {
        let inner = into.iter().map(|m| ctx.method(m));
        let krate = &ctx.krate;
        return vec![code!(#krate::__private::with_alloc! { #(#inner)* #(#owned)* })];
    }
    if square(ctx, outcome).is_some() {
        return into.iter().map(|m| ctx.method(m)).chain(owned).collect();
    }
    let krate = &ctx.krate;
    vec![into.iter().map(|m| ctx.method(m)).collect(), code!(#krate::__private::with_alloc! { #(#owned)* })]
}

/// The number of rows: of what is returned, and of what is written.
fn row_count(ctx: &Context<'_>, outcome: &Outcome) -> TokenStream {
    let value = Ident::new("value", proc_macro2::Span::mixed_site());
    let returned = (!outcome.is_nothing()).then(|| outcome.count(&value));
    let written = ctx.written().into_iter().map(|(_, part)| part.len());
    let terms: Vec<TokenStream> = returned.into_iter().chain(written).collect();
    code!(#(#terms)+*)
}

/// `[[f64; n]; m]`, where both are known.
fn square(ctx: &Context<'_>, outcome: &Outcome) -> Option<(TokenStream, TokenStream)> {
    let n = columns_len(ctx)?;
    let written = ctx.written();
    let literal = written.iter().map(|(_, part)| part.literal_len()).sum::<Option<usize>>();
    if let (Some((_, Some(returned))), Some(written)) = (outcome.size(), literal) {
        let m = proc_macro2::Literal::usize_unsuffixed(returned + written);
        return Some((code!(#m), n));
    }
    match (outcome.is_nothing(), written.as_slice()) {
        (true, [(_, Part { kind: Kind::Fixed(sizes), .. })]) if sizes.len() == 1 => Some((sizes[0].tokens.clone(), n)),
        _ => None,
    }
}

fn into(ctx: &Context<'_>, outcome: &Outcome) -> Vec<Method> {
    let (args, again, j) = (ctx.arguments(), ctx.arguments_again(), ctx.name("j"));
    let (krate, float, text, n) = (&ctx.krate, &outcome.float, j.to_string(), ctx.space.len());
    let Start { borrows, gives, notes, .. } = ctx.start();
    let (start, gives) = if outcome.is_vec() { (notes, TokenStream::new()) } else { (borrows, gives) };
    let rows = row_count(ctx, outcome);
    let columns = lanes::columns(ctx, outcome, &code!(#j), &code!(n)).unwrap_or_else(|| columns(ctx, outcome, &j));
    let extra = || vec![Extra { name: j.clone(), ty: code!(&mut [#float]) }];
    let (run, value) = if outcome.is_nothing() {
        (code!(__Own::__value(#again);), code!())
    } else {
        (code!(let value = __Own::__value(#again);), code!(value))
    };
    let whole = Method {
        name: "value_and_jacobian_into",
        alias: None,
        docs: into_docs(format!(
            "Value of {}; its Jacobian, m times n entries row-major, is written to `{j}`.",
            ctx.link()
        )),
        extras: extra(),
        result: if outcome.is_nothing() { code!() } else { outcome.ty(ctx) },
        body: code! {
            #start
            #run
            let (m, n): (usize, usize) = (#rows, #n);
            #krate::__private::same_length(#text, #j.len(), "the number of results times that of parameters", m * n);
            #columns
            #gives
            #value
        },
    };
    let discard = if outcome.is_nothing() { code!() } else { code!(let _ =) };
    let alone = Method {
        name: "jacobian_into",
        alias: None,
        docs: into_docs(format!("The Jacobian of {}, m times n entries row-major, written to `{j}`.", ctx.link())),
        extras: extra(),
        result: code!(),
        body: code!(#discard __Own::value_and_jacobian_into(#args, #j);),
    };
    if outcome.is_vec() {
        return vec![alone, whole];
    }
    let mut methods = workspace::alone(ctx, alone, whole.name, &code!(;));
    methods.extend(workspace::forms(ctx, whole));
    methods
}

/// Statements that fill `j` with a forward sweep for each column.
fn columns(ctx: &Context<'_>, outcome: &Outcome, j: &Ident) -> TokenStream {
    let (args, v, column) = (ctx.arguments_again(), ctx.name("v"), ctx.name("column"));
    let restore = ctx.start().restores;
    let written = ctx.written();
    let steps: Vec<Ident> = written.iter().map(|(_, part)| step_name(&part.name, "dot")).collect();
    let step_zeros: Vec<TokenStream> = written.iter().map(|(_, part)| zero(ctx, part)).collect();
    let clear = steps.iter().zip(&written).zip(&step_zeros).map(|((step, (_, part)), zero)| match part.kind {
        Kind::Slice(_) => {
            let all = part.elements_mut(step);
            code!(for entry in #all { *entry = 0.0; })
        }
        _ => code!(#step = #zero;),
    });
    let clear = code!(#(#clear)*);
    let parts = &ctx.inputs.parts;
    let scalars = matches!(ctx.inputs.form(), Form::Scalars(_));
    let names: Vec<Ident> = (0..parts.len()).map(|k| super::flat::name(&v.to_string(), k)).collect();
    let given = names.iter().zip(parts).map(|(name, part)| super::hessian::lend(name, &part.kind));
    let given = if scalars { code!([#(#given),*]) } else { ctx.inputs.assembled(given) };
    let given = (!parts.is_empty()).then(|| code!(#given,));
    let put_returned = outcome.put(&column);
    let put_written =
        steps.iter().zip(&written).map(|(step, (_, part))| put(&part.kind, step, &part.float, &outcome.float));
    let bind = if outcome.is_nothing() { code!() } else { code!(let #column =) };
    let fresh = outcome.is_vec();
    let (jvp, last) = if fresh { (Ident::new("jvp", v.span()), code!()) } else { workspace::inside(ctx, "jvp") };
    let of_steps = steps.iter().zip(written.iter().map(|(_, part)| part));
    let all = names.iter().zip(parts).chain(of_steps);
    let Borrowed { lets, gives, .. } = workspace::borrowed_for(ctx, all, !fresh);
    let sweep = code! {
        #restore
        #bind __Own::#jvp(#args, #given #(&mut #steps,)* #last);
        let mut row = 0;
        let mut put = |entry| { #j[row * n + at] = entry; row += 1; };
        #put_returned
        #(#put_written)*
        at += 1;
    };
    let each = ctx.space.parts.iter().map(|part| {
        let of_input = parts.iter().position(|p| p.param == part.param).map(|k| names[k].clone());
        let name = of_input.unwrap_or_else(|| step_name(&part.name, "dot"));
        let ((one, none), len) = (super::hessian::set(&name, part), part.len());
        let changed = ctx.leaves[part.param].access != Access::Read;
        let none = if changed { code!() } else { none };
        match part.kind {
            Kind::Scalar => code!({ #clear #one #sweep #none }),
            _ => code!(for k in 0..#len { #clear #one #sweep #none }),
        }
    });
    code! {
        let mut at = 0;
        #lets
        #(#each)*
        let _ = at;
        #gives
    }
}

/// The forms that return what the function writes to its `#[out]` parameters: a slice among these is given by its length.
fn owned(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let (krate, float) = (&ctx.krate, &outcome.float);
    let written = ctx.written();
    let outs: Vec<&Part> =
        written.iter().filter(|(at, _)| ctx.leaves[*at].access == Access::Out).map(|(_, part)| part).collect();
    let slices = outs.iter().filter(|part| matches!(part.kind, Kind::Slice(_))).count();
    let len_of = |part: &Part| if slices == 1 { ctx.name("m") } else { step_name(&part.name, "len") };
    let lens: Vec<Ident> =
        outs.iter().filter(|part| matches!(part.kind, Kind::Slice(_))).map(|part| len_of(part)).collect();
    let kept = ctx.params().iter().filter(|p| p.access != Access::Out);
    let kept: Vec<TokenStream> = kept.map(|SigParam { name, ty, .. }| code!(#name: #ty)).collect();
    let inputs: Vec<TokenStream> = lens.iter().map(|m| code!(#m: usize)).chain(kept).collect();
    let lets = outs.iter().map(|part| {
        let (name, owned) = (&part.name, part.owned());
        match &part.kind {
            Kind::Slice(inner) => {
                let (row, m) = (super::space::array(&part.float, inner), len_of(part));
                code!(let mut #name = #krate::__private::zeros::<#row>(#m);)
            }
            _ => code!(let mut #name = <#owned as #krate::__private::Zero>::ZERO;),
        }
    });
    let lets = code!(#(#lets)*);
    let args = ctx.params().iter().map(|SigParam { name, access, .. }| match access {
        Access::Out => code!(&mut #name),
        Access::Read | Access::InOut => code!(#name),
    });
    let args = code!(#(#args),*);
    let returned = (!outcome.is_nothing()).then(|| (code!(value), outcome.ty(ctx)));
    let left = outs.iter().map(|part| {
        let (name, row) = (&part.name, part.owned());
        let ty = match &part.kind {
            Kind::Slice(inner) => {
                let row = super::space::array(&part.float, inner);
                code!(#krate::__private::Vec<#row>)
            }
            _ => row,
        };
        (code!(#name), ty)
    });
    let (values, types): (Vec<TokenStream>, Vec<TokenStream>) = returned.into_iter().chain(left).unzip();
    let one = |items: &[TokenStream]| if let [only] = items { only.clone() } else { tuple(items) };
    let (value, value_ty) = (one(&values), one(&types));
    let bind = if outcome.is_nothing() { code!() } else { code!(let value =) };
    let (ty, body) = match square(ctx, outcome) {
        Some((m, n)) => (
            code!([[#float; #n]; #m]),
            code! {
                #lets
                let mut j = [[0.0; #n]; #m];
                #bind __Own::value_and_jacobian_into(#args, j.as_flattened_mut());
            },
        ),
        None => {
            let (rows, n) = (rows_before(ctx, outcome), ctx.space.len());
            let Some(rows) = rows else { return Vec::new() };
            (
                code!(#krate::__private::Vec<#float>),
                code! {
                    #lets
                    let n: usize = #n;
                    let mut j = #krate::__private::zeros::<#float>((#rows) * n);
                    #bind __Own::value_and_jacobian_into(#args, &mut j);
                },
            )
        }
    };
    let form = if square(ctx, outcome).is_some() { String::new() } else { ", m times n entries, row-major".into() };
    let nothing = values.is_empty();
    let whole = Method {
        name: "value_and_jacobian",
        alias: None,
        docs: vec![format!("What {} returns and writes, and its Jacobian{form}.", ctx.link())],
        extras: Vec::new(),
        result: if nothing { ty.clone() } else { code!((#value_ty, #ty)) },
        body: if nothing { code!(#body j) } else { code!(#body (#value, j)) },
    };
    let names = inputs_names(&inputs);
    let alone = Method {
        name: "jacobian",
        alias: Some("jac"),
        docs: vec![format!(
            "The Jacobian of {}{form}: a row for each number that it returns and writes, a column for each parameter.",
            ctx.link()
        )],
        extras: Vec::new(),
        result: ty,
        body: if nothing {
            code!(__Own::value_and_jacobian(#(#names),*))
        } else {
            code!(__Own::value_and_jacobian(#(#names),*).1)
        },
    };
    [alone, whole].iter().map(|m| ctx.method_of(&inputs, m)).collect()
}

/// The number of rows before the function has run; nothing where it returns a `Vec`.
fn rows_before(ctx: &Context<'_>, outcome: &Outcome) -> Option<TokenStream> {
    let returned = if outcome.is_nothing() { None } else { Some(outcome.fixed_count()?) };
    let written = ctx.written().into_iter().map(|(_, part)| part.len());
    let terms: Vec<TokenStream> = returned.into_iter().chain(written).collect();
    Some(code!(#(#terms)+*))
}

/// `x` of `x: f64`.
fn inputs_names(inputs: &[TokenStream]) -> Vec<TokenStream> {
    inputs.iter().map(|input| input.clone().into_iter().take(1).collect()).collect()
}
