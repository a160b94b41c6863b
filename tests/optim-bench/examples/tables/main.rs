//! What every method reaches on all problems: the data sets of NIST, and the problems of Moré, Garbow and Hillstrom.
//!
//! ```text
//! cargo run --release -p chainrule-optim-bench --example tables [-- --all] [-- NAME..]
//! ```
//!
//! `--all` prints a line for each run as well; names choose among the methods. A run that asks a million times has got stuck: it
//! counts as a panic.

mod methods;
mod peers;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use chainrule_optim_bench::{
    counted::Counted,
    erased::Problem,
    mgh::{self, FACTORS, Reached},
    nist,
};
use methods::METHODS;

/// Where a run ended, and whether it says that it converged.
pub(crate) struct End {
    pub(crate) point: Vec<f64>,
    pub(crate) converged: bool,
}

/// A method by its name; it has a panic's worth of trust.
pub(crate) struct Method {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&Counted<'_>, &[f64]) -> End,
}

/// A run with what it took.
struct Run {
    end: Option<End>,
    counts: [usize; 3],
    time: Duration,
}

fn run(method: &Method, problem: &Problem, start: &[f64]) -> Run {
    let counted = Counted::new(problem);
    let begun = Instant::now();
    let end = catch_unwind(AssertUnwindSafe(|| (method.run)(&counted, start))).ok();
    Run { end, counts: counted.counts(), time: begun.elapsed() }
}

fn main() {
    let all = std::env::args().any(|arg| arg == "--all");
    std::panic::set_hook(Box::new(|_| ()));
    nist_table(all);
    mgh_table(all);
}

/// The methods that are named on the command line, else all.
fn methods() -> impl Iterator<Item = &'static Method> {
    let names: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    METHODS.iter().filter(move |method| names.is_empty() || names.iter().any(|name| name == method.name))
}

/// The median of one of the counts of all runs.
fn median(counts: &[[usize; 3]], which: usize) -> f64 {
    let mut values: Vec<usize> = counts.iter().map(|counts| counts[which]).collect();
    values.sort_unstable();
    let n = values.len();
    (values[(n - 1) / 2] + values[n / 2]) as f64 / 2.0
}

/// The medians as columns: residuals or values alone, derivatives, second derivatives of residuals.
fn medians(counts: &[[usize; 3]]) -> String {
    let [values, derivatives, curvatures] = [0, 1, 2].map(|which| median(counts, which));
    format!("{values:>10.1} {derivatives:>12.1} {curvatures:>11.1}")
}

fn nist_table(all: bool) {
    let instances = nist::instances();
    println!("NIST: 27 data sets, 2 starts; digits of the worst parameter (11 = all that are certified)\n");
    println!(
        "{:<34} {:>9} {:>11} {:>7} {:>10} {:>12} {:>11} {:>7}",
        "method", "6 digits", "mean digits", "false", "residuals", "derivatives", "curvatures", "panics"
    );
    for method in methods() {
        let (mut digits, mut lies, mut panics) = (Vec::new(), 0, 0);
        let mut counts = Vec::new();
        for instance in &instances {
            for start in &instance.set.starts {
                let run = run(method, &instance.problem, start);
                let found = run.end.as_ref().map_or(0.0, |end| instance.digits(&end.point));
                panics += usize::from(run.end.is_none());
                lies += usize::from(found < 4.0 && run.end.as_ref().is_some_and(|end| end.converged));
                digits.push(found);
                counts.push(run.counts);
                if all {
                    println!("    {:<10} {found:>5.1} {:?} {:.1?}", instance.name(), run.counts, run.time);
                }
            }
        }
        let reached = digits.iter().filter(|digits| **digits >= 6.0).count();
        let mean = digits.iter().sum::<f64>() / digits.len() as f64;
        println!("{:<34} {reached:>9} {mean:>11.2} {lies:>7} {} {panics:>7}", method.name, medians(&counts));
    }
    println!();
}

fn mgh_table(all: bool) {
    let instances = mgh::instances();
    println!("Moré, Garbow and Hillstrom: 44 problems, from x0, 10 x0, 100 x0\n");
    println!(
        "{:<34} {:>7} {:>12} {:>7} {:>10} {:>12} {:>11} {:>7}",
        "method", "global", "+ local", "false", "residuals", "derivatives", "curvatures", "panics"
    );
    for method in methods() {
        let (mut global, mut local, mut lies, mut panics) = (0, 0, 0, 0);
        let mut counts = Vec::new();
        for instance in &instances {
            for factor in FACTORS {
                let run = run(method, &instance.problem, &instance.start(factor));
                let squares = run.end.as_ref().map_or(f64::NAN, |end| squares(&instance.problem, &end.point));
                let reached = instance.reached(squares);
                global += usize::from(reached == Reached::Global);
                local += usize::from(reached == Reached::Local);
                panics += usize::from(run.end.is_none());
                lies += usize::from(reached == Reached::Nothing && run.end.as_ref().is_some_and(|end| end.converged));
                counts.push(run.counts);
                if all {
                    let says = if run.end.as_ref().is_some_and(|end| end.converged) { "converged" } else { "failed" };
                    println!(
                        "    {:<24} {factor:>4} {reached:?} {squares:e} {says} {:?} {:.1?}",
                        instance.name, run.counts, run.time
                    );
                }
            }
        }
        let both = global + local;
        println!("{:<34} {global:>7} {both:>12} {lies:>7} {} {panics:>7}", method.name, medians(&counts));
    }
}

fn squares(problem: &Problem, x: &[f64]) -> f64 {
    use chainrule::Objective;
    problem.value(&x.to_vec())
}
