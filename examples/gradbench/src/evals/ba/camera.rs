//! A camera with radial distortion.

use chainrule::differentiable;

/// How many numbers a camera has: rotation 3, centre 3, focal length, principal point 2, distortion 2.
pub const CAMERA: usize = 11;

/// How far from `feature` the camera sees the point `x`, times `weight`.
#[differentiable]
#[must_use]
pub fn reprojection_error(camera: &[f64; 11], x: &[f64; 3], weight: f64, #[constant] feature: &[f64; 2]) -> [f64; 2] {
    let [u, v] = projected(camera, x);
    [weight * (u - feature[0]), weight * (v - feature[1])]
}

/// How far a weight is from one.
#[differentiable]
#[must_use]
pub fn weight_error(weight: f64) -> f64 {
    1.0 - weight * weight
}

/// Where the camera sees the point.
#[differentiable]
fn projected(camera: &[f64; 11], x: &[f64; 3]) -> [f64; 2] {
    let [r0, r1, r2, c0, c1, c2, focal, u0, v0, k1, k2] = *camera;
    let [x, y, depth] = rotated(&[r0, r1, r2], &[x[0] - c0, x[1] - c1, x[2] - c2]);
    let (u, v) = (x / depth, y / depth);
    let square = u * u + v * v;
    let distortion = 1.0 + k1 * square + k2 * square * square;
    [u * distortion * focal + u0, v * distortion * focal + v0]
}

/// `x`, turned about the axis `r` by the angle `|r|` (Rodrigues, 1840).
#[differentiable]
fn rotated(r: &[f64; 3], x: &[f64; 3]) -> [f64; 3] {
    let square = dot(r, r);
    if square == 0.0 {
        let across = cross(r, x);
        return [x[0] + across[0], x[1] + across[1], x[2] + across[2]];
    }
    let angle = square.sqrt();
    let (sin, cos) = angle.sin_cos();
    let axis = r.map(|r| r / angle);
    let across = cross(&axis, x);
    let along = dot(&axis, x) * (1.0 - cos);
    std::array::from_fn(|i| x[i] * cos + across[i] * sin + axis[i] * along)
}

#[differentiable]
fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[differentiable]
fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
