fn caller(x: f64, a: &[f64; 3], n: usize) -> f64 {
    let mut y = x;
    for i in 0..n {
        y = inner(y, a, i) + y.tanh();
    }
    y
}
///The derivatives of [`caller()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct caller {
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
impl caller {
    ///The gradient of [`caller()`], as text to print.
    const FORMULA: &'static str = "the derivative of `caller` is a loop: see `caller::gradient`";
    ///The gradient of [`caller()`] with respect to `x`, `a`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: f64, a: &[f64; 3], n: usize) -> (f64, [f64; 3]) {
        Self::value_and_gradient(x, a, n).1
    }
    ///The same as [`gradient`](Self::gradient), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 3]) {
        Self::value_and_gradient_with(x, a, n, workspace).1
    }
    ///Value and gradient of [`caller()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: f64, a: &[f64; 3], n: usize) -> (f64, (f64, [f64; 3])) {
        Self::value_and_gradient_with(
            x,
            a,
            n,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_gradient`](Self::value_and_gradient), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, (f64, [f64; 3])) {
        let mut a_bar = [0.0; 3];
        let tanh_tape = &mut *workspace.scratch(0.0, n);
        let y_tape = &mut *workspace.scratch(0.0, n);
        let state_tape = &mut *workspace.states(n);
        let mut y = x;
        for i in 0..n {
            let (t1, state) = inner::__pullback(y, a, i);
            let tanh_y = y.tanh();
            tanh_tape[i] = tanh_y;
            y_tape[i] = y;
            state_tape.push(state);
            y = t1 + tanh_y;
        }
        let mut y_bar = 1.0;
        for i in (0..n).rev() {
            let tanh = tanh_tape[i];
            let y2 = y_tape[i];
            let state = ::chainrule::__private::pop(state_tape);
            let t1 = if tanh.abs() < 0.7 {
                1.0 - tanh * tanh
            } else {
                let t1 = (-2.0_f64 * y2.abs()).exp();
                let t2 = 1.0 + t1;
                4.0 * t1 / (t2 * t2)
            };
            let (t2, _, _) = {
                let a_bar_cells = ::chainrule::__private::Sink::cells(&mut a_bar);
                state(
                    y2,
                    a,
                    i,
                    y_bar,
                    ::core::default::Default::default(),
                    ::chainrule::__private::Sink::new(a_bar_cells),
                    ::core::default::Default::default(),
                )
            };
            y_bar = y_bar * t1 + t2;
        }
        (y, (y_bar, a_bar))
    }
    ///The gradient of [`caller()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: f64, a: &[f64; 3], n: usize, w: f64) -> (f64, [f64; 3]) {
        Self::value_and_vjp(x, a, n, w).1
    }
    ///Value of [`caller()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, a: &[f64; 3], n: usize, w: f64) -> (f64, (f64, [f64; 3])) {
        let (value, (mut x_bar, mut a_bar)) = Self::value_and_gradient(x, a, n);
        x_bar *= w;
        for entry in &mut a_bar {
            *entry *= w;
        }
        (value, (x_bar, a_bar))
    }
    ///The derivative of [`caller()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: f64, a: &[f64; 3], n: usize, v: (f64, [f64; 3])) -> f64 {
        Self::value_and_jvp(x, a, n, v).1
    }
    ///The same as [`jvp`](Self::jvp), with memory from `workspace`.
    #[inline]
    fn jvp_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        v: (f64, [f64; 3]),
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        Self::value_and_jvp_with(x, a, n, v, workspace).1
    }
    ///Value of [`caller()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: f64, a: &[f64; 3], n: usize, v: (f64, [f64; 3])) -> (f64, f64) {
        let (x_dot, a_dot) = v;
        let mut y = x;
        let mut y_dot = x_dot;
        for i in 0..n {
            let (t1, t2) = inner::__tangent(
                y,
                a,
                i,
                y_dot,
                ::chainrule::__private::Dot::new(&a_dot),
                ::core::default::Default::default(),
            );
            let tanh_y = y.tanh();
            let t3 = if tanh_y.abs() < 0.7 {
                1.0 - tanh_y * tanh_y
            } else {
                let t3 = (-2.0_f64 * y.abs()).exp();
                let t4 = 1.0 + t3;
                4.0 * t3 / (t4 * t4)
            };
            y = t1 + tanh_y;
            y_dot = t2 + y_dot * t3;
        }
        (y, y_dot)
    }
    ///The same as [`value_and_jvp`](Self::value_and_jvp), with memory from `workspace`.
    #[inline]
    fn value_and_jvp_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        v: (f64, [f64; 3]),
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, f64) {
        let _ = workspace;
        Self::value_and_jvp(x, a, n, v)
    }
    ///The Hessian of [`caller()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: f64, a: &[f64; 3], n: usize, v: (f64, [f64; 3])) -> (f64, [f64; 3]) {
        Self::gradient_and_hvp(x, a, n, v).1
    }
    ///The same as [`hvp`](Self::hvp), with memory from `workspace`.
    #[inline]
    fn hvp_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        v: (f64, [f64; 3]),
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 3]) {
        Self::gradient_and_hvp_with(x, a, n, v, workspace).1
    }
    ///Gradient of [`caller()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(
        x: f64,
        a: &[f64; 3],
        n: usize,
        v: (f64, [f64; 3]),
    ) -> ((f64, [f64; 3]), (f64, [f64; 3])) {
        Self::gradient_and_hvp_with(
            x,
            a,
            n,
            v,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`gradient_and_hvp`](Self::gradient_and_hvp), with memory from `workspace`.
    #[inline]
    fn gradient_and_hvp_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        v: (f64, [f64; 3]),
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> ((f64, [f64; 3]), (f64, [f64; 3])) {
        let (x_dot, a_dot) = v;
        let mut a_bar = [0.0; 3];
        let mut a_bar_dot = [0.0; 3];
        let kept = &mut *workspace.scratch([0.0; 3], n);
        let state_tape = &mut *workspace.states(n);
        ::core::assert!(n <= kept.len());
        let mut y = x;
        let mut y_dot = x_dot;
        for i in 0..n {
            let (t1, t2, t3) = inner::__pullback_tangent(
                y,
                a,
                i,
                y_dot,
                ::chainrule::__private::Dot::new(&a_dot),
                ::core::default::Default::default(),
            );
            let tanh_y = y.tanh();
            let t4 = if tanh_y.abs() < 0.7 {
                1.0 - tanh_y * tanh_y
            } else {
                let t4 = (-2.0_f64 * y.abs()).exp();
                let t5 = 1.0 + t4;
                4.0 * t4 / (t5 * t5)
            };
            kept[i][0] = tanh_y;
            kept[i][1] = y;
            kept[i][2] = y_dot;
            state_tape.push(t3);
            y = t1 + tanh_y;
            y_dot = t2 + y_dot * t4;
        }
        let mut y_bar = 1.0;
        let mut y_bar_dot = 0.0;
        for i in (0..n).rev() {
            let tanh = kept[i][0];
            let y2 = kept[i][1];
            let y_dot2 = kept[i][2];
            let state = ::chainrule::__private::pop(state_tape);
            let t1 = if tanh.abs() < 0.7 {
                1.0 - tanh * tanh
            } else {
                let t1 = (-2.0_f64 * y2.abs()).exp();
                let t2 = 1.0 + t1;
                4.0 * t1 / (t2 * t2)
            };
            let ((t2, _, _), (t3, _, _)) = {
                let a_bar_cells = ::chainrule::__private::Sink::cells(&mut a_bar);
                let a_bar_dot_cells = ::chainrule::__private::Sink::cells(
                    &mut a_bar_dot,
                );
                state(
                    y2,
                    a,
                    i,
                    y_dot2,
                    ::chainrule::__private::Dot::new(&a_dot),
                    ::core::default::Default::default(),
                    y_bar,
                    y_bar_dot,
                    ::core::default::Default::default(),
                    ::chainrule::__private::Sink::new(a_bar_cells),
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                    ::chainrule::__private::Sink::new(a_bar_dot_cells),
                    ::core::default::Default::default(),
                )
            };
            y_bar_dot = y_bar_dot * t1 + y_dot2 * (-2.0 * tanh * t1) * y_bar + t3;
            y_bar = y_bar * t1 + t2;
        }
        ((y_bar, a_bar), (y_bar_dot, a_bar_dot))
    }
    ///The Hessian of [`caller()`], symmetric. Rows and columns run over all parameters, flattened in the order of the signature.
    #[inline]
    #[must_use]
    fn hessian(x: f64, a: &[f64; 3], n: usize) -> [[f64; 4]; 4] {
        Self::value_and_hessian(x, a, n).2
    }
    ///The same as [`hessian`](Self::hessian), with memory from `workspace`.
    #[inline]
    fn hessian_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [[f64; 4]; 4] {
        Self::value_and_hessian_with(x, a, n, workspace).2
    }
    ///Value, gradient and Hessian of [`caller()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(
        x: f64,
        a: &[f64; 3],
        n: usize,
    ) -> (f64, (f64, [f64; 3]), [[f64; 4]; 4]) {
        Self::value_and_hessian_with(
            x,
            a,
            n,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_hessian`](Self::value_and_hessian), with memory from `workspace`.
    #[inline]
    fn value_and_hessian_with(
        x: f64,
        a: &[f64; 3],
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, (f64, [f64; 3]), [[f64; 4]; 4]) {
        let (value, gradient) = Self::value_and_gradient_with(x, a, n, workspace);
        let mut h = [[0.0; 4]; 4];
        let mut at = 0;
        let mut put = |entry| {
            h.as_flattened_mut()[at] = entry;
            at += 1;
        };
        let mut x_dot = <f64 as ::chainrule::__private::Zero>::ZERO;
        let mut a_dot = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        {
            x_dot = 1.0;
            let (x_row, a_row) = Self::hvp_with(x, a, n, (x_dot, a_dot), workspace);
            put(x_row);
            for entry in &a_row {
                put(*entry);
            }
            x_dot = 0.0;
        }
        for k in 0..3 {
            a_dot[k] = 1.0;
            let (x_row, a_row) = Self::hvp_with(x, a, n, (x_dot, a_dot), workspace);
            put(x_row);
            for entry in &a_row {
                put(*entry);
            }
            a_dot[k] = 0.0;
        }
        ::chainrule::__private::mirror(h.as_flattened_mut(), 4);
        (value, gradient, h)
    }
    ///[`caller()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective(n: usize) -> ::chainrule::problem::Bound<Self, (usize,)> {
        <::chainrule::problem::Bound<Self, (usize,)>>::new((n,))
    }
    ///Compares value, derivatives and second derivatives of [`caller()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(x: f64, a: &[f64; 3], n: usize) {
        ::chainrule::check::check(
                &Self::objective(n),
                &{
                    let mut point = ::chainrule::__private::Vec::new();
                    point.push(x);
                    point.extend_from_slice(&a[..]);
                    point
                },
            )
            .assert_ok();
    }
    ///[`caller()`] as a model of `ys` at `xs`, to be fitted.
    #[inline]
    #[must_use]
    const fn curve<'chainrule>(
        xs: &'chainrule [usize],
        ys: &'chainrule [f64],
    ) -> ::chainrule::problem::Curve<'chainrule, Self, usize> {
        <::chainrule::problem::Curve<'chainrule, Self, usize>>::new(xs, ys)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: &[f64; 3], arg2: usize) -> f64 {
        caller(arg0, arg1, arg2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: f64,
        a: &[f64; 3],
        n: usize,
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&x, &a, &n, &x_dot, &a_dot, &n_dot);
        let mut y = x;
        let mut y_dot = x_dot;
        for i in 0..n {
            let (t1, t2) = inner::__tangent(
                y,
                a,
                i,
                y_dot,
                a_dot,
                ::core::default::Default::default(),
            );
            let tanh_y = y.tanh();
            let t3 = if tanh_y.abs() < 0.7 {
                1.0 - tanh_y * tanh_y
            } else {
                let t3 = (-2.0_f64 * y.abs()).exp();
                let t4 = 1.0 + t3;
                4.0 * t3 / (t4 * t4)
            };
            y = t1 + tanh_y;
            y_dot = t2 + y_dot * t3;
        }
        (y, y_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: f64,
        a: &[f64; 3],
        n: usize,
        x_dot: [f64; __LANES],
        a_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
        n_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &a, &n, &x_dot, &a_dot, &n_dot);
        let mut y_dot = x_dot;
        let mut y = x;
        for i in 0..n {
            let (t1, a2) = inner::__tangents(
                y,
                a,
                i,
                y_dot,
                a_dot,
                ::chainrule::__private::Zero::ZERO,
            );
            let tanh_y = y.tanh();
            let t2 = if tanh_y.abs() < 0.7 {
                1.0 - tanh_y * tanh_y
            } else {
                let t2 = (-2.0_f64 * y.abs()).exp();
                let t3 = 1.0 + t2;
                4.0 * t2 / (t3 * t3)
            };
            for k in 0..__LANES {
                y_dot[k] = a2[k] + y_dot[k] * t2;
            }
            y = t1 + tanh_y;
        }
        (y, y_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: f64,
        a: &[f64; 3],
        n: usize,
        w: f64,
        x_bar: ::chainrule::__private::Constant,
        a_bar: ::chainrule::__private::Sink<'_, f64>,
        n_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, (), ())) {
        let _ = (&x, &a, &n, &x_bar, &a_bar, &n_bar);
        let tanh_tape = &mut *::chainrule::__private::Short::filled(0.0, n);
        let y_tape = &mut *::chainrule::__private::Short::filled(0.0, n);
        let mut state_tape = ::chainrule::__private::Vec::with_capacity(n);
        let mut y = x;
        for i in 0..n {
            let (t1, state2) = inner::__pullback(y, a, i);
            let tanh_y = y.tanh();
            tanh_tape[i] = tanh_y;
            y_tape[i] = y;
            state_tape.push(state2);
            y = t1 + tanh_y;
        }
        let mut y_bar = w;
        for i in (0..n).rev() {
            let tanh = tanh_tape[i];
            let y2 = y_tape[i];
            let state2 = ::chainrule::__private::pop(&mut state_tape);
            let t1 = if tanh.abs() < 0.7 {
                1.0 - tanh * tanh
            } else {
                let t1 = (-2.0_f64 * y2.abs()).exp();
                let t2 = 1.0 + t1;
                4.0 * t1 / (t2 * t2)
            };
            let (t2, _, _) = state2(
                y2,
                a,
                i,
                y_bar,
                ::core::default::Default::default(),
                a_bar,
                ::core::default::Default::default(),
            );
            y_bar = y_bar * t1 + t2;
        }
        (y, (y_bar, (), ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: f64,
        a: &[f64; 3],
        n: usize,
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
        w: f64,
        w_dot: f64,
        x_bar: ::chainrule::__private::Constant,
        a_bar: ::chainrule::__private::Sink<'_, f64>,
        n_bar: ::chainrule::__private::Constant,
        x_bar_dot: ::chainrule::__private::Constant,
        a_bar_dot: ::chainrule::__private::Sink<'_, f64>,
        n_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64, (), ()), (f64, (), ())) {
        let (_, _, state) = Self::__pullback_tangent(x, a, n, x_dot, a_dot, n_dot);
        state(
            x,
            a,
            n,
            x_dot,
            a_dot,
            n_dot,
            w,
            w_dot,
            x_bar,
            a_bar,
            n_bar,
            x_bar_dot,
            a_bar_dot,
            n_bar_dot,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: f64,
        a: &[f64; 3],
        n: usize,
    ) -> (
        f64,
        impl FnOnce(
            f64,
            &[f64; 3],
            usize,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> (f64, (), ()) + use<>,
    ) {
        let _ = (&x, &a, &n);
        let mut tanh_tape_kept = ::chainrule::__private::Short::filled(0.0, n);
        let tanh_tape = &mut *tanh_tape_kept;
        let mut y_tape_kept = ::chainrule::__private::Short::filled(0.0, n);
        let y_tape = &mut *y_tape_kept;
        let mut state_tape = ::chainrule::__private::Vec::with_capacity(n);
        let mut y = x;
        for i in 0..n {
            let (t1, state2) = inner::__pullback(y, a, i);
            let tanh_y = y.tanh();
            tanh_tape[i] = tanh_y;
            y_tape[i] = y;
            state_tape.push(state2);
            y = t1 + tanh_y;
        }
        let state = move |
            x: f64,
            a: &[f64; 3],
            n: usize,
            w: f64,
            x_bar: ::chainrule::__private::Constant,
            a_bar: ::chainrule::__private::Sink<'_, f64>,
            n_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &a, &n, &x_bar, &a_bar, &n_bar);
            let tanh_tape = &mut *tanh_tape_kept;
            let y_tape = &mut *y_tape_kept;
            let mut y_bar = w;
            for i in (0..n).rev() {
                let tanh = tanh_tape[i];
                let y2 = y_tape[i];
                let state2 = ::chainrule::__private::pop(&mut state_tape);
                let t1 = if tanh.abs() < 0.7 {
                    1.0 - tanh * tanh
                } else {
                    let t1 = (-2.0_f64 * y2.abs()).exp();
                    let t2 = 1.0 + t1;
                    4.0 * t1 / (t2 * t2)
                };
                let (t2, _, _) = state2(
                    y2,
                    a,
                    i,
                    y_bar,
                    ::core::default::Default::default(),
                    a_bar,
                    ::core::default::Default::default(),
                );
                y_bar = y_bar * t1 + t2;
            }
            (y_bar, (), ())
        };
        (y, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: f64,
        a: &[f64; 3],
        n: usize,
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            f64,
            &[f64; 3],
            usize,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), ()), (f64, (), ())) + use<>,
    ) {
        let _ = (&x, &a, &n, &x_dot, &a_dot, &n_dot);
        let mut kept = ::chainrule::__private::vec![[0.0; 3]; n];
        let mut state_tape = ::chainrule::__private::Vec::with_capacity(n);
        ::core::assert!(n <= kept.len());
        let mut y = x;
        let mut y_dot = x_dot;
        for i in 0..n {
            let (t1, t2, t3) = inner::__pullback_tangent(
                y,
                a,
                i,
                y_dot,
                a_dot,
                ::core::default::Default::default(),
            );
            let tanh_y = y.tanh();
            let t4 = if tanh_y.abs() < 0.7 {
                1.0 - tanh_y * tanh_y
            } else {
                let t4 = (-2.0_f64 * y.abs()).exp();
                let t5 = 1.0 + t4;
                4.0 * t4 / (t5 * t5)
            };
            kept[i][0] = tanh_y;
            kept[i][1] = y;
            kept[i][2] = y_dot;
            state_tape.push(t3);
            y = t1 + tanh_y;
            y_dot = t2 + y_dot * t4;
        }
        let state = move |
            x: f64,
            a: &[f64; 3],
            n: usize,
            x_dot: f64,
            a_dot: ::chainrule::__private::Dot<'_, f64>,
            n_dot: ::chainrule::__private::Constant,
            w: f64,
            w_dot: f64,
            x_bar: ::chainrule::__private::Constant,
            a_bar: ::chainrule::__private::Sink<'_, f64>,
            n_bar: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Constant,
            a_bar_dot: ::chainrule::__private::Sink<'_, f64>,
            n_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &x,
                &a,
                &n,
                &x_dot,
                &a_dot,
                &n_dot,
                &x_bar,
                &a_bar,
                &n_bar,
                &x_bar_dot,
                &a_bar_dot,
                &n_bar_dot,
            );
            let mut y_bar = w;
            let mut y_bar_dot = w_dot;
            for i in (0..n).rev() {
                let tanh = kept[i][0];
                let y2 = kept[i][1];
                let y_dot2 = kept[i][2];
                let state2 = ::chainrule::__private::pop(&mut state_tape);
                let t1 = if tanh.abs() < 0.7 {
                    1.0 - tanh * tanh
                } else {
                    let t1 = (-2.0_f64 * y2.abs()).exp();
                    let t2 = 1.0 + t1;
                    4.0 * t1 / (t2 * t2)
                };
                let ((t2, _, _), (t3, _, _)) = state2(
                    y2,
                    a,
                    i,
                    y_dot2,
                    a_dot,
                    ::core::default::Default::default(),
                    y_bar,
                    y_bar_dot,
                    ::core::default::Default::default(),
                    a_bar,
                    ::core::default::Default::default(),
                    ::core::default::Default::default(),
                    a_bar_dot,
                    ::core::default::Default::default(),
                );
                y_bar_dot = y_bar_dot * t1 + y_dot2 * (-2.0 * tanh * t1) * y_bar + t3;
                y_bar = y_bar * t1 + t2;
            }
            ((y_bar, (), ()), (y_bar_dot, (), ()))
        };
        (y, y_dot, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        x: f64,
        a: &[f64; 3],
        n: usize,
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
    ) -> ((f64, (f64, [f64; 3])), (f64, (f64, [f64; 3]))) {
        let mut a_bar = ::chainrule::__private::zeros_like(a);
        let (_, value_dot, second) = Self::__pullback_tangent(
            x,
            a,
            n,
            x_dot,
            a_dot,
            n_dot,
        );
        let bars = second(
                x,
                a,
                n,
                x_dot,
                a_dot,
                n_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::chainrule::__private::Sink::new(
                    ::chainrule::__private::Sink::cells(&mut a_bar[..]),
                ),
                ::core::default::Default::default(),
            )
            .1;
        let gradient_dot = (bars.0, a_bar);
        let _ = bars;
        let (value, gradient) = Self::value_and_gradient(x, a, n);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        x: f64,
        a: &[f64; 3],
        n: usize,
    ) -> (
        (f64, (f64, [f64; 3])),
        impl FnOnce(
            f64,
            &[f64; 3],
            usize,
            (f64, (f64, &[f64; 3])),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> (f64, (), ()) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(x, a, n);
        let state = move |
            x: f64,
            a: &[f64; 3],
            n: usize,
            (value_w, (w_0, w_1)): (f64, (f64, &[f64; 3])),
            x_bar: ::chainrule::__private::Constant,
            a_bar: ::chainrule::__private::Sink<'_, f64>,
            n_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w_0, &w_1, &x_bar, &a_bar, &n_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(
                    x,
                    a,
                    n,
                    w_0,
                    ::chainrule::__private::Dot::new(w_1),
                    ::core::default::Default::default(),
                );
                second(
                        x,
                        a,
                        n,
                        w_0,
                        ::chainrule::__private::Dot::new(w_1),
                        ::core::default::Default::default(),
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        x_bar,
                        a_bar,
                        n_bar,
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
        a: &[f64; 3],
        n: usize,
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
    ) -> (
        (f64, (f64, [f64; 3])),
        (f64, (f64, [f64; 3])),
        fn(
            f64,
            &[f64; 3],
            usize,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            (f64, (f64, &[f64; 3])),
            (f64, (f64, &[f64; 3])),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), ()), (f64, (), ())),
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
        a: &[f64; 3],
        n: usize,
        (v_0, v_1): (f64, [f64; 3]),
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
        (v_dot_0, v_dot_1): (f64, ::chainrule::__private::Dot<'_, f64>),
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot, &a_dot, &n_dot);
        let _ = (&v_0, &v_1, &v_dot_0, &v_dot_1);
        let given = Self::value_and_jvp(x, a, n, (v_0, v_1));
        let (_, turned) = Self::__tangent(
            x,
            a,
            n,
            v_dot_0,
            v_dot_1,
            ::core::default::Default::default(),
        );
        let mut a_bar = ::chainrule::__private::zeros_like(a);
        let (_, value_turned, second) = Self::__pullback_tangent(
            x,
            a,
            n,
            x_dot,
            a_dot,
            n_dot,
        );
        let (along, bars) = second(
            x,
            a,
            n,
            x_dot,
            a_dot,
            n_dot,
            1.0,
            0.0,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut a_bar[..]),
            ),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        let bent = bars.0 * v_0
            + a_bar[..]
                .iter()
                .zip(&(&v_1)[..])
                .map(|(entry, along)| entry * along)
                .sum::<f64>();
        (given, (value_turned, turned + bent))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_pullback(
        x: f64,
        a: &[f64; 3],
        n: usize,
        (v_0, v_1): (f64, [f64; 3]),
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            &[f64; 3],
            usize,
            (f64, [f64; 3]),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            (::chainrule::__private::Constant, ::chainrule::__private::Sink<'_, f64>),
        ) -> (f64, (), (), (f64, ())) + use<>,
    ) {
        let given = Self::value_and_jvp(x, a, n, (v_0, v_1));
        let state = move |
            x: f64,
            a: &[f64; 3],
            n: usize,
            (v_0, v_1): (f64, [f64; 3]),
            (value_w, s): (f64, f64),
            x_bar: ::chainrule::__private::Constant,
            a_bar: ::chainrule::__private::Sink<'_, f64>,
            n_bar: ::chainrule::__private::Constant,
            (
                v_bar_0,
                v_bar_1,
            ): (::chainrule::__private::Constant, ::chainrule::__private::Sink<'_, f64>)|
        {
            let _ = (&x_bar, &a_bar, &n_bar);
            let _ = (&v_0, &v_1, &v_bar_0, &v_bar_1);
            let (_, _, second) = Self::__pullback_tangent(
                x,
                a,
                n,
                v_0,
                ::chainrule::__private::Dot::new(&(&v_1)[..]),
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                x,
                a,
                n,
                v_0,
                ::chainrule::__private::Dot::new(&(&v_1)[..]),
                ::core::default::Default::default(),
                s,
                value_w,
                ::core::default::Default::default(),
                v_bar_1,
                ::core::default::Default::default(),
                x_bar,
                a_bar,
                n_bar,
            );
            let _ = (&along, &bars);
            (bars.0, (), (), (along.0, ()))
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        x: f64,
        a: &[f64; 3],
        n: usize,
        (v_0, v_1): (f64, [f64; 3]),
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
        (v_dot_0, v_dot_1): (f64, ::chainrule::__private::Dot<'_, f64>),
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            &[f64; 3],
            usize,
            (f64, [f64; 3]),
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            (f64, ::chainrule::__private::Dot<'_, f64>),
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            (::chainrule::__private::Constant, ::chainrule::__private::Sink<'_, f64>),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            (::chainrule::__private::Constant, ::chainrule::__private::Sink<'_, f64>),
        ) -> ((f64, (), (), (f64, ())), (f64, (), (), (f64, ()))),
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
        a: &[f64; 3],
        n: usize,
        w: f64,
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> ((f64, (f64, [f64; 3])), (f64, (f64, [f64; 3]))) {
        let _ = (&x_dot, &a_dot, &n_dot);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(x, a, n, w);
        let mut a_bar = ::chainrule::__private::zeros_like(a);
        let (_, value_turned, second) = Self::__pullback_tangent(
            x,
            a,
            n,
            x_dot,
            a_dot,
            n_dot,
        );
        let (along, bars) = second(
            x,
            a,
            n,
            x_dot,
            a_dot,
            n_dot,
            w,
            w_dot,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut a_bar[..]),
            ),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        (given, (value_turned, (bars.0, a_bar)))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_pullback(
        x: f64,
        a: &[f64; 3],
        n: usize,
        w: f64,
    ) -> (
        (f64, (f64, [f64; 3])),
        impl FnOnce(
            f64,
            &[f64; 3],
            usize,
            f64,
            (f64, (f64, &[f64; 3])),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), (), f64) + use<>,
    ) {
        let given = Self::value_and_vjp(x, a, n, w);
        let state = move |
            x: f64,
            a: &[f64; 3],
            n: usize,
            w: f64,
            (value_w, (s_0, s_1)): (f64, (f64, &[f64; 3])),
            x_bar: ::chainrule::__private::Constant,
            a_bar: ::chainrule::__private::Sink<'_, f64>,
            n_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar, &a_bar, &n_bar);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(
                x,
                a,
                n,
                s_0,
                ::chainrule::__private::Dot::new(s_1),
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                x,
                a,
                n,
                s_0,
                ::chainrule::__private::Dot::new(s_1),
                ::core::default::Default::default(),
                w,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                x_bar,
                a_bar,
                n_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            (bars.0, (), (), dot_0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        x: f64,
        a: &[f64; 3],
        n: usize,
        w: f64,
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> (
        (f64, (f64, [f64; 3])),
        (f64, (f64, [f64; 3])),
        fn(
            f64,
            &[f64; 3],
            usize,
            f64,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            f64,
            (f64, (f64, &[f64; 3])),
            (f64, (f64, &[f64; 3])),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), (), f64), (f64, (), (), f64)),
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
        a: &[f64; 3],
        n: usize,
        (v_0, v_1): (f64, [f64; 3]),
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
        (v_dot_0, v_dot_1): (f64, ::chainrule::__private::Dot<'_, f64>),
    ) -> ((f64, [f64; 3]), (f64, [f64; 3]))
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback<'never>(
        x: f64,
        a: &[f64; 3],
        n: usize,
        (v_0, v_1): (f64, [f64; 3]),
    ) -> (
        (f64, [f64; 3]),
        fn(
            f64,
            &[f64; 3],
            usize,
            (f64, [f64; 3]),
            (f64, &[f64; 3]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            (::chainrule::__private::Constant, ::chainrule::__private::Sink<'_, f64>),
        ) -> (f64, (), (), (f64, ())),
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
        a: &[f64; 3],
        n: usize,
        (v_0, v_1): (f64, [f64; 3]),
        x_dot: f64,
        a_dot: ::chainrule::__private::Dot<'_, f64>,
        n_dot: ::chainrule::__private::Constant,
        (v_dot_0, v_dot_1): (f64, ::chainrule::__private::Dot<'_, f64>),
    ) -> (
        (f64, [f64; 3]),
        (f64, [f64; 3]),
        fn(
            f64,
            &[f64; 3],
            usize,
            (f64, [f64; 3]),
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Constant,
            (f64, ::chainrule::__private::Dot<'_, f64>),
            (f64, &[f64; 3]),
            (f64, &[f64; 3]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            (::chainrule::__private::Constant, ::chainrule::__private::Sink<'_, f64>),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            (::chainrule::__private::Constant, ::chainrule::__private::Sink<'_, f64>),
        ) -> ((f64, (), (), (f64, ())), (f64, (), (), (f64, ()))),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl ::chainrule::problem::Function<(usize,)> for caller {
    type Point = ::chainrule::__private::Vec<f64>;
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(usize,), x: &::chainrule::__private::Vec<f64>) -> f64 {
        let _ = c;
        let rest: &[f64] = x;
        let (x_0, rest) = rest.split_at(1);
        let x_0 = x_0[0];
        let (x_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(x_1);
        let x_1 = all;
        let _ = rest;
        caller(x_0, &x_1, c.0)
    }
    #[inline]
    fn value_and_gradient(
        c: &(usize,),
        x: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
    ) -> f64 {
        let _ = c;
        let rest: &[f64] = x;
        let (x_0, rest) = rest.split_at(1);
        let x_0 = x_0[0];
        let (x_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(x_1);
        let x_1 = all;
        let _ = rest;
        let (value, (g_0, g_1)) = Self::value_and_gradient(x_0, &x_1, c.0);
        let mut at = 0;
        gradient[at] = g_0;
        at += 1;
        for entry in &g_1 {
            gradient[at] = *entry;
            at += 1;
        }
        let _ = at;
        value
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(usize,),
        x: &::chainrule::__private::Vec<f64>,
        v: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
        product: &mut ::chainrule::__private::Vec<f64>,
    ) {
        let _ = c;
        let rest: &[f64] = x;
        let (x_0, rest) = rest.split_at(1);
        let x_0 = x_0[0];
        let (x_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(x_1);
        let x_1 = all;
        let _ = rest;
        let rest: &[f64] = v;
        let (v_0, rest) = rest.split_at(1);
        let v_0 = v_0[0];
        let (v_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(v_1);
        let v_1 = all;
        let _ = rest;
        let ((g_0, g_1), (p_0, p_1)) = Self::gradient_and_hvp(
            x_0,
            &x_1,
            c.0,
            (v_0, v_1),
        );
        let mut at = 0;
        gradient[at] = g_0;
        at += 1;
        for entry in &g_1 {
            gradient[at] = *entry;
            at += 1;
        }
        let _ = at;
        let mut at = 0;
        product[at] = p_0;
        at += 1;
        for entry in &p_1 {
            product[at] = *entry;
            at += 1;
        }
        let _ = at;
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(usize,),
        x: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
        hessian: &mut <::chainrule::__private::Vec<
            f64,
        > as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let _ = c;
        let rest: &[f64] = x;
        let (x_0, rest) = rest.split_at(1);
        let x_0 = x_0[0];
        let (x_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(x_1);
        let x_1 = all;
        let _ = rest;
        let (value, (g_0, g_1), h) = Self::value_and_hessian(x_0, &x_1, c.0);
        let mut at = 0;
        gradient[at] = g_0;
        at += 1;
        for entry in &g_1 {
            gradient[at] = *entry;
            at += 1;
        }
        let _ = at;
        hessian.copy_from_slice(h.as_flattened());
        value
    }
}
impl ::chainrule::problem::Model<usize> for caller {
    type Point = ::chainrule::__private::Vec<f64>;
    #[inline]
    fn predict(b: &::chainrule::__private::Vec<f64>, x: &usize) -> f64 {
        let rest: &[f64] = b;
        let (x_0, rest) = rest.split_at(1);
        let x_0 = x_0[0];
        let (x_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(x_1);
        let x_1 = all;
        let _ = rest;
        caller(x_0, &x_1, *x)
    }
    #[inline]
    fn predict_and_gradient(
        b: &::chainrule::__private::Vec<f64>,
        x: &usize,
        gradient: &mut ::chainrule::__private::Vec<f64>,
    ) -> f64 {
        let rest: &[f64] = b;
        let (x_0, rest) = rest.split_at(1);
        let x_0 = x_0[0];
        let (x_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(x_1);
        let x_1 = all;
        let _ = rest;
        let (value, (g_0, g_1)) = Self::value_and_gradient(x_0, &x_1, *x);
        let mut at = 0;
        gradient[at] = g_0;
        at += 1;
        for entry in &g_1 {
            gradient[at] = *entry;
            at += 1;
        }
        let _ = at;
        value
    }
    const ORDER: u8 = 2;
    #[inline]
    fn predict_gradient_hessian(
        b: &::chainrule::__private::Vec<f64>,
        x: &usize,
        gradient: &mut ::chainrule::__private::Vec<f64>,
        hessian: &mut <::chainrule::__private::Vec<
            f64,
        > as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let rest: &[f64] = b;
        let (x_0, rest) = rest.split_at(1);
        let x_0 = x_0[0];
        let (x_1, rest) = rest.split_at(3);
        let mut all = <[f64; 3] as ::chainrule::__private::Zero>::ZERO;
        all.copy_from_slice(x_1);
        let x_1 = all;
        let _ = rest;
        let (value, (g_0, g_1), h) = Self::value_and_hessian(x_0, &x_1, *x);
        let mut at = 0;
        gradient[at] = g_0;
        at += 1;
        for entry in &g_1 {
            gradient[at] = *entry;
            at += 1;
        }
        let _ = at;
        hessian.copy_from_slice(h.as_flattened());
        value
    }
}
