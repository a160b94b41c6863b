//! `ht`: hand tracking: how far the skin of a hand, bent at its joints, is from points that were seen.

mod hand;
mod input;
mod rotation;
mod seen;

pub use hand::{Hand, positions};
pub use seen::{Seen, residual, residuals};

use super::{Function, refuse_if};
use crate::Table;
use crate::run::run;
use hand::PARAMETERS;
use input::Input;

pub(crate) const FUNCTIONS: [Function; 2] = [
    Function { name: "objective", run: |input| run(input, Input::tracking, |tracking| tracking.residuals().concat()) },
    Function { name: "jacobian", run: |input| run(input, Input::tracking, |tracking| tracking.jacobian()) },
];

/// A hand, and what was seen of it.
#[derive(Debug)]
pub struct Tracking {
    /// The hand.
    pub hand: Hand,
    /// What was seen.
    pub seen: Seen,
    /// How the hand is bent.
    pub theta: [f64; PARAMETERS],
    /// Where in its triangle each point is.
    pub us: Vec<[f64; 2]>,
    /// Whether that is to be found.
    pub free: bool,
}

impl Tracking {
    /// From the skin to each point that was seen.
    #[must_use]
    pub fn residuals(&self) -> Vec<[f64; 3]> {
        residuals(&self.theta, &self.us, &self.hand, &self.seen)
    }

    /// A row for each number of the residuals: first the derivatives by its own two coordinates, if they are free, then those by `theta`.
    #[must_use]
    pub fn jacobian(&self) -> Table {
        let by_theta = residuals::jacobian(&self.theta, &self.us, &self.hand, &self.seen);
        if !self.free {
            return Table::new(3 * self.us.len(), PARAMETERS, by_theta);
        }
        let mut values = Vec::with_capacity(3 * self.us.len() * (2 + PARAMETERS));
        for (by_u, by_theta) in self.by_us().as_flattened().iter().zip(by_theta.chunks_exact(PARAMETERS)) {
            values.extend_from_slice(by_u);
            values.extend_from_slice(by_theta);
        }
        Table::new(3 * self.us.len(), 2 + PARAMETERS, values)
    }

    /// The derivatives of each residual by its own two coordinates.
    fn by_us(&self) -> Vec<[[f64; 2]; 3]> {
        let positions = positions(&self.theta, &self.hand);
        let seen = self.seen.corners.iter().zip(&self.seen.points);
        let blocks = seen.zip(&self.us).map(|((corners, point), u)| {
            let [a, b, c] = corners.map(|corner| positions[corner]);
            residual::jacobian(u, &a, &b, &c, point)
        });
        blocks.collect()
    }
}
