//! The interpreter on functions built by hand.

use super::{Alone, Array, Binding, Interp, Value};
use crate::fuzz::program::hyper::Hyper;
use crate::fuzz::program::number::Number;
use crate::ir::build::Builder;
use crate::ir::node::{Func, Op, Param, PlaceInfo, PlaceKind, Range, ResultItem, Val};
use crate::ir::text::text;
use crate::ir::types::{Dim, Origin, Ty};
use crate::{elementary, ir::check::check};

fn builder() -> Builder {
    Builder::new(|_, _, _| None)
}

fn finish(b: Builder, yields: Vec<Val>) -> Func {
    let results = vec![ResultItem::Scalar; yields.len()];
    let mut func = b.finish(yields);
    func.results = results;
    check(&func).expect("well-formed");
    func
}

fn scalar<S: Number>(x: S) -> Binding<S> {
    Binding::Scalar(Value::Float(x))
}

/// `for _ in 0..3 { x = x * x; }`, row M01 of the catalogue.
fn powers() -> Func {
    let mut b = builder();
    let x = b.scalar_param(Ty::F64, None);
    b.name(x, "x", true);
    let (lo, hi) = (b.int(0, Ty::USIZE), b.int(3, Ty::USIZE));
    let range = Range::plain(lo, hi);
    let out = b.counted(range, vec![x], |b, _, carried| vec![b.mul(carried[0], carried[0])]);
    finish(b, out)
}

#[test]
fn derivatives_of_a_carried_square() {
    let outcome = Interp::new(&Alone).run(&powers(), vec![scalar(Hyper::new(1.1, 1.0, 1.0))]).unwrap();
    let h = outcome.floats()[0];
    assert!((h.e1 - 15.589_736_800_000_008).abs() < 1e-14, "{h:?}");
    assert!((h.e12 - 56.0 * 1.1_f64.powi(6)).abs() < 1e-12, "{h:?}");
}

#[test]
fn listing() {
    let expected = "\
fn(%0: f64 x)
  %1 = 0
  %2 = 3
  %6 = for %1..%2 with %0
  body (%3: usize, %4: f64 x)
    %5 = %4 * %4
    yield %5
  yield %6
results scalar
";
    assert_eq!(text(&powers()), expected);
}

#[test]
fn ranges_in_the_order_of_their_turns() {
    let rows: [(bool, bool, &[i128]); 4] =
        [(false, false, &[0, 3, 6]), (true, false, &[6, 3, 0]), (true, true, &[7, 4, 1]), (false, true, &[1, 4, 7])];
    for (reversed, step_after, expected) in rows {
        let mut b = builder();
        let zero = b.int(0, Ty::USIZE);
        let (hi, ten, step) = (b.int(8, Ty::USIZE), b.int(10, Ty::USIZE), b.int(3, Ty::USIZE));
        let range = Range { step: Some(step), reversed, step_after, ..Range::plain(zero, hi) };
        let out = b.counted(range, vec![zero], |b, i, carried| {
            let shifted = b.mul(carried[0], ten);
            vec![b.add(shifted, i)]
        });
        let outcome = Interp::<f64>::new(&Alone).run(&finish(b, out), Vec::new()).unwrap();
        let digits = expected.iter().fold(0, |n, i| 10 * n + i);
        assert_eq!(outcome.scalars[0].int().unwrap(), digits, "reversed {reversed}, step after {step_after}");
    }
}

#[test]
fn a_suspended_function_goes_on_where_it_stopped() {
    let mut b = builder();
    let x = b.scalar_param(Ty::F64, None);
    let sine = elementary::by_name("sin").unwrap();
    let value = b.elem(sine, vec![x]);
    let cosine = elementary::by_name("cos").unwrap();
    let slope = b.elem(cosine, vec![x]);
    let seed = b.push(Op::Suspend { values: vec![value] }, &[Ty::F64])[0];
    let out = b.mul(seed, slope);
    let func = finish(b, vec![out]);
    let interp = Interp::new(&Alone);
    let first = interp.run(&func, vec![scalar(0.5)]).unwrap();
    assert_eq!(first.floats(), [0.5_f64.sin()]);
    let second = interp.resume(&func, first, vec![Value::Float(2.0)], Vec::new()).unwrap();
    assert_eq!(second.floats(), [2.0 * 0.5_f64.cos()]);
}

#[test]
fn what_would_panic_is_an_error() {
    let mut b = builder();
    let xs = b.new_place(PlaceInfo {
        elem: Ty::F64,
        dims: vec![Dim::Dyn],
        kind: PlaceKind::Input,
        hint: None,
        origin: Origin::NOWHERE,
        shape: 0,
    });
    b.func.params.push(Param::Array(xs));
    let i = b.int(2, Ty::USIZE);
    let x = b.load(xs, vec![i]);
    let func = finish(b, vec![x]);
    let short = Binding::Array(Array::floats(&[2], [1.0, 2.0]));
    let error = Interp::new(&Alone).run(&func, vec![short]).unwrap_err();
    assert_eq!(error, "index 2 is out of bounds for length 2");
    // The tangent of a constant is zero wherever it is read.
    let outcome = Interp::<f64>::new(&Alone).run(&func, vec![Binding::Constant]).unwrap();
    assert_eq!(outcome.floats(), [0.0]);
}

#[test]
fn single_precision_rounds_after_each_operation() {
    let mut b = builder();
    let x = b.scalar_param(Ty::F32, None);
    let tenth = b.float(0.1, Ty::F32);
    let product = b.mul(x, tenth);
    let outcome = Interp::new(&Alone).run(&finish(b, vec![product]), vec![scalar(f64::from(3.3_f32))]).unwrap();
    assert_eq!(outcome.floats(), [f64::from(3.3_f32 * 0.1_f32)]);
}
