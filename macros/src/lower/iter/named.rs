//! Iterators that have a name: `let squares = xs.iter().map(|x| x * x);`.

use std::rc::Rc;

use syn::{Expr, ExprPath, Pat};

use super::{ADAPTORS, Chain, Source, Stage, begins_with_one};
use crate::lower::expr::peel;
use crate::lower::reader::{Binding, Reader};

impl Reader<'_> {
    /// An iterator by its form, or by its name.
    pub(in crate::lower) fn is_iterator(&self, expr: &Expr) -> bool {
        begins_with_one(expr, |path| self.named_iterator(path).is_some())
    }

    pub(super) fn named_iterator(&self, path: &ExprPath) -> Option<Rc<Chain>> {
        match path.path.get_ident().and_then(|name| self.lookup(name)) {
            Some(Binding::Iterator(chain)) => Some(chain),
            _ => None,
        }
    }

    /// Whether a name was given to an iterator. Without `mut`, it can only be moved: whatever runs over it does so once.
    pub(in crate::lower) fn bind_iterator(&mut self, pat: &Pat, init: &Expr) -> bool {
        let Pat::Ident(name) = pat else { return false };
        let Expr::MethodCall(call) = peel(init) else { return false };
        let adapted = ADAPTORS.iter().any(|name| call.method == name) && self.is_iterator(&call.receiver);
        if name.mutability.is_some() || name.by_ref.is_some() || name.subpat.is_some() || !adapted {
            return false;
        }
        if let Some(mut chain) = self.iterator(init) {
            chain.keep_copies();
            self.bind_name(&name.ident, Binding::Iterator(Rc::new(chain)));
        }
        true
    }
}

impl Chain {
    /// What it runs over by value may change before it does.
    fn keep_copies(&mut self) {
        match &mut self.source {
            Source::Counted(counted) => counted.copies.clear(),
            Source::Joined(first, second) => {
                first.keep_copies();
                second.keep_copies();
            }
            Source::Once(_) | Source::Successors(..) | Source::Asked(_) => {}
        }
        for stage in &mut self.stages {
            if let Stage::Zip { other, .. } = stage {
                other.copies.clear();
            }
        }
    }
}
