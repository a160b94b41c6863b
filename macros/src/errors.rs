//! What the macro refuses, collected: all mistakes of a function are reported at once.

use std::cell::Cell;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The mistakes found so far. Whoever makes one has to ask it for them before it goes.
pub(crate) struct Errors {
    list: Vec<Diagnostic>,
    /// rustc will say it, and better.
    left: bool,
    asked: Cell<bool>,
}

struct Diagnostic {
    span: Span,
    text: String,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self { list: Vec::new(), left: false, asked: Cell::new(false) }
    }

    /// A mistake under one token, and a way out; without one, `help` is empty.
    pub(crate) fn refuse(&mut self, span: Span, message: impl Into<String>, help: impl AsRef<str>) {
        let mut text = message.into();
        if !help.as_ref().is_empty() {
            text.push_str("\n\n  = help: ");
            text.push_str(help.as_ref());
        }
        let diagnostic = Diagnostic { span, text };
        if !self.list.iter().any(|known| known.says_the_same(&diagnostic)) {
            self.list.push(diagnostic);
        }
    }

    /// The macro could learn it: `closures are not supported yet`. `what` is a plural.
    pub(crate) fn not_yet(&mut self, span: Span, what: &str, help: impl AsRef<str>) {
        self.refuse(span, format!("{what} are not supported yet"), help);
    }

    /// Mathematics forbids it: `` `to_bits` has no derivative ``.
    pub(crate) fn no_derivative(&mut self, span: Span, what: &str, help: impl AsRef<str>) {
        self.refuse(span, format!("`{what}` has no derivative"), help);
    }

    /// A mistake that rustc finds too, under the same token: one mistake is one error.
    pub(crate) fn leave_to_rustc(&mut self) {
        self.left = true;
    }

    /// What `syn` did not understand, in its own words.
    pub(crate) fn syntax(&mut self, error: &syn::Error) {
        for error in error {
            self.refuse(error.span(), error.to_string(), "");
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.asked.set(true);
        self.list.is_empty() && !self.left
    }

    /// What was said so far was said too early.
    pub(crate) fn forget(&mut self) {
        self.list.clear();
        self.left = false;
    }

    /// The program does not compile, whatever rustc finds.
    pub(crate) fn are_reported(&self) -> bool {
        !self.list.is_empty()
    }

    /// One `compile_error!` for each mistake, in the order in which they were found; nothing if there are none.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.asked.set(true);
        self.list.iter().map(Diagnostic::tokens).collect()
    }

    /// The messages, for tests.
    #[cfg(test)]
    pub(crate) fn into_messages(self) -> Vec<String> {
        self.asked.set(true);
        self.list.iter().map(|d| d.text.clone()).collect()
    }
}

impl Diagnostic {
    /// The body of a closure is read at each call: what is wrong with it is said once. Spans outside of a compiler do not say where they are.
    fn says_the_same(&self, other: &Self) -> bool {
        let at = format!("{:?}", self.span);
        self.text == other.text && at.contains(|c: char| c.is_ascii_digit()) && at == format!("{:?}", other.span)
    }

    fn tokens(&self) -> TokenStream {
        let text = &self.text;
        quote_spanned! { self.span => ::core::compile_error! { #text } }
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let fine = self.asked.get() || std::thread::panicking();
        debug_assert!(fine, "errors were collected and never looked at");
    }
}
