fn banana(x: f64, y: f64) -> f64 {
    let a = 1.0 - x;
    let b = y - x * x;
    a * a + 100.0 * b * b
}
///The derivatives of [`banana()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct banana {
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
impl banana {
    ///The gradient of [`banana()`], as text to print.
    const FORMULA: &'static str = "∂banana/∂x = −2·a − 400·b·x\n∂banana/∂y = 200·b\nwhere a = 1 − x and b = y − x².";
    ///The gradient of [`banana()`].
    ///
    ///- `∂banana/∂x = −2·a − 400·b·x`
    ///- `∂banana/∂y = 200·b`
    ///
    ///where `a = 1 − x` and `b = y − x²`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: f64, y: f64) -> [f64; 2] {
        Self::value_and_gradient(x, y).1
    }
    ///Value and gradient of [`banana()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: f64, y: f64) -> (f64, [f64; 2]) {
        let a = 1.0 - x;
        let b = y - x * x;
        let b_bar = 200.0 * b;
        (a * a + 100.0 * b * b, [-2.0 * (x * b_bar + a), b_bar])
    }
    ///The gradient of [`banana()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: f64, y: f64, w: f64) -> [f64; 2] {
        Self::value_and_vjp(x, y, w).1
    }
    ///Value of [`banana()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, y: f64, w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(x, y);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`banana()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: f64, y: f64, v: [f64; 2]) -> f64 {
        Self::value_and_jvp(x, y, v).1
    }
    ///Value of [`banana()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: f64, y: f64, v: [f64; 2]) -> (f64, f64) {
        let a = 1.0 - x;
        let b = y - x * x;
        (a * a + 100.0 * b * b, 200.0 * (v[1] - 2.0 * (v[0] * x)) * b - 2.0 * (a * v[0]))
    }
    ///The Hessian of [`banana()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: f64, y: f64, v: [f64; 2]) -> [f64; 2] {
        Self::gradient_and_hvp(x, y, v).1
    }
    ///Gradient of [`banana()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(x: f64, y: f64, v: [f64; 2]) -> ([f64; 2], [f64; 2]) {
        let a = 1.0 - x;
        let b = y - x * x;
        let b_bar_dot = 200.0 * (v[1] - 2.0 * (v[0] * x));
        let b_bar = 200.0 * b;
        (
            [-2.0 * (x * b_bar + a), b_bar],
            [2.0 * (v[0] - (v[0] * b_bar + b_bar_dot * x)), b_bar_dot],
        )
    }
    ///The Hessian of [`banana()`], symmetric.
    #[inline]
    #[must_use]
    fn hessian(x: f64, y: f64) -> [[f64; 2]; 2] {
        Self::value_and_hessian(x, y).2
    }
    ///Value, gradient and Hessian of [`banana()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(x: f64, y: f64) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let a = 1.0 - x;
        let b = y - x * x;
        let b_bar = 200.0 * b;
        let t1 = 400.0 * x;
        let b_bar_dot = -t1;
        (
            a * a + 100.0 * b * b,
            [-2.0 * (x * b_bar + a), b_bar],
            [[2.0 - 2.0 * (b_bar - x * t1), b_bar_dot], [b_bar_dot, 200.0]],
        )
    }
    ///[`banana()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective() -> ::chainrule::problem::Bound<Self, ()> {
        <::chainrule::problem::Bound<Self, ()>>::new(())
    }
    ///Compares value, derivatives and second derivatives of [`banana()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(x: f64, y: f64) {
        ::chainrule::check::check(&Self::objective(), &[x, y]).assert_ok();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: f64) -> f64 {
        banana(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: f64, y: f64, x_dot: f64, y_dot: f64) -> (f64, f64) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let a = 1.0 - x;
        let b = y - x * x;
        (
            a * a + 100.0 * b * b,
            200.0 * (y_dot - 2.0 * (x_dot * x)) * b - 2.0 * (a * x_dot),
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: f64,
        y: f64,
        x_dot: [f64; __LANES],
        y_dot: [f64; __LANES],
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let a = 1.0 - x;
        let t1 = 2.0 * x;
        let b = y - x * x;
        let t2 = 2.0 * a;
        let t3 = 200.0 * b;
        let mut a2 = [0.0; __LANES];
        for k in 0..__LANES {
            a2[k] = (y_dot[k] - x_dot[k] * t1) * t3 - x_dot[k] * t2;
        }
        (a * a + 100.0 * b * b, a2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: f64,
        y: f64,
        w: f64,
        x_bar: ::chainrule::__private::Constant,
        y_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, f64)) {
        let (value, state) = Self::__pullback(x, y);
        (value, state(x, y, w, x_bar, y_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: f64,
        y: f64,
        x_dot: f64,
        y_dot: f64,
        w: f64,
        w_dot: f64,
        x_bar: ::chainrule::__private::Constant,
        y_bar: ::chainrule::__private::Constant,
        x_bar_dot: ::chainrule::__private::Constant,
        y_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64, f64), (f64, f64)) {
        let (_, _, state) = Self::__pullback_tangent(x, y, x_dot, y_dot);
        state(x, y, x_dot, y_dot, w, w_dot, x_bar, y_bar, x_bar_dot, y_bar_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: f64,
        y: f64,
    ) -> (
        f64,
        impl FnOnce(
            f64,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64) + use<>,
    ) {
        let _ = (&x, &y);
        let a = 1.0 - x;
        let b = y - x * x;
        let t1 = a * a + 100.0 * b * b;
        let state = move |
            x: f64,
            y: f64,
            w: f64,
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &y, &x_bar, &y_bar);
            let b2 = y - x * x;
            let a2 = 1.0 - x;
            let b_bar = 2.0 * (w * (100.0 * b2));
            (-2.0 * (x * b_bar) - 2.0 * w * a2, b_bar)
        };
        (t1, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: f64,
        y: f64,
        x_dot: f64,
        y_dot: f64,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            f64,
            f64,
            f64,
            f64,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64), (f64, f64)) + use<>,
    ) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let a = 1.0 - x;
        let t1 = 2.0 * x_dot;
        let b = y - x * x;
        let t2 = a * a + 100.0 * b * b;
        let t3 = 200.0 * (y_dot - x * t1) * b - a * t1;
        let state = move |
            x: f64,
            y: f64,
            x_dot: f64,
            y_dot: f64,
            w: f64,
            w_dot: f64,
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Constant,
            y_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (&x, &y, &x_dot, &y_dot, &x_bar, &y_bar, &x_bar_dot, &y_bar_dot);
            let b2 = y - x * x;
            let t4 = 100.0 * b2;
            let a2 = 1.0 - x;
            let t5 = 2.0 * w;
            let b_bar = 2.0 * (w * t4);
            let b_bar_dot = 2.0 * (w_dot * t4 + 100.0 * (y_dot - x * t1) * w);
            (
                (-2.0 * (x * b_bar) - t5 * a2, b_bar),
                (
                    t5 * x_dot - 2.0 * w_dot * a2
                        - 2.0 * (x_dot * b_bar + b_bar_dot * x),
                    b_bar_dot,
                ),
            )
        };
        (t2, t3, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        x: f64,
        y: f64,
        x_dot: f64,
        y_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let (_, value_dot, second) = Self::__pullback_tangent(x, y, x_dot, y_dot);
        let bars = second(
                x,
                y,
                x_dot,
                y_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            )
            .1;
        let gradient_dot = [bars.0, bars.1];
        let _ = bars;
        let (value, gradient) = Self::value_and_gradient(x, y);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        x: f64,
        y: f64,
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            f64,
            f64,
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(x, y);
        let state = move |
            x: f64,
            y: f64,
            (value_w, w): (f64, &[f64; 2]),
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w, &x_bar, &y_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(x, y, w[0], w[1]);
                second(
                        x,
                        y,
                        w[0],
                        w[1],
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        x_bar,
                        y_bar,
                    )
                    .1
            }
        };
        ((value, gradient), state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_pullback_tangent<'never>(
        x: f64,
        y: f64,
        x_dot: f64,
        y_dot: f64,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            f64,
            f64,
            (f64, &[f64; 2]),
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64), (f64, f64)),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_tangent<'never>(
        x: f64,
        y: f64,
        x_dot: f64,
        y_dot: f64,
    ) -> ([[f64; 2]; 2], [[f64; 2]; 2])
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_pullback<'never>(
        x: f64,
        y: f64,
    ) -> (
        [[f64; 2]; 2],
        fn(
            f64,
            f64,
            &[[f64; 2]; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64),
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
        x: f64,
        y: f64,
        v: &[f64; 2],
        x_dot: f64,
        y_dot: f64,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot, &y_dot);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(x, y, *v);
        let (_, turned) = Self::__tangent(x, y, v_dot.at(0), v_dot.at(1));
        let (_, value_turned, second) = Self::__pullback_tangent(x, y, x_dot, y_dot);
        let (along, bars) = second(
            x,
            y,
            x_dot,
            y_dot,
            1.0,
            0.0,
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
        x: f64,
        y: f64,
        v: &[f64; 2],
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            f64,
            &[f64; 2],
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (f64, f64, ()) + use<>,
    ) {
        let given = Self::value_and_jvp(x, y, *v);
        let state = move |
            x: f64,
            y: f64,
            v: &[f64; 2],
            (value_w, s): (f64, f64),
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant,
            v_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x_bar, &y_bar);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(x, y, v[0], v[1]);
            let (along, bars) = second(
                x,
                y,
                v[0],
                v[1],
                s,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                x_bar,
                y_bar,
            );
            let _ = (&along, &bars);
            v_bar.add_at(0, along.0);
            v_bar.add_at(1, along.1);
            (bars.0, bars.1, ())
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        x: f64,
        y: f64,
        v: &[f64; 2],
        x_dot: f64,
        y_dot: f64,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            f64,
            &[f64; 2],
            f64,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((f64, f64, ()), (f64, f64, ())),
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
        x: f64,
        y: f64,
        w: f64,
        x_dot: f64,
        y_dot: f64,
        w_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let _ = (&x_dot, &y_dot);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(x, y, w);
        let (_, value_turned, second) = Self::__pullback_tangent(x, y, x_dot, y_dot);
        let (along, bars) = second(
            x,
            y,
            x_dot,
            y_dot,
            w,
            w_dot,
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
        x: f64,
        y: f64,
        w: f64,
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            f64,
            f64,
            f64,
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, f64) + use<>,
    ) {
        let given = Self::value_and_vjp(x, y, w);
        let state = move |
            x: f64,
            y: f64,
            w: f64,
            (value_w, s): (f64, &[f64; 2]),
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar, &y_bar);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(x, y, s[0], s[1]);
            let (along, bars) = second(
                x,
                y,
                s[0],
                s[1],
                w,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                x_bar,
                y_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            (bars.0, bars.1, dot_0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        x: f64,
        y: f64,
        w: f64,
        x_dot: f64,
        y_dot: f64,
        w_dot: f64,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            f64,
            f64,
            f64,
            f64,
            (f64, &[f64; 2]),
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64, f64), (f64, f64, f64)),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_tangent<'never>(
        x: f64,
        y: f64,
        v: &[f64; 2],
        x_dot: f64,
        y_dot: f64,
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
        x: f64,
        y: f64,
        v: &[f64; 2],
    ) -> (
        [f64; 2],
        fn(
            f64,
            f64,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (f64, f64, ()),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback_tangent<'never>(
        x: f64,
        y: f64,
        v: &[f64; 2],
        x_dot: f64,
        y_dot: f64,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        [f64; 2],
        [f64; 2],
        fn(
            f64,
            f64,
            &[f64; 2],
            f64,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((f64, f64, ()), (f64, f64, ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl ::chainrule::problem::Function<()> for banana {
    type Point = [f64; 2];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(), x: &[f64; 2]) -> f64 {
        let _ = c;
        banana(x[0], x[1])
    }
    #[inline]
    fn value_and_gradient(c: &(), x: &[f64; 2], gradient: &mut [f64; 2]) -> f64 {
        let _ = c;
        let value;
        (value, *gradient) = Self::value_and_gradient(x[0], x[1]);
        value
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(),
        x: &[f64; 2],
        v: &[f64; 2],
        gradient: &mut [f64; 2],
        product: &mut [f64; 2],
    ) {
        let _ = c;
        (*gradient, *product) = Self::gradient_and_hvp(x[0], x[1], *v);
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(),
        x: &[f64; 2],
        gradient: &mut [f64; 2],
        hessian: &mut <[f64; 2] as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let _ = c;
        let value;
        (value, *gradient, *hessian) = Self::value_and_hessian(x[0], x[1]);
        value
    }
}
