//! Which arrays are held as one value for each element: short ones, of which only elements with constant indices are used.

use std::collections::HashMap;

use super::reader::{Body, RESULT};
use super::steps::{Rhs, Step, Temp, Var, each_step};
use super::types::{Kind, TyId, Types};
use crate::ir::Dim;

/// As many elements as an array may have.
const MAX_ELEMENTS: u64 = 32;

struct Survey<'a> {
    body: &'a mut Body,
    fits: Vec<bool>,
    /// Values that are an array variable, or a row of one.
    whole: HashMap<Temp, Var>,
    /// Arrays that exchange their contents: both are held in one way.
    pairs: Vec<(Var, Var)>,
    constants: HashMap<Temp, i128>,
}

/// For each variable, whether it is held so.
pub(super) fn survey(body: &mut Body) -> Vec<bool> {
    let stays = |k: usize, body: &Body| k == RESULT.at() || body.written.iter().any(|var| var.at() == k);
    let fits = (0..body.vars.len()).map(|k| !stays(k, body) && elements(&mut body.types, body.vars[k].ty).is_some());
    let fits = fits.collect();
    let steps = std::mem::take(&mut body.steps);
    let mut survey = Survey { body, fits, whole: HashMap::new(), pairs: Vec::new(), constants: HashMap::new() };
    each_step(&steps, &mut |step| survey.step(step));
    let (mut fits, pairs) = (survey.fits, survey.pairs);
    while let Some((a, b)) = pairs.iter().find(|(a, b)| fits[a.at()] != fits[b.at()]) {
        (fits[a.at()], fits[b.at()]) = (false, false);
    }
    body.steps = steps;
    fits
}

/// How many elements an array of literal length has, if they are few.
fn elements(types: &mut Types, ty: TyId) -> Option<u64> {
    let (_, dims) = types.shape(ty)?;
    let total = dims.iter().try_fold(1_u64, |total, dim| match dim {
        Dim::Lit(n) => total.checked_mul(*n),
        Dim::Named(_) | Dim::Dyn | Dim::Inferred | Dim::Whole => None,
    });
    total.filter(|total| (1..=MAX_ELEMENTS).contains(total))
}

impl Survey<'_> {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Def(out, rhs) => self.def(*out, rhs),
            Step::Store { base, index, value } => {
                self.element(*base, *index);
                self.used(*value);
            }
            Step::Bind(_, value) | Step::Write { value, .. } | Step::Discard(value) => self.used(*value),
            Step::Swap(a, b) => match (self.whole.get(a), self.whole.get(b)) {
                (Some(x), Some(y)) => self.pairs.push((*x, *y)),
                _ => {
                    self.used(*a);
                    self.used(*b);
                }
            },
            Step::Grow { how, .. } => how.operands().for_each(|t| self.used(t)),
            Step::Change(base, change) => {
                self.used(*base);
                change.operands().for_each(|t| self.used(t));
            }
            Step::Effect { args, .. } => args.iter().for_each(|a| self.used(*a)),
            Step::Short(_) | Step::If(_) | Step::Loop(_) | Step::Block { .. } | Step::Declare(_) | Step::Exit(_) => {}
        }
    }

    fn def(&mut self, out: Temp, rhs: &Rhs) {
        match rhs {
            Rhs::Int(n) => {
                self.constants.insert(out, *n);
            }
            Rhs::Read(var) => {
                self.whole.insert(out, *var);
            }
            Rhs::Same(value) | Rhs::Constant(value) => {
                if let Some(var) = self.whole.get(value) {
                    self.whole.insert(out, *var);
                }
            }
            Rhs::Len { .. } | Rhs::Left { .. } => {}
            Rhs::Index { base, index } => {
                self.element(*base, *index);
                let ty = self.body.temps[out.at()].ty;
                if let (Some(var), Kind::Array(..)) = (self.whole.get(base), self.body.types.kind(ty)) {
                    self.whole.insert(out, *var);
                }
            }
            _ => rhs.operands(|t| self.used(t)),
        }
    }

    /// Only an element within bounds that is known now leaves the array as it is.
    fn element(&mut self, base: Temp, index: Temp) {
        let kind = self.body.types.kind(self.body.temps[base.at()].ty);
        let known = self.constants.get(&index);
        match (kind, known) {
            (Kind::Array(_, Dim::Lit(n)), Some(k)) if (0..i128::from(n)).contains(k) => {}
            _ => self.used(base),
        }
    }

    fn used(&mut self, value: Temp) {
        if let Some(var) = self.whole.get(&value) {
            self.fits[var.at()] = false;
        }
    }
}
