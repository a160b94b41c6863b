//! Sums of derivative contributions, with like terms collected.

use super::rules::scaled;
use crate::ir::{Builder, Pure, Ty, UnOp, Val};

/// The sum of the terms; like terms are collected (`rounds`), and it begins with a positive term if there is one.
/// `None` is a sum of no terms.
pub(crate) fn sum(b: &mut Builder, terms: &[Val]) -> Option<Val> {
    if let [single] = terms {
        return Some(*single);
    }
    let ty = b.ty(*terms.first()?);
    let mut collected = collect(b, terms);
    if let Some(first) = collected.iter().position(|term| term.coefficient > 0.0) {
        collected[..=first].rotate_right(1);
    }
    let total = collected.iter().fold(None, |total, term| Some(add(b, total, term, ty)));
    Some(total.unwrap_or_else(|| b.float(0.0, ty)))
}

struct Term {
    coefficient: f64,
    base: Val,
}

fn collect(b: &Builder, terms: &[Val]) -> Vec<Term> {
    let mut collected: Vec<Term> = Vec::new();
    let mut place = std::collections::HashMap::new();
    for v in terms {
        let term = decompose(b, *v);
        let at = *place.entry(term.base).or_insert(collected.len());
        match collected.get_mut(at) {
            Some(same) => same.coefficient += term.coefficient,
            None => collected.push(term),
        }
    }
    collected.retain(|term| term.coefficient != 0.0);
    collected
}

/// `v = coefficient * base`
fn decompose(b: &Builder, v: Val) -> Term {
    if let Some(Pure::Un(UnOp::Neg, x)) = b.definition(v) {
        let inner = decompose(b, *x);
        return Term { coefficient: -inner.coefficient, ..inner };
    }
    match scaled(b, v) {
        Some((coefficient, base)) => Term { coefficient, base },
        None => Term { coefficient: 1.0, base: v },
    }
}

fn add(b: &mut Builder, total: Option<Val>, term: &Term, ty: Ty) -> Val {
    let size = b.float(term.coefficient.abs(), ty);
    let size = b.mul(size, term.base);
    match (total, term.coefficient < 0.0) {
        (None, false) => size,
        (None, true) => b.neg(size),
        (Some(total), false) => b.add(total, size),
        (Some(total), true) => b.sub(total, size),
    }
}
