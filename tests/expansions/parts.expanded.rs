/// Points in a row of coordinates.
fn pairs(x: &[f64]) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() / 3 {
        let p = &x[3 * i..3 * i + 3];
        for j in 0..i {
            let q = &x[3 * j..3 * j + 3];
            let mut r2 = 0.0;
            for k in 0..3 {
                let d = p[k] - q[k];
                r2 += d * d;
            }
            energy += 1.0 / r2;
        }
    }
    energy
}
///The derivatives of [`pairs()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct pairs {
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
impl pairs {
    ///The gradient of [`pairs()`], as text to print.
    const FORMULA: &'static str = "the derivative of `pairs` is a loop: see `pairs::gradient`";
    ///The gradient of [`pairs()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_gradient(x).1
    }
    ///Value and gradient of [`pairs()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, &mut g);
        (value, g)
    }
    ///The gradient of [`pairs()`], written to `g`.
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
    ///Value and gradient of [`pairs()`]; the gradient is written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(x: &[f64], g: &mut [f64]) -> f64 {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        g.fill(0.0);
        let n = x.len();
        let mut energy = 0.0;
        for i in 0..n / 3 {
            let t1: usize = 3 * i;
            ::core::assert!(t1 + 3 <= n);
            for j in 0..i {
                let t2: usize = 3 * j;
                ::core::assert!(t2 + 3 <= n);
                let x_part = ::chainrule::__private::window(x, t1, 3);
                let x_part2 = ::chainrule::__private::window(x, t2, 3);
                let mut r2 = 0.0;
                for k in 0..3 {
                    let d = x_part[k] - x_part2[k];
                    r2 += d * d;
                }
                let inv_r2 = 1.0 / r2;
                let inv_r2_sq = inv_r2 * inv_r2;
                for k in 0..3 {
                    let d = x_part[k] - x_part2[k];
                    let t3 = d * (2.0 * inv_r2_sq);
                    g[t2 + k] += t3;
                    g[t1 + k] -= t3;
                }
                energy += inv_r2;
            }
        }
        energy
    }
    ///The same as [`value_and_gradient_into`](Self::value_and_gradient_into), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: &[f64],
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        let _ = workspace;
        Self::value_and_gradient_into(x, g)
    }
    ///The gradient of [`pairs()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, w).1
    }
    ///Value of [`pairs()`], and its gradient times `w`.
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
        pairs(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: &[f64], x_dot: ::chainrule::__private::Dot<'_, f64>) -> (f64, f64) {
        let _ = (&x, &x_dot);
        let n = x.len();
        let mut energy = 0.0;
        let mut energy_dot = 0.0;
        for i in 0..n / 3 {
            let t1: usize = 3 * i;
            ::core::assert!(t1 + 3 <= n);
            for j in 0..i {
                let t2: usize = 3 * j;
                ::core::assert!(t2 + 3 <= n);
                let x_part = ::chainrule::__private::window(x, t1, 3);
                let x_dot_part = x_dot.window(t1, 3);
                let x_part2 = ::chainrule::__private::window(x, t2, 3);
                let x_dot_part2 = x_dot.window(t2, 3);
                let mut r2 = 0.0;
                let mut r2_dot = 0.0;
                for k in 0..3 {
                    let d = x_part[k] - x_part2[k];
                    r2 += d * d;
                    r2_dot += 2.0 * ((x_dot_part.at(k) - x_dot_part2.at(k)) * d);
                }
                let inv_r2 = 1.0 / r2;
                energy += inv_r2;
                energy_dot -= r2_dot * inv_r2 * inv_r2;
            }
        }
        (energy, energy_dot)
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
        let mut energy_dot = [0.0; __LANES];
        let mut energy = 0.0;
        for i in 0..n / 3 {
            let t1: usize = 3 * i;
            ::core::assert!(t1 + 3 <= n);
            for j in 0..i {
                let t2: usize = 3 * j;
                ::core::assert!(t2 + 3 <= n);
                let mut r2_dot = [0.0; __LANES];
                let mut r2 = 0.0;
                for k in 0..3_usize {
                    let t3: usize = t1 + k;
                    let t4: usize = t2 + k;
                    let d = x[t3] - x[t4];
                    let t5 = 2.0 * d;
                    for k2 in 0..__LANES {
                        r2_dot[k2] += (x_dot.lane(t3, k2) - x_dot.lane(t4, k2)) * t5;
                    }
                    r2 += d * d;
                }
                let inv_r2 = 1.0 / r2;
                let inv_r2_sq = inv_r2 * inv_r2;
                for k in 0..__LANES {
                    energy_dot[k] -= r2_dot[k] * inv_r2_sq;
                }
                energy += inv_r2;
            }
        }
        (energy, energy_dot)
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
        let mut energy = 0.0;
        for i in 0..n / 3 {
            let t1: usize = 3 * i;
            ::core::assert!(t1 + 3 <= n);
            for j in 0..i {
                let t2: usize = 3 * j;
                ::core::assert!(t2 + 3 <= n);
                let x_part = ::chainrule::__private::window(x, t1, 3);
                let x_part2 = ::chainrule::__private::window(x, t2, 3);
                let mut r2 = 0.0;
                for k in 0..3 {
                    let d = x_part[k] - x_part2[k];
                    r2 += d * d;
                }
                let inv_r2 = 1.0 / r2;
                let t3 = w * inv_r2 * inv_r2;
                let x_bar_part = x_bar.window(t2, 3);
                let x_bar_part2 = x_bar.window(t1, 3);
                for k in 0..3 {
                    let d = x_part[k] - x_part2[k];
                    let t4 = d * (2.0 * t3);
                    x_bar_part.add_at(k, t4);
                    x_bar_part2.add_at(k, -t4);
                }
                energy += inv_r2;
            }
        }
        (energy, ((),))
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
        let mut r2_tape = ::chainrule::__private::Vec::new();
        let mut energy = 0.0;
        for i in 0..n / 3 {
            let t1: usize = 3 * i;
            ::core::assert!(t1 + 3 <= n);
            for j in 0..i {
                let t2: usize = 3 * j;
                ::core::assert!(t2 + 3 <= n);
                let x_part = ::chainrule::__private::window(x, t1, 3);
                let x_part2 = ::chainrule::__private::window(x, t2, 3);
                let mut r2 = 0.0;
                for k in 0..3 {
                    let d = x_part[k] - x_part2[k];
                    r2 += d * d;
                }
                r2_tape.push(r2);
                energy += 1.0 / r2;
            }
        }
        let state = move |
            x: &[f64],
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_bar);
            for i in (0..x.len() / 3).rev() {
                let t1: usize = 3 * i;
                for j in (0..i).rev() {
                    let r2 = ::chainrule::__private::pop(&mut r2_tape);
                    let inv_r2 = 1.0 / r2;
                    let t2 = w * inv_r2 * inv_r2;
                    let t3: usize = 3 * j;
                    let x_part = ::chainrule::__private::window(x, t3, 3);
                    let x_part2 = ::chainrule::__private::window(x, t1, 3);
                    let x_bar_part = x_bar.window(t3, 3);
                    let x_bar_part2 = x_bar.window(t1, 3);
                    for k in 0..3 {
                        let d = x_part2[k] - x_part[k];
                        let t4 = d * (2.0 * t2);
                        x_bar_part.add_at(k, t4);
                        x_bar_part2.add_at(k, -t4);
                    }
                }
            }
            ((),)
        };
        (energy, state)
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
fn neighbours(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for w in x.windows(2) {
        s += w[0] * w[1];
    }
    s
}
///The derivatives of [`neighbours()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct neighbours {
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
impl neighbours {
    ///The gradient of [`neighbours()`], as text to print.
    const FORMULA: &'static str = "the derivative of `neighbours` is a loop: see `neighbours::gradient`";
    ///The gradient of [`neighbours()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        Self::gradient_into(x, &mut g);
        g
    }
    ///Value and gradient of [`neighbours()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, &mut g);
        (value, g)
    }
    ///The gradient of [`neighbours()`], written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(x: &[f64], g: &mut [f64]) {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        let t1 = x.len().saturating_sub(1_usize);
        ::core::assert!(t1 == 0 || t1 < x.len());
        ::core::assert!(t1 <= g.len());
        let mut x_bar_next = 0.0;
        for i in 0..t1 {
            g[i] = x_bar_next + x[i + 1];
            x_bar_next = x[i];
        }
        g[t1..].fill(0.0);
        if t1 > 0 {
            g[t1] += x_bar_next;
        }
    }
    ///The same as [`gradient_into`](Self::gradient_into), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: &[f64],
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let _ = workspace;
        Self::gradient_into(x, g)
    }
    ///Value and gradient of [`neighbours()`]; the gradient is written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(x: &[f64], g: &mut [f64]) -> f64 {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        let t1 = x.len().saturating_sub(1_usize);
        ::core::assert!(t1 == 0 || t1 < x.len());
        ::core::assert!(t1 <= g.len());
        let whole = t1 - t1 % 4;
        let mut s = 0.0;
        let mut x_bar_next = 0.0;
        for strip in (0..whole).step_by(4) {
            let x_strip = ::chainrule::__private::window(x, strip, 5);
            let x_bar_strip = ::chainrule::__private::window_mut(&mut *g, strip, 4);
            for k in 0..4 {
                let t2 = x_strip[k + 1];
                x_bar_strip[k] = x_bar_next + t2;
                s += x_strip[k] * t2;
                x_bar_next = x_strip[k];
            }
        }
        for i in whole..t1 {
            let t2 = x[i + 1];
            g[i] = x_bar_next + t2;
            s += x[i] * t2;
            x_bar_next = x[i];
        }
        g[t1..].fill(0.0);
        if t1 > 0 {
            g[t1] += x_bar_next;
        }
        s
    }
    ///The same as [`value_and_gradient_into`](Self::value_and_gradient_into), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: &[f64],
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        let _ = workspace;
        Self::value_and_gradient_into(x, g)
    }
    ///The gradient of [`neighbours()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, w).1
    }
    ///Value of [`neighbours()`], and its gradient times `w`.
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
        neighbours(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: &[f64], x_dot: ::chainrule::__private::Dot<'_, f64>) -> (f64, f64) {
        let _ = (&x, &x_dot);
        let t1 = x.len().saturating_sub(1_usize);
        ::core::assert!(t1 == 0 || t1 < x.len());
        ::core::assert!(t1 == 0 || t1 < x_dot.len());
        let mut s = 0.0;
        let mut s_dot = 0.0;
        for i in 0..t1 {
            let t2: usize = i + 1;
            s += x[i] * x[t2];
            s_dot += x_dot.at(i) * x[t2] + x_dot.at(t2) * x[i];
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
        let t1 = x.len().saturating_sub(1_usize);
        let mut s_dot = [0.0; __LANES];
        ::core::assert!(t1 == 0 || t1 < x.len());
        let mut s = 0.0;
        for i in 0..t1 {
            let x_i = x[i];
            let t2: usize = i + 1;
            let x_t2 = x[t2];
            for k in 0..__LANES {
                s_dot[k] += x_dot.lane(i, k) * x_t2 + x_dot.lane(t2, k) * x_i;
            }
            s += x_i * x_t2;
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
        let t1 = x.len().saturating_sub(1_usize);
        ::core::assert!(t1 == 0 || t1 < x.len());
        ::core::assert!(t1 <= x_bar.len());
        let whole = t1 - t1 % 4;
        let mut s = 0.0;
        let mut x_bar_next = 0.0;
        for strip in (0..whole).step_by(4) {
            let x_strip = ::chainrule::__private::window(x, strip, 5);
            let x_bar_strip = x_bar.window(strip, 4);
            for k in 0..4 {
                let t2 = x_strip[k + 1];
                x_bar_strip.add_at(k, x_bar_next + w * t2);
                s += x_strip[k] * t2;
                x_bar_next = w * x_strip[k];
            }
        }
        for i in whole..t1 {
            let t2 = x[i + 1];
            x_bar.add_at(i, x_bar_next + w * t2);
            s += x[i] * t2;
            x_bar_next = w * x[i];
        }
        if t1 > 0 {
            x_bar.add_at(t1, x_bar_next);
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
        let t1 = x.len().saturating_sub(1_usize);
        ::core::assert!(t1 == 0 || t1 < x.len());
        let mut s = 0.0;
        for i in 0..t1 {
            s += x[i] * x[i + 1];
        }
        let state = move |
            x: &[f64],
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_bar);
            ::core::assert!(t1 <= x_bar.len());
            let mut x_bar_next = 0.0;
            for i in 0..t1 {
                x_bar.add_at(i, x_bar_next + w * x[i + 1]);
                x_bar_next = w * x[i];
            }
            if t1 > 0 {
                x_bar.add_at(t1, x_bar_next);
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
