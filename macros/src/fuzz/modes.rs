//! Each derivative of a program as the transforms give it, and the checks against the witness.

use std::rc::Rc;

use super::companions::{Companions, Unit};
use super::program::ast::Input;
use super::program::make::Case;
use super::program::number::Number;
use super::program::number::Width;
use super::program::witness;
use crate::ir::check::check;
use crate::ir::eval::{Array, Binding, Interp, Outcome, Value};
use crate::ir::{Func, Param, Ty, text};
use crate::transform::entries::{self, Target};
use crate::transform::finish;
use crate::transform::forward::{self, Seed};
use crate::transform::reverse::{self, ArrayAdjoint, Seeds};
use crate::transform::simplify::dead::drop_dead;

/// What went wrong, and the function in which it did.
pub(crate) struct Wrong {
    pub(crate) message: String,
    pub(crate) listing: String,
}

pub(super) type Judged<T = ()> = Result<T, Wrong>;

/// A program behind the front end.
pub(crate) struct Subject {
    pub(crate) case: Rc<Case>,
    pub(crate) unit: Unit,
    pub(crate) companions: Companions,
}

pub(super) fn wrong<T>(func: &Func, message: impl Into<String>) -> Judged<T> {
    Err(Wrong { message: message.into(), listing: text::text(func) })
}

impl Subject {
    /// Runs a well-formed function.
    pub(super) fn run<S: Number>(&self, func: &Func, args: Vec<Binding<S>>) -> Judged<Outcome<S>> {
        check(func).or_else(|e| wrong(func, format!("not well-formed: {e}")))?;
        Interp::new(&self.companions).run(func, args).or_else(|e| wrong(func, e))
    }

    pub(super) fn inputs<S: Number>(&self) -> Vec<Binding<S>> {
        self.case.inputs.iter().map(|input| binding(input, S::real)).collect()
    }

    /// Bindings for the tangents of the active parameters.
    fn tangents(&self, along: &[f64]) -> Vec<Binding<f64>> {
        let mut along = along.iter().copied();
        let active = self.case.inputs.iter().zip(&self.unit.active).filter(|(_, active)| **active);
        active.map(|(input, _)| binding(input, |_| along.next().expect("a number for each input"))).collect()
    }

    fn width(&self) -> super::program::number::Width {
        self.case.program.width
    }

    pub(super) fn agree(&self, func: &Func, what: &str, found: &[f64], expected: &[f64]) -> Judged {
        if found.len() != expected.len() {
            return wrong(func, format!("{what}: {found:?}, expected {expected:?}"));
        }
        for (k, (a, b)) in found.iter().zip(expected).enumerate() {
            if !witness::close(*a, *b, self.width()) {
                return wrong(func, format!("{what}: entry {k} is {a}, expected {b}"));
            }
        }
        Ok(())
    }

    pub(super) fn exact(&self, func: &Func, what: &str, found: f64) -> Judged {
        let expected = self.case.witness.value;
        if found.to_bits() == expected.to_bits() {
            return Ok(());
        }
        wrong(func, format!("{what}: the value is {found:?}, expected {expected:?} to the bit"))
    }

    // ---- what is checked

    /// The value, to the bit, as it comes from the front end and when it is cleaned.
    pub(crate) fn value(&self) -> Judged {
        let func = &self.unit.func;
        let outcome = self.run::<f64>(func, self.inputs())?;
        self.exact(func, "value", outcome.floats()[0])?;
        let func = finished((**func).clone());
        let outcome = self.run::<f64>(&func, self.inputs())?;
        self.exact(&func, "value without dead code", outcome.floats()[0])
    }

    /// The tangent along a direction in which every input takes part.
    pub(crate) fn jvp(&self) -> Judged {
        let seeds: Vec<Seed> = self.unit.active.iter().map(|a| if *a { Seed::Param } else { Seed::None }).collect();
        let f = finished(forward::forward(&self.unit.func, &seeds, 1).func);
        let along = direction(self.case.witness.gradient.len());
        let mut args = self.inputs();
        args.extend(self.tangents(&along));
        let found = self.run(&f, args)?.floats();
        self.exact(&f, "jvp", found[0])?;
        self.agree(&f, "jvp", &found[1..], &[dot(&self.case.witness.gradient, &along)])
    }

    pub(crate) fn gradient(&self) -> Judged {
        let r = reverse::reverse(&self.unit.func, &self.unit.active, Seeds::One, ArrayAdjoint::Result);
        let r = finished(r.func);
        let outcome = self.run::<f64>(&r, self.inputs())?;
        let floats = outcome.floats();
        self.exact(&r, "gradient", floats[0])?;
        let found = self.flat(&floats[1..], &outcome.arrays)?;
        self.agree(&r, "gradient", &found, &self.case.witness.gradient)
    }

    /// Value and gradient where terms of sums may be added in another order.
    pub(crate) fn reassociated(&self) -> Judged {
        let src = Func { reassociate: true, ..(*self.unit.func).clone() };
        let r = reverse::reverse(&src, &self.unit.active, Seeds::One, ArrayAdjoint::Result);
        let r = finished(r.func);
        let outcome = self.run::<f64>(&r, self.inputs())?;
        let floats = outcome.floats();
        self.agree(&r, "value, reassociated", &floats[..1], &[self.case.witness.value])?;
        let found = self.flat(&floats[1..], &outcome.arrays)?;
        self.agree(&r, "gradient, reassociated", &found, &self.case.witness.gradient)
    }

    /// The two-phase form gives the gradient for a seed that comes late.
    pub(crate) fn pullback(&self) -> Judged {
        let r = reverse::reverse(&self.unit.func, &self.unit.active, Seeds::Suspended, ArrayAdjoint::Sink);
        let r = reverse::Reverse { func: finished(r.func), ..r };
        let mut args = self.inputs();
        args.extend(r.arrays.iter().map(|_| Binding::Later));
        let first = self.run::<f64>(&r.func, args)?;
        self.exact(&r.func, "pullback", first.floats()[0])?;
        let active = self.case.inputs.iter().zip(&self.unit.func.params).zip(&self.unit.active);
        let arrays = active.filter(|((_, param), active)| **active && matches!(param, Param::Array(_)));
        let zeros = arrays.map(|((input, _), _)| binding(input, |_| 0.0));
        let late = r.arrays.iter().map(|p| Param::Array(*p)).zip(zeros).collect();
        let seed = vec![Value::Float(2.0)];
        let second = Interp::new(&self.companions).resume(&r.func, first, seed, late).or_else(|e| wrong(&r.func, e))?;
        let sinks: Result<Vec<_>, _> = r.arrays.iter().map(|p| second.array(*p).cloned()).collect();
        let found = self.flat(&second.floats()[1..], &sinks.or_else(|e| wrong(&r.func, e))?)?;
        let expected: Vec<f64> = self.case.witness.gradient.iter().map(|g| 2.0 * g).collect();
        self.agree(&r.func, "pullback", &found, &expected)
    }

    /// Forward over reverse along each axis.
    pub(crate) fn hessian(&self) -> Judged {
        let r = reverse::reverse(&self.unit.func, &self.unit.active, Seeds::One, ArrayAdjoint::Result);
        let seeds: Vec<Seed> = self.unit.active.iter().map(|a| if *a { Seed::Param } else { Seed::None }).collect();
        let f = finished(forward::forward(&drop_dead(r.func), &seeds, 1).func);
        for (k, expected) in self.case.witness.hessian.iter().enumerate() {
            let mut axis = vec![0.0; expected.len()];
            axis[k] = 1.0;
            let mut args = self.inputs();
            args.extend(self.tangents(&axis));
            let outcome = self.run(&f, args)?;
            let floats = outcome.floats();
            let (half, arrays) = (floats.len() / 2, outcome.arrays.len() / 2);
            self.exact(&f, "hvp", floats[0])?;
            let gradient = self.flat(&floats[1..half], &outcome.arrays[..arrays])?;
            self.agree(&f, "gradient of hvp", &gradient, &self.case.witness.gradient)?;
            let row = self.flat(&floats[half + 1..], &outcome.arrays[arrays..])?;
            self.agree(&f, &format!("row {k} of the Hessian"), &row, expected)?;
        }
        Ok(())
    }

    /// The Hessian entry by entry, where the entries can be seen: in a square, and in rows.
    pub(crate) fn entries(&self) -> Judged {
        self.entries_in(Target::Square)?;
        self.entries_in(Target::Rows)
    }

    fn entries_in(&self, target: Target) -> Judged {
        let r = reverse::reverse(&self.unit.func, &self.unit.active, Seeds::One, ArrayAdjoint::Out);
        let float = if self.width() == Width::F32 { Ty::F32 } else { Ty::F64 };
        let Some(e) = entries::entries(drop_dead(r.func), &self.unit.active, float, target) else { return Ok(()) };
        let func = finished(e.func);
        let n = self.case.witness.gradient.len();
        let dims = if target == Target::Rows { vec![n, n] } else { vec![n * n] };
        let mut args = self.inputs();
        args.push(Binding::Array(Array::floats(&dims, std::iter::repeat_n(0.0, n * n))));
        check(&func).or_else(|e| wrong(&func, format!("not well-formed: {e}")))?;
        let outcome = Interp::new(&self.companions).run(&func, args).or_else(|e| wrong(&func, e))?;
        let square = outcome.array(e.target).and_then(crate::ir::eval::Array::to_floats);
        let square = square.or_else(|e| wrong(&func, e))?;
        let lower = |k: usize| (k / n.max(1)).max(k % n.max(1)) * n + (k / n.max(1)).min(k % n.max(1));
        let whole = |k| if target == Target::Rows { square[lower(k)] } else { square[k] };
        let found: Vec<f64> = (0..square.len()).map(whole).collect();
        let expected: Vec<f64> = self.case.witness.hessian.iter().flatten().copied().collect();
        self.agree(&func, "the entries of the Hessian", &found, &expected)
    }

    /// Adjoints in the order of the parameters, flat.
    pub(super) fn flat(&self, scalars: &[f64], arrays: &[Array<f64>]) -> Judged<Vec<f64>> {
        let (mut scalars, mut arrays) = (scalars.iter().copied(), arrays.iter());
        let mut all = Vec::new();
        for (param, _) in self.unit.func.params.iter().zip(&self.unit.active).filter(|(_, active)| **active) {
            match param {
                Param::Scalar(_) => all.extend(scalars.next()),
                Param::Elements(vals) => all.extend(scalars.by_ref().take(vals.len())),
                Param::Array(_) => {
                    let array = arrays.next().map_or(Ok(Vec::new()), Array::to_floats);
                    all.extend(array.or_else(|e| wrong(&self.unit.func, e))?);
                }
            }
        }
        Ok(all)
    }
}

/// What is emitted in the end.
pub(super) fn finished(func: Func) -> Func {
    drop_dead(finish(func))
}

fn binding<S: Number>(input: &Input, mut number: impl FnMut(f64) -> S) -> Binding<S> {
    match input {
        Input::Float(x) => Binding::Scalar(Value::Float(number(*x))),
        Input::Int(n) => Binding::Scalar(Value::Int(i128::from(*n))),
        Input::Bool(b) => Binding::Scalar(Value::Bool(*b)),
        Input::Array { dims, data } => Binding::Array(Array::floats(dims, data.iter().map(|x| number(*x)))),
    }
}

pub(super) fn direction(n: usize) -> Vec<f64> {
    (0..n).map(|k| 1.0 - 0.375 * k as f64).collect()
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
