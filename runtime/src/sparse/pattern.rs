//! Which entries a sparse matrix holds: compressed rows.

use alloc::vec::Vec;
use core::ops::{AddAssign, Range};

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Pattern {
    /// Where each row begins in `columns`, and where the last one ends.
    pub(super) starts: Vec<usize>,
    /// Ascending in each row.
    pub(super) columns: Vec<usize>,
}

stored! { Pattern { starts, columns } }

impl Pattern {
    pub(super) const fn new() -> Self {
        Self { starts: Vec::new(), columns: Vec::new() }
    }

    pub(super) fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// As many empty rows.
    #[inline]
    pub(super) fn reset(&mut self, rows: usize) {
        self.columns.clear();
        self.starts.clear();
        self.starts.resize(rows + usize::from(rows > 0), 0);
    }

    pub(super) fn row(&self, row: usize) -> Range<usize> {
        self.starts[row]..self.starts[row + 1]
    }

    /// Where an entry is. In a row without gaps, as bands and blocks have them, that is an addition.
    #[inline]
    pub(super) fn find(&self, row: usize, column: usize) -> Option<usize> {
        let (start, end) = (*self.starts.get(row)?, *self.starts.get(row + 1)?);
        let columns = self.columns.get(start..end)?;
        let guess = column.wrapping_sub(*columns.first()?);
        if columns.get(guess) == Some(&column) {
            return Some(start + guess);
        }
        columns.binary_search(&column).ok().map(|at| start + at)
    }

    /// Takes new entries in, and adds their terms in the order in which they came.
    pub(super) fn join<F>(&mut self, values: &mut Vec<F>, fresh: &mut Vec<(usize, usize, F)>)
    where
        F: Copy + Default + AddAssign,
    {
        fresh.sort_by_key(|(row, column, _)| (*row, *column));
        let mut new = fresh.drain(..).peekable();
        let (old, old_values) = (core::mem::take(&mut self.columns), core::mem::take(values));
        for row in 0..self.rows() {
            let held = self.row(row);
            self.starts[row] = self.columns.len();
            let mut held = held.map(|at| (old[at], old_values[at])).peekable();
            loop {
                let next = new.peek().filter(|(at, ..)| *at == row).map(|(_, column, _)| *column);
                match (held.peek(), next) {
                    (None, None) => break,
                    (Some((column, value)), next) if next.is_none_or(|next| *column < next) => {
                        self.columns.push(*column);
                        values.push(*value);
                        held.next();
                    }
                    (_, Some(column)) => {
                        let mut sum = F::default();
                        while let Some((.., value)) = new.next_if(|(at, c, _)| (*at, *c) == (row, column)) {
                            sum += value;
                        }
                        self.columns.push(column);
                        values.push(sum);
                    }
                    (Some(_), None) => unreachable!("what is held comes first"),
                }
            }
        }
        let rows = self.rows();
        self.starts[rows] = self.columns.len();
    }
}
