//! What an example holds its numbers against, and how it fails.

use std::{error::Error, process::ExitCode};

use crate::Figure;

/// What an example found wrong, if anything.
#[derive(Debug, Default)]
pub struct Checks {
    failed: usize,
}

/// How an example ends: `()`, or a `Result` where something in it can fail.
pub trait Outcome {
    /// What went wrong.
    fn failure(self) -> Option<Box<dyn Error>>;
}

impl Outcome for () {
    fn failure(self) -> Option<Box<dyn Error>> {
        None
    }
}

impl Outcome for Result<(), Box<dyn Error>> {
    fn failure(self) -> Option<Box<dyn Error>> {
        self.err()
    }
}

/// Runs an example: success if it comes to its end and every check holds.
pub fn run<O: Outcome>(example: impl FnOnce(&mut Checks) -> O) -> ExitCode {
    let mut checks = Checks::default();
    let failure = example(&mut checks).failure();
    if let Some(what) = &failure {
        eprintln!("{what}");
    }
    if failure.is_none() && checks.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Checks {
    /// A number against a published figure: it must have every digit that was printed.
    pub fn published(&mut self, what: &str, found: f64, figure: &str) {
        let read = figure.parse::<Figure>();
        let holds = read.as_ref().is_ok_and(|figure| figure.agreement(found) >= figure.digits());
        let shown = read.map_or(found, |figure| figure.beside(found, 3));
        self.note(holds, &format!("  {what:<38}{shown:>20}   published {figure}"));
    }

    /// A number against one that was computed in another way, or is known exactly; the tolerance is relative where the expected number is
    /// above 1.
    pub fn close(&mut self, what: &str, found: f64, expected: f64, tolerance: f64) {
        let holds = (found - expected).abs() <= tolerance * expected.abs().max(1.0);
        // As many places as the tolerance has.
        let places = usize::from((0_u8..12).find(|places| 0.1_f64.powi((*places).into()) <= tolerance).unwrap_or(12));
        self.note(holds, &format!("  {what:<38}{found:>20.places$}   expected {expected:.places$}"));
    }

    /// A number that should be zero, such as a residual.
    pub fn zero(&mut self, what: &str, found: f64, tolerance: f64) {
        self.note(found.abs() <= tolerance, &format!("  {what:<38}{found:>20.1e}   at most {tolerance:.0e}"));
    }

    /// Anything else that should hold.
    pub fn holds(&mut self, what: &str, holds: bool) {
        self.note(holds, &format!("  {what}"));
    }

    fn note(&mut self, holds: bool, line: &str) {
        if holds {
            println!("{line}");
        } else {
            println!("{line}   <- FAILED");
            self.failed += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Checks;

    #[test]
    fn what_differs_is_counted() {
        let mut checks = Checks::default();
        checks.published("all digits", 0.73360, "0.734");
        checks.close("close", 1000.0, 1000.1, 1e-3);
        checks.zero("zero", 1e-12, 1e-9);
        assert_eq!(checks.failed, 0);
        checks.published("a digit is wrong", 0.7353, "0.734");
        checks.close("far", 1.0, 1.1, 1e-3);
        checks.close("no number", f64::NAN, 1.1, 1e-3);
        checks.zero("no number", f64::NAN, 1e-3);
        checks.holds("no", false);
        assert_eq!(checks.failed, 5);
    }
}
