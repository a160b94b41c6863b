fn huber(r: f64, delta: f64) -> f64 {
    let a = r.abs();
    if a <= delta { 0.5 * r * r } else { delta * (a - 0.5 * delta) }
}
///The derivatives of [`huber()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct huber {
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
impl huber {
    ///The gradient of [`huber()`], as text to print.
    const FORMULA: &'static str = "where a ≤ delta: ∂huber/∂r = r, ∂huber/∂delta = 0\nelsewhere: ∂huber/∂r = delta·sign(r), ∂huber/∂delta = a − delta\nwhere a = |r|.";
    ///The gradient of [`huber()`].
    ///
    ///- where `a ≤ delta`: `∂huber/∂r = r`, `∂huber/∂delta = 0`
    ///- elsewhere: `∂huber/∂r = delta·sign(r)`, `∂huber/∂delta = a − delta`
    ///
    ///where `a = |r|`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(r: f64, delta: f64) -> [f64; 2] {
        Self::value_and_gradient(r, delta).1
    }
    ///Value and gradient of [`huber()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(r: f64, delta: f64) -> (f64, [f64; 2]) {
        let a = r.abs();
        let (t1, r_bar, delta_bar, a_bar) = if a <= delta {
            (0.5 * r * r, r, 0.0, 0.0)
        } else {
            let t1 = 0.5 * delta;
            let t2 = a - t1;
            (delta * t2, 0.0, t2 - t1, delta)
        };
        let t2 = if r == 0.0 { 0.0 } else { a_bar * r.signum() };
        (t1, [r_bar + t2, delta_bar])
    }
    ///The gradient of [`huber()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(r: f64, delta: f64, w: f64) -> [f64; 2] {
        Self::value_and_vjp(r, delta, w).1
    }
    ///Value of [`huber()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(r: f64, delta: f64, w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(r, delta);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`huber()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(r: f64, delta: f64, v: [f64; 2]) -> f64 {
        Self::value_and_jvp(r, delta, v).1
    }
    ///Value of [`huber()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(r: f64, delta: f64, v: [f64; 2]) -> (f64, f64) {
        let a = r.abs();
        let a_dot = if r == 0.0 { 0.0 } else { v[0] * r.signum() };
        let (t1, t2) = if a <= delta {
            (0.5 * r * r, v[0] * r)
        } else {
            let t1 = a - 0.5 * delta;
            (delta * t1, v[1] * t1 + (a_dot - 0.5 * v[1]) * delta)
        };
        (t1, t2)
    }
    ///The Hessian of [`huber()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(r: f64, delta: f64, v: [f64; 2]) -> [f64; 2] {
        Self::gradient_and_hvp(r, delta, v).1
    }
    ///Gradient of [`huber()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(r: f64, delta: f64, v: [f64; 2]) -> ([f64; 2], [f64; 2]) {
        let a = r.abs();
        let signum_r = r.signum();
        let t1 = r == 0.0;
        let a_dot = if t1 { 0.0 } else { v[0] * signum_r };
        let (r_bar, delta_bar, a_bar, r_bar_dot, delta_bar_dot, a_bar_dot) = if a
            <= delta
        {
            (r, 0.0, 0.0, v[0], 0.0, 0.0)
        } else {
            let t2 = 0.5 * delta;
            let t3 = 0.5 * v[1];
            (0.0, a - t2 - t2, delta, 0.0, a_dot - t3 - t3, v[1])
        };
        let t2 = if t1 { 0.0 } else { a_bar * signum_r };
        let t3 = if t1 { 0.0 } else { a_bar_dot * signum_r };
        ([r_bar + t2, delta_bar], [r_bar_dot + t3, delta_bar_dot])
    }
    ///The Hessian of [`huber()`], symmetric.
    #[inline]
    #[must_use]
    fn hessian(r: f64, delta: f64) -> [[f64; 2]; 2] {
        Self::value_and_hessian(r, delta).2
    }
    ///Value, gradient and Hessian of [`huber()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(r: f64, delta: f64) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let a = r.abs();
        let signum_r = r.signum();
        let t1 = r == 0.0;
        let (t2, r_bar, delta_bar, a_bar, r_bar_dot, delta_bar_dot, a_bar_dot) = if a
            <= delta
        {
            (0.5 * r * r, r, 0.0, 0.0, 1.0, 0.0, 0.0)
        } else {
            let t2 = 0.5 * delta;
            let t3 = a - t2;
            (delta * t3, 0.0, t3 - t2, delta, 0.0, -1.0, 1.0)
        };
        let t3 = if t1 { 0.0 } else { a_bar * signum_r };
        let r_bar_dot2 = if t1 { 0.0 } else { a_bar_dot * signum_r };
        (
            t2,
            [r_bar + t3, delta_bar],
            [[r_bar_dot, r_bar_dot2], [r_bar_dot2, delta_bar_dot]],
        )
    }
    ///[`huber()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective() -> ::chainrule::problem::Bound<Self, ()> {
        <::chainrule::problem::Bound<Self, ()>>::new(())
    }
    ///Compares value, derivatives and second derivatives of [`huber()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(r: f64, delta: f64) {
        ::chainrule::check::check(&Self::objective(), &[r, delta]).assert_ok();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: f64) -> f64 {
        huber(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(r: f64, delta: f64, r_dot: f64, delta_dot: f64) -> (f64, f64) {
        let _ = (&r, &delta, &r_dot, &delta_dot);
        let a = r.abs();
        let a_dot = if r == 0.0 { 0.0 } else { r_dot * r.signum() };
        let (t1, t2) = if a <= delta {
            (0.5 * r * r, r_dot * r)
        } else {
            let t1 = a - 0.5 * delta;
            (delta * t1, delta_dot * t1 + (a_dot - 0.5 * delta_dot) * delta)
        };
        (t1, t2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        r: f64,
        delta: f64,
        r_dot: [f64; __LANES],
        delta_dot: [f64; __LANES],
    ) -> (f64, [f64; __LANES]) {
        let _ = (&r, &delta, &r_dot, &delta_dot);
        let a = r.abs();
        let signum_r = r.signum();
        let t1 = r == 0.0;
        let mut a_dot = [0.0; __LANES];
        for k in 0..__LANES {
            let a_dot2 = if t1 { 0.0 } else { r_dot[k] * signum_r };
            a_dot[k] = a_dot2;
        }
        let mut a2 = [0.0; __LANES];
        let t2 = if a <= delta {
            for k in 0..__LANES {
                a2[k] = r_dot[k] * r;
            }
            0.5 * r * r
        } else {
            let t2 = a - 0.5 * delta;
            for k in 0..__LANES {
                a2[k] = delta_dot[k] * t2 + (a_dot[k] - 0.5 * delta_dot[k]) * delta;
            }
            delta * t2
        };
        (t2, a2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        r: f64,
        delta: f64,
        w: f64,
        r_bar: ::chainrule::__private::Constant,
        delta_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, f64)) {
        let _ = (&r, &delta, &r_bar, &delta_bar);
        let a = r.abs();
        let (t1, r_bar2, delta_bar2, a_bar) = if a <= delta {
            let t1 = 0.5 * r;
            (t1 * r, 2.0 * (w * t1), 0.0, 0.0)
        } else {
            let t1 = a - 0.5 * delta;
            let a_bar = w * delta;
            (delta * t1, 0.0, w * t1 - 0.5 * a_bar, a_bar)
        };
        let t2 = if r == 0.0 { 0.0 } else { a_bar * r.signum() };
        (t1, (r_bar2 + t2, delta_bar2))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        r: f64,
        delta: f64,
        r_dot: f64,
        delta_dot: f64,
        w: f64,
        w_dot: f64,
        r_bar: ::chainrule::__private::Constant,
        delta_bar: ::chainrule::__private::Constant,
        r_bar_dot: ::chainrule::__private::Constant,
        delta_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64, f64), (f64, f64)) {
        let (_, _, state) = Self::__pullback_tangent(r, delta, r_dot, delta_dot);
        state(
            r,
            delta,
            r_dot,
            delta_dot,
            w,
            w_dot,
            r_bar,
            delta_bar,
            r_bar_dot,
            delta_bar_dot,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        r: f64,
        delta: f64,
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
        let _ = (&r, &delta);
        let a = r.abs();
        let t1 = if a <= delta { 0.5 * r * r } else { delta * (a - 0.5 * delta) };
        let state = move |
            r: f64,
            delta: f64,
            w: f64,
            r_bar: ::chainrule::__private::Constant,
            delta_bar: ::chainrule::__private::Constant|
        {
            let _ = (&r, &delta, &r_bar, &delta_bar);
            let a2 = r.abs();
            let (r_bar2, delta_bar2, a_bar) = if a2 <= delta {
                (2.0 * (w * (0.5 * r)), 0.0, 0.0)
            } else {
                let a_bar = w * delta;
                (0.0, w * (a2 - 0.5 * delta) - 0.5 * a_bar, a_bar)
            };
            let t2 = if r == 0.0 { 0.0 } else { a_bar * r.signum() };
            (r_bar2 + t2, delta_bar2)
        };
        (t1, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        r: f64,
        delta: f64,
        r_dot: f64,
        delta_dot: f64,
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
        let _ = (&r, &delta, &r_dot, &delta_dot);
        let a = r.abs();
        let a_dot = if r == 0.0 { 0.0 } else { r_dot * r.signum() };
        let (t1, t2) = if a <= delta {
            (0.5 * r * r, r_dot * r)
        } else {
            let t1 = a - 0.5 * delta;
            (delta * t1, delta_dot * t1 + (a_dot - 0.5 * delta_dot) * delta)
        };
        let state = move |
            r: f64,
            delta: f64,
            r_dot: f64,
            delta_dot: f64,
            w: f64,
            w_dot: f64,
            r_bar: ::chainrule::__private::Constant,
            delta_bar: ::chainrule::__private::Constant,
            r_bar_dot: ::chainrule::__private::Constant,
            delta_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &r,
                &delta,
                &r_dot,
                &delta_dot,
                &r_bar,
                &delta_bar,
                &r_bar_dot,
                &delta_bar_dot,
            );
            let a2 = r.abs();
            let signum_r = r.signum();
            let t3 = r == 0.0;
            let a_dot2 = if t3 { 0.0 } else { r_dot * signum_r };
            let (r_bar2, delta_bar2, a_bar, r_bar_dot2, delta_bar_dot2, a_bar_dot) = if a2
                <= delta
            {
                let t4 = 0.5 * r;
                (
                    2.0 * (w * t4),
                    0.0,
                    0.0,
                    2.0 * (w_dot * t4 + 0.5 * r_dot * w),
                    0.0,
                    0.0,
                )
            } else {
                let t4 = a2 - 0.5 * delta;
                let a_bar = w * delta;
                let a_bar_dot = w_dot * delta + delta_dot * w;
                (
                    0.0,
                    w * t4 - 0.5 * a_bar,
                    a_bar,
                    0.0,
                    w_dot * t4 + (a_dot2 - 0.5 * delta_dot) * w - 0.5 * a_bar_dot,
                    a_bar_dot,
                )
            };
            let t4 = if t3 { 0.0 } else { a_bar * signum_r };
            let t5 = if t3 { 0.0 } else { a_bar_dot * signum_r };
            ((r_bar2 + t4, delta_bar2), (r_bar_dot2 + t5, delta_bar_dot2))
        };
        (t1, t2, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        r: f64,
        delta: f64,
        r_dot: f64,
        delta_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let (_, value_dot, second) = Self::__pullback_tangent(
            r,
            delta,
            r_dot,
            delta_dot,
        );
        let bars = second(
                r,
                delta,
                r_dot,
                delta_dot,
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
        let (value, gradient) = Self::value_and_gradient(r, delta);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        r: f64,
        delta: f64,
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
        let (value, gradient) = Self::value_and_gradient(r, delta);
        let state = move |
            r: f64,
            delta: f64,
            (value_w, w): (f64, &[f64; 2]),
            r_bar: ::chainrule::__private::Constant,
            delta_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w, &r_bar, &delta_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(r, delta, w[0], w[1]);
                second(
                        r,
                        delta,
                        w[0],
                        w[1],
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        r_bar,
                        delta_bar,
                    )
                    .1
            }
        };
        ((value, gradient), state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_pullback_tangent<'never>(
        r: f64,
        delta: f64,
        r_dot: f64,
        delta_dot: f64,
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
        r: f64,
        delta: f64,
        r_dot: f64,
        delta_dot: f64,
    ) -> ([[f64; 2]; 2], [[f64; 2]; 2])
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_pullback<'never>(
        r: f64,
        delta: f64,
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
        r: f64,
        delta: f64,
        v: &[f64; 2],
        r_dot: f64,
        delta_dot: f64,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&r_dot, &delta_dot);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(r, delta, *v);
        let (_, turned) = Self::__tangent(r, delta, v_dot.at(0), v_dot.at(1));
        let (_, value_turned, second) = Self::__pullback_tangent(
            r,
            delta,
            r_dot,
            delta_dot,
        );
        let (along, bars) = second(
            r,
            delta,
            r_dot,
            delta_dot,
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
        r: f64,
        delta: f64,
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
        let given = Self::value_and_jvp(r, delta, *v);
        let state = move |
            r: f64,
            delta: f64,
            v: &[f64; 2],
            (value_w, s): (f64, f64),
            r_bar: ::chainrule::__private::Constant,
            delta_bar: ::chainrule::__private::Constant,
            v_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&r_bar, &delta_bar);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(r, delta, v[0], v[1]);
            let (along, bars) = second(
                r,
                delta,
                v[0],
                v[1],
                s,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                r_bar,
                delta_bar,
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
        r: f64,
        delta: f64,
        v: &[f64; 2],
        r_dot: f64,
        delta_dot: f64,
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
        r: f64,
        delta: f64,
        w: f64,
        r_dot: f64,
        delta_dot: f64,
        w_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let _ = (&r_dot, &delta_dot);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(r, delta, w);
        let (_, value_turned, second) = Self::__pullback_tangent(
            r,
            delta,
            r_dot,
            delta_dot,
        );
        let (along, bars) = second(
            r,
            delta,
            r_dot,
            delta_dot,
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
        r: f64,
        delta: f64,
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
        let given = Self::value_and_vjp(r, delta, w);
        let state = move |
            r: f64,
            delta: f64,
            w: f64,
            (value_w, s): (f64, &[f64; 2]),
            r_bar: ::chainrule::__private::Constant,
            delta_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&r_bar, &delta_bar);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(r, delta, s[0], s[1]);
            let (along, bars) = second(
                r,
                delta,
                s[0],
                s[1],
                w,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                r_bar,
                delta_bar,
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
        r: f64,
        delta: f64,
        w: f64,
        r_dot: f64,
        delta_dot: f64,
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
        r: f64,
        delta: f64,
        v: &[f64; 2],
        r_dot: f64,
        delta_dot: f64,
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
        r: f64,
        delta: f64,
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
        r: f64,
        delta: f64,
        v: &[f64; 2],
        r_dot: f64,
        delta_dot: f64,
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
impl ::chainrule::problem::Function<()> for huber {
    type Point = [f64; 2];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(), x: &[f64; 2]) -> f64 {
        let _ = c;
        huber(x[0], x[1])
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
