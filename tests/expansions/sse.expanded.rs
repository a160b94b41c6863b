fn sse(a: f64, b: f64, xs: &[f64], ys: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..xs.len() {
        let e = a * xs[i] + b - ys[i];
        sum += e * e;
    }
    sum
}
///The derivatives of [`sse()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct sse {
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
impl sse {
    ///The gradient of [`sse()`], as text to print.
    const FORMULA: &'static str = "the derivative of `sse` is a loop: see `sse::gradient`";
    ///The gradient of [`sse()`] with respect to `a`, `b`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(a: f64, b: f64, xs: &[f64], ys: &[f64]) -> [f64; 2] {
        Self::value_and_gradient(a, b, xs, ys).1
    }
    ///The same as [`gradient`](Self::gradient), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [f64; 2] {
        Self::value_and_gradient_with(a, b, xs, ys, workspace).1
    }
    ///Value and gradient of [`sse()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(a: f64, b: f64, xs: &[f64], ys: &[f64]) -> (f64, [f64; 2]) {
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        let mut a_bar = 0.0;
        let mut b_bar = 0.0;
        for i in 0..xs.len() {
            let e = a * xs[i] + b - ys[i];
            let e_bar = 2.0 * e;
            sum += e * e;
            a_bar += e_bar * xs[i];
            b_bar += e_bar;
        }
        (sum, [a_bar, b_bar])
    }
    ///The same as [`value_and_gradient`](Self::value_and_gradient), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 2]) {
        let _ = workspace;
        Self::value_and_gradient(a, b, xs, ys)
    }
    ///The gradient of [`sse()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(a: f64, b: f64, xs: &[f64], ys: &[f64], w: f64) -> [f64; 2] {
        Self::value_and_vjp(a, b, xs, ys, w).1
    }
    ///Value of [`sse()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(a: f64, b: f64, xs: &[f64], ys: &[f64], w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(a, b, xs, ys);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`sse()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(a: f64, b: f64, xs: &[f64], ys: &[f64], v: [f64; 2]) -> f64 {
        Self::value_and_jvp(a, b, xs, ys, v).1
    }
    ///The same as [`jvp`](Self::jvp), with memory from `workspace`.
    #[inline]
    fn jvp_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        Self::value_and_jvp_with(a, b, xs, ys, v, workspace).1
    }
    ///Value of [`sse()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(a: f64, b: f64, xs: &[f64], ys: &[f64], v: [f64; 2]) -> (f64, f64) {
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..xs.len() {
            let e = a * xs[i] + b - ys[i];
            sum += e * e;
            sum_dot += 2.0 * ((v[0] * xs[i] + v[1]) * e);
        }
        (sum, sum_dot)
    }
    ///The same as [`value_and_jvp`](Self::value_and_jvp), with memory from `workspace`.
    #[inline]
    fn value_and_jvp_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, f64) {
        let _ = workspace;
        Self::value_and_jvp(a, b, xs, ys, v)
    }
    ///The Hessian of [`sse()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(a: f64, b: f64, xs: &[f64], ys: &[f64], v: [f64; 2]) -> [f64; 2] {
        Self::gradient_and_hvp(a, b, xs, ys, v).1
    }
    ///The same as [`hvp`](Self::hvp), with memory from `workspace`.
    #[inline]
    fn hvp_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [f64; 2] {
        Self::gradient_and_hvp_with(a, b, xs, ys, v, workspace).1
    }
    ///Gradient of [`sse()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: [f64; 2],
    ) -> ([f64; 2], [f64; 2]) {
        ::core::assert!(xs.len() <= ys.len());
        let mut a_bar = 0.0;
        let mut b_bar = 0.0;
        let mut a_bar_dot = 0.0;
        let mut b_bar_dot = 0.0;
        for i in 0..xs.len() {
            let xs_i = xs[i];
            let e = a * xs_i + b - ys[i];
            let e_bar = 2.0 * e;
            let e_bar_dot = 2.0 * (v[0] * xs_i + v[1]);
            a_bar += e_bar * xs_i;
            b_bar += e_bar;
            a_bar_dot += e_bar_dot * xs_i;
            b_bar_dot += e_bar_dot;
        }
        ([a_bar, b_bar], [a_bar_dot, b_bar_dot])
    }
    ///The same as [`gradient_and_hvp`](Self::gradient_and_hvp), with memory from `workspace`.
    #[inline]
    fn gradient_and_hvp_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> ([f64; 2], [f64; 2]) {
        let _ = workspace;
        Self::gradient_and_hvp(a, b, xs, ys, v)
    }
    ///The Hessian of [`sse()`], symmetric.
    #[inline]
    #[must_use]
    fn hessian(a: f64, b: f64, xs: &[f64], ys: &[f64]) -> [[f64; 2]; 2] {
        Self::value_and_hessian(a, b, xs, ys).2
    }
    ///The same as [`hessian`](Self::hessian), with memory from `workspace`.
    #[inline]
    fn hessian_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [[f64; 2]; 2] {
        Self::value_and_hessian_with(a, b, xs, ys, workspace).2
    }
    ///Value, gradient and Hessian of [`sse()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
    ) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let mut a_dot = [0.0; 2];
        let mut b_dot = [0.0; 2];
        a_dot[0] = 1.0;
        b_dot[1] = 1.0;
        let mut a_bar_dot = [0.0; 2];
        let mut b_bar_dot = [0.0; 2];
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        let mut a_bar = 0.0;
        let mut b_bar = 0.0;
        for i in 0..xs.len() {
            let xs_i = xs[i];
            let e = a * xs_i + b - ys[i];
            let e_bar = 2.0 * e;
            for k in 0..2 {
                let e_bar_dot = 2.0 * (a_dot[k] * xs_i + b_dot[k]);
                a_bar_dot[k] += e_bar_dot * xs_i;
                b_bar_dot[k] += e_bar_dot;
            }
            sum += e * e;
            a_bar += e_bar * xs_i;
            b_bar += e_bar;
        }
        let mut h = [a_bar_dot, b_bar_dot];
        ::chainrule::__private::mirror(h.as_flattened_mut(), 2);
        (sum, [a_bar, b_bar], h)
    }
    ///The same as [`value_and_hessian`](Self::value_and_hessian), with memory from `workspace`.
    #[inline]
    fn value_and_hessian_with(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let _ = workspace;
        Self::value_and_hessian(a, b, xs, ys)
    }
    ///[`sse()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective<'chainrule>(
        xs: &'chainrule [f64],
        ys: &'chainrule [f64],
    ) -> ::chainrule::problem::Bound<Self, (&'chainrule [f64], &'chainrule [f64])> {
        <::chainrule::problem::Bound<
            Self,
            (&'chainrule [f64], &'chainrule [f64]),
        >>::new((xs, ys))
    }
    ///Compares value, derivatives and second derivatives of [`sse()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(a: f64, b: f64, xs: &[f64], ys: &[f64]) {
        ::chainrule::check::check(&Self::objective(xs, ys), &[a, b]).assert_ok();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: f64, arg2: &[f64], arg3: &[f64]) -> f64 {
        sse(arg0, arg1, arg2, arg3)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&a, &b, &xs, &ys, &a_dot, &b_dot, &xs_dot, &ys_dot);
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..xs.len() {
            let e = a * xs[i] + b - ys[i];
            sum += e * e;
            sum_dot += 2.0 * ((a_dot * xs[i] + b_dot) * e);
        }
        (sum, sum_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: [f64; __LANES],
        b_dot: [f64; __LANES],
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&a, &b, &xs, &ys, &a_dot, &b_dot, &xs_dot, &ys_dot);
        let mut sum_dot = [0.0; __LANES];
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        for i in 0..xs.len() {
            let xs_i = xs[i];
            let e = a * xs_i + b - ys[i];
            let t1 = 2.0 * e;
            for k in 0..__LANES {
                sum_dot[k] += (a_dot[k] * xs_i + b_dot[k]) * t1;
            }
            sum += e * e;
        }
        (sum, sum_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
        a_bar: ::chainrule::__private::Constant,
        b_bar: ::chainrule::__private::Constant,
        xs_bar: ::chainrule::__private::Constant,
        ys_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, f64, (), ())) {
        let _ = (&a, &b, &xs, &ys, &a_bar, &b_bar, &xs_bar, &ys_bar);
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        let mut a_bar2 = 0.0;
        let mut b_bar2 = 0.0;
        for i in 0..xs.len() {
            let e = a * xs[i] + b - ys[i];
            let e_bar = 2.0 * w * e;
            sum += e * e;
            a_bar2 += e_bar * xs[i];
            b_bar2 += e_bar;
        }
        (sum, (a_bar2, b_bar2, (), ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w: f64,
        w_dot: f64,
        a_bar: ::chainrule::__private::Constant,
        b_bar: ::chainrule::__private::Constant,
        xs_bar: ::chainrule::__private::Constant,
        ys_bar: ::chainrule::__private::Constant,
        a_bar_dot: ::chainrule::__private::Constant,
        b_bar_dot: ::chainrule::__private::Constant,
        xs_bar_dot: ::chainrule::__private::Constant,
        ys_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64, f64, (), ()), (f64, f64, (), ())) {
        let (_, _, state) = Self::__pullback_tangent(
            a,
            b,
            xs,
            ys,
            a_dot,
            b_dot,
            xs_dot,
            ys_dot,
        );
        state(
            a,
            b,
            xs,
            ys,
            a_dot,
            b_dot,
            xs_dot,
            ys_dot,
            w,
            w_dot,
            a_bar,
            b_bar,
            xs_bar,
            ys_bar,
            a_bar_dot,
            b_bar_dot,
            xs_bar_dot,
            ys_bar_dot,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
    ) -> (
        f64,
        impl FnOnce(
            f64,
            f64,
            &[f64],
            &[f64],
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, (), ()) + use<>,
    ) {
        let _ = (&a, &b, &xs, &ys);
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        for i in 0..xs.len() {
            let e = a * xs[i] + b - ys[i];
            sum += e * e;
        }
        let state = move |
            a: f64,
            b: f64,
            xs: &[f64],
            ys: &[f64],
            w: f64,
            a_bar: ::chainrule::__private::Constant,
            b_bar: ::chainrule::__private::Constant,
            xs_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant|
        {
            let _ = (&a, &b, &xs, &ys, &a_bar, &b_bar, &xs_bar, &ys_bar);
            ::core::assert!(xs.len() <= ys.len());
            let mut a_bar2 = 0.0;
            let mut b_bar2 = 0.0;
            for i in 0..xs.len() {
                let e = a * xs[i] + b - ys[i];
                let e_bar = 2.0 * w * e;
                a_bar2 += e_bar * xs[i];
                b_bar2 += e_bar;
            }
            (a_bar2, b_bar2, (), ())
        };
        (sum, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            f64,
            f64,
            &[f64],
            &[f64],
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64, (), ()), (f64, f64, (), ())) + use<>,
    ) {
        let _ = (&a, &b, &xs, &ys, &a_dot, &b_dot, &xs_dot, &ys_dot);
        ::core::assert!(xs.len() <= ys.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..xs.len() {
            let e = a * xs[i] + b - ys[i];
            sum += e * e;
            sum_dot += 2.0 * ((a_dot * xs[i] + b_dot) * e);
        }
        let state = move |
            a: f64,
            b: f64,
            xs: &[f64],
            ys: &[f64],
            a_dot: f64,
            b_dot: f64,
            xs_dot: ::chainrule::__private::Constant,
            ys_dot: ::chainrule::__private::Constant,
            w: f64,
            w_dot: f64,
            a_bar: ::chainrule::__private::Constant,
            b_bar: ::chainrule::__private::Constant,
            xs_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant,
            a_bar_dot: ::chainrule::__private::Constant,
            b_bar_dot: ::chainrule::__private::Constant,
            xs_bar_dot: ::chainrule::__private::Constant,
            ys_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &a,
                &b,
                &xs,
                &ys,
                &a_dot,
                &b_dot,
                &xs_dot,
                &ys_dot,
                &a_bar,
                &b_bar,
                &xs_bar,
                &ys_bar,
                &a_bar_dot,
                &b_bar_dot,
                &xs_bar_dot,
                &ys_bar_dot,
            );
            ::core::assert!(xs.len() <= ys.len());
            let mut a_bar2 = 0.0;
            let mut b_bar2 = 0.0;
            let mut a_bar_dot2 = 0.0;
            let mut b_bar_dot2 = 0.0;
            for i in 0..xs.len() {
                let xs_i = xs[i];
                let e = a * xs_i + b - ys[i];
                let t1 = 2.0 * w;
                let e_bar = t1 * e;
                let e_bar_dot = 2.0 * w_dot * e + (a_dot * xs_i + b_dot) * t1;
                a_bar2 += e_bar * xs_i;
                b_bar2 += e_bar;
                a_bar_dot2 += e_bar_dot * xs_i;
                b_bar_dot2 += e_bar_dot;
            }
            ((a_bar2, b_bar2, (), ()), (a_bar_dot2, b_bar_dot2, (), ()))
        };
        (sum, sum_dot, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let (_, value_dot, second) = Self::__pullback_tangent(
            a,
            b,
            xs,
            ys,
            a_dot,
            b_dot,
            xs_dot,
            ys_dot,
        );
        let bars = second(
                a,
                b,
                xs,
                ys,
                a_dot,
                b_dot,
                xs_dot,
                ys_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            )
            .1;
        let gradient_dot = [bars.0, bars.1];
        let _ = bars;
        let (value, gradient) = Self::value_and_gradient(a, b, xs, ys);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            f64,
            f64,
            &[f64],
            &[f64],
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, (), ()) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(a, b, xs, ys);
        let state = move |
            a: f64,
            b: f64,
            xs: &[f64],
            ys: &[f64],
            (value_w, w): (f64, &[f64; 2]),
            a_bar: ::chainrule::__private::Constant,
            b_bar: ::chainrule::__private::Constant,
            xs_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w, &a_bar, &b_bar, &xs_bar, &ys_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(
                    a,
                    b,
                    xs,
                    ys,
                    w[0],
                    w[1],
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                );
                second(
                        a,
                        b,
                        xs,
                        ys,
                        w[0],
                        w[1],
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        a_bar,
                        b_bar,
                        xs_bar,
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
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            &[f64],
            &[f64],
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            (f64, &[f64; 2]),
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64, (), ()), (f64, f64, (), ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_tangent<'never>(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
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
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
    ) -> (
        [[f64; 2]; 2],
        fn(
            f64,
            f64,
            &[f64],
            &[f64],
            &[[f64; 2]; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, (), ()),
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
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&a_dot, &b_dot, &xs_dot, &ys_dot);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(a, b, xs, ys, *v);
        let (_, turned) = Self::__tangent(
            a,
            b,
            xs,
            ys,
            v_dot.at(0),
            v_dot.at(1),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let (_, value_turned, second) = Self::__pullback_tangent(
            a,
            b,
            xs,
            ys,
            a_dot,
            b_dot,
            xs_dot,
            ys_dot,
        );
        let (along, bars) = second(
            a,
            b,
            xs,
            ys,
            a_dot,
            b_dot,
            xs_dot,
            ys_dot,
            1.0,
            0.0,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        let bent = bars.0 * v[0] + bars.1 * v[1];
        (given, (value_turned, turned + bent))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_pullback(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: &[f64; 2],
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            f64,
            &[f64],
            &[f64],
            &[f64; 2],
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (f64, f64, (), (), ()) + use<>,
    ) {
        let given = Self::value_and_jvp(a, b, xs, ys, *v);
        let state = move |
            a: f64,
            b: f64,
            xs: &[f64],
            ys: &[f64],
            v: &[f64; 2],
            (value_w, s): (f64, f64),
            a_bar: ::chainrule::__private::Constant,
            b_bar: ::chainrule::__private::Constant,
            xs_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant,
            v_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&a_bar, &b_bar, &xs_bar, &ys_bar);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(
                a,
                b,
                xs,
                ys,
                v[0],
                v[1],
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                a,
                b,
                xs,
                ys,
                v[0],
                v[1],
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                s,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                a_bar,
                b_bar,
                xs_bar,
                ys_bar,
            );
            let _ = (&along, &bars);
            v_bar.add_at(0, along.0);
            v_bar.add_at(1, along.1);
            (bars.0, bars.1, (), (), ())
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            f64,
            &[f64],
            &[f64],
            &[f64; 2],
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Dot<'_, f64>,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((f64, f64, (), (), ()), (f64, f64, (), (), ())),
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
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let _ = (&a_dot, &b_dot, &xs_dot, &ys_dot);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(a, b, xs, ys, w);
        let (_, value_turned, second) = Self::__pullback_tangent(
            a,
            b,
            xs,
            ys,
            a_dot,
            b_dot,
            xs_dot,
            ys_dot,
        );
        let (along, bars) = second(
            a,
            b,
            xs,
            ys,
            a_dot,
            b_dot,
            xs_dot,
            ys_dot,
            w,
            w_dot,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        (given, (value_turned, [bars.0, bars.1]))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_pullback(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            f64,
            f64,
            &[f64],
            &[f64],
            f64,
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, (), (), f64) + use<>,
    ) {
        let given = Self::value_and_vjp(a, b, xs, ys, w);
        let state = move |
            a: f64,
            b: f64,
            xs: &[f64],
            ys: &[f64],
            w: f64,
            (value_w, s): (f64, &[f64; 2]),
            a_bar: ::chainrule::__private::Constant,
            b_bar: ::chainrule::__private::Constant,
            xs_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&a_bar, &b_bar, &xs_bar, &ys_bar);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(
                a,
                b,
                xs,
                ys,
                s[0],
                s[1],
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                a,
                b,
                xs,
                ys,
                s[0],
                s[1],
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                w,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                a_bar,
                b_bar,
                xs_bar,
                ys_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            (bars.0, bars.1, (), (), dot_0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            &[f64],
            &[f64],
            f64,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            f64,
            (f64, &[f64; 2]),
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64, (), (), f64), (f64, f64, (), (), f64)),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_tangent<'never>(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
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
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: &[f64; 2],
    ) -> (
        [f64; 2],
        fn(
            f64,
            f64,
            &[f64],
            &[f64],
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (f64, f64, (), (), ()),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback_tangent<'never>(
        a: f64,
        b: f64,
        xs: &[f64],
        ys: &[f64],
        v: &[f64; 2],
        a_dot: f64,
        b_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        [f64; 2],
        [f64; 2],
        fn(
            f64,
            f64,
            &[f64],
            &[f64],
            &[f64; 2],
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Dot<'_, f64>,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((f64, f64, (), (), ()), (f64, f64, (), (), ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl<'chainrule> ::chainrule::problem::Function<(&'chainrule [f64], &'chainrule [f64])>
for sse {
    type Point = [f64; 2];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(&'chainrule [f64], &'chainrule [f64]), x: &[f64; 2]) -> f64 {
        let _ = c;
        sse(x[0], x[1], c.0, c.1)
    }
    #[inline]
    fn value_and_gradient(
        c: &(&'chainrule [f64], &'chainrule [f64]),
        x: &[f64; 2],
        gradient: &mut [f64; 2],
    ) -> f64 {
        let _ = c;
        let value;
        (value, *gradient) = Self::value_and_gradient(x[0], x[1], c.0, c.1);
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
        (*gradient, *product) = Self::gradient_and_hvp(x[0], x[1], c.0, c.1, *v);
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
        (value, *gradient, *hessian) = Self::value_and_hessian(x[0], x[1], c.0, c.1);
        value
    }
}
