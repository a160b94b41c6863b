//! Extents that have a name: `N`, `2 * N`, `DIM`.

use std::collections::HashMap;

use quote::ToTokens;
use syn::Expr;
use syn::spanned::Spanned;

use super::written::literal_length;
use crate::ir::{Dim, Origin};
use crate::origins::Origins;

/// The named extents met so far: the same tokens are the same extent.
#[derive(Default)]
pub(super) struct Dims {
    named: HashMap<String, Origin>,
}

impl Dims {
    pub(super) fn of(&mut self, len: &Expr, origins: &mut Origins) -> Dim {
        if let Some(n) = literal_length(len) {
            return Dim::Lit(n);
        }
        let tokens = len.to_token_stream();
        let text = tokens.to_string();
        Dim::Named(*self.named.entry(text).or_insert_with(|| origins.add(len.span(), tokens)))
    }

    /// The extent that these tokens name, if they name one.
    pub(super) fn named(&self, text: &str) -> Option<Origin> {
        self.named.get(text).copied()
    }
}
