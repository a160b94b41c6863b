//! Methods and functions of what constant lists hold.
#![allow(clippy::style, clippy::complexity, clippy::perf, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
struct Spring {
    k: f64,
    l: f64,
}

#[differentiable]
impl Spring {
    fn energy(&self, x: f64) -> f64 {
        0.5 * self.k * (x - self.l).powi(2)
    }
}

const SPRINGS: [Spring; 2] = [Spring { k: 1.0, l: 0.5 }, Spring { k: 2.0, l: 1.5 }];

fn energy_of(springs: &[Spring], x: f64) -> (f64, f64, f64) {
    let (mut value, mut first, mut second) = (0.0, 0.0, 0.0);
    for Spring { k, l } in springs {
        value += 0.5 * k * (x - l).powi(2);
        first += k * (x - l);
        second += k;
    }
    (value, first, second)
}

#[differentiable]
fn by_iterator(x: f64, #[constant] springs: &[Spring]) -> f64 {
    springs.iter().map(|s| s.energy(x)).sum()
}

#[differentiable]
fn by_reference(x: f64, #[constant] springs: &[Spring]) -> f64 {
    let mut e = 0.0;
    for s in springs {
        e += s.energy(x);
    }
    e
}

#[differentiable]
fn by_index(x: f64, #[constant] springs: &[Spring]) -> f64 {
    let mut e = 0.0;
    for i in 0..springs.len() {
        e += springs[i].energy(x);
    }
    e
}

#[differentiable]
fn of_a_fixed_list(x: f64, #[constant] springs: &[Spring; 2]) -> f64 {
    springs[0].energy(x) + springs[1].energy(x)
}

#[test]
fn methods_of_elements() {
    let (x, springs) = (0.7, &SPRINGS);
    let (value, first, second) = energy_of(springs, x);
    let outputs = [
        (by_iterator::value_and_derivative(x, springs), by_iterator::second_derivative(x, springs)),
        (by_reference::value_and_derivative(x, springs), by_reference::second_derivative(x, springs)),
        (by_index::value_and_derivative(x, springs), by_index::second_derivative(x, springs)),
        (of_a_fixed_list::value_and_derivative(x, springs), of_a_fixed_list::second_derivative(x, springs)),
    ];
    for ((given, derivative), curvature) in outputs {
        assert_eq!(given, value);
        assert!((derivative - first).abs() < 1e-14);
        assert!((curvature - second).abs() < 1e-14);
    }
}

/// What cannot be copied is lent where it is.
struct Bar {
    k: f64,
}

#[differentiable]
fn pull(#[constant] bar: &Bar, x: f64) -> f64 {
    bar.k * x * x
}

#[differentiable]
fn pulled(x: f64, #[constant] bars: &[Bar]) -> f64 {
    let mut y = x;
    for i in 0..bars.len() {
        y = pull(&bars[i], y).sin();
    }
    y
}

#[test]
fn elements_are_lent_to_functions() {
    pulled::check(0.4, &[Bar { k: 1.5 }, Bar { k: 0.7 }]);
}

#[derive(Clone, Copy)]
enum Activation {
    Relu,
    Tanh,
}

#[differentiable]
impl Activation {
    fn apply(self, x: f64) -> f64 {
        match self {
            Activation::Relu => x.max(0.0),
            Activation::Tanh => x.tanh(),
        }
    }
}

struct Layer {
    w: Vec<f64>,
    activation: Activation,
}

#[differentiable]
impl Layer {
    fn run(&self, x: &[f64]) -> f64 {
        self.activation.apply(self.w.iter().zip(x).map(|(w, x)| w * x).sum())
    }
}

fn layers() -> Vec<Layer> {
    vec![
        Layer { w: vec![0.3, 0.4], activation: Activation::Tanh },
        Layer { w: vec![0.5, -0.1], activation: Activation::Relu },
    ]
}

#[differentiable]
fn fields_of_elements(x: &[f64], #[constant] layers: &[Layer]) -> f64 {
    let mut sum = 0.0;
    for (i, layer) in layers.iter().enumerate() {
        sum += layer.activation.apply(x[i % x.len()] * layer.w[0]);
        sum += layers[i].activation.apply(0.5 * x[i % x.len()]);
        let activation = layer.activation;
        sum += activation.apply(x[0] * x[1]);
        sum += layer.run(x);
    }
    sum += layers.iter().rev().fold(0.1, |h, layer| layer.run(&[h, x[0]]) + layer.activation.apply(h));
    sum
}

struct Network {
    layers: Vec<Layer>,
    last: Activation,
}

#[differentiable]
impl Network {
    fn output(&self, x: &[f64]) -> f64 {
        let mut h = x[0];
        for layer in &self.layers {
            h = layer.activation.apply(h + layer.w[1]) + layer.run(x);
        }
        self.layers.iter().map(|layer| layer.run(x)).sum::<f64>() + self.last.apply(h)
    }
}

#[differentiable]
fn output_of(x: &[f64], #[constant] network: &Network) -> f64 {
    network.output(x)
}

struct Limit {
    k: f64,
}

#[differentiable]
impl Limit {
    fn max(&self, x: f64) -> f64 {
        x * x * self.k
    }
}

/// Numbers have methods of these names, too.
#[differentiable]
fn named_like_those_of_numbers(x: f64, #[constant] limits: &[Limit], #[constant] limit: &Limit) -> f64 {
    limits.iter().map(|l| l.max(x) * l.k).sum::<f64>() + limit.max(x)
}

#[test]
fn methods_named_like_those_of_numbers() {
    let limits = [Limit { k: 1.5 }, Limit { k: 0.5 }];
    let (value, slope) = named_like_those_of_numbers::value_and_derivative(0.7, &limits, &limits[0]);
    assert_eq!(value, named_like_those_of_numbers(0.7, &limits, &limits[0]));
    assert!((slope - 2.0 * 0.7 * (2.25 + 0.25 + 1.5)).abs() < 1e-14);
}

#[test]
fn methods_of_what_elements_hold() {
    fields_of_elements::check(&[0.3, 0.4], &layers());
    output_of::check(&[0.2, 0.3], &Network { layers: layers(), last: Activation::Tanh });
}
