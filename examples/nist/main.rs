//! Fits the 27 reference data sets of NIST for nonlinear regression from both published starts.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example nist            # in the terminal
//! cargo run --release -p chainrule-examples --example nist -- --draw  # and as pictures/nist.svg
//! ```
//!
//! Exits with 1 unless every run agrees with the certified values.

mod data;
mod fit;
mod models;
mod page;
mod score;

use std::{process::ExitCode, time::Instant};

use data::Set;
use fit::{FAMILIES, Family};
use page::Entry;
use score::{REQUIRED, Score};

fn main() -> ExitCode {
    match fit_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

fn fit_all() -> Result<(), String> {
    let mut sets = data::sets()?;
    let mut entries = Vec::new();
    let start = Instant::now();
    page::introduction();
    for family in &FAMILIES {
        page::formula(family.formula);
        for name in family.sets {
            let entry = fit_one(family, take(&mut sets, name)?)?;
            page::paragraph(&entry);
            entries.push(entry);
        }
    }
    page::summary(&entries);
    page::picture(&entries)?;
    verdict(&entries)?;
    println!("in {:.0?}", start.elapsed());
    Ok(())
}

fn take(sets: &mut Vec<Set>, name: &str) -> Result<Set, String> {
    let found = sets.iter().position(|set| set.name == name);
    found.map(|at| sets.swap_remove(at)).ok_or_else(|| format!("nist.txt has no set {name}"))
}

fn fit_one(family: &Family, set: Set) -> Result<Entry, String> {
    let run = |start: &[f64]| {
        let fitted = (family.fit)(&set, start).map_err(|why| format!("{} from {start:?}: {why}", set.name))?;
        let score = Score::of(&set, &fitted);
        Ok::<_, String>((fitted, score))
    };
    let runs = [run(&set.starts[0])?, run(&set.starts[1])?];
    Ok(Entry { set, runs })
}

/// The last words, or the runs that fell short.
fn verdict(entries: &[Entry]) -> Result<(), String> {
    let short = entries.iter().filter(|entry| !entry.runs.iter().all(|(_, score)| score.is_reached()));
    let short: Vec<&str> = short.map(|entry| &entry.set.name[..]).collect();
    if !short.is_empty() {
        return Err(format!("fewer than {REQUIRED} digits: {}", short.join(", ")));
    }
    let digits: Vec<f64> = entries.iter().flat_map(|entry| &entry.runs).map(|(_, score)| score.parameters).collect();
    let (runs, mean) = (digits.len(), digits.iter().sum::<f64>() / digits.len() as f64);
    let least = digits.iter().copied().fold(f64::INFINITY, f64::min);
    println!(
        "{runs} of {runs} runs reach the certified parameters: {mean:.2} digits of 11 on average, {least:.1} at least"
    );
    Ok(())
}
