//! Literals in every spelling.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Lit;

use super::reader::{Reader, text};
use super::steps::{Opaque, Rhs, Temp};
use super::types::Kind;
use super::written;
use crate::ir::{Int, Ty};

impl Reader<'_> {
    pub(super) fn literal(&mut self, lit: &Lit) -> Temp {
        let span = lit.span();
        match lit {
            Lit::Float(float) => self.float(float.base10_digits(), float.suffix(), span),
            Lit::Int(int) => match written::scalar(int.suffix()) {
                Some(ty) if ty.is_float() => self.float(int.base10_digits(), int.suffix(), span),
                _ => match int.base10_parse::<i128>() {
                    Ok(n) => self.integer(n, int.suffix(), span),
                    Err(_) => self.not_yet(span, "integers above 2^127", ""),
                },
            },
            Lit::Bool(b) => self.bool(b.value, span),
            Lit::Byte(b) => self.def_kind(Kind::Exact(Ty::Int(Some(Int::U8))), span, Rhs::Int(i128::from(b.value()))),
            other => self.opaque(Opaque::Constant, other.to_token_stream(), Vec::new(), span),
        }
    }

    /// `-5`: the sign belongs to the number, since `-128_i8` is one but `128_i8` is not.
    pub(super) fn negative_integer(&mut self, lit: &Lit, span: Span) -> Option<Temp> {
        let Lit::Int(int) = lit else { return None };
        if written::scalar(int.suffix()).is_some_and(Ty::is_float) {
            return None;
        }
        let n = int.base10_parse::<i128>().ok()?;
        Some(self.integer(-n, int.suffix(), span))
    }

    fn integer(&mut self, n: i128, suffix: &str, span: Span) -> Temp {
        let kind = written::scalar(suffix).map_or(Kind::Int, Kind::Exact);
        self.def_kind(kind, span, Rhs::Int(n))
    }

    fn float(&mut self, digits: &str, suffix: &str, span: Span) -> Temp {
        match (suffix, written::scalar(suffix)) {
            ("", _) => self.def_kind(Kind::Float, span, Rhs::Float(text(digits))),
            (_, Some(ty)) if ty.is_float() => self.def_kind(Kind::Exact(ty), span, Rhs::Float(text(digits))),
            _ => self.not_yet(span, &format!("floats of type `{suffix}`"), "write `f64`"),
        }
    }
}
