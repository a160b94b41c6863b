//! What a call is lent: windows, elements and fields under names of their own. Numbers are worked out by hand.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;
use chainrule_tests::agrees;

#[differentiable]
fn dbl(y: &mut f64) {
    *y *= 3.0;
}

#[differentiable]
fn dblv(y: &mut [f64]) {
    for v in y.iter_mut() {
        *v *= 3.0;
    }
}

#[differentiable]
fn dbla(y: &mut [f64; 2]) {
    for v in y.iter_mut() {
        *v *= 3.0;
    }
}

#[differentiable]
fn add(x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        y[i] += 2.0 * x[i];
    }
}

/// y <- x y
#[differentiable]
fn scaled(x: f64, y: &mut f64) {
    *y *= x;
}

/// a b, and both change places
#[differentiable]
fn rot(a: &mut f64, b: &mut f64) {
    (*a, *b) = (*b * *b, *a);
}

// ---- names that a pattern gives to parts of what is behind `&mut`

#[differentiable]
fn elements(x: &[f64]) -> f64 {
    let mut p = [x[0], x[1]];
    let [a, b] = &mut p;
    dbl(&mut *a);
    scaled(x[0], &mut *b);
    p[0] * p[1]
}

#[differentiable]
fn rows(x: &[f64]) -> f64 {
    let mut m = [[x[0], x[1]], [1.0, 2.0]];
    let [p, q] = &mut m;
    dbla(&mut *p);
    dblv(&mut *q);
    m[0][1] * m[0][0] + m[1][1]
}

#[differentiable]
fn items(x: &[f64]) -> f64 {
    let mut m = (x[0], x[1]);
    let (p, q) = &mut m;
    dbl(&mut *p);
    scaled(x[1], &mut *q);
    m.0 * m.1
}

#[differentiable]
fn content(x: &[f64]) -> f64 {
    let mut m = Some(x[0]);
    if let Some(a) = &mut m {
        scaled(x[0] * x[1], &mut *a);
    }
    m.unwrap()
}

#[differentiable]
fn rest(x: &[f64]) -> f64 {
    let mut m = x.to_vec();
    if let [a, rest @ ..] = &mut m[..] {
        dbl(&mut *a);
        dblv(&mut *rest);
    }
    m[0] * m[1]
}

#[differentiable]
fn halves(x: &[f64]) -> f64 {
    let mut p = [x[0] * x[0], x[0], x[1], x[1]].to_vec();
    let (l, r) = p.split_at_mut(2);
    add(&*l, &mut *r);
    p[2] * p[3]
}

#[differentiable]
fn halves_of_array(x: &[f64]) -> f64 {
    let mut p = [x[0] * x[0], x[0], x[1], x[1]];
    let (l, r) = p.split_at_mut(2);
    add(&*r, &mut *l);
    p[0] * p[1]
}

#[differentiable]
fn halves_of_chunks(x: &[f64]) -> f64 {
    let mut p = x.to_vec();
    for w in p.chunks_mut(2) {
        let (a, b) = w.split_at_mut(1);
        add(&*a, &mut *b);
    }
    p[0] * p[1]
}

#[test]
fn names_from_patterns() {
    // 3 x0 * x0 x1
    agrees!(elements, [2.0, 5.0], 60.0, [60.0, 12.0]);
    // 9 x0 x1 + 6
    agrees!(rows, [2.0, 5.0], 96.0, [45.0, 18.0]);
    // 3 x0 x1^2
    agrees!(items, [2.0, 5.0], 150.0, [75.0, 60.0]);
    // x0^2 x1
    agrees!(content, [2.0, 5.0], 20.0, [20.0, 4.0]);
    // 9 x0 x1
    agrees!(rest, [2.0, 5.0], 90.0, [45.0, 18.0]);
}

#[test]
fn halves_beside_one_another() {
    // (x1 + 2 x0^2) (x1 + 2 x0)
    agrees!(halves, [2.0, 5.0], 117.0, [98.0, 22.0]);
    // (x0^2 + 2 x1) (x0 + 2 x1)
    agrees!(halves_of_array, [2.0, 5.0], 168.0, [62.0, 52.0]);
    // x0 (x1 + 2 x0)
    agrees!(halves_of_chunks, [2.0, 5.0], 18.0, [13.0, 2.0]);
}

// ---- windows that are lent on

#[differentiable]
fn open_windows(p: &mut [f64], x: f64) {
    for i in 0..2 {
        dblv(&mut p[i..]);
    }
    p[1] *= x;
}

#[differentiable]
fn part_of_another(p: &mut [f64], q: &mut [f64]) {
    add(&q[..p.len()], &mut p[..q.len()]);
    dblv(&mut q[1..]);
    add(&p[..q.len()], &mut *q);
}

#[differentiable]
fn calls_both(x: &[f64]) -> f64 {
    let (mut p, mut q) = ([x[0], x[1]], vec![x[1], x[0]]);
    open_windows(&mut p, x[0]);
    part_of_another(&mut p, &mut q);
    p[0] * q[1]
}

#[test]
fn windows_are_lent_on() {
    // p = (3 x0, 9 x0 x1), then (3 x0 + 2 x1, 9 x0 x1 + 2 x0); q = (.., 3 x0 + 2 p1)
    // (3 x0 + 2 x1) (7 x0 + 18 x0 x1)
    agrees!(calls_both, [2.0, 5.0], 16.0 * 194.0, [3.0 * 194.0 + 16.0 * 97.0, 2.0 * 194.0 + 16.0 * 36.0]);
    let (mut p, mut p_dot) = ([2.0, 5.0], [1.0, 10.0]);
    open_windows::jvp(&mut p, 4.0, 1.0, &mut p_dot);
    // (3 p0, 9 p1 x)
    assert_eq!((p, p_dot), ([6.0, 180.0], [3.0, 360.0 + 45.0]));
    let (mut p, mut p_bar) = ([2.0, 5.0], [1.0, 10.0]);
    assert_eq!(open_windows::vjp(&mut p, 4.0, &mut p_bar), 450.0);
    assert_eq!((p, p_bar), ([6.0, 180.0], [3.0, 360.0]));
}

// ---- arrays that are assigned as a whole

#[differentiable]
fn turned(u: &mut [f64; 2], x: f64) -> [f64; 2] {
    let o = *u;
    *u = [o[1] * x, o[0]];
    o
}

#[differentiable]
fn given_anew(u: &mut [f64; 2], x: f64) -> [f64; 2] {
    std::mem::replace(u, [x, x * x])
}

#[differentiable]
fn copied(u: &mut [f64; 2], x: &[f64; 2]) {
    *u = *x;
}

#[differentiable]
fn copied_out(y: &[f64], #[out] z: &mut [f64]) -> f64 {
    z.copy_from_slice(y);
    z.iter().sum()
}

#[differentiable]
fn assigns_wholes(x: &[f64]) -> f64 {
    let (mut u, mut s) = ([x[0], x[1]], 0.0);
    for i in 0..2 {
        let o = turned(&mut u, x[i]);
        s += o[0] * u[0];
    }
    let o = given_anew(&mut u, x[0]);
    s += o[0] * u[1];
    let mut z = [x[0], x[1]];
    s += copied_out(&o, &mut z);
    copied(&mut u, &z);
    s + u[0] * u[1]
}

#[test]
fn arrays_are_assigned_as_a_whole() {
    // u = (x0 x1, x0), then (x0 x1, x0 x1): s = x0^2 x1 + x0^2 x1^2; o = u: s += x0^3 x1 + 2 x0 x1 + x0^2 x1^2
    let gradient = [20.0 + 100.0 + 60.0 + 10.0 + 100.0, 4.0 + 40.0 + 8.0 + 4.0 + 40.0];
    agrees!(assigns_wholes, [2.0, 5.0], 20.0 + 100.0 + 40.0 + 20.0 + 100.0, gradient);
    let (mut u, mut u_bar) = ([2.0, 5.0], [1.0, 10.0]);
    assert_eq!(turned::vjp(&mut u, 3.0, [0.5, 0.25], &mut u_bar), 5.0);
    assert_eq!((u, u_bar), ([15.0, 2.0], [10.5, 3.25]));
    let (mut u, mut u_bar) = ([2.0, 5.0], [1.0, 10.0]);
    assert_eq!(copied::vjp(&mut u, &[3.0, 4.0], &mut u_bar), [1.0, 10.0]);
    assert_eq!((u, u_bar), ([3.0, 4.0], [0.0, 0.0]));
    let (mut z, mut z_bar) = ([2.0, 5.0], [1.0, 10.0]);
    assert_eq!(copied_out::vjp(&[3.0, 4.0], &mut z, 0.5, &mut z_bar), vec![1.5, 10.5]);
    assert_eq!((z, z_bar), ([3.0, 4.0], [0.0, 0.0]));
}

// ---- what is lent is left early

#[differentiable]
fn until_large(y: &[f64], z: &mut [f64]) {
    for i in 0..z.len() {
        if z[i] > 4.0 {
            return;
        }
        dbl(&mut z[i]);
        z[i] += y[0];
    }
    z[0] *= y[1];
}

#[differentiable]
fn leaves_early(x: &[f64]) -> f64 {
    let mut p = x.to_vec();
    let mut turns = 0;
    while turns < 3 {
        turns += 1;
        until_large(x, &mut p);
        if p[0] > 40.0 {
            break;
        }
        scaled(x[0], &mut p[1]);
    }
    p[0] * p[1]
}

/// y_k <- y_k y_(k+1) from behind, each half by itself
#[differentiable]
fn folded(y: &mut [f64]) {
    let n = y.len();
    if n < 2 {
        return;
    }
    let (l, r) = y.split_at_mut(n / 2);
    folded(&mut *r);
    scaled(r[0], &mut l[0]);
    if let [a, b, ..] = l {
        scaled(*b, &mut *a);
    }
    folded(&mut *l);
}

#[differentiable]
fn by_halves(x: &[f64]) -> f64 {
    let mut p = [x[0], x[1], x[0], x[1]];
    folded(&mut p);
    p[0] + p[2]
}

#[differentiable]
fn names_in_closures(x: &[f64]) -> f64 {
    let mut p = [x[0], x[1], 2.0];
    let [a, b, c] = &mut p;
    let mut step = |k: f64| {
        scaled(k, &mut *a);
        rot(&mut *a, &mut *b);
    };
    step(*c);
    step(3.0);
    dbl(&mut *c);
    p[0] + p[1] * p[2]
}

#[differentiable]
fn rows_change_places(x: &[f64]) -> f64 {
    let mut m = [[x[0], x[1]], [1.0, 2.0]];
    for _ in 0..3 {
        let [p, q] = &mut m;
        dbla(&mut *p);
        add(&*p, &mut *q);
        std::mem::swap(p, q);
    }
    m[0][0] * m[0][1] + m[1][0]
}

#[test]
fn left_early_or_turned_in_between() {
    // (1, 2): p0 = 3 + 1, times 2 is 8, p1 = 3 * 2 + 1, times x0; then p0 > 4 at once, p1 x0^2
    // p0 = 4 x0 x1, p1 = (3 x1 + x0) x0^3
    agrees!(leaves_early, [1.0, 2.0], 56.0, [56.0 * 4.0 + 8.0, 28.0 + 24.0]);
    // r = (x0 x1, x1), l0 = x0^2 x1, times x1, folded times x1 again: x0^2 x1^3 + x0 x1
    agrees!(by_halves, [2.0, 5.0], 510.0, [505.0, 302.0]);
    // (2 x0, x1) -> (x1^2, 2 x0); (3 x1^2, 2 x0) -> (4 x0^2, 3 x1^2); c = 6
    agrees!(names_in_closures, [2.0, 5.0], 466.0, [16.0, 180.0]);
    // (p, q): (3 p, q + 6 p) exchanged: (q + 6 p, 3 p), (39 p + 6 q, 18 p + 3 q), (252 p + 39 q, 117 p + 18 q)
    let (u, v) = (252.0 * 2.0 + 39.0, 252.0 * 5.0 + 78.0);
    agrees!(rows_change_places, [2.0, 5.0], u * v + 234.0 + 18.0, [252.0 * v + 117.0, 252.0 * u]);
}

// ---- methods

struct Spring {
    k: f64,
}

#[differentiable]
impl Spring {
    fn step(&self, v: &mut [f64]) {
        for a in v.iter_mut() {
            *a *= self.k;
        }
    }

    fn moved(&self, v: &mut f64, by: f64) -> f64 {
        *v += self.k * by;
        *v * by
    }

    fn squares(&self, v: &[f64], #[out] w: &mut [f64; 2]) {
        for (a, b) in w.iter_mut().zip(v) {
            *a = b * b * self.k;
        }
    }

    fn run(&self, v: &mut [f64]) -> f64 {
        self.step(&mut *v);
        let mut w = [v[0], v[0]];
        self.squares(&v[1..], &mut w);
        let [a, b] = &mut w;
        for i in 0..2 {
            self.step(&mut v[i..]);
            self.moved(&mut *a, *b);
        }
        w[0] * v[1]
    }
}

#[test]
fn methods_are_lent_to() {
    // k = 2: v = 2 x, w = (2 (2 x1)^2, 2 x0), then w0 + 4 w1 = 8 x1^2 + 8 x0, and v1 = 8 x1
    let (spring, x) = (Spring { k: 2.0 }, [3.0, 5.0]);
    let (mut v, mut v_bar) = (x, [0.0; 2]);
    let value = spring.run(&mut v);
    assert_eq!((value, v), (64.0 * 125.0 + 64.0 * 15.0, [12.0, 40.0]));
    let mut v = x;
    spring.run_vjp(&mut v, 1.0, &mut v_bar);
    assert_eq!((v, v_bar), ([12.0, 40.0], [320.0, 192.0 * 25.0 + 192.0]));
    let (mut v, mut v_dot) = (x, [1.0, 0.0]);
    assert_eq!(spring.run_jvp(&mut v, &mut v_dot), 320.0);
    assert_eq!((v, v_dot), ([12.0, 40.0], [4.0, 0.0]));
}

// ---- copies are lent, and what they were copied from stays as it is

#[differentiable]
fn copies(x: &[f64]) -> f64 {
    let mut p = [x[0], x[1]];
    dblv(&mut { p });
    let before = &{ p };
    dblv(&mut p);
    for v in { p }.iter_mut() {
        dbl(&mut *v);
    }
    std::mem::swap(&mut { p[0] }, &mut p[1]);
    let content = Some(x[0]);
    dbl(&mut content.unwrap());
    before[1] * p[0] + p[1] + content.unwrap()
}

#[test]
fn copies_are_lent() {
    // x1 3 x0 + 3 x0 + x0
    agrees!(copies, [2.0, 5.0], 38.0, [19.0, 6.0]);
}

// ---- a `Vec` that stays as long as it is

#[differentiable]
fn scale_all(v: &mut Vec<f64>, k: f64) {
    for a in v.iter_mut() {
        *a *= k;
    }
    v[0] += k;
}

#[differentiable]
fn scaled_vec(x: f64) -> f64 {
    let mut v = vec![x, 2.0];
    scale_all(&mut v, x);
    scale_all(&mut v, 2.0);
    v.iter().sum()
}

/// `2 (x² + x) + 2 + 4x`
#[test]
fn a_vec_is_lent() {
    assert_eq!((scaled_vec::derivative(3.0), scaled_vec::second_derivative(3.0)), (18.0, 4.0));
    let (mut v, mut v_dot) = (vec![1.0, 2.0], vec![0.0, 1.0]);
    scale_all::jvp(&mut v, 3.0, 1.0, &mut v_dot);
    assert_eq!((v, v_dot), (vec![6.0, 6.0], vec![2.0, 5.0]));
}
