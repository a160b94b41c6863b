//! The macro.
#![allow(dead_code, unused_imports)]
mod elementary;
#[cfg(test)]
mod fuzz;
mod ir;
mod origins;
mod signature;
mod transform;
