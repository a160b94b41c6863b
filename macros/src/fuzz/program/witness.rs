//! The derivatives of a program by hyper-dual numbers, and how much of them can be trusted.

use super::ast::{Input, Program};
use super::hyper::{self, Hyper, Noisy};
use super::number::{Number, Width};
use super::truth;

pub(crate) struct Witness {
    pub(crate) value: f64,
    pub(crate) gradient: Vec<f64>,
    pub(crate) hessian: Vec<Vec<f64>>,
}

/// Beyond this size a number says nothing about the rules, only about rounding.
const LARGE: f64 = 1e6;

/// The values of the active inputs, in order.
pub(crate) fn active(program: &Program, inputs: &[Input]) -> Vec<f64> {
    let params = &program.funs.last().expect("a program has a function").params;
    let mut all = Vec::new();
    for (_, input) in params.iter().zip(inputs).filter(|(p, _)| !p.constant) {
        match input {
            Input::Float(x) => all.push(*x),
            Input::Array { data, .. } => all.extend(data),
            Input::Int(_) | Input::Bool(_) => {}
        }
    }
    all
}

/// Value, derivatives along two directions, and the mixed second derivative along both.
pub(crate) fn directional<S: Number>(
    program: &Program,
    inputs: &[Input],
    (u, v): (&[f64], &[f64]),
    wrap: impl Fn(Hyper) -> S,
) -> Result<S, String> {
    truth::run(program, inputs, |k, x| wrap(Hyper::new(x, u[k], v[k])))
}

/// How closely derivatives can be expected to agree, relative to the larger of 1 and their size.
pub(crate) fn tolerance(width: Width) -> f64 {
    match width {
        Width::F64 => 1e-9,
        Width::F32 => 5e-3,
    }
}

/// Whether two numbers agree within the tolerance.
pub(crate) fn close(a: f64, b: f64, width: Width) -> bool {
    (a - b).abs() <= tolerance(width) * a.abs().max(b.abs()).max(1.0)
}

/// All derivatives; an error where the program fails, or is too ill-conditioned to tell right from wrong.
pub(crate) fn witness(program: &Program, inputs: &[Input]) -> Result<Witness, String> {
    let value = truth::run::<f64>(program, inputs, |_, x| x)?;
    let n = active(program, inputs).len();
    let mut out = Witness { value, gradient: vec![0.0; n], hessian: vec![vec![0.0; n]; n] };
    for i in 0..n {
        for j in 0..=i {
            let (u, v) = (unit(n, i), unit(n, j));
            let exact = directional(program, inputs, (&u, &v), |h| h)?;
            let moved = directional(program, inputs, (&u, &v), Noisy)?.0;
            if hyper::was_singular() {
                return Err("a singular point".to_owned());
            }
            let width = program.width;
            trusted(value, exact.value, moved.value, width)?;
            trusted(exact.e1, exact.e1, moved.e1, width)?;
            trusted(exact.e12, exact.e12, moved.e12, width)?;
            out.gradient[i] = exact.e1;
            out.hessian[i][j] = exact.e12;
            out.hessian[j][i] = exact.e12;
        }
    }
    Ok(out)
}

fn unit(n: usize, i: usize) -> Vec<f64> {
    (0..n).map(|k| f64::from(u8::from(k == i))).collect()
}

fn trusted(plain: f64, exact: f64, moved: f64, width: Width) -> Result<(), String> {
    if !exact.is_finite() || exact.abs() > LARGE || plain.to_bits() != exact.to_bits() {
        return Err(format!("{exact} is not a useful number"));
    }
    let agrees = (exact - moved).abs() <= 0.1 * tolerance(width) * exact.abs().max(1.0);
    if agrees { Ok(()) } else { Err(format!("ill-conditioned: {exact} moves to {moved}")) }
}
