//! Wide places as a whole: how they begin, are filled, copied and added; and stacks.

use super::group::{Step, at};
use super::spans::Span;
use super::{Home, Transform};
use crate::ir::hash::Map as HashMap;
use crate::ir::{Const, Dim, Init, Op, Place, PlaceKind, Ty, Val};

impl Transform<'_> {
    pub(super) fn whole(&mut self, op: &Op) {
        match op {
            Op::Alloc { place, sizes, init } => self.alloc(*place, sizes, init),
            Op::Fill { place, value, .. } => {
                let to = self.ready(*place);
                self.fill(to, *value);
            }
            Op::Copy { to, from } => self.take_all(*to, *from, |to, from| Op::Copy { to, from }),
            Op::AccumulateAll { to, from } => self.take_all(*to, *from, |to, from| Op::AccumulateAll { to, from }),
            Op::Lengthen { place, len } => {
                let (place, len) = (self.ready(*place), self.map.val(*len));
                self.b.push(Op::Lengthen { place, len }, &[]);
            }
            Op::Swap { a, b } => {
                let (a, b) = (self.ready(*a), self.ready(*b));
                self.b.push(Op::Swap { a, b }, &[]);
            }
            _ => unreachable!("what reads or writes something wide is known"),
        }
    }

    /// The place, when nothing that waits has to do with it.
    fn ready(&mut self, p: Place) -> Place {
        let place = self.place(p);
        if self.pending.iter().any(|(step, _)| step.place() == Some(place)) {
            self.flush(&[]);
        }
        place
    }

    // ---- beginnings

    fn alloc(&mut self, p: Place, sizes: &[Val], init: &Init) {
        let place = self.ready(p);
        let sizes: Vec<Val> = sizes.iter().map(|v| self.map.val(*v)).collect();
        match init {
            Init::Empty => self.b.alloc(place, sizes, Init::Empty),
            Init::Copy(from) if self.wide.place(*from) => {
                let from = self.ready(*from);
                self.b.alloc(place, sizes, Init::Copy(from));
            }
            Init::Fill(v) if !self.wide.val(*v) => {
                let extents = self.extents(p, &sizes);
                let value = self.map.val(*v);
                self.begin(p, extents, value);
            }
            Init::Copy(like) | Init::ZerosLike(like) => {
                let extents = self.extents_like(p, *like);
                self.begin_with_zeros(p, extents);
                if let Init::Copy(from) = init {
                    let from = self.place_of(*from);
                    self.spread(place, from, false);
                }
            }
            Init::Scratch => {
                let extents = self.extents(p, &sizes);
                self.begin_with_zeros(p, extents);
            }
            Init::Fill(v) => {
                let extents = self.extents(p, &sizes);
                self.begin_with_zeros(p, extents);
                self.fill(place, *v);
            }
            Init::Items(items) => {
                let extents = self.extents(p, &sizes);
                self.begin_with_zeros(p, extents);
                self.items(p, place, &sizes, items);
            }
            Init::FromState(..) => unreachable!("no state is wide"),
        }
    }

    /// A place that need not be wide.
    fn place_of(&mut self, p: Place) -> Place {
        if self.wide.place(p) { self.place(p) } else { self.map.place(p) }
    }

    /// The extents of a place without the lanes, where its run-time sizes are these.
    fn extents(&mut self, p: Place, sizes: &[Val]) -> Vec<Option<Val>> {
        let mut sizes = sizes.iter();
        self.src.place(p).dims.iter().map(|dim| if *dim == Dim::Dyn { sizes.next().copied() } else { None }).collect()
    }

    fn extents_like(&mut self, p: Place, like: Place) -> Vec<Option<Val>> {
        let place = self.place_of(self.shape(like));
        let known = self.extents.get(&like).cloned();
        let mut extents = Vec::new();
        for (axis, dim) in self.src.place(p).dims.iter().enumerate() {
            let extent = || known.as_ref().map(|extents| extents[axis]);
            extents.push((*dim == Dim::Dyn).then(|| extent().unwrap_or_else(|| self.b.length(place, axis))));
        }
        extents
    }

    fn begin_with_zeros(&mut self, p: Place, extents: Vec<Option<Val>>) {
        let zero = self.b.float(0.0, self.src.place(p).elem);
        self.begin(p, extents, zero);
    }

    fn begin(&mut self, p: Place, extents: Vec<Option<Val>>, value: Val) {
        let place = self.place(p);
        if !self.flat[p.0 as usize] {
            return self.b.alloc(place, extents.into_iter().flatten().collect(), Init::Fill(value));
        }
        let extents: Vec<Val> = extents
            .into_iter()
            .enumerate()
            .map(|(axis, extent)| extent.unwrap_or_else(|| self.extent(p, axis)))
            .collect();
        let total = extents[1..].iter().fold(extents[0], |total, extent| self.b.mul(total, *extent));
        self.extents.insert(p, extents);
        self.b.alloc(place, vec![total], Init::Fill(value));
    }

    /// An extent that is a constant.
    fn extent(&mut self, p: Place, axis: usize) -> Val {
        match self.src.place(p).dims[axis] {
            Dim::Lit(n) => self.b.int(i128::from(n), Ty::USIZE),
            Dim::Named(origin) => self.b.pure(crate::ir::Pure::Opaque(origin, Vec::new(), Vec::new()), Ty::USIZE),
            Dim::Dyn | Dim::Inferred | Dim::Whole => unreachable!("the extent is a constant"),
        }
    }

    /// The lengths of the rows of a list, which are numbers whether they are written in a type or not.
    fn row_lengths(&self, p: Place, sizes: &[Val]) -> Vec<i128> {
        let mut sizes = sizes.iter();
        let known = |dim: &Dim| match dim {
            Dim::Lit(n) => Some(i128::from(*n)),
            Dim::Dyn => match self.b.known(*sizes.next()?) {
                Some(Const::Int(n)) => Some(n),
                _ => None,
            },
            _ => None,
        };
        let lengths: Vec<Option<i128>> = self.src.place(p).dims.iter().map(known).collect();
        lengths.into_iter().skip(1).map(|n| n.expect("the rows of a list have a length")).collect()
    }

    /// Row-major items, as stores that wait.
    fn items(&mut self, p: Place, place: Place, sizes: &[Val], items: &[Val]) {
        let axes = self.src.place(p).dims.len();
        let rows = self.row_lengths(p, sizes);
        for (k, value) in items.iter().enumerate() {
            let mut rest = k as i128;
            let mut index = Vec::new();
            for n in rows.iter().rev() {
                index.push(self.b.int(rest % n, Ty::USIZE));
                rest /= n;
            }
            if axes > 0 {
                index.push(self.b.int(rest, Ty::USIZE));
            }
            index.reverse();
            self.wait(Step::Store { place, index, value: *value }, Span::ALL);
        }
    }

    // ---- all elements

    /// Every element takes the same value.
    fn fill(&mut self, place: Place, value: Val) {
        if !self.wide.val(value) {
            let value = self.map.val(value);
            self.b.push(Op::Fill { place, value, from: None }, &[]);
        } else if self.b.func.place(place).dims.len() == 1 {
            self.wait(Step::Store { place, index: Vec::new(), value }, Span::ALL);
        } else {
            self.flush(&[]);
            self.each_row(place, &[], &mut |me, index| {
                me.each_lane(|me, lane| {
                    let value = me.lane_of(value, lane, &mut HashMap::default());
                    me.b.store(place, at(index, lane), value);
                });
            });
        }
    }

    fn take_all(&mut self, to: Place, from: Place, op: impl Fn(Place, Place) -> Op) {
        let place = self.ready(to);
        let adds = matches!(op(place, place), Op::AccumulateAll { .. });
        if !self.wide.place(from) {
            let from = self.map.place(from);
            self.spread(place, from, adds);
        } else if self.src.place(from).kind == PlaceKind::Tangent {
            let from = self.place(from);
            self.take_lanes(place, from, adds);
        } else {
            let from = self.ready(from);
            self.b.push(op(place, from), &[]);
        }
    }

    /// Takes what may be nothing, element by element, or adds it.
    fn take_lanes(&mut self, to: Place, from: Place, adds: bool) {
        self.each_row(to, &[], &mut |me, index| {
            me.each_lane(|me, lane| {
                let value = me.b.load(from, at(index, lane));
                me.put(to, at(index, lane), value, adds);
            });
        });
    }

    fn put(&mut self, place: Place, index: Vec<Val>, value: Val, adds: bool) {
        if adds {
            self.b.accumulate(place, index, value);
        } else {
            self.b.store(place, index, value);
        }
    }

    /// Every lane of a place takes the content of another one, or adds it.
    fn spread(&mut self, to: Place, from: Place, adds: bool) {
        self.each_row(to, &[], &mut |me, index| {
            let value = me.b.load(from, index.to_vec());
            me.each_lane(|me, lane| me.put(to, at(index, lane), value, adds));
        });
    }

    /// Loops over all indices of a wide place, without the lanes.
    fn each_row(&mut self, place: Place, index: &[Val], body: &mut dyn FnMut(&mut Self, &[Val])) {
        let axis = index.len();
        if axis + 1 == self.b.func.place(place).dims.len() {
            return body(self, index);
        }
        let hi = self.b.length(place, axis);
        self.over(hi, "i", false, |me, i| me.each_row(place, &at(index, i), body));
    }

    // ---- stacks: all lanes of a value, one after the other

    pub(super) fn push(&mut self, place: Place, value: Val) {
        let place = self.place(place);
        self.flush(&[]);
        self.each_lane(|me, lane| {
            let value = me.lane_of(value, lane, &mut HashMap::default());
            me.b.push(Op::Push { place, value }, &[]);
        });
    }

    pub(super) fn pop(&mut self, place: Place, out: Val) {
        let (place, ty) = (self.place(place), self.src.ty(out));
        let home = self.row(out, &[], PlaceKind::Local);
        self.fresh_home(home);
        self.over_lanes(true, |me, lane| {
            let value = me.b.push(Op::Pop { place }, &[ty])[0];
            me.b.store(home, vec![lane], value);
        });
        self.homes.insert(out, Home { place: home, index: Vec::new() });
    }
}
