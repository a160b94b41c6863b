//! How far from a feature a camera with radial distortion sees a point.

/// The Jacobian with respect to the camera, the point and the weight: one forward sweep, and the two rows back together.
#[inline]
#[must_use]
pub fn block(camera: &[f64; 11], x: &[f64; 3], weight: f64, feature: &[f64; 2]) -> [[f64; 15]; 2] {
    let [r0, r1, r2, c0, c1, c2, focal, u0, v0, k1, k2] = *camera;
    let moved = [x[0] - c0, x[1] - c1, x[2] - c2];
    let turn = Turn::new([r0, r1, r2]);
    let seen = turn.of(&moved);
    let inv = 1.0 / seen[2];
    let p = [seen[0] * inv, seen[1] * inv];
    let square = p[0] * p[0] + p[1] * p[1];
    let distortion = 1.0 + (k1 + k2 * square) * square;
    let bend = 2.0 * (k1 + 2.0 * k2 * square);
    let scale = weight * focal;
    let mut rows = [[0.0; 15]; 2];
    for (e, row) in rows.iter_mut().enumerate() {
        let along = scale * p[e];
        // The adjoint of the picture before distortion.
        let mut p_bar = [along * bend * p[0], along * bend * p[1]];
        p_bar[e] += scale * distortion;
        let depth_bar = -(p_bar[0] * p[0] + p_bar[1] * p[1]) * inv;
        let seen_bar = [p_bar[0] * inv, p_bar[1] * inv, depth_bar];
        let (r_bar, x_bar) = turn.adjoint(&moved, &seen_bar);
        row[..3].copy_from_slice(&r_bar);
        for i in 0..3 {
            row[3 + i] = -x_bar[i];
            row[11 + i] = x_bar[i];
        }
        row[6] = weight * distortion * p[e];
        row[7 + e] = weight;
        row[9] = along * square;
        row[10] = along * square * square;
        row[14] = p[e] * distortion * focal + [u0, v0][e] - feature[e];
    }
    rows
}

/// A rotation about an axis (Rodrigues 1840), to the first order where its angle is zero.
struct Turn {
    axis: [f64; 3],
    sin: f64,
    cos: f64,
    /// One over the angle; zero where that is.
    inv: f64,
}

impl Turn {
    #[inline]
    fn new(r: [f64; 3]) -> Self {
        let square = dot(&r, &r);
        if square == 0.0 {
            return Self { axis: r, sin: 1.0, cos: 1.0, inv: 0.0 };
        }
        let angle = square.sqrt();
        let (sin, cos) = angle.sin_cos();
        let inv = 1.0 / angle;
        Self { axis: r.map(|r| r * inv), sin, cos, inv }
    }

    #[inline]
    fn of(&self, x: &[f64; 3]) -> [f64; 3] {
        let across = cross(&self.axis, x);
        let along = dot(&self.axis, x) * (1.0 - self.cos);
        [0, 1, 2].map(|i| x[i] * self.cos + across[i] * self.sin + self.axis[i] * along)
    }

    /// From the adjoint of the turned `x` to those of the rotation and of `x`.
    #[inline]
    fn adjoint(&self, x: &[f64; 3], bar: &[f64; 3]) -> ([f64; 3], [f64; 3]) {
        let Self { axis, sin, cos, inv } = self;
        let across = cross(x, bar);
        let back = cross(axis, bar);
        let (axis_x, axis_bar, turned) = (dot(axis, x), dot(axis, bar), 1.0 - cos);
        let x_bar = [0, 1, 2].map(|i| bar[i] * cos - back[i] * sin + axis[i] * (axis_bar * turned));
        if *inv == 0.0 {
            return (across, x_bar);
        }
        let a_bar = [0, 1, 2].map(|i| sin * across[i] + turned * (axis_x * bar[i] + axis_bar * x[i]));
        let angle_bar = (axis_x * axis_bar - dot(x, bar)) * sin + dot(axis, &across) * cos;
        let radial = angle_bar - dot(axis, &a_bar) * inv;
        ([0, 1, 2].map(|i| a_bar[i] * inv + axis[i] * radial), x_bar)
    }
}

#[inline]
fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[inline]
fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
