//! A map from values to values, as a list.

use super::node::Val;

/// What the values of one function are in another.
#[derive(Default)]
pub(crate) struct ValMap(Vec<Option<Val>>);

impl ValMap {
    pub(crate) fn insert(&mut self, from: Val, to: Val) {
        let at = from.0 as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, None);
        }
        self.0[at] = Some(to);
    }

    pub(crate) fn get(&self, v: Val) -> Option<Val> {
        self.0.get(v.0 as usize).copied().flatten()
    }
}
