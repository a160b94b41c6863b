//! Problems that people bring, by the methods that are chosen for them: what is known of their solutions, and what is said where there is none.
#![allow(clippy::style, clippy::complexity, clippy::pedantic, reason = "programs as people write them")]

use chainrule::{Reason, differentiable, least_squares, minimize};

#[differentiable]
fn himmelblau(x: f64, y: f64) -> f64 {
    (x * x + y - 11.0).powi(2) + (x + y * y - 7.0).powi(2)
}

/// Minus the logarithm of a multinomial likelihood, of 5, 7 and 3 observations: it is defined in a triangle alone.
#[differentiable]
fn multinomial(a: f64, b: f64) -> f64 {
    -(5.0 * a.ln() + 7.0 * b.ln() + 3.0 * (1.0 - a - b).ln())
}

#[differentiable(constant(px, py))]
fn circle(c: &[f64; 3], px: &[f64], py: &[f64], #[out] r: &mut [f64]) {
    for i in 0..px.len() {
        r[i] = (px[i] - c[0]).hypot(py[i] - c[1]) - c[2];
    }
}

/// Intensities `(a . x)^2`: `x` is known up to its sign.
#[differentiable(constant(a, y))]
fn phase(x: &[f64; 4], a: &[[f64; 4]], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        let p = a[i][0] * x[0] + a[i][1] * x[1] + a[i][2] * x[2] + a[i][3] * x[3];
        sum += (p * p - y[i]).powi(2);
    }
    sum
}

/// Focal length, centre, distortion; angles about two axes, and place.
#[differentiable(constant(points, seen))]
fn camera(p: &[f64; 9], points: &[[f64; 3]], seen: &[[f64; 2]], #[out] r: &mut [f64]) {
    let (sa, ca, sb, cb) = (p[4].sin(), p[4].cos(), p[5].sin(), p[5].cos());
    for i in 0..points.len() {
        let [x, y, z] = points[i];
        let (x1, z1) = (cb * x + sb * z, -sb * x + cb * z);
        let (y1, z2) = (ca * y - sa * z1, sa * y + ca * z1);
        let (u, v) = ((x1 + p[6]) / (z2 + p[8]), (y1 + p[7]) / (z2 + p[8]));
        let bent = 1.0 + p[3] * (u * u + v * v);
        r[2 * i] = p[0] * bent * u + p[1] - seen[i][0];
        r[2 * i + 1] = p[0] * bent * v + p[2] - seen[i][1];
    }
}

#[test]
fn two_unknowns() {
    let report = minimize(himmelblau::objective(), [0.0, 0.0]).unwrap();
    assert!((report.point[0] - 3.0).abs() < 1e-9 && (report.point[1] - 2.0).abs() < 1e-9, "{report}");
    let report = minimize(multinomial::objective(), [0.01, 0.98]).unwrap();
    assert!((report.point[0] - 5.0 / 15.0).abs() < 1e-9 && (report.point[1] - 7.0 / 15.0).abs() < 1e-9, "{report}");
    let failure = minimize(multinomial::objective(), [0.6, 0.6]).unwrap_err();
    assert!(failure.to_string().starts_with("the value is not finite at the starting point"), "{failure}");
}

#[test]
fn circles_and_cameras() {
    let (px, py): (Vec<f64>, Vec<f64>) =
        (0..20).map(|i| (100.0 + 5.0 * (i as f64).cos(), -50.0 + 5.0 * (i as f64).sin())).unzip();
    for start in [[0.0, 0.0, 1.0], [104.0, -47.0, 0.0], [px[0], py[0], 1.0]] {
        let report = least_squares(circle::residuals(20, &px, &py), start).unwrap();
        assert!(report.point.iter().zip([100.0, -50.0, 5.0]).all(|(a, b)| (a - b).abs() < 1e-10), "{report}");
    }
    let points: Vec<[f64; 3]> =
        (0..24).map(|i| [(i % 4) as f64 - 1.5, (i / 4) as f64 * 0.5 - 1.2, (i * 7 % 5) as f64 * 0.3]).collect();
    let truth = [800.0, 320.0, 240.0, -0.1, 0.1, -0.2, 0.1, -0.1, 6.0];
    let mut flat = vec![0.0; 48];
    camera(&truth, &points, &vec![[0.0; 2]; 24], &mut flat);
    let seen: Vec<[f64; 2]> = flat.chunks(2).map(|c| [c[0], c[1]]).collect();
    let report =
        least_squares(camera::residuals(48, &points, &seen), [500.0, 300.0, 200.0, 0.0, 0.0, 0.0, 0.0, 0.0, 4.0])
            .unwrap();
    assert!(report.point.iter().zip(truth).all(|(a, b)| (a - b).abs() < 1e-8), "{report}");
}

/// At the origin the gradient vanishes by symmetry: the report says that it is a saddle.
#[test]
fn phases() {
    let a: Vec<[f64; 4]> =
        (0..20).map(|i| i as f64).map(|t| [t.sin(), (2.0 * t).cos(), (3.3 * t).sin(), (0.7 * t).cos()]).collect();
    let truth = [1.0, -2.0, 0.5, 3.0];
    let y: Vec<f64> = a.iter().map(|a| a.iter().zip(truth).map(|(a, x)| a * x).sum::<f64>().powi(2)).collect();
    let report = minimize(phase::objective(&a, &y), [0.0; 4]).unwrap();
    assert!(report.reason == Reason::Gradient && report.to_string().contains("a saddle, not a minimum"), "{report}");
    let report = minimize(phase::objective(&a, &y), [1.0; 4]).unwrap();
    let sign = report.point[0].signum();
    assert!(report.point.iter().zip(truth).all(|(a, b)| (sign * a - b).abs() < 1e-8), "{report}");
}
