fn stencil(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut cur = x.to_vec();
    let mut next = vec![0.0; n];
    for _ in 0..steps {
        for i in 1..n - 1 {
            next[i] = cur[i] + 0.1 * (cur[i - 1] - 2.0 * cur[i] + cur[i + 1]).sin();
        }
        std::mem::swap(&mut cur, &mut next);
    }
    let mut s = 0.0;
    for v in cur.iter_mut() {
        *v *= 2.0;
    }
    for v in &cur[1..] {
        s += v * v;
    }
    s
}
///The derivatives of [`stencil()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct stencil {
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
impl stencil {
    ///The gradient of [`stencil()`], as text to print.
    const FORMULA: &'static str = "the derivative of `stencil` is a loop: see `stencil::gradient`";
    ///The gradient of [`stencil()`] with respect to `x`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64], steps: usize) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_gradient(x, steps).1
    }
    ///Value and gradient of [`stencil()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(
        x: &[f64],
        steps: usize,
    ) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, steps, &mut g);
        (value, g)
    }
    ///The gradient of [`stencil()`], written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(x: &[f64], steps: usize, g: &mut [f64]) {
        Self::value_and_gradient_into(x, steps, g);
    }
    ///The same as [`gradient_into`](Self::gradient_into), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: &[f64],
        steps: usize,
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        Self::value_and_gradient_with(x, steps, g, workspace);
    }
    ///Value and gradient of [`stencil()`]; the gradient is written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(x: &[f64], steps: usize, g: &mut [f64]) -> f64 {
        Self::value_and_gradient_with(
            x,
            steps,
            g,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_gradient_into`](Self::value_and_gradient_into), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: &[f64],
        steps: usize,
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        g.fill(0.0);
        let n = x.len();
        let mut cur = &mut *workspace.copied(x);
        let mut cur_bar = &mut *workspace.zeros_like(cur);
        let mut next = &mut *workspace.filled(0.0, n);
        let mut next_bar = &mut *workspace.zeros_like(next);
        let t1 = if n > 1 { n - 1 } else { 0 };
        let t2 = if t1 > 1 { t1 - 1 } else { 0 };
        let cos_tape = &mut *workspace.scratch(0.0, steps * t2);
        for i in 0..steps {
            let t3 = n - 1;
            ::core::assert!(1 >= t3 || t3 < cur.len());
            ::core::assert!(1 >= t3 || t3 <= next.len());
            for i2 in 1..t3 {
                let cur_i2 = cur[i2];
                let (t4, t5) = (cur[i2 - 1] - 2.0 * cur_i2 + cur[i2 + 1]).sin_cos();
                next[i2] = cur_i2 + 0.1 * t4;
                cos_tape[i * t2 + (i2 - 1)] = t5;
            }
            ::core::mem::swap(&mut cur, &mut next);
        }
        for i in 0..n {
            cur[i] *= 2.0;
        }
        ::core::assert!(1 <= n);
        let t3 = n - 1;
        ::core::assert!(t3 == 0 || t3 < cur.len());
        let whole = t3 - t3 % 4;
        let mut s = 0.0;
        for strip in (0..whole).step_by(4) {
            let cur_strip = ::chainrule::__private::window(cur, strip + 1, 4);
            let cur_bar_strip = ::chainrule::__private::window_mut(
                &mut *cur_bar,
                strip + 1,
                4,
            );
            for k in 0..4 {
                let v = cur_strip[k];
                cur_bar_strip[k] = 2.0 * v;
                s += v * v;
            }
        }
        for i in whole..t3 {
            let t4: usize = 1 + i;
            let v = cur[t4];
            cur_bar[t4] = 2.0 * v;
            s += v * v;
        }
        ::core::assert!(n <= cur_bar.len());
        for i in 0..n {
            let cur_bar_i = cur_bar[i];
            cur_bar[i] = 0.0;
            cur_bar[i] += 2.0 * cur_bar_i;
        }
        for i in (0..steps).rev() {
            ::core::mem::swap(&mut cur_bar, &mut next_bar);
            ::core::assert!(1 >= t3 || t3 <= next_bar.len());
            ::core::assert!(1 >= t3 || n - 2 <= cur_bar.len());
            let mut cur_bar_next = 0.0;
            let mut cur_bar_next2 = 0.0;
            for i2 in 1..t3 {
                let cos = cos_tape[i * t2 + (i2 - 1)];
                let next_bar_i2 = next_bar[i2];
                next_bar[i2] = 0.0;
                let t4 = 0.1 * next_bar_i2 * cos;
                cur_bar[i2 - 1] += cur_bar_next + t4;
                cur_bar_next = cur_bar_next2 + (next_bar_i2 - 0.2 * next_bar_i2 * cos);
                cur_bar_next2 = t4;
            }
            if t3 > 1 {
                cur_bar[n - 2] += cur_bar_next;
                cur_bar[t3] += cur_bar_next2;
            }
        }
        for (to, from) in g.iter_mut().zip(cur_bar.iter()) {
            *to += from;
        }
        s
    }
    ///The gradient of [`stencil()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], steps: usize, w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, steps, w).1
    }
    ///Value of [`stencil()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(
        x: &[f64],
        steps: usize,
        w: f64,
    ) -> (f64, ::chainrule::__private::Vec<f64>) {
        let (value, mut g) = Self::value_and_gradient(x, steps);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f64], arg1: usize) -> f64 {
        stencil(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: &[f64],
        steps: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        steps_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&x, &steps, &x_dot, &steps_dot);
        let n = x.len();
        let mut cur = x.to_vec();
        let mut cur_dot = ::chainrule::__private::zeros_like(&cur);
        for (i, to) in cur_dot.iter_mut().enumerate() {
            *to += x_dot.at(i);
        }
        let mut next = ::chainrule::__private::vec![0.0; n];
        let mut next_dot = ::chainrule::__private::vec![0.0; n];
        for _ in 0..steps {
            let t1 = n - 1;
            ::core::assert!(1 >= t1 || t1 < cur.len());
            ::core::assert!(1 >= t1 || t1 <= next.len());
            for i in 1..t1 {
                let cur_i = cur[i];
                let cur_dot_i = cur_dot[i];
                let t2: usize = i - 1;
                let t3: usize = i + 1;
                let (t4, t5) = (cur[t2] - 2.0 * cur_i + cur[t3]).sin_cos();
                next[i] = cur_i + 0.1 * t4;
                next_dot[i] = cur_dot_i
                    + 0.1 * ((cur_dot[t2] - 2.0 * cur_dot_i + cur_dot[t3]) * t5);
            }
            ::core::mem::swap(&mut cur, &mut next);
            ::core::mem::swap(&mut cur_dot, &mut next_dot);
        }
        ::core::assert!(n <= cur_dot.len());
        for i in 0..n {
            cur[i] *= 2.0;
            cur_dot[i] *= 2.0;
        }
        ::core::assert!(1 <= n);
        let t1 = n - 1;
        ::core::assert!(t1 == 0 || t1 < cur.len());
        let mut s = 0.0;
        let mut s_dot = 0.0;
        for i in 0..t1 {
            let t2: usize = 1 + i;
            let v = cur[t2];
            s += v * v;
            s_dot += 2.0 * (cur_dot[t2] * v);
        }
        (s, s_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: &[f64],
        steps: usize,
        x_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
        steps_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &steps, &x_dot, &steps_dot);
        let n = x.len();
        let mut cur = x.to_vec();
        let mut cur_dot = ::chainrule::__private::vec![[0.0; __LANES]; cur.len()];
        for i in 0..cur.len() {
            for k in 0..__LANES {
                cur_dot[i][k] = x_dot.lane(i, k);
            }
        }
        let mut next = ::chainrule::__private::vec![0.0; n];
        let mut next_dot = ::chainrule::__private::vec![[0.0; __LANES]; n];
        for _ in 0..steps {
            let t1 = n - 1;
            ::core::assert!(1 >= t1 || t1 < cur.len());
            ::core::assert!(1 >= t1 || t1 <= next.len());
            for i in 1..t1 {
                let cur_i = cur[i];
                let t2: usize = i - 1;
                let t3: usize = i + 1;
                let (t4, t5) = (cur[t2] - 2.0 * cur_i + cur[t3]).sin_cos();
                let t6 = 0.1 * t5;
                next[i] = cur_i + 0.1 * t4;
                for k in 0..__LANES {
                    let cur_dot_i_k = cur_dot[i][k];
                    next_dot[i][k] = cur_dot_i_k
                        + (cur_dot[t2][k] - 2.0 * cur_dot_i_k + cur_dot[t3][k]) * t6;
                }
            }
            ::core::mem::swap(&mut cur, &mut next);
            ::core::mem::swap(&mut cur_dot, &mut next_dot);
        }
        for i in 0..n {
            cur[i] *= 2.0;
            for k in 0..__LANES {
                cur_dot[i][k] *= 2.0;
            }
        }
        ::core::assert!(1 <= n);
        let t1 = n - 1;
        let mut s_dot = [0.0; __LANES];
        ::core::assert!(t1 == 0 || t1 < cur.len());
        let mut s = 0.0;
        for i in 0..t1 {
            let t2: usize = 1 + i;
            let v = cur[t2];
            let t3 = 2.0 * v;
            for k in 0..__LANES {
                s_dot[k] += cur_dot[t2][k] * t3;
            }
            s += v * v;
        }
        (s, s_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: &[f64],
        steps: usize,
        w: f64,
        x_bar: ::chainrule::__private::Sink<'_, f64>,
        steps_bar: ::chainrule::__private::Constant,
    ) -> (f64, ((), ())) {
        let _ = (&x, &steps, &x_bar, &steps_bar);
        let n = x.len();
        let mut cur = x.to_vec();
        let mut cur_bar = ::chainrule::__private::zeros_like(&cur);
        let mut next = ::chainrule::__private::vec![0.0; n];
        let mut next_bar = ::chainrule::__private::zeros_like(&next);
        let t1 = if n > 1 { n - 1 } else { 0 };
        let t2 = if t1 > 1 { t1 - 1 } else { 0 };
        let cos_tape = &mut *::chainrule::__private::Short::filled(0.0, steps * t2);
        for i in 0..steps {
            let t3 = n - 1;
            ::core::assert!(1 >= t3 || t3 < cur.len());
            ::core::assert!(1 >= t3 || t3 <= next.len());
            for i2 in 1..t3 {
                let cur_i2 = cur[i2];
                let (t4, t5) = (cur[i2 - 1] - 2.0 * cur_i2 + cur[i2 + 1]).sin_cos();
                next[i2] = cur_i2 + 0.1 * t4;
                cos_tape[i * t2 + (i2 - 1)] = t5;
            }
            ::core::mem::swap(&mut cur, &mut next);
        }
        for i in 0..n {
            cur[i] *= 2.0;
        }
        ::core::assert!(1 <= n);
        let t3 = n - 1;
        ::core::assert!(t3 == 0 || t3 < cur.len());
        let whole = t3 - t3 % 4;
        let mut s = 0.0;
        for strip in (0..whole).step_by(4) {
            let cur_strip = ::chainrule::__private::window(&cur, strip + 1, 4);
            let cur_bar_strip = ::chainrule::__private::window_mut(
                &mut cur_bar,
                strip + 1,
                4,
            );
            for k in 0..4 {
                let v = cur_strip[k];
                cur_bar_strip[k] = 2.0 * w * v;
                s += v * v;
            }
        }
        for i in whole..t3 {
            let t4: usize = 1 + i;
            let v = cur[t4];
            cur_bar[t4] = 2.0 * w * v;
            s += v * v;
        }
        ::core::assert!(n <= cur_bar.len());
        for i in 0..n {
            let cur_bar_i = cur_bar[i];
            cur_bar[i] = 0.0;
            cur_bar[i] += 2.0 * cur_bar_i;
        }
        for i in (0..steps).rev() {
            ::core::mem::swap(&mut cur_bar, &mut next_bar);
            ::core::assert!(1 >= t3 || t3 <= next_bar.len());
            ::core::assert!(1 >= t3 || n - 2 <= cur_bar.len());
            let mut cur_bar_next = 0.0;
            let mut cur_bar_next2 = 0.0;
            for i2 in 1..t3 {
                let cos = cos_tape[i * t2 + (i2 - 1)];
                let next_bar_i2 = next_bar[i2];
                next_bar[i2] = 0.0;
                let t4 = 0.1 * next_bar_i2 * cos;
                cur_bar[i2 - 1] += cur_bar_next + t4;
                cur_bar_next = cur_bar_next2 + (next_bar_i2 - 0.2 * next_bar_i2 * cos);
                cur_bar_next2 = t4;
            }
            if t3 > 1 {
                cur_bar[n - 2] += cur_bar_next;
                cur_bar[t3] += cur_bar_next2;
            }
        }
        for (i, from) in cur_bar.iter().enumerate() {
            x_bar.add_at(i, *from);
        }
        (s, ((), ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: &[f64],
        steps: usize,
    ) -> (
        f64,
        impl FnOnce(
            &[f64],
            usize,
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> ((), ()) + use<>,
    ) {
        let _ = (&x, &steps);
        let n = x.len();
        let mut cur = x.to_vec();
        let mut next = ::chainrule::__private::vec![0.0; n];
        let t1 = if n > 1 { n - 1 } else { 0 };
        let t2 = if t1 > 1 { t1 - 1 } else { 0 };
        let mut cos_tape_kept = ::chainrule::__private::Short::filled(0.0, steps * t2);
        let cos_tape = &mut *cos_tape_kept;
        for i in 0..steps {
            let t3 = n - 1;
            ::core::assert!(1 >= t3 || t3 < cur.len());
            ::core::assert!(1 >= t3 || t3 <= next.len());
            for i2 in 1..t3 {
                let cur_i2 = cur[i2];
                let (t4, t5) = (cur[i2 - 1] - 2.0 * cur_i2 + cur[i2 + 1]).sin_cos();
                next[i2] = cur_i2 + 0.1 * t4;
                cos_tape[i * t2 + (i2 - 1)] = t5;
            }
            ::core::mem::swap(&mut cur, &mut next);
        }
        for i in 0..n {
            cur[i] *= 2.0;
        }
        ::core::assert!(1 <= n);
        let t3 = n - 1;
        ::core::assert!(t3 == 0 || t3 < cur.len());
        let mut s = 0.0;
        for i in 0..t3 {
            let v = cur[1 + i];
            s += v * v;
        }
        let state = move |
            x: &[f64],
            steps: usize,
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            steps_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &steps, &x_bar, &steps_bar);
            let cos_tape = &mut *cos_tape_kept;
            let n2 = x.len();
            let t4 = n2 - 1;
            let mut cur_bar = ::chainrule::__private::zeros_like(&cur);
            let mut next_bar = ::chainrule::__private::vec![0.0; n2];
            ::core::assert!(t4 == 0 || t4 < cur.len());
            for i in 0..t4 {
                let t5: usize = 1 + i;
                let v = cur[t5];
                cur_bar[t5] = 2.0 * w * v;
            }
            ::core::assert!(n2 <= cur_bar.len());
            for i in 0..n2 {
                let cur_bar_i = cur_bar[i];
                cur_bar[i] = 0.0;
                cur_bar[i] += 2.0 * cur_bar_i;
            }
            for i in (0..steps).rev() {
                ::core::mem::swap(&mut cur_bar, &mut next_bar);
                let t5 = n2 - 1;
                ::core::assert!(1 >= t5 || t5 <= next_bar.len());
                ::core::assert!(1 >= t5 || n2 - 2 <= cur_bar.len());
                let mut cur_bar_next = 0.0;
                let mut cur_bar_next2 = 0.0;
                for i2 in 1..t5 {
                    let cos = cos_tape[i * t2 + (i2 - 1)];
                    let next_bar_i2 = next_bar[i2];
                    next_bar[i2] = 0.0;
                    let t6 = 0.1 * next_bar_i2 * cos;
                    cur_bar[i2 - 1] += cur_bar_next + t6;
                    cur_bar_next = cur_bar_next2
                        + (next_bar_i2 - 0.2 * next_bar_i2 * cos);
                    cur_bar_next2 = t6;
                }
                if t5 > 1 {
                    cur_bar[n2 - 2] += cur_bar_next;
                    cur_bar[t5] += cur_bar_next2;
                }
            }
            for (i, from) in cur_bar.iter().enumerate() {
                x_bar.add_at(i, *from);
            }
            ((), ())
        };
        (s, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __pullback_tangent<'never>(
        x: &[f64],
        steps: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        steps_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        fn(
            &[f64],
            usize,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> (((), ()), ((), ())),
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
        steps: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        steps_dot: ::chainrule::__private::Constant,
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
        steps: usize,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        fn(
            &[f64],
            usize,
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> ((), ()),
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
        steps: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        steps_dot: ::chainrule::__private::Constant,
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
        steps: usize,
    ) -> (
        ::chainrule::__private::Vec<f64>,
        fn(
            &[f64],
            usize,
            &::chainrule::__private::Vec<f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> ((), ()),
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
        steps: usize,
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        steps_dot: ::chainrule::__private::Constant,
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
        steps: usize,
        w: f64,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        fn(
            &[f64],
            usize,
            f64,
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((), (), f64),
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
        steps: usize,
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        steps_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        (f64, ::chainrule::__private::Vec<f64>),
        fn(
            &[f64],
            usize,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            f64,
            (f64, &::chainrule::__private::Vec<f64>),
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (((), (), f64), ((), (), f64)),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
}
