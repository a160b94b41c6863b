use chainrule::{Differentiable, differentiable};

#[derive(Differentiable, Clone, Copy)]
struct Params {
    k: f64,
    m: f64,
}

const COMMON: Params = Params { k: 1.0, m: 2.0 };

#[differentiable]
fn changed(k: f64) -> f64 {
    let mut p = COMMON;
    p.k = k;
    p.k * p.m
}

#[differentiable]
fn unwritten(x: f64, y: f64) -> f64 {
    let p = Params::new(x);
    let q = Params::new(y);
    let r = p * q;
    r.k + r.m
}

impl Params {
    #[differentiable(associated)]
    fn new(k: f64) -> Params {
        Params { k, m: 1.0 }
    }
}

#[differentiable]
impl std::ops::Mul for Params {
    type Output = Params;
    fn mul(self, o: Params) -> Params {
        Params { k: self.k * o.k, m: self.m * o.m }
    }
}

fn main() {
    let _ = changed::derivative(1.0) + unwritten(1.0, 2.0);
}
