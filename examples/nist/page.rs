//! What is printed.

use chainrule_examples::{Figure, draw_fit, plot, wanted};

use crate::{data::Set, fit::Fitted, score::Score};

/// A data set, fitted from both starts.
pub(crate) struct Entry {
    pub(crate) set: Set,
    pub(crate) runs: [(Fitted, Score); 2],
}

pub(crate) fn introduction() {
    println!(
        "\
The reference data sets of NIST for nonlinear regression: 27 problems, two starting points each, results certified
to eleven digits. Every model is a plain function under #[differentiable]; its derivatives are found when it is
compiled and are printed below. Digits count how many of the published ones are matched (11 = all).
In the plots ∘ is an observation, ● an observation on the fitted curve.
"
    );
}

pub(crate) fn formula(text: &str) {
    for line in text.lines() {
        println!("  {line}");
    }
    println!();
}

/// The paragraph of a data set.
pub(crate) fn paragraph(entry: &Entry) {
    let Entry { set, runs: [(first, _), (second, _)] } = entry;
    let title = format!("{}, {} difficulty", set.name, set.level);
    let size = format!("{} observations, {} parameters", set.y.len(), set.parameters.len());
    println!("  {title:<42}{size:>36}\n");
    println!("{}", plot(&first.observations, &first.curve));
    table(set, first, second);
    println!("    {} and {} iterations from the two starts\n", first.counts.iterations, second.counts.iterations);
}

fn table(set: &Set, first: &Fitted, second: &Fitted) {
    println!("    {:<5} {:>17} {:>17} {:>17} {:>14}", "", "certified", "estimate", "standard error", "digits");
    for (i, certified) in set.parameters.iter().enumerate() {
        let (estimate, error) = (first.parameters[i], first.errors[i]);
        let digits = pair(certified, estimate, second.parameters[i]);
        println!("    b[{i}]  {certified:>17} {estimate:>17.10e} {error:>17.10e} {digits:>14}");
    }
    if let Some(rss) = &set.rss {
        let digits = if crate::score::noiseless(set) { "noiseless".into() } else { pair(rss, first.rss, second.rss) };
        println!("    {:<5} {rss:>17} {:>17.10e} {:>17} {digits:>14}", "rss", first.rss, "");
    }
}

fn pair(certified: &Figure, first: f64, second: f64) -> String {
    format!("{:.1}   {:.1}", certified.agreement(first), certified.agreement(second))
}

/// A line for each data set.
pub(crate) fn summary(entries: &[Entry]) {
    line(["", "", "", "", "iterations", "digits of", "digits of", "digits of"]);
    line(["data set", "level", "m", "n", "", "parameters", "standard errors", "rss"]);
    for Entry { set, runs } in entries {
        let [first, second] = runs.each_ref().map(|(fitted, _)| fitted.counts.iterations);
        line([
            &set.name,
            &set.level,
            &set.y.len().to_string(),
            &set.parameters.len().to_string(),
            &format!("{first:>5} {second:>5}"),
            &digits(runs, |score| Some(score.parameters)),
            &digits(runs, |score| score.spread.map(|spread| spread.errors)),
            &digits(runs, |score| score.spread.map(|spread| spread.rss)),
        ]);
    }
    println!();
}

fn line([set, level, m, n, iterations, parameters, errors, rss]: [&str; 8]) {
    println!("  {set:<10} {level:<8} {m:>4} {n:>3} {iterations:>12} {parameters:>13} {errors:>16} {rss:>13}");
}

fn digits(runs: &[(Fitted, Score); 2], of: fn(&Score) -> Option<f64>) -> String {
    let [first, second] = runs.each_ref().map(|(_, score)| of(score).map_or("–".into(), |d| format!("{d:.1}")));
    format!("{first:>6} {second:>6}")
}

/// The electron mobility of silicon, as it is drawn for the gallery.
pub(crate) fn picture(entries: &[Entry]) -> Result<(), String> {
    let Some(file) = wanted("nist") else { return Ok(()) };
    let entry = entries.iter().find(|entry| entry.set.name == "Thurber").ok_or("there is no Thurber")?;
    let (fitted, _) = &entry.runs[0];
    let title = "Thurber: electron mobility against the logarithm of density, and what is left";
    draw_fit(&file, title, &fitted.observations, &fitted.curve).map_err(|why| why.to_string())
}
