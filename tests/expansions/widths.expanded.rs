/// Storage in `f32`, sums in `f64`.
fn distance(x: &[f32], center: &[f32; 2], scale: f64) -> f64 {
    let mut sum = 0.0_f64;
    for (i, v) in x.iter().enumerate() {
        let d = f64::from(*v) - f64::from(center[i % 2]);
        sum += d * d;
    }
    scale * sum.sqrt()
}
///The derivatives of [`distance()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct distance {
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
impl distance {
    ///The gradient of [`distance()`], as text to print.
    const FORMULA: &'static str = "the derivative of `distance` is a loop: see `distance::gradient`";
    ///The gradient of [`distance()`].
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
    ) -> (::chainrule::__private::Vec<f32>, [f32; 2], f64) {
        Self::value_and_gradient(x, center, scale).1
    }
    ///Value and gradient of [`distance()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
    ) -> (f64, (::chainrule::__private::Vec<f32>, [f32; 2], f64)) {
        let mut x_bar_ = ::chainrule::__private::zeros::<f32>(x.len());
        let mut center_bar_ = <[f32; 2] as ::chainrule::__private::Zero>::ZERO;
        let mut scale_bar_ = <f64 as ::chainrule::__private::Zero>::ZERO;
        let value = Self::value_and_gradient_into(
            x,
            center,
            scale,
            &mut x_bar_,
            &mut center_bar_,
            &mut scale_bar_,
        );
        (value, (x_bar_, center_bar_, scale_bar_))
    }
    ///The gradient of [`distance()`], written to `x_bar_`, `center_bar_`, `scale_bar_`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn gradient_into(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
    ) {
        Self::value_and_gradient_into(x, center, scale, x_bar_, center_bar_, scale_bar_);
    }
    ///The same as [`gradient_into`](Self::gradient_into), with memory from `workspace`.
    #[inline]
    fn gradient_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        Self::value_and_gradient_with(
            x,
            center,
            scale,
            x_bar_,
            center_bar_,
            scale_bar_,
            workspace,
        );
    }
    ///Value and gradient of [`distance()`]; the gradient is written to `x_bar_`, `center_bar_`, `scale_bar_`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_gradient_into(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
    ) -> f64 {
        ::chainrule::__private::same_length("x_bar_", x_bar_.len(), "x", x.len());
        center_bar_.fill(0.0);
        let mut sum = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let d = v as f64 - center[i % 2] as f64;
            sum += d * d;
        }
        let scale_bar = sum.sqrt();
        for i in 0..x.len() {
            let t1: usize = i % 2;
            let v = x[i];
            let d = v as f64 - center[t1] as f64;
            let d_bar = scale / scale_bar * d;
            center_bar_[t1] += -d_bar as f32;
            x_bar_[i] = d_bar as f32;
        }
        *scale_bar_ = scale_bar;
        scale * scale_bar
    }
    ///The same as [`value_and_gradient_into`](Self::value_and_gradient_into), with memory from `workspace`.
    #[inline]
    fn value_and_gradient_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        let _ = workspace;
        Self::value_and_gradient_into(x, center, scale, x_bar_, center_bar_, scale_bar_)
    }
    ///The adjoint of the parameters of [`distance()`]: `w`, that of its result, times the Jacobian.
    #[doc(alias = "pullback")]
    #[inline]
    #[must_use]
    fn vjp(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        w: f64,
    ) -> (::chainrule::__private::Vec<f32>, [f32; 2], f64) {
        Self::value_and_vjp(x, center, scale, w).1
    }
    ///Value of [`distance()`], and the adjoint of its parameters where `w` is that of its result.
    #[inline]
    #[must_use]
    fn value_and_vjp(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        w: f64,
    ) -> (f64, (::chainrule::__private::Vec<f32>, [f32; 2], f64)) {
        let mut x_bar_ = ::chainrule::__private::zeros::<f32>(x.len());
        let mut center_bar_ = <[f32; 2] as ::chainrule::__private::Zero>::ZERO;
        let mut scale_bar_ = <f64 as ::chainrule::__private::Zero>::ZERO;
        let value = Self::value_and_vjp_into(
            x,
            center,
            scale,
            w,
            &mut x_bar_,
            &mut center_bar_,
            &mut scale_bar_,
        );
        (value, (x_bar_, center_bar_, scale_bar_))
    }
    ///Value of [`distance()`], and the adjoint of its parameters where `w` is that of its result. It is written to `x_bar_`, `center_bar_`, `scale_bar_`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn value_and_vjp_into(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        w: f64,
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
    ) -> f64 {
        ::chainrule::__private::same_length("x_bar_", x_bar_.len(), "x", x.len());
        center_bar_.fill(0.0);
        let mut sum = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let d = v as f64 - center[i % 2] as f64;
            sum += d * d;
        }
        let sqrt_sum = sum.sqrt();
        let t1 = w * scale;
        for i in 0..x.len() {
            let t2: usize = i % 2;
            let v = x[i];
            let d = v as f64 - center[t2] as f64;
            let d_bar = t1 / sqrt_sum * d;
            center_bar_[t2] += -d_bar as f32;
            x_bar_[i] = d_bar as f32;
        }
        *scale_bar_ = w * sqrt_sum;
        scale * sqrt_sum
    }
    ///The same as [`value_and_vjp_into`](Self::value_and_vjp_into), with memory from `workspace`.
    #[allow(clippy::too_many_arguments)]
    #[inline]
    fn value_and_vjp_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        w: f64,
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        let _ = workspace;
        Self::value_and_vjp_into(x, center, scale, w, x_bar_, center_bar_, scale_bar_)
    }
    ///The derivative of [`distance()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: &[f32], center: &[f32; 2], scale: f64, v: (&[f32], [f32; 2], f64)) -> f64 {
        Self::value_and_jvp(x, center, scale, v).1
    }
    ///The same as [`jvp`](Self::jvp), with memory from `workspace`.
    #[inline]
    fn jvp_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> f64 {
        Self::value_and_jvp_with(x, center, scale, v, workspace).1
    }
    ///Value of [`distance()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
    ) -> (f64, f64) {
        let (x_dot, center_dot, scale_dot) = v;
        ::chainrule::__private::same_length("x_dot", x_dot.len(), "x", x.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let t1: usize = i % 2;
            let d = v as f64 - center[t1] as f64;
            sum += d * d;
            sum_dot += 2.0 * ((x_dot[i] as f64 - center_dot[t1] as f64) * d);
        }
        let sqrt_sum = sum.sqrt();
        (scale * sqrt_sum, scale_dot * sqrt_sum + 0.5 * sum_dot / sqrt_sum * scale)
    }
    ///The same as [`value_and_jvp`](Self::value_and_jvp), with memory from `workspace`.
    #[inline]
    fn value_and_jvp_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
        workspace: &mut ::chainrule::__private::Workspace,
    ) -> (f64, f64) {
        let _ = workspace;
        Self::value_and_jvp(x, center, scale, v)
    }
    ///The Hessian of [`distance()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
    ) -> (::chainrule::__private::Vec<f32>, [f32; 2], f64) {
        Self::gradient_and_hvp(x, center, scale, v).1
    }
    ///Gradient of [`distance()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
    ) -> (
        (::chainrule::__private::Vec<f32>, [f32; 2], f64),
        (::chainrule::__private::Vec<f32>, [f32; 2], f64),
    ) {
        let mut x_bar_ = ::chainrule::__private::zeros::<f32>(x.len());
        let mut center_bar_ = <[f32; 2] as ::chainrule::__private::Zero>::ZERO;
        let mut scale_bar_ = <f64 as ::chainrule::__private::Zero>::ZERO;
        let mut x_out_ = ::chainrule::__private::zeros::<f32>(x.len());
        let mut center_out_ = <[f32; 2] as ::chainrule::__private::Zero>::ZERO;
        let mut scale_out_ = <f64 as ::chainrule::__private::Zero>::ZERO;
        Self::gradient_and_hvp_into(
            x,
            center,
            scale,
            v,
            &mut x_bar_,
            &mut center_bar_,
            &mut scale_bar_,
            &mut x_out_,
            &mut center_out_,
            &mut scale_out_,
        );
        ((x_bar_, center_bar_, scale_bar_), (x_out_, center_out_, scale_out_))
    }
    ///The Hessian of [`distance()`] times `v`, written to `x_out_`, `center_out_`, `scale_out_`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn hvp_into(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
        x_out_: &mut [f32],
        center_out_: &mut [f32; 2],
        scale_out_: &mut f64,
    ) {
        Self::hvp_with(
            x,
            center,
            scale,
            v,
            x_out_,
            center_out_,
            scale_out_,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`hvp_into`](Self::hvp_into), with memory from `workspace`.
    #[allow(clippy::too_many_arguments)]
    #[inline]
    fn hvp_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
        x_out_: &mut [f32],
        center_out_: &mut [f32; 2],
        scale_out_: &mut f64,
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let mut x_bar_ = workspace.lend::<f32>(x.len());
        let mut center_bar_ = <[f32; 2] as ::chainrule::__private::Zero>::ZERO;
        let mut scale_bar_ = <f64 as ::chainrule::__private::Zero>::ZERO;
        Self::gradient_and_hvp_with(
            x,
            center,
            scale,
            v,
            &mut x_bar_,
            &mut center_bar_,
            &mut scale_bar_,
            x_out_,
            center_out_,
            scale_out_,
            workspace,
        );
        workspace.take_back(x_bar_);
    }
    ///Gradient of [`distance()`] and its Hessian times `v`, written to `x_bar_`, `center_bar_`, `scale_bar_` and `x_out_`, `center_out_`, `scale_out_`.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[allow(clippy::too_many_arguments)]
    #[inline]
    fn gradient_and_hvp_into(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
        x_out_: &mut [f32],
        center_out_: &mut [f32; 2],
        scale_out_: &mut f64,
    ) {
        let (x_dot, center_dot, scale_dot) = v;
        ::chainrule::__private::same_length("x_dot", x_dot.len(), "x", x.len());
        ::chainrule::__private::same_length("x_bar_", x_bar_.len(), "x", x.len());
        ::chainrule::__private::same_length("x_out_", x_out_.len(), "x", x.len());
        center_bar_.fill(0.0);
        center_out_.fill(0.0);
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let t1: usize = i % 2;
            let d = v as f64 - center[t1] as f64;
            sum += d * d;
            sum_dot += 2.0 * ((x_dot[i] as f64 - center_dot[t1] as f64) * d);
        }
        let scale_bar = sum.sqrt();
        let scale_bar_dot = 0.5 * sum_dot / scale_bar;
        for i in 0..x.len() {
            let t1: usize = i % 2;
            let v = x[i];
            let d = v as f64 - center[t1] as f64;
            let t2 = scale / scale_bar;
            let d_bar = t2 * d;
            let t3 = (x_dot[i] as f64 - center_dot[t1] as f64) * t2;
            let d_bar_dot = (scale_dot / scale_bar - scale_bar_dot / scale_bar * t2) * d
                + t3;
            center_bar_[t1] += -d_bar as f32;
            center_out_[t1] += -d_bar_dot as f32;
            x_bar_[i] = d_bar as f32;
            x_out_[i] = d_bar_dot as f32;
        }
        *scale_bar_ = scale_bar;
        *scale_out_ = scale_bar_dot;
    }
    ///The same as [`gradient_and_hvp_into`](Self::gradient_and_hvp_into), with memory from `workspace`.
    #[allow(clippy::too_many_arguments)]
    #[inline]
    fn gradient_and_hvp_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        v: (&[f32], [f32; 2], f64),
        x_bar_: &mut [f32],
        center_bar_: &mut [f32; 2],
        scale_bar_: &mut f64,
        x_out_: &mut [f32],
        center_out_: &mut [f32; 2],
        scale_out_: &mut f64,
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let _ = workspace;
        Self::gradient_and_hvp_into(
            x,
            center,
            scale,
            v,
            x_bar_,
            center_bar_,
            scale_bar_,
            x_out_,
            center_out_,
            scale_out_,
        )
    }
    ///The Hessian of [`distance()`], symmetric and row-major: n times n entries. Rows and columns run over all parameters, flattened in the order of the signature, in the widest of their float types.
    #[inline]
    #[must_use]
    fn hessian(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
    ) -> ::chainrule::__private::Vec<f64> {
        let n = x.len() + 2 + 1;
        let mut h = ::chainrule::__private::zeros::<f64>(n * n);
        Self::hessian_into(x, center, scale, &mut h);
        h
    }
    ///Value, gradient and Hessian of [`distance()`]; the Hessian is row-major.
    #[inline]
    #[must_use]
    fn value_and_hessian(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
    ) -> (
        f64,
        (::chainrule::__private::Vec<f32>, [f32; 2], f64),
        ::chainrule::__private::Vec<f64>,
    ) {
        let (value, gradient) = Self::value_and_gradient(x, center, scale);
        (value, gradient, Self::hessian(x, center, scale))
    }
    ///The Hessian of [`distance()`], row-major, written to `h`. Rows and columns run over all parameters, flattened in the order of the signature, in the widest of their float types.
    ///
    ///# Panics
    ///If a slice is not as long as what it goes with.
    #[inline]
    fn hessian_into(x: &[f32], center: &[f32; 2], scale: f64, h: &mut [f64]) {
        Self::hessian_with(
            x,
            center,
            scale,
            h,
            &mut ::chainrule::__private::Workspace::once(),
        )
    }
    ///The same as [`hessian_into`](Self::hessian_into), with memory from `workspace`.
    #[inline]
    fn hessian_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        h: &mut [f64],
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let n: usize = x.len() + 2 + 1;
        ::chainrule::__private::same_length(
            "h",
            h.len(),
            "the square of the number of parameters",
            n * n,
        );
        let mut at = 0;
        let mut put = |entry| {
            h[at] = entry;
            at += 1;
        };
        let mut x_dot = workspace.lend::<f32>(x.len());
        let mut center_dot = <[f32; 2] as ::chainrule::__private::Zero>::ZERO;
        let mut scale_dot = <f64 as ::chainrule::__private::Zero>::ZERO;
        let mut x_row = workspace.lend::<f32>(x.len());
        let mut center_row = <[f32; 2] as ::chainrule::__private::Zero>::ZERO;
        let mut scale_row = <f64 as ::chainrule::__private::Zero>::ZERO;
        for k in 0..x.len() {
            x_dot[k] = 1.0;
            Self::hvp_with(
                x,
                center,
                scale,
                (&x_dot, center_dot, scale_dot),
                &mut x_row,
                &mut center_row,
                &mut scale_row,
                workspace,
            );
            for entry in &x_row {
                put(f64::from(*entry));
            }
            for entry in &center_row {
                put(f64::from(*entry));
            }
            put(scale_row);
            x_dot[k] = 0.0;
        }
        for k in 0..2 {
            center_dot[k] = 1.0;
            Self::hvp_with(
                x,
                center,
                scale,
                (&x_dot, center_dot, scale_dot),
                &mut x_row,
                &mut center_row,
                &mut scale_row,
                workspace,
            );
            for entry in &x_row {
                put(f64::from(*entry));
            }
            for entry in &center_row {
                put(f64::from(*entry));
            }
            put(scale_row);
            center_dot[k] = 0.0;
        }
        {
            scale_dot = 1.0;
            Self::hvp_with(
                x,
                center,
                scale,
                (&x_dot, center_dot, scale_dot),
                &mut x_row,
                &mut center_row,
                &mut scale_row,
                workspace,
            );
            for entry in &x_row {
                put(f64::from(*entry));
            }
            for entry in &center_row {
                put(f64::from(*entry));
            }
            put(scale_row);
            scale_dot = 0.0;
        }
        workspace.take_back(x_row);
        workspace.take_back(x_dot);
        ::chainrule::__private::mirror(h, n);
    }
    ///The entries of the Hessian of [`distance()`] that need not be zero.
    #[inline]
    #[must_use]
    fn hessian_sparse(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
    ) -> ::chainrule::SparseHessian<f64> {
        let mut h = <::chainrule::SparseHessian<f64>>::new();
        Self::hessian_sparse_into(x, center, scale, &mut h);
        h
    }
    ///The entries of the Hessian of [`distance()`] that need not be zero, written to `h`.
    ///
    ///`h` keeps its pattern, which grows where an entry is new.
    #[inline]
    fn hessian_sparse_into(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        h: &mut ::chainrule::SparseHessian<f64>,
    ) {
        let n: usize = x.len() + 2 + 1;
        let mut dense = ::chainrule::__private::zeros::<f64>(n * n);
        Self::hessian_into(x, center, scale, &mut dense);
        h.fill_from(&dense, n);
    }
    ///The same as [`hessian_sparse_into`](Self::hessian_sparse_into), with memory from `workspace`.
    #[inline]
    fn hessian_sparse_with(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        h: &mut ::chainrule::SparseHessian<f64>,
        workspace: &mut ::chainrule::__private::Workspace,
    ) {
        let _ = workspace;
        Self::hessian_sparse_into(x, center, scale, h)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: &[f32], arg1: &[f32; 2], arg2: f64) -> f64 {
        distance(arg0, arg1, arg2)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_dot: ::chainrule::__private::Dot<'_, f32>,
        center_dot: ::chainrule::__private::Dot<'_, f32>,
        scale_dot: f64,
    ) -> (f64, f64) {
        let _ = (&x, &center, &scale, &x_dot, &center_dot, &scale_dot);
        ::core::assert!(x.len() <= x_dot.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let t1: usize = i % 2;
            let d = v as f64 - center[t1] as f64;
            sum += d * d;
            sum_dot += 2.0 * ((x_dot.at(i) as f64 - center_dot.at(t1) as f64) * d);
        }
        let sqrt_sum = sum.sqrt();
        (scale * sqrt_sum, scale_dot * sqrt_sum + 0.5 * sum_dot / sqrt_sum * scale)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_dot: ::chainrule::__private::Dot<'_, [f32; __LANES]>,
        center_dot: ::chainrule::__private::Dot<'_, [f32; __LANES]>,
        scale_dot: [f64; __LANES],
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &center, &scale, &x_dot, &center_dot, &scale_dot);
        let mut sum_dot = [0.0; __LANES];
        let mut sum = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let t1: usize = i % 2;
            let d = v as f64 - center[t1] as f64;
            let t2 = 2.0 * d;
            for k in 0..__LANES {
                sum_dot[k]
                    += (x_dot.lane(i, k) as f64 - center_dot.lane(t1, k) as f64) * t2;
            }
            sum += d * d;
        }
        let sqrt_sum = sum.sqrt();
        let t1 = 0.5 * (1.0 / sqrt_sum) * scale;
        let mut a = [0.0; __LANES];
        for k in 0..__LANES {
            a[k] = scale_dot[k] * sqrt_sum + sum_dot[k] * t1;
        }
        (scale * sqrt_sum, a)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        w: f64,
        x_bar: ::chainrule::__private::Sink<'_, f32>,
        center_bar: ::chainrule::__private::Sink<'_, f32>,
        scale_bar: ::chainrule::__private::Constant,
    ) -> (f64, ((), (), f64)) {
        let _ = (&x, &center, &scale, &x_bar, &center_bar, &scale_bar);
        let n = x.len();
        let mut sum = 0.0;
        for i in 0..n {
            let v = x[i];
            let d = v as f64 - center[i % 2] as f64;
            sum += d * d;
        }
        let sqrt_sum = sum.sqrt();
        let t1 = w * scale;
        ::core::assert!(n <= x_bar.len());
        for i in 0..n {
            let t2: usize = i % 2;
            let v = x[i];
            let d = v as f64 - center[t2] as f64;
            let d_bar = t1 / sqrt_sum * d;
            center_bar.add_at(t2, -d_bar as f32);
            x_bar.add_at(i, d_bar as f32);
        }
        (scale * sqrt_sum, ((), (), w * sqrt_sum))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_dot: ::chainrule::__private::Dot<'_, f32>,
        center_dot: ::chainrule::__private::Dot<'_, f32>,
        scale_dot: f64,
        w: f64,
        w_dot: f64,
        x_bar: ::chainrule::__private::Sink<'_, f32>,
        center_bar: ::chainrule::__private::Sink<'_, f32>,
        scale_bar: ::chainrule::__private::Constant,
        x_bar_dot: ::chainrule::__private::Sink<'_, f32>,
        center_bar_dot: ::chainrule::__private::Sink<'_, f32>,
        scale_bar_dot: ::chainrule::__private::Constant,
    ) -> (((), (), f64), ((), (), f64)) {
        let (_, _, state) = Self::__pullback_tangent(
            x,
            center,
            scale,
            x_dot,
            center_dot,
            scale_dot,
        );
        state(
            x,
            center,
            scale,
            x_dot,
            center_dot,
            scale_dot,
            w,
            w_dot,
            x_bar,
            center_bar,
            scale_bar,
            x_bar_dot,
            center_bar_dot,
            scale_bar_dot,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
    ) -> (
        f64,
        impl FnOnce(
            &[f32],
            &[f32; 2],
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Constant,
        ) -> ((), (), f64) + use<>,
    ) {
        let _ = (&x, &center, &scale);
        let mut sum = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let d = v as f64 - center[i % 2] as f64;
            sum += d * d;
        }
        let sqrt_sum = sum.sqrt();
        let t1 = scale * sqrt_sum;
        let state = move |
            x: &[f32],
            center: &[f32; 2],
            scale: f64,
            w: f64,
            x_bar: ::chainrule::__private::Sink<'_, f32>,
            center_bar: ::chainrule::__private::Sink<'_, f32>,
            scale_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &center, &scale, &x_bar, &center_bar, &scale_bar);
            let t2 = w * scale;
            ::core::assert!(x.len() <= x_bar.len());
            for i in 0..x.len() {
                let t3: usize = i % 2;
                let v = x[i];
                let d = v as f64 - center[t3] as f64;
                let d_bar = t2 / sqrt_sum * d;
                center_bar.add_at(t3, -d_bar as f32);
                x_bar.add_at(i, d_bar as f32);
            }
            ((), (), w * sqrt_sum)
        };
        (t1, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_dot: ::chainrule::__private::Dot<'_, f32>,
        center_dot: ::chainrule::__private::Dot<'_, f32>,
        scale_dot: f64,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            &[f32],
            &[f32; 2],
            f64,
            ::chainrule::__private::Dot<'_, f32>,
            ::chainrule::__private::Dot<'_, f32>,
            f64,
            f64,
            f64,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Constant,
        ) -> (((), (), f64), ((), (), f64)) + use<>,
    ) {
        let _ = (&x, &center, &scale, &x_dot, &center_dot, &scale_dot);
        ::core::assert!(x.len() <= x_dot.len());
        let mut sum = 0.0;
        let mut sum_dot = 0.0;
        for i in 0..x.len() {
            let v = x[i];
            let t1: usize = i % 2;
            let d = v as f64 - center[t1] as f64;
            sum += d * d;
            sum_dot += 2.0 * ((x_dot.at(i) as f64 - center_dot.at(t1) as f64) * d);
        }
        let sqrt_sum = sum.sqrt();
        let t1 = 0.5 * sum_dot / sqrt_sum;
        let t2 = scale * sqrt_sum;
        let t3 = scale_dot * sqrt_sum + t1 * scale;
        let state = move |
            x: &[f32],
            center: &[f32; 2],
            scale: f64,
            x_dot: ::chainrule::__private::Dot<'_, f32>,
            center_dot: ::chainrule::__private::Dot<'_, f32>,
            scale_dot: f64,
            w: f64,
            w_dot: f64,
            x_bar: ::chainrule::__private::Sink<'_, f32>,
            center_bar: ::chainrule::__private::Sink<'_, f32>,
            scale_bar: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Sink<'_, f32>,
            center_bar_dot: ::chainrule::__private::Sink<'_, f32>,
            scale_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &x,
                &center,
                &scale,
                &x_dot,
                &center_dot,
                &scale_dot,
                &x_bar,
                &center_bar,
                &scale_bar,
                &x_bar_dot,
                &center_bar_dot,
                &scale_bar_dot,
            );
            let n = x.len();
            let t4 = w * scale;
            let t5 = w_dot * scale + scale_dot * w;
            ::core::assert!(n <= x_dot.len());
            ::core::assert!(n <= x_bar.len());
            ::core::assert!(n <= x_bar_dot.len());
            for i in 0..n {
                let t6: usize = i % 2;
                let v = x[i];
                let d = v as f64 - center[t6] as f64;
                let t7 = t4 / sqrt_sum;
                let d_bar = t7 * d;
                let t8 = (x_dot.at(i) as f64 - center_dot.at(t6) as f64) * t7;
                let d_bar_dot = (t5 / sqrt_sum - t1 / sqrt_sum * t7) * d + t8;
                center_bar.add_at(t6, -d_bar as f32);
                center_bar_dot.add_at(t6, -d_bar_dot as f32);
                x_bar.add_at(i, d_bar as f32);
                x_bar_dot.add_at(i, d_bar_dot as f32);
            }
            (((), (), w * sqrt_sum), ((), (), w_dot * sqrt_sum + t1 * w))
        };
        (t2, t3, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_dot: ::chainrule::__private::Dot<'_, f32>,
        center_dot: ::chainrule::__private::Dot<'_, f32>,
        scale_dot: f64,
    ) -> (
        (f64, (::chainrule::__private::Vec<f32>, [f32; 2], f64)),
        (f64, (::chainrule::__private::Vec<f32>, [f32; 2], f64)),
    ) {
        let mut x_bar = ::chainrule::__private::zeros_like(x);
        let mut center_bar = ::chainrule::__private::zeros_like(center);
        let (_, value_dot, second) = Self::__pullback_tangent(
            x,
            center,
            scale,
            x_dot,
            center_dot,
            scale_dot,
        );
        let bars = second(
                x,
                center,
                scale,
                x_dot,
                center_dot,
                scale_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::chainrule::__private::Sink::new(
                    ::chainrule::__private::Sink::cells(&mut x_bar[..]),
                ),
                ::chainrule::__private::Sink::new(
                    ::chainrule::__private::Sink::cells(&mut center_bar[..]),
                ),
                ::core::default::Default::default(),
            )
            .1;
        let gradient_dot = (x_bar, center_bar, bars.2);
        let _ = bars;
        let (value, gradient) = Self::value_and_gradient(x, center, scale);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
    ) -> (
        (f64, (::chainrule::__private::Vec<f32>, [f32; 2], f64)),
        impl FnOnce(
            &[f32],
            &[f32; 2],
            f64,
            (f64, (&::chainrule::__private::Vec<f32>, &[f32; 2], f64)),
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Constant,
        ) -> ((), (), f64) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(x, center, scale);
        let state = move |
            x: &[f32],
            center: &[f32; 2],
            scale: f64,
            (
                value_w,
                (w_0, w_1, w_2),
            ): (f64, (&::chainrule::__private::Vec<f32>, &[f32; 2], f64)),
            x_bar: ::chainrule::__private::Sink<'_, f32>,
            center_bar: ::chainrule::__private::Sink<'_, f32>,
            scale_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w_0, &w_1, &w_2, &x_bar, &center_bar, &scale_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(
                    x,
                    center,
                    scale,
                    ::chainrule::__private::Dot::new(w_0),
                    ::chainrule::__private::Dot::new(w_1),
                    w_2,
                );
                second(
                        x,
                        center,
                        scale,
                        ::chainrule::__private::Dot::new(w_0),
                        ::chainrule::__private::Dot::new(w_1),
                        w_2,
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        x_bar,
                        center_bar,
                        scale_bar,
                    )
                    .1
            }
        };
        ((value, gradient), state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __gradient_pullback_tangent<'never>(
        x: &[f32],
        center: &[f32; 2],
        scale: f64,
        x_dot: ::chainrule::__private::Dot<'_, f32>,
        center_dot: ::chainrule::__private::Dot<'_, f32>,
        scale_dot: f64,
    ) -> (
        (f64, (::chainrule::__private::Vec<f32>, [f32; 2], f64)),
        (f64, (::chainrule::__private::Vec<f32>, [f32; 2], f64)),
        fn(
            &[f32],
            &[f32; 2],
            f64,
            ::chainrule::__private::Dot<'_, f32>,
            ::chainrule::__private::Dot<'_, f32>,
            f64,
            (f64, (&::chainrule::__private::Vec<f32>, &[f32; 2], f64)),
            (f64, (&::chainrule::__private::Vec<f32>, &[f32; 2], f64)),
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Sink<'_, f32>,
            ::chainrule::__private::Constant,
        ) -> (((), (), f64), ((), (), f64)),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
fn blend(x: f64, y: f32) -> f32 {
    let z = x as f32 * y;
    z.sin() + (x * x) as f32
}
///The derivatives of [`blend()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct blend {
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
impl blend {
    ///The gradient of [`blend()`], as text to print.
    const FORMULA: &'static str = "∂blend/∂x = 2·x + y·cos(z)\n∂blend/∂y = x·cos(z)\nwhere z = x·y.";
    ///The gradient of [`blend()`].
    ///
    ///- `∂blend/∂x = 2·x + y·cos(z)`
    ///- `∂blend/∂y = x·cos(z)`
    ///
    ///where `z = x·y`.
    #[doc(alias = "grad")]
    #[inline]
    #[must_use]
    fn gradient(x: f64, y: f32) -> (f64, f32) {
        Self::value_and_gradient(x, y).1
    }
    ///Value and gradient of [`blend()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_gradient(x: f64, y: f32) -> (f32, (f64, f32)) {
        let t1 = x as f32;
        let z = t1 * y;
        let (sin_z, z_bar) = z.sin_cos();
        (sin_z + (x * x) as f32, (2.0 * x + (z_bar * y) as f64, z_bar * t1))
    }
    ///The adjoint of the parameters of [`blend()`]: `w`, that of its result, times the Jacobian.
    #[doc(alias = "pullback")]
    #[inline]
    #[must_use]
    fn vjp(x: f64, y: f32, w: f32) -> (f64, f32) {
        Self::value_and_vjp(x, y, w).1
    }
    ///Value of [`blend()`], and the adjoint of its parameters where `w` is that of its result.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, y: f32, w: f32) -> (f32, (f64, f32)) {
        let t1 = x as f32;
        let z = t1 * y;
        let (sin_z, cos_z) = z.sin_cos();
        let z_bar = w * cos_z;
        (sin_z + (x * x) as f32, (2.0 * w as f64 * x + (z_bar * y) as f64, z_bar * t1))
    }
    ///The derivative of [`blend()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: f64, y: f32, v: (f64, f32)) -> f32 {
        Self::value_and_jvp(x, y, v).1
    }
    ///Value of [`blend()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: f64, y: f32, v: (f64, f32)) -> (f32, f32) {
        let (x_dot, y_dot) = v;
        let t1 = x as f32;
        let z = t1 * y;
        let (sin_z, cos_z) = z.sin_cos();
        (
            sin_z + (x * x) as f32,
            (x_dot as f32 * y + y_dot * t1) * cos_z + (2.0_f64 * (x_dot * x)) as f32,
        )
    }
    ///The Hessian of [`blend()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: f64, y: f32, v: (f64, f32)) -> (f64, f32) {
        Self::gradient_and_hvp(x, y, v).1
    }
    ///Gradient of [`blend()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(x: f64, y: f32, v: (f64, f32)) -> ((f64, f32), (f64, f32)) {
        let (x_dot, y_dot) = v;
        let t1 = x as f32;
        let t2 = x_dot as f32;
        let z = t1 * y;
        let (sin_z, z_bar) = z.sin_cos();
        let t3 = (t2 * y + y_dot * t1) * sin_z;
        (
            (2.0 * x + (z_bar * y) as f64, z_bar * t1),
            (2.0 * x_dot + (y_dot * z_bar - y * t3) as f64, t2 * z_bar - t1 * t3),
        )
    }
    ///The Hessian of [`blend()`], symmetric. Rows and columns run over all parameters, flattened in the order of the signature, in the widest of their float types.
    #[inline]
    #[must_use]
    fn hessian(x: f64, y: f32) -> [[f64; 2]; 2] {
        Self::value_and_hessian(x, y).2
    }
    ///Value, gradient and Hessian of [`blend()`].
    #[inline]
    #[must_use]
    fn value_and_hessian(x: f64, y: f32) -> (f32, (f64, f32), [[f64; 2]; 2]) {
        let z_dot = x as f32;
        let z = z_dot * y;
        let (sin_z, z_bar) = z.sin_cos();
        let t1 = z_dot * sin_z;
        let x_bar_dot = (z_bar - y * t1) as f64;
        (
            sin_z + (x * x) as f32,
            (2.0 * x + (y * z_bar) as f64, z_dot * z_bar),
            [
                [2.0 + -(y * (y * sin_z)) as f64, x_bar_dot],
                [x_bar_dot, -(z_dot * t1) as f64],
            ],
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64, arg1: f32) -> f32 {
        blend(arg0, arg1)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: f64, y: f32, x_dot: f64, y_dot: f32) -> (f32, f32) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let t1 = x as f32;
        let z = t1 * y;
        let (sin_z, cos_z) = z.sin_cos();
        (
            sin_z + (x * x) as f32,
            (x_dot as f32 * y + y_dot * t1) * cos_z + (2.0_f64 * (x_dot * x)) as f32,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: f64,
        y: f32,
        x_dot: [f64; __LANES],
        y_dot: [f32; __LANES],
    ) -> (f32, [f32; __LANES]) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let t1 = x as f32;
        let z = t1 * y;
        let (sin_z, cos_z) = z.sin_cos();
        let t2 = 2.0 * x;
        let mut a = [0.0_f32; __LANES];
        for k in 0..__LANES {
            let t3 = (x_dot[k] as f32 * y + y_dot[k] * t1) * cos_z;
            a[k] = t3 + (x_dot[k] * t2) as f32;
        }
        (sin_z + (x * x) as f32, a)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: f64,
        y: f32,
        w: f32,
        x_bar: ::chainrule::__private::Constant,
        y_bar: ::chainrule::__private::Constant,
    ) -> (f32, (f64, f32)) {
        let (value, state) = Self::__pullback(x, y);
        (value, state(x, y, w, x_bar, y_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: f64,
        y: f32,
        x_dot: f64,
        y_dot: f32,
        w: f32,
        w_dot: f32,
        x_bar: ::chainrule::__private::Constant,
        y_bar: ::chainrule::__private::Constant,
        x_bar_dot: ::chainrule::__private::Constant,
        y_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64, f32), (f64, f32)) {
        let (_, _, state) = Self::__pullback_tangent(x, y, x_dot, y_dot);
        state(x, y, x_dot, y_dot, w, w_dot, x_bar, y_bar, x_bar_dot, y_bar_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: f64,
        y: f32,
    ) -> (
        f32,
        impl FnOnce(
            f64,
            f32,
            f32,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f32) + use<>,
    ) {
        let _ = (&x, &y);
        let z = x as f32 * y;
        let t1 = z.sin() + (x * x) as f32;
        let state = move |
            x: f64,
            y: f32,
            w: f32,
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x, &y, &x_bar, &y_bar);
            let t2 = x as f32;
            let z2 = t2 * y;
            let z_bar = w * z2.cos();
            (2.0 * w as f64 * x + (z_bar * y) as f64, z_bar * t2)
        };
        (t1, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: f64,
        y: f32,
        x_dot: f64,
        y_dot: f32,
    ) -> (
        f32,
        f32,
        impl FnOnce(
            f64,
            f32,
            f64,
            f32,
            f32,
            f32,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f32), (f64, f32)) + use<>,
    ) {
        let _ = (&x, &y, &x_dot, &y_dot);
        let t1 = x as f32;
        let z = t1 * y;
        let (sin_z, cos_z) = z.sin_cos();
        let t2 = sin_z + (x * x) as f32;
        let t3 = (x_dot as f32 * y + y_dot * t1) * cos_z
            + (2.0_f64 * (x_dot * x)) as f32;
        let state = move |
            x: f64,
            y: f32,
            x_dot: f64,
            y_dot: f32,
            w: f32,
            w_dot: f32,
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Constant,
            y_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (&x, &y, &x_dot, &y_dot, &x_bar, &y_bar, &x_bar_dot, &y_bar_dot);
            let t4 = x as f32;
            let t5 = x_dot as f32;
            let z2 = t4 * y;
            let t6 = 2.0 * w as f64;
            let (sin_z2, cos_z2) = z2.sin_cos();
            let z_bar = w * cos_z2;
            let z_bar_dot = w_dot * cos_z2 - w * ((t5 * y + y_dot * t4) * sin_z2);
            (
                (t6 * x + (z_bar * y) as f64, z_bar * t4),
                (
                    2.0 * w_dot as f64 * x + x_dot * t6
                        + (z_bar_dot * y + y_dot * z_bar) as f64,
                    z_bar_dot * t4 + t5 * z_bar,
                ),
            )
        };
        (t2, t3, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_tangent(
        x: f64,
        y: f32,
        x_dot: f64,
        y_dot: f32,
    ) -> ((f32, (f64, f32)), (f32, (f64, f32))) {
        let (_, value_dot, second) = Self::__pullback_tangent(x, y, x_dot, y_dot);
        let bars = second(
                x,
                y,
                x_dot,
                y_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            )
            .1;
        let gradient_dot = (bars.0, bars.1);
        let _ = bars;
        let (value, gradient) = Self::value_and_gradient(x, y);
        ((value, gradient), (value_dot, gradient_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __gradient_pullback(
        x: f64,
        y: f32,
    ) -> (
        (f32, (f64, f32)),
        impl FnOnce(
            f64,
            f32,
            (f32, (f64, f32)),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f32) + use<>,
    ) {
        let (value, gradient) = Self::value_and_gradient(x, y);
        let state = move |
            x: f64,
            y: f32,
            (value_w, (w_0, w_1)): (f32, (f64, f32)),
            x_bar: ::chainrule::__private::Constant,
            y_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w_0, &w_1, &x_bar, &y_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(x, y, w_0, w_1);
                second(
                        x,
                        y,
                        w_0,
                        w_1,
                        1.0,
                        value_w,
                        ::core::default::Default::default(),
                        ::core::default::Default::default(),
                        x_bar,
                        y_bar,
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
        y: f32,
        x_dot: f64,
        y_dot: f32,
    ) -> (
        (f32, (f64, f32)),
        (f32, (f64, f32)),
        fn(
            f64,
            f32,
            f64,
            f32,
            (f32, (f64, f32)),
            (f32, (f64, f32)),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f32), (f64, f32)),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
/// The width of what is called is not known here.
fn through(x: f64) -> f64 {
    f64::from(blend(x, x as f32)) * x
}
///The derivatives of [`through()`].
#[allow(non_camel_case_types, dead_code)]
#[derive(Clone, Copy, Debug)]
struct through {
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
impl through {
    ///The derivative of [`through()`], as text to print.
    const FORMULA: &'static str = "the derivative of `through` is longer than a formula: see `through::derivative`";
    ///The derivative of [`through()`].
    #[doc(alias = "diff")]
    #[inline]
    #[must_use]
    fn derivative(x: f64) -> f64 {
        Self::value_and_derivative(x).1
    }
    ///Value and derivative of [`through()`].
    #[doc(alias = "value_and_grad")]
    #[inline]
    #[must_use]
    fn value_and_derivative(x: f64) -> (f64, f64) {
        let t1 = x as f32;
        let (t2, state) = blend::__pullback(x, t1);
        let t3 = t2 as f64;
        let (t4, t5) = state(
            x,
            t1,
            t1,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        (t3 * x, t3 + t4 + t5 as f64)
    }
    ///The derivative of [`through()`] times `w`, the adjoint of the result.
    #[inline]
    #[must_use]
    fn vjp(x: f64, w: f64) -> f64 {
        Self::value_and_vjp(x, w).1
    }
    ///Value of [`through()`], and its derivative times `w`.
    #[inline]
    #[must_use]
    fn value_and_vjp(x: f64, w: f64) -> (f64, f64) {
        let (value, g) = Self::value_and_derivative(x);
        (value, w * g)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn gradient<'never>(x: f64) -> f64
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&x,);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn value_and_gradient<'never>(x: f64) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&x,);
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    fn hessian<'never>(x: f64) -> [[f64; 1]; 1]
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&x,);
        unreachable!()
    }
    ///The derivative of [`through()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
    #[inline]
    #[must_use]
    fn jvp(x: f64, v: f64) -> f64 {
        Self::value_and_jvp(x, v).1
    }
    ///Value of [`through()`], and its derivative along `v`.
    #[inline]
    #[must_use]
    fn value_and_jvp(x: f64, v: f64) -> (f64, f64) {
        let (t1, t2) = blend::__tangent(x, x as f32, v, v as f32);
        let t3 = t1 as f64;
        (t3 * x, t2 as f64 * x + v * t3)
    }
    ///The Hessian of [`through()`] times `v`.
    #[doc(alias = "hessp")]
    #[inline]
    #[must_use]
    fn hvp(x: f64, v: f64) -> f64 {
        Self::gradient_and_hvp(x, v).1
    }
    ///Gradient of [`through()`], and its Hessian times `v`, in one pass.
    #[inline]
    #[must_use]
    fn gradient_and_hvp(x: f64, v: f64) -> (f64, f64) {
        let t1 = x as f32;
        let t2 = v as f32;
        let (t3, t4, t5) = blend::__pullback_tangent(x, t1, v, t2);
        let ((t6, t7), (t8, t9)) = t5(
            x,
            t1,
            v,
            t2,
            t1,
            t2,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        (t3 as f64 + t6 + t7 as f64, t4 as f64 + t8 + t9 as f64)
    }
    ///The second derivative of [`through()`].
    #[doc(alias = "hessian")]
    #[inline]
    #[must_use]
    fn second_derivative(x: f64) -> f64 {
        Self::hvp(x, 1.0)
    }
    ///[`through()`] with its constants, for an optimizer.
    #[inline]
    #[must_use]
    const fn objective() -> ::chainrule::problem::Bound<Self, ()> {
        <::chainrule::problem::Bound<Self, ()>>::new(())
    }
    ///Compares value, derivatives and second derivatives of [`through()`] with differences, for tests.
    ///
    ///# Panics
    ///If an entry is off, naming it.
    fn check(x: f64) {
        ::chainrule::check::check(&Self::objective(), &[x]).assert_ok();
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __value(arg0: f64) -> f64 {
        let () = {
            let _: fn(_, _) -> f32 = blend;
        };
        through(arg0)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangent(x: f64, x_dot: f64) -> (f64, f64) {
        let _ = (&x, &x_dot);
        let (t1, t2) = blend::__tangent(x, x as f32, x_dot, x_dot as f32);
        let t3 = t1 as f64;
        (t3 * x, t2 as f64 * x + x_dot * t3)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __tangents<const __LANES: usize>(
        x: f64,
        x_dot: [f64; __LANES],
    ) -> (f64, [f64; __LANES]) {
        let _ = (&x, &x_dot);
        let mut a = [0.0_f32; __LANES];
        for k in 0..__LANES {
            a[k] = x_dot[k] as f32;
        }
        let (t1, a2) = blend::__tangents(x, x as f32, x_dot, a);
        let t2 = t1 as f64;
        let mut a3 = [0.0; __LANES];
        for k in 0..__LANES {
            a3[k] = a2[k] as f64 * x + x_dot[k] * t2;
        }
        (t2 * x, a3)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint(
        x: f64,
        w: f64,
        x_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64,)) {
        let _ = (&x, &x_bar);
        let t1 = x as f32;
        let (t2, state2) = blend::__pullback(x, t1);
        let t3 = t2 as f64;
        let (t4, t5) = state2(
            x,
            t1,
            (w * x) as f32,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        (t3 * x, (w * t3 + t4 + t5 as f64,))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __adjoint_tangent(
        x: f64,
        x_dot: f64,
        w: f64,
        w_dot: f64,
        x_bar: ::chainrule::__private::Constant,
        x_bar_dot: ::chainrule::__private::Constant,
    ) -> ((f64,), (f64,)) {
        let (_, _, state) = Self::__pullback_tangent(x, x_dot);
        state(x, x_dot, w, w_dot, x_bar, x_bar_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback(
        x: f64,
    ) -> (
        f64,
        impl FnOnce(f64, f64, ::chainrule::__private::Constant) -> (f64,) + use<>,
    ) {
        let _ = (&x,);
        let (t1, state2) = blend::__pullback(x, x as f32);
        let t2 = t1 as f64 * x;
        let state = move |x: f64, w: f64, x_bar: ::chainrule::__private::Constant| {
            let _ = (&x, &x_bar);
            let (t3, t4) = state2(
                x,
                x as f32,
                (w * x) as f32,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            (w * t1 as f64 + t3 + t4 as f64,)
        };
        (t2, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __pullback_tangent(
        x: f64,
        x_dot: f64,
    ) -> (
        f64,
        f64,
        impl FnOnce(
            f64,
            f64,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64,), (f64,)) + use<>,
    ) {
        let _ = (&x, &x_dot);
        let (t1, t2, t3) = blend::__pullback_tangent(x, x as f32, x_dot, x_dot as f32);
        let t4 = t1 as f64;
        let t5 = t4 * x;
        let t6 = t2 as f64 * x + x_dot * t4;
        let state = move |
            x: f64,
            x_dot: f64,
            w: f64,
            w_dot: f64,
            x_bar: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (&x, &x_dot, &x_bar, &x_bar_dot);
            let t7 = t1 as f64;
            let ((t8, t9), (t10, t11)) = t3(
                x,
                x as f32,
                x_dot,
                x_dot as f32,
                (w * x) as f32,
                (w_dot * x + x_dot * w) as f32,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            (
                (w * t7 + t8 + t9 as f64,),
                (w_dot * t7 + t2 as f64 * w + t10 + t11 as f64,),
            )
        };
        (t5, t6, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __derivative_tangent(x: f64, x_dot: f64) -> ((f64, f64), (f64, f64)) {
        let (_, value_dot, second) = Self::__pullback_tangent(x, x_dot);
        let bars = second(
                x,
                x_dot,
                1.0,
                0.0,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            )
            .1;
        let derivative_dot = bars.0;
        let _ = bars;
        let (value, derivative) = Self::value_and_derivative(x);
        ((value, derivative), (value_dot, derivative_dot))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __derivative_pullback(
        x: f64,
    ) -> (
        (f64, f64),
        impl FnOnce(f64, (f64, f64), ::chainrule::__private::Constant) -> (f64,) + use<>,
    ) {
        let (value, derivative) = Self::value_and_derivative(x);
        let state = move |
            x: f64,
            (value_w, w): (f64, f64),
            x_bar: ::chainrule::__private::Constant|
        {
            let _ = (&value_w, &w, &x_bar);
            {
                let (_, _, second) = Self::__pullback_tangent(x, w);
                second(x, w, 1.0, value_w, ::core::default::Default::default(), x_bar).1
            }
        };
        ((value, derivative), state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __derivative_pullback_tangent<'never>(
        x: f64,
        x_dot: f64,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            f64,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64,), (f64,)),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_tangent<'never>(x: f64, x_dot: f64) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_pullback<'never>(
        x: f64,
    ) -> (f64, fn(f64, f64, ::chainrule::__private::Constant) -> (f64,))
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __second_derivative_adjoint<'never>(
        x: f64,
        w: f64,
        x_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64,))
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
        v: f64,
        x_dot: f64,
        v_dot: f64,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot,);
        let _ = (&v, &v_dot);
        let given = Self::value_and_jvp(x, v);
        let (_, turned) = Self::__tangent(x, v_dot);
        let (_, value_turned, second) = Self::__pullback_tangent(x, x_dot);
        let (along, bars) = second(
            x,
            x_dot,
            1.0,
            0.0,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        let bent = bars.0 * v;
        (given, (value_turned, turned + bent))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __jvp_pullback(
        x: f64,
        v: f64,
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            f64,
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64) + use<>,
    ) {
        let given = Self::value_and_jvp(x, v);
        let state = move |
            x: f64,
            v: f64,
            (value_w, s): (f64, f64),
            x_bar: ::chainrule::__private::Constant,
            v_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar,);
            let _ = (&v, &v_bar);
            let (_, _, second) = Self::__pullback_tangent(x, v);
            let (along, bars) = second(
                x,
                v,
                s,
                value_w,
                ::core::default::Default::default(),
                x_bar,
            );
            let _ = (&along, &bars);
            (bars.0, along.0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __jvp_pullback_tangent<'never>(
        x: f64,
        v: f64,
        x_dot: f64,
        v_dot: f64,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            f64,
            f64,
            f64,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64), (f64, f64)),
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
        w: f64,
        x_dot: f64,
        w_dot: f64,
    ) -> ((f64, f64), (f64, f64)) {
        let _ = (&x_dot,);
        let _ = (&w, &w_dot);
        let given = Self::value_and_vjp(x, w);
        let (_, value_turned, second) = Self::__pullback_tangent(x, x_dot);
        let (along, bars) = second(
            x,
            x_dot,
            w,
            w_dot,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        let _ = (&along, &bars);
        (given, (value_turned, bars.0))
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __vjp_pullback(
        x: f64,
        w: f64,
    ) -> (
        (f64, f64),
        impl FnOnce(
            f64,
            f64,
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64) + use<>,
    ) {
        let given = Self::value_and_vjp(x, w);
        let state = move |
            x: f64,
            w: f64,
            (value_w, s): (f64, f64),
            x_bar: ::chainrule::__private::Constant,
            w_bar: ::chainrule::__private::Constant|
        {
            let _ = (&x_bar,);
            let _ = (&w, &w_bar);
            let (_, dot, second) = Self::__pullback_tangent(x, s);
            let (along, bars) = second(
                x,
                s,
                w,
                value_w,
                ::core::default::Default::default(),
                x_bar,
            );
            let _ = (&along, &bars);
            let dot_0 = dot;
            (bars.0, dot_0)
        };
        (given, state)
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __vjp_pullback_tangent<'never>(
        x: f64,
        w: f64,
        x_dot: f64,
        w_dot: f64,
    ) -> (
        (f64, f64),
        (f64, f64),
        fn(
            f64,
            f64,
            f64,
            f64,
            (f64, f64),
            (f64, f64),
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64), (f64, f64)),
    )
    where
        &'never (): ::chainrule::__private::ProductSecondOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_tangent<'never>(x: f64, v: f64, x_dot: f64, v_dot: f64) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_pullback<'never>(
        x: f64,
        v: f64,
    ) -> (
        f64,
        fn(
            f64,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> (f64, f64),
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
        v: f64,
        x_dot: f64,
        v_dot: f64,
    ) -> (
        f64,
        f64,
        fn(
            f64,
            f64,
            f64,
            f64,
            f64,
            f64,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
            ::chainrule::__private::Constant,
        ) -> ((f64, f64), (f64, f64)),
    )
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity, unused_variables)]
    fn __hvp_adjoint<'never>(
        x: f64,
        v: f64,
        s: f64,
        x_bar: ::chainrule::__private::Constant,
        v_bar: ::chainrule::__private::Constant,
    ) -> (f64, (f64, f64))
    where
        &'never (): ::chainrule::__private::ThirdOrder,
    {
        unreachable!()
    }
}
impl ::chainrule::problem::Function<()> for through {
    type Point = [f64; 1];
    const ORDER: u8 = 2;
    #[inline]
    fn value(c: &(), x: &[f64; 1]) -> f64 {
        let _ = c;
        through(x[0])
    }
    #[inline]
    fn value_and_gradient(c: &(), x: &[f64; 1], gradient: &mut [f64; 1]) -> f64 {
        let _ = c;
        let (value, derivative) = Self::value_and_derivative(x[0]);
        *gradient = [derivative];
        value
    }
    #[inline]
    fn gradient_and_hvp(
        c: &(),
        x: &[f64; 1],
        v: &[f64; 1],
        gradient: &mut [f64; 1],
        product: &mut [f64; 1],
    ) {
        let _ = c;
        let (g, p) = Self::gradient_and_hvp(x[0], v[0]);
        *gradient = [g];
        *product = [p];
    }
    #[inline]
    fn value_gradient_hessian(
        c: &(),
        x: &[f64; 1],
        gradient: &mut [f64; 1],
        hessian: &mut <[f64; 1] as ::chainrule::problem::Point>::Matrix,
    ) -> f64 {
        let _ = c;
        let (value, derivative) = Self::value_and_derivative(x[0]);
        *gradient = [derivative];
        *hessian = [[Self::second_derivative(x[0])]];
        value
    }
}
