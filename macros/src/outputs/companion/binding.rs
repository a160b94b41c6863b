//! What the values and places of a function are called in a companion, and what is made of its results.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;

use super::{Companions, is_array, mentions, suffixed};
use crate::emit::{Emitted, Emitter, Held};
use crate::ir::{Dim, Func, Param};
use crate::outputs::context::array_results;
use crate::signature::{Access, Leaf};

impl Companions<'_> {
    /// An emitter that takes no name of a tangent or a sink, of whichever parameter.
    pub(super) fn emitter<'f>(&'f self, func: &'f Func) -> Emitter<'f> {
        let mut emitter = self.ctx.emitter(func);
        emitter.reserve("state");
        // A function that calls itself has a frame for each call.
        if !self.ctx.lowered.recursive {
            emitter.put_few_in_place();
        }
        for (leaf, param) in self.ctx.leaves.iter().zip(&func.params) {
            match param {
                Param::Array(p) if self.ctx.params()[leaf.param].is_lent_vec() => emitter.lend(*p),
                _ => {}
            }
            for suffix in ["dot", "dot2", "bar", "bar_dot"] {
                emitter.reserve(&suffixed(leaf, suffix).to_string());
            }
        }
        emitter
    }

    pub(super) fn bind_dots(&self, emitter: &mut Emitter<'_>, params: &[Param], suffix: &str) {
        let active = self.ctx.leaves.iter().filter(|leaf| leaf.active);
        for (leaf, param) in active.zip(params) {
            let name = suffixed(leaf, suffix);
            match param {
                Param::Scalar(v) => {
                    emitter.bind(*v, code!(#name));
                }
                Param::Elements(vals) => {
                    for (k, v) in vals.iter().enumerate() {
                        let k = proc_macro2::Literal::usize_unsuffixed(k);
                        emitter.bind(*v, code!(#name.at(#k)));
                    }
                }
                Param::Array(p) if leaf.access == Access::Read => emitter.bind_place(*p, name, Held::Tangent),
                Param::Array(p) => emitter.bind_place(*p, name, Held::Mutable),
            }
        }
    }

    pub(super) fn bind_sinks(&self, emitter: &mut Emitter<'_>, func: &Func, params: &[Param], suffix: &str) {
        let leaves = self.ctx.leaves.iter().enumerate();
        let arrays = leaves.filter(|(k, leaf)| leaf.active && is_array(func, *k));
        for ((_, leaf), param) in arrays.zip(params) {
            let held = if leaf.access == Access::Read { Held::Sink } else { Held::Mutable };
            if let Param::Array(p) = param {
                emitter.bind_place(*p, suffixed(leaf, suffix), held);
            }
        }
    }

    /// The contributions to the scalar arguments, and those of arrays seen as elements into their sinks.
    pub(super) fn contributions(
        &self,
        func: &Func,
        suffix: &str,
        yields: &[TokenStream],
    ) -> (TokenStream, TokenStream) {
        let mut yields = yields.iter();
        let (mut adds, mut entries) = (TokenStream::new(), Vec::new());
        for (leaf, param) in self.ctx.leaves.iter().zip(&func.params) {
            let mut entry = code!(());
            match param {
                Param::Scalar(_) if leaf.active => entry = yields.next().cloned().unwrap_or_default(),
                Param::Elements(vals) if leaf.active => {
                    let name = suffixed(leaf, suffix);
                    for k in 0..vals.len() {
                        let (value, k) = (yields.next(), proc_macro2::Literal::usize_unsuffixed(k));
                        adds.extend(code!(#name.add_at(#k, #value);));
                    }
                }
                _ => {}
            }
            entries.push(entry);
        }
        let entries = self.each(|at, _| entries[at].clone());
        (adds, code!((#(#entries,)*)))
    }

    /// The value: from scalars, and from the arrays that a function returns, `from` on.
    pub(super) fn result(
        &self,
        func: &Func,
        emitted: &Emitted,
        scalars: &[TokenStream],
        from: usize,
        dot: bool,
    ) -> TokenStream {
        let arrays = array_results(func).into_iter().skip(from).map(|p| emitted.place_names[&p].clone());
        let arrays: Vec<Ident> = arrays.collect();
        if dot { self.outcome.tangent_value(scalars, &arrays) } else { self.outcome.value(scalars, &arrays) }
    }

    /// Arrays that are handed to the caller and read in the second phase, too: copies of them, made before the state takes them.
    pub(super) fn shared(func: &Func, emitted: &mut Emitted) -> TokenStream {
        let mut copies = TokenStream::new();
        for p in array_results(func) {
            let name = emitted.place_names[&p].clone();
            let dims = &func.place(p).dims;
            let is_copy = dims.iter().all(|dim| matches!(dim, Dim::Lit(_) | Dim::Named(_)));
            if !is_copy && mentions(&emitted.second, &name) {
                let copy = format_ident!("{name}_given", span = Span::mixed_site());
                copies.extend(code!(let #copy = ::core::clone::Clone::clone(&#name);));
                emitted.place_names.insert(p, copy);
            }
        }
        copies
    }

    pub(super) fn own_arrays(&self) -> usize {
        array_results(self.ctx.func()).len()
    }

    /// How many of them have an adjoint.
    pub(super) fn own_seeds(&self) -> usize {
        let func = self.ctx.func();
        array_results(func).into_iter().filter(|p| func.place(*p).elem.is_float()).count()
    }

    /// How many yields at the end are adjoints.
    pub(super) fn scalar_bars(&self, func: &Func) -> usize {
        let count = |(leaf, param): (&Leaf, &Param)| match param {
            _ if !leaf.active => 0,
            Param::Scalar(_) => 1,
            Param::Elements(vals) => vals.len(),
            Param::Array(_) => 0,
        };
        self.ctx.leaves.iter().zip(&func.params).map(count).sum()
    }
}
