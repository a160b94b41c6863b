//! `__tangents`: the value and tangents along several directions, for callers that go along several at a time. What is constant to all
//! of them, a struct among it, is `Constant`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

use super::{Companions, suffixed};
use crate::emit::{Emitter, Held};
use crate::ir::Param;
use crate::origins::Origins;
use crate::outputs::context::Context;
use crate::outputs::lanes::{Laned, tangents_of_companion};
use crate::outputs::outcome::Outcome;
use crate::outputs::space::{Kind, float};
use crate::signature::{Access, Leaf, Shape};
use crate::transform::forward::Seed;

/// A caller may ask: the function changes no argument, takes no function, and gives neither a struct nor an `Option`.
pub(in crate::outputs) fn is_asked_for(ctx: &Context<'_>, outcome: &Outcome) -> bool {
    let reads = |leaf: &Leaf| leaf.access == Access::Read && !matches!(leaf.shape, Shape::Function(_));
    let structs = outcome.parts.iter().any(|part| part.record.is_some());
    !structs && !outcome.shape.holds_option() && ctx.leaves.iter().all(reads)
}

/// The tangent of a parameter in lanes.
pub(in crate::outputs) fn lanes_type(krate: &TokenStream, shape: &Shape) -> TokenStream {
    let lanes = Origins::lanes();
    match shape {
        Shape::Array { elem, .. } => {
            let float = float(*elem);
            code!(#krate::__private::Dot<'_, [#float; #lanes]>)
        }
        Shape::Scalar { ty, .. } => {
            let float = float(*ty);
            code!([#float; #lanes])
        }
        _ => code!(#krate::__private::Constant),
    }
}

/// The generic parameters of a function, and the number of lanes.
pub(in crate::outputs) fn with_lanes(generics: &syn::Generics) -> syn::Generics {
    let (mut generics, lanes) = (generics.clone(), Origins::lanes());
    generics.params.push(syn::parse_quote!(const #lanes: usize));
    generics
}

impl Companions<'_> {
    pub(super) fn tangents(&self) -> Option<TokenStream> {
        is_asked_for(self.ctx, &self.outcome).then_some(())?;
        let laned = (!self.is_long()).then(|| tangents_of_companion(self.ctx, &self.outcome, &self.lane_seeds()));
        Some(match laned.flatten() {
            Some(laned) => self.in_lanes(&laned),
            None => self.one_after_the_other(),
        })
    }

    /// It is no struct, whose tangent is never asked for.
    fn varies(&self, leaf: &Leaf) -> bool {
        leaf.active && self.whole(leaf).is_none()
    }

    fn lane_seeds(&self) -> Vec<Seed> {
        let seed = |leaf: &Leaf| if self.varies(leaf) { Seed::Optional } else { Seed::None };
        self.ctx.leaves.iter().map(seed).collect()
    }

    fn in_lanes(&self, laned: &Laned) -> TokenStream {
        let mut emitter = self.emitter(&laned.func);
        self.bind_lanes(&mut emitter, &laned.func.params[self.ctx.leaves.len()..]);
        let emitted = emitter.emit();
        let [numbers, values, arrays] = laned.names(&emitted);
        let value = self.outcome.value(&emitted.yields, &values);
        let tangent = self.outcome.tangent_value(&self.by_part(&numbers), &arrays);
        let (first, quiet) = (&emitted.first, self.quiet(false, &["dot"]));
        self.lanes_item(&code!(#quiet #first (#value, #tangent)))
    }

    fn bind_lanes(&self, emitter: &mut Emitter<'_>, params: &[Param]) {
        let leaves = self.ctx.leaves.iter().filter(|leaf| self.varies(leaf));
        for (leaf, param) in leaves.zip(params) {
            let held = if let Shape::Scalar { .. } = leaf.shape { Held::Owned } else { Held::Tangents };
            let Param::Array(place) = param else { unreachable!("what has lanes is a place") };
            emitter.bind_place(*place, suffixed(leaf, "dot"), held);
        }
    }

    /// The lanes of the numbers that have a derivative, at the places of all.
    fn by_part(&self, numbers: &[Ident]) -> Vec<TokenStream> {
        let mut numbers = numbers.iter();
        let scalars = self.outcome.parts.iter().filter(|part| matches!(part.kind, Kind::Scalar));
        let of = |active: bool| if active { numbers.next().map(ToTokens::to_token_stream) } else { Some(code!(())) };
        scalars.map(|part| part.active).map(of).map(Option::unwrap_or_default).collect()
    }

    /// A tangent for each lane, where not all can be had at once.
    fn one_after_the_other(&self) -> TokenStream {
        let (krate, quiet) = (&self.krate, self.quiet(false, &["dot"]));
        let args: Vec<TokenStream> = self
            .ctx
            .params()
            .iter()
            .map(|sig| {
                let name = &sig.name;
                let moved = !sig.is_receiver() && !crate::outputs::problem::is_copy(sig);
                if moved { code!(::core::clone::Clone::clone(&#name)) } else { code!(#name) }
            })
            .collect();
        let dots = self.each(|_, leaf| {
            let name = suffixed(leaf, "dot");
            match leaf.shape {
                _ if !self.varies(leaf) => code!(::core::default::Default::default()),
                Shape::Scalar { .. } => code!(#name[k]),
                _ => code!(#name.of_lane(k).as_dot()),
            }
        });
        let constant = self.each(|_, _| code!(::core::default::Default::default()));
        let item = self.lanes_item(&code! {
            #quiet
            let tangents = ::core::array::from_fn(|k| __Own::__tangent(#(#args,)* #(#dots),*).1);
            (__Own::__tangent(#(#args,)* #(#constant),*).0, #krate::__private::Lanes::gathered(tangents))
        });
        code!(#krate::__private::with_alloc! { #item })
    }

    fn lanes_item(&self, body: &TokenStream) -> TokenStream {
        let krate = &self.krate;
        let shape = |leaf: &Leaf| if self.varies(leaf) { leaf.shape.clone() } else { Shape::Other };
        let dots = self.declared("dot", |leaf| lanes_type(krate, &shape(leaf)));
        let params = [self.arguments(), dots].concat();
        let generics = with_lanes(&self.ctx.lowered.signature.item.sig.generics);
        let (ty, tangent) = (self.outcome.ty(self.ctx), self.outcome.tangent_in_lanes(self.ctx));
        self.item_of(&generics, "__tangents", &params, &code!((#ty, #tangent)), body)
    }

    /// Straight-line code of many statements would be written down once more.
    fn is_long(&self) -> bool {
        crate::outputs::hessian::statements(self.ctx.func()) > crate::outputs::hessian::LONG
    }
}
