//! Methods that change an array in place, and arrays that exchange their contents.

use proc_macro2::Span;

use super::Build;
use super::value::{Value, View, Window};
use crate::ir::{BinOp, Op, Ty, Val};
use crate::lower::steps::{Change, Temp};

impl Build<'_> {
    pub(super) fn change(&mut self, base: Temp, change: Change) {
        let span = self.span(base);
        if let Value::Composed(..) = self.value(base) {
            let help = "assign element by element, in a loop";
            self.not_yet(span, "changes of arrays of tuples and of rows in place", help);
            return;
        }
        let Value::View(view) = self.value(base) else {
            self.not_yet(span, "changes of this value in place", "copy it into a local array first");
            return;
        };
        if self.is_of_copied_struct(&view, span) {
            return;
        }
        match change {
            Change::Fill(value) => self.fill(&view, value),
            Change::CopyFrom(from) => self.copy_from(&view, from, span),
            Change::SwapWith(with) => self.swap_with(&view, with, span),
            Change::Reverse => self.reverse(&view),
            Change::RotateLeft(by) => self.rotate(&view, by, true),
            Change::RotateRight(by) => self.rotate(&view, by, false),
            Change::CopyWithin(part, to) => self.copy_within(&view, part, to, span),
        }
        self.touch(view.place);
    }

    fn fill(&mut self, view: &View, value: Temp) {
        if let Value::View(_) | Value::Group(_) | Value::Repeat(_) = self.value(value) {
            self.not_yet(self.span(value), "rows as what an array is filled with", "fill the rows one by one");
            return;
        }
        let value = self.operand(value);
        if view.is_whole() {
            self.b.push(Op::Fill { place: view.place, value, from: None }, &[]);
            return;
        }
        let lengths = self.lengths(view);
        self.each(&lengths, &mut Vec::new(), &mut |build, at| {
            let index = build.indices(view, at);
            build.b.store(view.place, index, value);
        });
    }

    fn copy_from(&mut self, to: &View, from: Temp, span: Span) {
        let Some(from) = self.as_view(from) else {
            self.not_yet(span, "copies of this value", "copy it into a local array first");
            return;
        };
        self.fresh_enough(&from, span);
        if self.differ(to, &from) {
            let help = "take the part that fits, as in `&x[..2]`";
            self.errors.refuse(span, "these arrays have different lengths", help);
            return;
        }
        if to.is_whole() && from.is_whole() && self.b.func.place(to.place).dims.len() == 1 {
            self.b.push(Op::Copy { to: to.place, from: from.place }, &[]);
            return;
        }
        self.same_lengths(to, &from);
        self.copy_elements(to, &from);
    }

    /// Whether two lengths are known, and are not the same.
    fn differ(&mut self, a: &View, b: &View) -> bool {
        let (a, b) = (self.whole_window(a).len, self.whole_window(b).len);
        matches!((self.known_int(a), self.known_int(b)), (Some(a), Some(b)) if a != b)
    }

    fn same_lengths(&mut self, a: &View, b: &View) {
        if self.are_alike(a, b) {
            return;
        }
        let (a, b) = (self.whole_window(a), self.whole_window(b));
        self.ensure(BinOp::Eq, a.len, b.len);
    }

    // ---- exchanges

    fn swap_with(&mut self, a: &View, b: Temp, span: Span) {
        let Some(b) = self.as_view(b) else {
            self.not_yet(span, "exchanges with this value", "copy it into a local array first");
            return;
        };
        self.same_lengths(a, &b);
        self.swap_elements(a, &b);
        self.touch(b.place);
    }

    /// Two arrays, or rows of arrays, exchange their contents.
    pub(super) fn swap(&mut self, a: Temp, b: Temp) {
        if let (Some((p, at)), Some((q, to))) = (self.paths.get(&a).cloned(), self.paths.get(&b).cloned())
            && self.split[p.at()]
            && self.split[q.at()]
        {
            let (x, y) = (self.value(a), self.value(b));
            for (var, path, value) in [(p, at, y), (q, to, x)] {
                let whole = self.slots[var.at()].clone().with(&path, value);
                self.set(var, whole);
            }
            return;
        }
        if let (Some((xs, i)), Some((ys, j))) = (self.rows.get(&a).cloned(), self.rows.get(&b).cloned())
            && Self::places_of(&xs[0]) == Self::places_of(&ys[0])
        {
            return self.swap_rows((&xs, i), (&ys, j));
        }
        let span = self.span(a);
        if self.swap_grown(a, b) {
            return;
        }
        let (Value::View(x), Value::View(y)) = (self.value(a), self.value(b)) else {
            self.not_yet(span, "exchanges of these values", "exchange them element by element");
            return;
        };
        if !self.are_alike(&x, &y) {
            let help = "exchange the elements: `a.swap_with_slice(&mut b)`";
            self.not_yet(span, "exchanges of arrays whose lengths may differ", help);
            return;
        }
        let dims = |view: &View| &self.b.func.place(view.place).dims;
        if x.is_whole() && y.is_whole() && x.place != y.place && dims(&x) == dims(&y) {
            self.b.push(Op::Swap { a: x.place, b: y.place }, &[]);
        } else {
            self.swap_elements(&x, &y);
        }
        self.touch(x.place);
        self.touch(y.place);
    }

    /// Two variables exchange `Vec`s of different lengths; whether that is done, or will be when the function is read again.
    fn swap_grown(&mut self, a: Temp, b: Temp) -> bool {
        let (Some((p, at)), Some((q, to))) = (self.paths.get(&a).cloned(), self.paths.get(&b).cloned()) else {
            return false;
        };
        let (x, y) = (self.value(a), self.value(b));
        let alike = match (&x, &y) {
            (Value::View(x), Value::View(y)) => self.are_alike(x, y),
            (Value::Composed(..), Value::Composed(..)) => false,
            _ => true,
        };
        if alike || !at.is_empty() || !to.is_empty() {
            return false;
        }
        if let Some((x, y)) = self.exchanged(&x, &y) {
            self.set(p, x);
            self.set(q, y);
            return true;
        }
        let both = [p, q].map(|var| self.is_to_grow(Some(var)));
        both.contains(&true)
    }

    fn exchanged(&mut self, x: &Value, y: &Value) -> Option<(Value, Value)> {
        match (x, y) {
            (Value::View(a), Value::View(b)) if self.is_grown(a) && self.is_grown(b) => {
                let (m, n) = (self.whole_window(a), self.whole_window(b));
                let less = self.b.bin(BinOp::Lt, m.len, n.len);
                let len = self.b.select(less, n.len, m.len);
                let all = Window { lo: self.index_constant(0), hi: len, len };
                for place in [a.place, b.place] {
                    self.make_room(place, len);
                }
                let wide = |view: &View| View { window: Some(all), ..view.clone() };
                self.swap_elements(&wide(a), &wide(b));
                self.touch(a.place);
                self.touch(b.place);
                Some((self.seen_now(&Self::windowed(x, n)), self.seen_now(&Self::windowed(y, m))))
            }
            (Value::Composed(layout, xs), Value::Composed(other, ys)) if layout == other => {
                let parts: Option<Vec<_>> = xs.iter().zip(ys.iter()).map(|(x, y)| self.exchanged(x, y)).collect();
                let (xs, ys) = parts?.into_iter().unzip();
                Some((Value::composed(*layout, xs), Value::composed(*layout, ys)))
            }
            (Value::Unit, Value::Unit) => Some((Value::Unit, Value::Unit)),
            _ => None,
        }
    }

    /// Element by element.
    fn swap_elements(&mut self, a: &View, b: &View) {
        let lengths = self.lengths(a);
        self.each(&lengths, &mut Vec::new(), &mut |build, at| {
            let (i, j) = (build.indices(a, at), build.indices(b, at));
            build.swap_at((a, i), (b, j));
        });
    }

    fn swap_at(&mut self, (a, i): (&View, Vec<Val>), (b, j): (&View, Vec<Val>)) {
        let (x, y) = (self.b.load(a.place, i.clone()), self.b.load(b.place, j.clone()));
        self.b.store(a.place, i, y);
        self.b.store(b.place, j, x);
    }

    fn reverse(&mut self, view: &View) {
        let lengths = self.lengths(view);
        let two = self.index_constant(2);
        let half = match self.known_int(lengths[0]) {
            Some(n) => self.b.int(n / 2, Ty::USIZE),
            None => self.b.bin(BinOp::Div, lengths[0], two),
        };
        let one = self.index_constant(1);
        let len = lengths[0];
        let lengths: Vec<Val> = std::iter::once(half).chain(lengths[1..].iter().copied()).collect();
        self.each(&lengths, &mut Vec::new(), &mut |build, at| {
            let mut back = at.to_vec();
            // Here, where there is an element: an empty array has no last one.
            let last = build.minus(len, one);
            back[0] = build.b.sub(last, at[0]);
            let (i, j) = (build.indices(view, at), build.indices(view, &back));
            build.swap_at((view, i), (view, j));
        });
    }

    /// Both parts are reversed, then the whole.
    fn rotate(&mut self, view: &View, by: Temp, left: bool) {
        let by = self.operand(by);
        let whole = self.whole_window(view);
        self.ensure(BinOp::Le, by, whole.len);
        let first = if left { by } else { self.minus(whole.len, by) };
        let middle = self.plus(whole.lo, first);
        let rest = self.minus(whole.len, first);
        for window in [Window { hi: middle, len: first, ..whole }, Window { lo: middle, len: rest, ..whole }] {
            self.reverse(&View { window: Some(window), ..view.clone() });
        }
        self.reverse(view);
    }

    /// From the front where the part moves to the front, else from the back.
    fn copy_within(&mut self, view: &View, part: Temp, to: Temp, span: Span) {
        let Value::View(from) = self.value(part) else {
            self.not_yet(span, "copies of this part", "copy the elements in a loop");
            return;
        };
        let (whole, moved, to) = (self.whole_window(view), self.whole_window(&from), self.operand(to));
        let start = self.minus(moved.lo, whole.lo);
        // Both are at most a length, so that the difference is one.
        self.ensure(BinOp::Le, moved.len, whole.len);
        let room = self.minus(whole.len, moved.len);
        self.ensure(BinOp::Le, to, room);
        let lo = self.plus(whole.lo, to);
        let target = Window { lo, hi: self.plus(lo, moved.len), len: moved.len };
        let target = View { window: Some(target), ..view.clone() };
        match (self.known_int(to), self.known_int(start)) {
            (Some(to), Some(start)) if to > start => self.copy_backwards(&target, &from),
            (Some(_), Some(_)) => self.copy_elements(&target, &from),
            _ if self.exceeds(to, start).is_some() => self.copy_backwards(&target, &from),
            _ if self.exceeds(start, to).is_some() => self.copy_elements(&target, &from),
            _ => {
                let ahead = self.b.bin(BinOp::Gt, to, start);
                let then = self.arm(|build| build.copy_backwards(&target, &from));
                let otherwise = self.arm(|build| build.copy_elements(&target, &from));
                self.join(ahead, &then, &otherwise, &[]);
            }
        }
    }

    fn copy_backwards(&mut self, to: &View, from: &View) {
        let lengths = self.lengths(from);
        let one = self.index_constant(1);
        self.each(&lengths, &mut Vec::new(), &mut |build, at| {
            let mut back = at.to_vec();
            let last = build.minus(lengths[0], one);
            back[0] = build.b.sub(last, at[0]);
            let (source, target) = (build.indices(from, &back), build.indices(to, &back));
            let item = build.b.load(from.place, source);
            build.b.store(to.place, target, item);
        });
        self.touch(to.place);
    }
}
