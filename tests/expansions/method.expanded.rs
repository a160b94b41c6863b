impl Spring {
    fn energy(&self, x: f64) -> f64 {
        0.5 * self.k * x * x + self.other.energy(x)
    }
    ///The derivative of [`Self::energy()`], as text to print.
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
    const ENERGY_FORMULA: &'static str = "the derivative of `energy` is longer than a formula: see `energy_derivative`";
    ///The derivative of [`Self::energy()`] with respect to `x`.
    #[doc(alias = "diff")]
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
    #[inline]
    #[must_use]
    fn energy_derivative(&self, x: f64) -> f64 {
        Self::energy_value_and_derivative(self, x).1
    }
    ///Value and derivative of [`Self::energy()`].
    #[doc(alias = "value_and_grad")]
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
    #[inline]
    #[must_use]
    fn energy_value_and_derivative(&self, x: f64) -> (f64, f64) {
        let t1: f64 = self.k;
        let (t2, state) = self.other.__energy_pullback(x);
        let (_, t3) = state(
            &self.other,
            x,
            1.0,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        (0.5 * t1 * x * x + t2, t3 + t1 * x)
    }
    ///The derivative of [`Self::energy()`] times `w`, the adjoint of the result.
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
    #[inline]
    #[must_use]
    fn energy_vjp(&self, x: f64, w: f64) -> f64 {
        Self::energy_value_and_vjp(self, x, w).1
    }
    ///Value of [`Self::energy()`], and its derivative times `w`.
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
    #[inline]
    #[must_use]
    fn energy_value_and_vjp(&self, x: f64, w: f64) -> (f64, f64) {
        let (value, g) = Self::energy_value_and_derivative(self, x);
        (value, w * g)
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments)]
    fn energy_gradient<'never>(&self, x: f64) -> f64
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&self, &x);
        unreachable!()
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments)]
    fn energy_value_and_gradient<'never>(&self, x: f64) -> (f64, f64)
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&self, &x);
        unreachable!()
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments)]
    fn energy_hessian<'never>(&self, x: f64) -> [[f64; 1]; 1]
    where
        &'never (): ::chainrule::__private::GradientOfOneNumber,
    {
        let _ = (&self, &x);
        unreachable!()
    }
    ///The derivative of [`Self::energy()`] along `v`: the gradient times `v`.
    #[doc(alias = "directional_derivative")]
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
    #[inline]
    #[must_use]
    fn energy_jvp(&self, x: f64, v: f64) -> f64 {
        Self::energy_value_and_jvp(self, x, v).1
    }
    ///Value of [`Self::energy()`], and its derivative along `v`.
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
    #[inline]
    #[must_use]
    fn energy_value_and_jvp(&self, x: f64, v: f64) -> (f64, f64) {
        let t1: f64 = self.k;
        let t2 = 0.5 * t1;
        let (t3, t4) = self
            .other
            .__energy_tangent(x, ::core::default::Default::default(), v);
        (t2 * x * x + t3, 2.0 * (v * t2 * x) + t4)
    }
    ///The Hessian of [`Self::energy()`] times `v`.
    #[doc(alias = "hessp")]
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
    #[inline]
    #[must_use]
    fn energy_hvp(&self, x: f64, v: f64) -> f64 {
        Self::energy_gradient_and_hvp(self, x, v).1
    }
    ///Gradient of [`Self::energy()`], and its Hessian times `v`, in one pass.
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
    #[inline]
    #[must_use]
    fn energy_gradient_and_hvp(&self, x: f64, v: f64) -> (f64, f64) {
        let t1: f64 = self.k;
        let (_, _, t2) = self
            .other
            .__energy_pullback_tangent(x, ::core::default::Default::default(), v);
        let ((_, t3), (_, t4)) = t2(
            &self.other,
            x,
            ::core::default::Default::default(),
            v,
            1.0,
            ::chainrule::__private::unseen(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        (t3 + t1 * x, t4 + v * t1)
    }
    ///The second derivative of [`Self::energy()`].
    #[doc(alias = "hessian")]
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
    #[inline]
    #[must_use]
    fn energy_second_derivative(&self, x: f64) -> f64 {
        Self::energy_hvp(self, x, 1.0)
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __energy_value(&self, arg1: f64) -> f64 {
        Self::energy(self, arg1)
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __energy_tangent(
        &self,
        x: f64,
        self_dot: ::chainrule::__private::Constant,
        x_dot: f64,
    ) -> (f64, f64) {
        let _ = (&self, &x, &self_dot, &x_dot);
        let t1: f64 = self.k;
        let t2 = 0.5 * t1;
        let (t3, t4) = self
            .other
            .__energy_tangent(x, ::core::default::Default::default(), x_dot);
        (t2 * x * x + t3, 2.0 * (x_dot * t2 * x) + t4)
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __energy_tangents<const __LANES: usize>(
        &self,
        x: f64,
        self_dot: ::chainrule::__private::Constant,
        x_dot: [f64; __LANES],
    ) -> (f64, [f64; __LANES]) {
        let _ = (&self, &x, &self_dot, &x_dot);
        let t1: f64 = self.k;
        let t2 = 0.5 * t1 * x;
        let t3 = 2.0 * t2;
        let mut a = [0.0; __LANES];
        for k in 0..__LANES {
            a[k] = x_dot[k] * t3;
        }
        let (t4, a2) = self
            .other
            .__energy_tangents(x, ::chainrule::__private::Zero::ZERO, x_dot);
        let mut a3 = [0.0; __LANES];
        for k in 0..__LANES {
            a3[k] = a[k] + a2[k];
        }
        (t2 * x + t4, a3)
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __energy_adjoint(
        &self,
        x: f64,
        w: f64,
        self_bar: ::chainrule::__private::Constant,
        x_bar: ::chainrule::__private::Constant,
    ) -> (f64, ((), f64)) {
        let _ = (&self, &x, &self_bar, &x_bar);
        let t1: f64 = self.k;
        let t2 = 0.5 * t1 * x;
        let (t3, state2) = self.other.__energy_pullback(x);
        let (_, t4) = state2(
            &self.other,
            x,
            w,
            ::core::default::Default::default(),
            ::core::default::Default::default(),
        );
        (t2 * x + t3, ((), t4 + 2.0 * (w * t2)))
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __energy_pullback(
        &self,
        x: f64,
    ) -> (
        f64,
        ::chainrule::__private::Box<
            dyn FnOnce(
                &Self,
                f64,
                f64,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
            ) -> ((), f64),
        >,
    ) {
        let _ = (&self, &x);
        let t1: f64 = self.k;
        let (t2, state2) = self.other.__energy_pullback(x);
        let t3 = 0.5 * t1 * x * x + t2;
        let state = move |
            this: &Self,
            x: f64,
            w: f64,
            self_bar: ::chainrule::__private::Constant,
            x_bar: ::chainrule::__private::Constant|
        {
            let _ = (&this, &x, &self_bar, &x_bar);
            let (_, t4) = state2(
                &this.other,
                x,
                w,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            ((), t4 + 2.0 * (w * (0.5 * t1 * x)))
        };
        (t3, ::chainrule::__private::Box::new(state))
    }
    #[doc(hidden)]
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
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    #[inline]
    fn __energy_pullback_tangent(
        &self,
        x: f64,
        self_dot: ::chainrule::__private::Constant,
        x_dot: f64,
    ) -> (
        f64,
        f64,
        ::chainrule::__private::Box<
            dyn FnOnce(
                &Self,
                f64,
                ::chainrule::__private::Constant,
                f64,
                f64,
                f64,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
                ::chainrule::__private::Constant,
            ) -> (((), f64), ((), f64)),
        >,
    ) {
        let _ = (&self, &x, &self_dot, &x_dot);
        let t1: f64 = self.k;
        let t2 = 0.5 * t1;
        let (t3, t4, t5) = self
            .other
            .__energy_pullback_tangent(x, ::core::default::Default::default(), x_dot);
        let t6 = t2 * x * x + t3;
        let t7 = 2.0 * (x_dot * t2 * x) + t4;
        let state = move |
            this: &Self,
            x: f64,
            self_dot: ::chainrule::__private::Constant,
            x_dot: f64,
            w: f64,
            w_dot: f64,
            self_bar: ::chainrule::__private::Constant,
            x_bar: ::chainrule::__private::Constant,
            self_bar_dot: ::chainrule::__private::Constant,
            x_bar_dot: ::chainrule::__private::Constant|
        {
            let _ = (
                &this,
                &x,
                &self_dot,
                &x_dot,
                &self_bar,
                &x_bar,
                &self_bar_dot,
                &x_bar_dot,
            );
            let t8 = 0.5 * t1;
            let t9 = t8 * x;
            let ((_, t10), (_, t11)) = t5(
                &this.other,
                x,
                ::core::default::Default::default(),
                x_dot,
                w,
                w_dot,
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
                ::core::default::Default::default(),
            );
            (((), t10 + 2.0 * (w * t9)), ((), t11 + 2.0 * (w_dot * t9 + x_dot * t8 * w)))
        };
        (t6, t7, ::chainrule::__private::Box::new(state))
    }
}
