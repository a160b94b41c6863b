//! Numbers as text: the shortest that reads back to the same bits.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::expr::{Piece, Prec};
use crate::ir::{Const, Ty};

/// The numbers that the standard library has names for, as clippy asks.
const NAMED: [(&str, f64, f32); 19] = {
    use std::f32::consts as s;
    use std::f64::consts as d;
    [
        ("PI", d::PI, s::PI),
        ("TAU", d::TAU, s::TAU),
        ("E", d::E, s::E),
        ("LN_2", d::LN_2, s::LN_2),
        ("LN_10", d::LN_10, s::LN_10),
        ("LOG2_E", d::LOG2_E, s::LOG2_E),
        ("LOG2_10", d::LOG2_10, s::LOG2_10),
        ("LOG10_E", d::LOG10_E, s::LOG10_E),
        ("LOG10_2", d::LOG10_2, s::LOG10_2),
        ("SQRT_2", d::SQRT_2, s::SQRT_2),
        ("FRAC_1_SQRT_2", d::FRAC_1_SQRT_2, s::FRAC_1_SQRT_2),
        ("FRAC_1_PI", d::FRAC_1_PI, s::FRAC_1_PI),
        ("FRAC_2_PI", d::FRAC_2_PI, s::FRAC_2_PI),
        ("FRAC_2_SQRT_PI", d::FRAC_2_SQRT_PI, s::FRAC_2_SQRT_PI),
        ("FRAC_PI_2", d::FRAC_PI_2, s::FRAC_PI_2),
        ("FRAC_PI_3", d::FRAC_PI_3, s::FRAC_PI_3),
        ("FRAC_PI_4", d::FRAC_PI_4, s::FRAC_PI_4),
        ("FRAC_PI_6", d::FRAC_PI_6, s::FRAC_PI_6),
        ("FRAC_PI_8", d::FRAC_PI_8, s::FRAC_PI_8),
    ]
};

/// A constant. With `suffix` its type is written too, where the text alone does not say it.
pub(super) fn constant(c: Const, ty: Ty, suffix: bool) -> Piece {
    match c {
        Const::Bool(b) => Piece::atom(if b { quote!(true) } else { quote!(false) }),
        Const::Int(n) => {
            let suffix = if let (true, Ty::Int(Some(int))) = (suffix, ty) { int.name() } else { "" };
            number(&group(&n.unsigned_abs().to_string()), n < 0, suffix)
        }
        Const::Float(bits) => float(f64::from_bits(bits), ty, suffix),
    }
}

fn float(x: f64, ty: Ty, suffix: bool) -> Piece {
    let single = ty == Ty::F32;
    let of = Ident::new(if single { "f32" } else { "f64" }, Span::mixed_site());
    if !x.is_finite() {
        let name = match x {
            f64::INFINITY => quote!(INFINITY),
            f64::NEG_INFINITY => quote!(NEG_INFINITY),
            _ => quote!(NAN),
        };
        return signed(quote!(::core::primitive::#of::#name), false);
    }
    if let Some(name) = named(x.abs(), single) {
        let name = Ident::new(name, Span::mixed_site());
        return signed(quote!(::core::#of::consts::#name), x.is_sign_negative());
    }
    #[allow(clippy::cast_possible_truncation)] // an f32 was widened, which loses nothing
    let text = if single { format!("{:?}", (x as f32).abs()) } else { format!("{:?}", x.abs()) };
    let suffix = if !suffix {
        ""
    } else if single {
        "f32"
    } else {
        "f64"
    };
    number(&grouped_float(&text), x.is_sign_negative(), suffix)
}

fn named(x: f64, single: bool) -> Option<&'static str> {
    #[allow(clippy::cast_possible_truncation)] // as above
    let same = |(_, d, s): &&(&str, f64, f32)| if single { *s == x as f32 } else { *d == x };
    NAMED.iter().find(same).map(|(name, ..)| *name)
}

fn signed(tokens: TokenStream, negative: bool) -> Piece {
    let piece = Piece::atom(tokens);
    if negative { piece.prefixed(&quote!(-)) } else { piece }
}

fn number(text: &str, negative: bool, suffix: &str) -> Piece {
    let text = if suffix.is_empty() { text.to_owned() } else { format!("{text}_{suffix}") };
    let mut literal: Literal = text.parse().expect("a number is a literal");
    literal.set_span(Span::mixed_site());
    let mut piece = Piece::atom(quote!(#literal));
    piece.literal = suffix.is_empty();
    if negative {
        let tokens = piece.tokens;
        piece.tokens = quote!(-#tokens);
        piece.prec = Prec::Unary;
    }
    piece
}

/// A literal without a type, for lengths and indices.
pub(super) fn count(n: u64) -> TokenStream {
    number(&group(&n.to_string()), false, "").tokens
}

/// Digits in threes from the right, where there are many.
fn group(digits: &str) -> String {
    if digits.len() < 6 {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(c);
    }
    out
}

/// As [`group`], and digits after the point in threes from the left.
fn grouped_float(text: &str) -> String {
    let (mantissa, exponent) = text.split_once('e').map_or((text, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let mut out = group(whole);
    if let Some(fraction) = fraction {
        out.push('.');
        for (i, c) in fraction.chars().enumerate() {
            if i > 0 && i % 3 == 0 && fraction.len() > 5 {
                out.push('_');
            }
            out.push(c);
        }
    }
    if let Some(exponent) = exponent {
        out.push('e');
        out.push_str(exponent);
    }
    out
}
