use chainrule::differentiable;

struct Model;

#[differentiable]
impl Model {
    fn count(&self) -> usize {
        1
    }
}

fn main() {}
