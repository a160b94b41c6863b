fn power(x: f64, n: u32) -> f64 {
    if n == 0 { 1.0 } else { x * power(x, n - 1) }
}
///The derivatives of [`power()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct power {
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
impl power {
    ///The derivative of [`power()`], as text to print.
    const FORMULA: &'static str = "the derivative of `power` is longer than a formula: see `power::derivative`";
    ///The derivative of [`power()`] with respect to `x`.
    #[doc(alias = "diff")]
    #[inline]
    #[must_use]
    fn derivative(x: f64, n: u32) -> f64 {
        Self::value_and_derivative(x, n).1
    }
    ///Value and derivative of [`power()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_derivative(x: f64, n: u32) -> (f64, f64) {
        let (t1, x_bar) = if n == 0 {
            (1.0, 0.0)
        } else {
            let (t1, (t2, _)) = power::__adjoint(
                x,
                n - 1,
                x,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            (x * t1, t2 + t1)
        };
        (t1, x_bar)
    }
    ///The derivative of [`power()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: f64, n: u32, w: f64) -> f64 {
        Self::value_and_vjp(x, n, w).1
    }
    ///Value of [`power()`], and its derivative times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, n: u32, w: f64) -> (f64, f64) {
        let (value, g) = Self::value_and_derivative(x, n);
        (value, w * g)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn gradient<'never>(x: f64, n: u32) -> f64
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&x, &n);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn value_and_gradient<'never>(x: f64, n: u32) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&x, &n);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn hessian<'never>(x: f64, n: u32) -> [[f64; 1]; 1]
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&x, &n);
        unreachable!()
    }
    ///The derivative of [`power()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: f64, n: u32, v: f64) -> f64 {
        Self::value_and_jvp(x, n, v).1
    }
    ///Value of [`power()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: f64, n: u32, v: f64) -> (f64, f64) {
        let (t1, t2) = if n == 0 {
            (1.0, 0.0)
        } else {
            let (t1, t2) = power::__tangent(
                x,
                n - 1,
                v,
                ::core::default::Default::default(),
            );
            (x * t1, v * t1 + t2 * x)
        };
        (t1, t2)
    }
    ///The Hessian of [`power()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: f64, n: u32, v: f64) -> f64 {
        Self::gradient_and_hvp(x, n, v).1
    }
    ///Gradient of [`power()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(x: f64, n: u32, v: f64) -> (f64, f64) {
        let (x_bar, x_bar_dot) = if n == 0 {
            (0.0, 0.0)
        } else {
            let t1 = n - 1;
            let (t2, t3, t4) = power::__pullback_tangent(
                x,
                t1,
                v,
                ::core::default::Default::default(),
            );
            let ((t5, _), (t6, _)) = t4(
                x,
                t1,
                v,
                ::core::default::Default::default(),
                x,
                v,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            (t5 + t2, t6 + t3)
        };
        (x_bar, x_bar_dot)
    }
    ///The second derivative of [`power()`].
    #[doc(alias = "hessian")]
    #[inline]
    #[must_use]
    fn second_derivative(x: f64, n: u32) -> f64 {
        Self::hvp(x, n, 1.0)
    }
    ///[`power()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective(n: u32) -> ::chainrule::problem::Bound<Self, (u32,)> {
        <::chainrule::problem::Bound<Self, (u32,)>>::new((n,))
    }
    ///Compares value, derivatives and second derivatives of [`power()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(x: f64, n: u32) {
        ::chainrule::check::check(&Self::objective(n), &[x]).assert_ok();
    }
    ///[`power()`] as a model of `ys` at `xs`, to be fitted.
    #[inline]
    #[must_use]
    const fn curve<'chainrule>(
        xs: &'chainrule [u32],
        ys: &'chainrule [f64],
    ) -> ::chainrule::problem::Curve<'chainrule, Self, u32> {
        <::chainrule::problem::Curve<'chainrule, Self, u32>>::new(xs, ys)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: u32) -> f64 {
        power(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: f64,
        n: u32,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&x, &n, &x_dot, &n_dot);
        let (t1, t2) = if n == 0 {
            (1.0, 0.0)
        } else {
            let (t1, t2) = power::__tangent(
                x,
                n - 1,
                x_dot,
                ::core::default::Default::default(),
            );
            (x * t1, x_dot * t1 + t2 * x)
        };
        (t1, t2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: f64,
        n: u32,
        x_dot: [f64; __LANES],
        n_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &n, &x_dot, &n_dot);
        let mut a = [0.0; __LANES];
        let t1 = if n == 0 {
            a.fill(0.0);
            1.0
        } else {
            let (t1, a2) = power::__tangents(
                x,
                n - 1,
                x_dot,
                ::chainrule::__private::Zero::ZERO,
            );
            for k in 0..__LANES {
                a[k] = x_dot[k] * t1 + a2[k] * x;
            }
            x * t1
        };
        (t1, a)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: f64,
        n: u32,
        w: f64,
        x_bar: ::chainrule::__private::Constant,
        n_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, ())) {
        let _ = (&x, &n, &x_bar, &n_bar);
        let (t1, x_bar2) = if n == 0 {
            (1.0, 0.0)
        } else {
            let (t1, (t2, _)) = power::__adjoint(
                x,
                n - 1,
                w * x,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            (x * t1, t2 + w * t1)
        };
        (t1, (x_bar2, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: f64,
        n: u32,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        w: f64,
        w_dot: f64,
        x_bar: ::chainrule::__private::Constant,
        n_bar: ::chainrule::__private::Constant,
        x_bar_dot: ::chainrule::__private::Constant,
        n_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64, ()), (f64, ())) {
        let (_, _, state) = Self::__pullback_tangent(x, n, x_dot, n_dot);
        state(x, n, x_dot, n_dot, w, w_dot, x_bar, n_bar, x_bar_dot, n_bar_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: f64,
        n: u32,
    ) -> (
        f64,
        ::chainrule::__private::Box<
            dyn FnOnce(
                f64,
                u32,
                f64,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
            ) -> (f64, ()),
        >,
    ) {
        let _ = (&x, &n);
        let mut kept_tape = 0.0;
        let mut state_tape = ::core::option::Option::None;
        let t1 = if n == 0 {
            1.0
        } else {
            let (t1, state2) = power::__pullback(x, n - 1);
            kept_tape = t1;
            state_tape = ::core::option::Option::Some(state2);
            x * t1
        };
        let state = move |
            x: f64,
            n: u32,
            w: f64,
            x_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &n, &x_bar, &n_bar);
            let x_bar2 = if n == 0 {
                0.0
            } else {
                let state2 = ::chainrule::__private::take(&mut state_tape);
                let (t2, _) = state2(
                    x,
                    n - 1,
                    w * x,
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                );
                w * kept_tape + t2
            };
            (x_bar2, ())
        };
        (t1, ::chainrule::__private::Box::new(state))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: f64,
        n: u32,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        ::chainrule::__private::Box<
            dyn FnOnce(
                f64,
                u32,
                f64,
                ::chainrule::__private::Constant,
                f64,
                f64,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
            ) -> ((f64, ()), (f64, ())),
        >,
    ) {
        let _ = (&x, &n, &x_dot, &n_dot);
        let mut kept_tape = 0.0;
        let mut kept_tape_dot = 0.0;
        let mut state_tape = ::core::option::Option::None;
        let (t1, t2) = if n == 0 {
            (1.0, 0.0)
        } else {
            let (t1, t2, t3) = power::__pullback_tangent(
                x,
                n - 1,
                x_dot,
                ::core::default::Default::default(),
            );
            kept_tape = t1;
            kept_tape_dot = t2;
            state_tape = ::core::option::Option::Some(t3);
            (x * t1, x_dot * t1 + t2 * x)
        };
        let state = move |
            x: f64,
            n: u32,
            x_dot: f64,
            n_dot: ::chainrule::__private::Constant,
            w: f64,
            w_dot: f64,
            x_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Constant,
            n_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (&x, &n, &x_dot, &n_dot, &x_bar, &n_bar, &x_bar_dot, &n_bar_dot);
            let (x_bar2, x_bar_dot2) = if n == 0 {
                (0.0, 0.0)
            } else {
                let kept = kept_tape;
                let state2 = ::chainrule::__private::take(&mut state_tape);
                let ((t3, _), (t4, _)) = state2(
                    x,
                    n - 1,
                    x_dot,
                    ::core::default::Default::default(),
                    w * x,
                    w_dot * x + x_dot * w,
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                );
                (w * kept + t3, w_dot * kept + kept_tape_dot * w + t4)
            };
            ((x_bar2, ()), (x_bar_dot2, ()))
        };
        (t1, t2, ::chainrule::__private::Box::new(state))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __derivative_tangent(
        x: f64,
        n: u32,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> ((f64, f64), (f64, f64)) {
        let (_, value_dot, second) = Self::__pullback_tangent(x, n, x_dot, n_dot);
        let bars = second(
                x,
                n,
                x_dot,
                n_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            )
            .1;
        let derivative_dot = bars.0;
        let _ = bars;
        let (value, derivative) = Self::value_and_derivative(x, n);
        ((value, derivative), (value_dot, derivative_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __derivative_pullback(
        x: f64,
        n: u32,
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            u32,
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, ()) + use<>,
    ) {
        let (value, derivative) = Self::value_and_derivative(x, n);
        let state = move |
            x: f64,
            n: u32,
            (value_w, w): (f64, f64),
            x_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w, &x_bar, &n_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(
                    x,
                    n,
                    w,
                    ::core::default::Default::default(),
                );
                second(
                        x,
                        n,
                        w,
                        ::core::default::Default::default(),
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        x_bar,
                        n_bar,
                    )
                    .1
            }
        };
        ((value, derivative), state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __derivative_pullback_tangent<'never>(
        x: f64,
        n: u32,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            u32,
            f64,
            ::chainrule::__private::Constant,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, ()), (f64, ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_tangent<'never>(
        x: f64,
        n: u32,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_pullback<'never>(
        x: f64,
        n: u32,
    ) -> (
        f64,
        fn(
            f64,
            u32,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, ()),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_adjoint<'never>(
        x: f64,
        n: u32,
        w: f64,
        x_bar: ::chainrule::__private::Constant,
        n_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, ()))
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
        n: u32,
        v: f64,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        v_dot: f64,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot, &n_dot);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(x, n, v);
        let (_, turned) = Self::__tangent(
            x,
            n,
            v_dot,
            ::core::default::Default::default(),
        );
        let (_, value_turned, second) = Self::__pullback_tangent(x, n, x_dot, n_dot);
        let (along, bars) = second(
            x,
            n,
            x_dot,
            n_dot,
            1.0,
            0.0,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        let bent = bars.0 * v;
        (given, (value_turned, turned + bent))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_pullback(
        x: f64,
        n: u32,
        v: f64,
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            u32,
            f64,
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), f64) + use<>,
    ) {
        let given = Self::value_and_jvp(x, n, v);
        let state = move |
            x: f64,
            n: u32,
            v: f64,
            (value_w, s): (f64, f64),
            x_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant,
            v_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar, &n_bar);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(
                x,
                n,
                v,
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                x,
                n,
                v,
                ::core::default::Default::default(),
                s,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                x_bar,
                n_bar,
            );
            let _ = (&along, &bars);
            (bars.0, (), along.0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        x: f64,
        n: u32,
        v: f64,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        v_dot: f64,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            u32,
            f64,
            f64,
            ::chainrule::__private::Constant,
            f64,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), f64), (f64, (), f64)),
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
        n: u32,
        w: f64,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot, &n_dot);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(x, n, w);
        let (_, value_turned, second) = Self::__pullback_tangent(x, n, x_dot, n_dot);
        let (along, bars) = second(
            x,
            n,
            x_dot,
            n_dot,
            w,
            w_dot,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        (given, (value_turned, bars.0))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_pullback(
        x: f64,
        n: u32,
        w: f64,
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            u32,
            f64,
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), f64) + use<>,
    ) {
        let given = Self::value_and_vjp(x, n, w);
        let state = move |
            x: f64,
            n: u32,
            w: f64,
            (value_w, s): (f64, f64),
            x_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar, &n_bar);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(
                x,
                n,
                s,
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                x,
                n,
                s,
                ::core::default::Default::default(),
                w,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                x_bar,
                n_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            (bars.0, (), dot_0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        x: f64,
        n: u32,
        w: f64,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            u32,
            f64,
            f64,
            ::chainrule::__private::Constant,
            f64,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), f64), (f64, (), f64)),
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
        n: u32,
        v: f64,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        v_dot: f64,
    ) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback<'never>(
        x: f64,
        n: u32,
        v: f64,
    ) -> (
        f64,
        fn(
            f64,
            u32,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), f64),
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
        n: u32,
        v: f64,
        x_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        v_dot: f64,
    ) -> (
        f64,
        f64,
        fn(
            f64,
            u32,
            f64,
            f64,
            ::chainrule::__private::Constant,
            f64,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), f64), (f64, (), f64)),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_adjoint<'never>(
        x: f64,
        n: u32,
        v: f64,
        s: f64,
        x_bar: ::chainrule::__private::Constant,
        n_bar: ::chainrule::__private::Constant,
        v_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, (), f64))
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl ::chainrule::problem::Function<(u32,)> for power {
    type Point = [f64; 1];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(u32,), x: &[f64; 1]) -> f64 {
        let _ = c;
        power(x[0], c.0)
    }
    #[inline]
    fn value_and_gradient(c: &(u32,), x: &[f64; 1], gradient: &mut [f64; 1]) -> f64 {
        let _ = c;
        let (value, derivative) = Self::value_and_derivative(x[0], c.0);
        *gradient = [derivative];
        value
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(u32,),
        x: &[f64; 1],
        v: &[f64; 1],
        gradient: &mut [f64; 1],
        product: &mut [f64; 1],
    ) {
        let _ = c;
        let (g, p) = Self::gradient_and_hvp(x[0], c.0, v[0]);
        *gradient = [g];
        *product = [p];
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(u32,),
        x: &[f64; 1],
        gradient: &mut [f64; 1],
        hessian: &mut <[f64; 1] as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let _ = c;
        let (value, derivative) = Self::value_and_derivative(x[0], c.0);
        *gradient = [derivative];
        *hessian = [[Self::second_derivative(x[0], c.0)]];
        value
    }
}
impl ::chainrule::problem::Model<u32> for power {
    type Point = [f64; 1];
    #[inline]
    fn predict(b: &[f64; 1], x: &u32) -> f64 {
        power(b[0], *x)
    }
    #[inline]
    fn predict_and_gradient(b: &[f64; 1], x: &u32, gradient: &mut [f64; 1]) -> f64 {
        let (value, derivative) = Self::value_and_derivative(b[0], *x);
        *gradient = [derivative];
        value
    }
    const ORDER: u8 = 2;
    #[inline]
    fn predict_gradient_hessian(
        b: &[f64; 1],
        x: &u32,
        gradient: &mut [f64; 1],
        hessian: &mut <[f64; 1] as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let (value, derivative) = Self::value_and_derivative(b[0], *x);
        *gradient = [derivative];
        *hessian = [[Self::second_derivative(b[0], *x)]];
        value
    }
}
