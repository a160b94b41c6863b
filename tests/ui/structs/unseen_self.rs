use chainrule::{Differentiable, differentiable};

#[derive(Differentiable, Clone, Copy)]
struct V {
    x: f64,
    y: f64,
}

#[differentiable]
impl std::ops::Add for V {
    type Output = V;
    fn add(self, o: V) -> V {
        V { x: self.x + o.x, y: self.y + o.y }
    }
}

#[differentiable]
impl std::ops::Mul<f64> for V {
    type Output = V;
    fn mul(self, s: f64) -> V {
        V { x: self.x * s, y: self.y * s }
    }
}

#[derive(Differentiable, Clone, Copy)]
struct Ray {
    from: V,
    to: V,
    m: [[f64; 2]; 2],
}

impl Ray {
    #[differentiable]
    fn moved(#[active] &self) -> V {
        self.from + self.to
    }

    #[differentiable]
    fn at(#[active] &self, t: f64) -> V {
        self.from + self.to * t
    }

    #[differentiable]
    fn determinant(#[active] &self) -> f64 {
        self.m[0][0] * self.m[1][1] - self.m[0][1] * self.m[1][0]
    }
}

fn main() {
    let v = V { x: 1.0, y: 2.0 };
    let ray = Ray { from: v, to: v, m: [[1.0; 2]; 2] };
    let _ = ray.moved().x + ray.at(0.5).y + ray.determinant();
}
