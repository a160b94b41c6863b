//! Jacobians: entry by entry where the function is straight enough, else several rows or columns at a time; with calls, one at a
//! time.

mod entries;

use proc_macro2::{Ident, TokenStream};

use super::context::Context;
use super::gradient::{into_docs, with_alloc};
use super::lanes;
use super::method::{Extra, Method};
use super::outcome::{Outcome, Unit, put};
use super::space::{Form, Kind, widened};
use super::workspace::{self, Borrowed};

/// The number of columns, if that can be the length of an array.
pub(super) fn columns_len(ctx: &Context<'_>) -> Option<TokenStream> {
    if ctx.space.has_slices() {
        return None;
    }
    match (ctx.space.literal_len(), &ctx.space.parts[..]) {
        (Some(n), _) => {
            let n = proc_macro2::Literal::usize_unsuffixed(n);
            Some(code!(#n))
        }
        (None, [part]) => match &part.kind {
            Kind::Fixed(sizes) if sizes.len() == 1 => Some(sizes[0].tokens.clone()),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn jacobian(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    if !ctx.written().is_empty() {
        return super::written::jacobian(ctx, outcome);
    }
    let (Some((m, literal_m)), Some(n)) = (outcome.size(), columns_len(ctx)) else {
        return flat_jacobian(ctx, outcome);
    };
    let float = &outcome.float;
    let (ty, result, args) = (code!([[#float; #n]; #m]), outcome.ty(ctx), ctx.arguments());
    let entries = ctx.space.literal_len().zip(literal_m).and_then(|(n, m)| entries::body(ctx, outcome, n, m));
    let body = entries.or_else(|| at_once(ctx, outcome, &m, &n)).unwrap_or_else(|| {
        let sweeps = sweeps(ctx, outcome, &code!(j.as_flattened_mut()), &n);
        let value = value(ctx);
        code!(let value = #value; let mut j = [[0.0; #n]; #m]; #sweeps (value, j))
    });
    let whole = Method {
        name: "value_and_jacobian",
        alias: None,
        docs: vec![format!("Value and Jacobian of {}.", ctx.link())],
        extras: Vec::new(),
        result: code!((#result, #ty)),
        body,
    };
    let alone = Method {
        name: "jacobian",
        alias: Some("jac"),
        docs: vec![format!("The Jacobian of {}: a row for each result, a column for each parameter.", ctx.link())],
        extras: Vec::new(),
        result: ty,
        body: code!(__Own::value_and_jacobian(#args).1),
    };
    let alone = workspace::alone(ctx, alone, "value_and_jacobian", &code!(.1));
    let whole = workspace::forms(ctx, whole);
    let mut methods: Vec<TokenStream> = alone.iter().chain(&whole).map(|m| ctx.method(m)).collect();
    if ctx.space.form() == Form::Scalar {
        methods.extend(derivative(ctx, outcome));
    }
    methods
}

/// The derivative of a curve: the tangent along its one parameter.
fn derivative(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let (value, ty, args) = (outcome.ty(ctx), outcome.tangent(ctx), ctx.arguments());
    let methods = [
        Method {
            name: "derivative",
            alias: Some("diff"),
            docs: vec![format!("The derivative of {}.", ctx.link())],
            extras: Vec::new(),
            result: ty.clone(),
            body: code!(__Own::jvp(#args, 1.0)),
        },
        Method {
            name: "value_and_derivative",
            alias: None,
            docs: vec![format!("Value and derivative of {}.", ctx.link())],
            extras: Vec::new(),
            result: code!((#value, #ty)),
            body: code!(__Own::value_and_jvp(#args, 1.0)),
        },
    ];
    methods.iter().map(|m| ctx.method(m)).collect()
}

/// The user's function itself.
fn value(ctx: &Context<'_>) -> TokenStream {
    let args = ctx.arguments_again();
    code!(__Own::__value(#args))
}

/// Backward sweeps, where the results are fewer than the parameters, or where only their number is known; else forward ones.
pub(super) fn by_rows(ctx: &Context<'_>, outcome: &Outcome) -> bool {
    match (outcome.size(), ctx.space.literal_len()) {
        (Some((_, Some(m))), Some(n)) => m < n,
        (Some((_, Some(_))), None) => true,
        _ => false,
    }
}

/// Value and Jacobian in one sweep, where there are few rows or columns.
fn at_once(ctx: &Context<'_>, outcome: &Outcome, m: &TokenStream, n: &TokenStream) -> Option<TokenStream> {
    if by_rows(ctx, outcome) {
        let (_, literal) = outcome.size()?;
        lanes::rows_at_once(ctx, outcome, literal?, n)
    } else {
        lanes::columns_at_once(ctx, outcome, m, ctx.space.literal_len()?)
    }
}

/// Statements that fill `j`, flat and row-major: several rows or columns at a time, or one.
fn sweeps(ctx: &Context<'_>, outcome: &Outcome, j: &TokenStream, n: &TokenStream) -> TokenStream {
    if by_rows(ctx, outcome) {
        lanes::rows(ctx, outcome, j, n).unwrap_or_else(|| rows(ctx, outcome, j))
    } else {
        lanes::columns(ctx, outcome, j, n).unwrap_or_else(|| columns(ctx, outcome, j, n))
    }
}

/// A backward sweep for each result.
fn rows(ctx: &Context<'_>, outcome: &Outcome, j: &TokenStream) -> TokenStream {
    let Some((units, w)) = outcome.units("w") else { unreachable!("a number of results is known") };
    let (krate, args) = (&ctx.krate, ctx.arguments_again());
    let zeros = units.iter().map(|Unit { name, kind, float }| {
        let ty = if let Kind::Fixed(sizes) = kind { super::space::array(float, sizes) } else { (*float).clone() };
        code!(let mut #name = <#ty as #krate::__private::Zero>::ZERO;)
    });
    let outs: Vec<Ident> = super::gradient::outs(ctx, &ctx.space, "g", "bar").into_iter().map(|out| out.name).collect();
    let Borrowed { lets, lent, gives } = workspace::borrowed(ctx, &ctx.space, &outs);
    let whole = ctx.space.assembled(outs.iter().map(|name| code!(#name)));
    let (lets, sweep, gives) = if ctx.space.has_slices() {
        let (vjp, last) = workspace::inside(ctx, "value_and_vjp_into");
        (lets, code!(let _ = __Own::#vjp(#args, #w, #lent #last);), gives)
    } else {
        let (vjp, last) = workspace::inside(ctx, "vjp");
        (code!(), code!(let #whole = __Own::#vjp(#args, #w, #last);), code!())
    };
    let puts: Vec<TokenStream> = match ctx.space.form() {
        Form::Scalars(_) => {
            let entry = widened(code!(*entry), &ctx.space.float(), &outcome.float);
            vec![code!(for entry in &#whole { put(#entry); })]
        }
        _ => {
            let puts = ctx.space.parts.iter().zip(&outs);
            puts.map(|(part, name)| put(&part.kind, name, &part.float, &outcome.float)).collect()
        }
    };
    let each = units.iter().map(|Unit { name, kind, .. }| {
        let (one, none) = super::hessian::set_kind(name, kind);
        let sweep = code!(#one #sweep #(#puts)* #none);
        match kind {
            Kind::Scalar => code!({ #sweep }),
            Kind::Fixed(sizes) | Kind::Slice(sizes) => {
                let len = super::space::product(sizes);
                code!(for k in 0..#len { #sweep })
            }
        }
    });
    code! {
        #(#zeros)*
        #lets
        let mut at = 0;
        let mut put = |entry| { #j[at] = entry; at += 1; };
        #(#each)*
        #gives
    }
}

/// A forward sweep for each parameter.
fn columns(ctx: &Context<'_>, outcome: &Outcome, j: &TokenStream, n: &TokenStream) -> TokenStream {
    let args = ctx.arguments_again();
    let (v, column) = (ctx.name("v"), ctx.name("column"));
    let put = outcome.put(&column);
    let (jvp, last) =
        if outcome.is_vec() { (Ident::new("jvp", v.span()), code!()) } else { workspace::inside(ctx, "jvp") };
    let sweep = |given: &TokenStream| {
        code! {
            let #column = __Own::#jvp(#args, #given, #last);
            let mut row = 0;
            let mut put = |entry| { #j[row * #n + at] = entry; row += 1; };
            #put
            at += 1;
        }
    };
    if let Form::Scalars(count) = ctx.space.form() {
        let (sweep, count) = (sweep(&code!(#v)), proc_macro2::Literal::usize_unsuffixed(count));
        return code! {
            let mut at = 0;
            for k in 0..#count { let mut #v = [0.0; #count]; #v[k] = 1.0; #sweep }
        };
    }
    let parts = &ctx.space.parts;
    let names: Vec<Ident> = (0..parts.len()).map(|k| ctx.space.part_name(&v, "dot", k)).collect();
    let Borrowed { lets, gives, .. } = workspace::borrowed_for(ctx, names.iter().zip(parts), !outcome.is_vec());
    let given = names.iter().zip(parts).map(|(name, part)| super::hessian::lend(name, &part.kind));
    let given = ctx.space.assembled(given);
    let sweeps = names.iter().zip(parts).map(|(name, part)| {
        let (one, none) = super::hessian::set(name, part);
        let (sweep, len) = (sweep(&given), part.len());
        match part.kind {
            Kind::Scalar => code!({ #one #sweep #none }),
            _ => code!(for k in 0..#len { #one #sweep #none }),
        }
    });
    code! {
        let mut at = 0;
        #lets
        #(#sweeps)*
        #gives
    }
}

fn flat_jacobian(ctx: &Context<'_>, outcome: &Outcome) -> Vec<TokenStream> {
    let (float, krate, args, n) = (&outcome.float, &ctx.krate, ctx.arguments(), ctx.space.len());
    let (value, result) = (value(ctx), outcome.ty(ctx));
    let j = ctx.name("j");
    let sweeps = sweeps(ctx, outcome, &code!(#j), &code!(n));
    let count = outcome.count(&Ident::new("value", proc_macro2::Span::mixed_site()));
    let text = j.to_string();
    let into = Method {
        name: "value_and_jacobian_into",
        alias: None,
        docs: into_docs(format!(
            "Value of {}; its Jacobian, m times n entries row-major, is written to `{j}`.",
            ctx.link()
        )),
        extras: vec![Extra { name: j.clone(), ty: code!(&mut [#float]) }],
        result: result.clone(),
        body: code! {
            let value = #value;
            let n = #n;
            #krate::__private::same_length(#text, #j.len(), "the number of results times that of parameters", #count * n);
            #sweeps
            value
        },
    };
    let jacobian_into = Method {
        name: "jacobian_into",
        alias: None,
        docs: into_docs(format!("The Jacobian of {}, m times n entries row-major, written to `{j}`.", ctx.link())),
        extras: vec![Extra { name: j.clone(), ty: code!(&mut [#float]) }],
        result: TokenStream::new(),
        body: code!(__Own::value_and_jacobian_into(#args, #j);),
    };
    let whole = Method {
        name: "value_and_jacobian",
        alias: None,
        docs: vec![format!("Value and Jacobian of {}; the Jacobian has m times n entries, row-major.", ctx.link())],
        extras: Vec::new(),
        result: code!((#result, #krate::__private::Vec<#float>)),
        body: {
            let value = self::value(ctx);
            code! {
                let value = #value;
                let n = #n;
                let mut j = #krate::__private::zeros::<#float>(#count * n);
                __Own::jacobian_into(#args, &mut j);
                (value, j)
            }
        },
    };
    let alone = Method {
        name: "jacobian",
        alias: Some("jac"),
        docs: vec![format!("The Jacobian of {}: m times n entries, row-major.", ctx.link())],
        extras: Vec::new(),
        result: code!(#krate::__private::Vec<#float>),
        body: code!(__Own::value_and_jacobian(#args).1),
    };
    let mut methods = vec![alone, whole];
    if outcome.is_vec() {
        methods.extend([jacobian_into, into]);
    } else {
        methods.extend(workspace::alone(ctx, jacobian_into, "value_and_jacobian_into", &code!(;)));
        methods.extend(workspace::forms(ctx, into));
    }
    vec![with_alloc(ctx, &methods)]
}
