//! What is printed: sums of products of powers, kept in a normal form so that `x·y + y·x` is `2·x·y`.

use std::rc::Rc;

use super::print;

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Expr {
    /// A parameter, an abbreviation, a constant of the user's.
    Name(Rc<str>),
    /// An expression of the user's, as written.
    Opaque(Rc<str>),
    Call(&'static str, Vec<Expr>),
    /// A base to an exponent that is no number.
    Power(Box<Expr>, Box<Expr>),
    /// A coefficient and factors to powers, in a fixed order. Without factors it is a number.
    /// It is never a lone factor to the power one.
    Product(f64, Vec<(Expr, f64)>),
    /// Two terms or more, none of them a sum.
    Sum(Vec<Expr>),
}

pub(super) fn name(text: &str) -> Expr {
    Expr::Name(Rc::from(text))
}

/// A number as it is, with no look for what it might be called.
pub(super) fn plain(x: f64) -> Expr {
    Expr::Product(x, Vec::new())
}

pub(super) fn call(name: &'static str, args: &[Expr]) -> Expr {
    Expr::Call(name, args.to_vec())
}

impl Expr {
    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Self::Product(c, factors) if factors.is_empty() => Some(*c),
            _ => None,
        }
    }

    pub(super) fn is(&self, x: f64) -> bool {
        self.as_number() == Some(x)
    }

    /// The coefficient and the factors to their powers.
    pub(super) fn factors(&self) -> (f64, Vec<(Self, f64)>) {
        match self {
            Self::Product(c, factors) => (*c, factors.clone()),
            other => (1.0, vec![(other.clone(), 1.0)]),
        }
    }

    fn terms(&self) -> Vec<Self> {
        match self {
            Self::Sum(terms) => terms.clone(),
            other => vec![other.clone()],
        }
    }

    pub(super) fn children(&self) -> Vec<&Self> {
        match self {
            Self::Name(_) | Self::Opaque(_) => Vec::new(),
            Self::Call(_, args) | Self::Sum(args) => args.iter().collect(),
            Self::Power(base, exponent) => vec![base, exponent],
            Self::Product(_, factors) => factors.iter().map(|(f, _)| f).collect(),
        }
    }

    /// It names nothing but π.
    fn is_constant(&self) -> bool {
        match self {
            Self::Name(name) => **name == *"π",
            Self::Opaque(_) => false,
            _ => self.children().into_iter().all(Self::is_constant),
        }
    }

    /// The number of nodes.
    pub(super) fn size(&self) -> usize {
        1 + self.children().into_iter().map(Self::size).sum::<usize>()
    }

    /// The same with other operands.
    pub(super) fn map(&self, f: &dyn Fn(&Self) -> Self) -> Self {
        match self {
            Self::Name(_) | Self::Opaque(_) => self.clone(),
            Self::Call(name, args) => Self::Call(name, args.iter().map(f).collect()),
            Self::Power(base, exponent) => Self::Power(Box::new(f(base)), Box::new(f(exponent))),
            Self::Product(c, factors) => {
                let powers = factors.iter().map(|(base, e)| pow(&f(base), *e));
                powers.fold(plain(*c), |product, factor| mul(&product, &factor))
            }
            Self::Sum(terms) => sum(&terms.iter().map(f).collect::<Vec<_>>()),
        }
    }

    /// With the sign of mathematics, which is 0 at 0, for `signum` of `e`, which is 1 there.
    pub(super) fn with_sign_of(&self, e: &Self) -> Self {
        match self {
            Self::Call("signum", args) if args[0] == *e => Self::Call("sign", args.clone()),
            other => other.map(&|child| child.with_sign_of(e)),
        }
    }

    /// It is zero, or without a meaning, where `e` is zero.
    pub(super) fn vanishes_with(&self, e: &Self) -> bool {
        let of = |f: &Self| matches!(f, Self::Call("signum" | "ln", args) if args[0] == *e);
        if let Self::Sum(terms) = self {
            return terms.iter().all(|t| t.vanishes_with(e));
        }
        let (c, mine) = self.factors();
        let (_, theirs) = e.factors();
        let has = |f: &Self| mine.iter().any(|(g, power)| *power > 0.0 && (f == g || neg(f) == *g));
        let mut zeros = theirs.iter().filter(|(_, power)| *power > 0.0).peekable();
        c == 0.0 || mine.iter().any(|(f, _)| of(f)) || zeros.peek().is_some() && zeros.all(|(f, _)| has(f))
    }
}

// ---- products

pub(super) fn mul(a: &Expr, b: &Expr) -> Expr {
    let ((c, mut factors), (d, others)) = (a.factors(), b.factors());
    for (base, e) in others {
        match factors.iter_mut().find(|(f, _)| *f == base) {
            Some((_, power)) => *power += e,
            None => factors.push((base, e)),
        }
    }
    product(c * d, factors)
}

pub(super) fn div(a: &Expr, b: &Expr) -> Expr {
    mul(a, &pow(b, -1.0))
}

fn product(c: f64, mut factors: Vec<(Expr, f64)>) -> Expr {
    factors.retain(|(_, e)| *e != 0.0);
    if c == 0.0 || factors.is_empty() {
        return plain(c);
    }
    if factors.len() > 1 {
        factors.sort_by_cached_key(|(base, _)| (rank(base), print::text(base)));
    }
    match factors.as_slice() {
        [(Expr::Product(inner, deeper), 1.0)] => product(c * inner, deeper.clone()),
        [(base, 1.0)] if c == 1.0 => base.clone(),
        [(Expr::Sum(terms), 1.0)] if c == -1.0 => positive_first(terms.iter().map(|t| mul(&plain(-1.0), t)).collect()),
        _ => Expr::Product(c, factors),
    }
}

/// Constants before names before powers before sums before functions: `π·b·x^p·(1 − x)·exp(x)`.
fn rank(base: &Expr) -> u8 {
    match base {
        _ if base.is_constant() => 0,
        Expr::Name(_) => 1,
        Expr::Power(..) => 2,
        Expr::Product(..) | Expr::Sum(_) | Expr::Opaque(_) => 3,
        Expr::Call(..) => 4,
    }
}

/// To a power that is a number.
pub(super) fn pow(base: &Expr, e: f64) -> Expr {
    let whole = e.fract() == 0.0;
    match base {
        _ if e == 0.0 => plain(1.0),
        _ if e == 1.0 => base.clone(),
        _ if base.is(1.0) => plain(1.0),
        Expr::Product(c, factors) if whole => {
            product(c.powf(e), factors.iter().map(|(base, power)| (base.clone(), power * e)).collect())
        }
        _ => product(1.0, vec![(base.clone(), e)]),
    }
}

/// To any power.
pub(super) fn power(base: &Expr, exponent: &Expr) -> Expr {
    match exponent.as_number() {
        Some(e) => pow(base, e),
        None => Expr::Power(Box::new(base.clone()), Box::new(exponent.clone())),
    }
}

// ---- sums

pub(super) fn add(a: &Expr, b: &Expr) -> Expr {
    sum(&[a.clone(), b.clone()])
}

pub(super) fn sub(a: &Expr, b: &Expr) -> Expr {
    add(a, &neg(b))
}

pub(super) fn neg(a: &Expr) -> Expr {
    mul(&plain(-1.0), a)
}

/// The sum with like terms collected, in the order of the terms.
pub(super) fn sum(terms: &[Expr]) -> Expr {
    let mut collected: Vec<(f64, Vec<(Expr, f64)>)> = Vec::new();
    for term in terms.iter().flat_map(Expr::terms) {
        let (c, factors) = term.factors();
        match collected.iter_mut().find(|(_, others)| *others == factors) {
            Some((total, _)) => *total += c,
            None => collected.push((c, factors)),
        }
    }
    collected.retain(|(c, _)| *c != 0.0);
    let mut terms: Vec<Expr> = collected.into_iter().map(|(c, factors)| product(c, factors)).collect();
    match terms.len() {
        0 => plain(0.0),
        1 => terms.remove(0),
        _ => Expr::Sum(terms),
    }
}

/// The terms of a sum that nobody wrote: small ones first, and a positive one first of all.
pub(super) fn tidy(e: Expr) -> Expr {
    let Expr::Sum(mut terms) = e else { return e };
    terms.sort_by_key(Expr::size);
    positive_first(terms)
}

fn positive_first(mut terms: Vec<Expr>) -> Expr {
    if let Some(first) = terms.iter().position(|t| t.factors().0 > 0.0) {
        terms[..=first].rotate_right(1);
    }
    Expr::Sum(terms)
}

// ---- common factors

/// The same with common factors in front of sums, where one of them is more than a name and the text gets shorter.
pub(super) fn factored(e: &Expr) -> Expr {
    let e = &e.map(&factored);
    let Expr::Sum(terms) = e else { return e.clone() };
    let common = common(terms);
    if common.iter().all(|(base, _)| base.children().is_empty()) {
        return e.clone();
    }
    let sign = if terms.iter().all(|t| t.factors().0 < 0.0) { -1.0 } else { 1.0 };
    let outside = product(sign, common);
    let inside: Vec<Expr> = terms.iter().map(|t| div(t, &outside)).collect();
    let shorter = mul(&outside, &tidy(sum(&inside)));
    if print::text(&shorter).len() < print::text(e).len() { shorter } else { e.clone() }
}

/// The factors that all terms have, to the smallest power.
fn common(terms: &[Expr]) -> Vec<(Expr, f64)> {
    let mut all = terms.iter().map(|t| t.factors().1);
    let mut common = all.next().unwrap_or_default();
    for factors in all {
        common.retain_mut(|(base, e)| {
            let other = factors.iter().find(|(f, _)| f == base).map_or(0.0, |(_, e)| *e);
            *e = if *e > 0.0 { e.min(other) } else { e.max(other) };
            *e * other > 0.0
        });
    }
    common
}
