//! Arrays, and the order of reads and writes.

use super::*;

#[test]
fn a_read_does_not_move_over_a_write() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let a = s.place("a", PlaceKind::InOut, &[Dim::Lit(3)], Some(Held::Mutable));
    let zero = s.usize(0);
    let old = s.b.load(a, vec![zero]);
    s.b.store(a, vec![zero], x);
    let new = s.b.load(a, vec![zero]);
    let out = s.b.sub(new, old);
    check(&s.text(&[out]), &["let a_0 = a[0];", "a[0] = x;", "a[0] - a_0"]);
}

#[test]
fn operations_in_place() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let a = s.place("a", PlaceKind::InOut, &[Dim::Lit(3)], Some(Held::Mutable));
    let one = s.usize(1);
    let old = s.b.load(a, vec![one]);
    let new = s.b.mul(old, x);
    s.b.store(a, vec![one], new);
    let minus = s.b.neg(x);
    s.b.accumulate(a, vec![one], minus);
    check(&s.text(&[]), &["a[1] *= x;", "a[1] -= x;"]);
}

#[test]
fn locals_are_arrays_or_flat_vectors() {
    let mut s = Sketch::new();
    let n = s.param("n", Ty::USIZE);
    let m = s.param("m", Ty::USIZE);
    let zero = s.float(0.0);
    let a = s.place("a", PlaceKind::Local, &[Dim::Lit(2), Dim::Lit(3)], None);
    s.b.alloc(a, Vec::new(), Init::Fill(zero));
    let t = s.place("tape", PlaceKind::Local, &[Dim::Dyn, Dim::Dyn], None);
    s.b.alloc(t, vec![n, m], Init::Fill(zero));
    let (i, j) = (s.usize(1), s.param("j", Ty::USIZE));
    let v = s.b.load(a, vec![i, j]);
    s.b.store(t, vec![j, i], v);
    let out = s.b.load(t, vec![i, j]);
    check(
        &s.text(&[out]),
        &[
            "let a = [[0.0; 3]; 2];",
            "let mut tape = ::chainrule::__private::vec![0.0; n * m];",
            "tape[j * m + 1] = a[1][j];",
            "tape[m + j]",
        ],
    );
}

#[test]
fn scalars_behind_references() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let a = s.place("y", PlaceKind::InOut, &[], Some(Held::Mutable));
    let old = s.b.load(a, vec![]);
    let new = s.b.mul(x, old);
    s.b.store(a, vec![], new);
    let t = s.place("acc", PlaceKind::Local, &[], None);
    let zero = s.float(0.0);
    s.b.alloc(t, vec![], Init::Fill(zero));
    s.b.accumulate(t, vec![], x);
    let out = s.b.load(t, vec![]);
    check(&s.text(&[out]), &["*y *= x;", "let mut acc = 0.0;", "acc += x;", "acc"]);
}

#[test]
fn sinks_and_tangents() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let sink = s.place("x_bar", PlaceKind::Sink, &[Dim::Dyn], Some(Held::Sink));
    let dot = s.place("x_dot", PlaceKind::Tangent, &[Dim::Dyn], Some(Held::Tangent));
    let i = s.param("i", Ty::USIZE);
    let d = s.b.load(dot, vec![i]);
    let v = s.b.mul(d, x);
    s.b.accumulate(sink, vec![i], v);
    check(&s.text(&[]), &["x_bar.add_at(i, x_dot.at(i) * x);"]);
}

#[test]
fn whole_places() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let from = s.place("from", PlaceKind::Input, &[Dim::Dyn], Some(Held::Shared));
    let to = s.place("to", PlaceKind::InOut, &[Dim::Dyn], Some(Held::Mutable));
    s.b.push(Op::Copy { to, from }, &[]);
    s.b.push(Op::AccumulateAll { to, from }, &[]);
    s.b.push(Op::Fill { place: to, value: x, from: None }, &[]);
    let c = s.place("c", PlaceKind::Local, &[Dim::Dyn], None);
    s.b.alloc(c, vec![], Init::Copy(from));
    let i = s.param("i", Ty::USIZE);
    let out = s.b.load(c, vec![i]);
    check(
        &s.text(&[out]),
        &[
            "to.copy_from_slice(from);",
            "for (to2, from2) in to.iter_mut().zip(from) {",
            "    *to2 += from2;",
            "}",
            "to.fill(x);",
            "let c = from.to_vec();",
            "c[i]",
        ],
    );
}

#[test]
fn a_stack() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let t = s.place("tape", PlaceKind::Stack, &[Dim::Dyn], None);
    s.b.alloc(t, vec![], Init::Empty);
    s.b.push(Op::Push { place: t, value: x }, &[]);
    s.b.push(Op::Push { place: t, value: x }, &[]);
    let v = s.b.push(Op::Pop { place: t }, &[Ty::F64]);
    check(
        &s.text(&v),
        &[
            "let mut tape = ::chainrule::__private::Vec::new();",
            "tape.push(x);",
            "tape.push(x);",
            "let t1 = ::chainrule::__private::pop(&mut tape);",
            "t1",
        ],
    );
}

#[test]
fn a_stack_that_holds_one_value() {
    let mut s = Sketch::new();
    let [x] = s.floats(["x"]);
    let t = s.place("tape", PlaceKind::Stack, &[Dim::Dyn], None);
    s.b.alloc(t, vec![], Init::Empty);
    s.b.push(Op::Push { place: t, value: x }, &[]);
    let v = s.b.push(Op::Pop { place: t }, &[Ty::F64]);
    check(
        &s.text(&v),
        &[
            "let mut tape = ::core::option::Option::None;",
            "tape = ::core::option::Option::Some(x);",
            "let t1 = ::chainrule::__private::take(&mut tape);",
            "t1",
        ],
    );
}
