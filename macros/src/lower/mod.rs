//! From Rust to the language of [`crate::ir`]. Only translates: what a derivative is, it does not know.
//!
//! 1. The signature: what the parameters and the result are.
//! 2. The body becomes steps: names resolved, types inferred, what is not understood refused.
//! 3. Activity: which values a derivative flows through, and what is refused for that.
//! 4. Steps become values, places and structured control flow.

mod aliases;
mod assign;
mod assigned;
mod branch;
mod build;
mod calls;
mod captured;
mod check;
pub(crate) mod checkpoint;
mod circles;
mod closures;
mod defaults;
mod dims;
mod enums;
mod expr;
pub(crate) mod fence;
mod format;
mod functions;
mod growth;
mod guessed;
mod handed;
mod hints;
mod instance;
mod items;
mod iter;
mod lifted;
mod lists;
mod literal;
mod loops;
mod macros;
mod methods;
mod noted;
mod operators;
mod ops;
mod options;
mod outs;
mod parts;
mod pattern;
mod reader;
mod records;
mod references;
mod results;
mod rewrite;
mod rule;
mod scalars;
mod settle;
mod signature;
mod special;
mod steps;
mod stmt;
mod types;
mod variants;
mod vecs;
mod widths;
mod written;

#[cfg(test)]
mod tests;

use std::mem::ManuallyDrop;

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::ir::build::Rules;
use crate::ir::{Func, Op};
use crate::naming::Home;
use crate::options::Options;
use crate::origins::Origins;
use crate::signature::{Access, Shape, SigParam, Signature};
use dims::Dims;
use reader::{Body, Reader};
use signature::Head;
use types::Types;

/// A function that was understood.
pub(crate) struct Lowered {
    pub(crate) func: Func,
    /// The signature; a struct in it has given way to those of its fields that are used.
    pub(crate) signature: Signature,
    /// The parameters as the user wrote them, if there are structs among them.
    pub(crate) outer: Option<Vec<SigParam>>,
    pub(crate) origins: Origins,
    /// It may call itself, maybe through others.
    pub(crate) recursive: bool,
    /// Functions that closures have become which are handed to others.
    pub(crate) lifted: Vec<syn::ItemFn>,
    /// It calls derivatives of other functions.
    pub(crate) nested: bool,
    /// What the macro takes for granted about names, as expressions that rustc accepts if it is so.
    pub(crate) assertions: Vec<TokenStream>,
}

/// Translates a function; reports everything that it does not understand, and gives nothing if there is something.
pub(crate) fn lower(item: &syn::ItemFn, options: &Options, rules: Rules, errors: &mut Errors) -> Option<Lowered> {
    let mut known = Learned::default();
    loop {
        let mut learned = Learned::default();
        let lowered = understood(item, options, rules, &known, &mut learned, errors);
        if learned.is_nothing() {
            return lowered;
        }
        // What was refused was refused in ignorance of it.
        errors.forget();
        known.enums.extend(learned.enums);
        known.replaced.extend(learned.replaced);
    }
}

/// What is found only when the body has been read, and makes the reading begin anew.
#[derive(Default)]
struct Learned {
    /// Enums that hold active values, and have to be taken apart.
    enums: Vec<String>,
    /// `Vec`s that are replaced by others, of other lengths.
    replaced: Vec<steps::Var>,
}

impl Learned {
    fn is_nothing(&self) -> bool {
        self.enums.is_empty() && self.replaced.is_empty()
    }
}

fn understood(
    item: &syn::ItemFn,
    options: &Options,
    rules: Rules,
    known: &Learned,
    learned: &mut Learned,
    errors: &mut Errors,
) -> Option<Lowered> {
    let (mut origins, mut dims, mut types) = (Origins::new(), Dims::default(), Types::default());
    let written = options.rule.as_ref().map(|_| rule::body(item));
    let item = written.as_ref().unwrap_or(item);
    // As deep as the function itself.
    let generics = &item.sig.generics;
    let instance = match generics.type_params().find(|param| !functions::is_function(param, generics)) {
        Some(_) => Some(ManuallyDrop::new(instance::of(item, errors)?)),
        None => None,
    };
    let item = instance.as_deref().unwrap_or(item);
    let mut head = signature::read(item, options, &mut origins, &mut dims, &mut types, errors)?;
    // In an `impl` block companions have the name of the function.
    let twin = options.name.clone().filter(|_| matches!(options.home, Home::Module));
    let mut reader = Reader::new(&head, twin, &mut origins, dims, types, errors);
    reader.open_enums.clone_from(&known.enums);
    reader.is_instance = instance.is_some();
    reader.krate = options.krate.as_ref().map_or_else(|| quote::quote!(::chainrule), quote::ToTokens::to_token_stream);
    let mut body = reader.body(item, &head);
    head.signature.item.block.stmts.extend(body.hoisted.drain(..).map(syn::Stmt::Item));
    if let Some(path) = &options.rule {
        refuse_rule_of_structs(path, &head, errors);
        rule::check(path, &head.signature, errors);
    }
    if aliases::refuse(&mut body, &head, errors) {
        return None;
    }
    let has_structs = structs(&mut body, &mut head, options, &origins, errors);
    let outs = head.signature.params.iter().zip(&body.params).filter(|(p, _)| p.access == Access::Out);
    outs::check(&body, &outs.map(|(_, var)| *var).collect::<Vec<_>>(), errors);
    let active: Vec<bool> = head.signature.params.iter().map(|p| p.active).collect();
    settle::arrays(&mut body);
    guessed::refuse(&mut body, errors);
    let activity = settle::settle(&mut body, &active);
    if errors.is_empty() {
        let active = enums::holding_active(&body, &activity).into_iter();
        learned.enums.extend(active.filter(|name| !known.enums.contains(name)));
        if !learned.is_nothing() {
            return None;
        }
    }
    handed::refuse(&mut body, &activity, errors);
    check::check(&mut body, &activity, errors);
    results::settle(&mut body, &mut head, errors);
    let lifted = lifted::items(&mut body, &origins, errors);
    if !errors.is_empty() {
        return None;
    }
    let split = scalars::survey(&mut body);
    let survey = build::Survey { activity: &activity, split: &split, replaced: &known.replaced };
    let built = build::build(&mut body, &survey, &head.signature, rules, &mut origins, errors);
    let mut func = built.map_err(|replaced| learned.replaced = replaced).ok()??;
    func.rule = options.rule.as_ref().map(|path| rule::rule(path, &head.signature, &mut origins));
    func.reassociate = options.reassociate;
    let in_circle = circles::closes(&head.signature.item.sig.ident.to_string(), &func, &origins);
    let recursive = (body.recursive || options.recursive || in_circle) && options.rule.is_none();
    let (assertions, nested) = (body.assertions, calls_derivatives(&func, &origins));
    let outer = has_structs.then(|| head.signature.take_structs_apart());
    Some(Lowered { func, signature: head.signature, outer, origins, recursive, lifted, nested, assertions })
}

fn refuse_rule_of_structs(path: &syn::Path, head: &Head, errors: &mut Errors) {
    if head.signature.params.iter().any(|p| p.fields.is_some()) {
        errors.not_yet(
            signature::first_span(path),
            "stated derivatives of functions of structs",
            "take the numbers by themselves",
        );
    }
}

/// Finds out what the fields of structs are; whether there are any among the parameters.
fn structs(body: &mut Body, head: &mut Head, options: &Options, origins: &Origins, errors: &mut Errors) -> bool {
    records::settle(body, head, &options.constant_fields, origins, errors);
    let found = head.signature.params.iter().any(|p| p.fields.is_some());
    if found {
        refuse_beside_structs(&head.signature, errors);
    }
    found
}

/// What a function of structs does not take or give.
fn refuse_beside_structs(signature: &Signature, errors: &mut Errors) {
    let is_plain = |p: &SigParam| match &p.shape {
        Shape::Tuple { .. } | Shape::Function(_) => false,
        Shape::Array { .. } => true,
        Shape::Scalar { .. } | Shape::Record(_) | Shape::Other => p.access == Access::Read,
    };
    for param in signature.params.iter().filter(|p| !is_plain(p) || p.access != Access::Read) {
        let (span, help) = (signature::first_span(&param.ty), "take the numbers by themselves, or in arrays");
        errors.not_yet(span, "parameters of this kind beside structs and lists of tuples or rows", help);
    }
    if has_constants(&signature.result) {
        let span = signature::first_span(&signature.item.sig.output);
        errors.not_yet(span, "results with integers of functions of structs", "return the floats alone");
    }
}

/// There is more in a result than what varies and the options of it.
fn has_constants(result: &Shape) -> bool {
    match result {
        Shape::Tuple { items, option: true, .. } => has_constants(&items[1]),
        Shape::Tuple { items, .. } => items.iter().any(has_constants),
        other => !other.holds_float(),
    }
}

/// Whether a derivative of another function is called with what varies.
fn calls_derivatives(func: &Func, origins: &Origins) -> bool {
    let mut any = false;
    func.each_inst(func.body, &mut |_, inst| {
        if let Op::Call(call) = &inst.op {
            any |= origins.is_derivative(call.callee);
        }
    });
    any
}

pub(crate) use signature::HELPERS;
