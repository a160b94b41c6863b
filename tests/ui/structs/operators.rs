use std::ops::{Add, Mul};

use chainrule::{Differentiable, differentiable};

#[derive(Differentiable, Clone, Copy)]
struct V {
    x: f64,
    y: f64,
}

impl Add for V {
    type Output = V;
    fn add(self, o: V) -> V {
        V { x: self.x + o.x, y: self.y + o.y }
    }
}

#[differentiable]
fn early(#[active] a: V, s: f64) -> f64 {
    (a * s).x
}

#[differentiable]
impl Mul<f64> for V {
    type Output = V;
    fn mul(self, s: f64) -> V {
        V { x: self.x * s, y: self.y * s }
    }
}

#[differentiable]
fn not_annotated(#[active] a: V, s: f64) -> f64 {
    let b = a + a;
    (a * s).y * b.x
}

fn main() {
    early::gradient(V { x: 1.0, y: 2.0 }, 1.0);
    not_annotated::gradient(V { x: 1.0, y: 2.0 }, 1.0);
}
