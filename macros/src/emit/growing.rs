//! Local `Vec`s that grow.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Printer, literal};
use crate::ir::{Const, Dim, Place, PlaceKind, Ty, Val};

impl Printer<'_> {
    pub(super) fn grows(&self, p: Place) -> bool {
        self.plan.func.place(p).kind == PlaceKind::Growing
    }

    /// `Vec::<f64>::new()`
    pub(super) fn nothing_yet(&mut self, p: Place) -> TokenStream {
        let elem = match self.plan.func.place(p).elem {
            Ty::Other(_) | Ty::State | Ty::Int(None) => return self.room(p, None),
            elem => self.ty(elem),
        };
        let (row, krate) = (self.rows(p, elem), &self.krate);
        match &self.workspace {
            Some(workspace) if self.home(p).is_some() => quote!(#workspace.empty::<#row>()),
            _ => quote!(#krate::__private::Vec::<#row>::new()),
        }
    }

    /// `if a.len() < n { a.resize(n, 0.0); }`
    pub(super) fn lengthen(&mut self, p: Place, len: Val) -> TokenStream {
        let (name, elem) = (self.place_ident(p), self.plan.func.place(p).elem);
        let zero = match elem {
            Ty::Bool => Const::Bool(false),
            Ty::Int(_) => Const::Int(0),
            Ty::F64 | Ty::F32 | Ty::Other(_) | Ty::State => Const::Float(0),
        };
        let zero = literal::constant(zero, elem, false).tokens;
        let row = self.rows(p, zero);
        let len = self.tokens(len);
        quote!(if #name.len() < #len { #name.resize(#len, #row); })
    }

    /// What an element along the first axis is, of elements along the last.
    fn rows(&mut self, p: Place, elem: TokenStream) -> TokenStream {
        let dims: Vec<Dim> = self.dims(p).iter().skip(1).copied().collect();
        dims.into_iter().rev().fold(elem, |row, dim| {
            let n = self.extent(p, dim, None).0.tokens;
            quote!([#row; #n])
        })
    }
}
