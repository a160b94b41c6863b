//! Functions that once had a wrong value or derivative, or did not compile: constants of types of the user's own, integers, and names.

#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::differentiable;

/// The bits of the value, and the derivative against differences.
fn holds(f: impl Fn(f64) -> f64, derivative: impl Fn(f64) -> (f64, f64)) {
    for x in [0.3, 0.9] {
        let (value, slope) = derivative(x);
        assert_eq!(value.to_bits(), f(x).to_bits());
        let h = 1e-5;
        let differences = (f(x + h) - f(x - h)) / (2.0 * h);
        assert!((slope - differences).abs() < 1e-7 * (1.0 + slope.abs()), "{slope} {differences}");
    }
}

// ---- what its own methods change

/// A generator of random numbers, as everybody writes one.
#[derive(Clone)]
struct Lcg {
    state: u64,
}

impl Lcg {
    fn new(state: u64) -> Self {
        Self { state }
    }
    fn next(&mut self) -> f64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn pair(&mut self) -> (f64, f64) {
        (self.next(), self.next())
    }
    fn list(&mut self) -> [f64; 2] {
        [self.next(), self.next()]
    }
    fn coin(&mut self) -> bool {
        self.next() < 0.5
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }
    fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }
    fn peek(&self) -> f64 {
        (self.state >> 60) as f64
    }
}

#[differentiable]
fn walk(x: f64, n: usize) -> f64 {
    let mut rng = Lcg::new(42);
    let mut s = 0.0;
    for _ in 0..n {
        let z = rng.next();
        s += (x * z).sin() * s + 0.1 * z * x;
    }
    s
}

#[differentiable]
fn draws(x: f64) -> f64 {
    let mut rng = Lcg::new(42);
    let p = rng.next() + rng.next() * 10.0;
    let (q, r) = rng.pair();
    let a: [f64; 2] = rng.list();
    x * p * q + r * x * x * a[1] + a[0]
}

#[differentiable]
fn collected(x: f64) -> f64 {
    let mut rng = Lcg::new(1);
    let zs: Vec<f64> = (0..5).map(|_| rng.uniform(-1.0, 1.0)).collect();
    let mut s = 0.0;
    for z in &zs {
        s += (x * z).exp();
    }
    s
}

#[differentiable]
fn until(x: f64) -> f64 {
    let mut rng = Lcg::new(1);
    let mut s = x;
    while rng.next() < 0.9 {
        s *= 1.1 + x;
    }
    s
}

#[differentiable]
fn coins(x: f64, n: usize) -> f64 {
    let mut rng = Lcg::new(9);
    let mut s = 0.0;
    for _ in 0..n {
        if rng.coin() {
            s += x * x;
        } else {
            s -= x * rng.below(10) as f64;
        }
    }
    s
}

#[differentiable]
fn cloned(x: f64, #[constant] seed: &Lcg) -> f64 {
    let mut rng = seed.clone();
    x * rng.next() + x * x * rng.next()
}

#[differentiable]
fn looked_at(x: f64) -> f64 {
    let mut rng = Lcg::new(5);
    let z = rng.next();
    let y = rng.peek();
    z * x + y * rng.next() * x
}

#[differentiable]
fn behind_a_name(x: f64) -> f64 {
    let mut rng = Lcg::new(5);
    let r = &mut rng;
    let z = r.next();
    z * x + r.next() * x * x
}

fn draw(rng: &mut Lcg) -> f64 {
    rng.next()
}

#[differentiable]
fn of_a_written_type(x: f64) -> f64 {
    let mut rng: Lcg = Lcg::new(42);
    let mut other: Lcg = rng.clone();
    let mut s = x;
    for _ in 0..3 {
        s += s * rng.next() + x * other.next();
    }
    let y = draw(&mut rng);
    s * y + x * x * rng.next()
}

struct Cloud {
    rng: Lcg,
    width: f64,
}

impl Cloud {
    fn new() -> Self {
        Self { rng: Lcg::new(3), width: 2.0 }
    }
}

#[differentiable]
fn of_a_field(x: f64) -> f64 {
    let mut cloud = Cloud::new();
    x * cloud.rng.next() + x * x * cloud.rng.next() * cloud.width
}

#[differentiable]
fn captured(x: f64) -> f64 {
    let mut rng = Lcg::new(42);
    let mut scaled = |a: f64| a * rng.next();
    scaled(x) + x * scaled(x)
}

#[test]
fn a_method_may_change_what_it_is_called_on() {
    holds(of_a_written_type, of_a_written_type::value_and_derivative);
    holds(of_a_field, of_a_field::value_and_derivative);
    holds(captured, captured::value_and_derivative);
    holds(|x| walk(x, 6), |x| walk::value_and_derivative(x, 6));
    holds(draws, draws::value_and_derivative);
    holds(collected, collected::value_and_derivative);
    holds(until, until::value_and_derivative);
    holds(|x| coins(x, 9), |x| coins::value_and_derivative(x, 9));
    holds(|x| cloned(x, &Lcg::new(3)), |x| cloned::value_and_derivative(x, &Lcg::new(3)));
    holds(looked_at, looked_at::value_and_derivative);
    holds(behind_a_name, behind_a_name::value_and_derivative);
    holds(|x| walk::derivative(x, 6), |x| (walk::derivative(x, 6), walk::second_derivative(x, 6)));
}

// ---- methods of the user's own with the names of those of floats

struct Bounds {
    low: f64,
    high: f64,
}

impl Bounds {
    fn min(&self) -> f64 {
        self.low
    }
    fn max(&self, least: f64) -> f64 {
        self.high.max(least)
    }
    fn abs(&self) -> f64 {
        self.high - self.low
    }
}

#[differentiable]
fn scaled(x: f64, #[constant] b: &Bounds) -> f64 {
    let r = b.max(2.0);
    x * b.min() + r * x * x + b.abs() * x * b.min().max(1.0)
}

#[differentiable]
fn summed(x: &[f64], #[constant] b: &Bounds) -> f64 {
    x.iter().map(|v| v * b.max(2.0)).sum()
}

#[test]
fn own_methods_give_what_they_give() {
    let b = Bounds { low: 5.0, high: 10.0 };
    assert_eq!(scaled::value_and_derivative(2.0, &b), (10.0 + 40.0 + 50.0, 5.0 + 40.0 + 25.0));
    assert_eq!(summed::gradient(&[1.0, 2.0], &b), [10.0, 10.0]);
}

// ---- integers that are shifted

#[differentiable]
fn shifted(x: f64, n: u32) -> f64 {
    let s = 1u64 << n;
    x / s as f64
}

#[differentiable]
fn inverted(x: f64, n: usize) -> f64 {
    let t = 1u32 << n;
    x * (!t) as f64
}

#[differentiable]
fn pairs(x: f64, n: u32) -> f64 {
    let mut s = 0.0;
    for mask in 0u32..(1 << n) {
        if mask.count_ones() != 2 {
            continue;
        }
        s += x * f64::from(mask);
    }
    s
}

#[differentiable]
fn bytes(x: f64, n: usize) -> f64 {
    let mut s = 0.0;
    for k in 0u8..(1 << 2) {
        s += x * f64::from(!k);
    }
    for k in 0..1u32 << n {
        s += x * f64::from(!k);
    }
    s
}

#[test]
fn a_shifted_number_keeps_its_type() {
    assert_eq!(shifted::value_and_derivative(2.0, 40), (shifted(2.0, 40), 2.0_f64.powi(-40)));
    assert_eq!(inverted::value_and_derivative(2.0, 2), (8_589_934_582.0, 4_294_967_291.0));
    // 3 + 5 + 6 + 9 + 10 + 12
    assert_eq!(pairs::value_and_derivative(2.0, 4), (90.0, 45.0));
    holds(|x| bytes(x, 3), |x| bytes::value_and_derivative(x, 3));
}

// ---- matrices that go from call to call

#[differentiable]
fn turn(t: f64) -> [[f64; 2]; 2] {
    let (s, c) = t.sin_cos();
    [[c, -s], [s, c]]
}

#[differentiable]
fn trace(a: &[[f64; 2]; 2]) -> f64 {
    a[0][0] + a[1][1]
}

#[differentiable]
fn product(a: &[[f64; 2]; 2], b: &[[f64; 2]; 2]) -> [[f64; 2]; 2] {
    let mut c = [[0.0; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            for k in 0..2 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c
}

#[differentiable]
fn of_a_turn(t: f64) -> f64 {
    trace(&turn(t))
}

#[differentiable]
fn of_two_turns(t: f64) -> f64 {
    let r = turn(t);
    trace(&product(&r, &turn(t)))
}

#[test]
fn matrices_are_handed_on() {
    let t: f64 = 0.7;
    assert!((of_a_turn::derivative(t) + 2.0 * t.sin()).abs() < 1e-15);
    assert!((of_two_turns::derivative(t) + 4.0 * (2.0 * t).sin()).abs() < 1e-14);
    assert!((of_two_turns::second_derivative(t) + 8.0 * (2.0 * t).cos()).abs() < 1e-14);
}

// ---- parameters that are called as derivatives are

#[differentiable]
fn by_mean(x: f64, x_bar: f64) -> f64 {
    x * x_bar * x_bar
}

#[differentiable]
fn squares(x: &[f64], x_bar: f64) -> f64 {
    x.iter().map(|v| (v - x_bar).powi(2)).sum()
}

#[differentiable]
fn both(x: &[f64], x_bar: f64) -> f64 {
    squares(x, x_bar) + by_mean(x[0], x_bar)
}

#[test]
fn a_parameter_may_be_called_as_an_adjoint() {
    assert_eq!(by_mean::gradient(2.0, 3.0), [9.0, 12.0]);
    assert_eq!(both::gradient(&[1.0, 2.0], 0.5), (vec![1.0 + 0.25, 3.0], -1.0 - 3.0 + 1.0));
    let columns: Vec<f64> = both::hvp(&[1.0, 2.0], 0.5, (&[1.0, 0.0], 0.0)).0;
    assert_eq!(columns, [2.0, 0.0]);
}

// ---- calls in several directions at a time

#[differentiable]
fn chained(angles: &[f64]) -> Vec<[[f64; 2]; 2]> {
    let mut all = vec![[[0.0; 2]; 2]; angles.len()];
    for k in 0..angles.len() {
        let own: [[f64; 2]; 2] = turn(angles[k]);
        all[k] = if k > 0 { product(&all[k - 1], &own) } else { own };
    }
    all
}

#[test]
fn lanes_go_through_calls() {
    let angles = [0.1, 0.2, 0.3];
    let jacobian: Vec<f64> = chained::jacobian(&angles);
    for (row, entries) in jacobian.chunks_exact(3).enumerate() {
        let (k, entry) = (row / 4, row % 4);
        let total: f64 = angles[..=k].iter().sum();
        let slope = [-total.sin(), -total.cos(), total.cos(), -total.sin()][entry];
        for (j, found) in entries.iter().enumerate() {
            let expected = if j <= k { slope } else { 0.0 };
            assert!((found - expected).abs() < 1e-15, "{row} {j}: {found} {expected}");
        }
    }
}

// ---- numbers whose type only a function says

fn takes_a_byte(_: u8) -> bool {
    true
}

fn takes_an_integer(_: i32) -> bool {
    true
}

fn half(x: f64) -> f64 {
    x / 2.0
}

fn spread(n: usize) -> Vec<f64> {
    (0..n).map(|k| k as f64).collect()
}

/// Only `spread` says what `n` is, and no width changes `n - 1`.
#[differentiable]
fn of_a_width_that_does_not_matter(x: f64) -> f64 {
    let n = 11;
    let weights: Vec<f64> = spread(n);
    let k = 2 * 3;
    weights[2] * x * x / (n - 1) as f64 * f64::from(k)
}

#[differentiable]
fn literals(x: f64) -> f64 {
    let k: i32 = 5;
    assert!(takes_an_integer(k));
    let h = 3.0;
    let y = if takes_a_byte(5) { x } else { 0.0 };
    x * f64::from(!k) * half(h) * half(4.0) + y
}

#[differentiable]
fn of_each(x: f64, #[constant] all: &[Box2]) -> f64 {
    let mut y = all.iter().map(|b| x * b.min()).sum::<f64>();
    for b in all {
        y += x * b.max();
    }
    y
}

/// Its methods take nothing, where those of floats take a number.
struct Box2 {
    low: f64,
    high: f64,
}

impl Box2 {
    fn min(&self) -> f64 {
        self.low
    }
    fn max(&self) -> f64 {
        self.high
    }
}

#[test]
fn literals_have_the_type_that_rustc_finds() {
    assert_eq!(of_a_width_that_does_not_matter::value_and_derivative(5.0), (30.0, 12.0));
    // !5 = -6
    assert_eq!(literals::value_and_derivative(2.0), (-34.0, -17.0));
    let all = [Box2 { low: 1.0, high: 2.0 }, Box2 { low: 3.0, high: 5.0 }];
    assert_eq!(of_each::value_and_derivative(2.0, &all), (22.0, 11.0));
}

// ---- `mut` where nothing changes

#[differentiable]
fn doubled(x: f64) -> f64 {
    2.0 * x
}

#[differentiable]
#[allow(unused_mut)]
fn needlessly_mut(x: f64) -> f64 {
    let mut z = doubled(x);
    z.clamp(0.0, 1.0) + z.sin().abs()
}

#[test]
fn a_number_that_could_change_has_the_methods_of_numbers() {
    let x: f64 = 0.3;
    assert!((needlessly_mut::derivative(x) - 2.0 - 2.0 * (2.0 * x).cos()).abs() < 1e-15);
}
