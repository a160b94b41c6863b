//! Loops over the elements of arrays and of parts of them: what a copy, a fill or an exchange comes to where it is not of whole places.

use super::Build;
use super::value::{Value, View};
use crate::ir::{Dim, Init, Op, Place, Range, Ty, Val};

/// As many elements of a row as are copied one by one.
const FEW: u64 = 16;

impl Build<'_> {
    /// Runs over the indices below these lengths, nested.
    pub(super) fn each(&mut self, lengths: &[Val], at: &mut Vec<Val>, body: &mut dyn FnMut(&mut Self, &[Val])) {
        let Some((hi, rest)) = lengths.split_first() else { return body(self, at) };
        let (lo, index) = (self.index_constant(0), self.b.fresh(Ty::USIZE, None));
        self.b.open(vec![index]);
        at.push(index);
        self.each(rest, at, body);
        at.pop();
        let block = self.b.close(Vec::new());
        let range = Range::plain(lo, *hi);
        self.b.push(Op::For { range, inits: Vec::new(), body: block, exits: false }, &[]);
    }

    /// The lengths of a view, axis by axis.
    pub(super) fn lengths(&mut self, view: &View) -> Vec<Val> {
        let axes = self.b.func.place(view.place).dims.len();
        let first = self.whole_window(view).len;
        let rest: Vec<Val> = (view.index.len() + 1..axes).map(|axis| self.len(view.place, axis)).collect();
        std::iter::once(first).chain(rest).collect()
    }

    /// The indices in its place of an element of a view.
    pub(super) fn indices(&mut self, view: &View, at: &[Val]) -> Vec<Val> {
        let mut index = view.index.clone();
        for (k, i) in at.iter().enumerate() {
            let shift = if k == 0 { view.window } else { None };
            index.push(shift.map_or(*i, |window| self.plus(window.lo, *i)));
        }
        index
    }

    /// Whether lengths are known to be the same.
    fn are_equal(&self, a: &[Val], b: &[Val]) -> bool {
        let same = |a: Val, b: Val| a == b || self.known_int(a).is_some_and(|n| self.known_int(b) == Some(n));
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(*a, *b))
    }

    /// Whether two views are known to be of one shape.
    pub(super) fn are_alike(&mut self, a: &View, b: &View) -> bool {
        let dims = |view: &View| self.b.func.place(view.place).dims[view.index.len()..].to_vec();
        let written = |dim: &Dim| matches!(dim, Dim::Lit(_) | Dim::Named(_));
        if a.window.is_none() && b.window.is_none() && dims(a) == dims(b) && dims(a).iter().all(written) {
            return true;
        }
        let (a, b) = (self.lengths(a), self.lengths(b));
        self.are_equal(&a, &b)
    }

    /// `to = from`, element by element; both have one shape.
    pub(super) fn copy_elements(&mut self, to: &View, from: &View) {
        let lengths = self.lengths(from);
        self.each(&lengths, &mut Vec::new(), &mut |build, at| {
            let (source, target) = (build.indices(from, at), build.indices(to, at));
            let item = build.b.load(from.place, source);
            build.b.store(to.place, target, item);
        });
        self.touch(to.place);
    }

    /// A place of its own with the content of a part.
    pub(super) fn copied_part(&mut self, view: &View) -> Place {
        let info = self.b.func.place(view.place).clone();
        let mut dims = info.dims[view.index.len()..].to_vec();
        if view.window.is_some() {
            dims[0] = Dim::Dyn;
        }
        let sizes = self.lengths(view).into_iter().zip(&dims).filter(|(_, dim)| **dim == Dim::Dyn).map(|(n, _)| n);
        let sizes = sizes.collect();
        let place = self.local(info.elem, dims);
        let zero = self.zero(info.elem);
        self.alloc(place, sizes, Init::Fill(zero));
        let Value::View(to) = self.view(place) else { unreachable!("a place is seen by a view") };
        self.copy_elements(&to, view);
        place
    }

    /// Whether the elements of a row are few, and are listed.
    pub(super) fn is_listed(&self, view: &View) -> bool {
        if view.window.is_some() {
            return false;
        }
        let dims = &self.b.func.place(view.place).dims[view.index.len()..];
        let total = dims.iter().try_fold(1_u64, |total, dim| match dim {
            Dim::Lit(n) => total.checked_mul(*n),
            Dim::Named(_) | Dim::Dyn | Dim::Inferred | Dim::Whole => None,
        });
        total.is_some_and(|total| total <= FEW)
    }
}
