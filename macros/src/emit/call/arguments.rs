//! What a call is given: arguments and their tangents.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::buffers::slices;
use super::super::packed::Packs;
use super::super::uses::flat;
use super::super::{Held, Printer};
use super::{constant, wholes};
use crate::ir::{Arg, Call, CallMode, Form, Part, Place};

impl Printer<'_> {
    pub(super) fn args(&mut self, call: &Call, packs: &Packs, second: bool) -> Vec<TokenStream> {
        let args = self.arg_parts(call);
        let functions = self.function_values(call, &args);
        wholes(&call.forms.args, &args, true, &mut |k, _| functions[k].clone().unwrap_or_else(|| packs.arg(k, second)))
    }

    pub(super) fn arg_parts(&mut self, call: &Call) -> Vec<TokenStream> {
        let in_structs = Self::in_structs(call);
        let second = matches!(call.mode, CallMode::Reverse | CallMode::ReverseTangent);
        let handed_on = call.mode == CallMode::Value && !self.is_applied(call);
        let product = call.mode != CallMode::Value && self.origins.is_product(call.callee);
        let along = product && call.forms.args.last() == Some(&Form::Array);
        let slices = slices(call, self.is_applied(call));
        let part = |(k, arg): (usize, &Arg)| match arg {
            Arg::Array { place, .. } if along && k + 1 == call.args.len() => {
                self.arg(Arg::Array { place: *place, borrowed: true }, call.part(k))
            }
            Arg::Kept { .. } if along && k + 1 == call.args.len() => self.kept(call, k, true),
            _ if in_structs[k] => TokenStream::new(),
            Arg::Kept { borrowed } => self.kept(call, k, *borrowed),
            Arg::Array { place, borrowed: true } if self.lent.contains(place) && !slices.contains(&k) => {
                self.as_vec(*place, call.part(k))
            }
            // The second phase gets what the function gives back, and not the function.
            Arg::Array { place, .. } if second && self.is_function(*place) => constant(),
            Arg::Array { place, .. } if handed_on && self.is_function(*place) => {
                let name = self.place_ident(*place);
                quote!(&#name)
            }
            arg => self.arg(*arg, call.part(k)),
        };
        call.args.iter().enumerate().map(part).collect()
    }

    pub(in crate::emit) fn arg(&mut self, arg: Arg, part: Option<&Part>) -> TokenStream {
        match arg {
            Arg::Scalar(v) => self.tokens(v),
            Arg::Array { place, borrowed } => match part {
                Some(part) => {
                    let (part, and) = (self.portion(place, part), if borrowed { quote!(&) } else { quote!() });
                    quote!(#and #part)
                }
                None => self.array(place, borrowed),
            },
            Arg::InOut(place) => self.changed(place, part),
            Arg::Kept { .. } | Arg::Constant => constant(),
        }
    }

    /// `&mut a`, or `a` where that is a `&mut` already; `&mut a[lo..hi]`
    pub(super) fn changed(&mut self, p: Place, part: Option<&Part>) -> TokenStream {
        let name = self.place_ident(p);
        match part {
            Some(part) => {
                let part = self.portion(p, part);
                quote!(&mut #part)
            }
            None if self.held(p) == Held::Mutable => quote!(#name),
            None => quote!(&mut #name),
        }
    }

    pub(super) fn dots(&mut self, call: &Call, packs: &Packs) -> Vec<TokenStream> {
        if call.dots.is_empty()
            && !matches!(
                call.mode,
                CallMode::Tangent | CallMode::Tangents | CallMode::ForwardTangent | CallMode::ReverseTangent
            )
        {
            return Vec::new();
        }
        let (args, dots) = (self.arg_parts(call), self.dot_parts(call));
        let functions = self.function_tangents(call, &args, &dots);
        wholes(&call.forms.args, &dots, false, &mut |k, _| functions[k].clone().unwrap_or_else(|| packs.dot(k)))
    }

    pub(super) fn dot_parts(&mut self, call: &Call) -> Vec<TokenStream> {
        let in_structs = Self::in_structs(call);
        let dots = call.dots.iter().enumerate().map(|(k, dot)| match dot {
            _ if in_structs[k] => TokenStream::new(),
            Arg::Kept { .. } => self.kept_dot(call, k),
            dot if call.mode == CallMode::Tangents => self.lanes(*dot, call.part(k)),
            dot => self.dot(*dot, call.part(k)),
        });
        dots.collect()
    }

    pub(super) fn dot(&mut self, dot: Arg, part: Option<&Part>) -> TokenStream {
        let p = match dot {
            Arg::Scalar(v) => return self.tokens(v),
            Arg::Array { place, .. } => place,
            Arg::InOut(place) => return self.changed(place, part),
            Arg::Kept { .. } | Arg::Constant => return constant(),
        };
        let krate = self.krate.clone();
        let held = self.held(p);
        let Some(part) = part else {
            let slice = self.slice(p);
            if self.is_struct(p) && held != Held::Tangent {
                return quote!(#krate::__private::lend(#slice));
            }
            return if held == Held::Tangent { slice } else { quote!(#krate::__private::Dot::new(#slice)) };
        };
        let name = self.place_ident(p);
        let (from, to) = (self.tokens(part.from), self.tokens(part.to));
        if held == Held::Tangent {
            return quote!(#name.part(#from, #to));
        }
        let rows = if flat(self.plan.func, p) { 0 } else { self.dims(p).len().saturating_sub(1) };
        let flatten = (0..rows).map(|_| quote!(.as_flattened()));
        quote!(#krate::__private::Dot::new(&#name #(#flatten)* [#from..#to]))
    }

    /// How many lanes a call has.
    pub(super) fn lane_count(&mut self, call: &Call) -> Option<TokenStream> {
        let wide = *call.result_dots.first().filter(|_| call.mode == CallMode::Tangents)?;
        let lanes = *self.dims(wide).last()?;
        Some(self.extent(wide, lanes, None).0.tokens)
    }

    /// A tangent in lanes: a number of which is an array. Of what is constant only the callee knows which it is.
    pub(super) fn lanes(&mut self, dot: Arg, part: Option<&Part>) -> TokenStream {
        let krate = self.krate.clone();
        let Arg::Array { place: p, borrowed } = dot else { return quote!(#krate::__private::Zero::ZERO) };
        if !borrowed {
            return self.array(p, false);
        }
        let range = part.map(|part| (self.tokens(part.from), self.tokens(part.to)));
        let name = self.place_ident(p);
        if self.held(p) == Held::Tangents {
            return range.map_or_else(|| quote!(#name), |(from, to)| quote!(#name.part(#from, #to)));
        }
        let flattened = flat(self.plan.func, p) || self.dims(p).len() > 2;
        let rows = self.rows_of_lanes(p);
        let and = if flattened || self.held(p) != Held::Owned { quote!() } else { quote!(&) };
        let rows = range.map_or_else(|| quote!(#and #rows), |(from, to)| quote!(&#rows[#from..#to]));
        quote!(#krate::__private::Dot::new(#rows))
    }

    /// All elements, each with its lanes.
    pub(super) fn rows_of_lanes(&mut self, p: Place) -> TokenStream {
        let name = self.place_ident(p);
        if flat(self.plan.func, p) {
            let lanes = *self.dims(p).last().expect("lanes are an axis");
            let lanes = self.extent(p, lanes, None).0.tokens;
            return quote!(#name.as_chunks::<#lanes>().0);
        }
        let flatten = (2..self.dims(p).len()).map(|_| quote!(.as_flattened()));
        quote!(#name #(#flatten)*)
    }

    /// `m[i]`, or `a[lo..hi]`
    pub(in crate::emit) fn portion(&mut self, p: Place, part: &Part) -> TokenStream {
        let name = self.place_ident(p);
        if flat(self.plan.func, p) {
            let (from, to) = (self.tokens(part.from), self.tokens(part.to));
            return quote!(#name[#from..#to]);
        }
        let row: Vec<TokenStream> = part.row.iter().map(|i| self.tokens(*i)).collect();
        let range = part.range.map(|(lo, hi)| {
            let (lo, hi) = (self.tokens(lo), self.tokens(hi));
            quote!([#lo..#hi])
        });
        quote!(#name #([#row])* #range)
    }

    /// What the user has as a `Vec`, and a companion as a slice, for code that may ask for the one or the other.
    fn as_vec(&mut self, p: Place, part: Option<&Part>) -> TokenStream {
        if part.is_some() {
            return self.arg(Arg::Array { place: p, borrowed: true }, part);
        }
        let name = self.place_ident(p);
        quote!(&#name.to_vec())
    }

    pub(in crate::emit) fn array(&mut self, p: Place, borrowed: bool) -> TokenStream {
        let name = self.place_ident(p);
        match (borrowed, self.held(p)) {
            _ if self.is_function(p) => quote!(#name),
            (false, _) if self.is_struct(p) => {
                let whole = self.whole(p);
                quote!(::core::clone::Clone::clone(#whole))
            }
            (true, Held::Shared) => quote!(#name),
            (true, Held::Mutable) => quote!(&*#name),
            (true, _) => quote!(&#name),
            (false, Held::Shared | Held::Mutable) if self.is_array(p) => quote!(*#name),
            (false, Held::Shared | Held::Mutable) => quote!(#name.to_vec()),
            (false, _) if self.is_array(p) => quote!(#name),
            (false, _) => quote!(#name.clone()),
        }
    }
}
