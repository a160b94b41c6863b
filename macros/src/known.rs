//! What attributes have seen of other items of the same crate: the types of what functions give, what they change, and the fields of structs.
//!
//! One attribute sees one item. What it saw is remembered, as text, for those that come later. A name under which two items say
//! different things says nothing. All of it is a hint, and rustc compares it with what is there.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::thread::LocalKey;

use quote::ToTokens;
use syn::{FnArg, GenericArgument, GenericParam, Member, PathArguments, ReturnType, Signature, Type};

/// What is known under a name; nothing where items disagree, or where it cannot be said elsewhere.
type Seen<T> = RefCell<BTreeMap<String, Option<T>>>;

/// The fields of a struct, in order, and the type of each where it can be said elsewhere.
type Fields = Vec<(String, Option<String>)>;

/// What becomes of an argument.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Param {
    /// It is changed.
    Changed,
    /// It is marked as one that does not vary.
    Constant,
    Read,
}

thread_local! {
    static RESULTS: Seen<String> = const { RefCell::new(BTreeMap::new()) };
    static STRUCTS: Seen<Fields> = const { RefCell::new(BTreeMap::new()) };
    static PARAMS: Seen<Vec<Param>> = const { RefCell::new(BTreeMap::new()) };
}

/// A function, or a method of a type, with what it gives.
pub(crate) fn note_result(of: Option<&Type>, name: &str, sig: &Signature) {
    let owner = of.map(last_name);
    let written = match &sig.output {
        ReturnType::Type(_, ty) if !is_generic(sig) => portable(ty, owner.as_deref()),
        _ => None,
    };
    let key = match owner {
        Some(owner) => format!("{owner}::{name}"),
        None => name.to_owned(),
    };
    note(&PARAMS, key.clone(), Some(params_of(sig)));
    note(&RESULTS, key, written);
}

/// All parameters but the receiver.
fn params_of(sig: &Signature) -> Vec<Param> {
    let of = |input: &FnArg| match input {
        FnArg::Typed(typed) if typed.attrs.iter().any(|attr| attr.path().is_ident("constant")) => Some(Param::Constant),
        FnArg::Typed(typed) => Some(match &*typed.ty {
            Type::Reference(reference) if reference.mutability.is_some() => Param::Changed,
            _ => Param::Read,
        }),
        FnArg::Receiver(_) => None,
    };
    sig.inputs.iter().filter_map(of).collect()
}

/// What a function does with its arguments, by its name, or that of a type and its own.
pub(crate) fn params(key: &str) -> Option<Vec<Param>> {
    PARAMS.with_borrow(|seen| seen.get(key)?.clone())
}

/// There is not one type of the function.
fn is_generic(sig: &Signature) -> bool {
    let is_open = |input: &FnArg| matches!(input, FnArg::Typed(typed) if matches!(*typed.ty, Type::ImplTrait(_)));
    sig.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
        || sig.inputs.iter().any(is_open)
}

/// A struct with its fields; nothing if it has parameters.
pub(crate) fn note_struct(name: &str, fields: Option<Vec<(Member, Option<&Type>)>>) {
    let fields = fields.map(|fields| {
        let text = |(member, ty): (Member, Option<&Type>)| {
            (member.to_token_stream().to_string(), ty.and_then(|ty| portable(ty, Some(name))))
        };
        fields.into_iter().map(text).collect()
    });
    note(&STRUCTS, name.to_owned(), fields);
}

/// What a function gives, by its name, or that of a type and its own.
pub(crate) fn result(key: &str) -> Option<Type> {
    RESULTS.with_borrow(|seen| syn::parse_str(seen.get(key)?.as_ref()?).ok())
}

/// The fields of a struct.
pub(crate) fn fields(of: &str) -> Option<Vec<(Member, Option<Type>)>> {
    let fields = STRUCTS.with_borrow(|seen| seen.get(of)?.clone())?;
    let field = |(name, ty): (String, Option<String>)| {
        Some((syn::parse_str(&name).ok()?, ty.and_then(|ty| syn::parse_str(&ty).ok())))
    };
    fields.into_iter().map(field).collect()
}

/// Begins another crate.
#[cfg(test)]
pub(crate) fn forget() {
    RESULTS.with_borrow_mut(BTreeMap::clear);
    STRUCTS.with_borrow_mut(BTreeMap::clear);
    PARAMS.with_borrow_mut(BTreeMap::clear);
}

fn note<T: PartialEq>(seen: &'static LocalKey<Seen<T>>, key: String, what: Option<T>) {
    seen.with_borrow_mut(|seen| match seen.get_mut(&key) {
        Some(known) if *known != what => *known = None,
        Some(_) => {}
        None => _ = seen.insert(key, what),
    });
}

/// `P` of `m::P`, where it has no parameters.
pub(crate) fn last_name(ty: &Type) -> String {
    let last = match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    };
    let plain = last.filter(|last| matches!(last.arguments, PathArguments::None));
    plain.map(|last| last.ident.to_string()).unwrap_or_default()
}

/// The text of a type that means the same everywhere: numbers, text, and arrays, tuples, options and structs of those.
fn portable(ty: &Type, own: Option<&str>) -> Option<String> {
    match ty {
        Type::Paren(inner) => portable(&inner.elem, own),
        Type::Group(inner) => portable(&inner.elem, own),
        Type::Reference(inner) => portable(&inner.elem, own).filter(|text| text == "str"),
        Type::Array(array) => {
            let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(len), .. }) = &array.len else { return None };
            Some(format!("[{}; {}]", portable(&array.elem, own)?, len.base10_digits()))
        }
        Type::Tuple(tuple) if !tuple.elems.is_empty() => {
            let items = tuple.elems.iter().map(|item| Some(format!("{},", portable(item, own)?)));
            Some(format!("({})", items.collect::<Option<String>>()?))
        }
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            match &last.arguments {
                PathArguments::None if last.ident == "Self" => own.map(str::to_owned),
                PathArguments::None => Some(last.ident.to_string()),
                PathArguments::AngleBracketed(generics) if last.ident == "Vec" || last.ident == "Option" => {
                    let Some(GenericArgument::Type(inner)) = generics.args.first() else { return None };
                    Some(format!("{}<{}>", last.ident, portable(inner, own)?))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::parse_quote;

    use super::*;

    fn text(ty: Option<Type>) -> Option<String> {
        ty.map(|ty| ty.to_token_stream().to_string())
    }

    #[test]
    fn results_are_known_by_name() {
        note_result(None, "rot", &parse_quote!(fn f() -> [[f64; 2]; 2]));
        note_result(Some(&parse_quote!(m::Spring)), "own", &parse_quote!(fn f() -> Option<(f64, Self)>));
        let rows: Type = parse_quote!([[f64; 2]; 2]);
        assert_eq!(text(result("rot")), text(Some(rows)));
        assert_eq!(text(result("Spring::own")), Some(quote!(Option<(f64, Spring,)>).to_string()));
        assert_eq!(text(result("other")), None);
    }

    #[test]
    fn namesakes_say_nothing() {
        note_result(None, "twice", &parse_quote!(fn f() -> f64));
        note_result(None, "twice", &parse_quote!(fn f() -> f64));
        assert_eq!(text(result("twice")), Some("f64".to_owned()));
        note_result(None, "twice", &parse_quote!(fn f() -> &f64));
        note_result(None, "twice", &parse_quote!(fn f() -> f64));
        assert_eq!(text(result("twice")), None);
    }

    #[test]
    fn lengths_with_names_are_those_of_one_place() {
        note_result(None, "named", &parse_quote!(fn f() -> [f64; N]));
        assert_eq!(text(result("named")), None);
    }

    #[test]
    fn fields_are_known_by_the_name_of_their_struct() {
        let (q, s, str): (Type, Type, Type) = (parse_quote!([f64; 2]), parse_quote!(&'static str), parse_quote!(str));
        note_struct(
            "Known",
            Some(vec![(parse_quote!(q), Some(&q)), (parse_quote!(s), Some(&s)), (parse_quote!(c), None)]),
        );
        let fields = fields("Known").expect("it was noted");
        let fields: Vec<_> =
            fields.into_iter().map(|(name, ty)| (name.to_token_stream().to_string(), text(ty))).collect();
        assert_eq!(
            fields,
            [("q".to_owned(), text(Some(q))), ("s".to_owned(), text(Some(str))), ("c".to_owned(), None)]
        );
    }
}
