//! The passes on functions built by hand: what no source is lowered to yet, and what they may not do to it.

use super::tune;
use crate::ir::eval::{Alone, Array, Binding, Interp, Value};
use crate::ir::text::text;
use crate::ir::{
    BinOp, Builder, Dim, Func, Init, Op, Origin, Param, Place, PlaceInfo, PlaceKind, Range, ResultItem, Ty, Val,
};

const LENGTH: usize = 6;

struct Sketch {
    b: Builder,
    x: Place,
}

impl Sketch {
    /// A function of the slice `x`.
    fn new() -> Self {
        let mut sketch = Self { b: Builder::new(|_, _, _| None), x: Place(0) };
        sketch.x = sketch.place(PlaceKind::Input, Dim::Dyn);
        sketch.b.func.params.push(Param::Array(sketch.x));
        sketch
    }

    fn place(&mut self, kind: PlaceKind, dim: Dim) -> Place {
        let (elem, origin) = (Ty::F64, Origin::NOWHERE);
        // What is as long as `x` has its shape.
        self.b.new_place(PlaceInfo { elem, dims: vec![dim], kind, hint: None, origin, shape: 1 })
    }

    fn turns(&mut self) -> Range {
        let (zero, n) = (self.b.int(0, Ty::USIZE), self.b.length(self.x, 0));
        Range::plain(zero, n)
    }

    fn finish(self, yields: Vec<Val>) -> Func {
        let results = vec![ResultItem::Scalar; yields.len()];
        let mut func = self.b.finish(yields);
        func.results = results;
        func
    }
}

/// The numbers that a function returns, and what is in its second parameter then, if it has one.
fn run(func: &Func, x: [f64; LENGTH]) -> Vec<u64> {
    let mut args = vec![Binding::Array(Array::floats(&[LENGTH], x))];
    let out = func.params.get(1).map(|param| match param {
        Param::Array(place) => *place,
        _ => unreachable!("an array"),
    });
    args.extend(out.map(|_| Binding::Array(Array::filled(&[LENGTH], &Value::Float(7.0)))));
    let outcome = Interp::new(&Alone).run(func, args).expect("it runs");
    let mut all = outcome.floats();
    all.extend(out.into_iter().flat_map(|place| outcome.array(place).and_then(Array::to_floats).expect("numbers")));
    all.into_iter().map(f64::to_bits).collect()
}

#[track_caller]
fn has_the_same_bits(func: &Func) -> Func {
    let tuned = tune(func.clone());
    for x in [[-1.0; LENGTH], [0.5, -2.0, 3.0, 3.0, -0.0, 1.5], [f64::NAN, 1.0, 2.0, -1.0, 0.0, 9.0]] {
        assert_eq!(run(&tuned, x), run(func, x), "{}", text(&tuned));
    }
    tuned
}

fn count(func: &Func, is: impl Fn(&Op) -> bool) -> usize {
    let mut count = 0;
    func.each_inst(func.body, &mut |_, inst| count += usize::from(is(&inst.op)));
    count
}

/// A carried choice, and beside it a sum that begins with a zero of either sign.
fn choice_and_sum(start: f64) -> Func {
    let mut s = Sketch::new();
    let (range, x) = (s.turns(), s.x);
    let (zero, first, sum) = (s.b.float(0.0, Ty::F64), s.b.float(1.0, Ty::F64), s.b.float(start, Ty::F64));
    let outs = s.b.counted(range, vec![first, sum], |b, i, carried| {
        let v = b.load(x, vec![i]);
        let better = b.bin(BinOp::Gt, v, carried[0]);
        let term = b.select(better, v, zero);
        vec![b.select(better, v, carried[0]), b.add(carried[1], term)]
    });
    s.finish(outs)
}

#[test]
fn a_zero_that_is_added_is_not_passed_by() {
    let is_branch = |op: &Op| matches!(op, Op::If { .. });
    for start in [-0.0, 0.0, 2.0] {
        assert_eq!(count(&has_the_same_bits(&choice_and_sum(start)), is_branch), 0);
    }
}

#[test]
fn a_choice_alone_asks_first() {
    let mut s = Sketch::new();
    let (range, x, first) = (s.turns(), s.x, s.b.float(1.0, Ty::F64));
    let outs = s.b.counted(range, vec![first], |b, i, carried| {
        let v = b.load(x, vec![i]);
        let better = b.bin(BinOp::Gt, v, carried[0]);
        vec![b.select(better, v, carried[0])]
    });
    let tuned = has_the_same_bits(&s.finish(outs));
    assert_eq!(count(&tuned, |op| matches!(op, Op::If { .. })), 1);
}

/// A tape of squares, and an array that is written from it; `between` looks at that array first.
fn tape_and_gradient(between: bool, offset: i128) -> Func {
    let mut s = Sketch::new();
    let out = s.place(PlaceKind::InOut, Dim::Dyn);
    s.b.func.params.push(Param::Array(out));
    let (range, x) = (s.turns(), s.x);
    let tape = s.place(PlaceKind::Local, Dim::Dyn);
    s.b.alloc(tape, vec![range.hi], Init::Scratch);
    s.b.counted(range.clone(), Vec::new(), |b, i, _| {
        let v = b.load(x, vec![i]);
        let square = b.mul(v, v);
        b.store(tape, vec![i], square);
        Vec::new()
    });
    let zero = s.b.int(0, Ty::USIZE);
    let seen = if between { s.b.load(out, vec![zero]) } else { s.b.float(0.0, Ty::F64) };
    let last = s.b.int(LENGTH as i128 - 1, Ty::USIZE);
    s.b.counted(range, Vec::new(), |b, i, _| {
        let by = b.int(offset, Ty::USIZE);
        let at = if offset == 0 { i } else { b.bin(BinOp::Sub, last, i) };
        let (kept, by) = (b.load(tape, vec![at]), b.cast(by, Ty::F64));
        let value = b.add(kept, by);
        b.store(out, vec![i], value);
        Vec::new()
    });
    s.finish(vec![seen])
}

#[test]
fn a_tape_stands_where_nobody_looks() {
    let is_tape = |op: &Op| matches!(op, Op::Alloc { .. });
    for (between, offset, tapes) in [(false, 0, 0), (true, 0, 1), (false, 1, 1)] {
        let tuned = has_the_same_bits(&tape_and_gradient(between, offset));
        assert_eq!(count(&tuned, is_tape), tapes, "{}", text(&tuned));
    }
}
