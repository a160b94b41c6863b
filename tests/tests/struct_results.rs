//! Functions that return structs, and calls with structs that were made or changed. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

/// (x y, x + 3 y)
#[differentiable]
fn mixed(x: f64, y: f64) -> Point {
    Point { x: x * y, y: x + 3.0 * y }
}

#[test]
fn a_struct_is_a_result() {
    let (value, tangent) = mixed::value_and_jvp(2.0, 5.0, [1.0, 10.0]);
    assert_eq!(value, Point { x: 10.0, y: 17.0 });
    assert_eq!(tangent, Point { x: 25.0, y: 31.0 });
    assert_eq!(mixed::vjp(2.0, 5.0, &Point { x: 1.0, y: 100.0 }), [105.0, 302.0]);
    assert_eq!(mixed::jacobian(2.0, 5.0), [5.0, 2.0, 1.0, 3.0]);
}

#[differentiable]
fn norm(#[active] p: &Point) -> f64 {
    p.x * p.x + p.y * p.y
}

#[differentiable]
fn by_value(#[active] p: Point, s: f64) -> f64 {
    p.x * p.y * s
}

/// (x y)^2 + (x + 3 y)^2 + x y (x + 3 y) x
#[differentiable]
fn through_calls(x: f64, y: f64) -> f64 {
    let p = mixed(x, y);
    norm(&p) + by_value(p, x)
}

#[test]
fn what_a_call_gives_is_handed_on() {
    let (x, y) = (1.5, -0.5);
    let (a, b) = (x * y, x + 3.0 * y);
    let g = through_calls::gradient(x, y);
    assert_eq!(g, [2.0 * a * y + 2.0 * b + y * b * x + a * x + a * b, 2.0 * a * x + 6.0 * b + x * b * x + 3.0 * a * x]);
    through_calls::check(x, y);
}

#[differentiable]
fn changed(#[active] p: &Point, s: f64) -> f64 {
    let mut q = p.clone();
    q.x *= s;
    norm(&q) + by_value(Point { y: s, ..q }, 2.0)
}

#[test]
fn structs_that_were_changed_are_handed_on() {
    // s^2 x^2 + y^2 + 2 s^2 x
    let (p, s) = (Point { x: 2.0, y: 3.0 }, 0.5);
    assert_eq!(changed(&p, s), 1.0 + 9.0 + 1.0);
    let (g, ds) = changed::gradient(&p, s);
    assert_eq!(g, Point { x: 2.0 * 0.25 * 2.0 + 0.5, y: 6.0 });
    assert_eq!(ds, 2.0 * 0.5 * 4.0 + 4.0 * 0.5 * 2.0);
    changed::check(&p, s);
}

// ---- time steps

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct State {
    x: f64,
    v: f64,
    /// Carried along; only `drag` reads it.
    mass: f64,
    n: usize,
    #[constant]
    scale: f64,
}

fn state() -> State {
    State { x: 0.5, v: -0.25, mass: 2.0, n: 3, scale: 0.75 }
}

/// What is not named stays what it was.
#[differentiable(constant(s.scale))]
fn step(#[active] s: &State, h: f64) -> State {
    let a = -s.scale * s.x * s.x.cos();
    let v = s.v + h * a;
    State { x: s.x + h * v, v, ..s.clone() }
}

#[differentiable]
fn drag(#[active] s: &State) -> f64 {
    s.v * s.v * s.mass
}

#[differentiable]
fn simulated(#[active] start: &State, h: f64, n: usize) -> f64 {
    let mut s = start.clone();
    let mut sum = 0.0;
    for _ in 0..n {
        s = step(&s, h);
        sum += drag(&s);
    }
    sum + s.x
}

/// The same by hand.
fn simulated_plain(x: f64, v: f64, mass: f64, h: f64, n: usize) -> f64 {
    let (mut x, mut v, mut sum) = (x, v, 0.0);
    for _ in 0..n {
        v += h * (-0.75 * x * x.cos());
        x += h * v;
        sum += v * v * mass;
    }
    sum + x
}

#[test]
fn a_struct_is_stepped_in_a_loop() {
    let s = state();
    let value = simulated(&s, 0.25, 5);
    assert_eq!(value, simulated_plain(s.x, s.v, s.mass, 0.25, 5));
    let (found, g, dh) = {
        let (value, (g, dh)) = simulated::value_and_gradient(&s, 0.25, 5);
        (value, g, dh)
    };
    assert_eq!(found.to_bits(), value.to_bits());
    let e = 1e-6;
    let difference = |f: &dyn Fn(f64) -> f64| (f(e) - f(-e)) / (2.0 * e);
    let expected = [
        difference(&|e| simulated_plain(s.x + e, s.v, s.mass, 0.25, 5)),
        difference(&|e| simulated_plain(s.x, s.v + e, s.mass, 0.25, 5)),
        difference(&|e| simulated_plain(s.x, s.v, s.mass + e, 0.25, 5)),
        difference(&|e| simulated_plain(s.x, s.v, s.mass, 0.25 + e, 5)),
    ];
    for (found, expected) in [g.x, g.v, g.mass, dh].into_iter().zip(expected) {
        assert!((found - expected).abs() < 1e-8, "{found} {expected}");
    }
    assert_eq!((g.n, g.scale), (3, 0.75));
    simulated::check(&s, 0.25, 5);
    simulated::check(&s, 0.25, 0);
}

#[test]
fn derivatives_of_a_step() {
    let s = state();
    let (value, tangent) =
        step::value_and_jvp(&s, 0.25, (&State { x: 1.0, v: 0.0, mass: 10.0, n: 0, scale: 9.0 }, 0.0));
    assert_eq!(value, step(&s, 0.25));
    let a = -0.75 * (0.5_f64.cos() - 0.5 * 0.5_f64.sin());
    assert!((tangent.v - 0.25 * a).abs() < 1e-15 && (tangent.x - 1.0 - 0.0625 * a).abs() < 1e-15);
    assert_eq!(tangent.mass, 10.0);
    let w = State { x: 1.0, v: 2.0, mass: 5.0, n: 0, scale: 4.0 };
    let (bar, _) = step::vjp(&s, 0.25, &w);
    assert!((bar.x - (1.0 + 0.0625 * a + 0.5 * a)).abs() < 1e-15);
    assert_eq!((bar.v, bar.mass), (0.25 + 2.0, 5.0));
    // Rows x, v, mass; columns x, v, mass, h.
    let j = step::jacobian(&s, 0.25);
    assert_eq!(j.len(), 12);
    assert_eq!((j[1], j[2], j[5], j[8], j[10]), (0.25, 0.0, 1.0, 0.0, 1.0));
}

/// All in one expression, and by recursion.
#[differentiable]
fn advanced(#[active] s: &State, h: f64, n: usize) -> State {
    if n == 0 { s.clone() } else { advanced(&step(s, h), h, n - 1) }
}

#[differentiable]
fn composed(#[active] s: &State, h: f64) -> f64 {
    drag(&advanced(&step(&step(s, h), 0.5 * h), h, 2)) * s.x
}

#[test]
fn results_are_arguments() {
    composed::check(&state(), 0.3);
    let twice = advanced(&state(), 0.3, 2);
    assert_eq!(advanced::value_and_jvp(&state(), 0.3, 2, (&state(), 0.0)).0, twice);
}

// ---- literals name all fields

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pair(f64, f64);

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Model {
    pair: Pair,
    w: Vec<f64>,
    r: [f64; 2],
    t: (f64, f64),
}

fn model() -> Model {
    Model { pair: Pair(0.5, 1.5), w: vec![1.0, -0.5, 0.25], r: [2.0, 0.75], t: (0.3, 0.6) }
}

#[differentiable]
fn energy(#[active] m: &Model) -> f64 {
    let mut sum = m.pair.0 * m.pair.1 * m.pair.1 + m.r[0] * m.r[1] * m.t.1 + m.t.0 * m.t.0;
    for i in 0..m.w.len() {
        sum += m.w[i] * m.w[i] * m.r[0];
    }
    sum
}

#[differentiable]
fn built(#[active] m: &Model, x: f64) -> Model {
    let mut w = m.w.to_vec();
    for i in 0..w.len() {
        w[i] *= x;
    }
    Model { pair: Pair { 0: m.pair.1 * x, 1: m.pair.0 }, w, r: [m.r[1], x * m.r[0]], t: (x, m.t.0 * m.t.1) }
}

#[differentiable]
fn of_built(#[active] m: &Model, x: f64) -> f64 {
    let b = built(m, x);
    let mut c = b.clone();
    c.pair.0 += b.r[1];
    c.w[1] = c.t.0 * x;
    energy(&b) * c.r[0] + energy(&c)
}

#[test]
fn structs_with_everything_in_them() {
    let (m, x) = (model(), 0.8);
    let b = built(&m, x);
    assert_eq!(built::value_and_jvp(&m, x, (&m, 0.0)).0, b);
    of_built::check(&m, x);
    let (bar, x_bar) = built::vjp(&m, x, &Model { w: vec![1.0, 1.0, 1.0], ..b.clone() });
    assert_eq!(bar.w, [0.8, 0.8, 0.8]);
    assert_eq!(bar.pair, Pair(b.pair.1, b.pair.0 * x));
    assert_eq!(bar.r, [b.r[1] * x, b.r[0]]);
    assert!((x_bar - (b.pair.0 * 1.5 + 0.75 + b.r[1] * 2.0 + b.t.0)).abs() < 1e-15);
}

/// Elements are changed where only a part of the struct is known.
#[differentiable]
fn partly(#[active] m: &Model, x: f64) -> f64 {
    let mut c = m.clone();
    c.t.0 *= x;
    c.pair.1 = x * x;
    let mut sum = 0.0;
    for _ in 0..3 {
        c.t.1 += energy(&c) * 0.1;
        sum += c.t.1 * c.t.0;
    }
    sum
}

#[test]
fn a_part_of_a_struct_is_changed_between_calls() {
    partly::check(&model(), 0.8);
}

// ---- branches, tuples

#[differentiable]
fn either(#[active] s: &State, h: f64) -> State {
    if s.x > 0.0 { step(s, h) } else { s.clone() }
}

#[differentiable]
fn both(#[active] s: &State, h: f64) -> (State, f64) {
    let next = either(s, h);
    let e = drag(&next);
    (next, e * h)
}

#[differentiable]
fn of_both(#[active] s: &State, h: f64) -> f64 {
    let (next, e) = both(s, h);
    let (last, f) = both(&next, e);
    last.x * f + drag(&last)
}

#[test]
fn structs_in_tuples_and_branches() {
    of_both::check(&state(), 0.4);
    of_both::check(&State { x: -0.5, ..state() }, 0.4);
    let ((tangent, e_dot), value) = (both::jvp(&state(), 0.4, (&state(), 1.0)), both(&state(), 0.4));
    assert_eq!(tangent.mass, value.0.mass);
    assert!(e_dot.is_finite());
}

// ---- methods

#[differentiable]
impl State {
    fn moved(#[active] &self, h: f64) -> Self {
        Self { x: self.x + h * self.v, v: self.v - h * self.x * self.x, ..self.clone() }
    }

    fn total(#[active] &self) -> f64 {
        self.v * self.v * self.mass + self.x * self.x
    }
}

#[differentiable]
fn of_methods(#[active] s: &State, h: f64) -> f64 {
    let mut next = s.moved(h).moved(2.0 * h);
    next.v *= h;
    let total = next.total();
    total + State { x: h, ..next }.total() * s.moved(h).x
}

#[test]
fn methods_of_what_a_call_gives() {
    of_methods::check(&state(), 0.3);
    let (bar, _) = state().moved_vjp(0.5, &State { x: 1.0, v: 0.0, mass: 3.0, n: 0, scale: 0.0 });
    assert_eq!((bar.x, bar.v, bar.mass), (1.0, 0.5, 3.0));
}

// ---- constants

/// What is not active comes from a constant.
#[differentiable]
fn configured(#[constant] base: &State, x: f64) -> State {
    State { x: x * x, ..base.clone() }
}

#[differentiable]
fn of_configured(#[constant] base: &State, x: f64) -> f64 {
    drag(&State { v: x * x, ..base.clone() }) + configured(base, x).x * configured(base, x).mass
}

#[test]
fn the_rest_comes_from_a_constant() {
    // 2 x^4 + x^2 * 2
    assert_eq!(of_configured::derivative(&state(), 0.5), 8.0 * 0.125 + 2.0);
    assert_eq!(of_configured::second_derivative(&state(), 0.5), 24.0 * 0.25 + 4.0);
    let tangent = configured::jvp(&state(), 0.5, 1.0);
    assert_eq!((tangent.x, tangent.v, tangent.mass), (1.0, 0.0, 0.0));
}

/// A constant of a struct that a call gives has no derivative, and its value is there.
#[differentiable]
fn reads_a_constant(#[active] s: &State, h: f64) -> f64 {
    let next = step(s, h);
    next.scale * next.x
}

#[test]
fn constants_in_what_a_call_gives() {
    let (s, h) = (state(), 0.25);
    let next = step(&s, h);
    assert_eq!(reads_a_constant(&s, h), 0.75 * next.x);
    let (g, _) = reads_a_constant::gradient(&s, h);
    assert_eq!(g.v, 0.75 * 0.25);
    reads_a_constant::check(&s, h);
}

// ---- f32

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Single {
    a: f32,
    b: f32,
}

#[differentiable]
fn single(#[active] s: &Single, x: f32) -> Single {
    Single { a: s.b * x, b: s.a }
}

#[differentiable]
fn of_single(#[active] s: &Single, x: f32) -> f32 {
    let t = single(&single(s, x), x);
    t.a * t.b
}

#[test]
fn structs_of_f32() {
    // (a x) (b x)
    let (g, x_bar) = of_single::gradient(&Single { a: 2.0, b: 3.0 }, 0.5);
    assert_eq!((g, x_bar), (Single { a: 0.75, b: 0.5 }, 6.0));
    let (bar, x_bar) = single::vjp(&Single { a: 2.0, b: 3.0 }, 0.5, &Single { a: 1.0, b: 10.0 });
    assert_eq!((bar, x_bar), (Single { a: 10.0, b: 0.5 }, 3.0));
}
