fn spring(p: &Params, x: f64) -> f64 {
    let mut sum = 0.0;
    for w in &p.w {
        sum += w * x;
    }
    p.k * sum * sum
}
///The derivatives of [`spring()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct spring {
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
impl spring {
    #[doc(hidden)]
    #[inline]
    fn __fields_value_and_gradient_into(
        p_w: &[f64],
        p_k: f64,
        x: f64,
        p_w_bar_: &mut [f64],
        p_k_bar_: &mut f64,
        x_bar_: &mut f64,
    ) -> f64 {
        ::chainrule::__private::same_length(
            "p_w_bar_",
            p_w_bar_.len(),
            "p_w",
            p_w.len(),
        );
        let n = p_w.len();
        let mut sum = 0.0;
        for i in 0..n {
            let w = p_w[i];
            sum += w * x;
        }
        let t1 = p_k * sum;
        let sum_bar = 2.0 * t1;
        let whole = if n >= 8 { n - n % 4 } else { 0 };
        let mut x_bar_lanes = [0.0; 4];
        for strip in (0..whole).step_by(4) {
            let p_w_strip = ::chainrule::__private::window(p_w, strip, 4);
            let p_w_bar_strip = ::chainrule::__private::window_mut(
                &mut *p_w_bar_,
                strip,
                4,
            );
            for k in 0..4 {
                let w = p_w_strip[k];
                p_w_bar_strip[k] = sum_bar * x;
                x_bar_lanes[k] += sum_bar * w;
            }
        }
        let mut x_bar = x_bar_lanes[0] + x_bar_lanes[1] + x_bar_lanes[2]
            + x_bar_lanes[3];
        for i in whole..n {
            let w = p_w[i];
            p_w_bar_[i] = sum_bar * x;
            x_bar += sum_bar * w;
        }
        *p_k_bar_ = sum * sum;
        *x_bar_ = x_bar;
        t1 * sum
    }
    ///The gradient of [`spring()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(p: &Params, x: f64) -> (Params, f64) {
        Self::value_and_gradient(p, x).1
    }
    ///Value and gradient of [`spring()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(p: &Params, x: f64) -> (f64, (Params, f64)) {
        let mut p_bar = ::chainrule::Differentiable::zero_like(p);
        let mut x_bar = <f64 as ::chainrule::__private::Zero>::ZERO;
        let value = Self::__fields_value_and_gradient_into(
            &p.w,
            p.k,
            x,
            &mut p_bar.w,
            &mut p_bar.k,
            &mut x_bar,
        );
        (value, (p_bar, x_bar))
    }
    ///Value and gradient of [`spring()`]; the gradient is written to `p_bar`, `x_bar`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(
        p: &Params,
        x: f64,
        p_bar: &mut Params,
        x_bar: &mut f64,
    ) -> f64 {
        ::chainrule::__private::clear("p_bar", p_bar, p);
        let value = Self::__fields_value_and_gradient_into(
            &p.w,
            p.k,
            x,
            &mut p_bar.w,
            &mut p_bar.k,
            x_bar,
        );
        value
    }
    ///The gradient of [`spring()`], written to `p_bar`, `x_bar`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(p: &Params, x: f64, p_bar: &mut Params, x_bar: &mut f64) {
        Self::value_and_gradient_into(p, x, p_bar, x_bar);
    }
    ///The gradient of [`spring()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(p: &Params, x: f64, w: f64) -> (Params, f64) {
        Self::value_and_vjp(p, x, w).1
    }
    ///Value of [`spring()`], and its gradient times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(p: &Params, x: f64, w: f64) -> (f64, (Params, f64)) {
        let (value, (p_bar, x_bar)) = Self::value_and_gradient(p, x);
        let mut p_bar = p_bar;
        let mut x_bar = x_bar;
        ::chainrule::Differentiable::update(&mut p_bar, &mut |x| f64::from(w) * x);
        ::chainrule::Differentiable::update(&mut x_bar, &mut |x| f64::from(w) * x);
        (value, (p_bar, x_bar))
    }
    #[doc(hidden)]
    #[inline]
    fn __fields_value_and_jvp(
        p_w: &[f64],
        p_k: f64,
        x: f64,
        v: (&[f64], f64, f64),
    ) -> (f64, f64) {
        let (p_w_dot, p_k_dot, x_dot) = v;
        ::chainrule::__private::same_length("p_w_dot", p_w_dot.len(), "p_w", p_w.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..p_w.len() {
            let w = p_w[i];
            sum += w * x;
            sum_dot += p_w_dot[i] * x + x_dot * w;
        }
        let t1 = p_k * sum;
        (t1 * sum, (p_k_dot * sum + sum_dot * p_k) * sum + sum_dot * t1)
    }
    ///The derivative of [`spring()`] along `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(p: &Params, x: f64, v: (&Params, f64)) -> f64 {
        Self::value_and_jvp(p, x, v).1
    }
    ///Value of [`spring()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(p: &Params, x: f64, v: (&Params, f64)) -> (f64, f64) {
        let (p_dot, x_dot) = v;
        Self::__fields_value_and_jvp(&p.w, p.k, x, (&p_dot.w, p_dot.k, x_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    #[inline]
    fn __fields_gradient_and_hvp_into(
        p_w: &[f64],
        p_k: f64,
        x: f64,
        v: (&[f64], f64, f64),
        p_w_bar_: &mut [f64],
        p_k_bar_: &mut f64,
        x_bar_: &mut f64,
        p_w_out_: &mut [f64],
        p_k_out_: &mut f64,
        x_out_: &mut f64,
    ) {
        let (p_w_dot, p_k_dot, x_dot) = v;
        ::chainrule::__private::same_length("p_w_dot", p_w_dot.len(), "p_w", p_w.len());
        ::chainrule::__private::same_length(
            "p_w_bar_",
            p_w_bar_.len(),
            "p_w",
            p_w.len(),
        );
        ::chainrule::__private::same_length(
            "p_w_out_",
            p_w_out_.len(),
            "p_w",
            p_w.len(),
        );
        let n = p_w.len();
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..n {
            let w = p_w[i];
            sum += w * x;
            sum_dot += p_w_dot[i] * x + x_dot * w;
        }
        let sum_bar = 2.0 * (p_k * sum);
        let sum_bar_dot = 2.0 * (p_k_dot * sum + sum_dot * p_k);
        let whole = if n >= 8 { n - n % 4 } else { 0 };
        let mut x_bar_lanes = [0.0; 4];
        let mut x_bar_dot_lanes = [0.0; 4];
        for strip in (0..whole).step_by(4) {
            let p_w_strip = ::chainrule::__private::window(p_w, strip, 4);
            let p_w_dot_strip = ::chainrule::__private::window(p_w_dot, strip, 4);
            let p_w_bar_strip = ::chainrule::__private::window_mut(
                &mut *p_w_bar_,
                strip,
                4,
            );
            let p_w_bar_dot_strip = ::chainrule::__private::window_mut(
                &mut *p_w_out_,
                strip,
                4,
            );
            for k in 0..4 {
                let w = p_w_strip[k];
                p_w_bar_strip[k] = sum_bar * x;
                p_w_bar_dot_strip[k] = sum_bar_dot * x + x_dot * sum_bar;
                x_bar_lanes[k] += sum_bar * w;
                x_bar_dot_lanes[k] += sum_bar_dot * w + p_w_dot_strip[k] * sum_bar;
            }
        }
        let mut x_bar_dot = x_bar_dot_lanes[0] + x_bar_dot_lanes[1] + x_bar_dot_lanes[2]
            + x_bar_dot_lanes[3];
        let mut x_bar = x_bar_lanes[0] + x_bar_lanes[1] + x_bar_lanes[2]
            + x_bar_lanes[3];
        for i in whole..n {
            let w = p_w[i];
            p_w_bar_[i] = sum_bar * x;
            p_w_out_[i] = sum_bar_dot * x + x_dot * sum_bar;
            x_bar += sum_bar * w;
            x_bar_dot += sum_bar_dot * w + p_w_dot[i] * sum_bar;
        }
        *p_k_bar_ = sum * sum;
        *x_bar_ = x_bar;
        *p_k_out_ = 2.0 * (sum_dot * sum);
        *x_out_ = x_bar_dot;
    }
    ///The Hessian of [`spring()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(p: &Params, x: f64, v: (&Params, f64)) -> (Params, f64) {
        Self::gradient_and_hvp(p, x, v).1
    }
    ///Gradient of [`spring()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(
        p: &Params,
        x: f64,
        v: (&Params, f64),
    ) -> ((Params, f64), (Params, f64)) {
        let (p_dot, x_dot) = v;
        let mut p_bar = ::chainrule::Differentiable::zero_like(p);
        let mut x_bar = <f64 as ::chainrule::__private::Zero>::ZERO;
        let mut p_out = ::chainrule::Differentiable::zero_like(p);
        let mut x_out = <f64 as ::chainrule::__private::Zero>::ZERO;
        Self::__fields_gradient_and_hvp_into(
            &p.w,
            p.k,
            x,
            (&p_dot.w, p_dot.k, x_dot),
            &mut p_bar.w,
            &mut p_bar.k,
            &mut x_bar,
            &mut p_out.w,
            &mut p_out.k,
            &mut x_out,
        );
        ((p_bar, x_bar), (p_out, x_out))
    }
    ///The Hessian of [`spring()`], row-major, written to `h`: rows and columns run over all parameters, and over the fields of a struct in the order in which they are declared.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn hessian_into(p: &Params, x: f64, h: &mut [f64]) {
        ::chainrule::__private::fill_rows(
            (
                ::chainrule::Differentiable::zero_like(p),
                <f64 as ::chainrule::__private::Zero>::ZERO,
            ),
            h,
            |v| Self::hvp(p, x, (&v.0, v.1)),
        );
    }
    ///The Hessian of [`spring()`], symmetric and row-major: rows and columns run over all parameters, and over the fields of a struct in the order in which they are declared.
    #[inline]
    #[must_use]
    fn hessian(p: &Params, x: f64) -> ::chainrule::__private::Vec<f64> {
        let n = ::chainrule::Differentiable::dimension(
            &(
                ::chainrule::Differentiable::zero_like(p),
                <f64 as ::chainrule::__private::Zero>::ZERO,
            ),
        );
        let mut h = ::chainrule::__private::zeros::<f64>(n * n);
        Self::hessian_into(p, x, &mut h);
        h
    }
    ///Value, gradient and Hessian of [`spring()`]; the Hessian is row-major.
    #[inline]
    #[must_use]
    fn value_and_hessian(
        p: &Params,
        x: f64,
    ) -> (f64, (Params, f64), ::chainrule::__private::Vec<f64>) {
        let (value, gradient) = Self::value_and_gradient(p, x);
        (value, gradient, Self::hessian(p, x))
    }
    ///[`spring()`] for an optimizer, with its constants and structs of the shape of the point.
    #[inline]
    #[must_use]
    const fn objective<'chainrule>(
        p: &'chainrule Params,
    ) -> ::chainrule::problem::Bound<Self, (&'chainrule Params,)> {
        <::chainrule::problem::Bound<Self, (&'chainrule Params,)>>::new((p,))
    }
    ///Compares value, derivatives and second derivatives of [`spring()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(p: &Params, x: f64) {
        let point = ::chainrule::Differentiable::flatten(
            &(::core::clone::Clone::clone(p), ::core::clone::Clone::clone(&x)),
        );
        ::chainrule::check::check(&Self::objective(p), &point).assert_ok();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn __check(arg0: &Params, arg1: f64) {
        #[allow(unused_imports)]
        use ::chainrule::__private::TupleFields as _;
        ::chainrule::__private::varies(arg0.__field_w());
        ::chainrule::__private::varies(arg0.__field_k());
        let value = spring(arg0, arg1);
        let _ = &value;
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn ____fields_tangent(
        p_w: &[f64],
        p_k: f64,
        x: f64,
        p_w_dot: ::chainrule::__private::Dot<'_, f64>,
        p_k_dot: f64,
        x_dot: f64,
    ) -> (f64, f64) {
        let _ = (&p_w, &p_k, &x, &p_w_dot, &p_k_dot, &x_dot);
        ::core::assert!(p_w.len() <= p_w_dot.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..p_w.len() {
            let w = p_w[i];
            sum += w * x;
            sum_dot += p_w_dot.at(i) * x + x_dot * w;
        }
        let t1 = p_k * sum;
        (t1 * sum, (p_k_dot * sum + sum_dot * p_k) * sum + sum_dot * t1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn ____fields_tangents<const __LANES: usize>(
        p_w: &[f64],
        p_k: f64,
        x: f64,
        p_w_dot: ::chainrule::__private::Dot<'_, [f64; __LANES]>,
        p_k_dot: [f64; __LANES],
        x_dot: [f64; __LANES],
    ) -> (f64, [f64; __LANES]) {
        let _ = (&p_w, &p_k, &x, &p_w_dot, &p_k_dot, &x_dot);
        let mut sum_dot = [0.0; __LANES];
        let mut sum = 0.0;
        for i in 0..p_w.len() {
            let w = p_w[i];
            for k in 0..__LANES {
                sum_dot[k] += p_w_dot.lane(i, k) * x + x_dot[k] * w;
            }
            sum += w * x;
        }
        let t1 = p_k * sum;
        let mut a = [0.0; __LANES];
        for k in 0..__LANES {
            let sum_dot2 = sum_dot[k];
            a[k] = (p_k_dot[k] * sum + sum_dot2 * p_k) * sum + sum_dot2 * t1;
        }
        (t1 * sum, a)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn ____fields_pullback(
        p_w: &[f64],
        p_k: f64,
        x: f64,
    ) -> (
        f64,
        impl FnOnce(
            &[f64],
            f64,
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((), f64, f64) + use<>,
    ) {
        let _ = (&p_w, &p_k, &x);
        let mut sum = 0.0;
        for i in 0..p_w.len() {
            let w = p_w[i];
            sum += w * x;
        }
        let t1 = p_k * sum * sum;
        let state = move |
            p_w: &[f64],
            p_k: f64,
            x: f64,
            w: f64,
            p_w_bar: ::chainrule::__private::Sink<'_, f64>,
            p_k_bar: ::chainrule::__private::Constant,
            x_bar: ::chainrule::__private::Constant|
        {
            let _ = (&p_w, &p_k, &x, &p_w_bar, &p_k_bar, &x_bar);
            let n = p_w.len();
            let sum_bar = 2.0 * (w * (p_k * sum));
            ::core::assert!(n <= p_w_bar.len());
            let whole = if n >= 8 { n - n % 4 } else { 0 };
            let mut x_bar_lanes = [0.0; 4];
            for strip in (0..whole).step_by(4) {
                let p_w_strip = ::chainrule::__private::window(p_w, strip, 4);
                let p_w_bar_strip = p_w_bar.window(strip, 4);
                for k in 0..4 {
                    let w2 = p_w_strip[k];
                    p_w_bar_strip.add_at(k, sum_bar * x);
                    x_bar_lanes[k] += sum_bar * w2;
                }
            }
            let mut x_bar2 = x_bar_lanes[0] + x_bar_lanes[1] + x_bar_lanes[2]
                + x_bar_lanes[3];
            for i in whole..n {
                let w2 = p_w[i];
                p_w_bar.add_at(i, sum_bar * x);
                x_bar2 += sum_bar * w2;
            }
            ((), w * sum * sum, x_bar2)
        };
        (t1, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn ____fields_pullback_tangent(
        p_w: &[f64],
        p_k: f64,
        x: f64,
        p_w_dot: ::chainrule::__private::Dot<'_, f64>,
        p_k_dot: f64,
        x_dot: f64,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            &[f64],
            f64,
            f64,
            ::chainrule::__private::Dot<'_, f64>,
            f64,
            f64,
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f64>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (((), f64, f64), ((), f64, f64)) + use<>,
    ) {
        let _ = (&p_w, &p_k, &x, &p_w_dot, &p_k_dot, &x_dot);
        ::core::assert!(p_w.len() <= p_w_dot.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..p_w.len() {
            let w = p_w[i];
            sum += w * x;
            sum_dot += p_w_dot.at(i) * x + x_dot * w;
        }
        let t1 = p_k * sum;
        let t2 = t1 * sum;
        let t3 = (p_k_dot * sum + sum_dot * p_k) * sum + sum_dot * t1;
        let state = move |
            p_w: &[f64],
            p_k: f64,
            x: f64,
            p_w_dot: ::chainrule::__private::Dot<'_, f64>,
            p_k_dot: f64,
            x_dot: f64,
            w: f64,
            w_dot: f64,
            p_w_bar: ::chainrule::__private::Sink<'_, f64>,
            p_k_bar: ::chainrule::__private::Constant,
            x_bar: ::chainrule::__private::Constant,
            p_w_bar_dot: ::chainrule::__private::Sink<'_, f64>,
            p_k_bar_dot: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &p_w,
                &p_k,
                &x,
                &p_w_dot,
                &p_k_dot,
                &x_dot,
                &p_w_bar,
                &p_k_bar,
                &x_bar,
                &p_w_bar_dot,
                &p_k_bar_dot,
                &x_bar_dot,
            );
            let t4 = p_k * sum;
            let n = p_w.len();
            let t5 = w * sum;
            let sum_bar = 2.0 * (w * t4);
            let sum_bar_dot = 2.0 * (w_dot * t4 + (p_k_dot * sum + sum_dot * p_k) * w);
            ::core::assert!(n <= p_w_dot.len());
            ::core::assert!(n <= p_w_bar.len());
            ::core::assert!(n <= p_w_bar_dot.len());
            let whole = if n >= 8 { n - n % 4 } else { 0 };
            let mut x_bar_lanes = [0.0; 4];
            let mut x_bar_dot_lanes = [0.0; 4];
            for strip in (0..whole).step_by(4) {
                let p_w_strip = ::chainrule::__private::window(p_w, strip, 4);
                let p_w_dot_strip = p_w_dot.window(strip, 4);
                let p_w_bar_strip = p_w_bar.window(strip, 4);
                let p_w_bar_dot_strip = p_w_bar_dot.window(strip, 4);
                for k in 0..4 {
                    let w2 = p_w_strip[k];
                    p_w_bar_strip.add_at(k, sum_bar * x);
                    p_w_bar_dot_strip.add_at(k, sum_bar_dot * x + x_dot * sum_bar);
                    x_bar_lanes[k] += sum_bar * w2;
                    x_bar_dot_lanes[k]
                        += sum_bar_dot * w2 + p_w_dot_strip.at(k) * sum_bar;
                }
            }
            let mut x_bar_dot2 = x_bar_dot_lanes[0] + x_bar_dot_lanes[1]
                + x_bar_dot_lanes[2] + x_bar_dot_lanes[3];
            let mut x_bar2 = x_bar_lanes[0] + x_bar_lanes[1] + x_bar_lanes[2]
                + x_bar_lanes[3];
            for i in whole..n {
                let w2 = p_w[i];
                p_w_bar.add_at(i, sum_bar * x);
                p_w_bar_dot.add_at(i, sum_bar_dot * x + x_dot * sum_bar);
                x_bar2 += sum_bar * w2;
                x_bar_dot2 += sum_bar_dot * w2 + p_w_dot.at(i) * sum_bar;
            }
            (
                ((), t5 * sum, x_bar2),
                ((), (w_dot * sum + sum_dot * w) * sum + sum_dot * t5, x_bar_dot2),
            )
        };
        (t2, t3, state)
    }
    #[doc(hidden)]
    #[allow(
        clippy::too_many_arguments,
        clippy::type_complexity,
        unused_variables,
        unused_mut
    )]
    #[inline]
    fn __tangent(
        p: &Params,
        x: f64,
        p_dot: ::chainrule::__private::StructDot<'_, Params>,
        x_dot: f64,
    ) -> (f64, f64) {
        Self::____fields_tangent(
            &p.w,
            p.k,
            x,
            p_dot
                .map_or_else(
                    ::core::default::Default::default,
                    |d| ::chainrule::__private::Dot::new(&d.w),
                ),
            p_dot.map_or(0.0, |d| d.k),
            x_dot,
        )
    }
    #[doc(hidden)]
    #[allow(
        clippy::too_many_arguments,
        clippy::type_complexity,
        unused_variables,
        unused_mut
    )]
    #[inline]
    fn __pullback(
        p: &Params,
        x: f64,
    ) -> (
        f64,
        impl FnOnce(
            &Params,
            f64,
            f64,
            ::chainrule::__private::StructSink<'_, Params>,
            ::chainrule::__private::Constant,
        ) -> ((), f64) + use<>,
    ) {
        let (value_0, state) = Self::____fields_pullback(&p.w, p.k, x);
        let state = move |
            p: &Params,
            x: f64,
            w_0: f64,
            p_bar: ::chainrule::__private::StructSink<'_, Params>,
            x_bar: ::chainrule::__private::Constant|
        {
            let mut p_bar_own = p_bar.map(::core::cell::RefCell::borrow_mut);
            let (p_bar_0,) = match p_bar_own.as_deref_mut() {
                ::core::option::Option::Some(bar) => {
                    (
                        ::chainrule::__private::Sink::new(
                            ::chainrule::__private::Sink::cells(&mut bar.w),
                        ),
                    )
                }
                ::core::option::Option::None => (::core::default::Default::default(),),
            };
            let (_, p_bar_of_1, x_bar) = state(
                &p.w,
                p.k,
                x,
                w_0,
                p_bar_0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            if let ::core::option::Option::Some(bar) = &mut p_bar_own {
                bar.k += p_bar_of_1;
            }
            ((), x_bar)
        };
        (value_0, state)
    }
    #[doc(hidden)]
    #[allow(
        clippy::too_many_arguments,
        clippy::type_complexity,
        unused_variables,
        unused_mut
    )]
    #[inline]
    fn __pullback_tangent(
        p: &Params,
        x: f64,
        p_dot: ::chainrule::__private::StructDot<'_, Params>,
        x_dot: f64,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            &Params,
            f64,
            ::chainrule::__private::StructDot<'_, Params>,
            f64,
            f64,
            f64,
            ::chainrule::__private::StructSink<'_, Params>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::StructSink<'_, Params>,
            ::chainrule::__private::Constant,
        ) -> (((), f64), ((), f64)) + use<>,
    ) {
        let (value_0, value_1, state) = Self::____fields_pullback_tangent(
            &p.w,
            p.k,
            x,
            p_dot
                .map_or_else(
                    ::core::default::Default::default,
                    |d| ::chainrule::__private::Dot::new(&d.w),
                ),
            p_dot.map_or(0.0, |d| d.k),
            x_dot,
        );
        let state = move |
            p: &Params,
            x: f64,
            p_dot: ::chainrule::__private::StructDot<'_, Params>,
            x_dot: f64,
            w_0: f64,
            w_1: f64,
            p_bar: ::chainrule::__private::StructSink<'_, Params>,
            x_bar: ::chainrule::__private::Constant,
            p_bar_dot: ::chainrule::__private::StructSink<'_, Params>,
            x_bar_dot: ::chainrule::__private::Constant|
        {
            let mut p_bar_own = p_bar.map(::core::cell::RefCell::borrow_mut);
            let (p_bar_0,) = match p_bar_own.as_deref_mut() {
                ::core::option::Option::Some(bar) => {
                    (
                        ::chainrule::__private::Sink::new(
                            ::chainrule::__private::Sink::cells(&mut bar.w),
                        ),
                    )
                }
                ::core::option::Option::None => (::core::default::Default::default(),),
            };
            let mut p_bar_dot_own = p_bar_dot.map(::core::cell::RefCell::borrow_mut);
            let (p_bar_dot_0,) = match p_bar_dot_own.as_deref_mut() {
                ::core::option::Option::Some(bar) => {
                    (
                        ::chainrule::__private::Sink::new(
                            ::chainrule::__private::Sink::cells(&mut bar.w),
                        ),
                    )
                }
                ::core::option::Option::None => (::core::default::Default::default(),),
            };
            let ((_, p_bar_of_1, x_bar), (_, p_bar_dot_of_1, x_bar_dot)) = state(
                &p.w,
                p.k,
                x,
                p_dot
                    .map_or_else(
                        ::core::default::Default::default,
                        |d| ::chainrule::__private::Dot::new(&d.w),
                    ),
                p_dot.map_or(0.0, |d| d.k),
                x_dot,
                w_0,
                w_1,
                p_bar_0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                p_bar_dot_0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            if let ::core::option::Option::Some(bar) = &mut p_bar_own {
                bar.k += p_bar_of_1;
            }
            if let ::core::option::Option::Some(bar) = &mut p_bar_dot_own {
                bar.k += p_bar_dot_of_1;
            }
            (((), x_bar), ((), x_bar_dot))
        };
        (value_0, value_1, state)
    }
    #[doc(hidden)]
    #[allow(
        clippy::too_many_arguments,
        clippy::type_complexity,
        unused_variables,
        unused_mut
    )]
    #[inline]
    fn __tangents<const __LANES: usize>(
        p: &Params,
        x: f64,
        p_dot: ::chainrule::__private::Constant,
        x_dot: [f64; __LANES],
    ) -> (f64, [f64; __LANES]) {
        Self::____fields_tangents(
            &p.w,
            p.k,
            x,
            ::chainrule::__private::Zero::ZERO,
            ::chainrule::__private::Zero::ZERO,
            x_dot,
        )
    }
    #[doc(hidden)]
    #[allow(
        clippy::too_many_arguments,
        clippy::type_complexity,
        unused_variables,
        unused_mut
    )]
    #[inline]
    fn __adjoint(
        p: &Params,
        x: f64,
        w: f64,
        p_bar: ::chainrule::__private::StructSink<'_, Params>,
        x_bar: ::chainrule::__private::Constant,
    ) -> (f64, ((), f64)) {
        let (value, state) = Self::__pullback(p, x);
        (value, state(p, x, w, p_bar, x_bar))
    }
    #[doc(hidden)]
    #[allow(
        clippy::too_many_arguments,
        clippy::type_complexity,
        unused_variables,
        unused_mut
    )]
    #[inline]
    fn __adjoint_tangent(
        p: &Params,
        x: f64,
        p_dot: ::chainrule::__private::StructDot<'_, Params>,
        x_dot: f64,
        w: f64,
        w_dot: f64,
        p_bar: ::chainrule::__private::StructSink<'_, Params>,
        x_bar: ::chainrule::__private::Constant,
        p_bar_dot: ::chainrule::__private::StructSink<'_, Params>,
        x_bar_dot: ::chainrule::__private::Constant,
    ) -> (((), f64), ((), f64)) {
        let (_, _, state) = Self::__pullback_tangent(p, x, p_dot, x_dot);
        state(p, x, p_dot, x_dot, w, w_dot, p_bar, x_bar, p_bar_dot, x_bar_dot)
    }
}
impl<'chainrule> ::chainrule::problem::Function<(&'chainrule Params,)> for spring {
    type Point = ::chainrule::__private::Vec<f64>;
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(&'chainrule Params,), x: &::chainrule::__private::Vec<f64>) -> f64 {
        let mut point = (
            ::core::clone::Clone::clone(c.0),
            <f64 as ::chainrule::__private::Zero>::ZERO,
        );
        ::chainrule::Differentiable::assign(&mut point, x);
        spring(&point.0, ::core::clone::Clone::clone(&point.1))
    }
    #[inline]
    fn value_and_gradient(
        c: &(&'chainrule Params,),
        x: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
    ) -> f64 {
        let mut point = (
            ::core::clone::Clone::clone(c.0),
            <f64 as ::chainrule::__private::Zero>::ZERO,
        );
        ::chainrule::Differentiable::assign(&mut point, x);
        let (value, g) = Self::value_and_gradient(
            &point.0,
            ::core::clone::Clone::clone(&point.1),
        );
        ::chainrule::Differentiable::flatten_into(&g, gradient);
        value
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(&'chainrule Params,),
        x: &::chainrule::__private::Vec<f64>,
        v: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
        product: &mut ::chainrule::__private::Vec<f64>,
    ) {
        let _ = c;
        let mut point = (
            ::core::clone::Clone::clone(c.0),
            <f64 as ::chainrule::__private::Zero>::ZERO,
        );
        ::chainrule::Differentiable::assign(&mut point, x);
        let mut along = (
            ::core::clone::Clone::clone(c.0),
            <f64 as ::chainrule::__private::Zero>::ZERO,
        );
        ::chainrule::Differentiable::assign(&mut along, v);
        let v = &along;
        let (g, p) = Self::gradient_and_hvp(
            &point.0,
            ::core::clone::Clone::clone(&point.1),
            (&v.0, v.1),
        );
        ::chainrule::Differentiable::flatten_into(&g, gradient);
        ::chainrule::Differentiable::flatten_into(&p, product);
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(&'chainrule Params,),
        x: &::chainrule::__private::Vec<f64>,
        gradient: &mut ::chainrule::__private::Vec<f64>,
        hessian: &mut <::chainrule::__private::Vec<
            f64,
        > as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let mut point = (
            ::core::clone::Clone::clone(c.0),
            <f64 as ::chainrule::__private::Zero>::ZERO,
        );
        ::chainrule::Differentiable::assign(&mut point, x);
        let (value, g, h) = Self::value_and_hessian(
            &point.0,
            ::core::clone::Clone::clone(&point.1),
        );
        ::chainrule::Differentiable::flatten_into(&g, gradient);
        hessian.copy_from_slice(&h);
        value
    }
}
