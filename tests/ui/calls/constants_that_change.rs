//! Constants of the user's own types, and what may change them.

use chainrule::differentiable;

struct Ring {
    data: Vec<f64>,
    start: usize,
}

impl Ring {
    fn len(&self) -> usize {
        self.data.len()
    }

    fn iter(&self) -> impl Iterator<Item = &f64> {
        self.data[self.start..].iter().chain(&self.data[..self.start])
    }
}

impl std::ops::Index<usize> for Ring {
    type Output = f64;

    fn index(&self, i: usize) -> &f64 {
        &self.data[i]
    }
}

/// An order of its own.
#[differentiable]
fn around(x: f64, #[constant] ring: &Ring) -> f64 {
    let mut y = 0.0;
    for v in ring.iter() {
        y = y * x + v;
    }
    y
}

fn lengthen(list: &mut Vec<f64>) {
    list.push(3.0);
}

/// A function that may change the length.
#[differentiable]
fn grown(x: f64) -> f64 {
    let mut list = vec![1.0];
    lengthen(&mut list);
    x * list.len() as f64
}

struct Counter {
    count: u32,
}

impl Counter {
    fn next(&mut self) -> f64 {
        self.count += 1;
        f64::from(self.count)
    }
}

/// A literal that changes.
#[differentiable]
fn counted(x: f64) -> f64 {
    let mut counter = Counter { count: 0 };
    x * counter.next()
}

fn main() {}
