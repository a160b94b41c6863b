//! Options at calls: here they are pairs of whether there is a value, and the value, as companions take and give them; to the user's
//! function they are what they are.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Printer;
use crate::ir::{Call, Dim, Form, Inst, Place, Ty};

/// The numbers and arrays of a result, in order.
struct Blanks<'b> {
    scalars: std::vec::IntoIter<Ty>,
    places: std::slice::Iter<'b, Place>,
}

impl Printer<'_> {
    /// `value` with each `Option` in it as a pair.
    pub(super) fn opened(&mut self, inst: &Inst, call: &Call, value: TokenStream) -> TokenStream {
        let scalars: Vec<Ty> = inst.outs.iter().map(|v| self.plan.func.ty(*v)).collect();
        let mut blanks = Blanks { scalars: scalars.into_iter(), places: call.results.iter() };
        self.pair(&call.forms.result, value, &mut blanks)
    }

    fn pair(&mut self, form: &Form, value: TokenStream, blanks: &mut Blanks<'_>) -> TokenStream {
        let Form::Tuple { items, option, .. } = form else {
            let _ = self.blank(form, blanks);
            return value;
        };
        if *option {
            let some = self.names.give("some");
            let mut ahead = Blanks { scalars: blanks.scalars.clone(), places: blanks.places.clone() };
            let blank = self.blank(form, &mut ahead);
            let _ = blanks.scalars.next();
            let content = self.pair(&items[1], quote!(#some), blanks);
            return quote!(#value.map_or(#blank, |#some| (true, #content)));
        }
        if !form.holds_option() {
            let _ = self.blank(form, blanks);
            return value;
        }
        let names: Vec<Ident> = items.iter().map(|_| self.names.give("part")).collect();
        let pairs: Vec<TokenStream> =
            items.iter().zip(&names).map(|(item, name)| self.pair(item, quote!(#name), blanks)).collect();
        quote!({ let (#(#names,)*) = #value; (#(#pairs,)*) })
    }

    /// What stands where there is no value.
    fn blank(&self, form: &Form, blanks: &mut Blanks<'_>) -> TokenStream {
        match form {
            Form::Tuple { items, .. } => {
                let items = items.iter().map(|item| self.blank(item, blanks));
                let items: Vec<TokenStream> = items.collect();
                if let [only] = items.as_slice() { quote!((#only,)) } else { quote!((#(#items),*)) }
            }
            Form::Array => {
                let place = *blanks.places.next().expect("a place for each array");
                let zero = zero(self.plan.func.place(place).elem);
                self.dims(place).iter().rev().fold(zero, |inner, dim| match dim {
                    Dim::Lit(n) => {
                        let n = super::literal::count(*n);
                        quote!([#inner; #n])
                    }
                    Dim::Named(origin) => {
                        let n = self.origins.render(*origin, &[]);
                        quote!([#inner; #n])
                    }
                    Dim::Dyn | Dim::Inferred | Dim::Whole => quote!(::core::default::Default::default()),
                })
            }
            Form::Scalar { .. } | Form::Widened => zero(blanks.scalars.next().expect("an output for each number")),
            Form::Record { .. } | Form::Function { .. } | Form::Unseen => quote!(::core::default::Default::default()),
        }
    }
}

fn zero(ty: Ty) -> TokenStream {
    match ty {
        Ty::F64 | Ty::F32 => quote!(0.0),
        Ty::Int(_) => quote!(0),
        Ty::Bool => quote!(false),
        Ty::Other(_) | Ty::State => quote!(::core::default::Default::default()),
    }
}
