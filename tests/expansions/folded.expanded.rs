fn folded(x: &[f64]) -> f64 {
    let mut s = 0.5;
    let mut sum = 0.0;
    for v in x {
        s = (s * v).sin() + v;
        sum += s * s;
    }
    sum
}
///The derivatives of [`folded()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct folded {
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
impl folded {
    ///The gradient of [`folded()`], as text to print.
    const FORMULA: &'static str = "the derivative of `folded` is a loop: see `folded::gradient`";
    ///The gradient of [`folded()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_gradient(x).1
    }
    ///Value and gradient of [`folded()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
        let mut g = ::chainrule::__private::zeros::<f64>(x.len());
        let value = Self::value_and_gradient_into(x, &mut g);
        (value, g)
    }
    ///The gradient of [`folded()`], written to `g`.
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
    ///Value and gradient of [`folded()`]; the gradient is written to `g`.
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
        let n = x.len();
        let cos_tape = &mut *workspace.scratch(0.0, n);
        let s_tape = &mut *workspace.scratch(0.0, n);
        let mut s = 0.5;
        let mut sum = 0.0;
        for i in 0..n {
            let v = x[i];
            let (t1, t2) = (s * v).sin_cos();
            let s2 = t1 + v;
            g[i] = t1;
            cos_tape[i] = t2;
            s_tape[i] = s;
            s = s2;
            sum += s2 * s2;
        }
        let mut s_bar = 0.0;
        for i in (0..n).rev() {
            let v = x[i];
            let s_bar2 = s_bar + 2.0 * (g[i] + v);
            let t1 = s_bar2 * cos_tape[i];
            g[i] = s_bar2 + t1 * s_tape[i];
            s_bar = t1 * v;
        }
        sum
    }
    ///The gradient of [`folded()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: &[f64], w: f64) -> ::chainrule::__private::Vec<f64> {
        Self::value_and_vjp(x, w).1
    }
    ///Value of [`folded()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: &[f64], w: f64) -> (f64, ::chainrule::__private::Vec<f64>) {
        let (value, mut g) = Self::value_and_gradient(x);
        for entry in &mut g {
            *entry *= w;
        }
        (value, g)
    }
    ///The Hessian of [`folded()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: &[f64], v: &[f64]) -> ::chainrule::__private::Vec<f64> {
        Self::gradient_and_hvp(x, v).1
    }
    ///Gradient of [`folded()`], and its Hessian times `v`, in one pass.
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
    ///The Hessian of [`folded()`] times `v`, written to `out`.
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
    ///Gradient of [`folded()`] and its Hessian times `v`, written to `g` and `out`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_and_hvp_into(x: &[f64], v: &[f64], g: &mut [f64], out: &mut [f64]) {
        Self::gradient_and_hvp_with(
            x,
            v,
            g,
            out,
            &mut ::chainrule::__private::Workspace::once(),
        )
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
        ::chainrule::__private::same_length("v", v.len(), "x", x.len());
        ::chainrule::__private::same_length("g", g.len(), "x", x.len());
        ::chainrule::__private::same_length("out", out.len(), "x", x.len());
        let n = x.len();
        let kept = &mut *workspace.scratch([0.0; 4], n);
        ::core::assert!(n <= kept.len());
        let mut s = 0.5;
        let mut s_dot = 0.0;
        for i in 0..n {
            let v2 = x[i];
            let t1 = s_dot * v2 + v[i] * s;
            let (t2, t3) = (s * v2).sin_cos();
            let t4 = t1 * t3;
            g[i] = t2;
            out[i] = t4;
            kept[i][0] = t3;
            kept[i][1] = -(t1 * t2);
            kept[i][2] = s;
            kept[i][3] = s_dot;
            s = t2 + v2;
            s_dot = t4 + v[i];
        }
        let mut s_bar = 0.0;
        let mut s_bar_dot = 0.0;
        for i in (0..n).rev() {
            let cos = kept[i][0];
            let s2 = kept[i][2];
            let v2 = x[i];
            let s_bar2 = s_bar + 2.0 * (g[i] + v2);
            let s_bar_dot2 = s_bar_dot + 2.0 * (out[i] + v[i]);
            let t1 = s_bar2 * cos;
            let t2 = s_bar_dot2 * cos + kept[i][1] * s_bar2;
            g[i] = s_bar2 + t1 * s2;
            out[i] = s_bar_dot2 + (t2 * s2 + kept[i][3] * t1);
            s_bar = t1 * v2;
            s_bar_dot = t2 * v2 + v[i] * t1;
        }
    }
    ///The Hessian of [`folded()`], symmetric and row-major: n times n entries.
    #[inline]
    #[must_use]
    fn hessian(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
        let n = x.len();
        let mut h = ::chainrule::__private::zeros::<f64>(n * n);
        Self::hessian_into(x, &mut h);
        h
    }
    ///Value, gradient and Hessian of [`folded()`]; the Hessian is row-major.
    #[inline]
    #[must_use]
    fn value_and_hessian(
        x: &[f64],
    ) -> (f64, ::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>) {
        let (value, gradient) = Self::value_and_gradient(x);
        (value, gradient, Self::hessian(x))
    }
    ///The Hessian of [`folded()`], row-major, written to `h`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn hessian_into(x: &[f64], h: &mut [f64]) {
        Self::hessian_with(x, h, &mut ::chainrule::__private::Workspace::once())
    }
    ///The same as [`hessian_into`](Self::hessian_into), with memory from `workspace`.
    #[inline]
    fn hessian_with(
        x: &[f64],
        h: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let n: usize = x.len();
        ::chainrule::__private::same_length(
            "h",
            h.len(),
            "the square of the number of parameters",
            n * n,
        );
        let x_dot = &mut *workspace.zeros::<[f64; 8]>(x.len());
        for first in (0..n).step_by(8) {
            ::chainrule::__private::unit_columns(&mut *x_dot, 0, first);
            let n2 = x.len();
            let x_bar_dot = &mut *workspace.filled([0.0; 8], n2);
            let kept = &mut *workspace.scratch([0.0; 3], n2);
            let sin_tape_dot = &mut *workspace.filled([0.0; 8], n2);
            let cos_tape_dot = &mut *workspace.filled([0.0; 8], n2);
            let s_tape_dot = &mut *workspace.filled([0.0; 8], n2);
            let mut s_dot = [0.0; 8];
            ::core::assert!(n2 <= kept.len());
            let mut s = 0.5;
            for i in 0..n2 {
                let v = x[i];
                let (t1, t2) = (s * v).sin_cos();
                kept[i][0] = t1;
                kept[i][1] = t2;
                kept[i][2] = s;
                for k in 0..8 {
                    let s_dot2 = s_dot[k];
                    let t3 = s_dot2 * v + x_dot[i][k] * s;
                    let t4 = t3 * t2;
                    sin_tape_dot[i][k] = t4;
                    cos_tape_dot[i][k] = -(t3 * t1);
                    s_tape_dot[i][k] = s_dot2;
                    s_dot[k] = t4 + x_dot[i][k];
                }
                s = t1 + v;
            }
            let mut s_bar_dot = [0.0; 8];
            let mut s_bar = 0.0;
            for i in (0..n2).rev() {
                let cos = kept[i][1];
                let s2 = kept[i][2];
                let v = x[i];
                let s_bar2 = s_bar + 2.0 * (kept[i][0] + v);
                let t1 = s_bar2 * cos;
                for k in 0..8 {
                    let s_bar_dot2 = s_bar_dot[k]
                        + 2.0 * (sin_tape_dot[i][k] + x_dot[i][k]);
                    let t2 = s_bar_dot2 * cos + cos_tape_dot[i][k] * s_bar2;
                    x_bar_dot[i][k] = s_bar_dot2 + (t2 * s2 + s_tape_dot[i][k] * t1);
                    s_bar_dot[k] = t2 * v + x_dot[i][k] * t1;
                }
                s_bar = t1 * v;
            }
            ::chainrule::__private::put_columns(h, n, first, 0, &x_bar_dot);
        }
        ::chainrule::__private::mirror(h, n);
    }
    ///The entries of the Hessian of [`folded()`] that need not be zero.
    #[inline]
    #[must_use]
    fn hessian_sparse(x: &[f64]) -> ::chainrule::SparseHessian<f64> {
        let mut h = <::chainrule::SparseHessian<f64>>::new();
        Self::hessian_sparse_into(x, &mut h);
        h
    }
    ///The entries of the Hessian of [`folded()`] that need not be zero, written to `h`.
    ///
    ///`h` keeps its pattern, which grows where an entry is new.
    #[inline]
    fn hessian_sparse_into(x: &[f64], h: &mut ::chainrule::SparseHessian<f64>) {
        Self::hessian_sparse_with(x, h, &mut ::chainrule::__private::Workspace::once())
    }
    ///The same as [`hessian_sparse_into`](Self::hessian_sparse_into), with memory from `workspace`.
    #[inline]
    fn hessian_sparse_with(
        x: &[f64],
        h: &mut ::chainrule::SparseHessian<f64>,
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let n: usize = x.len();
        h.begin(n);
        let mut v = ::chainrule::__private::zeros::<f64>(n);
        let mut product = ::chainrule::__private::zeros::<f64>(n);
        for column in 0..n {
            v[column] = 1.0;
            Self::hvp_with(x, &v, &mut product, workspace);
            v[column] = 0.0;
            h.add_column(column, &product);
        }
        h.finish();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f64]) -> f64 {
        folded(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: &[f64], x_dot: ::chainrule::__private::Dot<'_, f64>) -> (f64, f64) {
        let _ = (&x, &x_dot);
        ::core::assert!(x.len() <= x_dot.len());
        let mut s = 0.5;
        let mut sum = 0.0;
        let mut s_dot = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let v_dot = x_dot.at(i);
            let (t1, t2) = (s * v).sin_cos();
            let s2 = t1 + v;
            s_dot = (s_dot * v + v_dot * s) * t2 + v_dot;
            s = s2;
            sum += s2 * s2;
            sum_dot += 2.0 * (s_dot * s2);
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
        let mut s_dot = [0.0; __LANES];
        let mut sum_dot = [0.0; __LANES];
        let mut s = 0.5;
        let mut sum = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let (t1, t2) = (s * v).sin_cos();
            let s2 = t1 + v;
            let t3 = 2.0 * s2;
            for k in 0..__LANES {
                let v_dot = x_dot.lane(i, k);
                let s_dot2 = (s_dot[k] * v + v_dot * s) * t2 + v_dot;
                s_dot[k] = s_dot2;
                sum_dot[k] += s_dot2 * t3;
            }
            s = s2;
            sum += s2 * s2;
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
        let mut kept = ::chainrule::__private::vec![[0.0; 3]; n];
        ::core::assert!(n <= kept.len());
        let mut s = 0.5;
        let mut sum = 0.0;
        for i in 0..n {
            let v = x[i];
            let (t1, t2) = (s * v).sin_cos();
            let s2 = t1 + v;
            kept[i][0] = t1;
            kept[i][1] = t2;
            kept[i][2] = s;
            s = s2;
            sum += s2 * s2;
        }
        ::core::assert!(n <= x_bar.len());
        let mut s_bar = 0.0;
        for i in (0..n).rev() {
            let v = x[i];
            let s_bar2 = s_bar + 2.0 * w * (kept[i][0] + v);
            let t1 = s_bar2 * kept[i][1];
            x_bar.add_at(i, s_bar2 + t1 * kept[i][2]);
            s_bar = t1 * v;
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
        let n = x.len();
        let mut kept = ::chainrule::__private::vec![[0.0; 3]; n];
        ::core::assert!(n <= kept.len());
        let mut s = 0.5;
        let mut sum = 0.0;
        for i in 0..n {
            let v = x[i];
            let (t1, t2) = (s * v).sin_cos();
            let s2 = t1 + v;
            kept[i][0] = t1;
            kept[i][1] = t2;
            kept[i][2] = s;
            s = s2;
            sum += s2 * s2;
        }
        let state = move |
            x: &[f64],
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f64>|
        {
            let _ = (&x, &x_bar);
            let n2 = x.len();
            ::core::assert!(n2 <= kept.len());
            ::core::assert!(n2 <= x_bar.len());
            let mut s_bar = 0.0;
            for i in (0..n2).rev() {
                let v = x[i];
                let s_bar2 = s_bar + 2.0 * w * (kept[i][0] + v);
                let t1 = s_bar2 * kept[i][1];
                x_bar.add_at(i, s_bar2 + t1 * kept[i][2]);
                s_bar = t1 * v;
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
        let n = x.len();
        let mut kept = ::chainrule::__private::vec![[0.0; 6]; n];
        ::core::assert!(n <= x_dot.len());
        ::core::assert!(n <= kept.len());
        let mut s = 0.5;
        let mut sum = 0.0;
        let mut s_dot = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..n {
            let v = x[i];
            let v_dot = x_dot.at(i);
            let t1 = s_dot * v + v_dot * s;
            let (t2, t3) = (s * v).sin_cos();
            let t4 = t1 * t3;
            let s2 = t2 + v;
            let s_dot2 = t4 + v_dot;
            kept[i][0] = t2;
            kept[i][1] = t4;
            kept[i][2] = t3;
            kept[i][3] = -(t1 * t2);
            kept[i][4] = s;
            kept[i][5] = s_dot;
            s = s2;
            sum += s2 * s2;
            s_dot = s_dot2;
            sum_dot += 2.0 * (s_dot2 * s2);
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
            let n2 = x.len();
            ::core::assert!(n2 <= kept.len());
            ::core::assert!(n2 <= x_dot.len());
            ::core::assert!(n2 <= x_bar.len());
            ::core::assert!(n2 <= x_bar_dot.len());
            let mut s_bar = 0.0;
            let mut s_bar_dot = 0.0;
            for i in (0..n2).rev() {
                let cos = kept[i][2];
                let s2 = kept[i][4];
                let v = x[i];
                let v_dot = x_dot.at(i);
                let s3 = kept[i][0] + v;
                let t1 = 2.0 * w;
                let s_bar2 = s_bar + t1 * s3;
                let s_bar_dot2 = s_bar_dot
                    + (2.0 * w_dot * s3 + (kept[i][1] + v_dot) * t1);
                let t2 = s_bar2 * cos;
                let t3 = s_bar_dot2 * cos + kept[i][3] * s_bar2;
                x_bar.add_at(i, s_bar2 + t2 * s2);
                x_bar_dot.add_at(i, s_bar_dot2 + (t3 * s2 + kept[i][5] * t2));
                s_bar = t2 * v;
                s_bar_dot = t3 * v + v_dot * t2;
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
