//! Sums of derivative contributions, with like terms collected.

use crate::ir::hash::Map as HashMap;
use crate::ir::{BinOp, Builder, Pure, UnOp, Val};

/// The sum of the terms; like terms are collected (`rounds`), and it begins with a positive term if there is one, else with one that has a constant in front.
/// `None` is a sum of no terms.
pub(crate) fn sum(b: &mut Builder, terms: &[Val]) -> Option<Val> {
    if let [single] = terms {
        return Some(*single);
    }
    let ty = b.ty(*terms.first()?);
    let mut collected = collect(b, terms);
    // A sign in front of a constant costs nothing.
    let positive = collected.iter().position(|term| !term.negative);
    let first = positive.or_else(|| collected.iter().position(|term| is_scaled(b, term.size)));
    if let Some(first) = first {
        collected[..=first].rotate_right(1);
    }
    let mut total = None;
    for term in collected {
        total = Some(add(b, total, &term));
    }
    Some(total.unwrap_or_else(|| b.float(0.0, ty)))
}

/// A product with a constant in front, or what is opposite to one.
pub(crate) fn is_scaled(b: &Builder, v: Val) -> bool {
    match b.definition(v) {
        Some(Pure::Bin(BinOp::Mul, c, _)) => b.known_float(*c).is_some(),
        Some(Pure::Un(UnOp::Neg, x)) => is_scaled(b, *x),
        _ => false,
    }
}

struct Term {
    negative: bool,
    size: Val,
}

/// A product: its sign and size, its constant, and its other factors in a fixed order.
struct Product {
    negative: bool,
    size: Val,
    coefficient: f64,
    factors: Vec<Val>,
}

/// How many factors of a product are told apart.
const FACTORS: usize = 8;

fn collect(b: &mut Builder, terms: &[Val]) -> Vec<Term> {
    let mut groups: Vec<Vec<Product>> = Vec::new();
    let mut place: HashMap<Vec<Val>, usize> = HashMap::default();
    for v in terms {
        let product = read(b, *v);
        let at = *place.entry(product.factors.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(same) => same.push(product),
            None => groups.push(vec![product]),
        }
    }
    groups.into_iter().filter_map(|group| merge(b, group)).collect()
}

/// c·x + d·x = (c + d)·x, written as the first of them is.
fn merge(b: &mut Builder, group: Vec<Product>) -> Option<Term> {
    let total: f64 = group.iter().map(Product::signed).sum();
    let mut group = group.into_iter();
    let first = group.next()?;
    if group.len() == 0 {
        return Some(Term { negative: first.negative, size: first.size });
    }
    if total == 0.0 {
        return None;
    }
    let ratio = total.abs() / first.coefficient.abs();
    let ty = b.ty(first.size);
    let ratio = b.float(ratio, ty);
    let size = unsigned(b, &first);
    Some(Term { negative: total < 0.0, size: b.mul(ratio, size) })
}

/// The size of a product without the sign of its constant.
fn unsigned(b: &mut Builder, product: &Product) -> Val {
    if product.coefficient < 0.0 {
        let minus = b.float(-1.0, b.ty(product.size));
        return b.mul(minus, product.size);
    }
    product.size
}

impl Product {
    fn signed(&self) -> f64 {
        if self.negative { -self.coefficient } else { self.coefficient }
    }
}

fn read(b: &Builder, v: Val) -> Product {
    if let Some(Pure::Un(UnOp::Neg, x)) = b.definition(v) {
        let inner = read(b, *x);
        return Product { negative: !inner.negative, ..inner };
    }
    let mut product = Product { negative: false, size: v, coefficient: 1.0, factors: Vec::new() };
    if !factor(b, v, &mut product) || product.coefficient == 0.0 || !product.coefficient.is_finite() {
        product = Product { negative: false, size: v, coefficient: 1.0, factors: vec![v] };
    }
    product.factors.sort_unstable();
    product
}

/// Takes a product apart; false if it has too many factors.
fn factor(b: &Builder, v: Val, product: &mut Product) -> bool {
    match b.definition(v) {
        Some(Pure::Bin(BinOp::Mul, x, y)) => factor(b, *x, product) && factor(b, *y, product),
        Some(Pure::Const(_)) => {
            product.coefficient *= b.known_float(v).unwrap_or(f64::NAN);
            true
        }
        _ => {
            product.factors.push(v);
            product.factors.len() <= FACTORS
        }
    }
}

fn add(b: &mut Builder, total: Option<Val>, term: &Term) -> Val {
    match (total, term.negative) {
        (None, false) => term.size,
        (None, true) => b.neg(term.size),
        (Some(total), false) => b.add(total, term.size),
        (Some(total), true) => b.sub(total, term.size),
    }
}
