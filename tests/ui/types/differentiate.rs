//! What `differentiate!` takes.

use chainrule::differentiate;

fn main() {
    let k = 2.0;
    let _ = differentiate!(|x| x * x);
    let _ = differentiate!(2.0 + 3.0);
    let _ = differentiate!(|x: f64| x as usize as f64);
    let _ = differentiate!(|x: f64| k * x);
}
