//! An argument of a product: a direction, or an adjoint of the result. What a caller hands over for it in each list.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::format_ident;

use super::super::Companions;
use super::{Nested, constant};
use crate::outputs::outcome::Side;
use crate::outputs::space::{Form, Kind, array};
use crate::signature::Shape;

/// How its parts are handed over.
#[derive(Clone, Copy, PartialEq)]
enum Packing {
    /// There is one.
    One,
    /// Numbers, as one array.
    Packed,
    /// In a tuple.
    Tuple,
}

/// Something put together from something for each part.
type Assemble<'s> = Box<dyn Fn(Vec<TokenStream>) -> TokenStream + 's>;

pub(super) struct Lot<'s> {
    name: Ident,
    packing: Packing,
    kinds: Vec<(Kind, TokenStream)>,
    assemble: Assemble<'s>,
    /// As the argument of the product.
    ty: TokenStream,
}

impl Nested<'_, '_> {
    /// A direction: it has the type of the gradient, and arrays are borrowed.
    pub(super) fn direction(&self, name: &str) -> Lot<'_> {
        let (space, krate) = (&self.c.ctx.space, &self.c.krate);
        let kinds = space.parts.iter().map(|part| (part.kind.clone(), part.float.clone())).collect();
        let (packing, ty) = match space.form() {
            Form::Scalar => (Packing::One, space.float()),
            Form::Scalars(_) => {
                let ty = space.gradient(krate);
                (Packing::Packed, code!(&#ty))
            }
            Form::Fixed | Form::Slice => {
                let owned = space.parts[0].owned();
                (Packing::One, code!(&#owned))
            }
            Form::Mixed => (Packing::Tuple, space.direction()),
        };
        let assemble: Assemble<'_> = Box::new(move |items| space.assembled(items));
        Lot { name: self.c.ctx.name(name), packing, kinds, assemble, ty }
    }

    /// An adjoint of the result.
    pub(super) fn adjoint_of_result(&self, name: &str) -> Lot<'_> {
        let outcome = &self.c.outcome;
        let kinds = outcome.parts.iter().map(|part| (part.kind.clone(), part.float.clone())).collect();
        let (packing, ty) = match &outcome.shape {
            Shape::Tuple { .. } => (Packing::Tuple, outcome.type_on(self.c.ctx, Side::Seed)),
            _ => (Packing::One, outcome.companion_seed(self.c.ctx)),
        };
        let assemble: Assemble<'_> = Box::new(move |items| outcome.assembled(items));
        Lot { name: self.c.ctx.name(name), packing, kinds, assemble, ty }
    }
}

impl Lot<'_> {
    fn names(&self, suffix: &str) -> Vec<Ident> {
        let name = format_ident!("{}{}", self.name, suffix);
        match self.packing {
            Packing::One | Packing::Packed => vec![name],
            Packing::Tuple => (0..self.kinds.len()).map(|k| format_ident!("{name}_{k}")).collect(),
        }
    }

    fn whole(&self, items: Vec<TokenStream>) -> TokenStream {
        match self.packing {
            Packing::One | Packing::Packed => items.into_iter().next().unwrap_or_default(),
            Packing::Tuple => (self.assemble)(items),
        }
    }

    pub(super) fn pattern(&self, suffix: &str) -> TokenStream {
        self.whole(self.names(suffix).iter().map(|name| code!(#name)).collect())
    }

    /// Something for each thing that is handed over: of numbers, and of arrays.
    fn each(
        &self,
        number: impl Fn(&TokenStream) -> TokenStream,
        arrays: impl Fn(&TokenStream) -> TokenStream,
    ) -> TokenStream {
        let item = |(kind, float): &(Kind, TokenStream)| match kind {
            Kind::Scalar if self.packing != Packing::Packed => number(float),
            _ => arrays(float),
        };
        self.whole(self.kinds.iter().map(item).collect())
    }

    // ---- as parameters

    pub(super) fn ty(&self) -> &TokenStream {
        &self.ty
    }

    pub(super) fn argument(&self) -> TokenStream {
        let (pattern, ty) = (self.pattern(""), &self.ty);
        code!(#pattern: #ty)
    }

    pub(super) fn dot(&self, krate: &TokenStream) -> TokenStream {
        let pattern = self.pattern("_dot");
        let ty = self.each(Clone::clone, |float| code!(#krate::__private::Dot<'_, #float>));
        code!(#pattern: #ty)
    }

    pub(super) fn sink_type(&self, krate: &TokenStream) -> TokenStream {
        self.each(|_| code!(#krate::__private::Constant), |float| code!(#krate::__private::Sink<'_, #float>))
    }

    pub(super) fn sink(&self, krate: &TokenStream) -> TokenStream {
        let (pattern, ty) = (self.pattern("_bar"), self.sink_type(krate));
        code!(#pattern: #ty)
    }

    pub(super) fn contribution(&self) -> TokenStream {
        self.each(Clone::clone, |_| code!(()))
    }

    /// `let _ = (&v, &v_bar);`: nothing is dead.
    pub(super) fn read(&self, suffixes: &[&str]) -> TokenStream {
        let names = suffixes.iter().flat_map(|suffix| self.names(suffix));
        code!(let _ = (#(&#names,)*);)
    }

    /// The same argument, handed on.
    pub(super) fn again(&self) -> TokenStream {
        let value = self.pattern("");
        if self.packing == Packing::Packed { code!(*#value) } else { value }
    }

    // ---- by parts

    /// Numbers by value, arrays by reference.
    pub(super) fn parts(&self) -> Vec<TokenStream> {
        let names = self.names("");
        let part = |(k, (kind, _)): (usize, &(Kind, TokenStream))| match (self.packing, kind) {
            (Packing::Packed, _) => {
                let (name, k) = (&names[0], Literal::usize_unsuffixed(k));
                code!(#name[#k])
            }
            (Packing::Tuple, Kind::Fixed(_)) => {
                let name = &names[k];
                code!((&#name))
            }
            _ => {
                let name = &names[k];
                code!(#name)
            }
        };
        self.kinds.iter().enumerate().map(part).collect()
    }

    /// Tangents of the parts.
    pub(super) fn dots(&self) -> Vec<TokenStream> {
        let names = self.names("_dot");
        let part = |k: usize| {
            if self.packing == Packing::Packed {
                let (name, k) = (&names[0], Literal::usize_unsuffixed(k));
                return code!(#name.at(#k));
            }
            let name = &names[k];
            code!(#name)
        };
        (0..self.kinds.len()).map(part).collect()
    }

    /// Sinks for the parts: numbers have none.
    pub(super) fn sinks(&self) -> Vec<TokenStream> {
        let names = self.names("_bar");
        let part = |(k, (kind, _)): (usize, &(Kind, TokenStream))| match kind {
            Kind::Scalar => constant(),
            _ => {
                let name = &names[k];
                code!(#name)
            }
        };
        self.kinds.iter().enumerate().map(part).collect()
    }

    /// What is contributed to the numbers: statements, and the entry. Arrays are in their sinks already.
    pub(super) fn contributed(&self, numbers: &[TokenStream]) -> (TokenStream, TokenStream) {
        if self.packing == Packing::Packed {
            let name = &self.names("_bar")[0];
            let adds = numbers.iter().enumerate().map(|(k, number)| {
                let k = Literal::usize_unsuffixed(k);
                code!(#name.add_at(#k, #number);)
            });
            return (code!(#(#adds)*), code!(()));
        }
        let entry = |((kind, _), number): (&(Kind, TokenStream), &TokenStream)| match kind {
            Kind::Scalar => number.clone(),
            _ => code!(()),
        };
        (code!(), self.whole(self.kinds.iter().zip(numbers).map(entry).collect()))
    }

    /// Adds all of something of this shape, given by its parts, to the sinks.
    pub(super) fn added(&self, values: &[TokenStream]) -> TokenStream {
        let names = self.names("_bar");
        let adds = self.kinds.iter().enumerate().zip(values).map(|((k, (kind, _)), value)| match kind {
            Kind::Scalar => code!(),
            kind => {
                let (name, flat) = (&names[k], flattened(kind));
                code!(#name.add_all(&#value #flat);)
            }
        });
        code!(#(#adds)*)
    }

    /// Tangents as values: `let`s, and a reference or a number for each part.
    pub(super) fn made_of_dots(&self, krate: &TokenStream) -> (TokenStream, Vec<TokenStream>) {
        let (names, given) = (self.names("_dot"), self.names(""));
        let mut lets = TokenStream::new();
        let mut made = Vec::new();
        for (k, (kind, float)) in self.kinds.iter().enumerate() {
            let (dot, value) = (&names[k], &given[k]);
            let own = format_ident!("{dot}_made");
            match kind {
                Kind::Scalar => {
                    made.push(code!(#dot));
                    continue;
                }
                Kind::Fixed(sizes) => {
                    let (ty, all) = (array(float, sizes), super::flat_mut(&own, sizes.len()));
                    lets.extend(code! {
                        let mut #own = <#ty as #krate::__private::Zero>::ZERO;
                        #dot.copy_to(#all);
                    });
                }
                Kind::Slice(_) => lets.extend(code! {
                    let mut #own: #krate::__private::Vec<#float> = #krate::__private::zeros(#value.len());
                    #dot.copy_to(&mut #own);
                }),
            }
            made.push(code!((&#own)));
        }
        (lets, made)
    }
}

/// What leads from an array to its elements in a row.
pub(super) fn flattened(kind: &Kind) -> TokenStream {
    let Kind::Fixed(sizes) = kind else { return code!([..]) };
    let flat = (1..sizes.len()).map(|_| code!(.as_flattened()));
    code!(#(#flat)*[..])
}

impl Companions<'_> {
    /// The result is a number, an array, or a tuple of numbers and arrays of known size, all of the width of the arguments.
    pub(super) fn has_plain_result(&self) -> bool {
        let (outcome, float) = (&self.outcome, self.ctx.space.float());
        let in_a_tuple = matches!(outcome.shape, Shape::Tuple { .. });
        let plain = |part: &crate::outputs::outcome::ResultPart| {
            part.active
                && part.record.is_none()
                && part.float.to_string() == float.to_string()
                && match &part.kind {
                    Kind::Scalar | Kind::Fixed(_) => true,
                    Kind::Slice(inner) => inner.is_empty() && !in_a_tuple,
                }
        };
        !outcome.is_nothing()
            && !outcome.shape.holds_option()
            && outcome.parts.iter().all(plain)
            && self.ctx.space.one_width()
    }
}
