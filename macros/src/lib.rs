//! The macro.
#![allow(dead_code, unused_imports)]
mod ir;
mod origins;
mod signature;
