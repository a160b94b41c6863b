fn stated(x: f64, y: f64) -> f64 {
    external(x, y)
}
///The derivatives of [`stated()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct stated {
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
impl stated {
    ///The gradient of [`stated()`], as text to print.
    const FORMULA: &'static str = "the derivative of `stated` is longer than a formula: see `stated::gradient`";
    ///The gradient of [`stated()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: f64, y: f64) -> [f64; 2] {
        Self::value_and_gradient(x, y).1
    }
    ///Value and gradient of [`stated()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: f64, y: f64) -> (f64, [f64; 2]) {
        let t1 = stated(x, y);
        let slopes = Self::__rule(x, y);
        (t1, [slopes[0], slopes[1]])
    }
    ///The gradient of [`stated()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: f64, y: f64, w: f64) -> [f64; 2] {
        Self::value_and_vjp(x, y, w).1
    }
    ///Value of [`stated()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, y: f64, w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(x, y);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`stated()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: f64, y: f64, v: [f64; 2]) -> f64 {
        Self::value_and_jvp(x, y, v).1
    }
    ///Value of [`stated()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: f64, y: f64, v: [f64; 2]) -> (f64, f64) {
        let t1 = stated(x, y);
        let slopes = Self::__rule(x, y);
        (t1, v[0] * slopes[0] + v[1] * slopes[1])
    }
    ///The Hessian of [`stated()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: f64, y: f64, v: [f64; 2]) -> [f64; 2] {
        Self::gradient_and_hvp(x, y, v).1
    }
    ///Gradient of [`stated()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(x: f64, y: f64, v: [f64; 2]) -> ([f64; 2], [f64; 2]) {
        let (slopes, slopes_dot) = d_stated::__tangent(x, y, v[0], v[1]);
        ([slopes[0], slopes[1]], [slopes_dot[0], slopes_dot[1]])
    }
    ///The Hessian of [`stated()`], symmetric.
    #[inline]
    #[must_use]
    fn hessian(x: f64, y: f64) -> [[f64; 2]; 2] {
        Self::value_and_hessian(x, y).2
    }
    ///Value, gradient and Hessian of [`stated()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(x: f64, y: f64) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let mut x_dot = [0.0; 2];
        let mut y_dot = [0.0; 2];
        x_dot[0] = 1.0;
        y_dot[1] = 1.0;
        let (t1, a) = stated::__tangents(x, y, x_dot, y_dot);
        let (slopes, slopes_dot) = d_stated::__tangents(x, y, x_dot, y_dot);
        let mut a2 = [0.0; 2];
        let mut a3 = [0.0; 2];
        for k in 0..2 {
            a2[k] = slopes_dot[0][k];
            a3[k] = slopes_dot[1][k];
        }
        let mut h = [a2, a3];
        ::chainrule::__private::mirror(h.as_flattened_mut(), 2);
        (t1, [slopes[0], slopes[1]], h)
    }
    ///[`stated()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective() -> ::chainrule::problem::Bound<Self, ()> {
        <::chainrule::problem::Bound<Self, ()>>::new(())
    }
    ///Compares value, derivatives and second derivatives of [`stated()`] with differences, for tests.
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
        stated(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: f64, y: f64, x_dot: f64, y_dot: f64) -> (f64, f64) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let t1 = stated(x, y);
        let slopes = Self::__rule(x, y);
        let t2 = if x_dot == 0.0 { 0.0 } else { x_dot * slopes[0] };
        let t3 = if y_dot == 0.0 { 0.0 } else { y_dot * slopes[1] };
        (t1, t2 + t3)
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
        let t1 = stated(x, y);
        let slopes = Self::__rule(x, y);
        let slopes_0 = slopes[0];
        let slopes_1 = slopes[1];
        let mut a = [0.0; __LANES];
        for k in 0..__LANES {
            let t2 = if x_dot[k] == 0.0 { 0.0 } else { x_dot[k] * slopes_0 };
            let t3 = if y_dot[k] == 0.0 { 0.0 } else { y_dot[k] * slopes_1 };
            a[k] = t2 + t3;
        }
        (t1, a)
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
        let _ = (&x, &y, &x_bar, &y_bar);
        let t1 = stated(x, y);
        let slopes = Self::__rule(x, y);
        (t1, (w * slopes[0], w * slopes[1]))
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
    fn __rule(x: f64, y: f64) -> [f64; 2] {
        let rule: fn(f64, f64) -> [f64; 2] = d_stated;
        rule(x, y)
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
        let t1 = stated(x, y);
        let slopes = Self::__rule(x, y);
        let slopes_0 = slopes[0];
        let slopes_1 = slopes[1];
        let state = move |
            x: f64,
            y: f64,
            w: f64,
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &y, &x_bar, &y_bar);
            let t2 = w == 0.0;
            (if t2 { 0.0 } else { w * slopes_0 }, if t2 { 0.0 } else { w * slopes_1 })
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
        let (t1, t2) = stated::__tangent(x, y, x_dot, y_dot);
        let (slopes, slopes_dot) = d_stated::__tangent(x, y, x_dot, y_dot);
        let slopes_0 = slopes[0];
        let slopes_dot_0 = slopes_dot[0];
        let slopes_1 = slopes[1];
        let slopes_dot_1 = slopes_dot[1];
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
            let t3 = w == 0.0;
            let t4 = w_dot == 0.0;
            let t5 = if t4 { 0.0 } else { w_dot * slopes_0 };
            let t6 = if t3 { 0.0 } else { w * slopes_dot_0 };
            let t7 = if t4 { 0.0 } else { w_dot * slopes_1 };
            let t8 = if t3 { 0.0 } else { w * slopes_dot_1 };
            (
                (
                    if t3 { 0.0 } else { w * slopes_0 },
                    if t3 { 0.0 } else { w * slopes_1 },
                ),
                (t5 + t6, t7 + t8),
            )
        };
        (t1, t2, state)
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
impl ::chainrule::problem::Function<()> for stated {
    type Point = [f64; 2];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(), x: &[f64; 2]) -> f64 {
        let _ = c;
        stated(x[0], x[1])
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
