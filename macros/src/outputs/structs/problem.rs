//! What optimizers take of a function of structs.

use proc_macro2::{Ident, TokenStream};

use super::lists::List;
use super::{Kind, Structs, Whole, is_reference, owned, together};
use crate::naming::Home;
use crate::outputs::problem::{self, Bound, Problems};

impl Structs<'_> {
    /// The point is flat; among the constants is a struct for each, which says what a flat point leaves open.
    pub(super) fn objective(&self, twice: bool) -> Option<Problems> {
        let is_module = matches!(self.ctx.lowered.signature.home, Home::Module);
        let whole = |w: &Whole<'_>| w.list.as_ref().is_none_or(|list| !list.has_constants());
        let sized = self.wholes.iter().all(|w| w.kind != Kind::Slice && whole(w));
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
        let copied = |w: &Whole<'_>| {
            let lent = w.lent();
            w.list.as_ref().map_or_else(|| code!(::core::clone::Clone::clone(#lent)), List::copied)
        };
        let point: Vec<TokenStream> = self.wholes.iter().map(copied).collect();
        let point = together(&point);
        let docs = format!(
            "Compares value, derivatives and second derivatives of {} with differences, for tests.",
            self.ctx.link()
        );
        let passes = self.ctx.passes();
        code! {
            #krate::__private::with_std! {
                #[doc = #docs]
                #[doc = ""]
                #[doc = "# Panics"]
                #[doc = "If an entry is off, naming it."]
                #kept
                #vis fn #name(#(#inputs),*) {
                    let point = #krate::Differentiable::flatten(&#point);
                    #krate::check::check(&__Own::objective(#(#bound),*), &point) #passes;
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
                match (at.map(syn::Index::from), &w.list) {
                    (Some(at), Some(list)) => list.zero_of(&code!(c.#at)),
                    (Some(at), None) => code!(::core::clone::Clone::clone(c.#at)),
                    (None, _) => code!(<#ty as #krate::__private::Zero>::ZERO),
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
                let owned = param.fields.is_some() && !is_reference(&param.ty);
                return if owned { code!(::core::clone::Clone::clone(c.#at)) } else { code!(c.#at) };
            }
            let at = self.wholes.iter().position(|w| w.param.name == param.name);
            let k = at.map(syn::Index::from);
            let entry = if self.wholes.len() == 1 { code!(point) } else { code!(point.#k) };
            let list = at.and_then(|at| self.wholes[at].list.as_ref());
            if let (Some(list), true) = (list, is_reference(&param.ty)) {
                return list.lent(&entry);
            }
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
