//! `Vec`s that grow: how long they can become is found before they begin.

use std::collections::{HashMap, HashSet};

use super::steps::{Bounds, Growth, LoopKind, Rhs, Step, Temp, Var, each_step};

/// What is known of the `Vec`s that grow, and of how the lengths of loops come about.
#[derive(Default)]
pub(super) struct Growths<'s> {
    /// For each, what is added to it and how often.
    added: HashMap<Var, Vec<Added<'s>>>,
    pub(super) definitions: HashMap<Temp, &'s Rhs>,
    /// The index of a loop is less than the end of its range.
    pub(super) ends: HashMap<Temp, Bounds>,
    /// The values of variables that are bound once and never assigned to.
    pub(super) bound: HashMap<Var, Temp>,
    assigned: HashSet<Var>,
    /// They are replaced by others, of other lengths.
    replaced: HashSet<Var>,
}

/// Something that makes a `Vec` longer.
pub(super) struct Added<'s> {
    pub(super) how: &'s Growth,
    /// The loops around it; nothing where one has no range.
    pub(super) loops: Option<Vec<Bounds>>,
}

struct Scan<'s> {
    growths: Growths<'s>,
    loops: Vec<Option<Bounds>>,
    /// The number of loops around what a `Vec` begins with, or is emptied in.
    begun: HashMap<Var, usize>,
}

pub(super) fn survey<'s>(steps: &'s [Step], replaced: &[Var]) -> Growths<'s> {
    let mut scan = Scan { growths: Growths::default(), loops: Vec::new(), begun: HashMap::new() };
    each_step(steps, &mut |step| match step {
        Step::Def(out, rhs) => _ = scan.growths.definitions.insert(*out, rhs),
        Step::Bind(var, value) => _ = scan.growths.bound.insert(*var, *value),
        Step::Grow { var, .. } => _ = scan.growths.added.entry(*var).or_default(),
        Step::Declare(var) | Step::Write { var, .. } => _ = scan.growths.assigned.insert(*var),
        Step::Loop(inner) => {
            if let LoopKind::For { index, range } = &inner.kind {
                scan.growths.ends.insert(*index, *range);
            }
        }
        _ => {}
    });
    if !scan.growths.added.is_empty() {
        scan.sequence(steps);
    }
    scan.growths.replaced = replaced.iter().copied().collect();
    scan.growths
}

impl<'s> Growths<'s> {
    pub(super) fn of(&self, var: Var) -> Option<&[Added<'s>]> {
        self.added.get(&var).map(Vec::as_slice)
    }

    pub(super) fn is_replaced(&self, var: Var) -> bool {
        self.replaced.contains(&var)
    }

    /// It has one value, or one array, in the whole function.
    pub(super) fn is_fixed(&self, var: Var) -> bool {
        !self.assigned.contains(&var) && !self.added.contains_key(&var)
    }
}

impl<'s> Scan<'s> {
    fn sequence(&mut self, steps: &'s [Step]) {
        let outer = self.begun.clone();
        for step in steps {
            match step {
                Step::Bind(var, _) if self.growths.added.contains_key(var) => {
                    _ = self.begun.insert(*var, self.loops.len());
                }
                Step::Grow { var, how } => {
                    let begun = self.begun.get(var).copied();
                    let loops = begun.and_then(|begun| self.loops[begun..].iter().copied().collect());
                    self.growths.added.entry(*var).or_default().push(Added { how, loops });
                    if let Growth::Clear = how {
                        self.begun.insert(*var, self.loops.len());
                    }
                }
                Step::Loop(inner) => {
                    self.loops.push(match &inner.kind {
                        LoopKind::For { range, .. } => Some(*range),
                        LoopKind::While { .. } | LoopKind::Forever => None,
                    });
                    step.inner().into_iter().for_each(|seq| self.sequence(seq));
                    self.loops.pop();
                }
                _ => step.inner().into_iter().for_each(|seq| self.sequence(seq)),
            }
        }
        for (var, depth) in outer {
            self.begun.insert(var, depth);
        }
    }
}
