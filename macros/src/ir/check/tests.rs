//! A broken function for each thing that is checked.

use super::check;
use crate::ir::build::Builder;
use crate::ir::node::{BinOp, Func, Hint, Init, Op, Param, PlaceInfo, PlaceKind, Pure, Range, ResultItem, Val};
use crate::ir::types::{Dim, Origin, Ty};

fn builder() -> Builder {
    Builder::new(|_, _, _| None)
}

fn finish(b: Builder, yields: Vec<Val>) -> Func {
    let results = vec![ResultItem::Scalar; yields.len()];
    let mut func = b.finish(yields);
    func.results = results;
    func
}

fn array(kind: PlaceKind) -> PlaceInfo {
    PlaceInfo { elem: Ty::F64, dims: vec![Dim::Lit(2)], kind, hint: None, origin: Origin::NOWHERE, shape: 0 }
}

#[track_caller]
fn refused(func: &Func, message: &str) {
    let error = check(func).expect_err("the function is broken");
    assert!(error.contains(message), "{error}");
}

#[test]
fn accepts_a_loop_over_an_array() {
    let mut b = builder();
    let xs = b.new_place(array(PlaceKind::Input));
    b.func.params.push(Param::Array(xs));
    let zero = b.float(0.0, Ty::F64);
    let (lo, hi) = (b.int(0, Ty::USIZE), b.pure(Pure::Len(xs, 0), Ty::USIZE));
    let range = Range::plain(lo, hi);
    let sum = b.counted(range, vec![zero], |b, i, carried| {
        let x = b.load(xs, vec![i]);
        vec![b.add(carried[0], x)]
    });
    assert_eq!(check(&finish(b, sum)), Ok(()));
}

#[test]
fn refuses_a_value_outside_of_its_block() {
    let mut b = builder();
    let c = b.scalar_param(Ty::Bool, None);
    let mut inner = None;
    b.branch(
        c,
        |b| {
            inner = Some(b.float(1.0, Ty::F64));
            Vec::new()
        },
        |_| Vec::new(),
    );
    refused(&finish(b, vec![inner.unwrap()]), "outside of its block");
}

#[test]
fn refuses_a_value_before_its_definition() {
    let mut b = builder();
    let v = b.fresh(Ty::F64, Some(Hint { text: "late".into(), users: true }));
    refused(&finish(b, vec![v]), "before it is defined");
}

#[test]
fn refuses_operands_of_different_types() {
    let mut b = builder();
    let (x, n) = (b.scalar_param(Ty::F64, None), b.scalar_param(Ty::USIZE, None));
    let y = b.push(Op::Pure(Pure::Bin(BinOp::Add, x, n)), &[Ty::F64]);
    refused(&finish(b, y), "operands of types f64 and usize");
}

#[test]
fn refuses_arms_that_yield_different_types() {
    let mut b = builder();
    let c = b.scalar_param(Ty::Bool, None);
    let out = b.branch(c, |b| vec![b.float(1.0, Ty::F64)], |b| vec![b.bool(true)]);
    refused(&finish(b, out), "yields of an arm");
}

#[test]
fn refuses_a_place_that_is_not_declared() {
    let mut b = builder();
    let p = b.new_place(array(PlaceKind::Local));
    let i = b.int(0, Ty::USIZE);
    let x = b.load(p, vec![i]);
    refused(&finish(b, vec![x]), "before it is declared");
}

#[test]
fn refuses_writing_an_input_and_reading_a_sink() {
    for (kind, message) in [(PlaceKind::Input, "is written"), (PlaceKind::Sink, "is read")] {
        let mut b = builder();
        let p = b.new_place(array(kind));
        b.func.params.push(Param::Array(p));
        let (i, x) = (b.int(0, Ty::USIZE), b.float(1.0, Ty::F64));
        if kind == PlaceKind::Input {
            b.store(p, vec![i], x);
        } else {
            b.load(p, vec![i]);
        }
        refused(&finish(b, vec![x]), message);
    }
}

#[test]
fn refuses_too_many_indices_and_too_few_items() {
    let mut b = builder();
    let p = b.new_place(array(PlaceKind::Local));
    let (i, x) = (b.int(0, Ty::USIZE), b.float(1.0, Ty::F64));
    b.alloc(p, Vec::new(), Init::Fill(x));
    let y = b.load(p, vec![i, i]);
    refused(&finish(b, vec![y]), "2 indices for 1 dimensions");

    let mut b = builder();
    let p = b.new_place(array(PlaceKind::Local));
    let x = b.float(1.0, Ty::F64);
    b.alloc(p, Vec::new(), Init::Items(vec![x]));
    refused(&finish(b, vec![x]), "1 items");
}

#[test]
fn refuses_a_splice_that_is_left() {
    let mut b = builder();
    b.splice();
    refused(&finish(b, Vec::new()), "room that was left");
}

#[test]
fn refuses_results_without_yields() {
    let mut b = builder();
    let x = b.float(1.0, Ty::F64);
    let func = b.finish(vec![x]);
    refused(&func, "0 scalar results, 1 yields");
}
