fn slope(a: f64, xs: &[f64], ys: &[f64]) -> f64 {
    xs.iter().zip(ys).map(|(x, y)| (y - a * x).powi(2)).sum()
}
///The derivatives of [`slope()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct slope {
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
impl slope {
    ///The derivative of [`slope()`], as text to print.
    const FORMULA: &'static str = "the derivative of `slope` is a loop: see `slope::derivative`";
    ///The derivative of [`slope()`] with respect to `a`.
    #[doc(alias = "diff")]
    #[inline]
    #[must_use]
    fn derivative(a: f64, xs: &[f64], ys: &[f64]) -> f64 {
        Self::value_and_derivative(a, xs, ys).1
    }
    ///The same as [`derivative`](Self::derivative), with memory from `workspace`.
    #[inline]
    fn derivative_with(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        Self::value_and_derivative_with(a, xs, ys, workspace).1
    }
    ///Value and derivative of [`slope()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_derivative(a: f64, xs: &[f64], ys: &[f64]) -> (f64, f64) {
        let t1 = if xs.len() < ys.len() { xs.len() } else { ys.len() };
        ::core::assert!(t1 <= xs.len());
        ::core::assert!(t1 <= ys.len());
        let mut sum = -0.0;
        let mut a_bar = 0.0;
        for i in 0..t1 {
            let x = xs[i];
            let y = ys[i];
            let t2 = y - a * x;
            sum += t2.powi(2);
            a_bar -= x * (2.0 * t2);
        }
        (sum, a_bar)
    }
    ///The same as [`value_and_derivative`](Self::value_and_derivative), with memory from `workspace`.
    #[inline]
    fn value_and_derivative_with(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, f64) {
        let _ = workspace;
        Self::value_and_derivative(a, xs, ys)
    }
    ///The derivative of [`slope()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(a: f64, xs: &[f64], ys: &[f64], w: f64) -> f64 {
        Self::value_and_vjp(a, xs, ys, w).1
    }
    ///Value of [`slope()`], and its derivative times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(a: f64, xs: &[f64], ys: &[f64], w: f64) -> (f64, f64) {
        let (value, g) = Self::value_and_derivative(a, xs, ys);
        (value, w * g)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn gradient<'never>(a: f64, xs: &[f64], ys: &[f64]) -> f64
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&a, &xs, &ys);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn value_and_gradient<'never>(a: f64, xs: &[f64], ys: &[f64]) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&a, &xs, &ys);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn hessian<'never>(a: f64, xs: &[f64], ys: &[f64]) -> [[f64; 1]; 1]
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&a, &xs, &ys);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: &[f64], arg2: &[f64]) -> f64 {
        slope(arg0, arg1, arg2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&a, &xs, &ys, &a_dot, &xs_dot, &ys_dot);
        let n = xs.len();
        let n2 = ys.len();
        let t1 = if n < n2 { n } else { n2 };
        ::core::assert!(t1 <= n);
        ::core::assert!(t1 <= n2);
        let mut sum = -0.0;
        let mut sum_dot = 0.0;
        for i in 0..t1 {
            let x = xs[i];
            let y = ys[i];
            let t2 = y - a * x;
            let t3 = -(a_dot * x);
            let t4 = if t3 == 0.0 { 0.0 } else { t3 * (2.0 * t2) };
            sum += t2.powi(2);
            sum_dot += t4;
        }
        (sum, sum_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: [f64; __LANES],
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&a, &xs, &ys, &a_dot, &xs_dot, &ys_dot);
        let n = xs.len();
        let n2 = ys.len();
        let t1 = if n < n2 { n } else { n2 };
        let mut sum_dot = [0.0; __LANES];
        ::core::assert!(t1 <= n);
        ::core::assert!(t1 <= n2);
        let mut sum = -0.0;
        for i in 0..t1 {
            let x = xs[i];
            let y = ys[i];
            let t2 = y - a * x;
            let t3 = 2.0 * t2;
            for k in 0..__LANES {
                let t4 = -(a_dot[k] * x);
                let t5 = if t4 == 0.0 { 0.0 } else { t4 * t3 };
                sum_dot[k] += t5;
            }
            sum += t2.powi(2);
        }
        (sum, sum_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
        a_bar: ::chainrule::__private::Constant,
        xs_bar: ::chainrule::__private::Constant,
        ys_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, (), ())) {
        let _ = (&a, &xs, &ys, &a_bar, &xs_bar, &ys_bar);
        let t1 = if xs.len() < ys.len() { xs.len() } else { ys.len() };
        ::core::assert!(t1 <= xs.len());
        ::core::assert!(t1 <= ys.len());
        let mut sum = -0.0;
        let mut a_bar2 = 0.0;
        for i in 0..t1 {
            let x = xs[i];
            let y = ys[i];
            let t2 = y - a * x;
            sum += t2.powi(2);
            a_bar2 -= x * (w * (2.0 * t2));
        }
        (sum, (a_bar2, (), ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        a: f64,
        xs: &[f64],
        ys: &[f64],
    ) -> (
        f64,
        impl FnOnce(
            f64,
            &[f64],
            &[f64],
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), ()) + use<>,
    ) {
        let _ = (&a, &xs, &ys);
        let t1 = if xs.len() < ys.len() { xs.len() } else { ys.len() };
        ::core::assert!(t1 <= xs.len());
        ::core::assert!(t1 <= ys.len());
        let mut sum = -0.0;
        for i in 0..t1 {
            let x = xs[i];
            let y = ys[i];
            sum += (y - a * x).powi(2);
        }
        let state = move |
            a: f64,
            xs: &[f64],
            ys: &[f64],
            w: f64,
            a_bar: ::chainrule::__private::Constant,
            xs_bar: ::chainrule::__private::Constant,
            ys_bar: ::chainrule::__private::Constant|
        {
            let _ = (&a, &xs, &ys, &a_bar, &xs_bar, &ys_bar);
            let t2 = if xs.len() < ys.len() { xs.len() } else { ys.len() };
            ::core::assert!(t2 <= xs.len());
            ::core::assert!(t2 <= ys.len());
            let mut a_bar2 = 0.0;
            for i in 0..t2 {
                let x = xs[i];
                let y = ys[i];
                a_bar2 -= x * (w * (2.0 * (y - a * x)));
            }
            (a_bar2, (), ())
        };
        (sum, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __pullback_tangent<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (
        f64,
        f64,
        fn(
            f64,
            &[f64],
            &[f64],
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), ()), (f64, (), ())),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __derivative_tangent<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> ((f64, f64), (f64, f64))
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __derivative_pullback<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
    ) -> (
        (f64, f64),
        fn(
            f64,
            &[f64],
            &[f64],
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), ()),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_tangent<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        a_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_pullback<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
    ) -> (
        f64,
        fn(
            f64,
            &[f64],
            &[f64],
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), ()),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_adjoint<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
        a_bar: ::chainrule::__private::Constant,
        xs_bar: ::chainrule::__private::Constant,
        ys_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, (), ()))
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_tangent<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
        a_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> ((f64, f64), (f64, f64))
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
    ) -> (
        (f64, f64),
        fn(
            f64,
            &[f64],
            &[f64],
            f64,
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, (), (), f64),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        a: f64,
        xs: &[f64],
        ys: &[f64],
        w: f64,
        a_dot: f64,
        xs_dot: ::chainrule::__private::Constant,
        ys_dot: ::chainrule::__private::Constant,
        w_dot: f64,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            &[f64],
            &[f64],
            f64,
            f64,
            ::chainrule::__private::Constant,
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
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, (), (), f64), (f64, (), (), f64)),
    )
    where
        &'never (): ::chainrule::__private::SecondOrder,
    {
        unreachable!()
    }
}
fn chained_rosenbrock(x: &[f64]) -> f64 {
    x.iter()
        .zip(x.iter().skip(1))
        .map(|(a, b)| 100.0 * (b - a * a).powi(2) + (1.0 - a).powi(2))
        .sum()
}
///The derivatives of [`chained_rosenbrock()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct chained_rosenbrock {
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
impl chained_rosenbrock {
    ///The gradient of [`chained_rosenbrock()`], as text to print.
    const FORMULA: &'static str = "the derivative of `chained_rosenbrock` is a loop: see `chained_rosenbrock::gradient`";
    ///The gradient of [`chained_rosenbrock()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        Self::gradient_into(x, &mut g);
        g
    }
    ///Value and gradient of [`chained_rosenbrock()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, &mut g);
        (value, g)
    }
    ///The gradient of [`chained_rosenbrock()`], written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(x: &[f64], g: &mut [f64]) {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        let n = x.len();
        let mut x_bar_next = 0.0;
        for i in 1..n {
            let t1: usize = i - 1;
            let a = x[t1];
            let b = x[i];
            let b_bar = 200.0 * (b - a * a);
            g[t1] = x_bar_next - 2.0 * (1.0 - a + a * b_bar);
            x_bar_next = b_bar;
        }
        let t1 = if n > 1 { n - 1 } else { 0 };
        g[t1..].fill(0.0);
        if n > 1 {
            g[n - 1] += x_bar_next;
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
    ///Value and gradient of [`chained_rosenbrock()`]; the gradient is written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(x: &[f64], g: &mut [f64]) -> f64 {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        let n = x.len();
        let whole = if n > 1 { n - (n - 1) % 4 } else { n };
        let mut sum = -0.0;
        let mut x_bar_next = 0.0;
        for strip in (1..whole).step_by(4) {
            let x_strip = ::chainrule::__private::window(x, strip - 1, 5);
            let x_bar_strip = ::chainrule::__private::window_mut(&mut *g, strip - 1, 4);
            for k in 0..4 {
                let a = x_strip[k];
                let b = x_strip[k + 1];
                let t1 = b - a * a;
                let t2 = 1.0 - a;
                let b_bar = 200.0 * t1;
                x_bar_strip[k] = x_bar_next - 2.0 * (t2 + a * b_bar);
                sum += 100.0 * t1.powi(2) + t2.powi(2);
                x_bar_next = b_bar;
            }
        }
        for i in whole..n {
            let t1: usize = i - 1;
            let a = x[t1];
            let b = x[i];
            let t2 = b - a * a;
            let t3 = 1.0 - a;
            let b_bar = 200.0 * t2;
            g[t1] = x_bar_next - 2.0 * (t3 + a * b_bar);
            sum += 100.0 * t2.powi(2) + t3.powi(2);
            x_bar_next = b_bar;
        }
        let t1 = if n > 1 { n - 1 } else { 0 };
        g[t1..].fill(0.0);
        if n > 1 {
            g[n - 1] += x_bar_next;
        }
        sum
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
    ///The gradient of [`chained_rosenbrock()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, w).1
    }
    ///Value of [`chained_rosenbrock()`], and its gradient times `w`.
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
        chained_rosenbrock(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: &[f64], x_dot: ::chainrule::__private::Dot<'_, f64>) -> (f64, f64) {
        let _ = (&x, &x_dot);
        let n = x.len();
        ::core::assert!(1 >= n || n <= x_dot.len());
        let mut sum = -0.0;
        let mut sum_dot = 0.0;
        for i in 1..n {
            let t1: usize = i - 1;
            let a = x[t1];
            let a_dot = x_dot.at(t1);
            let b = x[i];
            let t2 = b - a * a;
            let t3 = x_dot.at(i) - 2.0 * (a_dot * a);
            let t4 = if t3 == 0.0 { 0.0 } else { t3 * (2.0 * t2) };
            let t5 = 1.0 - a;
            let neg_a_dot = -a_dot;
            let t6 = if neg_a_dot == 0.0 { 0.0 } else { neg_a_dot * (2.0 * t5) };
            sum += 100.0 * t2.powi(2) + t5.powi(2);
            sum_dot += 100.0 * t4 + t6;
        }
        (sum, sum_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &x_dot);
        let mut sum_dot = [0.0; __LANES];
        let mut sum = -0.0;
        for i in 1..x.len() {
            let t1: usize = i - 1;
            let a = x[t1];
            let b = x[i];
            let t2 = 2.0 * a;
            let t3 = b - a * a;
            let t4 = 2.0 * t3;
            let t5 = 1.0 - a;
            let t6 = 2.0 * t5;
            for k in 0..__LANES {
                let a_dot = x_dot.lane(t1, k);
                let t7 = x_dot.lane(i, k) - a_dot * t2;
                let t8 = if t7 == 0.0 { 0.0 } else { t7 * t4 };
                let neg_a_dot = -a_dot;
                let t9 = if neg_a_dot == 0.0 { 0.0 } else { neg_a_dot * t6 };
                sum_dot[k] += 100.0 * t8 + t9;
            }
            sum += 100.0 * t3.powi(2) + t5.powi(2);
        }
        (sum, sum_dot)
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
        ::core::assert!(1 >= n || n - 1 <= x_bar.len());
        let whole = if n > 1 { n - (n - 1) % 4 } else { n };
        let mut sum = -0.0;
        let mut x_bar_next = 0.0;
        for strip in (1..whole).step_by(4) {
            let x_strip = ::chainrule::__private::window(x, strip - 1, 5);
            let x_bar_strip = x_bar.window(strip - 1, 4);
            for k in 0..4 {
                let a = x_strip[k];
                let b = x_strip[k + 1];
                let t1 = b - a * a;
                let t2 = 1.0 - a;
                let t3 = 2.0 * t1;
                x_bar_strip
                    .add_at(k, x_bar_next + (-(w * (2.0 * t2)) - a * (200.0 * w * t3)));
                sum += 100.0 * t1.powi(2) + t2.powi(2);
                x_bar_next = 100.0 * w * t3;
            }
        }
        for i in whole..n {
            let t1: usize = i - 1;
            let a = x[t1];
            let b = x[i];
            let t2 = b - a * a;
            let t3 = 1.0 - a;
            let t4 = 2.0 * t2;
            x_bar.add_at(t1, x_bar_next + (-(w * (2.0 * t3)) - a * (200.0 * w * t4)));
            sum += 100.0 * t2.powi(2) + t3.powi(2);
            x_bar_next = 100.0 * w * t4;
        }
        if n > 1 {
            x_bar.add_at(n - 1, x_bar_next);
        }
        (sum, ((),))
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
        let mut sum = -0.0;
        for i in 1..x.len() {
            let a = x[i - 1];
            let b = x[i];
            sum += 100.0 * (b - a * a).powi(2) + (1.0_f64 - a).powi(2);
        }
        let state = move |
            x: &[f64],
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_bar);
            let n = x.len();
            ::core::assert!(1 >= n || n - 1 <= x_bar.len());
            let mut x_bar_next = 0.0;
            for i in 1..n {
                let t1: usize = i - 1;
                let a = x[t1];
                let b = x[i];
                let t2 = 2.0 * (b - a * a);
                x_bar
                    .add_at(
                        t1,
                        x_bar_next + (-(w * (2.0 * (1.0 - a))) - a * (200.0 * w * t2)),
                    );
                x_bar_next = 100.0 * w * t2;
            }
            if n > 1 {
                x_bar.add_at(n - 1, x_bar_next);
            }
            ((),)
        };
        (sum, state)
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
fn softmax_of_positive(x: &[f64], k: usize) -> f64 {
    let top = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let e: Vec<f64> = x.iter().map(|v| (v - top).exp()).collect();
    let total: f64 = e.iter().filter(|v| **v > 0.5).sum();
    if e.iter().any(|v| v.is_nan()) { 0.0 } else { e[k] / total }
}
///The derivatives of [`softmax_of_positive()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct softmax_of_positive {
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
impl softmax_of_positive {
    ///The gradient of [`softmax_of_positive()`], as text to print.
    const FORMULA: &'static str = "the derivative of `softmax_of_positive` is a loop: see `softmax_of_positive::gradient`";
    ///The gradient of [`softmax_of_positive()`] with respect to `x`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64], k: usize) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_gradient(x, k).1
    }
    ///Value and gradient of [`softmax_of_positive()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(
        x: &[f64],
        k: usize,
    ) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, k, &mut g);
        (value, g)
    }
    ///The gradient of [`softmax_of_positive()`], written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(x: &[f64], k: usize, g: &mut [f64]) {
        Self::value_and_gradient_into(x, k, g);
    }
    ///The same as [`gradient_into`](Self::gradient_into), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: &[f64],
        k: usize,
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        Self::value_and_gradient_with(x, k, g, workspace);
    }
    ///Value and gradient of [`softmax_of_positive()`]; the gradient is written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(x: &[f64], k: usize, g: &mut [f64]) -> f64 {
        Self::value_and_gradient_with(
            x,
            k,
            g,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`value_and_gradient_into`](Self::value_and_gradient_into), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: &[f64],
        k: usize,
        g: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        let n = x.len();
        let mut top = f64::NEG_INFINITY;
        for i in 0..n {
            top = top.max(x[i]);
        }
        let e = &mut *workspace.filled(0.0, n);
        let e_bar = &mut *workspace.zeros_like(e);
        for i in 0..n {
            let v = x[i];
            let t1 = (v - top).exp();
            e[i] = t1;
            g[i] = t1;
        }
        let mut total = -0.0;
        for i in 0..n {
            let v = e[i];
            if v > 0.5 {
                total += v;
            }
        }
        let mut any = false;
        for i in 0..n {
            let v = e[i];
            if v.is_nan() {
                any = true;
                break;
            }
        }
        let (t1, total_bar) = if any {
            (0.0, 0.0)
        } else {
            let t1 = e[k] / total;
            let inv_total = 1.0 / total;
            e_bar[k] += inv_total;
            (t1, -(inv_total * t1))
        };
        ::core::assert!(n <= e_bar.len());
        for i in 0..n {
            let v = e[i];
            let v_bar = if v > 0.5 { total_bar } else { 0.0 };
            e_bar[i] += v_bar;
        }
        let whole = if n >= 8 { n - n % 4 } else { 0 };
        let mut top_bar_lanes = [0.0; 4];
        for strip in (0..whole).step_by(4) {
            let x_bar_strip = ::chainrule::__private::window_mut(&mut *g, strip, 4);
            let e_bar_strip = ::chainrule::__private::window_mut(&mut *e_bar, strip, 4);
            for k2 in 0..4 {
                let e_bar_strip_k2 = e_bar_strip[k2];
                e_bar_strip[k2] = 0.0;
                let v_bar = e_bar_strip_k2 * x_bar_strip[k2];
                x_bar_strip[k2] = v_bar;
                top_bar_lanes[k2] -= v_bar;
            }
        }
        let mut top_bar = top_bar_lanes[0] + top_bar_lanes[1] + top_bar_lanes[2]
            + top_bar_lanes[3];
        for i in whole..n {
            let e_bar_i = e_bar[i];
            e_bar[i] = 0.0;
            let v_bar = e_bar_i * g[i];
            g[i] = v_bar;
            top_bar -= v_bar;
        }
        let mut shared: usize = if f64::NEG_INFINITY == top { 1 } else { 0 };
        for i in 0..n {
            if x[i] == top {
                shared += 1;
            }
        }
        for i in (0..n).rev() {
            if x[i] == top {
                let t2 = shared == 1;
                let t3 = 0.5 * top_bar;
                let t4 = if t2 { 0.0 } else { t3 };
                let t5 = if t2 { top_bar } else { t3 };
                g[i] += t5;
                top_bar = t4;
                shared -= 1;
                if t4 == 0.0 {
                    break;
                }
            }
        }
        t1
    }
    ///The gradient of [`softmax_of_positive()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], k: usize, w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, k, w).1
    }
    ///Value of [`softmax_of_positive()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(
        x: &[f64],
        k: usize,
        w: f64,
    ) -> (f64, ::chainrule::__private::Vec<f64>) {
        let (value, mut g) = Self::value_and_gradient(x, k);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f64], arg1: usize) -> f64 {
        softmax_of_positive(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: &[f64],
        k: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        k_dot: ::chainrule::__private::Constant,
    ) -> (f64, f64) {
        let _ = (&x, &k, &x_dot, &k_dot);
        let n = x.len();
        ::core::assert!(n <= x_dot.len());
        let mut top = f64::NEG_INFINITY;
        let mut folded_dot = 0.0;
        for i in 0..n {
            let x_dot_i = x_dot.at(i);
            let folded = top.max(x[i]);
            let t1 = if folded == top { folded_dot } else { 0.0 };
            let t2 = top == x[i];
            let t3 = if t2 { 0.5 * folded_dot } else { t1 };
            let t4 = if folded == x[i] { x_dot_i } else { 0.0 };
            let t5 = if t2 { 0.5 * x_dot_i } else { t4 };
            top = folded;
            folded_dot = t3 + t5;
        }
        let e = &mut *::chainrule::__private::Short::filled(0.0, n);
        let e_dot = &mut *::chainrule::__private::Short::filled(0.0, n);
        for i in 0..n {
            let v = x[i];
            let t1 = (v - top).exp();
            e[i] = t1;
            e_dot[i] = (x_dot.at(i) - folded_dot) * t1;
        }
        let mut total = -0.0;
        let mut sum_dot = 0.0;
        for i in 0..n {
            let v = e[i];
            let v_dot = e_dot[i];
            if v > 0.5 {
                total += v;
                sum_dot += v_dot;
            }
        }
        let mut any = false;
        for i in 0..n {
            let v = e[i];
            if v.is_nan() {
                any = true;
                break;
            }
        }
        let (t1, t2) = if any {
            (0.0, 0.0)
        } else {
            let t1 = e[k] / total;
            (t1, e_dot[k] / total - sum_dot / total * t1)
        };
        (t1, t2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: &[f64],
        k: usize,
        x_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
        k_dot: ::chainrule::__private::Constant,
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &k, &x_dot, &k_dot);
        let n = x.len();
        let mut folded_dot = [0.0; __LANES];
        let mut top = f64::NEG_INFINITY;
        for i in 0..n {
            let folded = top.max(x[i]);
            let t1 = folded == top;
            let t2 = top == x[i];
            let t3 = folded == x[i];
            for k2 in 0..__LANES {
                let x_dot_i_k2 = x_dot.lane(i, k2);
                let folded_dot2 = folded_dot[k2];
                let t4 = if t1 { folded_dot2 } else { 0.0 };
                let t5 = if t2 { 0.5 * folded_dot2 } else { t4 };
                let t6 = if t3 { x_dot_i_k2 } else { 0.0 };
                let t7 = if t2 { 0.5 * x_dot_i_k2 } else { t6 };
                folded_dot[k2] = t5 + t7;
            }
            top = folded;
        }
        let e = &mut *::chainrule::__private::Short::filled(0.0, n);
        let mut e_dot = ::chainrule::__private::vec![[0.0; __LANES]; n];
        for i in 0..n {
            let v = x[i];
            let t1 = (v - top).exp();
            e[i] = t1;
            for k2 in 0..__LANES {
                e_dot[i][k2] = (x_dot.lane(i, k2) - folded_dot[k2]) * t1;
            }
        }
        let mut sum_dot = [0.0; __LANES];
        let mut total = -0.0;
        for i in 0..n {
            let v = e[i];
            let mut v_dot = [0.0; __LANES];
            for k2 in 0..__LANES {
                v_dot[k2] = e_dot[i][k2];
            }
            if v > 0.5 {
                for k2 in 0..__LANES {
                    sum_dot[k2] += v_dot[k2];
                }
                total += v;
            }
        }
        let mut any = false;
        for i in 0..n {
            let v = e[i];
            if v.is_nan() {
                any = true;
                break;
            }
        }
        let mut a = [0.0; __LANES];
        let t1 = if any {
            a.fill(0.0);
            0.0
        } else {
            let t1 = e[k] / total;
            let inv_total = 1.0 / total;
            let t2 = inv_total * t1;
            for k2 in 0..__LANES {
                a[k2] = e_dot[k][k2] * inv_total - sum_dot[k2] * t2;
            }
            t1
        };
        (t1, a)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: &[f64],
        k: usize,
        w: f64,
        x_bar: ::chainrule::__private::Sink<'_, f64>,
        k_bar: ::chainrule::__private::Constant,
    ) -> (f64, ((), ())) {
        let _ = (&x, &k, &x_bar, &k_bar);
        let n = x.len();
        let mut top = f64::NEG_INFINITY;
        for i in 0..n {
            top = top.max(x[i]);
        }
        let e = &mut *::chainrule::__private::Short::filled(0.0, n);
        let e_bar = &mut *::chainrule::__private::Short::zeros_like(e);
        let exp_tape = &mut *::chainrule::__private::Short::filled(0.0, n);
        for i in 0..n {
            let v = x[i];
            let t1 = (v - top).exp();
            e[i] = t1;
            exp_tape[i] = t1;
        }
        let mut total = -0.0;
        for i in 0..n {
            let v = e[i];
            if v > 0.5 {
                total += v;
            }
        }
        let mut any = false;
        for i in 0..n {
            let v = e[i];
            if v.is_nan() {
                any = true;
                break;
            }
        }
        let (t1, total_bar) = if any {
            (0.0, 0.0)
        } else {
            let t1 = e[k] / total;
            let t2 = w / total;
            e_bar[k] += t2;
            (t1, -(t2 * t1))
        };
        ::core::assert!(n <= e_bar.len());
        for i in 0..n {
            let v = e[i];
            let v_bar = if v > 0.5 { total_bar } else { 0.0 };
            e_bar[i] += v_bar;
        }
        ::core::assert!(n <= x_bar.len());
        let whole = if n >= 8 { n - n % 4 } else { 0 };
        let mut top_bar_lanes = [0.0; 4];
        for strip in (0..whole).step_by(4) {
            let exp_tape_strip = ::chainrule::__private::window(exp_tape, strip, 4);
            let e_bar_strip = ::chainrule::__private::window_mut(&mut *e_bar, strip, 4);
            let x_bar_strip = x_bar.window(strip, 4);
            for k2 in 0..4 {
                let e_bar_strip_k2 = e_bar_strip[k2];
                e_bar_strip[k2] = 0.0;
                let v_bar = e_bar_strip_k2 * exp_tape_strip[k2];
                x_bar_strip.add_at(k2, v_bar);
                top_bar_lanes[k2] -= v_bar;
            }
        }
        let mut top_bar = top_bar_lanes[0] + top_bar_lanes[1] + top_bar_lanes[2]
            + top_bar_lanes[3];
        for i in whole..n {
            let e_bar_i = e_bar[i];
            e_bar[i] = 0.0;
            let v_bar = e_bar_i * exp_tape[i];
            x_bar.add_at(i, v_bar);
            top_bar -= v_bar;
        }
        let mut shared: usize = if f64::NEG_INFINITY == top { 1 } else { 0 };
        for i in 0..n {
            if x[i] == top {
                shared += 1;
            }
        }
        for i in (0..n).rev() {
            if x[i] == top {
                let t2 = shared == 1;
                let t3 = 0.5 * top_bar;
                let t4 = if t2 { 0.0 } else { t3 };
                let t5 = if t2 { top_bar } else { t3 };
                x_bar.add_at(i, t5);
                top_bar = t4;
                shared -= 1;
                if t4 == 0.0 {
                    break;
                }
            }
        }
        (t1, ((), ()))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: &[f64],
        k: usize,
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
        let _ = (&x, &k);
        let n = x.len();
        let mut top = f64::NEG_INFINITY;
        for i in 0..n {
            top = top.max(x[i]);
        }
        let mut e_kept = ::chainrule::__private::Short::filled(0.0, n);
        let e = &mut *e_kept;
        let mut exp_tape_kept = ::chainrule::__private::Short::filled(0.0, n);
        let exp_tape = &mut *exp_tape_kept;
        for i in 0..n {
            let v = x[i];
            let t1 = (v - top).exp();
            e[i] = t1;
            exp_tape[i] = t1;
        }
        let mut total = -0.0;
        for i in 0..n {
            let v = e[i];
            if v > 0.5 {
                total += v;
            }
        }
        let mut any = false;
        for i in 0..n {
            let v = e[i];
            if v.is_nan() {
                any = true;
                break;
            }
        }
        let t1 = if any { 0.0 } else { e[k] / total };
        let state = move |
            x: &[f64],
            k: usize,
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            k_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &k, &x_bar, &k_bar);
            let e = &mut *e_kept;
            let exp_tape = &mut *exp_tape_kept;
            let n2 = x.len();
            let e_bar = &mut *::chainrule::__private::Short::filled(0.0, n2);
            let total_bar = if any {
                0.0
            } else {
                let t2 = w / total;
                e_bar[k] += t2;
                -(t2 * (e[k] / total))
            };
            ::core::assert!(n2 <= e.len());
            for i in 0..n2 {
                let v = e[i];
                let v_bar = if v > 0.5 { total_bar } else { 0.0 };
                e_bar[i] += v_bar;
            }
            ::core::assert!(n2 <= exp_tape.len());
            ::core::assert!(n2 <= x_bar.len());
            let whole = if n2 >= 8 { n2 - n2 % 4 } else { 0 };
            let mut top_bar_lanes = [0.0; 4];
            for strip in (0..whole).step_by(4) {
                let exp_tape_strip = ::chainrule::__private::window(exp_tape, strip, 4);
                let e_bar_strip = ::chainrule::__private::window_mut(
                    &mut *e_bar,
                    strip,
                    4,
                );
                let x_bar_strip = x_bar.window(strip, 4);
                for k2 in 0..4 {
                    let e_bar_strip_k2 = e_bar_strip[k2];
                    e_bar_strip[k2] = 0.0;
                    let v_bar = e_bar_strip_k2 * exp_tape_strip[k2];
                    x_bar_strip.add_at(k2, v_bar);
                    top_bar_lanes[k2] -= v_bar;
                }
            }
            let mut top_bar = top_bar_lanes[0] + top_bar_lanes[1] + top_bar_lanes[2]
                + top_bar_lanes[3];
            for i in whole..n2 {
                let e_bar_i = e_bar[i];
                e_bar[i] = 0.0;
                let v_bar = e_bar_i * exp_tape[i];
                x_bar.add_at(i, v_bar);
                top_bar -= v_bar;
            }
            let mut shared: usize = if f64::NEG_INFINITY == top { 1 } else { 0 };
            for i in 0..n2 {
                if x[i] == top {
                    shared += 1;
                }
            }
            for i in (0..n2).rev() {
                if x[i] == top {
                    let t2 = shared == 1;
                    let t3 = 0.5 * top_bar;
                    let t4 = if t2 { 0.0 } else { t3 };
                    let t5 = if t2 { top_bar } else { t3 };
                    x_bar.add_at(i, t5);
                    top_bar = t4;
                    shared -= 1;
                    if t4 == 0.0 {
                        break;
                    }
                }
            }
            ((), ())
        };
        (t1, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __pullback_tangent<'never>(
        x: &[f64],
        k: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        k_dot: ::chainrule::__private::Constant,
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
        k: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        k_dot: ::chainrule::__private::Constant,
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
        k: usize,
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
        k: usize,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        k_dot: ::chainrule::__private::Constant,
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
        k: usize,
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
        k: usize,
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        k_dot: ::chainrule::__private::Constant,
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
        k: usize,
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
        k: usize,
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        k_dot: ::chainrule::__private::Constant,
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
