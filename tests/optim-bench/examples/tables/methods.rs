//! The methods that are compared: ours, then others'.

use chainrule::{
    Bfgs, ConjugateGradients, Dogleg, Failure, GaussNewton, GradientDescent, HybridNewton, Lbfgs, LbfgsB,
    LevenbergMarquardt, Newton, Report, SteihaugToint, TrustRegion,
};
use chainrule_optim_bench::counted::Counted;

use crate::{End, Method, peers};

fn end(outcome: Result<Report<Vec<f64>>, Failure<Vec<f64>>>) -> End {
    match outcome {
        Ok(report) => End { point: report.point, converged: true },
        Err(failure) => End { point: failure.report.point, converged: false },
    }
}

macro_rules! ours {
    ($name:literal, $method:ty) => {
        Method {
            name: $name,
            run: |problem: &Counted<'_>, start| end(<$method>::new().minimize(problem, start.to_vec())),
        }
    };
}

pub(crate) const METHODS: &[Method] = &[
    ours!("HybridNewton", HybridNewton),
    ours!("LevenbergMarquardt", LevenbergMarquardt),
    ours!("GaussNewton", GaussNewton),
    ours!("Newton", Newton),
    ours!("TrustRegion", TrustRegion),
    ours!("Dogleg", Dogleg),
    ours!("SteihaugToint", SteihaugToint),
    ours!("Bfgs", Bfgs),
    ours!("Lbfgs", Lbfgs),
    ours!("LbfgsB", LbfgsB),
    ours!("ConjugateGradients", ConjugateGradients),
    ours!("GradientDescent", GradientDescent),
    Method { name: "levenberg-marquardt", run: peers::levenberg_marquardt },
    Method { name: "argmin Gauss-Newton", run: peers::gauss_newton },
    Method { name: "argmin BFGS, Moré-Thuente", run: peers::bfgs },
    Method { name: "argmin L-BFGS, Moré-Thuente", run: peers::lbfgs },
];
