//! Rows of two lists.

use chainrule::differentiable;

#[differentiable]
fn rows_of_two(x: &[f64]) -> f64 {
    let mut a = vec![x.to_vec(), x.to_vec()];
    let mut b = vec![x.to_vec(), vec![1.0; x.len()]];
    std::mem::swap(&mut a[0], &mut b[1]);
    a[0][0] + 10.0 * b[1][1]
}

fn main() {}
