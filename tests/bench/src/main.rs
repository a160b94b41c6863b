//! `cargo run --release -p chainrule-bench [-- [--check] [FILTER]]`: derivatives beside the best that can be written by hand.
//!
//! `--check` compares with the limits that are written down in `limits.rs`, and fails where one is exceeded.

use std::process::ExitCode;
use std::time::Duration;

use chainrule_bench::harness::{Case, Effort, Role, control, header, row, time};
use chainrule_bench::{limits, problems};

fn main() -> ExitCode {
    let (flags, filters): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    if flags.iter().any(|flag| flag != "--check") || filters.len() > 1 {
        eprintln!("usage: chainrule-bench [--check] [FILTER]");
        return ExitCode::from(2);
    }
    let filter = filters.first().map_or("", String::as_str);
    let chosen = problems::all().into_iter().filter(|case| name(&**case).contains(filter));
    let passed = if flags.is_empty() { table(chosen) } else { check(chosen) };
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the table; false where contenders do not agree.
fn table(cases: impl Iterator<Item = Box<dyn Case>>) -> bool {
    println!("control: {}, a million products and sums in a chain\n", time(control()));
    println!("{}", header());
    let effort = Effort { rounds: 41, batch: Duration::from_micros(400) };
    let mut passed = true;
    for mut case in cases {
        match case.agree() {
            Ok(()) => {
                let times = case.times(&effort);
                println!("{}", row(&mut *case, &times));
            }
            Err(how) => {
                println!("wrong: {how}");
                passed = false;
            }
        }
    }
    passed
}

/// Compares with the limits; false where one is exceeded.
fn check(cases: impl Iterator<Item = Box<dyn Case>>) -> bool {
    let mut passed = true;
    for mut case in cases {
        let verdict = case.agree().and_then(|()| within(&mut *case));
        passed &= verdict.is_ok();
        println!("{:<42} {}", name(&*case), verdict.unwrap_or_else(|how| format!("FAILED: {how}")));
    }
    passed
}

/// The lowest of a few ratios, if it is within its limit: other programs on the machine only ever make it higher.
fn within(case: &mut dyn Case) -> Result<String, String> {
    let limit = limits::of(case).ok_or("no limit is written down")?;
    let effort = Effort { rounds: 15, batch: Duration::from_micros(300) };
    let mut lowest = f64::INFINITY;
    for _ in 0..5 {
        let times = case.times(&effort);
        lowest = lowest.min(times.ratio(Role::Generated, times.best()).ok_or("nothing is generated")?);
        if lowest <= limit {
            return Ok(format!("{lowest:.2} of {limit:.2}"));
        }
    }
    Err(format!("{lowest:.2} times as long as by hand, the limit is {limit:.2}"))
}

fn name(case: &dyn Case) -> String {
    format!("{}, {}", case.problem(), case.output())
}
