//! Rows of numbers.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Rows of numbers of the same length, one after the other. In JSON, an array of arrays.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// How many numbers are in a row.
    pub columns: usize,
    /// How many rows there are.
    pub rows: usize,
    /// The numbers, row by row.
    pub values: Vec<f64>,
}

impl Table {
    /// The rows of `values`, `columns` numbers each.
    #[must_use]
    pub fn new(rows: usize, columns: usize, values: Vec<f64>) -> Self {
        debug_assert_eq!(values.len(), rows * columns);
        Self { columns, rows, values }
    }

    /// Says which sizes the table called `name` should have, if it does not.
    ///
    /// # Errors
    ///
    /// Where it does not.
    pub(crate) fn check(&self, name: &str, rows: usize, columns: usize) -> Result<(), String> {
        if self.rows == rows && (rows == 0 || self.columns == columns) {
            return Ok(());
        }
        Err(format!("`{name}` must have {rows} rows of {columns} numbers, not {} of {}", self.rows, self.columns))
    }
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::<Vec<f64>>::deserialize(deserializer)?;
        let columns = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != columns) {
            return Err(D::Error::custom("rows of different lengths"));
        }
        Ok(Self::new(rows.len(), columns, rows.concat()))
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.rows).map(|i| &self.values[i * self.columns..][..self.columns]))
    }
}
