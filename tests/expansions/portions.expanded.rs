fn blocks(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut s = crate::dot(&x[..3], &x[3..6]);
    for i in 1..a.len() {
        s += crate::dot(&a[..i], &x[i..]);
        a[i] *= s;
    }
    s
}
///The derivatives of [`blocks()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct blocks {
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
impl blocks {
    ///The gradient of [`blocks()`], as text to print.
    const FORMULA: &'static str = "the derivative of `blocks` is a loop: see `blocks::gradient`";
    ///The gradient of [`blocks()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_gradient(x).1
    }
    ///Value and gradient of [`blocks()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, &mut g);
        (value, g)
    }
    ///The gradient of [`blocks()`], written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(x: &[f64], g: &mut [f64]) {
        Self::value_and_gradient_into(x, g);
    }
    ///The same as [`gradient_into`](Self::gradient_into), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: &[f64],
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        Self::value_and_gradient_with(x, g, workspace);
    }
    ///Value and gradient of [`blocks()`]; the gradient is written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(x: &[f64], g: &mut [f64]) -> f64 {
        Self::value_and_gradient_with(
            x,
            g,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_gradient_into`](Self::value_and_gradient_into), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: &[f64],
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        g.fill(0.0);
        let n = x.len();
        let a = &mut *workspace.copied(x);
        let a_bar = &mut *workspace.zeros_like(a);
        ::core::assert!(3 <= n);
        ::core::assert!(6 <= n);
        let (mut s, state) = crate::dot::__pullback(&x[0..3], &x[3..6]);
        let t1 = if n > 1 { n - 1 } else { 0 };
        let kept = &mut *workspace.scratch([0.0; 3], t1);
        let state_tape = &mut *workspace.states(t1);
        for i in 1..n {
            let t2: usize = i - 1;
            let (t3, state3) = {
                let (result, state2) = crate::dot::__pullback(&a[0..i], &x[i..n]);
                (result, (state2, ::chainrule::__private::keep(&a[0..i])))
            };
            let s2 = s + t3;
            let a_i = a[i];
            a[i] = a_i * s2;
            kept[t2][0] = t3;
            kept[t2][1] = s;
            kept[t2][2] = a_i;
            state_tape.push(state3);
            s = s2;
        }
        ::core::assert!(1 >= n || n <= a_bar.len());
        let mut s_bar = 1.0;
        for i in (1..n).rev() {
            let t2: usize = i - 1;
            let state2 = ::chainrule::__private::pop(state_tape);
            let a_bar_i = a_bar[i];
            a_bar[i] = 0.0;
            a_bar[i] += a_bar_i * (kept[t2][1] + kept[t2][0]);
            s_bar += a_bar_i * kept[t2][2];
            {
                let a_bar_cells = ::chainrule::__private::Sink::cells(&mut *a_bar);
                let g_cells = ::chainrule::__private::Sink::cells(&mut *g);
                (state2
                    .0)(
                    &state2.1,
                    &x[i..n],
                    s_bar,
                    ::chainrule::__private::Sink::new(&a_bar_cells[0..i]),
                    ::chainrule::__private::Sink::new(&g_cells[i..n]),
                )
            };
        }
        {
            let g_cells = ::chainrule::__private::Sink::cells(&mut *g);
            state(
                &x[0..3],
                &x[3..6],
                s_bar,
                ::chainrule::__private::Sink::new(&g_cells[0..3]),
                ::chainrule::__private::Sink::new(&g_cells[3..6]),
            )
        };
        for (to, from) in g.iter_mut().zip(a_bar.iter()) {
            *to += from;
        }
        s
    }
    ///The gradient of [`blocks()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, w).1
    }
    ///Value of [`blocks()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: &[f64], w: f64) -> (f64, ::chainrule::__private::Vec<f64>) {
        let (value, mut g) = Self::value_and_gradient(x);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f64]) -> f64 {
        blocks(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: &[f64], x_dot: ::chainrule::__private::Dot<'_, f64>) -> (f64, f64) {
        let _ = (&x, &x_dot);
        let n = x.len();
        let a = &mut *::chainrule::__private::Short::copied(x);
        let a_dot = &mut *::chainrule::__private::Short::zeros_like(a);
        for (i, to) in a_dot.iter_mut().enumerate() {
            *to += x_dot.at(i);
        }
        ::core::assert!(3 <= n);
        ::core::assert!(6 <= n);
        let (mut s, mut s_dot) = crate::dot::__tangent(
            &x[0..3],
            &x[3..6],
            x_dot.part(0, 3),
            x_dot.part(3, 6),
        );
        ::core::assert!(1 >= n || n <= a_dot.len());
        for i in 1..n {
            let (t1, t2) = crate::dot::__tangent(
                &a[0..i],
                &x[i..n],
                ::chainrule::__private::Dot::new(&a_dot[0..i]),
                x_dot.part(i, n),
            );
            s += t1;
            s_dot += t2;
            let a_i = a[i];
            a[i] = a_i * s;
            a_dot[i] = a_dot[i] * s + s_dot * a_i;
        }
        (s, s_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &x_dot);
        let n = x.len();
        let a = &mut *::chainrule::__private::Short::copied(x);
        let mut a_dot = ::chainrule::__private::vec![[0.0; __LANES]; a.len()];
        for i in 0..a.len() {
            for k in 0..__LANES {
                a_dot[i][k] = x_dot.lane(i, k);
            }
        }
        ::core::assert!(3 <= n);
        ::core::assert!(6 <= n);
        let (mut s, mut s_dot) = crate::dot::__tangents(
            &x[0..3],
            &x[3..6],
            x_dot.part(0, 3),
            x_dot.part(3, 6),
        );
        for i in 1..n {
            let (t1, a2) = crate::dot::__tangents(
                &a[0..i],
                &x[i..n],
                ::chainrule::__private::Dot::new(&a_dot[0..i]),
                x_dot.part(i, n),
            );
            s += t1;
            let a_i = a[i];
            a[i] = a_i * s;
            for k in 0..__LANES {
                let s_dot2 = s_dot[k] + a2[k];
                a_dot[i][k] = a_dot[i][k] * s + s_dot2 * a_i;
                s_dot[k] = s_dot2;
            }
        }
        (s, s_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: &[f64],
        w: f64,
        x_bar: ::chainrule::__private::Sink<'_, f64>,
    ) -> (f64, ((),)) {
        let _ = (&x, &x_bar);
        let n = x.len();
        let a = &mut *::chainrule::__private::Short::copied(x);
        let a_bar = &mut *::chainrule::__private::Short::zeros_like(a);
        ::core::assert!(3 <= n);
        ::core::assert!(6 <= n);
        let (mut s, state2) = crate::dot::__pullback(&x[0..3], &x[3..6]);
        let t1 = if n > 1 { n - 1 } else { 0 };
        let mut kept = ::chainrule::__private::vec![[0.0; 3]; t1];
        let mut state_tape = ::chainrule::__private::Vec::with_capacity(t1);
        for i in 1..n {
            let t2: usize = i - 1;
            let (t3, state4) = {
                let (result, state3) = crate::dot::__pullback(&a[0..i], &x[i..n]);
                (result, (state3, ::chainrule::__private::keep(&a[0..i])))
            };
            let s2 = s + t3;
            let a_i = a[i];
            a[i] = a_i * s2;
            kept[t2][0] = t3;
            kept[t2][1] = s;
            kept[t2][2] = a_i;
            state_tape.push(state4);
            s = s2;
        }
        ::core::assert!(1 >= n || n <= a_bar.len());
        let mut s_bar = w;
        for i in (1..n).rev() {
            let t2: usize = i - 1;
            let state3 = ::chainrule::__private::pop(&mut state_tape);
            let a_bar_i = a_bar[i];
            a_bar[i] = 0.0;
            a_bar[i] += a_bar_i * (kept[t2][1] + kept[t2][0]);
            s_bar += a_bar_i * kept[t2][2];
            {
                let a_bar_cells = ::chainrule::__private::Sink::cells(&mut *a_bar);
                (state3
                    .0)(
                    &state3.1,
                    &x[i..n],
                    s_bar,
                    ::chainrule::__private::Sink::new(&a_bar_cells[0..i]),
                    x_bar.part(i, n),
                )
            };
        }
        state2(&x[0..3], &x[3..6], s_bar, x_bar.part(0, 3), x_bar.part(3, 6));
        for (i, from) in a_bar.iter().enumerate() {
            x_bar.add_at(i, *from);
        }
        (s, ((),))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: &[f64],
    ) -> (
        f64,
        impl FnOnce(&[f64], f64, ::chainrule::__private::Sink<'_, f64>) -> ((),) + use<>,
    ) {
        let _ = (&x,);
        let n = x.len();
        let mut a_kept = ::chainrule::__private::Short::copied(x);
        let a = &mut *a_kept;
        ::core::assert!(3 <= n);
        ::core::assert!(6 <= n);
        let (mut s, state2) = crate::dot::__pullback(&x[0..3], &x[3..6]);
        let t1 = if n > 1 { n - 1 } else { 0 };
        let mut kept = ::chainrule::__private::vec![[0.0; 3]; t1];
        let mut state_tape = ::chainrule::__private::Vec::with_capacity(t1);
        for i in 1..n {
            let t2: usize = i - 1;
            let (t3, state4) = {
                let (result, state3) = crate::dot::__pullback(&a[0..i], &x[i..n]);
                (result, (state3, ::chainrule::__private::keep(&a[0..i])))
            };
            let s2 = s + t3;
            let a_i = a[i];
            a[i] = a_i * s2;
            kept[t2][0] = t3;
            kept[t2][1] = s;
            kept[t2][2] = a_i;
            state_tape.push(state4);
            s = s2;
        }
        let state = move |
            x: &[f64],
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_bar);
            let a = &mut *a_kept;
            let n2 = x.len();
            let a_bar = &mut *::chainrule::__private::Short::zeros_like(a);
            ::core::assert!(1 >= n2 || n2 <= a_bar.len());
            let mut s_bar = w;
            for i in (1..n2).rev() {
                let t2: usize = i - 1;
                let state3 = ::chainrule::__private::pop(&mut state_tape);
                let a_bar_i = a_bar[i];
                a_bar[i] = 0.0;
                a_bar[i] += a_bar_i * (kept[t2][1] + kept[t2][0]);
                s_bar += a_bar_i * kept[t2][2];
                {
                    let a_bar_cells = ::chainrule::__private::Sink::cells(&mut *a_bar);
                    (state3
                        .0)(
                        &state3.1,
                        &x[i..n2],
                        s_bar,
                        ::chainrule::__private::Sink::new(&a_bar_cells[0..i]),
                        x_bar.part(i, n2),
                    )
                };
            }
            state2(&x[0..3], &x[3..6], s_bar, x_bar.part(0, 3), x_bar.part(3, 6));
            for (i, from) in a_bar.iter().enumerate() {
                x_bar.add_at(i, *from);
            }
            ((),)
        };
        (s, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __pullback_tangent<'never>(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        f64,
        f64,
        fn(
            &[f64],
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((),), ((),)),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_tangent<'never>(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        (f64, ::chainrule::__private::Vec<f64>),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_pullback<'never>(
        x: &[f64],
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        fn(
            &[f64],
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((),),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_tangent<'never>(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>)
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_pullback<'never>(
        x: &[f64],
    ) -> (
        ::chainrule::__private::Vec<f64>,
        fn(
            &[f64],
            &::chainrule::__private::Vec<f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((),),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_tangent<'never>(
        x: &[f64],
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        (f64, ::chainrule::__private::Vec<f64>),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback<'never>(
        x: &[f64],
        w: f64,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        fn(
            &[f64],
            f64,
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> ((), f64),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        x: &[f64],
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        (f64, ::chainrule::__private::Vec<f64>),
        fn(
            &[f64],
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            (f64, &::chainrule::__private::Vec<f64>),
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> (((), f64), ((), f64)),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
}
