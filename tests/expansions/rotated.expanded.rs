fn rotated(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        let q = rot(x * i as f64, [y, x]);
        s += q[0] * q[1];
    }
    s
}
///The derivatives of [`rotated()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct rotated {
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
impl rotated {
    ///The gradient of [`rotated()`], as text to print.
    const FORMULA: &'static str = "the derivative of `rotated` is a loop: see `rotated::gradient`";
    ///The gradient of [`rotated()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: f64, y: f64) -> [f64; 2] {
        Self::value_and_gradient(x, y).1
    }
    ///Value and gradient of [`rotated()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: f64, y: f64) -> (f64, [f64; 2]) {
        let mut s = 0.0;
        let mut x_bar = 0.0;
        let mut y_bar = 0.0;
        for i in 0..3 {
            let t1 = i as f64;
            let t2 = x * t1;
            let a = [y, x];
            let mut a2 = [0.0; 2];
            let (q, state) = rot::__pullback(t2, a);
            let mut q_bar = ::chainrule::__private::zeros_like(&q);
            let q_0 = q[0];
            let q_1 = q[1];
            q_bar[1] += q_0;
            q_bar[0] += q_1;
            let (t3, _) = {
                let a2_cells = ::chainrule::__private::Sink::cells(&mut a2);
                state(
                    t2,
                    a,
                    &q_bar,
                    ::core::default::Default::default(),
                    ::chainrule::__private::Sink::new(a2_cells),
                )
            };
            s += q_0 * q_1;
            x_bar += a2[1] + t3 * t1;
            y_bar += a2[0];
        }
        (s, [x_bar, y_bar])
    }
    ///The gradient of [`rotated()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: f64, y: f64, w: f64) -> [f64; 2] {
        Self::value_and_vjp(x, y, w).1
    }
    ///Value of [`rotated()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, y: f64, w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(x, y);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`rotated()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: f64, y: f64, v: [f64; 2]) -> f64 {
        Self::value_and_jvp(x, y, v).1
    }
    ///Value of [`rotated()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: f64, y: f64, v: [f64; 2]) -> (f64, f64) {
        let mut s = 0.0;
        let mut s_dot = 0.0;
        for i in 0..3 {
            let t1 = i as f64;
            let a = [y, x];
            let a2 = [v[1], v[0]];
            let (q, q_dot) = rot::__tangent(
                x * t1,
                a,
                v[0] * t1,
                ::chainrule::__private::Dot::new(&a2),
            );
            let q_0 = q[0];
            let q_1 = q[1];
            s += q_0 * q_1;
            s_dot += q_dot[0] * q_1 + q_dot[1] * q_0;
        }
        (s, s_dot)
    }
    ///The Hessian of [`rotated()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: f64, y: f64, v: [f64; 2]) -> [f64; 2] {
        Self::gradient_and_hvp(x, y, v).1
    }
    ///Gradient of [`rotated()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(x: f64, y: f64, v: [f64; 2]) -> ([f64; 2], [f64; 2]) {
        let mut x_bar = 0.0;
        let mut y_bar = 0.0;
        let mut x_bar_dot = 0.0;
        let mut y_bar_dot = 0.0;
        for i in 0..3 {
            let t1 = i as f64;
            let t2 = x * t1;
            let t3 = v[0] * t1;
            let a = [y, x];
            let a2 = [v[1], v[0]];
            let mut a3 = [0.0; 2];
            let mut a4 = [0.0; 2];
            let (q, q_dot, t4) = rot::__pullback_tangent(
                t2,
                a,
                t3,
                ::chainrule::__private::Dot::new(&a2),
            );
            let mut q_bar = ::chainrule::__private::zeros_like(&q);
            let mut q_bar_dot = ::chainrule::__private::zeros_like(&q_bar);
            q_bar[1] += q[0];
            q_bar_dot[1] += q_dot[0];
            q_bar[0] += q[1];
            q_bar_dot[0] += q_dot[1];
            let ((t5, _), (t6, _)) = {
                let a3_cells = ::chainrule::__private::Sink::cells(&mut a3);
                let a4_cells = ::chainrule::__private::Sink::cells(&mut a4);
                t4(
                    t2,
                    a,
                    t3,
                    ::chainrule::__private::Dot::new(&a2),
                    &q_bar,
                    &q_bar_dot,
                    ::core::default::Default::default(),
                    ::chainrule::__private::Sink::new(a3_cells),
                    ::core::default::Default::default(),
                    ::chainrule::__private::Sink::new(a4_cells),
                )
            };
            x_bar += a3[1] + t5 * t1;
            y_bar += a3[0];
            x_bar_dot += a4[1] + t6 * t1;
            y_bar_dot += a4[0];
        }
        ([x_bar, y_bar], [x_bar_dot, y_bar_dot])
    }
    ///The Hessian of [`rotated()`], symmetric.
    #[inline]
    #[must_use]
    fn hessian(x: f64, y: f64) -> [[f64; 2]; 2] {
        Self::value_and_hessian(x, y).2
    }
    ///Value, gradient and Hessian of [`rotated()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(x: f64, y: f64) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let (value, gradient) = Self::value_and_gradient(x, y);
        let mut h = [[0.0; 2]; 2];
        for j in 0..2 {
            let mut v = [0.0; 2];
            v[j] = 1.0;
            h.as_flattened_mut()[j * 2..][..2].copy_from_slice(&Self::hvp(x, y, v));
        }
        ::chainrule::__private::mirror(h.as_flattened_mut(), 2);
        (value, gradient, h)
    }
    ///[`rotated()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective() -> ::chainrule::problem::Bound<Self, ()> {
        <::chainrule::problem::Bound<Self, ()>>::new(())
    }
    ///Compares value, derivatives and second derivatives of [`rotated()`] with differences, for tests.
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
        rotated(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: f64, y: f64, x_dot: f64, y_dot: f64) -> (f64, f64) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let mut s = 0.0;
        let mut s_dot = 0.0;
        for i in 0..3 {
            let t1 = i as f64;
            let a = [y, x];
            let a2 = [y_dot, x_dot];
            let (q, q_dot) = rot::__tangent(
                x * t1,
                a,
                x_dot * t1,
                ::chainrule::__private::Dot::new(&a2),
            );
            let q_0 = q[0];
            let q_1 = q[1];
            s += q_0 * q_1;
            s_dot += q_dot[0] * q_1 + q_dot[1] * q_0;
        }
        (s, s_dot)
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
        let tangents = ::core::array::from_fn(|k| {
            Self::__tangent(x, y, x_dot[k], y_dot[k]).1
        });
        (
            Self::__tangent(
                    x,
                    y,
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                )
                .0,
            ::chainrule::__private::Lanes::gathered(tangents),
        )
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
        let mut s = 0.0;
        let mut x_bar2 = 0.0;
        let mut y_bar2 = 0.0;
        for i in 0..3 {
            let t1 = i as f64;
            let t2 = x * t1;
            let a = [y, x];
            let mut a2 = [0.0; 2];
            let (q, state2) = rot::__pullback(t2, a);
            let mut q_bar = ::chainrule::__private::zeros_like(&q);
            let q_0 = q[0];
            let q_1 = q[1];
            q_bar[1] += w * q_0;
            q_bar[0] += w * q_1;
            let (t3, _) = {
                let a2_cells = ::chainrule::__private::Sink::cells(&mut a2);
                state2(
                    t2,
                    a,
                    &q_bar,
                    ::core::default::Default::default(),
                    ::chainrule::__private::Sink::new(a2_cells),
                )
            };
            s += q_0 * q_1;
            x_bar2 += a2[1] + t3 * t1;
            y_bar2 += a2[0];
        }
        (s, (x_bar2, y_bar2))
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
        let mut state_tape = ::chainrule::__private::Few::<_, 3>::new();
        let mut kept_tape = [0.0; 3];
        let mut kept_tape2 = [0.0; 3];
        let mut s = 0.0;
        for i in 0..3 {
            let t1 = i as usize;
            let a = [y, x];
            let (q, state3) = {
                let (result, state2) = rot::__pullback(x * i as f64, a);
                let zeros = ::chainrule::__private::zeros_like(&result);
                (result, (state2, zeros, ::chainrule::__private::keep(&a)))
            };
            let q_0 = q[0];
            let q_1 = q[1];
            state_tape.push(state3);
            kept_tape[t1] = q_1;
            kept_tape2[t1] = q_0;
            s += q_0 * q_1;
        }
        let state = move |
            x: f64,
            y: f64,
            w: f64,
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &y, &x_bar, &y_bar);
            let mut x_bar2 = 0.0;
            let mut y_bar2 = 0.0;
            for i in (0..3).rev() {
                let t1 = i as usize;
                let state2 = state_tape.take();
                let mut a = [0.0; 2];
                let mut q_bar = state2.1;
                q_bar[1] += w * kept_tape2[t1];
                q_bar[0] += w * kept_tape[t1];
                let t2 = i as f64;
                let (t3, _) = {
                    let a_cells = ::chainrule::__private::Sink::cells(&mut a);
                    (state2
                        .0)(
                        x * t2,
                        state2.2,
                        &q_bar,
                        ::core::default::Default::default(),
                        ::chainrule::__private::Sink::new(a_cells),
                    )
                };
                x_bar2 += a[1] + t3 * t2;
                y_bar2 += a[0];
            }
            (x_bar2, y_bar2)
        };
        (s, state)
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
        let mut state_tape = ::chainrule::__private::Few::<_, 3>::new();
        let mut kept_tape = [0.0; 3];
        let mut kept_tape_dot = [0.0; 3];
        let mut kept_tape2 = [0.0; 3];
        let mut kept_tape_dot2 = [0.0; 3];
        let mut s = 0.0;
        let mut s_dot = 0.0;
        for i in 0..3 {
            let t1 = i as usize;
            let t2 = i as f64;
            let a = [y, x];
            let a2 = [y_dot, x_dot];
            let (q, q_dot, t3) = {
                let (result, result_dot, state2) = rot::__pullback_tangent(
                    x * t2,
                    a,
                    x_dot * t2,
                    ::chainrule::__private::Dot::new(&a2),
                );
                let zeros = ::chainrule::__private::zeros_like(&result);
                (
                    result,
                    result_dot,
                    (
                        state2,
                        zeros,
                        ::chainrule::__private::keep(&a),
                        ::chainrule::__private::keep(&a2),
                    ),
                )
            };
            let q_0 = q[0];
            let q_dot_0 = q_dot[0];
            let q_1 = q[1];
            let q_dot_1 = q_dot[1];
            state_tape.push(t3);
            kept_tape[t1] = q_1;
            kept_tape_dot[t1] = q_dot_1;
            kept_tape2[t1] = q_0;
            kept_tape_dot2[t1] = q_dot_0;
            s += q_0 * q_1;
            s_dot += q_dot_0 * q_1 + q_dot_1 * q_0;
        }
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
            let mut x_bar2 = 0.0;
            let mut y_bar2 = 0.0;
            let mut x_bar_dot2 = 0.0;
            let mut y_bar_dot2 = 0.0;
            for i in (0..3).rev() {
                let t1 = i as usize;
                let state2 = state_tape.take();
                let kept = kept_tape[t1];
                let kept2 = kept_tape2[t1];
                let mut a = [0.0; 2];
                let mut a2 = [0.0; 2];
                let mut q_bar = state2.1;
                let mut q_bar_dot = ::chainrule::__private::zeros_like(&q_bar);
                q_bar[1] += w * kept2;
                q_bar_dot[1] += w_dot * kept2 + kept_tape_dot2[t1] * w;
                q_bar[0] += w * kept;
                q_bar_dot[0] += w_dot * kept + kept_tape_dot[t1] * w;
                let t2 = i as f64;
                let ((t3, _), (t4, _)) = {
                    let a_cells = ::chainrule::__private::Sink::cells(&mut a);
                    let a2_cells = ::chainrule::__private::Sink::cells(&mut a2);
                    (state2
                        .0)(
                        x * t2,
                        state2.2,
                        x_dot * t2,
                        ::chainrule::__private::lend(&state2.3),
                        &q_bar,
                        &q_bar_dot,
                        ::core::default::Default::default(),
                        ::chainrule::__private::Sink::new(a_cells),
                        ::core::default::Default::default(),
                        ::chainrule::__private::Sink::new(a2_cells),
                    )
                };
                x_bar2 += a[1] + t3 * t2;
                y_bar2 += a[0];
                x_bar_dot2 += a2[1] + t4 * t2;
                y_bar_dot2 += a2[0];
            }
            ((x_bar2, y_bar2), (x_bar_dot2, y_bar_dot2))
        };
        (s, s_dot, state)
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
impl ::chainrule::problem::Function<()> for rotated {
    type Point = [f64; 2];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(), x: &[f64; 2]) -> f64 {
        let _ = c;
        rotated(x[0], x[1])
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
