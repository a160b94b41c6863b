//! The function apart from its body: what its parameters and its result are.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, GenericParam, ItemFn, Pat, ReturnType, Type};

use super::dims::Dims;
use super::fence;
use super::functions::{self, Heading};
use super::hints;
use super::lists;
use super::types::{TyId, Types};
use super::written::{self, Written};
use crate::errors::Errors;
use crate::ir::{Dim, Ty};
use crate::known;
use crate::naming::Home;
use crate::options::Options;
use crate::origins::Origins;
use crate::signature::{Access, Callback, List, Record, Shape, SigParam, Signature};

/// What the rest of the front end needs to know beside the [`Signature`].
pub(super) struct Head {
    pub(super) signature: Signature,
    pub(super) params: Vec<HeadParam>,
    pub(super) result: TyId,
    /// `const N: usize`
    pub(super) generics: Vec<(Ident, TyId)>,
}

pub(super) struct HeadParam {
    /// As the body calls it; nothing for a pattern.
    pub(super) name: Option<Ident>,
    /// What the body takes it apart with.
    pub(super) pattern: Option<Pat>,
    pub(super) mutable: bool,
    pub(super) refs: usize,
    pub(super) access: Access,
    pub(super) ty: TyId,
    /// It is a function.
    pub(super) function: Option<Heading>,
}

/// The marks on a parameter.
#[derive(Default)]
struct Marks {
    constant: bool,
    active: Option<Span>,
    out: Option<Span>,
}

/// Helper attributes, which the function that is emitted does not carry.
pub(crate) const HELPERS: [&str; 3] = ["constant", "active", "out"];

pub(super) struct Reader<'a> {
    options: &'a Options,
    pub(super) origins: &'a mut Origins,
    pub(super) dims: &'a mut Dims,
    pub(super) types: &'a mut Types,
    pub(super) errors: &'a mut Errors,
}

pub(super) fn read(
    item: &ItemFn,
    options: &Options,
    origins: &mut Origins,
    dims: &mut Dims,
    types: &mut Types,
    errors: &mut Errors,
) -> Option<Head> {
    let mut reader = Reader { options, origins, dims, types, errors };
    reader.qualifiers(item);
    let generics = reader.generics(item);
    let mut params = Vec::new();
    let mut complete = true;
    for (k, input) in item.sig.inputs.iter().enumerate() {
        match reader.param(input, k, &item.sig.generics) {
            Some(param) => params.push(param),
            None => complete = false,
        }
    }
    let writes = params.iter().any(|(head, _): &(HeadParam, SigParam)| head.access != Access::Read);
    let result = reader.result(item, writes || !complete && mentions_mut(item));
    if complete {
        reader.selection(item, &mut params);
    }
    let (result, sig_result) = result.filter(|_| complete)?;
    let (params, sig_params) = params.into_iter().unzip();
    let home = options.home.clone();
    let signature = Signature {
        item: functions::without_type_parameters(stripped(item)),
        params: sig_params,
        result: sig_result,
        home,
    };
    Some(Head { signature, params, result, generics })
}

/// The function without its body but for the items in it, and without the helper attributes on its parameters.
pub(crate) fn stripped(item: &ItemFn) -> ItemFn {
    let stmts = item.block.stmts.iter().filter(|stmt| matches!(stmt, syn::Stmt::Item(_))).cloned().collect();
    let block = Box::new(syn::Block { brace_token: item.block.brace_token, stmts });
    let mut item = ItemFn { attrs: item.attrs.clone(), vis: item.vis.clone(), sig: item.sig.clone(), block };
    for input in &mut item.sig.inputs {
        let attrs = match input {
            FnArg::Receiver(receiver) => &mut receiver.attrs,
            FnArg::Typed(typed) => &mut typed.attrs,
        };
        attrs.retain(|attr| helper(attr).is_none());
    }
    item
}

fn helper(attr: &Attribute) -> Option<&'static str> {
    HELPERS.into_iter().find(|name| attr.path().is_ident(name))
}

impl Reader<'_> {
    fn qualifiers(&mut self, item: &ItemFn) {
        let sig = &item.sig;
        if let Some(token) = &sig.asyncness {
            let message = "`async` functions cannot be differentiated";
            self.errors.refuse(token.span(), message, "move the computation into a plain `fn`");
        }
        if let Some(token) = &sig.unsafety {
            let message = "`unsafe` functions cannot be differentiated";
            self.errors.refuse(token.span(), message, "move the computation into a safe `fn`");
        }
        if let Some(abi) = &sig.abi {
            let message = "functions with a foreign ABI cannot be differentiated";
            self.errors.refuse(abi.extern_token.span(), message, "annotate a plain `fn` and call it from this one");
        }
        if let Some(variadic) = &sig.variadic {
            let message = "variadic functions cannot be differentiated";
            self.errors.refuse(variadic.dots.spans[0], message, "take a slice");
        }
    }

    fn generics(&mut self, item: &ItemFn) -> Vec<(Ident, TyId)> {
        let mut consts = Vec::new();
        let inputs = names(item.sig.inputs.to_token_stream());
        for param in &item.sig.generics.params {
            let attrs = match param {
                GenericParam::Lifetime(param) => &param.attrs,
                GenericParam::Type(param) => &param.attrs,
                GenericParam::Const(param) => &param.attrs,
            };
            attrs.iter().for_each(|attr| fence::attributes(attr.to_token_stream(), self.errors));
            match param {
                // Scalars have given way to `f64`.
                GenericParam::Lifetime(_) | GenericParam::Type(_) => {}
                GenericParam::Const(param) => {
                    if !inputs.contains(&param.ident) {
                        let help = "pass the number as an argument: `n: usize`";
                        self.errors.not_yet(
                            param.ident.span(),
                            "const parameters that no parameter's type names",
                            help,
                        );
                    }
                    let ty = written::read(&param.ty, self.origins, self.dims).kind(self.types);
                    consts.push((param.ident.clone(), ty));
                }
            }
        }
        consts
    }

    fn param(&mut self, input: &FnArg, k: usize, generics: &syn::Generics) -> Option<(HeadParam, SigParam)> {
        let typed = match input {
            FnArg::Receiver(receiver) => return self.receiver(receiver),
            FnArg::Typed(typed) => typed,
        };
        let marks = self.attributes(&typed.attrs)?;
        fence::attributes(typed.pat.to_token_stream(), self.errors);
        let named = match &*typed.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(pat),
            _ => None,
        };
        let name = named.map(|pat| pat.ident.clone());
        let ty = written::read(&typed.ty, self.origins, self.dims);
        let listed = name.as_ref().is_some_and(|name| self.options.constants.contains(name));
        let constant = marks.constant || listed;
        if let Some(mark) = marks.active.filter(|_| !constant) {
            return self.structure(mark, &ty, typed, named, k);
        }
        if !constant && let (Some(name), Some(callback)) = (&name, self.callback(&typed.ty, generics)) {
            let (callback, heading) = callback.ok()?;
            return Some(self.function(name.clone(), callback, heading));
        }
        if !constant && let Some(list) = lists::read(&ty, self.origins) {
            return Some(self.list(list, &ty, typed, named, k));
        }
        let access = self.access(&ty, &typed.ty, &marks, constant)?;
        let shape = self.shape(&ty, &typed.ty, constant)?;
        let active = shape.holds_float() && !constant;
        let head = HeadParam {
            name: name.clone(),
            pattern: if named.is_none() { Some((*typed.pat).clone()) } else { None },
            mutable: named.is_some_and(|pat| pat.mutability.is_some()),
            refs: ty.refs() - usize::from(access != Access::Read),
            access,
            ty: match &ty {
                // What it lends is the user's, and rustc's, to take out.
                Written::Option(content) if content.refs() > 0 => {
                    let origin = self.origins.add(typed.ty.span(), typed.ty.to_token_stream());
                    Written::Other(origin).kind(self.types)
                }
                ty => ty.kind(self.types),
            },
            function: None,
        };
        let name = name.unwrap_or_else(|| Ident::new(&format!("arg{k}"), Span::mixed_site()));
        let selected = active && access != Access::Out;
        let ty = (*typed.ty).clone();
        Some((head, SigParam { name, ty, shape, access, active, selected, fields: None }))
    }

    /// `f: impl Fn(f64) -> f64`: a place that nobody looks into, and whose derivative is what it adds to others.
    fn function(&mut self, name: Ident, callback: Callback, heading: Heading) -> (HeadParam, SigParam) {
        let float = self.types.exact(Ty::F64);
        let place = self.types.fresh(super::types::Kind::Array(float, Dim::Whole));
        let (own, access) = (Some(name.clone()), Access::Read);
        let head =
            HeadParam { name: own, pattern: None, mutable: false, refs: 0, access, ty: place, function: Some(heading) };
        let (ty, shape) = (callback.ty(), functions::shape(callback));
        (head, SigParam { name, ty, shape, access, active: true, selected: false, fields: None })
    }

    /// `#[active] p: &Params`
    fn structure(
        &mut self,
        mark: Span,
        ty: &Written,
        typed: &syn::PatType,
        named: Option<&syn::PatIdent>,
        k: usize,
    ) -> Option<(HeadParam, SigParam)> {
        let span = written::first_span(&typed.ty);
        let list = lists::of_structs(ty, &typed.ty);
        if list.is_none() && lists::is_of_others(ty) {
            let what = format!("active parameters of type `{}`", written::display(&typed.ty));
            self.errors.not_yet(
                span,
                &what,
                "take a list of structs that are `Differentiable`: `&[P]`, `[P; N]` or `Vec<P>`",
            );
            return None;
        }
        if !(matches!(ty.behind_refs(), Written::Other(_)) || list.is_some()) {
            let help = "remove the mark: floats, and arrays and slices of floats, are active";
            self.errors.refuse(mark, "`#[active]` is for structs that are `Differentiable`", help);
            return None;
        }
        if ty.is_mutable_ref() {
            self.errors.not_yet(
                span,
                if list.is_some() {
                    "`&mut` parameters that are lists of structs"
                } else {
                    "`&mut` parameters that are structs"
                },
                "take the value and return the new numbers",
            );
            return None;
        }
        let record = match ty.behind_refs() {
            Written::Array { dim, .. } => {
                let elem = self.record(lists::element(&typed.ty)?);
                self.types.fresh(super::types::Kind::Array(elem, *dim))
            }
            _ => self.record(&typed.ty),
        };
        Some(compound(record, list, ty, typed, named, k))
    }

    /// `points: &[(f64, f64)]`, `rows: &[Vec<f64>]`
    fn list(
        &mut self,
        list: List,
        ty: &Written,
        typed: &syn::PatType,
        named: Option<&syn::PatIdent>,
        k: usize,
    ) -> (HeadParam, SigParam) {
        let of = ty.kind(self.types);
        let of = match self.types.kind(of) {
            // Rows are found by where they begin, how many there may be.
            super::types::Kind::Array(elem, _) if list.rows.is_some() => {
                self.types.fresh(super::types::Kind::Array(elem, Dim::Dyn))
            }
            _ => of,
        };
        compound(of, Some(list), ty, typed, named, k)
    }

    /// The type of a struct, with what was seen of it.
    fn record(&mut self, written: &Type) -> TyId {
        let ty = self.types.record();
        let own = match &self.options.home {
            Home::Block(block) => Some(known::last_name(&block.ty)),
            Home::Module | Home::Impl => None,
        };
        hints::name_struct(ty, written::without_refs(written), own.as_deref(), self.types);
        ty
    }

    /// `self` is constant unless it is marked.
    fn receiver(&mut self, receiver: &syn::Receiver) -> Option<(HeadParam, SigParam)> {
        let span = receiver.self_token.span;
        let marks = self.attributes(&receiver.attrs)?;
        let borrowed = match &*receiver.ty {
            Type::Reference(reference) if reference.mutability.is_some() => {
                self.errors.not_yet(span, "methods that change `self`", "take `&self` and return the new numbers");
                return None;
            }
            Type::Reference(reference) => is_self(&reference.elem).then_some(true),
            ty => is_self(ty).then_some(false),
        };
        let Some(borrowed) = borrowed else {
            self.errors.not_yet(span, "receivers of this type", "take `&self`");
            return None;
        };
        let name = Ident::new("self", span);
        if marks.active.is_some() {
            let mutable = receiver.reference.is_none() && receiver.mutability.is_some();
            let ty = self.record(&receiver.ty);
            let (refs, access) = (usize::from(borrowed), Access::Read);
            let head = HeadParam { name: Some(name.clone()), pattern: None, mutable, refs, access, ty, function: None };
            return Some((head, SigParam::structure(name, (*receiver.ty).clone(), None)));
        }
        let origin = self.origins.add(span, name.to_token_stream());
        let ty = self.types.fresh(super::types::Kind::Other(origin));
        let mutable = receiver.reference.is_none() && receiver.mutability.is_some();
        let (refs, access) = (usize::from(borrowed), Access::Read);
        let head = HeadParam { name: Some(name.clone()), pattern: None, mutable, refs, access, ty, function: None };
        let ty = (*receiver.ty).clone();
        Some((head, SigParam { name, ty, shape: Shape::Other, access, active: false, selected: false, fields: None }))
    }

    /// How the parameter is marked.
    fn attributes(&mut self, attrs: &[Attribute]) -> Option<Marks> {
        let mut marks = Marks::default();
        for attr in attrs {
            let span = attr.path().span();
            match helper(attr) {
                Some("constant") => marks.constant = true,
                Some("active") => marks.active = Some(span),
                Some("out") => marks.out = Some(span),
                Some(_) => unreachable!("every helper has an arm"),
                None if attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr") => {
                    let message = "`#[cfg]` on a parameter is not supported";
                    self.errors.refuse(span, message, "write one function for each configuration");
                    return None;
                }
                None => {}
            }
        }
        Some(marks)
    }

    /// What the function may do with a parameter: `&mut` before a float or an array of floats makes it in-out.
    fn access(&mut self, ty: &Written, source: &Type, marks: &Marks, constant: bool) -> Option<Access> {
        let span = written::first_span(source);
        if let Some(inside) = written::mutable_inside(source) {
            let help = "take it as a parameter of its own";
            self.errors.not_yet(written::first_span(inside), "`&mut` references inside of a tuple", help);
            return None;
        }
        if !ty.is_mutable_ref() {
            let Some(out) = marks.out else { return Some(Access::Read) };
            let help = "remove it, or take the parameter as `&mut`";
            self.errors.refuse(out, "`#[out]` is for `&mut` parameters", help);
            return None;
        }
        if constant || ty.holds_no_float() {
            let help = "take the value and return the new one, or let the caller change it";
            self.errors.not_yet(span, "`&mut` parameters without a derivative", help);
            return None;
        }
        let target = match ty {
            Written::RefMut(target) => &**target,
            _ => ty,
        };
        let floats = match target {
            Written::Scalar(ty) => ty.is_float(),
            Written::Array { vec: false, .. } => target.array_of_scalars().is_some_and(|(elem, _)| elem.is_float()),
            // As long as it stays as long as it is.
            Written::Array { elem, vec: true, .. } => matches!(**elem, Written::Scalar(ty) if ty.is_float()),
            _ => false,
        };
        if !floats {
            let help = "take `&mut f64`, `&mut [f64]` or `&mut [f64; N]`, or return the new value";
            self.errors.not_yet(span, &format!("parameters of type `{}`", written::display(source)), help);
            return None;
        }
        Some(if marks.out.is_some() { Access::Out } else { Access::InOut })
    }

    fn shape(&mut self, ty: &Written, source: &Type, constant: bool) -> Option<Shape> {
        if let Type::Ptr(_) = source {
            let span = written::first_span(source);
            self.errors.refuse(span, "raw pointers cannot be differentiated", "take a slice");
            return None;
        }
        match ty.behind_refs() {
            Written::Tuple(_) | Written::Option(_) if constant || ty.holds_no_float() => return Some(Shape::Other),
            _ => {}
        }
        if let Some(shape) = part(ty, false, self.origins) {
            return Some(shape);
        }
        if constant || ty.holds_no_float() {
            return Some(Shape::Other);
        }
        self.wrong_param(ty, source);
        None
    }

    fn wrong_param(&mut self, ty: &Written, source: &Type) {
        let (span, text) = (written::first_span(source), written::display(source));
        match (ty.behind_refs(), source) {
            _ if lists::of_structs(ty, source).is_some() => {
                let help = "mark the parameter `#[active]` if its elements are structs that are `Differentiable`, else `#[constant]`";
                self.errors.not_yet(span, &format!("parameters of type `{text}` without a mark"), help);
            }
            (Written::Array { dim: Dim::Dyn, .. }, _) => {
                let help = "take a list of numbers, of arrays or tuples of them, or of `Vec`s of these, or mark the parameter `#[constant]`";
                self.errors.not_yet(span, &format!("active parameters of type `{text}`"), help);
            }
            (Written::Tuple(_) | Written::Array { .. }, _) => {
                let help = "take the floats by themselves, in one array or in a list of tuples, or mark the parameter `#[constant]`";
                self.errors.not_yet(span, &format!("parameters of type `{text}`"), help);
            }
            _ if text.trim_start_matches('&').starts_with("Option<") => {
                let help = "numbers, arrays of known size and tuples of these can be in an `Option`; or mark the parameter `#[constant]`";
                self.errors.not_yet(span, &format!("parameters of type `{text}`"), help);
            }
            (_, Type::ImplTrait(_) | Type::TraitObject(_) | Type::BareFn(_)) => {
                let help = "mark the parameter `#[constant]` if no derivative flows through it";
                self.errors.not_yet(span, &format!("parameters of type `{text}`"), help);
            }
            _ => {
                let message = format!("values of type `{text}` cannot be differentiated");
                let help = "mark the parameter `#[constant]`, or `#[active]` if it is a struct that is `Differentiable`; if this is an alias, write `f64` itself";
                self.errors.refuse(span, message, help);
            }
        }
    }

    /// `writes`: there is a `&mut` float parameter, so nothing needs to be returned.
    fn result(&mut self, item: &ItemFn, writes: bool) -> Option<(TyId, Shape)> {
        let nothing = |me: &mut Self| {
            let unit = me.types.fresh(super::types::Kind::Unit);
            (unit, Shape::Tuple { items: Vec::new(), refs: 0, option: false })
        };
        let ReturnType::Type(_, source) = &item.sig.output else {
            if writes {
                return Some(nothing(self));
            }
            self.nothing_returned(item.sig.paren_token.span.close());
            return None;
        };
        let span = written::first_span(source);
        let ty = written::read(source, self.origins, self.dims);
        if ty == Written::Unit {
            if writes {
                return Some(nothing(self));
            }
            self.nothing_returned(span);
            return None;
        }
        match part(&ty, true, self.origins) {
            Some(shape) if shape.holds_float() => Some((self.result_type(&ty), shape)),
            _ => self.wrong_result(&ty, source, span),
        }
    }

    /// The type for inference: what is of no known type is a struct.
    fn result_type(&mut self, ty: &Written) -> TyId {
        match ty {
            Written::Other(_) => self.types.record(),
            Written::Tuple(items) => {
                let items = items.iter().map(|item| self.result_type(item)).collect();
                self.types.fresh(super::types::Kind::Tuple(items))
            }
            ty => ty.kind(self.types),
        }
    }

    fn nothing_returned(&mut self, span: Span) {
        let message = "a differentiable function must return a number, array or tuple, or write to a `&mut` parameter";
        self.errors.refuse(span, message, "return `f64`");
    }

    fn wrong_result<T>(&mut self, ty: &Written, source: &Type, span: Span) -> Option<T> {
        let text = written::display(source);
        if ty.holds_no_float() {
            self.errors.no_derivative(span, &text, "return `f64`");
        } else if matches!(ty, Written::Tuple(_) | Written::Array { .. } | Written::Ref(_)) {
            let help =
                "return `f64`, an array of `f64`, a `Vec` of numbers, of tuples or of `Vec`s, or a tuple of these";
            self.errors.not_yet(span, &format!("results of type `{text}`"), help);
        } else if text.starts_with("Option<") {
            let help = "numbers, arrays of known size and tuples of these can be in an `Option`";
            self.errors.not_yet(span, &format!("results of type `{text}`"), help);
        } else {
            unknown_result(source, span, self.errors);
        }
        None
    }

    /// What `wrt` and `constant` of the attribute say about parameters.
    fn selection(&mut self, item: &ItemFn, params: &mut [(HeadParam, SigParam)]) {
        let names: Vec<String> = params.iter().map(|(_, p)| format!("`{}`", p.name)).collect();
        for ident in self.options.wrt.iter().chain(&self.options.constants) {
            if !params.iter().any(|(_, p)| p.name == *ident) {
                let help = format!("the parameters are {}", names.join(", "));
                self.errors.refuse(ident.span(), format!("no parameter named `{ident}`"), help);
            }
        }
        for ident in &self.options.wrt {
            let Some((_, param)) = params.iter().find(|(_, p)| p.name == *ident) else { continue };
            if !param.active {
                let ty = param.ty.to_token_stream();
                let message = match &param.shape {
                    Shape::Scalar { ty: Ty::Int(_), .. } => format!("`{ident}` is an integer and has no derivative"),
                    Shape::Scalar { ty, .. } | Shape::Array { elem: ty, .. } if ty.is_float() => {
                        format!("`{ident}` is marked constant and has no derivative")
                    }
                    _ => format!("`{ident}` is of type `{ty}` and has no derivative"),
                };
                self.errors.refuse(ident.span(), message, "remove it from `wrt`");
            }
        }
        if !self.options.wrt.is_empty() {
            for (_, param) in params.iter_mut() {
                param.selected &= self.options.wrt.contains(&param.name);
            }
        }
        if !params.iter().any(|(_, p)| p.active) {
            let message = "nothing to differentiate: no active parameter of type `f64` or `f32`";
            let help = match item.sig.receiver() {
                Some(_) => "where `self` varies, write `#[active] &self`; else remove the attribute",
                None => "add a floating-point parameter or remove the attribute",
            };
            self.errors.refuse(item.sig.paren_token.span.open(), message, help);
        }
    }
}

/// Types of `std` that are no structs with a derivative.
const NO_STRUCTS: [&str; 8] = ["Arc", "BTreeMap", "Box", "Cow", "HashMap", "Option", "Rc", "Result"];

fn may_be_struct(ty: &TokenStream) -> bool {
    let Ok(Type::Path(path)) = syn::parse2(ty.clone()) else { return false };
    path.path.segments.last().is_some_and(|last| NO_STRUCTS.iter().all(|name| last.ident != name))
}

/// A result of a type that only rustc knows.
pub(super) fn unknown_result(source: &Type, span: Span, errors: &mut Errors) {
    let message = format!("values of type `{}` cannot be differentiated", written::display(source));
    let help = match source {
        Type::ImplTrait(_) => {
            "annotate a function that takes what the closure takes as well: `fn f(slope: f64, x: f64) -> f64`"
        }
        Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Result") => {
            "return an `Option`, and let the caller say what is wrong: `f(x).ok_or(..)`"
        }
        _ => "return `f64`, or a struct that is `Differentiable`; if this is an alias, write the type itself",
    };
    errors.refuse(span, message, help);
}

/// A parameter that others stand for: a struct, or a list.
fn compound(
    of: TyId,
    list: Option<List>,
    ty: &Written,
    typed: &syn::PatType,
    named: Option<&syn::PatIdent>,
    k: usize,
) -> (HeadParam, SigParam) {
    let name = named.map(|pat| pat.ident.clone());
    let head = HeadParam {
        name: name.clone(),
        pattern: if named.is_none() { Some((*typed.pat).clone()) } else { None },
        mutable: named.is_some_and(|pat| pat.mutability.is_some()),
        refs: ty.refs(),
        access: Access::Read,
        ty: of,
        function: None,
    };
    let name = name.unwrap_or_else(|| Ident::new(&format!("arg{k}"), Span::mixed_site()));
    (head, SigParam::structure(name, (*typed.ty).clone(), list))
}

fn is_self(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Self"))
}

/// The shape of a type that floats can be in; a result is owned, and its integers have no derivative.
pub(super) fn part(ty: &Written, result: bool, origins: &Origins) -> Option<Shape> {
    let refs = ty.refs();
    if result && refs > 0 {
        return None;
    }
    match ty.behind_refs() {
        Written::Scalar(ty) => Some(Shape::Scalar { ty: *ty, refs }),
        array @ Written::Array { vec, .. } => {
            if let Some(record) = result.then(|| lists::returned(ty, origins)).flatten() {
                return Some(Shape::Record(Rc::new(record)));
            }
            let (elem, dims) = array.array_of_scalars()?;
            let slice = dims[0] == Dim::Dyn && !*vec;
            let fits = !(slice && refs == 0 || result && !elem.is_float());
            fits.then_some(Shape::Array { elem, dims, borrowed: refs > 0, owned_vec: *vec })
        }
        Written::Tuple(items) => {
            let items = items.iter().map(|item| part(item, result, origins)).collect::<Option<_>>()?;
            Some(Shape::Tuple { items, refs, option: false })
        }
        Written::Text(_) if !result => Some(Shape::Other),
        Written::Other(origin) if result => {
            let ty = origins.render(*origin, &[]);
            may_be_struct(&ty).then(|| Shape::Record(Rc::new(Record { ty, ..Record::default() })))
        }
        Written::Option(content) if content.refs() == 0 => Some(Shape::option(part(content, result, origins)?, refs)),
        Written::Text(_)
        | Written::Option(_)
        | Written::Ref(_)
        | Written::RefMut(_)
        | Written::Unit
        | Written::Infer
        | Written::Other(_) => None,
    }
}

/// A parameter that was refused may have been one that is written.
fn mentions_mut(item: &ItemFn) -> bool {
    item.sig.inputs.to_token_stream().into_iter().any(|tree| matches!(&tree, TokenTree::Ident(i) if i == "mut"))
}

pub(super) fn first_span(tokens: &impl ToTokens) -> Span {
    tokens.to_token_stream().into_iter().next().map_or_else(Span::call_site, |tree| tree.span())
}

/// Every name in these tokens.
fn names(tokens: TokenStream) -> Vec<Ident> {
    let mut found = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => found.push(ident),
            TokenTree::Group(group) => found.extend(names(group.stream())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    found
}
