fn orbit(r: f64, x0: f64, n: usize) -> f64 {
    let mut x = x0;
    for _ in 0..n {
        x = r * x * (1.0 - x);
    }
    x
}
///The derivatives of [`orbit()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct orbit {
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
impl orbit {
    ///The gradient of [`orbit()`], as text to print.
    const FORMULA: &'static str = "the derivative of `orbit` is a loop: see `orbit::gradient`";
    ///The gradient of [`orbit()`] with respect to `r`, `x0`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(r: f64, x0: f64, n: usize) -> [f64; 2] {
        Self::value_and_gradient(r, x0, n).1
    }
    ///The same as [`gradient`](Self::gradient), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        r: f64,
        x0: f64,
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [f64; 2] {
        Self::value_and_gradient_with(r, x0, n, workspace).1
    }
    ///Value and gradient of [`orbit()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(r: f64, x0: f64, n: usize) -> (f64, [f64; 2]) {
        Self::value_and_gradient_with(
            r,
            x0,
            n,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_gradient`](Self::value_and_gradient), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        r: f64,
        x0: f64,
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 2]) {
        let x_tape = &mut *workspace.scratch(0.0, n);
        let mut x = x0;
        for i in 0..n {
            x_tape[i] = x;
            x = r * x * (1.0 - x);
        }
        let mut x_bar = 1.0;
        let mut r_bar = 0.0;
        for i in (0..n).rev() {
            let x2 = x_tape[i];
            let t1 = x_bar * (1.0 - x2);
            x_bar = t1 * r - x_bar * (r * x2);
            r_bar += t1 * x2;
        }
        (x, [r_bar, x_bar])
    }
    ///The gradient of [`orbit()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(r: f64, x0: f64, n: usize, w: f64) -> [f64; 2] {
        Self::value_and_vjp(r, x0, n, w).1
    }
    ///Value of [`orbit()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(r: f64, x0: f64, n: usize, w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(r, x0, n);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`orbit()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(r: f64, x0: f64, n: usize, v: [f64; 2]) -> f64 {
        Self::value_and_jvp(r, x0, n, v).1
    }
    ///The same as [`jvp`](Self::jvp), with memory from `workspace`.
    #[inline]
    fn jvp_with(
        r: f64,
        x0: f64,
        n: usize,
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        Self::value_and_jvp_with(r, x0, n, v, workspace).1
    }
    ///Value of [`orbit()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(r: f64, x0: f64, n: usize, v: [f64; 2]) -> (f64, f64) {
        let mut x = x0;
        let mut x_dot = v[1];
        for _ in 0..n {
            let t1 = r * x;
            let t2 = 1.0 - x;
            x_dot = (v[0] * x + x_dot * r) * t2 - t1 * x_dot;
            x = t1 * t2;
        }
        (x, x_dot)
    }
    ///The same as [`value_and_jvp`](Self::value_and_jvp), with memory from `workspace`.
    #[inline]
    fn value_and_jvp_with(
        r: f64,
        x0: f64,
        n: usize,
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, f64) {
        let _ = workspace;
        Self::value_and_jvp(r, x0, n, v)
    }
    ///The Hessian of [`orbit()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(r: f64, x0: f64, n: usize, v: [f64; 2]) -> [f64; 2] {
        Self::gradient_and_hvp(r, x0, n, v).1
    }
    ///The same as [`hvp`](Self::hvp), with memory from `workspace`.
    #[inline]
    fn hvp_with(
        r: f64,
        x0: f64,
        n: usize,
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [f64; 2] {
        Self::gradient_and_hvp_with(r, x0, n, v, workspace).1
    }
    ///Gradient of [`orbit()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(r: f64, x0: f64, n: usize, v: [f64; 2]) -> ([f64; 2], [f64; 2]) {
        Self::gradient_and_hvp_with(
            r,
            x0,
            n,
            v,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`gradient_and_hvp`](Self::gradient_and_hvp), with memory from `workspace`.
    #[inline]
    fn gradient_and_hvp_with(
        r: f64,
        x0: f64,
        n: usize,
        v: [f64; 2],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> ([f64; 2], [f64; 2]) {
        let x_tape = &mut *workspace.scratch(0.0, n);
        let x_tape_dot = &mut *workspace.scratch(0.0, n);
        let mut x = x0;
        let mut x_dot = v[1];
        for i in 0..n {
            let t1 = r * x;
            let t2 = 1.0 - x;
            x_tape[i] = x;
            x_tape_dot[i] = x_dot;
            x_dot = (v[0] * x + x_dot * r) * t2 - t1 * x_dot;
            x = t1 * t2;
        }
        let mut x_bar = 1.0;
        let mut r_bar = 0.0;
        let mut x_bar_dot = 0.0;
        let mut r_bar_dot = 0.0;
        for i in (0..n).rev() {
            let x2 = x_tape[i];
            let x_dot2 = x_tape_dot[i];
            let t1 = 1.0 - x2;
            let t2 = x_bar * t1;
            let t3 = x_bar_dot * t1 - x_bar * x_dot2;
            let t4 = r * x2;
            r_bar += t2 * x2;
            x_bar_dot = t3 * r + v[0] * t2
                - (x_bar_dot * t4 + (v[0] * x2 + x_dot2 * r) * x_bar);
            x_bar = t2 * r - x_bar * t4;
            r_bar_dot += t3 * x2 + x_dot2 * t2;
        }
        ([r_bar, x_bar], [r_bar_dot, x_bar_dot])
    }
    ///The Hessian of [`orbit()`], symmetric.
    #[inline]
    #[must_use]
    fn hessian(r: f64, x0: f64, n: usize) -> [[f64; 2]; 2] {
        Self::value_and_hessian(r, x0, n).2
    }
    ///The same as [`hessian`](Self::hessian), with memory from `workspace`.
    #[inline]
    fn hessian_with(
        r: f64,
        x0: f64,
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [[f64; 2]; 2] {
        Self::value_and_hessian_with(r, x0, n, workspace).2
    }
    ///Value, gradient and Hessian of [`orbit()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(r: f64, x0: f64, n: usize) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        Self::value_and_hessian_with(
            r,
            x0,
            n,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_hessian`](Self::value_and_hessian), with memory from `workspace`.
    #[inline]
    fn value_and_hessian_with(
        r: f64,
        x0: f64,
        n: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 2], [[f64; 2]; 2]) {
        let mut r_dot = [0.0; 2];
        let mut x0_dot = [0.0; 2];
        r_dot[0] = 1.0;
        x0_dot[1] = 1.0;
        let x_tape = &mut *workspace.scratch(0.0, n);
        let x_tape_dot = &mut *workspace.filled([0.0; 2], n);
        let mut x_dot = x0_dot;
        let mut x = x0;
        for i in 0..n {
            let t1 = r * x;
            let t2 = 1.0 - x;
            x_tape[i] = x;
            for k in 0..2 {
                let x_dot2 = x_dot[k];
                x_tape_dot[i][k] = x_dot2;
                x_dot[k] = (r_dot[k] * x + x_dot2 * r) * t2 - t1 * x_dot2;
            }
            x = t1 * t2;
        }
        let mut x_bar_dot = [0.0; 2];
        let mut r_bar_dot = [0.0; 2];
        let mut x_bar = 1.0;
        let mut r_bar = 0.0;
        for i in (0..n).rev() {
            let x2 = x_tape[i];
            let t1 = 1.0 - x2;
            let t2 = x_bar * t1;
            let t3 = r * x2;
            for k in 0..2 {
                let x_dot2 = x_tape_dot[i][k];
                let x_bar_dot2 = x_bar_dot[k];
                let t4 = x_bar_dot2 * t1 - x_bar * x_dot2;
                let x_bar_dot3 = t4 * r + r_dot[k] * t2
                    - (x_bar_dot2 * t3 + (r_dot[k] * x2 + x_dot2 * r) * x_bar);
                x_bar_dot[k] = x_bar_dot3;
                r_bar_dot[k] += t4 * x2 + x_dot2 * t2;
            }
            x_bar = t2 * r - x_bar * t3;
            r_bar += t2 * x2;
        }
        let mut h = [r_bar_dot, x_bar_dot];
        ::chainrule::__private::mirror(h.as_flattened_mut(), 2);
        (x, [r_bar, x_bar], h)
    }
    ///[`orbit()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective(n: usize) -> ::chainrule::problem::Bound<Self, (usize,)> {
        <::chainrule::problem::Bound<Self, (usize,)>>::new((n,))
    }
    ///Compares value, derivatives and second derivatives of [`orbit()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(r: f64, x0: f64, n: usize) {
        ::chainrule::check::check(&Self::objective(n), &[r, x0]).assert_ok();
    }
    ///[`orbit()`] as a model of `ys` at `xs`, to be fitted.
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
    fn __value(arg0: f64, arg1: f64, arg2: usize) -> f64 {
        orbit(arg0, arg1, arg2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        r: f64,
        x0: f64,
        n: usize,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&r, &x0, &n, &r_dot, &x0_dot, &n_dot);
        let mut x = x0;
        let mut x_dot = x0_dot;
        for _ in 0..n {
            let t1 = r * x;
            let t2 = 1.0 - x;
            x_dot = (r_dot * x + x_dot * r) * t2 - t1 * x_dot;
            x = t1 * t2;
        }
        (x, x_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        r: f64,
        x0: f64,
        n: usize,
        r_dot: [f64; __LANES],
        x0_dot: [f64; __LANES],
        n_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&r, &x0, &n, &r_dot, &x0_dot, &n_dot);
        let mut x_dot = x0_dot;
        let mut x = x0;
        for _ in 0..n {
            let t1 = r * x;
            let t2 = 1.0 - x;
            for k in 0..__LANES {
                let x_dot2 = x_dot[k];
                x_dot[k] = (r_dot[k] * x + x_dot2 * r) * t2 - t1 * x_dot2;
            }
            x = t1 * t2;
        }
        (x, x_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        r: f64,
        x0: f64,
        n: usize,
        w: f64,
        r_bar: ::chainrule::__private::Constant,
        x0_bar: ::chainrule::__private::Constant,
        n_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, f64, ())) {
        let _ = (&r, &x0, &n, &r_bar, &x0_bar, &n_bar);
        let x_tape = &mut *::chainrule::__private::Short::filled(0.0, n);
        let mut x = x0;
        for i in 0..n {
            x_tape[i] = x;
            x = r * x * (1.0 - x);
        }
        let mut x_bar = w;
        let mut r_bar2 = 0.0;
        for i in (0..n).rev() {
            let x2 = x_tape[i];
            let t1 = x_bar * (1.0 - x2);
            x_bar = t1 * r - x_bar * (r * x2);
            r_bar2 += t1 * x2;
        }
        (x, (r_bar2, x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        r: f64,
        x0: f64,
        n: usize,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        w: f64,
        w_dot: f64,
        r_bar: ::chainrule::__private::Constant,
        x0_bar: ::chainrule::__private::Constant,
        n_bar: ::chainrule::__private::Constant,
        r_bar_dot: ::chainrule::__private::Constant,
        x0_bar_dot: ::chainrule::__private::Constant,
        n_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64, f64, ()), (f64, f64, ())) {
        let (_, _, state) = Self::__pullback_tangent(r, x0, n, r_dot, x0_dot, n_dot);
        state(
            r,
            x0,
            n,
            r_dot,
            x0_dot,
            n_dot,
            w,
            w_dot,
            r_bar,
            x0_bar,
            n_bar,
            r_bar_dot,
            x0_bar_dot,
            n_bar_dot,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        r: f64,
        x0: f64,
        n: usize,
    ) -> (
        f64,
        impl FnOnce(
            f64,
            f64,
            usize,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, ()) + use<>,
    ) {
        let _ = (&r, &x0, &n);
        let mut x_tape_kept = ::chainrule::__private::Short::filled(0.0, n);
        let x_tape = &mut *x_tape_kept;
        let mut x = x0;
        for i in 0..n {
            x_tape[i] = x;
            x = r * x * (1.0 - x);
        }
        let state = move |
            r: f64,
            x0: f64,
            n: usize,
            w: f64,
            r_bar: ::chainrule::__private::Constant,
            x0_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant|
        {
            let _ = (&r, &x0, &n, &r_bar, &x0_bar, &n_bar);
            let x_tape = &mut *x_tape_kept;
            let mut x_bar = w;
            let mut r_bar2 = 0.0;
            for i in (0..n).rev() {
                let x2 = x_tape[i];
                let t1 = x_bar * (1.0 - x2);
                x_bar = t1 * r - x_bar * (r * x2);
                r_bar2 += t1 * x2;
            }
            (r_bar2, x_bar, ())
        };
        (x, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        r: f64,
        x0: f64,
        n: usize,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            f64,
            f64,
            usize,
            f64,
            f64,
            ::chainrule::__private::Constant,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64, ()), (f64, f64, ())) + use<>,
    ) {
        let _ = (&r, &x0, &n, &r_dot, &x0_dot, &n_dot);
        let mut x_tape_kept = ::chainrule::__private::Short::filled(0.0, n);
        let x_tape = &mut *x_tape_kept;
        let mut x_tape_dot_kept = ::chainrule::__private::Short::filled(0.0, n);
        let x_tape_dot = &mut *x_tape_dot_kept;
        let mut x = x0;
        let mut x_dot = x0_dot;
        for i in 0..n {
            let t1 = r * x;
            let t2 = 1.0 - x;
            x_tape[i] = x;
            x_tape_dot[i] = x_dot;
            x_dot = (r_dot * x + x_dot * r) * t2 - t1 * x_dot;
            x = t1 * t2;
        }
        let state = move |
            r: f64,
            x0: f64,
            n: usize,
            r_dot: f64,
            x0_dot: f64,
            n_dot: ::chainrule::__private::Constant,
            w: f64,
            w_dot: f64,
            r_bar: ::chainrule::__private::Constant,
            x0_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant,
            r_bar_dot: ::chainrule::__private::Constant,
            x0_bar_dot: ::chainrule::__private::Constant,
            n_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &r,
                &x0,
                &n,
                &r_dot,
                &x0_dot,
                &n_dot,
                &r_bar,
                &x0_bar,
                &n_bar,
                &r_bar_dot,
                &x0_bar_dot,
                &n_bar_dot,
            );
            let x_tape = &mut *x_tape_kept;
            let x_tape_dot = &mut *x_tape_dot_kept;
            let mut x_bar = w;
            let mut r_bar2 = 0.0;
            let mut x_bar_dot = w_dot;
            let mut r_bar_dot2 = 0.0;
            for i in (0..n).rev() {
                let x2 = x_tape[i];
                let x_dot2 = x_tape_dot[i];
                let t1 = 1.0 - x2;
                let t2 = x_bar * t1;
                let t3 = x_bar_dot * t1 - x_bar * x_dot2;
                let t4 = r * x2;
                r_bar2 += t2 * x2;
                x_bar_dot = t3 * r + r_dot * t2
                    - (x_bar_dot * t4 + (r_dot * x2 + x_dot2 * r) * x_bar);
                x_bar = t2 * r - x_bar * t4;
                r_bar_dot2 += t3 * x2 + x_dot2 * t2;
            }
            ((r_bar2, x_bar, ()), (r_bar_dot2, x_bar_dot, ()))
        };
        (x, x_dot, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        r: f64,
        x0: f64,
        n: usize,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let (_, value_dot, second) = Self::__pullback_tangent(
            r,
            x0,
            n,
            r_dot,
            x0_dot,
            n_dot,
        );
        let bars = second(
                r,
                x0,
                n,
                r_dot,
                x0_dot,
                n_dot,
                1.0,
                0.0,
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
        let (value, gradient) = Self::value_and_gradient(r, x0, n);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        r: f64,
        x0: f64,
        n: usize,
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            f64,
            f64,
            usize,
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, ()) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(r, x0, n);
        let state = move |
            r: f64,
            x0: f64,
            n: usize,
            (value_w, w): (f64, &[f64; 2]),
            r_bar: ::chainrule::__private::Constant,
            x0_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w, &r_bar, &x0_bar, &n_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(
                    r,
                    x0,
                    n,
                    w[0],
                    w[1],
                    ::core::default::Default::default(),
                );
                second(
                        r,
                        x0,
                        n,
                        w[0],
                        w[1],
                        ::core::default::Default::default(),
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        r_bar,
                        x0_bar,
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
        r: f64,
        x0: f64,
        n: usize,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            usize,
            f64,
            f64,
            ::chainrule::__private::Constant,
            (f64, &[f64; 2]),
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64, ()), (f64, f64, ())),
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
        x0: f64,
        n: usize,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
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
        x0: f64,
        n: usize,
    ) -> (
        [[f64; 2]; 2],
        fn(
            f64,
            f64,
            usize,
            &[[f64; 2]; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, ()),
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
        x0: f64,
        n: usize,
        v: &[f64; 2],
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&r_dot, &x0_dot, &n_dot);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(r, x0, n, *v);
        let (_, turned) = Self::__tangent(
            r,
            x0,
            n,
            v_dot.at(0),
            v_dot.at(1),
            ::core::default::Default::default(),
        );
        let (_, value_turned, second) = Self::__pullback_tangent(
            r,
            x0,
            n,
            r_dot,
            x0_dot,
            n_dot,
        );
        let (along, bars) = second(
            r,
            x0,
            n,
            r_dot,
            x0_dot,
            n_dot,
            1.0,
            0.0,
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
        r: f64,
        x0: f64,
        n: usize,
        v: &[f64; 2],
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            f64,
            usize,
            &[f64; 2],
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (f64, f64, (), ()) + use<>,
    ) {
        let given = Self::value_and_jvp(r, x0, n, *v);
        let state = move |
            r: f64,
            x0: f64,
            n: usize,
            v: &[f64; 2],
            (value_w, s): (f64, f64),
            r_bar: ::chainrule::__private::Constant,
            x0_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant,
            v_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&r_bar, &x0_bar, &n_bar);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(
                r,
                x0,
                n,
                v[0],
                v[1],
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                r,
                x0,
                n,
                v[0],
                v[1],
                ::core::default::Default::default(),
                s,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                r_bar,
                x0_bar,
                n_bar,
            );
            let _ = (&along, &bars);
            v_bar.add_at(0, along.0);
            v_bar.add_at(1, along.1);
            (bars.0, bars.1, (), ())
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        r: f64,
        x0: f64,
        n: usize,
        v: &[f64; 2],
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            f64,
            usize,
            &[f64; 2],
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Dot<'_, f64>,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((f64, f64, (), ()), (f64, f64, (), ())),
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
        x0: f64,
        n: usize,
        w: f64,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2])) {
        let _ = (&r_dot, &x0_dot, &n_dot);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(r, x0, n, w);
        let (_, value_turned, second) = Self::__pullback_tangent(
            r,
            x0,
            n,
            r_dot,
            x0_dot,
            n_dot,
        );
        let (along, bars) = second(
            r,
            x0,
            n,
            r_dot,
            x0_dot,
            n_dot,
            w,
            w_dot,
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
        r: f64,
        x0: f64,
        n: usize,
        w: f64,
    ) -> (
        (f64, [f64; 2]),
        impl FnOnce(
            f64,
            f64,
            usize,
            f64,
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, (), f64) + use<>,
    ) {
        let given = Self::value_and_vjp(r, x0, n, w);
        let state = move |
            r: f64,
            x0: f64,
            n: usize,
            w: f64,
            (value_w, s): (f64, &[f64; 2]),
            r_bar: ::chainrule::__private::Constant,
            x0_bar: ::chainrule::__private::Constant,
            n_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&r_bar, &x0_bar, &n_bar);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(
                r,
                x0,
                n,
                s[0],
                s[1],
                ::core::default::Default::default(),
            );
            let (along, bars) = second(
                r,
                x0,
                n,
                s[0],
                s[1],
                ::core::default::Default::default(),
                w,
                value_w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                r_bar,
                x0_bar,
                n_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            (bars.0, bars.1, (), dot_0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        r: f64,
        x0: f64,
        n: usize,
        w: f64,
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> (
        (f64, [f64; 2]),
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            usize,
            f64,
            f64,
            f64,
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
        ) -> ((f64, f64, (), f64), (f64, f64, (), f64)),
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
        x0: f64,
        n: usize,
        v: &[f64; 2],
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
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
        x0: f64,
        n: usize,
        v: &[f64; 2],
    ) -> (
        [f64; 2],
        fn(
            f64,
            f64,
            usize,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (f64, f64, (), ()),
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
        x0: f64,
        n: usize,
        v: &[f64; 2],
        r_dot: f64,
        x0_dot: f64,
        n_dot: ::chainrule::__private::Constant,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        [f64; 2],
        [f64; 2],
        fn(
            f64,
            f64,
            usize,
            &[f64; 2],
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Dot<'_, f64>,
            &[f64; 2],
            &[f64; 2],
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((f64, f64, (), ()), (f64, f64, (), ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl ::chainrule::problem::Function<(usize,)> for orbit {
    type Point = [f64; 2];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(usize,), x: &[f64; 2]) -> f64 {
        let _ = c;
        orbit(x[0], x[1], c.0)
    }
    #[inline]
    fn value_and_gradient(c: &(usize,), x: &[f64; 2], gradient: &mut [f64; 2]) -> f64 {
        let _ = c;
        let value;
        (value, *gradient) = Self::value_and_gradient(x[0], x[1], c.0);
        value
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(usize,),
        x: &[f64; 2],
        v: &[f64; 2],
        gradient: &mut [f64; 2],
        product: &mut [f64; 2],
    ) {
        let _ = c;
        (*gradient, *product) = Self::gradient_and_hvp(x[0], x[1], c.0, *v);
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(usize,),
        x: &[f64; 2],
        gradient: &mut [f64; 2],
        hessian: &mut <[f64; 2] as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let _ = c;
        let value;
        (value, *gradient, *hessian) = Self::value_and_hessian(x[0], x[1], c.0);
        value
    }
}
impl ::chainrule::problem::Model<usize> for orbit {
    type Point = [f64; 2];
    #[inline]
    fn predict(b: &[f64; 2], x: &usize) -> f64 {
        orbit(b[0], b[1], *x)
    }
    #[inline]
    fn predict_and_gradient(b: &[f64; 2], x: &usize, gradient: &mut [f64; 2]) -> f64 {
        let value;
        (value, *gradient) = Self::value_and_gradient(b[0], b[1], *x);
        value
    }
    const ORDER: u8 = 2;
    #[inline]
    fn predict_gradient_hessian(
        b: &[f64; 2],
        x: &usize,
        gradient: &mut [f64; 2],
        hessian: &mut <[f64; 2] as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let value;
        (value, *gradient, *hessian) = Self::value_and_hessian(b[0], b[1], *x);
        value
    }
}
