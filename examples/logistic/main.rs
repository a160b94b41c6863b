//! Logistic regression by gradient descent and by Newton's method: the O-rings of the space shuttle.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example logistic
//! ```
//!
//! Exits with 1 unless both methods reach the published fit and each other.

mod data;
mod model;
mod page;
mod train;

use std::process::ExitCode;

use chainrule_examples::Figure;
use data::Launches;
use train::Trained;

/// Intercept and slope, in the summary that R's `glm` prints for these data, `Challeng` of Weisberg, *Applied Linear
/// Regression*, 4th edition (2014).
const COEFFICIENTS: [&str; 2] = ["15.0429", "-0.2322"];
/// Their standard errors, likewise.
const STANDARD_ERRORS: [&str; 2] = ["7.3786", "0.1082"];
/// The residual deviance, likewise.
const DEVIANCE: &str = "20.315";

/// Both methods must reach the same coefficients to within this, relative to their size.
const TOLERANCE: f64 = 1e-7;

fn main() -> ExitCode {
    match compare() {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

fn compare() -> Result<(), String> {
    let launches = Launches::read()?;
    let descent = train::by_gradient_descent(&launches)?;
    let newton = train::by_newton(&launches)?;

    page::introduction(&launches);
    page::side_by_side(&descent, &newton);
    let published = published()?;
    page::coefficients(&descent, &newton, &published);
    page::curve(&launches, &newton.coefficients);

    let difference = distance(&descent.coefficients, &newton.coefficients);
    check_agreement(difference)?;
    [&descent, &newton].into_iter().try_for_each(|trained| check_figures(trained, &published))?;
    page::verdict(difference);
    Ok(())
}

/// What is published, each beside the number that a fit has for it.
type Published = Vec<(&'static str, Figure, fn(&Trained) -> f64)>;

fn published() -> Result<Published, String> {
    Ok(vec![
        ("intercept", COEFFICIENTS[0].parse()?, |fit| fit.coefficients[0]),
        ("standard error", STANDARD_ERRORS[0].parse()?, |fit| fit.errors[0]),
        ("slope per °F", COEFFICIENTS[1].parse()?, |fit| fit.coefficients[1]),
        ("standard error", STANDARD_ERRORS[1].parse()?, |fit| fit.errors[1]),
        ("deviance", DEVIANCE.parse()?, |fit| fit.deviance),
    ])
}

/// The largest relative difference.
fn distance(a: &[f64; 2], b: &[f64; 2]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs() / b.abs()).fold(0.0, f64::max)
}

fn check_agreement(difference: f64) -> Result<(), String> {
    // Written so that NaN fails.
    if difference <= TOLERANCE {
        return Ok(());
    }
    Err(format!("the methods differ by {difference:.1e}, more than {TOLERANCE:.0e}"))
}

fn check_figures(trained: &Trained, published: &Published) -> Result<(), String> {
    for (name, figure, of) in published {
        if figure.agreement(of(trained)) < figure.digits() {
            return Err(format!("{}: {name} is {}, published {}", trained.method, of(trained), figure.value));
        }
    }
    Ok(())
}
