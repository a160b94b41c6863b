use chainrule::{Differentiable, differentiable};

#[derive(Differentiable, Clone)]
struct V {
    x: f64,
}

#[differentiable]
impl V {
    fn norm2(#[active] o: &V) -> f64 {
        o.x * o.x
    }
    fn dimension(#[active] &self) -> usize {
        1
    }
    fn text(#[active] o: &V) -> String {
        format!("{}", o.x)
    }
    fn show(#[active] &self) {
        println!("{}", self.x);
    }
    fn grow(#[active] &mut self, s: f64) {
        self.x *= s;
    }
}

fn main() {
    let v = V { x: 1.0 };
    V::norm2_gradient(&v);
}
