//! The attribute macro of chainrule: derivatives by source transformation. Users depend on `chainrule`, which re-exports it.

mod elementary;
mod emit;
mod errors;
mod expand;
mod fallback;
mod formula;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod golden;
mod ir;
mod lower;
mod options;
mod origins;
mod outputs;
mod signature;
mod transform;

/// Differentiates a function.
#[proc_macro_attribute]
pub fn differentiable(attribute: proc_macro::TokenStream, input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::expand(attribute.into(), &input.into()).into()
}
