//! Small functions, and the text they become.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::{Emitted, Emitter, Held};
use crate::elementary::by_name;
use crate::ir::{
    BinOp, Builder, Const, Dim, Func, Hint, Init, Int, Op, Origin, Param, Place, PlaceInfo, PlaceKind, Pure, Range, Ty,
    UnOp, Val,
};
use crate::origins::Origins;

mod chains;
mod flow;
mod numbers;
mod places;

/// A function under construction, whose parameters are named.
struct Sketch {
    b: Builder,
    bound: Vec<(Val, TokenStream)>,
    places: Vec<(Place, Ident, Held)>,
    origins: Origins,
}

impl Sketch {
    fn new() -> Self {
        Self { b: Builder::new(|_, _, _| None), bound: Vec::new(), places: Vec::new(), origins: Origins::new() }
    }

    fn param(&mut self, name: &str, ty: Ty) -> Val {
        let v = self.b.scalar_param(ty, Some(hint(name, true)));
        let name = format_ident!("{name}");
        self.bound.push((v, quote!(#name)));
        v
    }

    fn floats<const N: usize>(&mut self, names: [&str; N]) -> [Val; N] {
        names.map(|name| self.param(name, Ty::F64))
    }

    fn place(&mut self, name: &str, kind: PlaceKind, dims: &[Dim], held: Option<Held>) -> Place {
        let info = PlaceInfo {
            elem: Ty::F64,
            dims: dims.to_vec(),
            kind,
            hint: Some(hint(name, true)),
            origin: Origin::NOWHERE,
            shape: 0,
        };
        let p = self.b.new_place(info);
        if let Some(held) = held {
            self.b.func.params.push(Param::Array(p));
            self.places.push((p, format_ident!("{name}"), held));
        }
        p
    }

    fn elem(&mut self, name: &str, args: &[Val]) -> Val {
        self.b.elem(by_name(name).expect("a row"), args.to_vec())
    }

    fn named(&mut self, v: Val, name: &str) -> Val {
        self.b.name(v, name, true);
        v
    }

    fn usize(&mut self, n: i128) -> Val {
        self.b.int(n, Ty::USIZE)
    }

    fn float(&mut self, x: f64) -> Val {
        self.b.float(x, Ty::F64)
    }

    fn emitted(self, yields: &[Val]) -> Emitted {
        let func = self.b.finish(yields.to_vec());
        let krate = quote!(::chainrule);
        let mut emitter = Emitter::new(&func, &self.origins, &krate);
        for (v, tokens) in self.bound {
            emitter.reserve(&tokens.to_string());
            emitter.bind(v, tokens);
        }
        for (p, name, held) in self.places {
            emitter.bind_place(p, name, held);
        }
        emitter.emit()
    }

    /// The lines of the body, with the yields at its end.
    fn text(self, yields: &[Val]) -> String {
        let emitted = self.emitted(yields);
        let first = &emitted.first;
        let values = &emitted.yields;
        let end = match values.as_slice() {
            [] => quote!(),
            [one] => quote!(#one),
            all => quote!((#(#all),*)),
        };
        pretty(&quote!(#first #end))
    }
}

fn hint(text: &str, users: bool) -> Hint {
    Hint { text: text.into(), users }
}

fn range(lo: Val, hi: Val) -> Range {
    Range::plain(lo, hi)
}

/// The body of a function as prettyplease prints it, without its indentation.
fn pretty(body: &TokenStream) -> String {
    let file: syn::File = syn::parse2(quote!(fn f() { #body })).unwrap_or_else(|e| panic!("{e}: {body}"));
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines[1..lines.len() - 1].iter().map(|l| l.strip_prefix("    ").unwrap_or(l));
    inner.collect::<Vec<_>>().join("\n")
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(text.lines().collect::<Vec<_>>(), expected, "\n{text}");
}
