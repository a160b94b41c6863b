//! Methods and `impl` blocks: rows L20, L25 and L32 of the catalogue. Numbers are worked out by hand, or by mpmath's `diff` at 60 digits.

#![allow(clippy::unused_self, clippy::unnecessary_literal_bound)]

use chainrule::differentiable;

#[derive(Clone, Copy)]
struct Inner {
    scale: f64,
}

struct Spring {
    k: f64,
    w: [f64; 3],
    inner: Inner,
    many: Vec<f64>,
    n: usize,
}

impl Inner {
    #[differentiable]
    fn scaled(self, x: f64) -> f64 {
        self.scale * x * x * x
    }
}

impl Spring {
    const OFFSET: f64 = 2.0;

    fn stiffness(&self, n: usize) -> f64 {
        self.k * n as f64
    }

    #[differentiable]
    fn energy(&self, x: f64) -> f64 {
        0.5 * self.k * x * x
    }

    #[differentiable]
    fn energy_between(&self, x: f64, y: f64) -> f64 {
        self.energy(x - y) + self.stiffness(2) * x * y + Self::OFFSET * x
    }

    #[differentiable]
    fn weighted(&self, x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..self.w.len() {
            sum += self.w[i] * x[i] * x[i];
        }
        for (w, x) in self.w.iter().zip(x) {
            sum += w * x;
        }
        for w in &self.many {
            sum += w * x[self.n];
        }
        sum
    }

    #[differentiable(associated)]
    fn cube(x: f64) -> f64 {
        x * x * x
    }

    #[differentiable]
    fn through(&self, x: f64, y: f64) -> f64 {
        let inner = &self.inner;
        let mut a = [x, y];
        a[0] *= y;
        Self::cube(x) * Spring::cube(y) + self.inner.scaled(x) + inner.scaled(y) + self.total(&a)
    }

    #[differentiable]
    fn total(&self, a: &[f64; 2]) -> f64 {
        self.k * a[0] * a[1] * a[1]
    }

    #[differentiable]
    fn forces(&self, x: f64, y: f64) -> [f64; 2] {
        [self.k * x * y, self.energy(x) + y]
    }
}

#[differentiable]
fn outside(#[constant] s: &Spring, x: f64, y: f64) -> f64 {
    let mut z = x;
    for _ in 0..2 {
        z = s.energy(z) + s.inner.scaled(y);
    }
    z
}

fn spring() -> Spring {
    Spring { k: 3.0, w: [1.0, 2.0, 3.0], inner: Inner { scale: 0.5 }, many: vec![0.25, 0.75], n: 1 }
}

#[test]
fn l20_methods_with_a_constant_self() {
    let s = spring();
    assert_eq!(s.energy_derivative(2.0), 6.0);
    assert_eq!(s.energy_second_derivative(2.0), 3.0);
    assert_eq!(s.energy_value_and_derivative(2.0), (6.0, 6.0));
    // 1.5 (x - y)^2 + 6 x y + 2 x
    assert_eq!(s.energy_between_gradient(1.0, 2.0), [-3.0 + 12.0 + 2.0, 3.0 + 6.0]);
    assert_eq!(s.energy_between_hessian(1.0, 2.0), [[3.0, 3.0], [3.0, 3.0]]);
    assert_eq!(s.energy_between_hvp(1.0, 2.0, [1.0, 0.0]), [3.0, 3.0]);
    assert_eq!(s.energy_between_jvp(1.0, 2.0, [1.0, 1.0]), 20.0);
}

#[test]
fn l25_associated_constants_and_fields_that_are_arrays() {
    let s = spring();
    let x = [1.0, 2.0, 3.0];
    assert_eq!(s.weighted_gradient(&x), [3.0, 8.0 + 2.0 + 1.0, 18.0 + 3.0]);
    assert_eq!(s.weighted_hessian(&x), [2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0]);
}

#[test]
fn calls_between_methods() {
    let s = spring();
    // x^3 y^3 + x^3 / 2 + y^3 / 2 + 3 x y y^2
    let (x, y) = (2.0, 3.0);
    assert_eq!(s.through_gradient(x, y), [3.0 * 4.0 * 27.0 + 6.0 + 81.0, 27.0 * 8.0 + 13.5 + 162.0]);
    let xy = 9.0 * 36.0 + 81.0;
    assert_eq!(s.through_hessian(x, y), [[6.0 * 2.0 * 27.0 + 6.0, xy], [xy, 8.0 * 18.0 + 9.0 + 108.0]]);
    assert_eq!(Spring::cube_derivative(2.0), 12.0);
    assert_eq!(s.forces_jacobian(1.0, 2.0), [[6.0, 3.0], [3.0, 1.0]]);
    assert_eq!(s.forces_vjp(1.0, 2.0, [1.0, 1.0]), [9.0, 4.0]);
}

#[test]
fn calls_from_outside() {
    let s = spring();
    // z1 = 1.5 x^2 + y^3/2, z2 = 1.5 z1^2 + y^3/2
    let (x, y) = (1.0, 2.0);
    let z1 = 1.5 + 4.0;
    assert_eq!(outside::gradient(&s, x, y), [3.0 * z1 * 3.0, 3.0 * z1 * 6.0 + 6.0]);
    let h = outside::hessian(&s, x, y);
    assert_eq!(h, [[27.0 + 3.0 * z1 * 3.0, 54.0], [54.0, 3.0 * 36.0 + 3.0 * z1 * 6.0 + 6.0]]);
    outside::check(&s, x, y);
}

// ---- blocks as a whole

/// A potential with data that it borrows.
struct Grid<'a, const N: usize> {
    w: &'a [f64; N],
    shift: f64,
}

#[differentiable]
impl<const N: usize> Grid<'_, N> {
    const POWER: i32 = 2;

    fn count(&self) -> f64 {
        N as f64
    }

    /// Not differentiated: it takes no float.
    fn first(&self) -> f64 {
        self.w[0]
    }

    fn at(&self, x: f64) -> f64 {
        let mut sum = 0.0;
        for w in self.w {
            sum += w * (x - self.shift).powi(Self::POWER);
        }
        sum / self.count()
    }

    fn sum(&self, x: &[f64; N]) -> f64 {
        let mut sum = self.first();
        for i in 0..N {
            sum += self.at(x[i]) * Self::scaled(x[i], self.shift);
        }
        sum
    }

    fn scaled(x: f64, #[constant] by: f64) -> f64 {
        x * by
    }
}

trait Potential {
    fn name(&self) -> &str;
    fn energy(&self, r: f64) -> f64;
    fn shifted(&self, r: f64, by: f64) -> f64;
}

struct Morse {
    depth: f64,
}

#[differentiable]
impl Potential for Morse {
    fn name(&self) -> &str {
        "Morse"
    }
    fn energy(&self, r: f64) -> f64 {
        let e = 1.0 - (-r).exp();
        self.depth * e * e
    }
    fn shifted(&self, r: f64, by: f64) -> f64 {
        self.energy(r - by) + self.energy(r)
    }
}

struct Marked;

#[chainrule::differentiable]
impl Marked {
    #[chainrule::differentiable(gradient)]
    pub(crate) fn product(&self, x: f64, y: f64) -> f64 {
        x * y
    }

    /// Cannot be differentiated, and is not marked.
    fn text(&self, x: f64) -> f64 {
        x.to_string().len() as f64
    }
}

#[differentiable]
fn of_a_grid(#[constant] g: &Grid<'_, 4>, x: f64) -> f64 {
    g.at(x) + Grid::<4>::scaled(x, 2.0)
}

#[test]
fn a_block_with_generics() {
    let w = [1.0, 2.0, 3.0, 2.0];
    let g = Grid { w: &w, shift: 1.0 };
    // at(x) = 2 (x - 1)^2
    assert_eq!(g.at_derivative(3.0), 8.0);
    // 1 + sum of 2 (x - 1)^2 x
    assert_eq!(g.sum_gradient(&[1.0, 2.0, 3.0, 1.0]), [0.0, 2.0 + 8.0, 8.0 + 24.0, 0.0]);
    let h = g.sum_hessian(&[1.0, 2.0, 3.0, 1.0]);
    for (i, row) in h.iter().enumerate() {
        let expected: Vec<f64> = (0..4).map(|j| if i == j { [4.0, 16.0, 28.0, 4.0][i] } else { 0.0 }).collect();
        assert_eq!(row[..], expected[..]);
    }
    assert_eq!(of_a_grid::derivative(&g, 3.0), 10.0);
    assert_eq!(of_a_grid::second_derivative(&g, 3.0), 4.0);
}

#[test]
fn l32_methods_of_a_trait() {
    let m = Morse { depth: 2.0 };
    assert_eq!(m.name(), "Morse");
    // 2 depth (1 - e^-r) e^-r at ln 2: 2 * 2 * 0.5 * 0.5
    let r = 2.0_f64.ln();
    assert!((m.energy_derivative(r) - 1.0).abs() < 1e-15);
    let [dr, dby] = m.shifted_gradient(2.0 * r, r);
    // at 2 ln 2: 4 * 0.75 * 0.25
    assert!((dr - 1.75).abs() < 1e-15 && (dby + 1.0).abs() < 1e-15);
}

#[test]
fn a_block_with_marks() {
    assert_eq!(Marked.product_gradient(2.0, 3.0), [3.0, 2.0]);
    assert_eq!(Marked.text(12.0), 2.0);
}

// ---- methods that call themselves

impl Spring {
    #[differentiable]
    fn power(&self, x: f64, n: usize) -> f64 {
        if n == 0 { self.k } else { x * self.power(x, n - 1) }
    }

    #[differentiable(associated)]
    fn factor(x: f64, n: usize) -> f64 {
        if n == 0 { 1.0 } else { x * Self::factor(x, n - 1) }
    }
}

#[test]
fn methods_that_call_themselves() {
    let s = spring();
    assert_eq!(s.power_derivative(2.0, 3), 36.0);
    assert_eq!(s.power_second_derivative(2.0, 3), 36.0);
    assert_eq!(Spring::factor_derivative(2.0, 4), 32.0);
}
