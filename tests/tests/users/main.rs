//! Programs as users write them: each against differences of its own value and of its own gradient, and bit for bit in its value.

#![allow(clippy::all, clippy::pedantic, reason = "programs as people write them")]

#[macro_use]
mod agreement;

mod chains;
mod changes;
mod hard;
mod loops;
mod models;
