fn sines(x: &[f64; 16]) -> [f64; 16] {
    let mut y = [0.0; 16];
    for i in 0..16 {
        for j in 0..16 {
            y[i] += (x[i] * x[j]).sin();
        }
    }
    y
}
///The derivatives of [`sines()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct sines {
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
impl sines {
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn gradient<'never>(x: &[f64; 16]) -> [f64; 16]
    where
        &'never (): ::chainrule::__private::GradientOfSeveralResults,
    {
        let _ = (&x,);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn value_and_gradient<'never>(x: &[f64; 16]) -> (f64, [f64; 16])
    where
        &'never (): ::chainrule::__private::GradientOfSeveralResults,
    {
        let _ = (&x,);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn hessian<'never>(x: &[f64; 16]) -> [[f64; 16]; 16]
    where
        &'never (): ::chainrule::__private::GradientOfSeveralResults,
    {
        let _ = (&x,);
        unreachable!()
    }
    ///The derivative of [`sines()`] along `v`: its Jacobian times the direction.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: &[f64; 16], v: impl ::core::borrow::Borrow<[f64; 16]>) -> [f64; 16] {
        Self::value_and_jvp(x, v).1
    }
    ///Value of [`sines()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(
        x: &[f64; 16],
        v: impl ::core::borrow::Borrow<[f64; 16]>,
    ) -> ([f64; 16], [f64; 16]) {
        let v: &[f64; 16] = ::core::borrow::Borrow::borrow(&v);
        let mut y = [0.0; 16];
        let mut y_dot = [0.0; 16];
        for i in 0..16 {
            for j in 0..16 {
                let (t1, t2) = (x[i] * x[j]).sin_cos();
                let t3 = y_dot[i] + (v[i] * x[j] + v[j] * x[i]) * t2;
                y[i] += t1;
                y_dot[i] = t3;
            }
        }
        (y, y_dot)
    }
    ///The Jacobian of [`sines()`]: a row for each result, a column for each parameter.
    #[doc(alias = "jac")]
    #[inline]
    #[must_use]
    fn jacobian(x: &[f64; 16]) -> [[f64; 16]; 16] {
        Self::value_and_jacobian(x).1
    }
    ///Value and Jacobian of [`sines()`].
    #[inline]
    #[must_use]
    fn value_and_jacobian(x: &[f64; 16]) -> ([f64; 16], [[f64; 16]; 16]) {
        let mut x_dot = [[0.0; 16]; 16];
        for k in 0..16 {
            x_dot[k][k] = 1.0;
        }
        let mut y = [0.0; 16];
        let mut y_dot = [[0.0; 16]; 16];
        for i in 0..16 {
            for j in 0..16 {
                let x_i = x[i];
                let x_j = x[j];
                let (t1, t2) = (x_i * x_j).sin_cos();
                y[i] += t1;
                for k in 0..16 {
                    y_dot[i][k] += (x_dot[i][k] * x_j + x_dot[j][k] * x_i) * t2;
                }
            }
        }
        (y, y_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f64; 16]) -> [f64; 16] {
        sines(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ([f64; 16], [f64; 16]) {
        let _ = (&x, &x_dot);
        let mut y = [0.0; 16];
        let mut y_dot = [0.0; 16];
        for i in 0..16 {
            for j in 0..16 {
                let (t1, t2) = (x[i] * x[j]).sin_cos();
                let t3 = y_dot[i] + (x_dot.at(i) * x[j] + x_dot.at(j) * x[i]) * t2;
                y[i] += t1;
                y_dot[i] = t3;
            }
        }
        (y, y_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
    ) -> ([f64; 16], [[f64; __LANES]; 16]) {
        let _ = (&x, &x_dot);
        let mut y = [0.0; 16];
        let mut y_dot = [[0.0; __LANES]; 16];
        for i in 0..16 {
            for j in 0..16 {
                let x_i = x[i];
                let x_j = x[j];
                let (t1, t2) = (x_i * x_j).sin_cos();
                y[i] += t1;
                for k in 0..__LANES {
                    y_dot[i][k]
                        += (x_dot.lane(i, k) * x_j + x_dot.lane(j, k) * x_i) * t2;
                }
            }
        }
        (y, y_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: &[f64; 16],
        w: &[f64; 16],
        x_bar: ::chainrule::__private::Sink<'_, f64>,
    ) -> ([f64; 16], ((),)) {
        let (value, state) = Self::__pullback(x);
        (value, state(x, w, x_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w: &[f64; 16],
        w_dot: &[f64; 16],
        x_bar: ::chainrule::__private::Sink<'_, f64>,
        x_bar_dot: ::chainrule::__private::Sink<'_, f64>,
    ) -> (((),), ((),)) {
        let (_, _, state) = Self::__pullback_tangent(x, x_dot);
        state(x, x_dot, w, w_dot, x_bar, x_bar_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: &[f64; 16],
    ) -> (
        [f64; 16],
        impl FnOnce(
            &[f64; 16],
            &[f64; 16],
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((),) + use<>,
    ) {
        let _ = (&x,);
        let mut y = [0.0; 16];
        let mut cos_tape = [[0.0; 16]; 16];
        for i in 0..16 {
            for j in 0..16 {
                let (t1, t2) = (x[i] * x[j]).sin_cos();
                y[i] += t1;
                cos_tape[i][j] = t2;
            }
        }
        let state = move |
            x: &[f64; 16],
            w: &[f64; 16],
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_bar);
            let mut y_bar = [0.0; 16];
            for (to, from) in y_bar.iter_mut().zip(w) {
                *to += from;
            }
            for i in 0..16 {
                let mut x_bar_sum = 0.0;
                for j in 0..16 {
                    let t1 = y_bar[i] * cos_tape[i][j];
                    x_bar.add_at(j, t1 * x[i]);
                    x_bar_sum += t1 * x[j];
                }
                x_bar.add_at(i, x_bar_sum);
            }
            ((),)
        };
        (y, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        [f64; 16],
        [f64; 16],
        impl FnOnce(
            &[f64; 16],
            ::chainrule::__private::Dot<'_, f64>,
            &[f64; 16],
            &[f64; 16],
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((),), ((),)) + use<>,
    ) {
        let _ = (&x, &x_dot);
        let mut y = [0.0; 16];
        let mut y_dot = [0.0; 16];
        let mut cos_tape = [[0.0; 16]; 16];
        let mut cos_tape_dot = [[0.0; 16]; 16];
        for i in 0..16 {
            for j in 0..16 {
                let t1 = x_dot.at(i) * x[j] + x_dot.at(j) * x[i];
                let (t2, t3) = (x[i] * x[j]).sin_cos();
                y[i] += t2;
                y_dot[i] += t1 * t3;
                cos_tape[i][j] = t3;
                cos_tape_dot[i][j] = -(t1 * t2);
            }
        }
        let state = move |
            x: &[f64; 16],
            x_dot: ::chainrule::__private::Dot<'_, f64>,
            w: &[f64; 16],
            w_dot: &[f64; 16],
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            x_bar_dot: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_dot, &x_bar, &x_bar_dot);
            let mut y_bar = [0.0; 16];
            let mut y_bar_dot = [0.0; 16];
            for (to, from) in y_bar.iter_mut().zip(w) {
                *to += from;
            }
            for (to, from) in y_bar_dot.iter_mut().zip(w_dot) {
                *to += from;
            }
            for i in 0..16 {
                let mut x_bar_sum = 0.0;
                let mut x_bar_dot_sum = 0.0;
                for j in 0..16 {
                    let cos = cos_tape[i][j];
                    let y_bar_i = y_bar[i];
                    let t1 = y_bar_i * cos;
                    let t2 = y_bar_dot[i] * cos + cos_tape_dot[i][j] * y_bar_i;
                    x_bar.add_at(j, t1 * x[i]);
                    x_bar_dot.add_at(j, t2 * x[i] + x_dot.at(i) * t1);
                    x_bar_sum += t1 * x[j];
                    x_bar_dot_sum += t2 * x[j] + x_dot.at(j) * t1;
                }
                x_bar.add_at(i, x_bar_sum);
                x_bar_dot.add_at(i, x_bar_dot_sum);
            }
            (((),), ((),))
        };
        (y, y_dot, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __second_tangent(
        x: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        x_dot2: ::chainrule::__private::Dot<'_, f64>,
    ) -> [f64; 16] {
        let _ = (&x, &x_dot, &x_dot2);
        let mut y_dot_dot = [0.0; 16];
        for i in 0..16 {
            for j in 0..16 {
                let x_dot2_i = x_dot2.at(i);
                let x_dot_i = x_dot.at(i);
                let x_dot2_j = x_dot2.at(j);
                let x_dot_j = x_dot.at(j);
                let (t1, t2) = (x[i] * x[j]).sin_cos();
                let t3 = (x_dot2_i * x[j] + x_dot2_j * x[i]) * t1;
                let t4 = (x_dot_i * x[j] + x_dot_j * x[i]) * t3;
                y_dot_dot[i] += (x_dot2_j * x_dot_i + x_dot2_i * x_dot_j) * t2 - t4;
            }
        }
        y_dot_dot
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_tangent(
        x: &[f64; 16],
        v: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (([f64; 16], [f64; 16]), ([f64; 16], [f64; 16])) {
        let _ = (&x_dot,);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(x, v);
        let (_, turned) = Self::__tangent(x, v_dot);
        let (_, value_turned) = Self::__tangent(x, x_dot);
        let bent = Self::__second_tangent(
            x,
            ::chainrule::__private::Dot::new(&v[..]),
            x_dot,
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
        x: &[f64; 16],
        v: &[f64; 16],
    ) -> (
        ([f64; 16], [f64; 16]),
        impl FnOnce(
            &[f64; 16],
            &[f64; 16],
            (&[f64; 16], &[f64; 16]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((), ()) + use<>,
    ) {
        let given = Self::value_and_jvp(x, v);
        let state = move |
            x: &[f64; 16],
            v: &[f64; 16],
            (value_w, s): (&[f64; 16], &[f64; 16]),
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            v_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x_bar,);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(
                x,
                ::chainrule::__private::Dot::new(&v[..]),
            );
            let (along, bars) = second(
                x,
                ::chainrule::__private::Dot::new(&v[..]),
                s,
                value_w,
                v_bar,
                x_bar,
            );
            let _ = (&along, &bars);
            ((), ())
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        x: &[f64; 16],
        v: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        ([f64; 16], [f64; 16]),
        ([f64; 16], [f64; 16]),
        fn(
            &[f64; 16],
            &[f64; 16],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            (&[f64; 16], &[f64; 16]),
            (&[f64; 16], &[f64; 16]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((), ()), ((), ())),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jacobian_tangent(
        x: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (([f64; 16], [[f64; 16]; 16]), ([f64; 16], [[f64; 16]; 16])) {
        let _ = (&x_dot,);
        let given = Self::value_and_jacobian(x);
        let (_, value_turned) = Self::__tangent(x, x_dot);
        let mut rows = given.1;
        for i in 0..16 {
            let mut unit_0 = <[f64; 16] as ::chainrule::__private::Zero>::ZERO;
            (&mut unit_0[..])[i] = 1.0;
            let w = &unit_0;
            let mut x_bar = ::chainrule::__private::zeros_like(x);
            let (_, _, second) = Self::__pullback_tangent(x, x_dot);
            let (along, bars) = second(
                x,
                x_dot,
                w,
                ::chainrule::__private::unseen(),
                ::core::default::Default::default(),
                ::chainrule::__private::Sink::new(
                    ::chainrule::__private::Sink::cells(&mut x_bar[..]),
                ),
            );
            let _ = (&along, &bars);
            rows[i] = x_bar;
        }
        (given, (value_turned, rows))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jacobian_pullback(
        x: &[f64; 16],
    ) -> (
        ([f64; 16], [[f64; 16]; 16]),
        impl FnOnce(
            &[f64; 16],
            (&[f64; 16], &[[f64; 16]; 16]),
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((),) + use<>,
    ) {
        let given = Self::value_and_jacobian(x);
        let state = move |
            x: &[f64; 16],
            (value_w, s): (&[f64; 16], &[[f64; 16]; 16]),
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x_bar,);
            for i in 0..16 {
                let mut unit_0 = <[f64; 16] as ::chainrule::__private::Zero>::ZERO;
                (&mut unit_0[..])[i] = 1.0;
                let w = &unit_0;
                let row = &s[i];
                let w_turned = if i == 0 {
                    value_w
                } else {
                    ::chainrule::__private::unseen()
                };
                let (_, _, second) = Self::__pullback_tangent(
                    x,
                    ::chainrule::__private::Dot::new(row),
                );
                let (along, bars) = second(
                    x,
                    ::chainrule::__private::Dot::new(row),
                    w,
                    w_turned,
                    ::core::default::Default::default(),
                    x_bar,
                );
                let _ = (&along, &bars);
            }
            ((),)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jacobian_pullback_tangent<'never>(
        x: &[f64; 16],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        ([f64; 16], [[f64; 16]; 16]),
        ([f64; 16], [[f64; 16]; 16]),
        fn(
            &[f64; 16],
            ::chainrule::__private::Dot<'_, f64>,
            (&[f64; 16], &[[f64; 16]; 16]),
            (&[f64; 16], &[[f64; 16]; 16]),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((),), ((),)),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
}
