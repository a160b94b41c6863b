//! Functions as arguments of annotated functions. A closure becomes a function of its own, with what it captures as further
//! arguments; that function is annotated like any other.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Expr, ExprClosure, ExprPath, ItemFn, Pat, ReturnType};

use super::captured::{Captured, behind};
use super::closures::{Argument, Callable, Closure};
use super::expr::{first_span, peel};
use super::reader::{Binding, Body, Reader};
use super::steps::{Rhs, Step, Temp, Var, each_step};
use super::types::{Kind, TyId, Types};
use crate::elementary;
use crate::errors::Errors;
use crate::ir::{Dim, Ty};
use crate::naming::Home;
use crate::origins::Origins;

/// A closure that is handed to an annotated function.
pub(super) struct Lifted {
    name: Ident,
    span: Span,
    closure: ExprClosure,
    /// Closures that its body calls.
    helpers: Vec<TokenStream>,
    params: Vec<TyId>,
    /// The types of what the body casts.
    cast: Vec<TyId>,
    result: TyId,
    captured: Vec<Captured>,
}

/// What a closure names of what is around it.
#[derive(Default)]
struct Names {
    vars: Vec<(Ident, Var)>,
    helpers: Vec<(Ident, TokenStream)>,
}

impl Reader<'_> {
    /// The arguments of a call of an annotated function.
    pub(super) fn call_args<'e>(&mut self, args: impl IntoIterator<Item = &'e Expr>) -> Vec<Temp> {
        let argument = |arg| self.function_argument(arg).unwrap_or_else(|| self.expr(arg));
        let mut argument = argument;
        args.into_iter().map(&mut argument).collect()
    }

    /// A function that is handed over: a closure, or an annotated function by its path.
    fn function_argument(&mut self, arg: &Expr) -> Option<Temp> {
        let (mut at, mut refs) = (peel(arg), 0);
        while let Expr::Reference(reference) = at {
            if reference.mutability.is_some() {
                return None;
            }
            refs += 1;
            at = peel(&reference.expr);
        }
        if self.constant {
            return None;
        }
        match at {
            Expr::Closure(_) => {}
            Expr::Path(path) if self.names_function(path) => {}
            _ => return None,
        }
        let span = first_span(at);
        let callable = self.callable(at)?;
        let handed = match &callable {
            Callable::Closure(closure) => self.lifted(closure, span),
            Callable::Path(path) => match elementary_closure(path) {
                Some(closure) => {
                    let Callable::Closure(closure) = self.closure(&closure) else { return None };
                    self.lifted(&closure, span)
                }
                None => Some(self.handed(path.to_token_stream(), None, Vec::new(), span)),
            },
        };
        let handed = handed.unwrap_or_else(|| self.poison(span));
        self.temps[handed.at()].refs = refs;
        Some(handed)
    }

    fn names_function(&self, path: &ExprPath) -> bool {
        match path.path.get_ident().map(|name| self.lookup(name)) {
            Some(Some(binding)) => matches!(binding, Binding::Callable(_)),
            Some(None) | None => true,
        }
    }

    fn handed(&mut self, path: TokenStream, arity: Option<usize>, captured: Vec<Temp>, span: Span) -> Temp {
        let float = self.types.exact(Ty::F64);
        self.def_kind(Kind::Array(float, Dim::Whole), span, Rhs::Function { path, arity, captured })
    }

    fn lifted(&mut self, closure: &Closure, span: Span) -> Option<Temp> {
        if let Home::Impl = self.own.home {
            let help = "annotate the whole `impl` block, or make the closure an annotated `fn`";
            self.errors.not_yet(span, "closures as arguments in a method that is annotated by itself", help);
            return None;
        }
        let mut names = Names::default();
        let own = pattern_names(&closure.written);
        self.captured(closure.written.body.to_token_stream(), &closure.scopes, &own, &mut names)?;
        let (result, cast) = self.looked_through(closure, span)?;
        let (mut captured, mut temps) = (Vec::new(), Vec::new());
        for (name, var) in names.vars {
            let (variable, temp) = self.captured_variable(name, var, span);
            captured.push(variable);
            temps.push(temp);
        }
        let name = format_ident!("__{}_closure_{}", self.own.label, self.lifted.len());
        self.lifted.push(Lifted {
            name: name.clone(),
            span,
            closure: closure.written.clone(),
            helpers: names.helpers.into_iter().map(|(_, tokens)| tokens).collect(),
            params: closure.params.clone(),
            cast,
            result,
            captured,
        });
        let arity = closure.written.inputs.len();
        Some(self.handed(name.to_token_stream(), Some(arity), temps, span))
    }

    /// Reads the body for its types, and those that are cast, and forgets the steps: they are those of the lifted function.
    fn looked_through(&mut self, closure: &Closure, span: Span) -> Option<(TyId, Vec<TyId>)> {
        let params = closure.params.clone();
        let (steps, value) = self.nested(|r| {
            let args = params.iter().map(|ty| Argument::Value(r.def(*ty, span, Rhs::Unit))).collect();
            r.call_closure(closure, args, span)
        });
        let mut cast = Vec::new();
        each_step(&steps, &mut |step| {
            if let Step::Def(_, Rhs::Cast { value, .. }) = step {
                cast.push(self.ty(*value));
            }
        });
        (!self.temps[value.at()].poisoned).then(|| (self.ty(value), cast))
    }

    /// The variables around a closure that its tokens name.
    fn captured(
        &mut self,
        tokens: TokenStream,
        scopes: &[HashMap<Ident, Binding>],
        own: &[Ident],
        names: &mut Names,
    ) -> Option<()> {
        let mut after_dot = false;
        for tree in tokens {
            match &tree {
                TokenTree::Group(group) => self.captured(group.stream(), scopes, own, names)?,
                TokenTree::Ident(name) if !after_dot && !own.contains(name) => {
                    let binding = scopes.iter().rev().find_map(|scope| scope.get(name)).cloned();
                    self.capture_name(name, binding, names)?;
                }
                _ => {}
            }
            after_dot = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '.');
        }
        Some(())
    }

    fn capture_name(&mut self, name: &Ident, binding: Option<Binding>, names: &mut Names) -> Option<()> {
        match binding {
            Some(Binding::Var(var)) if names.vars.iter().all(|(known, _)| known != name) => {
                names.vars.push((name.clone(), var));
            }
            Some(Binding::Callable(Callable::Closure(helper)))
                if names.helpers.iter().all(|(known, _)| known != name) =>
            {
                let own = pattern_names(&helper.written);
                self.captured(helper.written.body.to_token_stream(), &helper.scopes, &own, names)?;
                let written = &helper.written;
                names.helpers.push((name.clone(), quote!(let #name = #written;)));
            }
            Some(Binding::Alias(_)) => {
                let help = "copy the value into a variable before the closure";
                self.errors.not_yet(name.span(), "mutable references in closures that are handed over", help);
                return None;
            }
            Some(Binding::Iterator(_)) => {
                self.not_yet(name.span(), "iterators as values", super::ops::ITERATOR_HELP);
                return None;
            }
            Some(Binding::Constant(_)) => {
                let help = "make it an annotated `fn`";
                self.errors.not_yet(name.span(), "constants of the function in closures that are handed over", help);
                return None;
            }
            _ => {}
        }
        Some(())
    }
}

/// `f64::sin` as a closure.
fn elementary_closure(path: &ExprPath) -> Option<ExprClosure> {
    let last = path.path.segments.last()?.ident.to_string();
    let parent = path.path.segments.iter().rev().nth(1)?.ident.clone();
    let is_float = parent == "f64" || parent == "f32";
    let id = elementary::by_name(&last).filter(|_| is_float)?;
    let names: Vec<Ident> =
        (0..elementary::row(id).arity).map(|k| format_ident!("x{k}", span = Span::mixed_site())).collect();
    Some(syn::parse_quote!(|#(#names: #parent),*| #path(#(#names),*)))
}

/// The names that the parameters of a closure have.
fn pattern_names(closure: &ExprClosure) -> Vec<Ident> {
    let mut names = Vec::new();
    for input in &closure.inputs {
        let pattern = if let Pat::Type(typed) = input { &*typed.pat } else { input };
        names.extend(idents(pattern.to_token_stream()));
    }
    names
}

fn idents(tokens: TokenStream) -> Vec<Ident> {
    let one = |tree| match tree {
        TokenTree::Ident(name) => vec![name],
        TokenTree::Group(group) => idents(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => Vec::new(),
    };
    tokens.into_iter().flat_map(one).collect()
}

/// The functions that closures have become, once all types are known.
pub(super) fn items(body: &mut Body, origins: &Origins, errors: &mut Errors) -> Vec<ItemFn> {
    let lifted = std::mem::take(&mut body.lifted);
    // What elements are taken of, and nothing more is known.
    let bases = body.projections.bases();
    let arrays: Vec<TyId> = bases.into_iter().map(|base| body.types.root(body.temps[base.at()].ty)).collect();
    lifted.iter().filter_map(|lifted| lifted.item(&mut body.types, &arrays, origins, errors)).collect()
}

impl Lifted {
    fn item(&self, types: &mut Types, arrays: &[TyId], origins: &Origins, errors: &mut Errors) -> Option<ItemFn> {
        let Self { name, closure, helpers, span, .. } = self;
        let mut params = Vec::new();
        for (input, ty) in closure.inputs.iter().zip(&self.params) {
            let written = match input {
                Pat::Type(_) => Some(input.to_token_stream()),
                _ if arrays.contains(&types.root(*ty)) => None,
                // A float is not cast to one: it is an integer.
                _ if types.kind(*ty) == Kind::Open
                    && self.cast.iter().any(|cast| types.root(*cast) == types.root(*ty)) =>
                {
                    let help = "write it: `|n: usize| ..`";
                    errors.refuse(first_span(input), "the type of this parameter is needed here", help);
                    return None;
                }
                _ => number(types, *ty).map(|ty| quote!(#input: #ty)),
            };
            let Some(written) = written else {
                let help = "write it: `|y: &[f64]| ..`";
                errors.refuse(first_span(input), "the type of this parameter is needed here", help);
                return None;
            };
            params.push(written);
        }
        for captured in &self.captured {
            params.push(captured.parameter(types, origins, errors)?);
        }
        let result = match &closure.output {
            ReturnType::Type(_, ty) => Some(ty.to_token_stream()),
            ReturnType::Default => owned(types, self.result),
        };
        let Some(result) = result else {
            let help = "write it: `|x: f64| -> f64 { .. }`";
            errors.refuse(closure.or2_token.spans[0], "the type of what this closure gives is needed here", help);
            return None;
        };
        let body = &closure.body;
        let body = behind(quote!(#(#helpers)* #body), &self.owned_constants(types));
        let item = quote! {
            #[allow(dead_code, unused_variables, clippy::too_many_arguments)]
            #[doc(hidden)]
            fn #name(#(#params),*) -> #result { #body }
        };
        let item = syn::parse2(item).ok();
        if item.is_none() {
            let help = "give what is inside another name";
            errors.not_yet(
                *span,
                "closures that give the name of a constant that they capture to something else",
                help,
            );
        }
        item
    }

    /// Constants that the closure has captured without a reference: the function gets one.
    fn owned_constants(&self, types: &mut Types) -> Vec<Ident> {
        let owned = self.captured.iter().filter(|captured| captured.is_owned_constant(types));
        owned.map(|captured| captured.name.clone()).collect()
    }
}

fn scalar(ty: Ty) -> Option<TokenStream> {
    let name = match ty {
        Ty::F64 => "f64",
        Ty::F32 => "f32",
        Ty::Bool => "bool",
        Ty::Int(Some(int)) => int.name(),
        Ty::Int(None) | Ty::Other(_) | Ty::State => return None,
    };
    let name = Ident::new(name, Span::mixed_site());
    Some(quote!(#name))
}

/// What nothing is known of is a float.
pub(super) fn number(types: &mut Types, ty: TyId) -> Option<TokenStream> {
    match types.kind(ty) {
        Kind::Open | Kind::Float => scalar(Ty::F64),
        Kind::Exact(ty) => scalar(ty),
        _ => None,
    }
}

/// The type of a result.
pub(super) fn owned(types: &mut Types, ty: TyId) -> Option<TokenStream> {
    match types.kind(ty) {
        Kind::Tuple(items) if types.content(ty).is_none() && !types.is_struct(ty) => {
            let items = items.into_iter().map(|item| owned(types, item)).collect::<Option<Vec<_>>>()?;
            Some(quote!((#(#items,)*)))
        }
        Kind::Array(elem, dim) => {
            let elem = owned(types, elem)?;
            match dim {
                Dim::Lit(n) => {
                    let n = proc_macro2::Literal::u64_unsuffixed(n);
                    Some(quote!([#elem; #n]))
                }
                Dim::Dyn => Some(quote!(::std::vec::Vec<#elem>)),
                Dim::Named(_) | Dim::Inferred | Dim::Whole => None,
            }
        }
        _ => number(types, ty),
    }
}
