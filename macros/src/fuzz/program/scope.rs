//! What the maker of programs knows about the names in scope.

use super::ast::{IntTy, Name};
use super::rng::Rng;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Float,
    /// The variable of a loop over references.
    Reference,
    /// Declared and not yet assigned.
    Pending,
    /// An array; for each axis, the least and the greatest length that it can have.
    Array {
        dims: Vec<(i64, i64)>,
        form: Form,
    },
    /// An integer that is never outside of `lo..=hi`.
    Int {
        ty: IntTy,
        lo: i64,
        hi: i64,
    },
    Bool,
    /// A closure of so many floats.
    Closure(usize),
}

/// How an array is held, as far as its uses look different.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Array,
    ArrayRef,
    Slice,
    SliceMut,
    Vec,
}

impl Form {
    pub(crate) fn is_reference(self) -> bool {
        matches!(self, Self::ArrayRef | Self::Slice | Self::SliceMut)
    }
    pub(crate) fn is_sized(self) -> bool {
        matches!(self, Self::Array | Self::ArrayRef)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Var {
    pub(crate) name: Name,
    pub(crate) kind: Kind,
    pub(crate) mutable: bool,
    /// Has no derivative by declaration.
    pub(crate) constant: bool,
    /// Its width is only known from its later uses, so no method may be called on it.
    pub(crate) loose: bool,
}

impl Var {
    pub(crate) fn new(name: &str, kind: Kind) -> Self {
        Self { name: name.to_owned(), kind, mutable: false, constant: false, loose: false }
    }

    pub(crate) fn mutable(self, mutable: bool) -> Self {
        Self { mutable, ..self }
    }
}

#[derive(Default)]
pub(crate) struct Scope {
    vars: Vec<Var>,
}

/// Names as users choose them, and some that generated code might want for itself.
const NAMES: [&str; 28] = [
    "a", "b", "c", "d", "e", "h", "p", "q", "r", "s", "t", "u", "v", "w", "z", "t0", "t1", "tape", "x_bar", "x_dot",
    "adj", "grad", "acc", "sum", "self_", "r#type", "σ", "state",
];

impl Scope {
    pub(crate) fn declare(&mut self, var: Var) {
        self.vars.push(var);
    }

    pub(crate) fn depth(&self) -> usize {
        self.vars.len()
    }

    pub(crate) fn leave(&mut self, depth: usize) {
        self.vars.truncate(depth);
    }

    /// Everything that is not shadowed.
    pub(crate) fn visible(&self) -> impl Iterator<Item = &Var> {
        self.vars
            .iter()
            .enumerate()
            .filter(|(k, v)| self.vars[k + 1..].iter().all(|w| w.name != v.name))
            .map(|(_, v)| v)
    }

    pub(crate) fn all(&self, keep: impl Fn(&Var) -> bool) -> Vec<Var> {
        self.visible().filter(|v| keep(v)).cloned().collect()
    }

    pub(crate) fn pick(&self, rng: &mut Rng, keep: impl Fn(&Var) -> bool) -> Option<Var> {
        let all = self.all(keep);
        (!all.is_empty()).then(|| rng.pick(&all).clone())
    }

    /// Changes what is known of the variable that a name means.
    pub(crate) fn update(&mut self, name: &str, change: impl FnOnce(&mut Var)) {
        if let Some(var) = self.vars.iter_mut().rev().find(|v| v.name == name) {
            change(var);
        }
    }

    /// The number of the variable that a name means.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.vars.iter().rposition(|v| v.name == name)
    }

    /// Which variables can change, in order; none can until [`Scope::thaw`].
    pub(crate) fn freeze(&mut self) -> Vec<bool> {
        self.vars.iter_mut().map(|v| std::mem::take(&mut v.mutable)).collect()
    }

    /// The variables that were there can change again as they could.
    pub(crate) fn thaw(&mut self, mutable: &[bool]) {
        self.vars.iter_mut().zip(mutable).for_each(|(v, mutable)| v.mutable = *mutable);
    }

    /// A name to declare: sometimes one that is already used, which is then shadowed. Never a pending or loose one.
    pub(crate) fn name(&self, rng: &mut Rng) -> Name {
        for _ in 0..8 {
            let name = *rng.pick(&NAMES);
            match self.visible().find(|v| v.name == name) {
                None => return name.to_owned(),
                Some(v) if v.kind != Kind::Pending && !v.loose && rng.chance(30) => return name.to_owned(),
                Some(_) => {}
            }
        }
        format!("n{}", self.vars.len())
    }
}
