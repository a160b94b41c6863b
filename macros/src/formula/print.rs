//! Mathematics as text.

use super::expr::Expr;
use super::number::{digits, fraction, superscript};

/// How tightly a text holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Prec {
    Sum,
    Product,
    Power,
    Atom,
}

struct Piece {
    text: String,
    prec: Prec,
}

/// Functions that are written as brackets around their argument.
const BRACKETS: [(&str, &str, &str); 3] = [("abs", "|", "|"), ("floor", "⌊", "⌋"), ("ceil", "⌈", "⌉")];

/// Functions whose powers are written behind the name: `sin²(x)`.
const POWERED: [&str; 6] = ["sin", "cos", "tan", "sinh", "cosh", "tanh"];

pub(super) fn text(e: &Expr) -> String {
    piece(e).text
}

fn piece(e: &Expr) -> Piece {
    match e {
        Expr::Name(name) => Piece::new(name.to_string(), Prec::Atom),
        Expr::Opaque(source) => Piece::new(source.to_string(), Prec::Sum),
        Expr::Call(name, args) => function(name, args, 1.0),
        Expr::Power(base, exponent) => {
            Piece::new(format!("{}^{}", at(base, Prec::Atom), at(exponent, Prec::Atom)), Prec::Power)
        }
        Expr::Product(c, factors) => product(*c, factors),
        Expr::Sum(terms) => sum(terms),
    }
}

impl Piece {
    fn new(text: String, prec: Prec) -> Self {
        Self { text, prec }
    }

    fn at(self, least: Prec) -> String {
        if self.prec >= least { self.text } else { format!("({})", self.text) }
    }
}

fn at(e: &Expr, least: Prec) -> String {
    piece(e).at(least)
}

fn function(name: &str, args: &[Expr], power: f64) -> Piece {
    if let Some((_, open, close)) = BRACKETS.iter().find(|(n, ..)| *n == name) {
        return Piece::new(format!("{open}{}{close}", text(&args[0])), Prec::Atom);
    }
    match (name, args) {
        ("cbrt", [x]) => Piece::new(format!("∛{}", at(x, Prec::Atom)), Prec::Power),
        ("%", [x, y]) => Piece::new(format!("{} % {}", at(x, Prec::Atom), at(y, Prec::Atom)), Prec::Product),
        _ => {
            let args: Vec<String> = args.iter().map(text).collect();
            let power = if power == 1.0 { String::new() } else { superscript(power) };
            Piece::new(format!("{name}{power}({})", args.join(", ")), Prec::Atom)
        }
    }
}

fn sum(terms: &[Expr]) -> Piece {
    let mut out = String::new();
    for term in terms {
        let term = at(term, Prec::Product);
        match (out.is_empty(), term.strip_prefix('−')) {
            (true, _) => out = term,
            (false, None) => out = format!("{out} + {term}"),
            (false, Some(size)) => out = format!("{out} − {size}"),
        }
    }
    Piece::new(out, Prec::Sum)
}

fn product(c: f64, factors: &[(Expr, f64)]) -> Piece {
    let (above, below): (Vec<_>, Vec<_>) = factors.iter().partition(|(_, e)| *e > 0.0);
    let (times, over) = coefficient(c.abs(), !below.is_empty());
    let mut numerator: Vec<Piece> = above.iter().map(|(base, e)| powered(base, *e)).collect();
    let mut denominator: Vec<Piece> = below.iter().map(|(base, e)| powered(base, -e)).collect();
    if times != "1" || numerator.is_empty() {
        numerator.insert(0, Piece::new(times, Prec::Atom));
    }
    if let Some(over) = over {
        denominator.insert(0, Piece::new(over, Prec::Atom));
    }
    let (bottom, joined) = (denominator.len(), join(denominator));
    let alone = numerator.len() + bottom == 1;
    let prec = if alone { numerator[0].prec } else { Prec::Product };
    let mut text = if alone { numerator.remove(0).text } else { join(numerator) };
    match bottom {
        0 => {}
        1 => text = format!("{text}/{joined}"),
        _ => text = format!("{text}/({joined})"),
    }
    if c < 0.0 {
        let size = if prec < Prec::Product { format!("({text})") } else { text };
        return Piece::new(format!("−{size}"), Prec::Product);
    }
    Piece::new(text, prec)
}

fn join(factors: Vec<Piece>) -> String {
    let factors: Vec<String> = factors.into_iter().map(|f| f.at(Prec::Power)).collect();
    factors.join("·")
}

/// A coefficient as a number above the line, and one below it where that reads better.
fn coefficient(c: f64, is_fraction: bool) -> (String, Option<String>) {
    let halves = is_fraction && [0.5, 0.25, 0.125].contains(&c);
    if (halves || digits(c).len() > 10)
        && let Some((n, d)) = fraction(c)
    {
        return (digits(n), Some(digits(d)));
    }
    (digits(c), None)
}

/// A factor to a positive power.
fn powered(base: &Expr, e: f64) -> Piece {
    match base {
        _ if e == 1.0 => piece(base),
        _ if e == 0.5 => Piece::new(format!("√{}", radicand(base)), Prec::Power),
        Expr::Call(name, args) if POWERED.contains(name) && e.fract() == 0.0 => function(name, args, e),
        _ if e.fract() == 0.0 => Piece::new(format!("{}{}", at(base, Prec::Atom), superscript(e)), Prec::Power),
        _ => Piece::new(format!("{}^{}", at(base, Prec::Atom), digits(e)), Prec::Power),
    }
}

/// What stands under a root: a bare name or number, else something in brackets.
fn radicand(base: &Expr) -> String {
    match base {
        Expr::Name(_) => text(base),
        Expr::Product(..) if base.as_number().is_some_and(|x| x >= 0.0) => text(base),
        _ => format!("({})", text(base)),
    }
}
