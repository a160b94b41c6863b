//! Hyper-dual numbers: a value, its derivatives along two directions, and the mixed second derivative.

use std::cell::Cell;

use super::functions;
use super::number::{Arith, Number, Width};
use super::partials::{self, Partials};
use super::rng::{mix, unit};

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Hyper {
    pub(crate) value: f64,
    pub(crate) e1: f64,
    pub(crate) e2: f64,
    pub(crate) e12: f64,
}

/// A structural zero absorbs infinity and NaN.
fn times(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
}

impl Hyper {
    pub(crate) fn new(value: f64, e1: f64, e2: f64) -> Self {
        Self { value, e1, e2, e12: 0.0 }
    }

    /// The chain rule.
    fn chain(value: f64, p: &Partials, args: &[Self]) -> Self {
        if !p.is_finite() {
            SINGULAR.set(true);
        }
        let mut out = Self { value, e1: 0.0, e2: 0.0, e12: 0.0 };
        for (a, d) in args.iter().zip(p.first) {
            out.e1 += times(d, a.e1);
            out.e2 += times(d, a.e2);
            out.e12 += times(d, a.e12);
        }
        for (a, row) in args.iter().zip(p.second) {
            for (b, dd) in args.iter().zip(row) {
                out.e12 += times(dd, times(a.e1, b.e2));
            }
        }
        out
    }
}

impl Number for Hyper {
    fn real(x: f64) -> Self {
        Self::new(x, 0.0, 0.0)
    }
    fn value(self) -> f64 {
        self.value
    }
    fn neg(self) -> Self {
        Self { value: -self.value, e1: -self.e1, e2: -self.e2, e12: -self.e12 }
    }
    fn cast(self, w: Width) -> Self {
        Self { value: w.round(self.value), ..self }
    }
    fn arith(op: Arith, a: Self, b: Self, w: Width) -> Self {
        let (x, y) = (a.value, b.value);
        let mut p = Partials::default();
        match op {
            Arith::Add => p.first = [1.0, 1.0, 0.0],
            Arith::Sub => p.first = [1.0, -1.0, 0.0],
            Arith::Mul => {
                p.first = [y, x, 0.0];
                p.second[0][1] = 1.0;
                p.second[1][0] = 1.0;
            }
            Arith::Div => {
                p.first = [1.0 / y, -(x / y) / y, 0.0];
                p.second[0][1] = -1.0 / y / y;
                p.second[1][0] = -1.0 / y / y;
                p.second[1][1] = 2.0 * (x / y) / y / y;
            }
        }
        Self::chain(op.apply(x, y, w), &p, &[a, b])
    }
    fn function(name: &str, args: &[Self], w: Width) -> Option<Self> {
        let values: Vec<f64> = args.iter().map(|a| a.value).collect();
        let p = partials::partials(name, &values)?;
        Some(Self::chain(functions::value(name, &values, w)?, &p, args))
    }
    fn powi(self, n: i32, w: Width) -> Self {
        Self::chain(functions::powi(self.value, n, w), &partials::powi(self.value, n), &[self])
    }
}

/// A hyper-dual number whose parts are disturbed a little after every operation. How far the result moves tells how
/// well conditioned a program is, and so how exactly any order of evaluation can agree with any other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noisy(pub(crate) Hyper);

/// The relative disturbance; a few thousand roundings.
const NOISE: [f64; 2] = [1e-12, 3e-5];

thread_local! {
    static SINGULAR: Cell<bool> = const { Cell::new(false) };
}

/// Whether a derivative that is not finite was met since this was asked last, even one on which the result does not depend.
/// There, a zero can be one by structure or by chance, which makes a difference.
pub(crate) fn was_singular() -> bool {
    SINGULAR.take()
}

impl Noisy {
    fn disturbed(h: Hyper, w: Width) -> Self {
        let size = NOISE[usize::from(w == Width::F32)];
        let shake = |x: f64| x * (1.0 + size * (2.0 * unit(mix(x.to_bits())) - 1.0));
        Self(Hyper { value: shake(h.value), e1: shake(h.e1), e2: shake(h.e2), e12: shake(h.e12) })
    }
}

impl Number for Noisy {
    fn real(x: f64) -> Self {
        Self(Hyper::real(x))
    }
    fn value(self) -> f64 {
        self.0.value
    }
    fn neg(self) -> Self {
        Self(self.0.neg())
    }
    fn cast(self, _: Width) -> Self {
        self
    }
    fn arith(op: Arith, a: Self, b: Self, w: Width) -> Self {
        Self::disturbed(Hyper::arith(op, a.0, b.0, Width::F64), w)
    }
    fn function(name: &str, args: &[Self], w: Width) -> Option<Self> {
        let args: Vec<Hyper> = args.iter().map(|a| a.0).collect();
        Some(Self::disturbed(Hyper::function(name, &args, Width::F64)?, w))
    }
    fn powi(self, n: i32, w: Width) -> Self {
        Self::disturbed(self.0.powi(n, Width::F64), w)
    }
}
