//! Functions of structs. The derivatives are those of a function that takes the fields which the body uses as parameters of their
//! own; here are the functions that take structs apart for it, and put the derivative together.

mod companions;
mod hessian;
mod lists;
mod problem;
mod scalar;
mod vector;

use proc_macro2::{Ident, Span, TokenStream};

use super::companion;
use super::context::Context;
use super::method::{Extra, Method};
use super::outcome::Outcome;
use super::problem::Problems;
use super::space::{array, sizes};
use super::{Wanted, defines, stub};
use crate::errors::Errors;
use crate::ir::Dim;
use crate::naming::Home;
use crate::signature::{Access, Shape, SigParam, stem};

/// A parameter of the user's function that a derivative is taken with respect to.
struct Whole<'a> {
    param: &'a SigParam,
    /// What the names of its tangent and its adjoint begin with.
    stem: Ident,
    /// The type, owned.
    ty: TokenStream,
    kind: Kind,
    /// The type of an element of a slice.
    row: TokenStream,
    list: Option<lists::List<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Struct,
    List,
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
        Some(outcome) if outcome.shape.holds_option() => {
            Problems { methods: stub::optional(ctx, false, &|_| true), impls: Vec::new() }
        }
        Some(outcome) => structs.vector(wanted, &outcome, errors),
    };
    problems.methods.push(structs.checked_fields());
    problems.methods.extend(structs.companions(wanted));
    problems
}

impl<'a> Whole<'a> {
    fn of(param: &'a SigParam, ctx: &'a Context<'_>) -> Self {
        let part = ctx.space.parts.iter().find(|part| part.name == param.name);
        let (ty, kind) = match (&param.fields, part) {
            (Some(_), _) if param.list().is_some() => (lists::List::of(param, ctx).slice(), Kind::List),
            (Some(_), _) => (owned(&param.ty), Kind::Struct),
            (None, Some(part)) => match &param.shape {
                Shape::Scalar { .. } => (part.owned(), Kind::Scalar),
                Shape::Array { dims, .. } if dims[0] == Dim::Dyn => (part.owned(), Kind::Slice),
                _ => (part.owned(), Kind::Fixed),
            },
            (None, None) => unreachable!("what is selected has a part"),
        };
        let outer = ctx.lowered.outer.as_deref().unwrap_or_default();
        let names: Vec<Ident> = outer.iter().map(|p| p.name.clone()).collect();
        let list = param.list().map(|_| lists::List::of(param, ctx));
        let row = match (&param.shape, part) {
            (Shape::Array { dims, .. }, Some(part)) => {
                array(&part.float, &sizes(&dims[1..], &ctx.lowered.origins).unwrap_or_default())
            }
            _ => TokenStream::new(),
        };
        Self { param, stem: stem(&param.name, &names), ty, kind, row, list }
    }

    fn name(&self) -> &Ident {
        &self.param.name
    }

    /// `p_bar`
    fn suffixed(&self, suffix: &str) -> Ident {
        quote::format_ident!("{}_{suffix}", self.stem, span = Span::mixed_site())
    }

    /// The type of a derivative.
    fn derivative(&self, krate: &TokenStream) -> TokenStream {
        let ty = &self.ty;
        if let Some(list) = &self.list {
            return list.owned();
        }
        let row = &self.row;
        if self.kind == Kind::Slice { code!(#krate::__private::Vec<#row>) } else { code!(#ty) }
    }

    /// The type of a direction.
    fn direction(&self) -> TokenStream {
        let ty = &self.ty;
        match self.kind {
            Kind::Struct | Kind::List | Kind::Slice => code!(&#ty),
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
        if let Some(list) = &self.list {
            return list.zero();
        }
        let row = &self.row;
        match self.kind {
            Kind::Struct => code!(#krate::Differentiable::zero_like(#lent)),
            Kind::Slice => code!(#krate::__private::zeros::<#row>(#name.len())),
            Kind::List | Kind::Scalar | Kind::Fixed => code!(<#ty as #krate::__private::Zero>::ZERO),
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
            let is_vec = matches!(p.shape, Shape::Array { owned_vec: true, borrowed: false, .. });
            if (p.fields.is_some() || is_vec) && !is_reference(&p.ty) {
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
            if fields.list.is_some() {
                return lists::List::of(param, self.ctx).arguments();
            }
            let leaf = |(path, leaf): (TokenStream, &SigParam)| match () {
                () if path.is_empty() && is_reference(&param.ty) => code!(#name),
                () if is_reference(&leaf.ty) => code!(&#name #path),
                () => code!(#name #path),
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
        let outs = self.parts(|whole, path, leaf| {
            let name = whole.suffixed(suffix);
            match (whole.kind, path.is_empty()) {
                (Kind::List, _) => {
                    let name = lists::suffixed(leaf, suffix);
                    code!(&mut #name)
                }
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

    /// What calls contribute to a struct that is handed on, and what there is for each part of a list: statements that make room for
    /// it, and those that add it.
    fn set_apart(&self, suffix: &str, borrowed: bool) -> (TokenStream, TokenStream) {
        let krate = &self.krate;
        let (mut lets, mut adds) = (TokenStream::new(), TokenStream::new());
        for (whole, list) in self.wholes.iter().filter_map(|whole| Some((whole, whole.list.as_ref()?))) {
            lets.extend(list.zeros(suffix));
            adds.extend(list.adds(&whole.suffixed(suffix), suffix));
        }
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
                _ if whole.kind == Kind::List => {
                    let list = whole.list.as_ref().map(|list| list.direction(&name, path));
                    code!(#list)
                }
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
        let checks = self.wholes.iter().filter_map(|whole| Some(whole.list.as_ref()?.check(&whole.suffixed("dot"))));
        let checks = checks.collect::<Vec<_>>();
        code!(let #names = #v; #(#checks)*)
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
        if heap { code!(#krate::__private::with_alloc! { #tokens }) } else { self.on_heap(tokens) }
    }

    /// Lists of which only the run knows how long they are need a heap to be taken apart.
    fn on_heap(&self, tokens: TokenStream) -> TokenStream {
        let krate = &self.krate;
        if lists::need_heap(self.outer) { code!(#krate::__private::with_alloc! { #tokens }) } else { tokens }
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
        let (krate, kept) = (&self.krate, self.ctx.kept_attributes());
        let (generics, _, bounds) = self.ctx.lowered.signature.item.sig.generics.split_for_impl();
        let name = self.ctx.naming.name("__check", Span::mixed_site());
        // A parameter may have the name of the function.
        let (names, inputs): (Vec<TokenStream>, Vec<TokenStream>) = (0..).zip(self.outer).map(renamed).unzip();
        let structs = names.iter().zip(self.outer).filter_map(|(name, param)| Some((name, param.fields.as_ref()?)));
        let checks = structs.flat_map(|(name, fields)| {
            let active = fields.leaves().into_iter().filter(|(path, leaf)| leaf.active && !path.is_empty());
            match &fields.list {
                Some(list) if !list.of_structs => Vec::new(),
                Some(_) => {
                    let checks = active.map(|(path, _)| checked(krate, &code!(item), path));
                    vec![code!(for item in #name.iter() { let _ = item; #(#checks)* })]
                }
                None => active.map(|(path, _)| checked(krate, name, path)).collect(),
            }
        });
        let value = self.value(&code!(#(#names),*));
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
        vec![stub("__tangent", n), stub("__tangents", n), stub("__pullback", 0), stub("__pullback_tangent", n)]
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
            &["__tangent", "__tangents", "__pullback", "__pullback_tangent"]
        } else {
            &["__tangent", "__tangents", "__pullback"]
        };
        let mut methods = self.kernels(companion::methods(self.fields, reason, false, &|_| false), names);
        // With calls inside, directions are taken one after the other, on the heap.
        let name = self.fields.naming.name("__tangents", Span::mixed_site());
        let of_tangents = methods.iter().find(|method| defines((*method).clone(), &name));
        let heap = of_tangents.is_some_and(|method| method.to_string().contains("with_alloc"));
        methods.extend(companions::methods(self.ctx, self.fields, self.outer, second_order, heap));
        methods
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
}

/// A parameter under a name of ours, and its declaration.
fn renamed((k, param): (usize, &SigParam)) -> (TokenStream, TokenStream) {
    if param.is_receiver() {
        let name = &param.name;
        return (code!(#name), param.declared());
    }
    let (name, ty) = (quote::format_ident!("arg{k}", span = Span::mixed_site()), &param.ty);
    (code!(#name), code!(#name: #ty))
}

/// A name, where something else stands.
fn moved(mut name: proc_macro2::TokenTree, here: Span) -> proc_macro2::TokenTree {
    name.set_span(name.span().located_at(here));
    name
}

/// `varies(p.__field_k());`, under the user's own name of the field.
fn checked(krate: &TokenStream, name: &TokenStream, path: TokenStream) -> TokenStream {
    let mut path: Vec<proc_macro2::TokenTree> = path.into_iter().collect();
    let Some(member) = path.pop() else { return TokenStream::new() };
    let field = Ident::new(&format!("__field_{}", member.to_string().trim_start_matches("r#")), member.span());
    let path: TokenStream = path.into_iter().collect();
    let here = Span::mixed_site().located_at(member.span());
    let name: TokenStream = name.clone().into_iter().map(|tree| moved(tree, here)).collect();
    let (varies, call) = (Ident::new("varies", here), quote::quote_spanned!(here=> ()));
    quote::quote_spanned!(here=> #krate::__private::#varies(#name #path #field #call);)
}
