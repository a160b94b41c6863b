//! Points and directions of the caller's as parameters and results of a body.

use proc_macro2::{Ident, TokenStream};

use super::context::{Context, step_name};
use super::space::{Kind, Part, Space, literal_sizes, nested, positions};
use crate::emit::{Emitter, Held};
use crate::ir::{Func, Param};
use crate::signature::Access;

impl Context<'_> {
    /// Binds the parameters of a transformed function that stand for a direction or an adjoint of the point.
    /// `whole` is the name of the parameter; the tokens unpack it where that is needed.
    pub(super) fn bind_point(
        &self,
        emitter: &mut Emitter<'_>,
        space: &Space,
        whole: &Ident,
        params: &[Param],
        held: Held,
    ) -> TokenStream {
        for (k, (part, param)) in space.parts.iter().zip(params).enumerate() {
            let name = space.part_name(whole, "dot", k);
            emitter.reserve(&name.to_string());
            match param {
                Param::Scalar(v) => {
                    let tokens = match space.form() {
                        super::space::Form::Scalars(_) => {
                            let k = proc_macro2::Literal::usize_unsuffixed(k);
                            code!(#name[#k])
                        }
                        _ => code!(#name),
                    };
                    emitter.bind(*v, tokens);
                }
                Param::Elements(vals) => {
                    for (v, at) in vals.iter().zip(positions(&literal_sizes(part, param))) {
                        emitter.bind(*v, code!(#name #at));
                    }
                }
                Param::Array(p) => {
                    let owned = space.form() == super::space::Form::Mixed && matches!(part.kind, Kind::Fixed(_));
                    emitter.bind_place(*p, name, if owned { Held::Owned } else { held });
                }
            }
        }
        self.unpack_direction(space, whole)
    }

    /// Binds the tangents of the parameters, and of what goes along with those that are written: a copy of the direction, which
    /// is the caller's.
    pub(super) fn bind_direction(&self, emitter: &mut Emitter<'_>, whole: &Ident, params: &[Param]) -> TokenStream {
        let krate = &self.krate;
        let (mut params, mut part) = (params.iter(), 0);
        let (mut selected, mut copies, mut binds) = (Vec::new(), TokenStream::new(), Vec::new());
        for (at, leaf) in self.leaves.iter().enumerate() {
            if !leaf.selected && leaf.access == Access::Read {
                continue;
            }
            let Some(param) = params.next() else { break };
            if leaf.selected {
                selected.push(param.clone());
                part += 1;
            }
            let (Param::Array(p), true) = (param, leaf.access != Access::Read) else { continue };
            let step = step_name(&leaf.name, "step");
            let own = Part::of(at, leaf, &leaf.name, &self.lowered.origins);
            let content = match (&own.kind, leaf.selected) {
                (_, false) => super::gradient::zero(self, &own),
                (Kind::Slice(_), true) => {
                    let name = self.space.part_name(whole, "dot", part - 1);
                    code!(#krate::__private::Vec::from(#name))
                }
                (_, true) => {
                    let name = self.space.part_name(whole, "dot", part - 1);
                    match self.space.form() {
                        super::space::Form::Scalars(_) => {
                            let k = proc_macro2::Literal::usize_unsuffixed(part - 1);
                            code!({ #name[#k] })
                        }
                        super::space::Form::Fixed => code!({ *#name }),
                        _ => code!({ #name }),
                    }
                }
            };
            copies.extend(code!(let #step = &mut #content;));
            binds.push((*p, step));
        }
        let unpack = self.bind_point(emitter, &self.space, whole, &selected, Held::Shared);
        for (p, step) in binds {
            emitter.reserve(&step.to_string());
            emitter.bind_place(p, step, Held::Mutable);
        }
        code!(#unpack #copies)
    }

    /// The statements that make a direction parameter what [`Context::bind_point`] reads.
    fn unpack_direction(&self, space: &Space, whole: &Ident) -> TokenStream {
        match space.form() {
            super::space::Form::Fixed => {
                let ty = space.parts[0].owned();
                code!(let #whole: &#ty = ::core::borrow::Borrow::borrow(&#whole);)
            }
            super::space::Form::Mixed if space.parts.is_empty() => TokenStream::new(),
            super::space::Form::Mixed => {
                let names = (0..space.parts.len()).map(|k| space.part_name(whole, "dot", k));
                let checks = self.length_checks(space, |k| space.part_name(whole, "dot", k));
                let pattern = space.assembled(names.map(|name| code!(#name)));
                code!(let #pattern = #whole; #checks)
            }
            super::space::Form::Slice => self.length_checks(space, |_| whole.clone()),
            _ => TokenStream::new(),
        }
    }

    /// Slices that go with slice parameters must be as long.
    pub(super) fn length_checks(&self, space: &Space, name: impl Fn(usize) -> Ident) -> TokenStream {
        let krate = &self.krate;
        let checks =
            space.parts.iter().enumerate().filter(|(_, p)| matches!(p.kind, Kind::Slice(_)) && p.whole.is_none()).map(
                |(k, p)| {
                    let (theirs, ours) = (&p.access, name(k));
                    let (theirs_text, ours_text) = (theirs.to_string().replace(' ', ""), ours.to_string());
                    code!(#krate::__private::same_length(#ours_text, #ours.len(), #theirs_text, #theirs.len());)
                },
            );
        code!(#(#checks)*)
    }

    /// The derivative as an expression of the gradient's type: `scalars` are its scalar parts and elements in order, `arrays`
    /// the names of its arrays in order.
    pub(super) fn point_value(space: &Space, func: &Func, scalars: &[TokenStream], arrays: &[Ident]) -> TokenStream {
        let (mut scalars, mut arrays) = (scalars.iter(), arrays.iter());
        let parts: Vec<TokenStream> = space
            .parts
            .iter()
            .map(|part| part_value(part, &func.params[part.param], &mut scalars, &mut arrays))
            .collect();
        match space.form() {
            super::space::Form::Scalars(_) => code!([#(#parts),*]),
            super::space::Form::Mixed => space.assembled(parts),
            _ => code!(#(#parts)*),
        }
    }
}

fn part_value<'t>(
    part: &Part,
    param: &Param,
    scalars: &mut impl Iterator<Item = &'t TokenStream>,
    arrays: &mut impl Iterator<Item = &'t Ident>,
) -> TokenStream {
    match param {
        Param::Scalar(_) => scalars.next().cloned().unwrap_or_default(),
        Param::Elements(vals) => {
            let items: Vec<TokenStream> = scalars.take(vals.len()).cloned().collect();
            nested(&items, &literal_sizes(part, param))
        }
        Param::Array(_) => arrays.next().map(|name| code!(#name)).unwrap_or_default(),
    }
}
