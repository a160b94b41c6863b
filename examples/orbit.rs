//! An orbit from three sightings of a satellite, by angles alone.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example orbit
//! ```
//!
//! One idea: the six numbers of an orbit are those for which a simulation shows what was seen; the derivatives go through the
//! simulation.

use std::{error::Error, process::ExitCode};

use chainrule::{LevenbergMarquardt, differentiable};
use chainrule_examples::{Checks, run};

/// Gravity of the Earth, km^3 / s^2.
const MU: f64 = 398_600.0;

/// Curtis, *Orbital Mechanics for Engineering Students*, example 5.11: seconds; right ascension, declination and sidereal time in degrees. The
/// station is at 40 degrees north, 1 km high.
const SIGHTINGS: [[f64; 4]; 3] =
    [[0.0, 43.537, -8.7833, 44.506], [118.10, 54.420, -12.074, 45.000], [237.58, 64.318, -15.105, 45.499]];

/// Where the station is, km from the centre of an Earth that is flattened by 0.003353.
fn station(sidereal: f64) -> [f64; 3] {
    const RADIUS: f64 = 6378.0;
    const FLATTENING: f64 = 0.003_353;
    const HEIGHT: f64 = 1.0;
    let (sin, cos) = 40.0_f64.to_radians().sin_cos();
    let curved = RADIUS / (1.0 - (2.0 * FLATTENING - FLATTENING * FLATTENING) * sin * sin).sqrt();
    let across = (curved + HEIGHT) * cos;
    let up = (curved * (1.0 - FLATTENING).powi(2) + HEIGHT) * sin;
    let (s, c) = sidereal.to_radians().sin_cos();
    [across * c, across * s, up]
}

/// How position and velocity change.
#[differentiable]
fn motion(y: &[f64; 6]) -> [f64; 6] {
    let r = y[0].hypot(y[1]).hypot(y[2]);
    let pull = -MU / (r * r * r);
    [y[3], y[4], y[5], pull * y[0], pull * y[1], pull * y[2]]
}

/// Position and velocity after some seconds, by 20 steps of the Runge-Kutta method.
#[differentiable]
fn after(start: &[f64; 6], #[constant] seconds: f64) -> [f64; 6] {
    let h = seconds / 20.0;
    let mut y = *start;
    for _ in 0..20 {
        let k1 = motion(&y);
        let mut at = y;
        for i in 0..6 {
            at[i] = y[i] + 0.5 * h * k1[i];
        }
        let k2 = motion(&at);
        for i in 0..6 {
            at[i] = y[i] + 0.5 * h * k2[i];
        }
        let k3 = motion(&at);
        for i in 0..6 {
            at[i] = y[i] + h * k3[i];
        }
        let k4 = motion(&at);
        for i in 0..6 {
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    y
}

/// Degrees by which right ascension and declination differ from what was seen. `orbit` is position and velocity at the second sighting.
#[differentiable]
fn miss(orbit: &[f64; 6], #[constant] sightings: &[[f64; 4]; 3], #[constant] stations: &[[f64; 3]; 3]) -> [f64; 6] {
    let mut r = [0.0; 6];
    for i in 0..3 {
        let y = after(orbit, sightings[i][0] - sightings[1][0]);
        let x = y[0] - stations[i][0];
        let z = y[1] - stations[i][1];
        let up = y[2] - stations[i][2];
        r[2 * i] = z.atan2(x).to_degrees() - sightings[i][1];
        r[2 * i + 1] = up.atan2(x.hypot(z)).to_degrees() - sightings[i][2];
    }
    r
}

/// Semi-major axis, eccentricity, inclination, node, argument of perigee, true anomaly; angles in degrees.
fn elements(orbit: &[f64; 6]) -> [f64; 6] {
    let [x, y, z, u, v, w] = *orbit;
    let r = x.hypot(y).hypot(z);
    let speed = u * u + v * v + w * w;
    let (hx, hy, hz) = (y * w - z * v, z * u - x * w, x * v - y * u);
    let radial = x * u + y * v + z * w;
    let h = hx.hypot(hy).hypot(hz);
    let [ex, ey, ez] = [(x, u), (y, v), (z, w)].map(|(r1, v1)| ((speed - MU / r) * r1 - radial * v1) / MU);
    let e = ex.hypot(ey).hypot(ez);
    let node = hx.atan2(-hy).rem_euclid(std::f64::consts::TAU);
    let perigee = (ez * h / hx.hypot(hy)).atan2(ex * node.cos() + ey * node.sin());
    let anomaly = (radial * h / (MU * r)).atan2(h * h / (MU * r) - 1.0);
    [
        1.0 / (2.0 / r - speed / MU),
        e,
        (hz / h).acos().to_degrees(),
        node.to_degrees(),
        perigee.to_degrees(),
        anomaly.to_degrees(),
    ]
}

fn main() -> ExitCode {
    run(determine)
}

fn determine(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let stations = SIGHTINGS.map(|[_, _, _, sidereal]| station(sidereal));
    // Anything that is up there, and goes somewhere.
    let start = [6000.0, 6000.0, 3000.0, -3.0, 5.0, -2.0];
    let report = LevenbergMarquardt::new().minimize(miss::residuals(&SIGHTINGS, &stations), start)?;
    println!("{report}\n");
    checks.zero("degrees that are left", (2.0 * report.value).sqrt(), 1e-9);
    // Curtis, example 5.12: the improved solution.
    for (i, (name, published)) in [
        ("x, km", 5662.1),
        ("y, km", 6538.0),
        ("z, km", 3269.0),
        ("dx/dt, km/s", -3.8856),
        ("dy/dt, km/s", 5.1214),
        ("dz/dt, km/s", -2.2433),
    ]
    .into_iter()
    .enumerate()
    {
        checks.close(name, report.point[i], published, 1e-3);
    }
    println!();
    // The orbit from which the author made the sightings, which have five digits.
    for ((name, expected, tolerance), found) in [
        ("semi-major axis, km", 10_000.0, 2e-3),
        ("eccentricity", 0.1, 2e-3),
        ("inclination, degrees", 30.0, 2e-3),
        ("node, degrees", 270.0, 2e-3),
        ("argument of perigee, degrees", 90.0, 5e-3),
        ("true anomaly, degrees", 45.0, 5e-3),
    ]
    .into_iter()
    .zip(elements(&report.point))
    {
        checks.close(name, found, expected, tolerance);
    }
    Ok(())
}
