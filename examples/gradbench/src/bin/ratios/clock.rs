//! Times of a function and its derivative.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long a pair is measured.
const BUDGET: Duration = Duration::from_millis(1500);

/// The fewest and the most runs of each.
const RUNS: (usize, usize) = (5, 2000);

/// Medians in milliseconds.
pub(crate) struct Times {
    pub(crate) function: f64,
    pub(crate) derivative: f64,
}

/// Runs both in turn, so that what else the machine does meets both alike.
pub(crate) fn times<A, B>(mut function: impl FnMut() -> A, mut derivative: impl FnMut() -> B) -> Times {
    let start = Instant::now();
    let mut taken = (Vec::new(), Vec::new());
    while taken.0.len() < RUNS.0 || taken.0.len() < RUNS.1 && start.elapsed() < BUDGET {
        taken.0.push(milliseconds(&mut function));
        taken.1.push(milliseconds(&mut derivative));
    }
    Times { function: median(taken.0), derivative: median(taken.1) }
}

fn milliseconds<T>(work: &mut impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
