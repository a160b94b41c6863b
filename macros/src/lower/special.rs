//! Special functions of other crates: the derivative to state.

struct Special {
    /// What it is called by this crate and that.
    names: &'static [&'static str],
    /// Its path in `libm`, or what else has it.
    path: &'static str,
    /// What its wrapper is called.
    wrapper: &'static str,
    derivative: &'static str,
}

const SPECIAL: [Special; 4] = [
    Special {
        names: &["erf"],
        path: "libm::erf",
        wrapper: "erf",
        derivative: "std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp()",
    },
    Special {
        names: &["erfc"],
        path: "libm::erfc",
        wrapper: "erfc",
        derivative: "-std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp()",
    },
    Special {
        names: &["lgamma", "ln_gamma"],
        path: "libm::lgamma",
        wrapper: "ln_gamma",
        derivative: "statrs::function::gamma::digamma(x)",
    },
    Special {
        names: &["tgamma", "gamma"],
        path: "libm::tgamma",
        wrapper: "gamma",
        derivative: "libm::tgamma(x) * statrs::function::gamma::digamma(x)",
    },
];

/// Crates of special functions, which nobody can annotate.
const CRATES: [&str; 3] = ["puruspe", "spec_math", "statrs"];

fn find(name: &str) -> Option<&'static Special> {
    SPECIAL.iter().find(|row| row.names.contains(&name))
}

pub(super) fn is_of_a_crate(path: &[&str]) -> bool {
    path.len() > 1 && CRATES.contains(&path[0])
}

/// What to write in place of a call of `path`, or of a method, whose name is `name`.
pub(super) fn instead(path: Option<&str>, name: &str) -> Option<String> {
    let Special { path: known, wrapper, derivative, .. } = find(name)?;
    let path = path.unwrap_or(known);
    Some(format!(
        "wrap it, and call `{wrapper}(..)`: `#[differentiable(derivative = d_{wrapper})] fn {wrapper}(x: f64) -> f64 {{ {path}(x) }}` with `fn d_{wrapper}(x: f64) -> f64 {{ {derivative} }}`"
    ))
}
