//! Sines and exponentials, twenty deep.

/// Value and gradient: both derivatives go along, since the next sine has to wait for the value anyway.
#[inline]
#[must_use]
pub fn value_and_gradient(x: f64, y: f64) -> (f64, [f64; 2]) {
    let mut t = x * y;
    let (mut t_x, mut t_y) = (y, x);
    for _ in 0..10 {
        let (s, c) = (x + t).sin_cos();
        let (s_x, s_y) = (c * (1.0 + t_x), c * t_y);
        t = (-y * s).exp();
        let slope = -y * t;
        t_x = slope * s_x;
        t_y = slope * s_y - t * s;
    }
    (t, [t_x, t_y])
}

/// The Hessian.
#[inline]
#[must_use]
pub fn hessian(x: f64, y: f64) -> [[f64; 2]; 2] {
    let mut t = x * y;
    let (mut t_x, mut t_y) = (y, x);
    let (mut t_xx, mut t_xy, mut t_yy) = (0.0, 1.0, 0.0);
    for _ in 0..10 {
        let (s, c) = (x + t).sin_cos();
        let u_x = 1.0 + t_x;
        let (s_x, s_y) = (c * u_x, c * t_y);
        let s_xx = c * t_xx - s * (u_x * u_x);
        let s_xy = c * t_xy - s * (u_x * t_y);
        let s_yy = c * t_yy - s * (t_y * t_y);
        t = (-y * s).exp();
        let (v_x, v_y) = (y * s_x, s + y * s_y);
        t_x = -(t * v_x);
        t_y = -(t * v_y);
        t_xx = t * (v_x * v_x - y * s_xx);
        t_xy = t * (v_x * v_y - s_x - y * s_xy);
        t_yy = t * (v_y * v_y - 2.0 * s_y - y * s_yy);
    }
    [[t_xx, t_xy], [t_xy, t_yy]]
}
