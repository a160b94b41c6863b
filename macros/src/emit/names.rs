//! Names for what is generated: the user's first, then by meaning, else `t1`, `t2`.
//!
//! A name is taken from where it is given until the block around it ends; no inner block gives it again.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span};

#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The number that the next namesake gets.
    next: HashMap<String, u32>,
    scopes: Vec<Vec<Given>>,
}

enum Given {
    Name(String),
    Number(String, Option<u32>),
}

impl Names {
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    pub(super) fn enter(&mut self) {
        self.scopes.push(Vec::new());
    }

    pub(super) fn leave(&mut self) {
        for given in self.scopes.pop().expect("every scope is left once").into_iter().rev() {
            match given {
                Given::Name(name) => {
                    self.taken.remove(&name);
                }
                Given::Number(base, Some(n)) => {
                    self.next.insert(base, n);
                }
                Given::Number(base, None) => {
                    self.next.remove(&base);
                }
            }
        }
    }

    /// This name, or with a number where it is taken.
    pub(super) fn give(&mut self, text: &str) -> Ident {
        // Put together from others, it may have a raw one in the middle.
        let text = &*text.replace("r#", "");
        let text = if text.trim_start_matches('_').is_empty() { "t" } else { text };
        if text == "t" {
            return self.numbered("t", 1);
        }
        if self.take(text) { ident(text) } else { self.numbered(text, 2) }
    }

    /// `i`, `j`, `k` for the indices of loops in one another.
    pub(super) fn index(&mut self) -> Ident {
        let free = ["i", "j", "k", "l"].into_iter().find(|name| self.take(name));
        free.map_or_else(|| self.numbered("i", 2), ident)
    }

    fn numbered(&mut self, base: &str, first: u32) -> Ident {
        let join = if base.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
        let old = self.next.get(base).copied();
        let mut n = old.unwrap_or(first);
        while !self.take(&format!("{base}{join}{n}")) {
            n += 1;
        }
        self.next.insert(base.to_owned(), n + 1);
        if let Some(scope) = self.scopes.last_mut() {
            scope.push(Given::Number(base.to_owned(), old));
        }
        ident(&format!("{base}{join}{n}"))
    }

    fn take(&mut self, name: &str) -> bool {
        let free = self.taken.insert(name.to_owned());
        if free {
            self.scopes.last_mut().into_iter().for_each(|s| s.push(Given::Name(name.to_owned())));
        }
        free
    }
}

/// Our names live in the macro's own world: they never meet the user's, even where the text is the same.
pub(super) fn ident(text: &str) -> Ident {
    if syn::parse_str::<Ident>(text).is_ok() {
        Ident::new(text, Span::mixed_site())
    } else if matches!(text, "self" | "Self" | "super" | "crate") {
        Ident::new(&format!("{}_", text.to_lowercase()), Span::mixed_site())
    } else {
        Ident::new_raw(text, Span::mixed_site())
    }
}
