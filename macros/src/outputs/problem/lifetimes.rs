//! Types whose elided lifetimes have a name.

use proc_macro2::Span;
use syn::{GenericArgument, Lifetime, PathArguments, Type};

pub(super) fn lifetime() -> Lifetime {
    Lifetime::new("'chainrule", Span::mixed_site())
}

/// The type with every elided lifetime named.
pub(in crate::outputs) fn named(ty: &Type) -> Type {
    with_lifetime(ty, Some(&lifetime()))
}

/// The type with every elided lifetime named, or with every lifetime elided.
pub(in crate::outputs) fn with_lifetime(ty: &Type, name: Option<&Lifetime>) -> Type {
    let mut ty = ty.clone();
    set_lifetimes(&mut ty, name);
    ty
}

fn set_lifetimes(ty: &mut Type, name: Option<&Lifetime>) {
    match ty {
        Type::Reference(r) => {
            if name.is_none() || r.lifetime.as_ref().is_none_or(|l| l.ident == "_") {
                r.lifetime = name.cloned();
            }
            set_lifetimes(&mut r.elem, name);
        }
        Type::Slice(s) => set_lifetimes(&mut s.elem, name),
        Type::Array(a) => set_lifetimes(&mut a.elem, name),
        Type::Paren(p) => set_lifetimes(&mut p.elem, name),
        Type::Group(g) => set_lifetimes(&mut g.elem, name),
        Type::Tuple(t) => t.elems.iter_mut().for_each(|elem| set_lifetimes(elem, name)),
        Type::Path(p) => p.path.segments.iter_mut().for_each(|segment| {
            if let PathArguments::AngleBracketed(args) = &mut segment.arguments {
                args.args.iter_mut().for_each(|arg| set_argument(arg, name));
            }
        }),
        _ => {}
    }
}

fn set_argument(arg: &mut GenericArgument, name: Option<&Lifetime>) {
    match arg {
        GenericArgument::Type(inner) => set_lifetimes(inner, name),
        GenericArgument::Lifetime(l) if name.is_none() || l.ident == "_" => {
            *l = name.cloned().unwrap_or_else(|| Lifetime::new("'_", l.span()));
        }
        _ => {}
    }
}
