//! The critical points of three equations of state.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example critical_point
//! ```
//!
//! One idea: derivatives of derivatives. At the critical point the first and the second derivative of the pressure by the volume are
//! zero; both stand in an annotated function, whose Jacobian takes the third.

use std::{error::Error, process::ExitCode};

use chainrule::{LevenbergMarquardt, differentiable};
use chainrule_examples::{Checks, run};

/// Van der Waals, in units of the excluded volume `b`, of `a / b^2`, and of `a / (b R)`.
#[differentiable(order = 3)]
fn van_der_waals(v: f64, t: f64) -> f64 {
    t / (v - 1.0) - 1.0 / (v * v)
}

/// Redlich and Kwong, in units of `b`, `b^(5/3)` and so on.
#[differentiable(order = 3)]
fn redlich_kwong(v: f64, t: f64) -> f64 {
    t / (v - 1.0) - 1.0 / (t.sqrt() * v * (v + 1.0))
}

/// Peng and Robinson with the attraction at the critical temperature.
#[differentiable(order = 3)]
fn peng_robinson(v: f64, t: f64) -> f64 {
    t / (v - 1.0) - 1.0 / (v * v + 2.0 * v - 1.0)
}

/// Zero at the critical point `x`, a volume and a temperature.
macro_rules! conditions {
    ($name:ident: $pressure:ident) => {
        #[differentiable]
        fn $name(x: &[f64; 2]) -> [f64; 2] {
            let g = $pressure::gradient(x[0], x[1]);
            let h: [[f64; 2]; 2] = $pressure::hessian(x[0], x[1]);
            [g[0], h[0][0]]
        }
    };
}

conditions!(van_der_waals_conditions: van_der_waals);
conditions!(redlich_kwong_conditions: redlich_kwong);
conditions!(peng_robinson_conditions: peng_robinson);

fn main() -> ExitCode {
    run(critical_points)
}

fn critical_points(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let method = LevenbergMarquardt::new();
    println!("van der Waals (1873), in closed form:\n");
    let [v, t] = method.minimize(van_der_waals_conditions::residuals(), [2.5, 0.3])?.point;
    checks.close("volume / b", v, 3.0, 1e-9);
    checks.close("temperature b R / a", t, 8.0 / 27.0, 1e-12);
    checks.close("pressure b^2 / a", van_der_waals(v, t), 1.0 / 27.0, 1e-12);
    checks.close("compressibility", van_der_waals(v, t) * v / t, 3.0 / 8.0, 1e-9);

    println!("\nRedlich and Kwong (1949):\n");
    let [v, t] = method.minimize(redlich_kwong_conditions::residuals(), [3.0, 0.4])?.point;
    let p = redlich_kwong(v, t);
    checks.close("compressibility", p * v / t, 1.0 / 3.0, 1e-9);
    checks.published("the constant of a", p / t.powf(2.5), "0.42748");
    checks.published("the constant of b", p / t, "0.08664");

    println!("\nPeng and Robinson (1976):\n");
    let [v, t] = method.minimize(peng_robinson_conditions::residuals(), [3.0, 0.2])?.point;
    let p = peng_robinson(v, t);
    checks.published("compressibility", p * v / t, "0.307");
    checks.published("the constant of a", p / (t * t), "0.45724");
    checks.published("the constant of b", p / t, "0.07780");
    Ok(())
}
