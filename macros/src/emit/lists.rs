//! Lists of tuples, of structs and of rows at calls: put together from an array for each part of their elements, and taken apart.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Held, Printer};
use crate::ir::{Arg, Dim, List, Place, Record, SinkArg, Ty};

/// A pattern for the next part of what a call gives.
type Next<'n, 'a> = &'n mut dyn FnMut(&mut Printer<'a>, bool, &mut TokenStream) -> Option<TokenStream>;

impl<'a> Printer<'a> {
    // ---- put together

    /// A list from the arrays of its parts.
    pub(super) fn list_of(&mut self, list: &List, args: &[Arg]) -> TokenStream {
        let k = self.names.give("k");
        let parts: Vec<TokenStream> = args.iter().filter_map(|arg| Some(self.entry(arg.place()?, &k))).collect();
        let item = self.origins.render(list.item, &parts);
        self.collected(list, args, &k, &item)
    }

    /// An element for each index.
    fn collected(&mut self, list: &List, args: &[Arg], k: &Ident, item: &TokenStream) -> TokenStream {
        let krate = self.krate.clone();
        let vec = quote!(collect::<#krate::__private::Vec<_>>());
        if let Some(n) = self.fixed_size(list) {
            return quote!(::core::array::from_fn::<_, #n, _>(|#k| #item));
        }
        let measure = if list.rows { args.last() } else { args.first() };
        let measure = measure.and_then(|arg| arg.place()).map(|place| self.place_ident(place));
        if list.rows {
            let i = self.names.give("i");
            return quote!((0..#measure.len() - 1).map(|#i| (#measure[#i]..#measure[#i + 1]).map(|#k| #item).#vec).#vec);
        }
        quote!((0..#measure.len()).map(|#k| #item).#vec)
    }

    fn fixed_size(&self, list: &List) -> Option<TokenStream> {
        list.size.filter(|_| !list.rows).and_then(|dim| self.size(dim))
    }

    fn size(&self, dim: Dim) -> Option<TokenStream> {
        match dim {
            Dim::Lit(n) => {
                let n = super::literal::count(n);
                Some(quote!(#n))
            }
            Dim::Named(origin) => Some(self.origins.render(origin, &[])),
            Dim::Dyn | Dim::Inferred | Dim::Whole => None,
        }
    }

    /// What the elements have in one place, for the element of this number.
    fn entry(&mut self, p: Place, k: &Ident) -> TokenStream {
        let name = self.place_ident(p);
        if self.held(p) != Held::Tangent {
            return quote!(#name[#k]);
        }
        let inner = self.dims(p)[1..].to_vec();
        self.entry_at(&name, &quote!(#k), &inner)
    }

    /// The same of a tangent, whose numbers are one after the other.
    fn entry_at(&mut self, name: &Ident, at: &TokenStream, inner: &[Dim]) -> TokenStream {
        let Some((first, rest)) = inner.split_first() else { return quote!(#name.at(#at)) };
        let (l, n) = (self.names.give("l"), self.size(*first));
        let entry = self.entry_at(name, &quote!((#at * #n + #l)), rest);
        quote!(::core::array::from_fn::<_, #n, _>(|#l| #entry))
    }

    /// Zero in the place of a part, and nothing in that of an integer.
    fn zero_entry(&self, (elem, inner): &(Ty, Vec<Dim>)) -> TokenStream {
        let float = match elem {
            Ty::F32 => quote!(f32),
            Ty::F64 => quote!(f64),
            Ty::Int(_) | Ty::Bool | Ty::Other(_) | Ty::State => return quote!(()),
        };
        let krate = &self.krate;
        let ty = inner.iter().rev().fold(float, |inner, dim| {
            let n = self.size(*dim);
            quote!([#inner; #n])
        });
        quote!(<#ty as #krate::__private::Zero>::ZERO)
    }

    // ---- tangents and adjoints of arguments

    /// The tangent of a list that is an argument.
    pub(super) fn list_dot(
        &mut self,
        record: &Record,
        list: &List,
        packed: &Ident,
        args: &[Arg],
        dots: &[Arg],
    ) -> TokenStream {
        let k = self.names.give("k");
        let mut parts = Vec::new();
        for (dot, (elem, _)) in dots.iter().zip(&list.parts) {
            parts.push(match dot {
                Arg::Array { place, .. } if elem.is_float() => Some(self.entry(*place, &k)),
                Arg::Array { .. } | Arg::Constant => None,
                Arg::Scalar(_) | Arg::InOut(_) | Arg::Kept { .. } => unreachable!("the tangent of a part is an array"),
            });
        }
        let item = if list.of_structs {
            let (item, krate) = (self.names.give("item"), self.krate.clone());
            let sets = record.fields.iter().zip(&parts).filter_map(|((path, _), part)| {
                let (path, part) = (self.origins.render(*path, &[]), part.as_ref()?);
                Some(quote!(#item #path = #part;))
            });
            let sets: Vec<TokenStream> = sets.collect();
            quote!({ let mut #item = #krate::Differentiable::zero_like(&#packed[#k]); #(#sets)* #item })
        } else {
            let zeros = parts.into_iter().zip(&list.parts);
            let parts = zeros.map(|(part, zero)| part.unwrap_or_else(|| self.zero_entry(zero)));
            let parts: Vec<TokenStream> = parts.collect();
            self.origins.render(list.item, &parts)
        };
        self.collected(list, args, &k, &item)
    }

    /// All parts but where rows begin.
    fn parts_of_list(record: &Record, list: &List) -> usize {
        record.fields.len() - usize::from(list.rows)
    }

    /// What takes the adjoint of a list that is an argument.
    pub(super) fn list_zeros(&mut self, list: &List, packed: &Ident) -> TokenStream {
        let (krate, item) = (self.krate.clone(), self.names.give("item"));
        let zero = if list.of_structs {
            quote!(#krate::Differentiable::zero_like(#item))
        } else {
            let parts: Vec<TokenStream> = list.parts.iter().map(|part| self.zero_entry(part)).collect();
            self.origins.render(list.item, &parts)
        };
        let pattern = if list.of_structs { quote!(#item) } else { quote!(_) };
        let vec = quote!(collect::<#krate::__private::Vec<_>>());
        match self.fixed_size(list) {
            Some(n) if list.of_structs => {
                let k = self.names.give("k");
                quote!(::core::array::from_fn::<_, #n, _>(|#k| { let #item = &#packed[#k]; #zero }))
            }
            Some(n) => quote!(::core::array::from_fn::<_, #n, _>(|_| #zero)),
            None if list.rows => quote!(#packed.iter().map(|row| row.iter().map(|#pattern| #zero).#vec).#vec),
            None => quote!(#packed.iter().map(|#pattern| #zero).#vec),
        }
    }

    /// The adjoint of a list goes to those of its parts.
    pub(super) fn list_adds(&mut self, record: &Record, list: &List, bar: &Ident, sinks: &[SinkArg]) -> TokenStream {
        let (k, item) = (self.names.give("k"), self.names.give("item"));
        let mut adds = TokenStream::new();
        for ((path, _), sink) in record.fields.iter().zip(sinks) {
            let to = match *sink {
                SinkArg::Array(to) => to,
                SinkArg::Constant => continue,
                SinkArg::Scalar | SinkArg::InOut(_) => unreachable!("the adjoint of a part is that of an array"),
            };
            let path = self.origins.render(*path, &[]);
            adds.extend(self.entry_added(to, &k, &item, &path));
        }
        let rows = list.rows.then(|| quote!(.flatten()));
        quote!(for (#k, #item) in #bar.iter() #rows.enumerate() { #adds })
    }

    fn entry_added(&mut self, to: Place, k: &Ident, item: &Ident, path: &TokenStream) -> TokenStream {
        let (name, krate, inner) = (self.place_ident(to), self.krate.clone(), self.dims(to)[1..].to_vec());
        let flat = (1..inner.len()).map(|_| quote!(.as_flattened()));
        let flat_mut = (1..inner.len()).map(|_| quote!(.as_flattened_mut()));
        let entry = if path.is_empty() { quote!(*#item) } else { quote!(#item #path) };
        match (self.held(to), inner.is_empty()) {
            (Held::Sink, true) => quote!(#name.add_at(#k, #entry);),
            (Held::Sink, false) => {
                let sizes: Vec<TokenStream> = inner.iter().filter_map(|dim| self.size(*dim)).collect();
                let (l, number) = (self.names.give("l"), self.names.give("number"));
                quote! {
                    for (#l, #number) in (#entry) #(#flat)*.iter().enumerate() {
                        #name.add_at(#k #(* #sizes)* + #l, *#number);
                    }
                }
            }
            (_, true) => quote!(#name[#k] += #entry;),
            (_, false) => quote!(#krate::__private::add_all(&mut #name[#k] #(#flat_mut)*, &(#entry) #(#flat)*);),
        }
    }

    // ---- results

    /// Takes a list apart that a call has given.
    pub(super) fn unpack_list(
        &mut self,
        name: &Ident,
        record: &Record,
        list: &List,
        next: Next<'_, 'a>,
    ) -> TokenStream {
        let mut lets = TokenStream::new();
        for (k, (path, _)) in record.fields.iter().enumerate() {
            let mut after = TokenStream::new();
            let pattern = next(self, true, &mut after).filter(|pattern| pattern.to_string() != "_");
            let Some(pattern) = pattern else { continue };
            let value = if k == Self::parts_of_list(record, list) {
                self.offsets_of(name)
            } else {
                let path = self.origins.render(*path, &[]);
                self.column_of(name, list, &path)
            };
            lets.extend(quote!(let #pattern = #value; #after));
        }
        lets
    }

    fn offsets_of(&self, name: &Ident) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private::offsets(#name.iter().map(|row| row.len())))
    }

    /// What all elements have in one place.
    fn column_of(&mut self, name: &Ident, list: &List, path: &TokenStream) -> TokenStream {
        let krate = self.krate.clone();
        if let Some(n) = self.fixed_size(list) {
            let k = self.names.give("k");
            return quote!(::core::array::from_fn::<_, #n, _>(|#k| #name[#k] #path));
        }
        let items = if list.rows { quote!(#name.iter().flat_map(|row| row.iter())) } else { quote!(#name.iter()) };
        let parts = if path.is_empty() { quote!(#items.copied()) } else { quote!(#items.map(|item| item #path)) };
        quote!(#parts.collect::<#krate::__private::Vec<_>>())
    }

    /// For each array that a list comes to, zeros in its shape.
    pub(super) fn zeros_of_list(&mut self, name: &Ident, record: &Record, list: &List) -> Vec<TokenStream> {
        let krate = self.krate.clone();
        let parts = Self::parts_of_list(record, list);
        let zeros = record.fields.iter().enumerate().map(|(k, (path, _))| {
            if k == parts {
                return quote!(());
            }
            let path = self.origins.render(*path, &[]);
            let column = self.column_of(name, list, &path);
            quote!(#krate::__private::zeros_like(&#column))
        });
        zeros.collect()
    }

    /// Adds the adjoints of the parts of a list that a call has given to that of the list.
    pub(super) fn seed_list(&mut self, name: &Ident, record: &Record, list: &List, seeds: &[Arg]) -> TokenStream {
        let (k, item, krate) = (self.names.give("k"), self.names.give("item"), self.krate.clone());
        let mut adds = TokenStream::new();
        for ((path, _), seed) in record.fields.iter().zip(seeds) {
            let place = match *seed {
                Arg::Array { place, .. } => place,
                Arg::Constant => continue,
                Arg::Scalar(_) | Arg::InOut(_) | Arg::Kept { .. } => unreachable!("the adjoint of a part is an array"),
            };
            let (path, from, inner) =
                (self.origins.render(*path, &[]), self.place_ident(place), self.dims(place).len() - 1);
            let to = if path.is_empty() { quote!(*#item) } else { quote!(#item #path) };
            let (flat, flat_mut) =
                ((1..inner).map(|_| quote!(.as_flattened())), (1..inner).map(|_| quote!(.as_flattened_mut())));
            adds.extend(if inner == 0 {
                quote!(#to += #from[#k];)
            } else {
                quote!(#krate::__private::add_all(&mut (#to) #(#flat_mut)*, &#from[#k] #(#flat)*);)
            });
        }
        let rows = list.rows.then(|| quote!(.flatten()));
        if adds.is_empty() { adds } else { quote!(for (#k, #item) in #name.iter_mut() #rows.enumerate() { #adds }) }
    }
}
