//! Operators of structs: `#[differentiable] impl Add for V`.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub};

use chainrule::{Differentiable, differentiable};

// ---- complex numbers

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct C {
    re: f64,
    im: f64,
}
#[differentiable]
impl Add for C {
    type Output = C;
    fn add(self, o: C) -> C {
        C { re: self.re + o.re, im: self.im + o.im }
    }
}
#[differentiable]
impl Sub for C {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        Self { re: self.re - o.re, im: self.im - o.im }
    }
}
#[differentiable]
impl Mul for C {
    type Output = C;
    fn mul(self, o: C) -> Self::Output {
        C { re: self.re * o.re - self.im * o.im, im: self.re * o.im + self.im * o.re }
    }
}
#[differentiable]
impl Mul<f64> for C {
    type Output = C;
    fn mul(self, s: f64) -> C {
        C { re: self.re * s, im: self.im * s }
    }
}
#[differentiable]
impl Mul<C> for f64 {
    type Output = C;
    fn mul(self, c: C) -> C {
        C { re: self * c.re, im: self * c.im }
    }
}
#[differentiable]
impl Div<f64> for C {
    type Output = C;
    fn div(self, s: f64) -> C {
        C { re: self.re / s, im: self.im / s }
    }
}
#[differentiable]
impl Neg for C {
    type Output = C;
    fn neg(self) -> C {
        C { re: -self.re, im: -self.im }
    }
}
#[differentiable]
impl AddAssign for C {
    fn add_assign(&mut self, o: C) {
        self.re += o.re;
        self.im += o.im;
    }
}
#[differentiable]
impl MulAssign<f64> for C {
    fn mul_assign(&mut self, s: f64) {
        self.re *= s;
        self.im *= s;
    }
}
#[differentiable]
impl<'a> Add<&'a C> for &C {
    type Output = C;
    fn add(self, o: &C) -> C {
        C { re: self.re + o.re, im: self.im + o.im }
    }
}
#[differentiable]
impl C {
    fn norm2(#[active] self) -> f64 {
        self.re * self.re + self.im * self.im
    }
    fn new(re: f64, im: f64) -> C {
        C { re, im }
    }
}
#[differentiable]
fn mandelbrot(x: f64, y: f64) -> f64 {
    let c = C { re: x, im: y };
    let mut z = C { re: 0.0, im: 0.0 };
    for _ in 0..5 {
        z = z * z + c;
    }
    z.norm2()
}
#[differentiable]
fn polynomial(#[active] z: C, s: f64) -> C {
    let w = 2.0 * z - z * s;
    let mut r = -(w * w) + z / s;
    r += w;
    r *= s * 0.5;
    &r + &w
}
#[differentiable]
fn through_calls(#[active] z: &C, s: f64) -> f64 {
    let w = polynomial(*z, s) + *z;
    (w - *z).norm2()
}

// ---- vectors, polynomials

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct V3 {
    x: f64,
    y: f64,
    z: f64,
}
#[differentiable]
impl Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        V3 { x: self.x + o.x, y: self.y + o.y, z: self.z + o.z }
    }
}
#[differentiable]
impl<'a> Sub<&'a V3> for &'a V3 {
    type Output = V3;
    fn sub(self, o: &'a V3) -> V3 {
        V3 { x: self.x - o.x, y: self.y - o.y, z: self.z - o.z }
    }
}
/// dot
#[differentiable]
impl Mul for V3 {
    type Output = f64;
    fn mul(self, o: V3) -> f64 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }
}
#[differentiable]
impl Mul<&V3> for f64 {
    type Output = V3;
    fn mul(self, o: &V3) -> V3 {
        V3 { x: self * o.x, y: self * o.y, z: self * o.z }
    }
}
#[differentiable]
fn springs(#[active] ps: &[V3], k: f64) -> f64 {
    let mut e = 0.0;
    for i in 1..ps.len() {
        let d = &ps[i] - &ps[i - 1];
        let r = (d * d).sqrt();
        e += 0.5 * k * (r - 1.0) * (r - 1.0);
    }
    e
}
#[differentiable]
fn center(#[active] ps: &[V3]) -> f64 {
    let c = ps.iter().fold(V3 { x: 0.0, y: 0.0, z: 0.0 }, |a, p| a + *p);
    let d = 2.0 * &c;
    d * ps[0]
}
#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Poly {
    c: Vec<f64>,
}
#[differentiable]
impl Add<&Poly> for &Poly {
    type Output = Poly;
    fn add(self, o: &Poly) -> Poly {
        Poly { c: self.c.iter().zip(&o.c).map(|(a, b)| a + b).collect() }
    }
}
#[differentiable]
impl Mul<f64> for Poly {
    type Output = Poly;
    fn mul(self, s: f64) -> Poly {
        Poly { c: self.c.iter().map(|a| a * s).collect() }
    }
}
#[differentiable]
fn at(#[active] a: &Poly, #[active] b: &Poly, x: f64) -> f64 {
    let p = &(a + b) + a;
    let q = p * x;
    q.c.iter().rev().fold(0.0, |s, c| s * x + c)
}

// ---- structs of structs

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct W {
    x: f64,
    y: f64,
}
impl W {
    const ZERO: W = W { x: 0.0, y: 0.0 };
}
#[differentiable]
impl Add for W {
    type Output = W;
    fn add(self, o: W) -> W {
        W { x: self.x + o.x, y: self.y + o.y }
    }
}
#[differentiable]
impl Mul<f64> for W {
    type Output = W;
    fn mul(self, s: f64) -> W {
        W { x: self.x * s, y: self.y * s }
    }
}
#[differentiable]
impl AddAssign for W {
    fn add_assign(&mut self, o: W) {
        *self = *self + o;
    }
}
#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct State {
    pos: W,
    vel: W,
}
#[differentiable]
impl W {
    fn len(#[active] &self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}
#[differentiable]
fn step(#[active] s: State, dt: f64) -> State {
    let acc = s.pos * -1.0;
    let vel = s.vel + acc * dt;
    State { pos: s.pos + vel * dt, vel }
}
#[differentiable]
fn energy(#[active] s: State, dt: f64) -> f64 {
    let mut s = s;
    for _ in 0..5 {
        s = step(s, dt);
    }
    let e = s.vel.len().powi(2) + s.pos.len().powi(2);
    0.5 * e
}
#[differentiable]
fn sum(#[active] ps: &[W]) -> f64 {
    let mut t = W::ZERO;
    for p in ps {
        t += *p * 2.0;
    }
    let u = ps.iter().fold(W::ZERO, |a, p| a + *p);
    t.len() * u.x
}
#[differentiable]
fn middle_of_middles(x: f64, y: f64) -> f64 {
    let pts = [W { x, y }, W { x: y, y: x * x }, W { x: 1.0, y: 0.5 }];
    let m = |a: W, b: W| (a + b) * 0.5;
    let q = m(m(pts[0], pts[1]), m(pts[1], pts[2]));
    if x > 0.0 {
        let z: W = q + q;
        z.len()
    } else {
        q.len()
    }
}
#[differentiable]
fn chosen(#[active] a: W, #[active] b: W, x: f64) -> W {
    let c = if x > 0.0 { a + b } else { a * x };
    c * x
}

// ---- numbers

/// All outputs of a function of two numbers against each other, and against differences.
macro_rules! of_two {
    ($($f:ident($x:expr, $y:expr);)*) => {$(
        #[test]
        fn $f() {
            let (value, gradient) = super::$f::value_and_gradient($x, $y);
            assert_eq!(value.to_bits(), super::$f($x, $y).to_bits());
            let (hessian, pullback) = (super::$f::hessian($x, $y), super::$f::vjp($x, $y, 3.0));
            for i in 0..2 {
                let mut v = [0.0; 2];
                v[i] = 1.0;
                assert!((super::$f::jvp($x, $y, v) - gradient[i]).abs() <= 1e-12 * gradient[i].abs().max(1.0));
                assert!((pullback[i] - 3.0 * gradient[i]).abs() <= 1e-12 * gradient[i].abs().max(1.0));
                let product = super::$f::hvp($x, $y, v);
                for j in 0..2 {
                    assert!((product[j] - hessian[i][j]).abs() <= 1e-11 * hessian[i][j].abs().max(1.0));
                }
            }
            super::$f::check($x, $y);
        }
    )*};
}

mod every_output {
    of_two! {
        mandelbrot(0.1, 0.3);
        middle_of_middles(0.3, 0.4);
    }
}

#[test]
fn a_polynomial_of_a_complex_number_is_holomorphic() {
    let z = C { re: 0.3, im: -0.7 };
    let j = polynomial::jacobian(z, 1.2);
    assert!((j[0] - j[4]).abs() < 1e-14 && (j[1] + j[3]).abs() < 1e-14, "{j:?}");
    through_calls::check(&z, 1.7);
    let along = polynomial::jvp(z, 1.2, (&C { re: 1.0, im: 0.0 }, 0.0));
    assert_eq!([along.re, along.im], [j[0], j[3]]);
    let back = polynomial::vjp(z, 1.2, &C { re: 1.0, im: 0.0 });
    assert!((back.0.re - j[0]).abs() < 1e-14 && (back.0.im - j[1]).abs() < 1e-14 && (back.1 - j[2]).abs() < 1e-14);
}

#[test]
fn an_operator_has_derivatives_of_its_own() {
    let (z, v) = (C { re: 0.3, im: -0.7 }, C { re: 1.0, im: 0.0 });
    assert_eq!(z.mul_jvp(z, (&v, &C { re: 0.0, im: 0.0 })), z);
    assert_eq!(z.mul_f64_jvp(2.0, (&v, 0.0)), C { re: 2.0, im: 0.0 });
}

#[test]
fn operators_of_references_and_of_lists() {
    let ps = [V3 { x: 0.1, y: 0.2, z: 0.3 }, V3 { x: 1.1, y: 0.7, z: -0.3 }, V3 { x: 2.0, y: 1.2, z: 0.9 }];
    springs::check(&ps, 1.3);
    center::check(&ps);
    sum::check(&[W { x: 1.0, y: 0.2 }, W { x: -0.1, y: 0.7 }]);
    at::check(&Poly { c: vec![1.0, 2.0] }, &Poly { c: vec![0.3, 0.5] }, 1.3);
    // Twice the sum times the first.
    assert_eq!(center::gradient(&ps)[1], V3 { x: 0.2, y: 0.4, z: 0.6 });
}

#[test]
fn structs_in_structs() {
    let s = State { pos: W { x: 1.0, y: 0.2 }, vel: W { x: 0.1, y: 0.9 } };
    energy::check(s, 0.1);
    let (value, gradient) = energy::value_and_gradient(s, 0.1);
    assert_eq!(value.to_bits(), energy(s, 0.1).to_bits());
    // Half of the squares is near to what it was, and its gradient to the numbers.
    assert!((gradient.0.pos.x - 1.0).abs() < 0.1 && (gradient.0.vel.y - 0.9).abs() < 0.1, "{gradient:?}");
}

#[test]
fn structs_that_a_branch_chooses() {
    let (a, b) = (W { x: 1.0, y: 0.2 }, W { x: 0.1, y: 0.4 });
    assert_eq!(chosen::jacobian(a, b, 2.0), [2.0, 0.0, 2.0, 0.0, 1.1, 0.0, 2.0, 0.0, 2.0, 0.2 + 0.4]);
    assert_eq!(chosen::jacobian(a, b, -1.0), [1.0, 0.0, 0.0, 0.0, -2.0, 0.0, 1.0, 0.0, 0.0, -0.4]);
}

// ---- rotations: a product that does not commute, of what a call gives

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct Quaternion {
    w: f64,
    v: [f64; 3],
}
#[differentiable]
impl Mul for Quaternion {
    type Output = Quaternion;
    fn mul(self, o: Quaternion) -> Quaternion {
        let ([a, b, c], [x, y, z]) = (self.v, o.v);
        Quaternion {
            w: self.w * o.w - a * x - b * y - c * z,
            v: [
                self.w * x + a * o.w + b * z - c * y,
                self.w * y - a * z + b * o.w + c * x,
                self.w * z + a * y - b * x + c * o.w,
            ],
        }
    }
}
impl Quaternion {
    /// Around the third axis.
    #[differentiable(associated)]
    fn around(angle: f64) -> Quaternion {
        let (s, c) = (angle / 2.0).sin_cos();
        Quaternion { w: c, v: [0.0, 0.0, s] }
    }
    #[differentiable]
    fn conjugate(#[active] &self) -> Quaternion {
        Quaternion { w: self.w, v: [-self.v[0], -self.v[1], -self.v[2]] }
    }
}

/// Of the type of `q`, the macro knows nothing but that there is one operator for it.
#[differentiable]
fn rotated(angle: f64, v: [f64; 3]) -> [f64; 3] {
    let q = Quaternion::around(angle);
    let p = Quaternion { w: 0.0, v };
    let r = q * p * q.conjugate();
    r.v
}

#[differentiable]
fn first(angle: f64, v: [f64; 3]) -> f64 {
    let q = Quaternion::around(angle);
    (q * Quaternion { w: 0.0, v } * q.conjugate()).v[0]
}

// ---- the same behind references

#[differentiable]
impl Sub<&Quaternion> for &Quaternion {
    type Output = Quaternion;
    fn sub(self, o: &Quaternion) -> Quaternion {
        Quaternion { w: self.w - o.w, v: [self.v[0] - o.v[0], self.v[1] - o.v[1], self.v[2] - o.v[2]] }
    }
}

#[differentiable]
fn less(angle: f64, w: f64) -> f64 {
    let q = Quaternion::around(angle);
    let one = Quaternion { w, v: [0.0; 3] };
    let (left, right) = (&q - &one, &one - &q);
    left.w * left.w + 2.0 * right.w + 4.0 * left.v[2] + right.v[2]
}

#[test]
fn references_stand_left_as_well() {
    less::check(0.6, 0.7);
    assert_eq!(less(0.0, 0.0), 1.0 - 2.0);
}

#[test]
fn what_stands_left_is_what_is_called() {
    let (s, c) = 0.6f64.sin_cos();
    let expected = [[-s - 2.0 * c, c, -s, 0.0], [c - 2.0 * s, s, c, 0.0], [0.0, 0.0, 0.0, 1.0]];
    let jacobian = rotated::jacobian(0.6, [1.0, 2.0, 3.0]);
    for (row, expected) in jacobian.iter().zip(&expected) {
        row.iter().zip(expected).for_each(|(got, expected)| assert!((got - expected).abs() < 1e-15, "{jacobian:?}"));
    }
    first::check(0.6, [1.0, 2.0, 3.0]);
}
