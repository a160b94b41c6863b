//! Which model belongs to which data sets, and how it is fitted.

use chainrule::{Counts, Curve, Fit, Model};

use crate::{
    data::Set,
    models::{
        bennett5, chwirut, cubics, danwood, eckerle4, enso, gauss, kirby2, lanczos, mgh09, mgh10, mgh17, misra1a,
        misra1b, misra1c, misra1d, nelson, rat42, rat43, roszman1,
    },
};

/// A model and the data sets that it is for.
pub(crate) struct Family {
    /// The derivatives, as the macro found them.
    pub(crate) formula: &'static str,
    pub(crate) sets: &'static [&'static str],
    pub(crate) fit: fn(&Set, &[f64]) -> Result<Fitted, String>,
}

/// A fit, whatever the number of its parameters.
pub(crate) struct Fitted {
    pub(crate) parameters: Vec<f64>,
    pub(crate) errors: Vec<f64>,
    pub(crate) rss: f64,
    pub(crate) counts: Counts,
    /// What is plotted: observations, and the curve through them.
    pub(crate) observations: Vec<(f64, f64)>,
    pub(crate) curve: Box<dyn Fn(f64) -> f64>,
}

macro_rules! family {
    ($model:ident: $($set:literal),*) => {
        Family {
            formula: $model::FORMULA,
            sets: &[$($set),*],
            fit: |set, start| fit_against_x($model::curve(&set.x, &set.y), set, start),
        }
    };
}

pub(crate) const FAMILIES: [Family; 20] = [
    family!(misra1a: "Misra1a", "BoxBOD"),
    family!(misra1b: "Misra1b"),
    family!(misra1c: "Misra1c"),
    family!(misra1d: "Misra1d"),
    family!(chwirut: "Chwirut1", "Chwirut2"),
    family!(lanczos: "Lanczos1", "Lanczos2", "Lanczos3"),
    family!(gauss: "Gauss1", "Gauss2", "Gauss3"),
    family!(danwood: "DanWood"),
    family!(kirby2: "Kirby2"),
    family!(cubics: "Hahn1", "Thurber"),
    Family { formula: nelson::FORMULA, sets: &["Nelson"], fit: fit_nelson },
    family!(mgh09: "MGH09"),
    family!(mgh10: "MGH10"),
    family!(mgh17: "MGH17"),
    family!(roszman1: "Roszman1"),
    family!(enso: "ENSO"),
    family!(eckerle4: "Eckerle4"),
    family!(rat42: "Rat42"),
    family!(rat43: "Rat43"),
    family!(bennett5: "Bennett5"),
];

/// Fits a curve of one predictor.
fn fit_against_x<F, const N: usize>(curve: Curve<'_, F, f64>, set: &Set, start: &[f64]) -> Result<Fitted, String>
where
    F: Model<f64, Point = [f64; N]> + 'static,
{
    let fit = curve.fit(point(start)?).map_err(|failure| failure.to_string())?;
    let parameters = fit.parameters;
    let observations = set.x.iter().copied().zip(set.y.iter().copied()).collect();
    Ok(fitted(&fit, observations, Box::new(move |x| F::predict(&parameters, &x))))
}

/// Nelson's model has two predictors and speaks of logarithms; what is plotted is observed against predicted.
fn fit_nelson(set: &Set, start: &[f64]) -> Result<Fitted, String> {
    let predictors: Vec<(f64, f64)> = set.x.iter().copied().zip(set.z.iter().copied()).collect();
    let logarithms: Vec<f64> = set.y.iter().map(|y| y.ln()).collect();
    let fit = nelson::curve(&predictors, &logarithms).fit(point(start)?).map_err(|failure| failure.to_string())?;
    let predicted = predictors.iter().map(|(weeks, celsius)| nelson(&fit.parameters, *weeks, *celsius));
    let observations = predicted.zip(logarithms.iter().copied()).collect();
    Ok(fitted(&fit, observations, Box::new(|x| x)))
}

fn point<const N: usize>(start: &[f64]) -> Result<[f64; N], String> {
    start.try_into().map_err(|_| format!("the start has {} entries, the model {N}", start.len()))
}

fn fitted<const N: usize>(
    fit: &Fit<[f64; N]>,
    observations: Vec<(f64, f64)>,
    curve: Box<dyn Fn(f64) -> f64>,
) -> Fitted {
    Fitted {
        parameters: fit.parameters.to_vec(),
        errors: fit.standard_errors.to_vec(),
        rss: fit.rss,
        counts: fit.report.counts,
        observations,
        curve,
    }
}
