use chainrule::differentiable;

#[differentiable]
fn many(x: &[f64]) -> f64 {
    let mut s = 1.0;
    for a in x.iter().chain(&x[1..]) {
        for b in x.iter().chain(&x[1..]) {
            for c in x.iter().chain(&x[1..]) {
                for d in x.iter().chain(&x[1..]) {
                    for e in x.iter().chain(&x[1..]) {
                        for f in x.iter().chain(&x[1..]) {
                            s += a * b * c * d * e * f;
                        }
                    }
                }
            }
        }
    }
    s
}

fn main() {}
