//! Runs a function as often as the suite asks, and takes the time.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::response::{Evaluation, Timing};

/// How often a function is to run: so many times, and for so long.
#[derive(Deserialize)]
struct Effort {
    #[serde(default = "one_run")]
    min_runs: u64,
    #[serde(default = "one_second")]
    min_seconds: f64,
}

fn one_run() -> u64 {
    1
}

fn one_second() -> f64 {
    1.0
}

/// Reads an input, prepares it once, and evaluates it until the effort is made.
///
/// # Errors
///
/// Where the input is not what `prepare` wants, or the output is not finite.
pub(crate) fn run<I: DeserializeOwned, S, T: Serialize>(
    input: &RawValue,
    prepare: impl FnOnce(I) -> Result<S, String>,
    evaluate: impl FnMut(&mut S) -> T,
) -> Result<Evaluation, String> {
    let effort: Effort = read(input)?;
    let input: I = read(input)?;
    let (state, prepared) = timed(|| prepare(input));
    let (output, runs) = repeat(&effort, &mut state?, evaluate);
    let mut timings = vec![timing("prepare", prepared)];
    timings.extend(runs.into_iter().map(|time| timing("evaluate", time)));
    Ok(Evaluation { output: written(&output)?, timings })
}

/// Evaluates an input that needs no repetition.
///
/// # Errors
///
/// Where the input is not an `I`, or the output is not finite.
pub(crate) fn once<I: DeserializeOwned, T: Serialize>(
    input: &RawValue,
    evaluate: impl FnOnce(I) -> T,
) -> Result<Evaluation, String> {
    let input = read(input)?;
    let (output, time) = timed(|| evaluate(input));
    Ok(Evaluation { output: written(&output)?, timings: vec![timing("evaluate", time)] })
}

/// The last output, and the time of every run.
fn repeat<S, T>(effort: &Effort, state: &mut S, mut evaluate: impl FnMut(&mut S) -> T) -> (T, Vec<Duration>) {
    let mut times = Vec::new();
    let mut elapsed = 0.0;
    loop {
        let (output, time) = timed(|| black_box(evaluate(black_box(state))));
        times.push(time);
        elapsed += time.as_secs_f64();
        if times.len() as u64 >= effort.min_runs && elapsed >= effort.min_seconds {
            return (output, times);
        }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn timing(name: &'static str, time: Duration) -> Timing {
    Timing { name, nanoseconds: u64::try_from(time.as_nanos()).unwrap_or(u64::MAX) }
}

fn read<I: DeserializeOwned>(input: &RawValue) -> Result<I, String> {
    serde_json::from_str(input.get()).map_err(|error| format!("this is no input of the function: {error}"))
}

fn written(output: &impl Serialize) -> Result<Box<RawValue>, String> {
    let json = to_raw_value(output).map_err(|error| error.to_string())?;
    // JSON has no infinities and no NaN: serde writes `null` in their place, and nothing else in an output is.
    if json.get().contains("null") { Err("the output is not finite".into()) } else { Ok(json) }
}
