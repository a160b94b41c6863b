//! An order of the unknowns in which a symmetric factor fills in little: the unknown with the fewest neighbours goes first.
//!
//! Minimum degree on a quotient graph, with degrees from above: Amestoy, Davis and Duff, "An approximate minimum degree ordering
//! algorithm" (1996), equation 4. An unknown that is gone is an *element*: the clique of what it was joined with.

use alloc::{collections::BinaryHeap, vec, vec::Vec};
use core::cmp::Reverse;

use crate::linalg::sqrt;

/// An unknown with more neighbours than this many times the square root of their number goes last: it would fill its row anyway.
const DENSE: f64 = 10.0;

/// The unknowns in the order in which they are eliminated. `rows[i]` holds the columns below `i` that row `i` of the lower triangle has.
#[inline]
pub(super) fn order<'a>(n: usize, row: impl Fn(usize) -> &'a [usize]) -> Vec<usize> {
    let mut graph = Graph::new(n, row);
    let dense = graph.set_dense_aside();
    let mut order = Vec::with_capacity(n);
    while let Some(next) = graph.next() {
        order.push(next);
        graph.eliminate(next);
    }
    order.extend(dense);
    order
}

struct Graph {
    /// The neighbours of each unknown that are not seen through an element.
    neighbours: Vec<Vec<usize>>,
    /// The elements that each unknown belongs to.
    elements: Vec<Vec<usize>>,
    /// The unknowns of each element; empty where there is none, or none any more.
    members: Vec<Vec<usize>>,
    degrees: Vec<usize>,
    gone: Vec<bool>,
    queue: BinaryHeap<Reverse<(usize, usize)>>,
    /// When each unknown was last met, and how many members of each element lie outside the newest one, as of when.
    met: Vec<usize>,
    outside: Vec<(usize, usize)>,
    round: usize,
    left: usize,
}

impl Graph {
    #[inline]
    fn new<'a>(n: usize, row: impl Fn(usize) -> &'a [usize]) -> Self {
        let mut neighbours = vec![Vec::new(); n];
        for i in 0..n {
            for &j in row(i).iter().filter(|j| **j != i) {
                neighbours[i].push(j);
                neighbours[j].push(i);
            }
        }
        Self {
            degrees: neighbours.iter().map(Vec::len).collect(),
            neighbours,
            elements: vec![Vec::new(); n],
            members: vec![Vec::new(); n],
            gone: vec![false; n],
            queue: BinaryHeap::new(),
            met: vec![0; n],
            outside: vec![(0, 0); n],
            round: 0,
            left: n,
        }
    }

    /// Takes out the unknowns that are joined with very many others, and fills the queue with the rest.
    #[inline]
    fn set_dense_aside(&mut self) -> Vec<usize> {
        let n = self.left;
        let most = (DENSE * sqrt(n as f64)).max(16.0);
        let dense: Vec<usize> = (0..n).filter(|&i| self.degrees[i] as f64 > most).collect();
        for &i in &dense {
            self.gone[i] = true;
            self.left -= 1;
        }
        for i in (0..n).filter(|&i| !self.gone[i]) {
            let gone = &self.gone;
            if !dense.is_empty() {
                self.neighbours[i].retain(|&j| !gone[j]);
            }
            self.degrees[i] = self.neighbours[i].len();
        }
        self.queue = (0..n).filter(|&i| !self.gone[i]).map(|i| Reverse((self.degrees[i], i))).collect();
        dense
    }

    /// The unknown of least degree; of several the first.
    #[inline]
    fn next(&mut self) -> Option<usize> {
        while let Some(Reverse((degree, i))) = self.queue.pop() {
            if !self.gone[i] && degree == self.degrees[i] {
                return Some(i);
            }
        }
        None
    }

    /// Makes an element of an unknown; it takes in those that the unknown belonged to.
    #[inline]
    fn eliminate(&mut self, pivot: usize) {
        self.gone[pivot] = true;
        self.left -= 1;
        let clique = self.clique(pivot);
        self.measure(pivot, &clique);
        for &i in &clique {
            self.join(i, pivot, clique.len());
        }
        self.members[pivot] = clique;
    }

    /// All that an unknown is joined with, directly or through elements.
    #[inline]
    fn clique(&mut self, pivot: usize) -> Vec<usize> {
        self.round += 1;
        self.met[pivot] = self.round;
        let mut clique = core::mem::take(&mut self.neighbours[pivot]);
        for element in core::mem::take(&mut self.elements[pivot]) {
            clique.append(&mut self.members[element]);
        }
        let (gone, met, round) = (&self.gone, &mut self.met, self.round);
        clique.retain(|&i| !gone[i] && core::mem::replace(&mut met[i], round) != round);
        clique
    }

    /// Counts how many members of each element that meets the clique lie outside of it; an element inside of it is dropped.
    #[inline]
    fn measure(&mut self, pivot: usize, clique: &[usize]) {
        for &i in clique {
            for &element in &self.elements[i] {
                let (outside, round) = &mut self.outside[element];
                if *round != self.round {
                    (*outside, *round) = (self.members[element].len(), self.round);
                }
                *outside = outside.saturating_sub(1);
            }
        }
        for &i in clique {
            let (outside, members) = (&self.outside, &mut self.members);
            self.elements[i].retain(|&element| {
                let inside = outside[element].0 == 0;
                if inside {
                    members[element].clear();
                }
                !inside
            });
            self.elements[i].push(pivot);
        }
    }

    /// Drops the neighbours that an unknown now sees through the element, and bounds its degree.
    #[inline]
    fn join(&mut self, i: usize, pivot: usize, size: usize) {
        let (met, round) = (&self.met, self.round);
        self.neighbours[i].retain(|&j| met[j] != round);
        let others = self.elements[i].iter().filter(|e| **e != pivot).map(|&e| self.outside[e].0);
        let apart = self.neighbours[i].len() + size - 1 + others.sum::<usize>();
        self.degrees[i] = apart.min(self.degrees[i] + size - 1).min(self.left - 1);
        self.queue.push(Reverse((self.degrees[i], i)));
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    fn ordered(rows: &[Vec<usize>]) -> Vec<usize> {
        order(rows.len(), |i| &rows[i])
    }

    #[test]
    fn each_unknown_is_there_once() {
        let rows: Vec<Vec<usize>> = (0..60).map(|i| (0..=i).filter(|j| (i * 7 + j * 11) % 5 == 0).collect()).collect();
        let mut order = ordered(&rows);
        order.sort_unstable();
        assert!(order.into_iter().eq(0..60));
        assert!(ordered(&[]).is_empty());
    }

    /// The hub of a star goes after all leaves but one, wherever it stands; of a large star it is set aside.
    #[test]
    fn a_hub_goes_late() {
        for n in [5, 40, 5000] {
            let star: Vec<Vec<usize>> = (0..n).map(|i| if i == 0 { vec![] } else { vec![0] }).collect();
            let order = ordered(&star);
            assert!(order.iter().position(|i| *i == 0) >= Some(n - 2), "{n}");
        }
    }
}
