//! Structs of the user at calls: what is in them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::Printer;
use crate::ir::{Form, Record};

/// A number or an array in a struct.
pub(super) struct Leaf {
    /// What leads to the struct that it is a field of: `.inner`.
    before: TokenStream,
    pub(super) member: TokenStream,
    pub(super) is_array: bool,
    /// Its number among all parts of what the struct belongs to.
    pub(super) at: usize,
}

/// Everything in a struct, in order.
pub(super) struct Leaves {
    pub(super) leaves: Vec<Leaf>,
    /// The number of the rest.
    pub(super) rest: Option<usize>,
}

impl Leaf {
    pub(super) fn path(&self) -> TokenStream {
        let Self { before, member, .. } = self;
        quote!(#before . #member)
    }
}

/// The structs in a result.
pub(super) fn records(form: &Form) -> usize {
    match form {
        Form::Tuple { items, .. } => items.iter().map(records).sum(),
        Form::Record { .. } => 1,
        _ => 0,
    }
}

pub(super) fn holds_struct(form: &Form) -> bool {
    records(form) > 0
}

pub(super) fn is_record(form: &Form) -> bool {
    matches!(form, Form::Record { .. })
}

/// The first part of each argument.
pub(super) fn firsts(forms: &[Form]) -> impl Iterator<Item = (usize, &Form)> {
    forms.iter().scan(0, |at, form| {
        let first = *at;
        *at += form.parts().len();
        Some((first, form))
    })
}

impl Printer<'_> {
    pub(super) fn leaves_of(&self, record: &Record, first: usize) -> Leaves {
        let (mut leaves, mut at) = (Vec::new(), first);
        self.fields(record, &TokenStream::new(), &mut at, &mut leaves);
        Leaves { leaves, rest: record.rest.then_some(at) }
    }

    fn fields(&self, record: &Record, before: &TokenStream, at: &mut usize, leaves: &mut Vec<Leaf>) {
        for (member, form) in &record.fields {
            self.field(form, before, self.origins.render(*member, &[]), at, leaves);
        }
    }

    fn field(&self, form: &Form, before: &TokenStream, member: TokenStream, at: &mut usize, leaves: &mut Vec<Leaf>) {
        let here = quote!(#before . #member);
        match form {
            Form::Record { record, .. } => self.fields(record, &here, at, leaves),
            Form::Tuple { items, .. } => {
                for (k, item) in items.iter().enumerate() {
                    let k = Literal::usize_unsuffixed(k);
                    self.field(item, &here, quote!(#k), at, leaves);
                }
            }
            Form::Scalar { .. } | Form::Array | Form::Function { .. } | Form::Widened | Form::Unseen => {
                let is_array = *form == Form::Array;
                leaves.push(Leaf { before: before.clone(), member, is_array, at: *at });
                *at += 1;
            }
        }
    }

    /// What a struct says about one of its fields: that it has a derivative, or none.
    pub(super) fn kind_of(&self, name: &Ident, leaf: &Leaf) -> TokenStream {
        let (krate, before, member) = (&self.krate, &leaf.before, &leaf.member);
        let span = member.span().resolved_at(proc_macro2::Span::mixed_site());
        let kind = Ident::new(&format!("__field_{}", member.to_string().trim_start_matches("r#")), span);
        let kind = quote_spanned!(span=> #name #before . #kind());
        let of_tuple = member.to_string().starts_with(|c: char| c.is_ascii_digit());
        if of_tuple {
            quote!({ #[allow(unused_imports)] use #krate::__private::TupleFields as _; #kind })
        } else {
            kind
        }
    }

    /// Holds that a field has a derivative.
    pub(super) fn varies(&self, name: &Ident, leaf: &Leaf) -> TokenStream {
        let (krate, kind) = (&self.krate, self.kind_of(name, leaf));
        quote_spanned!(leaf.member.span()=> #krate::__private::varies(#kind);)
    }
}
