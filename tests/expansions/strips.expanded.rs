fn strips(x: &[f64; 2], ts: &[f64], ys: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..ts.len() {
        let e = x[0] + x[1] * ts[i] - ys[i];
        sum += e * e;
    }
    sum
}
///The derivatives of [`strips()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct strips {
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
impl strips {
    ///The gradient of [`strips()`], as text to print.
    const FORMULA: &'static str = "the derivative of `strips` is a loop: see `strips::gradient`";
    ///The gradient of [`strips()`] with respect to `x`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64; 2], ts: &[f64], ys: &[f64]) -> [f64; 2] {
        Self::value_and_gradient(x, ts, ys).1
    }
    ///The same as [`gradient`](Self::gradient), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [f64; 2] {
        Self::value_and_gradient_with(x, ts, ys, workspace).1
    }
    ///Value and gradient of [`strips()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: &[f64; 2], ts: &[f64], ys: &[f64]) -> (f64, [f64; 2]) {
        let n = ts.len();
        ::core::assert!(n <= ys.len());
        let whole = if n >= 8 { n - n % 4 } else { 0 };
        let mut sum_lanes = [0.0; 4];
        let mut x_0_bar_lanes = [0.0; 4];
        let mut x_1_bar_lanes = [0.0; 4];
        for strip in (0..whole).step_by(4) {
            let ts_strip = ::chainrule::__private::window(ts, strip, 4);
            let ys_strip = ::chainrule::__private::window(ys, strip, 4);
            for k in 0..4 {
                let e = x[0] + x[1] * ts_strip[k] - ys_strip[k];
                let e_bar = 2.0 * e;
                sum_lanes[k] += e * e;
                x_0_bar_lanes[k] += e_bar;
                x_1_bar_lanes[k] += e_bar * ts_strip[k];
            }
        }
        let mut x_0_bar = x_0_bar_lanes[0] + x_0_bar_lanes[1] + x_0_bar_lanes[2]
            + x_0_bar_lanes[3];
        let mut x_1_bar = x_1_bar_lanes[0] + x_1_bar_lanes[1] + x_1_bar_lanes[2]
            + x_1_bar_lanes[3];
        let mut sum = sum_lanes[0] + sum_lanes[1] + sum_lanes[2] + sum_lanes[3];
        for i in whole..n {
            let e = x[0] + x[1] * ts[i] - ys[i];
            let e_bar = 2.0 * e;
            sum += e * e;
            x_0_bar += e_bar;
            x_1_bar += e_bar * ts[i];
        }
        (sum, [x_0_bar, x_1_bar])
    }
    ///The same as [`value_and_gradient`](Self::value_and_gradient), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 2]) {
        let _ = workspace;
        Self::value_and_gradient(x, ts, ys)
    }
    ///The gradient of [`strips()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64; 2], ts: &[f64], ys: &[f64], w: f64) -> [f64; 2] {
        Self::value_and_vjp(x, ts, ys, w).1
    }
    ///Value of [`strips()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: &[f64; 2], ts: &[f64], ys: &[f64], w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(x, ts, ys);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`strips()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
    ) -> f64 {
        Self::value_and_jvp(x, ts, ys, v).1
    }
    ///The same as [`jvp`](Self::jvp), with memory from `workspace`.
    #[inline]
    fn jvp_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        Self::value_and_jvp_with(x, ts, ys, v, workspace).1
    }
    ///Value of [`strips()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
    ) -> (f64, f64) {
        let v: &[f64; 2] = ::core::borrow::Borrow::borrow(&v);
        let n = ts.len();
        ::core::assert!(n <= ys.len());
        let whole = if n >= 8 { n - n % 4 } else { 0 };
        let mut sum_lanes = [0.0; 4];
        let mut sum_dot_lanes = [0.0; 4];
        for strip in (0..whole).step_by(4) {
            let ts_strip = ::chainrule::__private::window(ts, strip, 4);
            let ys_strip = ::chainrule::__private::window(ys, strip, 4);
            for k in 0..4 {
                let e = x[0] + x[1] * ts_strip[k] - ys_strip[k];
                sum_lanes[k] += e * e;
                sum_dot_lanes[k] += 2.0 * ((v[0] + v[1] * ts_strip[k]) * e);
            }
        }
        let mut sum_dot = sum_dot_lanes[0] + sum_dot_lanes[1] + sum_dot_lanes[2]
            + sum_dot_lanes[3];
        let mut sum = sum_lanes[0] + sum_lanes[1] + sum_lanes[2] + sum_lanes[3];
        for i in whole..n {
            let e = x[0] + x[1] * ts[i] - ys[i];
            sum += e * e;
            sum_dot += 2.0 * ((v[0] + v[1] * ts[i]) * e);
        }
        (sum, sum_dot)
    }
    ///The same as [`value_and_jvp`](Self::value_and_jvp), with memory from `workspace`.
    #[inline]
    fn value_and_jvp_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, f64) {
        let _ = workspace;
        Self::value_and_jvp(x, ts, ys, v)
    }
    ///The Hessian of [`strips()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
    ) -> [f64; 2] {
        Self::gradient_and_hvp(x, ts, ys, v).1
    }
    ///The same as [`hvp`](Self::hvp), with memory from `workspace`.
    #[inline]
    fn hvp_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [f64; 2] {
        Self::gradient_and_hvp_with(x, ts, ys, v, workspace).1
    }
    ///Gradient of [`strips()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
    ) -> ([f64; 2], [f64; 2]) {
        let v: &[f64; 2] = ::core::borrow::Borrow::borrow(&v);
        let n = ts.len();
        ::core::assert!(n <= ys.len());
        let whole = if n >= 8 { n - n % 4 } else { 0 };
        let mut x_0_bar_lanes = [0.0; 4];
        let mut x_1_bar_lanes = [0.0; 4];
        let mut x_0_bar_dot_lanes = [0.0; 4];
        let mut x_1_bar_dot_lanes = [0.0; 4];
        for strip in (0..whole).step_by(4) {
            let ts_strip = ::chainrule::__private::window(ts, strip, 4);
            let ys_strip = ::chainrule::__private::window(ys, strip, 4);
            for k in 0..4 {
                let ts_strip_k = ts_strip[k];
                let e = x[0] + x[1] * ts_strip_k - ys_strip[k];
                let e_bar = 2.0 * e;
                let e_bar_dot = 2.0 * (v[0] + v[1] * ts_strip_k);
                x_0_bar_lanes[k] += e_bar;
                x_1_bar_lanes[k] += e_bar * ts_strip_k;
                x_0_bar_dot_lanes[k] += e_bar_dot;
                x_1_bar_dot_lanes[k] += e_bar_dot * ts_strip_k;
            }
        }
        let mut x_1_bar = x_1_bar_lanes[0] + x_1_bar_lanes[1] + x_1_bar_lanes[2]
            + x_1_bar_lanes[3];
        let mut x_0_bar_dot = x_0_bar_dot_lanes[0] + x_0_bar_dot_lanes[1]
            + x_0_bar_dot_lanes[2] + x_0_bar_dot_lanes[3];
        let mut x_1_bar_dot = x_1_bar_dot_lanes[0] + x_1_bar_dot_lanes[1]
            + x_1_bar_dot_lanes[2] + x_1_bar_dot_lanes[3];
        let mut x_0_bar = x_0_bar_lanes[0] + x_0_bar_lanes[1] + x_0_bar_lanes[2]
            + x_0_bar_lanes[3];
        for i in whole..n {
            let ts_i = ts[i];
            let e = x[0] + x[1] * ts_i - ys[i];
            let e_bar = 2.0 * e;
            let e_bar_dot = 2.0 * (v[0] + v[1] * ts_i);
            x_0_bar += e_bar;
            x_1_bar += e_bar * ts_i;
            x_0_bar_dot += e_bar_dot;
            x_1_bar_dot += e_bar_dot * ts_i;
        }
        ([x_0_bar, x_1_bar], [x_0_bar_dot, x_1_bar_dot])
    }
    ///The same as [`gradient_and_hvp`](Self::gradient_and_hvp), with memory from `workspace`.
    #[inline]
    fn gradient_and_hvp_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: impl ::core::borrow::Borrow<[f64; 2]>,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> ([f64; 2], [f64; 2]) {
        let _ = workspace;
        Self::gradient_and_hvp(x, ts, ys, v)
    }
    ///The Hessian of [`strips()`], symmetric.
    #[inline]
    #[must_use]
    fn hessian(x: &[f64; 2], ts: &[f64], ys: &[f64]) -> [[f64; 2]; 2] {
        Self::value_and_hessian(x, ts, ys).2
    }
    ///The same as [`hessian`](Self::hessian), with memory from `workspace`.
    #[inline]
    fn hessian_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [[f64; 2]; 2] {
        Self::value_and_hessian_with(x, ts, ys, workspace).2
    }
    ///Value, gradient and Hessian of [`strips()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
    ) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let mut x_dot = [[0.0; 2]; 2];
        for k in 0..2 {
            x_dot[k][k] = 1.0;
        }
        let mut x_0_bar_dot = [0.0; 2];
        let mut x_1_bar_dot = [0.0; 2];
        ::core::assert!(ts.len() <= ys.len());
        let mut sum = 0.0;
        let mut x_0_bar = 0.0;
        let mut x_1_bar = 0.0;
        for i in 0..ts.len() {
            let ts_i = ts[i];
            let e = x[0] + x[1] * ts_i - ys[i];
            let e_bar = 2.0 * e;
            for k in 0..2 {
                let e_bar_dot = 2.0 * (x_dot[0][k] + x_dot[1][k] * ts_i);
                x_0_bar_dot[k] += e_bar_dot;
                x_1_bar_dot[k] += e_bar_dot * ts_i;
            }
            sum += e * e;
            x_0_bar += e_bar;
            x_1_bar += e_bar * ts_i;
        }
        let mut h = [x_0_bar_dot, x_1_bar_dot];
        ::chainrule::__private::mirror(h.as_flattened_mut(), 2);
        (sum, [x_0_bar, x_1_bar], h)
    }
    ///The same as [`value_and_hessian`](Self::value_and_hessian), with memory from `workspace`.
    #[inline]
    fn value_and_hessian_with(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let _ = workspace;
        Self::value_and_hessian(x, ts, ys)
    }
    ///[`strips()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective<'chainrule>(
        ts: &'chainrule [f64],
        ys: &'chainrule [f64],
    ) -> ::chainrule::problem::Bound<Self, (&'chainrule [f64], &'chainrule [f64])> {
        <::chainrule::problem::Bound<
            Self,
            (&'chainrule [f64], &'chainrule [f64]),
        >>::new((ts, ys))
    }
    ///Compares value, derivatives and second derivatives of [`strips()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(x: &[f64; 2], ts: &[f64], ys: &[f64]) {
        ::chainrule::check::check(&Self::objective(ts, ys), &*x)
            .but_for_rounding()
            .assert_ok();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f64; 2], arg1: &[f64], arg2: &[f64]) -> f64 {
        strips(arg0, arg1, arg2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&x, &ts, &ys, &x_dot, &ts_dot, &ys_dot);
        ::core::assert!(ts.len() <= ys.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..ts.len() {
            let e = x[0] + x[1] * ts[i] - ys[i];
            sum += e * e;
            sum_dot += 2.0 * ((x_dot.at(0) + x_dot.at(1) * ts[i]) * e);
        }
        (sum, sum_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &ts, &ys, &x_dot, &ts_dot, &ys_dot);
        let mut sum_dot = [0.0; __LANES];
        ::core::assert!(ts.len() <= ys.len());
        let mut sum = 0.0;
        for i in 0..ts.len() {
            let ts_i = ts[i];
            let e = x[0] + x[1] * ts_i - ys[i];
            let t1 = 2.0 * e;
            for k in 0..__LANES {
                sum_dot[k] += (x_dot.lane(0, k) + x_dot.lane(1, k) * ts_i) * t1;
            }
            sum += e * e;
        }
        (sum, sum_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        w: f64,
        x_bar: ::chainrule::__private::Sink<'_, f64>,
        ts_bar: ::chainrule::__private::Constant,
        ys_bar: ::chainrule::__private::Constant,
    ) -> (f64, ((), (), ())) {
        let _ = (&x, &ts, &ys, &x_bar, &ts_bar, &ys_bar);
        ::core::assert!(ts.len() <= ys.len());
        let mut sum = 0.0;
        let mut x_0_bar = 0.0;
        let mut x_1_bar = 0.0;
        for i in 0..ts.len() {
            let e = x[0] + x[1] * ts[i] - ys[i];
            let e_bar = 2.0 * w * e;
            sum += e * e;
            x_0_bar += e_bar;
            x_1_bar += e_bar * ts[i];
        }
        x_bar.add_at(0, x_0_bar);
        x_bar.add_at(1, x_1_bar);
        (sum, ((), (), ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w: f64,
        w_dot: f64,
        x_bar: ::chainrule::__private::Sink<'_, f64>,
        ts_bar: ::chainrule::__private::Constant,
        ys_bar: ::chainrule::__private::Constant,
        x_bar_dot: ::chainrule::__private::Sink<'_, f64>,
        ts_bar_dot: ::chainrule::__private::Constant,
        ys_bar_dot: ::chainrule::__private::Constant,
    ) -> (((), (), ()), ((), (), ())) {
        let (_, _, state) = Self::__pullback_tangent(x, ts, ys, x_dot, ts_dot, ys_dot);
        state(
            x,
            ts,
            ys,
            x_dot,
            ts_dot,
            ys_dot,
            w,
            w_dot,
            x_bar,
            ts_bar,
            ys_bar,
            x_bar_dot,
            ts_bar_dot,
            ys_bar_dot,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
    ) -> (
        f64,
        impl FnOnce(
            &[f64; 2],
            &[f64],
            &[f64],
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((), (), ()) + use<>,
    ) {
        let _ = (&x, &ts, &ys);
        ::core::assert!(ts.len() <= ys.len());
        let mut sum = 0.0;
        for i in 0..ts.len() {
            let e = x[0] + x[1] * ts[i] - ys[i];
            sum += e * e;
        }
        let state = move |
            x: &[f64; 2],
            ts: &[f64],
            ys: &[f64],
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            ts_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &ts, &ys, &x_bar, &ts_bar, &ys_bar);
            ::core::assert!(ts.len() <= ys.len());
            let mut x_0_bar = 0.0;
            let mut x_1_bar = 0.0;
            for i in 0..ts.len() {
                let e = x[0] + x[1] * ts[i] - ys[i];
                let e_bar = 2.0 * w * e;
                x_0_bar += e_bar;
                x_1_bar += e_bar * ts[i];
            }
            x_bar.add_at(0, x_0_bar);
            x_bar.add_at(1, x_1_bar);
            ((), (), ())
        };
        (sum, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            &[f64; 2],
            &[f64],
            &[f64],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (((), (), ()), ((), (), ())) + use<>,
    ) {
        let _ = (&x, &ts, &ys, &x_dot, &ts_dot, &ys_dot);
        ::core::assert!(ts.len() <= ys.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..ts.len() {
            let e = x[0] + x[1] * ts[i] - ys[i];
            sum += e * e;
            sum_dot += 2.0 * ((x_dot.at(0) + x_dot.at(1) * ts[i]) * e);
        }
        let state = move |
            x: &[f64; 2],
            ts: &[f64],
            ys: &[f64],
            x_dot: ::chainrule::__private::Dot<'_, f64>,
            ts_dot: ::chainrule::__private::Constant,
            ys_dot: ::chainrule::__private::Constant,
            w: f64,
            w_dot: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            ts_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Sink<'_, f64>,
            ts_bar_dot: ::chainrule::__private::Constant,
            ys_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &x,
                &ts,
                &ys,
                &x_dot,
                &ts_dot,
                &ys_dot,
                &x_bar,
                &ts_bar,
                &ys_bar,
                &x_bar_dot,
                &ts_bar_dot,
                &ys_bar_dot,
            );
            ::core::assert!(ts.len() <= ys.len());
            let mut x_0_bar = 0.0;
            let mut x_1_bar = 0.0;
            let mut x_0_bar_dot = 0.0;
            let mut x_1_bar_dot = 0.0;
            for i in 0..ts.len() {
                let ts_i = ts[i];
                let e = x[0] + x[1] * ts_i - ys[i];
                let t1 = 2.0 * w;
                let e_bar = t1 * e;
                let e_bar_dot = 2.0 * w_dot * e
                    + (x_dot.at(0) + x_dot.at(1) * ts_i) * t1;
                x_0_bar += e_bar;
                x_1_bar += e_bar * ts_i;
                x_0_bar_dot += e_bar_dot;
                x_1_bar_dot += e_bar_dot * ts_i;
            }
            x_bar.add_at(0, x_0_bar);
            x_bar.add_at(1, x_1_bar);
            x_bar_dot.add_at(0, x_0_bar_dot);
            x_bar_dot.add_at(1, x_1_bar_dot);
            (((), (), ()), ((), (), ()))
        };
        (sum, sum_dot, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let (_, value_dot, second) = Self::__pullback_tangent(
            x,
            ts,
            ys,
            x_dot,
            ts_dot,
            ys_dot,
        );
        let bars = second(
                x,
                ts,
                ys,
                x_dot,
                ts_dot,
                ys_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::chainrule::__private::Sink::new(
                    ::chainrule::__private::Sink::cells(&mut x_bar[..]),
                ),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            )
            .1;
        let gradient_dot = x_bar;
        let _ = bars;
        let (value, gradient) = Self::value_and_gradient(x, ts, ys);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            &[f64; 2],
            &[f64],
            &[f64],
            (f64, &[f64; 2]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((), (), ()) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(x, ts, ys);
        let state = move |
            x: &[f64; 2],
            ts: &[f64],
            ys: &[f64],
            (value_w, w): (f64, &[f64; 2]),
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            ts_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w, &x_bar, &ts_bar, &ys_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(
                    x,
                    ts,
                    ys,
                    ::chainrule::__private::Dot::new(w),
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                );
                second(
                        x,
                        ts,
                        ys,
                        ::chainrule::__private::Dot::new(w),
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        x_bar,
                        ts_bar,
                        ys_bar,
                    )
                    .1
            }
        };
        ((value, gradient), state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_pullback_tangent<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            &[f64; 2],
            &[f64],
            &[f64],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            (f64, &[f64; 2]),
            (f64, &[f64; 2]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (((), (), ()), ((), (), ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_tangent<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> ([[f64; 2]; 2], [[f64; 2]; 2])
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_pullback<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
    ) -> (
        [[f64; 2]; 2],
        fn(
            &[f64; 2],
            &[f64],
            &[f64],
            &[[f64; 2]; 2],
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((), (), ()),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_tangent(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot, &ts_dot, &ys_dot);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(x, ts, ys, v);
        let (_, turned) = Self::__tangent(
            x,
            ts,
            ys,
            v_dot,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let (_, value_turned, second) = Self::__pullback_tangent(
            x,
            ts,
            ys,
            x_dot,
            ts_dot,
            ys_dot,
        );
        let (along, bars) = second(
            x,
            ts,
            ys,
            x_dot,
            ts_dot,
            ys_dot,
            1.0,
            0.0,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut x_bar[..]),
            ),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        let bent = x_bar[..]
            .iter()
            .zip(&v[..])
            .map(|(entry, along)| entry * along)
            .sum::<f64>();
        (given, (value_turned, turned + bent))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_pullback(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: &[f64; 2],
    ) -> (
        (f64, f64),
        impl FnOnce(
            &[f64; 2],
            &[f64],
            &[f64],
            &[f64; 2],
            (f64, f64),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((), (), (), ()) + use<>,
    ) {
        let given = Self::value_and_jvp(x, ts, ys, v);
        let state = move |
            x: &[f64; 2],
            ts: &[f64],
            ys: &[f64],
            v: &[f64; 2],
            (value_w, s): (f64, f64),
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            ts_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant,
            v_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x_bar, &ts_bar, &ys_bar);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(
                x,
                ts,
                ys,
                ::chainrule::__private::Dot::new(&v[..]),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                x,
                ts,
                ys,
                ::chainrule::__private::Dot::new(&v[..]),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                s,
                value_w,
                v_bar,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                x_bar,
                ts_bar,
                ys_bar,
            );
            let _ = (&along, &bars);
            ((), (), (), ())
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            &[f64; 2],
            &[f64],
            &[f64],
            &[f64; 2],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Dot<'_, f64>,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((), (), (), ()), ((), (), (), ())),
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
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let _ = (&x_dot, &ts_dot, &ys_dot);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(x, ts, ys, w);
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let (_, value_turned, second) = Self::__pullback_tangent(
            x,
            ts,
            ys,
            x_dot,
            ts_dot,
            ys_dot,
        );
        let (along, bars) = second(
            x,
            ts,
            ys,
            x_dot,
            ts_dot,
            ys_dot,
            w,
            w_dot,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut x_bar[..]),
            ),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        (given, (value_turned, x_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_pullback(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        w: f64,
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            &[f64; 2],
            &[f64],
            &[f64],
            f64,
            (f64, &[f64; 2]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((), (), (), f64) + use<>,
    ) {
        let given = Self::value_and_vjp(x, ts, ys, w);
        let state = move |
            x: &[f64; 2],
            ts: &[f64],
            ys: &[f64],
            w: f64,
            (value_w, s): (f64, &[f64; 2]),
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            ts_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar, &ts_bar, &ys_bar);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(
                x,
                ts,
                ys,
                ::chainrule::__private::Dot::new(s),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                x,
                ts,
                ys,
                ::chainrule::__private::Dot::new(s),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                w,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                x_bar,
                ts_bar,
                ys_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            ((), (), (), dot_0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            &[f64; 2],
            &[f64],
            &[f64],
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            f64,
            (f64, &[f64; 2]),
            (f64, &[f64; 2]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (((), (), (), f64), ((), (), (), f64)),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_tangent<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ([f64; 2], [f64; 2])
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: &[f64; 2],
    ) -> (
        [f64; 2],
        fn(
            &[f64; 2],
            &[f64],
            &[f64],
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((), (), (), ()),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback_tangent<'never>(
        x: &[f64; 2],
        ts: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        ts_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        [f64; 2],
        [f64; 2],
        fn(
            &[f64; 2],
            &[f64],
            &[f64],
            &[f64; 2],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Dot<'_, f64>,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((), (), (), ()), ((), (), (), ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl<'chainrule> ::chainrule::problem::Function<(&'chainrule [f64], &'chainrule [f64])>
for strips {
    type Point = [f64; 2];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(&'chainrule [f64], &'chainrule [f64]), x: &[f64; 2]) -> f64 {
        let _ = c;
        strips(x, c.0, c.1)
    }
    #[inline]
    fn value_and_gradient(
        c: &(&'chainrule [f64], &'chainrule [f64]),
        x: &[f64; 2],
        gradient: &mut [f64; 2],
    ) -> f64 {
        let _ = c;
        let value;
        (value, *gradient) = Self::value_and_gradient(x, c.0, c.1);
        value
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(&'chainrule [f64], &'chainrule [f64]),
        x: &[f64; 2],
        v: &[f64; 2],
        gradient: &mut [f64; 2],
        product: &mut [f64; 2],
    ) {
        let _ = c;
        (*gradient, *product) = Self::gradient_and_hvp(x, c.0, c.1, *v);
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(&'chainrule [f64], &'chainrule [f64]),
        x: &[f64; 2],
        gradient: &mut [f64; 2],
        hessian: &mut <[f64; 2] as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let _ = c;
        let value;
        (value, *gradient, *hessian) = Self::value_and_hessian(x, c.0, c.1);
        value
    }
}
