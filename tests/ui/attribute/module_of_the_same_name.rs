use chainrule::differentiable;

// L02: the twin of `energy` would meet the module of that name; `name = Energy` is the way out.
mod energy {
    #[chainrule::differentiable]
    pub fn energy(x: f64) -> f64 {
        x * x
    }
}
pub use energy::energy;

#[differentiable]
fn twice(x: f64) -> f64 {
    2.0 * energy(x)
}

fn main() {}
