//! The optimizers: classical problems, and what they do with faulty ones.

mod bounded;
mod constrained;
mod convergence;
mod each;
mod every;
mod faults;
mod least_squares;
mod problems;
mod saddles;
mod sparse;
mod squares;
