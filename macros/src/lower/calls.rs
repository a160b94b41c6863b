//! Calls by path.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprCall, ExprPath, PathArguments, Token};

use super::expr::{first_span, peel};
use super::reader::{Binding, RESULT, Reader, Receiver, text};
use super::steps::{Change, Opaque, Rhs, Step, Temp};
use super::types::Kind;
use super::{special, written};
use crate::elementary;
use crate::ir::{BinOp, Dim, Ty};
use crate::naming::Callee;
use crate::origins::hole;

impl Reader<'_> {
    pub(super) fn call(&mut self, call: &ExprCall) -> Temp {
        if let Some(callable) = self.called(&call.func) {
            return self.call_callable(&callable, call);
        }
        match peel(&call.func) {
            Expr::Path(path) => self.path_call(path, call),
            other => {
                self.not_yet(first_span(other), "calls of computed functions", "call an annotated `fn` by its path")
            }
        }
    }

    pub(super) fn path_call(&mut self, path: &ExprPath, call: &ExprCall) -> Temp {
        if is_array_from_fn(path) && call.args.len() == 1 {
            return self.array_from(call);
        }
        let mut names = path.path.segments.iter().rev().map(|s| s.ident.to_string());
        let (name, parent, span) = (names.next(), names.next(), last_span(path));
        let args: Vec<&Expr> = call.args.iter().collect();
        match (parent.as_deref(), name.as_deref(), args.as_slice()) {
            (Some("mem"), Some("swap"), [a, b]) => return self.swap(a, b, span),
            (Some("mem"), Some("replace"), [place, value]) => return self.replace(place, value, span),
            (Some("mem"), Some("take"), [place]) => return self.take(place, span),
            _ => {}
        }
        let of_std = matches!((&parent, &name), (Some(parent), Some(name)) if of_std(parent, name).is_some());
        let annotated = self.is_plain(path) && !of_std;
        let again = if annotated { self.borrowed_again(path, &call.args) } else { None };
        let written = again.as_ref().unwrap_or(&call.args);
        let args = if annotated { self.call_args(written) } else { self.exprs(written) };
        if let Some(named) = self.handed_on(written, &args) {
            return named;
        }
        if annotated {
            self.note_constant_args(path, &args);
        }
        self.call_of(path, &args)
    }

    /// A call by path with values that are there.
    pub(super) fn call_of(&mut self, path: &ExprPath, args: &[Temp]) -> Temp {
        let lent: Vec<bool> = args.iter().map(|arg| self.is_exclusive(*arg)).collect();
        let call = self.call_with(path, args.to_vec(), &lent);
        self.give_back(call, args, &lent);
        call
    }

    fn call_with(&mut self, path: &ExprPath, args: Vec<Temp>, lent: &[bool]) -> Temp {
        let span = last_span(path);
        let names: Vec<String> = path.path.segments.iter().map(|s| s.ident.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if lent.contains(&true)
            && !self.is_plain(path)
            && let Some(refused) = self.lent_out(&args)
        {
            return refused;
        }
        if let ([array], true) = (args.as_slice(), of_array(path))
            && let Some(value) = self.array_function(path, *array, span)
        {
            return value;
        }
        if let ([.., "Float", name], Some((receiver, others))) = (names.as_slice(), args.split_first())
            && elementary::by_name(name).is_some()
        {
            return self.trait_function(path, *receiver, others.to_vec(), span);
        }
        if path.qself.is_some() {
            return self.opaque_call(path, args, span);
        }
        if let Some(Binding::Var(var)) = path.path.get_ident().and_then(|name| self.lookup(name)) {
            if let Some(called) = path.path.get_ident().and_then(|name| self.applied_parameter(var, name, &args)) {
                return called;
            }
            let mut all = vec![self.read_var(var, span)];
            all.extend(args);
            let (callee, holes) = (hole(0), (1..all.len()).map(hole));
            return self.opaque(function(path), quote!((#callee)(#(#holes),*)), all, span);
        }
        match names.as_slice() {
            [.., "Some"] if args.len() == 1 => self.some(args[0], span),
            [.., "Vec", "new"] if args.is_empty() => {
                self.is_of_std(path);
                self.array(Vec::new(), true, span)
            }
            [.., "Vec", "with_capacity"] if args.len() == 1 => {
                self.is_of_std(path);
                self.expect(args[0], Kind::Exact(Ty::USIZE));
                let empty = self.array(Vec::new(), true, span);
                self.capacities.insert(empty, args[0]);
                empty
            }
            [.., primitive, _] if written::scalar(primitive).is_some() => {
                let scalar = written::scalar(primitive).expect("just seen");
                self.associated(scalar, path, args, span)
            }
            ["libm", name] => self.libm(name, path, args, span),
            names if special::is_of_a_crate(names) => self.opaque_call(path, args, span),
            [.., last] if is_type_name(last) => {
                let numbered = args.iter().enumerate().map(|(k, arg)| (syn::Member::from(k), *arg));
                let numbered: Vec<_> = numbered.collect();
                let open = self.open_variant(&path.path, &numbered, span);
                let open = open.or_else(|| self.tuple_struct(&path.path, &numbered, span));
                open.unwrap_or_else(|| self.constructed(path, args, span))
            }
            ["std" | "core", "convert", "identity"] | ["std" | "core", "hint", "black_box"] if args.len() == 1 => {
                args[0]
            }
            [.., parent, name] if of_std(parent, name).is_some() => self.opaque_call(path, args, span),
            [.., _, output] if crate::options::is_output(output) => self.derivative_call(path, output, args, span),
            [.., name] if self.own.function == name => self.recursive_call(path, args, lent.to_vec(), span),
            _ => {
                let args = self.structs_handed_on(args);
                let hint = self.hint(path, &args);
                let rhs = Rhs::Call { path: path.to_token_stream(), twin: None, args, lent: lent.to_vec() };
                self.call_giving(hint, span, rhs)
            }
        }
    }

    /// `Vec::len(v)`, `<[f64]>::len(v)`: the method of the array.
    fn array_function(&mut self, path: &ExprPath, array: Temp, span: Span) -> Option<Temp> {
        let name = path.path.segments.last()?.ident.to_string();
        match name.as_str() {
            "from" if self.is_array(array) => self.nullary("to_vec", array, span),
            "len" | "is_empty" | "to_vec" | "first" | "last" => {
                if path.qself.is_none() {
                    self.is_of_std(path);
                }
                if !self.is_array(array) {
                    let elem = self.types.fresh(Kind::Open);
                    self.expect(array, Kind::Array(elem, Dim::Inferred));
                }
                self.nullary(&name, array, span)
            }
            _ => None,
        }
    }

    /// Has rustc see to it that `Vec` is no other crate's.
    fn is_of_std(&mut self, path: &ExprPath) {
        let mut of = path.path.clone();
        of.segments.pop();
        let Some(mut last) = of.segments.pop().map(syn::punctuated::Pair::into_value) else { return };
        last.arguments = syn::PathArguments::None;
        of.segments.push(last);
        let span = last_span(path);
        self.assert(quote_spanned!(span=> { let _ = #of::<()>::new().into_boxed_slice(); }));
    }

    /// `g::gradient(x, y)`: what comes with the value, whose companions serve for the one alone.
    fn derivative_call(&mut self, path: &ExprPath, output: &str, args: Vec<Temp>, span: Span) -> Temp {
        let (float, lent) = (self.types.fresh(Kind::Float), vec![false; args.len()]);
        let alone = output.strip_prefix("value_and_").unwrap_or(output);
        let ty = match alone {
            "derivative" | "second_derivative" => self.types.fresh(Kind::Float),
            "gradient" => {
                let elem = self.types.fresh(Kind::Open);
                let ty = self.types.fresh(Kind::Array(elem, Dim::Inferred));
                self.types.note_gradient(ty);
                ty
            }
            "jvp" | "vjp" | "jacobian" => self.types.fresh(Kind::Open),
            "hessian" | "hvp" if output == alone => self.types.fresh(Kind::Open),
            _ => {
                let instead = INSTEAD.iter().find(|(name, _)| *name == output).map_or(ANY_OTHER, |row| row.1);
                return self.not_yet(span, &format!("derivatives of `{output}`"), instead);
            }
        };
        let value = if let "derivative" | "gradient" = alone { float } else { self.types.fresh(Kind::Open) };
        let (mut path, mut twin) = (path.clone(), path.path.clone());
        let name = twin.segments.pop().expect("a path has a segment").into_value().ident;
        twin.segments.pop_punct();
        let alone = Ident::new(alone, name.span());
        let twin = Some(quote!(<#twin>::#alone));
        if alone == "second_derivative" || alone == "hessian" || alone == "hvp" {
            return self.def(ty, span, Rhs::Call { path: path.to_token_stream(), twin, args, lent });
        }
        let both = Ident::new(&format!("value_and_{alone}"), name.span());
        path.path.segments.last_mut().expect("a path has a segment").ident = both;
        let rhs = Rhs::Call { path: path.to_token_stream(), twin, args, lent };
        let both = self.def_kind(Kind::Tuple(vec![value, ty]), span, rhs);
        if alone == output { self.field(both, 1, span) } else { both }
    }

    /// The path is that of a function which can be annotated.
    fn is_plain(&self, path: &ExprPath) -> bool {
        let names: Vec<String> = path.path.segments.iter().map(|s| s.ident.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let special = match names.as_slice() {
            ["libm", _] | [] => true,
            [.., parent, name] => {
                written::scalar(parent).is_some() || is_type_name(name) || crate::options::is_output(name)
            }
            [name] => is_type_name(name) || path.path.get_ident().is_some_and(|name| self.lookup(name).is_some()),
        };
        path.qself.is_none() && !special
    }

    /// A call of the function itself, or of a namesake.
    fn recursive_call(&mut self, path: &ExprPath, args: Vec<Temp>, lent: Vec<bool>, span: Span) -> Temp {
        self.own.recursive = true;
        let args = self.structs_handed_on(args);
        let here = path.path.segments.len() == 1 || path.path.segments[0].ident == "self";
        let twin = self.own.twin.clone().filter(|_| here).map(|twin| {
            let mut path = path.clone();
            path.path.segments.last_mut().expect("a path has a segment").ident = twin;
            path.to_token_stream()
        });
        let hint = self.hint(path, &args);
        let path = path.to_token_stream();
        if self.own.in_a_block || self.own.function != path.to_string() {
            return self.call_giving(hint, span, Rhs::Call { path, twin, args, lent });
        }
        for (arg, ty) in args.iter().zip(self.own.params.clone()) {
            self.unify(self.ty(*arg), ty);
        }
        self.def(self.vars[RESULT.at()].ty, span, Rhs::Call { path, twin, args, lent })
    }

    /// A mutable reference as an argument, by its name: only the callee says whether it changes what is behind it.
    pub(super) fn handed_on(&mut self, exprs: &Punctuated<Expr, Token![,]>, args: &[Temp]) -> Option<Temp> {
        let mut named = exprs.iter().zip(args).filter(|(arg, _)| matches!(peel(arg), Expr::Path(_)));
        let (arg, _) = named.find(|(_, temp)| self.is_exclusive(**temp))?;
        let name = arg.to_token_stream();
        let help = format!("write `&mut *{name}` where the call changes it, or `&*{name}` where it does not");
        Some(self.not_yet(first_span(arg), "mutable references that are handed on by their name", help))
    }

    /// What a call leaves in the arguments that it was lent goes back to where they came from.
    pub(super) fn give_back(&mut self, call: Temp, args: &[Temp], lent: &[bool]) {
        for (at, (arg, _)) in args.iter().zip(lent).enumerate().filter(|(_, (_, lent))| **lent) {
            let span = self.temps[arg.at()].span;
            let left = self.def(self.ty(*arg), span, Rhs::Left { call, at, args: args.to_vec() });
            let target = if self.is_part(*arg) { None } else { self.referent(*arg, span) };
            if let Some(target) = target {
                self.write_target(&target, left);
                continue;
            }
            let part = self.again(*arg, span);
            self.assigned.extend(self.owners(part));
            self.out.push(Step::Change(part, Change::CopyFrom(left)));
        }
    }

    /// A function of a type or a constructor: fine on constants.
    fn opaque_call(&mut self, path: &ExprPath, args: Vec<Temp>, span: Span) -> Temp {
        let template = call_template(&path.to_token_stream(), args.len());
        self.opaque(function(path), template, args, span)
    }

    /// Something constant, of which a method may be annotated.
    fn constructed(&mut self, path: &ExprPath, args: Vec<Temp>, span: Span) -> Temp {
        let out = self.opaque_call(path, args, span);
        self.receivers.insert(out, Receiver { root: out, fields: TokenStream::new() });
        out
    }

    /// `f64::sin(x)`, `f64::from(n)`, `usize::min(a, b)`
    fn associated(&mut self, ty: Ty, path: &ExprPath, args: Vec<Temp>, span: Span) -> Temp {
        let last = path.path.segments.last().expect("a path has a segment");
        let name = last.ident.to_string();
        if let (true, Some(x), 1) = (ty.is_float(), args.first(), args.len()) {
            let x = *x;
            if name == "from" {
                return self.def_kind(Kind::Exact(ty), span, Rhs::From { value: x, path: path.to_token_stream() });
            }
            if name != "from_bits" {
                self.expect(x, Kind::Exact(ty));
            }
        }
        if !matches!(last.arguments, PathArguments::None) || args.is_empty() || name.starts_with("from") {
            let kind = if name.starts_with("from") { Kind::Exact(ty) } else { Kind::Open };
            let template = call_template(&path.to_token_stream(), args.len());
            return self.def_kind(kind, span, Rhs::Opaque { kind: function(path), template, args });
        }
        let mut args = args;
        let receiver = args.remove(0);
        self.expect(receiver, Kind::Exact(ty));
        if !ty.is_float() {
            return self.integer_function(path, receiver, args, span);
        }
        let simple = if args.is_empty() { self.nullary(&name, receiver, span) } else { None };
        simple.unwrap_or_else(|| self.method_named(&last.ident, None, receiver, args))
    }

    /// `Float::exp(x)`, `<T as Float>::exp(x)`: the method of the number.
    fn trait_function(&mut self, path: &ExprPath, receiver: Temp, args: Vec<Temp>, span: Span) -> Temp {
        let Some(last) = path.path.segments.last() else { return self.poison(span) };
        self.expect(receiver, Kind::Float);
        self.is_trait_of_floats(path, span);
        let simple = if args.is_empty() { self.nullary(&last.ident.to_string(), receiver, span) } else { None };
        simple.unwrap_or_else(|| self.method_named(&last.ident, None, receiver, args))
    }

    /// Has rustc see to it that `Float` is no trait with a few functions of the user's own.
    fn is_trait_of_floats(&mut self, path: &ExprPath, span: Span) {
        let mut of = path.path.clone();
        of.segments.pop();
        of.segments.pop_punct();
        self.assert(quote_spanned!(span=> {
            let _: fn(f64, f64) -> f64 = <f64 as #of>::atan2;
            let _: [fn(f64) -> f64; 2] = [<f64 as #of>::exp_m1, <f64 as #of>::cbrt];
        }));
    }

    /// `libm::sin(x)`
    fn libm(&mut self, name: &str, path: &ExprPath, mut args: Vec<Temp>, span: Span) -> Temp {
        if let ("fmod" | "fmodf", [x, y]) = (name, args.as_slice()) {
            let ty = if name == "fmod" { Ty::F64 } else { Ty::F32 };
            self.expect(*x, Kind::Exact(ty));
            return self.operation(BinOp::Rem, *x, *y, span);
        }
        let known = elementary::by_libm_name(name).filter(|(id, _)| elementary::row(*id).arity == args.len());
        let Some((id, ty)) = known else { return self.opaque_call(path, args, span) };
        let receiver = args.remove(0);
        self.expect(receiver, Kind::Exact(ty));
        self.elementary(id, receiver, args, span)
    }

    fn integer_function(&mut self, path: &ExprPath, receiver: Temp, args: Vec<Temp>, span: Span) -> Temp {
        let name = &path.path.segments.last().expect("a path has a segment").ident;
        let typed = self.method_named(name, None, receiver, args.clone());
        let mut all = vec![receiver];
        all.extend(args);
        let template = call_template(&path.to_token_stream(), all.len());
        self.def(self.ty(typed), span, Rhs::Opaque { kind: function(path), template, args: all })
    }
}

fn last_span(path: &ExprPath) -> Span {
    path.path.segments.last().map_or_else(|| first_span(path), |s| s.ident.span())
}

/// `Vec::len`, `<[f64]>::len`
pub(super) fn of_array(path: &ExprPath) -> bool {
    match &path.qself {
        Some(qself) => matches!(*qself.ty, syn::Type::Slice(_) | syn::Type::Array(_)) && qself.position == 0,
        None => path.path.segments.iter().rev().nth(1).is_some_and(|parent| parent.ident == "Vec"),
    }
}

/// `std::array::from_fn`
fn is_array_from_fn(path: &ExprPath) -> bool {
    let mut names = path.path.segments.iter().rev();
    names.next().is_some_and(|s| s.ident == "from_fn") && names.next().is_some_and(|s| s.ident == "array")
}

fn function(path: &ExprPath) -> Opaque {
    Opaque::Function(text(&path.to_token_stream().to_string().replace(' ', "")))
}

pub(super) fn call_template(path: &TokenStream, args: usize) -> TokenStream {
    let callee = Callee::of(path.clone());
    let holes = (usize::from(callee.is_method())..args).map(hole);
    let function = callee.path(None, &hole(0).into_token_stream());
    quote!(#function(#(#holes),*))
}

fn is_type_name(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Outputs whose derivatives are not written down, and what to call in their place.
const INSTEAD: [(&str, &str); 2] = [
    ("value_and_hessian", "call `value_and_gradient` and `hessian`"),
    ("gradient_and_hvp", "call `gradient` and `hvp`"),
];

const ANY_OTHER: &str =
    "call `gradient`, `hessian`, `jacobian`, `jvp`, `vjp` or `hvp` here; of constants, write `constant!(..)`";

/// Functions of `std` with which values are wrapped or moved: types or traits, names, and what to write in their place.
const STD: [(&[&str], &[&str], &str); 4] = [
    (&["Box", "Rc", "Arc", "Cell", "RefCell", "Mutex", "RwLock"], &["new", "from"], "use the value itself"),
    (&["Vec"], &["from", "from_iter"], "make a `Vec` with `vec![..]`, `.to_vec()` or `.collect()`"),
    (&["Add", "Sub", "Mul", "Div", "Rem", "Neg"], &["add", "sub", "mul", "div", "rem", "neg"], "write the operator"),
    (&["Clone", "Into", "From"], &["clone", "into", "from"], "write it as a method, or as a cast"),
];

/// Whether a function is known to do nothing but make its value: a constructor, a function of a primitive type, `format!`.
pub(super) fn is_making(name: &str) -> bool {
    let mut names = name.rsplit("::");
    let (last, parent) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    is_type_name(last) || last == "format!" || written::scalar(parent).is_some()
}

/// A type of `std` with which values are wrapped.
pub(super) fn is_of_std_type(name: &str) -> bool {
    STD.iter().any(|(parents, ..)| parents.contains(&name))
}

/// What to write in place of a function of `std`.
pub(super) fn of_std(parent: &str, name: &str) -> Option<&'static str> {
    let row = STD.iter().find(|(parents, names, _)| parents.contains(&parent) && names.contains(&name));
    row.map(|(.., help)| *help)
}
