//! How dear a derivative is: medians of its time and of the function's own, measured in turn in one process, and their ratio.
//!
//! ```sh
//! cargo run --release -p chainrule-gradbench --bin ratios [-- EVAL..]
//! ```

mod cases;
mod clock;
mod random;

use cases::CASES;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    println!("{:<9}{:<16}{:>13}{:>15}{:>8}", "eval", "size", "function/ms", "derivative/ms", "ratio");
    for (eval, size, case) in &CASES {
        if wanted.is_empty() || wanted.iter().any(|name| name == eval) {
            let times = case();
            let ratio = times.derivative / times.function;
            println!("{eval:<9}{size:<16}{:>13.4}{:>15.4}{ratio:>8.2}", times.function, times.derivative);
        }
    }
}
