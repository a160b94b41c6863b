//! L01: a user's names, of functions and of parameters, that generated code is tempted to use. Each function computes the same
//! whatever its parameters are called.

#![allow(clippy::self_named_constructors)] // A function may be called `objective`.

use chainrule::differentiable;
use chainrule_tests::rows;

/// A function of every kind that is called `$f`.
macro_rules! functions_called {
    ($($f:ident)*) => {
        $(mod $f {
            mod scalars {
                #[chainrule::differentiable]
                pub(super) fn $f(p: f64, q: f64) -> f64 {
                    p * p * q
                }
            }

            mod slice {
                #[chainrule::differentiable]
                pub(super) fn $f(p: &[f64], #[constant] q: f64) -> f64 {
                    p[0] * p[0] * p[1] * q
                }
            }

            mod tuple {
                #[chainrule::differentiable]
                pub(super) fn $f(p: f64, q: f64) -> (f64, f64) {
                    (p * q, p)
                }
            }

            mod vec {
                #[chainrule::differentiable]
                pub(super) fn $f(p: &[f64]) -> Vec<f64> {
                    vec![p[0] * p[1]]
                }
            }

            #[test]
            fn compiles_and_computes() {
                use chainrule::{Objective, Residuals};
                assert_eq!(scalars::$f::hessian(2.0, 3.0), [[6.0, 4.0], [4.0, 0.0]]);
                assert_eq!(scalars::$f::objective().value(&[2.0, 3.0]), 12.0);
                assert_eq!(slice::$f::hessian(&[2.0, 3.0], 0.5), [3.0, 2.0, 2.0, 0.0]);
                assert_eq!(slice::$f::objective(0.5).value(&vec![2.0, 3.0]), 6.0);
                assert_eq!(tuple::$f::jacobian(2.0, 3.0), [[3.0, 2.0], [1.0, 0.0]]);
                assert_eq!(vec::$f::jacobian(&[2.0, 3.0]), [3.0, 2.0]);
                let mut r = [0.0; 2];
                tuple::$f::residuals().residuals(&[2.0, 3.0], &mut r);
                assert_eq!(r, [6.0, 2.0]);
            }
        })*
    };
}

functions_called! {
    a b c d f g h i j k m n p r v w x y at row put out entry value column gradient hessian product jacobian derivative objective
    check state jvp zip vec
}

/// A slice, a constant and a count, under these names.
macro_rules! parameters_called {
    ($($module:ident: $x:ident $c:ident $n:ident;)*) => {
        $(mod $module {
            #[chainrule::differentiable]
            fn scalar_result($x: &[f64], #[constant] $c: f64, $n: usize) -> f64 {
                let mut s_ = 0.0;
                for i_ in 0..$x.len() {
                    s_ += $x[i_] * $x[i_] * $x[i_] * $c * $n as f64;
                }
                s_
            }

            #[chainrule::differentiable]
            fn vec_result($x: &[f64], #[constant] $c: f64, $n: usize) -> Vec<f64> {
                let mut s_ = vec![0.0; $x.len()];
                for i_ in 0..$x.len() {
                    s_[i_] = $x[i_] * $x[i_] * $c * $n as f64;
                }
                s_
            }

            #[chainrule::differentiable]
            fn array_result($x: f64, $c: f64, $n: usize) -> [f64; 2] {
                let mut s_ = [$x, $c];
                for _ in 0..$n {
                    s_[0] *= $x;
                }
                s_
            }

            #[chainrule::differentiable]
            fn long($x: &[f64; 40], $c: f64, $n: usize) -> f64 {
                let mut s_ = 0.0;
                for i_ in 0..40 {
                    s_ += $x[i_] * $x[i_] * $x[i_] * $c * $n as f64;
                }
                s_
            }

            #[test]
            fn derivatives_are_right() {
                assert_eq!(scalar_result::gradient(&[1.0, 2.0], 0.5, 7), [10.5, 42.0]);
                assert_eq!(scalar_result::hessian(&[1.0, 2.0], 0.5, 7), [21.0, 0.0, 0.0, 42.0]);
                assert_eq!(scalar_result::value_and_hessian(&[1.0, 2.0], 0.5, 7).2, [21.0, 0.0, 0.0, 42.0]);
                assert_eq!(scalar_result::hvp(&[1.0, 2.0], 0.5, 7, &[1.0, 1.0]), [21.0, 42.0]);
                assert_eq!(scalar_result::vjp(&[1.0, 2.0], 0.5, 7, 2.0), [21.0, 84.0]);
                assert_eq!(vec_result::jacobian(&[1.0, 2.0], 0.5, 7), [7.0, 0.0, 0.0, 14.0]);
                assert_eq!(vec_result::vjp(&[1.0, 2.0], 0.5, 7, &[1.0, 2.0]), [7.0, 28.0]);
                assert_eq!(array_result::jacobian(2.0, 3.0, 2), [[12.0, 0.0], [0.0, 1.0]]);
                assert_eq!(array_result::vjp(2.0, 3.0, 2, [1.0, 2.0]), [12.0, 2.0]);
                let (h, mut x) = (long::hessian, [0.0; 40]);
                x[3] = 2.0;
                let h = h(&x, 0.5, 7);
                assert_eq!((h[3][3], h[2][2], h[3][40], h[40][3], h[40][40]), (42.0, 0.0, 84.0, 84.0, 0.0));
            }
        })*
    };
}

parameters_called! {
    x_k_n: x k n;
    n_x_k: n x k;
    k_n_x: k n x;
    x_at_row: x at row;
    row_x_at: row x at;
    at_row_x: at row x;
    g_h_v: g h v;
    h_v_g: h v g;
    v_g_h: v g h;
    w_j_m: w j m;
    m_w_j: m w j;
    j_m_w: j m w;
    value_column_put: value column put;
    put_value_column: put value column;
    column_put_value: column put value;
    entry_out_c: entry out c;
    c_entry_out: c entry out;
    out_c_entry: out c entry;
    gradient_hessian_product: gradient hessian product;
    product_gradient_hessian: product gradient hessian;
    jacobian_r_a: jacobian r a;
    state_tape_t1: state tape t1;
    t1_state_tape: t1 state tape;
    to_from_zip: to from zip;
    b_i_s: b i s;
}

/// A model's parameters and predictor under the names that a fit uses.
#[differentiable]
fn model(x: &[f64; 2], #[constant] b: f64, #[constant] gradient: f64) -> f64 {
    x[0] * b + x[1] * gradient
}

rows! {
    model_fitted: model::curve(&[(1.0, 2.0), (3.0, 1.0), (0.0, 1.0)], &[5.0, 5.0, 2.0]).fit([0.0, 0.0]).expect("converges").parameters.map(|p| (p * 1e6).round())
        => [1e6, 2e6];
}

/// A name of ours that is made of a raw one: `rows_type`.
#[differentiable]
fn raw_index(rows: &[f64], n: usize) -> f64 {
    let mut r#type = n;
    let mut sum = 0.0;
    if rows[r#type] > 0.0 {
        r#type /= 2;
        let x = rows[r#type];
        sum += x.sin() * (x * x).exp();
    }
    sum + rows[r#type] * rows[n].tanh()
}

#[test]
fn raw_names_are_parts_of_names() {
    let x = [0.5, -0.25, 0.75];
    let expected = (0.5_f64.cos() + 2.0 * 0.5 * 0.5_f64.sin()) * 0.25_f64.exp();
    let g = raw_index::gradient(&x, 1);
    assert_eq!(g[0], 0.0);
    let g = raw_index::gradient(&[0.5, 1.0], 1);
    assert!((g[0] - expected - 1.0_f64.tanh()).abs() < 1e-15, "{g:?}");
}
