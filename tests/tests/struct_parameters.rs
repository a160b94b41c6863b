//! Structs that derivatives are taken with respect to. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, Newton, differentiable};

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Params {
    k: f64,
    c: f64,
    w: [f64; 3],
    unused: f64,
    n: usize,
}

fn params() -> Params {
    Params { k: 2.0, c: 3.0, w: [1.0, 2.0, 3.0], unused: 9.0, n: 2 }
}

/// k c + sum of w x^2, and c w_n
#[differentiable]
fn loss(#[active] p: &Params, #[constant] xs: &[f64]) -> f64 {
    let mut sum = p.k * p.c;
    for (w, x) in p.w.iter().zip(xs) {
        sum += w * x * x;
    }
    sum + p.c * p.w[p.n]
}

#[test]
fn the_gradient_is_a_struct() {
    let (p, xs) = (params(), [1.0, 2.0, 3.0]);
    let (value, g) = loss::value_and_gradient(&p, &xs);
    assert_eq!(value.to_bits(), loss(&p, &xs).to_bits());
    let expected = Params { k: 3.0, c: 2.0 + 3.0, w: [1.0, 4.0, 9.0 + 3.0], unused: 0.0, n: 2 };
    assert_eq!(g, expected);
    let mut into = p.clone();
    loss::gradient_into(&p, &xs, &mut into);
    assert_eq!(into, expected);
    assert_eq!(loss::value_and_vjp(&p, &xs, 2.0).1.w, [2.0, 8.0, 24.0]);
}

#[test]
fn products_with_a_struct() {
    let (p, xs) = (params(), [1.0, 2.0, 3.0]);
    let v = Params { k: 1.0, c: 10.0, w: [0.0, 1.0, 100.0], unused: 5.0, n: 7 };
    assert_eq!(loss::jvp(&p, &xs, &v), 3.0 + 50.0 + 4.0 + 1200.0);
    // k c + c w_2
    let hv = loss::hvp(&p, &xs, &v);
    assert_eq!(hv, Params { k: 10.0, c: 1.0 + 100.0, w: [0.0, 0.0, 10.0], unused: 0.0, n: 2 });
    let h = loss::hessian(&p, &xs);
    let mut expected = [0.0; 36];
    for (i, j) in [(0, 1), (1, 4)] {
        expected[i * 6 + j] = 1.0;
        expected[j * 6 + i] = 1.0;
    }
    assert_eq!(h, expected);
    loss::check(&p, &xs);
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pair(f64, f64);

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Outer {
    inner: Pair,
    data: Vec<f64>,
    #[constant]
    scale: f64,
    t: (f64, f64),
}

#[differentiable(constant(o.scale))]
fn nested(x: f64, #[active] o: &Outer, #[active] pair: Pair) -> f64 {
    let mut sum = 0.0;
    for i in 0..o.data.len() {
        sum += o.data[i] * o.data[i] * x;
    }
    sum * o.scale + o.inner.0 * o.inner.1 + pair.0 * o.t.1
}

#[test]
fn structs_in_structs() {
    let o = Outer { inner: Pair(2.0, 3.0), data: vec![1.0, 2.0], scale: 0.5, t: (7.0, 8.0) };
    let (x, pair) = (3.0, Pair(4.0, 5.0));
    let (x_bar, o_bar, pair_bar) = nested::gradient(x, &o, pair);
    assert_eq!(x_bar, 2.5);
    assert_eq!(o_bar, Outer { inner: Pair(3.0, 2.0), data: vec![3.0, 6.0], scale: 0.5, t: (0.0, 4.0) });
    assert_eq!(pair_bar, Pair(8.0, 0.0));
    let h = nested::hessian(x, &o, pair);
    // x | inner 0, 1 | data 0, 1 | t 0, 1 | pair 0, 1
    let n = 9;
    let mut expected = vec![0.0; n * n];
    for (i, j, entry) in [(0, 3, 1.0), (0, 4, 2.0), (1, 2, 1.0), (3, 3, 3.0), (4, 4, 3.0), (6, 7, 1.0)] {
        expected[i * n + j] = entry;
        expected[j * n + i] = entry;
    }
    assert_eq!(h, expected);
    nested::check(x, &o, pair);
}

/// The minimum of a quadratic: k = 1, c = 2, w = 0.
#[differentiable]
fn bowl(#[active] p: &Params) -> f64 {
    let (a, b) = (p.k - 1.0, p.c - 2.0);
    let mut sum = a * a + b * b + b * b * b * b + p.unused * p.unused;
    for w in &p.w {
        sum += w * w;
    }
    sum
}

#[test]
fn optimizers_see_it_flattened() {
    let p = params();
    let report = Newton::new().minimize(bowl::objective(&p), p.flatten()).expect("it converges");
    let best = p.with_flat(&report.point);
    assert!((best.k - 1.0).abs() < 1e-9 && (best.c - 2.0).abs() < 1e-9 && best.unused.abs() < 1e-9, "{best:?}");
}

// ---- structs as local values

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiable]
fn local(#[active] p: Point, s: f64) -> f64 {
    let mut q = p;
    q.x *= 2.0;
    let Point { x, y } = q;
    let r = Point { y: x * y, ..q };
    let moved = if s > 0.0 { r } else { Point { x: s, y: p.y } };
    let mut z = Point { x: 1.0, y: s };
    for _ in 0..2 {
        z.x *= moved.y;
        z = Point { x: z.x + moved.x, y: z.y };
    }
    z.x * z.y
}

#[test]
fn m17_structs_as_local_values() {
    // moved = (2 x, 2 x y), z.x = ((2xy) + 2x) 2xy + 2x, times s
    let (x, y, s) = (1.5, 2.0, 0.5);
    let (p, ds) = local::gradient(Point { x, y }, s);
    let value = (4.0 * x * x * y * y + 4.0 * x * x * y + 2.0 * x) * s;
    assert_eq!(local(Point { x, y }, s), value);
    assert_eq!(p, Point { x: (8.0 * x * y * y + 8.0 * x * y + 2.0) * s, y: (8.0 * x * x * y + 4.0 * x * x) * s });
    assert_eq!(ds, value / s);
    local::check(Point { x, y }, s);
    local::check(Point { x, y }, -s);
}

#[differentiable]
fn changed(#[active] mut p: Params, x: f64) -> f64 {
    p.k += x;
    for i in 0..3 {
        p.w[i] *= p.k;
    }
    p.w[0] * p.w[1] + p.w[2]
}

#[test]
fn m17_a_struct_that_is_changed() {
    // k = 2 + 1 = 3: w0 w1 k^2 + w2 k
    let (p, x_bar) = changed::gradient(params(), 1.0);
    assert_eq!(p, Params { k: 12.0 + 3.0, c: 0.0, w: [18.0, 9.0, 3.0], unused: 0.0, n: 2 });
    assert_eq!(x_bar, 15.0);
    changed::check(params(), 1.0);
}

// ---- vectors

#[differentiable]
fn curve(#[active] p: &Point, t: f64) -> [f64; 3] {
    [p.x * t, p.y * t * t, p.x * p.y]
}

#[test]
fn jacobians() {
    let p = Point { x: 2.0, y: 3.0 };
    assert_eq!(curve::jacobian(&p, 5.0), [5.0, 0.0, 2.0, 0.0, 25.0, 30.0, 3.0, 2.0, 0.0]);
    assert_eq!(curve::jvp(&p, 5.0, (&Point { x: 1.0, y: 0.0 }, 1.0)), [7.0, 30.0, 3.0]);
    assert_eq!(curve::vjp(&p, 5.0, [1.0, 1.0, 1.0]), (Point { x: 8.0, y: 27.0 }, 32.0));
}

// ---- methods

impl Params {
    #[differentiable]
    fn energy(#[active] &self, x: f64) -> f64 {
        0.5 * self.k * x * x + self.w[0]
    }
}

#[test]
fn l20_methods_with_an_active_self() {
    let p = params();
    let (g, x_bar) = p.energy_gradient(3.0);
    assert_eq!(g, Params { k: 4.5, c: 0.0, w: [1.0, 0.0, 0.0], unused: 0.0, n: 2 });
    assert_eq!(x_bar, 6.0);
    let (hg, hx) = p.energy_hvp(3.0, (&g, 0.0));
    assert_eq!((hg.k, hx), (0.0, 13.5));
}

// ---- f32

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Single {
    a: f32,
    b: f32,
}

#[differentiable]
fn single(#[active] s: &Single) -> f32 {
    s.a * s.a * s.b
}

#[test]
fn fields_of_f32() {
    assert_eq!(single::gradient(&Single { a: 2.0, b: 3.0 }), Single { a: 12.0, b: 4.0 });
}

// ---- calls

#[differentiable]
fn model(#[active] p: &Params, x: f64) -> f64 {
    p.k * x * x + p.w[0] * p.w[1] * x
}

#[differentiable]
fn squares(#[active] p: &Params, #[constant] xs: &[f64]) -> f64 {
    let mut sum = p.c * p.k;
    for x in xs {
        let e = model(p, *x) - 1.0;
        sum += e * e;
    }
    sum
}

#[differentiable]
fn of_squares(#[active] p: &Params, s: f64, #[constant] xs: &[f64]) -> f64 {
    s * squares(p, xs) + model(p, s)
}

#[differentiable]
fn by_value(#[active] p: Point, t: f64) -> f64 {
    p.x * p.y * t
}

#[differentiable]
fn twice(#[active] p: Point, #[active] q: &Point, t: f64) -> f64 {
    by_value(p, t) * by_value(*q, p.x) + both(&p, &p) * both(q, &p)
}

#[differentiable]
fn both(#[active] p: &Point, #[active] q: &Point) -> f64 {
    p.x * q.y
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Weights {
    w: Vec<f64>,
    v: [f64; 2],
}

#[differentiable]
fn mixed(#[active] a: &Weights, #[active] b: &Weights) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.w.len() {
        sum += a.w[i] * b.w[i] * b.v[0];
    }
    sum * a.v[1]
}

#[differentiable]
fn shared(#[active] a: &Weights, x: f64) -> f64 {
    mixed(a, a) * x + a.w[0]
}

impl Params {
    #[differentiable]
    fn force(#[active] &self, x: f64, y: f64) -> f64 {
        self.energy(x) * self.c + self.energy(y) + model(self, y)
    }
}

#[differentiable]
fn through_methods(#[active] p: &Params, x: f64) -> f64 {
    p.force(x, x) + p.energy(x)
}

/// The numbers of the constant do not count.
#[differentiable]
fn of_constants(#[constant] p: &Params, x: f64) -> f64 {
    model(p, x) + p.energy(x)
}

#[differentiable]
fn again(#[active] p: &Params, x: f64, n: usize) -> f64 {
    if n == 0 { p.c } else { p.k * x * again(p, x, n - 1) }
}

#[test]
fn structs_are_handed_on() {
    let (p, xs) = (params(), [0.5, -1.0, 2.0]);
    // e = k x^2 + w0 w1 x - 1
    let (mut k, mut w0, mut w1) = (p.c, 0.0, 0.0);
    for x in xs {
        let e = model(&p, x) - 1.0;
        k += 2.0 * e * x * x;
        w0 += 2.0 * e * p.w[1] * x;
        w1 += 2.0 * e * p.w[0] * x;
    }
    let g = squares::gradient(&p, &xs);
    assert_eq!(g, Params { k, c: p.k, w: [w0, w1, 0.0], unused: 0.0, n: 2 });
    squares::check(&p, &xs);
    of_squares::check(&p, 0.75, &xs);
    model::check(&p, 0.75);
}

#[test]
fn structs_in_all_kinds_of_calls() {
    let (p, q) = (Point { x: 1.5, y: -0.5 }, Point { x: 0.25, y: 2.0 });
    twice::check(p, &q, 0.75);
    let a = Weights { w: vec![1.0, 2.0, -0.5], v: [0.5, 1.5] };
    // x v0 v1 w^2 + w0
    let (g, x_bar) = shared::gradient(&a, 2.0);
    assert_eq!(g, Weights { w: vec![3.0 + 1.0, 6.0, -1.5], v: [2.0 * 1.5 * 5.25, 2.0 * 0.5 * 5.25] });
    assert_eq!(x_bar, 0.75 * 5.25);
    shared::check(&a, 2.0);
    mixed::check(&a, &a);
    through_methods::check(&params(), 0.75);
    assert_eq!(of_constants::derivative(&params(), 3.0), 4.0 * 3.0 + 2.0 + 6.0);
    assert_eq!(of_constants::second_derivative(&params(), 3.0), 6.0);
    // c (k x)^3
    let (g, x_bar) = again::gradient(&params(), 0.5, 3);
    assert_eq!((g.c, g.k, x_bar), (1.0, 4.5, 18.0));
    again::check(&params(), 0.5, 3);
}

// ---- patterns

#[differentiable]
fn by_pattern(#[active] Point { x, y }: Point, t: f64) -> f64 {
    x * y * t
}

#[test]
fn l24_patterns_of_structs_in_parameters() {
    assert_eq!(by_pattern::gradient(Point { x: 2.0, y: 3.0 }, 5.0), (Point { x: 15.0, y: 10.0 }, 6.0));
    by_pattern::check(Point { x: 2.0, y: 3.0 }, 5.0);
}
