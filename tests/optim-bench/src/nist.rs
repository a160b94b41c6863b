//! The 27 data sets of the Statistical Reference Datasets of NIST for nonlinear regression, with the models and the data of the
//! example `nist`.

#[path = "../../../examples/nist/data.rs"]
mod data;
#[path = "../../../examples/nist/models.rs"]
mod models;

use chainrule::{Curve, Model};
pub use data::Set;
use models as m;

use crate::erased::Problem;

/// A data set as a problem; the data live as long as the program.
pub struct Instance {
    pub set: &'static Set,
    pub problem: Problem,
}

impl Instance {
    #[must_use]
    pub fn name(&self) -> &'static str {
        &self.set.name
    }

    /// Digits of the parameter that agrees worst with its certified value, at most 11.
    #[must_use]
    pub fn digits(&self, parameters: &[f64]) -> f64 {
        let agreements = self.set.parameters.iter().zip(parameters).map(|(figure, found)| figure.agreement(*found));
        agreements.fold(11.0, f64::min)
    }
}

type Make = fn(&'static Set) -> Problem;

fn plain<F>(curve: Curve<'static, F, f64>) -> Problem
where
    F: Model<f64> + 'static,
    F::Point: for<'a> TryFrom<&'a [f64]>,
{
    Problem::new(curve)
}

/// Nelson's model speaks of logarithms, and has two predictors.
fn nelson(set: &'static Set) -> Problem {
    let predictors: Vec<(f64, f64)> = set.x.iter().copied().zip(set.z.iter().copied()).collect();
    let logarithms: Vec<f64> = set.y.iter().map(|y| y.ln()).collect();
    Problem::new(m::nelson::curve(predictors.leak(), logarithms.leak()))
}

macro_rules! models {
    ($($model:ident: $($set:literal),*;)*) => {
        [$($(($set, |set| plain(m::$model::curve(&set.x, &set.y))),)*)*]
    };
}

const MODELS: [(&str, Make); 26] = models! {
    misra1a: "Misra1a", "BoxBOD";
    misra1b: "Misra1b";
    misra1c: "Misra1c";
    misra1d: "Misra1d";
    chwirut: "Chwirut1", "Chwirut2";
    lanczos: "Lanczos1", "Lanczos2", "Lanczos3";
    gauss: "Gauss1", "Gauss2", "Gauss3";
    danwood: "DanWood";
    kirby2: "Kirby2";
    cubics: "Hahn1", "Thurber";
    mgh09: "MGH09";
    mgh10: "MGH10";
    mgh17: "MGH17";
    roszman1: "Roszman1";
    enso: "ENSO";
    eckerle4: "Eckerle4";
    rat42: "Rat42";
    rat43: "Rat43";
    bennett5: "Bennett5";
};

/// All 27, in the order of the file.
///
/// # Panics
/// If the file of the data is not as expected.
#[must_use]
pub fn instances() -> Vec<Instance> {
    let sets: &'static [Set] = data::sets().unwrap_or_else(|what| panic!("{what}")).leak();
    sets.iter().map(|set| Instance { set, problem: problem(set) }).collect()
}

fn problem(set: &'static Set) -> Problem {
    match MODELS.iter().find(|(name, _)| *name == set.name) {
        Some((_, make)) => make(set),
        None => nelson(set),
    }
}
