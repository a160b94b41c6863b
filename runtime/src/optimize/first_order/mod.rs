//! First-order methods with learning rates: what they share. One file a rule.
//!
//! A rule looks at one unknown at a time: the gradient's entry, and what it keeps for that unknown. The run does the rest: the rate of
//! the [`Schedule`], clipping, evaluation, and the ledger. A step that leads to NaN or infinity is halved until it does not.

mod adagrad;
mod adam;
mod adamw;
mod amsgrad;
#[cfg(feature = "alloc")]
mod batches;
mod lion;
mod nadam;
mod rmsprop;
mod schedule;
mod sgd;

#[cfg(test)]
mod tests;

pub use adagrad::AdaGrad;
pub use adam::Adam;
pub use adamw::AdamW;
pub use amsgrad::AmsGrad;
#[cfg(feature = "alloc")]
pub use batches::Batches;
pub use lion::Lion;
pub use nadam::NAdam;
pub use rmsprop::RmsProp;
pub use schedule::Schedule;
pub use sgd::Sgd;

use super::{
    ledger::{Evaluated, Ledger, Step, UNKNOWN},
    report::Reason,
    settings::Settings,
    start,
    state::Iterate,
};
use crate::{
    linalg::{max_abs, norm},
    problem::{Fault, InvalidInput, Objective, Point},
};

/// What these methods let their user set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    pub(crate) settings: Settings,
    pub(crate) schedule: Schedule,
    pub(crate) clip: Clip,
}

stored! { Options { settings, schedule, clip } }

/// How gradients are kept short.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clip {
    Not,
    Norm(f64),
    Value(f64),
}

stored_enum! { Clip { 0 => Not {}, 1 => Norm { 0: most }, 2 => Value { 0: most }, } }

impl Options {
    pub(crate) fn new(rate: impl Into<Schedule>) -> Self {
        Self { settings: Settings::new(1e-8, 10_000), schedule: rate.into(), clip: Clip::Not }
    }

    #[inline]
    pub(crate) fn validate(&self) -> Step<()> {
        self.schedule.validate()?;
        match self.clip {
            Clip::Not => {}
            Clip::Norm(most) => InvalidInput::between("clip_norm", most, 0.0, f64::INFINITY)?,
            Clip::Value(most) => InvalidInput::between("clip_value", most, 0.0, f64::INFINITY)?,
        }
        Ok(())
    }
}

impl Clip {
    /// The factor for all entries, and the limit for each.
    #[inline]
    fn limits(self, gradient: &[f64]) -> (f64, f64) {
        match self {
            Self::Not => (1.0, f64::INFINITY),
            Self::Norm(most) => ((most / norm(gradient)).min(1.0), f64::INFINITY),
            Self::Value(most) => (1.0, most),
        }
    }
}

/// A factor of an exponential average: it lies from 0 up to 1, not 1 itself.
#[inline]
fn decay(field: &'static str, value: f64) -> Step<()> {
    let fault = Fault::Outside { value, above: 0.0, below: 1.0 };
    Ok(InvalidInput::check(field, (0.0..1.0).contains(&value), fault)?)
}

/// How an unknown is moved; it keeps `K` numbers for each.
pub(crate) trait Rule<const K: usize> {
    /// What is the same for all unknowns in step `k`, from 0; the closure takes an unknown, the gradient's entry and what is kept, and
    /// returns how far the unknown moves.
    fn step(&self, rate: f64, k: usize) -> impl Fn(f64, f64, &mut [f64; K]) -> f64;
}

/// The iterate and all storage.
#[derive(Clone, Debug)]
pub struct Memory<P, const K: usize> {
    x: P,
    gradient: P,
    now: Evaluated,
    trial: P,
    trial_gradient: P,
    step: P,
    kept: [P; K],
    /// Steps so far.
    age: usize,
}

stored! { Memory<P, const K> { x, gradient, now, trial, trial_gradient, step, kept, age } }

impl<P: Point, const K: usize> Iterate<P> for Memory<P, K> {
    fn point(&self) -> &P {
        &self.x
    }

    fn gradient(&self) -> &[f64] {
        self.gradient.as_ref()
    }
}

/// How often a step is halved that leads to NaN or infinity.
const HALVINGS: usize = 60;

impl<P: Point, const K: usize> Memory<P, K> {
    pub(crate) fn new(x: P) -> Self {
        Self {
            gradient: x.zeros(),
            now: UNKNOWN,
            trial: x.zeros(),
            trial_gradient: x.zeros(),
            step: x.zeros(),
            kept: core::array::from_fn(|_| x.zeros()),
            age: 0,
            x,
        }
    }

    pub(crate) fn evaluate<O: Objective<Point = P>>(&mut self, objective: &O, ledger: &mut Ledger<P>) -> Step<()> {
        self.now = start::gradient(ledger, objective, &self.x, &mut self.gradient)?;
        Ok(())
    }

    pub(crate) fn iterate<O: Objective<Point = P>>(
        &mut self,
        rule: &impl Rule<K>,
        options: &Options,
        objective: &O,
        ledger: &mut Ledger<P>,
    ) -> Step<()> {
        let before = self.now.value;
        self.choose_step(rule, options);
        let share = self.try_step(objective, ledger)?;
        let now = self.now;
        let length = share * norm(self.step.as_ref());
        ledger.move_to(&self.x, &now, length)?;
        ledger.test_gradient(&self.x, &now)?;
        // A rate that has decayed makes steps short, which is no convergence: only who asks for it is told.
        if ledger.settings.step_tolerance > 0.0 {
            ledger.test_step(&self.x, length)?;
        }
        let tolerance = ledger.settings.value_tolerance;
        if tolerance > 0.0 && (before - now.value).abs() <= tolerance * now.value.abs() {
            return Err(Reason::Value);
        }
        Ok(())
    }

    fn choose_step(&mut self, rule: &impl Rule<K>, options: &Options) {
        let (factor, most) = options.clip.limits(self.gradient.as_ref());
        let change = rule.step(options.schedule.at(self.age), self.age);
        self.age += 1;
        for (i, step) in self.step.as_mut().iter_mut().enumerate() {
            let mut kept: [f64; K] = core::array::from_fn(|k| self.kept[k].as_ref()[i]);
            let gradient = (factor * self.gradient.as_ref()[i]).clamp(-most, most);
            *step = change(self.x.as_ref()[i], gradient, &mut kept);
            for (all, one) in self.kept.iter_mut().zip(kept) {
                all.as_mut()[i] = one;
            }
        }
    }

    /// Goes there; which share of the step could be gone.
    fn try_step<O: Objective<Point = P>>(&mut self, objective: &O, ledger: &mut Ledger<P>) -> Step<f64> {
        let mut share = 1.0;
        for _ in 0..HALVINGS {
            let ends = self.x.as_ref().iter().zip(self.step.as_ref());
            self.trial.as_mut().iter_mut().zip(ends).for_each(|(t, (x, s))| *t = x + share * s);
            if share < 1.0 && self.trial.as_ref() == self.x.as_ref() {
                break;
            }
            if max_abs(self.trial.as_ref()).is_finite() && self.look(objective, ledger)? {
                core::mem::swap(&mut self.x, &mut self.trial);
                core::mem::swap(&mut self.gradient, &mut self.trial_gradient);
                return Ok(share);
            }
            share *= 0.5;
        }
        Err(Reason::NonFiniteStuck)
    }

    /// Evaluates at the trial point; whether all is finite there.
    fn look<O: Objective<Point = P>>(&mut self, objective: &O, ledger: &mut Ledger<P>) -> Step<bool> {
        ledger.count(1)?;
        let value = objective.value_and_gradient(&self.trial, &mut self.trial_gradient);
        ledger.check_length(&self.trial_gradient)?;
        if value == f64::NEG_INFINITY {
            return Err(Reason::Unbounded);
        }
        let gradient_norm = max_abs(self.trial_gradient.as_ref());
        let fine = value.is_finite() && gradient_norm.is_finite();
        if fine {
            self.now = Evaluated { value, gradient_norm };
            ledger.offer(&self.trial, &self.now);
        }
        Ok(fine)
    }
}

/// The builder methods and entry points that these methods share.
macro_rules! shared_learning {
    ($refusal:literal) => {
        /// The learning rate: a number, or a [`Schedule`](crate::Schedule). May be changed between steps.
        #[must_use]
        pub fn learning_rate(mut self, rate: impl Into<crate::Schedule>) -> Self {
            self.options.schedule = rate.into();
            self
        }

        /// Shortens gradients that are longer than this, in the Euclidean norm; default: none.
        #[must_use]
        pub const fn clip_norm(mut self, most: f64) -> Self {
            self.options.clip = crate::optimize::first_order::Clip::Norm(most);
            self
        }

        /// Limits each entry of gradients to this magnitude; default: none.
        #[must_use]
        pub const fn clip_value(mut self, most: f64) -> Self {
            self.options.clip = crate::optimize::first_order::Clip::Value(most);
            self
        }

        crate::optimize::settings::shared_settings! {
            at: options.settings,
            gradient: "Converged once no entry of the gradient is larger than this; default 1e-8.",
            step: "Converged once a step is at most this times the length of the point; default 0: not tested.",
            value: "Converged once the value changes by at most this times itself in a step; default 0: not tested.",
            iterations: "The limit on iterations, which is no convergence; default 10 000."
        }

        crate::optimize::settings::entry_points! { order 1, $refusal }
    };
}
use shared_learning;

/// The traits of a method that keeps `$kept` numbers for each unknown.
macro_rules! learns {
    ($method:ident, $kept:literal) => {
        impl crate::optimize::state::Method for $method {
            type Memory<P: crate::Point> = crate::optimize::first_order::Memory<P, $kept>;
            const KEEPS_VALUES: bool = false;

            fn settings(&self) -> &crate::optimize::settings::Settings {
                &self.options.settings
            }

            #[inline]
            fn validate(&self) -> crate::optimize::ledger::Step<()> {
                self.options.validate()?;
                self.check()
            }
        }

        impl<O: crate::Objective> crate::optimize::state::Minimizes<O> for $method {
            type Point = O::Point;

            fn allocate(&self, _: &O, x: O::Point) -> Self::Memory<O::Point> {
                crate::optimize::first_order::Memory::new(x)
            }

            fn evaluate(
                &self,
                objective: &O,
                memory: &mut Self::Memory<O::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<O::Point>,
            ) -> crate::optimize::ledger::Step<()> {
                memory.evaluate(objective, ledger)
            }

            fn iterate(
                &self,
                objective: &O,
                memory: &mut Self::Memory<O::Point>,
                ledger: &mut crate::optimize::ledger::Ledger<O::Point>,
            ) -> crate::optimize::ledger::Step<()> {
                memory.iterate(self, &self.options, objective, ledger)
            }
        }
    };
}
use learns;
