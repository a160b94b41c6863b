//! `lstm`: how badly a network of long short-term memories foresees a text, character by character.

use chainrule::differentiable;
use serde::Deserialize;

use super::{Function, refuse_if};
use crate::Table;
use crate::run::run;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function {
        name: "objective",
        run: |input| {
            run(input, Input::checked, |i| {
                loss(&i.main_params.values, &i.extra_params.values, &i.state.values, &i.sequence.values, i.bits())
            })
        },
    },
    Function {
        name: "jacobian",
        run: |input| {
            run(input, Input::checked, |i| {
                let (main, extra) = loss::gradient(
                    &i.main_params.values,
                    &i.extra_params.values,
                    &i.state.values,
                    &i.sequence.values,
                    i.bits(),
                );
                [main, extra].concat()
            })
        },
    },
];

#[derive(Deserialize)]
struct Input {
    main_params: Table,
    extra_params: Table,
    state: Table,
    sequence: Table,
}

impl Input {
    fn bits(&self) -> usize {
        self.sequence.columns
    }

    fn checked(self) -> Result<Self, String> {
        let (bits, rows) = (self.bits(), self.state.rows);
        refuse_if(
            bits == 0 || self.sequence.rows < 2,
            "`sequence` must have two characters or more, of a bit or more",
        )?;
        refuse_if(rows % 2 == 1, "`state` must have two rows for each layer")?;
        self.state.check("state", rows, bits)?;
        self.main_params.check("main_params", rows, 4 * bits)?;
        self.extra_params.check("extra_params", 3, bits)?;
        Ok(self)
    }
}

/// The mean loss over a sequence of characters of `b` bits.
///
/// `main` has, for each layer, the weights of four gates and then their biases, `b` numbers each; `extra` the weights of the input, and
/// weights and biases of the output; `start`, for each layer, what it puts out and its cells.
#[differentiable(constant(start, sequence))]
#[must_use]
pub fn loss(main: &[f64], extra: &[f64], start: &[f64], sequence: &[f64], b: usize) -> f64 {
    let mut state = start.to_vec();
    let mut sum = 0.0;
    let characters = sequence.len() / b;
    for t in 0..characters - 1 {
        let foreseen = predict(main, extra, &mut state, &sequence[t * b..][..b]);
        sum += log_likelihood(&foreseen, &sequence[(t + 1) * b..][..b]);
    }
    -sum / ((characters - 1) * b) as f64
}

/// Reads the character `x`, and foresees the next.
#[differentiable]
fn predict(main: &[f64], extra: &[f64], state: &mut [f64], x: &[f64]) -> Vec<f64> {
    let b = x.len();
    let mut y: Vec<f64> = x.iter().zip(&extra[..b]).map(|(x, weight)| x * weight).collect();
    for (parameters, state) in main.chunks_exact(8 * b).zip(state.chunks_exact_mut(2 * b)) {
        let (weights, biases) = parameters.split_at(4 * b);
        let (hidden, cell) = state.split_at_mut(b);
        advance(weights, biases, &mut *hidden, &mut *cell, &y);
        y.copy_from_slice(hidden);
    }
    for i in 0..b {
        y[i] = y[i] * extra[b + i] + extra[2 * b + i];
    }
    y
}

/// A step of one layer.
#[differentiable]
fn advance(weights: &[f64], biases: &[f64], hidden: &mut [f64], cell: &mut [f64], input: &[f64]) {
    let b = input.len();
    for i in 0..b {
        let forget = sigmoid(input[i] * weights[i] + biases[i]);
        let take = sigmoid(hidden[i] * weights[b + i] + biases[b + i]);
        let give = sigmoid(input[i] * weights[2 * b + i] + biases[2 * b + i]);
        let change = (hidden[i] * weights[3 * b + i] + biases[3 * b + i]).tanh();
        cell[i] = cell[i] * forget + take * change;
        hidden[i] = give * cell[i].tanh();
    }
}

#[differentiable]
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The logarithm of what was foreseen of the character that came. (The suite adds 2 to the sum.)
#[differentiable(constant(came))]
fn log_likelihood(foreseen: &[f64], came: &[f64]) -> f64 {
    let norm = (2.0 + foreseen.iter().map(|y| y.exp()).sum::<f64>()).ln();
    came.iter().zip(foreseen).map(|(bit, y)| bit * (y - norm)).sum()
}
