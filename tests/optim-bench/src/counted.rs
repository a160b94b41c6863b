//! A problem that counts how often it is asked.

use std::cell::Cell;

use chainrule::{Objective, Residuals};

use crate::erased::Problem;

/// Whoever asks more often than this in one run has got stuck.
const PATIENCE: usize = 1_000_000;

/// Counts calls by what they ask for; a call that gives value and derivatives together counts as both.
pub struct Counted<'a> {
    problem: &'a Problem,
    values: Cell<usize>,
    derivatives: Cell<usize>,
    curvatures: Cell<usize>,
}

impl<'a> Counted<'a> {
    #[must_use]
    pub fn new(problem: &'a Problem) -> Self {
        Self { problem, values: Cell::new(0), derivatives: Cell::new(0), curvatures: Cell::new(0) }
    }

    /// How often residuals or values alone, derivatives, and second derivatives of residuals were asked for.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        [self.values.get(), self.derivatives.get(), self.curvatures.get()]
    }

    fn value_asked(&self) {
        ask(&self.values);
    }

    fn derivative_asked(&self) {
        ask(&self.derivatives);
    }
}

/// # Panics
/// If a run has got stuck: a method cannot be stopped in another way.
fn ask(count: &Cell<usize>) {
    assert!(count.get() < PATIENCE, "more than {PATIENCE} calls in one run");
    count.set(count.get() + 1);
}

impl Residuals for Counted<'_> {
    type Point = Vec<f64>;
    const ORDER: u8 = 2;

    fn len(&self) -> usize {
        Residuals::len(self.problem)
    }

    fn residuals(&self, x: &Vec<f64>, r: &mut [f64]) {
        self.value_asked();
        self.problem.residuals(x, r);
    }

    fn residuals_and_jacobian(&self, x: &Vec<f64>, r: &mut [f64], jacobian: &mut [f64]) {
        self.derivative_asked();
        self.problem.residuals_and_jacobian(x, r, jacobian);
    }

    fn curvature(&self, x: &Vec<f64>, w: &[f64], curvature: &mut [f64]) {
        ask(&self.curvatures);
        self.problem.curvature(x, w, curvature);
    }
}

impl Objective for Counted<'_> {
    type Point = Vec<f64>;
    const ORDER: u8 = 2;

    fn value(&self, x: &Vec<f64>) -> f64 {
        self.value_asked();
        self.problem.value(x)
    }

    fn value_and_gradient(&self, x: &Vec<f64>, gradient: &mut Vec<f64>) -> f64 {
        self.derivative_asked();
        self.problem.value_and_gradient(x, gradient)
    }

    fn gradient_and_hvp(&self, x: &Vec<f64>, v: &Vec<f64>, gradient: &mut Vec<f64>, product: &mut Vec<f64>) {
        self.derivative_asked();
        self.problem.gradient_and_hvp(x, v, gradient, product);
    }

    fn value_gradient_hessian(&self, x: &Vec<f64>, gradient: &mut Vec<f64>, hessian: &mut Vec<f64>) -> f64 {
        self.derivative_asked();
        self.problem.value_gradient_hessian(x, gradient, hessian)
    }
}
