//! The pieces of signatures: an entry for each parameter in every list.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

use super::{Companions, Sinks, captured, is_function, receiver, replaced, suffixed, this};
use crate::ir::Dim;
use crate::outputs::function::Function;
use crate::outputs::space::{Part, float};
use crate::signature::{Access, Leaf, Shape, SigParam};

impl Companions<'_> {
    pub(super) fn arguments(&self) -> Vec<TokenStream> {
        self.ctx.params().iter().map(SigParam::lent).collect()
    }

    /// The types of the second phase's arguments: its lifetimes are its own. What the function changes does not come again.
    pub(super) fn types(&self) -> Vec<TokenStream> {
        let krate = &self.krate;
        let ty = |sig: &SigParam| {
            let anew = crate::outputs::problem::with_lifetime(&sig.lent_ty(), None);
            match sig.access {
                Access::Read if sig.is_receiver() => receiver(self.ctx),
                Access::Read if is_function(&sig.shape) => code!(#krate::__private::Constant),
                Access::Read => code!(#anew),
                Access::InOut | Access::Out => code!(#krate::__private::Constant),
            }
        };
        self.ctx.params().iter().map(ty).collect()
    }

    pub(super) fn second_arguments(&self) -> Vec<TokenStream> {
        let name = |sig: &SigParam| {
            let name = &sig.name;
            match sig.access {
                Access::Read if sig.is_receiver() => {
                    let this = this();
                    code!(#this)
                }
                Access::Read if !is_function(&sig.shape) => code!(#name),
                Access::Read | Access::InOut | Access::Out => code!(_),
            }
        };
        self.ctx.params().iter().map(name).zip(self.types()).map(|(name, ty)| code!(#name: #ty)).collect()
    }

    /// What runs in the second phase, where the receiver goes by another name.
    pub(super) fn in_second_phase(&self, tokens: &TokenStream) -> TokenStream {
        let this = this();
        match self.ctx.params().first() {
            Some(sig) if sig.is_receiver() && sig.declared().to_string() == "self" => {
                replaced(tokens, &code!((*#this)))
            }
            Some(sig) if sig.is_receiver() => replaced(tokens, &code!(#this)),
            _ => tokens.clone(),
        }
    }

    pub(super) fn float(leaf: &Leaf) -> TokenStream {
        match &leaf.shape {
            Shape::Scalar { ty, .. } | Shape::Array { elem: ty, .. } => float(*ty),
            Shape::Tuple { .. } | Shape::Record(_) | Shape::Function(_) | Shape::Other => code!(f64),
        }
    }

    /// `&mut [f64; 3]`: what goes along with a parameter that is changed.
    pub(super) fn in_step(&self, leaf: &Leaf) -> TokenStream {
        let owned = Part::of(leaf.param, leaf, &leaf.name, &self.ctx.lowered.origins).owned();
        code!(&mut #owned)
    }

    /// The type, owned, of a struct that is handed to calls.
    pub(super) fn whole(&self, leaf: &Leaf) -> Option<TokenStream> {
        let whole = matches!(&leaf.shape, Shape::Array { dims, .. } if dims[..] == [Dim::Whole]);
        let ty = &self.ctx.params()[leaf.param].ty;
        whole.then(|| crate::outputs::structs::owned(&crate::outputs::problem::with_lifetime(ty, None)))
    }

    pub(super) fn dot_type(&self, leaf: &Leaf) -> TokenStream {
        let (krate, float) = (&self.krate, Self::float(leaf));
        if let (true, Some(ty)) = (leaf.active, self.whole(leaf)) {
            return code!(#krate::__private::StructDot<'_, #ty>);
        }
        if let Shape::Function(callback) = &leaf.shape {
            return Function::of(callback, self.ctx).tangent();
        }
        match (leaf.active, &leaf.shape) {
            (false, _) => code!(#krate::__private::Constant),
            _ if leaf.access != Access::Read => self.in_step(leaf),
            (true, Shape::Array { .. }) => code!(#krate::__private::Dot<'_, #float>),
            (true, _) => float,
        }
    }

    pub(super) fn sink_type(&self, leaf: &Leaf, kind: Sinks) -> TokenStream {
        let (krate, float) = (&self.krate, Self::float(leaf));
        if let (true, Some(ty)) = (leaf.active, self.whole(leaf)) {
            return code!(#krate::__private::StructSink<'_, #ty>);
        }
        if let Shape::Function(callback) = &leaf.shape {
            let function = Function::of(callback, self.ctx);
            return match kind {
                Sinks::Once => function.adjoint(),
                Sinks::WithTangents => function.adjoint_tangent(),
                Sinks::Tangents => code!(#krate::__private::Constant),
            };
        }
        match &leaf.shape {
            _ if leaf.access != Access::Read => self.in_step(leaf),
            Shape::Array { .. } if leaf.active => code!(#krate::__private::Sink<'_, #float>),
            _ => code!(#krate::__private::Constant),
        }
    }

    pub(super) fn dots(&self) -> Vec<TokenStream> {
        self.declared("dot", |leaf| self.dot_type(leaf))
    }

    /// The tangents again, for the second phase.
    pub(super) fn second_dots(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let krate = &self.krate;
        let changed = |leaf: &Leaf| leaf.access != Access::Read;
        let names = self.each(|_, leaf| {
            let name = suffixed(leaf, "dot");
            if changed(leaf) { code!(_) } else { code!(#name) }
        });
        let ty = |_, leaf: &Leaf| if changed(leaf) { code!(#krate::__private::Constant) } else { self.dot_type(leaf) };
        let types = self.each(ty);
        (names.iter().zip(&types).map(|(name, ty)| code!(#name: #ty)).collect(), types)
    }

    pub(super) fn sinks(&self, suffix: &str, kind: Sinks) -> Vec<TokenStream> {
        self.declared(suffix, |leaf| self.sink_type(leaf, kind))
    }

    pub(super) fn sink_types(&self, kind: Sinks) -> Vec<TokenStream> {
        self.each(|_, leaf| self.sink_type(leaf, kind))
    }

    /// `-> (f64, f64, f64)`: what a scalar argument gets; nothing for the others.
    pub(super) fn contribution_type(&self) -> TokenStream {
        let entries = self.each(|_, leaf| match &leaf.shape {
            Shape::Scalar { .. } if leaf.active && leaf.access == Access::Read => Self::float(leaf),
            _ => code!(()),
        });
        code!((#(#entries,)*))
    }

    /// What the second phase captures: everything generic but lifetimes.
    pub(super) fn captured(&self) -> TokenStream {
        captured(self.ctx)
    }

    pub(super) fn item(
        &self,
        name: &str,
        params: &[TokenStream],
        result: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        self.item_of(&self.ctx.lowered.signature.item.sig.generics, name, params, result, body)
    }

    /// The same with generic parameters of its own.
    pub(super) fn item_of(
        &self,
        generics: &syn::Generics,
        name: &str,
        params: &[TokenStream],
        result: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let vis = &self.ctx.lowered.signature.item.vis;
        let name = self.ctx.naming.name(name, Span::mixed_site());
        let (generics, _, bounds) = generics.split_for_impl();
        let kept = self.ctx.kept_attributes();
        let result = (result.to_string() != "()").then(|| code!(-> #result));
        code! {
            #[doc(hidden)]
            #kept
            #[allow(clippy::too_many_arguments, clippy::type_complexity)]
            #[inline]
            #vis fn #name #generics (#(#params),*) #result #bounds { #body }
        }
    }

    pub(super) fn arguments_by_name(&self) -> Vec<TokenStream> {
        self.ctx.params().iter().map(|sig| sig.name.to_token_stream()).collect()
    }

    /// What goes along with the parameters, by its names.
    pub(super) fn names(&self, suffix: &str) -> Vec<TokenStream> {
        self.each(|_, leaf| suffixed(leaf, suffix).to_token_stream())
    }

    /// The type of a state with this signature, and the expression for it: one that may hold another of its kind is boxed.
    pub(super) fn state(&self, signature: &TokenStream) -> (TokenStream, TokenStream) {
        if self.ctx.lowered.recursive {
            let boxed = &self.krate;
            let boxed = code!(#boxed::__private::Box);
            return (code!(#boxed<dyn FnOnce #signature>), code!(#boxed::new(state)));
        }
        let captured = self.captured();
        (code!(impl FnOnce #signature + #captured), code!(state))
    }

    /// `(f64, f64, ..) -> (f64, ..)`: the second phase.
    pub(super) fn second_phase_once(&self) -> TokenStream {
        let (types, seed) = (self.types(), self.outcome.companion_seed(self.ctx));
        let (sinks, contribution) = (self.sink_types(Sinks::Once), self.contribution_type());
        code!((#(#types,)* #seed, #(#sinks),*) -> #contribution)
    }

    /// `(f64, f64, ..) -> ((f64, ..), (f64, ..))`: the second phase with tangents.
    pub(super) fn second_phase(&self) -> TokenStream {
        let (types, seed, (_, dots)) = (self.types(), self.outcome.companion_seed(self.ctx), self.second_dots());
        let (sinks, contribution) = (self.sink_types(Sinks::WithTangents), self.contribution_type());
        let sink_dots = self.sink_types(Sinks::Tangents);
        code! {
            (#(#types,)* #(#dots,)* #seed, #seed, #(#sinks,)* #(#sink_dots),*) -> (#contribution, #contribution)
        }
    }
}
