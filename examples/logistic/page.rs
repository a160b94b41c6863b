//! What is printed.

use std::iter::successors;

use chainrule_examples::plot;

use crate::{Published, data::Launches, train::Trained};

/// The temperature of the joints when Challenger was launched, 28 January 1986.
const CHALLENGER: f64 = 31.0;

pub(crate) fn introduction(launches: &Launches) {
    let damaged = launches.distress.iter().sum::<f64>();
    println!(
        "\
The night before Challenger, the question was whether cold hurts O-rings. {} launches were on record,
{damaged} of them with damage. Two methods now minimize the same annotated function from the same start:
the loss of P(damage) = 1 / (1 + exp(-(intercept + slope °F))).
",
        launches.temperature.len(),
    );
}

/// The iterations of both methods: all while Newton is on its way, then ever fewer.
pub(crate) fn side_by_side(descent: &Trained, newton: &Trained) {
    println!("  {:>9}   {:>30}   {:>30}", "", descent.method, newton.method);
    println!("  {:>9}   {:>18} {:>11}   {:>18} {:>11}", "iteration", "loss", "|gradient|", "loss", "|gradient|");
    let (brief, last) = (newton.path.len(), descent.path.len());
    let doubling =
        successors(Some(2 * brief), |iteration| Some(2 * iteration)).take_while(|iteration| *iteration < last);
    for iteration in (1..=brief).chain(doubling).chain((last > brief).then_some(last)) {
        row(iteration, descent, newton);
    }
    println!(
        "  {:>9}   {:>30}   {:>30}\n",
        "",
        format!("{} evaluations", descent.evaluations),
        format!("{} evaluations", newton.evaluations)
    );
}

fn row(iteration: usize, descent: &Trained, newton: &Trained) {
    let cell = |trained: &Trained| match trained.path.get(iteration - 1) {
        Some((loss, gradient)) => format!("{loss:>18.13} {gradient:>11.1e}"),
        None => " ".repeat(30),
    };
    println!("  {iteration:>9}   {}   {}", cell(descent), cell(newton));
}

pub(crate) fn coefficients(descent: &Trained, newton: &Trained, published: &Published) {
    println!("  {:<14} {:>18} {:>18} {:>11}", "", descent.method, newton.method, "published");
    for (name, figure, of) in published {
        println!("  {name:<14} {:>18.12} {:>18.12} {:>11}", of(descent), of(newton), figure.value);
    }
    println!();
}

/// The fitted curve from the temperature of the last launch on.
pub(crate) fn curve(launches: &Launches, [intercept, slope]: &[f64; 2]) {
    let probability = |t: f64| 1.0 / (1.0 + (-(intercept + slope * t)).exp());
    let launches = launches.temperature.iter().copied().zip(launches.distress.iter().copied());
    println!("  the probability of damage against temperature, and the launches (∘; ● on the curve)\n");
    println!("{}", plot(&launches.collect::<Vec<_>>(), probability));
    println!("  Challenger was launched at {CHALLENGER} °F. P(damage) = {:.4}.\n", probability(CHALLENGER));
}

pub(crate) fn verdict(difference: f64) {
    println!("both methods reach the published fit in every digit, and each other to {difference:.0e}");
}
