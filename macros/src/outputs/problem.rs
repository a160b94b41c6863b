//! What optimizers and fits take: the twin implements the runtime's traits, with its constants as a tuple.

mod curve;
mod lifetimes;
mod residuals;

use proc_macro2::{Ident, TokenStream};
use syn::Type;

pub(super) use curve::curve;
use lifetimes::lifetime;
pub(super) use lifetimes::{named, with_lifetime};
pub(super) use residuals::residuals;

use super::context::Context;
use super::flat;
use super::space::{Form, Kind};
use crate::ir::Int;
use crate::signature::{Access, Leaf, Shape, SigParam};

/// How the point of an optimizer becomes arguments.
struct Point {
    ty: TokenStream,
    heap: bool,
    /// The parts, flattened.
    flat: bool,
}

impl Point {
    fn of(ctx: &Context<'_>) -> Option<Self> {
        // A point moves as a whole: what is in a tuple without a derivative, or is written, has no place in it.
        let fits = |leaf: &Leaf| leaf.access != Access::InOut && leaf.selected == ctx.params()[leaf.param].selected;
        (ctx.all_f64() && ctx.leaves.iter().all(fits)).then_some(())?;
        let owned = |ty| Some(Self { ty, heap: false, flat: false });
        match (ctx.space.form(), &ctx.space.parts[..]) {
            (Form::Scalar, _) => owned(code!([f64; 1])),
            (Form::Scalars(n), _) => {
                let n = proc_macro2::Literal::usize_unsuffixed(n);
                owned(code!([f64; #n]))
            }
            (Form::Fixed, [part]) => match &part.kind {
                Kind::Fixed(sizes) if sizes.len() == 1 => owned(part.owned()),
                _ => Self::flat(ctx),
            },
            (Form::Slice, [part]) if matches!(&part.kind, Kind::Slice(inner) if inner.is_empty()) => {
                let krate = &ctx.krate;
                Some(Self { ty: code!(#krate::__private::Vec<f64>), heap: true, flat: false })
            }
            _ => Self::flat(ctx),
        }
    }

    fn flat(ctx: &Context<'_>) -> Option<Self> {
        let krate = &ctx.krate;
        let scalars = ctx.space.parts.iter().all(|part| matches!(part.kind, Kind::Scalar));
        if let (true, Some(n)) = (scalars, ctx.space.literal_len()) {
            let n = proc_macro2::Literal::usize_unsuffixed(n);
            return Some(Self { ty: code!([f64; #n]), heap: false, flat: true });
        }
        flat::is_possible(ctx).then(|| Self { ty: code!(#krate::__private::Vec<f64>), heap: true, flat: true })
    }
}

/// A constant parameter, as an element of the tuple.
pub(super) struct Bound {
    pub(super) name: Ident,
    pub(super) ty: Type,
}

/// The constants, if a tuple of them can be handed out again and again.
fn constants(ctx: &Context<'_>) -> Option<Vec<Bound>> {
    let unselected = ctx.params().iter().filter(|p| !p.selected && p.access == Access::Read);
    unselected.map(|p| is_copy(p).then(|| Bound { name: p.name.clone(), ty: named(&p.ty) })).collect()
}

pub(super) fn is_copy(param: &SigParam) -> bool {
    match &param.shape {
        Shape::Scalar { .. } => true,
        Shape::Array { owned_vec, borrowed, .. } => *borrowed || !owned_vec,
        Shape::Function(_) => false,
        Shape::Tuple { .. } | Shape::Record(_) | Shape::Other => is_copy_type(&param.ty),
    }
}

/// A type that is known to be `Copy` from how it is written.
fn is_copy_type(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_none(),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_copy_type),
        Type::Array(array) => is_copy_type(&array.elem),
        Type::BareFn(_) => true,
        Type::Paren(inner) => is_copy_type(&inner.elem),
        Type::Group(inner) => is_copy_type(&inner.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| match &last.arguments {
            syn::PathArguments::None => {
                let name = last.ident.to_string();
                ["f64", "f32", "bool", "char"].contains(&name.as_str()) || Int::from_name(&name).is_some()
            }
            syn::PathArguments::AngleBracketed(generics) if last.ident == "Option" => {
                generics.args.iter().all(|arg| matches!(arg, syn::GenericArgument::Type(ty) if is_copy_type(ty)))
            }
            _ => false,
        }),
        _ => false,
    }
}

/// Everything the implementations have in common.
struct Problem<'c> {
    ctx: &'c Context<'c>,
    point: Point,
    constants: Vec<Bound>,
    generics: TokenStream,
    bounds: TokenStream,
    /// Const parameters, which the tuple has to mention.
    marker: Option<TokenStream>,
    /// What an `#[out]` parameter is given.
    written: TokenStream,
}

impl<'c> Problem<'c> {
    fn of(ctx: &'c Context<'c>) -> Option<Self> {
        let (point, constants) = (Point::of(ctx)?, constants(ctx)?);
        let sig = &ctx.lowered.signature.item.sig;
        let mut own = sig.generics.clone();
        if constants.iter().any(|c| mentions(&c.ty)) {
            own.params.insert(0, syn::GenericParam::Lifetime(syn::LifetimeParam::new(lifetime())));
        }
        let (generics, _, bounds) = own.split_for_impl();
        let consts: Vec<&Ident> = sig.generics.const_params().map(|c| &c.ident).collect();
        let marker = (!consts.is_empty()).then(|| code!(::core::marker::PhantomData<(#([(); #consts],)*)>));
        let (generics, bounds) = (code!(#generics), code!(#bounds));
        Some(Self { ctx, point, constants, generics, bounds, marker, written: TokenStream::new() })
    }

    /// The type of the tuple.
    fn tuple(&self) -> TokenStream {
        let tys = self.constants.iter().map(|c| &c.ty).map(|ty| code!(#ty));
        let tys = tys.chain(self.marker.clone());
        code!((#(#tys,)*))
    }

    /// The arguments of the user's function: the point `x` and the tuple `c`.
    fn call_args(&self, x: &TokenStream, constant: impl Fn(usize) -> TokenStream) -> TokenStream {
        let (mut taken, mut bound) = (0, 0);
        let args = self.ctx.params().iter().map(|param| {
            if param.access != Access::Read {
                return self.written.clone();
            }
            if !param.selected {
                bound += 1;
                return constant(bound - 1);
            }
            if self.point.flat {
                return flat::argument(&param.shape, &mut taken);
            }
            taken += 1;
            point_arg(param, x, taken - 1)
        });
        code!(#(#args),*)
    }

    fn bound_args(&self) -> TokenStream {
        self.call_args(&code!(x), |k| {
            let k = syn::Index::from(k);
            code!(c.#k)
        })
    }

    /// What a body begins with: a flat point is taken apart.
    fn unpacked(&self, x: &TokenStream) -> TokenStream {
        if self.point.flat { flat::unpack(self.ctx, x, "x") } else { TokenStream::new() }
    }

    fn item(&self, item: TokenStream) -> TokenStream {
        let krate = &self.ctx.krate;
        if self.point.heap { code!(#krate::__private::with_alloc! { #item }) } else { item }
    }

    /// `f::objective(data) -> Bound<f, (&[f64],)>`
    fn constructor(&self, name: &str, ty: &TokenStream, docs: &str) -> TokenStream {
        let vis = &self.ctx.lowered.signature.item.vis;
        let name = Ident::new(name, self.ctx.lowered.signature.item.sig.fn_token.span);
        let (generics, bounds, tuple) = (&self.generics, &self.bounds, self.tuple());
        let params = self.constants.iter().map(|Bound { name, ty }| code!(#name: #ty));
        let values = self.constants.iter().map(|c| &c.name).map(|name| code!(#name));
        let marker = self.marker.as_ref().map(|_| code!(::core::marker::PhantomData));
        let values = values.chain(marker);
        let kept = self.ctx.kept_attributes();
        self.item(code! {
            #[doc = #docs]
            #kept
            #[inline]
            #[must_use]
            #vis const fn #name #generics (#(#params),*) -> #ty<Self, #tuple> #bounds { <#ty<Self, #tuple>>::new((#(#values,)*)) }
        })
    }
}

fn mentions(ty: &Type) -> bool {
    code!(#ty).to_string().contains("'chainrule")
}

/// A selected parameter, from the point `x`.
fn point_arg(param: &SigParam, x: &TokenStream, k: usize) -> TokenStream {
    match &param.shape {
        Shape::Scalar { refs, .. } => {
            let refs = std::iter::repeat_n(code!(&), *refs);
            let k = proc_macro2::Literal::usize_unsuffixed(k);
            code!(#(#refs)* #x[#k])
        }
        Shape::Array { borrowed: true, .. } => code!(#x),
        Shape::Array { owned_vec: true, .. } => code!(#x.clone()),
        _ => code!(*#x),
    }
}

/// The impls beside the twin, and the methods that hand them out.
pub(super) struct Problems {
    pub(super) methods: Vec<TokenStream>,
    pub(super) impls: Vec<TokenStream>,
}

impl Problems {
    fn on_heap(self, krate: &TokenStream) -> Self {
        let all = |items: Vec<TokenStream>| {
            let gated = items.into_iter().map(|item| code!(#krate::__private::with_alloc! { #item }));
            gated.collect()
        };
        Self { methods: all(self.methods), impls: all(self.impls) }
    }
}

/// For a scalar function.
pub(super) fn objective(ctx: &Context<'_>, second_order: bool) -> Option<Problems> {
    let problem = Problem::of(ctx).filter(|_| ctx.written().is_empty())?;
    let (krate, twin, point, tuple) = (&ctx.krate, &ctx.twin, &problem.point.ty, problem.tuple());
    let (generics, bounds, args) = (&problem.generics, &problem.bounds, problem.bound_args());
    let (function, cfgs) = (ctx.function(), ctx.cfgs());
    let order = if second_order { code!(2) } else { code!(1) };
    let first = first_order(ctx, &problem, &args);
    let unpacked = problem.unpacked(&code!(x));
    let second = if second_order { second_order_bodies(ctx, &problem, &args) } else { absent(&first) };
    let (product, hessian) = second;
    let implementation = problem.item(code! {
        #cfgs
        impl #generics #krate::problem::Function<#tuple> for #twin #bounds {
            type Point = #point;
            const ORDER: u8 = #order;
            #[inline]
            fn value(c: &#tuple, x: &#point) -> f64 { let _ = c; #unpacked #function(#args) }
            #[inline]
            fn value_and_gradient(c: &#tuple, x: &#point, gradient: &mut #point) -> f64 { let _ = c; #unpacked #first }
            #[inline]
            fn gradient_and_hvp(c: &#tuple, x: &#point, v: &#point, gradient: &mut #point, product: &mut #point) {
                let _ = c;
                #unpacked
                #product
            }
            #[inline]
            fn value_gradient_hessian(
                c: &#tuple, x: &#point, gradient: &mut #point, hessian: &mut <#point as #krate::problem::Point>::Matrix,
            ) -> f64 {
                let _ = c;
                #unpacked
                #hessian
            }
        }
    });
    let docs = format!("{} with its constants, for an optimizer.", ctx.link());
    let constructor = problem.constructor("objective", &code!(#krate::problem::Bound), &docs);
    Some(Problems { methods: vec![constructor, check(ctx, &problem)], impls: vec![implementation] })
}

fn first_order(ctx: &Context<'_>, problem: &Problem<'_>, args: &TokenStream) -> TokenStream {
    if problem.point.flat {
        let (parts, pack) = (flat::pattern(ctx, "g"), flat::pack(ctx, "g", &code!(gradient)));
        return code!(let (value, #parts) = __Own::value_and_gradient(#args); #pack value);
    }
    match ctx.space.form() {
        Form::Slice => code!(__Own::value_and_gradient_into(#args, gradient)),
        Form::Scalar => code! {
            let (value, derivative) = __Own::value_and_derivative(#args);
            *gradient = [derivative];
            value
        },
        _ => code! {
            let value;
            (value, *gradient) = __Own::value_and_gradient(#args);
            value
        },
    }
}

fn flat_second_order(ctx: &Context<'_>, args: &TokenStream, heap: bool) -> (TokenStream, TokenStream) {
    let (direction, apart) = (flat::direction(ctx, "v"), flat::unpack(ctx, &code!(v), "v"));
    let (g, p) = (flat::pattern(ctx, "g"), flat::pattern(ctx, "p"));
    let (pack_g, pack_p) = (flat::pack(ctx, "g", &code!(gradient)), flat::pack(ctx, "p", &code!(product)));
    let product = code! {
        #apart
        let (#g, #p) = __Own::gradient_and_hvp(#args, #direction);
        #pack_g
        #pack_p
    };
    let squares = ctx.space.literal_len().is_some() && !ctx.space.has_slices();
    let flatten = if squares { code!(h.as_flattened()) } else { code!(&h) };
    let store = if heap { code!(hessian.copy_from_slice(#flatten);) } else { code!(*hessian = h;) };
    let hessian = code! {
        let (value, #g, h) = __Own::value_and_hessian(#args);
        #pack_g
        #store
        value
    };
    (product, hessian)
}

fn second_order_bodies(ctx: &Context<'_>, problem: &Problem<'_>, args: &TokenStream) -> (TokenStream, TokenStream) {
    if problem.point.flat {
        return flat_second_order(ctx, args, problem.point.heap);
    }
    match ctx.space.form() {
        Form::Slice => (
            code!(__Own::gradient_and_hvp_into(#args, v, gradient, product);),
            code!(__Own::hessian_into(#args, hessian); __Own::value_and_gradient_into(#args, gradient)),
        ),
        Form::Scalar => (
            code!(let (g, p) = __Own::gradient_and_hvp(#args, v[0]); *gradient = [g]; *product = [p];),
            code! {
                let (value, derivative) = __Own::value_and_derivative(#args);
                *gradient = [derivative];
                *hessian = [[__Own::second_derivative(#args)]];
                value
            },
        ),
        _ => (
            code!((*gradient, *product) = __Own::gradient_and_hvp(#args, *v);),
            code! {
                let value;
                (value, *gradient, *hessian) = __Own::value_and_hessian(#args);
                value
            },
        ),
    }
}

/// What an objective of first order answers to questions of second order, which no method asks.
pub(super) fn absent(first_order: &TokenStream) -> (TokenStream, TokenStream) {
    let product = code! {
        let _ = (x, v);
        ::core::convert::AsMut::<[f64]>::as_mut(gradient).fill(f64::NAN);
        ::core::convert::AsMut::<[f64]>::as_mut(product).fill(f64::NAN);
    };
    (product, code!(let _ = hessian; #first_order))
}

/// `f::check(x)`: one line in a user's own tests.
fn check(ctx: &Context<'_>, problem: &Problem<'_>) -> TokenStream {
    let krate = &ctx.krate;
    let vis = &ctx.lowered.signature.item.vis;
    let sig = &ctx.lowered.signature.item.sig;
    let name = Ident::new("check", sig.fn_token.span);
    let (generics, _, bounds) = sig.generics.split_for_impl();
    let (inputs, constants) = (ctx.inputs(), problem.constants.iter().map(|c| &c.name));
    let names = ctx.space.parts.iter().map(|p| (&p.name, &ctx.leaves[p.param].shape));
    let point = match ctx.space.form() {
        _ if problem.point.flat => flat::point(ctx, problem.point.heap),
        Form::Scalar | Form::Scalars(_) => {
            let entries = names.map(|(name, shape)| match shape {
                Shape::Scalar { refs, .. } => {
                    let stars = std::iter::repeat_n(code!(*), *refs);
                    code!(#(#stars)* #name)
                }
                _ => code!(#name),
            });
            code!([#(#entries),*])
        }
        Form::Slice => {
            let name = &ctx.space.parts[0].name;
            code!(#name.to_vec())
        }
        _ => {
            let part = &ctx.space.parts[0];
            let name = &part.name;
            match &ctx.leaves[part.param].shape {
                Shape::Array { borrowed: true, .. } => code!(*#name),
                _ => code!(#name),
            }
        }
    };
    let consts: Vec<&Ident> = sig.generics.const_params().map(|c| &c.ident).collect();
    let sizes = if consts.is_empty() { code!() } else { code!(::<#(#consts),*>) };
    let docs =
        format!("Compares value, derivatives and second derivatives of {} with differences, for tests.", ctx.link());
    let kept = ctx.kept_attributes();
    let passes = ctx.passes();
    code! {
        #krate::__private::with_std! {
            #[doc = #docs]
            #[doc = ""]
            #[doc = "# Panics"]
            #[doc = "If an entry is off, naming it."]
            #kept
            #vis fn #name #generics (#inputs) #bounds {
                #krate::check::check(&Self::objective #sizes (#(#constants),*), &#point) #passes;
            }
        }
    }
}
