//! Types that other attributes have seen, as those of values here.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{ExprPath, GenericArgument, PathArguments, Type};

use super::reader::Reader;
use super::steps::{Rhs, Temp};
use super::types::{Kind, TyId, Types};
use super::written::{literal_length, scalar};
use crate::ir::Dim;
use crate::known;
use crate::naming::Home;
use crate::origins::Origins;

/// A call of which another attribute has seen what it gives.
pub(super) struct Told {
    path: TokenStream,
    arity: usize,
    hint: Type,
    ty: TyId,
}

impl Reader<'_> {
    /// A call, with what is known of the type that it gives, which rustc is to look at.
    pub(super) fn call_giving(&mut self, hint: Option<Type>, span: Span, rhs: Rhs) -> Temp {
        if let (Some(hint), Rhs::Call { path, args, .. }) = (hint, &rhs)
            && let Some(ty) = result(&hint, &mut self.types)
        {
            self.told.push(Told { path: path.clone(), arity: args.len(), hint, ty });
            let out = self.def(ty, span, rhs);
            self.temps[out.at()].told = true;
            return out;
        }
        let call = if let Rhs::Call { path, args, .. } = &rhs { Some((path.clone(), args.clone())) } else { None };
        let out = self.def_kind(Kind::Open, span, rhs);
        self.given.push(self.ty(out));
        if let Some((path, args)) = call
            && let Some(hint) = self.distant_hint(&path, &args)
        {
            self.untold.push(Told { path, arity: args.len(), hint, ty: self.ty(out) });
            self.temps[out.at()].told = true;
        }
        out
    }

    /// The same of a method, where the type of the receiver is written somewhere.
    pub(super) fn method_giving(&mut self, receiver: Temp, name: &Ident, rhs: Rhs) -> Temp {
        let span = name.span();
        let varies = match &rhs {
            Rhs::Call { args, .. } => args.iter().any(|arg| self.may_vary(*arg)),
            _ => false,
        };
        if varies && self.functions.is_empty() {
            let hint = self.users_method(receiver, name);
            let ty = match &hint {
                Some((_, hint)) => result(hint, &mut self.types),
                // The struct is not called by its name here: what is wrong then has no such fields.
                None => self.method_of_struct(receiver, name).and_then(|hint| result(&hint, &mut self.types)),
            };
            if let Some(ty) = ty {
                if let (Some((path, hint)), Rhs::Call { args, .. }) = (hint, &rhs) {
                    self.told.push(Told { path, arity: args.len(), hint, ty });
                }
                let out = self.def(ty, span, rhs);
                self.temps[out.at()].told = true;
                return out;
            }
        }
        let out = self.def_kind(Kind::Open, span, rhs);
        self.given.push(self.ty(out));
        out
    }

    /// What was seen of a method of a struct.
    pub(super) fn method_of_struct(&mut self, receiver: Temp, name: &Ident) -> Option<Type> {
        let owner = self.types.struct_name(self.ty(receiver))?;
        known::result(&format!("{owner}::{name}"))
    }

    /// The path of a method, and what it was seen to give, where the type of the receiver is written.
    pub(super) fn users_method(&mut self, receiver: Temp, name: &Ident) -> Option<(TokenStream, Type)> {
        let ty = self.written_type(receiver)?;
        let owner = Some(known::last_name(&ty)).filter(|owner| !owner.is_empty())?;
        let owner = if owner == "Self" { self.own_type()? } else { owner };
        let given = known::result(&format!("{owner}::{name}"))?;
        Some((quote!(<#ty>::#name), given))
    }

    /// The type of a constant, or of a struct whose name the function writes.
    fn written_type(&mut self, temp: Temp) -> Option<Type> {
        let ty = self.ty(temp);
        if let Some(name) = self.types.struct_name(ty) {
            return self.struct_paths.get(&name).cloned();
        }
        let Kind::Other(origin) = self.types.kind(ty) else { return None };
        let written: Type = syn::parse2(self.origins.render(origin, &[])).ok()?;
        Some(super::written::without_refs(&written).clone())
    }

    /// The definition of the struct was seen.
    pub(super) fn is_known_struct(&self, written: &Type) -> bool {
        self.known_struct(written).is_some()
    }

    pub(super) fn known_struct(&self, written: &Type) -> Option<String> {
        named(written, self.own_type().as_deref())
    }

    /// The struct is called so in this function.
    pub(super) fn note_struct_path(&mut self, written: &Type) {
        let own = self.own_type();
        if let Some(name) = named(written, own.as_deref()) {
            self.struct_paths.entry(name).or_insert_with(|| written.clone());
        }
    }

    /// What was seen of a function by its last name, for a call by a longer path.
    fn distant_hint(&mut self, path: &TokenStream, args: &[Temp]) -> Option<Type> {
        if !self.functions.is_empty() || !args.iter().any(|arg| self.may_vary(*arg)) {
            return None;
        }
        let path: ExprPath = syn::parse2(path.clone()).ok()?;
        let mut names = path.path.segments.iter().rev().map(|s| s.ident.to_string());
        let (name, module) = (names.next()?, names.next()?);
        (!module.starts_with(char::is_uppercase)).then(|| known::result(&name)).flatten()
    }

    /// Says what was seen of calls of which the body says nothing.
    pub(super) fn tell_distant(&mut self) {
        for told in std::mem::take(&mut self.untold) {
            if let Kind::Open | Kind::Array(_, Dim::Inferred) = self.types.kind(told.ty)
                && let Some(ty) = result(&told.hint, &mut self.types)
            {
                self.unify(told.ty, ty);
                self.told.push(told);
            }
        }
    }

    /// What was seen of a function that is called with something that varies: only one that is annotated can be.
    pub(super) fn hint(&mut self, path: &ExprPath, args: &[Temp]) -> Option<Type> {
        if !self.functions.is_empty() || !args.iter().any(|arg| self.may_vary(*arg)) {
            return None;
        }
        known::result(&self.key_of(path)?)
    }

    /// What a function that another attribute may have seen is called there.
    pub(super) fn key_of(&self, path: &ExprPath) -> Option<String> {
        let names: Vec<String> = path.path.segments.iter().map(|s| s.ident.to_string()).collect();
        match names.as_slice() {
            [name] if !self.is_inner(name) => Some(name.clone()),
            [.., owner, name] if owner.starts_with(char::is_uppercase) => {
                let owner = if owner == "Self" { self.own_type()? } else { owner.clone() };
                Some(format!("{owner}::{name}"))
            }
            _ => None,
        }
    }

    pub(super) fn may_vary(&mut self, arg: Temp) -> bool {
        !self.is_fixed(arg) && self.types.may_be_active(self.ty(arg))
    }

    /// Names a struct after its type, if its definition was seen.
    pub(super) fn name_struct(&mut self, ty: TyId, path: &impl ToTokens) {
        let Ok(written) = syn::parse2::<Type>(path.to_token_stream()) else { return };
        let own = self.own_type();
        name_struct(ty, &written, own.as_deref(), &mut self.types);
        self.note_struct_path(&written);
    }

    fn own_type(&self) -> Option<String> {
        match &self.own.home {
            Home::Block(block) => Some(known::last_name(&block.ty)),
            Home::Module | Home::Impl => None,
        }
    }

    /// The name is that of a function inside of this one.
    fn is_inner(&self, name: &str) -> bool {
        declares(self.source.clone(), name)
    }
}

/// `fn name` in the tokens, but for the first: that is the function itself.
fn declares(tokens: TokenStream, name: &str) -> bool {
    let mut after_fn = false;
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(word) => {
            let declared = after_fn && word == name;
            after_fn = word == "fn";
            declared
        }
        TokenTree::Group(group) => declares(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Names a struct after its type, if its definition was seen.
pub(super) fn name_struct(ty: TyId, written: &Type, own: Option<&str>, types: &mut Types) {
    if let Some(name) = named(written, own) {
        types.name(ty, name);
    }
}

/// The name of a struct whose definition was seen.
fn named(written: &Type, own: Option<&str>) -> Option<String> {
    let name = known::last_name(written);
    let name = if name == "Self" { own.unwrap_or_default().to_owned() } else { name };
    known::fields(&name).map(|_| name)
}

/// What was told of calls, as expressions that rustc accepts if it is so: the name may be that of another function.
pub(super) fn assertions(told: Vec<Told>, types: &mut Types) -> Vec<TokenStream> {
    let mut all: Vec<TokenStream> = Vec::new();
    for Told { path, arity, hint, ty } in told {
        let written = without_structs(&hint);
        let any = vec![quote!(_); arity];
        let [told, given] = ["told", "given"].map(|name| Ident::new(name, Span::mixed_site()));
        let args: Vec<Ident> = (0..arity).map(|k| Ident::new(&format!("arg{k}"), Span::mixed_site())).collect();
        let fields = fields_of(&hint, ty, &given.to_token_stream(), types);
        let assertion = if fields.is_empty() {
            quote!({ let _: fn(#(#any),*) -> #written = #path; })
        } else {
            let fields = quote!(let _ = move |#(#args),*| { let #given = #told(#(#args),*); #(#fields)* };);
            quote!({ let #told: fn(#(#any),*) -> #written = #path; #fields })
        };
        if !all.iter().any(|other| other.to_string() == assertion.to_string()) {
            all.push(assertion);
        }
    }
    all
}

/// A type with `_` for structs, whose names may mean something else here.
fn without_structs(ty: &Type) -> TokenStream {
    match ty {
        Type::Tuple(tuple) => {
            let items = tuple.elems.iter().map(without_structs);
            quote!((#(#items,)*))
        }
        Type::Path(path) if is_structure(path) => quote!(_),
        other => other.to_token_stream(),
    }
}

fn is_structure(path: &syn::TypePath) -> bool {
    let last = path.path.segments.last();
    last.is_some_and(|last| matches!(last.arguments, PathArguments::None) && scalar(&last.ident.to_string()).is_none())
}

/// The fields of structs that the body reads, with their types.
fn fields_of(hint: &Type, ty: TyId, at: &TokenStream, types: &mut Types) -> Vec<TokenStream> {
    match hint {
        Type::Tuple(tuple) => {
            let Kind::Tuple(items) = types.kind(ty) else { return Vec::new() };
            let items = tuple.elems.iter().zip(items).enumerate();
            let items = items.map(|(k, (item, ty))| {
                let k = syn::Index::from(k);
                fields_of(item, ty, &quote!(#at.#k), types)
            });
            items.collect::<Vec<_>>().into_iter().flatten().collect()
        }
        Type::Path(path) if is_structure(path) => {
            let known = known::fields(&known::last_name(hint)).unwrap_or_default();
            let used = types.fields(ty).unwrap_or_default();
            let mut all = Vec::new();
            for (member, _, ty) in used {
                let at = quote!(#at.#member);
                match known.iter().find(|(known, _)| *known == member) {
                    Some((_, Some(hint @ Type::Path(path)))) if is_structure(path) => {
                        all.extend(fields_of(hint, ty, &at, types));
                    }
                    Some((_, Some(hint))) => all.push({
                        let written = without_structs(hint);
                        quote!(let _: &#written = &#at;)
                    }),
                    _ => {}
                }
            }
            all
        }
        _ => Vec::new(),
    }
}

/// The type of what a call gives, if all of it is known here.
fn result(ty: &Type, types: &mut Types) -> Option<TyId> {
    told(ty, true, types)
}

/// The type of a field.
pub(super) fn field(ty: &Type, types: &mut Types) -> Option<TyId> {
    told(ty, false, types)
}

fn told(ty: &Type, options: bool, types: &mut Types) -> Option<TyId> {
    let kind = match ty {
        Type::Array(array) => {
            let elem = told(&array.elem, options, types).filter(|elem| types.fields(*elem).is_none())?;
            Kind::Array(elem, Dim::Lit(literal_length(&array.len)?))
        }
        Type::Tuple(tuple) => {
            Kind::Tuple(tuple.elems.iter().map(|item| told(item, options, types)).collect::<Option<_>>()?)
        }
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let name = last.ident.to_string();
            match (&last.arguments, scalar(&name)) {
                (PathArguments::None, Some(scalar)) => Kind::Exact(scalar),
                (PathArguments::None, None) => match Origins::of_text(&name) {
                    Some(text) => Kind::Other(text),
                    None => return structure(name, types),
                },
                (PathArguments::AngleBracketed(generics), _) => {
                    let Some(GenericArgument::Type(inner)) = generics.args.first() else { return None };
                    let inner = told(inner, options, types).filter(|inner| types.fields(*inner).is_none())?;
                    match name.as_str() {
                        "Vec" => Kind::Array(inner, Dim::Dyn),
                        _ if options => types.option(inner),
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(types.fresh(kind))
}

fn structure(name: String, types: &mut Types) -> Option<TyId> {
    known::fields(&name)?;
    let ty = types.record();
    types.name(ty, name);
    Some(ty)
}
