//! A function of two numbers whose parts are used several times.

/// Value and gradient.
#[inline]
#[must_use]
pub fn value_and_gradient(x: f64, y: f64) -> (f64, [f64; 2]) {
    let (s, c) = (x * y).sin_cos();
    let e = (x - y).exp();
    let r = (1.0 + x * x + y * y).sqrt();
    let es = e * s;
    let inv_r = 1.0 / r;
    let value = e * s + r * s * s + e / r;
    let s_bar = (e + 2.0 * (r * s)) * c;
    let e_bar = es + e * inv_r;
    let r_bar = (s * s - e * (inv_r * inv_r)) * inv_r;
    (value, [s_bar * y + e_bar + r_bar * x, s_bar * x - e_bar + r_bar * y])
}

/// The Hessian.
#[inline]
#[must_use]
pub fn hessian(x: f64, y: f64) -> [[f64; 2]; 2] {
    let (s, c) = (x * y).sin_cos();
    let e = (x - y).exp();
    let r = (1.0 + x * x + y * y).sqrt();
    let inv_r = 1.0 / r;
    let (e_r, ss) = (e * inv_r, s * s);
    // Partial derivatives of the outer function of p = x y, m = x - y and r.
    let rs = 2.0 * (r * s);
    let f_p = (e + rs) * c;
    let f_pp = 2.0 * (r * (c * c)) - (e + rs) * s;
    let f_m = e * s + e_r;
    let (f_mp, f_rp) = (e * c, 2.0 * (s * c));
    let f_r = ss - e_r * inv_r;
    let f_rm = -e_r * inv_r;
    let f_rr = 2.0 * (e_r * (inv_r * inv_r));
    // r = sqrt(1 + x^2 + y^2) has the gradient (r_x, r_y) and the Hessian (1 - r_a r_b) / r.
    let (r_x, r_y) = (x * inv_r, y * inv_r);
    let f_r_r = f_r * inv_r;
    let xx = f_pp * (y * y) + f_m + r_x * (r_x * (f_rr - f_r_r) + 2.0 * (f_rm + f_rp * y)) + 2.0 * (f_mp * y) + f_r_r;
    let yy = f_pp * (x * x) + f_m + r_y * (r_y * (f_rr - f_r_r) + 2.0 * (f_rp * x - f_rm)) - 2.0 * (f_mp * x) + f_r_r;
    let xy = f_pp * (x * y) + f_p - f_m
        + r_x * (r_y * (f_rr - f_r_r) + f_rp * x - f_rm)
        + r_y * (f_rm + f_rp * y)
        + f_mp * (x - y);
    [[xx, xy], [xy, yy]]
}
