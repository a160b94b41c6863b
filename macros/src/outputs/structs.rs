//! Functions of structs. The derivatives are those of a function that takes the fields which the body uses as parameters of their
//! own; here are the functions that take structs apart for it, and put the derivative together.

use proc_macro2::{Ident, Span, TokenStream};

use super::companion;
use super::context::{Context, Extra, Method};
use super::gradient::into_docs;
use super::outcome::Outcome;
use super::problem::{self, Bound, Problems};
use super::vector;
use super::{FIRST_ORDER, HESSIAN, JACOBIAN, PROBLEM, PRODUCT, TANGENT, Wanted};
use super::{defines, gradient, hessian, product, refuse, stub};
use crate::errors::Errors;
use crate::ir::Dim;
use crate::naming::Home;
use crate::signature::{Access, Shape, SigParam};
use crate::transform::reverse::ArrayAdjoint;

/// A parameter of the user's function that a derivative is taken with respect to.
struct Whole<'a> {
    param: &'a SigParam,
    /// The type, owned.
    ty: TokenStream,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Struct,
    Scalar,
    Fixed,
    Slice,
}

struct Structs<'a> {
    ctx: &'a Context<'a>,
    fields: &'a Context<'a>,
    outer: &'a [SigParam],
    wholes: Vec<Whole<'a>>,
    krate: TokenStream,
}

/// Everything for a function of structs.
pub(super) fn problems(
    ctx: &Context<'_>,
    fields: &Context<'_>,
    outer: &[SigParam],
    wanted: &Wanted<'_>,
    errors: &mut Errors,
) -> Problems {
    let wholes = outer.iter().filter(|p| p.selected).map(|p| Whole::of(p, ctx)).collect();
    let structs = Structs { ctx, fields, outer, wholes, krate: ctx.krate.clone() };
    let mut problems = match Outcome::of(ctx) {
        None => structs.scalar(wanted, errors),
        Some(outcome) if outcome.shape.holds_option() => Problems { methods: stub::optional(ctx), impls: Vec::new() },
        Some(outcome) => structs.vector(wanted, &outcome, errors),
    };
    problems.methods.push(structs.checked_fields());
    problems.methods.extend(structs.companions(wanted));
    problems
}

impl<'a> Whole<'a> {
    fn of(param: &'a SigParam, ctx: &Context<'_>) -> Self {
        let part = ctx.space.parts.iter().find(|part| part.name == param.name);
        let (ty, kind) = match (&param.fields, part) {
            (Some(_), _) => (owned(&param.ty), Kind::Struct),
            (None, Some(part)) => match &param.shape {
                Shape::Scalar { .. } => (part.owned(), Kind::Scalar),
                Shape::Array { dims, .. } if dims[0] == Dim::Dyn => (part.owned(), Kind::Slice),
                _ => (part.owned(), Kind::Fixed),
            },
            (None, None) => unreachable!("what is selected has a part"),
        };
        Self { param, ty, kind }
    }

    fn name(&self) -> &Ident {
        &self.param.name
    }

    /// `p_bar`
    fn suffixed(&self, suffix: &str) -> Ident {
        let name = syn::ext::IdentExt::unraw(self.name());
        quote::format_ident!("{name}_{suffix}", span = Span::mixed_site())
    }

    /// The type of a derivative.
    fn derivative(&self, krate: &TokenStream) -> TokenStream {
        let ty = &self.ty;
        match (self.kind, &self.param.shape) {
            (Kind::Slice, Shape::Array { elem, .. }) => {
                let float = super::space::float(*elem);
                code!(#krate::__private::Vec<#float>)
            }
            _ => code!(#ty),
        }
    }

    /// The type of a direction.
    fn direction(&self) -> TokenStream {
        let ty = &self.ty;
        match self.kind {
            Kind::Struct | Kind::Slice => code!(&#ty),
            Kind::Scalar | Kind::Fixed => code!(#ty),
        }
    }

    /// A reference to the argument.
    fn lent(&self) -> TokenStream {
        let name = self.name();
        if is_reference(&self.param.ty) { code!(#name) } else { code!(&#name) }
    }

    /// Zeros in its shape.
    fn zero(&self, krate: &TokenStream) -> TokenStream {
        let (name, lent, ty) = (self.name(), self.lent(), &self.ty);
        match (self.kind, &self.param.shape) {
            (Kind::Struct, _) => code!(#krate::Differentiable::zero_like(#lent)),
            (Kind::Slice, Shape::Array { elem, .. }) => {
                let float = super::space::float(*elem);
                code!(#krate::__private::zeros::<#float>(#name.len()))
            }
            _ => code!(<#ty as #krate::__private::Zero>::ZERO),
        }
    }
}

pub(super) fn is_reference(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Reference(_))
}

pub(super) fn owned(ty: &syn::Type) -> TokenStream {
    match ty {
        syn::Type::Reference(inner) => owned(&inner.elem),
        other => code!(#other),
    }
}

/// `(a, b)`, or the only one.
fn together(items: &[TokenStream]) -> TokenStream {
    if let [only] = items { code!(#only) } else { code!((#(#items),*)) }
}

impl Structs<'_> {
    // ---- pieces

    fn inputs(&self) -> Vec<TokenStream> {
        self.outer.iter().map(SigParam::declared).collect()
    }

    fn arguments(&self) -> TokenStream {
        let names = self.outer.iter().map(|p| &p.name);
        code!(#(#names),*)
    }

    /// The same where more calls follow.
    fn arguments_again(&self) -> TokenStream {
        let names = self.outer.iter().map(|p| {
            let name = &p.name;
            if p.fields.is_some() && !is_reference(&p.ty) {
                code!(::core::clone::Clone::clone(&#name))
            } else {
                code!(#name)
            }
        });
        code!(#(#names),*)
    }

    /// The arguments of the function that takes fields.
    fn fields(&self) -> TokenStream {
        let all = self.outer.iter().flat_map(|param| {
            let name = &param.name;
            let Some(fields) = &param.fields else { return vec![code!(#name)] };
            let leaf = |(path, leaf): (TokenStream, &SigParam)| match leaf.shape {
                _ if path.is_empty() && is_reference(&param.ty) => code!(#name),
                Shape::Array { .. } => code!(&#name #path),
                _ => code!(#name #path),
            };
            fields.leaves().into_iter().map(leaf).collect()
        });
        code!(#(#all),*)
    }

    /// Something for each field and each other parameter that a derivative is taken with respect to, in order.
    fn parts(&self, part: impl Fn(&Whole<'_>, &TokenStream, &SigParam) -> TokenStream) -> Vec<TokenStream> {
        let mut parts = Vec::new();
        for whole in &self.wholes {
            match &whole.param.fields {
                None => parts.push(part(whole, &TokenStream::new(), whole.param)),
                Some(fields) => {
                    let selected = fields.leaves().into_iter().filter(|(_, leaf)| leaf.selected);
                    parts.extend(selected.map(|(path, leaf)| part(whole, &path, leaf)));
                }
            }
        }
        parts
    }

    /// `&mut p_bar.k, &mut p_bar.w`: where the parts of a derivative go, which is borrowed already or not.
    fn outs(&self, suffix: &str, borrowed: bool) -> TokenStream {
        let outs = self.parts(|whole, path, _| {
            let name = whole.suffixed(suffix);
            match (whole.kind, path.is_empty()) {
                (Kind::Struct, true) => {
                    let cell = whole.suffixed(&format!("{suffix}_cell"));
                    code!(::core::option::Option::Some(&#cell))
                }
                (Kind::Struct, false) => code!(&mut #name #path),
                _ if borrowed => code!(#name),
                _ => code!(&mut #name),
            }
        });
        code!(#(#outs),*)
    }

    /// What calls contribute to a struct that is handed on: statements that make room for it, and those that add it.
    fn of_calls(&self, suffix: &str, borrowed: bool) -> (TokenStream, TokenStream) {
        let krate = &self.krate;
        let (mut lets, mut adds) = (TokenStream::new(), TokenStream::new());
        for whole in self.wholes.iter().filter(|w| w.param.fields.as_ref().is_some_and(|f| f.whole.is_some())) {
            let (name, rest, lent) =
                (whole.suffixed(suffix), whole.suffixed(&format!("{suffix}_of_calls")), whole.lent());
            let target = if borrowed { code!(#name) } else { code!(&mut #name) };
            let cell = whole.suffixed(&format!("{suffix}_cell"));
            lets.extend(code! {
                let mut #rest = #krate::Differentiable::zero_like(#lent);
                let #cell = ::core::cell::RefCell::new(&mut #rest);
            });
            adds.extend(code!(#krate::Differentiable::add_scaled(#target, 1.0, &#rest);));
        }
        (lets, adds)
    }

    /// The direction, as the function that takes fields wants it.
    fn direction_of_fields(&self) -> TokenStream {
        let parts = self.parts(|whole, path, leaf| {
            let name = whole.suffixed("dot");
            match &leaf.shape {
                Shape::Array { dims, .. } if dims[0] == Dim::Dyn && whole.kind == Kind::Struct => code!(&#name #path),
                _ => code!(#name #path),
            }
        });
        together(&parts)
    }

    fn derivative(&self) -> TokenStream {
        together(&self.wholes.iter().map(|w| w.derivative(&self.krate)).collect::<Vec<_>>())
    }

    fn direction(&self) -> Extra {
        let ty = together(&self.wholes.iter().map(Whole::direction).collect::<Vec<_>>());
        Extra { name: self.ctx.name("v"), ty }
    }

    fn names(&self, suffix: &str) -> Vec<TokenStream> {
        self.wholes.iter().map(|w| w.suffixed(suffix)).map(|name| code!(#name)).collect()
    }

    /// `let (p_dot, x_dot) = v;`
    fn unpacked(&self) -> TokenStream {
        let (v, names) = (self.ctx.name("v"), together(&self.names("dot")));
        code!(let #names = #v;)
    }

    /// Variables that hold a derivative, zero.
    fn zeros(&self, suffix: &str) -> TokenStream {
        let lets = self.wholes.iter().map(|w| {
            let (name, zero) = (w.suffixed(suffix), w.zero(&self.krate));
            code!(let mut #name = #zero;)
        });
        code!(#(#lets)*)
    }

    fn method(&self, method: &Method) -> TokenStream {
        let heap = self.wholes.iter().any(|w| w.kind == Kind::Slice) && !method.result.is_empty()
            || method.result.to_string().contains("__private :: Vec");
        let (krate, tokens) = (&self.krate, self.ctx.method_of(&self.inputs(), method));
        if heap { code!(#krate::__private::with_alloc! { #tokens }) } else { tokens }
    }

    fn own(
        &self,
        name: &'static str,
        alias: Option<&'static str>,
        docs: &str,
        extras: Vec<Extra>,
        result: TokenStream,
        body: TokenStream,
    ) -> TokenStream {
        let docs = vec![docs.replace("{}", &self.ctx.link())];
        self.method(&Method { name, alias, docs, extras, result, body })
    }

    /// The name of the function that takes fields.
    fn kernel(&self, name: &str) -> TokenStream {
        let name = self.fields.naming.name(name, Span::mixed_site());
        code!(Self::#name)
    }

    /// Of the functions that take fields, those with these names.
    fn kernels(&self, methods: Vec<TokenStream>, names: &[&str]) -> Vec<TokenStream> {
        let names: Vec<Ident> = names.iter().map(|name| self.fields.naming.name(name, Span::mixed_site())).collect();
        let kept = methods.into_iter().filter(|method| names.iter().any(|name| defines(method.clone(), name)));
        kept.map(|method| self.fields.naming.resolved(method)).collect()
    }

    /// Holds that the fields have derivatives: a struct may say otherwise. It also keeps a function alive whose derivatives alone
    /// are used.
    fn checked_fields(&self) -> TokenStream {
        let (krate, inputs, kept) = (&self.krate, self.inputs(), self.ctx.kept_attributes());
        let (generics, _, bounds) = self.ctx.lowered.signature.item.sig.generics.split_for_impl();
        let name = self.ctx.naming.name("__check", Span::mixed_site());
        let structs = self.outer.iter().filter_map(|param| Some((&param.name, param.fields.as_ref()?)));
        let checks = structs.flat_map(|(name, fields)| {
            let active = fields.leaves().into_iter().filter(|(path, leaf)| leaf.active && !path.is_empty());
            active.map(move |(path, _)| checked(krate, name, path)).collect::<Vec<_>>()
        });
        let value = self.value(&self.arguments());
        let of = Ident::new("value", Span::mixed_site());
        let result = Outcome::any(self.fields).checked(self.fields, &of);
        code! {
            #[doc(hidden)]
            #kept
            #[allow(clippy::too_many_arguments)]
            fn #name #generics (#(#inputs),*) #bounds {
                #[allow(unused_imports)]
                use #krate::__private::TupleFields as _;
                #(#checks)*
                let value = #value;
                let _ = &value;
                #result
            }
        }
    }

    /// In place of companions: a caller is told that there are none.
    fn without_companions(&self) -> Vec<TokenStream> {
        let (krate, inputs, kept) = (&self.krate, self.inputs(), self.ctx.kept_attributes());
        let item = &self.ctx.lowered.signature.item;
        let mut generics = item.sig.generics.clone();
        generics.params.insert(0, syn::parse_quote!('never));
        let (generics, _, bounds) = generics.split_for_impl();
        let bounds = super::stub::open_bounds(bounds);
        let (vis, n) = (&item.vis, self.outer.len());
        let stub = |name, more: usize| {
            let name = self.ctx.naming.name(name, Span::mixed_site());
            let dots = (0..more).map(|_| code!(_: #krate::__private::Constant));
            code! {
                #[doc(hidden)]
                #kept
                #[allow(clippy::too_many_arguments, unused_variables)]
                #vis fn #name #generics (#(#inputs,)* #(#dots),*) -> ! #bounds &'never (): #krate::__private::StructArguments {
                    unreachable!()
                }
            }
        };
        vec![stub("__tangent", n), stub("__pullback", 0), stub("__pullback_tangent", n)]
    }

    /// What callers use to differentiate through the function.
    fn companions(&self, wanted: &Wanted<'_>) -> Vec<TokenStream> {
        let plain = |p: &SigParam| {
            p.fields.is_some() || p.access == Access::Read && !(p.active && matches!(p.shape, Shape::Tuple { .. }))
        };
        if !self.outer.iter().all(plain) {
            return self.without_companions();
        }
        let reason = wanted.no_second_order_for_callers(self.ctx);
        let second_order = reason.is_none();
        let names: &[&str] = if second_order {
            &["__tangent", "__pullback", "__pullback_tangent"]
        } else {
            &["__tangent", "__pullback"]
        };
        let mut methods = self.kernels(companion::methods(self.fields, reason, false), names);
        methods.extend(super::companions_of_structs::methods(self.ctx, self.fields, self.outer, second_order));
        methods
    }

    // ---- scalar functions

    fn scalar(&self, wanted: &Wanted<'_>, errors: &mut Errors) -> Problems {
        refuse(wanted, JACOBIAN, errors, "`jacobian` needs a vector result", "use `gradient`");
        let (mut methods, mut impls) = (Vec::new(), Vec::new());
        let second = wanted.any(&[PRODUCT, HESSIAN, PROBLEM].concat());
        if second || wanted.any(&[FIRST_ORDER, &["curve"]].concat()) {
            let kernels = gradient::methods(self.fields, &[]);
            methods.extend(self.kernels(kernels, &["value_and_gradient_into"]));
            methods.extend(self.gradients());
        }
        if wanted.any(TANGENT) {
            methods.extend(self.kernels(product::jvp(self.fields), &["value_and_jvp"]));
            let float = self.ctx.value_float();
            methods.extend(self.jvps(&float));
        }
        let mut twice = false;
        if let Some(reason) = wanted.no_second_order(self.ctx) {
            methods.extend(stub::second_order(self.ctx, reason));
        } else if second {
            let product = product::hvp_func(self.fields, ArrayAdjoint::Out);
            let asked = wanted.asks_for_second_order();
            twice = asked || hessian::statements(&product) <= hessian::LONG;
            if twice {
                methods.extend(self.kernels(product::hvp(self.fields, &product), &["gradient_and_hvp_into"]));
                methods.extend(self.products());
                methods.extend(self.hessians());
            } else {
                methods.extend(stub::second_order(self.ctx, "LongSecondOrder"));
            }
        }
        if wanted.any(PROBLEM)
            && let Some(problems) = self.objective(twice)
        {
            methods.extend(problems.methods);
            impls.extend(problems.impls);
        }
        Problems { methods, impls }
    }

    fn gradients(&self) -> Vec<TokenStream> {
        let (krate, float, ty, args) = (&self.krate, self.ctx.value_float(), self.derivative(), self.arguments());
        let (kernel, fields, w) = (self.kernel("value_and_gradient_into"), self.fields(), self.ctx.name("w"));
        let extras = || {
            self.wholes.iter().map(|whole| {
                let ty = &whole.ty;
                Extra { name: whole.suffixed("bar"), ty: code!(&mut #ty) }
            })
        };
        let clears = self.wholes.iter().filter(|w| w.kind == Kind::Struct).map(|w| {
            let (name, like) = (w.suffixed("bar"), w.lent());
            let text = name.to_string();
            code!(#krate::__private::clear(#text, #name, #like);)
        });
        let (outs, clears) = (self.outs("bar", true), code!(#(#clears)*));
        let bars = self.names("bar");
        let (zeros, whole) = (self.zeros("bar"), together(&bars));
        let lent = self.outs("bar", false);
        let (rest_lets, rest_adds) = self.of_calls("bar", false);
        let (into_lets, into_adds) = self.of_calls("bar", true);
        let listed = bars.iter().map(|b| format!("`{b}`")).collect::<Vec<_>>().join(", ");
        let scaled = self.wholes.iter().map(|whole| {
            let name = whole.suffixed("bar");
            code!(#krate::Differentiable::update(&mut #name, &mut |x| f64::from(#w) * x);)
        });
        let scaled = code!(#(#scaled)*);
        let given = || vec![Extra { name: w.clone(), ty: float.clone() }];
        let into = |name, docs: String, result: TokenStream, body| {
            let docs = into_docs(docs);
            self.ctx.method_of(
                &self.inputs(),
                &Method { name, alias: None, docs, extras: extras().collect(), result, body },
            )
        };
        let link = self.ctx.link();
        vec![
            self.own("gradient", Some("grad"), "The gradient of {}.", Vec::new(), ty.clone(), code!(__Own::value_and_gradient(#args).1)),
            self.own("value_and_gradient", Some("value_and_grad"), "Value and gradient of {}.", Vec::new(), code!((#float, #ty)),
                code!(#zeros #rest_lets let value = #kernel(#fields, #lent); #rest_adds (value, #whole))),
            into("value_and_gradient_into", format!("Value and gradient of {link}; the gradient is written to {listed}."), float.clone(),
                code!(#clears #into_lets let value = #kernel(#fields, #outs); #into_adds value)),
            into("gradient_into", format!("The gradient of {link}, written to {listed}."), TokenStream::new(),
                code!(__Own::value_and_gradient_into(#args, #(#bars),*);)),
            self.own("vjp", None, "The gradient of {} times `w`, the adjoint of the result.", given(), ty.clone(), code!(__Own::value_and_vjp(#args, #w).1)),
            self.own("value_and_vjp", None, "Value of {}, and its gradient times `w`.", given(), code!((#float, #ty)),
                code!(let (value, #whole) = __Own::value_and_gradient(#args); #(let mut #bars = #bars;)* #scaled (value, #whole))),
        ]
    }

    fn jvps(&self, result: &TokenStream) -> Vec<TokenStream> {
        let (args, v) = (self.arguments(), self.ctx.name("v"));
        let (kernel, fields, unpacked, direction) =
            (self.kernel("value_and_jvp"), self.fields(), self.unpacked(), self.direction_of_fields());
        let extras = || vec![self.direction()];
        vec![
            self.own(
                "jvp",
                Some("directional_derivative"),
                "The derivative of {} along `v`.",
                extras(),
                result.clone(),
                code!(__Own::value_and_jvp(#args, #v).1),
            ),
            self.own(
                "value_and_jvp",
                None,
                "Value of {}, and its derivative along `v`.",
                extras(),
                code!((#result, #result)),
                code!(#unpacked #kernel(#fields, #direction)),
            ),
        ]
    }

    fn products(&self) -> Vec<TokenStream> {
        let (ty, args, v) = (self.derivative(), self.arguments(), self.ctx.name("v"));
        let (kernel, fields, unpacked, direction) =
            (self.kernel("gradient_and_hvp_into"), self.fields(), self.unpacked(), self.direction_of_fields());
        let (g, p) = (self.zeros("bar"), self.zeros("out"));
        let (g_outs, p_outs) = (self.outs("bar", false), self.outs("out", false));
        let ((g_lets, g_adds), (p_lets, p_adds)) = (self.of_calls("bar", false), self.of_calls("out", false));
        let (g_whole, p_whole) = (together(&self.names("bar")), together(&self.names("out")));
        let extras = || vec![self.direction()];
        vec![
            self.own(
                "hvp",
                Some("hessp"),
                "The Hessian of {} times `v`.",
                extras(),
                ty.clone(),
                code!(__Own::gradient_and_hvp(#args, #v).1),
            ),
            self.own(
                "gradient_and_hvp",
                None,
                "Gradient of {}, and its Hessian times `v`, in one pass.",
                extras(),
                code!((#ty, #ty)),
                code! {
                    #unpacked #g #p #g_lets #p_lets
                    #kernel(#fields, #direction, #g_outs, #p_outs);
                    #g_adds #p_adds
                    (#g_whole, #p_whole)
                },
            ),
        ]
    }

    /// A direction that is zero, owned, and how it is handed over.
    fn owned_direction(&self) -> (TokenStream, TokenStream) {
        let zeros: Vec<TokenStream> = self.wholes.iter().map(|w| w.zero(&self.krate)).collect();
        let lent = |w: &Whole<'_>, entry: TokenStream| match w.kind {
            Kind::Struct | Kind::Slice => code!(&#entry),
            Kind::Scalar | Kind::Fixed => entry,
        };
        if let [only] = self.wholes.as_slice() {
            let given = if let Kind::Scalar | Kind::Fixed = only.kind { code!(*v) } else { code!(v) };
            return (code!(#(#zeros)*), given);
        }
        let given = self.wholes.iter().enumerate().map(|(k, w)| {
            let k = syn::Index::from(k);
            lent(w, code!(v.#k))
        });
        (code!((#(#zeros),*)), code!((#(#given),*)))
    }

    fn hessians(&self) -> Vec<TokenStream> {
        let (krate, float, ty) = (&self.krate, self.ctx.space.float(), self.derivative());
        let value = self.ctx.value_float();
        if float.to_string() != "f64" {
            return Vec::new();
        }
        let (args, again, h) = (self.arguments(), self.arguments_again(), self.ctx.name("h"));
        let (zero, given) = self.owned_direction();
        let flat = code!(#krate::__private::Vec<f64>);
        let order = "rows and columns run over all parameters, and over the fields of a struct in the order in which they are declared";
        let into = Method {
            name: "hessian_into",
            alias: None,
            docs: into_docs(format!("The Hessian of {}, row-major, written to `{h}`: {order}.", self.ctx.link())),
            extras: vec![Extra { name: h.clone(), ty: code!(&mut [f64]) }],
            result: TokenStream::new(),
            body: code!(#krate::__private::fill_rows(#zero, #h, |v| __Own::hvp(#again, #given));),
        };
        let into = self.ctx.method_of(&self.inputs(), &into);
        let into = if self.wholes.iter().any(|w| w.kind == Kind::Slice) {
            code!(#krate::__private::with_alloc! { #into })
        } else {
            into
        };
        vec![
            into,
            self.own(
                "hessian",
                None,
                &format!("The Hessian of {{}}, symmetric and row-major: {order}."),
                Vec::new(),
                flat.clone(),
                code! {
                    let n = #krate::Differentiable::dimension(&#zero);
                    let mut h = #krate::__private::zeros::<f64>(n * n);
                    __Own::hessian_into(#args, &mut h);
                    h
                },
            ),
            self.own(
                "value_and_hessian",
                None,
                "Value, gradient and Hessian of {}; the Hessian is row-major.",
                Vec::new(),
                code!((#value, #ty, #flat)),
                code! {
                    let (value, gradient) = __Own::value_and_gradient(#again);
                    (value, gradient, __Own::hessian(#args))
                },
            ),
        ]
    }

    // ---- vector functions

    fn vector(&self, wanted: &Wanted<'_>, outcome: &Outcome, errors: &mut Errors) -> Problems {
        refuse(wanted, HESSIAN, errors, "`hessian` needs one scalar result", "use `jacobian`");
        refuse(
            wanted,
            &["gradient", "value_and_gradient"],
            errors,
            "`gradient` needs one scalar result",
            "use `jacobian` or `vjp`",
        );
        let mut methods = Vec::new();
        if wanted.any(&[TANGENT, JACOBIAN].concat()) {
            methods.extend(self.kernels(vector::jvp(self.fields, outcome), &["value_and_jvp"]));
            methods.extend(self.jvps(&outcome.ty(self.ctx)));
        }
        if wanted.any(&["vjp", "value_and_vjp"]) {
            methods.extend(self.kernels(vector::vjp(self.fields, outcome), &["value_and_vjp_into"]));
            methods.extend(self.vjps(outcome));
        }
        if wanted.any(JACOBIAN) {
            methods.extend(self.jacobians(outcome));
        }
        Problems { methods, impls: Vec::new() }
    }

    fn vjps(&self, outcome: &Outcome) -> Vec<TokenStream> {
        let (ty, result, args, w) = (self.derivative(), outcome.ty(self.ctx), self.arguments(), self.ctx.name("w"));
        let (kernel, fields) = (self.kernel("value_and_vjp_into"), self.fields());
        let (zeros, lent, whole) = (self.zeros("bar"), self.outs("bar", false), together(&self.names("bar")));
        let (lets, adds) = self.of_calls("bar", false);
        let extras = || vec![Extra { name: w.clone(), ty: outcome.seed(self.ctx) }];
        vec![
            self.own(
                "vjp",
                Some("pullback"),
                "The adjoint of the parameters of {}, where `w` is that of its result.",
                extras(),
                ty.clone(),
                code!(__Own::value_and_vjp(#args, #w).1),
            ),
            self.own(
                "value_and_vjp",
                None,
                "Value of {}, and the adjoint of its parameters, where `w` is that of its result.",
                extras(),
                code!((#result, #ty)),
                code!(#zeros #lets let value = #kernel(#fields, #w, #lent); #adds (value, #whole)),
            ),
        ]
    }

    fn jacobians(&self, outcome: &Outcome) -> Vec<TokenStream> {
        let (krate, result, args, again) =
            (&self.krate, outcome.ty(self.ctx), self.arguments(), self.arguments_again());
        let (float, column) = (&outcome.float, self.ctx.name("column"));
        if float.to_string() != "f64" {
            return Vec::new();
        }
        let (zero, given) = self.owned_direction();
        let (put, value) = (outcome.put(&column), self.value(&again));
        let count = outcome.count(&Ident::new("value", Span::mixed_site()));
        let flat = code!(#krate::__private::Vec<f64>);
        vec![
            self.own(
                "jacobian",
                Some("jac"),
                "The Jacobian of {}, row-major: a row for each result, a column for each number in the parameters.",
                Vec::new(),
                flat.clone(),
                code!(__Own::value_and_jacobian(#args).1),
            ),
            self.own(
                "value_and_jacobian",
                None,
                "Value and Jacobian of {}; the Jacobian is row-major.",
                Vec::new(),
                code!((#result, #flat)),
                code! {
                    let value = #value;
                    let mut along = #zero;
                    let n = #krate::Differentiable::dimension(&along);
                    let mut j = #krate::__private::zeros::<f64>(#count * n);
                    for at in 0..n {
                        #krate::__private::set_number(&mut along, at, 1.0);
                        let v = &along;
                        let #column = __Own::jvp(#again, #given);
                        #krate::__private::set_number(&mut along, at, 0.0);
                        let mut row = 0;
                        let mut put = |entry| { j[row * n + at] = entry; row += 1; };
                        #put
                    }
                    (value, j)
                },
            ),
        ]
    }

    /// A call of the user's function.
    fn value(&self, args: &TokenStream) -> TokenStream {
        let function = self.ctx.function();
        match &self.ctx.lowered.signature.home {
            Home::Module => code!(#function(#args)),
            Home::Impl => code!(Self::#function(#args)),
            Home::Block(block) => match &block.trait_path {
                Some(path) => code!(<Self as #path>::#function(#args)),
                None => code!(Self::#function(#args)),
            },
        }
    }

    // ---- what optimizers take

    /// The point is flat; among the constants is a struct for each, which says what a flat point leaves open.
    fn objective(&self, twice: bool) -> Option<Problems> {
        let is_module = matches!(self.ctx.lowered.signature.home, Home::Module);
        let sized = self.wholes.iter().all(|w| w.kind != Kind::Slice);
        let generics = &self.ctx.lowered.signature.item.sig.generics;
        if !(is_module && self.ctx.all_f64() && sized && generics.params.is_empty()) {
            return None;
        }
        let bound = self.bound()?;
        let constructor = self.constructor(&bound);
        let check = self.check();
        Some(Problems { methods: vec![constructor, check], impls: vec![self.function(&bound, twice)] })
    }

    /// What an objective holds: the constants, and a struct for each that a derivative is taken with respect to.
    fn bound(&self) -> Option<Vec<Bound>> {
        let mut bound = Vec::new();
        for param in self.outer {
            let name = param.name.clone();
            if param.fields.is_some() {
                let ty: syn::Type = syn::parse2(owned(&param.ty)).ok()?;
                bound.push(Bound { name, ty: problem::named(&syn::parse_quote!(&#ty)) });
            } else if !param.selected {
                problem::is_copy(param).then_some(())?;
                bound.push(Bound { name, ty: problem::named(&param.ty) });
            }
        }
        Some(bound)
    }

    fn constructor(&self, bound: &[Bound]) -> TokenStream {
        let (krate, kept, vis) = (&self.krate, self.ctx.kept_attributes(), &self.ctx.lowered.signature.item.vis);
        let name = Ident::new("objective", self.ctx.lowered.signature.item.sig.fn_token.span);
        let (names, tys): (Vec<_>, Vec<_>) = bound.iter().map(|b| (&b.name, &b.ty)).unzip();
        let docs =
            format!("{} for an optimizer, with its constants and structs of the shape of the point.", self.ctx.link());
        code! {
            #krate::__private::with_alloc! {
                #[doc = #docs]
                #kept
                #[inline]
                #[must_use]
                #vis const fn #name<'chainrule>(#(#names: #tys),*) -> #krate::problem::Bound<Self, (#(#tys,)*)> {
                    <#krate::problem::Bound<Self, (#(#tys,)*)>>::new((#(#names,)*))
                }
            }
        }
    }

    /// `f::check(&p, x)`: one line in a user's own tests.
    fn check(&self) -> TokenStream {
        let (krate, kept, vis) = (&self.krate, self.ctx.kept_attributes(), &self.ctx.lowered.signature.item.vis);
        let name = Ident::new("check", self.ctx.lowered.signature.item.sig.fn_token.span);
        let inputs = self.inputs();
        let bound = self.outer.iter().filter(|p| p.fields.is_some() || !p.selected).map(|p| {
            let name = &p.name;
            if p.fields.is_some() && !is_reference(&p.ty) { code!(&#name) } else { code!(#name) }
        });
        let point: Vec<TokenStream> =
            self.wholes.iter().map(Whole::lent).map(|p| code!(::core::clone::Clone::clone(#p))).collect();
        let point = together(&point);
        let docs = format!(
            "Compares value, derivatives and second derivatives of {} with differences, for tests.",
            self.ctx.link()
        );
        code! {
            #krate::__private::with_std! {
                #[doc = #docs]
                #[doc = ""]
                #[doc = "# Panics"]
                #[doc = "If an entry is off, naming it."]
                #kept
                #vis fn #name(#(#inputs),*) {
                    let point = #krate::Differentiable::flatten(&#point);
                    #krate::check::check(&__Own::objective(#(#bound),*), &point).assert_ok();
                }
            }
        }
    }

    /// A flat point and a flat direction, put together.
    fn point(&self, bound: &[Bound], name: &TokenStream, flat: &TokenStream) -> TokenStream {
        let krate = &self.krate;
        let entries: Vec<TokenStream> = self
            .wholes
            .iter()
            .map(|w| {
                let (ty, at) = (&w.ty, bound.iter().position(|b| b.name == *w.name()));
                match at.map(syn::Index::from) {
                    Some(at) => code!(::core::clone::Clone::clone(c.#at)),
                    None => code!(<#ty as #krate::__private::Zero>::ZERO),
                }
            })
            .collect();
        let entries = together(&entries);
        code!(let mut #name = #entries; #krate::Differentiable::assign(&mut #name, #flat);)
    }

    /// The arguments of the user's function, out of a point and the constants.
    fn bound_arguments(&self, bound: &[Bound]) -> TokenStream {
        let args = self.outer.iter().map(|param| {
            if !param.selected {
                let at = bound.iter().position(|b| b.name == param.name).map(syn::Index::from);
                return code!(c.#at);
            }
            let k = self.wholes.iter().position(|w| w.param.name == param.name).map(syn::Index::from);
            let entry = if self.wholes.len() == 1 { code!(point) } else { code!(point.#k) };
            if is_reference(&param.ty) { code!(&#entry) } else { code!(::core::clone::Clone::clone(&#entry)) }
        });
        code!(#(#args),*)
    }

    fn function(&self, bound: &[Bound], twice: bool) -> TokenStream {
        let (krate, twin, cfgs, function) = (&self.krate, &self.ctx.twin, self.ctx.cfgs(), self.ctx.function());
        let tys: Vec<&syn::Type> = bound.iter().map(|b| &b.ty).collect();
        let (tuple, args, flat) = (code!((#(#tys,)*)), self.bound_arguments(bound), code!(#krate::__private::Vec<f64>));
        let point = self.point(bound, &code!(point), &code!(x));
        let along = self.point(bound, &code!(along), &code!(v));
        let given = self.owned_direction().1;
        let order = if twice { code!(2) } else { code!(1) };
        let first = code! {
            let (value, g) = Self::value_and_gradient(#args);
            #krate::Differentiable::flatten_into(&g, gradient);
            value
        };
        let (product, square) = if twice {
            let product = code! {
                #point
                #along
                let v = &along;
                let (g, p) = Self::gradient_and_hvp(#args, #given);
                #krate::Differentiable::flatten_into(&g, gradient);
                #krate::Differentiable::flatten_into(&p, product);
            };
            let square = code! {
                #point
                let (value, g, h) = Self::value_and_hessian(#args);
                #krate::Differentiable::flatten_into(&g, gradient);
                hessian.copy_from_slice(&h);
                value
            };
            (product, square)
        } else {
            let (product, square) = problem::absent(&first);
            (product, code!(#point #square))
        };
        code! {
            #krate::__private::with_alloc! {
                #cfgs
                impl<'chainrule> #krate::problem::Function<#tuple> for #twin {
                    type Point = #flat;
                    const ORDER: u8 = #order;
                    #[inline]
                    fn value(c: &#tuple, x: &#flat) -> f64 { #point #function(#args) }
                    #[inline]
                    fn value_and_gradient(c: &#tuple, x: &#flat, gradient: &mut #flat) -> f64 { #point #first }
                    #[inline]
                    fn gradient_and_hvp(c: &#tuple, x: &#flat, v: &#flat, gradient: &mut #flat, product: &mut #flat) {
                        let _ = c;
                        #product
                    }
                    #[inline]
                    fn value_gradient_hessian(
                        c: &#tuple, x: &#flat, gradient: &mut #flat, hessian: &mut <#flat as #krate::problem::Point>::Matrix,
                    ) -> f64 {
                        #square
                    }
                }
            }
        }
    }
}

/// `varies(p.__field_k());`, under the user's own name of the field.
fn checked(krate: &TokenStream, name: &Ident, path: TokenStream) -> TokenStream {
    let mut path: Vec<proc_macro2::TokenTree> = path.into_iter().collect();
    let Some(member) = path.pop() else { return TokenStream::new() };
    let field = Ident::new(&format!("__field_{}", member.to_string().trim_start_matches("r#")), member.span());
    let path: TokenStream = path.into_iter().collect();
    let here = Span::mixed_site().located_at(member.span());
    let (varies, call) = (Ident::new("varies", here), quote::quote_spanned!(here=> ()));
    quote::quote_spanned!(here=> #krate::__private::#varies(#name #path #field #call);)
}
