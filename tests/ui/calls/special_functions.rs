use chainrule::differentiable;

#[differentiable]
fn gelu(x: f64) -> f64 {
    0.5 * x * (1.0 + libm::erf(x * std::f64::consts::FRAC_1_SQRT_2))
}

#[differentiable]
fn likelihood(x: f64) -> f64 {
    x * x - libm::lgamma(x)
}

fn main() {}
