fn chained(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let a = 1.0 - x[i];
        let b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100.0 * b * b;
    }
    sum
}
///The derivatives of [`chained()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct chained {
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
impl chained {
    ///The gradient of [`chained()`], as text to print.
    const FORMULA: &'static str = "the derivative of `chained` is a loop: see `chained::gradient`";
    ///The gradient of [`chained()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        Self::gradient_into(x, &mut g);
        g
    }
    ///Value and gradient of [`chained()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, &mut g);
        (value, g)
    }
    ///The gradient of [`chained()`], written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(x: &[f64], g: &mut [f64]) {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        let t1 = x.len() - 1;
        ::core::assert!(x.len() >= 1);
        let mut x_bar_next = 0.0;
        for i in 0..t1 {
            let x_i = x[i];
            let a = 1.0 - x_i;
            let b = x[i + 1] - x_i * x_i;
            let b_bar = 200.0 * b;
            g[i] = x_bar_next - 2.0 * (x_i * b_bar + a);
            x_bar_next = b_bar;
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
    ///Value and gradient of [`chained()`]; the gradient is written to `g`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(x: &[f64], g: &mut [f64]) -> f64 {
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        let t1 = x.len() - 1;
        ::core::assert!(x.len() >= 1);
        let whole = t1 - t1 % 4;
        let mut sum = 0.0;
        let mut x_bar_next = 0.0;
        for strip in (0..whole).step_by(4) {
            let x_strip = ::chainrule::__private::window(x, strip, 5);
            let x_bar_strip = ::chainrule::__private::window_mut(&mut *g, strip, 4);
            for k in 0..4 {
                let x_strip_k = x_strip[k];
                let a = 1.0 - x_strip_k;
                let b = x_strip[k + 1] - x_strip_k * x_strip_k;
                let b_bar = 200.0 * b;
                x_bar_strip[k] = x_bar_next - 2.0 * (x_strip_k * b_bar + a);
                sum += a * a + 100.0 * b * b;
                x_bar_next = b_bar;
            }
        }
        for i in whole..t1 {
            let x_i = x[i];
            let a = 1.0 - x_i;
            let b = x[i + 1] - x_i * x_i;
            let b_bar = 200.0 * b;
            g[i] = x_bar_next - 2.0 * (x_i * b_bar + a);
            sum += a * a + 100.0 * b * b;
            x_bar_next = b_bar;
        }
        g[t1..].fill(0.0);
        if t1 > 0 {
            g[t1] += x_bar_next;
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
    ///The gradient of [`chained()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, w).1
    }
    ///Value of [`chained()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: &[f64], w: f64) -> (f64, ::chainrule::__private::Vec<f64>) {
        let (value, mut g) = Self::value_and_gradient(x);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The derivative of [`chained()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: &[f64], v: &[f64]) -> f64 {
        Self::value_and_jvp(x, v).1
    }
    ///The same as [`jvp`](Self::jvp), with memory from `workspace`.
    #[inline]
    fn jvp_with(
        x: &[f64],
        v: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        Self::value_and_jvp_with(x, v, workspace).1
    }
    ///Value of [`chained()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: &[f64], v: &[f64]) -> (f64, f64) {
        ::chainrule::__private::same_length("v", v.len(), "x", x.len());
        ::core::assert!(x.len() >= 1);
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..x.len() - 1 {
            let x_i = x[i];
            let a = 1.0 - x_i;
            let t1: usize = i + 1;
            let b = x[t1] - x_i * x_i;
            let t2 = 200.0 * (v[t1] - 2.0 * (v[i] * x_i)) * b;
            sum += a * a + 100.0 * b * b;
            sum_dot += t2 - 2.0 * (a * v[i]);
        }
        (sum, sum_dot)
    }
    ///The same as [`value_and_jvp`](Self::value_and_jvp), with memory from `workspace`.
    #[inline]
    fn value_and_jvp_with(
        x: &[f64],
        v: &[f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, f64) {
        let _ = workspace;
        Self::value_and_jvp(x, v)
    }
    ///The Hessian of [`chained()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: &[f64], v: &[f64]) -> ::chainrule::__private::Vec<f64> {
        Self::gradient_and_hvp(x, v).1
    }
    ///Gradient of [`chained()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(
        x: &[f64],
        v: &[f64],
    ) -> (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let mut out = ::chainrule::__private::zeros::<f64>(x.len());
        Self::gradient_and_hvp_into(x, v, &mut g, &mut out);
        (g, out)
    }
    ///The Hessian of [`chained()`] times `v`, written to `out`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn hvp_into(x: &[f64], v: &[f64], out: &mut [f64]) {
        Self::hvp_with(x, v, out, &mut ::chainrule::__private::Workspace::once())
    }
    ///The same as [`hvp_into`](Self::hvp_into), with memory from `workspace`.
    #[inline]
    fn hvp_with(
        x: &[f64],
        v: &[f64],
        out: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let mut g = workspace.lend::<f64>(x.len());
        Self::gradient_and_hvp_with(x, v, &mut g, out, workspace);
        workspace.take_back(g);
    }
    ///Gradient of [`chained()`] and its Hessian times `v`, written to `g` and `out`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_and_hvp_into(x: &[f64], v: &[f64], g: &mut [f64], out: &mut [f64]) {
        ::chainrule::__private::same_length("v", v.len(), "x", x.len());
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        ::chainrule::__private::same_length("out", out.len(), "x", x.len());
        let t1 = x.len() - 1;
        ::core::assert!(x.len() >= 1);
        let mut x_bar_next = 0.0;
        let mut x_bar_dot_next = 0.0;
        for i in 0..t1 {
            let x_i = x[i];
            let a = 1.0 - x_i;
            let t2: usize = i + 1;
            let b = x[t2] - x_i * x_i;
            let b_bar_dot = 200.0 * (v[t2] - 2.0 * (v[i] * x_i));
            let b_bar = 200.0 * b;
            g[i] = x_bar_next - 2.0 * (x_i * b_bar + a);
            out[i] = x_bar_dot_next + 2.0 * (v[i] - (v[i] * b_bar + b_bar_dot * x_i));
            x_bar_next = b_bar;
            x_bar_dot_next = b_bar_dot;
        }
        out[t1..].fill(0.0);
        g[t1..].fill(0.0);
        if t1 > 0 {
            g[t1] += x_bar_next;
            out[t1] += x_bar_dot_next;
        }
    }
    ///The same as [`gradient_and_hvp_into`](Self::gradient_and_hvp_into), with memory from `workspace`.
    #[inline]
    fn gradient_and_hvp_with(
        x: &[f64],
        v: &[f64],
        g: &mut [f64],
        out: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let _ = workspace;
        Self::gradient_and_hvp_into(x, v, g, out)
    }
    ///The Hessian of [`chained()`], symmetric and row-major: n times n entries.
    #[inline]
    #[must_use]
    fn hessian(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        let n = x.len();
        let mut h = ::chainrule::__private::zeros::<f64>(n * n);
        Self::hessian_into(x, &mut h);
        h
    }
    ///Value, gradient and Hessian of [`chained()`]; the Hessian is row-major.
    #[inline]
    #[must_use]
    fn value_and_hessian(
        x: &[f64],
    ) -> (f64, ::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>) {
        let (value, gradient) = Self::value_and_gradient(x);
        (value, gradient, Self::hessian(x))
    }
    ///The Hessian of [`chained()`], row-major, written to `h`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn hessian_into(x: &[f64], h: &mut [f64]) {
        let n: usize = x.len();
        ::chainrule::__private::same_length(
            "h",
            h.len(),
            "the square of the number of parameters",
            n * n,
        );
        {
            h.fill(0.0);
            let n = x.len();
            ::core::assert!(x.len() >= 1);
            for i in 0..n - 1 {
                let x_i = x[i];
                let t1: usize = i + 1;
                let b = x[t1] - x_i * x_i;
                let t2 = 400.0 * x_i;
                let neg_t2 = -t2;
                let t3 = t1 * n;
                h[t3 + t1] += 200.0;
                h[t3 + i] += neg_t2;
                let t4 = i * n;
                h[t4 + t1] += neg_t2;
                h[t4 + i] += 2.0 - 2.0 * (200.0 * b - x_i * t2);
            }
        }
    }
    ///The same as [`hessian_into`](Self::hessian_into), with memory from `workspace`.
    #[inline]
    fn hessian_with(
        x: &[f64],
        h: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let _ = workspace;
        Self::hessian_into(x, h)
    }
    ///The entries of the Hessian of [`chained()`] that need not be zero.
    #[inline]
    #[must_use]
    fn hessian_sparse(x: &[f64]) -> ::chainrule::SparseHessian<f64> {
        let mut h = <::chainrule::SparseHessian<f64>>::new();
        Self::hessian_sparse_into(x, &mut h);
        h
    }
    ///The entries of the Hessian of [`chained()`] that need not be zero, written to `h`.
    ///
    ///`h` keeps its pattern, which grows where an entry is new.
    #[inline]
    fn hessian_sparse_into(x: &[f64], h: &mut ::chainrule::SparseHessian<f64>) {
        h.begin(x.len());
        ::core::assert!(x.len() >= 1);
        for i in 0..x.len() - 1 {
            let x_i = x[i];
            let t1: usize = i + 1;
            let b = x[t1] - x_i * x_i;
            let t2 = 400.0 * x_i;
            h.add(t1, t1, 200.0);
            h.add(t1, i, -t2);
            h.add(i, i, 2.0 - 2.0 * (200.0 * b - x_i * t2));
        }
        h.finish();
    }
    ///The same as [`hessian_sparse_into`](Self::hessian_sparse_into), with memory from `workspace`.
    #[inline]
    fn hessian_sparse_with(
        x: &[f64],
        h: &mut ::chainrule::SparseHessian<f64>,
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let _ = workspace;
        Self::hessian_sparse_into(x, h)
    }
    ///[`chained()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective() -> ::chainrule::problem::Bound<Self, ()> {
        <::chainrule::problem::Bound<Self, ()>>::new(())
    }
    ///Compares value, derivatives and second derivatives of [`chained()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(x: &[f64]) {
        ::chainrule::check::check(&Self::objective(), &x.to_vec()).assert_ok();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f64]) -> f64 {
        chained(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: &[f64], x_dot: ::chainrule::__private::Dot<'_, f64>) -> (f64, f64) {
        let _ = (&x, &x_dot);
        let t1 = x.len() - 1;
        ::core::assert!(x.len() >= 1);
        ::core::assert!(t1 == 0 || t1 < x_dot.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..t1 {
            let x_i = x[i];
            let x_dot_i = x_dot.at(i);
            let a = 1.0 - x_i;
            let t2: usize = i + 1;
            let b = x[t2] - x_i * x_i;
            sum += a * a + 100.0 * b * b;
            sum_dot
                += 200.0 * (x_dot.at(t2) - 2.0 * (x_dot_i * x_i)) * b
                    - 2.0 * (a * x_dot_i);
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
        ::core::assert!(x.len() >= 1);
        let mut sum = 0.0;
        for i in 0..x.len() - 1 {
            let x_i = x[i];
            let a = 1.0 - x_i;
            let t1: usize = i + 1;
            let t2 = 2.0 * x_i;
            let b = x[t1] - x_i * x_i;
            let t3 = 2.0 * a;
            let t4 = 200.0 * b;
            for k in 0..__LANES {
                let x_dot_i_k = x_dot.lane(i, k);
                sum_dot[k] += (x_dot.lane(t1, k) - x_dot_i_k * t2) * t4 - x_dot_i_k * t3;
            }
            sum += a * a + 100.0 * b * b;
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
        let t1 = x.len() - 1;
        ::core::assert!(x.len() >= 1);
        ::core::assert!(t1 <= x_bar.len());
        let whole = t1 - t1 % 4;
        let mut sum = 0.0;
        let mut x_bar_next = 0.0;
        for strip in (0..whole).step_by(4) {
            let x_strip = ::chainrule::__private::window(x, strip, 5);
            let x_bar_strip = x_bar.window(strip, 4);
            for k in 0..4 {
                let x_strip_k = x_strip[k];
                let a = 1.0 - x_strip_k;
                let b = x_strip[k + 1] - x_strip_k * x_strip_k;
                let t2 = 100.0 * b;
                let b_bar = 2.0 * (w * t2);
                x_bar_strip
                    .add_at(k, x_bar_next + (-2.0 * (x_strip_k * b_bar) - 2.0 * w * a));
                sum += a * a + t2 * b;
                x_bar_next = b_bar;
            }
        }
        for i in whole..t1 {
            let x_i = x[i];
            let a = 1.0 - x_i;
            let b = x[i + 1] - x_i * x_i;
            let t2 = 100.0 * b;
            let b_bar = 2.0 * (w * t2);
            x_bar.add_at(i, x_bar_next + (-2.0 * (x_i * b_bar) - 2.0 * w * a));
            sum += a * a + t2 * b;
            x_bar_next = b_bar;
        }
        if t1 > 0 {
            x_bar.add_at(t1, x_bar_next);
        }
        (sum, ((),))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w: f64,
        w_dot: f64,
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
        x: &[f64],
    ) -> (
        f64,
        impl FnOnce(&[f64], f64, ::chainrule::__private::Sink<'_, f64>) -> ((),) + use<>,
    ) {
        let _ = (&x,);
        ::core::assert!(x.len() >= 1);
        let mut sum = 0.0;
        for i in 0..x.len() - 1 {
            let a = 1.0 - x[i];
            let b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100.0 * b * b;
        }
        let state = move |
            x: &[f64],
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_bar);
            let t1 = x.len() - 1;
            ::core::assert!(t1 <= x_bar.len());
            let mut x_bar_next = 0.0;
            for i in 0..t1 {
                let x_i = x[i];
                let b = x[i + 1] - x_i * x_i;
                let a = 1.0 - x_i;
                let b_bar = 2.0 * (w * (100.0 * b));
                x_bar.add_at(i, x_bar_next + (-2.0 * (x_i * b_bar) - 2.0 * w * a));
                x_bar_next = b_bar;
            }
            if t1 > 0 {
                x_bar.add_at(t1, x_bar_next);
            }
            ((),)
        };
        (sum, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            &[f64],
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((),), ((),)) + use<>,
    ) {
        let _ = (&x, &x_dot);
        let t1 = x.len() - 1;
        ::core::assert!(x.len() >= 1);
        ::core::assert!(t1 == 0 || t1 < x_dot.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..t1 {
            let x_i = x[i];
            let x_dot_i = x_dot.at(i);
            let a = 1.0 - x_i;
            let t2: usize = i + 1;
            let b = x[t2] - x_i * x_i;
            sum += a * a + 100.0 * b * b;
            sum_dot
                += 200.0 * (x_dot.at(t2) - 2.0 * (x_dot_i * x_i)) * b
                    - 2.0 * (a * x_dot_i);
        }
        let state = move |
            x: &[f64],
            x_dot: ::chainrule::__private::Dot<'_, f64>,
            w: f64,
            w_dot: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            x_bar_dot: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_dot, &x_bar, &x_bar_dot);
            let t2 = x.len() - 1;
            ::core::assert!(t2 == 0 || t2 < x_dot.len());
            ::core::assert!(t2 <= x_bar.len());
            ::core::assert!(t2 <= x_bar_dot.len());
            let mut x_bar_next = 0.0;
            let mut x_bar_dot_next = 0.0;
            for i in 0..t2 {
                let x_i = x[i];
                let x_dot_i = x_dot.at(i);
                let t3: usize = i + 1;
                let b = x[t3] - x_i * x_i;
                let t4 = 100.0 * b;
                let a = 1.0 - x_i;
                let t5 = 2.0 * w;
                let b_bar = 2.0 * (w * t4);
                let b_bar_dot = 2.0
                    * (w_dot * t4 + 100.0 * (x_dot.at(t3) - 2.0 * (x_dot_i * x_i)) * w);
                let x_bar_dot_next2 = x_bar_dot_next
                    + (t5 * x_dot_i - 2.0 * w_dot * a
                        - 2.0 * (x_dot_i * b_bar + b_bar_dot * x_i));
                x_bar.add_at(i, x_bar_next + (-2.0 * (x_i * b_bar) - t5 * a));
                x_bar_dot.add_at(i, x_bar_dot_next2);
                x_bar_next = b_bar;
                x_bar_dot_next = b_bar_dot;
            }
            if t2 > 0 {
                x_bar.add_at(t2, x_bar_next);
                x_bar_dot.add_at(t2, x_bar_dot_next);
            }
            (((),), ((),))
        };
        (sum, sum_dot, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        (f64, ::chainrule::__private::Vec<f64>),
    ) {
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let (_, value_dot, second) = Self::__pullback_tangent(x, x_dot);
        let bars = second(
                x,
                x_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::chainrule::__private::Sink::new(
                    ::chainrule::__private::Sink::cells(&mut x_bar[..]),
                ),
            )
            .1;
        let gradient_dot = x_bar;
        let _ = bars;
        let (value, gradient) = Self::value_and_gradient(x);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        x: &[f64],
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        impl FnOnce(
            &[f64],
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((),) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(x);
        let state = move |
            x: &[f64],
            (value_w, w): (f64, &::chainrule::__private::Vec<f64>),
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&value_w, &w, &x_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(
                    x,
                    ::chainrule::__private::Dot::new(w),
                );
                second(
                        x,
                        ::chainrule::__private::Dot::new(w),
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        x_bar,
                    )
                    .1
            }
        };
        ((value, gradient), state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_pullback_tangent<'never>(
        x: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        (f64, ::chainrule::__private::Vec<f64>),
        fn(
            &[f64],
            ::chainrule::__private::Dot<'_, f64>,
            (f64, &::chainrule::__private::Vec<f64>),
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((),), ((),)),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
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
        &'never (): ::chainrule::__private::ThirdOrder,
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
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_tangent(
        x: &[f64],
        v: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot,);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(x, v);
        let (_, turned) = Self::__tangent(x, v_dot);
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let (_, value_turned, second) = Self::__pullback_tangent(x, x_dot);
        let (along, bars) = second(
            x,
            x_dot,
            1.0,
            0.0,
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut x_bar[..]),
            ),
        );
        let _ = (&along, &bars);
        let bent = x_bar[..]
            .iter()
            .zip(&v[..])
            .map(|(entry, along)| entry * along)
            .sum::<f64>();
        (given, (value_turned, turned + bent))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_pullback(
        x: &[f64],
        v: &[f64],
    ) -> (
        (f64, f64),
        impl FnOnce(
            &[f64],
            &[f64],
            (f64, f64),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((), ()) + use<>,
    ) {
        let given = Self::value_and_jvp(x, v);
        let state = move |
            x: &[f64],
            v: &[f64],
            (value_w, s): (f64, f64),
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
        x: &[f64],
        v: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            &[f64],
            &[f64],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            (f64, f64),
            (f64, f64),
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
    fn __vjp_tangent(
        x: &[f64],
        w: f64,
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        w_dot: f64,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        (f64, ::chainrule::__private::Vec<f64>),
    ) {
        let _ = (&x_dot,);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(x, w);
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let (_, value_turned, second) = Self::__pullback_tangent(x, x_dot);
        let (along, bars) = second(
            x,
            x_dot,
            w,
            w_dot,
            ::core::default::Default::default(),
            ::chainrule::__private::Sink::new(
                ::chainrule::__private::Sink::cells(&mut x_bar[..]),
            ),
        );
        let _ = (&along, &bars);
        (given, (value_turned, x_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_pullback(
        x: &[f64],
        w: f64,
    ) -> (
        (f64, ::chainrule::__private::Vec<f64>),
        impl FnOnce(
            &[f64],
            f64,
            (f64, &::chainrule::__private::Vec<f64>),
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
        ) -> ((), f64) + use<>,
    ) {
        let given = Self::value_and_vjp(x, w);
        let state = move |
            x: &[f64],
            w: f64,
            (value_w, s): (f64, &::chainrule::__private::Vec<f64>),
            x_bar: ::chainrule::__private::Sink<'_, f64>,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar,);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(
                x,
                ::chainrule::__private::Dot::new(s),
            );
            let (along, bars) = second(
                x,
                ::chainrule::__private::Dot::new(s),
                w,
                value_w,
                ::core::default::Default::default(),
                x_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            ((), dot_0)
        };
        (given, state)
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
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_tangent<'never>(
        x: &[f64],
        v: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>)
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback<'never>(
        x: &[f64],
        v: &[f64],
    ) -> (
        ::chainrule::__private::Vec<f64>,
        fn(
            &[f64],
            &[f64],
            &::chainrule::__private::Vec<f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> ((), ()),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback_tangent<'never>(
        x: &[f64],
        v: &[f64],
        x_dot: ::chainrule::__private::Dot<'_, f64>,
        v_dot: ::chainrule::__private::Dot<'_, f64>,
    ) -> (
        ::chainrule::__private::Vec<f64>,
        ::chainrule::__private::Vec<f64>,
        fn(
            &[f64],
            &[f64],
            ::chainrule::__private::Dot<'_, f64>,
            ::chainrule::__private::Dot<'_, f64>,
            &::chainrule::__private::Vec<f64>,
            &::chainrule::__private::Vec<f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Sink<'_, f64>,
        ) -> (((), ()), ((), ())),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl ::chainrule::problem::Function<()> for chained {
    type Point = ::chainrule::__private::Vec<f64>;
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(), x: &::chainrule::__private::Vec<f64>) -> f64 {
        let _ = c;
        chained(x)
    }
    #[inline]
    fn value_and_gradient(
        c: &(),
        x: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
    ) -> f64 {
        let _ = c;
        Self::value_and_gradient_into(x, gradient)
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(),
        x: &::chainrule::__private::Vec<f64>,
        v: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
        product: &mut ::chainrule::__private::Vec<f64>,
    ) {
        let _ = c;
        Self::gradient_and_hvp_into(x, v, gradient, product);
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(),
        x: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
        hessian: &mut <::chainrule::__private::Vec<
            f64,
        > as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let _ = c;
        Self::hessian_into(x, hessian);
        Self::value_and_gradient_into(x, gradient)
    }
}
