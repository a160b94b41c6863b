fn reprojection(cam: &[f64; 9], x: &[f64; 3], w: f64, feat: &[f64; 2]) -> [f64; 2] {
    let dx = x[0] - cam[3];
    let dy = x[1] - cam[4];
    let dz = x[2] - cam[5];
    let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
    let (s, c) = theta.sin_cos();
    let (a, b, d) = (cam[0] / theta, cam[1] / theta, cam[2] / theta);
    let t = (a * dx + b * dy + d * dz) * (1.0 - c);
    let px = dx * c + (b * dz - d * dy) * s + a * t;
    let py = dy * c + (d * dx - a * dz) * s + b * t;
    let pz = dz * c + (a * dy - b * dx) * s + d * t;
    let (u, v) = (px / pz, py / pz);
    let r = u * u + v * v;
    let l = 1.0 + r * (cam[7] + r * cam[8]);
    [w * (cam[6] * l * u - feat[0]), w * (cam[6] * l * v - feat[1])]
}
///The derivatives of [`reprojection()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct reprojection {
    _private: (),
}
#[allow(
    dead_code,
    unreachable_code,
    clippy::excessive_precision,
    clippy::float_cmp,
    clippy::manual_div_ceil,
    clippy::manual_range_contains,
    clippy::ptr_arg,
    clippy::out_of_bounds_indexing,
    clippy::reversed_empty_ranges,
    clippy::self_named_constructors,
    clippy::used_underscore_binding,
    clippy::useless_let_if_seq
)]
impl reprojection {
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn gradient<'never>(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
    ) -> ([f64; 9], [f64; 3], f64, [f64; 2])
    where
        &'never (): ::chainrule::__private::GradientOfSeveralResults,
    {
        let _ = (&cam, &x, &w, &feat);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn value_and_gradient<'never>(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
    ) -> (f64, ([f64; 9], [f64; 3], f64, [f64; 2]))
    where
        &'never (): ::chainrule::__private::GradientOfSeveralResults,
    {
        let _ = (&cam, &x, &w, &feat);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn hessian<'never>(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
    ) -> [[f64; 15]; 15]
    where
        &'never (): ::chainrule::__private::GradientOfSeveralResults,
    {
        let _ = (&cam, &x, &w, &feat);
        unreachable!()
    }
    ///The derivative of [`reprojection()`] along `v`: its Jacobian times the direction.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        v: ([f64; 9], [f64; 3], f64, [f64; 2]),
    ) -> [f64; 2] {
        Self::value_and_jvp(cam, x, w, feat, v).1
    }
    ///Value of [`reprojection()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        v: ([f64; 9], [f64; 3], f64, [f64; 2]),
    ) -> ([f64; 2], [f64; 2]) {
        let (cam_dot, x_dot, w_dot, feat_dot) = v;
        let dx = x[0] - cam[3];
        let dx_dot = x_dot[0] - cam_dot[3];
        let dy = x[1] - cam[4];
        let dy_dot = x_dot[1] - cam_dot[4];
        let dz = x[2] - cam[5];
        let dz_dot = x_dot[2] - cam_dot[5];
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let theta_dot = 0.5
            * (2.0 * (cam_dot[0] * cam[0] + cam_dot[1] * cam[1] + cam_dot[2] * cam[2]))
            / theta;
        let (s, c) = theta.sin_cos();
        let s_dot = theta_dot * c;
        let t1 = theta_dot * s;
        let a = cam[0] / theta;
        let t2 = theta_dot / theta;
        let a_dot = cam_dot[0] / theta - t2 * a;
        let b = cam[1] / theta;
        let b_dot = cam_dot[1] / theta - t2 * b;
        let d = cam[2] / theta;
        let d_dot = cam_dot[2] / theta - t2 * d;
        let t3 = a * dx + b * dy + d * dz;
        let t4 = a_dot * dx + dx_dot * a + (b_dot * dy + dy_dot * b)
            + (d_dot * dz + dz_dot * d);
        let t5 = 1.0 - c;
        let t6 = t3 * t5;
        let t_dot = t4 * t5 + t1 * t3;
        let t7 = b * dz - d * dy;
        let t8 = (b_dot * dz + dz_dot * b - (d_dot * dy + dy_dot * d)) * s + s_dot * t7;
        let px = dx * c + t7 * s + a * t6;
        let t9 = d * dx - a * dz;
        let t10 = (d_dot * dx + dx_dot * d - (a_dot * dz + dz_dot * a)) * s + s_dot * t9;
        let py = dy * c + t9 * s + b * t6;
        let t11 = a * dy - b * dx;
        let t12 = (a_dot * dy + dy_dot * a - (b_dot * dx + dx_dot * b)) * s
            + s_dot * t11;
        let pz = dz * c + t11 * s + d * t6;
        let u = px / pz;
        let t13 = (dx_dot * c - dx * t1 + t8 + (a_dot * t6 + t_dot * a)) / pz;
        let t14 = (dz_dot * c - dz * t1 + t12 + (d_dot * t6 + t_dot * d)) / pz;
        let u_dot = t13 - t14 * u;
        let v = py / pz;
        let t15 = (dy_dot * c - dy * t1 + t10 + (b_dot * t6 + t_dot * b)) / pz;
        let v_dot = t15 - t14 * v;
        let r = u * u + v * v;
        let r_dot = 2.0 * (u_dot * u + v_dot * v);
        let t16 = cam[7] + r * cam[8];
        let l = 1.0 + r * t16;
        let t17 = cam[6] * l;
        let t18 = cam_dot[6] * l
            + (r_dot * t16 + (cam_dot[7] + (r_dot * cam[8] + cam_dot[8] * r)) * r)
                * cam[6];
        let t19 = t17 * u - feat[0];
        let t20 = t17 * v - feat[1];
        let t21 = w_dot * t20 + (t18 * v + v_dot * t17 - feat_dot[1]) * w;
        let a2 = [w * t19, w * t20];
        let a3 = [w_dot * t19 + (t18 * u + u_dot * t17 - feat_dot[0]) * w, t21];
        (a2, a3)
    }
    ///The adjoint of the parameters of [`reprojection()`]: `w__`, that of its result, times the Jacobian.
    #[doc(alias = "pullback")]
    #[inline]
    #[must_use]
    fn vjp(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        w__: impl ::core::borrow::Borrow<[f64; 2]>,
    ) -> ([f64; 9], [f64; 3], f64, [f64; 2]) {
        Self::value_and_vjp(cam, x, w, feat, w__).1
    }
    ///Value of [`reprojection()`], and the adjoint of its parameters where `w__` is that of its result.
    #[inline]
    #[must_use]
    fn value_and_vjp(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        w__: impl ::core::borrow::Borrow<[f64; 2]>,
    ) -> ([f64; 2], ([f64; 9], [f64; 3], f64, [f64; 2])) {
        let w__: &[f64; 2] = ::core::borrow::Borrow::borrow(&w__);
        let dx = x[0] - cam[3];
        let dy = x[1] - cam[4];
        let dz = x[2] - cam[5];
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let (s, c) = theta.sin_cos();
        let a = cam[0] / theta;
        let b = cam[1] / theta;
        let d = cam[2] / theta;
        let t1 = a * dx + b * dy + d * dz;
        let t2 = 1.0 - c;
        let t3 = t1 * t2;
        let t4 = b * dz - d * dy;
        let px = dx * c + t4 * s + a * t3;
        let t5 = d * dx - a * dz;
        let py = dy * c + t5 * s + b * t3;
        let t6 = a * dy - b * dx;
        let pz = dz * c + t6 * s + d * t3;
        let u = px / pz;
        let v = py / pz;
        let r = u * u + v * v;
        let t7 = cam[7] + r * cam[8];
        let l = 1.0 + r * t7;
        let t8 = cam[6] * l;
        let t9 = t8 * u - feat[0];
        let t10 = t8 * v - feat[1];
        let a2 = [w * t9, w * t10];
        let mut a3 = [0.0; 2];
        for (to, from) in a3.iter_mut().zip(w__) {
            *to += from;
        }
        let a3_0 = a3[0];
        let a3_1 = a3[1];
        let t11 = a3_1 * w;
        let t12 = a3_0 * w;
        let t13 = t11 * v + t12 * u;
        let l_bar = t13 * cam[6];
        let cam_7_bar = l_bar * r;
        let t14 = 2.0 * (l_bar * t7 + cam_7_bar * cam[8]);
        let v_bar = t11 * t8 + t14 * v;
        let inv_pz = 1.0 / pz;
        let t15 = v_bar == 0.0;
        let py_bar = if t15 { 0.0 } else { v_bar * inv_pz };
        let t16 = if t15 { 0.0 } else { v_bar * -(inv_pz * v) };
        let u_bar = t12 * t8 + t14 * u;
        let t17 = u_bar == 0.0;
        let px_bar = if t17 { 0.0 } else { u_bar * inv_pz };
        let t18 = if t17 { 0.0 } else { u_bar * -(inv_pz * u) };
        let pz_bar = t16 + t18;
        let t19 = pz_bar * s;
        let t20 = py_bar * s;
        let t21 = px_bar * s;
        let t_bar = pz_bar * d + py_bar * b + px_bar * a;
        let t22 = t_bar * t2;
        let d_bar = pz_bar * t3 + t20 * dx - dy * t21 + t22 * dz;
        let inv_theta = 1.0 / theta;
        let t23 = d_bar == 0.0;
        let t24 = if t23 { 0.0 } else { d_bar * inv_theta };
        let t25 = if t23 { 0.0 } else { d_bar * -(inv_theta * d) };
        let b_bar = py_bar * t3 - dx * t19 + t21 * dz + t22 * dy;
        let t26 = b_bar == 0.0;
        let t27 = if t26 { 0.0 } else { b_bar * inv_theta };
        let t28 = if t26 { 0.0 } else { b_bar * -(inv_theta * b) };
        let a_bar = t19 * dy - dz * t20 + px_bar * t3 + t22 * dx;
        let t29 = a_bar == 0.0;
        let t30 = if t29 { 0.0 } else { a_bar * inv_theta };
        let t31 = if t29 { 0.0 } else { a_bar * -(inv_theta * a) };
        let theta_bar = t25 + t28 + t31
            - (pz_bar * dz + py_bar * dy + px_bar * dx - t_bar * t1) * s
            + (pz_bar * t6 + py_bar * t5 + px_bar * t4) * c;
        let t32 = if theta_bar == 0.0 { 0.0 } else { theta_bar * (0.5 / theta) };
        let t33 = 2.0 * t32;
        let dz_bar = pz_bar * c - a * t20 + t21 * b + t22 * d;
        let dy_bar = t19 * a + py_bar * c - d * t21 + t22 * b;
        let dx_bar = t20 * d - b * t19 + px_bar * c + t22 * a;
        (
            a2,
            (
                [
                    t30 + t33 * cam[0],
                    t27 + t33 * cam[1],
                    t24 + t33 * cam[2],
                    -dx_bar,
                    -dy_bar,
                    -dz_bar,
                    t13 * l,
                    cam_7_bar,
                    cam_7_bar * r,
                ],
                [dx_bar, dy_bar, dz_bar],
                a3_1 * t10 + a3_0 * t9,
                [-t12, -t11],
            ),
        )
    }
    ///The Jacobian of [`reprojection()`]: a row for each result, a column for each parameter.
    #[doc(alias = "jac")]
    #[inline]
    #[must_use]
    fn jacobian(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
    ) -> [[f64; 15]; 2] {
        Self::value_and_jacobian(cam, x, w, feat).1
    }
    ///Value and Jacobian of [`reprojection()`].
    #[inline]
    #[must_use]
    fn value_and_jacobian(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
    ) -> ([f64; 2], [[f64; 15]; 2]) {
        let dx = x[0] - cam[3];
        let dy = x[1] - cam[4];
        let dz = x[2] - cam[5];
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let (s, c) = theta.sin_cos();
        let a = cam[0] / theta;
        let b = cam[1] / theta;
        let d = cam[2] / theta;
        let t1 = a * dx + b * dy + d * dz;
        let t2 = 1.0 - c;
        let t3 = t1 * t2;
        let t4 = b * dz - d * dy;
        let px = dx * c + t4 * s + a * t3;
        let t5 = d * dx - a * dz;
        let py = dy * c + t5 * s + b * t3;
        let t6 = a * dy - b * dx;
        let pz = dz * c + t6 * s + d * t3;
        let u = px / pz;
        let v = py / pz;
        let r = u * u + v * v;
        let t7 = cam[7] + r * cam[8];
        let l = 1.0 + r * t7;
        let t8 = cam[6] * l;
        let w_bar = t8 * u - feat[0];
        let w_bar2 = t8 * v - feat[1];
        let feat_0_bar = -w;
        let t9 = w * u;
        let t10 = w * t8;
        let l_bar = t9 * cam[6];
        let cam_7_bar = l_bar * r;
        let t11 = 2.0 * (l_bar * t7 + cam_7_bar * cam[8]);
        let py_bar = t11 * v / pz;
        let px_bar = (t10 + t11 * u) / pz;
        let pz_bar = -(py_bar * v) - px_bar * u;
        let t12 = pz_bar * s;
        let t13 = py_bar * s;
        let t14 = px_bar * s;
        let t_bar = pz_bar * d + py_bar * b + px_bar * a;
        let t15 = t_bar * t2;
        let t16 = (pz_bar * t3 + t13 * dx - dy * t14 + t15 * dz) / theta;
        let t17 = (py_bar * t3 - dx * t12 + t14 * dz + t15 * dy) / theta;
        let t18 = (t12 * dy - dz * t13 + px_bar * t3 + t15 * dx) / theta;
        let theta_bar = (pz_bar * t6 + py_bar * t5 + px_bar * t4) * c - t16 * d - t17 * b
            - t18 * a - (pz_bar * dz + py_bar * dy + px_bar * dx - t_bar * t1) * s;
        let t19 = theta_bar / theta;
        let dz_bar = pz_bar * c - a * t13 + t14 * b + t15 * d;
        let dy_bar = t12 * a + py_bar * c - d * t14 + t15 * b;
        let dx_bar = t13 * d - b * t12 + px_bar * c + t15 * a;
        let t20 = w * v;
        let l_bar2 = t20 * cam[6];
        let cam_7_bar2 = l_bar2 * r;
        let t21 = 2.0 * (l_bar2 * t7 + cam_7_bar2 * cam[8]);
        let py_bar2 = (t10 + t21 * v) / pz;
        let px_bar2 = t21 * u / pz;
        let pz_bar2 = -(py_bar2 * v) - px_bar2 * u;
        let t22 = pz_bar2 * s;
        let t23 = py_bar2 * s;
        let t24 = px_bar2 * s;
        let t_bar2 = pz_bar2 * d + py_bar2 * b + px_bar2 * a;
        let t25 = t_bar2 * t2;
        let t26 = (pz_bar2 * t3 + t23 * dx - dy * t24 + t25 * dz) / theta;
        let t27 = (py_bar2 * t3 - dx * t22 + t24 * dz + t25 * dy) / theta;
        let t28 = (t22 * dy - dz * t23 + px_bar2 * t3 + t25 * dx) / theta;
        let theta_bar2 = (pz_bar2 * t6 + py_bar2 * t5 + px_bar2 * t4) * c - t26 * d
            - t27 * b - t28 * a
            - (pz_bar2 * dz + py_bar2 * dy + px_bar2 * dx - t_bar2 * t1) * s;
        let t29 = theta_bar2 / theta;
        let dz_bar2 = pz_bar2 * c - a * t23 + t24 * b + t25 * d;
        let dy_bar2 = t22 * a + py_bar2 * c - d * t24 + t25 * b;
        let dx_bar2 = t23 * d - b * t22 + px_bar2 * c + t25 * a;
        (
            [w * w_bar, w * w_bar2],
            [
                [
                    t18 + t19 * cam[0],
                    t17 + t19 * cam[1],
                    t16 + t19 * cam[2],
                    -dx_bar,
                    -dy_bar,
                    -dz_bar,
                    t9 * l,
                    cam_7_bar,
                    cam_7_bar * r,
                    dx_bar,
                    dy_bar,
                    dz_bar,
                    w_bar,
                    feat_0_bar,
                    0.0,
                ],
                [
                    t28 + t29 * cam[0],
                    t27 + t29 * cam[1],
                    t26 + t29 * cam[2],
                    -dx_bar2,
                    -dy_bar2,
                    -dz_bar2,
                    t20 * l,
                    cam_7_bar2,
                    cam_7_bar2 * r,
                    dx_bar2,
                    dy_bar2,
                    dz_bar2,
                    w_bar2,
                    0.0,
                    feat_0_bar,
                ],
            ],
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(
        arg0: &[f64; 9],
        arg1: &[f64; 3],
        arg2: f64,
        arg3: &[f64; 2],
    ) -> [f64; 2] {
        reprojection(arg0, arg1, arg2, arg3)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ([f64; 2], [f64; 2]) {
        let _ = (&cam, &x, &w, &feat, &cam_dot, &x_dot, &w_dot, &feat_dot);
        let dx = x[0] - cam[3];
        let dx_dot = x_dot.at(0) - cam_dot.at(3);
        let dy = x[1] - cam[4];
        let dy_dot = x_dot.at(1) - cam_dot.at(4);
        let dz = x[2] - cam[5];
        let dz_dot = x_dot.at(2) - cam_dot.at(5);
        let t1 = 2.0
            * (cam_dot.at(0) * cam[0] + cam_dot.at(1) * cam[1] + cam_dot.at(2) * cam[2]);
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let theta_dot = if t1 == 0.0 { 0.0 } else { t1 * (0.5 / theta) };
        let (s, c) = theta.sin_cos();
        let s_dot = theta_dot * c;
        let t2 = theta_dot * s;
        let a = cam[0] / theta;
        let inv_theta = 1.0 / theta;
        let t3 = if cam_dot.at(0) == 0.0 { 0.0 } else { cam_dot.at(0) * inv_theta };
        let t4 = theta_dot == 0.0;
        let t5 = if t4 { 0.0 } else { theta_dot * -(inv_theta * a) };
        let a_dot = t3 + t5;
        let b = cam[1] / theta;
        let t6 = if cam_dot.at(1) == 0.0 { 0.0 } else { cam_dot.at(1) * inv_theta };
        let t7 = if t4 { 0.0 } else { theta_dot * -(inv_theta * b) };
        let b_dot = t6 + t7;
        let d = cam[2] / theta;
        let t8 = if cam_dot.at(2) == 0.0 { 0.0 } else { cam_dot.at(2) * inv_theta };
        let t9 = if t4 { 0.0 } else { theta_dot * -(inv_theta * d) };
        let d_dot = t8 + t9;
        let t10 = a * dx + b * dy + d * dz;
        let t11 = a_dot * dx + dx_dot * a + (b_dot * dy + dy_dot * b)
            + (d_dot * dz + dz_dot * d);
        let t12 = 1.0 - c;
        let t13 = t10 * t12;
        let t_dot = t11 * t12 + t2 * t10;
        let t14 = b * dz - d * dy;
        let t15 = (b_dot * dz + dz_dot * b - (d_dot * dy + dy_dot * d)) * s
            + s_dot * t14;
        let px = dx * c + t14 * s + a * t13;
        let px_dot = dx_dot * c - dx * t2 + t15 + (a_dot * t13 + t_dot * a);
        let t16 = d * dx - a * dz;
        let t17 = (d_dot * dx + dx_dot * d - (a_dot * dz + dz_dot * a)) * s
            + s_dot * t16;
        let py = dy * c + t16 * s + b * t13;
        let py_dot = dy_dot * c - dy * t2 + t17 + (b_dot * t13 + t_dot * b);
        let t18 = a * dy - b * dx;
        let t19 = (a_dot * dy + dy_dot * a - (b_dot * dx + dx_dot * b)) * s
            + s_dot * t18;
        let pz = dz * c + t18 * s + d * t13;
        let pz_dot = dz_dot * c - dz * t2 + t19 + (d_dot * t13 + t_dot * d);
        let u = px / pz;
        let inv_pz = 1.0 / pz;
        let t20 = if px_dot == 0.0 { 0.0 } else { px_dot * inv_pz };
        let t21 = pz_dot == 0.0;
        let t22 = if t21 { 0.0 } else { pz_dot * -(inv_pz * u) };
        let u_dot = t20 + t22;
        let v = py / pz;
        let t23 = if py_dot == 0.0 { 0.0 } else { py_dot * inv_pz };
        let t24 = if t21 { 0.0 } else { pz_dot * -(inv_pz * v) };
        let v_dot = t23 + t24;
        let r = u * u + v * v;
        let r_dot = 2.0 * (u_dot * u + v_dot * v);
        let t25 = cam[7] + r * cam[8];
        let l = 1.0 + r * t25;
        let t26 = cam[6] * l;
        let t27 = cam_dot.at(6) * l
            + (r_dot * t25 + (cam_dot.at(7) + (r_dot * cam[8] + cam_dot.at(8) * r)) * r)
                * cam[6];
        let t28 = t26 * u - feat[0];
        let t29 = t26 * v - feat[1];
        let t30 = w_dot * t29 + (t27 * v + v_dot * t26 - feat_dot.at(1)) * w;
        let a2 = [w * t28, w * t29];
        let a3 = [w_dot * t28 + (t27 * u + u_dot * t26 - feat_dot.at(0)) * w, t30];
        (a2, a3)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        cam_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
        x_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
        w_dot: [f64; __LANES],
        feat_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
    ) -> ([f64; 2], [[f64; __LANES]; 2]) {
        let _ = (&cam, &x, &w, &feat, &cam_dot, &x_dot, &w_dot, &feat_dot);
        let dx = x[0] - cam[3];
        let dy = x[1] - cam[4];
        let dz = x[2] - cam[5];
        let t1 = 2.0 * cam[0];
        let t2 = 2.0 * cam[1];
        let t3 = 2.0 * cam[2];
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let t4 = 0.5 / theta;
        let (s, c) = theta.sin_cos();
        let a = cam[0] / theta;
        let inv_theta = 1.0 / theta;
        let t5 = -(inv_theta * a);
        let b = cam[1] / theta;
        let t6 = -(inv_theta * b);
        let d = cam[2] / theta;
        let t7 = -(inv_theta * d);
        let t8 = a * dx + b * dy + d * dz;
        let t9 = 1.0 - c;
        let t10 = t8 * t9;
        let t11 = b * dz - d * dy;
        let px = dx * c + t11 * s + a * t10;
        let t12 = d * dx - a * dz;
        let py = dy * c + t12 * s + b * t10;
        let t13 = a * dy - b * dx;
        let pz = dz * c + t13 * s + d * t10;
        let u = px / pz;
        let inv_pz = 1.0 / pz;
        let t14 = -(inv_pz * u);
        let v = py / pz;
        let t15 = -(inv_pz * v);
        let t16 = 2.0 * u;
        let t17 = 2.0 * v;
        let r = u * u + v * v;
        let t18 = cam[7] + r * cam[8];
        let l = 1.0 + r * t18;
        let t19 = cam[6] * l;
        let t20 = t19 * u - feat[0];
        let t21 = t19 * v - feat[1];
        let a2 = [w * t20, w * t21];
        let mut a3 = [[0.0; __LANES]; 2];
        for k in 0..__LANES {
            let dx_dot = x_dot.lane(0, k) - cam_dot.lane(3, k);
            let dy_dot = x_dot.lane(1, k) - cam_dot.lane(4, k);
            let dz_dot = x_dot.lane(2, k) - cam_dot.lane(5, k);
            let t22 = cam_dot.lane(0, k) * t1 + cam_dot.lane(1, k) * t2
                + cam_dot.lane(2, k) * t3;
            let theta_dot = if t22 == 0.0 { 0.0 } else { t22 * t4 };
            let s_dot = theta_dot * c;
            let t23 = theta_dot * s;
            let t24 = if cam_dot.lane(0, k) == 0.0 {
                0.0
            } else {
                cam_dot.lane(0, k) * inv_theta
            };
            let t25 = theta_dot == 0.0;
            let t26 = if t25 { 0.0 } else { theta_dot * t5 };
            let a_dot = t24 + t26;
            let t27 = if cam_dot.lane(1, k) == 0.0 {
                0.0
            } else {
                cam_dot.lane(1, k) * inv_theta
            };
            let t28 = if t25 { 0.0 } else { theta_dot * t6 };
            let b_dot = t27 + t28;
            let t29 = if cam_dot.lane(2, k) == 0.0 {
                0.0
            } else {
                cam_dot.lane(2, k) * inv_theta
            };
            let t30 = if t25 { 0.0 } else { theta_dot * t7 };
            let d_dot = t29 + t30;
            let t31 = a_dot * dx + dx_dot * a + (b_dot * dy + dy_dot * b)
                + (d_dot * dz + dz_dot * d);
            let t_dot = t31 * t9 + t23 * t8;
            let t32 = (b_dot * dz + dz_dot * b - (d_dot * dy + dy_dot * d)) * s
                + s_dot * t11;
            let px_dot = dx_dot * c - dx * t23 + t32 + (a_dot * t10 + t_dot * a);
            let t33 = (d_dot * dx + dx_dot * d - (a_dot * dz + dz_dot * a)) * s
                + s_dot * t12;
            let py_dot = dy_dot * c - dy * t23 + t33 + (b_dot * t10 + t_dot * b);
            let t34 = (a_dot * dy + dy_dot * a - (b_dot * dx + dx_dot * b)) * s
                + s_dot * t13;
            let pz_dot = dz_dot * c - dz * t23 + t34 + (d_dot * t10 + t_dot * d);
            let t35 = if px_dot == 0.0 { 0.0 } else { px_dot * inv_pz };
            let t36 = pz_dot == 0.0;
            let t37 = if t36 { 0.0 } else { pz_dot * t14 };
            let u_dot = t35 + t37;
            let t38 = if py_dot == 0.0 { 0.0 } else { py_dot * inv_pz };
            let t39 = if t36 { 0.0 } else { pz_dot * t15 };
            let v_dot = t38 + t39;
            let r_dot = u_dot * t16 + v_dot * t17;
            let t40 = (r_dot * t18
                + (cam_dot.lane(7, k) + (r_dot * cam[8] + cam_dot.lane(8, k) * r)) * r)
                * cam[6];
            let t41 = cam_dot.lane(6, k) * l + t40;
            a3[0][k] = w_dot[k] * t20
                + (t41 * u + u_dot * t19 - feat_dot.lane(0, k)) * w;
            a3[1][k] = w_dot[k] * t21
                + (t41 * v + v_dot * t19 - feat_dot.lane(1, k)) * w;
        }
        (a2, a3)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        w__: &[f64; 2],
        cam_bar: ::chainrule::__private::Sink<'_, f64>,
        x_bar: ::chainrule::__private::Sink<'_, f64>,
        w_bar: ::chainrule::__private::Constant,
        feat_bar: ::chainrule::__private::Sink<'_, f64>,
    ) -> ([f64; 2], ((), (), f64, ())) {
        let (value, state) = Self::__pullback(cam, x, w, feat);
        (value, state(cam, x, w, feat, w__, cam_bar, x_bar, w_bar, feat_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
        w__: &[f64; 2],
        w_dot_: &[f64; 2],
        cam_bar: ::chainrule::__private::Sink<'_, f64>,
        x_bar: ::chainrule::__private::Sink<'_, f64>,
        w_bar: ::chainrule::__private::Constant,
        feat_bar: ::chainrule::__private::Sink<'_, f64>,
        cam_bar_dot: ::chainrule::__private::Sink<'_, f64>,
        x_bar_dot: ::chainrule::__private::Sink<'_, f64>,
        w_bar_dot: ::chainrule::__private::Constant,
        feat_bar_dot: ::chainrule::__private::Sink<'_, f64>,
    ) -> (((), (), f64, ()), ((), (), f64, ())) {
        let (_, _, state) = Self::__pullback_tangent(
            cam,
            x,
            w,
            feat,
            cam_dot,
            x_dot,
            w_dot,
            feat_dot,
        );
        state(
            cam,
            x,
            w,
            feat,
            cam_dot,
            x_dot,
            w_dot,
            feat_dot,
            w__,
            w_dot_,
            cam_bar,
            x_bar,
            w_bar,
            feat_bar,
            cam_bar_dot,
            x_bar_dot,
            w_bar_dot,
            feat_bar_dot,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
    ) -> (
        [f64; 2],
        impl FnOnce(
            &[f64; 9],
            &[f64; 3],
            f64,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((), (), f64, ()) + use<>,
    ) {
        let _ = (&cam, &x, &w, &feat);
        let dx = x[0] - cam[3];
        let dy = x[1] - cam[4];
        let dz = x[2] - cam[5];
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let (s, c) = theta.sin_cos();
        let a = cam[0] / theta;
        let b = cam[1] / theta;
        let d = cam[2] / theta;
        let t1 = (a * dx + b * dy + d * dz) * (1.0 - c);
        let px = dx * c + (b * dz - d * dy) * s + a * t1;
        let py = dy * c + (d * dx - a * dz) * s + b * t1;
        let pz = dz * c + (a * dy - b * dx) * s + d * t1;
        let u = px / pz;
        let v = py / pz;
        let r = u * u + v * v;
        let l = 1.0 + r * (cam[7] + r * cam[8]);
        let t2 = cam[6] * l;
        let a2 = [w * (t2 * u - feat[0]), w * (t2 * v - feat[1])];
        let state = move |
            cam: &[f64; 9],
            x: &[f64; 3],
            w: f64,
            feat: &[f64; 2],
            w__: &[f64; 2],
            cam_bar: ::chainrule::__private::Sink<'_, f64>,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            w_bar: ::chainrule::__private::Constant,
            feat_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&cam, &x, &w, &feat, &cam_bar, &x_bar, &w_bar, &feat_bar);
            let t3 = 1.0 - c;
            let dz2 = x[2] - cam[5];
            let d2 = cam[2] / theta;
            let dy2 = x[1] - cam[4];
            let b2 = cam[1] / theta;
            let dx2 = x[0] - cam[3];
            let a3 = cam[0] / theta;
            let t4 = a3 * dx2 + b2 * dy2 + d2 * dz2;
            let t5 = t4 * t3;
            let t6 = a3 * dy2 - b2 * dx2;
            let pz2 = dz2 * c + t6 * s + d2 * t5;
            let t7 = d2 * dx2 - a3 * dz2;
            let py2 = dy2 * c + t7 * s + b2 * t5;
            let v2 = py2 / pz2;
            let t8 = b2 * dz2 - d2 * dy2;
            let px2 = dx2 * c + t8 * s + a3 * t5;
            let u2 = px2 / pz2;
            let r2 = u2 * u2 + v2 * v2;
            let t9 = cam[7] + r2 * cam[8];
            let l2 = 1.0 + r2 * t9;
            let t10 = cam[6] * l2;
            let mut a4 = [0.0; 2];
            for (to, from) in a4.iter_mut().zip(w__) {
                *to += from;
            }
            let a4_0 = a4[0];
            let a4_1 = a4[1];
            let t11 = a4_1 * w;
            let t12 = a4_0 * w;
            let t13 = t11 * v2 + t12 * u2;
            let l_bar = t13 * cam[6];
            let cam_7_bar = l_bar * r2;
            let t14 = 2.0 * (l_bar * t9 + cam_7_bar * cam[8]);
            let v_bar = t11 * t10 + t14 * v2;
            let inv_pz2 = 1.0 / pz2;
            let t15 = v_bar == 0.0;
            let py_bar = if t15 { 0.0 } else { v_bar * inv_pz2 };
            let t16 = if t15 { 0.0 } else { v_bar * -(inv_pz2 * v2) };
            let u_bar = t12 * t10 + t14 * u2;
            let t17 = u_bar == 0.0;
            let px_bar = if t17 { 0.0 } else { u_bar * inv_pz2 };
            let t18 = if t17 { 0.0 } else { u_bar * -(inv_pz2 * u2) };
            let pz_bar = t16 + t18;
            let t19 = pz_bar * s;
            let t20 = py_bar * s;
            let t21 = px_bar * s;
            let t_bar = pz_bar * d2 + py_bar * b2 + px_bar * a3;
            let t22 = t_bar * t3;
            let d_bar = pz_bar * t5 + t20 * dx2 - dy2 * t21 + t22 * dz2;
            let inv_theta = 1.0 / theta;
            let t23 = d_bar == 0.0;
            let t24 = if t23 { 0.0 } else { d_bar * inv_theta };
            let t25 = if t23 { 0.0 } else { d_bar * -(inv_theta * d2) };
            let b_bar = py_bar * t5 - dx2 * t19 + t21 * dz2 + t22 * dy2;
            let t26 = b_bar == 0.0;
            let t27 = if t26 { 0.0 } else { b_bar * inv_theta };
            let t28 = if t26 { 0.0 } else { b_bar * -(inv_theta * b2) };
            let a_bar = t19 * dy2 - dz2 * t20 + px_bar * t5 + t22 * dx2;
            let t29 = a_bar == 0.0;
            let t30 = if t29 { 0.0 } else { a_bar * inv_theta };
            let t31 = if t29 { 0.0 } else { a_bar * -(inv_theta * a3) };
            let theta_bar = t25 + t28 + t31
                - (pz_bar * dz2 + py_bar * dy2 + px_bar * dx2 - t_bar * t4) * theta.sin()
                + (pz_bar * t6 + py_bar * t7 + px_bar * t8) * theta.cos();
            let t32 = if theta_bar == 0.0 { 0.0 } else { theta_bar * (0.5 / theta) };
            let t33 = 2.0 * t32;
            let dz_bar = pz_bar * c - a3 * t20 + t21 * b2 + t22 * d2;
            let dy_bar = t19 * a3 + py_bar * c - d2 * t21 + t22 * b2;
            let dx_bar = t20 * d2 - b2 * t19 + px_bar * c + t22 * a3;
            cam_bar.add_at(0, t30 + t33 * cam[0]);
            cam_bar.add_at(1, t27 + t33 * cam[1]);
            cam_bar.add_at(2, t24 + t33 * cam[2]);
            cam_bar.add_at(3, -dx_bar);
            cam_bar.add_at(4, -dy_bar);
            cam_bar.add_at(5, -dz_bar);
            cam_bar.add_at(6, t13 * l2);
            cam_bar.add_at(7, cam_7_bar);
            cam_bar.add_at(8, cam_7_bar * r2);
            x_bar.add_at(0, dx_bar);
            x_bar.add_at(1, dy_bar);
            x_bar.add_at(2, dz_bar);
            feat_bar.add_at(0, -t12);
            feat_bar.add_at(1, -t11);
            ((), (), a4_1 * (t10 * v2 - feat[1]) + a4_0 * (t10 * u2 - feat[0]), ())
        };
        (a2, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        [f64; 2],
        [f64; 2],
        impl FnOnce(
            &[f64; 9],
            &[f64; 3],
            f64,
            &[f64; 2],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((), (), f64, ()), ((), (), f64, ())) + use<>,
    ) {
        let _ = (&cam, &x, &w, &feat, &cam_dot, &x_dot, &w_dot, &feat_dot);
        let dx = x[0] - cam[3];
        let dx_dot = x_dot.at(0) - cam_dot.at(3);
        let dy = x[1] - cam[4];
        let dy_dot = x_dot.at(1) - cam_dot.at(4);
        let dz = x[2] - cam[5];
        let dz_dot = x_dot.at(2) - cam_dot.at(5);
        let t1 = 2.0
            * (cam_dot.at(0) * cam[0] + cam_dot.at(1) * cam[1] + cam_dot.at(2) * cam[2]);
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let theta_dot = if t1 == 0.0 { 0.0 } else { t1 * (0.5 / theta) };
        let (s, c) = theta.sin_cos();
        let t2 = theta_dot * s;
        let s_dot = theta_dot * c;
        let a = cam[0] / theta;
        let inv_theta = 1.0 / theta;
        let t3 = if cam_dot.at(0) == 0.0 { 0.0 } else { cam_dot.at(0) * inv_theta };
        let t4 = theta_dot == 0.0;
        let t5 = if t4 { 0.0 } else { theta_dot * -(inv_theta * a) };
        let a_dot = t3 + t5;
        let b = cam[1] / theta;
        let t6 = if cam_dot.at(1) == 0.0 { 0.0 } else { cam_dot.at(1) * inv_theta };
        let t7 = if t4 { 0.0 } else { theta_dot * -(inv_theta * b) };
        let b_dot = t6 + t7;
        let d = cam[2] / theta;
        let t8 = if cam_dot.at(2) == 0.0 { 0.0 } else { cam_dot.at(2) * inv_theta };
        let t9 = if t4 { 0.0 } else { theta_dot * -(inv_theta * d) };
        let d_dot = t8 + t9;
        let t10 = a * dx + b * dy + d * dz;
        let t11 = a_dot * dx + dx_dot * a + (b_dot * dy + dy_dot * b)
            + (d_dot * dz + dz_dot * d);
        let t12 = 1.0 - c;
        let t13 = t10 * t12;
        let t_dot = t11 * t12 + t2 * t10;
        let t14 = b * dz - d * dy;
        let t15 = (b_dot * dz + dz_dot * b - (d_dot * dy + dy_dot * d)) * s
            + s_dot * t14;
        let px = dx * c + t14 * s + a * t13;
        let px_dot = dx_dot * c - dx * t2 + t15 + (a_dot * t13 + t_dot * a);
        let t16 = d * dx - a * dz;
        let t17 = (d_dot * dx + dx_dot * d - (a_dot * dz + dz_dot * a)) * s
            + s_dot * t16;
        let py = dy * c + t16 * s + b * t13;
        let py_dot = dy_dot * c - dy * t2 + t17 + (b_dot * t13 + t_dot * b);
        let t18 = a * dy - b * dx;
        let t19 = (a_dot * dy + dy_dot * a - (b_dot * dx + dx_dot * b)) * s
            + s_dot * t18;
        let pz = dz * c + t18 * s + d * t13;
        let pz_dot = dz_dot * c - dz * t2 + t19 + (d_dot * t13 + t_dot * d);
        let u = px / pz;
        let inv_pz = 1.0 / pz;
        let t20 = if px_dot == 0.0 { 0.0 } else { px_dot * inv_pz };
        let t21 = pz_dot == 0.0;
        let t22 = if t21 { 0.0 } else { pz_dot * -(inv_pz * u) };
        let u_dot = t20 + t22;
        let v = py / pz;
        let t23 = if py_dot == 0.0 { 0.0 } else { py_dot * inv_pz };
        let t24 = if t21 { 0.0 } else { pz_dot * -(inv_pz * v) };
        let v_dot = t23 + t24;
        let r = u * u + v * v;
        let r_dot = 2.0 * (u_dot * u + v_dot * v);
        let t25 = cam[7] + r * cam[8];
        let l = 1.0 + r * t25;
        let t26 = cam[6] * l;
        let t27 = cam_dot.at(6) * l
            + (r_dot * t25 + (cam_dot.at(7) + (r_dot * cam[8] + cam_dot.at(8) * r)) * r)
                * cam[6];
        let t28 = t26 * u - feat[0];
        let t29 = t26 * v - feat[1];
        let t30 = w_dot * t29 + (t27 * v + v_dot * t26 - feat_dot.at(1)) * w;
        let a2 = [w * t28, w * t29];
        let a3 = [w_dot * t28 + (t27 * u + u_dot * t26 - feat_dot.at(0)) * w, t30];
        let state = move |
            cam: &[f64; 9],
            x: &[f64; 3],
            w: f64,
            feat: &[f64; 2],
            cam_dot: ::chainrule::__private::Dot<'_, f64>,
            x_dot: ::chainrule::__private::Dot<'_, f64>,
            w_dot: f64,
            feat_dot: ::chainrule::__private::Dot<'_, f64>,
            w__: &[f64; 2],
            w_dot_: &[f64; 2],
            cam_bar: ::chainrule::__private::Sink<'_, f64>,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            w_bar: ::chainrule::__private::Constant,
            feat_bar: ::chainrule::__private::Sink<'_, f64>,
            cam_bar_dot: ::chainrule::__private::Sink<'_, f64>,
            x_bar_dot: ::chainrule::__private::Sink<'_, f64>,
            w_bar_dot: ::chainrule::__private::Constant,
            feat_bar_dot: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (
                &cam,
                &x,
                &w,
                &feat,
                &cam_dot,
                &x_dot,
                &w_dot,
                &feat_dot,
                &cam_bar,
                &x_bar,
                &w_bar,
                &feat_bar,
                &cam_bar_dot,
                &x_bar_dot,
                &w_bar_dot,
                &feat_bar_dot,
            );
            let t31 = 1.0 - c;
            let dz2 = x[2] - cam[5];
            let dz_dot2 = x_dot.at(2) - cam_dot.at(5);
            let d2 = cam[2] / theta;
            let inv_theta2 = 1.0 / theta;
            let t32 = if cam_dot.at(2) == 0.0 {
                0.0
            } else {
                cam_dot.at(2) * inv_theta2
            };
            let t33 = -(inv_theta2 * d2);
            let t34 = theta_dot == 0.0;
            let t35 = if t34 { 0.0 } else { theta_dot * t33 };
            let d_dot2 = t32 + t35;
            let dy2 = x[1] - cam[4];
            let dy_dot2 = x_dot.at(1) - cam_dot.at(4);
            let b2 = cam[1] / theta;
            let t36 = if cam_dot.at(1) == 0.0 {
                0.0
            } else {
                cam_dot.at(1) * inv_theta2
            };
            let t37 = -(inv_theta2 * b2);
            let t38 = if t34 { 0.0 } else { theta_dot * t37 };
            let b_dot2 = t36 + t38;
            let dx2 = x[0] - cam[3];
            let dx_dot2 = x_dot.at(0) - cam_dot.at(3);
            let a4 = cam[0] / theta;
            let t39 = if cam_dot.at(0) == 0.0 {
                0.0
            } else {
                cam_dot.at(0) * inv_theta2
            };
            let t40 = -(inv_theta2 * a4);
            let t41 = if t34 { 0.0 } else { theta_dot * t40 };
            let a_dot2 = t39 + t41;
            let t42 = a4 * dx2 + b2 * dy2 + d2 * dz2;
            let t43 = a_dot2 * dx2 + dx_dot2 * a4 + (b_dot2 * dy2 + dy_dot2 * b2)
                + (d_dot2 * dz2 + dz_dot2 * d2);
            let t44 = t42 * t31;
            let t_dot2 = t43 * t31 + t2 * t42;
            let t45 = a4 * dy2 - b2 * dx2;
            let t46 = a_dot2 * dy2 + dy_dot2 * a4 - (b_dot2 * dx2 + dx_dot2 * b2);
            let pz2 = dz2 * c + t45 * s + d2 * t44;
            let pz_dot2 = dz_dot2 * c - dz2 * t2 + (t46 * s + s_dot * t45)
                + (d_dot2 * t44 + t_dot2 * d2);
            let t47 = d2 * dx2 - a4 * dz2;
            let t48 = d_dot2 * dx2 + dx_dot2 * d2 - (a_dot2 * dz2 + dz_dot2 * a4);
            let py2 = dy2 * c + t47 * s + b2 * t44;
            let py_dot2 = dy_dot2 * c - dy2 * t2 + (t48 * s + s_dot * t47)
                + (b_dot2 * t44 + t_dot2 * b2);
            let v2 = py2 / pz2;
            let inv_pz2 = 1.0 / pz2;
            let t49 = if py_dot2 == 0.0 { 0.0 } else { py_dot2 * inv_pz2 };
            let t50 = -(inv_pz2 * v2);
            let t51 = pz_dot2 == 0.0;
            let t52 = if t51 { 0.0 } else { pz_dot2 * t50 };
            let v_dot2 = t49 + t52;
            let t53 = b2 * dz2 - d2 * dy2;
            let t54 = b_dot2 * dz2 + dz_dot2 * b2 - (d_dot2 * dy2 + dy_dot2 * d2);
            let px2 = dx2 * c + t53 * s + a4 * t44;
            let px_dot2 = dx_dot2 * c - dx2 * t2 + (t54 * s + s_dot * t53)
                + (a_dot2 * t44 + t_dot2 * a4);
            let u2 = px2 / pz2;
            let t55 = if px_dot2 == 0.0 { 0.0 } else { px_dot2 * inv_pz2 };
            let t56 = -(inv_pz2 * u2);
            let t57 = if t51 { 0.0 } else { pz_dot2 * t56 };
            let u_dot2 = t55 + t57;
            let r2 = u2 * u2 + v2 * v2;
            let r_dot2 = 2.0 * (u_dot2 * u2 + v_dot2 * v2);
            let t58 = cam[7] + r2 * cam[8];
            let t59 = cam_dot.at(7) + (r_dot2 * cam[8] + cam_dot.at(8) * r2);
            let l_dot = r_dot2 * t58 + t59 * r2;
            let l2 = 1.0 + r2 * t58;
            let t60 = cam[6] * l2;
            let t61 = cam_dot.at(6) * l2 + l_dot * cam[6];
            let t62 = t60 * v2 - feat[1];
            let t63 = t60 * u2 - feat[0];
            let mut a5 = [0.0; 2];
            let mut a6 = [0.0; 2];
            for (to, from) in a5.iter_mut().zip(w__) {
                *to += from;
            }
            for (to, from) in a6.iter_mut().zip(w_dot_) {
                *to += from;
            }
            let a5_0 = a5[0];
            let a6_0 = a6[0];
            let a5_1 = a5[1];
            let a6_1 = a6[1];
            let t64 = a5_1 * w;
            let t65 = a6_1 * w + w_dot * a5_1;
            let t66 = a5_0 * w;
            let t67 = a6_0 * w + w_dot * a5_0;
            let t68 = t64 * v2 + t66 * u2;
            let t69 = t65 * v2 + v_dot2 * t64 + (t67 * u2 + u_dot2 * t66);
            let l_bar = t68 * cam[6];
            let l_bar_dot = t69 * cam[6] + cam_dot.at(6) * t68;
            let cam_7_bar = l_bar * r2;
            let cam_7_bar_dot = l_bar_dot * r2 + r_dot2 * l_bar;
            let t70 = 2.0 * (l_bar * t58 + cam_7_bar * cam[8]);
            let t71 = 2.0
                * (l_bar_dot * t58 + t59 * l_bar
                    + (cam_7_bar_dot * cam[8] + cam_dot.at(8) * cam_7_bar));
            let v_bar = t64 * t60 + t70 * v2;
            let v_bar_dot = t65 * t60 + t61 * t64 + (t71 * v2 + v_dot2 * t70);
            let t72 = if t51 { 0.0 } else { pz_dot2 * -(inv_pz2 * inv_pz2) };
            let t73 = v_bar == 0.0;
            let py_bar = if t73 { 0.0 } else { v_bar * inv_pz2 };
            let t74 = v_bar_dot == 0.0;
            let t75 = if t74 { 0.0 } else { v_bar_dot * inv_pz2 };
            let t76 = if t73 { 0.0 } else { v_bar * t72 };
            let py_bar_dot = t75 + t76;
            let t77 = if t73 { 0.0 } else { v_bar * t50 };
            let t78 = if t74 { 0.0 } else { v_bar_dot * t50 };
            let t79 = if t73 { 0.0 } else { v_bar * -(t72 * v2 + v_dot2 * inv_pz2) };
            let u_bar = t66 * t60 + t70 * u2;
            let u_bar_dot = t67 * t60 + t61 * t66 + (t71 * u2 + u_dot2 * t70);
            let t80 = u_bar == 0.0;
            let px_bar = if t80 { 0.0 } else { u_bar * inv_pz2 };
            let t81 = u_bar_dot == 0.0;
            let t82 = if t81 { 0.0 } else { u_bar_dot * inv_pz2 };
            let t83 = if t80 { 0.0 } else { u_bar * t72 };
            let px_bar_dot = t82 + t83;
            let t84 = if t80 { 0.0 } else { u_bar * t56 };
            let t85 = if t81 { 0.0 } else { u_bar_dot * t56 };
            let t86 = if t80 { 0.0 } else { u_bar * -(t72 * u2 + u_dot2 * inv_pz2) };
            let pz_bar = t77 + t84;
            let pz_bar_dot = t78 + t79 + (t85 + t86);
            let t87 = pz_bar * s;
            let t88 = pz_bar_dot * s + s_dot * pz_bar;
            let t89 = py_bar * s;
            let t90 = py_bar_dot * s + s_dot * py_bar;
            let t91 = px_bar * s;
            let t92 = px_bar_dot * s + s_dot * px_bar;
            let t_bar = pz_bar * d2 + py_bar * b2 + px_bar * a4;
            let t_bar_dot = pz_bar_dot * d2 + d_dot2 * pz_bar
                + (py_bar_dot * b2 + b_dot2 * py_bar)
                + (px_bar_dot * a4 + a_dot2 * px_bar);
            let t93 = t_bar * t31;
            let t94 = t_bar_dot * t31 + t2 * t_bar;
            let d_bar = pz_bar * t44 + t89 * dx2 - dy2 * t91 + t93 * dz2;
            let d_bar_dot = pz_bar_dot * t44 + t_dot2 * pz_bar
                + (t90 * dx2 + dx_dot2 * t89) - (dy_dot2 * t91 + t92 * dy2)
                + (t94 * dz2 + dz_dot2 * t93);
            let t95 = if t34 { 0.0 } else { theta_dot * -(inv_theta2 * inv_theta2) };
            let t96 = d_bar == 0.0;
            let t97 = if t96 { 0.0 } else { d_bar * inv_theta2 };
            let t98 = d_bar_dot == 0.0;
            let t99 = if t98 { 0.0 } else { d_bar_dot * inv_theta2 };
            let t100 = if t96 { 0.0 } else { d_bar * t95 };
            let t101 = if t96 { 0.0 } else { d_bar * t33 };
            let t102 = if t98 { 0.0 } else { d_bar_dot * t33 };
            let t103 = if t96 { 0.0 } else { d_bar * -(t95 * d2 + d_dot2 * inv_theta2) };
            let b_bar = py_bar * t44 - dx2 * t87 + t91 * dz2 + t93 * dy2;
            let b_bar_dot = py_bar_dot * t44 + t_dot2 * py_bar
                - (dx_dot2 * t87 + t88 * dx2) + (t92 * dz2 + dz_dot2 * t91)
                + (t94 * dy2 + dy_dot2 * t93);
            let t104 = b_bar == 0.0;
            let t105 = if t104 { 0.0 } else { b_bar * inv_theta2 };
            let t106 = b_bar_dot == 0.0;
            let t107 = if t106 { 0.0 } else { b_bar_dot * inv_theta2 };
            let t108 = if t104 { 0.0 } else { b_bar * t95 };
            let t109 = if t104 { 0.0 } else { b_bar * t37 };
            let t110 = if t106 { 0.0 } else { b_bar_dot * t37 };
            let t111 = if t104 {
                0.0
            } else {
                b_bar * -(t95 * b2 + b_dot2 * inv_theta2)
            };
            let a_bar = t87 * dy2 - dz2 * t89 + px_bar * t44 + t93 * dx2;
            let a_bar_dot = t88 * dy2 + dy_dot2 * t87 - (dz_dot2 * t89 + t90 * dz2)
                + (px_bar_dot * t44 + t_dot2 * px_bar) + (t94 * dx2 + dx_dot2 * t93);
            let t112 = a_bar == 0.0;
            let t113 = if t112 { 0.0 } else { a_bar * inv_theta2 };
            let t114 = a_bar_dot == 0.0;
            let t115 = if t114 { 0.0 } else { a_bar_dot * inv_theta2 };
            let t116 = if t112 { 0.0 } else { a_bar * t95 };
            let t117 = if t112 { 0.0 } else { a_bar * t40 };
            let t118 = if t114 { 0.0 } else { a_bar_dot * t40 };
            let t119 = if t112 {
                0.0
            } else {
                a_bar * -(t95 * a4 + a_dot2 * inv_theta2)
            };
            let c_bar = pz_bar * dz2 + py_bar * dy2 + px_bar * dx2 - t_bar * t42;
            let c_bar_dot = pz_bar_dot * dz2 + dz_dot2 * pz_bar
                + (py_bar_dot * dy2 + dy_dot2 * py_bar)
                + (px_bar_dot * dx2 + dx_dot2 * px_bar)
                - (t_bar_dot * t42 + t43 * t_bar);
            let sin_theta = theta.sin();
            let cos_theta = theta.cos();
            let s_bar = pz_bar * t45 + py_bar * t47 + px_bar * t53;
            let s_bar_dot = pz_bar_dot * t45 + t46 * pz_bar
                + (py_bar_dot * t47 + t48 * py_bar) + (px_bar_dot * t53 + t54 * px_bar);
            let theta_bar = t101 + t109 + t117 - c_bar * sin_theta + s_bar * cos_theta;
            let theta_bar_dot = t102 + t103 + (t110 + t111) + (t118 + t119)
                - (c_bar_dot * sin_theta + theta_dot * cos_theta * c_bar)
                + (s_bar_dot * cos_theta - s_bar * (theta_dot * sin_theta));
            let t120 = 0.5 / theta;
            let t121 = if t34 { 0.0 } else { theta_dot * -(inv_theta2 * t120) };
            let t122 = theta_bar == 0.0;
            let t123 = if t122 { 0.0 } else { theta_bar * t120 };
            let t124 = if theta_bar_dot == 0.0 { 0.0 } else { theta_bar_dot * t120 };
            let t125 = if t122 { 0.0 } else { theta_bar * t121 };
            let t126 = 2.0 * t123;
            let t127 = 2.0 * (t124 + t125);
            let dz_bar = pz_bar * c - a4 * t89 + t91 * b2 + t93 * d2;
            let dz_bar_dot = pz_bar_dot * c - pz_bar * t2 - (a_dot2 * t89 + t90 * a4)
                + (t92 * b2 + b_dot2 * t91) + (t94 * d2 + d_dot2 * t93);
            let dy_bar = t87 * a4 + py_bar * c - d2 * t91 + t93 * b2;
            let dy_bar_dot = t88 * a4 + a_dot2 * t87 + (py_bar_dot * c - py_bar * t2)
                - (d_dot2 * t91 + t92 * d2) + (t94 * b2 + b_dot2 * t93);
            let dx_bar = t89 * d2 - b2 * t87 + px_bar * c + t93 * a4;
            let dx_bar_dot = t90 * d2 + d_dot2 * t89 - (b_dot2 * t87 + t88 * b2)
                + (px_bar_dot * c - px_bar * t2) + (t94 * a4 + a_dot2 * t93);
            cam_bar.add_at(0, t113 + t126 * cam[0]);
            cam_bar.add_at(1, t105 + t126 * cam[1]);
            cam_bar.add_at(2, t97 + t126 * cam[2]);
            cam_bar.add_at(3, -dx_bar);
            cam_bar.add_at(4, -dy_bar);
            cam_bar.add_at(5, -dz_bar);
            cam_bar.add_at(6, t68 * l2);
            cam_bar.add_at(7, cam_7_bar);
            cam_bar.add_at(8, cam_7_bar * r2);
            x_bar.add_at(0, dx_bar);
            x_bar.add_at(1, dy_bar);
            x_bar.add_at(2, dz_bar);
            feat_bar.add_at(0, -t66);
            feat_bar.add_at(1, -t64);
            cam_bar_dot.add_at(0, t115 + t116 + (t127 * cam[0] + cam_dot.at(0) * t126));
            cam_bar_dot.add_at(1, t107 + t108 + (t127 * cam[1] + cam_dot.at(1) * t126));
            cam_bar_dot.add_at(2, t99 + t100 + (t127 * cam[2] + cam_dot.at(2) * t126));
            cam_bar_dot.add_at(3, -dx_bar_dot);
            cam_bar_dot.add_at(4, -dy_bar_dot);
            cam_bar_dot.add_at(5, -dz_bar_dot);
            cam_bar_dot.add_at(6, t69 * l2 + l_dot * t68);
            cam_bar_dot.add_at(7, cam_7_bar_dot);
            cam_bar_dot.add_at(8, cam_7_bar_dot * r2 + r_dot2 * cam_7_bar);
            x_bar_dot.add_at(0, dx_bar_dot);
            x_bar_dot.add_at(1, dy_bar_dot);
            x_bar_dot.add_at(2, dz_bar_dot);
            feat_bar_dot.add_at(0, -t67);
            feat_bar_dot.add_at(1, -t65);
            (
                ((), (), a5_1 * t62 + a5_0 * t63, ()),
                (
                    (),
                    (),
                    a6_1 * t62 + (t61 * v2 + v_dot2 * t60 - feat_dot.at(1)) * a5_1
                        + (a6_0 * t63
                            + (t61 * u2 + u_dot2 * t60 - feat_dot.at(0)) * a5_0),
                    (),
                ),
            )
        };
        (a2, a3, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __second_tangent(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
        cam_dot2: ::chainrule::__private::Dot<'_, f64>,
        x_dot2: ::chainrule::__private::Dot<'_, f64>,
        w_dot2: f64,
        feat_dot2: ::chainrule::__private::Dot<'_, f64>,
    ) -> [f64; 2] {
        let _ = (
            &cam,
            &x,
            &w,
            &feat,
            &cam_dot,
            &x_dot,
            &w_dot,
            &feat_dot,
            &cam_dot2,
            &x_dot2,
            &w_dot2,
            &feat_dot2,
        );
        let dx = x[0] - cam[3];
        let dx_dot = x_dot2.at(0) - cam_dot2.at(3);
        let dx_dot2 = x_dot.at(0) - cam_dot.at(3);
        let dy = x[1] - cam[4];
        let dy_dot = x_dot2.at(1) - cam_dot2.at(4);
        let dy_dot2 = x_dot.at(1) - cam_dot.at(4);
        let dz = x[2] - cam[5];
        let dz_dot = x_dot2.at(2) - cam_dot2.at(5);
        let dz_dot2 = x_dot.at(2) - cam_dot.at(5);
        let t1 = 2.0
            * (cam_dot2.at(0) * cam[0] + cam_dot2.at(1) * cam[1]
                + cam_dot2.at(2) * cam[2]);
        let t2 = 2.0
            * (cam_dot.at(0) * cam[0] + cam_dot.at(1) * cam[1] + cam_dot.at(2) * cam[2]);
        let t3 = 2.0
            * (cam_dot2.at(0) * cam_dot.at(0) + cam_dot2.at(1) * cam_dot.at(1)
                + cam_dot2.at(2) * cam_dot.at(2));
        let theta = (cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2]).sqrt();
        let t4 = 0.5 / theta;
        let theta_dot = if t1 == 0.0 { 0.0 } else { t1 * t4 };
        let inv_theta = 1.0 / theta;
        let t5 = theta_dot == 0.0;
        let t6 = if t5 { 0.0 } else { theta_dot * -(inv_theta * t4) };
        let t7 = t2 == 0.0;
        let theta_dot2 = if t7 { 0.0 } else { t2 * t4 };
        let t8 = if t3 == 0.0 { 0.0 } else { t3 * t4 };
        let t9 = if t7 { 0.0 } else { t2 * t6 };
        let theta_dot_dot = t8 + t9;
        let (s, c) = theta.sin_cos();
        let s_dot = theta_dot * c;
        let t10 = theta_dot * s;
        let s_dot2 = theta_dot2 * c;
        let s_dot_dot = theta_dot_dot * c - theta_dot2 * t10;
        let t11 = theta_dot2 * s;
        let t12 = theta_dot_dot * s + s_dot * theta_dot2;
        let a = cam[0] / theta;
        let t13 = if cam_dot2.at(0) == 0.0 { 0.0 } else { cam_dot2.at(0) * inv_theta };
        let t14 = -(inv_theta * a);
        let t15 = if t5 { 0.0 } else { theta_dot * t14 };
        let a_dot = t13 + t15;
        let t16 = if t5 { 0.0 } else { theta_dot * -(inv_theta * inv_theta) };
        let t17 = cam_dot.at(0) == 0.0;
        let t18 = if t17 { 0.0 } else { cam_dot.at(0) * inv_theta };
        let t19 = if t17 { 0.0 } else { cam_dot.at(0) * t16 };
        let t20 = theta_dot2 == 0.0;
        let t21 = if t20 { 0.0 } else { theta_dot2 * t14 };
        let t22 = theta_dot_dot == 0.0;
        let t23 = if t22 { 0.0 } else { theta_dot_dot * t14 };
        let t24 = if t20 { 0.0 } else { theta_dot2 * -(t16 * a + a_dot * inv_theta) };
        let a_dot2 = t18 + t21;
        let a_dot_dot = t19 + (t23 + t24);
        let b = cam[1] / theta;
        let t25 = if cam_dot2.at(1) == 0.0 { 0.0 } else { cam_dot2.at(1) * inv_theta };
        let t26 = -(inv_theta * b);
        let t27 = if t5 { 0.0 } else { theta_dot * t26 };
        let b_dot = t25 + t27;
        let t28 = cam_dot.at(1) == 0.0;
        let t29 = if t28 { 0.0 } else { cam_dot.at(1) * inv_theta };
        let t30 = if t28 { 0.0 } else { cam_dot.at(1) * t16 };
        let t31 = if t20 { 0.0 } else { theta_dot2 * t26 };
        let t32 = if t22 { 0.0 } else { theta_dot_dot * t26 };
        let t33 = if t20 { 0.0 } else { theta_dot2 * -(t16 * b + b_dot * inv_theta) };
        let b_dot2 = t29 + t31;
        let b_dot_dot = t30 + (t32 + t33);
        let d = cam[2] / theta;
        let t34 = if cam_dot2.at(2) == 0.0 { 0.0 } else { cam_dot2.at(2) * inv_theta };
        let t35 = -(inv_theta * d);
        let t36 = if t5 { 0.0 } else { theta_dot * t35 };
        let d_dot = t34 + t36;
        let t37 = cam_dot.at(2) == 0.0;
        let t38 = if t37 { 0.0 } else { cam_dot.at(2) * inv_theta };
        let t39 = if t37 { 0.0 } else { cam_dot.at(2) * t16 };
        let t40 = if t20 { 0.0 } else { theta_dot2 * t35 };
        let t41 = if t22 { 0.0 } else { theta_dot_dot * t35 };
        let t42 = if t20 { 0.0 } else { theta_dot2 * -(t16 * d + d_dot * inv_theta) };
        let d_dot2 = t38 + t40;
        let d_dot_dot = t39 + (t41 + t42);
        let t43 = a * dx + b * dy + d * dz;
        let t44 = a_dot * dx + dx_dot * a + (b_dot * dy + dy_dot * b)
            + (d_dot * dz + dz_dot * d);
        let t45 = a_dot2 * dx + dx_dot2 * a + (b_dot2 * dy + dy_dot2 * b)
            + (d_dot2 * dz + dz_dot2 * d);
        let t46 = a_dot_dot * dx + dx_dot * a_dot2 + a_dot * dx_dot2
            + (b_dot_dot * dy + dy_dot * b_dot2 + b_dot * dy_dot2)
            + (d_dot_dot * dz + dz_dot * d_dot2 + d_dot * dz_dot2);
        let t47 = 1.0 - c;
        let t48 = t43 * t47;
        let t_dot = t44 * t47 + t10 * t43;
        let t_dot2 = t45 * t47 + t11 * t43;
        let t_dot_dot = t46 * t47 + t10 * t45 + (t12 * t43 + t44 * t11);
        let t49 = b * dz - d * dy;
        let t50 = b_dot * dz + dz_dot * b - (d_dot * dy + dy_dot * d);
        let t51 = b_dot2 * dz + dz_dot2 * b - (d_dot2 * dy + dy_dot2 * d);
        let t52 = b_dot_dot * dz + dz_dot * b_dot2 + b_dot * dz_dot2
            - (d_dot_dot * dy + dy_dot * d_dot2 + d_dot * dy_dot2);
        let px = dx * c + t49 * s + a * t48;
        let px_dot = dx_dot * c - dx * t10 + (t50 * s + s_dot * t49)
            + (a_dot * t48 + t_dot * a);
        let px_dot2 = dx_dot2 * c - dx * t11 + (t51 * s + s_dot2 * t49)
            + (a_dot2 * t48 + t_dot2 * a);
        let px_dot_dot = -(dx_dot2 * t10) - (dx_dot * t11 + t12 * dx)
            + (t52 * s + s_dot * t51 + (s_dot_dot * t49 + t50 * s_dot2))
            + (a_dot_dot * t48 + t_dot * a_dot2 + (t_dot_dot * a + a_dot * t_dot2));
        let t53 = d * dx - a * dz;
        let t54 = d_dot * dx + dx_dot * d - (a_dot * dz + dz_dot * a);
        let t55 = d_dot2 * dx + dx_dot2 * d - (a_dot2 * dz + dz_dot2 * a);
        let t56 = d_dot_dot * dx + dx_dot * d_dot2 + d_dot * dx_dot2
            - (a_dot_dot * dz + dz_dot * a_dot2 + a_dot * dz_dot2);
        let py = dy * c + t53 * s + b * t48;
        let py_dot = dy_dot * c - dy * t10 + (t54 * s + s_dot * t53)
            + (b_dot * t48 + t_dot * b);
        let py_dot2 = dy_dot2 * c - dy * t11 + (t55 * s + s_dot2 * t53)
            + (b_dot2 * t48 + t_dot2 * b);
        let py_dot_dot = -(dy_dot2 * t10) - (dy_dot * t11 + t12 * dy)
            + (t56 * s + s_dot * t55 + (s_dot_dot * t53 + t54 * s_dot2))
            + (b_dot_dot * t48 + t_dot * b_dot2 + (t_dot_dot * b + b_dot * t_dot2));
        let t57 = a * dy - b * dx;
        let t58 = a_dot * dy + dy_dot * a - (b_dot * dx + dx_dot * b);
        let t59 = a_dot2 * dy + dy_dot2 * a - (b_dot2 * dx + dx_dot2 * b);
        let t60 = a_dot_dot * dy + dy_dot * a_dot2 + a_dot * dy_dot2
            - (b_dot_dot * dx + dx_dot * b_dot2 + b_dot * dx_dot2);
        let pz = dz * c + t57 * s + d * t48;
        let pz_dot = dz_dot * c - dz * t10 + (t58 * s + s_dot * t57)
            + (d_dot * t48 + t_dot * d);
        let pz_dot2 = dz_dot2 * c - dz * t11 + (t59 * s + s_dot2 * t57)
            + (d_dot2 * t48 + t_dot2 * d);
        let pz_dot_dot = -(dz_dot2 * t10) - (dz_dot * t11 + t12 * dz)
            + (t60 * s + s_dot * t59 + (s_dot_dot * t57 + t58 * s_dot2))
            + (d_dot_dot * t48 + t_dot * d_dot2 + (t_dot_dot * d + d_dot * t_dot2));
        let u = px / pz;
        let inv_pz = 1.0 / pz;
        let t61 = if px_dot == 0.0 { 0.0 } else { px_dot * inv_pz };
        let t62 = -(inv_pz * u);
        let t63 = pz_dot == 0.0;
        let t64 = if t63 { 0.0 } else { pz_dot * t62 };
        let u_dot = t61 + t64;
        let t65 = if t63 { 0.0 } else { pz_dot * -(inv_pz * inv_pz) };
        let t66 = px_dot2 == 0.0;
        let t67 = if t66 { 0.0 } else { px_dot2 * inv_pz };
        let t68 = if px_dot_dot == 0.0 { 0.0 } else { px_dot_dot * inv_pz };
        let t69 = if t66 { 0.0 } else { px_dot2 * t65 };
        let t70 = pz_dot2 == 0.0;
        let t71 = if t70 { 0.0 } else { pz_dot2 * t62 };
        let t72 = pz_dot_dot == 0.0;
        let t73 = if t72 { 0.0 } else { pz_dot_dot * t62 };
        let t74 = if t70 { 0.0 } else { pz_dot2 * -(t65 * u + u_dot * inv_pz) };
        let u_dot2 = t67 + t71;
        let u_dot_dot = t68 + t69 + (t73 + t74);
        let v = py / pz;
        let t75 = if py_dot == 0.0 { 0.0 } else { py_dot * inv_pz };
        let t76 = -(inv_pz * v);
        let t77 = if t63 { 0.0 } else { pz_dot * t76 };
        let v_dot = t75 + t77;
        let t78 = py_dot2 == 0.0;
        let t79 = if t78 { 0.0 } else { py_dot2 * inv_pz };
        let t80 = if py_dot_dot == 0.0 { 0.0 } else { py_dot_dot * inv_pz };
        let t81 = if t78 { 0.0 } else { py_dot2 * t65 };
        let t82 = if t70 { 0.0 } else { pz_dot2 * t76 };
        let t83 = if t72 { 0.0 } else { pz_dot_dot * t76 };
        let t84 = if t70 { 0.0 } else { pz_dot2 * -(t65 * v + v_dot * inv_pz) };
        let v_dot2 = t79 + t82;
        let v_dot_dot = t80 + t81 + (t83 + t84);
        let r = u * u + v * v;
        let r_dot = 2.0 * (u_dot * u + v_dot * v);
        let r_dot2 = 2.0 * (u_dot2 * u + v_dot2 * v);
        let r_dot_dot = 2.0
            * (u_dot_dot * u + u_dot * u_dot2 + (v_dot_dot * v + v_dot * v_dot2));
        let t85 = cam[7] + r * cam[8];
        let t86 = cam_dot2.at(7) + (r_dot * cam[8] + cam_dot2.at(8) * r);
        let t87 = cam_dot.at(7) + (r_dot2 * cam[8] + cam_dot.at(8) * r);
        let l_dot = r_dot * t85 + t86 * r;
        let l_dot2 = r_dot2 * t85 + t87 * r;
        let l_dot_dot = r_dot_dot * t85 + t86 * r_dot2
            + ((r_dot_dot * cam[8] + cam_dot2.at(8) * r_dot2 + r_dot * cam_dot.at(8)) * r
                + r_dot * t87);
        let l = 1.0 + r * t85;
        let t88 = cam[6] * l;
        let t89 = cam_dot2.at(6) * l + l_dot * cam[6];
        let t90 = cam_dot.at(6) * l + l_dot2 * cam[6];
        let t91 = l_dot * cam_dot.at(6) + (l_dot_dot * cam[6] + cam_dot2.at(6) * l_dot2);
        let t92 = (t91 * u + u_dot * t90 + (u_dot_dot * t88 + t89 * u_dot2)) * w;
        let t93 = t92 + w_dot2 * (t90 * u + u_dot2 * t88 - feat_dot.at(0));
        let t94 = (t91 * v + v_dot * t90 + (v_dot_dot * t88 + t89 * v_dot2)) * w;
        let t95 = t94 + w_dot2 * (t90 * v + v_dot2 * t88 - feat_dot.at(1));
        let t96 = (t89 * v + v_dot * t88 - feat_dot2.at(1)) * w_dot + t95;
        let a2 = [(t89 * u + u_dot * t88 - feat_dot2.at(0)) * w_dot + t93, t96];
        a2
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_tangent(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        (v_0, v_1, v_2, v_3): ([f64; 9], [f64; 3], f64, [f64; 2]),
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
        (
            v_dot_0,
            v_dot_1,
            v_dot_2,
            v_dot_3,
        ): (
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
        ),
    ) -> (([f64; 2], [f64; 2]), ([f64; 2], [f64; 2])) {
        let _ = (&cam_dot, &x_dot, &w_dot, &feat_dot);
        let _ = (&v_0, &v_1, &v_2, &v_3, &v_dot_0, &v_dot_1, &v_dot_2, &v_dot_3);
        let given = Self::value_and_jvp(cam, x, w, feat, (v_0, v_1, v_2, v_3));
        let (_, turned) = Self::__tangent(
            cam,
            x,
            w,
            feat,
            v_dot_0,
            v_dot_1,
            v_dot_2,
            v_dot_3,
        );
        let (_, value_turned) = Self::__tangent(
            cam,
            x,
            w,
            feat,
            cam_dot,
            x_dot,
            w_dot,
            feat_dot,
        );
        let bent = Self::__second_tangent(
            cam,
            x,
            w,
            feat,
            ::chainrule::__private::Dot::new(&(&v_0)[..]),
            ::chainrule::__private::Dot::new(&(&v_1)[..]),
            v_2,
            ::chainrule::__private::Dot::new(&(&v_3)[..]),
            cam_dot,
            x_dot,
            w_dot,
            feat_dot,
        );
        let bent_0 = bent;
        let turned_0 = turned;
        let mut bent_0 = bent_0;
        for (sum, more) in (&mut bent_0[..]).iter_mut().zip(&turned_0[..]) {
            *sum += *more;
        }
        let bent = bent_0;
        (given, (value_turned, bent))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_pullback(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        (v_0, v_1, v_2, v_3): ([f64; 9], [f64; 3], f64, [f64; 2]),
    ) -> (
        ([f64; 2], [f64; 2]),
        impl FnOnce(
            &[f64; 9],
            &[f64; 3],
            f64,
            &[f64; 2],
            ([f64; 9], [f64; 3], f64, [f64; 2]),
            (&[f64; 2], &[f64; 2]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            (
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Sink<'_, f64>,
            ),
        ) -> ((), (), f64, (), ((), (), f64, ())) + use<>,
    ) {
        let given = Self::value_and_jvp(cam, x, w, feat, (v_0, v_1, v_2, v_3));
        let state = move |
            cam: &[f64; 9],
            x: &[f64; 3],
            w: f64,
            feat: &[f64; 2],
            (v_0, v_1, v_2, v_3): ([f64; 9], [f64; 3], f64, [f64; 2]),
            (value_w, s): (&[f64; 2], &[f64; 2]),
            cam_bar: ::chainrule::__private::Sink<'_, f64>,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            w_bar: ::chainrule::__private::Constant,
            feat_bar: ::chainrule::__private::Sink<'_, f64>,
            (
                v_bar_0,
                v_bar_1,
                v_bar_2,
                v_bar_3,
            ): (
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Sink<'_, f64>,
            )|
        {
            let _ = (&cam_bar, &x_bar, &w_bar, &feat_bar);
            let _ = (&v_0, &v_1, &v_2, &v_3, &v_bar_0, &v_bar_1, &v_bar_2, &v_bar_3);
            let (_, _, second) = Self::__pullback_tangent(
                cam,
                x,
                w,
                feat,
                ::chainrule::__private::Dot::new(&(&v_0)[..]),
                ::chainrule::__private::Dot::new(&(&v_1)[..]),
                v_2,
                ::chainrule::__private::Dot::new(&(&v_3)[..]),
            );
            let (along, bars) = second(
                cam,
                x,
                w,
                feat,
                ::chainrule::__private::Dot::new(&(&v_0)[..]),
                ::chainrule::__private::Dot::new(&(&v_1)[..]),
                v_2,
                ::chainrule::__private::Dot::new(&(&v_3)[..]),
                s,
                value_w,
                v_bar_0,
                v_bar_1,
                ::core::default::Default::default(),
                v_bar_3,
                cam_bar,
                x_bar,
                w_bar,
                feat_bar,
            );
            let _ = (&along, &bars);
            ((), (), bars.2, (), ((), (), along.2, ()))
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        (v_0, v_1, v_2, v_3): ([f64; 9], [f64; 3], f64, [f64; 2]),
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
        (
            v_dot_0,
            v_dot_1,
            v_dot_2,
            v_dot_3,
        ): (
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
        ),
    ) -> (
        ([f64; 2], [f64; 2]),
        ([f64; 2], [f64; 2]),
        fn(
            &[f64; 9],
            &[f64; 3],
            f64,
            &[f64; 2],
            ([f64; 9], [f64; 3], f64, [f64; 2]),
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            (
                ::chainrule::__private::Dot<'_, f64>,
                ::chainrule::__private::Dot<'_, f64>,
                f64,
                ::chainrule::__private::Dot<'_, f64>,
            ),
            (&[f64; 2], &[f64; 2]),
            (&[f64; 2], &[f64; 2]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            (
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Sink<'_, f64>,
            ),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            (
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Sink<'_, f64>,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Sink<'_, f64>,
            ),
        ) -> (((), (), f64, (), ((), (), f64, ())), ((), (), f64, (), ((), (), f64, ()))),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_tangent(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        w__: &[f64; 2],
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
        w___dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        ([f64; 2], ([f64; 9], [f64; 3], f64, [f64; 2])),
        ([f64; 2], ([f64; 9], [f64; 3], f64, [f64; 2])),
    ) {
        let _ = (&cam_dot, &x_dot, &w_dot, &feat_dot);
        let _ = (&w__, &w___dot);
        let given = Self::value_and_vjp(cam, x, w, feat, w__);
        let mut w___dot_made = <[f64; 2] as ::chainrule::__private::Zero>::ZERO;
        w___dot.copy_to(&mut w___dot_made[..]);
        let mut cam_bar = ::chainrule::__private::zeros_like(cam);
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let mut feat_bar = ::chainrule::__private::zeros_like(feat);
        let (_, value_turned, second) = Self::__pullback_tangent(
            cam,
            x,
            w,
            feat,
            cam_dot,
            x_dot,
            w_dot,
            feat_dot,
        );
        let (along, bars) = second(
            cam,
            x,
            w,
            feat,
            cam_dot,
            x_dot,
            w_dot,
            feat_dot,
            w__,
            (&w___dot_made),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut cam_bar[..]),
            ),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut x_bar[..]),
            ),
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut feat_bar[..]),
            ),
        );
        let _ = (&along, &bars);
        (given, (value_turned, (cam_bar, x_bar, bars.2, feat_bar)))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_pullback(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        w__: &[f64; 2],
    ) -> (
        ([f64; 2], ([f64; 9], [f64; 3], f64, [f64; 2])),
        impl FnOnce(
            &[f64; 9],
            &[f64; 3],
            f64,
            &[f64; 2],
            &[f64; 2],
            (&[f64; 2], (&[f64; 9], &[f64; 3], f64, &[f64; 2])),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((), (), f64, (), ()) + use<>,
    ) {
        let given = Self::value_and_vjp(cam, x, w, feat, w__);
        let state = move |
            cam: &[f64; 9],
            x: &[f64; 3],
            w: f64,
            feat: &[f64; 2],
            w__: &[f64; 2],
            (
                value_w,
                (s_0, s_1, s_2, s_3),
            ): (&[f64; 2], (&[f64; 9], &[f64; 3], f64, &[f64; 2])),
            cam_bar: ::chainrule::__private::Sink<'_, f64>,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            w_bar: ::chainrule::__private::Constant,
            feat_bar: ::chainrule::__private::Sink<'_, f64>,
            w___bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&cam_bar, &x_bar, &w_bar, &feat_bar);
            let _ = (&w__, &w___bar);
            let (_, dot, second) = Self::__pullback_tangent(
                cam,
                x,
                w,
                feat,
                ::chainrule::__private::Dot::new(s_0),
                ::chainrule::__private::Dot::new(s_1),
                s_2,
                ::chainrule::__private::Dot::new(s_3),
            );
            let (along, bars) = second(
                cam,
                x,
                w,
                feat,
                ::chainrule::__private::Dot::new(s_0),
                ::chainrule::__private::Dot::new(s_1),
                s_2,
                ::chainrule::__private::Dot::new(s_3),
                w__,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                cam_bar,
                x_bar,
                w_bar,
                feat_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            w___bar.add_all(&dot_0[..]);
            ((), (), bars.2, (), ())
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        cam: &[f64; 9],
        x: &[f64; 3],
        w: f64,
        feat: &[f64; 2],
        w__: &[f64; 2],
        cam_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
        feat_dot: ::chainrule::__private::Dot<'_, f64>,
        w___dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        ([f64; 2], ([f64; 9], [f64; 3], f64, [f64; 2])),
        ([f64; 2], ([f64; 9], [f64; 3], f64, [f64; 2])),
        fn(
            &[f64; 9],
            &[f64; 3],
            f64,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            (&[f64; 2], (&[f64; 9], &[f64; 3], f64, &[f64; 2])),
            (&[f64; 2], (&[f64; 9], &[f64; 3], f64, &[f64; 2])),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((), (), f64, (), ()), ((), (), f64, (), ())),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
}
