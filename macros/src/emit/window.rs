//! Parts of arrays that a loop goes through: `let x_part = window(x, t1, n);`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Held, Printer};
use crate::ir::{Place, Val};

impl Printer<'_> {
    pub(super) fn window(&mut self, place: Place, of: Place, (from, len): (Val, Val), mutable: bool) -> TokenStream {
        let (array, krate) = (self.place_ident(of), self.krate.clone());
        let (from, len) = (self.tokens(from), self.tokens(len));
        let held = if self.is_buffer(of) { Held::Mutable } else { self.held(of) };
        let (part, held) = match held {
            Held::Sink | Held::Tangent => (quote!(#array.window(#from, #len)), held),
            Held::Mutable if mutable => (quote!(#krate::__private::window_mut(&mut *#array, #from, #len)), held),
            _ if mutable => (quote!(#krate::__private::window_mut(&mut #array, #from, #len)), Held::Mutable),
            Held::Owned => (quote!(#krate::__private::window(&#array, #from, #len)), Held::Shared),
            _ => (quote!(#krate::__private::window(#array, #from, #len)), Held::Shared),
        };
        let hint = self.plan.func.place(place).hint.as_ref().map_or_else(|| "part".to_owned(), |h| h.text.to_string());
        let name = self.names.give(&hint);
        self.places.insert(place, (name.clone(), held));
        quote!(let #name = #part;)
    }
}
