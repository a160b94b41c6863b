fn grown(x: f64, r: f64, steps: usize) -> f64 {
    let mut x = x;
    for _ in 0..steps {
        x = r * x * (1.0 - x);
    }
    x
}
///The derivatives of [`grown()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct grown {
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
impl grown {
    ///The gradient of [`grown()`], as text to print.
    const FORMULA: &'static str = "the derivative of `grown` is a loop: see `grown::gradient`";
    ///The gradient of [`grown()`] with respect to `x`, `r`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: f64, r: f64, steps: usize) -> [f64; 2] {
        Self::value_and_gradient(x, r, steps).1
    }
    ///The same as [`gradient`](Self::gradient), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: f64,
        r: f64,
        steps: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> [f64; 2] {
        Self::value_and_gradient_with(x, r, steps, workspace).1
    }
    ///Value and gradient of [`grown()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: f64, r: f64, steps: usize) -> (f64, [f64; 2]) {
        Self::value_and_gradient_with(
            x,
            r,
            steps,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_gradient`](Self::value_and_gradient), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: f64,
        r: f64,
        steps: usize,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, [f64; 2]) {
        let stride = steps.isqrt().max(1);
        let parts = (steps + stride - 1) / stride;
        let x_tape = &mut *workspace.scratch(0.0, parts);
        let mut x = x;
        for part in 0..parts {
            let start = part * stride;
            let left = steps - start;
            let turns = if left > stride { stride } else { left };
            let mut x2 = x;
            for _ in start..start + turns {
                x2 = r * x2 * (1.0 - x2);
            }
            x_tape[part] = x;
            x = x2;
        }
        let mut x_bar = 1.0;
        let mut r_bar = 0.0;
        for part in (0..parts).rev() {
            let start = part * stride;
            let left = steps - start;
            let turns = if left > stride { stride } else { left };
            let end = start + turns;
            let x_tape2 = &mut *workspace.scratch(0.0, turns);
            let mut x2 = x_tape[part];
            for i in start..end {
                x_tape2[i - start] = x2;
                x2 = r * x2 * (1.0 - x2);
            }
            let mut r_bar2 = 0.0;
            for i in (start..end).rev() {
                let x3 = x_tape2[i - start];
                let t1 = x_bar * (1.0 - x3);
                x_bar = t1 * r - x_bar * (r * x3);
                r_bar2 += t1 * x3;
            }
            r_bar += r_bar2;
        }
        (x, [x_bar, r_bar])
    }
    ///The gradient of [`grown()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: f64, r: f64, steps: usize, w: f64) -> [f64; 2] {
        Self::value_and_vjp(x, r, steps, w).1
    }
    ///Value of [`grown()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, r: f64, steps: usize, w: f64) -> (f64, [f64; 2]) {
        let (value, mut g) = Self::value_and_gradient(x, r, steps);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: f64, arg2: usize) -> f64 {
        grown(arg0, arg1, arg2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: f64,
        r: f64,
        steps: usize,
        x_dot: f64,
        r_dot: f64,
        steps_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&x, &r, &steps, &x_dot, &r_dot, &steps_dot);
        let mut x = x;
        let mut x_dot = x_dot;
        for _ in 0..steps {
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
        x: f64,
        r: f64,
        steps: usize,
        x_dot: [f64; __LANES],
        r_dot: [f64; __LANES],
        steps_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &r, &steps, &x_dot, &r_dot, &steps_dot);
        let mut x_dot3 = x_dot;
        let mut x = x;
        for _ in 0..steps {
            let t1 = r * x;
            let t2 = 1.0 - x;
            for k in 0..__LANES {
                let x_dot4 = x_dot3[k];
                x_dot3[k] = (r_dot[k] * x + x_dot4 * r) * t2 - t1 * x_dot4;
            }
            x = t1 * t2;
        }
        (x, x_dot3)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: f64,
        r: f64,
        steps: usize,
        w: f64,
        x_bar: ::chainrule::__private::Constant,
        r_bar: ::chainrule::__private::Constant,
        steps_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, f64, ())) {
        let _ = (&x, &r, &steps, &x_bar, &r_bar, &steps_bar);
        let stride = steps.isqrt().max(1);
        let parts = (steps + stride - 1) / stride;
        let x_tape = &mut *::chainrule::__private::Short::filled(0.0, parts);
        let mut x = x;
        for part in 0..parts {
            let start = part * stride;
            let left = steps - start;
            let turns = if left > stride { stride } else { left };
            let mut x2 = x;
            for _ in start..start + turns {
                x2 = r * x2 * (1.0 - x2);
            }
            x_tape[part] = x;
            x = x2;
        }
        let mut x_bar2 = w;
        let mut r_bar2 = 0.0;
        for part in (0..parts).rev() {
            let start = part * stride;
            let left = steps - start;
            let turns = if left > stride { stride } else { left };
            let end = start + turns;
            let x_tape2 = &mut *::chainrule::__private::Short::filled(0.0, turns);
            let mut x2 = x_tape[part];
            for i in start..end {
                x_tape2[i - start] = x2;
                x2 = r * x2 * (1.0 - x2);
            }
            let mut r_bar3 = 0.0;
            for i in (start..end).rev() {
                let x3 = x_tape2[i - start];
                let t1 = x_bar2 * (1.0 - x3);
                x_bar2 = t1 * r - x_bar2 * (r * x3);
                r_bar3 += t1 * x3;
            }
            r_bar2 += r_bar3;
        }
        (x, (x_bar2, r_bar2, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: f64,
        r: f64,
        steps: usize,
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
        let _ = (&x, &r, &steps);
        let stride = steps.isqrt().max(1);
        let parts = (steps + stride - 1) / stride;
        let mut x_tape_kept = ::chainrule::__private::Short::filled(0.0, parts);
        let x_tape = &mut *x_tape_kept;
        let mut x2 = x;
        for part in 0..parts {
            let start = part * stride;
            let left = steps - start;
            let turns = if left > stride { stride } else { left };
            let mut x3 = x2;
            for _ in start..start + turns {
                x3 = r * x3 * (1.0 - x3);
            }
            x_tape[part] = x2;
            x2 = x3;
        }
        let state = move |
            x: f64,
            r: f64,
            steps: usize,
            w: f64,
            x_bar: ::chainrule::__private::Constant,
            r_bar: ::chainrule::__private::Constant,
            steps_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &r, &steps, &x_bar, &r_bar, &steps_bar);
            let x_tape = &mut *x_tape_kept;
            let parts2 = (steps + stride - 1) / stride;
            ::core::assert!(parts2 <= x_tape.len());
            let mut x_bar2 = w;
            let mut r_bar2 = 0.0;
            for part in (0..parts2).rev() {
                let start = part * stride;
                let left = steps - start;
                let turns = if left > stride { stride } else { left };
                let end = start + turns;
                let x_tape2 = &mut *::chainrule::__private::Short::filled(0.0, turns);
                let mut x3 = x_tape[part];
                for i in start..end {
                    x_tape2[i - start] = x3;
                    x3 = r * x3 * (1.0 - x3);
                }
                let mut r_bar3 = 0.0;
                for i in (start..end).rev() {
                    let x4 = x_tape2[i - start];
                    let t1 = x_bar2 * (1.0 - x4);
                    x_bar2 = t1 * r - x_bar2 * (r * x4);
                    r_bar3 += t1 * x4;
                }
                r_bar2 += r_bar3;
            }
            (x_bar2, r_bar2, ())
        };
        (x2, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __pullback_tangent<'never>(
        x: f64,
        r: f64,
        steps: usize,
        x_dot: f64,
        r_dot: f64,
        steps_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        fn(
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
        ) -> ((f64, f64, ()), (f64, f64, ())),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_tangent<'never>(
        x: f64,
        r: f64,
        steps: usize,
        x_dot: f64,
        r_dot: f64,
        steps_dot: ::chainrule::__private::Constant,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2]))
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_pullback<'never>(
        x: f64,
        r: f64,
        steps: usize,
    ) -> (
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            usize,
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, ()),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_tangent<'never>(
        x: f64,
        r: f64,
        steps: usize,
        x_dot: f64,
        r_dot: f64,
        steps_dot: ::chainrule::__private::Constant,
    ) -> ([[f64; 2]; 2], [[f64; 2]; 2])
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hessian_pullback<'never>(
        x: f64,
        r: f64,
        steps: usize,
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
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_tangent<'never>(
        x: f64,
        r: f64,
        steps: usize,
        w: f64,
        x_dot: f64,
        r_dot: f64,
        steps_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> ((f64, [f64; 2]), (f64, [f64; 2]))
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback<'never>(
        x: f64,
        r: f64,
        steps: usize,
        w: f64,
    ) -> (
        (f64, [f64; 2]),
        fn(
            f64,
            f64,
            usize,
            f64,
            (f64, &[f64; 2]),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64, (), f64),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        x: f64,
        r: f64,
        steps: usize,
        w: f64,
        x_dot: f64,
        r_dot: f64,
        steps_dot: ::chainrule::__private::Constant,
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
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
}
