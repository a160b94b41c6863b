//! Rotations, as matrices.

use chainrule::differentiable;

/// A matrix of a rotation and a translation, in homogeneous coordinates.
pub(crate) type Matrix = [[f64; 4]; 4];

/// The product of two matrices.
#[differentiable]
pub(super) fn product(a: &[[f64; 4]; 4], b: &[[f64; 4]; 4]) -> [[f64; 4]; 4] {
    let mut c = [[0.0; 4]; 4];
    for i in 0..4 {
        for j in 0..4 {
            for k in 0..4 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c
}

/// Turns about the first axis, then about the second, then about the third, by the first angle, the third and the second.
#[differentiable]
pub(super) fn turn(angles: &[f64; 3]) -> [[f64; 4]; 4] {
    let (sx, cx) = angles[0].sin_cos();
    let (sy, cy) = angles[2].sin_cos();
    let (sz, cz) = angles[1].sin_cos();
    let x = [[1.0, 0.0, 0.0, 0.0], [0.0, cx, -sx, 0.0], [0.0, sx, cx, 0.0], [0.0, 0.0, 0.0, 1.0]];
    let y = [[cy, 0.0, sy, 0.0], [0.0, 1.0, 0.0, 0.0], [-sy, 0.0, cy, 0.0], [0.0, 0.0, 0.0, 1.0]];
    let z = [[cz, -sz, 0.0, 0.0], [sz, cz, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]];
    let zy: [[f64; 4]; 4] = product(&z, &y);
    product(&zy, &x)
}

/// The rotation about the axis `v` by the angle `|v|`; none, if that is below 1e-4.
#[differentiable]
pub(super) fn about(v: &[f64; 3]) -> [[f64; 3]; 3] {
    let angle = (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]).sqrt();
    if angle < 1e-4 {
        return [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    }
    let [x, y, z] = v.map(|v| v / angle);
    let (s, c) = angle.sin_cos();
    let t = 1.0 - c;
    [
        [x * x * t + c, x * y * t - z * s, x * z * t + y * s],
        [x * y * t + z * s, y * y * t + c, y * z * t - x * s],
        [x * z * t - y * s, y * z * t + x * s, z * z * t + c],
    ]
}
