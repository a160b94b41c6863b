//! Parts of arrays: a view with a window on its next axis.

use proc_macro2::{Ident, Span};
use quote::quote;

use super::Build;
use super::value::{Value, View, Window};
use crate::ir::{BinOp, Const, Dim, Op, Part, PlaceKind, Pure, Ty, Val};
use crate::lower::steps::{Cut, End, Temp};
use crate::origins::hole;

impl Build<'_> {
    /// `base[lo..end]`; a part that need not be there is checked here, where Rust would.
    pub(super) fn part(&mut self, base: Temp, lo: Option<Temp>, end: End, sure: bool) -> Value {
        if let Value::Foreign(_) | Value::Scalar(_) = self.value(base) {
            return self.foreign_part(base, lo, end);
        }
        let array = self.arranged(base);
        let whole = array.as_ref().and_then(|array| self.extent_of(array));
        let (Some(array), Some(whole)) = (array.filter(|array| !matches!(array, Value::Constant(_))), whole) else {
            return self.not_yet(self.span(base), "parts of this value", "copy it into a local array first");
        };
        let start = lo.map(|lo| self.operand(lo));
        let from = start.unwrap_or_else(|| self.index_constant(0));
        let window = match end {
            End::Open => {
                if !sure {
                    self.ensure(BinOp::Le, from, whole.len);
                }
                let (lo, len) = (self.plus(whole.lo, from), self.minus(whole.len, from));
                Window { lo, hi: whole.hi, len }
            }
            End::At(hi) => {
                let hi = self.operand(hi);
                self.between(&whole, from, hi, sure)
            }
            End::Through(hi) => {
                let (hi, one) = (self.operand(hi), self.index_constant(1));
                let hi = self.plus(hi, one);
                self.between(&whole, from, hi, sure)
            }
            End::After(len) => {
                let len = self.operand(len);
                let lo = self.plus(whole.lo, from);
                Window { lo, hi: self.plus(lo, len), len }
            }
            End::AtMost(len) => {
                let len = self.operand(len);
                let rest = self.minus(whole.len, from);
                let len = self.smaller(len, rest);
                let lo = self.plus(whole.lo, from);
                Window { lo, hi: self.plus(lo, len), len }
            }
        };
        Self::windowed(&array, window)
    }

    /// A part of an array of the user's own.
    fn foreign_part(&mut self, base: Temp, lo: Option<Temp>, end: End) -> Value {
        let args: Vec<Temp> = [Some(base), lo, end.operand()].into_iter().flatten().collect();
        let (a, last) = (hole(0), hole(args.len() - 1));
        let from = lo.map(|_| hole(1));
        let after = if lo.is_some() { quote!(#from + #last) } else { quote!(#last) };
        let template = match end {
            End::Open => quote!(#a[#from..]),
            End::At(_) => quote!(#a[#from..#last]),
            End::Through(_) => quote!(#a[#from..=#last]),
            End::After(_) => quote!(#a[#from..#after]),
            End::AtMost(_) => quote!(#a[#from..::core::cmp::Ord::min(#after, #a.len())]),
        };
        self.partial(template, &args, false, self.span(base))
    }

    fn between(&mut self, whole: &Window, from: Val, to: Val, sure: bool) -> Window {
        if !sure {
            self.ensure_all(&[(BinOp::Le, from, to), (BinOp::Le, to, whole.len)]);
        }
        let lo = self.plus(whole.lo, from);
        let hi = if to == whole.len { whole.hi } else { self.plus(whole.lo, to) };
        Window { lo, hi, len: self.minus(to, from) }
    }

    /// The window that a view has on its next axis, be it on all of it.
    pub(super) fn whole_window(&mut self, view: &View) -> Window {
        view.window.unwrap_or_else(|| {
            let n = self.len(view.place, view.index.len());
            Window { lo: self.index_constant(0), hi: n, len: n }
        })
    }

    /// An array that is in a place, or is put into one.
    pub(super) fn as_view(&mut self, temp: Temp) -> Option<View> {
        let mut value = self.value(temp);
        if let Value::Group(_) | Value::Repeat(_) = value {
            let (ty, span) = (self.body.temps[temp.at()].ty, self.span(temp));
            let place = self.placed(&value, ty, span)?;
            value = self.view(place);
            self.temps[temp.at()] = value.clone();
        }
        if let Value::View(view) = value { Some(view) } else { None }
    }

    /// How many parts of a size there are.
    pub(super) fn parts(&mut self, base: Temp, size: Temp, cut: Cut, span: Span) -> Value {
        let foreign = matches!(self.value(base), Value::Foreign(_) | Value::Scalar(_));
        let n = match self.arranged(base).and_then(|array| self.extent_of(&array)) {
            Some(window) => window.len,
            None if foreign => {
                let a = hole(0);
                let len = self.foreign(quote!(#a.len()), &[base], false, span);
                self.number(&len, Ty::USIZE, span)
            }
            None => return self.not_yet(span, "parts of this value", "copy it into a local array first"),
        };
        let size = self.operand(size);
        if let (Some(n), Some(size)) = (self.known_int(n), self.known_int(size))
            && size > 0
        {
            let count = match cut {
                Cut::Windows => (n - size + 1).max(0),
                Cut::Chunks => (n + size - 1) / size,
                Cut::ChunksExact => n / size,
            };
            return Value::Scalar(self.b.int(count, Ty::USIZE));
        }
        let zero = self.index_constant(0);
        self.ensure(BinOp::Gt, size, zero);
        Value::Scalar(match cut {
            Cut::ChunksExact => self.b.bin(BinOp::Div, n, size),
            Cut::Chunks => self.integer_method("div_ceil", n, size, span),
            Cut::Windows => {
                let one = self.index_constant(1);
                let (n, less) =
                    if self.known_int(size).is_some() { (n, self.minus(size, one)) } else { (self.plus(n, one), size) };
                self.integer_method("saturating_sub", n, less, span)
            }
        })
    }

    fn integer_method(&mut self, name: &str, a: Val, b: Val, span: Span) -> Val {
        let (x, y, name) = (hole(0), hole(1), Ident::new(name, Span::mixed_site()));
        // A number has no type of its own to call the method on.
        let bare = self.known_int(a).is_some();
        let tokens = if bare { quote!(::core::primitive::usize::#name(#x, #y)) } else { quote!(#x.#name(#y)) };
        let origin = self.shared_origin(span, tokens);
        let v = self.b.pure(Pure::Opaque(origin, vec![a, b], Vec::new()), Ty::USIZE);
        self.b.func.vals[v.0 as usize].origin = origin;
        v
    }

    // ---- arguments

    /// Whether an array is handed over where it is. A row of literal length is an array of its own type; in a place
    /// whose rows are behind one another, it is a slice.
    pub(super) fn is_handed_over(&self, view: &View) -> bool {
        let info = self.b.func.place(view.place);
        let rows_are_slices = info.kind == PlaceKind::Local && info.dims.iter().skip(1).any(|dim| *dim == Dim::Dyn);
        let rest = &info.dims[view.index.len()..];
        !rows_are_slices || info.dims.len() == 1 || rest.len() == 1 && (rest[0] == Dim::Dyn || view.window.is_some())
    }

    /// The part of its place that a view is; nothing for all of it.
    pub(super) fn portion(&mut self, view: &View) -> Option<Part> {
        if view.is_whole() {
            return None;
        }
        let axes = self.b.func.place(view.place).dims.len();
        let range = view.window.map(|window| (window.lo, window.hi));
        let (mut from, mut to) = range.unwrap_or_else(|| {
            let last = *view.index.last().expect("a view that is not whole is a part or a row");
            let one = self.index_constant(1);
            (last, self.plus(last, one))
        });
        let leading = if range.is_some() { view.index.as_slice() } else { &view.index[..view.index.len() - 1] };
        let mut before = None;
        for (axis, index) in leading.iter().enumerate() {
            let row = before.map_or(*index, |row| self.plus(row, *index));
            let n = self.len(view.place, axis + 1);
            before = Some(self.times(row, n));
        }
        if let Some(before) = before {
            (from, to) = (self.plus(before, from), self.plus(before, to));
        }
        for axis in leading.len() + 1..axes {
            let n = self.len(view.place, axis);
            (from, to) = (self.times(from, n), self.times(to, n));
        }
        Some(Part { row: view.index.clone(), range, from, to })
    }

    // ---- bounds

    /// Checks that an index is within a part, where the array around it would not notice.
    pub(super) fn within(&mut self, index: Val, len: Val) {
        if !self.is_below(index, len) {
            self.ensure(BinOp::Lt, index, len);
        }
    }

    /// Panics here unless the comparison holds.
    pub(super) fn ensure(&mut self, op: BinOp, a: Val, b: Val) {
        self.ensure_all(&[(op, a, b)]);
    }

    /// Panics here unless the comparisons hold.
    pub(super) fn ensure_all(&mut self, all: &[(BinOp, Val, Val)]) {
        let mut cond = None;
        for (op, a, b) in all {
            if self.holds(*op, *a, *b) {
                continue;
            }
            self.checked.push((*op, *a, *b));
            let next = self.b.bin(*op, *a, *b);
            cond = Some(cond.map_or(next, |cond| self.b.bin(BinOp::And, cond, next)));
        }
        if let Some(cond) = cond {
            self.b.push(Op::Assert { cond }, &[]);
        }
    }

    /// Whether a comparison is known to hold, or was made on the way here.
    fn holds(&self, op: BinOp, a: Val, b: Val) -> bool {
        let known = match (self.known_int(a), self.known_int(b)) {
            (Some(a), Some(b)) if op == BinOp::Lt => a < b,
            (Some(a), Some(b)) if op == BinOp::Gt => a > b,
            (Some(a), Some(b)) if op == BinOp::Le => a <= b,
            (Some(0), _) => op == BinOp::Le,
            (Some(a), Some(b)) if op == BinOp::Eq => a == b,
            _ => a == b && matches!(op, BinOp::Le | BinOp::Eq),
        };
        known || op == BinOp::Le && self.is_below(a, b) || self.checked.contains(&(op, a, b))
    }

    /// Whether an index is known to be less than a length.
    fn is_below(&self, index: Val, len: Val) -> bool {
        if let (Some(i), Some(n)) = (self.known_int(index), self.known_int(len)) {
            return i < n;
        }
        if let Some(bounds) = self.loops.get(&index) {
            let fits = |(a, b): (Option<i128>, Option<i128>)| matches!((a, b), (Some(a), Some(b)) if a <= b);
            return bounds.below.iter().any(|n| *n == len || fits((self.known_int(*n), self.known_int(len))));
        }
        // `i`, of `i + 1`.
        if let Some(Pure::Bin(BinOp::Add, x, y)) = self.b.definition(len) {
            let more = |v: &Val| self.known_int(*v).is_some_and(|n| n > 0);
            if *x == index && more(y) || *y == index && more(x) {
                return true;
            }
        }
        // `i - 1`, in a loop from 1 on.
        let Some(Pure::Bin(BinOp::Sub, i, c)) = self.b.definition(index) else { return false };
        let (Some(bounds), Some(c)) = (self.loops.get(i), self.known_int(*c)) else { return false };
        bounds.from.is_some_and(|from| c >= 0 && c <= from) && self.is_below(*i, len)
    }

    pub(super) fn known_int(&self, v: Val) -> Option<i128> {
        match self.b.known(v) {
            Some(Const::Int(n)) => Some(n),
            _ => None,
        }
    }

    // ---- arithmetic of indices that cannot overflow: all are at most a length

    pub(super) fn plus(&mut self, a: Val, b: Val) -> Val {
        if let (Some(x), Some(y)) = (self.known_int(a), self.known_int(b)) {
            return self.b.int(x + y, Ty::USIZE);
        }
        // (n - b) + b = n
        for (x, y) in [(a, b), (b, a)] {
            if let Some(Pure::Bin(BinOp::Sub, n, less)) = self.b.definition(x)
                && *less == y
            {
                return *n;
            }
        }
        self.b.add(a, b)
    }

    pub(super) fn times(&mut self, a: Val, b: Val) -> Val {
        match (self.known_int(a), self.known_int(b)) {
            (Some(x), Some(y)) => self.b.int(x * y, Ty::USIZE),
            _ => self.b.mul(a, b),
        }
    }

    pub(super) fn minus(&mut self, a: Val, b: Val) -> Val {
        if let (Some(x), Some(y)) = (self.known_int(a), self.known_int(b))
            && x >= y
        {
            return self.b.int(x - y, Ty::USIZE);
        }
        if a == b {
            return self.index_constant(0);
        }
        // (b + n) - b = n
        if let Some(Pure::Bin(BinOp::Add, x, y)) = self.b.definition(a) {
            if *x == b {
                return *y;
            }
            if *y == b {
                return *x;
            }
        }
        self.b.sub(a, b)
    }

    /// `b`, if the other is `b + 2` or the like.
    pub(super) fn exceeds(&self, a: Val, b: Val) -> Option<Val> {
        let Some(Pure::Bin(BinOp::Add, x, y)) = self.b.definition(a) else { return None };
        let more = |by: Val| self.known_int(by).is_some_and(|n| n >= 0);
        (*x == b && more(*y) || *y == b && more(*x)).then_some(b)
    }

    pub(super) fn smaller(&mut self, a: Val, b: Val) -> Val {
        if a == b {
            return a;
        }
        if let (Some(x), Some(y)) = (self.known_int(a), self.known_int(b)) {
            return if x <= y { a } else { b };
        }
        if let Some(smaller) = self.exceeds(a, b).or_else(|| self.exceeds(b, a)) {
            return smaller;
        }
        let less = self.b.bin(BinOp::Lt, a, b);
        let v = self.b.select(less, a, b);
        self.at_most.entry(v).or_default().extend([a, b]);
        v
    }
}
