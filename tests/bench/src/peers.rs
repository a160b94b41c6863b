//! The libraries that a user could pick instead, each used as its documentation shows.

use autodiff::F1;
use nalgebra::SVector;
use num_dual::{Dual2SVec64, DualNum, DualSVec64};
use num_traits::Float;
use reverse::{Gradient, Tape, Var};

use crate::generic::Scalar;
use crate::harness::Numbers;

/// Value and gradient by dual numbers with a vector of `N` derivatives: `num-dual`.
pub fn dual<const N: usize>(f: impl Fn(&[DualSVec64<N>]) -> DualSVec64<N>, x: &[f64]) -> (f64, Vec<f64>) {
    let (value, g) = num_dual::gradient(|x| f(x.as_slice()), &SVector::<f64, N>::from_column_slice(x));
    (value, g.as_slice().to_vec())
}

/// The Hessian by second-order dual numbers: `num-dual`.
pub fn dual_hessian<const N: usize>(f: impl Fn(&[Dual2SVec64<N>]) -> Dual2SVec64<N>, x: &[f64]) -> Vec<f64> {
    let (_, _, h) = num_dual::hessian(|x| f(x.as_slice()), &SVector::<f64, N>::from_column_slice(x));
    h.as_slice().to_vec()
}

/// A square Jacobian by dual numbers with a vector of `N` derivatives: `num-dual`.
pub fn dual_jacobian<const N: usize>(
    f: impl Fn(&[DualSVec64<N>; N]) -> [DualSVec64<N>; N],
    x: &[f64; N],
) -> [[f64; N]; N] {
    let call = |x: SVector<DualSVec64<N>, N>| SVector::from(f(&x.into()));
    let (_, j) = num_dual::jacobian(call, &SVector::from(*x));
    std::array::from_fn(|i| std::array::from_fn(|k| j[(i, k)]))
}

/// Value and gradient by a tape that is recorded each time: `reverse`.
pub fn tape(f: impl for<'a> Fn(&[Var<'a>]) -> Var<'a>, x: &[f64]) -> (f64, Vec<f64>) {
    let tape = Tape::new();
    let x = tape.add_vars(x);
    let y = f(&x);
    (y.val(), y.grad().wrt(&x))
}

/// Value and gradient by dual numbers with one derivative, one entry after the other: `autodiff`.
pub fn forward(f: impl Fn(&[F1]) -> F1, x: &[f64]) -> (f64, Vec<f64>) {
    let mut at: Vec<F1> = x.iter().map(|x| F1::cst(*x)).collect();
    let mut g = Vec::new();
    let mut value = f64::NAN;
    for k in 0..x.len() {
        at[k] = F1::var(x[k]);
        let y = f(&at);
        value = y.value();
        g.push(y.deriv());
        at[k] = F1::cst(x[k]);
    }
    (value, g)
}

/// Where a contest is written to something, a gradient goes there.
pub trait Put: Numbers {
    /// Takes the gradient, and gives what is left over.
    fn put(&mut self, result: (f64, Vec<f64>)) -> (f64, Vec<f64>);
}

impl Put for () {
    fn put(&mut self, result: (f64, Vec<f64>)) -> (f64, Vec<f64>) {
        result
    }
}

impl Put for Vec<f64> {
    fn put(&mut self, (value, gradient): (f64, Vec<f64>)) -> (f64, Vec<f64>) {
        self.copy_from_slice(&gradient);
        (value, Vec::new())
    }
}

impl Put for Vec<[f64; 3]> {
    fn put(&mut self, (value, gradient): (f64, Vec<f64>)) -> (f64, Vec<f64>) {
        self.as_flattened_mut().copy_from_slice(&gradient);
        (value, Vec::new())
    }
}

/// The methods of `Scalar` from where a type has them.
macro_rules! scalar {
    ([$($generics:tt)*] $number:ty, |$x:ident| $value:expr, |$own:ident| $($name:ident = $call:expr),+) => {
        impl<$($generics)*> Scalar for $number {
            fn value(&self) -> f64 {
                let $x = self;
                $value
            }
            $(#[inline]
            fn $name(self) -> Self {
                let $own = self;
                $call
            })+
        }
    };
}

scalar!([const N: usize] DualSVec64<N>, |x| x.re, |y| exp = DualNum::exp(&y), ln = DualNum::ln(&y), ln_1p = DualNum::ln_1p(&y), sin = DualNum::sin(&y), cos = DualNum::cos(&y), tanh = DualNum::tanh(&y), sqrt = DualNum::sqrt(&y));
scalar!([const N: usize] Dual2SVec64<N>, |x| x.re, |y| exp = DualNum::exp(&y), ln = DualNum::ln(&y), ln_1p = DualNum::ln_1p(&y), sin = DualNum::sin(&y), cos = DualNum::cos(&y), tanh = DualNum::tanh(&y), sqrt = DualNum::sqrt(&y));
scalar!([] Var<'_>, |x| x.val(), |y| exp = Var::exp(&y), ln = Var::ln(&y), ln_1p = Var::ln_1p(&y), sin = Var::sin(&y), cos = Var::cos(&y), tanh = Var::tanh(&y), sqrt = Var::sqrt(&y));
scalar!([] F1, |x| F1::value(x), |y| exp = Float::exp(y), ln = Float::ln(y), ln_1p = Float::ln_1p(y), sin = Float::sin(y), cos = Float::cos(y), tanh = Float::tanh(y), sqrt = Float::sqrt(y));

/// A function of a slice for `symdiff`, which writes its gradient as closed formulas.
#[allow(missing_docs)]
pub mod symbolic {
    /// Rosenbrock's function.
    #[symdiff::gradient(var = x, dim = 2)]
    #[must_use]
    pub fn rosenbrock(x: &[f64]) -> f64 {
        (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
    }
}
