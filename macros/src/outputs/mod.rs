//! The twin of a function: one file for each thing that can be asked for, each a composition of transforms.
//!
//! | output | is |
//! |---|---|
//! | value and gradient | `reverse(f)` |
//! | partial derivatives by name | the same, for one parameter |
//! | jvp | `forward(f)` |
//! | gradient and hvp | `forward(reverse(f))` |
//! | Hessian | `forward(reverse(f))` along the axes, at once or one by one |
//! | Jacobian | `forward(f)` along the axes |
//! | companions | `forward(f)`, `reverse(f)` in two phases, `forward` of that |

/// `quote!` for what is ours: no name in it meets a name of the user's.
macro_rules! code {
    ($($tokens:tt)*) => { ::quote::quote_spanned! { ::proc_macro2::Span::mixed_site() => $($tokens)* } };
}

mod alone;
mod binding;
mod companion;
mod compound;
mod context;
mod curvature;
mod flat;
mod formula;
mod function;
mod gradient;
mod hessian;
mod items;
mod jacobian;
mod lanes;
mod listed;
mod method;
mod outcome;
mod partial;
mod problem;
mod product;
mod space;
mod sparse;
mod structs;
mod stub;
mod vector;
mod workspace;
mod written;

use proc_macro2::{Ident, TokenStream, TokenTree};

use crate::errors::Errors;
use crate::ir::Op;
use crate::lower::Lowered;
use crate::naming::Home;
use crate::options::{self, Options};
use crate::signature::Shape;
use crate::transform::reverse::ArrayAdjoint;
use context::Context;
use outcome::Outcome;
use problem::Problems;
use space::Form;

/// What was asked for.
struct Wanted<'o> {
    outputs: Option<&'o [Ident]>,
    order: Option<u8>,
}

/// More statements than this, and callers have a second order only where it is asked for.
const LONG_SOURCE: usize = 4 * hessian::LONG;

impl Wanted<'_> {
    /// One of these names was asked for, or none at all was.
    fn any(&self, names: &[&str]) -> bool {
        self.outputs.is_none_or(|outputs| outputs.iter().any(|output| names.iter().any(|name| output == name)))
    }

    /// Why there is no second order: a rule, and a derivative that is called, may have no derivatives, unless they are asked for.
    fn no_second_order(&self, ctx: &Context<'_>) -> Option<&'static str> {
        let reason = match () {
            () if ctx.rule.is_some() => "RuleSecondOrder",
            () if ctx.lowered.nested => "NestedSecondOrder",
            () => return None,
        };
        (!self.asks_for_second_order()).then_some(reason)
    }

    /// Why callers do not differentiate twice through this function.
    fn no_second_order_for_callers(&self, ctx: &Context<'_>) -> Option<&'static str> {
        let long = !self.asks_for_second_order() && hessian::statements(ctx.func()) > LONG_SOURCE;
        let unasked = !self.any(&[PRODUCT, HESSIAN, JACOBIAN].concat());
        let reason = if long { Some("LongSecondOrder") } else { unasked.then_some("SecondOrder") };
        self.no_second_order(ctx).or(reason)
    }

    fn asks_for_second_order(&self) -> bool {
        self.order >= Some(2) || self.named(&[PRODUCT, HESSIAN].concat())
    }

    /// One of these names was asked for by name.
    fn named(&self, names: &[&str]) -> bool {
        self.outputs.is_some() && self.any(names)
    }
}

/// The struct of the function's name, with everything on it.
pub(crate) fn twin(lowered: &Lowered, options: &Options, errors: &mut Errors) -> TokenStream {
    let ctx = Context::new(lowered, options);
    let home = &lowered.signature.home;
    if let Home::Module = home {
        refuse_name(&ctx.twin, errors);
    }
    let wanted = Wanted { outputs: options.outputs.as_deref(), order: options.order };
    let outcome = Outcome::of(&ctx);
    let problems = match (&lowered.outer, &outcome) {
        (Some(outer), _) => structs::problems(&ctx, &Context::of_fields(lowered, options), outer, &wanted, errors),
        (None, _) if options.is_closure => Problems { methods: Vec::new(), impls: Vec::new() },
        (None, _) if lowered.signature.params.iter().any(|p| matches!(p.shape, Shape::Function(_))) => {
            Problems { methods: stub::of_functions(&ctx), impls: Vec::new() }
        }
        (None, Some(outcome)) if outcome.shape.holds_option() => {
            let second_order = wanted.no_second_order_for_callers(&ctx).is_none();
            Problems { methods: stub::optional(&ctx, second_order, &|name| wanted.any(&[name])), impls: Vec::new() }
        }
        (None, None) => scalar(&ctx, &wanted, options, errors),
        (None, Some(outcome)) => vector(&ctx, &wanted, outcome, errors),
    };
    let Problems { mut methods, impls } = problems;
    if lowered.outer.is_none() {
        let third_order = wanted.order >= Some(3) && !refuse_calls(&ctx, options, errors);
        let has = |name: &str| {
            let name = ctx.naming.name(name, proc_macro2::Span::mixed_site());
            methods.iter().any(|method| defines(method.clone(), &name))
        };
        let companions = companion::methods(&ctx, wanted.no_second_order_for_callers(&ctx), third_order, &has);
        methods.extend(companions);
    }
    refuse_missing(&wanted, &methods, &ctx, errors);
    let (twin, cfgs, quiet) = (&ctx.twin, ctx.cfgs(), method::quiet());
    let tokens = match home {
        Home::Module => {
            let structure = structure(&ctx);
            code!(#structure #cfgs #quiet impl #twin { #(#methods)* } #(#impls)*)
        }
        // In a trait, where an implementation could override the value and inherit the derivative, companions do not compile.
        Home::Impl => code!(#(#methods)*),
        Home::Block(block) => {
            let ((generics, _, bounds), ty, block_cfgs) = (block.generics.split_for_impl(), &block.ty, &block.cfgs);
            code!(#(#block_cfgs)* #cfgs #quiet impl #generics #ty #bounds { #(#methods)* })
        }
    };
    ctx.naming.resolved(tokens)
}

fn structure(ctx: &Context<'_>) -> TokenStream {
    let (twin, cfgs, vis) = (&ctx.twin, ctx.cfgs(), &ctx.lowered.signature.item.vis);
    let docs = format!("The derivatives of {}.", ctx.link());
    let first = syn::ext::IdentExt::unraw(twin).to_string().chars().next();
    let camel = first.is_none_or(|c| !c.is_uppercase());
    let lints = if camel { code!(#[allow(non_camel_case_types, dead_code)]) } else { code!(#[allow(dead_code)]) };
    code! {
        #[doc = #docs]
        #cfgs
        #lints
        #[derive(Clone, Copy, Debug)]
        #vis struct #twin { _private: () }
    }
}

const FIRST_ORDER: &[&str] =
    &["gradient", "value_and_gradient", "derivative", "value_and_derivative", "vjp", "value_and_vjp"];
const TANGENT: &[&str] = &["jvp", "value_and_jvp"];
const HESSIAN: &[&str] = &["hessian", "value_and_hessian", SPARSE];
const SPARSE: &str = "hessian_sparse";
const PRODUCT: &[&str] = &["hvp", "gradient_and_hvp", "second_derivative"];
const JACOBIAN: &[&str] = &["jacobian", "value_and_jacobian"];
const PROBLEM: &[&str] = &["objective", "check"];

fn scalar(ctx: &Context<'_>, wanted: &Wanted<'_>, options: &Options, errors: &mut Errors) -> Problems {
    refuse(wanted, JACOBIAN, errors, "a vector result", "use `gradient`");
    let mut methods = Vec::new();
    let mut impls = Vec::new();
    let written = !ctx.written().is_empty();
    // An objective and a Hessian lean on value and gradient.
    if wanted.any(&[FIRST_ORDER, HESSIAN, PROBLEM, &["curve"]].concat()) {
        let formula = formula::formula(ctx);
        methods.push(formula::constant(ctx, formula.as_ref()));
        methods.extend(gradient::methods(ctx, &formula.map_or_else(Vec::new, |f| f.markdown())));
        // The gradient times a number of another width would round twice: that takes a sweep of its own.
        let swept = written || !ctx.one_width();
        methods.extend(if swept { vector::vjp(ctx, &Outcome::any(ctx)) } else { product::vjp(ctx) });
        if ctx.space.form() == Form::Scalar {
            methods.extend(stub::one_number(ctx));
        }
    }
    if wanted.named(&[partial::NAME]) {
        methods.extend(partial::methods(ctx, ctx.lowered, options));
    }
    if wanted.any(TANGENT) {
        methods.extend(if written { vector::jvp(ctx, &Outcome::any(ctx)) } else { product::jvp(ctx) });
    }
    let mut second_order = false;
    if let Some(reason) = wanted.no_second_order(ctx) {
        methods.extend(stub::second_order(ctx, reason));
    } else if wanted.any(&[PRODUCT, HESSIAN].concat()) {
        let arrays = if ctx.space.has_slices() { ArrayAdjoint::Out } else { ArrayAdjoint::Result };
        let product = product::hvp_func(ctx, arrays);
        let asked = wanted.asks_for_second_order();
        second_order = asked || hessian::statements(&product) <= hessian::LONG;
        if second_order {
            methods.extend(product::hvp(ctx, &product));
            methods.extend(hessian::methods(ctx));
            methods.extend(sparse::methods(ctx, wanted.named(&[SPARSE])));
        } else {
            methods.extend(stub::second_order(ctx, "LongSecondOrder"));
        }
    }
    if !has_type(ctx) {
        return Problems { methods, impls };
    }
    let both = second_order && wanted.any(PRODUCT) && wanted.any(HESSIAN);
    if wanted.any(PROBLEM) {
        collect(problem::objective(ctx, both), &mut methods, &mut impls);
    }
    if wanted.any(&["curve"]) {
        collect(problem::curve(ctx, both), &mut methods, &mut impls);
    }
    Problems { methods, impls }
}

fn vector(ctx: &Context<'_>, wanted: &Wanted<'_>, outcome: &Outcome, errors: &mut Errors) -> Problems {
    refuse(wanted, HESSIAN, errors, "one scalar result", "use `jacobian`");
    refuse(wanted, &["gradient", "value_and_gradient"], errors, "one scalar result", "use `jacobian` or `vjp`");
    refuse(wanted, &[partial::NAME], errors, "one scalar result", "use `jacobian` with `wrt(x)`");
    let mut methods = Vec::new();
    let mut impls = Vec::new();
    methods.extend(stub::several_results(ctx));
    if wanted.any(&[TANGENT, JACOBIAN, &["residuals", "derivative"]].concat()) {
        methods.extend(vector::jvp(ctx, outcome));
    }
    let jacobian = wanted.any(&[JACOBIAN, &["residuals", "derivative"]].concat());
    if wanted.any(&["vjp", "value_and_vjp"]) || jacobian && jacobian::by_rows(ctx, outcome) {
        methods.extend(vector::vjp(ctx, outcome));
    }
    if jacobian {
        methods.extend(jacobian::jacobian(ctx, outcome));
    }
    if wanted.any(&["residuals"]) && has_type(ctx) {
        collect(problem::residuals(ctx, outcome), &mut methods, &mut impls);
    }
    Problems { methods, impls }
}

/// Whether there is a type that can implement what optimizers take.
fn has_type(ctx: &Context<'_>) -> bool {
    matches!(ctx.lowered.signature.home, Home::Module)
}

fn collect(problems: Option<Problems>, methods: &mut Vec<TokenStream>, impls: &mut Vec<TokenStream>) {
    if let Some(problems) = problems {
        methods.extend(problems.methods);
        impls.extend(problems.impls);
    }
}

fn refuse_name(twin: &Ident, errors: &mut Errors) {
    if options::is_kept(twin) {
        let message = format!("a type named `{twin}` would hide the one that everybody means");
        errors.refuse(twin.span(), message, "name the type otherwise: `#[differentiable(name = Twin)]`");
    }
}

/// Third derivatives are written out, and calls have none. Whether there are calls.
fn refuse_calls(ctx: &Context<'_>, options: &Options, errors: &mut Errors) -> bool {
    let (func, mut any) = (ctx.func(), false);
    func.each_inst(func.body, &mut |_, inst| {
        if let Op::Call(call) = &inst.op {
            let help = if options.rule.is_some() {
                "a stated derivative serves two orders: ask for `order = 2`"
            } else {
                "write its body here, or ask for `order = 2`"
            };
            errors.not_yet(
                ctx.lowered.origins.span(call.callee),
                "third derivatives of functions that are called",
                help,
            );
            any = true;
        }
    });
    any
}

/// An output that was asked for and does not fit the function, which lacks what it needs.
fn refuse(wanted: &Wanted<'_>, names: &[&str], errors: &mut Errors, needs: &str, help: &str) {
    let asked = wanted.outputs.unwrap_or_default().iter().find(|output| names.iter().any(|name| *output == name));
    if let Some(asked) = asked {
        errors.refuse(asked.span(), format!("`{asked}` needs {needs}"), help);
    }
}

/// What was asked for by name and has come to nothing, for whatever reason.
fn refuse_missing(wanted: &Wanted<'_>, methods: &[TokenStream], ctx: &Context<'_>, errors: &mut Errors) {
    if !errors.is_empty() {
        return;
    }
    for asked in wanted.outputs.unwrap_or_default() {
        let partials = (asked == partial::NAME).then(|| partial::first(ctx)).flatten();
        let name = ctx.naming.name(&partials.unwrap_or_else(|| asked.to_string()), asked.span());
        if !methods.iter().any(|method| defines(method.clone(), &name)) {
            let message = format!("there is no `{asked}` of a function of this shape");
            let help = match &ctx.lowered.signature.home {
                Home::Impl | Home::Block(_) if PROBLEMS.iter().any(|name| asked == name) => FREE,
                _ => MISSING.iter().find(|(name, _)| asked == name).map_or(FITTING, |row| row.1),
            };
            errors.refuse(asked.span(), message, help);
        }
    }
}

/// What a type of its own stands for, which a method does not have.
const PROBLEMS: &[&str] = &["objective", "check", "curve", "residuals"];

const FREE: &str = "write a free function that calls the method, and annotate it";

const FITTING: &str = "leave it out: what fits the function is generated where nothing is named";

/// What an output that is not always there needs.
const MISSING: &[(&str, &str)] = &[
    ("curve", "a model has active `f64` parameters and constants that are numbers or arrays by value"),
    ("residuals", "residuals are the results of a function that returns an array, a tuple or a `Vec`; use `objective`"),
    ("objective", "an objective has one `f64` result, active `f64` parameters, and constants that can be copied"),
    ("derivative", "use `gradient`, or `jacobian` of several results"),
    ("value_and_derivative", "use `value_and_gradient`, or `value_and_jacobian` of several results"),
    ("second_derivative", "use `hessian`"),
    (
        partial::NAME,
        "a parameter that has one is neither a struct nor changed by the function; use `gradient` with `wrt(x)`",
    ),
    (SPARSE, "of one number, use `second_derivative`; the parameters have one float type"),
];

/// Whether there is a function of this name in the tokens.
fn defines(tokens: TokenStream, name: &Ident) -> bool {
    let mut after_fn = false;
    tokens.into_iter().any(|token| {
        let named = after_fn && matches!(&token, TokenTree::Ident(ident) if ident == name);
        after_fn = matches!(&token, TokenTree::Ident(ident) if ident == "fn");
        named || matches!(token, TokenTree::Group(group) if defines(group.stream(), name))
    })
}
