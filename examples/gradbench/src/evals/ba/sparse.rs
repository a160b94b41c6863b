//! A sparse Jacobian, row by row.

use serde::Serialize;

use super::CAMERA;

/// How many columns an observation depends on: a camera, a point, a weight.
const BLOCK: usize = CAMERA + 3 + 1;

/// How many entries the suite looks at, from the first on.
const SAMPLE: usize = 30;

/// A sparse matrix, in compressed rows.
#[derive(Debug, Default, Serialize)]
pub struct Sparse {
    /// Where each row begins, and where the last ends.
    pub rows: Vec<u32>,
    /// The column of each entry.
    pub cols: Vec<u32>,
    /// The entries.
    pub vals: Vec<f64>,
}

impl Sparse {
    /// Empty, with room for so many observations and weights.
    pub(super) fn clear(&mut self, observations: usize) {
        let entries = observations * (2 * BLOCK + 1);
        self.rows.clear();
        self.cols.clear();
        self.vals.clear();
        self.rows.reserve(3 * observations + 1);
        self.cols.reserve(entries);
        self.vals.reserve(entries);
        self.rows.push(0);
    }

    /// Two rows; camera, point and weight begin at the columns that are given.
    pub(super) fn push_observation(&mut self, block: &[[f64; BLOCK]; 2], [camera, point, weight]: [usize; 3]) {
        let columns: [usize; BLOCK] = std::array::from_fn(|i| match i {
            0..CAMERA => camera + i,
            CAMERA.. if i < CAMERA + 3 => point + i - CAMERA,
            _ => weight,
        });
        let columns = columns.map(index);
        for row in block {
            self.cols.extend_from_slice(&columns);
            self.vals.extend_from_slice(row);
            self.rows.push(index(self.vals.len()));
        }
    }

    /// A row of one entry.
    pub(super) fn push_weight(&mut self, value: f64, column: usize) {
        self.cols.push(index(column));
        self.vals.push(value);
        self.rows.push(index(self.vals.len()));
    }

    /// The first entries of each array, and the last.
    pub(super) fn sample(&self) -> Self {
        Self { rows: sample(&self.rows), cols: sample(&self.cols), vals: sample(&self.vals) }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the limit of what is taken keeps all below 2^32")]
fn index(n: usize) -> u32 {
    n as u32
}

fn sample<T: Copy>(all: &[T]) -> Vec<T> {
    all.iter().take(SAMPLE).chain(all.last()).copied().collect()
}
