//! `cargo run --release -p chainrule-bench [FILTER]`: the table of derivatives against the best that can be written by hand.

use std::process::ExitCode;
use std::time::Duration;

use chainrule_bench::harness::{Effort, control, header, row, time};
use chainrule_bench::problems;

fn main() -> ExitCode {
    let filter = std::env::args().nth(1).unwrap_or_default();
    println!("control: {}, a million products and sums in a chain\n", time(control()));
    println!("{}", header());
    let effort = Effort { rounds: 41, batch: Duration::from_micros(400) };
    let mut wrong = false;
    for mut case in problems::all() {
        if !format!("{} {}", case.problem(), case.output()).contains(&filter) {
            continue;
        }
        if let Err(how) = case.agree() {
            println!("WRONG: {how}");
            wrong = true;
            continue;
        }
        let times = case.times(&effort);
        println!("{}", row(&*case, &times));
    }
    if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
