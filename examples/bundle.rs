//! Bundle adjustment: cameras and points from what the cameras saw.
//!
//! ```sh
//! cargo run --release -p chainrule-examples --example bundle
//! ```
//!
//! One idea: one annotated function says where a camera sees a point; the Jacobian of all sightings follows from it. The scene is made up,
//! so the truth is known; three cameras see the corners of an octahedron.

use std::{error::Error, process::ExitCode};

use chainrule::{LevenbergMarquardt, differentiable};
use chainrule_examples::{Checks, run};

const CAMERAS: usize = 3;
const POINTS: usize = 6;
/// Cameras, six numbers each, then points, three each.
const UNKNOWNS: usize = 6 * CAMERAS + 3 * POINTS;
/// Two numbers a sighting; then seven that fix what no picture can tell: place, attitude and scale.
const RESIDUALS: usize = 2 * CAMERAS * POINTS + 7;
const FOCAL: f64 = 500.0;

/// Where a camera sees a point, in pixels. The camera is a rotation vector and a translation; the rotation is Rodrigues' formula.
#[differentiable]
fn project(r: &[f64; 3], t: &[f64; 3], p: &[f64; 3]) -> [f64; 2] {
    let angle = (r[0] * r[0] + r[1] * r[1] + r[2] * r[2]).sqrt();
    let (s, c) = angle.sin_cos();
    let k = [r[0] / angle, r[1] / angle, r[2] / angle];
    let along = (k[0] * p[0] + k[1] * p[1] + k[2] * p[2]) * (1.0 - c);
    let across = [k[1] * p[2] - k[2] * p[1], k[2] * p[0] - k[0] * p[2], k[0] * p[1] - k[1] * p[0]];
    let mut seen = [0.0; 3];
    for i in 0..3 {
        seen[i] = c * p[i] + s * across[i] + along * k[i] + t[i];
    }
    [FOCAL * seen[0] / seen[2], FOCAL * seen[1] / seen[2]]
}

/// Pixels by which the sightings are off, then how far the first camera and the first coordinate of the second are off theirs.
#[differentiable]
fn miss(x: &[f64; UNKNOWNS], #[constant] seen: &[[f64; 2]], #[constant] fixed: &[f64; 7]) -> [f64; RESIDUALS] {
    let mut residuals = [0.0; RESIDUALS];
    for camera in 0..CAMERAS {
        let c = 6 * camera;
        for point in 0..POINTS {
            let p = 6 * CAMERAS + 3 * point;
            let at = project(&[x[c], x[c + 1], x[c + 2]], &[x[c + 3], x[c + 4], x[c + 5]], &[x[p], x[p + 1], x[p + 2]]);
            let row = camera * POINTS + point;
            residuals[2 * row] = at[0] - seen[row][0];
            residuals[2 * row + 1] = at[1] - seen[row][1];
        }
    }
    for i in 0..6 {
        residuals[2 * CAMERAS * POINTS + i] = x[i] - fixed[i];
    }
    residuals[RESIDUALS - 1] = x[9] - fixed[6];
    residuals
}

/// The scene as it is.
fn truth() -> [f64; UNKNOWNS] {
    let mut x = [0.0; UNKNOWNS];
    let cameras =
        [[0.01, -0.02, 0.03, 0.0, 0.0, 6.0], [0.05, 0.6, -0.02, -0.8, 0.2, 6.5], [-0.4, -0.5, 0.1, 0.7, -0.3, 5.5]];
    x[..18].copy_from_slice(cameras.as_flattened());
    for point in 0..POINTS {
        x[18 + 3 * point + point / 2] = if point % 2 == 0 { 1.2 } else { -1.2 };
    }
    x
}

fn main() -> ExitCode {
    run(adjust)
}

fn adjust(checks: &mut Checks) -> Result<(), Box<dyn Error>> {
    let truth = truth();
    let part = |at: usize| [truth[at], truth[at + 1], truth[at + 2]];
    let seen: Vec<[f64; 2]> = (0..CAMERAS * POINTS)
        .map(|row| {
            let c = 6 * (row / POINTS);
            project(&part(c), &part(c + 3), &part(18 + 3 * (row % POINTS)))
        })
        .collect();
    let fixed = [truth[0], truth[1], truth[2], truth[3], truth[4], truth[5], truth[9]];
    // Everything is guessed wrong by up to a fifth of the size of the octahedron.
    let start: [f64; UNKNOWNS] = std::array::from_fn(|i| truth[i] + 0.2 * (2.1 * i as f64).sin());
    let report = LevenbergMarquardt::new().minimize(miss::residuals(&seen, &fixed), start)?;
    println!("  {} unknowns, {} sightings, {} iterations\n", UNKNOWNS, seen.len(), report.counts.iterations);

    let off =
        |x: &[f64; UNKNOWNS], range: std::ops::Range<usize>| range.map(|i| (x[i] - truth[i]).abs()).fold(0.0, f64::max);
    println!("  before: cameras off by {:.3}, points by {:.3}", off(&start, 0..18), off(&start, 18..UNKNOWNS));
    checks.zero("cameras off by", off(&report.point, 0..18), 1e-9);
    checks.zero("points off by", off(&report.point, 18..UNKNOWNS), 1e-9);
    checks.zero("pixels that are left", (2.0 * report.value).sqrt(), 1e-9);
    Ok(())
}
